"""Results on disk, one file a student, so that a stopped run goes on where it was.

A result is kept before it is written into the gradebook, and noted as written after. A run that is
started again writes what was kept and not written, grades what was not kept, and leaves the rest
alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from ...errors import KuleshovError
from ...files import clear_drafts, write_whole
from ..engine.result import SubmissionResult


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

    def of(self, student: str, key: str) -> SubmissionResult | None:
        """Return the result of this very submission, where it is kept."""
        try:
            kept = json.loads(self._path(student).read_text(encoding="utf-8"))
            return SubmissionResult(**kept["result"]) if kept.get("key") == key else None
        except (OSError, ValueError, TypeError, AttributeError, KeyError):
            return None  # not there, or damaged: it is graded again

    def is_written(self, student: str, key: str) -> bool:
        """Return whether this very result is in the gradebook."""
        try:
            return self._note(student).read_text() == f"{key} {self._book}"
        except OSError:
            return False

    def keep(self, student: str, key: str, result: SubmissionResult) -> None:
        """Keep a result."""
        self._note(student).unlink(missing_ok=True)
        write_whole(
            self._path(student), json.dumps({"key": key, "result": result.as_dict()}), lasting=False
        )

    def written(self, student: str, key: str) -> None:
        """Note that the result is in the gradebook."""
        write_whole(self._note(student), f"{key} {self._book}", lasting=False)

    def _path(self, student: str) -> Path:
        return self.folder / f"{student}.json"

    def _note(self, student: str) -> Path:
        return self.folder / f"{student}.written"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let no other run grade the same assignment at the same time.

        Raises
        ------
        KuleshovError
        """
        try:
            with FileLock(self.folder / ".lock", blocking=False):
                clear_drafts(self.folder)
                yield
        except Timeout:
            raise KuleshovError(
                f"{self.folder.name} is being graded by another run; wait for it, or stop it."
            ) from None
