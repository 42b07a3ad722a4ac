"""What people look at of a market and of a ladder: who has the views, what moves an answer, who is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from . import html
from .plot import Plot, subplots
from .style import AMBER, BLUE, GREY, GREY_ON_PAPER, INK, plot_style

if TYPE_CHECKING:
    from ..economy import Ladder, LadderRules, Market, MarketRules, Markets, Swings

BARS = 8  # rules that have a bar: the rest move little
FIRST = frozenset(
    [
        "works",
        "slots",
        "push",
        "match",
        "fit",
        "glance",
        "curated",
        "entrants",
        "jobs",
        "automated",
        "drift",
        "own",
        "runway",
        "unpaid",
        "practice",
    ]
)  # rules that the lesson moves or speaks of: the others are folded
PEOPLE = (
    "Mean of the years ± their standard deviation. Worth is counted in appeals, money in dollars."
)


def market_plot(found: Market, title: str = "") -> Plot:
    """Draw which share of the works has which share of the views, a line a year.

    Parameters
    ----------
    found : Market
    title : str
        What is found; who shares what, where it is left out.

    Returns
    -------
    Plot
    """
    from matplotlib.ticker import FuncFormatter

    half, works = found["half"], found.rules.works
    said = title or f"{found.name}: {half:.1%} of the works have half of the views"
    share = 100 * np.arange(1, works + 1) / works
    with plot_style():
        figure, axis = subplots(figsize=(9.0, 3.0), layout="constrained")
        for one in found.years:
            views = np.sort(one.views)[::-1]
            axis.plot(share, 100 * np.cumsum(views) / views.sum(), color=INK, lw=0.9, alpha=0.7)
        axis.plot([share[0], 100 * half, 100 * half], [50, 50, 0], "--", color=AMBER, lw=1.2)
        axis.annotate(
            f"half of the views: {half:.1%} of the works", (100 * half, 50), xytext=(8, -4),
            textcoords="offset points", va="top", color=GREY_ON_PAPER,
        )  # fmt: skip
        axis.set_xscale("log")
        axis.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        axis.set_xlim(share[0], 100)
        axis.set_ylim(0, 100)
        axis.set_xlabel(
            "share of the works, the most seen first (%; each mark is ten times the last)"
        )
        axis.set_ylabel("share of the views (%)")
        axis.set_title(said)
    return Plot(figure, f"{said}. {found}")


def markets_plot(found: Markets, answers: tuple[str, str] = ("overlap", "home")) -> Plot:
    """Draw two answers against each other, a market a group of dots, a year a dot.

    Parameters
    ----------
    found : Markets
    answers : (str, str)
        Along and up.

    Returns
    -------
    Plot
    """
    from ..economy.answers import answer

    along, up = map(answer, answers)
    many = [100 if one.unit == "%" else 1 for one in (along, up)]
    right, high = (_outermost(found, one.name) for one in (along, up))
    title = f"Farthest to the right: {right}; highest: {high}"
    said = "; ".join(
        f"{name}: {along.told(each[along.name], each.each(along.name).std())}" for name, each in found.items()
    )  # fmt: skip
    with plot_style():
        figure, axis = subplots(figsize=(9.0, 3.6), layout="constrained")
        dots = {}
        for (name, each), (colour, mark) in zip(found.items(), _marks(len(found)), strict=True):
            x, y = many[0] * each.each(along.name), many[1] * each.each(up.name)
            axis.plot(x, y, mark, color=colour, ms=7, alpha=0.75, clip_on=False)
            dots[name] = (float(x.min()), float(x.max()), float(y.mean()), colour)
        _name_dots(axis, dots)
        axis.set_xlim(left=0, right=1.25 * axis.get_xlim()[1])
        axis.set_ylim(bottom=0)
        axis.set_xlabel(_axis(along.says, along.unit))
        axis.set_ylabel(_axis(up.says, up.unit))
        axis.set_title(title)
    return Plot(figure, f"{title}. {up.says.capitalize()} against: {along.says}. {said}.")


def _name_dots(axis: Any, dots: dict[str, tuple[float, float, float, str]]) -> None:
    """Write names to the right of dots (from, to, height, colour); where dots mingle, one above the other."""
    near = 0.08 * max(height for *_, height, _ in dots.values())
    placed: list[str] = []
    for name, (low, high, height, colour) in dots.items():
        with_ = [
            dots[one] for one in placed
            if abs(dots[one][2] - height) < near and dots[one][0] <= high and low <= dots[one][1]
        ]  # fmt: skip
        at = max([high, *(one[1] for one in with_)])
        axis.annotate(name, (at, height), xytext=(9, 14 * len(with_)), textcoords="offset points",
                      va="center", color=GREY_ON_PAPER if colour == GREY else colour, annotation_clip=False)  # fmt: skip
        placed.append(name)


def _outermost(found: Markets, name: str) -> str:
    """Return which market has most of an answer, and with it those that chance may put first."""
    years = {market: each.each(name) for market, each in found.items()}
    most = max(years.values(), key=lambda values: float(values.mean()))
    first = [market for market, values in years.items() if values.max() >= most.min()]
    return " and ".join(first) + (" (a tie)" if len(first) > 1 else "")


def _axis(says: str, unit: str) -> str:
    return f"{says} ({unit})" if unit else says


def _marks(count: int) -> list[tuple[str, str]]:
    marks = [(AMBER, "s"), (BLUE, "o"), (INK, "^"), (GREY, "D")]
    return [marks[n % len(marks)] for n in range(count)]


def swings_plot(found: Swings) -> Plot:
    """Draw how far each rule by itself moves an answer: a bar a rule, the widest on top.

    Parameters
    ----------
    found : Swings

    Returns
    -------
    Plot
    """
    shown = found[:BARS]
    of = found.of[0].upper() + found.of[1:]
    said = f"{of}: {' and '.join(one.rule for one in shown[:2])} move it most"
    with plot_style():
        figure, axis = subplots(figsize=(9.0, 0.36 * len(shown) + 1.3), layout="constrained")
        axis.axvline(found.now, color=GREY, lw=1)
        for n, one in enumerate(shown):
            axis.plot([one.at_low, one.at_high], [-n, -n], color=GREY, lw=5, alpha=0.4, zorder=1)
            axis.plot([one.at_low], [-n], "o", mfc="white", mec=BLUE, mew=1.5, ms=7)
            axis.plot([one.at_high], [-n], "s", color=AMBER, ms=7)
        names = [f"{one.rule}, {one.low:g} to {one.high:g}" for one in shown]
        axis.set_yticks([-n for n in range(len(shown))], names)
        axis.tick_params(axis="y", length=0)
        axis.spines["left"].set_visible(False)
        axis.set_ylim(-len(shown) + 0.4, 0.6)
        axis.set_xlabel(f"{found.of}; ring: the rule low, square: high; line: as it stands")
        axis.set_title(said)
    told = "; ".join(
        f"{one.rule} from {one.low:g} to {one.high:g}: {one.at_low:.3g} to {one.at_high:.3g}"
        for one in found
    )
    return Plot(figure, f"{said}. {found.of}, {found.now:.3g} as it stands. {told}.")


def ladder_plot(found: Ladder, title: str = "") -> Plot:
    """Draw how many people are able to lead a film, with machines and without, over the years.

    Parameters
    ----------
    found : Ladder
    title : str
        What is found; when it shows, where it is left out.

    Returns
    -------
    Plot
    """
    said = title or _when_it_shows(found)
    lines = (("without machines", found.without, INK, "--"), ("as it goes", found.able, AMBER, "-"))
    with plot_style():
        figure, axis = subplots(figsize=(9.0, 3.0), layout="constrained")
        for name, runs, colour, line in lines:
            axis.plot(found.years, runs.T, color=colour, lw=0.5, alpha=0.35)
            axis.plot(found.years, runs.mean(axis=0), line, color=colour, lw=1.8)
            axis.annotate(name, (found.years[-1], runs[:, -1].mean()), xytext=(7, 0), color=colour,
                          textcoords="offset points", va="center", annotation_clip=False)  # fmt: skip
        axis.axvline(0, color=GREY, lw=0.8)
        axis.annotate("the machines come", (0, 0), xytext=(4, 6), textcoords="offset points",
                      color=GREY_ON_PAPER)  # fmt: skip
        axis.set_xlim(found.years[0], found.years[-1])
        axis.set_ylim(bottom=0)
        axis.set_xlabel("years since the machines came")
        axis.set_ylabel("people able to lead a film")
        axis.set_title(said)
    return Plot(figure, f"{said}. {_table_in_words(found)}")


def _when_it_shows(found: Ladder) -> str:
    until = int(found.years[-1])
    if found.shows is None:
        return f"One in ten is not missing for good within {until} years"
    left = f"after {until} years {found.left[-1]:.0f} % are left"
    return f"One in ten is missing from year {found.shows} on; {left}"


def _table_in_words(found: Ladder) -> str:
    return "; ".join(
        f"year {when}: {able}, {left} of today's number, without machines {without}"
        for when, able, without, left in found.table().itertuples(index=False)
    )


def rules_bundle(rules: MarketRules | LadderRules, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for the rules of a market or of a ladder."""
    words = rules.table()
    shown = words.rule.isin(FIRST)
    note = "Whose: ours means that nobody has measured it, as far as we know. Change it, and see."
    folded = (
        '<details style="margin-top:8px;font-size:13px"><summary style="cursor:pointer">'
        f"The {(~shown).sum()} others</summary>{html.frame(words[~shown], quiet='ours')}</details>"
    )
    first = html.frame(words[shown], note, quiet="ours")
    body = html.heading("Rules", f"{len(words)} of them") + first + folded
    return {"text/html": html.card(body, "Rules"), "text/plain": words.to_string(index=False)}


def market_bundle(found: Market, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for a market."""
    lost = (
        f" {found.lost:.1%} of the slots stay empty: nothing new was offered." if found.lost else ""
    )
    body = html.heading(found.name, repr(found)) + html.frame(found.table(), PEOPLE + lost)
    return {"text/html": html.card(body, repr(found)), "text/plain": repr(found)}


def markets_bundle(found: Markets, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for markets beside each other."""
    body = html.heading("Markets", "the same people, other rules") + html.frame(
        found.table(), PEOPLE
    )
    return {"text/html": html.card(body, repr(found)), "text/plain": repr(found)}


def swings_bundle(found: Swings, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for swings: their picture, and the numbers under it."""
    drawn = swings_plot(found)._repr_mimebundle_()["text/html"]
    note = (
        "One rule is moved at a time, and all others stay: two that pull together aren't found so."
    )
    page = drawn + html.card(html.frame(found.table(), note), repr(found))
    return {"text/html": page, "text/plain": repr(found)}


def ladder_bundle(found: Ladder, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for a ladder: its picture, and the numbers under it."""
    drawn = ladder_plot(found)._repr_mimebundle_()["text/html"]
    note = (
        "Mean of the runs ± their standard deviation. Today's: able to lead when the machines come, "
        f"{found.today:.0f} people."
    )
    page = drawn + html.card(html.frame(found.table(), note), str(found))
    return {"text/html": page, "text/plain": repr(found)}
