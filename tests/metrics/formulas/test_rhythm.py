"""Given cuts whose process is known, its numbers are found again."""

import numpy as np
import pytest

from kuleshov.metrics.formulas import rhythm


def likelihood(cuts, duration, mu, background, decay):
    """Return the log likelihood as the definition has it, every cut held against all before it."""
    background = np.atleast_1d(background)[:, None]
    apart = cuts[:, None] - cuts[None, :]
    called = np.where(apart > 0, np.exp(-decay * np.maximum(apart, 0)), 0).sum(axis=1)
    answered = mu * (1 - np.exp(-decay * (duration - cuts))).sum()
    seen = np.log(background + mu * decay * called).sum(axis=1)
    return (seen - background[:, 0] * duration - answered).max()


BURSTS = rhythm.simulate(0.6, 0.08, 1.0, 600, seed=4)


def test_nothing_near_makes_the_cuts_likelier():
    found = rhythm.hawkes(BURSTS, 600)
    numbers = np.array([found.branching, found.background, found.decay])
    best = likelihood(BURSTS, 600, *numbers)
    for place in range(3):
        for factor in (0.97, 1.03):
            beside = numbers.copy()
            beside[place] *= factor
            assert likelihood(BURSTS, 600, *beside) < best


@pytest.mark.parametrize("seed", range(3))
def test_the_numbers_of_a_simulated_film_lie_in_the_interval(seed):
    cuts = rhythm.simulate(0.5, 0.1, 1.5, 2000, seed=seed)
    found = rhythm.hawkes(cuts, 2000)
    assert found.low <= 0.5 <= found.high and found.high - found.low < 0.35
    assert found.background == pytest.approx(0.1, rel=0.35)
    assert found.decay == pytest.approx(1.5, rel=0.5)


def test_the_interval_ends_where_the_cuts_become_too_unlikely():
    """By half of the 95 % point of chi-squared with one degree of freedom, 1.92."""
    found = rhythm.hawkes(BURSTS, 600)
    best = likelihood(BURSTS, 600, found.branching, found.background, found.decay)
    decays = np.geomspace(found.decay / 3, found.decay * 3, 17)
    backgrounds = np.geomspace(0.1, 1, 60) * len(BURSTS) / 600
    lost = lambda mu: best - max(likelihood(BURSTS, 600, mu, backgrounds, d) for d in decays)  # noqa: E731
    assert lost(found.low) < 1.95 < lost(found.low - 0.025)
    assert lost(found.high) < 1.95 < lost(found.high + 0.025)


def test_the_order_in_which_cuts_are_told_does_not_matter():
    shuffled = np.random.default_rng(1).permutation(BURSTS)
    assert rhythm.hawkes(shuffled, 600) == rhythm.hawkes(BURSTS, 600)


def test_two_cuts_are_too_few_and_three_are_a_process():
    with pytest.raises(ValueError, match="at least three cuts"):
        rhythm.hawkes([1, 2], 10)
    assert 0 <= rhythm.hawkes([1, 2, 6], 10).branching <= 0.98


def test_a_call_lasts_a_quarter_of_a_second_at_least_and_so_long_at_most():
    quick = [t + 30 * n for n in range(12) for t in (1, 1.05, 1.1, 1.15)]
    assert rhythm.hawkes(quick, 360).decay == pytest.approx(4, rel=1e-3)
    slow = np.sort(np.concatenate([np.arange(0, 200, 2.0), np.arange(200, 1000, 40.0)]))
    free = rhythm.hawkes(slow, 1000).decay
    assert 1 / 30 < free < 1 / 10
    assert rhythm.hawkes(slow, 1000, longest=5).decay == pytest.approx(1 / 5, rel=1e-3)


def test_a_film_that_is_one_burst_stops_short_of_never_stopping():
    burst = 500 + np.cumsum(np.full(60, 0.2))
    found = rhythm.hawkes(burst, 2000)
    assert 0.9 < found.branching <= found.high <= 0.98


def test_excitement_is_the_sum_over_all_cuts_before():
    times = np.array([0.0, 0.4, 1.0, 3.0, 3.1])
    by_hand = [sum(np.exp(-0.7 * (t - s)) for s in times[:i]) for i, t in enumerate(times)]
    assert rhythm.excitement(times, 0.7) == pytest.approx(by_hand)


def test_simulated_cuts_lie_in_the_film_in_their_order_and_are_as_many_as_they_should():
    for mu, background in ((0.0, 0.2), (0.5, 0.1), (0.8, 0.04)):
        cuts = [rhythm.simulate(mu, background, 2.0, 1000, seed) for seed in range(20)]
        assert all((np.diff(one) >= 0).all() and one[0] >= 0 and one[-1] < 1000 for one in cuts)
        assert np.mean([len(one) for one in cuts]) == pytest.approx(200, rel=0.12)


@pytest.mark.parametrize("decay", [0.5, 4.0])
def test_answers_come_after_the_call_and_die_away_as_fast_as_asked(decay):
    """Few cuts are answered, and nearly all families lie far apart: what is near is an answer."""
    gaps = np.diff(rhythm.simulate(0.1, 0.0001, decay, 3e7, seed=5))
    near = gaps[gaps < 8 / decay]
    assert len(near) == pytest.approx(330, rel=0.3)
    assert near.mean() == pytest.approx(1 / decay, rel=0.2)


def test_two_tempi_without_any_burst_pass_for_bunching():
    """No cut has to do with another: the card says that a change of tempo gives the same number."""
    found = []
    for seed in range(40):
        random = np.random.default_rng(seed)
        slow, fast = random.uniform(0, 320, 40), random.uniform(320, 640, 160)
        found.append(rhythm.hawkes([*slow, *fast], 640))
    assert np.median([one.branching for one in found]) == pytest.approx(0.87, abs=0.04)
    assert all(one.low > 0 for one in found)
    held = [rhythm.hawkes(np.random.default_rng(n).uniform(0, 640, 160), 640) for n in range(40)]
    assert np.median([one.branching for one in held]) < 0.1
    assert np.mean([one.low > 0 for one in held]) < 0.2
