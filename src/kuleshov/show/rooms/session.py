"""An edit being cut by hand: gestures applied one at a time, undone whole, counted and saved.

Every room on the same Cut shares one session, so that two views, and code beside them, see one
edit. The Cut's own lock is held over each gesture: a widget's messages arrive in another thread
than the cell that runs.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import EditError, KuleshovError
from .gestures import Bench, Call, Named, quoted
from .messages import Message
from .saving import Record, Shelf, begun, find, fingerprint, kept_as, newer

if TYPE_CHECKING:
    from ...timeline import Cut
    from ...timeline.edit import Edit

_LINES = 500


class Session:
    """What happens to one Cut by hand.

    Attributes
    ----------
    cut : Cut
        The edit. Code may change it too.
    record : Record
        Its newest state as it was saved.
    lines : list of str
        The gestures so far as code.
    said : str
        What there is to tell about how the work was found.
    offered : str
        The name under which other work by hand of the same title lies, which can be taken up.
    """

    def __init__(
        self,
        cut: Cut,
        names: Mapping[str, str],
        kept: Shelf | None = None,
        record: Record | None = None,
        offered: str = "",
    ) -> None:
        self.cut = cut
        self.names = dict(names)
        self.shelf = kept
        self.lines: list[str] = []
        self.said = ""
        self.offered = offered
        self.record = record or begun(cut.edit)
        self._groups: list[tuple[Edit, Edit, int]] = []
        self._undone: list[tuple[Edit, Edit, int]] = []
        if record is not None:
            self._take_over(record, f"Taken up where you left it by hand on {record.when}.")

    # What was there before

    def _take_over(self, found: Record, words: str) -> bool:
        """Let the Cut become a record's edit, as one gesture that can be undone."""
        if fingerprint(found.cut()) == fingerprint(self.cut.edit):
            return False
        before = self.cut.edit
        self.cut.become(type(self.cut).from_edit(found.cut()))
        self._groups.append((before, self.cut.edit, 1))
        self.said = f"{words} Ctrl+Z goes back to what the code says."
        return True

    def meet(self, other: Record | None) -> None:
        """Take what a browser kept, if it is this work some gestures further on."""
        with self.cut.held():
            found = newer(self.record, other)
            if found is self.record:
                return
            if self._take_over(found, "Gestures that Python had not heard of were in the browser."):
                lost = found.gestures - self.record.gestures
                self._log(f"# {lost} more by hand, kept by the browser")
            self.record = found
            self.save()

    # What is done

    def apply(self, message: Message, takes: Mapping[str, Any]) -> dict[str, Any]:
        """Carry out a gesture.

        Returns
        -------
        dict
            ``ok``, and ``lines`` of code or the ``problem`` as a sentence.
        """
        with self.cut.held():
            try:
                return {"ok": True, "lines": self._carried_out(message, takes)}
            except KuleshovError as error:
                return {"ok": False, "problem": str(error)}

    def _carried_out(self, message: Message, takes: Mapping[str, Any]) -> list[str]:
        before = self.cut.edit
        if message.do == "undo":
            lines = self._steps(self._groups, self._undone, "undo", 1)
        elif message.do == "redo":
            lines = self._steps(self._undone, self._groups, "redo", 0)
        elif message.do == "take_up":
            lines = self._taken_up()
        else:
            lines = self._called(message, takes)
        if self.cut.edit != before or message.do in ("undo", "redo", "note"):
            self.record = self.record.then(self.cut.edit)
            self.said = ""
            self.save()
        for line in lines:
            self._log(line)
        return lines

    def _called(self, message: Message, takes: Mapping[str, Any]) -> list[str]:
        bench = Bench(self.cut, takes, self.names["rushes"])
        before, done = self.cut.edit, 0
        calls = bench.calls(message)
        try:
            for call in calls:
                call.on(self.cut)
                done += 1
        except KuleshovError:
            for _ in range(done):
                self.cut.undo()
            raise
        if done:
            self._groups.append((before, self.cut.edit, done))
            self._undone.clear()
        return [call.line(self.names["cut"]) for call in calls]

    def _steps(
        self,
        taken: list[tuple[Edit, Edit, int]],
        given: list[tuple[Edit, Edit, int]],
        name: str,
        side: int,
    ) -> list[str]:
        """Undo or redo a whole gesture, or one operation where code made it."""
        count = 1
        if taken and taken[-1][side] is self.cut.edit:
            count = taken[-1][2]
        call = Call(name)
        for _ in range(count):
            call.on(self.cut)
        if taken and count == taken[-1][2] and self.cut.edit is taken[-1][1 - side]:
            given.append(taken.pop())
        return [call.line(self.names["cut"])] * count

    def _taken_up(self) -> list[str]:
        found = kept_as(self.offered) if self.offered else None
        if found is None:
            raise EditError("There is no other work by hand to take up.")
        path = self.shelf.otio.with_name(f"{self.offered}.otio") if self.shelf else Path()
        self.offered = ""
        self._take_over(found, "")
        other = Named(None, f"ku.Cut.load({quoted(str(path))}, {self.names['rushes']})")
        return [Call("become", (other,)).line(self.names["cut"])]

    def _log(self, line: str) -> None:
        self.lines = [*self.lines, line][-_LINES:]

    # What is kept

    def follow(self) -> bool:
        """Notice what code did to the Cut; return whether it did anything."""
        with self.cut.held():
            if self.record.fingerprints and self.record.fingerprints[-1] == fingerprint(
                self.cut.edit
            ):
                return False
            self.record = self.record.then(self.cut.edit)
            self.save()
            return True

    def save(self) -> None:
        """Write the newest state to the studio."""
        if self.shelf is None or not self.record.gestures:
            return
        self.shelf.write(self.record, self.cut)

    @property
    def can_undo(self) -> bool:
        """Whether there is anything to undo."""
        return self._probe("undo", "redo")

    @property
    def can_redo(self) -> bool:
        """Whether there is anything to redo."""
        return self._probe("redo", "undo")

    def _probe(self, there: str, back: str) -> bool:
        with self.cut.held():
            try:
                getattr(self.cut, there)()
            except EditError:
                return False
            getattr(self.cut, back)()
            return True


_SESSIONS: weakref.WeakValueDictionary[int, Session] = weakref.WeakValueDictionary()


def session_of(
    cut: Cut, names: Mapping[str, str], bound: Callable[[Cut], bool] = lambda cut: True
) -> Session:
    """Return the session of a Cut, the same for all its rooms.

    ``bound`` tells whether the notebook still has a name for another Cut. Where it has none, and
    the new one is the same edit under the same title, its cell was run again: what was done to it
    by hand goes over to the new one. Any other keeps its place.
    """
    known = _SESSIONS.get(id(cut))
    if known is not None and known.cut is cut:
        known.names.update(names)
        known.follow()
        return known
    others = [other for other in _SESSIONS.values() if other.shelf is not None]
    taken = {other.shelf.path for other in others if other.shelf and bound(other.cut)}
    session = Session(cut, names)
    with suppress(KuleshovError, OSError):
        session = Session(cut, names, *find(cut.title, cut.edit, taken))
    for other in others:
        if session.shelf and other.shelf and other.shelf.path == session.shelf.path:
            other.shelf = None
    _SESSIONS[id(cut)] = session
    return session
