"""A camera's motion, found again from the flow that it makes."""

import numpy as np
import pytest

from kuleshov.metrics.formulas import stability


def flow(right=0.0, down=0.0, growth=0.0, turn=0.0, size=(90, 160)):
    """Return the flow (pixels) of a picture that is shifted, grown and turned about its middle."""
    height, width = size
    y, x = np.mgrid[0:height, 0:width]
    x, y = (x + 0.5) / width - 0.5, (y + 0.5 - height / 2) / width
    return width * np.stack([right + growth * x - turn * y, down + growth * y + turn * x], 2)


KNOWN = [
    {"right": 0.02},
    {"down": -0.01},
    {"growth": 0.05},
    {"turn": 0.03},
    {"right": 0.01, "down": 0.02, "growth": -0.04, "turn": -0.02},
]


@pytest.mark.parametrize("known", KNOWN, ids=str)
def test_the_similarity_that_was_put_in_comes_out(known):
    height, width = 90, 160
    x, y, places = stability._lattice(height, width)
    moved = flow(**known)[places] / width
    share = np.random.default_rng(1).uniform(0.5, 1.5, (1, len(x)))
    share /= share.sum()
    found = stability._similarity(x, y, moved[None, :, 0], moved[None, :, 1], share)[0]
    wanted = [known.get(name, 0.0) for name in ("right", "down", "growth", "turn")]
    assert found == pytest.approx(wanted, abs=2e-3)


@pytest.mark.parametrize("known", KNOWN, ids=str)
def test_a_figure_that_moves_for_itself_does_not_move_the_camera(known):
    field = flow(**known)
    field[20:50, 40:80] += 9
    found = stability.global_motion([field])[0]
    wanted = [known.get(name, 0.0) for name in ("right", "down", "growth", "turn")]
    assert found == pytest.approx(wanted, abs=3e-3)
