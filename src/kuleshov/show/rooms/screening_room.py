"""The screening room: two films in step, side by side, under a wipe, or in turn.

Python holds the films, the notes and the votes; the browser shows them. Seen blind, neither name
nor path of a film reaches the browser before the vote.
"""

from __future__ import annotations

import os
import re
import secrets
import uuid
from collections.abc import Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets

from ...comparison.preferences import Judgement, preferences
from ...comparison.pseudonyms import is_pseudonym, own_pseudonym
from ...errors import KuleshovError, Refused
from ...files import write_whole
from ...folders import made, studio
from ...timecode import nominal
from .delivery import Films
from .linker import linked, stylesheet
from .messages import SCREENING, VERSION, Message
from .notes import Note, Notes
from .room import Answer, Room

if TYPE_CHECKING:
    from ...media import Clip, FilmLike

_WORKERS = ThreadPoolExecutor(1, "kuleshov-screening")
_HIDDEN = ("Film A", "Film B")
SEEN = 0.8  # of each film, before there can be a vote
MOST_POINTS = 600


def screening_room(
    *films: FilmLike, blind: bool = False, viewer: str = "", **named: FilmLike
) -> ScreeningRoom | Still:
    """Show two films in step, and keep what you note and how you vote.

    Parameters
    ----------
    *films : Clip, Take or path
        Two films, called a and b.
    blind : bool
        Without names and in random order. There is a vote, with a reason, and then the names. The
        vote is a line in ``studio/preferences/<viewer>.txt``; see :func:`kuleshov.preferences`.
    viewer : str
        The pseudonym under which you vote; the one in ``studio/viewer.txt`` where left out.
    **named : Clip, Take or path
        Two films by the names that notes and votes give them.

    Returns
    -------
    ScreeningRoom or Still
        ``room.notes`` are the notes, and ``print(room.notes)`` the citations of a critique. Where
        work is graded both films stand there as storyboards.

    Raises
    ------
    KuleshovError
        Where there are not two films, one of them can't be read, or a name is none.

    See Also
    --------
    kuleshov.side_by_side : Two films or more without a clock in common, notes or votes.
    kuleshov.preferences : The votes of a whole class.

    Examples
    --------
    >>> room = ku.screening_room(mine=film, theirs=ku.fetch("g_k5_piano10"))  # doctest: +SKIP
    >>> ku.screening_room(mine=film, theirs=other, blind=True)  # doctest: +SKIP
    """
    from ...media.clip import clip_of

    given = {**dict(zip("ab", films, strict=False)), **named}
    if len(films) > 2 or len(given) != 2 or any(film is None for film in given.values()):
        raise KuleshovError(
            "A screening room shows two films: ku.screening_room(mine=film, theirs=other)."
        )
    for name in given:
        if not re.fullmatch(r"\w+", name):
            raise KuleshovError(
                f"{name[:40]!r} can't be cited: a film's name here is letters, digits and _ alone."
            )
    if viewer and not is_pseudonym(viewer):
        raise KuleshovError(
            f"{viewer[:40]!r} is no pseudonym: take one word of up to 40 letters and digits."
        )
    clips = {name: clip_of(film) for name, film in given.items()}
    if os.environ.get("NBGRADER_EXECUTION"):
        return Still(clips)
    return ScreeningRoom(clips, blind, viewer)


class Still:
    """Two films as storyboards, where there is nobody to watch them."""

    def __init__(self, clips: Mapping[str, Clip]) -> None:
        self.clips = clips

    def __repr__(self) -> str:
        return " beside ".join(f"{name}: {clip!r}" for name, clip in self.clips.items())

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        from ..side_by_side import SideBySide

        return SideBySide(dict(self.clips))._repr_mimebundle_()


class ScreeningRoom(Room):
    """A screening room as a widget. Made by :func:`screening_room`.

    Attributes
    ----------
    notes : Notes
        What was noted, as text in ``studio/notes``.
    vote : Judgement or None
        How you voted, where the films were seen blind.
    """

    _esm = linked("screening-room.js")
    _css = stylesheet("room.css", "screening.css")
    _may_be_told = SCREENING
    state: Any = traitlets.Dict().tag(sync=True)

    def __init__(self, clips: dict[str, Clip], blind: bool, viewer: str) -> None:
        self._lock = RLock()
        self._order = list(clips)
        if blind and secrets.randbelow(2):
            self._order.reverse()
        self._clips = clips
        self._blind, self._viewer = blind, viewer
        self._films = Films()
        self.vote: Judgement | None = None
        self._problem = ""
        self.notes = Notes.of(clips)
        if blind:
            self.notes.masks = dict(zip(self._order, _HIDDEN, strict=True))
        self._key = uuid.uuid4().hex[:12]
        super().__init__(state=self._told())

    def __repr__(self) -> str:
        shown = "two films, seen blind" if self._hidden else " and ".join(self._order)
        return f"Screening room of {shown}"

    @property
    def _hidden(self) -> bool:
        return self._blind and self.vote is None

    def _name(self, side: int) -> str:
        return _HIDDEN[side] if self._hidden else self._order[side]

    def _told(self) -> dict[str, Any]:
        from ...metrics.registry import REGISTRY

        return {
            "v": VERSION,
            "room": self._key,
            "blind": self._blind,
            "hidden": self._hidden,
            "films": [self._film(side) for side in (0, 1)],
            "notes": self._noted(),
            "measures": [
                {"id": spec.id, "name": spec.name, "unit": spec.unit}
                for spec in REGISTRY.values()
                if spec.id in SERIES
            ],
            "vote": self._voted(),
            "need": SEEN,
            "problem": self._problem,
            "home": str(Path.home()),
        }

    def _film(self, side: int) -> dict[str, Any]:
        clip = self._clips[self._order[side]]
        credit = getattr(clip, "credit", None)
        line = (credit.attribution or credit.line) if credit and not self._hidden else ""
        return {
            "name": self._name(side),
            "frames": clip.frames,
            "rate": float(clip.rate),
            "base": nominal(clip.rate),
            "width": clip.width,
            "height": clip.height,
            "sound": clip.sound is not None,
            "credit": line,
        }

    def _noted(self) -> list[dict[str, Any]]:
        """Return the notes; while names are hidden, those of this sitting alone, without names."""
        return [
            {
                "side": self._order.index(note.film),
                "frame": note.frame,
                "words": note.words,
                "cited": note.cited(self.notes.rates[note.film]) if not self._hidden else "",
            }
            for note in self.notes.told()
        ]

    def _voted(self) -> dict[str, Any] | None:
        if self.vote is None:
            return None
        liked = {1: self.vote.first, -1: self.vote.second}.get(self.vote.choice, "")
        return {"liked": liked, "why": self.vote.why, "viewer": self.vote.viewer}

    # What it is told

    def _workers(self, message: Message) -> Executor | None:
        return _WORKERS if message.do == "series" else None

    def _veiled(self, words: str) -> str:
        """Return a problem; while names are hidden, without films' names or paths."""
        for side, name in enumerate(self._order if self._hidden else ()):
            clip = self._clips[name]
            path = clip.path
            known = {str(path.resolve()), str(path), path.name, path.stem, str(clip.name), name}
            for secret in sorted((one for one in known if len(one) > 1), key=len, reverse=True):
                words = re.sub(rf"(?<!\w){re.escape(secret)}(?!\w)", _HIDDEN[side], words)
        return words

    def _on_hello(self) -> Answer:
        return {}, []

    def _on_media(self, take: str) -> Answer:
        clip = self._clips[self._order[int(take)]]
        found = self._films.of(self._name(int(take)), clip)
        if self._hidden and "path" in found:
            found["path"] = f"/blind/{take}.mp4"  # no server gives that out: it comes in pieces
        return {"media": {**found, "sound": clip.sound is not None}}, []

    def _on_chunk(self, take: str, kind: str, start: int) -> Answer:
        clip = self._clips[self._order[int(take)]]
        data, size = self._films.piece(self._name(int(take)), clip, kind, start)
        return {"size": size, "start": start}, [data]

    def _on_series(self, take: str, id: str) -> Answer:
        from ...metrics import measure

        if id not in SERIES:
            raise KuleshovError(f"{id[:40]} has no course over time.")
        found: Any = measure(self._clips[self._order[int(take)]], id)
        if found.series is None:
            raise Refused(found.reason or "it has no course over time.")
        times, values = found.series
        return {**thinned(times, values), "unit": found.unit}, []

    def _on_note(self, take: str, frame: int, words: str) -> Answer:
        with self._lock:
            if frame >= (frames := self._clips[self._order[int(take)]].frames):
                raise KuleshovError(f"There is no frame {frame} to note: the film has {frames}.")
            self.notes.add(Note(self._order[int(take)], frame, words, fresh=True))
            self.state = self._told()
        return {}, []

    def _on_unnote(self, take: str, frame: int, words: str) -> Answer:
        with self._lock:
            self.notes.remove(Note(self._order[int(take)], frame, words))
            self.state = self._told()
        return {}, []

    def _on_vote(self, choice: int, why: str, seen: list[float]) -> Answer:
        with self._lock:
            if not self._blind:
                raise KuleshovError("A vote wants films seen blind: screening_room(blind=True).")
            if not self._hidden:
                raise KuleshovError("There is one vote, and it is cast.")
            if min(seen) < SEEN:
                raise KuleshovError("See both films first: a vote on half a film is a guess.")
            viewer = self._viewer or own_pseudonym(studio())
            vote = Judgement(viewer, self._order[0], self._order[1], choice, " ".join(why.split()))
            self._problem = keep(vote)
            self.vote = vote
            self.notes.masks = {}
            self.state = self._told()
        return {}, []


SERIES = ("activity", "exposure", "loudness", "asl", "flicker", "surprise")


def keep(vote: Judgement) -> str:
    """Put a vote into the viewer's file; a second one on a pair is refused in a sentence."""
    file = made(studio() / "preferences") / f"{vote.viewer}.txt"
    known = preferences(file).judgements if file.exists() else ()
    mine = [j for j in known if j.viewer == vote.viewer]
    if any({j.first, j.second} == {vote.first, vote.second} for j in mine):
        return f"You had voted on these two already; {file.name} keeps your first vote."
    before = file.read_text(encoding="utf-8-sig") if file.exists() else ""
    before += "\n" if before and not before.endswith("\n") else ""
    write_whole(file, f"{before}{vote.line()}\n")  # comments stay
    return ""


def thinned(times: np.ndarray, values: np.ndarray) -> dict[str, list[float | None]]:
    """Return a series as lists of at most 600 points; what is no number becomes None."""
    step = max(1, int(np.ceil(len(times) / MOST_POINTS)))
    drawn = [float(v) if np.isfinite(v) else None for v in values[::step]]
    return {"times": [float(t) for t in times[::step]], "values": drawn}
