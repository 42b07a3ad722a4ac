"""One look at everything that the course shows and that your ledger names: are the papers there, are the bytes right?"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..files import is_file, sha256
from ..words import counted, on_one_line, some
from .catalogue import Catalogue, catalog, clips_folder
from .credit import Credit
from .ledger_entries import Ledger, LedgerEntry
from .ledger_file import where
from .ledger_words import is_hash
from .ledger_writing import digest_of, read
from .lessons import ASSIGNMENTS, LESSONS
from .papers import Paper
from .shipped import rushes_files

_MUST = ("made_by", "source", "licence")
"""Without these nobody may show a clip; the other facts may be gaps, which are named."""


@dataclass(frozen=True)
class Verified:
    """What :func:`verify` found.

    Attributes
    ----------
    shown, entries, read : int
        How many clips the course shows, how many files the studio's ledger names, and how many of
        both were there and had their bytes read.
    wrong : tuple of str
        What must not be, a sentence each.
    gaps : tuple of str
        What nobody stated, a sentence for all clips that lack the same.
    lacking : int
        How many clips have gaps.
    """

    shown: int
    entries: int
    read: int
    wrong: tuple[str, ...]
    gaps: tuple[str, ...]
    lacking: int

    def __str__(self) -> str:
        told = [*(f"wrong: {one}" for one in self.wrong), *(f"gap: {one}" for one in self.gaps)]
        lines = [on_one_line(line) for line in told]
        total = (
            f"{counted(self.shown, 'clip')} of the course, {counted(self.entries, 'file')} in your "
            f"ledger; {self.read} of them are here and had their bytes read. {len(self.wrong)} wrong, "
            f"{self.lacking} with gaps."
        )
        return "\n".join([*lines, total])


def verify() -> Verified:
    """Look at every clip that the course shows and at every file that the ledger names.

    Returns
    -------
    Verified
        Wrong is a clip that has no entry in the catalogue, or none of its maker, source and licence;
        a file whose bytes are not those that were written down; a file of the course's own, or of
        yours, that is not where it was written down.

    Raises
    ------
    LibraryError
        Where the catalogue, the rushes' truth or the ledger is damaged.

    See Also
    --------
    kuleshov.papers : The same questions asked of one film.

    Examples
    --------
    >>> verify().shown > 60
    True
    """
    look = _Look()
    catalogue = catalog()
    for id in _shown():
        look.clip(id, catalogue)
    for path, (digest, credit) in rushes_files().items():
        look.own(path, digest, credit)
    course = look.count
    book = read()
    look.ledger(book)
    gaps = [
        f"nobody has said {facts} of {some(names, 3)}." for facts, names in look.lacking.items()
    ]
    open_ = sum(map(len, look.lacking.values()))
    return Verified(course, look.count - course, look.read, tuple(look.wrong), tuple(gaps), open_)


def _shown() -> Iterator[str]:
    """Yield the id of every clip and table that a lesson or an assignment shows, each once."""
    told = (*LESSONS.values(), *ASSIGNMENTS.values())
    yield from dict.fromkeys(id for ids in told for id in ids)


def _moved(entry: LedgerEntry, book: Ledger) -> bool:
    """Say whether a file that is gone is written down at another place, and is there."""
    places = {one.path for one in book.about(digest=entry.sha256)} - {entry.path}
    return any(digest_of(where(place)) == entry.sha256 for place in places)


class _Look:
    """What was met so far."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.lacking: dict[str, list[str]] = {}
        self.count = self.read = 0

    def clip(self, id: str, catalogue: Catalogue) -> None:
        """Look at a clip of the catalogue, and at its file where it was fetched."""
        self.count += 1
        if id not in catalogue:
            self.wrong.append(f"{id}: a lesson shows it, and the catalogue has no entry for it.")
            return
        entry = catalogue[id]
        self._facts(id, entry.credit)
        if not is_hash(entry.sha256):
            self.wrong.append(f"{id}: the catalogue has no hash of its bytes.")
        place = clips_folder() / entry.filename
        if place.is_file():
            self._bytes(place, entry.sha256, f"{id}: `kuleshov fetch {id}` brings the right file.")

    def own(self, path: Path, digest: str, credit: Credit) -> None:
        """Look at a film of the course's own."""
        self.count += 1
        self._facts(path.name, credit)
        back = f"{path.name}: bring it back with `git checkout -- {path}`."
        if is_file(path):
            self._bytes(path, digest, back)
        else:
            self.wrong.append(f"{path.name}: it is not where the course has it. {back}")

    def ledger(self, book: Ledger) -> None:
        """Look at every file that the ledger names, as it was last written down."""
        for entry in book.latest():
            self.count += 1
            path = where(entry.path)
            if not is_file(path):
                if _moved(entry, book):
                    continue
                self.wrong.append(
                    f"{entry.path}: it is in your ledger and not where it was written down. Bring it "
                    "back, or write down where it is now: ku.ledger.fill(...)."
                )
            elif entry.sha256:
                self._bytes(path, entry.sha256, f"{entry.path}: ku.papers(...) says what to do.")

    def _facts(self, name: str, credit: Credit) -> None:
        lacking = Paper(credit, credit.kind or "").lacking
        if must := [fact.label for fact in lacking if fact.name in _MUST]:
            self.wrong.append(f"{name}: nobody has said {', '.join(must)}.")
        if may := [fact.label for fact in lacking if fact.name not in _MUST]:
            self.lacking.setdefault(", ".join(may), []).append(name)

    def _bytes(self, path: Path, digest: str, do: str) -> None:
        self.read += 1
        if sha256(path) != digest:
            self.wrong.append(f"{path.name} is not the file that was written down. {do}")
