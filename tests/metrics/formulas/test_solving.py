"""The room's reconstruction: its slopes, its plan and its frame, against other ways to find them."""

import warnings

import cv2
import numpy as np
import pytest

from kuleshov.errors import Refused
from kuleshov.metrics.formulas import bundle, reconstruction
from kuleshov.metrics.formulas.bundle import Guesses
from kuleshov.metrics.formulas.marks import MarkedPicture

PICTURES, THINGS = 3, 9
COLUMNS = 7 * PICTURES + 3 * THINGS  # a turn, a step and a lens for each camera, and the things
FIRST = [n for n in range(7) if n < 6]  # of the first camera: its pose, which stays


def guessed(vectors, steps, focals, points):
    """Return one guess."""
    lenses = np.log(np.asarray(focals, float))
    return Guesses(bundle.turned(vectors)[None], steps[None], lenses[None], points[None])


@pytest.fixture
def guess():
    random = np.random.default_rng(2)
    vectors = random.normal(0, 0.2, (PICTURES, 3))
    steps = random.normal((0, 0, 1), 0.3, (PICTURES, 3))
    vectors[0], steps[0] = 0, 0
    points = random.uniform((-1, -1, 3), (1, 1, 5), (THINGS, 3))
    return guessed(vectors, steps, [0.9, 1.0, 1.2], points)


@pytest.fixture
def seen():
    marks = np.random.default_rng(3).uniform(-0.3, 0.3, (PICTURES, THINGS, 2))
    marks[1, 4] = np.nan
    return marks


def counted(seen, many=1):
    return np.repeat(np.isfinite(seen[..., 0])[None], many, axis=0)


def stepped(guess, by):
    """Move a guess by a row of numbers: seven for each camera, then three for each thing."""
    poses, points = by[: 7 * PICTURES], by[7 * PICTURES :]
    return guess.stepped(poses.reshape(1, PICTURES, 7), points.reshape(1, -1, 3))


def cost(guess, seen):
    return float(bundle.cost(guess, seen, counted(seen))[0])


def exact(guess, things=THINGS):
    """Return the marks that a guess would leave, were it the room."""
    return bundle.misfit(guess, np.zeros((PICTURES, things, 2)))[0] / bundle.WIDTH


def residuals(guess, seen):
    """Return what a search makes small, in one row: what each mark misses, and each lens's belief."""
    off = bundle.misfit(guess, seen)[0]
    belief = (guess.lenses[0] - np.log(1.4)) / 0.5
    return np.concatenate([off[np.isfinite(off)], belief])


def test_turns_are_those_of_rodrigues():
    vectors = np.random.default_rng(1).normal(0, 1, (5, 3))
    vectors[0] = 0
    theirs = [cv2.Rodrigues(one)[0] for one in vectors]
    assert bundle.turned(vectors) == pytest.approx(np.array(theirs))


def small_slopes(guess, seen):
    """Return how the residuals change with each number, by small steps to either side."""
    columns = []
    for column in range(COLUMNS):
        step = np.zeros(COLUMNS)
        step[column] = 0 if column in FIRST else 1e-6
        ahead, behind = (residuals(stepped(guess, by), seen) for by in (step, -step))
        columns.append((ahead - behind) / 2e-6)
    return np.stack(columns, axis=1)


def test_slopes_are_what_small_steps_show(guess, seen):
    off, by_pose, _ = bundle._slopes(guess, seen, counted(seen))
    known = np.isfinite(seen)
    assert off[0][known] == pytest.approx(residuals(guess, seen)[:-PICTURES])
    assert all_slopes(guess, seen) == pytest.approx(small_slopes(guess, seen), abs=1e-3, rel=1e-4)
    assert not off[0][~known].any() and not by_pose[0, 1, 4].any(), "no mark, no pull"


def test_the_cost_is_the_sum_of_the_squared_residuals(guess, seen):
    assert cost(guess, seen) == pytest.approx((residuals(guess, seen) ** 2).sum())
    without = counted(seen)
    without[0, :, 2] = False
    left = seen.copy()
    left[:, 2] = np.nan
    assert bundle.cost(guess, seen, without)[0] == pytest.approx(cost(guess, left))


def test_places_are_seen_as_a_camera_sees_them(guess, seen):
    off = bundle.misfit(guess, seen)[0]
    for picture in range(PICTURES):
        focal = float(np.exp(guess.lenses[0, picture]))
        lens = np.diag([focal, focal, 1.0])
        turn, step = cv2.Rodrigues(guess.turns[0, picture])[0], guess.steps[0, picture]
        theirs = cv2.projectPoints(guess.points[0], turn, step, lens, None)[0][:, 0]
        right = 640 * (theirs - seen[picture])
        known = np.isfinite(right)
        assert off[picture][known] == pytest.approx(right[known], rel=1e-4, abs=1e-3)


def shaken(guess, far, seed=4):
    by = np.random.default_rng(seed).normal(0, far, COLUMNS)
    by[FIRST] = 0
    return stepped(guess, by)


def test_a_guess_is_improved_to_what_it_was_made_from(guess, seen):
    marks = exact(guess)
    start = shaken(guess, 0.02)
    belief = float((((guess.lenses - np.log(1.4)) / 0.5) ** 2).sum())
    found, costs = bundle.adjust(start, marks, counted(marks), 60)
    assert costs[0] <= belief + 1e-6 < cost(start, marks)
    assert costs[0] == pytest.approx(cost(found, marks))


def test_many_guesses_are_improved_as_each_alone_is(guess):
    marks = exact(guess)
    starts = reconstruction._joined(
        [shaken(guess, far, seed) for seed, far in enumerate((0.02, 0.3, 0.6))]
    )
    both, costs = bundle.adjust(starts, marks, counted(marks, 3), 40)
    for n in range(3):
        own, alone = bundle.adjust(starts.chosen([n]), marks, counted(marks), 40)
        assert costs[n] == pytest.approx(alone[0], rel=1e-6, abs=1e-9)
        assert both.points[n] == pytest.approx(own.points[0], rel=1e-6, abs=1e-9)


def room(guess, seen, total=None):
    names = tuple(f"t{n}" for n in range(THINGS))
    total = cost(guess, seen) if total is None else total
    return reconstruction._room(seen, names, (), guess, total)


def test_a_room_is_as_large_as_its_cameras_lie_apart_and_comes_back_as_a_guess(guess, seen):
    made = room(guess, seen)
    pairs = [(0, 1), (0, 2), (1, 2)]
    apart = [np.linalg.norm(made.cameras[a] - made.cameras[b]) for a, b in pairs]
    assert np.mean(apart) == pytest.approx(1)
    back = reconstruction._from_room(made)
    ours, theirs = (bundle.misfit(one, seen)[0] for one in (back, guess))
    known = np.isfinite(ours)
    assert ours[known] == pytest.approx(theirs[known]), "the same picture of it"


def test_from_above_a_level_room_keeps_its_right_and_its_depth(guess, seen):
    level = np.tile(np.eye(3), (1, PICTURES, 1, 1))
    made = room(Guesses(level, guess.steps, guess.lenses, guess.points), seen)
    things, cameras, ahead = made.plan()
    assert things == pytest.approx(made.points[:, [0, 2]])
    assert cameras == pytest.approx(made.cameras[:, [0, 2]])
    assert ahead == pytest.approx(np.array([[0, 1]] * 3))


def test_cameras_that_nod_a_little_still_stand_on_one_floor(guess, seen):
    nods = bundle.turned(np.array([[[0.2, 0, 0], [-0.1, 0, 0], [0.2, 0, 0]]]))
    made = room(Guesses(nods, guess.steps, guess.lenses, guess.points), seen)
    things = made.plan()[0]
    flat = made.points - made.points.mean(axis=0)
    down = made.turns[:, 1].mean(axis=0)
    down /= np.linalg.norm(down)
    across = flat - np.outer(flat @ down, down)
    sizes = np.linalg.norm(things - things.mean(axis=0), axis=1)
    assert sizes == pytest.approx(np.linalg.norm(across, axis=1)), "only height is taken away"


def test_cameras_that_are_tipped_and_look_about_stand_on_the_true_floor(guess, seen):
    """All are tipped down by fifteen degrees and turned about the vertical: down is the true one."""

    def turned(x, y):
        return bundle.turned(np.array([x, 0, 0.0])) @ bundle.turned(np.array([0, y, 0.0]))

    turns = np.stack([turned(0.26, y) for y in (-0.6, 0.1, 0.7)])[None]
    made = room(Guesses(turns, guess.steps, guess.lenses, guess.points), seen)
    true = guess.points[0][:, [0, 2]]
    ours = made.plan()[0]
    a, b = ([1, 1j] @ (places - places.mean(axis=0)).T for places in (true, ours))
    fit = np.vdot(a, b) / np.vdot(a, a)
    assert np.abs(fit * a - b).max() < 0.01 * np.abs(b).max(), "turned and sized, no more"


def test_marks_lie_from_the_middle_of_the_picture_in_its_widths():
    points = {"cup": (319.5, 179.5), "lamp": (639.5, 359.5)}
    picture = MarkedPicture("a", "0:01", size=(640, 360), points=points)
    seen = reconstruction._observed([picture], ["cup", "lamp", "hat"])[0]
    assert seen[:2].tolist() == [[0, 0], [0.5, 0.28125]] and np.isnan(seen[2]).all()


@pytest.mark.parametrize(
    ("pictures", "things", "words"),
    [(2, 12, "three shots"), (3, 7, "share 7 marks"), (3, 12, "")],
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


def judged(whole_off, rest_off, cameras=3, freedom=(30, 20)):
    """Return two rooms with these misfits, one of them without a part."""
    from dataclasses import replace

    made = reconstruction.Room(
        1.0, ("a",), np.zeros((1, 3)), np.zeros((cameras, 3)), np.tile(np.eye(3), (cameras, 1, 1)),
        np.ones(cameras), np.asarray(whole_off, float), freedom[0],
    )  # fmt: skip
    return made, replace(made, misfit=np.asarray(rest_off, float), freedom=freedom[1])


def test_a_part_left_out_is_judged_by_an_f_test():
    """The belief about each lens is no measurement: three of the rest's twenty don't count."""
    from scipy.stats import f

    whole, rest = judged([[3.0, 4.0, np.nan, 5.0]], [[2.0, 2.0, np.nan, np.nan]])
    ratio = ((50 - 8) / 10) / (8 / 17)
    p = f.sf(ratio, 10, 17)
    assert reconstruction._p_of_gain(whole, rest, 1) == pytest.approx(p)
    assert reconstruction._p_of_gain(whole, rest, 4) == pytest.approx(min(1, 4 * p))
    assert reconstruction._p_of_gain(rest, whole, 1) == 1
    for free in (3, 2):
        _, few = judged([[3.0]], [[2.0]], freedom=(30, free))
        assert reconstruction._p_of_gain(whole, few, 1) == 1


def test_a_gain_from_a_perfect_rest_is_held_against_a_twentieth_of_a_pixel():
    from scipy.stats import f

    whole, rest = judged([[0.3, 0.4]], [[0.0, 0.0]])
    assert reconstruction._p_of_gain(whole, rest, 1) == pytest.approx(
        f.sf(0.25 / 10 / 0.05**2, 10, 17)
    )


# The search, step by step


def test_a_lens_is_usually_one_and_two_fifths_widths_and_never_extreme(guess):
    guess.lenses = np.log([[1.4, 1.4 * np.e**0.5, 1.4 / np.e]])
    assert bundle._belief(guess)[0] == pytest.approx([0, 1, -2])
    far = np.zeros(COLUMNS)
    far[[6, 13]] = 9, -9
    assert np.exp(stepped(guess, far).lenses[0]) == pytest.approx([20, 0.2, 1.4 / np.e])


def test_a_step_turns_and_moves_each_camera(guess):
    by = np.arange(COLUMNS) / 100
    moved = stepped(guess, by)
    for camera in range(PICTURES):
        own = by[7 * camera : 7 * camera + 7]
        turn = cv2.Rodrigues(own[:3])[0] @ guess.turns[0, camera]
        assert moved.turns[0, camera] == pytest.approx(turn)
        assert moved.steps[0, camera] == pytest.approx(guess.steps[0, camera] + own[3:6])
        assert moved.lenses[0, camera] == pytest.approx(guess.lenses[0, camera] + own[6])
    assert moved.points.ravel() == pytest.approx(guess.points.ravel() + by[7 * PICTURES :])


def test_the_first_camera_stays_where_it_is(guess):
    marks = exact(guess)
    found, _ = bundle.adjust(shaken(guess, 0.3), marks, counted(marks), 30)
    assert found.turns[0, 0] == pytest.approx(np.eye(3)) and not found.steps[0, 0].any()


def test_what_lies_behind_a_camera_is_taken_as_just_before_it(guess):
    guess.points[0, 3] = guess.points[0, 5] = [0.5, 0.25, 0.0]
    guess.points[0, 3, 2], guess.points[0, 5, 2] = -4, 1e-3
    off, placed, turned = bundle._seen_by(guess, np.zeros((PICTURES, THINGS, 2)))
    assert placed[0, 0, 3].tolist() == [0.5, 0.25, 1e-3] and turned[0, 0, 3, 2] == -4
    for place in (3, 5):
        assert off[0, 0, place] == pytest.approx([0.9 * 320e3, 0.9 * 160e3])


def all_slopes(guess, seen):
    """Return the search's own slopes as one table: a row a residual, a column a number."""
    _, by_pose, by_point = bundle._slopes(guess, seen, counted(seen))
    rows = []
    for picture, thing, axis in np.argwhere(np.isfinite(seen)):
        row = np.zeros(COLUMNS)
        row[7 * picture : 7 * picture + 7] = by_pose[0, picture, thing, axis]
        at = 7 * PICTURES + 3 * thing
        row[at : at + 3] = by_point[0, picture, thing, axis]
        rows.append(row)
    belief = np.zeros((PICTURES, COLUMNS))
    belief[range(PICTURES), range(6, 7 * PICTURES, 7)] = 1 / 0.5
    return np.concatenate([rows, belief])


def by_hand(guess, seen, dampings):
    """Return the guess and the cost after the first damped step that makes it better."""
    before = cost(guess, seen)
    off, slope = residuals(guess, seen), all_slopes(guess, seen)
    for number, damping in enumerate(dampings):
        bound = np.sqrt(damping * np.maximum((slope**2).sum(axis=0), 1e-3))
        table = np.concatenate([slope, np.diag(bound)])
        wanted = np.concatenate([-off, np.zeros(len(bound))])
        tried = stepped(guess, np.linalg.lstsq(table, wanted, rcond=None)[0])
        if cost(tried, seen) < before:
            return tried, cost(tried, seen), number
    return guess, before, None


@pytest.mark.parametrize("far", [0.02, 0.1, 0.5, 1.0])
def test_steps_are_damped_least_squares_as_levenberg_and_marquardt_have_them(guess, far):
    """The damping begins at a hundredth, grows fourfold where a step fails, then falls to a fifth."""
    marks = exact(guess)
    start = shaken(guess, far)
    tried, wanted, number = by_hand(start, marks, [0.01 * 4**k for k in range(8)])
    assert number is not None
    one, costs = bundle.adjust(start, marks, counted(marks), number + 1)
    assert costs[0] == pytest.approx(wanted, rel=1e-4)
    assert one.points[0] == pytest.approx(tried.points[0], rel=1e-3, abs=1e-3)
    first = 0.01 * 4**number / 5
    _, wanted, more = by_hand(tried, marks, [first * 4**k for k in range(8)])
    _, costs = bundle.adjust(start, marks, counted(marks), number + 2 + more)
    assert costs[0] == pytest.approx(wanted, rel=1e-3)
    assert bundle.adjust(start, marks, counted(marks), 0)[0].points[0] == pytest.approx(
        start.points[0]
    )


def looked_at(count=12, seed=5, focal=1.3):
    """Return a world seen by three cameras with one lens, and where its points lie."""
    random = np.random.default_rng(seed)
    points = random.uniform((-1, -1, 3), (1, 1, 6), (count, 3))
    vectors = np.array([[0, 0, 0], [0.02, -0.3, 0.01], [-0.1, 0.35, 0.05]])
    steps = np.array([[0, 0, 0], [1.0, 0.1, 0.2], [-1.2, 0.2, 0.4]])
    guess = guessed(vectors, steps, [focal] * 3, points)
    return guess, exact(guess, count)


@pytest.mark.parametrize("pair", [(0, 1), (0, 2), (1, 2)])
def test_from_two_pictures_with_the_right_lens_all_of_the_room_follows(pair):
    _, seen = looked_at()
    start = reconstruction._from_pair(seen, pair, 1.3)
    assert np.exp(start.lenses[0]) == pytest.approx([1.3] * 3)
    assert np.abs(bundle.misfit(start, seen)).max() < 0.1
    wrong = reconstruction._from_pair(seen, pair, 2.8)
    assert cost(wrong, seen) > 100


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
        off = np.abs(bundle.misfit(start, few)[0, 2, :known]).max()
        assert (off < 0.5) == placed
        stands = (start.turns[0, 2] == np.eye(3)).all() and start.steps[0, 2].tolist() == [0, 0, 1]
        assert stands is not placed
        few = seen.copy()
        few[1, known:] = np.nan
        assert (reconstruction._from_pair(few, (0, 1), 1.3) is not None) == placed


def test_what_only_the_third_picture_shows_begins_in_the_middle_of_the_rest():
    _, seen = looked_at()
    seen[0, 9] = seen[1, 10] = np.nan
    start = reconstruction._from_pair(seen, (0, 1), 1.3)
    rest = np.delete(start.points[0], [9, 10], axis=0)
    assert start.points[0, 9] == pytest.approx(np.median(rest, axis=0))
    assert start.points[0, 10] == pytest.approx(np.median(rest, axis=0))
    assert np.abs(bundle.misfit(start, seen)[0][:, :9]).max() < 0.5


def test_the_search_begins_from_the_four_pairs_that_share_most_and_four_lenses(monkeypatch):
    seen = np.zeros((4, 14, 2))
    for picture, missing in enumerate((0, 1, 3, 6)):
        seen[picture, :missing] = np.nan
    tried = []

    def made(seen, pair, focal):
        tried.append((pair, focal))
        return guessed(np.zeros((4, 3)), np.zeros((4, 3)), [focal] * 4, np.ones((14, 3)))

    monkeypatch.setattr(reconstruction, "_from_pair", made)
    assert np.exp(reconstruction._starts(seen).lenses[:, 0]) == pytest.approx(
        [0.8, 1.2, 1.8, 2.8] * 4
    )
    assert [pair for pair, _ in tried[::4]] == [(0, 1), (0, 2), (1, 2), (0, 3)]
    monkeypatch.setattr(reconstruction, "_from_pair", lambda *_: None)
    with pytest.raises(Refused, match="no two of the pictures"):
        reconstruction._starts(seen)


def test_the_three_best_of_a_short_search_are_searched_on(monkeypatch):
    """Four starts, for all things and without one: the best three of each go on, the best is taken."""
    asked = []

    def adjust(guesses, seen, counts, rounds):
        asked.append((np.exp(guesses.lenses[:, 0]).round(1).tolist(), rounds, counts.sum((1, 2))))
        costs = {25: {1.0: 5, 2.0: 1, 3.0: 3, 4.0: 2}, 200: {2.0: 9, 3.0: 0.7, 4.0: 8}}[rounds]
        return guesses, np.array([costs[lens] for lens in asked[-1][0]])

    monkeypatch.setattr(reconstruction, "adjust", adjust)
    starts = reconstruction._joined(
        [
            guessed(np.zeros((3, 3)), np.eye(3), [f] * 3, np.ones((9, 3)))
            for f in (1.0, 2.0, 3.0, 4.0)
        ]
    )
    names = tuple(f"t{n}" for n in range(9))
    whole, rest = reconstruction._best(np.zeros((3, 9, 2)), names, starts, [(), ("t4",)])
    assert whole.names == names and rest.names == (*names[:4], *names[5:])
    assert whole.focals == pytest.approx([3.0] * 3) == rest.focals
    short, long = asked
    assert short[0] == [1.0, 2.0, 3.0, 4.0] * 2 and short[2].tolist() == [27] * 4 + [24] * 4
    assert long[0] == [2.0, 4.0, 3.0] * 2 and long[2].tolist() == [27] * 3 + [24] * 3


POINTS = {f"t{n}": (10.0 * n, 20.0) for n in range(9)}


@pytest.mark.parametrize(("marks", "refused"), [(19, True), (20, False)])
def test_marks_must_outnumber_what_is_searched_by_four(marks, refused):
    """Three cameras and eight things are 38 numbers, less 3 that are believed: 40 marked are 5 more."""
    seen = np.zeros((3, 8, 2))
    seen.reshape(24, 2)[[6, 7, 14, 15, 22][: 24 - marks]] = np.nan
    assert reconstruction._freedom(np.isfinite(seen[..., 0])) == 2 * marks - 35
    if refused:
        with pytest.raises(Refused, match="too few to contradict"):
            reconstruction._check(seen, POINTS.keys() - {"t8"})
    else:
        reconstruction._check(seen, POINTS.keys() - {"t8"})


def test_each_thing_is_left_out_if_the_rest_can_still_be_solved(monkeypatch):
    names = ("cup rim", "cup foot", *(f"t{n}" for n in range(7)))
    pictures = [
        MarkedPicture(film, "0:01", (640, 360), {n: (10.0 * k, 20.0) for k, n in enumerate(names)})
        for film in "xyz"
    ]
    whole, rest = judged([[3.0] * 9], [[1.0] * 8])
    from dataclasses import replace

    whole = replace(whole, names=names)
    asked = []

    def best(seen, names, starts, left_out):
        asked.extend(left_out)
        return [replace(rest, residual=float(n)) for n, _ in enumerate(left_out)]

    monkeypatch.setattr(reconstruction, "_best", best)
    monkeypatch.setattr(reconstruction, "_starts", lambda seen: reconstruction._from_room(whole))
    found = reconstruction.moved(pictures, whole)
    assert asked == [[name] for name in names[2:]], (
        "without the cup seven are left, and eight it needs"
    )
    assert [one.thing for one in found] == [f"t{n}" for n in range(7)], "by p, then by residual"
    assert found[0].p == reconstruction._p_of_gain(whole, rest, 8)


def test_a_thing_is_named_by_its_first_word_that_is_no_article():
    names = ["the cup", "A lamp", "an", "cup rim", "Cup"]
    assert reconstruction.things(names) == {
        "cup": ["the cup", "cup rim"], "lamp": ["A lamp"], "an": ["an"], "Cup": ["Cup"]
    }  # fmt: skip


def test_a_room_s_residual_is_the_cost_over_its_freedom(guess, seen):
    names = tuple(f"t{n}" for n in range(THINGS))
    made = room(guess, seen, 72.0)
    assert made.freedom == 2 * 26 - (6 * 2 + 3 + 27 - 1) + 3 and made.names == names
    assert made.residual == pytest.approx((72 / made.freedom) ** 0.5)
    off = bundle.misfit(guess, seen)[0]
    assert made.misfit[0, 2] == pytest.approx(np.hypot(*off[0, 2])) and np.isnan(made.misfit[1, 4])
    spot = Guesses(guess.turns, guess.steps * 0, guess.lenses, guess.points)
    assert np.isfinite(room(spot, seen, 72.0).points).all()
    assert made.focals == pytest.approx([0.9, 1.0, 1.2])
