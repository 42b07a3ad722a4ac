"""What the generator is taught: windows of takes in codes, told their camera and beat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .flow import KEPT, WINDOW, Floats
from .latents import learn_codes, pictures_of

if TYPE_CHECKING:
    from ..library.takes import Rushes

CAMERAS = {
    "1A": ("1A-1",),
    "2A": ("2A-1",),
    "3A": ("3A-1", "3B-1"),
    "4A": ("4A-1", "4B-1"),
    "5A": ("5A-1", "5B-1"),
    "6A": ("6A-1",),
    "6B": ("6B-1",),
    "6C": ("6C-1",),
    "6D": ("6D-1",),
    "6E": ("6E-1",),
    "7A": ("7A-1",),
    "8A": ("8A-1",),
}
"""What is learnt from, by camera. The second takes, 4A-2 and 5A-2, are held back to measure with."""

STEP = 2  # pictures of a take from one picture of a window to the next: 12 a second
BATCH = 64
FORGETS = 0.2  # share of the windows that are not told their beat
CONTINUES = 0.7  # share of the windows whose beginning is known


@dataclass(frozen=True)
class Windows:
    """What the model is taught: windows of codes, with their camera and beat.

    Attributes
    ----------
    codes : dict of str to ndarray of float32, shape (frames, n)
        By camera, as :func:`kuleshov.generate.latents.learn_codes` gives them.
    spread : dict of str to ndarray of float32, shape (n,)
        What each camera's codes are divided by.
    scaled : ndarray of float32, shape (all frames, 64)
        All codes, divided, those of one camera after those of another.
    camera, beat : ndarray of int, shape (all frames,)
    starts : ndarray of int, shape (windows,)
        The frame with which each window begins.
    chance : ndarray of float64, shape (windows,)
        How often it is drawn: long takes less often than their length asks for.
    """

    codes: dict[str, Floats]
    spread: dict[str, Floats]
    scaled: Floats
    camera: NDArray[np.int64]
    beat: NDArray[np.int64]
    starts: NDArray[np.int64]
    chance: NDArray[np.float64]


def windows_of(
    rushes: "Rushes", cameras: Mapping[str, Sequence[str]], beats: Sequence[str]
) -> Windows:
    """Read takes, and cut them into windows.

    Parameters
    ----------
    rushes : Rushes
    cameras : mapping of str to sequence of str
        The takes of each camera.
    beats : sequence of str
        The names of the scene's beats.

    Returns
    -------
    Windows

    Raises
    ------
    LibraryError, MediaError
        Where a take is missing or can't be read.
    """
    codes = {
        name: learn_codes(pictures_of(*(rushes[take] for take in takes)))
        for name, takes in cameras.items()
    }
    spread = {name: _spread(one) for name, one in codes.items()}
    order = [(number, take) for number, each in enumerate(cameras.values()) for take in each]
    frames = np.array([rushes[take].last - rushes[take].first for _, take in order])
    fit = np.maximum(frames - STEP * (WINDOW - 1), 0)  # windows in each take
    firsts = np.cumsum(frames) - frames
    chance = np.repeat(1 / np.sqrt(np.maximum(fit, 1)), fit)
    return Windows(
        codes=codes,
        spread=spread,
        scaled=np.concatenate([_wide(codes[name] / spread[name]) for name in cameras]),
        camera=np.repeat([number for number, _ in order], frames),
        beat=np.concatenate([_beats(rushes, take, beats) for _, take in order]),
        starts=np.concatenate([np.arange(at, at + n) for at, n in zip(firsts, fit, strict=True)]),
        chance=chance / chance.sum(),
    )


def _spread(codes: Floats) -> Floats:
    """Return what codes are divided by: small components stay smaller, and are settled later."""
    varies = codes.std(axis=0)
    return np.asarray(np.sqrt(np.maximum(varies, 1e-3) * max(varies[0], 1)), np.float32)


def _wide(codes: Floats) -> Floats:
    """Return codes with noughts where a camera has fewer than 64."""
    return np.pad(codes, ((0, 0), (0, KEPT - codes.shape[1])))


def _beats(rushes: "Rushes", take: str, beats: Sequence[str]) -> NDArray[np.int64]:
    """Return the number of the beat that each frame of a take lies in."""
    told = rushes[take].truth
    assert told is not None and told.performance is not None
    frames = np.arange(told.last_frame - told.first_frame)
    seconds = told.performance[0] + frames / float(told.rate)
    acted = told.clock.beats
    at = np.searchsorted([one.start for one in acted], seconds, "right") - 1
    return np.array([beats.index(acted[max(0, one)].name) for one in at])


@dataclass(frozen=True)
class Batch:
    """One step's windows, noise and all: the same for the same seed and step."""

    film: Floats
    noise: Floats
    t: Floats
    camera: NDArray[np.int64]
    beat: NDArray[np.int64]
    given: Floats


def batch_of(windows: Windows, beats: int, seed: int, step: int) -> Batch:
    """Draw what is learnt from in one step.

    Parameters
    ----------
    windows : Windows
    beats : int
        How many there are; one more says: none in particular.
    seed, step : int

    Returns
    -------
    Batch
    """
    rng = np.random.default_rng([seed, step])
    begins = rng.choice(windows.starts, BATCH, p=windows.chance)
    film = windows.scaled[begins[:, None] + STEP * np.arange(WINDOW)]
    untold = rng.random(BATCH) < FORGETS
    known = np.where(rng.random(BATCH) < CONTINUES, rng.integers(1, WINDOW - 5, BATCH), 0)
    given = (np.arange(WINDOW) < known[:, None])[..., None].astype(np.float32)
    return Batch(
        film=film,
        noise=rng.standard_normal(film.shape, np.float32),
        t=(1 / (1 + np.exp(-rng.standard_normal(BATCH)))).astype(np.float32),
        camera=windows.camera[begins],
        beat=np.where(untold, beats, windows.beat[begins + STEP * WINDOW // 2]),
        given=given,
    )
