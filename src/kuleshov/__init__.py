"""Kuleshov: a film school in notebooks.

For students the whole interface is a handful of names::

    import kuleshov as ku

    rushes = ku.rushes("understudy")      # a bin of takes
    cut = ku.Cut("first cut")             # an edit
    cut.add(rushes["4A-1"], "2.0", "5.5")
    film = cut.render("first-cut.mp4")    # a Clip
    ku.measure(film)                      # numbers with units
    ku.compare(mine=film, theirs=ku.fetch("g_k5_piano10"))

Names are imported when first used, so that ``import kuleshov`` costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_NAMES = {
    "Clip": "media",
    "MediaError": "media",
    "sound": "media",
    "import_footage": "library",
    "rushes": "library",
    "catalog": "library",
    "fetch": "library",
    "ledger": "library",
    "credits": "library",
    "Cut": "timeline",
    "find_cuts": "metrics",
    "measure": "metrics",
    "card": "metrics",
    "dream": "generate",
    "compare": "comparison",
    "matched": "comparison",
    "shuffled": "comparison",
    "critique": "criticism",
    "cutting_room": "show",
    "screening_room": "show",
    "predict": "show",
    "tempo": "show",
    "match_grade": "show",
    "mark": "show",
    "floor_plan": "show",
    "side_by_side": "show",
    "check": "show",
    "votes": "comparison",
    "preferences": "comparison",
}

__all__ = ["__version__", *_NAMES]


def __getattr__(name: str) -> Any:
    package = _NAMES.get(name)
    if package is None:
        raise AttributeError(f"kuleshov has no name {name!r}; it has {', '.join(sorted(_NAMES))}")
    if package != "show":
        import_module("kuleshov.show")  # so that whatever is returned can show itself
    value = getattr(import_module(f"kuleshov.{package}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


if TYPE_CHECKING:
    from .comparison import compare as compare
    from .comparison import matched as matched
    from .comparison import preferences as preferences
    from .comparison import shuffled as shuffled
    from .comparison import votes as votes
    from .criticism import critique as critique
    from .generate import dream as dream
    from .library import catalog as catalog
    from .library import credits as credits
    from .library import fetch as fetch
    from .library import import_footage as import_footage
    from .library import ledger as ledger
    from .library import rushes as rushes
    from .media import Clip as Clip
    from .media import MediaError as MediaError
    from .media import sound as sound
    from .metrics import card as card
    from .metrics import find_cuts as find_cuts
    from .metrics import measure as measure
    from .show import check as check
    from .show import cutting_room as cutting_room
    from .show import floor_plan as floor_plan
    from .show import mark as mark
    from .show import match_grade as match_grade
    from .show import predict as predict
    from .show import screening_room as screening_room
    from .show import side_by_side as side_by_side
    from .show import tempo as tempo
    from .timeline import Cut as Cut
