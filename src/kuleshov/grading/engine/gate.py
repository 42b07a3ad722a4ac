"""The release gate: every test is run against work that deserves nothing.

Before an assignment is given out, the instructor's solution must pass every test, and nothing else
may: not None, not 0, not an empty list or array, not NaN, not a function that returns one of them,
not one that empties its arguments. A test that lets any of them pass is weak, and is named. So are
test cells whose names clash with a student's, and those that end in a student's value, which
nbgrader would read as points.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..wire.cells import (
    bound,
    is_given,
    is_solution,
    is_test,
    names_used,
    note_of,
    printed,
    transformed,
)
from .grade import Release, plan_of, points_of
from .intake import text_of
from .process_pair import ProcessPair
from .sandbox import Sandbox

VALUES = {
    "None": "None",
    "0": "0",
    "1.0": "1.0",
    "True": "True",
    "an empty list": "[]",
    "an empty text": "''",
    "an empty array": "__import__('numpy').array([])",
    "NaN": "float('nan')",
}
_CHANGING = """
def {name}(*values, **named):
    for value in values:
        if isinstance(value, (list, dict, set, bytearray)): value.clear()
        elif hasattr(value, "fill"): value.fill(0)
    return {back}
"""
FUNCTIONS = {
    "a function that empties its arguments": "None",
    "a function that empties its arguments and returns the first": "values[0] if values else None",
}


@dataclass(frozen=True)
class Weakness:
    """What is wrong with a test, in a sentence."""

    test: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.test}: {self.sentence}"


def weaknesses(
    release: Release, sandbox: Sandbox, listen: Callable[[str], None] = lambda _: None
) -> list[Weakness]:
    """Return what is weak about an assignment's tests; an empty list where nothing is.

    Parameters
    ----------
    release : Release
    sandbox : Sandbox
    listen : function
        Told the name of each test before it is tried.
    """
    notebook, _, names, classes = plan_of(release.source, release.release)
    found = list(clashes(notebook["cells"], names))
    limits, seconds = release.limits, release.seconds
    with ProcessPair(sandbox, release.files, {}, names, seconds, limits, classes=classes) as pair:
        trial = _Attempts(pair)
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                found += trial.cell(cell, listen)
    return found


def clashes(cells: list[Any], names: frozenset[str]) -> Iterator[Weakness]:
    """Yield the tests that bind a name of the student's: both sides would have it."""
    for cell in cells:
        if cell["cell_type"] != "code" or not is_test(cell):
            continue
        source = text_of(cell)
        for name in sorted(bound(source) & names):
            yield Weakness(
                note_of(cell)["grade_id"],
                f"it binds `{name}`, which is the student's: name it otherwise.",
            )


def _shown_last(source: str) -> set[str]:
    """Return the names in a cell's last expression, which is shown."""
    try:
        body = ast.parse(transformed(source)).body
    except SyntaxError:
        return set()
    last = body[-1] if body else None
    quiet = source.rstrip().endswith(";")
    return names_used(ast.unparse(last)) if isinstance(last, ast.Expr) and not quiet else set()


class _Attempts:
    """One pass through a notebook: at each test, the solution and then every stub."""

    def __init__(self, pair: ProcessPair) -> None:
        self.pair = pair
        self._kinds: dict[str, str] = {}
        self._named: list[tuple[str, str]] = []

    def cell(self, cell: Any, listen: Callable[[str], None]) -> list[Weakness]:
        note, source = note_of(cell), text_of(cell)
        if is_test(cell):
            listen(note["grade_id"])
            return list(self._test(note["grade_id"], source, float(note["points"])))
        done = self.pair.run(source, given=is_given(cell))
        if is_solution(cell):
            self._learn(source, done)
        return []

    def _learn(self, source: str, done: dict[str, Any]) -> None:
        kinds = _kinds(source)
        self._kinds |= {name: kinds.get(name, "value") for name in bound(source)}
        if source.lstrip().startswith("# cell:"):
            self._named.append((source, printed(done["outputs"])))

    def _test(self, name: str, source: str, most: float) -> Iterator[Weakness]:
        done = self.pair.test(source)
        shown = sorted(_shown_last(source) & set(self._kinds))
        if shown and any(o["output_type"] == "execute_result" for o in done["outputs"]):
            yield Weakness(
                name,
                f"it ends in `{shown[0]}`, and what a test shows is read as points: assert it.",
            )
            return
        if points_of(done["outputs"], done["ok"], most) != most:
            said = [o["evalue"] for o in done["outputs"] if o["output_type"] == "error"]
            yield Weakness(
                name, f"the solution doesn't pass it: {(said or ['no reason given'])[0]}"
            )
            return
        self.pair.run(f"_kept = {{n: globals().get(n) for n in {sorted(self._kinds)!r}}}")
        passed = [label for label, stub in self._stubs() if self._passes(stub, source, most)]
        self.pair.run("globals().update(_kept)")
        for cell, text in self._named:
            self.pair.note(cell, text)
        if passed:
            yield Weakness(name, f"it is weak: {', '.join(passed)} would pass it.")

    def _passes(self, stub: str, source: str, most: float) -> bool:
        for cell, _ in self._named:
            self.pair.run(cell.lstrip().splitlines()[0])  # it prints nothing
        self.pair.run(stub)
        done = self.pair.test(source, trial=True)
        return bool(points_of(done["outputs"], done["ok"], most))

    def _stubs(self) -> Iterator[tuple[str, str]]:
        for label, value in VALUES.items():
            yield label, "\n".join(_stub(n, kind, value) for n, kind in self._kinds.items())
        for label, back in FUNCTIONS.items():
            lines = [
                _CHANGING.format(name=n, back=back) if kind == "function" else f"{n} = None"
                for n, kind in self._kinds.items()
            ]
            yield label, "\n".join(lines)


def _kinds(source: str) -> dict[str, str]:
    """Return which names of a cell are functions and which classes."""
    try:
        body = ast.parse(transformed(source)).body
    except SyntaxError:
        return {}
    functions = {n.name: "function" for n in body if isinstance(n, ast.FunctionDef)}
    return functions | {n.name: "class" for n in body if isinstance(n, ast.ClassDef)}


def _stub(name: str, kind: str, value: str) -> str:
    if kind == "function":
        return f"def {name}(*values, **named): return {value}"
    if kind == "class":
        return (
            f"class {name}:\n    def __init__(self, *values, **named): pass\n"
            f"    def __getattr__(self, name): return {value}"
        )
    return f"{name} = {value}"
