"""A small bin with a truth.json, made of stand-in takes."""

import json
from pathlib import Path

from kuleshov.files import sha256
from kuleshov.library.truth import FORMAT

from .takes import make_take

NAMES = ("1A-1", "4A-1", "4A-2", "C10a")


def make_rushes(folder: Path, names: tuple[str, ...] = NAMES, frames: int = 96) -> Path:
    """Write takes of 96 frames (slate 24, handles 12) and what is known about them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        make_take(folder / f"{name}.mp4", name=name, frames=frames, size=(160, 90))
    (folder / "4A-1.vtt").write_text("WEBVTT\n\n00:01.500 --> 00:02.000\nAgain.\n")
    (folder / "truth.json").write_text(json.dumps(_truth(folder, names, frames)))
    return folder


def _truth(folder: Path, names: tuple[str, ...], frames: int) -> dict:
    clock = {"story": True, "start": 0, "frames": frames, "beats": [], "lines": [], "state": {}}
    return {
        "format": FORMAT,
        "title": "Stand-ins",
        "licence": "CC BY 4.0",
        "rate": [24, 1],
        "size": [160, 90],
        "lamps": [],
        "joints": [],
        "scene": "scene",
        "line_of_action": [[-1, 0, 0], [1, 0, 0]],
        "points": {},
        "lights": {},
        "performances": {"scene": clock},
        "takes": {name: _take(folder, name, frames) for name in names},
    }


def _take(folder: Path, name: str, frames: int) -> dict:
    camera = {"K": [[100, 0, 80], [0, 100, 45], [0, 0, 1]], "poses": [[[1, 0, 0, 0]] * 3]}
    return {
        "setup": name[0],
        "description": f"A circle wanders, take {name}.",
        "frames": frames,
        "slate": {"frames": 24, "flash": 23},
        "usable": [36, frames - 12],
        "clock": {"performance": "scene", "in": 0, "out": (frames - 48) / 24},
        "camera": camera | {"lens": {"focal": 35, "f_stop": 4, "focus": 2}},
        "side": "near",
        "grain": 0,
        "visible": {},
        "quality": "animatic",
        "file": f"{name}.mp4",
        "sha256": sha256(folder / f"{name}.mp4"),
        "stems": {},
        "captions": "4A-1.vtt" if name == "4A-1" else None,
    }
