"""Generative models that are small enough to train in class, each with its card.

A linear dynamical system (:func:`dream`, :func:`fit`, :func:`sample`) learns from one take how
its pictures follow each other, and goes on where the take stops.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

_NAMES = {"LDS": "dynamics", "dream": "dreams", "fit": "dynamics", "sample": "dynamics"}

__all__ = list(_NAMES)


def __getattr__(name: str) -> Any:
    module = _NAMES.get(name)
    if module is None:
        raise AttributeError(f"kuleshov.generate has no name {name!r}")
    value = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = value
    return value


if TYPE_CHECKING:
    from .dreams import dream as dream
    from .dynamics import LDS as LDS
    from .dynamics import fit as fit
    from .dynamics import sample as sample
