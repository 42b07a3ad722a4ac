"""What a class handed in for an assignment, found as grading finds it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..engine.intake import Manifest, Submission, collect


@dataclass(frozen=True)
class HandIns:
    """An assignment's submissions.

    Attributes
    ----------
    folder : Path
        The class's own.
    assignment : str
    manifest : Manifest
        What a submission may hold.
    given : Path
        The notebook as students got it; it need not be there.
    """

    folder: Path
    assignment: str
    manifest: Manifest
    given: Path

    @property
    def students(self) -> list[str]:
        """Who handed something in, sorted."""
        found = (self.folder / "submitted").glob(f"*/{self.assignment}")
        return sorted(path.parent.name for path in found if path.is_dir())

    def notebook(self, student: str) -> Path | None:
        """Return the notebook that somebody handed in, whatever it is called by now.

        A system that takes work in again renames it; grading finds it all the same, and what was
        graded lies under its own name.
        """
        submitted, graded = (self.folder / kind for kind in ("submitted", "autograded"))
        name = Path(student) / self.assignment / f"{self.assignment}.ipynb"
        others = sorted((submitted / name).parent.glob("*.ipynb"))
        places = (submitted / name, graded / name, *(others if len(others) == 1 else ()))
        return next((place for place in places if place.is_file()), None)

    def files(self, student: str) -> Submission:
        """Return the files that the manifest names, from wherever in the submission they lie.

        No link is followed, and nothing larger than the manifest allows is read; what isn't taken
        is said in the submission.
        """
        return collect(self.folder / "submitted" / student / self.assignment, self.manifest)
