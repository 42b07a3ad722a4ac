"""Ten seconds of dream, and a forecast, beside the decoding and the encoding that any film costs.

`ku.dream` reads 240 frames of a take at 640 by 360, fits twenty patterns, and writes 240 frames. The
peer reads the same frames and writes them again, with the kit's own Writer: what is above it is the
model. `ku.forecast_error` reads 30 s at 160 by 90; its peer reads them. Each runs in a process of its
own, CPU seconds count, and the promise is 5 of them for a dream. Run it when nothing else runs::

    python -m benchmarks.bench_dreams
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RESULTS = Path(__file__).parent / "results" / "dreams.json"
TAKES = ("1A-1", "4A-1", "2A-1")
SECONDS, SIZE, FRAMES = 10, (640, 360), 240
PROMISED = 5.0  # CPU-s
BUSY = "Made while the machine was at work: CPU seconds hold, but for what the processes take from each other."


def dream(take: str) -> None:
    """Dream ten seconds of a take."""
    import kuleshov as ku

    ku.dream(ku.rushes("understudy")[take], seconds=SECONDS)


def copy(take: str) -> None:
    """Read and write as many frames as a dream does."""
    import kuleshov as ku
    from kuleshov.folders import studio
    from kuleshov.media import Writer

    one = ku.rushes("understudy")[take]
    with Writer(studio() / "copy.mp4", one.rate, SIZE, sound_rate=None) as film:
        for picture in one.clip.images(one.last - FRAMES, one.last, size=SIZE):
            film.write(picture)


def forecast(take: str) -> None:
    """Foretell the last third of thirty seconds, or of what there is."""
    import kuleshov as ku

    learn = 20 if take == "1A-1" else 14
    ku.forecast_error(ku.rushes("understudy")[take], learn=learn, test=learn / 2)


def read(take: str) -> None:
    """Read as many small frames as a forecast does."""
    import kuleshov as ku

    one = ku.rushes("understudy")[take]
    frames = 720 if take == "1A-1" else 504
    for _ in one.clip.planes((160, 90), one.first, one.first + frames):
        pass


WORK = {work.__name__: work for work in (dream, copy, forecast, read)}


def alone(name: str, take: str) -> float:
    """Return the CPU seconds of a piece of work in a process of its own, imports left out."""
    with tempfile.TemporaryDirectory() as studio:
        place = {**os.environ, "KULESHOV_STUDIO": studio}
        command = [sys.executable, "-m", "benchmarks.bench_dreams", name, take]
        done = subprocess.run(command, env=place, check=True, capture_output=True, text=True)
    return float(done.stdout.splitlines()[-1])


def timed(name: str, take: str) -> None:
    """Do a piece of work and print its CPU seconds."""
    import cv2  # noqa: F401

    import kuleshov.generate.dreams
    import kuleshov.generate.forecasts  # noqa: F401

    start = time.process_time()
    WORK[name](take)
    print(time.process_time() - start)


def main() -> None:
    """Measure, print, keep."""
    load, rows = os.getloadavg()[0], {}
    for take in TAKES:
        spent = {name: round(alone(name, take), 2) for name in WORK}
        rows[take] = {
            **{f"{name}, cpu_s": value for name, value in spent.items()},
            "dream to copy": round(spent["dream"] / spent["copy"], 2),
            "forecast to read": round(spent["forecast"] / spent["read"], 2),
        }
        print(take, json.dumps(rows[take]), flush=True)
    results = {
        "command": "python -m benchmarks.bench_dreams",
        "load before": round(load, 1),
        **({"note": BUSY} if load > 0.5 else {}),
        "takes": rows,
    }
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    sys.exit(any(row["dream, cpu_s"] > PROMISED for row in rows.values()))


if __name__ == "__main__":
    timed(*sys.argv[1:]) if len(sys.argv) == 3 else main()
