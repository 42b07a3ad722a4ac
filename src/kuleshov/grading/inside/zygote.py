"""The warm process of a worker: it has imported what a course imports, and forks.

Each side of each submission is a fork of it. The fork leaves all namespaces for its own, mounts
its own scratch folder and /proc, gives up what :mod:`~kuleshov.grading.inside.confine` names, and runs.
The zygote itself never sees anything of a student's: it forks, watches memory and kills.

It is started by :mod:`~kuleshov.grading.engine.sandbox` as ``python -m kuleshov.grading.inside.zygote N JSON``,
N the number of an inherited socket.
"""

from __future__ import annotations

import array as array  # socket.recv_fds imports it: before it is needed
import contextlib
import gc
import importlib
import json
import os
import resource
import select
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..wire.channel import Channel
from ..wire.handed_files import Files
from . import confine
from .film_process import FilmProcess
from .shell import Cells
from .student_process import StudentProcess
from .tests_process import Names, TestsProcess

LOOK_EVERY = 0.2
_WARM = (
    "import matplotlib.pyplot as plt; plt.figure(); plt.plot([1]); plt.title('a')",
    "import pandas as pd; pd.DataFrame({'a': ['x', None], 'b': [1.5, 2]})",
    "import io; pd.testing.assert_frame_equal(*[pd.read_csv(io.StringIO('a,b\\nx,1\\n'))] * 2)",
    "1 / 0",
)
"""Cells that load what is loaded when it is first used: fonts, tables, tracebacks."""

MIB = 2**20


@dataclass
class Child:
    """A forked side, seen from outside."""

    pid: int
    limit: int
    base: int
    space: int
    peak: int = 0
    why: str = ""


class Zygote:
    """Fork on request until the engine hangs up.

    Parameters
    ----------
    control : socket.socket
        A sequenced socket to the engine: JSON, and a socket or two for each fork.
    options : dict
        ``confine``, ``scratch`` (a folder), ``scratch_mib``, ``imports``.
    """

    def __init__(self, control: socket.socket, options: dict[str, Any]) -> None:
        self.control, self.options = control, options
        self.children: dict[int, Child] = {}
        # An end is heard at once, not at the next look: a signal puts a byte into this pair.
        self.heard, self.bell = socket.socketpair()
        self.heard.setblocking(False)
        self.bell.setblocking(False)
        self.cells = _warm(options["imports"]) if options["imports"] is not None else None

    def serve(self) -> None:
        """Do what the engine asks."""
        confine.prctl("reaper", 1)
        gc.collect()
        gc.freeze()
        self._say({"ready": os.getpid(), "total": _cpu()})
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self.bell.fileno(), warn_on_full_buffer=False)
        looked = 0.0
        while True:
            wait = LOOK_EVERY if self.children else None
            ready, _, _ = select.select([self.control, self.heard], [], [], wait)
            if self.heard in ready:
                self.heard.recv(4096)
            if self.control in ready and not self._obey():
                return
            self._reap()
            if time.monotonic() - looked >= LOOK_EVERY:
                self._watch()
                looked = time.monotonic()

    def _obey(self) -> bool:
        data, files, _, _ = socket.recv_fds(self.control, 65536, 4)
        if not data:
            return False
        order = json.loads(data)
        if order["do"] == "fork":
            self._fork(order, files)
        elif order["do"] == "kill" and order["id"] in self.children:
            self._kill(self.children[order["id"]], order.get("why", "killed"))
        return True

    def _fork(self, order: dict[str, Any], files: list[int]) -> None:
        told, tell = os.pipe()
        middle = os.fork()
        if middle == 0:
            _never_back(lambda: self._middle(order, files, told, tell))
        os.close(tell)
        for number in files:
            os.close(number)
        with os.fdopen(told) as pipe:
            said = pipe.read()
        os.waitpid(middle, 0)
        if not said.isdigit():
            self._say({"id": order["id"], "failed": said or "the process died as it was made"})
            return
        pid = int(said)
        child = Child(pid, order["limits"]["watch"], _private("self"), _space(pid))
        self.children[order["id"]] = child
        self._say({"id": order["id"], "pid": pid})

    def _middle(self, order: dict[str, Any], files: list[int], told: int, tell: int) -> None:
        """Leave the namespaces, fork the side into them, say its number and be gone."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.close(told)
        try:
            if self.options["confine"]:
                confine.new_spaces()
            ready, go = os.pipe()
            pid = os.fork()
        except Exception as problem:
            os.write(tell, str(problem).encode()[:2000])
            return
        if pid:
            os.close(go)
            failed = os.read(ready, 2000)
            os.write(tell, failed or str(pid).encode())
            return
        os.close(ready)
        os.close(tell)
        try:
            side = self._confined(order, files, keep=go)
            if self.cells is None:
                return  # a probe: it was only to see whether this much can be done
        except Exception as problem:
            os.write(go, f"{type(problem).__name__}: {problem}".encode()[:2000])
            return
        os.close(go)
        with contextlib.suppress(Exception):  # the engine hung up, or is gone
            side.serve()

    def _confined(self, order: dict[str, Any], files: list[int], keep: int) -> Any:
        limits = order["limits"]
        _only({*files, keep})
        scratch = Path(self.options["scratch"])
        if self.options["confine"]:
            confine.mount_tmpfs(str(scratch), self.options["scratch_mib"])
            confine.mount_tmpfs("/dev/shm", 64)
            confine.mount_proc()
            confine.no_more_spaces()
        else:
            scratch = Path(tempfile.mkdtemp(dir=scratch))
        for name in ("work", "home", "tmp", "cache"):
            (scratch / name).mkdir()
        _environment(scratch)
        os.chdir(scratch / "work")
        confine.limit(limits["memory"], limits["processes"], limits["file"], limits["cpu"])
        if self.options["confine"]:
            confine.drop_capabilities()
            confine.forbid_calls()
        if self.cells is None:
            return None
        host, *lines = (Channel(socket.socket(fileno=number)) for number in files)
        work = Files(scratch / "work")
        if order["side"] == "film":
            return FilmProcess(host, work)
        made: Any = StudentProcess if order["side"] == "student" else TestsProcess
        return made(host, *lines, self.cells, work)

    # Watching -------------------------------------------------------------------------------

    def _reap(self) -> None:
        while True:
            try:
                pid, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            for number, child in list(self.children.items()):
                if child.pid == pid:
                    del self.children[number]
                    why = child.why or _ending(status)
                    cpu = usage.ru_utime + usage.ru_stime
                    said = {"ended": why, "peak": child.peak, "cpu": cpu, "total": _cpu()}
                    self._say({"id": number} | said)

    def _watch(self) -> None:
        """Add up what each side's processes hold, and end the side that holds too much."""
        used = dict.fromkeys((child.space for child in self.children.values()), 0)
        bases = {child.space: child.base for child in self.children.values()}
        for pid in _processes():
            space = _space(pid)
            if space in used:
                used[space] += max(0, _private(pid) - bases[space])
        for child in self.children.values():
            child.peak = max(child.peak, used[child.space])
            if used[child.space] > child.limit:
                self._kill(child, "memory")

    def _kill(self, child: Child, why: str) -> None:
        child.why = child.why or why
        with contextlib.suppress(ProcessLookupError):
            os.kill(child.pid, signal.SIGKILL)

    def _say(self, message: dict[str, Any]) -> None:
        with contextlib.suppress(OSError):
            self.control.send(json.dumps(message).encode())


def _warm(imports: list[str]) -> Cells:
    """Import what submissions will, and make the shell; on one thread."""
    for name in imports:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    if cv2 := sys.modules.get("cv2"):
        cv2.setNumThreads(1)
    cells = Cells(Names({"__name__": "__main__", "__builtins__": __builtins__}))
    cells.figures_inline()
    for warm in _WARM:
        cells.run(warm)
    cells.shell.reset(new_session=True)
    cells.names.update(__name__="__main__")
    return cells


def _cpu() -> float:
    """Return the CPU seconds of this process and of all that it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _processes() -> Iterator[int]:
    with os.scandir("/proc") as entries:
        for entry in entries:
            if entry.name.isdigit():
                yield int(entry.name)


def _space(pid: int) -> int:
    """Return the number of a process's pid namespace; the process's own number where unconfined."""
    try:
        space = Path(f"/proc/{pid}/ns/pid").stat().st_ino
        return space if space != Path("/proc/self/ns/pid").stat().st_ino else -pid
    except OSError:
        return 0


def _private(pid: int | str) -> int:
    """Return the bytes that a process holds in memory and shares with no file."""
    try:
        fields = Path(f"/proc/{pid}/statm").read_text().split()
        return (int(fields[1]) - int(fields[2])) * resource.getpagesize()
    except (OSError, IndexError):
        return 0


def _ending(status: int) -> str:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return "cpu" if number == signal.SIGXCPU else f"signal {number}"
    return f"exit {os.WEXITSTATUS(status)}"


def _only(kept: set[int]) -> None:
    """Close every file but these; 0, 1 and 2 lead nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    numbers = [int(path.name) for path in Path("/proc/self/fd").iterdir()]
    for number in numbers:
        if number > 2 and number not in kept:
            with contextlib.suppress(OSError):
                os.close(number)


def _environment(scratch: Path) -> None:
    os.environ.update(
        HOME=str(scratch / "home"),
        TMPDIR=str(scratch / "tmp"),
        KULESHOV_STUDIO=str(scratch / "work"),
        KULESHOV_CACHE=str(scratch / "cache"),
    )
    tempfile.tempdir = None


def _never_back(action: Any) -> None:
    """Do something in a forked process, and leave without a trace of the parent's exit work."""
    try:
        action()
    except BaseException as problem:
        with contextlib.suppress(BaseException):
            print(f"zygote: {type(problem).__name__}: {problem}", file=sys.stderr, flush=True)
    finally:
        os._exit(0)


def main(arguments: list[str]) -> None:
    """Start; see the module's docstring."""
    control = socket.socket(fileno=int(arguments[0]))
    options = json.loads(arguments[1])
    _environment(Path(options["scratch"]))
    started = time.monotonic()
    zygote = Zygote(control, options)
    zygote.options["warmed"] = time.monotonic() - started
    zygote.serve()


if __name__ == "__main__":
    main(sys.argv[1:])
    os._exit(0)
