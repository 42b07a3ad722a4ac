"""What all parts of a Cut stand on: the edit that it holds, its past and future, and its lock."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from fractions import Fraction
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, Self, TypeVar

from ..errors import EditError
from ..timecode import Time, meant_as_frame, read_rate, snapped, timecode, to_frame
from .edit import Edit, Shot
from .lanes import lost_sounds


class _Shared(Protocol):
    """What a widget and a cell may work on at the same time."""

    @property
    def _lock(self) -> AbstractContextManager[Any]: ...


_S = TypeVar("_S", bound=_Shared)
_P = ParamSpec("_P")


def locked(operation: Callable[Concatenate[_S, _P], _S]) -> Callable[Concatenate[_S, _P], _S]:
    """Let nobody else change a cut between what an operation reads and what it writes.

    Parameters
    ----------
    operation : callable
        A method that returns what it was called on: a cut, or a lane of one.

    Returns
    -------
    callable
        The same, while the cut's lock is held.

    Examples
    --------
    >>> class Counted:
    ...     _lock, count = threading.RLock(), 0
    ...     @locked
    ...     def add(self):
    ...         self.count += 1
    ...         return self
    >>> Counted().add().add().count
    2
    """

    @wraps(operation)
    def alone(self: _S, *args: _P.args, **kwargs: _P.kwargs) -> _S:
        with self._lock:
            return operation(self, *args, **kwargs)

    return alone


class CutBase:
    """An edit in the hand: what it is, and the way back.

    Each ``cut_*.py`` adds what one does with it; :class:`kuleshov.timeline.Cut` is all of them.

    Attributes
    ----------
    said : str
        What the last operation changed beyond what was asked for; empty where nothing.
    """

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

    def __repr__(self) -> str:
        length = timecode(self.frames, self.rate)
        shots = "1 shot" if len(self) == 1 else f"{len(self)} shots"
        return f"Cut({self.title!r}, {shots}, {length})"

    @locked
    def undo(self) -> Self:
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

    @locked
    def redo(self) -> Self:
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

    def held(self) -> AbstractContextManager[Any]:
        """Keep everybody else off the cut for the length of a ``with`` block.

        Returns
        -------
        context manager
            The cut's lock; the thread that holds it may go on working with the cut.
        """
        return self._lock

    @contextmanager
    def all_or_none(self) -> Iterator[None]:
        """Do several operations in a ``with`` block; where one is refused, none of them is done.

        Yields
        ------
        None
            Meanwhile nobody else changes the cut. Afterwards each operation is undone by itself.

        Examples
        --------
        >>> import kuleshov as ku
        >>> cut = ku.Cut("cards").black(1)
        >>> with cut.all_or_none():
        ...     cut.black(2).remove(9)
        Traceback (most recent call last):
            ...
        kuleshov.errors.EditError: There is no shot 9: this edit has 2 shots.
        >>> cut
        Cut('cards', 1 shot, 00:00:01:00)
        """
        with self._lock:
            before = self._edit, list(self._past), list(self._future), self.said
            try:
                yield
            except BaseException:
                self._edit, self._past, self._future, self.said = before
                raise

    def _frame(self, time: Time) -> int:
        return to_frame(time, self.rate)

    def _check_moment(self, *moments: Time | None) -> None:
        """Say where a moment lies after the film and may have been meant as a frame of it."""
        for at in moments:
            if hint := meant_as_frame(at, self.frames, self.rate):
                raise EditError(f"The film ends at {timecode(self.frames, self.rate)}.{hint}")

    def _behind_end(self, what: str, at: Time | None) -> str:
        """Say that something lies behind the film's end, and where a frame may have been meant."""
        hint = meant_as_frame(at, self.frames, self.rate)
        return f"The film ends at {timecode(self.frames, self.rate)}; {what} lies behind it.{hint}"

    def _do(
        self,
        edit: Edit,
        *times: Time | None,
        lost: Iterable[str] | None = None,
        told: Sequence[str] = (),
    ) -> Self:
        """Take an edit as the new one, and say what of its lanes went beyond what was asked for.

        Where that is more than two edits tell it comes as ``lost``; what else there is to say, as
        ``told``.
        """
        self._past.append(self._edit)
        self._future.clear()
        self._edit, before = edit, self._edit
        said = [
            f"{time} s lies between two frames: snapped to "
            f"{timecode(self._frame(time), self.rate)}."
            for time in times
            if time is not None and snapped(time, self.rate)
        ]
        lost = lost_sounds(before.lanes, edit.lanes) if lost is None else lost
        self.said = " ".join([*said, *lost, *told])
        return self
