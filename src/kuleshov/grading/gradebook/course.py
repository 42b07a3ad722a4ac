"""An nbgrader course as the engine sees it: its configuration, folders and assignments."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...errors import KuleshovError
from ...folders import course_root
from ...words import meant
from ..engine.grade import Release
from ..engine.intake import MAX_BYTES, Manifest, read_manifest, read_regular

CONFIG = "nbgrader_config.py"
FILES_MAX = 64 * 2**20


@dataclass
class Course:
    """A course.

    Attributes
    ----------
    config : traitlets Config
        nbgrader's own, so that formgrader and the engine read the same folders.
    directory : nbgrader CourseDirectory, optional
        One that is there already.
    """

    config: Any
    directory: Any = None

    def __post_init__(self) -> None:
        from nbgrader.coursedir import CourseDirectory

        self.directory = self.directory or CourseDirectory(config=self.config)
        self.root = Path(self.directory.root).resolve()

    @classmethod
    def here(cls) -> Course:
        """Return the course of the working directory, else the kit's own.

        Raises
        ------
        KuleshovError
            Where there is no nbgrader_config.py.
        """
        places = [Path.cwd(), course_root() / "grading"]
        found = next((p for p in places if (p / CONFIG).is_file()), None)
        if found is None:
            raise KuleshovError(f"There is no {CONFIG} here: give the command in `grading`.")
        from traitlets.config.loader import PyFileConfigLoader

        return cls(PyFileConfigLoader(CONFIG, str(found)).load_config())

    @property
    def seconds(self) -> float:
        """How long a cell may run: nbgrader's own setting."""
        return float(self.config.ExecutePreprocessor.get("timeout", 60) or 60)

    def folder(self, kind: str, student: str, assignment: str) -> Path:
        """Return one of nbgrader's folders: "source", "release", "submitted", "autograded" ..."""
        named = getattr(self.directory, f"{kind}_directory")
        return self.root / self.directory.format_path(named, student, assignment)

    @property
    def results(self) -> Path:
        """Where results are kept, so that a stopped run goes on: beside the autograded ones."""
        return (self.root / self.directory.autograded_directory).parent / "results"

    def students(self, assignment: str) -> list[str]:
        """Return who handed something in, sorted."""
        pattern = self.folder("submitted", "*", assignment)
        parts = pattern.parts
        at = parts.index("*")
        base = Path(*parts[:at])
        rest = parts[at + 1 :]
        if not base.is_dir():
            return []
        found = (p for p in base.iterdir() if not p.name.startswith(".") and not p.is_symlink())
        return sorted(p.name for p in found if p.is_dir() and (p / Path(*rest)).exists())

    def manifest(self, assignment: str) -> Manifest:
        """Return what a submission may hold."""
        place = self.folder("source", ".", assignment) / "manifest.yaml"
        return read_manifest(place, assignment)

    def release(self, assignment: str) -> Release:
        """Return what an assignment is graded by.

        Raises
        ------
        KuleshovError
            Where its notebook is not there, or was not given out yet.
        """
        source, released = (
            self.folder(kind, ".", assignment) / f"{assignment}.ipynb"
            for kind in ("source", "release")
        )
        known(assignment, source.parent.parent)
        if not released.is_file():
            raise KuleshovError(f"{assignment} was not given out yet. {give_out(assignment)}")
        return Release(
            assignment,
            source.read_bytes(),
            released.read_bytes(),
            _beside(source),
            self.seconds,
        )


def known(assignment: str, *folders: Path) -> None:
    """Say so where no folder of instructors' notebooks has an assignment, and which was meant.

    Raises
    ------
    KuleshovError
    """
    found = {path.parent.name for folder in folders for path in folder.glob("*/*.ipynb")}
    if assignment not in found:
        there = sorted(found)
        near = meant(assignment, there) or f" There are {', '.join(there) or 'none'}."
        raise KuleshovError(f"There is no assignment {assignment!r}.{near}")


def give_out(assignment: str, url: str = "") -> str:
    """Say how an assignment gets into the gradebook, the usual one or that of an address."""
    database = f" --db {url}" if url else ""
    return (
        "In the folder grading run `kuleshov class build`, then "
        f"`nbgrader generate_assignment {assignment} --force{database}`."
    )


def _beside(notebook: Path) -> dict[str, bytes]:
    """Return the files that lie beside a notebook and are given to students with it."""
    found: dict[str, bytes] = {}
    for path in sorted(notebook.parent.rglob("*")):
        name = str(path.relative_to(notebook.parent))
        hidden = any(part.startswith(".") for part in Path(name).parts)
        if path.suffix == ".ipynb" or hidden or not path.is_file():
            continue
        if name != "manifest.yaml":
            found[name] = read_regular(notebook.parent, name, FILES_MAX)
    return found


__all__ = ["MAX_BYTES", "Course"]
