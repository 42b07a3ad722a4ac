"""The gate: every measure is given its own defect in doses, and another one beside it.

    KULESHOV_TEST_DATA=... python -m benchmarks.dose_response [id ...]

Sources are stretches of the rushes, and of the real clips that KULESHOV_TEST_DATA names; for
measures of an edit the shots of eight Hollywood films where KULESHOV_TEST_DATA has them, else drawn ones.
The rule stands in kuleshov.metrics.validation.proof. The table is written to benchmarks/results/ and beside
the cards; the command fails where a shipped measure does not pass.
"""

import csv
import json
import sys
from pathlib import Path

from kuleshov.metrics import REGISTRY, cards
from kuleshov.metrics.validation import learned, proof
from kuleshov.metrics.validation.trials import TRIALS

RESULTS = Path(__file__).parent / "results"
CARDS = Path(cards.__file__).with_name("cards") / "proof.json"
COLUMNS = (
    "id", "passed", "defect", "unit", "rho", "rho_least", "effect", "control", "control_effect",
    "sources", "why",
)  # fmt: skip


def rounded(value: object) -> object:
    """Return plain data with numbers of four figures: what is kept is read, not computed with."""
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, list):
        return [rounded(one) for one in value]
    if isinstance(value, dict):
        return {name: rounded(one) for name, one in value.items()}
    return value


def write(found: dict[str, dict]) -> None:
    """Write the table as JSON, as CSV, and beside the cards."""
    order = [id for id in [*REGISTRY, *TRIALS] if id in found]
    rows = [found[id] for id in dict.fromkeys(order)]
    kept = {"command": "python -m benchmarks.dose_response", "proofs": rows}
    text = json.dumps(kept, indent=None, separators=(",", ":")).replace('{"id"', '\n{"id"') + "\n"
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "dose_response.json").write_text(text, encoding="utf-8")
    shipped = {**kept, "proofs": [row for row in rows if row["id"] in REGISTRY]}
    text = json.dumps(shipped, separators=(",", ":")).replace('{"id"', '\n{"id"') + "\n"
    CARDS.write_text(text, encoding="utf-8")
    with (RESULTS / "dose_response.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        for row in rows:
            table.writerow([len(row[c]) if c == "sources" else row[c] for c in COLUMNS])


def main(ids: list[str]) -> int:
    """Run the trials, print and keep the table, and say how many shipped measures failed."""
    found: dict[str, dict] = {}
    if (RESULTS / "dose_response.json").is_file():
        kept = json.loads((RESULTS / "dose_response.json").read_text(encoding="utf-8"))
        found = {row["id"]: row for row in kept["proofs"]}
    failed = 0
    for id in ids or TRIALS:
        if id == "room_learned" and not learned.installed():
            print("room_learned is not tried: its optional extra is not installed", flush=True)
            continue
        result = proof.dose_response(id)
        print(result, flush=True)
        found[id] = rounded(result.as_dict())  # type: ignore[assignment]
        failed += id in REGISTRY and not result.passed
        write(found)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
