"""The papers of a film, beside reading its files once: that is what can't be left out.

A film of fifteen takes is rendered into a studio of its own. `ku.papers(film)` follows it to its takes,
reads each file's bytes for their hash, and its traces. The peer hashes the same files. CPU seconds of
the best of five runs count. Run it when nothing else runs::

    python -m benchmarks.bench_papers
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results" / "papers.json"
BUSY = "Made while the machine was at work: CPU seconds hold, but for what processes take from each other."


def best(work: Callable[[], Any], repeats: int = 5) -> float:
    """Return the CPU seconds of the quickest of some runs."""
    taken = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def main() -> None:
    """Measure, print, keep."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="kuleshov-bench-") as studio:
        os.environ["KULESHOV_STUDIO"] = studio
        import kuleshov as ku
        from kuleshov.files import sha256

        rushes = ku.rushes("understudy")
        cut = ku.Cut("Fifteen takes", rushes=rushes)
        for name in list(rushes)[:15]:
            cut.add(rushes[name], rushes[name].first / 24, rushes[name].first / 24 + 1)
        film = cut.render("fifteen.mp4")
        files = [Path(film.path), *(Path(rushes[name].path) for name in cut.edit.takes())]
        kit, peer = best(lambda: ku.papers(film)), best(lambda: [sha256(file) for file in files])
    results = {
        "command": "python -m benchmarks.bench_papers",
        "load before": round(load, 1),
        **({"note": BUSY} if load > 0.5 else {}),
        "files": len(files),
        "MB in all": round(sum(file.stat().st_size for file in files if file.exists()) / 1e6),
        "ku.papers": {"cpu_s": round(kit, 3)},
        "hashing the same files": {"cpu_s": round(peer, 3)},
        "ours to it": round(kit / peer, 2),
    }
    print(json.dumps(results), flush=True)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
