"""Do any of the numbers go with the votes? And would they by chance?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING, Any, overload

import numpy as np
from numpy.typing import ArrayLike

from ..errors import KuleshovError
from ..metrics.formulas.shot_order import ranks

if TYPE_CHECKING:
    import pandas

    from .ranking import Standing

FEWEST = 3
_ALL_ORDERS = 7  # up to so many films every order is tried; beyond it 5000 are drawn
_DRAWN = 5000


@dataclass(frozen=True)
class VoteCorrelation:
    """How a measure goes with the votes over a few films.

    Attributes
    ----------
    id, name : str
        The measure's.
    rho : float
        Spearman's rank correlation, -1 to 1.
    p : float
        The share of all orders of the films that go as far in either direction.
    films : int
        Films that have both a vote and a number.
    """

    id: str
    name: str
    rho: float
    p: float
    films: int


@dataclass(frozen=True)
class VoteCorrelations(Sequence[VoteCorrelation]):
    """How every measure goes with the votes, the strongest first; shows itself as a table.

    Attributes
    ----------
    found : tuple of VoteCorrelation

    Examples
    --------
    >>> one = VoteCorrelation("asl", "Average shot length", 1.0, 2 / 24, 4)
    >>> print(VoteCorrelations((one,)))
                measure   rho     p films
    Average shot length +1.00 0.083     4
    """

    found: tuple[VoteCorrelation, ...]

    @overload
    def __getitem__(self, place: int) -> VoteCorrelation: ...
    @overload
    def __getitem__(self, place: slice) -> VoteCorrelations: ...
    def __getitem__(self, place: int | slice) -> VoteCorrelation | VoteCorrelations:
        if isinstance(place, slice):
            return VoteCorrelations(self.found[place])
        return self.found[place]

    def __len__(self) -> int:
        return len(self.found)

    def over(self, films: int) -> VoteCorrelations:
        """Return those over so many films: what chance gives depends on how many there are.

        Parameters
        ----------
        films : int
            That have both a vote and a number.

        Returns
        -------
        VoteCorrelations
            In the same order.
        """
        return VoteCorrelations(tuple(one for one in self.found if one.films == films))

    def table(self) -> pandas.DataFrame:
        """Return what a notebook shows, as words.

        Returns
        -------
        pandas.DataFrame
            A row a measure: measure, rho, p of this one alone, and over how many films.
        """
        import pandas

        rows = [(one.name, f"{one.rho:+.2f}", f"{one.p:.2g}", str(one.films)) for one in self.found]
        return pandas.DataFrame(rows, columns=["measure", "rho", "p", "films"])

    def to_frame(self) -> pandas.DataFrame:
        """Return the numbers for pandas.

        Returns
        -------
        pandas.DataFrame
            A row a measure: id, name, rho, p, films.
        """
        import pandas

        heads = ["id", "name", "rho", "p", "films"]
        return pandas.DataFrame([vars(one) for one in self.found], columns=heads)

    def __str__(self) -> str:
        if not self.found:
            return "No measure can be held against the votes: too few films differ in both."
        return self.table().to_string(index=False)


def spearman(x: ArrayLike, y: ArrayLike) -> float:
    """Return Spearman's rank correlation; ties share their ranks' mean.

    Parameters
    ----------
    x, y : array_like of float
        As many values in one as in the other.

    Returns
    -------
    float
        -1 to 1; NaN where one side is constant.

    See Also
    --------
    against : The same for every measure of several films, with its p.

    Examples
    --------
    >>> spearman([1, 2, 3, 4], [10, 20, 30, 25])
    0.8
    """
    from scipy.stats import spearmanr

    if len(np.unique(x)) < 2 or len(np.unique(y)) < 2:
        return float("nan")
    return round(float(spearmanr(x, y).statistic), 12)


def against(ranking: Sequence[Standing], measured: Mapping[str, Any]) -> VoteCorrelations:
    """Hold every measure against the votes.

    Parameters
    ----------
    ranking : sequence of Standing
        From :attr:`Preferences.ranking`.
    measured : mapping of str to Measures
        A film's name to its measures, such as :func:`kuleshov.compare` returns.

    Returns
    -------
    VoteCorrelations
        The strongest first. Read ``p`` with the number of measures in mind: of twenty that mean
        nothing, one goes with the votes at p = 0.05.

    Raises
    ------
    KuleshovError
        Where fewer than three films have both.

    See Also
    --------
    kuleshov.preferences : Votes, and the ranking that this takes.
    kuleshov.compare : Films and their measures, which this takes too.

    Examples
    --------
    Longer shots, more votes, in all four films: yet one order of twelve goes as far by chance.

    >>> import kuleshov as ku
    >>> from types import SimpleNamespace
    >>> votes = ku.preferences("v1, a > b\\nv1, b > c\\nv1, c > d\\nv1, a > d")
    >>> asl = {film: SimpleNamespace(name="Average shot length", value=seconds)
    ...        for film, seconds in zip("abcd", [6.0, 4.5, 3.0, 1.5])}
    >>> against(votes.ranking, {film: {"asl": one} for film, one in asl.items()})[0]
    VoteCorrelation(id='asl', name='Average shot length', rho=1.0, p=0.08333333333333333, films=4)
    """
    liked = {one.film: one.share for one in ranking}
    films = [film for film in measured if film in liked]
    if len(films) < FEWEST:
        raise KuleshovError(
            f"Three films with votes and numbers are wanted; there are {len(films)}."
        )
    found = []
    for id, first in measured[films[0]].items():
        rows = [(liked[f], measured[f][id].value) for f in films]
        votes, values = np.array([row for row in rows if np.isfinite(row[1])]).reshape(-1, 2).T
        if len(votes) >= FEWEST and np.ptp(values) > 0 and np.ptp(votes) > 0:
            rho = spearman(votes, values)
            found.append(VoteCorrelation(id, first.name, rho, _p(votes, values, rho), len(votes)))
    return VoteCorrelations(tuple(sorted(found, key=lambda one: -abs(one.rho))))


def _p(votes: np.ndarray, values: np.ndarray, rho: float) -> float:
    n = len(votes)
    if n <= _ALL_ORDERS:
        orders = np.array(list(permutations(range(n))))
    else:
        chance = np.random.default_rng(1918)
        orders = np.array([np.arange(n), *(chance.permutation(n) for _ in range(_DRAWN))])
    # An order moves ranks and changes none: they are found once, where SciPy would rank each order.
    a, b = (rank - rank.mean() for rank in (ranks(votes), ranks(values)))
    size = float(np.sqrt((a**2).sum() * (b**2).sum()))
    return float((np.abs(b[orders] @ a) / size >= abs(rho) - 1e-9).mean())
