"""How often a measure's "95 %" interval holds the truth: the proof behind [low, high] in `measure()`.

    python -m benchmarks.coverage

Made films of lognormal shots that stand alone, follow each other, or come in scenes
(kuleshov.metrics.validation.coverage). What was counted is kept as it comes, so that a stopped run
goes on; docs/measures.md shows it.
"""

import json
from pathlib import Path

from kuleshov.metrics.validation.coverage import NULLS, covered

RESULTS = Path(__file__).parent / "results" / "coverage.json"
COMMAND = "python -m benchmarks.coverage"
SHOTS, FILMS = (12, 30, 60), 600


def main() -> None:
    """Count what isn't counted yet, and keep it."""
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    if (kept.get("command"), kept.get("films")) != (COMMAND, FILMS):
        kept = {"command": COMMAND, "films": FILMS, "rows": []}
    there = {(row["null"], row["shots"]) for row in kept["rows"]}
    for null, shots in [(null, shots) for shots in SHOTS for null in NULLS]:
        if (null, shots) in there:
            continue
        found = {
            name: round(share, 4) for name, share in covered(null, shots, FILMS, shots).items()
        }
        kept["rows"].append({"null": null, "shots": shots, **found})
        RESULTS.write_text(json.dumps(kept, indent=1) + "\n")
        print(null, shots, found, flush=True)


if __name__ == "__main__":
    main()
