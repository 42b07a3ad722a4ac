"""Assignment a4's faults of light and its grade against what was done, in words.

As in :mod:`kuleshov.grading.checks.a1_shot_list`, each function returns sentences about what is
wrong, an empty list where nothing is, and the commonest slip has a sentence of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ...errors import KuleshovError
from ...media import Grade, graded
from ...media.grade import linear_light
from ...media.still import picture_of
from ...metrics import apart
from ...metrics.formulas.light import luminance
from .a4_pictures import FAULTS, PAIRS, Picture, draw, original
from .a4_pictures import pictures as pictures  # what the assignment's files are made by
from .asking import PLAIN, called, is_number, kind_of
from .asking import own_work as own_work  # beside the tests of this assignment

ALLOWED = PLAIN
STOPS, COLOUR = 0.15, 2.0  # stops, dE00: how near an undone grade has to come
_WEIGHTS = luminance(255 * np.eye(3))  # of red, green and blue


def halves(place: str | Path) -> tuple[Picture, Picture]:
    """Return the two pictures of a pair's file, as RGB values.

    Parameters
    ----------
    place : str or Path
        ``pair-1.jpg``, beside the notebook.

    Returns
    -------
    left, right : ndarray of uint8 (270, 480, 3)

    Raises
    ------
    KuleshovError
        Where the file isn't there.
    """
    both = still(place)
    middle = both.shape[1] // 2
    return both[:, :middle], both[:, middle:]


def still(place: str | Path) -> Picture:
    """Return a picture that was given out beside the notebook, as RGB values.

    Raises
    ------
    KuleshovError
        Where the file isn't there.
    """
    found = picture_of(_given(place))
    if found is None:
        raise KuleshovError(f"{Path(place).name} is damaged: take it anew from where you got it.")
    return found


def graded_still(place: str | Path) -> tuple[str, float]:
    """Return which take, and which second of the scene, the graded picture is of.

    Parameters
    ----------
    place : str or Path
        ``graded.txt``, beside the notebook.

    Raises
    ------
    KuleshovError
        Where the file isn't there.
    """
    take, second = _given(place).decode().split()
    return take, float(second)


def _given(place: str | Path) -> bytes:
    path = Path(place)
    if not path.is_file():
        raise KuleshovError(
            f"{path.name} isn't beside the notebook. Its files were given out with it: put them "
            "into the same folder."
        )
    return path.read_bytes()


def some_picture(seed: int) -> Picture:
    """Draw a small picture of patches, none black, none white.

    >>> some_picture(1).shape
    (24, 40, 3)
    """
    patches = np.random.default_rng(seed).integers(25, 190, (6, 10, 3))
    return np.repeat(np.repeat(patches, 4, axis=0), 4, axis=1).astype(np.uint8)


def wrong_stops(stops_apart: Callable[..., Any], one: Picture, other: Picture) -> list[str]:
    """Hold a student's difference in stops against the right one."""
    found, said = called("stops_apart", stops_apart, one.copy(), other.copy())
    if said:
        return said
    if isinstance(found, np.ndarray | np.generic) and np.ndim(found) == 0:
        found = found.item()
    if not is_number(found):
        return [f"`stops_apart` returns {kind_of(found)}; one number is asked for, in stops."]
    lights = [luminance(picture) for picture in (one, other)]
    right = _ratio([float(np.median(light)) for light in lights])
    if abs(found - right) < 0.03:
        return []
    shown = [picture / 255 @ _WEIGHTS for picture in (one, other)]
    slips = [
        (-right, "You have it the wrong way round: above 0 the *second* picture is brighter."),
        (
            _ratio([float(np.median(one)) for one in shown]),
            "These are the values as shown. Bring them back to light first: `to_light(picture)`.",
        ),
        (right * np.log(2), "This is the natural logarithm. A stop is twice the light: `np.log2`."),
        (right * np.log10(2), "This is `np.log10`. A stop is twice the light: `np.log2`."),
        (2**right, "This is how many times brighter. In stops it is the `np.log2` of that."),
        (
            _ratio([float(light.mean()) for light in lights]),
            "This is by the mean, and one bright lamp moves it. The median is asked for.",
        ),
        (
            float(np.median(lights[1]) - np.median(lights[0])),
            "This is a difference of light. Stops are a ratio: divide, then `np.log2`.",
        ),
        (
            _ratio(
                [float(np.median(linear_light(one / 255).mean(axis=2))) for one in (one, other)]
            ),
            "The eye doesn't count red, green and blue alike: weigh them with `WEIGHTS`.",
        ),
    ]
    for slip, words in slips:
        if abs(found - slip) < 0.005:
            return [words]
    return [f"For two pictures {right:+.2f} stops apart `stops_apart` returns {found:+.2f}."]


def _ratio(lights: Sequence[float]) -> float:
    return float(np.log2(max(lights[1], 1e-9) / max(lights[0], 1e-9)))


def no_faults(faults: Any) -> list[str]:
    """Say that an answer isn't one word of four for each pair."""
    if faults is None:
        return ["`faults` is still empty."]
    if not isinstance(faults, Mapping):
        return [f"`faults` is {kind_of(faults)}; a number and a word for each pair, as given."]
    words = ", ".join(repr(one) for one in FAULTS)
    for number in range(1, PAIRS + 1):
        if number not in faults:
            return [f"`faults` has nothing for pair {number}."]
        if _word(faults[number]) not in FAULTS:
            return [f"Pair {number}: {faults[number]!r} is none of {words}."]
    given = {_word(faults[number]) for number in range(1, PAIRS + 1)}
    if lacking := [one for one in FAULTS if one not in given]:
        return [f"Each of the four words belongs to one pair at least; {lacking[0]!r} is missing."]
    return []


def _word(answer: Any) -> str:
    return str(answer).strip().lower()


def wrong_faults(faults: Any, seed: int, numbers: Sequence[int]) -> list[str]:
    """Name the first pair whose fault is another one."""
    if wrong := no_faults(faults):
        return wrong
    drawn = draw(seed)
    for number in numbers:
        word = _word(faults[number])
        if word != drawn.pairs[number - 1].fault:
            return [f"Pair {number} is not {word!r}. {_LOOK[word]}"]
    return []


_LOOK = {
    "none": "Compare one thing that both pictures show, a piece of the wall, say.",
    "exposure": "Is the same piece of wall brighter, or only the picture?",
    "white balance": "Is the same thing warmer or colder, or only lit by another lamp?",
    "mirrored": "Which way does each lamp look in the picture on the left?",
}


def no_grade(undo: Any) -> list[str]:
    """Say that an answer is no grade."""
    if undo is None:
        return ["`undo` is still empty."]
    if not isinstance(undo, Mapping | Grade):
        return [f"`undo` is {kind_of(undo)}; stops, warmth and tint are asked for, as given."]
    undo = undo if isinstance(undo, Mapping) else vars(undo)
    for name in ("stops", "warmth", "tint"):
        if not is_number(undo.get(name)):
            return [f"`undo` lacks a number for {name!r}."]
        if abs(float(undo[name])) > 4:
            return [f"{name} {undo[name]:g} is no grade for a picture that one can still see."]
    return []


def the_faults(seed: int) -> dict[int, str]:
    """Return what was done to each pair, from 1."""
    return {number: pair.fault for number, pair in enumerate(draw(seed).pairs, 1)}


def not_undone(undo: Any, seed: int, frame: int, rushes: Any, what: str) -> list[str]:
    """Say how far a graded frame still is from what it was, in "light" or in "colour"."""
    if wrong := no_grade(undo):
        return wrong
    undo = undo if isinstance(undo, Mapping) else vars(undo)
    was = original(frame, rushes)
    now = draw(seed).grade.apply(was)
    mended = {name: float(undo[name]) for name in ("stops", "warmth", "tint")}
    left = apart(graded(now, **mended), was)
    if what == "light" and abs(left.stops) > STOPS:
        sign = apart(graded(now, stops=-mended["stops"]), was)
        words = " The other sign comes nearer." if abs(sign.stops) < abs(left.stops) else ""
        return [
            f"Your grade leaves it {left.stops:+.2f} stops from what it was; {STOPS} are allowed.{words}"
        ]
    if what == "colour" and left.dE > COLOUR:
        turned = -mended["warmth"], -mended["tint"]
        others = [graded(now, sign * mended["stops"], *turned) for sign in (1, -1)]
        nearer = min(apart(other, was).dE for other in others) < left.dE
        words = " The other signs come nearer." if nearer else ""
        return [
            f"Your grade leaves its colour {left.dE:.2f} dE from what it was; {COLOUR} are allowed.{words}"
        ]
    return []
