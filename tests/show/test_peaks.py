"""The pictures of surprise and hindsight: what they state holds, and everything has its words."""

from types import SimpleNamespace

import numpy as np
import pytest

from kuleshov.metrics.looking_back import Hindsight
from kuleshov.metrics.peaks import Surprises
from kuleshov.show.peaks import surprise_plot, surprises_bundle
from kuleshov.show.style import AMBER, BLUE, INK

FILM = SimpleNamespace(
    name="mine", duration=3.0, frames=72, edit_rate=24, frame_at=lambda second: round(second * 24)
)


@pytest.fixture
def found():
    bits = np.full(36, 0.1)
    bits[[6, 12, 30]] = 0.8, 2.0, 0.5
    return Surprises(FILM, np.arange(36) / 12, bits, np.array([1.0]))


def drawn(plot, marker):
    return [
        (float(line.get_xdata()[0]), line.get_color())
        for line in plot.figure.axes[0].lines
        if line.get_marker() == marker
    ]


def test_a_peak_at_a_cut_has_another_shape_and_colour_than_one_inside_a_shot(found):
    plot = surprise_plot(found)
    assert drawn(plot, "s") == [(1.0, BLUE)]
    assert drawn(plot, "o") == [(0.5, INK), (2.5, INK)]
    title = plot.figure.axes[0].get_title(loc="left") or plot.figure.axes[0].get_title()
    assert title == "1 of the 3 largest surprises lie at a cut; the first: 2.00 bits at 00:00:01:00"


def test_where_a_slate_ends_no_cut_is_drawn(found):
    def lines(cuts, bits):
        axis = surprise_plot(Surprises(FILM, found.times, bits, np.array(cuts))).figure.axes[0]
        return [line.get_xdata()[0] for line in axis.lines if len(line.get_xdata()) == 2]

    shown = np.where(found.times < 0.4, np.nan, found.bits)
    assert lines([0.3, 1.0], found.bits) == [0.3, 1.0]
    assert lines([0.3, 1.0], shown) == [1.0]
    assert lines([1.0], np.full(36, np.nan)) == []


def test_numbers_of_peaks_that_are_near_stand_apart(found):
    def moved(duration):
        film = SimpleNamespace(**{**vars(FILM), "duration": duration})
        shown = surprise_plot(Surprises(film, found.times, found.bits, found.cuts))
        texts = shown.figure.axes[0].texts
        return {text.get_text(): text.xyann[0] for text in texts if text.get_text().isdigit()}

    assert moved(3.0) == {"1": 0, "2": 0, "3": 0}
    wide = moved(30.0)  # where half a second is next to nothing
    assert wide["2"] < 0 < wide["1"] and wide["3"] == 0


def test_your_marks_are_amber_and_others_are_not(found):
    plot = surprise_plot(found, marks={"you": [0.5], "the turn": [2.0]})
    assert drawn(plot, "^") == [(0.5, AMBER), (2.0, INK)]
    assert plot.alt.endswith("you: 0.50 s\nthe turn: 2.00 s")


def test_what_is_left_out_is_neither_drawn_nor_listed(found):
    plot = surprise_plot(found.without_cuts(), top=3.0)
    assert drawn(plot, "s") == [] and plot.figure.axes[0].get_ylim()[1] == 3.0
    assert "largest surprise inside a shot is 0.80 bits at 00:00:00:12" in plot.alt


def test_the_table_escapes_what_comes_from_outside(found):
    page = surprises_bundle(Surprises(SimpleNamespace(**{**vars(FILM), "name": "<b>"}),
                                      found.times, found.bits, found.cuts))  # fmt: skip
    assert "<b>" not in page["text/html"].replace("<b ", "") and "at a cut" in page["text/html"]


def test_a_bar_is_as_wide_as_its_shot():
    shots = np.array([0.9, 0.0, -0.01, 0.2, 0.0])
    found = Hindsight(FILM, np.array([0, 12, 36, 48, 60]), np.zeros((5, 3, 9, 16)), 0.3, shots)
    bars = found.plot().figure.axes[0].patches
    assert [bar.get_width() for bar in bars] == pytest.approx([0.5, 1.0, 0.5, 0.5, 0.5])
    assert [bar.get_height() for bar in bars] == pytest.approx(shots.tolist())
    assert "most of shot 1, 0.90" in found.plot().alt
