"""What stands in the ledger: an entry a clip, and all of them as they were read at one moment."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..words import on_one_line, one_spelling
from .credit import Credit
from .facts import BY_NAME, stated
from .ledger_file import place_of
from .tables import table

if TYPE_CHECKING:
    import pandas

NOT_STATED = "not stated"  # stands where nobody said

_LISTS = ("parts", "filled")
_LASTING = (*BY_NAME, "title", "attribution", "notes", "claims", "answer", "parts")
"""What a later entry that says nothing of it doesn't take away."""
_SEEN = ("path", "made_by", "made_with", "source", "licence", "consent")


@dataclass(frozen=True)
class LedgerEntry:
    """One clip's line in the ledger.

    Attributes
    ----------
    path : str
        Relative to the studio, or begins with ``course:`` or ``cache:``, where the file lies in one
        of those.
    made_by, made_with, source, licence, consent : str
        Who made it, with what, from what, under which licence, and who agreed; empty where nobody
        said.
    sha256 : str
        Of its bytes, in hexadecimal; empty where the file was not there.
    notes, title, attribution, kind : str
        Anything else; what it is called; the line that its licence asks for; "generated" or
        "human", where somebody said.
    version, prompt, seed, made_on, rights, likeness, edits : str
        As :class:`Credit` has them.
    parts : tuple of str
        The SHA-256 of each clip that this one was made from, so that a film's credits lead back to
        its takes.
    claims : str
        What the file that it was imported from said of itself, in one line, as a claim.
    answer : str
        What somebody who knows the clip says to a claim that contradicts these facts.
    filled : tuple of str
        Which facts :func:`kuleshov.ledger.fill` put in: they correct what was said before.
    added : str
        When, in UTC.
    more : mapping
        What a newer kit wrote and this one doesn't know, kept as it was.
    """

    path: str
    made_by: str = ""
    made_with: str = ""
    source: str = ""
    licence: str = ""
    consent: str = ""
    sha256: str = ""
    notes: str = ""
    title: str = ""
    attribution: str = ""
    kind: str = ""
    version: str = ""
    prompt: str = ""
    seed: str = ""
    made_on: str = ""
    rights: str = ""
    likeness: str = ""
    edits: str = ""
    parts: tuple[str, ...] = ()
    claims: str = ""
    answer: str = ""
    filled: tuple[str, ...] = ()
    added: str = ""
    more: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @classmethod
    def from_line(cls, line: Mapping[str, Any]) -> "LedgerEntry":
        """Read a line of the ledger's file; what it says beyond this kit's words is kept as it is.

        Parameters
        ----------
        line : mapping

        Returns
        -------
        LedgerEntry

        Examples
        --------
        >>> entry = LedgerEntry.from_line({"path": "moth.mp4", "weather": "rain"})
        >>> entry.to_line()["weather"]
        'rain'
        """
        known = {one.name for one in fields(cls)} - {"more"}
        facts: dict[str, Any] = {name: value for name, value in line.items() if name in known}
        for name, value in facts.items():
            said = "" if value is None else value  # as null stands for it in a file written by hand
            facts[name] = tuple(value) if name in _LISTS else str(said)
        facts["sha256"] = facts.get("sha256", "").lower()
        facts["parts"] = tuple(part.lower() for part in facts.get("parts", ()))
        return cls(**facts, more={name: line[name] for name in line if name not in known})

    def to_line(self) -> dict[str, Any]:
        """Return the line that stands for it in the ledger's file.

        Five facts stand there even where they are empty: a gap should be seen in the file.

        Returns
        -------
        dict
        """
        told = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "more"}
        line = {name: value for name, value in told.items() if value or name in _SEEN}
        return {**line, **self.more}

    @property
    def credit(self) -> Credit:
        """The same facts as a line of a credit roll."""
        return Credit(
            title=self.title or Path(self.path.removeprefix("course:").removeprefix("cache:")).stem,
            maker=self.made_by,
            made_with=self.made_with,
            source=self.source,
            licence=self.licence,
            attribution=self.attribution,
            consent=self.consent,
            kind=self.kind,
            version=self.version,
            prompt=self.prompt,
            seed=self.seed,
            made_on=self.made_on,
            rights=self.rights,
            likeness=self.likeness,
            edits=self.edits,
        )

    @property
    def gaps(self) -> list[str]:
        """One sentence for each fact of a credit roll that nobody stated."""
        return self.credit.gaps


class Ledger(Sequence[LedgerEntry]):
    """All entries, oldest first, as read from the studio at one moment.

    Attributes
    ----------
    path : Path
        Where the ledger lies.

    Examples
    --------
    >>> book = Ledger([LedgerEntry("moth.mp4", made_by="Ana"), LedgerEntry("moth.mp4", made_by="Ana Lima")],
    ...               Path("ledger.json"))
    >>> len(book), [entry.made_by for entry in book.latest()]
    (2, ['Ana Lima'])
    >>> book.gaps[0]
    'moth: what it was made with is not stated.'
    """

    def __init__(self, entries: Iterable[LedgerEntry], path: Path) -> None:
        self._entries = list(entries)
        self.path = path

    def __getitem__(self, index: Any) -> Any:
        return self._entries[index]

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[LedgerEntry]:
        return iter(self._entries)

    @property
    def gaps(self) -> list[str]:
        """What nobody stated, a sentence each; a later entry for the same file counts."""
        return [gap for entry in self.latest() for gap in entry.gaps]

    def latest(self) -> list[LedgerEntry]:
        """Return one entry a file: the last one written, and what it leaves open from those before it.

        Returns
        -------
        list of LedgerEntry
            In the order in which the files were first written down.
        """
        by_place: dict[str, list[LedgerEntry]] = {}
        for entry in self._entries:
            by_place.setdefault(one_spelling(entry.path), []).append(entry)
        return [one for here in by_place.values() if (one := merged(_last_bytes(here)))]

    def table(self) -> "pandas.DataFrame":
        """Return what a notebook shows, as words.

        Returns
        -------
        pandas.DataFrame
            A row a clip, as it was last written down: clip, made by, with, licence, consent; "not
            stated" where nobody said.
        """
        import pandas

        rows = [
            (one.credit.title, *(
                said or NOT_STATED for said in (one.made_by, one.made_with, one.licence, one.consent)
            ))
            for one in self.latest()
        ]  # fmt: skip
        return pandas.DataFrame(rows, columns=["clip", "made by", "with", "licence", "consent"])

    def to_frame(self) -> "pandas.DataFrame":
        """Return all that is written, for pandas.

        Returns
        -------
        pandas.DataFrame
            A row an entry, oldest first, with a column for each field of :class:`LedgerEntry`
            that this kit knows; "added" is a time. There are no numbers in a ledger.
        """
        import pandas

        heads = [field.name for field in fields(LedgerEntry) if field.name != "more"]
        made = pandas.DataFrame([vars(one) for one in self._entries], columns=heads)
        return made.assign(added=pandas.to_datetime(made["added"], utc=True, errors="coerce"))

    def of(self, *, path: Path | None = None, digest: str = "") -> LedgerEntry | None:
        """Return what stands of these bytes, or else of this place; None where nobody wrote of them.

        Parameters
        ----------
        path : Path, optional
            The clip's file.
        digest : str
            The SHA-256 of its bytes, in lower-case hexadecimal; it counts before the path.

        Returns
        -------
        LedgerEntry or None
            The last entry, and what it leaves open from those before it.
        """
        return merged(self.about(path=path, digest=digest))

    def about(self, *, path: Path | None = None, digest: str = "") -> list[LedgerEntry]:
        """Return every entry for these bytes, or else for the last ones at this place, oldest first.

        Parameters
        ----------
        path : Path, optional
            The clip's file.
        digest : str
            The SHA-256 of its bytes, in lower-case hexadecimal; it counts before the path.

        Returns
        -------
        list of LedgerEntry
        """
        same = [entry for entry in self._entries if digest and entry.sha256 == digest]
        if same or path is None:
            return same
        place = one_spelling(place_of(path))
        return _last_bytes([one for one in self._entries if one_spelling(one.path) == place])

    def __repr__(self) -> str:
        if not self._entries:
            return "The ledger is empty: no clip has entered a film yet."
        rows = [("clip", "made by", "with", "licence", "consent")]
        rows += [
            (entry.credit.title, entry.made_by, entry.made_with, entry.licence, entry.consent)
            for entry in self.latest()
        ]
        told = [[cell if stated(cell) else "(not stated)" for cell in row] for row in rows]
        return "\n".join([table(told, most=32), *_gap_lines(self.gaps)])


def _last_bytes(here: list[LedgerEntry]) -> list[LedgerEntry]:
    """Keep, of a place's entries, those about the bytes that were last written down there."""
    return [entry for entry in here if entry.sha256 == here[-1].sha256]


def merged(about: Sequence[LedgerEntry]) -> LedgerEntry | None:
    """Return the last of several entries about one clip, and what it leaves open from the earlier ones.

    Parameters
    ----------
    about : sequence of LedgerEntry
        Oldest first.

    Returns
    -------
    LedgerEntry or None
        None of nothing. What somebody *filled in* counts even where it is empty: it was taken back.

    Examples
    --------
    >>> seen = [LedgerEntry("moth.mp4", "Ana", licence="CC0"), LedgerEntry("moth.mp4", notes="seen")]
    >>> merged(seen).made_by, merged(seen).notes
    ('Ana', 'seen')
    """
    if not about:
        return None
    stands: dict[str, Any] = {}
    for entry in about:
        for name in _LASTING:
            said = getattr(entry, name)
            if name in entry.filled or (stated(said) if name in BY_NAME else said):
                stands[name] = said
    return replace(about[-1], **stands)


def _gap_lines(gaps: Sequence[str]) -> list[str]:
    if not gaps:
        return []
    return ["", f"Gaps ({len(gaps)}):", *(on_one_line(f"- {gap}") for gap in gaps)]
