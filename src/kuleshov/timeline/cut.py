"""The edit as a student holds it: takes, an edit of them, operations, undo.

One class, in parts by what one does: :mod:`.cut_shots` and :mod:`.cut_options` speak of shots by
their number, :mod:`.cut_ranges` of stretches of the film, :mod:`.cut_moments` of its moments,
:mod:`.cut_sound` of lanes, :mod:`.cut_files` of what a cut is read from and becomes. They share
:mod:`.cut_takes`, the takes at hand, and beneath it :mod:`.cut_base`, the edit and its undo; no
part knows another.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Self

from ..errors import EditError
from . import operations
from .cut_base import locked
from .cut_files import CutFiles
from .cut_moments import MomentEdits
from .cut_options import OptionEdits
from .cut_ranges import RangeEdits
from .cut_shots import ShotEdits
from .cut_sound import SoundEdits
from .diff import diff

if TYPE_CHECKING:
    from ..media import Captions, FilmLike
    from .findings import Finding, Findings, Statement
    from .gaps import Gaps
    from .spoken import SpokenLine


class Cut(ShotEdits, OptionEdits, RangeEdits, MomentEdits, SoundEdits, CutFiles):
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

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cut) and self.edit == other.edit

    __hash__ = None  # type: ignore[assignment]

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

    def lines(self) -> list[SpokenLine]:
        """Return the lines of dialogue that are heard, in the order in which they begin.

        Returns
        -------
        list of SpokenLine
            Who says what from when to when, how much of it is heard, and at which second of the
            scene. What is spoken is known where a take's truth tells it.

        Raises
        ------
        EditError
            Where a take is in none of the bins.

        Examples
        --------
        >>> import kuleshov as ku
        >>> cut = ku.Cut("x", rushes=ku.rushes("understudy")).add("4A-1", "12.0", "13.5")
        >>> [(line.speaker, line.text, line.whole) for line in cut.lines()]
        [('filament', 'No.', True), ('diode', 'No.', False)]
        """
        from .spoken import spoken_lines

        return spoken_lines(self)

    def captions(self) -> Captions:
        """Return a first draft of captions: the lines of dialogue that are heard.

        Noises, and what is spoken in takes of your own, are yours to add. A line stands as long as it
        is heard, and for as long as it takes to read where the next one leaves room for that.

        Returns
        -------
        Captions

        Raises
        ------
        EditError
            Where a take is in none of the bins.

        See Also
        --------
        kuleshov.Captions : What can be done with them.

        Examples
        --------
        >>> import kuleshov as ku
        >>> cut = ku.Cut("x", rushes=ku.rushes("understudy")).add("4A-1", "12.0", "14.5")
        >>> print(cut.captions()[0])
        00:00:00.100 to 00:00:00.933 Filament: No.
        """
        from .spoken import drafted

        return drafted(self)

    def gaps(self) -> Gaps:
        """Return how long the floor is empty between one speaker's line and the next one's.

        Holes in the picture are something else: :meth:`check` finds those.

        Returns
        -------
        Gaps
            One for each change of speaker, in seconds, below 0 where they overlap; with their
            median, mean and longest. None where nobody answers anybody.

        Raises
        ------
        EditError
            Where a take is in none of the bins.

        See Also
        --------
        lines : the lines themselves
        kuleshov.measure : "floor_transfer" is their median, in milliseconds

        Examples
        --------
        >>> import kuleshov as ku
        >>> cut = ku.Cut("x", rushes=ku.rushes("understudy")).add("4A-1", "12.0", "14.0")
        >>> cut.gaps()
        00:00:01:02 Diode's “No.” 0.46 s after Filament's “No.”
        """
        from .gaps import gaps

        return gaps(self.lines())

    @locked
    def answer(self, finding: Finding, words: str) -> Self:
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

    @locked
    def become(self, other: Cut) -> Self:
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

    @locked
    def rename(self, title: str) -> Self:
        """Give the film another title, in one step that can be undone.

        Parameters
        ----------
        title : str
            Line breaks become spaces.

        Returns
        -------
        Cut
            This cut, its shots as they were.

        Raises
        ------
        EditError
            Where it is no text, or nothing is left of it.

        See Also
        --------
        title_card : Words that are seen in the film.

        Examples
        --------
        >>> import kuleshov as ku
        >>> ku.Cut("Put yours in").rename("Who taught you that").title
        'Who taught you that'
        """
        edit = dataclasses.replace(self._edit, title=title)
        if not edit.title:
            raise EditError("A film has a title of a word or more, such as 'Who taught you that'.")
        return self._do(edit)

    def copy(self, title: str | None = None) -> Self:
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
        twin = type(self)(title or self.title, self.rate)
        twin._bins, twin._takes = list(self._bins), dict(self._takes)
        twin._edit = dataclasses.replace(self._edit, title=twin.title)
        twin._made_by = self._made_by
        return twin

    @classmethod
    def from_film(cls, film: FilmLike, title: str | None = None) -> Self:
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


def need_cut(given: object) -> None:
    """Refuse what is no cut, where a cut is asked for.

    Parameters
    ----------
    given : object

    Raises
    ------
    EditError
        The sentence names what it is, and how a film becomes one.

    Examples
    --------
    >>> need_cut("film.mp4")
    Traceback (most recent call last):
        ...
    kuleshov.errors.EditError: This takes a Cut, not a str. A film becomes one by ku.Cut.from_film(film).
    """
    if not isinstance(given, Cut):
        raise EditError(
            f"This takes a Cut, not a {type(given).__name__}. A film becomes one by "
            "ku.Cut.from_film(film)."
        )
