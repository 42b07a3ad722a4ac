"""What every picture measure starts from: one decode, small arrays, kept in the cache.

A film is decoded once, each frame at one analysis size whatever the file's, and turned into a
few small arrays. Everything that looks at pictures (cuts, activity, exposure) reads these arrays
and never the film. They are kept in the user's cache folder under the SHA-256 of the film's
bytes, so that a renamed or copied film is not decoded again, and a changed one is.
"""

import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from ...files import whole
from ...folders import cache, made
from ...media import Clip
from ...media.picture import Planes, shrink

RECIPE = 3  # raised whenever the same film would give other arrays
SIZE = (320, 180)  # the one analysis size: width, height
SMALL = (80, 45)  # a quarter of it, for structure and motion
COLOUR = (16, 9)
CACHE_BYTES = 512 * 2**20


class Source(Protocol):
    """What can be measured: a clip, or anything that yields planes like one."""

    @property
    def rate(self) -> Fraction:
        """Frames a second."""

    @property
    def frames(self) -> int:
        """How many frames."""

    @property
    def duration(self) -> float:
        """Seconds."""

    def times(self) -> np.ndarray:
        """Return when each frame begins.

        Returns
        -------
        ndarray of float64 (frames,)
            Seconds.
        """

    def planes(self, size: tuple[int, int] | None) -> Iterator[Planes]:
        """Yield every frame's brightness and colour differences, in order.

        Parameters
        ----------
        size : (int, int) or None
            Width and height; None for the film's own.

        Yields
        ------
        Planes
            Whose arrays are not to be written to.
        """


@dataclass(frozen=True)
class Features:
    """A film as small arrays.

    Attributes
    ----------
    rate : Fraction
        Frames a second; their usual pace where they lie unevenly.
    duration : float
        Seconds.
    times : ndarray of float64 (frames,)
        When each frame begins (s).
    luma : ndarray of uint8 (frames, 45, 80)
        Brightness as coded, 16 black to 235 white.
    colour : ndarray of uint8 (frames, 2, 9, 16)
        The two colour differences, 128 is grey.
    histogram : ndarray of uint16 (frames, 256)
        How many of the 57,600 pixels of the analysis size have each brightness.
    change : ndarray of float32 (frames,)
        Mean absolute change of these pixels from the frame before, levels; 0 for the first.
    """

    rate: Fraction
    duration: float
    times: np.ndarray
    luma: np.ndarray
    colour: np.ndarray
    histogram: np.ndarray
    change: np.ndarray

    @property
    def frames(self) -> int:
        """How many frames."""
        return len(self.luma)


class FramePicture:
    """One decoded frame, and smaller copies of it, each made when it is first asked for.

    Attributes
    ----------
    y, u, v : ndarray of uint8
        Brightness (height, width) and both colour differences, half of that, as decoded.
    """

    def __init__(self, planes: Planes) -> None:
        self.y, self.u, self.v = planes.y, planes.u, planes.v

    @cached_property
    def small(self) -> np.ndarray:
        """Brightness at the analysis size, uint8 (180, 320)."""
        return shrink(self.y, SIZE)

    @cached_property
    def tiny(self) -> np.ndarray:
        """Half of that, for flow, uint8 (90, 160)."""
        return shrink(self.small, (SIZE[0] // 2, SIZE[1] // 2))

    def colours(self, size: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
        """Return the two colour differences at a size.

        Parameters
        ----------
        size : (int, int)
            Width and height.

        Returns
        -------
        u, v : ndarray of uint8 (height, width)
            128 is grey.
        """
        return shrink(self.u, size), shrink(self.v, size)


@contextmanager
def one_thread() -> Iterator[None]:
    """Keep OpenCV to one thread meanwhile: to cut up pictures this small costs more than it gains.

    Yields
    ------
    None
        Afterwards OpenCV has as many threads as before.
    """
    import cv2

    before = cv2.getNumThreads()
    if before > 1:
        cv2.setNumThreads(1)
    try:
        yield
    finally:
        if before > 1:
            cv2.setNumThreads(before)


class Watcher(Protocol):
    """Whoever looks at a film's frames as they pass, once."""

    def see(self, at: int, picture: FramePicture) -> None:
        """Look at a frame.

        Parameters
        ----------
        at : int
            Its number, from 0.
        picture : FramePicture
            The frame; its arrays are not to be written to.
        """


def watch(source: Source, *watchers: Watcher) -> None:
    """Decode a film once and show every frame to all who want to see it.

    Parameters
    ----------
    source : Source
        A clip, or what yields planes like one.
    *watchers : Watcher
        Each sees every frame, in order.

    Raises
    ------
    MediaError
        Where the film can't be decoded.
    """
    for at, planes in enumerate(source.planes(None)):
        picture = FramePicture(planes)
        for watcher in watchers:
            watcher.see(at, picture)


class Everyday:
    """Gathers :class:`Features`.

    Parameters
    ----------
    source : Source
        The film that will pass.
    """

    def __init__(self, source: Source) -> None:
        count = source.frames
        self.source = source
        self.luma = np.empty((count, SMALL[1], SMALL[0]), np.uint8)
        self.colour = np.empty((count, 2, COLOUR[1], COLOUR[0]), np.uint8)
        self.histogram = np.empty((count, 256), np.uint16)
        self.change = np.zeros(count, np.float32)
        self._before: np.ndarray | None = None

    def see(self, at: int, picture: FramePicture) -> None:
        """Look at a frame.

        Parameters
        ----------
        at : int
            Its number, from 0; frames come in order.
        picture : FramePicture
            The frame.
        """
        import cv2

        small = picture.small
        self.luma[at] = cv2.resize(small, SMALL, interpolation=cv2.INTER_AREA)
        for place, plane in enumerate((picture.u, picture.v)):
            self.colour[at, place] = cv2.resize(
                shrink(plane, (160, 90)), COLOUR, interpolation=cv2.INTER_AREA
            )
        self.histogram[at] = cv2.calcHist([small], [0], None, [256], [0, 256]).ravel()
        if self._before is not None:
            self.change[at] = cv2.norm(small, self._before, cv2.NORM_L1) / small.size
        self._before = small if small.base is None else small.copy()

    def features(self) -> Features:
        """Return what was gathered.

        Returns
        -------
        Features
            Of all frames, once they have passed.
        """
        film = self.source
        return Features(
            usual_rate(film), film.duration, film.times(),
            self.luma, self.colour, self.histogram, self.change,
        )  # fmt: skip


def features(clip: Clip) -> Features:
    """Return a film's features: from the cache, or by decoding it once.

    Parameters
    ----------
    clip : Clip
        A film.

    Returns
    -------
    Features
        Kept in the cache from now on.

    Raises
    ------
    MediaError
        Where the film can't be decoded.
    """
    kept = kept_features(clip)
    if kept is not None:
        return kept
    found = compute(clip)
    keep_features(clip, found)
    return found


def compute(source: Source) -> Features:
    """Decode a film once and return its features, with no look at the cache.

    Parameters
    ----------
    source : Source
        A clip, or what yields planes like one.

    Returns
    -------
    Features
        Not kept anywhere.

    Raises
    ------
    MediaError
        Where the film can't be decoded.
    """
    everyday = Everyday(source)
    watch(source, everyday)
    return everyday.features()


def usual_rate(source: Source) -> Fraction:
    """Return a film's frames a second; where they lie unevenly, their usual pace, not their mean.

    A mean falls by half when one picture stands for long, and lengths counted in frames with it.

    Parameters
    ----------
    source : Source

    Returns
    -------
    Fraction
    """
    return getattr(source, "edit_rate", source.rate)


def kept_features(clip: Clip) -> Features | None:
    """Return a film's features from the cache.

    Parameters
    ----------
    clip : Clip
        A film.

    Returns
    -------
    Features or None
        None where they are not there, or damaged.
    """
    kept = read_cached(_folder() / f"{clip.sha256}-{RECIPE}.npz")
    return None if kept is None else _unpacked(kept, clip)


def keep_features(clip: Clip, found: Features) -> None:
    """Put a film's features into the cache.

    Parameters
    ----------
    clip : Clip
        A film.
    found : Features
        What it looks like.
    """
    names = ("times", "luma", "colour", "histogram", "change")
    arrays = {name: getattr(found, name) for name in names}
    write_cached(_folder() / f"{clip.sha256}-{RECIPE}.npz", arrays)


def cached(clip: Clip, part: str, make: Callable[[], dict[str, np.ndarray]]) -> dict[str, Any]:
    """Return arrays that belong to a film, made once and kept in the cache.

    Parameters
    ----------
    clip : Clip
        A film.
    part : str
        What they are, with the number of their recipe, such as ``"sound-1"``.
    make : callable
        Makes them when they are not there, or damaged.

    Returns
    -------
    dict of str to ndarray
        As they were made.
    """
    place = kept_at(clip, part)
    kept = read_cached(place)
    if kept is not None:
        return kept
    made = make()
    write_cached(place, made)
    return made


def kept_at(clip: Clip, part: str) -> Path:
    """Return where in the cache something about a film is kept.

    Parameters
    ----------
    clip : Clip
        A film; it is known by its bytes, not by its name.
    part : str
        What is kept, such as ``"sound-1"``.

    Returns
    -------
    Path
        Whether or not something is there.
    """
    return _folder() / f"{clip.sha256}-{part}.npz"


def read_cached(place: Path) -> dict[str, np.ndarray] | None:
    """Return the arrays of a cache entry, and note that it was used.

    Parameters
    ----------
    place : Path
        From :func:`kept_at`.

    Returns
    -------
    dict of str to ndarray, or None
        None where there is none or it is damaged.
    """
    try:
        with place.open("rb") as file, np.load(file, allow_pickle=False) as entry:
            arrays = {name: entry[name] for name in entry.files}
        os.utime(place)  # used now: the last to go when room is made
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None  # damaged; the caller makes it again and writes over it
    return arrays


def write_cached(place: Path, arrays: dict[str, np.ndarray]) -> None:
    """Write a cache entry whole or not at all; a full or read-only disk only costs time.

    Parameters
    ----------
    place : Path
        From :func:`kept_at`.
    arrays : dict of str to ndarray
        What is kept.
    """
    with suppress(OSError):
        with whole(place, lasting=False) as draft, draft.open("wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
        make_room(place.parent)


def make_room(folder: Path, limit: int = CACHE_BYTES) -> None:
    """Remove the entries that were used longest ago until the rest fits.

    The entry used last always stays.

    Parameters
    ----------
    folder : Path
        The cache's.
    limit : int
        Bytes; 512 MiB where left out.
    """
    entries = []
    for path in folder.glob("[!.]*.npz"):
        try:
            stat = path.stat()
        except FileNotFoundError:
            continue  # another process made room first
        entries.append((stat.st_mtime, stat.st_size, path))
    total = sum(size for _, size, _ in entries)
    for _, size, path in sorted(entries, key=lambda entry: entry[0])[:-1]:
        if total <= limit:
            return
        path.unlink(missing_ok=True)
        total -= size


def _folder() -> Path:
    return made(cache() / "features")


def _unpacked(arrays: dict[str, np.ndarray], clip: Clip) -> Features | None:
    """Return the features of a cache entry, or None where it does not fit the film."""
    n = clip.frames
    shapes = {
        "times": (n,),
        "luma": (n, SMALL[1], SMALL[0]),
        "colour": (n, 2, COLOUR[1], COLOUR[0]),
        "histogram": (n, 256),
        "change": (n,),
    }
    names = {field.name for field in fields(Features)} - {"rate", "duration"}
    if set(arrays) != names or any(arrays[name].shape != shapes[name] for name in names):
        return None
    return Features(clip.edit_rate, clip.duration, **arrays)
