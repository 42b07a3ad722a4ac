"""Assignment a5's three functions against what is right, in words.

As in :mod:`kuleshov.grading.checks.a1_shot_list`, each function returns sentences about what is
wrong, an empty list where nothing is, and the commonest slip has a sentence of its own. The talk
that is cut anew has a module of its own, :mod:`kuleshov.grading.checks.a5_talk`.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...metrics.formulas import turn_taking
from .a5_talk import brief as brief  # what the assignment's cells ask for by this subject's name
from .a5_talk import lines_wrong as lines_wrong
from .a5_talk import no_tone as no_tone
from .a5_talk import not_over_another as not_over_another
from .a5_talk import not_so_loud as not_so_loud
from .a5_talk import talk as talk
from .a5_talk import wrong_timing as wrong_timing
from .asking import PLAIN, called
from .asking import own_work as own_work  # beside the tests of this assignment
from .values import Slip, alike, number_of, numbers_of, slipped, told

ALLOWED = (*PLAIN, "statistics", "pandas")
"""What the functions may stand on: none of it knows a line or a loudness."""

NAMES = ("filament", "diode")

Line = tuple[str, float, float]
Shot = tuple[float, float, tuple[str, ...]]
_NEAR = 1e-3  # ms, or a share: rounded to three places, or finer


def some_lines(seed: int, count: int) -> list[Line]:
    """Draw the lines of a talk: who, from and until which second, in the order of their beginning.

    Some speak twice in a row, and some begin before the one before has ended.

    >>> [line[0] in NAMES for line in some_lines(1, 4)]
    [True, True, True, True]
    """
    chance = np.random.default_rng(seed)
    while True:
        lines: list[Line] = []
        at = float(chance.uniform(0.5, 2))
        for _ in range(count):
            who = str(chance.choice(NAMES))
            length = float(chance.uniform(0.4, 1.5))
            lines.append((who, round(at, 3), round(at + length, 3)))
            at += max(0.1, length + float(chance.choice((-0.2, 0.15, 0.4, 0.9, 3))))
        changes = [b[1] - a[2] for a, b in pairwise(lines) if a[0] != b[0]]
        if 2 <= len(changes) < count - 1 and min(changes) < 0 < max(changes):
            return lines


def wrong_gaps(gaps: Callable[..., Any], lines: Sequence[Line]) -> list[str]:
    """Hold a student's gaps between speakers against the right ones, in milliseconds.

    Parameters
    ----------
    gaps : callable
        Takes a list of lines, returns a list of numbers.
    lines : sequence of (str, float, float)
        Who, from and until which second, in any order.

    Returns
    -------
    list of str
    """
    found, said = called("gaps", gaps, list(lines))
    if said:
        return said
    numbers = numbers_of(found)
    if numbers is None:
        return [f"`gaps` returns {told(found)}; a list of numbers is asked for, in milliseconds."]
    floor = turn_taking.floor_transfer([turn_taking.Line(*line) for line in lines])
    right: list[float] = floor.gaps.tolist()
    if alike(numbers, right, _NEAR):
        return []
    inorder = sorted(lines, key=lambda line: line[1])
    changes = [(a, b) for a, b in pairwise(inorder) if a[0] != b[0]]
    shown = ", ".join(f"{gap:.0f}" for gap in right)
    slips: list[Slip] = [
        ([gap / 1000 for gap in right], "These are seconds; milliseconds are asked for."),
        (
            [-gap for gap in right],
            "You have it the wrong way round: a pause is above 0, and where two speak at once the "
            "gap is below it.",
        ),
        (
            [1000 * (b[1] - a[2]) for a, b in pairwise(inorder)],
            "Where one goes on after a pause of their own, nobody takes the floor: leave out two "
            "neighbours of one speaker.",
        ),
        (
            [1000 * (b[1] - a[1]) for a, b in changes],
            "This is from one beginning to the next. A gap goes from where one *ends* to where the "
            "other begins.",
        ),
        (
            [1000 * (b[2] - a[2]) for a, b in changes],
            "This is from one end to the next. A gap ends where the other *begins*.",
        ),
        (
            [max(0.0, gap) for gap in right],
            "Where two speak at once the gap is below 0: an overlap is no pause of 0 ms.",
        ),
        (
            [gap for gap in right if gap >= 0],
            "Overlaps are missing: where two speak at once the gap is below 0.",
        ),
        ([abs(gap) for gap in right], "An overlap is below 0; you made it a pause."),
        (
            [1000 * (b[1] - a[2]) for a, b in pairwise(lines) if a[0] != b[0]],
            "The lines come in any order: put them in the order in which they begin first.",
        ),
        (sorted(right), "The gaps are right; leave them in the order of the film."),
    ]
    return [
        slipped(numbers, slips, _NEAR)
        or f"For {list(lines)} `gaps` returns {found}; right is [{shown}], in milliseconds."
    ]


def some_shots(seed: int, lines: Sequence[Line]) -> list[Shot]:
    """Draw shots under a talk of two lines and more: from and until which second, whose faces they show.

    >>> some_shots(1, some_lines(1, 4))[0][0]
    0.0
    """
    chance = np.random.default_rng(seed)
    faces = [("filament",), ("diode",), NAMES, ()]
    end = max(line[2] for line in lines) + 1
    while True:
        cuts = np.sort(chance.uniform(0.2, end, 2 * len(lines))).round(2).tolist()
        edges = [0.0, *cuts, end]
        order = [faces[int(n)] for n in chance.choice(4, len(edges) - 1, p=(0.4, 0.4, 0.1, 0.1))]
        shots = [(a, b, who) for (a, b), who in zip(pairwise(edges), order, strict=True) if b > a]
        one, other = _over(lines, shots), _over(lines, shots, end=True)
        if one != other and 0 < one < 1:
            return shots


def _over(lines: Sequence[Line], shots: Sequence[Shot], end: bool = False) -> float:
    """Return the share of lines at whose beginning, or end, another is seen and not who speaks."""

    def seen(line: Line) -> tuple[str, ...]:
        at = line[2] if end else line[1]
        return next((who for first, last, who in shots if first <= at < last), ())

    faces = [(line[0], seen(line)) for line in lines]
    return statistics.fmean(bool(who) and speaker not in who for speaker, who in faces)


def wrong_over_another(
    over_another: Callable[..., Any], lines: Sequence[Line], shots: Sequence[Shot]
) -> list[str]:
    """Hold a student's share of lines that begin over somebody else's face against the right one.

    Parameters
    ----------
    over_another : callable
        Takes lines and shots, returns a share.
    lines : sequence of (str, float, float)
    shots : sequence of (float, float, tuple of str)
        From and until which second, and whose faces are seen.

    Returns
    -------
    list of str
    """
    found, said = called("over_another", over_another, list(lines), list(shots))
    if said:
        return said
    value = number_of(found)
    if value is None:
        return [
            f"`over_another` returns {told(found)}; one number is asked for, a share from 0 to 1."
        ]
    right = _over(lines, shots)
    if abs(value - right) < _NEAR:
        return []
    at = [next((s[2] for s in shots if s[0] <= line[1] < s[1]), ()) for line in lines]
    both = list(zip(lines, at, strict=True))
    slips: list[Slip] = [
        (100 * right, "This is in per cent; a share from 0 to 1 is asked for."),
        (
            statistics.fmean(line[0] not in who for line, who in both),
            "Where nobody is seen, a line begins over nobody's face: that isn't another's.",
        ),
        (
            statistics.fmean(any(name != line[0] for name in who) for line, who in both),
            "Where both are seen, the speaker is seen too: such a line does not count.",
        ),
        (
            _over(lines, shots, end=True),
            "You look at the picture where the lines end. Look where they begin.",
        ),
        (
            _over([(who, begin - 1e-9, stop) for who, begin, stop in lines], shots),
            "A shot's last second belongs to the next one: `start <= begin < stop`.",
        ),
        (
            statistics.fmean(line[0] in who for line, who in both),
            "This is the share of lines that begin over the face of whoever *speaks*. The other's is "
            "asked for.",
        ),
        (right * len(lines), "This is how many lines; divide by how many there are."),
        (
            right * len(lines) / len(shots),
            "You divide by the number of shots. It is a share of the lines.",
        ),
        (
            statistics.fmean(
                any(
                    line[0] not in who and who and first < line[2] and last > line[1]
                    for first, last, who in shots
                )
                for line in lines
            ),
            "You count a line where another is seen at any time of it. Only its beginning counts.",
        ),
    ]
    return [
        slipped(value, slips, _NEAR)
        or f"`over_another` returns {value:.3g} for {list(lines)} over {list(shots)}; right is "
        f"{right:.3g}."
    ]


def some_power(seed: int, blocks: int) -> NDArray[np.float64]:
    """Draw the power of a film's blocks, left and right: talk, soft places, room tone and silence.

    So that each of the meter's rules makes a difference that can be read.

    >>> some_power(1, 40).shape
    (40, 2)
    """
    chance = np.random.default_rng(seed)
    while True:
        level = np.where(
            chance.random(blocks) < 0.6,
            chance.choice((-64.0, -66.5, -82.0, -95.0), blocks),
            chance.uniform(-48, -20, blocks),
        )
        sides = chance.uniform(-4, 4, (blocks, 2)) + chance.normal(0, 1, (blocks, 1))
        power = np.asarray(10 ** ((level[:, None] + sides) / 10))
        right = _gated(power)
        if all(abs(rival - right) > 0.05 for rival in _rivals(power)):
            return power


def _rivals(power: NDArray[np.float64]) -> list[float]:
    """Return what comes out where one of the two gates is another."""
    blocks = power.sum(axis=1)
    level = _lufs(blocks)

    def second(first: NDArray[np.bool_], gate: float) -> float:
        return float(_lufs(blocks[first & (level > gate)].mean()))

    loud, louder, any_ = level >= -70, level >= -60, blocks > 0
    return [
        float(_lufs(blocks.mean())),
        float(_lufs(blocks[loud].mean())),
        second(loud, _lufs(blocks.mean()) - 10),
        second(loud, level[loud].mean() - 10),
        second(louder, _lufs(blocks[louder].mean()) - 10),
        second(any_, _lufs(blocks.mean()) - 10),
    ]


def wrong_loudness(measured: Callable[..., Any], power: NDArray[np.float64]) -> list[str]:
    """Hold a student's loudness against the right one, in LUFS.

    Parameters
    ----------
    measured : callable
        Takes the power of a film's blocks, returns a loudness.
    power : ndarray (blocks, 2)
        K-weighted mean square of left and right in blocks of 0.4 s.

    Returns
    -------
    list of str
    """
    found, said = called("loudness", measured, power.copy())
    if said:
        return said
    value = number_of(found)
    if value is None:
        return [f"`loudness` returns {told(found)}; one number is asked for, in LUFS."]
    if abs(value - _gated(power)) < 0.005:
        return []
    summed = power.sum(axis=1)
    right = _gated(power)
    slips: list[Slip] = [
        (
            _gated(power / 2),
            "You take the mean of left and right, and come out 3 dB too low. Their powers are "
            "*added*: two loudspeakers are louder than one.",
        ),
        (
            _lufs(summed.mean()),
            "Nothing is left out: pauses make this film softer than it is. First gate: blocks under "
            "-70 LUFS don't count.",
        ),
        (
            _lufs(summed[_lufs(summed) >= -70].mean()),
            "The second gate is missing: leave out the blocks that are more than 10 LU under the "
            "loudness of those that passed the first.",
        ),
        (
            _rivals(power)[2],
            "The second gate is measured on the blocks that passed the *first*, not on all.",
        ),
        (
            _rivals(power)[5],
            "The second gate is measured on the blocks that passed the *first*: those from -70 LUFS "
            "on, and not all that have any sound.",
        ),
        (
            _rivals(power)[3],
            "The second gate lies 10 under the level of the *mean power*. You took the mean of the "
            "levels.",
        ),
        (_rivals(power)[4], "The first gate lies at -70 LUFS, and yours at -60."),
        (right + 0.691, "The -0.691 is missing, by which a tone of 997 Hz reads right."),
        (
            -0.691 + 2 * (right + 0.691),
            "This is 20 times the logarithm; of a power it is 10 times.",
        ),
        (
            -0.691 + 10 * np.log(10 ** ((right + 0.691) / 10)),
            "This is the natural logarithm; `np.log10` is asked for.",
        ),
        (
            float(np.mean(_lufs(summed)[(summed > 0) & _kept(summed)])),
            "This is the mean of levels. Take the mean of the *powers*, then its logarithm once.",
        ),
        (10 ** ((right + 0.691) / 10), "This is still a power. In LUFS: -0.691 + 10 log10 of it."),
        (
            _gated(power[:, :1]),
            "You hear the left side alone. Add the powers of left and right.",
        ),
    ]
    return [
        slipped(value, slips, 0.005)
        or f"`loudness` returns {value:.2f} for {len(power)} blocks; right is {right:.2f} LUFS."
    ]


def _gated(power: NDArray[np.float64]) -> float:
    """Return the loudness of blocks (LUFS): ITU-R BS.1770-4."""
    blocks = power.sum(axis=1)
    return float(_lufs(blocks[_kept(blocks)].mean()))


def _kept(blocks: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Say which blocks pass both gates."""
    level = _lufs(blocks)
    loud = level >= -70
    return np.asarray(loud & (level > _lufs(blocks[loud].mean()) - 10))


def _lufs(power: Any) -> Any:
    with np.errstate(divide="ignore"):
        return -0.691 + 10 * np.log10(power)
