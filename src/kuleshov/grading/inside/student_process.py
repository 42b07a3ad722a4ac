"""The process that runs a student's cells, and answers what the tests ask."""

from __future__ import annotations

import select
import sys
import time
from contextlib import suppress
from typing import Any

from ..wire.channel import Channel, Closed
from ..wire.handed_files import Files, packed, unpacked
from ..wire.peer import Peer
from .deadline import Overtime, cpu_seconds, deadline
from .shell import Cells

_SERVES = ("names", "call", "method", "get", "set", "next", "forget")


class StudentProcess:
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
            self.files.give(unpacked(message["given"], buffers))
            self.files.take(unpacked(message["own"], buffers))
            self.seconds = message["seconds"]
            return
        if message["do"] == "bring":
            self._bring(message["place"], message["there"])
            return
        before, cpu = time.monotonic(), cpu_seconds()
        result: dict[str, Any] = {"outputs": [], "ok": False, "count": 0}
        with suppress(Overtime), deadline(self.seconds):
            result = self.cells.run(message["source"])
        result |= {"wall": time.monotonic() - before, "cpu": cpu_seconds() - cpu}
        self.host.send(result)

    def _bring(self, place: str, there: list[str]) -> None:
        """Send a film that a cell wrote, and what goes with it."""
        found, large = self.files.lying_with(place, there)
        part, data = packed({}, found)
        self.host.send({"own": part["own"], "large": large}, data)

    def _own_modules(self) -> list[str]:
        """Return the modules that the student handed in beside the notebook."""
        folder = str(self.files.folder)
        found = [
            name
            for name, module in list(sys.modules.items())
            if str(getattr(module, "__file__", None) or "").startswith(folder)
        ]
        return found[:100]
