"""What measuring costs, beside a bare decode and PySceneDetect's detection, in one run.

    python -m benchmarks.bench_measure

The same file for all, at 480 and at 1080 lines: The Understudy's editor's cut, encoded anew at
both sizes (x264, CRF 23), so that anybody can run it. CPU time is user and system time of a
process of its own, after every way has met a film of two seconds first, so that imports and first
calls are left out alike; nothing comes from the cache but in the last row. Memory is the highest
resident set above what the imports take.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

RESULTS = Path(__file__).parent / "results" / "measure.json"
SIZES = {"480p": (854, 480), "1080p": (1920, 1080)}
ROUNDS = 3

WAYS = {
    "bare decode": """
import av
from kuleshov.media import Clip
def go(path):
    for _ in Clip(path).planes(None): pass
""",
    "PySceneDetect content": """
import scenedetect, cv2
def go(path):
    manager = scenedetect.SceneManager()
    manager.add_detector(scenedetect.ContentDetector())
    manager.detect_scenes(scenedetect.open_video(path))
""",
    "PySceneDetect adaptive": """
import scenedetect, cv2
def go(path):
    manager = scenedetect.SceneManager()
    manager.add_detector(scenedetect.AdaptiveDetector())
    manager.detect_scenes(scenedetect.open_video(path))
""",
    "our cuts": """
import cv2, scipy.signal
from kuleshov.metrics import find_cuts
def go(path): find_cuts(path)
""",
    "our everyday measures": """
import cv2, scipy.signal, scipy.stats, scipy.special, pyloudnorm
from kuleshov.metrics import measure
EVERYDAY = ["asl", "median", "log_sd", "shots", "short_share", "activity", "exposure", "flicker", "loudness"]
def go(path): measure(path, EVERYDAY)
""",
    "all our measures": """
import cv2, scipy.signal, scipy.stats, scipy.special, scipy.fft, scipy.spatial.distance, pyloudnorm
from kuleshov.metrics import measure
def go(path): measure(path)
""",
    "all, from the cache": """
import cv2, scipy.signal, scipy.stats, scipy.special, scipy.fft, scipy.spatial.distance, pyloudnorm
from kuleshov.metrics import measure
def go(path): measure(path)
""",
}
RUN = """
import json, resource, sys, time
def used():
    u = resource.getrusage(resource.RUSAGE_SELF)
    return u.ru_utime + u.ru_stime, u.ru_maxrss / 1024
short, path = sys.argv[1:]
imported = used()[1]
go(short)
before, began = used(), time.perf_counter()
go(path)
after = used()
print(json.dumps([after[0] - before[0], after[1] - imported, time.perf_counter() - began]))
"""


def run(way: str, short: Path, path: Path, cache: Path) -> tuple[float, float, float]:
    """Run one way in a process of its own: CPU seconds, MiB above the imports, seconds."""
    env = {**os.environ, "KULESHOV_CACHE": str(cache)}
    done = subprocess.run(
        [sys.executable, "-c", WAYS[way] + RUN, str(short), str(path)],
        env=env, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{way} failed:\n{done.stderr}")
    cpu, memory, wall = json.loads(done.stdout.strip().splitlines()[-1])
    return cpu, memory, wall


def copy(path: Path, size: tuple[int, int], seconds: int = 600) -> Path:
    """Encode the editor's cut, or its beginning, at another size."""
    import imageio_ffmpeg

    from kuleshov.folders import course_root

    film = course_root() / "datasets" / "rushes" / "understudy" / "editors-cut.mp4"
    scale = f"scale={size[0]}:{size[1]}:flags=bicubic"
    subprocess.run(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-i", film, "-t", str(seconds), "-vf", scale, "-c:v",
         "libx264", "-crf", "23", "-preset", "veryfast", "-c:a", "copy", path], check=True,
    )  # fmt: skip
    return path


def main() -> None:
    """Measure all ways at both sizes, print the table, and keep it."""
    from kuleshov.media import Clip

    results: dict[str, dict] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for title, size in SIZES.items():
            film = copy(folder / f"{title}.mp4", size)
            short = copy(folder / f"{title}-short.mp4", size, 2)
            frames = Clip(film).frames
            found: dict[str, list[tuple[float, float, float]]] = {way: [] for way in WAYS}
            for number in range(ROUNDS):
                for way in WAYS:
                    kept = folder / f"{title}-{number}-{'all' if 'all' in way else way}"
                    found[way].append(run(way, short, film, kept))
            best = {way: min(rows) for way, rows in found.items()}
            theirs = min(best["PySceneDetect content"][0], best["PySceneDetect adaptive"][0])
            print(f"\n{title}, {frames} frames (least CPU time of {ROUNDS} rounds)")
            print(f"{'':26}{'CPU ms/frame':>13}{'x detection':>13}{'MiB':>7}{'wall s':>8}")
            results[title] = {"frames": frames}
            for way, (cpu, memory, wall) in best.items():
                print(
                    f"{way:26}{1000 * cpu / frames:13.2f}{cpu / theirs:13.2f}{memory:7.0f}{wall:8.2f}"
                )
                results[title][way] = {
                    "cpu_ms_a_frame": round(1000 * cpu / frames, 3),
                    "times_detection": round(cpu / theirs, 3),
                    "mib_above_imports": round(memory),
                    "wall_s": round(wall, 3),
                }
    kept_as = {
        "command": "python -m benchmarks.bench_measure",
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "results": results,
    }
    RESULTS.write_text(json.dumps(kept_as, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
