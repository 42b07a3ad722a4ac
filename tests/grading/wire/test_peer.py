"""A student's functions and objects as tests meet them, and what they can't do to a test."""

import itertools
import socket
import threading

import numpy as np
import pandas as pd
import pytest

from kuleshov.errors import KuleshovError
from kuleshov.grading.wire.channel import Channel
from kuleshov.grading.wire.peer import Peer, StudentError, StudentGone
from kuleshov.grading.wire.proxies import Proxies

WORK = """
import numpy as np
class TooBright(ValueError): pass
class Lamp:
    kind = "lamp"
    def __init__(self, level): self.level = level
    def __len__(self): return self.level
    def __add__(self, other): return Lamp(self.level + other.level)
    def __eq__(self, other): return self.level == other.level
    def __repr__(self): return f"Lamp({self.level})"
    def __iter__(self): return iter(range(self.level))
    def map(self, function): return function(self.level)
class Bulb(Lamp): pass
class Liar:
    def __eq__(self, other): return True
    def __bool__(self): return True
def add(x, y=1): return x + y
def append(values): values.append(3)
def cheat(values): values[:] = [0]; return 0
def sort(values): values.sort(); return values
def column(table): table["z"] = 1
def fill(array): array.fill(7)
def bright(): raise TooBright("too bright")
def missing(): return {}["k"]
def leave(): raise SystemExit(3)
def stop(): raise StopIteration
def count():
    n = 0
    while True:
        yield n
        n += 1
def liar(): return Liar()
def twice(function, value): return function(function(value))
shots = [1, 2]
again = shots
lamp, bulb, fake = Lamp(3), Bulb(4), Liar()
half = lambda n: n / 2
table = {"f": half}
"""


@pytest.fixture
def fetch():
    """Fetch names from the other end, where a student's work has run."""
    ours, theirs = map(Channel, socket.socketpair())
    serves = ("names", "call", "method", "get", "set", "next", "forget")
    home = Peer(theirs, serves=serves)
    names = {"__name__": "__main__"}
    exec(WORK, names)
    home.names = names

    def serve():
        while True:
            try:
                message = theirs.receive()
            except Exception:
                return
            home.answer(*message)

    threading.Thread(target=serve, daemon=True).start()
    test = Peer(ours, Proxies(["Lamp", "Bulb", "Liar"]), seconds=5)

    def fetch(*wanted):
        found, problems = test.fetch(list(wanted))
        return [found.get(name, problems.get(name)) for name in wanted]

    fetch.peer = test
    yield fetch
    ours.close()


def test_functions_are_called_with_arguments_and_keywords(fetch):
    add, half, table = fetch("add", "half", "table")
    assert add(1, y=4) == 5 and half(3) == 1.5 and table["f"](5) == 2.5
    assert np.array_equal(add(np.arange(3)), [1, 2, 3])


def test_names_of_one_message_keep_their_aliases_and_unknown_ones_are_in_neither(fetch):
    shots, again = fetch("shots", "again")
    assert shots is again
    assert fetch.peer.fetch(["nobody"]) == ({}, {})


def test_what_a_function_does_to_its_arguments_comes_back_if_it_returns_none_or_one(fetch):
    append, sort, column, fill = fetch("append", "sort", "column", "fill")
    values, table, array = [3, 1], pd.DataFrame({"a": [1]}), np.zeros(3)
    append(values)
    assert sort(values) is values == [1, 3, 3]
    column(table)
    fill(array)
    assert list(table.columns) == ["a", "z"] and array.tolist() == [7, 7, 7]


def test_a_function_can_not_change_what_a_test_compares_with(fetch):
    (cheat,) = fetch("cheat")
    values = [2, 4]
    assert cheat(values) == 0 and values == [2, 4]


def test_exceptions_arrive_as_their_own_class_or_the_built_in_one(fetch):
    bright, too_bright, missing, leave, stop = fetch(
        "bright", "TooBright", "missing", "leave", "stop"
    )
    with pytest.raises(too_bright, match="too bright"):
        bright()
    with pytest.raises(ValueError, match="too bright"):
        bright()
    with pytest.raises(KeyError, match="k"):
        missing()
    with pytest.raises(StudentError, match="SystemExit"):
        leave()
    with pytest.raises(StudentError):
        stop()


def test_objects_of_a_class_that_the_test_names_behave(fetch):
    lamp_class, lamp, bulb = fetch("Lamp", "lamp", "bulb")
    made = lamp_class(2)
    assert isinstance(made, lamp_class) and isinstance(bulb, lamp_class)
    assert (len(made), made.level, repr(made + lamp), list(made)) == (2, 2, "Lamp(5)", [0, 1])
    assert made == lamp_class(2) and made != lamp and lamp_class.kind == "lamp"
    made.level = 9
    assert made.level == 9 and made.map(lambda n: n * 10) == 90


def test_objects_whose_class_the_test_does_not_name_do_not_arrive(fetch):
    fake, liar = fetch("fake", "liar")
    assert "own class Liar" in fake
    with pytest.raises(KuleshovError, match="own class Liar"):
        liar()


def test_a_class_that_the_solution_does_not_bind_as_one_lets_no_object_in(fetch):
    fetch.peer.proxies.classes = {"Lamp"}
    liar_class, fake = fetch("Liar", "fake")
    assert "own class Liar" in fake
    with pytest.raises(KuleshovError, match="own class Liar"):
        liar_class()


def test_an_answer_that_claims_to_have_changed_arguments_is_not_believed(fetch):
    (half,) = fetch("half")
    peer, values = fetch.peer, [2, 4]
    peer._exchange = lambda *_: ({"v": 0, "changed": ["d", [[0, ["l", [9]]]]]}, [])
    assert half(values) == 0 and values == [2, 4]
    peer._exchange = lambda *_: ({"v": None, "changed": ["d", [[0, ["l", [9]]]]]}, [])
    assert half(values) is None and values == [9]


@pytest.mark.parametrize(
    "use",
    [
        lambda o: o == 3, lambda o: o == 3, lambda o: o < 3, lambda o: bool(o), lambda o: 3 in o,
        lambda o: o in [1, 2], lambda o: np.array([1]) == o, lambda o: not o,
    ],
)  # fmt: skip
def test_an_object_compares_with_no_data_and_has_no_truth(fetch, use):
    fake = fetch("Liar", "fake")[1]
    with pytest.raises((StudentError, TypeError)):
        assert use(fake)


def test_generators_and_functions_cross_both_ways(fetch):
    count, twice = fetch("count", "twice")
    assert list(itertools.islice(count(), 4)) == [0, 1, 2, 3]
    assert twice(lambda n: n + 1, 5) == 7


def test_a_forged_or_late_answer_is_never_taken_for_another():
    ours, theirs = map(Channel, socket.socketpair())
    test = Peer(ours, Proxies(), seconds=1)
    theirs.send({"re": 7, "v": 235})
    theirs.send({"re": 2, "v": 235})
    theirs.send({"re": 1, "v": 5})
    assert test.ask("get", 1, "x") == 5
    assert test.ask.__self__._asked == 1
    theirs.send({"ask": 1, "op": "names", "v": ["l", ["answer"]]})
    theirs.send({"re": 2, "v": 6})
    assert test.ask("get", 1, "x") == 6
    theirs.receive(1), theirs.receive(1)
    refused = theirs.receive(1)[0]
    assert refused["re"] == 1 and "is not served here" in refused["error"][1]


def test_silence_and_an_end_are_the_students(fetch):
    ours, theirs = map(Channel, socket.socketpair())
    test = Peer(ours, Proxies(), seconds=0.1)
    with pytest.raises(StudentGone, match="did not come back"):
        test.ask("get", 1, "x")
    with pytest.raises(StudentGone):
        test.fetch(["x"])
    assert theirs
