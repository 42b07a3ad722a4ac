"""Insert, overwrite, lift and extract, held to what is seen at each frame of the film."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kuleshov as ku
from kuleshov.errors import EditError
from kuleshov.timeline import ranges
from kuleshov.timeline.edit import Edit, Shot
from kuleshov.timeline.lanes import LaidSound, Lane, Marker


def seen(edit):
    """Return which take's which frame is seen at each frame of the film; of a gap only that."""
    return [
        (span.shot.take, None if span.shot.is_card else span.offset + k)
        for span in edit.picture()
        for k in range(len(span.shot))
    ]


def heard(edit):
    spans = edit.sound()
    return [(s.shot.take, None if s.shot.is_card else s.offset + k) for s in spans for k in range(len(s))]  # fmt: skip


def film(*lengths):
    """Return an edit of plain shots, each from a take of its own."""
    return Edit("t", shots=tuple(Shot(f"T{i}", 10 * i, 10 * i + n) for i, n in enumerate(lengths)))


lengths = st.lists(st.integers(1, 30), min_size=1, max_size=5)
places = st.integers(0, 150)
laid = st.lists(st.integers(1, 40), min_size=1, max_size=3)


@given(lengths, places, laid)
def test_an_insert_parts_what_is_seen_and_moves_what_lies_behind(shots, place, new):
    edit = film(*shots)
    at = place % (edit.frames + 1)
    put = [Shot(f"N{i}", 5, 5 + n) for i, n in enumerate(new)]
    after = ranges.insert_at(edit, at, put)
    wanted = seen(edit)[:at] + seen(Edit("n", shots=tuple(put))) + seen(edit)[at:]
    assert seen(after) == wanted == heard(after)


@given(lengths, places, laid)
def test_an_overwrite_changes_what_it_covers_and_nothing_else(shots, place, new):
    edit = film(*shots)
    at = place % (edit.frames + 1)
    put = [Shot(f"N{i}", 5, 5 + n) for i, n in enumerate(new)]
    after = ranges.overwrite(edit, at, put)
    wanted = seen(edit)[:at] + seen(Edit("n", shots=tuple(put))) + seen(edit)[at + sum(new) :]
    assert seen(after) == wanted == heard(after)


@given(lengths, places, st.integers(1, 40))
def test_a_lift_leaves_a_gap_and_an_extract_closes_it(shots, place, length):
    edit = film(*shots)
    start = place % edit.frames
    stop = min(edit.frames, start + length)
    gap = [("gap", None)] * (stop - start)
    lifted = ranges.lift_range(edit, start, stop)
    assert seen(lifted) == seen(edit)[:start] + gap + seen(edit)[stop:]
    assert seen(ranges.extract_range(edit, start, stop)) == seen(edit)[:start] + seen(edit)[stop:]


def test_lanes_and_markers_move_only_where_the_film_becomes_longer_or_shorter():
    lane = Lane("tone", (LaidSound("1A-1", 0, 20, at=0), LaidSound("1A-1", 0, 20, at=30)))
    edit = Edit("t", shots=film(20, 30).shots, lanes=(lane,), markers=(Marker(5), Marker(40, "x")))

    def places(after):
        (one,) = after.lanes
        return [sound.at for sound in one.sounds], [marker.at for marker in after.markers]

    assert places(ranges.overwrite(edit, 10, [Shot("N", 0, 12)])) == ([0, 30], [5, 40])
    assert places(ranges.lift_range(edit, 10, 22)) == ([0, 30], [5, 40])
    assert places(ranges.insert_at(edit, 10, [Shot("N", 0, 12)])) == ([0, 42], [5, 52])
    assert places(ranges.extract_range(edit, 10, 22)) == ([0, 18], [5, 28])


def test_a_shot_that_is_cut_through_is_cut_straight_and_keeps_its_ends():
    one = Shot("A", 0, 48, gain=-3, fade_out=6, note="hers")
    edit = Edit("t", shots=(Shot("B", 0, 24), Shot("C", 30, 60, split=4, dissolve=6), one))
    after = ranges.insert_at(edit, 24 + 30 + 20, [Shot("N", 0, 10, split=3)])
    assert after.shots[1] == edit.shots[1]
    assert after.shots[2:] == (
        Shot("A", 0, 20, gain=-3),
        Shot("N", 0, 10),
        Shot("A", 20, 48, gain=-3, fade_out=6),
    )
    assert [shot.note for shot in after.shots[2:]] == ["hers", "", ""]
    over = ranges.overwrite(edit, 34, [Shot("N", 0, 30)])
    assert over.shots == (
        Shot("B", 0, 24),
        Shot("C", 30, 40, split=4, dissolve=6),
        Shot("N", 0, 30),
        Shot("A", 10, 48, gain=-3, fade_out=6),
    )


def test_no_other_sound_comes_under_a_picture_alone():
    edit = Edit("t", shots=(Shot("A", 0, 24), Shot("B", 0, 24, picture_only=True)))
    for change in (ranges.lift_range, ranges.extract_range):
        with pytest.raises(EditError, match="B is picture only: another sound would run on"):
            change(edit, 10, 30)
    with pytest.raises(EditError, match="picture only"):
        ranges.overwrite(edit, 10, [Shot("N", 0, 14)])
    assert ranges.overwrite(edit, 10, [Shot("N", 0, 38)]).frames == 48


@pytest.mark.parametrize("start, stop", [(10, 10), (20, 10), (-1, 5), (0, 51), (50, 60)])
def test_a_stretch_that_is_none_is_refused(start, stop):
    for change in (ranges.lift_range, ranges.extract_range):
        with pytest.raises(
            EditError, match="is no stretch of this film, which goes to 00:00:02:02"
        ):
            change(film(20, 30), start, stop)


def test_beyond_the_end_nothing_is_put():
    for change in (ranges.insert_at, ranges.overwrite):
        with pytest.raises(EditError, match="The film goes to 00:00:02:02"):
            change(film(50), 51, [Shot("N", 0, 1)])


@given(st.integers(0, 90), st.integers(1, 90), st.integers(0, 90))
def test_any_three_points_give_the_fourth(start, length, at):
    stop, to = start + length, at + length
    for marks in (
        (start, stop, at, to),
        (None, stop, at, to),
        (start, None, at, to),
        (start, stop, None, to),
        (start, stop, at, None),
    ):
        assert ranges.three_points(*marks) == (start, stop, at)


def test_of_four_points_that_differ_the_films_decide():
    assert ranges.three_points(10, 99, 40, 52) == (10, 22, 40)
    for marks in ((10, None, 40, None), (None, 10, None, 40), (None, None, 10, 40)):
        with pytest.raises(EditError, match="Three marks of four"):
            ranges.three_points(*marks)
    with pytest.raises(EditError, match="not lie after the in point"):
        ranges.three_points(10, None, 40, 30)


class Take:
    def __init__(self, name, frames=240):
        self.name, self.frames, self.rate, self.path = name, frames, 24, None


RUSHES = {name: Take(name) for name in ("A", "B")}


def test_a_cut_takes_three_points_in_any_words_and_undoes_them():
    cut = ku.Cut("t", rushes=RUSHES).add("A", "0.0", "4.0")
    before = cut.edit
    cut.overwrite("1.0", "B", "2.0", to="00:00:02:12")
    assert [(shot.take, shot.in_, shot.out) for shot in cut.shots] == [
        ("A", 0, 24), ("B", 48, 84), ("A", 60, 96),
    ]  # fmt: skip
    cut.undo()
    assert cut.edit == before
    cut.insert_at(None, "B", "2.0", "3.0", to="2.0", gain=-6)
    assert [(shot.take, len(shot), shot.gain) for shot in cut.shots] == [
        ("A", 24, 0), ("B", 24, -6), ("A", 72, 0),
    ]  # fmt: skip
    cut.extract_range("1.0", "2.0").lift_range("1.0", "1.5")
    assert [shot.take for shot in cut.shots] == ["A", "gap", "A"]
    cut.overwrite("0.0", "B", "2.0", "9.0", to="1.0")
    assert (cut.shots[0].in_, cut.shots[0].out) == (48, 72)
    assert cut.said == "The film's marks decide the length: B ends at 00:00:03:00."
    assert not cut.overwrite("0.0", "B", "2.0", "3.0", to="1.0").said
    with pytest.raises(EditError, match="B ends at 00:00:10:00"):
        cut.overwrite("0.0", "B", "9.0", to="3.0")
    with pytest.raises(EditError, match="loudness: not known here"):
        cut.overwrite("0.0", "B", "1.0", "2.0", loudness=3)


def test_shots_are_pasted_as_they_are_written():
    cut = ku.Cut("t", rushes=RUSHES).add("A", "0.0", "4.0")
    cut.paste("B 01:00 02:00 -3dB\nA 05:00 06:00 J4", "1.0")
    assert [(shot.take, len(shot), shot.gain, shot.split) for shot in cut.shots] == [
        ("A", 24, 0, 0), ("B", 24, -3, 0), ("A", 24, 0, 4), ("A", 24, 0, 0),
    ]  # fmt: skip
    cut.paste("B 01:00 02:00", "0.0", insert=True)
    assert cut.frames == 120 and cut.shots[0].take == "B"
    for words, said in (("B 01:00 20:00", "B ends at"), ("Z 01:00 02:00", "Z"), ("rate: 25\nA 01:00 02:00", "25 frames a second")):  # fmt: skip
        with pytest.raises(EditError, match=said):
            cut.paste(words, "0.0")


@pytest.fixture(scope="module")
def cut():
    return ku.Cut("x", rushes=ku.rushes("understudy")).add("1A-1", 12, 20)


def test_what_isnt_a_shot_is_not_pasted_in_silence(cut):
    for more in ("lane: tone\n4A-1 08:00 09:00 at 00:00", "marker: 00:00 Here.", "level: -3dB"):
        with pytest.raises(EditError, match="Only shots are pasted"):
            cut.paste(f"4A-1 08:00 09:00\n{more}", at=0)


def test_a_frame_that_may_have_been_meant_is_named(cut):
    meant = r"60 means 60 seconds; frame 60 is written \"60f\"\."
    for wrong in (
        lambda: cut.insert_at(60, "4A-1", 8, 9),
        lambda: cut.overwrite(0, "4A-1", 8, 60),
        lambda: cut.lift_range(0, 60),
        lambda: cut.extract_range(60, 61),
        lambda: cut.paste("4A-1 08:00 09:00", at=60),
    ):
        with pytest.raises(EditError, match=meant):
            wrong()


def test_two_marks_at_one_place_leave_no_frame(cut):
    for marks in ((24, None, 100, 100), (24, 24, 100, None), (None, 24, 100, 90)):
        with pytest.raises(EditError, match="no frame is left"):
            ranges.three_points(*marks)
