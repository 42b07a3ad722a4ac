"""Time arithmetic: every frame has one address, and every way of writing a time one meaning."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuleshov.errors import EditError
from kuleshov.timecode import (
    StartTimecode,
    meant_as_frame,
    shot_time,
    snapped,
    timecode,
    to_frame,
)

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


@given(st.integers(-(10**6), 10**6), rates)
def test_a_whole_number_is_seconds_whoever_made_it_and_an_f_names_a_frame(number, rate):
    seconds = to_frame(float(number), rate)
    assert to_frame(number, rate) == to_frame(np.int64(number), rate) == seconds
    assert to_frame(f"{number}f", rate) == to_frame(f" {number}F ", rate) == number
    assert not snapped(f"{number}f", rate)


@given(st.integers(-5, 500), st.integers(0, 500))
def test_a_number_is_called_a_frame_only_where_it_fits_as_one_and_not_as_seconds(number, frames):
    said = meant_as_frame(number, frames, Fraction(24))
    assert bool(said) == (0 < number <= frames < number * 24)
    assert not said or said.endswith(f'frame {number} is written "{number}f".')
    assert meant_as_frame(f"{number}f", frames, Fraction(24)) == ""


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
        ("--1:00", "is not a time"),
        ("+-1:00", "is not a time"),
        ("4.5f", "is not a time"),
        ("f", "is not a time"),
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


def labels(rate: int, left_out: int, minutes: int):
    """Count drop-frame labels one after the other, as a clock would."""
    for minute in range(minutes):
        for second in range(60):
            skip = left_out if second == 0 and minute % 10 else 0
            for number in range(skip, rate):
                yield f"{minute // 60:02d}:{minute % 60:02d}:{second:02d};{number:02d}"


@pytest.mark.parametrize(("rate", "left_out"), [(30, 2), (60, 4)])
def test_drop_frame_numbers_every_frame_once(rate: int, left_out: int) -> None:
    exact = Fraction(rate * 1000, 1001)
    for frame, label in enumerate(labels(rate, left_out, 12)):
        assert str(StartTimecode(frame, exact, drop=True)) == label
        assert StartTimecode.read(label, exact) == StartTimecode(frame, exact, drop=True)


def test_drop_frame_keeps_up_with_the_clock() -> None:
    ntsc = Fraction(30000, 1001)
    assert StartTimecode.read("01:00:00;00", ntsc).frame == 107_892  # as SMPTE ST 12-1 has it
    assert StartTimecode.read("23:59:59;29", ntsc).frame == 2_589_407
    assert abs(StartTimecode.read("23:00:00;00", ntsc).seconds - 23 * 3600) < Fraction(1, 10)
    assert StartTimecode.read("01:00:00:00", ntsc).seconds == Fraction(108_000 * 1001, 30_000)


@given(frames, rates, st.booleans())
def test_a_start_timecode_survives_its_words(frame: int, rate: Fraction, drop: bool) -> None:
    start = StartTimecode(frame, rate, drop and round(rate) == 30)
    assert StartTimecode.read(str(start), rate) == start


@pytest.mark.parametrize(
    ("text", "rate", "words"),
    [
        ("00:01:00;01", Fraction(30000, 1001), "begins with 00:01:00;02"),
        ("00:01:00;02", Fraction(25), "only at 29.97"),
        ("00:00:00:25", Fraction(25), "0 to 24"),
        ("00:60:00:00", Fraction(25), "go to 59"),
        ("one o'clock", Fraction(25), "not a timecode"),
        ("-1:00:00:00", Fraction(25), "not a timecode"),
    ],
)
def test_what_is_no_start_timecode_is_refused(text: str, rate: Fraction, words: str) -> None:
    with pytest.raises(EditError, match=words):
        StartTimecode.read(text, rate)
