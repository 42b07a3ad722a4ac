"""The notebook that is run: the instructor's cells, with what a student wrote in theirs.

:func:`rebuild` takes the instructor's notebook and puts into it the sources of the cells
that a student may write, and of those alone: tags, metadata, points, copied, renamed, reordered
and deleted cells cease to matter. Nothing that was written is lost on the way: halves are joined, a
cell that lost its name is known by its id or its text, and an empty stub is never put over a name
that the student's own cell defines. What was mended is said to the student, and what was guessed
asks for a person's look.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..wire.cells import bound
from .notebook_cells import Cell, missing_pictures

ALIKE = 0.6  # of two texts, by difflib: from here one is taken for the other
MOST_GUESSED = 200  # cells whose text is held against those that are missing


@dataclass
class Rebuilt:
    """A notebook that may be run, and what was mended in it.

    Attributes
    ----------
    cells : list of dict
    said : list of str
        What was mended, in words for the student.
    look : list of str
        What a person should look at: what was missing, doubled or guessed of the student's work.
    """

    cells: list[dict[str, Any]]
    said: list[str]
    look: list[str] = field(default_factory=list)


@dataclass
class _Work:
    """What a student wrote: the sources of known cells, and the own cells by the one before."""

    taken: dict[str, Cell] = field(default_factory=dict)
    own: dict[str, list[Cell]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    look: list[str] = field(default_factory=list)

    def flag(self, words: str) -> None:
        """Say something to the student, and to whoever grades."""
        self.said.append(words)
        self.look.append(words)


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
    released = {key_of(cell): cell for cell in release["cells"]}
    known = {key_of(cell): cell for cell in source["cells"]}
    work = _sorted_out(submitted, known, released)
    _adopt(work, known, released)
    cells = [_own_cell(extra, n) for n, extra in enumerate(work.own.get("", ()))]
    for key, cell in known.items():
        made = _as_cell(cell, released.get(key))
        if not _fill(made, key, cell, released.get(key), work):
            continue  # a free cell of the instructor's, which the student took away
        cells.append(made)
        own = work.own.get(key, ())
        cells += [_own_cell(extra, len(cells) + n) for n, extra in enumerate(own)]
    return Rebuilt(cells, list(dict.fromkeys(work.said)), list(dict.fromkeys(work.look)))


def recognised(submitted: Sequence[Cell], released: Iterable[Any]) -> list[str]:
    """Return which known cell each submitted one is: by its name, its id, or its text.

    Parameters
    ----------
    submitted : sequence of Cell
    released : iterable of dict
        The cells as they were given out.

    Returns
    -------
    list of str
        A key for each; "" where it is the student's own.
    """
    cells = {key_of(cell): cell for cell in released}
    ids = {cell.get("id"): key for key, cell in cells.items() if cell.get("id")}
    found = [one.name if one.name in cells else "" for one in submitted]
    for n, one in enumerate(submitted):
        key = ids.get(one.id, "")
        if key and not found[n] and key not in found:
            found[n] = key
    _by_text(submitted, found, cells)
    return found


def key_of(cell: Any) -> str:
    """Return what a cell is known by: nbgrader's name, or else its id."""
    return cell["metadata"].get("nbgrader", {}).get("grade_id") or cell.get("id") or ""


def text_of(cell: Any) -> str:
    """Return a cell's source as one text; nothing where there is no cell."""
    if cell is None:
        return ""
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def _by_text(submitted: Sequence[Cell], found: list[str], cells: dict[str, Any]) -> None:
    """Fill in cells that have neither name nor id: those of the same text, then the likest."""
    nameless = [n for n, key in enumerate(found) if not key][:MOST_GUESSED]
    lost = [key for key in cells if key not in found]
    pairs = [
        (_likeness(text_of(cells[key]).strip(), submitted[n].source.strip()), -n, key)
        for key in lost
        for n in nameless
        if submitted[n].kind == cells[key]["cell_type"]
    ]
    for likeness, place, key in sorted(pairs, reverse=True):
        least = 1.0 if _is_locked(cells[key]) else ALIKE  # what runs as given out replaces nothing
        if likeness >= least and not found[-place] and key not in found:
            found[-place] = key


def _likeness(was: str, now: str) -> float:
    """Return how much of what was given out is still there, 0 to 1."""
    if was == now:
        return 1.0
    if not was or not now:
        return 0.0
    first = was.splitlines()[0]
    if len(first) > 20 and first in now:
        return 0.99  # the question stands above its answer
    shared = bound(was) & bound(now)
    if shared and shared == bound(was):
        return 0.9  # it defines what was asked for
    texts = difflib.SequenceMatcher(None, was[:2000], now[:2000])
    near = texts.real_quick_ratio() >= ALIKE and texts.quick_ratio() >= ALIKE
    return texts.ratio() if near else 0.0


def _sorted_out(
    submitted: Sequence[Cell], known: dict[str, Any], released: dict[str, Any]
) -> _Work:
    """Return the sources of known cells, joined, and the student's own cells where they stood."""
    work = _Work()
    halves: dict[str, list[Cell]] = {}
    guessed: list[str] = []
    last = ""
    keys = recognised(submitted, released.values())
    for cell, key in zip(submitted, keys, strict=True):
        key = key or (cell.name if cell.name in known else "")
        if key not in known or not key:
            work.own.setdefault(last, []).append(cell)
            continue
        if key in halves and _is_locked(known[key]):
            if cell.source.strip() not in text_of(released.get(key)):
                work.own.setdefault(last, []).append(cell)
            continue
        halves.setdefault(key, []).append(cell)
        last = key
        if cell.name != key and _note(known[key]).get("solution"):
            guessed.append(key)
    if guessed:
        work.flag(f"Known by id or text alone, without a name: {_listed(dict.fromkeys(guessed))}.")
    for key, parts in halves.items():
        work.taken[key] = _joined(key, parts, text_of(released.get(key)), work)
    return work


def _joined(key: str, parts: list[Cell], was: str, work: _Work) -> Cell:
    """Return one cell of all that bear its name: halves of a split one, or copies."""
    written = [one for one in parts if one.source.strip() != was.strip()]
    different = list({one.source: one for one in written}.values())
    if len(different) < 2:
        return (different or parts)[0]
    work.flag(
        f"The cell `{key}` was there {len(different)} times; all were joined, in their order."
    )
    pictures = {name: one for cell in different for name, one in cell.pictures.items()}
    text = "\n\n".join(cell.source.strip("\n") for cell in different)
    return replace(different[0], source=text, pictures=pictures)


def _adopt(work: _Work, known: dict[str, Any], released: dict[str, Any]) -> None:
    """Let own cells stand for what is missing or untouched: what defines the same, what answers."""
    before = ""
    for key, cell in known.items():
        if _note(cell).get("solution") and cell["cell_type"] != "code":
            _adopt_words(work, key, before, text_of(released.get(key)))
        before = key
        if not _note(cell).get("solution") or cell["cell_type"] != "code":
            continue
        was = text_of(released.get(key))
        asked = bound(was)
        if not asked or not _is_untouched(work.taken.get(key), was):
            continue
        mine = [one for own in work.own.values() for one in own if _defines(one, asked)]
        if mine:
            for own in work.own.values():
                own[:] = [one for one in own if one not in mine]
            text = "\n\n".join(one.source.strip("\n") for one in mine)
            work.taken[key] = Cell("code", text, name=key)
            work.flag(
                f"`{key}` was taken from another cell, which defines {_listed(sorted(asked))}."
            )
        elif other := _defined_elsewhere(work, asked, key):
            first, then = sorted((key, other), key=list(known).index)
            work.taken[first], work.taken[then] = work.taken[other], Cell("code", "", name=then)
            work.flag(f"`{key}` was taken from `{other}`, which defines {_listed(sorted(asked))}.")


def _adopt_words(work: _Work, key: str, before: str, was: str) -> None:
    """Take what was written below a question that stands unanswered for its answer."""
    mine = work.taken.get(key)
    if not _is_untouched(mine, was):
        return
    at = before if mine is None else key
    answer = [one for one in work.own.get(at, ()) if one.kind == "markdown" and one.source.strip()]
    if not answer:
        return
    work.own[at] = [one for one in work.own[at] if one not in answer]
    text = "\n\n".join(one.source.strip("\n") for one in answer)
    pictures = {name: one for cell in answer for name, one in cell.pictures.items()}
    work.taken[key] = Cell("markdown", text, name=key, pictures=pictures)
    work.flag(f"The answer to `{key}` was taken from the cell below it.")


def _is_untouched(cell: Cell | None, was: str) -> bool:
    return cell is None or cell.source.strip() in (was.strip(), "")


def _defines(cell: Cell, asked: set[str]) -> bool:
    return cell.kind == "code" and bool(asked & bound(cell.source))


def _defined_elsewhere(work: _Work, asked: set[str], key: str) -> str:
    """Return which other cell of the student's defines all that is asked for; "" where none does."""
    there = (
        other
        for other, one in work.taken.items()
        if other != key and one.kind == "code" and asked <= bound(one.source)
    )
    return next(there, "")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _fill(made: dict[str, Any], key: str, cell: Any, released: Any, work: _Work) -> bool:
    """Put the student's text into a cell, or the instructor's back; False where it is to go."""
    graded, mine = _note(cell), work.taken.get(key)
    if graded.get("solution"):
        if mine is None:
            work.flag(f"The cell `{key}` was missing; it was put back empty.")
        made["source"] = text_of(released) if mine is None else mine.source
        if mine is not None:
            _carry(made, mine, key, work)
    elif not graded:
        if mine is None:
            return False
        made["source"] = mine.source
        _carry(made, mine, key, work)
    elif mine is not None and graded.get("grade_id"):
        _say_changed(key, mine.source, text_of(released), bool(graded["grade"]), work.said)
    elif graded.get("grade"):
        work.said.append(f"The test `{key}` was missing; it was put back and run.")
    return True


def _carry(made: dict[str, Any], mine: Cell, key: str, work: _Work) -> None:
    """Give a written cell the pictures that were pasted into it, and name those that are gone."""
    if made["cell_type"] == "code":
        return
    made["source"], lost = missing_pictures(mine.source, mine.pictures)
    made.pop("attachments", None)
    if mine.pictures:
        made["attachments"] = mine.pictures
    for name in lost:
        work.flag(f"The picture {name} in `{key}` was not handed in with it.")


def _say_changed(key: str, now: str, was: str, is_test: bool, said: list[str]) -> None:
    if now.strip() == was.strip():
        return
    what = "test" if is_test else "cell"
    said.append(f"The {what} `{key}` was changed; it ran as it was given out.")


def _note(cell: Any) -> dict[str, Any]:
    return dict(cell["metadata"].get("nbgrader", {}))


def _is_locked(cell: Any) -> bool:
    """Say whether a cell runs as it was given out, whatever a student made of it."""
    return bool(_note(cell)) and not _note(cell).get("solution")


def _as_cell(cell: Any, released: Any) -> dict[str, Any]:
    metadata = json.loads(json.dumps(cell["metadata"]))
    if released is not None and "nbgrader" in metadata:
        checksum = released["metadata"].get("nbgrader", {}).get("checksum")
        if checksum:
            metadata["nbgrader"]["checksum"] = checksum
    made = _cell(cell["cell_type"], text_of(cell), cell.get("id", ""), metadata)
    if cell.get("attachments"):
        made["attachments"] = json.loads(json.dumps(cell["attachments"]))
    return made


def _own_cell(cell: Cell, number: int) -> dict[str, Any]:
    digest = hashlib.sha256(f"{number}\n{cell.source}".encode()).hexdigest()
    kind = cell.kind if cell.kind in ("code", "markdown") else "raw"
    source, _ = (
        missing_pictures(cell.source, cell.pictures) if kind != "code" else (cell.source, [])
    )
    made = _cell(kind, source, f"own-{digest[:12]}", {})
    if cell.pictures and kind == "markdown":
        made["attachments"] = cell.pictures
    return made


def _cell(kind: str, source: str, id_: str, metadata: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {"cell_type": kind, "id": id_, "metadata": metadata, "source": source}
    if kind == "code":
        made |= {"execution_count": None, "outputs": []}
    return made
