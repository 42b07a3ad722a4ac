"""A submission is data until proven otherwise: from a folder to a notebook that may be run.

:func:`collect` reads what a folder holds, and follows no link. :func:`read_cells` makes cells of
bytes. :func:`rebuild` takes the instructor's notebook and puts into it the sources of the cells
that a student may write, and of those alone: tags, metadata, points, copied, renamed, reordered
and deleted cells cease to matter. Each says what it mended, in words for the student.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...errors import KuleshovError
from ..wire.handed_files import is_plain

MAX_BYTES = 20_000_000
MAX_CELLS = 1000
MAX_SOURCE = 200_000
TIMESTAMP = "timestamp.txt"


class Unreadable(KuleshovError):
    """A submission that is no notebook, and why."""


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
        The notebook's file; None where there is none that can be read.
    files : dict
        The other files that the manifest names.
    said : list of str
        What was mended or left out, in words for the student.
    handed_in : str
        When, as ISO time; "" where nobody wrote it down.
    """

    notebook: bytes | None = None
    files: dict[str, bytes] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    handed_in: str = ""

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


def collect(folder: Path, manifest: Manifest, grade_ids: Sequence[str] = ()) -> Submission:
    """Read a submission's folder.

    Parameters
    ----------
    folder : Path
    manifest : Manifest
    grade_ids : sequence of str
        The names of the assignment's cells, by which a notebook of another name is known.

    Returns
    -------
    Submission
        Never an error: what can't be read is said in it.
    """
    found = Submission()
    if folder.is_symlink() or not folder.is_dir():
        found.said.append("Nothing was handed in.")
        return found
    found.handed_in = _timestamp(folder, found.said)
    found.notebook = _notebook(folder, manifest, grade_ids, found.said)
    for name in manifest.files:
        if not is_plain(name) or not os.path.lexists(folder / name):
            continue
        try:
            found.files[name] = read_regular(folder, name, manifest.max_bytes)
        except Unreadable as problem:
            found.said.append(str(problem))
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


def _notebook(
    folder: Path, manifest: Manifest, grade_ids: Sequence[str], said: list[str]
) -> bytes | None:
    if os.path.lexists(folder / manifest.notebook):
        try:
            return read_regular(folder, manifest.notebook, manifest.max_bytes)
        except Unreadable as problem:
            said.append(str(problem))
    others = sorted(p.name for p in folder.iterdir() if p.name.endswith(".ipynb"))
    best: tuple[int, str, bytes] = (0, "", b"")
    for name in others[:20]:
        if name == manifest.notebook:
            continue
        try:
            data = read_regular(folder, name, manifest.max_bytes)
            hits = _kinship(read_cells(data), grade_ids)
        except Unreadable:
            continue
        best = max(best, (hits, name, data))
    if best[0] * 2 > len(grade_ids) > 0:
        said.append(f"Your notebook was named {best[1]!r}; it was taken as {manifest.notebook}.")
        return best[2]
    if others and not os.path.lexists(folder / manifest.notebook):
        said.append(f"{others[0]} is not this assignment's notebook.")
    elif not said:
        said.append(f"No {manifest.notebook} was handed in.")
    return None


def _kinship(cells: Sequence[Cell], grade_ids: Sequence[str]) -> int:
    return len({cell.name for cell in cells} & set(grade_ids))


def _timestamp(folder: Path, said: list[str]) -> str:
    if not os.path.lexists(folder / TIMESTAMP):
        return ""
    try:
        text = read_regular(folder, TIMESTAMP, 200).decode().strip()
        return parse_time(text).isoformat()
    except (Unreadable, ValueError, OverflowError):
        said.append("The time of handing in can't be read; it counts as unknown.")
        return ""


def parse_time(text: str) -> datetime.datetime:
    """Read nbgrader's timestamp.

    >>> parse_time("2026-02-01 12:00:00.000000 UTC").isoformat()
    '2026-02-01T12:00:00+00:00'
    """
    from dateutil.parser import parse
    from dateutil.tz import UTC

    found = parse(text, tzinfos={"UTC": UTC})
    return found if found.tzinfo else found.replace(tzinfo=UTC)


# Cells ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """A cell as data: its kind ("code", "markdown", "raw"), its text, its id, its nbgrader name."""

    kind: str
    source: str
    id: str = ""
    name: str = ""


def read_cells(data: bytes) -> list[Cell]:
    """Make cells of a notebook's bytes.

    Raises
    ------
    Unreadable
        Where it is no notebook, in words for the student.
    """
    try:
        found = json.loads(data)
    except RecursionError:
        raise Unreadable("The notebook is nested too deep to be read.") from None
    except ValueError:
        raise Unreadable("The notebook is damaged: it is no JSON.") from None
    if not isinstance(found, dict):
        raise Unreadable("The notebook is damaged: it is JSON, and no notebook.")
    cells = found.get("cells")
    if cells is None and found.get("worksheets"):
        cells = [c for sheet in _dicts(found["worksheets"]) for c in _dicts(sheet.get("cells"))]
    if not isinstance(cells, list):
        raise Unreadable("The notebook holds no cells.")
    if len(cells) > MAX_CELLS:
        raise Unreadable(f"The notebook has {len(cells)} cells; at most {MAX_CELLS} are taken.")
    return list(_cells(cells))


def _cells(cells: list[Any]) -> Iterator[Cell]:
    for cell in _dicts(cells):
        metadata = cell.get("metadata")
        graded = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        name = graded.get("grade_id") if isinstance(graded, dict) else None
        kind = cell.get("cell_type")
        source = cell.get("source", cell.get("input", ""))
        if isinstance(source, list):
            source = "".join(part for part in source if isinstance(part, str))
        if not isinstance(source, str):
            source = ""
        source = source.encode("utf-8", "replace").decode()  # lone surrogates
        yield Cell(
            kind if kind in ("code", "markdown", "raw") else "raw",
            source[:MAX_SOURCE],
            cell["id"] if isinstance(cell.get("id"), str) else "",
            name if isinstance(name, str) else "",
        )


def _dicts(found: Any) -> list[dict[str, Any]]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


@dataclass
class Rebuilt:
    """A notebook that may be run, and what was mended in it."""

    cells: list[dict[str, Any]]
    said: list[str]


def rebuild(source: Any, release: Any, submitted: Sequence[Cell]) -> Rebuilt:
    """Put a student's sources into the instructor's notebook.

    Parameters
    ----------
    source, release : notebook (dict)
        The instructor's edition, with solutions and hidden tests, and the student's.
    submitted : sequence of Cell

    Returns
    -------
    Rebuilt
        The instructor's cells in the instructor's order; the student's own cells where the
        student put them; nothing of the instructor's solutions.
    """
    released = {_key(cell): cell for cell in release["cells"]}
    known = {_key(cell) for cell in source["cells"]}
    said: list[str] = []
    taken, extras = _sorted_out(submitted, known, released, said)
    cells = [_own_cell(extra, n) for n, extra in enumerate(extras.get("", ()))]
    for cell in source["cells"]:
        key = _key(cell)
        graded = cell["metadata"].get("nbgrader", {})
        made = _as_cell(cell, released.get(key))
        if graded.get("solution"):
            if key not in taken:
                said.append(f"The cell `{key}` was missing; it was put back empty.")
            made["source"] = taken.get(key, text_of(released.get(key)))
        elif not graded:
            if key not in taken:
                continue  # a free cell of the instructor's, which the student took away
            made["source"] = taken[key]
        elif key in taken and graded.get("grade_id"):
            _say_changed(key, taken[key], text_of(released.get(key)), bool(graded["grade"]), said)
        elif graded.get("grade"):
            said.append(f"The test `{key}` was missing; it was put back and run.")
        cells.append(made)
        cells += [_own_cell(extra, len(cells) + n) for n, extra in enumerate(extras.get(key, ()))]
    return Rebuilt(cells, list(dict.fromkeys(said)))


def _sorted_out(
    submitted: Sequence[Cell], known: set[str], released: dict[str, Any], said: list[str]
) -> tuple[dict[str, str], dict[str, list[Cell]]]:
    """Return the sources of known cells, and the student's own cells by the one before them."""
    taken: dict[str, str] = {}
    extras: dict[str, list[Cell]] = {}
    last = ""
    for cell in submitted:
        key = cell.name or cell.id
        if key not in known:
            extras.setdefault(last, []).append(cell)
        elif key not in taken:
            taken[key], last = cell.source, key
        else:
            said.append(f"The cell `{key}` was there twice; one of them was taken.")
            if taken[key] == text_of(released.get(key)):
                taken[key] = cell.source
    return taken, extras


def _say_changed(key: str, now: str, was: str, is_test: bool, said: list[str]) -> None:
    if now.strip() == was.strip():
        return
    what = "test" if is_test else "cell"
    said.append(f"The {what} `{key}` was changed; it ran as it was given out.")


def _key(cell: Any) -> str:
    return cell["metadata"].get("nbgrader", {}).get("grade_id") or cell.get("id") or ""


def text_of(cell: Any) -> str:
    """Return a cell's source as one text; nothing where there is no cell."""
    if cell is None:
        return ""
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def _as_cell(cell: Any, released: Any) -> dict[str, Any]:
    metadata = json.loads(json.dumps(cell["metadata"]))
    if released is not None and "nbgrader" in metadata:
        checksum = released["metadata"].get("nbgrader", {}).get("checksum")
        if checksum:
            metadata["nbgrader"]["checksum"] = checksum
    return _cell(cell["cell_type"], text_of(cell), cell.get("id", ""), metadata)


def _own_cell(cell: Cell, number: int) -> dict[str, Any]:
    digest = hashlib.sha256(f"{number}\n{cell.source}".encode()).hexdigest()
    kind = cell.kind if cell.kind in ("code", "markdown") else "raw"
    return _cell(kind, cell.source, f"own-{digest[:12]}", {})


def _cell(kind: str, source: str, id_: str, metadata: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {"cell_type": kind, "id": id_, "metadata": metadata, "source": source}
    if kind == "code":
        made |= {"execution_count": None, "outputs": []}
    return made
