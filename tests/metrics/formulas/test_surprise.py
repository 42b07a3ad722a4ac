"""Surprise and hindsight against the definitions that they stand for, written out."""

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.stats import gamma

from kuleshov.metrics.formulas import surprise


def divergence(new, old):
    """Integrate the Kullback-Leibler divergence of one gamma distribution from another."""
    (a, b), (c, d) = new, old
    new, old = gamma(a, scale=1 / b), gamma(c, scale=1 / d)
    mean, sd = new.mean(), new.std()
    x = np.linspace(max(1e-6, mean - 12 * sd), mean + 20 * sd, 40_001)
    return np.trapezoid(new.pdf(x) * (new.logpdf(x) - old.logpdf(x)), x)


@pytest.mark.parametrize("forgets", [0.7, 0.5])
def test_surprise_is_what_moves_a_belief_in_bits_mean_over_places(forgets):
    counts = np.array([[5.0, 20.0], [9.0, 20.0], [2.0, 0.0], [0.0, 31.0]])
    expected = np.zeros((4, 2))
    for place in range(2):
        settled = 1 / (1 - forgets)  # as sure as one who has seen the first picture for ever
        a, b = (counts[0, place] + 0.5) * settled, settled
        for at in range(1, 4):
            old = forgets * a, forgets * b
            a, b = old[0] + counts[at, place] + 0.5, old[1] + 1
            expected[at, place] = divergence((a, b), old) / np.log(2)
    given = {} if forgets == 0.7 else {"forgets": forgets}
    assert surprise.surprise(counts, **given) == pytest.approx(expected.mean(axis=1), rel=1e-4)


def told_by(differences):
    """Return the bits of differences in the two-sided geometric of their size."""
    size = np.abs(differences).mean() + 0.05
    ratio = brentq(lambda r: 2 * r / (1 - r * r) - size, 1e-9, 1 - 1e-9)
    chances = (1 - ratio) / (1 + ratio) * ratio ** np.abs(differences)
    return -np.log2(chances).sum()


@pytest.mark.parametrize("quantum", [8.0, 5.0])
def test_a_shot_costs_its_nearest_neighbour_and_the_pointing(quantum):
    pictures = np.random.default_rng(1).integers(0, 255, (4, 3, 5))
    pictures[3] = pictures[0] + 9
    allowed = np.array([[0, 0, 0, 0], [1, 0, 0, 0], [1, 1, 0, 0], [1, 1, 1, 0]], bool)
    steps = np.round(pictures.reshape(4, -1) / quantum)
    expected = []
    for shot in range(4):
        bases = [np.full(15, round(128 / quantum)), *steps[:shot]]
        least = min(told_by(steps[shot] - base) for base in bases)
        expected.append(least + np.log2(shot + 1))
    given = {} if quantum == 8 else {"quantum": quantum}
    assert surprise.bits(pictures, allowed, **given) == pytest.approx(expected)
    every = ~np.eye(4, dtype=bool)
    after = surprise.bits(pictures, every, **given)
    gain, shots = surprise.hindsight(pictures, **given)
    assert gain == pytest.approx(1 - sum(after) / sum(expected))
    assert shots == pytest.approx(1 - after / np.array(expected))
    assert shots[3] == pytest.approx(0) and shots[0] > 0.1, "the last has no future"
    assert surprise.hindsight(pictures[:1])[0] == 0
