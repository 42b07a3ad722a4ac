"""Light in numbers that can be worked out by hand."""

import numpy as np
import pytest

from kuleshov.metrics.formulas import light


def test_the_mean_light_is_that_of_the_pixels():
    counts = np.zeros((3, 256))
    counts[0, [16, 235]] = 3, 1
    counts[1, 16] = 9
    assert light.mean_light(counts) == pytest.approx([0.25, 2**-10, 2**-10])


def test_the_median_pixel_is_read_between_codes():
    counts = np.zeros((2, 256), int)
    counts[0, [100, 101]] = 50, 50
    counts[1, 0] = 10
    found = light.stops(counts)
    assert found[0] == pytest.approx(np.log2(light.linear(100.5) / 0.18))
    assert found[1] == pytest.approx(np.log2(2**-10 / 0.18)), "black has no logarithm"


def test_neither_side_of_a_jump_reaches_over_another_cut():
    level = np.r_[np.full(4, 9.0), np.zeros(3), np.ones(3), np.full(4, 9.0)]
    cuts = np.array([[4, 4], [7, 7], [10, 10]])
    assert light.jumps(level, cuts, 6).tolist() == [-9, 1, 8]
    assert light.jumps(level, cuts, 2).tolist() == [-9, 1, 8]
    gradual = light.jumps(np.r_[np.zeros(4), 5, 5, np.ones(4)], np.array([[4, 6]]), 3)
    assert gradual.tolist() == [1], "mixed frames belong to neither side"


def test_a_jump_is_a_median_over_its_reach():
    level = np.r_[np.zeros(10), 1, 1, 5, 5, 5, 5]
    at = np.array([[10, 10]])
    assert [light.jumps(level, at, reach)[0] for reach in (2, 3, 6)] == [1, 1, 5]


def test_a_drift_is_a_slope_and_one_frame_has_none():
    assert light.drift(np.linspace(0, 1, 25), 24) == pytest.approx(1)
    blink = np.linspace(0, 1, 25)
    blink[7] = 9
    assert light.drift(blink, 24) == pytest.approx(1)
    assert light.drift(np.array([3.0]), 24) == 0
    assert light.drift(np.array([0.0, 1.0]), 10) == 10


def test_a_grey_is_neutral_and_a_warm_picture_is_yellow():
    assert light.white(126, 128, 128) == pytest.approx([49.5, 0, 0], abs=0.1)
    assert light.white(40, 128, 128) == pytest.approx(light.white(200, 128, 128), abs=0.05)
    _, _, blueward = light.white(126, 140, 128)
    _, redward, _ = light.white(126, 128, 140)
    assert blueward < -5 < 5 < redward


def test_the_balance_agrees_with_a_known_conversion():
    from skimage.color import xyz2lab

    from kuleshov.metrics.formulas.texture import rgb

    for coded in ((126, 120, 140), (90, 150, 118), (30, 170, 90)):
        parts = np.array([float(c) for c in rgb(*map(np.array, coded))]) / 255
        xyz = light._TO_XYZ @ np.maximum(parts, 0.002) ** 2.4
        theirs = xyz2lab((xyz * 0.18 / xyz[1])[None], illuminant="D65")[0]
        assert light.white(*coded) == pytest.approx(theirs, abs=0.05)
