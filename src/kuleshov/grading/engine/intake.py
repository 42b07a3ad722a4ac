"""A submission is data until proven otherwise: from a folder to a notebook that may be run.

:func:`collect` reads what a folder holds, and follows no link: the notebook under its own name or
another, in a folder below or a zip, and the files that the manifest names. Outputs and widget state
are dropped before anything is weighed. What was found elsewhere than asked for is said, and where two
could be meant a person is asked to look.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from ..times import UnknownZone, parse_time
from ..wire.handed_files import is_plain
from .notebook_cells import Cell, Unreadable, read_cells, written
from .rebuild import key_of, recognised, text_of

MAX_BYTES = 20_000_000
MAX_PICTURES = 10_000_000
"""Bytes of all pictures that were pasted into a notebook."""
MAX_FILE = 100_000_000
"""Bytes of a notebook as it lies there, with outputs that nobody reads."""
MAX_READ = 300_000_000
"""Bytes that are read of one submission, zips unpacked."""
MAX_FOUND = 200
_DEEP = 4
TIMESTAMP = "timestamp.txt"
_NOTEBOOKS = (".ipynb", ".json", ".ipynb.txt", ".txt")
_PASSED_OVER = ("__MACOSX",)


@dataclass(frozen=True)
class Manifest:
    """What a submission may hold.

    Attributes
    ----------
    notebook : str
        The notebook's file name.
    files : tuple of str
        Names of the other files that are looked at; all else is left where it lies.
    max_bytes : int
        Of each file.
    """

    notebook: str
    files: tuple[str, ...] = ()
    max_bytes: int = MAX_BYTES


@dataclass
class Submission:
    """What was found in a submission's folder.

    Attributes
    ----------
    notebook : bytes or None
        The notebook's cells, without outputs; None where there is none that can be read.
    files : dict
        The other files that the manifest names.
    said : list of str
        What was mended or left out, in words for the student.
    why : str
        Why there is no notebook, in words for the student.
    look : list of str
        What a person should look at: where two files could be meant, or something was left out.
    handed_in : str
        When, as ISO time; "" where nobody wrote it down.
    """

    notebook: bytes | None = None
    files: dict[str, bytes] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    handed_in: str = ""
    why: str = ""
    look: list[str] = field(default_factory=list)

    def flag(self, words: str) -> None:
        """Say something to the student, and to whoever grades."""
        self.said.append(words)
        self.look.append(words)

    @property
    def digest(self) -> str:
        """A hash of all that is graded."""
        parts = [self.notebook or b"", *(n.encode() + b"\0" + d for n, d in self.files.items())]
        return hashlib.sha256(b"\1".join(hashlib.sha256(p).digest() for p in parts)).hexdigest()


def read_manifest(path: Path, assignment: str) -> Manifest:
    """Read an assignment's manifest.yaml; where there is none, a notebook and nothing else."""
    import yaml

    named = f"{assignment}.ipynb"
    if not path.is_file():
        return Manifest(named)
    found = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    files = tuple(str(name) for name in found.get("files") or ())
    return Manifest(
        str(found.get("notebook", named)), files, int(found.get("max_bytes", MAX_BYTES))
    )


def collect(folder: Path, manifest: Manifest, release: Any = None, zone: str = "UTC") -> Submission:
    """Read a submission's folder.

    Parameters
    ----------
    folder : Path
    manifest : Manifest
    release : dict, optional
        The assignment's notebook as it was given out, by which one of another name is known.
    zone : str
        The class's time zone, such as "Europe/Berlin".

    Returns
    -------
    Submission
        Never an error: what can't be read is said in it.
    """
    found = Submission()
    if folder.is_symlink() or not folder.is_dir():
        found.why = "Nothing was handed in."
        return found
    _time(found, folder, zone)
    offers = _Offers(folder, found)
    _notebook(found, offers, manifest, release or {"cells": []})
    for name in manifest.files:
        _file(found, offers, name, manifest.max_bytes)
    return found


def read_regular(folder: Path, name: str, most: int) -> bytes:
    """Read a file that is one: no link anywhere below the folder, no pipe, not too large.

    Raises
    ------
    Unreadable
    """
    at = folder
    for part in Path(name).parts[:-1]:
        at = at / part
        if at.is_symlink():
            raise Unreadable(f"{name} lies behind a link; files themselves are asked for.")
    try:
        number = os.open(folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as problem:
        if (folder / name).is_symlink():
            raise Unreadable(f"{name} is a link; the file itself is asked for.") from None
        raise Unreadable(f"{name} can't be read: {problem.strerror}.") from None
    status = os.fstat(number)
    if not stat.S_ISREG(status.st_mode):
        os.close(number)
        raise Unreadable(f"{name} is no ordinary file.")
    with os.fdopen(number, "rb") as file:
        if status.st_size > most:
            raise Unreadable(
                f"{name} has {status.st_size / 1e6:.1f} MB; at most {most / 1e6:.1f} are taken. "
                "Clear the outputs of your notebook and hand it in again."
            )
        return file.read(most)


class _Offers:
    """All files that were handed in, by their place; those in a zip, too."""

    def __init__(self, folder: Path, found: Submission) -> None:
        self.folder = folder
        self.left = MAX_READ
        self._read: dict[str, Callable[[int], bytes]] = {}
        for name in self._walk("", 0):
            self._read[name] = lambda most, name=name: read_regular(folder, name, most)  # type: ignore[misc]
            if name.lower().endswith(".zip"):
                self._unpack(name, found)
            if len(self._read) >= MAX_FOUND:
                found.flag(f"More than {MAX_FOUND} files were handed in; the others lie unread.")
                break

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def read(self, name: str, most: int) -> bytes:
        """Return a file's bytes.

        Raises
        ------
        Unreadable
        """
        if self.left <= 0:
            raise Unreadable(f"{name} lies unread: what was handed in is too large.")
        read = self._read.get(name)
        data = read(most) if read else read_regular(self.folder, name, most)
        self.left -= len(data)
        return data

    def like(self, name: str) -> list[str]:
        """Return the files of this name, in any folder and any case; the very one comes first."""
        wanted = PurePosixPath(name).name.lower()
        found = [one for one in self if _last(one).lower() == wanted]
        return sorted(found, key=lambda one: (one != name, one.count("/"), one))

    def _walk(self, place: str, depth: int) -> Iterator[str]:
        try:
            there = sorted(
                os.scandir(self.folder / place), key=lambda one: (one.is_dir(), one.name)
            )
        except OSError:
            return
        for one in there:
            name = f"{place}/{one.name}" if place else one.name
            if one.name.startswith(".") or one.name in _PASSED_OVER:
                continue
            if not one.is_dir(follow_symlinks=False):
                yield name
            elif depth < _DEEP:
                yield from self._walk(name, depth + 1)

    def _unpack(self, name: str, found: Submission) -> None:
        try:
            archive = zipfile.ZipFile(io.BytesIO(self.read(name, MAX_FILE)))
        except (Unreadable, zipfile.BadZipFile, ValueError, OSError) as problem:
            found.flag(str(problem) if isinstance(problem, Unreadable) else f"{name} is no zip.")
            return
        for info in archive.infolist()[: MAX_FOUND - len(self._read)]:
            parts = PurePosixPath(info.filename).parts
            if info.is_dir() or any(part.startswith(".") or part in _PASSED_OVER for part in parts):
                continue
            inside = f"{name}/{info.filename}"
            self._read[inside] = lambda most, info=info: _unpacked(archive, info, most)  # type: ignore[misc]


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    try:
        with archive.open(info) as file:
            data = file.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError):
        raise Unreadable(f"{info.filename} can't be taken out of its zip.") from None
    if len(data) > most:
        raise Unreadable(f"{info.filename} has over {most / 1e6:.1f} MB, and so it isn't taken.")
    return data


def _last(name: str) -> str:
    return name.rpartition("/")[2]


def _file(found: Submission, offers: _Offers, name: str, most: int) -> None:
    """Take a file that the manifest names, from wherever it lies."""
    if not is_plain(name):
        return
    there = [name] if os.path.lexists(offers.folder / name) else []
    for place in (offers.like(name) or there)[:1]:
        try:
            found.files[name] = offers.read(place, most)
        except Unreadable as problem:
            found.flag(str(problem))
        else:
            if place != name:
                found.said.append(f"{name} was taken from {place}.")


@dataclass
class _Handed:
    """A notebook that may be the one: where it lies, its cells, and how much of it was worked on."""

    name: str
    cells: list[Cell]
    said: list[str]
    known: int
    work: int


def _notebook(found: Submission, offers: _Offers, manifest: Manifest, release: Any) -> None:
    """Find the assignment's notebook among what was handed in, and take it."""
    there = []
    for name in offers:
        if name == manifest.notebook or name.lower().endswith(_NOTEBOOKS):
            exact = name == manifest.notebook
            try:
                said: list[str] = []
                cells = read_cells(offers.read(name, MAX_FILE), said)
            except Unreadable as problem:
                if exact:
                    found.why = str(problem)
                continue
            handed = _handed(name, cells, said, release)
            if exact or handed.known * 2 > len(_graded(release)) > 0:
                there.append(handed)
    if not there:
        found.why = found.why or _nothing(offers, manifest)
        return
    if found.why:
        found.flag(found.why)
        found.why = ""
    graded = _graded(release)
    there.sort(key=lambda one: (
        one.known * 2 <= len(graded) and bool(graded), not one.work,
        one.name != manifest.notebook, -one.known, one.name,
    ))  # fmt: skip
    _take(found, there[0], manifest)
    best, *others = there
    if best.name != manifest.notebook:
        found.said.append(
            f"Your notebook was named {best.name!r}; it was taken as {manifest.notebook}."
        )
    rivals = [one.name for one in others if one.work and written(one.cells) != written(best.cells)]
    if rivals:
        found.flag(f"{best.name} was taken; {', '.join(rivals)} was worked on, too, and wasn't.")


def _handed(name: str, cells: list[Cell], said: list[str], release: Any) -> _Handed:
    keys = recognised(cells, release["cells"])
    was = {key_of(cell): text_of(cell).strip() for cell in release["cells"]}
    graded = _graded(release)
    work = sum(
        not key or (key in graded and one.source.strip() not in (was[key], ""))
        for key, one in zip(keys, cells, strict=True)
    )
    return _Handed(name, cells, said, len(set(keys) & graded), work)


def _graded(release: Any) -> set[str]:
    """Return the names of the cells that nbgrader knows."""
    notes = (cell["metadata"].get("nbgrader", {}) for cell in release["cells"])
    return {note["grade_id"] for note in notes if note.get("grade_id")}


def _take(found: Submission, handed: _Handed, manifest: Manifest) -> None:
    """Take a notebook's cells, if what is used of them is not too much."""
    for words in handed.said:
        found.flag(words)
    cells, left = [], MAX_PICTURES
    for cell in handed.cells:
        kept = {}
        for name, kinds in cell.pictures.items():
            left -= sum(len(text) * 3 // 4 for text in kinds.values())
            if left >= 0:
                kept[name] = kinds
            else:
                found.flag(
                    f"The picture {name} was left out: all together have over {MAX_PICTURES / 1e6:.0f} MB."
                )
        cells.append(Cell(cell.kind, cell.source, cell.id, cell.name, kept))
    size = sum(len(cell.source.encode()) for cell in cells)
    if size > manifest.max_bytes:
        found.why = (
            f"{handed.name} has {size / 1e6:.1f} MB of text without its outputs; at most "
            f"{manifest.max_bytes / 1e6:.1f} are taken. Take out what isn't yours and hand it in again."
        )
        return
    found.notebook = written(cells)


def _nothing(offers: _Offers, manifest: Manifest) -> str:
    """Say that there is no notebook of this assignment, and what there is."""
    there = [name for name in offers if name != TIMESTAMP]
    notebooks = [name for name in there if name.lower().endswith(".ipynb")]
    if notebooks:
        return f"{notebooks[0]} is not this assignment's notebook."
    listed = ", ".join(there[:3]) + (", ..." if len(there) > 3 else "")
    beside = f"; there is {listed}" if there else ""
    return f"No {manifest.notebook} was handed in{beside}."


def _time(found: Submission, folder: Path, zone: str) -> None:
    """Read when it was handed in, from nbgrader's timestamp."""
    if not os.path.lexists(folder / TIMESTAMP):
        return
    try:
        text = read_regular(folder, TIMESTAMP, 200).decode().strip()
        found.handed_in = parse_time(text, zone).isoformat()
    except UnknownZone as problem:
        found.flag(f"{problem} The time of handing in counts as unknown.")
    except (Unreadable, ValueError, OverflowError):
        found.flag("The time of handing in can't be read; it counts as unknown.")
