"""What is left of a feed and of a dark room, as bars; and a whole class's, as lines."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from ..words import counted
from . import html
from .plot import Plot, subplots
from .style import AMBER, BLUE, GREY, GREY_ON_PAPER, plot_style

if TYPE_CHECKING:
    from ..comparison.remembered import Remembered, RememberedBy

_ROOMS = (("feed", "feed", BLUE, "//"), ("dark", "dark room", AMBER, ""))


def bars(found: Remembered) -> Plot:
    """Draw d' of both rooms as two bars with their 95 % intervals.

    Parameters
    ----------
    found : Remembered

    Returns
    -------
    Plot
        With the same in words.
    """
    with plot_style():
        figure, axis = subplots(figsize=(7.6, 2.7), layout="constrained")
        for place, (room, _, colour, hatch) in enumerate(_ROOMS):
            one = getattr(found, room)
            low, high = one.interval()
            axis.barh(-place, one.d_prime, 0.56, color=colour, hatch=hatch, edgecolor="white", lw=0)
            axis.plot([low, high], [-place] * 2, color="black", lw=1.2)
            for end in (low, high):
                axis.plot([end] * 2, [-place - 0.09, -place + 0.09], color="black", lw=1.2)
            axis.annotate(
                f"{one.hits} of {one.old} known, {one.false_alarms} of {one.new} lures taken for known",
                (0, -place - 0.42), xytext=(4, 0), textcoords="offset points", va="center",
                fontsize=9, color=GREY_ON_PAPER,
            )  # fmt: skip
        axis.axvline(0, color=GREY, lw=0.8)
        axis.set_yticks([0, -1], [name for _, name, *_ in _ROOMS])
        axis.tick_params(axis="y", length=0)
        axis.spines["left"].set_visible(False)
        axis.set_ylim(-1.62, 0.45)
        axis.set_xlabel("d' (0: guessing), with its 95 % interval")
        axis.set_title(title_of(found))
    return Plot(figure, f"{title_of(found)}. {found!s}".replace("\n", " "))


def title_of(found: Remembered) -> str:
    """Return what two bars say, in a line.

    Parameters
    ----------
    found : Remembered

    Returns
    -------
    str
    """
    _, low, high = found.difference
    who = "A simulated viewer" if found.simulated else "One viewer, one day"
    if low <= 0 <= high:
        return f"{who}: two bars that so few pieces can't tell apart"
    more = "dark room" if low > 0 else "feed"
    return f"{who}: more is left of the {more}"


def lines(found: RememberedBy) -> Plot:
    """Draw each viewer's two d' joined by a line, and the means.

    Parameters
    ----------
    found : RememberedBy

    Returns
    -------
    Plot
        With the same in words.
    """
    with plot_style():
        figure, axis = subplots(figsize=(5.6, 3.6), layout="constrained")
        pairs = [(one.feed.d_prime, one.dark.d_prime) for one in found.viewers]
        for pair in pairs:
            axis.plot([0, 1], pair, "-o", color=GREY, lw=0.8, ms=3)
        for place, ((_, _, colour, _), shape) in enumerate(zip(_ROOMS, "os", strict=True)):
            middle = sum(pair[place] for pair in pairs) / len(pairs)
            axis.plot([place], [middle], shape, color=colour, ms=11)
            side = -1 if place == 0 else 1
            axis.annotate(f"{middle:.2f}", (place, middle), xytext=(14 * side, 0), va="center",
                          ha="right" if place == 0 else "left", textcoords="offset points")  # fmt: skip
        axis.axhline(0, color=GREY, lw=0.8)
        axis.set_xlim(-0.4, 1.4)
        axis.set_xticks([0, 1], [name for _, name, *_ in _ROOMS])
        axis.set_ylabel("d' (0: guessing)")
        more, low, high = found.difference
        sure = f" ({low:.2f} to {high:.2f})" if len(pairs) > 1 else ""
        axis.set_title(f"{found.who}: {more:+.2f} in the dark{sure}")
    return Plot(figure, found.finding)


def remembered_bundle(found: Remembered, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows of one viewer's test."""
    under = "simulated: chance has answered, and nobody watched" if found.simulated else ""
    if not found:
        return _bundle(found, html.heading("No memory test yet"), found.why, "")
    head = html.heading("One viewer's memory", under)
    return _bundle(found, head, found.finding, html.frame(found.table()))


def remembered_by_bundle(found: RememberedBy, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows of a class's tests: each viewer's is folded."""
    left = f"{counted(found.left_out, 'file')} left out: not done" if found.left_out else ""
    folded = (
        '<details><summary style="cursor:pointer;font-size:13px">Each viewer</summary>'
        f"{html.frame(found.table())}</details>"
    )
    return _bundle(found, html.heading(f"The memory of {found.who}", left), found.finding, folded)


def _bundle(found: Any, head: str, finding: str, table: str) -> dict[str, str]:
    said = f'<p style="margin:0 0 8px;max-width:80ch;font-size:13px">{escape(finding)}</p>'
    return {"text/html": html.card(head + said + table, finding), "text/plain": str(found)}
