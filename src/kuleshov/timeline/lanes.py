"""Sound that follows no picture: lanes, the sounds laid in them, and markers.

A lane is what other programs call an audio track. Each of its sounds is a stretch of a take (or of
one of its stems, or of a sound file) that begins at a frame of the film. Within a lane no two
sounds overlap; lanes add up. What a lane holds beyond the last picture isn't heard.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise

from ..errors import EditError
from ..words import one_spelling
from .plain import decibels, flat, whole

MAX_LANES = 16


@dataclass(frozen=True)
class LaidSound:
    """A stretch of sound, laid at a frame of the film.

    Attributes
    ----------
    take : str
        The name of a take or of a sound file.
    in_, out : int
        First frame, and the frame after the last, at the edit's rate, in the take's own time.
    at : int
        The frame of the film at which it begins.
    gain : float
        Level in dB, -96 to 24; 0 leaves it as recorded.
    fade_in, fade_out : int
        Frames over which it comes and goes; together no longer than the sound.
    stem : str
        Which of the take's stems is heard, a voice or "rest"; all of its sound where it is empty.
    note : str
        The editor's own note.

    Raises
    ------
    EditError
        Where it can't be played as written; the sentence says what to change.

    Examples
    --------
    >>> tone = LaidSound("1A-1", 48, 288, at=24, gain=-6, fade_in=12)
    >>> len(tone), tone.stop
    (240, 264)
    """

    take: str
    in_: int
    out: int
    at: int
    gain: float = 0.0
    fade_in: int = 0
    fade_out: int = 0
    stem: str = ""
    note: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        put = partial(object.__setattr__, self)
        if not isinstance(self.take, str):
            raise EditError(f"A sound's take is named in words, not {self.take!r}.")
        put("take", one_spelling(self.take))
        for name in ("in_", "out", "at", "fade_in", "fade_out"):
            put(name, whole(getattr(self, name), f"The {name.strip('_')} of {self.take!r}"))
        put("gain", decibels(self.gain, f"{self.take!r}"))
        put("stem", one_spelling(flat(self.stem, "A stem")))
        put("note", flat(self.note, "A note"))
        self._check()

    def __len__(self) -> int:
        return self.out - self.in_

    @property
    def stop(self) -> int:
        """The frame of the film after its last."""
        return self.at + len(self)

    def _check(self) -> None:
        if self.take in ("black", "gap", "title"):
            raise EditError(f"{self.take!r} is a card and has no sound that could be laid.")
        if self.in_ < 0:
            raise EditError(f"The sound of {self.take} begins {-self.in_} frames before its take.")
        if self.out <= self.in_:
            raise EditError(f"The sound of {self.take} ends before it begins: no frame is left.")
        if self.at < 0:
            raise EditError(
                f"The sound of {self.take} would begin {-self.at} frames before the film."
            )
        if min(self.fade_in, self.fade_out) < 0:
            raise EditError(f"The sound of {self.take}: a fade can't be shorter than no frame.")
        if self.fade_in + self.fade_out > len(self):
            raise EditError(
                f"The sound of {self.take} lasts {len(self)} frames; its fades are longer together."
            )

    def headless(self, frames: int) -> "LaidSound":
        """Return it without its first frames, what is left staying where it is in the film.

        Parameters
        ----------
        frames : int
            How many go; fewer than it lasts.

        Returns
        -------
        LaidSound
            It begins at once; its fade at the end is shortened to what is left.
        """
        fade = min(self.fade_out, len(self) - frames)
        return replace(self, in_=self.in_ + frames, at=self.at + frames, fade_in=0, fade_out=fade)

    def shortened(self, frames: int) -> "LaidSound":
        """Return it without its last frames.

        Parameters
        ----------
        frames : int
            How many go; fewer than it lasts.

        Returns
        -------
        LaidSound
            It ends at once; its fade at the beginning is shortened to what is left.
        """
        fade = min(self.fade_in, len(self) - frames)
        return replace(self, out=self.out - frames, fade_out=0, fade_in=fade)


@dataclass(frozen=True)
class Lane:
    """Sounds under one name, in order, none over another.

    Attributes
    ----------
    name : str
        "tone", "music", "Filament".
    sounds : tuple of LaidSound
        Sorted by the frame at which they begin.
    gain : float
        The lane's fader in dB, -96 to 24, added to each sound's own level.
    muted : bool
        Whether it is out of the film, and kept.

    Raises
    ------
    EditError
        Where the name is empty, or two sounds overlap.

    Examples
    --------
    >>> lane = Lane("tone", (LaidSound("1A-1", 0, 48, at=48), LaidSound("1A-1", 0, 48, at=0)))
    >>> [sound.at for sound in lane.sounds]
    [0, 48]
    >>> Lane("tone", (LaidSound("1A-1", 0, 48, at=0), LaidSound("4A-1", 0, 48, at=47)))
    Traceback (most recent call last):
        ...
    kuleshov.errors.EditError: In lane tone, 4A-1 begins before 1A-1 has ended. Lay one of them in another lane, or shorten the first.
    """

    name: str
    sounds: tuple[LaidSound, ...] = ()
    gain: float = 0.0
    muted: bool = False

    def __post_init__(self) -> None:
        put = partial(object.__setattr__, self)
        put("name", one_spelling(flat(self.name, "A lane's name")))
        if not self.name:
            raise EditError('A lane has a name, such as "tone" or "music".')
        put("gain", decibels(self.gain, f"Lane {self.name}"))
        if not isinstance(self.muted, bool):
            raise EditError(f"Whether lane {self.name} is muted is True or False.")
        put("sounds", tuple(sorted(self.sounds, key=lambda sound: sound.at)))
        for first, second in pairwise(self.sounds):
            if second.at < first.stop:
                raise EditError(
                    f"In lane {self.name}, {second.take} begins before {first.take} has ended. "
                    "Lay one of them in another lane, or shorten the first."
                )

    def __len__(self) -> int:
        return len(self.sounds)

    def sound(self, number: int) -> LaidSound:
        """Return sound ``number``, counted from 1.

        Parameters
        ----------
        number : int
            In the order of the film.

        Returns
        -------
        LaidSound

        Raises
        ------
        EditError
            Where there is no such sound.
        """
        number = whole(number, "A sound's number")
        if not 1 <= number <= len(self.sounds):
            have = f"{len(self)} sounds" if len(self) != 1 else "1 sound"
            raise EditError(f"There is no sound {number} in lane {self.name}: it has {have}.")
        return self.sounds[number - 1]

    def with_sound(self, sound: LaidSound) -> "Lane":
        """Return the lane with a sound laid over what lies there, as on a track.

        Parameters
        ----------
        sound : LaidSound

        Returns
        -------
        Lane
            What it covers is taken out; a sound that it begins or ends in is shortened, or cut in
            two.

        Examples
        --------
        >>> lane = Lane("tone", (LaidSound("1A-1", 0, 96, at=0),))
        >>> over = lane.with_sound(LaidSound("4A-1", 0, 24, at=48))
        >>> [(sound.take, sound.in_, sound.at, len(sound)) for sound in over.sounds]
        [('1A-1', 0, 0, 48), ('4A-1', 0, 48, 24), ('1A-1', 72, 72, 24)]
        """
        kept = []
        for other in self.sounds:
            if other.at < sound.at < other.stop:
                kept.append(other.shortened(other.stop - sound.at))
            if other.at < sound.stop < other.stop:
                kept.append(other.headless(sound.stop - other.at))
            if other.stop <= sound.at or other.at >= sound.stop:
                kept.append(other)
        return replace(self, sounds=(*kept, sound))

    def bladed(self, number: int, frame: int) -> "Lane":
        """Return the lane with a sound cut in two at a frame of the film; it plays as before.

        Parameters
        ----------
        number : int
        frame : int
            Of the film: the first frame of the second half.

        Returns
        -------
        Lane
            The first half keeps the fade in and the note, the second the fade out.

        Raises
        ------
        EditError
            Where there is no such sound, the frame does not lie inside it, or a fade goes on there.

        Examples
        --------
        >>> lane = Lane("tone", (LaidSound("1A-1", 0, 96, at=12),)).bladed(1, 48)
        >>> [(one.in_, one.out, one.at) for one in lane.sounds]
        [(0, 36, 12), (36, 96, 48)]
        """
        old = self.sound(number)
        if not old.at < frame < old.stop:
            raise EditError(
                f"Frame {frame} is not inside sound {number} of lane {self.name}, which goes from "
                f"{old.at} to {old.stop}: there is nothing to cut there."
            )
        if frame < old.at + old.fade_in or frame > old.stop - old.fade_out:
            raise EditError(
                f"Sound {number} of lane {self.name} fades there, and half a fade can't be written. "
                "Cut it outside of the fade, or shorten the fade first."
            )
        first = old.shortened(old.stop - frame)
        second = replace(old.headless(frame - old.at), note="")
        others = (one for one in self.sounds if one is not old)
        return replace(self, sounds=(*others, first, second))


@dataclass(frozen=True)
class Marker:
    """Words at a moment of the film, for the editor; never seen or heard in it.

    Attributes
    ----------
    at : int
        The frame of the film.
    text : str
    answers : str
        The kind of finding that the words answer, such as "jump cut"; empty for a plain marker.

    Raises
    ------
    EditError
        Where it lies before the film, or an answer has no words.

    Examples
    --------
    >>> Marker(96, "He has made up his mind, and the jump says so.", answers="jump cut").answers
    'jump cut'
    """

    at: int
    text: str = ""
    answers: str = ""

    def __post_init__(self) -> None:
        put = partial(object.__setattr__, self)
        put("at", whole(self.at, "A marker's frame"))
        put("text", flat(self.text, "A marker"))
        put("answers", flat(self.answers, "What a marker answers"))
        if self.at < 0:
            raise EditError(f"A marker can't lie {-self.at} frames before the film.")
        if self.answers and not self.text:
            raise EditError("A finding is answered in words: say why it stays as it is.")


def opened(lanes: Iterable[Lane], frame: int, frames: int) -> tuple[Lane, ...]:
    """Return lanes after the picture was opened: what begins at ``frame`` or later moves along.

    Parameters
    ----------
    lanes : iterable of Lane
    frame : int
        Of the film.
    frames : int
        By how much the picture from there on has moved later.

    Returns
    -------
    tuple of Lane
        A sound that has begun before runs on as it was.

    Examples
    --------
    >>> lanes = (Lane("tone", (LaidSound("1A-1", 0, 48, at=0), LaidSound("1A-1", 0, 48, at=48))),)
    >>> [sound.at for sound in opened(lanes, 24, 12)[0].sounds]
    [0, 60]
    """
    return tuple(
        replace(
            lane,
            sounds=tuple(
                replace(one, at=one.at + frames) if one.at >= frame else one for one in lane.sounds
            ),
        )
        for lane in lanes
    )


def closed(lanes: Iterable[Lane], start: int, stop: int) -> tuple[Lane, ...]:
    """Return lanes after the picture from ``start`` to ``stop`` was taken out and closed up.

    Parameters
    ----------
    lanes : iterable of Lane
    start, stop : int
        Frames of the film, ``stop`` exclusive.

    Returns
    -------
    tuple of Lane
        A sound that begins behind the stretch moves with its picture. One that begins in it loses
        what lay in it. One that has begun before runs on, and ends where the next one now begins.

    Examples
    --------
    >>> sounds = (LaidSound("1A-1", 0, 60, at=0), LaidSound("4A-1", 0, 48, at=70))
    >>> [(one.in_, one.at, one.stop) for one in closed((Lane("tone", sounds),), 40, 80)[0].sounds]
    [(0, 0, 40), (10, 40, 78)]
    """
    return tuple(_closed(lane, start, stop) for lane in lanes)


def _closed(lane: Lane, start: int, stop: int) -> Lane:
    sounds: list[LaidSound] = []
    for one in lane.sounds:
        if one.at >= stop:
            sounds.append(replace(one, at=one.at - (stop - start)))
        elif one.at >= start:
            if one.stop > stop:
                sounds.append(replace(one.headless(stop - one.at), at=start))
        else:
            sounds.append(one)
    for i, (one, after) in enumerate(pairwise(sounds)):
        if one.stop > after.at:
            sounds[i] = one.shortened(one.stop - after.at)
    return replace(lane, sounds=tuple(sounds))


def lost_sounds(before: Iterable[Lane], after: Iterable[Lane]) -> list[str]:
    """Say which sounds of the lanes an operation took out or shortened.

    Parameters
    ----------
    before, after : iterable of Lane

    Returns
    -------
    list of str
        A sentence for each lane that lost something.

    Examples
    --------
    >>> tone = Lane("tone", (LaidSound("1A-1", 0, 48, at=0), LaidSound("4A-1", 0, 24, at=60)))
    >>> lost_sounds([tone], closed([tone], 36, 90))
    ['With it went from lane tone: 4A-1.']
    >>> lost_sounds([tone], [tone.with_sound(LaidSound("2A-1", 0, 24, at=36))])
    ['Shortened in lane tone: 1A-1.']
    """
    now = {lane.name: lane for lane in after}
    said = []
    for lane in before:
        gone, short = _lost(lane.sounds, now.get(lane.name, Lane(lane.name)).sounds)
        if gone:
            said.append(f"With it went from lane {lane.name}: {', '.join(gone)}.")
        if short:
            said.append(f"Shortened in lane {lane.name}: {', '.join(short)}.")
    return said


def covered(lane: Lane, sound: LaidSound) -> list[str]:
    """Say which sounds of a lane another one takes out or shortens where it is laid over them.

    Parameters
    ----------
    lane : Lane
        As it is before.
    sound : LaidSound

    Returns
    -------
    list of str
        Up to two sentences.

    Examples
    --------
    The same stretch twice, and a door over the seam:

    >>> tone = Lane("tone", (LaidSound("1A-1", 0, 48, at=0), LaidSound("1A-1", 0, 48, at=48)))
    >>> covered(tone, LaidSound("door", 0, 24, at=36))
    ['Shortened in lane tone: 1A-1, 1A-1.']
    """
    left = tuple(one for one in lane.with_sound(sound).sounds if one is not sound)
    return lost_sounds([lane], [replace(lane, sounds=left)])


def _lost(before: Iterable[LaidSound], after: Iterable[LaidSound]) -> tuple[list[str], list[str]]:
    """Return the takes of sounds of which nothing is left, and of those that lost frames.

    A stretch is often laid several times, as room tone is; so each piece counts for one sound.
    """
    pieces, cut, gone, short = list(after), [], [], []
    for one in before:
        whole = next((each for each in pieces if _stretch(each) == _stretch(one)), None)
        if whole is None:
            cut.append(one)
        else:
            pieces.remove(whole)
    for one in cut:
        piece = next((each for each in pieces if _is_of(each, one)), None)
        if piece is None:
            gone.append(one.take)
            continue
        short.append(one.take)
        for each in [each for each in pieces if _is_of(each, one)]:
            if each.at - each.in_ == piece.at - piece.in_:  # its head and its tail, still in step
                pieces.remove(each)
    return gone, short


def _stretch(one: LaidSound) -> tuple[str, str, int, int]:
    return one.take, one.stem, one.in_, one.out


def _is_of(piece: LaidSound, one: LaidSound) -> bool:
    same = (piece.take, piece.stem) == (one.take, one.stem)
    return same and one.in_ <= piece.in_ and piece.out <= one.out
