"""The engine's side of a submission's two processes, with both played by the test."""

import socket

import pytest

from kuleshov.errors import KuleshovError
from kuleshov.grading.engine import process_pair
from kuleshov.grading.engine.process_pair import ProcessPair
from kuleshov.grading.engine.sandbox import Limits
from kuleshov.grading.wire.channel import Channel, Closed, Late
from kuleshov.grading.wire.values import WireError


class Box:
    """Stands in for a sandbox: a side is a socket that the test speaks through."""

    def __init__(self, refused=""):
        self.cpu, self.refused = 5.0, refused
        self.sides, self.forks, self.killed, self.ends, self.asked = {}, [], [], {}, []

    def fork(self, side, host, line, limits):
        self.forks.append((side, limits))
        if side == self.refused:
            raise KuleshovError("no more of them")
        self.sides[side] = Channel(host.dup())
        return len(self.forks)

    def kill(self, number, why="killed"):
        self.killed.append((number, why))

    def ending(self, number):
        self.asked.append(number)
        return self.ends.get(number, {"ended": "", "peak": 0})

    def heard(self, side):
        return self.sides[side].receive(1)[0]


class Line:
    """Stands in for a channel: answers what it was given, in order, after so many seconds."""

    def __init__(self, clock, *answers):
        self.clock, self.answers, self.sent, self.patience = clock, list(answers), [], []
        self.closed = False

    def send(self, message, data=()):
        self.sent.append(message)

    def receive(self, seconds):
        self.patience.append(seconds)
        took, answer = self.answers.pop(0)
        self.clock[0] += took
        if isinstance(answer, Exception):
            raise answer
        return answer, []

    def close(self):
        self.closed = True


def text(words, name="stdout"):
    return {"output_type": "stream", "name": name, "text": words}


def pair_of(box, **more):
    return ProcessPair(box, {"data.csv": b"1,2"}, {"mine.txt": b"own"}, ["b", "a"], **more)


def clocked(monkeypatch, *answers, tests=(), **more):
    """A pair whose student's side answers this, on a clock that only answers move."""
    clock = [100.0]
    monkeypatch.setattr(process_pair.time, "monotonic", lambda: clock[0])
    pair = pair_of(Box(), **more)
    pair.student.close()
    pair.tests.close()
    pair.student, pair.tests = Line(clock, *answers), Line(clock, *tests)
    return pair


def test_each_side_gets_its_files_and_the_tests_the_names():
    box = Box()
    limits = Limits(cpu=7)
    with pair_of(box, seconds=9.0, classes=["b", "Lamp"], limits=limits):
        assert box.forks == [("student", limits), ("test", limits)]
        student, data = box.sides["student"].receive(1)
        assert (student["do"], student["seconds"]) == ("files", 9.0) and "names" not in student
        assert b"".join(data) == b"1,2own"
        tests, data = box.sides["test"].receive(1)
        assert (tests["do"], tests["seconds"]) == ("files", 9.0) and b"".join(data) == b"1,2"
        assert (tests["names"], tests["classes"]) == (["a", "b"], ["Lamp", "b"])
    assert box.killed == [(1, "killed"), (2, "killed")], "leaving it ends both"


@pytest.mark.parametrize("refused", ["student", "test"])
def test_a_side_that_can_not_be_had_leaves_no_socket_open(refused, monkeypatch):
    opened = []
    both = socket.socketpair
    monkeypatch.setattr(
        process_pair.socket, "socketpair", lambda: opened.extend(made := both()) or made
    )
    with pytest.raises(KuleshovError, match="no more of them"):
        pair_of(Box(refused))
    assert len(opened) == {"student": 4, "test": 6}[refused]
    assert [sock.fileno() for sock in opened] == [-1] * len(opened)


def test_a_cell_runs_on_the_students_side_and_the_tests_hear_what_it_printed():
    box = Box()
    with pair_of(box) as pair:
        for side in box.sides:
            box.heard(side)
        box.sides["student"].send({"outputs": [text("nine"), 3, text("!", "stderr")], "ok": True})
        done = pair.run("x = 1")
        assert done == {"outputs": [text("nine"), text("!", "stderr")], "ok": True}
        assert box.heard("student") == {"do": "run", "source": "x = 1"}
        assert box.heard("test") == {"do": "note", "source": "x = 1", "text": "nine"}
        box.sides["student"].send({"ok": 1})
        box.sides["test"].send({})
        assert pair.run("import os", given=True) == {"outputs": [], "ok": False}
        assert box.heard("student") == {"do": "run", "source": "import os"}
        assert box.heard("test") == {"do": "given", "source": "import os"}
        box.sides["student"].send({})
        pair.run("y = 2")
        assert box.heard("test")["do"] == "note", "a given cell is told once, and is no note"


@pytest.mark.parametrize(
    ("said", "counted"),
    [(1.5, 1.5), (0.0, 0.0), (-0.1, 0.0), (99_999.5, 99_999.5), (1e5, 0.0), (2, 0.0), ("1.5", 0.0)],
)
def test_of_the_time_that_a_student_says_only_what_can_be_is_counted(monkeypatch, said, counted):
    pair = clocked(monkeypatch, (0, {"cpu": 3.0}), (0, {"cpu": said}), (0, {}))
    assert pair.own_cpu == 0
    for _ in range(3):
        pair.run("x")
    assert pair.own_cpu == 3 + counted


@pytest.mark.parametrize(
    ("took", "seconds", "over"),
    [
        # A cell has a minute and four seconds' grace; all together have ten minutes.
        (Late(""), 64.0, "it did not stop when its time was over."),
        (Closed(""), 0.0, "it ended itself."),
        (WireError(""), 0.0, "it sent what nobody can read."),
    ],
)
def test_a_side_that_is_lost_is_ended_and_said(monkeypatch, took, seconds, over):
    pair = clocked(monkeypatch, (seconds, took))
    done = pair.run("while True: pass")
    assert pair.student.patience == [64.0] and pair.student.closed
    (output,) = done["outputs"]
    assert not done["ok"] and output["ename"] == "Ended" and pair.over == over
    said = f"The student's process ended in this cell: {over}"
    assert (output["output_type"], output["evalue"], output["traceback"]) == ("error", said, [said])
    why = {"Late": [(1, "time")], "Closed": [], "WireError": [(1, "damaged")]}
    assert pair.sandbox.killed == why[type(took).__name__]
    (later,) = pair.run("x = 2")["outputs"]
    assert later["ename"] == "NotRun" and later["evalue"] == f"This cell was not run: {over}"
    assert len(pair.student.sent) == 1


@pytest.mark.parametrize(
    ("ended", "words"),
    [
        ("memory", "it used more memory"), ("cpu", "it computed for longer"),
        ("signal 9", "it was killed."), ("signal 11", "it crashed (a seg"),
        ("signal 6", "it crashed (an abort)."), ("exit 0", "the code ended it."),
        ("exit 3", "it ended itself."),
    ],
)  # fmt: skip
def test_why_a_side_ended_is_put_in_words(monkeypatch, ended, words):
    pair = clocked(monkeypatch, (0, Closed("")))
    pair.sandbox.ends[1] = {"ended": ended, "peak": 0}
    pair.run("x")
    assert pair.over.startswith(words) and pair.over.endswith(".") and pair.sandbox.asked == [1]


def test_all_cells_together_have_ten_cells_time(monkeypatch):
    answers = [(59.0, {})] * 10 + [(9.9, {}), (0.1, {})]
    pair = clocked(monkeypatch, *answers)
    for _ in range(11):
        assert not pair.over
        pair.run("x")
    assert pair.student.patience == pytest.approx([64.0] * 10 + [14.0])
    pair._left = 0.125
    pair.student.answers = [(0.125, {"ok": True})]
    done = pair.run("x")
    assert pair.student.patience[-1] == 4.125 and not done["ok"], "nothing is left"
    assert pair.over == "all its cells together took longer than a submission may."


@pytest.mark.parametrize(
    ("whole", "why"), [(0.0, "time"), (61.0, "time"), (60.0, "whole"), (9.0, "whole")]
)
def test_what_is_late_ran_out_of_its_own_time_or_of_all_time(monkeypatch, whole, why):
    pair = clocked(monkeypatch, (70, Late("")), whole=whole)
    pair.run("x")
    assert pair.sandbox.killed == [(1, why)]
    assert pair.student.patience == [min(60.0, whole or 600.0) + 4.0]


def test_a_test_has_twice_the_time_and_shows_no_warnings(monkeypatch):
    answer = {"outputs": [text("3"), text("careful", "stderr")], "ok": True, "line": 2}
    pair = clocked(monkeypatch, tests=[(0, answer), (0, {"ok": "yes", "line": "2"})], seconds=10.0)
    assert pair.test("assert a") == {"outputs": [text("3")], "ok": True, "line": 2}
    assert pair.test("assert b", trial=True) == {"outputs": [], "ok": False, "line": 0}
    assert pair.tests.patience == [28.0, 28.0]
    assert pair.tests.sent == [
        {"do": "test", "source": "assert a"}, {"do": "trial", "source": "assert b"}]  # fmt: skip
    assert not pair.over


@pytest.mark.parametrize(
    ("answer", "killed", "over"),
    [({"gone": True}, [], "it ended itself."),
     ({"gone": True, "late": 1}, [], "it ended itself."),
     ({"gone": True, "late": True}, [(1, "time")], "it did not stop when its time was over."),
     ({"late": True}, [], "")],
)  # fmt: skip
def test_a_student_who_is_gone_during_a_test_is_noted_once(monkeypatch, answer, killed, over):
    pair = clocked(monkeypatch, tests=[(0, answer), (0, {"gone": True, "late": True})])
    pair.test("assert f()")
    assert (pair.sandbox.killed, pair.over, pair.student.closed) == (killed, over, bool(over))
    if over:
        pair.test("assert g()")
        assert (pair.sandbox.killed, pair.over) == (killed, over)


@pytest.mark.parametrize("problem", [Late(""), Closed(""), WireError("")])
@pytest.mark.parametrize(
    ("ended", "words"),
    [("", "it did not stop when its time was over"), ("exit 3", "it ended"),
     ("signal 9", "it was killed")],
)  # fmt: skip
def test_without_the_tests_own_process_a_person_is_needed(monkeypatch, problem, ended, words):
    pair = clocked(monkeypatch, tests=[(0, problem)])
    pair.sandbox.ends[2] = {"ended": ended}
    with pytest.raises(
        process_pair.TestsLost, match=rf"^The tests' own process is gone: {words}\.$"
    ):
        pair.test("assert a")
    assert pair.tests.closed and pair.sandbox.asked == [2]


def test_tests_that_hung_up_are_noticed_when_their_answer_is_missing():
    box = Box()
    with pair_of(box) as pair:
        box.sides["test"].close()
        pair.note("x = 1", "nine")
        pair.note("x = 2", "ten")
        with pytest.raises(process_pair.TestsLost):
            pair.test("assert x")


def test_what_it_took_is_said_in_the_end():
    box = Box()
    box.ends = {1: {"ended": "", "peak": 300}, 2: {"ended": "", "peak": 700}}
    pair = pair_of(box)
    box.cpu = 7.5
    assert pair.close() == {"cpu": 2.5, "peak": 700.0}
    box.ends = {}
    assert pair.close() == {"cpu": 2.5, "peak": 700.0} and box.asked == [1, 2]
    box.ends = {3: {"ended": "time"}, 4: {"ended": "time"}}
    assert pair_of(box).close()["peak"] == 0, "nothing was said of it"
    box.ends = {1: {"ended": "", "peak": 900}}
    assert pair_of(box).close()["peak"] == 0, "these have numbers of their own: 5 and 6"
