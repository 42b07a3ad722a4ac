"""Do two films, or two groups of films, differ by more than their own shots or films do?

For each measure: the difference and the interval in which it falls when shots (or films) are
drawn again, an effect size that needs no unit, and the share of random deals of the shots that
differ as much. Shots that answer each other are not as many as they seem: they are dealt in runs
as long as they hang together, and the interval is as wide as so many runs allow. Many measures are
asked at once, so that some differ by chance: the last number takes that into account. No sum over
measures is formed. They have no common unit, none of them is story or taste, and weights fitted to
votes would be the voters' of one day.

Two films that differ are two films, not two makers: their shots say nothing of a third film.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from ..metrics.formulas.intervals import SEED, draws, middle
from ..metrics.formulas.shot_lengths import SHORT
from ..metrics.formulas.splits import LONG
from ..metrics.measures import number
from ..metrics.registry import unknown
from ..views import view
from ..words import counted
from .dealing import (
    FEWEST_BLOCKS,
    FEWEST_SHOTS,
    Deal,
    cliffs_delta,
    deal_of,
    holm,
    least,
    permutation,
)

if TYPE_CHECKING:
    import pandas

    from ..metrics import Measure

FEWEST_FILMS = 4  # in each group: with three and three every deal is one of twenty
SURE = 0.05


def _off_middle(lengths: np.ndarray) -> np.ndarray:
    """Return how far each length is from the film's middle one, whatever the tempo (a ratio's log)."""
    logs = np.log(lengths)
    return np.asarray(np.abs(logs - np.median(logs)))


# What a shot has of a measure that was drawn from something else: a long shot is no uneven one.
_HAS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "log_sd": _off_middle,
    "short_share": lambda lengths: (lengths < SHORT).astype(float),
    "split_edits": lambda offsets: (np.abs(offsets) > LONG).astype(float),
}


@dataclass(frozen=True)
class Difference:
    """How two sides differ in one measure.

    Attributes
    ----------
    id, name, unit : str
    values : (float, float)
        What each side has: a film's number, or the mean over a group's films.
    value : float
        The first minus the second.
    interval : (float, float) or None
        95 %, when the shots (for groups: the films) of both sides are drawn again; for shots as
        wide as their dependence and their number ask for. With few films it is too narrow: for
        normal values, with four on each side it holds the truth in 85 of 100 cases, with five in
        87, with twelve in 93.
    delta : float
        Cliff's delta [1]_: how much more often a shot of the first side has the higher value than
        one of the second, -1 to 1; 0 where either is as likely. Every shot counts as one here,
        long or short. For the spread of lengths a shot has its distance from the film's median
        length (ratio); for shares, whether it belongs to the share.
    p : float
        Share of random deals of all shots, in runs that hang together, to two sides that differ as
        much.
    adjusted : float
        The same among so many measures (Holm [2]_): of tables in which nothing differs, about one
        in twenty has a row under 0.05.
    counts : (int, int)
        How many on each side.
    reason : str
        Why something is missing, in words.
    of : str
        Of what: "shots", "cuts", "gaps" between speakers, "films"; "stretches" of time.
    deal : Deal or None
        In what runs they were dealt; None for films, and where too few were there to see.

    References
    ----------
    .. [1] N. Cliff, "Dominance statistics: Ordinal analyses to answer ordinal questions",
       Psychological Bulletin 114(3), 1993.
    .. [2] S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian
       Journal of Statistics 6(2), 1979.
    """

    id: str
    name: str
    unit: str
    values: tuple[float, float]
    value: float
    interval: tuple[float, float] | None = None
    delta: float = float("nan")
    p: float = float("nan")
    adjusted: float = float("nan")
    counts: tuple[int, int] = (0, 0)
    reason: str = ""
    of: str = "shots"
    deal: Deal | None = None

    @property
    def is_measured(self) -> bool:
        """Whether both sides have a number."""
        return bool(np.isfinite(self.values).all())

    @property
    def is_apart(self) -> bool:
        """Whether the interval leaves out 0, and chance among so many measures is unlikely.

        Both must point one way: an average can be higher while most shots lie lower.
        """
        out = self.interval is not None and not self.interval[0] <= 0 <= self.interval[1]
        return out and self.value * self.delta > 0 and self.adjusted < SURE


@dataclass(frozen=True)
class Differences(Sequence[Difference]):
    """How two sides differ, a row for each measure; shows itself as a picture and a table.

    Attributes
    ----------
    sides : (str, str)
    of : str
        What was drawn again: "shots" or "films".
    found : tuple of Difference
        In the registry's order.

    Examples
    --------
    >>> lengths = Difference("asl", "Average shot length", "s", (5.0, 3.5), 1.5,
    ...                      interval=(0.4, 2.7), delta=0.62, p=0.004, adjusted=0.02)
    >>> both = Differences(("mine", "theirs"), "shots", (lengths,))
    >>> both["asl"].value, both["asl"].is_apart, [one.id for one in both.apart]
    (1.5, True, ['asl'])
    """

    sides: tuple[str, str]
    of: str
    found: tuple[Difference, ...]

    @overload
    def __getitem__(self, place: int | str) -> Difference: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Difference]: ...
    def __getitem__(self, place: int | str | slice) -> Difference | Sequence[Difference]:
        if not isinstance(place, str):
            return self.found[place]
        for one in self.found:
            if one.id == place:
                return one
        raise KeyError(unknown(place, [one.id for one in self.found]))

    def __len__(self) -> int:
        return len(self.found)

    def __iter__(self) -> Iterator[Difference]:
        return iter(self.found)

    @property
    def apart(self) -> list[Difference]:
        """Those further apart than chance, among so many measures, the largest effect first."""
        return sorted((one for one in self.found if one.is_apart), key=lambda d: -abs(d.delta))

    def table(self) -> pandas.DataFrame:
        """Return what a notebook shows, as words: what both sides have, what is apart on top.

        Returns
        -------
        pandas.DataFrame
            A row for each measure that both sides have: the measure with its unit, one column for
            each side, the difference with its 95 % interval, delta, p (raised for the number of
            questions), and what was dealt.
        """
        import pandas

        others = ["difference [95 %]", "delta", "p", "from"]
        head = ["measure", *named_apart(self.sides, ["measure", *others]), *others]
        return pandas.DataFrame([told(one) for one in self.shown], columns=head)

    @property
    def shown(self) -> list[Difference]:
        """Those that both sides have, in the order in which they are shown."""
        measured = [one for one in self.found if one.is_measured]
        return sorted(
            measured,
            key=lambda d: (not d.is_apart, not np.isfinite(d.delta), -abs(np.nan_to_num(d.delta))),
        )

    def to_frame(self) -> pandas.DataFrame:
        """Return all numbers for pandas: a row for each measure.

        A side whose name is a column's already, such as "low", has " value" behind it.

        Returns
        -------
        pandas.DataFrame
            Columns id, name, unit, one for each side, difference, low, high, delta, p, adjusted,
            of, run (how many in a row were dealt as one), reason, and a count for each side; NaN
            where there is no number.
        """
        import pandas

        rows = [
            {
                "id": one.id, "name": one.name, "unit": one.unit, "difference": one.value,
                "low": one.interval[0] if one.interval else np.nan,
                "high": one.interval[1] if one.interval else np.nan, "delta": one.delta,
                "p": one.p, "adjusted": one.adjusted, "of": one.of,
                "run": one.deal.length if one.deal else np.nan, "reason": one.reason,
            }
            for one in self.found
        ]  # fmt: skip
        made = pandas.DataFrame(rows)
        heads = named_apart(self.sides, [str(head) for head in made])
        for place, (side, head) in enumerate(zip(self.sides, heads, strict=True)):
            made.insert(3 + place, head, [one.values[place] for one in self.found])
            made[f"{side} count"] = [one.counts[place] for one in self.found]
        return made

    def plot(self, **options: Any) -> Any:
        """Draw the effect sizes: which side has more of what, and how sure that is.

        Parameters
        ----------
        **options
            ``width``: inches, 9 where it is left out.

        Returns
        -------
        Plot
            Shows itself in a notebook.
        """
        return view("forest")(self, **options)

    def __str__(self) -> str:
        refused = [one.name for one in self.found if not one.is_measured]
        last = [f"Not measured in both: {', '.join(refused)}."] if refused else []
        said = [self.sentence(one) for one in self.found if one.is_measured]
        return "\n".join([self.title, *said, *([self.dealt] if self.dealt else []), *last])

    __repr__ = __str__

    @property
    def title(self) -> str:
        """The finding, in one sentence."""
        a, b = self.sides
        asked = sum(np.isfinite(one.p) for one in self.found)
        if not asked:
            return f"{a} and {b} have too few {self.of} to tell any difference from chance."
        if self.out_of_reach:
            return (
                f"{a} and {b} have too few {self.of} for {asked} measures at once: it takes "
                f"{_enough(asked)}{self._in_runs} on each side to tell any of them from chance."
            )
        return (
            f"In {len(self.apart)} of {asked} measures {a} and {b} lie further apart than their "
            f"{self.of} dealt at random."
        )

    @property
    def out_of_reach(self) -> bool:
        """Whether so few were dealt that no measure could be told from chance among so many."""
        asked = [one for one in self.found if np.isfinite(one.p)]
        fewest = [one.deal.least() if one.deal else least(*one.counts) for one in asked]
        return bool(asked) and len(asked) * min(fewest) >= SURE

    @property
    def _in_runs(self) -> str:
        """What is counted where no measure's shots are dealt one by one; empty where some are."""
        deals = [one.deal for one in self.found if np.isfinite(one.p)]
        return " runs of them" if all(deal and deal.length > 1 for deal in deals) else ""

    @property
    def dealt(self) -> str:
        """What was dealt at random, in a sentence; empty for films, and where nothing was."""
        asked = [one for one in self.found if one.deal and np.isfinite(one.p)]
        alone = sum(one.deal.length == 1 for one in asked if one.deal)
        runs = sorted({one.deal.length for one in asked if one.deal and one.deal.length > 1})
        if not asked:
            return ""
        if not runs:
            return f"Dealt were single {self.of}: nothing shows that their values hang together."
        long = f"{runs[0]}" if len(runs) == 1 else f"{runs[0]} to {runs[-1]}"
        single = f", and single {self.of} for {counted(alone, 'measure')}" if alone else ""
        return (
            f"Dealt were runs of {long} {self.of} in a row, as far as the films' own values hang "
            f"together{single}."
        )

    def sentence(self, one: Difference) -> str:
        """Say a difference in words.

        Parameters
        ----------
        one : Difference

        Returns
        -------
        str
            Both values with their unit, then what there is of interval, delta, p and reason.
        """
        head = f"{one.name}: {' and '.join(number(v) for v in one.values)} {one.unit}".rstrip()
        if one.interval:
            head += f", difference {number(one.value)} " + "[{}, {}]".format(
                *map(number, one.interval)
            )
        if np.isfinite(one.delta):
            head += f", delta {one.delta:+.2f}"
        if np.isfinite(one.p):
            head += f", p {one.p:.2g}, {one.adjusted:.2g} among all"
        return f"{head}; {one.reason}" if one.reason else f"{head}."


def named_apart(films: Iterable[str], taken: Sequence[str]) -> list[str]:
    """Return what films' columns are called in a table that has other columns.

    Parameters
    ----------
    films : iterable of str
    taken : sequence of str
        What the others are called.

    Returns
    -------
    list of str
        The films' names, with " value" behind one that is taken.

    Examples
    --------
    >>> named_apart(["mine", "low"], ["low", "high"])
    ['mine', 'low value']
    """
    return [f"{film} value" if film in taken else film for film in films]


def told(one: Difference) -> list[str]:
    """Say a difference in the cells of a table.

    Parameters
    ----------
    one : Difference

    Returns
    -------
    list of str
        The measure with its unit, both sides, the difference with its interval, delta, p among all,
        and how many of what were dealt; "–" for a number that is not there.

    See Also
    --------
    Differences.sentence : The same as a sentence.

    Examples
    --------
    >>> told(Difference("asl", "Average shot length", "s", (5.0, 3.5), 1.5, (0.4, 2.7), 0.62))
    ['Average shot length, s', '5.00', '3.50', '+1.50 [+0.40, +2.70]', '+0.62', '–', '']
    """
    name = f"{one.name}, {one.unit}" if one.unit else one.name
    between = " [{}, {}]".format(*map(signed, one.interval)) if one.interval else ""
    dealt = f"{one.counts[0]} and {one.counts[1]} {one.of}" if any(one.counts) else ""
    values = [signed(value).removeprefix("+") for value in (*one.values, one.adjusted)]
    return [
        name, *values[:2], f"{signed(one.value)}{between}", signed(one.delta), values[2], dealt
    ]  # fmt: skip


def signed(value: float) -> str:
    """Write a number with its sign, as a difference is written.

    Parameters
    ----------
    value : float

    Returns
    -------
    str
        "–" where there is none.

    Examples
    --------
    >>> signed(1.5), signed(-0.25), signed(0.0), signed(float("nan"))
    ('+1.50', '-0.25', '0', '–')
    """
    if not np.isfinite(value):
        return "–"
    return ("+" if value > 0 else "") + number(value)


def _enough(asked: int) -> int:
    """Return how many it takes on each side to tell one of so many measures from chance."""
    return 1 + sum(asked * least(n, n) >= SURE for n in range(1, 98))


def of_films(first: Mapping[str, Measure], second: Mapping[str, Measure]) -> list[Difference]:
    """Return how two films differ in every measure that both have, shots drawn again.

    Parameters
    ----------
    first, second : mapping of str to Measure
        The two films' measures.

    Returns
    -------
    list of Difference
        In the first film's order; ``value`` is the first minus the second.

    See Also
    --------
    of_groups : The same for several films on each side.

    Examples
    --------
    >>> from kuleshov.metrics.measures import Measure
    >>> a = {"asl": Measure("asl", "Average shot length", 5.0, "s")}
    >>> b = {"asl": Measure("asl", "Average shot length", 3.5, "s")}
    >>> of_films(a, b)[0].value, of_films(a, b)[0].reason
    (1.5, 'too few shots, or one number for the whole film.')
    """
    pairs = [(first[id], second[id]) for id in first if id in second]
    return _adjusted([_dealt(*pair) for pair in _with_deals(pairs)])


def of_groups(
    first: Sequence[Mapping[str, Measure]], second: Sequence[Mapping[str, Measure]]
) -> list[Difference]:
    """Return how two groups of films differ in every measure, films drawn again.

    Parameters
    ----------
    first, second : sequence of mapping of str to Measure
        Each side's films' measures; one film or more a side.

    Returns
    -------
    list of Difference
        For the measures that all films have; ``value`` is the first side's mean minus the second's.
        An interval and a p need four films on each side.

    See Also
    --------
    of_films : The same for two films, whose shots are drawn again.

    Examples
    --------
    >>> from kuleshov.metrics.measures import Measure
    >>> def film(seconds):
    ...     return {"asl": Measure("asl", "Average shot length", seconds, "s")}
    >>> found = of_groups([film(s) for s in (4, 5, 6, 7)], [film(s) for s in (1, 2, 3, 3.5)])[0]
    >>> found.delta, round(found.p, 4), found.is_apart
    (1.0, 0.0286, True)
    """
    shared = [id for id in first[0] if all(id in film for film in (*first, *second))]
    return _adjusted(
        [_of_many([film[id] for film in first], [film[id] for film in second]) for id in shared]
    )


def _with_deals(
    pairs: Sequence[tuple[Measure, Measure]],
) -> Iterator[tuple[Measure, Measure, Difference]]:
    """Yield each pair with its difference so far: its effect, and what is dealt of it, or why not.

    Where shots hang together in one measure, they come from one scene, and do so in others. So runs
    are as long as a measure's own values ask for, and no shorter than the middle measure's: an
    estimate from thirty shots that comes out too low would otherwise be believed most.
    """
    found = [_effect(*pair) for pair in pairs]
    times = [
        one.deal.time
        for (a, b), one in zip(pairs, found, strict=True)
        if one.deal and np.ptp(np.concatenate([_values(a), _values(b)])) > 0
    ]
    for (a, b), one in zip(pairs, found, strict=True):
        if one.deal:
            one = replace(one, deal=one.deal.at_least(float(np.median(times or [1.0]))))
        yield a, b, one


def _effect(a: Measure, b: Measure) -> Difference:
    """Return a difference with its effect size, and what may be dealt or why nothing is."""
    made = Difference(a.id, a.name, a.unit, (a.value, b.value), a.value - b.value)
    if reason := next((one.reason for one in (a, b) if one.reason), ""):
        return replace(made, reason=reason)
    if not (a.sample and b.sample):
        return replace(made, reason="too few shots, or one number for the whole film.")
    one, other = _values(a), _values(b)
    of = a.sample.of if a.sample.of == b.sample.of else f"{a.sample.of}, or {b.sample.of}"
    made = replace(made, delta=cliffs_delta(one, other), counts=(len(one), len(other)), of=of)
    if reason := _not_to_be_dealt(made):
        return replace(made, reason=reason)
    return replace(made, deal=deal_of(one, other))


def _values(measure: Measure) -> np.ndarray:
    """Return what each shot has of a measure."""
    assert measure.sample
    return np.asarray(_HAS.get(measure.id, np.asarray)(measure.sample.units))


def _dealt(a: Measure, b: Measure, made: Difference) -> Difference:
    """Return a difference with its interval and its p, where enough runs are left to be dealt."""
    if not (deal := made.deal):
        return made
    if not deal.is_enough:
        counts = " and ".join(map(str, deal.blocks))
        return replace(
            made, reason="its values hang together, so that it would be dealt in runs of "
            f"{deal.length} {made.of}: that leaves {counts}, and it takes {FEWEST_BLOCKS} on each side.",
        )  # fmt: skip
    return replace(
        made, interval=_between(_widened(a, deal), _widened(b, deal)),
        p=permutation(_values(a), _values(b), deal),
    )  # fmt: skip


def _not_to_be_dealt(made: Difference) -> str:
    """Say why nothing may be dealt at all; "" where it may."""
    if "stretches" in made.of:
        return "stretches of time stand in for shots, and are too alike to be dealt."
    if min(made.counts) < FEWEST_SHOTS:
        return (
            f"under {FEWEST_SHOTS} {made.of} on a side don't show how much they hang together, so "
            "that no p can be trusted."
        )
    return ""


def _widened(measure: Measure, deal: Deal) -> np.ndarray:
    """Return what a side came to when drawn again, as far apart as its dependence asks for.

    Draws of single shots lie too near each other: by the root of the autocorrelation time where
    shots hang together, and by Student's t for so many that stand for themselves.
    """
    from scipy.stats import norm, t

    found = measure.sample
    assert found
    n = len(found.units)
    alone = max(2.0, n / deal.time)
    wide = np.sqrt(deal.time * n / (n - 1)) * t.ppf(0.975, alone - 1) / norm.ppf(0.975)
    return np.asarray(measure.value + wide * (found.draws - measure.value))


def _of_many(a: Sequence[Measure], b: Sequence[Measure]) -> Difference:
    sides = [np.array([one.value for one in side]) for side in (a, b)]
    x, y = (side[np.isfinite(side)] for side in sides)
    means = tuple(float(side.mean()) if len(side) else float("nan") for side in (x, y))
    made = Difference(
        a[0].id, a[0].name, a[0].unit, (means[0], means[1]), means[0] - means[1],
        counts=(len(x), len(y)), of="films",
    )  # fmt: skip
    if not len(x) or not len(y):
        empty = a if not len(x) else b
        return replace(made, reason=f"no film of one side has it: {empty[0].reason}")
    made = replace(made, delta=cliffs_delta(x, y))
    if min(len(x), len(y)) < FEWEST_FILMS:
        return replace(made, reason=f"it needs {FEWEST_FILMS} films on each side that have it.")
    return replace(made, interval=_between(_drawn(x), _drawn(y)), p=permutation(x, y))


def _drawn(values: np.ndarray) -> np.ndarray:
    return np.asarray(values[draws(len(values))].mean(axis=1))


def _between(a: np.ndarray, b: np.ndarray) -> tuple[float, float]:
    """Return the interval of a difference from what each side came to when drawn again."""
    random = np.random.default_rng(SEED)  # both sides were drawn alike: pair them anew
    return middle(random.choice(a, len(a)) - random.choice(b, len(a)))


def _adjusted(found: list[Difference]) -> list[Difference]:
    held = holm([one.p for one in found])
    return [replace(one, adjusted=p) for one, p in zip(found, held, strict=True)]
