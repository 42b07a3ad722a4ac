"""Results on disk, one file a student, so that a stopped run goes on where it was.

A result is kept before it is written into the gradebook, and marked after. A run that is started
again writes what was kept and not marked, grades what was not kept, and leaves the rest alone.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ...errors import KuleshovError
from .writer import put


class Results:
    """The results of an assignment.

    Parameters
    ----------
    folder : Path
        The course's folder of results.
    assignment : str
    book : str
        The gradebook's address; a result that was written into another counts as not written.
    """

    def __init__(self, folder: Path, assignment: str, book: str) -> None:
        self.folder = folder / assignment
        self.folder.mkdir(parents=True, exist_ok=True)
        self._book = hashlib.sha256(book.encode()).hexdigest()[:16]

    def of(self, student: str, key: str) -> dict[str, Any] | None:
        """Return the result of this very submission, where it is kept."""
        try:
            kept = json.loads(self._path(student).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return kept["result"] if isinstance(kept, dict) and kept.get("key") == key else None

    def is_written(self, student: str, key: str) -> bool:
        """Return whether this very result is in the gradebook."""
        try:
            return self._mark(student).read_text() == f"{key} {self._book}"
        except OSError:
            return False

    def keep(self, student: str, key: str, result: dict[str, Any]) -> None:
        """Keep a result."""
        self._mark(student).unlink(missing_ok=True)
        put(self._path(student), json.dumps({"key": key, "result": result}).encode())

    def mark(self, student: str, key: str) -> None:
        """Note that the result is in the gradebook."""
        put(self._mark(student), f"{key} {self._book}".encode())

    def _path(self, student: str) -> Path:
        return self.folder / f"{student}.json"

    def _mark(self, student: str) -> Path:
        return self.folder / f"{student}.written"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let no other run grade the same assignment at the same time.

        Raises
        ------
        KuleshovError
        """
        with (self.folder / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise KuleshovError(
                    f"{self.folder.name} is being graded by another run; wait for it, or stop it."
                ) from None
            yield
