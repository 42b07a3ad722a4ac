"""Assignment a2 through plain nbgrader: an edit to a brief, and the film that it makes."""

import re

import pytest
from assignments.nbgrading import (
    NbgraderCourse,
    changed,
    only_sentences,
    rubric_points,
    solved,
)

import kuleshov as ku
from kuleshov.timecode import to_frame

FULL = {"test_length": 2, "test_shots": 2, "test_holes": 2, "test_split": 2, "test_film": 4}
BY_HAND = {"statement_about": 3, "statement_decisions": 4, "statement_findings": 3}

SEVEN_SHOTS_AND_A_GAP = '''
cut = ku.Cut.from_text("""
1A-1 07:00 13:00
3A-1 04:12 09:12
gap 02:00
4A-1 01:22 06:22
5A-1 03:09 08:09 J6
8A-1 08:06 11:06
1A-1 34:12 38:12
4B-1 02:00 07:00
""", rushes)
'''
NO_SUCH_TAKE = 'cut = ku.Cut.from_text("9Z-1 01:12 04:00", rushes)\nprint(cut.duration / 0)\n'


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A class of four, released to, collected from and graded by plain nbgrader."""
    with pytest.MonkeyPatch.context() as patch:
        course = NbgraderCourse(tmp_path_factory.mktemp("a2"), "a2-first-cut", patch)
        course.released = course.release()
        right = solved(course)
        course.submit("right", right)
        course.submit("empty")
        course.submit("seven", changed(right, the_cut=SEVEN_SHOTS_AND_A_GAP))
        course.submit("crashing", changed(right, the_cut=NO_SUCH_TAKE))
        course.grade()
        yield course


def test_the_right_answer_has_every_point_and_three_cells_wait_for_a_person(course):
    assert course.scores("right") == FULL
    assert course.by_hand("right") == BY_HAND


def test_an_empty_submission_has_none_and_is_told_what_is_missing(course):
    assert set(course.scores("empty").values()) == {0}
    assert course.said("empty", "test_length").startswith("`cut` is still empty")


def test_seven_shots_and_a_gap_cost_their_own_points_and_are_named(course):
    lost = {"test_shots": 0, "test_holes": 0, "test_film": 0}
    assert course.scores("seven") == FULL | lost
    assert course.said("seven", "test_shots") == (
        "Your cut has 7 shots; the brief asks for at least 8."
    )
    assert course.said("seven", "test_holes") == ("At 00:00:11:00 there is a gap of 48 frames.")


def test_what_crashes_is_told_in_a_sentence_and_grades_the_rest(course):
    assert set(course.scores("crashing").values()) == {0}
    assert course.said("crashing", "test_holes") == (
        "At 00:00:00:00: there is no take '9Z-1' among the rushes."
    )
    assert course.by_hand("crashing") == BY_HAND


def test_a_test_cell_says_nothing_on_stderr_and_every_failure_is_a_sentence(course):
    only_sentences(course, "right", "empty", "seven", "crashing")


def test_the_feedback_page_holds_the_sentence(course):
    assert "Your cut has 7 shots" in course.feedback("seven")


def test_the_released_notebook_holds_no_solution_and_no_hidden_test(course):
    source = "\n".join(cell.source for cell in course.released.cells)
    for secret in ("HIDDEN", "SOLUTION", "film_differs", "34:12"):
        assert secret not in source
    assert source.count("*Your words here.*") == len(BY_HAND)


def test_the_rubric_gives_the_points_of_the_written_cells():
    assert rubric_points("statement") == BY_HAND


def test_the_statement_of_the_solution_points_into_its_own_film(course):
    cells = {c.metadata.get("nbgrader", {}).get("grade_id"): c for c in course.instructors().cells}
    text = re.search(r'from_text\(\n\s+"""(.*?)"""', cells["the_cut"].source, re.S)
    cut = ku.Cut.from_text(text[1], ku.rushes("understudy"))
    for row in BY_HAND:
        said = re.findall(r"\[film@([\d:]+)\]", cells[row].source)
        frames = {to_frame(time, cut.rate) for time in said}
        assert said and max(frames) < cut.frames
    assert set(said) == {finding.timecode for finding in cut.check()}
