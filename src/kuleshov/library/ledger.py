"""The ledger: who made each clip of a film, how, under which licence, with whose consent.

It lies in the studio as ``ledger.json``, a list that is only ever added to: plain text that a
student can read, hand in and correct. What nobody stated stays empty and is called a gap.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..errors import LibraryError
from ..folders import whereabouts
from ..views import view
from .credit import Credit
from .facts import stated
from .ledger_entries import Ledger, LedgerEntry
from .ledger_writing import (
    add,
    add_credit,
    append,
    digest_of,
    entries,
    file_of,
    fill,
    now,
    read,
)
from .licences import film_licence


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
    places = [place for clip in used if (place := file_of(clip)) is not None]
    parts = [_known_digest(place, book) for place in places]
    for place, digest in zip(places, parts, strict=True):
        if book.of(path=place, digest=digest) is None:  # a gap has a name from now on
            add(place, "", "", "", "", "", sha256=digest, title=place.stem)
            book = read()
    credit = Credit(
        title=title,
        made_with="Kuleshov",
        source="; ".join(each.title for each in found),
        licence=film_licence(found).licence,
        consent="stated for each of its clips" if all(stated(c.consent) for c in found) else "",
        made_on=datetime.now(UTC).strftime("%Y-%m-%d"),
    )
    add_credit(path, credit, parts=list(dict.fromkeys(parts)))
    return credit


def for_film(clips: Iterable[Any], *, record: bool = True) -> list[Credit]:
    """Return the credit of every clip that a film uses, each once, in the film's order.

    Parameters
    ----------
    clips : iterable
        Clips, takes, paths or credits. What was filled in counts first, then a clip's own credit,
        then the ledger's entry for its bytes, then the one for its place; a clip that nobody wrote
        down gets a credit of gaps.
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
    path = whereabouts(clip) if isinstance(clip, str) else file_of(clip)
    own = getattr(clip, "credit", None)
    if isinstance(own, Credit):
        known = book.of(path=path) if path is not None else None
        if record and path is not None and path.is_file():
            _record(path, own, known)
        return _corrected(own, known, book) if known else own
    if path is None:
        raise LibraryError(
            f"A {type(clip).__name__} has no credits. Give clips, takes, or the paths of films."
        )
    entry = book.of(path=path, digest=digest_of(path))
    return entry.credit if entry else Credit(title=path.stem)


def _corrected(own: Credit, known: LedgerEntry, book: Ledger) -> Credit:
    """Return a clip's own credit, with what the ledger adds and what somebody corrected in it."""
    about = book.about(digest=known.sha256) if known.sha256 else [known]
    names = {"maker" if name == "made_by" else name for one in about for name in one.filled}
    right = {name: said for name, said in known.credit.to_dict().items() if name in names}
    return replace(own.completed(known.credit), **right)


def _record(path: Path, credit: Credit, known: LedgerEntry | None) -> None:
    """Write down what a clip's own credit says and the ledger lacks; what was filled in stays."""
    if known is None:
        add_credit(path, credit)
    elif (whole := known.credit.completed(credit)) != known.credit:
        facts: dict[str, Any] = dict(whole.to_dict())
        append(replace(known, made_by=facts.pop("maker"), **facts, filled=(), added=now()))


def _known_digest(path: Path, book: Ledger) -> str:
    entry = book.of(path=path)
    return entry.sha256 if entry and entry.sha256 else digest_of(path)


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
    fill = staticmethod(fill)
    add_credit = staticmethod(add_credit)
    entries = staticmethod(entries)
    film_made = staticmethod(film_made)
    for_film = staticmethod(for_film)

    def form(self, clip: Any) -> Any:
        """Show a form for a clip's papers: the same as :func:`fill`, by hand.

        Parameters
        ----------
        clip : Clip, Take, path or str
            Whose file is there.

        Returns
        -------
        ipywidgets.VBox
            Fields with what the ledger knows, each with a sentence and an example; what the file
            itself claims stands beside them and is filled in by nobody but you. What is still
            lacking is said while you type. Nothing is written before "Save" is pressed.

        Raises
        ------
        LibraryError
            Where the file isn't there, or ``ledger.json`` is damaged.

        See Also
        --------
        kuleshov.papers : What still lacks.

        Examples
        --------
        >>> import kuleshov as ku
        >>> ku.ledger.form("kitchen.mp4")  # doctest: +SKIP
        """
        return view("ledger_form")(clip)

    def __call__(self) -> Ledger:
        """Read the ledger: all entries, oldest first, with its gaps."""
        return read()

    def __repr__(self) -> str:
        return repr(read())


ledger = StudioLedger()
