"""What is seen of an FCPXML: lanes, containers, titles, transitions, speeds."""

import pytest
from made.fcpxml import RESOURCES, clip, opened, project, shots


def read(folder, spine, resources="", **more):
    return opened(folder, project(spine, resources=RESOURCES + resources, **more))


def gap(at, length, inside="", start=3600):
    return f'<gap name="Gap" offset="{at}s" start="{start}s" duration="{length}s">{inside}</gap>'


def title(at, words, length, **more):
    attributes = "".join(f' {key}="{value}"' for key, value in more.items())
    return (
        f'<title ref="t" name="Basic Title" offset="{at}s" start="3600s" duration="{length}s"'
        f"{attributes}><text><text-style ref='ts1'>{words}</text-style></text></title>"
    )


LANES = "Of what lies on several lanes only the picture on top was read."


# Lanes


def test_what_is_seen_is_the_topmost_lane(tmp_path):
    """A is seen for 4 s; C over its second second, B over all of both on a higher lane for 1/2 s."""
    over = clip("C", 11, 5, 1, lane=1) + clip("B", "23/2", 3600, "1/4", lane=2)
    edit, said = read(tmp_path, clip("A", 0, 10, 4, over))
    assert [shot[:3] for shot in shots(edit)] == [
        ("A", 240, 264), ("C", 120, 132), ("B", 0, 6), ("C", 138, 144), ("A", 288, 336),
    ]  # fmt: skip
    assert LANES in said


@pytest.mark.parametrize("lane", [-1, -3])
def test_what_lies_below_is_seen_through_holes_only(tmp_path, lane):
    below = clip("C", 0, 0, 4, lane=lane)
    edit, _ = read(tmp_path, clip("A", 0, 0, 2, below) + gap(2, 1) + clip("A", 3, 9, 1))
    assert [shot[:3] for shot in shots(edit)] == [
        ("A", 0, 48), ("C", 48, 72), ("A", 216, 240),
    ]  # fmt: skip


def test_music_below_never_replaces_the_picture_and_keeps_the_film_s_length(tmp_path):
    music = clip("M", 0, 0, 5, lane=-1)
    edit, said = read(tmp_path, clip("A", 0, 0, 2, music) + clip("C", 2, 0, 1))
    assert shots(edit) == [("A", 0, 48), ("C", 0, 24), ("gap", 0, 48)]
    assert said == ["Sound that no shot has lies in lanes: sound (M)."]


def test_a_file_of_which_nothing_is_said_is_known_by_its_ending(tmp_path):
    """Small exporters say neither hasVideo nor hasAudio."""
    files = "".join(
        f'<asset id="{key}" name="{key}" src="file:///x/{key}.{ending}" duration="9s"/>'
        for key, ending in (("w", "WAV"), ("v", "mp4"))
    )
    music = clip("W", 0, 0, 2, lane=1)
    edit, said = read(tmp_path, clip("V", 0, 0, 2, music), files)
    assert shots(edit) == [("v", 0, 48, {"note": "V"})]
    assert said == ["Sound that no shot has lies in lanes: sound (W)."]


def test_music_on_the_first_storyline_is_no_picture(tmp_path):
    edit, said = read(tmp_path, clip("M", 0, 0, 2) + clip("A", 2, 0, 1))
    assert shots(edit) == [("gap", 0, 48), ("A", 0, 24)]
    edit, said = read(tmp_path, clip("M", 0, 0, 2))
    assert shots(edit) == [("gap", 0, 48)] and "No picture was found in it." in said


def test_a_clip_that_hangs_on_a_clip_lies_above_it(tmp_path):
    """Lanes count from the clip that one hangs on; a lane below it stays above what it lies on."""
    under = clip("B", 0, 3600, 1, lane=-1)
    edit, _ = read(tmp_path, clip("A", 0, 0, 2, clip("C", 0, 0, 1, under, lane=1)))
    assert [shot[0] for shot in shots(edit)] == ["C", "A"]
    hidden = clip("C", 0, 0, "1/2", clip("B", 0, 3600, 1, lane=-1), lane=1)
    edit, _ = read(tmp_path, clip("A", 0, 0, 2, hidden))
    assert [shot[:3] for shot in shots(edit)] == [("C", 0, 12), ("B", 12, 24), ("A", 24, 48)]


def test_a_secondary_storyline_counts_its_own_time(tmp_path):
    inner = f'<spine lane="1" offset="11s">{clip("C", 0, 1, 1)}{gap(1, 1)}{clip("B", 2, 3601, 1)}</spine>'
    edit, _ = read(tmp_path, clip("A", 0, 10, 5, inner))
    assert [shot[:3] for shot in shots(edit)] == [
        ("A", 240, 264), ("C", 24, 48), ("A", 288, 312), ("B", 24, 48), ("A", 336, 360),
    ]  # fmt: skip


def test_what_is_switched_off_is_left_out_but_not_what_hangs_on_it(tmp_path):
    spine = (
        clip("A", 0, 0, 2, clip("C", 1, 5, "1/2", lane=1), enabled=0)
        + clip("B", 2, 3600, 1, clip("C", 3600, 7, 1, lane=1, enabled=0))
    )  # fmt: skip
    edit, said = read(tmp_path, spine)
    assert [shot[:3] for shot in shots(edit)] == [
        ("gap", 0, 24), ("C", 120, 132), ("gap", 0, 12), ("B", 0, 24),
    ]  # fmt: skip
    assert "Switched off in the file, so left out: A, C." in said


# Titles, generators, black


def test_titles_stand_on_black_and_are_left_out_over_a_picture(tmp_path):
    spine = (
        title(0, "One &amp; <!-- x -->two", 1)
        + gap(1, 1, title(3600, "on a hole", 1, lane=1))
        + clip("A", 2, 0, 1, title(0, "over", 1, lane=1))
    )
    edit, said = read(tmp_path, spine)
    assert shots(edit) == [
        ("title", 0, 24, {"text": "One & two"}), ("title", 0, 24, {"text": "on a hole"}),
        ("A", 0, 24),
    ]  # fmt: skip
    words = "Titles and generators over a picture were left out; they stand on black here: "
    assert f"{words}Basic Title (over)." in said


def test_a_generator_is_black_and_a_still_is_a_take_from_its_first_frame(tmp_path):
    still = (
        '<asset id="s" name="still" start="0s" duration="0s" hasVideo="1" format="r1">'
        '<media-rep src="file:///x/still.png"/></asset>'
    )
    spine = (
        '<video ref="g" name="Clouds" offset="0s" start="3600s" duration="1s"/>'
        '<video ref="s" name="still" offset="1s" start="3599s" duration="2s"/>'
        '<gap name="Black" offset="3s" duration="1s"/>'
    )
    edit, said = read(tmp_path, spine, still)
    assert shots(edit) == [("black", 0, 24), ("still", 0, 48), ("black", 0, 24)]
    assert said == ["Generators are black here: Clouds."]


# What clips are held in


def test_a_clip_s_picture_and_sound_are_one_shot(tmp_path):
    held = (
        '<clip name="A" offset="0s" start="{0}s" duration="2s"><video ref="a" offset="{1}s" {2} '
        'duration="40s"><audio ref="a" lane="-1" offset="0s" duration="40s"/></video></clip>'
    )
    for start, offset, more in (
        (5, 0, ""),
        (5, 0, 'start="0s"'),
        (3605, 3600, ""),
        (5, 3, 'start="3s"'),
    ):
        edit, said = read(tmp_path, held.format(start, offset, more))
        assert [shot[:3] for shot in shots(edit)] == [("A", 120, 168)]
        assert all("hangs" not in one for one in said)
    beside = (
        '<clip name="A" offset="0s" start="5s" duration="2s"><video ref="a" offset="0s" '
        'duration="40s"/><audio ref="a" lane="-1" offset="0s" duration="40s"/></clip>'
    )
    assert (shots(read(tmp_path, beside)[0]), read(tmp_path, beside)[1]) == ([("A", 120, 168)], [])


COMPOUND = (
    '<media id="k" name="C1"><sequence format="r1" duration="4s" tcStart="10s"><spine>'
    + clip("A", 10, 1, 2, clip("C", 2, 30, "1/2", lane=1))
    + '<ref-clip ref="d" name="D" offset="12s" duration="2s" start="1s"/></spine></sequence></media>'
    '<media id="d" name="D"><sequence format="r1" duration="9s"><spine>'
    + clip("B", 0, 3600, 9)
    + "</spine></sequence></media>"
)


@pytest.mark.parametrize(
    ("start", "length", "seen"),
    [
        (10, 4, [("A", 24, 48), ("C", 720, 732), ("A", 60, 72), ("B", 24, 72)]),
        (None, 4, [("A", 24, 48), ("C", 720, 732), ("A", 60, 72), ("B", 24, 72)]),
        (11, 2, [("C", 720, 732), ("A", 60, 72), ("B", 24, 48)]),
        (12, "1/2", [("B", 24, 36)]),
    ],
)
def test_a_compound_clip_is_cut_open(tmp_path, start, length, seen):
    begins = f'start="{start}s"' if start is not None else ""
    spine = f'<ref-clip ref="k" name="C1" offset="0s" {begins} duration="{length}s"/>' + clip(
        "A", length, 9, 1
    )
    edit, _ = read(tmp_path, spine, COMPOUND)
    assert [shot[:3] for shot in shots(edit)] == [*seen, ("A", 216, 240)]


def test_a_compound_clip_that_is_sped_up_is_shorter_within(tmp_path):
    """Four seconds at double speed: half of each shot's time, from the same points on."""
    spine = '<ref-clip ref="k" name="C1" offset="0s" start="5s" duration="2s">{}</ref-clip>'
    twice = '<timeMap><timept time="0s" value="0s"/><timept time="10s" value="20s"/></timeMap>'
    edit, said = read(tmp_path, spine.format(twice), COMPOUND)
    assert [shot[:3] for shot in shots(edit)] == [
        ("A", 24, 36), ("C", 720, 726), ("A", 60, 66), ("B", 24, 48),
    ]  # fmt: skip
    assert "own speed here, not as in the file: A (200 %), C (200 %), B (200 %)." in " ".join(said)


def test_a_fade_of_a_compound_clip_is_that_of_its_first_shot(tmp_path):
    blend = '<adjust-blend><param name="amount"><fadeIn duration="1/2s"/></param></adjust-blend>'
    spine = f'<ref-clip ref="k" name="C1" offset="0s" start="10s" duration="4s">{blend}</ref-clip>'
    edit, _ = read(tmp_path, spine, COMPOUND)
    assert [shot.fade_in for shot in edit.shots] == [12, 0, 0, 0]


@pytest.mark.parametrize("holder", ["ref-clip", "mc-clip"])
def test_clips_are_conformed_to_the_sequence_that_holds_them(tmp_path, holder):
    """A sequence of 25 frames a second within one of 24: its clip of 25 plays as it is."""
    held = clip("A", 0, 1, 4, conform("25"))
    inner = {
        "ref-clip": f'<sequence format="r5"><spine>{held}</spine></sequence>',
        "mc-clip": f'<multicam format="r5"><mc-angle angleID="1">{held}</mc-angle></multicam>',
    }[holder]
    media = f'<format id="r5" frameDuration="1/25s"/><media id="k" name="K">{inner}</media>'
    edit, said = read(tmp_path, f'<{holder} ref="k" name="K" offset="0s" duration="2s"/>', media)
    assert (shots(edit), said) == ([("A", 24, 72)], [])


def test_compound_clips_that_hold_each_other_are_refused(tmp_path):
    ring = COMPOUND.replace('<asset-clip ref="b"', '<ref-clip ref="k"').replace(
        "</asset-clip></spine></sequence></media>", "</ref-clip></spine></sequence></media>"
    )
    with pytest.raises(Exception, match="holds itself"):
        read(tmp_path, '<ref-clip ref="k" name="C1" duration="4s"/>', ring)


def multicam(*sources, start=3601):
    wanted = "".join(f'<mc-source angleID="{key}" srcEnable="{what}"/>' for key, what in sources)
    return (
        f'<mc-clip ref="mc" name="M" offset="0s" start="{start}s" duration="2s">{wanted}</mc-clip>'
    )


ANGLES = (
    '<media id="mc" name="M"><multicam format="r1" tcStart="3600s"><mc-angle name="1" angleID="one">'
    + clip("A", 3600, 0, 20)
    + '</mc-angle><mc-angle name="2" angleID="two">'
    + gap(3600, "1/2")
    + clip("B", "7201/2", 3600, 19)
    + "</mc-angle></multicam></media>"
)


@pytest.mark.parametrize(
    ("sources", "seen"),
    [
        ((("one", "all"),), [("A", 24, 72)]),
        ((("two", "all"),), [("B", 12, 60)]),
        ((), [("A", 24, 72)]),
        ((("two", "video"), ("one", "none")), [("B", 12, 60, {"gain": -96.0})]),
        ((("one", "audio"), ("two", "video")), [("B", 12, 60, {"gain": -96.0})]),
        ((("one", "video"), ("one", "audio")), [("A", 24, 72)]),
        ((("gone", "all"), ("two", "all")), [("B", 12, 60)]),
    ],
)
def test_of_a_multicam_clip_the_angle_that_is_switched_on_is_read(tmp_path, sources, seen):
    edit, _ = read(tmp_path, multicam(*sources), ANGLES)
    assert shots(edit) == seen


def test_of_an_audition_the_pick_is_read(tmp_path):
    picks = '<asset-clip ref="{}" name="{}" start="{}s" duration="{}s"/>'
    held = picks.format("a", "A", 1, 2) + picks.format("c", "C", 0, 9)
    spine = f'<audition offset="0s">{held}</audition>' + clip("C", 2, 4, 1)
    edit, said = read(tmp_path, spine)
    assert shots(edit) == [("A", 24, 72), ("C", 96, 120)]
    assert said == ["Of an audition only the pick was read: A."]
    edit, _ = read(
        tmp_path, clip("C", 0, 0, 4, f'<audition lane="1" offset="1s">{held}</audition>')
    )
    assert [shot[:3] for shot in shots(edit)] == [("C", 0, 24), ("A", 24, 72), ("C", 72, 96)]


# Transitions


def change(at, length, name="Cross Dissolve"):
    return f'<transition name="{name}" offset="{at}s" duration="{length}s"/>'


@pytest.mark.parametrize(
    ("at", "length", "first", "second", "dissolve"),
    [
        # A is seen from 1 s for 2 s, then B from 5 s on: the cut is at film frame 48.
        ("3/2", 1, (24, 72), (120, 144), 24),
        (2, 1, (24, 84), (132, 144), 12),  # begins at the cut; B has 24 frames, so it is shortened
        (1, 1, (24, 60), (108, 144), 24),  # ends at the cut
        ("47/24", "1/24", (24, 72), (120, 144), 1),
    ],
)
def test_a_dissolve_is_centred_and_shows_the_same_frames(
    tmp_path, at, length, first, second, dissolve
):
    edit, said = read(tmp_path, clip("A", 0, 1, 2) + change(at, length) + clip("C", 2, 5, 1))
    a, c = edit.shots
    assert ((a.in_, a.out), (c.in_, c.out), c.dissolve) == (first, second, dissolve)
    assert bool(said) == (dissolve == 12)


@pytest.mark.parametrize(
    ("spine", "fades"),
    [
        (change(0, 1) + clip("A", 0, 1, 2), (24, 0)),
        (clip("A", 0, 1, 2) + change(1, 1), (0, 24)),
        (change(0, "1/2") + clip("A", 0, 1, 2) + change("3/2", "1/2"), (12, 12)),
        (clip("A", 0, 1, 2) + change(1, 1) + gap(2, 1), (0, 24)),
        (gap(0, 1) + change(1, 1) + clip("A", 1, 1, 2), (24, 0)),
    ],
)
def test_a_transition_at_an_end_is_a_fade(tmp_path, spine, fades):
    edit, said = read(tmp_path, spine)
    shot = next(shot for shot in edit.shots if shot.take == "A")
    assert (shot.fade_in, shot.fade_out, shot.dissolve) == (*fades, 0) and said == []


def test_a_dissolve_around_a_hole_s_edge_stays_one(tmp_path):
    """Half of it is before the cut, unlike that of a fade."""
    edit, said = read(tmp_path, gap(0, 1) + change("1/2", 1) + clip("C", 1, 1, 2))
    assert shots(edit) == [("gap", 0, 24), ("C", 24, 72, {"dissolve": 24})] and said == []
    edit, said = read(tmp_path, clip("C", 0, 1, 2) + change("3/2", 1) + gap(2, 1))
    assert shots(edit) == [("C", 24, 72), ("gap", 0, 24, {"dissolve": 24})] and said == []


def test_dissolves_longer_than_a_shot_between_them_are_shortened(tmp_path):
    spine = (
        clip("A", 0, 1, 2) + change("3/2", 1) + clip("C", 2, 5, 1) + change("19/8", "5/4")
        + clip("B", 3, 3605, 2)
    )  # fmt: skip
    edit, said = read(tmp_path, spine)
    assert [shot.dissolve for shot in edit.shots] == [0, 24, 24]
    assert said == ["Transitions longer than their shots were shortened: 00:00:02:09."]


def test_a_dissolve_belongs_to_the_cut_that_is_nearest_to_its_middle(tmp_path):
    spine = (
        clip("A", 0, 1, 2) + change("3/2", 1) + clip("C", 2, 5, "1/4") + clip("B", "9/4", 3605, 2)
    )
    edit, said = read(tmp_path, spine)
    assert [(shot.take, shot.dissolve) for shot in edit.shots] == [("A", 0), ("C", 6), ("B", 0)]
    twice = clip("A", 0, 1, 2) + change("3/2", 1) + change("7/4", "1/2") + clip("B", 2, 3605, 2)
    edit, said = read(tmp_path, twice)
    assert edit.shots[1].dissolve == 24 and "join nothing here" in said[0]


def test_a_dissolve_does_not_ask_for_what_is_before_a_file(tmp_path):
    edit, _ = read(tmp_path, clip("A", 0, 1, 2) + change(1, 1) + clip("C", 2, 0, 2))
    assert [(s.take, s.in_, s.out, s.dissolve) for s in edit.shots] == [
        ("A", 24, 72, 0), ("C", 0, 48, 24),
    ]  # fmt: skip


def test_other_transitions_are_dissolves_and_said(tmp_path):
    spine = clip("A", 0, 1, 2) + change("3/2", 1, "Page Curl") + clip("C", 2, 5, 2)
    edit, said = read(tmp_path, spine)
    assert edit.shots[1].dissolve == 24
    assert said == ["Other transitions are dissolves here: Page Curl at 00:00:01:12."]


def test_a_transition_into_a_storyline_above_joins_it_with_what_lies_below(tmp_path):
    """The picture below goes on under the dissolves, which begin and end with the storyline."""
    inner = f"{change(0, 1)}{clip('C', 0, 5, 4)}{change(3, 1)}"
    edit, _ = read(tmp_path, clip("A", 0, 0, 9, f'<spine lane="1" offset="2s">{inner}</spine>'))
    assert [(s.take, s.in_, s.out, s.dissolve) for s in edit.shots] == [
        ("A", 0, 60, 0), ("C", 132, 204, 24), ("A", 132, 216, 24),
    ]  # fmt: skip


def test_a_transition_that_is_covered_is_left_out_and_said(tmp_path):
    over = clip("C", 2, 0, 3, lane=1)
    spine = clip("A", 0, 0, 3, over) + change("5/2", 1) + clip("B", 3, 3600, 3)
    edit, said = read(tmp_path, spine)
    assert [shot[:3] for shot in shots(edit)] == [("A", 0, 48), ("C", 0, 72), ("B", 48, 72)]
    words = "Transitions that join nothing here were left out: Cross Dissolve at 00:00:02:12."
    assert words in said


def test_opacity_that_rises_and_falls_is_a_fade(tmp_path):
    blend = (
        '<adjust-blend><param name="amount"><fadeIn type="easeIn" duration="1/2s"/>'
        '<fadeOut type="easeIn" duration="1s"/></param></adjust-blend>'
    )
    edit, said = read(tmp_path, clip("A", 0, 0, 4, blend))
    assert (shots(edit), said) == ([("A", 0, 96, {"fade_in": 12, "fade_out": 24})], [])
    cut = blend + clip("C", 0, 0, 1, lane=1)  # the shot that is left begins behind the fade
    assert "fade_in" not in str(shots(read(tmp_path, clip("A", 0, 0, 4, cut))[0]))


# Speeds


def speed(time, value, first=0):
    return (
        f'<timeMap><timept time="0s" value="{first}s" interp="smooth2"/>'
        f'<timept time="{time}s" value="{value}s" interp="smooth2"/></timeMap>'
    )


@pytest.mark.parametrize(
    ("inside", "start", "in_", "said"),
    [
        (speed(10, 20), 3, 144, "A (200 %)"),
        (speed(40, 20), 4, 48, "A (50 %)"),
        (speed(20, 0, 20), 2, 384, "A (-100 %)"),  # from 18 s back to 16 s: played from 16 s on
        (speed(10, 5, 5), 2, 120, "A (frozen)"),
    ],
)
def test_a_retimed_clip_begins_where_it_does_and_its_speed_is_said(
    tmp_path, inside, start, in_, said
):
    edit, words = read(tmp_path, clip("A", 0, start, 2, inside))
    assert shots(edit) == [("A", in_, in_ + 48)]
    assert words == [f"Clips play at their own speed here, not as in the file: {said}."]


def conform(rate, more=""):
    return f'<conform-rate srcFrameRate="{rate}"{more}/>'


@pytest.mark.parametrize(
    ("form", "inside", "at", "percent"),
    [
        # In its own time the clip C hangs 1 s after the start of A, at 10 s.
        ("100/2400s", conform("25"), 25, "96 %"),  # 25 frames, shown one for one
        ("100/2400s", conform("23.98"), 24, "100.1 %"),
        ("100/2500s", conform("23.98"), 24, "104.3 %"),
        ("100/5000s", conform("23.98"), 50, "100.1 %"),  # as 24, each frame about twice
        ("1001/30000s", conform("60"), 30, "99.9 %"),
        ("100/2400s", conform("29.97", ' scaleEnabled="0"'), 24, None),
        ("100/5000s", conform("25"), 50, None),
        ("100/2400s", "<conform-rate/>", 24, None),
    ],
)
def test_a_clip_that_is_conformed_keeps_its_own_time(tmp_path, form, inside, at, percent):
    resources = RESOURCES.replace("100/2400s", form)
    over = clip("C", 11, 0, "1/2", lane=1)
    words = project(clip("A", 0, 10, 4, inside + over), resources=resources)
    edit, said = opened(tmp_path, words)
    assert len(edit.shots[0]) == at and edit.shots[1].take == "C"
    assert edit.shots[0].in_ == round(10 * edit.rate)
    speeds = [one for one in said if one.startswith("Clips play")]
    assert bool(speeds) == bool(percent) and all(f"A ({percent})" in one for one in speeds)


def test_a_slowed_clip_whose_file_is_over_ends_in_a_gap(tmp_path):
    """40 s of A at 25 frames last 41 2/3 s at 24: at its own speed it is over sooner."""
    edit, said = read(
        tmp_path, clip("A", 0, 30, "125/12", conform("25")) + clip("C", "125/12", 0, 1)
    )
    assert shots(edit) == [("A", 720, 960), ("gap", 0, 10), ("C", 0, 24)]
    words = "Slowed clips whose file is over sooner at its own speed end in a gap: A (10 frames)."
    assert words in said


# Notes, effects


def test_notes_and_markers_are_notes_of_the_shot_that_shows_them(tmp_path):
    inside = (
        "<note>first</note>" + clip("C", 1, 0, 1, '<note>hers</note>', lane=1)
        + '<marker start="1/2s" duration="1/24s" value="M1" note="why"/>'
        '<chapter-marker start="5/2s" duration="1/24s" value="M2"/>'
        '<marker start="3/2s" duration="1/24s" value="M3"/><keyword start="0s" value="k"/>'
    )  # fmt: skip
    edit, said = read(tmp_path, clip("A", 0, 0, 3, inside) + clip("C", 3, 0, 1, "<note>off</note>",
                                                                  enabled=0))  # fmt: skip
    assert [shot.note for shot in edit.shots] == ["first; M1: why; M3", "hers", "M2", ""]
    assert "Keywords and ratings were left out." in said
    assert "Notes and markers on what is not seen were left out: off." in said


def test_effects_are_said_and_what_changes_nothing_is_not(tmp_path):
    """Resolve writes a fit and a transform that does nothing on every clip."""
    nothing = (
        '<adjust-conform type="fit"/><adjust-transform anchor="0 0" position="0 0" scale="1 1"/>'
        '<adjust-colorConform enabled="1"/><adjust-blend amount="1.0"/>'
        '<adjust-stabilization enabled="0"/><filter-video name="Off" enabled="0"/>'
    )
    assert read(tmp_path, clip("A", 0, 0, 1, nothing))[1] == []
    some = '<adjust-transform scale="1.2 1.2"/><filter-video ref="g" name="Blur"/>'
    assert read(tmp_path, clip("A", 0, 0, 1, some))[1] == [
        "Adjustments were left out: transform on A.", "Effects were left out: Blur on A.",
    ]  # fmt: skip


def test_what_is_not_known_and_what_is_too_short_is_said(tmp_path):
    """Final Cut 11 has live drawings; a clip can be shorter than half a frame of its sequence."""
    over = '<live-drawing lane="1" offset="0s" duration="1s"/>'
    spine = (
        clip("A", 0, 0, 1, over)
        + '<hologram offset="1s" duration="1s"/>'
        + clip("B", 1, 3600, "1/60")
    )
    edit, said = read(tmp_path, spine)
    assert shots(edit) == [("A", 0, 24)]
    assert "What the kit does not know in FCPXML was left out: live-drawing, hologram." in said
    assert "Clips shorter than half a frame were left out: B." in said


def test_captions_are_said(tmp_path):
    caption = '<caption lane="1" offset="0s" duration="1s"><text>Hello</text></caption>'
    assert read(tmp_path, clip("A", 0, 0, 1, caption))[1] == ["Captions were left out."]
