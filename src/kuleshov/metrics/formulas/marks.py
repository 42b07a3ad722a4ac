"""Marks: the same things pointed at in several pictures, kept as plain text.

A marks file lies in ``studio/marks/`` and can be written by hand, by a widget, or from truth::

    # kuleshov marks 1
    title: the bench from three sides

    [4A-1 @ 00:00:05:00] 640x360
    lamp's foot        312.5  201.0
    window's corner    101.0   40.5
    *Filament          188.0  140.0

Each picture begins with its film and timecode in brackets and its size; below it stand the
marks: a name, then pixels to the right and down from the upper left corner. A star marks what
moves or acts: it counts for screen direction, and not for the room.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ...errors import KuleshovError
from ...files import write_whole
from ...timecode import timecode, to_frame

if TYPE_CHECKING:
    from ...library.truth import TakeTruth

HEAD = "# kuleshov marks 1"
_PICTURE = re.compile(
    r"\[(?P<film>.+?)\s*@\s*(?P<at>[\d:]+)\]\s*(?P<width>\d+)\s*x\s*(?P<height>\d+)$"
)
_MARK = re.compile(
    r"(?P<star>\*?)\s*(?P<name>.*\S)\s+(?P<x>-?\d+(?:\.\d*)?)\s+(?P<y>-?\d+(?:\.\d*)?)$"
)
_MOST = 10_000  # lines


@dataclass(frozen=True)
class MarkedPicture:
    """One frame and what was marked in it.

    Attributes
    ----------
    film : str
        The film's or the take's name.
    at : str
        Timecode, hours, minutes, seconds, frames.
    size : (int, int)
        Width and height of the picture that was marked, pixels.
    points : dict of str to (float, float)
        Things of the room: pixels to the right and down.
    subjects : dict of str to (float, float)
        What moves or acts.

    Examples
    --------
    >>> MarkedPicture("4A-1", "00:00:05:00", (640, 360), {"cup": (10.0, 20.0)}).name
    '4A-1 @ 00:00:05:00'
    """

    film: str
    at: str
    size: tuple[int, int]
    points: dict[str, tuple[float, float]] = field(default_factory=dict)
    subjects: dict[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Film and timecode, as in the file."""
        return f"{self.film} @ {self.at}"


@dataclass(frozen=True)
class Marks:
    """A title and pictures with marks, in the order in which they are cut.

    Attributes
    ----------
    pictures : tuple of MarkedPicture
        In the order in which they are cut.
    title : str
        In words; "untitled" where none is given.

    Examples
    --------
    >>> marks = Marks.from_text("[a @ 00:00:01:00] 640x360\\ncup  10 20")
    >>> marks.pictures[0].points
    {'cup': (10.0, 20.0)}
    >>> print(marks.to_text().splitlines()[-1])
    cup    10.0   20.0
    """

    pictures: tuple[MarkedPicture, ...]
    title: str = "untitled"

    def __len__(self) -> int:
        return len(self.pictures)

    def __iter__(self) -> Iterator[MarkedPicture]:
        return iter(self.pictures)

    def to_text(self) -> str:
        """Return the marks as text.

        Returns
        -------
        str
            A marks file's text, as at the top of this module.
        """
        lines = [HEAD, f"title: {self.title}"]
        for picture in self.pictures:
            lines += ["", f"[{picture.name}] {picture.size[0]}x{picture.size[1]}"]
            rows = [(name, *place) for name, place in picture.points.items()]
            rows += [(f"*{name}", *place) for name, place in picture.subjects.items()]
            wide = max((len(name) for name, _, _ in rows), default=0)
            lines += [f"{name:<{wide}}  {x:6.1f} {y:6.1f}" for name, x, y in rows]
        return "\n".join(lines) + "\n"

    @classmethod
    def from_text(cls, words: str) -> "Marks":
        """Read marks from text.

        Parameters
        ----------
        words : str
            A marks file's text; empty lines and lines that begin with ``#`` are passed over.

        Returns
        -------
        Marks
            With as many pictures as it has heads in brackets.

        Raises
        ------
        KuleshovError
            Where a line is neither a picture nor a mark, a name stands twice in a picture, or there
            are over 10,000 lines.
        """
        title = "untitled"
        pictures: list[MarkedPicture] = []
        lines = words.splitlines()
        if len(lines) > _MOST:
            raise KuleshovError(f"This is no marks file: it has over {_MOST:,} lines.")
        for number, raw in enumerate(lines, 1):
            line = raw.strip()
            if not line or line.startswith("#"):
                continue
            if line.startswith("title:") and not pictures:
                title = line.removeprefix("title:").strip()
            elif head := _PICTURE.match(line):
                size = (int(head["width"]), int(head["height"]))
                pictures.append(MarkedPicture(head["film"], head["at"], size))
            elif (mark := _MARK.match(line)) and pictures:
                _place(pictures[-1], mark, number)
            else:
                raise KuleshovError(
                    f"Line {number} of the marks can't be read: {line[:60]!r}. A picture is "
                    "written [4A-1 @ 00:00:05:00] 640x360, a mark as a name and two numbers."
                )
        return cls(tuple(pictures), title)

    def save(self, path: str | Path) -> Path:
        """Write the marks, whole or not at all, and return where.

        Parameters
        ----------
        path : str or Path
            Folders that are missing are made; a file that is there is replaced.

        Returns
        -------
        Path
            The same place.

        Raises
        ------
        OSError
            Where it can't be written.
        """
        place = Path(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, self.to_text())
        return place

    @classmethod
    def load(cls, path: str | Path) -> "Marks":
        """Read a marks file.

        Parameters
        ----------
        path : str or Path
            A marks file, UTF-8.

        Returns
        -------
        Marks
            What stands in it.

        Raises
        ------
        KuleshovError
            Where there is none, or it can't be read.
        """
        try:
            return cls.from_text(Path(path).read_text(encoding="utf-8-sig"))
        except OSError:
            raise KuleshovError(f"There are no marks at {path}.") from None
        except UnicodeDecodeError:
            raise KuleshovError(f"{path} can't be read as text (UTF-8).") from None


def marks_of(given: Any) -> Marks:
    """Return marks from marks, their text's path, or pictures.

    Parameters
    ----------
    given : Marks, str, Path, or iterable of MarkedPicture
        A text is taken as a path.

    Returns
    -------
    Marks
        The same, or what was read or gathered.

    Raises
    ------
    KuleshovError
        Where it is something else, or the file can't be read.

    See Also
    --------
    Marks.load : reads a marks file

    Examples
    --------
    >>> len(marks_of([MarkedPicture("4A-1", "00:00:05:00", (640, 360))]))
    1
    >>> marks_of(7)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    kuleshov.errors.KuleshovError: Marks are a Marks, a list of pictures, or the path of a marks...
    """
    if isinstance(given, Marks):
        return given
    if isinstance(given, (str, Path)):
        return Marks.load(given)
    if isinstance(given, Iterable):
        pictures = tuple(given)
        if all(isinstance(picture, MarkedPicture) for picture in pictures):
            return Marks(pictures)
    raise KuleshovError("Marks are a Marks, a list of pictures, or the path of a marks file.")


def from_truth(
    take: "TakeTruth", frame: int, error: float = 0.0, seed: int = 0, inside: float = 4.0
) -> MarkedPicture:
    """Return the marks that a careful student would make in a take whose room is known.

    Parameters
    ----------
    take : TakeTruth
        A take of rushes whose truth is known.
    frame : int
        Its number in the take's file, from 0.
    error : float
        Standard deviation of the hand, pixels; 0 where left out.
    seed : int
        Another one gives another hand; so do another frame and take.
    inside : float
        How far from the picture's edge a point must lie, pixels; below 0, outside counts too.

    Returns
    -------
    MarkedPicture
        Everything that can be seen there, and the heads as subjects.

    See Also
    --------
    kuleshov.metrics.formulas.reconstruction.solve : what such marks are for

    Examples
    --------
    >>> from kuleshov.library.truth import load_truth  # doctest: +SKIP
    >>> take = load_truth("datasets/rushes/understudy").takes["C1a"]  # doctest: +SKIP
    >>> picture = from_truth(take, 34)  # doctest: +SKIP
    >>> picture.name, round(picture.points["cup foot"][0])  # doctest: +SKIP
    ('C1a @ 00:00:01:10', 268)
    """
    random = np.random.default_rng([seed, frame, *take.name.encode()])
    width, height = take._owner.size

    def seen(found: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
        marks = {}
        for name, point in found.items():
            u, v = np.array([point.u, point.v]) + error * random.normal(size=2)
            within = inside <= point.u < width - inside and inside <= point.v < height - inside
            if point.seen and within:
                marks[name] = (float(u), float(v))
        return marks

    at = timecode(frame, take.rate)
    return MarkedPicture(
        take.name, at, (width, height), seen(take.points(frame)), seen(take.heads(frame))
    )


def frame_of(picture: MarkedPicture, rate: Fraction) -> int:
    """Return the number of the frame that was marked.

    Parameters
    ----------
    picture : MarkedPicture
        A marked frame.
    rate : Fraction
        Frames a second of its film.

    Returns
    -------
    int
        From 0.

    Raises
    ------
    EditError
        Where the timecode can't be read, or its frame number isn't below the rate.

    See Also
    --------
    kuleshov.timecode.to_frame : any time that a student writes

    Examples
    --------
    >>> frame_of(MarkedPicture("4A-1", "00:00:05:12", (640, 360)), Fraction(24))
    132
    """
    return to_frame(picture.at, rate)


def _place(picture: MarkedPicture, mark: re.Match[str], number: int) -> None:
    target = picture.subjects if mark["star"] else picture.points
    if mark["name"] in target:
        raise KuleshovError(
            f"Line {number} of the marks: {mark['name']!r} is marked twice in {picture.name}."
        )
    target[mark["name"]] = (float(mark["x"]), float(mark["y"]))
