"""What both processes and the engine ask of a cell: its role, its names, what it printed.

What solution cells bind is the student's, all else the instructor's.
"""

from __future__ import annotations

import ast
import symtable
from collections.abc import Callable, Iterable, Iterator
from typing import Any

_CLOSED = (
    ast.Lambda,
    ast.Import,
    ast.ImportFrom,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)


def note_of(cell: Any) -> dict[str, Any]:
    """Return nbgrader's note on a cell: ``grade_id``, ``grade``, ``solution``, ``locked``, ``points``.

    Empty where it has none: then the cell is the student's own.
    """
    return dict(cell["metadata"].get("nbgrader", {}))


def is_test(cell: Any) -> bool:
    """Say whether a cell is a test, which is graded by itself.

    >>> is_test({"metadata": {"nbgrader": {"grade": True, "solution": False}}})
    True
    """
    note = note_of(cell)
    return bool(note.get("grade")) and not note.get("solution")


def is_solution(cell: Any) -> bool:
    """Say whether a cell is one that a student fills in."""
    return bool(note_of(cell).get("solution"))


def is_given(cell: Any) -> bool:
    """Say whether a cell is the instructor's and runs on both sides."""
    return bool(note_of(cell).get("locked")) and not is_solution(cell)


def printed(outputs: list[dict[str, Any]]) -> str:
    """Return what a cell printed, then its result as text, from a notebook's outputs.

    >>> printed([{"output_type": "stream", "name": "stdout", "text": "nine shots\\n"}])
    'nine shots\\n'
    """
    streams = [o["text"] for o in outputs if o["output_type"] == "stream" and o["name"] == "stdout"]
    results = [o["data"] for o in outputs if o["output_type"] == "execute_result"]
    return "".join([*streams, *(data.get("text/plain", "") for data in results)])


def transformed(source: str) -> str:
    """Return a cell without its magics, as Python."""
    from IPython.core.inputtransformer2 import TransformerManager

    return TransformerManager().transform_cell(source)


UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)
"""What reading a text as Python may raise: half-written, with zero bytes, or nested too deep."""


def bound(source: str) -> set[str]:
    """Return the names that a cell binds at its top level; imports are no one's work.

    >>> sorted(bound("a, (b, *c) = 1, (2, 3)\\ndef f(x): y = x\\nfor i in a: d = i\\nimport os"))
    ['a', 'b', 'c', 'd', 'f', 'i']
    """
    try:
        return set(_bound(ast.parse(transformed(source)).body))
    except UNREADABLE:
        return set()


def classes(source: str) -> set[str]:
    """Return the names that a cell binds as classes.

    >>> classes("class Lamp:\\n    pass\\ndef f(x): return x")
    {'Lamp'}
    """
    try:
        tree = ast.parse(transformed(source))
    except UNREADABLE:
        return set()
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


def _bound(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name):
            if isinstance(node.ctx, ast.Store):
                yield node.id
        elif isinstance(node, _CLOSED):
            continue
        else:
            yield from _bound(ast.iter_child_nodes(node))
            for name in (getattr(node, "name", None), getattr(node, "rest", None)):
                if isinstance(name, str):  # except ... as name, match patterns
                    yield name


def hidden_lines(source: str) -> set[int]:
    """Return the lines, counted from 1, that lie between the marks of hidden tests.

    >>> sorted(hidden_lines("a\\n### BEGIN HIDDEN TESTS\\nb\\n### END HIDDEN TESTS"))
    [2, 3, 4]
    """
    inside, found = False, set()
    for number, line in enumerate(source.splitlines(), 1):
        if "BEGIN HIDDEN TESTS" in line:
            inside = True
        if inside:
            found.add(number)
        if "END HIDDEN TESTS" in line:
            inside = False
    return found


def names_used(source: str, transform: Callable[[str], str] | None = None) -> set[str]:
    """Return all names that a cell reads, in functions and comprehensions too.

    >>> sorted(names_used("assert f(x) == [y for y in z]"))
    ['f', 'x', 'y', 'z']
    """
    try:
        tree = ast.parse(transform(source) if transform else source)
    except UNREADABLE:
        return set()
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def globals_read(source: str) -> set[str]:
    """Return the notebook's names that a cell reads, in functions too, but no name of their own.

    >>> sorted(globals_read("def f(a, b=c):\\n    d = a\\n    return [e(d) for d in g]"))
    ['c', 'e', 'g']
    """
    try:
        table = symtable.symtable(transformed(source), "cell", "exec")
        top = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_referenced()}
        return top.union(*map(_globals_in, table.get_children()))
    except UNREADABLE:
        return set()


def _globals_in(table: symtable.SymbolTable) -> set[str]:
    read = (symbol for symbol in table.get_symbols() if symbol.is_referenced())
    own = {symbol.get_name() for symbol in read if symbol.is_global()}
    return own.union(*map(_globals_in, table.get_children()))
