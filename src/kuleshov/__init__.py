"""Kuleshov: a film school in notebooks.

For students the whole interface is a handful of names::

    import kuleshov as ku

    rushes = ku.rushes("understudy")      # a bin of takes
    cut = ku.Cut("first cut")             # an edit
    cut.add(rushes["4A-1"], 2, 5.5)
    film = cut.render("first-cut.mp4")    # a Clip
    ku.measure(film)                      # numbers with units
    ku.compare(mine=film, theirs=ku.fetch("g_k5_piano10"))

Names are imported when first used, so that ``import kuleshov`` costs next to nothing.
"""

from importlib import import_module
from typing import Any

import lazy_loader

from .words import meant

__version__ = "0.1.0"

_attached, _, _names = lazy_loader.attach_stub(__name__, __file__)
__all__ = ["__version__", *_names]


def __getattr__(name: str) -> Any:
    if name not in _names:
        near = meant(name, _names)
        said = f".{near}" if near else f"; it has {', '.join(_names)}"
        raise AttributeError(f"kuleshov has no name {name!r}{said}")
    import_module("kuleshov.show")  # so that whatever is returned can show itself
    return _attached(name)


def __dir__() -> list[str]:
    return sorted(__all__)
