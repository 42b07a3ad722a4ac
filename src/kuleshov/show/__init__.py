"""What people look at: players, timelines, contact sheets, plots, boxes of feedback.

The things that show themselves (a Clip, a Cut, Measures) know nothing of this package. It tells
Jupyter how to show them by their names, so that nothing is imported before it is looked at.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

_NAMES = {
    "SideBySide": "beside",
    "check": "feedback",
    "correct": "feedback",
    "cutting_room": "rooms.cutting_room",
    "floor_plan": "floor_plan",
    "keep_working": "feedback",
    "mark": "rooms.marking_table",
    "match_grade": "sliders",
    "predict": "predictions",
    "screening_room": "rooms.screening_room",
    "side_by_side": "beside",
    "still_missing": "feedback",
    "strip": "film_views",
    "storyboard": "film_views",
    "style": "style",
    "tempo": "sliders",
}
__all__ = sorted(_NAMES)

_SHOWN = {
    ("kuleshov.media.clip", "Clip"): ("player", "clip_bundle"),
    ("kuleshov.library.takes", "Rushes"): ("bins", "rushes_bundle"),
    ("kuleshov.library.takes", "Take"): ("bins", "take_bundle"),
    ("kuleshov.library.catalogue", "Catalogue"): ("bins", "catalogue_bundle"),
    ("kuleshov.library.roll", "CreditRoll"): ("tables", "credits_bundle"),
    ("kuleshov.library.ledger", "Ledger"): ("tables", "ledger_bundle"),
    ("kuleshov.timeline.cut", "Cut"): ("edit_picture", "cut_bundle"),
    ("kuleshov.metrics.measures", "Measures"): ("tables", "measures_bundle"),
    ("kuleshov.metrics.measures", "Measure"): ("tables", "measure_bundle"),
    ("kuleshov.metrics.cards", "Card"): ("tables", "card_bundle"),
    ("kuleshov.metrics.cuts", "Cuts"): ("tables", "cuts_bundle"),
    ("kuleshov.comparison.beside", "Comparison"): ("beside", "comparison_bundle"),
    ("kuleshov.comparison.groups", "Groups"): ("differences", "groups_bundle"),
    ("kuleshov.comparison.differences", "Differences"): ("differences", "differences_bundle"),
    ("kuleshov.comparison.votes", "Votes"): ("beside", "votes_bundle"),
    ("kuleshov.comparison.preferences", "Preferences"): ("beside", "preferences_bundle"),
    ("kuleshov.criticism.citations", "Critique"): ("beside", "critique_bundle"),
}


def __getattr__(name: str) -> Any:
    module = _NAMES.get(name)
    if module is None:
        raise AttributeError(f"kuleshov.show has no name {name!r}")
    found = import_module(f"{__name__}.{module}")
    value = found if name == module == "style" else getattr(found, name)
    globals()[name] = value
    return value


def _register() -> None:
    """Tell the running IPython how to show each of the kit's types, by their names."""
    import sys

    shell = sys.modules.get("IPython")
    running = shell.get_ipython() if shell else None
    if running is None:
        return
    formatter = running.display_formatter.mimebundle_formatter
    for (module, name), (viewer, function) in _SHOWN.items():
        formatter.for_type_by_name(module, name, _viewer(viewer, function))


def _viewer(module: str, function: str) -> Any:
    def show(thing: Any, **options: Any) -> Any:
        return getattr(import_module(f"{__name__}.{module}"), function)(thing, **options)

    return show


_register()

if TYPE_CHECKING:
    from .beside import SideBySide as SideBySide
    from .beside import side_by_side as side_by_side
    from .feedback import check as check
    from .feedback import correct as correct
    from .feedback import keep_working as keep_working
    from .feedback import still_missing as still_missing
    from .film_views import storyboard as storyboard
    from .film_views import strip as strip
    from .floor_plan import floor_plan as floor_plan
    from .predictions import predict as predict
    from .rooms.cutting_room import cutting_room as cutting_room
    from .rooms.marking_table import mark as mark
    from .rooms.screening_room import screening_room as screening_room
    from .sliders import match_grade as match_grade
    from .sliders import tempo as tempo
