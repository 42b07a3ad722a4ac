"""An edit as a timeline and back, field by field, and timelines as other programs write them."""

from fractions import Fraction
from types import SimpleNamespace

import opentimelineio as otio
import pytest
from opentimelineio.opentime import RationalTime, TimeRange

from kuleshov.errors import EditError
from kuleshov.timeline import Edit, Shot, otio_edit
from kuleshov.timeline.otio_edit import from_otio, to_otio

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


def test_without_sound_there_is_one_track_and_without_cards_there_are_gaps():
    made = to_otio(Edit(shots=SHOTS), {}, sound=False, cards=False)
    (picture,) = made.tracks
    kinds = [type(item).__name__ for item in picture]
    assert kinds == ["Gap", "Clip", "Transition", "Clip", "Gap", "Gap", "Clip"]


@pytest.mark.parametrize(
    ("take", "reel"),
    [("4A-1", "4A1"), ("scene 12, take 3", "SCENE12T"), ("Ünder", "NDER"), ("—", "AX"), ("", "AX"),
     ("12345678", "12345678"), ("123456789", "12345678")],
)  # fmt: skip
def test_a_reel_has_eight_letters_and_digits(take, reel):
    assert otio_edit._reel(take) == reel


@pytest.mark.parametrize("rate", [Fraction(24), Fraction(30000, 1001), Fraction(25, 2)])
def test_what_is_written_is_read_back(rate):
    edit = Edit("Film", rate, SHOTS)
    read = from_otio(to_otio(edit, {"A": "a.mp4"}))
    assert (read.edit, read.edit.title, read.said) == (edit, "Film", [])
    assert [shot.note for shot in read.edit.shots] == [shot.note for shot in SHOTS]


def clip(name, start, length, rate=24, **more):
    """Return a clip as another program writes it."""
    where = TimeRange(RationalTime(start, rate), RationalTime(length, rate))
    return otio.schema.Clip(name, source_range=where, **more)


def gap(length, rate=24):
    return otio.schema.Gap(duration=RationalTime(length, rate))


def dissolve(before, after, rate=24):
    return otio.schema.Transition(
        in_offset=RationalTime(before, rate), out_offset=RationalTime(after, rate)
    )


def timeline(picture, *sounds, name="Theirs"):
    made = otio.schema.Timeline(name)
    made.tracks.append(otio.schema.Track("V1", kind="Video", children=picture))
    for sound in sounds:
        made.tracks.append(otio.schema.Track("A1", kind="Audio", children=sound))
    return made


def points(read):
    return [(shot.take, shot.in_, shot.out) for shot in read.edit.shots]


def test_a_plain_timeline_of_another_program_is_read():
    read = from_otio(timeline([clip("A", 24, 48), gap(6), clip("", 0, 10), clip("B", 5, 0)]))
    assert points(read) == [("A", 24, 72), ("gap", 0, 6), ("unnamed", 0, 10)]
    assert (read.edit.title, read.edit.rate, read.said) == ("Theirs", 24, [])
    nameless = from_otio(timeline([clip("A", 0, 1)], name=""))
    assert nameless.edit.title == "untitled" and nameless.edit.frames == 1
    assert from_otio(timeline([])).edit == Edit()


@pytest.mark.parametrize(
    ("rate", "exact"),
    [(24, 24), (25.0, 25), (12.5, Fraction(25, 2)), (23.976, Fraction(24000, 1001)),
     (23.98, Fraction(24000, 1001)), (29.97, Fraction(30000, 1001)),
     (30000 / 1001, Fraction(30000, 1001)), (59.94, Fraction(60000, 1001)), (60, 60)],
)  # fmt: skip
def test_the_rate_is_that_of_the_first_item(rate, exact):
    read = from_otio(timeline([dissolve(1, 1, 7), clip("A", 3, 10, rate), clip("B", 48, 48, 48)]))
    assert read.edit.rate == exact
    assert points(read)[0] == ("A", 3, 13)
    assert points(read)[1] == ("B", round(exact), round(exact) + round(exact))


def test_a_rate_that_is_named_counts_first():
    made = timeline([clip("A", 24, 48)])
    made.metadata["kuleshov"] = {"rate": "12"}
    read = from_otio(made)
    assert read.edit.rate == 12 and points(read) == [("A", 12, 36)]


@pytest.mark.parametrize(
    ("before", "after", "late"),
    [(5, 5, 0), (6, 5, 0), (5, 6, 1), (0, 10, 5), (0, 11, 6), (10, 0, -5), (1, 0, 0), (0, 1, 1)],
)
def test_a_dissolve_is_centred_and_every_frame_of_it_kept(before, after, late):
    """The larger half of an odd one lies before the cut."""
    read = from_otio(timeline([clip("A", 24, 48), dissolve(before, after), clip("B", 30, 48)]))
    first, second = read.edit.shots
    assert (first.out, second.in_, second.out) == (72 + late, 30 + late, 78)
    assert second.dissolve == before + after and first.dissolve == 0


def test_a_dissolve_without_a_shot_before_it_is_none_and_belongs_to_one_shot():
    read = from_otio(timeline([dissolve(3, 3), clip("A", 24, 48), clip("B", 30, 48)]))
    assert points(read) == [("A", 24, 72), ("B", 30, 78)]
    assert [shot.dissolve for shot in read.edit.shots] == [0, 0]
    read = from_otio(
        timeline([clip("A", 24, 48), dissolve(3, 3), clip("B", 30, 48), clip("C", 0, 9)])
    )
    assert [shot.dissolve for shot in read.edit.shots] == [0, 6, 0]


def test_in_points_are_counted_from_the_first_frame_of_the_file():
    available = TimeRange(RationalTime(86400, 24), RationalTime(240, 24))
    media = otio.schema.ExternalReference("media/A.mov", available_range=available)
    read = from_otio(timeline([clip("x", 86424, 48, media_reference=media)], [
        clip("x", 86424, 48, media_reference=media.clone())]))  # fmt: skip
    assert points(read) == [("x", 24, 72)] and read.said == []


@pytest.mark.parametrize(
    ("name", "url", "known", "take"),
    [
        ("A", "media/B.mov", None, "A"),
        ("", "media/B%20b.mov", None, "B b"),
        ("A.mov", "media/B.mov", None, "A"),
        ("A", "file:///media/B.mov", {"B"}, "B"),
        ("A", "media/B.mov", {"A", "B"}, "A"),
        ("A.mov", "media/B.mov", {"A"}, "A"),
        ("A", "media/B.mov", {"C"}, "A"),
        ("", "media/B.mov", {"C"}, "B"),
        ("", "", {"C"}, "unnamed"),
        ("", "", None, "unnamed"),
    ],
)
def test_a_clip_is_known_by_its_name_or_else_by_its_file_s(name, url, known, take):
    media = otio.schema.ExternalReference(url) if url else None
    read = from_otio(timeline([clip(name, 0, 24, media_reference=media)]), known)
    assert points(read) == [(take, 0, 24)]


def test_generators_are_black_unless_they_say_what_they_are():
    bars = otio.schema.GeneratorReference(name="bars", generator_kind="SMPTEBars")
    read = from_otio(timeline([clip("bars", 9, 24, media_reference=bars), clip("title", 9, 24)]))
    assert points(read) == [("black", 0, 24), ("title", 0, 24)]


def test_what_is_left_out_is_said():
    slow = clip("A", 0, 24, effects=[otio.schema.LinearTimeWarp(time_scalar=0.5)])
    made = timeline([slow, clip("B", 0, 24)], [clip("A", 0, 24), clip("B", 1, 23)])
    made.tracks.insert(1, otio.schema.Track("V2", kind="Video"))
    read = from_otio(made)
    assert read.said == [
        "Of 2 picture tracks only the lowest was read.", "The effects on A were left out.",
        "Shot 2 (B) has no sound of its own in sync.",
    ]  # fmt: skip


def test_what_is_no_timeline_is_refused():
    with pytest.raises(EditError, match="holds no timeline"):
        from_otio(otio.schema.Track())
    with pytest.raises(EditError, match="has no picture track"):
        from_otio(otio.schema.Timeline())
    with pytest.raises(EditError, match="does not say what it shows"):
        from_otio(timeline([otio.schema.Clip("A"), clip("B", 0, 5)]))
    for metadata in ("x", {"rate": "1/0"}):
        made = timeline([clip("A", 0, 5)])
        made.metadata["kuleshov"] = metadata
        with pytest.raises(EditError):
            from_otio(made)


def test_a_timeline_may_have_as_many_shots_as_an_edit(monkeypatch):
    monkeypatch.setattr(otio_edit, "MAX_SHOTS", 2)
    assert len(from_otio(timeline([gap(1), gap(1), gap(0)])).edit.shots) == 2
    assert len(from_otio(timeline([gap(1), gap(1), gap(1)])).edit.shots) == 3, "Edit says the rest"
    with pytest.raises(EditError, match="has more than 2 shots"):
        from_otio(timeline([gap(1)] + [gap(1) for _ in range(3)]))


@pytest.mark.parametrize(
    ("sound", "splits", "said"),
    [
        # A is seen in 0 to 48 from its frame 24, B in 48 to 96 from 30, C in 96 to 120 from 0.
        ([clip("A", 24, 48), clip("B", 30, 48), clip("C", 0, 24)], [0, 0, 0], []),
        ([clip("A", 24, 40), clip("B", 22, 66), clip("C", 10, 14)], [0, 8, -10], []),
        ([clip("A", 24, 40), dissolve(2, 2), clip("B", 22, 66), clip("C", 10, 14)], [0, 8, -10], []),
        ([gap(4), clip("A", 28, 44), clip("B", 30, 48), clip("C", 0, 24)], [0, 0, 0], []),
        ([gap(48), clip("B", 30, 48), gap(24)], [0, 0, 0], ["1 (A)", "3 (C)"]),
        ([clip("A", 24, 48), clip("B", 31, 48), clip("C", 0, 24)], [0, 0, 0], ["2 (B)"]),
        ([clip("A", 24, 40), gap(8), clip("B", 30, 30)], [0, 0, 0], ["3 (C)"]),
        ([clip("A", 24, 40), clip("x", 0, 0), clip("B", 22, 56), clip("C", 0, 24)], [0, 8, 0], []),
    ],
)  # fmt: skip
def test_split_edits_are_read_from_the_sound_track(sound, splits, said):
    picture = [clip("A", 24, 48), clip("B", 30, 48), clip("C", 0, 24)]
    read = from_otio(timeline(picture, sound))
    assert [shot.split for shot in read.edit.shots] == splits
    assert read.said == [f"Shot {shot} has no sound of its own in sync." for shot in said]


def test_a_card_s_sound_begins_where_the_one_before_it_ends():
    picture = [clip("A", 24, 48), gap(24), clip("B", 30, 48)]
    sound = [clip("A", 24, 54), gap(12), clip("B", 24, 54)]
    # the first is heard 6 frames into the gap, the last begins 6 before its picture
    read = from_otio(timeline(picture, sound))
    assert [shot.split for shot in read.edit.shots] == [0, -6, 6] and read.said == []
    empty = from_otio(timeline(picture, [clip("A", 24, 0), *(one.clone() for one in sound)]))
    assert [shot.split for shot in empty.edit.shots] == [0, -6, 6]
    mute = from_otio(timeline(picture, [gap(72), clip("B", 30, 48)]))
    assert [shot.split for shot in mute.edit.shots] == [0, 0, 0]
    early = from_otio(timeline([gap(24), clip("B", 30, 48)], [gap(18), clip("B", 24, 54)]))
    assert [shot.split for shot in early.edit.shots] == [0, 6]


def test_the_same_stretch_twice_finds_both_of_its_sounds():
    twice = [clip("A", 0, 20), clip("A", 20, 20), clip("A", 60, 20)]
    read = from_otio(timeline(twice, [clip("A", 0, 14), clip("A", 14, 26), clip("A", 60, 20)]))
    assert [shot.split for shot in read.edit.shots] == [0, 6, 0] and read.said == []


def test_only_the_first_sound_track_counts_and_none_is_no_fault():
    picture = [clip("A", 24, 48), clip("B", 30, 48)]
    read = from_otio(
        timeline(
            picture, [clip("A", 24, 40), clip("B", 22, 56)], [clip("A", 24, 50), clip("B", 0, 5)]
        )
    )
    assert [shot.split for shot in read.edit.shots] == [0, 8] and read.said == []
    assert from_otio(timeline([clip("A", 24, 48)])).said == []
