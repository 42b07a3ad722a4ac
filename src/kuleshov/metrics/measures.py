"""A film's numbers: each with its unit, its interval, and its reason where it is refused."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from ..errors import KuleshovError, Refused
from ..media.clip import FilmLike, clip_of
from ..views import view
from .features import measure_cache
from .features.everyday import one_thread
from .film import Film, pace_of
from .formulas.intervals import Sample, interval
from .found import Companion, Found
from .registry import REGISTRY, Spec, unknown
from .shots.cuts import Cuts

if TYPE_CHECKING:
    import pandas

    from ..media import Clip


@dataclass(frozen=True, eq=False)
class Measure:
    """One number about a film.

    Attributes
    ----------
    id, name : str
    value : float
        NaN where it was refused.
    unit : str
        "" where it is a plain number.
    interval : (float, float) or None
        95 %; see :func:`kuleshov.metrics.formulas.intervals.interval`. None where the film has too
        few shots to tell.
    series : (ndarray, ndarray) or None
        Times (s) and values, where it changes over the film.
    reason : str
        Why it was refused, in words; "" where it was not.
    beside : tuple of Companion
        Numbers that are read with it: name, value, unit.
    sample : Sample or None
        What each shot has, and what the number comes to when shots are drawn again.

    Examples
    --------
    >>> found = Measure("asl", "Average shot length", 4.0731, "s", (3.1, 5.2))
    >>> print(found)
    Average shot length: 4.07 s [3.10, 5.20]
    >>> float(found), found.words
    (4.0731, '4.07 s')
    >>> print(Measure("loudness", "Loudness", math.nan, reason="the film has no sound."))
    Loudness: not measured, for the film has no sound.
    """

    id: str
    name: str
    value: float
    unit: str = ""
    interval: tuple[float, float] | None = None
    series: tuple[np.ndarray, np.ndarray] | None = field(default=None, repr=False)
    reason: str = ""
    beside: tuple[Companion, ...] = ()
    sample: Sample | None = field(default=None, repr=False)

    def __float__(self) -> float:
        return self.value

    def __str__(self) -> str:
        if self.reason:
            return f"{self.name}: not measured, for {self.reason}"
        said = f"{self.name}: {self.words}" + (f" {_between(self)}" if self.interval else "")
        return f"{said} ({self.aside})" if self.beside else said

    @property
    def aside(self) -> str:
        """What stands beside it, in words: "range 4.2 LU, true peak -3.1 dBTP"."""
        return ", ".join(
            f"{one.name} {number(one.value)} {one.unit}".rstrip() for one in self.beside
        )

    @property
    def words(self) -> str:
        """The value with its unit, as one writes it."""
        if self.reason:
            return "–"
        if self.value.is_integer() and not self.unit:
            return f"{self.value:.0f}"
        return f"{number(self.value)} {self.unit}".rstrip()

    def as_dict(self) -> dict[str, Any]:
        """Return the number as plain data, None for what is not there; without its series.

        Returns
        -------
        dict
            ``id``, ``name``, ``value``, ``unit``, ``low``, ``high``, ``reason``, ``beside``.
        """
        low, high = self.interval or (None, None)
        return {
            "id": self.id,
            "name": self.name,
            "value": None if math.isnan(self.value) else self.value,
            "unit": self.unit,
            "low": low,
            "high": high,
            "reason": self.reason or None,
            "beside": {one.name: one.value for one in self.beside},
        }

    @property
    def told(self) -> tuple[str, str, str, str]:
        """What a table shows of it: name, id, value with unit, and interval or reason."""
        between = "{} to {}".format(*map(number, self.interval)) if self.interval else ""
        parts = [self.reason] if self.reason else [between, self.aside]
        return self.name, self.id, self.words, "; ".join(filter(None, parts))

    def table(self) -> "pandas.DataFrame":
        """Return what a notebook shows, as words.

        Returns
        -------
        pandas.DataFrame
            One row: measure, id, value with its unit, and beside it the 95 % interval or the reason.
        """
        return _shown([self])

    def to_frame(self) -> "pandas.DataFrame":
        """Return the number for pandas.

        Returns
        -------
        pandas.DataFrame
            One row, as :meth:`Measures.to_frame` has it.
        """
        return _numbers([self])

    def over_time(self) -> "pandas.DataFrame":
        """Return its series; empty where it has none.

        Returns
        -------
        pandas.DataFrame
            A row a moment: id, time (s), value.
        """
        return _series([self])


@dataclass(frozen=True, eq=False)
class Measures(Mapping[str, Measure]):
    """All numbers about a film, by id, in the registry's order.

    Attributes
    ----------
    film : Clip
    cuts : Cuts
    found : dict of str to Measure
        By id.

    Examples
    --------
    ::

        numbers = ku.measure(film)
        numbers.asl.value, numbers["loudness"].unit
        numbers.table()      # what is shown, in words
        numbers.to_frame()   # the same as numbers, for pandas
        numbers.over_time()  # a row a moment of every series
        numbers.plot()       # the film at a glance
    """

    film: "Clip"
    cuts: Cuts
    found: dict[str, Measure]

    def __getitem__(self, id: str) -> Measure:
        if id not in self.found:
            raise KeyError(unknown(id, self.found))
        return self.found[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)

    def __getattr__(self, id: str) -> Measure:
        found: dict[str, Measure] = object.__getattribute__(self, "__dict__").get("found", {})
        if id in found:
            return found[id]
        raise AttributeError(unknown(id, found))

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self.found})

    def __str__(self) -> str:
        rows = [(m.name, m.words, m.reason or _between(m)) for m in self.values()]
        wide = [max(len(row[at]) for row in rows) for at in range(2)]
        lines = [f"{a:<{wide[0]}}  {b:>{wide[1]}}  {c}".rstrip() for a, b, c in rows]
        return "\n".join([self.film.name, *lines])

    __repr__ = __str__

    def to_json(self) -> str:
        """Return the numbers as JSON: the film, and one object for each measure.

        Returns
        -------
        str
            JSON, ``null`` for what was refused.
        """
        numbers = [measure.as_dict() for measure in self.values()]
        return json.dumps({"film": self.film.name, "measures": numbers}, indent=1)

    def table(self) -> "pandas.DataFrame":
        """Return what a notebook shows, as words.

        Returns
        -------
        pandas.DataFrame
            A row a measure: measure, id, value with its unit, and beside it the 95 % interval or
            why it was refused.
        """
        return _shown(list(self.values()))

    def to_frame(self) -> "pandas.DataFrame":
        """Return the numbers for pandas.

        Returns
        -------
        pandas.DataFrame
            A row a measure: id, name, value, unit, low, high, reason; values, low and high are
            floats, NaN for what is not there.
        """
        return _numbers(list(self.values()))

    def over_time(self) -> "pandas.DataFrame":
        """Return every series as one tidy table.

        Returns
        -------
        pandas.DataFrame
            A row a moment: id, time (s), value.
        """
        return _series(list(self.values()))

    def plot(self, **options: Any) -> Any:
        """Draw the film at a glance: colour, cuts, shot lengths, motion and sound on one clock.

        Parameters
        ----------
        **options
            As :func:`kuleshov.show.glance.glance` takes them.

        Returns
        -------
        Figure
            As :func:`kuleshov.show.glance.glance` gives it.
        """
        return view("glance")(self, **options)


@overload
def measure(film: FilmLike, **given: Any) -> Measures: ...
@overload
def measure(film: FilmLike | Sequence[FilmLike], id: str, **given: Any) -> Measure: ...
@overload
def measure(film: FilmLike, id: list[str] | tuple[str, ...], **given: Any) -> Measures: ...
@one_thread()
def measure(
    film: FilmLike | Sequence[FilmLike],
    id: str | list[str] | tuple[str, ...] | None = None,
    **given: Any,
) -> Measures | Measure:
    """Measure a film.

    The film is decoded once for all its numbers; what is kept in the cache makes the next time
    instant.

    Parameters
    ----------
    film : Clip, Take, str or Path; or a list of them for ``"diversity"``
        A take is measured as its file is, slate included; to leave the slate out, cut the part
        that you mean into a film: ``ku.Cut().add(take, f"{take.first}f", f"{take.last}f")
        .render(...)``.
    id : str or list of str, optional
        One measure only, such as ``"asl"``; several; all of them where it is left out.
        ``["everyday"]`` names those that come with the cuts and cost next to nothing more.
    **given
        What a file does not say: ``marks`` (a marks file), ``stems`` (a recording for each
        speaker), ``lines`` (who spoke from when to when), ``edit`` (the cut that the film was
        made from, as long as the film, or a list of seconds at which new shots begin: none has to
        be found then, and nothing is kept), ``takes`` and ``against`` (several films, for
        ``"diversity"``). A take of the rushes brings its stems and lines itself.

    Returns
    -------
    Measures or Measure
        What could only be guessed has the value NaN, and says why.

    Raises
    ------
    MediaError
        Where the film can't be read.
    KuleshovError
        Where there is no measure of that id, where something is given that says nothing about a
        film, where an edit is not as long as the film, or where a list of films is asked for
        another measure than ``"diversity"``.

    See Also
    --------
    kuleshov.metrics.cards.card : what a number says, and what it doesn't
    kuleshov.metrics.registry.agrees : whether a cited number is true

    Examples
    --------
    >>> measure("film.mp4")  # doctest: +SKIP
    >>> measure("film.mp4", "asl").value  # doctest: +SKIP
    4.07
    >>> measure("film.mp4", edit=cut).shots.value  # doctest: +SKIP
    33.0
    >>> measure("film.mp4", "room_marks", marks="studio/marks/bench.txt")  # doctest: +SKIP
    >>> measure(["1.mp4", "2.mp4", "3.mp4", "4.mp4", "5.mp4"], "diversity")  # doctest: +SKIP
    >>> measure("film.mp4", colour="red")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    kuleshov.errors.KuleshovError: 'colour' says nothing about a film; it takes marks, ...
    """
    if unknown := set(given) - set(GIVEN):
        raise KuleshovError(
            f"{sorted(unknown)[0]!r} says nothing about a film; it takes {', '.join(GIVEN)}."
        )
    first: Any = film
    if isinstance(film, (list, tuple)):
        if not film:
            raise KuleshovError("There is no film in this list.")
        if id != "diversity":
            raise KuleshovError(
                "A list of films has one measure, 'diversity'; the others are a film's own: measure "
                "them one by one, or compare two lists with ku.compare(ours=[...], theirs=[...])."
            )
        given = {"takes": list(film), **given}
        first = film[0]
    wanted = _wanted(id)
    watched = Film(clip_of(first), {**_told_by(first), **given})
    if isinstance(id, str):
        return _named(wanted[0], _outcome(wanted[0], watched))
    lasting = [spec for spec in wanted if not spec.told or (spec.id == "split_edits" and not given)]
    # What is kept of a film rests on cuts that were found: not a word of it where they are told.
    kept = {} if watched.has_edit else measure_cache.read(watched.clip, [s.id for s in lasting])
    if any(spec.id not in kept and not spec.everyday for spec in lasting):
        watched.decode()
    found = {
        spec.id: kept[spec.id] if spec.id in kept else _outcome(spec, watched) for spec in wanted
    }
    fresh = {spec.id: found[spec.id] for spec in lasting if spec.id not in kept}
    if fresh and not watched.has_edit:
        measure_cache.keep(watched.clip, fresh)
    measures = {spec.id: _named(spec, found[spec.id]) for spec in wanted}
    return Measures(watched.clip, watched.cuts, measures)


GIVEN = ("marks", "stems", "lines", "edit", "takes", "against")
EVERYDAY = "everyday"


def _wanted(id: str | Sequence[str] | None) -> list[Spec]:
    """Return the measures that are asked for, in the registry's order."""
    if id is None:
        return list(REGISTRY.values())
    names = {id} if isinstance(id, str) else set(id)
    if EVERYDAY in names and not isinstance(id, str):
        names |= {spec.id for spec in REGISTRY.values() if spec.everyday}
        names.discard(EVERYDAY)
    for name in sorted(names - set(REGISTRY)):
        raise KuleshovError(unknown(name))
    return [spec for spec in REGISTRY.values() if spec.id in names]


def _told_by(film: Any) -> dict[str, Any]:
    """Return what a take knows about itself: its stems, one for each voice."""
    truth = getattr(film, "truth", None)
    if truth is None:
        return {}
    told: dict[str, Any] = {}
    if truth.stems:
        told["stems"] = dict(truth.stems)
    return told


def _outcome(spec: Spec, film: Film) -> Found | str:
    """Return what a measure finds in a film, or why it is refused."""
    rate = film.rate
    if film.clip.frames > 1 and rate < spec.rate[0] - 1e-6 and spec.id != "activity":
        return f"at {pace_of(rate)} it would be another number; it needs {spec.rate[0]:g}."
    try:
        found = spec.function(film)
    except Refused as refused:
        return str(refused)
    return found if math.isfinite(found.value) else "nothing in it could be measured."


def _named(spec: Spec, found: Found | str) -> Measure:
    """Return what was found under its name, with its unit."""
    if isinstance(found, str):
        return Measure(spec.id, spec.name, math.nan, spec.unit, reason=found)
    sure = found.interval or interval(found.value, found.sample, spec.range)
    return Measure(
        spec.id,
        spec.name,
        found.value,
        spec.unit,
        sure,
        found.series,
        "",
        found.beside,
        found.sample,
    )


def _shown(measures: list[Measure]) -> "pandas.DataFrame":
    import pandas

    return pandas.DataFrame(
        [m.told for m in measures], columns=["measure", "id", "value", "beside"]
    )


def _numbers(measures: list[Measure]) -> "pandas.DataFrame":
    import pandas

    columns = ["id", "name", "value", "unit", "low", "high", "reason"]
    made = pandas.DataFrame([m.as_dict() for m in measures], columns=columns)
    numeric = ["value", "low", "high"]
    made[numeric] = made[numeric].astype(float)
    made["reason"] = made["reason"].fillna("")
    return made


def _series(measures: list[Measure]) -> "pandas.DataFrame":
    import pandas

    parts = [
        pandas.DataFrame({"id": one.id, "time": one.series[0], "value": one.series[1]})
        for one in measures
        if one.series is not None
    ]
    if not parts:
        return pandas.DataFrame({"id": [], "time": [], "value": []})
    return pandas.concat(parts, ignore_index=True)


def number(value: float) -> str:
    """Write a number with as many figures as can be read: 12.3, 4.07, 0.031, 120.

    Parameters
    ----------
    value : float
        Of any size.

    Returns
    -------
    str
        One place after the point from 10 on, two from 0.1 on, else two figures; none for a whole
        number from 10 on. What is under a trillionth is what computing left over of 0.

    Examples
    --------
    >>> number(12.345), number(4.0), number(0.03071), number(-23.04), number(120.0)
    ('12.3', '4.00', '0.031', '-23.0', '120')
    >>> number(1.1e-16), number(-3e-17), number(2.5e-07)
    ('0', '0', '2.5e-07')
    """
    if abs(value) < 1e-12:
        return "0"
    if float(value).is_integer() and abs(value) >= 10:
        return f"{value:.0f}"
    size = abs(value)
    return f"{value:.1f}" if size >= 10 else f"{value:.2f}" if size >= 0.1 else f"{value:.2g}"


def brief(value: float) -> str:
    """Write a number as :func:`number` does, without zeros at its end: for what people guessed or cited.

    Parameters
    ----------
    value : float

    Returns
    -------
    str

    Examples
    --------
    >>> brief(5.0), brief(4.1), brief(1234.0), brief(0.031)
    ('5', '4.1', '1234', '0.031')
    """
    words = number(value)
    return words.rstrip("0").rstrip(".") if "." in words else words


def _between(measure: Measure) -> str:
    if measure.interval is None:
        return ""
    return f"[{number(measure.interval[0])}, {number(measure.interval[1])}]"
