"""The room's reconstruction: its slopes, its plan and its frame, against other ways to find them."""

import warnings

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
        right = 640 * (theirs - seen[picture])
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


# The search, step by step


def test_a_lens_is_usually_one_and_two_fifths_widths_and_never_extreme(guess):
    guess.lenses = np.log([1.4, 1.4 * np.e**0.5, 1.4 / np.e])
    assert reconstruction._belief(guess) == pytest.approx([0, 1, -2])
    far = np.zeros(6 * 2 + 3 + 3 * THINGS)
    far[12:15] = 9, -9, 0
    assert np.exp(guess.stepped(far).lenses) == pytest.approx([20, 0.2, 1.4 / np.e])


def test_a_step_moves_all_but_the_first_camera(guess):
    by = np.arange(6 * 2 + 3 + 3 * THINGS) / 100
    moved = guess.stepped(by)
    assert (moved.turns[0] == guess.turns[0]).all() and (moved.steps[0] == guess.steps[0]).all()
    for camera in (1, 2):
        own = by[6 * camera - 6 : 6 * camera]
        assert moved.turns[camera] == pytest.approx(cv2.Rodrigues(own[:3])[0] @ guess.turns[camera])
        assert moved.steps[camera] == pytest.approx(guess.steps[camera] + own[3:])
    assert moved.lenses == pytest.approx(guess.lenses + by[12:15])
    assert moved.points.ravel() == pytest.approx(guess.points.ravel() + by[15:])


def test_what_lies_behind_a_camera_is_taken_as_just_before_it(guess, seen):
    guess.points[3] = guess.points[5] = [0.5, 0.25, 0.0]
    guess.points[3, 2], guess.points[5, 2] = -4, 1e-3
    off, placed, turned = reconstruction._misfit(guess, np.zeros((PICTURES, THINGS, 2)))
    assert placed[0, 3].tolist() == [0.5, 0.25, 1e-3] and turned[0, 3, 2] == -4
    for place in (3, 5):
        assert off[0, place] == pytest.approx([0.9 * 320e3, 0.9 * 160e3])


def by_hand(guess, seen, dampings):
    """Return the guess and the cost after the first damped step that makes it better."""
    before = reconstruction._cost(guess, seen)
    off, slope = reconstruction._slopes(guess, seen)
    for number, damping in enumerate(dampings):
        bound = np.sqrt(damping * np.maximum((slope**2).sum(axis=0), 1e-3))
        table = np.concatenate([slope, np.diag(bound)])
        wanted = np.concatenate([-off, np.zeros(len(bound))])
        tried = guess.stepped(np.linalg.lstsq(table, wanted, rcond=None)[0])
        if reconstruction._cost(tried, seen) < before:
            return tried, reconstruction._cost(tried, seen), number
    return guess, before, None


@pytest.mark.parametrize("far", [0.02, 0.1, 0.5, 1.0])
def test_steps_are_damped_least_squares_as_levenberg_and_marquardt_have_them(guess, seen, far):
    """The damping begins at a hundredth, grows fourfold where a step fails, then falls to a fifth."""
    exact = reconstruction._misfit(guess, np.zeros((PICTURES, THINGS, 2)))[0] / 640
    start = guess.stepped(np.random.default_rng(4).normal(0, far, 6 * 2 + 3 + 3 * THINGS))
    tried, cost, number = by_hand(start, exact, [0.01 * 4**k for k in range(8)])
    one, one_cost = reconstruction._adjust(exact, start, 1)
    assert one_cost == pytest.approx(cost, rel=1e-5) and number is not None
    assert one.points == pytest.approx(tried.points, rel=1e-4, abs=1e-4)
    first = 0.01 * 4**number / 5
    _, cost, _ = by_hand(tried, exact, [first * 4**k for k in range(8)])
    assert reconstruction._adjust(exact, start, 2)[1] == pytest.approx(cost, rel=1e-4)
    assert reconstruction._adjust(exact, start, 0)[0] is start


def looked_at(count=12, seed=5, focal=1.3):
    """Return a world seen by three cameras with one lens, and where its points lie."""
    random = np.random.default_rng(seed)
    points = random.uniform((-1, -1, 3), (1, 1, 6), (count, 3))
    turns = reconstruction._turns(np.array([[0, 0, 0], [0.02, -0.3, 0.01], [-0.1, 0.35, 0.05]]))
    steps = np.array([[0, 0, 0], [1.0, 0.1, 0.2], [-1.2, 0.2, 0.4]])
    guess = reconstruction._Guess(turns, steps, np.full(3, np.log(focal)), points)
    return guess, reconstruction._misfit(guess, np.zeros((3, count, 2)))[0] / 640


@pytest.mark.parametrize("pair", [(0, 1), (0, 2), (1, 2)])
def test_from_two_pictures_with_the_right_lens_all_of_the_room_follows(pair):
    _, seen = looked_at()
    start = reconstruction._from_pair(seen, pair, 1.3)
    assert np.exp(start.lenses) == pytest.approx([1.3] * 3)
    assert np.abs(reconstruction._misfit(start, seen)[0]).max() < 0.1
    wrong = reconstruction._from_pair(seen, pair, 2.8)
    assert reconstruction._cost(wrong, seen) > 100


def test_what_is_placed_nowhere_or_too_far_begins_at_one(monkeypatch):
    _, seen = looked_at()
    placed = np.full((4, 11), 2.0)
    placed[3] = 1
    placed[3, 0], placed[:, 1] = 0, 0  # at infinity, and nowhere
    placed[0, 2:6] = 999, -999, 1001, -1001
    monkeypatch.setattr(cv2, "triangulatePoints", lambda *_: placed)
    monkeypatch.setattr(reconstruction, "_grown", lambda seen, points, poses, focal: points)
    seen[0, 11] = np.nan
    with warnings.catch_warnings(action="error"):
        points = reconstruction._from_pair(seen, (0, 1), 1.3)
    assert points[:2].tolist() == [[1, 1, 1]] * 2 and points[6:11].tolist() == [[2, 2, 2]] * 5
    assert points[2:6].tolist() == [[999, 2, 2], [-999, 2, 2], [1, 2, 2], [1, 2, 2]]
    assert np.isnan(points[11]).all(), "it isn't in both"


def test_six_things_place_a_camera_and_five_do_not():
    _, seen = looked_at()
    for known, placed in ((6, True), (5, False)):
        few = seen.copy()
        few[2, known:] = np.nan
        start = reconstruction._from_pair(few, (0, 1), 1.3)
        off = np.abs(reconstruction._misfit(start, few)[0][2, :known]).max()
        assert (off < 0.5) == placed
        stands = (start.turns[2] == np.eye(3)).all() and start.steps[2].tolist() == [0, 0, 1]
        assert stands is not placed
        few = seen.copy()
        few[1, known:] = np.nan
        assert (reconstruction._from_pair(few, (0, 1), 1.3) is not None) == placed


def test_what_only_the_third_picture_shows_begins_in_the_middle_of_the_rest():
    _, seen = looked_at()
    seen[0, 9] = seen[1, 10] = np.nan
    start = reconstruction._from_pair(seen, (0, 1), 1.3)
    rest = np.delete(start.points, [9, 10], axis=0)
    assert start.points[9] == pytest.approx(np.median(rest, axis=0))
    assert start.points[10] == pytest.approx(np.median(rest, axis=0))
    assert np.abs(reconstruction._misfit(start, seen)[0][:, :9]).max() < 0.5


def test_the_search_begins_from_the_four_pairs_that_share_most_and_four_lenses(monkeypatch):
    seen = np.zeros((4, 14, 2))
    for picture, missing in enumerate((0, 1, 3, 6)):
        seen[picture, :missing] = np.nan
    tried = []
    costs = iter(np.random.default_rng(1).permutation(16))
    made = lambda seen, pair, focal: tried.append((pair, focal)) or float(next(costs))  # noqa: E731
    monkeypatch.setattr(reconstruction, "_from_pair", made)
    monkeypatch.setattr(reconstruction, "_cost", lambda start, seen: start)
    assert reconstruction._starts(seen) == list(range(14)), "the fourteen best, the best first"
    assert [pair for pair, _ in tried[::4]] == [(0, 1), (0, 2), (1, 2), (0, 3)]
    assert [focal for _, focal in tried[:4]] == [0.8, 1.2, 1.8, 2.8]  # wide to long
    monkeypatch.setattr(reconstruction, "_from_pair", lambda *_: None)
    assert reconstruction._starts(seen) == []


def test_the_three_best_of_a_short_search_are_searched_on(monkeypatch):
    asked = []

    def adjust(seen, start, rounds):
        asked.append((start, rounds))
        return start, {25: {"a": 5, "b": 1, "c": 3, "d": 2}, 200: {"b": 0.9, "c": 0.7, "d": 0.8}}[
            rounds
        ][start]

    pictures = [MarkedPicture(n, "0:01", (640, 360), POINTS) for n in "xyz"]
    monkeypatch.setattr(reconstruction, "_starts", lambda seen: list("abcd"))
    monkeypatch.setattr(reconstruction, "_from_room", lambda near, names: "c")
    monkeypatch.setattr(reconstruction, "_adjust", adjust)
    monkeypatch.setattr(reconstruction, "_room", lambda *given: given[1:])
    names = tuple(f"t{n}" for n in range(9))
    assert reconstruction.solve(pictures) == (names, "c", 0.7)
    assert asked == [(s, 25) for s in "abcd"] + [(s, 200) for s in "bdc"]
    asked.clear()
    assert reconstruction.solve(pictures, ["t4"], near="a room")[0] == (*names[:4], *names[5:])
    assert asked == [("c", 25), ("c", 200)]
    monkeypatch.setattr(reconstruction, "_starts", lambda seen: [])
    with pytest.raises(Refused, match="no two of the pictures"):
        reconstruction.solve(pictures)


POINTS = {f"t{n}": (10.0 * n, 20.0) for n in range(9)}


@pytest.mark.parametrize(("marks", "refused"), [(19, True), (20, False)])
def test_marks_must_outnumber_what_is_searched_by_four(marks, refused):
    """Three cameras and eight things are 38 numbers, less 3 that are believed: 40 marked are 5 more."""
    seen = np.zeros((3, 8, 2))
    seen.reshape(24, 2)[[6, 7, 14, 15, 22][: 24 - marks]] = np.nan
    assert reconstruction._freedom(seen) == 2 * marks - 35
    if refused:
        with pytest.raises(Refused, match="too few to contradict"):
            reconstruction._check(seen, POINTS.keys() - {"t8"})
    else:
        reconstruction._check(seen, POINTS.keys() - {"t8"})


def test_each_thing_is_left_out_and_the_better_answer_of_two_searches_counts(
    guess, seen, monkeypatch
):
    from dataclasses import replace

    names = ("cup rim", "cup foot", "the lamp", "door", "hat")
    whole = replace(room(guess, seen), names=names, residual=5.0, freedom=30)
    near = {"cup": 3.0, "lamp": 4.0, "door": 3.1}
    fresh = {"lamp": 4.5, "door": 1.0}
    asked = []

    def solve(pictures, without=(), near_=None, **given):
        thing = reconstruction.things(without).popitem()[0] if without else ""
        if not thing:
            return whole
        known = near if given else fresh
        asked.append((thing, bool(given)))
        if thing == "hat":
            raise Refused("too little")
        return replace(whole, residual=known[thing], freedom=20)

    monkeypatch.setattr(reconstruction, "solve", solve)
    found = reconstruction.moved([], whole)
    assert [(one.thing, one.residual) for one in found] == [("door", 1), ("cup", 3), ("lamp", 4)]
    assert found == reconstruction.moved([]), "the whole is solved first where it isn't given"
    assert asked[:6] == [
        ("cup", True), ("lamp", True), ("lamp", False), ("door", True), ("door", False),
        ("hat", True),
    ]  # fmt: skip
    assert found[1].p == reconstruction._p_of_gain(whole, replace(whole, residual=3, freedom=20), 4)


def test_a_gain_from_a_perfect_rest_is_held_against_a_twentieth_of_a_pixel(guess, seen):
    from dataclasses import replace

    from scipy.stats import f

    whole = replace(room(guess, seen), residual=0.06, freedom=20)
    rest = replace(whole, residual=0.0, freedom=17)
    expected = f.sf(0.06**2 * 20 / 3 / 0.05**2, 3, 17)
    assert reconstruction._p_of_gain(whole, rest, 1) == pytest.approx(expected)
    assert reconstruction._p_of_gain(whole, replace(rest, freedom=20), 1) == 1
    one = replace(rest, freedom=1)
    assert reconstruction._p_of_gain(whole, one, 1) < 1


def test_a_thing_is_named_by_its_first_word_that_is_no_article():
    names = ["the cup", "A lamp", "an", "cup rim", "Cup"]
    assert reconstruction.things(names) == {
        "cup": ["the cup", "cup rim"], "lamp": ["A lamp"], "an": ["an"], "Cup": ["Cup"]
    }  # fmt: skip


def test_a_room_s_residual_is_the_cost_over_its_freedom(guess, seen):
    names = tuple(f"t{n}" for n in range(THINGS))
    made = reconstruction._room(seen, names, guess, 72.0)
    assert made.freedom == 2 * 26 - (6 * 2 + 3 + 27 - 1) + 3 and made.names == names
    assert made.residual == pytest.approx((72 / made.freedom) ** 0.5)
    off = reconstruction._misfit(guess, seen)[0]
    assert made.misfit[0, 2] == pytest.approx(np.hypot(*off[0, 2])) and np.isnan(made.misfit[1, 4])
    spot = reconstruction._Guess(guess.turns, guess.steps * 0, guess.lenses, guess.points)
    assert np.isfinite(reconstruction._room(seen, names, spot, 72.0).points).all()
    assert made.focals == pytest.approx([0.9, 1.0, 1.2])
