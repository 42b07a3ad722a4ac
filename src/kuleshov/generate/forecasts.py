"""How far ahead a model sees: its error against the horizon, beside two that know nothing.

A forecast is worth something where it beats what costs nothing: that nothing changes
(persistence), and that it will look as it does on average (the mean). Which of the three is
nearest depends on how far ahead one asks, and the take decides where they cross.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..errors import Refused
from ..media import Clip, FilmLike
from ..media.clip import usable
from ..timecode import Time, timecode, to_frame
from ..views import view
from ..words import counted
from .asked import count_of, seconds_of
from .dynamics import LDS, fit
from .pictures import grey, named
from .threads import one_numpy_thread

if TYPE_CHECKING:
    import pandas

HORIZONS = (1, 2, 3, 6, 12, 24, 36, 48, 72, 96)
"""Frames ahead that are asked for where no others are: at 24 fps from 0.04 to 4 s."""

WAYS = ("mean", "persistence", "model")
"""The three, the simplest first: where two are level the simpler is named."""

SAID = {"model": "the model", "persistence": "nothing changes", "mean": "the mean picture"}
"""What a reader is told in their place."""

LEVEL = 0.02
"""Errors that differ by less than this share of the smaller are level."""

FEWEST = 12  # frames to learn from, and as many to be tested on at the farthest horizon


class Spell(NamedTuple):
    """A stretch of horizons at which one way is nearest.

    Attributes
    ----------
    way : {"model", "persistence", "mean"}
    first, last : float
        The nearest and the farthest horizon of it, in seconds.
    """

    way: str
    first: float
    last: float


@dataclass(frozen=True, eq=False)
class Forecast:
    """The errors of three ways to foretell a take, by how far ahead; made by :func:`forecast_error`.

    Attributes
    ----------
    film : Clip
    name : str
        The take's.
    learnt, tested : (int, int)
        The stretch that was fitted and the one that was foretold: first frame, and the one after
        the last.
    horizons : tuple of int
        Frames ahead.
    errors : dict of str to ndarray (horizons,)
        For "model", "persistence" and "mean" the root mean square of all pixels' errors, in levels
        of brightness (16 is black, 235 is white).
    model : LDS
        What was fitted.
    """

    film: Clip
    name: str
    learnt: tuple[int, int]
    tested: tuple[int, int]
    horizons: tuple[int, ...]
    errors: dict[str, NDArray[np.float64]]
    model: LDS

    @property
    def seconds(self) -> NDArray[np.float64]:
        """The horizons in seconds: ndarray (horizons,)."""
        return np.array(self.horizons) / float(self.film.edit_rate)

    @property
    def nearest(self) -> list[str]:
        """Which way has the smallest error at each horizon; of those that are level, the simplest."""
        found = []
        for errors in np.transpose([self.errors[way] for way in WAYS]):
            level = errors <= errors.min() * (1 + LEVEL)
            found.append(WAYS[int(np.argmax(level))])
        return found

    @property
    def spells(self) -> list[Spell]:
        """The same as stretches, nearest horizon first: where one ends and the next begins they cross."""
        runs = groupby(zip(self.nearest, self.seconds.tolist(), strict=True), lambda one: one[0])
        return [
            Spell(way, times[0], times[-1])
            for way, run in runs
            for times in [[second for _, second in run]]
        ]

    def table(self) -> pandas.DataFrame:
        """Return what a notebook shows, as words.

        Returns
        -------
        pandas.DataFrame
            A row a horizon: how far ahead, the three errors, and which is nearest.
        """
        import pandas

        rows = [
            (f"{second:.2f} s", *(f"{self.errors[way][n]:.1f}" for way in WAYS[::-1]), SAID[best])
            for n, (second, best) in enumerate(zip(self.seconds, self.nearest, strict=True))
        ]
        return pandas.DataFrame(rows, columns=["ahead", *(SAID[w] for w in WAYS[::-1]), "nearest"])

    def to_frame(self) -> pandas.DataFrame:
        """Return the numbers for pandas.

        Returns
        -------
        pandas.DataFrame
            A row a horizon: frames, ahead (s), model, persistence and mean (levels), nearest.
        """
        import pandas

        columns = {"frames": list(self.horizons), "ahead": self.seconds}
        errors = {way: self.errors[way] for way in WAYS[::-1]}
        return pandas.DataFrame({**columns, **errors, "nearest": self.nearest})

    def plot(self, title: str = "") -> Any:
        """Draw the three errors against the horizon.

        Parameters
        ----------
        title : str
            What is found; which way is nearest up to when, where it is left out.

        Returns
        -------
        Plot
        """
        return view("forecast")(self, title)

    def __str__(self) -> str:
        """Say which way is nearest, and up to how far ahead."""
        told = [
            f"{SAID[one.way]} {'at' if one.first == one.last else f'from {one.first:.2f} to'} "
            f"{one.last:.2f} s"
            for one in self.spells
        ]
        return f"Nearest for {self.name}: {', '.join(told)}."

    def __repr__(self) -> str:
        learnt, tested = (
            " to ".join(timecode(frame, self.film.edit_rate) for frame in span)
            for span in (self.learnt, self.tested)
        )
        return f"{self} (Learnt {learnt}, foretold {tested}.)"


@one_numpy_thread()
def forecast_error(
    take: FilmLike,
    learn: float | None = None,
    test: float | None = None,
    *,
    start: Time | None = None,
    horizons: Sequence[int] | None = None,
    states: int = 20,
) -> Forecast:
    """Fit a linear dynamical system to the first part of a take and let it foretell the second.

    Parameters
    ----------
    take : Take, Clip, str or Path
        Its slate and handles are left out.
    learn : float, optional
        Seconds to learn from: half of what there is, where it is left out.
    test : float, optional
        Seconds to be foretold, right after those: all that are left, where it is left out.
    start : int, float, str or Fraction, optional
        Where to begin, counted from the take's first frame as in :meth:`kuleshov.Cut.add`.
    horizons : sequence of int, optional
        How many frames ahead. :data:`HORIZONS`, as many of them as fit in.
    states : int
        How many patterns the model may use.

    Returns
    -------
    Forecast
        ``.errors`` by way and horizon, in levels of brightness; ``.spells`` says which is nearest
        when; ``.plot()`` draws the curves.

    Raises
    ------
    Refused
        Where there is too little to learn from, or nothing left to foretell at a horizon.
    MediaError, LibraryError
        Where the take is missing or can't be read.

    See Also
    --------
    kuleshov.dream : The same model, let go.

    Notes
    -----
    All horizons are tried from the same frames of the tested part, so that one curve can be held
    against another. The pictures are grey and at most 160 by 90 pixels. Every frame is foretold
    from the one that is there, not from what the model made of it before.

    Examples
    --------
    The window by night holds nothing but grain. Persistence is wrong by the grain of two pictures,
    the mean by one, and a model that had learnt something would do better than the mean:

    >>> import kuleshov as ku
    >>> found = ku.forecast_error(ku.rushes("understudy")["6E-1"], horizons=(1, 12))
    >>> found.nearest
    ['mean', 'mean']
    """
    clip, begin, end = usable(take)
    name, rate = named(take, clip), clip.edit_rate
    begin = begin if start is None else max(begin, to_frame(start, rate))
    if begin >= end:
        raise Refused(f"{name} ends at {float(end / rate):.1f} s; start lies behind that.")
    states = count_of(states, "states")
    middle = begin + (_frames(learn, rate, "learn") if learn is not None else (end - begin) // 2)
    stop = end if test is None else middle + _frames(test, rate, "test")
    _need(name, begin, middle, stop, end, float(rate))
    asked = _horizons(horizons, stop - middle - FEWEST, name, float(rate))
    pictures = grey(clip, begin, stop)
    seen, unseen = pictures[: middle - begin], pictures[middle - begin :]
    model = fit(seen, states)
    return Forecast(
        clip,
        name,
        (begin, middle),
        (middle, stop),
        asked,
        errors_ahead(model, unseen, asked),
        model,
    )


def errors_ahead(
    model: LDS, pictures: NDArray[np.generic], horizons: Sequence[int]
) -> dict[str, NDArray[np.float64]]:
    """Return the errors of a model, of persistence and of its mean on pictures that follow each other.

    Parameters
    ----------
    model : LDS
    pictures : ndarray (frames, ...)
        Not among those that were fitted.
    horizons : sequence of int
        Steps ahead; more pictures than the largest are needed.

    Returns
    -------
    dict of str to ndarray of float (horizons,)
        Root mean squares over all values and all pictures from which every horizon can be tried, in
        the pictures' unit: "model", "persistence", "mean".

    Raises
    ------
    Refused
        Where the farthest horizon leaves no picture to be tried from.

    Examples
    --------
    A dot that goes round is foretold (but that the model may remember for no longer than 20 s); that
    nothing changes is wrong by twice its radius half a turn later:

    >>> turn = np.linspace(0, 8 * np.pi, 97)[:-1]  # 24 steps a round
    >>> circle = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    >>> found = errors_ahead(fit(circle[:48], 2), circle[48:], [12, 24])
    >>> {way: (errors * 2**0.5).round(2).tolist() for way, errors in found.items()}
    {'mean': [1.0, 1.0], 'persistence': [2.0, 0.0], 'model': [0.02, 0.05]}
    """
    flat = np.asarray(pictures).reshape(len(pictures), -1).astype(np.float32)
    count = len(flat) - max(horizons)
    if count < 1:
        raise Refused(
            f"{counted(len(flat), 'picture')} can't be foretold {max(horizons)} steps ahead."
        )
    states = model.states_of(flat[:count])
    found: dict[str, list[float]] = {way: [] for way in WAYS}
    for steps in horizons:
        came = flat[steps : steps + count]
        expected = model.pictures(model.ahead(states, steps)).reshape(count, -1)
        guesses = {"mean": model.mean[None], "persistence": flat[:count], "model": expected}
        for way, guess in guesses.items():
            found[way].append(float(np.sqrt(np.mean((guess - came) ** 2, dtype=np.float64))))
    return {way: np.array(errors) for way, errors in found.items()}


def _frames(seconds: float, rate: Any, what: str) -> int:
    return round(seconds_of(seconds, what) * rate)


def _need(name: str, begin: int, middle: int, stop: int, end: int, rate: float) -> None:
    """Refuse a stretch that is too short, or that goes on where the take has ended."""
    if stop > end:
        raise Refused(
            f"{name} has {(end - begin) / rate:.1f} s to learn from and to foretell; "
            f"{(stop - begin) / rate:.1f} s were asked for."
        )
    if middle - begin < FEWEST or stop - middle <= FEWEST:
        raise Refused(
            f"It takes {FEWEST} frames to learn from and more than {FEWEST} to be foretold; {name} "
            f"has {middle - begin} and {stop - middle}. Give a longer take, or a longer part of it."
        )


def _horizons(asked: Sequence[int] | None, most: int, name: str, rate: float) -> tuple[int, ...]:
    """Return the horizons in order, each once; refuse what is none or reaches too far."""
    if asked is None:
        return tuple(steps for steps in HORIZONS if steps <= max(1, most))
    if isinstance(asked, str) or not hasattr(asked, "__iter__") or not len(asked):
        raise Refused(f"horizons is a list of frames, such as [1, 12, 24], not {asked!r}.")
    found = sorted({count_of(steps, "A horizon") for steps in asked})
    if found[-1] > most:
        raise Refused(
            f"The part of {name} that is foretold reaches {most} frames ahead ({most / rate:.1f} s), "
            f"not {found[-1]}: ask for less, or test more seconds."
        )
    return tuple(int(steps) for steps in found)
