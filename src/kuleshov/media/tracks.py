"""A file's tracks: which picture and which sound is meant, and what a sound track is."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import MediaError
from .opening import decoding, opened, skip_others, track_at

if TYPE_CHECKING:
    from av.container import InputContainer

_LAYOUTS = {"1 channels": "mono", "2 channels": "stereo", "6 channels": "5.1"}
# These have no index: FFmpeg guesses their length from the bit rate, or from the last clock it sees.
_GUESSED = ("aac", "mp3", "ac3", "amr", "mpeg", "mpegts")
_LONGEST_GAP = 3600  # s; what stands longer is two recordings joined with their clocks
_LAST = 64  # packets at a track's end from which its last sample is found


@dataclass(frozen=True)
class SoundInfo:
    """What a sound track is.

    Attributes
    ----------
    rate : int
        Samples a second.
    channels : int
        1 or more.
    layout, codec : str
        ``"stereo"``, ``"aac"``.
    duration : float
        Seconds.
    start : Fraction
        Where it begins on the file's clock (s).
    track : int
        Which of the file's sound tracks it is, counted from 1.
    others : tuple of str
        The file's other sound tracks, such as ``"2 (aac mono, Mic)"``.
    """

    rate: int
    channels: int
    layout: str
    codec: str
    duration: float
    start: Fraction
    track: int = 1
    others: tuple[str, ...] = ()

    def __str__(self) -> str:
        which = f", track {self.track} of {1 + len(self.others)}" if self.others else ""
        return f"{self.codec} {self.rate} Hz {self.layout}{which}"


def picture_track(container: "InputContainer", path: Path) -> Any:
    """Return the largest picture track that is not a sound file's cover.

    Parameters
    ----------
    container : av.container.InputContainer
    path : Path
        Named in the sentence.

    Returns
    -------
    av.VideoStream

    Raises
    ------
    MediaError
        Where there is none, or none that can be decoded.

    Examples
    --------
    >>> import kuleshov as ku
    >>> path = ku.rushes("understudy")["C1a"].clip.path
    >>> with opened(path) as container:
    ...     picture_track(container, path).index
    0
    """
    from av.stream import Disposition

    tracks = [t for t in container.streams.video if not t.disposition & Disposition.attached_pic]
    if tracks:
        tracks = [track for track in tracks if track.codec_context is not None]
        if not tracks:
            raise MediaError(f"{path.name} is coded in a way that the decoder here doesn't know.")
        return max(tracks, key=lambda t: t.codec_context.width * t.codec_context.height)
    sound = sound_track(container)
    if sound is None:
        raise MediaError(f"{path.name} has neither picture nor sound.")
    length = (container.duration or 0) / 1_000_000
    raise MediaError(
        f"{path.name} has no picture track, only sound ({sound.codec_context.codec.canonical_name.upper()}, "
        f"{int(length // 60)}:{int(length % 60):02d}). Is it a voice memo? "
        f'To use it as sound: ku.sound("{path.name}").'
    )


def sound_tracks(container: "InputContainer") -> list[Any]:
    """Return a file's sound tracks that can be decoded.

    Parameters
    ----------
    container : av.container.InputContainer

    Returns
    -------
    list of av.AudioStream
        In the file's order, by which people count them from 1.

    Examples
    --------
    >>> import kuleshov as ku
    >>> with opened(ku.rushes("understudy")["C1a"].clip.path) as container:
    ...     len(sound_tracks(container))
    1
    """
    known = [track for track in container.streams.audio if track.codec_context is not None]
    return [t for t in known if t.codec_context.sample_rate and t.codec_context.channels]


def sound_track(container: "InputContainer", number: int | None = None) -> Any:
    """Return the sound track that a player would take, or the one that is asked for.

    Players take the first that is marked as the default one, and the first of all where none is.

    Parameters
    ----------
    container : av.container.InputContainer
    number : int, optional
        Which of :func:`sound_tracks`, counted from 1.

    Returns
    -------
    av.AudioStream or None
        None where there is no such track.

    Examples
    --------
    >>> import kuleshov as ku
    >>> with opened(ku.rushes("understudy")["C1a"].clip.path) as container:
    ...     sound_track(container).index, sound_track(container, 2)
    (1, None)
    """
    from av.stream import Disposition

    tracks = sound_tracks(container)
    if number is not None:
        return tracks[number - 1] if 1 <= number <= len(tracks) else None
    marked = [track for track in tracks if track.disposition & Disposition.default]
    return next(iter(marked or tracks), None)


def sound_info(container: "InputContainer", track: Any, path: Path) -> SoundInfo:
    """Describe one sound track of an open file.

    Parameters
    ----------
    container : av.container.InputContainer
    track : av.AudioStream
        From :func:`sound_track`.
    path : Path
        Of the file, which is read once more where it doesn't say how long its sound is.

    Returns
    -------
    SoundInfo

    Examples
    --------
    >>> import kuleshov as ku
    >>> path = ku.rushes("understudy")["C1a"].clip.path
    >>> with opened(path) as container:
    ...     info = sound_info(container, sound_track(container), path)
    >>> info.rate, info.layout, info.duration
    (48000, 'mono', 4.0)
    """
    context = track.codec_context
    numbers = {one.index: number for number, one in enumerate(sound_tracks(container), 1)}
    return SoundInfo(
        rate=context.sample_rate,
        channels=context.layout.nb_channels,
        layout=_layout(context),
        codec=context.codec.canonical_name,
        duration=float(_length(container, track, path)),
        start=Fraction(track.start_time or 0) * _base(track),
        track=numbers[track.index],
        others=tuple(
            f"{numbers[one.index]} ({_words(one)})"
            for one in sound_tracks(container)
            if one.index != track.index
        ),
    )


def _layout(context: Any) -> str:
    return str(_LAYOUTS.get(context.layout.name, context.layout.name))


def _base(track: Any) -> Fraction:
    return Fraction(track.time_base or Fraction(1, track.codec_context.sample_rate))


def _words(track: Any) -> str:
    """Say what a sound track is: how it is coded, and what it is called."""
    context = track.codec_context
    notes = {key.lower(): value for key, value in track.metadata.items()}
    called = notes.get("title") or notes.get("language", "").replace("und", "")
    return f"{context.codec.canonical_name} {_layout(context)}" + (f", {called}" if called else "")


def _length(container: "InputContainer", track: Any, path: Path) -> Fraction:
    """Return how long a sound track is, in seconds, counted where the file doesn't say it."""
    start = Fraction(track.start_time or 0) * _base(track)
    if track.duration and container.format.name not in _GUESSED:
        return track.duration * _base(track)
    if container.format.name in _GUESSED:
        return max(Fraction(0), _counted_end(path, track.index) - start)
    end = Fraction(container.duration or 0) / 10**6  # Matroska says when all ends
    if not end:
        return max(Fraction(0), _counted_end(path, track.index) - start)
    if container.format.name == "matroska,webm":
        # Some writers keep a track's length as a tag, others its end: so much it is at the most.
        return max(Fraction(0), min(end - start, _tagged(track) or end))
    return end


def _tagged(track: Any) -> Fraction:
    """Return what a Matroska track's tag says of its length (s), 0 where there is none."""
    words = {key.lower(): value for key, value in track.metadata.items()}.get("duration", "")
    found = re.fullmatch(r"(\d+):(\d+):(\d+(?:\.\d+)?)", words.strip(), re.ASCII)
    return (int(found[1]) * 60 + int(found[2])) * 60 + Fraction(found[3]) if found else Fraction(0)


def _counted_end(path: Path, index: int) -> Fraction:
    """Return where a track's last sample ends on the file's clock (s).

    The whole file is read past, and only its last packets are decoded: the very last one may hold
    less than its share.
    """
    with opened(path) as container:
        skip_others(container, index)
        track = track_at(container, index, path)
        last = deque(_in_one_recording(container, track, path), maxlen=_LAST)
        end = Fraction(0)
        with decoding(path):
            for frame in (frame for packet in last for frame in packet.decode()):
                if frame.pts is not None:
                    end = frame.pts * _base(track) + Fraction(frame.samples, frame.sample_rate)
        return end


def _in_one_recording(container: "InputContainer", track: Any, path: Path) -> Iterator[Any]:
    """Yield a track's packets, and refuse a clock that jumps: between lay hours of silence."""
    first = before = None
    for packet in container.demux(track):
        if not packet.size:
            continue
        if packet.pts is not None:
            first = packet.pts if first is None else first
            before = packet.pts if before is None else before
            gap, after = packet.pts - before, before - first
            refuse_jump(float(gap * _base(track)), float(after * _base(track)), path)
            before = packet.pts
        yield packet


def refuse_jump(gap: float, after: float, path: Path) -> None:
    """Refuse a clock that jumps by an hour, forwards or back: two recordings were joined.

    Parameters
    ----------
    gap : float
        Seconds from one picture or piece of sound to the next.
    after : float
        When the first of the two begins, in seconds from the file's first one.
    path : Path
        Named in the sentence.

    Raises
    ------
    MediaError
        Where it does.

    Examples
    --------
    >>> refuse_jump(7200, 0.5, Path("joined.ts"))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    kuleshov.errors.MediaError: The clock of joined.ts jumps by 2.0 hours after 0.5 s, as where ...
    """
    if abs(gap) > _LONGEST_GAP:
        raise MediaError(
            f"The clock of {path.name} jumps by {abs(gap) / 3600:.1f} hours after {after:.1f} s, as "
            "where two recordings were joined byte by byte. Take the recordings one by one."
        )
