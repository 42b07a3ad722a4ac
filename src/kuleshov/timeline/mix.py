"""The sound of an edit: any stretch of it, exact to the sample.

A sound cut is a linear crossfade of 4 ms centred on the cut, so that it never clicks; where the
same take runs on across a cut, the two halves add up to the take itself. A dissolve without a
split edit crossfades over its whole length. Fades of the picture fade the shots' own sound.

The sounds of the lanes are added, each with ramps of 4 ms about its ends, its own level and fades,
and its lane's fader. The film's level comes last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..media.channels import downmix
from .edit import EditWithTakes, Span

RATE = 48000
RAMP = 192  # samples: 4 ms


@dataclass(frozen=True)
class _Part:
    """A span on the film's sample clock, with its ramps."""

    source: Any  # what is heard; None where nothing is
    start: int  # sample at which the ramp in begins
    stop: int  # sample after the ramp out's end
    ramp_in: int
    ramp_out: int
    offset: Fraction  # seconds of the take at sample ``start``
    gain: float
    fade_in: tuple[int, int] | None = None  # samples between which it comes, and goes
    fade_out: tuple[int, int] | None = None


def mix(cut: EditWithTakes, start: int, stop: int, rate: int = RATE) -> NDArray[np.float32]:
    """Return the film's sound from sample ``start`` up to ``stop``.

    Parameters
    ----------
    cut : Cut
    start, stop : int
        Samples from the film's first frame; what lies after the film's end is silent.
    rate : int
        Samples a second: 48,000 where it is left out.

    Returns
    -------
    ndarray of float32, shape (stop - start, 2)
        Full scale is -1 to 1; the sum of loud takes may pass it and is not clipped here.

    Raises
    ------
    EditError
        Where a take is in none of the cut's bins.
    MediaError
        Where a take can't be read.

    See Also
    --------
    sample_at : From frames to samples.

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("first", rushes=ku.rushes("understudy")).add("4A-1", "3.0", "4.0")
    >>> mix(cut, 0, 24000).shape
    (24000, 2)
    """
    out = np.zeros((max(0, stop - start), 2), np.float32)
    for part in _parts(cut, rate):
        _add(out, part, start, rate)
    _fade(cut, out, start, rate)
    end = sample_at(cut.frames, cut.rate, rate)
    for part in _lane_parts(cut, rate):
        _add(out, part, start, rate)
    out[max(0, end - start) :] = 0
    if cut.edit.level:
        out *= np.float32(10 ** (cut.edit.level / 20))
    return out


def _add(out: NDArray[np.float32], part: _Part, start: int, rate: int) -> None:
    """Add what lies of a part in a stretch that begins at sample ``start``."""
    a, b = max(start, part.start), min(start + len(out), part.stop)
    if a >= b or part.source is None:
        return
    sound = stereo(part.source, part.offset + Fraction(a - part.start, rate), b - a, rate)
    out[a - start : b - start] += sound * _envelope(part, a, b)[:, None]


def sample_at(frame: int, frame_rate: Fraction, rate: int = RATE) -> int:
    """Return the sample at which a frame begins.

    Parameters
    ----------
    frame : int
        Of the film.
    frame_rate : Fraction
        Frames a second.
    rate : int
        Samples a second: 48,000 where it is left out.

    Returns
    -------
    int
        The nearest sample, where a frame begins between two.

    Examples
    --------
    >>> sample_at(24, Fraction(24)), sample_at(1, Fraction(30000, 1001))
    (48000, 1602)
    """
    return round(Fraction(frame * rate) / frame_rate)


def stereo(clip: Any, start: Fraction, samples: int, rate: int = RATE) -> NDArray[np.float32]:
    """Read a clip's sound as stereo, silent before its start and after its end.

    Parameters
    ----------
    clip : Clip
        With sound.
    start : Fraction
        Seconds from its first frame; may lie before it.
    samples : int
        How many.
    rate : int
        Samples a second: 48,000 where it is left out.

    Returns
    -------
    ndarray of float32, shape (samples, 2)

    Raises
    ------
    MediaError
        Where the clip can't be read.

    Examples
    --------
    >>> import kuleshov as ku
    >>> clip = ku.rushes("understudy")["C1a"].clip
    >>> sound = stereo(clip, Fraction(-1), 96000)
    >>> sound.shape, float(abs(sound[:48000]).max())
    ((96000, 2), 0.0)
    """
    early = min(samples, max(0, -round(start * rate)))
    start = max(Fraction(0), start)
    want = samples - early
    out = np.zeros((samples, 2), np.float32)
    if want:
        sound = clip.read_sound(start, start + Fraction(want, rate), rate=rate)
        sound = downmix(np.asarray(sound, np.float32)[:want], clip.sound.layout)
        out[early : early + len(sound)] = sound
    return out


def _parts(cut: EditWithTakes, rate: int) -> Iterator[_Part]:
    spans = cut.edit.sound()
    for i, span in enumerate(spans):
        before = _ramp(span, cut, rate) if i or span.start else 0
        after = _ramp(spans[i + 1], cut, rate) if i + 1 < len(spans) else 0
        at = sample_at(span.start, cut.rate, rate) - before // 2
        end = sample_at(span.stop, cut.rate, rate) + after // 2
        shot = span.shot
        source = None if shot.is_card else cut.take_sound(shot.take, shot.stem)
        offset = span.offset / cut.rate - Fraction(before // 2, rate)
        yield _Part(source, at, end, before, after, offset, 10 ** (shot.gain / 20))


def _lane_parts(cut: EditWithTakes, rate: int) -> Iterator[_Part]:
    ramp = RAMP * rate // RATE // 2 * 2

    def sample(frame: int) -> int:
        return sample_at(frame, cut.rate, rate)

    for lane in cut.edit.lanes:
        if lane.muted:
            continue
        for one in lane.sounds:
            yield _Part(
                source=cut.take_sound(one.take, one.stem),
                start=sample(one.at) - ramp // 2,
                stop=sample(one.stop) + ramp // 2,
                ramp_in=ramp,
                ramp_out=ramp,
                offset=one.in_ / cut.rate - Fraction(ramp // 2, rate),
                gain=10 ** ((one.gain + lane.gain) / 20),
                fade_in=(sample(one.at), sample(one.at + one.fade_in)) if one.fade_in else None,
                fade_out=(
                    (sample(one.stop - one.fade_out), sample(one.stop)) if one.fade_out else None
                ),
            )


def _ramp(span: Span, cut: EditWithTakes, rate: int) -> int:
    """Return the length in samples of the crossfade at a span's head; even."""
    if span.shot.dissolve and not span.shot.split:
        samples = sample_at(span.shot.dissolve, cut.rate, rate)
    else:
        samples = RAMP * rate // RATE
    return samples // 2 * 2


def _envelope(part: _Part, a: int, b: int) -> NDArray[np.float32]:
    at = np.arange(a, b, dtype=np.float64) + 0.5
    envelope = np.ones(b - a)
    if part.ramp_in:
        envelope = np.minimum(envelope, (at - part.start) / part.ramp_in)
    if part.ramp_out:
        envelope = np.minimum(envelope, (part.stop - at) / part.ramp_out)
    if part.fade_in:
        first, last = part.fade_in
        envelope *= np.clip((at - first) / (last - first), 0, 1)
    if part.fade_out:
        first, last = part.fade_out
        envelope *= np.clip((last - at) / (last - first), 0, 1)
    return (envelope * part.gain).astype(np.float32)


def _fade(cut: EditWithTakes, out: NDArray[np.float32], start: int, rate: int) -> None:
    for span in cut.edit.picture():
        shot = span.shot
        for frames, first, falling in (
            (shot.fade_in, span.start, False),
            (shot.fade_out, span.stop - shot.fade_out, True),
        ):
            if not frames:
                continue
            a = sample_at(first, cut.rate, rate)
            b = sample_at(first + frames, cut.rate, rate)
            lo, hi = max(a, start), min(b, start + len(out))
            if lo < hi:
                ramp = (np.arange(lo, hi) + 0.5 - a) / (b - a)
                ramp = 1 - ramp if falling else ramp
                out[lo - start : hi - start] *= ramp[:, None].astype(np.float32)
