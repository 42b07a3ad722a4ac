"""A year of a market, beside drawing as many offers with NumPy's own weighted choice.

What takes longest in a year is drawing what is offered: people times slots times offers, by weights
that change from slot to slot. The peer draws as many works by `Generator.choice(p=...)`, a call a slot,
and does nothing else: nobody looks, nobody has a niche, nothing is counted. A ladder of forty years
stands beside it. CPU seconds of the best of three runs count. Run it when nothing else runs::

    python -m benchmarks.bench_economy
"""

from __future__ import annotations

import json
import os
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

RESULTS = Path(__file__).parent / "results" / "economy.json"
BUSY = "Made while the machine was at work: CPU seconds hold, but for what processes take from each other."


def best(work: Callable[[], Any], repeats: int = 3) -> float:
    """Return the CPU seconds of the quickest of some runs."""
    taken = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def draws(rules: Any) -> None:
    """Draw as many offers as a year has, by weights, and do nothing with them."""
    chance = np.random.default_rng(1)
    weight = chance.random(rules.works) + 1
    for _ in range(rules.slots):
        chance.choice(rules.works, (rules.people, rules.offers), p=weight / weight.sum())


def main() -> None:
    """Measure, print, keep."""
    import kuleshov as ku

    load = os.getloadavg()[0]
    rows = []
    for name in ("monoculture", "niche feed", "mixed", "popularity feed"):
        rules = ku.market(name, years=1).rules
        kit = best(lambda name=name: ku.market(name, years=1))
        peer = best(lambda rules=rules: draws(rules))
        rows.append(
            {"market": name, "cpu_s": round(kit, 3), "drawing alone, cpu_s": round(peer, 3),
             "ours to it": round(kit / peer, 2)}
        )  # fmt: skip
        print(json.dumps(rows[-1]), flush=True)
    results = {
        "command": "python -m benchmarks.bench_economy",
        "load before": round(load, 1),
        **({"note": BUSY} if load > 0.5 else {}),
        "a year": rows,
        "a ladder of forty years": {"cpu_s": round(best(lambda: ku.ladder(automated=0.9)), 3)},
        "most memory held by the process, MB": round(
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        ),
    }
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(results), flush=True)


if __name__ == "__main__":
    main()
