"""The edit as a student holds it: takes, an edit of them, operations, undo."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from fractions import Fraction
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from ..errors import EditError
from ..library.scene_clock import seconds_of
from ..media.sound import Sound
from ..timecode import Time, meant_as_frame, read_rate, snapped, timecode, to_frame
from ..views import view
from ..words import either, meant, one_spelling
from . import angles, operations, text
from .cut_lane import CutLane, lost_sounds
from .cut_ranges import RangeEdits, shot_options
from .diff import diff
from .edit import CARDS, Edit, Shot
from .plain import whole
from .take_names import unknown_takes

if TYPE_CHECKING:
    from ..library import Take
    from ..media import Clip, FilmLike
    from .findings import Finding, Findings, Statement
    from .lanes import Lane, Marker


_P = ParamSpec("_P")


def _locked(
    operation: Callable[Concatenate[Cut, _P], Cut],
) -> Callable[Concatenate[Cut, _P], Cut]:
    """Let nobody else change a cut between what an operation reads and what it writes."""

    @wraps(operation)
    def alone(self: Cut, *args: _P.args, **kwargs: _P.kwargs) -> Cut:
        with self._lock:
            return operation(self, *args, **kwargs)

    return alone


class Cut(RangeEdits):
    """An edit: shots from takes, in order.

    Parameters
    ----------
    title : str
        What the film is called.
    rate : int, float, str or Fraction
        Frames a second.
    rushes : Mapping, optional
        Where takes are found by name; :meth:`add` remembers the takes it is given, so a cut that
        is made in code needs none.

    Notes
    -----
    Shots are numbered from 1. Times may be written in any of the ways of
    :mod:`kuleshov.timecode`; a time that falls between frames is snapped to the nearest, and
    ``cut.said`` says so. Every operation changes the cut, can be undone, and returns the cut, so
    that operations can be written one after another; one that is refused leaves it as it was. A
    lock makes the operations safe when a widget and a cell work on the same cut.

    Examples
    --------
    >>> cut = Cut("first cut")
    >>> cut.title_card("The Understudy", "2.0")
    Cut('first cut', 1 shot, 00:00:02:00)
    >>> cut.fade(1, fade_in=12).undo().shot_lengths
    [2.0]

    Takes come from a bin, by name or themselves:

    >>> import kuleshov as ku
    >>> rushes = ku.rushes("understudy")
    >>> cut = ku.Cut("Who taught you that", rushes=rushes)
    >>> cut.add("2A-1", "2.0", "4.0").add(rushes["4A-1"], "3.0", "5.5", split=8)
    Cut('Who taught you that', 2 shots, 00:00:04:12)
    >>> cut.shot_lengths, cut.cuts
    ([2.0, 2.5], [48])
    >>> print(cut.roll(1, 6).to_text())
    # kuleshov edit 1
    title: Who taught you that
    rate: 24
    2A-1 02:00 04:06
    4A-1 03:06 05:12 J8
    <BLANKLINE>
    >>> for difference in cut.diff(cut.copy().trim(2, out="5.0")):
    ...     print(difference)
    Shot 2 (4A-1) runs from 00:00:03:06 to 00:00:05:00 instead of 00:00:03:06 to 00:00:05:12.
    The film is 12 frames shorter: 00:00:04:00.
    """

    _made_by = "ku.Cut(title, rushes=rushes)"  # how this cut would have got its rushes

    def __init__(
        self,
        title: str = "untitled",
        rate: int | float | str | Fraction = 24,
        rushes: Mapping[str, Any] | None = None,
    ) -> None:
        self._edit = Edit(title=title, rate=read_rate(rate))
        self._bins: list[Mapping[str, Any]] = [] if rushes is None else [rushes]
        self._takes: dict[str, Any] = {}
        self._past: list[Edit] = []
        self._future: list[Edit] = []
        self._lock = threading.RLock()
        self.said = ""

    # What it is

    @property
    def edit(self) -> Edit:
        """The edit as plain, unchangeable data."""
        return self._edit

    @property
    def title(self) -> str:
        """What the film is called."""
        return self._edit.title

    @property
    def rate(self) -> Fraction:
        """Frames a second."""
        return self._edit.rate

    @property
    def shots(self) -> tuple[Shot, ...]:
        """The shots, in order."""
        return self._edit.shots

    @property
    def frames(self) -> int:
        """Length in frames."""
        return self._edit.frames

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self._edit.duration

    @property
    def cuts(self) -> list[int]:
        """The frames at which a new shot begins, the first shot left out.

        They are counted, as a film's frames are: where a time is wanted, write one with an f,
        ``cut.cutaway(f"{cut.cuts[0]}f", ...)``.
        """
        return self._edit.starts()[1:]

    @property
    def shot_lengths(self) -> list[float]:
        """Length of every shot in seconds."""
        return [float(len(shot) / self.rate) for shot in self.shots]

    def __len__(self) -> int:
        return len(self.shots)

    def __iter__(self) -> Iterator[Shot]:
        return iter(self.shots)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cut) and self.edit == other.edit

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        length = timecode(self.frames, self.rate)
        shots = "1 shot" if len(self) == 1 else f"{len(self)} shots"
        return f"Cut({self.title!r}, {shots}, {length})"

    def take(self, name: str) -> Take | Clip:
        """Return the take of that name.

        Parameters
        ----------
        name : str

        Returns
        -------
        Take or Clip
            As it was added, else as a bin holds it.

        Raises
        ------
        EditError
            Where no bin holds it.
        """
        wanted = one_spelling(str(name))
        if wanted in self._takes:
            return self._takes[wanted]
        for bin_ in self._bins:
            held = name if name in bin_ else _other_spelling(wanted, bin_)
            if held is not None:
                self._takes[wanted] = bin_[held]
                return self._takes[wanted]
        raise EditError(self._lacks(name))

    def _lacks(self, name: str) -> str:
        """Say what to do about a take that isn't there: spell it, or give the cut its rushes."""
        if not self._bins:
            return (
                f"The take {name!r} is in none of this cut's bins. "
                f"Give the cut its rushes: {self._made_by}."
            )
        names = [*(each for bin_ in self._bins for each in bin_), *self._takes]
        where = either([str(getattr(bin_, "name", "its rushes")) for bin_ in self._bins])
        near = meant(str(name), names) or f" There are {', '.join(names) or 'none'}."
        return f"There is no take {name!r} in {where}.{near}"

    def take_clip(self, name: str) -> Clip:
        """Return the film of the take of that name; a clip that was cut in is its own take.

        Parameters
        ----------
        name : str

        Returns
        -------
        Clip

        Raises
        ------
        EditError
            Where no bin holds a take of that name, or it is sound alone.
        MediaError
            Where its file can't be read.
        """
        take: Any = self.take(name)
        if isinstance(take, Sound):
            raise EditError(_unseen(name))
        film: Clip = getattr(take, "clip", take)
        return film

    def take_sound(self, name: str, stem: str = "") -> Any:
        """Return what is heard of the take of that name, or of one of its stems.

        Parameters
        ----------
        name : str
        stem : str
            A voice, or "rest"; all of the take's sound where it is empty.

        Returns
        -------
        Clip, Sound, Stem or None
            Something with ``read_sound`` and the facts of its ``sound``; None where the take is
            mute.

        Raises
        ------
        EditError
            Where no bin holds a take of that name, or it has no such stem.
        MediaError
            Where its file can't be read.
        """
        take: Any = self.take(name)
        if stem and not hasattr(take, "stem"):
            raise EditError(f"{name} has no stems: its sound is one recording.")
        heard = take.stem(stem) if stem else getattr(take, "clip", take)
        return heard if heard.sound is not None else None

    def take_frames(self, name: str) -> int:
        """Return how many frames a take has at the edit's rate.

        Parameters
        ----------
        name : str

        Returns
        -------
        int
            Frames at the edit's rate, the slate counted in; a last part of a frame is left out.

        Raises
        ------
        EditError
            Where no bin holds a take of that name.
        """
        take = self.take(name)
        if isinstance(take, Sound):
            return int(Fraction(take.duration) * self.rate)
        return int(Fraction(take.frames) / take.rate * self.rate)

    def take_files(self) -> dict[str, Path]:
        """Return the files of all takes at hand, also of those that are not cut in.

        Returns
        -------
        dict of str to Path
            By the takes' names.
        """
        held = [(str(name), bin_[name]) for bin_ in self._bins for name in bin_]
        held += self._takes.items()
        return {name: Path(take.path) for name, take in held if getattr(take, "path", None)}

    # What an editor does

    @_locked
    def add(
        self, take: Take | Clip | str, in_: Time = 0, out: Time | None = None, **options: Any
    ) -> Cut:
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
            take, or "rest").

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

    @_locked
    def insert(
        self,
        number: int,
        take: Take | Clip | str,
        in_: Time = 0,
        out: Time | None = None,
        **options: Any,
    ) -> Cut:
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

    @_locked
    def replace(
        self, number: int, take: Take | Clip | str, in_: Time = 0, out: Time | None = None
    ) -> Cut:
        """Put another take in a shot's place, keeping its split, dissolve, level and note.

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
        return self._do(operations.replace_shot(self._edit, number, name, start, stop), in_, out)

    @_locked
    def title_card(
        self, words: str, length: Time = "2.0", before: int | None = None, **options: Any
    ) -> Cut:
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

    @_locked
    def black(self, length: Time = "1.0", before: int | None = None, **options: Any) -> Cut:
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

    @_locked
    def remove(self, number: int) -> Cut:
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

    @_locked
    def lift(self, number: int) -> Cut:
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

    @_locked
    def move(self, number: int, to: int) -> Cut:
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

    @_locked
    def trim(self, number: int, in_: Time | None = None, out: Time | None = None) -> Cut:
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

    @_locked
    def ripple(self, number: int, by: int, edge: str = "out") -> Cut:
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

    @_locked
    def roll(self, number: int, by: int) -> Cut:
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

    @_locked
    def slip(self, number: int, by: int) -> Cut:
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

    @_locked
    def slide(self, number: int, by: int) -> Cut:
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

    @_locked
    def split(self, number: int, frames: int) -> Cut:
        """Let shot ``number`` be heard before it is seen (J, positive) or after (L, negative).

        Parameters
        ----------
        number : int
            Which shot; not the first.
        frames : int
            By how much the sound leads (positive) or trails (negative) the picture; 0 is a straight
            cut.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where there is no such shot, it is the first, or the splits leave a shot without sound.
        """
        return self._do(operations.split_sound(self._edit, number, frames))

    @_locked
    def blade(self, at: Time) -> Cut:
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

    @_locked
    def cutaway(
        self,
        at: Time,
        take: Take | Clip | str,
        in_: Time = 0,
        out: Time | None = None,
        note: str = "",
    ) -> Cut:
        """Lay a take's picture over the film from this moment on; what is heard stays as it was.

        A line runs on while somebody else, or something else, is seen. The film keeps its length.

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
            Where the take has no such stretch, it would end after the film does, or a shot that is
            heard would lose its whole picture under it.

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
        laid = operations.cutaway(self._edit, self._frame(at), Shot(name, start, stop, note=note))
        return self._do(laid, at, in_, out)

    @_locked
    def dissolve(self, number: int, frames: int) -> Cut:
        """Dissolve into shot ``number`` over ``frames`` frames, centred on the cut; 0 is a cut.

        Parameters
        ----------
        number : int
            Which shot; not the first.
        frames : int
            Length, up to the shot's own.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where there is no such shot, it is the first, it fades in, or a shot is too short for
            it.
        """
        return self._do(operations.change(self._edit, number, dissolve=frames))

    @_locked
    def fade(self, number: int, fade_in: int = 0, fade_out: int = 0) -> Cut:
        """Fade a shot from black and to black, in frames.

        Parameters
        ----------
        number : int
            Which shot.
        fade_in, fade_out : int
            Frames, up to the shot's length; 0 is no fade. Both are set anew.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where there is no such shot, it has a dissolve and is to fade in, or it is too short.
        """
        return self._do(operations.change(self._edit, number, fade_in=fade_in, fade_out=fade_out))

    @_locked
    def level(self, number: int, gain: float) -> Cut:
        """Set a shot's sound level in dB; 0 is as recorded.

        Parameters
        ----------
        number : int
            Which shot.
        gain : float
            dB, -96 to 24.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where there is no such shot, or no such level.
        """
        return self._do(operations.change(self._edit, number, gain=gain))

    @_locked
    def picture_only(self, number: int, on: bool = True) -> Cut:
        """Let shot ``number`` be seen and not heard: the sound before it runs on under it.

        Parameters
        ----------
        number : int
            Which shot.
        on : bool
            False gives it its own sound again.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where there is no such shot.

        See Also
        --------
        cutaway : Lay a picture over the film where it is wanted.
        """
        split = {"split": 0} if on else {}
        return self._do(operations.change(self._edit, number, picture_only=on, **split))

    @_locked
    def note(self, number: int, words: str) -> Cut:
        """Write a note to yourself beside a shot; it is never seen in the film.

        Parameters
        ----------
        number : int
            Which shot.
        words : str
            Instead of what stood there; line breaks become spaces.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where there is no such shot, or it is no text.
        """
        return self._do(operations.change(self._edit, number, note=words))

    @_locked
    def stem(self, number: int, name: str) -> Cut:
        """Let one of a shot's stems be heard alone: a voice, or all but the voices.

        Parameters
        ----------
        number : int
            Which shot.
        name : str
            A voice of its take, or "rest"; all of the take's sound where it is empty.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError, LibraryError
            Where there is no such shot, or its take has no such stem.
        """
        edit = operations.change(self._edit, number, stem=name)
        shot = edit.shots[number - 1]
        if shot.stem:
            self.take_sound(shot.take, shot.stem)
        return self._do(edit)

    @_locked
    def undo(self) -> Cut:
        """Take back the last operation.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where there is nothing to undo.
        """
        if not self._past:
            raise EditError("There is nothing to undo.")
        self._future.append(self._edit)
        self._edit = self._past.pop()
        return self

    @_locked
    def redo(self) -> Cut:
        """Do again what was undone.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where nothing was undone since the last change.
        """
        if not self._future:
            raise EditError("There is nothing to redo.")
        self._past.append(self._edit)
        self._edit = self._future.pop()
        return self

    @_locked
    def become(self, other: Cut) -> Cut:
        """Take over another cut's shots, lanes and markers, in one step that can be undone.

        Parameters
        ----------
        other : Cut
            Its title, rate and bins stay its own; its shots count as frames at this cut's rate.

        Returns
        -------
        Cut
            This cut.
        """
        self._takes |= {n: t for n, t in other._takes.items() if n not in self._takes}
        taken = dataclasses.replace(other.edit, title=self.title, rate=self.rate)
        return self._do(taken)

    def held(self) -> AbstractContextManager[Any]:
        """Keep everybody else off the cut for the length of a ``with`` block.

        Returns
        -------
        context manager
            The cut's lock; the thread that holds it may go on working with the cut.
        """
        return self._lock

    def copy(self, title: str | None = None) -> Cut:
        """Return a cut of the same shots that can be changed by itself.

        Parameters
        ----------
        title : str, optional
            This cut's own where it is left out.

        Returns
        -------
        Cut
            With the same takes at hand, and nothing to undo.
        """
        twin = Cut(title or self.title, self.rate)
        twin._bins, twin._takes = list(self._bins), dict(self._takes)
        twin._edit = dataclasses.replace(self._edit, title=twin.title)
        twin._made_by = self._made_by
        return twin

    # Sound that follows no picture, and words at a moment

    def lane(self, name: str) -> CutLane:
        """Return a lane, to lay sound in that follows no picture.

        Parameters
        ----------
        name : str
            "tone", "music", "Filament"; a lane that isn't there yet begins with its first sound.

        Returns
        -------
        CutLane

        See Also
        --------
        kuleshov.timeline.cut_lane.CutLane : What can be done in it.

        Examples
        --------
        >>> import kuleshov as ku
        >>> cut = ku.Cut("away", rushes=ku.rushes("understudy")).add("1A-1", "12.0", "16.0")
        >>> cut.lane("tone").lay("1A-1", "34.0", "38.0", at="0.0", gain=6)
        Lane 'tone': 1 sound
          1  00:00:00:00 to 00:00:04:00  1A-1 34:00 38:00 +6dB
        """
        return CutLane(self, name)

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """The lanes of sound, as plain data."""
        return self._edit.lanes

    @property
    def markers(self) -> tuple[Marker, ...]:
        """What the editor wrote at moments of the film, in order."""
        return self._edit.markers

    @_locked
    def marker(self, at: Time, words: str = "", answers: str = "") -> Cut:
        """Set a marker, or write its words anew.

        Parameters
        ----------
        at : int, float, str or Fraction
            A moment of the film.
        words : str
        answers : str
            The kind of finding that the words answer; see :meth:`check`.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where the moment lies before the film, or a finding is answered without words.
        """
        frame = self._frame(at)
        return self._do(operations.mark(self._edit, frame, words, answers), at)

    @_locked
    def unmark(self, at: Time, answers: str = "") -> Cut:
        """Take a marker out.

        Parameters
        ----------
        at : int, float, str or Fraction
            Its moment.
        answers : str
            The kind of finding that it answers; a plain marker where it is empty.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where none stands there.
        """
        return self._do(operations.unmark(self._edit, self._frame(at), answers), at)

    @_locked
    def master(self, level: float) -> Cut:
        """Set the whole film's level in dB, behind all others; 0 leaves the sum as it is.

        Parameters
        ----------
        level : float
            dB, -96 to 24.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where there is no such level.

        See Also
        --------
        to_loudness : finds the level for a loudness that is asked for.
        """
        return self._do(dataclasses.replace(self._edit, level=level))

    @_locked
    def to_loudness(self, lufs: float = -23.0) -> Cut:
        """Set the whole film's level so that it is as loud as is asked for.

        Parameters
        ----------
        lufs : float
            Integrated loudness in LUFS, -70 to 0; broadcasters in Europe ask for -23 (EBU R 128).

        Returns
        -------
        Cut
            This cut; ``said`` tells what was measured, what was set, and where peaks would clip.

        Raises
        ------
        EditError
            Where the film is silent, too short to be measured (under 0.4 s), or would need a level
            beyond -96 to 24 dB.
        MediaError
            Where a take can't be read.

        Notes
        -----
        Measured as ITU-R BS.1770-4 says, on the same mix that :meth:`render` writes.
        """
        from .loudness import level_for

        level, said = level_for(self, lufs)
        self.master(level)
        self.said = said
        return self

    # What it can be turned into

    def diff(self, other: Cut) -> list[str]:
        """Say in words how ``other`` differs from this cut; an empty list when it doesn't.

        Parameters
        ----------
        other : Cut

        Returns
        -------
        list of str
            A sentence for each difference.
        """
        return diff(self.edit, other.edit)

    def check(self, sound: bool = True) -> Findings:
        """Return the findings of craft: what a careful colleague would point at.

        Parameters
        ----------
        sound : bool
            Whether to listen as well (decodes the takes' sound, up to a minute of each).

        Returns
        -------
        list of Finding
            In the order of the film, shown as a line for each; see
            :data:`kuleshov.timeline.findings.KINDS`.

        Raises
        ------
        MediaError
            Where a take can't be read.
        """
        from .checks import check

        return check(self, sound=sound)

    @_locked
    def answer(self, finding: Finding, words: str) -> Cut:
        """Write why something that was found stays as it is.

        The words are kept in the edit as a marker, and go into the :meth:`statement`.

        Parameters
        ----------
        finding : Finding
            One that :meth:`check` gave.
        words : str
            Instead of what was answered before.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where there are no words.

        Examples
        --------
        >>> import kuleshov as ku
        >>> cut = ku.Cut("x", rushes=ku.rushes("understudy")).add("4A-1", 2, 4).add("4A-1", 6, 8)
        >>> cut.answer(cut.check(sound=False)[0], "He has made up his mind.").statement()
        [film@00:00:02:00] He has made up his mind.
        """
        at = finding.frame if finding.answered_at is None else finding.answered_at
        return self._do(operations.mark(self._edit, at, words, finding.kind))

    def statement(self, film: str = "film") -> Statement:
        """Return what was answered, as lines to paste into a statement.

        Parameters
        ----------
        film : str
            What the statement calls the film.

        Returns
        -------
        list of str
            A line for each finding that is answered, with its timecode, as
            :func:`kuleshov.critique` looks it up; shown as it is pasted.

        Raises
        ------
        EditError
            Where the film's name isn't one word.
        MediaError
            Where a take can't be read.
        """
        from .findings import statement

        return statement(self.check(), film)

    def to_text(self) -> str:
        """Return the edit as text, one shot a line.

        Returns
        -------
        str
            As :meth:`from_text` reads it.
        """
        return text.to_text(self.edit)

    @classmethod
    def from_text(cls, words: str, rushes: Mapping[str, Any] | None = None) -> Cut:
        """Read a cut from :meth:`to_text`'s text.

        Takes that the rushes lack and points beyond a take are read as they stand; ``said`` tells
        of the first, and :meth:`check` finds both.

        Parameters
        ----------
        words : str
            See :mod:`kuleshov.timeline.text` for how a shot is written.
        rushes : mapping, optional
            Where takes are found by name.

        Returns
        -------
        Cut

        Raises
        ------
        EditError
            Naming the line, and what in it can't be read.
        """
        cut = cls.from_edit(text.from_text(words), rushes)
        cut.said = " ".join(unknown_takes(cut.edit, rushes))
        cut._made_by = "ku.Cut.from_text(words, rushes=rushes)"
        return cut

    def to_json(self) -> str:
        """Return the edit as JSON.

        Returns
        -------
        str
            As :meth:`from_json` reads it.
        """
        return text.to_json(self.edit)

    @classmethod
    def from_json(cls, words: str, rushes: Mapping[str, Any] | None = None) -> Cut:
        """Read a cut from :meth:`to_json`'s JSON.

        Parameters
        ----------
        words : str
        rushes : mapping, optional
            Where takes are found by name.

        Returns
        -------
        Cut

        Raises
        ------
        EditError
            Where it is no edit's JSON, or its shots can't be played as written.
        """
        cut = cls.from_edit(text.from_json(words), rushes)
        cut.said = " ".join(unknown_takes(cut.edit, rushes))
        cut._made_by = "ku.Cut.from_json(words, rushes=rushes)"
        return cut

    @classmethod
    def from_edit(cls, edit: Edit, rushes: Mapping[str, Any] | None = None) -> Cut:
        """Return a cut of an edit's plain data.

        Parameters
        ----------
        edit : Edit
        rushes : mapping, optional
            Where takes are found by name.

        Returns
        -------
        Cut
            With nothing to undo.
        """
        cut = cls(edit.title, edit.rate, rushes)
        cut._edit = edit
        return cut

    @classmethod
    def from_film(cls, film: FilmLike, title: str | None = None) -> Cut:
        """Turn any film back into an edit of itself, by the cuts that can be seen in it.

        Parameters
        ----------
        film : Clip, str or Path
        title : str, optional
            The film's name where it is left out.

        Returns
        -------
        Cut
            At the film's rate, every shot a stretch of the film. Where its frames lie unevenly, as
            many phones write them, at the common rate nearest to their usual pace, and ``said``
            tells it.

        Raises
        ------
        MediaError
            Where the film can't be read.
        """
        from .from_film import shots_of

        clip, shots = shots_of(film)
        cut = cls(title or clip.name, clip.edit_rate)
        for start, stop in shots:
            cut.add(clip, f"{start}f", f"{stop}f")
        if clip.variable_rate:
            cut.said = (
                f"The frames of {clip.name} lie unevenly in time; this edit counts "
                f"{float(clip.edit_rate):.5g} a second, their usual pace."
            )
        return cut

    def save(self, path: str | Path) -> Path:
        """Save as .edit (text), .json, .otio, .otioz, .edl, .xml (FCP 7) or .fcpxml.

        A bare file name lies in the studio. What the format can't hold is said in ``cut.said``.

        Parameters
        ----------
        path : str or Path
            Its ending says the format.

        Returns
        -------
        Path
            Where it was written.

        Raises
        ------
        EditError
            Where the ending names no known format, the format can't hold this edit, a take isn't at
            hand (text and JSON need none), or the disk refuses. What was there before stays.
        """
        from .exchange import save

        return save(self, path)

    @classmethod
    def load(
        cls,
        path: str | Path,
        rushes: Mapping[str, Any] | None = None,
        rate: int | float | str | Fraction | None = None,
        timeline: str | None = None,
    ) -> Cut:
        """Open what :meth:`save`, or another editing program, has saved.

        Parameters
        ----------
        path : str or Path
            A bare file name lies in the studio, ``"./name"`` beside the notebook; the ending says
            the format. Final Cut's bundles, .fcpxmld, are read as well, also zipped.
        rushes : mapping, optional
            Where takes are found by name; their files tell at which timecode they begin.
        rate : int, float, str or Fraction, optional
            Frames a second, for an EDL or a timeline that doesn't say its own.
        timeline : str, optional
            Which one, where the file holds several.

        Returns
        -------
        Cut
            What was guessed or could not be kept is said in its ``said``.

        Raises
        ------
        EditError
            Where the file is missing, damaged, over 50 MB, or holds no edit; where it holds
            several timelines and none is named; where it asks for frames that a take doesn't have.

        Examples
        --------
        >>> import tempfile
        >>> words = "001  4A1 V C 00:00:02:00 00:00:06:00 01:00:00:00 01:00:04:00"
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder) / "theirs.edl"
        ...     _ = path.write_text(words)
        ...     Cut.load(path, rate=25)
        Cut('untitled', 1 shot, 00:00:04:00)
        """
        from .exchange import load

        edit, said = load(path, rushes, rate, timeline)
        cut = cls.from_edit(edit, rushes)
        cut._made_by = f"ku.Cut.load({str(path)!r}, rushes=rushes)"
        cut.said = " ".join(said)
        return cut

    def render(self, path: str | Path | None = None, **options: Any) -> Clip:
        """Make the film.

        Parameters
        ----------
        path : str or Path, optional
            Where to write; a bare name lies in the studio. Without it the edit's title names it.
        **options
            ``size`` (width and height in pixels), ``crf`` (0, best, to 51) and ``progress``, as in
            :func:`kuleshov.timeline.render.render`.

        Returns
        -------
        Clip
            The film, with its credit.

        Raises
        ------
        EditError
            Where the edit is empty, or the film would replace a take.
        MediaError, LibraryError
            Where a take can't be read or the film can't be written. What was there before stays.
        """
        from .render import render

        return render(self, path, **options)

    def show(self, path: str | Path | None = None) -> Any:
        """Show the edit as a picture, for print, with its shots as a list for screen readers.

        Parameters
        ----------
        path : str or Path, optional
            An ``.svg`` to write the picture to.

        Returns
        -------
        View
            Shows itself in a notebook.

        Raises
        ------
        EditError
            Where there are no shots yet, the path is no ``.svg``, or a take is in none of the bins.
        """
        return view("edit")(self, path)

    def to_moviepy(self) -> Any:
        """Return this edit as a moviepy clip, to go on with moviepy's own effects.

        Returns
        -------
        moviepy.CompositeVideoClip
            Close it when you are done.

        Raises
        ------
        EditError
            Where the edit is empty, or a take is in none of the bins.
        """
        from .with_moviepy import to_moviepy

        return to_moviepy(self)

    # The scene's clock

    def scene(self, at: Time) -> float | None:
        """Return which second of the scene is seen at a moment of the film.

        Parameters
        ----------
        at : int, float, str or Fraction
            A moment of the film.

        Returns
        -------
        float or None
            Seconds on the scene's clock. None at a card, a slate, or a take that is no part of a
            scene's time; ``said`` tells which.

        Raises
        ------
        EditError
            Where the film is shorter, or a take is in none of the bins.

        See Also
        --------
        seen : The other way.
        kuleshov.library.Take.scene : The same for a take.

        Examples
        --------
        >>> import kuleshov as ku
        >>> rushes = ku.rushes("understudy")
        >>> cut = ku.Cut("No.", rushes=rushes).title_card("No.", "1.0")
        >>> take = rushes["4A-1"]
        >>> cut = cut.add(take, take.at(scene=18.0), take.at(scene=21.0))
        >>> cut.scene(2.5), cut.seen(scene=19.5)
        (19.5, [2.5])
        >>> cut.scene(0.5), cut.said
        (None, "At 00:00:00:12 a title is seen, which is no part of a scene's time.")
        """
        found, self.said = angles.scene_at(self, self._frame(at))
        return None if found is None else float(found)

    def seen(self, scene: Time) -> list[float]:
        """Return where in the film a moment of the scene is seen.

        Parameters
        ----------
        scene : int, float, str or Fraction
            A second of the scene.

        Returns
        -------
        list of float
            Seconds of the film, in order: none where the moment was left out, several where it is
            seen again.

        Raises
        ------
        EditError
            Where a take is in none of the bins.

        See Also
        --------
        scene : The other way.
        """
        return [float(each) for each in angles.seen(self, seconds_of(scene, self.rate))]

    @_locked
    def angle(self, at: Time, take: Take | Clip | str, picture_only: bool = False) -> Cut:
        """Cut to the same moment in another take, and stay there to the end of the shot.

        As in a multicam cut: the shot is cut in two, and its second half is the other take at the
        same second of the scene. At a shot's first frame all of it is.

        Parameters
        ----------
        at : int, float, str or Fraction
            A moment of the film.
        take : Take, Clip or str
            Another take of the same performance.
        picture_only : bool
            True keeps the sound of the take that was there.

        Returns
        -------
        Cut
            This cut, as long as before.

        Raises
        ------
        EditError
            Where no moment of a scene is seen there; where the other take doesn't have it, or not
            to the end of the shot.

        See Also
        --------
        cutaway : Lay any stretch of a take over the film.

        Examples
        --------
        >>> import kuleshov as ku
        >>> cut = ku.Cut("multicam", rushes=ku.rushes("understudy")).add("1A-1", "13.0", "17.0")
        >>> print(cut.angle(2.0, "4A-1").to_text().split("rate: 24\\n")[1], end="")
        1A-1 13:00 15:00
        4A-1 05:00 07:00
        """
        name = self._remember(take, seen=True)
        return self._do(angles.angle(self, self._frame(at), name, picture_only), at)

    # How it works

    def _frame(self, time: Time) -> int:
        return to_frame(time, self.rate)

    def _stretch(
        self, take: Any, in_: Time, out: Time | None, *, seen: bool
    ) -> tuple[str, int, int]:
        """Return a take's name and the frames of a stretch of it, which it was found to have."""
        name = self._remember(take, seen=seen)
        start = self._frame(in_)
        stop = self.take_frames(name) if out is None else self._frame(out)
        self._check_points(name, start, stop, in_, out)
        return name, start, stop

    def _card(self, card: Shot, length: Time, before: int | None, options: dict[str, Any]) -> Cut:
        number = len(self.shots) + 1 if before is None else before
        shot = dataclasses.replace(card, **shot_options(options))
        return self._do(operations.insert(self._edit, number, shot), length)

    def _remember(self, take: Any, *, seen: bool) -> str:
        """Keep a take at hand and return its name; refuse as a shot what can't be seen."""
        held = self.take(take) if isinstance(take, str) and take not in CARDS else take
        if seen and isinstance(held, Sound):
            raise EditError(_unseen(held.name))
        if isinstance(take, str):
            self.take(take)
            if take in CARDS:
                raise EditError(
                    f"{take!r} is a card in an edit, and can't be a take: name it otherwise, or "
                    "say cut.black() or cut.title_card(...) for what it means."
                )
            return one_spelling(take)
        name = getattr(take, "name", None)
        if not name or not (hasattr(take, "frames") or isinstance(take, Sound)):
            raise EditError(
                f'A shot is cut from a take or a clip, rushes["4A-1"], not from {take!r}.'
            )
        name = one_spelling(str(name))
        if name in CARDS:  # a film that is called as a card is: by its file's whole name
            name = one_spelling(getattr(getattr(take, "path", None), "name", name))
        if name in CARDS:
            raise EditError(f"A clip named {name!r} can't be cut in; rename its file.")
        known = self._takes.get(name)
        if known is not None and getattr(known, "path", 0) != getattr(take, "path", 0):
            raise EditError(f"Two different clips are named {name!r}; rename one of the files.")
        self._takes[name] = take
        return name

    def _check_moment(self, at: Time) -> None:
        """Say where a moment lies after the film and may have been meant as a frame of it."""
        if hint := meant_as_frame(at, self.frames, self.rate):
            raise EditError(f"The film ends at {timecode(self.frames, self.rate)}.{hint}")

    def _check_points(self, name: str, start: int, stop: int, *asked: Time | None) -> None:
        if name in CARDS:
            return
        frames = self.take_frames(name)
        hint = next(filter(None, (meant_as_frame(time, frames, self.rate) for time in asked)), "")
        if start < 0:
            raise EditError(
                f"{name} begins at 00:00:00:00; this cut asks for {-start} frames before."
            )
        if stop > frames:
            raise EditError(
                f"{name} ends at {timecode(frames, self.rate)}; this cut asks for frames up to "
                f"{timecode(stop, self.rate)}.{hint}"
            )
        if stop <= start:
            out, in_ = timecode(max(stop, 0), self.rate), timecode(start, self.rate)
            raise EditError(
                f"The out point of {name}, {out}, is not after its in point, {in_}.{hint}"
            )

    def _within_takes(self, edit: Edit) -> Edit:
        for shot in edit.shots:
            self._check_points(shot.take, shot.in_, shot.out)
        return edit

    def _do(self, edit: Edit, *times: Time | None, meant: Edit | None = None) -> Cut:
        """Take an edit as the new one; sounds that ``meant`` has lost already aren't told again."""
        self._past.append(self._edit)
        self._future.clear()
        self._edit, before = edit, self._edit
        said = [
            f"{time} s lies between two frames: snapped to "
            f"{timecode(self._frame(time), self.rate)}."
            for time in times
            if time is not None and snapped(time, self.rate)
        ]
        self.said = " ".join(said + lost_sounds(meant or before, edit))
        return self


def _unseen(name: str) -> str:
    return f'{name} is sound alone and can\'t be a shot. Lay it: cut.lane("music").lay(...).'


def _other_spelling(name: str, bin_: Mapping[str, Any]) -> str | None:
    """Return the name of a take in a bin that is written with other signs for its accents."""
    return next((each for each in bin_ if one_spelling(str(each)) == name), None)
