"""What is left of a shot that is cut through, held to what is seen at each frame."""

from hypothesis import given
from hypothesis import strategies as st

from kuleshov.timeline.edit import Edit, Shot
from kuleshov.timeline.pieces import head, later_head, tail, tidy_first

places = st.integers(0, 60)


def seen(shots):
    """Return which take's which frame is seen; of a card only that it is one."""
    return [
        (shot.take, None if shot.is_card else shot.in_ + k)
        for shot in shots
        for k in range(len(shot))
    ]


def span_of(shot, after=7):
    """Return the shot's place in a film that begins with some other frames."""
    return Edit(shots=(Shot("other", 0, after), shot)).picture()[1]


@given(st.sampled_from(["4A-1", "black"]), st.integers(1, 40), places, places)
def test_head_and_tail_are_what_the_stretch_leaves_of_the_shot(take, length, a, b):
    shot, (start, stop) = Shot(take, 20, 20 + length), sorted((a, b))
    span = span_of(shot)
    kept = [frame for at, frame in enumerate(seen([shot]), span.start) if not start <= at < stop]
    pieces = filter(None, (head(span, start), tail(span, start, stop)))
    assert seen(pieces) == kept


def test_a_half_keeps_the_fade_at_its_own_end_and_the_head_keeps_the_note():
    shot = Shot("4A-1", 0, 40, split=3, fade_in=4, fade_out=5, note="Here.", gain=-3)
    span = span_of(shot)
    first, second = head(span, 27), tail(span, 27, 27)
    assert (first.split, first.fade_in, first.fade_out, first.note) == (3, 4, 0, "Here.")
    assert (second.split, second.fade_in, second.fade_out, second.note) == (0, 0, 5, "")
    assert first.gain == second.gain == -3


def test_where_no_head_is_left_the_tail_keeps_the_note():
    span = span_of(Shot("4A-1", 0, 40, dissolve=4, note="Here."))
    rest = tail(span, 7, 10)
    assert (rest.in_, rest.dissolve, rest.note) == (3, 0, "Here.")


def test_a_card_begins_later_by_being_shorter_and_a_take_by_its_point():
    assert (later_head(Shot("black", 0, 24), 6).in_, later_head(Shot("black", 0, 24), 6).out) == (
        0,
        18,
    )
    assert (later_head(Shot("4A-1", 10, 24), -6).in_, later_head(Shot("4A-1", 10, 24), -6).out) == (
        4,
        24,
    )


def test_the_first_shot_alone_loses_what_needs_one_before_it():
    shots = [Shot("4A-1", 0, 24, split=3), Shot("5A-1", 0, 24, split=-2)]
    assert [shot.split for shot in tidy_first(shots)] == [0, -2]
    assert tidy_first([]) == []
