"""The checks of craft: what a careful colleague would point at, never a grade.

Each finding names its kind, the moment in the film, the shots, and says in a sentence what is
there. Any of them may be the best thing in the film; the editor decides.

=================  ====================================================================
kind               what it means
=================  ====================================================================
no take            a shot from a take that isn't there; until it is, nothing else is looked for
gap                a hole in the picture
beyond take        a shot, a split or a dissolve wants frames that the take doesn't have
slate              a shot that begins while its take's slate is still in the picture
flash shot         a shot of fewer than 4 frames
jump cut           two stretches of one set-up, joined
through edit       a cut where nothing changes
crossed line       two shots from opposite sides of the action line
line cut off       a spoken line that begins and is not heard to its end
line doubled       the same spoken line heard twice
no sound           a take without sound between takes that have it
level jump         the background is suddenly louder or softer
=================  ====================================================================
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Any

import numpy as np

from ..errors import KuleshovError
from ..timecode import timecode
from .edit import Edit, EditWithTakes, Span

FLASH_FRAMES = 4
LEVEL_JUMP_DB = 6.0
HEARD_SHARE = 0.15  # a line that is heard for less than this of its length is not in the film
WHOLE_SHARE = 0.9


def unbroken(edit: Edit) -> list[list[Span]]:
    """Return the shots of an edit as they look: pieces that go on in their take are one.

    Parameters
    ----------
    edit : Edit

    Returns
    -------
    list of list of Span
        For each its pieces, in the film's order; black, gaps and titles are none.

    See Also
    --------
    kuleshov.timeline.Cut.check : names a cut where nothing changes a through edit.

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut.from_text("4A-1 02:00 03:00\\n4A-1 03:00 03:02\\nblack 00:12\\n4A-1 03:02 04:00")
    >>> [[piece.number for piece in shot] for shot in unbroken(cut.edit)]
    [[1, 2], [4]]
    """
    found: list[list[Span]] = []
    for span in edit.picture():
        if span.shot.is_card:
            continue
        if found and _goes_on(found[-1][-1], span):
            found[-1].append(span)
        else:
            found.append([span])
    return found


def _goes_on(before: Span, after: Span) -> bool:
    return (
        before.stop == after.start
        and before.shot.take == after.shot.take
        and before.shot.out == after.shot.in_
        and not after.shot.dissolve
    )


def is_flash(shot: Iterable[Span]) -> bool:
    """Say whether a shot is too short to be seen as one: under :data:`FLASH_FRAMES` in all.

    Parameters
    ----------
    shot : iterable of Span
        Its pieces.

    Returns
    -------
    bool

    See Also
    --------
    unbroken : gives shots as their pieces.

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut.from_text("4A-1 02:00 02:03\\n4A-1 02:03 02:06\\n4A-1 05:00 05:03")
    >>> [is_flash(shot) for shot in unbroken(cut.edit)]
    [False, True]
    """
    return sum(map(len, shot)) < FLASH_FRAMES


@dataclass(frozen=True)
class Finding:
    """Something to look at in an edit.

    Attributes
    ----------
    kind : str
        One of the kinds in this module's table.
    frame : int
        Where in the film, in frames.
    timecode : str
        The same as hh:mm:ss:ff.
    shots : tuple of int
        Numbers of the shots it is about, counted from 1.
    sentence : str
        What is there.
    """

    kind: str
    frame: int
    timecode: str
    shots: tuple[int, ...]
    sentence: str

    def __str__(self) -> str:
        return self.sentence


class Findings(list[Finding]):
    """What was found in a cut; shown as one line each."""

    def __repr__(self) -> str:
        return "\n".join(map(str, self)) or "Nothing to point at."


def check(cut: EditWithTakes, sound: bool = True) -> Findings:
    """Return what can be found in a cut, in the order of the film.

    Parameters
    ----------
    cut : Cut
        Its takes must be at hand.
    sound : bool
        Whether to listen as well (decodes the takes' sound, up to a minute of each).

    Returns
    -------
    list of Finding
        Empty where there is nothing to point at; shows itself as a line for each.

    Raises
    ------
    MediaError
        Where a take can't be read.

    See Also
    --------
    kuleshov.check : The box of feedback in a lesson, which is something else.

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("first", rushes=ku.rushes("understudy"))
    >>> cut = cut.add("KA-1", 1, 3).add("KA-1", 3.5, 5).add("KB-1", 1, "27f")
    >>> for found in check(cut, sound=False):
    ...     print(found.kind, found.timecode, found.shots)
    jump cut 00:00:02:00 (1, 2)
    flash shot 00:00:03:12 (3,)
    """
    if unknown := list(_unknown(cut)):
        return Findings(unknown)
    rules: list[Callable[[EditWithTakes], Iterable[Finding]]] = [
        _gaps, _beyond, _slates, _flashes, _joins, _crossed_lines, _lines, _missing_sound,
    ]  # fmt: skip
    if sound:
        rules.append(_level_jumps)
    found = [finding for rule in rules for finding in rule(cut)]
    return Findings(sorted(found, key=lambda finding: (finding.frame, finding.kind)))


def _finding(
    cut: EditWithTakes, kind: str, frame: int, shots: Iterable[int], sentence: str
) -> Finding:
    at = timecode(frame, cut.rate)
    return Finding(kind, frame, at, tuple(shots), f"At {at} {sentence}")


def _unknown(cut: EditWithTakes) -> Iterator[Finding]:
    for span in cut.edit.picture():
        try:
            if not span.shot.is_card:
                cut.take(span.shot.take)
        except KuleshovError as problem:
            said = f"shot {span.number} can't be shown. {problem}"
            yield _finding(cut, "no take", span.start, [span.number], said)


def _gaps(cut: EditWithTakes) -> Iterator[Finding]:
    for span in cut.edit.picture():
        if span.shot.take == "gap":
            frames = len(span)
            yield _finding(
                cut, "gap", span.start, [span.number],
                f"there is a gap of {frames} frames: shot {span.number} shows nothing. "
                "If you want black there, say so with cut.black().",
            )  # fmt: skip


def _beyond(cut: EditWithTakes) -> Iterator[Finding]:
    picture = cut.edit.picture()
    sound = {heard.number: heard for heard in cut.edit.sound()}
    for span in picture:
        if span.shot.is_card:
            continue
        heard = sound.get(span.number, span)
        frames = cut.take_frames(span.shot.take)
        if sentence := past_end(cut, span):
            yield _finding(cut, "beyond take", span.start, [span.number], sentence)
            continue
        lead = span.shot.dissolve - span.shot.dissolve // 2
        after = picture[span.number].shot.dissolve // 2 if span.number < len(picture) else 0
        first = min(span.shot.in_ - lead, heard.offset)
        last = max(span.shot.out + after, heard.offset + len(heard))
        if first < 0 or last > frames:
            missing = max(-first, last - frames)
            yield _finding(
                cut, "beyond take", span.start, [span.number],
                f"shot {span.number} ({span.shot.take}) needs {missing} more frames than the take "
                "has, for its dissolve or its sound. Shorten them, or slip the shot.",
            )  # fmt: skip


def past_end(cut: EditWithTakes, span: Span) -> str:
    """Say where a shot asks for frames after its take's end, "" where it doesn't.

    Parameters
    ----------
    cut : Cut
        Its takes must be at hand.
    span : Span
        The shot's, on the picture track.

    Returns
    -------
    str
        A sentence without its first word.

    Raises
    ------
    EditError
        Where the take is in none of the cut's bins.

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut.from_text("4A-1 02:00 99:00", ku.rushes("understudy"))
    >>> past_end(cut, cut.edit.picture()[0])  # doctest: +ELLIPSIS
    'shot 1 asks for frames of 4A-1 up to 00:01:39:00, but 4A-1 ends at 00:00:26:00. Trim ...'
    """
    shot = span.shot
    frames = 0 if shot.is_card else cut.take_frames(shot.take)
    if shot.is_card or shot.out <= frames:
        return ""
    end, out = timecode(frames, cut.rate), timecode(shot.out, cut.rate)
    return (
        f"shot {span.number} asks for frames of {shot.take} up to {out}, but {shot.take} ends at "
        f"{end}. Trim the shot: cut.trim({span.number}, ...)."
    )


def _slates(cut: EditWithTakes) -> Iterator[Finding]:
    for span in cut.edit.picture():
        truth = None if span.shot.is_card else getattr(cut.take(span.shot.take), "truth", None)
        slate = getattr(truth, "first_picture", 0)
        in_ = span.shot.in_
        if truth is None or in_ >= slate * cut.rate / truth.rate:
            continue
        first = ceil(slate * cut.rate / truth.rate)
        yield _finding(
            cut, "slate", span.start, [span.number],
            f"shot {span.number} ({span.shot.take}) shows the slate: it begins at frame {in_} of "
            f"its take, whose picture begins at frame {first}: "
            f'cut.trim({span.number}, in_="{first}f").',
        )  # fmt: skip


def _flashes(cut: EditWithTakes) -> Iterator[Finding]:
    for span in cut.edit.picture():
        if not span.shot.is_card and len(span) < FLASH_FRAMES:
            frames = "1 frame" if len(span) == 1 else f"{len(span)} frames"
            yield _finding(
                cut, "flash shot", span.start, [span.number],
                f"shot {span.number} ({span.shot.take}) lasts {frames}: most eyes will see a "
                "flash, not a picture.",
            )  # fmt: skip


def _setup(take: Any) -> str:
    """Return the camera position: 4A and 4B are stretches of one set-up, KA and KB are not."""
    slate = str(take.name).rsplit("-", 1)[0]
    digits = re.match(r"\d+", slate)
    return digits[0] if digits else slate


def _joins(cut: EditWithTakes) -> Iterator[Finding]:
    for a, b in _pairs(cut.edit.picture()):
        if b.shot.dissolve:
            continue
        same_take = a.shot.take == b.shot.take
        numbers = (a.number, b.number)
        if same_take and a.shot.out == b.shot.in_:
            if a.shot.gain == b.shot.gain and not b.shot.split:
                yield _finding(
                    cut, "through edit", b.start, numbers,
                    f"shots {a.number} and {b.number} go on in {a.shot.take} without a change: "
                    "nobody will see a cut here.",
                )  # fmt: skip
        elif same_take or _setup(cut.take(a.shot.take)) == _setup(cut.take(b.shot.take)):
            yield _finding(
                cut, "jump cut", b.start, numbers,
                f"the picture jumps: shots {a.number} ({a.shot.take}) and {b.number} "
                f"({b.shot.take}) are from the same set-up.",
            )  # fmt: skip


def _side(take: Any) -> str | None:
    own = getattr(take, "side", None)
    return own or getattr(getattr(take, "truth", None), "side", None)


def _crossed_lines(cut: EditWithTakes) -> Iterator[Finding]:
    for a, b in _pairs(cut.edit.picture()):
        before, after = _side(cut.take(a.shot.take)), _side(cut.take(b.shot.take))
        if before and after and before != after:
            yield _finding(
                cut, "crossed line", b.start, (a.number, b.number),
                f"left and right change places: shot {a.number} ({a.shot.take}) and shot "
                f"{b.number} ({b.shot.take}) were taken from opposite sides of the line. "
                "If you meant it, say why in your statement.",
            )  # fmt: skip


@dataclass(frozen=True)
class _Heard:
    """A part of a spoken line in the film's sound."""

    key: tuple[Any, ...]
    words: str
    share: float
    frame: int
    number: int


def _heard_lines(cut: EditWithTakes) -> Iterator[_Heard]:
    """Yield every part of a spoken line that the sound track plays, with its share of the line."""
    for span in cut.edit.sound():
        truth = None if span.shot.is_card else getattr(cut.take(span.shot.take), "truth", None)
        for line in getattr(truth, "lines", ()):
            start, stop = float(span.offset / cut.rate), float((span.offset + len(span)) / cut.rate)
            overlap = min(stop, line.offset) - max(start, line.onset)
            share = overlap / (line.offset - line.onset)
            if share > HEARD_SHARE:
                at = span.start + max(0, round(float((line.onset - start) * cut.rate)))
                key = _line_key(truth, line)
                yield _Heard(key, f"{line.speaker.title()}'s “{line.text}”", share, at, span.number)


def _line_key(truth: Any, line: Any) -> tuple[Any, ...]:
    """Name a line by the moment at which it is spoken, whatever take holds it."""
    performance = getattr(truth, "performance", None)
    if performance is None:
        return (truth.name, line.text, round(line.onset, 2))
    start = truth.frame_at(performance[0]) / float(truth.rate)
    second_take = "" if str(truth.name).endswith("-1") else truth.name
    return (second_take, line.speaker, line.text, round(performance[0] + line.onset - start, 1))


def _lines(cut: EditWithTakes) -> Iterator[Finding]:
    parts: dict[tuple[Any, ...], list[_Heard]] = {}
    for heard in _heard_lines(cut):
        parts.setdefault(heard.key, []).append(heard)
    for heard_parts in parts.values():
        first = heard_parts[0]
        total = sum(part.share for part in heard_parts)
        numbers = [part.number for part in heard_parts]
        if total < WHOLE_SHARE:
            yield _finding(
                cut, "line cut off", first.frame, numbers,
                f"{first.words} is cut off: {total:.0%} of it is heard.",
            )  # fmt: skip
        elif total > 2 - WHOLE_SHARE:
            yield _finding(
                cut, "line doubled", heard_parts[-1].frame, numbers,
                f"{first.words} is heard a second time.",
            )  # fmt: skip


def _missing_sound(cut: EditWithTakes) -> Iterator[Finding]:
    picture = [span for span in cut.edit.picture() if not span.shot.is_card]
    spans = [span for span in picture if not span.shot.picture_only]
    silent = [span for span in spans if cut.take_clip(span.shot.take).sound is None]
    if len(silent) == len(spans):
        return
    heard = {span.number for span in spans} - {span.number for span in silent}
    for span in silent:
        if span.number - 1 in heard:
            mend = (
                " Let the sound of the shot before run on under it: "
                f"cut.picture_only({span.number})."
            )
        elif span.number + 1 in heard:
            mend = " Let the sound of the shot after it begin here already: a J-cut."
        else:
            mend = ""
        yield _finding(
            cut, "no sound", span.start, [span.number],
            f"shot {span.number} ({span.shot.take}) has no sound, and other shots have: the room "
            f"falls dead.{mend}",
        )  # fmt: skip


def _level_jumps(cut: EditWithTakes) -> Iterator[Finding]:
    levels: dict[str, float | None] = {}
    for span in cut.edit.sound():
        name = span.shot.take
        if not span.shot.is_card and name not in levels:
            levels[name] = _background(cut.take(name))
    for a, b in _pairs(cut.edit.sound()):
        before, after = levels[a.shot.take], levels[b.shot.take]
        if before is None or after is None:
            continue
        change = after + b.shot.gain - before - a.shot.gain
        if abs(change) < LEVEL_JUMP_DB:
            continue
        yield _finding(
            cut, "level jump", b.start, (a.number, b.number),
            f"the background becomes {abs(change):.0f} dB {'louder' if change > 0 else 'softer'}, "
            f"from shot {a.number} ({a.shot.take}) to shot {b.number} ({b.shot.take}).",
        )  # fmt: skip


def _background(take: Any) -> float | None:
    """Return the level in dBFS of a take's quiet moments, its room tone; None if it is mute.

    A shot's own stretch would not do: where somebody speaks all through it, it has no quiet.
    Nor does the slate, which is silent.
    """
    clip = getattr(take, "clip", take)
    if clip.sound is None:
        return None
    start = float(getattr(take, "first", 0) / clip.rate)
    stop = min(float(getattr(take, "last", clip.frames) / clip.rate), start + 60)
    sound = np.asarray(clip.read_sound(start, stop, rate=8000, mono=True)).ravel()
    blocks = sound[: len(sound) // 400 * 400].reshape(-1, 400)  # 50 ms
    if len(blocks) < 10:
        return None
    power = np.percentile(np.mean(blocks.astype(float) ** 2, axis=1), 10)
    return float(10 * np.log10(max(power, 1e-9)))


def _pairs(spans: list[Span]) -> Iterator[tuple[Span, Span]]:
    """Yield neighbours that both come from takes."""
    return ((a, b) for a, b in pairwise(spans) if not (a.shot.is_card or b.shot.is_card))
