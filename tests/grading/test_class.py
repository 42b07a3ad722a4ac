"""The made class: honest ones get what they are worth, attacks what they deserve."""

import json
import re
from pathlib import Path

import pytest
from grading.course import FULL, LIGHTS, ROOT_TABLE, nbgraders, scores
from grading.made_class import ATTACKS, CLASS, HONEST

from kuleshov.grading import autograde

ROOT = Path(__file__).resolve().parents[2]


def result_of(graded, who):
    """Return what the engine kept of a submission."""
    results = graded[2]
    return json.loads((results.folder / f"{who}.json").read_text())["result"]


@pytest.mark.parametrize("one", CLASS, ids=lambda one: one.who)
def test_every_submission_gets_the_scores_it_should(graded, one):
    course = graded[0]
    found = {name: points for name, points in scores(course, one.who).items() if name in FULL}
    assert found == one.scores


@pytest.mark.parametrize("one", CLASS, ids=lambda one: one.who)
def test_every_submission_is_spoken_of_as_it_should(graded, one):
    result = result_of(graded, one.who)
    look = " ".join(result["look"])
    assert one.human in look if one.human else not look
    assert one.said in str([result["said"], result["mended"]])


def test_there_are_enough_of_each_kind():
    assert len(HONEST) >= 20 and len(ATTACKS) >= 40
    assert len({one.who for one in CLASS}) == len(CLASS)
    assert all(one.attack and one.outcome for one in ATTACKS)


def test_one_broken_submission_stops_nobody_and_each_is_named_that_wants_a_person(graded):
    report = graded[1]
    assert report.graded == len(CLASS)
    named = {line.split(":")[0] for line in report.human}
    assert named == {one.who for one in CLASS if one.human}


def test_no_process_of_a_submission_is_left(graded):
    before, after = graded[3:]
    ours = [line for line in after - before if str(ROOT) in line]  # not another checkout's
    left = [line for line in ours if "bwrap" in line or "kuleshov.grading" in line]
    assert left == []


def test_no_memory_beyond_the_limit_was_held(graded):
    peaks = {one.who: result_of(graded, one.who)["peak"] for one in CLASS}
    assert max(peaks.values()) < 2.5 * 2**30, peaks


def test_nothing_was_written_but_results(graded):
    course = graded[0]
    for folder in ("source", "release", "submitted"):
        for path in (course.root / folder).rglob("*"):
            assert path.name in {
                LIGHTS, f"{LIGHTS}.ipynb", *(one.who for one in CLASS), "Untitled (3).ipynb",
                "essay.ipynb", "timestamp.txt", "nbgrader_config.py", "sitecustomize.py",
                "gradebook.db",
            }  # fmt: skip


def test_the_executed_notebook_is_nbgraders_and_names_no_hidden_source_in_its_outputs(graded):
    import nbformat

    course = graded[0]
    for one in CLASS:
        place = course.folder("autograded", one.who, LIGHTS) / f"{LIGHTS}.ipynb"
        notebook = nbformat.read(place, as_version=4)
        nbformat.validate(notebook)
        outputs = json.dumps([c.outputs for c in notebook.cells if c.cell_type == "code"])
        assert "made_chance" not in outputs and "made_problem" not in outputs, one.who
        tests = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade")]
        streams = [o for c in tests if c.cell_type == "code" for o in c.outputs]
        assert not [o for o in streams if o.output_type == "stream" and o.name == "stderr"]


def test_formgraders_feedback_page_hides_tests_and_runs_nothing(graded, monkeypatch):
    import grading.course as made

    course, plain = graded[0], made.config

    def installed(*arguments, **options):
        config = plain(*arguments, **options)
        autograde.install(config)
        return config

    monkeypatch.setattr(made, "config", installed)
    for who in ("html", "half", "no-json", "links"):
        nbgraders(course.root, "generate_feedback", LIGHTS, who)
        page = (course.folder("feedback", who, LIGHTS) / f"{LIGHTS}.html").read_text()
        assert "hidden checks of test_mean" in page and "made_chance" not in page
        assert "<script>fetch" not in page and "<script>alert" not in page
        assert "<img src=x" not in page and "<svg onload" not in page
        assert not re.search(r"""href=["'][^"'&]*script:|\\href\{""", page, re.I)
        if who == "no-json":
            assert "The notebook is damaged" in page


def test_a_statement_waits_for_a_person_and_an_untouched_one_is_zero(graded):
    from kuleshov.grading.gradebook.database import opened

    with opened(graded[0].directory.db_url) as book:
        for who, waits in (("right", True), ("empty", False), ("no-json", False)):
            notebook = book.find_submission_notebook(LIGHTS, LIGHTS, who)
            grade = next(g for g in notebook.grades if g.name == "statement")
            assert (grade.needs_manual_grade, grade.auto_score) == (waits, None if waits else 0)


def test_the_table_of_outcomes_in_the_documentation_is_this_classs():
    from grading.table import table

    assert ROOT_TABLE.read_text(encoding="utf-8").rstrip().endswith(table().rstrip())
