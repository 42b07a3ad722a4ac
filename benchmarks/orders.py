"""What a p by shuffling says, and what the bunching of cuts says: tried on films that have neither.

    python -m benchmarks.orders

Made films without a shape: no rise, no arc, no turn in the middle. In some a shot has nothing to do
with the one before it, in others a part of it is left in the next. A shuffle breaks both a shape and
such a memory. And made films without a burst: cuts by chance, at one tempo, or slow in the first
half and fast in the second. The cards give these figures, and docs/measures.md the table.
"""

import json
from pathlib import Path

import numpy as np

from kuleshov.metrics.formulas import rhythm, shot_order, shuffles
from kuleshov.metrics.validation.coverage import shot_row

RESULTS = Path(__file__).parent / "results" / "orders.json"
COMMAND = "python -m benchmarks.orders"
KINDS = {"alone": 0.0, "AR .3": 0.3, "AR .6": 0.6}  # and how much of a shot is left in the next
SHOTS, SHUFFLES = 30, 99
FILMS = {"order": 2000, "lag1": 2000, "acts": 400}  # the last takes a hundred times as long
BUNCHED = 400  # films
SLOW, FAST, HALF = 8.0, 2.0, 320.0  # s a shot; s


def reached(id: str, kind: str, shots: int, films: int, seed: int) -> float:
    """Return the share of films whose order the measure's p calls no chance."""
    random = np.random.default_rng(seed)
    made = (_tried(id, kind, shots, random) for _ in range(films))
    return sum(one.p <= 0.05 for one in made) / films


def _tried(id: str, kind: str, shots: int, random: np.random.Generator) -> shuffles.Ordered:
    """Put one made film to the test, as the measure of this id does."""
    if id == "acts":
        rows = np.exp(0.6 * np.stack([shot_row(kind, shots, random) for _ in range(4)], axis=1))
        return shuffles.shuffled(rows, _fit, shuffles=SHUFFLES)
    ranks = shot_order.ranks(shot_row(kind, shots, random))
    if id == "lag1":
        return shuffles.shuffled(ranks, shot_order._lag1_of_ranks, True, SHUFFLES)
    return shuffles.shuffled(ranks, shot_order._order_of_ranks, shuffles=SHUFFLES)


def _fit(rows: np.ndarray) -> float:
    """Return how well four series of shots, their lengths first, follow the arcs."""
    named = zip(shot_order.ARCS, rows.T, strict=True)
    return shot_order.acts({name: shot_order.binned(row, rows[:, 0]) for name, row in named})[0]


def chance_cuts(first: float, second: float, random: np.random.Generator) -> np.ndarray:
    """Return cuts by chance: so many seconds a shot in the first half, so many in the second."""
    halves = [
        start + random.uniform(0, HALF, random.poisson(HALF / tempo))
        for start, tempo in ((0.0, first), (HALF, second))
    ]
    return np.sort(np.concatenate(halves))


def bunched(first: float, second: float, films: int, seed: int) -> dict[str, float]:
    """Return the middle branching ratio of such films, and the share whose interval is above 0."""
    random = np.random.default_rng(seed)
    fits = [rhythm.hawkes(chance_cuts(first, second, random), 2 * HALF) for _ in range(films)]
    return {
        "branching": float(np.median([fit.branching for fit in fits])),
        "above 0": float(np.mean([fit.low > 0 for fit in fits])),
    }


def main() -> None:
    """Count, and keep."""
    made = {"command": COMMAND, "films": FILMS, "order": [], "bunched": BUNCHED, "bunching": []}
    for kind, memory in KINDS.items():
        found = {id: reached(id, kind, SHOTS, count, seed=1) for id, count in FILMS.items()}
        made["order"].append({"memory": memory, "shots": SHOTS, **found})
        print(made["order"][-1], flush=True)
    for first, second in ((4.0, 4.0), (SLOW, FAST)):
        row = {"first": first, "second": second, **bunched(first, second, BUNCHED, seed=1)}
        made["bunching"].append(row)
        print(row, flush=True)
    RESULTS.write_text(json.dumps(made, indent=1) + "\n")


if __name__ == "__main__":
    main()
