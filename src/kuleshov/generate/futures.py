"""What comes next, foretold without a model: by what came next when it looked like this before.

For each moment of one take the most alike moments of another are found. Each has a future, and
they differ. Whoever has to answer with one picture and is marked by its distance from the truth
does best with their mean, which is none of them: a blur. One of them, drawn, is a picture, and as
a rule lies further off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..errors import Refused
from ..media import Clip, FilmLike
from ..media.clip import usable
from ..metrics.formulas.texture import sharpness
from ..timecode import Time, timecode, to_frame
from ..views import view
from .asked import count_of, seconds_of
from .pictures import Bytes, grey, named
from .threads import one_numpy_thread

if TYPE_CHECKING:
    import pandas

Floats = NDArray[np.float32]
_FLAT = 1e-9  # a picture without any detail has no sharpness to be a share of

FURTHER_APART = 6
"""Frames: neighbours nearer to each other than this would be one moment counted twice."""

EVERY = 4
"""Frames from one moment that is foretold to the next."""

WAYS = ("mean", "drawn", "persistence")


@dataclass(frozen=True, eq=False)
class Moment:
    """One moment of a take, what came after it, and what was foretold; grey pictures, in levels.

    Attributes
    ----------
    frame : int
        Of the take that was foretold.
    now, came : ndarray of uint8 (height, width)
        The picture at this frame, and the one that it became.
    mean, drawn : ndarray of float32 (height, width)
        The mean of the futures, and one of them.
    futures : ndarray of uint8 (count, height, width)
        All of them, the future of the most alike moment first.
    from_frames : tuple of int
        Which frames of the learnt take those are.
    """

    frame: int
    now: Bytes
    came: Bytes
    mean: Floats
    drawn: Floats
    futures: Bytes
    from_frames: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Futures:
    """What a take's moments became, and what was foretold of them; made by :func:`futures`.

    Attributes
    ----------
    learnt, new : str
        The takes' names: the one that was looked into, and the one that was foretold.
    film : Clip
        The one that was foretold.
    ahead : int
        Frames.
    starts : ndarray of int (moments,)
        Frames of the take that was foretold.
    neighbours : ndarray of int (moments, count)
        The most alike frames of the learnt take, the nearest first.
    picked : ndarray of int (moments,)
        Which of them was drawn.
    known, seen : ndarray of uint8 (frames, height, width)
        The pictures of the learnt take, and of the other one.
    offsets : (int, int)
        The number of the first frame of each.
    """

    learnt: str
    new: str
    film: Clip
    ahead: int
    starts: NDArray[np.int64]
    neighbours: NDArray[np.int64]
    picked: NDArray[np.int64]
    known: Bytes
    seen: Bytes
    offsets: tuple[int, int]

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[Moment]:
        return (self[number] for number in range(len(self)))

    def __getitem__(self, number: int) -> Moment:
        start, frames = self.starts[number], self.neighbours[number] + self.ahead
        came = self.known[frames - self.offsets[0]]
        at = start - self.offsets[1]
        return Moment(
            int(start), self.seen[at], self.seen[at + self.ahead], came.mean(axis=0, dtype=np.float32),
            came[self.picked[number]].astype(np.float32), came, tuple(map(int, frames)),
        )  # fmt: skip

    def at(self, time: Time) -> Moment:
        """Return the moment that lies nearest to a time of the take.

        Parameters
        ----------
        time : int, float, str or Fraction
            Seconds, "48f" or timecode, counted from the take's first frame.
        """
        frame = to_frame(time, self.film.edit_rate)
        return self[int(np.argmin(np.abs(self.starts - frame)))]

    @property
    def errors(self) -> dict[str, float]:
        """By way the root mean square of all pixels' errors, over all moments, in levels."""
        return {way: float(np.sqrt(np.mean(squares))) for way, squares in self._squares.items()}

    @property
    def sharpness(self) -> dict[str, float]:
        """By way how sharp its pictures are, as a share of what came: 1 is as sharp.

        Of all moments together: what one way's pictures have, by what the true ones have.
        """
        had = self._sharpness
        return {way: float(had[way].sum() / max(had["came"].sum(), _FLAT)) for way in WAYS}

    @property
    def blurred(self) -> Moment:
        """The moment at which the mean of the futures is the least sharp, beside what came."""
        had = self._sharpness
        return self[int(np.argmin(had["mean"] / np.maximum(had["came"], _FLAT)))]

    def table(self) -> pandas.DataFrame:
        """Return what a notebook shows, as words.

        Returns
        -------
        pandas.DataFrame
            A row a way: its error (levels), and its sharpness as a share of what came.
        """
        import pandas

        errors, sharp = self.errors, self.sharpness
        said = self.said
        rows = [(said[way], f"{errors[way]:.1f} levels", f"{sharp[way]:.2f}") for way in WAYS]
        return pandas.DataFrame(rows, columns=["foretold by", "error", "sharpness"])

    def to_frame(self) -> pandas.DataFrame:
        """Return the numbers for pandas.

        Returns
        -------
        pandas.DataFrame
            A row a moment: frame, and for each way its error (levels) and its sharpness as a share
            of what came.
        """
        import pandas

        had = self._sharpness
        columns: dict[str, Any] = {"frame": self.starts}
        for way, squares in self._squares.items():
            columns[f"{way} error"] = np.sqrt(squares)
            columns[f"{way} sharpness"] = had[way] / np.maximum(had["came"], _FLAT)
        return pandas.DataFrame(columns)

    def show(self, at: Time | None = None) -> Any:
        """Show one moment: what it was and became, the mean of the futures, and four of them.

        Parameters
        ----------
        at : int, float, str or Fraction, optional
            A time of the take; where it is left out, the moment of :attr:`blurred`.
        """
        return view("futures")(self, self.blurred if at is None else self.at(at))

    @property
    def said(self) -> dict[str, str]:
        """What a reader is told of each way."""
        return {
            "mean": f"the mean of {self.neighbours.shape[1]} futures",
            "drawn": "one of them, drawn",
            "persistence": "nothing changes",
        }

    def _guesses(self, moment: Moment) -> dict[str, NDArray[Any]]:
        return {"mean": moment.mean, "drawn": moment.drawn, "persistence": moment.now}

    @cached_property
    def _squares(self) -> dict[str, NDArray[np.float64]]:
        """Return the mean squared error of each way at each moment."""
        found: dict[str, list[float]] = {way: [] for way in WAYS}
        for moment in self:
            for way, guess in self._guesses(moment).items():
                off = guess.astype(np.float32) - moment.came
                found[way].append(float(np.mean(off**2, dtype=np.float64)))
        return {way: np.array(squares) for way, squares in found.items()}

    @cached_property
    def _sharpness(self) -> dict[str, NDArray[np.float64]]:
        found: dict[str, list[float]] = {way: [] for way in (*WAYS, "came")}
        for moment in self:
            for way, picture in {**self._guesses(moment), "came": moment.came}.items():
                found[way].append(sharpness(picture))
        return {way: np.array(values) for way, values in found.items()}

    def __repr__(self) -> str:
        errors, sharp = self.errors, self.sharpness
        told = "; ".join(
            f"{words} {errors[way]:.1f} levels off, sharpness {sharp[way]:.2f}"
            for way, words in self.said.items()
        )
        ahead = timecode(self.ahead, self.film.edit_rate)
        return f"{self.new}, {len(self)} moments {ahead} ahead, by {self.learnt}: {told}."


@one_numpy_thread()
def futures(
    learnt: FilmLike, new: FilmLike, ahead: float = 1.0, count: int = 8, seed: int = 0
) -> Futures:
    """Foretell one take by another: what came next when it looked like this?

    Parameters
    ----------
    learnt : Take, Clip, str or Path
        The take that is looked into.
    new : Take, Clip, str or Path
        The take that is foretold; of the same rate and shape, or its pictures can't be held against
        the others. Slates and handles are left out.
    ahead : float
        Seconds.
    count : int
        How many of the most alike moments give a future. They lie at least six frames apart.
    seed : int
        The chance by which one of them is drawn.

    Returns
    -------
    Futures
        ``.errors`` and ``.sharpness`` of the mean of the futures, of one that was drawn, and of
        "nothing changes"; ``.show()`` lays one moment's pictures side by side.

    Raises
    ------
    Refused
        Where a take is too short, the two have another rate or size, or ``count`` or ``ahead`` can't
        be meant.
    MediaError, LibraryError
        Where a take is missing or can't be read.

    See Also
    --------
    kuleshov.forecast_error : The same question to a model that was fitted.

    Notes
    -----
    Alike is a small distance between grey pictures of at most 160 by 90, pixel by pixel. Every fourth
    frame of the new take is foretold.

    Examples
    --------
    >>> import kuleshov as ku
    >>> rushes = ku.rushes("understudy")
    >>> found = ku.futures(rushes["4A-1"], rushes["4A-2"])
    >>> found.errors["mean"] < found.errors["drawn"], found.sharpness["mean"] < 0.5
    (True, True)
    """
    old, first, stop = usable(learnt)
    film, begin, end = usable(new)
    steps = _steps(ahead, float(film.edit_rate))
    _need_alike(old, film, named(learnt, old), named(new, film))
    count, seed = count_of(count, "count", 2), count_of(seed, "seed", 0)
    room = stop - first - steps
    if room < count * FURTHER_APART * 2 or end - begin <= steps:
        raise Refused(
            f"{count} futures {ahead:g} s ahead take {count * FURTHER_APART * 2 + steps} frames to "
            f"look into and more than {steps} to foretell; {named(learnt, old)} has "
            f"{max(0, stop - first)} and {named(new, film)} {max(0, end - begin)}."
        )
    known, seen = grey(old, first, stop), grey(film, begin, end)
    at = np.arange(0, len(seen) - steps, EVERY)
    near = alike(seen[at], known[: len(known) - steps], count)
    picked = np.random.default_rng(seed).integers(count, size=len(at))
    return Futures(
        named(learnt, old), named(new, film), film, steps, at + begin, near + first, picked, known,
        seen, (first, begin),
    )  # fmt: skip


def alike(pictures: NDArray[Any], known: NDArray[Any], count: int) -> NDArray[np.int64]:
    """Return, for each picture, the most alike of those that are known.

    Parameters
    ----------
    pictures : ndarray (n, ...)
    known : ndarray (frames, ...)
        Of the same shape, in the order in which they follow each other.
    count : int

    Returns
    -------
    ndarray of int (n, count)
        Places in ``known``, the nearest first, none nearer than six to another of the same row.

    Examples
    --------
    >>> alike(np.array([[7.0]]), np.arange(40.0)[:, None], 3).tolist()
    [[7, 1, 13]]
    """
    wanted, flat = (
        values.reshape(len(values), -1).astype(np.float32) for values in (pictures, known)
    )
    sizes = np.einsum("nk,nk->n", flat, flat, dtype=np.float64)
    far = sizes[None] - 2.0 * (wanted @ flat.T)  # each picture's own size changes no order
    found = np.empty((len(wanted), count), np.int64)
    for row, left in zip(found, far, strict=True):
        for place in range(count):
            row[place] = best = int(np.argmin(left))
            left[max(0, best - FURTHER_APART + 1) : best + FURTHER_APART] = np.inf
    return found


def _steps(ahead: float, rate: float) -> int:
    steps = round(seconds_of(ahead, "ahead") * rate)
    if steps < 1:
        raise Refused(f"ahead counts seconds, one frame or more; {ahead} was asked for.")
    return steps


def _need_alike(old: Clip, film: Clip, known: str, new: str) -> None:
    """Refuse two films whose pictures can't be held against each other."""
    forms = [(clip.width, clip.height, clip.edit_rate) for clip in (old, film)]
    if forms[0] != forms[1]:
        said = [f"{width}x{height} at {float(rate):g} fps" for width, height, rate in forms]
        raise Refused(
            f"{known} has {said[0]}, {new} {said[1]}: `ku.matched` brings films into one form first."
        )
