"""From decoded sound frames to numbers, whatever format, layout and rate each of them has."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from ..errors import MediaError
from .channels import as_mono

if TYPE_CHECKING:
    from av import AudioFrame, AudioResampler

_OVER = 16.0  # times full scale, 24 dB
_READABLE = {"dbl", "dblp", "flt", "fltp", "s16", "s16p", "s32", "s32p", "u8", "u8p"}
# PyAV counts a frame's planes up to an empty pointer. A frame has room for eight: where all are
# taken it reads on behind them, and the process dies.
_MOST_PLANES = 7
_MOST_CHANNELS = 64  # that FFmpeg's resampler takes
_Kind: TypeAlias = tuple[str, str, int]


class Samples:
    """Turns the frames of one sound track into numbers at one rate, with one count of channels.

    Parameters
    ----------
    rate : int
        Samples a second wanted: the track's own.
    channels : int
        How many are wanted: the track's own.

    Examples
    --------
    >>> import av
    >>> frame = av.AudioFrame.from_ndarray(np.zeros((1, 4), np.int16), layout="mono")
    >>> frame.sample_rate = 48000
    >>> [piece.shape for piece in Samples(48000, 1).of(frame)]
    [(4, 1)]
    """

    def __init__(self, rate: int, channels: int) -> None:
        self._rate, self._channels = rate, channels
        self._resampler: AudioResampler | None = None
        self._made_for: _Kind | None = None

    def of(self, frame: "AudioFrame | None") -> Iterator[np.ndarray]:
        """Yield a frame's samples; None yields what resampling still held back.

        Some tracks change their layout or rate in the middle: from there on the frames are brought
        to what was announced.

        Parameters
        ----------
        frame : av.AudioFrame or None

        Yields
        ------
        ndarray of float32 (samples, channels)
            From -1 to 1.
        """
        kind = None if frame is None or self._is_plain(frame) else _kind_of(frame)
        if kind != self._made_for:
            yield from self._resampled(None)
            self._resampler = self._new(frame.layout.nb_channels) if frame and kind else None
            self._made_for = kind
        if kind:
            yield from self._resampled(frame)
        elif frame is not None:
            yield as_float(frame, self._channels)

    def _is_plain(self, frame: "AudioFrame") -> bool:
        planes = frame.layout.nb_channels if frame.format.is_planar else 1
        readable = frame.format.name in _READABLE and planes <= _MOST_PLANES
        return readable and frame.sample_rate == self._rate

    def _new(self, channels: int) -> "AudioResampler":
        from av import AudioResampler

        if channels > _MOST_CHANNELS:
            raise MediaError(
                f"Sound of {channels} channels can't be taken apart here: {_MOST_CHANNELS} are the "
                "most. Export it in stereo from where it came."
            )
        return AudioResampler(format="flt", rate=self._rate)  # all channels in one plane

    def _resampled(self, frame: "AudioFrame | None") -> Iterator[np.ndarray]:
        for made in self._resampler.resample(frame) if self._resampler else ():
            yield as_float(made, self._channels)


def _kind_of(frame: "AudioFrame") -> _Kind:
    return frame.format.name, frame.layout.name, frame.sample_rate


def as_float(frame: Any, channels: int) -> np.ndarray:
    """Return a decoded sound frame as numbers.

    Floating-point sound may go over; what is 24 dB over is held there, what is no number is 0.

    Parameters
    ----------
    frame : av.AudioFrame
        Of up to seven planes.
    channels : int
        As announced; a frame with another number of them is brought down to one, heard in all.

    Returns
    -------
    ndarray of float32 (samples, channels)
        From -1 to 1.

    See Also
    --------
    Samples : Takes any frame.

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
    if data.shape[0] != channels:
        data = np.repeat(as_mono(data.T, frame.layout.name).T, channels, axis=0)
    return np.ascontiguousarray(data.T, np.float32)
