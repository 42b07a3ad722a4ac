"""An edit as text that a person can read, write and compare, and as JSON between processes.

One shot a line: take, in, out, and what else there is to say about it::

    # kuleshov edit 1
    title: Who taught you that
    rate: 24
    title 02:00 "The Understudy"
    1A-1 02:00 06:12
    4A-1 01:00 04:12 J8              # he hears it first
    5A-1 00:12 02:00 dissolve 12 -3dB
    black 01:00

Points are seconds and frames in the take's own time, ``04:12``; ``4.5``, with a full stop, is seconds
too. ``J8``: the sound comes 8 frames early; ``L8``: 8 frames late. ``picture-only``: the shot isn't
heard, and the sound before it runs on. ``fade-in 12``, ``fade-out 12`` and ``dissolve 12`` are in
frames. What follows `` # `` is the editor's note.
"""

import json
import re
from fractions import Fraction
from typing import Any

from ..errors import EditError
from ..timecode import read_rate, shot_time, to_frame
from .edit import CARDS, MAX_SHOTS, Edit, Shot

MAGIC = "# kuleshov edit 1"
_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s"]+')
_NOTE = re.compile(r'((?:"(?:[^"\\]|\\.)*"|[^"])*?)\s#(.*)$')
_LINE_ENDS = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")  # a file's name may hold them
_ESCAPED = re.compile(r"\\(u[0-9a-f]{4}|.)")
_SPLIT = re.compile(r"([JLjl])(\d{1,5})$")
_LEVEL = re.compile(r"([+-]?\d{1,2}(?:\.\d{1,2})?)dB$", re.IGNORECASE)
_PICTURE_ONLY = "picture-only"
_OPTIONS = ("split", "dissolve", "fade_in", "fade_out", "gain", "text", "note", "picture_only")
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
    head = [MAGIC, f"title: {edit.title}", f"rate: {rate}"]
    return "\n".join(head + [shot_line(shot, rate) for shot in edit.shots]) + "\n"


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
    >>> shot_line(Shot("4A-1", 24, 108, split=-8, gain=-3), Fraction(24))
    '4A-1 01:00 04:12 L8 -3dB'
    """
    if shot.is_card:
        words = [shot.take, shot_time(len(shot), rate)]
        if shot.text or shot.take == "title":
            words.append(_quote(shot.text))
    else:
        points = [shot_time(shot.in_, rate), shot_time(shot.out, rate)]
        words = [_quote(shot.take) if _needs_quotes(shot.take) else shot.take, *points]
    if shot.picture_only:
        words.append(_PICTURE_ONLY)
    if shot.split:
        words.append(f"{'J' if shot.split > 0 else 'L'}{abs(shot.split)}")
    words += [f"{word} {n}" for word, name in _LENGTHS.items() if (n := getattr(shot, name))]
    if shot.gain:
        words.append(f"{shot.gain:+g}dB")
    if shot.note:
        words.append(f" # {shot.note}")
    return " ".join(words)


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
    title, shots = "untitled", []
    used = rate or Fraction(24)
    for number, line in enumerate(text.splitlines(), 1):
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        try:
            if (head := _header(words)) is None:
                shots.append(_shot(words, used))
            elif head[0] == "title":
                title = head[1]
            elif shots:
                raise EditError("the rate has to stand above the first shot.")
            else:
                used = read_rate(head[1])
        except EditError as error:
            raise EditError(f"Line {number} of the edit, {words[:60]!r}: {error}") from None
        if len(shots) > MAX_SHOTS:
            raise EditError(f"This edit has more than {MAX_SHOTS} shots.")
    return Edit(title=title, rate=used, shots=tuple(shots))


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
    shots = []
    for shot in edit.shots:
        row: dict[str, Any] = {"take": shot.take, "in": shot.in_, "out": shot.out}
        for name in _OPTIONS:
            if value := getattr(shot, name):
                row[name] = value
        shots.append(row)
    return json.dumps(
        {"kuleshov_edit": 1, "title": edit.title, "rate": str(edit.rate), "shots": shots},
        ensure_ascii=False,
    )


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
        Where it is no edit's JSON, is of another version than 1, or can't be played as written.

    Examples
    --------
    >>> edit = Edit("Again", shots=(Shot("4A-1", 24, 108, fade_in=12),))
    >>> from_json(to_json(edit)) == edit
    True
    """
    try:
        data = json.loads(text)
        version = data["kuleshov_edit"]
        if version != 1 or version is True:
            said = json.dumps(version)[:40]
            raise EditError(f"This edit is of version {said}, and this kit reads version 1 only.")
        shots = tuple(_shot_from_row(row) for row in data["shots"])
        return Edit(title=str(data["title"]), rate=read_rate(data["rate"]), shots=shots)
    except EditError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise EditError(
            "This is not an edit's JSON: a part is missing or of the wrong kind."
        ) from None


def _shot_from_row(row: dict[str, Any]) -> Shot:
    known = dict(row)
    known["in_"] = known.pop("in")
    return Shot(**known)


def _header(line: str) -> tuple[str, str] | None:
    match = re.match(r"(title|rate):\s*(.*)$", line)
    return (match[1], match[2].strip()) if match else None


def _shot(line: str, rate: Fraction) -> Shot:
    body, note = _split_note(line)
    words = _WORD.findall(body)
    if _WORD.sub("", body).strip():
        raise EditError('a quotation mark (") has no second one.')
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
        elif word in _LENGTHS:
            if not queue or not queue[0].isdecimal() or len(queue[0]) > 5:
                raise EditError(f"{word} wants its length in frames: {word} 12")
            value = {_LENGTHS[word]: int(queue.pop(0))}
        else:
            raise EditError(
                f"{word[:30]!r} is not known here. After take, in and out may stand J8 or L8, "
                "picture-only, dissolve 12, fade-in 12, fade-out 12, -3dB and a note after #."
            )
        if found.keys() & value.keys():
            raise EditError(f"{word!r} says again what was said already.")
        found.update(value)
    return found


def _point(words: list[str], index: int, rate: Fraction) -> int:
    if index >= len(words):
        raise EditError("a shot's line is: take, in, out (4A-1 01:00 04:12).")
    word = words[index]
    if ":" not in word and "." not in word:
        raise EditError(
            f"{word[:30]!r} is not a point; write seconds and frames, 04:12, or seconds, 4.5."
        )
    frame = to_frame(word, rate)
    if frame < 0:
        raise EditError(f"{word!r} lies before the take.")
    return frame


def _needs_quotes(take: str) -> bool:
    return not take or bool(re.search(r'[\s"#\\:]', take))


def _quote(words: str) -> str:
    plain = words.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _LINE_ENDS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", plain) + '"'


def _unquote(word: str) -> str:
    if not word.startswith('"'):
        return word
    return _ESCAPED.sub(
        lambda sign: chr(int(sign[1][1:], 16)) if sign[1][1:] else sign[1], word[1:-1]
    )
