"""What can be played as written and what can't: edits just inside and just outside."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from kuleshov.errors import EditError
from kuleshov.timeline import operations
from kuleshov.timeline.edit import MAX_FRAMES, MAX_SHOTS, Edit, Shot, Span
from kuleshov.timeline.plain import flat, whole


def edit(*shots, **more):
    return Edit(shots=shots, **more)


@pytest.mark.parametrize("rate", [Fraction(1), Fraction(240), Fraction(24000, 1001)])
def test_from_one_frame_a_second_to_240_can_be_edited(rate):
    assert edit(Shot("A", 0, 10), rate=rate).duration == float(10 / rate)


@pytest.mark.parametrize("rate", [Fraction(99, 100), Fraction(241), Fraction(0)])
def test_slower_and_faster_can_not(rate):
    with pytest.raises(EditError, match=r"can't be edited \(1 to 240 can\)"):
        edit(rate=rate)


def test_five_thousand_shots_and_six_hours_are_the_most():
    one = Shot("A", 0, 1)
    assert edit(*[one] * MAX_SHOTS).frames == MAX_SHOTS
    with pytest.raises(EditError, match="has 5001 shots; at most 5000"):
        edit(*[one] * (MAX_SHOTS + 1))
    half = Shot("A", 0, MAX_FRAMES // 2)
    assert edit(half, half).duration == 6 * 3600
    with pytest.raises(EditError, match="This edit is longer than six hours"):
        edit(half, half, one)
    assert edit(Shot("A", MAX_FRAMES - 1, MAX_FRAMES)).frames == 1
    with pytest.raises(EditError, match=r"Shot 1 \(A\) asks for frames up to .*, beyond six hours"):
        edit(Shot("A", MAX_FRAMES, MAX_FRAMES + 1))


def test_a_shot_lasts_a_frame_at_least():
    assert edit(Shot("A", 5, 6)).frames == 1
    with pytest.raises(EditError, match=r"Shot 2 \(B\) ends at .* not after its in point"):
        edit(Shot("A", 5, 6), Shot("B", 5, 5))
    with pytest.raises(EditError, match="begins 3 frames before its take does"):
        edit(Shot("A", -3, 6))
    assert edit(Shot("A", 0, 6)).frames == 6
    with pytest.raises(EditError, match="ends at 00:00"):
        edit(Shot("A", 0, -30))


@pytest.mark.parametrize("option", ["fade_in", "fade_out", "dissolve"])
def test_fades_and_dissolves_are_as_long_as_their_shot_at_most(option):
    first, second = Shot("A", 0, 48), Shot("B", 0, 12)
    made = operations.change(edit(first, second), 2, **{option: 12})
    assert getattr(made.shots[1], option) == 12
    with pytest.raises(EditError, match="lasts 12 frames; its dissolve or fade is longer"):
        operations.change(edit(first, second), 2, **{option: 13})
    with pytest.raises(EditError, match="can't be shorter than no frame"):
        operations.change(edit(first, second), 2, **{option: -1})


def test_a_dissolve_and_a_fade_in_can_not_stand_together():
    for options in ({"dissolve": 1, "fade_in": 1}, {"dissolve": 6, "fade_in": 4}):
        with pytest.raises(EditError, match="has a dissolve and a fade-in"):
            edit(Shot("A", 0, 48), Shot("B", 0, 48, **options))
    assert edit(Shot("A", 0, 48), Shot("B", 0, 48, dissolve=6, fade_out=6)).frames == 96


@pytest.mark.parametrize(
    ("gain", "fits"), [(-96, True), (24, True), (-96.01, False), (24.01, False)]
)
def test_levels_from_minus_96_to_plus_24_can_be_set(gain, fits):
    if fits:
        assert edit(Shot("A", 0, 48, gain=gain)).shots[0].gain == gain
    else:
        with pytest.raises(EditError, match=r"out of range \(-96 to \+24\)"):
            edit(Shot("A", 0, 48, gain=gain))


def test_a_level_is_kept_to_a_hundredth_of_a_decibel():
    assert Shot("A", 0, 48, gain=1.239).gain == 1.24
    for gain in (True, "3", None):
        with pytest.raises(EditError, match="The level of 'A' is a number in dB"):
            Shot("A", 0, 48, gain=gain)


def test_only_titles_have_words():
    assert edit(Shot("title", 0, 48, text="The end")).shots[0].text == "The end"
    for take in ("A", "black", "gap"):
        with pytest.raises(EditError, match="only a title has words"):
            edit(Shot(take, 0, 48, text="The end"))


@pytest.mark.parametrize("option", ["split", "dissolve"])
def test_nothing_leads_into_the_first_shot(option):
    for frames in (1, 8):
        with pytest.raises(EditError, match="there is nothing before it"):
            edit(Shot("A", 24, 48, **{option: frames}))


@pytest.mark.parametrize(
    ("splits", "fits"),
    [((0, 9), True), ((0, 10), False), ((-9, 0), True), ((-10, 0), False),
     ((-4, 5), True), ((-4, 6), False), ((5, 14), True), ((5, 15), False)],
)  # fmt: skip
def test_a_shot_keeps_a_frame_of_sound_between_its_splits(splits, fits):
    """The middle shot lasts ten frames."""
    middle, last = (
        Shot(n, 50, 50 + k, split=s) for n, k, s in zip("BC", (10, 48), splits, strict=True)
    )
    if fits:
        assert min(len(span) for span in edit(Shot("A", 0, 48), middle, last).sound()) == 1
    else:
        with pytest.raises(EditError, match=r"around shot 2 \(B\) leave it no sound"):
            edit(Shot("A", 0, 48), middle, last)


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [(10, 10, 10), (10, 11, 11), (9, 11, 10), (9, 13, 11), (0, 20, 10), (0, 21, 11), (1, 20, 10),
     (2, 20, 11)],
)  # fmt: skip
def test_two_dissolves_share_the_frames_of_the_shot_between_them(before, after, wanted):
    """It lasts ten; the first takes the smaller half of its length from it, the second the larger."""
    shots = (
        Shot("A", 0, 48), Shot("B", 0, 10, dissolve=before), Shot("C", 0, 48, dissolve=after),
    )  # fmt: skip
    if wanted <= 10:
        assert edit(*shots).frames == 106
    else:
        with pytest.raises(EditError, match=rf"Shot 2 \(B\) lasts 10 frames; .* need {wanted} of"):
            edit(*shots)


def test_cards_begin_at_their_first_frame():
    for take in ("black", "gap", "title"):
        card = Shot(take, 30, 54)
        assert (card.in_, card.out, len(card), card.is_card) == (0, 24, 24, True)
    assert not Shot("A", 30, 54).is_card


def test_notes_and_the_film_s_name_change_nothing_that_is_seen():
    assert Shot("A", 0, 48, note="better") == Shot("A", 0, 48)
    assert edit(Shot("A", 0, 48), title="one") == edit(Shot("A", 0, 48), title="other")
    for options in ({"gain": 1}, {"fade_in": 1}, {"fade_out": 1}):
        assert Shot("A", 0, 48, **options) != Shot("A", 0, 48)


@pytest.mark.parametrize("number", [True, 2.0, "2", None])
def test_frames_are_whole_numbers(number):
    with pytest.raises(EditError, match="The in point is a whole number of frames"):
        whole(number, "The in point")
    for name in ("in_", "out", "split", "dissolve", "fade_in", "fade_out"):
        with pytest.raises(EditError, match=rf"The {name.strip('_')} of 'A' is a whole number"):
            Shot("A", **{"in_": 0, "out": 48, name: number})


def test_numpy_s_whole_numbers_become_python_s():
    assert type(whole(np.int64(3), "It")) is int
    assert type(Shot("A", np.int32(3), 48).in_) is int


def test_words_are_one_line_that_can_be_written():
    assert flat("a\t b\n\nc ", "It") == "a b c"
    assert flat("half \ud83d a sign", "It").encode() == b"half ? a sign"
    for words in (None, 3, b"x"):
        with pytest.raises(EditError, match="It is words"):
            flat(words, "It")
    with pytest.raises(EditError, match="named in words"):
        Shot(3, 0, 48)


def test_spans_say_where_a_shot_stands_and_what_it_shows():
    made = edit(Shot("A", 10, 58), Shot("B", 20, 56, split=-6), Shot("C", 30, 54, split=4))
    assert made.picture() == [
        Span(made.shots[0], 1, 0, 48, 10), Span(made.shots[1], 2, 48, 84, 20),
        Span(made.shots[2], 3, 84, 108, 30),
    ]  # fmt: skip
    assert [(s.number, s.start, s.stop, s.offset) for s in made.sound()] == [
        (1, 0, 54, 10), (2, 54, 80, 26), (3, 80, 108, 26),
    ]  # fmt: skip
    assert made.starts() == [0, 48, 84] and edit().frames == 0 and edit().sound() == []


def test_what_is_heard_runs_on_under_a_shot_that_is_picture_only():
    away, last = Shot("B", 50, 60, picture_only=True), Shot("A", 58, 100)
    film = edit(Shot("A", 0, 48), away, away, last)
    heard = [(span.number, span.start, span.stop, span.offset) for span in film.sound()]
    assert heard == [(1, 0, 68, 0), (4, 68, 110, 58)]
    early = film.with_shots([Shot("A", 0, 48), away, away, replace(last, split=14)])
    assert [(span.start, span.stop) for span in early.sound()] == [(0, 54), (54, 110)]
    assert [(span.start, span.stop) for span in edit(away, last).sound()] == [(10, 52)]
    assert [(span.start, span.stop) for span in edit(last, away).sound()] == [(0, 52)]
    assert edit(away, away).sound() == []


def test_sound_can_lead_into_the_head_of_the_film_and_not_beyond_it():
    away = Shot("B", 50, 60, picture_only=True)
    first = edit(away, Shot("A", 58, 100, split=10)).sound()[0]
    assert (first.start, first.offset) == (0, 48)
    with pytest.raises(EditError, match=r"shot 2 \(A\) would begin 1 frames before the film"):
        edit(away, Shot("A", 58, 100, split=11))


def test_what_is_picture_only_has_no_sound_to_move():
    with pytest.raises(EditError, match=r"Shot 2 \(B\) is picture only"):
        edit(Shot("A", 0, 48), Shot("B", 50, 60, split=1, picture_only=True))
    with pytest.raises(EditError, match="True or False, not 1"):
        Shot("B", 50, 60, picture_only=1)
