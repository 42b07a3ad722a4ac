"""A film with one thing wrong, made from a right one without rendering it again.

For an author's wrong answers and for tests: the picture's packets are copied, and the sound is coded
anew. What isn't asked for stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from ..files import whole
from ..media import Clip

_RATE = 48000
_AT_ONCE = 1024  # samples of one AAC frame


def spoil(
    film: str | Path,
    *,
    gain: float = 0.0,
    seconds: float | None = None,
    channels: int = 2,
    hum: float | None = None,
) -> Path:
    """Write a film again in its own place, with something wrong.

    Parameters
    ----------
    film : str or Path
        An .mp4 as :meth:`kuleshov.Cut.render` writes it.
    gain : float
        By how many decibels the sound is louder; what goes over full scale is clipped.
    seconds : float, optional
        How much is left of it, from its beginning.
    channels : int
        2 for stereo, 1 for mono, 0 for no sound at all.
    hum : float, optional
        The level of a hum of 100 Hz that is laid under everything, dBFS.

    Returns
    -------
    Path
        The film's.

    Examples
    --------
    >>> import kuleshov as ku, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     film = ku.Cut("x").title_card("Night", "1.0").render(f"{folder}/x.mp4", size=(64, 36))
    ...     film = ku.Clip(spoil(film.path, seconds=0.5, channels=0))
    >>> film.frames, film.sound is None
    (12, True)
    """
    import av

    path = Path(film)
    clip = Clip(path)
    long = min(seconds or clip.duration, clip.duration)
    heard = _heard(clip, long, gain, hum)
    with (
        whole(path) as draft,
        av.open(str(path)) as given,
        av.open(str(draft), "w", format="mp4") as made,
    ):
        made.metadata.update(given.metadata)
        picture = given.streams.video[0]
        out = made.add_stream_from_template(picture)
        if channels:
            sound: Any = made.add_stream("aac", rate=_RATE)
            sound.layout = "mono" if channels == 1 else "stereo"
            for frame in (*_frames(heard, channels), None):  # None: all that is left
                made.mux(sound.encode(frame))
        for packet in given.demux(picture):
            if packet.pts is not None and packet.pts * packet.time_base < long - 1e-6:
                packet.stream = out
                made.mux(packet)
    return path


def _frames(samples: np.ndarray, channels: int) -> Iterator[Any]:
    """Yield samples as an encoder takes them."""
    import av

    layout = "mono" if channels == 1 else "stereo"
    samples = samples if channels == 2 else samples.mean(axis=1, keepdims=True)
    for at in range(0, len(samples), _AT_ONCE):
        part = np.ascontiguousarray(samples[at : at + _AT_ONCE].T.astype(np.float32))
        frame = av.AudioFrame.from_ndarray(part, format="fltp", layout=layout)
        frame.sample_rate, frame.pts = _RATE, at
        yield frame


def _heard(clip: Clip, seconds: float, gain: float, hum: float | None) -> np.ndarray:
    """Return a film's sound as it is to be, in stereo."""
    samples = clip.read_sound(0, seconds, rate=_RATE) * 10 ** (gain / 20)
    if hum is not None:
        wave = np.sin(2 * np.pi * 100 * np.arange(len(samples)) / _RATE)
        samples = samples + 10 ** (hum / 20) * wave[:, None]
    return np.asarray(np.clip(samples, -1, 1))
