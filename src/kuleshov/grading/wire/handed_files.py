"""Files that go from one side of a submission to the other: regular, small, never over a given one.

A student's cell writes ``log.csv`` and a test reads it; a test writes a file and calls a student's
function on it. Each side looks what changed in its own working folder and sends that along. Links
and pipes are left where they lie, and so are films: those are looked at where they were made.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

MAX_FILES, MAX_SIZE, MAX_ALL, MAX_LEVELS = 200, 8 * 2**20, 32 * 2**20, 3
MAX_HANDED = 100_000_000
"""Bytes of a film and all that lies beside it, where it is looked at."""

FILMS = {".mp4", ".mov", ".m4v", ".mkv", ".webm", ".avi", ".gif", ".wav", ".mp3", ".m4a", ".flac"}


BESIDE = ("credits.txt", "papers.html", "consent.txt")
"""What lies beside a published film, and is looked at with it."""


class Files:
    """A side's working folder.

    Parameters
    ----------
    folder : Path
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._given: set[str] = set()
        self._known: dict[str, tuple[int, int]] = {}

    def give(self, files: dict[str, bytes]) -> None:
        """Put the assignment's own files here; nothing from the other side replaces them."""
        self._given |= set(files)
        self.take(files, anew=True)

    def changed(self) -> dict[str, bytes]:
        """Return what is new or different since the last look."""
        found, total = {}, 0
        for name, state in self._look():
            if self._known.get(name) == state:
                continue
            self._known[name] = state
            if name in self._given or state[1] > MAX_SIZE or total + state[1] > MAX_ALL:
                continue
            data = _read(self.folder / name)
            if data is not None:
                found[name] = data
                total += len(data)
        return found

    def take(self, files: object, anew: bool = False) -> None:
        """Write what the other side sent, where its name is a plain one and not a given file's."""
        if type(files) is not dict:
            return
        for name, data in list(files.items())[:MAX_FILES]:
            if type(name) is not str or type(data) is not bytes or not is_plain(name):
                continue
            if name in self._given and not anew:
                continue
            path = self.folder / name
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                if path.is_symlink():
                    path.unlink()
                path.write_bytes(data)
                self._known[name] = _state(path.lstat())
            except (
                OSError
            ):  # a folder where a file should be, or no room: the test says what it lacks
                with suppress(OSError):
                    path.unlink()  # half a file would be taken for a whole one

    def lying_with(
        self, place: str, there: Collection[str], most: int = MAX_HANDED
    ) -> tuple[dict[str, bytes], list[str]]:
        """Return a film, and what goes with it in its folder, by name.

        Parameters
        ----------
        place : str
            Where the film lies: "short/short.mp4".
        there : collection of str
            Names that are not asked for.
        most : int
            Bytes of all together.

        Returns
        -------
        dict of str to bytes
        list of str
            The names of those that were too large.
        """
        if not is_plain(place):
            return {}, []
        folder, film = self.folder / PurePosixPath(place).parent, PurePosixPath(place).name
        try:
            names = sorted(one.name for one in os.scandir(folder) if goes_with(film, one.name))
        except OSError:
            return {}, []
        found, large = {}, []
        for name in sorted(set(names) - set(there), key=lambda one: one == film):
            data = _read(folder / name, most)
            if data is None:
                large.append(name)
            else:
                found[name] = data
                most -= len(data)
        return found, large

    def _look(self) -> Iterator[tuple[str, tuple[int, int]]]:
        places, seen = [(self.folder, 0)], 0
        while places:
            place, level = places.pop()
            try:
                entries = sorted(os.scandir(place), key=lambda entry: entry.name)
            except OSError:
                continue
            for entry in entries:
                seen += 1
                if seen > MAX_FILES:
                    return
                if entry.is_dir(follow_symlinks=False):
                    if level < MAX_LEVELS and not entry.name.startswith((".", "__")):
                        places.append((Path(entry.path), level + 1))
                elif entry.is_file(follow_symlinks=False):
                    name = str(Path(entry.path).relative_to(self.folder))
                    if is_plain(name) and Path(name).suffix.lower() not in FILMS:
                        yield name, _state(entry.stat(follow_symlinks=False))


def goes_with(film: str, name: str) -> bool:
    """Return whether a file is a film, or its captions, papers or consent.

    >>> [goes_with("short.mp4", name) for name in ("short.mp4", "short.de.vtt", "consent.txt")]
    [True, True, True]
    >>> [goes_with("short.mp4", name) for name in ("other.mp4", "short.py", "ledger.csv")]
    [False, False, False]
    """
    stem = film.rpartition(".")[0]
    captions = name.startswith(f"{stem}.") and name.lower().endswith(".vtt")
    return is_plain(name) and (name in (film, *BESIDE) or captions)


def is_plain(name: str) -> bool:
    """Return whether a name stays in its folder and hides nothing.

    >>> is_plain("data/log.csv"), is_plain("../log.csv"), is_plain("/etc/passwd"), is_plain(".rc")
    (True, False, False, False)
    """
    path = PurePosixPath(name)
    parts = path.parts
    return (
        0 < len(parts) <= MAX_LEVELS + 1
        and str(path) == name  # one name for one file: "./log.csv" is another for a given one
        and not path.is_absolute()
        and all(part.isprintable() and not part.startswith(".") for part in parts)
        and len(name) <= 200
        and "\\" not in name
    )


def _state(status: os.stat_result) -> tuple[int, int]:
    return status.st_mtime_ns, status.st_size


def _read(path: Path, most: int = MAX_SIZE) -> bytes | None:
    """Return a regular file's bytes; None where it is something else by now, or too large."""
    try:
        number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        return None
    with os.fdopen(number, "rb") as file:
        data = file.read(most + 1)
    return data if len(data) <= most else None


def packed(
    given: dict[str, bytes], own: dict[str, bytes]
) -> tuple[dict[str, dict[str, int]], list[bytes]]:
    """Return files as a message's part and its buffers: the assignment's, and the student's.

    >>> packed({"log.csv": b"a"}, {"mine.txt": b"b"})
    ({'given': {'log.csv': 0}, 'own': {'mine.txt': 1}}, [b'a', b'b'])
    """
    data = [*given.values(), *own.values()]
    return {
        "given": {name: at for at, name in enumerate(given)},
        "own": {name: at + len(given) for at, name in enumerate(own)},
    }, data


def unpacked(names: dict[str, int], buffers: list[bytes]) -> dict[str, bytes]:
    """Return one side's files from a message's part and its buffers.

    >>> unpacked({"mine.txt": 1}, [b"a", b"b"])
    {'mine.txt': b'b'}
    """
    return {name: buffers[number] for name, number in names.items()}
