"""Assignment a4 through plain nbgrader: a kitchen from marks, six pairs, a grade undone, two sides."""

import pytest
from assignments.nbgrading import NbgraderCourse, changed, only_sentences, rubric_points, solved

from kuleshov.grading import seeds
from kuleshov.grading.checks import a4_pictures

FULL = {
    "test_shared": 1, "test_moved": 2, "test_misfit": 1, "test_bearing": 2, "test_bearings": 2, "test_stops": 2,
    "test_pairs_1_to_3": 2, "test_pairs_4_to_6": 2, "test_undone_light": 2,
    "test_undone_colour": 1, "test_side_marks": 2, "test_keeper": 1,
}  # fmt: skip
BY_HAND = {"space_refusal": 5, "space_choice": 5}

SLIPS = {
    "shared": "def shared(pictures):\n    return 1 / 0\n",
    "the_moved_thing": 'moved_thing = "the door"',
    "bearing": "def bearing(here, facing, there):\n    return np.radians(90)\n",
    "stops_apart": "def stops_apart(one, other):\n    return ku.apart(other, one).stops\n",
    "the_faults": 'faults = dict.fromkeys(range(1, 7), "none")',
    "the_undoing": 'undo = {"stops": 9, "warmth": 0, "tint": 0}',
    "the_sides": 'sides_1 = "left, then right"\nkeeps = 3',
}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A class of three, released to, collected from and graded by plain nbgrader."""
    with pytest.MonkeyPatch.context() as patch:
        course = NbgraderCourse(tmp_path_factory.mktemp("a4"), "a4-space-and-light", patch)
        course.released = course.release()
        right = solved(course)
        course.submit("right", right)
        course.submit("empty")
        course.submit("slips", changed(right, **SLIPS))
        course.grade()
        yield course


def test_the_right_answer_has_every_point_and_two_cells_wait_for_a_person(course):
    assert course.scores("right") == FULL
    assert course.by_hand("right") == BY_HAND


def test_an_empty_submission_has_none_and_is_told_what_is_missing(course):
    assert set(course.scores("empty").values()) == {0}
    assert course.said("empty", "test_shared") == "`shared` is not written yet."
    assert course.said("empty", "test_moved") == "`moved_thing` is still empty."
    assert course.said("empty", "test_pairs_4_to_6") == "`faults` is still empty."
    assert "paste what your table shows" in course.said("empty", "test_side_marks")


def test_slips_cost_their_own_points_and_are_told_in_a_sentence(course):
    lost = dict.fromkeys(FULL, 0)
    assert course.scores("slips") == lost
    assert "breaks on these arguments (ZeroDivisionError" in course.said("slips", "test_shared")
    assert "Nobody has carried the door about" in course.said("slips", "test_moved")
    assert "in radians" in course.said("slips", "test_bearing")
    assert "leans on kuleshov" in course.said("slips", "test_stops")
    assert "Each of the four words" in course.said("slips", "test_pairs_1_to_3")
    assert "no grade for a picture" in course.said("slips", "test_undone_light")
    assert "can't be read" in course.said("slips", "test_side_marks")


def test_a_test_cell_says_nothing_on_stderr_and_every_failure_is_a_sentence(course):
    only_sentences(course, "right", "empty", "slips")


def test_the_released_notebook_holds_no_solution_no_hidden_test_and_no_seed_of_the_answers(course):
    source = "\n".join(cell.source for cell in course.released.cells)
    for secret in ("HIDDEN", "SOLUTION", "class_seed", "wrong=", "the_faults(", "light.pictures"):
        assert secret not in source
    for name in ("pictures", "kitchen", "frame"):
        assert str(seeds.seed(seeds.PUBLIC, "a4-space-and-light", name)) not in source
    assert 'graded_still("graded.txt")' in source
    assert source.count("*Your words here.*") == len(BY_HAND)


def test_the_pictures_are_given_out_with_it(course):
    there = {p.name for p in course._released().parent.iterdir()}
    pairs = {f"pair-{number}.jpg" for number in range(a4_pictures.PAIRS + 1)}
    sides = {f"sides-{number}{letter}.jpg" for number in (1, 2) for letter in "ab"}
    assert pairs | sides | {"graded.jpg", "kitchen.txt", "few.txt"} <= there


def test_the_rubric_gives_the_points_of_the_written_cells():
    assert rubric_points("space-light") == BY_HAND
