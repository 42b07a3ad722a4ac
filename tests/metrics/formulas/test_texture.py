"""Texture, grain, clipping and colour on pictures drawn to the level."""

import cv2
import numpy as np
import pytest
from scipy import ndimage, stats
from scipy.optimize import brentq
from scipy.special import gamma

from kuleshov.metrics.formulas import texture


def slow_spectrum(picture):
    """Return slope and residual the long way: every frequency of the whole plane by itself."""
    height, width = picture.shape
    window = np.hanning(height)[:, None] * np.hanning(width)
    power = np.abs(np.fft.fft2((picture - picture.mean()) * window)) ** 2
    rings = {}
    for row, down in enumerate(np.fft.fftfreq(height)):
        for column, across in enumerate(np.fft.fftfreq(width)):
            if across >= 0 or across == -0.5:  # a real picture's other half says the same
                at = round(float(np.hypot(down, across)) * 256) / 256
                rings.setdefault(at, []).append(power[row, column])
    means = {np.log10(at): np.log10(np.mean(p)) for at, p in rings.items() if 0.05 <= at < 0.45}
    coarse = {x: y for x, y in means.items() if x < np.log10(0.25)}
    line = stats.linregress(list(coarse), list(coarse.values()))
    off = [10 * (y - line.intercept - line.slope * x) for x, y in means.items() if x not in coarse]
    return line.slope, np.mean(off)


def test_a_spectrum_is_a_line_through_the_means_of_its_rings():
    picture = np.cumsum(np.random.default_rng(4).normal(0, 9, (48, 64)), axis=1)
    assert texture.spectrum(picture) == pytest.approx(slow_spectrum(picture), abs=1e-3)
    wide = np.random.default_rng(5).normal(90, 30, (20, 30))
    assert texture.spectrum(wide) == pytest.approx(slow_spectrum(wide), abs=1e-3)
    assert texture.spectrum(wide + 50) == pytest.approx(slow_spectrum(wide), abs=1e-3)


def test_only_the_middle_of_a_picture_is_looked_at_and_of_odd_sides_an_even_part():
    picture = np.random.default_rng(4).normal(90, 30, (540, 600))
    assert texture.spectrum(picture) == texture.spectrum(picture[14:526, 44:556])
    assert texture.spectrum(picture[:55, :77]) == texture.spectrum(picture[:54, :76])


def test_what_has_fewer_than_four_rings_of_low_frequency_has_no_slope():
    """Ten pixels a side have those of 1/10, 1/7, 1/5 and sqrt(1/20) cycles; eight, two."""
    picture = np.random.default_rng(4).normal(90, 30, (10, 10))
    assert np.isfinite(texture.spectrum(picture)).all()
    assert np.isnan(texture.spectrum(picture[:8, :8])).all()
    assert np.isnan(texture.spectrum(np.full((64, 64), 90))).all()


@pytest.mark.parametrize(("low", "high"), [(16, 235), (100, 102)])
def test_normalised_values_are_those_of_brisque(low, high):
    picture = np.random.default_rng(1).integers(low, high, (40, 60), np.uint8)
    kernel = cv2.getGaussianKernel(7, 7 / 6)
    kernel = kernel @ kernel.T
    values = np.pad(picture.astype(float), 3, mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(values, (7, 7))
    mean = (windows * kernel).sum(axis=(2, 3))
    spread = np.sqrt((windows**2 * kernel).sum(axis=(2, 3)) - mean**2)
    assert texture.mscn(picture) == pytest.approx((picture - mean) / (spread + 1), abs=3e-3)


@pytest.mark.parametrize(("draw", "alpha"), [("normal", 2.0), ("laplace", 1.0)])
def test_known_distributions_have_their_shape(draw, alpha):
    values = getattr(np.random.default_rng(2), draw)(size=200_000)
    assert texture.shape(values) == pytest.approx(alpha, abs=0.02)
    assert np.isnan(texture.shape(np.zeros(9)))


def test_the_shape_is_told_by_the_share_of_the_moments():
    """Of a share p of ones among zeros, ``E|x|^2 / E[x^2]`` is p: a half for a Laplacian."""
    assert texture.shape(np.repeat([0.0, 3.0, -3.0], [2, 1, 1])) == pytest.approx(1, abs=1e-6)
    quarter = brentq(lambda a: gamma(2 / a) ** 2 / gamma(1 / a) / gamma(3 / a) - 0.25, 0.3, 1)
    assert texture.shape(np.array([1.0, 0, 0, 0])) == pytest.approx(quarter, abs=5e-6)
    assert texture.shape(np.ones(5)) == pytest.approx(10, abs=0.01), (
        "the flattest that is looked for"
    )
    assert texture.shape(np.r_[1, np.zeros(999)]) == pytest.approx(0.2), "and the most pointed"
    values = stats.gennorm(0.5).ppf((np.arange(20000) + 0.5) / 20000)
    assert texture.shape(values) == pytest.approx(0.5, abs=0.01)
    assert np.isnan(texture.shape(np.full(9, 0.9e-4))) and texture.shape(np.full(9, 1.1e-4)) > 9


def tiled(blocks):
    """Return a picture of blocks of 16 by 16, eight in a row."""
    rows = np.array(blocks).reshape(-1, 8, 16, 16)
    return rows.swapaxes(1, 2).reshape(-1, 128).astype(float)


CHECKS = 2.0 * (np.indices((16, 16)).sum(axis=0) % 2) - 1


def grain_of(heights):
    """Return the grain where each block changes by so many levels up and down, pixel by pixel."""
    first = tiled(np.full((len(heights), 16, 16), 120))
    return texture.grain(first, first + tiled([height * CHECKS for height in heights]))


def test_grain_is_the_median_of_the_calmer_half_less_what_rounding_adds():
    """A change of k levels up and down has the variance k^2 by 256 / 255."""
    bessel = 256 / 255
    middle = (24**2 + 25**2) / 2 * bessel  # of 48 blocks, the calmer half of 96
    assert grain_of(np.arange(1, 97)) == pytest.approx(((middle - 1 / 6) / 2) ** 0.5, rel=1e-5)
    few = np.r_[np.arange(1, 33)]  # half of them would be sixteen: twenty are the fewest
    middle = (10**2 + 11**2) / 2 * bessel
    assert grain_of(few) == pytest.approx(((middle - 1 / 6) / 2) ** 0.5, rel=1e-5)
    assert grain_of(np.full(24, 0.4)) == 0 < grain_of(np.full(24, 0.41)), "1/6 is 0.408 squared"


@pytest.mark.parametrize(
    ("height", "brighter", "seen"), [(0, 1, True), (0, 1.1, False), (8, 2.4, True), (8, 2.6, False)]
)
def test_a_block_whose_light_goes_further_than_its_noise_explains_has_moved(height, brighter, seen):
    """By a level and three standard errors: 1 + 3 height / 16."""
    first = tiled(np.full((24, 16, 16), 120))
    found = texture.grain(first, first + brighter + tiled([height * CHECKS] * 24))
    assert np.isfinite(found) == seen


def test_a_block_with_a_drawing_in_it_is_not_even_and_fine_grain_is_no_drawing():
    drawing = 9.0 * np.kron(CHECKS[:4, :4], np.ones((4, 4)))
    first = tiled([120 + drawing] * 24 + [120 + 30 * CHECKS] * 24)
    change = tiled([1 * CHECKS] * 24 + [5 * CHECKS] * 24)
    assert texture.grain(first, first + change) == pytest.approx(
        ((25 * 256 / 255 - 1 / 6) / 2) ** 0.5, rel=1e-5
    )
    half = tiled([120 + drawing] * 29 + [np.full((16, 16), 120)] * 19)
    assert np.isfinite(texture.grain(half, half)), "the median lies among the drawings"
    few = half[:, :112][:64]  # 28 blocks
    assert np.isfinite(texture.grain(few, few))


def test_what_lies_past_the_last_whole_block_does_not_count():
    one, other = pair(120, 2)
    wider = [
        np.pad(p, ((0, 15), (0, 15)), constant_values=9 * n) for n, p in enumerate((one, other))
    ]
    assert texture.grain(*wider) == texture.grain(one, other)
    assert np.isnan(texture.grain(one[:79, :79], other[:79, :79])), "four by four blocks are few"
    assert np.isnan(texture.grain(one[:9], other[:9])), "there is none"


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
    counts = np.zeros((3, 256))
    counts[0, [3, 16, 17, 234, 235, 250]] = 1
    counts[2, 240] = 1
    assert texture.clipping(counts).tolist() == [pytest.approx(4 / 6), 0, 1]


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
    dark, bright = ([float(c) for c in texture.rgb(*map(np.array, c))] for c in OUTSIDE)
    assert (dark[0], bright[2]) == (0, 255)


OUTSIDE = (16, 128, 0), (235, 255, 128)  # no red, and more blue than there is


def test_colour_is_its_spread_and_a_third_of_its_mean():
    grey = np.full((4, 4), 128)
    assert texture.colourfulness(np.full((4, 4), 100), grey, grey) == 0
    y, u, v = (np.random.default_rng(n).integers(90, 150, (30, 40)) for n in range(3))
    r, g, b = texture.rgb(y, u, v)
    rg, yb = r - g, (r + g) / 2 - b
    wanted = np.hypot(rg.std(), yb.std()) + 0.3 * np.hypot(rg.mean(), yb.mean())
    assert texture.colourfulness(y, u, v) == pytest.approx(wanted)


def test_sharpness_is_the_variance_of_scipy_s_laplacian():
    picture = np.random.default_rng(7).integers(16, 236, (60, 80)).astype(np.uint8)
    truth = ndimage.laplace(picture.astype(float), mode="mirror").var()
    assert texture.sharpness(picture) == pytest.approx(truth, rel=1e-6)
    assert texture.sharpness(picture.astype(float)) == pytest.approx(truth, rel=1e-6)
    assert texture.sharpness(picture + np.float64(50)) == pytest.approx(truth, rel=1e-4)


def test_blur_takes_the_sharpness_that_its_filter_takes():
    """Of white noise a filter leaves a known power, and the Laplacian of what is left another."""
    noise = np.random.default_rng(8).normal(110, 5, (500, 500))
    kernel = np.full((1, 2), 0.5)  # each pixel and its neighbour
    soft = ndimage.convolve(noise, kernel, mode="wrap")
    both = ndimage.convolve(np.pad(kernel, 4), np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]]))
    assert texture.sharpness(soft) == pytest.approx(25 * (both**2).sum(), rel=0.02)
    assert texture.sharpness(np.full((9, 9), 90.0)) == 0
