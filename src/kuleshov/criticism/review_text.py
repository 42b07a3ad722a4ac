"""The text of a review: what it says of each row, and what in it stands in no place.

It knows no rubric. Whoever reads a text asks one, and says what couldn't be placed: words that
somebody wrote are never passed over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

HEAD = re.compile(r"^##[ \t]+Review of[ \t]+(?P<name>\S.*?)[ \t]*$", re.I)
REPLY = "Reply"
_ROW = re.compile(r"^\*\*(?P<name>[^*]+)\*\*[ \t]*$")
_LEVEL = re.compile(r"^\s*level\s*:(?P<said>.*)$", re.I)
_WHY = re.compile(r"^\s*why\s*:(?P<said>.*)$", re.I)
_SECOND = re.compile(r"^level\s*:", re.I)
_SIGNS = re.compile(r"^(?=##\s|\*\*|level\s*:|why\s*:)", re.I | re.M)


@dataclass(frozen=True)
class Row:
    """What a text says of one row of a rubric; or the author's reply, whose words are its why.

    Attributes
    ----------
    name : str
    line : int
        The text's line that names it, counted from 1.
    level, why : str
        As they were written; "" where there is none.
    """

    name: str
    line: int
    level: str
    why: str


@dataclass(frozen=True)
class Stray:
    """Words of a text that belong to no level and no why.

    Attributes
    ----------
    line : int
        Where they begin, counted from 1.
    words : str
    """

    line: int
    words: str

    @property
    def levelled(self) -> bool:
        """Whether a line of it gives a level, as nothing but a review does."""
        return any(_LEVEL.match(line) for line in self.words.split("\n"))

    def __str__(self) -> str:
        words = " ".join(self.words.split())
        shown = words if len(words) <= 60 else words[:59] + "…"
        return (
            f"line {self.line}, {shown!r}, stands in no level and no why. "
            "Write it behind a row's why: or take it out."
        )


@dataclass(frozen=True)
class Sheet:
    """One review as it stands in a text.

    Attributes
    ----------
    name : str
        Of the work.
    line : int
        Where it begins, counted from 1.
    rows : tuple of Row
        In the text's order; a row can be there twice.
    strays : tuple of Stray
    """

    name: str
    line: int
    rows: tuple[Row, ...]
    strays: tuple[Stray, ...]


def sheets_in(text: str) -> tuple[list[Sheet], list[Stray]]:
    """Find the reviews in a text.

    Parameters
    ----------
    text : str

    Returns
    -------
    sheets : list of Sheet
    before : list of Stray
        What stands before the first of them: all of a text that holds none.

    Examples
    --------
    >>> (one,), _ = sheets_in("## Review of k3f9\\n\\n**The claim**\\n\\nlevel: a topic\\nIt tells.")
    >>> one.rows[0].level, one.strays[0].line
    ('a topic', 6)
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    heads = [(at, found["name"]) for at, line in enumerate(lines) if (found := HEAD.match(line))]
    ends = [*(at for at, _ in heads[1:]), len(lines)][: len(heads)]
    sheets = [_sheet(name, lines[:end], at) for (at, name), end in zip(heads, ends, strict=True)]
    return sheets, _strays(lines, 0, heads[0][0] if heads else len(lines))


def _sheet(name: str, lines: Sequence[str], at: int) -> Sheet:
    signs = [n for n in range(at + 1, len(lines)) if _ROW.match(lines[n])]
    ends = [*signs[1:], len(lines)][: len(signs)]
    strays = _strays(lines, at + 1, signs[0] if signs else len(lines))
    rows = []
    for start, end in zip(signs, ends, strict=True):
        found = _ROW.match(lines[start])
        assert found is not None
        row = found["name"].strip()
        if row.casefold() == REPLY.casefold():
            rows.append(Row(row, start + 1, "", _text(lines[start + 1 : end])))
            continue
        level, why, left = answer_in(lines[:end], start + 1)
        rows.append(Row(row, start + 1, level, why))
        strays += left
    return Sheet(name, at + 1, tuple(rows), tuple(strays))


def answer_in(lines: Sequence[str], start: int = 0) -> tuple[str, str, list[Stray]]:
    """Read a level and its why.

    Parameters
    ----------
    lines : sequence of str
    start : int
        The first of them that is read, counted from 0.

    Returns
    -------
    level, why : str
        All that follows ``why:`` is the why.
    strays : list of Stray
        What stands before ``why:`` and is no level, and a second level.

    Examples
    --------
    >>> answer_in(["level: held", "why: It waits.", "Twice."])
    ('held', 'It waits.\\nTwice.', [])
    """
    whys = [n for n in range(start, len(lines)) if _WHY.match(lines[n])]
    end = whys[0] if whys else len(lines)
    level, strays, why = "", [], []
    seen = False
    for n in range(start, len(lines)):
        found = _LEVEL.match(lines[n])
        if n >= end and not (found and _SECOND.match(lines[n])):
            why.append(lines[n])
        elif found and not seen:
            level, seen = found["said"].strip().strip("*_`").strip(), True
        elif lines[n].strip():
            strays += _strays(lines, n, n + 1)
    first = _WHY.match(why[0]) if why else None
    if first:
        why[0] = first["said"]
    return level, _text(why), strays


def unsigned(words: str) -> str:
    """Return words in which no line begins as a part of a review does; they read the same.

    Parameters
    ----------
    words : str

    Returns
    -------
    str
    """
    return _SIGNS.sub(" ", words)


def _text(lines: Sequence[str]) -> str:
    return "\n".join(lines).strip()


def _strays(lines: Sequence[str], start: int, end: int) -> list[Stray]:
    """Return what is written between two lines, as one stray at most."""
    written = [n for n in range(start, end) if lines[n].strip()]
    if not written:
        return []
    return [Stray(written[0] + 1, _text(lines[written[0] : end]))]
