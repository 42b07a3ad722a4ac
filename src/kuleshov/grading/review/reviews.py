"""Peer review: who reads whom, and what the readers' levels come to.

Allocation is blind, balanced and repeatable. Aggregation trusts a reader by how well that
reader's levels agree with what *others* say of the same work, and shows the trust: a reader who
gives everybody full marks, or rolls dice, counts for little, and the instructor can see it.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ...errors import KuleshovError

ROUNDS = 50
_USUAL_SD = 0.18  # of a careful reader around the consensus, as a share of a criterion's points
_PRIOR = 2.0  # how many reviews' worth of "a usual reader" everybody begins with
_MOST = 4.0  # no reader counts more than this many times the usual one


@dataclass(frozen=True)
class Review:
    """One reader's level for one criterion of one work; points as a share, 0 to 1."""

    reviewer: str
    author: str
    criterion: str
    share: float
    why: str = ""


@dataclass(frozen=True)
class Result:
    """What a criterion of a work comes to.

    Attributes
    ----------
    share : float
        0 to 1.
    readers : int
    spread : float
        The largest difference between two readers, 0 to 1.
    look : str
        Why a person should look at it; "" where nothing says so.
    """

    author: str
    criterion: str
    share: float
    readers: int
    spread: float
    look: str = ""


@dataclass(frozen=True)
class Reader:
    """How a reader's levels sit beside those of others.

    Attributes
    ----------
    weight : float
        1 for a usual reader; nearly 0 for one who agrees with nobody.
    bias : float
        How much more generous than the others, as a share of a criterion's points.
    reviews : int
        Levels given that others can be held against.
    """

    reviewer: str
    weight: float
    bias: float
    reviews: int


def allocate(students: Iterable[str], k: int, seed: int) -> dict[str, tuple[str, ...]]:
    """Draw whom each student reads.

    Each reads `k` others and is read by `k` others, never their own work, and, where the class
    is large enough, no two read each other.

    Parameters
    ----------
    students : iterable of str
        Those who handed something in.
    k : int
        Reviews for each.
    seed : int
        The same seed and students give the same allocation.

    Returns
    -------
    dict
        Reader to authors.

    Raises
    ------
    KuleshovError
        Where fewer than k + 1 students handed in.

    Examples
    --------
    >>> drawn = allocate(["ada", "bo", "cy", "di", "eve"], k=2, seed=1)
    >>> sorted(len(authors) for authors in drawn.values())
    [2, 2, 2, 2, 2]
    """
    ring = sorted(set(students))
    if k < 1 or len(ring) <= k:
        raise KuleshovError(
            f"{k} reviews for each want {max(k, 1) + 1} students who handed in; there are {len(ring)}."
        )
    chance = random.Random(f"{seed} {k}")
    chance.shuffle(ring)
    steps = _steps(len(ring), k, chance)
    drawn = {
        reader: [ring[(place + step) % len(ring)] for step in steps]
        for place, reader in enumerate(ring)
    }
    for authors in drawn.values():
        chance.shuffle(authors)
    return {reader: tuple(drawn[reader]) for reader in sorted(drawn)}


def _steps(n: int, k: int, chance: random.Random) -> list[int]:
    """Choose by how many places round the ring each reads ahead; s and n - s would read each other."""
    steps: list[int] = []
    rest = chance.sample(range(1, n), n - 1)
    for step in [*rest, *rest]:
        mutual = (n - step) in steps or 2 * step == n
        if len(steps) < k and step not in steps and (not mutual or _is_last_resort(rest, steps, n)):
            steps.append(step)
    return steps


def _is_last_resort(rest: Sequence[int], steps: Sequence[int], n: int) -> bool:
    return not any(s not in steps and (n - s) not in steps and 2 * s != n for s in rest)


def aggregate(
    reviews: Sequence[Review], overrides: Mapping[tuple[str, str], float] | None = None
) -> tuple[list[Result], list[Reader]]:
    """Bring readers' levels together.

    Each criterion of each work has one true share q; a reader gives q plus a bias of the
    reader's own plus noise of the reader's own size. All three are estimated in turn until they
    rest: q as the mean of what readers gave, less their biases, weighted by one over their
    variance; a reader's bias and variance from the distances to q as *the others* have it. A
    prior of two reviews keeps a reader with few of them near the usual one.

    Parameters
    ----------
    reviews : sequence of Review
        Where a reader reviewed one criterion twice, the later one holds.
    overrides : mapping, optional
        (author, criterion) to the share that the instructor sets.

    Returns
    -------
    results : list of Result
        By author and criterion.
    readers : list of Reader
        The least trusted first.

    Notes
    -----
    The idea of weighing graders by an estimated bias and reliability is that of Piech et al. [1]_;
    this is a plain alternating estimate with a leave-one-out consensus.

    References
    ----------
    .. [1] C. Piech, J. Huang, Z. Chen, C. Do, A. Ng, D. Koller, "Tuned models of peer assessment
       in MOOCs", Educational Data Mining 2013.
    """
    held = {(r.reviewer, r.author, r.criterion): r.share for r in reviews}
    readers = sorted({reader for reader, _, _ in held})
    items = sorted({(author, criterion) for _, author, criterion in held})
    shares = np.full((len(readers), len(items)), np.nan)
    for (reader, author, criterion), share in held.items():
        shares[readers.index(reader), items.index((author, criterion))] = share
    weight, bias = _trust(shares)
    consensus = _consensus(shares - bias[:, None], weight)
    usual = 1 / _USUAL_SD**2
    alone = np.isfinite(shares).sum(axis=0) < 2
    said = [
        Reader(
            reader,
            float(weight[n] / usual),
            float(bias[n]),
            int((np.isfinite(shares[n]) & ~alone).sum()),
        )
        for n, reader in enumerate(readers)
    ]
    fixed = overrides or {}
    results = [
        _result(item, shares[:, n], consensus[n], fixed.get(item)) for n, item in enumerate(items)
    ]
    return results, sorted(said, key=lambda reader: reader.weight)


def _trust(shares: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return each reader's weight (one over variance) and bias, in turns until they rest."""
    given = np.isfinite(shares)
    weight, bias = np.full(len(shares), 1 / _USUAL_SD**2), np.zeros(len(shares))
    for _ in range(ROUNDS):
        fair = np.where(given, shares - bias[:, None], 0.0)
        w = np.where(given, weight[:, None], 0.0)
        total, mass = (w * fair).sum(axis=0), w.sum(axis=0)
        others = mass - w
        comparable = given & (others > 0)
        rest = np.where(comparable, (total - w * fair) / np.where(others > 0, others, 1), 0.0)
        off = np.where(comparable, np.where(given, shares, 0.0) - rest, 0.0)
        n = comparable.sum(axis=1)
        bias = off.sum(axis=1) / (n + _PRIOR)
        noise = np.where(comparable, (off - bias[:, None]) ** 2, 0.0).sum(axis=1)
        variance = (noise + _PRIOR * _USUAL_SD**2) / (n + _PRIOR)
        # One who never tells works apart gives no information, however small the distances.
        weight = np.minimum(1 / variance, _MOST / _USUAL_SD**2) * _tells_apart(shares)
    return weight, bias


def _tells_apart(shares: np.ndarray) -> np.ndarray:
    """Return 1 for readers whose levels differ, less for those who always give the same one."""
    factor = np.ones(len(shares))
    for n, row in enumerate(shares):
        seen = row[np.isfinite(row)]
        if len(seen) >= 6 and np.ptp(seen) == 0:
            factor[n] = 0.1
    return factor


def _consensus(fair: np.ndarray, weight: np.ndarray) -> np.ndarray:
    given = np.isfinite(fair)
    w = np.where(given, weight[:, None], 0.0)
    mean = (w * np.where(given, fair, 0.0)).sum(axis=0) / np.maximum(w.sum(axis=0), 1e-12)
    return mean.clip(0.0, 1.0)


def _result(
    item: tuple[str, str], column: np.ndarray, share: float, override: float | None
) -> Result:
    seen = column[np.isfinite(column)]
    spread = float(np.ptp(seen))
    if override is not None:
        return Result(*item, float(override), len(seen), spread, "")
    look = ""
    if len(seen) < 2:
        look = "only one reader"
    elif spread > 0.5:
        look = "readers are far apart"
    return Result(*item, float(share), len(seen), spread, look)
