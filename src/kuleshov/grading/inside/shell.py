"""An IPython shell in this process that runs a cell and returns its outputs as nbformat has them.

No kernel, no sockets: magics, ``!`` commands, top-level await, inline figures, rich displays and
tracebacks work; widgets' comms and ``input()`` don't. What a cell prints is capped.
"""

from __future__ import annotations

import sys
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

MAX_TEXT = 2**20
MAX_WRITTEN = 64 * 2**20
MAX_RICH = 8 * 2**20
MAX_OUTPUTS = 200
"""Of one cell: characters kept, characters written before an error, bytes shown, outputs."""


class OutputFlood(RuntimeError):
    """A cell that prints without end."""


class Record:
    """The outputs of the running cell."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Begin a cell."""
        self.outputs: list[dict[str, Any]] = []
        self.text = self.written = self.rich = 0
        self.cut = False

    def stream(self, name: str, text: str) -> None:
        """Add what was printed, to the last output where that is the same stream."""
        self.written += len(text)
        if self.written > MAX_WRITTEN:
            raise OutputFlood(f"The cell printed more than {MAX_WRITTEN // 2**20} MiB.")
        kept = text[: max(0, MAX_TEXT - self.text)]
        self.text += len(kept)
        if kept:
            self._stream(name, kept)
        if len(kept) < len(text) and not self.cut:
            self.cut = True
            self.outputs.append({"output_type": "stream", "name": "stdout", "text": _CUT})

    def _stream(self, name: str, text: str) -> None:
        last = self.outputs[-1] if self.outputs else {}
        if last.get("output_type") == "stream" and last.get("name") == name:
            last["text"] += text
        elif text:
            self.add({"output_type": "stream", "name": name, "text": text})

    def add(self, output: dict[str, Any]) -> None:
        """Add an output, unless there are too many or they are too large."""
        size = sum(len(v) for v in output.get("data", {}).values() if isinstance(v, str))
        self.rich += size
        if len(self.outputs) < MAX_OUTPUTS and self.rich <= MAX_RICH:
            self.outputs.append(output)


_CUT = "\n[what was printed after this is cut off]\n"


class Stream:
    """Stands for stdout or stderr."""

    encoding, errors, newlines = "utf-8", "replace", None

    def __init__(self, record: Record, name: str) -> None:
        self._record, self.name = record, name

    def write(self, text: str) -> int:
        """Print."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._record.stream("stderr" if self.name == "<stderr>" else "stdout", text)
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Print several."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Do nothing: nothing is held back."""

    def isatty(self) -> bool:
        """Say that nobody is watching."""
        return False

    def readable(self) -> bool:
        """Say that nothing can be read here."""
        return False

    writable = property(lambda self: lambda: True)

    @property
    def closed(self) -> bool:
        """Never."""
        return False

    def fileno(self) -> int:
        """Return the number of the real stream, which goes nowhere."""
        return 2 if self.name == "<stderr>" else 1


class _Hook(DisplayHook):
    record: Record

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        self.record.add(
            {
                "output_type": "execute_result",
                "execution_count": self.prompt_count,
                "data": _bundle(format_dict),
                "metadata": {},
            }
        )

    def finish_displayhook(self) -> None:
        pass


class _Publisher(DisplayPublisher):
    record: Record

    def publish(self, data: Any, metadata: Any = None, *_: Any, **__: Any) -> None:
        self.record.add({"output_type": "display_data", "data": _bundle(data), "metadata": {}})

    def clear_output(self, wait: bool = False) -> None:
        self.record.outputs.clear()


def _bundle(data: Any) -> dict[str, str]:
    """Keep what is text; widgets need a kernel, and binary pictures are text by now."""
    return {str(kind): value for kind, value in dict(data).items() if isinstance(value, str)}


class GradingShell(InteractiveShell):
    """The shell; :class:`Cells` drives it."""

    def enable_gui(self, gui: Any = None) -> None:
        """Do nothing: there is no window to show."""

    def init_history(self) -> None:
        """Keep the history in memory, without its thread and its file."""
        self.history_manager = self._history()

    def _history(self) -> Any:
        from IPython.core.history import HistoryManager

        return HistoryManager(shell=self, parent=self, enabled=False)

    def atexit_operations(self) -> None:
        """Do nothing: the process is ended, it doesn't leave."""

    def ask_exit(self) -> None:
        """Do nothing on exit(): the cells after it still run."""

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        record: Record = self.display_pub.record
        name = getattr(etype, "__name__", str(etype))
        record.add(
            {
                "output_type": "error",
                "ename": str(name)[:200],
                "evalue": safe_text(evalue)[:10_000],
                "traceback": [str(line)[:20_000] for line in stb][:200],
            }
        )


def safe_text(value: Any) -> str:
    """Return an error's words, whatever its class does when it is asked for them."""
    try:
        words = str(value)
    except BaseException:
        return "an error that can't be shown"
    return words if type(words) is str else str.__str__(words)


class Cells:
    """Run cells, one after the other.

    Parameters
    ----------
    names : dict
        Where the cells' names live.

    Examples
    --------
    >>> cells = Cells({})
    >>> cells.run("print('nine shots'); 41 + 1")["outputs"][1]["data"]["text/plain"]
    '42'
    """

    def __init__(self, names: dict[str, Any]) -> None:
        self.record = Record()
        config = Config()
        config.HistoryManager.enabled = False
        config.InteractiveShell.colors = "nocolor"
        config.InteractiveShell.xmode = "Context"
        config.InteractiveShell.enable_html_pager = False
        config.InteractiveShell.autoawait = True
        self._before = sys.displayhook, sys.excepthook
        GradingShell.clear_instance()
        self.shell = GradingShell.instance(
            user_ns=names, config=config, displayhook_class=_Hook, display_pub_class=_Publisher
        )
        self.shell.displayhook.record = self.record
        self.shell.display_pub.record = self.record
        self.names: dict[str, Any] = self.shell.user_ns
        self.names.setdefault("display", _display)

    def figures_inline(self) -> None:
        """Show figures in the cell that drew them, as PNG."""
        self.shell.enable_matplotlib("inline")

    def run(self, source: str) -> dict[str, Any]:
        """Run a cell.

        Returns
        -------
        dict
            ``outputs`` (nbformat's), ``ok``, ``count`` (its number), ``line`` of the cell in which
            an error came up, 0 where none did.
        """
        self.record.clear()
        count = self.shell.execution_count
        line = 0
        before = sys.stdout, sys.stderr, sys.stdin
        sys.stdout, sys.stderr = Stream(self.record, "<stdout>"), Stream(self.record, "<stderr>")
        try:
            result = self.shell.run_cell(source, store_history=True)
            ok, line = bool(result.success), self._line(result.error_in_exec)
        except BaseException as problem:  # whatever gets out of IPython ends the cell, no more
            self.shell._showtraceback(type(problem), problem, [safe_text(problem)])
            ok = False
        finally:
            sys.stdout, sys.stderr, sys.stdin = before
        return {"outputs": list(self.record.outputs), "ok": ok, "count": count, "line": line}

    def _line(self, problem: BaseException | None) -> int:
        trace = problem.__traceback__ if isinstance(problem, BaseException) else None
        while trace is not None:
            if (
                trace.tb_frame.f_globals is self.names
                and trace.tb_frame.f_code.co_name == "<module>"
            ):
                return trace.tb_lineno
            trace = trace.tb_next
        return 0


def _display(*objects: Any, **options: Any) -> Any:
    from IPython.display import display

    return display(*objects, **options)
