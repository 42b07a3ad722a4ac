"""The rules of a market and of a ladder: each with its unit, its meaning, and whose it is.

They are settings and no findings. A rule that nobody has measured is marked as ours, here and in the
table that a notebook shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import KuleshovError
from ..words import meant

if TYPE_CHECKING:
    import pandas

OURS = "ours"
ESSAY = "the essay"


def _rule(
    value: float, unit: str, says: str, span: tuple[float, float], source: str = OURS,
    bounds: tuple[float, float] = (0.0, 1.0),
) -> Any:  # fmt: skip
    """Return a field that knows what it means, how far it is worth trying, and what it may be."""
    about = {"unit": unit, "says": says, "span": span, "source": source, "bounds": bounds}
    return field(default=value, metadata=about)


@dataclass(frozen=True)
class MarketRules:
    """How a year of watching goes; the defaults are the monoculture's.

    People and works have a place on a circle of taste. A work has an *appeal*, the same for everybody,
    which nobody knows beforehand; ``appeal + fit * closeness`` is what a person gets from it, closeness
    going from 1 at her own place to -1 at the opposite one. In each slot she is offered a few works
    and takes what looks best at a glance. Nobody watches a work twice.

    Attributes
    ----------
    people : int
        Who watch. Ours, as small as a notebook wants it.
    works : int
        A year. Ours.
    slots : int
        Works that a person has time for in a year. Ours.
    niches : int
        Into which the circle of taste is cut. Ours.
    offers : int
        Works that are offered for one slot. Ours.
    push : float
        How strongly popularity decides what is offered: a work's chance goes with (views + 1) to this
        power. 0 not at all; 1 as many views, as many chances. Ours.
    match : float
        Share of the offers, 0 to 1, that are drawn from the person's own niche: what a feed knows of
        her. Ours.
    curated : float
        Share of the people, 0 to 1, who choose from a curator's list, one curator a niche. Ours.
    reads : int
        Works that a curator can watch in a year. Ours.
    slip : float
        How far a curator who has watched a work is off about its appeal, as a standard deviation, in
        appeals. Ours.
    fit : float
        How much closeness of taste counts against appeal. 0: all want the same. Ours.
    luck : float
        How far appeals differ, as a standard deviation: the unit that all of worth is counted in. Ours.
    glance : float
        How far a person is off about a work that she hasn't seen yet, as a standard deviation, in
        appeals. Ours.
    opening : float
        The share of the year, 0 to 1, through which works open, evenly; 0: all are there at once. Ours.
    at_once : int
        How many people choose before popularity is counted anew. Ours.
    cost : float
        Of a work, in dollars for each of the people. The essay's 300 million dollars and its 100
        million people make 3; the monoculture has 0.5, for not every film is the dearest.
    price : float
        What a viewing earns, in dollars. Ours: an input, so that money a person is no finding.
    """

    people: int = _rule(1000, "people", "those who watch", (500, 2000), bounds=(2, 20_000))
    works: int = _rule(200, "works a year", "how many are made", (0.5, 2), bounds=(1, 100_000))
    slots: int = _rule(12, "works a person", "what one has time for", (0.5, 2), bounds=(1, 2000))
    niches: int = _rule(50, "niches", "into which taste is cut", (20, 100), bounds=(1, 1000))
    offers: int = _rule(8, "works", "what is offered for a slot", (4, 16), bounds=(1, 200))
    push: float = _rule(
        1.0, "power", "how strongly popularity decides what is offered", (0, 1.5), bounds=(0, 4)
    )
    match: float = _rule(0.0, "share of offers", "what comes from one's own niche", (0, 0.95))
    curated: float = _rule(0.0, "share of people", "those who ask a curator", (0, 1))
    reads: int = _rule(200, "works", "what a curator can watch", (50, 800), bounds=(1, 100_000))
    slip: float = _rule(
        0.5, "appeals", "how far a curator is off, after watching", (0, 1.5), bounds=(0, 20)
    )
    fit: float = _rule(
        1.0, "appeals", "how much taste counts against appeal", (0, 3), bounds=(0, 20)
    )
    luck: float = _rule(1.0, "appeals", "how far appeals differ", (0.3, 2), bounds=(0, 20))
    glance: float = _rule(
        1.0, "appeals", "how far one is off before watching", (0, 3), bounds=(0, 20)
    )
    opening: float = _rule(0.0, "share of the year", "how long works go on opening", (0, 1))
    at_once: int = _rule(
        1000,
        "people",
        "those who choose before views are counted anew",
        (100, 1000),
        bounds=(1, 20_000),
    )
    cost: float = _rule(
        0.5, "$ a head", "what a work costs", (0.1, 3), f"{ESSAY}: 3 at most; the rest ours",
        bounds=(0, 1e6),
    )  # fmt: skip
    price: float = _rule(10.0, "$", "what a viewing earns", (5, 20), bounds=(0, 1e6))

    def __post_init__(self) -> None:
        _hold(self)
        if self.slots > self.works:
            raise KuleshovError(
                f"{self.works} works can't fill {self.slots} slots: nobody watches a work twice. Give "
                "more works or fewer slots."
            )

    def table(self) -> pandas.DataFrame:
        """Return every rule with its value, unit, meaning and source, as words."""
        return _table(self)

    def to_frame(self) -> pandas.DataFrame:
        """Return the numbers for pandas: a row a rule."""
        return _frame(self)


@dataclass(frozen=True)
class LadderRules:
    """How people come to lead a film, and what they live on until then. All of it is ours.

    Attributes
    ----------
    entrants : int
        Who begin each year.
    jobs : int
        Years of paid small work (advertisements, music videos, corporate films) that there are each
        year.
    automated : float
        The share of the jobs, 0 to 1, that machines take in the end.
    drift : float
        Years over which they take it, evenly.
    own : float
        Chance, 0 to 1, that somebody without a job can live a year from films of her own.
    runway : float
        Years that one can go without pay.
    practice : float
        Years of paid work that one needs to be able to lead a film.
    unpaid : float
        How much practice a year without pay gives, 0 to 1, against 1 in a year of paid work.
    leave : float
        Chance, 0 to 1, that somebody who learns goes away within a year, whatever she earns.
    retire : float
        The same of those who are able to lead.
    """

    entrants: int = _rule(100, "people a year", "those who begin", (50, 200), bounds=(1, 5000))
    jobs: int = _rule(
        500, "job-years a year", "small work that is paid", (250, 1000), bounds=(0, 100_000)
    )
    automated: float = _rule(0.9, "share of jobs", "what machines take in the end", (0, 1))
    drift: float = _rule(8.0, "years", "how long they need for it", (1, 20), bounds=(0, 100))
    own: float = _rule(0.03, "chance a year", "living from films of one's own", (0, 0.3))
    runway: float = _rule(1.0, "years", "how long one can go without pay", (0, 4), bounds=(0, 50))
    practice: float = _rule(8.0, "years", "paid work until one can lead", (4, 12), bounds=(0, 50))
    unpaid: float = _rule(0.3, "years a year", "practice without pay", (0, 0.8))
    leave: float = _rule(0.08, "chance a year", "a learner goes away", (0.04, 0.16))
    retire: float = _rule(
        0.04, "chance a year", "one who can lead goes away", (0.02, 0.08), bounds=(0.005, 1)
    )

    def __post_init__(self) -> None:
        _hold(self)

    def table(self) -> pandas.DataFrame:
        """Return every rule with its value, unit, meaning and source, as words."""
        return _table(self)

    def to_frame(self) -> pandas.DataFrame:
        """Return the numbers for pandas: a row a rule."""
        return _frame(self)


Rules = TypeVar("Rules", MarketRules, LadderRules)


def changed(rules: Rules, settings: Mapping[str, Any]) -> Rules:
    """Return rules with some of them changed, or say which name is none.

    Parameters
    ----------
    rules : MarketRules or LadderRules
    settings : mapping of str to number

    Raises
    ------
    KuleshovError
        Where there is no rule of a name, or a value is none that it may have.

    Examples
    --------
    >>> changed(MarketRules(), {"push": 0.5}).push
    0.5
    """
    known = [one.name for one in fields(rules)]
    for name in settings:
        if name not in known:
            hint = meant(name, known) or f" There are: {', '.join(known)}."
            raise KuleshovError(f"There is no rule called {name!r}.{hint}")
    return replace(rules, **settings)


def about(rules: MarketRules | LadderRules, name: str) -> Mapping[str, Any]:
    """Return what is known of a rule: its unit, meaning, span, source and bounds."""
    return next(one.metadata for one in fields(rules) if one.name == name)


def spans(rules: MarketRules | LadderRules) -> dict[str, tuple[float, float]]:
    """Return between which two values each rule is worth trying, about where it stands.

    A span of works and of slots is a share of what stands there, for a feed has more of both; and it
    ends where the slots couldn't be filled.
    """
    found = {one.name: one.metadata["span"] for one in fields(rules)}
    if isinstance(rules, MarketRules):
        fewest, most = rules.slots, rules.works
        low, high = found["works"]
        found["works"] = (max(fewest, int(rules.works * low)), int(rules.works * high))
        low, high = found["slots"]
        found["slots"] = (max(1, int(rules.slots * low)), min(most, int(rules.slots * high)))
    return found


def _hold(rules: MarketRules | LadderRules) -> None:
    """Hold every rule to its kind and its bounds."""
    for one in fields(rules):
        value, (low, high) = getattr(rules, one.name), one.metadata["bounds"]
        whole = one.type == "int"
        if isinstance(value, bool) or not isinstance(value, Integral if whole else Real):
            kind = "whole number" if whole else "number"
            raise KuleshovError(f"{one.name} is a {kind} ({one.metadata['unit']}), not {value!r}.")
        if not low <= value <= high:
            raise KuleshovError(
                f"{one.name} lies between {low:g} and {high:g} ({one.metadata['unit']}), and "
                f"{value:g} was given."
            )


def _table(rules: MarketRules | LadderRules) -> pandas.DataFrame:
    import pandas

    rows = [
        (
            one.name,
            one.metadata["says"],
            f"{getattr(rules, one.name):g}",
            one.metadata["unit"],
            one.metadata["source"],
        )
        for one in fields(rules)
    ]
    return pandas.DataFrame(rows, columns=["rule", "what it says", "value", "unit", "whose"])


def _frame(rules: MarketRules | LadderRules) -> pandas.DataFrame:
    import pandas

    rows = [(one.name, float(getattr(rules, one.name))) for one in fields(rules)]
    return pandas.DataFrame(rows, columns=["rule", "value"])


_FEED = {"works": 10_000, "slots": 100, "cost": 0.0, "price": 0.02}

MARKETS: dict[str, MarketRules] = {
    "monoculture": MarketRules(),
    "niche feed": MarketRules(**_FEED, push=0.3, match=0.9),  # type: ignore[arg-type]
    "mixed": MarketRules(**_FEED, push=1.0, match=0.5),  # type: ignore[arg-type]
    "popularity feed": MarketRules(**_FEED, push=1.2, match=0.0),  # type: ignore[arg-type]
}
"""Four markets by name. The essay's two columns are the first and the second."""
