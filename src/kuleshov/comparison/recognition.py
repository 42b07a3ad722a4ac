"""How well old pictures are told from new ones: d', and between which values it lies."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from ..errors import KuleshovError
from .votes import Z95

_NORMAL = NormalDist()


@dataclass(frozen=True)
class Recognition:
    """Answers to pictures that were seen before, and to new ones beside them.

    Attributes
    ----------
    hits : int
        Pictures seen before and called old.
    old : int
        Pictures seen before.
    false_alarms : int
        New pictures called old.
    new : int
        New pictures.

    Raises
    ------
    KuleshovError
        Where more were called old than there were.

    Examples
    --------
    Ten of twelve known, and two of twelve new ones taken for known:

    >>> seen = Recognition(10, 12, 2, 12)
    >>> round(seen.d_prime, 2), [round(x, 2) for x in seen.interval()]
    (1.74, [0.59, 2.89])
    """

    hits: int
    old: int
    false_alarms: int
    new: int

    def __post_init__(self) -> None:
        if not (0 <= self.hits <= self.old and 0 <= self.false_alarms <= self.new):
            raise KuleshovError(
                f"{self.hits} hits of {self.old} and {self.false_alarms} false alarms of {self.new} "
                "can't be: count 0 to all of each."
            )

    @property
    def is_enough(self) -> bool:
        """Whether there was at least one picture of each kind."""
        return self.old > 0 and self.new > 0

    @property
    def d_prime(self) -> float:
        """How far old and new lie apart for this viewer, in standard deviations.

        0 is guessing, 1 is right in 69 % of answers, 2 in 84 %. It is z(H) - z(F), the hit rate and
        the false alarm rate as places on a normal curve. Half an answer is added to each count and a
        whole one to each total, or a viewer without a slip would have no number [1]_. NaN where there
        was no picture of one kind.

        References
        ----------
        .. [1] M. J. Hautus, "Corrections for extreme proportions and their biasing effects on
           estimated values of d'", Behavior Research Methods, Instruments, & Computers 27 (1995)
           46-51: the log-linear rule.
        """
        if not self.is_enough:
            return float("nan")
        return _NORMAL.inv_cdf(self._rates[0]) - _NORMAL.inv_cdf(self._rates[1])

    @property
    def variance(self) -> float:
        """The variance of :attr:`d_prime` in so few answers [1]_; NaN where it has no number.

        References
        ----------
        .. [1] V. Gourevitch and E. Galanter, "A significance test for one parameter isosensitivity
           functions", Psychometrika 32 (1967) 25-33.
        """
        if not self.is_enough:
            return float("nan")
        return sum(
            rate * (1 - rate) / (count * _NORMAL.pdf(_NORMAL.inv_cdf(rate)) ** 2)
            for rate, count in zip(self._rates, (self.old, self.new), strict=True)
        )

    def interval(self) -> tuple[float, float]:
        """Return between which values d' lies, at 95 %.

        Returns
        -------
        low, high : float
            NaN where d' has no number.

        Notes
        -----
        1.96 standard errors to either side. Counted over all outcomes of 10 to 24 old and as many new
        pictures, with a true d' of 0 to 3, it holds the truth in 95.4 to 97.9 of 100 tests: a little
        too wide, rather than too narrow.
        """
        half = Z95 * sqrt(self.variance)
        return self.d_prime - half, self.d_prime + half

    @property
    def _rates(self) -> tuple[float, float]:
        return (self.hits + 0.5) / (self.old + 1), (self.false_alarms + 0.5) / (self.new + 1)

    def __str__(self) -> str:
        low, high = self.interval()
        return (
            f"{self.hits} of {self.old} known, {self.false_alarms} of {self.new} new ones taken for "
            f"known: d' {self.d_prime:.2f} (95 %: {low:.2f} to {high:.2f})"
        )


def difference(one: Recognition, other: Recognition) -> tuple[float, float, float]:
    """Return how far two d' lie apart, the first less the second, with its 95 % interval.

    Parameters
    ----------
    one, other : Recognition
        Of answers that have nothing to do with each other: other pictures, other new ones.

    Returns
    -------
    difference, low, high : float
        NaN where one of the two has no d'.

    See Also
    --------
    Recognition : One of the two.

    Examples
    --------
    >>> [round(x, 2) for x in difference(Recognition(10, 12, 2, 12), Recognition(8, 12, 3, 12))]
    [0.73, -0.83, 2.29]
    """
    found = one.d_prime - other.d_prime
    half = Z95 * sqrt(one.variance + other.variance)
    return found, found - half, found + half
