"""How far along: a bar where somebody watches, nothing where a machine grades."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from rich.console import Console

Report: TypeAlias = Callable[[int, int], None]
"""Called with what is done and what there is to do (0 where that is not known)."""


def watched() -> bool:
    """Say whether a person watches: a terminal or a notebook, and no grading going on."""
    if os.environ.get("NBGRADER_EXECUTION"):
        return False
    return sys.stderr.isatty() or _in_notebook()


@contextmanager
def bar(words: str, show: bool | Report | None = None, *, unit: str = "bytes") -> Iterator[Report]:
    """Give a function to report to while the block runs.

    Parameters
    ----------
    words : str
        What is being done.
    show : bool or callable, optional
        A bar always, never, or (None) where a person watches; or your own function of what is
        done and what there is to do.
    unit : str
        ``"bytes"`` or ``"frames"``.
    """
    if callable(show):
        yield show
        return
    if not (watched() if show is None else show):
        yield lambda done, total: None
        return
    from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining

    amount = DownloadColumn() if unit == "bytes" else MofNCompleteColumn()
    columns = (TextColumn("{task.description}"), BarColumn(), amount, Remaining())
    with Progress(*columns, console=_console(), transient=True) as progress:
        task = progress.add_task(words, total=None)

        def report(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total or None)

        yield report


def _console() -> "Console":
    from rich.console import Console

    return Console(stderr=not _in_notebook())


def _in_notebook() -> bool:
    shell = sys.modules.get("IPython")
    running = shell.get_ipython() if shell else None
    return running is not None and hasattr(running, "kernel")
