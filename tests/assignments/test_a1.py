"""Assignment a1 through plain nbgrader, and its words for the commonest slips."""

import shutil
import subprocess
import sys
from types import SimpleNamespace

import nbformat
import numpy as np
import pandas as pd
import pytest
from assignments.nbgrading import (
    ROOT,
    NbgraderCourse,
    changed,
    only_sentences,
    rubric_points,
    solved,
)

from kuleshov.authoring.notebooks import MAX_LINES, read_source
from kuleshov.grading.checks import a1_shot_list as shot_list

FULL = {
    "test_difference": 2,
    "test_seen": 3,
    "test_other_shots": 2,
    "test_dark_print": 2,
    "test_pans_and_grain": 2,
    "test_score": 2,
    "test_score_corners": 2,
    "test_log": 2,
    "test_log_elsewhere": 2,
    "test_words": 1,
}
BY_HAND = {"statement_misses": 5, "statement_editor": 5}

ONE_THRESHOLD = """
def find_cuts(pictures):
    '''Not as ku.find_cuts does it: with one line.'''
    steps = [difference(a, b) for a, b in zip(pictures[:-1], pictures[1:])]
    return [i + 1 for i, step in enumerate(steps) if step > 16]
"""
IN_FRAMES = """
def shot_log(cuts, frames, rate):
    table = pd.DataFrame({"start": [0, *cuts], "stop": [*cuts, frames]})
    table.insert(0, "shot", range(1, len(table) + 1))
    table["seconds"] = table["stop"] - table["start"]
    return table
"""
CRASH = 'def find_cuts(pictures):\n    raise IndexError("list index out of range")\n'
CRASHING_CELL = "# cell: the_log\nlog = shot_log(find_cuts(pictures), len(pictures), 24)\n1 / 0\n"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A class of four, released to, collected from and graded by plain nbgrader."""
    with pytest.MonkeyPatch.context() as patch:
        course = NbgraderCourse(tmp_path_factory.mktemp("a1"), "a1-shot-list", patch)
        course.released = course.release()
        right = solved(course)
        course.submit("right", right)
        course.submit("empty")
        course.submit("wrong", changed(right, find_cuts=ONE_THRESHOLD, shot_log=IN_FRAMES))
        course.submit("crashing", changed(right, find_cuts=CRASH, the_log=CRASHING_CELL))
        course.grade()
        yield course


def test_the_right_answer_has_every_point_and_two_cells_wait_for_a_person(course):
    assert course.scores("right") == FULL
    assert course.by_hand("right") == BY_HAND


def test_an_empty_submission_has_none_and_is_told_what_is_missing(course):
    assert set(course.scores("empty").values()) == {0}
    assert "`difference` is not written yet." in course.said("empty", "test_difference")


def test_one_threshold_for_all_films_and_seconds_in_frames_lose_their_own_points(course):
    lost = {"test_dark_print", "test_log", "test_log_elsewhere", "test_words"}
    scores = course.scores("wrong")
    assert scores == {name: 0 if name in lost else points for name, points in FULL.items()}
    assert "divide by the frame rate" in course.said("wrong", "test_log")
    assert course.said("wrong", "test_dark_print").startswith("On the dark print: Of 8 cuts")


def test_what_crashes_costs_its_own_points_and_is_told_in_a_sentence(course):
    scores = course.scores("crashing")
    kept = ("test_difference", "test_score", "test_score_corners", "test_log", "test_log_elsewhere")
    assert {name for name, points in scores.items() if points} == set(kept)
    assert "`find_cuts` breaks" in course.said("crashing", "test_seen")


def test_a_test_cell_says_nothing_on_stderr_and_every_failure_is_a_sentence(course):
    only_sentences(course, "right", "empty", "wrong", "crashing")


def test_the_feedback_page_holds_the_sentence(course):
    assert "divide by the frame rate" in course.feedback("wrong")


def test_the_released_notebook_holds_no_solution_no_hidden_test_and_no_long_cell(course):
    source = "\n".join(cell.source for cell in course.released.cells)
    assert "HIDDEN" not in source and "SOLUTION" not in source and "made_film(" not in source
    for cell in course.released.cells:
        assert cell.source.count("\n") < MAX_LINES
    nbformat.validate(course.released)


# The words, one by one. A pan that cuts once, at frame 30.


def film():
    """60 small pictures, uint8 (60, 36, 64): two still shots with a little grain."""
    chance = np.random.default_rng(3)
    shots = np.repeat(chance.integers(40, 200, (2, 36, 64)), 30, axis=0)
    return np.clip(shots + chance.normal(0, 2, shots.shape), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("stub", [None, 0, [], "", float("nan"), np.array([]), np.zeros(3)])
def test_no_stub_passes_a_test(stub):
    pictures = film()

    def answer(*_):
        return stub

    assert shot_list.wrong_difference(answer, pictures[0], pictures[40])
    assert shot_list.wrong_cuts(answer, [(pictures, [30])], least=0.8)
    assert shot_list.wrong_score(answer, [10], [10, 20], (1, 0.5, 2 / 3))
    assert shot_list.wrong_log(answer, [30], 60, 24.0)
    for check in (shot_list.wrong_difference, shot_list.wrong_log):
        assert check(
            stub, *([pictures[0]] * 2 if check is shot_list.wrong_difference else [[30], 60, 24.0])
        )
    assert shot_list.wrong_words("2 shots, 1.2 s", stub, 2, 2.5)


@pytest.mark.parametrize(
    ("cuts", "words"),
    [
        ([1.25], "seconds"),
        ([0, 30], "not a cut"),
        ([29], "too early"),
        ([31], "too late"),
        ([30.5], "frames are whole"),
        ([30, 30], "twice"),
        (list(range(1, 60)), "every frame"),
        ([30, 60], "after it"),
        ([30, 40, 50, 55], "A flash, a pan or grain"),
        ([12, 45], "Of 1 cuts you found 0"),
        (30, "a list of frame numbers"),
        (["30"], "something else than numbers"),
    ],
)
def test_the_commonest_slips_of_a_detector_have_their_own_sentence(cuts, words):
    said = shot_list.wrong_cuts(lambda pictures: cuts, [(film(), [30])], least=0.8)
    assert len(said) == 1 and words in said[0]


@pytest.mark.parametrize("cuts", [[30], np.array([30]), (30,), [np.int64(30)], [30.0]])
def test_a_right_detector_may_answer_in_any_reasonable_form(cuts):
    assert shot_list.wrong_cuts(lambda pictures: cuts, [(film(), [30])], least=1.0) == []


@pytest.mark.parametrize(
    ("difference", "words"),
    [
        (lambda a, b: np.abs(b - a).mean(), "make them floats"),
        (lambda a, b: abs((b.astype(float) - a).mean()), "absolute values before the mean"),
        (lambda a, b: np.abs(b.astype(float) - a).sum(), "sum over all pixels"),
        (lambda a, b: np.median(np.abs(b.astype(float) - a)), "median"),
        (lambda a, b: np.sqrt(((b.astype(float) - a) ** 2).mean()), "root of the mean square"),
        (lambda a, b: np.abs(b.astype(float) - a).max(), "changes most"),
        (lambda a, b: np.maximum(b.astype(float) - a, 0).mean(), "got darker"),
        (lambda a, b: np.abs(b.astype(float) - a), "one number"),
    ],
)
def test_the_commonest_slips_of_a_difference_have_their_own_sentence(difference, words):
    pictures = film()
    said = shot_list.wrong_difference(difference, pictures[0], pictures[40])
    assert len(said) == 1 and words.lower() in said[0].lower()


def log(starts, stops, seconds, shots=None):
    """A shot log as a student's function would return it."""
    numbers = list(range(1, len(starts) + 1)) if shots is None else shots
    columns = {"shot": numbers, "start": starts, "stop": stops, "seconds": seconds}
    return lambda cuts, frames, rate: pd.DataFrame(columns)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (log([0, 30], [30, 60], [30, 30]), "divide by the frame rate"),
        (log([0, 30], [29, 59], [1.25, 1.25]), "first frame that is not in the shot"),
        (log([30], [60], [1.25]), "1 cuts make 2 shots"),
        (log([0, 30], [30, 60], [1.25, 1.25], [0, 1]), "numbered from 1"),
        (log([0, 30], [30, 60], [1.25, 1.20]), "Shot 2 lasts 1.250 s"),
        (log([1, 31], [30, 60], [1.25, 1.25]), "the first one at 0"),
        (lambda *_: pd.DataFrame({"shot": [1]}), "no column 'start'"),
    ],
)
def test_the_commonest_slips_of_a_log_have_their_own_sentence(made, words):
    said = shot_list.wrong_log(made, [30], 60, 24.0)
    assert len(said) == 1 and words in said[0]


def test_precision_and_recall_that_changed_places_are_told_apart():
    said = shot_list.wrong_score(
        lambda *_: (2 / 3, 1, 0.8), [10, 50], [10, 50, 90], (1, 2 / 3, 0.8)
    )
    assert "changed places" in said[0]


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("", "no numbers"),
        ("It has 3 shots of 1.2 s.", "2 shots"),
        ("2 shots of 30 s in all", "1.2 s"),
        ("2 1.2", "no sentence"),
        ("2 shots s " + " ".join(map(str, range(50))), "51 numbers"),
    ],
)
def test_a_sentence_about_the_log_is_read_for_its_numbers(printed, words):
    table = log([0, 30], [30, 60], [1.25, 1.25])(None, None, None)
    assert words in shot_list.wrong_words(printed, table, 2, 2.5)[0]
    assert "together" in shot_list.wrong_words("2 shots of 1.2 s", table, 2, 60.0)[0]
    assert shot_list.wrong_words("2 shots, 1.2 s on average", table, 2, 2.5) == []


def test_the_courses_own_configuration_makes_the_release_that_is_committed(tmp_path):
    (tmp_path / "grading").mkdir()
    shutil.copy(ROOT / "grading" / "nbgrader_config.py", tmp_path / "grading")
    source = ROOT / "assignments" / "source" / "a1-shot-list"
    shutil.copytree(source, tmp_path / "assignments" / "source" / "a1-shot-list")
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", "a1-shot-list"]
    done = subprocess.run(command, cwd=tmp_path / "grading", capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    made = tmp_path / "assignments" / "release" / "a1-shot-list"
    committed = ROOT / "assignments" / "release" / "a1-shot-list"
    for file in committed.iterdir():
        assert (made / file.name).read_bytes() == file.read_bytes(), file.name
    assert (tmp_path / "grading" / "class" / "gradebook.db").is_file()


def test_the_rubric_gives_the_points_of_the_written_cells():
    assert rubric_points("shot-list") == BY_HAND


def test_the_points_are_the_ones_that_the_brief_names(course):
    assert sum(FULL.values()) == 2 + 9 + 4 + 5
    brief = next(c for c in course.released.cells if c.metadata.nbgrader.grade_id == "brief")
    for row in ("| 2 |", "| 9 |", "| 4 |", "| 5 |", "| 10 |"):
        assert row in brief.source


@pytest.fixture(scope="module")
def cells():
    """The instructor's code cells, and the names that the given ones bind."""
    path = ROOT / "assignments" / "text" / "a1-shot-list.py"
    found = [c for c in read_source(path).cells if c.cell_type == "code" and c.metadata]
    names: dict = {}
    for cell in found:
        graded = cell.metadata["nbgrader"]
        if not graded["grade"] and not graded["solution"]:
            exec(cell.source, names)
    return [c for c in found if c.metadata["nbgrader"]["grade"]], names


@pytest.mark.parametrize("kind", ["None", "an empty list", "the seen cuts", "perfect scores"])
def test_no_constant_answer_passes_any_test_cell(cells, kind, monkeypatch):
    tests, given = cells
    answers = {
        "None": None,
        "an empty list": lambda *_: [],
        "the seen cuts": lambda *_: list(given["truth"]),
        "perfect scores": lambda *_: (1.0, 1.0, 1.0),
    }
    stub = answers[kind]
    solutions = dict.fromkeys(("difference", "find_cuts", "score", "shot_log", "log"), stub)
    told = SimpleNamespace(output=lambda _: "9 shots of 1.9 s each", reaches=lambda _: {})
    monkeypatch.setattr("kuleshov.grading.student", told)
    names = {**given, **solutions}
    for cell in tests:
        with pytest.raises(AssertionError):
            exec(cell.source, names)
