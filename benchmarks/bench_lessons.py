"""Every lesson, run to its end as a student runs it: seconds, and the peak memory of its kernel.

Each lesson's solution edition runs in a process of its own with a fresh studio and no network, so
what is counted is the lesson and nothing before it. Held against the course's promise: under 60 s
and 1 GiB on two cores. Run it when nothing else runs::

    python -m benchmarks.bench_lessons           # all of them
    python -m benchmarks.bench_lessons 00 02     # some

Memory is the largest resident size that the kernel, or a process that it started, ever had.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).parent / "results" / "lessons.json"
SECONDS, MIB = 60, 1024

RUN = """
import json, resource, sys, time
from pathlib import Path
from nbclient import NotebookClient
from kuleshov.authoring.notebooks import read_source, solution_edition
source, folder = map(Path, sys.argv[1:])
book = solution_edition(read_source(source))
start = time.monotonic()
NotebookClient(book, timeout=600, resources={"metadata": {"path": folder}}).execute()
seconds = time.monotonic() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
unit = 2**20 if sys.platform == "darwin" else 2**10
print(json.dumps({
    "lesson": source.stem,
    "cells": sum(cell.cell_type == "code" for cell in book.cells),
    "seconds": round(seconds, 1),
    "cpu_seconds": round(used.ru_utime + used.ru_stime, 1),
    "peak_mib": round(used.ru_maxrss / unit),
}))
"""


def measure(source: Path) -> dict[str, object]:
    """Run one lesson; return what it took, or the last line of what stopped it."""
    with tempfile.TemporaryDirectory(prefix="kuleshov-bench-") as studio:
        environment = os.environ | {
            "KULESHOV_STUDIO": studio,
            "KULESHOV_HOME": str(ROOT),
            "KULESHOV_MIRROR": "http://127.0.0.1:9",
            "IPYTHONDIR": f"{studio}/.ipython",
        }
        command = [sys.executable, "-c", RUN, str(source), str(ROOT / "course")]
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        return {"lesson": source.stem, "stopped": (done.stderr.strip() or "?").splitlines()[-1]}
    return dict(json.loads(done.stdout.splitlines()[-1]))


def kept(row: dict[str, object]) -> bool:
    """Whether a lesson keeps the course's promise."""
    return "stopped" not in row and row["seconds"] <= SECONDS and row["peak_mib"] <= MIB  # type: ignore[operator]


def line(row: dict[str, object]) -> str:
    """Return one line of the table."""
    if "stopped" in row:
        return f"{row['lesson']:<28} stopped: {row['stopped']}"
    verdict = "" if kept(row) else "  over the promise"
    return (
        f"{row['lesson']:<28}{row['seconds']:>8} s{row['cpu_seconds']:>8} CPU-s"
        f"{row['peak_mib']:>7} MiB{verdict}"
    )


def main(wanted: list[str]) -> None:
    """Measure the lessons that are asked for, print the table, keep it."""
    rows = []
    load = os.getloadavg()[0]
    for source in sorted((ROOT / "course" / "source").glob("*.py")):
        if not wanted or source.name[:2] in wanted:
            rows.append(measure(source))
            print(line(rows[-1]), flush=True)
    print(f"promised: {SECONDS} s, {MIB} MiB; {os.cpu_count()} cores, load before {load:.1f}")
    if not wanted:
        about = {
            "cores": os.cpu_count(),
            "load_before": round(load, 1),
            "machine": platform.machine(),
        }
        command = "python -m benchmarks.bench_lessons"
        data = {"command": command, **about, "python": platform.python_version(), "lessons": rows}
        RESULTS.write_text(json.dumps(data, indent=1) + "\n")
    sys.exit(0 if all(map(kept, rows)) else 1)


if __name__ == "__main__":
    main(sys.argv[1:])
