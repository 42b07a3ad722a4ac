"""How two films, or two groups, differ: effect sizes with how sure they are."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from ..comparison.differences import signed, told
from . import html
from .dashboard import MARKS
from .plot import Plot, subplots
from .style import AMBER, BLUE, GREY, INK, PAPER, plot_style

if TYPE_CHECKING:
    from ..comparison.differences import Difference, Differences
    from ..comparison.groups import Groups


def forest(differences: Differences, width: float = 9.0) -> Plot:
    """Draw Cliff's delta of every measure that has one: which side has more, and how sure.

    A filled mark lies further from the middle than chance among so many measures would put it; a
    hollow one does not; a cross was not asked, for too little was there to be dealt. What was
    refused is left out; the table says why.

    Parameters
    ----------
    differences : Differences
    width : float
        Inches.
    """
    shown = sorted((one for one in differences if np.isfinite(one.delta)), key=lambda d: d.delta)
    a, b = differences.sides
    with plot_style():
        figure, axis = subplots(figsize=(width, 0.34 * len(shown) + 1.3), layout="constrained")
        for y, one in enumerate(shown):
            _effect(axis, y, one)
        axis.axvline(0, color=GREY, lw=0.8)
        axis.set_xlim(-1.05, 1.05)
        axis.set_ylim(-0.7, max(0.3, len(shown) - 0.3))
        axis.set_yticks(range(len(shown)), [one.name for one in shown], fontsize=9)
        axis.set_xticks([-1, -0.5, 0, 0.5, 1])
        axis.set_xlabel(f"\u2190 {b} has more        Cliff's delta        {a} has more \u2192")
        axis.tick_params(axis="y", length=0)
        axis.spines["left"].set_visible(False)
        axis.set_title(differences.title, loc="left", fontsize=11, wrap=True)
    words = ". ".join(differences.sentence(one) for one in reversed(shown))
    return Plot(figure, f"{differences.title} {words}")


def _effect(axis: Any, y: int, one: Difference) -> None:
    colour = AMBER if one.delta > 0 else BLUE
    axis.plot([0, one.delta], [y, y], color=colour, lw=1.6, alpha=0.5)
    face = colour if one.is_apart else "none"
    mark = "o" if np.isfinite(one.p) else "x"
    axis.plot([one.delta], [y], mark, ms=7, mfc=face, mec=colour, mew=1.4, clip_on=False)
    if one.is_apart:
        side = 1 if one.delta < 0 else -1
        axis.annotate(
            f"{signed(one.value)} {one.unit}".rstrip(), (0, y), xytext=(6 * side, 0),
            textcoords="offset points", ha="left" if side > 0 else "right", va="center",
            fontsize=8.5, color=INK,
        )  # fmt: skip


def spread(groups: Groups, width: float = 9.0) -> Plot:
    """Draw every film of two groups as a mark, each measure on a scale of its own.

    Parameters
    ----------
    groups : Groups
    width : float
        Inches.
    """
    differences = groups.differences()
    shown = [one for one in differences if max(one.counts) and min(one.counts)]
    with plot_style():
        figure, axes = subplots(
            max(1, len(shown)), 1, figsize=(width, 0.62 * max(1, len(shown)) + 1.0),
            squeeze=False, layout="constrained",
        )  # fmt: skip
        for axis, one in zip(axes[:, 0], shown, strict=False):
            _marks(axis, groups, one)
        figure.suptitle(differences.title, x=0.01, ha="left", fontsize=11)
        for n, name in enumerate(groups):
            mark, colour = MARKS[n]
            axes[0, 0].plot([], [], mark, color=colour, label=name)
        axes[0, 0].legend(
            loc="lower right", bbox_to_anchor=(1, 1), ncols=2, frameon=False, fontsize=9
        )
    return Plot(figure, str(differences))


def _marks(axis: Any, groups: Groups, one: Difference) -> None:
    for n, measures in enumerate(groups.values()):
        mark, colour = MARKS[n]
        values = [film[one.id].value for film in measures]
        axis.plot(
            values, [-n] * len(values), mark, color=colour, ms=6, alpha=0.65, mew=0, clip_on=False
        )
    axis.set_ylim(-1.6, 0.6)
    axis.set_yticks([])
    axis.margins(x=0.04)
    for side in ("left", "right", "top"):
        axis.spines[side].set_visible(False)
    axis.tick_params(axis="x", labelsize=7)
    label = f"{one.name}, {one.unit}" if one.unit else one.name
    weight = "bold" if one.is_apart else "normal"
    axis.set_ylabel(label, rotation=0, ha="right", va="center", fontsize=8.5, fontweight=weight)


def differences_bundle(differences: Differences, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for differences."""
    return {"text/html": differences_html(differences), "text/plain": str(differences)}


def differences_html(differences: Differences) -> str:
    """Return differences as a table with a bar for each effect size."""
    a, b = map(escape, differences.sides)
    body = html.heading("Differences", differences.title)
    head = ["measure", a, b, "difference [95 %]", "delta", "", "p", "from"]
    body += html.table(head, map(_table_row, differences.shown), " ".join(_notes(differences)))
    return html.card(body, differences.title)


def _notes(differences: Differences) -> list[str]:
    """Return what one has to know to read the table."""
    (a, b), of = differences.sides, differences.of
    notes = [
        f"delta: how much more often one of {a}\u2019s {of} has the higher value than one of "
        f"{b}\u2019s, -1 to 1."
    ]
    if asked := sum(np.isfinite(one.p) for one in differences):
        notes.append(
            f"p: how often {of} dealt at random differ as much, raised for {asked} questions asked "
            "at once. Bold, with a filled bar: further apart than chance."
        )
    if differences.dealt:
        notes.append(differences.dealt)
    if of == "shots":
        notes.append("It is these two films that differ, and not yet their makers.")
    said: dict[str, list[str]] = {}
    for one in differences:
        if one.is_measured and one.reason:
            said.setdefault(one.reason, []).append(one.name)
    notes += [f"No p for {'; '.join(names)}: {reason}" for reason, names in said.items()]
    refused = [one.name for one in differences if not one.is_measured]
    return [*notes, f"Not measured in both: {'; '.join(refused)}."] if refused else notes


def _table_row(one: Difference) -> list[str]:
    name, *cells = map(escape, told(one))
    cells.insert(4, _bar(one))  # behind delta
    return [f"<b>{name}</b>" if one.is_apart else name, *cells]


def _bar(one: Difference, width: int = 90) -> str:
    if not np.isfinite(one.delta):
        return ""
    half = width / 2
    long = abs(one.delta) * half
    left = half if one.delta > 0 else half - long
    colour = AMBER if one.delta > 0 else BLUE
    fill = colour if one.is_apart else "none"
    return (
        f'<svg width="{width}" height="12" aria-hidden="true">'  # its number stands beside it
        f'<line x1="{half}" x2="{half}" y1="0" y2="12" stroke="{PAPER}" stroke-opacity=".4"/>'
        f'<rect x="{left:.1f}" y="2.5" width="{max(long, 1):.1f}" height="7" fill="{fill}" '
        f'stroke="{colour}"/></svg>'
    )


def groups_bundle(groups: Groups, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for two groups of films."""
    differences = groups.differences()
    body = differences_html(differences)
    said = [*groups.changed[:6], *groups.caveats]
    if len(groups.changed) > 6:
        said.insert(6, f"and {len(groups.changed) - 6} films more.")
    if said:
        items = "".join(f"<li>{escape(words)}</li>" for words in said)
        body += f'<ul style="font-size:12px;color:{GREY}">{items}</ul>'
    return {"text/html": body, "text/plain": str(groups)}
