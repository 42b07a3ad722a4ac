"""The pictures of lesson 03: a century of shot lengths, cuts as a barcode, and what a test can see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from .plot import Plot, subplots
from .style import AMBER, BLUE, GREY, GREY_ON_PAPER, INK, PAPER, plot_style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

NAMES = {
    "asl": ("average shot length", "s"),
    "median": ("median shot length", "s"),
    "log_sd": ("spread of shot lengths", ""),
    "short_share": ("share of time in shots under 2 s", ""),
    "lag1": ("likeness of neighbours", ""),
    "shots": ("shots", ""),
}


def century(
    films: pd.DataFrame, column: str, mine: float | None = None, middle: str = "median"
) -> Plot:
    """Draw a number of many films over the years, each film a dot.

    Parameters
    ----------
    films : DataFrame
        A row a film, with ``year`` and the column; as ``ku.table("century")``.
    column : str
        Such as "asl", "median", "short_share".
    mine : float, optional
        The number of a film of one's own, in the column's unit: an amber diamond at the right.
    middle : {"median", "mean"}
        What stands for a year: a bar in its dots.
    """
    name, unit = NAMES.get(column, (column, ""))
    years = films.groupby("year")[column].agg(middle)
    first, last, top = years.index[0], years.index[-1], years.idxmax()
    with plot_style():
        figure, axis = subplots(figsize=(9.0, 3.6), layout="constrained")
        rng = np.random.default_rng(0)
        axis.scatter(films.year + rng.uniform(-0.9, 0.9, len(films)), films[column], s=11,
                     color=GREY, alpha=0.7, linewidths=0)  # fmt: skip
        axis.hlines(years, years.index - 1.5, years.index + 1.5, color=INK, lw=2.2, zorder=4)
        for year, value in years.loc[list(dict.fromkeys((first, top, last)))].items():
            axis.annotate(_said(value), (year, value), fontsize=9, ha="center",
                          xytext=(0, 3), textcoords="offset points", color=INK,
                          bbox={"fc": PAPER, "ec": "none", "pad": 0.6, "alpha": 0.8})  # fmt: skip
        axis.set_xlim(first - 3, last + 9)
        if mine is not None and np.isfinite(mine):
            axis.plot([last + 6], [mine], "D", color=AMBER, ms=8)
            axis.annotate(f"yours, {_said(mine)}", (last + 6, mine), xytext=(0, 9), ha="center",
                          textcoords="offset points", color=AMBER, fontweight="bold", fontsize=9)  # fmt: skip
        low = min(0.0, float(films[column].min()), mine or 0.0)
        axis.set_ylim(low, 1.08 * max(float(films[column].max()), mine or 0))
        axis.set_xticks(list(years.index[::2]))
        axis.set_ylabel(f"{name} ({unit})" if unit else name)
        title = _trend(name, unit, years, middle)
        axis.set_title(title)
    told = ", ".join(f"{year}: {_said(value)}" for year, value in years.items())
    yours = "" if mine is None else f" Yours: {_said(mine)}."
    return Plot(figure, f"{title}. {middle.title()} of each year's films: {told}.{yours}")


def _said(value: float) -> str:
    return f"{value:.1f}" if abs(value) >= 2 else f"{value:.2f}"


def _trend(name: str, unit: str, years: pd.Series[Any], middle: str) -> str:
    values, s = years.to_numpy(), f" {unit}".rstrip()
    told = sorted({0, int(values.argmax()), len(values) - 1})
    named = ", ".join(f"{_said(values[n])}{s} in {years.index[n]}" for n in told)
    return f"{name[0].upper()}{name[1:]}, {middle} of a year's films: {named}"


def barcodes(rows: Mapping[str, Sequence[float]], title: str = "") -> Plot:
    """Draw films as barcodes, one under the other: a line for each cut.

    Parameters
    ----------
    rows : mapping of str to sequence of float (shots,)
        By name: shot lengths (s), in the order of the film. A first row called "yours" is amber.
    title : str
        What is found; what there is to see where it is left out.
    """
    longest = max(sum(lengths) for lengths in rows.values())
    with plot_style():
        figure, axes = subplots(len(rows), 1, figsize=(9.0, 0.75 * len(rows) + 0.9),
                                    sharex=True, squeeze=False, layout="constrained")  # fmt: skip
        for axis, (name, lengths) in zip(axes[:, 0], rows.items(), strict=True):
            cuts = np.cumsum(lengths)[:-1]
            thick = 1.6 if len(lengths) < 60 else 0.7
            axis.vlines(cuts, 0, 1, color=AMBER if name == "yours" else BLUE, lw=thick)
            axis.set_xlim(0, longest)
            axis.set_ylim(0, 1)
            axis.set_yticks([])
            axis.set_ylabel(name, rotation=0, ha="right", va="center")
            axis.tick_params(length=0)
            for spine in axis.spines.values():
                spine.set_visible(False)
        _time(axes[-1, 0], longest)
        said = title or f"{len(rows)} films: each line is a cut"
        figure.suptitle(said, x=0.01, ha="left", fontsize=11, color=INK)
    told = "; ".join(
        f"{name}, {len(lengths)} shots in {sum(lengths):.0f} s" for name, lengths in rows.items()
    )
    return Plot(figure, f"{said}. {told}.")


def _time(axis: Axes, longest: float) -> None:
    if longest > 300:
        axis.xaxis.set_major_formatter(lambda at, _: f"{at / 60:.0f}")
        axis.set_xticks(np.arange(0, longest, 300))
        axis.set_xlabel("time (minutes)")
    else:
        axis.set_xlabel("time (s)")


def power(table: pd.DataFrame, mine: int) -> Plot:
    """Draw how often a test of order sees one, by how many shots it is given.

    Parameters
    ----------
    table : DataFrame
        As ``ku.table("power")``.
    mine : int
        How many shots a film of one's own has.
    """
    share = seen(table, mine)
    shots = table.shots.to_numpy()
    with plot_style():
        figure, axis = subplots(figsize=(9.0, 3.2), layout="constrained")
        axis.plot(shots, table.rejected, "o-", color=BLUE, ms=4)
        axis.plot(shots, table.shuffled, "s-", color=GREY, ms=3, lw=1)
        axis.annotate("cut out of films", (shots[-3], table.rejected.iloc[-3]), xytext=(0, 9),
                      textcoords="offset points", ha="right", color=BLUE)  # fmt: skip
        axis.annotate("the same, shuffled first", (shots[-3], table.shuffled.iloc[-3]), xytext=(0, 7),
                      textcoords="offset points", ha="right", color=GREY_ON_PAPER)  # fmt: skip
        at = float(np.clip(mine, shots[0], shots[-1]))
        axis.plot([at], [share], "D", color=AMBER, ms=9, zorder=3)
        axis.annotate(f"yours, {mine}: {share:.0%}", (at, share),
                      xytext=(4, 14) if at < 24 else (-8, 12), textcoords="offset points",
                      color=AMBER, fontweight="bold", ha="left" if at < 24 else "right")  # fmt: skip
        axis.set_xscale("log")
        axis.set_xticks(
            [8, 12, 24, 48, 100, 200, 400], ["8", "12", "24", "48", "100", "200", "400"]
        )
        axis.minorticks_off()
        axis.set_ylim(0, 1)
        axis.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
        axis.set_xlabel("shots in the piece (each step of the axis multiplies)")
        axis.set_ylabel("pieces in which\nthe test sees an order")
        title = f"Of pieces with as many shots as yours, the test sees an order in {share:.0%}"
        axis.set_title(title)
    told = ", ".join(
        f"{one.shots} shots: {one.rejected:.0%} ({one.shuffled:.0%} shuffled)"
        for one in table.itertuples()
    )
    return Plot(figure, f"{title}. {told}.")


def seen(table: pd.DataFrame, shots: int) -> float:
    """Return the share of windows of so many shots in which the test sees an order, 0 to 1.

    Between the sizes that were tried it is a straight line over their logarithms; beyond them it
    is that of the nearest.

    >>> import pandas as pd
    >>> seen(pd.DataFrame({"shots": [10, 100], "rejected": [0.1, 0.5]}), 1000)
    0.5
    """
    return float(np.interp(np.log(max(1, shots)), np.log(table.shots), table.rejected))


__all__ = ["barcodes", "century", "power", "seen"]
