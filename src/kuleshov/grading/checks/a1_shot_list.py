"""A student's detector and shot log against what is known, in an editor's words.

As in :mod:`kuleshov.grading.checks.a2_first_cut`, each function returns sentences about what is wrong, an empty
list when nothing is, and the commonest slip has a sentence of its own. A student's function that
breaks is a sentence too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from numbers import Integral
from typing import Any

import numpy as np

from .asking import PLAIN, called, is_number, kind_of
from .asking import own_work as own_work  # beside the tests of this assignment

LIT = 22.0  # s of the scene's clock; then the bulb fails
COLUMNS = ("shot", "start", "stop", "seconds")

PICTURES = (*PLAIN, "cv2", "pandas", "scipy", "skimage", "statistics")
"""The same and what a detector may stand on: none of them finds a cut."""
MOST_NUMBERS = 3  # in a sentence that says two


def matched(found: Sequence[int], truth: Sequence[int], within: int = 0) -> int:
    """Count the true cuts that were found, each found cut serving once.

    >>> matched([10, 11, 50], [10, 51], within=1)
    2
    """
    left, hits = sorted(found), 0
    for cut in sorted(truth):
        near = next((f for f in left if abs(f - cut) <= within), None)
        if near is not None:
            left.remove(near)
            hits += 1
    return hits


def some_shots(chance: np.random.Generator, rushes: Any) -> list[tuple[str, int, int]]:
    """Draw the shots of a film: take, first frame and length, each from another set-up.

    Only set-ups are drawn from that look unlike each other, and nothing after the second at which
    the bulb begins to fail: every cut can be seen.
    """
    drawn = chance.permutation(
        ["2A-1", "4A-1", "5A-1", *chance.choice(["KA-1", "KC-1", "KD-1"], 1)]
    )
    shots = []
    for name in drawn:
        frames = int(chance.integers(26, 50))
        take = rushes[str(name)]
        lit = take.truth.frame_at(LIT) if take.truth.performance else take.clip.frames - 12
        first = int(chance.integers(36, lit - frames))
        shots.append((str(name), first, frames))
    return shots


def f1(found: Sequence[int], truth: Sequence[int], within: int = 0) -> float:
    """Return twice the matches over all that was found and all that was there, 0 to 1.

    >>> f1([10, 50], [10, 50, 90])
    0.8
    """
    if not found and not truth:
        return 1.0
    return 2 * matched(found, truth, within) / (len(found) + len(truth))


def wrong_difference(difference: Callable[..., Any], before: Any, after: Any) -> list[str]:
    """Hold a student's difference of two pictures against their mean absolute difference."""
    value, said = called("difference", difference, before, after)
    if said:
        return said
    if not is_number(value):
        return [f"`difference` returns {kind_of(value)}; one number is asked for."]
    b, a = (np.asarray(picture, float) for picture in (before, after))
    right = float(np.abs(a - b).mean())
    if abs(value - right) < 0.01:
        return []
    for slip, sentence in _SLIPS:
        if abs(value - slip(np.asarray(before), np.asarray(after))) < 0.01:
            return [sentence]
    return [f"For these two pictures `difference` returns {value:.3g}; it is {right:.3g} levels."]


def _floats(slip: Callable[[np.ndarray], Any]) -> Callable[[np.ndarray, np.ndarray], float]:
    """Return what a slip makes of two pictures, given what it makes of their difference."""
    return lambda before, after: float(slip(after.astype(float) - before.astype(float)))


# What a difference of two pictures may be by mistake, and what to say then.
_SLIPS: tuple[tuple[Callable[[np.ndarray, np.ndarray], float], str], ...] = (
    (
        lambda before, after: float(
            np.abs(after.astype(np.uint8) - before.astype(np.uint8)).mean()
        ),
        "Your pictures hold whole numbers from 0 to 255, and there 3 - 5 is 254. Make them floats "
        "before you subtract.",
    ),
    (
        _floats(lambda changes: abs(changes.mean())),
        "Darker and brighter cancel out here: take absolute values before the mean.",
    ),
    (
        _floats(lambda changes: changes.clip(0).mean()),
        "A pixel that got darker has changed as well: take absolute values.",
    ),
    (
        _floats(lambda changes: np.abs(changes).sum()),
        "This is the sum over all pixels; the mean is asked for.",
    ),
    (
        _floats(lambda changes: np.median(np.abs(changes))),
        "This is the median: it does not see what changes in less than half of the picture. The "
        "mean is asked for.",
    ),
    (
        _floats(lambda changes: np.sqrt(np.mean(changes**2))),
        "This is the root of the mean square, in which one large change counts more than many "
        "small ones. The mean of the absolute values is asked for.",
    ),
    (
        _floats(lambda changes: np.abs(changes).max()),
        "This is the pixel that changes most; the mean over all of them is asked for.",
    ),
)


def wrong_cuts(
    find_cuts: Callable[..., Any],
    films: Sequence[tuple[Any, Sequence[int]]],
    least: float,
    rate: float = 24.0,
) -> list[str]:
    """Run a student's detector over films whose cuts are known.

    Parameters
    ----------
    find_cuts : function
        The student's: small grey pictures in, a list of frames out.
    films : list of (array, list of int)
        Pictures, uint8 (frames, height, width), and the first frame of each new shot.
    least : float
        The F1 over all films together that is asked for, from 0 to 1, to the frame.
    rate : float
        Frames a second, to know seconds when they come.
    """
    hits = found = there = early = late = 0
    for pictures, truth in films:
        cuts, said = _cuts_of(find_cuts, pictures, truth, rate)
        if said:
            return said
        hits += matched(cuts, truth)
        early += matched([c + 1 for c in cuts], truth)
        late += matched([c - 1 for c in cuts], truth)
        found, there = found + len(cuts), there + len(truth)
    reached = 2 * hits / max(found + there, 1)
    if reached >= least:
        return []
    if max(early, late) > hits and 2 * max(early, late) / (found + there) >= least:
        side = "early" if early > late else "late"
        return [
            f"Your cuts lie one frame too {side}. A cut is named by the first frame of the new "
            "shot; the frame before it still belongs to the old one."
        ]
    return [_missed(hits, found, there, reached, least)]


def _cuts_of(
    find_cuts: Callable[..., Any], pictures: Any, truth: Sequence[int], rate: float
) -> tuple[list[int], list[str]]:
    value, said = called("find_cuts", find_cuts, pictures)
    if said:
        return [], said
    if value is None or isinstance(value, str | dict) or not hasattr(value, "__len__"):
        return [], [f"`find_cuts` returns {kind_of(value)}; a list of frame numbers is asked for."]
    cuts = [v.item() if isinstance(v, np.generic) else v for v in value]
    if not all(is_number(cut) for cut in cuts):
        return [], ["`find_cuts` returns a list of something else than numbers of frames."]
    seconds = [cut / rate for cut in truth]
    in_seconds = sum(any(abs(c - s) < 0.6 / rate for c in cuts) for s in seconds)
    if cuts and any(not _is_whole(c) for c in cuts) and in_seconds * 2 >= len(seconds):
        return [], ["`find_cuts` returns seconds; this exercise wants frames. Leave the rate out."]
    if any(not _is_whole(c) for c in cuts):
        return [], [f"{cuts[0]} is not the number of a frame: frames are whole."]
    if 0 in cuts:
        return [], ["Frame 0 is where the film begins, not a cut: nothing was before it."]
    if len(cuts) == len(pictures) - 1 or len(set(cuts)) < len(cuts):
        return [], ["`find_cuts` names every frame, or one of them twice. Name each cut once."]
    if any(c < 0 or c >= len(pictures) for c in cuts):
        return [], [f"The film ends after frame {len(pictures) - 1}, and you name a cut after it."]
    return [int(c) for c in cuts], []


def _missed(hits: int, found: int, there: int, reached: float, least: float) -> str:
    words = f"Of {there} cuts you found {hits}"
    if found > hits:
        words += f", and {found - hits} where there is none"
    hint = (
        "A flash, a pan or grain is not a cut: what sets a cut apart from the frames around it?"
        if found - hits > there - hits
        else "What is missed lies under your line. In the dark, or where cuts come fast, what could a "
        "step be large compared with, if not with the whole film?"
    )
    return f"{words}: F1 is {reached:.2f}, {least:.2f} is asked for. {hint}"


def wrong_score(
    score: Callable[..., Any],
    found: Sequence[int],
    truth: Sequence[int],
    expected: Sequence[float],
    within: int = 1,
) -> list[str]:
    """Hold a student's (precision, recall, F1) against three known numbers."""
    value, said = called("score", score, list(found), list(truth), within)
    if said:
        return said
    if not isinstance(value, tuple | list) or len(value) != 3 or not all(map(is_number, value)):
        return [f"`score` returns {kind_of(value)}; three numbers: precision, recall, F1."]
    where = f"For found {list(found)} and truth {list(truth)}, within {within}"
    p, r, f = expected
    if abs(value[0] - r) < 1e-6 and abs(value[1] - p) < 1e-6 and abs(p - r) > 1e-6:
        return [
            "Precision and recall have changed places: precision is the share of what you "
            "found, recall the share of what was there."
        ]
    for name, given, right in zip(("precision", "recall", "F1"), value, (p, r, f), strict=True):
        if not abs(given - right) < 1e-6:
            return [f"{where}: {name} is {right:.3g}, and yours is {given:.3g}."]
    return []


def wrong_log(
    shot_log: Callable[..., Any], cuts: Sequence[int], frames: int, rate: float
) -> list[str]:
    """Hold a student's table of shots against the cuts that it was made from."""
    import pandas as pd

    table, said = called("shot_log", shot_log, list(cuts), frames, rate)
    if said:
        return said
    if not isinstance(table, pd.DataFrame):
        return [f"`shot_log` returns {kind_of(table)}; a pandas DataFrame is asked for."]
    if missing := [name for name in COLUMNS if name not in table.columns]:
        return [f"The log has no column {missing[0]!r}; it needs {', '.join(COLUMNS)}."]
    if said := _wrong_rows(table, cuts):
        return said
    starts, stops = [0, *cuts], [*cuts, frames]
    if (said := _wrong_stops(list(table["stop"]), stops)) or list(table["start"]) != starts:
        return said or ["Each shot starts where the one before it stops; the first one at 0."]
    lengths = [(stop - start) / rate for start, stop in zip(starts, stops, strict=True)]
    given = [float(s) for s in table["seconds"]]
    if np.allclose(given, lengths, atol=1e-6):
        return []
    if np.allclose(given, np.array(lengths) * rate):
        return ["`seconds` holds frames; divide by the frame rate."]
    at = next(i for i, (g, w) in enumerate(zip(given, lengths, strict=True)) if abs(g - w) > 1e-6)
    return [
        f"Shot {at + 1} lasts {lengths[at]:.3f} s at {rate:g} fps; the log says {given[at]:.3f}."
    ]


def wrong_words(printed: str, log: Any, shots: int, seconds: float) -> list[str]:
    """Look for a log's number of shots and its average length in what a cell printed.

    Parameters
    ----------
    printed : str
        What the student's cell printed.
    log : DataFrame
        The student's log.
    shots : int
        How many shots the film has; one more or less is let pass, for the detector may miss one.
    seconds : float
        How long the film lasts.
    """
    if "seconds" not in getattr(log, "columns", ()):
        return ["`log` is not a shot log: it needs the columns that `shot_log` makes."]
    if abs(len(log) - shots) > 1:
        return [f"Your log has {len(log)} shots; the film has {shots}."]
    total = float(log["seconds"].sum())
    if not abs(total - seconds) < 0.05:
        return [
            f"The shots of your log last {total:.1f} s together; the film lasts {seconds:.1f} s."
        ]
    numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", printed)]
    mean = float(log["seconds"].mean())
    if not numbers:
        return ["The cell prints no numbers: print how many shots there are, and their average."]
    if len(numbers) > MOST_NUMBERS:
        return [
            f"The cell prints {len(numbers)} numbers. One sentence with two of them is asked for: "
            "how many shots there are, and how long the average one lasts."
        ]
    if len(re.findall(r"[^\W\d_]{2,}", printed)) < 2:
        return ["The cell prints numbers and no sentence: say in words what they count."]
    if float(len(log)) not in numbers:
        return [f"The sentence does not say that there are {len(log)} shots."]
    if not any(abs(number - mean) < 0.0501 for number in numbers):
        return [f"The average shot lasts {mean:.1f} s; the sentence does not say so."]
    return []


def _wrong_rows(table: Any, cuts: Sequence[int]) -> list[str]:
    rows, shots = len(table), len(cuts) + 1
    if rows == shots:
        return (
            []
            if list(table["shot"]) == list(range(1, shots + 1))
            else ["Shots are numbered from 1, in the order of the film."]
        )
    if rows == shots - 1:
        return [
            f"{len(cuts)} cuts make {shots} shots: there is one before the first cut and one "
            "after the last."
        ]
    return [f"{len(cuts)} cuts make {shots} shots; the log has {rows} rows."]


def _wrong_stops(given: list[Any], stops: list[int]) -> list[str]:
    if given == stops:
        return []
    if given == [stop - 1 for stop in stops]:
        return ["`stop` is the first frame that is not in the shot, one after its last."]
    return ["Each shot stops where the next one starts; the last one at the film's end."]


def _is_whole(value: Any) -> bool:
    return isinstance(value, Integral) or float(value).is_integer()
