"""One of the three rooms of a memory test as a widget: the feed, the dark room, or the test."""

from __future__ import annotations

import uuid
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from threading import RLock
from typing import Any

import traitlets

from ...comparison.trial import PAUSE, Trial
from ...errors import KuleshovError
from .delivery import Films
from .linker import linked, stylesheet
from .messages import ATTENTION, VERSION, Message
from .piece_films import credits_of, film_of, still_of
from .room import Answer, Room

FEED_LASTS = 90.0  # s
FILLER_LASTS = 60.0  # s
TITLES = {"feed": "The feed", "dark": "The dark room", "test": "The memory test"}

_WORKERS = ThreadPoolExecutor(1, "kuleshov-attention")


class AttentionRoom(Room):
    """A room of a memory test as a widget. Made by the methods of :class:`.attention.Attention`.

    Attributes
    ----------
    stage : str
        ``"feed"``, ``"dark"`` or ``"test"``.
    """

    _esm = linked("attention-room.js")
    _css = stylesheet("room.css", "attention.css")
    _may_be_told = ATTENTION
    state: Any = traitlets.Dict().tag(sync=True)

    def __init__(self, trial: Trial, stage: str) -> None:
        self._trial, self.stage = trial, stage
        self._lock = RLock()
        self._films = Films()
        self._key = uuid.uuid4().hex[:12]
        super().__init__(state=self._told())

    def __repr__(self) -> str:
        return f"{TITLES[self.stage]}, by hand: run this cell in JupyterLab and press the room's button."

    def told(self) -> None:
        """Tell the browser how things stand."""
        self.state = self._told()

    def _told(self) -> dict[str, Any]:
        trial, log = self._trial, self._trial.log
        told: dict[str, Any] = {
            "v": VERSION,
            "room": self._key,
            "stage": self.stage,
            "closed": trial.closed(self.stage),
            "home": str(Path.home()),
            "file": trial.file.name,
        }
        if self.stage == "test":
            return {**told, **self._asking()}
        seconds = log.seconds(self.stage)
        over = log.over.get(self.stage)
        shown = [
            {
                "take": str(one.number),
                "seconds": one.shown.seconds,
                "sound": one.shown.clip.sound is not None,
                "on": seconds[one.number],
            }
            for one in trial.items(self.stage)
        ]
        return {
            **told,
            "pieces": shown,
            "lasts": FEED_LASTS,
            "pause": PAUSE,
            "spent": sum(seconds.values()),
            "over": over[1] if over else "",
        }

    def _asking(self) -> dict[str, Any]:
        """Return what the browser knows of the test: which pictures are left, and nothing of them.

        The result is not among it: a viewer asks for it in a cell of its own, after a guess.
        """
        trial, log = self._trial, self._trial.log
        left = [] if trial.closed("test") else trial.asked()
        return {
            "filler": 0.0 if log.filler is not None else FILLER_LASTS,
            "recalled": log.recalled is not None,
            "left": left,
            "asked": len(left) + len(log.said),
            "done": log.done,
            "coins": trial.coins if log.done else "",
            "credits": self._credits() if log.done else [],
        }

    def _credits(self) -> list[str]:
        """Return whose the pieces are: told at the end, for a title is a help to memory."""
        both = [*self._trial.sets.feed, *self._trial.sets.dark]
        return credits_of(piece for one in both for piece in (one.shown, one.lure))

    # What it is told

    def _workers(self, message: Message) -> Executor | None:
        return _WORKERS if message.do in ("media", "chunk", "still") else None

    def _on_hello(self) -> Answer:
        return {}, []

    def _shown(self, take: str) -> Any:
        """Return the film of a piece that this room shows."""
        item = self._trial.sets.item(int(take))
        if item not in self._trial.items(self.stage) or int(take) != item.number:
            raise KuleshovError(f"This room doesn't show piece {take}.")
        return film_of(item.shown)

    def _on_media(self, take: str) -> Answer:
        film = self._shown(take)
        return {"media": {**self._films.of(film), "sound": film.sound is not None}}, []

    def _on_chunk(self, take: str, kind: str, start: int) -> Answer:
        data, size = self._films.piece(f"piece {take}", self._shown(take), kind, start)
        return {"size": size, "start": start}, [data]

    def _on_still(self, picture: int) -> Answer:
        self._open()
        if picture not in self._trial.sets.asked:
            raise KuleshovError(f"There is no picture {picture} in this test.")
        return {"picture": picture}, [still_of(self._trial.piece(picture))]

    def _on_on(self, take: str, seconds: float) -> Answer:
        with self._lock:
            self._open()
            self._shown_number(take)
            self._trial.keep(f"on, {self.stage}, {int(take)}, {seconds:.1f}")
        return {}, []

    def _on_over(self, seconds: float, why: str) -> Answer:
        with self._lock:
            if self.stage not in self._trial.log.over:  # two views may end it
                self._open()
                self._trial.keep(f"over, {self.stage}, {seconds:.1f}, {why}")
        return {}, []

    def _on_filler(self, seconds: float) -> Answer:
        with self._lock:
            self._open()
            self._trial.keep(f"filler, {seconds:.1f}")
        return {}, []

    def _on_recalled(self, words: str) -> Answer:
        with self._lock:
            self._open()
            self._trial.keep(f"recalled, {' '.join(words.split())}")
        return {}, []

    def _on_said(self, picture: int, old: bool, seconds: float) -> Answer:
        with self._lock:
            self._open()
            trial = self._trial
            if picture not in trial.asked():
                raise KuleshovError("That picture has its answer, or is not asked for.")
            was, called = ("new" if trial.is_lure(picture) else "old"), ("old" if old else "new")
            line = f"said, {picture}, {trial.sets.room(picture)}, {was}, {called}, {seconds:.1f}"
            last = len(trial.asked()) == 1
            trial.keep(line, *(["done"] if last else []))
        return {}, []

    def _shown_number(self, take: str) -> None:
        if int(take) not in {one.number for one in self._trial.items(self.stage)}:
            raise KuleshovError(f"This room doesn't show piece {take}.")

    def _open(self) -> None:
        """Refuse what comes before this room's time, or after it."""
        if closed := self._trial.closed(self.stage):
            raise KuleshovError(closed)
        if self.stage in self._trial.log.over:
            raise KuleshovError(
                "This room is over. To begin anew: trial.forget(), then run the cells."
            )
