"""Given what nobody should write, an edit says so in a sentence and stays as it was."""

import json
import sys
import threading
import time
from fractions import Fraction

import numpy as np
import pytest

from kuleshov.errors import EditError
from kuleshov.timeline import Cut


class Stub:
    """A take of a hundred frames, of which only the name matters."""

    frames, rate = 100, Fraction(24)

    def __init__(self, name):
        self.name = name


TAKES = {name: Stub(name) for name in ("a", "two  spaces")}


def two_shots():
    return Cut("two", rushes=TAKES).add("a", 0, "50f").add("a", "50f", "100f")


@pytest.mark.parametrize(
    ("rate", "wanted"),
    [(29.97, Fraction(30000, 1001)), ("23.976", Fraction(24000, 1001)), (25.0, Fraction(25))],
)
def test_a_rate_as_people_write_it_is_exact_and_comes_back(rate, wanted):
    cut = Cut("rate", rate).black("10f")
    assert cut.rate == wanted
    assert Cut.from_json(cut.to_json()).rate == Cut.from_text(cut.to_text()).rate == wanted


@pytest.mark.parametrize("rate", ["abc", None, float("nan"), "1/0", "1e999999999", True])
def test_what_is_no_rate_is_refused_at_once(rate):
    started = time.monotonic()
    with pytest.raises(EditError, match="is not a rate; write 24"):
        Cut("rate", rate)
    with pytest.raises(EditError):
        Cut.from_json(json.dumps({"kuleshov_edit": 1, "title": "", "rate": str(rate), "shots": []}))
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "operation",
    [
        lambda cut: cut.slip(2, -2.5),
        lambda cut: cut.roll(1, "2"),
        lambda cut: cut.ripple(1, 0.5),
        lambda cut: cut.split(2, 2.5),
        lambda cut: cut.dissolve(2, "12"),
        lambda cut: cut.level(2, "loud"),
        lambda cut: cut.note(2, None),
        lambda cut: cut.title_card(5),
        lambda cut: cut.insert("1", "a"),
        lambda cut: cut.blade("1e999999999"),
    ],
)
def test_a_slip_of_the_hand_is_a_sentence_and_changes_nothing(operation):
    cut = two_shots()
    before = cut.edit
    with pytest.raises(EditError):
        operation(cut)
    assert cut.edit is before
    assert len(cut.undo()) == 1, "what failed is not in the history"


def test_numpys_numbers_are_numbers():
    cut = two_shots().trim(np.int64(1), np.int64(1), np.float32(2.0))
    assert cut.edit == Cut("two", rushes=TAKES).add("a", "24f", "48f").add("a", "50f", "100f").edit
    assert Cut.from_json(cut.to_json()) == cut


@pytest.mark.parametrize(
    "cut",
    [
        Cut("cards").title_card("Again", "2.0").trim(1, "12f"),
        Cut("cards").title_card("Again", "2.0").ripple(1, 12, "in"),
        Cut("name", rushes=TAKES).add("two  spaces", 0, "10f"),
        Cut("a line\nrate: 25").title_card('two\nlines, "quoted" \\ # no note'),
        Cut("level", rushes=TAKES).add("a", gain=-1.23456).add("a", gain=1e-5),
    ],
)
def test_every_edit_comes_back_from_its_text(cut):
    back = Cut.from_text(cut.to_text())
    assert (back, back.title) == (cut, cut.title)


def test_a_title_is_lengthened_at_its_head():
    assert Cut("card").title_card("Again", "48f").ripple(1, 12, "in").frames == 60


@pytest.mark.parametrize("line", ['"', 'a 00:00 01:00 "', '" # note'])
def test_a_lone_quotation_mark_is_named(line):
    with pytest.raises(EditError, match="quotation mark"):
        Cut.from_text(line)


@pytest.mark.parametrize("size", ["720p", (640,), 5, (640.5, 360)])
def test_a_size_that_is_none_is_named(size):
    cut = Cut("size").title_card("Again", "2f")
    with pytest.raises(EditError, match="A size is width and height"):
        cut.render("film.mp4", size=size, progress=False)


def test_no_text_is_no_edit():
    with pytest.raises(EditError, match="text is words, not None"):
        Cut.from_text(None)


def test_letters_that_no_file_holds_can_still_be_saved(tmp_path):
    words = '{"kuleshov_edit": 1, "title": "\\ud800", "rate": "24", "shots": []}'
    assert Cut.from_json(words).save(tmp_path / "cut.edit").is_file()


def test_two_hands_on_one_cut_lose_nothing():
    cut = Cut("shared", rushes=TAKES)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        hands = [
            threading.Thread(target=lambda: [cut.add("a", 0, "10f") for _ in range(40)])
            for _ in range(4)
        ]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
    finally:
        sys.setswitchinterval(interval)
    assert len(cut) == 160


def _set_clip(**values):
    return lambda data: data["tracks"]["children"][0]["children"][0].update(values)


def _set_length(**values):
    return lambda data: data["tracks"]["children"][0]["children"][0]["source_range"][
        "duration"
    ].update(values)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data["metadata"].update(kuleshov="x"),
        lambda data: data["metadata"].update(kuleshov={"rate": "1/0"}),
        _set_clip(metadata={"kuleshov": "abc"}),
        _set_clip(metadata={"kuleshov": {"take": "a", "note": 5}}),
        _set_clip(metadata={"kuleshov": {"take": "a", "fade_in": 2.5}}),
        _set_clip(source_range=None, media_references={}),
        _set_length(value=float("nan")),
        _set_length(value=float("inf")),
        _set_length(rate=0.0),
    ],
)
def test_a_spoilt_timeline_is_refused_with_a_sentence(tmp_path, spoil):
    file = two_shots().save(tmp_path / "spoilt.otio")
    data = json.loads(file.read_text())
    spoil(data)
    file.write_text(json.dumps(data))
    with pytest.raises(EditError):
        Cut.load(file, TAKES)
