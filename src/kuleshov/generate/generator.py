"""The generator of The Understudy, as it was trained: its weights, and what it learnt from."""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, ClassVar
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from .. import library
from ..errors import LibraryError, Refused
from ..files import sha256
from ..library.takes import Take
from ..words import either, meant
from .flow import Floats, draw
from .latents import OTHER_TAKES, Bytes, Latents, latents_of, pictures_of

WEIGHTS = Path(__file__).parent / "understudy.npz"
RATE = 12
"""Pictures a second of its films."""


@dataclass(frozen=True, eq=False)
class Camera:
    """One camera as the generator knows it.

    Attributes
    ----------
    name : str
        The first set-up that it stood for: ``"4A"``.
    takes : tuple of Take
        Those that were learnt from.
    pictures : ndarray of uint8, shape (frames, 90, 160, 3)
        Their pictures, take after take, slates and handles left out.
    latents : Latents
        What it paints with.
    """

    name: str
    takes: tuple[Take, ...]
    pictures: Bytes
    latents: Latents

    @cached_property
    def owner(self) -> NDArray[np.int64]:
        """The number of the take that each picture is of."""
        lengths = [take.last - take.first for take in self.takes]
        return np.repeat(np.arange(len(lengths)), lengths)

    @cached_property
    def frame(self) -> NDArray[np.int64]:
        """The frame of its take that each picture is."""
        return np.concatenate([np.arange(take.first, take.last) for take in self.takes])


@dataclass(frozen=True, eq=False)
class Generator:
    """A trained model.

    Attributes
    ----------
    weights : mapping of str to ndarray of float32
        As :func:`kuleshov.generate.flow.shapes` names them.
    codes : mapping of str to ndarray of float16, shape (frames, n)
        What each camera's pictures are in numbers.
    spread : mapping of str to ndarray of float32, shape (n,)
        What codes are divided by before the network sees them.
    told : mapping of str to Any
        What its training said: cameras, beats, the takes' SHA-256, seed, steps, seconds.
    sha256 : str
        Of its file.
    """

    weights: Mapping[str, Floats]
    codes: Mapping[str, NDArray[np.float16]]
    spread: Mapping[str, Floats]
    told: Mapping[str, Any]
    sha256: str

    card: ClassVar[str] = (
        "**The Understudy's generator** `ku.generate`\n"
        "Makes pictures of one scene, told a set-up and a beat: 12 a second, 160 by 90 pixels, "
        "silent. A flow-matching transformer of 2.2 million weights that draws 64 numbers a "
        "picture, two seconds at a time.\n"
        "Good at: the rooms, the lights, lamps that act.\n"
        "Can't: show what no take shows, cut, speak, remember longer than two thirds of a second. It makes "
        "ghosts and doubled arms, and lamps jump.\n"
        "Learnt from: fifteen takes of The Understudy, 3.5 minutes, CC BY 4.0, and nothing else. It "
        "mostly remembers: ku.nearest says how near a picture lies to one that it learnt.\n"
        "Source: Lipman, Chen, Ben-Hamu, Nickel, Le (2023), Flow Matching for Generative Modeling. "
        "Its model card: docs/generator.md."
    )

    @property
    def cameras(self) -> list[str]:
        """The names of its cameras."""
        return list(self.told["cameras"])

    @property
    def beats(self) -> list[str]:
        """The names of its beats."""
        return list(self.told["beats"])

    def camera(self, setup: str) -> str:
        """Return which camera a set-up was shot with.

        Parameters
        ----------
        setup : str
            As a slate has it: ``"4A"``, or a take ``"4A-2"``.

        Returns
        -------
        str
            The camera's name; several set-ups may share one (4A and 4B).

        Raises
        ------
        Refused
            Where it learnt no such set-up.
        """
        asked = str(setup).strip().upper()
        for name, takes in self.told["cameras"].items():
            if asked.partition("-")[0] in {take.partition("-")[0].upper() for take in takes}:
                return str(name)
        shot = {take.partition("-")[0] for takes in self.told["cameras"].values() for take in takes}
        raise Refused(f"The generator never saw set-up {setup!r}. It knows {either(sorted(shot))}.")

    def beat(self, beat: str | None) -> int:
        """Return a beat's number.

        Parameters
        ----------
        beat : str or None
            Its name; None is none in particular.

        Returns
        -------
        int

        Raises
        ------
        Refused
            Where the scene has no such beat.
        """
        if beat is None:
            return len(self.beats)
        if beat in self.beats:
            return self.beats.index(beat)
        near = meant(str(beat), self.beats)
        raise Refused(f"The scene has no beat {beat!r}.{near} It has {either(self.beats)}.")

    def takes(self, camera: str) -> Sequence[str]:
        """Return the names of the takes that were learnt from one camera."""
        return list(self.told["cameras"][camera])

    def draw(self, camera: str, beat: str | None, pictures: int, seed: int) -> Floats:
        """Draw the codes of a film.

        Parameters
        ----------
        camera : str
            A name of :attr:`cameras`.
        beat : str or None
            A name of :attr:`beats`; None is none in particular.
        pictures : int
            How many, 12 a second.
        seed : int
            Its chance.

        Returns
        -------
        ndarray of float32, shape (pictures, n)
        """
        rng = np.random.default_rng(seed)
        drawn = draw(self.weights, self.cameras.index(camera), self.beat(beat), pictures, rng)
        return drawn[:, : len(self.spread[camera])] * self.spread[camera]


def load(path: Path = WEIGHTS) -> Generator:
    """Read a trained model; the last one that was read is kept.

    Parameters
    ----------
    path : Path
        The kit's own where left out.

    Returns
    -------
    Generator

    Raises
    ------
    LibraryError
        Where the file is missing or damaged.

    Examples
    --------
    >>> load().beats
    ['rehearsal', 'the copy', 'the test', 'the flicker', 'dark', 'the choice', 'the shadow']
    """
    try:
        return _load(path, path.stat().st_mtime_ns)
    except _DAMAGED as problem:
        raise LibraryError(
            f"The generator's weights {path} can't be read ({problem}). Install the kit again, or "
            "train them: docs/generator.md says how."
        ) from None


_DAMAGED = (OSError, ValueError, KeyError, EOFError, TypeError, BadZipFile, zlib.error)


@lru_cache(maxsize=1)
def _load(path: Path, changed: int) -> Generator:
    parts: dict[str, dict[str, Any]] = {"weights": {}, "codes": {}, "spread": {}}
    with np.load(path) as kept:
        told = json.loads(str(kept["told"]))
        for name in kept.files:
            part, _, rest = name.partition("/")
            if part in parts:
                parts[part][rest] = kept[name]
    weights = {name: one.astype(np.float32) for name, one in parts["weights"].items()}
    return Generator(weights, parts["codes"], parts["spread"], told, sha256(path))


@lru_cache(maxsize=2)  # the widest camera is 60 MB of pictures
def learnt(model: Generator, camera: str) -> Camera:
    """Read again what a model learnt from one camera; the last two are kept.

    Parameters
    ----------
    model : Generator
    camera : str
        A name of its cameras.

    Returns
    -------
    Camera

    Raises
    ------
    Refused
        Where the takes here are others than it learnt from.
    LibraryError, MediaError
        Where a take is missing or can't be read.

    Examples
    --------
    >>> learnt(load(), "6A").pictures.shape
    (60, 90, 160, 3)
    """
    rushes = library.rushes("understudy")
    takes = tuple(rushes[name] for name in model.takes(camera))
    for take in takes:
        if take.truth is None or take.truth.sha256 != model.told["takes"][take.name]:
            raise Refused(
                f"{take.name} is not the take that the generator learnt from. {OTHER_TAKES}"
            )
    pictures = pictures_of(*takes)
    return Camera(camera, takes, pictures, latents_of(pictures, model.codes[camera]))
