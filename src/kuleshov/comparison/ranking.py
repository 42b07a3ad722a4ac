"""From pairs to an order: the Bradley-Terry model, with intervals over viewers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..metrics.formulas.intervals import student

FEWEST = 5  # fewer viewers than this carry no interval
_SEED = 1918
_STEPS, _STILL = 2000, 1e-6
_SURE = 1e-9  # a share of 0 has no odds
_NONE = 1e-300  # stands for no strength, of which there is no logarithm


@dataclass(frozen=True)
class Standing:
    """Where a film stands.

    Attributes
    ----------
    film : str
    share : float
        An estimate of how often it would be preferred, 0 to 1: the mean over the other films. Every
        film is given half a win and half a loss beforehand, so that one that won all its pairs
        stays below 1; few pairs are drawn to one half.
    low, high : float or None
        95 %, by drawing viewers again, set apart for how few they are; None under five viewers,
        and where these judged so much alike that drawing them again changes nothing. Of made votes
        on all pairs of four films, 93 to 96 of 100 intervals hold the share with eight viewers or
        more, and 88 to 94 with five.
    pairs : int
        Judgements about it.
    won : float
        How many of them it won; a judgement for neither is half of one.
    """

    film: str
    share: float
    low: float | None
    high: float | None
    pairs: int
    won: float


def strengths(wins: NDArray[np.float64], prior: float = 0.5) -> NDArray[np.float64]:
    """Return the log strengths of the Bradley-Terry model, their mean 0.

    Film i is preferred to film j with the probability ``p_i / (p_i + p_j)`` [1]_. The strengths
    are the most likely ones, found by minorization and maximization [2]_.

    Parameters
    ----------
    wins : array (..., films, films)
        How often the row's film was preferred to the column's; a tie is half a win for each. What
        stands before are tables of their own, solved together.
    prior : float
        Wins and losses that every film is given beforehand against one film of average strength,
        so that a film that won every pair does not come out infinitely strong. 0 gives the plain
        maximum likelihood.

    Returns
    -------
    ndarray of float64 (..., films)
        Natural logarithms; a difference of ln 3 means preferred in three of four pairs.

    See Also
    --------
    rank : The order with intervals, from single judgements.

    References
    ----------
    .. [1] R. A. Bradley and M. E. Terry, "Rank analysis of incomplete block designs", Biometrika
       39 (1952) 324-345.
    .. [2] D. R. Hunter, "MM algorithms for generalized Bradley-Terry models", Annals of Statistics
       32 (2004) 384-406.

    Examples
    --------
    Three wins against one are odds of 3, which the prior draws a little towards 1:

    >>> wins = np.array([[0.0, 3.0], [1.0, 0.0]])
    >>> np.exp(np.ptp(strengths(wins, prior=0))).round(3).item()
    3.0
    >>> np.exp(np.ptp(strengths(wins))).round(3).item()
    2.583
    """
    games = wins + np.swapaxes(wins, -1, -2)
    won = wins.sum(axis=-1) + prior
    p = np.ones(won.shape)
    for _ in range(_STEPS):
        meets = (games / (p[..., :, None] + p[..., None, :])).sum(axis=-1) + 2 * prior / (p + 1)
        new = np.maximum(won / np.maximum(meets, _NONE), _NONE)
        if prior == 0:
            new /= np.exp(np.log(new).mean(axis=-1, keepdims=True, where=won > 0))
        still = float(np.abs(new - p).max())
        p = new
        if still < _STILL:
            break
    logs = np.log(p)
    return np.asarray(logs - logs.mean(axis=-1, keepdims=True))


def rank(films: Sequence[str], duels: NDArray[np.int_], resamples: int = 400) -> list[Standing]:
    """Put films in order by who preferred them.

    Parameters
    ----------
    films : sequence of str
    duels : array of int (judgements, 4)
        Viewer, one film, another, and 1, 0 or -1: the first, neither, the second.
    resamples : int
        How often viewers are drawn again for the intervals. Judgements of one viewer hang
        together, so whole viewers are drawn. Few of them draw too narrow an interval: it is made
        wider by Student's t, in the logarithm of the odds.

    Returns
    -------
    list of Standing
        The most preferred first; empty where there are no judgements. Intervals need five viewers,
        and some who dissent.

    See Also
    --------
    strengths : The model behind the order.
    kuleshov.preferences : Judgements as people write them.

    Examples
    --------
    >>> duels = np.array([(0, 0, 1, 1), (1, 0, 1, 1), (2, 0, 1, 0)])
    >>> [(one.film, round(one.share, 2), one.low) for one in rank(["mine", "theirs"], duels)]
    [('mine', 0.78, None), ('theirs', 0.22, None)]
    """
    if len(duels) == 0:
        return []
    wins = _wins(duels, len(films))
    share = _shares(wins)
    low, high = _interval(duels, share, resamples)
    wide = set(np.flatnonzero(high - low > _STILL))  # one of no width would claim to be certain
    pairs = np.bincount(duels[:, 1:3].ravel(), minlength=len(films))
    order = np.argsort(-share, kind="stable")
    return [
        Standing(
            films[n],
            float(share[n]),
            float(low[n]) if n in wide else None,
            float(high[n]) if n in wide else None,
            int(pairs[n]),
            float(wins[n].sum()),
        )
        for n in order
    ]


def _wins(duels: NDArray[np.int_], count: int) -> NDArray[np.float64]:
    wins = np.zeros((count, count))
    _, one, other, choice = duels.T
    np.add.at(wins, (one, other), (1 + choice) / 2)
    np.add.at(wins, (other, one), (1 - choice) / 2)
    return wins


def _shares(wins: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how often each film would be preferred: the mean over the other films."""
    logs = strengths(wins)
    count = logs.shape[-1]
    beats = 1 / (1 + np.exp(logs[..., None, :] - logs[..., :, None]))
    return np.asarray((beats.sum(axis=-1) - 0.5) / max(count - 1, 1))  # less a film against itself


def _interval(
    duels: NDArray[np.int_], share: NDArray[np.float64], resamples: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    viewers, count = np.unique(duels[:, 0]), len(share)
    if len(viewers) < FEWEST:
        return np.zeros(count), np.zeros(count)
    own = np.stack([_wins(duels[duels[:, 0] == viewer], count) for viewer in viewers])
    chance = np.random.default_rng(_SEED)
    again = [chance.integers(len(own), size=len(own)) for _ in range(resamples)]
    drawn = _log_odds(_shares(np.stack([own[which].sum(axis=0) for which in again])))
    low, middle, high = np.quantile(drawn, [0.025, 0.5, 0.975], axis=0)
    few = len(viewers)
    wide = student(few - 1) / student(np.inf) * np.sqrt(few / (few - 1))
    ends = _log_odds(share) + wide * (np.stack([low, high]) - middle)
    low, high = 1 / (1 + np.exp(-ends))
    return low, high


def _log_odds(share: NDArray[np.float64]) -> NDArray[np.float64]:
    share = np.clip(share, _SURE, 1 - _SURE)
    return np.asarray(np.log(share / (1 - share)))
