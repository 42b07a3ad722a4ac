"""Grading one submission, its two processes played by the test: points, words, the notebook."""

import json
from types import SimpleNamespace

import pytest

from kuleshov.grading.engine import grade as engine
from kuleshov.grading.engine.grade import Release, given_up, grade, key, plan_of, points_of
from kuleshov.grading.engine.intake import Submission
from kuleshov.grading.engine.result import SubmissionResult
from kuleshov.grading.engine.sandbox import Limits


def cell(source, name="", kind="code", **note):
    note = {"grade_id": name, "grade": False, "solution": False, "locked": False} | note
    made = {"cell_type": kind, "id": name or "free", "source": source,
            "metadata": {"nbgrader": note} if name else {}}  # fmt: skip
    return made | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def notebook(*cells):
    """Return a notebook's bytes."""
    kernel = {"kernelspec": {"name": "python3"}, "language_info": {"name": "python"}}
    made = {"cells": list(cells), "metadata": {**kernel, "celltoolbar": "x"}}
    return json.dumps({**made, "nbformat": 4, "nbformat_minor": 2}).encode()


TEST = {"grade": True, "locked": True}
HIDDEN = "assert a\n### BEGIN HIDDEN TESTS\nassert b\n### END HIDDEN TESTS\nassert c  "
CELLS = [
    cell("# Lights", "intro", "markdown", locked=True),
    cell("import numpy", "start", locked=True),
    cell("class Lamp: pass\nlight = 3", "work", solution=True),
    cell("words <b>", "essay", "markdown", solution=True),
    cell(HIDDEN, "test_work", points=2, **TEST),
    cell("assert d", "test_more", points=1.5, **TEST),
]
SOURCE = notebook(*CELLS)
RELEASE = notebook(*(cell("stub", "work", solution=True) if n == 2 else c for n, c in enumerate(CELLS)))  # fmt: skip
MADE = Release("a1", SOURCE, RELEASE, {"data.csv": b"1"})


class Pair:
    """Stands in for the two processes: says what it was told to."""

    def __init__(self, tests=(), over="", lost="", films=()):
        self.tests, self.over, self.lost, self.own_cpu = list(tests), over, lost, 0.5
        self.ran, self.made_with, self.closed = [], (), 0
        self.films = SimpleNamespace(lost=list(films))

    def __call__(self, *how, **named):
        self.made_with = (*how, named)
        return self

    def run(self, source, given=False):
        self.ran.append((source, given))
        return {"outputs": [{"output_type": "stream", "name": "stdout", "text": source}]}

    def test(self, source):
        self.ran.append(source)
        if not self.tests:
            raise engine.TestsLost(self.lost)
        return self.tests.pop(0)

    def close(self):
        self.closed += 1
        return {"cpu": 3.0, "peak": 9.0}


PASSED = {"outputs": [], "ok": True, "line": 0}


def failed(kind="AssertionError", said="", line=1):
    error = {"output_type": "error", "ename": kind, "evalue": said, "traceback": ["secret"]}
    return {"outputs": [error], "ok": False, "line": line}


def graded(pair, monkeypatch, notebook=SOURCE, confined=True, listen=None, **more):
    monkeypatch.setattr(engine, "ProcessPair", pair)
    listening = [listen] if listen else []
    box = SimpleNamespace(confined=confined)
    return grade(MADE, Submission(notebook, **more), box, *listening)


def test_a_submission_that_passes_has_every_point(monkeypatch):
    heard = []
    pair = Pair([PASSED, PASSED])
    found = graded(pair, monkeypatch, listen=heard.append, files={"log": b"2"}, handed_in="now")
    assert found.scores == found.most == {"test_work": 2.0, "test_more": 1.5}
    assert (found.said, found.human, found.mended, found.empty) == ({}, "", [], False)
    assert (found.isolated, found.handed_in) == (True, "now")
    assert (found.cpu, found.peak, found.own_cpu, pair.closed) == (3.0, 9.0, 0.5, 1)
    assert 0 <= found.seconds < 60
    assert heard == ["start", "work", "test_work", "test_more"]
    assert pair.ran == [("import numpy", True), (CELLS[2]["source"], False), HIDDEN, "assert d"]
    _, files, own, names, seconds, limits, named = pair.made_with
    assert (files, own, names) == ({"data.csv": b"1"}, {"log": b"2"}, {"Lamp", "light"})
    assert (seconds, limits, named) == (60.0, Limits(), {"classes": {"Lamp"}})
    book = found.notebook
    assert (book["nbformat"], book["nbformat_minor"]) == (4, 5)
    assert set(book["metadata"]) == {"kernelspec", "language_info"}
    assert [c.get("execution_count") for c in book["cells"]] == [None, 1, 2, None, 3, 4]
    assert book["cells"][1]["outputs"][0]["text"] == "import numpy"
    assert not graded(Pair([PASSED, PASSED]), monkeypatch, confined=False).isolated


def test_a_test_that_fails_says_why_and_shows_no_hidden_source(monkeypatch):
    pair = Pair([failed(line=3), failed("NameError", " d? ")])
    found = graded(pair, monkeypatch)
    assert found.scores == {"test_work": 0, "test_more": 0} and found.human == ""
    hidden = "A hidden check of `test_work` failed (AssertionError)."
    assert found.said == {"test_work": hidden, "test_more": "d? (NameError: assert d)"}
    assert found.notebook["cells"][4]["outputs"] == [{
        "output_type": "error", "ename": "AssertionError", "evalue": hidden,
        "traceback": [f"AssertionError: {hidden}"]}]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "said", "line", "words"),
    [
        ("AssertionError", " Too dark. ", 3, "Too dark."),
        ("StudentError", "It broke.", 3, "It broke."),
        ("StudentGone", "It is gone.", 1, "It is gone."),
        ("Overtime", "It took too long.", 1, "It took too long."),
        ("StudentError", " ", 3, "A hidden check of `t` failed (StudentError)."),
        ("ValueError", "no", 2, "A hidden check of `t` failed (ValueError)."),
        ("ValueError", "no", 4, "A hidden check of `t` failed (ValueError)."),
        ("ValueError", "no", 1, "no (ValueError: assert a)"),
        ("ValueError", "no", 5, "no (ValueError: assert c)"),
        ("ValueError", "no", 6, "no (ValueError: `t`)"),
        ("ValueError", "no", 0, "no (ValueError: `t`)"),
        ("AssertionError", "", 1, "This does not hold: assert a"),
        ("AssertionError", "", 5, "This does not hold: assert c"),
        ("AssertionError", "", -1, "This does not hold: `t`"),
    ],
)
def test_what_a_student_reads_of_a_failure(kind, said, line, words):
    assert engine._sentence(HIDDEN, "t", line, {"ename": kind, "evalue": said}) == words


def result(text):
    return {"output_type": "execute_result", "data": {"text/plain": text}}


@pytest.mark.parametrize(
    ("outputs", "ok", "points"),
    [
        ([], True, 2), ([], False, 0), ([result("1")], False, 0), (failed()["outputs"], True, 0),
        ([result("1.5")], True, 1.5), ([result("0")], True, 0), ([result("2")], True, 2),
        ([result("2.01")], True, None), ([result("-0.01")], True, None),
        ([result("nan")], True, None), ([result("done")], True, 2),
        ([{"output_type": "execute_result", "data": {"text/html": "1"}}], True, 2),
        ([{"output_type": "stream", "text": "1"}, result("0.5"), result("1")], True, 0.5),
    ],
)  # fmt: skip
def test_points_are_counted_as_nbgrader_counts_them(outputs, ok, points):
    assert points_of(outputs, ok, 2) == points


def test_points_that_a_test_can_not_give_need_a_person(monkeypatch):
    more = {"outputs": [result("7")], "ok": True, "line": 0}
    half = {"outputs": [result("0.5")], "ok": True, "line": 0}
    found = graded(Pair([more, half]), monkeypatch)
    assert found.scores == {"test_work": 0.0, "test_more": 0.5}
    assert found.human == "`test_work` shows points that it can't give."


def test_a_process_that_ended_early_needs_a_person(monkeypatch):
    found = graded(Pair([PASSED, failed()], over="it crashed."), monkeypatch)
    assert found.human == "The student's process ended early: it crashed."
    assert found.scores == {"test_work": 2, "test_more": 0}


def test_a_film_that_ended_the_process_which_looked_at_it_needs_a_person(monkeypatch):
    pair = Pair([PASSED, failed("MediaError", "short.mp4 is cut off.")], films=["It crashed."])
    found = graded(pair, monkeypatch)
    assert found.human == "It crashed."
    assert found.said == {"test_more": "short.mp4 is cut off."}, "a sentence, and no error's name"


def test_tests_that_were_not_run_say_so(monkeypatch):
    shown = {"outputs": [{"output_type": "stream", "text": "3"}], "ok": False, "line": 0}
    pair = Pair([shown], lost="The tests are gone.")
    found = graded(pair, monkeypatch)
    assert found.human == "The tests are gone." and pair.closed == 1 and found.cpu == 3.0
    assert found.said == {"test_more": "The tests are gone."}, "the other one was run"
    (output,) = found.notebook["cells"][5]["outputs"]
    assert (output["ename"], output["evalue"]) == ("NotRun", "The tests are gone.")
    none = graded(Pair(lost="Gone."), monkeypatch)
    assert none.said == {"test_work": "Gone.", "test_more": "Gone."}
    assert none.notebook["cells"][2]["outputs"][0]["output_type"] == "stream", "it is no test"
    passed = graded(Pair([PASSED], lost="Gone."), monkeypatch)
    assert passed.said == {"test_more": "Gone."} and passed.scores["test_work"] == 2


def test_a_students_words_are_made_harmless_and_the_instructors_left(monkeypatch):
    script = "<script>x</script>"
    book = json.loads(SOURCE)
    book["cells"][0]["source"] = book["cells"][3]["source"] = script
    book["cells"].append(cell(script, kind="markdown"))
    made = graded(Pair([PASSED, PASSED]), monkeypatch, json.dumps(book).encode())
    sources = [c["source"] for c in made.notebook["cells"] if c["cell_type"] == "markdown"]
    assert sources == ["# Lights", *["&lt;script>x&lt;/script>"] * 3]
    assert made.mended == ["The cell `intro` was changed; it ran as it was given out."]


@pytest.mark.parametrize(
    ("data", "said", "why"),
    [(None, [], "Nothing was handed in."), (None, ["x"], "It is a link."),
     (b"{}", ["x"], "The notebook holds no cells.")],
)  # fmt: skip
def test_what_can_not_be_graded_is_given_back_empty_with_a_word(monkeypatch, data, said, why):
    told = "" if why == "Nothing was handed in." or data else why
    found = graded(None, monkeypatch, data, said=said, why=told, handed_in="then", confined=False)
    assert found.scores == {"test_work": 0, "test_more": 0} and found.empty
    assert found.human == f"Nothing could be graded: {why}"
    assert found.mended == list(dict.fromkeys([*said, why])) and found.handed_in == "then"
    assert not found.isolated and given_up(MADE, Submission(), "x").isolated
    assert [c["source"] for c in found.notebook["cells"]][1:4] == ["import numpy", "stub", "words <b>"]  # fmt: skip


def test_a_plan_says_what_students_bind_and_which_of_it_are_classes():
    plan = plan_of(SOURCE, RELEASE)
    assert (plan.names, plan.classes) == ({"Lamp", "light"}, {"Lamp"})
    assert plan.instructors == json.loads(SOURCE) and plan.students == json.loads(RELEASE)
    inner = notebook(cell("def f():\n    class Inner: pass", "work", solution=True))
    assert plan_of(inner, inner).classes == frozenset(), "nobody else can name it"
    names = ["intro", "start", "work", "essay", "test_work", "test_more"]
    assert MADE.grade_ids == names
    free = notebook(cell("x"), *CELLS)
    assert Release("a1", free, RELEASE).grade_ids == names


def test_a_result_is_named_by_all_that_decides_it():
    work = Submission(b"work", {"log": b"1"})
    names = {
        key(release, submission)
        for release, submission in (
            (MADE, work), (Release("other", SOURCE, RELEASE, {"data.csv": b"1"}), work),
            (MADE, Submission(b"work", {"log": b"1"}, ["said"], "then")),
        )
    }  # fmt: skip
    assert len(names) == 1 and all(len(name) == 32 for name in names)
    usual = {"source": SOURCE, "release": RELEASE, "files": {"data.csv": b"1"}}
    changes = [
        {}, {"source": RELEASE}, {"release": SOURCE}, {"seconds": 61.0}, {"limits": Limits(cpu=1)},
        {"files": {}}, {"files": {"data.csv": b"2"}}, {"files": {"data.txt": b"1"}},
        {"files": {"data.csv": b"1", "b": b""}}, {"source": RELEASE, "release": SOURCE},
    ]  # fmt: skip
    made = [Release("a1", **{**usual, **change}) for change in changes]
    works = [work, Submission(b"work", {"log": b"2"}), Submission(b"other", {"log": b"1"})]
    keys = [key(one, other) for one in made for other in works]
    assert len(set(keys)) == len(keys) and names < set(keys)
    two = {"b": b"2", "a": b"1"}
    assert len({Release("a1", SOURCE, RELEASE, dict(f)).digest for f in (two.items(), sorted(two.items()))}) == 1  # fmt: skip


def test_a_result_has_a_score_for_every_test_and_is_plain_data():
    found = SubmissionResult({"a": 2.0, "b": 1.0}, {"b": 0.5})
    assert found.scores == {"a": 0.0, "b": 0.5}
    assert found.as_dict() == {
        "most": {"a": 2.0, "b": 1.0}, "scores": {"a": 0.0, "b": 0.5}, "said": {}, "mended": [],
        "look": [], "notebook": {}, "isolated": True, "empty": False, "handed_in": "",
        "seconds": 0.0, "cpu": 0.0, "own_cpu": 0.0, "peak": 0.0,
    }  # fmt: skip
