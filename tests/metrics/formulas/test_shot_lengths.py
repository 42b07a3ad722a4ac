"""Lengths of shots at the borders of what counts."""

import numpy as np
import pytest

from kuleshov.metrics.formulas import shot_lengths


def test_cuts_at_the_ends_of_the_film_and_outside_it_are_none():
    found = shot_lengths.lengths([0, 10, 5, 5, 2, -1, 11], 10)
    assert found.tolist() == [2, 3, 5]


@pytest.mark.parametrize("wrong", [[], [1, 0], [1, -2], [1, np.inf], [1, np.nan]])
@pytest.mark.parametrize("measure", ["asl", "median", "log_sd", "short_share"])
def test_lengths_are_seconds_above_nothing_and_end(wrong, measure):
    with pytest.raises(ValueError, match="no shots" if not wrong else "lasts no time"):
        getattr(shot_lengths, measure)(wrong)


def test_a_shot_of_two_seconds_is_not_short():
    assert shot_lengths.short_share([2.0, 1.99, 4.01]) == pytest.approx(1.99 / 8)
    assert shot_lengths.short_share([2.0, 1.99, 4.01], 4.01) == pytest.approx(3.99 / 8)
    assert shot_lengths.median([1.0, 4.0, 2.0, 9.0]) == 3
    assert np.isnan(shot_lengths.log_sd([3.0]))
    assert shot_lengths.log_sd([np.e, np.e**3]) == pytest.approx(2**0.5)  # 1 off each way, over 1
