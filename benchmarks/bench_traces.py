"""Traces in files: how long it takes to read them, and how much memory, beside exiftool.

Every file of the catalogue is read by `ku.traces` (without C2PA's library: none of them has
Content Credentials) and by one exiftool, which reads them all in one process. CPU seconds of the
best of three runs count; exiftool's own start is taken off by a run on one small file. Needs
KULESHOV_TEST_DATA and exiftool. Run it when nothing else runs::

    python -m benchmarks.bench_traces
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results" / "traces.json"
BUSY = "Made while the machine was at work: no figures until it is made again when nothing runs."


def spent(whose: int) -> float:
    """Return the CPU seconds that this process, or those it started, have taken."""
    used = resource.getrusage(whose)
    return used.ru_utime + used.ru_stime


def best(work: Callable[[], Any], whose: int, repeats: int = 3) -> float:
    """Return the CPU seconds of the quickest of some runs."""
    taken = []
    for _ in range(repeats):
        start = spent(whose)
        work()
        taken.append(spent(whose) - start)
    return min(taken)


def main() -> None:
    """Measure, print, keep."""
    import kuleshov as ku

    data, program = os.environ.get("KULESHOV_TEST_DATA"), shutil.which("exiftool")
    if not data or not program:
        sys.exit("bench_traces needs KULESHOV_TEST_DATA and exiftool.")
    load = os.getloadavg()[0]
    files = sorted((Path(data) / "clips" / "files").iterdir())
    slow = []

    def ours() -> None:
        slow.clear()
        for path in files:
            start = time.perf_counter()
            ku.traces(path)
            slow.append(time.perf_counter() - start)

    def theirs(paths: list[Path]) -> None:
        command = [program, "-j", "-G1", "-a", *map(str, paths)]
        subprocess.run(command, check=True, capture_output=True)

    kit = best(ours, resource.RUSAGE_SELF)
    start = best(lambda: theirs(files[:1]), resource.RUSAGE_CHILDREN)
    peer = best(lambda: theirs(files), resource.RUSAGE_CHILDREN) - start
    slowest = max(slow)
    tracemalloc.start()
    ours()
    most = tracemalloc.get_traced_memory()[1]
    results = {
        "command": "python -m benchmarks.bench_traces",
        "load before": round(load, 1),
        **({"note": BUSY} if load > 0.5 else {}),
        "files": len(files),
        "MB in all": round(sum(path.stat().st_size for path in files) / 1e6),
        "kit": {"cpu_s": round(kit, 3), "slowest file, ms": round(slowest * 1e3, 1)},
        "most memory held, MB": round(most / 1e6, 2),
        "exiftool": {"cpu_s": round(peer, 2), "its start, cpu_s": round(start, 2)},
        "ours to it": round(kit / peer, 4),
    }
    print(json.dumps(results), flush=True)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
