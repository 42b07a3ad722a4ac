"""What the generator's films are like, beside second takes that it never saw.

    python -m benchmarks.generator
    python -m benchmarks.generator again.npz     # and say how another training's films measure

Four films of six seconds are drawn of every set-up in every beat in which it was shot, and looked
at as they are painted, before any coding. Of each picture: how far it lies from the nearest picture
that was learnt. Of each second: how far it lies, picture by picture, from the nearest second that
was learnt, so that a replay shows. Of each step from a picture to the next: whether the picture
changes by more than in 99 % of the learnt steps of that set-up (a jump). The second takes 4A-2 and
5A-2, which were held back, are measured the same way, as they are and through the generator's 64
numbers; and what these numbers lose of the learnt pictures themselves is told.

docs/images/generator.jpg shows twelve of these films, seeds 1 and 2, a still a half second: those that
came first, none chosen. How long a film takes and how much memory is measured in a process of its own, for the first film of
a set-up and for the next. docs/generator.md gives these figures.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

import kuleshov as ku
from kuleshov.generate.generator import RATE, Camera, Generator, learnt, load
from kuleshov.generate.latents import pictures_of
from kuleshov.generate.nearness import distances
from kuleshov.generate.windows import STEP

RESULTS = Path(__file__).parent / "results" / "generator.json"
COMMAND = "python -m benchmarks.generator"
SHEET = Path(__file__).parent.parent / "docs" / "images" / "generator.jpg"
SHOWN = {
    "1A": "the copy",
    "2A": "the test",
    "3A": "the test",
    "4A": "the flicker",
    "5A": "the choice",
    "8A": "the flicker",
}
SEEDS, SECONDS = (1, 2, 3, 4), 6
HELD_BACK = {"4A": "4A-2", "5A": "5A-2"}

TIMED = """
import resource, sys, tempfile, os, time
os.environ["KULESHOV_STUDIO"] = tempfile.mkdtemp()
import kuleshov as ku
took = []
for seed in (1, 2):
    began = time.process_time()
    ku.generate(sys.argv[1], "the test", seconds=6, seed=seed)
    took.append(round(time.process_time() - began, 2))
print(*took, round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
"""


def changes(pictures: np.ndarray) -> np.ndarray:
    """Return how much each picture differs from the one before, grey levels."""
    rows = pictures.reshape(len(pictures), -1).astype(np.float32)
    return np.sqrt(((rows[1:] - rows[:-1]) ** 2).mean(axis=1))


def usual(camera: Camera) -> float:
    """Return the change that 99 % of a set-up's learnt steps stay under."""
    steps = [
        changes(camera.pictures[camera.owner == take][begin::STEP])
        for take in range(len(camera.takes))
        for begin in range(STEP)
    ]
    return float(np.quantile(np.concatenate(steps), 0.99))


def seconds_off(off: np.ndarray, owner: np.ndarray) -> np.ndarray:
    """Return the distance of each second to the nearest learnt second, from pictures' distances."""
    last = off.shape[1] - STEP * (RATE - 1)
    whole = owner[:last] == owner[STEP * (RATE - 1) :]  # within one take
    squares = [
        np.mean([off[at + k, STEP * k : STEP * k + last] ** 2 for k in range(RATE)], axis=0)[whole]
        for at in range(len(off) - RATE + 1)
    ]
    return np.sqrt([one.min() for one in squares])


def look(pictures: np.ndarray, camera: Camera, jump: float) -> dict[str, np.ndarray]:
    """Measure one film."""
    off = distances(pictures, camera.pictures)
    return {
        "picture": off.min(axis=1),
        "second": seconds_off(off, camera.owner),
        "jump": changes(pictures) > jump,
    }


def told(films: list[dict[str, np.ndarray]]) -> dict[str, float]:
    """Put films' measures into a row."""
    joined = {name: np.concatenate([film[name] for film in films]) for name in films[0]}
    return {
        "picture, median": round(float(np.median(joined["picture"])), 2),
        "picture, 90 %": round(float(np.quantile(joined["picture"], 0.9)), 2),
        "second, median": round(float(np.median(joined["second"])), 2),
        "jumps": round(float(joined["jump"].mean()), 4),
    }


def shot(camera: Camera) -> list[str]:
    """Return the beats in which a set-up was shot."""
    return list(dict.fromkeys(beat.name for take in camera.takes for beat in take.truth.beats))


def measured(model: Generator) -> dict[str, Any]:
    """Measure every set-up in every beat, and what was held back."""
    rows, every, takes, lost = {}, [], {}, {}
    for name in model.cameras:
        camera = learnt(model, name)
        jump = usual(camera)
        rebuilt = camera.latents.decode(model.codes[name].astype(np.float32))
        levels = [
            np.sqrt(np.mean((a.astype(float) - b) ** 2))
            for a, b in zip(rebuilt, camera.pictures, strict=True)
        ]
        lost[name] = round(float(np.median(levels)), 2)
        for beat in shot(camera):
            films = [
                look(
                    camera.latents.decode(model.draw(name, beat, SECONDS * RATE, seed)),
                    camera,
                    jump,
                )
                for seed in SEEDS
            ]
            rows[f"{name}, {beat}"] = told(films)
            every += films
            print(f"{name}, {beat}:", rows[f"{name}, {beat}"], flush=True)
        if name in HELD_BACK:
            second = pictures_of(ku.rushes()[HELD_BACK[name]])[::STEP]
            through = camera.latents.decode(camera.latents.encode(second))
            takes[HELD_BACK[name]] = told([look(second, camera, jump)])
            takes[f"{HELD_BACK[name]} in 64 numbers"] = told([look(through, camera, jump)])
    return {
        "all films": told(every),
        "second takes": takes,
        "lost by 64 numbers, median": lost,
        "films": rows,
    }


def sheet(model: Generator) -> None:
    """Write the picture of films as they come."""
    rows = []
    for setup, beat in SHOWN.items():
        latents = learnt(model, setup).latents
        for seed in SEEDS[:2]:
            film = latents.decode(model.draw(setup, beat, SECONDS * RATE, seed))
            rows.append(np.concatenate(list(film[:: RATE // 2]), axis=1))
    Image.fromarray(np.concatenate(rows)).resize((1440, 810), Image.Resampling.LANCZOS).save(
        SHEET, quality=85
    )


def timed(setup: str, repeats: int = 3) -> dict[str, float]:
    """Return the CPU seconds of a first and a second film of six seconds, and the memory in MiB.

    The best of some runs count: where a machine is at work, NumPy's threads wait for each other.
    """
    command = [sys.executable, "-c", TIMED, setup]
    said = [
        subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(repeats)
    ]
    runs = np.array([one.stdout.split() for one in said], float)
    return dict(
        zip(
            ("first film, CPU s", "next film, CPU s", "memory, MiB"),
            runs.min(axis=0).tolist(),
            strict=True,
        )
    )


def main(others: list[Path]) -> None:
    """Measure the weights that are shipped, and those of other trainings; write the results."""
    time = {setup: timed(setup) for setup in ("1A", "4A")}  # before this process grows
    model = load()
    sheet(model)
    figures = {
        "command": COMMAND,
        "weights, sha256": model.sha256,
        "training": trained(model),
        "time": time,
        **measured(model),
    }
    figures["trained again"] = [
        trained(other) | measured(other)["all films"] for other in map(load, others)
    ]
    RESULTS.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(json.dumps({k: v for k, v in figures.items() if k != "films"}, indent=1))


def trained(model: Generator) -> dict[str, Any]:
    """Say how a model was trained."""
    return {name: model.told[name] for name in ("seed", "steps", "seconds", "loss", "torch")}


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
