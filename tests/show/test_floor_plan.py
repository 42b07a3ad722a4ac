"""The floor plan: true cameras and things from above, and the moved cup named."""

from types import SimpleNamespace

import numpy as np
import pytest

import kuleshov as ku
from kuleshov.errors import Refused
from kuleshov.metrics.formulas.marks import Marks, from_truth
from kuleshov.metrics.formulas.reconstruction import solve
from kuleshov.show.floor_plan import _draw_things, _near, floor_plan


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
    moved = floor_plan(marks_of(1.0, C1a=30, C1b=30, C1c=30))
    assert "cup" in moved.alt.split(":")[1]


def test_only_the_moved_things_own_marks_are_ringed():
    import matplotlib.pyplot as plt

    room = SimpleNamespace(names=["cup rim", "cupboard", "the cup"])
    figure, axis = plt.subplots()
    places = np.arange(6.0).reshape(3, 2)
    _draw_things(axis, room, places, np.ones(3, bool), [SimpleNamespace(thing="cup")])
    plt.close(figure)
    ringed = [line.get_xdata()[0] for line in axis.lines if line.get_markersize() == 15]
    assert ringed == [0.0, 4.0]


def test_pictures_that_share_nothing_have_no_plan():
    with pytest.raises(Refused):
        floor_plan(marks_of(1.0, **{"6B_1": 40, "6C_1": 40, "6D_1": 40}))
