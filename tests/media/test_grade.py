"""A grade on a picture: another implementation's tables, and a reading that is true to half a level."""

import cv2
import numpy as np
import pytest

import kuleshov as ku
from kuleshov.errors import KuleshovError
from kuleshov.media import Grade, letterboxed
from kuleshov.media.picture import exact_rgb, to_rgb


@pytest.mark.parametrize("grade", [Grade(), Grade(-1.45, 0.1, -0.1), Grade(3, -2, 1), Grade(-3)])
def test_every_value_of_every_channel_becomes_what_the_curve_says(grade):
    """Given all 256 values, they are what IEC 61966-2-1's two formulas make of them."""
    ramp = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, axis=2)
    shift = (
        grade.warmth / 2 - grade.tint / 3,
        grade.tint * 2 / 3,
        -grade.warmth / 2 - grade.tint / 3,
    )
    for channel, stops in enumerate(shift):
        for value, made in enumerate(grade.apply(ramp)[0, :, channel]):
            shown = value / 255
            light = shown / 12.92 if shown <= 0.04045 else ((shown + 0.055) / 1.055) ** 2.4
            light = min(1.0, light * 2 ** (grade.stops + stops))
            wanted = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
            assert abs(made - 255 * wanted) <= 0.5 + 1e-6, (channel, value)


def test_a_grade_says_what_is_not_nothing_of_it():
    assert Grade(-1.45, 0.0, 0.1).words == "-1.45 stops, +0.1 tint"
    assert Grade(-1.45, 0.0, 0.1).values() == {"stops": -1.45, "tint": 0.1}
    assert (Grade().words, Grade().values()) == ("no grade", {})


def test_a_picture_that_is_no_whole_array_is_graded_like_one():
    picture = np.random.default_rng(1).integers(0, 256, (9, 14, 3), np.uint8)
    grade = Grade(-1, 0.5)
    assert np.array_equal(grade.apply(picture[::2, ::-1]), grade.apply(picture)[::2, ::-1])


def test_an_exact_reading_is_not_rounded_down():
    """Given BT.709's own matrix in floating point, the exact reading is off by nothing in the mean."""
    frame = letterboxed(ku.rushes("understudy")["4A-1"].clip.raw(108), (640, 360))
    planes = [
        np.frombuffer(plane, np.uint8).reshape(plane.height, -1)[:, : plane.width]
        for plane in frame.planes
    ]
    y, u, v = (cv2.resize(plane.astype(np.float32), (640, 360)) for plane in planes)
    y, u, v = (y - 16) * 255 / 219, (u - 128) * 255 / 224, (v - 128) * 255 / 224
    wanted = np.stack([y + 1.5748 * v, y - 0.1873 * u - 0.4681 * v, y + 1.8556 * u], axis=-1)
    wanted = np.clip(wanted, 0, 255)
    exact, fast = (read(frame).mean((0, 1)) for read in (exact_rgb, to_rgb))
    assert exact == pytest.approx(wanted.mean((0, 1)), abs=0.1)
    assert (fast < wanted.mean((0, 1)) - 0.5).all(), "then there is no need of another way"


@pytest.mark.parametrize(
    "thing", [np.zeros((4, 4)), np.zeros((4, 4, 3)), np.zeros((4, 4, 4), np.uint8), "1", None]
)
def test_what_is_no_picture_is_not_graded(thing):
    with pytest.raises(KuleshovError, match="array of RGB values"):
        ku.graded(thing, stops=1)
