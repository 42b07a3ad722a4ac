"""Sound in lanes: a minute of it mixed, and edits with lanes saved and opened, beside peers.

The minute is cut from The Understudy: twenty shots of three seconds, which are mixed alone; with
four lanes under them (room tone, effects, and two voices that overlap); and with both voices as
stems of their takes. ffmpeg (one process) and moviepy mix the same stretches of the same files, at
the same levels and fades, into the same kind of file. Each way runs in a process of its own, with
all that it imports; the CPU seconds of the best of its runs count. How far a peer's mix is from
ours stands beside it: the kit rounds each end off with a ramp of 4 ms, and the peers don't.

The edits have a hundred shots and four lanes of 25 sounds; OpenTimelineIO alone reads and writes
the same ``.otio``. Run it when nothing else runs::

    python -m benchmarks.bench_lanes
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import wave
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from .bench_render import measured

if TYPE_CHECKING:
    from kuleshov import Cut

RESULTS = Path(__file__).parent / "results" / "lanes.json"
TAKES = ("1A-1", "2A-1", "4A-1")
SHOTS, LENGTH = 20, 3
LANES, SOUNDS = 4, 25
BUSY = "Made while the machine was at work: no figures until it is made again when nothing runs."
EDITS = ("shots alone", "four lanes", "four lanes, two of stems")

OURS = """
import sys, wave
import kuleshov as ku
from kuleshov.timeline.mix import mix
cut = ku.Cut.load(sys.argv[1], ku.rushes("understudy"))
end, step = round(cut.duration * 48000), 4 * 48000  # a render mixes four seconds at once
with wave.open(sys.argv[2], "wb") as out:
    out.setparams((2, 2, 48000, 0, "NONE", ""))
    for start in range(0, end, step):
        heard = mix(cut, start, min(end, start + step)).clip(-1, 1) * 32767
        out.writeframes(heard.round().astype("<i2").tobytes())
"""
MOVIEPY = """
import json, pathlib, sys
from moviepy import AudioFileClip, CompositeAudioClip, afx
rows = json.loads(pathlib.Path(sys.argv[1]).read_text())
parts = []
for row in rows:  # a reader each: one that two stretches share goes back and forth in its file
    part = AudioFileClip(row["file"]).subclipped(row["start"], row["start"] + row["length"])
    effects = [afx.MultiplyVolume(row["factor"])]
    effects += [afx.AudioFadeIn(row["fade_in"])] if row["fade_in"] else []
    effects += [afx.AudioFadeOut(row["fade_out"])] if row["fade_out"] else []
    parts.append(part.with_effects(effects).with_start(row["at"]))
whole = CompositeAudioClip(parts).with_duration(60)
whole.write_audiofile(sys.argv[2], fps=48000, nbytes=2, codec="pcm_s16le", logger=None)
"""
LOAD = "import sys, kuleshov as ku; assert len(ku.Cut.load(sys.argv[1])) == 100"
SAVE = """
import sys, kuleshov as ku
ku.Cut.load(sys.argv[1], ku.rushes("understudy")).save(sys.argv[2])
"""
THEIR_LOAD = "import sys, opentimelineio as otio; otio.adapters.read_from_file(sys.argv[1])"
THEIR_SAVE = """
import sys, opentimelineio as otio
otio.adapters.write_to_file(otio.adapters.read_from_file(sys.argv[1]), sys.argv[2])
"""


def minute(which: str) -> Cut:
    """Return the minute's edit, with as much in its lanes as is asked for."""
    import kuleshov as ku

    cut = ku.Cut(which, rushes=ku.rushes("understudy"))
    for number in range(SHOTS):
        cut.add(TAKES[number % 3], number % 7 + 2, number % 7 + 2 + LENGTH, gain=-3)
    if which == "shots alone":
        return cut
    voices = ("filament", "diode") if "stems" in which else ("", "")
    for number in range(15):
        cut.lane("tone").lay("1A-1", 34, 38, at=4 * number, gain=3, fade_in=6, fade_out=6)
    for number in range(10):
        cut.lane("effects").lay("2A-1", number + 4, number + 6, at=6 * number + 1, gain=-9)
        cut.lane("his").lay(
            "1A-1", 12 + number, 16 + number, at=6 * number, stem=voices[0], gain=-6
        )
        cut.lane("hers").lay("4A-1", 5 + number, 9 + number, at=6 * number + 2, stem=voices[1])
    cut.lane("hers").fader(-6)
    return cut


def rows_of(cut: Cut) -> list[dict[str, Any]]:
    """Return every stretch of sound in an edit, for a program that knows files and seconds."""
    heard = [
        (span.shot.take, "", span.offset, span.start, len(span), span.shot.gain, 0, 0)
        for span in cut.edit.sound()
    ]
    for lane in cut.lanes:
        for one in lane.sounds:
            level = one.gain + lane.gain
            fades = one.fade_in, one.fade_out
            heard.append((one.take, one.stem, one.in_, one.at, len(one), level, *fades))
    rows = []
    for name, stem, start, at, length, level, fade_in, fade_out in heard:
        take: Any = cut.take(name)
        factor = 10 ** (level / 20) * (take.stem(stem).level if stem else 1)
        times = {"start": start, "at": at, "length": length}
        times |= {"fade_in": fade_in, "fade_out": fade_out}
        rows.append(
            {
                "file": str(take.stems[stem] if stem else take.clip.path),
                "factor": factor,
                **{key: float(frames / cut.rate) for key, frames in times.items()},
            }
        )
    return rows


def ffmpeg_command(rows: list[dict[str, Any]], out: Path) -> list[str]:
    """Return one ffmpeg process that trims, levels, fades and adds the same stretches."""
    import imageio_ffmpeg

    files = list(dict.fromkeys(row["file"] for row in rows))
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y"]
    for file in files:
        command += ["-i", file]
    parts = []
    for number, row in enumerate(rows):
        stop, left = row["start"] + row["length"], row["length"] - row["fade_out"]
        fades = f",afade=t=in:d={row['fade_in']}" if row["fade_in"] else ""
        fades += f",afade=t=out:st={left}:d={row['fade_out']}" if row["fade_out"] else ""
        parts.append(
            f"[{files.index(row['file'])}:a]atrim=start={row['start']}:end={stop},"
            f"asetpts=PTS-STARTPTS,pan=stereo|c0=c0|c1=c0,volume={row['factor']:.6f}{fades},"
            f"adelay={round(row['at'] * 48000)}S:all=1[a{number}];"
        )
    labels = "".join(f"[a{number}]" for number in range(len(rows)))
    graph = f"{''.join(parts)}{labels}amix=inputs={len(rows)}:normalize=0,atrim=end=60[out]"
    return [*command, "-filter_complex", graph, "-map", "[out]", "-c:a", "pcm_s16le", str(out)]


def apart(one: Path, other: Path) -> float:
    """Return the level of what differs between two mixes, in dB below the first."""
    a, b = (samples(path) for path in (one, other))
    assert abs(len(a) - len(b)) < 4800, f"{other.name} is of another length"
    both = min(len(a), len(b))
    off = np.mean((a[:both] - b[:both]) ** 2) / np.mean(a[:both] ** 2)
    return round(float(10 * np.log10(off)), 1)


def samples(path: Path) -> np.ndarray:
    """Return a wave file's samples, -1 to 1."""
    with wave.open(str(path)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(float) / 32768


def best(command: list[str], environment: dict[str, str], repeats: int = 2) -> dict[str, float]:
    """Run a command some times; return what the quickest run took."""
    runs = [measured(command, environment) for _ in range(repeats)]
    # Peak memory is left out: a child's begins at what this process had when it was forked.
    wall, cpu, _ = min(runs, key=lambda run: run[1])
    return {"wall_s": round(wall, 2), "cpu_s": round(cpu, 2)}


def mixing(folder: Path, environment: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Mix the minute each way; ratios are ours to theirs, and ours to ours without lanes."""
    found: dict[str, dict[str, Any]] = {}
    for number, which in enumerate(EDITS):
        cut = minute(which)
        edit, rows = cut.save(folder / f"{number}.edit"), folder / f"{number}.json"
        rows.write_text(json.dumps(rows_of(cut)))
        ours, ffmpeg, moviepy = (folder / f"{number}-{name}.wav" for name in ("o", "f", "m"))
        ways = {
            "kuleshov": [sys.executable, "-c", OURS, str(edit), str(ours)],
            "ffmpeg": ffmpeg_command(rows_of(cut), ffmpeg),
            "moviepy": [sys.executable, "-c", MOVIEPY, str(rows), str(moviepy)],
        }
        row: dict[str, Any] = {way: best(command, environment) for way, command in ways.items()}
        cpu = row["kuleshov"]["cpu_s"]
        for way, path in (("ffmpeg", ffmpeg), ("moviepy", moviepy)):
            row[way]["ours to it"] = round(cpu / row[way]["cpu_s"], 2)
            row[way]["apart, dB"] = apart(ours, path)
        alone = found[EDITS[0]]["kuleshov"]["cpu_s"] if found else cpu
        row["kuleshov"]["to the shots alone"] = round(cpu / alone, 2)
        found[which] = row
        print(which, json.dumps(row), flush=True)
    return found


def files(folder: Path, environment: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Save and open a hundred shots and four lanes; OpenTimelineIO does the same to the same file."""
    import kuleshov as ku
    from kuleshov.timeline import Cut, Edit, Shot
    from kuleshov.timeline.lanes import LaidSound, Lane

    shots = tuple(Shot("1A-1", n * 7, n * 7 + 30 + n % 40) for n in range(100))
    edits = {"shots alone": Edit("plain", shots=shots)}
    lanes = tuple(
        Lane(
            f"lane {lane}",
            tuple(
                LaidSound("1A-1", n * 9, n * 9 + 90, at=180 * n + 20 * lane, gain=-6, fade_in=4)
                for n in range(SOUNDS)
            ),
            gain=-lane,
        )
        for lane in range(LANES)
    )
    edits["four lanes of 25 sounds"] = Edit("lanes", shots=shots, lanes=lanes)
    found: dict[str, dict[str, Any]] = {}
    for number, (which, edit) in enumerate(edits.items()):
        otio = Cut.from_edit(edit, ku.rushes("understudy")).save(folder / f"edit {number}.otio")
        again = str(folder / "again.otio")
        row: dict[str, Any] = {}
        for way, our_code, their_code, more in (
            ("open", LOAD, THEIR_LOAD, []),
            ("open and save", SAVE, THEIR_SAVE, [again]),
        ):
            ours, theirs = (
                best([sys.executable, "-c", code, str(otio), *more], environment)
                for code in (our_code, their_code)
            )
            ratio = round(ours["cpu_s"] / theirs["cpu_s"], 2)
            row[way] = {"kuleshov": ours, "OpenTimelineIO": theirs, "ours to it": ratio}
        found[which] = row
        print(which, json.dumps(row), flush=True)
    return found


def main() -> None:
    """Measure, print, keep."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {**os.environ, "KULESHOV_STUDIO": str(folder / "studio")}
        results = {
            "command": "python -m benchmarks.bench_lanes",
            "load before": round(load, 1),
            **({"note": BUSY} if load > 0.5 else {}),
            "mixing a minute": mixing(folder, environment),
            "an .otio of 100 shots": files(folder, environment),
        }
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
