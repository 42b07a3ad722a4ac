"""What a test may ask about a student's work beside its names: what a cell printed, how it reads.

A test cell speaks to the work by plain names (``shot_log``, ``find_cuts(film)``). For the
things that a name doesn't hold there is one small object::

    from kuleshov.grading import student

    student.output("the-log")       # what the cell that begins with "# cell: the-log" printed
    student.source("find_cuts")     # how the function (or the cell) of that name was written
    student.reaches("find_cuts")    # the modules it uses, by way of whatever it calls
    student.delivery("short.mp4")   # what ku.delivery says of a film that was handed in

A cell gets its name from its first comment, ``# cell: the-log``. In plain nbgrader the object
reads the running kernel's own history; another grading engine may put an object with the same
methods in its place.
"""

from __future__ import annotations

import ast
import builtins
import re
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import KuleshovError
from ..wire.cells import UNREADABLE, bound, globals_read, transformed

if TYPE_CHECKING:
    from ...criticism.delivery import Brief, Delivery

_ANYWHERE = frozenset(
    [
        "exec",
        "eval",
        "compile",
        "__import__",
        "__builtins__",
        "globals",
        "locals",
        "vars",
        "get_ipython",
    ]
)
_INSIDES = frozenset(
    [
        *("__globals__", "__builtins__", "__dict__", "__getattribute__", "__self__", "__loader__"),
        *("__subclasses__", "__closure__", "__traceback__", "tb_frame", "gi_frame", "cr_frame"),
        *("f_globals", "f_builtins", "f_locals", "f_back", "modules"),
    ]
)
"""Attributes by which a function reaches what it doesn't name."""
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

    def reaches(self, name: str) -> dict[str, str]:
        """Return the modules that a name leads to, each with the name that leads there.

        Read as code, never as text: what a function reads, what that was made from, and so on
        through all cells; a word in a docstring or a comment leads nowhere. ``exec``, ``eval`` and
        their like count as modules, for they may lead anywhere.

        Parameters
        ----------
        name : str
            A function's, a class's or a value's.

        Returns
        -------
        dict
            A module's or its thing's full name ("numpy", "kuleshov.metrics.find_cuts") to the name
            whose statement uses it ("find_cuts", "helper"). Empty where nothing of that name ran.

        Examples
        --------
        >>> from IPython.core.interactiveshell import InteractiveShell
        >>> shell = InteractiveShell()
        >>> cell = "import math as m\\ndef half(n):\\n    return m.floor(n / 2)"
        >>> done = shell.run_cell(cell, store_history=True)
        >>> Student(shell).reaches("half")
        {'math': 'half'}
        """
        found: dict[str, str] = {}
        seen: set[str] = set()
        waiting = [(name, name)]
        while waiting:
            at, via = waiting.pop()
            statements = self._made(at)
            if not statements and at in _ANYWHERE:
                found.setdefault(at, via)
            if at in seen:
                continue
            seen.add(at)
            for part in statements:
                is_import = bool(part.imports) and not part.reads and not part.binds
                found = dict.fromkeys(part.imports, via if is_import else at) | found
                waiting += [(one, at) for one in sorted(part.reads)]
        return found

    def delivery(self, place: str, edit: Any = None, brief: Brief | None = None) -> Delivery:
        """Look at a film that was handed in as ``ku.delivery`` does, with what lies beside it.

        Parameters
        ----------
        place : str
            Where it is asked for beside the notebook, "short/short.mp4"; a film that lies elsewhere
            is known by its name.
        edit : Cut, optional
            What it was cut as.
        brief : Brief, optional
            What is asked of it.

        Returns
        -------
        Delivery

        Raises
        ------
        MediaError
            Where there is no such film, or it can't be read; the sentence says what to do.

        See Also
        --------
        kuleshov.delivery : The same of any film.
        """
        from ...criticism.delivery import delivery

        here = Path(place)
        if not here.is_file() and Path(here.name).is_file():
            here = Path(here.name)
        return delivery(here, edit, brief)

    def _made(self, name: str) -> list[_Part]:
        """Return what made a name what it is, in any cell: what bound it last, and changed it since.

        A name that nothing binds is what some ``import *`` brought, if there is one.
        """
        parts = [one for _, cell in reversed(self._cells()) for one in reversed(_parts(cell))]
        found = []
        for one in parts:
            if name in one.binds or name in one.brings:
                found.append(one)
                if not one.makes_of_itself(name):
                    return found
            elif name in one.changes:
                found.append(one)
        if not found and not hasattr(builtins, name):
            found = [one for one in parts if "*" in one.brings]
        return found

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


def _top(source: str) -> list[ast.stmt]:
    """Return the statements of a cell's top level; none where it is half-written."""
    try:
        return ast.parse(transformed(source)).body
    except UNREADABLE:
        return []


def _definition(source: str, name: str) -> str:
    """Return the statement of a cell's top level that last binds a name, or nothing."""
    for one in reversed(_parts(source)):
        if name in one.binds or name in one.brings:
            return ast.get_source_segment(transformed(source), one.statement) or ""
    return ""


@dataclass(frozen=True)
class _Part:
    """A statement of a cell's top level: what it binds, imports, changes and reads."""

    statement: ast.stmt
    binds: frozenset[str]
    brings: frozenset[str]
    changes: frozenset[str]
    reads: frozenset[str]
    imports: tuple[str, ...]

    def makes_of_itself(self, name: str) -> bool:
        """Say whether a name is bound anew from what it was: ``half = timed(half)``, ``cuts += more``."""
        if isinstance(self.statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            return False
        return isinstance(self.statement, ast.AugAssign) or name in self.reads


@lru_cache(maxsize=512)
def _parts(source: str) -> tuple[_Part, ...]:
    """Return the statements of a cell's top level; each text is read once, however often it's asked."""
    made = []
    for one in _top(source):
        text = ast.unparse(one)
        reads, imports = frozenset(globals_read(text)), (*_imported(one), *_insides(one))
        brings, changes = frozenset(_brought(one)), frozenset(_changed(one))
        made.append(_Part(one, frozenset(bound(text)), brings, changes, reads, imports))
    return tuple(made)


def _insides(node: ast.AST) -> list[str]:
    """Return the attributes by which a statement may reach anything: f.__globals__, sys.modules.

    A name in quotes counts as well, as ``getattr`` takes it.
    """
    found = []
    for one in ast.walk(node):
        if isinstance(one, ast.Attribute):
            of = getattr(one.value, "id", getattr(one.value, "attr", ""))
            if one.attr in _INSIDES or (of, one.attr) == ("sys", "modules"):
                found.append(one.attr)
        elif isinstance(one, ast.Constant) and one.value in _INSIDES:
            found.append(str(one.value))
    return found


def _brought(node: ast.AST) -> set[str]:
    """Return the names that imports bind, in branches too but in no function; * for all."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {alias.asname or alias.name.partition(".")[0] for alias in node.names}
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.expr):
        return set()
    return set().union(*map(_brought, ast.iter_child_nodes(node)))


def _changed(statement: ast.stmt) -> set[str]:
    """Return the names of things that a statement puts something into: x.part = ..., x[0] = ..."""
    found = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store):
            at: ast.expr = node
            while isinstance(at, ast.Attribute | ast.Subscript):
                at = at.value
            if isinstance(at, ast.Name):
                found.add(at.id)
    return found


def _imported(statement: ast.stmt) -> list[str]:
    """Return all that a statement imports, at its top or inside it, by full names."""
    found = []
    for node in ast.walk(statement):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [f"{node.module or ''}.{alias.name}" for alias in node.names]
    return found


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
