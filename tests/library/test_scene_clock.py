"""One clock for takes of one event: its second in a take's own time, and back."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuleshov.errors import EditError
from kuleshov.library.scene_clock import SceneClock, clocks_of, in_words, seconds_of
from kuleshov.library.takes import rushes

times = st.fractions(min_value=-1000, max_value=1000, max_denominator=30000)


@given(
    start=times, first=st.fractions(0, 10), length=st.fractions("1/24", 100), share=st.floats(0, 1)
)
def test_a_second_of_the_scene_comes_back_from_the_take(start, first, length, share):
    clock = SceneClock("A", start, first, first + length)
    own = first + length * Fraction(share)
    assert clock.at(clock.scene(own)) == own
    assert clock.scene(own) - own == start


def test_what_a_take_shows_ends_behind_its_last_frame_which_can_be_an_out_point():
    clock = SceneClock("A", Fraction(5), Fraction(1), Fraction(3))
    assert clock.has(Fraction(6)) and not clock.has(Fraction(8))
    assert clock.at(Fraction(8)) == 3
    for second in (Fraction(599, 100), Fraction(801, 100)):
        with pytest.raises(EditError, match="A shows seconds 6 to 8 of the scene"):
            clock.at(second)


def test_who_lacks_a_moment_says_who_has_it():
    clocks: dict[str, SceneClock] = {}
    for name, start, run in (("A", 0, "1"), ("B", 10, "1"), ("C", 4, "2")):
        clocks[name] = SceneClock(name, Fraction(start), Fraction(0), Fraction(6), run, clocks)
    with pytest.raises(EditError, match=r"and not 12\. It is in B\.$"):
        clocks["A"].at(Fraction(12))
    with pytest.raises(EditError, match=r"and not 7\.5\. It is in C\.$"):
        clocks["A"].at(Fraction(15, 2))
    with pytest.raises(EditError, match=r"and not 20\. No take has it\.$"):
        clocks["A"].at(Fraction(20))


def test_angles_are_the_other_takes_of_the_same_performance():
    clocks: dict[str, SceneClock] = {}
    for name, run in (("A", "first"), ("B", "first"), ("C", "second")):
        clocks[name] = SceneClock(name, Fraction(0), Fraction(0), Fraction(6), run, clocks)
    assert clocks["A"].angles(Fraction(3)) == ["B"]
    assert clocks["A"].angles(Fraction(6)) == []


def test_the_rushes_clocks_are_those_that_their_makers_wrote_down():
    bin_ = rushes("understudy")
    assert bin_.truth is not None
    clocks = clocks_of(bin_.truth)
    assert set(clocks) == {name for name in bin_ if name[0].isdigit()}
    for name, clock in clocks.items():
        told = bin_[name].truth
        assert told is not None and told.performance is not None
        for second in (told.performance[0], told.performance[1] - 1 / 24):
            assert bin_[name].at(scene=second) * told.rate == pytest.approx(told.frame_at(second))
        assert clock.performance == ("second" if name in ("4A-2", "5A-2") else "scene")


def test_numbers_are_seconds_and_stay_as_exact_as_they_were_written():
    assert seconds_of(13, Fraction(25)) == 13
    assert seconds_of(0.1, Fraction(25)) == Fraction(1, 10)
    assert seconds_of("00:00:13:05", Fraction(25)) == Fraction(66, 5)
    for odd in (True, float("nan"), float("inf"), "soon", None):
        with pytest.raises(EditError):
            seconds_of(odd, Fraction(25))


def test_seconds_are_written_without_idle_noughts():
    assert [in_words(Fraction(n)) for n in ("10", "9.5", "1/3")] == ["10", "9.5", "0.333"]


def test_two_cameras_frames_of_one_second_are_had_by_it():
    bin_ = rushes("understudy")
    for name in ("4A-1", "2A-1"):
        take = bin_[name]
        picture = take.frame(scene=16)
        assert (picture == take.clip.frame(float(take.at(scene=16)))).all()
        assert (picture == take.frame(take.at(scene=16))).all()
    with pytest.raises(EditError, match="It is in 1A-1"):
        bin_["4A-1"].frame(scene=5)
    for given_ in ({}, {"time": 3.0, "scene": 16}):
        with pytest.raises(EditError, match=r"Say when: 4A-1\.frame"):
            bin_["4A-1"].frame(**given_)
