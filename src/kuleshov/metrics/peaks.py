"""Where a film surprises a machine, moment by moment, and which of these moments are cuts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from ..errors import EditError, KuleshovError
from ..library.takes import Take
from ..media.clip import FilmLike, clip_of
from ..timecode import Time, timecode
from ..views import view
from .formulas import surprise as model
from .measures import measure, number

if TYPE_CHECKING:
    import pandas

    from ..media import Clip

SHOWN = 10  # peaks in a table


@dataclass(frozen=True)
class Peak:
    """A moment at which a film surprises.

    Attributes
    ----------
    time : float
        Seconds of the film.
    frame : int
        The frame seen then.
    bits : float
    rank, of : int
        Its place among all moments that were measured, 1 for the highest, and how many they are.
    is_at_cut : bool
        Whether a cut lies within a quarter of a second.
    scene : float or None
        Which second of the scene is seen, where that is known.
    """

    time: float
    frame: int
    bits: float
    rank: int
    of: int
    is_at_cut: bool
    scene: float | None

    @property
    def place(self) -> str:
        """In words: "at a cut", or "inside a shot"."""
        return "at a cut" if self.is_at_cut else "inside a shot"

    def __str__(self) -> str:
        return (
            f"{self.time:.2f} s, {self.place}: {number(self.bits)} bits, "
            f"number {self.rank} of {self.of}"
        )


@dataclass(frozen=True, eq=False)
class Surprises(Sequence[Peak]):
    """The moments at which a film surprises, the highest first; made by :func:`surprises`.

    Shows itself as a table of the highest; :meth:`plot` draws the curve.

    Attributes
    ----------
    film : Clip
    times, bits : ndarray (moments,)
        Every moment that was measured (s), and its surprise; NaN where it is left out.
    cuts : ndarray (cuts,)
        When each new shot begins (s).
    clock : Cut, Take or None
        Who knows which second of the scene is seen.
    """

    film: Clip
    times: np.ndarray
    bits: np.ndarray
    cuts: np.ndarray
    clock: Any = None

    @cached_property
    def _near(self) -> np.ndarray:
        return model.near(self.times, self.cuts)

    @cached_property
    def _known(self) -> np.ndarray:
        return np.isfinite(self.bits)

    @cached_property
    def peaks(self) -> tuple[Peak, ...]:
        """The moments that no other within a quarter of a second is above, the highest first."""
        return tuple(self._peak(at) for at in model.peaks(self.times, self.bits))

    @property
    def share_at_cuts(self) -> float:
        """Which share of all surprise lies within a quarter of a second of a cut, 0 to 1."""
        every = float(self.bits[self._known].sum())
        return float(self.bits[self._known & self._near].sum()) / every if every else 0.0

    @property
    def time_at_cuts(self) -> float:
        """Which share of the moments lies there, 0 to 1."""
        return float(self._near[self._known].mean()) if self._known.any() else 0.0

    def without_cuts(self) -> Surprises:
        """Return the same with everything left out that lies within a quarter of a second of a cut.

        Returns
        -------
        Surprises

        Examples
        --------
        >>> import kuleshov as ku
        >>> found = ku.surprises(ku.rushes("understudy")["6B-1"], edit=[3.3])  # as if it were cut
        >>> found[0].place, found.without_cuts()[0].place
        ('at a cut', 'inside a shot')
        """
        return replace(self, bits=np.where(self._near, np.nan, self.bits))

    def at(self, moment: Time, within: float = model.NEAR) -> Peak:
        """Return the highest moment near a time of the film: its bits, and its place among all.

        Parameters
        ----------
        moment : int, float, str or Fraction
            A time of the film.
        within : float
            How near (s), to both sides; a quarter of a second where left out.

        Returns
        -------
        Peak
            It need not stand out: this is how one learns that it doesn't.

        Raises
        ------
        KuleshovError
            Where nothing was measured there, or it was left out.

        See Also
        --------
        kuleshov.Cut.seen : Where in a film a second of the scene is seen.
        """
        second = float(self.film.times()[self.film.frame_at(moment)])
        there = self._known & (np.abs(self.times - second) <= within + 1e-6)
        if not there.any():
            raise KuleshovError(
                f"Nothing is left within {within:g} s of {_timecode(self.film, second)}: it lies "
                "at a cut, or outside what was measured."
            )
        return self._peak(int(np.where(there, self.bits, -np.inf).argmax()))

    def _peak(self, at: int) -> Peak:
        time, bits = float(self.times[at]), float(self.bits[at])
        frame = self.film.frame_at(time)
        rank = 1 + int((self.bits[self._known] > bits).sum())
        of = int(self._known.sum())
        return Peak(time, frame, bits, rank, of, bool(self._near[at]), self._scene(time))

    def _scene(self, time: float) -> float | None:
        if self.clock is None:
            return None
        try:
            second: float | None = self.clock.scene(time)
        except EditError:  # a slate, or a take that is no part of a scene
            return None
        return second

    @overload
    def __getitem__(self, place: int) -> Peak: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Peak, ...]: ...
    def __getitem__(self, place: int | slice) -> Peak | tuple[Peak, ...]:
        return self.peaks[place]

    def __len__(self) -> int:
        return len(self.peaks)

    def __str__(self) -> str:
        rows = self.table().itertuples(index=False)
        return "\n".join([f"{self.film.name}: {self.finding}", *("  ".join(row) for row in rows)])

    __repr__ = __str__

    @property
    def finding(self) -> str:
        """What the peaks amount to, in a sentence without its full stop."""
        if not len(self):
            return "nothing in it surprises"
        first, most = self[0], self[:SHOWN]
        told = f"{number(first.bits)} bits at {_timecode(self.film, first.time)}"
        if not self._near[self._known].any():
            where = " inside a shot" if len(self.cuts) else ""
            return f"the largest surprise{where} is {told}"
        at_cuts = sum(peak.is_at_cut for peak in most)
        return f"{at_cuts} of the {len(most)} largest surprises lie at a cut; the first: {told}"

    def table(self) -> pandas.DataFrame:
        """Return what a notebook shows, as words: the ten highest.

        Returns
        -------
        pandas.DataFrame
            A row a peak: its rank among the peaks, timecode, frame, bits, where it lies, and the
            second of the scene.
        """
        import pandas

        rows = [
            (
                str(place),
                _timecode(self.film, peak.time),
                str(peak.frame),
                number(peak.bits),
                peak.place,
                "" if peak.scene is None else f"{peak.scene:.2f} s",
            )
            for place, peak in enumerate(self[:SHOWN], 1)
        ]
        columns = ["peak", "in the film", "frame", "bits", "where", "in the scene"]
        return pandas.DataFrame(rows, columns=columns)

    def to_frame(self) -> pandas.DataFrame:
        """Return all peaks for pandas.

        Returns
        -------
        pandas.DataFrame
            A row a peak, the highest first: time (s), frame, bits, rank and of (among all
            moments), place, scene (s, NaN where it isn't known).
        """
        import pandas

        rows = [(p.time, p.frame, p.bits, p.rank, p.of, p.place, p.scene) for p in self]
        columns = ["time", "frame", "bits", "rank", "of", "place", "scene"]
        return pandas.DataFrame(rows, columns=columns).astype({"scene": float})

    def plot(self, **options: Any) -> Any:
        """Draw the curve with its peaks.

        Parameters
        ----------
        **options
            As :func:`kuleshov.show.peaks.surprise_plot` takes them.

        Returns
        -------
        Plot
            As :func:`kuleshov.show.peaks.surprise_plot` gives it.
        """
        return view("surprises")(self, **options)


def surprises(film: FilmLike, edit: Any = None) -> Surprises:
    """Return the moments at which a film surprises a machine that expects what has been.

    Parameters
    ----------
    film : Clip, Take, str or Path
        Of a take the slate is left out, and a take of a scene knows the scene's clock.
    edit : Cut, Cuts, or sequence of float, optional
        The cut that the film was made from, or when each new shot begins (s). A Cut also says which
        second of the scene is seen. Without one the cuts are those that can be seen.

    Returns
    -------
    Surprises
        Shows itself as a table of its highest peaks; ``.plot()`` draws the curve.

    Raises
    ------
    KuleshovError
        Where the film is under a second, has no picture, or lasts longer or shorter than the edit.

    See Also
    --------
    kuleshov.measure : The mean over the film, ``ku.measure(film, "surprise")``.

    Notes
    -----
    A moment is a twelfth of a second.

    Examples
    --------
    >>> import kuleshov as ku
    >>> rushes = ku.rushes("understudy")
    >>> found = ku.surprises(rushes["6B-1"])  # the bulb, which dies
    >>> print(found[0])
    3.33 s, inside a shot: 1.10 bits, number 1 of 30
    """
    clip = clip_of(film)
    numbers = measure(clip, ["surprise"], edit=edit)
    found = numbers.surprise
    if found.series is None:
        raise KuleshovError(f"Its surprise can't be measured, for {found.reason}")
    times, bits = found.series
    if isinstance(film, Take):
        shown = (times >= film.first / film.rate) & (times < film.last / film.rate)
        times, bits = times[shown], bits[shown]
    cuts = np.array(numbers.cuts.start_times[1:])
    clock = edit if hasattr(edit, "scene") else film if isinstance(film, Take) else None
    return Surprises(clip, times, bits, cuts, clock)


def _timecode(film: Clip, seconds: float) -> str:
    """Return the timecode of the frame that is seen at a second of a film."""
    return timecode(film.frame_at(seconds), film.edit_rate)
