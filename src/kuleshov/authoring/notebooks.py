"""Turn an author's text (py:percent) into a notebook, the same bytes every time.

A source is a Python file whose cells begin with ``# %%``. A cell's line may carry options::

    # %% [markdown]
    # %% role="solution" name="shot_lengths"
    # %% role="tests" name="shot_lengths_test" points=3
    # %% role="given" name="load"
    # %% [markdown] role="written" name="statement_about" rubric="statement"
    # %% [markdown] role="rubric" name="statement_rubric" rubric="statement"
    # %% wrong="shot_lengths" name="in frames"
    # %% role="files" name="material"

A written cell has the points that the rubric gives to the criterion of its name; a cell of the
role "rubric" ends with the rubric as a table; a wrong answer to an exercise is in no notebook
(:mod:`kuleshov.authoring.wrong_answers`), nor is a cell that makes files
(:mod:`kuleshov.authoring.made_files`). ``class_seed("pans")`` becomes a number
(:mod:`kuleshov.grading.seeds`). Roles become nbgrader's cell metadata. What stands between ``### BEGIN SOLUTION`` and
``### END SOLUTION`` is the solution: the student's edition of a lesson holds a stub instead, and
nbgrader makes the student's edition of an assignment by the same marks. Cells that can't run before
an exercise is written carry the tag ``raises-exception``, so that Run All goes on past them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import nbformat

from ..criticism import rubrics
from ..errors import KuleshovError
from ..grading import seeds
from ..grading.wire.cells import bound, globals_read

STUB = "# Your code here\nraise NotImplementedError"
_SOLUTION = re.compile(
    r"^(?P<indent>[ \t]*)### BEGIN SOLUTION.*?^[ \t]*### END SOLUTION[^\n]*$", re.M | re.S
)
_ROLES = {
    #            grade, solution, locked
    "solution": (False, True, False),
    "tests": (True, False, True),
    "given": (False, False, True),
    "written": (True, True, False),
    "rubric": (False, False, True),
}
_KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
_MARK = re.compile(r"^# %%(.*)$", re.M)
_OPTION = re.compile(r'(?P<name>\w+)=(?P<value>"[^"\\]*"|[0-9.]+|\[[^\]]*\]|true|false)')
MAY_RAISE = "raises-exception"
MAX_LINES = 40  # a code cell no longer than a screen


class SourceError(KuleshovError):
    """A text source that can't be built; the sentence names file and cell."""


def read_source(path: Path, folders: Sequence[Path] = (), secret: str = seeds.PUBLIC) -> Any:
    """Read a text source as a notebook with the solutions in it.

    Parameters
    ----------
    path : Path
        A py:percent file.
    folders : sequence of Path, optional
        Where rubrics lie; the first one that has a rubric wins. The course's own, where left out.
    secret : str, optional
        From which the class's seeds are derived.

    Returns
    -------
    nbformat.NotebookNode
        Version 4.5, no outputs, cell ids that depend on the cell's own text alone.

    Raises
    ------
    SourceError
        For a cell over a screen long, an unknown role, or a role without name or points.
    """
    folders = folders or [path.absolute().parent.parent.parent / "grading" / "rubrics"]
    cells: list[Any] = []
    seen: set[str] = set()
    for number, (kind, options, source) in enumerate(cells_of(path), 1):
        where = f"{path.name}, cell {number}"
        if "wrong" in options or options.get("role") == "files":
            continue
        text = seeds.sown(source, secret, path.stem)
        if rubric := options.pop("rubric", None):
            text = _with_rubric(options, text, rubrics.find(rubric, *folders), where)
        metadata = _metadata(options, where)
        lines = text.count("\n") + 1
        if kind == "code" and lines > MAX_LINES and "nbgrader" not in metadata:
            raise SourceError(f"{where} has {lines} lines; no cell is longer than a screen.")
        _check_marks(text, where)
        new = nbformat.v4.new_markdown_cell if kind == "markdown" else _code_cell
        made = new(text, metadata=metadata)
        made.id = _cell_id(kind, text, metadata, seen)
        cells.append(made)
    return nbformat.v4.new_notebook(cells=cells, metadata=_KERNEL)


def cells_of(path: Path) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield each cell's kind, its options, and its text without the comment signs.

    Jupytext reads this format and more. It would also be installed beside the course, where it
    changes how a student's JupyterLab opens files; and of the format we need these few lines.
    """
    head, *parts = _MARK.split(path.read_text(encoding="utf-8"))
    if head.strip():
        raise SourceError(f"{path.name} begins with text that is in no cell: put `# %%` above it.")
    for number, (line, body) in enumerate(zip(parts[::2], parts[1::2], strict=True), 1):
        kind, options = _marked(line, f"{path.name}, cell {number}")
        text = body.strip("\n")
        if kind == "markdown":
            text = "\n".join(re.sub("^# ?", "", row) for row in text.splitlines())
        yield kind, options, text


def _marked(line: str, where: str) -> tuple[str, dict[str, Any]]:
    """Return the kind and the options that a cell's first line gives."""
    rest = line.strip()
    kind = "markdown" if rest.startswith("[markdown]") else "code"
    rest = rest.removeprefix("[markdown]").strip()
    options: dict[str, Any] = {}
    while rest:
        option = _OPTION.match(rest)
        if not option:
            raise SourceError(f'{where}: `{rest}` is no option; write name="value" or points=3.')
        options[option["name"]] = json.loads(option["value"])
        rest = rest[option.end() :].strip()
    return kind, options


def student_edition(notebook: Any) -> Any:
    """Return a copy of a lesson with every solution replaced by a stub, which stops no Run All."""
    edition = instructors_edition(notebook)
    for cell in edition.cells:
        if cell.cell_type == "code":
            cell.source = _SOLUTION.sub(_stub, cell.source)
    return edition


def instructors_edition(notebook: Any) -> Any:
    """Return a copy in which every cell that an unwritten exercise would stop may raise.

    JupyterLab and nbclient go on past a cell with the tag ``raises-exception``. The tags stand in
    the instructor's edition of an assignment because nbgrader makes the student's from it.
    """
    edition = nbformat.from_dict(notebook)
    for cell in _waiting(edition.cells):
        cell.metadata["tags"] = [*cell.metadata.get("tags", []), MAY_RAISE]
    return edition


def _waiting(cells: list[Any]) -> Iterator[Any]:
    """Yield the cells that need what an exercise makes, or what such a cell makes, by their names."""
    waiting: set[str] = set()
    for cell in cells:
        if cell.cell_type != "code":
            continue
        makes, at = bound(cell.source), _SOLUTION.search(cell.source)
        if at:
            waiting |= makes
        if (at and not at["indent"]) or globals_read(cell.source) & waiting:
            waiting |= makes
            yield cell
        elif not at:
            waiting -= makes


def solution_edition(notebook: Any) -> Any:
    """Return a copy of a lesson without the marks around its solutions."""
    edition = nbformat.from_dict(notebook)
    for cell in edition.cells:
        lines = cell.source.splitlines()
        kept = [ln for ln in lines if not re.match(r"\s*### (BEGIN|END) SOLUTION", ln)]
        cell.source = "\n".join(kept)
    return edition


def to_bytes(notebook: Any) -> bytes:
    """Write a notebook as its file's bytes."""
    return (nbformat.writes(notebook, indent=1, ensure_ascii=False).rstrip("\n") + "\n").encode()


def _with_rubric(options: dict[str, Any], text: str, rubric: rubrics.Rubric, where: str) -> str:
    """Take a cell's points from its criterion, or put the whole rubric under its text."""
    if options.get("role") == "rubric":
        return f"{text}\n\n{rubric.to_markdown()}" if text else rubric.to_markdown()
    if options.get("role") != "written" or "points" in options:
        raise SourceError(f"{where}: a rubric gives the points of a written cell, nothing else.")
    points = rubric[str(options.get("name"))].points
    options["points"] = int(points) if points == int(points) else points
    return text


def _check_marks(source: str, where: str) -> None:
    """Refuse solutions whose marks don't pair up: students would be handed them."""
    marks = re.findall(r"^[ \t#]*### (BEGIN|END) SOLUTION", source, re.M)
    if marks != ["BEGIN", "END"] * (len(marks) // 2):
        raise SourceError(f"{where}: every ### BEGIN SOLUTION wants an ### END SOLUTION after it.")


def _code_cell(source: str, metadata: dict[str, Any]) -> Any:
    return nbformat.v4.new_code_cell(source, metadata=metadata)


def _stub(match: re.Match[str]) -> str:
    return "\n".join(match["indent"] + line for line in STUB.splitlines())


def _cell_id(kind: str, source: str, metadata: dict[str, Any], seen: set[str]) -> str:
    named = metadata.get("nbgrader", {}).get("grade_id", "")
    digest = hashlib.sha256(f"{kind}\n{source}".encode()).hexdigest()
    base = named[:60] or digest[:12]
    made, n = base, 1
    while made in seen:
        n += 1
        made = f"{base}-{n}"
    seen.add(made)
    return made


def _metadata(options: dict[str, Any], where: str) -> dict[str, Any]:
    role, name = options.pop("role", None), options.pop("name", None)
    points = options.pop("points", None)
    known = {"tags", "jupyter", "slideshow"}
    if unknown := set(options) - known:
        raise SourceError(f"{where}: the option {sorted(unknown)[0]!r} is not known.")
    if role is None:
        return options
    if role not in _ROLES:
        raise SourceError(f"{where}: the role {role!r} is not one of {', '.join(_ROLES)}.")
    grade, solution, locked = _ROLES[role]
    if not name or (grade and points is None):
        raise SourceError(
            f"{where}: the role {role!r} wants a name{' and points' if grade else ''}."
        )
    graded: dict[str, Any] = {
        "grade": grade,
        "grade_id": name,
        "locked": locked,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    if grade:
        graded["points"] = points
    return {**options, "nbgrader": graded}
