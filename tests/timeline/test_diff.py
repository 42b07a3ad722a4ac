"""What is said of two edits that differ, sentence by sentence."""

from fractions import Fraction

import pytest

from kuleshov.timeline import Edit, Shot
from kuleshov.timeline.diff import diff

A, B, C = Shot("A", 24, 72), Shot("B", 48, 96), Shot("C", 0, 36)


def edit(*shots, **more):
    return Edit(shots=shots, **more)


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (Shot("B", 52, 100), ["is slipped by +4 frames."]),
        (Shot("B", 44, 92), ["is slipped by -4 frames."]),
        (Shot("B", 47, 96), ["runs from 00:00:01:23 to 00:00:04:00 instead of 00:00:02:00 to 00:00:04:00."]),
        (Shot("B", 48, 97), ["runs from 00:00:02:00 to 00:00:04:01 instead of 00:00:02:00 to 00:00:04:00."]),
        (Shot("B", 49, 98), ["runs from 00:00:02:01 to 00:00:04:02 instead of 00:00:02:00 to 00:00:04:00."]),
        (Shot("B", 48, 96, split=8), ["has a J-cut of 8 frames instead of a straight cut."]),
        (Shot("B", 48, 96, split=-1), ["has a L-cut of 1 frames instead of a straight cut."]),
        (Shot("B", 48, 96, picture_only=True), ["is picture only."]),
        (Shot("B", 48, 96, dissolve=6), ["has a dissolve of 6 frames instead of 0."]),
        (Shot("B", 48, 96, fade_in=5), ["has a fade-in of 5 frames instead of 0."]),
        (Shot("B", 48, 96, fade_out=4), ["has a fade-out of 4 frames instead of 0."]),
        (Shot("B", 48, 96, gain=-3), ["plays at -3 dB instead of +0 dB."]),
        (Shot("B", 48, 96, note="no difference"), []),
        (
            Shot("B", 50, 98, split=2, dissolve=4, fade_out=3, gain=1.5),
            ["is slipped by +2 frames.", "has a J-cut of 2 frames instead of a straight cut.",
             "has a dissolve of 4 frames instead of 0.", "has a fade-out of 3 frames instead of 0.",
             "plays at +1.5 dB instead of +0 dB."],
        ),
    ],
)  # fmt: skip
def test_a_shot_that_stayed_is_told_by_what_changed_in_it(new, said):
    changes = [s for s in diff(edit(A, B, C), edit(A, new, C)) if s.startswith("Shot")]
    assert changes == [f"Shot 2 (B) {sentence}" for sentence in said]
    back = [s for s in diff(edit(A, new, C), edit(A, B, C)) if s.startswith("Shot")]
    assert len(back) == len(said) and (not said or back != changes)


def test_a_title_is_told_by_its_words():
    one, other = (edit(Shot("title", 0, 48, text=words)) for words in ("Yes", "No"))
    assert diff(one, other) == ["Shot 1 (title) reads 'No' instead of 'Yes'."]


def test_shots_that_came_and_went_are_named_by_where_they_stand():
    assert diff(edit(A, C), edit(A, B, C)) == [
        "Shot 2 is new: B 02:00 04:00.", "The film is 48 frames longer: 00:00:05:12.",
    ]  # fmt: skip
    assert diff(edit(A, B, C), edit(A, C)) == [
        "Shot 2 is gone: B 02:00 04:00.", "The film is 48 frames shorter: 00:00:03:12.",
    ]  # fmt: skip
    assert diff(edit(A, B, C), edit(A, Shot("D", 0, 12), Shot("E", 0, 36), C)) == [
        "Shot 2 is gone: B 02:00 04:00.", "Shot 2 is new: D 00:00 00:12.",
        "Shot 3 is new: E 00:00 01:12.",
    ]  # fmt: skip
    assert diff(edit(), edit(C)) == [
        "Shot 1 is new: C 00:00 01:12.", "The film is 36 frames longer: 00:00:01:12.",
    ]  # fmt: skip


def test_a_shot_that_moved_down_is_named_by_its_new_number():
    slipped = Shot("B", 50, 98)
    assert diff(edit(A, B), edit(C, A, slipped))[:2] == [
        "Shot 1 is new: C 00:00 01:12.", "Shot 3 (B) is slipped by +2 frames.",
    ]  # fmt: skip


def test_long_edits_of_few_takes_are_matched_as_short_ones_are():
    shots = [Shot("AB"[i % 2], i, i + 10) for i in range(300)]
    assert diff(edit(*shots), edit(*shots[:200], C, *shots[200:]))[:-1] == [
        "Shot 201 is new: C 00:00 01:12."
    ]


def test_another_rate_is_said_first_and_points_are_read_at_the_new_one():
    slow = edit(A, B, rate=Fraction(12))
    assert diff(edit(A, Shot("B", 48, 108)), slow) == [
        "The rate is 12 frames a second instead of 24.",
        "Shot 2 (B) runs from 00:00:04:00 to 00:00:08:00 instead of 00:00:04:00 to 00:00:09:00.",
        "The film is 12 frames shorter: 00:00:08:00.",
    ]
    assert diff(edit(A, title="one"), edit(A, title="other")) == []
