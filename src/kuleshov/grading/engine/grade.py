"""Grading one submission: a pure function from bytes to a result.

:func:`grade` takes a :class:`Release` (the instructor's notebook and the student's edition, with
the assignment's files) and a :class:`~kuleshov.grading.engine.intake.Submission`, and returns a
:class:`~kuleshov.grading.engine.result.SubmissionResult`: points for each test, words for the
student, and the executed notebook. It holds no state and
knows no database: the same function runs in a thread here and on a cluster's worker.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from ..wire import cells
from .intake import Submission
from .notebook_cells import Unreadable, read_cells
from .outputs import words
from .process_pair import ProcessPair, TestsLost
from .rebuild import rebuild, text_of
from .result import SubmissionResult
from .sandbox import STANDARD, Limits, Sandbox

_SENTENCES = (
    "AssertionError", "StudentError", "StudentGone", "Overtime", "KuleshovError", "MediaError",
)  # fmt: skip
"""Errors whose words are a sentence for the student."""

ENGINE = "6"
"""Part of every result's key: raised when the same submission may be graded otherwise."""


@dataclass(frozen=True)
class Release:
    """What an assignment is graded by.

    Attributes
    ----------
    assignment : str
    source, release : bytes
        The instructor's notebook and the student's edition.
    files : dict
        What lies beside the notebook, by name.
    seconds : float
        How long one cell may run.
    limits : Limits
    """

    assignment: str
    source: bytes
    release: bytes
    files: dict[str, bytes] = field(default_factory=dict, hash=False)
    seconds: float = 60.0
    limits: Limits = STANDARD

    @property
    def digest(self) -> str:
        """A hash of all that decides a grade beside the submission."""
        parts = [ENGINE.encode(), self.source, self.release, repr(self.seconds).encode()]
        parts += [repr(self.limits).encode()]
        parts += [name.encode() + b"\0" + data for name, data in sorted(self.files.items())]
        return hashlib.sha256(b"".join(hashlib.sha256(p).digest() for p in parts)).hexdigest()

    @property
    def grade_ids(self) -> list[str]:
        """The names of the cells that nbgrader knows."""
        instructors = plan_of(self.source, self.release).instructors
        found = (cells.note_of(cell).get("grade_id") for cell in instructors["cells"])
        return [name for name in found if name]


def key(release: Release, submission: Submission) -> str:
    """Return the name of a result: the same for the same release and the same submission."""
    return hashlib.sha256(f"{release.digest}{submission.digest}".encode()).hexdigest()[:32]


class Plan(NamedTuple):
    """What an assignment's two notebooks say about how it is graded.

    Attributes
    ----------
    instructors, students : dict
        Both notebooks.
    names : frozenset of str
        What solution cells bind.
    classes : frozenset of str
        Which of them are classes.
    """

    instructors: Any
    students: Any
    names: frozenset[str]
    classes: frozenset[str]


@lru_cache(maxsize=16)
def plan_of(source: bytes, release: bytes) -> Plan:
    """Return what the instructor's notebook and the student's edition say."""
    instructors, students = json.loads(source), json.loads(release)
    bound: set[str] = set()
    classes: set[str] = set()
    for cell in instructors["cells"]:
        if cell["cell_type"] == "code" and cells.is_solution(cell):
            bound |= cells.bound(text_of(cell))
            classes |= cells.classes(text_of(cell))
    return Plan(instructors, students, frozenset(bound), frozenset(classes & bound))


def grade(
    release: Release,
    submission: Submission,
    sandbox: Sandbox,
    listen: Callable[[str], None] = lambda _: None,
) -> SubmissionResult:
    """Grade one submission.

    Parameters
    ----------
    release : Release
    submission : Submission
    sandbox : Sandbox
        A worker's; nothing of this submission is left in it.
    listen : function
        Told the name of each cell before it runs.

    Returns
    -------
    SubmissionResult
        Whatever a submission does is a result, never an error.

    Raises
    ------
    NoSandbox
        Where the worker is broken.
    """
    started = time.monotonic()
    plan = plan_of(release.source, release.release)
    try:
        if submission.notebook is None:
            raise Unreadable(submission.why or "Nothing was handed in.")
        submitted = read_cells(submission.notebook)
    except Unreadable as problem:
        return given_up(release, submission, str(problem), sandbox.confined)
    rebuilt = rebuild(plan.instructors, plan.students, submitted)
    result = _begun(plan.instructors, submission, sandbox.confined)
    result.mended += rebuilt.said
    result.look += [*submission.look, *rebuilt.look]
    _run(release, submission, sandbox, _Run(rebuilt.cells, result, listen))
    result.seconds = time.monotonic() - started
    result.notebook = _notebook(plan.instructors, rebuilt.cells)
    return result


def _run(release: Release, submission: Submission, sandbox: Sandbox, run: _Run) -> None:
    """Run all cells in two processes of their own, and note what that took."""
    plan, result = plan_of(release.source, release.release), run.result
    pair = ProcessPair(
        sandbox,
        release.files,
        submission.files,
        plan.names,
        release.seconds,
        release.limits,
        classes=plan.classes,
    )
    try:
        run.all(pair)
        if pair.over:
            result.look.append(f"The student's process ended early: {pair.over}")
    except TestsLost as problem:
        result.look.append(str(problem))
        run.rest_lost(str(problem))
    finally:
        used = pair.close()
        result.look += pair.films.lost
    result.cpu, result.peak, result.own_cpu = used["cpu"], used["peak"], pair.own_cpu


def _begun(instructors: Any, submission: Submission, isolated: bool) -> SubmissionResult:
    most = {
        cells.note_of(cell)["grade_id"]: float(cells.note_of(cell)["points"])
        for cell in instructors["cells"]
        if cells.is_test(cell)
    }
    return SubmissionResult(
        most,
        mended=list(submission.said),
        isolated=isolated,
        handed_in=submission.handed_in,
    )


def given_up(
    release: Release, submission: Submission, why: str, isolated: bool = True
) -> SubmissionResult:
    """Return the result of a submission that can't be graded: zero, with a word to the student."""
    plan = plan_of(release.source, release.release)
    result = _begun(plan.instructors, submission, isolated)
    result.mended = list(dict.fromkeys([*result.mended, why]))
    result.look = [
        f"Nothing could be graded: {why}",
        *(one for one in submission.look if one != why),
    ]
    result.empty = True
    empty = rebuild(plan.instructors, plan.students, [])
    result.notebook = _notebook(plan.instructors, empty.cells)
    return result


def _notebook(instructors: Any, cells: list[dict[str, Any]]) -> dict[str, Any]:
    metadata = {k: instructors["metadata"][k] for k in ("kernelspec", "language_info")}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


class _Run:
    """The cells of one submission, one after the other."""

    def __init__(
        self,
        notebook: list[dict[str, Any]],
        result: SubmissionResult,
        listen: Callable[[str], None],
    ) -> None:
        self.notebook, self.result, self.listen = notebook, result, listen
        self._count = 0

    def all(self, pair: ProcessPair) -> None:
        for cell in self.notebook:
            note = cells.note_of(cell)
            if cell["cell_type"] == "markdown" and (cells.is_solution(cell) or not note):
                cell["source"] = words(cell["source"])
            if cell["cell_type"] != "code":
                continue
            self.listen(note.get("grade_id", cell["id"]))
            self._count += 1
            cell["execution_count"] = self._count
            if cells.is_test(cell):
                self._test(pair, cell, note["grade_id"])
            else:
                done = pair.run(cell["source"], given=cells.is_given(cell))
                cell["outputs"] = done["outputs"]

    def _test(self, pair: ProcessPair, cell: dict[str, Any], name: str) -> None:
        done = pair.test(cell["source"])
        cell["outputs"] = _shown(cell["source"], name, done)
        points = points_of(done["outputs"], done["ok"], self.result.most[name])
        if points is None:
            self.result.look.append(f"`{name}` shows points that it can't give.")
        self.result.scores[name] = points or 0.0
        for output in cell["outputs"]:
            if output["output_type"] == "error":
                self.result.said[name] = output["evalue"]

    def rest_lost(self, why: str) -> None:
        """Say in every test that was not finished that it was not."""
        for cell in self.notebook:
            name = cells.note_of(cell).get("grade_id", "")
            unfinished = not cell.get("outputs") and self.result.scores.get(name) == 0.0
            if cells.is_test(cell) and unfinished:
                cell["outputs"] = [_error("NotRun", why)]
                self.result.said[name] = why


def points_of(outputs: list[dict[str, Any]], ok: bool, most: float) -> float | None:
    """Return a test's points as nbgrader counts them; None where it shows more than there are."""
    if not ok or any(output["output_type"] == "error" for output in outputs):
        return 0.0
    for output in outputs:
        if output["output_type"] == "execute_result":
            try:
                points = float(output["data"].get("text/plain", ""))
            except ValueError:
                return most
            return points if 0 <= points <= most else None
    return most


def _shown(source: str, name: str, done: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a test's outputs for the student's eyes: sentences, and no hidden source."""
    made = []
    for output in done["outputs"]:
        if output["output_type"] == "error":
            output = _error(output["ename"], _sentence(source, name, done["line"], output))
        made.append(output)
    return made


def _sentence(source: str, name: str, line: int, output: dict[str, Any]) -> str:
    said: str = output["evalue"].strip()
    kind = output["ename"]
    if said and kind in _SENTENCES:
        return said
    if line in cells.hidden_lines(source):
        return f"A hidden check of `{name}` failed ({kind})."
    lines = source.splitlines()
    at = lines[line - 1].strip() if 0 < line <= len(lines) else f"`{name}`"
    return f"This does not hold: {at}" if kind == "AssertionError" else f"{said} ({kind}: {at})"


def _error(name: str, said: str) -> dict[str, Any]:
    return {"output_type": "error", "ename": name, "evalue": said, "traceback": [f"{name}: {said}"]}
