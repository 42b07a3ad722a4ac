"""What all rooms do with a message: it is checked, carried out once, and answered in words."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import Executor
from typing import Any, ClassVar

import anywidget

from ...errors import KuleshovError
from .messages import VERSION, Check, Message, read

REMEMBERED = 2000
"""So many answers are kept, for messages that a browser sends again after a silence."""

Answer = tuple[dict[str, Any], list[bytes]]
"""What a room has to say, and bytes that go with it."""


class Room(anywidget.AnyWidget):
    """A widget that answers its browser. A message ``do`` is carried out by ``_on_do``."""

    _may_be_told: ClassVar[Mapping[str, dict[str, Check]]]

    def __init__(self, **traits: Any) -> None:
        self._answers: OrderedDict[str, dict[str, Any]] = OrderedDict()
        super().__init__(**traits)
        self.on_msg(self._arrived)

    def _workers(self, message: Message) -> Executor | None:
        """Return who carries a message out; None where it is done at once, in this thread."""
        return None

    def _answer(self, message: Message) -> Answer:
        found: Answer = getattr(self, f"_on_{message.do}")(**message.args)
        return found

    def _veiled(self, words: str) -> str:
        """Return a problem as the browser may read it."""
        return words

    def _on_ping(self) -> Answer:
        return {}, []

    def _arrived(self, _: Any, content: Any, __: Any) -> None:
        name = content.get("id") if isinstance(content, dict) else None
        try:
            message = read(content, self._may_be_told)
        except KuleshovError as error:
            self.send({"v": VERSION, "re": name, "ok": False, "problem": str(error)}, [])
            return
        workers = self._workers(message)
        if workers is None:
            self._reply(message)
        else:
            workers.submit(self._reply, message)

    def _reply(self, message: Message) -> None:
        """Carry a message out; one that was carried out already is answered again."""
        if message.id in self._answers:
            answer, buffers = self._answers[message.id], list[bytes]()
        else:
            answer, buffers = self._outcome(message)
        if not buffers:  # what comes with bytes was only read, and can be read again
            self._answers[message.id] = answer
            while len(self._answers) > REMEMBERED:
                self._answers.popitem(last=False)
        self.send({"v": VERSION, "re": message.id, **answer}, buffers)

    def _outcome(self, message: Message) -> Answer:
        try:
            answer, buffers = self._answer(message)
            return {"ok": True, **answer}, buffers
        except KuleshovError as error:
            words = str(error)
        except OSError as error:
            words = f"{message.do} could not be done: {error.strerror or error}."
        except Exception as error:  # in another thread nobody would ever hear of it
            words = f"{message.do} went wrong ({type(error).__name__}: {error})."
        return {"ok": False, "problem": self._veiled(words)}, []
