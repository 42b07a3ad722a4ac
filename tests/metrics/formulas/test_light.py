"""Light in numbers that can be worked out by hand."""

import numpy as np
import pytest

from kuleshov.metrics.formulas import light


def test_the_mean_light_is_that_of_the_pixels():
    counts = np.zeros((3, 256))
    counts[0, [16, 235]] = 3, 1
    counts[1, 16] = 9
    assert light.mean_light(counts) == pytest.approx([0.25, 2**-10, 2**-10])
    counts[2, 235] = 1
    assert light.mean_light(counts)[2] == 1, "one pixel is a picture"


def test_the_median_pixel_is_read_between_codes():
    counts = np.zeros((2, 256), int)
    counts[0, [100, 101]] = 50, 50
    counts[1, 0] = 10
    found = light.stops(counts)
    assert found[0] == pytest.approx(np.log2(light.linear(100.5) / 0.18))
    assert found[1] == pytest.approx(np.log2(2**-10 / 0.18)), "black has no logarithm"
    counts = np.zeros((4, 256), int)
    counts[0, [100, 120]] = 50, 50  # exactly half lies up to the end of code 100
    counts[1, 124] = 1
    counts[2, [50, 150, 200]] = 20, 40, 40  # 30 of the 40 of code 150 are under the middle
    expected = [100.5, 124, 149.5 + 30 / 40]
    assert light.stops(counts)[:3] == pytest.approx(np.log2(light.linear(expected) / 0.18))
    assert light.stops(counts)[3] == found[1], "no pixels are black"


def test_neither_side_of_a_jump_reaches_over_another_cut():
    level = np.r_[np.full(4, 9.0), np.zeros(3), np.ones(3), np.full(4, 9.0)]
    cuts = np.array([[4, 4], [7, 7], [10, 10]])
    assert light.jumps(level, cuts, 6).tolist() == [-9, 1, 8]
    assert light.jumps(level, cuts, 2).tolist() == [-9, 1, 8]
    gradual = light.jumps(np.r_[np.zeros(4), 5, 5, np.ones(4)], np.array([[4, 6]]), 3)
    assert gradual.tolist() == [1], "mixed frames belong to neither side"


def test_each_side_of_a_jump_has_a_frame_even_where_transitions_overlap():
    level = np.arange(10.0) ** 2
    found = light.jumps(level, np.array([[4, 6], [5, 8]]), 3)
    # Frames 1 to 3 and frame 6; frame 4, for all after it are the other's, and frames 8 and 9.
    assert found.tolist() == [36 - 4, (64 + 81) / 2 - 16]


def test_a_jump_is_a_median_over_its_reach():
    level = np.r_[np.zeros(10), 1, 1, 5, 5, 5, 5]
    at = np.array([[10, 10]])
    assert [light.jumps(level, at, reach)[0] for reach in (2, 3, 6)] == [1, 1, 5]


def test_a_grey_is_neutral_and_a_warm_picture_is_yellow():
    assert light.white(126, 128, 128) == pytest.approx([49.5, 0, 0], abs=0.1)
    assert light.white(40, 128, 128) == pytest.approx(light.white(200, 128, 128), abs=0.05)
    _, _, blueward = light.white(126, 140, 128)
    _, redward, _ = light.white(126, 128, 140)
    assert blueward < -5 < 5 < redward


def test_the_balance_agrees_with_a_known_conversion():
    """The way to XYZ follows from BT.709's three colours and its white, by their chromaticities."""
    from skimage.color import xyz2lab

    from kuleshov.metrics.formulas.texture import rgb

    x, y, z = (np.array(one) for one in ((0.64, 0.3, 0.15), (0.33, 0.6, 0.06), (0.03, 0.1, 0.79)))
    primaries = np.stack([x / y, np.ones(3), z / y])
    d65 = np.array([0.3127, 0.3290, 0.3583]) / 0.3290
    to_xyz = primaries * np.linalg.solve(primaries, d65)
    # The last four hold a part that is nearly or wholly gone: a five-hundredth is the least.
    for coded in (
        (126, 120, 140), (90, 150, 118), (30, 170, 90), (17, 127, 128), (63, 102, 240),
        (173, 42, 26), (32, 240, 118),
    ):  # fmt: skip
        parts = np.array([float(c) for c in rgb(*map(np.array, coded))]) / 255
        xyz = to_xyz @ np.maximum(parts, 0.002) ** 2.4
        theirs = xyz2lab((xyz * 0.18 / xyz[1])[None], illuminant="D65")[0]
        assert light.white(*coded) == pytest.approx(theirs, abs=0.02)
    assert light.white(16, 128, 128) == pytest.approx([49.5, 0, 0], abs=0.02), "black has none"


def test_light_is_a_power_of_the_code_between_black_and_white():
    codes = np.array([0, 16, 16 + 219 * 0.25, 235, 255])
    assert light.linear(codes) == pytest.approx([0, 0, 0.0358968, 1, 1])  # 4 to the power of -2.4


# The pairs and differences that G. Sharma, W. Wu and E. N. Dalal published to test programs with.
CIEDE2000 = """
50 2.6772 -79.7751 50 0 -82.7485 2.0425
50 3.1571 -77.2803 50 0 -82.7485 2.8615
50 2.8361 -74.0200 50 0 -82.7485 3.4412
50 -1.3802 -84.2814 50 0 -82.7485 1.0000
50 -1.1848 -84.8006 50 0 -82.7485 1.0000
50 -0.9009 -85.5211 50 0 -82.7485 1.0000
50 0 0 50 -1 2 2.3669
50 2.4900 -0.0010 50 -2.4900 0.0009 7.1792
50 2.4900 -0.0010 50 -2.4900 0.0010 7.1792
50 2.4900 -0.0010 50 -2.4900 0.0011 7.2195
50 2.4900 -0.0010 50 -2.4900 0.0012 7.2195
50 -0.0010 2.4900 50 0.0009 -2.4900 4.8045
50 -0.0010 2.4900 50 0.0011 -2.4900 4.7461
50 2.5 0 50 0 -2.5 4.3065
50 2.5 0 73 25 -18 27.1492
50 2.5 0 61 -5 29 22.8977
50 2.5 0 56 -27 -3 31.9030
50 2.5 0 58 24 15 19.4535
50 2.5 0 50 3.1736 0.5854 1.0000
60.2574 -34.0099 36.2677 60.4626 -34.1751 39.4387 1.2644
63.0109 -31.0961 -5.8663 62.8187 -29.7946 -4.0864 1.2630
61.2901 3.7196 -5.3901 61.4292 2.2480 -4.9620 1.8731
35.0831 -44.1164 3.7933 35.0232 -40.0716 1.5901 1.8645
22.7233 20.0904 -46.6940 23.0331 14.9730 -42.5619 2.0373
36.4612 47.8580 18.3852 36.2715 50.5065 21.2231 1.4146
90.8027 -2.0831 1.4410 91.1528 -1.6435 0.0447 1.4441
90.9257 -0.5406 -0.9208 88.6381 -0.8985 -0.7239 1.5381
6.7747 -0.2908 -2.4247 5.8714 -0.0985 -2.2286 0.6377
2.0776 0.0795 -1.1350 0.9033 -0.0636 -0.5514 0.9082
"""


@pytest.mark.parametrize("row", CIEDE2000.strip().splitlines())
def test_differences_of_colour_are_the_published_ones(row):
    numbers = np.array(row.split(), float)
    one, other = numbers[:3], numbers[3:6]
    for pair in ((one, other), (other, one)):
        assert light.colour_difference(*pair) == pytest.approx(numbers[6], abs=6e-5)
