"""An edit's picture as an EDL, CMX 3600.

What the format has no place for stands in comments of the kit's own (``* KULESHOV RATE: 25``),
which other programs pass over: the rate, words of a title, where a take's file begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ...timecode import timecode
from ..edit import Edit, Shot, Span
from ..take_names import reel_name
from .edl_events import OWN


def write_edl(
    edit: Edit, files: Mapping[str, str], starts: Mapping[str, int]
) -> tuple[str, list[str]]:
    """Return an edit as an EDL.

    Parameters
    ----------
    edit : Edit
        Its picture is written, without drop-frame, from 00:00:00:00.
    files : mapping of str to str
        Each take's file name, "" where it has none.
    starts : mapping of str to int
        The frame that each take's own timecode begins with, at the edit's rate; 0 where there is
        none.

    Returns
    -------
    words : str
    lost : list of str
        Transitions that it can't hold, in words.

    Examples
    --------
    >>> words, lost = write_edl(Edit("Again", shots=(Shot("4A-1", 24, 108),)), {"4A-1": "a.mp4"}, {})
    >>> print(words)
    TITLE: Again
    FCM: NON-DROP FRAME
    * KULESHOV RATE: 24
    <BLANKLINE>
    001  4A1      V     C        00:00:01:00 00:00:04:12 00:00:00:00 00:00:03:12
    * FROM CLIP NAME: 4A-1
    * SOURCE FILE: a.mp4
    <BLANKLINE>
    """
    writing = _Writing(*_writable(edit), files, starts)
    head = [f"TITLE: {edit.title}", "FCM: NON-DROP FRAME", f"* {OWN} RATE: {edit.rate}", ""]
    return "\n".join([*head, *writing.lines(), ""]), writing.lost


def _writable(edit: Edit) -> tuple[Edit, list[str]]:
    """Return an edit whose transitions can all be written, and those that had to be left out."""
    shots, lost = list(edit.shots), []
    for index, shot in enumerate(shots):
        early = shot.dissolve - shot.dissolve // 2
        if early and (
            (not shot.is_card and shot.in_ < early)  # it begins before its take: no such timecode
            or len(shots[index - 1]) + _early(shots[index - 1]) <= early
        ):
            shots[index] = replace(shot, dissolve=0)
            lost.append(f"the dissolve into shot {index + 1}")
    for index, shot in enumerate(shots):
        after = shots[index + 1].dissolve if index + 1 < len(shots) else 0
        room = len(shot) + _early(shot) - max(shot.dissolve, shot.fade_in, 1)
        if shot.is_card and (shot.fade_in or shot.fade_out):
            shots[index] = replace(shot, fade_in=0, fade_out=0)
            lost.append(f"the fade of the card {index + 1}")
        elif shot.fade_out and (after or shot.fade_out > room):
            shots[index] = replace(shot, fade_out=0)
            lost.append(f"the fade-out of shot {index + 1}")
    return edit.with_shots(shots), lost


def _early(shot: Shot) -> int:
    """Return by how many frames a shot's event begins before its cut: an EDL's dissolves do."""
    return shot.dissolve - shot.dissolve // 2


class _Writing:
    """One EDL while it is written."""

    def __init__(
        self, edit: Edit, lost: list[str], files: Mapping[str, str], starts: Mapping[str, int]
    ) -> None:
        self.edit = edit
        self.lost = lost
        self.files = files
        self.starts = starts
        self.number = 0

    def lines(self) -> Iterator[str]:
        spans = self.edit.picture()
        for span, after in zip(spans, [*spans[1:], None], strict=True):
            before = spans[span.number - 2] if span.number > 1 else None
            yield from self._shot(span, before, _early(after.shot) if after else 0)
            for marker in self.edit.markers:
                if span.start <= marker.at < span.stop:
                    yield f"* LOC: {timecode(marker.at, self.edit.rate)} RED     {marker.text}".rstrip()

    def _shot(self, span: Span, before: Span | None, cut_early: int) -> Iterator[str]:
        shot, early = span.shot, _early(span.shot)
        start, stop = span.start - early, span.stop - cut_early
        in_, out = shot.in_ - early, shot.out - cut_early
        lit = stop - shot.fade_out
        self.number += 1
        if shot.dissolve and before is not None:
            yield self._event(before.shot, "C", before.shot.out - early, 0, start)
        elif shot.fade_in:
            yield self._event(None, "C", 0, 0, start)
        length = shot.dissolve or shot.fade_in
        kind = f"D    {length:03d}" if length else "C"
        yield self._event(shot, kind, in_, lit - start, start)
        yield from self._comments(
            shot, before.shot if before is not None and shot.dissolve else None
        )
        if shot.fade_out:
            self.number += 1
            yield self._event(shot, "C", out - shot.fade_out, 0, lit)
            yield self._event(None, f"D    {shot.fade_out:03d}", 0, shot.fade_out, lit)

    def _event(self, shot: Shot | None, kind: str, source: int, length: int, start: int) -> str:
        card = shot is None or shot.is_card
        reel = "BL" if card else reel_name(shot.take if shot else "")
        first = 0 if card else source + self.starts.get(shot.take if shot else "", 0)
        times = (first, first + length, start, start + length)
        stamps = " ".join(timecode(max(frame, 0), self.edit.rate) for frame in times)
        return f"{self.number:03d}  {reel:8s} V     {kind:8s} {stamps}"

    def _comments(self, shot: Shot, outgoing: Shot | None) -> Iterator[str]:
        if outgoing is not None and not outgoing.is_card:
            yield f"* FROM CLIP NAME: {_line(outgoing.take)}"
        if outgoing is not None and (outgoing.is_card or shot.is_card):  # not a fade
            yield f"* {OWN} DISSOLVE: {shot.dissolve}"
        if shot.is_card:
            yield f"* {OWN} CARD: {shot.take} {shot.text}".rstrip()
        else:
            side = "TO" if shot.dissolve or shot.fade_in else "FROM"
            yield f"* {side} CLIP NAME: {_line(shot.take)}"
            if file := self.files.get(shot.take):
                yield f"* SOURCE FILE: {_line(file)}"
            if begins := self.starts.get(shot.take, 0):
                yield f"* {OWN} SOURCE START: {timecode(begins, self.edit.rate)}"
        if shot.note:
            yield f"* COMMENT: {shot.note}"


def _line(name: str) -> str:
    """Return a name as one line: a file's name may hold a line break."""
    return " ".join(name.split("\n"))
