"""A number of an order among the numbers of other orders, as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ..metrics.formulas.shuffles import as_far
from .plot import Plot, subplots
from .style import AMBER, BLUE, BLUE_PALE, GREY_ON_PAPER, plot_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..metrics import OrderTest


def order_bundle(test: OrderTest, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for a test of order."""
    return histogram(test)._repr_mimebundle_()


def histogram(test: OrderTest) -> Plot:
    """Draw what other orders of the same shots come to, and where one's own lies.

    Parameters
    ----------
    test : OrderTest
    """
    with plot_style():
        figure, axis = subplots(figsize=(9.0, 2.6), layout="constrained")
        if test.knows_order:
            _bars(axis, test)
        else:
            axis.bar([test.value], [len(test.shuffled)], width=0.12, color=BLUE)
            axis.set_xlim(test.value - 1, test.value + 1)
            axis.set_ylim(0, 1.35 * len(test.shuffled))
        axis.axvline(test.value, color=AMBER, lw=2)
        _name(axis, test)
        axis.set_xlabel(
            f"{test.name} of the same {test.shots} shots in {len(test.shuffled)} other orders"
            + (" (blue: as far out)" if test.knows_order else "")
        )
        axis.set_ylabel("orders")
        axis.set_title(title(test))
    return Plot(figure, str(test))


def title(test: OrderTest) -> str:
    """Say what was found, so that it holds for any test."""
    if not test.knows_order:
        return f"{test.name} is the same in every order: it knows none"
    orders = len(test.shuffled) + 1
    share = f"{test.p:.0%}" if test.p >= 0.01 else f"{test.p:.1%}"
    return (
        f"{share} of {orders:,} orders, yours among them, lie as far out"
        if test.two_sided
        else f"{share} of {orders:,} orders, yours among them, are as high or higher"
    )


def _bars(axis: Axes, test: OrderTest) -> None:
    seen = [*test.shuffled, test.value]
    edges = np.linspace(min(seen), max(seen), 41)
    far = as_far(test.value, test.shuffled, test.two_sided)
    parts = [test.shuffled[far], test.shuffled[~far]]
    counts, *_ = axis.hist(parts, bins=list(edges), stacked=True, color=[BLUE, BLUE_PALE])
    axis.set_ylim(0, 1.3 * float(np.max(counts)))
    if test.two_sided:  # the mirror image of one's own: what lies beyond it counts as well
        mirror = 2 * float(test.shuffled.mean()) - test.value
        axis.axvline(mirror, color=GREY_ON_PAPER, lw=1, ls=":")
        if min(edges[0], test.value) <= mirror <= max(edges[-1], test.value):
            return
        low, high = axis.get_xlim()
        room = 0.02 * (high - low)
        axis.set_xlim(min(low, mirror - room), max(high, mirror + room))


def _name(axis: Axes, test: OrderTest) -> None:
    """Write the own value beside its line, on the side where there is room."""
    from ..metrics.measures import number

    low, high = axis.get_xlim()
    is_right = test.value > (low + high) / 2
    axis.annotate(
        f"yours, {number(test.value)}", (test.value, 0.9), xycoords=("data", "axes fraction"),
        xytext=(-6 if is_right else 6, 0), textcoords="offset points", va="center",
        ha="right" if is_right else "left", color=AMBER, fontweight="bold",
    )  # fmt: skip
