"""Copies that the kit makes of a film: they are still cut from what it was cut from.

The functions are those of :mod:`kuleshov.media`, which knows no ledger. Of a film that was cut here
the ledger has the clips, and a copy has other bytes: so the copy gets the film's own entry.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

from ..errors import LibraryError
from ..media import leave_traces as _leave_traces
from ..media import remove_traces as _remove_traces
from ..media import sign as _sign
from .ledger_entries import LedgerEntry
from .ledger_file import ledger_path, place_of
from .ledger_writing import append, digest_of, now, read
from .works import path_of

Given = ParamSpec("Given")


def cut_from_the_same(copy: Callable[Given, Path]) -> Callable[Given, Path]:
    """Let a function that copies a film give the copy the film's entry, where it was cut here.

    Parameters
    ----------
    copy : callable
        Takes the film first, and returns the copy's path.

    Returns
    -------
    callable
    """

    @wraps(copy)
    def and_enter(*given: Given.args, **named: Given.kwargs) -> Path:
        known = film_of(given[0] if given else named.get("film"))
        made = copy(*given, **named)
        if known is not None:
            place, digest = place_of(made), digest_of(made)
            append(replace(known, path=place, sha256=digest, filled=(), added=now()))
        return made

    return and_enter


def film_of(film: Any) -> LedgerEntry | None:
    """Return what the ledger says of a film that was cut here; None of anything else.

    Parameters
    ----------
    film : Clip, Take, str or Path

    Returns
    -------
    LedgerEntry or None
    """
    try:
        ledger_path()
    except LibraryError:  # no studio: nothing was cut there
        return None
    path = path_of(film)
    known = read().of(digest=digest_of(path)) if path else None
    return known if known and known.parts else None


leave_traces = cut_from_the_same(_leave_traces)
remove_traces = cut_from_the_same(_remove_traces)
sign = cut_from_the_same(_sign)
