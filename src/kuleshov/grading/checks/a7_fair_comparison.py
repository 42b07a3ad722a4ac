"""Assignment a7's exercises against what is known, in an editor's words.

As in :mod:`kuleshov.grading.checks.a1_shot_list`, each function returns sentences about what is wrong, an
empty list where nothing is, and the commonest slip has a sentence of its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ...comparison.ranking import strengths as log_strengths
from ...comparison.vote_correlation import spearman
from ...criticism import critique
from ...errors import KuleshovError
from .a1_shot_list import called, is_number, kind_of

FORM = ("width", "height", "rate", "seconds")


def wrong_form(common_form: Callable[..., Any], films: Sequence[dict[str, Any]]) -> list[str]:
    """Hold a student's common form against the smallest of everything."""
    value, said = called("common_form", common_form, [dict(film) for film in films])
    if said:
        return said
    if not isinstance(value, dict) or set(value) != set(FORM):
        return [f"`common_form` returns a dictionary with {', '.join(FORM)}, not {kind_of(value)}."]
    if not all(is_number(value[key]) for key in FORM):
        return ["Every entry of the form is one number."]
    least = {key: min(film[key] for film in films) for key in FORM}
    for key, unit in (("rate", "frames a second"), ("seconds", "seconds")):
        if value[key] > least[key] + 1e-9:
            return [
                f"At {value[key]:g} {unit} somebody would have to invent pictures: one of the films "
                f"has {least[key]:g}."
            ]
        if value[key] < least[key] - 1e-9:
            return [f"{value[key]:g} {unit} gives away more than it must: {least[key]:g} would do."]
    for key in ("width", "height"):
        if value[key] > least[key]:
            return [
                f"A {key} of {value[key]:g} makes a picture larger: one has {least[key]} pixels."
            ]
        if value[key] % 2:
            return [f"The {key} is odd; video wants even numbers of pixels. Round down."]
        if value[key] != least[key] // 2 * 2:
            return [f"The {key} can be {least[key] // 2 * 2}; yours is {value[key]:g}."]
    return []


def wrong_wins(
    wins: Callable[..., Any], votes: Sequence[tuple[str, str, int]], films: Sequence[str]
) -> list[str]:
    """Hold a student's table of wins against a count."""
    right = np.zeros((len(films), len(films)))
    for first, second, choice in votes:
        i, j = films.index(first), films.index(second)
        right[i, j] += (1 + choice) / 2
        right[j, i] += (1 - choice) / 2
    value, said = called("wins", wins, list(votes), list(films))
    table, said = (None, said) if said else _numbers("wins", value, right.shape)
    if said or table is None:
        return said
    if np.allclose(table, right):
        return []
    if np.allclose(table, right.T):
        return ["Rows and columns have changed places: the row's film is the one that wins."]
    if np.allclose(table, _strict(votes, films)):
        return ["A vote for neither is half a win for each of the two; yours leaves it out."]
    i, j = (int(n) for n in np.unravel_index(np.abs(table - right).argmax(), right.shape))
    return [
        f"{films[i]} won {right[i, j]:g} times against {films[j]}; your table says {table[i, j]:g}."
    ]


def wrong_strengths(strengths: Callable[..., Any], table: Any) -> list[str]:
    """Hold a student's Bradley-Terry strengths against the kit's."""
    given = np.asarray(table, float)
    right = np.exp(log_strengths(given, prior=0))
    right /= right.sum()
    value, said = called("strengths", strengths, given.copy())
    found, said = (None, said) if said else _numbers("strengths", value, (len(given),))
    if said or found is None:
        return said
    if np.allclose(found, right, atol=1e-3):
        return []
    if found.sum() > 0 and np.allclose(found / found.sum(), right, atol=1e-3):
        return [f"The strengths add up to {found.sum():.3g}; divide by their sum, so that it is 1."]
    share = given.sum(axis=1) / given.sum()
    if np.allclose(found, share, atol=1e-3):
        return ["These are shares of wins. They forget against whom a film has won: use the model."]
    if np.allclose(found, 1 / len(given), atol=1e-3):
        return ["All strengths are equal: are you still in the first round?"]
    worst = int(np.abs(found - right).argmax())
    return [f"Film {worst + 1} has the strength {right[worst]:.3f}; yours is {found[worst]:.3f}."]


def wrong_interval(interval: Callable[..., Any], values: Sequence[float]) -> list[str]:
    """Hold a student's bootstrap of the mean and of the median against many draws of our own."""
    for name, statistic in (("mean", _mean), ("median", _median)):
        value, said = called("interval", interval, list(values), statistic, 3)
        pair, said = (None, said) if said else _numbers("interval", value, (2,))
        if said or pair is None:
            return said
        low, high = _bootstrap(np.asarray(values, float), statistic)
        width = high - low
        if pair[0] > pair[1]:
            return ["The interval is upside down: (low, high)."]
        if pair[0] == pair[1]:
            return [f"For the {name} of these values your interval has no width at all."]
        off = max(abs(pair[0] - low), abs(pair[1] - high))
        if off > 0.25 * width:
            hint = ""
            if np.ptp(pair) > 1.5 * width:
                hint = " Yours is wide: draw as many values as there are, and keep the middle 95 %."
            elif np.ptp(pair) < 0.7 * width:
                hint = " Yours is narrow: draw with replacement, and keep all of the middle 95 %."
            return [
                f"The {name} lies between {low:.2f} and {high:.2f}; you say {pair[0]:.2f} to "
                f"{pair[1]:.2f}.{hint}"
            ]
    again, said = called("interval", interval, list(values), _mean, 3)
    first, said_first = called("interval", interval, list(values), _mean, 3)
    if said or said_first:
        return said or said_first
    if not np.array_equal(np.asarray(again, float), np.asarray(first, float)):
        return ["The same seed gives two intervals: draw with np.random.default_rng(seed)."]
    return []


def wrong_rho(
    rank_correlation: Callable[..., Any], x: Sequence[float], y: Sequence[float]
) -> list[str]:
    """Hold a student's rank correlation against Spearman's."""
    value, said = called("rank_correlation", rank_correlation, list(x), list(y))
    if said:
        return said
    if not is_number(value) or not math.isfinite(float(value)):
        return [f"`rank_correlation` returns {kind_of(value)}; one number is asked for."]
    right = spearman(x, y)
    if abs(float(value) - right) < 1e-6:
        return []
    if abs(float(value) - float(np.corrcoef(x, y)[0, 1])) < 1e-6:
        return ["This is the correlation of the numbers themselves; take their ranks first."]
    if len(set(x)) < len(x) or len(set(y)) < len(y):
        return [
            f"It is {right:.3f}; yours is {float(value):.3f}. Equal values share the mean of their ranks."
        ]
    return [f"The rank correlation is {right:.3f}; yours is {float(value):.3f}."]


def wrong_citations(words: Any, film: Any, moments: int, measures: int) -> list[str]:
    """Look up a critique's citations; so many moments and measures must hold."""
    if not isinstance(words, str) or not words.strip():
        return ["`body` holds the text of your second part, in quotes; nothing is written yet."]
    try:
        found = critique(words, film)
    except KuleshovError as error:
        return [str(error)]
    for kind, wanted, cited in (
        ("moments", moments, {c.text: c for c in found.moments}.values()),
        ("measures", measures, {c.text: c for c in found.measures}.values()),
    ):
        held = [c for c in cited if c.holds]
        failed = [c for c in cited if not c.holds]
        if len(held) < wanted:
            because = f" {failed[0].text}: {failed[0].sentence}" if failed else ""
            return [f"{len(held)} {kind} hold; {wanted} different ones are asked for.{because}"]
    return []


def _numbers(name: str, value: Any, shape: tuple[int, ...]) -> tuple[np.ndarray | None, list[str]]:
    try:
        found = np.asarray(value, float)
    except (TypeError, ValueError):
        return None, [f"`{name}` returns {kind_of(value)}; numbers are asked for."]
    if found.shape != shape:
        form = " x ".join(map(str, shape))
        return None, [f"`{name}` returns an array of the form {found.shape}; {form} is asked for."]
    if not np.isfinite(found).all():
        return None, [f"`{name}` returns something that is no number (NaN or infinite)."]
    return found, []


def _strict(votes: Sequence[tuple[str, str, int]], films: Sequence[str]) -> np.ndarray:
    table = np.zeros((len(films), len(films)))
    for first, second, choice in votes:
        if choice:
            winner, loser = (first, second) if choice > 0 else (second, first)
            table[films.index(winner), films.index(loser)] += 1
    return table


def _mean(values: Any) -> float:
    return float(np.mean(values))


def _median(values: Any) -> float:
    return float(np.median(values))


def _bootstrap(values: np.ndarray, statistic: Callable[[np.ndarray], float]) -> tuple[float, float]:
    chance = np.random.default_rng(1918)
    drawn = [statistic(chance.choice(values, len(values))) for _ in range(4000)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(low), float(high)
