"""What every picture measure starts from: one decode, small arrays, kept in the cache.

A film is decoded once, each frame at one analysis size whatever the file's, and turned into a
few small arrays. Everything that looks at pictures (cuts, activity, exposure) reads these arrays
and never the film. They are kept in the user's cache folder under the SHA-256 of the film's
bytes, so that a renamed or copied film is not decoded again, and a changed one is.
"""

import os
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, fields
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from ..folders import cache
from ..media import Clip

RECIPE = 1  # raised whenever the same film would give other arrays
SIZE = (320, 180)  # the one analysis size: width, height
SMALL = (80, 45)  # a quarter of it, for structure and motion
COLOUR = (16, 9)
CACHE_BYTES = 512 * 2**20


@dataclass(frozen=True)
class Features:
    """A film as small arrays.

    Attributes
    ----------
    rate : Fraction
        Frames a second; their mean where the file's rate varies.
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
    """

    rate: Fraction
    duration: float
    times: np.ndarray
    luma: np.ndarray
    colour: np.ndarray
    histogram: np.ndarray

    @property
    def frames(self) -> int:
        """How many frames."""
        return len(self.luma)


def features(clip: Clip) -> Features:
    """Return a film's features: from the cache, or by decoding it once.

    Raises
    ------
    MediaError
        Where the film can't be decoded.
    """
    place = _folder() / f"{clip.sha256}-{RECIPE}.npz"
    kept = read_cached(place)
    if kept is not None:
        found = _unpacked(kept, clip)
        if found is not None:
            return found
    found = compute(clip)
    arrays = {name: getattr(found, name) for name in ("times", "luma", "colour", "histogram")}
    write_cached(place, arrays)
    return found


def compute(clip: Clip) -> Features:
    """Decode a film once and return its features, with no look at the cache."""
    import cv2

    luma = np.empty((clip.frames, SMALL[1], SMALL[0]), np.uint8)
    colour = np.empty((clip.frames, 2, COLOUR[1], COLOUR[0]), np.uint8)
    histogram = np.empty((clip.frames, 256), np.uint16)
    for at, (_, y, u, v) in enumerate(clip.planes(SIZE)):
        luma[at] = cv2.resize(y, SMALL, interpolation=cv2.INTER_AREA)
        colour[at, 0] = cv2.resize(u, COLOUR, interpolation=cv2.INTER_AREA)
        colour[at, 1] = cv2.resize(v, COLOUR, interpolation=cv2.INTER_AREA)
        histogram[at] = cv2.calcHist([y], [0], None, [256], [0, 256]).ravel()
    return Features(clip.rate, clip.duration, clip.times(), luma, colour, histogram)


def cached(clip: Clip, part: str, make: Callable[[], dict[str, np.ndarray]]) -> dict[str, Any]:
    """Return arrays that belong to a film, made once and kept in the cache.

    Parameters
    ----------
    clip : Clip
    part : str
        What they are, with the number of their recipe, such as ``"sound-1"``.
    make : callable
        Makes them when they are not there, or damaged.
    """
    place = _folder() / f"{clip.sha256}-{part}.npz"
    kept = read_cached(place)
    if kept is not None:
        return kept
    made = make()
    write_cached(place, made)
    return made


def read_cached(place: Path) -> dict[str, np.ndarray] | None:
    """Return the arrays of a cache entry, or None where there is none or it is damaged."""
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
    """Write a cache entry whole or not at all; a full or read-only disk only costs time."""
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(dir=place.parent, suffix=".part", delete=False) as file:
            temporary = Path(file.name)
            np.savez(file, allow_pickle=False, **arrays)
        temporary.replace(place)
        temporary = None
        make_room(place.parent)
    except OSError:
        return
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def make_room(folder: Path, limit: int = CACHE_BYTES) -> None:
    """Remove the entries that were used longest ago until the rest fits the limit (bytes)."""
    entries = []
    for path in folder.glob("*.npz"):
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
    folder = cache() / "features"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _unpacked(arrays: dict[str, np.ndarray], clip: Clip) -> Features | None:
    """Return the features of a cache entry, or None where it does not fit the film."""
    n = clip.frames
    shapes = {
        "times": (n,),
        "luma": (n, SMALL[1], SMALL[0]),
        "colour": (n, 2, COLOUR[1], COLOUR[0]),
        "histogram": (n, 256),
    }
    names = {field.name for field in fields(Features)} - {"rate", "duration"}
    if set(arrays) != names or any(arrays[name].shape != shapes[name] for name in names):
        return None
    return Features(clip.rate, clip.duration, **arrays)
