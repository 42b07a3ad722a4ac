"""Rows of dots: what is drawn, what is left out, and what the words say."""

import numpy as np

from kuleshov import plots
from kuleshov.show.style import AMBER, BLUE


def test_each_film_is_a_dot_and_what_has_no_number_is_counted():
    drawn = plots.dots(
        {"made": {"Bunny": 1.74, "moon": np.nan}, "generated": [0.3, 0.1, 0.2]}, "jump (stops)"
    )
    (axis,) = drawn.figure.axes
    rows = [line for line in axis.lines if line.get_marker() in "os"]
    assert [line.get_xdata().tolist() for line in rows] == [[1.74], [0.3, 0.1, 0.2]]
    assert [(line.get_color(), line.get_marker()) for line in rows] == [(AMBER, "s"), (BLUE, "o")]
    assert (
        axis.get_xlabel() == "jump (stops)"
        and axis.get_title(loc="left") == "made: 1; generated: 3"
    )
    assert "Bunny" in [one.get_text() for one in axis.texts]
    assert "made: Bunny 1.74, 1 without a number" in drawn.alt
    assert "generated: 3, 0.10 to 0.30, half below 0.20" in drawn.alt


def test_a_title_is_what_is_found_and_an_empty_row_is_said():
    drawn = plots.dots({"made": [], "generated": [1.0]}, "grain (levels)", "None has grain")
    assert drawn.alt.startswith("None has grain. grain (levels). made: none; generated: 1")
