"""The form of a peer review: a notebook that shows another's work and asks for levels.

The author is a pseudonym. A form holds the author's words, quoted, and the edit as this kit
writes it again, so that nothing of the author's code comes with it. The reader fills in cells
that look like this::

    level: a subject
    why: The stakes are named in the second sentence and dropped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from ...criticism.reviewing import LEVEL, WHY
from ...criticism.rubrics import Rubric
from ...errors import KuleshovError
from .reading import Reading, cut_of, load_notebook, source_of
from .reviews import Review


def form(assignment: str, rubric: Rubric, works: Mapping[str, Reading], rushes: Any) -> bytes:
    """Return a review form as a notebook's bytes.

    Parameters
    ----------
    assignment : str
    rubric : Rubric
    works : mapping of str to Reading
        Pseudonym to what its author handed in.
    rushes : Rushes
        The takes from which edits are cut.
    """
    import nbformat

    cells = [
        nbformat.v4.new_markdown_cell(
            f"# Reviewing {assignment}\n\nYou read {len(works)} works, and {len(works)} people read "
            "yours. Nobody knows whose is whose.\n\n"
            "In each cell that begins with `level:`, write one level of the table by its name, and "
            "behind `why:` one or two sentences that the author can use: a moment, and what it does.",
            id="about",
        ),
        nbformat.v4.new_code_cell(
            'import kuleshov as ku\n\nrushes = ku.rushes("understudy")', id="takes"
        ),
        nbformat.v4.new_markdown_cell(rubric.to_markdown(), id="rubric"),
    ]
    for author, work in works.items():
        cells.append(nbformat.v4.new_markdown_cell(f"## {author}", id=f"{author}-head"))
        if edit := _rewritten(work.edit, rushes):
            code = f"ku.Cut.from_text(\n    {edit},\n    rushes,\n)"
            cells.append(nbformat.v4.new_code_cell(code, id=f"{author}-edit"))
        for criterion in rubric.criteria:
            quoted = _quoted(work.words.get(criterion.id, ""))
            made = nbformat.v4.new_markdown_cell(quoted, id=f"{author}-{criterion.id}"[:64])
            cells.append(made)
            ask = f"**{criterion.name}**\n\nlevel: \n\nwhy: "
            asked = nbformat.v4.new_markdown_cell(ask, id=f"{author}-{criterion.id}-level"[-64:])
            asked.metadata["kuleshov"] = {
                "review": {"assignment": assignment, "author": author, "criterion": criterion.id}
            }
            cells.append(asked)
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.validate(notebook)
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def collect(
    path: Path, reviewer: str, assignment: str, rubric: Rubric, authors: tuple[str, ...]
) -> tuple[list[Review], list[str]]:
    """Read a filled form.

    Parameters
    ----------
    path : Path
        The notebook, as it came back.
    reviewer : str
        Whose form it was; known from its place, never from the file.
    assignment : str
    rubric : Rubric
    authors : tuple of str
        The pseudonyms of those whom this reader was given: nobody else is taken.

    Returns
    -------
    reviews : list of Review
    missing : list of str
        Sentences about what is empty or is no level.
    """
    try:
        cells = load_notebook(path)["cells"]
    except KuleshovError as error:
        return [], [str(error)]
    found: dict[tuple[str, str], Review] = {}
    wrong = []
    for cell in cells:
        asked = _asked(cell)
        place = (str(asked.get("author")), str(asked.get("criterion")))
        if asked.get("assignment") != assignment or place[0] not in authors or place in found:
            continue
        try:
            criterion = rubric[place[1]]
            text = source_of(cell)
            level = criterion.level(_said(LEVEL, text))
        except KuleshovError as error:
            wrong.append(f"{place[0]}: {error}")
            continue
        share = level.points / criterion.points if criterion.points else 0.0
        found[place] = Review(reviewer, *place, share, _said(WHY, text)[:2000])
    for author in authors:
        missing = [c.name for c in rubric.criteria if (author, c.id) not in found]
        if missing:
            wrong.append(f"{author}: no level for {', '.join(missing)}.")
    return list(found.values()), wrong


def _rewritten(text: str, rushes: Any) -> str:
    """Return an edit as a Python string, written by this kit; "" where it is none."""
    if not text:
        return ""
    try:
        return json.dumps(cut_of(text, rushes).to_text()).replace("\\n", '\\n"\n    "')
    except KuleshovError:
        return ""


def _quoted(words: str) -> str:
    """Quote an author's words; what would be HTML, a link or a picture shows as it was written."""
    if not words.strip():
        return "> *Nothing is written here.*"
    plain = escape(words.strip(), quote=False).replace("](", "]\u200b(").replace("![", "!\u200b[")
    return "\n".join(f"> {line}" for line in plain.splitlines())


def _asked(cell: Any) -> dict[str, Any]:
    metadata = cell.get("metadata") if isinstance(cell, dict) else None
    own = metadata.get("kuleshov") if isinstance(metadata, dict) else None
    asked = own.get("review") if isinstance(own, dict) else None
    return asked if isinstance(asked, dict) else {}


def _said(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match["said"].strip().strip("*_`").strip() if match else ""
