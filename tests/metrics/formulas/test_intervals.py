"""Intervals from draws that can be made again, as wide as so few values know."""

import numpy as np
import pytest
from scipy import stats

from kuleshov.metrics.formulas import intervals
from kuleshov.metrics.formulas.intervals import Sample, interval

ALONE = np.random.default_rng(4).permutation(25.0 * np.arange(25))  # no autocorrelation above 0
SPREAD = np.linspace(-1, 1, 1001)  # its middle 95 % lies between -0.95 and 0.95
# 25 values, each taken for 1 + 1 / 5 of one: by hand, and by another implementation of Student's t.
WIDER = (1.2 * 25 / 24) ** 0.5 * stats.t.ppf(0.975, 25 / 1.2 - 1) / stats.norm.ppf(0.975)


def test_five_shots_are_drawn_again_and_four_are_not():
    values = np.array([1.0, 2.0, 4.0, 8.0, 16.0])
    found = intervals.bootstrap(values, np.mean)
    assert intervals.bootstrap(values[:4], np.mean) is None
    each = [values[draw].mean() for draw in intervals.draws(5)]
    assert found.units.tolist() == values.tolist() and found.draws.tolist() == each
    assert (len(found.draws), found.of) == (1000, "shots")
    few = intervals.bootstrap(values, np.mean, resamples=300, of="cuts")
    assert few.draws.tolist() == each[:300] and few.of == "cuts"


def test_draws_are_set_apart_for_how_few_there_are():
    assert intervals.wider(ALONE) == pytest.approx(WIDER)
    found = interval(10.0, Sample(ALONE, 10 + SPREAD))
    assert found == pytest.approx((10 - 0.95 * WIDER, 10 + 0.95 * WIDER))
    half = interval(10.0, Sample(ALONE, 10 + SPREAD), share=0.5)
    far = stats.t.ppf(0.75, 25 / 1.2 - 1) / stats.norm.ppf(0.75) * 1.25**0.5
    assert half == pytest.approx((10 - 0.5 * far, 10 + 0.5 * far))


def test_what_the_draws_show_of_their_bias_is_put_back():
    """Draws that come out 0.3 too low say that the number itself did."""
    found = interval(10.0, Sample(ALONE, 9.7 + SPREAD))
    assert found == pytest.approx((10.3 - 0.95 * WIDER, 10.3 + 0.95 * WIDER))


@pytest.mark.parametrize(
    ("within", "in_logarithm"),
    [((0, np.inf), True), ((0, 255), True), ((0, 1), False), ((-1, np.inf), False)],
)
def test_what_only_has_a_lowest_end_is_set_apart_in_its_logarithm(within, in_logarithm):
    draws = 0.5 * np.exp(0.2 * SPREAD)
    found = interval(0.5, Sample(ALONE, draws), within)
    reach = np.exp(0.19 * WIDER)
    assert (found == pytest.approx((0.5 / reach, 0.5 * reach))) == in_logarithm
    # A draw of 0 has no logarithm; the interval then stays plain, and ends at 0.
    low, high = interval(0.5, Sample(ALONE, 0.5 + 0.5 * SPREAD), within)
    assert (low, high) == pytest.approx(
        (max(within[0], 0.5 - 0.475 * WIDER), min(within[1], 0.5 + 0.475 * WIDER))
    )


def test_an_interval_stays_in_its_range():
    assert interval(0.9, Sample(ALONE, 0.9 + SPREAD), (0, 1)) == (0, 1)


@pytest.mark.parametrize(
    "sample",
    [
        None,
        Sample(ALONE[:11], SPREAD),
        Sample(ALONE, SPREAD, "stretches"),
        Sample(ALONE, np.full(1000, 3.0)),
        Sample(ALONE, 3.0 + 1e-15 * SPREAD),
        Sample(ALONE, np.full(1000, np.nan)),
        Sample([*ALONE, np.nan], 3.0 + SPREAD),
    ],
    ids=["no sample", "eleven", "stretches", "no width", "rounding", "no number", "no unit"],
)
def test_what_cannot_be_told_has_no_interval(sample):
    assert interval(3.0, sample) is None
    assert interval(np.nan, Sample(ALONE, 3.0 + SPREAD)) is None


def test_twelve_are_enough_and_draws_without_a_number_are_left_out():
    draws = np.concatenate([SPREAD, np.full(500, np.nan)])
    assert interval(0.0, Sample(ALONE[:12], draws)) == interval(0.0, Sample(ALONE[:12], SPREAD))


def test_values_that_hang_together_know_less():
    random = np.random.default_rng(3)
    scenes = np.repeat(random.normal(size=15), 4)  # sixty shots of fifteen scenes
    assert intervals.wider(scenes) > 1.7 * intervals.wider(random.permutation(scenes))
    # At most as wide as four values that stand for themselves ask for.
    most = (15 * 60 / 59) ** 0.5 * stats.t.ppf(0.975, 3) / stats.norm.ppf(0.975)
    assert intervals.wider(np.arange(60.0)) == pytest.approx(most)


def test_students_t_is_the_published_one():
    assert intervals.student(4) == pytest.approx(2.776, abs=5e-4)  # any table of t
    assert intervals.student(10, 0.9) == pytest.approx(1.812, abs=5e-4)
    assert intervals.student(np.inf) == pytest.approx(1.960, abs=5e-4)


def test_the_middle_leaves_out_what_has_no_number():
    results = [np.nan, *np.linspace(0, 40, 41)]
    assert intervals.middle(results) == pytest.approx((1, 39))
    assert intervals.middle(results, 0.5) == pytest.approx((10, 30))
    assert intervals.draws(7).shape == (1000, 7) and intervals.draws(7).max() == 6


def test_whole_shots_are_drawn_for_a_median_over_frames():
    random = np.random.default_rng(1)
    shots = np.repeat([3, 1, 4, 9, 7], [4, 9, 2, 6, 5])
    values = random.uniform(0, 10, len(shots))
    found = intervals.bootstrap_median(values, shots)
    names = [1, 3, 4, 7, 9]
    drawn, expected = np.random.default_rng(1918), []
    for _ in range(400):
        taken = [names[n] for n in drawn.integers(5, size=5)]
        frames = np.sort(np.concatenate([values[shots == name] for name in taken]))
        expected.append(frames[(len(frames) - 1) // 2])  # of an even number the lower one
    assert found.draws == pytest.approx(expected)
    assert found.units.tolist() == [np.median(values[shots == name]) for name in names]
    four = shots != 9
    assert intervals.bootstrap_median(values[four], shots[four]) is None
    half = intervals.bootstrap_median(values, shots, resamples=100)
    assert half.draws == pytest.approx(expected[:100])
