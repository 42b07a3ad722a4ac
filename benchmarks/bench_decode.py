"""What reading a film costs: ours beside a bare decode and beside moviepy, in CPU time.

    python -m benchmarks.bench_decode [FILE...]

Without files it makes two of its own (1080p and 480p, detailed, moving, CRF 23) and takes the
real clips that KULESHOV_TEST_DATA names, if it does. CPU time is user and system time of this
process and its children, best of three; the ratio is to the bare single-threaded decode.
"""

import json
import os
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np

from kuleshov.media import Clip, Writer

RESULTS = Path(__file__).parent / "results" / "decode.json"
REPEATS = 3


def bare(path: Path) -> int:
    """Decode with PyAV, one thread, and look at nothing."""
    with av.open(str(path)) as container:
        track = container.streams.video[Clip(path).probe.stream]
        track.codec_context.thread_type = "NONE"
        return sum(1 for _ in container.decode(track))


def planes(path: Path) -> int:
    """Decode with Clip.planes, as every measure does."""
    return sum(1 for _ in Clip(path).planes((320, 180)))


def images(path: Path) -> int:
    """Decode with Clip.images: full RGB pictures."""
    return sum(1 for _ in Clip(path).images())


def moviepy(path: Path) -> int:
    """Decode with moviepy's iter_frames: full RGB pictures through a pipe from ffmpeg."""
    from moviepy import VideoFileClip

    with VideoFileClip(str(path), audio=False) as film:
        return sum(1 for _ in film.iter_frames())


def scenedetect(path: Path) -> int:
    """Run PySceneDetect's ContentDetector, for what a cut detector costs elsewhere."""
    from scenedetect import ContentDetector, SceneManager, open_video

    video = open_video(str(path))
    manager = SceneManager()
    manager.add_detector(ContentDetector())
    manager.detect_scenes(video)
    return video.frame_number


def seeks(path: Path) -> int:
    """Fetch 60 random frames by number."""
    clip = Clip(path)
    for number in np.random.default_rng(1).integers(0, clip.frames, 60):
        clip[int(number)]
    return 60


WAYS: dict[str, Callable[[Path], int]] = {
    "bare decode (PyAV)": bare,
    "Clip.planes 320x180": planes,
    "Clip.images RGB": images,
    "moviepy iter_frames": moviepy,
    "PySceneDetect content": scenedetect,
    "Clip[n], 60 random": seeks,
}


def cpu() -> float:
    """Return CPU seconds of this process and its finished children so far."""
    used = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def make_film(path: Path, size: tuple[int, int], frames: int) -> Path:
    """Write a film with grain and movement, so that decoding costs what real film costs."""
    width, height = size
    dice = np.random.default_rng(3)
    import cv2

    coarse = dice.integers(0, 255, (height // 8 + 40, width // 8 + 80, 3), np.uint8)
    world = cv2.resize(coarse, None, fx=8, fy=8, interpolation=cv2.INTER_CUBIC)
    with Writer(path, size=size, sound_rate=None, crf=23, preset="medium") as film:
        for number in range(frames):
            x, y = 2 * number % 500, number % 250
            picture = world[y : y + height, x : x + width].astype(np.int16)
            picture += dice.normal(0, 3, (height, width, 1)).astype(np.int16)
            film.write(np.clip(picture, 0, 255).astype(np.uint8))
    return path


def measure(path: Path) -> dict[str, dict[str, float]]:
    """Return CPU milliseconds a frame, wall milliseconds a frame and the ratio, by way."""
    rows: dict[str, dict[str, float]] = {}
    for name, way in WAYS.items():
        best = None
        for _ in range(REPEATS):
            before, began = cpu(), time.perf_counter()
            try:
                count = way(path)
            except ImportError:
                break
            spent = (1000 * (cpu() - before) / count, 1000 * (time.perf_counter() - began) / count)
            best = min(best, spent) if best else spent
        if best:
            rows[name] = {"cpu_ms": round(best[0], 3), "wall_ms": round(best[1], 3)}
    base = rows["bare decode (PyAV)"]["cpu_ms"]
    for row in rows.values():
        row["ratio"] = round(row["cpu_ms"] / base, 2)
    return rows


def main(files: list[str] | None = None) -> None:
    """Measure, print the table, and keep it."""
    named = sys.argv[1:] if files is None else files
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(name) for name in named] or _usual(Path(folder))
        for path in paths:
            clip = Clip(path)
            title = f"{path.name} {clip.width}x{clip.height}, {clip.frames} frames"
            results[title] = measure(path)
            print(f"\n{title}\n{'':24}{'CPU ms/frame':>14}{'wall':>8}{'ratio':>8}")
            for name, row in results[title].items():
                print(f"{name:24}{row['cpu_ms']:14.2f}{row['wall_ms']:8.2f}{row['ratio']:8.2f}")
    RESULTS.parent.mkdir(exist_ok=True)
    kept = {
        "command": "python -m benchmarks.bench_decode",
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}, PyAV {av.__version__}",
        "results": results,
    }
    RESULTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def _usual(folder: Path) -> list[Path]:
    paths = [
        make_film(folder / "made-1080p.mp4", (1920, 1080), 120),
        make_film(folder / "made-480p.mp4", (854, 480), 240),
    ]
    data = os.environ.get("KULESHOV_TEST_DATA")
    if data:
        real = Path(data) / "clips" / "files"
        paths += [p for p in (real / "h_bbb_480p.mp4", real / "g_ll_nocache.mp4") if p.exists()]
    return paths


if __name__ == "__main__":
    main()
