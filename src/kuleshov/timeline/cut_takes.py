"""The takes that a Cut has at hand: found by name in its bins, and held to their lengths."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import EditError
from ..media.sound import Sound
from ..timecode import Time, meant_as_frame, timecode
from ..words import either, meant, one_spelling
from .cut_base import CutBase
from .edit import CARDS, Edit

if TYPE_CHECKING:
    from ..library import Take
    from ..media import Clip


_HAIR = Fraction(
    1, 10_000
)  # of a frame: 100 frames at 30000/1001, as a float, are a hair under 100


class CutTakes(CutBase):
    """What a cut knows of the takes that it names."""

    _made_by = "ku.Cut(title, rushes=rushes)"  # how this cut would have got its rushes

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
            return int(Fraction(take.duration) * self.rate + _HAIR)
        return int(Fraction(take.frames) / take.rate * self.rate)

    def is_away(self, name: str) -> bool:
        """Say whether of the take of that name nothing is here but the name.

        Parameters
        ----------
        name : str

        Returns
        -------
        bool

        Raises
        ------
        EditError
            Where no bin holds it.

        See Also
        --------
        kuleshov.library.away.TakeAway : Such a take.
        """
        return bool(getattr(self.take(name), "away", False))

    def _end_of(self, name: str) -> int:
        """Return the frame behind a take's last one, where that is known."""
        if self.is_away(name):
            raise EditError(
                f"{name} isn't on this machine, so nobody here knows where it ends. Write its out "
                f'point: cut.add("{name}", "0.0", "2.0").'
            )
        return self.take_frames(name)

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

    def _stretch(
        self, take: Any, in_: Time, out: Time | None, *, seen: bool
    ) -> tuple[str, int, int]:
        """Return a take's name and the frames of a stretch of it, which it was found to have."""
        name = self._remember(take, seen=seen)
        start = self._frame(in_)
        stop = self._end_of(name) if out is None else self._frame(out)
        self._check_points(name, start, stop, in_, out)
        return name, start, stop

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


def _unseen(name: str) -> str:
    return f'{name} is sound alone and can\'t be a shot. Lay it: cut.lane("music").lay(...).'


def _other_spelling(name: str, bin_: Mapping[str, Any]) -> str | None:
    """Return the name of a take in a bin that is written with other signs for its accents."""
    return next((each for each in bin_ if one_spelling(str(each)) == name), None)
