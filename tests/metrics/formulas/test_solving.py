"""The room's reconstruction: its slopes, its plan and its frame, against other ways to find them."""

import cv2
import numpy as np
import pytest

from kuleshov.errors import Refused
from kuleshov.metrics.formulas import reconstruction
from kuleshov.metrics.formulas.marks import MarkedPicture

PICTURES, THINGS = 3, 9


@pytest.fixture
def guess():
    random = np.random.default_rng(2)
    vectors = random.normal(0, 0.2, (PICTURES, 3))
    steps = random.normal((0, 0, 1), 0.3, (PICTURES, 3))
    vectors[0], steps[0] = 0, 0
    points = random.uniform((-1, -1, 3), (1, 1, 5), (THINGS, 3))
    return reconstruction._Guess(
        reconstruction._turns(vectors), steps, np.log([0.9, 1.0, 1.2]), points
    )


@pytest.fixture
def seen():
    marks = np.random.default_rng(3).uniform(-0.3, 0.3, (PICTURES, THINGS, 2))
    marks[1, 4] = np.nan
    return marks


def test_turns_are_those_of_rodrigues():
    vectors = np.random.default_rng(1).normal(0, 1, (5, 3))
    vectors[0] = 0
    theirs = [cv2.Rodrigues(one)[0] for one in vectors]
    assert reconstruction._turns(vectors) == pytest.approx(np.array(theirs))


def test_slopes_are_what_small_steps_show(guess, seen):
    off, slope = reconstruction._slopes(guess, seen)
    assert len(off) == 2 * (PICTURES * THINGS - 1) + PICTURES
    for column in range(slope.shape[1]):
        step = np.zeros(slope.shape[1])
        step[column] = 1e-6
        ahead, behind = (reconstruction._slopes(guess.stepped(s), seen)[0] for s in (step, -step))
        assert (ahead - behind) / 2e-6 == pytest.approx(slope[:, column], abs=1e-3, rel=1e-4)


def test_the_cost_is_the_sum_of_the_squared_residuals(guess, seen):
    assert reconstruction._cost(guess, seen) == pytest.approx(
        (reconstruction._slopes(guess, seen)[0] ** 2).sum()
    )


def test_places_are_seen_as_a_camera_sees_them(guess, seen):
    off = reconstruction._misfit(guess, seen)[0]
    for picture in range(PICTURES):
        focal = float(np.exp(guess.lenses[picture]))
        lens = np.diag([focal, focal, 1.0])
        turn = cv2.Rodrigues(guess.turns[picture])[0]
        theirs = cv2.projectPoints(guess.points, turn, guess.steps[picture], lens, None)[0][:, 0]
        right = reconstruction.WIDTH * (theirs - seen[picture])
        known = np.isfinite(right)
        assert off[picture][known] == pytest.approx(right[known], rel=1e-4, abs=1e-3)


def test_a_guess_is_improved_to_what_it_was_made_from(guess, seen):
    exact = reconstruction._misfit(guess, np.zeros((PICTURES, THINGS, 2)))[0] / reconstruction.WIDTH
    start = guess.stepped(np.random.default_rng(4).normal(0, 0.02, 6 * 2 + 3 + 3 * THINGS))
    before = reconstruction._cost(start, exact)
    _, cost = reconstruction._adjust(exact, start, 60)
    belief = float(np.square(reconstruction._belief(guess)).sum())
    assert cost <= belief + 1e-6 < before


def room(guess, seen):
    names = tuple(f"t{n}" for n in range(THINGS))
    return reconstruction._room(seen, names, guess, reconstruction._cost(guess, seen))


def test_a_room_is_as_large_as_its_cameras_lie_apart_and_comes_back_as_a_guess(guess, seen):
    made = room(guess, seen)
    pairs = [(0, 1), (0, 2), (1, 2)]
    apart = [np.linalg.norm(made.cameras[a] - made.cameras[b]) for a, b in pairs]
    assert np.mean(apart) == pytest.approx(1)
    back = reconstruction._from_room(made, made.names)
    ours, theirs = (reconstruction._misfit(one, seen)[0] for one in (back, guess))
    known = np.isfinite(ours)
    assert ours[known] == pytest.approx(theirs[known]), "the same picture of it"


def test_from_above_a_level_room_keeps_its_right_and_its_depth(guess, seen):
    level = np.stack([np.eye(3)] * PICTURES)
    made = room(reconstruction._Guess(level, guess.steps, guess.lenses, guess.points), seen)
    things, cameras, ahead = made.plan()
    assert things == pytest.approx(made.points[:, [0, 2]])
    assert cameras == pytest.approx(made.cameras[:, [0, 2]])
    assert ahead == pytest.approx(np.array([[0, 1]] * 3))


def test_cameras_that_nod_a_little_still_stand_on_one_floor(guess, seen):
    nods = reconstruction._turns(np.array([[0.2, 0, 0], [-0.1, 0, 0], [0.2, 0, 0]]))
    made = room(reconstruction._Guess(nods, guess.steps, guess.lenses, guess.points), seen)
    things = made.plan()[0]
    flat = made.points - made.points.mean(axis=0)
    down = made.turns[:, 1].mean(axis=0)
    down /= np.linalg.norm(down)
    across = flat - np.outer(flat @ down, down)
    sizes = np.linalg.norm(things - things.mean(axis=0), axis=1)
    assert sizes == pytest.approx(np.linalg.norm(across, axis=1)), "only height is taken away"


def test_marks_lie_from_the_middle_of_the_picture_in_its_widths():
    points = {"cup": (319.5, 179.5), "lamp": (639.5, 359.5)}
    picture = MarkedPicture("a", "0:01", size=(640, 360), points=points)
    seen = reconstruction._observed([picture], ["cup", "lamp", "hat"])[0]
    assert seen[:2].tolist() == [[0, 0], [0.5, 0.28125]] and np.isnan(seen[2]).all()


@pytest.mark.parametrize(
    ("pictures", "things", "words"),
    [(2, 12, "three shots"), (3, 7, "share 7 marked things"), (3, 12, "")],
)
def test_too_few_marks_are_refused_in_words(pictures, things, words):
    marks = np.zeros((pictures, things, 2))
    names = [f"t{n}" for n in range(things)]
    if not words:
        reconstruction._check(marks, names)
        return
    with pytest.raises(Refused, match=words):
        reconstruction._check(marks, names)


@pytest.mark.parametrize(("shown", "refused"), [(5, True), (6, False)])
def test_each_picture_needs_six_things(shown, refused):
    marks = np.zeros((3, 14, 2))
    marks[1, shown:] = np.nan
    if refused:
        with pytest.raises(Refused, match="six things"):
            reconstruction._check(marks, [f"t{n}" for n in range(14)])
    else:
        reconstruction._check(marks, [f"t{n}" for n in range(14)])


def test_a_part_left_out_is_judged_by_an_f_test(guess, seen):
    from dataclasses import replace

    from scipy.stats import f

    whole = replace(room(guess, seen), residual=3.0, freedom=20)
    rest = replace(whole, residual=2.0, freedom=17)
    ratio = ((9 * 20 - 4 * 17) / 3) / 4
    assert reconstruction._p_of_gain(whole, rest, 1) == pytest.approx(f.sf(ratio, 3, 17))
    assert reconstruction._p_of_gain(whole, rest, 4) == pytest.approx(4 * f.sf(ratio, 3, 17))
    assert reconstruction._p_of_gain(rest, whole, 1) == 1
    assert reconstruction._p_of_gain(whole, replace(rest, freedom=0), 1) == 1
