"""A dream: a model fitted to one take goes on where the take stops.

A dream remembers in its metadata what it was made from, so that the same one returns at once.
"""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import Refused
from ..library.credit import GENERATED_BY, Credit, signed
from ..library.facts import stated
from ..library.ledger import for_film
from ..library.ledger_writing import add_credit
from ..media import Clip, FilmLike, Writer
from ..media.clip import usable
from ..timecode import Time, meant_as_frame, timecode, to_frame
from .asked import count_of, seconds_of
from .dynamics import LDS, fit, sample_states
from .kept import key_of, made_before, place, today
from .pictures import Bytes, fitting, named, spaced
from .threads import one_numpy_thread

RECIPE = 1
"""Raised whenever the same call would give other pictures than before."""

MOST_FRAMES = 240
"""The longest stretch that a model is fitted to: 10 s at 24 fps, about 80 MB of pictures."""

LARGEST = (640, 360)
_AT_ONCE = 8  # pictures: 11 MB as numbers, at the largest size
LONGEST = 120.0


@one_numpy_thread()
def dream(
    take: FilmLike,
    seconds: float = 10,
    states: int = 20,
    seed: int = 0,
    *,
    start: Time | None = None,
    stop: Time | None = None,
) -> Clip:
    """Fit a linear dynamical system to a take and film what it does next.

    Parameters
    ----------
    take : Take, Clip, str or Path
        What to learn from. Its slate and handles are left out.
    seconds : float
        How long to dream, up to 120 s.
    states : int
        How many patterns the model may use: 20 is a good first number.
    seed : int
        Its chance. The same seed on the same take gives the same dream; where its file is still
        there, at once.
    start, stop : int, float or str, optional
        The stretch to learn from; at most its last 240 frames are used.

    Returns
    -------
    Clip
        Silent, at most 640x360, in ``studio/dreams``; marked as generated in its metadata, in
        its credit and in the ledger.

    Raises
    ------
    Refused
        Where the stretch has fewer than 12 frames, the dream would be empty or too long, or
        ``states`` is under 1.
    MediaError, LibraryError
        Where the take is missing or can't be read, or the dream can't be written.

    Notes
    -----
    See :class:`kuleshov.generate.LDS` for the model and its card.

    Examples
    --------
    >>> import kuleshov as ku
    >>> ku.dream(ku.rushes("understudy")["6E-1"], seconds=4)  # doctest: +SKIP
    Clip('6E-1-dream-4s-20-0.mp4', 00:00:04:00 at 24 fps, 640x360, h264, no sound)
    """
    clip, first, last = _stretch(take, start, stop)
    rate = clip.edit_rate
    states, seed = count_of(states, "states"), count_of(seed, "seed", 0)
    frames = round(seconds * rate) if seconds_of(seconds, "seconds") <= LONGEST else 0
    if frames < 1:
        raise Refused(
            f"A dream lasts between one frame and {LONGEST:g} s; {seconds} was asked for."
        )
    name = named(take, clip)
    chosen = "" if start is None and stop is None else f"-{first}-{last}"
    path = place("dreams", f"{name}{chosen}-dream-{seconds:g}s-{states}-{seed}")
    source = _credit_of(take, clip)
    key = key_of("dream", RECIPE, name, clip.sha256, source, (first, last), frames, states, seed)
    if there := made_before(path, key):
        return there
    size = fitting(clip, LARGEST)
    model = fit(_read(clip, first, last, size), states)
    told = _told(model, name, first, last, rate, seed)
    _film(model, path, frames, rate, size, seed, f"Generated. {told} {key}")
    credit = _credit(name, source, model, seed)
    add_credit(path, credit, notes=told)
    return signed(Clip(path), credit)


def _stretch(take: FilmLike, start: Time | None, stop: Time | None) -> tuple[Clip, int, int]:
    """Return the clip and the frames to learn from: inside the handles, not too many.

    They are counted at the clip's edit_rate: what moves over a long step would look fast to a model.
    """
    clip, begin, end = usable(take)
    rate = clip.edit_rate
    count = end if clip.variable_rate else clip.frames
    first = begin if start is None else to_frame(start, rate)
    last = end if stop is None else to_frame(stop, rate)
    first, last = max(0, first), min(last, count)
    first = max(first, last - MOST_FRAMES)
    if last - first < 12:
        name, count = named(take, clip), max(0, last - first)
        if start is None and stop is None:
            there = f"{name} has {count}, slate and handles left out. Give a longer take."
        else:
            hint = meant_as_frame(start, clip.frames, rate) or meant_as_frame(
                stop, clip.frames, rate
            )
            there = (
                f"{name} gives {count} between start and stop. Let them lie further apart.{hint}"
            )
        raise Refused(f"A model needs at least 12 frames in a row to learn from; {there}")
    return clip, first, last


def _read(clip: Clip, first: int, last: int, size: tuple[int, int]) -> Bytes:
    """Return the stretch as bytes: brightness whole, colour at half the size (YUV 4:2:0).

    Half the values of RGB: half the time to fit, and no difference to the eye.
    """
    import cv2

    width, height = size
    pictures = np.empty((last - first, height * 3 // 2, width), np.uint8)
    begin, end, places = spaced(clip, first, last)
    for number, rgb in enumerate(clip.images(begin, end, size=size)):
        for at in np.flatnonzero(places == number):
            cv2.cvtColor(rgb, cv2.COLOR_RGB2YUV_I420, dst=pictures[at])
    return pictures


def _pictures(model: LDS, frames: int, seed: int) -> Iterator[Bytes]:
    """Yield the dream frame by frame as RGB, so that its length costs no memory."""
    import cv2

    path = sample_states(model, frames, np.random.default_rng(seed))
    for at in range(0, frames, _AT_ONCE):
        made = model.pictures(path[at : at + _AT_ONCE])
        for planes in np.clip(np.rint(made, out=made), 0, 255, out=made).astype(np.uint8):
            yield np.asarray(cv2.cvtColor(planes, cv2.COLOR_YUV2RGB_I420), np.uint8)


def _film(
    model: LDS,
    path: Path,
    frames: int,
    rate: Fraction,
    size: tuple[int, int],
    seed: int,
    comment: str,
) -> None:
    about = {"title": path.stem, "comment": comment, GENERATED_BY: "kuleshov dream"}
    with Writer(path, rate=rate, size=size, sound_rate=None, metadata=about) as film:
        for rgb in _pictures(model, frames, seed):
            film.write(rgb)


def _told(model: LDS, name: str, first: int, last: int, rate: Fraction, seed: int) -> str:
    """Say in words what was fitted to what, and what was done to keep it from lasting too long."""
    held = ""
    if model.fitted_radius > 1:
        held = " It would have grown without end and was held back."
    elif model.was_held:
        held = " Its slowest pattern was held back to that."
    return (
        f"A linear dynamical system of {model.states} states, fitted to {name} from "
        f"{timecode(first, rate)} to {timecode(last, rate)}, seed {seed}. It holds "
        f"{model.explained:.0%} of the take's variance; its slowest memory lasts "
        f"{model.memory(float(rate)):.1f} s.{held}"
    )


def _credit_of(take: Any, clip: Clip) -> Credit:
    """Return the credit of what is learned from."""
    known = getattr(take, "credit", None) or getattr(clip, "credit", None)
    return known if isinstance(known, Credit) else for_film([clip], record=False)[0]


def _credit(name: str, source: Credit, model: LDS, seed: int) -> Credit:
    """Credit a dream to the model, under the licence of what it learned from."""
    return Credit(
        title=f"{name}, dreamt on",
        maker=f"a model, after {source.maker}" if stated(source.maker) else "",
        made_with=f"a linear dynamical system of {model.states} states, fitted to {name}",
        source=f"{name}: {source.title}",
        licence=source.licence,
        attribution=f"generated from {name}: {source.line}",
        consent=source.consent,
        kind="generated",
        version=f"recipe {RECIPE} of ku.dream",
        prompt="none: it takes no words",
        seed=str(seed),
        made_on=today(),
        rights=f"{source.title} may be used under {source.licence}"
        if stated(source.licence)
        else "",
        likeness=source.likeness,
        edits="none",
    )
