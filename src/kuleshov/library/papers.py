"""The papers of a film: what is known of everything in it, what nobody said, and what contradicts what.

They are read from the ledger, from what clips carry, from what the course says of its own, and from
the files. Nothing that is missing or contradicted keeps a film from being played, measured or
rendered; it keeps it from being published.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import LibraryError
from ..files import is_file, write_whole
from ..folders import whereabouts
from ..views import view
from ..words import counted, on_one_line
from .conflicts import clip_alone, conflicts, film_conflicts, shows_somebody
from .credit import Credit
from .facts import FACTS, FILM, Fact, stated
from .ledger_entries import Ledger
from .ledger_writing import read
from .statements import Conflict, Statements, statements
from .tables import table
from .works import everything_in, path_of, sources_of

if TYPE_CHECKING:
    import pandas

    from ..media import FilmLike

GAP, CONFLICT, NOT_ASKED = "○ gap", "✕ conflict", "–"
"""What stands in a table for a fact that nobody stated, for two that contradict each other, and for
one that isn't asked of such a clip."""

_NO_ANSWER = ("version", "prompt", "seed")
_CIRCLE = (
    "{}: what it was cut from leads back to itself, and to no clip. Write down what it really was cut "
    "from: ku.ledger.add(film, ..., parts=[...])."
)


@dataclass(frozen=True)
class Paper:
    """The papers of one clip, or of several that have the same.

    Attributes
    ----------
    credit : Credit
        The facts as they stand.
    kind : str
        Which facts are asked of it: "generated", "human", "film" (it was cut here), "table", or ""
        where nobody said what it is.
    files : tuple of str
        The names of the files that have these papers.
    conflicts : tuple of Conflict
        What contradicts what.
    corrected : tuple of str
        What was said before somebody corrected it, a sentence each.
    claims : str
        What the file says of itself, in one line; a claim.
    answer : str
        What somebody said to it.
    """

    credit: Credit
    kind: str = ""
    files: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    corrected: tuple[str, ...] = ()
    claims: str = ""
    answer: str = ""

    @property
    def title(self) -> str:
        """What it is called, and how many files it stands for."""
        more = f" ({counted(len(self.files), 'clip')})" if len(self.files) > 1 else ""
        return self.credit.title + more

    @property
    def asked(self) -> list[Fact]:
        """The facts that are asked of it."""
        return [fact for fact in FACTS if fact.asked_of(self.kind)]

    @property
    def lacking(self) -> list[Fact]:
        """The facts that are asked of it, that nobody stated and that no conflict is about."""
        told = {one.fact for one in self.conflicts}
        return [
            fact
            for fact in self.asked
            if not stated(getattr(self.credit, fact.name)) and fact.name not in told
        ]

    @property
    def gaps(self) -> list[str]:
        """A sentence for each fact that nobody stated, with what to do."""
        return [self._gap(fact) for fact in self.lacking]

    def _gap(self, fact: Fact) -> str:
        who = "film" if self.kind == FILM else "clip"
        do = f'ku.ledger.fill({who}, {fact.name}="...")'
        if fact.name in _NO_ANSWER:
            do += ', if only with "not kept" or "not shown by the tool"'
        if fact.name == "consent" and shows_somebody(self.credit.likeness):
            do += f"; it shows somebody: {self.credit.likeness}"
        return f"{self.credit.title}: nobody has said {fact.lacks} ({fact.label}). Say it: {do}."

    def cell(self, fact: Fact) -> str:
        """Return what a table shows for a fact.

        Parameters
        ----------
        fact : Fact

        Returns
        -------
        str
            The answer, behind "✕ conflict" where something contradicts it; "○ gap" where nobody
            answered; "–" where it isn't asked.
        """
        words: str = getattr(self.credit, fact.name)
        if any(one.fact == fact.name for one in self.conflicts):
            return f"{CONFLICT} {words}".strip()
        if fact.asked_of(self.kind) and not stated(words):
            return GAP
        return words if stated(words) else NOT_ASKED


@dataclass(frozen=True, repr=False)
class Papers(Sequence[Paper]):
    """The papers of a film, or of clips; show themselves as a table.

    Attributes
    ----------
    title : str
        What they are the papers of.
    papers : tuple of Paper
        The film's own first, where it was cut here, then the films between it and its clips, then
        the clips, in order.
    path : Path or None
        The film's file, where there is one.
    together : tuple of Conflict
        What keeps clips that are no film yet from being cut together.

    See Also
    --------
    kuleshov.papers : Where they come from.

    Examples
    --------
    >>> Papers("Night", (Paper(Credit("Moth", kind="human"), "human"),)).complete
    False
    """

    title: str
    papers: tuple[Paper, ...]
    path: Path | None = None
    together: tuple[Conflict, ...] = ()

    def __getitem__(self, index: Any) -> Any:
        return self.papers[index]

    def __len__(self) -> int:
        return len(self.papers)

    @property
    def film(self) -> Paper | None:
        """The film's own paper; None of what was not cut here."""
        alone = self.path is not None and self.papers and self.papers[0].kind == FILM
        return self.papers[0] if alone else None

    @property
    def clips(self) -> list[Paper]:
        """The papers of what it was cut from: films that were cut here before it, and clips."""
        return list(self.papers[1:] if self.film else self.papers)

    @property
    def gaps(self) -> list[str]:
        """What nobody said, a sentence each, with what to do."""
        return [on_one_line(gap) for one in self.papers for gap in one.gaps]

    @property
    def conflicts(self) -> list[str]:
        """What can't be right together, a sentence each, with what to do."""
        own = (one for paper in self.papers for one in paper.conflicts)
        return list(dict.fromkeys(on_one_line(one.sentence) for one in (*own, *self.together)))

    @property
    def corrected(self) -> list[str]:
        """What was said before somebody corrected it, a sentence each."""
        return [on_one_line(said) for one in self.papers for said in one.corrected]

    @property
    def complete(self) -> bool:
        """Whether every fact that is asked has an answer, and none contradicts another."""
        return bool(self.papers) and not self.gaps and not self.conflicts

    def table(self) -> "pandas.DataFrame":
        """Return what a notebook shows, as words.

        Returns
        -------
        pandas.DataFrame
            A row a clip, a column a fact that is asked of any of them; "○ gap" where nobody answered,
            "✕ conflict" before an answer that something contradicts, "–" where it isn't asked.

        Examples
        --------
        >>> Papers("Night", (Paper(Credit("Moth", "Ana", kind="human"), "human"),)).table()["date"][0]
        '○ gap'
        """
        import pandas

        shown = self.facts
        rows = [(one.title, *map(one.cell, shown)) for one in self.papers]
        return pandas.DataFrame(rows, columns=["clip", *(fact.label for fact in shown)])

    @property
    def facts(self) -> list[Fact]:
        """The facts that are asked of any of the clips, in order."""
        return [fact for fact in FACTS if any(fact.asked_of(one.kind) for one in self.papers)]

    def to_frame(self) -> "pandas.DataFrame":
        """Return the answers for pandas.

        Returns
        -------
        pandas.DataFrame
            A row a clip: title, files, asked_as, then a column for each fact by the name that
            ``ku.ledger.fill`` has for it; "" where nobody answered.
        """
        import pandas

        heads = ["title", "files", "asked_as", *(fact.name for fact in FACTS)]
        rows = [
            (
                one.credit.title,
                len(one.files),
                one.kind,
                *(getattr(one.credit, fact.name) for fact in FACTS),
            )
            for one in self.papers
        ]
        return pandas.DataFrame(rows, columns=heads)

    def page(self, to: str | Path) -> Path:
        """Write them as a page that opens in any browser, asks nothing of any host, and prints.

        Parameters
        ----------
        to : str or Path
            The page's file, which ends in ``.html``; that is put behind a name without an ending.

        Returns
        -------
        Path

        Raises
        ------
        LibraryError
            Where the name is that of no page: a film is not written over.
        MediaError
            Where it can't be written.
        """
        from ..media.writing import disk

        path = Path(to) if Path(to).suffix else Path(to).with_suffix(".html")
        if path.suffix.lower() not in (".html", ".htm"):
            raise LibraryError(f"A page's name ends in .html, and {path.name} doesn't.")
        html: str = view("papers")(self)
        with disk(path):
            write_whole(path, html)
        return path

    def __repr__(self) -> str:
        lines = [on_one_line(f"The papers of {self.title}")]
        for one in self.papers:
            lines += ["", on_one_line(one.title)]
            told = [(fact.label, one.cell(fact)) for fact in one.asked]
            lines.append(table([("", *row) for row in told], most=72))
        return "\n".join([*lines, "", *self.sum])

    @property
    def sum(self) -> list[str]:
        """What lacks, in words: how many gaps and conflicts, then each."""
        if self.complete:
            return ["The papers are complete."]
        if not self.papers:
            return ["There is nothing in it that could have papers."]
        head = f"{counted(len(self.gaps), 'gap')}, {counted(len(self.conflicts), 'conflict')}:"
        return [head, *(f"- {one}" for one in (*self.conflicts, *self.gaps))]


def papers(work: "FilmLike | Credit | Iterable[Any]", title: str = "") -> Papers:
    """Say what is known of everything in a film, what nobody said, and what contradicts what.

    Parameters
    ----------
    work : Clip, Cut, path or iterable
        A film made here is traced through the ledger to the clips that it was cut from; an edit
        gives its takes; a list may hold clips, takes, paths and credits.
    title : str, optional
        The film's title; its name where none is given.

    Returns
    -------
    Papers

    Raises
    ------
    LibraryError
        Where ``work`` is none of these, or the ledger is damaged.
    EditError
        Where a take of an edit is in none of its bins.

    See Also
    --------
    kuleshov.ledger : Where the answers are kept; ``fill`` and ``form`` give them.
    kuleshov.credits : What of it a viewer is shown.
    kuleshov.publish : What asks for complete papers.

    Examples
    --------
    >>> found = papers([Credit("Moth", "Ana", "a phone", "her kitchen", "CC0", kind="human")])
    >>> found.complete, len(found.gaps)
    (False, 4)
    >>> print(found.gaps[0])
    Moth: nobody has said when it was made (date). Say it: ku.ledger.fill(clip, made_on="...").
    """
    book = read()
    path = whereabouts(work) if isinstance(work, str) else path_of(work)
    if isinstance(work, str | Path) and not (path and is_file(path)):
        raise LibraryError(f"There is no file {str(work)!r}, so it has no papers.")
    found = [_of(one, book) for one in sources_of(path if isinstance(work, str) else work)]
    title = title or _title(work, found)
    rows = _rows(found, book)
    together: tuple[Conflict, ...] = ()
    if path is None and (len(found) > 1 or hasattr(work, "edit")):
        together = tuple(film_conflicts(title, None, [one.credit for one in rows]))
    elif path is not None and rows[0].kind != FILM:
        together = tuple(clip_alone(rows[0].credit))
    return Papers(title, tuple(rows), path, together)


def _rows(found: Iterable[Statements], book: Ledger) -> list[Paper]:
    """Return the papers of everything in a work: each film that was cut here, then the clips."""
    whole = list(everything_in(found, book))
    films = {one.digest: one for one in whole if one.parts}
    clips = (one for one in whole if not one.parts)
    return [_film(one, book) for one in films.values()] + _grouped(clips)


def _title(work: Any, found: Sequence[Statements]) -> str:
    """Return what a work is called: an edit by itself, one clip by its papers, several by their number."""
    if hasattr(work, "edit"):
        return str(work.title)
    return found[0].credit.title if len(found) == 1 else counted(len(found), "clip")


def _film(film: Statements, book: Ledger) -> Paper:
    """Return the papers of a film that was cut here: whether its licence is possible, too."""
    _, *under = everything_in([film], book)
    if all(one.parts for one in under):
        return _paper(film, [Conflict("", _CIRCLE.format(film.credit.title))])
    return _paper(
        film, film_conflicts(film.credit.title, film.credit, [one.credit for one in under])
    )


def _of(work: Any, book: Ledger) -> Statements:
    """Gather what was said of one clip, take, path or credit."""
    carried = work if isinstance(work, Credit) else getattr(work, "credit", None)
    path = whereabouts(work) if isinstance(work, str) else path_of(work)
    if path is None and not isinstance(carried, Credit):
        raise LibraryError(
            f"A {type(work).__name__} has no papers. Give clips, takes, or the paths of films."
        )
    return statements(path, "", book, carried if isinstance(carried, Credit) else None)


def _grouped(clips: Iterable[Statements]) -> list[Paper]:
    """Return the papers of clips, one for those that have the same."""
    rows: dict[Any, Paper] = {}
    for clip in clips:
        paper = _paper(clip)
        key = (
            paper.credit,
            paper.kind,
            paper.conflicts,
            paper.corrected,
            paper.claims,
            paper.answer,
        )
        files = tuple(dict.fromkeys((*(rows[key].files if key in rows else ()), *paper.files)))
        rows[key] = Paper(paper.credit, paper.kind, files, *key[2:])
    return list(rows.values())


def _paper(found: Statements, more: Iterable[Conflict] = ()) -> Paper:
    last = found.last
    there = found.traces()
    claims = there.words if there and there.says_generated else ""
    return Paper(
        credit=found.credit,
        kind=found.kind,
        files=(found.path.name,) if found.path else (),
        conflicts=(*conflicts(found), *more),
        corrected=tuple(_corrected(found)),
        claims=claims or (last.claims if last else ""),
        answer=last.answer if last else "",
    )


def _corrected(found: Statements) -> Iterator[str]:
    for fact in found.asked:
        now, before = found.of(fact.name)
        for one in before:
            said = f"now {now[0].words!r}" if now else "now a gap"
            yield f"{found.credit.title}: {fact.label} was {one.words!r}, and is {said}."
