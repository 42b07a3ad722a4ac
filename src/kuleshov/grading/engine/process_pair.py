"""One submission, two processes: the engine's side of both, and a third where a film is asked about.

:class:`ProcessPair` forks the two sides in a worker's sandbox, sends cells to them, and keeps an eye on
the clock. What ends a side (time, memory, its own hand) ends that side and nothing else; what is
known about the end is put in words.
"""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterable
from typing import Any

from ...errors import KuleshovError
from ..wire.cells import printed
from ..wire.channel import Channel, Closed, Late
from ..wire.handed_files import packed
from ..wire.values import WireError
from .handed_films import HandedFilms
from .outputs import clean
from .sandbox import STANDARD, Limits, Sandbox

GRACE = 4.0
"""Seconds between the alarm in a side and the end of the side."""

WHOLE = 10.0
"""How many cells' time all cells of a student's side may take together."""

_WHY = {
    "memory": "it used more memory than a submission may have",
    "cpu": "it computed for longer than a submission may",
    "time": "it did not stop when its time was over",
    "whole": "all its cells together took longer than a submission may",
    "damaged": "it sent what nobody can read",
    "signal 9": "it was killed",
    "signal 11": "it crashed (a segmentation fault)",
    "signal 6": "it crashed (an abort)",
    "exit 0": "the code ended it",
}


class TestsLost(KuleshovError):
    """The tests' own process is gone: the submission needs a person."""


class ProcessPair:
    """The two processes of a submission; a context manager.

    Parameters
    ----------
    sandbox : Sandbox
    given : dict
        The assignment's files, on both sides.
    own : dict
        The student's files, on the student's side.
    names : iterable of str
        What solution cells bind.
    seconds : float
        How long a cell may take; a test cell, which may call many times, twice that.
    limits : Limits
    classes : iterable of str
        Those of them that are classes: of these alone may objects reach the tests.
    whole : float
        Seconds for all cells of the student's side together; WHOLE times ``seconds`` where it is
        left out, so that no notebook of a thousand slow cells holds up a class.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        given: dict[str, bytes],
        own: dict[str, bytes],
        names: Iterable[str],
        seconds: float = 60.0,
        limits: Limits = STANDARD,
        whole: float = 0.0,
        classes: Iterable[str] = (),
    ) -> None:
        self.sandbox, self.seconds = sandbox, seconds
        self._left = whole or WHOLE * seconds
        self.over = ""
        self.own_cpu = 0.0
        self._cpu = sandbox.cpu
        self._ends: dict[str, dict[str, Any]] = {}
        self.films = HandedFilms(sandbox, own, seconds, limits)
        theirs, line = socket.socketpair()
        with theirs, line:
            self._student, self.student = self._fork("student", theirs, limits)
            try:
                self._tests, self.tests = self._fork("test", line, limits)
            except KuleshovError:
                self.student.close()
                raise
        known = {"names": sorted(names), "classes": sorted(classes)}
        part, data = packed(given, own)
        self.student.send({"do": "files", "seconds": seconds} | part, data)
        part, data = packed(given, {})
        self.tests.send({"do": "files", "seconds": seconds} | known | part, data)

    def _fork(self, side: str, line: socket.socket, limits: Limits) -> tuple[int, Channel]:
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                return self.sandbox.fork(side, theirs, line, limits), Channel(ours)
            except KuleshovError:
                ours.close()
                raise

    def __enter__(self) -> ProcessPair:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, source: str, given: bool = False) -> dict[str, Any]:
        """Run a cell on the student's side, and a given one on the tests' side as well."""
        if given:
            self._to_tests({"do": "given", "source": source})
        result = self._run_student(source)
        if given:
            self._from_tests()
        else:
            self.note(source, printed(result["outputs"]))
        return result

    def note(self, source: str, text: str) -> None:
        """Tell the tests of a cell that ran, and what it printed and showed."""
        self._to_tests({"do": "note", "source": source, "text": text})

    def test(self, source: str, trial: bool = False) -> dict[str, Any]:
        """Run a test cell. ``outputs`` without what it wrote to stderr, ``ok``, ``line``.

        A trial leaves no trace on the tests' side, whatever is done to the tests' own data.
        """
        self._to_tests({"do": "trial" if trial else "test", "source": source})
        result = self._from_tests()
        outputs = [o for o in clean(result.get("outputs")) if o.get("name") != "stderr"]
        if result.get("gone") and not self.over:
            self._lost("time" if result.get("late") is True else "")
        line = result.get("line")
        return {
            "outputs": outputs,
            "ok": result.get("ok") is True,
            "line": line if isinstance(line, int) else 0,
        }

    def close(self) -> dict[str, float]:
        """End both sides; return the CPU seconds and the peak of memory (bytes) of all of it."""
        self.student.close()
        self.tests.close()
        self.sandbox.kill(self._student)
        self.sandbox.kill(self._tests)
        ends = [self._end(number) for number in (self._student, self._tests)]
        return {
            "cpu": self.sandbox.cpu - self._cpu,
            "peak": max(self.films.peak, *(float(end.get("peak", 0)) for end in ends)),
        }

    def _end(self, number: int) -> dict[str, Any]:
        key = str(number)
        if key not in self._ends:
            self._ends[key] = self.sandbox.ending(number)
        return self._ends[key]

    def _run_student(self, source: str) -> dict[str, Any]:
        if self.over:
            return _failed("NotRun", f"This cell was not run: {self.over}")
        started = time.monotonic()
        patience = min(self.seconds, self._left) + GRACE
        try:
            self.student.send({"do": "run", "source": source})
            result, _ = self.student.receive(patience)
            self._left -= time.monotonic() - started
            if self._left <= 0:
                self._lost("whole")
        except Late:
            self._lost("time" if self._left > self.seconds else "whole")
        except Closed:
            self._lost("")
        except WireError:
            self._lost("damaged")
        if self.over:
            return _failed("Ended", f"The student's process ended in this cell: {self.over}")
        cpu = result.get("cpu")
        self.own_cpu += cpu if isinstance(cpu, float) and 0 <= cpu < 1e5 else 0.0
        return {"outputs": clean(result.get("outputs")), "ok": result.get("ok") is True}

    def _lost(self, why: str) -> None:
        """Note that the student's process is no more, and why."""
        self.student.close()
        if why:
            self.sandbox.kill(self._student, why)
        ended = str(self._end(self._student).get("ended", ""))
        why = why or ended
        self.over = f"{_WHY.get(why, 'it ended itself')}."

    def _to_tests(self, message: dict[str, Any]) -> None:
        with contextlib.suppress(Closed):  # noticed when its answer is missing
            self.tests.send(message)

    def _from_tests(self) -> dict[str, Any]:
        """Wait for what came of a cell on the tests' side, and answer what it asks on the way."""
        while True:
            result, buffers = self._heard_from_tests()
            if result.get("ask") != "delivery":
                return result
            answer, data = self.films.ask(result, buffers, self._bring)
            with contextlib.suppress(Closed):
                self.tests.send(answer, data)

    def _bring(self, place: str, there: list[str]) -> tuple[dict[str, bytes], list[str]]:
        """Ask the student's side for a film that its cells wrote, and for what goes with it."""
        if self.over:
            return {}, []
        try:
            self.student.send({"do": "bring", "place": place, "there": there})
            said, data = self.student.receive(min(self.seconds, 20.0) + GRACE)
            found = {
                str(n): data[at] for n, at in said["own"].items() if type(at) is int and at >= 0
            }
            return found, [str(name) for name in said["large"]]
        except Late:
            self._lost("time")
        except Closed:
            self._lost("")
        except (WireError, LookupError, TypeError, AttributeError):
            self._lost("damaged")
        return {}, []

    def _heard_from_tests(self) -> tuple[dict[str, Any], list[bytes]]:
        try:
            return self.tests.receive(2 * self.seconds + 2 * GRACE)
        except (Closed, Late, WireError):
            self.tests.close()
            ended = str(self._end(self._tests).get("ended", "")) or "time"
            why = _WHY.get(ended, "it ended")
            raise TestsLost(f"The tests' own process is gone: {why}.") from None


def _failed(name: str, words: str) -> dict[str, Any]:
    output = {"output_type": "error", "ename": name, "evalue": words, "traceback": [words]}
    return {"outputs": [output], "ok": False}
