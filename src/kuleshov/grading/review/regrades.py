"""Regrade requests: asked in a sentence, answered in a sentence, and on record.

A student asks in a text file handed in beside the notebook, ``regrade.txt``, one line a cell::

    test_shots: the title card is counted as a shot, and I have nine without it

All requests of an assignment stand in one table, ``grading/class/regrades/<assignment>.csv``. The
instructor fills in ``points`` and ``answer``; :func:`settle` writes them into the gradebook and
notes what the cell had before.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ...errors import KuleshovError
from ...words import no_formula
from ..gradebook.exporters import read, write
from .marking import put

_HEAD = ["student", "assignment", "cell", "reason", "points", "answer", "before", "settled"]
_LINE = re.compile(r"^\s*(?P<cell>\w{1,64})\s*:\s*(?P<reason>\S.*)$")
MAX_BYTES = 20_000


@dataclass(frozen=True)
class Request:
    """One request. `points` is what the instructor decides; `settled` is "yes" once written."""

    student: str
    assignment: str
    cell: str
    reason: str
    points: str = ""
    answer: str = ""
    before: str = ""
    settled: str = ""


def asked(path: Path, student: str, assignment: str) -> list[Request]:
    """Read a student's regrade.txt; nothing where there is none, or where it is no small file."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_BYTES:
        return []
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    found = [match for line in lines if (match := _LINE.match(line))]
    return [
        Request(student, assignment, m["cell"], no_formula(m["reason"].strip()[:1000]))
        for m in found
    ]


def load(path: Path) -> list[Request]:
    """Read the table of requests.

    Raises
    ------
    KuleshovError
        Where a column is missing.
    """
    if not path.exists():
        return []
    table = csv.DictReader(io.StringIO(read(path)))
    missing = [name for name in _HEAD if name not in (table.fieldnames or [])]
    if missing:
        raise KuleshovError(f"{path.name} has no column {missing[0]!r}.")
    return [Request(**{name: (row[name] or "").strip() for name in _HEAD}) for row in table]


def save(path: Path, requests: Iterable[Request]) -> None:
    """Write the table of requests."""
    out = io.StringIO()
    table = csv.DictWriter(out, _HEAD, lineterminator="\n")
    table.writeheader()
    table.writerows(vars(request) for request in requests)
    write(path, out.getvalue())


def merged(known: list[Request], new: Iterable[Request]) -> list[Request]:
    """Add what is newly asked; a cell is asked about once, and an answer is never lost."""
    have = {(r.student, r.assignment, r.cell) for r in known}
    fresh = {(r.student, r.assignment, r.cell): r for r in new}
    return [*known, *(r for key, r in fresh.items() if key not in have)]


def settle(book: Any, requests: list[Request]) -> tuple[list[Request], list[str]]:
    """Write decided points into the gradebook, each once.

    Returns
    -------
    requests : list of Request
        With what the cell had before, and "yes" where it is settled.
    said : list of str
        A sentence for each that was settled or can't be.
    """
    done, said = [], []
    for request in requests:
        if request.settled or not request.points:
            done.append(request)
            continue
        where = f"{request.student}, {request.cell}"
        try:
            points = float(request.points.replace(",", "."))
            before = put(
                book, request.assignment, request.student, request.cell, points, request.answer
            )
        except KuleshovError as error:  # a ValueError too, so it comes first
            said.append(f"{where}: {error}")
            done.append(request)
            continue
        except ValueError:
            said.append(f"{where}: {request.points!r} is no number of points.")
            done.append(request)
            continue
        old = "" if before is None else f"{before:g}"
        said.append(f"{where}: {old or 'no mark'} before, {points:g} now.")
        done.append(replace(request, before=old, settled="yes"))
    return done, said
