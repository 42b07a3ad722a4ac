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


GIVEN = ("import numpy as np", "import kuleshov as ku", "film = ku.rushes('understudy')['KA-1']")


@pytest.mark.parametrize(
    ("cells", "reached"),
    [
        (["def half(n):\n    return np.floor(n / 2)"], {"numpy": "half"}),
        (["def half(n):\n    'As ku.find_cuts does it.'  # not ku.\n    return n / 2"], {}),
        (["def half(film, ku=0):\n    return [film for ku in film]"], {}),
        (["def half(n):\n    return ku.find_cuts(n)"], {"kuleshov": "half"}),
        (["def halve(n):\n    return ku.half(n)", "def half(n):\n    return halve(n)"],
         {"kuleshov": "halve"}),
        (["%precision 3\nkit = ku", "def half(n):\n    return kit.half(n)"], {"kuleshov": "kit"}),
        (["halve = ku.find_cuts", "half = halve"], {"kuleshov": "halve"}),
        (["from kuleshov import find_cuts as f", "def half(n):\n    return list(map(f, n))"],
         {"kuleshov.find_cuts": "half"}),
        (["def half(n):\n    from scipy.stats import spearmanr\n    return spearmanr(n)"],
         {"scipy.stats.spearmanr": "half"}),
        (["class Halver:\n    def __call__(self, n):\n        return ku.half(n)",
          "half = Halver()"], {"kuleshov": "Halver"}),
        (["if True:\n    halve = ku.half", "def half(n):\n    return halve(n)"],
         {"kuleshov": "halve"}),
        (["def half(n):\n    return half(n - 1) + film.rate"], {"kuleshov": "film"}),
        (["def half(n):\n    return eval('ku.half(n)')"], {"eval": "half"}),
        (["def half(n, by=ku.half):\n    return by(n)"], {"kuleshov": "half"}),
        (["half = ku.half", "def half(n):\n    return n / 2"], {}),
        (["from kuleshov import *", "def half(n):\n    return find_cuts(n)"],
         {"kuleshov.*": "half"}),
        (["from kuleshov import *", "def half(n):\n    return len(n) / 2"], {}),
        (["if True:\n    from kuleshov import find_cuts as f", "def half(n):\n    return f(n)"],
         {"kuleshov.find_cuts": "half"}),
        (["def half(n):\n    return ku.half(n)", "half = half"], {"kuleshov": "half"}),
        (["def half(n):\n    return half(n - 1)", "half = staticmethod(half)"], {}),
        (["ways = {}\nways['a'] = ku.half", "def half(n):\n    return ways['a'](n)"],
         {"kuleshov": "ways"}),
        (["def by(n):\n    return n", "by.kit = ku.half", "def half(n):\n    return by.kit(n)"],
         {"kuleshov": "by"}),
        (["@ku.halving\ndef half(n):\n    return n"], {"kuleshov": "half"}),
        (["def half(n):\n    return get_ipython().ev('ku.half')"], {"get_ipython": "half"}),
        ([], {}),
    ],
)  # fmt: skip
def test_what_a_function_reaches_is_read_as_code_through_all_cells(run, cells, reached):
    assert run(*GIVEN, *cells).reaches("half") == reached


@pytest.mark.parametrize("ask", ["output", "source"])
def test_what_was_not_run_is_named(run, ask):
    with pytest.raises(KuleshovError, match="Nothing named `log` was run"):
        getattr(run("1 + 1"), ask)("log")


def test_outside_a_notebook_there_is_a_sentence(monkeypatch):
    monkeypatch.setattr("IPython.get_ipython", lambda: None)
    with pytest.raises(KuleshovError, match="no notebook is running"):
        Student().output("log")


@pytest.mark.parametrize(
    ("way", "leans"),
    [
        ("half.__globals__['ku'].apart(n, n)", "__globals__"),
        ("warnings.sys.modules['kuleshov'].apart(n, n)", "modules"),
        ("().__getattribute__('x')", "__getattribute__"),
        ("getattr(half, '__globals__')['ku'].apart(n, n)", "__globals__"),
        ("print.__self__.__import__('kuleshov')", "__self__"),
        ("n.modules + n.globals", ""),
    ],
)
def test_what_a_function_reaches_through_its_insides_is_named(run, way, leans):
    student = run("import warnings\nimport kuleshov as ku", f"def half(n):\n    return {way}")
    assert (leans in student.reaches("half")) == bool(leans)
