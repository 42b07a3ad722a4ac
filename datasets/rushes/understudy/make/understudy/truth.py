"""What is known, written down: truth.json, take by take, as truth.schema.json has it."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from . import kinematics, lighting, room
from .cameras import CAMERAS, LINE, SIZE
from .lamps_data import LAMP_LIGHTS
from .performance import PERFORMANCES, RATE, SCENE, Performance, state
from .sound import lines
from .takes import FLASH, GRAIN, SLATE_FRAMES, TAKES, Take


def header() -> dict:
    """Return all of truth but the takes: it needs neither renderer nor files."""
    return {
        "format": "kuleshov truth 1",
        "title": "The Understudy",
        "licence": "CC BY 4.0",
        "rate": [RATE, 1],
        "size": list(SIZE),
        "lamps": list(kinematics.LAMPS),
        "joints": list(kinematics.JOINTS),
        "scene": SCENE.name,
        "line_of_action": [list(place) for place in LINE],
        "points": {name: _rounded(place) for name, place in room.points().items()},
        "lights": {**LAMP_LIGHTS, **_house_lights()},
        "performances": {name: performance(play) for name, play in PERFORMANCES.items()},
    }


def _house_lights(side: float = 1.0) -> dict:
    """Return the lights that don't move; `side` turns the moon as the clinic does."""
    found = {}
    for name, (kind, colour, power, place, _, _) in lighting.HOUSE.items():
        if side < 0 and name not in lighting.MIRRORED:
            continue
        way = lighting.direction(name, side)
        across = lighting.sideways(name, side)
        at = tuple(-x for x in way) if place is None else (place[0] * across, *place[1:])
        found[name] = {
            "kind": kind,
            "colour": list(colour),
            "power": power,
            "xyz": _rounded(at),
            "aim": _rounded(way),
        }
    return found


def _rounded(values, digits: int = 5) -> list[float]:
    return [round(float(x), digits) for x in values]


def performance(play: Performance) -> dict:
    """Return a performance: what changes as series, what doesn't as one value."""
    states = [state(play, frame) for frame in range(play.frames)]
    series: dict[str, list] = {name: [one[name] for one in states] for name in states[0]}
    for lamp in kinematics.LAMPS:
        bent = [{j: one[f"{lamp}.{j}"] for j in kinematics.JOINTS} for one in states]
        heads = [kinematics.head(lamp, pose) for pose in bent]
        series[f"{lamp}.head"] = [_rounded(centre, 4) for centre, _ in heads]
        series[f"{lamp}.beam"] = [_rounded(beam, 4) for _, beam in heads]
    short = {k: v if any(x != v[0] for x in v) else v[:1] for k, v in series.items()}
    return {
        "story": play.story,
        "start": play.start,
        "frames": play.frames,
        "beats": [asdict(beat) for beat in play.beats],
        "lines": [asdict(line) for line in lines(play)],
        "state": short,
    }


def take_entry(take: Take, visible: dict[str, list[int]], quality: str, folder: Path) -> dict:
    """Return a take's entry; its files must lie in `folder`."""
    camera = CAMERAS[take.camera]
    file = f"{take.name}.mp4"
    entry = {
        "setup": take.setup,
        "description": take.description,
        "frames": take.frames,
        "slate": {"frames": SLATE_FRAMES, "flash": FLASH},
        "usable": [take.first_frame, take.last_frame],
        "clock": {"performance": take.play, "in": take.begin, "out": take.end},
        "camera": {
            "K": [_rounded(row) for row in camera.matrix()],
            "poses": [[_rounded(row, 7) for row in camera.pose()]],
            "lens": {
                "focal": camera.focal,
                "f_stop": camera.f_stop,
                "focus": round(camera.focus, 4),
            },
        },
        "side": camera.side,
        "grain": GRAIN if quality == "final" else 0,
        "visible": visible,
        "quality": quality,
        "file": file,
        "sha256": hashlib.sha256((folder / file).read_bytes()).hexdigest(),
        "stems": {
            lamp: f"stems/{take.name}.{lamp}.flac"
            for lamp in kinematics.LAMPS
            if (folder / f"stems/{take.name}.{lamp}.flac").exists()
        },
    }
    return entry | extras(take, folder)


def extras(take: Take, folder: Path) -> dict:
    """Return what only some takes have: captions, what was moved or planted, depth."""
    more: dict = {}
    if (folder / f"captions/{take.name}.vtt").exists():
        more["captions"] = f"captions/{take.name}.vtt"
    if "cup" in take.art:
        shift = take.art["cup"]
        more["moved"] = {
            name: _rounded([a + b for a, b in zip(place, shift, strict=True)])
            for name, place in room.points().items()
            if name.startswith("cup")
        }
    if take.art.get("light", 1.0) < 0:
        more["lights"] = _house_lights(take.art["light"])
    if take.play == "door":
        more["lights"] = {"hall": lighting.HALL}
    if take.pair:
        more["pair"] = take.pair
    if take.planted:
        planted = {k: v for k, v in asdict(take.planted).items() if v is not None}
        more["planted"] = planted
    depths = sorted((folder / "depth").glob(f"{take.name}.*.png"))
    if depths:
        more["depths"] = {
            str(int(path.name.split(".")[-2])): f"depth/{path.name}" for path in depths
        }
    return more


def runs(seen: list[bool]) -> list[int]:
    """Write a row of yes and no as lengths of runs, hidden first.

    >>> runs([False, False, True, False])
    [2, 1, 1]
    """
    lengths, now = [0], False
    for one in seen:
        if one != now:
            lengths.append(0)
            now = one
        lengths[-1] += 1
    return lengths


def save(path: Path, truth: dict) -> None:
    """Write truth.json: one channel, point or take's entry a line, so that a change can be read."""
    text = json.dumps(truth, indent=1, ensure_ascii=False)
    path.write_text(_tightened(text) + "\n", encoding="utf-8")


def _tightened(text: str) -> str:
    """Put lists of plain values on one line each."""
    out: list[str] = []
    depth = 0
    for line in text.split("\n"):
        bare = line.strip()
        if depth:
            out[-1] += bare if bare[0] == "]" or out[-1][-1] == "[" else " " + bare
        else:
            out.append(line)
        depth += bare.endswith("[") - bare.startswith("]")
    return "\n".join(out)


def load(path: Path) -> dict:
    """Read truth.json, or begin one."""
    takes = {}
    if path.exists():
        takes = json.loads(path.read_text(encoding="utf-8"))["takes"]
    known = {name: takes[name] for name in TAKES if name in takes}
    return header() | {"takes": known}
