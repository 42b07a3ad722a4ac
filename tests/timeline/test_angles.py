"""Which moment of the scene a film shows, and the same moment in another take."""

from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuleshov.errors import EditError
from kuleshov.library.scene_clock import SceneClock
from kuleshov.timeline import Cut, Edit, Shot
from kuleshov.timeline.angles import angle


def bin_of(*takes, rate=24):
    """Takes of ten seconds as (name, second of the scene at which it begins, performance)."""
    clocks = {}
    for name, start, performance in takes:
        clocks[name] = SceneClock(
            name, Fraction(start), Fraction(0), Fraction(10), performance, clocks
        )
    bin_ = {
        name: SimpleNamespace(name=name, rate=Fraction(rate), frames=10 * rate, scene_clock=clock)
        for name, clock in clocks.items()
    }
    return bin_ | {"X": SimpleNamespace(name="X", rate=Fraction(rate), frames=10 * rate)}


@pytest.fixture
def cut():
    """A shows the scene from second 0, B from 4, C from 7, D from 2 in another performance."""
    bin_ = bin_of(("A", 0, "1"), ("B", 4, "1"), ("C", 7, "1"), ("D", 2, "2"))
    return (
        Cut("x", rushes=bin_).title_card("x", "1.0").add("A", "4.0", "8.0").add("X", "0.0", "1.0")
    )


def shots(cut):
    return [
        (shot.take, shot.in_, shot.out) for shot in cut if not shot.is_card and shot.take != "X"
    ]


def test_a_moment_of_the_film_is_a_second_of_the_scene(cut):
    assert cut.scene("1.0") == 4.0 and cut.said == ""
    assert cut.scene("04:12") == 7.5
    assert cut.scene("5.5") is None
    assert cut.said == "At 00:00:05:12 X is seen, which is no part of a scene's time."
    with pytest.raises(EditError, match="The film is 00:00:06:00 long"):
        cut.scene("6.0")


def test_on_a_slate_nothing_of_the_scene_is_seen():
    bin_ = bin_of(("A", 0, "1"))
    bin_["A"].scene_clock = SceneClock("A", Fraction(0), Fraction(1), Fraction(10))
    slated = Cut("x", rushes=bin_).add("A", "0.0", "2.0")
    assert slated.scene("0.5") is None
    assert "A shows the scene from 1 to 10 s of its own time; at 0.5 s" in slated.said
    assert slated.seen(scene=0.5) == [] and slated.seen(scene=1.5) == [1.5]


def test_a_moment_can_be_seen_twice_or_never(cut):
    cut.add("B", "2.0", "5.0")  # seconds 6 to 9 of the scene
    assert cut.seen(scene=7) == [4.0, 7.0]
    assert cut.seen(scene=8.0) == [8.0]  # A's shot ends before its 8.0
    assert cut.seen(scene=9.0) == []


@given(
    starts=st.tuples(st.integers(0, 240_000), st.integers(0, 240_000)),
    rate=st.sampled_from([24, 25, Fraction(30000, 1001)]),
    pieces=st.lists(
        st.tuples(st.sampled_from("PQ"), st.integers(0, 60), st.integers(1, 60)), min_size=1
    ),
    where=st.floats(0, 1, exclude_max=True),
)
def test_film_to_scene_and_back(starts, rate, pieces, where):
    """Clocks that are found by sound begin at a sample, not at a frame."""
    begins = [Fraction(start, 48_000) for start in starts]
    bin_ = bin_of(("P", begins[0], ""), ("Q", begins[1], ""))
    edit = Edit(rate=Fraction(rate), shots=tuple(Shot(take, at, at + n) for take, at, n in pieces))
    film = Cut.from_edit(edit, bin_)
    frame = int(where * film.frames)
    second = film.scene(Fraction(frame) / film.rate)
    assert min(abs(each - frame / film.rate) for each in film.seen(scene=second)) < 1e-9


def test_another_angle_lasts_to_the_end_of_the_shot(cut):
    before = cut.frames
    cut.angle("3.0", "B")
    assert shots(cut) == [("A", 96, 144), ("B", 48, 96)]  # second 6 of the scene is B's 2
    assert cut.frames == before and cut.scene("3.0") == 6.0
    assert [(span.start, span.shot.take) for span in cut.edit.sound()][2] == (72, "B")
    cut.undo()
    assert shots(cut) == [("A", 96, 192)]


def test_at_a_cut_the_whole_shot_changes(cut):
    cut.level(2, -6).angle("1.0", "B")
    assert shots(cut) == [("B", 0, 96)] and cut.shots[1].gain == -6


def test_the_picture_alone_changes_and_the_line_runs_on(cut):
    cut.angle("3.0", "B", picture_only=True)
    assert shots(cut) == [("A", 96, 144), ("B", 48, 96)] and cut.shots[2].picture_only
    assert [(span.shot.take, span.start, span.stop) for span in cut.edit.sound()][1] == (
        "A",
        24,
        120,
    )


@pytest.mark.parametrize(
    ("at", "take", "said"),
    [
        ("3.0", "X", r"X is no part of the scene's time: it has no second 6\."),
        ("3.0", "D", r"D and A are two performances.*cut\.replace\(2, 'D', \.\.\.\)"),
        ("2.0", "C", r"C shows seconds 7 to 17 of the scene, and not 5\. It is in A, B, D\."),
        ("3.0", "A", r"Shot 2 shows A already"),
        ("0.5", "A", r"a title is seen.*So no other take has the same moment\."),
        ("5.0", "A", r"X is seen.*So no other take has the same moment\."),
    ],
)
def test_what_has_not_the_same_moment_is_refused_and_nothing_changes(cut, at, take, said):
    before = cut.edit
    with pytest.raises(EditError, match=said):
        cut.angle(at, take)
    assert cut.edit == before


@pytest.fixture
def long_shot():
    """A from second 8 to 12 of the scene; B ends at 10 of it, C lasts to 15."""
    return Cut("x", rushes=bin_of(("A", 4, ""), ("B", 0, ""), ("C", 5, ""))).add("A", "4.0", "8.0")


def test_an_angle_that_ends_early_is_seen_until_it_ends_then_the_shot_goes_on(long_shot):
    long_shot.grade(1, stops=-1).fade(1, fade_out=12).angle("1.0", "B")
    assert shots(long_shot) == [("A", 96, 120), ("B", 216, 240), ("A", 144, 192)]
    assert long_shot.said.startswith("B ends at 00:00:02:00 of the film: A is seen again from")
    assert [shot.fade_out for shot in long_shot] == [0, 0, 12]
    assert [bool(shot.grade) for shot in long_shot] == [True, False, True]
    assert long_shot.scene("1.5") == 9.5 and long_shot.scene("2.5") == 10.5
    long_shot.undo()
    assert shots(long_shot) == [("A", 96, 192)]


def test_at_a_shot_s_first_frame_too_and_with_the_picture_alone(long_shot):
    whole = long_shot.copy().angle("0.0", "B")
    assert shots(whole) == [("B", 192, 240), ("A", 144, 192)] and whole.frames == 96
    alone = long_shot.angle("1.0", "B", picture_only=True)
    assert shots(alone) == [("A", 96, 120), ("B", 216, 240), ("A", 144, 192)]
    assert alone.said == "B ends at 00:00:02:00 of the film: A is seen again from there."
    assert alone.shots[1].picture_only
    heard = [(span.shot.take, span.start, span.stop, span.offset) for span in alone.edit.sound()]
    assert heard == [("A", 0, 48, 96), ("A", 48, 96, 144)]  # without a break


def test_without_a_word_the_sound_changes_with_the_picture(long_shot):
    assert not any(shot.picture_only for shot in angle(long_shot, 24, "B").shots)


def test_where_the_rest_can_t_stand_by_itself_the_angle_is_refused_and_others_are_named(long_shot):
    long_shot.fade(1, fade_out=60)
    with pytest.raises(EditError, match=r"B ends 48 frames before shot 1 does.*or take C\."):
        long_shot.angle("1.0", "B")
    assert shots(long_shot) == [("A", 96, 192)]


def test_what_stands_before_an_angle_is_not_blamed_on_where_it_ends(long_shot):
    long_shot.fade(1, fade_in=12)
    with pytest.raises(EditError, match="its dissolve or fade is longer") as refused:
        long_shot.angle("6f", "B")
    assert "behind it" not in str(refused.value)


def test_a_take_that_lasts_exactly_so_long_is_named_and_is_not_blamed():
    takes = bin_of(("A", 4, ""), ("B", 0, ""), ("C", 2, ""))
    film = Cut("x", rushes=takes).add("A", "4.0", "8.0").fade(1, fade_out=60)
    with pytest.raises(EditError, match=r"B ends 48 frames before.*or take C\."):
        film.angle("1.0", "B")
    with pytest.raises(EditError, match="its dissolve or fade is longer") as refused:
        film.angle("2.0", "C")  # it lasts to the very end; the fade doesn't fit its half
    assert "ends 0 frames" not in str(refused.value)


def test_a_take_has_to_have_a_frame_of_the_moment(long_shot):
    with pytest.raises(EditError, match="B ends at this very moment of the scene"):
        long_shot.angle("2.0", "B")
    long_shot.angle("47f", "B")
    assert shots(long_shot)[1] == ("B", 239, 240)


def test_offsets_of_a_part_of_a_frame_go_to_the_nearest_frame():
    bin_ = bin_of(("A", 0, ""), ("B", Fraction(1, 3 * 24), ""), ("C", Fraction(2, 3 * 24), ""))
    film = Cut("x", rushes=bin_).add("A", "2.0", "4.0")
    assert film.copy().angle("1.0", "B").shots[1].in_ == 72
    assert film.copy().angle("1.0", "C").shots[1].in_ == 71
