"""Who stands left of whom, before a cut and after it."""

import numpy as np
import pytest

from kuleshov.metrics.formulas import direction


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ((0.0, 0.5, 1.0), (0.1, 0.2, 0.3), 1),
        ((0.0, 0.5, 1.0), (0.3, 0.2, 0.1), -1),
        ((0.0, 0.5, 1.0), (0.2, 0.1, 0.3), 1 / 3),  # one pair of three has changed places
        ((0.0, 0.02, 1.0), (0.02, 0.0, 1.0), 1 / 3),  # 0.02 apart is apart
        ((0.0, 0.019, 1.0), (0.5, 0.1, 1.0), 1),  # and nearer is beside each other
        ((0.5, 0.1, 1.0), (0.0, 0.019, 1.0), 1),
        ((0.5, 0.5, 0.5), (0.1, 0.4, 0.9), np.nan),
    ],
)
def test_the_order_of_three_is_kept_by_pairs(before, after, kept):
    given = [dict(zip("abc", places, strict=True)) for places in (before, after)]
    assert direction.agreement(*given) == pytest.approx(kept, nan_ok=True)
    given[1]["newcomer"] = 0.7
    assert direction.agreement(*given[::-1]) == pytest.approx(kept, nan_ok=True)


def test_a_mirror_image_is_as_much_worse_as_the_picture_is_better():
    """Means -1, 0 and 1 against themselves, 2, and flipped, -2, over 2; an even tone is nothing."""
    ramp = np.array([[4.0, 5.0, 6.0]])
    lopsided = np.array([[0.0, 0.0, 3.0]])  # about its mean -1, -1, 2; 3 over the root of 2 by 6
    assert direction.mirrored(ramp, ramp) == pytest.approx(2)
    assert direction.mirrored(ramp, lopsided) == pytest.approx(6 / 12**0.5)
    assert direction.mirrored(lopsided[:, ::-1], ramp) == pytest.approx(-6 / 12**0.5)
    assert np.isnan(direction.mirrored(ramp, np.ones((1, 3))))
