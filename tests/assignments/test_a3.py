"""Assignment a3 through plain nbgrader: three numbers, a test of order, a scene cut twice as fast."""

import re

import numpy as np
import pytest
from assignments.nbgrading import (
    NbgraderCourse,
    changed,
    only_sentences,
    rubric_points,
    solved,
)

import kuleshov as ku
from kuleshov.grading import rhythm, seeds
from kuleshov.metrics.formulas.shot_order import lag1
from kuleshov.metrics.formulas.shuffles import shuffled
from kuleshov.timecode import timecode

FULL = {
    "test_median": 2, "test_short_share": 2, "test_spread": 2, "test_deals": 2, "test_p": 2,
    "test_p_elsewhere": 2, "test_faster": 3, "test_lines": 3, "test_moments": 2,
}  # fmt: skip
BY_HAND = {"rhythm_sense": 5, "rhythm_numbers": 5}

SLIPS = {
    "median_length": "def median_length(frames, rate):\n    return float(np.median(frames))\n",
    "short_share": "def short_share(frames, rate, limit=2.0):\n    return 1 / 0\n",
    "chance": "from kuleshov.metrics.formulas.shuffles import shuffled\n\n"
    "def chance(lengths, statistic, shuffles=999, seed=1):\n"
    "    return shuffled(lengths, statistic, True, shuffles).p\n",
    "the_recut": 'recut = ku.Cut.from_text("4A-1 02:00 04:00\\ngap 01:00\\n9Z-1 01:12 04:00", rushes)',
}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A class of three, released to, collected from and graded by plain nbgrader."""
    with pytest.MonkeyPatch.context() as patch:
        course = NbgraderCourse(tmp_path_factory.mktemp("a3"), "a3-rhythm", patch)
        course.released = course.release()
        right = solved(course)
        course.submit("right", right)
        course.submit("empty")
        course.submit("slips", changed(right, **SLIPS))
        course.grade()
        yield course


def test_the_right_answer_has_every_point_and_two_cells_wait_for_a_person(course):
    assert course.scores("right") == FULL
    assert course.by_hand("right") == BY_HAND


def test_an_empty_submission_has_none_and_is_told_what_is_missing(course):
    assert set(course.scores("empty").values()) == {0}
    assert course.said("empty", "test_spread") == "`spread` is not written yet."
    assert course.said("empty", "test_lines").startswith("`recut` is still empty")


def test_slips_cost_their_own_points_and_are_told_in_a_sentence(course):
    lost = dict.fromkeys(FULL, 0) | {"test_spread": 2, "test_p_elsewhere": 2}
    assert course.scores("slips") == lost
    assert "Divide by the frame rate" in course.said("slips", "test_median")
    assert "breaks on these arguments (ZeroDivisionError" in course.said(
        "slips", "test_short_share"
    )
    assert "leans on kuleshov" in course.said("slips", "test_deals")
    assert course.said("slips", "test_faster").startswith("At 00:00:02:00 there is a gap")
    assert "can't be read again" in course.said("slips", "test_lines")


def test_a_test_cell_says_nothing_on_stderr_and_every_failure_is_a_sentence(course):
    only_sentences(course, "right", "empty", "slips")


def test_the_released_notebook_holds_no_solution_and_no_hidden_test(course):
    source = "\n".join(cell.source for cell in course.released.cells)
    for secret in ("HIDDEN", "SOLUTION", "telling", "some_lengths", "class_seed", "wrong="):
        assert secret not in source
    assert source.count("*Your words here.*") == len(BY_HAND)


def test_the_rubric_gives_the_points_of_the_written_cells():
    assert rubric_points("rhythm") == BY_HAND


def test_what_the_solution_says_of_the_public_scene_is_so(course):
    cells = {c.metadata.get("nbgrader", {}).get("grade_id"): c for c in course.instructors().cells}
    rushes = ku.rushes("understudy")
    slow = rhythm.slow_scene(seeds.seed(seeds.PUBLIC, "a3-rhythm", "scene"), rushes)
    made = {"slow": slow, "ku": ku, "rushes": rushes}
    exec(cells["the_recut"].source, made)
    recut = made["recut"]
    said = cells["rhythm_numbers"].source
    for cut, median, spread, p in (
        (slow, "1.67 s", "0.34", "0.86"),
        (recut, "0.83 s", "0.33", "0.03"),
    ):
        lengths = np.array([len(shot) for shot in cut])
        assert f"{np.median(lengths) / 24:.2f} s" == median and median in said
        assert f"{np.log(lengths).std(ddof=1):.2f}" == spread and spread in said
        assert f"{shuffled(lengths, lag1, two_sided=True).p:.2f}" == p and p in said
    lengths = np.array([len(shot) for shot in slow])
    assert f"{lengths[lengths < 48].sum() / lengths.sum():.0%}" == "56%" and "56 %" in said
    no = next(line for line in slow.lines() if line.text == "No." and line.speaker == "filament")
    assert f"[slow@{no.timecode}]" in cells["rhythm_sense"].source
    cuts = {
        name: {timecode(frame, made[name].rate) for frame in made[name].cuts}
        for name in ("slow", "recut")
    }
    for name, time in re.findall(r"\[(slow|recut)@([\d:]+)\]", said + cells["rhythm_sense"].source):
        assert time in cuts[name] or time == no.timecode, (name, time)
