"""Lanes as plain data: what can stand in them, and how they follow a picture that ripples."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuleshov.errors import EditError
from kuleshov.timeline import operations
from kuleshov.timeline.cutaways import cutaway
from kuleshov.timeline.diff import diff
from kuleshov.timeline.edit import Edit, Shot
from kuleshov.timeline.lanes import MAX_LANES, LaidSound, Lane, Marker, closed, opened
from kuleshov.timeline.text import from_json, from_text, to_json, to_text


def laid(at, length, first=1000, **options):
    return LaidSound("T", first, first + length, at=at, **options)


def heard(lanes, frames=400):
    """Which frame of its take each frame of the film hears, lane by lane; -1 is silence."""
    rows = np.full((len(lanes), frames), -1)
    for row, lane in zip(rows, lanes, strict=True):
        for one in lane.sounds:
            stop = min(one.stop, frames)
            row[one.at : stop] = np.arange(one.in_, one.in_ + max(0, stop - one.at))
    return rows


@st.composite
def lanes(draw):
    """One to three lanes of sounds that don't overlap; each sound's frames are its own."""
    found = []
    for number in range(draw(st.integers(1, 3))):
        at, sounds = 0, []
        for k in range(draw(st.integers(1, 4))):
            at += draw(st.integers(0, 30))
            length = draw(st.integers(1, 40))
            sounds.append(laid(at, length, first=1000 * (k + 1)))
            at += length
        found.append(Lane(f"lane {number}", tuple(sounds)))
    return tuple(found)


@given(lanes(), st.integers(0, 120), st.integers(1, 60))
def test_what_begins_behind_an_opening_moves_along_and_the_rest_runs_on(before, frame, by):
    after = opened(before, frame, by)
    for lane, moved in zip(before, after, strict=True):
        expected = [one.at + by if one.at >= frame else one.at for one in lane.sounds]
        assert [one.at for one in moved.sounds] == expected
        assert [(one.in_, one.out) for one in moved.sounds] == [
            (one.in_, one.out) for one in lane.sounds
        ]


@given(lanes(), st.integers(0, 120), st.integers(1, 60))
def test_closing_up_keeps_in_step_all_that_begins_behind(before, start, length):
    stop = start + length
    was, now = heard(before), heard(closed(before, start, stop), 400)
    for lane, old, new in zip(before, was, now, strict=True):
        running = next((one for one in lane.sounds if one.at < start < one.stop), None)
        assert (new[:start] == old[:start]).all()
        behind = old[stop:]
        kept = new[start : start + len(behind)]
        ours = np.zeros(len(behind), bool)
        if running is not None:  # it runs on in its own time, as far as nothing begins
            ours = (behind >= running.in_) & (behind < running.out)
            ours |= behind == -1
        assert (kept[~ours][: 400 - stop] == behind[~ours]).all()
        if running is not None:
            first = next(
                (one for one in closed((lane,), start, stop)[0].sounds if one.at >= start), None
            )
            end = min(running.stop, first.at if first else running.stop)
            assert (
                new[running.at : end] == np.arange(running.in_, running.in_ + end - running.at)
            ).all()


@given(lanes(), st.integers(0, 120), st.integers(1, 60))
def test_opening_what_was_closed_again_loses_nothing_behind(before, start, length):
    """What began behind the stretch stands where it stood."""
    again = opened(closed(before, start, start + length), start, length)
    for lane, back in zip(before, again, strict=True):
        behind = [one for one in lane.sounds if one.at >= start + length]
        assert behind == [one for one in back.sounds if one in behind]


@given(lanes(), st.integers(0, 100), st.integers(1, 50))
def test_a_sound_is_laid_over_what_lies_there(before, at, length):
    new = LaidSound("NEW", 5000, 5000 + length, at=at)
    lane = before[0]
    was, now = heard((lane,))[0], heard((lane.with_sound(new),))[0]
    assert (now[at : at + length] == np.arange(5000, 5000 + length)).all()
    assert (now[:at] == was[:at]).all() and (now[at + length :] == was[at + length :]).all()


def cut_of(*lengths, lanes=(), markers=()):
    shots = tuple(Shot(f"S{i}", 0, n) for i, n in enumerate(lengths))
    return Edit(shots=shots, lanes=tuple(lanes), markers=tuple(markers))


LANE = Lane("tone", (laid(0, 60), laid(60, 40, 2000), laid(120, 30, 3000)))


def places(edit):
    return [(one.at, one.in_, len(one)) for one in edit.lanes[0].sounds]


def test_a_shot_put_in_moves_the_sounds_behind_it():
    edit = operations.insert(cut_of(60, 60, 60, lanes=[LANE]), 2, Shot("N", 0, 10))
    assert places(edit) == [(0, 1000, 60), (70, 2000, 40), (130, 3000, 30)]


def test_a_shot_added_at_the_end_moves_nothing():
    first = operations.insert(Edit(lanes=(LANE,)), 1, Shot("N", 0, 100))  # music came first
    assert places(first) == places(Edit(lanes=(LANE,)))
    assert places(operations.insert(first, 2, Shot("N", 0, 100))) == places(first)


def test_a_shot_taken_out_takes_along_what_begins_in_it():
    edit = cut_of(60, 60, 60, lanes=[LANE], markers=[Marker(59), Marker(70), Marker(150)])
    after = operations.remove(edit, 2)
    assert places(after) == [(0, 1000, 60), (60, 3000, 30)]
    assert [marker.at for marker in after.markers] == [59, 60, 90]


def test_the_first_shot_taken_out_leaves_the_tone_that_began_with_it():
    tone = Lane("tone", (laid(0, 180),))
    assert places(operations.remove(cut_of(60, 60, 60, lanes=[tone]), 1)) == [(0, 1060, 120)]


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ({"out": 70}, [(0, 1000, 60), (70, 2000, 40), (130, 3000, 30)]),
        ({"out": 50}, [(0, 1000, 50), (50, 2000, 40), (110, 3000, 30)]),
        ({"in_": 10}, [(0, 1010, 50), (50, 2000, 40), (110, 3000, 30)]),
        ({"in_": 5, "out": 62}, [(0, 1005, 55), (57, 2000, 40), (117, 3000, 30)]),
    ],
)
def test_a_ripple_trim_moves_the_sounds_behind_it(points, expected):
    assert places(operations.trim(cut_of(60, 60, 60, lanes=[LANE]), 1, **points)) == expected


def test_an_in_point_that_comes_earlier_opens_the_film_before_its_shot():
    edit = Edit(shots=(Shot("A", 0, 60), Shot("B", 10, 70)), lanes=(LANE,), markers=(Marker(60),))
    after = operations.trim(edit, 2, in_=0)
    assert places(after) == [(0, 1000, 60), (70, 2000, 40), (130, 3000, 30)]
    assert after.markers[0].at == 70


def test_the_last_shot_trimmed_moves_nothing():
    edit = cut_of(60, 60, 60, lanes=[LANE])
    for out in (30, 90):
        assert operations.trim(edit, 3, out=out).lanes == edit.lanes


def test_what_keeps_the_film_s_length_leaves_the_lanes():
    edit = Edit(shots=tuple(Shot("A", 50, 110) for _ in range(3)), lanes=(LANE,))
    for after in (
        operations.roll(edit, 1, 5),
        operations.slip(edit, 2, 5),
        operations.slide(edit, 2, 5),
        operations.lift(edit, 2),
        operations.move(edit, 3, 1),
        operations.blade(edit, 20),
        cutaway(edit, 20, Shot("B", 0, 24)),
        operations.replace_shot(edit, 2, "B", 0, 60),
    ):
        assert after.lanes == edit.lanes
        assert after.frames == edit.frames


def test_a_longer_shot_in_its_place_moves_what_lies_behind():
    after = operations.replace_shot(cut_of(60, 60, lanes=[LANE]), 1, "B", 0, 80)
    assert places(after) == [(0, 1000, 60), (80, 2000, 40), (140, 3000, 30)]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: laid(0, 0), "ends before it begins"),
        (lambda: laid(0, -3), "ends before it begins"),
        (lambda: laid(-1, 5), "1 frames before the film"),
        (lambda: LaidSound("T", -2, 5, at=0), "2 frames before its take"),
        (lambda: laid(0, 10, fade_in=6, fade_out=5), "longer together"),
        (lambda: laid(0, 10, fade_in=-1), "can't be shorter than no frame"),
        (lambda: laid(0, 10, gain=25), "out of range"),
        (lambda: laid(0, 10, gain="loud"), "a level is a number"),
        (lambda: laid(1.5, 10), "whole number"),
        (lambda: LaidSound("gap", 0, 5, at=0), "is a card"),
        (lambda: LaidSound(4, 0, 5, at=0), "named in words"),
        (lambda: Lane(" "), "A lane has a name"),
        (lambda: Lane("a", (laid(0, 10), laid(9, 10))), "begins before T has ended"),
        (lambda: Lane("a", muted=1), "True or False"),
        (lambda: Lane("a").sound(1), "There is no sound 1 in lane a: it has 0 sounds"),
        (lambda: Edit(lanes=(Lane("a"), Lane("a"))), "Two lanes are called 'a'"),
        (lambda: Edit(lanes=tuple(Lane(str(i)) for i in range(MAX_LANES + 1))), "at most 16"),
        (lambda: Edit(lanes=(Lane("a", (laid(24 * 3600 * 6, 10),)),)), "beyond six hours"),
        (lambda: Edit(level=99), "out of range"),
        (lambda: Edit().lane("tone"), "no lane 'tone'; this edit has none"),
        (lambda: Marker(-1), "1 frames before the film"),
        (lambda: Marker(1, " ", answers="jump cut"), "answered in words"),
        (lambda: Edit(shots=(Shot("black", 0, 5, stem="x"),)), "has no stem"),
        (lambda: operations.unmark(Edit(), 24), "No such marker stands at 00:00:01:00"),
    ],
)
def test_what_can_t_be_played_is_refused_in_a_sentence(wrong, words):
    with pytest.raises(EditError, match=words):
        wrong()


WORDS = """# kuleshov edit 1
title: Lanes
rate: 24
level: +1.5dB
1A-1 02:00 06:12 stem diode -3dB
lane: "wild tone" -6dB muted
1A-1 34:00 40:00 at 00:00 stem rest fade-in 24 fade-out 12 -3dB  # the dark
lane: music
"my song" 00:00 01:00 at 02:12
marker: 01:00
marker: 04:12 Who is # speaking?
answer: 06:00 "jump cut" He has made up his "mind".
"""


def test_lanes_and_markers_are_read_as_they_are_written():
    edit = from_text(WORDS)
    assert to_text(edit) == WORDS
    assert from_json(to_json(edit)) == edit
    assert from_json(to_json(edit)).markers == edit.markers
    assert edit.shots[0].stem == "diode" and edit.level == 1.5
    tone, music = edit.lanes
    assert (tone.name, tone.gain, tone.muted) == ("wild tone", -6, True)
    assert tone.sounds == (
        LaidSound("1A-1", 816, 960, at=0, gain=-3, fade_in=24, fade_out=12, stem="rest"),
    )
    assert tone.sounds[0].note == "the dark"
    assert music.sounds[0].take == "my song"
    assert [(m.at, m.text, m.answers) for m in edit.markers] == [
        (24, "", ""),
        (108, "Who is # speaking?", ""),
        (144, 'He has made up his "mind".', "jump cut"),
    ]


@given(lanes(), st.text(max_size=12), st.text(max_size=12))
def test_any_words_come_back(found, name, words):
    try:
        edit = Edit(
            rate=Fraction(25),
            lanes=(*found, Lane(f"x{name}", (laid(0, 5, note=words, stem=words),))),
            markers=(Marker(3, words), Marker(4, f"x{words}", answers=f"x{name}")),
        )
    except EditError:
        return
    for again in (from_text(to_text(edit)), from_json(to_json(edit))):
        assert again == edit and again.markers == edit.markers


def test_an_edit_without_lanes_is_written_as_ever():
    plain = cut_of(24)
    assert to_json(plain).startswith('{"kuleshov_edit": 1, ') and "lanes" not in to_json(plain)
    assert "lane" not in to_text(plain)
    assert '"kuleshov_edit": 2' in to_json(replace(plain, lanes=(LANE,)))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("lane:", "a lane has a name"),
        ("lane: wild tone", "a name of several words stands in quotes"),
        ("lane: a\n1A-1 00:00 01:00", "a sound in a lane is: take, in, out, at"),
        ("lane: a\n1A-1 00:00 01:00 at 2", "'2' is not a point"),
        ("lane: a\n1A-1 00:00 01:00 at 00:00 J8", "has no split"),
        ("lane: a\n1A-1 00:00 01:00 at 00:00 stem", "stem wants the name"),
        ("lane: a\nrate: 25", "has to stand above"),
        ("level: loud", "written in dB"),
        ("marker: 3", "is not a point"),
        ("answer: 03:00 jump", "an answer is: its moment"),
        ("lane: a\nblack 01:00", "Shots stand above the first lane"),
    ],
)
def test_a_line_that_can_t_be_read_says_what_is_wanted(words, said):
    with pytest.raises(EditError, match=said):
        from_text(words)


def test_two_edits_that_sound_different_are_not_equal():
    edit = cut_of(60, lanes=[LANE])
    others = {
        "Lane tone plays at -6 dB": replace(edit, lanes=(replace(LANE, gain=-6),)),
        "Lane tone is muted": replace(edit, lanes=(replace(LANE, muted=True),)),
        "Lane tone is gone, with 3 sounds": replace(edit, lanes=()),
        "Lane b is new, with 1 sound": replace(edit, lanes=(LANE, Lane("b", (laid(0, 1),)))),
        "New in lane tone: T 41:16 43:08 at 02:12": replace(
            edit,
            lanes=(replace(LANE, sounds=(*LANE.sounds[:1], laid(60, 40, 1000), LANE.sounds[2])),),
        ),
        "The film plays at -3 dB": replace(edit, level=-3.0),
        "heard by its stem rest alone": edit.with_shots([replace(edit.shots[0], stem="rest")]),
    }
    for words, other in others.items():
        assert other != edit
        assert any(words in line for line in diff(edit, other)), (words, diff(edit, other))
    assert replace(edit, markers=(Marker(5, "here"),)) == edit
    two = replace(edit, lanes=(LANE, Lane("b", (laid(0, 1),))))
    assert "another order" in " ".join(diff(two, replace(two, lanes=two.lanes[::-1])))


@pytest.mark.parametrize(
    ("frame", "why"),
    [(12, "not inside"), (60, "not inside"), (15, "fades there"), (55, "fades there")],
)
def test_a_sound_is_cut_in_two_inside_of_it_and_of_its_fades(frame, why):
    lane = Lane("tone", (LaidSound("A", 0, 48, at=12, fade_in=4, fade_out=6),))
    with pytest.raises(EditError, match=why):
        lane.bladed(1, frame)
    assert len(lane.bladed(1, 16)) == len(lane.bladed(1, 54)) == 2
