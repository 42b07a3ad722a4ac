"""An edit being cut by hand: gestures applied one at a time, undone whole, counted and saved.

Every room on the same Cut shares one session, so that two views, and code beside them, see one
edit. The Cut's own lock is held over each gesture: a widget's messages arrive in another thread
than the cell that runs.
"""

from __future__ import annotations

import os
import weakref
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ...errors import EditError, KuleshovError
from ...words import few
from .gestures import Bench, Call, Named, quoted
from .messages import Message
from .saving import Found, Record, begun, find, fingerprint, free, kept_as, newest
from .signs import signs_of

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
    """

    def __init__(self, cut: Cut, names: Mapping[str, str], found: Found | None = None) -> None:
        self.cut = cut
        self.names = dict(names)
        self.shelf = found.shelf if found else None
        self.record = found.record if found else begun(cut.edit)
        self.lines: list[str] = []
        self.said = ""
        self.outlived = False
        self._groups: list[tuple[Edit, Edit, int]] = []
        self._undone: list[tuple[Edit, Edit, int]] = []
        self._written: Record | None = None
        if found is not None:
            self._find(found)

    # What was there before

    def _find(self, found: Found) -> None:
        if found.record.by_hand:
            where = f" in {found.copied}" if found.copied else ""
            when = found.record.when
            self._take_over(found.record, f"Taken up where you left it by hand{where} on {when}.")
        for stray in found.strays:
            self._set_aside(stray)
        question = self.question
        self.cut.said = question["why"] if question else self.said or self.cut.said

    def _take_over(self, found: Record, words: str, title: str = "") -> bool:
        """Let the Cut become a record's edit, as one gesture that can be undone.

        Its title too, or the one that is given.
        """
        before, title = self.cut.edit, title or found.title
        if fingerprint(found.cut()) != fingerprint(before):
            self.cut.become(type(self.cut).from_edit(found.cut()))
        steps = int(self.cut.edit is not before)
        if title != self.cut.title:
            self.cut.rename(title)
            steps += 1
        if not steps:
            return False
        self._groups.append((before, self.cut.edit, steps))
        self.said = f"{words} Ctrl+Z goes back to what the code says."
        return True

    def meet(self, others: Sequence[Record]) -> None:
        """Take what browsers kept, if it is this work some gestures further on."""
        with self.cut.held():
            before = self.record
            found, strays = newest([before, *others])
            if found is not None and found is not before:
                words = "Gestures that Python had not heard of were in the browser."
                if self._take_over(found, words):
                    lost = found.gestures - before.gestures
                    self._log(f"# {lost} more by hand, kept by the browser")
                self.record = found.went_through(fingerprint(found.cut()))
            for stray in strays:
                self._set_aside(stray)
            self.save()

    def _set_aside(self, stray: Record) -> None:
        """Keep a state that went another way as work of its own, and ask about it."""
        if self.shelf is None:
            return
        shelf = free(self.record.signs, {self.shelf.path})
        kept = self.cut.copy(stray.title)
        kept.become(type(self.cut).from_edit(stray.cut()))
        shelf.write(stray.branch(self.record.signs), kept)
        self.record = replace(self.record, asks=(*self.record.asks, shelf.path.stem))

    # Where two versions disagree

    @property
    def question(self) -> dict[str, Any] | None:
        """What is to be decided: how other work that may be meant differs from this cut.

        Both versions are kept until it is answered by the gesture ``take_up`` or ``leave``.
        """
        for name in self.record.asks:
            kept = kept_as(name)
            if kept is not None and fingerprint(kept.record.cut()) != fingerprint(self.cut.edit):
                return self._asking(name, kept.record)
        return None

    def _asking(self, name: str, other: Record) -> dict[str, Any]:
        told = self.cut.diff(type(self.cut).from_edit(other.cut()))
        told = few(told, "{} more differences.", 6) or ["They differ in notes or markers alone."]
        words = f"another version of this edit, cut by hand on {other.when}, differs from this one"
        keep, take = "Keep this one", "Take the other"
        if not self.record.by_hand:
            words = f"the code and what you cut by hand on {other.when} differ"
            keep, take = "Take the code's", "Keep mine by hand"
        why = f"{words[0].upper()}{words[1:]}. Both are kept, and the room asks which goes on."
        return {"name": name, "why": why, "differences": told, "keep": keep, "take": take}

    def _taken_up(self) -> list[str]:
        name, kept = self._asked()
        before, other = self.record, kept.record
        title = other.title if other.renamed else self.cut.title
        calls = [] if title == self.cut.title else [Call("rename", (title,))]
        self._take_over(other, "", title)
        self.record = before.settled(name)
        if not before.by_hand:  # the hand's work goes on where it lay, over this code
            self.shelf, rest = kept.shelf, self.record
            other = other.went_through(*before.fingerprints)
            self.record = replace(other, signs=rest.signs, asks=rest.asks)
            for stray in kept.strays:  # this shelf's next record takes their files away
                self._set_aside(stray)
        loaded = Named(None, f"ku.Cut.load({quoted(str(kept.shelf.otio))}, {self.names['rushes']})")
        return [call.line(self.names["cut"]) for call in (Call("become", (loaded,)), *calls)]

    def _left(self) -> list[str]:
        name, kept = self._asked()
        self.record = self.record.settled(name)
        self.save()
        return [f"# what was cut by hand stays in {kept.shelf.otio.name}"]

    def _asked(self) -> tuple[str, Found]:
        question = self.question
        kept = kept_as(question["name"]) if question else None
        if question is None or kept is None:
            raise EditError("There is no other version of this edit to decide about.")
        return question["name"], kept

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
        elif message.do == "leave":
            lines = self._left()
        else:
            lines = self._called(message, takes)
        if self.cut.edit is not before:
            self.record = self.record.then(self.cut.edit)
            self.said = ""
            self.save()
        for line in lines:
            self._log(line)
        return lines

    def _called(self, message: Message, takes: Mapping[str, Any]) -> list[str]:
        bench = Bench(self.cut, takes, self.names["rushes"])
        before, calls = self.cut.edit, bench.calls(message)
        with self.cut.all_or_none():
            for call in calls:
                call.on(self.cut)
        if calls:
            self._groups.append((before, self.cut.edit, len(calls)))
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

    def _log(self, line: str) -> None:
        self.lines = [*self.lines, line][-_LINES:]

    # What is kept

    def follow(self) -> bool:
        """Notice what code did to the Cut; return whether it did anything."""
        with self.cut.held():
            marks = self.record.fingerprints
            as_it_was = bool(marks) and marks[-1] == fingerprint(self.cut.edit)
            if as_it_was and self.record.title == self.cut.title:
                return False
            self.record = self.record.then(self.cut.edit, by_hand=False)
            self.save()
            return True

    def save(self) -> None:
        """Write the newest state to the studio, where hands had a part in it."""
        if self.shelf is None or not (self.record.by_hand or self.record.answered):
            return
        if self.record == self._written and not self.shelf.problem:
            return
        if self.outlived or self.shelf.is_another_s():
            self._part(self.shelf.path.stem)
        self.shelf.write(self.record, self.cut)
        self._written = self.record

    def _part(self, other: str) -> None:
        """Go on by itself: somebody else, in another tab or kernel, cuts the same edit."""
        assert self.shelf is not None
        self.shelf = free(self.record.signs, {self.shelf.path})
        self.record = self.record.branch(self.record.signs, *self.record.asks, other)
        self.outlived = False
        self.said = (
            "This edit is cut in another tab or kernel as well. What is done here is kept by itself, "
            f"as {self.shelf.path.stem}; the other version stays as {other}."
        )

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
    the new one is the same edit by its signs, its cell was run again: what was done to it by hand
    goes over to the new one. Any other keeps its place, and so do two edits of one run.
    """
    known = _SESSIONS.get(id(cut))
    if known is not None and known.cut is cut:
        known.names.update(names)
        known.follow()
        return known
    signs = signs_of(cut.title, names["cut"], os.environ.get("JPY_SESSION_NAME", ""))
    others = [other for other in _SESSIONS.values() if other.shelf is not None]
    taken = {
        other.shelf.path
        for other in others
        if other.shelf and (bound(other.cut) or other.record.signs.run == signs.run != "")
    }
    session = Session(cut, names)
    with suppress(KuleshovError, OSError):
        session = Session(cut, names, find(cut.edit, signs, taken))
    for other in others:
        if session.shelf and other.shelf and other.shelf.path == session.shelf.path:
            other.outlived = True
    _SESSIONS[id(cut)] = session
    return session
