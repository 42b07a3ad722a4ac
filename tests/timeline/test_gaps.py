"""Gaps between speakers, as a cut has them: held against the truth, the voices, and by hand."""

from statistics import mean, median

import numpy as np
import pytest

import kuleshov as ku
from kuleshov.errors import Refused
from kuleshov.metrics.formulas import turn_taking
from kuleshov.timeline.gaps import gaps
from kuleshov.timeline.spoken import SpokenLine


@pytest.fixture(scope="module")
def rushes():
    return ku.rushes("understudy")


@pytest.fixture(scope="module")
def scene(rushes):
    return ku.Cut.load(rushes.path / "editors-cut.edit", rushes)


def said(*lines):
    return [SpokenLine(who, "No.", "", on, off, 1.0, "", None) for who, on, off in lines]


def test_a_gap_goes_from_the_end_of_a_line_to_the_beginning_of_anothers():
    found = gaps(said(("b", 5, 6), ("a", 0, 1), ("a", 2, 3), ("b", 3.5, 4), ("a", 5.5, 7)))
    assert [(gap.before.start, gap.after.start, gap.seconds) for gap in found] == [
        (2, 3.5, 0.5), (5, 5.5, -0.5)
    ]  # fmt: skip
    assert [gap.seconds for gap in found.overlaps] == [-0.5]
    assert found.outside(-0.5, 0.4).seconds == [0.5] and found.outside(-0.5, 0.5) == []


def test_who_speaks_alone_is_not_answered():
    for lines in ([], said(("a", 0, 1)), said(("a", 0, 1), ("a", 2, 3))):
        found = gaps(lines)
        assert found == [] and "never changes" in repr(found) and len(found.table()) == 0
        for name in ("median", "mean", "longest"):
            with pytest.raises(Refused, match="Nobody answers anybody"):
                getattr(found, name)


def test_the_editors_cut_has_the_gaps_that_its_lines_in_the_takes_leave(rushes, scene):
    """By hand: the pairs as the master's truth has them; nothing is cut between their lines."""
    lines = rushes["1A-1"].truth.lines
    inside = [b.onset - a.offset for a, b in zip(lines[::2], lines[1::2], strict=True)]
    found = scene.gaps()
    assert [gap.seconds for gap in found][::2] == pytest.approx(
        [inside[0], inside[1], inside[2], inside[3], inside[4], inside[5]], abs=1 / 24
    )
    assert len(found) == 11 and found.longest.seconds == pytest.approx(22.47, abs=0.01)
    assert found.median == pytest.approx(median(found.seconds))
    assert found.mean == pytest.approx(mean(found.seconds))


def test_voices_alone_give_the_gaps_that_the_lines_give(rushes):
    cut = ku.Cut("close", rushes=rushes).add("4A-1", 1.5, 16)
    stems = {
        who: np.asarray(rushes["4A-1"].stem(who).read_sound(1.5, 16, rate=16000))[:, 0]
        for who in ("filament", "diode")
    }
    heard = turn_taking.floor_transfer(turn_taking.lines(stems, 16000)).gaps / 1000
    assert cut.gaps().seconds == pytest.approx(heard.tolist(), abs=0.02)


def test_the_measure_of_a_film_is_their_median(rushes, scene):
    film = ku.Clip(rushes.path / "editors-cut.mp4")
    measured = ku.measure(film, "floor_transfer", edit=scene).value
    assert measured == pytest.approx(1000 * scene.gaps().median)


def test_stems_laid_apart_overlap(rushes):
    cut = ku.Cut("No.", rushes=rushes).add("4A-1", "11:12", "14:12").stem(1, "rest")
    for who in ("filament", "diode"):
        cut.lane(who).lay("4A-1", "11:12", "14:12", at=0, stem=who)
    before = cut.gaps()
    assert before.seconds == pytest.approx([0.459], abs=1e-6) and not before.overlaps
    cut.lane("diode").trim(1, in_="12:12").move(1, "12f")
    found = cut.gaps()
    assert found.seconds == pytest.approx([0.459 - 0.5], abs=1e-6)
    assert "0.04 s before Filament's “No.” has ended" in str(found[0])
    assert all(line.whole for line in cut.lines())
