"""One writer puts results into nbgrader's gradebook and folders: each submission once, or not at all.

The gradebook is written through nbgrader's own interface, in one transaction for a submission;
writing the same result again changes nothing. What formgrader, feedback and export read is what
plain nbgrader would have written.
"""

from __future__ import annotations

import json
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from ...errors import KuleshovError
from ...files import clear_drafts, write_whole
from .. import lateness
from ..engine.outputs import words
from ..engine.result import SubmissionResult
from ..times import zone_of
from ..wire.cells import is_solution, note_of
from .course import Course, give_out
from .database import opened


class GradebookBusy(KuleshovError):
    """A gradebook that another program holds."""


class GradebookWriter:
    """A gradebook that is open for writing; a context manager.

    Parameters
    ----------
    course : Course
    url : str, optional
        The gradebook's address: ``sqlite:///...`` or ``postgresql+psycopg://...``; the course's
        own where it is left out.
    say : callable
        Told, in words, why it takes longer.
    """

    patience = 120.0  # seconds that a gradebook in another program's hands is waited for

    def __init__(
        self, course: Course, url: str = "", say: Callable[[str], None] = lambda words: None
    ) -> None:
        self.course = course
        self.url = postgres(url) if url else course.directory.db_url
        self._extensions = lateness.table_of(course.config)
        self._zone = zone_of(course.config)
        self.say = say
        self._said = self._gave_up = False
        self._stack = ExitStack()
        self._book: Any = None
        self._held: list[Any] = []

    def __enter__(self) -> GradebookWriter:
        self._book = self._stack.enter_context(opened(self.url))
        self._book.db().expire_on_commit = False  # what is held below is not asked for again
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def knows(self, assignment: str) -> None:
        """Say so where the gradebook lacks an assignment.

        Raises
        ------
        KuleshovError
        """
        from nbgrader.api import MissingEntry

        try:
            self._held = self._patiently(lambda: self._cells(assignment))
        except MissingEntry:
            usual = self.url == self.course.directory.db_url
            raise KuleshovError(
                f"The gradebook doesn't know {assignment}. "
                + give_out(assignment, "" if usual else self.url)
            ) from None

    def _cells(self, assignment: str) -> list[Any]:
        notebook = self._book.find_notebook(assignment, assignment)
        return [notebook, *notebook.grade_cells, *notebook.solution_cells]

    def write(self, assignment: str, student: str, result: SubmissionResult) -> None:
        """Put a result where nbgrader looks for it: first the notebook, then the gradebook.

        Raises
        ------
        GradebookBusy
            Where another program holds the gradebook for longer than anybody would wait.
        KuleshovError
            Where it can't be written at all.
        """
        self._write_notebook(assignment, student, result)

        def into_the_gradebook() -> None:
            with self._one_transaction():
                self._write_grades(assignment, student, result)

        self._patiently(into_the_gradebook)

    def _patiently(self, do: Callable[[], Any]) -> Any:
        """Do something with the gradebook, as soon as no other program holds it."""
        from nbgrader.api import InvalidEntry
        from sqlalchemy.exc import DBAPIError

        until = time.monotonic() + (0 if self._gave_up else self.patience)
        while True:
            try:
                done = do()
            except (DBAPIError, InvalidEntry) as error:  # nbgrader wraps some of the database's
                reason = (str(getattr(error, "orig", error)).strip() or repr(error)).splitlines()[0]
                if "locked" not in reason:
                    raise KuleshovError(
                        f"The gradebook can't be used: {reason}. What was graded is kept; mend it "
                        "and start again."
                    ) from None
                self._wait(until)
            else:
                self._gave_up = False
                return done

    def _wait(self, until: float) -> None:
        """Wait for another program to let go of the gradebook, and say so once.

        Raises
        ------
        GradebookBusy
        """
        if time.monotonic() >= until:
            self._gave_up = True
            raise GradebookBusy("The gradebook is still held by another program.")
        if not self._said:
            self._said = True
            self.say("Another program holds the gradebook; waiting until it lets go.")
        time.sleep(min(1.0, self.patience / 10))

    @contextmanager
    def _one_transaction(self) -> Iterator[None]:
        """Let nbgrader's interface, which commits at every step, commit once."""
        database = self._book.db
        commit = database.commit
        database.commit = database.flush
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # SQLAlchemy's, about nbgrader's own models
                yield
                commit()
        except BaseException:
            database.rollback()
            raise
        finally:
            database.commit = commit

    def _write_grades(self, assignment: str, student: str, result: SubmissionResult) -> None:
        book = self._book
        book.update_or_create_student(student)
        when = {"timestamp": result.handed_in} if result.handed_in else {}
        submission = book.update_or_create_submission(assignment, student, **when)
        if self._extensions is not None:
            lateness.grant(book, assignment, student, self._extensions, self._zone)
        notebook = book.find_submission_notebook(assignment, assignment, student)
        untouched = _untouched(result)
        for grade in notebook.grades:
            _set_grade(grade, result, untouched)
        for comment in notebook.comments:
            comment.auto_comment = "No response." if comment.name in untouched else None
        notebook.late_submission_penalty = None
        book.db.flush()
        if submission.total_seconds_late > 0:
            notebook.late_submission_penalty = self._penalty(submission, notebook, student)

    def _penalty(self, submission: Any, notebook: Any, student: str) -> float | None:
        from nbgrader.preprocessors import AssignLatePenalties

        assigner = AssignLatePenalties(config=self.course.config)
        assigner.init_plugin()
        penalty = assigner.plugin_inst.late_submission_penalty(
            student, notebook.score, submission.total_seconds_late
        )
        return None if penalty is None else assigner._check_late_penalty(notebook, penalty)

    def _write_notebook(self, assignment: str, student: str, result: SubmissionResult) -> None:
        folder = self.course.folder("autograded", student, assignment)
        folder.mkdir(parents=True, exist_ok=True)
        clear_drafts(folder)
        notebook = executed(result)
        text = json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
        write_whole(folder / f"{assignment}.ipynb", text, lasting=False)
        if result.handed_in:
            write_whole(folder / "timestamp.txt", f"{result.handed_in}\n", lasting=False)


def _set_grade(grade: Any, result: SubmissionResult, untouched: set[str]) -> None:
    if grade.name in result.scores:
        grade.auto_score = result.scores[grade.name]
    else:
        grade.auto_score = 0.0 if grade.name in untouched or result.empty else None
    grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None


def _untouched(result: SubmissionResult) -> set[str]:
    """Return the solution cells that hold what was given out."""
    from nbformat import from_dict
    from nbgrader.utils import compute_checksum

    found = set()
    for cell in result.notebook["cells"]:
        note = note_of(cell)
        known = note.get("checksum") if is_solution(cell) else None
        if known and compute_checksum(from_dict(cell)) == known:
            found.add(note["grade_id"])
    return found


def executed(result: SubmissionResult) -> dict[str, Any]:
    """Return the notebook for formgrader and feedback, with a note of what was mended on top."""
    said = [words(sentence) for sentence in result.mended]
    if not result.isolated:
        said.insert(0, "Graded without isolation.")
    if result.human:
        said.append(words(result.human))
    notebook = result.notebook
    if not said:
        return notebook
    text = "**About this submission**\n\n" + "\n".join(f"- {sentence}" for sentence in said)
    note = {"cell_type": "markdown", "id": "about-this-submission", "metadata": {}, "source": text}
    return notebook | {"cells": [note, *notebook["cells"]]}


def postgres(url: str) -> str:
    """Return a database's address with the driver that is installed.

    >>> postgres("postgresql://teacher@localhost/grades")
    'postgresql+psycopg://teacher@localhost/grades'
    """
    for old in ("postgresql://", "postgres://"):
        if url.startswith(old):
            return "postgresql+psycopg://" + url.removeprefix(old)
    return url
