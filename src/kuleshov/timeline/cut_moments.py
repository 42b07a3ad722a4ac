"""The part of a Cut that speaks of moments of the film: markers, and the scene's clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from ..library.scene_clock import seconds_of
from ..timecode import Time
from . import angles, operations
from .cut_base import locked
from .cut_takes import CutTakes
from .cutaways import laid_under

if TYPE_CHECKING:
    from ..library import Take
    from ..media import Clip
    from .lanes import Marker


class MomentEdits(CutTakes):
    """What is written at a moment of the film, and which moment of the scene it shows.

    A Cut has them all.
    """

    @property
    def markers(self) -> tuple[Marker, ...]:
        """What the editor wrote at moments of the film, in order."""
        return self._edit.markers

    @locked
    def marker(self, at: Time, words: str = "", answers: str = "") -> Self:
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
        self._do(operations.mark(self._edit, frame, words, answers), at)
        if 0 < self.frames < frame:
            self.said = f"{self.said} {self._behind_end('this marker', at)}".strip()
        return self

    @locked
    def unmark(self, at: Time, answers: str = "") -> Self:
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

    @locked
    def angle(self, at: Time, take: Take | Clip | str, picture_only: bool = False) -> Self:
        """Cut to the same moment in another take, and stay there to the end of the shot.

        As in a multicam cut: the shot is cut in two, and its second half is the other take at the
        same second of the scene. At a shot's first frame all of it is. Where the other take ends
        before the shot does, the take that was there goes on behind it, and ``said`` tells where.

        Parameters
        ----------
        at : int, float, str or Fraction
            A moment of the film.
        take : Take, Clip or str
            Another take of the same performance.
        picture_only : bool
            True keeps the sound of the take that was there, as :meth:`cutaway` does.

        Returns
        -------
        Cut
            This cut, as long as before.

        Raises
        ------
        EditError
            Where no moment of a scene is seen there, or the other take doesn't have it; where it
            ends early, and what is left of the shot is too short for its split, dissolve or fade.

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
        edit = angles.angle(self, self._frame(at), name, picture_only)
        told = angles.back_again(self._edit, edit, self._frame(at))
        told += operations.ungraded(self._edit, edit, self._frame(at))
        told += laid_under(self._edit, edit) if picture_only else []
        return self._do(edit, at, told=told)
