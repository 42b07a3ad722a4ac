"""The process that runs the tests: it holds the instructor's cells, and never a line of a student's.

It fetches the names that solution cells bind, those alone, in one message for each cell, and
forgets them after it; a name that a test uses through a function is fetched when it is asked for.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ...errors import KuleshovError, MediaError
from ..wire.cells import names_used
from ..wire.channel import Channel
from ..wire.converters import by_name
from ..wire.handed_files import Files, unpacked
from ..wire.peer import Peer, StudentError
from ..wire.proxies import Proxies
from ..wire.values import Encoder, restore
from . import student
from .deadline import Overtime, cpu_seconds, deadline
from .shell import Cells

if TYPE_CHECKING:
    from ...criticism.brief import Brief, Delivery

Ask = Callable[[dict[str, Any], list[bytes]], tuple[Any, list[bytes]]]


class Names(dict[str, Any]):
    """A cell's global names; what is missing may be fetched."""

    fetch: Any = None

    def __missing__(self, name: str) -> Any:
        if self.fetch is None:
            raise KeyError(name)
        return self.fetch(name)


class TestsProcess:
    """The process that runs the tests; it holds the instructor's cells and fetches names."""

    def __init__(self, host: Channel, line: Channel, cells: Cells, files: Files) -> None:
        self.host, self.cells, self.files = host, cells, files
        self.proxies = Proxies()
        self.peer = Peer(line, self.proxies, seconds=60)
        self.peer.files = files
        self.wanted: set[str] = set()
        self.seconds = 60.0
        self._problems: dict[str, str] = {}
        self.student = RemoteStudent(self._ask)
        names = cells.names
        assert isinstance(names, Names)
        self.names = names
        self.names.fetch = self._one
        student.student = self.student  # what `from kuleshov.grading import student` finds

    def serve(self) -> None:
        """Do what is asked until the engine hangs up."""
        while True:
            message, buffers = self.host.receive()
            what = message["do"]
            if what == "files":
                self.files.give(unpacked(message["given"], buffers))
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

    def _ask(self, question: dict[str, Any], buffers: list[bytes]) -> tuple[Any, list[bytes]]:
        """Ask the engine something while a test runs; it answers in time, whatever happens."""
        self.host.send(question, buffers)
        return self.host.receive()

    def _try(self, source: str) -> None:
        """Run a test in a copy of this process, so that nothing is left of it here."""
        pid = os.fork()
        if pid == 0:
            with suppress(BaseException):
                self.host.send(self._run(source, True))
            os._exit(0)
        os.waitpid(pid, 0)

    def _run(self, source: str, is_test: bool) -> dict[str, Any]:
        before, cpu = time.monotonic(), cpu_seconds()
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
        result |= {
            "wall": time.monotonic() - before,
            "cpu": cpu_seconds() - cpu,
            "gone": self.peer.gone,
        }
        result["late"] = self.peer.late
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


class RemoteStudent(student.Student):
    """What :data:`kuleshov.grading.student` is on the tests' side: told, not looked up."""

    def __init__(self, ask: Ask) -> None:
        super().__init__(shell=False)
        self._ask = ask
        self._told: list[tuple[str, str]] = []

    def delivery(self, place: str, edit: Any = None, brief: Brief | None = None) -> Delivery:
        """Have a film that was handed in looked at, in a process that never held the student's code."""
        encoder = Encoder()
        node = encoder.encode([by_name(edit), brief])
        answer, buffers = self._ask(
            {"ask": "delivery", "place": str(place), "v": node}, encoder.buffers
        )
        if "v" not in answer:
            raise MediaError(str(answer.get("error") or f"{place} could not be looked at."))
        found: Delivery = restore(answer["v"], buffers)
        return found

    def note(self, source: str, text: str) -> None:
        """Remember a cell that ran on the student's side, and what it printed and showed."""
        self._told.append((source, text))

    def _cells(self) -> list[tuple[int, str]]:
        return [(number, source) for number, (source, _) in enumerate(self._told)]

    def _shown(self, number: int) -> str:
        return self._told[number][1]
