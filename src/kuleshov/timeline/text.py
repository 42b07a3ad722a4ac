"""An edit as text that a person can read, write and compare, and as JSON between processes.

One shot a line: take, in, out, and what else there is to say about it::

    # kuleshov edit 1
    title: Who taught you that
    rate: 24
    title 02:00 "The Understudy"
    1A-1 02:00 06:12
    4A-1 01:00 04:12 J8              # he hears it first
    5A-1 00:12 02:00 dissolve 12 -3dB
    5A-1 03:00 05:00 -1.45stops +0.1warmth
    black 01:00

Behind the shots may stand what follows no picture: lanes of sound, each sound with the moment of the
film at which it begins, and the editor's markers::

    level: +1.5dB
    lane: tone -6dB
    1A-1 34:00 40:00 at 00:00 fade-in 24
    lane: Filament
    4A-1 01:00 04:12 at 03:00 stem filament  # he answers too early
    marker: 04:12 Who is speaking?
    answer: 06:00 "jump cut" He has made up his mind, and the jump says so.

Points are seconds and frames in the take's own time, ``04:12``; ``4.5``, with a full stop, is seconds
too, and ``108f`` a frame. ``J8``: the sound comes 8 frames early; ``L8``: 8 frames late.
``picture-only``: the shot isn't heard, and the sound before it runs on. ``stem diode``: only that
voice of the take is heard (``stem rest``: all but the voices). ``fade-in 12``, ``fade-out 12`` and
``dissolve 12`` are in frames. ``-1.45stops``, ``+0.1warmth`` and ``-0.1tint`` are a grade, in stops of
light: each may stand alone. What follows `` # `` is the editor's note.
"""

import json
import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

from ..errors import EditError
from ..media.grade import GRADE_LIMITS, Grade
from ..timecode import names_frame, read_rate, shot_time, to_frame
from .edit import CARDS, MAX_SHOTS, Edit, Shot
from .lanes import LaidSound, Lane, Marker

MAGIC = "# kuleshov edit 1"
_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s"]+')
_NOTE = re.compile(r'((?:"(?:[^"\\]|\\.)*"|[^"])*?)\s#(.*)$')
_LINE_ENDS = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")  # a file's name may hold them
_ANSWER = re.compile(r'(\S+)\s+("(?:[^"\\]|\\.)*"|[^\s"]+)\s+(.+)$')
_ESCAPED = re.compile(r"\\(u[0-9a-f]{4}|.)")
_SPLIT = re.compile(r"([JLjl])(\d{1,5})$")
_LEVEL = re.compile(r"([+-]?\d{1,2}(?:\.\d{1,2})?)dB$", re.IGNORECASE)
_GRADE = re.compile(r"([+-]?\d(?:\.\d{1,2})?)(stops?|warmth|tint)$", re.IGNORECASE)
_PICTURE_ONLY = "picture-only"
_OPTIONS = (
    "split", "dissolve", "fade_in", "fade_out", "gain", "text", "note", "picture_only", "stem",
    "grade",
)  # fmt: skip
_SOUND_OPTIONS = ("gain", "fade_in", "fade_out", "stem", "note")
_LENGTHS = {"dissolve": "dissolve", "fade-in": "fade_in", "fade-out": "fade_out"}


def to_text(edit: Edit) -> str:
    """Write an edit, one shot a line, exactly as :func:`from_text` reads it.

    Parameters
    ----------
    edit : Edit

    Returns
    -------
    str
        A head of three lines, then a line for each shot, each with its end of line.

    Examples
    --------
    >>> shots = Shot("4A-1", 24, 108), Shot("black", 0, 24, note="he hears it")
    >>> edit = Edit("Again", shots=shots)
    >>> print(to_text(edit), end="")
    # kuleshov edit 1
    title: Again
    rate: 24
    4A-1 01:00 04:12
    black 01:00  # he hears it
    """
    rate = edit.rate
    lines = [MAGIC, f"title: {edit.title}", f"rate: {rate}"]
    if edit.level:
        lines.append(f"level: {edit.level:+g}dB")
    lines += [shot_line(shot, rate) for shot in edit.shots]
    for lane in edit.lanes:
        lines.append(_lane_line(lane))
        lines += [sound_line(sound, rate) for sound in lane.sounds]
    lines += [_marker_line(marker, rate) for marker in edit.markers]
    return "\n".join(lines) + "\n"


def sound_line(sound: LaidSound, rate: Fraction, at: bool = True) -> str:
    """Write a sound of a lane as a line of text.

    Parameters
    ----------
    sound : LaidSound
    rate : Fraction
        Frames a second.
    at : bool
        Whether its moment in the film is written.

    Returns
    -------
    str
        Without an end of line.

    Examples
    --------
    >>> sound_line(LaidSound("4A-1", 24, 108, at=72, gain=-3, stem="filament"), Fraction(24))
    '4A-1 01:00 04:12 at 03:00 stem filament -3dB'
    """
    words = [_name(sound.take), shot_time(sound.in_, rate), shot_time(sound.out, rate)]
    words += ["at", shot_time(sound.at, rate)] if at else []
    return " ".join([*words, *_heard_words(sound)])


def _lane_line(lane: Lane) -> str:
    words = ["lane:", _name(lane.name)]
    words += [f"{lane.gain:+g}dB"] if lane.gain else []
    words += ["muted"] if lane.muted else []
    return " ".join(words)


def _marker_line(marker: Marker, rate: Fraction) -> str:
    words = [shot_time(marker.at, rate), marker.text]
    if marker.answers:
        return " ".join(["answer:", words[0], _name(marker.answers), marker.text])
    return " ".join(["marker:", *words]).rstrip()


def shot_line(shot: Shot, rate: Fraction) -> str:
    """Write one shot as a line of text.

    Parameters
    ----------
    shot : Shot
    rate : Fraction
        Frames a second.

    Returns
    -------
    str
        Without an end of line; what is as in a plain cut is left out.

    Examples
    --------
    >>> shot_line(Shot("4A-1", 24, 108, split=-8, gain=-3, grade={"stops": -1}), Fraction(24))
    '4A-1 01:00 04:12 L8 -1stops -3dB'
    """
    if shot.is_card:
        words = [shot.take, shot_time(len(shot), rate)]
        if shot.text or shot.take == "title":
            words.append(_quote(shot.text))
    else:
        points = [shot_time(shot.in_, rate), shot_time(shot.out, rate)]
        words = [_name(shot.take), *points]
    if shot.picture_only:
        words.append(_PICTURE_ONLY)
    if shot.split:
        words.append(f"{'J' if shot.split > 0 else 'L'}{abs(shot.split)}")
    words += [f"dissolve {shot.dissolve}"] if shot.dissolve else []
    if shot.grade:
        words += [f"{value:+g}{name}" for name, value in shot.grade.values().items()]
    return " ".join([*words, *_heard_words(shot)])


def _heard_words(one: Shot | LaidSound) -> list[str]:
    """Return what a shot and a laid sound say alike: stem, fades, level and note."""
    words = ["stem", _name(one.stem)] if one.stem else []
    words += [f"fade-in {one.fade_in}"] if one.fade_in else []
    words += [f"fade-out {one.fade_out}"] if one.fade_out else []
    words += [f"{one.gain:+g}dB"] if one.gain else []
    words += [f" # {one.note}"] if one.note else []
    return words


def from_text(text: str, rate: Fraction | None = None) -> Edit:
    """Read an edit from text.

    Parameters
    ----------
    text : str
        Lines as at the top of this module. Headers may be left out.
    rate : Fraction, optional
        Frames a second where the text doesn't say; 24 if neither does.

    Returns
    -------
    Edit

    Raises
    ------
    EditError
        Naming the line and what in it can't be read.

    See Also
    --------
    to_text : The way out.

    Examples
    --------
    >>> edit = from_text("4A-1 01:00 04:12\\nKB-1 00:00 01:12 J8  # he hears it first")
    >>> edit.frames, edit.shots[1].split, edit.shots[1].note
    (120, 8, 'he hears it first')
    >>> from_text("4A-1 1 4")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    kuleshov.errors.EditError: Line 1 of the edit, ...: '1' is not a point; write seconds and ...
    """
    if not isinstance(text, str):
        raise EditError(f"An edit's text is words, not {text!r}.")
    if len(text) > 1_000_000:
        raise EditError("This text is over a million letters long: it is not an edit.")
    reader = _Reader(rate or Fraction(24))
    for number, line in enumerate(text.splitlines(), 1):
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        try:
            reader.read(words)
        except EditError as error:
            raise EditError(f"Line {number} of the edit, {words[:60]!r}: {error}") from None
    return reader.edit()


class _Reader:
    """Takes an edit's lines in one by one."""

    def __init__(self, rate: Fraction) -> None:
        self.title = "untitled"
        self.rate = rate
        self.level = 0.0
        self.shots: list[Shot] = []
        self.lanes: list[Lane] = []
        self.sounds: list[LaidSound] = []  # of the last lane
        self.markers: list[Marker] = []

    def read(self, line: str) -> None:
        match = re.match(r"(title|rate|level|lane|marker|answer):\s*(.*)$", line)
        if match:
            getattr(self, f"_read_{match[1]}")(match[2].strip())
        elif self.lanes:
            self._count(self.sounds, "sounds in a lane").append(_sound(line, self.rate))
        else:
            self._count(self.shots, "shots").append(_shot(line, self.rate))

    def edit(self) -> Edit:
        self._end_lane()
        return Edit(
            title=self.title,
            rate=self.rate,
            shots=tuple(self.shots),
            lanes=tuple(self.lanes),
            markers=tuple(self.markers),
            level=self.level,
        )

    def _count(self, rows: list[Any], what: str) -> list[Any]:
        if len(rows) >= MAX_SHOTS:
            raise EditError(f"This edit has more than {MAX_SHOTS} {what}.")
        return rows

    def _read_title(self, words: str) -> None:
        self.title = words

    def _read_rate(self, words: str) -> None:
        if self.shots or self.lanes or self.markers:
            raise EditError("the rate has to stand above the first shot.")
        self.rate = read_rate(words)

    def _read_level(self, words: str) -> None:
        if not (match := _LEVEL.match(words)):
            raise EditError("the film's level is written in dB: level: -2.5dB")
        self.level = float(match[1])

    def _read_lane(self, words: str) -> None:
        found = _words(words)
        if not found:
            raise EditError("a lane has a name: lane: tone")
        self._end_lane()
        options: dict[str, Any] = {}
        for word in found[1:]:
            if match := _LEVEL.match(word):
                options["gain"] = float(match[1])
            elif word.lower() == "muted":
                options["muted"] = True
            else:
                raise EditError(
                    f"{word[:30]!r} is not known here. After a lane's name may stand -6dB and muted; "
                    'a name of several words stands in quotes: lane: "wild tone"'
                )
        self.lanes.append(Lane(_unquote(found[0]), **options))

    def _end_lane(self) -> None:
        """Put the sounds that were read into their lane."""
        if self.sounds:
            self.lanes[-1] = replace(self.lanes[-1], sounds=tuple(self.sounds))
            self.sounds = []

    def _read_marker(self, words: str) -> None:
        at, _, text = words.partition(" ")
        self._count(self.markers, "markers").append(Marker(_point([at], 0, self.rate), text))

    def _read_answer(self, words: str) -> None:
        match = _ANSWER.match(words)
        if not match:
            raise EditError(
                'an answer is: its moment, the finding, why: answer: 06:00 "jump cut" ...'
            )
        at = _point([match[1]], 0, self.rate)
        self._count(self.markers, "markers").append(
            Marker(at, match[3], answers=_unquote(match[2]))
        )


def to_json(edit: Edit) -> str:
    """Write an edit as JSON: plain data, one object a shot, only what differs from a plain cut.

    Parameters
    ----------
    edit : Edit

    Returns
    -------
    str
        One line; in and out points are frames.

    Examples
    --------
    >>> json.loads(to_json(Edit("Again", shots=(Shot("4A-1", 24, 108, gain=-3),))))["shots"]
    [{'take': '4A-1', 'in': 24, 'out': 108, 'gain': -3.0}]
    """
    data: dict[str, Any] = {"kuleshov_edit": 1, "title": edit.title, "rate": str(edit.rate)}
    data["shots"] = [_row(shot, _OPTIONS) for shot in edit.shots]
    more = {
        "level": edit.level,
        "lanes": [_lane_row(lane) for lane in edit.lanes],
        "markers": [_said(vars(marker)) for marker in edit.markers],
    }
    data |= _said(more)
    if len(data) > 4 or any(shot.stem or shot.grade for shot in edit.shots):
        data["kuleshov_edit"] = 2  # a kit that knows no lanes refuses it, and loses nothing
    return json.dumps(data, ensure_ascii=False)


def _said(row: dict[str, Any]) -> dict[str, Any]:
    """Leave out what says nothing; frame 0 says something."""
    return {name: value for name, value in row.items() if value or name == "at"}


def _row(one: Shot | LaidSound, options: tuple[str, ...]) -> dict[str, Any]:
    row: dict[str, Any] = {"take": one.take, "in": one.in_, "out": one.out}
    said = _said({name: getattr(one, name) for name in options})
    return row | {name: v.values() if isinstance(v, Grade) else v for name, v in said.items()}


def _lane_row(lane: Lane) -> dict[str, Any]:
    sounds = [_row(one, _SOUND_OPTIONS) | {"at": one.at} for one in lane.sounds]
    return {"name": lane.name, "sounds": sounds, **_said({"gain": lane.gain, "muted": lane.muted})}


def from_json(text: str) -> Edit:
    """Read an edit from :func:`to_json`'s JSON; anything else is refused with a sentence.

    Parameters
    ----------
    text : str

    Returns
    -------
    Edit

    Raises
    ------
    EditError
        Where it is no edit's JSON, is of a version above 2, or can't be played as written.

    Examples
    --------
    >>> edit = Edit("Again", shots=(Shot("4A-1", 24, 108, fade_in=12),))
    >>> from_json(to_json(edit)) == edit
    True
    """
    try:
        data = json.loads(text)
        version = data["kuleshov_edit"]
        if version not in (1, 2) or version is True:
            said = json.dumps(version)[:40]
            raise EditError(f"This edit is of version {said}, and this kit reads versions 1 and 2.")
        return Edit(
            title=str(data["title"]),
            rate=read_rate(data["rate"]),
            shots=tuple(Shot(**_known(row)) for row in data["shots"]),
            lanes=tuple(_lane_from_row(row) for row in data.get("lanes", ())),
            markers=tuple(Marker(**row) for row in data.get("markers", ())),
            level=data.get("level", 0.0),
        )
    except EditError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise EditError(
            "This is not an edit's JSON: a part is missing or of the wrong kind."
        ) from None


def _known(row: dict[str, Any]) -> dict[str, Any]:
    known = dict(row)
    known["in_"] = known.pop("in")
    return known


def _lane_from_row(row: dict[str, Any]) -> Lane:
    return Lane(**{**row, "sounds": tuple(LaidSound(**_known(one)) for one in row["sounds"])})


def _shot(line: str, rate: Fraction) -> Shot:
    body, note = _split_note(line)
    words = _words(body)
    take = _unquote(words[0])
    if words[0] in CARDS:
        length, rest = _point(words, 1, rate), words[2:]
        shot = {"take": take, "in_": 0, "out": length}
        if take == "title":
            if not rest or not rest[0].startswith('"'):
                raise EditError(
                    'a title\'s words stand in quotes after its length: title 02:00 "Again"'
                )
            shot["text"], rest = _unquote(rest[0]), rest[1:]
    else:
        shot = {"take": take, "in_": _point(words, 1, rate), "out": _point(words, 2, rate)}
        rest = words[3:]
    return Shot(**shot, **_options(rest), note=note)  # type: ignore[arg-type]


def _sound(line: str, rate: Fraction) -> LaidSound:
    body, note = _split_note(line)
    words = _words(body)
    if len(words) < 5 or words[3] != "at":
        raise EditError(
            "a sound in a lane is: take, in, out, at, its moment (1A-1 02:00 08:00 at 00:00). Shots stand above the first lane."
        )
    in_, out, at = (_point(words, index, rate) for index in (1, 2, 4))
    options = _options(words[5:])
    if unknown := options.keys() - set(_SOUND_OPTIONS):
        named = ", ".join(sorted(unknown)).replace("_", "-")
        raise EditError(f"a sound in a lane has no {named}: it follows no picture.")
    return LaidSound(_unquote(words[0]), in_, out, at, **options, note=note)


def _words(body: str) -> list[str]:
    if _WORD.sub("", body).strip():
        raise EditError('a quotation mark (") has no second one.')
    return _WORD.findall(body)


def _split_note(line: str) -> tuple[str, str]:
    """Cut a line at the first `` #`` outside quotes."""
    match = _NOTE.match(line)
    return (match[1], match[2].strip()) if match else (line, "")


def _options(words: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    queue = list(words)
    while queue:
        word = queue.pop(0)
        if match := _SPLIT.match(word):
            value: dict[str, Any] = {"split": int(match[2]) * (1 if match[1] in "Jj" else -1)}
        elif word.lower() == _PICTURE_ONLY:
            value = {"picture_only": True}
        elif match := _LEVEL.match(word):
            value = {"gain": float(match[1])}
        elif match := _GRADE.match(word):
            named = match[2].lower()
            value = {"stops" if named == "stop" else named: float(match[1])}
        elif word == "stem":
            if not queue:
                raise EditError("stem wants the name of a voice, or rest: stem filament")
            value = {"stem": _unquote(queue.pop(0))}
        elif word in _LENGTHS:
            if not queue or not queue[0].isdecimal() or len(queue[0]) > 5:
                raise EditError(f"{word} wants its length in frames: {word} 12")
            value = {_LENGTHS[word]: int(queue.pop(0))}
        else:
            raise EditError(
                f"{word[:30]!r} is not known here. After take, in and out may stand J8 or L8, "
                "picture-only, stem filament, dissolve 12, fade-in 12, fade-out 12, -3dB, a grade "
                "(-1.45stops +0.1warmth -0.1tint) and a note after #."
            )
        if found.keys() & value.keys():
            raise EditError(f"{word!r} says again what was said already.")
        found.update(value)
    grade = {name: found.pop(name) for name in GRADE_LIMITS if name in found}
    return found | ({"grade": grade} if grade else {})


def _point(words: list[str], index: int, rate: Fraction) -> int:
    if index >= len(words):
        raise EditError("a shot's line is: take, in, out (4A-1 01:00 04:12).")
    word = words[index]
    if ":" not in word and "." not in word and not names_frame(word):
        raise EditError(
            f"{word[:30]!r} is not a point; write seconds and frames, 04:12, or seconds, 4.5."
        )
    frame = to_frame(word, rate)
    if frame < 0:
        raise EditError(f"{word!r} lies before the take.")
    return frame


def _needs_quotes(take: str) -> bool:
    return not take or bool(re.search(r'[\s"#\\:]', take))


def _name(words: str) -> str:
    return _quote(words) if _needs_quotes(words) else words


def _quote(words: str) -> str:
    plain = words.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _LINE_ENDS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", plain) + '"'


def _unquote(word: str) -> str:
    if not word.startswith('"'):
        return word
    return _ESCAPED.sub(
        lambda sign: chr(int(sign[1][1:], 16)) if sign[1][1:] else sign[1], word[1:-1]
    )
