"""What goes wrong, as a notebook's cell shows it: one sentence and the line, no frames of the kit.

The frames are not gone: ``%tb Verbose`` shows them all, and ``%debug`` walks through them.

An exercise that isn't written stops the cells that call it, and what those cells would have made
is missing in others. Both say which exercise they wait for, and what is wrong for another reason
is shown as it is.
"""

from __future__ import annotations

import linecache
import symtable
from dataclasses import dataclass
from types import CodeType, FrameType, TracebackType
from typing import Any

from ..errors import KuleshovError


def error_lines(error: KuleshovError) -> list[str]:
    """Return what a cell shows of an error that a person can mend: its sentence, and where.

    Where the reader has asked for frames (``%tb Verbose``, ``%xmode Verbose``) they are shown.
    """
    said = [str(error), *_where(_last_in_a_cell(error.__traceback__))]
    return _frames_if_wanted(error) or said


def unfinished_lines(error: NotImplementedError) -> list[str] | None:
    """Return what a cell shows of an exercise that isn't written yet; None for another error.

    An exercise is a line in a cell that raises and says nothing, whoever called it.
    """
    frame, line = _last_in_a_cell(error.__traceback__)
    if frame is None or error.args:
        return None
    if not _text(frame, line).startswith("raise NotImplementedError"):
        return None
    name = frame.f_code.co_name
    if name == "<module>":
        return ["Nothing is written here yet: it is this cell that waits for you."]
    first = _text(frame, 1)
    begins = f', which begins with "{first}"' if first else ""
    return [
        f"Nothing is written here yet: {name} waits for you in {_cell(frame)}{begins}.",
        "Write it there, run that cell, then run this one again.",
    ]


@dataclass(frozen=True)
class _Waits:
    """Why a name was not made: the exercise that stopped its cell, and which cell that was."""

    exercise: CodeType
    maker: str


_waits: dict[str, _Waits] = {}
"""What the cells that an exercise has stopped would have made, by name."""


def waiting_lines(error: NameError) -> list[str] | None:
    """Return what a cell shows where a name is missing that waits for an exercise; None elsewhere."""
    frame, _ = _last_in_a_cell(error.__traceback__)
    waits = _waits.get(error.name or "")
    if frame is None or waits is None or type(error) is not NameError:
        return None
    if waits.exercise.co_name == "<module>":
        return [f"This cell needs `{error.name}`, which {waits.maker} makes, and has not made yet."]
    if _is_unwritten(waits.exercise):
        return [
            f"This cell needs `{error.name}`, which waits for `{waits.exercise.co_name}`: nothing "
            "is written there yet."
        ]
    return [
        f"This cell needs `{error.name}`. {waits.maker.capitalize()}, which makes it, ran before "
        f"`{waits.exercise.co_name}` was written: run that cell again, then this one."
    ]


def ready(shell: Any) -> None:
    """Have a running IPython show an unfinished exercise so, unless it was told otherwise."""

    def show(
        shell: Any, kind: Any, error: Any, traceback: TracebackType, tb_offset: int | None = None
    ) -> None:
        is_name = isinstance(error, NameError)
        said = waiting_lines(error) if is_name else unfinished_lines(error)
        if said:
            error._render_traceback_ = lambda: _frames_if_wanted(error) or said
            _remember(error)
        shell.showtraceback((kind, error, traceback), tb_offset=tb_offset)

    if not shell.custom_exceptions:
        shell.set_custom_exc((NotImplementedError, NameError), show)


def _remember(error: Exception) -> None:
    """Keep what the cell that was stopped would have made, and for which exercise it waits."""
    running, _ = _first_in_a_cell(error.__traceback__)
    inner, _ = _last_in_a_cell(error.__traceback__)
    if running is None or inner is None:
        return
    known = _waits.get(error.name or "") if isinstance(error, NameError) else None
    waits = _Waits(known.exercise if known else inner.f_code, _cell(running))
    _waits.update(dict.fromkeys(_made_by(running), waits))


def _made_by(frame: FrameType) -> list[str]:
    """Return the names that the cell of a frame binds, functions and all."""
    source = "".join(linecache.getlines(frame.f_code.co_filename))
    try:
        table = symtable.symtable(source, "cell", "exec")
    except SyntaxError:  # an `await` outside a function, which a notebook allows
        return []
    return [symbol.get_name() for symbol in table.get_symbols() if symbol.is_assigned()]


def _is_unwritten(exercise: CodeType) -> bool:
    """Say whether a function is still the one that stopped a cell, by what it does."""
    now = getattr(_shell().user_ns.get(exercise.co_name), "__code__", None)
    return now is None or bool(now.co_code == exercise.co_code)


def _frames_if_wanted(error: Exception) -> list[str]:
    shell = _shell()
    if shell is None or shell.InteractiveTB.mode != "Verbose":
        return []
    frames: list[str] = shell.InteractiveTB.structured_traceback(
        type(error), error, error.__traceback__
    )
    return frames


def _shell() -> Any:
    import sys

    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def _last_in_a_cell(traceback: TracebackType | None) -> tuple[FrameType | None, int]:
    """Return the innermost frame that lies in a cell of the notebook, and its line."""
    found: tuple[FrameType | None, int] = (None, 0)
    while traceback is not None:
        if traceback.tb_frame.f_globals.get("__name__") == "__main__":
            found = (traceback.tb_frame, traceback.tb_lineno)
        traceback = traceback.tb_next
    return found


def _first_in_a_cell(traceback: TracebackType | None) -> tuple[FrameType | None, int]:
    """Return the outermost frame that lies in a cell of the notebook, the cell's own, and its line."""
    while traceback is not None:
        if traceback.tb_frame.f_globals.get("__name__") == "__main__":
            return traceback.tb_frame, traceback.tb_lineno
        traceback = traceback.tb_next
    return None, 0


def _where(at: tuple[FrameType | None, int]) -> list[str]:
    """Return the line of a cell that asked, where there is one to show."""
    frame, line = at
    text = _text(frame, line) if frame else ""
    return [f"  line {line} of {_cell(frame)}: {text}"] if frame and text else []


def _text(frame: FrameType, line: int) -> str:
    return linecache.getline(frame.f_code.co_filename, line).strip()


def _cell(frame: FrameType) -> str:
    """Return what the notebook calls a cell: the number that stands beside it."""
    shell = _shell()
    try:
        _, name = shell.compile.format_code_name(frame.f_code.co_filename)
        return f"cell {name.removeprefix('In')}"
    except (AttributeError, TypeError):  # no notebook, or one that numbers no cells
        return "a cell"
