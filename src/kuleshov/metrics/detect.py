"""How cuts, dissolves and fades are found in a film's small arrays."""

from typing import Any, NamedTuple

import numpy as np

RECIPE = 1  # raised whenever the same film would give other transitions
KINDS = ("cut", "dissolve", "fade")


class Transition(NamedTuple):
    """One way from a shot to the next.

    Attributes
    ----------
    frame : int
        The first frame of the new shot; the middle of a dissolve.
    kind : {"cut", "dissolve", "fade"}
    start, end : int
        The first frame that is mixed or darkened, and the first that is whole again; for a cut
        both are ``frame``.
    """

    frame: int
    kind: str
    start: int
    end: int


def run(features: Any) -> list[Transition]:
    """Return the transitions of a film from its :class:`~kuleshov.metrics.features.Features`."""
    luma = features.luma
    if len(luma) < 3:
        return []
    change = differences(luma)
    found = []
    for at in np.flatnonzero(change > 6):
        around = np.r_[change[max(0, at - 8) : at], change[at + 1 : at + 9]]
        if change[at] > 3 * max(np.median(around), 1) and change[at] >= around[-8:].max(initial=0):
            found.append(Transition(int(at) + 1, "cut", int(at) + 1, int(at) + 1))
    return found


def differences(luma: np.ndarray) -> np.ndarray:
    """Return the mean absolute change from each frame to the next, float32 (frames - 1,)."""
    n = max(0, len(luma) - 1)
    found = np.empty(n, np.float32)
    for first in range(0, n, 256):  # in pieces: a long film need not be held as wide numbers
        piece = luma[first : first + 257].astype(np.int16)
        found[first : first + len(piece) - 1] = np.abs(np.diff(piece, axis=0)).mean(axis=(1, 2))
    return found
