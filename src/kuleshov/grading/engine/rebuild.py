"""The notebook that is run: the instructor's cells, with what a student wrote in theirs.

:func:`rebuild` takes the instructor's notebook and puts into it the sources of the cells
that a student may write, and of those alone: tags, metadata, points, copied, renamed, reordered
and deleted cells cease to matter. Nothing that was written is lost on the way: halves are joined, a
cell that lost its name is known by its id or its text, and an empty stub is never put over a name
that the student's own cell defines. What was written into a cell that runs as it was given out is
shown below it and never run. What was mended is said to the student, and what was guessed asks for
a person's look.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..wire.cells import bound
from .notebook_cells import Cell, missing_pictures

ALIKE = 0.6  # of two texts, by difflib: from here one is taken for the other
MOST_GUESSED = 200  # cells whose text is held against those that are missing
_MARK = "# cell:"
_MAKES = re.compile(r"^(?:async +)?(?:def|class) +(\w+)|^(\w+) *=(?!=)", re.M)


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


def bare(text: str) -> str:
    """Return a text without the spaces that editors add and take away.

    >>> bare("  def f():  \\n    pass\\n") == bare("  def f():\\n    pass")
    True
    """
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _by_text(submitted: Sequence[Cell], found: list[str], cells: dict[str, Any]) -> None:
    """Fill in cells that have neither name nor id: those of the same text, then the likest."""
    texts = {n: bare(submitted[n].source) for n, key in enumerate(found) if not key}
    lost = {key: bare(text_of(cells[key])) for key in cells if key not in found}
    for likeness in (_sameness, _likeness):
        nameless = [n for n in texts if not found[n]][:MOST_GUESSED]
        pairs = [
            (likeness(lost[key], texts[n]), -n, key)
            for key in lost
            for n in nameless
            # What runs as it was given out is known by its very text: it replaces nothing.
            if key not in found and not (likeness is _likeness and _is_locked(cells[key]))
            if submitted[n].kind in (cells[key]["cell_type"], "raw")
        ]
        for like, place, key in sorted(pairs, reverse=True):
            if like >= ALIKE and not found[-place] and key not in found:
                found[-place] = key


def _sameness(was: str, now: str) -> float:
    return float(was == now)


def _likeness(was: str, now: str) -> float:
    """Return how much of what was given out is still there, 0 to 1."""
    if not was or not now:
        return 0.0
    first = was.splitlines()[0]
    if len(first) > 20 and first in now:
        return 0.99  # the question stands above its answer
    if _is_marked(now, _mark_of(was)):
        return 0.99  # the cell is named in its text
    asked = bound(was)
    if asked and asked <= _made_in(now):
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
            if bare(cell.source) not in bare(text_of(released.get(key))):
                work.own.setdefault(last, []).append(cell)
            continue
        halves.setdefault(key, []).append(cell)
        last = key
        if _is_locked(known[key]):
            _keep_added(work, key, cell, known[key], text_of(released.get(key)))
        if cell.name != key and _note(known[key]).get("solution"):
            guessed.append(key)
    if guessed:
        work.flag(f"Known by id or text alone, without a name: {_listed(dict.fromkeys(guessed))}.")
    for key, parts in halves.items():
        work.taken[key] = _joined(key, parts, text_of(released.get(key)), work)
    return work


def _joined(key: str, parts: list[Cell], was: str, work: _Work) -> Cell:
    """Return one cell of all that bear its name: halves of a split one, or copies."""
    written = [one for one in parts if bare(one.source) != bare(was)]
    different = list({one.source: one for one in written}.values())
    if len(different) < 2:
        return (different or parts)[0]
    work.flag(
        f"The cell `{key}` was there {len(different)} times; all were joined, in their order."
    )
    return _together(different, key)


def _together(cells: Sequence[Cell], key: str) -> Cell:
    """Return one cell of several; pictures of one name stay two."""
    texts: list[str] = []
    pictures: dict[str, dict[str, str]] = {}
    for cell in cells:
        text = cell.source.strip("\n")
        for name, kinds in cell.pictures.items():
            free = name
            while pictures.get(free, kinds) != kinds:
                free = f"{len(pictures)}-{free}"
            text = re.sub(rf"attachment:{re.escape(name)}(?![\w.-])", f"attachment:{free}", text)
            pictures[free] = kinds
        texts.append(text)
    return Cell(cells[0].kind, "\n\n".join(texts), name=key, pictures=pictures)


def _keep_added(work: _Work, key: str, cell: Cell, given: Any, was: str) -> None:
    """Show below a cell that runs as it was given out what a student wrote into it."""
    added = _added(cell.source, was)
    if not added:
        return
    if given["cell_type"] == "code":
        lines = "\n".join(f"    {line}" for line in added)
        text, kind = f"Written into `{key}`, which ran as it was given out:\n\n{lines}", "note"
    else:
        text, kind = "\n".join(added), "markdown"
    work.own.setdefault(key, []).append(Cell(kind, text, pictures=cell.pictures))


def _added(now: str, was: str) -> list[str]:
    """Return the lines that a student wrote into a cell."""
    there = {line.strip() for line in was.splitlines()} | {""}
    return [line for line in now.splitlines() if line.strip() not in there]


def _adopt(work: _Work, known: dict[str, Any], released: dict[str, Any]) -> None:
    """Let own cells stand for what is missing or untouched: what defines the same, what answers."""
    before = ""
    for key, cell in known.items():
        if _note(cell).get("solution"):
            was = text_of(released.get(key))
            adopt = _adopt_code if cell["cell_type"] == "code" else _adopt_words
            if _is_untouched(work.taken.get(key), was):
                adopt(work, key, before, known, was)
        before = key
    _say_unplaced(work, known, released)


def _adopt_code(work: _Work, key: str, _: str, known: dict[str, Any], was: str) -> None:
    """Take cells that define what is asked for, own ones or others."""
    asked, mark = bound(was), _mark_of(was)
    if not asked and not mark:
        return
    defined = _listed(sorted(asked)) or f"`{key}`"
    mine = [one for own in work.own.values() for one in own if _defines(one, asked, mark)]
    if mine:
        _take_out(work, mine)
        work.taken[key] = replace(_together(mine, key), kind="code")
        work.flag(f"`{key}` was taken from another cell, which defines {defined}.")
    elif other := _defined_elsewhere(work, asked, mark, key, known):
        work.flag(f"`{key}` was taken from `{other}`, which defines {defined}.")
        if _is_locked(known[other]):
            work.taken[key] = work.taken[other]
            return
        first, then = sorted((key, other), key=list(known).index)
        work.taken[first], work.taken[then] = work.taken[other], Cell("code", "", name=then)


def _adopt_words(work: _Work, key: str, before: str, known: dict[str, Any], _: str) -> None:
    """Take what was written below a question that stands unanswered for its answer, or above."""
    places = [key] if key in work.taken else []
    if before and not (places and _note(known[before]).get("solution")):
        places.append(before)
    for at in places:
        answer = [one for one in work.own.get(at, ()) if _is_text(one)]
        if answer:
            where = "below" if at == key or key not in work.taken else "above"
            _take_out(work, answer)
            work.taken[key] = replace(_together(answer, key), kind="markdown")
            work.flag(f"The answer to `{key}` was taken from the cell {where} it.")
            return


def _say_unplaced(work: _Work, known: dict[str, Any], released: dict[str, Any]) -> None:
    """Ask for a look where something is unwritten, and own cells stand where it could be meant."""
    keys = ["", *known]
    for key in known:
        if not _note(known[key]).get("solution") or key not in work.taken:
            continue
        beside = _around(key, keys, known)
        was = text_of(released.get(key))
        left = [one for at in beside for one in work.own.get(at, ()) if one.source.strip()]
        if known[key]["cell_type"] == "code":
            left = [one for one in left if _may_mean(one, bound(was))]
            left += [] if bound(was) else _changed_free(beside, work, known, released)
        else:
            left = [one for own in work.own.values() for one in own if _is_text(one)] or left
        if left and _is_untouched(work.taken.get(key), was):
            work.flag(
                f"Nothing was written into `{key}`; look whether a cell of the student's own is meant."
            )


def _around(key: str, keys: list[str], known: dict[str, Any]) -> list[str]:
    """Return the cells around one, up to the solutions before and after it."""
    at = keys.index(key)
    ends = [n for n, one in enumerate(keys) if one and _note(known[one]).get("solution")]
    first = max((n + 1 for n in ends if n < at), default=0)
    return keys[first : min((n for n in ends if n > at), default=len(keys))]


def _changed_free(
    keys: Iterable[str], work: _Work, known: dict[str, Any], released: dict[str, Any]
) -> list[Cell]:
    """Return those of some cells that are free for all to try things in, and were written into."""
    free = [key for key in keys if key in work.taken and not _note(known[key])]
    return [
        work.taken[k] for k in free if not _is_untouched(work.taken[k], text_of(released.get(k)))
    ]


def _may_mean(cell: Cell, asked: set[str]) -> bool:
    """Say whether a cell could be meant for one that shall define some names, or none."""
    return not asked or any(words in cell.source for words in (*asked, "import *", "%run"))


def _take_out(work: _Work, cells: Sequence[Cell]) -> None:
    for own in work.own.values():
        own[:] = [one for one in own if not any(one is taken for taken in cells)]


def _is_untouched(cell: Cell | None, was: str) -> bool:
    return cell is None or bare(cell.source) in (bare(was), "")


def _is_text(cell: Cell) -> bool:
    return cell.kind in ("markdown", "raw") and bool(cell.source.strip())


def _defines(cell: Cell, asked: set[str], mark: str) -> bool:
    made = asked & _made_in(cell.source)
    return cell.kind in ("code", "raw") and (bool(made) or _is_marked(cell.source, mark))


def _mark_of(was: str) -> str:
    """Return the line by which a cell names itself; "" where it has none."""
    first = was.strip().partition("\n")[0].rstrip()
    return first if first.startswith(_MARK) else ""


def _is_marked(source: str, mark: str) -> bool:
    return bool(mark) and mark in bare(source).splitlines()


def _made_in(source: str) -> set[str]:
    """Return the names that a cell defines; by its first words where it is no Python."""
    found = (one for pair in _MAKES.findall(source) for one in pair if one)
    return bound(source) or set(found)


def _defined_elsewhere(
    work: _Work, asked: set[str], mark: str, key: str, known: dict[str, Any]
) -> str:
    """Return which other cell of the student's defines all that is asked for; "" where none does."""
    there = [
        other
        for other, one in work.taken.items()
        if other != key
        and one.kind == "code"
        and (_is_marked(one.source, mark) or (asked and asked <= _made_in(one.source)))
    ]
    return min(there, key=lambda other: _is_locked(known[other]), default="")


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
        _say_changed(key, mine.source, text_of(released), bool(graded["grade"]), work)
    elif graded.get("grade"):
        work.said.append(f"The test `{key}` was missing; it was put back and run.")
    return True


def _carry(made: dict[str, Any], mine: Cell, key: str, work: _Work) -> None:
    """Give a written cell the pictures that were pasted into it, and name those that are gone."""
    if made["cell_type"] == "code":
        for name in mine.pictures:
            work.flag(f"The picture {name} in `{key}` was left out: it is a cell of code.")
        return
    made["source"], lost = missing_pictures(mine.source, mine.pictures)
    made.pop("attachments", None)
    if mine.pictures:
        made["attachments"] = mine.pictures
    for name in lost:
        work.flag(f"The picture {name} in `{key}` was not handed in with it.")


def _say_changed(key: str, now: str, was: str, is_test: bool, work: _Work) -> None:
    if bare(now) == bare(was):
        return
    what = "test" if is_test else "cell"
    words = f"The {what} `{key}` was changed; it ran as it was given out."
    work.said.append(words)
    if _added(now, was) and not is_test:
        work.look.append(words)  # an answer may be among it


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
    kind = {"note": "markdown"}.get(cell.kind, cell.kind)
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
