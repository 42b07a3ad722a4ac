"""The cutting room in real Chromium: from Run to a room, seeks, cuts and sound, by pixels and samples.

Run it when nothing else runs::

    python -m benchmarks.bench_room              # about eight minutes
    python -m benchmarks.bench_room --cuts 40    # about two
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).parent / "results" / "room.json"
sys.path.insert(0, str(ROOT / "tests"))

OPEN = """import kuleshov as ku
rushes = ku.rushes("understudy")
twelve = {name: rushes[name] for name in list(rushes)[:12]}
cut = ku.Cut("start", rushes=rushes)
for number, name in enumerate(twelve):
    cut.add(name, 1.5, 2.5)"""

# From the key that runs the cell to the room's first picture, on the page's own clock.
USABLE = """() => new Promise(done => {
  const look = () => {
    const room = [...document.querySelectorAll('.ku-room')].at(-1)?.parentElement.kuleshov;
    const shown = room?.record.player.slots.some(slot => slot.reel.at >= 0);
    if (shown) done(performance.now() - window.started);
    else requestAnimationFrame(look);
  };
  look();
})"""


def start_up(page, course: Path, home: Path) -> dict[str, float]:
    """Return seconds from Run to a room that shows its first picture, first and second time."""
    from browser.conftest import running_lab
    from browser.rooms import Room

    with running_lab(course, home) as address:
        Room(page, address, course, "start", [OPEN, "ku.cutting_room(twelve, cut)"])
        found = {}
        page.evaluate(
            "window.addEventListener('keydown', () => { window.started = performance.now(); }, true)"
        )
        for name in ("first, s", "again, s"):
            open_bin(page)
            page.locator(".jp-CodeCell .cm-content").nth(1).click()
            page.wait_for_timeout(2000)
            page.evaluate("document.querySelectorAll('.ku-room').forEach(room => room.remove())")
            page.keyboard.press("Shift+Enter")
            found[name] = round(page.evaluate(USABLE) / 1000, 2)
        return found


def open_bin(page) -> None:
    """Run the first cell; JupyterLab may not listen to keys yet."""
    from playwright.sync_api import TimeoutError

    prompt = "document.querySelector('.jp-InputPrompt').textContent"
    page.evaluate(f"{prompt} = ''")
    for _ in range(5):
        page.locator(".jp-CodeCell .cm-content").nth(0).click()
        page.keyboard.press("Shift+Enter")
        try:
            page.wait_for_function(f"/[*\\d]/.test({prompt})", timeout=5000)
            break
        except TimeoutError:
            continue
    page.wait_for_function(f"/\\d/.test({prompt})")


def course_copy(folder: Path) -> Path:
    """Return a copy of the course, as a student has it."""
    ignore = shutil.ignore_patterns("make", "source", ".ipynb_checkpoints")
    for part in ("course", "datasets/rushes/understudy"):
        shutil.copytree(ROOT / part, folder / part, ignore=ignore)
    shutil.copy(ROOT / "datasets" / "catalog.csv", folder / "datasets" / "catalog.csv")
    return folder


def main() -> None:
    """Measure, print and keep."""
    from browser import room_stage as on
    from browser.conftest import ARGUMENTS
    from playwright.sync_api import sync_playwright

    import kuleshov as ku
    from kuleshov.timeline.mix import mix

    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--cuts", type=int, default=200)
    cuts = wanted.parse_args().cuts
    chromium = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        version = browser.version
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(120_000)
        home = Path(folder) / "home"
        home.mkdir()
        started = start_up(page, course_copy(Path(folder) / "root"), home)
        print("from Run to a room, 12 takes:", started, flush=True)
        takes = on.make_bin(Path(folder) / "bin")
        rushes = ku.rushes(takes)
        with on.stage(page, takes):
            seeks = on.seeks(page, on.long_edit(rushes, 200), 200)
            print(seeks, flush=True)
            played = on.play(page, on.long_edit(rushes, cuts))
            print(played, flush=True)
            cut = on.split_edit(rushes)
            off = on.shift(on.mixed(page, cut), mix(cut, 0, on.samples(cut)))
        print(f"split edits: {off} samples off", flush=True)
    load = round(os.getloadavg()[0], 1)
    rows = {
        "command": f"python -m benchmarks.bench_room --cuts {cuts}",
        "browser": f"Chromium {version}, headless, software decoding, 640x360 at 24 fps",
        "load before": LOAD,
        "load after": load,
        "from Run to a room": {"takes": 12, **started},
        "seeks": seeks,
        "play": played,
        "sound": {"shots": len(cut), "off, samples": off},
    }
    RESULTS.write_text(json.dumps(rows, indent=1) + "\n")


LOAD = round(os.getloadavg()[0], 1)

if __name__ == "__main__":
    main()
