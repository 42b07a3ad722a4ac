"""One row of shots out of the storylines of an FCPXML: what is seen, and the sound that goes with it.

The kit's edit is one row of shots, each with its own sound. At every frame the picture on the
highest lane is the one that is seen; titles and generators that lie over a picture are left out,
for the kit's stand on black. Sound that is no shot's own lies in lanes. All of it is said.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from xml.etree.ElementTree import Element

import numpy as np
from numpy.typing import NDArray

from ...errors import EditError
from ...timecode import timecode
from ...words import counted, some
from ..edit import MAX_FRAMES, MAX_SHOTS, Edit, Shot
from ..lanes import Lane
from ..take_names import file_name, without_ending
from .fcpxml_pieces import Change, Piece
from .fcpxml_sound import Entry, split
from .fcpxml_spine import Walk
from .fcpxml_time import frame_at
from .lane_tracks import lanes_of
from .split_edits import Stretch

_DISSOLVES = ("Cross Dissolve", "transition")
_NAMED = 6


@dataclass(frozen=True)
class Row:
    """An edit whose takes are named by number, and what the numbers stand for.

    Attributes
    ----------
    edit : Edit
    takes : dict of str to Piece
        A clip of each take.
    said : list of str
        What was left out or changed.
    """

    edit: Edit
    takes: dict[str, Piece]
    said: list[str]


def row_of(walk: Walk, rate: Fraction, end: Fraction, title: str) -> Row:
    """Return what is seen and heard of a walk as an edit.

    Parameters
    ----------
    walk : Walk
    rate : Fraction
        Frames a second.
    end : Fraction
        Second of film at which the first storyline ends.
    title : str

    Returns
    -------
    Row

    Raises
    ------
    EditError
        Where it is longer than an edit may be.

    Examples
    --------
    >>> row = row_of(Walk({}, {}), Fraction(24), Fraction(2), "a hole")
    >>> [(shot.take, len(shot)) for shot in row.edit.shots], row.said
    ([('gap', 48)], [])
    """
    maker = _RowMaker(walk, rate, title)
    maker.lay(end)
    maker.join()
    maker.note()
    lanes = maker.lanes(split(maker.row, walk, rate))
    shots = tuple(entry.shot for entry in maker.row)
    return Row(Edit(title, rate, shots, lanes), maker.takes, maker.said())


class _RowMaker:
    """The steps from pieces to a row: lay, join, note."""

    def __init__(self, walk: Walk, rate: Fraction, title: str) -> None:
        self.walk, self.rate, self.title = walk, rate, title
        self.row: list[Entry] = []
        self.takes: dict[str, Piece] = {}
        self.keys: dict[int, str] = {}
        self.starts: list[int] = []
        self.by_origin: dict[int, dict[int, None]] = {}  # numbers of the shots of each element

    def frame(self, time: Fraction) -> int:
        """Return the frame nearest to a second of film."""
        return frame_at(time, self.rate)

    # What is seen

    def lay(self, end: Fraction) -> None:
        """Lay the pieces over each other, the highest lane last, and cut them into shots."""
        pictures = sorted(self.walk.pictures, key=_height)
        ends = [end, *(piece.stop for piece in (*pictures, *self.walk.sounds))]
        frames = max(0, *map(self.frame, ends))
        if frames > MAX_FRAMES:
            raise EditError("This edit is longer than six hours.")
        if len(pictures) > MAX_SHOTS:
            raise EditError(f"This FCPXML has more than {MAX_SHOTS} clips.")
        seen = np.full(frames, -1, np.int32)
        for number, piece in enumerate(pictures):
            start, stop = max(self.frame(piece.start), 0), max(self.frame(piece.stop), 0)
            seen[start:stop] = number
            if start == stop:
                self.walk.say("Clips shorter than half a frame were left out: {}.", piece.name)
            self._check_grid(piece)
        for start, stop in pairwise(_edges(seen)):
            number = int(seen[start])
            self._shots(pictures[number] if number >= 0 else None, start, stop)
        self._say_covered(pictures, seen)
        if not pictures and (self.walk.sounds or not self.row):
            self.walk.say("No picture was found in it.")

    def _check_grid(self, piece: Piece) -> None:
        for time in (piece.start, piece.stop):
            if abs(time * self.rate - self.frame(time)) > Fraction(1, 100):
                self.walk.say(
                    "Cuts between two frames were moved to the nearer one: {}.", piece.name
                )

    def _say_covered(self, pictures: list[Piece], seen: NDArray[np.int32]) -> None:
        for number, piece in enumerate(pictures):
            part = seen[self.frame(piece.start) : self.frame(piece.stop)]
            if _see_through(piece) and np.any(part != number):
                words = f"{piece.name} ({piece.text})" if piece.text else piece.name
                self.walk.say(
                    "Titles and generators over a picture were left out; they stand on black here: {}.",
                    words,
                )

    def _shots(self, piece: Piece | None, start: int, stop: int) -> None:
        """Append a stretch of film as a shot; as a gap where its take is over."""
        length = stop - start
        if piece is None:
            over = False
            if self.row and self.row[-1].piece is None:  # one hole, however it came about
                last = self.row.pop()
                start, length, over = last.start, stop - last.start, last.over
            self.row.append(Entry(None, start, stop, Shot("gap", 0, length), over=over))
            return
        fade_in = self.frame(piece.fade_in) if start == self.frame(piece.start) else 0
        fade_out = self.frame(piece.fade_out) if stop == self.frame(piece.stop) else 0
        if piece.kind != "take":
            card = "title" if piece.kind == "title" else "black"
            shot = Shot(card, 0, length, 0, 0, fade_in, fade_out, text=piece.text)
            self.row.append(Entry(piece, start, stop, shot))
            return
        at = piece.start if start == self.frame(piece.start) else start / self.rate
        in_ = self.frame(self._source(piece, at))
        if in_ < 0:
            self.walk.say(
                "Clips that begin before their file does begin with it here: {}.", piece.name
            )
            in_ = 0
        here = min(length, self._frames_left(piece, in_, length))
        if here:
            shot = Shot(self._key(piece), in_, in_ + here, 0, 0, fade_in, fade_out)
            self.row.append(Entry(piece, start, start + here, shot))
        if here < length:
            self.walk.say(
                "Slowed clips whose file is over sooner at its own speed end in a gap: {}.",
                f"{piece.name} ({counted(length - here, 'frame')})",
            )
            self._shots(None, start + here, stop)
            self.row[-1].over = True

    def _source(self, piece: Piece, time: Fraction) -> Fraction:
        # What runs backwards is played forwards, from the first moment that was used of it.
        return piece.source + (time - piece.start) * (piece.speed if piece.speed >= 0 else 1)

    def _frames_left(self, piece: Piece, in_: int, length: int) -> int:
        """Return how many frames a file has left where the clip used fewer than they are here."""
        asset = piece.asset
        if asset is None or not asset.length or piece.speed >= 1:
            return length
        return max(0, self.frame(asset.length) - in_)

    def _key(self, piece: Piece) -> str:
        key = self.keys.setdefault(id(piece.asset), f"take {len(self.keys) + 1}")
        self.takes.setdefault(key, piece)
        if abs(piece.speed - 1) > Fraction(1, 10**6):
            pace = f"{float(piece.speed * 100):.4g} %" if piece.speed else "frozen"
            self.walk.say(
                "Clips play at their own speed here, not as in the file: {}.",
                f"{piece.name} ({pace})",
            )
        return key

    # What is heard beside the shots

    def lanes(self, sounds: list[tuple[int, int, Piece]]) -> tuple[Lane, ...]:
        """Return what sounds beside the shots as lanes, one for each role."""
        left = []
        for start, stop, piece in sounds:
            if piece.asset is None:
                self.walk.say("Sound that comes from no file was left out: {}.", piece.name)
                continue
            offset = self.frame(piece.source)
            left.append(Stretch(self._key(piece), start, stop, offset, _role(piece), piece.gain))
        found, said = lanes_of(left, self.rate, called=lambda key: self.takes[key].name)
        for sentence in said:
            self.walk.say(sentence)
        return found

    # How shots are joined

    def join(self) -> None:
        """Give every transition to the cut that it lies over."""
        if any(piece.lanes for piece in self.walk.pictures):
            self.walk.say("Of what lies on several lanes only the picture on top was read.")
        taken: set[int] = set()
        for change in self.walk.changes:
            start, stop = self.frame(change.start), self.frame(change.stop)
            if stop <= start:
                continue
            at = self._cut_under(change, start, stop, taken)
            if at is None:
                self.walk.say(
                    "Transitions that join nothing here were left out: {}.", self._where(change)
                )
                continue
            taken.add(at)
            if change.name not in _DISSOLVES:
                self.walk.say("Other transitions are dissolves here: {}.", self._where(change))
            self._join_at(at, start, stop)
        self._fit_fades()

    def _where(self, change: Change) -> str:
        return f"{change.name} at {timecode(self.frame(change.start), self.rate)}"

    def _cut_under(self, change: Change, start: int, stop: int, taken: set[int]) -> int | None:
        """Return the number of the shot that begins at a transition's cut; one more is the end."""
        starts = [*(entry.start for entry in self.row), self._end()]
        found = []
        middle = start + (stop - start + 1) // 2  # of an odd number of frames one more lies before
        for at in range(bisect_left(starts, start), bisect_right(starts, stop)):
            before = self.row[at - 1].piece if at else None
            after = self.row[at].piece if at < len(self.row) else None
            begins = after is not None and self._is_edge(after, after.start, change, starts[at])
            ends = before is not None and self._is_edge(before, before.stop, change, starts[at])
            if (begins or ends) and at not in taken:
                found.append((abs(starts[at] - middle), at))
        return min(found)[1] if found else None

    def _is_edge(self, piece: Piece, edge: Fraction, change: Change, frame: int) -> bool:
        return piece.lanes == change.lanes and self.frame(edge) == frame

    def _end(self) -> int:
        return self.row[-1].stop if self.row else 0

    def _join_at(self, at: int, start: int, stop: int) -> None:
        before = self.row[at - 1] if at else None
        after = self.row[at] if at < len(self.row) else None
        if after is not None and (
            before is None or (before.piece is None and start >= after.start)
        ):
            after.shot = replace(after.shot, fade_in=min(len(after.shot), stop - after.start))
        elif before is not None and (
            after is None or (after.piece is None and stop <= after.start)
        ):
            before.shot = replace(before.shot, fade_out=min(len(before.shot), before.stop - start))
        elif before is not None and after is not None:
            self._dissolve(at, before, after, start, stop)

    def _dissolve(self, at: int, before: Entry, after: Entry, start: int, stop: int) -> None:
        """Centre a dissolve on its cut, moving the cut; shorten it where a shot is too short."""
        length = stop - start
        shortest = max(before.shot.dissolve, 1)
        late = start + length - length // 2 - after.start
        late = max(shortest - len(before.shot), min(late, len(after.shot) - 1))
        if not after.shot.is_card:
            late = max(late, -after.shot.in_)
        room = 2 * (len(before.shot) + late - before.shot.dissolve // 2)
        most = max(0, min(length, room, len(after.shot) - late))
        in_ = after.shot.in_ + late
        after.late = late
        before.shot = replace(before.shot, out=before.shot.out + late)
        first, last = (0, len(after.shot) - late) if after.shot.is_card else (in_, after.shot.out)
        after.shot = replace(after.shot, in_=first, out=last, dissolve=most, fade_in=0)
        if most < length:
            self.walk.say("Transitions longer than their shots were shortened: {}.",
                          timecode(start, self.rate))  # fmt: skip

    def _fit_fades(self) -> None:
        for entry in self.row:
            shot = entry.shot
            entry.shot = replace(
                shot,
                fade_in=0 if shot.dissolve else min(shot.fade_in, len(shot)),
                fade_out=min(shot.fade_out, len(shot)),
            )

    # What is written on them

    def note(self) -> None:
        """Give clips' own names, notes and markers to the shots that they are on, as notes."""
        words: dict[int, list[str]] = {}
        self.starts = [entry.start for entry in self.row]
        for number, entry in enumerate(self.row):
            piece = entry.piece
            for origin in piece.origins if piece is not None else ():
                self.by_origin.setdefault(id(origin), {})[number] = None
            if (
                piece is not None
                and piece.asset is not None
                and without_ending(piece.name)
                not in map(without_ending, names_of(piece, clip=False))
            ):
                words.setdefault(number, []).append(piece.name)
        for mark in self.walk.marks:
            at = self._marked(mark.time, mark.origin)
            if at is None:
                self.walk.say(
                    "Notes and markers on what is not seen were left out: {}.", mark.words
                )
            elif mark.words and mark.words not in words.setdefault(at, []):
                words[at].append(mark.words)
        for number, lines in words.items():
            entry = self.row[number]
            entry.shot = replace(entry.shot, note="; ".join(lines))

    def _marked(self, time: Fraction, origin: Element | None) -> int | None:
        frame = self.frame(time)
        number = bisect_right(self.starts, frame) - 1
        here = self.row[number] if number >= 0 and frame < self.row[number].stop else None
        if here is not None and (origin is None or (here.piece is None and origin.tag == "gap")):
            return number
        found = self.by_origin.get(id(origin), {})
        return number if here is not None and number in found else next(iter(found), None)

    def said(self) -> list[str]:
        """Return the sentences, each with the names that belong into it."""
        return [sentence.format(some(names, _NAMED)) for sentence, names in self.walk.left.items()]


def names_of(piece: Piece, clip: bool = True) -> list[str]:
    """Return the names by which a clip's take may be known, the likeliest first.

    Parameters
    ----------
    piece : Piece
    clip : bool
        Whether the clip's own name is among them.

    Returns
    -------
    list of str
        Its file's name in the other program, the clip's own, the file's without its ending.

    Examples
    --------
    >>> names_of(Piece("title", "Basic Title"))
    ['Basic Title']
    """
    if piece.asset is None:
        return [piece.name]
    file = without_ending(file_name(piece.asset.url))
    own = piece.name if clip else ""
    return [name for name in (piece.asset.name, own, file) if name]


def _role(piece: Piece) -> str:
    """Return what a sound is for: the role that its clip has, without its part."""
    roles = (
        origin.get("audioRole") or origin.get("role") or "" for origin in reversed(piece.origins)
    )
    return next(filter(None, roles), "sound").partition(".")[0]


def _height(piece: Piece) -> tuple[bool, tuple[int, ...]]:
    """Return what pieces are laid by: what can be seen through lies below all else."""
    return not _see_through(piece), (*piece.lanes, *[0] * (32 - len(piece.lanes)))


def _see_through(piece: Piece) -> bool:
    return piece.kind in ("title", "generator") and bool(piece.lanes)


def _edges(seen: NDArray[np.int32]) -> Iterator[int]:
    if len(seen):
        yield 0
        yield from (int(at) + 1 for at in np.flatnonzero(np.diff(seen)))
        yield len(seen)
