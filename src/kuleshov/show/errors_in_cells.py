"""What goes wrong, as a notebook's cell shows it: one sentence and the line, no frames of the kit.

The frames are not gone: ``%tb Verbose`` shows them all, and ``%debug`` walks through them.
"""

from __future__ import annotations

import linecache
from types import FrameType, TracebackType
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


def ready(shell: Any) -> None:
    """Have a running IPython show an unfinished exercise so, unless it was told otherwise."""

    def show(
        shell: Any, kind: Any, error: Any, traceback: TracebackType, tb_offset: int | None = None
    ) -> None:
        said = unfinished_lines(error)
        if said:
            error._render_traceback_ = lambda: _frames_if_wanted(error) or said
        shell.showtraceback((kind, error, traceback), tb_offset=tb_offset)

    if not shell.custom_exceptions:
        shell.set_custom_exc((NotImplementedError,), show)


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
