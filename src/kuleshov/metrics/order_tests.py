"""Would another order of the same shots have done? Any statistic, put to the test by shuffling."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from numbers import Integral
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import KuleshovError
from ..library.takes import Take
from ..media import Clip
from ..words import meant
from .formulas import shot_lengths, shot_order
from .formulas.shuffles import SEED, SHUFFLES, dealt, share_reached
from .measures import number

FEWEST = 3  # shots


def trend(lengths: np.ndarray) -> float:
    """Return the rank correlation of shot lengths with their places: above 0 they grow longer.

    Parameters
    ----------
    lengths : ndarray (shots,)
        In any unit.

    Returns
    -------
    float
        -1 to 1 (Spearman); NaN where all are equal.

    Examples
    --------
    >>> trend(np.array([1.0, 2.0, 4.0, 3.0]))
    0.8
    """
    rank = shot_order.ranks(lengths)
    if not np.ptp(rank):
        return float("nan")
    return float(np.round(np.corrcoef(rank, np.arange(len(rank)))[0, 1], 12))


STATISTICS: dict[str, Callable[[Any], float]] = {
    "asl": shot_lengths.asl,
    "median": shot_lengths.median,
    "log_sd": shot_lengths.log_sd,
    "short_share": shot_lengths.short_share,
    "lag1": shot_order.lag1,
    "order": shot_order.order,
    "trend": trend,
}
"""What can be asked by name, each a function of a list of shot lengths (s)."""


@dataclass(frozen=True, eq=False)
class OrderTest:
    """A number of one order of shots, and what other orders of the same shots come to.

    It shows itself as a histogram.

    Attributes
    ----------
    name : str
        The statistic's.
    value : float
        The order's own, in the statistic's unit.
    p : float
        The share of orders that lie as far out, the own one counted among them: from
        ``1 / (shuffles + 1)`` to 1.
    shuffled : ndarray of float64 (shuffles,)
        What the other orders come to.
    shots : int
    two_sided : bool
        Whether as far out on either side counts, or only as large or larger.

    Examples
    --------
    >>> found = OrderTest("lag1", 0.5, 0.04, np.zeros(99), 12, True)
    >>> print(found)
    lag1 of 12 shots: 0.50; p = 0.04: 3 of 99 other orders lie as far out.
    """

    name: str
    value: float
    p: float
    shuffled: np.ndarray = field(repr=False)
    shots: int
    two_sided: bool

    @property
    def reached(self) -> int:
        """How many of the other orders lie as far out."""
        return round(self.p * (len(self.shuffled) + 1)) - 1

    @property
    def knows_order(self) -> bool:
        """Whether the number is another in any other order."""
        return bool(np.ptp([self.value, *self.shuffled]) > 1e-9 * max(1.0, abs(self.value)))

    def __str__(self) -> str:
        begin = f"{self.name} of {self.shots} shots: {number(self.value)}; "
        if not self.knows_order:
            return (
                f"{begin}the same in each of {len(self.shuffled)} other orders. It knows no order."
            )
        lie, are = ("lies", "is") if self.reached == 1 else ("lie", "are")
        out = f"{lie} as far out" if self.two_sided else f"{are} as high"
        return (
            f"{begin}p = {self.p:.2g}: {self.reached} of {len(self.shuffled)} other orders {out}."
        )

    __repr__ = __str__


def order_test(
    film: Any,
    statistic: str | Callable[[Any], float] = "lag1",
    *,
    two_sided: bool = True,
    shuffles: int = SHUFFLES,
    seed: int = SEED,
) -> OrderTest:
    """Ask whether a number of a film depends on the order of its shots, and could be chance.

    The shots are dealt in other orders, and the number is computed of each. Where few of them lie
    as far out as the film's own, the shots did not come in just any order. Why, a p can't say: a
    rise, an arc, and neighbours that are alike all bring it about.

    Parameters
    ----------
    film : Cut, Cuts, or sequence of float (shots,)
        An edit, the cuts of a film, or one number for each shot: its length (s), its light.
    statistic : str or callable
        "lag1", "trend", "order", "asl", "median", "log_sd" or "short_share"; or a function of your
        own, from an array (shots,) to a number.
    two_sided : bool
        True counts what lies as far from the shuffles' mean on either side; False only what is as
        large or larger. Choose before you look.
    shuffles : int
        How many other orders are drawn; 99 or more.
    seed : int
        Which: the same seed draws the same.

    Returns
    -------
    OrderTest
        With ``value``, ``p`` and ``shuffled``.

    Raises
    ------
    KuleshovError
        Where there are fewer than three shots, no such statistic, too few shuffles, or the
        statistic gives no number.

    See Also
    --------
    kuleshov.shuffled : the same shots in another order, as an edit that can be seen
    kuleshov.metrics.formulas.shuffles.shuffled : the same, of plain arrays

    Examples
    --------
    >>> import kuleshov as ku
    >>> ku.order_test([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], "lag1", shuffles=99).p
    0.01
    >>> ku.order_test([1, 2, 3, 4, 5, 6], "median", shuffles=99)
    median of 6 shots: 3.50; the same in each of 99 other orders. It knows no order.
    >>> ku.order_test([3, 1, 2], lambda lengths: lengths[-1], shuffles=99).value
    2.0
    """
    values, function = _values(film), _function(statistic)
    _check_deals(shuffles, seed)
    name = statistic if isinstance(statistic, str) else getattr(statistic, "__name__", "yours")
    name = name.replace("<lambda>", "yours")

    def asked(some: np.ndarray) -> float:
        try:
            given = function(some.copy())  # whoever sorts it in place sorts a copy
        except ValueError as problem:
            if callable(statistic):
                raise  # their own function's, which its traceback tells best
            raise KuleshovError(str(problem)) from None
        if np.ndim(given) or np.asarray(given).dtype.kind not in "biuf" or not np.isfinite(given):
            raise KuleshovError(
                f"{name} gives {given!r} for these shots. One number is asked for; where all shots "
                "are alike, or too few, there may be none."
            )
        return round(float(given), 12)  # so that ties are ties for whoever counts again

    seen = asked(values)
    others = dealt(values, asked, shuffles, seed)
    p = share_reached(seen, others, two_sided)
    return OrderTest(name, seen, p, others, len(values), two_sided)


def _values(film: Any) -> np.ndarray:
    """Return one number for each shot."""
    if isinstance(film, (Clip, Take, Path)):
        raise KuleshovError(
            "A film's shots have to be found before their order can be asked for: "
            "ku.order_test(ku.find_cuts(film))."
        )
    try:
        given = _in_order(getattr(film, "shot_lengths", film))
        values = np.array(given, float)
    except (TypeError, ValueError, OverflowError):
        given, values = [], np.zeros((0, 0))
    if values.ndim != 1:
        raise KuleshovError(
            "An order is that of a cut's shots, or of a list with one number for each shot: "
            f"ku.order_test(cut), ku.order_test(cut.shot_lengths). This is {type(film).__name__}."
        )
    if len(values) < FEWEST:
        raise KuleshovError(
            f"{len(values)} shots have next to no other order: give {FEWEST} or more."
        )
    if not np.isfinite(values).all():
        odd = int(np.argmin(np.isfinite(values)))
        raise KuleshovError(
            f"Shot {odd + 1} has no number ({given[odd]}): leave it out before you ask."
        )
    return values


def _in_order(given: Any) -> list[Any]:
    """Return what stands in an order of its own: a set has none, a table's columns aren't shots."""
    listed = list(given)
    if isinstance(given, Set | Mapping) or hasattr(given, "columns"):
        raise TypeError
    if any(isinstance(one, str) for one in listed):  # numpy would read "12" as a number
        raise TypeError
    return listed


def _check_deals(shuffles: int, seed: int) -> None:
    for name, given in {"shuffles": shuffles, "seed": seed}.items():
        if not isinstance(given, Integral) or isinstance(given, bool) or given < 0:
            raise KuleshovError(f"{name} is a whole number from 0 on, not {given!r}.")
    if shuffles < 99:
        raise KuleshovError(
            f"{shuffles} other orders say too little: p can't fall under {1 / (shuffles + 1):.2g}. "
            "Take 99 or more."
        )


def _function(statistic: str | Callable[[Any], float]) -> Callable[[Any], float]:
    if callable(statistic):
        return statistic
    if not isinstance(statistic, str) or statistic not in STATISTICS:
        near = meant(str(statistic), STATISTICS) or f" There are {', '.join(STATISTICS)}."
        raise KuleshovError(
            f"There is no statistic {statistic!r} of an order.{near} Or give a function of yours."
        )
    return STATISTICS[statistic]


__all__ = ["STATISTICS", "OrderTest", "order_test", "trend"]
