"""An edit as plain data: shots in order, each two points in a take.

All points are whole frames at the edit's rate. A shot's in and out are counted from its take's
frame 0, the out point exclusive, so that a shot lasts ``out - in_`` frames. Picture is a row of
shots without overlap. Sound follows it, except that a split edit lets a shot's sound begin
before its picture (a J-cut, positive) or after it, the last shot's sound running on underneath
(an L-cut, negative), and that a shot that is picture only has none: what is heard before it runs
on under it, as a line does under a cutaway. Sound that follows no picture lies in lanes, each sound
at its own frame of the film (:mod:`.lanes`). A dissolve is centred on the cut and takes its frames
from the handles, so it never changes the film's length.

This module knows nothing of files: it can be checked, compared and sent between processes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from itertools import pairwise
from numbers import Real
from typing import Any, Protocol

from ..errors import EditError
from ..media.grade import Grade
from ..timecode import timecode
from ..words import one_spelling
from .lanes import MAX_LANES, Lane, Marker
from .plain import as_grade, decibels, flat, whole

CARDS = ("black", "gap", "title")
"""Shots that come from no take: wanted black, a hole, and words on black."""

MAX_SHOTS = 5000
MAX_FRAMES = 24 * 3600 * 6


@dataclass(frozen=True)
class Shot:
    """One shot of an edit.

    Attributes
    ----------
    take : str
        The take's name, or one of "black", "gap" and "title".
    in_, out : int
        First frame, and the frame after the last, at the edit's rate, in the take's own time.
    split : int
        Frames by which the sound cut into this shot leads (positive, J) or trails (negative, L)
        the picture cut.
    dissolve : int
        Length in frames of a cross-dissolve from the shot before, centred on the cut; 0 is a cut.
    fade_in, fade_out : int
        Frames of fade from and to black at the shot's edges.
    gain : float
        Level of the shot's sound in dB; 0 leaves it as recorded.
    text : str
        A title's words.
    note : str
        The editor's own note; never seen in the film.
    picture_only : bool
        Whether the shot is seen and not heard: the sound before it runs on under it.
    stem : str
        Which of the take's stems is heard, a voice or "rest"; all of its sound where it is empty.
    grade : Grade or None
        How the take's picture is lit anew, to a hundredth of a stop; None shows it as it was shot.
        A mapping of stops, warmth and tint will do; one that changes nothing becomes None.

    Raises
    ------
    EditError
        Where a number or a word is of the wrong kind; the sentence names it.

    Examples
    --------
    >>> shot = Shot("4A-1", 24, 72, gain=-3)
    >>> len(shot), shot.is_card
    (48, False)
    >>> Shot("4A-1", 24.5, 72)
    Traceback (most recent call last):
        ...
    kuleshov.errors.EditError: The in of '4A-1' is a whole number of frames, not 24.5.
    """

    take: str
    in_: int
    out: int
    split: int = 0
    dissolve: int = 0
    fade_in: int = 0
    fade_out: int = 0
    gain: float = 0.0
    text: str = ""
    note: str = field(default="", compare=False)
    picture_only: bool = False
    stem: str = ""
    grade: Grade | None = None

    def __post_init__(self) -> None:
        put = partial(object.__setattr__, self)
        for name in ("in_", "out", "split", "dissolve", "fade_in", "fade_out"):
            put(name, whole(getattr(self, name), f"The {name.strip('_')} of {self.take!r}"))
        if isinstance(self.gain, bool) or not isinstance(self.gain, Real):
            raise EditError(f"The level of {self.take!r} is a number in dB, not {self.gain!r}.")
        put("gain", round(float(self.gain), 2))
        if not isinstance(self.take, str):
            raise EditError(f"A shot's take is named in words, not {self.take!r}.")
        put("take", one_spelling(self.take))
        if not isinstance(self.picture_only, bool):
            raise EditError(
                f"Whether {self.take!r} is picture only is True or False, not {self.picture_only!r}."
            )
        put("text", flat(self.text, "A title"))
        put("stem", one_spelling(flat(self.stem, "A stem")))
        put("note", flat(self.note, "A note"))
        put("grade", as_grade(self.grade, f"The shot {self.take!r}"))
        if self.take in CARDS:  # it comes from no take, so only its length counts
            put("out", self.out - self.in_)
            put("in_", 0)

    def __len__(self) -> int:
        return self.out - self.in_

    @property
    def is_card(self) -> bool:
        """Whether the shot comes from no take."""
        return self.take in CARDS


@dataclass(frozen=True)
class Span:
    """A stretch of one track: record frames ``[start, stop)`` showing the take from ``offset``.

    Record frame ``r`` shows the take's frame ``r - start + offset``.

    Attributes
    ----------
    shot : Shot
    number : int
        The shot's, from 1.
    start, stop : int
        Frames of the film.
    offset : int
        The take's frame at ``start``; below 0 where a split edit asks for sound before the take.
    """

    shot: Shot
    number: int
    start: int
    stop: int
    offset: int

    def __len__(self) -> int:
        return self.stop - self.start


@dataclass(frozen=True)
class Edit:
    """A whole edit: a title, a rate, shots and lanes. Equal when picture and sound are the same.

    Parameters
    ----------
    title : str
        What the film is called.
    rate : Fraction
        Frames a second, 1 to 240.
    shots : tuple of Shot
        At most 5,000, six hours together.
    lanes : tuple of Lane
        Sound that doesn't follow the picture: at most 16, each under its own name.
    markers : tuple of Marker
        What the editor wrote at moments of the film, in order; never seen in it.
    level : float
        The whole film's, in dB: the master fader. 0 leaves the sum of all sound as it is.

    Raises
    ------
    EditError
        Where the shots or lanes can't be played as written; the sentence names which.

    Examples
    --------
    A J-cut of 8 frames: the sound is cut earlier than the picture.

    >>> edit = Edit(shots=(Shot("2A-1", 48, 96), Shot("4A-1", 72, 132, split=8)))
    >>> [(span.start, span.stop) for span in edit.picture()]
    [(0, 48), (48, 108)]
    >>> [(span.start, span.stop, span.offset) for span in edit.sound()]
    [(0, 40, 48), (40, 108, 64)]
    >>> edit.frames, edit.duration, edit.starts()
    (108, 4.5, [0, 48])
    """

    title: str = field(default="untitled", compare=False)
    rate: Fraction = Fraction(24)
    shots: tuple[Shot, ...] = ()
    lanes: tuple[Lane, ...] = ()
    markers: tuple[Marker, ...] = field(default=(), compare=False)
    level: float = 0.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", flat(self.title, "A film's title"))
        object.__setattr__(self, "level", decibels(self.level, "The film"))
        object.__setattr__(self, "markers", tuple(sorted(self.markers, key=lambda one: one.at)))
        if not 1 <= self.rate <= 240:
            raise EditError(
                f"A rate of {self.rate} frames a second can't be edited (1 to 240 can)."
            )
        if len(self.shots) > MAX_SHOTS:
            raise EditError(
                f"This edit has {len(self.shots)} shots; at most {MAX_SHOTS} can be cut."
            )
        for number, shot in enumerate(self.shots, 1):
            _check_shot(number, shot, self.rate)
        if self.frames > MAX_FRAMES:
            raise EditError("This edit is longer than six hours.")
        _check_sound(self)
        _check_lanes(self)

    @property
    def frames(self) -> int:
        """Length of the film in frames."""
        return sum(map(len, self.shots))

    @property
    def duration(self) -> float:
        """Length of the film in seconds."""
        return float(self.frames / self.rate)

    def picture(self) -> list[Span]:
        """Return the picture track: one span a shot, without gaps or overlaps.

        Returns
        -------
        list of Span
            In order.
        """
        spans, start = [], 0
        for number, shot in enumerate(self.shots, 1):
            spans.append(Span(shot, number, start, start + len(shot), shot.in_))
            start += len(shot)
        return spans

    def sound(self) -> list[Span]:
        """Return the sound track: the picture track with its cuts moved by the splits.

        Returns
        -------
        list of Span
            One for each shot that is heard, without gaps or overlaps. Before the first of them,
            where shots that are picture only stand at the head, nothing is heard.

        Examples
        --------
        A line runs on under a cutaway, and its own picture comes back in step:

        >>> away = Shot("6B-1", 40, 64, picture_only=True)
        >>> edit = Edit(shots=(Shot("4A-1", 48, 96), away, Shot("4A-1", 120, 144)))
        >>> [(span.start, span.stop, span.offset) for span in edit.sound()]
        [(0, 72, 48), (72, 96, 120)]
        """
        return list(_sound_spans(self.picture()))

    def starts(self) -> list[int]:
        """Return each shot's first frame in the film.

        Returns
        -------
        list of int
            Record frames, the first 0.
        """
        return [span.start for span in self.picture()]

    def with_shots(self, shots: tuple[Shot, ...] | list[Shot]) -> "Edit":
        """Return this edit with other shots.

        Parameters
        ----------
        shots : sequence of Shot

        Returns
        -------
        Edit
            Of the same title and rate.

        Raises
        ------
        EditError
            Where the shots can't be played as written.
        """
        return replace(self, shots=tuple(shots))

    def lane(self, name: str) -> Lane:
        """Return the lane of that name.

        Parameters
        ----------
        name : str

        Returns
        -------
        Lane

        Raises
        ------
        EditError
            Where there is none.
        """
        wanted = one_spelling(name)
        for lane in self.lanes:
            if lane.name == wanted:
                return lane
        have = ", ".join(lane.name for lane in self.lanes) or "none"
        raise EditError(f"There is no lane {name!r}; this edit has {have}.")

    def takes(self) -> list[str]:
        """Return the names of all takes that are seen or heard.

        Returns
        -------
        list of str
            Each once: the shots' in the order of the film, then those that lie in lanes alone.
        """
        shots = [shot.take for shot in self.shots if not shot.is_card]
        return list(dict.fromkeys(shots + [one.take for lane in self.lanes for one in lane.sounds]))


class EditWithTakes(Protocol):
    """What the modules around an edit ask of it: its data, and the takes that it names.

    :class:`kuleshov.timeline.Cut` is one. They need this shape, not the class, so that none of
    them imports it.
    """

    said: str

    @property
    def edit(self) -> Edit:
        """The edit as plain data."""

    @property
    def title(self) -> str:
        """What the film is called."""

    @property
    def rate(self) -> Fraction:
        """Frames a second."""

    @property
    def shots(self) -> tuple[Shot, ...]:
        """The shots, in order."""

    @property
    def frames(self) -> int:
        """Length in frames."""

    @property
    def duration(self) -> float:
        """Length in seconds."""

    def take(self, name: str) -> Any:
        """Return the take of that name."""

    def take_clip(self, name: str) -> Any:
        """Return the film of that take."""

    def take_sound(self, name: str, stem: str = "") -> Any:
        """Return what of that take, or of one of its stems, is heard; None where nothing is."""

    def take_frames(self, name: str) -> int:
        """Return how many frames a take has at the edit's rate."""

    def take_files(self) -> Mapping[str, Any]:
        """Return the files of all takes at hand, also of those that are not cut in."""


def _sound_spans(picture: list[Span]) -> Iterator[Span]:
    heard = [span for span in picture if not span.shot.picture_only]
    for span, after in zip(heard, [*heard[1:], None], strict=False):
        start = span.start - span.shot.split
        stop = after.start - after.shot.split if after else picture[-1].stop
        yield Span(span.shot, span.number, start, stop, span.offset - span.shot.split)


def _check_shot(number: int, shot: Shot, rate: Fraction) -> None:
    where = f"Shot {number} ({shot.take})"
    if shot.out > MAX_FRAMES:
        raise EditError(
            f"{where} asks for frames up to {timecode(shot.out, rate)} of its take, beyond six "
            "hours. Points count from the take's first frame, not by its camera's timecode."
        )
    if shot.in_ < 0:
        raise EditError(f"{where} begins {-shot.in_} frames before its take does.")
    if shot.out - shot.in_ < 1:
        raise EditError(
            f"{where} ends at {timecode(max(shot.out, 0), rate)}, which is not after its in point "
            f"{timecode(shot.in_, rate)}. The out point is the first frame that is not seen."
        )
    if min(shot.dissolve, shot.fade_in, shot.fade_out) < 0:
        raise EditError(f"{where}: a dissolve or fade can't be shorter than no frame at all.")
    if max(shot.fade_in, shot.fade_out, shot.dissolve) > len(shot):
        raise EditError(
            f"{where} lasts {len(shot)} frames; its dissolve or fade is longer than it."
        )
    if shot.dissolve and shot.fade_in:
        raise EditError(f"{where} has a dissolve and a fade-in; take one of them.")
    decibels(shot.gain, where)
    if shot.text and shot.take != "title":
        raise EditError(f"{where}: only a title has words on it.")
    if shot.stem and shot.is_card:
        raise EditError(f"{where} comes from no take and has no stem.")
    if shot.grade and shot.is_card:
        raise EditError(f"{where} comes from no take: there is no picture to grade.")


def _check_lanes(edit: Edit) -> None:
    if len(edit.lanes) > MAX_LANES:
        raise EditError(f"This edit has {len(edit.lanes)} lanes; at most {MAX_LANES} can be mixed.")
    names = [lane.name for lane in edit.lanes]
    for name in names:
        if names.count(name) > 1:
            raise EditError(f"Two lanes are called {name!r}; give one of them another name.")
    if sum(len(lane.sounds) for lane in edit.lanes) > MAX_SHOTS:
        raise EditError(f"This edit has more than {MAX_SHOTS} sounds in its lanes.")
    for lane in edit.lanes:
        if lane.sounds and lane.sounds[-1].stop > MAX_FRAMES:
            raise EditError(f"Lane {lane.name} goes on beyond six hours.")


def _check_sound(edit: Edit) -> None:
    if edit.shots and (edit.shots[0].split or edit.shots[0].dissolve):
        raise EditError(
            "The first shot can't have a split edit or a dissolve: there is nothing before it."
        )
    for number, shot in enumerate(edit.shots, 1):
        if shot.picture_only and shot.split:
            raise EditError(
                f"Shot {number} ({shot.take}) is picture only: it has no sound that could come "
                "early or late."
            )
    for span in edit.sound():
        if span.start < 0:
            raise EditError(
                f"The sound of shot {span.number} ({span.shot.take}) would begin {-span.start} "
                "frames before the film does. Shorten its split."
            )
        if span.stop - span.start < 1:
            raise EditError(
                f"The split edits around shot {span.number} ({span.shot.take}) leave it no sound: "
                "together they are longer than the shot. Shorten one of them."
            )
    for number, (shot, after) in enumerate(pairwise(edit.shots), 1):
        wanted = shot.dissolve // 2 + after.dissolve - after.dissolve // 2
        if after.dissolve and wanted > len(shot):
            raise EditError(
                f"Shot {number} ({shot.take}) lasts {len(shot)} frames; its dissolves need "
                f"{wanted} of them. Shorten the dissolves or lengthen the shot."
            )
