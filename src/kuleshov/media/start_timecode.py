"""The timecode of a file's first frame, as cameras and recorders keep it.

MOV and MP4 keep a timecode track, which counts at a rate of its own; MXF, Matroska, DV and AVI
keep the words alone, which then count the picture's frames. A course proxy runs at the course's
rate and keeps its camera's timecode as a note that says both.
"""

import struct
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ..errors import EditError
from ..timecode import StartTimecode, read_rate

if TYPE_CHECKING:
    from av.container import InputContainer

_KEY = "start timecode"
_NESTED = (b"moov", b"trak", b"mdia", b"minf", b"stbl")


def start_timecode(
    container: "InputContainer", path: Path, picture_rate: Fraction
) -> StartTimecode | None:
    """Return the timecode of an open file's first frame.

    Parameters
    ----------
    container : av.container.InputContainer
    path : Path
        Where the file lies.
    picture_rate : Fraction
        Frames a second of its picture; what the timecode counts where the file says no other.

    Returns
    -------
    StartTimecode or None
        None where the file has none, or one that can't be read.

    Examples
    --------
    >>> import kuleshov as ku
    >>> ku.rushes("understudy")["C1a"].clip.start_timecode is None
    True
    """
    words = _said(container, _KEY)
    rate: str | Fraction | None = None
    if words:
        words, _, rate = words.partition(" at ")
    else:
        words = _said(container, "timecode")
        if words and container.format.name.startswith("mov"):
            rate = _counted_by_track(path)
    try:
        return StartTimecode.read(words, read_rate(rate) if rate else picture_rate)
    except EditError:
        return None


def timecode_note(start: StartTimecode | None) -> dict[str, str]:
    """Return the note by which a film made here keeps its camera's timecode.

    Parameters
    ----------
    start : StartTimecode or None

    Returns
    -------
    dict of str to str
        For a film's metadata; empty where there is no timecode.

    Examples
    --------
    >>> timecode_note(StartTimecode.read("10:00:00:00", Fraction(25)))
    {'start timecode': '10:00:00:00 at 25'}
    """
    return {} if start is None else {_KEY: f"{start} at {start.rate}"}


def _said(container: "InputContainer", key: str) -> str:
    """Return a note of the file or, where it has none, of one of its tracks."""
    for notes in (container.metadata, *(track.metadata for track in container.streams)):
        for name, value in notes.items():
            if name.lower() == key and value:
                return str(value)
    return ""


def _counted_by_track(path: Path) -> Fraction | None:
    """Return at which rate a MOV's or MP4's timecode track counts; the decoder doesn't say it."""
    with path.open("rb") as file:
        file.seek(0, 2)
        for kind, start, stop in _atoms(file, 0, file.tell()):
            if kind != b"stsd" or stop - start < 44:
                continue
            file.seek(start)
            # Version and count (8), size and kind of the first entry (8), reserved (8 and 4),
            # flags, ticks a second, ticks a frame.
            name, ticks, each = struct.unpack(">12x4s16xII", file.read(40))
            if name == b"tmcd" and ticks and each:
                return Fraction(ticks, each)
    return None


def _atoms(file: BinaryIO, start: int, stop: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield a QuickTime file's atoms between two places: kind, where it begins and where it ends."""
    while start + 8 <= stop:
        file.seek(start)
        size, kind = struct.unpack(">I4s", file.read(8))
        head = 8
        if size == 1:
            size, head = int.from_bytes(file.read(8), "big"), 16
        elif size == 0:
            size = stop - start
        if size < head or start + size > stop:
            return
        if kind in _NESTED:
            yield from _atoms(file, start + head, start + size)
        yield kind, start + head, start + size
        start += size
