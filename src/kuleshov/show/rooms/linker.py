"""Join the browser's modules into one, since a widget is loaded as a single module.

Modules under ``static/`` are plain ES modules that a test runner loads one by one. They keep to
two forms, so that joining them needs no parser: ``import { a, b } from "./name.js";`` at the
top, and ``export`` before a ``function``, ``async function``, ``class`` or ``const``. Each becomes
a function that returns what it exports; they run in the order in which they need each other.
"""

import re
from functools import cache
from pathlib import Path

from ...errors import KuleshovError
from ..style import css_on_ink

STATIC = Path(__file__).with_name("static")
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=((?:async )?function\*?|class|const) (\w+))", re.MULTILINE)
_UNSEEN = re.compile(  # what holds no statements; templates may, and come first to be left alone
    r"""(?P<left>`(?:\\.|[^`\\])*`)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|//[^\n]*|/\*.*?\*/""",
    re.DOTALL,
)
_UNKNOWN = re.compile(r"(?<![.\w$])(?:import|export)\b(?!\s*:)[^\n]*")


@cache
def linked(main: str, folder: Path = STATIC) -> str:
    """Return a module and all that it imports as one module, whose default export is ``widget``.

    Raises
    ------
    KuleshovError
        Where modules import each other in a circle, or one imports or exports in another form.
    """
    order: list[str] = []
    _visit(main, folder, order, ())
    parts = [_wrapped(name, (folder / name).read_text(encoding="utf-8")) for name in order]
    return "const $ = {};\n" + "".join(parts) + f'export default $["{main}"].widget;\n'


def stylesheet(*names: str, folder: Path = STATIC) -> str:
    """Return style sheets as one, after the colours that they name."""
    sheets = ((folder / name).read_text(encoding="utf-8") for name in names)
    return css_on_ink(".ku-room, .ku-ghosts") + "".join(sheets)


def _visit(name: str, folder: Path, order: list[str], above: tuple[str, ...]) -> None:
    if name in above:
        raise KuleshovError(f"Modules import each other: {' > '.join([*above, name])}.")
    if name in order:
        return
    source = (folder / name).read_text(encoding="utf-8")
    _refuse_other_forms(name, source)
    for _, needed in _IMPORT.findall(source):
        _visit(needed, folder, order, (*above, name))
    order.append(name)


def _refuse_other_forms(name: str, source: str) -> None:
    """Refuse an import or export that would be passed through, since it isn't one of the two."""
    known = _EXPORT.sub("", _IMPORT.sub(_lines, source))
    found = _UNKNOWN.search(_UNSEEN.sub(lambda m: m["left"] or _lines(m), known))
    if found:
        line = found.string.count("\n", 0, found.start()) + 1
        said = source.splitlines()[line - 1].strip()
        raise KuleshovError(
            f"{name}, line {line}, can't be joined: {said[:80]!r} is neither import "
            '{ a, b } from "./name.js"; nor export before a function, class or const.'
        )


def _lines(found: re.Match[str]) -> str:
    """Return only the line ends of what was found, so that lines keep their numbers."""
    return "\n" * found[0].count("\n")


def _wrapped(name: str, source: str) -> str:
    exported = ", ".join(found[1] for found in _EXPORT.findall(source))
    body = _IMPORT.sub(lambda m: f'const {{{_renamed(m[1])}}} = $["{m[2]}"];\n', source)
    return f'// {name}\n$["{name}"] = (() => {{\n{_EXPORT.sub("", body)}return {{ {exported} }};\n}})();\n'


def _renamed(names: str) -> str:
    return names.replace(" as ", ": ")
