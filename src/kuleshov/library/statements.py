"""What was said of one clip, by whom, and where two of them say different things.

A fact is said by the course (for clips that it carries), by the clip's own credit, and by each entry
of the ledger. What :func:`kuleshov.ledger.fill` put in corrects everything before it; two that stand
beside each other and differ are a conflict, and nobody but a person settles it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..files import is_file, sha256
from ..words import one_spelling
from .credit import Credit
from .facts import FACTS, FILM, TABLE, Fact, is_table, stated
from .ledger_entries import Ledger, LedgerEntry, merged
from .ledger_file import where
from .shipped import shipped

if TYPE_CHECKING:
    from ..media import Traces

COURSE, CREDIT, LEDGER = "the course", "the clip's own credit", "the ledger"


class Said(NamedTuple):
    """One answer, and who gave it."""

    words: str
    by: str


class Conflict(NamedTuple):
    """Two answers that can't both be right.

    Attributes
    ----------
    fact : str
        Which fact it is about, as ``ku.ledger.fill`` names it; "" where it is about the file.
    sentence : str
        Which clip, what contradicts what, and what to do.
    """

    fact: str
    sentence: str


@dataclass(frozen=True)
class Statements:
    """All that was said of one clip.

    Attributes
    ----------
    path : Path or None
        Its file; None where only a credit or a hash is known.
    digest : str
        The SHA-256 of the file's bytes, or the hash by which a film names it.
    entries : tuple of LedgerEntry
        The ledger's for these bytes, or else for this place, oldest first.
    carried : Credit or None
        What the clip brought with it.
    known : Credit or None
        What the course says of these bytes.
    """

    path: Path | None
    digest: str
    entries: tuple[LedgerEntry, ...]
    carried: Credit | None
    known: Credit | None

    @property
    def last(self) -> LedgerEntry | None:
        """What stands in the ledger; None where it has nothing."""
        return merged(self.entries)

    @property
    def parts(self) -> tuple[str, ...]:
        """The hashes of the clips that it was cut from, where it was cut here."""
        return self.last.parts if self.last else ()

    @property
    def credit(self) -> Credit:
        """The facts as they stand: the ledger's word first, then the clip's own, then the course's."""
        last = self.last.credit if self.last else None
        found = [one for one in (last, self.carried, self.known) if one is not None]
        if not found:
            nameless = f"a clip that is not in the ledger ({self.digest[:8]})"
            return Credit(title=self.path.stem if self.path else nameless)
        named = next((one.attribution for one in found if stated(one.attribution)), "")
        facts = {fact.name: self._standing(fact.name) for fact in FACTS}
        return replace(found[0], attribution=named, maker=facts.pop("made_by"), **facts)

    def _standing(self, name: str) -> str:
        said = self.of(name)[0]
        mine = [one.words for one in said if one.by == LEDGER]
        return (mine[-1:] or [one.words for one in said] or [""])[0]

    @property
    def filled(self) -> set[str]:
        """The facts that somebody filled in, or took back: what a clip carries counts no more."""
        return {name for entry in self.entries for name in entry.filled}

    @property
    def kind(self) -> str:
        """Which facts are asked of it: "film", "generated", "human", "table", or "" for nobody knows."""
        if self.parts:
            return FILM
        kind = self.credit.kind
        return kind if stated(kind) and (kind != TABLE or is_table(self.path)) else ""

    @property
    def asked(self) -> list[Fact]:
        """The facts that are asked of it."""
        return [fact for fact in FACTS if fact.asked_of(self.kind)]

    def of(self, name: str) -> tuple[list[Said], list[Said]]:
        """Return the different answers that stand for a fact, and those that were corrected.

        Parameters
        ----------
        name : str

        Returns
        -------
        standing, corrected : list of Said
        """
        standing: dict[str, Said] = {}
        gone: dict[str, Said] = {}
        for entry in self.entries:
            words = getattr(entry, name)
            if name in entry.filled:
                gone |= standing
                standing = {}
            if stated(words):
                standing.pop(_plain(words), None)  # the latest stands last
                standing[_plain(words)] = Said(words, LEDGER)
        mine = getattr(self.carried, name) if self.carried else ""
        if stated(mine) and _plain(mine) not in gone and (standing or name not in self.filled):
            standing.setdefault(_plain(mine), Said(mine, CREDIT))
        if self.known and stated(first := getattr(self.known, name)):
            standing.setdefault(_plain(first), Said(first, COURSE))
        return list(standing.values()), [gone[key] for key in gone if key not in standing]

    def traces(self) -> "Traces | None":
        """Return what the file itself says; None where it is not there, or of no kind that is read."""
        from ..media import MediaError, traces

        if self.path is None or not is_file(self.path):
            return None
        try:
            return traces(self.path)
        except MediaError:
            return None


def statements(path: Path | None, digest: str, book: Ledger, carried: Credit | None) -> Statements:
    """Gather what was said of a clip.

    Parameters
    ----------
    path : Path or None
        Its file.
    digest : str
        Of its bytes; computed where it is empty and the file is there.
    book : Ledger
    carried : Credit or None
        What the clip brought with it.

    Returns
    -------
    Statements

    Examples
    --------
    >>> found = statements(None, "", Ledger([], Path("ledger.json")), Credit("Moth", "Ana"))
    >>> found.kind, found.of("made_by")[0][0].words
    ('', 'Ana')
    """
    if path is not None and is_file(path):
        digest = digest or sha256(path)
    entries = book.about(path=path, digest=digest)
    if path is None and entries:
        path = where(entries[-1].path)
    return Statements(path, digest, tuple(entries), carried, shipped(digest) if digest else None)


def contradictions(found: Statements) -> Iterator[Conflict]:
    """Yield where two answers to one fact differ.

    Parameters
    ----------
    found : Statements

    Yields
    ------
    Conflict
    """
    for fact in found.asked:
        standing, _ = found.of(fact.name)
        if len(standing) > 1:
            yield Conflict(fact.name, _two(found.credit.title, fact, standing))


def _two(title: str, fact: Fact, standing: Sequence[Said]) -> str:
    told = " and ".join(f"{one.by} says {one.words!r}" for one in standing[:2])
    if standing[0].by == standing[1].by:
        told = f"{standing[0].by} says both {standing[0].words!r} and {standing[1].words!r}"
    right = f'Say which is right: ku.ledger.fill(clip, {fact.name}="...").'
    if standing[-1].by == COURSE:
        right = (
            f"Write the course's words back: ku.ledger.fill(clip, {fact.name}={standing[-1].words!r}); "
            "what its maker told you besides belongs in notes."
        )
    return f"{title}: of {fact.lacks}, {told}. {right}"


def _plain(words: str) -> str:
    return one_spelling(" ".join(words.casefold().split()))
