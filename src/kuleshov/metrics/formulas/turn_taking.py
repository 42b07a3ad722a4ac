"""Measures of conversation: who speaks when, and how long the floor stays empty between.

Between two people the next one begins about a fifth of a second after the last one ended, in all
languages that were looked at: too soon to have waited for the end [1]_. Who speaks can't be told
from one mixed track, so lines or stems (a recording for each voice) are asked for.

.. [1] S. C. Levinson and F. Torreira, "Timing in turn-taking and its implications for processing
   models of language", Frontiers in Psychology 6, 2015.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

HOP = 0.005  # s
PAUSE = 0.25  # s; a shorter silence lies inside a line
SHORTEST = 0.06  # s
OFF = 0.02  # of a line's peak: where a voice has ended
HEARD = 0.006  # of the loudest peak: what is softer is nobody's voice


class Line(NamedTuple):
    """A spoken line.

    Attributes
    ----------
    speaker : str
        Who.
    onset, offset : float
        From when to when (s).
    """

    speaker: str
    onset: float
    offset: float


class Floor(NamedTuple):
    """How the floor passes from one to another.

    Attributes
    ----------
    median : float
        Milliseconds from the end of one speaker's line to the beginning of the next one's.
    low, high : float
        Quartiles, ms.
    overlaps : float
        Share of the changes of speaker where the next one does not wait, 0 to 1.
    gaps : ndarray (changes,)
        Each of them, ms; below 0 they overlap.
    times : ndarray (changes,)
        When the next speaker begins (s).
    """

    median: float
    low: float
    high: float
    overlaps: float
    gaps: np.ndarray
    times: np.ndarray


class Change(NamedTuple):
    """One speaker's line and the next one's.

    Attributes
    ----------
    before, after : int
        Their numbers, from 0, in the order in which the lines were given.
    gap : float
        Seconds from the end of the one to the beginning of the other; below 0 they overlap.
    """

    before: int
    after: int
    gap: float


def changes(lines: Sequence[Line]) -> list[Change]:
    """Return each change of speaker, lines taken by their onsets.

    Parameters
    ----------
    lines : sequence of Line
        Who spoke from when to when, in any order.

    Returns
    -------
    list of Change
        In the order of time; none where the speaker never changes.

    See Also
    --------
    floor_transfer : what they are like in all

    Examples
    --------
    >>> changes([Line("a", 0, 1), Line("b", 1.25, 2), Line("b", 2.5, 3), Line("a", 2.75, 4)])
    [Change(before=0, after=1, gap=0.25), Change(before=2, after=3, gap=-0.25)]
    """
    order = sorted(range(len(lines)), key=lambda number: lines[number].onset)
    return [
        Change(a, b, lines[b].onset - lines[a].offset)
        for a, b in pairwise(order)
        if lines[a].speaker != lines[b].speaker
    ]


def floor_transfer(lines: Sequence[Line]) -> Floor:
    """Return the gaps between one speaker's line and the next one's.

    ``next onset - previous offset`` at each change of speaker, lines taken by their onsets.

    Parameters
    ----------
    lines : sequence of Line
        Who spoke from when to when, in any order.

    Returns
    -------
    Floor
        The median gap, its quartiles, the share of overlaps, and each gap with its time.

    Raises
    ------
    ValueError
        Where the speaker never changes.

    See Also
    --------
    changes : each of them
    lines : finds the lines in recordings of each voice

    Examples
    --------
    >>> said = [Line("a", 0, 1), Line("b", 1.2, 2), Line("a", 1.9, 3)]
    >>> floor_transfer(said).gaps.round().tolist(), floor_transfer(said).overlaps
    ([200.0, -100.0], 0.5)
    """
    found = changes(lines)
    if not found:
        raise ValueError("The speaker never changes.")
    gaps = np.array([1000 * change.gap for change in found])
    low, middle, high = np.quantile(gaps, [0.25, 0.5, 0.75])
    times = np.array([lines[change.after].onset for change in found])
    return Floor(float(middle), float(low), float(high), float((gaps < 0).mean()), gaps, times)


def lines(stems: Mapping[str, np.ndarray], rate: int) -> list[Line]:
    """Find the spoken lines in recordings that hold one voice each.

    A line begins and ends where the voice's level (its peak over 5 ms) crosses 2 % of the line's
    highest. A silence under a quarter of a second lies inside a line; what lasts under 60 ms is
    no line.

    Parameters
    ----------
    stems : mapping of str to ndarray (samples,)
        A recording for each speaker, -1 to 1, all beginning together.
    rate : int
        Samples a second.

    Returns
    -------
    list of Line
        By their onsets.

    See Also
    --------
    voiced : of one voice
    floor_transfer : the gaps between lines

    Examples
    --------
    >>> a, b = np.zeros((2, 48000))
    >>> a[:16000] = 0.5  # one second at 16 kHz
    >>> b[19200:40000] = 0.3  # a fifth of a second later
    >>> lines({"filament": a, "diode": b}, 16000)
    [Line(speaker='filament', onset=0.0, offset=1.0), Line(speaker='diode', onset=1.2, offset=2.5)]
    """
    found = [
        Line(speaker, onset, offset)
        for speaker, sound in stems.items()
        for onset, offset in voiced(np.asarray(sound, float), rate)
    ]
    return sorted(found, key=lambda line: line.onset)


def voiced(sound: np.ndarray, rate: int) -> list[tuple[float, float]]:
    """Return from when to when a voice is heard in a recording of it alone.

    Parameters
    ----------
    sound : ndarray (samples,)
        -1 to 1.
    rate : int
        Samples a second.

    Returns
    -------
    list of (float, float)
        Beginning and end of each line (s), to 5 ms, in order; none in silence (under 0.0001).

    See Also
    --------
    lines : of several voices

    Examples
    --------
    >>> sound = np.zeros(48000)
    >>> sound[8000:16000] = sound[17600:24000] = sound[40000:44000] = 0.5
    >>> voiced(sound, 16000)  # the first pause is too short to end a line
    [(0.5, 1.5), (2.5, 2.75)]
    """
    step = max(1, round(HOP * rate))
    whole = len(sound) // step * step
    if not whole:
        return []
    level = np.abs(sound[:whole]).reshape(-1, step).max(axis=1)
    if level.max() < 1e-4:
        return []
    spans = _joined(_runs(level > HEARD * level.max()), round(PAUSE / HOP))
    lines_ = []
    for first, last in spans:
        heard = np.flatnonzero(level[first:last] > OFF * level[first:last].max())
        start, end = first + int(heard[0]), first + int(heard[-1]) + 1
        if (end - start) * HOP >= SHORTEST:
            lines_.append((start * step / rate, end * step / rate))
    return lines_


def _runs(yes: np.ndarray) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], yes.astype(np.int8), [0]])))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def _joined(spans: list[tuple[int, int]], gap: int) -> list[tuple[int, int]]:
    made: list[tuple[int, int]] = []
    for first, last in spans:
        if made and first - made[-1][1] < gap:
            made[-1] = (made[-1][0], last)
        else:
            made.append((first, last))
    return made
