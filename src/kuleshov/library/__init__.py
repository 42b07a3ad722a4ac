"""What there is to cut and compare, and whose it is.

======================  ===============================================================
:func:`rushes`          a bin of takes with what is known about them
:func:`catalog`         openly licensed clips, generated and made by people
:func:`fetch`           one of those clips, downloaded once and checked
:func:`import_footage`  the student's own footage, made into course proxies
:func:`ledger`          who made each clip, with what, under which licence, with whose consent
:func:`credits`         the credit roll of a film, with its gaps
======================  ===============================================================
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

# Bound here and now, because the module of the same name would otherwise take its place.
from .ledger import ledger as ledger

_NAMES = {
    "Catalogue": "catalogue",
    "Credit": "credit",
    "CreditRoll": "roll",
    "Rushes": "takes",
    "Take": "takes",
    "catalog": "catalogue",
    "credits": "roll",
    "fetch": "fetching",
    "fetch_lesson": "fetching",
    "fetch_table": "fetching",
    "film_licence": "licences",
    "import_footage": "imports",
    "load_truth": "truth",
    "rushes": "takes",
}

__all__ = ["ledger", *_NAMES]


def __getattr__(name: str) -> Any:
    module = _NAMES.get(name)
    if module is None:
        raise AttributeError(f"kuleshov.library has no name {name!r}")
    value = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = value
    return value


if TYPE_CHECKING:
    from .catalogue import Catalogue as Catalogue
    from .catalogue import catalog as catalog
    from .credit import Credit as Credit
    from .fetching import fetch as fetch
    from .fetching import fetch_lesson as fetch_lesson
    from .fetching import fetch_table as fetch_table
    from .imports import import_footage as import_footage
    from .licences import film_licence as film_licence
    from .roll import CreditRoll as CreditRoll
    from .roll import credits as credits
    from .takes import Rushes as Rushes
    from .takes import Take as Take
    from .takes import rushes as rushes
    from .truth import load_truth as load_truth
