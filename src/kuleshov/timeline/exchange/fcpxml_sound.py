"""The sound of a row of shots: each shot's own, and where it is cut elsewhere than the picture.

In an edit a shot is heard with its own sound, and a split edit moves the cut between two of them; a
shot that is picture only has none, and the sound before it runs on. What an FCPXML has beyond that
(music, atmospheres, sound of clips that are not seen) is left for lanes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from ..edit import Shot
from .fcpxml_pieces import Piece
from .fcpxml_spine import Walk
from .fcpxml_time import frame_at
from .split_edits import cutaways

_MUTE = -96.0


@dataclass
class Entry:
    """A shot of the row on its way.

    Attributes
    ----------
    piece : Piece or None
        What it comes from; None for a gap.
    start, stop : int
        Frames of film, before dissolves were centred.
    shot : Shot
    late : int
        Frames by which its picture's cut was moved, to centre a dissolve on it.
    over : bool
        Whether it is a gap because the file before it is over.
    """

    piece: Piece | None
    start: int
    stop: int
    shot: Shot
    late: int = 0
    over: bool = False


def split(row: list[Entry], walk: Walk, rate: Fraction) -> list[tuple[int, int, Piece]]:
    """Split the edits of a row as its sound is cut, and set each shot's level.

    Parameters
    ----------
    row : list of Entry
        Their shots are replaced.
    walk : Walk
        Whose sounds are heard, and where is said what of them was left out.
    rate : Fraction
        Frames a second.

    Returns
    -------
    list of (int, int, Piece)
        What sounds beside the shots' own, with its first frame and the one after its last.

    Examples
    --------
    >>> row = [Entry(None, 0, 24, Shot("gap", 0, 24))]
    >>> split(row, Walk({}, {}), Fraction(24)), row[0].shot.split
    ([], 0)
    """
    return _Heard(row, walk, rate).split()


class _Heard:
    """One row while its sound is cut."""

    def __init__(self, row: list[Entry], walk: Walk, rate: Fraction) -> None:
        self.row, self.walk, self.rate = row, walk, rate
        self.sounds = [(self.frame(s.start), self.frame(s.stop), s) for s in walk.sounds]
        self.by_clip: dict[tuple[int, ...], list[tuple[int, int, Piece]]] = {}
        self.by_file: dict[str | int, list[tuple[int, int, Piece]]] = {}
        for one in self.sounds:
            self.by_clip.setdefault(_clip_of(one[2]), []).append(one)
            self.by_file.setdefault(_file_of(one[2]), []).append(one)

    def frame(self, time: Fraction) -> int:
        """Return the frame nearest to a second of film."""
        return frame_at(time, self.rate)

    def _end(self) -> int:
        return self.row[-1].stop if self.row else 0

    def split(self) -> list[tuple[int, int, Piece]]:
        """Find each shot's own sound; where it is cut elsewhere than the picture, split the edit."""
        own = [self._own_sound(entry) for entry in self.row]
        self._run_on(own)
        whole, starts = self.row, self._starts()
        heard = self._heard(own)
        self.row = [
            self._to_the_next(whole, one, other) for one, other in pairwise([*heard, len(whole)])
        ]
        self._cut([own[number] for number in heard], [starts[number] for number in [*heard, -1]])
        for number, entry in zip(heard, self.row, strict=True):
            whole[number].shot = entry.shot
        self.row = whole
        for number in heard:
            self._level(whole[number], own[number])
        return self._unheard(own)

    def _starts(self) -> list[int]:
        """Return where each shot begins in the film, and where the film ends."""
        starts = [0]
        for entry in self.row:
            starts.append(starts[-1] + len(entry.shot))
        return starts

    def _heard(self, own: list[Piece | None]) -> list[int]:
        """Mark shots as picture only where others' sound runs on under them; return the rest."""
        end = self._end()
        sounds = {
            # Behind a file's last sample there is nothing that a shot could cover.
            number: (
                self.frame(sound.start),
                end if self._is_over(sound) else self.frame(sound.stop),
            )
            for number, sound in enumerate(own)
            if sound is not None
        }
        cards = {number for number, entry in enumerate(self.row) if entry.shot.is_card}
        alone = set(cutaways([(entry.start, entry.stop) for entry in self.row], sounds, cards))
        for number in alone:
            entry = self.row[number]
            entry.shot = replace(entry.shot, picture_only=True)
        return [number for number in range(len(self.row)) if number not in alone]

    @staticmethod
    def _to_the_next(whole: list[Entry], number: int, after: int) -> Entry:
        """Return a shot as long as its sound may be: to the next that is heard."""
        return replace(whole[number], stop=whole[after - 1].stop)

    def _cut(self, own: list[Piece | None], starts: list[int]) -> None:
        cuts = [entry.start for entry in self.row]
        sounding = [-1, *(number for number, one in enumerate(own) if one is not None), len(own)]
        for before, after in pairwise(sounding):
            one, other = (own[n] if 0 <= n < len(own) else None for n in (before, after))
            if one is not None and other is not None and after == before + 1:
                cuts[after] = self._sound_cut(after, one, other)
            elif after > before + 1:
                self._past_silent(cuts, range(before + 1, after), one, other)
        if own and starts[0] and (first := own[0]) is not None:
            cuts[0] = max(0, min(self.frame(first.start), starts[0]))
        self._split_at(cuts, starts)

    def _unheard(self, own: list[Piece | None]) -> list[tuple[int, int, Piece]]:
        heard = {id(sound) for sound in own if sound is not None}
        return [one for one in self.sounds if id(one[2]) not in heard]

    def _run_on(self, own: list[Piece | None]) -> None:
        """Join sound that a shot's own goes on as, or comes from: one angle's under another's picture."""
        for after in (True, False):  # each in the order in which they can join on to each other
            unheard = sorted(self._unheard(own), key=lambda one: one[0], reverse=not after)
            longer = {id(one): one for one in own if one is not None}
            by_edge: dict[int, list[int]] = {}  # by the frame at which more would go on
            for key, one in longer.items():
                by_edge.setdefault(self.frame(one.stop if after else one.start), []).append(key)
            joined: set[int] = set()
            for start, stop, more in unheard:
                for key in by_edge.get(start if after else stop, []):
                    if (whole := self._joined(longer[key], more, after)) is not None:
                        joined |= {id(longer[key]), id(more)}
                        longer[key] = whole
                        by_edge.setdefault(stop if after else start, []).append(key)
                        break
            new = [longer[id(one)] if one is not None else None for one in own]
            made = {id(one): one for key, one in longer.items() if id(one) != key}
            own[:] = new
            self.sounds = [one for one in self.sounds if id(one[2]) not in joined]
            self.sounds += [(self.frame(s.start), self.frame(s.stop), s) for s in made.values()]

    def _joined(self, sound: Piece, more: Piece, after: bool) -> Piece | None:
        """Return a sound with one that goes on where it ends, or else leads up to it."""
        if after and self._continues(sound, more):
            return replace(sound, stop=more.stop)
        if not after and self._continues(more, sound):
            return replace(sound, start=more.start, source=more.source)
        return None

    def _continues(self, sound: Piece, more: Piece) -> bool:
        """Say whether one sound is the other going on, where that ends."""
        return (
            self.frame(sound.stop) == self.frame(more.start)
            and sound.gain == more.gain
            and sound.speed == more.speed == 1
            and _file_of(sound) == _file_of(more)
            and self._in_step(sound, more)
        )

    def _past_silent(
        self, cuts: list[int], silent: range, before: Piece | None, after: Piece | None
    ) -> None:
        """Cut the sound around silent shots, which their neighbours' sound may run on under.

        Each of them keeps a frame of its own silence: in an edit every shot has some sound.
        """
        first = self.frame(before.stop) if before is not None else 0
        last = self.frame(after.start) if after is not None else self._end()
        if self.row[silent.start].over:  # the file is over, whatever the clip says
            first = cuts[silent.start]
        if before is not None and before is after:
            last = cuts[silent.stop]
        if first + len(silent) > last:
            words = "Sound that runs on under silent shots loses a frame for each of them: {}."
            one = before or after
            self.walk.say(words, one.name if one is not None else "")
            first, last = (last - len(silent), last) if before is not None else (0, len(silent))
        if silent.stop < len(cuts):
            cuts[silent.stop] = last
        for done, number in enumerate(silent):
            latest = last - (len(silent) - done)
            cuts[number] = min(max(cuts[number], first + done), latest) if done else first

    def _split_at(self, cuts: list[int], starts: list[int]) -> None:
        """Split the edit at the sound's cuts; where they cross, cut sound with the picture."""
        *starts, at = starts
        pairs = zip(cuts, starts, self.row, strict=True)
        sound = [s if cut == entry.start else cut for cut, s, entry in pairs]
        sound = [sound[0] if starts[0] else 0, *sound[1:], at] if sound else []
        for number in range(1, len(sound)):
            here = number
            while here > 0 and sound[here] <= sound[here - 1]:
                self._say_undone(here if here < len(self.row) else here - 1)
                sound[here - 1] = starts[here - 1]
                sound[here] = starts[here] if here < len(starts) else at
                here -= 1
        for number, entry in enumerate(self.row):
            entry.shot = replace(entry.shot, split=starts[number] - sound[number])

    def _say_undone(self, number: int) -> None:
        piece = self.row[number].piece
        name = piece.name if piece is not None and piece.name else "a gap"
        self.walk.say("Split edits that leave a shot no sound were undone: {}.", name)

    def _own_sound(self, entry: Entry) -> Piece | None:
        """Return the sound that was recorded with a shot's picture and runs in step with it."""
        piece = entry.piece
        if piece is None or piece.asset is None:
            return None
        # A split can move all of a shot's sound away from it: its clip's sound is its own.
        found = self.by_clip.get(_clip_of(piece)) or [
            one
            for one in self.by_file.get(_file_of(piece), [])
            if one[0] < entry.stop and entry.start < one[1] and self._in_step(one[2], piece)
        ]
        overlaps = [min(one[1], entry.stop) - max(one[0], entry.start) for one in found]
        return found[overlaps.index(max(overlaps))][2] if found else None

    def _in_step(self, sound: Piece, piece: Piece) -> bool:
        if sound.speed != piece.speed:
            return sound.origins[-1:] == piece.origins[-1:]
        drift = (sound.start - piece.start) * piece.speed - (sound.source - piece.source)
        return abs(drift) * self.rate < Fraction(1, 2)

    def _sound_cut(self, number: int, before: Piece, after: Piece) -> int:
        """Return the frame at which the sound of one shot gives way to the next one's."""
        last, this = self.row[number - 1], self.row[number]
        cut = this.start
        ends, begins = self.frame(before.stop), self.frame(after.start)
        if ends == begins or before is after:
            return cut if before is after else ends
        if ends >= this.stop:
            self.walk.say(
                "Sound that runs on under other shots ends with its own: {}.", before.name
            )
            ends = cut
        if begins <= last.start:
            self.walk.say("Sound that runs on under other shots ends with its own: {}.", after.name)
            begins = cut
        if ends == begins:
            return ends
        if ends < begins:
            return self._across_silence(cut, before, after, ends, begins)
        self.walk.say(
            "Where two shots are heard together, one is cut off: {}.",
            f"{before.name} and {after.name}",
        )
        return ends if begins == cut else begins

    def _across_silence(self, cut: int, before: Piece, after: Piece, ends: int, begins: int) -> int:
        """Cut where nothing is heard that was silent: a file that has no more sound has none."""
        if self.frame(after.source) <= 0:
            return ends
        if self._is_over(before):
            return begins
        self.walk.say("Silence between two shots is filled with their sound: {}.",
                      f"{before.name} and {after.name}")  # fmt: skip
        return min(max(cut, ends), begins)

    def _is_over(self, sound: Piece) -> bool:
        """Say whether a sound ends where its file does."""
        if sound.asset is None:
            return False
        ends = sound.source + (sound.stop - sound.start) * sound.speed
        return self.frame(sound.asset.length) <= self.frame(ends)

    def _level(self, entry: Entry, sound: Piece | None) -> None:
        piece = entry.piece
        if piece is None or piece.asset is None:
            return
        if sound is not None:
            gain = max(_MUTE, min(24.0, sound.gain))
            entry.shot = replace(entry.shot, gain=gain)
        elif piece.asset.sound:
            self.walk.say("Not heard in the file, so silent here (level -96 dB): {}.", piece.name)
            entry.shot = replace(entry.shot, gain=_MUTE)


def _clip_of(piece: Piece) -> tuple[int, ...]:
    """Return what tells one clip from all others, also from itself in another compound clip."""
    return tuple(map(id, piece.origins))


def _file_of(piece: Piece) -> str | int:
    """Return what tells a clip's file: some programs list its sound as an asset of its own."""
    return (piece.asset.url if piece.asset is not None else "") or id(piece.asset)
