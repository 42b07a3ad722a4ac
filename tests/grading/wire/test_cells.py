"""What is asked of a cell is asked of every cell, also of one that no Python could read."""

import pytest

from kuleshov.grading.inside.student import Student
from kuleshov.grading.wire.cells import bound, classes, globals_read, names_used

TOO_MUCH = {
    "half-written": "def half(",
    "a zero byte": "x = 1\0",
    "signs": "x = " + "-" * 20_000 + "1",
    "a sum": "x = " + "+".join("1" * 30_000),
    "a chain": "x = a" + ".a" * 20_000,
    "functions": "x = " + "lambda: " * 20_000 + "1",
}


@pytest.mark.parametrize("source", TOO_MUCH.values(), ids=TOO_MUCH)
def test_a_cell_that_python_cannot_read_names_nothing_and_stops_no_class(source):
    """One student's cell is read in the process that grades all of them."""
    assert [ask(source) for ask in (bound, classes, globals_read, names_used)] == [set()] * 4


@pytest.mark.parametrize("source", TOO_MUCH.values(), ids=TOO_MUCH)
def test_another_cell_that_python_cannot_read_hides_no_answer(source, monkeypatch):
    student = Student()
    monkeypatch.setattr(student, "_cells", lambda: [(1, "half = 2"), (2, source)])
    assert student.source("half") == "half = 2" and student.reaches("half") == {}
