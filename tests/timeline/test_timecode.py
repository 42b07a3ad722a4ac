"""Time arithmetic: every frame has one address, and every way of writing a time one meaning."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuleshov.errors import EditError
from kuleshov.timecode import shot_time, snapped, timecode, to_frame

rates = st.sampled_from([Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(24000, 1001)])
frames = st.integers(0, 10**6)


@given(frames, rates)
def test_a_frame_survives_its_timecode(frame, rate):
    assert to_frame(timecode(frame, rate), rate) == frame


@given(frames, rates)
def test_a_frame_survives_seconds_and_frames(frame, rate):
    assert to_frame(shot_time(frame, rate), rate) == frame


@given(frames, rates)
def test_a_frame_survives_its_own_time_as_a_fraction_and_as_a_float(frame, rate):
    assert to_frame(frame / rate, rate) == frame
    assert to_frame(float(frame / rate), rate) == frame


@given(st.floats(0, 1e5, allow_nan=False), rates)
def test_seconds_snap_to_the_nearest_frame(seconds, rate):
    off = abs(Fraction(str(seconds)) - to_frame(seconds, rate) / rate)
    assert off <= Fraction(1, 2) / rate


def test_snapping_is_noticed_only_where_it_happens():
    assert snapped("2.51", Fraction(24))
    assert not snapped(2.5, Fraction(24))
    assert not snapped("02:12", Fraction(24))


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ("00:00:02:24", "a second that has 24"),
        ("00:61:00:00", "go to 59"),
        ("soon", "is not a time"),
        ("1:2:3", "is not a time"),
        (float("nan"), "is not a time"),
        (float("inf"), "is not a time"),
        ("9" * 5000, "is not a time"),
        (True, "is not a time"),
        (None, "is not a time"),
        ("²:³", "is not a time"),
    ],
)
def test_what_is_no_time_gets_a_sentence(bad, says):
    with pytest.raises(EditError, match=says):
        to_frame(bad, Fraction(24))
