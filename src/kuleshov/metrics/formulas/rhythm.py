"""How far do cuts come in bunches? A film's cuts as a process that excites itself.

A metronome cuts by the clock, a Poisson process by chance, an editor in bursts. The Hawkes process
[1]_ is a model of bursts in which a cut makes another one likelier for a while, and N. Redfern held
it against a century of films [2]_::

    l(t) = l0 + sum over cuts ti before t of  mu b exp(-b (t - ti))

In the model ``l0`` is the rate of cuts that nothing called for (1/s), ``mu`` the branching ratio
(how many cuts each cut calls for, on average), ``b`` how fast its call dies away (1/s).

A film need not work like the model to fit it. Its rate is the same from beginning to end but for
what cuts call for, so a change of tempo can only be told as calls: a film that cuts by chance,
slowly in its first half and fast in its second, comes out with a branching ratio of nearly 0.9. What
the ratio measures is how far cuts come in bunches, small or as long as a scene; what bunched them it
does not know.

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
        ``mu``, from 0 (cuts at one tempo, by chance or by the clock) to 0.98, where the search ends.
    background : float
        ``l0``, cuts a second.
    decay : float
        ``b``, 1/s.
    low, high : float
        95 % interval of the branching ratio, from the profile of the likelihood, to 0.02. It holds
        if the film is such a process; where its tempo changes, it lies above 0 without any call.

    Examples
    --------
    >>> found = Hawkes(branching=0.5, background=0.1, decay=2.0, low=0.3, high=0.7)
    >>> found.background / (1 - found.branching)  # cuts a second, in the long run
    0.2
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
    cuts : sequence of float (cuts,)
        Seconds from the beginning of the film, in any order, all inside the film.
    duration : float
        The film's length (s).
    longest : float
        How long a call may last, ``1 / b`` (s); 120 where left out. Longer ones let chance pass for
        bursts more often. Shorter ones don't keep out a change of tempo: a row of short calls does
        for it too.

    Returns
    -------
    Hawkes
        The process that makes the cuts likeliest, with a 95 % interval of its branching ratio.

    Raises
    ------
    ValueError
        Under three cuts, or where one lies outside the film.

    See Also
    --------
    simulate : cuts from a process whose numbers are known
    excitement : how much earlier cuts still call for another
    kuleshov.metrics.formulas.shot_order.lag1 : whether neighbours are alike in length

    Examples
    --------
    >>> hawkes(np.arange(1.0, 300.0, 3.0), 300.0).branching  # a metronome calls for nothing
    0.0
    >>> bursts = [t + 20 * n for n in range(12) for t in (1, 1.5, 1.8, 2.2, 3)]
    >>> 0.6 < hawkes(bursts, 240.0).branching < 0.9  # of five cuts in a burst, four follow one
    True

    No cut calls for another here, yet the tempo changes in the middle, from 8 s a shot to 2:

    >>> random = np.random.default_rng(1)
    >>> slow, fast = random.uniform(0, 320, 40), random.uniform(320, 640, 160)
    >>> found = hawkes([*slow, *fast], 640.0)
    >>> found.branching > 0.7, found.low > 0
    (True, True)
    """
    times = np.sort(np.asarray(cuts, float))
    if len(times) < 3:
        raise ValueError("A process needs at least three cuts.")
    if not (times[0] >= 0 and times[-1] <= duration):  # NaN is refused too
        raise ValueError("A process is fitted to cuts inside the film, from 0 s to its length.")
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
    """Return how much the cuts before each cut still call for another.

    ``sum of exp(-b (ti - tj)) over j < i`` for every cut i.

    Parameters
    ----------
    times : ndarray (cuts,)
        Seconds, rising.
    decay : float
        ``b``, how fast a call dies away (1/s), above 0.

    Returns
    -------
    ndarray of float64 (cuts,)
        0 and up, the first always 0.

    See Also
    --------
    hawkes : the fit that this sum is for

    Examples
    --------
    >>> excitement(np.array([0.0, 1.0]), 1.0).round(3).tolist()
    [0.0, 0.368]
    >>> excitement(np.array([0.0, 0.1, 0.2, 9.0]), 1.0).round(3).tolist()  # a burst, then a pause
    [0.0, 0.905, 1.724, 0.0]
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
    """Draw the cuts of a Hawkes process whose numbers are known.

    Cuts that nothing called for come by chance; each cut calls for a Poisson number of others
    with mean ``branching``, after exponential delays (the process seen as families).

    Parameters
    ----------
    branching : float
        ``mu``, 0 to under 1; at 1 the families never die out.
    background : float
        ``l0``, cuts a second that nothing called for.
    decay : float
        ``b``, 1/s, above 0.
    duration : float
        The film's length (s).
    seed : int
        The same seed draws the same cuts.

    Returns
    -------
    ndarray of float64 (cuts,)
        Seconds, rising, from 0 to under the duration.

    Raises
    ------
    ValueError
        Where the background or the branching is below 0 (from numpy).

    See Also
    --------
    hawkes : finds the numbers again

    Examples
    --------
    >>> chance, bursts = (simulate(mu, 0.2 * (1 - mu), 1.0, 3000) for mu in (0.0, 0.6))
    >>> len(chance), len(bursts)  # about 600 each
    (610, 679)
    >>> [round(float(np.median(np.diff(cuts))), 1) for cuts in (chance, bursts)]
    [3.5, 0.7]
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
