"""Assignment a6's coins and its films laid side by side, against what is right, in words."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .asking import called, is_number, kind_of
from .values import Slip, alike, array_of, slipped

Floats = NDArray[np.float64]

HEADS, TAILS = "H", "T"


def some_films(seed: int, count: int, frames: int = 6) -> list[Floats]:
    """Draw films as numbers, some alike and some not: arrays of (frames, 3).

    >>> [film.shape for film in some_films(1, 2)]
    [(6, 3), (6, 3)]
    """
    chance = np.random.default_rng(seed)
    first = chance.normal(0, 20, (frames, 3))
    near = [first + chance.normal(0, 3, first.shape) for _ in range(count // 2)]
    far = [chance.normal(0, 20, first.shape) for _ in range(count - 1 - len(near))]
    return [first, *near, *far]


def wrong_diversity(diversity: Callable[..., Any], films: Sequence[Floats]) -> list[str]:
    """Hold a student's diversity of films against the right one, in levels."""
    found, said = called("diversity", diversity, [film.copy() for film in films])
    if said:
        return said
    value = array_of(found, ())
    if value is None:
        return [f"`diversity` returns {kind_of(found)}; one number is asked for, in levels."]

    def apart(a: Floats, b: Floats) -> float:
        return float(np.sqrt(((a - b) ** 2).mean()))

    pairs = [apart(a, b) for a, b in combinations(films, 2)]
    right = float(np.mean(pairs))
    if alike(value, right):
        return []
    count, middle = len(films), np.mean(films, axis=0)
    slips: list[Slip] = [
        (
            right * (count - 1) / count,
            "Each film is compared with itself as well: that is 0, and says nothing. Leave it out.",
        ),
        (
            np.mean([apart(a, b) for a, b in pairwise(films)]),
            "You compare neighbours. All pairs are asked for: `itertools.combinations(films, 2)`.",
        ),
        (
            np.mean([apart(films[0], other) for other in films[1:]]),
            "You compare all with the first. All pairs are asked for.",
        ),
        (sum(pairs), "This is a sum: divide by the number of pairs."),
        (2 * right, "Each pair is counted twice, and you divide as if it were once."),
        (
            np.mean([one**2 for one in pairs]),
            "The root is missing: a distance is the root of the mean of squares.",
        ),
        (
            np.sqrt(np.mean([one**2 for one in pairs])),
            "You took the root last. Take it for each pair, then the mean over the pairs.",
        ),
        (
            np.mean([np.abs(a - b).mean() for a, b in combinations(films, 2)]),
            "These are sizes of differences; square them, take the mean, then the root.",
        ),
        (
            np.mean([abs(a.mean() - b.mean()) for a, b in combinations(films, 2)]),
            "You compare the films' means. Two films of one mean may have nothing in common.",
        ),
        (
            np.mean([apart(film, middle) for film in films]),
            "This is how far each lies from their mean. How far do they lie from each other?",
        ),
        (max(pairs), "This is the largest distance; the mean over all pairs is asked for."),
    ]
    return [
        slipped(value, slips)
        or f"For {count} films `diversity` returns {float(value):.4g}; right is {right:.4g}."
    ]


def some_tosses(seed: int, count: int, p: float) -> str:
    """Draw tosses of a coin, at least one of either side.

    >>> set(some_tosses(1, 12, 0.6)) == {"H", "T"}
    True
    """
    chance = np.random.default_rng(seed)
    while True:
        tosses = "".join(HEADS if one else TAILS for one in chance.random(count) < p)
        if len(set(tosses)) == 2 and tosses.count(HEADS) * 2 != count:
            return tosses


def wrong_surprise(surprise: Callable[..., Any], tosses: str, p: float) -> list[str]:
    """Hold a student's surprise of tosses against the right one, in bits."""
    found, said = called("surprise", surprise, tosses, p)
    if said:
        return said
    value = array_of(found, ())
    if value is None:
        return [f"`surprise` returns {kind_of(found)}; one number is asked for, in bits."]
    heads, tails = tosses.count(HEADS), tosses.count(TAILS)
    right = -heads * math.log2(p) - tails * math.log2(1 - p)
    if alike(value, right):
        return []
    slips: list[Slip] = [
        (-right, "The sign is missing: what is unlikely has much surprise, above 0."),
        (right * math.log(2), "These are natural logarithms; bits are asked for, `log2`."),
        (right * math.log10(2), "These are logarithms to the base 10; bits are asked for, `log2`."),
        (
            -heads * math.log2(1 - p) - tails * math.log2(p),
            "Heads and tails have changed places: heads come with p.",
        ),
        (-len(tosses) * math.log2(p), "You count every toss as heads. Tails come with 1 - p."),
        (-heads * math.log2(p), "Tails are missing: they come with 1 - p, and surprise too."),
        (right / len(tosses), "This is by toss. The surprise of the whole sequence is asked for."),
        (2.0**-right, "This is the probability. Its surprise is -log2 of it."),
        (
            -math.log2(math.comb(len(tosses), heads)) + right,
            "This is of *any* sequence with so many heads. This one sequence is asked for.",
        ),
    ]
    return [
        slipped(value, slips)
        or f"For {tosses!r} and p = {p:g} `surprise` returns {float(value):.4g}; right is "
        f"{right:.4g} bits."
    ]


def some_coin(seed: int) -> tuple[float, int]:
    """Draw a class's coin: how often heads come, and how often it is tossed.

    >>> p, count = some_coin(1)
    >>> 0.6 < p < 0.8 and 60 <= count <= 200
    True
    """
    chance = np.random.default_rng(seed)
    return float(chance.integers(62, 78)) / 100, int(chance.integers(6, 21)) * 10


def no_coin(coin: Any) -> list[str]:
    """Say what isn't yet a number of the coin."""
    if coin is None:
        return ["`coin` is still empty."]
    if not isinstance(coin, Mapping):
        return [
            f"`coin` is {kind_of(coin)}; write it as coin = {{'most likely': 0, 'typical': 0}}."
        ]
    for name in ("most likely", "typical"):
        if coin.get(name) is None:
            return [f"'{name}' is missing in `coin`."]
        if not is_number(coin[name]):
            return [f"coin['{name}'] is {kind_of(coin[name])}; a number of bits is asked for."]
    return []


def wrong_coin(coin: Any, seed: int) -> list[str]:
    """Hold the surprise of the likeliest and of a typical sequence against the class's coin."""
    missing = no_coin(coin)
    if missing:
        return missing
    p, count = some_coin(seed)
    most = -count * math.log2(p)
    typical = count * (-p * math.log2(p) - (1 - p) * math.log2(1 - p))
    found = {name: float(coin[name]) for name in ("most likely", "typical")}
    near = 0.02  # of the right one: a mean over a thousand sequences comes so near
    if abs(found["most likely"] - typical) < near * typical < abs(found["most likely"] - most):
        return [
            "The likeliest sequence is not the one with the usual number of heads: each single toss "
            "is likelier to be heads, so which sequence of all is the likeliest?"
        ]
    if abs(found["most likely"] - most) > near * most:
        return [
            "'most likely' is off: which one sequence is likelier than every other, and what is its "
            "`surprise`?"
        ]
    if abs(found["typical"] - typical) > near * typical:
        if abs(found["typical"] - count) < near * count:
            return ["'typical' is that of a fair coin. Yours falls on heads more often."]
        return ["'typical' is off: draw a thousand sequences, and take the mean of their surprise."]
    return []
