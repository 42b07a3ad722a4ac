"""The screening room: two films in step, side by side, under a wipe, or in turn.

Python holds the films, the notes and the votes; the browser shows them. Seen blind, each two of
the films come in turn, and neither name nor path of a film reaches the browser before the viewer's
last vote: a name shown earlier would give away the pairs that are still to come.
"""

from __future__ import annotations

import os
import re
import secrets
import uuid
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from itertools import combinations
from pathlib import Path
from string import ascii_lowercase
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
_CHANCE = secrets.SystemRandom()
SEEN = 0.8  # of each film, before there can be a vote
MOST_POINTS = 600


def screening_room(
    *films: FilmLike, blind: bool = False, viewer: str = "", **named: FilmLike
) -> ScreeningRoom | Still:
    """Show two films in step, and keep what you note; blind, show all pairs of films to be voted on.

    Parameters
    ----------
    *films : Clip, Take or path
        Two films, called a and b; blind, two or more, called a, b, c and so on.
    blind : bool
        Without names. Each two of the films come in turn; the order of the pairs and the sides are
        drawn by chance. After each pair there is a vote, with a reason; after the last one come the
        names. Each vote is written at once, as a line of ``studio/preferences/<viewer>.txt``, and a
        viewer who comes back goes on with the pairs that have no vote yet. See
        :func:`kuleshov.preferences`.
    viewer : str
        The pseudonym under which you vote; the one in ``studio/viewer.txt`` where left out. When
        all is seen, the room asks for the next viewer's.
    **named : Clip, Take or path
        The films by the names that notes and votes give them.

    Returns
    -------
    ScreeningRoom or Still
        ``room.notes`` are the notes, and ``print(room.notes)`` the citations of a critique. Where
        work is graded the films stand there as storyboards.

    Raises
    ------
    KuleshovError
        Where there are too few films or too many, one of them can't be read, or a name is none.

    See Also
    --------
    kuleshov.side_by_side : Two films or more without a clock in common, notes or votes.
    kuleshov.preferences : The votes of a whole class.

    Examples
    --------
    >>> room = ku.screening_room(mine=film, theirs=ku.fetch("g_k5_piano10"))  # doctest: +SKIP
    >>> ku.screening_room(mine=film, theirs=other, third=reel, blind=True)  # doctest: +SKIP

    Side by side there is room for two:

    >>> screening_room("one.mp4", "other.mp4", "third.mp4")
    Traceback (most recent call last):
        ...
    kuleshov.errors.KuleshovError: A screening room shows two films: ku.screening_room(mine=film, theirs=other). Of more than two, blind=True shows each two in turn.
    """
    from ...media.clip import clip_of

    given = _named(films, named, blind)
    if viewer:
        _refuse_no_pseudonym(viewer)
    clips = {name: clip_of(film) for name, film in given.items()}
    if os.environ.get("NBGRADER_EXECUTION"):
        return Still(clips)
    return ScreeningRoom(clips, blind, viewer)


def _named(films: tuple[Any, ...], named: Mapping[str, Any], blind: bool) -> dict[str, Any]:
    """Return films by name; refuse a number that this room can't show, and names that are none."""
    given = {**dict(zip(ascii_lowercase, films, strict=False)), **named}
    whole = len(given) == len(films) + len(named) and all(f is not None for f in given.values())
    if blind and not (whole and len(given) >= 2):
        raise KuleshovError(
            "A blind screening wants two films or more, each with its name: "
            "ku.screening_room(mine=film, theirs=other, blind=True)."
        )
    if not (whole and (blind or len(given) == 2)):
        raise KuleshovError(
            "A screening room shows two films: ku.screening_room(mine=film, theirs=other). "
            "Of more than two, blind=True shows each two in turn."
        )
    for name in given:
        if not re.fullmatch(r"\w+", name):
            raise KuleshovError(
                f"{name[:40]!r} can't be cited: a film's name here is letters, digits and _ alone."
            )
    return given


def _refuse_no_pseudonym(viewer: str) -> None:
    if not is_pseudonym(viewer):
        raise KuleshovError(
            f"{viewer[:40]!r} is no pseudonym: take one word of up to 40 letters and digits."
        )


class Still:
    """Films as storyboards, where there is nobody to watch them."""

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
    """

    _esm = linked("screening-room.js")
    _css = stylesheet("room.css", "screening.css")
    _may_be_told = SCREENING
    state: Any = traitlets.Dict().tag(sync=True)

    def __init__(self, clips: dict[str, Clip], blind: bool, viewer: str) -> None:
        self._lock = RLock()
        self._clips = clips
        self._blind, self._hidden, self._viewer = blind, blind, ""
        self._films = Films()
        self._problem = ""
        self.notes = Notes.of(clips)
        self._key = uuid.uuid4().hex[:12]
        self._shown = 0  # pairs so far, of all viewers: it tells takes of one pair from the next's
        self._waiting: list[tuple[str, ...]] = []
        self._order = tuple(clips)[:2]
        if blind:
            self._seat(viewer or own_pseudonym(studio()))
        super().__init__(state=self._told())

    def __repr__(self) -> str:
        count = "two" if len(self._clips) == 2 else len(self._clips)
        shown = f"{count} films, seen blind" if self._hidden else " and ".join(self._clips)
        return f"Screening room of {shown}"

    def _seat(self, viewer: str) -> None:
        """Begin with a viewer: the pairs that have no vote of theirs, in an order of chance."""
        voted = [{one.first, one.second} for one in votes_of(viewer)]
        self._viewer, self._hidden = viewer, True
        pairs = drawn(combinations(self._clips, 2))
        self._waiting = [pair for pair in pairs if set(pair) not in voted]
        self._show((self._waiting or pairs)[0])

    def _show(self, pair: tuple[str, ...]) -> None:
        """Bring a pair onto the screens, under masks that say nothing of the pair before."""
        self._order = pair
        self._shown += 1
        self.notes.veil(dict(zip(pair, _HIDDEN, strict=True)))

    def _reveal(self) -> None:
        self._hidden = False
        self.notes.veil({})

    def _name(self, side: int) -> str:
        return _HIDDEN[side] if self._hidden else self._order[side]

    def _take(self, side: int) -> str:
        return str(2 * self._shown + side)

    def _side(self, take: str) -> int:
        """Return on which side a take of the present pair is shown."""
        side = int(take) - 2 * self._shown
        if side not in (0, 1):
            raise KuleshovError("That pair is over: look at the two films that are shown now.")
        return side

    def _told(self) -> dict[str, Any]:
        from ...metrics.registry import REGISTRY

        return {
            "v": VERSION,
            "room": self._key,
            "blind": self._blind,
            "hidden": self._hidden,
            "films": [self._film(side) for side in (0, 1)],
            "notes": self._noted(),
            "citations": "" if self._hidden else str(self.notes),
            "measures": [
                {"id": spec.id, "name": spec.name, "unit": spec.unit}
                for spec in REGISTRY.values()
                if spec.id in SERIES
            ],
            "viewer": self._viewer,
            "pairs": len(self._clips) * (len(self._clips) - 1) // 2,
            "left": len(self._waiting),
            "votes": self._voted(),
            "need": SEEN,
            "problem": self._problem,
            "home": str(Path.home()),
        }

    def _film(self, side: int) -> dict[str, Any]:
        clip = self._clips[self._order[side]]
        credit = getattr(clip, "credit", None)
        line = (credit.attribution or credit.line) if credit and not self._hidden else ""
        return {
            "take": self._take(side),
            "name": self._name(side),
            "frames": round(clip.duration * clip.edit_rate),
            "rate": float(clip.edit_rate),
            "base": nominal(clip.edit_rate),
            "width": clip.width,
            "height": clip.height,
            "sound": clip.sound is not None,
            "credit": line,
        }

    def _noted(self) -> list[dict[str, Any]]:
        """Return the notes on the two films; while names are hidden, those on this pair alone."""
        return [
            {"side": self._order.index(note.film), "frame": note.frame, "words": note.words}
            for note in self.notes.told()
            if note.film in self._order
        ]

    def _voted(self) -> list[dict[str, str]]:
        """Return the viewer's votes on these films, once names may be read."""
        if self._hidden or not self._blind:
            return []
        return [
            {"words": _in_words(vote), "why": vote.why}
            for vote in votes_of(self._viewer)
            if {vote.first, vote.second} <= set(self._clips)
        ]

    # What it is told

    def _workers(self, message: Message) -> Executor | None:
        return _WORKERS if message.do == "series" else None

    def _veiled(self, words: str) -> str:
        """Return a problem; while names are hidden, without films' names or paths."""
        masks = dict(zip(self._order, _HIDDEN, strict=True))
        for name, clip in self._clips.items() if self._hidden else ():
            path = clip.path
            known = {str(path.resolve()), str(path), path.name, path.stem, str(clip.name), name}
            for secret in sorted((one for one in known if len(one) > 1), key=len, reverse=True):
                words = re.sub(
                    rf"(?<!\w){re.escape(secret)}(?!\w)", masks.get(name, "another film"), words
                )
        return words

    def _on_hello(self) -> Answer:
        return {}, []

    def _on_media(self, take: str) -> Answer:
        side = self._side(take)
        clip = self._clips[self._order[side]]
        found = self._films.of(clip)
        if self._hidden and "path" in found:  # no server gives that out: it comes in pieces
            found["path"] = f"/blind/{self._key}/{take}.mp4"
        return {"media": {**found, "sound": clip.sound is not None}}, []

    def _on_chunk(self, take: str, kind: str, start: int) -> Answer:
        side = self._side(take)
        clip = self._clips[self._order[side]]
        data, size = self._films.piece(self._name(side), clip, kind, start)
        return {"size": size, "start": start}, [data]

    def _on_series(self, take: str, id: str) -> Answer:
        from ...metrics import measure

        if id not in SERIES:
            raise KuleshovError(f"{id[:40]} has no course over time.")
        found: Any = measure(self._clips[self._order[self._side(take)]], id)
        if found.series is None:
            raise Refused(found.reason or "it has no course over time.")
        times, values = found.series
        return {**thinned(times, values), "unit": found.unit}, []

    def _on_note(self, take: str, frame: int, words: str) -> Answer:
        with self._lock:
            if frame >= (frames := self._clips[self._order[self._side(take)]].frames):
                raise KuleshovError(f"There is no frame {frame} to note: the film has {frames}.")
            self.notes.add(Note(self._order[self._side(take)], frame, words, fresh=True))
            self.state = self._told()
        return {}, []

    def _on_unnote(self, take: str, frame: int, words: str) -> Answer:
        with self._lock:
            self.notes.remove(Note(self._order[self._side(take)], frame, words))
            self.state = self._told()
        return {}, []

    def _on_vote(self, take: str, choice: int, why: str, seen: list[float]) -> Answer:
        with self._lock:
            if not self._blind:
                raise KuleshovError("A vote wants films seen blind: screening_room(blind=True).")
            self._side(take)
            if not self._waiting:
                raise KuleshovError("All votes on these films are cast.")
            if min(seen) < SEEN:
                raise KuleshovError("See both films first: a vote on half a film is a guess.")
            first, second = self._order
            vote = Judgement(self._viewer, first, second, choice, " ".join(why.split()))
            self._problem = keep(vote)
            self._waiting.pop(0)
            if self._waiting:
                self._show(self._waiting[0])
            else:
                self._reveal()
            self.state = self._told()
        return {}, []

    def _on_viewer(self, name: str) -> Answer:
        with self._lock:
            if not self._blind or self._waiting:
                raise KuleshovError("The next viewer comes when all pairs have a vote.")
            _refuse_no_pseudonym(name.strip())
            self._seat(name.strip())
            self._problem = ""
            self.state = self._told()
        return {}, []


SERIES = ("activity", "exposure", "loudness", "asl", "flicker", "surprise")


def drawn(pairs: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return pairs in an order of chance, the sides of each by chance as well."""
    sided = [tuple(_CHANCE.sample(pair, len(pair))) for pair in pairs]
    return _CHANCE.sample(sided, len(sided))


def votes_of(viewer: str) -> list[Judgement]:
    """Return what a viewer has voted so far, as it stands in the viewer's file."""
    file = studio() / "preferences" / f"{viewer}.txt"
    known = preferences(file).judgements if file.exists() else ()
    return [one for one in known if one.viewer == viewer]


def keep(vote: Judgement) -> str:
    """Put a vote into the viewer's file; a second one on a pair is refused in a sentence."""
    file = made(studio() / "preferences") / f"{vote.viewer}.txt"
    if any({j.first, j.second} == {vote.first, vote.second} for j in votes_of(vote.viewer)):
        return f"You had voted on that pair already: {file.name} keeps your first vote."
    before = file.read_text(encoding="utf-8-sig") if file.exists() else ""
    before += "\n" if before and not before.endswith("\n") else ""
    write_whole(file, f"{before}{vote.line()}\n")  # comments stay
    return ""


def _in_words(vote: Judgement) -> str:
    """Return a vote as the room tells it."""
    if not vote.choice:
        return f"neither {vote.first} nor {vote.second}"
    pair = (vote.first, vote.second)
    liked, other = pair if vote.choice == 1 else pair[::-1]
    return f"{liked}, not {other}"


def thinned(times: np.ndarray, values: np.ndarray) -> dict[str, list[float | None]]:
    """Return a series as lists of at most 600 points; what is no number becomes None."""
    step = max(1, int(np.ceil(len(times) / MOST_POINTS)))
    drawn = [float(v) if np.isfinite(v) else None for v in values[::step]]
    return {"times": [float(t) for t in times[::step]], "values": drawn}
