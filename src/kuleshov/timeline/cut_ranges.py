"""The part of a Cut that speaks of stretches of the film: insert, overwrite, lift and extract."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self

from ..errors import EditError
from ..timecode import Time, timecode
from . import ranges
from .cut_base import locked
from .cut_options import shot_options
from .cut_takes import CutTakes
from .cutaways import cutaway, laid_under
from .edit import Edit, Shot
from .text import from_text


class RangeEdits(CutTakes):
    """Operations on stretches of the film, wherever its cuts lie. A Cut has them all.

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("again", rushes=ku.rushes("understudy")).add("1A-1", "12.0", "16.0")
    >>> cut.overwrite("1.0", "4A-1", "8.0", to="2.5").insert_at("0.5", "5A-1", "12.0", "12.5")
    Cut('again', 5 shots, 00:00:04:12)
    """

    @locked
    def insert_at(
        self,
        at: Time | None,
        take: Any,
        in_: Time | None = None,
        out: Time | None = None,
        to: Time | None = None,
        **options: Any,
    ) -> Self:
        """Put a shot in at a moment of the film; the shot that lies there is cut in two.

        Parameters
        ----------
        at : int, float, str or Fraction or None
            The moment of the film at which it begins.
        take : Take, Clip or str
            Where it comes from.
        in_, out : int, float, str or Fraction, optional
            First frame, and the frame after the last, in the take's own time.
        to : int, float, str or Fraction, optional
            The moment of the film at which it ends. Three of the four say all: ``at``, ``in_`` and
            ``to`` make it as long as the film's stretch; ``in_``, ``out`` and ``to`` let it end
            there. Where all four are given and the lengths differ, the film's decides, from ``in_``
            on, and ``said`` tells it. Without ``to``, ``in_`` is the take's first frame and ``out`` its end where they
            are left out.
        **options
            As in :meth:`add`.

        Returns
        -------
        Cut
            This cut, longer by the shot; lanes and markers behind move along.

        Raises
        ------
        EditError
            As in :meth:`add`, and where the moment lies outside the film or the marks don't say
            enough.

        See Also
        --------
        insert : The same at a cut, by the shot's number.
        overwrite : The same over what lies there.
        """
        return self._laid(ranges.insert_at, take, (in_, out, at, to), options)

    @locked
    def overwrite(
        self,
        at: Time | None,
        take: Any,
        in_: Time | None = None,
        out: Time | None = None,
        to: Time | None = None,
        **options: Any,
    ) -> Self:
        """Lay a shot over the film, picture and sound; nothing moves.

        With ``picture_only=True`` the film is heard as it was: that is :meth:`cutaway`, with marks.

        Parameters
        ----------
        at, take, in_, out, to, **options
            As in :meth:`insert_at`.

        Returns
        -------
        Cut
            This cut, as long as before, or as far as the shot runs beyond its end.

        Raises
        ------
        EditError
            As in :meth:`insert_at`.

        See Also
        --------
        cutaway : The picture alone.
        lane : For sound alone, ``cut.lane("tone").lay(...)``.
        """
        return self._laid(ranges.overwrite, take, (in_, out, at, to), options)

    @locked
    def lift_range(self, start: Time, stop: Time) -> Self:
        """Take a stretch of the film out and leave a gap.

        The shots lose their picture and their own sound. Lanes stay as they are, as tracks that
        aren't targeted do in other programs: music runs on under the gap.

        Parameters
        ----------
        start, stop : int, float, str or Fraction
            Moments of the film.

        Returns
        -------
        Cut
            This cut, as long as before; ``said`` tells where lanes still sound in the gap.

        Raises
        ------
        EditError
            Where there is no such stretch, or what is left can't be played so.
        """
        self._check_moment(start, stop)
        first, last = self._frame(start), self._frame(stop)
        edit = ranges.lift_range(self.edit, first, last)
        self._do(edit, start, stop, told=_still_heard(edit, first, last))
        return self

    @locked
    def extract_range(self, start: Time, stop: Time) -> Self:
        """Take a stretch of the film out and close up.

        In lanes, a sound that has begun before runs on, one that begins in the stretch loses what
        lay in it, and all that begins behind stays in step with its picture.

        Parameters
        ----------
        start, stop : int, float, str or Fraction
            Moments of the film.

        Returns
        -------
        Cut
            This cut, shorter by the stretch; ``said`` tells which sounds went or became shorter.

        Raises
        ------
        EditError
            Where there is no such stretch, or what is left can't be played so.
        """
        self._check_moment(start, stop)
        edit = ranges.extract_range(self.edit, self._frame(start), self._frame(stop))
        self._do(edit, start, stop)
        return self

    @locked
    def paste(self, shots: str, at: Time, insert: bool = False) -> Self:
        """Put shots in that are written as lines of an edit's text.

        Parameters
        ----------
        shots : str
            One line a shot, as :meth:`to_text` writes it; the first is cut straight.
        at : int, float, str or Fraction
            The moment of the film at which they begin.
        insert : bool
            Whether what lies there moves along; else they lie over it.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where a line can't be read or a take isn't known; as in :meth:`overwrite`.

        Examples
        --------
        >>> import kuleshov as ku
        >>> cut = ku.Cut("again", rushes=ku.rushes("understudy")).add("1A-1", "12.0", "16.0")
        >>> cut.paste("4A-1 08:00 09:00", at="1.0").shots[1].take
        '4A-1'
        """
        pasted = self._within_takes(from_text(shots, self.rate))
        if pasted.rate != self.rate:
            raise EditError(
                f"These shots are written at {pasted.rate} frames a second, and this cut runs "
                f"at {self.rate}."
            )
        if pasted.lanes or pasted.markers or pasted.level:
            raise EditError(
                "Only shots are pasted, and this text has lanes, markers or a level too. Take those "
                'lines out; sounds are laid with cut.lane("tone").lay(...).'
            )
        self._check_moment(at)
        put = ranges.insert_at if insert else ranges.overwrite
        self._do(put(self.edit, self._frame(at), pasted.shots), at)
        return self

    def _laid(
        self,
        put: Callable[[Edit, int, list[Shot]], Edit],
        take: Any,
        times: tuple[Time | None, ...],
        options: dict[str, Any],
    ) -> Self:
        """Put in the shot that the marks come to: in and out of the take, at and to of the film."""
        name = self._remember(take, seen=True)
        self._check_moment(times[2])
        marks = [None if time is None else self._frame(time) for time in times]
        if marks[3] is None:
            marks[0] = marks[0] or 0
            marks[1] = self._end_of(name) if marks[1] is None else marks[1]
        start, stop, frame = ranges.three_points(*marks)
        self._check_points(name, start, stop, *times[:2])
        shot = Shot(name, start, stop, **shot_options(options))
        if shot.picture_only and put is ranges.overwrite:
            edit = cutaway(self.edit, frame, shot, self.take_frames)
            self._do(edit, *times, told=laid_under(self.edit, edit))
        else:
            self._do(put(self.edit, frame, [shot]), *times)
        if marks[1] not in (None, stop):
            ends = timecode(stop, self.rate)
            told = f"The film's marks decide the length: {name} ends at {ends}."
            self.said = f"{self.said} {told}".strip()
        return self


def _still_heard(edit: Edit, start: int, stop: int) -> list[str]:
    """Say which lanes still sound in a stretch whose shots were taken out."""
    names = [
        lane.name
        for lane in edit.lanes
        if not lane.muted and any(one.at < stop and one.stop > start for one in lane.sounds)
    ]
    lanes = "Lane" if len(names) == 1 else "Lanes"
    still = "still sounds" if len(names) == 1 else "still sound"
    return [f"{lanes} {', '.join(names)} {still} in the gap."] if names else []
