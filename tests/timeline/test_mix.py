"""The sound of an edit, on takes whose every sample is known."""

from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest

from kuleshov.timeline import Cut
from kuleshov.timeline.mix import mix, sample_at

SECOND = 48000


class Hum:
    """A take that sounds at one level all through, on so many channels."""

    rate = Fraction(24)

    def __init__(self, name, level=0.5, frames=240, channels=2):
        self.name, self.level, self.frames, self.channels = name, level, frames, channels
        self.sound = SimpleNamespace(layout={1: "mono", 2: "stereo"}.get(channels, "5.1"))

    def read_sound(self, start, stop, rate):
        stop = min(stop, Fraction(self.frames) / self.rate)
        samples = max(0, round((stop - start) * rate))
        return np.full((samples, self.channels), self.level, np.float32)


def heard(cut, seconds):
    """Return the film's level at so many seconds, on the left."""
    at = round(seconds * SECOND)
    return float(mix(cut, at, at + 1)[0, 0])


@pytest.mark.parametrize(("decibels", "times"), [(0, 1), (20, 10), (-20, 0.1), (6.0206, 2)])
def test_twenty_decibels_are_ten_times_the_level(decibels, times):
    cut = Cut("level").add(Hum("a", 0.05), 0, 48, gain=decibels)
    assert heard(cut, 1) == pytest.approx(0.05 * times, rel=1e-3)


def test_a_plain_cut_is_a_crossfade_of_four_milliseconds_centred_on_it():
    cut = Cut("two").add(Hum("a", 0.2), 24, 48).add(Hum("b", 0.6), 24, 48)
    sound = mix(cut, 0, 2 * SECOND)[:, 0]
    assert sound[SECOND - 97] == pytest.approx(0.2) and sound[SECOND + 96] == pytest.approx(0.6)
    assert 0.2 < sound[SECOND - 96] < sound[SECOND] < sound[SECOND + 95] < 0.6
    assert sound[SECOND - 1 : SECOND + 1].mean() == pytest.approx(0.4)
    assert sound[0] == pytest.approx(0.2) and sound[-1] == pytest.approx(0.6), "no ramp at the ends"


def test_a_crossfade_is_as_long_at_another_rate():
    cut = Cut("two").add(Hum("a", 0.2), 24, 48).add(Hum("b", 0.6), 24, 48)
    half = mix(cut, 0, SECOND, rate=SECOND // 2)[:, 0]
    middle = SECOND // 2
    assert half[middle - 49] == pytest.approx(0.2) and half[middle + 48] == pytest.approx(0.6)
    assert 0.2 < half[middle - 48] < half[middle + 47] < 0.6


def test_a_dissolve_crossfades_over_its_length_but_not_where_the_sound_is_split():
    cut = Cut("two").add(Hum("a", 0.2), 24, 72).add(Hum("b", 0.6), 24, 72).dissolve(2, 24)
    assert [heard(cut, at) for at in (1.49, 2.0, 2.51)] == pytest.approx([0.2, 0.4, 0.6], abs=1e-3)
    assert heard(cut, 1.75) == pytest.approx(0.3, abs=1e-3)
    cut.split(2, 12)
    assert [heard(cut, at) for at in (1.49, 1.51)] == pytest.approx([0.2, 0.6], abs=1e-3)


def test_a_dissolve_of_an_odd_number_of_samples_is_still_centred():
    assert sample_at(7, Fraction(30000, 1001)) == 11211
    cut = Cut("odd", rate="30000/1001").add(Hum("a", 0.2), 30, 90).add(Hum("b", 0.6), 30, 90)
    cut.dissolve(2, 7)
    middle = sample_at(60, Fraction(30000, 1001))
    assert mix(cut, middle - 1, middle + 1)[:, 0].mean() == pytest.approx(0.4, abs=1e-4)


def test_fades_of_the_picture_fade_the_sound():
    cut = Cut("fade").add(Hum("a", 0.5), 0, 96).fade(1, fade_in=24, fade_out=24)
    at = [0, 0.5, 1, 3, 3.5, 3.9999]
    assert [heard(cut, t) for t in at] == pytest.approx([0, 0.25, 0.5, 0.5, 0.25, 0], abs=1e-3)
    pieces = [mix(cut, n * 24000, (n + 1) * 24000) for n in range(8)]
    assert np.array_equal(np.concatenate(pieces), mix(cut, 0, 4 * SECOND))


def test_cards_and_mute_takes_are_silent_and_a_take_ends_where_it_ends():
    mute = Hum("mute")
    mute.sound = None
    cut = Cut("quiet").add(Hum("a"), 0, 24).black("1.0").add(mute, 0, 24)
    assert [heard(cut, t) for t in (0.5, 1.5, 2.5)] == [0.5, 0, 0]
    cut = Cut("end").add(Hum("a"), 0, 24).add(Hum("b", frames=36), 0, 36).add(Hum("c"), 0, 48)
    cut.split(3, -12)  # the take of shot 2 has no more to be heard
    assert heard(cut, 2.49) == 0.5 and heard(cut, 2.75) == 0


def test_a_sound_that_leads_its_takes_first_frame_begins_with_silence():
    cut = Cut("lead").add(Hum("a", 0.2), 0, 48).add(Hum("b", 0.6), 0, 48).split(2, 12)
    assert [heard(cut, t) for t in (1.49, 1.6, 1.99, 2.01)] == pytest.approx([0.2, 0, 0, 0.6])


@pytest.mark.parametrize("channels", [1, 2, 6])
def test_one_channel_or_many_are_heard_on_both_sides(channels):
    cut = Cut("sides").add(Hum("a", 0.3, channels=channels), 0, 24)
    assert mix(cut, 0, 10).tolist() == [[pytest.approx(0.3)] * 2] * 10
    assert mix(cut, 10, 5).shape == (0, 2)


def test_left_stays_left():
    class Sides(Hum):
        def read_sound(self, start, stop, rate):
            return np.tile(np.float32([0.1, 0.9]), (round((stop - start) * rate), 1))

    cut = Cut("sides").add(Sides("a"), 0, 24)
    assert mix(cut, 100, 101)[0].tolist() == pytest.approx([0.1, 0.9])
