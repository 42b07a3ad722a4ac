"""A feed, a dark room and a test of what is left of both: one's own attention as data.

Nothing leaves this machine. What was on the screen and what was said of it is a text file in
``studio/attention``, the viewer's own.
"""

from __future__ import annotations

import hashlib
import os
from weakref import WeakSet

from ...comparison.matched_sets import Films, Sets, matched_sets
from ...comparison.pseudonyms import own_pseudonym
from ...comparison.remembered import NAMES, Remembered, simulated
from ...comparison.trial import Trial
from ...folders import studio
from .attention_room import AttentionRoom
from .seen import Seen


def attention(
    films: Films,
    seed: int | None = None,
    *,
    pieces: int = 24,
    seconds: float | None = None,
) -> Attention:
    """Show pieces of films in a feed and others in the dark, and test what is remembered of each.

    Parameters
    ----------
    films : iterable of Clip, Take, str or Path, or mapping of names to them
        What pieces are cut from. Each that is shown needs a lure: another one, from the same film,
        set-up, brief or maker where there is one, that is never shown.
    seed : int, optional
        Of all coins, 0 or more. Left out, it comes from your pseudonym in ``studio/viewer.txt``, so that in a
        class each has another one.
    pieces : int
        How many to show, 8 to 48: half of them in each room.
    seconds : float, optional
        How long a piece is, 2 to 6; as long as these films allow where it is left out.

    Returns
    -------
    Attention
        With :meth:`~Attention.feed`, :meth:`~Attention.dark` and :meth:`~Attention.test`, each for a
        cell of its own, and then :attr:`~Attention.result`. What was done already is found again.

    Raises
    ------
    KuleshovError
        Where a number is out of range.
    Refused
        Where the films don't give eight pieces with lures that can be told from them.
    MediaError, LibraryError
        Where a film can't be read.

    See Also
    --------
    kuleshov.remembered_by : The tests of a class, pooled.

    Notes
    -----
    Two sets that match, which of the two is the feed, what is shown and what is its lure, and which
    room comes first are tossed by the seed. Pieces on screen for less than 2 s are not scored. The
    test asks by pictures alone: it is no test for those who can't see them.

    Examples
    --------
    >>> trial = ku.attention(ku.rushes("understudy"), seed=7)  # doctest: +SKIP
    >>> trial.feed()  # doctest: +SKIP
    >>> trial.result.plot()  # doctest: +SKIP
    """
    viewer = own_pseudonym(studio())
    if seed is None:
        seed = int.from_bytes(hashlib.sha256(viewer.encode()).digest()[:4], "big")
    return Attention(matched_sets(films, seed, pieces=pieces, seconds=seconds), viewer)


class Attention(Trial):
    """One viewer's trial, with its three rooms; made by :func:`attention`.

    Attributes
    ----------
    sets : Sets
        What is shown where. It gives the answers away: look at it after the test.
    viewer : str
        A pseudonym.
    file : Path
        Where all is kept, as text.
    """

    def __init__(self, sets: Sets, viewer: str) -> None:
        super().__init__(sets, viewer, studio() / "attention")
        self._rooms: WeakSet[AttentionRoom] = WeakSet()

    def feed(self) -> AttentionRoom | Waiting:
        """Show the feed: swipe, scroll, or press the arrow keys; a piece loops until you go on.

        Returns
        -------
        AttentionRoom or Waiting
            It ends after 90 s, or when all were seen. Where work is graded, a sentence.
        """
        return self._room("feed")

    def dark(self) -> AttentionRoom | Waiting:
        """Show the other pieces in the dark: whole, one after the other, with nothing to press.

        Returns
        -------
        AttentionRoom or Waiting
            Escape ends it before its time, and is noted. Where work is graded, a sentence.
        """
        return self._room("dark")

    def test(self) -> AttentionRoom | Waiting:
        """Ask what is remembered of both, after a minute of something else.

        Returns
        -------
        AttentionRoom or Waiting
            First what comes to mind, then picture by picture: old or new. Where work is graded, a
            sentence.
        """
        return self._room("test")

    def simulated(self, feed: float = 1.0, dark: float = 1.6, seed: int = 1) -> Remembered:
        """Let chance answer this test, with a memory that is known.

        Parameters
        ----------
        feed, dark : float
            The true d' of each room.
        seed : int
            Of the answers.

        Returns
        -------
        Remembered
            It says that it is simulated.

        See Also
        --------
        result : Your own.
        """
        return simulated(len(self.sets.feed), feed, dark, seed)

    def seen(self) -> Seen:
        """Show the pieces that were on screen, numbered; all that are dealt where nobody watched yet.

        Look at it after the test: it is half of the answers.

        Returns
        -------
        Seen
            ``trial.seen()[3]`` is the third as a film of its own.
        """
        watched = self.watched()
        if watched:
            return Seen(watched, "on your screen, the feed's before the dark room's")
        every = [one.shown for room in NAMES for one in self.items(room)]
        return Seen(every, "dealt to the feed, then to the dark room; nobody has watched yet")

    def tell(self) -> None:
        """Tell the rooms how things stand."""
        for room in list(self._rooms):
            room.told()

    def _room(self, stage: str) -> AttentionRoom | Waiting:
        if os.environ.get("NBGRADER_EXECUTION"):
            return Waiting(f"Here a reader goes through {NAMES.get(stage, 'the test')} by hand.")
        room = AttentionRoom(self, stage)
        self._rooms.add(room)
        return room


class Waiting:
    """A sentence in a room's place, where there are no hands.

    Parameters
    ----------
    words : str
    """

    def __init__(self, words: str) -> None:
        self.words = words

    def __repr__(self) -> str:
        return self.words
