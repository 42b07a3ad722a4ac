"""Intervals from draws that can be made again."""

import numpy as np
import pytest

from kuleshov.metrics.formulas import intervals


def test_five_shots_carry_an_interval_and_four_do_not():
    values = np.array([1.0, 2.0, 4.0, 8.0, 16.0])
    found = intervals.bootstrap(values, np.mean)
    assert intervals.bootstrap(values[:4], np.mean) is None
    each = [values[draw].mean() for draw in intervals.draws(5)]
    assert found == pytest.approx(np.quantile(each, [0.025, 0.975]))
    assert found.units.tolist() == values.tolist() and found.draws.tolist() == each
    assert (len(found.draws), found.of) == (1000, "shots")
    narrow = intervals.bootstrap(values, np.mean, share=0.5, resamples=300, of="cuts")
    assert narrow == pytest.approx(np.quantile(each[:300], [0.25, 0.75]))
    assert (len(narrow.draws), narrow.of) == (300, "cuts")


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
    assert found == pytest.approx(np.quantile(expected, [0.025, 0.975]))
    assert found.units.tolist() == [np.median(values[shots == name]) for name in names]
    four = shots != 9
    assert intervals.bootstrap_median(values[four], shots[four]) is None
    half = intervals.bootstrap_median(values, shots, share=0.5, resamples=100)
    assert half == pytest.approx(np.quantile(expected[:100], [0.25, 0.75]))
