"""A lane of a cut, in the hand: sounds are laid, moved, trimmed and faded in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..errors import EditError
from ..timecode import Time, timecode
from .cut_base import locked
from .cut_options import sound_options
from .edit import Edit
from .fills import filled, pieces
from .lanes import LaidSound, Lane, covered, lost_sounds
from .text import sound_line

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from .cut_takes import CutTakes


class CutLane:
    """One lane of a cut. Made by :meth:`kuleshov.Cut.lane`.

    Every operation changes the cut, can be undone there, and returns the lane. Sounds are numbered
    from 1, in the order of the film. Times may be written as everywhere in a cut.

    Attributes
    ----------
    cut : Cut
    name : str

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("away", rushes=ku.rushes("understudy")).add("1A-1", "12.0", "16.0")
    >>> tone = cut.lane("tone").lay("1A-1", "34.0", "38.0", at="0.0", gain=6, fade_in=12)
    >>> tone.trim(1, out="37.0").fader(-3)
    Lane 'tone', -3 dB: 1 sound
      1  00:00:00:00 to 00:00:03:00  1A-1 34:00 37:00 fade-in 12 +6dB
    """

    def __init__(self, cut: CutTakes, name: str) -> None:
        self.cut = cut
        self.name = Lane(name).name

    @property
    def lane(self) -> Lane:
        """The lane as plain data; an empty one where nothing was laid in it yet."""
        for lane in self.cut.edit.lanes:
            if lane.name == self.name:
                return lane
        return Lane(self.name)

    @property
    def sounds(self) -> tuple[LaidSound, ...]:
        """The sounds, in the order of the film."""
        return self.lane.sounds

    def __len__(self) -> int:
        return len(self.sounds)

    def __repr__(self) -> str:
        lane, rate = self.lane, self.cut.rate
        how = f", {lane.gain:+g} dB" if lane.gain else ""
        how += ", muted" if lane.muted else ""
        sounds = "1 sound" if len(lane) == 1 else f"{len(lane)} sounds"
        rows = [f"Lane {self.name!r}{how}: {sounds}"]
        for number, sound in enumerate(lane.sounds, 1):
            where = f"{timecode(sound.at, rate)} to {timecode(sound.stop, rate)}"
            rows.append(f"  {number}  {where}  {sound_line(sound, rate, at=False)}")
        return "\n".join(rows)

    # Sounds

    @locked
    def lay(
        self, take: Any, in_: Time = 0, out: Time | None = None, at: Time = 0, **options: Any
    ) -> CutLane:
        """Lay a stretch of sound over what lies there, as on a track.

        Parameters
        ----------
        take : Take, Clip, Sound or str
            Whose sound; a name is looked up in the bins, music comes by ``ku.sound("music.mp3")``.
        in_, out : int, float, str or Fraction
            First frame, and the frame after the last, in the take's own time; without ``out`` it
            runs to its end.
        at : int, float, str or Fraction
            The moment of the film at which it begins.
        **options
            ``gain`` (dB, -96 to 24), ``fade_in``, ``fade_out`` (frames), ``stem`` (a voice of the
            take, or "rest"), ``note``.

        Returns
        -------
        CutLane
            This lane; what it covers in the lane is taken out, and the cut's ``said`` tells it.

        Raises
        ------
        EditError
            Where the take isn't known, has no such stretch or stem; the sentence says what to
            change.
        """
        name, start, stop = self.cut._stretch(take, in_, out, seen=False)
        sound = LaidSound(name, start, stop, self.cut._frame(at), **sound_options(options))
        self._check(sound)
        return self._lay_over(self.lane, sound, in_, out, at=at)

    @locked
    def fill(
        self,
        take: Any,
        in_: Time,
        out: Time,
        start: Time = 0,
        stop: Time | None = None,
        *,
        fade_in: int = 0,
        fade_out: int = 0,
        **options: Any,
    ) -> CutLane:
        """Lay a stretch of sound again and again, as room tone under a film, over what lies there.

        Parameters
        ----------
        take : Take, Clip, Sound or str
            Whose sound.
        in_, out : int, float, str or Fraction
            Of the take: a stretch in which nothing happens, half a second or more. Three or four
            seconds are better, or the ear learns it.
        start, stop : int, float, str or Fraction
            From which moment of the film to which; all of it where they are left out.
        fade_in, fade_out : int
            Frames: at the beginning of all that is laid, and at its end.
        **options
            The others of :meth:`lay`.

        Returns
        -------
        CutLane
            This lane. What is laid is in pieces of one length, joined in 4 ms as every cut is; what it
            covers in the lane is taken out, and the cut's ``said`` tells it.

        Raises
        ------
        EditError
            Where the take isn't known, has no such stretch or stem, the film is empty and no ``stop``
            is given, or there is nothing to fill.

        See Also
        --------
        lay : Once.

        Examples
        --------
        >>> import kuleshov as ku
        >>> cut = ku.Cut("quiet", rushes=ku.rushes("understudy")).add("1A-1", "12.0", "22.0")
        >>> cut.lane("tone").fill("1A-1", "34.0", "38.0", fade_out=12)
        Lane 'tone': 3 sounds
          1  00:00:00:00 to 00:00:03:08  1A-1 34:00 37:08
          2  00:00:03:08 to 00:00:06:16  1A-1 34:00 37:08
          3  00:00:06:16 to 00:00:10:00  1A-1 34:00 37:08 fade-out 12
        """
        if stop is None and not self.cut.frames:
            raise EditError(
                "The film has no picture yet that could be filled to its end. Say where the sound "
                'ends: fill(..., stop="10.0").'
            )
        name, first, last = self.cut._stretch(take, in_, out, seen=False)
        at = self.cut._frame(start)
        sound = LaidSound(name, first, last, at, **sound_options(options))
        self._check(sound)
        end = self.cut.frames if stop is None else self.cut._frame(stop)
        laid = pieces(sound, end, self.cut.rate, fade_in=fade_in, fade_out=fade_out)
        lane = filled(self.lane, laid)
        fresh = set(map(id, laid))
        left = tuple(one for one in lane.sounds if id(one) not in fresh)
        lost = lost_sounds([self.lane], [replace(lane, sounds=left)])
        self.cut._do(self._with(lane), in_, out, start, stop, lost=lost)
        return self._tell_unheard(sound, start)

    @locked
    def trim(self, number: int, in_: Time | None = None, out: Time | None = None) -> CutLane:
        """Set a sound's points; a later in point lets it begin later in the film as well.

        Parameters
        ----------
        number : int
        in_, out : int, float, str or Fraction, optional
            In the take's own time; what is left out stays.

        Returns
        -------
        CutLane
            This lane; what remains of the sound stays in step with the picture.

        Raises
        ------
        EditError
            Where there is no such sound, or its take has no such stretch.
        """
        old = self.lane.sound(number)
        start = old.in_ if in_ is None else self.cut._frame(in_)
        stop = old.out if out is None else self.cut._frame(out)
        at = old.at + start - old.in_
        return self._change(number, in_, out, in_=start, out=stop, at=at)

    @locked
    def move(self, number: int, at: Time, to: str | None = None) -> CutLane:
        """Let a sound begin at another moment of the film, over what lies there.

        Parameters
        ----------
        number : int
        at : int, float, str or Fraction
        to : str, optional
            Another lane for it; this one where it is left out.

        Returns
        -------
        CutLane
            This lane.

        Raises
        ------
        EditError
            Where there is no such sound, or the moment lies before the film.
        """
        frame = self.cut._frame(at)
        if to is None or Lane(to).name == self.name:
            return self._change(number, moment=at, at=frame)
        old = self.lane.sound(number)
        left = self._with(replace(self.lane, sounds=self._without(old)))
        other, moved = CutLane(self.cut, to), replace(old, at=frame)
        lost = [*covered(other.lane, moved), *self._emptied(left)]
        self.cut._do(other._with(other.lane.with_sound(moved), left), at, lost=lost)
        return self._tell_unheard(moved, at)

    @locked
    def blade(self, number: int, at: Time) -> CutLane:
        """Cut a sound in two at a moment of the film; it plays as before.

        Parameters
        ----------
        number : int
        at : int, float, str or Fraction

        Returns
        -------
        CutLane
            This lane; the first half keeps the fade in and the note, the second the fade out.

        Raises
        ------
        EditError
            Where there is no such sound, the moment does not lie inside it, or a fade goes on there.
        """
        halves = self.lane.bladed(number, self.cut._frame(at))
        self.cut._do(self._with(halves), at, lost=())
        return self

    @locked
    def change(self, number: int, **options: Any) -> CutLane:
        """Set a sound's ``gain`` (dB), ``fade_in``, ``fade_out`` (frames), ``stem`` or ``note``.

        Parameters
        ----------
        number : int
        **options
            As in :meth:`lay`; what is left out stays.

        Returns
        -------
        CutLane
            This lane.

        Raises
        ------
        EditError
            Where there is no such sound or option, or it can't be played so.
        """
        return self._change(number, **sound_options(options))

    @locked
    def remove(self, *numbers: int) -> CutLane:
        """Take sounds out; the others stay where they are.

        Parameters
        ----------
        *numbers : int

        Returns
        -------
        CutLane
            This lane; the last sound takes its lane with it.

        Raises
        ------
        EditError
            Where there is no such sound.
        """
        gone = {id(self.lane.sound(number)) for number in numbers}
        kept = tuple(sound for sound in self.sounds if id(sound) not in gone)
        edit = self._with(replace(self.lane, sounds=kept))
        self.cut._do(edit, lost=self._emptied(edit))
        return self

    # The whole lane

    @locked
    def fader(self, gain: float) -> CutLane:
        """Set the lane's level in dB, on top of each sound's own.

        Parameters
        ----------
        gain : float
            dB, -96 to 24; 0 leaves the sounds as they are.

        Returns
        -------
        CutLane
            This lane.

        Raises
        ------
        EditError
            Where there is no such level, or no such lane yet.
        """
        return self._put(replace(self._there(), gain=gain))

    @locked
    def mute(self, on: bool = True) -> CutLane:
        """Leave the lane out of the film, or take it in again.

        Parameters
        ----------
        on : bool

        Returns
        -------
        CutLane
            This lane.

        Raises
        ------
        EditError
            Where there is no such lane yet.
        """
        return self._put(replace(self._there(), muted=on))

    @locked
    def rename(self, name: str) -> CutLane:
        """Give the lane another name.

        Parameters
        ----------
        name : str

        Returns
        -------
        CutLane
            This lane.

        Raises
        ------
        EditError
            Where the name is empty or taken, or there is no such lane yet.
        """
        old = self._there()
        new = replace(old, name=name)
        lanes = [new if lane is old else lane for lane in self.cut.edit.lanes]
        self.cut._do(replace(self.cut.edit, lanes=tuple(lanes)), lost=())
        self.name = new.name
        return self

    # How it works

    @property
    def _lock(self) -> AbstractContextManager[Any]:
        return self.cut.held()

    def _there(self) -> Lane:
        return self.cut.edit.lane(self.name)

    def _change(
        self, number: int, *points: Time | None, moment: Time | None = None, **values: Any
    ) -> CutLane:
        lane = self.lane
        old = lane.sound(number)
        new = replace(old, **values)
        self._check(new, *points)
        rest = replace(lane, sounds=self._without(old))
        return self._lay_over(rest, new, *points, at=moment)

    def _check(self, sound: LaidSound, *asked: Time | None) -> None:
        self.cut._check_points(sound.take, sound.in_, sound.out, *asked)
        if self.cut.is_away(sound.take):
            return
        if self.cut.take_sound(sound.take, sound.stem) is None:
            raise EditError(f"{sound.take} has no sound that could be laid.")

    def _lay_over(
        self, lane: Lane, sound: LaidSound, *points: Time | None, at: Time | None
    ) -> CutLane:
        """Put a sound into the lane, which is given without it."""
        self.cut._do(self._with(lane.with_sound(sound)), *points, at, lost=covered(lane, sound))
        return self._tell_unheard(sound, at)

    def _tell_unheard(self, sound: LaidSound, at: Time | None) -> CutLane:
        """Say where a sound begins behind the film's end; an empty film has none yet."""
        cut = self.cut
        if 0 < cut.frames <= sound.at:
            cut.said = f"{cut.said} {cut._behind_end(sound.take, at)}".strip()
        return self

    def _put(self, lane: Lane) -> CutLane:
        self.cut._do(self._with(lane))
        return self

    def _emptied(self, edit: Edit) -> list[str]:
        """Say where the lane's own level goes with its last sound."""
        lane = self.lane
        if any(one.name == lane.name for one in edit.lanes) or not (lane.gain or lane.muted):
            return []
        how = [f"{lane.gain:+g} dB"] if lane.gain else []
        how += ["muted"] if lane.muted else []
        return [
            f"Lane {lane.name} has no sound any more: it went, and that it was {' and '.join(how)}."
        ]

    def _without(self, sound: LaidSound) -> tuple[LaidSound, ...]:
        return tuple(one for one in self.sounds if one is not sound)

    def _with(self, lane: Lane, edit: Edit | None = None) -> Edit:
        """Return an edit with the lane in its place: at the end if it is new, out if it is empty."""
        edit = edit or self.cut.edit
        lanes = list(edit.lanes)
        place = next((i for i, one in enumerate(lanes) if one.name == lane.name), len(lanes))
        lanes[place : place + 1] = [lane] if lane.sounds else []
        return replace(edit, lanes=tuple(lanes))
