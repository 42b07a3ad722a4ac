"""Sliders on the rules of a market and of a ladder: what comes out, as one moves them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from ..economy.answers import ANSWERS
from ..economy.ladders import ladder_of
from ..economy.markets import market, market_of
from ..economy.rules import about, changed
from . import html
from .style import AMBER_ON_INK, GREY_ON_INK

if TYPE_CHECKING:
    import ipywidgets as widgets

    from ..economy import Ladder, Market

OF_MARKET = {"push": 0.1, "match": 0.05, "fit": 0.25, "glance": 0.25, "curated": 0.1}
OF_LADDER = {"automated": 0.05, "drift": 1, "jobs": 50, "own": 0.02, "runway": 0.5, "unpaid": 0.1}
HIGHEST = {
    "push": 3.0,
    "fit": 3.0,
    "glance": 3.0,
    "drift": 20,
    "jobs": 1000,
    "own": 0.4,
    "runway": 5,
}
LOWEST = {"jobs": 50}
SHOWN = ("overlap", "home", "first", "half", "worth")
BESIDE = "monoculture"
AFTER = (20, 40)  # years at which a ladder is asked how many are left


def market_sliders(found: Market) -> widgets.VBox:
    """Show sliders on how works are found, and what comes out beside the monoculture.

    Parameters
    ----------
    found : Market

    Returns
    -------
    ipywidgets.VBox
        Its ``market`` is the market as it stands under the sliders.
    """
    base = market(BESIDE, years=1)

    def made(moved: Mapping[str, Any]) -> Market:
        return market_of(f"{found.name}, as it stands", changed(found.rules, moved), years=1)

    def page(now: Market) -> tuple[str, str]:
        rows = [
            [escape(ANSWERS[name].says), _told(base, name), f'<b style="color:{AMBER_ON_INK}">{_told(now, name)}</b>']
            for name in SHOWN
        ]  # fmt: skip
        words = (
            f"Two people share {now['overlap']:.1%} of what they saw; {now['home']:.1%} of all views "
            f"lie in the viewer's own niche. {now.lost:.0%} of the slots stay empty: nothing new was offered."
        )
        note = (
            "One year. A slot's worth is counted in appeals: how far appeals differ is 1 of them."
        )
        return html.table(["what it says", BESIDE, "under the sliders"], rows, note), words

    return _box(found.rules, OF_MARKET, made, page, "market")


def ladder_sliders(found: Ladder) -> widgets.VBox:
    """Show sliders on the ladder from the coming of the machines on, and how many are left.

    Parameters
    ----------
    found : Ladder

    Returns
    -------
    ipywidgets.VBox
        Its ``ladder`` is the ladder as it stands under the sliders.
    """

    few = ladder_of(found.rules, int(found.years[-1]), 2, found.before)

    def made(moved: Mapping[str, Any]) -> Ladder:
        return few.change(**moved)

    def page(now: Ladder) -> tuple[str, str]:
        from .economy import ladder_plot

        left = [f"after {then} years {now.at(then):.1f} %" for then in AFTER if then in now.years]
        words = f"Able to lead, of today's {now.today:.0f}: {', '.join(left)}."
        return ladder_plot(now)._repr_mimebundle_()["text/html"], words

    return _box(found.rules, OF_LADDER, made, page, "ladder")


def _told(found: Market, name: str) -> str:
    return ANSWERS[name].told(found[name])


def _box(
    rules: Any, steps: Mapping[str, float], made: Callable[[Mapping[str, Any]], Any],
    page: Callable[[Any], tuple[str, str]], kept: str,
) -> widgets.VBox:  # fmt: skip
    """Return sliders over a page that is drawn anew whenever one is moved."""
    import ipywidgets as widgets

    sliders = {name: _slider(rules, name, step) for name, step in steps.items()}
    shown, box = widgets.HTML(), widgets.VBox()
    box.children = [*sliders.values(), shown]

    def draw(_: Any = None) -> None:
        now = made({name: slider.value for name, slider in sliders.items()})
        setattr(box, kept, now)
        body, words = page(now)
        said = f'<p style="margin:0 0 8px;color:{GREY_ON_INK}" role="status">{escape(words)}</p>'
        shown.value = html.card(said + body, words)

    for slider in sliders.values():
        slider.observe(draw, "value")
    draw()
    return box


def _slider(rules: Any, name: str, step: float) -> Any:
    import ipywidgets as widgets

    known, now = about(rules, name), getattr(rules, name)
    top = max(HIGHEST.get(name, known["bounds"][1]), now)
    kind = widgets.IntSlider if isinstance(now, int) else widgets.FloatSlider
    return kind(
        now, min=min(LOWEST.get(name, 0), now), max=top, step=step, description=f"{name}: {known['says']} ({known['unit']})",
        continuous_update=False, layout=widgets.Layout(width="100%", max_width="760px"),
        style={"description_width": "55%"},
    )  # fmt: skip
