"""Plain nbgrader, whole, in a folder of its own: from an instructor's notebook to feedback.

A test reads::

    course = NbgraderCourse(tmp_path, "a1-shot-list", monkeypatch)
    course.release()
    course.submit("ada", lambda notebook: solved)
    course.grade()
    assert course.scores("ada") == {"test_log": 3.0, ...}

Nothing here knows the kit's own grading: what these tests prove holds for an instructor who uses
nothing but nbgrader.
"""

import logging
import os
import sys
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import nbformat
import yaml

ROOT = Path(__file__).resolve().parents[2]
STUB = "# Your code here\nraise NotImplementedError"


class NbgraderCourse:
    """A course of one assignment.

    Parameters
    ----------
    folder : Path
        Empty; the course, its exchange and its gradebook are made in it.
    assignment : str
        A name under ``assignments/source``, which must be built.
    monkeypatch : pytest.MonkeyPatch
        Sets what kernels see: the course's folders, a studio of their own, no network.
    """

    def __init__(self, folder: Path, assignment: str, monkeypatch: Any) -> None:
        from nbgrader.apps import NbGraderAPI

        self.folder, self.assignment = folder, assignment
        for name in ("exchange", "cache", "studio", "students", "source"):
            (folder / name).mkdir()
        (folder / "exchange").chmod(0o777)  # nbgrader asks that everyone may write into it
        _environment(folder, monkeypatch)
        self._copy_source()
        self.config = _config(folder)
        self.api = NbGraderAPI(config=self.config)
        self.api.log_level = logging.ERROR

    def release(self) -> Any:
        """Make the student's edition and put it into the exchange; return its notebook."""
        self._did("generate_assignment", self.assignment)
        self._did("release_assignment", self.assignment)
        return nbformat.read(self._released(), as_version=4)

    def instructors(self) -> Any:
        """Return the instructor's notebook, with the solutions in it."""
        place = self.folder / "source" / self.assignment / f"{self.assignment}.ipynb"
        return nbformat.read(place, as_version=4)

    def submit(
        self,
        student: str,
        work: Callable[[Any], Any] | None = None,
        files: Mapping[str, bytes] | None = None,
    ) -> None:
        """Hand in what ``work`` makes of the released notebook (as it is, where None), and files."""
        from nbgrader.auth import Authenticator
        from nbgrader.coursedir import CourseDirectory
        from nbgrader.exchange.default import ExchangeSubmit

        notebook = nbformat.read(self._released(), as_version=4)
        notebook = work(notebook) if work else notebook
        own = self.folder / "students" / student / self.assignment
        own.mkdir(parents=True)
        nbformat.write(notebook, own / f"{self.assignment}.ipynb")
        for name, data in (files or {}).items():
            (own / name).parent.mkdir(exist_ok=True)
            (own / name).write_bytes(data)
        coursedir = CourseDirectory(config=self.config)
        coursedir.student_id, coursedir.assignment_id = student, self.assignment
        submit = ExchangeSubmit(
            coursedir=coursedir, authenticator=Authenticator(config=self.config), config=self.config
        )
        submit.assignment_dir = str(own.parent)
        submit.log.setLevel(logging.ERROR)
        submit.start()

    def grade(self) -> None:
        """Collect every submission, grade it automatically, write the feedback."""
        self._did("collect", self.assignment)
        for student in sorted(self.api.get_submitted_students(self.assignment)):
            self._did("autograde", self.assignment, student)
            self._did("generate_feedback", self.assignment, student)

    def scores(self, student: str) -> dict[str, float]:
        """Return the score of each automatically graded cell, by the cell's name."""
        with self.api.gradebook as gradebook:
            submission = gradebook.find_submission(self.assignment, student)
            grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
            return {g.name: g.auto_score for g in grades if g.auto_score is not None}

    def by_hand(self, student: str) -> dict[str, float]:
        """Return the most points of each cell that waits for a person, by the cell's name."""
        with self.api.gradebook as gradebook:
            submission = gradebook.find_submission(self.assignment, student)
            grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
            return {g.name: g.max_score for g in grades if g.needs_manual_grade}

    def graded(self, student: str) -> Any:
        """Return the executed notebook, in which the messages of failed tests can be read."""
        place = self.folder / "autograded" / student / self.assignment
        return nbformat.read(place / f"{self.assignment}.ipynb", as_version=4)

    def said(self, student: str, cell: str) -> str:
        """Return what the test cell of that name said when it failed, or nothing."""
        for found in self.graded(student).cells:
            if found.metadata.get("nbgrader", {}).get("grade_id") == cell:
                return "".join(o.evalue for o in found.outputs if o.output_type == "error")
        raise KeyError(cell)

    def feedback(self, student: str) -> str:
        """Return the page that the student gets back."""
        place = self.folder / "feedback" / student / self.assignment
        return (place / f"{self.assignment}.html").read_text(encoding="utf-8")

    def _copy_source(self) -> None:
        target = self.folder / "source" / self.assignment
        target.mkdir()
        for file in (ROOT / "assignments" / "source" / self.assignment).iterdir():
            if file.is_file():
                (target / file.name).write_bytes(file.read_bytes())

    def _released(self) -> Path:
        outbound = self.folder / "exchange" / "kuleshov" / "outbound"
        return outbound / self.assignment / f"{self.assignment}.ipynb"

    def _did(self, step: str, *arguments: str) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # SQLAlchemy's about nbgrader's own models
            said = getattr(self.api, step)(*arguments)
        assert said["success"], f"nbgrader's {step}: {said.get('error')}\n{said.get('log')}"


def solved(course: NbgraderCourse) -> Callable[[Any], Any]:
    """Return what fills a released notebook with the instructor's solutions."""
    answers = {_name(c): c.source for c in course.instructors().cells if _name(c)}

    def fill(notebook: Any) -> Any:
        for cell in notebook.cells:
            if cell.metadata.get("nbgrader", {}).get("solution"):
                cell.source = answers[_name(cell)]
        return notebook

    return fill


def changed(work: Callable[[Any], Any], **cells: str) -> Callable[[Any], Any]:
    """Return what does ``work`` and then writes other sources into the named cells."""

    def fill(notebook: Any) -> Any:
        notebook = work(notebook)
        named = {_name(cell): cell for cell in notebook.cells}
        for name, source in cells.items():
            named[name].source = source
        return notebook

    return fill


def only_sentences(course: NbgraderCourse, *students: str) -> None:
    """Assert that every failed test of these students says a sentence, and none speaks on stderr."""
    for student in students:
        for cell in course.graded(student).cells:
            graded = cell.metadata.get("nbgrader", {})
            if cell.cell_type != "code" or not graded.get("grade"):
                continue
            streams = [o for o in cell.outputs if o.output_type == "stream"]
            assert [o.text for o in streams if o.name == "stderr"] == []
            for error in (o for o in cell.outputs if o.output_type == "error"):
                assert error.ename == "AssertionError", (student, graded["grade_id"], error.evalue)
                assert error.evalue.rstrip().endswith((".", "?")), error.evalue


def rubric_points(name: str) -> dict[str, int]:
    """Return what each criterion of a rubric is worth, its levels falling to 0, each with an anchor."""
    rubric = yaml.safe_load((ROOT / "grading" / "rubrics" / f"{name}.yaml").read_text("utf-8"))
    for row in rubric["criteria"]:
        points = [level["points"] for level in row["levels"]]
        assert points == sorted(points, reverse=True) and points[0] == row["points"]
        assert points[-1] == 0 and all(level["anchor"] for level in row["levels"])
    return {row["id"]: row["points"] for row in rubric["criteria"]}


def _name(cell: Any) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def _config(folder: Path) -> Any:
    from traitlets.config import Config

    config = Config()
    config.CourseDirectory.root = str(folder)
    config.CourseDirectory.course_id = "kuleshov"
    config.CourseDirectory.db_url = f"sqlite:///{folder / 'gradebook.db'}"
    config.Exchange.root = str(folder / "exchange")
    config.Exchange.cache = str(folder / "cache")
    config.ClearSolutions.code_stub = {"python": STUB}
    config.ClearSolutions.text_stub = "*Your words here.*"
    config.ExecutePreprocessor.timeout = 120
    return config


def _environment(folder: Path, monkeypatch: Any) -> None:
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    monkeypatch.setenv("PATH", programs)  # nbgrader calls alembic by its name
    monkeypatch.setenv("KULESHOV_HOME", str(ROOT))
    monkeypatch.setenv("KULESHOV_STUDIO", str(folder / "studio"))
    monkeypatch.setenv("KULESHOV_MIRROR", "http://127.0.0.1:9")
    monkeypatch.setenv("IPYTHONDIR", str(folder / "ipython"))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(folder / "jupyter"))
