"""An edit as a timeline and back, field by field."""

from fractions import Fraction
from types import SimpleNamespace

import opentimelineio as otio
import pytest
from opentimelineio.opentime import RationalTime, TimeRange

from kuleshov.timeline import Edit, Shot
from kuleshov.timeline.exchange.from_otio import from_otio
from kuleshov.timeline.exchange.to_otio import to_otio
from kuleshov.timeline.take_names import reel_name
from kuleshov.timeline.text import from_text

SHOTS = (
    Shot("title", 0, 12, text="Again"), Shot("A", 24, 72, gain=-3, note="hers"),
    Shot("B", 10, 60, split=8, dissolve=7), Shot("gap", 0, 5), Shot("black", 0, 6, fade_out=2),
    Shot("Ü b-1", 0, 30, fade_in=4),
)  # fmt: skip


def frames(time):
    return (time.value, time.rate)


def span(item):
    start, length = item.source_range.start_time, item.source_range.duration
    assert start.rate == length.rate == 24
    return type(item).__name__, item.name, start.value, length.value


def test_an_edit_is_written_field_by_field():
    made = to_otio(Edit("Film", shots=SHOTS), {"A": "a.mp4", "B": "b.mp4", "Ü b-1": ""})
    assert made.name == "Film" and frames(made.global_start_time) == (0, 24)
    assert made.metadata["kuleshov"] == {"rate": "24"}
    picture, sound = made.tracks
    assert (picture.name, picture.kind, sound.name, sound.kind) == (
        "Picture", "Video", "Sound", "Audio",
    )  # fmt: skip
    title, a, dissolve, b, gap, black, last = picture
    assert [span(item) for item in (title, a, b, gap, black, last)] == [
        ("Clip", "Again", 0, 12), ("Clip", "A", 24, 48), ("Clip", "B", 10, 50), ("Gap", "", 0, 5),
        ("Clip", "black", 0, 6), ("Clip", "Ü b-1", 0, 30),
    ]  # fmt: skip
    assert dissolve.transition_type == "SMPTE_Dissolve"
    assert (frames(dissolve.in_offset), frames(dissolve.out_offset)) == ((4, 24), (3, 24))
    assert [span(item) for item in sound] == [
        ("Gap", "", 0, 12), ("Clip", "A", 24, 40), ("Clip", "B", 2, 58), ("Gap", "", 0, 5),
        ("Gap", "", 0, 6), ("Clip", "Ü b-1", 0, 30),
    ]  # fmt: skip
    assert dict(a.metadata["kuleshov"]) == {
        "take": "A", "shot": 2, "track": "picture", "gain": -3.0, "note": "hers",
    }  # fmt: skip
    assert dict(sound[1].metadata["kuleshov"]) == {"take": "A", "shot": 2, "track": "sound"}
    assert dict(title.metadata["kuleshov"]) == {
        "take": "title", "shot": 1, "track": "picture", "text": "Again",
    }  # fmt: skip
    reels = [item.metadata["cmx_3600"]["reel"] for item in (a, title, last)]
    assert reels == ["A", "TITLE", "B1"]
    for card, name in ((title, "title"), (black, "black")):
        reference = card.media_reference
        assert (reference.name, reference.generator_kind) == (name, "black")
        assert reference.available_range == card.source_range
    assert a.media_reference.target_url == "a.mp4"
    # how long the take is isn't known: as long as the shot needs it to be
    assert a.media_reference.available_range == TimeRange(RationalTime(0, 24), RationalTime(72, 24))
    assert isinstance(last.media_reference, otio.schema.MissingReference)


def test_a_take_s_length_is_written_where_it_is_known():
    cut = SimpleNamespace(take_frames={"A": 240, "B": 20}.get)
    made = to_otio(
        Edit(shots=(Shot("A", 24, 72), Shot("B", 10, 60))), {"A": "a", "B": "b"}, cut=cut
    )
    known = [clip.media_reference.available_range for clip in made.tracks[0]]
    assert [frames(one.duration) for one in known] == [(240, 24), (60, 24)]
    assert [frames(one.start_time) for one in known] == [(0, 24), (0, 24)]


def test_sound_that_is_over_before_its_take_begins_has_nothing_of_it():
    made = to_otio(
        Edit(shots=(Shot("A", 0, 48), Shot("B", 0, 2, 9), Shot("A", 9, 48, 2))), {"B": "b"}
    )
    early = made.tracks[1][1]
    assert span(early) == ("Clip", "B", -9, 9)
    assert frames(early.media_reference.available_range.duration) == (0, 24)


@pytest.mark.parametrize(
    ("take", "reel"),
    [("4A-1", "4A1"), ("scene 12, take 3", "SCENE12T"), ("Ünder", "NDER"), ("—", "AX"), ("", "AX"),
     ("12345678", "12345678"), ("123456789", "12345678")],
)  # fmt: skip
def test_a_reel_has_eight_letters_and_digits(take, reel):
    assert reel_name(take) == reel


@pytest.mark.parametrize("rate", [Fraction(24), Fraction(30000, 1001), Fraction(25, 2)])
def test_what_is_written_is_read_back(rate):
    edit = Edit("Film", rate, SHOTS)
    read = from_otio(to_otio(edit, {"A": "a.mp4"}))
    assert (read.edit, read.edit.title, read.said) == (edit, "Film", [])
    assert [shot.note for shot in read.edit.shots] == [shot.note for shot in SHOTS]


@pytest.mark.parametrize(
    "words",
    [
        "A 01:00 02:00 picture-only\nblack 01:00\nB 03:00 04:00",
        "black 01:00\nA 01:00 02:00 picture-only\nblack 02:00",
        "black 01:00\nA 01:00 02:00 picture-only\nblack 02:00 L9\nB 03:00 04:00 J4",
        "A 03:00 05:00\nB 03:00 04:00 picture-only\nblack 02:00 J8\nblack 01:00 J3\nB 03:00 04:00",
    ],
)
def test_where_silence_is_cut_comes_back_past_what_is_seen_alone(words):
    edit = from_text(words)
    assert from_otio(to_otio(edit, {})).edit == edit
