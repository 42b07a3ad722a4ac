"""What an editor does to an edit, on a bin of takes that are only names and lengths."""

from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kuleshov as ku
from kuleshov.errors import EditError
from kuleshov.timeline import Cut, Edit, Shot, operations


@dataclass(frozen=True)
class Reel:
    name: str
    frames: int
    rate: Fraction = Fraction(24)


BIN = {name: Reel(name, 240) for name in ("1A-1", "2A-1", "3A-1", "4A-1")}


@pytest.fixture
def cut():
    cut = Cut("test", rushes=BIN)
    for name in ("1A-1", "2A-1", "3A-1"):
        cut.add(name, "02:00", "04:00")
    return cut


def test_shots_follow_each_other(cut):
    assert cut.frames == 144
    assert cut.cuts == [48, 96]
    assert cut.shot_lengths == [2.0, 2.0, 2.0]


def test_a_ripple_trim_moves_what_follows(cut):
    cut.trim(2, out="03:00")
    assert cut.cuts == [48, 72]
    cut.ripple(2, +12, edge="in")
    assert cut.shots[1].in_ == 36
    assert cut.cuts == [48, 84]


def test_a_roll_moves_the_cut_and_keeps_the_length(cut):
    cut.roll(1, -6)
    assert cut.frames == 144
    assert (cut.shots[0].out, cut.shots[1].in_) == (90, 42)


def test_a_slip_moves_the_picture_and_nothing_else(cut):
    cut.slip(2, 10)
    assert (cut.shots[1].in_, cut.shots[1].out, cut.cuts) == (58, 106, [48, 96])


def test_a_slide_takes_frames_from_one_neighbour_and_gives_them_to_the_other(cut):
    cut.slide(2, 5)
    assert [len(shot) for shot in cut] == [53, 48, 43]
    assert (cut.shots[1].in_, cut.shots[1].out) == (48, 96)


def test_lift_leaves_a_gap_and_remove_closes_up(cut):
    assert [s.take for s in cut.copy().lift(2)] == ["1A-1", "gap", "3A-1"]
    assert [s.take for s in cut.remove(2)] == ["1A-1", "3A-1"]


def test_a_j_cut_is_heard_early_and_an_l_cut_late(cut):
    cut.split(2, 8).split(3, -12)
    sound = cut.edit.sound()
    assert [(span.start, span.stop) for span in sound] == [(0, 40), (40, 108), (108, 144)]
    assert sound[1].offset == 40  # eight frames before the in point
    assert sound[2].offset == 60


def test_a_split_that_swallows_a_shots_sound_is_refused(cut):
    cut.split(2, -30)
    with pytest.raises(EditError, match="leave it no sound"):
        cut.split(3, 20)
    assert cut.shots[2].split == 0


def test_moving_a_shot_to_the_front_drops_its_split(cut):
    cut.split(3, 8).move(3, 1)
    assert [s.take for s in cut] == ["3A-1", "1A-1", "2A-1"]
    assert cut.shots[0].split == 0


def test_blade_makes_two_shots_of_one(cut):
    before = cut.edit.picture()
    cut.blade("03:00")
    assert [len(shot) for shot in cut] == [48, 24, 24, 48]
    assert cut.shots[2].in_ == before[1].offset + 24


def test_a_point_beyond_the_take_is_refused_in_an_editors_words(cut):
    with pytest.raises(EditError, match=r"4A-1 ends at 00:00:10:00; .* up to 00:00:10:12"):
        cut.add("4A-1", "08:00", "10:12")
    with pytest.raises(EditError, match="begins 12 frames before its take"):
        cut.slip(1, -60)
    assert len(cut) == 3


def test_black_and_titles_stand_where_they_are_wanted(cut):
    cut.black("00:12", before=2).title_card("Ende").title_card("Again", "00:12", before=1)
    assert [s.take for s in cut] == ["title", "1A-1", "black", "2A-1", "3A-1", "title"]
    with pytest.raises(EditError, match="inserted at 1 to 7, not at 9"):
        cut.black(before=9)


def test_an_unknown_take_is_refused(cut):
    with pytest.raises(EditError, match=r"no take '9Z-1' in .*\. There are 1A-1, 2A-1, 3A-1"):
        cut.add("9Z-1")


@pytest.mark.parametrize("written", ["4A1", "4a-1", "4a1"])
def test_a_take_that_is_misspelt_is_asked_back(written):
    named = ku.Cut("x", rushes=ku.rushes("understudy"))
    with pytest.raises(
        EditError, match=rf"no take '{written}' in understudy\. Did you mean 4A-1\?"
    ):
        named.add(written, "2.0", "5.5")


def test_a_cut_without_rushes_is_told_how_it_gets_them(tmp_path):
    with pytest.raises(EditError, match=r"Give the cut its rushes: ku\.Cut\(title, rushes=rushes"):
        ku.Cut("x").add("4A-1")
    path = ku.Cut("x").title_card("A", "24f").save(tmp_path / "x.edit")
    with pytest.raises(EditError, match=r"ku\.Cut\.load\('.*x\.edit', rushes=rushes\)"):
        ku.Cut.load(path).copy().add("4A-1")
    with pytest.raises(EditError, match=r"ku\.Cut\.from_json\(words, rushes=rushes\)"):
        ku.Cut.from_json(ku.Cut("x").to_json()).add("4A-1")


def test_snapping_is_said(cut):
    cut.add("4A-1", 1.01, 2.0)
    assert "snapped to 00:00:01:00" in cut.said
    cut.add("4A-1", "01:00", "02:00")
    assert cut.said == ""


def test_a_take_at_another_rate_has_its_length_in_the_edits_frames():
    cut = Cut("test")
    cut.add(Reel("g", 80, Fraction(16)))
    assert cut.shots[0].out == 120


STEPS = {
    "trim": lambda cut, n, by: cut.trim(n, out=f"{72 + by}f"),
    "roll": lambda cut, n, by: cut.roll(n, by),
    "slip": lambda cut, n, by: cut.slip(n, by),
    "slide": lambda cut, n, by: cut.slide(n, by),
    "split": lambda cut, n, by: cut.split(n, by),
    "lift": lambda cut, n, by: cut.lift(n),
    "remove": lambda cut, n, by: cut.remove(n),
    "move": lambda cut, n, by: cut.move(n, abs(by) % 5),
    "dissolve": lambda cut, n, by: cut.dissolve(n, by),
    "add": lambda cut, n, by: cut.add("1A-1", "10f", f"{40 + by}f"),
}


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(STEPS)), st.integers(1, 5), st.integers(-30, 30)),
        max_size=12,
    )
)
def test_undo_takes_everything_back_and_redo_does_it_again(steps):
    cut = Cut("test", rushes=BIN)
    for name in ("1A-1", "2A-1", "3A-1", "4A-1"):
        cut.add(name, "03:00", "06:00")
    states = [cut.edit]
    for name, number, by in steps:
        try:
            STEPS[name](cut, number, by)
            states.append(cut.edit)
        except EditError:
            assert cut.edit == states[-1], "a refused operation must change nothing"
    for state in reversed(states[:-1]):
        assert cut.undo().edit == state
    for state in states[1:]:
        assert cut.redo().edit == state


def test_diff_says_what_an_editor_would(cut):
    other = cut.copy().slip(1, 4).split(2, 8).trim(3, out="03:00")
    assert cut.diff(other) == [
        "Shot 1 (1A-1) is slipped by +4 frames.",
        "Shot 2 (2A-1) has a J-cut of 8 frames instead of a straight cut.",
        "Shot 3 (3A-1) runs from 00:00:02:00 to 00:00:03:00 instead of 00:00:02:00 to 00:00:04:00.",
        "The film is 24 frames shorter: 00:00:05:00.",
    ]
    assert cut.diff(cut.copy()) == []


def test_each_half_keeps_the_edges_that_are_its_own(cut):
    cut.fade(2, 6, 8).note(2, "hers").split(2, 4).blade("03:00")
    first, second = cut.shots[1:3]
    assert (first.fade_in, first.fade_out, first.split, first.note) == (6, 0, 4, "hers")
    assert (second.fade_in, second.fade_out, second.split, second.note) == (0, 8, 0, "")
    cut.dissolve(4, 10).blade("05:00")
    assert [shot.dissolve for shot in cut] == [0, 0, 0, 10, 0]


A, B, C = Shot("A", 24, 72), Shot("B", 48, 72, split=4, dissolve=2), Shot("C", 12, 84)
EDIT = Edit(shots=(A, B, C))


@pytest.mark.parametrize(
    ("operation", "says"),
    [
        (lambda: operations.shot_at(Edit(), 1), "There is no shot 1: this edit has no shots yet."),
        (lambda: operations.shot_at(EDIT, 0), "There is no shot 0: this edit has 3 shots."),
        (lambda: operations.shot_at(EDIT, 4), "There is no shot 4: this edit has 3 shots."),
        (lambda: operations.shot_at(EDIT, True), "by their number, 1 to 3, not by True."),
        (lambda: operations.shot_at(EDIT, 1.0), "by their number, 1 to 3, not by 1.0."),
        (lambda: operations.insert(EDIT, 0, A), "inserted at 1 to 4, not at 0."),
        (lambda: operations.insert(EDIT, 5, A), "inserted at 1 to 4, not at 5."),
        (lambda: operations.insert(EDIT, 1.0, A), "inserted at 1 to 4, not at 1.0."),
        (lambda: operations.remove(EDIT, 4), "There is no shot 4"),
        (lambda: operations.move(EDIT, 4, 1), "There is no shot 4"),
        (lambda: operations.move(EDIT, 1, 4), "There is no shot 4"),
        (lambda: operations.roll(EDIT, 3, 1), "There is no shot 4"),
        (lambda: operations.roll(EDIT, 1, 24), r"Shot 2 \(B\) ends at"),
        (lambda: operations.slide(EDIT, 1, 1), "a neighbour on either side"),
        (lambda: operations.slide(EDIT, 3, 1), "a neighbour on either side"),
        (
            lambda: operations.slip(Edit(shots=(Shot("gap", 0, 5),)), 1, 1),
            "Shot 1 is gap: it comes",
        ),
        (lambda: operations.blade(EDIT, 0), "Frame 0 is not inside a shot"),
        (lambda: operations.blade(EDIT, 48), "Frame 48 is not inside a shot"),
        (lambda: operations.blade(EDIT, 144), "Frame 144 is not inside a shot"),
    ],
)
def test_what_can_not_be_done_is_said(operation, says):
    with pytest.raises(EditError, match=says):
        operation()


def test_a_shot_that_becomes_the_first_has_nothing_before_it():
    plain = Shot("B", 48, 72)
    for made in (
        operations.insert(Edit(shots=(A,)), 1, B), operations.remove(EDIT, 1),
        operations.move(EDIT, 2, 1),
    ):  # fmt: skip
        assert made.shots[0] == plain
    assert operations.insert(Edit(), 1, B).shots == (plain,)
    assert operations.insert(Edit(), 1, Shot("B", 48, 72, dissolve=2)).shots == (plain,)
    assert operations.insert(Edit(shots=(A,)), 2, B).shots == (A, B)
    assert operations.remove(Edit(shots=(A,)), 1).shots == ()


def test_a_card_is_rolled_slid_and_cut_by_its_length():
    black = Shot("black", 0, 24)
    edit = Edit(shots=(A, black, C))
    for made, lengths in (
        (operations.roll(edit, 1, 4), [52, 20, 72]), (operations.roll(edit, 2, 4), [48, 28, 68]),
        (operations.roll(edit, 1, -4), [44, 28, 72]), (operations.blade(edit, 50), [48, 2, 22, 72]),
        (operations.blade(edit, 71), [48, 23, 1, 72]),
    ):  # fmt: skip
        assert [len(shot) for shot in made.shots] == lengths and made.frames == 144
    assert operations.roll(edit, 2, 4).shots[2] == Shot("C", 16, 84)
    slid = operations.slide(Edit(shots=(black, A, black)), 2, 5)
    assert [len(shot) for shot in slid.shots] == [29, 48, 19]


@pytest.mark.parametrize(("frame", "halves"), [(1, (24, 25, 72)), (47, (24, 71, 72))])
def test_a_shot_is_cut_at_any_frame_inside_of_it(frame, halves):
    start, at, end = halves
    edit = Edit(shots=(A, Shot("B", 48, 72), C))
    made = operations.blade(edit, frame)
    assert made.shots == (Shot("A", start, at), Shot("A", at, end), *edit.shots[1:])
    last = operations.blade(edit, 72 + frame)
    assert last.shots[2:] == (Shot("C", 12, 12 + frame), Shot("C", 12 + frame, 84))


def test_a_shot_is_heard_or_not(cut):
    cut.split(2, 6).picture_only(2)
    assert (cut.shots[1].picture_only, cut.shots[1].split) == (True, 0)
    assert cut.picture_only(2, on=False).shots[1].picture_only is False
