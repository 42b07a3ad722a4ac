"""One viewer's way through a feed, a dark room and a test: what comes when, and what is kept of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ..folders import from_here, made
from ..words import counted
from .attention_log import AttentionLog, read_log, write_lines
from .matched_sets import Item, Piece, Sets
from .remembered import NAMES, Remembered, score

PAUSE = 0.5  # s of black between two pieces in the dark


class Trial:
    """One viewer's trial on two matched sets, and the file in which it is kept.

    Parameters
    ----------
    sets : Sets
    viewer : str
        A pseudonym.
    folder : Path
        Where the file lies, or is to lie.

    Attributes
    ----------
    sets : Sets
    viewer : str
    file : Path
    log : AttentionLog
        As far as it goes.

    Raises
    ------
    KuleshovError
        Where the file that lies there is none of a memory test.
    """

    def __init__(self, sets: Sets, viewer: str, folder: Path) -> None:
        self.sets, self.viewer = sets, viewer
        self.file = folder / f"{viewer}-{sets.seed}-{_sign(sets)}.txt"
        self.log = read_log(self.file) if self.file.exists() else AttentionLog()

    @property
    def result(self) -> Remembered:
        """What was remembered of each room; it is false, and says why, while the test isn't done."""
        return score(self.log)

    @property
    def coins(self) -> str:
        """What the coins decided; they are told when the test is done."""
        if not self.log.done:
            return "The coins are told after the test: to know them would be to know what is asked."
        shown = "; ".join(
            f"{NAMES[room]}: {', '.join(sorted(repr(one.shown) for one in items))}"
            for room, items in (("feed", self.sets.feed), ("dark", self.sets.dark))
        )
        return f"Seed {self.sets.seed}: {NAMES[self.first]} came first. Shown in {shown}."

    @property
    def first(self) -> str:
        """Which room comes first: ``"feed"`` or ``"dark"``."""
        return "feed" if self.sets.feed_first else "dark"

    def forget(self) -> str:
        """Delete what was kept of this trial, and begin anew.

        Returns
        -------
        str
            Where it lay.
        """
        there = self.file.exists()
        self.file.unlink(missing_ok=True)
        self.file.with_name(f".{self.file.name}.lock").unlink(missing_ok=True)
        self.log = AttentionLog()
        self.tell()
        place = from_here(self.file)
        return f"{place} is deleted." if there else f"Nothing was kept: there is no {place}."

    def items(self, room: str) -> tuple[Item, ...]:
        """Return what a room shows, in its order.

        Parameters
        ----------
        room : str
            ``"feed"`` or ``"dark"``.

        Returns
        -------
        tuple of Item
        """
        return self.sets.feed if room == "feed" else self.sets.dark

    def watched(self) -> tuple[Piece, ...]:
        """Return the pieces that were on screen, the feed's first, each room's in its order.

        Returns
        -------
        tuple of Piece
        """
        on = {(room, piece) for room, piece, _ in self.log.on}
        return tuple(
            one.shown for room in NAMES for one in self.items(room) if (room, one.number) in on
        )

    def piece(self, number: int) -> Piece:
        """Return the piece of a number, shown or a lure.

        Parameters
        ----------
        number : int

        Returns
        -------
        Piece

        Raises
        ------
        KuleshovError
            Where there is none.
        """
        item = self.sets.item(number)
        return item.shown if number == item.number else item.lure

    def asked(self) -> list[int]:
        """Return the pictures that the test still asks for: of pieces that were on screen, and lures.

        Returns
        -------
        list of int
        """
        said = {one.picture for one in self.log.said}
        on = {piece for _, piece, _ in self.log.on}
        return [n for n in self.sets.asked if n not in said and (n in on or self.is_lure(n))]

    def is_lure(self, number: int) -> bool:
        """Say whether a number is a lure's.

        Parameters
        ----------
        number : int

        Returns
        -------
        bool
        """
        return number != self.sets.item(number).number

    def closed(self, room: str) -> str:
        """Say why a room isn't open yet, or is open no more; nothing where it is open.

        Parameters
        ----------
        room : str
            ``"feed"``, ``"dark"`` or ``"test"``.

        Returns
        -------
        str
        """
        over = self.log.over
        if room == "test":
            left = [NAMES[one] for one in NAMES if one not in over]
            return f"The test opens after {' and '.join(left)}." if left else ""
        if room in over:
            return ""
        if room != self.first and self.first not in over:
            return f"A coin has put {NAMES[self.first]} first: run its cell and go there; this opens then."
        return ""

    def keep(self, *lines: str) -> None:
        """Write lines into the file, take them in, and tell the rooms.

        Parameters
        ----------
        *lines : str

        Raises
        ------
        KuleshovError
            Where one is no line of such a file, or the studio can't be written.
        """
        made(self.file.parent)
        if not self.file.exists():
            self.log = AttentionLog()  # it may have been deleted by hand
            head = (
                f"viewer, {self.viewer}",
                f"seed, {self.sets.seed}",
                f"pieces, {len(self.sets.feed)}",
                f"first, {self.first}",
            )
            lines = (*head, *lines)
        write_lines(self.file, *lines)
        for line in lines:
            self.log.take_in(line)
        self.tell()

    def tell(self) -> None:
        """Tell whoever shows this trial how things stand; here nobody does."""

    def __repr__(self) -> str:
        n = len(self.sets.feed)
        lasts = max(one.shown.seconds for one in (*self.sets.feed, *self.sets.dark))
        dark = sum(one.shown.seconds + PAUSE for one in self.sets.dark)
        moments = sum(map(self.sets.moments, NAMES))
        heard = sum(one.shown.clip.sound is not None for room in NAMES for one in self.items(room))
        sound = counted(heard, f"of the {2 * n} has sound", f"of the {2 * n} have sound")
        where = from_here(self.file)
        return (
            f"{counted(n, 'piece')} for the feed and {n} for the dark room, of {lasts:.3g} s at most; "
            f"the dark room takes {dark:.0f} s. {sound}. Each has a lure, and {moments} of the {2 * n} lures are "
            f"another moment of the same film. What you do is kept in {where} and sent nowhere."
        )


def _sign(sets: Sets) -> str:
    """Return six letters by which the same pieces are known again."""
    both = [*sets.feed, *sets.dark]
    words = [f"{p.clip.sha256} {p.first} {p.stop}" for one in both for p in (one.shown, one.lure)]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:6]
