"""How many cuts a detector misses where shots of one set-up lie side by side.

    python -m benchmarks.shuffled_cuts

The editor's cut of The Understudy is shuffled with twelve seeds and rendered, so that shots from one
camera meet as no editor lets them meet; then its cuts are looked for. The figures stand on the cards
of what rests on cuts. Takes about four minutes.
"""

import json
import tempfile
from pathlib import Path

import kuleshov as ku

COMMAND = "python -m benchmarks.shuffled_cuts"
RESULTS = Path(__file__).parent / "results" / "shuffled_cuts.json"
FOOTAGE = Path(__file__).resolve().parents[1] / "datasets" / "rushes" / "understudy"
SEEDS = range(1, 13)
SIZE = (640, 360)


def tried(cut: ku.Cut, folder: Path) -> dict[str, int]:
    """Return how many cuts there are in an edit, how many are like to like, and what was found."""
    film = cut.render(folder / "film.mp4", size=SIZE)
    held = ku.score(ku.find_cuts(film), cut.cuts, within=1)
    setups = [shot.take.split("-")[0] for shot in cut]
    alike = [at for at, a, b in zip(cut.cuts, setups, setups[1:], strict=False) if a == b]
    return {
        "cuts": len(cut.cuts),
        "like to like": len(alike),
        "missed": len(held.missed),
        "missed, like to like": len(set(held.missed) & set(alike)),
        "false": len(held.false),
    }


def main() -> None:
    rushes = ku.rushes("understudy")
    edited = ku.Cut.load(FOOTAGE / "editors-cut.edit", rushes)
    with tempfile.TemporaryDirectory() as folder:
        rows = {"as edited": tried(edited, Path(folder))}
        for seed in SEEDS:
            rows[f"shuffled, seed {seed}"] = tried(ku.shuffled(edited, seed), Path(folder))
    kept = [row for name, row in rows.items() if name != "as edited"]
    total = {name: sum(row[name] for row in kept) for name in kept[0]}
    found = {"command": COMMAND, "size": SIZE, "films": rows, "all shuffles": total}
    RESULTS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(total, indent=1))


if __name__ == "__main__":
    main()
