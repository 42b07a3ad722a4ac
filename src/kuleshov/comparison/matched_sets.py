"""Pieces of films in two sets that match, each piece with a lure: another piece, never shown.

What could make two sets unlike is held alike: pieces are paired with what is nearest to them by
where they come from, and a coin says which goes where. What would be no fair question is kept out:
no two pieces, shown or not, look the same at any moment.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..errors import KuleshovError, Refused
from ..files import whole
from ..folders import cache, made
from ..library.catalogue import Catalogue, catalog
from ..library.takes import Take
from ..media.clip import Clip, FilmLike, usable
from ..words import counted
from .crossed import small

LEAST_APART = 7.0
"""Grey levels between the nearest moments of two pieces; under it they can be taken for each other."""

LENGTHS = (4.0, 3.0, 2.5, 2.0)  # s
SHORTEST = 2.0  # s: what is shown for less is not scored
FEWEST = 8
MOST = 48
_BETWEEN = 1.0  # s between two pieces of one film
_ORDERS, _SEED = 200, 1918


@dataclass(frozen=True, eq=False)
class Piece:
    """A piece of a film, by which it is shown, and by one of its pictures asked for.

    Attributes
    ----------
    clip : Clip
    name : str
        The film's.
    first, stop : int
        Its first frame and the one after its last, at the clip's ``edit_rate``.
    origin : tuple of str
        Where it comes from, the widest first: maker, brief or set-up, film.
    looks : ndarray of float32 (moments, 18, 32, 3)
        As :func:`kuleshov.distance` sees it.
    """

    clip: Clip
    name: str
    first: int
    stop: int
    origin: tuple[str, ...]
    looks: NDArray[np.float32]

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return float((self.stop - self.first) / self.clip.edit_rate)

    @property
    def asked(self) -> int:
        """The frame that a test shows: a second in, so that whoever saw two seconds saw it."""
        return self.first + round(self.clip.edit_rate)

    def __repr__(self) -> str:
        at = float(self.first / self.clip.edit_rate)
        return f"{self.name} from {at:.2f} s, {self.seconds:.2f} s long"


Pair = tuple[Piece, Piece]
Films = Iterable[FilmLike] | Mapping[str, FilmLike]


@dataclass(frozen=True)
class Item:
    """A piece that is shown, and its lure.

    Attributes
    ----------
    number : int
        By which logs and rooms call it; its lure's number is one higher.
    shown, lure : Piece
    """

    number: int
    shown: Piece
    lure: Piece


@dataclass(frozen=True)
class Sets:
    """Two matched sets, as a seed has dealt them; made by :func:`matched_sets`.

    Attributes
    ----------
    feed, dark : tuple of Item
        In the order in which they are shown.
    feed_first : bool
        Whether the feed comes before the dark room.
    asked : tuple of int
        The numbers of all pictures of the test, in its order.
    seed : int
    """

    feed: tuple[Item, ...]
    dark: tuple[Item, ...]
    feed_first: bool
    asked: tuple[int, ...]
    seed: int

    def __len__(self) -> int:
        return len(self.feed) + len(self.dark)

    def item(self, number: int) -> Item:
        """Return the item to which a number belongs, its own or its lure's.

        Parameters
        ----------
        number : int

        Returns
        -------
        Item

        Raises
        ------
        KuleshovError
            Where there is none.
        """
        for one in (*self.feed, *self.dark):
            if number in (one.number, one.number + 1):
                return one
        raise KuleshovError(f"There is no picture {number} in these sets.")

    def moments(self, room: str) -> int:
        """Return how many lures of a room are another moment of the film that is shown.

        Parameters
        ----------
        room : str
            ``"feed"`` or ``"dark"``.

        Returns
        -------
        int
        """
        items = self.feed if room == "feed" else self.dark
        return sum(_same_film((one.shown, one.lure)) for one in items)

    def room(self, number: int) -> str:
        """Return where an item, or the item of a lure, is shown.

        Parameters
        ----------
        number : int

        Returns
        -------
        str
            ``"feed"`` or ``"dark"``.
        """
        return "feed" if self.item(number) in self.feed else "dark"


def matched_sets(
    films: Films, seed: int, *, pieces: int = 24, seconds: float | None = None
) -> Sets:
    """Cut pieces out of films and deal them to a feed and to a dark room, each with its lure.

    Parameters
    ----------
    films : iterable of Clip, Take, str or Path, or mapping of names to them
    seed : int
        0 or more. Of every coin: which of a pair is shown, where, in what order, and which room comes first.
        What the pieces are doesn't depend on it.
    pieces : int
        How many to show at most, 8 to 48: half in each room.
    seconds : float, optional
        How long a piece is, 2 to 6; of a shorter film all is taken, if it lasts 2 s. Left out, the
        longest of 4, 3, 2.5 and 2 s in which the films give as many pieces as were asked for.

    Returns
    -------
    Sets

    Raises
    ------
    KuleshovError
        Where a number is out of range.
    Refused
        Where the films don't give eight pieces, each with a lure, that can be told apart.
    MediaError, LibraryError
        Where a film can't be read.

    See Also
    --------
    kuleshov.attention : Shows them, and asks.
    kuleshov.distance : By which two pieces are told apart.

    Examples
    --------
    >>> import kuleshov as ku
    >>> rushes = ku.rushes("understudy")
    >>> takes = [rushes[name] for name in ("1A-1", "2A-1", "3A-1", "4A-1", "5A-1", "7A-1", "8A-1")]
    >>> sets = matched_sets(takes, seed=7, pieces=8, seconds=3)
    >>> len(sets.feed), len(sets.dark), len(sets.asked)
    (4, 4, 16)
    """
    if not FEWEST <= pieces <= MOST:
        raise KuleshovError(f"Ask for {FEWEST} to {MOST} pieces; {pieces} were asked for.")
    if seconds is not None and not SHORTEST <= seconds <= 6:
        raise KuleshovError(f"A piece lasts {SHORTEST:g} to 6 s; {seconds:g} were asked for.")
    if type(seed) is not int or seed < 0:
        raise KuleshovError(f"A seed is a whole number, 0 or more; {seed!r} is none.")
    catalogue = catalog()
    listed = films.values() if isinstance(films, Mapping) else films
    read = [_film(film, catalogue) for film in listed]
    lengths = LENGTHS if seconds is None else (seconds,)
    found = [_pairs([piece for film in read for piece in film.cut(length)]) for length in lengths]
    pairs = max(found, key=lambda some: min(len(some), pieces))  # the first, so the longest
    count = min(pieces, len(pairs)) // 2 * 2
    if count < FEWEST:
        raise Refused(
            f"These films give {counted(len(pairs), 'piece')} with a lure that can be told from it; a "
            f"test wants {FEWEST} or more. Give more films, or other ones: "
            'ku.attention(ku.rushes("understudy")).'
        )
    return _dealt(pairs[:count], seed)


@dataclass(frozen=True, eq=False)
class _Film:
    """A film and how it looks, four pictures a second."""

    clip: Clip
    name: str
    first: int
    stop: int
    origin: tuple[str, ...]
    looks: NDArray[np.float32]

    @property
    def step(self) -> int:
        return _step(self.clip)

    def cut(self, seconds: float) -> list[Piece]:
        """Return its pieces of a length, a second between them; all of it where it is shorter."""
        rate = float(self.clip.edit_rate)
        length = min(round(seconds * rate), self.stop - self.first)
        if length < SHORTEST * rate - 1e-6:
            return []
        starts = range(self.first, self.stop - length + 1, length + round(_BETWEEN * rate))
        return [self._piece(at, at + length) for at in starts]

    def _piece(self, first: int, stop: int) -> Piece:
        low, high = (first - self.first) // self.step, -((self.first - stop) // self.step)
        return Piece(self.clip, self.name, first, stop, self.origin, self.looks[low:high])


def _film(film: FilmLike, catalogue: Catalogue) -> _Film:
    clip, first, stop = usable(film)
    name = str(getattr(film, "name", clip.name))
    return _Film(clip, name, first, stop, _origin(film, clip, catalogue), _looks(clip, first, stop))


def _step(clip: Clip) -> int:
    return max(1, round(clip.edit_rate / 4))


def _looks(clip: Clip, first: int, stop: int) -> NDArray[np.float32]:
    """Return a film's small pictures, as :func:`seen` makes them; they are kept: a film is read once."""
    kept = made(cache() / "pieces") / f"{clip.sha256[:24]}-{first}-{stop}.npy"
    with suppress(OSError, ValueError):
        return np.load(kept, allow_pickle=False).astype(np.float32)
    with Clip(clip.path) as own:  # dozens of open films would fill the memory
        looks = small(own, own.on_screen(range(first, stop, _step(own)), own.edit_rate))
    gc.collect()  # PyAV's frames lie in circles: without it the films of a class would stay
    with suppress(OSError), whole(kept, lasting=False) as draft:
        np.save(draft, looks.astype(np.uint8))
    return looks


def _origin(film: FilmLike, clip: Clip, catalogue: Catalogue) -> tuple[str, ...]:
    """Return where a film comes from, the widest first: only lures of one origin are fair ones."""
    if isinstance(film, Take):
        return ("takes", film.setup, film.name)
    if clip.name in catalogue:
        known = catalogue[clip.name]
        return (known.maker, known.brief or known.model, known.id)
    credit = getattr(clip, "credit", None)
    return (credit.maker if credit else "", credit.made_with if credit else "", clip.sha256)


def _pairs(pieces: Sequence[Piece]) -> list[Pair]:
    """Return pairs of pieces that can be told apart, those first whose films came least often.

    Each piece is paired with what is nearest to it by origin, and of that with what looks least like
    it, or the test would ask for the bend of a lamp's neck: one of a pair becomes the other's lure.
    """
    apart = _apart(pieces)
    kept = _told_apart(apart)
    order = sorted(
        ((i, j) for i in kept for j in kept if i < j),
        key=lambda pair: (-_shared(pieces[pair[0]], pieces[pair[1]]), -apart[pair]),
    )
    taken: set[int] = set()
    pairs = []
    for i, j in order:
        if not {i, j} & taken:
            pairs.append((pieces[i], pieces[j]))
            taken |= {i, j}
    return _spread(pairs)


def _apart(pieces: Sequence[Piece]) -> NDArray[np.float64]:
    """Return how far the nearest moments of each two pieces lie apart, in levels: (pieces, pieces)."""
    found = np.full((len(pieces), len(pieces)), np.inf)
    flat = [piece.looks.reshape(len(piece.looks), -1) for piece in pieces]
    for i, one in enumerate(flat):
        for j, other in enumerate(flat[:i]):
            squares = (one**2).sum(1)[:, None] + (other**2).sum(1) - 2 * (one @ other.T)
            found[i, j] = found[j, i] = np.sqrt(max(0.0, float(squares.min())) / one.shape[1])
    return found


def _told_apart(apart: NDArray[np.float64]) -> list[int]:
    """Return as many pieces as were found of which no two are alike, in the best of many orders."""
    alike, chance = apart < LEAST_APART, np.random.default_rng(_SEED)
    best: list[int] = []
    for _ in range(_ORDERS):
        free, kept = np.ones(len(apart), bool), []
        for one in chance.permutation(len(apart)):
            if free[one]:
                kept.append(int(one))
                free &= ~alike[one]
        best = max(best, kept, key=len)
    return sorted(best)


def _shared(one: Piece, other: Piece) -> int:
    """Return how much of their origin two pieces share: 0 nothing, 3 the same film."""
    return sum(a == b for a, b in zip(one.origin, other.origin, strict=True))


def _same_film(pair: Pair) -> bool:
    return pair[0].origin == pair[1].origin


def _spread(pairs: Sequence[Pair]) -> list[Pair]:
    """Put pairs in an order in which each film comes once before any comes again."""
    used: Counter[tuple[str, ...]] = Counter()
    left, found = list(pairs), []
    while left:
        pair = min(left, key=lambda p: (sum(used[one.origin] for one in p), -_shared(*p)))
        left.remove(pair)
        found.append(pair)
        used.update(one.origin for one in pair)
    return found


def _dealt(pairs: Sequence[Pair], seed: int) -> Sets:
    """Toss the coins: neighbours in origin go to different rooms, one of each pair is shown.

    Pairs of one film come last, for another moment of a film that was seen is the harder lure: so both
    rooms get as many of them, but for one.
    """
    chance = np.random.default_rng(seed)
    ordered = sorted(pairs, key=lambda pair: (_same_film(pair), pair[0].origin))
    rooms: tuple[list[Item], list[Item]] = ([], [])
    for at, pair in enumerate(ordered):
        if at % 2 == 0:
            toss = chance.permutation(2)
        shown, lure = (pair[n] for n in chance.permutation(2))
        rooms[toss[at % 2]].append(Item(2 * at, shown, lure))
    feed, dark = (tuple(room[n] for n in chance.permutation(len(room))) for room in rooms)
    asked = chance.permutation(2 * len(ordered))
    return Sets(feed, dark, bool(chance.integers(2)), tuple(int(n) for n in asked), seed)
