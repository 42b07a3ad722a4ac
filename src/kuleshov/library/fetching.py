"""Getting a clip of the catalogue, once, and being clear when it can't be had."""

import errno
import os
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, overload
from urllib.parse import quote, urlsplit

from ..errors import LibraryError
from ..files import sha256
from .catalogue import Catalogue, CatalogueEntry, catalog, clips_folder
from .credit import Credit, signed
from .download import Changed, DownloadProblem, Gone, Refusing, Resumable, Unreachable
from .lessons import ids_of
from .progress import Report, bar

if TYPE_CHECKING:
    from ..media import Clip

Instead = TypeVar("Instead")
_RAISE = object()
_MORE_ROOM = 32 * 1024**2
_MINUTE = 60.0


@overload
def fetch(id: str, *, progress: bool | Report | None = None) -> "Clip": ...
@overload
def fetch(
    id: str, *, progress: bool | Report | None = None, or_else: Instead
) -> "Clip | Instead": ...
def fetch(id: str, *, progress: bool | Report | None = None, or_else: Any = _RAISE) -> "Clip | Any":
    """Get a clip of the catalogue: downloaded once, checked by its hash, then always at hand.

    Parameters
    ----------
    id : str
        As in :func:`kuleshov.catalog` ("g_k5_piano10").
    progress : bool or callable, optional
        A bar always, never, or (None) where a person watches; or a function of bytes done and
        bytes in all.
    or_else : optional
        What to return where the clip can't be had now. One sentence is printed then. Lessons use
        this: none of them depends on a clip being there.

    Returns
    -------
    Clip
        With its ``credit``: show it wherever you show the clip.

    Raises
    ------
    LibraryError
        Where there is no such clip; and, without ``or_else``, where you are offline, the clip is
        gone, was changed at its address, breaks off on the way, or the disk is full.

    See Also
    --------
    kuleshov.catalog : What there is to fetch.
    kuleshov.table : The tables of numbers.
    fetch_lesson : All that a lesson shows.

    Examples
    --------
    >>> import kuleshov as ku
    >>> film = ku.fetch("g_k5_piano10")  # doctest: +SKIP
    >>> print(film.credit.line)  # doctest: +SKIP
    Woman enters a room and plays Kandinsky Lab: Kandinsky 5.0 Video Lite, CC BY-SA 4.0
    """
    entry = catalog()[id]
    if entry.kind == "table":
        raise LibraryError(f"{id} is a table of numbers, not a film. To read it: ku.table({id!r}).")
    try:
        path = fetch_file(entry, progress)
    except LibraryError as problem:
        if or_else is _RAISE:
            raise
        print(problem)
        return or_else
    from ..media import Clip

    return signed(Clip(path), entry.credit)


@dataclass(frozen=True)
class Fetched:
    """What became of one id: a path and a credit, or a sentence that says why there is none.

    Attributes
    ----------
    id : str
    credit : Credit
    path : Path or None
        Where the file lies.
    problem : str
        Why there is none; empty where there is one.
    """

    id: str
    credit: Credit
    path: Path | None = None
    problem: str = ""

    def __str__(self) -> str:
        return self.problem or f"{self.id}: {self.credit.line}"


def fetch_lesson(name: str, *, progress: bool | Report | None = None) -> list[Fetched]:
    """Get all that a lesson shows; what can't be had is named, and the rest goes on.

    Parameters
    ----------
    name : str
        ``"lesson-00"`` to ``"lesson-12"``, ``"all"``, or one id.
    progress : bool or callable, optional
        As for :func:`fetch`.

    Returns
    -------
    list of Fetched
        One for each of the lesson's clips and tables; none where it shows none.

    Raises
    ------
    LibraryError
        Where there is no such lesson and no such id, or the catalogue can't be read.

    See Also
    --------
    fetch : One clip, opened.

    Examples
    --------
    >>> for each in fetch_lesson("lesson-03"):  # doctest: +SKIP
    ...     print(each)
    >>> fetch_lesson("lesson-99")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    kuleshov.errors.LibraryError: There is no lesson and no clip 'lesson-99'. There are ...
    """
    catalogue = catalog()
    return _each(ids_of(name, catalogue), catalogue, progress)


def _each(
    ids: Iterable[str], catalogue: Catalogue, progress: bool | Report | None
) -> list[Fetched]:
    outcomes: list[Fetched] = []
    offline: Unreachable | None = None
    for id in ids:
        entry = catalogue[id]
        if offline and entry.path is None:  # not asked for: each would be waited for
            outcomes.append(Fetched(id, entry.credit, problem=_words(entry, offline)))
            continue
        try:
            outcomes.append(Fetched(id, entry.credit, fetch_file(entry, progress)))
        except LibraryError as problem:
            outcomes.append(Fetched(id, entry.credit, problem=str(problem)))
            cause = problem.__cause__
            offline = cause if isinstance(cause, Unreachable) else None
    return outcomes


def fetch_file(entry: CatalogueEntry, progress: bool | Report | None = None) -> Path:
    """Return the path of an entry's file, downloaded if it is not there or not the right one.

    Parameters
    ----------
    entry : CatalogueEntry
        A row of the catalogue.
    progress : bool or callable, optional
        As for :func:`fetch`.

    Returns
    -------
    Path
        In the cache, its bytes checked against the entry's hash.

    Raises
    ------
    LibraryError
        Where you are offline, the file is gone, was changed at its address, breaks off on the way,
        or the disk is full.

    Examples
    --------
    >>> from kuleshov.library import catalog
    >>> fetch_file(catalog()["g_k5_piano10"]).name  # doctest: +SKIP
    'g_k5_piano10.mp4'
    """
    place = clips_folder() / entry.filename
    if place.is_file() and sha256(place) == entry.sha256:
        return place
    _need_room(entry, place)
    try:
        return _download(entry, place, progress)
    except DownloadProblem as problem:
        if isinstance(problem, Unreachable):
            _silent(_address(entry)).touch()
        raise LibraryError(_words(entry, problem)) from problem
    except OSError as problem:
        raise LibraryError(_disk_words(entry, problem)) from problem


def _words(entry: CatalogueEntry, problem: DownloadProblem) -> str:
    """Say in a sentence or two why a clip did not come, and what to do."""
    if isinstance(problem, Unreachable):
        if (clips_folder() / entry.filename).is_file():
            return (
                f"What lies in the cache as {entry.filename} is not the file that the course describes, "
                f"so it is not shown, and {problem.where} can't be reached for the right one. Run this "
                "again when you are connected; the rest works without it."
            )
        return (
            f"{entry.id} has not been fetched yet, and {problem.where} can't be reached. Are you "
            "offline? Run this again when you are connected; the rest works without it."
        )
    if isinstance(problem, Gone):
        return (
            f"{entry.id} is gone from its address ({problem.where}). Go on without it, and tell "
            "the course's authors: it needs another copy."
        )
    if isinstance(problem, Refusing):
        return f"{problem.where} won't give out {entry.id} ({problem}). Try again in a while."
    if isinstance(problem, Changed):
        return (
            f"{entry.id} was changed at its address: {problem}. It is not the file that the course "
            "describes, so it was not kept."
        )
    return (
        f"The download of {entry.id} broke off: {problem}. Run this again: it goes on from there."
    )


def _download(entry: CatalogueEntry, place: Path, progress: bool | Report | None) -> Path:
    import pooch

    pooch.get_logger().setLevel("ERROR")
    with bar(entry.id, progress) as report:
        downloader = Resumable(entry.bytes, entry.sha256, report, **_patience(_address(entry)))
        pooch.retrieve(
            _address(entry),
            known_hash=f"sha256:{entry.sha256}",
            fname=place.name,
            path=place.parent,
            downloader=downloader,
        )
    return place


def _silent(url: str) -> Path:
    """Return the file whose age says when a host last did not answer."""
    return clips_folder() / f".silent-{quote(urlsplit(url).netloc, safe='')}"


def _patience(url: str) -> dict[str, Any]:
    """Ask a host that did not answer a minute ago once and shortly, or 36 clips take an hour."""
    note = _silent(url)
    recent = note.exists() and time.time() - note.stat().st_mtime < _MINUTE
    return {"attempts": 1, "patience": 3.0} if recent else {}


def _address(entry: CatalogueEntry) -> str:
    """Return where to get it: its own address, or the mirror that KULESHOV_MIRROR names."""
    mirror = os.environ.get("KULESHOV_MIRROR")
    return f"{mirror.rstrip('/')}/{entry.filename}" if mirror else entry.url


def _need_room(entry: CatalogueEntry, place: Path) -> None:
    free = shutil.disk_usage(place.parent).free
    if free < entry.bytes + _MORE_ROOM:
        raise LibraryError(
            f"There is no room for {entry.id}: it needs {_mb(entry.bytes + _MORE_ROOM)} on the "
            f"disk of {place.parent}, and {_mb(free)} are free. Make room, or name another "
            "folder in KULESHOV_CACHE."
        )


def _disk_words(entry: CatalogueEntry, problem: OSError) -> str:
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"The disk is full: {entry.id} ({_mb(entry.bytes)}) could not be kept. Make room, or "
            "name another folder in KULESHOV_CACHE."
        )
    return (
        f"{entry.id} could not be kept in {clips_folder()} ({problem.strerror or problem}). Name a "
        "folder that you may write to in KULESHOV_CACHE."
    )


def _mb(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
