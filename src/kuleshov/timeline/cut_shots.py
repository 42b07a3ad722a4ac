"""The part of a Cut that speaks of shots by their number: put in, taken out, moved and trimmed."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Self

from ..errors import EditError
from ..timecode import Time
from . import operations
from .cut_base import locked
from .cut_options import shot_options
from .cut_takes import CutTakes
from .cutaways import cutaway, laid_under
from .edit import Shot
from .plain import whole

if TYPE_CHECKING:
    from ..library import Take
    from ..media import Clip


class ShotEdits(CutTakes):
    """Operations that put shots in, take them out, move and trim them. A Cut has them all."""

    @locked
    def add(
        self, take: Take | Clip | str, in_: Time = 0, out: Time | None = None, **options: Any
    ) -> Self:
        """Append a shot.

        Parameters
        ----------
        take : Take, Clip or str
            What to show; a name is looked up in the bins.
        in_, out : int, float, str or Fraction
            First frame, and the frame after the last, in the take's own time; without ``out``
            the take runs to its end.
        **options
            ``split`` (frames; positive leads, a J-cut), ``dissolve``, ``fade_in``, ``fade_out``
            (frames), ``gain`` (dB, -96 to 24), ``note``, ``picture_only``, ``stem`` (a voice of the
            take, or "rest"), ``grade`` (as :meth:`grade` takes it).

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where the take isn't known, has no such stretch, or the shot can't stand there; the
            sentence says what to change.
        """
        return self.insert(len(self.shots) + 1, take, in_, out, **options)

    @locked
    def insert(
        self,
        number: int,
        take: Take | Clip | str,
        in_: Time = 0,
        out: Time | None = None,
        **options: Any,
    ) -> Self:
        """Put a shot before shot ``number``; what follows moves down.

        Parameters
        ----------
        number : int
            1 to one more than there are shots, which appends.
        take : Take, Clip or str
            What to show; a name is looked up in the bins.
        in_, out : int, float, str or Fraction
            First frame, and the frame after the last, in the take's own time.
        **options
            As in :meth:`add`.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            As in :meth:`add`, and where there is no such place.
        """
        name, start, stop = self._stretch(take, in_, out, seen=True)
        shot = Shot(name, start, stop, **shot_options(options))
        return self._do(operations.insert(self._edit, number, shot), in_, out)

    @locked
    def replace(
        self, number: int, take: Take | Clip | str, in_: Time = 0, out: Time | None = None
    ) -> Self:
        """Put another take in a shot's place, keeping its split, dissolve, level and note.

        A grade answers the light of one take: it goes with it, and ``said`` tells it.

        Parameters
        ----------
        number : int
            Which shot.
        take : Take, Clip or str
            What to show instead.
        in_, out : int, float, str or Fraction
            First frame, and the frame after the last, in the new take's own time; without ``out``
            the shot keeps its length.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where there is no such shot or take, or the take has no such stretch.
        """
        old = operations.shot_at(self._edit, number)
        name = self._remember(take, seen=True)
        start = self._frame(in_)
        stop = start + len(old) if out is None else self._frame(out)
        self._check_points(name, start, stop, in_, out)
        edit = operations.replace_shot(self._edit, number, name, start, stop)
        told = operations.ungraded(self._edit, edit, edit.starts()[number - 1])
        return self._do(edit, in_, out, told=told)

    @locked
    def title_card(
        self, words: str, length: Time = "2.0", before: int | None = None, **options: Any
    ) -> Self:
        """Put words on black, at the end or before shot ``before``.

        Parameters
        ----------
        words : str
            Long ones are broken into lines.
        length : int, float, str or Fraction
            How long it stands: two seconds where it is left out.
        before : int, optional
            The shot that it comes before; at the end where it is left out.
        **options
            As in :meth:`add`.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where the length isn't a frame or more, or there is no such place.
        """
        return self._card(
            Shot("title", 0, self._frame(length), text=words), length, before, options
        )

    @locked
    def black(self, length: Time = "1.0", before: int | None = None, **options: Any) -> Self:
        """Put black, on purpose, at the end or before shot ``before``.

        Parameters
        ----------
        length : int, float, str or Fraction
            How long it stands: a second where it is left out.
        before : int, optional
            The shot that it comes before; at the end where it is left out.
        **options
            As in :meth:`add`.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where the length isn't a frame or more, or there is no such place.
        """
        return self._card(Shot("black", 0, self._frame(length)), length, before, options)

    @locked
    def remove(self, number: int) -> Self:
        """Take a shot out; what follows closes up.

        Parameters
        ----------
        number : int
            Which shot.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where there is no such shot, or a split or dissolve beside it can't stand without it.
        """
        return self._do(operations.remove(self._edit, number))

    @locked
    def lift(self, number: int) -> Self:
        """Take a shot out and leave a gap of its length.

        Parameters
        ----------
        number : int
            Which shot.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where there is no such shot.
        """
        return self._do(operations.lift(self._edit, number))

    @locked
    def move(self, number: int, to: int) -> Self:
        """Move a shot so that it becomes shot ``to``.

        Parameters
        ----------
        number : int
            Which shot.
        to : int
            Its number afterwards.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where there is no such shot or place, or a split or dissolve can't stand in the new
            order.
        """
        return self._do(operations.move(self._edit, number, to))

    @locked
    def trim(self, number: int, in_: Time | None = None, out: Time | None = None) -> Self:
        """Set a shot's in or out point; what follows closes up.

        Parameters
        ----------
        number : int
            Which shot.
        in_, out : int, float, str or Fraction, optional
            First frame, and the frame after the last, in the take's own time; what is left out
            stays.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where there is no such shot, or the take has no such stretch.
        """
        shot = operations.shot_at(self._edit, number)
        start = shot.in_ if in_ is None else self._frame(in_)
        stop = shot.out if out is None else self._frame(out)
        self._check_points(shot.take, start, stop, in_, out)
        return self._do(operations.trim(self._edit, number, start, stop), in_, out)

    @locked
    def ripple(self, number: int, by: int, edge: str = "out") -> Self:
        """Lengthen a shot by ``by`` frames (negative: shorten) at its "in" or "out" edge.

        Parameters
        ----------
        number : int
            Which shot.
        by : int
            Frames.
        edge : {"out", "in"}

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where there is no such shot or edge, or the take has no such stretch.
        """
        if edge not in ("in", "out"):
            raise EditError(f'A shot has an "in" and an "out" edge, not {edge!r}.')
        by = whole(by, "What it grows by")
        shot = operations.shot_at(self._edit, number)
        if edge == "out":
            return self.trim(number, out=f"{shot.out + by}f")
        return self.trim(number, in_=f"{shot.in_ - by}f")

    @locked
    def roll(self, number: int, by: int) -> Self:
        """Move the cut after shot ``number`` by ``by`` frames; the film keeps its length.

        Parameters
        ----------
        number : int
            The shot before the cut.
        by : int
            Frames; positive is later.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where no cut follows the shot, or a take has no such stretch.
        """
        return self._do(self._within_takes(operations.roll(self._edit, number, by)))

    @locked
    def slip(self, number: int, by: int) -> Self:
        """Show a stretch ``by`` frames later in the take; the shot stays where it is.

        Parameters
        ----------
        number : int
            Which shot; a card can't be slipped.
        by : int
            Frames; positive is later.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where there is no such shot, it is a card, or the take has no such stretch.
        """
        return self._do(self._within_takes(operations.slip(self._edit, number, by)))

    @locked
    def slide(self, number: int, by: int) -> Self:
        """Move a shot ``by`` frames later between its neighbours, which give and take the frames.

        Parameters
        ----------
        number : int
            Which shot; neither the first nor the last.
        by : int
            Frames; positive is later.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where the shot lacks a neighbour, or a neighbour's take has no such stretch.
        """
        return self._do(self._within_takes(operations.slide(self._edit, number, by)))

    @locked
    def blade(self, at: Time) -> Self:
        """Cut the shot under this moment of the film in two.

        Parameters
        ----------
        at : int, float, str or Fraction
            A moment of the film, not of a take.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where no shot lies there, or there is a cut there already.
        """
        self._check_moment(at)
        return self._do(operations.blade(self._edit, self._frame(at)), at)

    @locked
    def cutaway(
        self,
        at: Time,
        take: Take | Clip | str,
        in_: Time = 0,
        out: Time | None = None,
        note: str = "",
    ) -> Self:
        """Lay a take's picture over the film from this moment on; what is heard stays as it was.

        A line runs on while somebody else, or something else, is seen. The film keeps its length.
        A shot that loses its whole picture is still heard: its sound goes on in a lane called
        "under", and ``said`` tells it. A dissolve into or out of such a shot becomes a cut.

        Parameters
        ----------
        at : int, float, str or Fraction
            A moment of the film, not of a take.
        take, in_, out
            As in :meth:`add`.
        note : str
            The editor's own.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where the take has no such stretch, or it would end after the film does.

        See Also
        --------
        picture_only : The same for a shot that is in the film already.

        Examples
        --------
        >>> import kuleshov as ku
        >>> cut = ku.Cut("away", rushes=ku.rushes("understudy")).add("1A-1", "12.0", "16.0")
        >>> print(cut.cutaway("1.0", "4A-1", "02:12", "03:12").to_text().split("rate: 24\\n")[1], end="")
        1A-1 12:00 13:00
        4A-1 02:12 03:12 picture-only
        1A-1 14:00 16:00
        """
        name, start, stop = self._stretch(take, in_, out, seen=True)
        self._check_moment(at)
        shot = Shot(name, start, stop, note=note)
        laid = cutaway(self._edit, self._frame(at), shot, self.take_frames)
        return self._do(laid, at, in_, out, told=laid_under(self._edit, laid))

    def _card(self, card: Shot, length: Time, before: int | None, options: dict[str, Any]) -> Self:
        number = len(self.shots) + 1 if before is None else before
        shot = dataclasses.replace(card, **shot_options(options))
        return self._do(operations.insert(self._edit, number, shot), length)
