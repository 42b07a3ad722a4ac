"""The wire: what goes in comes out, of exactly the built-in types; damage is an error, never more."""

import datetime
import json
import random
import socket
import threading
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kuleshov as ku
from kuleshov.grading.wire import converters, figures
from kuleshov.grading.wire import values as wire
from kuleshov.grading.wire.channel import Channel, Closed, Late
from kuleshov.grading.wire.values import WireError, plain, restore
from kuleshov.metrics.formulas.intervals import bootstrap

assert converters and figures  # registered on import

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
scalars |= st.binary() | st.complex_numbers(allow_nan=False) | st.fractions()
scalars |= st.datetimes().map(lambda time: time.replace(fold=0))
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text() | st.integers(), inner)
        | st.sets(st.integers() | st.text())
    ),
    max_leaves=30,
)


@given(values)
@settings(max_examples=150)
def test_plain_data_comes_back_as_it_was(value):
    back = restore(*plain(value))
    assert back == value and type(back) is type(value)


@pytest.mark.parametrize(
    "value",
    [
        np.arange(6.0).reshape(2, 3),
        np.zeros((0, 3)),
        np.float32(2.5),
        np.array(["a", "bc"]),
        np.array([1, "x", None], object),
        np.array("2026-01-01", "M8[ns]"),
        np.dtype("f4"),
        [float(n) for n in range(100)],
        list(range(-50, 50)),
        range(3, 9, 2),
        slice(1, None),
        ...,
        Decimal("1.10"),
        datetime.timedelta(days=-1, microseconds=7),
        float("inf"),
        10**40,
        Path("a/b.csv"),
        bytearray(b"x"),
    ],
    ids=repr,
)
def test_what_courses_work_with_comes_back(value):
    back = restore(*plain(value))
    assert type(back) is type(value) and repr(back) == repr(value)


def test_tables_come_back_with_their_types():
    table = pd.DataFrame(
        {
            "shot": [1, 2],
            "take": ["4A-1", None],
            "kind": pd.Categorical(["a", "b"]),
            "day": pd.to_datetime(["2026-01-01", "2026-01-02"]),
            "maybe": pd.array([1, None], dtype="Int64"),
            "nested": [[1], [2, 3]],
        },
        index=["p", "q"],
    )
    pd.testing.assert_frame_equal(restore(*plain(table)), table)
    pd.testing.assert_series_equal(restore(*plain(table.shot)), table.shot)
    many = pd.MultiIndex.from_tuples([(1, "a"), (2, "b")], names=["n", None])
    assert restore(*plain(many)).equals(many)
    assert restore(*plain([pd.NaT, pd.NA, pd.Timestamp("2026-01-01", tz="UTC")]))[1] is pd.NA


def test_edits_shots_takes_and_rushes_come_back_as_themselves():
    rushes = ku.rushes("understudy")
    cut = ku.Cut.from_text("title: two\n4A-1 02:00 04:00\n5A-1 04:00 05:12 J8", rushes)
    back = restore(*plain({"cut": cut, "take": rushes["4A-1"], "shots": list(cut)}))
    assert back["cut"] == cut and back["cut"].title == "two"
    assert back["cut"].take("4A-1").frames == rushes["4A-1"].frames
    assert back["take"].name == "4A-1" and back["shots"] == list(cut)
    assert restore(*plain(cut.check())) == cut.check()


def test_measures_come_back_with_unit_interval_and_reason():
    from kuleshov.metrics.measures import Measure

    measure = Measure("asl", "Average shot length", 2.5, "s", (2.0, 3.0), None, "")
    back = restore(*plain(measure))
    assert (back.value, back.unit, back.interval, str(back)) == (2.5, "s", (2.0, 3.0), str(measure))


def test_a_measure_keeps_what_is_read_beside_it_and_how_its_interval_was_found():
    rushes = ku.rushes("understudy")
    loudness = ku.measure(rushes["4A-1"], "loudness")
    back = restore(*plain(loudness))
    assert str(back) == str(loudness) and "true peak" in str(back)
    drawn = bootstrap([1.0, 2.0, 3.0, 5.0, 8.0], lambda gaps: float(np.median(gaps)), of="gaps")
    again = restore(*plain(replace(loudness, sample=drawn))).sample
    assert again.of == "gaps" and (again.units == drawn.units).all()
    assert (again.draws == drawn.draws).all()


def test_a_sample_is_rows_of_numbers_and_nothing_else_stands_for_one():
    from kuleshov.metrics.formulas.intervals import Sample
    from kuleshov.metrics.measures import Measure

    measure = Measure("asl", "Average shot length", 2.5, "s")
    with pytest.raises(WireError, match="rows of numbers"):
        restore(*plain(Sample(np.zeros((2, 2)), np.zeros(3))))
    for forged in ([1.0, 2.0], "a sample", measure):
        with pytest.raises(WireError, match="is a Sample"):
            restore(*plain(replace(measure, sample=forged)))


def test_figures_come_back_as_figures_and_axes_as_theirs():
    from matplotlib.figure import Figure

    figure = Figure()
    left, right = figure.subplots(1, 2)
    left.plot([1, 2, 4], label="cuts")
    left.set(title="Shots", xlabel="s", yscale="log")
    left.legend()
    right.bar(["a", "b"], [3, 4])
    back = restore(*plain({"ax": left, "fig": figure}))
    ax = back["ax"]
    assert back["fig"].axes[0] is ax
    assert (ax.get_title(), ax.get_xlabel(), ax.get_yscale()) == ("Shots", "s", "log")
    assert list(ax.lines[0].get_ydata()) == [1, 2, 4]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["cuts"]
    assert [bar.get_height() for bar in back["fig"].axes[1].patches] == [3, 4]


def test_aliases_stay_aliases_and_a_list_may_hold_itself():
    shared = [1]
    back = restore(*plain({"a": shared, "b": [shared]}))
    assert back["a"] is back["b"][0]
    loop: list = []
    loop.append(loop)
    back = restore(*plain(loop))
    assert back[0] is back


class Lie(int):
    """An int that says it is equal to everything."""

    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


class LyingList(list):
    def __eq__(self, other):
        return True


class LyingArray(np.ndarray):
    def __eq__(self, other):
        return np.ones(self.shape, bool)


@pytest.mark.parametrize(
    ("value", "kind"),
    [(Lie(3), int), (LyingList([1]), list), (np.arange(3).view(LyingArray), np.ndarray)],
)
def test_what_arrives_is_of_exactly_the_built_in_type(value, kind):
    assert type(restore(*plain(value))) is kind


class Evil:
    def __reduce__(self):
        return print, ("reached",)


def deep(levels):
    """Return a list nested so deep."""
    value: list = []
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [
        Evil(), print, Evil, deep(200), [None] * (wire.MAX_ITEMS + 1), "x" * (wire.MAX_JSON + 1),
        np.zeros(wire.MAX_BUFFERS + 1, np.uint8), np.array([(1, 2.0)], "i4,f8"),
        1 << 200_000, np.ma.array([1], mask=[True]),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_what_can_not_cross_is_refused_with_a_sentence(value):
    with pytest.raises(WireError):
        plain(value)


@pytest.mark.parametrize(
    "node",
    [
        {}, [], [[]], ["?"], ["=", 0], ["=", -1], ["l"], ["l", 3], ["d", [[1]]], ["d", [[["l", []], 1]]],
        ["a", "<f8", [10], 0], ["a", "O", [1], 0], ["a", "<f8", [-1], 0], ["a", "<f8", [2**39] * 3, 0],
        ["a", "V8", [1], 0], ["a", "x" * 30, [1], 0], ["b", 7], ["i", "zz"], ["i", 3], ["c", ["x", "y"]],
        ["@", "cut", 3], ["@", "frame", ["l", []]], ["@", "rushes", "../../etc"], ["@", "nobody", 1],
        ["@", "shot", ["l", [1]]], ["@", "axes", ["l", [1, 0]]], ["p", "function", 1, "f"], ["h", 1],
        ["np", "O" * 50], ["n", "<f8", 0], ["s", [["l", []]]], ["t", [["=", 0]]], ["dt", "never"],
    ],
    ids=str,
)  # fmt: skip
def test_damaged_messages_are_errors(node):
    with pytest.raises((WireError, ku.MediaError, ValueError)):
        restore(node, [b"1234"])


def test_no_damage_whatever_hangs_or_gets_out_as_another_error():
    chance = random.Random(20261121)
    table = pd.DataFrame({"a": [1, 2], "b": ["x", "y"]})
    cut = ku.Cut("c").black("1.0")
    value = [table, cut, np.arange(4), {1: "a"}, (1.5, 2j), {3}, slice(1), 10**30, b"abc"]
    node, buffers = plain(value)
    text = json.dumps(node)
    refused = 0
    for _ in range(4000):
        damaged = list(text)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(damaged))
            damaged[at] = chance.choice('[]{}",0123456789-abcxyz@=ltdan ')
        try:
            again = json.loads("".join(damaged))
        except ValueError:
            continue
        try:
            restore(again, [b[: chance.randint(0, 40)] for b in buffers])
        except WireError:
            refused += 1
    assert refused > 100


def pair():
    """Return the two ends of a line."""
    return tuple(map(Channel, socket.socketpair()))


def test_a_channel_carries_json_and_buffers():
    ours, theirs = pair()
    theirs.send({"do": "x"}, [b"a", b"bc"])
    assert ours.receive(1) == ({"do": "x"}, [b"a", b"bc"])


@pytest.mark.parametrize(
    "data",
    [
        b"GET / HTTP/1.1\r\n\r\n" + bytes(40),
        b"KW01" + (2**31).to_bytes(4, "big") + bytes(12),
        b"KW01" + (2).to_bytes(4, "big") + (2**31).to_bytes(4, "big") + bytes(8),
        b"KW01" + (2).to_bytes(4, "big") + bytes(4) + (2**60).to_bytes(8, "big"),
        b"KW01" + (2).to_bytes(4, "big") + bytes(12) + b"[]",
        b"KW01" + (3).to_bytes(4, "big") + bytes(12) + b"NaN",
        b"KW01" + (2).to_bytes(4, "big") + (1).to_bytes(4, "big") + bytes(8) + b"\1" * 8 + b"{}",
    ],
)
def test_a_damaged_frame_is_refused_before_anything_is_made_of_it(data):
    ours, theirs = pair()
    theirs.sock.sendall(data)
    with pytest.raises(WireError):
        ours.receive(1)


def test_silence_is_late_and_an_end_is_an_end():
    ours, theirs = pair()
    with pytest.raises(Late):
        ours.receive(0.05)
    theirs.close()
    with pytest.raises(Closed):
        ours.receive(1)


def test_a_message_that_never_ends_is_late():
    ours, theirs = pair()

    def drip():
        for _ in range(5):
            theirs.sock.sendall(b"K")

    threading.Thread(target=drip).start()
    with pytest.raises(Late):
        ours.receive(0.2)


def test_a_fraction_is_a_fraction():
    assert restore(*plain(Fraction(24000, 1001))) == Fraction(24000, 1001)
