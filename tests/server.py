"""A file server on this machine, as good or as bad as a test wants it.

>>> with serve(folder) as server:                     # doctest: +SKIP
...     server.mishap("film.mp4", "break", times=2)   # the line breaks twice, then holds
...     fetch_from(server.url)
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread


class FileServer:
    """What is served, what goes wrong, and what was asked for.

    Attributes
    ----------
    url : str
        Its address, without a slash at the end.
    asked : list of (str, str)
        For each request: the file's name, and the ``Range`` header ("" if there was none).
    """

    MISHAPS = (
        "break",  # the line breaks after half of what was promised
        "wrong",  # other bytes, as many
        "short",  # an older, smaller file, whole
        "long",  # a larger file
        "gone",  # 404
        "refused",  # 403
        "busy",  # 503
        "slow",  # byte by byte, so to speak
        "silent",  # no answer
        "no range",  # knows nothing of ranges
    )

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[tuple[str, str]] = []
        self.closing = Event()
        self._mishaps: dict[str, list[str]] = {}
        self.url = ""

    def mishap(self, name: str, kind: str, times: int = 99) -> None:
        """Let something happen to a file, the next ``times`` it is asked for."""
        assert kind in self.MISHAPS, kind
        self._mishaps.setdefault(name, []).extend([kind] * times)

    def mend(self, name: str) -> None:
        """Let nothing happen to a file any more."""
        self._mishaps.pop(name, None)

    def next_mishap(self, name: str) -> str:
        waiting = self._mishaps.get(name) or [""]
        return waiting.pop(0) if waiting != [""] else ""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    files: FileServer

    def do_GET(self) -> None:
        name = self.path.lstrip("/")
        asked = self.headers.get("Range", "")
        self.files.asked.append((name, asked))
        mishap = self.files.next_mishap(name)
        path = self.files.folder / name
        status = {"gone": 404, "refused": 403, "busy": 503}.get(mishap)
        if status or not path.is_file():
            self._answer(status or 404, b"nothing for you here")
            return
        if mishap == "silent":
            self.files.closing.wait(5)
            return
        self._serve(_changed(path.read_bytes(), mishap), asked, mishap)

    def _serve(self, data: bytes, asked: str, mishap: str) -> None:
        if not asked or mishap == "no range":
            self._answer(200, data, mishap)
            return
        start = int(asked.removeprefix("bytes=").rstrip("-"))
        if start >= len(data):
            self._answer(416, b"", "", {"Content-Range": f"bytes */{len(data)}"})
            return
        where = {"Content-Range": f"bytes {start}-{len(data) - 1}/{len(data)}"}
        self._answer(206, data[start:], mishap, where)

    def _answer(
        self, status: int, data: bytes, mishap: str = "", extra: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **(extra or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(OSError):
            if mishap == "slow":
                for at in range(0, len(data), max(1, len(data) // 5)):
                    self.wfile.write(data[at : at + max(1, len(data) // 5)])
                    self.wfile.flush()
                    time.sleep(0.05)
            else:
                self.wfile.write(data[: len(data) // 2] if mishap == "break" else data)
        if mishap == "break":
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _changed(data: bytes, mishap: str) -> bytes:
    if mishap == "wrong":
        return bytes(byte ^ 255 for byte in data)
    if mishap == "short":
        return data[: len(data) // 3]
    return data + data if mishap == "long" else data


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are what these tests are about."""


@contextmanager
def serve(folder: Path) -> Iterator[FileServer]:
    """Serve a folder's files on 127.0.0.1 while the block runs."""
    files = FileServer(folder)
    handler = type("Handler", (_Handler,), {"files": files})
    server = _Server(("127.0.0.1", 0), handler)
    files.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield files
    finally:
        files.closing.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
