"""The ledger: who made each clip of a film, how, under which licence, with whose consent.

It lies in the studio as ``ledger.json``, a list that is only ever added to: plain text that a
student can read, hand in and correct. What nobody stated stays empty and is called a gap.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..errors import LibraryError
from ..files import is_file
from ..folders import whereabouts
from ..views import view
from .credit import CARDS, Credit
from .facts import stated
from .ledger_entries import Ledger, LedgerEntry, merged
from .ledger_writing import (
    add,
    add_credit,
    append,
    completed,
    digest_of,
    entries,
    file_of,
    fill,
    now,
    read,
)
from .licences import film_licence
from .statements import Statements, statements


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
    parts = {digest_of(place): place for clip in used if (place := file_of(clip)) is not None}
    book = read()
    for digest, place in parts.items():  # the bytes that were cut, whatever was here before
        if not book.about(digest=digest):  # a gap has a name from now on
            add(place, "", "", "", "", "", sha256=digest, title=place.stem)
    credit = Credit(
        title=title,
        made_with="Kuleshov",
        source="; ".join(each.title for each in found),
        licence=film_licence(found).licence,
        consent="stated for each of its clips" if all(stated(c.consent) for c in found) else "",
        made_on=datetime.now(UTC).strftime("%Y-%m-%d"),
    )
    if not parts:
        credit = _of_cards(credit)
    before = read().about(digest=digest_of(path)) if is_file(path) else []
    if not before:
        return add_credit(path, credit, parts=list(parts)).credit
    return _again(before, credit, tuple(parts)).credit


def _again(before: Sequence[LedgerEntry], credit: Credit, parts: tuple[str, ...]) -> LedgerEntry:
    """Bring the entry of a film that was rendered before up to what is known of its clips now."""
    known = merged(before) or before[-1]
    filled = {name for entry in before for name in entry.filled}
    whole = replace(completed(known, credit, filled), parts=known.parts or parts)
    if whole != known:
        append(replace(whole, filled=(), added=now()))
    return whole


def _of_cards(film: Credit) -> Credit:
    """Return the credit of a film of title cards alone: nobody is seen in it, nothing went in."""
    cards = Credit(
        film.title,
        source=CARDS,
        kind="human",
        likeness="nobody: it shows title cards",
        consent="nobody to ask: it shows title cards",
        edits="none",
    )
    return replace(film, source="", consent="").completed(cards)


def for_film(clips: Iterable[Any], *, record: bool = True) -> list[Credit]:
    """Return the credit of every clip that a film uses, each once, in the film's order.

    Parameters
    ----------
    clips : iterable
        Clips, takes, paths or credits. What the ledger says of a clip's bytes counts first, then its
        own credit, then what the course says; a clip that nobody wrote down gets a credit of gaps.
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
    carried = own if isinstance(own, Credit) else None
    if path is None and carried is None:
        raise LibraryError(
            f"A {type(clip).__name__} has no credits. Give clips, takes, or the paths of films."
        )
    found = statements(path, "", book, carried)
    if record and carried is not None and path is not None and is_file(path):
        _record(path, carried, found)
    return found.credit


def _record(path: Path, carried: Credit, found: Statements) -> None:
    """Write down what a clip's own credit says and the ledger lacks; what was filled in stays."""
    known = found.last if found.last and found.last.sha256 == found.digest else None
    if known is None:
        add_credit(path, carried)
    elif (whole := completed(known, carried, found.filled)) != known:
        append(replace(whole, filled=(), added=now()))


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
