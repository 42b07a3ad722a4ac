"""The `student` object: what a named cell printed, how a function was written."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

from kuleshov.errors import KuleshovError
from kuleshov.grading import Student


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run cells as a notebook does, and look at them as a test cell does."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    shell = InteractiveShell()
    shell.history_manager.enabled = False
    shell.history_manager.outputs.clear()  # IPython shares it among the shells of a process

    def run(*cells):
        for cell in cells:
            shell.run_cell(cell, store_history=True)
        return Student(shell)

    return run


def test_a_named_cell_is_asked_for_what_it_printed_and_showed(run):
    student = run("# cell: log\nprint('nine shots')\n41 + 1", "print('another cell')")
    assert student.output("log") == "nine shots\n42"


def test_a_cell_that_ran_twice_answers_from_its_last_run(run):
    student = run("# cell: log\nprint('eight')", "# cell: log\nprint('nine')")
    assert student.output("log") == "nine\n"


def test_the_source_is_of_the_cell_the_function_or_the_name_that_was_asked_for(run):
    student = run(
        "# cell: both\ndef half(n):\n    return n / 2\n\ntwice = 2",
        "class Shot:\n    pass",
        "%matplotlib_is_no_python(",
    )
    assert student.source("both").startswith("# cell: both")
    assert student.source("half") == "def half(n):\n    return n / 2"
    assert student.source("twice") == "twice = 2"
    assert student.source("Shot").startswith("class Shot")


def test_the_last_definition_counts(run):
    student = run("def half(n):\n    return 1", "def half(n):\n    return 2")
    assert "return 2" in student.source("half")


@pytest.mark.parametrize("ask", ["output", "source"])
def test_what_was_not_run_is_named(run, ask):
    with pytest.raises(KuleshovError, match="Nothing named `log` was run"):
        getattr(run("1 + 1"), ask)("log")


def test_outside_a_notebook_there_is_a_sentence(monkeypatch):
    monkeypatch.setattr("IPython.get_ipython", lambda: None)
    with pytest.raises(KuleshovError, match="no notebook is running"):
        Student().output("log")
