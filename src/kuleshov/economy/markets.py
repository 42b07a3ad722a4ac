"""A market's years, many of them: what came out, how far chance moves it, and several beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..errors import KuleshovError
from ..views import view
from ..words import counted, meant
from .answers import ANSWERS, answer
from .rules import MARKETS, MarketRules, changed
from .shares import unpredictability
from .swings import Swings, swings
from .years import Year, year

if TYPE_CHECKING:
    import pandas

    from .markets import Market as _Market

YEARS, MOST_YEARS = 5, 100


@dataclass(frozen=True, eq=False)
class Market:
    """Some years under the same rules; made by :func:`market`.

    Attributes
    ----------
    name : str
    rules : MarketRules
    years : tuple of Year
        One a seed.
    same_works : bool
        True where the years are parallel worlds: the same works and people, other chance.
    """

    name: str
    rules: MarketRules
    years: tuple[Year, ...] = field(repr=False)
    same_works: bool = False

    def each(self, name: str) -> NDArray[np.float64]:
        """Return an answer for each year.

        Parameters
        ----------
        name : str
            Such as "overlap"; ``.table()`` says what each means.

        Returns
        -------
        ndarray of float (years,)

        Raises
        ------
        KuleshovError
            Where there is no such answer.

        Examples
        --------
        >>> import kuleshov as ku
        >>> ku.market("monoculture", years=2).each("first").round(1).tolist()
        [1.0, 1.0]
        """
        asked = answer(name)
        return np.array([asked.of(self.rules, one) for one in self.years])

    def __getitem__(self, name: str) -> float:
        return float(self.each(name).mean())

    @property
    def unpredictability(self) -> float:
        """How far a work's success differs between worlds, as a share of what a work has on average."""
        if not self.same_works:
            raise KuleshovError(
                "These years have works of their own each. Ask for parallel worlds: "
                f'ku.market("{self.name}", same_works=True).'
            )
        return unpredictability([one.views for one in self.years])

    @property
    def lost(self) -> float:
        """The share of slots in which nothing new was offered, 0 to 1."""
        slots = self.rules.people * self.rules.slots * len(self.years)
        return sum(one.lost for one in self.years) / slots

    def table(self) -> pandas.DataFrame:
        """Return what a notebook shows, as words.

        Returns
        -------
        pandas.DataFrame
            A row an answer: what it says, the mean of the years and their standard deviation, and
            whether it comes out or was put in.
        """
        import pandas

        rows = [
            (one.name, one.says, self._told(one.name), "comes out" if one.comes_out else "put in")
            for one in ANSWERS.values()
        ]
        return pandas.DataFrame(rows, columns=["answer", "what it says", self.name, "in or out"])

    def to_frame(self) -> pandas.DataFrame:
        """Return the numbers for pandas.

        Returns
        -------
        pandas.DataFrame
            A row a year, a column an answer; shares from 0 to 1.
        """
        import pandas

        return pandas.DataFrame({name: self.each(name) for name in ANSWERS})

    def plot(self, title: str = "") -> Any:
        """Draw how many works have how many of the views, in each year.

        Parameters
        ----------
        title : str
            What is found; who shares what, where it is left out.

        Returns
        -------
        Plot
        """
        return view("market")(self, title)

    def swings(self, name: str = "overlap", years: int = 1) -> Swings:
        """Try each rule low and high, one at a time: what moves an answer most?

        Parameters
        ----------
        name : str
            The answer that is asked for.
        years : int
            How many years for each of the tries.

        Returns
        -------
        Swings
            The widest first; ``.plot()`` draws them.

        Raises
        ------
        KuleshovError
            Where there is no such answer, or ``years`` is no whole number from 1 to 100.

        Examples
        --------
        >>> import kuleshov as ku
        >>> small = ku.market("niche feed", people=200, works=1000, slots=30, years=1)
        >>> "price" in {swing.rule for swing in small.swings("overlap")}  # it moves nothing but money
        False
        """
        asked, count = answer(name), _count(years)

        def found(rules: MarketRules) -> float:
            return float(np.mean([asked.of(rules, year(rules, seed)) for seed in range(count)]))

        return swings(self.rules, found, f"{asked.says} ({asked.unit})" if asked.unit else asked.says,
                      100 if asked.unit == "%" else 1)  # fmt: skip

    def sliders(self) -> Any:
        """Show this market with sliders on the rules that the lesson asks about.

        Returns
        -------
        ipywidgets.VBox
            Its ``market`` is the market as it stands under the sliders.
        """
        return view("market sliders")(self)

    def _told(self, name: str) -> str:
        values = self.each(name)
        moves = len(values) > 1 and ANSWERS[name].comes_out
        return ANSWERS[name].told(values.mean(), values.std(ddof=1) if moves else None)

    def __str__(self) -> str:
        half, most = self["half"], self["first"]
        return (
            f"{self.name}: {half:.1%} of the works have half of the views, {most:.0%} of the people "
            f"saw the most-seen one, and two people share {self['overlap']:.0%} of what they saw."
        )

    def __repr__(self) -> str:
        kind = "parallel world" if self.same_works else "year"
        return f"{self} ({counted(len(self.years), kind)}.)"


class Markets(Mapping[str, "_Market"]):
    """Markets beside each other, as in the essay's table; made by :func:`markets`."""

    def __init__(self, found: Mapping[str, Market]) -> None:
        self._found = dict(found)

    def __getitem__(self, name: str) -> Market:
        if name not in self._found:
            raise KuleshovError(f"No market here is called {name!r}.{meant(name, self._found)}")
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def table(self) -> pandas.DataFrame:
        """Return what a notebook shows, as words: a row an answer, a column a market."""
        import pandas

        rows = [
            (one.says, *(each._told(one.name) for each in self.values()),
             "comes out" if one.comes_out else "put in")
            for one in ANSWERS.values()
        ]  # fmt: skip
        return pandas.DataFrame(rows, columns=["what it says", *self, "in or out"])

    def to_frame(self) -> pandas.DataFrame:
        """Return the numbers for pandas: a row a year of a market, a column an answer."""
        import pandas

        frames = [each.to_frame().assign(market=name) for name, each in self.items()]
        return pandas.concat(frames, ignore_index=True)[["market", *ANSWERS]]

    def plot(self, answers: tuple[str, str] = ("overlap", "home")) -> Any:
        """Draw two answers of each market against each other.

        Parameters
        ----------
        answers : (str, str)
            Along and up.

        Returns
        -------
        Plot
        """
        return view("markets")(self, answers)

    def __repr__(self) -> str:
        return "\n".join(map(str, self.values()))


def market(
    name: str = "monoculture", *, years: int = YEARS, same_works: bool = False, **rules: float
) -> Market:
    """Let people spend some years' attention under rules that you can change.

    Parameters
    ----------
    name : str
        "monoculture", "niche feed", "mixed" or "popularity feed": the rules to begin with.
    years : int
        How many, from 1 to 100, each with a chance of its own.
    same_works : bool
        True lets all years have the same works and people, as parallel worlds: what differs then is
        chance alone.
    **rules : float
        Rules to be changed, as in :class:`kuleshov.economy.MarketRules`.

    Returns
    -------
    Market
        ``.table()`` and ``.plot()`` say what came out; ``.swings()`` what moves it; ``.sliders()``
        lets you try.

    Raises
    ------
    KuleshovError
        Where there is no market or rule of a name, or a value is none that a rule may have.

    See Also
    --------
    kuleshov.markets : several beside each other
    kuleshov.ladder : who makes the works

    Notes
    -----
    At its limits the model gives what is known. Where nothing but chance decides, a work's views have
    the binomial distribution; where a view is worth a chance and people come one by one, it is Polya's
    urn; where works open through the year as well, it is Simon's process and its tail is Pareto's. A
    stronger ``push`` raises inequality and unpredictability, as in the experiment of Salganik, Dodds and
    Watts (2006). It says nothing about what a work is about, or does to who watches it.

    Examples
    --------
    >>> import kuleshov as ku
    >>> feed = ku.market("niche feed", years=2)
    >>> round(feed["home"], 1)
    0.9
    """
    if name not in MARKETS:
        hint = meant(str(name), MARKETS) or f" There are: {', '.join(MARKETS)}."
        raise KuleshovError(f"There is no market called {name!r}.{hint}")
    held = changed(MARKETS[name], rules)
    called = ", ".join([name, *(f"{rule} {value:g}" for rule, value in rules.items())])
    return market_of(called, held, _count(years), same_works)


def market_of(name: str, rules: MarketRules, years: int, same_works: bool = False) -> Market:
    """Return so many years under rules; see :func:`market`."""
    seeds = range(years)
    found = tuple(year(rules, seed, 0 if same_works else None) for seed in seeds)
    return Market(name, rules, found, same_works)


def markets(*names: str, years: int = YEARS) -> Markets:
    """Lay markets beside each other: the essay's table, as an output.

    Parameters
    ----------
    *names : str
        As in :func:`market`; all four where none is given.
    years : int

    Returns
    -------
    Markets

    Raises
    ------
    KuleshovError
        Where there is no market of a name, or ``years`` is no whole number from 1 to 100.

    See Also
    --------
    kuleshov.market

    Examples
    --------
    >>> import kuleshov as ku
    >>> both = ku.markets("monoculture", "niche feed", years=2)
    >>> both["monoculture"]["overlap"] > 10 * both["niche feed"]["overlap"]
    True
    """
    return Markets({name: market(name, years=years) for name in names or MARKETS})


def _count(years: Any) -> int:
    if isinstance(years, bool) or not isinstance(years, int) or not 1 <= years <= MOST_YEARS:
        raise KuleshovError(f"years is a whole number from 1 to {MOST_YEARS}, not {years!r}.")
    return years
