"""The part of a Cut that comes from and goes into text, files, films and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from ..views import view
from . import text
from .cut_takes import CutTakes
from .edit import Edit
from .take_names import unknown_takes

if TYPE_CHECKING:
    from ..media import Clip


class CutFiles(CutTakes):
    """What a cut can be read from and turned into. A Cut has them all."""

    def to_text(self) -> str:
        """Return the edit as text, one shot a line.

        Returns
        -------
        str
            As :meth:`from_text` reads it.
        """
        return text.to_text(self.edit)

    @classmethod
    def from_text(cls, words: str, rushes: Mapping[str, Any] | None = None) -> Self:
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
    def from_json(cls, words: str, rushes: Mapping[str, Any] | None = None) -> Self:
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
    def from_edit(cls, edit: Edit, rushes: Mapping[str, Any] | None = None) -> Self:
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
    ) -> Self:
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
        >>> import kuleshov as ku
        >>> words = "001  4A1 V C 00:00:02:00 00:00:06:00 01:00:00:00 01:00:04:00"
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder) / "theirs.edl"
        ...     _ = path.write_text(words)
        ...     ku.Cut.load(path, rate=25)
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
