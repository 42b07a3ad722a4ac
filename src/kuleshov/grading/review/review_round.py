"""One round of peer review of one assignment: its files, from the draw to the marks.

::

    grading/class/reviews/a2-first-cut/
        draw.json                     # who reads whom; the instructor's alone
        forms/ada/a2-first-cut-review.ipynb       # to hand out, with a folder for each film
        filled/ada/a2-first-cut-review.ipynb      # as they come back
        back/ada/reviews.md           # what readers said of ada's work, to give back: without names
        results.csv, readers.csv      # what it comes to, and how much each reader counts
        overrides.csv                 # student,criterion,level,why: the instructor's last word
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from ...criticism.rubrics import Rubric
from ...errors import KuleshovError
from ...words import counted, no_formula
from ..gradebook.database import opened
from ..gradebook.exporters import read, write
from ..gradebook.hand_ins import HandIns
from ..seeds import pseudonym
from . import review_forms, reviews
from .blind_works import film_asked, write_blind
from .marking import given, let_wait, put
from .reading import Reading, answers

_BY_READERS = " of the class."


class Round:
    """A round of review.

    Parameters
    ----------
    hand_ins : HandIns
    rubric : Rubric
    secret : str
        Of the class, for pseudonyms.

    Attributes
    ----------
    left_out : dict of str to str
        Who takes no part in what was drawn, with the reason.
    notes : list of str
        What reviewers will lack, a sentence each.
    """

    def __init__(self, hand_ins: HandIns, rubric: Rubric, secret: str) -> None:
        self.hand_ins, self.secret = hand_ins, secret
        self.assignment = hand_ins.assignment
        self.rubric = rubric.for_peers
        self.own = [row.id for row in rubric.criteria if not row.peers]
        self.folder = hand_ins.folder / "reviews" / self.assignment
        self.left_out: dict[str, str] = {}
        self.notes: list[str] = []

    def draw(self, k: int, seed: int) -> list[Path]:
        """Draw who reads whom and write the forms; return their paths.

        Who handed in no notebook that can be read, or no film where one is asked for, is in ``left_out``:
        neither read nor reading.

        Raises
        ------
        KuleshovError
            Where reviews of an earlier draw have come back: another draw would orphan them. Where too
            few have handed in.
        """
        if came := self._came_back():
            raise KuleshovError(
                f"Reviews have come back already ({came}), and another draw would orphan them. If you want "
                f"that, move {self.folder} away first."
            )
        self.folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".drawing-", dir=self.folder) as beside:
            draft = Path(beside)
            works = self._works(draft / "works")
            try:
                drawn = reviews.allocate(works, k, seed)
            except KuleshovError as error:
                told = "".join(f"\n- {one}: {why}" for one, why in self.left_out.items())
                raise KuleshovError(f"{error}{told}") from None
            made = self._write_forms(draft, works, drawn)
            _take_the_place(draft / "forms", self.folder / "forms", draft / "before")
        write(self.folder / "draw.json", json.dumps({"k": k, "seed": seed, "drawn": drawn}) + "\n")
        return [self.folder / path.relative_to(draft) for path in made]

    def collect(self) -> list[str]:
        """Read what came back, write both tables, and return sentences about it.

        A reader may fill the form, or write reviews in the own notebook of this assignment, in the
        cells that only the instructor levels. Where both hold a level the form's counts.
        """
        drawn, said, found = self._drawn(), [], []
        shown = self._shown(drawn)
        for reader, authors in drawn.items():
            levels, problems = self._by(reader, authors)
            found += levels
            said += [f"{reader}: {sentence}" for sentence in problems]
            if self._by_form_alone(reader, authors):
                said.append(
                    f"{reader} reviewed in the form, and the cells for it are empty: read "
                    f"{self._form(reader)} and choose their levels at the desk."
                )
            if not levels and not problems:
                said.append(f"{reader} has not reviewed yet.")
        self._give_back(found, shown)
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

        A cell that the instructor has marked is left as it is. The empty cells of those who reviewed in
        the form wait for the instructor then: nobody has nothing for the way that they chose.
        """
        drawn = self._drawn()
        authors = {name: student for student, name in self._shown(drawn).items()}
        written = 0
        with opened(db) as book:
            for one in self._results:
                place = (book, self.assignment, authors[one.author], one.criterion)
                grade = given(*place)
                if grade.points is not None and not grade.comment.endswith(_BY_READERS):
                    continue
                points = round(one.share * self.rubric[one.criterion].points * 2) / 2
                put(*place, points, f"By {counted(one.readers, 'reader')}{_BY_READERS}")
                written += 1
            for reader, theirs in drawn.items():
                for cell in self.own if self._by_form_alone(reader, theirs) else ():
                    let_wait(book, self.assignment, reader, cell)
        return written

    def _form(self, reader: str) -> Path:
        return self.folder / "filled" / reader / f"{self.assignment}-review.ipynb"

    def _by_form_alone(self, reader: str, drawn: tuple[str, ...]) -> bool:
        """Say whether somebody reviewed in the form, where a notebook of their own asks for it too."""
        notebook = self.hand_ins.notebook(reader) if self.own else None
        if notebook is None or not self._form(reader).exists():
            return False
        authors = tuple(self._shown(drawn).values())
        filled = review_forms.collect(
            self._form(reader), reader, self.assignment, self.rubric, authors
        )
        return bool(filled[0]) and not any(self._pasted(notebook, reader, authors))

    def _came_back(self) -> str:
        """Return where reviews of the draw that holds have come back: a folder, or a reader's name."""
        if any((self.folder / "filled").glob("*/*.ipynb")):
            return str(self.folder / "filled")
        drawn = self._drawn() if self.own and (self.folder / "draw.json").is_file() else {}
        return next((one for one, authors in drawn.items() if self._by(one, authors)[0]), "")

    def _write_forms(
        self, draft: Path, works: dict[str, Reading], drawn: dict[str, tuple[str, ...]]
    ) -> list[Path]:
        """Write each reader's form, and beside it the folders of the films that it shows."""
        from ...library import rushes

        takes, film = rushes("understudy"), film_asked(self.hand_ins.manifest)
        shown, made = self._shown(works), []
        for reader, authors in drawn.items():
            theirs = {shown[author]: works[author] for author in authors}
            path = draft / "forms" / reader / f"{self.assignment}-review.ipynb"
            form = review_forms.form(self.assignment, self.rubric, theirs, takes, film)
            write(path, form.decode())
            for author in theirs if film else ():
                shutil.copytree(draft / "works" / author, path.parent / author)
            made.append(path)
        return made

    def _works(self, folder: Path) -> dict[str, Reading]:
        """Read what each student wrote, and put their films, where one is asked for, into a folder."""
        film = film_asked(self.hand_ins.manifest)
        cells = [row.id for row in self.rubric.criteria]
        works: dict[str, Reading] = {}
        self.left_out, self.notes = {}, []
        for student in self.hand_ins.students:
            path = self.hand_ins.notebook(student)
            if path is None:
                self.left_out[student] = "no notebook of theirs was found."
                continue
            try:
                reading = answers(path, self.hand_ins.given, cells)
                if film:
                    place = folder / pseudonym(self.secret, student)
                    found = self.hand_ins.files(student)
                    lacks = write_blind(place, film, found, reading.words, self.rubric)
                    self.notes += [f"{student}: {sentence}" for sentence in lacks]
            except KuleshovError as error:
                self.left_out[student] = str(error)
            else:
                works[student] = reading
        return works

    def _by(self, reader: str, drawn: tuple[str, ...]) -> tuple[list[reviews.Review], list[str]]:
        """Return the levels that one reader gave, and sentences about what is missing or can't be used."""
        authors = tuple(self._shown(drawn).values())
        found: dict[tuple[str, str], reviews.Review] = {}
        problems: list[str] = []
        notebook = self.hand_ins.notebook(reader) if self.own else None
        form = self._form(reader)
        ways = [self._pasted(notebook, reader, authors)] if notebook else []
        if form.exists():
            ways.append(review_forms.collect(form, reader, self.assignment, self.rubric, authors))
        for levels, wrong in ways:
            problems += wrong
            for one in levels:
                place = one.author, one.criterion
                if place in found and found[place].share != one.share:
                    problems.append(
                        f"{one.author}, {self.rubric[one.criterion].name}: the form says something else "
                        "than the notebook; the form counts."
                    )
                found[place] = one
        if found or problems:
            problems += review_forms.missing(found, authors, self.rubric)
        return list(found.values()), problems

    def _pasted(
        self, notebook: Path, reader: str, authors: tuple[str, ...]
    ) -> tuple[list[reviews.Review], list[str]]:
        """Read what stands in a reader's own notebook."""
        try:
            words = answers(notebook, self.hand_ins.given, self.own).words
        except KuleshovError as error:
            return [], [str(error)]
        return review_forms.collect_pasted(words.values(), reader, self.rubric, authors)

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

    def _give_back(self, found: list[reviews.Review], shown: dict[str, str]) -> None:
        """Write for each author what readers said; all of it anew, and nobody reads half of it."""
        with TemporaryDirectory(prefix=".back-", dir=self.folder) as beside:
            draft = Path(beside) / "back"
            draft.mkdir()
            for student, name in shown.items():
                theirs = [one for one in found if one.author == name]
                if theirs:
                    words = review_forms.given_back(name, theirs, self.rubric)
                    write(draft / student / "reviews.md", words)
            _take_the_place(draft, self.folder / "back", Path(beside) / "before")

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
                *(no_formula(authors[r.author]), r.author, r.criterion),
                *(f"{r.share * self.rubric[r.criterion].points:.2f}", r.readers),
                *(f"{r.spread:.2f}", r.look),
            ]
            for r in self._results
        ]
        head = ["student", "shown_as", "criterion", "points", "readers", "spread", "look"]
        write(self.folder / "results.csv", _table(head, rows))
        said = [
            [no_formula(r.reviewer), f"{r.weight:.3f}", f"{r.bias:+.3f}", r.reviews]
            for r in readers
        ]
        head = ["reader", "weight", "bias", "levels"]
        write(self.folder / "readers.csv", _table(head, said))


def _table(head: list[str], rows: list[list[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([head, *rows])
    return out.getvalue()


def _take_the_place(new: Path, place: Path, old: Path) -> None:
    if place.exists():
        place.rename(old)
    new.rename(place)
