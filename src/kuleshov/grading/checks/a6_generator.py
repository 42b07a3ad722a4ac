"""Assignment a6's model, its samples and its errors against what is known, in words.

As in :mod:`kuleshov.grading.checks.a1_shot_list`, each function returns sentences about what is
wrong, an empty list where nothing is, and the commonest slip has a sentence of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...words import counted
from .a6_chance import no_coin as no_coin  # what the assignment's cells ask for by this subject
from .a6_chance import some_coin as some_coin
from .a6_chance import some_films as some_films
from .a6_chance import some_tosses as some_tosses
from .a6_chance import wrong_coin as wrong_coin
from .a6_chance import wrong_diversity as wrong_diversity
from .a6_chance import wrong_surprise as wrong_surprise
from .asking import PLAIN, called, kind_of
from .asking import own_work as own_work  # beside the tests of this assignment
from .values import Slip, alike, array_of, slipped, told

Floats = NDArray[np.float64]

ALLOWED = (*PLAIN, "statistics", "scipy", "pandas")
"""What the functions may stand on: none of it holds a model of films."""

COUNT = 8  # numbers a frame
WAYS = ("model", "same", "mean")
HORIZONS = (1, 24, 48)  # frames
LEVEL = 0.03  # errors that differ by less than this share are level
PLACES = (
    # take, from which second, and how many are learnt, and then foretold: each way is nearest
    # somewhere, and no one answer is right for more than a few
    ("1A-1", 10, 8), ("1A-1", 36, 8), ("2A-1", 0, 8), ("2A-1", 4, 8), ("3A-1", 0, 8), ("4A-1", 4, 10),
    ("4A-1", 8, 6), ("7A-1", 0, 5),
)  # fmt: skip
ELSEWHERE = (("4A-2", 0, 5), ("5A-2", 0, 5), ("8A-1", 0, 5), ("3A-1", 10, 5), ("2A-1", 12, 5))
_LONG = 6000  # steps of a path whose chance is looked at
_SURE = 6.0  # standard errors


def states(take: Any, start: float, seconds: float) -> tuple[Floats, Floats]:
    """Return a stretch of a take as a few numbers a frame: what is learnt, and what comes after.

    Parameters
    ----------
    take : Take
        Its slate and handles are left out.
    start : float
        From which second of what is left.
    seconds : float
        How many are learnt; as many come after.

    Returns
    -------
    learnt, unseen : ndarray (frames, 8)
        Weights of the eight leading patterns of the learnt part, about its mean picture; in grey
        levels, so that the root of the sum of their squares is a root mean square over all pixels.
    """
    from ...generate import fit as fit_pictures
    from ...generate.pictures import grey
    from ...media.clip import usable

    clip, first, _ = usable(take)
    begin, half = first + round(start * clip.rate), round(seconds * clip.rate)
    pictures = grey(clip, begin, begin + 2 * half)[:, ::2, ::2]
    model = fit_pictures(pictures[:half], COUNT)
    numbers = model.states_of(pictures) / np.sqrt(pictures[0].size)
    return np.asarray(numbers[:half]), np.asarray(numbers[half:])


def place(seed: int) -> tuple[str, int, int]:
    """Draw the stretch that a class looks into: take, from which second, how many are learnt.

    >>> place(1) in PLACES
    True
    """
    return PLACES[int(np.random.default_rng(seed).integers(len(PLACES)))]


def elsewhere(seed: int, rushes: Any) -> tuple[Floats, Floats]:
    """Return the states of a stretch that no class looks into."""
    take, *when = ELSEWHERE[int(np.random.default_rng(seed).integers(len(ELSEWHERE)))]
    return states(rushes[take], *when)


def some_system(seed: int, count: int = 4) -> tuple[Floats, Floats]:
    """Draw a system that turns and fades: its matrix, and the covariance of its chance.

    >>> a, q = some_system(1)
    >>> a.shape, bool(np.abs(np.linalg.eigvals(a)).max() < 0.98)
    ((4, 4), True)
    """
    chance = np.random.default_rng(seed)
    turn = chance.normal(size=(count, count))
    turn *= chance.uniform(0.8, 0.95) / np.abs(np.linalg.eigvals(turn)).max()
    root = chance.normal(size=(count, count)) * chance.uniform(0.3, 2, (count, 1))
    return turn, root @ root.T + 0.1 * np.eye(count)


def some_path(seed: int, steps: int = 90, count: int = 4) -> Floats:
    """Draw states that follow each other, from a system of their own.

    >>> some_path(1).shape
    (90, 4)
    """
    matrix, covariance = some_system(seed, count)
    chance = np.random.default_rng(seed + 1)
    noise = chance.multivariate_normal(np.zeros(count), covariance, steps)
    path = [noise[0]]
    for one in noise[1:]:
        path.append(matrix @ path[-1] + one)
    return np.array(path)


def _fitted(path: Floats) -> Floats:
    return np.asarray(np.linalg.lstsq(path[:-1], path[1:], rcond=None)[0].T)


def wrong_fit(fit: Callable[..., Any], path: Floats) -> list[str]:
    """Hold a student's matrix against the least-squares fit of each state to the next."""
    found, said = called("fit", fit, path.copy())
    if said:
        return said
    shape = (path.shape[1],) * 2
    value = array_of(found, shape)
    if value is None:
        return [f"`fit` returns {told(found)}; a matrix of {shape[0]} by {shape[1]} is asked for."]
    right = _fitted(path)
    if alike(value, right):
        return []
    slips: list[Slip] = [
        (
            right.T,
            "This is the matrix the other way round: `np.linalg.lstsq` finds B with `now @ B` near "
            "the next; with `A @ now` you need its transpose, `B.T`.",
        ),
        (
            _fitted(path[::-1]),
            "This foretells the state *before*. What is known are the states but the last, what is "
            "asked for are the states but the first.",
        ),
        (_fitted(path[::-1]).T, "This foretells the state *before*, and the wrong way round."),
        (np.eye(shape[0]), "This says that nothing changes."),
        (
            np.linalg.lstsq(path, path, rcond=None)[0],
            "You fitted each state to itself. Fit each to the *next*: `states[:-1]` to `states[1:]`.",
        ),
        (
            np.linalg.lstsq(path[:-2], path[2:], rcond=None)[0].T,
            "You fitted each state to the one after the next. The next one is asked for.",
        ),
        (
            _fitted(path - path.mean(axis=0)),
            "You took the mean away first. The states are already counted from the mean picture.",
        ),
    ]
    return [slipped(value, slips) or _off("fit", value, right)]


def wrong_left_over(left_over: Callable[..., Any], path: Floats) -> list[str]:
    """Hold a student's covariance of what the fit leaves over against the right one."""
    matrix = _fitted(path)
    found, said = called("left_over", left_over, path.copy(), matrix.copy())
    if said:
        return said
    shape = matrix.shape
    value = array_of(found, shape)
    if value is None:
        return [
            f"`left_over` returns {told(found)}; a matrix of {shape[0]} by {shape[1]} is asked "
            "for: how each number's rest goes with each other's."
        ]
    left = path[1:] - path[:-1] @ matrix.T
    count = len(left)
    right = left.T @ left / count
    usual = [right, right * count / (count - 1), np.cov(left.T), np.cov(left.T, bias=True)]
    if any(alike(value, one) for one in usual):
        return []
    wrong_way = path[1:] - path[:-1] @ matrix
    slips: list[Slip] = [
        (left.T @ left, "This is a sum. Divide by how many rests there are."),
        (
            np.cov(path.T),
            "This is how the states spread. Take away first what the model foretells of each: "
            "`A @ now`.",
        ),
        (
            np.diag(left.var(axis=0)),
            "You left out how the rests go together: the numbers beside the diagonal are no zeros.",
        ),
        (np.diag(left.std(axis=0)), "These are standard deviations; a covariance is asked for."),
        (
            wrong_way.T @ wrong_way / count,
            "Your foretelling multiplies the wrong way round: for rows of states it is "
            "`states[:-1] @ A.T`.",
        ),
        (np.cov(wrong_way.T), "Your foretelling multiplies the wrong way round: `@ A.T` for rows."),
        (
            np.cov((path[1:] - path[:-1]).T),
            "You took away the state before. The model says more than that nothing changes: `A @ "
            "now`.",
        ),
        (np.corrcoef(left.T), "These are correlations; a covariance is asked for."),
    ]
    return [slipped(value, slips) or _off("left_over", value, right)]


def wrong_sample(sample: Callable[..., Any], seed: int) -> list[str]:
    """Hold a student's path against what it is drawn from: the start, the steps, the seed."""
    matrix, covariance = some_system(seed)
    start = 400 * np.ones(len(matrix))

    def drawn(number: int) -> Any:
        return called(
            "sample", sample, matrix.copy(), covariance.copy(), start.copy(), _FEW, number
        )

    found, said = drawn(1)
    if said:
        return said
    path = array_of(found, (_FEW, len(matrix)))
    if path is None:
        return [
            f"For {_FEW} steps of {len(matrix)} numbers `sample` returns {told(found)}; an array of "
            f"({_FEW}, {len(matrix)}) is asked for."
        ]
    if alike(path[0], start):
        return ["The first row is the start. It is known already: the first row is the step after."]
    if not alike(array_of(drawn(1)[0], path.shape), path):
        return [
            "The same seed gives another path: make the generator inside, "
            "`np.random.default_rng(seed)`, and draw from it alone."
        ]
    noise = _chance_in(path, matrix, start)
    if np.abs(noise).max() < 1e-6:
        return [
            "There is no chance in it: this is the one path that the model expects. Add to each step "
            "a draw of its own."
        ]
    if np.abs(noise).max(axis=1).min() < 1e-6:
        return ["One step has no draw of its own. Each has one, the first as well."]
    if noise[0] @ np.linalg.solve(covariance, noise[0]) > _SURE**2 * len(matrix):
        return ["The first step doesn't come from `start`: it is `A @ start`, and a draw."]
    others = [array_of(drawn(number)[0], path.shape) for number in (2, 3)]
    if any(alike(other, path) for other in others):
        return ["Another seed gives the same path: the seed isn't used, or not all of it."]
    if others[0] is None or _shares(noise, _chance_in(others[0], matrix, start)):
        return [
            "Seeds 1 and 2 share their draws, a step apart: a generator is made anew for each step. "
            "Make one, before the first step."
        ]
    return []


_FEW = 12  # steps of a path that is looked at draw by draw


def _chance_in(path: Floats, matrix: Floats, start: Floats) -> Floats:
    """Return what each step has beyond what the model expects of the one before."""
    return path - np.vstack([start, path[:-1]]) @ matrix.T


def _shares(one: Floats, other: Floats) -> bool:
    """Say whether most draws of one path are another's, a step earlier or later."""
    near = 1e-6 * np.abs(one).max()
    pairs = ((one[1:], other[:-1]), (one[:-1], other[1:]))
    return any((np.abs(a - b).max(axis=1) < near).mean() > 0.5 for a, b in pairs)


def wrong_chance(sample: Callable[..., Any], seed: int) -> list[str]:
    """Hold the chance in a student's path against its covariance: a long path tells what it is."""
    matrix, covariance = some_system(seed)
    count = len(matrix)
    start = np.zeros(count)
    found, said = called("sample", sample, matrix.copy(), covariance.copy(), start, _LONG, seed)
    if said:
        return said
    path = array_of(found, (_LONG, count))
    if path is None:
        return [f"`sample` returns {told(found)}; an array of ({_LONG}, {count}) is asked for."]
    if not np.isfinite(path).all():
        return ["The path grows without end. Each step is `A @ before` and a draw, and no more."]
    noise = _chance_in(path, matrix, start)
    spread = np.sqrt(np.diag(covariance))
    if np.abs(noise[1:]).max() < 1e-9:
        return ["There is no chance in it after the first step: draw anew for each."]
    if np.abs(np.diff(noise, axis=0)).max() < 1e-6 * spread.max():
        return ["Every step has the same chance: draw anew for each."]
    if np.abs(noise.mean(axis=0) / spread).max() * np.sqrt(_LONG) > _SURE:
        return ["The chance leans to one side: its mean should be 0."]
    if _apart(noise, covariance) > _SURE:
        return [_other_spread(path, noise, matrix, covariance)]
    return _no_draws(noise, covariance)


def _other_spread(path: Floats, noise: Floats, matrix: Floats, covariance: Floats) -> str:
    """Say what the chance of a path is, where it is not what it should be."""
    alone = np.diag(np.diag(covariance))
    wide: list[Slip] = [
        (
            alone,
            "Each number has its own chance, but they don't go together as `Q` says. Draw all of a "
            "step at once: `rng.multivariate_normal(zeros, Q)`.",
        ),
        (covariance @ covariance.T, "You multiplied by `Q`: a draw needs its *root*."),
        (np.eye(len(matrix)), "The draws have a spread of 1. `Q` says how wide they are."),
        (alone**2, "You took variances for standard deviations."),
        (np.sqrt(alone), "The chance is too narrow, or too wide: `Q` holds variances."),
    ]
    for expected, words in wide:
        if _apart(noise, expected) < _SURE:
            return words
    start = np.zeros(len(matrix))
    if _apart(_chance_in(path, matrix.T, start), covariance) < _SURE:
        return "You multiply the wrong way round: each step is `A @ before`."
    theirs, right = (np.round(np.diag(one), 2).tolist() for one in (np.cov(noise.T), covariance))
    return (
        f"The chance in your path is not what `Q` says: taken over {_LONG} steps its variances are "
        f"{theirs}, and `Q` has {right}."
    )


def _no_draws(noise: Floats, covariance: Floats) -> list[str]:
    """Say in what the chance of a path, of the right spread, is no row of independent normal draws."""
    unit = np.linalg.solve(np.linalg.cholesky(covariance), noise.T).T
    count = len(unit)
    for lag in range(1, 6):
        together = unit[lag:].T @ unit[:-lag] / count
        if np.abs(together).max() * np.sqrt(count) > _SURE:
            return [
                f"A step's chance goes with that {counted(lag, 'step')} before. Draw anew for each "
                "step, from `Q` alone."
            ]
    if np.abs((unit**4).mean(axis=0) - 3).max() / np.sqrt(96 / count) > _SURE:
        return ["The draws are not from a normal distribution: `rng.multivariate_normal`."]
    halves = [(unit[first::2] ** 2).mean(axis=0) for first in (0, 1)]
    if np.abs(halves[0] - halves[1]).max() / np.sqrt(8 / count) > _SURE:
        return ["Every other step has another chance. All are drawn alike, from `Q`."]
    return []


def _apart(noise: Floats, covariance: Floats) -> float:
    """Return by how many standard errors draws' covariance is off at most, for normal draws."""
    scale = np.sqrt(
        (np.outer(np.diag(covariance), np.diag(covariance)) + covariance**2) / len(noise)
    )
    return float((np.abs(noise.T @ noise / len(noise) - covariance) / scale).max())


def _errors(matrix: Floats, path: Floats, steps: int) -> Floats:
    now, then = path[:-steps], path[steps:]
    guesses = (now @ np.linalg.matrix_power(matrix, steps).T, now, np.zeros_like(now))
    return np.array([_error(guess - then) for guess in guesses])


def _error(off: Floats) -> float:
    return float(np.sqrt((off**2).sum(axis=1).mean()))


def wrong_errors(errors: Callable[..., Any], matrix: Floats, path: Floats, steps: int) -> list[str]:
    """Hold a student's three errors at a horizon against the right ones, in levels."""
    found, said = called("errors", errors, matrix.copy(), path.copy(), steps)
    if said:
        return said
    value = array_of(found, (3,))
    if value is None:
        return [f"`errors` returns {told(found)}; three numbers are asked for: model, same, mean."]
    right = _errors(matrix, path, steps)
    if alike(value, right):
        return []
    now, then, power = path[:-steps], path[steps:], np.linalg.matrix_power(matrix, steps)
    off = [now @ power.T - then, now - then, -then]
    slips: list[Slip] = [
        (
            [_error(now @ matrix.T - then), *right[1:]],
            f"The model is let go for one step; {steps} are asked for. Multiply by `A` so often.",
        ),
        (
            [_error(now @ power - then), *right[1:]],
            "The model multiplies the wrong way round: for rows of states it is `now @ A.T`.",
        ),
        (
            [_error(now @ (steps * matrix).T - then), *right[1:]],
            f"You multiplied by {steps} times `A`. `A` is applied {steps} times: "
            "`np.linalg.matrix_power(A, steps)`.",
        ),
        (
            [float(np.sqrt((one**2).mean())) for one in off],
            "You took the mean over the numbers of a frame. *Add up* their squares, take the mean "
            "over the frames, then the root.",
        ),
        (
            [float(np.sqrt((one**2).sum(axis=1)).mean()) for one in off],
            "You took the root of each frame first. First the mean over the frames, then the root.",
        ),
        ([float((one**2).sum(axis=1).mean()) for one in off], "The root is missing."),
        (
            [float(np.abs(one).sum(axis=1).mean()) for one in off],
            "These are sizes; squares are asked for.",
        ),
        (
            right[[0, 2, 1]],
            "`same` and `mean` have changed places: model, same, mean.",
        ),
        (
            [right[0], right[1], _error(then - then.mean(axis=0))],
            "You took the mean of the half that nobody has seen. The mean picture of the half that "
            "was learnt is all zeros here.",
        ),
        (
            [*right[:2], _error(path)],
            "For the mean you took every frame. Take the same frames for all three: from the "
            f"{steps}th on.",
        ),
        (
            _errors(matrix, path, steps + 1) if len(path) > steps + 1 else right + 1,
            f"You look {steps + 1} frames ahead; {steps} are asked for.",
        ),
    ]
    return [slipped(value, slips) or _off("errors", value, right)]


def no_nearest(nearest: Any) -> list[str]:
    """Say what isn't yet a way for each horizon."""
    if nearest is None:
        return ["`nearest` is still empty."]
    if not isinstance(nearest, Mapping):
        return [
            f"`nearest` is {kind_of(nearest)}; write it as nearest = {{1: '...', 24: '...', 48: '...'}}."
        ]
    for steps in HORIZONS:
        if nearest.get(steps) is None:
            return [f"{counted(steps, 'frame')} ahead is missing in `nearest`."]
        if str(nearest[steps]).strip().lower() not in WAYS:
            return [f"{nearest[steps]!r} is none of 'model', 'same' and 'mean'."]
    return []


def wrong_nearest(nearest: Any, learnt: Floats, unseen: Floats) -> list[str]:
    """Hold which way is nearest at each horizon against the class's take; level ones both count."""
    missing = no_nearest(nearest)
    if missing:
        return missing
    matrix = _fitted(learnt)
    for steps in HORIZONS:
        right = dict(zip(WAYS, _errors(matrix, unseen, steps).tolist(), strict=True))
        said = str(nearest[steps]).strip().lower()
        if right[said] > min(right.values()) * (1 + LEVEL):
            return [
                f"{counted(steps, 'frame')} ahead {said!r} is off by {right[said]:.1f} levels on the half that "
                "the model has not seen, and another is nearer. Fit on `learnt`, and ask `errors` of "
                "`unseen`."
            ]
    return []


def _off(name: str, value: Floats, right: Floats) -> str:
    worst = np.unravel_index(int(np.argmax(np.abs(value - right))), right.shape)
    at = ", ".join(str(int(one)) for one in worst)
    return f"`{name}` is off: at [{at}] it has {value[worst]:.4g}; right is {right[worst]:.4g}."
