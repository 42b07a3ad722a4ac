"""Sound as numbers, each sample at its exact time.

An AAC file begins with samples that only prime its decoder, an edit list may cut or delay a
track, and a container may count time in whole milliseconds. Here all of that is settled once:
sample ``k`` of what is read lies at ``start + k / rate`` on the film's own clock, on which the
first frame of the picture is 0. Where the file has no sound there is silence.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, gcd, lcm
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import MediaError
from .opening import decoding, opened
from .probe import SoundInfo, sound_info, sound_track

PREROLL = Fraction(1, 10)  # what a decoder is given before the first sample that counts
_OVER = 16.0  # times full scale, 24 dB
_SEEKABLE = ("mov", "wav", "flac", "w64", "aiff")
_SIDES = {
    "FL": (1.0, 0.0),
    "FR": (0.0, 1.0),
    "FC": (0.7071, 0.7071),
    "BL": (0.7071, 0.0),
    "SL": (0.7071, 0.0),
    "BR": (0.0, 0.7071),
    "SR": (0.0, 0.7071),
    "BC": (0.5, 0.5),
    "LFE": (0.0, 0.0),
    "LFE2": (0.0, 0.0),
}


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
        Whether to bring the channels down to one, as :func:`as_mono` does.

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
    first, last = round(start * rate), round(stop * rate)
    count = max(0, last - first)
    channels = 1 if mono else info.channels
    if rate == info.rate:
        native = _native(path, info, origin, first, first + count)
        return as_mono(native, info.layout) if mono else native
    if not count:
        return np.zeros((0, channels), np.float32)
    return _resampled(path, info, origin, first, count, rate, mono)


def downmix(sound: np.ndarray, layout: str) -> np.ndarray:
    """Bring any layout to stereo.

    Centre and surrounds come in at -3 dB (a single back centre at -6 dB) and the low-frequency
    channel is left out, as ITU-R BS.775 does; all is then scaled so that full level in every
    channel stays within 1.

    Parameters
    ----------
    sound : ndarray of float32 (samples, channels)
        From -1 to 1.
    layout : str
        As in :class:`SoundInfo`, such as ``"5.1"``; it isn't looked at for one or two channels.

    Returns
    -------
    ndarray of float32 (samples, 2)
        Stereo as it came; mono on both sides.

    Examples
    --------
    A centre at full level comes in as loud on either side:

    >>> centre = np.array([[0, 0, 1, 0, 0, 0]], np.float32)
    >>> [round(float(side), 3) for side in downmix(centre, "5.1")[0]]
    [0.293, 0.293]
    """
    if sound.shape[1] == 1:
        return np.repeat(sound, 2, axis=1)
    if sound.shape[1] == 2:
        return sound
    names = channel_names(layout, sound.shape[1])
    mix = np.array([_SIDES.get(name, (0.5, 0.5)) for name in names], np.float32)
    mix /= max(1.0, float(mix.sum(axis=0).max()))
    return (sound @ mix).astype(np.float32)


def as_mono(sound: np.ndarray, layout: str) -> np.ndarray:
    """Bring any layout to one channel: the mean of the two that :func:`downmix` makes.

    Parameters
    ----------
    sound : ndarray of float32 (samples, channels)
        From -1 to 1.
    layout : str
        As in :class:`SoundInfo`; it isn't looked at for one or two channels.

    Returns
    -------
    ndarray of float32 (samples, 1)

    Examples
    --------
    >>> as_mono(np.array([[1, 0], [0.5, 0.5]], np.float32), "stereo").ravel().tolist()
    [0.5, 0.5]
    >>> rumble = np.array([[0, 0, 0, 1, 0, 0]], np.float32)
    >>> as_mono(rumble, "5.1").tolist()  # the low-frequency channel is left out
    [[0.0]]
    """
    return sound if sound.shape[1] == 1 else downmix(sound, layout).mean(axis=1, keepdims=True)


def channel_names(layout: str, channels: int) -> list[str]:
    """Return what FFmpeg calls the channels of a layout.

    Parameters
    ----------
    layout : str
        As in :class:`SoundInfo`.
    channels : int
        How many there are.

    Returns
    -------
    list of str (channels,)
        All "NONE" where the layout has another number, or is unknown.

    Examples
    --------
    >>> channel_names("5.1", 6), channel_names("5.1", 3)
    (['FL', 'FR', 'FC', 'LFE', 'BL', 'BR'], ['NONE', 'NONE', 'NONE'])
    """
    from av import AudioLayout

    try:
        names = [channel.name for channel in AudioLayout(layout).channels]
    except ValueError:
        names = []
    return names if len(names) == channels else ["NONE"] * channels


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
            Whether to bring the channels down to one, as :func:`as_mono` does.

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

    def __fspath__(self) -> str:
        return str(self.path)

    def __repr__(self) -> str:
        return (
            f"Sound({self.path.name!r}, {self.duration:.2f} s, {self.codec} "
            f"{self.rate} Hz {self.layout})"
        )


def sound(path: str | Path) -> Sound:
    """Open a file as sound: a voice memo, music, or the sound of a film.

    Parameters
    ----------
    path : str or Path
        Of the first track that can be decoded.

    Returns
    -------
    Sound

    Raises
    ------
    MediaError
        Where the file can't be read or holds no sound.

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
        track = sound_track(container)
        if track is not None:
            return Sound(path, sound_info(container, track))
    raise MediaError(f"{path.name} has no sound in it.")


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


def _resampled(
    path: Path,
    info: SoundInfo,
    origin: Fraction,
    first: int,
    count: int,
    rate: int,
    mono: bool,
) -> np.ndarray:
    """Resample on one grid for the whole file, so that two readings of a moment agree."""
    from scipy.signal import resample_poly

    common = gcd(rate, info.rate)
    up, down = rate // common, info.rate // common
    margin = ceil(10 * max(up, down) / up / down) + 1  # the filter's reach, in blocks
    block = floor(first / up) - margin
    blocks = ceil((first + count) / up) + margin - block
    native = _native(path, info, origin, block * down, (block + blocks) * down)
    if mono:
        native = as_mono(native, info.layout)
    made = resample_poly(native, up, down, axis=0)
    skip = first - block * up
    return np.ascontiguousarray(made[skip : skip + count], np.float32)


def _native(path: Path, info: SoundInfo, origin: Fraction, first: int, last: int) -> np.ndarray:
    """Samples ``first`` to ``last`` of a grid at the file's own rate that is 0 at ``origin``."""
    made = np.zeros((max(0, last - first), info.channels), np.float32)
    if last <= first:
        return made
    for place, piece in _pieces(path, info, origin, first):
        if place >= last:
            break
        begin, end = max(place, first), min(place + len(piece), last)
        if end > begin:
            made[begin - first : end - first] = piece[begin - place : end - place]
    return made


def _pieces(
    path: Path, info: SoundInfo, origin: Fraction, first: int
) -> Iterator[tuple[int, np.ndarray]]:
    """Decoded pieces with the grid's number of their first sample, without drift.

    Only the first piece is placed by the file's clock, which may tick in milliseconds; the rest
    follow on, unless the file's clock jumps by more than a hundredth of a second.
    """
    with opened(path) as container:
        track = sound_track(container)
        if track is None:
            raise MediaError(f"{path.name} has changed since it was opened: its sound is gone.")
        base = Fraction(track.time_base or Fraction(1, info.rate))
        _seek(container, track, base, origin + Fraction(first, info.rate), info)
        tick, zero = base * info.rate, origin * info.rate  # in samples
        whole = lcm(tick.denominator, zero.denominator)  # integers: fractions cost more than sound
        ticks, start = int(tick * whole), int(zero * whole)
        end = None
        if container.format.name.startswith("mov") and track.duration:
            end = round(((track.start_time or 0) + track.duration) * base * info.rate)
        expected: int | None = None
        with decoding(path):
            for frame in container.decode(track):
                piece = as_float(frame, info.channels)
                place = expected
                if frame.pts is not None:
                    said = (2 * (frame.pts * ticks - start) + whole) // (2 * whole)
                    if expected is None or abs(said - expected) > info.rate // 100:
                        place = said
                place = place or 0
                if end is not None:  # past the edit list's end lies only padding
                    limit = end - round(zero) - place
                    piece = piece[: max(0, limit)]
                yield place, piece
                expected = place + frame.samples


def _seek(container: Any, track: Any, base: Fraction, wanted: Fraction, info: SoundInfo) -> None:
    """Jump ahead where the container's clock can be trusted to the sample."""
    exact = base <= Fraction(1, info.rate)
    if not exact or not container.format.name.startswith(_SEEKABLE):
        return
    target = wanted - PREROLL
    if target > info.start + 1:
        container.seek(floor(target / base), stream=track)


def as_float(frame: Any, channels: int) -> np.ndarray:
    """Return a decoded sound frame as numbers.

    Floating-point sound may go over; what is 24 dB over is held there, what is no number is 0.

    Parameters
    ----------
    frame : av.AudioFrame
    channels : int
        As announced; a frame with another number of them is brought down to one, heard in all.

    Returns
    -------
    ndarray of float32 (samples, channels)
        From -1 to 1.

    Examples
    --------
    >>> import av
    >>> coded = np.array([[0, 16384, -32768]], np.int16)
    >>> as_float(av.AudioFrame.from_ndarray(coded, format="s16", layout="mono"), 1).ravel().tolist()
    [0.0, 0.5, -1.0]
    """
    data = frame.to_ndarray()
    if not frame.format.is_planar:
        data = data.reshape(-1, frame.layout.nb_channels).T
    if data.dtype == np.uint8:
        data = (data.astype(np.float32) - 128) / 128
    elif data.dtype.kind == "i":
        data = data.astype(np.float32) / -float(np.iinfo(data.dtype).min)
    elif not np.abs(data).max(initial=0) <= _OVER:  # or there is what is no number among them
        data = np.clip(np.nan_to_num(data, nan=0, posinf=_OVER, neginf=-_OVER), -_OVER, _OVER)
    if data.shape[0] != channels:  # some streams change their mind; keep to what was announced
        data = np.repeat(as_mono(data.T, frame.layout.name).T, channels, axis=0)
    return np.ascontiguousarray(data.T, np.float32)
