"""Reading the ledger, adding to it, and filling in what was found out later."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

from ..errors import LibraryError
from ..files import is_file, sha256
from ..folders import whereabouts
from ..words import one_spelling
from .credit import Credit, signed
from .facts import BY_NAME, stated
from .ledger_entries import Ledger, LedgerEntry, merged
from .ledger_file import add_line, ledger_path, lines_of, place_of
from .ledger_words import hash_for, kind_for, parts_for, words
from .shipped import shipped


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
    path = ledger_path()
    return Ledger(map(LedgerEntry.from_line, lines_of(path)), path)


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
    version: str = "",
    prompt: str = "",
    seed: str | int = "",
    made_on: str | date = "",
    rights: str = "",
    likeness: str = "",
    edits: str = "",
    parts: Sequence[str] = (),
    claims: str = "",
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
    version, prompt, seed, made_on, rights, likeness, edits : str
        As for :func:`fill`.
    parts : sequence of str
        The hashes of the clips it was made from.
    claims : str
        What a file said of itself, in one line.

    Returns
    -------
    LedgerEntry
        As it stands in the ledger now.

    Raises
    ------
    LibraryError
        Where ``ledger.json`` is damaged, which leaves it as it is; where ``kind`` is no kind, a fact is
        no words, or a hash no hash; where ``parts`` has the film itself, or others are written down.
    MediaError
        Where the studio lets nothing be written.

    See Also
    --------
    kuleshov.credits : The credit roll that comes of it.
    fill : Add what was found out later, and keep the rest.

    Notes
    -----
    An entry that says what the last one for this file already says is not written twice.

    Examples
    --------
    >>> add("moth.mp4", made_by="Ana", made_with="a phone", source="her kitchen",
    ...     licence="CC BY 4.0", consent="Ana, her own hand")  # doctest: +SKIP
    """
    said = {
        name: value
        for name, value in locals().items()
        if name not in ("path", "sha256", "parts", "kind")
    }
    place = Path(path)
    digest = hash_for("sha256", sha256) if sha256 else digest_of(place)
    before = read().of(digest=digest)  # whoever signs a film that was cut here leaves it its clips
    entry = LedgerEntry(
        path=place_of(place),
        sha256=digest,
        kind=kind_for(kind, place),
        parts=parts_for(parts, digest, before.parts if before else ()),
        added=now(),
    )
    facts: dict[str, Any] = {name: words(name, value) for name, value in said.items()}
    return append(replace(entry, **facts))


def fill(
    clip: Any,
    *,
    kind: str | None = None,
    made_by: str | None = None,
    made_with: str | None = None,
    version: str | None = None,
    prompt: str | None = None,
    seed: str | int | None = None,
    made_on: str | date | None = None,
    source: str | None = None,
    rights: str | None = None,
    likeness: str | None = None,
    consent: str | None = None,
    licence: str | None = None,
    edits: str | None = None,
    title: str | None = None,
    attribution: str | None = None,
    notes: str | None = None,
    answer: str | None = None,
) -> LedgerEntry:
    """Add to a clip's papers, or correct them: what you leave out stays as it stood.

    Parameters
    ----------
    clip : Clip, Take, path or str
        Whose file is there. Its ``credit`` is brought up to what the ledger now says.
    kind : str, optional
        ``"generated"`` or ``"human"``. A generated clip is asked for more.
    made_by, made_with, version, prompt, seed, made_on : str, optional
        Who made it, with which tool, in which version, what was asked for, with which seed, when.
        "not shown by the tool" and "not kept" are answers.
    source, rights : str, optional
        What went in, and whose that is.
    likeness, consent : str, optional
        Who can be recognised, and who agreed to what.
    licence, edits : str, optional
        Under what terms it may be used; what was done to it since.
    title, attribution, notes : str, optional
        What it is called; the line that its licence asks for; anything else.
    answer : str, optional
        What you say to a claim in the file that contradicts your entry.

    Returns
    -------
    LedgerEntry
        A new one, at the end of the ledger. The earlier ones stay where they are.

    Raises
    ------
    LibraryError
        Where the file isn't there, nothing is filled in, ``kind`` is no kind, a fact is no words, what
        the course says of its own clip would be taken back, or ``ledger.json`` is damaged.
    MediaError
        Where the studio lets nothing be written.

    See Also
    --------
    kuleshov.papers : What still lacks.
    add : The first entry of a clip, or another one beside it.

    Notes
    -----
    What is filled in corrects what was said of these bytes before. Two entries that were *added* and
    say different things of the same bytes are a conflict, until somebody fills in which is right.

    Examples
    --------
    >>> fill("kitchen.mp4", made_with="Kling", version="1.6", seed="not shown by the tool")  # doctest: +SKIP
    """
    said = {name: value for name, value in locals().items() if name != "clip" and value is not None}
    if not said:
        raise LibraryError(f"Nothing was filled in. There are {', '.join(BY_NAME)}.")
    path = need_file(clip)
    given: dict[str, Any] = {
        name: kind_for(value, path) if name == "kind" else words(name, value)
        for name, value in said.items()
    }
    _keep_the_courses_own(path, given)
    last = _standing(path, getattr(clip, "credit", None))
    entry = append(replace(last, **given, filled=tuple(given), added=now()))
    if isinstance(getattr(clip, "credit", None), Credit):
        signed(clip, entry.credit)
    return entry


def _keep_the_courses_own(path: Path, given: Mapping[str, str]) -> None:
    """Refuse to take back what the course says of a clip that it carries."""
    known = shipped(digest_of(path))
    for name, said in given.items():
        own = getattr(known, name, "") if known and name in BY_NAME else ""
        if stated(own) and not stated(said):
            raise LibraryError(
                f"Of {path.name} the course says itself, {BY_NAME[name].label}: {own!r}. That can't be "
                "taken back here; what its maker told you besides belongs in notes=."
            )


def need_file(clip: Any) -> Path:
    """Return the file of a clip that is to be written down; refuse what is not there.

    Parameters
    ----------
    clip : Clip, Take, path or str

    Returns
    -------
    Path

    Raises
    ------
    LibraryError
        Where it is no clip, or its file isn't there.
    """
    path = whereabouts(clip) if isinstance(clip, str) else file_of(clip)
    if path is None:
        raise LibraryError(
            f"A {type(clip).__name__} has no entry in the ledger. Give a clip, a take, or the path "
            "of a film."
        )
    if not is_file(path):
        raise LibraryError(f"There is no file {path}, so nothing can be written down about it.")
    return path


def _standing(path: Path, carried: Credit | None) -> LedgerEntry:
    """Return what stands of a file: its last entry, completed by the credit that the clip carries."""
    digest = digest_of(path)
    about = read().about(path=path, digest=digest)
    known = merged(about) or LedgerEntry(path="", title="" if carried else path.stem)
    if isinstance(carried, Credit):
        known = completed(known, carried, {name for one in about for name in one.filled})
    # a film that was changed in its place is still cut from what it was cut from
    return replace(known, path=place_of(path), sha256=digest)


def completed(entry: LedgerEntry, carried: Credit, filled: Collection[str]) -> LedgerEntry:
    """Return an entry with what it lacks taken from a clip's own credit.

    Parameters
    ----------
    entry : LedgerEntry
    carried : Credit
    filled : collection of str
        The facts that somebody filled in or took back: they stay as they are.

    Returns
    -------
    LedgerEntry

    Examples
    --------
    >>> completed(LedgerEntry("moth.mp4"), Credit("Moth", "Ana", licence="CC0"), {"made_by"}).credit.line
    'Moth, CC0'
    """
    facts = carried.to_dict()
    facts["made_by"] = facts.pop("maker")
    lacking = {
        name: words
        for name, words in facts.items()
        if name not in filled and stated(words) and not stated(getattr(entry, name))
    }
    return replace(entry, **cast("dict[str, Any]", lacking))


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
    facts = credit.to_dict()
    return add(
        path, made_by=facts.pop("maker"), sha256=digest or None, notes=notes, parts=parts, **facts
    )


def file_of(clip: Any) -> Path | None:
    """Return the file of a clip or a take, or a path itself; None of what has none.

    Parameters
    ----------
    clip : object

    Returns
    -------
    Path or None
    """
    path = clip if isinstance(clip, Path) else getattr(clip, "path", None)
    return Path(path) if isinstance(path, str | Path) else None


def append(entry: LedgerEntry) -> LedgerEntry:
    """Write an entry at the end, unless the last one for its file says the same.

    Parameters
    ----------
    entry : LedgerEntry

    Returns
    -------
    LedgerEntry
        As it stands in the ledger now.

    Raises
    ------
    LibraryError
        Where the ledger is damaged.
    MediaError
        Where the studio lets nothing be written.
    """
    standing = [entry]

    def line(lines: list[dict[str, Any]]) -> dict[str, Any] | None:
        here = one_spelling(entry.path)
        last = next((old for old in reversed(lines) if one_spelling(old["path"]) == here), None)
        if last is None or _undated(LedgerEntry.from_line(last)) != _undated(entry):
            return entry.to_line()
        standing[0] = LedgerEntry.from_line(last)
        return None

    add_line(ledger_path(), line)
    return standing[0]


def _undated(entry: LedgerEntry) -> dict[str, Any]:
    return {name: value for name, value in asdict(entry).items() if name != "added"}


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes; "" where it is not there.

    Parameters
    ----------
    path : Path

    Returns
    -------
    str
    """
    return sha256(path) if is_file(path) else ""


def now() -> str:
    """Return the moment as the ledger writes it: UTC, to the second.

    Returns
    -------
    str
    """
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
