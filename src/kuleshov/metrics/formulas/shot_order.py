"""Measures of order: what would change if the same shots were dealt in another order.

A film's average shot length survives a shuffle; its shape does not. Each of these numbers is held
against shuffles of the same shots, and none of them is "story": they are what stories tend to
leave behind in pictures.

What a shuffle stands for, and what a small p speaks against, is in :mod:`.shuffles`.
"""

from collections.abc import Mapping, Sequence

import numpy as np

BINS = 20
ALIKE = 1e-9
"""Values that differ by less than this share of the largest are one."""


def ranks(values: Sequence[float] | np.ndarray) -> np.ndarray:
    """Return ranks from 1, equal values sharing the mean of theirs.

    Values count as equal within a billionth of the largest: lengths that were computed from the
    times of cuts differ in their last digits, and a tie broken by those is broken by nothing.

    Parameters
    ----------
    values : sequence of float (n,)
        Numbers; where one is NaN, all ranks are.

    Returns
    -------
    ndarray of float64 (n,)
        1 to n.

    See Also
    --------
    lag1, order : what is computed from them

    Examples
    --------
    >>> ranks([3.0, 1.0, 3.0]).tolist()
    [2.5, 1.0, 2.5]
    >>> ranks([0.3, 0.1 + 0.2, 0.1]).tolist()
    [2.5, 2.5, 1.0]
    """
    from scipy.stats import rankdata

    given = np.asarray(values, float)
    if not len(given) or not np.isfinite(given).all():
        return np.asarray(rankdata(given), float)
    rising = np.argsort(given)
    steps = np.diff(given[rising], prepend=given[rising[0]]) > ALIKE * np.abs(given).max()
    level = np.empty(len(given), int)
    level[rising] = np.cumsum(steps)
    return np.asarray(rankdata(level), float)


def lag1(values: Sequence[float] | np.ndarray) -> float:
    """Return the correlation of each shot's rank with the next one's.

    Above 0, long shots follow long ones and short ones short ones; below 0, they alternate. Ranks
    make one very long shot count no more than the longest (Spearman's idea, lag one).

    Parameters
    ----------
    values : sequence of float (shots,)
        One a shot, such as its length (s).

    Returns
    -------
    float
        -1 to 1; NaN where all are equal or there is none.

    See Also
    --------
    order : calm and busy over the whole film
    kuleshov.metrics.formulas.shuffles.shuffled : whether any order would do
    kuleshov.metrics.formulas.rhythm.hawkes : bursts in the times of the cuts

    Examples
    --------
    >>> lag1([1, 2, 3, 4, 5, 6, 7, 8])  # ever longer
    0.625
    >>> round(lag1([1, 9, 2, 8, 3, 7, 4, 6]), 2)  # short, long, short, long
    -0.82
    """
    return _lag1_of_ranks(ranks(values))


def _lag1_of_ranks(rank: np.ndarray) -> float:
    if not len(rank):
        return float("nan")
    centred = rank - rank.mean()
    size = float((centred**2).sum())
    return float((centred[:-1] * centred[1:]).sum()) / size if size else float("nan")


def order(values: Sequence[float] | np.ndarray) -> float:
    """Return how far the running sum of ranks strays from a straight line.

    The cumulative sum of ``rank - mean rank``, its largest distance from 0, divided by what a
    sorted film would reach (after Redfern [1]_). Near 0 where busy and calm shots are dealt evenly
    over the film, 1 where all calm ones come first, or all busy ones.

    Parameters
    ----------
    values : sequence of float (shots,)
        One a shot, such as its visual activity.

    Returns
    -------
    float
        0 to 1; NaN where all are equal or there is none.

    See Also
    --------
    lag1 : likeness of neighbours only
    acts : where in the film it is calm or busy
    kuleshov.metrics.formulas.shuffles.shuffled : whether any order would do

    References
    ----------
    .. [1] N. Redfern, "Analysing motion picture cutting rates", Wide Screen 9(1), 2022: cutting
       rates as cumulative sums; the scale from 0 to 1 is this kit's.

    Examples
    --------
    >>> order([1, 2, 3, 4]), order([4, 3, 2, 1]), order([1, 4, 2, 3])
    (1.0, 1.0, 0.75)
    """
    return _order_of_ranks(ranks(values))


def _order_of_ranks(rank: np.ndarray) -> float:
    if not len(rank):
        return float("nan")
    centred = rank - rank.mean()
    most = np.abs(np.cumsum(np.sort(centred))).max()
    return float(np.abs(np.cumsum(centred)).max() / most) if most else float("nan")


def acts(series: Mapping[str, np.ndarray]) -> tuple[float, dict[str, float]]:
    """Return how well a film's series follow the arc of popular films.

    J. E. Cutting cut 210 popular films into four acts and saw, over the films: shots get longer
    and motion less in the set-up; the picture darkens over the middle and brightens in the
    climax; shots get shorter and motion more until well into the climax [1]_. Each series is
    laid into 20 bins and correlated (Spearman) with its arc in ``ARCS``; the value is the mean.

    Parameters
    ----------
    series : mapping of str to ndarray (20,)
        Any of ``length``, ``motion``, ``light``, ``loudness``, from :func:`binned`; NaN where a bin
        has none. Loudness stands in for the music and action of the climax: its arc is this kit's
        guess.

    Returns
    -------
    value : float
        -1 to 1, the mean of the parts; NaN where there are none.
    parts : dict of str to float
        Each series' own, -1 to 1; NaN where fewer than five bins are known, or all are equal.

    Raises
    ------
    KeyError
        Where a series has another name.
    IndexError
        Where a series has not 20 bins (from numpy).

    See Also
    --------
    binned : lays shots into the bins
    order : calm and busy without an arc

    References
    ----------
    .. [1] J. E. Cutting, "The evolution of pace in popular movies", Cognitive Research 1:30,
       2016.

    Examples
    --------
    >>> acts({"length": ARCS["length"], "motion": -ARCS["motion"]})
    (0.0, {'length': 1.0, 'motion': -1.0})
    >>> steady = binned(np.arange(40.0), np.ones(40))  # ever more motion
    >>> round(acts({"motion": steady})[0], 2)
    0.83
    """
    parts = {name: _arc(np.asarray(values, float), ARCS[name]) for name, values in series.items()}
    seen = [value for value in parts.values() if np.isfinite(value)]
    return (float(np.mean(seen)) if seen else float("nan")), parts


def _bend(*points: tuple[float, float]) -> np.ndarray:
    at, height = zip(*points, strict=True)
    return np.interp((np.arange(BINS) + 0.5) / BINS, at, height)


ARCS = {
    "length": _bend((0, 0.6), (0.25, 1), (0.88, 0), (1, 0.4)),
    "motion": _bend((0, 0.4), (0.25, 0), (0.88, 1), (1, 0.6)),
    "light": _bend((0, 1), (0.25, 1), (0.75, 0), (1, 1)),
    "loudness": _bend((0, 0.2), (0.25, 0), (0.88, 1), (1, 0.6)),
}
"""The arcs, 20 bins each. Change one, and see what fits it then."""


def _arc(values: np.ndarray, direction: np.ndarray) -> float:
    from scipy.stats import spearmanr

    seen = np.isfinite(values)
    if seen.sum() < 5 or np.ptp(values[seen]) == 0 or np.ptp(direction[seen]) == 0:
        return float("nan")
    return float(spearmanr(values[seen], direction[seen]).statistic)


def binned(values: np.ndarray, weights: np.ndarray, bins: int = BINS) -> np.ndarray:
    """Lay shots on a film's length and return the mean in each of its equal parts.

    A shot counts in a part by the time that it fills there (to a fiftieth of the part).

    Parameters
    ----------
    values : ndarray (shots,)
        One a shot, in any unit; NaN where a shot has none.
    weights : ndarray (shots,)
        How long each lasts (s), above 0.
    bins : int
        How many parts; 20 where left out.

    Returns
    -------
    ndarray of float64 (bins,)
        In the values' unit; NaN where no shot in the part has a value.

    See Also
    --------
    acts : what the parts are held against

    Examples
    --------
    >>> binned(np.array([1.0, 5.0]), np.array([3.0, 1.0]), bins=4).tolist()
    [1.0, 1.0, 1.0, 5.0]
    >>> binned(np.array([1.0, 5.0]), np.array([3.0, 1.0]), bins=2).tolist()
    [1.0, 3.0]
    """
    fine = 50 * bins
    edges = np.cumsum(weights) / np.sum(weights)
    which = np.searchsorted(edges, (np.arange(fine) + 0.5) / fine)
    laid = np.asarray(values, float)[which].reshape(bins, -1)
    seen = np.isfinite(laid)
    total = np.where(seen, laid, 0).sum(axis=1)
    return np.where(seen.any(axis=1), total / np.maximum(seen.sum(axis=1), 1), np.nan)


NEAR = 0.4
"""A shot has come back where it differs less than this share of what two unlike shots do."""


def returns(pictures: np.ndarray) -> np.ndarray:
    """Return for each shot to which earlier one, not the one just before, it comes back.

    Parameters
    ----------
    pictures : ndarray (shots, 3, height, width)
        A small picture of each shot, brightness and two colour differences, levels 0 to 255.

    Returns
    -------
    ndarray of int (shots,)
        The number of the nearest earlier shot where it is near and is not the previous one;
        -1 where the shot is new, or goes on from the one before.

    See Also
    --------
    return_rate : the share of shots that come back
    patterns, distances : how near is found

    Examples
    --------
    >>> a, b, c = np.random.default_rng(1).uniform(0, 255, (3, 3, 9, 16))
    >>> returns(np.stack([a, b, a, c, c])).tolist()  # the third comes back; the last goes on
    [-1, -1, 0, -1, -1]
    """
    apart = distances(patterns(pictures))
    found = np.full(len(apart), -1)
    if len(apart) < 3:
        return found
    usual = float(np.quantile(apart[np.triu_indices(len(apart), 1)], 0.75))
    for shot in range(2, len(apart)):
        nearest = int(apart[shot, :shot].argmin())
        if nearest != shot - 1 and apart[shot, nearest] < NEAR * usual:
            found[shot] = nearest
    return found


def return_rate(pictures: np.ndarray) -> float:
    """Return the share of the shots from the third on that come back to an earlier one.

    Parameters
    ----------
    pictures : ndarray (shots, 3, height, width)
        A small picture of each shot, brightness and two colour differences, levels 0 to 255.

    Returns
    -------
    float
        0 to 1; NaN under three shots.

    See Also
    --------
    returns : which shot comes back to which
    kuleshov.metrics.formulas.shuffles.shuffled : whether any order would do

    Examples
    --------
    >>> new = np.random.default_rng(1).uniform(0, 255, (4, 3, 9, 16))
    >>> return_rate(new), return_rate(np.concatenate([new[:2], new[:2]]))
    (0.0, 1.0)
    """
    found = returns(pictures)
    return float((found[2:] >= 0).mean()) if len(found) > 2 else float("nan")


def patterns(pictures: np.ndarray) -> np.ndarray:
    """Return pictures in which a dark set-up has as much to show as a bright one.

    Brightness is brought to mean 0 and spread 1 in each (but the noise of an even picture is not
    blown up), colour to shares of 10 levels.

    Parameters
    ----------
    pictures : ndarray (shots, 3, height, width)
        Brightness and two colour differences, levels 0 to 255.

    Returns
    -------
    ndarray of float64 (shots, 3, height, width)
        Brightness in spreads of its own picture (in 3 levels where it spreads less); colour in
        tens of levels from grey.

    See Also
    --------
    distances : how far they lie apart
    returns : what they are for

    Examples
    --------
    >>> dark = np.full((1, 3, 2, 2), 128.0)
    >>> dark[0, 0] = [[20, 20], [30, 30]]
    >>> bright = dark * [[[[6]], [[1]], [[1]]]]
    >>> patterns(dark)[0, 0].tolist(), patterns(bright)[0, 0].tolist()
    ([[-1.0, -1.0], [1.0, 1.0]], [[-1.0, -1.0], [1.0, 1.0]])
    """
    made = np.array(pictures, float)
    bright = made[:, 0]
    mean = bright.mean(axis=(1, 2), keepdims=True)
    spread = np.maximum(bright.std(axis=(1, 2), keepdims=True), 3)
    made[:, 0] = (bright - mean) / spread
    made[:, 1:] = (made[:, 1:] - 128) / 10
    return made


def distances(pictures: np.ndarray) -> np.ndarray:
    """Return the mean absolute difference of every two rows.

    Parameters
    ----------
    pictures : ndarray (rows, ...)
        Whatever follows the first axis is taken as one row of numbers.

    Returns
    -------
    ndarray of float64 (rows, rows)
        0 and up, in the unit of what was given; 0 on the diagonal.

    See Also
    --------
    patterns : pictures in which exposure does not count
    kuleshov.metrics.formulas.variety.diversity : the mean over takes

    Examples
    --------
    >>> distances(np.array([[0.0, 0.0], [1.0, 3.0]])).tolist()
    [[0.0, 2.0], [2.0, 0.0]]
    """
    from scipy.spatial.distance import cdist

    flat = np.asarray(pictures, float).reshape(len(pictures), -1)
    return np.asarray(cdist(flat, flat, "cityblock") / flat.shape[1])
