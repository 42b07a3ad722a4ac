"""Assignment a3's numbers, its test of order and its re-cut against what is known, in words.

As in :mod:`kuleshov.grading.checks.a1_shot_list`, each function returns sentences about what is
wrong, an empty list where nothing is, and the commonest slip has a sentence of its own.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from ...metrics.formulas import shot_lengths
from ...metrics.formulas.shot_order import lag1 as lag1  # a given number of the assignment
from ...timecode import timecode
from ...timeline import Cut, Span
from ...timeline.checks import READ, told_apart, unbroken
from ...timeline.spoken import SpokenLine
from ...words import counted
from .a3_order import wrong_chance as wrong_chance
from .a3_order import wrong_corners as wrong_corners
from .a3_order import wrong_shuffles as wrong_shuffles
from .asking import PLAIN, called, is_number, kind_of
from .asking import own_work as own_work  # beside the tests of this assignment

NUMBERS = (*PLAIN, "statistics", "pandas")
"""What the functions may stand on: none of it holds a test of order."""

RATE = 24.0
SHOTS = 10  # of the scene that is given
KEPT = 12  # frames that are left of a shot's moment, or all of it
_TOO_LONG = 12  # frames by which the re-cut may be longer

_Slip = tuple[float, str]


def some_lengths(seed: int, count: int) -> list[int]:
    """Draw the lengths of shots, in frames: no two alike, some under 2 s and some not.

    >>> len(set(some_lengths(1, 9)))
    9
    """
    chance = np.random.default_rng(seed)
    while True:
        drawn = np.exp(chance.normal(np.log(52), 0.6, count)).round().astype(int) + 6
        if len(set(drawn.tolist())) == count and 2 <= (drawn < 48).sum() <= count - 2:
            return [int(length) for length in drawn]


def wrong_median(
    median_length: Callable[..., Any], frames: Sequence[int], rate: float
) -> list[str]:
    """Hold a student's median shot length against the right one, in seconds."""
    seconds = [length / rate for length in frames]
    ordered = sorted(seconds)
    count, in_order = len(seconds), frames[(len(frames) - 1) // 2] / rate
    slips = [
        (
            statistics.fmean(seconds),
            "This is the mean, and one long shot moves it. Half of the shots are shorter than the "
            "median: put the lengths in order, and take the one in the middle.",
        ),
        (
            statistics.median(frames),
            "`median_length` returns frames; this exercise wants seconds. Divide by the frame rate.",
        ),
        (
            ordered[(count - 1) // 2],
            "Of an even number of shots no shot is in the middle: take the mean of the middle two.",
        ),
        (
            ordered[count // 2],
            "Of an even number of shots no shot is in the middle: take the mean of the middle two.",
        ),
        (in_order, "This is the shot in the middle of the film. Put the lengths in order first."),
        (
            frames[len(frames) // 2] / rate,
            "This is the shot in the middle of the film. Put the lengths in order first.",
        ),
        (
            (ordered[0] + ordered[-1]) / 2,
            "This lies halfway between the shortest and the longest shot. The median has as many "
            "shots below it as above.",
        ),
    ]
    right = shot_lengths.median(seconds)
    return _number("median_length", median_length, (list(frames), rate), right, slips, "s")


def wrong_short_share(
    short_share: Callable[..., Any], frames: Sequence[int], rate: float, limit: float = 2.0
) -> list[str]:
    """Hold a student's share of the time in short shots against the right one."""
    seconds = np.array(frames) / rate
    right = shot_lengths.short_share(seconds.tolist(), limit)
    slips = [
        (
            float((seconds < limit).mean()),
            "This is the share of the shots. The share of the time is asked for: how many of the "
            "film's seconds pass in them?",
        ),
        (
            float(seconds[seconds < limit].sum()),
            "These are the seconds in short shots. Divide them by the seconds of the whole film.",
        ),
        (100 * right, "This is in per cent; a share from 0 to 1 is asked for."),
        (1 - right, "This is the time in the long shots; the short ones are asked for."),
        (
            float(seconds[seconds <= limit + shot_lengths.HAIR].sum() / seconds.sum()),
            f"A shot that lasts {limit:g} s is not shorter than {limit:g} s: use < and not <=.",
        ),
        (
            float(seconds[np.array(frames) < limit].sum() / seconds.sum()),
            "The limit is in seconds, and you hold it against frames. Divide by the frame rate "
            "first.",
        ),
    ]
    return _number("short_share", short_share, (list(frames), rate, limit), right, slips)


def wrong_spread(spread: Callable[..., Any], frames: Sequence[int]) -> list[str]:
    """Hold a student's spread of shot lengths against the right one."""
    lengths = np.array(frames, float)
    right = shot_lengths.log_sd(lengths.tolist())
    slips = [
        (
            float(np.log(lengths).std()),
            "You divide by the number of shots; divide by one less (numpy: `ddof=1`), for the mean "
            "was taken from the same shots.",
        ),
        (
            float(lengths.std(ddof=1)),
            "This is the spread of the lengths. Take their logarithms first: 1 s and 2 s lie as "
            "far apart as 4 s and 8 s.",
        ),
        (
            float(np.log10(lengths).std(ddof=1)),
            "You took logarithms to the base 10; the natural ones are asked for (`np.log`).",
        ),
        (
            float(np.log2(lengths).std(ddof=1)),
            "You took logarithms to the base 2; the natural ones are asked for (`np.log`).",
        ),
        (
            float(np.log(lengths).var(ddof=1)),
            "This is the variance; its square root is asked for.",
        ),
        (
            float(lengths.std(ddof=1) / lengths.mean()),
            "This is the spread over the mean, which is another measure. Take the standard "
            "deviation of the logarithms.",
        ),
    ]
    return _number("spread", spread, (list(frames),), right, slips)


def _number(
    name: str,
    function: Callable[..., Any],
    given: tuple[Any, ...],
    right: float,
    slips: Sequence[_Slip],
    unit: str = "",
) -> list[str]:
    value, said = called(name, function, *given)
    if said:
        return said
    if isinstance(value, np.ndarray | np.generic) and np.ndim(value) == 0:
        value = value.item()
    if not is_number(value):
        return [f"`{name}` returns {kind_of(value)}; one number is asked for."]
    if abs(value - right) < 1e-3 * max(1.0, abs(right)):
        return []
    near = [words for slip, words in slips if abs(value - slip) < 1e-6 * max(1, abs(slip)) + 1e-9]
    told = f"{right:.3g} {unit}".rstrip()
    return [near[0] if near else f"For {given[0]} `{name}` returns {value:.3g}; it is {told}."]


def slow_scene(seed: int, rushes: Any) -> Cut:
    """Return a scene of ten shots, drawn by chance: each class has its own.

    It runs through the performance without a gap. No two neighbours are of one take.
    """
    chance = np.random.default_rng(seed)
    while True:
        lengths = 2 * np.exp(chance.normal(np.log(24), 0.4, SHOTS)).round().clip(14, 60).astype(int)
        if 17 * RATE <= lengths.sum() <= 19 * RATE:
            break
    start = int(chance.integers(round(9.5 * RATE), round(10.4 * RATE)))
    cut = Cut("The scene, slowly", rushes=rushes)
    before = ""
    for length in lengths.tolist():
        first, last = start / RATE, (start + length) / RATE
        names = [n for n in _holding(rushes, first, last) if n != before]
        before = str(chance.choice(names))
        at = rushes[before].at(scene=first)
        cut.add(before, at, at + length / RATE)
        start += length
    return cut


def _holding(rushes: Any, first: float, last: float) -> list[str]:
    """Name the takes that hold a stretch of the scene, without their slates."""
    found = []
    for name in ("1A-1", "2A-1", "3A-1", "4A-1", "5A-1", "7A-1"):
        take = rushes[name]
        begins, ends = take.truth.performance
        handle = 0.4
        if begins - handle <= first and last <= ends + handle:
            found.append(name)
    return found


def not_faster(recut: Cut, slow: Cut) -> list[str]:
    """Say that the median of a re-cut's shots is over half of what it was."""
    if recut.rate != slow.rate:
        return [
            f"Your re-cut runs at {float(recut.rate):g} frames a second and the scene at {RATE:g}: "
            "that is no other tempo. Begin from slow.copy(...), or from text without a rate."
        ]
    there = unbroken(recut.edit)
    pieces = [shot for shot in there if _frames(shot) >= READ * recut.rate]
    read = [_frames(shot) for shot in told_apart(recut.edit)]
    asked = statistics.median(len(shot) for shot in slow) / 2
    if recut.frames > slow.frames + _TOO_LONG:
        return [
            f"Your re-cut lasts {recut.duration:.1f} s; the scene lasts {slow.duration:.1f} s. What "
            "is added makes no scene faster: stay within its length."
        ]
    found = statistics.median(read) if read else float("inf")
    if found <= asked + 1e-9:
        return []
    if not read:
        return ["No shot of your re-cut lasts half a second: nobody can read such pictures."]
    said = (
        f"The median of your shots is {found / RATE:.2f} s; {asked / RATE:.2f} s or less is asked "
        "for, half of the scene's."
    )
    if going_on := sum(map(len, pieces)) - len(read):
        said += (
            f" {counted(going_on, 'piece goes', 'pieces go')} on where the one before stopped, or "
            "close to it, in the same take: nobody sees a cut there."
        )
    if flashes := len(there) - len(pieces):
        said += (
            f" {counted(flashes, 'shot lasts', 'shots last')} under half a second, and such a shot "
            "counts for nothing here."
        )
    return [said]


def _frames(shot: Sequence[Span]) -> int:
    return sum(map(len, shot))


def lines_lost(recut: Cut, slow: Cut) -> list[str]:
    """Name the first line of the scene that a re-cut lacks, cuts off or doubles."""
    there = recut.lines()
    for line in slow.lines():
        if not line.whole:
            continue  # the scene begins or ends in it: no line of this exercise
        same = [one for one in there if _same_line(one, line)]
        words = f"{line.speaker.title()}'s “{line.text}” at {line.timecode} of the scene"
        if not same:
            return [f"{words} isn't heard in your re-cut. Every line stays."]
        if not same[0].whole:
            return [f"At {same[0].timecode} of your re-cut {same[0].lacks}"]
    doubled = [f.sentence for f in recut.check(sound=False) if f.kind == "line doubled"]
    return doubled[:1]


def _same_line(one: SpokenLine, other: SpokenLine) -> bool:
    if one.scene is None or other.scene is None or one.speaker != other.speaker:
        return False
    return abs(one.scene - other.scene) < 0.06


def moments_lost(recut: Cut, slow: Cut) -> list[str]:
    """Name the first shot of the scene whose moment is not to be seen in a re-cut."""
    seen = list(_stretches(recut))
    for span, (first, last) in zip(slow.edit.picture(), _stretches(slow), strict=True):
        frames = sum(max(0.0, min(b, last) - max(a, first)) for a, b in seen) * RATE
        if frames < min(KEPT, len(span)) - 0.5:
            at = timecode(span.start, slow.rate)
            return [
                f"What shot {span.number} of the scene shows, from {at} on for "
                f"{len(span) / RATE:.1f} s, is gone: keep half a second of that moment, in whichever "
                "take you like."
            ]
    return []


def _stretches(cut: Cut) -> Iterator[tuple[float, float]]:
    """Yield from which second of the scene to which each shot of a cut shows it."""
    for span in cut.edit.picture():
        if not span.shot.is_card and (begins := cut.scene(f"{span.start}f")) is not None:
            yield begins, begins + len(span) / float(cut.rate)
