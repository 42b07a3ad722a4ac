"""The form of a peer review: a notebook that shows another's work and asks for levels.

The author is a pseudonym. A form holds the author's words, quoted, and the film that lies beside it
in the author's folder; where no film was asked for, the edit as this kit writes it again, so that
nothing of the author's code comes with it. The reader fills in cells that look like this::

    level: a subject
    why: The stakes are named in the second sentence and dropped.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ...criticism import reviewing
from ...criticism.review_text import answer_in
from ...criticism.reviewing import read_reviews
from ...criticism.rubrics import Rubric
from ...errors import KuleshovError
from .blind_works import inert
from .reading import Reading, cut_of, load_notebook, source_of
from .reviews import Review


def form(
    assignment: str, rubric: Rubric, works: Mapping[str, Reading], rushes: Any, film: str = ""
) -> bytes:
    """Return a review form as a notebook's bytes.

    Parameters
    ----------
    assignment : str
    rubric : Rubric
        The rows that peers level.
    works : mapping of str to Reading
        Pseudonym to what its author handed in.
    rushes : Rushes
        The takes from which edits are cut.
    film : str
        What each author's film is called, in a folder of its author's pseudonym beside the form; ""
        where the work is an edit.
    """
    import nbformat

    start = "import kuleshov as ku" + ("" if film else '\n\nrushes = ku.rushes("understudy")')
    cells = [
        nbformat.v4.new_markdown_cell(
            f"# Reviewing {assignment}\n\nYou read {len(works)} works, and {len(works)} people read "
            "yours. Nobody knows whose is whose.\n\n"
            "In each cell that begins with `level:`, write one level of the table by its name, and "
            "behind `why:` one or two sentences that the author can use: a moment, and what it does.",
            id="about",
        ),
        nbformat.v4.new_code_cell(start, id="takes"),
        nbformat.v4.new_markdown_cell(rubric.to_markdown(), id="rubric"),
    ]
    for author, work in works.items():
        cells.append(nbformat.v4.new_markdown_cell(f"## {author}", id=f"{author}-head"))
        if code := _shown(author, work, rushes, film):
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
    problems : list of str
        Sentences about what is no level.
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
            said, why, strays = answer_in(_below_its_name(source_of(cell), criterion.name))
            wrong += [f"{place[0]}, {criterion.name}: {stray}" for stray in strays]
            level = criterion.level(said)
        except KuleshovError as error:
            wrong.append(f"{place[0]}: {error}")
            continue
        share = level.points / criterion.points if criterion.points else 0.0
        found[place] = Review(reviewer, *place, share, why[:2000])
    return list(found.values()), wrong


def collect_pasted(
    words: Iterable[str], reviewer: str, rubric: Rubric, authors: tuple[str, ...]
) -> tuple[list[Review], list[str]]:
    """Read the reviews that stand in a reader's own notebook, as :func:`kuleshov.review` prints them.

    Parameters
    ----------
    words : iterable of str
        The written cells in which reviews stand.
    reviewer : str
    rubric : Rubric
    authors : tuple of str
        The pseudonyms of those whom this reader was given: nobody else is taken.

    Returns
    -------
    reviews : list of Review
    problems : list of str
        Sentences about what can't be used.
    """
    found: dict[tuple[str, str], Review] = {}
    sheets, wrong = [], []
    for cell in words:
        there, problems = read_reviews(cell, rubric)
        sheets += there
        wrong += problems
    for sheet in sheets:
        if sheet.name not in authors:
            wrong.append(
                f"a review of {sheet.name[:40]!r}, which wasn't theirs to read, doesn't count."
            )
            continue
        for criterion in rubric.criteria:
            said = sheet.said.get(criterion.id)
            if said and said.level:
                share = criterion.level(said.level).points / criterion.points
                place = sheet.name, criterion.id
                made = Review(reviewer, *place, share, said.why[:2000])
                if found.setdefault(place, made) != made:
                    wrong.append(
                        f"{sheet.name}, {criterion.name}: another review says something else; the "
                        "first one counts."
                    )
    return list(found.values()), wrong


def missing(
    found: Collection[tuple[str, str]], authors: tuple[str, ...], rubric: Rubric
) -> list[str]:
    """Return a sentence for each work that lacks a level: found holds authors and criteria that have one."""
    lacks = {a: [c.name for c in rubric.criteria if (a, c.id) not in found] for a in authors}
    return [f"{author}: no level for {', '.join(rows)}." for author, rows in lacks.items() if rows]


def given_back(author: str, reviews: Sequence[Review], rubric: Rubric) -> str:
    """Return what readers wrote of a work as its author gets it, without their names.

    Parameters
    ----------
    author : str
        The author's pseudonym.
    reviews : sequence of Review
        Of this work.
    rubric : Rubric

    Returns
    -------
    str
        Markdown, as :func:`kuleshov.review` prints a review; a reader after the other.
    """
    written: dict[str, reviewing.Review] = {}
    for one in sorted(reviews, key=lambda it: it.reviewer):
        sheet = written.setdefault(one.reviewer, reviewing.Review(author, rubric))
        row = rubric[one.criterion]
        level = min(row.levels, key=lambda it: abs(it.points - one.share * row.points))
        sheet.level(row.id, level.name, inert(one.why))
    return "\n\n".join(sheet.markdown for sheet in written.values()) + "\n"


def _shown(author: str, work: Reading, rushes: Any, film: str) -> str:
    """Return the code that shows a work; "" where there is nothing but words."""
    if film:
        return f"ku.Clip({f'{author}/{film}'!r})"
    edit = _rewritten(work.edit, rushes)
    return f"ku.Cut.from_text(\n    {edit},\n    rushes,\n)" if edit else ""


def _rewritten(text: str, rushes: Any) -> str:
    """Return an edit as a Python string, written by this kit; "" where it is none."""
    if not text:
        return ""
    try:
        return json.dumps(cut_of(text, rushes).to_text()).replace("\\n", '\\n"\n    "')
    except KuleshovError:
        return ""


def _quoted(words: str) -> str:
    """Quote an author's words."""
    return "\n".join(f"> {line}" for line in inert(words).splitlines())


def _asked(cell: Any) -> dict[str, Any]:
    metadata = cell.get("metadata") if isinstance(cell, dict) else None
    own = metadata.get("kuleshov") if isinstance(metadata, dict) else None
    asked = own.get("review") if isinstance(own, dict) else None
    return asked if isinstance(asked, dict) else {}


def _below_its_name(text: str, name: str) -> list[str]:
    """Return a cell's lines without the row's name that a form puts above them; their count stays."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return ["" if line.strip() == f"**{name}**" else line for line in lines[:1]] + lines[1:]
