"""Assignment a3's test of order: what a student deals, and what p that comes to.

The statistic that a student's function is given keeps every order that it is asked about. So the
right p is that of the student's own deals, to the last one, however few they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .asking import called, is_number, kind_of

SHUFFLES = 99
_HAIR, _ROUNDED = 1e-9, 1e-3  # what adding up leaves, and what a student may round away

_Slip = tuple[float, str]


class _Asked:
    """A statistic that keeps every order that it is asked about, and the number that it gave."""

    def __init__(self, statistic: Callable[..., Any]) -> None:
        self.statistic = statistic
        self.orders: list[tuple[float, ...]] = []
        self.numbers: list[float] = []

    def __call__(self, values: Any) -> float:
        self.orders.append(tuple(float(value) for value in values))
        self.numbers.append(float(self.statistic(self.orders[-1])))
        return self.numbers[-1]


def _asked(
    chance: Callable[..., Any],
    lengths: Sequence[float],
    statistic: Callable[..., Any],
    shuffles: int,
    seed: int = 1,
) -> tuple[Any, _Asked, list[str]]:
    """Return a student's p, what its statistic was asked for, and a sentence if that is wrong."""
    asked = _Asked(statistic)
    value, said = called("chance", chance, list(lengths), asked, shuffles, seed)
    if said:
        return value, asked, said
    own, seen = tuple(float(length) for length in lengths), asked.orders
    if not seen:
        said = [
            "`chance` never asks the statistic that it is given. Call `statistic(...)` for the "
            "film's own order, and for each shuffle."
        ]
    elif not is_number(value):
        said = [f"`chance` returns {kind_of(value)}; one number, p, is asked for."]
    elif own not in seen:
        said = ["`chance` never asks for the statistic of the film's own order."]
    elif strange := next((one for one in seen if sorted(one) != sorted(own)), None):
        said = [
            f"A shuffle holds every length once. Yours holds {_few(strange)} where the film has "
            f"{_few(own)}: deal the lengths anew, and don't draw from them."
        ]
    else:
        said = _too_few_or_many(len(seen), len(seen) - seen.count(own), shuffles)
    return value, asked, said


def _too_few_or_many(seen: int, others: int, shuffles: int) -> list[str]:
    # A shuffle may be the film's own order by chance, and some ask for that more than once.
    if others <= shuffles < seen:
        return []
    deals = others if others > shuffles else seen - 1
    return [f"{shuffles} shuffles are asked for here; yours deals {deals}."]


def wrong_shuffles(chance: Callable[..., Any], lengths: Sequence[float]) -> list[str]:
    """Say what a student's function asks its statistic for, if not for shuffles from its seed."""

    def first(values: Sequence[float]) -> float:
        return values[0]

    _, asked, said = _asked(chance, lengths, first, 200, 7)
    if said:
        return said
    own = tuple(float(length) for length in lengths)
    once, again, other = (_asked(chance, lengths, first, 20, seed)[1] for seed in (7, 7, 8))
    if once.orders != again.orders:
        return [
            "The same seed deals other orders each time. Make one generator from the seed, "
            "`rng = np.random.default_rng(seed)`, and deal every shuffle from it."
        ]
    if once.orders == other.orders:
        return [
            "Another seed deals the same orders: make the generator from the seed that is given, "
            "`rng = np.random.default_rng(seed)`."
        ]
    return _badly_dealt(own, [one for one in asked.orders if one != own])


def _badly_dealt(own: tuple[float, ...], others: Sequence[tuple[float, ...]]) -> list[str]:
    """Say where shuffles don't put every length everywhere, or are few that come again."""
    if len(set(others)) < 6 * len(own):  # by chance never so few
        return ["Your shuffles repeat each other. Deal a new order each time, from one generator."]
    every = len(others) / len(own)
    for place in range(len(own)):
        counts = [sum(one[place] == length for one in others) for length in own]
        if max(abs(count - every) for count in counts) > 6 * np.sqrt(every):
            return [
                "Not every length can come to every place in your shuffles: deal all of them anew "
                "each time (`rng.permutation(lengths)`)."
            ]
    return []


def _few(values: Sequence[float]) -> str:
    return ", ".join(f"{value:g}" for value in values[:4]) + (", ..." if len(values) > 4 else "")


_P = (
    "p is (1 + how many deals lie as far from the middle) / (1 + shuffles): the film's own order is "
    "one that chance could have dealt, and counts above the line and below it."
)
_MEAN = (
    "The middle is the mean of the deals' numbers, and not their median or a number that you "
    "expect: from there count what lies as far, on either side."
)
_DOUBLED = (
    "You double one side. What is asked for is the share of shuffles that lie as far from the mean "
    "of the shuffles, counted on both sides."
)


def _right_and_slips(own: float, deals: np.ndarray) -> tuple[list[float], list[_Slip]]:
    """Return the least and the most that p may be of these deals, and what usual slips make of it.

    Where numbers are equal but for their last digits, either count is right; so is a mean in which
    the film's own order counts.
    """

    def share(reached: np.ndarray) -> float:
        return float((1 + reached.sum()) / (1 + len(deals)))

    def beyond(middle: float, hair: float = -_HAIR) -> float:
        return share(np.abs(deals - middle) >= abs(own - middle) + hair)

    middles = (float(deals.mean()), float(np.append(deals, own).mean()))
    right = sorted(beyond(middle, hair) for middle in middles for hair in (-_HAIR, _HAIR))
    upper, lower = share(deals >= own - _HAIR), share(deals <= own + _HAIR)
    reached = beyond(middles[0]) * (1 + len(deals)) - 1
    return right, [
        (
            upper,
            "You count the shuffles whose number is as large or larger. Shots that alternate are in "
            "an order too: count those that lie as far from the middle, on either side.",
        ),
        (
            lower,
            "You count the shuffles whose number is as small or smaller. Count those that lie as "
            "far from the middle of all shuffles, on either side.",
        ),
        (
            beyond(0.0),
            "You measure how far a number lies from 0. The middle of the shuffles is their mean, "
            "and that is not 0: a long shot can't be its own neighbour.",
        ),
        (min(1.0, 2 * min(upper, lower)), _DOUBLED),
        (beyond(float(np.median(deals))), _MEAN),
        (reached / len(deals), _P),
        (
            1 - reached / len(deals),
            "You return the share of shuffles that do not come as far. p is the rest.",
        ),
    ]


def wrong_chance(
    chance: Callable[..., Any], lengths: Sequence[float], likeness: Callable[..., Any]
) -> list[str]:
    """Hold a student's p against the p of the very orders that it dealt.

    Parameters
    ----------
    chance : function
        The student's: lengths, a statistic, shuffles and a seed in, p out.
    lengths : sequence of float
        No two alike.
    likeness : function
        The likeness of neighbours, as the notebook gives it.
    """
    value, asked, said = _asked(chance, lengths, likeness, SHUFFLES)
    if said:
        return said
    if not 0 <= value <= 1:
        return [f"p is a share, from 0 to 1; yours is {float(value):.4g}. What do you divide by?"]
    own = tuple(float(length) for length in lengths)
    pairs = list(zip(asked.orders, asked.numbers, strict=True))
    seen, deals = dict(pairs)[own], [number for order, number in pairs if order != own]
    deals += [seen] * (SHUFFLES - len(deals))  # the film's own order, dealt by chance
    right, slips = _right_and_slips(seen, np.array(deals))
    if right[0] - _ROUNDED <= value <= right[-1] + _ROUNDED:
        return []
    near = [words for slip, words in slips if abs(value - slip) <= _ROUNDED]
    told = f"For {_few(lengths)} `chance` returns {float(value):.3f}; of its deals it is {right[-1]:.3f}."
    return near[:1] or [told]


def wrong_corners(chance: Callable[..., Any]) -> list[str]:
    """Ask for p where it is known without a shuffle: of what never changes, and of what is alone.

    One statistic is the same whatever the order; another is 1 for the film's own order and 0 for
    every other. A third is 10 for a third of the orders and 0 for the others, 1 for the film's own:
    nothing lies as near their mean as that, and much lies farther from their median.
    """
    shuffles, own = 49, [float(length) for length in range(20, 80, 4)]
    corners: tuple[tuple[Callable[[Any], float], float], ...] = (
        (lambda _: 1.0, 1.0),
        (lambda values: float([float(v) for v in values] == own), 1 / (1 + shuffles)),
        (lambda values: 1.0 if [float(v) for v in values] == own else 10.0 * (values[0] > 56), 1.0),
    )
    for (statistic, right), slips in zip(corners, _corner_slips(shuffles), strict=True):
        value, said = called("chance", chance, own, statistic, shuffles, 1)
        if said:
            return said
        if not is_number(value):
            return [f"`chance` returns {kind_of(value)}; one number, p, is asked for."]
        if abs(value - right) > 1e-9:
            return [
                next((words for slip, words in slips if abs(value - slip) < 1e-9), slips[-1][1])
            ]
    return []


def _corner_slips(shuffles: int) -> tuple[list[_Slip], ...]:
    """Return what usual slips make of each corner; the last sentence is for any other number."""
    strict = (
        "A deal that lies exactly as far counts: use >= and not >. For a number that is the same in "
        "every order p is 1."
    )
    alone = [(0.0, f"p is never 0. {_P}"), (2 / (1 + shuffles), _DOUBLED), (1.0, _P)]
    same = [(1 / (1 + shuffles), strict), (0.0, strict), (shuffles / (1 + shuffles), _P)]
    return same, alone, [(0.5, _MEAN)]
