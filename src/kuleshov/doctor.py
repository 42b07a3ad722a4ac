"""What works on this machine, and what to do about what doesn't."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .errors import KuleshovError
from .folders import cache, course_root, studio

GIB = 2**30


@dataclass(frozen=True)
class Finding:
    """One thing looked at: ``state`` is "good", "lacks" (an extra) or "bad" (lessons need it)."""

    what: str
    state: str
    sentence: str


def examine() -> list[Finding]:
    """Look at everything the kit stands on; no check stops the others."""
    checks: list[Callable[[], Finding]] = [
        course, footage, coding, playing, fonts, memory, disk, sandbox,
    ]  # fmt: skip
    return list(_run(checks))


def _run(checks: list[Callable[[], Finding]]) -> Iterator[Finding]:
    for check in checks:
        try:
            yield check()
        except (KuleshovError, OSError) as error:
            yield Finding(check.__name__, "bad", str(error))


def course() -> Finding:
    """The course's folders are here and the studio can be written."""
    root = course_root()
    with tempfile.TemporaryFile(dir=studio()):
        pass
    return Finding("course", "good", f"{root}; what you make is kept in {studio()}")


def footage() -> Finding:
    """The rushes are whole."""
    from .library import rushes

    bin_ = rushes("understudy")
    if problems := bin_.problems():
        return Finding("footage", "bad", problems[0])
    return Finding("footage", "good", f"{len(bin_)} takes of The Understudy")


def coding() -> Finding:
    """H.264 and AAC can be written and read back."""
    import numpy as np

    from .media import Clip, Writer

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "check.mp4"
        grey = np.full((64, 64, 3), 128, np.uint8)
        with Writer(path, rate=24, size=(64, 64), sound_rate=48000) as writer:
            for _ in range(6):
                writer.write(grey)
            writer.write_sound(np.zeros((12000, 2), np.float32))
        clip = Clip(path)
        good = clip.frames == 6 and abs(int(clip.frame(3).mean()) - 128) < 4
    if not good:
        return Finding("coding", "bad", "a film that was written here does not read back.")
    return Finding("coding", "good", "films can be written and read (H.264, AAC)")


def playing() -> Finding:
    """A browser that plays H.264 is on the PATH; most come without being named here."""
    names = ("chromium", "google-chrome", "firefox", "chromium-browser", "safari")
    found = [name for name in names if shutil.which(name)]
    if found:
        return Finding("playing", "good", f"{found[0]} is here")
    words = "no browser was found by name; Chrome, Edge, Firefox and Safari play the films"
    return Finding("playing", "lacks", words)


def fonts() -> Finding:
    """Titles can be drawn with letters beyond English."""
    from matplotlib.font_manager import findfont

    return Finding("fonts", "good", f"titles are set in {Path(findfont('DejaVu Sans')).stem}")


def memory() -> Finding:
    """Lessons keep within 1 GiB."""
    total = _memory_limit()
    if total is None:
        return Finding("memory", "good", "this system doesn't say how much there is")
    state = "good" if total >= GIB else "bad"
    return Finding("memory", state, f"{total / GIB:.1f} GiB; lessons need 1 GiB")


def _memory_limit() -> int | None:
    """Return this process's memory limit in bytes: the container's, else the machine's."""
    limits = []
    for name in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        path = Path(name)
        if path.is_file() and (text := path.read_text().strip()).isdecimal():
            limits.append(int(text))
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        limits.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    return min(limits) if limits else None


def disk() -> Finding:
    """There is room for fetched clips and rendered films."""
    free = min(shutil.disk_usage(folder).free for folder in (cache(), studio()))
    state = "good" if free > GIB else "bad"
    return Finding("disk", state, f"{free / GIB:.1f} GiB free; fetched clips and films need 1 GiB")


def sandbox() -> Finding:
    """Submissions can be graded in isolation (instructors only)."""
    from .grading.engine.sandbox import probe

    if why := probe():
        return Finding("sandbox", "lacks", f"{why} Only grading a class in isolation needs it.")
    return Finding("sandbox", "good", "submissions can be graded in isolation")
