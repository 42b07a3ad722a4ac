"""What lateness costs, and who has more time.

The policy is three numbers in ``grading/nbgrader_config.py``; extensions are a table that people
can read, ``grading/class/extensions.csv``::

    student,assignment,days,why
    ada,a2-first-cut,3,ill

nbgrader asks :class:`LatePolicy` for the penalty of each submission; ``kuleshov grade`` writes
extensions into the gradebook as it comes to a submission.
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from nbgrader.plugins import LateSubmissionPlugin
from traitlets import Float, Unicode

from ..errors import KuleshovError
from .times import days_on

_DAY = 86400.0


def penalty(
    score: float, seconds_late: float, per_day: float, grace: float = 0.0, most: float = 1.0
) -> float:
    """Return the points that lateness takes from a score.

    Each day that has begun costs a share of the score that was reached; nothing is owed within
    the minutes of grace, and never more than the largest share.

    Parameters
    ----------
    score : float
        Points reached.
    seconds_late : float
        Past the date that holds for this student.
    per_day : float
        Share of the score for each day begun, 0 to 1.
    grace : float
        Minutes that cost nothing.
    most : float
        The largest share that is taken, 0 to 1.

    Examples
    --------
    >>> penalty(20, 60, per_day=0.1, grace=15)
    0.0
    >>> penalty(20, 25 * 3600, per_day=0.1, grace=15)
    4.0
    """
    late = seconds_late - grace * 60
    if late <= 0 or score <= 0:
        return 0.0
    return score * min(most, per_day * math.ceil(late / _DAY))


class LatePolicy(LateSubmissionPlugin):
    """nbgrader's plugin for lateness: a share of the score for each day begun."""

    per_day = Float(0.1, help="Share of the score that each day begun costs.").tag(config=True)
    grace = Float(15.0, help="Minutes after the date that cost nothing.").tag(config=True)
    most = Float(0.5, help="The largest share of the score that lateness takes.").tag(config=True)
    extensions = Unicode("", help="The table of extensions, a .csv file.").tag(config=True)

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float:
        """Return the points to take off."""
        return penalty(score, total_seconds_late, self.per_day, self.grace, self.most)


@dataclass(frozen=True)
class Extension:
    """More time for one student and one assignment."""

    student: str
    assignment: str
    days: float
    why: str


def table_of(config: Any) -> list[Extension] | None:
    """Return the extensions that a configuration names; None where it names none, or no file."""
    path = config.get("LatePolicy", {}).get("extensions")
    return extensions(Path(path)) if path and Path(path).exists() else None


def extensions(path: Path) -> list[Extension]:
    """Read the table of extensions; none where there is no such file.

    Raises
    ------
    KuleshovError
        Naming the line that is no extension.
    """
    if not path.exists():
        return []
    granted = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), 2):
                granted.append(_extension(row, f"{path.name}, line {number}"))
    except (UnicodeDecodeError, csv.Error):
        raise KuleshovError(f"{path} can't be read as a table in UTF-8.") from None
    return granted


def grant(
    gradebook: Any, assignment: str, student: str, granted: list[Extension], zone: str = "UTC"
) -> timedelta:
    """Write a student's extension into the gradebook, and return it; none is written as none.

    The submission must be in the gradebook already. Where two lines name one student and one
    assignment, the later line holds. Days are days of the class's calendar, in its zone. An assignment without a date has none to extend: nbgrader
    can't read an extension of it.
    """
    days = [e.days for e in granted if (e.student, e.assignment) == (student, assignment)]
    due = gradebook.find_assignment(assignment).duedate
    minutes = round(days_on(due, days[-1], zone).total_seconds() / 60) if days and due else 0
    gradebook.grant_extension(assignment, student, minutes=minutes)
    return timedelta(minutes=minutes)


def _extension(row: dict[str, str], where: str) -> Extension:
    try:
        days = float(row["days"])
        said = Extension(row["student"].strip(), row["assignment"].strip(), days, row["why"] or "")
    except (KeyError, ValueError, AttributeError, TypeError):
        raise KuleshovError(f"{where} is no extension: student, assignment, days, why.") from None
    if not (math.isfinite(days) and 0 < days <= 365 and said.student and said.assignment):
        raise KuleshovError(f"{where}: an extension has a student, an assignment, 0 to 365 days.")
    return said
