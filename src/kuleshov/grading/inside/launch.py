"""From root to an ordinary user, then into bubblewrap: ``python -m kuleshov.grading.inside.launch JSON``.

Run only by :mod:`~kuleshov.grading.engine.sandbox`, and only where the engine was started as root (a
container, a build machine). Nothing of a student's has been read yet. A Python that lives in a
folder which only root may enter is bound into an empty folder of the same name first, in a mount
namespace that ends with this process; no owner and no permission is changed anywhere.
"""

from __future__ import annotations

import ctypes
import json
import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

from . import confine

_BIND, _RECURSIVE, _PRIVATE = 0x1000, 0x4000, 0x40000


def closed_to_others(place: Path) -> Path | None:
    """Return the outermost folder on the way to a place that not everyone may enter."""
    for folder in [*reversed(place.parents), place]:
        try:
            mode = folder.stat().st_mode
        except OSError:
            return folder
        if stat.S_ISDIR(mode) and not mode & stat.S_IXOTH:
            return folder
    return None


def open_up(places: Sequence[Path]) -> None:
    """Make places readable that lie in closed folders, for this process and its children."""
    shut = {place: closed for place in places if (closed := closed_to_others(place))}
    if not shut:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    _check(libc.unshare(confine.NEWNS))
    _check(libc.mount(b"none", b"/", None, ctypes.c_ulong(_RECURSIVE | _PRIVATE), None))
    held = {place: os.open(place, os.O_PATH) for place in shut}
    for folder in sorted(set(shut.values())):
        _check(libc.mount(b"tmpfs", bytes(folder), b"tmpfs", ctypes.c_ulong(0), b"mode=0755"))
    for place, number in held.items():
        place.mkdir(parents=True, exist_ok=True)
        source = f"/proc/self/fd/{number}".encode()
        flags = ctypes.c_ulong(_BIND | _RECURSIVE)
        _check(libc.mount(source, bytes(place), None, flags, None))
        os.close(number)


def _check(result: int) -> None:
    if result != 0:
        raise confine.Unconfined(
            "Python lies in a folder that only root may read, and this container doesn't let root "
            f"open it ({os.strerror(ctypes.get_errno())}). Install Python elsewhere, or run "
            "grading as an ordinary user."
        )


def main(text: str) -> None:
    """Do it; the process becomes bubblewrap."""
    plan = json.loads(text)
    try:
        open_up([Path(place) for place in plan["places"]])
        confine.drop_root(plan["user"])
        os.execv(plan["command"][0], plan["command"])
    except (confine.Unconfined, OSError) as problem:
        sys.exit(f"{problem}")


if __name__ == "__main__":
    main(sys.argv[1])
