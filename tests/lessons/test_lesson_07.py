"""Lesson 07: its coins by their closed forms, its stand-ins, and what it says in words."""

import numpy as np
import pytest
from notebooks.running import NOWHERE
from scipy import stats
from server import serve

import kuleshov as ku
from kuleshov.lessons import lesson_07
from kuleshov.library.lessons import LESSONS


@pytest.fixture
def studio(tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    monkeypatch.setenv("KULESHOV_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("KULESHOV_MIRROR", NOWHERE)


def answers():
    return lesson_07.answers(ku.fetch_lesson("lesson-07", progress=False))


def test_a_temperature_sharpens_chances_and_leaves_one_as_it_is():
    for p in (0.1, 0.6, 0.9):
        assert lesson_07.tempered(p, 1.0) == pytest.approx(p)
        for heat in (0.1, 0.5, 2.0):  # the odds to the power 1/T
            q = lesson_07.tempered(p, heat)
            assert q / (1 - q) == pytest.approx((p / (1 - p)) ** (1 / heat))


def test_the_slider_shows_draws_at_its_temperature():
    box = lesson_07.temperature()
    assert box.heads == 0.6 and "6.5e-23 of all draws of 100" in box.children[1].value
    box.children[0].value = 0.1
    assert box.heads == pytest.approx(1 / (1 + (2 / 3) ** 10))
    page = box.children[1].value
    assert "18% of all draws" in page and page.count("heads</span>") == 6
    box.children[0].value = 0.05
    assert page != box.children[1].value and "100 heads" in box.children[1].value


def test_what_the_lesson_says_of_coins():
    heads = np.random.default_rng(1).binomial(100, 0.6, 200_000)
    assert heads.max() < 90
    # the share of draws of which the most heads of so many lie at 78 to 86
    lowest, highest = stats.binom.cdf([77, 86], 100, 0.6) ** 200_000
    assert highest - lowest > 0.99
    assert pytest.approx(1.1e7, rel=0.01) == 0.6**100 / (0.6**60 * 0.4**40)
    assert 1 / lesson_07.tempered(0.6, 0.1) ** 100 == pytest.approx(6, abs=0.5)  # "once in six"
    assert lesson_07.tempered(0.6, 0.05) ** 100 > 0.95  # "nearly always"


def test_eight_stills_stand_in_for_each_clip_that_is_not_here(studio, capsys):
    films = answers()
    assert "20 of 20 clips aren't here" in capsys.readouterr().out
    assert list(films) == list(lesson_07.BRIEFS)
    every = [clip for row in films.values() for clip in row.values()]
    assert {(clip.frames, clip.width) for clip in every} == {(8, 160)} and len(every) == 20
    for clip in every:  # a still, and not the sheet's ink or the next row
        assert min(clip.frame(n).mean() for n in range(8)) > 5
        assert "ShotDirector project page" in clip.credit.line and clip.credit.kind == "generated"


def test_the_ids_of_the_lesson_are_those_that_it_asks_for():
    asked = {f"g_sd_{b}_{m}" for b in lesson_07.BRIEFS.values() for m in lesson_07.MAKERS.values()}
    assert set(LESSONS["lesson-07"]) == asked


def test_the_stills_say_of_briefs_and_makers_what_the_clips_say(studio, test_data, capsys):
    with serve(test_data / "clips" / "files") as server, pytest.MonkeyPatch.context() as patch:
        stills = ku.crossed(answers())
        patch.setenv("KULESHOV_MIRROR", server.url)
        clips = ku.crossed(answers())
    assert capsys.readouterr().out.count("aren't here") == 1
    for kind in ("row", "column"):
        assert stills.ratios[kind] == pytest.approx(clips.ratios[kind], abs=0.01)
        assert stills.shares[kind] == pytest.approx(clips.shares[kind], abs=0.01)


def test_what_the_lesson_says_of_briefs_and_makers(studio):
    grid = ku.crossed(answers())
    assert grid.p["row"] < 0.01 and grid.p["column"] < 0.01  # "more than chance would give"
    assert 0.85 < grid.ratios["row"] < 0.95  # "and little all the same"
    assert abs(grid.shares["row"] - grid.shares["column"]) < 0.05  # "as much as what was asked for"
    assert grid.shares["rest"] > 1 / 3
    ours = lesson_07.yardsticks(ku.rushes("understudy"))
    takes, setups = (
        ours[f"one {what} of ours"] for what in ("lamp, two takes", "beat, six set-ups")
    )
    assert max(takes) < np.mean(setups) < 0.6 * grid.means["row"]
    assert ours["one take, packed small"][0] < 5


def test_what_the_lesson_says_of_nothing_changes():
    rushes = ku.rushes("understudy")
    wide = ku.forecast_error(rushes["1A-1"], learn=20, test=10)
    assert [(one.way, one.last) for one in wide.spells] == [("persistence", 0.5), ("model", 4.0)]
    close = ku.forecast_error(rushes["4A-1"], learn=10, test=10)
    assert [(one.way, one.last) for one in close.spells] == [("persistence", 0.5), ("mean", 4.0)]
    halves = ku.forecast_error(rushes["1A-1"])
    assert set(halves.nearest) == {"persistence"}
    assert halves.errors["persistence"][0] < 0.6 * wide.errors["persistence"][0]  # "move less"
    pictures = lesson_07.small(rushes["1A-1"], wide.tested)
    for place, ahead in ((0, 1), (4, 12), (5, 24)):
        mine = np.sqrt(np.mean((pictures[ahead:] - pictures[:-ahead]) ** 2))
        assert 0.9 < mine / wide.errors["persistence"][place] < 1  # "a little below"
