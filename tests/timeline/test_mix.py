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
    cut = Cut("level").add(Hum("a", 0.05), 0, "48f", gain=decibels)
    assert heard(cut, 1) == pytest.approx(0.05 * times, rel=1e-3)


def test_a_plain_cut_is_a_crossfade_of_four_milliseconds_centred_on_it():
    cut = Cut("two").add(Hum("a", 0.2), "24f", "48f").add(Hum("b", 0.6), "24f", "48f")
    sound = mix(cut, 0, 2 * SECOND)[:, 0]
    assert sound[SECOND - 97] == pytest.approx(0.2) and sound[SECOND + 96] == pytest.approx(0.6)
    assert 0.2 < sound[SECOND - 96] < sound[SECOND] < sound[SECOND + 95] < 0.6
    assert sound[SECOND - 1 : SECOND + 1].mean() == pytest.approx(0.4)
    assert sound[0] == pytest.approx(0.2) and sound[-1] == pytest.approx(0.6), "no ramp at the ends"


def test_a_crossfade_is_as_long_at_another_rate():
    cut = Cut("two").add(Hum("a", 0.2), "24f", "48f").add(Hum("b", 0.6), "24f", "48f")
    half = mix(cut, 0, SECOND, rate=SECOND // 2)[:, 0]
    middle = SECOND // 2
    assert half[middle - 49] == pytest.approx(0.2) and half[middle + 48] == pytest.approx(0.6)
    assert 0.2 < half[middle - 48] < half[middle + 47] < 0.6


def test_a_dissolve_crossfades_over_its_length_but_not_where_the_sound_is_split():
    cut = (
        Cut("two").add(Hum("a", 0.2), "24f", "72f").add(Hum("b", 0.6), "24f", "72f").dissolve(2, 24)
    )
    assert [heard(cut, at) for at in (1.49, 2.0, 2.51)] == pytest.approx([0.2, 0.4, 0.6], abs=1e-3)
    assert heard(cut, 1.75) == pytest.approx(0.3, abs=1e-3)
    cut.split(2, 12)
    assert [heard(cut, at) for at in (1.49, 1.51)] == pytest.approx([0.2, 0.6], abs=1e-3)


def test_a_dissolve_of_an_odd_number_of_samples_is_still_centred():
    assert sample_at(7, Fraction(30000, 1001)) == 11211
    cut = (
        Cut("odd", rate="30000/1001")
        .add(Hum("a", 0.2), "30f", "90f")
        .add(Hum("b", 0.6), "30f", "90f")
    )
    cut.dissolve(2, 7)
    middle = sample_at(60, Fraction(30000, 1001))
    assert mix(cut, middle - 1, middle + 1)[:, 0].mean() == pytest.approx(0.4, abs=1e-4)


def test_fades_of_the_picture_fade_the_sound():
    cut = Cut("fade").add(Hum("a", 0.5), 0, "96f").fade(1, fade_in=24, fade_out=24)
    at = [0, 0.5, 1, 3, 3.5, 3.9999]
    assert [heard(cut, t) for t in at] == pytest.approx([0, 0.25, 0.5, 0.5, 0.25, 0], abs=1e-3)
    pieces = [mix(cut, n * 24000, (n + 1) * 24000) for n in range(8)]
    assert np.array_equal(np.concatenate(pieces), mix(cut, 0, 4 * SECOND))


def test_cards_and_mute_takes_are_silent_and_a_take_ends_where_it_ends():
    mute = Hum("mute")
    mute.sound = None
    cut = Cut("quiet").add(Hum("a"), 0, "24f").black("1.0").add(mute, 0, "24f")
    assert [heard(cut, t) for t in (0.5, 1.5, 2.5)] == [0.5, 0, 0]
    cut = (
        Cut("end")
        .add(Hum("a"), 0, "24f")
        .add(Hum("b", frames=36), 0, "36f")
        .add(Hum("c"), 0, "48f")
    )
    cut.split(3, -12)  # the take of shot 2 has no more to be heard
    assert heard(cut, 2.49) == 0.5 and heard(cut, 2.75) == 0


def test_a_sound_that_leads_its_takes_first_frame_begins_with_silence():
    cut = Cut("lead").add(Hum("a", 0.2), 0, "48f").add(Hum("b", 0.6), 0, "48f").split(2, 12)
    assert [heard(cut, t) for t in (1.49, 1.6, 1.99, 2.01)] == pytest.approx([0.2, 0, 0, 0.6])


@pytest.mark.parametrize("channels", [1, 2, 6])
def test_one_channel_or_many_are_heard_on_both_sides(channels):
    cut = Cut("sides").add(Hum("a", 0.3, channels=channels), 0, "24f")
    assert mix(cut, 0, 10).tolist() == [[pytest.approx(0.3)] * 2] * 10
    assert mix(cut, 10, 5).shape == (0, 2)


def test_left_stays_left():
    class Sides(Hum):
        def read_sound(self, start, stop, rate):
            return np.tile(np.float32([0.1, 0.9]), (round((stop - start) * rate), 1))

    cut = Cut("sides").add(Sides("a"), 0, "24f")
    assert mix(cut, 100, 101)[0].tolist() == pytest.approx([0.1, 0.9])


class Counted:
    """A take whose sample n is (n + 1) / 2^20, on the left, and its negative, on the right."""

    rate = Fraction(24)
    sound = SimpleNamespace(layout="stereo")

    def __init__(self, name, frames=240, rate=24):
        self.name, self.frames, self.rate, self.asked = name, frames, Fraction(rate), []

    def read_sound(self, start, stop, rate):
        self.asked.append((start, stop))
        first, last = round(start * rate), round(min(stop, self.frames / self.rate) * rate)
        samples = np.arange(first + 1, max(first, last) + 1, dtype=np.float32) / 2**20
        return np.stack([samples, -samples], axis=1)


def numbers(cut, start, stop, rate=SECOND):
    """Return the number of the take's sample that is heard at each sample of the film."""
    sound = mix(cut, start, stop, rate) * 2**20
    np.testing.assert_allclose(sound[:, 0], -sound[:, 1])
    return sound[:, 0]


def test_every_sample_of_a_shot_is_the_take_s_own():
    take = Counted("a")
    cut = Cut("own").add(take, "24f", "48f")
    assert numbers(cut, 0, 3).tolist() == [SECOND + 1, SECOND + 2, SECOND + 3]
    assert take.asked == [(1, 1 + Fraction(3, SECOND))]
    assert numbers(cut, SECOND - 2, SECOND + 2).tolist() == [2 * SECOND - 1, 2 * SECOND, 0, 0]
    assert numbers(cut, 5, 5).size == 0 and not mix(Cut("empty"), 0, 3).any()
    assert numbers(cut, 10, 12, rate=8000).tolist() == [8011, 8012]
    assert mix(cut, 0, 1).dtype == np.float32


def test_the_second_shot_begins_where_its_first_frame_does():
    ntsc = Counted("n", rate="30000/1001")
    cut = Cut("ntsc", "30000/1001").add(Hum("a", 0), 0, "5f").add(ntsc, "7f", "12f")
    # frame 5 begins at sample 8008; frame 7 of the take at 11211.2, which is sample 11211
    after = 8008 + 96
    assert numbers(cut, after, after + 2).tolist() == [11211 + 97, 11211 + 98]
    # the crossfade's first sample, 96 before the cut, is heard at half a 192th
    assert numbers(cut, 8008 - 96, 8008 - 95)[0] == pytest.approx((11211 - 95) / 384, abs=0.01)
    assert numbers(cut, 8008 - 97, 8008 - 96)[0] == 0


@pytest.mark.parametrize(
    ("options", "first", "length"),
    [({}, SECOND - 96, 192), ({"dissolve": 12}, SECOND - 12000, 24000),
     ({"dissolve": 1}, SECOND - 1000, 2000), ({"split": 6}, SECOND - 12000 - 96, 192),
     ({"dissolve": 12, "split": -6}, SECOND + 12000 - 96, 192)],
)  # fmt: skip
def test_a_crossfade_is_a_straight_line_through_the_middles_of_its_samples(options, first, length):
    for levels, wanted in (((0, 1), 1), ((1, 0), -1), ((0.5, 0.5), 0)):
        a, b = (Hum(name, level) for name, level in zip("ab", levels, strict=True))
        cut = Cut("line").add(a, "24f", "48f").add(b, "24f", "48f", **options)
        line = np.clip((np.arange(2 * SECOND) - first + 0.5) / length, 0, 1)
        np.testing.assert_allclose(
            mix(cut, 0, 2 * SECOND)[:, 0], levels[0] + wanted * line, atol=1e-6
        )


def test_every_cut_has_its_own_crossfade():
    """A dissolve of a second at 1 s, a plain cut at 2 s, a dissolve of half a second at 4 s."""
    levels = (0.1, 0.9, 0.3, 0.7)
    cut = Cut("four")
    for name, level, length, over in zip(
        "abcd", levels, (24, 24, 48, 24), (0, 24, 0, 12), strict=True
    ):
        cut.add(Hum(name, level), "24f", f"{24 + length}f", dissolve=over)
    wanted = np.full(5 * SECOND, levels[0])
    at = np.arange(5 * SECOND) + 0.5
    for n, (middle, length) in enumerate([(1, 48000), (2, 192), (4, 24000)]):
        share = np.clip((at - middle * SECOND) / length + 0.5, 0, 1)
        wanted += (levels[n + 1] - levels[n]) * share
    np.testing.assert_allclose(mix(cut, 0, 5 * SECOND)[:, 0], wanted, atol=1e-6)


def test_a_fade_is_a_straight_line_through_the_middles_of_its_samples():
    cut = Cut("fade").black("12f").add(Hum("a", 0.5), 0, "24f", fade_in=2, fade_out=3)
    at = np.arange(24000, 72000)
    line = np.minimum((at - 24000 + 0.5) / 4000, (72000 - at - 0.5) / 6000)
    wanted = 0.5 * np.minimum(line, 1)
    sound = mix(cut, 24000, 72000)
    np.testing.assert_allclose(sound[96:, 0], wanted[96:], atol=1e-6)
    assert np.array_equal(sound[:, 0], sound[:, 1])
    for first, last in ((2000, 2010), (3990, 4010), (41990, 42010), (47000, 48000)):
        piece = mix(cut, 24000 + first, 24000 + last)[:, 0]
        np.testing.assert_allclose(piece, wanted[first:last], atol=1e-6)


def test_fades_lie_under_their_pictures_and_over_all_that_is_heard_there():
    cut = (
        Cut("under")
        .add(Hum("a"), "24f", "48f")
        .add(Hum("b"), "24f", "48f")
        .fade(1, 0, 12)
        .split(2, 6)
    )
    # the second is heard from three quarters of a second on, half way through the first's fade
    sound = [heard(cut, at) for at in (0.5, 0.7, 0.8, 0.95, 1.01)]
    assert sound == pytest.approx([0.5, 0.3, 0.2, 0.05, 0.5], abs=1e-4)


@pytest.mark.parametrize("lead", [1, 6])
def test_before_a_take_s_first_sample_there_is_silence_and_then_every_sample(lead):
    take = Counted("b")
    cut = Cut("lead").add(Hum("a", 0), 0, "24f").add(take, 0, "24f", split=lead)
    assert numbers(cut, SECOND - 3, SECOND + 3).tolist() == [0, 0, 0, 1, 2, 3]
    assert numbers(cut, SECOND, SECOND + 2).tolist() == [1, 2]
    take.asked.clear()
    assert not mix(cut, SECOND - 20, SECOND - 10).any() and take.asked == []
    assert numbers(cut, SECOND - 1, SECOND + 1).tolist() == [0, 1]
    assert take.asked == [(0, Fraction(1, SECOND))]


def test_after_a_take_s_last_sample_there_is_silence():
    cut = Cut("end").add(Counted("a", frames=24), 0, "24f").add(Hum("b", 0), 0, "24f", split=-6)
    assert numbers(cut, SECOND - 2, SECOND + 2).tolist() == [SECOND - 1, SECOND, 0, 0]
    assert not mix(cut, SECOND + 5, SECOND + 50).any()


@pytest.mark.parametrize(
    ("frame", "rate", "samples", "sample"),
    [(0, 24, 48000, 0), (1, 24, 48000, 2000), (1, 7, 48000, 6857), (2, 7, 48000, 13714),
     (3, 7, 10, 4), (1, 24, 44100, 1838), (-1, 24, 48000, -2000)],
)  # fmt: skip
def test_a_frame_begins_at_the_nearest_sample(frame, rate, samples, sample):
    assert sample_at(frame, Fraction(rate), samples) == sample
    assert samples != SECOND or sample_at(frame, Fraction(rate)) == sample


def test_under_a_cutaway_every_sample_is_the_one_that_was_heard():
    film = Cut("line").add(Counted("a"), "24f", "96f").add(Counted("b"), "30f", "78f", split=5)
    away = film.copy().cutaway("30f", Hum("x"), 0, "24f").cutaway("60f", Hum("x"), 0, "24f")
    assert [shot.take for shot in away] == ["a", "x", "a", "x", "b"]
    whole = mix(film, 0, 5 * SECOND)
    np.testing.assert_allclose(mix(away, 0, 5 * SECOND), whole, atol=1e-6)


def test_sound_that_begins_after_the_film_does_begins_without_a_click():
    cut = Cut("late").add(Hum("x"), 0, "24f", picture_only=True).add(Hum("a", 0.4), "24f", "48f")
    sound = mix(cut, 0, 2 * SECOND)[:, 0]
    assert not sound[: SECOND - 96].any() and sound[SECOND + 96 :] == pytest.approx(0.4)
    assert 0 < sound[SECOND - 96] < sound[SECOND] < sound[SECOND + 95] < 0.4


class Ramp(Hum):
    """A take whose sound at frame n of it is n / 1000 all through."""

    def read_sound(self, start, stop, rate):
        at = float(start) + np.arange(round((stop - start) * rate)) / rate
        return np.repeat(np.floor(at * 24 + 1e-9)[:, None] / 1000, 2, axis=1).astype(np.float32)


def test_a_laid_sound_is_heard_at_its_frame_and_added_to_the_shots():
    cut = Cut("lanes").add(Hum("a", 0.2), "0f", "96f")
    cut.lane("one").lay(Ramp("r"), Fraction(2), Fraction(3), at=Fraction(1), gain=-20)
    assert heard(cut, 0.99) == pytest.approx(0.2) and heard(cut, 2.01) == pytest.approx(0.2)
    for frame in (0, 12, 23):
        middle = 1 + (frame + 0.5) / 24
        assert heard(cut, middle) == pytest.approx(0.2 + (48 + frame) / 10000, abs=1e-6)


def test_a_laid_sound_that_is_cut_in_two_plays_as_before():
    cut = Cut("lanes").black(Fraction(4))
    lane = cut.lane("one").lay(Ramp("r"), Fraction(1), Fraction(3), at="7f", gain=-3, note="mine")
    lane.change(1, fade_in=6, fade_out=9)
    before = mix(cut, 0, 4 * SECOND)
    lane.blade(1, "20f")
    assert [(one.at, len(one), one.fade_in, one.fade_out, one.note) for one in lane.sounds] == [
        (7, 13, 6, 0, "mine"), (20, 35, 0, 9, ""),
    ]  # fmt: skip
    assert cut.said == ""
    np.testing.assert_allclose(mix(cut, 0, 4 * SECOND), before, atol=1e-6)
    assert len(cut.undo().lane("one")) == 1


def test_laid_sounds_begin_and_end_over_four_milliseconds_and_join_without_a_seam():
    cut = Cut("lanes").black(Fraction(4))
    lane = cut.lane("one").lay(Hum("a", 0.5), Fraction(1), Fraction(2), at=Fraction(1))
    sound = mix(cut, 0, 4 * SECOND)[:, 0]
    for edge, sign in ((SECOND, 1), (2 * SECOND, -1)):
        ramp = sound[edge - 96 : edge + 96]
        assert np.allclose(np.diff(ramp), sign * 0.5 / 192, atol=1e-6)
        assert ramp.mean() == pytest.approx(0.25)
    assert not sound[: SECOND - 96].any() and not sound[2 * SECOND + 96 :].any()
    lane.lay(Hum("b", 0.5), Fraction(2), Fraction(3), at=Fraction(2))
    joined = mix(cut, SECOND + 96, 3 * SECOND - 96)[:, 0]
    assert np.allclose(joined, 0.5, atol=1e-6)


def test_fades_levels_faders_and_mute_of_a_lane():
    cut = Cut("lanes").black(Fraction(4))
    lane = cut.lane("one").lay(
        Hum("a", 0.4), Fraction(0), Fraction(4), fade_in=24, fade_out=48, gain=-20
    )
    assert heard(cut, 0.5) == pytest.approx(0.02, rel=1e-3)
    assert heard(cut, 1.5) == pytest.approx(0.04, rel=1e-6)
    assert heard(cut, 3.0) == pytest.approx(0.02, rel=1e-3)
    lane.fader(20)
    assert heard(cut, 1.5) == pytest.approx(0.4, rel=1e-6)
    cut.master(-20)
    assert heard(cut, 1.5) == pytest.approx(0.04, rel=1e-6)
    lane.mute()
    assert heard(cut, 1.5) == 0


def test_a_fade_of_the_picture_leaves_the_lanes():
    cut = Cut("lanes").add(Hum("a", 0.2), "0f", "48f", fade_in=24, fade_out=24)
    cut.lane("one").lay(Hum("b", 0.1), Fraction(0), Fraction(2))
    assert heard(cut, 0.5) == pytest.approx(0.1 + 0.1, rel=1e-3)
    assert heard(cut, 1.5) == pytest.approx(0.1 + 0.1, rel=1e-3)


def test_what_a_lane_holds_behind_the_last_picture_is_not_heard():
    cut = Cut("lanes").add(Hum("a", 0.2), "0f", "48f")
    cut.lane("one").lay(Hum("b", 0.1), Fraction(0), Fraction(9), at=Fraction(1))
    assert heard(cut, 1.99) == pytest.approx(0.3) and heard(cut, 2.01) == 0


def test_any_piece_of_a_mix_with_lanes_is_a_piece_of_the_whole():
    cut = Cut("lanes").add(Hum("a", 0.2), "0f", "48f").add(Ramp("r"), "0f", "48f")
    cut.lane("one").lay(Ramp("q"), Fraction(1), Fraction(3), at=Fraction(1), fade_in=13, fade_out=7)
    cut.lane("two").lay(Hum("b", 0.1), Fraction(0), Fraction(2), at=Fraction(1, 3))
    cut.master(-3)
    whole = mix(cut, 0, 4 * SECOND)
    for start, stop in ((0, 100), (47_950, 48_100), (100_001, 150_007), (191_000, 192_500)):
        piece = mix(cut, start, stop)
        padded = np.vstack([whole, np.zeros((1000, 2), np.float32)])[start:stop]
        assert np.allclose(piece, padded, atol=1e-6)
