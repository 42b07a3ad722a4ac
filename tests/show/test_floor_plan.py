"""The floor plan: true cameras and things from above, and the moved cup named."""

from itertools import combinations

import numpy as np
import pytest

import kuleshov as ku
from kuleshov.errors import Refused
from kuleshov.metrics.formulas.marks import Marks, from_truth
from kuleshov.metrics.formulas.reconstruction import solve
from kuleshov.show.floor_plan import _near, _sights, floor_plan


def marks_of(error, **frames):
    rushes = ku.rushes("understudy")
    pictures = [
        from_truth(rushes[name.replace("_", "-")].truth, frame, error=error, seed=2)
        for name, frame in frames.items()
    ]
    return Marks(tuple(pictures), "bench")


def test_the_plan_is_the_rooms_own_from_above():
    marks = marks_of(0.3, **{"1A_1": 100, "7A_1": 100, "C1a": 30})
    room = solve(marks.pictures)
    things, cameras, _ = room.plan()
    near = _near(things, cameras)
    truth = ku.rushes("understudy")["1A-1"].truth.points(100)
    true = np.array([truth[name].xyz for name in room.names])[near]
    things = things[near]
    assert near.sum() >= 6
    flat, solid = (distances(places) for places in (things, room.points[near]))
    assert (
        np.corrcoef(solid, distances(true))[0, 1] > 0.9
    )  # the true room, to a scale; depth is soft
    assert (flat <= solid + 1e-6).all() and np.corrcoef(flat, solid)[0, 1] > 0.8


def distances(places):
    apart = np.linalg.norm(places[:, None] - places[None], axis=-1)
    return apart[np.triu_indices(len(places), 1)]


def test_a_plan_says_what_it_shows_and_names_the_moved_cup():
    plan = floor_plan(marks_of(1.0, **{"1A_1": 100, "7A_1": 100, "C1a": 30}))
    assert "one room could give these pictures" in plan.alt and "3 cameras" in plan.alt
    assert "no proof" in plan.alt
    moved = floor_plan(marks_of(1.0, C1a=30, C1b=30, C1c=30))
    assert "without the cup" in moved.alt
    assert moved.alt.index("marked the same way") < moved.alt.index("it was moved")
    assert "cup" not in moved.alt.partition("From the first camera")[2]


def test_lines_of_sight_to_the_moved_cup_pass_its_places_before_and_after():
    """In the true room the cup's foot was moved by 11 cm to the right and 6 back for C1b alone."""
    rushes = ku.rushes("understudy")
    room = ku.room(marks_of(0.3, C1a=30, C1b=30, C1c=30))
    room = ku.room(marks_of(0.3, C1a=30, C1b=30, C1c=30)) if room.moved is None else room
    true = room.beside(rushes).plan
    count = len(true.things)
    for picture, at, way in zip(room.marks, true.places[count:], _sights(room), strict=True):
        there = rushes[picture.film].truth.points(30)["cup foot"].xyz
        shown = placed(rushes, room, true, np.array(there[:2])) - at
        turned = np.degrees(np.angle(complex(*shown) / complex(*way)))
        assert abs(turned) < 3


def placed(rushes, room, laid, there):
    """Return where a place of the true room lies on the plan on which it was laid."""
    known = rushes["C1a"].truth.points(30)
    true = np.array([known[name].xyz[:2] for name in laid.things]) @ np.array([1, 1j])
    ours = laid.places[: len(laid.things)] @ np.array([1, 1j])
    turn, shift = np.polyfit(true, ours, 1)
    z = turn * complex(*there) + shift
    return np.array([z.real, z.imag])


def test_true_cameras_lie_hollow_beside_and_the_worst_bearing_is_told():
    marks = marks_of(1.0, **{"1A_1": 100, "7A_1": 100, "C8a": 30})
    plan = floor_plan(marks, truth=ku.rushes("understudy"))
    hollow = [line for line in plan.figure.axes[0].lines if line.get_markerfacecolor() == "none"]
    assert sum(line.get_marker() == "^" for line in hollow) == 3
    beside = ku.room(marks).beside(ku.rushes("understudy"))
    assert f"{beside.median:.1f}°" in plan.alt and f"{beside.largest:.0f}°" in plan.alt


@pytest.mark.parametrize("films", [("1A-1", "7A-1", "C8a"), ("C1a", "C1b", "C1c"), ("C1a", "C2a", "C1b")])  # fmt: skip
def test_no_label_lies_on_another(films):
    frames = {name.replace("-", "_"): 40 for name in films}
    plan = floor_plan(marks_of(1.5, **frames), truth=ku.rushes("understudy"))
    plan.figure.canvas.draw()
    boxes = [n.get_window_extent() for n in plan.figure.axes[0].texts if n.get_text()]
    assert len(boxes) > 8
    assert not [1 for one, other in combinations(boxes, 2) if one.overlaps(other)]


def test_two_cameras_in_one_place_are_told():
    plan = floor_plan(marks_of(1.0, C1a=30, C2a=30, C1c=30))
    assert "C1a @ 00:00:01:06 and C2a @ 00:00:01:06 look from one place" in plan.alt


def test_pictures_that_share_nothing_have_no_plan():
    with pytest.raises(Refused):
        floor_plan(marks_of(1.0, **{"6B_1": 40, "6C_1": 40, "6D_1": 40}))
