"""Sequences of set-ups: small pictures of shots."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from ....media import Clip
from ...formulas import (
    shot_order,
    variety,
)
from ...formulas import surprise as model
from ..defects import Reel
from ..trial import Trial, reels
from .registered import SHARES, TRIALS, Function, trial


@lru_cache(maxsize=1)
def _setups() -> dict[str, np.ndarray]:
    """Return six films of set-ups: layouts of stretches and of the takes, in orders of chance."""
    from ....library import rushes

    pool = [variety.layout(*_middle(reel)) for reel in reels().values()]
    for take in list(rushes("understudy").values())[:21]:
        reel = Reel.of(Clip(take.path), max(36, take.frames // 2), 2, 180)
        pool.append(variety.layout(*_middle(reel)))
    return {f"film {seed + 1}": _unlike(pool, seed) for seed in range(6)}


def _unlike(pool: list[np.ndarray], seed: int, count: int = 16) -> np.ndarray:
    """Choose set-ups of which no two are alike; mirrored ones fill up what the pool lacks."""
    random = np.random.default_rng(seed)
    every = [*pool, *(picture[..., ::-1] for picture in pool)]
    usual = float(np.median(shot_order.distances(np.array(every))))
    chosen: list[np.ndarray] = []
    for at in random.permutation(len(every)):
        if all(np.abs(every[at] - one).mean() > 0.6 * usual for one in chosen):
            chosen.append(every[at])
    return np.array(chosen[:count])


def _middle(reel: Reel) -> tuple[np.ndarray, np.ndarray]:
    from ...features.everyday import compute

    found = compute(Reel(reel._frames[:2], reel.rate))
    return found.luma[0], found.colour[0]


def _returning(pictures: np.ndarray, share: float) -> np.ndarray:
    """Let this share of a film's second half come back to set-ups of its first."""
    random = np.random.default_rng(3)
    made = pictures.copy()
    half = len(made) // 2
    back = random.permutation(half)[: round(share * half)]
    made[half + back] = made[random.permutation(half)[: len(back)]]
    return made + random.normal(0, 1.5, made.shape)


def _dimmed(pictures: np.ndarray, dose: float) -> np.ndarray:
    """Let the light of a film with some returns go down by so many levels."""
    made = _returning(pictures, 0.4)
    made[:, 0] -= np.linspace(0, dose, len(made))[:, None, None]
    return made


def _of_setups(id: str, measure: Callable[[np.ndarray], float]) -> None:
    def make(function: Function) -> Trial:
        measured = function or measure

        def value(pictures: np.ndarray, which: str, dose: float) -> float:
            return measured((_returning if which == "own" else _dimmed)(pictures, dose))

        return Trial(
            id, "set-ups that come back", "share of the second half", SHARES, "light goes down",
            "levels", (0, 2, 4, 6, 8, 10), _setups, value,
        )  # fmt: skip

    TRIALS[id] = make


_of_setups("return_rate", shot_order.return_rate)
_of_setups("hindsight", lambda pictures: model.hindsight(pictures)[0])


@trial("diversity")
def _diversity(function: Function) -> Trial:
    measured = function or (lambda takes: variety.diversity(takes)[0])

    def value(takes: np.ndarray, which: str, dose: float) -> float:
        if which == "own":
            return measured(takes + dose * (takes.mean(axis=0) - takes))
        lit = takes.copy()
        lit[:, 0] -= dose
        return measured(lit)

    return Trial(
        "diversity", "takes drawn towards their mean", "share", (0, 0.15, 0.3, 0.45, 0.6, 0.75),
        "all takes darker", "levels", (0, 2, 4, 6, 8, 10), _setups, value,
    )  # fmt: skip
