"""Assignment a3's numbers, its test of order and its re-cut against what is known, in words.

As in :mod:`kuleshov.grading.checks.a1_shot_list`, each function returns sentences about what is
wrong, an empty list where nothing is, and the commonest slip has a sentence of its own.
"""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from ...metrics.formulas import shot_lengths
from ...metrics.formulas.shot_order import lag1 as lag1  # a given number of the assignment
from ...timecode import timecode
from ...timeline import Cut, Span
from ...timeline.checks import unbroken
from ...timeline.spoken import SpokenLine
from ...words import counted
from .asking import PLAIN, called, is_number, kind_of
from .asking import own_work as own_work  # beside the tests of this assignment

NUMBERS = (*PLAIN, "statistics", "pandas")
"""What the functions may stand on: none of it holds a test of order."""

RATE = 24.0
SHOTS = 10  # of the scene that is given
READ = 12  # frames; what lasts less is a picture that nobody can read, and makes no film faster
LEAP = 6  # frames that a take may leave out before one sees that it does
KEPT = 12  # frames that are left of a shot's moment, or all of it
SHUFFLES = 999
_DEALT = 4999  # shuffles of ours, from which the right p is known to within 0.007
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
            shot_lengths.short_share(seconds.tolist(), float(np.nextafter(limit, 99))),
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


def wrong_shuffles(chance: Callable[..., Any], lengths: Sequence[float]) -> list[str]:
    """Say what a student's function asks its statistic for, if not for shuffles.

    The statistic that it is given here keeps every list that it sees.
    """
    seen: list[tuple[float, ...]] = []

    def looked_at(values: Any) -> float:
        seen.append(tuple(float(v) for v in values))
        return float(seen[-1][0])

    shuffles = 200
    value, said = called("chance", chance, list(lengths), looked_at, shuffles, 7)
    if said:
        return said
    if not seen:
        return [
            "`chance` never asks the statistic that it is given. Call `statistic(...)` for the "
            "film's own order, and for each shuffle."
        ]
    if not is_number(value):
        return [f"`chance` returns {kind_of(value)}; one number, p, is asked for."]
    own = tuple(float(length) for length in lengths)
    if own not in seen:
        return ["`chance` never asks for the statistic of the film's own order."]
    if strange := next((one for one in seen if sorted(one) != sorted(own)), None):
        return [
            f"A shuffle holds every length once. Yours holds {_few(strange)} where the film has "
            f"{_few(own)}: deal the lengths anew, and don't draw from them."
        ]
    others = [one for one in seen if one != own]
    # A shuffle may be the film's own order by chance, and some ask for that more than once.
    if len(seen) - 1 < shuffles or len(others) > shuffles:
        deals = max(len(seen) - 1 if len(others) <= shuffles else len(others), 0)
        return [f"{shuffles} shuffles are asked for here; yours deals {deals}."]
    return _badly_dealt(own, others)


def _badly_dealt(own: tuple[float, ...], others: Sequence[tuple[float, ...]]) -> list[str]:
    """Say where shuffles don't put every length everywhere, or are few that come again."""
    if len(set(others)) < 6 * len(own):  # by chance never so few
        return ["Your shuffles repeat each other. Deal a new order each time, from one generator."]
    every = len(others) / len(own)
    for place in range(len(own)):
        counts = [sum(one[place] == length for one in others) for length in own]
        if max(abs(count - every) for count in counts) > 6 * np.sqrt(every):
            return [
                "Not every length can come to every place in your shuffles: deal all of them anew "
                "each time (`rng.permutation(lengths)`)."
            ]
    return []


def _few(values: Sequence[float]) -> str:
    return ", ".join(f"{value:g}" for value in values[:4]) + (", ..." if len(values) > 4 else "")


class _Tails(NamedTuple):
    """The right p of a list, what the usual slips make of it, and how far luck may move it."""

    both: float
    upper: float
    lower: float
    from_zero: float
    doubled: float
    shaky: float

    @property
    def slips(self) -> tuple[float, ...]:
        return self.upper, self.lower, self.from_zero, self.doubled


def _tails(lengths: Sequence[float]) -> _Tails:
    """Count the likeness of neighbours among the orders of a list."""
    rank = np.argsort(np.argsort(lengths)) - (len(lengths) - 1) / 2
    deals = _deals(rank)
    size = float((rank**2).sum())
    found = (deals[:, :-1] * deals[:, 1:]).sum(axis=1) / size
    own = float((rank[:-1] * rank[1:]).sum()) / size
    middle, wrong_by = -1 / len(lengths), 4 * float(found.std()) / np.sqrt(SHUFFLES)

    def share(reached: np.ndarray) -> float:
        return float(reached.mean())

    def beyond(middle: float) -> float:
        return share(np.abs(found - middle) >= abs(own - middle) - 1e-9)

    upper, lower = share(found >= own - 1e-9), share(found <= own + 1e-9)
    around = [beyond(middle - wrong_by), beyond(middle), beyond(middle + wrong_by)]
    both, shaky = around[1], max(around) - min(around)
    return _Tails(both, upper, lower, beyond(0.0), min(1.0, 2 * min(upper, lower)), shaky)


def _deals(values: np.ndarray) -> np.ndarray:
    """Return all orders of a few values, or many of more: (orders, values), the own one first."""
    if len(values) <= 6:
        return np.array(list(itertools.permutations(values)))
    many = np.tile(values, (_DEALT + 1, 1))
    many[1:] = np.random.default_rng(0).permuted(many[1:], axis=1)
    return many


def telling(seed: int, count: int = 2) -> list[list[int]]:
    """Draw lists of lengths for which every usual slip makes another p than the right one.

    A list is left out whose p hangs on how well a thousand shuffles know their mean.

    >>> [len(lengths) for lengths in telling(1)]
    [5, 5]
    """
    drawn = [some_lengths(seed + more, shots) for shots in (5, 6) for more in range(80)]
    told = []
    for lengths in drawn:
        tails = _tails(lengths)
        gap = min(abs(tails.both - slip) for slip in tails.slips)
        told.append(gap / _reach(tails.both) if tails.shaky < 0.005 else 0.0)
    return [drawn[at] for at in np.argsort(told, kind="stable")[::-1][:count]]


_CHANCE_SLIPS = (
    "You count the shuffles whose number is as large or larger. Shots that alternate are in an order "
    "too: count those that lie as far from the middle, on either side.",
    "You count the shuffles whose number is as small or smaller. Count those that lie as far from "
    "the middle of all shuffles, on either side.",
    "You measure how far a number lies from 0. The middle of the shuffles is their mean, and that is "
    "not 0: a long shot can't be its own neighbour.",
    "You double one side. What is asked for is the share of shuffles that lie as far from the mean "
    "of the shuffles, counted on both sides.",
)


def wrong_chance(
    chance: Callable[..., Any], lengths: Sequence[float], likeness: Callable[..., Any]
) -> list[str]:
    """Hold a student's p against the p of all orders, or of 4,999 shuffles where there are more.

    Parameters
    ----------
    chance : function
        The student's: lengths, a statistic, shuffles and a seed in, p out.
    lengths : sequence of float
        No two alike.
    likeness : function
        The likeness of neighbours, as the notebook gives it.
    """
    value, said = called("chance", chance, list(lengths), likeness, SHUFFLES, 1)
    again, _ = called("chance", chance, list(lengths), likeness, SHUFFLES, 1)
    if said:
        return said
    if not is_number(value):
        return [f"`chance` returns {kind_of(value)}; one number, p, is asked for."]
    if value != again:
        return [
            "The same seed gives another p each time. Make one generator from the seed, "
            "`rng = np.random.default_rng(seed)`, and deal every shuffle from it."
        ]
    if not 0 <= value <= 1:
        return [f"p is a share, from 0 to 1; yours is {value:.4g}. What do you divide by?"]
    tails = _tails(lengths)
    if _near(value, tails, tails.both):
        return []
    for slip, words in zip(tails.slips, _CHANCE_SLIPS, strict=True):
        if _near(value, tails, slip):
            return [words]
    if _near(1 - value, tails, tails.both):
        return ["You return the share of shuffles that do not come as far. p is the rest."]
    return [f"For {_few(lengths)} `chance` returns {value:.3f}; it is about {tails.both:.3f}."]


def _reach(share: float) -> float:
    """Return by how much two counts by chance of one share may differ."""
    return 4 * float(np.sqrt(max(share * (1 - share), 1e-3) * (1 / SHUFFLES + 1 / _DEALT))) + 0.004


def _near(value: float, tails: _Tails, share: float) -> bool:
    return abs(value - share) <= _reach(share) + tails.shaky


def wrong_corners(chance: Callable[..., Any]) -> list[str]:
    """Ask for p where it is known without a shuffle: of what never changes, and of what is alone.

    One statistic is the same whatever the order; another is 1 for the film's own order and 0 for
    every other. A third is 10 for a third of the orders and 0 for the others, 1 for the film's own:
    nothing lies as near their mean as that, and much lies farther from their median.
    """
    shuffles, own = 49, [float(length) for length in range(20, 80, 4)]
    corners: tuple[tuple[Callable[[Any], float], float], ...] = (
        (lambda _: 1.0, 1.0),
        (lambda values: float([float(v) for v in values] == own), 1 / (1 + shuffles)),
        (lambda values: 1.0 if [float(v) for v in values] == own else 10.0 * (values[0] > 56), 1.0),
    )
    for (statistic, right), slips in zip(corners, _corner_slips(shuffles), strict=True):
        value, said = called("chance", chance, own, statistic, shuffles, 1)
        if said:
            return said
        if not is_number(value):
            return [f"`chance` returns {kind_of(value)}; one number, p, is asked for."]
        if abs(value - right) > 1e-9:
            return [
                next((words for slip, words in slips if abs(value - slip) < 1e-9), slips[-1][1])
            ]
    return []


_P = (
    "p is (1 + how many deals lie as far from the middle) / (1 + shuffles): the film's own order is "
    "one that chance could have dealt, and counts above the line and below it."
)


_MEAN = (
    "The middle is the mean of the deals' numbers, and not their median or a number that you "
    "expect: from there count what lies as far, on either side."
)


def _corner_slips(shuffles: int) -> tuple[list[_Slip], ...]:
    """Return what usual slips make of each corner; the last sentence is for any other number."""
    strict = (
        "A deal that lies exactly as far counts: use >= and not >. For a number that is the same in "
        "every order p is 1."
    )
    alone = [(0.0, f"p is never 0. {_P}"), (2 / (1 + shuffles), _CHANCE_SLIPS[3]), (1.0, _P)]
    same = [(1 / (1 + shuffles), strict), (0.0, strict), (shuffles / (1 + shuffles), _P)]
    return same, alone, [(0.5, _MEAN)]


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
    pieces = [shot for shot in unbroken(recut.edit) if _frames(shot) >= READ]
    read = [_frames(shot) for shot in _told_apart(pieces)]
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
    if flashes := len(unbroken(recut.edit)) - len(pieces):
        said += (
            f" {counted(flashes, 'shot lasts', 'shots last')} under half a second, and such a shot "
            "counts for nothing here."
        )
    return [said]


def _frames(shot: Sequence[Span]) -> int:
    return sum(map(len, shot))


def _told_apart(shots: Sequence[list[Span]]) -> list[list[Span]]:
    """Return the shots that a viewer tells apart: what goes on in its take, or nearly, is one.

    So does what a dissolve, a flash or a moment of black interrupts: behind it there is no other
    picture to be read.
    """
    seen: list[list[Span]] = []
    for shot in shots:
        if seen and _goes_on(seen[-1][-1], shot[0]):
            seen[-1] = [*seen[-1], *shot]
        else:
            seen.append(shot)
    return seen


def _goes_on(before: Span, after: Span) -> bool:
    between = after.start - before.stop
    if before.shot.take != after.shot.take or between >= READ:
        return False
    return abs(after.shot.in_ - before.shot.out) <= between + LEAP


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
