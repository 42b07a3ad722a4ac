"""A stretch of film, and a defect in its frames."""

from collections.abc import Callable, Sequence

import numpy as np

from ...formulas import (
    texture,
)
from ...registry import REGISTRY
from ..defects import DEFECTS, Reel
from ..trial import LooseFilm, Trial, reels
from .registered import STOPS, TRIALS, Function

MOVING = {"warp", "jitter", "epipolar"}


def _of_pictures(
    id: str,
    own: str,
    doses: Sequence[float],
    control: str,
    control_doses: Sequence[float],
    starts: Sequence[int] = (),
    measure: Callable[[LooseFilm], float] | None = None,
) -> None:
    def make(function: Function) -> Trial:
        measured = function or measure or (lambda film: REGISTRY[id].function(film).value)

        def value(reel: Reel, which: str, dose: float) -> float:
            defect, _ = DEFECTS[own if which == "own" else control]
            return measured(LooseFilm(reel.with_(defect, dose), starts, moving=id in MOVING))

        return Trial(
            id, own.replace("_half", ""), DEFECTS[own][1], tuple(doses), control.replace("_half", ""),
            DEFECTS[control][1], tuple(control_doses), reels, value,
        )  # fmt: skip

    TRIALS[id] = make


_of_pictures("activity", "pan", (0, 1, 2, 4, 8, 16), "drift", STOPS)
_of_pictures("slope", "blur", (0, 0.5, 0.8, 1.2, 1.6, 2.4), "drift", STOPS)
_of_pictures("grain", "noise", (0.5, 1, 1.5, 2, 3, 4), "drift", STOPS)
_of_pictures(
    "clipping", "brighten", (0, 0.5, 1, 1.5, 2, 2.5), "saturate", (0, 0.2, 0.4, 0.6, 0.8, 1)
)
_of_pictures("colourfulness", "saturate", (0, 0.2, 0.4, 0.6, 0.8, 1), "noise", (0, 1, 2, 3, 4, 5))
_of_pictures("flicker", "flicker", (0, 1, 2, 4, 6, 8), "drift", STOPS)
_of_pictures("stillness", "flicker", (0, 2, 4, 8, 12, 16), "drift", STOPS)
_of_pictures("warp", "boil", (0, 2, 4, 6, 8, 12), "pan", (0, 1, 2, 4, 6, 8))
_of_pictures("second_order", "flicker", (0, 2, 4, 8, 12, 16), "pan", (0, 1, 2, 4, 6, 8))
_of_pictures("jitter", "shake", (0, 1, 2, 4, 6, 8), "pan", (0, 1, 2, 4, 6, 8))
_of_pictures("epipolar", "melt", (0, 2, 4, 7, 11, 16), "drift", STOPS)
_of_pictures("surprise", "appear", (0, 20, 40, 60, 80, 100), "drift", STOPS)
_of_pictures(
    "exposure", "expose_half", (0, 0.3, 0.6, 0.9, 1.2, 1.5), "warm_half", (0, 2, 4, 6, 8, 10), (24,)
)


def _shape(film: LooseFilm) -> float:
    stills = [film.reel._frames[at][0] for at in (8, 24, 40)]
    return float(np.mean([texture.shape(texture.mscn(still)) for still in stills]))


# Tried, and not shipped: see explored.yaml
_of_pictures("mscn", "noise", (0, 1, 2, 3, 4, 6), "drift", STOPS, (), _shape)
