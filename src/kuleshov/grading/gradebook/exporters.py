"""Grades on their way out: to Canvas, to Moodle, to a plain table.

Canvas and Moodle know a class better than we do, and both take back only a file of their own
form. So a file that they wrote is filled in: the gradebook that Canvas exports [1]_, the grading
worksheet that Moodle offers for an assignment [2]_. Columns that are not ours stay as they are,
and whoever is in one list and not in the other is named.

References
----------
.. [1] Canvas, "How do I export / import grades in the Gradebook?": the columns Student, ID, SIS
   User ID, SIS Login ID, Section, then one for each assignment, "name (number)"; under the head
   a row that begins with "Points Possible".
.. [2] Moodle, Assignment, "Offline grading worksheet": Identifier, Full name, ID number, Email
   address, Status, Grade, Maximum grade, Grade can be changed, Last modified (grade), Feedback
   comments; which of them are there depends on the site.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ...errors import KuleshovError
from ...files import write_whole
from ...words import counted, no_formula
from ..seeds import pseudonym

_CANVAS_HEAD = ("Student", "ID", "Section")
_CANVAS_NAMES = ("SIS Login ID", "SIS User ID", "ID")
_MOODLE_HEAD = ("Identifier", "Full name", "Grade")
_MOODLE_NAMES = ("ID number", "Email address", "Identifier", "Full name")
_PLAIN_HEAD = [
    *("student", "assignment", "score", "max_score"),
    *("raw_score", "late_penalty", "submitted", "waits_for_hand"),
]


@dataclass(frozen=True)
class Grade:
    """A student's grade for one assignment.

    Attributes
    ----------
    student, assignment : str
    raw : float
        Points before lateness.
    late : float
        Points taken for lateness.
    most : float
        The most that can be reached.
    submitted : str
        When, as nbgrader has it; "" where nothing came.
    by_hand : bool
        Whether a cell still waits for a person.
    comment : str
        What is said with the grade.
    """

    student: str
    assignment: str
    raw: float
    late: float
    most: float
    submitted: str
    by_hand: bool
    comment: str = ""

    @property
    def score(self) -> float:
        """Points after lateness, not below 0."""
        return max(0.0, self.raw - self.late)


@dataclass(frozen=True)
class Filled:
    """A file that was filled in, and whom it left out."""

    text: str
    written: int
    without_grade: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Say what was written and who is missing on either side."""
        said = [f"{counted(self.written, 'grade')} written."]
        if self.without_grade:
            said.append(f"In their list without a grade here: {_names(self.without_grade)}.")
        if self.unknown:
            said.append(f"Marked here and not in their list: {_names(self.unknown)}.")
        return " ".join(said)


def grades(book: Any, assignment: str) -> list[Grade]:
    """Return every student's grade for an assignment from nbgrader's gradebook, by student.

    A student who handed in nothing has 0 points.

    Raises
    ------
    KuleshovError
        Where the gradebook doesn't know the assignment.
    """
    from nbgrader.api import MissingEntry

    try:
        most = book.find_assignment(assignment).max_score
    except MissingEntry:
        raise KuleshovError(f"The gradebook has no assignment {assignment}.") from None
    handed_in = {one.student.id: one for one in book.assignment_submissions(assignment)}
    found = []
    for student in sorted(book.students, key=lambda s: s.id):
        one = handed_in.get(student.id)
        if one is None:
            found.append(Grade(student.id, assignment, 0.0, 0.0, most, "", False))
            continue
        late = float(one.late_submission_penalty or 0.0)
        when = str(one.timestamp or "")
        by_hand = bool(one.needs_manual_grade)
        found.append(Grade(student.id, assignment, float(one.score), late, most, when, by_hand))
    return found


def anonymous(given: Iterable[Grade], secret: str) -> list[Grade]:
    """Return grades under the class's pseudonyms, in their order."""
    hidden = [replace(grade, student=pseudonym(secret, grade.student)) for grade in given]
    return sorted(hidden, key=lambda grade: (grade.assignment, grade.student))


def plain(all_grades: Iterable[Grade]) -> str:
    """Return grades as a table: one row for each student and assignment."""
    rows = [_PLAIN_HEAD]
    for m in all_grades:
        numbers = [f"{x:g}" for x in (m.score, m.most, m.raw, m.late)]
        waits = "yes" if m.by_hand else "no"
        rows.append([no_formula(m.student), m.assignment, *numbers, m.submitted, waits])
    return _written(rows)


def canvas(exported: str, given: Sequence[Grade]) -> Filled:
    """Fill an assignment's grades into the gradebook that Canvas exported.

    The students' column is the first of SIS Login ID, SIS User ID and ID that knows one of our
    students. The assignment's column is the one of its name, with Canvas's number behind it or
    without; it is added where there is none. Other assignments' columns are left out: Canvas
    changes nothing that isn't in the file.

    Parameters
    ----------
    exported : str
        The file's text.
    given : sequence of Grade
        Of one assignment.

    Raises
    ------
    KuleshovError
        Where this is no gradebook of Canvas's, or the points don't agree.
    """
    rows = _rows(exported, _CANVAS_HEAD, "a gradebook exported from Canvas")
    head, assignment = rows[0], _one_assignment(given)
    ours = re.compile(rf"{re.escape(assignment)}(?: \(\d+\))?$", re.IGNORECASE)
    column = next((n for n, name in enumerate(head) if ours.match(name.strip())), None)
    keep = [n for n, name in enumerate(head) if name in ("Student", *_CANVAS_NAMES, "Section")]
    known, by = _matching(rows, _CANVAS_NAMES, given)
    left, done, out = (
        [],
        set(),
        [[head[n] for n in keep] + [head[column] if column else assignment]],
    )
    for row in rows[1:]:
        kept = [row[n] for n in keep]
        if row[0].strip() == "Points Possible":
            most = row[column].strip() if column is not None else ""
            _same_points(most, given)
            out.append([*kept, most or f"{given[0].most:g}"])
        elif (grade := known.get(row[by].strip())) is not None:
            out.append([*kept, f"{grade.score:g}"])
            done.add(grade.student)
        elif row[by].strip():
            left.append(row[0])
    unknown = tuple(m.student for m in given if m.student not in done)
    return Filled(_written(out), len(done), tuple(left), unknown)


def moodle(worksheet: str, given: Sequence[Grade]) -> Filled:
    """Fill grades and comments into an assignment's grading worksheet from Moodle.

    Every column and row stays where it is, as Moodle demands; only Grade and, where there is
    one, Feedback comments are written. A row that Moodle says can't be changed is left alone.

    Raises
    ------
    KuleshovError
        Where this is no grading worksheet, or its maximum is another.
    """
    rows = _rows(worksheet, _MOODLE_HEAD, "a grading worksheet from Moodle")
    named = {name.strip().casefold(): n for n, name in enumerate(rows[0])}
    known, by = _matching(rows, _MOODLE_NAMES, given)
    left, done = [], set()
    for row in rows[1:]:
        grade = known.get(row[by].strip())
        changeable = row[named["grade can be changed"]] if "grade can be changed" in named else ""
        if grade is None or changeable.strip().casefold() == "no":
            left.append(row[named["full name"]])
            continue
        if "maximum grade" in named:
            _same_points(row[named["maximum grade"]], given)
        row[named["grade"]] = f"{grade.score:.2f}"
        if "feedback comments" in named and grade.comment:
            row[named["feedback comments"]] = no_formula(grade.comment)
        done.add(grade.student)
    unknown = tuple(m.student for m in given if m.student not in done)
    return Filled(_written(rows), len(done), tuple(left), unknown)


def read(path: Path) -> str:
    """Return the text of a file that another system wrote."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise KuleshovError(f"There is no file {path}.") from None
    except UnicodeDecodeError:
        raise KuleshovError(f"{path} is not in UTF-8: export it again as CSV (UTF-8).") from None


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all, into a folder that is made where it isn't there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text)


def _rows(text: str, wanted: tuple[str, ...], kind: str) -> list[list[str]]:
    rows = [row for row in csv.reader(io.StringIO(text.lstrip("\ufeff"))) if row]
    names = {name.strip().casefold() for name in rows[0]} if rows else set()
    missing = [name for name in wanted if name.casefold() not in names]
    if missing:
        raise KuleshovError(f"This is not {kind}: it has no column {missing[0]!r}.")
    width = len(rows[0])
    return [(row + [""] * width)[:width] for row in rows]


def _matching(
    rows: list[list[str]], columns: tuple[str, ...], given: Sequence[Grade]
) -> tuple[dict[str, Grade], int]:
    """Return grades by what their list calls a student, and the column in which it does."""
    known = {grade.student: grade for grade in given}
    head = [name.strip().casefold() for name in rows[0]]
    places = [head.index(name.casefold()) for name in columns if name.casefold() in head]
    for n in [n for n in places if head[n] == "identifier"]:  # "Participant 12", in any language
        known |= {row[n].strip(): known[by] for row in rows[1:] if (by := _number(row[n])) in known}
    counts = {n: sum(row[n].strip() in known for row in rows[1:]) for n in places}
    best = max(places, key=lambda n: counts[n], default=0)
    if not counts.get(best):
        names = ", ".join(columns)
        raise KuleshovError(
            f"No student of the gradebook is in this list: their names here ({_names(known)}) are "
            f"looked for in the columns {names}."
        )
    return known, best


def _number(identifier: str) -> str:
    """Return the number at the end of what Moodle calls a participant."""
    found = re.search(r"\d+$", identifier.strip())
    return found[0] if found else ""


def _same_points(said: str, given: Sequence[Grade]) -> None:
    try:
        most = float(said.replace(",", "."))
    except ValueError:
        return
    if most != given[0].most:
        raise KuleshovError(
            f"Their assignment has {most:g} points, ours {given[0].most:g}: make them equal first."
        )


def _one_assignment(given: Sequence[Grade]) -> str:
    names = {grade.assignment for grade in given}
    if len(names) != 1:
        raise KuleshovError("One assignment at a time can be written, and there are no grades yet.")
    return names.pop()


def _written(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def _names(names: Iterable[str]) -> str:
    listed = list(names)
    rest = f" and {len(listed) - 5} more" if len(listed) > 5 else ""
    return ", ".join(listed[:5]) + rest
