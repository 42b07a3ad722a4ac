"""Lists of shot lengths: a century of films, where its table is here, and the rushes."""

import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from ...formulas import (
    rhythm,
    shot_lengths,
    shot_order,
)
from ..trial import Trial
from .registered import SHARES, TRIALS, Function


@lru_cache(maxsize=1)
def _edits() -> dict[str, np.ndarray]:
    """Return shot lengths (s): eight Hollywood films where they are here, else drawn ones."""
    made: dict[str, np.ndarray] = {}
    place = Path(os.environ.get("KULESHOV_TEST_DATA", "")) / "data" / "cutting.csv"
    if place.is_file():
        import pandas

        table = pandas.read_csv(place)
        for name in table.columns[::17]:
            made[str(name).strip()] = table[name].dropna().to_numpy(float)
    for seed in range(8 - len(made)):
        random = np.random.default_rng(seed)
        made[f"drawn {seed}"] = random.lognormal(np.log(3 + seed), 0.8, 400 + 50 * seed)
    return {name: np.maximum(lengths, 0.1) for name, lengths in made.items()}


def _of_edits(
    id: str,
    defect: str,
    unit: str,
    doses: Sequence[float],
    dosed: Callable[[np.ndarray, float], Any],
    control: tuple[str, str, Sequence[float], Callable[[np.ndarray, float], Any]],
    measure: Callable[[Any], float],
) -> None:
    def make(function: Function) -> Trial:
        measured = function or measure

        def value(lengths: np.ndarray, which: str, dose: float) -> float:
            return measured((dosed if which == "own" else control[3])(lengths, dose))

        return Trial(id, defect, unit, tuple(doses), *control[:2], tuple(control[2]), _edits, value)

    TRIALS[id] = make


def _halved(lengths: np.ndarray, share: float) -> np.ndarray:
    """Cut this share of the shots in two at a third of their length."""
    random = np.random.default_rng(7)
    cut = random.random(len(lengths)) < share
    parts = [[x / 3, 2 * x / 3] if c else [x] for x, c in zip(lengths, cut, strict=True)]
    return np.concatenate([np.array(part) for part in parts])


def _unequal(lengths: np.ndarray, dose: float) -> np.ndarray:
    """Make long shots longer and short ones shorter, the total kept."""
    made = lengths ** (1 + dose)
    return made * lengths.sum() / made.sum()


def _shaken(lengths: np.ndarray, dose: float) -> np.ndarray:
    """Move every cut a little: each length by so much of itself, at most."""
    random = np.random.default_rng(8)
    return lengths * (1 + dose * random.uniform(-1, 1, len(lengths)))


def _faster(lengths: np.ndarray, dose: float) -> np.ndarray:
    return lengths / (1 + dose)


_MOVED = ("cuts moved", "share of the length", (0, 0.04, 0.08, 0.12, 0.16, 0.2), _shaken)
_TEMPO = ("tempo", "share", SHARES, _faster)
_of_edits("asl", "shots cut in two", "share of shots", SHARES, _halved, _MOVED, shot_lengths.asl)
_of_edits(
    "median", "shots cut in two", "share of shots", SHARES, _halved, _MOVED, shot_lengths.median
)
_of_edits(
    "shots", "shots cut in two", "share of shots", SHARES, _halved, _MOVED, lambda x: float(len(x))
)
_of_edits(
    "short_share",
    "shots cut in two",
    "share of shots",
    SHARES,
    _halved,
    _MOVED,
    shot_lengths.short_share,
)
_of_edits(
    "log_sd",
    "lengths made unequal",
    "exponent",
    (0, 0.1, 0.2, 0.3, 0.4, 0.5),
    _unequal,
    _TEMPO,
    shot_lengths.log_sd,
)


def _clustered(lengths: np.ndarray, branching: float) -> np.ndarray:
    """Return shots of the same tempo and number, from a process with this branching."""
    seed = int(lengths.sum() * 10) % 2**31
    rate, duration = len(lengths) / lengths.sum(), float(lengths.sum())
    cuts = rhythm.simulate(branching, rate * (1 - branching), rate / 4, duration, seed)
    return np.diff(np.concatenate([[0], cuts, [duration]]))


def _branching(lengths: np.ndarray) -> float:
    times = np.cumsum(lengths)
    return rhythm.hawkes(times[:-1], float(times[-1])).branching


def _chance_faster(lengths: np.ndarray, dose: float) -> np.ndarray:
    return _faster(_clustered(lengths, 0.4), dose)


_of_edits(
    "hawkes", "cuts that call for cuts", "branching", (0, 0.15, 0.3, 0.45, 0.6, 0.75), _clustered,
    ("tempo", "share", SHARES, _chance_faster), _branching,
)  # fmt: skip


def _persistent(lengths: np.ndarray, dose: float) -> np.ndarray:
    """Deal the same shots so that neighbours are alike: an order with this memory."""
    random = np.random.default_rng(len(lengths))
    wave = np.zeros(len(lengths))
    for at in range(1, len(wave)):
        wave[at] = dose * wave[at - 1] + np.sqrt(1 - dose**2) * random.normal()
    return np.sort(lengths)[np.argsort(np.argsort(wave))]


def _ramped(lengths: np.ndarray, dose: float) -> np.ndarray:
    """Deal the same shots so that they rise over the film, more or less."""
    random = np.random.default_rng(len(lengths))
    rise = dose * np.linspace(-1.7, 1.7, len(lengths)) + (1 - dose) * random.normal(
        size=len(lengths)
    )
    return np.sort(lengths)[np.argsort(np.argsort(rise))]


def _dealt_and_shaken(lengths: np.ndarray, dose: float) -> np.ndarray:
    return _shaken(_ramped(lengths, 0.3), dose)


_MEMORY = (0, 0.15, 0.3, 0.45, 0.6, 0.75)
_of_edits("lag1", "neighbours alike", "memory", _MEMORY, _persistent, _MOVED, shot_order.lag1)
_of_edits(
    "order", "busy shots gathered at the end", "share", (0, 0.15, 0.3, 0.45, 0.6, 0.75), _ramped,
    ("activity of shots misread", "share", (0, 0.04, 0.08, 0.12, 0.16, 0.2), _dealt_and_shaken),
    shot_order.order,
)  # fmt: skip


def _arced(lengths: np.ndarray, dose: float) -> dict[str, np.ndarray]:
    random = np.random.default_rng(len(lengths))
    return {
        name: dose * (arc - arc.mean()) / arc.std()
        + (1 - dose) * random.normal(size=shot_order.BINS)
        for name, arc in shot_order.ARCS.items()
    }


def _arc_lifted(lengths: np.ndarray, dose: float) -> dict[str, np.ndarray]:
    random = np.random.default_rng(1)
    lifted = _arced(lengths, 0.5)
    return {n: v + dose * random.uniform(-1, 1, len(v)) for n, v in lifted.items()}


_of_edits(
    "acts", "bent towards the arc", "share", (0, 0.2, 0.4, 0.6, 0.8, 1.0), _arced,
    ("bins misread", "spreads", (0, 0.04, 0.08, 0.12, 0.16, 0.2), _arc_lifted),
    lambda laid: shot_order.acts(laid)[0],
)  # fmt: skip
