"""The pictures of lesson 03 say what they show, whatever the reader's own film is."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

import kuleshov as ku
from kuleshov import plots
from kuleshov.metrics import OrderTest
from kuleshov.metrics.formulas.shuffles import share_reached
from kuleshov.show.orders import histogram, title
from kuleshov.show.style import BLUE

FILMS = ku.table("century")
POWER = ku.table("power")


def test_a_century_says_its_years_and_yours() -> None:
    plot = plots.century(FILMS, "median", mine=1.5)
    assert "4.8 s in 1935, 7.1 s in 1945, 2.8 s in 2005" in plot.alt
    assert plot.alt.endswith("Yours: 1.50.")
    means = plots.century(FILMS, "asl", middle="mean").alt
    assert "8.6 s in 1935, 13.0 s in 1945, 4.0 s in 2005" in means and "Yours" not in means


@pytest.mark.parametrize("mine", [None, float("nan"), 0.2, 300.0])
def test_any_film_of_ones_own_is_inside_the_picture(mine: float | None) -> None:
    (axis,) = plots.century(FILMS, "asl", mine=mine).figure.axes
    low, high = axis.get_ylim()
    if mine is not None and np.isfinite(mine):
        assert low <= mine <= high


@pytest.mark.parametrize(("shots", "share"), [(12, 0.101), (2, 0.066), (5000, 0.906), (100, 0.546)])
def test_power_is_read_between_the_sizes_that_were_tried(shots: int, share: float) -> None:
    assert plots.seen(POWER, shots) == pytest.approx(share)
    assert f"in {share:.0%}" in plots.power(POWER, shots).alt
    assert POWER.rejected.iloc[1] < plots.seen(POWER, 14) < POWER.rejected.iloc[2]


def test_a_barcode_has_a_line_for_each_cut_and_none_at_the_ends() -> None:
    plot = plots.barcodes({"yours": [1.0, 2.0, 3.0], "theirs": [3.0, 3.0]})
    lines = [axis.collections[0].get_segments() for axis in plot.figure.axes]
    assert [[segment[0][0] for segment in one] for one in lines] == [[1.0, 3.0], [3.0]]
    assert "yours, 3 shots in 6 s" in plot.alt


@pytest.mark.parametrize(
    ("test", "said"),
    [
        (OrderTest("lag1", 0.1, 0.4, np.linspace(-1, 1, 99), 12, True), "40% of 100 orders"),
        (OrderTest("lag1", 0.9, 0.001, np.linspace(-1, 0, 999), 12, True), "0.1% of 1,000 orders"),
        (OrderTest("mine", 0.9, 0.02, np.linspace(-1, 0, 99), 12, False), "as high or higher"),
        (OrderTest("median", 2.0, 1.0, np.full(99, 2.0), 12, True), "it knows none"),
    ],
)
def test_a_histogram_says_what_was_found_and_holds_ones_own(test: OrderTest, said: str) -> None:
    plot = histogram(test)
    assert said in title(test) and plot.alt == str(test)
    low, high = plot.figure.axes[0].get_xlim()
    assert low <= test.value <= high


@pytest.mark.parametrize("two_sided", [True, False])
def test_the_orders_that_lie_as_far_out_are_dark(two_sided: bool) -> None:
    others = np.linspace(-1, 1, 201)
    p = share_reached(0.6, others, two_sided)
    test = OrderTest("lag1", 0.6, p, others, 12, two_sided)
    bars = histogram(test).figure.axes[0].patches
    dark = sum(bar.get_height() for bar in bars if to_hex(bar.get_facecolor()) == BLUE.lower())
    assert dark == test.reached == (82 if two_sided else 41)
    assert sum(bar.get_height() for bar in bars) == 201
