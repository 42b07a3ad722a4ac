"""A room from marks: how long the search takes, beside scipy's least squares on the same problem.

Three pictures of the bench are marked by a simulated hand, 1.5 px unsteady: once with everything in
its place, once with the cup moved in one of them. `ku.room` looks for the room, and for what was
moved. The peer, `scipy.optimize.least_squares` (method "lm", derivatives by differences), is given
the same residuals and the same dozen starts, which it improves one after the other; the kit
improves them all at once. Both are told by the best misfit that they found. CPU seconds of the best
of three runs count. Run it when nothing else runs::

    python -m benchmarks.bench_marks
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

RESULTS = Path(__file__).parent / "results" / "marks.json"
ROOMS = {"nothing moved": ("1A-1", "7A-1", "C8a"), "the cup moved": ("1A-1", "7A-1", "C1b")}
ERROR = 1.5  # px
BUSY = "Made while the machine was at work: no figures until it is made again when nothing runs."


def best(work: Callable[[], Any], repeats: int = 3) -> tuple[float, Any]:
    """Return the CPU seconds of the quickest of some runs, and what it came to."""
    taken, found = [], None
    for _ in range(repeats):
        start = time.process_time()
        found = work()
        taken.append(time.process_time() - start)
    return min(taken), found


def by_scipy(seen: np.ndarray, starts: Any) -> float:
    """Improve each start by scipy; return the least cost, as the kit counts it."""
    from scipy.optimize import least_squares

    from kuleshov.metrics.formulas.bundle import FOCAL_SD, USUAL_FOCAL, Guesses, misfit

    known = np.isfinite(seen[..., 0])
    pictures, things = known.shape
    poses = 6 * (pictures - 1)

    def off(numbers: np.ndarray, begun: Guesses) -> np.ndarray:
        by = np.zeros((1, pictures, 7))
        by[0, 1:, :6] = numbers[:poses].reshape(-1, 6)
        by[0, :, 6] = numbers[poses : poses + pictures]
        guess = begun.stepped(by, numbers[poses + pictures :].reshape(1, things, 3))
        belief = (guess.lenses[0] - np.log(USUAL_FOCAL)) / FOCAL_SD
        return np.concatenate([misfit(guess, seen)[0][known].ravel(), belief])

    begin = np.zeros(poses + pictures + 3 * things)
    found = [
        least_squares(off, begin, args=(starts.chosen([n]),), method="lm", max_nfev=25 * begin.size)
        for n in range(len(starts))
    ]
    return 2 * min(one.cost for one in found)


def by_kit(seen: np.ndarray, starts: Any) -> float:
    """Improve all starts at once; return the least cost."""
    from kuleshov.metrics.formulas.bundle import adjust

    counts = np.repeat(np.isfinite(seen[..., 0])[None], len(starts), axis=0)
    return float(adjust(starts, seen, counts, 25)[1].min())


def main() -> None:
    """Measure, print, keep."""
    import kuleshov as ku
    from kuleshov.metrics.formulas import reconstruction
    from kuleshov.metrics.formulas.marks import from_truth

    load = os.getloadavg()[0]
    rushes, rows = ku.rushes("understudy"), {}
    for name, takes in ROOMS.items():
        pictures = []
        for take in takes:
            truth = rushes[take].truth
            assert truth is not None
            pictures.append(from_truth(truth, truth.first_frame + 10, ERROR))
        names = tuple(reconstruction.shared(pictures))
        seen = reconstruction._observed(pictures, names)
        starts = reconstruction._starts(seen)
        ours, cost = best(lambda seen=seen, starts=starts: by_kit(seen, starts))
        theirs, their_cost = best(lambda seen=seen, starts=starts: by_scipy(seen, starts), 1)
        whole, room = best(lambda pictures=pictures: ku.room(pictures))
        rows[name] = {
            "things": len(names),
            "starts": len(starts),
            "kit": {"cpu_s": round(ours, 3), "misfit, px": pixels(cost, room)},
            "scipy": {"cpu_s": round(theirs, 2), "misfit, px": pixels(their_cost, room)},
            "ours to it": round(ours / theirs, 3),
            "ku.room, what was moved included, cpu_s": round(whole, 2),
            "named": room.moved.thing if room.moved else None,
        }
        print(name, json.dumps(rows[name]), flush=True)
    results = {
        "command": "python -m benchmarks.bench_marks",
        "load before": round(load, 1),
        **({"note": BUSY} if load > 0.5 else {}),
        "rooms": rows,
    }
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")


def pixels(cost: float, room: Any) -> float:
    """Return a cost as a room's residual."""
    return round(float(np.sqrt(cost / room.whole.freedom)), 3)


if __name__ == "__main__":
    main()
