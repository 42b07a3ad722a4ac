"""Lanes in and out: the kit's own come back as they were, other programs' sound lies in lanes."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import opentimelineio as otio
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made.takes import write_wav

import kuleshov as ku
from kuleshov.timeline import Cut
from kuleshov.timeline.edit import Edit, Shot
from kuleshov.timeline.exchange import _losses
from kuleshov.timeline.exchange.from_otio import from_otio
from kuleshov.timeline.exchange.lane_tracks import lanes_of
from kuleshov.timeline.exchange.split_edits import Stretch
from kuleshov.timeline.exchange.to_otio import to_otio
from kuleshov.timeline.lanes import MAX_LANES, LaidSound, Lane, Marker

RATES = [Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(24000, 1001), Fraction(50)]


@st.composite
def lanes(draw):
    found = []
    for number in range(draw(st.integers(0, 3))):
        at, sounds = 0, []
        for _ in range(draw(st.integers(1, 4))):
            at += draw(st.integers(0, 50))
            first, length = draw(st.integers(0, 90_000)), draw(st.integers(4, 60))
            more = {
                "gain": draw(st.sampled_from([0.0, -3.25, 6.0])),
                "fade_in": draw(st.integers(0, 2)),
                "fade_out": draw(st.integers(0, 2)),
                "stem": draw(st.sampled_from(["", "rest"])),
                "note": draw(st.sampled_from(["", "why?"])),
            }
            sounds.append(LaidSound("A", first, first + length, at, **more))
            at += length
        gain, muted = draw(st.sampled_from([0.0, -6.5])), draw(st.booleans())
        found.append(Lane(f"lane {number}", tuple(sounds), gain, muted))
    return tuple(found)


@given(lanes(), st.sampled_from(RATES), st.sampled_from([0.0, -2.5]))
def test_lanes_markers_and_level_come_back_by_otio(found, rate, level):
    edit = Edit(
        "any",
        rate,
        (Shot("A", 10, 60, stem="ana"), Shot("B", 0, 40, split=5)),
        found,
        (Marker(7, "here"), Marker(30, "on purpose", "jump cut"), Marker(31)),
        level,
    )
    words = otio.adapters.write_to_string(to_otio(edit, {}), "otio_json")
    read = from_otio(otio.adapters.read_from_string(words, "otio_json"))
    assert read.edit == edit and read.said == []
    assert read.edit.markers == edit.markers
    notes = [one.note for lane in edit.lanes for one in lane.sounds]
    assert [one.note for lane in read.edit.lanes for one in lane.sounds] == notes


def test_a_lane_that_another_program_has_cut_on_is_read_as_it_is():
    edit = Edit(
        "any",
        Fraction(24),
        (Shot("A", 0, 96),),
        (Lane("tone", (LaidSound("A", 0, 48, 0, fade_in=30, fade_out=18),)),),
    )
    timeline = to_otio(edit, {})
    clip = timeline.tracks[2][0]
    time = otio.opentime.RationalTime
    clip.source_range = otio.opentime.TimeRange(time(10, 24), time(20, 24))
    (lane,) = from_otio(timeline).edit.lanes
    assert lane.sounds == (LaidSound("A", 10, 30, 0),), "its fades are longer than what is left"


def test_what_sounds_beside_the_shots_lies_in_lanes_by_its_track():
    left = [
        Stretch("song", 0, 100, 24, "Music", -6.0),
        Stretch("song", 0, 100, 24, "Music right", -6.0),
        Stretch("door", 50, 60, 0, "FX"),
        Stretch("step", 55, 70, 0, "FX"),
        Stretch("early", -5, 20, 10, "Music"),
        Stretch("before", 10, 20, -15, "FX"),
    ]
    found, said = lanes_of(left, Fraction(24))
    laid = {lane.name: [(s.take, s.in_, s.at, len(s)) for s in lane.sounds] for lane in found}
    assert laid == {
        "Music": [("early", 15, 0, 20)],
        "Music 2": [("song", 24, 0, 100)],
        "FX": [("door", 0, 50, 10)],
        "FX 2": [("step", 0, 55, 15)],
    }
    assert found[1].sounds[0].gain == -6
    assert said == [
        "Sound that no shot has lies in lanes: Music (early); Music 2 (song); FX (door); FX 2 (step).",
        "Sound was left out: before at 00:00:00:10.",
    ]


def test_more_than_sixteen_tracks_are_said():
    left = [Stretch(f"s{n}", 0, 10, 0, f"T{n}") for n in range(20)]
    found, said = lanes_of(left, Fraction(24), {"tone"})
    assert len(found) == MAX_LANES - 1
    assert said[1].startswith("Sound was left out: s")
    heard = {one.take for lane in found for one in lane.sounds}
    assert len(heard) == 15 and not any(f"{take} at" in " ".join(said[1:]) for take in heard)


@pytest.mark.parametrize("suffix", [".edit", ".json", ".otio", ".otioz", ".xml", ".fcpxml"])
def test_music_goes_out_and_comes_back(bin_, tmp_path, suffix):
    song = ku.sound(write_wav(tmp_path / "song.wav", np.zeros(96000)))
    rushes = {**bin_, "song": song}
    cut = Cut("lanes", rushes=rushes).add("1A-1", "1.0", "4.0")
    cut.lane("A3").lay("song", "0.5", "1.5", at="1.0")
    again = Cut.load(cut.save(tmp_path / f"lanes{suffix}"), rushes=rushes)
    assert again == cut


@pytest.mark.parametrize("suffix", [".edit", ".json", ".otio", ".otioz"])
def test_a_file_keeps_every_lane(bin_, tmp_path, suffix):
    cut = Cut("lanes", rushes=bin_).add("1A-1", "1.0", "4.0")
    cut.lane("tone").lay("2A-1", "2.0", "4.0", at="0.5", gain=-3, fade_in=6).mute()
    cut.marker("1.0", "look").master(2)
    again = Cut.load(cut.save(tmp_path / f"lanes{suffix}"), rushes=bin_)
    assert again == cut and again.markers == cut.markers and again.said == cut.said == ""


def test_an_xml_keeps_what_its_tracks_can_hold(bin_, tmp_path):
    cut = Cut("lanes", rushes=bin_).add("1A-1", "1.0", "4.0").add("4A-1", "0.0", "2.0", gain=-3)
    cut.lane("tone").lay("2A-1", "2.0", "4.0", at="0.5", gain=-3).fader(-2)
    cut.lane("off").lay("2A-1", "2.0", "3.0", at="1.0").mute()
    cut.lane("fx").lay("2A-1", "5.0", "6.0", at="2.0", fade_in=6)
    cut.marker("1.0", "look").master(-1)
    again = Cut.load(cut.save(tmp_path / "lanes.xml"), rushes=bin_)
    assert cut.said == (
        "FCP 7 XML does not keep fades of sounds in lanes, the names of lanes. Lanes that are "
        "muted are tracks that are switched off there. Levels of lanes and of the film lie in their "
        "sounds there."
    )
    levels = [shot.gain for shot in again.shots]
    assert levels == pytest.approx([-1, -4], abs=0.01)
    laid = [
        (one.take, one.in_, one.out, one.at, one.gain)
        for lane in again.lanes
        for one in lane.sounds
    ]
    assert [one[:4] for one in laid] == [("2A-1", 48, 96, 12), ("2A-1", 120, 144, 48)]
    assert [one[4] for one in laid] == pytest.approx([-6, -1], abs=0.01)
    assert "Switched off" in again.said


@pytest.mark.parametrize("rate", RATES)
def test_an_fcpxml_keeps_lanes_by_their_roles(bin_, tmp_path, rate):
    cut = Cut("lanes", rate=rate, rushes=bin_).add("1A-1", "1.0", "4.0").title_card("x", "1.0")
    cut.add("4A-1", "0.0", "2.0", gain=-3)
    cut.lane("wild tone").lay("2A-1", "2.0", "4.0", at="0.5", gain=-3, note="thin").fader(-2)
    cut.lane("a.b?").lay("2A-1", "0.5", "1.0", at="3.5").lay("2A-1", "0.5", "3.0", at="4.5")
    cut.lane("a.b?").trim(2, out="2.0")
    cut.lane("off").lay("2A-1", "2.0", "3.0", at="1.0").mute()
    again = Cut.load(cut.save(tmp_path / "lanes.fcpxml"), rushes=bin_)
    assert cut.said == (
        "Lanes that are muted are clips that are switched off there. Levels of lanes and of the "
        "film lie in their sounds there."
    )
    first, second = again.lanes
    assert [replace(one, gain=-3) for one in first.sounds] == list(cut.lanes[0].sounds)
    assert first.name == "wild tone" and first.sounds[0].gain == -5
    assert second.name == "a b" and second.sounds == cut.lanes[1].sounds
    assert again.shots == cut.shots and "Switched off in the file, so left out: 2A-1" in again.said


def test_sound_behind_the_last_picture_does_not_make_the_film_longer(bin_, tmp_path):
    cut = Cut("lanes", rushes=bin_).add("1A-1", "1.0", "4.0")
    cut.lane("tone").lay("2A-1", "0.0", "4.0", at="1.0").lay("4A-1", "0.0", "1.0", at="6.0")
    again = Cut.load(cut.save(tmp_path / "lanes.fcpxml"), rushes=bin_)
    assert again.frames == cut.frames and len(again.lanes[0].sounds[0]) == 48
    assert cut.said == " ".join(
        f"Of {take} in lane tone, what lies behind the last picture was left out."
        for take in ("2A-1", "4A-1")
    )


@pytest.mark.parametrize("suffix", [".otio", ".xml", ".edl"])
def test_markers_travel(bin_, tmp_path, suffix):
    cut = Cut("m", rushes=bin_).add("1A-1", "1.0", "4.0").add("4A-1", "1.0", "3.0")
    cut.marker("1.0", "look here").marker("4.5", "and there")
    again = Cut.load(cut.save(tmp_path / f"m{suffix}"), rushes=bin_)
    assert again.markers == cut.markers and cut.said == ""


def test_an_edl_says_what_it_does_not_keep(bin_, tmp_path):
    cut = Cut("m", rushes=bin_).add("1A-1", "1.0", "4.0")
    cut.lane("tone").lay("2A-1", "0.0", "1.0").cut.master(-3)
    cut.marker("1.0", "why", answers="slate").save(tmp_path / "m.edl")
    assert "lanes of sound (tone)" in cut.said and "the film's level" in cut.said
    assert "answers to findings" in cut.said


@pytest.mark.parametrize(
    ("shot", "lane", "sound", "level", "told"),
    [(5, 0, 0, 10, True), (0, 8, 8, 0, True), (13, 0, 0, -4, False), (0, 6, 0, 6, False)],
)
def test_levels_that_add_up_to_more_than_others_play_are_told(shot, lane, sound, level, told):
    tone = Lane("tone", (LaidSound("A", 0, 24, at=0, gain=sound),), gain=lane)
    edit = Edit(shots=(Shot("A", 0, 48, gain=shot),), lanes=(tone,), level=level)
    assert ("Other programs play levels above +12 dB as +12 dB." in _losses(edit, ".xml")) is told


def test_fades_that_another_program_left_no_room_for_are_told():
    tone = Lane("tone", (LaidSound("A", 0, 48, at=24, gain=-3, fade_in=20, fade_out=20),))
    timeline = to_otio(Edit(shots=(Shot("A", 0, 96),), lanes=(tone,)), {})
    time = otio.opentime.RationalTime
    timeline.audio_tracks()[1][1].source_range = otio.opentime.TimeRange(time(0, 24), time(30, 24))
    read = from_otio(timeline)
    assert read.edit.lanes[0].sounds == (LaidSound("A", 0, 30, at=24, gain=-3),)
    assert read.said == ["Fades were left out that do not fit: A at 00:00:01:00 in lane tone."]
