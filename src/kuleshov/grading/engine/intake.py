"""A submission is data until proven otherwise: from a folder to a notebook that may be run.

:func:`collect` reads what a folder holds, and follows no link: the notebook under its own name or
another, in a folder below or a zip, and the files that the manifest names. Outputs and widget state
are dropped before anything is weighed. What was found elsewhere than asked for is said, and where two
could be meant, or nothing was written into what was found, a person is asked to look.
"""

from __future__ import annotations

import base64
import hashlib
import io
import lzma
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from ..times import UnknownZone, parse_time
from ..wire.handed_files import FILMS, is_plain
from .notebook_cells import MAX_PICTURE, Cell, Unreadable, picture, read_cells, written
from .rebuild import bare, key_of, recognised, text_of

MAX_BYTES = 20_000_000
MAX_PICTURES = 10_000_000
"""Bytes of all pictures that were pasted into a notebook."""
MAX_FILE = 100_000_000
"""Bytes of a notebook as it lies there, with outputs that nobody reads."""
MAX_ZIP = 150_000_000
"""Bytes of a zip: a film of the most that is taken lies in it, and a notebook."""
MAX_READ = 300_000_000
"""Bytes that are read of one submission, zips unpacked."""
MAX_FOUND = 200
MAX_LIKE = 8
"""Files that one pattern of a manifest names, such as captions in other languages."""
BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, RuntimeError, EOFError, OSError,
    ValueError, OverflowError,
)  # fmt: skip
"""What Python's zipfile raises where a zip is damaged, or locked by a password."""
_DEEP = 4
TIMESTAMP = "timestamp.txt"
_ZIPS = 2  # one in the other
_MAYBE = ("", ".json", ".txt")
_PASSED_OVER = ("__MACOSX",)
_SAVES = ".ipynb_checkpoints"
_BESIDE = re.compile(r"(!\[[^\[\]]{0,300}\]\(\s{0,9})<?([^()<>:]{1,200}\.(png|jpe?g|gif))>?", re.I)
"""A picture that lies beside the notebook, as Markdown shows it."""


@dataclass(frozen=True)
class Manifest:
    """What a submission may hold.

    Attributes
    ----------
    notebook : str
        The notebook's file name.
    files : tuple of str
        Names of the other files that are looked at; all else is left where it lies. One with a star
        in it, "short.*.vtt", names each file that is called so.
    max_bytes : int
        Of each file; of the notebook's text MAX_BYTES at most.
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
    def films(self) -> list[bytes]:
        """The films among its files."""
        return [
            data for name, data in self.files.items() if PurePosixPath(name.lower()).suffix in FILMS
        ]

    @property
    def digest(self) -> str:
        """A hash of all that is graded."""
        parts = [self.notebook or b"", *(n.encode() + b"\0" + d for n, d in self.files.items())]
        return hashlib.sha256(b"\1".join(hashlib.sha256(p).digest() for p in parts)).hexdigest()


def called(name: str) -> re.Pattern[str]:
    """Return what finds a file that a manifest names: in it, ``*`` stands for letters without a slash.

    >>> [bool(called("short.*.vtt").fullmatch(one)) for one in ("short.de.vtt", "short.vtt")]
    [True, False]
    """
    return re.compile(re.escape(name).replace(r"\*", r"[^/\s]+"), re.I)


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


def collect(
    folder: Path,
    manifest: Manifest,
    release: Any = None,
    zone: str = "UTC",
    given: Collection[str] = (),
) -> Submission:
    """Read a submission's folder.

    Parameters
    ----------
    folder : Path
    manifest : Manifest
    release : dict, optional
        The assignment's notebook as it was given out, by which one of another name is known.
    zone : str
        The class's time zone, such as "Europe/Berlin".
    given : collection of str
        Files that were given out with the notebook: that they come back says nothing.

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
    _notebook(found, offers, manifest, release or {"cells": []}, {*given, "manifest.yaml"})
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
                f"{_smaller(name)}"
            )
        return file.read(most)


class _Offers:
    """All files that were handed in, by their place; those in a zip, too."""

    def __init__(self, folder: Path, found: Submission) -> None:
        self.folder = folder
        self.left = MAX_READ
        self._found = found
        self._read: dict[str, Callable[[int], bytes]] = {}
        for name in self._walk("", 0):
            if not self._has(name, partial(read_regular, folder, name), 1):
                break

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._read if _SAVES not in name.split("/"))

    def saves(self) -> list[str]:
        """Return the copies that Jupyter kept for itself."""
        return [name for name in self._read if _SAVES in name.split("/")]

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

    def _has(self, name: str, read: Callable[[int], bytes], zips: int) -> bool:
        """Note a file, and what is in it where it is a zip; False where there are too many."""
        if len(self._read) >= MAX_FOUND:
            words = f"More than {MAX_FOUND} files were handed in; the others lie unread."
            if words not in self._found.look:
                self._found.flag(words)
            return False
        self._read[name] = read
        return zips > _ZIPS or not name.lower().endswith(".zip") or self._unpack(name, zips)

    def _walk(self, place: str, depth: int) -> Iterator[str]:
        try:
            there = sorted(
                os.scandir(self.folder / place), key=lambda one: (one.is_dir(), one.name)
            )
        except OSError:
            return
        for one in there:
            name = f"{place}/{one.name}" if place else one.name
            if _is_passed_over(one.name):
                continue
            if not one.is_dir(follow_symlinks=False):
                yield name
            elif depth < _DEEP:
                yield from self._walk(name, depth + 1)
            else:
                self._found.flag(f"What lies in {name} was not looked at: it lies too deep.")

    def _unpack(self, name: str, zips: int) -> bool:
        """Note what is in a zip; False where there are too many files."""
        try:
            archive = zipfile.ZipFile(io.BytesIO(self.read(name, MAX_ZIP)))
        except (Unreadable, *BROKEN_ZIP) as problem:
            said = str(problem) if isinstance(problem, Unreadable) else f"{name} is no zip."
            self._found.flag(said)
            return True
        shown = (info for info in archive.infolist() if _is_shown(info.filename))
        return all(
            self._has(
                self._free(f"{name}/{_slashed(info.filename)}"),
                partial(_unpacked, archive, info),
                zips + 1,
            )
            for info in shown
        )

    def _free(self, name: str) -> str:
        """Return a name that no other file has: a zip may hold two of one name."""
        while name in self._read:
            name = f"{name.rpartition('/')[0]}/2/{_last(name)}"
        return name


def _is_shown(place: str) -> bool:
    """Say whether a zip's entry is a file that somebody put there."""
    place = _slashed(place)
    return not (place.endswith("/") or any(map(_is_passed_over, PurePosixPath(place).parts)))


def _slashed(place: str) -> str:
    return place.replace("\\", "/")  # Windows


def _is_passed_over(name: str) -> bool:
    return name in _PASSED_OVER or (name.startswith(".") and name != _SAVES)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    try:
        with archive.open(info) as file:
            data = file.read(most + 1)
    except BROKEN_ZIP:
        raise Unreadable(f"{info.filename} can't be taken out of its zip.") from None
    if len(data) > most:
        words = f"{info.filename} has over {most / 1e6:.1f} MB, and so it isn't taken."
        raise Unreadable(f"{words} {_smaller(info.filename)}")
    return data


def _smaller(name: str) -> str:
    """Say what makes a file smaller."""
    ending = PurePosixPath(name.lower()).suffix
    if ending == ".ipynb":
        return "Clear the outputs of your notebook and hand it in again."
    if ending in FILMS:
        return "Render it smaller, cut.render(size=(1280, 720)), and hand it in again."
    return "Hand in a smaller one."


def _last(name: str) -> str:
    return name.rpartition("/")[2]


def _file(found: Submission, offers: _Offers, name: str, most: int) -> None:
    """Take a file that the manifest names, from wherever it lies; each that a pattern names."""
    if "*" in name:
        like = (_last(one) for one in offers if called(name).fullmatch(_last(one)))
        named = dict.fromkeys(one.lower() if name.islower() else one for one in like)
        for one in list(named)[:MAX_LIKE]:
            if one not in found.files:
                _file(found, offers, one, most)
        if len(named) > MAX_LIKE:
            found.flag(f"{len(named)} files are called like {name}; {MAX_LIKE} of them were taken.")
        return
    if not is_plain(name):
        return
    there = [name] if os.path.lexists(offers.folder / name) else []
    places = offers.like(name) or there
    if len(places) > 1 and places[0] != name:
        found.flag(f"{name} was there {len(places)} times: {_listed(places)}; the first was taken.")
    for place in places[:1]:
        try:
            found.files[name] = offers.read(place, most)
        except Unreadable as problem:
            found.flag(str(problem))
        else:
            if place != name:
                found.said.append(f"{name} was taken from {place}.")


@dataclass
class _Handed:
    """A notebook that may be the one: its cells, how many are known, and what was worked on."""

    name: str
    cells: list[Cell]
    said: list[str]
    known: int
    solutions: int
    work: int


def _notebook(
    found: Submission, offers: _Offers, manifest: Manifest, release: Any, given: Collection[str]
) -> None:
    """Find the assignment's notebook among what was handed in, and take it."""
    graded = _graded(release)
    unread: dict[str, str] = {}
    maybe = [name for name in offers if name == manifest.notebook or _is_maybe(name)]
    there = list(_tried(maybe, offers, manifest, release, unread))
    if not any(one.work for one in there):
        saves = _tried(offers.saves(), offers, manifest, release, unread)
        there += [one for one in saves if one.work]
    if not there:
        whys = [unread.pop(manifest.notebook, ""), *unread.values(), _nothing(offers, manifest)]
        found.why = next(why for why in whys if why)
        return
    for name, why in unread.items():
        if name.lower().endswith(".ipynb"):
            found.flag(why if name == manifest.notebook else f"{name}: {why}")
    there.sort(key=lambda one: (
        one.known * 2 <= len(graded) and bool(graded), not one.work,
        one.name != manifest.notebook, -one.known, one.name,
    ))  # fmt: skip
    _take(found, there[0], offers, manifest, release)
    _say_which(found, there, manifest, len(_graded(release, solutions=True)))
    if graded and not there[0].work:
        beside = [n for n in offers if n not in (there[0].name, TIMESTAMP, *given)]
        more = f"; beside it there is {_listed(beside)}" if beside else ""
        found.flag(f"Nothing was written into {there[0].name}: it is as it was given out{more}.")


def _tried(
    names: Iterable[str],
    offers: _Offers,
    manifest: Manifest,
    release: Any,
    unread: dict[str, str],
) -> Iterator[_Handed]:
    """Read what may be the notebook, and return all that is; note what can't be read, and why."""
    for name in sorted(names, key=lambda name: not name.lower().endswith(".ipynb")):
        said: list[str] = []
        try:
            cells = read_cells(offers.read(name, MAX_FILE), said)
        except Unreadable as problem:
            if name == manifest.notebook or ".ipynb" in _last(name).lower():
                unread[name] = str(problem)
            continue
        handed = _handed(name, cells, said, release)
        if name == manifest.notebook or handed.known * 2 > len(_graded(release)) > 0:
            yield handed


def _is_maybe(name: str) -> bool:
    """Say whether a file may be a notebook by its name, whatever a program hung on that."""
    last = _last(name).lower()
    return ".ipynb" in last or PurePosixPath(last).suffix in _MAYBE


def _say_which(found: Submission, there: list[_Handed], manifest: Manifest, asked: int) -> None:
    """Say which notebook was taken, and where another could be meant."""
    best, *others = there
    if best.name != manifest.notebook:
        found.said.append(
            f"Your notebook was named {best.name!r}; it was taken as {manifest.notebook}."
        )
    if _SAVES in best.name.split("/"):
        found.flag(f"{best.name} is a copy that Jupyter kept; nothing else was worked on.")
    if asked and best.solutions * 2 < asked:
        found.flag(
            f"{best.name} holds {best.solutions} of this assignment's {asked} answers; "
            "maybe it is another notebook."
        )
    rivals = [one.name for one in others if one.work and written(one.cells) != written(best.cells)]
    if rivals:
        found.flag(f"{best.name} was taken; {', '.join(rivals)} was worked on, too, and wasn't.")


def _handed(name: str, cells: list[Cell], said: list[str], release: Any) -> _Handed:
    keys = recognised(cells, release["cells"])
    was = {key_of(cell): bare(text_of(cell)) for cell in release["cells"]}
    graded = _graded(release)
    work = sum(
        bare(one.source) not in (was.get(key), "") and (not key or key in graded)
        for key, one in zip(keys, cells, strict=True)
    )
    known, solutions = set(keys) & graded, set(keys) & _graded(release, solutions=True)
    return _Handed(name, cells, said, len(known), len(solutions), work)


def _graded(release: Any, solutions: bool = False) -> set[str]:
    """Return the names of the cells that nbgrader knows, or of the solutions among them."""
    notes = (cell["metadata"].get("nbgrader", {}) for cell in release["cells"])
    asked = (note for note in notes if note.get("solution") or not solutions)
    return {note["grade_id"] for note in asked if note.get("grade_id")}


def _take(
    found: Submission, handed: _Handed, offers: _Offers, manifest: Manifest, release: Any
) -> None:
    """Take a notebook's cells, if what is used of them is not too much."""
    for words in handed.said:
        found.flag(words)
    given = "\n".join(text_of(cell) for cell in release["cells"])
    cells, left = [], MAX_PICTURES
    for cell in handed.cells:
        kept = {}
        if cell.kind == "markdown":
            cell = _with_files(cell, given, offers, found)
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
    most = min(manifest.max_bytes, MAX_BYTES)
    if size > most:
        found.why = (
            f"{handed.name} has {size / 1e6:.1f} MB of text without its outputs; at most "
            f"{most / 1e6:.1f} are taken. Take out what isn't yours and hand it in again."
        )
        return
    found.notebook = written(cells)


def _with_files(cell: Cell, given: str, offers: _Offers, found: Submission) -> Cell:
    """Return a cell with the pictures in it that were handed in as files; say which were not."""
    pictures = dict(cell.pictures)

    def put(shown: re.Match[str]) -> str:
        if shown[0] in given:
            return shown[0]
        name = f"file-{len(pictures) + 1}.{shown[3].lower()}"
        made, wrong = _picture_file(unquote(shown[2]), shown[3].lower(), offers)
        if not made:
            found.flag(f"The picture {shown[2]} in an answer {wrong}")
            return shown[0]
        pictures[name] = made
        return f"{shown[1]}attachment:{name}"

    return replace(cell, source=_BESIDE.sub(put, cell.source), pictures=pictures)


def _picture_file(name: str, suffix: str, offers: _Offers) -> tuple[dict[str, str], str]:
    """Return a picture that was handed in as a file, or why there is none."""
    for place in offers.like(name)[:1]:
        try:
            data = offers.read(place, MAX_PICTURE)
        except Unreadable as problem:
            return {}, f"can't be shown: {problem}"
        return picture(f"image/{suffix}", base64.b64encode(data).decode())
    return {}, "was not handed in with it."


def _listed(names: list[str]) -> str:
    return ", ".join(names[:3]) + (", ..." if len(names) > 3 else "")


def _nothing(offers: _Offers, manifest: Manifest) -> str:
    """Say that there is no notebook of this assignment, and what there is."""
    there = [name for name in offers if name != TIMESTAMP]
    notebooks = [name for name in there if name.lower().endswith(".ipynb")]
    if notebooks:
        return f"{notebooks[0]} is not this assignment's notebook."
    beside = f"; there is {_listed(there)}" if there else ""
    return f"No {manifest.notebook} was handed in{beside}."


def _time(found: Submission, folder: Path, zone: str) -> None:
    """Read when it was handed in, from nbgrader's timestamp."""
    if not os.path.lexists(folder / TIMESTAMP):
        return
    try:
        text = read_regular(folder, TIMESTAMP, 200).decode("utf-8-sig").strip()
        found.handed_in = parse_time(text, zone).isoformat()
    except UnknownZone as problem:
        found.flag(f"{problem} The time of handing in counts as unknown.")
    except (Unreadable, ValueError, OverflowError):
        found.flag("The time of handing in can't be read; it counts as unknown.")
