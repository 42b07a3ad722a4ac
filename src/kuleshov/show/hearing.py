"""Sound to be heard without a picture, over its level: a cut's mix, a take, one voice of it."""

from __future__ import annotations

import base64
import io
import wave
from collections.abc import Iterator
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..errors import KuleshovError
from ..media.channels import downmix
from ..media.clip import clip_of
from ..timecode import Time, timecode, to_frame
from ..timeline import Cut
from ..timeline.mix import mix
from . import html
from .film_views import View
from .plot import Plot, subplots
from .style import AMBER, GREY, GREY_ON_PAPER, plot_style

if TYPE_CHECKING:
    from ..library import Take
    from ..library.stems import Rest, Voice
    from ..media import Clip, Sound

RATE = 24000  # samples a second: enough for a voice, and half as many bytes in the page
STEP = Fraction(1, 100)  # s; each has a level
FLOOR = -90.0  # dBFS; what is drawn there is softer than one step of 16 bits, so it is nothing
MOST = 60  # s; a minute is 4 MB in a page
HOLE = 0.05  # s; a shorter silence is a moment between two waves
_CLOCK = Fraction(24)


def hear(
    sound: Cut | Take | Clip | Sound | Voice | Rest,
    start: Time = 0,
    stop: Time | None = None,
    *,
    level: bool = True,
) -> View:
    """Show sound as a player without a picture, over its level in hundredths of a second.

    Parameters
    ----------
    sound : Cut, Take, Clip, Sound, or one of a take's stems
        A cut's mix is heard as :meth:`kuleshov.Cut.render` would write it, and nothing is rendered.
    start, stop : int, float, str or Fraction
        From when to when, in its own time, at 24 frames a second where it has none of its own; to
        its end where ``stop`` is left out.
    level : bool
        Whether the level is drawn, and told; without it only the ear can say what is heard.

    Returns
    -------
    View
        In stereo, or as one channel where both sides are one. Shows itself in a notebook; as words it says how loud it is, and where nothing is heard.

    Raises
    ------
    KuleshovError
        Where it is no sound, has none, lasts over a minute, or the stretch can't be meant.
    MediaError
        Where it can't be read.

    See Also
    --------
    kuleshov.Take.stem : one voice of a take
    kuleshov.Cut.loudness : one number for all of it

    Examples
    --------
    >>> import kuleshov as ku
    >>> ku.hear(ku.rushes("understudy")["4A-1"].stem("filament"), "12.0", "13.0")
    1.00 s of sound, its loudest hundredth of a second at -20.2 dBFS. Nothing at all is heard from 00:00:12:00 to 00:00:12:02, from 00:00:12:16 to 00:00:13:00.
    """
    first, last, rate = _stretch(sound, start, stop)
    heard = _samples(sound, first, last)
    if not level:
        words = f"{float(last - first):.2f} s of sound"
        return View(
            html.card(html.heading(_title(sound), words) + audio(heard, words), words), words
        )
    loud = levels(heard)
    words = _said(loud, first, rate)
    body = html.heading(_title(sound), words) + audio(heard, words)
    drawn = _drawn(loud, first, rate, words)._repr_mimebundle_()["text/html"]
    return View(html.card(body, words) + drawn, words)


def _title(sound: Any) -> str:
    """Return what a cut is called, or a take."""
    named = getattr(sound, "title", "") or getattr(sound, "name", "")
    return str(named) or "Sound"


def audio(samples: NDArray[np.float32], words: str, *, at_once: bool = False) -> str:
    """Return a player for samples, the sound itself in the page.

    Parameters
    ----------
    samples : ndarray of float32 (samples,)
        At :data:`RATE`; what lies beyond -1 to 1 is clipped.
    words : str
        What is heard.
    at_once : bool
        Whether it plays as soon as it is shown.
    """
    data = io.BytesIO()
    with wave.open(data, "wb") as file:
        file.setnchannels(1 if samples.ndim == 1 else samples.shape[1])
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    address = "data:audio/wav;base64," + base64.b64encode(data.getvalue()).decode()
    playing = " autoplay" if at_once else ""
    return (
        f'<audio src="{address}" controls{playing} aria-label="{escape(words, quote=True)}" '
        'style="width:100%;max-width:640px;display:block;margin:6px 0"></audio>'
    )


def of_mix(
    cut: Cut, start: Fraction = Fraction(0), stop: Fraction | None = None
) -> NDArray[np.float32]:
    """Return a cut's mix at :data:`RATE`: (samples, 2), or (samples, 1) where both sides are one."""
    stop = Fraction(cut.frames) / cut.rate if stop is None else stop
    return _sides(mix(cut, round(start * RATE), round(stop * RATE), RATE))


def _sides(heard: NDArray[np.float32]) -> NDArray[np.float32]:
    return heard[:, :1] if np.array_equal(heard[:, 0], heard[:, 1]) else heard


def levels(samples: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the level of each hundredth of a second, dBFS; minus infinity where nothing is heard.

    The root of the mean square over both sides, so that one against the other is not silence.

    >>> levels(np.full(480, 0.1, np.float32)).round(1).tolist()
    [-20.0, -20.0]
    """
    step = int(RATE * STEP)
    sides = 1 if samples.ndim == 1 else samples.shape[1]
    blocks = samples[: len(samples) // step * step].reshape(-1, step * sides).astype(float)
    with np.errstate(divide="ignore"):
        return np.asarray(10 * np.log10((blocks**2).mean(axis=1)))


def _stretch(sound: Any, start: Time, stop: Time | None) -> tuple[Fraction, Fraction, Fraction]:
    """Return from when to when, and at how many frames a second its time is counted."""
    whole = sound if hasattr(sound, "read_sound") or isinstance(sound, Cut) else clip_of(sound)
    rate = getattr(whole, "edit_rate", whole.rate) if hasattr(whole, "frames") else _CLOCK
    first = to_frame(start, rate) / rate
    end = whole.duration
    if stop is not None:
        last = to_frame(stop, rate) / rate
    else:
        last = Fraction(end)
    if last > Fraction(end) + Fraction(1, 100):
        raise KuleshovError(
            f"It lasts {float(end):.2f} s; nothing can be heard at {float(last):.2f} s."
        )
    if not 0 <= first < last:
        raise KuleshovError("It would end before it begins: start comes first, then stop.")
    if last - first > MOST:
        raise KuleshovError(
            f"{float(last - first):.0f} s are more than a page should hold: {MOST} at most. Play the "
            "film, or hear a piece: ku.hear(cut, 10, 20)."
        )
    return first, last, rate


def _samples(sound: Any, first: Fraction, last: Fraction) -> NDArray[np.float32]:
    if isinstance(sound, Cut):
        return of_mix(sound, first, last)
    source = sound if hasattr(sound, "read_sound") else clip_of(sound)
    if source.sound is None:
        raise KuleshovError(
            f"{getattr(source, 'name', 'It')} has no sound: there is nothing to hear."
        )
    heard = np.asarray(source.read_sound(first, last, rate=RATE), np.float32)
    return _sides(downmix(heard, source.sound.layout))


def _said(level: NDArray[np.float64], first: Fraction, rate: Fraction) -> str:
    length = f"{float(len(level) * STEP):.2f} s of sound"
    if not np.isfinite(level).any():
        return f"{length}: nothing at all is heard."
    said = f"{length}, its loudest hundredth of a second at {level.max():.1f} dBFS."
    holes = [
        f"from {timecode(round((first + a * STEP) * rate), rate)} to "
        f"{timecode(round((first + b * STEP) * rate), rate)}"
        for a, b in _holes(level)
    ]
    return f"{said} Nothing at all is heard {', '.join(holes)}." if holes else said


def _holes(level: NDArray[np.float64]) -> Iterator[tuple[int, int]]:
    """Yield from where to where nothing is heard: first step, and the one after the last."""
    silent = np.concatenate([[0], (level <= FLOOR).astype(np.int8), [0]])
    for a, b in np.flatnonzero(np.diff(silent)).reshape(-1, 2):
        if (b - a) * STEP >= HOLE:
            yield int(a), int(b)


def _drawn(level: NDArray[np.float64], first: Fraction, rate: Fraction, words: str) -> Plot:
    times = float(first) + (np.arange(len(level)) + 0.5) * float(STEP)
    with plot_style():
        figure, axis = subplots(figsize=(9.0, 1.9), layout="constrained")
        axis.fill_between(times, np.maximum(level, FLOOR), FLOOR, color=AMBER, lw=0)
        for a, b in _holes(level):
            axis.plot([times[a], times[b - 1]], [FLOOR + 1.5] * 2, color=GREY, lw=3)
            axis.annotate("nothing", ((times[a] + times[b - 1]) / 2, FLOOR), xytext=(0, 7), ha="center",
                          textcoords="offset points", fontsize=8, color=GREY_ON_PAPER)  # fmt: skip
        axis.set_ylim(FLOOR, 0)
        axis.set_yticks([-90, -60, -30, 0])
        axis.set_xlim(float(first), float(first + len(level) * STEP))
        axis.locator_params(axis="x", nbins=7)
        axis.xaxis.set_major_formatter(lambda at, _: timecode(round(at * rate), rate))
        axis.set_ylabel("level (dBFS)")
    return Plot(figure, words)


__all__ = ["audio", "hear", "levels", "of_mix"]
