"""Curves of error, a moment's futures and a table of films, as people see them."""

from html import unescape
from types import SimpleNamespace

import numpy as np
import pytest

import kuleshov as ku
from kuleshov.comparison import crossed
from kuleshov.generate import Forecast, futures
from kuleshov.show.crossed import crossed_bundle
from kuleshov.show.foretelling import futures_bundle


@pytest.fixture(scope="module")
def lamp():
    rushes = ku.rushes("understudy")
    return futures(rushes["4A-1"], rushes["4A-2"])


def found(mean, persistence, model):
    errors = {"mean": mean, "persistence": persistence, "model": model}
    film = SimpleNamespace(edit_rate=24)
    return Forecast(
        film, "4A-1", (0, 48), (48, 96), (12, 24, 36),
        {way: np.array(values, float) for way, values in errors.items()}, None,
    )  # fmt: skip


def test_the_title_says_where_the_curves_cross_and_the_words_hold_the_numbers():
    drawn = found([9, 9, 9], [4, 8, 12], [6, 6, 10]).plot()
    axis = drawn.figure.axes[0]
    assert axis.get_title(loc="left") == (
        "Nearest for 4A-1: nothing changes at 0.50 s, the model at 1.00 s, the mean picture at 1.50 s"
    )
    lines = {tuple(line.get_ydata()) for line in axis.lines}
    assert lines == {(9, 9, 9), (4, 8, 12), (6, 6, 10)}
    assert "the model 6.0, 6.0, 10.0" in drawn.alt and "0.50, 1.00, 1.50 s" in drawn.alt
    assert (
        found([9, 9, 9], [4, 8, 12], [6, 6, 10]).plot("Ours").figure.axes[0].get_title(loc="left")
        == "Ours"
    )


def test_labels_of_curves_that_end_together_stand_apart():
    drawn = found([9, 9, 9.1], [4, 8, 9.0], [6, 6, 9.05]).plot()
    heights = sorted(text.xy[1] for text in drawn.figure.axes[0].texts)
    assert min(np.diff(heights)) >= 0.09 * 9
    assert np.mean(heights) == pytest.approx(9.05, abs=0.1)


def test_a_moment_is_shown_with_each_of_its_futures_and_their_timecodes(lamp):
    page = futures_bundle(lamp)["text/html"]
    assert page.count("<img") == 3 + 8
    one = lamp.blurred
    for frame in one.from_frames:
        assert f"a future: 4A-1 {lamp.film.timecode(frame)}" in page
    assert f"{lamp.film.timecode(one.frame + 24)}: what came" in page
    shown = lamp.show(5.0)
    assert shown.moment.frame == lamp.at(5.0).frame
    assert repr(shown) in unescape(shown._repr_mimebundle_()["text/html"])


def test_a_table_of_films_shows_two_stills_of_each_and_whose_they_are():
    rushes = ku.rushes("understudy")
    table = crossed(
        {n: {part: rushes[f"C{n}{part}"] for part in "ab"} for n in ("1", "2", "3")},
        ("room", "<side>"),
    )
    page = crossed_bundle(table)["text/html"]
    assert page.count("<img") == 2 * 6
    assert page.count("The Understudy (rushes)") == 1  # six films, one line
    assert "<side>" not in page
    drawn = table.plot({"two takes": [10.0, 20.0]})
    axis = drawn.figure.axes[0]
    assert [label.get_text() for label in axis.get_yticklabels()][-1] == "two takes"
    means = [line.get_xdata()[0] for line in axis.lines if len(set(line.get_xdata())) == 1]
    assert means[:3] == pytest.approx([table.means[kind] for kind in ("row", "column", "neither")])
    assert "two takes: 2 pairs, 10 to 20, mean 15" in drawn.alt
    dots = [line for line in axis.lines if line.get_linestyle() == "None"]
    assert sorted(dots[0].get_xdata()) == pytest.approx(sorted(table.pairs["row"]))
