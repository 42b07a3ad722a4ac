"""The checks of craft just inside and just outside of what they point at."""

from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest

from kuleshov.timeline import Cut
from kuleshov.timeline.backgrounds import background, heard_behind
from kuleshov.timeline.checks import check


def _background(take):
    return background(getattr(take, "clip", take), take)


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


@pytest.mark.parametrize(("frames", "said"), [(2, []), (3, ["line cut off"])])
def test_the_first_breath_of_a_line_is_not_the_line(frames, said):
    cut = Cut("breath").add(Take("1A-1"), "02:00", f"{72 + frames}f")
    assert kinds(cut.add(Take("2A-1"), "05:00", "06:00")) == said


@pytest.mark.parametrize(("frames", "said"), [(21, ["line cut off"]), (22, [])])
def test_a_line_may_lose_its_last_breath(frames, said):
    cut = Cut("end").add(Take("1A-1"), "02:00", f"{72 + frames}f")
    assert kinds(cut.add(Take("2A-1"), "05:00", "06:00")) == said


def test_a_line_cut_off_says_how_much_is_heard_and_where_it_begins():
    cut = Cut("half").add(Take("1A-1"), "02:00", "84f").add(Take("2A-1"), "05:00", "06:00")
    (found,) = cut.check(sound=False)
    assert found.frame == 24 and found.shots == (1,)
    assert "Filament's “Again.” is cut off: 50% of it is heard." in found.sentence


@pytest.mark.parametrize(("frames", "said"), [(2, []), (6, ["line doubled"])])
def test_a_line_is_doubled_when_more_than_a_breath_of_it_comes_back(frames, said):
    take = Take("1A-1")
    cut = Cut("twice").add(take, "02:00", "04:12").add(Take("2A-1"), "05:00", "06:00")
    again = cut.add(take, f"{96 - frames}f", "06:00")
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


def jumps(cut):
    return [found.sentence for found in cut.check() if found.kind == "level jump"]


def test_room_tone_under_both_covers_a_jump_and_a_muted_or_soft_lane_does_not():
    cut = plain(Take("1A-1", -60), Take("2A-1", -50))
    assert "becomes 10 dB louder" in jumps(cut)[0]
    tone = cut.lane("tone").lay(Take("9A-1", -45), "00:00", "02:00", at="0.0")
    assert jumps(cut) == []
    tone.fader(-30)
    assert len(jumps(cut)) == 1
    tone.fader(0).mute()
    assert len(jumps(cut)) == 1
    tone.mute(False).trim(1, out="01:00")  # it ends at the very cut
    assert "becomes 5 dB" not in "".join(jumps(cut))
    tone.change(1, gain=6)
    assert "becomes 11 dB softer" in jumps(cut)[0]


def test_music_that_begins_on_a_cut_is_named_and_no_shot_blamed():
    cut = plain(Take("1A-1", -60), Take("2A-1", -60))
    cut.lane("music").lay(Take("9A-1", -40), "00:00", "01:00", at="01:00")
    cut.lane("off").lay(Take("8A-1", -40), "00:00", "01:00", at="01:00").mute()
    (said,) = jumps(cut)
    assert said.endswith("becomes 20 dB louder, as 9A-1 begins in lane music, at that very cut.")


def test_an_effect_or_what_nobody_hears_in_a_lane_hides_no_jump():
    blink = Take("9A-1", -20)
    blink.frames = 9
    for sound, out, gain in ((blink, "9f", 0), (Take("8A-1", -30), "02:00", -60)):
        cut = plain(Take("1A-1", -60), Take("2A-1", -50))
        cut.lane("x").lay(sound, 0, out, at="20f", gain=gain)
        assert "becomes 10 dB louder, from shot 1" in jumps(cut)[0]


def test_where_shots_fade_or_dissolve_nothing_jumps():
    for change in (
        lambda cut: cut.fade(1, fade_out=12), lambda cut: cut.fade(2, fade_in=12),
        lambda cut: cut.dissolve(2, 12),
    ):  # fmt: skip
        cut = plain(Take("1A-1", -60), Take("2A-1", -50))
        assert jumps(cut) and not jumps(change(cut))


def test_a_tone_that_fades_out_towards_a_cut_is_as_soft_there_as_it_is_heard():
    cut = plain(Take("1A-1", -60), Take("2A-1", -60))
    tone = cut.lane("tone").lay(Take("9A-1", -40), "00:00", "01:00", at="0.0")
    assert "becomes 20 dB softer" in jumps(cut)[0]
    tone.change(1, fade_out=24)  # a twenty-fourth of it is left: 28 dB down
    assert jumps(cut) == []


def test_a_fade_leaves_its_share_of_a_tone_at_either_end():
    cut = Cut("fades", rushes={"1A-1": Take("1A-1", -200)}).black("10f").add("1A-1", "1.0", "3.0")
    cut.lane("tone").lay(Take("9A-1", -40), 0, "48f", at=0, fade_in=24, fade_out=12)
    card, shot = cut.edit.sound()
    levels = [heard_behind(cut, card, 6), *(heard_behind(cut, shot, f) for f in (12, 30, 42))]
    assert levels == pytest.approx([-52.04, -46.02, -40, -46.02], abs=0.01)
    assert heard_behind(cut, card, 0) is None, "nothing is left of it there, and a card is silent"


@pytest.mark.parametrize(("gain", "said"), [(-60, []), (-59, ["level jump"])])
def test_a_shot_that_nobody_is_to_hear_makes_no_jump(gain, said):
    assert kinds(plain(Take("1A-1"), Take("2A-1"), gain=gain), sound=True) == said


def test_of_a_shot_whose_sound_goes_on_in_a_lane_the_lane_is_heard():
    cut = plain(Take("1A-1"), Take("2A-1", -28)).add(Take("3A-1", -28), "05:00", "06:00")
    cut.cutaway("01:00", Take("4A-1", -10), "05:00", "06:00")
    assert cut.edit.lane("under").sounds[0].take == "2A-1"
    assert ["becomes 12 dB louder" in said for said in jumps(cut)] == [True]


def test_a_stem_has_a_background_of_its_own():
    both = Take("2A-1", -40)
    both.stem = lambda name: Take("2A-1", {"ana": -80, "rest": -41}[name])
    cut = plain(Take("1A-1"), both)
    assert jumps(cut) == []
    assert "becomes 40 dB softer" in jumps(cut.stem(2, "ana"))[0]
    cut.lane("tone").lay(both, "05:00", "06:00", at="01:00", stem="rest")
    assert jumps(cut) == [], "the rest lies under the voice"


def test_a_mute_shot_is_as_loud_as_the_lanes_under_it():
    mute = Take("2A-1")
    mute.sound = None
    cut = plain(Take("1A-1"), mute)
    cut.lane("tone").lay(Take("9A-1", -60), "05:00", "06:00", at="01:00")
    assert "becomes 20 dB softer" in jumps(cut)[0]


@pytest.mark.parametrize(("share", "said"), [(0.05, []), (0.15, ["level jump"])])
def test_the_background_is_the_quietest_tenth_of_a_take(share, said):
    cut = plain(Take("1A-1"), Take("2A-1", -40, quiet=(share, -70)))
    assert kinds(cut, sound=True) == said


def test_a_take_that_is_too_short_to_have_a_background_is_let_be():
    for frames, said in ((11, []), (12, ["level jump"])):
        blink = Take("2A-1", -10)
        blink.frames = frames
        cut = Cut("blink").add(Take("1A-1"), "05:00", "06:00").add(blink, 0, "11f")
        assert kinds(cut, sound=True) == said


@pytest.mark.parametrize(("frames", "missing"), [(12, (6, 6)), (13, (7, 6))])
def test_a_dissolve_takes_its_frames_from_the_handles_the_odd_one_from_the_second_shot(
    frames, missing
):
    lead, after = missing
    a, b = Take("1A-1"), Take("2A-1")
    cut = (
        Cut("enough")
        .add(a, "05:00", f"{240 - after}f")
        .add(b, f"{lead}f", "02:12")
        .dissolve(2, frames)
    )
    assert kinds(cut) == []
    early = cut.copy().slip(2, -1).check(sound=False)
    assert [(one.kind, one.shots) for one in early] == [("beyond take", (2,))]
    assert "needs 1 more frames" in early[0].sentence
    late = cut.copy().slip(1, 1).check(sound=False)
    assert [(one.kind, one.shots) for one in late] == [("beyond take", (1,))]
    assert "needs 1 more frames" in late[0].sentence


def test_a_sound_that_runs_beyond_its_take_is_said_with_what_it_lacks():
    a, b = Take("1A-1"), Take("2A-1")
    cut = Cut("sound").add(a, "08:00", "235f").add(b, "05:00", "06:00")
    assert kinds(cut.split(2, -5)) == []
    (found,) = cut.split(2, -8).check(sound=False)
    assert found.shots == (1,) and "needs 3 more frames" in found.sentence
    cut = Cut("lead").add(a, "05:00", "06:00").add(b, "2f", "24f").split(2, 2)
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
    cut = Cut("flash").add(Take("1A-1"), "05:00", f"{120 + frames}f")
    assert words in cut.check(sound=False)[0].sentence


@pytest.mark.parametrize(("frames", "said"), [(3, ["flash shot"]), (4, [])])
def test_four_frames_are_a_shot_and_fewer_a_flash_unless_they_are_a_card(frames, said):
    take = Take("1A-1")
    cut = (
        Cut("short")
        .add(take, "05:00", "06:00")
        .black(f"{frames}f")
        .add(take, "07:00", f"{168 + frames}f")
    )
    assert kinds(cut) == said


def test_findings_are_said_in_the_order_of_the_film_and_of_their_names():
    take, other = Take("1A-1"), Take("2A-1", side="far")
    cut = (
        Cut("order")
        .add(take, "05:00", "122f")
        .add(take, "07:00", "08:00")
        .add(other, "238f", "240f")
    )
    cut.black("24f").lift(4).add(take, "1f", "24f", dissolve=4)
    wanted = [
        ("flash shot", 0), ("jump cut", 2), ("crossed line", 26), ("flash shot", 26), ("gap", 28),
        ("beyond take", 52),
    ]  # fmt: skip
    found = check(cut)
    assert [(one.kind, one.frame) for one in found] == wanted
    assert [one.shots for one in found] == [(1,), (1, 2), (2, 3), (3,), (4,), (5,)]
    assert [one.timecode for one in found][2:4] == ["00:00:01:02"] * 2
    assert all(str(one) == one.sentence and one.timecode in one.sentence for one in found)
    assert "there is a gap of 24 frames: shot 4 shows nothing." in str(found[4])
    assert "needs 1 more frames" in str(found[5])


def test_a_check_listens_by_itself():
    cut = plain(Take("1A-1"), Take("2A-1", -20))
    assert [one.kind for one in check(cut)] == ["level jump"] and check(cut, sound=False) == []


def test_a_take_s_set_up_is_all_before_its_last_hyphen():
    assert kinds(plain(Take("K-A-1"), Take("K-B-1"))) == []
    assert kinds(plain(Take("K-A-1"), Take("K-A-2"))) == ["jump cut"]
    assert kinds(plain(Take("12A-1"), Take("1B-1"))) == []


def test_only_one_take_can_go_on_across_a_cut():
    a, b = Take("1A-1"), Take("2A-1")
    assert kinds(Cut("on").add(a, "05:00", "06:00").add(b, "06:00", "07:00")) == []
    assert kinds(Cut("back").add(a, "05:00", "06:00").add(a, "143f", "07:00")) == ["jump cut"]
    assert kinds(Cut("card").add(a, "05:00", "06:00").black("5f").add(a, "06:00", "07:00")) == []


def long(name, **options):
    """Return a take whose line lasts sixty frames, from 72 to 132."""
    take = Take(name, **options)
    take.truth.lines[0].offset = 5.5
    return take


def test_the_shares_of_a_line_that_count_are_exact():
    """Two frames are a breath, at either end of a line; and 30 and 36 of sixty are 110 %."""
    take, other = long("1A-1"), Take("2A-1")
    for last, said in ((74, []), (75, ["line cut off"]), (129, ["line cut off"]), (130, [])):
        cut = Cut("share").add(take, "48f", f"{last}f").add(other, "05:00", "06:00")
        assert kinds(cut) == said, f"{last - 72} frames of it are heard"
    for first, said in ((96, []), (95, ["line doubled"])):
        cut = (
            Cut("twice")
            .add(take, "48f", "102f")
            .add(other, "05:00", "06:00")
            .add(take, f"{first}f", "150f")
        )
        assert kinds(cut) == said, f"{30 + 132 - first} frames of it are heard"


def test_a_line_that_has_begun_before_its_shot_is_named_at_the_shot_s_first_frame():
    cut = (
        Cut("late").black("5f").add(long("1A-1"), "90f", "150f").add(Take("2A-1"), "05:00", "06:00")
    )
    (found,) = check(cut, sound=False)
    assert (found.kind, found.frame, found.shots) == ("line cut off", 5, (2,))
    assert "70% of it is heard" in found.sentence


def test_a_line_doubled_is_named_where_it_is_heard_last():
    take, other = Take("1A-1"), Take("2A-1")
    cut = Cut("thrice")
    for _ in range(3):
        cut.add(take, "60f", "108f").add(other, "05:00", "06:00")
    (found,) = check(cut, sound=False)
    assert (found.kind, found.frame, found.shots) == ("line doubled", 144 + 12, (1, 3, 5))
    assert found.sentence.endswith("Filament's “Again.” is heard a second time.")


def test_without_a_performance_a_line_is_its_take_s_own():
    a, b = Take("1A-1"), Take("2A-1")
    cut = Cut("own").add(a, "02:00", "05:00").add(b, "02:00", "05:00")
    assert kinds(cut) == []
    b.truth.name = "1A-1"  # the same recording under another name
    for onset, said in ((3.0, ["line doubled"]), (3.004, ["line doubled"]), (3.01, [])):
        b.truth.lines[0].onset = onset
        assert kinds(cut) == said, f"spoken at {onset} s"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, ["line doubled"]),
        ({"onset": 3.54}, ["line doubled"]),
        ({"onset": 3.6}, []),
        ({"speaker": "valve"}, []),
        ({"text": "Once more."}, []),
        ({"name": "2A-2"}, []),
    ],
)
def test_a_line_is_the_same_where_it_is_spoken_at_the_same_moment_of_a_performance(change, said):
    """A performance begins 1.5 s into the first take, and a second earlier 1 s into the other."""
    a, b = Take("1A-1"), Take("2A-1")
    b.truth.lines[0].onset, b.truth.lines[0].offset = 3.5, 4.5
    for take, performance, start in ((a, (10.0, 18.0), 36), (b, (9.0, 20.0), 24)):
        take.truth.performance = performance
        take.truth.frame_at = lambda t, p=performance, s=start: s + round((t - p[0]) * 24)
    for name, value in change.items():
        setattr(b.truth if name == "name" else b.truth.lines[0], name, value)
    assert kinds(Cut("moment").add(a, "02:00", "05:00").add(b, "02:00", "05:00")) == said


def test_a_mute_take_and_its_card_are_told_apart():
    a, b = Take("1A-1"), Take("2A-1")
    b.sound = None
    cut = Cut("cards").black("10f").add(a, "05:00", "06:00").black("5f").add(b, "05:00", "06:00")
    (found,) = check(cut)
    assert (found.kind, found.frame, found.shots) == ("no sound", 39, (4,))
    assert kinds(Cut("mute").black("5f").add(b, "05:00", "06:00"), sound=True) == []


@pytest.mark.parametrize(("gain", "said"), [(6, ["level jump"]), (5.99, []), (-6, ["level jump"])])
def test_six_decibels_are_a_jump(gain, said):
    nothing = -np.inf  # what is silent counts as -90 dBFS
    assert kinds(plain(Take("1A-1", nothing), Take("2A-1", nothing), gain=gain), True) == said


def test_levels_are_compared_across_sound_cuts_only():
    a, b = Take("1A-1"), Take("2A-1", -20)
    cut = plain(a, b).split(2, 6)
    (found,) = check(cut)
    assert (found.frame, found.shots) == (18, (1, 2))
    assert (
        kinds(Cut("card").add(a, "120f", "144f").black("5f").add(b, "120f", "144f"), sound=True)
        == []
    )
    mute = Take("2A-1", -20)
    mute.sound = None
    assert kinds(plain(a, mute), sound=True) == ["no sound"]


class Heard(Take):
    """A take that keeps what is asked of its sound."""

    def read_sound(self, start, stop, rate=48000, mono=False):
        self.asked = (start, stop, rate, mono)
        return super().read_sound(start, stop, rate, mono)


def test_the_background_is_measured_after_the_slate_and_for_a_minute_at_most():
    take = Heard("1A-1", -40)
    assert _background(take) == pytest.approx(-40) and take.asked == (0, 10, 8000, False)
    take.first, take.last = 24, 60
    assert _background(take) == pytest.approx(-40) and take.asked == (1, 2.5, 8000, False)
    take.last = take.frames = 24 * 100
    assert _background(take) == pytest.approx(-40) and take.asked == (1, 61, 8000, False)
    assert _background(SimpleNamespace(clip=take, first=12, last=36)) == pytest.approx(-40)
    assert take.asked == (0.5, 1.5, 8000, False)
    assert _background(Heard("1A-1", -np.inf)) == -90


def test_the_background_is_the_tenth_part_of_blocks_of_fifty_milliseconds():
    """Of eleven blocks, each louder than the one before, the second quietest."""

    class Steps(Take):
        def read_sound(self, start, stop, rate=48000, mono=False):
            levels = -40 + np.arange(self.blocks)[::-1]
            sound = np.repeat(10 ** (levels / 20), 400)
            return np.r_[sound, np.ones(self.more)][:, None]

    take = Steps("1A-1")
    for take.blocks, take.more, wanted in (
        (11, 0, -39),
        (11, 399, -39),
        (10, 399, None),
        (9, 399, None),
    ):
        found = _background(take)
        if take.blocks == 10:  # nine tenths of the way from the quietest to the second
            wanted = 10 * np.log10(0.1 * 10**-4 + 0.9 * 10**-3.9)
        assert found == (wanted if wanted is None else pytest.approx(wanted))


def test_what_is_said_of_a_mute_shot_is_true_of_its_neighbours():
    a, b, c = Take("1A-1"), Take("2A-1"), Take("3A-1")
    a.sound = b.sound = None
    cut = Cut("mute")
    for take in (a, b, c, a):
        cut.add(take, "05:00", "06:00")
    found = [str(each) for each in cut.check() if each.kind == "no sound"]
    assert [each.rpartition(" falls dead.")[2] for each in found] == [
        "",
        " Let the sound of the shot after it begin here already: a J-cut.",
        " Let the sound of the shot before run on under it: cut.picture_only(4).",
    ]


def test_findings_show_themselves_as_lines():
    a, b = Take("1A-1"), Take("2A-1")
    b.sound = None
    found = plain(a, b).check()
    assert repr(found) == "\n".join(each.sentence for each in found) != ""
    assert repr(Cut("clean").add(a, "05:00", "06:00").check()) == "Nothing to point at."


@pytest.mark.parametrize(("second", "said"), [("00:00", ["no sound"]), ("00:12", [])])
def test_lanes_cover_a_mute_shot_only_where_they_lie(second, said):
    """Two lanes over one half of it had counted for the whole."""
    a, b = Take("1A-1"), Take("2A-1")
    a.sound = None
    cut = Cut("mute").add(a, "05:00", "06:00").add(b, "05:00", "06:00")
    cut.lane("tone").lay(b, "06:00", "06:12", at="00:00")
    cut.lane("more").lay(b, "07:00", "07:12", at=second)
    assert kinds(cut) == said
