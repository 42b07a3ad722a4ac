"""A person's grades, into nbgrader's gradebook: as formgrader writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...criticism.rubrics import Criterion
from ...errors import KuleshovError


@dataclass(frozen=True)
class GivenGrade:
    """What the gradebook holds for one written cell of one student.

    `waits` says whether a person is to read it: a cell left empty has its 0 already.
    """

    points: float | None
    comment: str
    waits: bool = True


def given(book: Any, assignment: str, student: str, cell: str) -> GivenGrade:
    """Return a person's grade for a cell; points are None where nobody has given any.

    Raises
    ------
    KuleshovError
        Where the gradebook has no such submission or cell.
    """
    grade, comment = _found(book, assignment, student, cell)
    words = str(comment.manual_comment or "") if comment else ""
    return GivenGrade(
        grade.manual_score, words, grade.manual_score is None and grade.auto_score is None
    )


def give(
    book: Any, assignment: str, student: str, criterion: Criterion, level: str | float, comment: str
) -> float:
    """Write a level of a criterion into the gradebook; return its points.

    The criterion's id is the cell's name. It is written at once, in one transaction.
    """
    points = criterion.level(level).points
    put(book, assignment, student, criterion.id, points, comment)
    return points


def put(
    book: Any, assignment: str, student: str, cell: str, points: float, comment: str | None = None
) -> float | None:
    """Write a person's points for any graded cell; return the score that the cell had before.

    Raises
    ------
    KuleshovError
        Where there is no such cell, or it can't give as many points.
    """
    grade, said = _found(book, assignment, student, cell)
    if not 0 <= points <= grade.max_score:
        raise KuleshovError(f"{cell} gives 0 to {grade.max_score:g} points, not {points:g}.")
    before = grade.score
    try:
        grade.manual_score = points
        grade.needs_manual_grade = False
        if said is not None and comment is not None:
            said.manual_comment = comment
        book.db.commit()
    except BaseException:
        book.db.rollback()
        raise
    return before


def let_wait(book: Any, assignment: str, student: str, cell: str) -> None:
    """Have a cell that was left empty wait for a person: what it asks for lies elsewhere.

    Raises
    ------
    KuleshovError
        Where the gradebook has no such submission or cell.
    """
    grade, said = _found(book, assignment, student, cell)
    if grade.manual_score is not None:
        return
    grade.auto_score, grade.needs_manual_grade = None, True
    if said is not None:
        said.auto_comment = None
    book.db.commit()


def _found(book: Any, assignment: str, student: str, cell: str) -> tuple[Any, Any]:
    from nbgrader.api import MissingEntry

    try:
        submission = book.find_submission(assignment, student)
    except MissingEntry:
        raise KuleshovError(f"{student} has no graded submission of {assignment}.") from None
    for notebook in submission.notebooks:
        grades = {grade.name: grade for grade in notebook.grades}
        comments = {comment.name: comment for comment in notebook.comments}
        if cell in grades:
            return grades[cell], comments.get(cell)
    raise KuleshovError(f"{assignment} has no graded cell {cell!r}.")
