"""What a film owes, from the papers that lie beside it or from this machine's own ledger.

``ku.publish`` writes ``credits.txt`` and ``papers.html`` only while nothing lacks. They come from
somebody else's machine, so they are read as words and never copied: what the page shows is written
anew, and a gap that the words name keeps the film out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from ...errors import LibraryError
from ...library import credits, papers
from ...library.papers import CONFLICT, GAP, NOT_ASKED, Papers
from ...library.publishing import PAGE, ROLL
from ...words import few, one_spelling
from .words_in import plain, words_of

_MOST = 2**20  # bytes: ku.publish writes them, with the prompt of each clip that was generated
_FILES = "files"  # the row that names a clip's files: nobody's business on a page


@dataclass(frozen=True)
class Owed:
    """What a film owes.

    Attributes
    ----------
    title, maker : str
        "" where the papers don't say.
    roll : tuple of str
        The credit roll, line by line.
    facts : tuple of (str, tuple of (str, str))
        Each clip's title, and what is asked of it with its answer.
    """

    title: str
    maker: str
    roll: tuple[str, ...]
    facts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def owed_by(film: Path, ledger: bool = True) -> Owed:
    """Read what a film owes.

    Parameters
    ----------
    film : Path
        With ``credits.txt`` and ``papers.html`` beside it, as ``ku.publish`` leaves them.
    ledger : bool
        Whether the ledger of this machine is asked where neither is there. It looks into the film, and
        knows nothing of one that was made elsewhere.

    Returns
    -------
    Owed

    Raises
    ------
    LibraryError
        Where anything lacks; the sentence says what.
    """
    roll, page = film.parent / ROLL, film.parent / PAGE
    there = [one.name for one in (roll, page) if one.exists()]
    if len(there) == 1:
        other = ROLL if there == [PAGE] else PAGE
        raise LibraryError(
            f"{there[0]} is there and {other} isn't. Take the folder as ku.publish wrote it."
        )
    if not there and not ledger:
        raise LibraryError(
            f"there are no papers beside it ({ROLL}, {PAGE}): ku.publish writes them."
        )
    return _published(film, roll, page) if there else _from_ledger(film)


def _from_ledger(film: Path) -> Owed:
    found: Papers = papers(film)
    if not found.complete:
        raise _gaps([*found.conflicts, *found.gaps])
    facts = [
        (one.title, tuple((fact.label, one.cell(fact)) for fact in one.asked)) for one in found
    ]
    roll = credits(film)
    maker = found.film or (found[0] if len(found) == 1 else None)
    return _owed(found.title, maker.credit.maker if maker else "", roll.lines, facts)


def _published(film: Path, roll: Path, page: Path) -> Owed:
    """Read the two files of a publication."""
    lines = words_of(roll, _MOST).strip().splitlines()
    if not lines:
        raise LibraryError(f"{ROLL} is empty. Take the folder as ku.publish wrote it.")
    if "Not known:" in lines or any(line.startswith("This film: not for") for line in lines):
        raise LibraryError(f"the papers have gaps: {ROLL} says that it isn't for publication.")
    read = _Page()
    read.feed(words_of(page, _MOST))
    read.close()
    if not read.facts:
        raise LibraryError(f"{PAGE} holds nobody's papers. Take it as ku.publish wrote it.")
    lacks = [
        f"{title}: {label} ({value})"
        for title, rows in read.facts
        for label, value in rows
        if value.startswith((GAP, CONFLICT))
    ]
    if lacks or read.marked:
        raise _gaps(lacks or [f"{PAGE} marks one"])
    if _blanks(film.name) not in read.files:
        raise LibraryError(
            f"{PAGE} is about {', '.join(read.files) or 'no file'} and not about {film.name}. Take film "
            "and papers as ku.publish wrote them."
        )
    maker = lines[1].removeprefix("by ").strip() if lines[1:2] and lines[1][:3] == "by " else ""
    whose = [one for one in read.facts if plain(one[0]) == plain(lines[0])] or (
        read.facts if len(read.facts) == 1 else []
    )
    maker = maker or next(
        (value for _, rows in whose for key, value in rows if key == "made by"), ""
    )
    return _owed(
        lines[0].strip(), maker, lines, [(title, tuple(rows)) for title, rows in read.facts]
    )


def _owed(
    title: str,
    maker: str,
    roll: Sequence[str],
    facts: Sequence[tuple[str, tuple[tuple[str, str], ...]]],
) -> Owed:
    shown = tuple(
        (clip, tuple(row for row in rows if row[1] != NOT_ASKED and row[0] != _FILES))
        for clip, rows in facts
    )
    return Owed(title, maker, tuple(roll), shown)


def _blanks(name: str) -> str:
    """Return a file's name as a page shows it."""
    return " ".join(one_spelling(name).split())


def _gaps(lacks: Sequence[str]) -> LibraryError:
    told = few(lacks, "and {} more", most=3)
    return LibraryError("the papers have gaps: " + " / ".join(told).rstrip(".") + ".")


@dataclass
class _Page(HTMLParser):
    """The words of a page of papers: each clip's heading, and what stands under it in pairs."""

    facts: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)
    marked: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._in, self._words, self._label = "", "", ""

    @property
    def files(self) -> list[str]:
        """The names of the files that it is about; a name may hold a comma, so any cut of it counts."""
        rows = [value for _, each in self.facts for key, value in each if key == _FILES]
        return list(dict.fromkeys(one for row in rows for one in (row, *row.split(", "))))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin what is read: a heading, a label or an answer."""
        self.marked |= bool({"gap", "conflict"} & set((dict(attrs).get("class") or "").split()))
        if tag in ("h2", "dt", "dd"):
            self._in, self._words = tag, ""

    def handle_data(self, data: str) -> None:
        """Keep the words of what is read."""
        if self._in:
            self._words += data

    def handle_endtag(self, tag: str) -> None:
        """End what is read."""
        if tag != self._in:
            return
        words, self._in = " ".join(self._words.split()), ""
        if tag == "h2":
            self.facts.append((words, []))
        elif tag == "dt":
            self._label = words
        elif self.facts:
            self.facts[-1][1].append((self._label, words))
