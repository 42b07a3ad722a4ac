"""The checks of craft just inside and just outside of what they point at."""

from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest

from kuleshov.timeline import Cut


class Take:
    """Ten seconds of one background level (dBFS), in which a line is spoken from 3 s to 4 s."""

    rate, frames = Fraction(24), 240

    def __init__(self, name, level=-40.0, side="near", quiet=None):
        self.name, self.level, self.quiet = name, level, quiet
        self.sound = object()
        line = SimpleNamespace(speaker="filament", text="Again.", onset=3.0, offset=4.0)
        self.truth = SimpleNamespace(name=name, side=side, lines=[line], rate=self.rate)

    def read_sound(self, start, stop, rate=48000, mono=False):
        sound = np.full((round((stop - start) * rate), 1), 10 ** (self.level / 20))
        if self.quiet:
            sound[: round(self.quiet[0] * len(sound))] = 10 ** (self.quiet[1] / 20)
        return sound


def kinds(cut, sound=False):
    return [finding.kind for finding in cut.check(sound=sound)]


def plain(*takes, **options):
    """Join two takes where nobody speaks; the options are the second's."""
    a, b = takes
    return Cut("plain").add(a, "05:00", "06:00").add(b, "05:00", "06:00", **options)


@pytest.mark.parametrize(("frames", "said"), [(3, []), (4, ["line cut off"])])
def test_the_first_breath_of_a_line_is_not_the_line(frames, said):
    cut = Cut("breath").add(Take("1A-1"), "02:00", 72 + frames)
    assert kinds(cut.add(Take("2A-1"), "05:00", "06:00")) == said


@pytest.mark.parametrize(("frames", "said"), [(21, ["line cut off"]), (22, [])])
def test_a_line_may_lose_its_last_breath(frames, said):
    cut = Cut("end").add(Take("1A-1"), "02:00", 72 + frames)
    assert kinds(cut.add(Take("2A-1"), "05:00", "06:00")) == said


def test_a_line_cut_off_says_how_much_is_heard_and_where_it_begins():
    cut = Cut("half").add(Take("1A-1"), "02:00", 84).add(Take("2A-1"), "05:00", "06:00")
    (found,) = cut.check(sound=False)
    assert found.frame == 24 and found.shots == (1,)
    assert "Filament's “Again.” is cut off: 50% of it is heard." in found.sentence


@pytest.mark.parametrize(("frames", "said"), [(2, []), (6, ["line doubled"])])
def test_a_line_is_doubled_when_more_than_a_breath_of_it_comes_back(frames, said):
    take = Take("1A-1")
    cut = Cut("twice").add(take, "02:00", "04:12").add(Take("2A-1"), "05:00", "06:00")
    again = cut.add(take, 96 - frames, "06:00")
    assert [kind for kind in kinds(again) if kind.startswith("line")] == said


def test_a_line_is_doubled_only_where_it_is_the_same_line_of_the_same_moment():
    a, b = Take("1A-1"), Take("2A-1")
    a.truth.performance, b.truth.performance = (10.0, 18.0), (12.0, 20.0)
    for one in (a, b):
        one.truth.frame_at = lambda t, one=one: round((t - one.truth.performance[0]) * 24)
    cut = Cut("moments").add(a, "02:00", "05:00").add(b, "02:00", "05:00")
    assert kinds(cut) == [], "the second was spoken two seconds later"
    b.truth.performance = a.truth.performance
    assert kinds(cut) == ["line doubled"]


@pytest.mark.parametrize(("higher", "said"), [(5.5, []), (6.5, ["level jump"])])
def test_a_background_may_rise_or_fall_by_a_little(higher, said):
    assert kinds(plain(Take("1A-1"), Take("2A-1", -40 + higher)), sound=True) == said
    assert kinds(plain(Take("1A-1", -40 + higher), Take("2A-1")), sound=True) == said
    assert kinds(plain(Take("1A-1"), Take("2A-1"), gain=higher), sound=True) == said


def test_a_level_jump_is_said_in_its_direction_and_a_gain_can_mend_it():
    cut = plain(Take("1A-1"), Take("2A-1", -28))
    assert "becomes 12 dB louder, from shot 1 (1A-1)" in cut.check()[0].sentence
    assert "becomes 12 dB softer" in plain(Take("1A-1", -28), Take("2A-1")).check()[0].sentence
    assert kinds(cut.level(2, -12), sound=True) == []
    assert kinds(cut.level(2, 0).level(1, 12), sound=True) == []


@pytest.mark.parametrize(("share", "said"), [(0.05, []), (0.15, ["level jump"])])
def test_the_background_is_the_quietest_tenth_of_a_take(share, said):
    cut = plain(Take("1A-1"), Take("2A-1", -40, quiet=(share, -70)))
    assert kinds(cut, sound=True) == said


def test_a_take_that_is_too_short_to_have_a_background_is_let_be():
    blink = Take("2A-1", -10)
    blink.frames = 11
    cut = Cut("blink").add(Take("1A-1"), "05:00", "06:00").add(blink, 0, 11)
    assert kinds(cut, sound=True) == []
    blink.frames = 12
    assert kinds(cut, sound=True) == ["level jump"]


@pytest.mark.parametrize(("frames", "missing"), [(12, (6, 6)), (13, (7, 6))])
def test_a_dissolve_takes_its_frames_from_the_handles_the_odd_one_from_the_second_shot(
    frames, missing
):
    lead, after = missing
    a, b = Take("1A-1"), Take("2A-1")
    cut = Cut("enough").add(a, "05:00", 240 - after).add(b, lead, "02:12").dissolve(2, frames)
    assert kinds(cut) == []
    early = cut.copy().slip(2, -1).check(sound=False)
    assert [(one.kind, one.shots) for one in early] == [("beyond take", (2,))]
    assert "needs 1 more frames" in early[0].sentence
    late = cut.copy().slip(1, 1).check(sound=False)
    assert [(one.kind, one.shots) for one in late] == [("beyond take", (1,))]
    assert "needs 1 more frames" in late[0].sentence


def test_a_sound_that_runs_beyond_its_take_is_said_with_what_it_lacks():
    a, b = Take("1A-1"), Take("2A-1")
    cut = Cut("sound").add(a, "08:00", 235).add(b, "05:00", "06:00")
    assert kinds(cut.split(2, -5)) == []
    (found,) = cut.split(2, -8).check(sound=False)
    assert found.shots == (1,) and "needs 3 more frames" in found.sentence
    cut = Cut("lead").add(a, "05:00", "06:00").add(b, 2, 24).split(2, 2)
    assert kinds(cut) == []
    assert "needs 1 more frames" in cut.split(2, 3).check(sound=False)[0].sentence


def test_takes_of_one_set_up_jump_and_letters_tell_nothing_but_words_do():
    assert kinds(plain(Take("4A-1"), Take("4B-2"))) == ["jump cut"]
    assert kinds(plain(Take("KA-1"), Take("KB-1"))) == []
    assert kinds(plain(Take("KA-1"), Take("KA-2"))) == ["jump cut"]


def test_a_shot_that_goes_on_louder_or_with_its_sound_apart_is_a_cut_that_does_something():
    take = Take("1A-1")
    cut = Cut("on").add(take, "05:00", "06:00").add(take, "06:00", "07:00")
    assert kinds(cut) == ["through edit"]
    assert kinds(cut.copy().level(2, -3)) == []
    assert kinds(cut.copy().split(2, 6)) == []
    assert kinds(cut.copy().dissolve(2, 6)) == []


def test_the_line_is_crossed_only_where_both_sides_are_known():
    near, far = Take("1A-1"), Take("2A-1", side="far")
    assert kinds(plain(near, far)) == ["crossed line"]
    assert kinds(plain(near, Take("2A-1"))) == []
    far.truth.side = None
    assert kinds(plain(near, far)) == []
    far.side = "far"
    assert kinds(plain(near, far)) == ["crossed line"], "a take may say it itself"


def test_takes_that_are_all_mute_lack_nothing():
    a, b = Take("1A-1"), Take("2A-1")
    b.sound = None
    assert kinds(plain(a, b)) == ["no sound"]
    assert kinds(plain(b, a)) == ["no sound"]
    a.sound = None
    assert kinds(plain(a, b)) == []


@pytest.mark.parametrize(("frames", "words"), [(1, "lasts 1 frame:"), (3, "lasts 3 frames:")])
def test_a_flash_says_how_long_it_is(frames, words):
    cut = Cut("flash").add(Take("1A-1"), "05:00", 120 + frames)
    assert words in cut.check(sound=False)[0].sentence
