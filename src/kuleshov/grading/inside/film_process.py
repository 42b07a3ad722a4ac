"""The process that looks at a film that was handed in: it never holds a line of the student's code.

A student's own process could lie about its film, and the tests' process must not decode what a
stranger made. So a third one does, in the sandbox as they are: it is forked for one question, gets the
files that were handed in and nothing else, and answers with plain data.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from ...errors import KuleshovError
from ..wire.channel import Channel
from ..wire.handed_files import Files, unpacked
from ..wire.values import Encoder, restore
from .deadline import Overtime, deadline


class FilmProcess:
    """The process that looks at a handed-in film.

    Parameters
    ----------
    host : Channel
        To the engine.
    files : Files
    """

    def __init__(self, host: Channel, files: Files) -> None:
        self.host, self.files = host, files

    def serve(self) -> None:
        """Answer until the engine hangs up."""
        while True:
            message, buffers = self.host.receive()
            count = message["files"]
            self.files.take(unpacked(message["own"], buffers[:count]))
            self.host.send(*self._answer(message, buffers[count:]))

    def _answer(self, message: dict[str, Any], buffers: list[bytes]) -> tuple[Any, list[bytes]]:
        name = PurePosixPath(message["place"]).name
        encoder = Encoder()
        if not (self.files.folder / name).is_file():
            return {"error": f"There was no room for {name} to be looked at.", "look": True}, []
        try:
            with deadline(message["seconds"]):
                edit, brief = restore(message["v"], buffers)
                found = self._look(name, edit, brief)
                said = {"v": encoder.encode(found), "unheld": _is_unheld(found)}
                return said, encoder.buffers
        except KuleshovError as problem:
            return {"error": str(problem)[:2000]}, []
        except Overtime:
            why = f"{name} could not be looked at in {message['seconds']:g} s."
        except MemoryError:
            why = f"{name} needs more memory than a film may have here."
        except Exception as problem:
            why = f"{name} could not be looked at ({type(problem).__name__})."
        return {"error": why, "look": True}, []

    def _look(self, name: str, edit: Any, brief: Any) -> Any:
        from ...criticism.delivery import delivery

        return delivery(self.files.folder / name, edit, brief)


def _is_unheld(found: Any) -> bool:
    """Say whether an edit came with a film, and none of its shots could be held against a take."""
    from ...criticism.edit_checks import NONE_HELD

    return any(one.name == "the edit" and one.found.startswith(NONE_HELD) for one in found)
