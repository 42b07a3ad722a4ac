"""Sliders on pure functions: the tempo of a cut, the match of two frames; and pictures for print."""

import math
import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest
from made import make_take

import kuleshov as ku
from kuleshov.comparison import preferences
from kuleshov.errors import EditError, KuleshovError
from kuleshov.show.dashboard import dashboard
from kuleshov.show.side_by_side import preferences_html
from kuleshov.show.sliders import match_grade, tempo


@pytest.fixture(scope="module")
def rushes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bin")
    for name in ("4A-1", "5A-1"):
        make_take(folder / f"{name}.mp4", name=name)
    return ku.rushes(folder)


@pytest.fixture
def cut(rushes):
    return (
        ku.Cut("scene", rushes=rushes)
        .add("4A-1", "30f", "54f")
        .add("5A-1", "40f", "88f")
        .add("4A-1", "60f", "84f")
    )


def test_an_edit_without_shots_has_no_tempo(rushes):
    with pytest.raises(KuleshovError, match="has no shots yet"):
        tempo(ku.Cut("empty", rushes=rushes))


def test_the_slider_holds_the_cut(cut):
    box = tempo(cut)
    assert box.cut.frames == cut.frames
    box.children[0].value = 2.0
    assert box.cut.frames == cut.frames // 2
    assert "3 shots in 2.0 s" in box.children[1].value


def test_the_slider_counts_the_lines_that_are_whole():
    rushes = ku.rushes("understudy")
    box = tempo(ku.Cut("said", rushes=rushes).add("4A-1", 11.5, 12.9).add("5A-1", 13.0, 14.0))
    whole = sum(line.whole for line in box.cut.lines())
    assert whole and f"; {whole} of {whole} line" in box.children[1].value
    box.children[0].value = 4.0
    assert f"; 0 of {whole} line" in box.children[1].value


def test_a_stop_is_twice_the_light():
    grey = np.full((2, 2, 3), 90, np.uint8)
    linear = lambda v: ((v / 255 + 0.055) / 1.055) ** 2.4  # noqa: E731  IEC 61966-2-1
    brighter = ku.graded(grey, stops=1)
    assert linear(brighter[0, 0, 0]) / linear(90) == pytest.approx(2, rel=0.02)
    assert np.array_equal(ku.graded(grey), grey)


def test_warmth_moves_red_against_blue_and_comes_back():
    grey = np.full((2, 2, 3), 90, np.uint8)
    warm = ku.graded(grey, warmth=1)
    assert warm[0, 0, 0] > 90 > warm[0, 0, 2] and abs(int(warm[0, 0, 1]) - 90) <= 1
    back = ku.graded(warm, warmth=-1)
    assert np.abs(back.astype(int) - 90).max() <= 1


def test_a_match_says_how_far_apart(rushes):
    frame = rushes["4A-1"].clip.frame(40)
    box = match_grade(ku.graded(frame, stops=-1), frame)
    assert "-0.9" in box.children[-1].value or "-1.0" in box.children[-1].value
    box.children[0].value = 1.0
    assert box.grade["stops"] == 1.0
    with pytest.raises(KuleshovError, match="RGB"):
        match_grade(np.zeros((3, 3)), frame)


def test_an_edit_is_a_picture_for_print_and_a_list_for_the_ear(cut, tmp_path):
    view = cut.show(tmp_path / "scene.svg")
    assert ElementTree.parse(tmp_path / "scene.svg").getroot().tag.endswith("svg")
    assert repr(view).splitlines()[1] == "1. 00:00:00:00 4A-1 01:06 02:06"
    assert "<svg" in view._repr_mimebundle_()["text/html"]
    with pytest.raises(EditError, match=r"\.svg"):
        cut.show(tmp_path / "scene.png")
    with pytest.raises(EditError, match="no shots"):
        ku.Cut("empty").show()


def test_a_film_has_its_storyboard_and_its_strip(rushes):
    clip = rushes["4A-1"].clip
    assert clip.storyboard(4)._repr_mimebundle_()["text/html"].count("<img") == 4
    assert "Colour strips" in repr(clip.strip())


def test_a_dashboard_has_a_row_for_each_measure_and_says_the_same_in_words(rushes):
    compared = ku.compare(mine=rushes["4A-1"], theirs=rushes["5A-1"])
    plot = dashboard(compared)
    (axis,) = plot.figure.axes
    rows = [label.get_text() for label in axis.get_yticklabels()]
    shown = [m.name for m in compared["mine"].values() if np.isfinite(m.value)]
    assert set(shown) <= set(rows)
    said = [text.get_text() for text in axis.texts]
    assert {m.words for m in compared["mine"].values() if np.isfinite(m.value)} <= set(said)
    assert "Average shot length: mine" in plot.alt
    assert compared.plot().alt == plot.alt


def test_what_differs_most_stands_on_top_and_apart_by_its_spread(rushes):
    from kuleshov.comparison.compare import Comparison
    from kuleshov.metrics import Measure
    from kuleshov.metrics.cards import spreads

    def of(**values):
        return {id: Measure(id, id, value) for id, value in values.items()}

    slope, warp = spreads()["slope"], spreads()["warp"]
    films = {
        "a": of(loudness=-20.0, slope=-2.0, warp=1.0, colourfulness=30.0),
        "b": of(loudness=math.nan, slope=-2.0 + slope, warp=1.0 + 3 * warp, colourfulness=30.0),
    }
    clips = dict.fromkeys(films, rushes["4A-1"].clip)
    (axis,) = dashboard(Comparison(clips, films, [], clips, [])).figure.axes
    rows = [label.get_text() for label in axis.get_yticklabels()]
    assert rows == ["warp", "slope", "colourfulness", "loudness"]
    marks = [line.get_xdata()[0] for line in axis.lines if line.get_marker() in "os"]
    assert marks == pytest.approx([-1.5, 1.5, -0.5, 0.5, 0, 0, 0])


def test_two_films_are_amber_and_blue_and_of_more_the_generated_one_is_blue():
    from types import SimpleNamespace

    from kuleshov.comparison.compare import Comparison
    from kuleshov.show.dashboard import marks
    from kuleshov.show.style import AMBER, BLUE

    notes = {}

    def of(**kinds):
        clips = {
            n: SimpleNamespace(credit=SimpleNamespace(kind=k), metadata=notes.get(n, {}))
            for n, k in kinds.items()
        }
        return marks(Comparison(clips, {n: {} for n in kinds}, [], clips, []))

    assert of(mine="", theirs="") == {"mine": ("o", AMBER), "theirs": ("s", BLUE)}
    four = of(mine="", shuffled="human", generated="generated", reel="")
    assert [colour for _, colour in four.values()].index(BLUE) == 2
    assert four["mine"] == ("o", AMBER) and len(set(four.values())) == 4
    assert len({shape for shape, _ in four.values()}) == 4
    notes["theirs"] = {"generated_by": "kuleshov dream"}  # opened by its path, without a credit
    assert of(mine="", ours="", theirs="")["theirs"] == ("^", BLUE)


def test_a_dashboards_title_speaks_of_the_two_films_that_it_names(rushes):
    """Given a measure that the first film lacks, the others' intervals are not the first's."""
    from kuleshov.comparison.compare import Comparison
    from kuleshov.metrics import Measure

    def one(value, interval):
        return {"x": Measure("x", "X", value, "s", interval=interval)}

    nan = float("nan")

    def titled(*names):
        shown = {name: rows[name] for name in names}
        clips = dict.fromkeys(shown, rushes["4A-1"].clip)
        return dashboard(Comparison(clips, shown, [], clips, [])).alt

    rows = {"a": one(nan, None), "b": one(1.0, (0.5, 1.5)), "c": one(9.0, (8.0, 10.0))}
    assert "in none have both a and b enough shots for an interval" in titled("a", "b", "c")
    assert "in 1 of 1 with intervals b and c lie apart" in titled("b", "c", "a")
    near = rows | {"c": one(1.2, (1.1, 1.4))}
    rows = near
    assert "in 0 of 1 with intervals b and c lie apart" in titled("b", "c")
    clips = dict.fromkeys(rows, rushes["4A-1"].clip)
    one_clip = {"b": clips["b"]}
    alone = dashboard(Comparison(one_clip, {"b": rows["b"]}, [], one_clip, [])).alt
    assert alone.startswith("1 measures of b.")


def test_judgements_show_themselves_in_order():
    judged = preferences("v1, a > b\nv2, a > b\nv3, <b>x</b> = a".replace("<b>x</b>", "c"))
    page = preferences_html(judged)
    assert page.index(">a<") < page.index(">c<") < page.index(">b<")
    assert "too few viewers" in page


def test_a_picture_that_a_slider_makes_black_is_said_and_comes_back():
    picture = np.full((40, 60, 3), 14, np.uint8)
    box = match_grade(picture, np.full((40, 60, 3), 60, np.uint8))
    box.children[0].value = -3.0
    assert "more than half of it is black" in box.children[-1].value
    box.children[0].value = 0.0
    assert "stops" in box.children[-1].value and box.grade["stops"] == 0.0


def test_a_match_may_look_at_a_region():
    picture = np.full((40, 60, 3), 60, np.uint8)
    picture[:, :30] = 120
    box = match_grade(picture, np.full((40, 60, 3), 60, np.uint8), region=(0.5, 0, 0.5, 1))
    assert "+0.00 stops, 0.0 dE" in box.children[-1].value
    with pytest.raises(KuleshovError, match="in shares of the picture"):
        match_grade(picture, picture, region=(0, 0, 60, 40))
