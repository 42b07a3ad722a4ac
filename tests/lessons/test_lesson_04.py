"""What lesson 04 says of its rooms holds: two refusals that are one sentence, and a mirror that fits."""

import re

import pytest

import kuleshov as ku
from kuleshov.errors import Refused
from kuleshov.lessons import lesson_04
from kuleshov.metrics.formulas.marks import MarkedPicture

RUSHES = ku.rushes("understudy")


def hand(*names, seed=1):
    return lesson_04.simulated_hand([RUSHES[name] for name in names], "by hand", seed)


def test_the_kitchen_and_our_bench_are_refused_in_the_same_words():
    said = [
        lesson_04.closes(marks) for marks in (lesson_04.kitchen(), hand("1A-1", "2A-1", "3A-1"))
    ]
    assert [int(re.search(r"\d+", one)[0]) for one in said] == [3, 6]
    assert len({re.sub(r"\d+", "N", one, count=1) for one in said}) == 1


@pytest.mark.parametrize("second", range(6, 30, 4))
def test_at_no_moment_of_the_scene_would_our_own_three_shots_close(second):
    pictures = [
        lesson_04.from_truth(RUSHES[n].truth, RUSHES[n].truth.frame_at(second))
        for n in ("1A-1", "2A-1", "3A-1")
    ]
    with pytest.raises(Refused, match="nobody can tell"):
        ku.room(pictures)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_room_closes_and_the_cup_is_named(seed):
    assert "it closes" in lesson_04.closes(hand("1A-1", "7A-1", "C8a", seed=seed))
    assert lesson_04.named(ku.room(hand("1A-1", "7A-1", "C1b", seed=seed))) == "the cup"


@pytest.mark.parametrize("seed", [1, 2])
def test_beside_two_shots_from_one_place_a_mirrored_third_fits_as_well(seed):
    straight = hand("C1a", "C2a", "C8a", seed=seed)
    one, other = ku.room(straight), ku.room(lesson_04.mirrored(straight))
    assert other.residual == pytest.approx(one.residual, rel=0.02)
    assert other.beside(RUSHES).median > 10
    assert other.same_view == [("C1a @ 00:00:01:22", "C2a @ 00:00:01:22")]


def test_sides_are_kept_or_not_as_the_lesson_says():
    sides = {name: ku.sides(marks) for name, marks in lesson_04.four_cuts(RUSHES).items()}
    assert list(sides.values()) == [[1.0], [-1.0], [1.0], [-1.0]]
    for marks in lesson_04.four_cuts(RUSHES).values():
        before, after, one, other = lesson_04.across(marks)
        assert {one, other} == set(before) == set(after)


def test_sides_that_nobody_marked_are_refused():
    with pytest.raises(Refused, match="share two subjects"):
        ku.sides(lesson_04.kitchen())


def test_sides_of_those_who_stand_as_good_as_together_are_refused():
    def near(apart):
        return [
            MarkedPicture(
                "a", f"00:00:0{n}:00", (640, 360), {}, {"he": (100, 50), "she": (100 + apart, 50)}
            )
            for n in (1, 2)
        ]

    with pytest.raises(Refused, match="over 2% of the width apart"):
        ku.sides(near(12))
    assert ku.sides(near(14)) == [1.0]
