"""What a grader reads of a submission: the student's words, and the edit that they speak of.

Nothing of the student's runs here. The words are the markdown of the written cells; the edit is
the text that the notebook hands to ``Cut.from_text``, found by reading the code, and parsed by
the kit. A film is rendered from the course's own takes, or is the editor's cut where a notebook
has no edit and opens that.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import KuleshovError

if TYPE_CHECKING:
    from ...media import Clip
    from ...timeline import Cut

EDITORS_CUT = "editors-cut.mp4"
MAX_BYTES = 8_000_000
MAX_SECONDS = 600.0
_MARKS = {"### BEGIN SOLUTION", "### END SOLUTION"}  # in an instructor's own notebook


@dataclass(frozen=True)
class Reading:
    """A submission as a reader sees it.

    Attributes
    ----------
    words : dict of str to str
        What is written, by the cell's name.
    edit : str
        The edit as text; "" where none stands in the notebook as text.
    editors_cut : bool
        Whether it opens the editor's cut, as where a critique is about that.
    """

    words: dict[str, str]
    edit: str
    editors_cut: bool = False


def read_submission(path: Path, cells: list[str]) -> Reading:
    """Read the written cells of a notebook, and its edit.

    Parameters
    ----------
    path : Path
        A notebook, by anybody.
    cells : list of str
        The names of the written cells.

    Raises
    ------
    KuleshovError
        Where the file is none that can be read.
    """
    notebook = load_notebook(path)
    found = [cell for cell in notebook.get("cells") or [] if isinstance(cell, dict)]
    words: dict[str, str] = {}
    edit, editors_cut = "", False
    for cell in found:
        metadata = cell.get("metadata")
        graded = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        name = graded.get("grade_id") if isinstance(graded, dict) else None
        if name in cells and name not in words:
            words[str(name)] = source_of(cell)
        if cell.get("cell_type") == "code":
            edit = edit_in(source_of(cell)) or edit
            editors_cut = editors_cut or EDITORS_CUT in source_of(cell)
    return Reading({name: words.get(name, "") for name in cells}, edit, editors_cut)


def answers(handed_in: Path, given: Path, cells: list[str]) -> Reading:
    """Read the written cells of a notebook without what stood in them when it was given out.

    Parameters
    ----------
    handed_in : Path
        A notebook, by anybody.
    given : Path
        The notebook as students got it; where it isn't there nothing is left out.
    cells : list of str
        The names of the written cells.

    Raises
    ------
    KuleshovError
        Where what was handed in can't be read.
    """
    found = read_submission(handed_in, cells)
    if not given.is_file():
        return found
    asked = read_submission(given, cells).words
    own = {name: _without(words, asked[name]) for name, words in found.words.items()}
    return replace(found, words=own)


def _without(words: str, asked: str) -> str:
    """Return words without the lines of a question."""
    known = {line.strip() for line in asked.splitlines()} - {""} | _MARKS
    kept = [line for line in words.splitlines() if line.strip() not in known]
    return "\n".join(kept).strip()


def edit_in(code: str) -> str:
    """Return the text that code hands to ``Cut.from_text``, the last one; "" where there is none.

    The code is read, never run: only a text that stands there as such is found.

    >>> edit_in("cut = ku.Cut.from_text('4A-1 02:00 04:00', rushes)")
    '4A-1 02:00 04:00'
    """
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    texts = {}
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(said))):
                texts[name] = said
    found = ""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="from_text"), args=[first, *_]):
                match first:
                    case ast.Constant(value=str(said)):
                        found = said
                    case ast.Name(id=name) if name in texts:
                        found = texts[name]
    return found


def cut_of(text: str, rushes: Any) -> Cut:
    """Parse a student's edit over the course's takes.

    Raises
    ------
    KuleshovError
        Where it is no edit, or far longer than a film of this course.
    """
    from ...timeline import Cut

    cut = Cut.from_text(text, rushes)
    if cut.duration > MAX_SECONDS:
        raise KuleshovError(f"This edit lasts {cut.duration:.0f} s; no film of the course does.")
    return cut


def film_of(cut: Cut, folder: Path) -> Clip:
    """Render a cut once; its file is named by the edit, so that an unchanged one is found again."""
    from ...media import Clip

    name = hashlib.sha256(cut.to_text().encode()).hexdigest()[:16]
    path = folder / f"{name}.mp4"
    folder.mkdir(parents=True, exist_ok=True)
    return Clip(path) if path.exists() else cut.render(path)


def load_notebook(path: Path) -> dict[str, Any]:
    """Read a notebook's JSON as data: a plain file, not too large, not too deep.

    Raises
    ------
    KuleshovError
        Where it is anything else.
    """
    try:
        handle = os.open(
            path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        )
    except OSError:
        raise KuleshovError(f"{path.name} is missing, or a link.") from None
    with os.fdopen(handle, "rb") as file:
        if not path.is_file() or os.fstat(handle).st_size > MAX_BYTES:
            raise KuleshovError(f"{path.name} is no notebook, or over {MAX_BYTES // 10**6} MB.")
        raw = file.read(MAX_BYTES + 1)
    try:
        notebook = json.loads(raw)
    except (ValueError, RecursionError):
        raise KuleshovError(f"{path.name} is damaged: it is not JSON.") from None
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise KuleshovError(f"{path.name} is no notebook of version 4.")
    return notebook


def source_of(cell: dict[str, Any]) -> str:
    """Return a cell's source, whatever its JSON holds there."""
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    return source if isinstance(source, str) else ""
