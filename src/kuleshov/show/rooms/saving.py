"""What outlives a crash: an edit cut by hand, kept beside the code that it began with.

A *lineage* is one edit's life under somebody's hands. It begins with the cut that code made and
goes on through kernels, reloads and days. Its record holds the newest state, the number of
gestures that led there, and fingerprints of every state it went through, so that a notebook that
was saved a few gestures ago is known to be the same work.

Records lie in ``studio/by-hand`` as ``<notebook>--<title>.json``, with the same edit as .otio
beside it. A browser may leave one more, ``.browser.json``, as it is closed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
import uuid
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import EditError
from ...files import write_whole
from ...folders import studio
from ...timeline.edit import Edit
from ...timeline.text import from_json, to_json

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
        How many led here; a record with more of them is newer.
    edit : str
        The edit as JSON.
    fingerprints : tuple of str
        Marks of the states it went through, the oldest first.
    when : str
        Local time of the last gesture.
    """

    lineage: str
    gestures: int
    edit: str
    fingerprints: tuple[str, ...] = ()
    when: str = ""

    def cut(self) -> Edit:
        """Return the edit."""
        return from_json(self.edit)

    def then(self, edit: Edit) -> Record:
        """Return the record after one more gesture."""
        seen = (*self.fingerprints, fingerprint(edit))[-STATES:]
        return replace(
            self, gestures=self.gestures + 1, edit=to_json(edit), fingerprints=seen, when=now()
        )


def fingerprint(edit: Edit) -> str:
    """Return a short hash of an edit: the same for the same shots at the same rate."""
    nameless = replace(edit, title="", shots=tuple(replace(s, note="") for s in edit.shots))
    return hashlib.sha256(to_json(nameless).encode()).hexdigest()[:12]


def begun(edit: Edit) -> Record:
    """Return the record of a new lineage."""
    return Record(uuid.uuid4().hex[:12], 0, to_json(edit), (fingerprint(edit),), now())


def now() -> str:
    """Return the local time as the room shows it."""
    return time.strftime("%Y-%m-%d %H:%M")


@dataclass
class Shelf:
    """Where one edit's records lie."""

    path: Path
    problem: str = field(default="", compare=False)

    @property
    def browser(self) -> Path:
        """Where a browser leaves its record as it is closed."""
        return self.path.with_name(f"{self.path.stem}.browser.json")

    @property
    def otio(self) -> Path:
        """The same edit for other programs."""
        return self.path.with_suffix(".otio")

    def read(self) -> Record | None:
        """Return the newest readable record, from Python or from a browser."""
        own, left = _read(self.path), _read(self.browser)
        return newer(own, left) if own else left

    def write(self, record: Record, cut: Cut) -> None:
        """Write the record, then the .otio; where the disk refuses, say so in ``problem``."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.path, json.dumps(vars(record), ensure_ascii=False))
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
    return replace(other, fingerprints=own.fingerprints, when=other.when or own.when)


def read_record(data: Any) -> Record | None:
    """Return a record from plain data that may be anything; None where it is none."""
    try:
        edit = data["edit"] if isinstance(data["edit"], str) else json.dumps(data["edit"])
        record = Record(
            str(data["lineage"])[:40],
            int(data["gestures"]),
            edit,
            tuple(str(each)[:12] for each in data.get("fingerprints", ()))[-STATES:],
            str(data.get("when", ""))[:40],
        )
        record.cut()
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, RecursionError):
        return None
    return record


def _read(path: Path) -> Record | None:
    try:
        return read_record(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError):
        return None


def find(title: str, edit: Edit, taken: Collection[Path]) -> tuple[Shelf, Record | None, str]:
    """Return where an edit is kept, its record if it was cut by hand before, and an offer.

    Parameters
    ----------
    title : str
        The edit's title; the notebook's name is known from the kernel.
    edit : Edit
        What code made. It is the same work where a record went through this state.
    taken : collection of Path
        Where other edits, open now, are kept.

    Returns
    -------
    Shelf, Record or None, str
        The last is the name of the newest record of other work by that title, or empty.
    """
    notebook = Path(os.environ.get("JPY_SESSION_NAME", "")).stem
    name = "--".join(filter(None, (slug(notebook), slug(title) or "untitled")))
    home, here, others = studio() / "by-hand", fingerprint(edit), []
    for number in count(1):
        kept = Shelf(home / f"{name}{f'-{number}' if number > 1 else ''}.json")
        if kept.path in taken:
            continue
        record = kept.read()
        if record is None and not kept.path.exists():
            break
        if record and (here in record.fingerprints or here == fingerprint(record.cut())):
            return kept, record, ""
        if record and record.gestures:
            others.append((record.when, kept.path.stem))
    return kept, None, max(others)[1] if others else ""


def kept_as(stem: str) -> Record | None:
    """Return the record of that name."""
    return Shelf(studio() / "by-hand" / f"{stem}.json").read()


def slug(words: str) -> str:
    """Return words as a part of a file's name."""
    return re.sub(r"[^\w]+", "-", words.lower()).strip("-")[:60]
