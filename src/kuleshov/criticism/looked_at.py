"""What was found of a film's file, remembered for as long as nothing about it changes.

A report is asked for again after each word that is mended in a caption; the picture is decoded once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import TypeVar

_T = TypeVar("_T")
_MOST = 16  # answers: a few for each film, of which one holds its frames, 13 MB
_known: dict[Hashable, object] = {}


def state_of(path: str | Path) -> tuple[str, int, int]:
    """Return what tells a file from what it was before: its place, its size, when it was written.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    (str, int, int)
        Bytes, and nanoseconds since 1970; 0 where it isn't there.
    """
    place = Path(path).absolute()
    if not place.exists():
        return str(place), 0, 0
    now = place.stat()
    return str(place), now.st_size, now.st_mtime_ns


def once(key: Hashable, look: Callable[[], _T]) -> _T:
    """Look, unless it was done before of the same.

    Parameters
    ----------
    key : hashable
        All that the answer depends on, such as :func:`state_of` a file.
    look : callable

    Returns
    -------
    what ``look`` returned

    Examples
    --------
    >>> once(("a frame", 7), lambda: "dark"), once(("a frame", 7), lambda: "light")
    ('dark', 'dark')
    """
    if key not in _known:
        found = look()
        while len(_known) >= _MOST:  # the oldest goes
            del _known[next(iter(_known))]
        _known[key] = found
    return _known[key]  # type: ignore[return-value]
