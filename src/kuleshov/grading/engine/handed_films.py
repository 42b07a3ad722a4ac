"""Films that were handed in: who asks for one has it looked at in a process of its own.

Nothing is forked before a test asks. A film, what lies beside it and the question go into a fresh
fork of the sandbox's warm process; its answer is handed on unread. The same question about the same
bytes is answered once.
"""

from __future__ import annotations

import hashlib
import json
import socket
import time
from collections.abc import Callable
from dataclasses import replace
from math import ceil
from pathlib import PurePosixPath
from typing import Any

from ..wire.channel import Channel, Closed, Late
from ..wire.handed_files import MAX_HANDED, goes_with, is_plain, packed
from ..wire.values import WireError
from .sandbox import Limits, Sandbox

GRACE = 2.0
"""Seconds between the alarm in the process and its end."""

Answer = tuple[dict[str, Any], list[bytes]]
Bring = Callable[[str, list[str]], tuple[dict[str, bytes], list[str]]]
"""From a place and the names that are there already to files of the student's side, and those left out."""

_WHY = {
    "memory": "it used more memory than a film may",
    "cpu": "it took longer than a film may",
    "time": "it took longer than a film may",
    "damaged": "what came back could not be read",
    "signal 11": "the decoder crashed",
    "signal 6": "the decoder gave up",
}


class HandedFilms:
    """The films of one submission.

    Parameters
    ----------
    sandbox : Sandbox
    own : dict
        What was handed in, by name.
    seconds : float
        For all questions together; each may take half of it.
    limits : Limits
        As of the student's side; less time is given here.

    Attributes
    ----------
    lost : list of str
        What a person should look at: films that ended the process which looked at them, and those of
        which no shot could be held against a take.
    peak : float
        The most memory that one of them took, bytes.
    """

    def __init__(
        self, sandbox: Sandbox, own: dict[str, bytes], seconds: float, limits: Limits
    ) -> None:
        self.lost: list[str] = []
        self._ended: dict[str, str] = {}
        self.peak = 0.0
        self._sandbox, self._seconds, self._left = sandbox, seconds / 2, seconds
        self._own = own
        self._limits = replace(limits, cpu=min(limits.cpu, ceil(self._seconds) + 1), processes=16)
        self._known: dict[str, Answer] = {}

    def ask(self, question: dict[str, Any], buffers: list[bytes], bring: Bring) -> Answer:
        """Have a film looked at.

        Parameters
        ----------
        question : dict
            ``place``, such as "short/short.mp4", and ``v``, the edit and the brief.
        buffers : list of bytes
            Of the question.
        bring : callable
            Asked for what the student's cells left at that place and nobody handed in.

        Returns
        -------
        dict, list of bytes
            ``v``, a Delivery; or ``error``, a sentence.
        """
        place = question.get("place")
        if type(place) is not str or not is_plain(place):
            return {"error": f"{place!r} is no place beside the notebook."}, []
        name = PurePosixPath(place).name
        files = self._handed_in_with(place)
        brought, large = bring(place, sorted(files))
        files = {one: data for one, data in brought.items() if goes_with(name, one)} | files
        if name not in files:
            return {"error": _missing(place, name in large)}, []
        key = _key(question, buffers, brought)
        if key not in self._known:
            self._known[key] = self._looked_at(name, question, buffers, files)
        return self._known[key]

    def _handed_in_with(self, place: str) -> dict[str, bytes]:
        """Return a film that was handed in and what goes with it; of two of one name, that in its folder."""
        film, folder = PurePosixPath(place).name, PurePosixPath(place).parent
        own = [(PurePosixPath(name), data) for name, data in self._own.items()]
        own.sort(key=lambda one: one[0].parent == folder)  # those of the folder last: they win
        return {name.name: data for name, data in own if goes_with(film, name.name)}

    def _looked_at(
        self, name: str, question: dict[str, Any], buffers: list[bytes], files: dict[str, bytes]
    ) -> Answer:
        if name in self._ended or self._left <= 0:
            return {"error": self._ended.get(name, f"{name} took longer than a film may.")}, []
        seconds, started = min(self._seconds, self._left), time.monotonic()
        part, data = packed({}, files)
        order = question | {"own": part["own"], "files": len(data), "seconds": seconds}
        ours, theirs = socket.socketpair()
        channel = Channel(ours)
        with theirs:
            number = self._sandbox.fork("film", theirs, None, self._limits)
        why = ""
        answer: Answer | None = None
        try:
            channel.send(order, [*data, *buffers])
            answer = channel.receive(seconds + GRACE)
        except Late:
            why = "time"
        except (Closed, WireError) as problem:
            why = "" if isinstance(problem, Closed) else "damaged"
        finally:
            channel.close()
            self._sandbox.kill(number, why or "killed")
            end = self._sandbox.ending(number)
            self._left -= time.monotonic() - started
        self.peak = max(self.peak, float(end.get("peak", 0)))
        if why or answer is None:
            return self._dead(name, why or str(end.get("ended", "")))
        if answer[0].pop("look", False):
            self._ended[name] = str(answer[0].get("error"))
            self.lost.append(self._ended[name])
        if answer[0].pop("unheld", False) is True:
            self._flag(
                f"No shot of {name} could be held against a take: whose film it is, nobody has seen."
            )
        return answer

    def _flag(self, words: str) -> None:
        if words not in self.lost:
            self.lost.append(words)

    def _dead(self, name: str, why: str) -> Answer:
        said = f"{name} could not be looked at: {_WHY.get(why, 'the process that did was ended')}."
        self._ended[name] = said
        self.lost.append(said)
        return {"error": f"{said} Render it again, and hand in what cut.render(...) writes."}, []


def _missing(place: str, large: bool) -> str:
    name, folder = PurePosixPath(place).name, PurePosixPath(place).parent
    if large:
        return f"{name} has more than {MAX_HANDED // 10**6} MB. Render it smaller: cut.render(size=...)."
    where = f"the folder {folder} beside the notebook" if folder.name else "the notebook's folder"
    how = f' ku.publish(film, "{folder}") puts it there.' if folder.name else ""
    return f"{name} is not among what was handed in, or was too large to be taken: it belongs into {where}.{how}"


def _key(question: dict[str, Any], buffers: list[bytes], brought: dict[str, bytes]) -> str:
    """Name a question; what was handed in never changes, what cells write may."""
    asked = {part: question[part] for part in ("place", "v")}
    parts = [json.dumps(asked, sort_keys=True).encode(), *buffers]
    parts += [part for name, data in sorted(brought.items()) for part in (name.encode(), data)]
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()
