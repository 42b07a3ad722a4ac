"""The ledger: who made each clip of a film, with what, under which licence, with whose consent.

It lies in the studio as ``ledger.json``, a list that is only ever added to: plain text that a
student can read, hand in and correct. What nobody stated stays empty and is called a gap.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import LibraryError
from ..files import one_writer, sha256, write_whole
from ..folders import cache, course_root, studio, whereabouts
from .credit import Credit, stated
from .licences import film_licence
from .tables import table

if TYPE_CHECKING:
    import pandas

NOT_STATED = "not stated"  # stands where nobody said


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
    parts : tuple of str
        The SHA-256 of each clip that this one was made from, so that a film's credits lead back to
        its takes.
    added : str
        When, in UTC.
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
    parts: tuple[str, ...] = ()
    added: str = ""

    @property
    def credit(self) -> Credit:
        """The same facts as a line of a credit roll."""
        return Credit(
            title=self.title or Path(self.path).stem,
            maker=self.made_by,
            made_with=self.made_with,
            source=self.source,
            licence=self.licence,
            attribution=self.attribution,
            consent=self.consent,
            kind=self.kind,
        )

    @property
    def gaps(self) -> list[str]:
        """One sentence for each fact that nobody stated."""
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
        """Return one entry a file: the last one written.

        Returns
        -------
        list of LedgerEntry
            In the order in which the files were first written down.
        """
        newest = {entry.path: entry for entry in self._entries}
        return list(newest.values())

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
            A row an entry, oldest first, with a column for each field of :class:`LedgerEntry`;
            "added" is a time. There are no numbers in a ledger.
        """
        import pandas

        heads = [field.name for field in fields(LedgerEntry)]
        made = pandas.DataFrame([vars(one) for one in self._entries], columns=heads)
        return made.assign(added=pandas.to_datetime(made["added"], utc=True, errors="coerce"))

    def of(self, *, path: Path | None = None, digest: str = "") -> LedgerEntry | None:
        """Return the last entry with these bytes, or else for this place; None if there is none.

        Parameters
        ----------
        path : Path, optional
            The clip's file.
        digest : str
            The SHA-256 of its bytes, in lower-case hexadecimal; it counts before the path.

        Returns
        -------
        LedgerEntry or None
        """
        place = _place(path) if path else None
        same_place = None
        for entry in reversed(self._entries):
            if digest and entry.sha256 == digest:
                return entry
            if same_place is None and place is not None and entry.path == place:
                same_place = entry
        return same_place

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


def read() -> Ledger:
    """Read the studio's ledger.

    Returns
    -------
    Ledger
        Empty where nothing was written yet.

    Raises
    ------
    LibraryError
        Where ``ledger.json`` is damaged. It is left as it is.

    Examples
    --------
    >>> read().path.name
    'ledger.json'
    """
    path = studio() / "ledger.json"
    return Ledger(_read(path), path)


def entries() -> list[LedgerEntry]:
    """Return all entries, oldest first.

    Returns
    -------
    list of LedgerEntry

    Raises
    ------
    LibraryError
        Where ``ledger.json`` is damaged.

    Examples
    --------
    >>> entries() == list(read())
    True
    """
    return list(read())


def add(
    path: Path | str,
    made_by: str,
    made_with: str,
    source: str,
    licence: str,
    consent: str,
    sha256: str | None = None,
    notes: str = "",
    *,
    title: str = "",
    attribution: str = "",
    kind: str = "",
    parts: Sequence[str] = (),
) -> LedgerEntry:
    """Write one clip into the ledger, at its end, and return its entry.

    Parameters
    ----------
    path : Path or str
        The clip's file.
    made_by, made_with, source, licence, consent : str
        Who made it, with what, from what, under which licence, and who agreed. Leave empty what
        you don't know: it will be named as a gap.
    sha256 : str, optional
        The hash of its bytes; computed where it is not given and the file is there.
    notes : str
        Anything else.
    title, attribution : str
        What it is called, and the line its licence asks for.
    kind : str
        ``"generated"`` or ``"human"``.
    parts : sequence of str
        The hashes of the clips it was made from.

    Returns
    -------
    LedgerEntry
        As it stands in the ledger now.

    Raises
    ------
    LibraryError
        Where ``ledger.json`` is damaged. It is left as it is.
    MediaError
        Where the studio lets nothing be written.

    See Also
    --------
    kuleshov.credits : The credit roll that comes of it.

    Notes
    -----
    An entry that says what the last one for this file already says is not written twice.

    Examples
    --------
    >>> add("moth.mp4", made_by="Ana", made_with="a phone", source="her kitchen",
    ...     licence="CC BY 4.0", consent="Ana, her own hand")  # doctest: +SKIP
    """
    place = Path(path)
    entry = LedgerEntry(
        path=_place(place),
        made_by=made_by.strip(),
        made_with=made_with.strip(),
        source=source.strip(),
        licence=licence.strip(),
        consent=consent.strip(),
        sha256=(sha256 or _digest(place)).lower(),
        notes=notes.strip(),
        title=title.strip(),
        attribution=attribution.strip(),
        kind=kind.strip(),
        parts=tuple(parts),
        added=datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S"),
    )
    return _append(entry)


def add_credit(
    path: Path, credit: Credit, digest: str = "", parts: Sequence[str] = (), notes: str = ""
) -> LedgerEntry:
    """Write a clip whose credit is known into the ledger.

    Parameters
    ----------
    path : Path
        The clip's file.
    credit : Credit
    digest : str
        The SHA-256 of its bytes; computed where it is empty and the file is there.
    parts : sequence of str
        The hashes of the clips it was made from.
    notes : str
        Anything else.

    Returns
    -------
    LedgerEntry
        As it stands in the ledger now.

    Raises
    ------
    LibraryError
        Where ``ledger.json`` is damaged. It is left as it is.
    MediaError
        Where the studio lets nothing be written.

    Examples
    --------
    >>> add_credit(Path("moth.mp4"), Credit("Moth", "Ana"))  # doctest: +SKIP
    """
    return add(
        path,
        made_by=credit.maker,
        made_with=credit.made_with,
        source=credit.source,
        licence=credit.licence,
        consent=credit.consent,
        sha256=digest or None,
        notes=notes,
        title=credit.title,
        attribution=credit.attribution,
        kind=credit.kind,
        parts=parts,
    )


def film_made(path: Path, title: str, clips: Iterable[Any]) -> Credit:
    """Write a film that was cut here into the ledger, and the clips that it was cut from.

    Parameters
    ----------
    path : Path
        The film's file.
    title : str
        Its title.
    clips : iterable
        Its clips and takes, as for :func:`for_film`.

    Returns
    -------
    Credit
        The film's own. Its licence follows from the clips'; its maker is a gap until somebody
        signs; consent is stated where it is stated for every clip.

    Raises
    ------
    LibraryError
        Where something that is no clip is among them, or ``ledger.json`` is damaged.

    Examples
    --------
    >>> film_made(Path("first-cut.mp4"), "First cut", [rushes["4A-1"]])  # doctest: +SKIP
    """
    used = list(clips)
    found = for_film(used)
    book = read()
    places = [place for clip in used if (place := _path_of(clip)) is not None]
    parts = [_known_digest(place, book) for place in places]
    credit = Credit(
        title=title,
        made_with="Kuleshov",
        source="; ".join(each.title for each in found),
        licence=film_licence(found).licence,
        consent="stated for each of its clips" if all(stated(c.consent) for c in found) else "",
    )
    add_credit(path, credit, parts=list(dict.fromkeys(parts)))
    return credit


def for_film(clips: Iterable[Any], *, record: bool = True) -> list[Credit]:
    """Return the credit of every clip that a film uses, each once, in the film's order.

    Parameters
    ----------
    clips : iterable
        Clips, takes, paths or credits. A clip's own credit counts first, then the ledger's entry
        for its bytes, then the one for its place; a clip that nobody wrote down gets a credit of
        gaps.
    record : bool
        Write clips that carry a credit into the ledger where it lacks them.

    Returns
    -------
    list of Credit
        In the order in which the clips first appear.

    Raises
    ------
    LibraryError
        Where something that is no clip is among them, or ``ledger.json`` is damaged.

    See Also
    --------
    kuleshov.credits : The same as a roll, with the film's licence.

    Examples
    --------
    >>> import kuleshov as ku
    >>> rushes = ku.rushes("understudy")
    >>> [credit.title for credit in for_film([rushes["4A-1"], rushes["KB-1"]], record=False)]
    ['The Understudy (rushes)']
    """
    book = read()
    found: list[Credit] = []
    for clip in clips:
        credit = clip if isinstance(clip, Credit) else _credit(clip, book, record)
        if credit not in found:
            found.append(credit)
    return found


def _credit(clip: Any, book: Ledger, record: bool) -> Credit:
    path = whereabouts(clip) if isinstance(clip, str) else _path_of(clip)
    own = getattr(clip, "credit", None)
    if isinstance(own, Credit):
        if record and path is not None and path.is_file():
            _record(path, own, book)
        return own
    if path is None:
        raise LibraryError(
            f"A {type(clip).__name__} has no credits. Give clips, takes, or the paths of films."
        )
    entry = book.of(path=path, digest=_digest(path))
    return entry.credit if entry else Credit(title=path.stem)


def _record(path: Path, credit: Credit, book: Ledger) -> None:
    known = book.of(path=path)
    if known is None or known.credit != credit:
        add_credit(path, credit)


class StudioLedger:
    """The studio's ledger as students use it: ``ku.ledger()`` shows it, ``ku.ledger.add`` writes.

    A name of its own, because the package, the module and what they are about share a word.

    Examples
    --------
    >>> import kuleshov as ku
    >>> ku.ledger.add("moth.mp4", made_by="Ana", made_with="a phone", source="her kitchen",
    ...               licence="CC BY 4.0", consent="Ana, her own hand")  # doctest: +SKIP
    """

    add = staticmethod(add)
    add_credit = staticmethod(add_credit)
    entries = staticmethod(entries)
    film_made = staticmethod(film_made)
    for_film = staticmethod(for_film)

    def __call__(self) -> Ledger:
        """Read the ledger: all entries, oldest first, with its gaps."""
        return read()

    def __repr__(self) -> str:
        return repr(read())


ledger = StudioLedger()


def _known_digest(path: Path, book: Ledger) -> str:
    entry = book.of(path=path)
    return entry.sha256 if entry and entry.sha256 else _digest(path)


def _path_of(clip: Any) -> Path | None:
    path = clip if isinstance(clip, Path) else getattr(clip, "path", None)
    return Path(path) if isinstance(path, str | Path) else None


def _append(entry: LedgerEntry) -> LedgerEntry:
    from ..media.writing import disk

    path = studio() / "ledger.json"
    with disk(path), one_writer(path):
        book = Ledger(_read(path), path)
        last = next((old for old in reversed(book) if old.path == entry.path), None)
        if last is not None and _undated(last) == _undated(entry):
            return last
        lines = [_without_blanks(each) for each in (*book, entry)]
        write_whole(
            path, json.dumps({"version": 1, "entries": lines}, indent=1, ensure_ascii=False) + "\n"
        )
    return entry


def _undated(entry: LedgerEntry) -> dict[str, Any]:
    return {name: value for name, value in asdict(entry).items() if name != "added"}


def _without_blanks(entry: LedgerEntry) -> dict[str, Any]:
    """Keep the five facts even where they are empty: a gap should be seen in the file."""
    facts = {"path", "made_by", "made_with", "source", "licence", "consent"}
    return {name: value for name, value in asdict(entry).items() if value or name in facts}


def _read(path: Path) -> list[LedgerEntry]:
    if not path.exists():
        return []
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return [_entry(line) for line in data["entries"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise LibraryError(
            f"The ledger {path} can't be read ({_reason(problem)}). It is yours: mend that line, "
            "or move the file away to begin a new one. Nothing was written to it."
        ) from None


def _reason(problem: Exception) -> str:
    if isinstance(problem, json.JSONDecodeError):
        return f"line {problem.lineno}: {problem.msg}"
    if isinstance(problem, OSError):
        return problem.strerror or "it can't be opened"
    return "it does not hold a list of entries"


def _entry(line: dict[str, Any]) -> LedgerEntry:
    known = {field.name for field in fields(LedgerEntry)}
    facts = {name: value for name, value in line.items() if name in known}
    facts["parts"] = tuple(facts.get("parts", ()))
    return LedgerEntry(**facts)


def _place(path: Path) -> str:
    """Write a place so that it means the same on another machine, where it can.

    Relative to the studio; ``course:`` and ``cache:`` stand for those two folders.
    """
    full = path.resolve()
    for home, prefix in _homes():
        if full.is_relative_to(home):
            return prefix + full.relative_to(home).as_posix()
    return full.as_posix()


def _homes() -> list[tuple[Path, str]]:
    homes = [(studio().resolve(), ""), (cache().resolve(), "cache:")]
    with suppress(LibraryError):
        homes.append((course_root().resolve(), "course:"))
    return homes


def _digest(path: Path) -> str:
    return sha256(path) if path.is_file() else ""


def _gap_lines(gaps: Sequence[str]) -> list[str]:
    if not gaps:
        return []
    return ["", f"Gaps ({len(gaps)}):", *(f"- {gap}" for gap in gaps)]
