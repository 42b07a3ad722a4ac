"""What a test may ask about a student's work beside its names: what a cell printed, how it reads.

A test cell speaks to the work by plain names (``shot_log``, ``find_cuts(film)``). For the two
things that a name doesn't hold there is one small object::

    from kuleshov.grading import student

    student.output("the-log")       # what the cell that begins with "# cell: the-log" printed
    student.source("find_cuts")     # how the function (or the cell) of that name was written

A cell gets its name from its first comment, ``# cell: the-log``. In plain nbgrader the object
reads the running kernel's own history; another grading engine may put an object with the same
two methods in its place.
"""

from __future__ import annotations

import ast
import re
import sys
from typing import Any

from ...errors import KuleshovError

_NAME = re.compile(r"^\s*#\s*cell:\s*(?P<name>\S+)\s*$", re.MULTILINE)


class Student:
    """The cells that ran in this kernel, by name.

    Parameters
    ----------
    shell : IPython shell, optional
        The running one where it is left out.

    Examples
    --------
    >>> from IPython.core.interactiveshell import InteractiveShell
    >>> shell = InteractiveShell()
    >>> cell = "# cell: half\\ndef half(n):\\n    return n / 2"
    >>> done = shell.run_cell(cell, store_history=True)
    >>> print(Student(shell).source("half"))
    # cell: half
    def half(n):
        return n / 2
    """

    def __init__(self, shell: Any = None) -> None:
        self._shell = shell

    def output(self, cell: str) -> str:
        """Return what a named cell printed and showed, as text, from its last run.

        Parameters
        ----------
        cell : str
            The name in the cell's first comment, ``# cell: the-log``.

        Raises
        ------
        KuleshovError
            Where no cell of that name was run.
        """
        for number, source in reversed(self._cells()):
            if _name_of(source) == cell:
                return self._shown(number)
        raise KuleshovError(_not_run(cell))

    def source(self, name: str) -> str:
        """Return how a cell, a function, a class or a name was last written.

        Parameters
        ----------
        name : str
            A cell's name, or a name that a cell defines: of a function and a class its own lines
            are returned, of any other name the statement that binds it.

        Raises
        ------
        KuleshovError
            Where nothing of that name was run.
        """
        for _, source in reversed(self._cells()):
            if _name_of(source) == name:
                return source
            if found := _definition(source, name):
                return found
        raise KuleshovError(_not_run(name))

    def _cells(self) -> list[tuple[int, str]]:
        """Return number and source of all cells that ran, in order."""
        return list(enumerate(self._running().user_ns.get("In", [])))

    def _shown(self, number: int) -> str:
        return _text(self._running(), number)

    def _running(self) -> Any:
        if self._shell is not None:
            return self._shell
        ipython = sys.modules.get("IPython")
        shell = ipython.get_ipython() if ipython else None
        if shell is None:
            raise KuleshovError("`student` looks at a notebook's cells; no notebook is running.")
        return shell


def _name_of(source: str) -> str | None:
    found = _NAME.search(source)
    return found["name"] if found else None


def _not_run(name: str) -> str:
    return (
        f"Nothing named `{name}` was run. Is its cell still there, with its first line "
        f"`# cell: {name}` or its definition, and does it run without an error?"
    )


def _definition(source: str, name: str) -> str:
    """Return the statement of a cell's top level that last binds a name, or nothing."""
    try:
        body = ast.parse(source).body
    except SyntaxError:  # magics, half-written cells: they define nothing that a test can name
        return ""
    for statement in reversed(body):
        if name in _bound(statement):
            return ast.get_source_segment(source, statement) or ""
    return ""


def _bound(statement: ast.stmt) -> set[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {statement.name}
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        stored = (node for node in ast.walk(statement) if isinstance(node, ast.Name))
        return {node.id for node in stored if isinstance(node.ctx, ast.Store)}
    return set()


def _text(shell: Any, number: int) -> str:
    """Return what a run printed, then its result as text."""
    shown = []
    for output in shell.history_manager.outputs.get(number, []):
        if output.output_type == "out_stream":
            stream = output.bundle["stream"]
            shown.append(stream if isinstance(stream, str) else "".join(stream))
    results = shell.user_ns.get("Out", {})
    if number in results:
        shown.append(repr(results[number]))
    return "".join(shown)


student = Student()
