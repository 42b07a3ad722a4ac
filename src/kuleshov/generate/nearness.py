"""How near each picture of a film lies to one that the generator learnt from."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..errors import Refused
from ..library.takes import Take
from ..media.clip import FilmLike, clip_of
from ..timecode import timecode
from ..views import view
from .generator import Camera, learnt, load
from .latents import SIZE, Bytes, flat
from .threads import one_numpy_thread

if TYPE_CHECKING:
    import pandas

    from ..media import Clip

SETUP = "setup"
"""The note by which a generated film says which camera it was asked for."""

_AT_ONCE = 2048  # values of a picture: bounds the memory, 11 MB for the longest camera
_PIECE = 240  # pictures at a time
_ROWS = 12  # of a table


@dataclass(frozen=True, eq=False)
class Nearest:
    """The nearest learnt picture to each picture of a film; made by :func:`nearest`.

    Shows itself as a table of twelve pictures spread over the film; :meth:`pairs` shows the pictures.

    Attributes
    ----------
    film : Clip
    setup : str
        The camera whose takes were looked through.
    levels : ndarray of float64, shape (pictures,)
        The distance of each picture: the root of the mean squared difference of all values at 160
        by 90 pixels, grey levels. 0 is the very same picture.
    takes : tuple of str
        The take that holds the nearest picture, for each.
    frames : ndarray of int, shape (pictures,)
        Which frame of that take it is.
    first : int
        The film's frame that the first of them is.
    rate : Fraction
        Frames a second of the takes.
    """

    film: Clip
    setup: str
    levels: NDArray[np.float64]
    takes: tuple[str, ...]
    frames: NDArray[np.int64]
    first: int
    rate: Fraction

    @property
    def median(self) -> float:
        """Half of the pictures lie nearer than this, grey levels."""
        return float(np.median(self.levels))

    def __len__(self) -> int:
        return len(self.levels)

    def place(self, at: int) -> str:
        """Say which learnt picture is nearest to one of the film's.

        Parameters
        ----------
        at : int
            The number of the picture, from 0.

        Returns
        -------
        str
            Its take and timecode there: ``"4A-1 at 00:00:05:11"``.
        """
        return f"{self.takes[at]} at {timecode(int(self.frames[at]), self.rate)}"

    @property
    def finding(self) -> str:
        """What was found, in two sentences."""
        low, high = int(self.levels.argmin()), int(self.levels.argmax())
        return (
            f"Half of its pictures lie within {self.median:.1f} grey levels of one that the "
            f"generator learnt. The nearest lies {self.levels[low]:.1f} from {self.place(low)}, "
            f"the furthest {self.levels[high]:.1f} from {self.place(high)}."
        )

    def __str__(self) -> str:
        rows = self.table().itertuples(index=False)
        return "\n".join([f"{self.film.name}: {self.finding}", *("  ".join(row) for row in rows)])

    __repr__ = __str__

    def pairs(self, count: int = 6) -> Any:
        """Show pictures spread over the film, each above the learnt one that is nearest to it.

        Parameters
        ----------
        count : int
            How many.

        Returns
        -------
        View
            Shows itself in a notebook.
        """
        return view("pairs")(self, count)

    def table(self) -> pandas.DataFrame:
        """Return what a notebook shows, as words.

        Returns
        -------
        pandas.DataFrame
            Twelve rows spread over the film: timecode in the film, distance, and the take and
            timecode of the nearest learnt picture.
        """
        import pandas

        spread = np.unique(np.linspace(0, len(self) - 1, min(_ROWS, len(self))).round().astype(int))
        rows = [
            (
                timecode(self.first + int(at), self.film.edit_rate),
                f"{self.levels[at]:.1f}",
                self.takes[at],
                timecode(int(self.frames[at]), self.rate),
            )
            for at in spread
        ]
        return pandas.DataFrame(rows, columns=["in the film", "grey levels", "take", "there"])

    def to_frame(self) -> pandas.DataFrame:
        """Return all distances for pandas.

        Returns
        -------
        pandas.DataFrame
            A row a picture: frame (of the film), levels, take, take_frame.
        """
        import pandas

        numbers = np.arange(self.first, self.first + len(self))
        return pandas.DataFrame(
            {
                "frame": numbers,
                "levels": self.levels,
                "take": list(self.takes),
                "take_frame": self.frames,
            }
        )


@one_numpy_thread()
def nearest(film: FilmLike, setup: str | None = None) -> Nearest:
    """Find for each picture of a film the nearest of those that the generator learnt from.

    Parameters
    ----------
    film : Clip, Take, str or Path
        A film of :func:`generate`, or any other. Of a take slate and handles are left out; one that
        was learnt from is held against the camera's other takes.
    setup : str, optional
        Whose takes are looked through. A generated film and a take of the course know theirs.

    Returns
    -------
    Nearest

    Raises
    ------
    Refused
        Where the set-up isn't known, or has no other take.
    LibraryError, MediaError
        Where a film is missing or can't be read.

    See Also
    --------
    kuleshov.generate : Make such a film.

    Notes
    -----
    Pictures are compared at 160 by 90 pixels, as the generator paints them, value by value: a shift
    by a few pixels counts as far away. To be written as a film and read again costs a picture about
    one level. Compare with 4A-2 and 5A-2, second takes that it never saw.

    Examples
    --------
    >>> import kuleshov as ku
    >>> found = ku.nearest(ku.rushes("understudy")["4A-2"])  # a second take, which it never saw
    >>> found.setup, len(found)
    ('4A', 240)
    """
    model = load()
    clip = clip_of(film)
    name = model.camera(setup or _setup_of(film, clip))
    camera = learnt(model, name)
    others = _others(camera, clip)
    levels, nearest = _least(film, clip, camera.pictures[others])
    at = np.flatnonzero(others)[nearest]
    return Nearest(
        film=clip,
        setup=name,
        levels=levels,
        takes=tuple(camera.takes[owner].name for owner in camera.owner[at]),
        frames=camera.frame[at],
        first=getattr(film, "first", 0),
        rate=camera.takes[0].rate,
    )


def _setup_of(film: Any, clip: Clip) -> str:
    if isinstance(film, Take) and film.truth is not None:  # of The Understudy, and not one's own
        return film.name
    if SETUP in clip.metadata:
        return clip.metadata[SETUP]
    raise Refused(
        f"Say among which takes to look for {clip.name}'s pictures: "
        'ku.nearest(film, setup="4A") looks through those of the close-up of Filament.'
    )


def _others(camera: Camera, clip: Clip) -> NDArray[np.bool_]:
    """Return which learnt pictures count: a take is never held against itself, however it is given."""
    own = [take.clip.sha256 == clip.sha256 for take in camera.takes]
    others = ~np.isin(camera.owner, np.flatnonzero(own))
    if not others.any():
        raise Refused(
            f"{clip.name} is all that the generator learnt of {camera.name}, so there is nothing "
            "to hold it against. Give a take that has others, such as 4A-1, or a generated film."
        )
    return others


def _least(film: Any, clip: Clip, learnt: Bytes) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return how far each picture of a film is from the nearest, and which that is, ten seconds at a time."""
    first, last = getattr(film, "first", 0), getattr(film, "last", clip.frames)
    levels, nearest = [], []
    for at in range(first, last, _PIECE):
        pictures = np.stack(list(clip.images(at, min(at + _PIECE, last), size=SIZE)))
        off = distances(pictures, learnt)
        levels.append(off.min(axis=1))
        nearest.append(off.argmin(axis=1))
    return np.concatenate(levels), np.concatenate(nearest)


def distances(some: Bytes, learnt: Bytes) -> NDArray[np.float64]:
    """Return the distance of each picture to each other one.

    Parameters
    ----------
    some : ndarray of uint8, shape (n, height, width, 3)
    learnt : ndarray of uint8, shape (m, height, width, 3)

    Returns
    -------
    ndarray of float64, shape (n, m)
        The root of the mean squared difference of all values, grey levels; to 0.05 where pictures
        are all but the same.

    Examples
    --------
    >>> black, grey = np.zeros((1, 90, 160, 3), np.uint8), np.full((2, 90, 160, 3), 10, np.uint8)
    >>> distances(black, grey).tolist()
    [[10.0, 10.0]]
    """
    a, b = flat(some), flat(learnt)
    squares = np.zeros((len(a), len(b)))
    for at in range(0, a.shape[1], _AT_ONCE):
        middle = a[:, at : at + _AT_ONCE].mean(axis=0, dtype=np.float64).astype(np.float32)
        ours = a[:, at : at + _AT_ONCE].astype(np.float32) - middle  # small numbers add up well
        theirs = b[:, at : at + _AT_ONCE].astype(np.float32) - middle
        squares += (ours**2).sum(1)[:, None] + (theirs**2).sum(1) - 2 * (ours @ theirs.T)
    return np.sqrt(np.maximum(squares, 0) / a.shape[1])
