"""Assignment a7's exercises against what is known, in an editor's words.

As in :mod:`kuleshov.grading.checks.a1_shot_list`, each function returns sentences about what is wrong, an
empty list where nothing is, and the commonest slip has a sentence of its own.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from ...comparison.ranking import strengths as log_strengths
from ...comparison.vote_correlation import spearman
from ...criticism import critique
from ...criticism.citations import CITATION, Citation
from ...errors import KuleshovError
from ...metrics import find_cuts
from ...words import counted
from .asking import called, is_number, kind_of
from .asking import own_work as own_work  # beside the tests of this assignment

FORM = ("width", "height", "rate", "seconds")
DRAWS = 1000
OFF = 0.006  # of the draws: by how much two ways of counting a quantile may differ
FEWEST_WORDS = 60  # beside the citations; about 300 are asked for


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
    for rounds, early in enumerate(_first_rounds(given), 1):
        if np.allclose(found, early, atol=1e-9):
            return [
                f"These are the strengths after {counted(rounds, 'round')}, and they still move: go "
                "on for some hundred."
            ]
    worst = int(np.abs(found - right).argmax())
    return [f"Film {worst + 1} has the strength {right[worst]:.3f}; yours is {found[worst]:.3f}."]


def wrong_interval(interval: Callable[..., Any], values: Sequence[float]) -> list[str]:
    """Watch a student's bootstrap draw, for the mean and the median, and count what it leaves out.

    The statistic that is handed over keeps what it was given: how often it was asked, of how many
    values, and what it answered. The interval is held against those very answers.
    """
    pairs = []
    for statistic, seed in ((np.mean, 3), (np.median, 3), (np.mean, 3), (np.mean, 4)):
        draws = _Draws(statistic)
        value, said = called("interval", interval, list(values), draws.ask, seed)
        pair, said = (None, said) if said else _numbers("interval", value, (2,))
        if said or pair is None:
            return said
        if said := draws.wrong(values) or draws.not_the_middle(*map(float, pair)):
            return said
        pairs.append(pair)
    if not np.array_equal(pairs[0], pairs[2]):
        return ["The same seed gives two intervals: draw with np.random.default_rng(seed)."]
    if np.array_equal(pairs[0], pairs[3]):
        return [
            "Two seeds give one interval: `seed` is not used. Draw with np.random.default_rng(seed)."
        ]
    return []


def _first_rounds(table: np.ndarray) -> Iterator[np.ndarray]:
    """Yield the strengths after each of the first twenty rounds of Bradley and Terry's model."""
    won, votes = table.sum(axis=1), table + table.T
    p = np.full(len(table), 1 / len(table))
    for _ in range(20):
        p = won / (votes / (p[:, None] + p[None, :])).sum(axis=1)
        p = p / p.sum()
        yield p


class _Draws:
    """What a student's bootstrap has asked of a statistic, and what it was answered."""

    def __init__(self, statistic: Callable[[Any], Any]) -> None:
        self._statistic = statistic
        self._sizes: set[int] = set()
        self._answers: list[float] = []
        self._drawn: set[tuple[float, ...]] = set()

    def ask(self, values: Any) -> float:
        """Compute the statistic of one draw."""
        drawn = np.asarray(values, float).ravel()
        self._sizes.add(len(drawn))
        self._drawn.add(tuple(sorted(drawn.tolist())))
        self._answers.append(float(self._statistic(drawn)))
        return self._answers[-1]

    def wrong(self, values: Sequence[float]) -> list[str]:
        """Say what is wrong with the draws themselves."""
        times = len(self._answers)
        if times < 0.9 * DRAWS:
            return [
                f"`statistic` was computed {times} times; draw a thousand times, and compute it of "
                "each draw. With fewer, another seed gives another interval."
            ]
        if self._sizes != {len(values)}:
            size = min(self._sizes - {len(values)})
            return [
                f"You draw {size} values where there are {len(values)}: draw as many as there are."
            ]
        if len(self._drawn) == 1:
            return [
                "Every draw holds the same values: draw with replacement, so that some come twice "
                "and some not at all."
            ]
        if set().union(*self._drawn) - set(map(float, values)):
            return ["You draw values that were not given: draw from the values themselves."]
        return []

    def not_the_middle(self, low: float, high: float) -> list[str]:
        """Say how much of the draws an interval holds, where that isn't the middle 95 %."""
        answers = np.array(self._answers)
        if low > high:
            return ["The interval is upside down: (low, high)."]
        if low == high:
            return ["Your interval has no width at all."]
        below, above = (answers < low).mean(), (answers > high).mean()
        least_below, least_above = (answers <= low).mean(), (answers >= high).mean()
        if all(
            out - OFF <= 0.025 <= most + OFF
            for out, most in ((below, least_below), (above, least_above))
        ):
            return []
        inside = 1 - below - above
        return [
            f"Between your two numbers lie {inside:.0%} of what you drew, {below:.1%} below and "
            f"{above:.1%} above. The middle 95 % are asked for: 2.5 % stay out at each end."
        ]


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
    is_tied = len(set(x)) < len(x) or len(set(y)) < len(y)
    once = float(np.corrcoef(np.argsort(x), np.argsort(y))[0, 1])
    if not is_tied and abs(float(value) - once) < 1e-6:
        return [
            "`argsort` says where each value would have to come from, and that is no rank yet. Count "
            "for each value how many are smaller, or take argsort of argsort."
        ]
    if abs(float(value) + right) < 1e-6:
        return ["One of the two is ranked from the top and one from the bottom: rank both alike."]
    if is_tied:
        return [
            f"It is {right:.3f}; yours is {float(value):.3f}. Equal values share the mean of their ranks."
        ]
    return [f"The rank correlation is {right:.3f}; yours is {float(value):.3f}."]


def wrong_citations(words: Any, film: Any, moments: int, measures: int) -> list[str]:
    """Look up a critique's citations; so many moments and measures must hold.

    Moments count once for each shot that they lie in, and measures once for each name: a film is
    not known from its first seconds, nor from one number.
    """
    if not isinstance(words, str) or not words.strip():
        return ["`body` holds the text of your second part, in quotes; nothing is written yet."]
    try:
        found = critique(words, film)
    except KuleshovError as error:
        return [str(error)]
    held = [cited for cited in found.moments if cited.holds]
    named = {_measure_of(cited) for cited in found.measures if cited.holds}
    if len({cited.frame for cited in held}) < moments:
        return [_too_few("moment", len({c.frame for c in held}), moments, found.moments)]
    cuts = sorted(cut.frame for cut in find_cuts(film))
    shots = {bisect_right(cuts, cited.frame or 0) for cited in held}
    if len(shots) < moments:
        return [
            f"Your moments lie in {counted(len(shots), 'shot')}; {moments} in different shots are "
            "asked for. Look further into the film."
        ]
    if len(named) < measures:
        return [_too_few("measure", len(named), measures, found.measures)]
    written = len(CITATION.sub("", words).split())
    if written < FEWEST_WORDS:
        return [
            f"Beside its citations your evidence has {counted(written, 'word')}; about 300 are "
            "asked for. A citation proves nothing until a sentence says what it is there for."
        ]
    return []


def _too_few(kind: str, there: int, wanted: int, cited: list[Citation]) -> str:
    failed = next((f" {c.text}: {c.sentence}" for c in cited if not c.holds), "")
    return (
        f"{counted(there, f'{kind} holds', f'{kind}s hold')}; {wanted} different ones are asked "
        f"for.{failed}"
    )


def _measure_of(cited: Citation) -> str:
    match = CITATION.search(cited.text)
    return match["id"] if match else ""


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
