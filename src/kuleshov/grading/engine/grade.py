"""Grading one submission: a pure function from bytes to a result.

:func:`grade` takes a :class:`Release` (the instructor's notebook and the student's edition, with
the assignment's files) and a :class:`~kuleshov.grading.engine.intake.Submission`, and returns plain data:
points for each test, words for the student, and the executed notebook. It holds no state and
knows no database: the same function runs in a thread here and on a cluster's worker.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from ..wire import cells
from .intake import Submission, Unreadable, read_cells, rebuild, text_of
from .outputs import words
from .process_pair import TestsLost, Twin
from .sandbox import STANDARD, Limits, NoSandbox, Sandbox

ENGINE = "2"
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
        cells = plan_of(self.source, self.release)[0]["cells"]
        found = (cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells)
        return [name for name in found if name]


def key(release: Release, submission: Submission) -> str:
    """Return the name of a result: the same for the same release and the same submission."""
    return hashlib.sha256(f"{release.digest}{submission.digest}".encode()).hexdigest()[:32]


@lru_cache(maxsize=16)
def plan_of(source: bytes, release: bytes) -> tuple[Any, Any, frozenset[str], frozenset[str]]:
    """Return both notebooks, the names that solution cells bind, and which of them are classes."""
    instructors, students = json.loads(source), json.loads(release)
    bound: set[str] = set()
    classes: set[str] = set()
    for cell in instructors["cells"]:
        graded = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "code" and graded.get("solution"):
            bound |= cells.bound(text_of(cell))
            classes |= cells.classes(text_of(cell))
    return instructors, students, frozenset(bound), frozenset(classes & bound)


def grade(
    release: Release,
    submission: Submission,
    sandbox: Sandbox,
    listen: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
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
    dict
        Plain JSON data: ``scores`` (test name to points), ``most`` (test name to the points that
        can be had), ``said`` (test name to the sentence of its failure), ``mended`` (what intake
        said), ``human`` (why a person should look; empty where nobody needs to), ``notebook`` (as
        executed; as given out where none was handed in), ``empty`` (none was), ``isolated``, ``seconds``, ``cpu``, ``own_cpu``,
        ``peak``.

    Raises
    ------
    NoSandbox
        Where the worker is broken. Whatever a submission does is a result, never an error.
    """
    started = time.monotonic()
    instructors, students, bound, classes = plan_of(release.source, release.release)
    result = _empty(instructors, submission, sandbox.confined)
    try:
        if submission.notebook is None:
            raise Unreadable(submission.said[-1] if submission.said else "Nothing was handed in.")
        submitted = read_cells(submission.notebook)
    except Unreadable as problem:
        return given_up(release, submission, str(problem), sandbox.confined)
    rebuilt = rebuild(instructors, students, submitted)
    result["mended"] += rebuilt.said
    run = _Run(rebuilt.cells, result, listen)
    twin = Twin(
        sandbox,
        release.files,
        submission.files,
        bound,
        release.seconds,
        release.limits,
        classes=classes,
    )
    try:
        run.all(twin)
        if twin.over:
            result["human"] = f"The student's process ended early: {twin.over}"
    except TestsLost as problem:
        result["human"] = str(problem)
        run.rest_lost(str(problem))
    finally:
        used = twin.close()
    result |= used | {"own_cpu": twin.own_cpu, "seconds": time.monotonic() - started}
    result["notebook"] = _notebook(instructors, rebuilt.cells)
    return result


def _empty(instructors: Any, submission: Submission, isolated: bool) -> dict[str, Any]:
    most = {
        graded["grade_id"]: float(graded["points"])
        for cell in instructors["cells"]
        if (graded := cell["metadata"].get("nbgrader", {})).get("grade")
        and not graded.get("solution")
    }
    return {
        "scores": dict.fromkeys(most, 0.0),
        "most": most,
        "said": {},
        "mended": list(submission.said),
        "human": "",
        "notebook": None,
        "isolated": isolated,
        "empty": False,
        "handed_in": submission.handed_in,
        "seconds": 0.0,
        "cpu": 0.0,
        "own_cpu": 0.0,
        "peak": 0.0,
    }


def given_up(
    release: Release, submission: Submission, why: str, isolated: bool = True
) -> dict[str, Any]:
    """Return the result of a submission that can't be graded: zero, with a word to the student."""
    instructors, students, *_ = plan_of(release.source, release.release)
    result = _empty(instructors, submission, isolated)
    result["mended"] = list(dict.fromkeys([*result["mended"], why]))
    result["human"] = f"Nothing could be graded: {why}"
    result["empty"] = True
    result["notebook"] = _notebook(instructors, rebuild(instructors, students, []).cells)
    return result


def _notebook(instructors: Any, cells: list[dict[str, Any]]) -> dict[str, Any]:
    metadata = {k: instructors["metadata"][k] for k in ("kernelspec", "language_info")}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


class _Run:
    """The cells of one submission, one after the other."""

    def __init__(
        self, cells: list[dict[str, Any]], result: dict[str, Any], listen: Callable[[str], None]
    ) -> None:
        self.cells, self.result, self.listen = cells, result, listen
        self._count = 0

    def all(self, twin: Twin) -> None:
        for cell in self.cells:
            graded = cell["metadata"].get("nbgrader", {})
            is_test = graded.get("grade") and not graded.get("solution")
            students = graded.get("solution") or not graded
            if cell["cell_type"] == "markdown" and students:
                cell["source"] = words(cell["source"])
            if cell["cell_type"] != "code":
                continue
            self.listen(graded.get("grade_id", cell["id"]))
            self._count += 1
            cell["execution_count"] = self._count
            if is_test:
                self._test(twin, cell, graded["grade_id"])
            else:
                locked = bool(graded.get("locked")) and not graded.get("solution")
                cell["outputs"] = twin.run(cell["source"], given=locked)["outputs"]

    def _test(self, twin: Twin, cell: dict[str, Any], name: str) -> None:
        done = twin.test(cell["source"])
        cell["outputs"] = _shown(cell["source"], name, done)
        points = points_of(done["outputs"], done["ok"], self.result["most"][name])
        if points is None:
            self.result["human"] = f"`{name}` shows points that it can't give."
        self.result["scores"][name] = points or 0.0
        for output in cell["outputs"]:
            if output["output_type"] == "error":
                self.result["said"][name] = output["evalue"]

    def rest_lost(self, why: str) -> None:
        """Say in every test that was not finished that it was not."""
        for cell in self.cells:
            graded = cell["metadata"].get("nbgrader", {})
            name = graded.get("grade_id")
            is_test = graded.get("grade") and not graded.get("solution")
            if is_test and not cell.get("outputs") and self.result["scores"].get(name) == 0.0:
                cell["outputs"] = [_error("NotRun", why)]
                self.result["said"][name] = why


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
    if said and kind in ("AssertionError", "StudentError", "StudentGone", "Overtime"):
        return said
    if line in cells.hidden_lines(source):
        return f"A hidden check of `{name}` failed ({kind})."
    lines = source.splitlines()
    at = lines[line - 1].strip() if 0 < line <= len(lines) else f"`{name}`"
    return f"This does not hold: {at}" if kind == "AssertionError" else f"{said} ({kind}: {at})"


def _error(name: str, said: str) -> dict[str, Any]:
    return {"output_type": "error", "ename": name, "evalue": said, "traceback": [f"{name}: {said}"]}


__all__ = ["NoSandbox", "Release", "given_up", "grade", "key", "plan_of"]
