"""A marking table spoken to as a browser speaks to it; marks are text, and a room comes of them."""

import base64

import cv2
import numpy as np
import pytest

import kuleshov as ku
from kuleshov.errors import KuleshovError
from kuleshov.metrics.formulas.marks import Marks, from_truth
from kuleshov.show.rooms.marking_table import StillMarks, mark


class Browser:
    """Speaks to a table, and keeps what it hears."""

    def __init__(self, table):
        self.table, self.heard = table, []
        table.send = lambda content, buffers=None: self.heard.append(content)

    def do(self, gesture, /, id=None, **args):
        message = {"v": 1, "id": id or f"b-{len(self.heard)}", "do": gesture, "args": args}
        self.table._arrived(self.table, message, [])
        return self.heard[-1]


@pytest.fixture
def browser(rushes):
    return Browser(mark((rushes["4A-1"], "30f"), (rushes["5A-1"], 2.0), title="the bench"))


def place(picture=0, name="cup", x=10.0, y=20.0, moves=False):
    return {"picture": picture, "name": name, "x": x, "y": y, "moves": moves}


def test_a_mark_is_a_line_of_text_and_is_found_again(browser, rushes, tmp_path):
    assert browser.do("place", **place())["ok"]
    assert browser.do("place", **place(1, " the   cup ", 31.46, 12.04))["ok"]
    assert browser.do("place", **place(1, "Filament", 5, 5, moves=True))["ok"]
    text = (tmp_path / "studio" / "marks" / "the-bench.txt").read_text()
    assert "[4A-1 @ 00:00:01:06]" in text and "the cup" in text and "*Filament" in text
    again = mark((rushes["4A-1"], "30f"), (rushes["5A-1"], 2.0), title="the bench")
    assert again.marks == browser.table.marks == Marks.from_text(text)
    assert again.marks.pictures[1].points["the cup"] == (31.5, 12.0)
    assert again.marks.pictures[1].subjects == {"Filament": (5.0, 5.0)}


def test_a_mark_is_mended_and_taken_away(browser):
    browser.do("place", **place())
    browser.do("place", **place(x=11))
    assert browser.table.marks.pictures[0].points == {"cup": (11.0, 20.0)}
    browser.do("place", **place(x=11, moves=True))
    assert browser.table.marks.pictures[0].points == {}
    browser.do("forget", picture=0, name="cup")
    assert browser.table.marks.pictures[0].subjects == {}
    assert browser.table.state["pictures"][0]["subjects"] == {}


@pytest.mark.parametrize(
    "args",
    [
        place(picture=2),
        place(picture=-1),
        place(name=""),
        place(name="*x"),
        place(name="a [b]"),
        place(x=5000),
        place(y=-0.5),
        place(x=float("nan")),
        place(x="10"),
        place(moves=1),
    ],
)
def test_what_is_no_mark_is_refused_in_a_sentence(browser, args):
    answer = browser.do("place", **args)
    assert not answer["ok"] and answer["problem"].endswith(".")
    assert not browser.table.path.exists()


def test_marks_in_other_moments_are_set_aside_before_anything_is_written(browser, rushes):
    browser.do("place", **place())
    before = browser.table.path.read_text()
    other = Browser(mark((rushes["4A-1"], "31f"), (rushes["5A-1"], 2.0), title="the bench"))
    assert other.do("place", **place(x=3))["ok"] and other.do("place", **place(x=4))["ok"]
    aside = sorted(p.name for p in browser.table.path.parent.iterdir())
    assert aside == ["the-bench-2.txt", "the-bench.txt"]
    assert (browser.table.path.parent / "the-bench-2.txt").read_text() == before
    again = mark((rushes["4A-1"], "30f"), (rushes["5A-1"], 2.0), title="the bench-2")
    assert again.marks.pictures[0].points == {"cup": (10.0, 20.0)}


def test_a_title_is_one_line(rushes):
    shots = ((rushes["4A-1"], "30f"), (rushes["5A-1"], 2.0))
    Browser(mark(*shots, title="the\nbench")).do("place", **place())
    assert mark(*shots, title="the\nbench").marks.pictures[0].points


def test_one_moment_twice_is_refused(rushes):
    with pytest.raises(KuleshovError, match="the same"):
        mark((rushes["4A-1"], "30f"), (rushes["4A-1"], "30f"))


def test_a_marks_file_that_is_no_text_is_refused_in_a_sentence(rushes, tmp_path):
    (tmp_path / "studio" / "marks").mkdir(parents=True)
    (tmp_path / "studio" / "marks" / "x.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KuleshovError, match="can't be read as text"):
        mark((rushes["4A-1"], "30f"), (rushes["5A-1"], 2.0), title="x")


def test_moments_that_are_none_are_refused(rushes):
    for shots in ((), ((rushes["4A-1"], 1.0),), (rushes["4A-1"], rushes["5A-1"])):
        with pytest.raises(KuleshovError, match="two to six"):
            mark(*shots)
    with pytest.raises(KuleshovError, match="no moment"):
        mark((rushes["4A-1"], 900.0), (rushes["5A-1"], 1.0))
    with pytest.raises(KuleshovError, match=r'no moment 30: .* frame 30 is written "30f"\.$'):
        mark((rushes["4A-1"], 30), (rushes["5A-1"], 1.0))


def test_a_still_picture_is_marked_by_its_path(tmp_path, rushes):
    picture = np.full((90, 160, 3), 60, np.uint8)
    cv2.imwrite(str(tmp_path / "left [1].png"), picture)
    cv2.imwrite(str(tmp_path / "right.jpg"), picture)
    stills = (str(tmp_path / "left [1].png"), tmp_path / "right.jpg")
    browser = Browser(mark(*stills, (rushes["4A-1"], "30f"), title="stills"))
    assert browser.do("place", **place(1, "man", 12, 40, moves=True))["ok"]
    marks = Marks.from_text(browser.table.marks.to_text())
    assert [(p.film, p.size) for p in marks][:2] == [("left -1-", (160, 90)), ("right", (160, 90))]
    assert marks.pictures[1].subjects == {"man": (12.0, 40.0)}
    shown = base64.b64decode(browser.table.pictures[1].partition(",")[2])
    again = cv2.imdecode(np.frombuffer(shown, np.uint8), cv2.IMREAD_COLOR)
    assert again.shape == picture.shape and abs(int(again[5, 5, 0]) - 60) <= 1
    assert mark(*stills, (rushes["4A-1"], "30f"), title="stills").marks == marks


def test_a_still_that_is_none_is_refused_in_a_sentence(tmp_path, rushes):
    (tmp_path / "words.png").write_text("no picture")
    with pytest.raises(KuleshovError, match="There is no picture at"):
        mark(tmp_path / "none.png", (rushes["4A-1"], "30f"))
    for file in (tmp_path / "words.png", rushes["4A-1"].path):
        with pytest.raises(KuleshovError, match="can't be read as a still picture"):
            mark((rushes["4A-1"], "30f"), file)


def test_two_stills_of_one_name_are_told_apart_by_whoever_names_them(tmp_path):
    (tmp_path / "b").mkdir()
    for place in ("left.png", "left.jpg", "b/left.png", "a[1].png", "a-1-.png"):
        cv2.imwrite(str(tmp_path / place), np.full((20, 30, 3), 60, np.uint8))
    for other in ("left.jpg", "b/left.png"):
        with pytest.raises(KuleshovError, match="would have one name in the marks"):
            mark(tmp_path / "left.png", tmp_path / other)
    with pytest.raises(KuleshovError, match="would have one name in the marks"):
        mark(tmp_path / "a[1].png", tmp_path / "a-1-.png")
    with pytest.raises(KuleshovError, match="are the same"):
        mark(tmp_path / "left.png", tmp_path / "b" / ".." / "left.png")


def test_where_work_is_graded_marks_are_text(rushes, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    still = mark((rushes["4A-1"], "30f"), (rushes["5A-1"], 2.0))
    assert isinstance(still, StillMarks) and "[4A-1 @ 00:00:01:06]" in repr(still)


def test_a_room_is_solved_from_what_hands_have_marked(monkeypatch, tmp_path):
    """Marks put where the rushes' truth projects its points, with a hand's unsteadiness."""
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    rushes = ku.rushes("understudy")
    seen = {"1A-1": 100, "7A-1": 100, "C1a": 30}
    table = Browser(mark(*((rushes[n], f"{frame}f") for n, frame in seen.items()), title="bench"))
    for number, (name, frame) in enumerate(seen.items()):
        picture = from_truth(rushes[name].truth, frame, error=1.0, seed=4)
        for thing, (x, y) in picture.points.items():
            assert table.do("place", **place(number, thing, x, y))["ok"], thing
    found = ku.measure(rushes["1A-1"].clip, "room_marks", marks=table.table.marks)
    assert not found.reason and found.value < 2.5


def test_a_mark_that_is_sent_again_late_moves_nothing(browser):
    first = browser.do("place", id="a", **place(x=10))
    browser.do("place", id="b", **place(x=11))
    assert browser.do("place", id="a", **place(x=10)) == first
    assert browser.table.marks.pictures[0].points == {"cup": (11.0, 20.0)}
    browser.do("forget", picture=0, name="cup")
    browser.do("place", id="b", **place(x=11))
    assert browser.table.marks.pictures[0].points == {}


def test_what_goes_wrong_at_the_table_is_answered_too(browser, monkeypatch):
    def fails(error):
        def keep(*_):
            raise error

        return keep

    monkeypatch.setattr(type(browser.table), "_keep", fails(ValueError("odd")))
    assert browser.do("place", **place())["problem"] == "place went wrong (ValueError: odd)."
    monkeypatch.setattr(type(browser.table), "_keep", fails(OSError("torn")))
    assert browser.do("place", **place())["problem"] == "place could not be done: torn."
