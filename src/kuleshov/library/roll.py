"""The credit roll: what a film owes, written from its papers, with its gaps left open."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..words import counted, on_one_line
from .conflicts import clip_alone
from .credit import Credit
from .facts import stated
from .licences import FilmLicence, film_licence
from .papers import Papers, papers
from .works import path_of

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
        Everything in it, in the order in which it first appears; films that were cut here before it
        come first.
    maker : str
        Who cut it; "" where nobody signed.
    licence : str
        Under which licence it may be shown: what its maker chose, or else what follows from its
        clips; empty where none is possible.
    reason : str
        Why that licence, or why none.
    gaps : tuple of str
        What nobody stated of the facts that a roll shows, a sentence each.
    open : int
        How many facts its papers lack or find in conflict.
    """

    title: str
    credits: tuple[Credit, ...]
    maker: str = ""
    licence: str = ""
    reason: str = ""
    gaps: tuple[str, ...] = ()
    open: int = 0

    @property
    def _shown(self) -> str:
        """The licence as an audience reads it: none while anything is open."""
        if not self.licence:
            return "not for publication"
        return "not for publication yet" if self.open else self.licence

    @property
    def _missing(self) -> list[str]:
        """What is not known: the gaps in what a roll shows, and how many more its papers name."""
        more = self.open - len(self.gaps)
        also = [f"{counted(more, 'more answer')}, named in its papers."] if more > 0 else []
        return ["Not known:", *self.gaps, *also, ""] if self.gaps or also else []

    @property
    def lines(self) -> list[str]:
        """The roll line by line, as it runs over the screen."""
        head = [self.title, *([f"by {self.maker}"] if stated(self.maker) else []), ""]
        end = [*self._missing, f"This film: {self._shown}"]
        told = [*head, *(credit.line for credit in self.credits), "", *end]
        return [on_one_line(line) for line in told]

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
    kuleshov.papers : What it is written from, and what it lacks.

    Examples
    --------
    >>> print(credits([Credit("Moth", "Ana", "a phone", "her kitchen", "CC0", "", "Ana")], "Night"))
    Night
    <BLANKLINE>
    Moth, by Ana, made with a phone, CC0
    <BLANKLINE>
    Not known:
    4 more answers, named in its papers.
    <BLANKLINE>
    This film: not for publication yet
    """
    found = papers(work, title)
    several = path_of(work) is None and not isinstance(work, Credit) and not hasattr(work, "edit")
    return roll_of(found, title or ("Untitled" if several else ""))


def roll_of(found: Papers, title: str = "") -> CreditRoll:
    """Write the credit roll from a film's papers.

    Parameters
    ----------
    found : Papers
    title : str, optional
        That of the papers where none is given.

    Returns
    -------
    CreditRoll

    Examples
    --------
    >>> roll_of(papers([Credit("Moth", licence="CC BY-SA 4.0")])).licence
    'CC BY-SA 4.0'
    """
    named = tuple(dict.fromkeys(one.credit for one in found.clips))
    licence, reason = _licence(found)
    return CreditRoll(
        title or found.title,
        named,
        found.film.credit.maker if found.film else "",
        licence,
        reason,
        tuple(
            gap
            for one in found.clips
            for gap in one.credit.gaps_of([fact.name for fact in one.asked])
        ),
        len(found.gaps) + len(found.conflicts),
    )


def _licence(found: Papers) -> FilmLicence:
    """Return the film's licence: its maker's choice where that is possible, else what follows."""
    answer = film_licence(one.credit for one in found.clips)
    if found.film:
        chosen = found.film.credit.licence
        return answer._replace(licence=chosen) if answer.licence and stated(chosen) else answer
    if found.path is None:
        return answer
    alone = found[0].credit
    why = next((one.sentence for one in clip_alone(alone)), "")
    if why or not stated(alone.licence):
        return answer._replace(licence="")
    return FilmLicence(alone.licence, "It is shown whole, under the licence that it has.")
