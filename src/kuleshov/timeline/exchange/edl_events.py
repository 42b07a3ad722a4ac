"""The lines of an EDL, CMX 3600 as programs write it: events, and what stands between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TIME = r"\d{1,2}[:;.]\d\d[:;.]\d\d[:;.,]\d{2,3}"
_TIMES = re.compile(rf"((?:{_TIME}\s+){{3}}{_TIME})(?!\S)")
_EVENT = re.compile(r"\s*\d{1,8}[A-Z]?\s+\S", re.IGNORECASE)
_HEAD = re.compile(
    r"\s*(?P<number>\d{1,8}[A-Z]?)\s+(?P<reel>\S.*?)\s+(?P<channels>B|NONE|[AV][AV\d/]*)\s+"
    r"(?P<kind>C|D|W\d{0,4}|K)\s*(?P<layer>[BO])?(?:\s*\(F\))?(?:\s+(?P<length>\d{1,4}))?\s*$",
    re.IGNORECASE,
)
_SPEED = re.compile(rf"M2\s+(?:\S.*?\s+)?([-+]?\d+(?:\.\d*)?)(?:\s+{_TIME})?\s*$", re.IGNORECASE)
_CLIP = re.compile(
    r"(?P<side>FROM|TO|SOURCE)\s+(?P<what>CLIP NAME|CLIP|FILE)\s*:\s*(?P<name>.*)$", re.IGNORECASE
)
_REEL_IS = re.compile(
    r"(?:REEL\s+(?P<a>\S+)\s+IS\s+CLIP\s+(?P<x>.+))"
    r"|(?:FINAL CUT PRO REEL:\s*(?P<y>.+?)\s+REPLACED BY:\s*(?P<b>\S+))"
    r"|(?:>>>\s*SOURCE\s+(?P<c>\S+)\s+(?P<z>\S.*))",
    re.IGNORECASE,
)
_LOC = re.compile(rf"LOC\s*:\s*({_TIME})\s*(.*)$", re.IGNORECASE)
_RESOLVE = re.compile(r"\|C:\S*\s*\|M:(.*?)\s*\|D:\d+")
OWN = "KULESHOV"
_OWN = re.compile(rf"{OWN}\s+(RATE|CARD|DISSOLVE|SOURCE START)\s*:\s*(.*)$")
_LONGEST = 1000  # signs in a line; a longer one is no line of an EDL
_IDLE = ("EFFECT NAME", "BLEND", "SOURCE TABLE", "FROM CLIP IS", "TO CLIP IS", "REEL")


@dataclass
class Event:
    """One line of an EDL that places something, and what the lines below it say of it.

    Attributes
    ----------
    number : str
    reel : str
    channels : str
        ``V``, ``A``, ``AA/V``, ``B``..., in capitals.
    kind : str
        ``C`` cut, ``D`` dissolve, ``W001`` wipe, ``K`` key, ``KB`` what lies below a key.
    length : int
        Frames of its transition.
    times : tuple of str
        Source in and out, record in and out, as written.
    name, file : str
        Its clip's, where they are told.
    """

    number: str
    reel: str
    channels: str
    kind: str
    length: int
    times: tuple[str, ...]
    drop: bool
    name: str = ""
    file: str = ""
    speed: float | None = None
    own: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def is_black(self) -> bool:
        """Whether it shows nothing."""
        return self.reel.upper() in ("BL", "BLACK")

    @property
    def has_picture(self) -> bool:
        """Whether it is placed in the picture."""
        return "V" in self.channels or self.channels == "B"

    @property
    def sound_tracks(self) -> list[str]:
        """The tracks on which it is heard."""
        if self.channels == "B":
            return ["A1"]
        found = re.findall(r"A(\d*)", self.channels)
        return [f"A{number or place}" for place, number in enumerate(found, 1)]


@dataclass
class Lines:
    """An EDL as it stands: its events, in the file's order, and its markers.

    Attributes
    ----------
    title : str
    rate : str
        As the kit's own comment tells it.
    drop : bool
        Whether any timecode is drop-frame.
    events : list of Event
    markers : list of (str, str)
        Record time and words.
    left_out : list of str
        Lines that were not understood.
    colour, levels : bool
        Whether there were colour decisions and levels.
    """

    title: str = ""
    rate: str = ""
    drop: bool = False
    events: list[Event] = field(default_factory=list)
    markers: list[tuple[str, str]] = field(default_factory=list)
    reels: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    colour: bool = False
    levels: bool = False

    @property
    def frames_seen(self) -> int:
        """The largest number of a frame within its second."""
        times = [time for event in self.events for time in event.times]
        return max((int(re.split("[:;.,]", time)[-1]) for time in times), default=0)


def read_lines(words: str) -> Lines:
    """Return what an EDL's lines say.

    Parameters
    ----------
    words : str

    Returns
    -------
    Lines

    Examples
    --------
    >>> lines = read_lines(
    ...     "001  AX V C 00:00:02:00 00:00:06:00 01:00:00:00 01:00:04:00\\n* FROM CLIP NAME: 4A-1.mp4"
    ... )
    >>> lines.events[0].name, lines.events[0].times[0]
    ('4A-1.mp4', '00:00:02:00')
    """
    lines = Lines()
    drop = False
    for line in words.splitlines():
        line = line.replace("\x1a", "").strip()
        key = line.upper()
        if not line:
            continue
        if len(line) > _LONGEST:
            lines.left_out.append(line)
        elif key.startswith("TITLE:"):
            lines.title = lines.title or line[6:].strip()
        elif key.startswith("FCM:"):
            drop = "NON" not in key and "DROP" in key
        elif _EVENT.match(line) and _TIMES.search(line):
            _event(lines, line, drop)
        elif key.startswith("M2") and (speed := _SPEED.match(_one_blank(line))) and lines.events:
            _sped(lines.events, line)[-1].speed = float(speed[1])
        elif _EVENT.match(line) and re.search(_TIME, line):
            lines.left_out.append(line)
        else:
            _comment(lines, line.lstrip("*# ").strip())
    return lines


def _event(lines: Lines, line: str, drop: bool) -> None:
    times = _TIMES.search(line)
    head = _HEAD.match(_one_blank(line[: times.start()])) if times else None
    if times is None or head is None:
        lines.left_out.append(line)
        return
    stamps = tuple(times[1].split())
    drop = drop or any(";" in stamp for stamp in stamps)
    lines.drop = lines.drop or drop
    kind = head["kind"].upper() + (head["layer"] or "").upper()
    lines.events.append(
        Event(
            head["number"], head["reel"].strip(), head["channels"].upper(), kind,
            int(head["length"] or 0), stamps, drop,
        )
    )  # fmt: skip


def _one_blank(line: str) -> str:
    """Return a line with one space for every run of blanks, which a pattern would try one by one."""
    return " ".join(line.split())


def _sped(events: list[Event], line: str) -> list[Event]:
    """Return the events that a change of speed may be about: those of its reel, else all."""
    own = [event for event in events[-2:] if re.search(rf"\s{re.escape(event.reel)}\s", line)]
    return own or events


def _comment(lines: Lines, words: str) -> None:
    if found := _OWN.match(words):
        if found[1] == "RATE":
            lines.rate = found[2].strip()
        elif lines.events:
            lines.events[-1].own[found[1]] = found[2].strip()
    elif found := _REEL_IS.match(words):
        _reel_is(lines, found)
    elif found := _LOC.match(words):
        lines.markers.append((found[1], re.sub(r"^[A-Z]+\s+", "", found[2]).strip()))
    elif (found := _RESOLVE.match(words)) and lines.events:
        lines.events[-1].notes.append(found[1])
    elif words.upper().startswith("ASC_"):
        lines.colour = True
    elif re.match(r"(AUDIO|OPACITY) LEVEL", words, re.IGNORECASE):
        lines.levels = True
    elif not words or not lines.events or words.upper().startswith(_IDLE):
        return
    elif found := _CLIP.match(words):
        _clip(lines.events, found["side"].upper(), found["what"].upper(), found["name"].strip())
    elif re.match(r"(AUD|SPLIT|GPI|NET|TRANSFER)\b", words, re.IGNORECASE):
        lines.left_out.append(words)
    else:
        lines.events[-1].notes.append(re.sub(r"^COMMENTS?\s*:\s*", "", words, flags=re.IGNORECASE))


def _reel_is(lines: Lines, found: re.Match[str]) -> None:
    reel = found["a"] or found["b"] or found["c"]
    name = (found["x"] or found["y"] or found["z"]).strip()
    if reel.upper() == "AX" and lines.events:
        lines.events[-1].name = lines.events[-1].name or name
    else:
        lines.reels[reel] = name


def _clip(events: list[Event], side: str, what: str, name: str) -> None:
    """Put a clip's name or file to the event it belongs to."""
    last, before = events[-1], _outgoing(events)
    field_ = "name" if what == "CLIP NAME" else "file"
    target = last
    if side == "FROM" and last.kind[0] in "DW":
        target = before or Event("", "", "", "C", 0, (), False)
        last.own.setdefault(f"FROM {field_}", name)
    if not getattr(target, field_):
        setattr(target, field_, name)


def _outgoing(events: list[Event]) -> Event | None:
    """Return the event that the last one's transition comes from, if it is written."""
    last = events[-1]
    if len(events) > 1 and last.kind[0] in "DW" and events[-2].number == last.number:
        return events[-2]
    return None
