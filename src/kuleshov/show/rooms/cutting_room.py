"""The cutting room: an edit under your hands, in the notebook, and the same edit in code.

Python holds the edit. The browser shows it, says what a hand did, and is told what came of it.
Without a browser the room is its still picture.
"""

from __future__ import annotations

import os
import sys
import uuid
import weakref
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import traitlets

from ...errors import EditError, KuleshovError
from ...media.sound import Sound
from ...timecode import nominal
from ...timeline.findings import KINDS
from ...words import meant
from . import bin as bins
from .delivery import Films
from .linker import linked, stylesheet
from .looks import levels, stem_levels, strip
from .messages import GESTURES, REQUESTS, VERSION, Message
from .room import Answer, Room
from .saving import read_record
from .session import Session, session_of

if TYPE_CHECKING:
    from ...library import Take
    from ...media import Clip
    from ...timeline import Cut

_SLOW = ("look", "wave", "listen", "still")
_WORKERS = ThreadPoolExecutor(2, "kuleshov-room")
_ROOMS: weakref.WeakSet[CuttingRoom] = weakref.WeakSet()


def cutting_room(
    rushes: Mapping[str, Take] | Mapping[str, Clip] | Mapping[str, Take | Clip],
    cut: Cut | None = None,
) -> CuttingRoom | Still:
    """Open a room in which an edit is cut by hand.

    Parameters
    ----------
    rushes : Rushes or mapping
        The bin: take name to take, or to clip.
    cut : Cut, optional
        The edit. What hands do there happens to this very object; without one a new edit begins.

    Returns
    -------
    CuttingRoom or Still
        Shows itself in a notebook. Where work is graded it is the edit's picture alone.

    Raises
    ------
    EditError
        Where ``rushes`` is no bin or ``cut`` no Cut.

    See Also
    --------
    kuleshov.Cut : The same operations in code.

    Notes
    -----
    Its keys are those of DaVinci Resolve, or of Premiere where they are chosen in the room's head.
    The question mark shows them all.

    Examples
    --------
    >>> import kuleshov as ku
    >>> rushes = ku.rushes("understudy")  # doctest: +SKIP
    >>> cut = ku.Cut("by hand", rushes=rushes)  # doctest: +SKIP
    >>> ku.cutting_room(rushes, cut)  # doctest: +SKIP
    """
    from ...timeline import Cut

    if cut is None:
        cut = Cut("untitled", rushes=rushes if isinstance(rushes, Mapping) else None)
    if not isinstance(cut, Cut):
        raise EditError(f"A cutting room cuts a Cut, not a {type(cut).__name__}.")
    takes = bins.takes_of(rushes, cut)
    if os.environ.get("NBGRADER_EXECUTION"):
        return Still(cut)
    return CuttingRoom(takes, session_of(cut, _names(rushes, cut), _is_bound))


def _names(rushes: Any, cut: Cut) -> dict[str, str]:
    """Return what the notebook calls the bin and the edit."""
    shell = _shell()
    known: dict[str, Any] = getattr(shell, "user_ns", None) or {}
    names = {"rushes": "rushes", "cut": "cut"}
    for name, value in list(known.items()):
        if not name.startswith("_"):
            if value is cut:
                names["cut"] = name
            elif value is rushes:
                names["rushes"] = name
    return names


def _is_bound(cut: Cut) -> bool:
    """Say whether the notebook still has a name for an edit, or whether it was replaced."""
    known = getattr(_shell(), "user_ns", None) or {}
    return any(value is cut for name, value in list(known.items()) if not name.startswith("_"))


def _shell() -> Any:
    found = sys.modules.get("IPython")
    return found.get_ipython() if found else None


class Still:
    """An edit's picture, where there is nobody to cut it."""

    def __init__(self, cut: Cut) -> None:
        self.cut = cut

    def __repr__(self) -> str:
        return f"{self.cut!r}\n{self.cut.to_text()}"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        from ..edit_picture import cut_html

        return {"text/html": cut_html(self.cut), "text/plain": repr(self)}


class CuttingRoom(Room):
    """A cutting room as a widget. Made by :func:`cutting_room`.

    Attributes
    ----------
    cut : Cut
        The edit, the same object that was given.
    """

    _esm = linked("cutting-room.js")
    _css = stylesheet("room.css", "timeline.css")
    _may_be_told = MappingProxyType({**GESTURES, **REQUESTS})
    bin: Any = traitlets.List().tag(sync=True)
    state: Any = traitlets.Dict().tag(sync=True)

    def __init__(self, takes: dict[str, Any], session: Session) -> None:
        self._takes = takes
        self._session = session
        self._films = Films()
        self._key = uuid.uuid4().hex[:12]
        self._pictured: Any = None
        self._handle: Any = None
        super().__init__(bin=bins.cards(takes, session.cut.rate), state=self._told(session))
        _ROOMS.add(self)
        _watch()

    @property
    def cut(self) -> Cut:
        """The edit."""
        return self._session.cut

    def __repr__(self) -> str:
        return f"Cutting room of {self.cut!r}, {len(self._takes)} takes in the bin"

    # How it shows itself

    def _ipython_display_(self, **_: Any) -> None:
        """Show the room, and behind it a still picture for where no browser is.

        The still is an output of its own: a saved notebook that is opened without a kernel shows
        it, where the room itself can't be brought back. The room hides it while it is there.
        """
        from IPython.display import display

        bundle: Any = self._repr_mimebundle_() or {}
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        display({**data, "text/plain": repr(self)}, raw=True)
        watched = bool(os.environ.get("JPY_SESSION_NAME"))  # a browser will ask for the picture
        still = self._still(pictures=not watched)
        self._handle = display(still, raw=True, display_id=f"still-{self._key}")
        self._pictured = None if watched else self._seen()

    def _seen(self) -> Any:
        """Return what its picture shows: an edit is equal to one of another title."""
        return self.cut.edit, self.cut.title

    def _still(self, pictures: bool = True) -> dict[str, str]:
        from ..edit_picture import cut_html

        words = f"{self.cut!r}\n{self.cut.to_text()}"
        shown = cut_html(self.cut) if pictures else f"<pre>{escape(words)}</pre>"
        page = f'<div class="kuleshov-still" data-room="{self._key}">{shown}</div>'
        return {"text/html": page, "text/plain": words}

    # What it tells

    def sync(self) -> None:
        """Tell the browser how things stand."""
        self.state = self._told(self._session)

    def _told(self, session: Session) -> dict[str, Any]:
        cut = session.cut
        with cut.held():
            return {
                "v": VERSION,
                "room": self._key,
                "edit": _plain(cut),
                "base": nominal(cut.rate),
                "rate": [cut.rate.numerator, cut.rate.denominator],
                "gestures": session.record.gestures,
                "lineage": session.record.lineage,
                "undo": session.can_undo,
                "redo": session.can_redo,
                "findings": _findings(cut, False),
                "lines": session.lines,
                "text": cut.to_text(),
                "names": session.names,
                "said": session.said or cut.said,
                "question": session.question,
                "saved": _saved(session),
                "home": str(Path.home()),
            }

    # What it is told

    def _workers(self, message: Message) -> Executor | None:
        # so that a gesture never waits for a picture
        return _WORKERS if message.do in _SLOW else None

    def _answer(self, message: Message) -> Answer:
        if not message.is_gesture:
            return super()._answer(message)
        answer = self._session.apply(message, self._takes)
        _tell(self._session)
        return {**answer, "gestures": self._session.record.gestures}, []

    def _on_hello(self, records: list[Any]) -> Answer:
        self._session.meet([found for each in records if (found := read_record(each))])
        _tell(self._session)
        return {}, []

    def _on_ping(self) -> Answer:
        return {"gestures": self._session.record.gestures}, []

    def _on_save(self) -> Answer:
        self._session.save()
        _tell(self._session)
        return {}, []

    def _on_look(self, take: str) -> Answer:
        clip = self._clip(take)
        if isinstance(clip, Sound):
            return {"look": {"count": 0, "width": 16, "height": 9, "step": 1}}, [b"", levels(clip)]
        data, plan = strip(clip)
        ratio = self.cut.rate / clip.rate
        return {"look": {**plan, "step": float(plan["step"] * ratio)}}, [data, levels(clip)]

    def _on_wave(self, take: str, stem: str) -> Answer:
        return {}, [stem_levels(self._take(take), stem)]

    def _on_media(self, take: str) -> Answer:
        clip = self._clip(take)
        if isinstance(clip, Sound):  # the browser asks for its sound alone
            return {"media": {"path": str(clip.path.resolve()), "size": 0, "sound": True}}, []
        return {"media": {**self._films.of(clip), "sound": clip.sound is not None}}, []

    def _on_chunk(self, take: str, kind: str, start: int) -> Answer:
        data, size = self._films.piece(take, self._take(take), kind, start)
        return {"size": size, "start": start}, [data]

    def _on_listen(self) -> Answer:
        return {"findings": _findings(self.cut, True)}, []

    def _on_still(self) -> Answer:
        if self._handle is not None and self._pictured != self._seen():
            self._pictured = self._seen()
            self._handle.update(self._still(), raw=True)
        return {}, []

    def _take(self, name: str) -> Any:
        if name not in self._takes:
            near = meant(name[:40], self._takes)
            raise EditError(f"There is no take {name[:40]!r} in this room's bin.{near}")
        return self._takes[name]

    def _clip(self, name: str) -> Any:
        take = self._take(name)
        return getattr(take, "clip", take)


def _plain(cut: Cut) -> dict[str, Any]:
    import json

    return dict(json.loads(cut.to_json()))


def _findings(cut: Cut, sound: bool) -> list[dict[str, Any]]:
    try:
        found = cut.check(sound=sound)
    except KuleshovError:
        return []
    return [
        {
            "kind": f.kind,
            "frame": f.frame,
            "shots": list(f.shots),
            "sentence": f.sentence,
            "meaning": KINDS[f.kind],
            "answer": f.answer,
            "at": f.frame if f.answered_at is None else f.answered_at,
        }
        for f in found
    ]


def _saved(session: Session) -> dict[str, str]:
    shelf = session.shelf
    if shelf is None:
        return {"path": "", "browser": "", "problem": "There is no studio folder to save to."}
    return {
        "path": str(shelf.otio.resolve()),
        "browser": str(shelf.browser.resolve()),
        "problem": shelf.problem,
    }


def _tell(session: Session) -> None:
    for room in list(_ROOMS):
        if room._session is session:
            room.sync()


def _follow(*_: Any) -> None:
    """After a cell has run: tell the rooms whose edits it changed."""
    for session in {id(room._session): room._session for room in list(_ROOMS)}.values():
        if session.follow():
            _tell(session)


_watching: list[Callable[..., None]] = []


def _watch() -> None:
    shell = _shell()
    if shell is not None and not _watching and hasattr(shell, "events"):
        shell.events.register("post_run_cell", _follow)
        _watching.append(_follow)
