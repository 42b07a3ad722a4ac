"""What the measures say about real clips: the numbers and pictures of docs/clips.md.

    KULESHOV_TEST_DATA=... python -m benchmarks.real_clips

All clips that KULESHOV_TEST_DATA/clips/files holds are measured as they stand. Then pairs that
the eye tells apart, or ought not to, are brought to one form and compared, each held against what
another codec alone does to one film; and the four briefs that several generators answered are
taken apart into brief and maker. Written: benchmarks/results/clips.csv, clips.json,
docs/images/clips-*.png, how far clips lie apart in each measure, which plots use, and the table
that the kit carries (``ku.table("clips")``).
"""

import csv
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import kuleshov as ku
from kuleshov import library
from kuleshov.comparison import Difference
from kuleshov.metrics import REGISTRY, cards, measure
from kuleshov.metrics.formulas.variety import two_way
from kuleshov.show.pictures import spread
from kuleshov.show.style import AMBER, BLUE, GREY, INK, plot_style

HERE = Path(__file__).parent
RESULTS = HERE / "results"
IMAGES = HERE.parent / "docs" / "images"
CODEC = ("h_bbb_480p", "h_bbb_vp8")  # one film, two codecs: what a codec alone can do
PAIRS = {
    "with cache, without": ("g_ll_recache", "g_ll_nocache"),
    "long window, short": ("g_ll_cabin_w21", "g_ll_cabin_w9"),
    "wide, closer": ("g_k5_piano10", "g_k5_piano5"),
}
BRIEFS = ("cutin", "srs", "cutout", "angle")
ANSWERED_ALL = ("shotdirector", "phantom", "storydiffusion", "syncammaster", "mask2dit")
ENOUGH = 20  # clips
SPREADS = Path(cards.__file__).with_name("cards") / "spreads.json"
CARRIED = Path(library.__file__).with_name("clips.csv")
REACH = 3.2  # spreads, the half width of a picture
OF_EDITS = ("asl", "median", "log_sd", "shots", "short_share")


def clips() -> dict[str, Path]:
    """Return the clips that are here, by id."""
    folder = Path(os.environ.get("KULESHOV_TEST_DATA", "")) / "clips" / "files"
    found = {path.stem: path for path in sorted(folder.glob("*")) if path.suffix != ".csv"}
    if not found:
        raise SystemExit("KULESHOV_TEST_DATA names no folder with clips in clips/files.")
    return found


def measured(paths: dict[str, Path]) -> dict[str, Any]:
    """Measure every clip as it stands."""
    found = {}
    for number, (name, path) in enumerate(paths.items(), 1):
        print(f"\r{number} of {len(paths)} {name:40}", end="", file=sys.stderr)
        found[name] = measure(path)
    print(file=sys.stderr)
    return found


def write_table(found: dict[str, Any]) -> None:
    """Write every number as a tidy table."""
    with (RESULTS / "clips.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("clip", "id", "value", "unit", "low", "high"))
        for name, numbers in found.items():
            for one in numbers.values():
                if np.isfinite(one.value):
                    low, high = one.interval or (None, None)
                    table.writerow(
                        (name, one.id, *(_short(v) for v in (one.value,)), one.unit, _short(low), _short(high))
                    )  # fmt: skip


def _short(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"


def pair(paths: dict[str, Path], names: tuple[str, str]) -> list[Difference]:
    """Compare two clips in one form."""
    both = ku.compare(first=paths[names[0]], second=paths[names[1]])
    return list(both.differences())  # type: ignore[union-attr]


def verdicts(of_pair: list[Difference], of_codec: list[Difference]) -> list[dict[str, Any]]:
    """Say of each measure whether a pair differs in it by more than a codec alone would make it."""
    codec = {one.id: one for one in of_codec}
    rows = []
    for one in of_pair:
        if not one.is_measured:
            continue
        alone = codec[one.id].value if one.id in codec else float("nan")
        rows.append({
            "id": one.id, "first": one.values[0], "second": one.values[1], "difference": one.value,
            "codec alone": alone, "more than a codec": abs(one.value) > abs(alone),
        })  # fmt: skip
    return rows


def by_brief(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Take the answers to four briefs apart into brief and maker, measure by measure."""
    rows = []
    for id in REGISTRY:
        cells = [[found[f"g_sd_{b}_{m}"][id].value for m in ANSWERED_ALL] for b in BRIEFS]
        table = np.array(cells, float)
        if id != "median" and np.isfinite(table).all() and table.std() > 0:
            rows.append({"id": id, **two_way(table)._asdict()})
    return rows


def draw_pairs(pairs: dict[str, list[dict[str, Any]]], spreads: dict[str, float]) -> None:
    """Draw each pair's differences in units of each measure's spread over all clips."""
    import matplotlib.pyplot as plt

    ids = [id for id in REGISTRY if any(r["id"] == id for rows in pairs.values() for r in rows)]
    ids = [id for id in ids if id not in OF_EDITS and spreads.get(id, 0) > 0]
    with plot_style():
        figure, axes = plt.subplots(1, len(pairs), figsize=(10, 0.3 * len(ids) + 1.4), sharey=True)
        for axis, (title, rows) in zip(axes, pairs.items(), strict=True):
            for y, id in enumerate(reversed(ids)):
                row = next((r for r in rows if r["id"] == id), None)
                if row:
                    _difference(axis, y, row, spreads[id])
            axis.axvline(0, color=GREY, lw=0.8)
            axis.set_xlim(-REACH, REACH)
            axis.set_title(title, fontsize=10)
            axis.set_xlabel("spreads of all clips", fontsize=8)
            axis.tick_params(axis="y", length=0)
        axes[0].set_yticks(range(len(ids)), [REGISTRY[id].name for id in reversed(ids)], fontsize=8)
        figure.savefig(IMAGES / "clips-pairs.png", dpi=130)
        plt.close(figure)


def _difference(axis: Any, y: int, row: dict[str, Any], unit: float) -> None:
    alone = abs(row["codec alone"]) / unit
    if np.isfinite(alone):
        axis.barh(y, 2 * alone, left=-alone, height=0.72, color=GREY, alpha=0.25, lw=0)
    colour = AMBER if row["more than a codec"] else INK
    at = float(np.clip(row["difference"] / unit, -REACH, REACH))
    face = colour if row["more than a codec"] else "none"
    axis.plot([at], [y], "o", ms=5.5, mfc=face, mec=colour)


def draw_all(found: dict[str, Any]) -> None:
    """Draw every clip as a mark: people's above, generated ones below, a row each measure."""
    import matplotlib.pyplot as plt

    ids = [id for id in REGISTRY if id not in OF_EDITS and _count(found, id, "h_") >= 3 <= _count(found, id, "g_")]  # fmt: skip
    with plot_style():
        figure, axes = plt.subplots(len(ids), 1, figsize=(9, 0.55 * len(ids) + 0.6))
        for axis, id in zip(axes, ids, strict=True):
            for y, start, mark, colour in ((1, "h_", "o", AMBER), (0, "g_", "s", BLUE)):
                values = [m[id].value for n, m in found.items() if n.startswith(start)]
                axis.plot(values, [y] * len(values), mark, color=colour, ms=5, alpha=0.6, mew=0)
            axis.set_ylim(-0.8, 1.8)
            axis.set_yticks([])
            for side in ("left", "right", "top"):
                axis.spines[side].set_visible(False)
            name, unit = REGISTRY[id].name, REGISTRY[id].unit
            axis.set_ylabel(f"{name}, {unit}" if unit else name, rotation=0, ha="right", va="center", fontsize=8)  # fmt: skip
            axis.tick_params(labelsize=7)
        figure.savefig(IMAGES / "clips-all.png", dpi=130)
        plt.close(figure)


def _count(found: dict[str, Any], id: str, start: str) -> int:
    return sum(n.startswith(start) and np.isfinite(m[id].value) for n, m in found.items())


def draw_briefs(rows: list[dict[str, Any]]) -> None:
    """Draw how much of each measure's differences brief and maker account for."""
    import matplotlib.pyplot as plt

    rows = sorted(rows, key=lambda row: row["columns"])
    with plot_style():
        figure, axis = plt.subplots(figsize=(9, 0.34 * len(rows) + 1))
        for y, row in enumerate(rows):
            axis.barh(y, row["columns"], color=BLUE, height=0.62)
            axis.barh(y, row["rows"], left=row["columns"], color=AMBER, height=0.62)
            axis.barh(y, row["rest"], left=row["columns"] + row["rows"], color=GREY, alpha=0.3, height=0.62)  # fmt: skip
            said = f"maker p {row['p_columns']:.3f}, brief p {row['p_rows']:.3f}"
            axis.annotate(said, (1.01, y), va="center", fontsize=7.5, annotation_clip=False)
        axis.set_yticks(range(len(rows)), [REGISTRY[row["id"]].name for row in rows], fontsize=8)
        axis.set_xlim(0, 1)
        axis.set_xlabel("share of the differences: blue the maker, amber the brief, grey neither")
        figure.savefig(IMAGES / "clips-briefs.png", dpi=130)
        plt.close(figure)


def draw_stills(paths: dict[str, Path], columns: int = 6, width: int = 190) -> None:
    """Lay stills of the pairs' clips in rows, on ink."""
    import cv2

    rows = []
    for name in [n for names in (*PAIRS.values(), CODEC) for n in names]:
        clip = ku.Clip(paths[name])
        shown = []
        for frame in spread(clip, columns):
            picture = clip.frame(frame)
            height = width * 9 // 16
            high = round(width * picture.shape[0] / picture.shape[1])
            small = cv2.resize(picture, (width, high), interpolation=cv2.INTER_AREA)
            cell = np.full((height, width, 3), (0x1B, 0x1D, 0x23), np.uint8)
            top = max(0, (high - height) // 2)
            cut = small[top : top + height]
            cell[(height - len(cut)) // 2 :][: len(cut)] = cut
            shown.append(np.pad(cell, ((3, 3), (2, 2), (0, 0)), constant_values=0x1E))
        rows.append(np.hstack(shown))
    sheet = np.ascontiguousarray(np.vstack(rows)[..., ::-1])
    cv2.imwrite(str(IMAGES / "clips-stills.jpg"), sheet, [cv2.IMWRITE_JPEG_QUALITY, 82])


def ordinary(table: pd.DataFrame) -> dict[str, float]:
    """Return how far clips lie apart in each measure that enough of them have."""
    found = {}
    for id, rows in table.groupby("id"):
        values = rows["value"].dropna()
        low, high = values.quantile([0.25, 0.75]) if len(values) >= ENOUGH else (0, 0)
        if high > low:
            found[str(id)] = round(float(high - low) / 1.349, 6)
    return found


def write_spreads() -> None:
    """Keep with the kit how far ordinary clips lie apart: plots of comparisons are in such units."""
    kept = {"command": "python -m benchmarks.real_clips", "of": "benchmarks/results/clips.csv",
            "spreads": ordinary(pd.read_csv(RESULTS / "clips.csv"))}  # fmt: skip
    SPREADS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def write_carried() -> None:
    """Keep the numbers with the kit, a row a clip: ``ku.table("clips")``."""
    tidy = pd.read_csv(RESULTS / "clips.csv")
    wide = tidy.pivot(index="clip", columns="id", values="value")
    wide = wide[[id for id in REGISTRY if id in wide]]  # a film's own edit and marks are in none
    made = ["a generator" if clip.startswith("g_") else "people" for clip in wide.index]
    wide.insert(0, "made_by", made)
    wide.index.name = "film"
    wide.to_csv(CARRIED, lineterminator="\n")


def main() -> None:
    """Measure, compare, draw, and keep the figures."""
    paths = clips()
    IMAGES.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("KULESHOV_STUDIO", tempfile.mkdtemp())
    found = measured(paths)
    write_table(found)
    write_spreads()
    write_carried()
    codec = pair(paths, CODEC)
    pairs = {title: verdicts(pair(paths, names), codec) for title, names in PAIRS.items()}
    spreads = {}
    for id in REGISTRY:
        values = np.array([m[id].value for m in found.values()])
        spreads[id] = float(np.nanstd(values)) if np.isfinite(values).sum() > 4 else 0.0
    briefs = by_brief(found)
    kept = {"command": "python -m benchmarks.real_clips", "clips": len(found),
            "codec": verdicts(codec, []), "pairs": pairs, "briefs": briefs}  # fmt: skip
    text = json.dumps(kept, indent=1, default=float)
    (RESULTS / "clips.json").write_text(text.replace("NaN", "null") + "\n", encoding="utf-8")
    draw_pairs(pairs, spreads)
    draw_all(found)
    draw_briefs(briefs)
    draw_stills(paths)
    for title, rows in pairs.items():
        print(f"{title}: {', '.join(r['id'] for r in rows if r['more than a codec']) or 'nothing'}")


if __name__ == "__main__":
    main()
