"""What may come from a browser, checked on arrival.

A message is ``{"v": 1, "id": "a-7", "do": "trim", "args": {"number": 3, "out": 58}}``. Times are
whole frames at the edit's rate, shots are numbered from 1. Anything else is refused with a
sentence, and nothing is changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ...comparison.attention_log import ENDINGS
from ...errors import EditError
from ...media.grade import GRADE_LIMITS
from ...timeline.edit import MAX_FRAMES, MAX_SHOTS

VERSION = 1
MAX_WORDS = 500
CHUNK = 1_000_000

_HALF_SIGN = re.compile("[\ud800-\udfff]")  # half a sign: no file takes it

Check = Callable[[Any], bool]


def _int(low: int, high: int) -> Check:
    return lambda value: type(value) is int and low <= value <= high


def _words(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= MAX_WORDS and not _HALF_SIGN.search(value)


def _numbers(value: Any) -> bool:
    return (
        isinstance(value, list)
        and 0 < len(value) <= MAX_SHOTS
        and all(map(_number, value))
        and len(set(value)) == len(value)
    )


def _decibels(value: Any) -> bool:
    return type(value) in (int, float) and -96 <= value <= 24


def _within(limit: float) -> Check:
    return lambda value: type(value) in (int, float) and -limit <= value <= limit


def _lufs(value: Any) -> bool:
    return type(value) in (int, float) and -70 < value <= 0


def _yes_or_no(value: Any) -> bool:
    return isinstance(value, bool)


def _shots(value: Any) -> bool:
    return (
        isinstance(value, list)
        and 0 < len(value) <= MAX_SHOTS
        and all(isinstance(each, dict) for each in value)
        and not _HALF_SIGN.search(json.dumps(value, ensure_ascii=False))
    )


def _records(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= 100 and len(str(value)) < 5_000_000


_number = _int(1, MAX_SHOTS + 1)
_frame = _int(0, MAX_FRAMES)
_by = _int(-MAX_FRAMES, MAX_FRAMES)
_offset = _int(0, 1 << 40)

_SOUND_OPTIONS: dict[str, Check] = {
    "gain": _decibels,
    "fade_in": _frame,
    "fade_out": _frame,
    "stem": _words,
    "note": _words,
}

GESTURES: dict[str, dict[str, Check]] = {
    "add": {"take": _words, "in_": _frame, "out": _frame},
    "insert": {"number": _number, "take": _words, "in_": _frame, "out": _frame},
    "insert_at": {
        "at": _frame,
        "take": _words,
        "in_": _frame,
        "out": _frame,
        "picture_only": _yes_or_no,
    },
    "overwrite": {"at": _frame, "take": _words, "in_": _frame, "out": _frame},
    "paste": {"at": _frame, "shots": _shots, "insert": _yes_or_no},
    "lift_range": {"start": _frame, "stop": _frame},
    "extract_range": {"start": _frame, "stop": _frame},
    "replace": {"number": _number, "take": _words, "in_": _frame, "out": _frame},
    "title": {"words": _words, "length": _frame, "before": _number},
    "black": {"length": _frame, "before": _number},
    "remove": {"numbers": _numbers},
    "lift": {"numbers": _numbers},
    "move": {"numbers": _numbers, "to": _number},
    "trim": {"number": _number, "in_": _frame, "out": _frame},
    "roll": {"number": _number, "by": _by},
    "slip": {"number": _number, "by": _by},
    "slide": {"number": _number, "by": _by},
    "split": {"number": _number, "frames": _by},
    "blade": {"at": _frame},
    "cutaway": {"at": _frame, "take": _words, "in_": _frame, "out": _frame},
    "angle": {"at": _frame, "take": _words, "picture_only": _yes_or_no},
    "picture_only": {"number": _number, "on": _yes_or_no},
    "dissolve": {"number": _number, "frames": _frame},
    "fade": {"number": _number, "fade_in": _frame, "fade_out": _frame},
    "level": {"number": _number, "gain": _decibels},
    "grade": {"number": _number, **{name: _within(GRADE_LIMITS[name]) for name in GRADE_LIMITS}},
    "words": {"number": _number, "words": _words},
    "rename": {"title": _words},
    "note": {"number": _number, "words": _words},
    "stem": {"number": _number, "name": _words},
    "lay": {
        "lane": _words,
        "take": _words,
        "in_": _frame,
        "out": _frame,
        "at": _frame,
        **_SOUND_OPTIONS,
    },
    "fill": {
        "lane": _words,
        "take": _words,
        "in_": _frame,
        "out": _frame,
        "start": _frame,
        "stop": _frame,
    },
    "sound_blade": {"lane": _words, "number": _number, "at": _frame},
    "sound_trim": {"lane": _words, "number": _number, "in_": _frame, "out": _frame},
    "sound_move": {"lane": _words, "number": _number, "at": _frame, "to": _words},
    "sound_change": {
        "lane": _words,
        "number": _number,
        **_SOUND_OPTIONS,
    },
    "sound_remove": {"lane": _words, "numbers": _numbers},
    "lane_fader": {"lane": _words, "gain": _decibels},
    "lane_mute": {"lane": _words, "on": _yes_or_no},
    "lane_name": {"lane": _words, "name": _words},
    "master": {"level": _decibels},
    "to_loudness": {"lufs": _lufs},
    "marker": {"at": _frame, "words": _words, "answers": _words},
    "unmark": {"at": _frame, "answers": _words},
    "undo": {},
    "redo": {},
    "take_up": {},
    "leave": {},
}
"""Gestures: what changes the edit, and the kind of each argument."""

REQUESTS: dict[str, dict[str, Check]] = {
    "hello": {"records": _records},
    "ping": {},
    "look": {"take": _words},
    "wave": {"take": _words, "stem": _words},
    "media": {"take": _words},
    "chunk": {"take": _words, "kind": _words, "start": _offset},
    "listen": {},
    "still": {},
    "save": {},
}
"""Requests: what else the cutting room may be told; ``hello`` brings what a browser kept."""


_SHOWN = re.compile(r"\d{1,9}", re.ASCII)


def _shown(value: Any) -> bool:
    return isinstance(value, str) and _SHOWN.fullmatch(value) is not None


def _seen(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(type(one) in (int, float) and 0 <= one <= 1 for one in value)
    )


SCREENING: dict[str, dict[str, Check]] = {
    "hello": {},
    "ping": {},
    "media": {"take": _shown},
    "chunk": {"take": _shown, "kind": _words, "start": _offset},
    "series": {"take": _shown, "id": _words},
    "note": {"take": _shown, "frame": _frame, "words": _words},
    "unnote": {"take": _shown, "frame": _frame, "words": _words},
    "vote": {"take": _shown, "choice": _int(-1, 1), "why": _words, "seen": _seen},
    "viewer": {"name": _words},
}
"""What a screening room may be told; its films are numbers, two new ones for each pair."""

_pixel: Check = lambda value: type(value) in (int, float) and -1 <= value <= 20_000  # noqa: E731

MARKING: dict[str, dict[str, Check]] = {
    "ping": {},
    "place": {
        "picture": _int(0, 5),
        "name": _words,
        "x": _pixel,
        "y": _pixel,
        "moves": _yes_or_no,
    },
    "forget": {"picture": _int(0, 5), "name": _words},
}
"""What a marking table may be told."""

_seconds: Check = lambda value: type(value) in (int, float) and 0 <= value < 3600  # noqa: E731

_hours: Check = lambda value: type(value) in (int, float) and 0 <= value < 100_000  # noqa: E731

ATTENTION: dict[str, dict[str, Check]] = {
    "hello": {},
    "ping": {},
    "media": {"take": _shown},
    "chunk": {"take": _shown, "kind": _words, "start": _offset},
    "still": {"picture": _int(0, 999)},
    "on": {"take": _shown, "seconds": _seconds},
    "over": {"seconds": _seconds, "why": lambda value: value in ENDINGS},
    "filler": {"seconds": _seconds},
    "recalled": {"words": _words},
    "said": {"picture": _int(0, 999), "old": _yes_or_no, "seconds": _seconds},
}
"""What a room of a memory test may be told; pieces and their pictures are numbers."""


def _text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 50_000 and not _HALF_SIGN.search(value)


CAPTIONING: dict[str, dict[str, Check]] = {
    "hello": {},
    "ping": {},
    "media": {"take": _shown},
    "chunk": {"take": _shown, "kind": _words, "start": _offset},
    "lines": {"words": _text},
    "time": {"start": _hours, "stop": _hours},
    "change": {
        "number": _int(1, 20_000),
        "start": _hours,
        "stop": _hours,
        "text": _words,
        "speaker": _words,
    },
    "remove": {"number": _int(1, 20_000)},
}
"""What a caption desk may be told; captions are numbered from 1, by when they begin."""

OPTIONAL = {
    "trim": {"in_", "out"},
    "replace": {"in_", "out"},
    "insert_at": {"picture_only"},
    "title": {"before"},
    "black": {"before"},
    "angle": {"picture_only"},
    "fade": {"fade_in", "fade_out"},
    "lay": set(_SOUND_OPTIONS),
    "fill": {"start", "stop"},
    "sound_trim": {"in_", "out"},
    "sound_move": {"to"},
    "sound_change": set(_SOUND_OPTIONS),
    "marker": {"answers"},
    "unmark": {"answers"},
}


@dataclass(frozen=True)
class Message:
    """A message that was found to be in order."""

    id: str
    do: str
    args: dict[str, Any]

    @property
    def is_gesture(self) -> bool:
        """Whether it changes the edit."""
        return self.do in GESTURES


def read(content: Any, known: Mapping[str, dict[str, Check]] | None = None) -> Message:
    """Return a browser's message, or refuse it.

    Parameters
    ----------
    content : object
        What came.
    known : mapping, optional
        What this room may be told; the cutting room's gestures and requests where left out.

    Raises
    ------
    EditError
        Saying what about it can't be understood.

    Examples
    --------
    >>> read({"v": 1, "id": "a-1", "do": "roll", "args": {"number": 2, "by": -3}}).args
    {'number': 2, 'by': -3}
    """
    if not isinstance(content, Mapping) or content.get("v") != VERSION:
        raise EditError("This room is from another version of the kit: run its cell again.")
    id_, do, args = content.get("id"), content.get("do"), content.get("args", {})
    if not isinstance(id_, str) or not 0 < len(id_) <= 80:
        raise EditError("A message without a name came from the browser; nothing was done.")
    kinds = (known or {**GESTURES, **REQUESTS}).get(str(do))
    if kinds is None or not isinstance(args, Mapping):
        raise EditError(f"The room asked for {str(do)[:40]!r}, which is not known here.")
    if unknown := set(args) - set(kinds):
        raise EditError(f"{do}: {', '.join(map(str, unknown))[:60]} is not known here.")
    may_lack = OPTIONAL.get(str(do), set())
    for name, fits in kinds.items():
        if name not in args and name in may_lack:
            continue
        if name not in args or not fits(args[name]):
            raise EditError(f"{do}: its {name.strip('_')} is missing or out of range.")
    return Message(id_, str(do), dict(args))
