"""One round of peer review of one assignment: its files, from the draw to the marks.

::

    grading/class/reviews/a2-first-cut/
        draw.json                     # who reads whom; the instructor's alone
        forms/ada/a2-first-cut-review.ipynb       # to hand out
        filled/ada/a2-first-cut-review.ipynb      # as they come back
        results.csv, readers.csv      # what it comes to, and how much each reader counts
        overrides.csv                 # student,criterion,level,why: the instructor's last word
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path

from ...criticism.rubrics import Rubric
from ...errors import KuleshovError
from ..gradebook.database import opened
from ..gradebook.exporters import read, safe, write
from ..seeds import pseudonym
from . import review_forms, reviews
from .marking import given, put
from .reading import read_submission

_BY_READERS = "readers of the class."


class Round:
    """A round of review.

    Parameters
    ----------
    assignment : str
    rubric : Rubric
    folder : Path
        The class's folder.
    secret : str
        Of the class, for pseudonyms.
    """

    def __init__(self, assignment: str, rubric: Rubric, folder: Path, secret: str) -> None:
        self.assignment, self.rubric, self.secret = assignment, rubric, secret
        self.submitted, self.graded = folder / "submitted", folder / "autograded"
        self.left_out: list[str] = []
        self.folder = folder / "reviews" / assignment

    def draw(self, k: int, seed: int) -> list[Path]:
        """Draw who reads whom and write the forms; return their paths.

        Who handed in something that holds no notebook to be read is in ``left_out``.

        Raises
        ------
        KuleshovError
            Where forms of an earlier draw have come back: another draw would orphan them.
        """
        from ...library import rushes

        if any((self.folder / "filled").glob("*/*.ipynb")):
            raise KuleshovError(
                f"Reviews have come back already ({self.folder / 'filled'}); move them away first."
            )
        takes = rushes("understudy")
        handed_in = self._students()
        students = [student for student in handed_in if self._notebook(student)]
        self.left_out = [student for student in handed_in if student not in students]
        drawn = reviews.allocate(students, k, seed)
        cells = [criterion.id for criterion in self.rubric.criteria]
        notebooks = {student: self._notebook(student) for student in students}
        works = {s: read_submission(path, cells) for s, path in notebooks.items() if path}
        shown = self._shown(students)
        made = []
        for reader, authors in drawn.items():
            theirs = {shown[author]: works[author] for author in authors}
            path = self.folder / "forms" / reader / f"{self.assignment}-review.ipynb"
            form = review_forms.form(self.assignment, self.rubric, theirs, takes)
            write(path, form.decode())
            made.append(path)
        write(self.folder / "draw.json", json.dumps({"k": k, "seed": seed, "drawn": drawn}) + "\n")
        return made

    def collect(self) -> list[str]:
        """Read what came back, write both tables, and return sentences about it."""
        drawn, said, found = self._drawn(), [], []
        shown = self._shown(drawn)
        for reader, authors in drawn.items():
            path = self.folder / "filled" / reader / f"{self.assignment}-review.ipynb"
            if not path.exists():
                said.append(f"{reader} has not reviewed yet.")
                continue
            names = tuple(shown[author] for author in authors)
            levels, wrong = review_forms.collect(path, reader, self.assignment, self.rubric, names)
            found += levels
            said += [f"{reader}: {sentence}" for sentence in wrong]
        self._results, readers = reviews.aggregate(found, self._overrides(shown))
        self._write_tables({name: student for student, name in shown.items()}, readers)
        looks = [r for r in self._results if r.look]
        said += [f"{r.author}, {self.rubric[r.criterion].name}: {r.look}." for r in looks]
        said += [
            f"{one.reviewer} counts {one.weight:.2f} of a usual reader."
            for one in readers
            if one.weight < 0.5
        ]
        said.append(f"{len(found)} levels from {len(readers)} readers: {self.folder}/results.csv")
        return said

    def write(self, db: str = "") -> int:
        """Write the results into the gradebook, to half a point; return how many.

        A cell that the instructor has marked is left as it is.
        """
        authors = {name: student for student, name in self._shown(self._drawn()).items()}
        written = 0
        with opened(db) as book:
            for one in self._results:
                place = (book, self.assignment, authors[one.author], one.criterion)
                grade = given(*place)
                if grade.points is not None and not grade.comment.endswith(_BY_READERS):
                    continue
                points = round(one.share * self.rubric[one.criterion].points * 2) / 2
                put(*place, points, f"By {one.readers} {_BY_READERS}")
                written += 1
        return written

    def _students(self) -> list[str]:
        found = self.submitted.glob(f"*/{self.assignment}")
        return sorted(path.parent.name for path in found if path.is_dir())

    def _notebook(self, student: str) -> Path | None:
        """Return the notebook that somebody handed in, whatever it is called by now.

        A system that takes work in again renames it; grading finds it all the same, and what was
        graded lies under its own name.
        """
        name = Path(student) / self.assignment / f"{self.assignment}.ipynb"
        others = sorted((self.submitted / name).parent.glob("*.ipynb"))
        places = (self.submitted / name, self.graded / name, *(others if len(others) == 1 else ()))
        return next((place for place in places if place.is_file()), None)

    def _shown(self, students: Iterable[str]) -> dict[str, str]:
        return {student: pseudonym(self.secret, student) for student in students}

    def _drawn(self) -> dict[str, tuple[str, ...]]:
        try:
            drawn = json.loads((self.folder / "draw.json").read_text())["drawn"]
        except FileNotFoundError:
            raise KuleshovError(
                f"Nothing is drawn yet: kuleshov class review {self.assignment}."
            ) from None
        return {reader: tuple(authors) for reader, authors in drawn.items()}

    def _overrides(self, shown: dict[str, str]) -> dict[tuple[str, str], float]:
        path = self.folder / "overrides.csv"
        if not path.exists():
            return {}
        fixed = {}
        for number, row in enumerate(csv.DictReader(io.StringIO(read(path))), 2):
            try:
                criterion = self.rubric[row["criterion"].strip()]
                student = row["student"].strip()
                level = criterion.level(row["level"])
                fixed[shown[student], criterion.id] = level.points / criterion.points
            except (KeyError, AttributeError):
                raise KuleshovError(
                    f"{path.name}, line {number} is no override: student, criterion, level, why."
                ) from None
        return fixed

    def _write_tables(self, authors: dict[str, str], readers: list[reviews.Reader]) -> None:
        rows = [
            [
                *(safe(authors[r.author]), r.author, r.criterion),
                *(f"{r.share * self.rubric[r.criterion].points:.2f}", r.readers),
                *(f"{r.spread:.2f}", r.look),
            ]
            for r in self._results
        ]
        head = ["student", "shown_as", "criterion", "points", "readers", "spread", "look"]
        write(self.folder / "results.csv", _table(head, rows))
        said = [[safe(r.reviewer), f"{r.weight:.3f}", f"{r.bias:+.3f}", r.reviews] for r in readers]
        head = ["reader", "weight", "bias", "levels"]
        write(self.folder / "readers.csv", _table(head, said))


def _table(head: list[str], rows: list[list[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([head, *rows])
    return out.getvalue()
