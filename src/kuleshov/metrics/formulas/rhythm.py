"""Do cuts call for more cuts? A film's cuts as a process that excites itself.

A metronome cuts by the clock, a Poisson process by chance, an editor in bursts: a cut makes
another one likelier for a while. The Hawkes process [1]_ says by how much, and N. Redfern held it
against a century of films [2]_::

    l(t) = l0 + sum over cuts ti before t of  mu b exp(-b (t - ti))

``l0`` is the rate of cuts that nothing called for (1/s), ``mu`` the branching ratio (how many
cuts each cut calls for, on average), ``b`` how fast its call dies away (1/s).

.. [1] A. G. Hawkes, "Spectra of some self-exciting and mutually exciting point processes",
   Biometrika 58(1), 1971.
.. [2] N. Redfern, "Motion picture editing as a Hawkes process", Journal of Data Science 21(1),
   2023.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

FEWEST = 50  # cuts
LONGEST, SHORTEST = 120.0, 0.25  # s; how long a cut may call for others
_MOST = 0.98  # branching; at 1 a film would never stop cutting
_HALF_WIDTH = 1.92  # log likelihood; half of the 95 % point of chi-squared with one degree


class Hawkes(NamedTuple):
    """A fitted process.

    Attributes
    ----------
    branching : float
        ``mu``, 0 (chance) to 1.
    background : float
        ``l0``, cuts a second.
    decay : float
        ``b``, 1/s.
    low, high : float
        95 % interval of the branching ratio, from the profile of the likelihood.
    """

    branching: float
    background: float
    decay: float
    low: float
    high: float


def hawkes(cuts: Sequence[float] | np.ndarray, duration: float, longest: float = LONGEST) -> Hawkes:
    """Fit a Hawkes process with an exponential kernel to the times of cuts.

    The likelihood is searched over a grid of branching and decay, with the best background for
    each, and then climbed from the best corner: it has more than one hill in short films.

    Parameters
    ----------
    cuts : sequence of float
        Seconds from the beginning of the film.
    duration : float
        The film's length (s).
    longest : float
        How long a call may last, ``1 / b`` (s). What lasts for minutes can't be told from a
        change of tempo, and lets chance pass for bursts more often.

    Raises
    ------
    ValueError
        Under three cuts.

    Examples
    --------
    >>> hawkes(np.arange(1.0, 300.0, 3.0), 300.0).branching  # a metronome calls for nothing
    0.0
    """
    times = np.sort(np.asarray(cuts, float))
    if len(times) < 3:
        raise ValueError("A process needs at least three cuts.")
    mus = np.linspace(0, _MOST, 50)
    decays = np.geomspace(1 / longest, 1 / SHORTEST, 24)
    surface = np.array([_profile(times, duration, mus, decay)[0] for decay in decays])
    row, column = np.unravel_index(int(surface.argmax()), surface.shape)
    mu, decay = _climb(times, duration, float(mus[column]), float(decays[row]), longest)
    best, background = _profile(times, duration, np.array([mu]), decay)
    crest = surface.max(axis=0)
    inside = mus[crest >= max(float(best[0]), float(crest.max())) - _HALF_WIDTH]
    low, high = (float(inside.min()), float(inside.max())) if len(inside) else (mu, mu)
    return Hawkes(mu, float(background[0]), decay, min(low, mu), max(high, mu))


def excitement(times: np.ndarray, decay: float) -> np.ndarray:
    """Return ``sum of exp(-b (ti - tj)) over j < i`` for every cut i.

    >>> excitement(np.array([0.0, 1.0]), 1.0).round(3).tolist()
    [0.0, 0.368]
    """
    found = np.zeros(len(times))
    carried = 0.0
    for at, fade in enumerate(np.exp(-decay * np.diff(times)).tolist(), 1):
        carried = fade * (1 + carried)
        found[at] = carried
    return found


def simulate(
    branching: float, background: float, decay: float, duration: float, seed: int = 0
) -> np.ndarray:
    """Draw the cuts of a Hawkes process whose numbers are known: times (s), sorted.

    Cuts that nothing called for come by chance; each cut calls for a Poisson number of others
    with mean ``branching``, after exponential delays (the process seen as families).
    """
    random = np.random.default_rng(seed)
    cuts: list[float] = []
    waiting = random.uniform(0, duration, random.poisson(background * duration)).tolist()
    while waiting:
        time = waiting.pop()
        if time < duration:
            cuts.append(time)
            waiting += (time + random.exponential(1 / decay, random.poisson(branching))).tolist()
    return np.sort(np.array(cuts))


def _profile(
    times: np.ndarray, duration: float, mus: np.ndarray, decay: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return the log likelihood for each branching ratio with the best background, and that."""
    called = mus[:, None] * decay * excitement(times, decay)
    answered = mus * (1 - np.exp(-decay * (duration - times))).sum()
    background = np.maximum((len(times) - answered) / duration, 1e-6)
    for _ in range(6):  # Newton's method on a concave function of one number
        share = 1 / (background[:, None] + called)
        step = (share.sum(axis=1) - duration) / (share**2).sum(axis=1)
        background = np.clip(background + step, background / 4, background * 4)
    value = np.log(background[:, None] + called).sum(axis=1) - background * duration - answered
    return value, background


def _climb(
    times: np.ndarray, duration: float, mu: float, decay: float, longest: float
) -> tuple[float, float]:
    from scipy.optimize import minimize

    def worse(at: np.ndarray) -> float:
        return -float(_profile(times, duration, at[:1], float(np.exp(at[1])))[0][0])

    bounds = [(0.0, _MOST), (-np.log(longest), -np.log(SHORTEST))]
    inside = float(np.clip(np.log(decay), bounds[1][0] + 0.1, bounds[1][1] - 0.1))
    found = minimize(  # three corners that differ, wherever the best of the grid lies
        worse,
        [mu, inside],
        method="Nelder-Mead",
        bounds=bounds,
        options={
            "xatol": 1e-4,
            "fatol": 1e-6,
            "initial_simplex": [[mu, inside], [abs(mu - 0.02), inside], [mu, inside + 0.05]],
        },
    )
    return float(found.x[0]), float(np.exp(found.x[1]))
