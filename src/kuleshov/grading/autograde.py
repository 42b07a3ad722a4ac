"""The engine behind ``nbgrader autograde`` and formgrader's Autograde button.

nbgrader's own Autograde copies what it finds in a submission's folder, follows links and reads
whatever calls itself a notebook before any preprocessor is asked; so the whole of it is replaced,
by ``kuleshov.grading.autograde.install()`` in nbgrader_config.py. Folders, gradebook and
configuration stay nbgrader's::

    from kuleshov.grading import autograde
    autograde.install(c)

Feedback pages show a hidden test by its name alone.
"""

from __future__ import annotations

from fnmatch import fnmatch
from typing import Any

from nbgrader.converters import Autograde as PlainAutograde
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Integer

from ..errors import KuleshovError
from .gradebook.course import Course
from .run import Report, grade_class
from .wire.cells import hidden_lines, is_test, note_of


class Autograde(PlainAutograde):
    """nbgrader's Autograde, with every submission graded in isolation."""

    engine = Bool(False, help="Set by install(): without it this is nbgrader's own.").tag(
        config=True
    )
    isolate = Bool(
        True, help="False grades without isolation: only for submissions that you trust."
    ).tag(config=True)
    jobs = Integer(0, help="How many at a time; 0 is one for each core.").tag(config=True)

    def start(self) -> None:
        """Grade what the command or the button asks for."""
        if not self.engine:
            super().start()
            return
        course = Course(self.config, self.coursedir)
        assignment = self.coursedir.assignment_id
        wanted = self.coursedir.student_id
        left_out = str(self.coursedir.student_id_exclude or "").split(",")
        students = [
            one
            for one in course.students(assignment)
            if fnmatch(one, wanted) and one not in left_out
        ]
        if not students:
            self._fail(f"No submission of {assignment} by {wanted} was found.")
        try:
            report = grade_class(
                course,
                assignment,
                self.jobs,
                students=students,
                again=self.force,
                confine=self.isolate,
                keep=True,
            )
        except KuleshovError as problem:
            self._fail(str(problem))
        self._log(report)

    def _log(self, report: Report) -> None:
        for line in report.human:
            self.log.warning(line)
        self.log.info(str(report))
        if report.waiting:
            self._fail("Another program holds the gradebook: close that and start again.")

    def _fail(self, why: str) -> None:
        self.log.error(why)
        raise NbGraderException(why)


class HideTests(NbGraderPreprocessor):
    """Take the hidden tests' source out of a feedback page."""

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        """Leave a line in place of each stretch of hidden tests."""
        if cell.cell_type == "code" and is_test(cell):
            cell.source = without_hidden(cell.source, note_of(cell).get("grade_id", ""))
        return cell, resources


def without_hidden(source: str, name: str) -> str:
    """Return a test's source with its hidden stretches named and not shown.

    >>> print(without_hidden("a\\n### BEGIN HIDDEN TESTS\\nb\\n### END HIDDEN TESTS", "test_a"))
    a
    # (hidden checks of test_a)
    """
    hidden = hidden_lines(source)
    made: list[str] = []
    for number, line in enumerate(source.splitlines(), 1):
        if number not in hidden:
            made.append(line)
        elif number - 1 not in hidden:
            made.append(f"# (hidden checks of {name})")
    return "\n".join(made)


def install(config: Any) -> None:
    """Put the engine in the place of nbgrader's own, for the command and for the button.

    Parameters
    ----------
    config : traitlets Config
        The ``c`` of nbgrader_config.py.
    """
    import nbgrader.apps.api
    import nbgrader.apps.autogradeapp
    from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
    from nbgrader.preprocessors import GetGrades

    config.Autograde.engine = True
    nbgrader.apps.api.Autograde = Autograde
    nbgrader.apps.autogradeapp.Autograde = Autograde
    config.GenerateFeedback.preprocessors = [GetGrades, HideTests, CSSHTMLHeaderPreprocessor]
