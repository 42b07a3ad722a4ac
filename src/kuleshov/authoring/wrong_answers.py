"""What an author has written down as plausibly wrong: each must lose points, and be told why.

A cell of an assignment's text may hold a wrong answer to one of its exercises::

    # %% wrong="find_cuts" name="three deviations over the whole film"
    def find_cuts(pictures):
        ...

It stands in no notebook: neither the instructor's nor the student's. :func:`let_through` puts it in
the place of the solution and runs the tests that ask for it, visible and hidden, until one takes
points from it. Where it says which one has to (``loses="test_cuts"``), that one alone is run: so does
an exercise that makes files and no names. Files that it changes are put back. They run in one process:
an author's own code needs no sandbox, and what a student's may try is the engine's affair.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import grading
from ..folders import course_root
from ..grading import Student, seeds
from ..grading.engine.gate import Weakness
from ..grading.wire.cells import bound, globals_read, is_solution, is_test, note_of, transformed
from .made_files import made_files
from .notebooks import SourceError, cells_of, read_source

FEWEST = 5
"""Wrong answers for each exercise of an assignment."""


@dataclass(frozen=True)
class WrongAnswer:
    """A wrong answer to an exercise.

    Attributes
    ----------
    exercise : str
        The name of the solution's cell.
    name : str
        What is wrong with it, in a few words.
    source : str
        What stands in the solution's place.
    loses : str
        The test that has to take points from it; any that asks for it, where it is empty.
    """

    exercise: str
    name: str
    source: str
    loses: str = ""


def wrong_answers(path: Path, secret: str = seeds.PUBLIC) -> list[WrongAnswer]:
    """Read the wrong answers of an assignment's text.

    Raises
    ------
    SourceError
        Where one answers no exercise, has no name or another's, or where an exercise has fewer
        than five.
    """
    found: list[WrongAnswer] = []
    exercises: list[str] = []
    for number, (kind, options, source) in enumerate(cells_of(path), 1):
        where = f"{path.name}, cell {number}"
        if kind == "code" and "### BEGIN SOLUTION" in source:
            exercises.append(str(options.get("name")))
        if "wrong" not in options:
            continue
        if kind != "code" or set(options) - {"loses"} != {"wrong", "name"}:
            raise SourceError(
                f"{where}: a wrong answer is code, with an exercise and a name of its own: "
                '# %% wrong="find_cuts" name="one line for all films".'
            )
        text = seeds.sown(source, secret, path.stem)
        one = WrongAnswer(options["wrong"], options["name"], text, options.get("loses", ""))
        if any((one.exercise, one.name) == (other.exercise, other.name) for other in found):
            raise SourceError(
                f"{where}: {one.exercise} has a wrong answer named {one.name!r} already."
            )
        found.append(one)
    _refuse(path, exercises, found)
    return found


def _refuse(path: Path, exercises: list[str], found: list[WrongAnswer]) -> None:
    """Refuse answers to nothing, and exercises with too few."""
    there = Counter(one.exercise for one in found)
    if strangers := sorted(set(there) - set(exercises)):
        raise SourceError(f"{path.name}: the wrong answers to {strangers[0]!r} answer no exercise.")
    for exercise in exercises:
        if there[exercise] < FEWEST:
            raise SourceError(
                f"{path.name}: the exercise {exercise!r} has {there[exercise]} wrong answers; write "
                f'down {FEWEST} or more that a student might give: # %% wrong="{exercise}" '
                'name="what is wrong".'
            )


def let_through(
    path: Path,
    folders: Sequence[Path] = (),
    secret: str = seeds.PUBLIC,
    listen: Callable[[WrongAnswer, str], None] = lambda *_: None,
) -> list[Weakness]:
    """Return which wrong answers lose nothing, and which are told nothing that helps.

    Parameters
    ----------
    path : Path
        An assignment's text.
    folders, secret
        As in :func:`~kuleshov.authoring.notebooks.read_source`.
    listen : function
        Told each wrong answer and the sentence that it is met with.

    Returns
    -------
    list of Weakness
        Empty where all lose points, each with a sentence.

    Raises
    ------
    SourceError
        As :func:`wrong_answers`.
    """
    notebook = read_source(path, folders, secret)
    wrong, files = wrong_answers(path, secret), made_files(path, course_root(), secret)
    with _beside(files) as place:
        bench = _Bench(wrong, listen, place)
        with bench.asked_for():
            for cell in notebook.cells:
                if cell.cell_type == "code" and bench.waiting:
                    bench.cell(cell)
    return [*bench.found, *bench.rest()]


@contextlib.contextmanager
def _beside(files: dict[str, bytes]) -> Iterator[Path]:
    """Work in a folder that holds an assignment's files, with a studio beside it; both are thrown away."""
    before = os.environ.get("KULESHOV_STUDIO")
    with tempfile.TemporaryDirectory(prefix="kuleshov-wrong-") as place:
        folder, studio = Path(place, "notebook"), Path(place, "studio")
        folder.mkdir()
        for name, data in files.items():
            (folder / name).write_bytes(data)
        os.environ["KULESHOV_STUDIO"] = str(studio)  # no author's ledger holds a wrong answer
        try:
            with contextlib.chdir(folder):
                yield Path(place)
        finally:
            os.environ.pop("KULESHOV_STUDIO")
            if before is not None:
                os.environ["KULESHOV_STUDIO"] = before


@contextlib.contextmanager
def _as_before(place: Path) -> Iterator[None]:
    """Put all files and folders back as they were."""
    with tempfile.TemporaryDirectory(prefix="kuleshov-before-") as kept:
        shutil.copytree(place, kept, dirs_exist_ok=True)
        try:
            yield
        finally:
            for path in [one for folder in place.iterdir() for one in folder.iterdir()]:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            shutil.copytree(kept, place, dirs_exist_ok=True)


def _named(source: str) -> set[str]:
    """Return what a test names in quotes, as in ``student.output("the_log")``."""
    nodes = ast.walk(ast.parse(transformed(source)))
    return {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}


_NOTHING = object()
"""What a name holds that no cell has made yet."""


class _Told(Student):
    """What a test may ask about the cells that ran, and what they printed."""

    def __init__(self) -> None:
        super().__init__(shell=False)
        self.cells: list[tuple[str, str]] = []

    def _cells(self) -> list[tuple[int, str]]:
        return [(number, source) for number, (source, _) in enumerate(self.cells)]

    def _shown(self, number: int) -> str:
        return self.cells[number][1]


class _Bench:
    """One pass through a notebook: at each test, the solution and then what is wrong."""

    def __init__(
        self, waiting: list[WrongAnswer], listen: Callable[[WrongAnswer, str], None], place: Path
    ) -> None:
        self.waiting, self.listen, self.place = waiting, listen, place
        self.found: list[Weakness] = []
        self._names: dict[str, Any] = {"__name__": "__main__"}
        self._before: dict[str, dict[str, Any]] = {}
        self._told = _Told()

    @contextlib.contextmanager
    def asked_for(self) -> Iterator[None]:
        """Be what ``from kuleshov.grading import student`` finds."""
        before = grading.student
        vars(grading)["student"] = self._told
        try:
            yield
        finally:
            vars(grading)["student"] = before

    def cell(self, cell: Any) -> None:
        """Run a cell; at a test, try all that is wrong and that it asks for."""
        name = note_of(cell).get("grade_id", "")
        if is_solution(cell):
            kept = self._names
            self._before[name] = {one: kept.get(one, _NOTHING) for one in bound(cell.source)}
        if is_test(cell):
            self._test(name, cell.source)
        else:
            self._run(cell.source)

    def rest(self) -> list[Weakness]:
        """Return what no test took points from."""
        return [
            Weakness(
                one.exercise,
                f"the wrong answer {one.name!r} loses no point in {one.loses or 'any test'}.",
            )
            for one in self.waiting
        ]

    def _test(self, name: str, source: str) -> None:
        if said := self._failure(source):
            self.found.append(Weakness(name, f"the solution doesn't pass it: {said[0]}"))
            return
        asked = globals_read(source) | _named(source)
        for one in list(self.waiting):
            made = self._before.get(one.exercise)
            if made is None:
                continue
            is_asked = name == one.loses if one.loses else asked & {one.exercise, *made}
            if is_asked and self._loses(one, name, source):
                self.waiting.remove(one)

    def _loses(self, one: WrongAnswer, name: str, source: str) -> bool:
        kept, told = dict(self._names), list(self._told.cells)
        before = self._before[one.exercise]
        for made in before:  # as if the solution had never been there
            self._names.pop(made, None)
        self._names.update({made: value for made, value in before.items() if value is not _NOTHING})
        with _as_before(self.place):
            with contextlib.suppress(
                Exception, SystemExit
            ):  # a cell that breaks leaves what it made so far
                self._run(one.source)
            said = self._failure(source)
        self._names.clear()
        self._names.update(kept)
        self._told.cells[:] = told
        if not said:
            return False
        sentence, helps = said
        self.listen(one, sentence)
        if not helps:
            words = f"it meets the wrong answer {one.name!r} with no sentence: {sentence}"
            self.found.append(Weakness(name, words))
        return True

    def _failure(self, source: str) -> tuple[str, bool] | None:
        """Return what a test says where it fails, and whether that is a sentence; else None."""
        try:
            self._run(source)
        except AssertionError as problem:
            said = str(problem).strip()
            return said or "a bare assert", said.endswith((".", "?")) and len(said.split()) > 3
        except (
            Exception,
            SystemExit,
        ) as problem:  # what a wrong answer makes a test do is what we ask about
            return f"{type(problem).__name__}: {problem}", False
        return None

    def _run(self, source: str) -> None:
        printed = io.StringIO()
        self._told.cells.append((source, ""))
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
            exec(compile(transformed(source), "<cell>", "exec"), self._names)
        self._told.cells[-1] = (source, printed.getvalue())
