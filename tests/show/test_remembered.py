"""Two bars with their intervals, and a class's lines: drawn as they are counted, and said in words."""

import matplotlib.pyplot as plt
import pytest

import kuleshov as ku
from kuleshov.comparison.recognition import Recognition
from kuleshov.comparison.remembered import Remembered, RememberedBy, simulated
from kuleshov.show.remembered import bars, lines, remembered_bundle, remembered_by_bundle, title_of
from kuleshov.show.style import AMBER, BLUE

MINE = Remembered(Recognition(8, 12, 3, 12), Recognition(10, 12, 2, 12), {"feed": 40.0, "dark": 48.0}, {"feed": 0, "dark": 0})  # fmt: skip


def test_bars_are_as_long_as_d_prime_and_their_lines_as_the_interval():
    axis = bars(MINE).figure.axes[0]
    assert [bar.get_width() for bar in axis.patches] == pytest.approx([MINE.feed.d_prime, MINE.dark.d_prime])  # fmt: skip
    wide = [line.get_xdata() for line in axis.lines if abs(line.get_xdata()[0] - line.get_xdata()[-1]) > 0.1]  # fmt: skip
    assert [tuple(each) for each in wide] == [pytest.approx(MINE.feed.interval()), pytest.approx(MINE.dark.interval())]  # fmt: skip
    colours = [plt.matplotlib.colors.to_hex(bar.get_facecolor()).upper() for bar in axis.patches]
    assert colours == [BLUE, AMBER]
    assert [bar.get_hatch() for bar in axis.patches] == ["//", ""], "not by colour alone"


def test_the_title_is_honest_about_one_viewer():
    assert title_of(MINE) == "One viewer, one day: two bars that so few pieces can't tell apart"
    assert title_of(simulated(seed=1)).startswith("A simulated viewer")
    clear = Remembered(Recognition(2, 24, 0, 24), Recognition(23, 24, 0, 24))
    assert title_of(clear) == "One viewer, one day: more is left of the dark room"
    assert title_of(Remembered(clear.dark, clear.feed)).endswith("more is left of the feed")


def test_in_words_stands_what_is_drawn():
    alt = MINE.plot().alt
    for part in ("8 of 12", "10 of 12", f"{MINE.feed.d_prime:.2f}", f"{MINE.dark.d_prime:.2f}"):
        assert part in alt


def test_a_class_is_a_line_each_and_its_means():
    found = ku.remembered_by(simulated(seed=n) for n in range(5))
    plot = lines(found)
    pairs = [tuple(line.get_ydata()) for line in plot.figure.axes[0].lines if len(line.get_xdata()) == 2]  # fmt: skip
    for one in found.viewers:
        assert (one.feed.d_prime, one.dark.d_prime) in pairs
    assert (
        "5 simulated viewers" in plot.figure.axes[0].get_title("left") and plot.alt == found.finding
    )
    assert "nan" not in lines(ku.remembered_by(MINE for _ in range(1))).figure.axes[0].get_title(
        "left"
    )


def test_a_notebook_shows_a_sentence_a_table_and_that_it_is_simulated():
    none = remembered_bundle(Remembered(why="Nothing was tested yet: <b>."))
    assert "Nothing was tested yet: &lt;b&gt;." in none["text/html"]
    assert "nobody watched" in remembered_bundle(simulated())["text/html"]
    assert "nobody watched" not in remembered_bundle(MINE)["text/html"]
    assert "8 of 12" in remembered_bundle(MINE)["text/html"]
    page = remembered_by_bundle(ku.remembered_by(simulated(seed=n) for n in range(3)))
    assert "simulated" in page["text/html"] and "left out" not in page["text/html"]
    more = RememberedBy((MINE,), left_out=2)
    assert "2 files left out: not done" in remembered_by_bundle(more)["text/html"]
