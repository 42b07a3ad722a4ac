"""What is looked at in a film's own file: length, rate, picture, coding, sound, both ends, what is seen."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

import cv2
import numpy as np
from numpy.typing import NDArray

from ..errors import Refused
from ..media import Clip
from ..metrics.families.hearing import loudness
from ..metrics.film import Film
from ..words import counted
from .brief import Brief, Check, checked
from .looked_at import once, state_of
from .spread import spread

_DARK = 20.0  # levels of 255: brighter than that in its mean, a frame isn't black
_ENCODED = 2.0  # dB, by which encoding may change a film's loudness
_SMEAR = 0.05  # s, by which AAC may carry a sound before and behind its place
_SPOT = 60.0  # and nothing in it may be brighter than that, but for one pixel in a hundred
_ALIKE = 4.0  # levels of 255, by which two frames of one picture may differ in the mean, in colour


def of_the_film(clip: Clip, brief: Brief) -> tuple[Check, ...]:
    """Look at a film's file.

    Parameters
    ----------
    clip : Clip
    brief : Brief

    Returns
    -------
    tuple of Check
        Length, frame rate, picture, coding, loudness, true peak, head and tail, pictures.
    """
    return once((state_of(clip.path), repr(brief)), lambda: tuple(_looked_at(clip, brief)))


def _looked_at(clip: Clip, brief: Brief) -> Iterator[Check]:
    for look in (_length, _rate, _size, _coding):
        yield look(clip, brief)
    yield from _sound(clip, brief)
    yield _ends(clip, brief)
    yield _pictures(clip, brief)


def _length(clip: Clip, brief: Brief) -> Check:
    low, high = brief.seconds
    long = clip.duration
    by = low - long if long < low else long - high
    do = f"It is {by:.1f} s too {'short' if long < low else 'long'}."
    return checked("length", f"{low:g} to {high:g} s", f"{long:.2f} s", low <= long <= high, do)


def _rate(clip: Clip, brief: Brief) -> Check:
    rates = " or ".join(f"{float(rate):g}" for rate in brief.rates)
    if clip.variable_rate:
        do = "Render it anew: ku.import_footage gives it one rate."
        return checked("frame rate", f"{rates} fps, constant", "a rate that varies", False, do)
    found = f"{float(clip.rate):.5g} fps"
    do = "Set the edit's rate before the first shot: ku.Cut(title, rate=24)."
    return checked("frame rate", f"{rates} fps, constant", found, clip.rate in brief.rates, do)


def _size(clip: Clip, brief: Brief) -> Check:
    (wide, high), (narrow, broad) = brief.size, brief.shape
    asked = f"{wide} x {high} at least, {narrow:g} to {broad:g} times as wide as high"
    fits = clip.width >= wide and clip.height >= high
    shaped = narrow <= clip.width / clip.height <= broad
    do = (
        "Its shape is another: black bars are part of the picture here."
        if fits
        else (
            "It is too small. Enlarging it makes it soft; cut from larger takes if you have them."
        )
    )
    return checked("picture", asked, f"{clip.width} x {clip.height}", fits and shaped, do)


def _coding(clip: Clip, _: Brief) -> Check:
    track = clip.sound
    found = f"{clip.codec}, {clip.pixel_format}, " + (
        f"{track.codec} in {counted(track.channels, 'channel')}" if track else "no sound"
    )
    plays = clip.codec == "h264" and clip.pixel_format in ("yuv420p", "yuvj420p")
    heard = track is not None and track.codec == "aac" and track.channels == 2
    do = "cut.render(...) writes it so."
    if track is None:
        do = "Give it sound, if only the room's: a film without any seems broken."
    return checked("coding", "H.264 in yuv420p, AAC in stereo", found, plays and heard, do)


def _sound(clip: Clip, brief: Brief) -> Iterator[Check]:
    """Measure loudness and true peak, in one pass through the sound: no picture is decoded."""
    target, within = brief.loudness
    asked = f"{target:g} LUFS, {within:g} up or down"
    peak, loud = None, False
    try:
        heard = loudness(Film(clip))
    except Refused as problem:
        yield checked("loudness", asked, "not measured", False, f"It was not: {problem}")
    else:
        peak = next(one.value for one in heard.beside if one.name == "true peak")
        off = heard.value - target
        way = "softer" if off > 0 else "louder"
        do = f"Make it {abs(off):.1f} dB {way}: cut.to_loudness({target:g}), then render again."
        if abs(off) < _ENCODED:  # in its file a film may be louder than in its mix: noise is
            do += f" If you did that: cut.to_loudness({target - off:.1f})."
        holds = abs(off) <= within + 0.005
        loud = off > within + 0.005
        yield checked("loudness", asked, f"{heard.value:.1f} LUFS", holds, do)
    asked = f"{brief.peak:g} dBTP at most"
    if peak is None:
        yield checked("true peak", asked, "not measured", False, "There is no sound to measure.")
        return
    do = "Find the loudest moment, and take that shot's or that sound's level down."
    if loud:
        do = f"First bring the whole to {target:g} LUFS. If that isn't enough: {do[0].lower()}{do[1:]}"
    yield checked("true peak", asked, f"{peak:.1f} dBTP", peak <= brief.peak + 0.005, do)


def _ends(clip: Clip, brief: Brief) -> Check:
    frames = max(1, round(brief.black * float(clip.edit_rate)))
    asked = f"{brief.black:g} s of black and silence at both ends"
    head = _dark_run(clip, range(min(frames, clip.frames)))
    tail = _dark_run(clip, range(clip.frames - 1, max(-1, clip.frames - 1 - frames), -1))
    loud = [name for name, at in (("beginning", 0.0), ("end", clip.duration - brief.black))
            if _level(clip, at, brief.black) > -60.0]  # fmt: skip
    found = (
        f"{head / float(clip.edit_rate):.2f} s and {tail / float(clip.edit_rate):.2f} s of black"
    )
    found += f", sound at the {' and the '.join(loud)}" if loud else ""
    holds = head >= frames and tail >= frames and not loud
    do = f'Put black at both ends: cut.black("{brief.black:g}"), before the first shot and after the last.'
    return checked("head and tail", asked, found, holds, do)


def _dark_run(clip: Clip, frames: range) -> int:
    """Return how many of these frames are black, from the first on; they are decoded as they lie."""
    black = {number: _is_black(_grey(clip.frame(number))) for number in sorted(frames)}
    return len(list(takewhile(black.__getitem__, frames)))


def _grey(picture: NDArray[np.uint8] | NDArray[np.float32]) -> NDArray[np.floating]:
    return np.asarray(cv2.transform(picture, np.full((1, 3), 1 / 3)))


def _is_black(grey: NDArray[np.floating]) -> bool:
    return bool(grey.mean() <= _DARK and np.percentile(grey, 99) <= _SPOT)


def _pictures(clip: Clip, brief: Brief) -> Check:
    """Look whether anything is to be seen: some frames of all the film, held against each other."""
    looked = [picture.astype(np.float32) for picture in spread(clip).values()]
    count, black = len(looked), sum(_is_black(_grey(picture)) for picture in looked)
    seen: list[NDArray[np.floating]] = []
    for picture in looked:
        if all(np.abs(picture - other).mean() > _ALIKE for other in seen):
            seen.append(picture)
    asked = f"{brief.pictures} pictures or more that differ, and less than half of it black"
    found = f"{len(seen)} that differ among {count}, {black} of them black"
    do = "It shows too little. Cut something into it that one can look at."
    holds = len(seen) >= brief.pictures and 2 * black < count
    return checked("pictures", asked, found, holds, do)


def _level(clip: Clip, start: float, seconds: float) -> float:
    """Return how loud a stretch is at its loudest, dBFS; minus infinity in silence."""
    if clip.sound is None:
        return -np.inf
    first, last = max(0.0, start) + _SMEAR, max(0.0, start) + seconds - _SMEAR
    if last <= first:
        return -np.inf
    heard = clip.read_sound(first, last)
    top = float(np.abs(heard).max()) if heard.size else 0.0
    return 20 * float(np.log10(top)) if top else -np.inf
