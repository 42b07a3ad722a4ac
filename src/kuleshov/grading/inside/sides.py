"""What runs in the two processes of a submission: the student's cells in one, the tests in the other.

The student's side runs what the host sends and answers what the tests ask. The tests' side never
holds a line of the student's code: it fetches the names that solution cells bind, those alone, in
one message for each cell, and forgets them after it; a name that a test uses through a function
is fetched when it is asked for.
"""

from __future__ import annotations

import os
import resource
import select
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from ...errors import KuleshovError
from ..wire.channel import Channel, Closed
from ..wire.handed_files import Files
from ..wire.peer import Peer, StudentError
from ..wire.proxies import Proxies
from .shell import Cells, names_used
from .student import Student, text_of

_SERVES = ("names", "call", "method", "get", "set", "next", "forget")


class Overtime(BaseException):
    """Code that ran too long; no ``except Exception`` holds it."""


class Names(dict[str, Any]):
    """A cell's global names; what is missing may be fetched."""

    fetch: Any = None

    def __missing__(self, name: str) -> Any:
        if self.fetch is None:
            raise KeyError(name)
        return self.fetch(name)


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Interrupt what runs within, after so many seconds and then every second."""

    def ring(*_: Any) -> None:
        raise Overtime(f"This ran for more than {seconds:g} seconds and was stopped.")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class StudentSide:
    """The process that runs a student's cells.

    Parameters
    ----------
    host, line : Channel
        To the engine, and to the tests.
    cells : Cells
    files : Files
    """

    def __init__(self, host: Channel, line: Channel, cells: Cells, files: Files) -> None:
        self.host, self.line, self.cells, self.files = host, line, cells, files
        self.peer = Peer(line, serves=_SERVES, seconds=600)
        self.peer.names = cells.names
        self.peer.files = files
        self.seconds = 60.0
        sys.path.insert(0, str(files.folder))

    def serve(self) -> None:
        """Do what is asked until the engine hangs up."""
        waiting = [self.host, self.line]
        while True:
            ready, _, _ = select.select(waiting, [], [])
            if self.host in ready:
                self._from_host()
                continue
            try:
                message, buffers = self.line.receive()
            except Closed:
                waiting.remove(self.line)
                continue
            self.peer.own = ("__main__", *self._own_modules())
            with suppress(Overtime), deadline(self.seconds):
                self.peer.answer(message, buffers)

    def _from_host(self) -> None:
        message, buffers = self.host.receive()
        if message["do"] == "files":
            self.files.give(_unpacked(message["given"], buffers))
            self.files.take(_unpacked(message["own"], buffers))
            self.seconds = message["seconds"]
            return
        before, cpu = time.monotonic(), _cpu()
        result: dict[str, Any] = {"outputs": [], "ok": False, "count": 0}
        with suppress(Overtime), deadline(self.seconds):
            result = self.cells.run(message["source"])
        result |= {"wall": time.monotonic() - before, "cpu": _cpu() - cpu}
        self.host.send(result)

    def _own_modules(self) -> list[str]:
        """Return the modules that the student handed in beside the notebook."""
        folder = str(self.files.folder)
        found = [
            name
            for name, module in list(sys.modules.items())
            if str(getattr(module, "__file__", None) or "").startswith(folder)
        ]
        return found[:100]


class TestSide:
    """The process that runs the tests; it holds the instructor's cells and fetches names."""

    __test__ = False  # pytest: this is no test

    def __init__(self, host: Channel, line: Channel, cells: Cells, files: Files) -> None:
        self.host, self.cells, self.files = host, cells, files
        self.proxies = Proxies()
        self.peer = Peer(line, self.proxies, seconds=60)
        self.peer.files = files
        self.wanted: set[str] = set()
        self.seconds = 60.0
        self._problems: dict[str, str] = {}
        self.student = RemoteStudent()
        names = cells.names
        assert isinstance(names, Names)
        self.names = names
        self.names.fetch = self._one
        import kuleshov.grading as grading

        grading.student = self.student

    def serve(self) -> None:
        """Do what is asked until the engine hangs up."""
        while True:
            message, buffers = self.host.receive()
            what = message["do"]
            if what == "files":
                self.files.give(_unpacked(message["given"], buffers))
                self.wanted = set(message["names"])
                self.proxies.classes = set(message["classes"])
                self.seconds = message["seconds"]
                self.peer.seconds = self.seconds + 3
            elif what == "note":
                self.student.note(message["source"], message["text"])
            elif what == "trial":
                self._try(message["source"])
            else:
                self.host.send(self._run(message["source"], what == "test"))

    def _try(self, source: str) -> None:
        """Run a test in a copy of this process, so that nothing is left of it here."""
        pid = os.fork()
        if pid == 0:
            with suppress(BaseException):
                self.host.send(self._run(source, True))
            os._exit(0)
        os.waitpid(pid, 0)

    def _run(self, source: str, is_test: bool) -> dict[str, Any]:
        before, cpu = time.monotonic(), _cpu()
        result: dict[str, Any] = {"outputs": [], "ok": False, "count": 0, "line": 0}
        if not is_test:
            self.student.note(source, "")
        with suppress(Overtime), deadline(2 * self.seconds):
            self._bring(source)
            result = self.cells.run(source)
        for name in self.wanted:
            self.names.pop(name, None)
        self._problems.clear()
        self.proxies.named.clear()
        if is_test and not self.peer.gone:
            with suppress(KuleshovError, Overtime):
                self.peer.forget()
        result |= {"wall": time.monotonic() - before, "cpu": _cpu() - cpu, "gone": self.peer.gone}
        return result

    def _bring(self, source: str) -> None:
        """Fetch all of a cell's student names in one message."""
        for name in self.wanted:
            self.names.pop(name, None)
        transform = self.cells.shell.transform_cell
        used = sorted(names_used(source, transform) & self.wanted)
        try:
            found, self._problems = self.peer.fetch(used)
        except KuleshovError as problem:
            found, self._problems = {}, dict.fromkeys(used, str(problem))
        dict.update(self.names, found)

    def _one(self, name: str) -> Any:
        if name not in self.wanted:
            raise KeyError(name)
        if name not in self._problems:
            found, problems = self.peer.fetch([name])
            if name in found:
                self.names[name] = found[name]
                return found[name]
            if name not in problems:
                raise KeyError(name)
            self._problems |= problems
        raise StudentError(self._problems[name])


class RemoteStudent(Student):
    """What :data:`kuleshov.grading.inside.student` is on the tests' side: told, not looked up."""

    def __init__(self) -> None:
        super().__init__(shell=False)
        self._told: list[tuple[str, str]] = []

    def note(self, source: str, text: str) -> None:
        """Remember a cell that ran on the student's side, and what it printed and showed."""
        self._told.append((source, text))

    def _cells(self) -> list[tuple[int, str]]:
        return [(number, source) for number, (source, _) in enumerate(self._told)]

    def _shown(self, number: int) -> str:
        return self._told[number][1]


def printed(outputs: list[dict[str, Any]]) -> str:
    """Return what a cell printed and showed, as :meth:`Student.output` gives it."""
    return text_of(outputs)


def _unpacked(names: dict[str, int], buffers: list[bytes]) -> dict[str, bytes]:
    return {name: buffers[number] for name, number in names.items()}


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
