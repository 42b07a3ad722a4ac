"""Surprise and hindsight against the definitions that they stand for, written out."""

import numpy as np
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as some
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


def test_a_gain_in_another_order_is_what_hindsight_finds_of_the_shots_dealt_so():
    random = np.random.default_rng(2)
    pictures = random.integers(0, 255, (6, 3, 4, 5))[[0, 1, 2, 0, 3, 4, 1, 5]]
    gain = surprise.costs(pictures).in_order
    for _ in range(20):
        order = random.permutation(8)
        assert gain(order) == pytest.approx(surprise.hindsight(pictures[order])[0])


SOME = some.lists(some.integers(0, 9), min_size=1, max_size=30)


@for_all(SOME, some.integers(1, 4))
def test_a_peak_is_above_all_within_reach_and_the_highest_comes_first(values, reach):
    values = np.array(values, float)
    expected = [
        at
        for at, value in enumerate(values)
        if value > values.min()
        and all(value > other for other in values[max(0, at - reach) : at])
        and all(value >= other for other in values[at : at + reach + 1])
    ]
    found = surprise.peaks(np.arange(len(values)) / 12, values, reach / 12).tolist()
    assert sorted(found) == expected
    assert [values[at] for at in found] == sorted((values[at] for at in found), reverse=True)


def test_where_nothing_is_known_there_is_no_peak_and_beside_it_there_may_be_one():
    times = np.arange(5) / 4
    assert not len(surprise.peaks(times, np.full(5, np.nan)))
    assert surprise.peaks(times, np.array([1.0, np.nan, 3.0, 2.0, 0.0])).tolist() == [2, 0]


@for_all(
    some.lists(some.integers(0, 240), min_size=1, max_size=20),
    some.lists(some.integers(0, 240), max_size=5),
    some.integers(0, 24),
)
def test_near_a_cut_is_as_near_as_said_to_either_side(times, cuts, within):
    found = surprise.near(np.array(times) / 24, np.array(cuts) / 24, within / 24)
    assert found.tolist() == [any(abs(t - c) <= within for c in cuts) for t in times]
