"""What people look at: players, timelines, contact sheets, plots, rooms, boxes of feedback.

The things that show themselves (a Clip, a Cut, Measures) never import it: Jupyter is told how to
show them by their names, and what they are asked to draw they ask :mod:`kuleshov.views` for, so
that nothing is imported before it is looked at.
"""

from typing import Any

import lazy_loader

from .. import views

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

_SHOWN = {
    ("kuleshov.media.clip", "Clip"): "player:clip_bundle",
    ("kuleshov.media.traces.found", "Traces"): "tables:traces_bundle",
    ("kuleshov.library.takes", "Rushes"): "bins:rushes_bundle",
    ("kuleshov.library.synced", "Synced"): "bins:synced_bundle",
    ("kuleshov.library.takes", "Take"): "bins:take_bundle",
    ("kuleshov.library.catalogue", "Catalogue"): "bins:catalogue_bundle",
    ("kuleshov.library.roll", "CreditRoll"): "tables:credits_bundle",
    ("kuleshov.library.ledger_entries", "Ledger"): "tables:ledger_bundle",
    ("kuleshov.library.papers", "Papers"): "papers:papers_bundle",
    ("kuleshov.timeline.cut", "Cut"): "edit_picture:cut_bundle",
    ("kuleshov.timeline.gaps", "Gaps"): "conversation:gaps_bundle",
    ("kuleshov.metrics.measures", "Measures"): "tables:measures_bundle",
    ("kuleshov.metrics.measures", "Measure"): "tables:measure_bundle",
    ("kuleshov.metrics.matching", "Apart"): "light:apart_bundle",
    ("kuleshov.metrics.drifts", "Drift"): "light:drift_bundle",
    ("kuleshov.metrics.peaks", "Surprises"): "peaks:surprises_bundle",
    ("kuleshov.metrics.looking_back", "Hindsight"): "peaks:hindsight_bundle",
    ("kuleshov.metrics.order_tests", "OrderTest"): "orders:order_bundle",
    ("kuleshov.metrics.marked_room", "MarkedRoom"): "floor_plan:room_bundle",
    ("kuleshov.metrics.cards", "Card"): "tables:card_bundle",
    ("kuleshov.metrics.shots.cuts", "Cuts"): "tables:cuts_bundle",
    ("kuleshov.generate.forecasts", "Forecast"): "foretelling:forecast_bundle",
    ("kuleshov.generate.futures", "Futures"): "foretelling:futures_bundle",
    ("kuleshov.economy.rules", "MarketRules"): "economy:rules_bundle",
    ("kuleshov.economy.rules", "LadderRules"): "economy:rules_bundle",
    ("kuleshov.economy.markets", "Market"): "economy:market_bundle",
    ("kuleshov.economy.markets", "Markets"): "economy:markets_bundle",
    ("kuleshov.economy.swings", "Swings"): "economy:swings_bundle",
    ("kuleshov.economy.ladders", "Ladder"): "economy:ladder_bundle",
    ("kuleshov.comparison.compare", "Comparison"): "side_by_side:comparison_bundle",
    ("kuleshov.comparison.groups", "Groups"): "differences:groups_bundle",
    ("kuleshov.comparison.differences", "Differences"): "differences:differences_bundle",
    ("kuleshov.comparison.votes", "Votes"): "side_by_side:votes_bundle",
    ("kuleshov.comparison.preferences", "Preferences"): "side_by_side:preferences_bundle",
    ("kuleshov.comparison.vote_correlation", "VoteCorrelations"): "tables:correlations_bundle",
    ("kuleshov.comparison.crossed", "Crossed"): "crossed:crossed_bundle",
    ("kuleshov.comparison.remembered", "Remembered"): "remembered:remembered_bundle",
    ("kuleshov.comparison.remembered", "RememberedBy"): "remembered:remembered_by_bundle",
    ("kuleshov.generate.nearness", "Nearest"): "tables:nearest_bundle",
    ("kuleshov.criticism.citations", "Critique"): "side_by_side:critique_bundle",
    ("kuleshov.criticism.reviewing", "Review"): "review_form:review_bundle",
}
"""What Jupyter shows of each type."""

_DRAWN = {
    "storyboard": "film_views:storyboard",
    "strip": "film_views:strip",
    "edit": "edit_picture:edit_view",
    "glance": "glance:glance",
    "surprises": "peaks:surprise_plot",
    "hindsight": "peaks:hindsight_plot",
    "light": "light:light",
    "forecast": "foretelling:curves",
    "futures": "foretelling:moment",
    "market": "economy:market_plot",
    "markets": "economy:markets_plot",
    "swings": "economy:swings_plot",
    "ladder": "economy:ladder_plot",
    "market sliders": "economy_sliders:market_sliders",
    "ladder sliders": "economy_sliders:ladder_sliders",
    "dashboard": "dashboard:dashboard",
    "strips": "strips:strips",
    "sheet": "strips:sheet",
    "crossed": "crossed:pairs_plot",
    "forest": "differences:forest",
    "spread": "differences:spread",
    "pairs": "pairs:pairs",
    "papers": "papers:papers_page",
    "programme": "programme_page:programme_page",
    "ledger_form": "ledger_form:ledger_form",
    "continuity form": "continuity_form:continuity_form",
    "review form": "review_form:review_form",
    "remembered": "remembered:bars",
    "remembered by": "remembered:lines",
    "error": "errors_in_cells:error_lines",
}
"""What things draw of themselves when they are asked to."""


def _register() -> None:
    """Tell the things what draws them, and a running IPython how to show them, by their names."""
    import sys

    for name, place in _DRAWN.items():
        views.register(name, f"{__name__}.{place}")
    shell = sys.modules.get("IPython")
    running = shell.get_ipython() if shell else None
    if running is None:
        return
    formatter = running.display_formatter.mimebundle_formatter
    from .errors_in_cells import ready

    ready(running)
    for (module, name), place in _SHOWN.items():
        formatter.for_type_by_name(module, name, _viewer(f"{module}.{name}", place))


def _viewer(name: str, place: str) -> Any:
    views.register(name, f"{__name__}.{place}")

    def show(thing: Any, **options: Any) -> Any:
        return views.view(name)(thing, **options)

    return show


_register()
