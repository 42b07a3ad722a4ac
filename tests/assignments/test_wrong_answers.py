"""Every wrong answer that an author wrote down loses points, and is told why in a sentence."""

import pytest
from assignments.nbgrading import ROOT

from kuleshov.authoring.wrong_answers import let_through
from kuleshov.grading.engine.gate import clashes
from kuleshov.grading.engine.grade import plan_of

TEXTS = sorted((ROOT / "assignments" / "text").glob("*.py"))


@pytest.mark.parametrize("text", TEXTS, ids=lambda p: p.stem)
def test_no_wrong_answer_passes(text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # whatever a wrong answer writes
    assert [str(weak) for weak in let_through(text)] == []


@pytest.mark.parametrize("text", TEXTS, ids=lambda p: p.stem)
def test_no_test_binds_a_name_of_the_students(text):
    """What the gate says first, and needs no sandbox for."""
    source, release = (
        (ROOT / "assignments" / edition / text.stem / f"{text.stem}.ipynb").read_bytes()
        for edition in ("source", "release")
    )
    notebook, _, names, _ = plan_of(source, release)
    assert [str(weak) for weak in clashes(notebook["cells"], names)] == []


@pytest.mark.parametrize("text", TEXTS, ids=lambda p: p.stem)
def test_no_wrong_answer_is_handed_out(text):
    for edition in ("source", "release"):
        notebook = ROOT / "assignments" / edition / text.stem / f"{text.stem}.ipynb"
        assert "wrong=" not in notebook.read_text("utf-8")
    assert text.read_text("utf-8").count("# %% wrong=") >= 5
