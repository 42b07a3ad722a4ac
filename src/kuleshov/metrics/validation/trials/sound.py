"""What is heard: loudness, voices, and where sound is cut."""

from functools import lru_cache

import numpy as np

from ....media import Clip
from ...formulas import (
    splits,
    turn_taking,
)
from ..trial import Trial
from .registered import SHARES, Function, trial


@lru_cache(maxsize=1)
def _voices() -> dict[str, tuple[dict[str, np.ndarray], int]]:
    from ....library import rushes
    from ...film import read_stems

    made = {}
    for name, take in rushes("understudy").items():
        if take.truth is not None and len(take.truth.stems) > 1:
            made[name] = read_stems(take.truth.stems)
    return dict(list(made.items())[:7])


@trial("floor_transfer")
def _floor_transfer(function: Function) -> Trial:
    def gap(given: tuple[dict[str, np.ndarray], int]) -> float:
        return turn_taking.floor_transfer(turn_taking.lines(*given)).median

    measured = function or gap

    def value(given: tuple[dict[str, np.ndarray], int], which: str, dose: float) -> float:
        stems, rate = given
        if which == "control":
            return measured(({who: s * 10 ** (-dose / 20) for who, s in stems.items()}, rate))
        return measured((_delayed(stems, rate, dose / 1000), rate))

    return Trial(
        "floor_transfer", "answers come later", "ms", (0, 100, 200, 300, 400, 500), "voices softer",
        "dB", (0, 4, 8, 12, 16, 20), _voices, value,
    )  # fmt: skip


def _delayed(stems: dict[str, np.ndarray], rate: int, delay: float) -> dict[str, np.ndarray]:
    """Say every line that answers another voice later, and all that follows it."""
    said = turn_taking.lines(stems, rate)
    long = max(len(s) for s in stems.values()) + round(delay * rate * (len(said) + 1))
    made = {who: np.zeros(long) for who in stems}
    late = 0.0
    for at, line in enumerate(said):
        late += delay if at and said[at - 1].speaker != line.speaker else 0.0
        a, b = round((line.onset - 0.02) * rate), round((line.offset + 0.05) * rate)
        piece = stems[line.speaker][max(a, 0) : b]
        start = max(a, 0) + round(late * rate)
        made[line.speaker][start : start + len(piece)] += piece
    return made


@lru_cache(maxsize=1)
def _tracks() -> dict[str, np.ndarray]:
    """Return sounds at 48 kHz, (samples, 1): the rushes', and made ones."""
    from ....library import rushes

    made: dict[str, np.ndarray] = {}
    for name, take in rushes("understudy").items():
        if len(made) < 5 and take.truth is not None and take.truth.stems:
            made[name] = Clip(take.path).read_sound(1.5, 11.5, mono=True)
    t = np.arange(480000) / 48000
    made["tone"] = 0.1 * np.sin(2 * np.pi * 997 * t)[:, None]
    return made


@trial("loudness")
def _loudness(function: Function) -> Trial:
    from ...formulas import loudness

    def level(samples: np.ndarray) -> float:
        return loudness.integrated(loudness.tenths(samples).sum(axis=1))

    measured = function or level

    def value(samples: np.ndarray, which: str, dose: float) -> float:
        if which == "own":
            return measured(samples * 10 ** (dose / 20))
        silent = np.zeros((round(dose * 48000), 1))
        return measured(np.concatenate([samples, silent]))

    return Trial(
        "loudness", "turned up", "dB", (0, 2, 4, 6, 8, 10), "silence at the end", "s",
        (0, 1, 2, 3, 4, 5), _tracks, value,
    )  # fmt: skip


@trial("split_edits")
def _split_edits(function: Function) -> Trial:
    measured = function or (lambda offsets: splits.split_edits(offsets).share)

    def edits() -> dict[str, int]:
        return {f"edit {seed + 1}": 20 + 4 * seed for seed in range(6)}

    def value(cuts: int, which: str, dose: float) -> float:
        random = np.random.default_rng(cuts)
        split = random.permutation(cuts) < dose * cuts
        offsets = np.where(split, random.choice([-1, 1], cuts) * random.uniform(0.3, 1, cuts), 0.0)
        if which == "control":
            offsets = random.uniform(-1, 1, cuts) * dose
        return measured(offsets)

    return Trial(
        "split_edits", "sound cut elsewhere", "share of cuts", SHARES, "sound cut a little off",
        "s, at most", (0, 0.05, 0.1, 0.15, 0.2, 0.24), edits, value,
    )  # fmt: skip
