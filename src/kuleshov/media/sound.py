"""Sound as numbers, each sample at its exact time.

An AAC file begins with samples that only prime its decoder, an edit list may cut or delay a
track, and a container may count time in whole milliseconds. Here all of that is settled once:
sample ``k`` of what is read lies at ``start + k / rate`` on the film's own clock, on which the
first frame of the picture is 0. Where the file has no sound there is silence.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from math import ceil, floor, gcd, lcm
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from ..errors import MediaError
from .channels import as_mono
from .opening import decoding, opened, skip_others
from .samples import Samples
from .tracks import SoundInfo, sound_info, sound_track, sound_tracks

PREROLL = Fraction(1, 10)  # what a decoder is given before the first sample that counts
_AHEAD = 30  # s; over so much it is quicker to wind on than to read on, where that can be done
_SEEKABLE = ("mov", "wav", "flac", "w64", "aiff")
_Piece: TypeAlias = tuple[int, np.ndarray]


def read_sound(
    path: Path,
    info: SoundInfo,
    origin: Fraction,
    start: Fraction,
    stop: Fraction,
    rate: int = 48000,
    mono: bool = False,
) -> np.ndarray:
    """Read a stretch of a file's sound.

    Parameters
    ----------
    path : Path
    info : SoundInfo
        Of its sound track.
    origin : Fraction
        Which time on the file's own clock counts as 0 (s).
    start, stop : Fraction
        Seconds from there; both are moved to the nearest ``k / rate``.
    rate : int
        Samples a second wanted.
    mono : bool
        Whether to bring the channels down to one, as :func:`kuleshov.media.channels.as_mono` does.

    Returns
    -------
    ndarray of float32 (samples, channels)
        From -1 to 1, silence where the file has none.

    Raises
    ------
    MediaError
        Where the file can't be read, or has lost its sound.

    See Also
    --------
    kuleshov.Clip.read_sound : What most callers want.

    Examples
    --------
    >>> import kuleshov as ku
    >>> clip = ku.rushes("understudy")["C1a"].clip
    >>> read_sound(clip.path, clip.sound, clip.start, Fraction(1), Fraction(3, 2)).shape
    (24000, 1)
    """
    with SoundReader(path, info, origin) as reader:
        return reader.read(start, stop, rate, mono)


class SoundReader:
    """Reads stretches of one sound track; those that follow each other in a single pass.

    Many files can't be wound to the sample, so that each stretch by itself is read from the
    beginning: an hour, ten seconds at a time, would be decoded 180 times.

    Parameters
    ----------
    path : Path
    info : SoundInfo
        Of its sound track.
    origin : Fraction
        Which time on the file's own clock counts as 0 (s).

    Examples
    --------
    >>> import kuleshov as ku
    >>> clip = ku.rushes("understudy")["C1a"].clip
    >>> with SoundReader(clip.path, clip.sound, clip.start) as reader:
    ...     [len(reader.read(Fraction(second), Fraction(second + 1))) for second in range(2)]
    [48000, 48000]
    """

    def __init__(self, path: Path, info: SoundInfo, origin: Fraction) -> None:
        self._path, self._info, self._origin = path, info, origin
        self._pieces: Generator[_Piece, None, None] | None = None
        self._held: list[_Piece] = []
        self._from = self._upto = 0  # between which samples it has read, and holds the last second

    def __enter__(self) -> "SoundReader":
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the next reading opens it again."""
        if self._pieces is not None:
            self._pieces.close()
        self._pieces = None
        self._held = []

    def read(
        self, start: Fraction, stop: Fraction, rate: int = 48000, mono: bool = False
    ) -> np.ndarray:
        """Read a stretch, as :func:`read_sound` does.

        Parameters
        ----------
        start, stop : Fraction
            Seconds from the origin; both are moved to the nearest ``k / rate``.
        rate : int
            Samples a second wanted.
        mono : bool
            Whether to bring the channels down to one.

        Returns
        -------
        ndarray of float32 (samples, channels)

        Raises
        ------
        MediaError
            Where the file can't be read, or has lost its sound.
        """
        first, last = round(start * rate), round(stop * rate)
        count = max(0, last - first)
        if rate == self._info.rate:
            native = self._native(first, first + count)
            return as_mono(native, self._info.layout) if mono else native
        if not count:
            return np.zeros((0, 1 if mono else self._info.channels), np.float32)
        return self._resampled(first, count, rate, mono)

    def _resampled(self, first: int, count: int, rate: int, mono: bool) -> np.ndarray:
        """Resample on one grid for the whole file, so that two readings of a moment agree."""
        from scipy.signal import resample_poly

        common = gcd(rate, self._info.rate)
        up, down = rate // common, self._info.rate // common
        margin = ceil(10 * max(up, down) / up / down) + 1  # the filter's reach, in blocks
        block = floor(first / up) - margin
        blocks = ceil((first + count) / up) + margin - block
        native = self._native(block * down, (block + blocks) * down)
        if mono:
            native = as_mono(native, self._info.layout)
        made = resample_poly(native, up, down, axis=0)
        skip = first - block * up
        return np.ascontiguousarray(made[skip : skip + count], np.float32)

    def _native(self, first: int, last: int) -> np.ndarray:
        """Samples ``first`` to ``last`` of a grid at the file's own rate that is 0 at the origin."""
        made = np.zeros((max(0, last - first), self._info.channels), np.float32)
        if last <= first:
            return made
        for place, piece in self._over(first, last):
            begin, end = max(place, first), min(place + len(piece), last)
            if end > begin:
                made[begin - first : end - first] = piece[begin - place : end - place]
        return made

    def _over(self, first: int, last: int) -> Iterator[_Piece]:
        """Yield the pieces of a stretch, and keep those that the next one may want again."""
        if self._pieces is None or not self._from <= first <= self._upto + _AHEAD * self._info.rate:
            self.close()
            self._pieces = _pieces(self._path, self._info, self._origin, first)
            self._from = self._upto = first
        yield from self._held
        while not self._held or self._held[-1][0] < last:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._held.append(piece)
            yield piece
        self._upto = max(self._upto, last)
        self._from = max(self._from, last - self._info.rate)
        self._held = [one for one in self._held if one[0] + len(one[1]) > self._from]


@dataclass(frozen=True)
class Sound:
    """A sound file, or the sound of a film.

    Attributes
    ----------
    path : Path
    rate : int
        Samples a second in the file.
    channels : int
    layout, codec : str
    duration : float
        Seconds.

    Examples
    --------
    >>> import kuleshov as ku
    >>> voice = sound(ku.rushes("understudy")["C1a"].clip.path)
    >>> voice
    Sound('C1a.mp4', 4.00 s, aac 48000 Hz mono)
    >>> voice.read(0, 0.5, rate=16000).shape
    (8000, 1)
    """

    path: Path
    info: SoundInfo

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem

    @property
    def rate(self) -> int:
        """Samples a second in the file."""
        return self.info.rate

    @property
    def channels(self) -> int:
        """How many channels."""
        return self.info.channels

    @property
    def layout(self) -> str:
        """Their arrangement, such as ``"stereo"``."""
        return self.info.layout

    @property
    def codec(self) -> str:
        """How it is coded, such as ``"aac"``."""
        return self.info.codec

    @property
    def duration(self) -> float:
        """Seconds."""
        return self.info.duration

    def read(
        self,
        start: float | Fraction = 0,
        stop: float | Fraction | None = None,
        rate: int = 48000,
        mono: bool = False,
    ) -> np.ndarray:
        """Return samples.

        Parameters
        ----------
        start, stop : float or Fraction
            Seconds from the file's first sample; to its end where ``stop`` is left out.
        rate : int
            Samples a second wanted, 1,000 to 384,000.
        mono : bool
            Whether to bring the channels down to one, as :func:`kuleshov.media.channels.as_mono` does.

        Returns
        -------
        ndarray of float32 (samples, channels)
            From -1 to 1.

        Raises
        ------
        MediaError
            Where the file can't be decoded, or the stretch can't be meant.
        """
        end = Fraction(self.duration) if stop is None else Fraction(stop)
        check_span(self.path.name, Fraction(start), end, rate)
        return read_sound(self.path, self.info, self.info.start, Fraction(start), end, rate, mono)

    @property
    def sound(self) -> SoundInfo:
        """The same facts under the name that a film has for them."""
        return self.info

    def read_sound(
        self, start: float | Fraction = 0, stop: float | Fraction | None = None, rate: int = 48000
    ) -> np.ndarray:
        """Return samples as :meth:`read` does, called as a film's own method is.

        Parameters
        ----------
        start, stop : float or Fraction
            Seconds from the file's first sample; to its end where ``stop`` is left out.
        rate : int
            Samples a second wanted, 1,000 to 384,000.

        Returns
        -------
        ndarray of float32 (samples, channels)
            From -1 to 1.

        Raises
        ------
        MediaError
            Where the file can't be decoded, or the stretch can't be meant.
        """
        return self.read(start, stop, rate)

    def __fspath__(self) -> str:
        return str(self.path)

    def __repr__(self) -> str:
        return f"Sound({self.path.name!r}, {self.duration:.2f} s, {self.info})"


def sound(path: str | Path, track: int | None = None) -> Sound:
    """Open a file as sound: a voice memo, music, or the sound of a film.

    Parameters
    ----------
    path : str or Path
    track : int, optional
        Which of the file's sound tracks, counted from 1, such as a second microphone; the one that
        players take where it is left out.

    Returns
    -------
    Sound

    Raises
    ------
    MediaError
        Where the file can't be read, holds no sound, or has no such track.

    See Also
    --------
    kuleshov.Clip.read_sound : A film's sound on its picture's clock.

    Examples
    --------
    >>> import kuleshov as ku
    >>> voice = ku.sound(ku.rushes("understudy")["C1a"].clip.path)
    >>> voice.duration, voice.rate, voice.layout
    (4.0, 48000, 'mono')
    """
    path = Path(path)
    with opened(path) as container:
        return Sound(path, sound_info(container, _asked_for(container, track, path), path))


def _asked_for(container: Any, number: int | None, path: Path) -> Any:
    track = sound_track(container, number)
    if track is None:
        count = len(sound_tracks(container))
        if not count:
            raise MediaError(f"{path.name} has no sound in it.")
        raise MediaError(f"{path.name} has no sound track {number}: it has 1 to {count}.")
    return track


def check_span(name: str, start: Fraction, stop: Fraction, rate: int) -> None:
    """Refuse a stretch of sound that can't be meant.

    Parameters
    ----------
    name : str
        The file's, for the sentence.
    start, stop : Fraction
        Seconds.
    rate : int
        Samples a second.

    Raises
    ------
    MediaError
        Where it ends before it begins, is more than six hours at 48,000 samples a second, or the
        rate lies outside 1,000 to 384,000.

    Examples
    --------
    >>> check_span("4A-1.mp4", Fraction(0), Fraction(1), 48)
    Traceback (most recent call last):
        ...
    kuleshov.errors.MediaError: 48 samples a second can't be meant: 48000 is film's own rate.
    """
    if stop < start:
        raise MediaError(
            f"The sound of {name} can't be read from {float(start):g} s to {float(stop):g} s: "
            "it would end before it begins."
        )
    if (stop - start) * rate > 48000 * 3600 * 6:
        raise MediaError(
            f"{float(stop - start) / 3600:.1f} hours of {name}'s sound at once are more than "
            "memory should hold. Read it in pieces."
        )
    if not 1000 <= rate <= 384_000:
        raise MediaError(f"{rate} samples a second can't be meant: 48000 is film's own rate.")


def _pieces(
    path: Path, info: SoundInfo, origin: Fraction, first: int
) -> Generator[_Piece, None, None]:
    """Decoded pieces with the grid's number of their first sample, without drift.

    Only the first piece is placed by the file's clock, which may tick in milliseconds; the rest
    follow on, unless the file's clock jumps by more than a hundredth of a second.
    """
    with opened(path) as container:
        track = sound_track(container, info.track)
        if track is None:
            raise MediaError(f"{path.name} has changed since it was opened: its sound is gone.")
        skip_others(container, track.index)
        base = Fraction(track.time_base or Fraction(1, info.rate))
        _seek(container, track, base, origin + Fraction(first, info.rate), info)
        tick, zero = base * info.rate, origin * info.rate  # in samples
        whole = lcm(tick.denominator, zero.denominator)  # integers: fractions cost more than sound
        ticks, start = int(tick * whole), int(zero * whole)
        end = None
        if container.format.name.startswith("mov") and track.duration:
            end = round(((track.start_time or 0) + track.duration) * base * info.rate)
        expected: int | None = None
        samples = Samples(info.rate, info.channels)
        with decoding(path):
            for frame in chain(container.decode(track), [None]):
                place = expected
                if frame is not None and frame.pts is not None:
                    said = (2 * (frame.pts * ticks - start) + whole) // (2 * whole)
                    if expected is None or abs(said - expected) > info.rate // 100:
                        place = said
                place = place or 0
                for piece in samples.of(frame):
                    # Past the edit list's end lies only padding.
                    last = len(piece) if end is None else max(0, end - round(zero) - place)
                    yield place, piece[:last]
                    place += len(piece)
                expected = place


def _seek(container: Any, track: Any, base: Fraction, wanted: Fraction, info: SoundInfo) -> None:
    """Jump ahead where the container's clock can be trusted to the sample."""
    exact = base <= Fraction(1, info.rate)
    if not exact or not container.format.name.startswith(_SEEKABLE):
        return
    target = wanted - PREROLL
    if target > info.start + 1:
        container.seek(floor(target / base), stream=track)
