"""How often two films "differ" between which nothing does: the proof behind p in `differences()`.

    python -m benchmarks.false_alarms

Pairs of made films whose shots stand alone, follow each other, or come in scenes; twelve measures
each (kuleshov.comparison.nulls). What was counted is kept as it comes, so that a stopped run goes
on; docs/measures.md shows it.
"""

import json
from pathlib import Path

from kuleshov.comparison.nulls import alarms
from kuleshov.metrics.validation.coverage import NULLS

RESULTS = Path(__file__).parent / "results" / "false_alarms.json"
COMMAND = "python -m benchmarks.false_alarms"
SHOTS, PAIRS = (12, 30, 60), 400
TRUE = (("alone", 30, 0.8), ("AR .4", 60, 1.0))  # films that do differ, by so many deviations


def main() -> None:
    """Count what isn't counted yet, and keep it."""
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    if (kept.get("command"), kept.get("pairs")) != (COMMAND, PAIRS):
        kept = {"command": COMMAND, "pairs": PAIRS, "rows": []}
    there = {(row["null"], row["shots"], row["shift"]) for row in kept["rows"]}
    wanted = [(null, shots, 0.0) for shots in SHOTS for null in NULLS] + list(TRUE)
    for null, shots, shift in wanted:
        if (null, shots, shift) in there:
            continue
        found = alarms(null, shots, PAIRS, seed=shots, shift=shift)
        row = {name: round(share, 4) for name, share in found.items()}
        kept["rows"].append({"null": null, "shots": shots, "shift": shift, **row})
        RESULTS.write_text(json.dumps(kept, indent=1) + "\n")
        print(null, shots, shift, row, flush=True)


if __name__ == "__main__":
    main()
