"""Texture, grain, clipping and colour on pictures drawn to the level."""

import cv2
import numpy as np
import pytest

from kuleshov.metrics.formulas import texture


def test_normalised_values_are_those_of_brisque():
    picture = np.random.default_rng(1).integers(16, 235, (40, 60), np.uint8)
    kernel = cv2.getGaussianKernel(7, 7 / 6)
    kernel = kernel @ kernel.T
    values = np.pad(picture.astype(float), 3, mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(values, (7, 7))
    mean = (windows * kernel).sum(axis=(2, 3))
    spread = np.sqrt((windows**2 * kernel).sum(axis=(2, 3)) - mean**2)
    assert texture.mscn(picture) == pytest.approx((picture - mean) / (spread + 1), abs=1e-3)


@pytest.mark.parametrize(("draw", "alpha"), [("normal", 2.0), ("laplace", 1.0)])
def test_known_distributions_have_their_shape(draw, alpha):
    values = getattr(np.random.default_rng(2), draw)(size=200_000)
    assert texture.shape(values) == pytest.approx(alpha, abs=0.02)
    assert np.isnan(texture.shape(np.zeros(9)))


def pair(level, sigma, shape=(96, 128), seed=3):
    random = np.random.default_rng(seed)
    drawn = level + random.normal(0, sigma, (2, *shape))
    return np.round(np.clip(drawn, 0, 255)).astype(np.uint8)


@pytest.mark.parametrize("sigma", [1.0, 3.0])
def test_grain_is_the_noise_that_was_put_in(sigma):
    assert texture.grain(*pair(120, sigma)) == pytest.approx(sigma, rel=0.06)


def test_what_is_the_same_in_both_frames_is_no_grain():
    one, _ = pair(120, 3)
    assert texture.grain(one, one) == 0


@pytest.mark.parametrize(("level", "seen"), [(24, False), (25, True), (219, True), (220, False)])
def test_near_the_ends_of_the_scale_noise_is_cut_off_and_is_not_measured(level, seen):
    flat = np.full((96, 128), level, np.uint8)
    assert np.isnan(texture.grain(flat, flat)) is not seen


@pytest.mark.parametrize(("blocks", "seen"), [(19, False), (20, True)])
def test_it_takes_twenty_blocks_that_are_lit(blocks, seen):
    flat = np.full((96, 128), 5, np.uint8)
    for n in range(blocks):
        row, column = divmod(n, 8)
        flat[16 * row : 16 * row + 16, 16 * column : 16 * column + 16] = 120
    assert np.isfinite(texture.grain(flat, flat)) == seen


def test_what_brightens_all_at_once_moves_and_is_no_grain():
    one, other = pair(120, 1)
    assert np.isnan(texture.grain(one, other + 4))


def test_codes_at_the_ends_are_clipped_and_the_next_ones_are_not():
    counts = np.zeros((2, 256))
    counts[0, [3, 16, 17, 234, 235, 250]] = 1
    assert texture.clipping(counts).tolist() == [pytest.approx(4 / 6), 0]


def test_known_colours_come_out_as_themselves():
    # ITU-R BT.709 at 8 bits: white, and pure red, green and blue.
    for coded, wanted in (
        ((235, 128, 128), (255, 255, 255)),
        ((63, 102, 240), (255, 0, 0)),
        ((173, 42, 26), (0, 255, 0)),
        ((32, 240, 118), (0, 0, 255)),
        ((16, 128, 128), (0, 0, 0)),
        ((126, 128, 128), (128, 128, 128)),
    ):
        found = [float(c) for c in texture.rgb(*map(np.array, coded))]
        assert found == pytest.approx(wanted, abs=1.6)
    assert float(texture.rgb(*map(np.array, (235, 128, 128)))[0]) == pytest.approx(255, abs=0.01)


def test_colour_is_its_spread_and_a_third_of_its_mean():
    grey = np.full((4, 4), 128)
    assert texture.colourfulness(np.full((4, 4), 100), grey, grey) == 0
    y, u, v = (np.random.default_rng(n).integers(90, 150, (30, 40)) for n in range(3))
    r, g, b = texture.rgb(y, u, v)
    rg, yb = r - g, (r + g) / 2 - b
    wanted = np.hypot(rg.std(), yb.std()) + 0.3 * np.hypot(rg.mean(), yb.mean())
    assert texture.colourfulness(y, u, v) == pytest.approx(wanted)
