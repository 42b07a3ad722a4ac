"""The checks of craft: what a careful colleague would point at, never a grade.

Each finding names its kind, the moment in the film, the shots, and says in a sentence what is
there. Any of them may be the best thing in the film; the editor decides.

The kinds, and what each of them is, are :data:`kuleshov.timeline.findings.KINDS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ..errors import KuleshovError
from ..timecode import timecode
from .backgrounds import heard_behind
from .edit import Edit, EditWithTakes, Span
from .findings import Finding, Findings, answered, found
from .slates import slates
from .spoken import UNHEARD, cut_into, lines

FLASH_FRAMES = 4
LEVEL_JUMP_DB = 6.0
_ROUNDING = 1e-9  # dB
READ = Fraction(1, 2)  # s; what lasts less is a picture that nobody can read
LEAP = Fraction(1, 4)  # s that a take may leave out, or show again, before one sees that it does
COVERED_SHARE = 0.9  # of a shot without sound: under lanes that last so long nobody misses it


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


def told_apart(edit: Edit) -> list[list[Span]]:
    """Return the shots of an edit that a viewer can read and tell apart.

    Stricter than :func:`unbroken`: pictures shorter than :data:`READ` are left out, and what goes
    on in its take, or nearly, is one shot, whatever interrupted it for so short a time: a dissolve,
    a flash, a moment of black, a few frames that are missing.

    Parameters
    ----------
    edit : Edit

    Returns
    -------
    list of list of Span
        For each its pieces, in the film's order.

    See Also
    --------
    unbroken : the shots as they look

    Examples
    --------
    >>> import kuleshov as ku
    >>> text = "4A-1 02:00 03:00\\n5A-1 02:00 02:03\\n4A-1 03:04 04:00\\n5A-1 03:00 04:00"
    >>> [[piece.number for piece in shot] for shot in told_apart(ku.Cut.from_text(text).edit)]
    [[1, 3], [4]]
    """
    seen: list[list[Span]] = []
    for shot in unbroken(edit):
        if sum(map(len, shot)) < READ * edit.rate:
            continue
        if seen and _goes_on_nearly(seen[-1][-1], shot[0], edit.rate):
            seen[-1] = [*seen[-1], *shot]
        else:
            seen.append(shot)
    return seen


def _goes_on_nearly(before: Span, after: Span, rate: Fraction) -> bool:
    between = after.start - before.stop
    if before.shot.take != after.shot.take or between >= READ * rate:
        return False
    return abs(after.shot.in_ - before.shot.out) <= between + LEAP * rate


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
        Empty where there is nothing to point at; shows itself as a line for each, with the
        editor's answer where there is one.

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
        return answered(unknown, cut.edit.markers)
    rules: list[Callable[[EditWithTakes], Iterable[Finding]]] = [
        _gaps, _beyond, slates, _flashes, _joins, _crossed_lines, lines, _missing_sound,
        _unheard,
    ]  # fmt: skip
    if sound:
        rules += [_level_jumps, cut_into]
    return answered([each for rule in rules for each in rule(cut)], cut.edit.markers)


def _finding(
    cut: EditWithTakes, kind: str, frame: int, shots: Iterable[int], sentence: str
) -> Finding:
    return found(kind, frame, cut.rate, shots, sentence)


def _unknown(cut: EditWithTakes) -> Iterator[Finding]:
    for span in cut.edit.picture():
        try:
            if not span.shot.is_card:
                cut.take(span.shot.take)
        except KuleshovError as problem:
            said = f"shot {span.number} can't be shown. {problem}"
            yield _finding(cut, "no take", span.start, [span.number], said)
    for lane in cut.edit.lanes:
        for sound in lane.sounds:
            try:
                cut.take(sound.take)
            except KuleshovError as problem:
                said = f"a sound in lane {lane.name} can't be heard. {problem}"
                yield _finding(cut, "no take", sound.at, [], said)


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
        heard = span if span.shot.gain <= UNHEARD else sound.get(span.number, span)
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


def _flashes(cut: EditWithTakes) -> Iterator[Finding]:
    for span in cut.edit.picture():
        if not span.shot.is_card and len(span) < FLASH_FRAMES:
            frames = "1 frame" if len(span) == 1 else f"{len(span)} frames"
            yield _finding(
                cut, "flash shot", span.start, [span.number],
                f"shot {span.number} ({span.shot.take}) lasts {frames}: most eyes will see a "
                "flash, not a picture.",
            )  # fmt: skip


def _setup(take: str) -> str:
    """Return the camera position: 4A and 4B are stretches of one set-up, KA and KB are not.

    By the name that the edit knows a take by: several files may be called alike.
    """
    slate = take.rsplit("-", 1)[0]
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
        elif same_take or _setup(a.shot.take) == _setup(b.shot.take):
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
                "If you meant it, say why: cut.answer(...).",
            )  # fmt: skip


def _missing_sound(cut: EditWithTakes) -> Iterator[Finding]:
    picture = [span for span in cut.edit.picture() if not span.shot.is_card]
    spans = [s for s in picture if not s.shot.picture_only and s.shot.gain > UNHEARD]
    silent = [span for span in spans if cut.take_clip(span.shot.take).sound is None]
    if len(silent) == len(spans):
        return
    heard = {span.number for span in spans} - {span.number for span in silent}
    for span in silent:
        if _is_covered(cut.edit, span):
            continue
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


def _is_covered(edit: Edit, span: Span) -> bool:
    """Say whether lanes are heard for most of a shot."""
    heard = [sound for lane in edit.lanes if not lane.muted for sound in lane.sounds]
    end, overlap = span.start, 0
    for one in sorted(heard, key=lambda sound: sound.at):  # where two lie at once, counted once
        overlap += max(0, min(one.stop, span.stop) - max(one.at, end))
        end = max(end, one.stop)
    return overlap >= COVERED_SHARE * len(span)


def _unheard(cut: EditWithTakes) -> Iterator[Finding]:
    """Find sounds of the lanes that go on behind the last picture; under music it is often so."""
    for lane in cut.edit.lanes:
        for one in lane.sounds if cut.frames else ():
            behind = one.stop - cut.frames
            if behind >= len(one):
                words = (
                    f"the sound of {one.take} in lane {lane.name} begins behind the last picture"
                )
                where = timecode(one.at, cut.rate)
            elif behind > 0:
                words = (
                    f"the sound of {one.take} in lane {lane.name} goes on behind the last picture"
                )
                where = timecode(one.stop, cut.rate)
            else:
                continue
            at = min(one.at, cut.frames - 1) if behind >= len(one) else cut.frames - 1
            yield _finding(
                cut, "unheard sound", at, (len(cut.shots),),
                f"{words} ({where}): nobody hears it there.",
            )  # fmt: skip


def _level_jumps(cut: EditWithTakes) -> Iterator[Finding]:
    for a, b in _pairs(cut.edit.sound()):
        if a.shot.fade_out or b.shot.fade_in or b.shot.dissolve:
            continue  # nothing changes there at once
        jump = _jump(heard_behind(cut, a, b.start - 1), heard_behind(cut, b, b.start))
        if not jump:
            continue
        lasting = heard_behind(cut, a, b.start - 1, beside=b.start)
        then = heard_behind(cut, b, b.start, beside=b.start - 1)
        in_lanes = None not in (lasting, then) and not _jump(lasting, then)
        yield _finding(
            cut, "level jump", b.start, (a.number, b.number),
            f"the background becomes {abs(jump):.0f} dB {'louder' if jump > 0 else 'softer'}, "
            + (_at_the_cut(cut, b.start) if in_lanes else
               f"from shot {a.number} ({a.shot.take}) to shot {b.number} ({b.shot.take})."),
        )  # fmt: skip


def _jump(before: float | None, after: float | None) -> float:
    """Return by how many dB it becomes louder where that is too much, else 0."""
    if before is None or after is None or abs(after - before) < LEVEL_JUMP_DB - _ROUNDING:
        return 0.0
    return after - before


def _at_the_cut(cut: EditWithTakes, frame: int) -> str:
    """Say which sounds of the lanes begin or end at a frame."""
    edges = [
        f"{one.take} {'begins' if one.at == frame else 'ends'} in lane {lane.name}"
        for lane in cut.edit.lanes
        for one in lane.sounds
        if not lane.muted and frame in (one.at, one.stop)
    ]
    return f"as {', '.join(edges)}, at that very cut."


def _pairs(spans: list[Span]) -> Iterator[tuple[Span, Span]]:
    """Yield neighbours that both come from takes."""
    return ((a, b) for a, b in pairwise(spans) if not (a.shot.is_card or b.shot.is_card))
