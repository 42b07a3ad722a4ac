"""Does a number depend on the parcel that the film came in?

    KULESHOV_TEST_DATA=... python -m benchmarks.invariance

Fifteen seconds of each film, from its sixth, are encoded as H.264 at 480 lines and CRF 18, and
held against themselves at 1080 lines, at CRF 28, and as VP9. Cuts must be the same. For each measure the table says by how much it moves,
and in how many of the comparisons the new value lies within the old one's interval, or within the
measure's tolerance (registry), which is all that a number without an interval has. The films:
The Understudy's editor's cut, and of the real clips that KULESHOV_TEST_DATA names an animated
one and a generated one. The table is written to benchmarks/results and beside
the cards, which show it.
"""

import json
import os
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from kuleshov.folders import course_root
from kuleshov.metrics import REGISTRY, cards, find_cuts, measure

RESULTS = Path(__file__).parent / "results" / "invariance.json"
CARDS = Path(cards.__file__).with_name("cards") / "invariance.json"
CLIPS = ("h_bbb_480p", "g_ll_cabin_w21")
H264 = ["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"]
VERSIONS = {
    "480p, CRF 18": (480, [*H264, "-crf", "18"]),
    "1080p, CRF 18": (1080, [*H264, "-crf", "18"]),
    "480p, CRF 28": (480, [*H264, "-crf", "28"]),
    "480p, VP9": (480, ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "0", "-crf", "32"]),
}  # fmt: skip
FIRST = "480p, CRF 18"
SECONDS = "15"


def films() -> dict[str, Path]:
    """Return the films that are here."""
    rushes = course_root() / "datasets" / "rushes" / "understudy"
    found = {"editors-cut": rushes / "editors-cut.mp4"}
    folder = Path(os.environ.get("KULESHOV_TEST_DATA", "")) / "clips" / "files"
    for name in CLIPS:
        found.update((name, path) for path in sorted(folder.glob(f"{name}.*")))
    return found


def version(film: Path, lines: int, coded: list[str], place: Path) -> Path:
    """Encode a film anew."""
    import imageio_ffmpeg

    subprocess.run(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-ss", "6", "-t", SECONDS, "-i", film, "-vf",
         f"scale=-2:{lines}:flags=bicubic", *coded, "-c:a", "aac", "-b:a", "160k", "-f", "matroska", place],
        check=True,
    )  # fmt: skip
    return place


def main() -> None:
    """Encode, measure, print the table, and keep it."""
    moved: dict[str, list[dict]] = {id: [] for id in REGISTRY}
    cuts: list[dict] = []
    with tempfile.TemporaryDirectory() as name:
        for title, film in films().items():
            made = {
                label: version(film, lines, coded, Path(name) / f"{title}-{number}.mkv")
                for number, (label, (lines, coded)) in enumerate(VERSIONS.items())
            }
            numbers = {label: measure(path) for label, path in made.items()}
            frames = {label: [t.frame for t in find_cuts(path)] for label, path in made.items()}
            first = numbers[FIRST]
            for label in [label for label in VERSIONS if label != FIRST]:
                cuts.append(
                    {"film": title, "version": label, "same": frames[label] == frames[FIRST]}
                )
                for id in REGISTRY:
                    row = held(first[id], numbers[label][id])
                    if row:
                        moved[id].append({"film": title, "version": label, **row})
            print(title, {label: len(found) for label, found in frames.items()}, flush=True)
    kept = {"command": "python -m benchmarks.invariance", "cuts": cuts, "measures": summary(moved)}
    text = json.dumps(kept, indent=1, ensure_ascii=False) + "\n"
    RESULTS.write_text(text, encoding="utf-8")
    CARDS.write_text(text, encoding="utf-8")
    for id, row in kept["measures"].items():
        print(f"{id:18}{row['words']}")


def held(first: object, other: object) -> dict | None:
    """Hold a value against the first version's."""
    before, after = first.value, other.value  # type: ignore[attr-defined]
    if np.isnan(before) and np.isnan(after):
        return None
    if np.isnan(before) or np.isnan(after):
        return {"moved": None, "share": None, "within": False}
    interval = first.interval  # type: ignore[attr-defined]
    spec = REGISTRY[first.id]  # type: ignore[attr-defined]
    allowed = max(spec.tolerance, spec.relative * abs(before))
    low, high = interval or (before - allowed, before + allowed)
    within = min(low, before - allowed) <= after <= max(high, before + allowed)
    share = abs(after - before) / abs(before) if before else float(after != before)
    return {
        "moved": round(float(after - before), 5),
        "share": round(float(share), 4),
        "within": within,
    }


def summary(moved: dict[str, list[dict]]) -> dict[str, dict]:
    """Say for each measure how it held, in words."""
    found = {}
    for id, rows in moved.items():
        if not rows:
            continue
        inside = sum(row["within"] for row in rows)
        told = [row for row in rows if row["moved"] is not None]
        words = f"within its interval or its tolerance in {inside} of {len(rows)} comparisons"
        if told and not any(row["moved"] for row in told):
            words += "; it does not move at all"
        elif told:
            worst = max(told, key=lambda row: abs(row["moved"]))
            words += (
                f"; moves most, by {worst['moved']:+.3g} {REGISTRY[id].unit}".rstrip()
                + f", in {worst['film']} at {worst['version']}"
            )
        if len(told) < len(rows):
            words += f"; refused in only one of two versions {len(rows) - len(told)} times"
        found[id] = {"words": words + ".", "rows": rows}
    return found


if __name__ == "__main__":
    main()
