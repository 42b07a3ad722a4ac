"""The part of a Cut that speaks of how a shot is seen and heard: its options."""

from __future__ import annotations

from collections.abc import Mapping
from types import EllipsisType
from typing import Any, Self

from ..errors import EditError
from ..media.grade import Grade
from . import operations
from .cut_base import locked
from .cut_takes import CutTakes

SOUND_OPTIONS = frozenset({"gain", "fade_in", "fade_out", "stem", "note"})
SHOT_OPTIONS = SOUND_OPTIONS | {"split", "dissolve", "picture_only", "grade"}


class OptionEdits(CutTakes):
    """Operations that set one option of a shot. A Cut has them all."""

    @locked
    def split(self, number: int, frames: int) -> Self:
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

    @locked
    def dissolve(self, number: int, frames: int) -> Self:
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

    @locked
    def fade(self, number: int, fade_in: int = 0, fade_out: int = 0) -> Self:
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

    @locked
    def level(self, number: int, gain: float) -> Self:
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

    @locked
    def grade(
        self,
        number: int,
        grade: Grade | Mapping[str, float] | EllipsisType | None = ...,
        *,
        stops: float | None = None,
        warmth: float | None = None,
        tint: float | None = None,
    ) -> Self:
        """Light a shot anew: another exposure and white balance, by gains on linear light.

        Parameters
        ----------
        number : int
            Which shot; a card has no picture to grade.
        grade : Grade, mapping or None, optional
            A whole grade, such as ``ku.match_grade(...).grade``; None shows the shot as it was shot.
        stops : float, optional
            -3 to 3; 1 is twice the light.
        warmth : float, optional
            -2 to 2; stops between red and blue.
        tint : float, optional
            -1 to 1; stops between green and the two others. What isn't given is 0.

        Returns
        -------
        Cut
            This cut.

        Raises
        ------
        EditError
            Where there is no such shot, it is a card, no grade is given or two are, or a number is
            out of range.

        Notes
        -----
        Light is what the curve of sRGB makes of a picture's values, as for :func:`kuleshov.graded`.
        The measure ``exposure`` takes a display's power of 2.4 instead (ITU-R BT.1886): the same
        step counts more there, a seventh more in a middle grey.

        See Also
        --------
        kuleshov.match_grade : Find a grade by hand.
        kuleshov.graded : The same on a picture.

        Examples
        --------
        >>> import kuleshov as ku
        >>> cut = ku.Cut("night", rushes=ku.rushes("understudy")).add("4A-1", "1.0", "4.5")
        >>> print(cut.grade(1, stops=-1.45, warmth=0.1).to_text().splitlines()[-1])
        4A-1 01:00 04:12 -1.45stops +0.1warmth
        >>> cut.grade(1, None).shots[0].grade is None
        True
        """
        parts = {"stops": stops, "warmth": warmth, "tint": tint}
        named = {name: value for name, value in parts.items() if value is not None}
        if grade is not ... and named:
            raise EditError("A grade is given whole or by its numbers, not both ways at once.")
        if grade is ... and not named:
            raise EditError(
                f"Which grade? cut.grade({number}, stops=-1) is half the light; cut.grade({number}, "
                "None) takes the grade off."
            )
        return self._do(
            operations.change(self._edit, number, grade=named if grade is ... else grade)
        )

    @locked
    def picture_only(self, number: int, on: bool = True) -> Self:
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

    @locked
    def words(self, number: int, words: str) -> Self:
        """Write other words on a title card.

        Parameters
        ----------
        number : int
            Which shot.
        words : str
            Instead of what stood there; line breaks become spaces.

        Returns
        -------
        Cut
            This cut, its title as long as before.

        Raises
        ------
        EditError
            Where there is no such shot, it is no title card, or it is no text.

        See Also
        --------
        title_card : Put a new one in.

        Examples
        --------
        >>> import kuleshov as ku
        >>> cut = ku.Cut("cards").title_card("Later").words(1, "Three weeks later")
        >>> cut.shots[0].text
        'Three weeks later'
        """
        shot = operations.shot_at(self._edit, number)
        if shot.take != "title":
            raise EditError(
                f"Shot {number} ({shot.take}) is no title card: words stand on one alone. "
                f"cut.title_card(..., before={number}) puts one in before it."
            )
        return self._do(operations.change(self._edit, number, text=words))

    @locked
    def note(self, number: int, words: str) -> Self:
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

    @locked
    def stem(self, number: int, name: str) -> Self:
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
        if shot.stem and not self.is_away(shot.take):
            self.take_sound(shot.take, shot.stem)
        return self._do(edit)


def shot_options(options: dict[str, Any]) -> dict[str, Any]:
    """Return what a shot may have beside its points, or say what isn't known.

    Parameters
    ----------
    options : dict
        As they were given to an operation of a cut.

    Returns
    -------
    dict
        The same.

    Raises
    ------
    EditError
        Where a shot may have no such option.

    Examples
    --------
    >>> shot_options({"gain": -3, "split": 8})
    {'gain': -3, 'split': 8}
    """
    return _known(options, SHOT_OPTIONS, "A shot")


def sound_options(options: dict[str, Any]) -> dict[str, Any]:
    """Return what a sound in a lane may have beside its points, or say what isn't known.

    Parameters
    ----------
    options : dict
        As they were given to an operation of a lane.

    Returns
    -------
    dict
        The same.

    Raises
    ------
    EditError
        Where a sound may have no such option.

    Examples
    --------
    >>> sound_options({"split": 8})
    Traceback (most recent call last):
        ...
    kuleshov.errors.EditError: split: not known here. A sound may have fade_in, fade_out, gain, note, stem.
    """
    return _known(options, SOUND_OPTIONS, "A sound")


def _known(options: dict[str, Any], known: frozenset[str], whose: str) -> dict[str, Any]:
    if unknown := options.keys() - known:
        names, may = ", ".join(sorted(unknown)), ", ".join(sorted(known))
        raise EditError(f"{names}: not known here. {whose} may have {may}.")
    return options
