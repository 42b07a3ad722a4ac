"""Timelines as other programs write them, read as edits: right, or said."""

from fractions import Fraction

import opentimelineio as otio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opentimelineio.opentime import RationalTime, TimeRange

from kuleshov.errors import EditError
from kuleshov.timeline import Edit
from kuleshov.timeline.exchange import flatten
from kuleshov.timeline.exchange.from_otio import from_otio


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
    assert (read.edit.title, read.edit.rate, len(read.said)) == ("Theirs", 24, 2)
    assert "says nothing of what it shows" in read.said[0]
    nameless = from_otio(timeline([clip("A", 0, 1)], name=""))
    assert nameless.edit.title == "untitled" and nameless.edit.frames == 1
    assert from_otio(timeline([])).edit == Edit()


HALF = Fraction(1, 2)
RATES = [
    (24, 24), (25.0, 25), (12.5, Fraction(25, 2)), (23.976, Fraction(24000, 1001)),
    (23.98, Fraction(24000, 1001)), (29.97, Fraction(30000, 1001)),
    (30000 / 1001, Fraction(30000, 1001)), (59.94, Fraction(60000, 1001)), (60, 60),
]  # fmt: skip


@pytest.mark.parametrize(("rate", "exact"), RATES)
def test_the_rate_is_what_the_timeline_says_whatever_its_first_clip_has(rate, exact):
    made = timeline([clip("B", 7, 14, 7), clip("A", 3, 10, rate)])
    made.global_start_time = RationalTime(3600 * rate, rate)
    read = from_otio(made)
    assert read.edit.rate == exact
    assert points(read)[0] == ("B", int(exact + HALF), int(exact + HALF) + int(2 * exact + HALF))
    assert read.edit.shots[1].in_ == 3


@pytest.mark.parametrize(("rate", "exact"), RATES)
def test_a_timeline_that_says_no_rate_has_that_of_most_of_its_clips_and_that_is_said(rate, exact):
    read = from_otio(timeline([clip("B", 7, 7, 7), clip("A", 0, 500, rate)]))
    assert read.edit.rate == exact and "does not say its rate" in read.said[0]
    alone = from_otio(timeline([clip("A", 3, 10, rate)]))
    assert (alone.edit.rate, alone.said, points(alone)) == (exact, [], [("A", 3, 13)])
    asked = from_otio(timeline([clip("A", 24, 48, 24)]), rate=Fraction(12))
    assert asked.edit.rate == 12 and points(asked) == [("A", 12, 36)]


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


def test_a_transition_at_an_end_or_beside_a_hole_is_a_fade_and_belongs_to_one_shot():
    read = from_otio(
        timeline([dissolve(0, 6), clip("A", 24, 48), clip("B", 30, 48), dissolve(9, 0)])
    )
    assert points(read) == [("A", 24, 72), ("B", 30, 78)]
    assert [(s.fade_in, s.fade_out, s.dissolve) for s in read.edit.shots] == [(6, 0, 0), (0, 9, 0)]
    read = from_otio(
        timeline([clip("A", 24, 48), dissolve(3, 3), clip("B", 30, 48), clip("C", 0, 9)])
    )
    assert [shot.dissolve for shot in read.edit.shots] == [0, 6, 0]
    # between a gap and a clip the clip is longer by the part of the fade that lies over the gap
    read = from_otio(timeline(
        [gap(10), dissolve(4, 2), clip("A", 24, 48), dissolve(3, 5), gap(10), dissolve(1, 1), gap(3)]
    ))  # fmt: skip
    assert points(read) == [("gap", 0, 6), ("A", 20, 77), ("gap", 0, 5), ("gap", 0, 3)]
    assert (read.edit.shots[1].fade_in, read.edit.shots[1].fade_out) == (6, 8)
    assert read.edit.frames == 71 and read.said == []


@pytest.mark.parametrize("kind", ["SMPTE_Wipe", "Custom_Transition"])
def test_another_transition_becomes_a_dissolve_and_is_named(kind):
    wipe = dissolve(6, 6)
    wipe.transition_type, wipe.name = kind, "Clock Wipe"
    read = from_otio(timeline([clip("A", 24, 48), wipe, clip("B", 30, 48)]))
    assert read.edit.shots[1].dissolve == 12
    assert read.said == ["Clock Wipe at 00:00:02:00 became a dissolve."]


def test_a_dissolve_that_is_too_long_is_shortened_and_said():
    read = from_otio(timeline([clip("A", 24, 4), dissolve(9, 9), clip("B", 30, 48)]))
    assert read.edit.frames == 52 and 0 < read.edit.shots[1].dissolve <= 8
    assert "shot 2 (B) was longer than there is room" in read.said[0]


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
        ("A", "media/B.mov", {"A", "B"}, "B"),
        ("x", "C:\\Users\\a\\B.mov", {"A", "B"}, "B"),
        ("x", "file:///C:/Users/a/B.mov", {"B"}, "B"),
        ("x", "file://localhost/C%3a/Rushes/Take%20B.mov", {"Take B"}, "Take B"),
        ("x", "\\\\server\\share\\B.mov", {"B"}, "B"),
        ("x", "E:\\B#1.mov", {"B#1"}, "B#1"),
        ("caf\u00e9", "", {"cafe\u0301"}, "caf\u00e9"),
        ("Scene 4.2", "", None, "Scene 4.2"),
        ("b.MP4", "", {"B"}, "B"),
        ("A", "IMG_1.MOV", {"IMG_1.MOV", "IMG_1.mp4"}, "IMG_1.MOV"),
        ("", "title.mov", None, "title.mov"),
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


def test_where_name_and_file_lead_to_two_takes_the_file_decides_and_that_is_said():
    media = otio.schema.ExternalReference("media/B.mov")
    read = from_otio(timeline([clip("A", 0, 24, media_reference=media)]), {"A", "B"})
    assert read.said == ["The clip A shows the file B.mov: it is the take B."]


def test_changes_of_speed_and_effects_are_said():
    def changed(*effects):
        return from_otio(timeline([clip("A", 0, 24, effects=list(effects))])).said

    warp, freeze = otio.schema.LinearTimeWarp, otio.schema.FreezeFrame
    assert changed(warp(time_scalar=0.5)) == [
        "A runs at 50 % there; here it runs at its own speed."
    ]
    assert changed(warp(time_scalar=-1.0)) == [
        "A runs at -100 % there; here it runs at its own speed."
    ]
    assert changed(freeze()) == ["A stands still there, a frozen frame; here it moves."]
    assert changed(warp(time_scalar=1.0)) == []
    assert changed(otio.schema.Effect(name="Basic Motion")) == [
        "The effects on A were left out: Basic Motion."
    ]


def layers(*tracks):
    """Return a timeline of picture tracks, the lowest first."""
    made = otio.schema.Timeline("Layers")
    for number, children in enumerate(tracks, 1):
        made.tracks.append(otio.schema.Track(f"V{number}", kind="Video", children=children))
    return made


def test_the_topmost_picture_is_seen():
    lower = [clip("A", 100, 48), clip("B", 200, 48)]
    read = from_otio(layers(lower, [gap(24), clip("C", 0, 48)]))
    assert points(read) == [("A", 100, 124), ("C", 0, 48), ("B", 224, 248)]
    inside = from_otio(layers(lower, [gap(12), clip("C", 0, 6), gap(6), clip("D", 0, 3)]))
    assert points(inside)[:5] == [
        ("A", 100, 112), ("C", 0, 6), ("A", 118, 124), ("D", 0, 3), ("A", 127, 148),
    ]  # fmt: skip
    assert points(from_otio(layers([], [clip("A", 3, 5)]))) == [("A", 3, 8)]
    assert points(from_otio(layers([gap(9)], [gap(2), clip("A", 3, 5)]))) == [
        ("gap", 0, 2), ("A", 3, 8), ("gap", 0, 2),
    ]  # fmt: skip
    assert [read.said, inside.said] == [[], []]


def test_a_transition_into_an_upper_track_dissolves_from_what_lies_below():
    read = from_otio(layers([clip("A", 100, 96)], [gap(24), dissolve(4, 4), clip("C", 50, 24)]))
    assert points(read) == [("A", 100, 124), ("C", 50, 74), ("A", 148, 196)]
    assert [shot.dissolve for shot in read.edit.shots] == [0, 8, 0]
    # the lower track's own dissolve stays where it is seen, and is said where half of it is
    below = [clip("A", 100, 48), dissolve(4, 4), clip("B", 100, 48)]
    seen = from_otio(layers(below, [gap(70), clip("C", 0, 5)]))
    assert [shot.dissolve for shot in seen.edit.shots] == [0, 8, 0, 0] and seen.said == []
    hidden = from_otio(layers(below, [gap(40), clip("C", 0, 20)]))
    assert [shot.dissolve for shot in hidden.edit.shots] == [0, 0, 0] and hidden.said == []
    half = from_otio(layers(below, [gap(50), clip("C", 0, 20)]))
    assert not any(shot.dissolve for shot in half.edit.shots)
    assert "lies half under another track" in half.said[0]


def test_what_is_switched_off_is_left_out_and_said():
    off = clip("A", 0, 48)
    off.enabled = False
    alone = from_otio(timeline([off.clone(), clip("B", 0, 48)]))
    assert points(alone) == [("gap", 0, 48), ("B", 0, 48)]
    assert alone.said == ["Switched off, and left out: A."]
    assert points(from_otio(layers([clip("C", 5, 48)], [off.clone()]))) == [("C", 5, 53)]
    made = layers([clip("C", 5, 48)], [clip("D", 0, 48)])
    made.tracks[1].enabled = False
    read = from_otio(made)
    assert points(read) == [("C", 5, 53)]
    assert read.said == ["Switched off, and left out: the track V2."]


def compound(name, children, start, length):
    """Return a nested sequence of one track."""
    span = TimeRange(RationalTime(start, 24), RationalTime(length, 24))
    track = otio.schema.Track("V1", kind="Video", children=children)
    return otio.schema.Stack(name, [track], source_range=span)


def test_nested_sequences_are_opened_and_said():
    nested = compound("Scene 1", [clip("A", 100, 20), dissolve(2, 2), clip("B", 50, 20)], 10, 25)
    read = from_otio(timeline([clip("X", 0, 6), nested]))
    assert points(read) == [("X", 0, 6), ("A", 110, 120), ("B", 50, 65)]
    assert read.edit.shots[2].dissolve == 4
    assert read.said == ["Nested sequences were opened into their own shots: Scene 1."]
    from_an_hour = compound("S", [clip("A", 100, 20)], 86400 + 5, 10)
    assert points(from_otio(timeline([from_an_hour]))) == [("A", 105, 115)]
    sound = otio.schema.Track("A1", kind="Audio", children=[clip("A", 100, 20)])
    both = compound("S", [clip("A", 100, 20)], 0, 20)
    both.append(sound)
    assert from_otio(timeline([both])).edit.frames == 20


def test_sequences_nested_without_end_are_refused():
    deep = clip("A", 0, 5)
    for _ in range(flatten.MAX_DEPTH + 2):
        deep = otio.schema.Stack("S", [otio.schema.Track("V", kind="Video", children=[deep])])
    with pytest.raises(EditError, match="sequences inside sequences, more than 30 deep"):
        from_otio(timeline([deep]))


def title(words, length):
    reference = otio.schema.GeneratorReference("Text", "title", parameters={"text": words})
    return clip("Text", 0, length, media_reference=reference)


def test_a_title_is_a_card_where_it_stands_alone_and_said_over_a_picture():
    read = from_otio(layers([gap(24), clip("A", 0, 24)], [title("Once upon", 24), title("no", 5)]))
    assert [(s.take, s.text, len(s)) for s in read.edit.shots] == [
        ("title", "Once upon", 24), ("A", "", 24),
    ]  # fmt: skip
    assert read.said == [
        "The title “no” at 00:00:01:00 lies over a picture: it was left out there."
    ]
    unread = from_otio(timeline([title("", 24)]))
    assert unread.edit.shots[0].text == "Text" and "can't be read" in unread.said[0]


def test_layers_without_a_picture_of_their_own_hide_nothing():
    music = clip("song", 0, 48, media_reference=otio.schema.ExternalReference("song.WAV"))
    read = from_otio(layers([clip("A", 5, 48)], [clip("Adjustment Layer", 0, 48)], [music]))
    assert points(read) == [("A", 5, 53)]
    assert "song is a sound on a picture track (V3)" in read.said[1]
    assert "Adjustment Layer shows nothing itself" in read.said[0]


def test_a_clip_s_markers_become_its_note_and_the_timeline_s_stay_markers():
    def marker(at, name, comment=""):
        return otio.schema.Marker(
            name=name, comment=comment, marked_range=TimeRange(RationalTime(at, 24))
        )

    made = timeline([clip("A", 24, 48, markers=[marker(30, "look"), marker(99, "unused")]),
                     clip("B", 0, 48)])  # fmt: skip
    made.tracks.markers.append(marker(50, "sound", "louder"))
    made.tracks[0].markers.append(marker(0, "start"))
    read = from_otio(made)
    assert [shot.note for shot in read.edit.shots] == ["look", ""]
    marked = [(0, "start"), (50, "sound: louder")]
    assert [(one.at, one.text) for one in read.edit.markers] == marked
    made.global_start_time = RationalTime(86400, 24)
    made.tracks.markers.append(marker(86400 + 95, "end"))
    made.tracks.markers.append(marker(86400 + 96, "behind the end"))
    again = from_otio(made).edit.markers
    assert [(one.at, one.text) for one in again] == [*marked, (95, "end")]


def test_one_of_several_timelines_is_chosen_by_its_name():
    held = otio.schema.SerializableCollection("bin", [timeline([clip("A", 0, 5)], name="One")])
    assert points(from_otio(held)) == [("A", 0, 5)]
    inner = otio.schema.SerializableCollection(
        "more", [timeline([clip("B", 0, 5)], name="Two"), timeline([clip("C", 0, 5)], name="One")]
    )
    held.append(inner)
    with pytest.raises(EditError, match=r"holds 3 timelines: 'One', 'Two', 'One \(3\)'"):
        from_otio(held)
    assert points(from_otio(held, timeline="Two")) == [("B", 0, 5)]
    assert points(from_otio(held, timeline="One (3)")) == [("C", 0, 5)]
    with pytest.raises(EditError, match="no timeline 'Three', but 'One', "):
        from_otio(held, timeline="Three")
    with pytest.raises(EditError, match="holds no timeline"):
        from_otio(otio.schema.SerializableCollection("empty"))


def test_what_is_left_out_is_said():
    slow = clip("A", 0, 24, effects=[otio.schema.LinearTimeWarp(time_scalar=0.5)])
    read = from_otio(timeline([slow, clip("B", 0, 24)], [clip("A", 0, 24), clip("B", 1, 23)],
                              [clip("music", 0, 48)]))  # fmt: skip
    assert read.said == [
        "A runs at 50 % there; here it runs at its own speed.",
        "Shot 2 (B) has no sound of its own in step: it is silent here (level -96 dB).",
        "Sound that no shot has lies in lanes: A1 (music); A1 2 (B).",
    ]
    assert [(one.take, one.at, one.in_) for lane in read.edit.lanes for one in lane.sounds] == [
        ("music", 0, 0), ("B", 24, 1),
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
    monkeypatch.setattr(flatten, "MAX_SHOTS", 2)
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
        ([gap(4), clip("A", 28, 44), clip("B", 30, 48), clip("C", 0, 24)], [0, 0, 0],
         ["1 (A) is heard from 00:00:00:04 to 00:00:02:00 on its track, and from 00:00:00:00 to "]),
        ([gap(48), clip("B", 30, 48), gap(24)], [0, 0, 0], ["1 (A) has no", "3 (C) has no"]),
        ([clip("A", 24, 48), clip("B", 31, 48), clip("C", 0, 24)], [0, 0, 0],
         ["2 (B) has no sound of its own in step", "lies in lanes: A1 (B)"]),
        ([clip("A", 24, 40), gap(8), clip("B", 30, 30)], [0, 0, 0],
         ["3 (C) has no", "1 (A) is heard", "2 (B) is heard"]),
        ([clip("A", 24, 40), clip("x", 0, 0), clip("B", 22, 56), clip("C", 0, 24)], [0, 8, 0], []),
        # the sound of A runs on under B, whose own sound begins at its cut: one of them has to go
        ([clip("A", 24, 48), clip("B", 30, 48), clip("C", 0, 24)], [0, 0, 0], []),
    ],
)  # fmt: skip
def test_split_edits_are_read_from_the_sound_track(sound, splits, said):
    picture = [clip("A", 24, 48), clip("B", 30, 48), clip("C", 0, 24)]
    read = from_otio(timeline(picture, sound))
    assert [shot.split for shot in read.edit.shots] == splits
    assert len(read.said) == len(said) and all(a in b for a, b in zip(said, read.said, strict=True))


def test_sound_is_looked_for_on_all_tracks_and_a_stereo_pair_is_one_sound():
    picture = [clip("A", 24, 48), clip("B", 30, 48)]
    one, other = [clip("A", 24, 40)], [gap(40), clip("B", 22, 56)]
    checkered = from_otio(timeline(picture, one, other))
    assert [shot.split for shot in checkered.edit.shots] == [0, 8] and checkered.said == []
    pair = from_otio(
        timeline(picture, [*one, clip("B", 22, 56)], [clip("A", 24, 40), clip("B", 22, 56)])
    )
    assert [shot.split for shot in pair.edit.shots] == [0, 8] and pair.said == []
    overlapping = from_otio(timeline(picture, [clip("A", 24, 60)], [gap(48), clip("B", 30, 48)]))
    assert [shot.split for shot in overlapping.edit.shots] == [0, 0]
    assert len(overlapping.said) == 1 and "Shot 1 (A) is heard from" in overlapping.said[0]


def test_one_sound_under_two_shots_of_its_take_is_the_sound_of_both():
    picture = [clip("A", 0, 24), clip("B", 0, 24), clip("A", 48, 24)]
    whole = from_otio(timeline(picture, [clip("A", 0, 72)]))
    assert [shot.picture_only for shot in whole.edit.shots] == [False, True, False]
    assert whole.said == []
    through = from_otio(timeline([clip("A", 0, 24), clip("A", 24, 24)], [clip("A", 0, 48)]))
    assert through.said == [] and not any(shot.split for shot in through.edit.shots)


def test_splits_that_can_not_stand_together_are_left_and_said():
    picture = [clip("A", 24, 48), clip("B", 30, 10), clip("C", 30, 48)]
    read = from_otio(timeline(picture, [clip("A", 24, 48), clip("B", 30, 10)],
                              [gap(40), clip("C", 12, 66)]))  # fmt: skip
    assert [shot.split for shot in read.edit.shots] == [0, 0, 0]
    assert any("Shot 3 (C) is heard from" in said for said in read.said)


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


def test_a_timeline_without_sound_tracks_is_no_fault():
    assert from_otio(timeline([clip("A", 24, 48)])).said == []


def test_another_microphone_lies_in_a_lane():
    picture = [clip("A", 24, 48), clip("B", 30, 48)]
    sounds = [clip("A", 24, 40), clip("B", 22, 56)], [clip("A", 24, 50), clip("B", 0, 5)]
    read = from_otio(timeline(picture, *sounds))
    assert [(one.take, one.at, one.in_, len(one)) for one in read.edit.lanes[0].sounds] == [
        ("B", 50, 0, 5),
    ]  # fmt: skip


ITEMS = st.lists(
    st.tuples(st.sampled_from(["gap", "A", "B", "off", "nest"]), st.integers(1, 9)), max_size=7
)


def built(kind, length, at):
    """Return an item whose every frame is its own: its source begins at 1000 times its place."""
    if kind == "gap":
        return gap(length)
    if kind == "nest":
        inner = [clip("N", 1000 * at, 3), gap(2), clip("M", 1000 * at, 20)]
        return compound("S", inner, 1, length)
    made = clip("A" if kind == "off" else kind, 1000 * at, length)
    made.enabled = kind != "off"
    return made


def shown(kind, at, frame):
    """Return what a frame of an item shows: a take and its frame, or nothing."""
    if kind in ("gap", "off"):
        return None
    if kind != "nest":
        return kind, 1000 * at + frame
    inside = frame + 1  # a nested sequence is entered a frame late
    return (
        None
        if inside in (3, 4)
        else (("N", 1000 * at + inside) if inside < 3 else ("M", 1000 * at + inside - 5))
    )


@settings(max_examples=60)
@given(st.lists(ITEMS, min_size=1, max_size=4))
def test_each_frame_shows_what_lies_on_top(tracks):
    """Frame by frame, from the top track down."""
    seen = {}
    for items in tracks:  # the lowest first
        at = 0
        for kind, length in items:
            for frame in range(length):
                seen[at + frame] = shown(kind, at, frame) or seen.get(at + frame)
            at += length
    places = [[sum(n for _, n in items[:i]) for i in range(len(items))] for items in tracks]
    made = layers(*(
        [built(*item, at) for item, at in zip(items, starts, strict=True)]
        for items, starts in zip(tracks, places, strict=True)
    ))  # fmt: skip
    edit = from_otio(made).edit
    frames = [
        None if shot.is_card else (shot.take, shot.in_ + frame)
        for shot in edit.shots
        for frame in range(len(shot))
    ]
    assert frames == [seen[frame] for frame in range(max(seen, default=-1) + 1)]


def test_times_between_two_frames_are_said():
    read = from_otio(timeline([clip("A", 0, 10, 25), clip("B", 0, 24)]), rate=Fraction(24))
    assert read.edit.frames == 34  # 9.6 and 24 frames
    assert "Some of its times lie between two frames at 24" in read.said[0]


def test_a_start_time_without_a_rate_of_its_own_tells_none():
    made = timeline([clip("A", 0, 10, 25)])
    made.global_start_time = RationalTime()
    assert from_otio(made).edit.rate == 25


def test_a_fade_takes_no_frames_from_before_its_take():
    read = from_otio(timeline([gap(10), dissolve(4, 2), clip("A", 1, 48)]))
    assert points(read) == [("gap", 0, 9), ("A", 0, 49)] and read.edit.shots[1].fade_in == 6


def test_a_sound_is_lent_to_no_shot_that_it_does_not_reach():
    picture = [clip("A", 0, 24), clip("B", 0, 24), clip("A", 48, 24)]
    read = from_otio(timeline(picture, [clip("A", 0, 24), clip("B", 0, 24)]))
    assert read.said == [
        "Shot 3 (A) has no sound of its own in step: it is silent here (level -96 dB)."
    ]


@pytest.mark.parametrize(("length", "rate"), [(-12, 24), (0, 24), (12, -24)])
def test_a_clip_that_lasts_nothing_is_said_and_moves_nothing(length, rate):
    backward = otio.schema.Clip(
        "B", source_range=TimeRange(RationalTime(0, 24), RationalTime(length, rate))
    )
    read = from_otio(timeline([clip("A", 24, 48), backward, clip("C", 0, 24)]))
    assert points(read) == [("A", 24, 72), ("C", 0, 24)]
    assert read.said == ["B lasts no frame: it was left out."]
