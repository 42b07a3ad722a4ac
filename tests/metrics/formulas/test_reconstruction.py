"""Given rushes whose cameras are known, marks tell one room from two, and name what moved."""

import numpy as np
import pytest

from kuleshov.errors import KuleshovError, Refused
from kuleshov.folders import course_root
from kuleshov.library.truth import load_truth
from kuleshov.metrics import measure
from kuleshov.metrics.formulas import reconstruction
from kuleshov.metrics.formulas.marks import MarkedPicture, Marks, from_truth


@pytest.fixture(scope="module")
def truth():
    """Return what is known about the rushes."""
    return load_truth(course_root() / "datasets" / "rushes" / "understudy").takes


def marked(truth, names, error, seed=0):
    return [from_truth(truth[n], truth[n].first_frame + 10, error, seed) for n in names]


@pytest.mark.parametrize("error", [1.0, 1.5, 3.0])
def test_one_room_is_one_room_within_the_hands_unsteadiness(truth, error):
    room = reconstruction.solve(marked(truth, ("1A-1", "7A-1", "C8a"), error))
    assert 0.5 * error < room.residual < 1.6 * error
    assert room.freedom >= 10


def test_the_room_is_the_true_one_but_for_its_size(truth):
    names = ("1A-1", "7A-1", "C8a")
    room = reconstruction.solve(marked(truth, names, 0.3))
    places = truth["1A-1"].points(40)
    true = np.array([places[name].xyz for name in room.names])

    def shape(points):
        apart = np.linalg.norm(points[:, None] - points[None], axis=2)
        return apart[np.triu_indices(len(points), 1)]

    assert np.corrcoef(shape(room.points), shape(true))[0, 1] > 0.97
    seen, cameras, looks = room.plan()
    assert seen.shape == (len(room.names), 2)
    assert cameras.shape == looks.shape == (3, 2)


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.proof) for n in (1, 2))])
def test_the_clinics_moved_cup_is_found_and_named(truth, seed):
    pictures = marked(truth, ("C1a", "C1c", "C1b"), 1.5, seed)
    room = reconstruction.solve(pictures)
    assert room.residual > 4
    worst = reconstruction.moved(pictures, room)[0]
    assert worst.thing == "cup"
    assert worst.p < 0.001
    assert worst.residual < 2.5


def test_nothing_is_named_where_nothing_moved(truth):
    pictures = marked(truth, ("1A-1", "7A-1", "C8a"), 1.5)
    assert reconstruction.moved(pictures)[0].p > 0.01


def test_pictures_of_two_rooms_are_far_from_one(truth):
    pictures = marked(truth, ("1A-1", "7A-1", "C8a"), 1.0)
    random = np.random.default_rng(4)
    other = {n: tuple(random.uniform([40, 30], [600, 330])) for n in pictures[2].points}
    pictures[2] = MarkedPicture("elsewhere", "00:00:00:00", (640, 360), other)
    assert reconstruction.solve(pictures).residual > 15


def test_shots_that_share_too_little_share_no_room_by_these_marks(truth):
    with pytest.raises(Refused, match="nobody can tell"):
        reconstruction.solve(marked(truth, ("2A-1", "3A-1", "5B-1"), 1.0))


def test_marks_are_kept_as_text_that_a_hand_can_write(truth, tmp_path):
    marks = Marks(tuple(marked(truth, ("1A-1", "7A-1", "C1a"), 1.0)), "the bench")
    again = Marks.load(marks.save(tmp_path / "marks" / "bench.txt"))
    assert again.title == "the bench"
    assert [p.name for p in again] == [p.name for p in marks]
    for ours, theirs in zip(again, marks, strict=True):
        assert set(ours.subjects) == set(theirs.subjects) == {"filament", "diode"}
        for name, place in ours.points.items():
            assert place == pytest.approx(theirs.points[name], abs=0.051)


@pytest.mark.parametrize(
    "text",
    ["cup 1 2", "[a @ 00:00:01:00]\ncup 1 2", "[a @ 00:00:01:00] 640x360\ncup here",
     "[a @ 00:00:01:00] 640x360\ncup 1 2\ncup 3 4"],
)  # fmt: skip
def test_marks_that_cannot_be_read_are_named_by_their_line(text):
    with pytest.raises(KuleshovError, match=r"Line [123] of the marks"):
        Marks.from_text(text)


def test_marks_that_are_not_there_are_said(tmp_path):
    with pytest.raises(KuleshovError, match="no marks at"):
        Marks.load(tmp_path / "none.txt")
    (tmp_path / "bytes.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KuleshovError, match="as text"):
        Marks.load(tmp_path / "bytes.txt")


def test_a_film_is_measured_by_its_marks(truth, take, tmp_path):
    path = Marks(tuple(marked(truth, ("C1a", "C1c", "C1b"), 1.0))).save(tmp_path / "cup.txt")
    room = measure(take, "room_marks", marks=path)
    assert room.value > 4
    assert any(one.name == "without cup" for one in room.beside)
    sides = measure(take, "screen_direction", marks=path)
    assert sides.value == 1


def test_the_crossed_line_is_seen_from_marks(truth, take):
    second = 24.0
    names = ("1A-1", "2A-1", "8A-1", "2A-1")
    pictures = [from_truth(truth[n], truth[n].frame_at(second), 1.0, inside=-900) for n in names]
    sides = measure(take, "screen_direction", marks=pictures)
    assert sides.value == pytest.approx(-1 / 3)
    assert sides.beside[0].value == 2


def test_without_marks_it_says_what_it_needs(take):
    assert "it needs marks" in measure(take, "room_marks").reason
    assert "it needs marks" in measure(take, "screen_direction").reason
