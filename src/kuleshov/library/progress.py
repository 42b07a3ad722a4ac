"""How far along: a bar where somebody watches, nothing where a machine grades."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from typing import TypeAlias

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
    if _in_notebook():
        with _page(words) as report:
            yield report
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining

    amount = DownloadColumn() if unit == "bytes" else MofNCompleteColumn()
    columns = (TextColumn("{task.description}"), BarColumn(), amount, Remaining())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(words, total=None)

        def report(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total or None)

        yield report


@contextmanager
def _page(words: str) -> Iterator[Report]:
    """Show a bar in a notebook's output: plain HTML, a few times a second, gone at the end."""
    from IPython.display import HTML, display

    shown = display(HTML(""), display_id=True)
    last = 0.0

    def report(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last < 0.25:
            return
        last = time.monotonic()
        share = f' value="{done}" max="{total}"' if total else ""
        shown.update(HTML(f"<label>{escape(words)} <progress{share}></progress></label>"))

    try:
        yield report
    finally:
        shown.update(HTML(""))


def _in_notebook() -> bool:
    shell = sys.modules.get("IPython")
    running = shell.get_ipython() if shell else None
    return running is not None and hasattr(running, "kernel")
