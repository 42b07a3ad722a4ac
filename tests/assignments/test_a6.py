"""Assignment a6 through plain nbgrader: a model, its samples, its errors, a coin."""

import pytest
from assignments.nbgrading import NbgraderCourse, changed, only_sentences, rubric_points, solved

FULL = {
    "test_fit": 2, "test_left_over": 2, "test_sample": 2, "test_chance": 2, "test_errors": 2,
    "test_errors_elsewhere": 2, "test_nearest": 2, "test_diversity": 2, "test_surprise": 2,
    "test_coin": 2,
}  # fmt: skip
BY_HAND = {"generator_charge": 5, "generator_choice": 5}

SLIPS = {
    "fit": "def fit(states):\n    return np.linalg.lstsq(states[:-1], states[1:])[0]\n",
    "left_over": "def left_over(states, A):\n    return 1 / 0\n",
    "sample": "def sample(A, Q, start, steps, seed):\n    return np.zeros((steps, len(A)))\n",
    "errors": "def errors(A, states, steps):\n    return ku.generate, 0, 0\n",
    "the_nearest": 'nearest = {1: "model", 24: "the mean", 48: "mean"}',
    "diversity": "def diversity(films):\n    return 0.0\n",
    "surprise": "def surprise(tosses, p):\n    return p ** tosses.count('H')\n",
    "the_two_surprises": 'coin = {"most likely": "heads", "typical": 60}',
}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A class of three, released to, collected from and graded by plain nbgrader."""
    with pytest.MonkeyPatch.context() as patch:
        course = NbgraderCourse(tmp_path_factory.mktemp("a6"), "a6-the-generator", patch)
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
    assert course.said("empty", "test_sample") == "`sample` is not written yet."
    assert course.said("empty", "test_nearest") == "`nearest` is still empty."
    assert course.said("empty", "test_coin") == "`coin` is still empty."


def test_slips_cost_their_own_points_and_are_told_in_a_sentence(course):
    assert course.scores("slips") == dict.fromkeys(FULL, 0)
    assert "the other way round" in course.said("slips", "test_fit")
    assert "breaks on these arguments (ZeroDivisionError" in course.said("slips", "test_left_over")
    assert "no draw of its own" in course.said("slips", "test_chance")
    assert "leans on kuleshov" in course.said("slips", "test_errors")
    assert "none of 'model', 'same' and 'mean'" in course.said("slips", "test_nearest")
    assert "a number of bits" in course.said("slips", "test_coin")


def test_a_test_cell_says_nothing_on_stderr_and_every_failure_is_a_sentence(course):
    only_sentences(course, "right", "empty", "slips")


def test_the_released_notebook_holds_no_solution_and_no_hidden_test(course):
    source = "\n".join(cell.source for cell in course.released.cells)
    for secret in ("HIDDEN", "SOLUTION", "class_seed", "wrong=", "elsewhere("):
        assert secret not in source
    assert source.count("*Your words here.*") == len(BY_HAND)


def test_the_rubric_gives_the_points_of_the_written_cells():
    assert rubric_points("generator") == BY_HAND
