"""Who speaks when, from voices drawn in steps of 5 ms."""

import numpy as np
import pytest

from kuleshov.metrics.formulas import turn_taking
from kuleshov.metrics.formulas.turn_taking import Line


def voice(*parts, rate=1000):
    """Return a recording of so many steps of so high a level, one after another."""
    levels = np.concatenate([np.full(steps, level) for steps, level in parts])
    sound = np.repeat(levels, rate // 200)
    return sound * np.where(np.arange(len(sound)) % 2, -1, 1)


@pytest.mark.parametrize(
    ("parts", "heard"),
    [
        ([(20, 0), (30, 0.5), (10, 0)], [(20, 50)]),
        ([(30, 0.5)], [(0, 30)]),
        ([(30, 0.5), (49, 0), (20, 0.5)], [(0, 99)]),
        ([(30, 0.5), (50, 0), (20, 0.5)], [(0, 30), (80, 100)]),
        ([(30, 0.5), (20, 0), (5, 0.4), (40, 0), (9, 0.5)], [(0, 104)]),  # two pauses in one line
        ([(12, 0.5)], [(0, 12)]),
        ([(11, 0.5)], []),
        ([(4, 0), (30, 0.5), (10, 0.0105)], [(4, 44)]),  # over 2 % of its highest
        ([(4, 0), (10, 0.0095), (30, 0.5), (10, 0.0095)], [(14, 44)]),
        ([(30, 0.5), (60, 0), (30, 0.0031)], [(0, 30), (90, 120)]),  # 0.6 % of the highest of all
        ([(30, 0.5), (60, 0), (30, 0.0029)], [(0, 30)]),
        ([(30, 9e-5)], []),
        ([(30, 1.1e-4)], [(0, 30)]),
        ([(0, 0)], []),
    ],
)
@pytest.mark.parametrize("rate", [1000, 16000])
def test_a_line_is_from_where_to_where_a_voice_is_heard(parts, heard, rate):
    found = turn_taking.voiced(voice(*parts, rate=rate), rate)
    assert found == [pytest.approx((a * 0.005, b * 0.005)) for a, b in heard]


def test_what_is_shorter_than_a_step_is_not_heard_and_a_step_has_a_sample():
    assert turn_taking.voiced(np.ones(4), 1000) == []
    assert turn_taking.voiced(np.ones(20), 80) == [(0.0, 0.25)]
    assert turn_taking.voiced(np.r_[voice((30, 0.5)), 0.5, 0.5], 1000) == [(0.0, 0.15)]


def test_lines_come_by_their_onsets_whoever_speaks():
    stems = {"b": voice((40, 0), (30, 0.5)), "a": voice((30, 0.5), (80, 0), (20, 0.5))}
    found = turn_taking.lines(stems, 1000)
    assert [(line.speaker, round(line.onset, 3)) for line in found] == [
        ("a", 0.0), ("b", 0.2), ("a", 0.55)
    ]  # fmt: skip


def test_the_floor_passes_at_changes_of_speaker_only():
    said = [
        Line("b", 2.0, 3.0), Line("a", 0.0, 1.0), Line("a", 1.1, 1.5), Line("b", 3.1, 4.0),
        Line("c", 4.0, 5.0), Line("a", 4.8, 6.0), Line("b", 6.1, 7.0),
    ]  # fmt: skip
    found = turn_taking.floor_transfer(said)
    assert found.gaps == pytest.approx([500, 0, -200, 100])
    assert found.times.tolist() == [2.0, 4.0, 4.8, 6.1]
    assert found.overlaps == 0.25, "who begins at the end has waited"
    assert (found.low, found.median, found.high) == pytest.approx((-50, 50, 200))
    with pytest.raises(ValueError, match="never changes"):
        turn_taking.floor_transfer(said[3:4])


def test_each_change_of_speaker_is_one_however_the_lines_are_given():
    said = [Line("a", 0, 1), Line("b", 1.5, 2), Line("b", 2.5, 3), Line("a", 2.75, 4)]
    wanted = [("a", "b", 0.5), ("b", "a", -0.25)]
    for lines in (said, said[::-1], [said[2], said[0], said[3], said[1]]):
        found = turn_taking.changes(lines)
        told = [(lines[one.before].speaker, lines[one.after].speaker, one.gap) for one in found]
        assert told == wanted
    assert turn_taking.changes([Line("a", 0, 1)]) == turn_taking.changes([]) == []
