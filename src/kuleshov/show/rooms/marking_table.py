"""The marking table: the same things pointed at in several pictures, by hand.

Python holds the marks and keeps them as plain text; the browser shows the pictures and says where
a hand has put something.
"""

from __future__ import annotations

import base64
import os
import re
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import traitlets

from ...errors import KuleshovError
from ...folders import studio
from ...media.still import picture_of
from ...metrics.formulas.marks import MarkedPicture, Marks
from ...timecode import Time, meant_as_frame, names_frame, to_frame
from .linker import linked, stylesheet
from .messages import MARKING, VERSION
from .room import Answer, Room

if TYPE_CHECKING:
    from ...media import Clip, FilmLike

    _Seen = tuple[str, "Clip | Still", int]

_NO_WORD = re.compile(r"[^\w-]+")
_IN_BRACKETS = re.compile(r"[\[\]@]")  # a marks file writes a picture's name between these
MOST_PICTURES = 6


def mark(
    *shots: tuple[FilmLike, Time] | str | Path, title: str = "marks"
) -> MarkingTable | StillMarks:
    """Open a table on which the same things are marked in several pictures.

    Parameters
    ----------
    *shots : (take or clip, time), or the path of a still picture
        Two to six moments. Seconds, a frame as "120f", or timecode. A still is a PNG or JPEG file.
    title : str
        The marks lie in ``studio/marks/<title>.txt``, and are found there again. Where that file
        holds marks in other moments, it is set aside as ``<title>-2.txt`` before anything is
        written.

    Returns
    -------
    MarkingTable or StillMarks
        ``table.marks`` are the marks as they stand; :func:`kuleshov.measure` takes them, or the
        file, for ``room_marks`` and ``screen_direction``.

    Raises
    ------
    KuleshovError
        Where there are not two to six moments, two are the same, one of them lies outside its film
        or can't be read as a time, or a still can't be read.

    See Also
    --------
    kuleshov.room : The room that the marks tell of.
    kuleshov.floor_plan : The same from above, also beside the true one.

    Examples
    --------
    >>> table = ku.mark(
    ...     (rushes["1A-1"], 5.0), (rushes["7A-1"], 2.0), (rushes["4A-1"], 3.0), title="bench"
    ... )  # doctest: +SKIP
    >>> ku.measure(film, "room_marks", marks=table.marks)  # doctest: +SKIP
    """
    if not 2 <= len(shots) <= MOST_PICTURES or not all(
        isinstance(shot, str | Path) or (isinstance(shot, tuple) and len(shot) == 2)
        for shot in shots
    ):
        raise KuleshovError(
            'Marking wants two to six moments: ku.mark((rushes["1A-1"], 5.0), (rushes["7A-1"], 2.0)).'
        )
    seen = [_moment(*shot) if isinstance(shot, tuple) else _still(Path(shot)) for shot in shots]
    if alike := _named_alike([Path(shot) for shot in shots if not isinstance(shot, tuple)]):
        raise KuleshovError(
            f"{alike[0]} and {alike[1]} would have one name in the marks: give one of the files "
            "another name."
        )
    if len({(name, frame) for name, _, frame in seen}) < len(seen):
        raise KuleshovError("Two of these moments are the same: marking wants different pictures.")
    title = " ".join(str(title).split())
    path = studio() / "marks" / f"{_NO_WORD.sub('-', title)[:60] or 'marks'}.txt"
    kind = StillMarks if os.environ.get("NBGRADER_EXECUTION") else MarkingTable
    return kind(_begun(seen, path, title), seen, path)


def _moment(film: FilmLike, time: Time) -> _Seen:
    """Return a film's name, its clip, and which of its frames is meant."""
    from ...media.clip import clip_of

    clip = clip_of(film)
    frame = to_frame(time, clip.edit_rate)
    if not names_frame(time) and 0 <= frame / clip.edit_rate < clip.duration:
        frame = clip.frame_at(time)
    if not 0 <= frame < clip.frames:
        raise KuleshovError(
            f"{clip.name} has no moment {time}: it lasts {clip.duration:.2f} s."
            + meant_as_frame(time, clip.frames, clip.edit_rate)
        )
    return str(getattr(film, "name", None) or clip.path.stem), clip, frame


def _still(path: Path) -> _Seen:
    """Return a still picture as a film of one frame, by its file's name."""
    if not path.is_file():
        raise KuleshovError(f"There is no picture at {path}.")
    picture = picture_of(path.read_bytes())
    if picture is None:
        raise KuleshovError(
            f"{path.name} can't be read as a still picture (PNG or JPEG). Of a film say the moment, "
            f'too: ku.mark(("{path.name}", 1.5), ...).'
        )
    return _IN_BRACKETS.sub("-", path.stem), Still(picture), 0


def _named_alike(stills: list[Path]) -> tuple[Path, ...]:
    """Return two files that a marks file would name alike; nothing where there are none."""
    first: dict[str, Path] = {}
    for path in stills:
        other = first.setdefault(_IN_BRACKETS.sub("-", path.stem), path)
        if other.resolve() != path.resolve():
            return other, path
    return ()


class Still:
    """A still picture that is marked like a frame of a film.

    Attributes
    ----------
    picture : ndarray of uint8 (height, width, 3)
        RGB.
    """

    def __init__(self, picture: np.ndarray) -> None:
        self.picture = picture
        self.height, self.width = picture.shape[:2]

    def frame(self, _: int) -> np.ndarray:
        """Return the picture: it has no other frame."""
        return self.picture

    def timecode(self, _: int) -> str:
        """Return when it is: a still is all beginning."""
        return "00:00:00:00"


def _begun(seen: list[_Seen], path: Path, title: str) -> Marks:
    """Return these pictures with the marks that the file has for them."""
    known = {(p.name, p.size): p for p in Marks.load(path)} if path.exists() else {}
    pictures = []
    for name, clip, frame in seen:
        new = MarkedPicture(name, clip.timecode(frame), (clip.width, clip.height))
        pictures.append(known.get((new.name, new.size), new))
    return Marks(tuple(pictures), title)


class StillMarks:
    """Marks as text, where there is nobody to set them."""

    def __init__(self, marks: Marks, _: Any = None, path: Path | None = None) -> None:
        self.marks, self.path = marks, path

    def __repr__(self) -> str:
        return self.marks.to_text()


class MarkingTable(Room):
    """A marking table as a widget. Made by :func:`mark`.

    Attributes
    ----------
    marks : Marks
    path : Path
        The text file in which they lie.
    """

    _esm = linked("marking-table.js")
    _css = stylesheet("room.css", "marking.css")
    _may_be_told = MARKING
    state: Any = traitlets.Dict().tag(sync=True)
    pictures: Any = traitlets.List().tag(sync=True)

    def __init__(self, marks: Marks, seen: list[_Seen], path: Path) -> None:
        self.marks, self.path = marks, path
        super().__init__(pictures=[_shown(clip, frame) for _, clip, frame in seen])
        self.state = self._told()

    def __repr__(self) -> str:
        return self.marks.to_text()

    def _told(self) -> dict[str, Any]:
        return {
            "v": VERSION,
            "title": self.marks.title,
            "file": str(self.path),
            "pictures": [
                {
                    "name": picture.name,
                    "size": list(picture.size),
                    "points": {n: list(p) for n, p in picture.points.items()},
                    "subjects": {n: list(p) for n, p in picture.subjects.items()},
                }
                for picture in self.marks
            ],
        }

    def _on_place(self, picture: int, name: str, x: float, y: float, moves: bool) -> Answer:
        one = self._picture(picture)
        name = " ".join(name.split())
        if not name or name.startswith("*") or any(c in name for c in "[]#@"):
            raise KuleshovError("A thing has a plain name, such as: lamp's foot.")
        if not (0 <= x <= one.size[0] and 0 <= y <= one.size[1]):
            raise KuleshovError("That lies outside the picture.")
        points = {n: p for n, p in one.points.items() if n != name}
        subjects = {n: p for n, p in one.subjects.items() if n != name}
        (subjects if moves else points)[name] = (round(x, 1), round(y, 1))
        self._keep(picture, MarkedPicture(one.film, one.at, one.size, points, subjects))
        return {}, []

    def _on_forget(self, picture: int, name: str) -> Answer:
        one = self._picture(picture)
        points = {n: p for n, p in one.points.items() if n != name}
        subjects = {n: p for n, p in one.subjects.items() if n != name}
        self._keep(picture, MarkedPicture(one.film, one.at, one.size, points, subjects))
        return {}, []

    def _picture(self, number: int) -> MarkedPicture:
        if number >= len(self.marks):
            raise KuleshovError("There is no such picture on this table.")
        return self.marks.pictures[number]

    def _keep(self, number: int, picture: MarkedPicture) -> None:
        pictures = list(self.marks.pictures)
        pictures[number] = picture
        changed = Marks(tuple(pictures), self.marks.title)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._set_aside()
        changed.save(self.path)
        self.marks = changed
        self.state = self._told()

    def _set_aside(self) -> None:
        """Keep a copy of a file that holds marks in pictures that do not lie on this table."""
        old = Marks.load(self.path) if self.path.exists() else Marks(())
        here = {(picture.name, picture.size) for picture in self.marks}
        if any((p.points or p.subjects) and (p.name, p.size) not in here for p in old):
            places = (self.path.with_stem(f"{self.path.stem}-{n}") for n in count(2))
            old.save(next(place for place in places if not place.exists()))


def _shown(clip: Clip | Still, frame: int) -> str:
    """Return a frame as a data address, at its full size: marks want every pixel."""
    ok, data = cv2.imencode(".jpg", clip.frame(frame)[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 92])
    if not ok:
        raise KuleshovError(f"Frame {frame} of {getattr(clip, 'name', 'a still')} can't be shown.")
    return "data:image/jpeg;base64," + base64.b64encode(data.tobytes()).decode()
