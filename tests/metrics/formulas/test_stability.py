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


def half_waves(count, height, frames=24):
    """Return light whose logarithm swings so often, so far, and goes on evenly when mirrored."""
    return np.exp(height * np.cos(np.pi * count * (np.arange(frames) + 0.5) / frames))


@pytest.mark.parametrize(
    ("count", "above", "seen"),
    [(6, 4.0, 0), (8, 4.0, 1), (10, 4.0, 1), (6, 3.0, 1), (4, 3.0, 0), (10, 6.0, 0)],
)
def test_flicker_is_the_rms_of_what_swings_at_four_hertz_or_faster(count, above, seen):
    """In 24 frames of a second each swing has two half waves."""
    light = half_waves(count, 0.03)
    given = [] if above == 4 else [above]
    assert stability.flicker(light, 24, *given) == pytest.approx(3 / 2**0.5 * seen, abs=1e-9)
    brighter = light * np.exp(0.02 * np.arange(24))
    assert stability.flicker(brighter, 24, *given) == pytest.approx(3 / 2**0.5 * seen, abs=1e-9)
    assert stability.flicker(half_waves(8, 0.03, 8), 24) >= 0, "eight frames are enough"


def by_least_squares(field, rounds):
    """Return the similarity of a field, weighted anew each round, as a table of equations."""
    height, width = field.shape[:2]
    rows, columns = np.mgrid[4 : height - 2 : 8, 4 : width - 2 : 8].reshape(2, -1)
    x, y = (columns - width / 2) / width, (rows - height / 2) / width
    o, one = np.zeros_like(x), np.ones_like(x)
    table = np.concatenate([np.stack([one, o, x, -y], 1), np.stack([o, one, y, x], 1)])
    moved = field[rows, columns].T.ravel() / width
    weight = np.ones(len(x))
    for _ in range(rounds):
        root = np.tile(np.sqrt(weight), 2)
        found = np.linalg.lstsq(table * root[:, None], moved * root, rcond=None)[0]
        off = np.hypot(*(moved - table @ found).reshape(2, -1))
        weight = 1 / (1 + (off / (2 * max(np.median(off), 1e-4))) ** 2)
    return found


@pytest.mark.parametrize(("noise", "figure"), [(0.0, 9), (0.5, 9), (0.0, 0.3)])
def test_the_camera_is_what_weighted_least_squares_find(noise, figure):
    field = flow(right=0.01, down=0.02, growth=-0.04, turn=0.02)
    field = field + np.random.default_rng(2).normal(0, noise, field.shape)
    field[20:50, 40:80] += figure
    for rounds in (1, 2, 3, 6):
        found = stability.global_motion([field, field], rounds)
        assert found[1] == pytest.approx(by_least_squares(field, rounds), abs=2e-7)
    assert stability.global_motion([field])[0] == pytest.approx(
        by_least_squares(field, 3), abs=1e-6
    )


def test_the_lattice_is_every_eighth_pixel_a_little_inside():
    x, y, (down, across) = stability._lattice(23, 22)
    assert sorted(set(down.tolist())) == [4, 12, 20] and sorted(set(across.tolist())) == [4, 12]
    assert x == pytest.approx((across - 11) / 22) and y == pytest.approx((down - 11.5) / 22)


def arrows(right, height=20, width=100):
    made = np.zeros((height, width, 2), np.float32)
    made[..., 0] = right
    return made


@pytest.mark.parametrize(
    ("there", "off", "seen"),
    [(0, 0.70, True), (0, 0.72, False), (10, 1.48, True), (10, 1.50, False)],
)
def test_two_flows_agree_to_a_hundredth_of_their_length_and_half_a_pixel_squared(there, off, seen):
    grey = np.full((20, 100), 90, np.uint8)
    found = stability.warping_error(grey, grey, arrows(there), arrows(off - there))
    assert np.isfinite(found) == seen
    assert found == (0 if seen else pytest.approx(np.nan, nan_ok=True))


def test_what_is_brought_back_is_held_against_the_first_frame_where_the_flows_agree():
    a = np.full((20, 100), 90, np.uint8)
    b = np.full((20, 100), 93, np.uint8)
    b[:, 60:] = 150
    b[:, 59], b[-1, :59] = 95, 97
    back = arrows(0)
    back[:, 60:] = 5  # there they don't
    expected = (59 * 19 * 3**2 + 20 * 5**2 + 59 * 7**2) / (60 * 20)
    assert stability.warping_error(a, b, arrows(0), back) == pytest.approx(expected)
    whole = b.astype(float) - a
    assert stability.warping_error(a, b, arrows(0), arrows(0)) == pytest.approx((whole**2).mean())


@pytest.mark.parametrize(("columns", "seen"), [(9, False), (10, True)])
def test_they_must_agree_in_a_tenth_of_the_picture(columns, seen):
    grey = np.full((20, 100), 90, np.uint8)
    back = arrows(5)
    back[:, :columns] = 0
    assert np.isfinite(stability.warping_error(grey, grey, arrows(0), back)) == seen
    # What is looked for outside of the picture is not seen at all.
    out = arrows(100 - columns)
    assert np.isfinite(stability.warping_error(grey, grey, out, -out)) == seen
    tall, down = grey.T.copy(), np.ascontiguousarray(out.transpose(1, 0, 2)[..., ::-1])
    assert np.isfinite(stability.warping_error(tall, tall, down, -down)) == seen
    back = np.ascontiguousarray(back.transpose(1, 0, 2)[..., ::-1])
    assert np.isfinite(stability.warping_error(tall, tall, 0 * down, back)) == seen


def test_shake_counts_growth_and_turn_a_quarter_from_the_middle():
    for part, expected in ((0, 8), (1, 8), (2, 2), (3, 2)):
        shifts = np.zeros((6, 4))
        shifts[::2, part], shifts[1::2, part] = 0.004, -0.004
        assert stability.jitter(shifts) == pytest.approx(expected)
    assert stability.jitter(np.array([[0, 0, 0, 0], [0.003, 0.004, 0, 0]])) == pytest.approx(5)
    with pytest.raises(ValueError, match="three frames"):
        stability.jitter(np.zeros((1, 4)))


def test_unevenness_is_the_spread_of_the_second_difference():
    steps = [1.0, 2.0, 4.0, 4.0, 5.0, 9.0]  # first differences 1, 2, 0, 1, 4; second 1, -2, 1, 3
    assert stability.second_order(steps) == pytest.approx(np.std([1, -2, 1, 3]))
    with pytest.raises(ValueError, match="seven frames"):
        stability.second_order(steps[:5])
