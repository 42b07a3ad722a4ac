"""Where one shot ends and the next begins: cuts, dissolves and fades, to the frame.

===========================  ======================================================
:func:`find_cuts`            the transitions of a film
:func:`frame_differences`    how much the picture changes from each frame to the next
:func:`score`                found transitions held against true ones
===========================  ======================================================

How a detector comes to its answer stands in :mod:`kuleshov.metrics.shots.detect`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from ...media import Clip, FilmLike
from ...media.clip import clip_of
from ...timecode import timecode
from ..features.everyday import Features, cached, features, one_thread
from . import detect
from .frames import differences
from .transition import KINDS
from .transition import Transition as Transition

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Cuts(Sequence[Transition]):
    """The transitions of a film, in order.

    Attributes
    ----------
    transitions : tuple of Transition
        In the order of their frames.
    rate : Fraction
        Frames a second; their mean where they lie unevenly.
    frames : int
        The film's length in frames.
    clock : ndarray of float64 (frames + 1,)
        When each frame begins (s), and when the last one ends.

    Examples
    --------
    >>> found = as_cuts([Transition(24, "cut", 24, 24)], Fraction(24), np.arange(60) / 24, 2.5)
    >>> found.times, found.starts, found.shot_lengths
    ([1.0], [0, 24], [1.0, 1.5])
    """

    transitions: tuple[Transition, ...]
    rate: Fraction
    frames: int
    clock: np.ndarray

    @property
    def times(self) -> list[float]:
        """When each transition is, in seconds; a fade at the film's beginning or end is one."""
        return [float(self.clock[min(t.frame, self.frames)]) for t in self.transitions]

    @property
    def is_uneven(self) -> bool:
        """Whether any frame lies over half a frame away from an even spacing, as phones write them."""
        off = self.clock[:-1] * float(self.rate) - np.arange(self.frames)
        return bool(np.ptp(off) > 0.5) if self.frames else False

    def at(self, frame: int) -> str:
        """Say when a frame begins: as timecode, or in seconds where frames lie unevenly.

        Parameters
        ----------
        frame : int
            From 0 to ``frames``, which is the film's end.

        Returns
        -------
        str
            ``"00:00:01:08"`` or ``"1.33 s"``.
        """
        return f"{self.clock[frame]:.2f} s" if self.is_uneven else timecode(frame, self.rate)

    @property
    def starts(self) -> list[int]:
        """The first frame of every shot, 0 among them."""
        return [0, *sorted({t.frame for t in self.transitions if 0 < t.frame < self.frames})]

    @property
    def start_times(self) -> list[float]:
        """When every shot begins, in seconds, the first among them."""
        return [float(self.clock[frame]) for frame in self.starts]

    @property
    def shot_lengths(self) -> list[float]:
        """The length of every shot in seconds.

        Where frames lie evenly they are counted: times that are taken from each other differ in
        their last digits, and two shots of as many frames would not be as long.
        """
        spans = zip(self.starts, [*self.starts[1:], self.frames], strict=True)
        if self.is_uneven:
            return [float(self.clock[b] - self.clock[a]) for a, b in spans]
        return [float((b - a) / self.rate) for a, b in spans]

    @overload
    def __getitem__(self, place: int) -> Transition: ...
    @overload
    def __getitem__(self, place: slice) -> list[Transition]: ...
    def __getitem__(self, place: int | slice) -> Transition | list[Transition]:
        return (
            list(self.transitions)[place] if isinstance(place, slice) else self.transitions[place]
        )

    def __len__(self) -> int:
        return len(self.transitions)

    def __iter__(self) -> Iterator[Transition]:
        return iter(self.transitions)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Cuts):
            return self.transitions == other.transitions and self.frames == other.frames
        return list(self.transitions) == other

    __hash__ = None  # type: ignore[assignment]

    def table(self) -> "pandas.DataFrame":
        """Return what a notebook shows, as words.

        Returns
        -------
        pandas.DataFrame
            A row a transition: its place, kind, the timecode and the frame at which the new shot
            begins, and which frames a dissolve or a fade takes. Where frames lie unevenly, seconds
            stand in the place of timecode.
        """
        import pandas

        rows = [
            (
                str(place),
                t.kind,
                self.at(t.frame),
                str(t.frame),
                "" if t.kind == "cut" else f"{t.start} to {t.end}",
            )
            for place, t in enumerate(self.transitions, 1)
        ]
        head = ["", "kind", "new shot at", "frame", "lasts, frames"]
        return pandas.DataFrame(rows, columns=head)

    def to_frame(self) -> "pandas.DataFrame":
        """Return the transitions as numbers, for pandas.

        Returns
        -------
        pandas.DataFrame
            A row a transition: kind; frame, start and end, in frames; time (s), when the new shot
            begins.
        """
        import pandas

        rows = [
            (t.kind, t.frame, t.start, t.end, time)
            for t, time in zip(self.transitions, self.times, strict=True)
        ]
        return pandas.DataFrame(rows, columns=["kind", "frame", "start", "end", "time"])

    def __repr__(self) -> str:
        if not self.transitions:
            return f"Cuts(none in {self.at(self.frames)})"
        lines = [
            f"{self.at(t.frame)}  {t.kind}"
            + (f"  {t.end - t.start} frames" if t.end > t.start else "")
            for t in self.transitions
        ]
        return "\n".join(lines)


def find_cuts(film: FilmLike) -> Cuts:
    """Find a film's cuts, dissolves and fades.

    Parameters
    ----------
    film : Clip, Take, str or Path
        A take is searched as its file is, slate included.

    Returns
    -------
    Cuts
        A list of :class:`Transition`. A fade in at the beginning has frame 0, a fade out at the
        end the number of frames in the film: they begin or end no shot beside another. Empty under
        three frames.

    Raises
    ------
    MediaError
        Where the film can't be read.
    KuleshovError
        Where it is no film at all.

    See Also
    --------
    frame_differences : what a detector of your own can start from
    score : found transitions held against true ones

    Examples
    --------
    >>> find_cuts("film.mp4")  # doctest: +SKIP
    00:00:02:05  cut
    00:00:07:11  dissolve  18 frames
    >>> for cut in find_cuts("film.mp4"):  # doctest: +SKIP
    ...     print(cut.frame, cut.kind)
    53 cut
    179 dissolve
    """
    return cuts_of(clip_of(film))


@one_thread()
def cuts_of(clip: Clip, known: Features | None = None) -> Cuts:
    """Return a clip's transitions, from the cache or from its features.

    Parameters
    ----------
    clip : Clip
        A film.
    known : Features, optional
        Its features, where they are at hand; else they come from the cache or are computed.

    Returns
    -------
    Cuts
        As :func:`find_cuts` gives them.

    Raises
    ------
    MediaError
        Where the film can't be decoded.

    See Also
    --------
    find_cuts : from a path, too

    Examples
    --------
    >>> cuts_of(Clip("film.mp4")).starts  # doctest: +SKIP
    [0, 53, 179]
    """

    def found() -> dict[str, np.ndarray]:
        return _packed(detect.run(features(clip) if known is None else known))

    kept = cached(clip, f"cuts-{detect.RECIPE}", found)
    rows = kept.get("cuts", np.zeros((0, 4), int))
    if rows.ndim != 2 or rows.shape[1:] != (4,):  # a damaged entry
        rows = found()["cuts"]
    kinds = KINDS
    transitions = [Transition(int(f), kinds[int(k)], int(a), int(b)) for f, k, a, b in rows]
    return as_cuts(transitions, clip.rate, clip.times(), clip.duration)


def as_cuts(
    transitions: Iterable[Transition], rate: Fraction, times: np.ndarray, duration: float
) -> Cuts:
    """Return transitions together with the clock of their film.

    Parameters
    ----------
    transitions : iterable of Transition
        In any order.
    rate : Fraction
        Frames a second.
    times : ndarray of float64 (frames,)
        When each frame begins (s).
    duration : float
        When the last one ends (s).

    Returns
    -------
    Cuts
        In the order of their frames.

    See Also
    --------
    Cuts.shot_lengths : what the clock is for

    Examples
    --------
    >>> as_cuts([Transition(24, "cut", 24, 24)], Fraction(24), np.arange(60) / 24, 2.5)
    00:00:01:00  cut
    """
    ordered = tuple(sorted(transitions, key=lambda t: (t.frame, t.start)))
    return Cuts(ordered, Fraction(rate), len(times), np.append(times, duration))


def frame_differences(film: FilmLike) -> np.ndarray:
    """Return how much the picture changes from each frame to the next.

    The mean of the absolute difference in brightness over all pixels of a small copy of the
    picture (80 by 45). It is the first thing that anyone tries who writes a detector; what it
    mistakes for cuts, and what it misses, is the subject of lesson 01.

    Parameters
    ----------
    film : Clip, Take, str or Path; or ndarray of uint8 (frames, height, width)
        A film, or frames of your own.

    Returns
    -------
    ndarray of float32 (frames - 1,)
        Levels of brightness, 0 to 219. The value at ``i`` lies between frames ``i`` and
        ``i + 1``: where it peaks at a cut, ``i + 1`` is the first frame of the new shot.

    Raises
    ------
    MediaError
        Where the film can't be read.
    KuleshovError
        Where it is no film at all.

    See Also
    --------
    find_cuts : what this kit makes of them, among other things
    score : how well found cuts agree with true ones

    Examples
    --------
    >>> frame_differences(np.array([[[16]], [[16]], [[66]]], np.uint8)).tolist()
    [0.0, 50.0]
    """
    luma = film if isinstance(film, np.ndarray) else features(clip_of(film)).luma
    return differences(luma)


@dataclass(frozen=True)
class Score:
    """How well found transitions agree with true ones.

    Attributes
    ----------
    precision : float
        The share of what was found that is true; NaN where nothing was found.
    recall : float
        The share of what is true that was found; NaN where there is nothing to find.
    f1 : float
        Their harmonic mean, ``2 matched / (found + true)``; 1 where there was nothing to find
        and nothing was found.
    matched : list of (int, int)
        Found frame and true frame.
    missed, false : list of int
        True frames that were not found; found frames that are not true.
    """

    precision: float
    recall: float
    f1: float
    matched: list[tuple[int, int]]
    missed: list[int]
    false: list[int]

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.2f}, recall {self.recall:.2f}, F1 {self.f1:.2f} "
            f"({len(self.matched)} found, {len(self.missed)} missed, {len(self.false)} false)"
        )


def score(found: Iterable[Any], truth: Iterable[Any], within: int = 1) -> Score:
    """Hold found transitions against true ones.

    Parameters
    ----------
    found, truth : iterable of int or Transition
        Frames at which a new shot begins.
    within : int
        By how many frames a found one may lie off; 1 where left out. Each true one can be found
        once only; the nearest pairs are matched first.

    Returns
    -------
    Score
        Precision, recall and F1, and which frames were matched, missed or false.

    See Also
    --------
    find_cuts : transitions to be scored

    Examples
    --------
    >>> print(score([24, 50, 90], [24, 51, 70]))
    precision 0.67, recall 0.67, F1 0.67 (2 found, 1 missed, 1 false)
    >>> score([24, 50, 90], [24, 51, 70]).missed
    [70]
    """
    ours = sorted(int(getattr(t, "frame", t)) for t in found)
    true = sorted(int(getattr(t, "frame", t)) for t in truth)
    pairs = sorted(
        (abs(a - b), i, j)
        for i, a in enumerate(ours)
        for j, b in enumerate(true)
        if abs(a - b) <= within
    )
    used_ours: set[int] = set()
    used_true: set[int] = set()
    for _, i, j in pairs:
        if i not in used_ours and j not in used_true:
            used_ours.add(i)
            used_true.add(j)
    hit = len(used_ours)
    return Score(
        precision=hit / len(ours) if ours else float("nan"),
        recall=hit / len(true) if true else float("nan"),
        f1=2 * hit / (len(ours) + len(true)) if ours or true else 1.0,
        matched=list(
            zip(
                [ours[i] for i in sorted(used_ours)],
                [true[j] for j in sorted(used_true)],
                strict=True,
            )
        ),
        missed=[frame for j, frame in enumerate(true) if j not in used_true],
        false=[frame for i, frame in enumerate(ours) if i not in used_ours],
    )


def _packed(transitions: Iterable[Transition]) -> dict[str, np.ndarray]:
    rows = [(t.frame, KINDS.index(t.kind), t.start, t.end) for t in transitions]
    return {"cuts": np.array(rows, np.int64).reshape(-1, 4)}


__all__ = ["Cuts", "Features", "Score", "Transition", "find_cuts", "frame_differences", "score"]
