"""What is in a room's bin: takes and clips, as plain data for a browser."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...errors import EditError, KuleshovError
from ...library.stems import REST
from ...media.sound import Sound

if TYPE_CHECKING:
    from ...timeline import Cut


def takes_of(rushes: Any, cut: Cut) -> dict[str, Any]:
    """Return every take that the room may cut with: the rushes, and what is in the edit already.

    Raises
    ------
    EditError
        Where ``rushes`` is no bin.
    """
    if not isinstance(rushes, Mapping):
        raise EditError(
            'A cutting room wants a bin first: ku.cutting_room(ku.rushes("understudy"), cut), '
            f"not {type(rushes).__name__}."
        )
    takes = dict(rushes.items())
    for name in cut.edit.takes():
        if name not in takes:
            takes[name] = cut.take(name)
    return takes


def cards(takes: Mapping[str, Any], rate: Fraction) -> list[dict[str, Any]]:
    """Return the bin as plain data, one object a take."""
    return [_card(name, take, rate) for name, take in takes.items()]


def _card(name: str, take: Any, rate: Fraction) -> dict[str, Any]:
    if isinstance(take, Sound):
        frames = int(Fraction(take.duration) * rate)
        whole = {"name": name, "frames": frames, "first": 0, "last": frames}
        return {**whole, "words": "Sound alone", "setup": "", "captions": "", "problem": "",
                "film": None, "stems": [], "unseen": True}  # fmt: skip
    try:
        frames = int(Fraction(take.frames) / take.rate * rate)
        first, last = (
            round(Fraction(getattr(take, end, other)) / take.rate * rate)
            for end, other in (("first", 0), ("last", take.frames))
        )
        return {
            "name": name,
            "frames": frames,
            "first": min(first, frames - 1),
            "last": min(last, frames),
            "words": str(getattr(take, "description", "") or ""),
            "setup": str(getattr(take, "setup", "") or ""),
            "captions": _captions(take),
            "problem": _missing(take),
            "film": _film(take),
            "stems": [*getattr(take, "stems", {}), REST] if getattr(take, "stems", {}) else [],
            "unseen": False,
            "scene": _scene(take, rate),
        }
    except KuleshovError as error:
        return {"name": name, "frames": 0, "first": 0, "last": 0, "problem": str(error)}


def _captions(take: Any) -> str:
    path = getattr(take, "captions", None)
    try:
        return str(path.read_text(encoding="utf-8"))[:200_000] if path else ""
    except (OSError, UnicodeDecodeError):
        return ""


def _scene(take: Any, rate: Fraction) -> dict[str, Any] | None:
    """Return the take's place on its scene's clock, in frames at the edit's rate."""
    clock = getattr(take, "scene_clock", None)
    if clock is None:
        return None
    places = {name: float(getattr(clock, name) * rate) for name in ("start", "first", "end")}
    return {**places, "run": clock.performance}


def _missing(take: Any) -> str:
    path = getattr(take, "path", None)
    return "" if path is None or path.is_file() else f"{name_of(take)} is missing: {path}"


def name_of(take: Any) -> str:
    """Return a take's name."""
    return str(getattr(take, "name", take))


def _film(take: Any) -> dict[str, Any] | None:
    """Return the file of a take of the course's own, which is known to play as it is.

    Whether other footage plays is found out when it is first wanted: its file has to be read.
    """
    if (
        getattr(take, "truth", None) is None
        or take.path.suffix != ".mp4"
        or not take.path.is_file()
    ):
        return None
    return {"path": str(take.path.resolve()), "size": take.path.stat().st_size, "sound": True}
