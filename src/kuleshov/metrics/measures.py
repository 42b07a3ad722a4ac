"""A film's numbers: each with its unit, its interval, and its reason where it is refused."""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from ..errors import KuleshovError, Refused
from .cuts import Cuts, clip_of
from .film import Film
from .registry import REGISTRY, Spec

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
        95 %, by drawing the film's shots again; None where there are too few.
    series : (ndarray, ndarray) or None
        Times (s) and values, where it changes over the film.
    reason : str
        Why it was refused, in words; "" where it was not.
    """

    id: str
    name: str
    value: float
    unit: str = ""
    interval: tuple[float, float] | None = None
    series: tuple[np.ndarray, np.ndarray] | None = field(default=None, repr=False)
    reason: str = ""

    def __float__(self) -> float:
        return self.value

    def __str__(self) -> str:
        if self.reason:
            return f"{self.name}: not measured, for {self.reason}"
        return f"{self.name}: {self.words}" + (f" {_between(self)}" if self.interval else "")

    @property
    def words(self) -> str:
        """The value with its unit, as one writes it."""
        if self.reason:
            return "–"
        if self.value.is_integer() and not self.unit:
            return f"{self.value:.0f}"
        return f"{number(self.value)} {self.unit}".rstrip()

    def as_dict(self) -> dict[str, Any]:
        """Return the number as plain data, None for what is not there; without its series."""
        low, high = self.interval or (None, None)
        return {
            "id": self.id,
            "name": self.name,
            "value": None if math.isnan(self.value) else self.value,
            "unit": self.unit,
            "low": low,
            "high": high,
            "reason": self.reason or None,
        }


@dataclass(frozen=True, eq=False)
class Measures(Mapping[str, Measure]):
    """All numbers about a film, by id, in the registry's order.

    Examples
    --------
    ::

        numbers = ku.measure(film)
        numbers.asl.value, numbers["loudness"].unit
        numbers.table()    # tidy pandas
        numbers.plot()     # the film at a glance

    Attributes
    ----------
    film : Clip
    cuts : Cuts
    """

    film: "Clip"
    cuts: Cuts
    found: dict[str, Measure]

    def __getitem__(self, id: str) -> Measure:
        if id not in self.found:
            raise KeyError(_unknown(id))
        return self.found[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)

    def __getattr__(self, id: str) -> Measure:
        found: dict[str, Measure] = object.__getattribute__(self, "__dict__").get("found", {})
        if id in found:
            return found[id]
        raise AttributeError(_unknown(id))

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self.found})

    def __str__(self) -> str:
        rows = [(m.name, m.words, m.reason or _between(m)) for m in self.values()]
        wide = [max(len(row[at]) for row in rows) for at in range(2)]
        lines = [f"{a:<{wide[0]}}  {b:>{wide[1]}}  {c}".rstrip() for a, b, c in rows]
        return "\n".join([self.film.name, *lines])

    __repr__ = __str__

    def to_json(self) -> str:
        """Return the numbers as JSON: the film, and one object for each measure."""
        numbers = [measure.as_dict() for measure in self.values()]
        return json.dumps({"film": self.film.name, "measures": numbers}, indent=1)

    def table(self) -> "pandas.DataFrame":
        """Return a tidy table: id, name, value, unit, low, high, reason; a row each."""
        import pandas

        columns = ["id", "name", "value", "unit", "low", "high", "reason"]
        made = pandas.DataFrame([m.as_dict() for m in self.values()], columns=columns)
        numeric = ["value", "low", "high"]
        made[numeric] = made[numeric].astype(float)
        return made

    def plot(self, **options: Any) -> Any:
        """Draw the film at a glance: colour, cuts, shot lengths, motion and sound on one clock."""
        from ..show.glance import glance  # type: ignore[import-not-found,unused-ignore]

        return glance(self, **options)


@overload
def measure(film: Any) -> Measures: ...
@overload
def measure(film: Any, id: str) -> Measure: ...
def measure(film: Any, id: str | None = None) -> Measures | Measure:
    """Measure a film.

    The film is decoded once; what is kept in the cache makes the next time instant.

    Parameters
    ----------
    film : Clip, Take, str or Path
    id : str, optional
        One measure only, such as ``"asl"``; all of them where it is left out.

    Returns
    -------
    Measures or Measure
        What could only be guessed has the value NaN, and says why.

    Raises
    ------
    MediaError
        Where the film can't be read.
    KuleshovError
        Where there is no measure of that id.

    Examples
    --------
    ::

        ku.measure(film)
        ku.measure(film, "asl").value
    """
    if id is not None and id not in REGISTRY:
        raise KuleshovError(_unknown(id))
    watched = Film(clip_of(film))
    if id is not None:
        return _measured(REGISTRY[id], watched)
    found = {spec.id: _measured(spec, watched) for spec in REGISTRY.values()}
    return Measures(watched.clip, watched.cuts, found)


def _measured(spec: Spec, film: Film) -> Measure:
    try:
        found = spec.function(film)
    except Refused as refused:
        return Measure(spec.id, spec.name, math.nan, spec.unit, reason=str(refused))
    return Measure(spec.id, spec.name, found.value, spec.unit, found.interval, found.series)


def number(value: float) -> str:
    """Write a number with as many figures as can be read: 12.3, 4.07, 0.031, 120.

    >>> number(12.345), number(4.0), number(0.03071), number(-23.04)
    ('12.3', '4.00', '0.031', '-23.0')
    """
    if float(value).is_integer() and abs(value) >= 10:
        return f"{value:.0f}"
    size = abs(value)
    return f"{value:.1f}" if size >= 10 else f"{value:.2f}" if size >= 0.1 else f"{value:.2g}"


def _between(measure: Measure) -> str:
    if measure.interval is None:
        return ""
    return f"[{number(measure.interval[0])}, {number(measure.interval[1])}]"


def _unknown(id: str) -> str:
    return f"There is no measure called {id!r}; there are {', '.join(REGISTRY)}."
