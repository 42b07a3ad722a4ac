"""Downloading a file over a bad line: it goes on where it stopped, and gives up in words.

This is a downloader as pooch wants one, a callable with an address and a place to write to.
Pooch keeps the cache and checks the hash; this keeps the bytes that have arrived in a file
beside, so that the next attempt, or the next day's, asks only for the rest.
"""

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urlsplit

from filelock import Timeout

from ..files import one_writer, sha256
from .progress import Report

if TYPE_CHECKING:
    import requests

_CHUNK = 16 * 1024
_WAITING = (429, 500, 502, 503, 504)


class DownloadProblem(Exception):
    """A download that did not work; ``where`` is the host that was asked."""

    def __init__(self, words: str, where: str) -> None:
        super().__init__(words)
        self.where = where


class Unreachable(DownloadProblem):
    """Nobody answers: no network, no such host, or no reply in time."""


class Gone(DownloadProblem):
    """The host answers, and has no such file."""


class Refusing(DownloadProblem):
    """The host answers, and does not give it out."""


class Busy(Refusing):
    """The host answers, and asks us to come back."""


class Changed(DownloadProblem):
    """What arrives is another file than the one that was asked for."""


class Interrupted(DownloadProblem):
    """The line broke in the middle, more often than we tried."""


class Resumable:
    """A downloader for pooch that resumes, retries and knows what must arrive.

    Parameters
    ----------
    size : int
        Bytes of the whole file.
    digest : str
        Its SHA-256.
    report : callable
        Told the bytes that are there and the bytes in all.
    attempts : int
        How often to try in vain before giving up; attempts that bring more bytes don't count.
    pause : float
        Seconds before the second attempt, doubled for each one after.
    patience : float
        Seconds to wait for an answer, or for the next bytes.
    """

    def __init__(
        self,
        size: int,
        digest: str,
        report: Report,
        *,
        attempts: int = 4,
        pause: float | None = None,
        patience: float | None = None,
    ) -> None:
        self.size = size
        self.digest = digest
        self.report = report
        self.attempts = attempts
        self.pause = _seconds("KULESHOV_RETRY_PAUSE", 0.5) if pause is None else pause
        self.patience = _seconds("KULESHOV_PATIENCE", 20.0) if patience is None else patience

    def __call__(self, url: str, output_file: str | IO[bytes], pooch: Any) -> None:
        """Download ``url`` to ``output_file``, a path."""
        target = Path(str(output_file))
        name = Path(urlsplit(url).path).name
        with _part(target.parent / f".{self.digest[:16]}-{name}.part") as part:
            resumed = part.stat().st_size > 0
            self._get(url, part)
            if resumed and sha256(part) != self.digest:
                part.write_bytes(b"")  # what lay there was from another file: once more, all of it
                self._get(url, part)
            self._check(url, part)
            part.replace(target)

    def _get(self, url: str, part: Path) -> None:
        """Fill ``part`` up to the whole size, or to all that the host has."""
        best = part.stat().st_size
        self.report(best, self.size)
        pause, left = self.pause, self.attempts
        while part.stat().st_size < self.size:
            before = part.stat().st_size
            try:
                self._attempt(url, part)
                if part.stat().st_size == before:
                    return
            except (Unreachable, Interrupted, Busy):
                arrived = part.stat().st_size
                left = self.attempts - 1 if arrived > best else left - 1
                best = max(best, arrived)
                if left <= 0:
                    raise
                time.sleep(pause)
                pause = min(2 * pause, 8.0)

    def _attempt(self, url: str, part: Path) -> None:
        import requests

        have, host = part.stat().st_size, urlsplit(url).netloc
        headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
        try:
            patience = (min(self.patience, 6.0), self.patience)  # to connect, and for more bytes
            with requests.get(url, headers=headers, stream=True, timeout=patience) as answer:
                if answer.status_code == 416:
                    return  # the host's file ends where ours does, or before
                _look_at(answer, host)
                self._keep(answer, part, _begins_at(answer, have))
        except (requests.ConnectionError, requests.Timeout, requests.TooManyRedirects) as problem:
            arrived = part.stat().st_size
            if arrived:
                raise Interrupted(self._how_far(arrived), host) from problem
            raise Unreachable(str(problem), host) from problem
        except requests.RequestException as problem:
            raise Interrupted(self._how_far(part.stat().st_size), host) from problem

    def _keep(self, answer: "requests.Response", part: Path, start: int) -> None:
        """Append what arrives; a file that grows beyond its size is not ours."""
        with part.open("r+b") as file:
            if start < part.stat().st_size:
                file.truncate(start)
            file.seek(start)
            arrived = start
            for chunk in answer.iter_content(_CHUNK):
                arrived += len(chunk)
                if arrived > self.size:
                    raise Changed(f"it is larger than {self.size} bytes", _host(answer))
                file.write(chunk)
                self.report(arrived, self.size)

    def _check(self, url: str, part: Path) -> None:
        arrived = part.stat().st_size
        if sha256(part) == self.digest:
            return
        part.unlink()
        host = urlsplit(url).netloc
        if arrived != self.size:
            raise Changed(f"{arrived} bytes arrived instead of {self.size}", host)
        raise Changed("its bytes are others (the hash differs)", host)

    def _how_far(self, arrived: int) -> str:
        return f"{arrived / 1e6:.1f} of {self.size / 1e6:.1f} MB arrived"


def _look_at(answer: "requests.Response", host: str) -> None:
    """Raise what an answer that does not bring the file means."""
    status = answer.status_code
    if status in (404, 410):
        raise Gone(f"status {status}", host)
    if status in _WAITING:
        raise Busy(f"it is busy, status {status}", host)
    if status >= 400:
        raise Refusing(f"status {status}", host)


def _begins_at(answer: "requests.Response", have: int) -> int:
    """Return where in the file an answer begins: at our offset, or again at 0."""
    if answer.status_code == 206:
        said = re.match(r"bytes (\d+)-", answer.headers.get("Content-Range", ""))
        if said and int(said[1]) <= have:
            return int(said[1])
    return 0


def _host(answer: "requests.Response") -> str:
    return urlsplit(answer.url).netloc


@contextmanager
def _part(path: Path) -> Iterator[Path]:
    """Give the file that collects what has arrived, to one process at a time.

    Where another process is filling it, this one begins a file of its own, and takes it away
    at the end.
    """
    own = path.with_suffix(f".{os.getpid()}.part")
    lock = one_writer(path)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        own.touch()
        try:
            yield own
        finally:
            own.unlink(missing_ok=True)
        return
    try:
        path.touch()
        yield path
    finally:
        if path.exists() and path.stat().st_size == 0:
            path.unlink()  # nothing arrived that another day could go on from
        lock.release()
        Path(lock.lock_file).unlink(missing_ok=True)


def _seconds(variable: str, usual: float) -> float:
    try:
        return float(os.environ.get(variable, usual))
    except ValueError:
        return usual
