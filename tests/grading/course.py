"""A course of one made assignment in a folder of its own, for the engine's tests."""

import json
import logging
import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kuleshov.authoring.notebooks import read_source, to_bytes
from kuleshov.grading.engine.rebuild import text_of
from kuleshov.grading.gradebook.course import Course

LIGHTS = "c1-lights"
HERE = Path(__file__).parent
ROOT_TABLE = HERE.parents[1] / "grading" / "attacks.md"
FULL = {
    "test_mean": 2.0,
    "test_numbers": 1.0,
    "test_brighten": 1.0,
    "test_table": 1.0,
    "test_picture": 1.0,
    "test_lamp": 2.0,
    "test_words": 1.0,
    "test_edit": 1.0,
}
STUB = "# Your code here\nraise NotImplementedError"


def config(folder: Path, seconds: int = 6) -> Any:
    """Return nbgrader's configuration of a course in a folder."""
    from traitlets.config import Config

    made = Config()
    made.CourseDirectory.root = str(folder)
    made.CourseDirectory.course_id = "kuleshov"
    made.CourseDirectory.db_url = f"sqlite:///{folder / 'gradebook.db'}"
    made.ClearSolutions.code_stub = {"python": STUB}
    made.ClearSolutions.text_stub = "*Your words here.*"
    made.ExecutePreprocessor.timeout = seconds
    return made


def make_course(folder: Path, text: Path = HERE / "c1-lights.txt", seconds: int = 6) -> Course:
    """Write an assignment's source, let nbgrader make the student's edition."""
    name = text.stem
    place = folder / "source" / name
    place.mkdir(parents=True)
    (place / f"{name}.ipynb").write_bytes(to_bytes(read_source(text)))
    nbgraders(folder, "generate_assignment", name, seconds=seconds)
    return Course(config(folder, seconds))


def nbgraders(folder: Path, step: str, *arguments: Any, seconds: int = 6, **options: Any) -> Any:
    """Do one of nbgrader's own steps."""
    from nbgrader.apps import NbGraderAPI

    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = programs  # nbgrader calls alembic by its name
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # SQLAlchemy's about nbgrader's own models
            api = NbGraderAPI(config=config(folder, seconds))
            api.log_level = logging.ERROR
            said = getattr(api, step)(*arguments, **options)
    finally:
        os.environ["PATH"] = before
    assert said["success"], f"{said.get('error')}\n{said.get('log')}"
    return said


class Lights:
    """The released notebook of an assignment, to be filled in."""

    def __init__(self, course: Course, assignment: str = LIGHTS) -> None:
        self.course, self.assignment = course, assignment
        self.source = json.loads(self._read("source"))
        self.released = self._read("release")
        self.solutions = {
            name(cell): text_of(cell) for cell in self.source["cells"] if is_solution(cell)
        }

    def _read(self, kind: str) -> bytes:
        return (
            self.course.folder(kind, ".", self.assignment) / f"{self.assignment}.ipynb"
        ).read_bytes()

    def empty(self, **cells: str) -> dict[str, Any]:
        """Return the notebook as it was given out, with these cells' sources."""
        notebook: dict[str, Any] = json.loads(self.released)
        for cell in notebook["cells"]:
            cell["source"] = cells.pop(name(cell), text_of(cell))
        assert not cells, f"no such cell: {sorted(cells)}"
        return notebook

    def right(self, **cells: str) -> dict[str, Any]:
        """Return the notebook with every solution, but these cells."""
        return self.empty(**(self.solutions | cells))

    def hand_in(self, student: str, notebook: dict[str, Any] | bytes, file: str = "") -> Path:
        """Put a notebook where nbgrader collects it; return its folder."""
        folder = self.course.folder("submitted", student, self.assignment)
        folder.mkdir(parents=True, exist_ok=True)
        data = notebook if isinstance(notebook, bytes) else json.dumps(notebook).encode()
        (folder / (file or f"{self.assignment}.ipynb")).write_bytes(data)
        return folder


def name(cell: Any) -> str:
    """Return a cell's nbgrader name."""
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def is_solution(cell: Any) -> bool:
    """Return whether a student writes the cell."""
    return bool(cell["metadata"].get("nbgrader", {}).get("solution"))


def code(source: str, **metadata: Any) -> dict[str, Any]:
    """Return a code cell of a student's own."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": metadata,
        "outputs": [],
        "source": source,
    }


def scores(course: Course, student: str, assignment: str = LIGHTS, url: str = "") -> dict[str, Any]:
    """Return the automatic scores in the gradebook, by test."""
    from kuleshov.grading.gradebook.database import opened

    with opened(url or course.directory.db_url) as book:
        submission = book.find_submission(assignment, student)
        grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
        return {g.name: g.auto_score for g in grades if g.auto_score is not None}


Work = Callable[[Lights, str], Any]
