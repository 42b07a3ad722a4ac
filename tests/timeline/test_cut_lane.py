"""A lane in the hand: what is laid, moved, trimmed, and what is said of it."""

from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest
from made.takes import write_wav

import kuleshov as ku
from kuleshov.errors import EditError, KuleshovError
from kuleshov.timeline import Cut
from kuleshov.timeline.lanes import LaidSound

FILM = Fraction(24)


class Voice:
    """A take of ten seconds with one stem."""

    rate, frames, path = FILM, 240, None
    sound = SimpleNamespace(layout="mono", channels=1)

    def __init__(self, name, sound=True):
        self.name = name
        if not sound:
            self.sound = None

    def stem(self, name):
        if name != "ana":
            raise KuleshovError(f"{self.name} has no stem {name!r}.")
        return self


@pytest.fixture
def cut():
    takes = {name: Voice(name) for name in ("A", "B")} | {"mute": Voice("mute", sound=False)}
    return Cut("film", rushes=takes).add("A", "0.0", "4.0").add("B", "0.0", "4.0")


def laid(cut, lane="tone"):
    return [(one.take, one.in_, one.out, one.at) for one in cut.edit.lane(lane).sounds]


def test_a_lane_begins_with_its_first_sound_and_goes_with_its_last(cut):
    tone = cut.lane("tone")
    assert cut.lanes == () and len(tone) == 0 and repr(tone) == "Lane 'tone': 0 sounds"
    tone.lay("A", "1.0", "3.0", at="0.5", gain=-6, fade_in=6, fade_out=4, stem="ana", note="dark")
    assert cut.lanes[0].sounds == (
        LaidSound("A", 24, 72, at=12, gain=-6, fade_in=6, fade_out=4, stem="ana"),
    )
    tone.remove(1)
    assert cut.lanes == () and cut.said == ""
    assert cut.undo().lanes and not cut.undo().lanes


def test_a_sound_runs_to_the_end_of_its_take(cut):
    cut.lane("tone").lay("A", at="1.0")
    assert laid(cut) == [("A", 0, 240, 24)]


def test_what_is_laid_over_another_takes_its_place_and_says_so(cut):
    tone = cut.lane("tone").lay("A", "0.0", "4.0")
    tone.lay("B", "0.0", "1.0", at="1.0")
    assert laid(cut) == [("A", 0, 24, 0), ("B", 0, 24, 24), ("A", 48, 96, 48)]
    assert cut.said == "Shortened in lane tone: A."
    tone.lay("A", "5.0", "7.0", at="0.5")
    assert laid(cut) == [("A", 0, 12, 0), ("A", 120, 168, 12), ("A", 60, 96, 60)]
    assert "With it went from lane tone: B." in cut.said


def test_a_trimmed_sound_stays_in_step_with_the_picture(cut):
    tone = cut.lane("tone").lay("A", "1.0", "4.0", at="2.0")
    tone.trim(1, in_="1.5")
    assert laid(cut) == [("A", 36, 96, 60)]
    tone.trim(1, out="3.0")
    assert laid(cut) == [("A", 36, 72, 60)] and cut.said == ""
    with pytest.raises(EditError, match="before the film"):
        tone.move(1, "0.0").trim(1, in_="1.0")


def test_a_sound_is_moved_and_its_options_are_set(cut):
    tone = cut.lane("tone").lay("A", "0.0", "1.0").lay("B", "0.0", "1.0", at="2.0")
    tone.move(1, "2.5")
    assert laid(cut) == [("B", 0, 12, 48), ("A", 0, 24, 60)]
    assert cut.said == "Shortened in lane tone: B."
    tone.change(2, gain=-3, fade_in=5, note="here")
    assert tone.sounds[1].gain == -3 and tone.sounds[1].note == "here"
    with pytest.raises(EditError, match="take: not known here"):
        tone.change(2, take="B")


def test_a_lane_has_a_fader_a_mute_and_a_name(cut):
    tone = cut.lane("tone").lay("A", "0.0", "1.0")
    tone.fader(-6).mute().rename("room")
    assert repr(cut.lane("room")).startswith(
        "Lane 'room', -6 dB, muted: 1 sound\n  1  00:00:00:00 to"
    )
    assert tone.name == "room"
    assert not cut.said, "a new name takes nothing out"
    tone.mute(False)
    assert not cut.lanes[0].muted
    for work in (lambda: cut.lane("new").fader(3), lambda: cut.lane("new").mute()):
        with pytest.raises(EditError, match="no lane 'new'; this edit has room"):
            work()


@pytest.mark.parametrize(
    ("work", "words"),
    [
        (lambda lane: lane.lay("mute"), "mute has no sound"),
        (lambda lane: lane.lay("A", "9.0", "11.0"), "A ends at 00:00:10:00"),
        (lambda lane: lane.lay("A", "0.0", "1.0", at="-1.0"), "before the film"),
        (lambda lane: lane.lay("A", speed=2), "speed: not known here. A sound may have fade_in"),
        (lambda lane: lane.lay("C"), "no take 'C'"),
        (lambda lane: lane.lay("A", stem="bob"), "no stem 'bob'"),
        (lambda lane: lane.lay("black", "0.0", "1.0"), "black"),
        (lambda lane: lane.move(2, "0.0"), "no sound 2 in lane tone: it has 1 sound"),
    ],
)
def test_what_can_t_be_laid_is_refused_and_nothing_changes(cut, work, words):
    lane = cut.lane("tone").lay("B", "0.0", "1.0")
    before = cut.edit
    with pytest.raises(KuleshovError, match=words):
        work(lane)
    assert cut.edit is before


def test_music_is_laid_and_never_seen(tmp_path, cut):
    file = write_wav(tmp_path / "song.wav", np.full(96000, 0.25))
    song = ku.sound(file)
    cut.lane("music").lay(song, "0.5", at="1.0")
    assert laid(cut, "music") == [("song", 12, 48, 24)]
    for work in (
        lambda: cut.add(song),
        lambda: cut.insert(1, "song"),
        lambda: cut.replace(1, song),
        lambda: cut.cutaway("0.0", song, "0.0", "0.5"),
    ):
        with pytest.raises(EditError, match="song is sound alone and can't be a shot"):
            work()
    again = Cut.from_text(cut.to_text(), {"A": Voice("A"), "B": Voice("B"), "song": song})
    assert again == cut


def test_the_copy_of_a_cut_has_its_lanes_and_one_becomes_the_other(cut):
    cut.lane("tone").lay("A", "0.0", "1.0")
    cut.master(-2).marker("1.0", "look")
    twin = cut.copy("another")
    assert twin == cut and twin.title == "another" and twin.markers == cut.markers
    other = Cut("third", rushes={"A": Voice("A")}).become(cut)
    assert other == cut and other.title == "third" and other.undo().lanes == ()


def test_markers_are_set_written_anew_and_taken_out(cut):
    cut.marker("2.0", "second").marker("1.0", "first").marker("1.0", "why", answers="jump cut")
    assert [(m.at, m.text) for m in cut.markers] == [(24, "first"), (24, "why"), (48, "second")]
    cut.marker("1.0", "first of all")
    assert [m.text for m in cut.markers] == ["why", "first of all", "second"]
    cut.unmark("1.0")
    assert [m.text for m in cut.markers] == ["why", "second"]
    with pytest.raises(EditError, match="No such marker"):
        cut.unmark("1.0")


def test_a_shot_that_goes_says_which_sounds_went_with_it(cut):
    cut.lane("foley").lay("A", "0.0", "1.0", at="5.0")
    cut.lane("tone").lay("A", "0.0", "8.0")
    cut.remove(2)
    assert cut.said == "" and len(cut.lanes) == 2, "behind the last shot nothing moves"
    cut.undo().remove(1)
    assert laid(cut, "foley") == [("A", 0, 24, 24)]
    cut.undo().lane("foley").move(1, "1.0")
    cut.remove(1)
    assert "With it went from lane foley: A." in cut.said


def test_a_lift_leaves_lanes_as_they_are_and_an_extract_says_what_went(cut):
    cut.lane("tone").lay("A", "0.0", "3.0", at="1.0")
    cut.lane("music").lay("B", "0.0", "1.0", at="5.0")
    before = cut.lanes
    cut.lift_range("2.0", "3.0")
    assert cut.lanes == before and cut.said == "Lane tone still sounds in the gap."
    assert cut.undo().lift_range("4.0", "5.0").said == ""
    assert cut.undo().lift_range("3.5", "5.5").said == "Lanes tone, music still sound in the gap."
    cut.undo().lane("tone").mute().cut.lift_range("2.0", "3.0")
    assert cut.said == ""
    cut.undo().extract_range("4.5", "5.5")
    assert cut.said == "Shortened in lane music: B."


def test_of_a_stretch_laid_several_times_each_loss_is_told(cut):
    tone = cut.lane("tone")
    for second in (0, 2, 4):
        tone.lay("A", 1, 3, at=second)
    tone.lay("B", 0, 1, at=1.5)
    assert cut.said == "Shortened in lane tone: A, A."
    cut.undo()
    tone.lay("B", 0, 1, at=0.5)
    assert cut.said == "Shortened in lane tone: A." and len(tone) == 5
    cut.undo()
    tone.lay("B", 0, 3, at=1.5)
    assert cut.said == "With it went from lane tone: A. Shortened in lane tone: A, A."
    cut.undo()
    tone.move(3, at=0)
    assert cut.said == "With it went from lane tone: A.", "the other one of the same stretch"
    cut.undo()
    cut.extract_range(1, 2)
    assert cut.said == "Shortened in lane tone: A."


def test_another_name_takes_nothing_out(cut):
    cut.lane("tone").lay("A", 1, 3, at=0).rename("room")
    assert cut.said == ""


def test_an_emptied_lanes_own_level_is_told(cut):
    cut.lane("tone").lay("A", 1, 3, at=0).fader(-6).mute()
    cut.lane("tone").move(1, at=1, to="room")
    assert cut.said == "Lane tone has no sound any more: it went, and that it was -6 dB and muted."
    cut.undo().lane("tone").remove(1)
    assert cut.said.endswith("-6 dB and muted.")


def test_what_begins_behind_the_films_end_is_told(cut):
    cut.lane("tone").lay("A", 1, 3, at=96)
    ends = "The film ends at 00:00:08:00;"
    meant = '96 means 96 seconds; frame 96 is written "96f".'
    assert cut.said == f"{ends} A lies behind it. {meant}"
    cut.lane("tone").move(1, at=8)
    assert cut.said == f"{ends} A lies behind it."
    cut.lane("tone").move(1, at=7.5)
    assert cut.said == ""
    cut.marker(96, "Here.")
    assert cut.said == f"{ends} this marker lies behind it. {meant}"
    first = Cut("sound first", rushes={"A": Voice("A")})
    first.lane("tone").lay("A", 1, 3, at=4)
    assert first.said == "", "an empty film has no end yet"


def test_a_sound_ends_with_its_last_whole_frame(tmp_path):
    """100 frames at 30000/1001 are 160,160 samples: as a float of seconds a hair under 100."""
    cut = Cut("music", rate=Fraction(30000, 1001))
    for frames, samples in ((100, 160_160), (99, 160_159)):
        path = tmp_path / f"{frames}.wav"
        write_wav(path, np.full((samples, 1), 0.1, np.float32))
        assert len(cut.lane("music").lay(ku.sound(path), at=f"{frames}0f").sounds[0]) == frames
