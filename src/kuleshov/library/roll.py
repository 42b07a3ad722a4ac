"""The credit roll: what a film owes, written from the ledger, with its gaps left open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import LibraryError
from ..files import sha256
from .credit import Credit
from .facts import stated
from .ledger import for_film
from .ledger_entries import Ledger, LedgerEntry
from .ledger_writing import read
from .licences import FilmLicence, film_licence

if TYPE_CHECKING:
    from ..media import FilmLike


@dataclass(frozen=True)
class CreditRoll:
    """What stands at the end of a film.

    Attributes
    ----------
    title : str
        The film's.
    credits : tuple of Credit
        Everything in it, in the order in which it first appears.
    maker : str
        Who cut it; "" where nobody signed.
    """

    title: str
    credits: tuple[Credit, ...]
    maker: str = ""

    @cached_property
    def _answer(self) -> FilmLicence:
        return film_licence(self.credits)

    @property
    def licence(self) -> str:
        """The film's own licence as it follows from its clips'; empty where none is possible."""
        return self._answer.licence

    @property
    def reason(self) -> str:
        """Why that licence, or why none."""
        return self._answer.reason

    @property
    def gaps(self) -> list[str]:
        """What nobody stated, a sentence each."""
        return [gap for credit in self.credits for gap in credit.gaps]

    @property
    def _shown(self) -> str:
        """The licence as an audience reads it: none while anything is open."""
        if not self.licence:
            return "not for publication"
        return "not for publication yet" if self.gaps else self.licence

    @property
    def lines(self) -> list[str]:
        """The roll line by line, as it runs over the screen."""
        licence = f"This film: {self._shown}"
        missing = ["Not known:", *self.gaps, ""] if self.gaps else []
        head = [self.title, *([f"by {self.maker}"] if stated(self.maker) else []), ""]
        return [*head, *(credit.line for credit in self.credits), "", *missing, licence]

    @property
    def text(self) -> str:
        """The same as one text."""
        return "\n".join(self.lines)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"{self.text}\n{self.reason}"


def credits(work: "FilmLike | Credit | Iterable[Any]", title: str = "") -> CreditRoll:
    """Write the credit roll of a film, an edit or a list of clips.

    Parameters
    ----------
    work : Clip, Cut, path or iterable
        A film made here is traced through the ledger to the clips that it was cut from; an edit
        gives its takes; a list may hold clips, takes, paths and credits.
    title : str, optional
        The film's title; its name where none is given.

    Returns
    -------
    CreditRoll

    Raises
    ------
    LibraryError
        Where ``work`` is none of these, or the ledger is damaged.
    EditError
        Where a take of an edit is in none of its bins.

    See Also
    --------
    kuleshov.ledger : Where the facts are kept.

    Examples
    --------
    >>> print(credits([Credit("Moth", "Ana", "a phone", "her kitchen", "CC0", "", "Ana")], "Night"))
    Night
    <BLANKLINE>
    Moth, by Ana, made with a phone, CC0
    <BLANKLINE>
    This film: yours to choose
    """
    book = read()
    film = _cut_here(work, book)
    found = _leaves(film, book, frozenset()) if film else for_film(sources_of(work), record=False)
    maker = film.made_by if film else ""
    return CreditRoll(title or _title(work, book), tuple(dict.fromkeys(found)), maker)


def _cut_here(work: Any, book: Ledger) -> LedgerEntry | None:
    """Return the ledger's entry of a film that was made from other clips; None of anything else."""
    path = path_of(work)
    entry = book.of(path=path) if path else None
    if entry is None and path is not None and path.is_file():
        entry = book.of(digest=sha256(path))
    return entry if entry and entry.parts else None


def _leaves(entry: LedgerEntry, book: Ledger, above: frozenset[str]) -> Iterable[Credit]:
    """Follow parts down to what was not cut from anything; a circle ends where it closes."""
    for digest in entry.parts:
        part = book.of(digest=digest)
        if part is None:
            yield Credit(title=f"a clip that is not in the ledger ({digest[:8]})")
        elif part.parts and digest not in above:
            yield from _leaves(part, book, above | {digest})
        else:
            yield part.credit


def sources_of(work: Any) -> Iterable[Any]:
    """Return what a work consists of: an edit's takes, a list's items, or itself.

    Parameters
    ----------
    work : Clip, Cut, path, credit or iterable

    Returns
    -------
    iterable

    Raises
    ------
    LibraryError
        Where it is none of these.
    """
    if hasattr(work, "edit") and callable(getattr(work, "take", None)):
        return [work.take(name) for name in work.edit.takes()]
    if isinstance(work, Mapping):
        return work.values()
    if isinstance(work, Credit) or path_of(work) is not None:
        return [work]
    if isinstance(work, Iterable):
        return work
    raise LibraryError(
        f"A {type(work).__name__} has no credits. Give a film, an edit, or a list of clips."
    )


def path_of(work: Any) -> Path | None:
    """Return the file of a film or a clip; None of what has none.

    Parameters
    ----------
    work : object

    Returns
    -------
    Path or None
    """
    path = work if isinstance(work, str | Path) else getattr(work, "path", None)
    return Path(path) if isinstance(path, str | Path) else None


def _title(work: Any, book: Ledger) -> str:
    """Return what a work is called: by itself, in the ledger, or by its file."""
    title, path = getattr(work, "title", None), path_of(work)
    if isinstance(title, str) and title:
        return title
    entry = book.of(path=path) if path else None
    return entry.credit.title if entry else path.stem if path else "Untitled"
