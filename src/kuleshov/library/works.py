"""What a work consists of, followed through the ledger down to what was not cut from anything."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..errors import LibraryError
from .credit import Credit
from .ledger_entries import Ledger
from .statements import Statements, statements


def sources_of(work: Any) -> Iterable[Any]:
    """Return what a work consists of: an edit's takes, a list's items, or itself.

    Parameters
    ----------
    work : Clip, Cut, path, credit or iterable

    Returns
    -------
    iterable

    Raises
    ------
    LibraryError
        Where it is none of these.
    """
    if hasattr(work, "edit") and callable(getattr(work, "take", None)):
        return [work.take(name) for name in work.edit.takes()]
    if isinstance(work, Mapping):
        return work.values()
    if isinstance(work, Credit) or path_of(work) is not None:
        return [work]
    if isinstance(work, Iterable):
        return work
    raise LibraryError(
        f"A {type(work).__name__} has no credits and no papers. Give a film, an edit, or a list of "
        "clips."
    )


def path_of(work: Any) -> Path | None:
    """Return the file of a film or a clip; None of what has none.

    Parameters
    ----------
    work : object

    Returns
    -------
    Path or None
    """
    path = work if isinstance(work, str | Path) else getattr(work, "path", None)
    return Path(path) if isinstance(path, str | Path) else None


def everything_in(
    clips: Iterable[Statements], book: Ledger, above: frozenset[str] = frozenset()
) -> Iterator[Statements]:
    """Yield clips, each film that was cut here before what it was cut from.

    Parameters
    ----------
    clips : iterable of Statements
    book : Ledger
    above : frozenset of str
        The hashes of the films that are being followed: a circle ends where it closes.

    Yields
    ------
    Statements
    """
    for clip in clips:
        if clip.digest in above:
            continue
        yield clip
        parts = (statements(None, digest, book, None) for digest in clip.parts)
        yield from everything_in(parts, book, above | {clip.digest})
