"""Where the footage lies, and how to look into it."""

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from kuleshov.library.truth import TakeTruth

RUSHES = Path(__file__).parents[2] / "datasets/rushes/understudy"
MAKE = RUSHES / "make"


def pictures(take: TakeTruth, wanted: set[int]) -> Iterator[tuple[int, NDArray[np.float64]]]:
    """Yield the wanted frames of a take as RGB, decoding no further than needed."""
    with av.open(str(take.file)) as file:
        file.streams.video[0].thread_type = "AUTO"
        for number, picture in enumerate(file.decode(video=0)):
            if number in wanted:
                yield number, picture.to_ndarray(format="rgb24").astype(float)
            if number >= max(wanted):
                return


def sound(path: Path, seconds: float | None = None) -> NDArray[np.float64]:
    """Decode a mono file; floats from -1 to 1."""
    blocks = []
    with av.open(str(path)) as file:
        for block in file.decode(audio=0):
            samples = block.to_ndarray()[0]
            if samples.dtype == np.int16:
                samples = samples / 32768
            blocks.append(samples.astype(float))
            if seconds is not None and sum(map(len, blocks)) > seconds * 48_000:
                break
    return np.concatenate(blocks)
