"""The gate: what is wrong with an assignment's own tests is said before it is given out."""

import ast
import json

import numpy as np
import pytest

from kuleshov.grading.engine import gate
from kuleshov.grading.engine.gate import _kinds, _shown_last, _stub, weaknesses
from kuleshov.grading.engine.grade import Release
from kuleshov.grading.engine.sandbox import Limits


class Pair:
    """Stands in for a submission's two processes: runs all cells in one namespace, here."""

    def __init__(self, *how, **named):
        self.how, self.named, self.space, self.told, self.ran = how, named, {}, [], []

    def __call__(self, *how, **named):
        self.__init__(*how, **named)
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.closed = True

    def run(self, source, given=False):
        self.ran.append((source, given))
        exec(source, self.space)
        return {"outputs": [{"output_type": "stream", "name": "stdout", "text": "9"}], "ok": True}

    def note(self, source, text):
        self.told.append((source, text))

    def test(self, source, trial=False):
        space = dict(self.space)
        *body, last = ast.parse(source).body
        shown = isinstance(last, ast.Expr) and not source.endswith(";")
        try:
            exec(compile(ast.Module(body if shown else [*body, last], []), "", "exec"), space)
            value = eval(ast.unparse(last), space) if shown else None
        except Exception as problem:
            error = {"output_type": "error", "ename": "E", "evalue": str(problem)}
            return {"outputs": [error], "ok": False, "line": 1}
        data = {"output_type": "execute_result", "data": {"text/plain": repr(value)}}
        return {"outputs": [] if value is None else [data], "ok": True, "line": 0}


def cell(source, name, kind="code", **note):
    note = {"grade_id": name, "grade": False, "solution": False, "locked": False} | note
    return {"cell_type": kind, "source": source, "metadata": {"nbgrader": note}}


WORK = "# cell: lights\ndef mean(values):\n    return sum(values) / len(values)\nfound = [1, 2]"
CELLS = [
    cell("import numpy as np", "start", locked=True),
    cell("# words", "essay", "markdown", solution=True),
    cell(WORK, "work", solution=True),
    cell("class Lamp:\n    lit = True", "lamp", solution=True),
]


def weak(tests, monkeypatch, listen=None):
    pair = Pair()
    monkeypatch.setattr(gate, "ProcessPair", pair)
    made = [cell(source, name, grade=True, locked=True, points=1) for name, source in tests.items()]
    book = json.dumps({"cells": [*CELLS, *made], "metadata": {}}).encode()
    release = Release("a1", book, book, {"data": b"1"}, 7.0, Limits(cpu=3))
    listening = [listen] if listen else []
    return pair, [str(one) for one in weaknesses(release, "box", *listening)]


ALL = [*gate.VALUES, *gate.FUNCTIONS]


@pytest.mark.parametrize(
    ("test", "said"),
    [
        ("assert mean([1, 2, 6]) == 3 and found == [1, 2]", None),
        ("assert Lamp().lit is True and mean([3]) == 3", None),
        ("pass", f"it is weak: {', '.join(ALL)} would pass it."),
        ("assert mean([4]) in (None, 4.0)",
         "it is weak: None, a function that empties its arguments would pass it."),
        ("assert mean([4]) == 4 or found == 0", "it is weak: 0 would pass it."),
        ("assert mean([4]) == 4 or found == 1.0", "it is weak: 1.0, True would pass it."),
        ("assert isinstance(mean([4]), float) and mean([4]) != 1", "it is weak: NaN would pass it."),
        ("assert len(found) == 0 or mean([4]) == 4",
         "it is weak: an empty list, an empty text, an empty array would pass it."),
        ("data = [4]\nassert mean(data) == 4 or data == [] == mean([4])",
         "it is weak: a function that empties its arguments and returns the first would pass it."),
        ("data = np.ones(2)\nassert mean(data) == 1 and data.all() or (data == 0).all()",
         "it is weak: 1.0, True, a function that empties its arguments would pass it."),
        ("assert mean([4]) == 5, 'too dark'", "the solution doesn't pass it: too dark"),
        ("0.5", "the solution doesn't pass it: no reason given"),
        ("assert mean([4]) == 4\nfound, mean", "it ends in `found`, and what a test shows is read as "
         "points: assert it."),
        ("assert mean([4]) == 4\nfound;", None),
        ("found = 3\nassert mean([4]) == 4",
         "it binds `found`, which is the student's: name it otherwise."),
    ],
)  # fmt: skip
def test_each_kind_of_weak_test_is_said(monkeypatch, test, said):
    assert weak({"test": test}, monkeypatch)[1] == ([f"test: {said}"] if said else [])


def test_tests_are_tried_one_after_the_other_and_leave_the_work_as_it_was(monkeypatch):
    heard = []
    good = "assert mean([1, 2, 6]) == 3 and found == [1, 2]"
    tests = {"one": good, "two": "found = mean = 1", "three": good}
    pair, said = weak(tests, monkeypatch, heard.append)
    assert heard == ["one", "two", "three"]
    assert [one.split(":")[0] for one in said] == ["two", "two", "two"]
    assert "`found`" in said[0] and "`mean`" in said[1] and "it is weak: None, 0" in said[2]
    assert pair.how == ("box", {"data": b"1"}, {}, {"mean", "found", "Lamp"}, 7.0, Limits(cpu=3))
    assert pair.named == {"classes": {"Lamp"}} and pair.closed
    assert pair.ran[:3] == [
        ("import numpy as np", True),
        (WORK, False),
        (CELLS[3]["source"], False),
    ]
    # A cell that is known by its name speaks again after each test, and is named before each stub.
    assert pair.told == [(WORK, "9")] * 3
    assert pair.ran.count(("# cell: lights", False)) == 3 * len(ALL)


@pytest.mark.parametrize(
    ("source", "names"),
    [("a = 1\nb + c", {"b", "c"}), ("b;", set()), ("b ; \n", set()), ("b\na = 1", set()),
     ("", set()), ("a b", set()), ("[x for x in b]", {"x", "b"}), ("%time\nb", {"b"})],
)  # fmt: skip
def test_what_a_cell_shows_is_its_last_expression(source, names):
    assert _shown_last(source) == names


def test_names_are_functions_classes_or_values():
    assert _kinds("def f(): pass\nclass Lamp:\n    def g(self): pass\nx = 1") == {
        "f": "function", "Lamp": "class"}  # fmt: skip
    assert _kinds("a b") == {}


def test_stubs_take_anything_and_give_one_thing():
    space = {}
    for kind in ("function", "class", "value"):
        exec(_stub(f"a_{kind}", kind, "7"), space)
    assert space["a_function"](1, a=2) == 7 == space["a_value"]
    assert space["a_class"](1, a=2).anything == 7
    for back, given in (("None", None), ("values[0] if values else None", [])):
        exec(gate._CHANGING.format(name="f", back=back), space)
        kinds = [1], {2: 3}, {4}, bytearray(b"5"), np.ones(2), "text"
        assert space["f"](*kinds, named=[1]) == given and space["f"]() is None
        assert kinds[:4] == ([], {}, set(), bytearray()) and kinds[4].tolist() == [0, 0]
