"""The ledger's file: lines that are only ever added, and places that mean the same elsewhere.

What a newer kit wrote stays as it is: lines are added to the text's own data, and none is written
anew.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..errors import LibraryError
from ..files import one_writer, write_whole
from ..folders import cache, course_root, studio

Line = dict[str, Any]


def ledger_path() -> Path:
    """Return where the studio's ledger lies, or will.

    Returns
    -------
    Path

    Examples
    --------
    >>> ledger_path().name
    'ledger.json'
    """
    return studio() / "ledger.json"


def lines_of(path: Path) -> list[Line]:
    """Return the ledger's lines as they stand, oldest first.

    Parameters
    ----------
    path : Path

    Returns
    -------
    list of dict
        Empty where there is no ledger yet.

    Raises
    ------
    LibraryError
        Where it is damaged. It is left as it is.
    """
    lines: list[Line] = _data(path)["entries"]
    return lines


def add_line(path: Path, line: Callable[[list[Line]], Line | None]) -> None:
    """Add one line at the ledger's end, with nobody else writing meanwhile.

    Parameters
    ----------
    path : Path
    line : callable
        Given the lines that stand there, the line to add; None where nothing is to be added.

    Raises
    ------
    LibraryError
        Where the ledger is damaged. It is left as it is.
    MediaError
        Where nothing may be written.
    """
    from ..media.writing import disk

    with disk(path), one_writer(path):
        data = _data(path)
        added = line(data["entries"])
        if added is not None:
            data["entries"].append(added)
            write_whole(path, json.dumps(data, indent=1, ensure_ascii=False) + "\n")


def _data(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {"version": 1, "entries": []}
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        if not all(_is_line(line) for line in data["entries"]):
            raise TypeError
        return dict(data)
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise LibraryError(
            f"The ledger {path} can't be read ({_reason(problem)}). It is yours: mend that line, "
            "or move the file away to begin a new one. Nothing was written to it."
        ) from None


def _is_line(line: Any) -> bool:
    if not isinstance(line, dict) or not isinstance(line.get("path"), str) or "\0" in line["path"]:
        return False
    lists = [line.get(name, []) for name in ("parts", "filled")]
    return all(isinstance(one, list) and all(isinstance(x, str) for x in one) for one in lists)


def _reason(problem: Exception) -> str:
    if isinstance(problem, json.JSONDecodeError):
        return f"line {problem.lineno}: {problem.msg}"
    if isinstance(problem, OSError):
        return problem.strerror or "it can't be opened"
    return "it does not hold a list of entries"


def place_of(path: Path) -> str:
    """Write a place so that it means the same on another machine, where it can.

    Parameters
    ----------
    path : Path

    Returns
    -------
    str
        Relative to the studio; ``course:`` and ``cache:`` stand for those two folders.

    Examples
    --------
    >>> place_of(studio() / "first-cut.mp4")
    'first-cut.mp4'
    """
    try:
        full = path.resolve()
    except (OSError, ValueError):  # a name that no file can have
        full = path.absolute()
    for home, prefix in _homes():
        if full.is_relative_to(home):
            return prefix + full.relative_to(home).as_posix()
    return full.as_posix()


def where(place: str) -> Path:
    """Return the file that a place in the ledger means.

    Parameters
    ----------
    place : str
        As :func:`place_of` wrote it.

    Returns
    -------
    Path
        Whether it is there or not.

    Examples
    --------
    >>> where("first-cut.mp4") == studio().resolve() / "first-cut.mp4"
    True
    """
    for home, prefix in reversed(_homes()):
        if place.startswith(prefix):
            return home / place.removeprefix(prefix)
    return Path(place)


def _homes() -> list[tuple[Path, str]]:
    homes = [(studio().resolve(), ""), (cache().resolve(), "cache:")]
    with suppress(LibraryError):
        homes.append((course_root().resolve(), "course:"))
    return homes
