"""Rendering an edit: one minute, 20 cuts, sound; ours, ours with every shot graded, ffmpeg, moviepy.

Each way runs in a process of its own, whose CPU seconds and peak memory the system counts. All of
them encode with the same x264 settings, so what differs is everything else. Run it when nothing
else runs::

    python -m benchmarks.bench_render            # 640x360 and 1920x1080
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).parent / "results" / "render.json"
SHOTS, SECONDS, RATE = 20, 3, 24
PRESET, CRF = "veryfast", "20"

OURS = """
import sys
from kuleshov.media import Clip
from kuleshov.timeline import Cut
folder, out = sys.argv[1:]
takes = [Clip(f"{folder}/{name}.mp4") for name in ("1A-1", "2A-1", "4A-1")]
cut = Cut("bench")
for i in range(20):
    cut.add(takes[i % 3], i % 7, i % 7 + 3)
cut.render(out, progress=False)
"""

GRADED = OURS.replace("cut.render", "[cut.grade(n + 1, stops=-1) for n in range(20)]\ncut.render")

MOVIEPY = """
import sys
from moviepy import VideoFileClip, concatenate_videoclips
folder, out = sys.argv[1:]
takes = [VideoFileClip(f"{folder}/{name}.mp4") for name in ("1A-1", "2A-1", "4A-1")]
shots = [takes[i % 3].subclipped(i % 7, i % 7 + 3) for i in range(20)]
film = concatenate_videoclips(shots)
film.write_videofile(out, fps=24, preset="veryfast", threads=2, logger=None,
                     ffmpeg_params=["-crf", "20"])
"""


def ffmpeg_command(folder: Path, out: Path) -> list[str]:
    """Return one ffmpeg process that trims and joins the same shots."""
    import imageio_ffmpeg

    names = ("1A-1", "2A-1", "4A-1")
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y"]
    for name in names:
        command += ["-i", str(folder / f"{name}.mp4")]
    parts, labels = [], ""
    for i in range(SHOTS):
        a, n = i % 7, i % 3
        parts.append(
            f"[{n}:v]trim=start_frame={a * RATE}:end_frame={(a + SECONDS) * RATE},"
            f"setpts=PTS-STARTPTS[v{i}];"
            f"[{n}:a]atrim=start={a}:end={a + SECONDS},asetpts=PTS-STARTPTS[a{i}];"
        )
        labels += f"[v{i}][a{i}]"
    graph = "".join(parts) + f"{labels}concat=n={SHOTS}:v=1:a=1[v][a]"
    command += ["-filter_complex", graph, "-map", "[v]", "-map", "[a]", "-c:v", "libx264"]
    command += ["-preset", PRESET, "-crf", CRF, "-g", str(RATE), "-c:a", "aac", "-threads", "2"]
    return [*command, "-movflags", "+faststart", str(out)]


def measured(command: list[str], environment: dict[str, str]) -> tuple[float, float, float]:
    """Run a command; return its wall seconds, CPU seconds and peak memory in MB."""
    import time

    began = time.monotonic()
    child = subprocess.Popen(command, env=environment)
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{command[0]} failed with {status}")
    wall = time.monotonic() - began
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def frames_of(path: Path) -> int:
    """Count a film's frames."""
    from kuleshov.media import Clip

    return Clip(path).frames


def run(size: tuple[int, int], repeats: int = 2) -> dict[str, dict[str, float]]:
    """Measure all ways at one size; the best of ``repeats`` runs each."""
    sys.path.insert(0, str(ROOT / "tests"))
    from made import make_take

    found: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for take in ("1A-1", "2A-1", "4A-1"):
            make_take(folder / f"{take}.mp4", name=take, frames=240, size=size)
        environment = {**os.environ, "KULESHOV_STUDIO": str(folder / "studio")}
        ways = {
            "kuleshov": [sys.executable, "-c", OURS, str(folder), str(folder / "ours.mp4")],
            "graded": [sys.executable, "-c", GRADED, str(folder), str(folder / "graded.mp4")],
            "ffmpeg": ffmpeg_command(folder, folder / "ffmpeg.mp4"),
            "moviepy": [sys.executable, "-c", MOVIEPY, str(folder), str(folder / "moviepy.mp4")],
        }
        for way, command in ways.items():
            runs = []
            for _ in range(repeats):
                Path(command[-1]).unlink(missing_ok=True)
                runs.append(measured(command, environment))
            wall, cpu, memory = min(runs, key=lambda run: run[1])
            found[way] = {
                "wall_s": round(wall, 2),
                "cpu_s": round(cpu, 2),
                "memory_mb": round(memory),
                "frames": frames_of(Path(command[-1])),
            }
    return found


def main() -> None:
    """Measure, print, keep."""
    results = {f"{w}x{h}": run((w, h)) for w, h in ((640, 360), (1920, 1080))}
    for size, ways in results.items():
        print(f"\n{size}: {SHOTS} shots, {SHOTS * SECONDS} s")
        base = ways["ffmpeg"]["cpu_s"]
        for way, figures in ways.items():
            ratio = figures["cpu_s"] / base
            print(f"  {way:9} {figures['cpu_s']:6.2f} CPU-s ({ratio:.2f} of ffmpeg)  "
                  f"{figures['wall_s']:6.2f} s  {figures['memory_mb']:5.0f} MB  "
                  f"{figures['frames']:.0f} frames")  # fmt: skip
    RESULTS.parent.mkdir(exist_ok=True)
    note = {"command": "python -m benchmarks.bench_render", "x264": f"{PRESET}, crf {CRF}"}
    RESULTS.write_text(json.dumps({**note, "results": results}, indent=1) + "\n")


if __name__ == "__main__":
    main()
