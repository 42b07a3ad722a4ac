"""Marks as text, and those that a careful student would make."""

from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest

from kuleshov.errors import KuleshovError
from kuleshov.metrics.formulas.marks import MarkedPicture, Marks, frame_of, from_truth, marks_of

TEXT = """# kuleshov marks 1
title: the bench

[4A-1 @ 00:00:05:00] 640x360
lamp's foot   312.5  201.0
cup            -1.0    7.0
*Filament     188.0  140.0

[b @ 00:00:00:01] 1920x1080
"""


def test_what_is_written_is_read_and_written_again():
    marks = Marks.from_text(TEXT)
    first, second = marks
    assert (marks.title, len(marks), first.name) == ("the bench", 2, "4A-1 @ 00:00:05:00")
    assert first.size == (640, 360) and second.size == (1920, 1080) and second.points == {}
    assert first.points == {"lamp's foot": (312.5, 201), "cup": (-1, 7)}
    assert first.subjects == {"Filament": (188, 140)}
    assert marks.to_text() == TEXT
    assert Marks.from_text("# kuleshov marks 1\n\n").title == "untitled"
    assert Marks((first,)).title == "untitled"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("cup 1 2", 1),
        ("[a @ 0:1] 640x360\n\n# a comment\ntitle: too late\n", 4),
        ("[a @ 0:1] 640x360\ncup 1 2\n*cup 1 2\ncup 3 4", 4),
        ("[a @ 0:1] 640x360\n*cup 1 2\ncup 1 2\n*cup 3 4", 4),
    ],
)
def test_a_line_that_is_neither_a_picture_nor_a_mark_is_named(words, line):
    with pytest.raises(KuleshovError, match=f"Line {line} of the marks"):
        Marks.from_text(words)


def test_ten_thousand_lines_are_the_most():
    assert Marks.from_text("\n" * 10_000).pictures == ()
    with pytest.raises(KuleshovError, match="over 10,000 lines"):
        Marks.from_text("\n" * 10_001)


def test_marks_come_from_marks_a_path_or_pictures(tmp_path):
    marks = Marks.from_text(TEXT)
    assert marks_of(marks) is marks
    assert marks_of(list(marks)) == Marks(marks.pictures)
    place = marks.save(tmp_path / "a" / "b" / "bench.txt")
    assert place == marks.save(str(place)) == tmp_path / "a" / "b" / "bench.txt"
    assert marks_of(place) == marks_of(str(place)) == marks
    for wrong in (7, [marks.pictures[0], 7]):
        with pytest.raises(KuleshovError, match="Marks are a Marks"):
            marks_of(wrong)
    assert frame_of(MarkedPicture("a", "00:01:00:03", (2, 2)), Fraction(25)) == 1503


def truth(points, heads):
    """Return a take of 640 by 360 of which so many places are known: right, down, seen."""
    made = [
        {name: SimpleNamespace(u=u, v=v, seen=seen) for name, (u, v, seen) in known.items()}
        for known in (points, heads)
    ]
    return SimpleNamespace(
        name="C1a", rate=Fraction(24), _owner=SimpleNamespace(size=(640, 360)),
        points=lambda frame: made[0], heads=lambda frame: made[1],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("u", "v", "inside", "marked"),
    [
        (4, 4, None, True), (3.9, 90, None, False), (90, 3.9, None, False),
        (635.9, 355.9, None, True), (636, 90, None, False), (90, 356, None, False),
        (0, 0, 0, True), (-9, 90, 0, False), (-9, 369, -10, True), (640, 90, 0, False),
    ],
)  # fmt: skip
def test_what_lies_by_the_edge_is_not_marked(u, v, inside, marked):
    given = {} if inside is None else {"inside": inside}
    take = truth({"cup": (u, v, True), "lamp": (u, v, False)}, {"diode": (u, v, True)})
    found = from_truth(take, 34, **given)
    assert (found.film, found.at, found.size) == ("C1a", "00:00:01:10", (640, 360))
    assert found.points == ({"cup": (u, v)} if marked else {})
    assert found.subjects == ({"diode": (u, v)} if marked else {})


def test_a_hand_is_as_unsteady_as_asked_and_its_own():
    cups = {f"cup {n}": (300, 200, n % 2 == 0) for n in range(4)}
    take = truth(cups, {"diode": (100, 100, True)})
    random = np.random.default_rng([5, 34, *b"C1a"])
    draws = random.normal(size=(5, 2)) * 1.5  # for what is hidden too
    found = from_truth(take, 34, 1.5, seed=5)
    assert found.points["cup 2"] == pytest.approx(np.array([300, 200]) + draws[2])
    assert found.subjects["diode"] == pytest.approx(np.array([100, 100]) + draws[4])
    assert sorted(found.points) == ["cup 0", "cup 2"]
    others = from_truth(take, 34, 1.5), from_truth(take, 35, 1.5, 5), from_truth(take, 34, 1.5, 0)
    assert others[0].points == others[2].points != found.points != others[1].points
