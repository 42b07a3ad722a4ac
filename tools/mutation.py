"""Where a Python file can be changed on purpose, and into what: one small wrong step at a time.

A change swaps an operator, moves a number, turns a condition round, leaves out an argument or
gives back nothing. Words are never changed, nor what only speaks or is only for readers of types:
docstrings, messages of errors, f-strings, annotations, decorators, ``__all__``.
"""

from __future__ import annotations

import ast
import io
import tokenize
from bisect import bisect_left
from dataclasses import dataclass

SWAPPED: dict[type[ast.AST], tuple[str, str]] = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="), ast.NotEq: ("!=", "=="), ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"), ast.In: ("in", "not in"), ast.NotIn: ("not in", "in"),
    ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "/"), ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "*"), ast.Mod: ("%", "*"), ast.Pow: ("**", "*"),
    ast.BitAnd: ("&", "|"), ast.BitOr: ("|", "&"), ast.And: ("and", "or"), ast.Or: ("or", "and"),
}  # fmt: skip
OTHER_NAME = {
    "min": "max", "max": "min", "minimum": "maximum", "maximum": "minimum",
    "any": "all", "all": "any",
}  # fmt: skip
_GUARDS = ("dtype", "strict", "copy")
_TYPES = ("dict", "list", "tuple", "set", "Callable", "Sequence", "Mapping", "Iterable", "Iterator")
_SPACES = {tokenize.NL, tokenize.NEWLINE, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT}


@dataclass(frozen=True, order=True)
class Change:
    """Characters ``start`` to ``stop`` of a text become ``new``; ``line`` counts from 1."""

    line: int
    start: int
    stop: int
    old: str
    new: str

    def of(self, text: str) -> str:
        """Return the text with this change."""
        return text[: self.start] + self.new + text[self.stop :]


def changes(text: str) -> list[Change]:
    """Return every change that can be made to a file's text, in its order.

    >>> [f"{one.old} -> {one.new}" for one in changes("def f(a):\\n    return a < 2")]
    ['return a < 2 -> return None', '< -> <=', '2 -> 3']
    """
    return sorted(set(_Finder(text).found), key=lambda one: (one.start, -one.stop, one.new))


def is_python(text: str) -> bool:
    """Say whether a changed text can still be read as Python."""
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


class _Finder(ast.NodeVisitor):
    """Walks a file's tree and keeps what can be changed."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Change] = []
        self._lines = [0]
        for line in text.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))
        read = tokenize.generate_tokens(io.StringIO(text).readline)
        tokens = [one for one in read if one.type not in _SPACES and one.string]
        self._tokens = [(self._at(*one.start), self._at(*one.end), one.string) for one in tokens]
        self.visit(ast.parse(text))

    def _at(self, line: int, column: int) -> int:
        return self._lines[line - 1] + column

    def _span(self, node: ast.AST) -> tuple[int, int]:
        """Return where a node's text begins and ends; ast counts columns in bytes."""
        ends = ((node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset))
        first, last = (self._at(line, self._characters(line, byte)) for line, byte in ends)
        return first, last

    def _characters(self, line: int, byte: int) -> int:
        whole = self.text[self._lines[line - 1] : self._lines[line]]
        return len(whole.encode()[:byte].decode())

    def _add(self, start: int, stop: int, new: str) -> None:
        line = self.text.count("\n", 0, start) + 1
        self.found.append(Change(line, start, stop, self.text[start:stop], new))

    def _become(self, node: ast.AST, new: str) -> None:
        self._add(*self._span(node), new)

    def _swap(self, before: ast.AST, after: ast.AST, operator: ast.AST, behind: str = "") -> None:
        """Swap the operator that stands between two nodes."""
        if type(operator) not in SWAPPED:
            return
        old, new = SWAPPED[type(operator)]
        words = [word + behind for word in old.split()]
        place = bisect_left(self._tokens, (self._span(before)[1],))
        while self._tokens[place][2] != words[0]:
            place += 1
        self._add(self._tokens[place][0], self._tokens[place + len(words) - 1][1], new + behind)

    # What is left alone.

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Leave words alone."""

    def visit_Raise(self, node: ast.Raise) -> None:
        """Leave an error's words alone."""

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """Leave the annotation alone, not the value."""
        if node.value:
            self.visit(node.value)

    def visit_arg(self, node: ast.arg) -> None:
        """Leave an argument's annotation alone."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """Leave decorators and the returned type alone."""
        for part in (node.args, *node.body):
            self.visit(part)

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Leave decorators and bases alone."""
        for part in node.body:
            self.visit(part)

    def visit_Assign(self, node: ast.Assign) -> None:
        """Leave ``__all__`` alone."""
        if ast.unparse(node.targets[0]) != "__all__":
            self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        """Leave types such as ``dict[str, int | None]`` alone."""
        if not (isinstance(node.value, ast.Name) and node.value.id in _TYPES):
            self.generic_visit(node)

    def visit_If(self, node: ast.If) -> None:
        """Leave what is only for types, or only for a script, alone; turn other conditions."""
        said = ast.unparse(node.test)
        if "TYPE_CHECKING" in said or "__name__" in said:
            return
        self._turn(node.test)
        self.generic_visit(node)

    # What is changed.

    def visit_While(self, node: ast.While) -> None:
        self._turn(node.test)
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self._turn(node.test)
        self.generic_visit(node)

    def _turn(self, test: ast.expr) -> None:
        if isinstance(test, (ast.Name, ast.Attribute, ast.Call, ast.Subscript)):
            start, stop = self._span(test)
            self._add(start, stop, f"(not {self.text[start:stop]})")

    def visit_Compare(self, node: ast.Compare) -> None:
        sides = [node.left, *node.comparators]
        for operator, before, after in zip(node.ops, sides, sides[1:], strict=False):
            self._swap(before, after, operator)
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        for before, after in zip(node.values, node.values[1:], strict=False):
            self._swap(before, after, node.op)
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if not any(_is_words(side) for side in (node.left, node.right)):
            self._swap(node.left, node.right, node.op)
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if not _is_words(node.value):
            self._swap(node.target, node.value, node.op, behind="=")
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, (ast.Not, ast.USub)):
            start, stop = self._span(node)
            self._add(start, stop, self.text[self._span(node.operand)[0] : stop])
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        value = node.value
        if isinstance(value, bool):
            self._become(node, str(not value))
        elif isinstance(value, int):
            self._become(node, str(value + 1))
        elif isinstance(value, float):
            for other in (value * 2, value / 2) if value else (1.0,):
                self._become(node, repr(other))

    def visit_Return(self, node: ast.Return) -> None:
        if node.value and ast.unparse(node.value) != "None":
            self._become(node, "return None")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in OTHER_NAME:
            stop = self._span(node.func)[1]
            self._add(stop - len(name), stop, OTHER_NAME[name])
        for keyword in node.keywords:
            if keyword.arg not in _GUARDS:
                self._leave_out(keyword)
        if name != "cast":
            self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> None:
        """Leave alone how numbers are stored, and what only guards against our own mistakes."""
        if node.arg not in _GUARDS:
            self.visit(node.value)

    def _leave_out(self, keyword: ast.keyword) -> None:
        """Leave an argument that is given by its name to what it usually is."""
        start, stop = self._span(keyword)
        rest = bisect_left(self._tokens, (stop,))
        if keyword.arg and self._tokens[rest][2] == ",":
            self._add(start, self._tokens[rest][1], "")
        elif keyword.arg:
            self._add(start, stop, "")


def _is_words(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes))
    )
