"""What outlives a crash: an edit cut by hand, kept beside the code that it began with.

A *lineage* is one edit's life under somebody's hands. It begins with the cut that code made and
goes on through kernels, reloads and days. Its record holds the newest state, the number of
gestures that led there, the signs by which it is known again, and fingerprints of every state it
went through, so that a notebook that was saved a few gestures ago is known to be the same work.

Records lie in ``studio/by-hand`` as ``<notebook>--<title>.json``, with the same edit as .otio
beside it; a title that is changed later leaves the name as it is. A browser may leave more as it is
closed, ``<name>.<tab>.browser.json``.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import EditError
from ...files import write_whole
from ...folders import studio
from ...timeline.edit import Edit
from ...timeline.text import from_json, to_json
from .signs import Signs

if TYPE_CHECKING:
    from ...timeline import Cut

STATES = 4000
"""So many states are remembered by their fingerprints."""


@dataclass(frozen=True)
class Record:
    """The newest state of a lineage.

    Attributes
    ----------
    lineage : str
        Its name.
    gestures : int
        How many changes led here; a record with more of them is newer.
    edit : str
        The edit as JSON.
    fingerprints : tuple of str
        Marks of the states it went through, the oldest first.
    when : str
        Local time of the last gesture.
    signs : Signs
        By what it is known again.
    by_hand : int
        How many of the changes hands made; the others are code's.
    asks : tuple of str
        Names of other work that may be meant as well, until somebody has answered.
    answered : tuple of str
        Names of work about which somebody has answered.
    """

    lineage: str
    gestures: int
    edit: str
    fingerprints: tuple[str, ...] = ()
    when: str = ""
    signs: Signs = field(default_factory=Signs)
    by_hand: int = 0
    asks: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()

    def cut(self) -> Edit:
        """Return the edit."""
        return from_json(self.edit)

    @property
    def title(self) -> str:
        """What the film is called in it."""
        return self.cut().title

    @property
    def renamed(self) -> bool:
        """Whether hands gave the film another title than its code does."""
        return bool(self.signs.title) and self.title != self.signs.title

    def entitled(self, signs: Signs) -> Record:
        """Return the record under new signs: a title by hand holds until code gives another."""
        if self.renamed and signs.title == self.signs.title:
            return replace(self, signs=signs)
        return replace(self, signs=signs, edit=to_json(replace(self.cut(), title=signs.title)))

    def then(self, edit: Edit, by_hand: bool = True) -> Record:
        """Return the record after one more change."""
        return replace(
            self.went_through(fingerprint(edit)),
            gestures=self.gestures + 1,
            edit=to_json(edit),
            when=now(),
            by_hand=self.by_hand + by_hand,
        )

    def went_through(self, *marks: str) -> Record:
        """Return the record with more states by which it is known."""
        return replace(self, fingerprints=(*self.fingerprints, *marks)[-STATES:])

    def knows(self, edit: Edit) -> bool:
        """Say whether this work went through an edit, or stands there."""
        mark = fingerprint(edit)
        return mark in self.fingerprints or mark == fingerprint(self.cut())

    def branch(self, signs: Signs, *asks: str) -> Record:
        """Return the same work as one that goes on by itself."""
        return replace(self, lineage=_new_name(), signs=signs, asks=asks)

    def settled(self, name: str) -> Record:
        """Return the record when somebody has answered about other work."""
        asks = tuple(each for each in self.asks if each != name)
        return replace(self, asks=asks, answered=(*self.answered, name))


def fingerprint(edit: Edit) -> str:
    """Return a short hash of an edit: the same for the same data, whatever it is called."""
    return hashlib.sha256(to_json(replace(edit, title="")).encode()).hexdigest()[:12]


def begun(edit: Edit, signs: Signs | None = None) -> Record:
    """Return the record of a new lineage."""
    return Record(_new_name(), 0, to_json(edit), (fingerprint(edit),), now(), signs or Signs())


def _new_name() -> str:
    return uuid.uuid4().hex[:12]


def now() -> str:
    """Return the local time as the room shows it."""
    return time.strftime("%Y-%m-%d %H:%M")


@dataclass
class Shelf:
    """Where one edit's records lie.

    Attributes
    ----------
    path : Path
    problem : str
        Why the last state could not be saved; empty where it was.
    """

    path: Path
    problem: str = field(default="", compare=False)
    _known: str | None = field(default=None, compare=False)  # what the file held when last seen
    _left: tuple[Path, ...] = field(default=(), compare=False)  # browsers' records that were read

    @property
    def browser(self) -> Path:
        """Where a browser leaves its record as it is closed, with its tab's name put before it."""
        return self.path.with_name(f"{self.path.stem}.browser.json")

    @property
    def otio(self) -> Path:
        """The same edit for other programs."""
        return self.path.with_suffix(".otio")

    def read(self) -> list[Record]:
        """Return what can be read: Python's own record first, then those that browsers left."""
        self._known = _text(self.path)
        stem = self.path.stem
        tabs = sorted(self.path.parent.glob(f"{stem}.*.browser.json"))
        self._left = tuple(path for path in (self.browser, *tabs) if path.exists())
        texts = [self._known, *map(_text, self._left)]
        return [found for text in texts if (found := _parsed(text)) is not None]

    def is_another_s(self) -> bool:
        """Say whether somebody else has written here since this shelf was last read or written."""
        return _text(self.path) not in (self._known, None)

    def write(self, record: Record, cut: Cut) -> None:
        """Write the record, then the .otio; where the disk refuses, say so in ``problem``."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            kept = replace(record, signs=replace(record.signs, run=""))
            text = json.dumps(asdict(kept), ensure_ascii=False)
            write_whole(self.path, text)
            self._known = text
            for path in self._left:  # what they held is in the record, or was set aside
                path.unlink(missing_ok=True)
            self._left = ()
            said = cut.said
            cut.save(self.otio)
            cut.said = said
            self.problem = ""
        except (OSError, EditError) as error:
            self.problem = (
                f"This edit could not be saved: {getattr(error, 'strerror', None) or error}."
            )


def newer(own: Record, other: Record | None) -> Record:
    """Return the other record if it is the same lineage some gestures later, else one's own."""
    if other is None or other.lineage != own.lineage or other.gestures <= own.gestures:
        return own
    more = other.gestures - own.gestures
    return replace(own, gestures=other.gestures, edit=other.edit, when=other.when or own.when,
                   by_hand=own.by_hand + more)  # fmt: skip


def newest(records: Iterable[Record]) -> tuple[Record | None, list[Record]]:
    """Return the newest state of some records of one edit, and what went another way.

    Parameters
    ----------
    records : iterable of Record
        Python's own first, where there is one. Browsers that did not hear of each other, or of
        Python, may each have gone on from the same state.

    Returns
    -------
    Record or None
    list of Record
        States that are neither the newest nor one that it went through.
    """
    each = list(records)
    if not each:
        return None, []
    own, *others = each
    found = own
    for other in others:
        found = newer(found, other)
    known = {fingerprint(found.cut()), *own.fingerprints}
    strays: dict[str, Record] = {}
    for other in others:
        mark = fingerprint(other.cut())
        if other.lineage == own.lineage and other.gestures > own.gestures and mark not in known:
            strays[mark] = other
    return found, list(strays.values())


def read_record(data: Any) -> Record | None:
    """Return a record from plain data that may be anything; None where it is none."""
    try:
        edit = data["edit"] if isinstance(data["edit"], str) else json.dumps(data["edit"])
        gestures, signs = int(data["gestures"]), data.get("signs") or {}
        record = Record(
            str(data["lineage"])[:40],
            gestures,
            edit,
            tuple(str(each)[:12] for each in data.get("fingerprints", ()))[-STATES:],
            str(data.get("when", ""))[:40],
            Signs(
                *(str(signs.get(name, ""))[:1000] for name in ("notebook", "cell", "name", "title"))
            ),
            int(data.get("by_hand", gestures)),
            tuple(str(each)[:100] for each in data.get("asks", ())),
            tuple(str(each)[:100] for each in data.get("answered", ())),
        )
        record.cut()
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, RecursionError):
        return None
    return record


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None


def _parsed(text: str | None) -> Record | None:
    try:
        return read_record(json.loads(text or ""))
    except (ValueError, RecursionError):
        return None


@dataclass(frozen=True)
class Found:
    """What is kept of an edit, and where it is kept from here on.

    Attributes
    ----------
    shelf : Shelf
    record : Record
        A new one where it was not cut by hand before.
    strays : tuple of Record
        Other states of the same work, which browsers kept.
    copied : str
        The notebook from which the work comes, where this one is a copy of it.
    """

    shelf: Shelf
    record: Record
    strays: tuple[Record, ...] = ()
    copied: str = ""


def find(edit: Edit, signs: Signs, taken: Collection[Path] = ()) -> Found:
    """Find where an edit is kept, and what was done to it by hand before.

    Parameters
    ----------
    edit : Edit
        What code made. It is the same work where a record of the same signs went through it.
    signs : Signs
        By what it is known.
    taken : collection of Path
        Where other edits, open now, are kept.

    Returns
    -------
    Found
        Where the signs agree and the code is another, a new record that asks.
    """
    kept = [(shelf, *newest(shelf.read())) for shelf in _shelves() if shelf.path not in taken]
    known = [
        (shelf, _signed(record, shelf, signs, edit), strays)
        for shelf, record, strays in kept
        if record
    ]
    here = [each for each in known if signs.is_beside(each[1].signs)]
    same = [each for each in here if signs.mean_the_same_as(each[1].signs)]

    def rank(each: tuple[Shelf, Record, list[Record]]) -> tuple[int, str, int]:
        return signs.agreeing(each[1].signs), each[1].when, each[1].gestures

    if going_on := [each for each in same if each[1].knows(edit)]:
        shelf, record, strays = max(going_on, key=rank)
        return Found(shelf, record.entitled(signs), tuple(strays))
    shelf = free(signs, taken)
    copies = [each for each in known if each not in here and signs.agreeing(each[1].signs) == 3]
    if going_on := [each for each in copies if each[1].knows(edit) and each[1].by_hand]:
        record = max(going_on, key=rank)[1]
        copied = Path(record.signs.notebook).name
        return Found(shelf, record.entitled(signs).branch(signs), copied=copied)
    settled = {name for each in same for name in each[1].answered}
    unlike = [each for each in here if edit.shots and each[1].knows(edit)]  # by its data alone
    maybe = [
        each
        for each in ([*same, *copies] or unlike)
        if each[1].by_hand and each[0].path.stem not in settled
    ]
    record = replace(begun(edit, signs), answered=tuple(sorted(settled)))
    if maybe:
        record = replace(record, asks=(max(maybe, key=rank)[0].path.stem,))
    return Found(shelf, record)


def free(signs: Signs, taken: Collection[Path] = ()) -> Shelf:
    """Return a shelf on which nothing lies yet, named for the notebook and the title."""
    name = "--".join(
        filter(None, (slug(Path(signs.notebook).stem), slug(signs.title) or "untitled"))
    )
    for number in count(1):
        path = _home() / f"{name}{f'-{number}' if number > 1 else ''}.json"
        if path not in taken and not path.exists():
            break
    return Shelf(path)


def kept_as(stem: str) -> Found | None:
    """Return the work of that name, where it lies, and what browsers kept of it besides."""
    shelf = Shelf(_home() / f"{stem}.json")
    record, strays = newest(shelf.read())
    return None if record is None else Found(shelf, record, tuple(strays))


def _home() -> Path:
    return studio() / "by-hand"


def _shelves() -> Iterator[Shelf]:
    stems = {path.name.split(".")[0] for path in _home().glob("*.json")}
    for stem in sorted(stems, key=lambda stem: (len(stem), stem)):
        yield Shelf(_home() / f"{stem}.json")


def _signed(record: Record, shelf: Shelf, signs: Signs, edit: Edit) -> Record:
    """Return a record as it is to be known.

    One that hands gave another title is known by either: in its own cell, and in another one that
    holds what hands left. Another film of that title is another film. One that knows no signs, as
    older ones, has those that its file's name tells.
    """
    if record.signs != Signs():
        cells = {signs.cell, record.signs.cell}
        own = len(cells) == 1 or "" in cells or (edit.shots and edit == record.cut())
        if own and record.renamed and record.title == signs.title:
            return replace(record, signs=replace(record.signs, title=signs.title))
        return record
    named = shelf.path.stem.rpartition("--")[0]
    if named == slug(Path(signs.notebook).stem):
        named = signs.notebook
    return replace(record, signs=Signs(named, title=record.title))


def slug(words: str) -> str:
    """Return words as a part of a file's name."""
    return re.sub(r"[^\w]+", "-", words.lower()).strip("-")[:60]
