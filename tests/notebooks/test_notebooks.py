"""Every lesson runs: solutions to the end, the student's edition up to an unfinished exercise."""

import re

import pytest
from notebooks.running import ROOT, errors_said, run

from kuleshov.authoring.notebooks import read_source, solution_edition, student_edition

LESSONS = sorted((ROOT / "course" / "source").glob("*.py"))


@pytest.mark.parametrize("source", LESSONS, ids=lambda p: p.stem)
def test_the_solution_edition_runs_to_its_end(source, tmp_path, monkeypatch):
    notebook = solution_edition(read_source(source))
    assert run(notebook, tmp_path, ROOT / "course", monkeypatch) == ""
    assert errors_said(notebook) == []


@pytest.mark.parametrize("source", LESSONS, ids=lambda p: p.stem)
def test_the_student_edition_stops_only_at_an_unfinished_exercise(source, tmp_path, monkeypatch):
    original = read_source(source)
    edition = student_edition(original)
    if edition == original:
        pytest.skip("this lesson has no exercise to finish: both editions are one")
    assert run(edition, tmp_path, ROOT / "course", monkeypatch) == "NotImplementedError"


@pytest.mark.parametrize("source", LESSONS, ids=lambda p: p.stem)
def test_a_lesson_keeps_to_the_voice(source):
    notebook = read_source(source)
    prose = "\n".join(c.source for c in notebook.cells if c.cell_type == "markdown")
    plain = re.sub(r"`[^`]*`|```.*?```|!\[", "", prose, flags=re.S)
    assert "!" not in plain, "no exclamation marks"
    for worn in ("simply", "in this notebook", "let's", "of course", "obviously", "just "):
        assert worn not in plain.lower(), f"a worn word: {worn}"
    for picture in re.finditer(r"!\[([^\]]*)\]", prose):
        assert len(picture[1]) > 15, "every picture has a text for those who can't see it"
    assert "Claim" in prose
    assert "sources" in prose.lower(), "claims have their sources in the last cells"
