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
