"""The checks of craft, each on an edit that has just that to point at."""

from fractions import Fraction
from types import SimpleNamespace

import pytest

from kuleshov.media import Clip
from kuleshov.timeline import Cut


class Reel:
    """A take with truth, as the rushes have it, on a stand-in's clip."""

    def __init__(self, name, clip, side="near", performance=(10.0, 18.0), lines=(), slate=24):
        self.name, self.clip, self.frames, self.rate = name, clip, clip.frames, clip.rate
        self.setup = name.split("-")[0]
        start = 36  # slate and handle
        self.truth = SimpleNamespace(
            name=name, side=side, performance=performance, lines=lines, rate=Fraction(24),
            first_picture=slate,
            frame_at=lambda t: start + round((t - performance[0]) * 24),
        )  # fmt: skip


def line(text, onset, offset, speaker="filament"):
    return SimpleNamespace(speaker=speaker, text=text, onset=onset, offset=offset)


@pytest.fixture
def reels(bin_):
    again = line("Again.", 3.0, 4.0)
    return {
        "2A-1": Reel("2A-1", bin_["2A-1"], lines=[again]),
        "4A-1": Reel("4A-1", bin_["4A-1"], lines=[again]),
        "4A-2": Reel("4A-2", bin_["1A-1"]),
        "8A-1": Reel("8A-1", bin_["1A-1"], side="far"),
        "6A-1": Reel("6A-1", bin_["mute"]),
    }


def kinds(cut, sound=False):
    return [(f.kind, f.frame) for f in cut.check(sound=sound)]


def test_a_plain_cut_has_nothing_to_point_at(reels):
    cut = Cut("plain", rushes=reels).add("2A-1", "05:00", "06:00").add("4A-1", "06:00", "07:00")
    assert kinds(cut) == []


def test_a_gap(reels):
    cut = Cut("gap", rushes=reels).add("2A-1", "05:00", "06:00").add("4A-1", "06:00", "07:00")
    assert kinds(cut.lift(2)) == [("gap", 24)]
    assert "cut.black()" in cut.check()[0].sentence


def test_a_take_that_is_not_there_is_found_with_those_that_may_be_meant(reels):
    words = "2A-1 05:00 06:00\n4C-1 06:00 07:00\nblack 01:00\n4a 07:00 08:00"
    cut = Cut.from_text(words, reels)
    assert cut.said.startswith("There is no take 4C-1 among the rushes. Did you mean 4")
    first, second = cut.check()
    assert (first.kind, first.frame, first.shots) == ("no take", 24, (2,))
    assert "shot 2 can't be shown. There is no take '4C-1'" in first.sentence
    assert second.shots == (4,) and "Did you mean 4A-1 or 4A-2?" in second.sentence
    assert kinds(cut.replace(2, "4A-1", "06:00").replace(4, "4A-2", "07:00")) == []


def test_a_dissolve_without_handles(reels):
    cut = Cut("handles", rushes=reels).add("2A-1", "05:00", "10:00").add("4A-1", "06:00", "07:00")
    assert kinds(cut.dissolve(2, 12)) == [("beyond take", 0)]
    assert "needs 6 more frames" in cut.check(sound=False)[0].sentence


def test_a_flash_shot(reels):
    cut = Cut("flash", rushes=reels).add("2A-1", "05:00", "05:03").add("4A-1", "06:00", "06:04")
    assert kinds(cut) == [("flash shot", 0)]


@pytest.mark.parametrize(("first", "said"), [(7, [("slate", 24)]), (23, [("slate", 24)]), (24, [])])
def test_a_shot_that_begins_on_its_slate(reels, first, said):
    cut = Cut("slate", rushes=reels).add("2A-1", "05:00", "06:00").add("4A-1", f"{first}f", "60f")
    assert kinds(cut) == said


def test_the_slate_says_where_the_picture_begins(reels):
    cut = Cut("point", rushes=reels).add("2A-1", "05:00", "06:00").add("4A-1", "7f", "11f")
    (finding,) = cut.check(sound=False)
    assert finding.shots == (2,) and "at frame 7 of its take" in finding.sentence
    assert finding.sentence.endswith('begins at frame 24: cut.trim(2, in_="24f").')
    (finding,) = Cut("whole", rushes=reels).add("4A-1", 0, 2).check(sound=False)
    assert "begins at frame 0 of its take, whose picture" in finding.sentence


def test_the_slate_is_as_long_at_another_rate_and_your_own_footage_has_none(reels, bin_):
    cut = Cut("half", 12, rushes=reels)
    assert kinds(cut.add("2A-1", "11f", "30f")) == [("slate", 0)]
    assert kinds(cut.trim(1, in_="12f")) == []
    assert kinds(Cut("own").add(bin_["2A-1"], 0, "60f")) == []
    assert (
        kinds(Cut("none", rushes={"2A-1": Reel("2A-1", bin_["2A-1"], slate=0)}).add("2A-1", 0))
        == []
    )


def test_a_jump_cut_within_a_set_up_and_a_through_edit(reels):
    cut = Cut("jump", rushes=reels).add("4A-1", "05:00", "06:00").add("4A-2", "07:00", "08:00")
    cut.add("4A-2", "08:00", "09:00")
    assert kinds(cut) == [("jump cut", 24), ("through edit", 48)]


def test_two_files_that_are_called_alike_are_not_one_set_up(reels):
    bin_ = {name: Reel("short", reels["4A-1"].clip, slate=0) for name in ("ana", "ben")}
    cut = Cut("two", rushes=bin_).add("ana", 5, 6).add("ben", 5, 6)
    assert "jump cut" not in [one.kind for one in cut.check(sound=False)]
    assert cut.add("ben", 7, 8).check(sound=False)[-1].kind == "jump cut"


def test_a_crossed_line_is_named_with_its_shots(reels):
    cut = Cut("line", rushes=reels).add("4A-1", "05:00", "06:00").add("8A-1", "06:00", "07:00")
    (finding,) = cut.check(sound=False)
    assert (finding.kind, finding.frame, finding.shots) == ("crossed line", 24, (1, 2))
    assert finding.sentence.startswith("At 00:00:01:00 left and right change places")


def test_a_line_cut_off_and_a_line_doubled(reels):
    cut = Cut("off", rushes=reels).add("2A-1", "02:00", "03:12").add("4A-1", "06:00", "07:00")
    assert kinds(cut) == [("line cut off", 24)]
    cut = Cut("twice", rushes=reels).add("2A-1", "02:00", "05:00").add("4A-1", "02:12", "05:00")
    assert kinds(cut) == [("line doubled", 84)]


def test_a_line_carried_over_a_cut_is_whole(reels):
    cut = Cut("whole", rushes=reels).add("2A-1", "02:00", "03:12").add("4A-1", "03:12", "05:00")
    assert kinds(cut) == []
    cut = Cut("l-cut", rushes=reels).add("2A-1", "02:00", "03:12").add("4A-1", "04:00", "06:00")
    assert kinds(cut.split(2, -12)) == []


def test_a_shot_without_sound_among_shots_with(reels):
    cut = Cut("mute", rushes=reels).add("2A-1", "05:00", "06:00").add("6A-1", "01:00", "02:00")
    assert ("no sound", 24) in kinds(cut)
    assert kinds(cut.picture_only(2)) == []


def test_a_line_runs_on_under_a_cutaway(reels):
    cut = Cut("away", rushes=reels).add("2A-1", "02:00", "05:00")
    assert kinds(cut.cutaway("01:06", "6A-1", "02:00", "02:12")) == []
    loud = cut.copy().picture_only(2, on=False)
    assert ("line cut off", 24) in kinds(loud), "the line begins at 3 s of the take"


def test_a_cutaway_over_a_whole_shot_leaves_nothing_to_point_at(reels):
    cut = Cut("away", rushes=reels).add("2A-1", "02:00", "03:12").add("4A-1", "03:12", "04:06")
    cut.add("2A-1", "04:06", "06:00")
    assert kinds(cut, sound=True) == []
    for over in ("6A-1", "4A-2"):
        away = cut.copy().cutaway("01:06", over, "01:06", "02:18")
        assert away.edit.lane("under").sounds and kinds(away, sound=True) == []


def test_a_level_jump_is_heard(reels):
    cut = Cut("level", rushes=reels).add("2A-1", "05:00", "07:00")
    cut.add("4A-1", "06:00", "08:00", gain=-18)
    assert ("level jump", 48) in kinds(cut, sound=True)
    assert kinds(cut.level(2, 0), sound=True) == []


def test_sound_that_lies_behind_the_last_picture_is_found(reels):
    cut = Cut("late", rushes=reels).add("2A-1", "05:00", "07:00")
    cut.lane("tone").lay("4A-1", "05:00", "07:00")
    assert kinds(cut) == []
    cut.lane("tone").trim(1, out="07:07").lay("4A-1", "05:00", "06:00", at="02:12")
    cut.lane("tone").lay("4A-1", "05:00", "06:00", at="05:00")
    assert kinds(cut) == [("unheard sound", 47)] * 3
    first, second, _ = (found.sentence for found in cut.check(sound=False))
    assert first == (
        "At 00:00:01:23 the sound of 4A-1 in lane tone goes on behind the last picture "
        "(00:00:02:07): nobody hears it there."
    )
    assert "begins behind the last picture (00:00:02:12)" in second


def test_a_take_is_listened_to_once_however_often_its_edit_is_checked(reels, monkeypatch):
    cut = Cut("twice", rushes=reels).add("2A-1", "05:00", "07:00").add("4A-1", "05:00", "07:00")
    heard = []
    plain = Clip.read_sound
    monkeypatch.setattr(
        Clip, "read_sound", lambda clip, *a, **k: heard.append(clip) or plain(clip, *a, **k)
    )
    found = cut.check()
    assert heard and set(heard) == {reels["2A-1"].clip, reels["4A-1"].clip}
    listened = len(heard)
    assert cut.check() == found and cut.trim(1, out="06:00").check() is not None
    assert len(heard) == listened
