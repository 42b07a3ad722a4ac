"""The rooms' player on a page of its own, with takes whose frames say which they are."""

import base64
import io
import json
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import av
import numpy as np
from made import make_take, take_id

import kuleshov as ku
from kuleshov.show.rooms.linker import STATIC

HERE = Path(__file__).parent
NAMES = [f"{number}A-1" for number in range(1, 13)]
RATE = 24
FRAMES = 240
SEEK = "([edit, rate, frames, wanted]) => seeks(edit, rate, frames, wanted)"


def make_bin(folder: Path, size=(640, 360), names=NAMES) -> Path:
    """Make takes of ten seconds, a keyframe a second."""
    folder.mkdir(exist_ok=True)
    for name in names:
        make_take(folder / f"{name}.mp4", name=name, frames=FRAMES, size=size, keyframes=RATE)
    return folder


def long_edit(rushes, cuts: int, seed: int = 1) -> ku.Cut:
    """Return an edit of that many cuts, its shots half a second to three seconds long."""
    chance = random.Random(seed)
    cut = ku.Cut("proof", rushes=rushes)
    last = ""
    for _ in range(cuts + 1):
        last = chance.choice([name for name in rushes if name != last])
        length = chance.randint(12, 72)
        start = chance.randint(0, FRAMES - length)
        cut.add(last, f"{start}f", f"{start + length}f")
    return cut


def split_edit(rushes, shots: int = 12, seed: int = 2) -> ku.Cut:
    """Return an edit of split edits to either side, a dissolve, levels, fades and a cutaway."""
    chance = random.Random(seed)
    cut = ku.Cut("splits", rushes=rushes)
    for number in range(1, shots + 1):
        start = chance.randint(30, 100)
        stop = start + chance.randint(30, 60)
        cut.add(list(rushes)[number % len(rushes)], f"{start}f", f"{stop}f")
        if number > 1:
            cut.split(number, chance.choice([8, -12, 3, -5, 14]))
    cut.split(4, 0).dissolve(4, 12).level(6, -6).fade(1, fade_in=12).fade(shots, 0, 24)
    return cut.cutaway("75f", next(iter(rushes)), "40f", "60f")


class _Handler(SimpleHTTPRequestHandler):
    bin: Path

    def do_GET(self):
        path = self.path.split("?")[0]
        if path == "/":
            return self._give((HERE / "room_proof.html").read_bytes(), "text/html")
        if path.startswith("/static/"):
            return self._give((STATIC / Path(path).name).read_bytes(), "text/javascript")
        if path.endswith(".mp4"):
            return self._give((self.bin / Path(path).name).read_bytes(), "video/mp4")
        return self.send_error(404)

    def _give(self, data: bytes, kind: str):
        part = self.headers.get("Range")
        if part:
            first, last = part.removeprefix("bytes=").split("-")
            start, stop = int(first), min(int(last or len(data)), len(data) - 1)
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {start}-{stop}/{len(data)}")
            data = data[start : stop + 1]
        else:
            self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        """Say nothing."""


@contextmanager
def stage(page, folder: Path) -> Iterator[None]:
    """Serve the page with a bin of takes and open it."""
    handler = type("Handler", (_Handler,), {"bin": folder})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        page.wait_for_function("window.ready")
        yield
    finally:
        server.shutdown()


def plain(cut: ku.Cut) -> dict:
    """Return an edit as the browser gets it."""
    return json.loads(cut.to_json())


def expected(cut: ku.Cut, frame: int) -> tuple[int, int]:
    """Return which take and which of its frames a film's frame shows."""
    span = next(s for s in cut.edit.picture() if s.start <= frame < s.stop)
    return take_id(span.shot.take), span.offset + frame - span.start


def seeks(page, cut: ku.Cut, count: int = 200) -> dict:
    """Seek at random; return how many went wrong, and how long until each was painted."""
    chance = random.Random(3)
    frames = [chance.randrange(cut.frames) for _ in range(count)]
    wanted = [expected(cut, frame) for frame in frames]
    rows = page.evaluate(SEEK, [plain(cut), RATE, frames, wanted])
    wrong = sum((row["take"], row["frame"]) != w for row, w in zip(rows, wanted, strict=True))
    return {"seeks": count, "wrong": wrong, **spread([row["ms"] for row in rows], "ms")}


def shown(page, cut: ku.Cut, frame: int) -> np.ndarray:
    """Return what is on the stage at a frame of the film, as people see it: RGB, uint8."""
    asked, seen = [plain(cut), RATE, [frame], [expected(cut, frame)]], []
    for _ in range(8):  # a browser without a core to itself may paint a frame late
        page.evaluate(SEEK, asked)
        page.wait_for_timeout(150)
        with av.open(io.BytesIO(page.locator("#stage").screenshot())) as drawn:
            picture = next(drawn.decode(video=0)).to_ndarray(format="rgb24")
        seen.append(_barcode(picture))
        if seen[-1] == expected(cut, frame):
            return picture
    raise AssertionError(f"Frame {frame} was never painted, but {seen}.")


def _barcode(picture: np.ndarray) -> tuple[int, int]:
    """Return the take and the frame that stand in the barcode of a picture of 640 by 360."""
    cells = picture[[306, 342]][:, 16::32, 1].astype(int)
    bits = int("".join("01"[bit] for bit in (cells > cells.max() / 2).ravel().astype(int)), 2)
    return bits >> 24, bits >> 8 & 0xFFFF


def play(page, cut: ku.Cut) -> dict:
    """Play an edit through; return how late each cut was by its pixels, and what was wrong."""
    page.set_default_timeout(900_000)
    told = page.evaluate("([edit, rate]) => play(edit, rate)", [plain(cut), RATE])
    late, wrong, unseen = [], 0, 0
    ticks = told["ticks"]
    for span in cut.edit.picture()[1:]:
        name, planned = take_id(span.shot.take), span.start / RATE
        near = [t for t in ticks if planned - 0.3 < t["seconds"] < planned + len(span) / RATE]
        first = next((t for t in near if t["take"] == name), None)
        if first is None:
            unseen += 1
            continue
        late.append((first["seconds"] - planned) * 1000)
        wrong += first["frame"] != span.offset
    frame = 1000 / RATE
    return {
        "cuts": len(cut.cuts),
        "seconds": round(cut.duration, 1),
        "over one frame late": sum(each > frame for each in late) + unseen,
        "wrong first frame": wrong,
        "sounds late": told["late"],
        **spread(late, "ms late"),
    }


def mixed(page, cut: ku.Cut) -> np.ndarray:
    """Return the edit's sound as Web Audio mixes it: float32 (samples, 2)."""
    words = page.evaluate(
        "([edit, rate, frames]) => mixed(edit, rate, frames)", [plain(cut), RATE, cut.frames]
    )
    return np.frombuffer(base64.b64decode(words), np.float32).reshape(2, -1).T


def shift(heard: np.ndarray, wanted: np.ndarray, most: int = 60) -> int:
    """Return by how many samples one sound must be moved to lie on another."""
    heard, wanted = heard[:, 0].astype(float), wanted[:, 0].astype(float)
    scores = {
        by: float(np.dot(heard[most + by : len(heard) - most + by], wanted[most:-most]))
        for by in range(-most, most + 1)
    }
    return max(scores, key=scores.__getitem__)


def spread(values: list[float], unit: str) -> dict:
    """Return the middle, the 95th hundredth and the largest of some values."""
    ordered = np.sort(np.array(values or [float("nan")]))
    marks = {"median": 50, "95%": 95, "max": 100}
    return {
        f"{name}, {unit}": round(float(np.percentile(ordered, at)), 1) for name, at in marks.items()
    }


def samples(cut: ku.Cut) -> int:
    """Return an edit's length in samples."""
    return round(Fraction(cut.frames * 48000) / cut.rate)
