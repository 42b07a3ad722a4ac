"""What comes from a browser may be anything; only what is in order is carried out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuleshov.errors import EditError
from kuleshov.show.rooms.messages import GESTURES, REQUESTS, Message, read


def message(do="roll", v=1, id="a-1", **args):
    return {"v": v, "id": id, "do": do, "args": args}


def test_a_message_in_order_is_read():
    assert read(message(number=2, by=-3)) == Message("a-1", "roll", {"number": 2, "by": -3})
    assert read(message("trim", number=1, out=3)).is_gesture
    assert not read({"v": 1, "id": "a", "do": "ping"}).is_gesture


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "another version"),
        ({}, "another version"),
        (message(v=2, number=1, by=1), "run its cell again"),
        (message(id="", number=1, by=1), "without a name"),
        (message(id="x" * 99, number=1, by=1), "without a name"),
        (message("eval", code="1"), "'eval', which is not known"),
        ({"v": 1, "id": "a", "do": ["roll"], "args": {}}, "not known"),
        ({"v": 1, "id": "a", "do": "roll", "args": [1]}, "not known"),
        (message(number=1), "its by is missing"),
        (message(number=0, by=1), "its number"),
        (message(number=True, by=1), "its number"),
        (message(number=1.5, by=1), "its number"),
        (message(number=1, by=10**9), "its by"),
        (message(number=1, by=1, path="/etc/passwd"), "path is not known here"),
        (message("remove", numbers=[]), "its numbers"),
        (message("remove", numbers=[1, 1]), "its numbers"),
        (message("title", words="x" * 501, length=3), "its words"),
        (message("level", number=1, gain=float("nan")), "its gain"),
        (message("chunk", take="A", kind="film", start=-1), "its start"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(content, words):
    with pytest.raises(EditError, match=words):
        read(content)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


@given(st.sampled_from([*GESTURES, *REQUESTS]), anything)
def test_nothing_that_comes_raises_anything_but_a_refusal(do, args):
    try:
        assert isinstance(read({"v": 1, "id": "a", "do": do, "args": args}), Message)
    except EditError as refusal:
        assert str(refusal)


@pytest.mark.parametrize("key", ["note", "take"])
def test_half_a_sign_is_no_part_of_a_pasted_shot(key):
    shot = {"take": "4A-1", "in": 0, "out": 24}
    read(message("paste", at=0, shots=[shot], insert=True))
    with pytest.raises(EditError, match="its shots"):
        read(message("paste", at=0, shots=[shot | {key: "broken \ud83d"}], insert=True))
