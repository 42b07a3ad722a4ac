"""How things are shown, asked for by name, so that a thing need not know what draws it.

:mod:`kuleshov.show` registers its views here by name. A thing that can be drawn (a film, a cut, a
comparison) asks for its view when somebody looks; where `show` was never imported it is then
imported once, by the one name that this module knows.

    >>> register("a name in capitals", "builtins:str.upper")
    >>> view("a name in capitals")("diode")
    'DIODE'
"""

from collections.abc import Callable
from importlib import import_module
from operator import attrgetter
from typing import Any

_SHOW = "kuleshov.show"
_VIEWS: dict[str, str] = {}


def register(name: str, place: str) -> None:
    """Say where a view lies; nothing is imported yet.

    Parameters
    ----------
    name : str
        What is asked for, such as ``"strip"``.
    place : str
        ``package.module:function``.
    """
    _VIEWS[name] = place


def view(name: str) -> Callable[..., Any]:
    """Return the function that shows something.

    Parameters
    ----------
    name : str
        As it was registered.

    Returns
    -------
    callable

    Raises
    ------
    LookupError
        Where no view of that name is registered.
    """
    if name not in _VIEWS:
        import_module(_SHOW)
    if name not in _VIEWS:
        raise LookupError(f"No view is called {name!r}; there are {', '.join(sorted(_VIEWS))}.")
    module, _, function = _VIEWS[name].partition(":")
    found: Callable[..., Any] = attrgetter(function)(import_module(module))
    return found
