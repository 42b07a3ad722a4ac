"""An edit's text and JSON: what is written is read back, and what can't be read is named."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kuleshov.errors import EditError
from kuleshov.timeline import Edit, Shot
from kuleshov.timeline.text import from_json, from_text, to_json, to_text

words = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)


@st.composite
def edits(draw):
    shots = []
    for i in range(draw(st.integers(0, 6))):
        length = draw(st.integers(20, 200))
        take = draw(st.one_of(st.sampled_from(["4A-1", "1A-1", "black", "gap"]), words))
        assume(take not in ("title",))
        start = 0 if take in ("black", "gap") else draw(st.integers(0, 500))
        shots.append(
            Shot(
                take,
                start,
                start + length,
                split=draw(st.integers(-9, 9)) if i else 0,
                dissolve=draw(st.integers(0, 9)) if i else 0,
                fade_out=draw(st.integers(0, 9)),
                gain=draw(st.integers(-240, 240)) / 10,
                note=draw(words),
            )
        )
    if draw(st.booleans()):
        shots.append(Shot("title", 0, 48, text=draw(words)))
    title = draw(words)
    rate = draw(st.sampled_from([Fraction(24), Fraction(30000, 1001)]))
    return Edit(title, rate, tuple(shots))


@given(edits())
def test_text_is_read_back_exactly(edit):
    again = from_text(to_text(edit))
    assert again == edit
    assert [s.note for s in again.shots] == [s.note for s in edit.shots]
    assert again.title == edit.title


@given(edits())
def test_json_is_read_back_exactly(edit):
    again = from_json(to_json(edit))
    assert (again, again.title) == (edit, edit.title)
    assert [s.note for s in again.shots] == [s.note for s in edit.shots]


@given(st.text(max_size=200))
def test_any_text_is_an_edit_or_gets_a_sentence(text):
    for read in (from_text, from_json):
        try:
            assert isinstance(read(text), Edit)
        except EditError as error:
            assert str(error)


@pytest.mark.parametrize("version", ["2", "0", "-1", '"1"', "true", "null", "[1]"])
def test_another_version_is_named_and_not_called_newer(version):
    words = to_json(Edit("Again")).replace('"kuleshov_edit": 1', f'"kuleshov_edit": {version}')
    with pytest.raises(EditError, match="and this kit reads version 1 only") as refused:
        from_json(words)
    assert f"is of version {version}," in str(refused.value) and "newer" not in str(refused.value)


def test_the_sentence_names_the_line():
    with pytest.raises(EditError, match=r"Line 2 .*8A-1 01:00.*a shot's line is: take, in, out"):
        from_text("4A-1 01:00 04:12\n8A-1 01:00")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("4A-1 04:00 01:00", "not after its in point"),
        ("4A-1 01:00 04:30", "a second that has 24"),
        ("4A-1 01:00 04:00 J", "is not known here"),
        ("4A-1 01:00 04:00 dissolve", "wants its length"),
        ("4A-1 1.0 4.0", "is not a point"),
        ("title 02:00 Again", "stand in quotes"),
        ("4A-1 01:00 04:00 J8 L8", "says again"),
        ("4A-1 01:00 04:00 +99dB", "out of range"),
        ("4A-1 00:00 99999999999999999999:00", "longer than six hours|not a time"),
    ],
)
def test_what_cant_be_read_is_named(line, says):
    with pytest.raises(EditError, match=says):
        from_text("1A-1 00:00 02:00\n" + line)
