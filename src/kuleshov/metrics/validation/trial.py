"""A trial: which defect a measure must notice, which it must not, and the films it is tried on."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from ...errors import KuleshovError
from ...library import rushes
from ...media import Clip
from ..closer_features import Looker, Looks
from ..features.everyday import Features, compute, watch
from ..film import Film
from ..shots.cuts import Cuts, Transition, as_cuts
from .defects import Reel


@dataclass(frozen=True)
class Trial:
    """How a measure is put to the test.

    Attributes
    ----------
    id : str
        The measure's.
    defect, unit : str
        What is done to the sources, and the unit of its doses.
    doses : tuple of float
        Six, rising: from 0, or from the least that can be told.
    control : str
        The other defect.
    control_unit : str
        The unit of its doses.
    control_doses : tuple of float
        Six, from 0.
    sources : callable
        Returns the sources by name.
    value : callable
        ``value(source, which, dose)``, which is "own" or "control".
    """

    id: str
    defect: str
    unit: str
    doses: tuple[float, ...]
    control: str
    control_unit: str
    control_doses: tuple[float, ...]
    sources: Callable[[], dict[str, Any]]
    value: Callable[[Any, str, float], float]


class LooseFilm(Film):
    """A film in memory: nothing is cached, and where it is cut is given.

    Parameters
    ----------
    reel : Reel
    starts : sequence of int
        First frames of the shots after the first.
    moving : bool
        Whether motion is looked at, which takes longest.
    """

    def __init__(self, reel: Reel, starts: Sequence[int] = (), moving: bool = True) -> None:
        super().__init__(reel)  # type: ignore[arg-type]
        self.reel = reel
        self._starts = list(starts)
        self._moving = moving

    @cached_property
    def features(self) -> Features:
        """The film as small arrays."""
        return compute(self.reel)

    @cached_property
    def cuts(self) -> Cuts:
        """The cuts that were given."""
        ways = [Transition(frame, "cut", frame, frame) for frame in self._starts]
        return as_cuts(ways, self.reel.rate, self.reel.times(), self.reel.duration)

    @cached_property
    def looks(self) -> Looks:
        """What the closer looks find."""
        looker = Looker(self.reel, moments=8, moving=self._moving)
        watch(self.reel, looker)
        return looker.looks(self.features, self.cuts)


REAL = (
    "h_bbb_480p",
    "h_mdn_rabbit",
    "g_k5_piano10",
    "g_ll_recache",
    "g_k5_horse",
    "g_ll_cabin_w21",
)
TAKES = (("1A-1", 130), ("2A-1", 40), ("4A-1", 60), ("5A-1", 60), ("7A-1", 40), ("KA-1", 40))


@lru_cache(maxsize=1)
def reels() -> dict[str, Reel]:
    """Return stretches of 48 frames without a cut: of the rushes, and of the real clips here.

    Returns
    -------
    dict of str to Reel
        By name; only those that are on this machine.
    """
    made: dict[str, Reel] = {}
    folder = Path(os.environ.get("KULESHOV_TEST_DATA", "")) / "clips" / "files"
    for name in REAL:
        for path in sorted(folder.glob(f"{name}.*")):
            made[name] = Reel.of(Clip(path), 60)
    try:
        takes = rushes("understudy")
    except KuleshovError:
        return made
    for name, first in TAKES:
        if name in takes:
            made[name] = Reel.of(Clip(takes[name].path), first)
    return made
