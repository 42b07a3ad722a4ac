"""Assignment a5 through plain nbgrader: three numbers, three films out of sync, a talk cut again."""

import pytest
from assignments.nbgrading import NbgraderCourse, changed, only_sentences, rubric_points, solved

from kuleshov.grading import seeds

FULL = {
    "test_gaps": 2, "test_over_another": 2, "test_loudness": 2, "test_sync_1": 1, "test_sync_2": 1,
    "test_sync_3": 1, "test_lines": 2, "test_waits": 2, "test_overlap": 2, "test_faces": 2,
    "test_level": 2, "test_tone": 1,
}  # fmt: skip
BY_HAND = {"listening_heard": 5, "listening_stilted": 5}

SLIPS = {
    "gaps": "def gaps(lines):\n    return 1 / 0\n",
    "over_another": "def over_another(lines, shots):\n    return 'half of them'\n",
    "loudness": "from kuleshov.metrics.formulas.loudness import integrated\n\n"
    "def loudness(power):\n    return integrated(power.sum(axis=1))\n",
    "the_offsets": "late = {1: 0, 2: 0, 3: 0}",
    "the_recut": 'recut = talk.copy("nothing moved")',
}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A class of three, released to, collected from and graded by plain nbgrader."""
    with pytest.MonkeyPatch.context() as patch:
        course = NbgraderCourse(tmp_path_factory.mktemp("a5"), "a5-conversation", patch)
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
    assert course.said("empty", "test_gaps") == "`gaps` is not written yet."
    assert course.said("empty", "test_sync_2") == "Film 2 is missing in `late`."
    assert course.said("empty", "test_lines").startswith("`recut` is still empty")


def test_slips_cost_their_own_points_and_are_told_in_a_sentence(course):
    assert course.scores("slips") == dict.fromkeys(FULL, 0)
    assert "breaks on these arguments (ZeroDivisionError" in course.said("slips", "test_gaps")
    assert "one number is asked for" in course.said("slips", "test_over_another")
    assert "leans on kuleshov" in course.said("slips", "test_loudness")
    assert "is it *heard*" in course.said("slips", "test_sync_1")
    assert "None of the three answers" in course.said("slips", "test_lines")
    assert "before it ends is asked for" in course.said("slips", "test_overlap")
    assert "softer than -23" in course.said("slips", "test_level")
    assert "Lay room tone" in course.said("slips", "test_tone")


def test_a_test_cell_says_nothing_on_stderr_and_every_failure_is_a_sentence(course):
    only_sentences(course, "right", "empty", "slips")


def test_the_released_notebook_holds_no_solution_no_hidden_test_and_no_seed_of_the_films(course):
    source = "\n".join(cell.source for cell in course.released.cells)
    for secret in ("HIDDEN", "SOLUTION", "class_seed", "wrong=", "sync.films"):
        assert secret not in source
    assert str(seeds.seed(seeds.PUBLIC, "a5-conversation", "films")) not in source
    assert source.count("*Your words here.*") == len(BY_HAND)


def test_the_films_are_given_out_with_it(course):
    there = {p.name for p in course._released().parent.iterdir()}
    assert {"sync-1.mp4", "sync-2.mp4", "sync-3.mp4"} <= there


def test_the_rubric_gives_the_points_of_the_written_cells():
    assert rubric_points("listening") == BY_HAND
