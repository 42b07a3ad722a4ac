"""Edits in and out: a thousand shots, read and written by the kit and by OpenTimelineIO's adapters.

The kit reads EDL, FCP 7 XML and FCPXML itself, since the adapters refuse, or read wrongly, much of
what other programs write. Here both read and write the same plain edit: cuts of two takes, no
transitions, at 24 frames a second, which the adapters can do. Each way runs in a process of its
own, three times in turns; the CPU seconds of the best of them count, with all that it imports. The
ratio is ours to theirs. Needs ``pip install otio-cmx3600-adapter otio-fcp-adapter
otio-fcpx-xml-adapter``; nothing else does. Run it when nothing else runs::

    python -m benchmarks.bench_exchange
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).parent / "results" / "exchange.json"
SHOTS, TURNS = 1000, 3
ADAPTERS = {".edl": "cmx_3600", ".xml": "fcp_xml", ".fcpxml": "fcpx_xml"}

OURS = """
import sys
import kuleshov as ku
way, file, source = sys.argv[1:]
if way == "read":
    assert len(ku.Cut.load(file)) == 1000
else:
    from kuleshov.media import Clip
    from pathlib import Path
    folder = Path(source).parent
    takes = {name: Clip(folder / f"{name}.mp4") for name in ("A", "B")}
    ku.Cut.load(source, takes).save(file)
"""
THEIRS = """
import sys
import opentimelineio as otio
way, file, source, adapter = sys.argv[1:]
if way == "read":
    assert otio.adapters.read_from_file(file, adapter)
else:
    more = {"rate": 24.0} if adapter == "cmx_3600" else {}
    otio.adapters.write_to_file(otio.adapters.read_from_file(source), file, adapter, **more)
"""


def main() -> None:
    """Time each way and format, and keep the figures."""
    if not _has_adapters():
        sys.exit("The adapters of OpenTimelineIO are not installed: see this file's head.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = _edit(folder)
        rows = [
            _row(folder, source, suffix, way) for suffix in ADAPTERS for way in ("write", "read")
        ]
    command = "python -m benchmarks.bench_exchange"
    RESULTS.write_text(
        json.dumps({"command": command, "shots": SHOTS, "rows": rows}, indent=1) + "\n"
    )


def _has_adapters() -> bool:
    import opentimelineio as otio

    return set(ADAPTERS.values()) <= set(otio.adapters.available_adapter_names())


def _edit(folder: Path) -> Path:
    """Write two takes and an edit of them as .otio; return its path."""
    import numpy as np

    from kuleshov.media import Writer
    from kuleshov.timeline import Cut, Edit, Shot

    for name in ("A", "B"):
        with Writer(folder / f"{name}.mp4", rate=24, size=(64, 36), sound_rate=None) as film:
            for _ in range(480):
                film.write(np.zeros((36, 64, 3), np.uint8))
    from kuleshov.media import Clip

    takes = {name: Clip(folder / f"{name}.mp4") for name in ("A", "B")}
    shots = tuple(Shot("AB"[n % 2], n % 400, n % 400 + 24 + n % 48) for n in range(SHOTS))
    return Cut.from_edit(Edit("A thousand", Fraction(24), shots), takes).save(folder / "edit.otio")


def _row(folder: Path, source: Path, suffix: str, way: str) -> dict[str, object]:
    file = folder / f"ours{suffix}"
    theirs = folder / f"theirs{suffix}"
    ours_s, theirs_s, problem = float("inf"), float("inf"), ""
    for _ in range(TURNS):
        ours_s = min(ours_s, _cpu(OURS, way, file, source))
        try:
            theirs_s = min(theirs_s, _cpu(THEIRS, way, theirs, source, ADAPTERS[suffix]))
        except subprocess.CalledProcessError as error:
            problem = error.stderr.strip().splitlines()[-1][:120]
            break
    row = {
        "format": suffix, "way": way, "ours_cpu_s": round(ours_s, 2),
        "adapter_cpu_s": None if problem else round(theirs_s, 2),
        "ratio": None if problem else round(ours_s / theirs_s, 2), "adapter_said": problem,
    }  # fmt: skip
    print(row, flush=True)
    return row


def _cpu(code: str, *arguments: object) -> float:
    """Run Python code in a process of its own; return its CPU seconds."""
    before = os.times()
    subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], cwd=ROOT, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    after = os.times()
    return (after.children_user - before.children_user) + (
        after.children_system - before.children_system
    )


if __name__ == "__main__":
    main()
