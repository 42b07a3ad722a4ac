"""The ladder: how many people are able to lead a film while machines take the small jobs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..errors import KuleshovError, Refused
from ..views import view
from .careers import able
from .rules import LadderRules, changed
from .swings import Swings, swings

if TYPE_CHECKING:
    import pandas

RUNS, YEARS, BEFORE = 5, 40, 10
SHOWN = 0.9
"""A loss shows where fewer than this share of today's people are left: one in ten is missing."""


@dataclass(frozen=True, eq=False)
class Ladder:
    """Those who are able to lead a film, year by year, with machines and without; made by :func:`ladder`.

    Attributes
    ----------
    rules : LadderRules
    years : ndarray of int (years,)
        0 is the first in which machines take some of the jobs.
    able, without : ndarray of float (runs, years)
        People able to lead at a year's end; ``without`` where no machine comes and no rule changes.
    before : LadderRules
        The rules until the machines come: :meth:`sliders` change what comes after.
    """

    rules: LadderRules
    years: NDArray[np.int_] = field(repr=False)
    able: NDArray[np.float64] = field(repr=False)
    without: NDArray[np.float64] = field(repr=False)
    before: LadderRules = field(repr=False)

    @property
    def today(self) -> float:
        """People able to lead when the machines come: the mean of the runs and of the ten years before."""
        return float(self.able[:, self.years < 0].mean())

    @property
    def left(self) -> NDArray[np.float64]:
        """Those able to lead, as a share of today's number, %: ndarray (years,), the mean of the runs."""
        return np.asarray(100 * self.able.mean(axis=0) / self.today)

    @property
    def shows(self) -> int | None:
        """The year from which one in ten is missing for good; None where that never comes."""
        return self._first(100 * SHOWN)

    @property
    def halved(self) -> int | None:
        """The year from which half are missing for good; None where that never comes."""
        return self._first(50)

    def at(self, year: int) -> float:
        """Return those able to lead at the end of a year, as a share of today's number, %.

        Parameters
        ----------
        year : int
            From the coming of the machines.

        Raises
        ------
        KuleshovError
            Where the ladder wasn't followed to that year.
        """
        if year not in self.years:
            raise KuleshovError(
                f"This ladder was followed from year {self.years[0]} to {self.years[-1]}, not to {year}."
            )
        return float(self.left[np.searchsorted(self.years, year)])

    def _first(self, share: float) -> int | None:
        above = np.flatnonzero(self.left >= share)
        at = int(above[-1]) + 1 if len(above) else 0
        return int(self.years[at]) if at < len(self.years) else None

    def table(self) -> pandas.DataFrame:
        """Return what a notebook shows, as words: a row for every tenth year."""
        import pandas

        rows = [
            (
                str(at),
                f"{self.able[:, n].mean():.0f} ± {self.able[:, n].std():.0f} people",
                f"{self.without[:, n].mean():.0f} ± {self.without[:, n].std():.0f} people",
                f"{self.left[n]:.0f} %",
            )
            for n, at in enumerate(self.years)
            if at % 10 == 0 or at == self.years[-1]
        ]
        return pandas.DataFrame(
            rows, columns=["year", "able to lead", "without machines", "of today's number"]
        )

    def to_frame(self) -> pandas.DataFrame:
        """Return the numbers for pandas: a row a year of a run."""
        import pandas

        runs, years = self.able.shape
        return pandas.DataFrame({
            "run": np.repeat(np.arange(runs), years),
            "year": np.tile(self.years, runs),
            "able": self.able.ravel(),
            "without": self.without.ravel(),
        })  # fmt: skip

    def plot(self, title: str = "") -> Any:
        """Draw both over the years.

        Parameters
        ----------
        title : str
            What is found; when it shows, where it is left out.

        Returns
        -------
        Plot
        """
        return view("ladder")(self, title)

    def swings(self, year: int = 20) -> Swings:
        """Try each rule low and high, one at a time: how many are able to lead after a year, of today's number?

        Parameters
        ----------
        year : int
            From 1 to 100.

        Returns
        -------
        Swings

        Raises
        ------
        KuleshovError
            Where ``year`` is no such number.
        """
        until = _whole(year, "year", 1, 100)

        def found(rules: LadderRules) -> float:
            return ladder_of(rules, until, runs=2).at(year)

        return swings(
            self.rules, found, f"able to lead in year {year}, of today's number (%)", least=0.5
        )

    def change(self, **rules: float) -> Ladder:
        """Return the same town with other rules from the year in which the machines come.

        Parameters
        ----------
        **rules : float
            As in :class:`kuleshov.economy.LadderRules`.

        Returns
        -------
        Ladder
            Held against today's people of this one.

        Raises
        ------
        KuleshovError
            Where there is no rule of a name, or a number is none that it may be.

        Examples
        --------
        >>> import kuleshov as ku
        >>> town = ku.ladder(runs=2)
        >>> town.change(runway=4.0).at(20) > town.at(20)
        True
        """
        now = changed(self.rules, rules)
        return ladder_of(now, int(self.years[-1]), len(self.able), self.before)

    def sliders(self) -> Any:
        """Show this ladder with sliders: they hold from the year in which the machines come.

        Returns
        -------
        ipywidgets.VBox
            Its ``ladder`` is the ladder as it stands under the sliders.
        """
        return view("ladder sliders")(self)

    def __str__(self) -> str:
        last = int(self.years[-1])
        shows = (
            f"one in ten is missing from year {self.shows} on"
            if self.shows is not None
            else f"one in ten is not missing for good within {last} years"
        )
        return (
            f"{self.rules.automated:.0%} of the small jobs go: {shows}; after {last} years "
            f"the number able to lead is {self.left[-1]:.0f} % of today's."
        )

    __repr__ = __str__


def ladder(years: int = YEARS, runs: int = RUNS, **rules: float) -> Ladder:
    """Follow those who want to make films while machines take the small jobs that pay them.

    Parameters
    ----------
    years : int
        How long, from 1 to 100.
    runs : int
        How many times, from 1 to 50, each with a chance of its own.
    **rules : float
        Rules to be changed, as in :class:`kuleshov.economy.LadderRules`. All of them are ours: we know
        of no source for any.

    Returns
    -------
    Ladder
        ``.plot()`` draws it, ``.shows`` is the year from which it can be seen.

    Raises
    ------
    KuleshovError
        Where there is no rule of a name, or a number is none that it may be.
    Refused
        Where nobody is able to lead when the machines come: there is nothing to lose.

    See Also
    --------
    kuleshov.market : who watches what they make

    Notes
    -----
    Where there is paid work for all, those able to lead are as many as ``entrants * (1 - leave) **
    practice / retire``, but for chance.

    Examples
    --------
    >>> import kuleshov as ku
    >>> ladder = ku.ladder(automated=0.9)
    >>> ladder.at(0) > 95, ladder.at(20) < 70
    (True, True)
    """
    held = changed(LadderRules(), rules)
    return ladder_of(held, _whole(years, "years", 1, 100), _whole(runs, "runs", 1, 50))


def ladder_of(
    rules: LadderRules, years: int, runs: int, before: LadderRules | None = None
) -> Ladder:
    """Return the ladder under rules, and under others until the machines come; see :func:`ladder`."""
    was = before or rules
    found = [
        [able(one, years + 1, seed, BEFORE, was) for seed in range(runs)]
        for one in (rules, replace(was, automated=0.0))
    ]
    made = Ladder(rules, np.arange(-BEFORE, years + 1), np.array(found[0]), np.array(found[1]), was)
    if not made.today:
        raise Refused(
            "In this town nobody is able to lead a film when the machines come, so nobody can be "
            "missing. Give it jobs, or something to live on without one."
        )
    return made


def _whole(value: Any, what: str, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise KuleshovError(f"{what} is a whole number from {least} to {most}, not {value!r}.")
    return value
