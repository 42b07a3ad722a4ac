"""Films that a model made, kept: the same call finds the same film, as long as nobody changed it."""

import hashlib
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..errors import MediaError
from ..files import sha256
from ..folders import made, studio
from ..library.credit import signed
from ..library.ledger_writing import read
from ..media import Clip


def place(folder: str, name: str) -> Path:
    """Return where in the studio a film of this name is kept.

    Parameters
    ----------
    folder : str
        Made where it is not there yet.
    name : str
        Without an ending; what no file's name may hold becomes a line.

    Returns
    -------
    Path
    """
    return made(studio() / folder) / (re.sub(r"[^\w.-]+", "_", name) + ".mp4")


def key_of(word: str, *given: Any) -> str:
    """Name everything that a film depends on, for the end of its comment.

    Parameters
    ----------
    word : str
        What such films are called.
    *given
        Whatever would give another film if it were another.

    Returns
    -------
    str

    Examples
    --------
    >>> key_of("dream", "4A-1", 20) == key_of("dream", "4A-1", 21)
    False
    """
    whole = json.dumps(given, default=repr)
    return f"({word} {hashlib.sha256(whole.encode()).hexdigest()[:32]})"


def today() -> str:
    """Return the day, as a film's papers have it.

    Returns
    -------
    str
        Year, month, day, in UTC.

    Examples
    --------
    >>> len(today())
    10
    """
    return datetime.now(UTC).strftime("%Y-%m-%d")


def made_before(path: Path, key: str) -> Clip | None:
    """Return the very film from an earlier call, if its file and its credit are still there.

    Parameters
    ----------
    path : Path
    key : str
        With which its comment ends.

    Returns
    -------
    Clip or None
    """
    entry = read().of(path=path) if path.is_file() else None
    if entry is None or entry.sha256 != sha256(path):
        return None
    try:
        clip = Clip(path)
    except MediaError:
        return None
    return signed(clip, entry.credit) if clip.metadata.get("comment", "").endswith(key) else None
