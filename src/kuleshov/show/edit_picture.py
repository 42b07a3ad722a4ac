"""A cut shows itself: picture, sound, lanes, ruler; and as a list for those who can't see it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from fractions import Fraction
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import EditError, KuleshovError
from ..files import write_whole
from ..media.writing import disk
from ..timecode import timecode
from ..timeline.mix import stereo
from ..timeline.text import shot_line, sound_line
from ..words import counted
from . import html
from .film_views import View
from .pictures import jpeg
from .style import AMBER, CARD, GREY, HEARD, HEARD_NEXT, INK, PAPER, SEEN, SEEN_NEXT

if TYPE_CHECKING:
    from ..timeline import Cut, Span
    from ..timeline.findings import Finding
    from ..timeline.lanes import LaidSound, Lane, Marker

WIDTH, PICTURE, SOUND, TOP = 920, 62, 26, 18
_FINE = 8000  # samples a second, enough for a wave
_LANE = 24  # a row, with the space below it
_ALONE, _INK = '<svg xmlns="http://www.w3.org/2000/svg" ', f'style="background:{INK};'
_CARD_COLOURS = {"black": "#000000", "title": "#000000", "gap": "none"}


def timeline_svg(cut: Cut, width: int = WIDTH, thumbs: bool = True) -> str:
    """Return an edit as SVG: time runs left to right, picture above, sound below.

    Sound cuts that do not lie under their picture cuts (J and L) are seen as steps. Each lane is a
    row below.
    """
    scale = Fraction(width) / max(1, cut.frames)
    parts = [_picture(cut, span, i, scale, thumbs) for i, span in enumerate(cut.edit.picture())] + [
        _sound(cut, span, i, scale) for i, span in enumerate(cut.edit.sound())
    ]
    parts += [_lane(cut, lane, row, scale, width) for row, lane in enumerate(cut.lanes)]
    parts += [_marker(marker, scale) for marker in cut.markers if not marker.answers]
    parts += [_finding(finding, scale) for finding in cut.check(sound=False)]
    parts.append(_ruler(cut, scale, width))
    height = _foot(cut) + 10
    title = escape(f"{cut.title}: {counted(len(cut), 'shot')}, {timecode(cut.frames, cut.rate)}")
    return (
        f'<svg viewBox="0 0 {width} {height}" width="100%" role="img" '
        f'style="max-width:{width}px;display:block" font-family="system-ui,sans-serif">'
        f"<title>{title}</title>{''.join(parts)}</svg>"
    )


def _picture(cut: Cut, span: Span, index: int, scale: Fraction, thumbs: bool) -> str:
    x, w = float(span.start * scale), float(len(span) * scale)
    shot = span.shot
    fill = _CARD_COLOURS.get(shot.take, SEEN_NEXT if index % 2 else SEEN)
    dash = 'stroke-dasharray="4 3"' if shot.take == "gap" else ""
    parts = [
        f'<rect x="{x:.2f}" y="{TOP}" width="{w:.2f}" height="{PICTURE}" fill="{fill}" '
        f'stroke="{GREY}" stroke-width="0.6" {dash}/>'
    ]
    if thumbs and not shot.is_card and w > 3:
        parts += _thumbs(cut, span, x, w)
    if w > 26:
        label = escape((shot.text or shot.take)[: max(2, int(w // 7))])
        parts.append(
            f'<text x="{x + 4:.2f}" y="{TOP + PICTURE - 5}" font-size="10" fill="{PAPER}" '
            f'stroke="#000" stroke-width="2.4" paint-order="stroke">{label}</text>'
        )
    if shot.dissolve:
        d = float(shot.dissolve * scale)
        left = x - float((shot.dissolve - shot.dissolve // 2) * scale)
        parts.append(
            f'<path d="M{left:.2f} {TOP + PICTURE} L{left + d:.2f} {TOP} M{left:.2f} {TOP} '
            f'L{left + d:.2f} {TOP + PICTURE}" stroke="{PAPER}" stroke-width="0.8" opacity="0.8"/>'
        )
    return "".join(parts)


def _thumbs(cut: Cut, span: Span, x: float, w: float) -> Iterator[str]:
    """Yield pictures side by side over a shot's width, each from its own moment."""
    clip = cut.take_clip(span.shot.take)
    wide = (PICTURE - 2) * clip.width / clip.height
    count = max(1, math.ceil((w - 2) / wide))
    # a notebook shows many edits on one page: the name holds all that the clip path's shape does
    name = f"shot{x:.2f}-{w:.2f}-{span.number}-{span.shot.take}"
    name = re.sub(r"\W", "_", name)
    yield (
        f'<clipPath id="{name}"><rect x="{x + 1:.2f}" y="{TOP + 1}" width="{w - 2:.2f}" '
        f'height="{PICTURE - 2}"/></clipPath><g clip-path="url(#{name})">'
    )
    for k in range(count):
        # the moment in the middle of what the picture covers, and inside the shot
        share = min((k + 0.5) * wide / w, 1.0) if count > 1 else 0.5
        at = min(span.offset + int(len(span) * share), span.offset + len(span) - 1)
        frame = min(int(at / cut.rate * clip.rate), clip.frames - 1)
        try:
            seen = clip.frame(frame)
            seen = span.shot.grade.apply(seen) if span.shot.grade else seen
            picture = jpeg(seen, 128, quality=70)
        except KuleshovError:
            continue
        yield (
            f'<image href="{picture}" x="{x + 1 + k * wide:.2f}" y="{TOP + 1}" '
            f'width="{wide:.2f}" height="{PICTURE - 2}" preserveAspectRatio="none"/>'
        )
    yield "</g>"


def _sound(cut: Cut, span: Span, index: int, scale: Fraction) -> str:
    x, w = float(span.start * scale), float(len(span) * scale)
    y, h = TOP + PICTURE + 3, SOUND - 6
    fill = CARD if span.shot.is_card else HEARD_NEXT if index % 2 else HEARD
    words = ""
    source = None if span.shot.is_card else cut.take_sound(span.shot.take, span.shot.stem)
    length = len(span) / cut.rate
    wave = _wave(source, span.offset / cut.rate, length, span.shot.gain, (x, w, y, h))
    if span.shot.split and w > 30:
        letter = "J" if span.shot.split > 0 else "L"
        words = (
            f'<text x="{x + 4:.2f}" y="{y + 14}" font-size="10" fill="{PAPER}" stroke="#000" '
            f'stroke-width="2" paint-order="stroke">{letter}{abs(span.shot.split)}</text>'
        )
    return (
        f'<rect x="{x:.2f}" y="{y}" width="{w:.2f}" height="{h}" rx="2" fill="{fill}" '
        f'stroke="{INK}" stroke-width="0.8"/>{wave}{words}'
    )


def _foot(cut: Cut) -> int:
    """Return how far down the edit reaches, its lanes included."""
    return TOP + PICTURE + SOUND + _LANE * len(cut.lanes)


def _lane(cut: Cut, lane: Lane, row: int, scale: Fraction, width: int) -> str:
    y, h = TOP + PICTURE + SOUND + row * _LANE + 1, _LANE - 4
    parts = [f'<rect x="0" y="{y}" width="{width}" height="{h}" fill="{CARD}" opacity="0.35"/>']
    parts += [_laid(cut, one, lane.gain, scale, y, h) for one in lane.sounds if one.at < cut.frames]
    level = f" {lane.gain:+g} dB" if lane.gain else ""
    words = f"{lane.name}{level}{', muted' if lane.muted else ''}"
    faint = ' opacity="0.4"' if lane.muted else ""
    return (
        f"<g><title>{escape(f'Lane {words}')}</title><g{faint}>{''.join(parts)}</g>"
        f'<text x="{width - 4}" y="{y + h - 5}" font-size="10" text-anchor="end" fill="{PAPER}" '
        f'stroke="#000" stroke-width="2" paint-order="stroke">{escape(words)}</text></g>'
    )


def _laid(cut: Cut, one: LaidSound, gain: float, scale: Fraction, y: float, h: float) -> str:
    x = float(one.at * scale)
    length = min(len(one), cut.frames - one.at)  # what lies behind the end isn't heard
    w = float(length * scale)
    source = cut.take_sound(one.take, one.stem)
    wave = _wave(source, one.in_ / cut.rate, length / cut.rate, one.gain + gain, (x, w, y, h))
    fades = "".join(
        f'<path d="M{at:.2f} {y} h{frames * float(scale) * side:.2f} L{at:.2f} {y + h} z" '
        f'fill="{INK}" opacity="0.6"/>'
        for at, frames, side in ((x, one.fade_in, 1), (x + w, one.fade_out, -1))
        if frames
    )
    words = one.take + (f": {one.stem}" if one.stem else "")
    label = (
        f'<text x="{x + 4:.2f}" y="{y + h - 5}" font-size="10" fill="{PAPER}" stroke="#000" '
        f'stroke-width="2" paint-order="stroke">{escape(words[: max(2, int(w // 6))])}</text>'
        if w > 26
        else ""
    )
    return (
        f'<rect x="{x:.2f}" y="{y}" width="{w:.2f}" height="{h}" rx="2" fill="{HEARD_NEXT}" '
        f'stroke="{INK}" stroke-width="0.8"/>{wave}{fades}{label}'
    )


def _marker(marker: Marker, scale: Fraction) -> str:
    x = float(marker.at * scale)
    return (
        f'<g><title>{escape(marker.text or "A marker")}</title><path d="M{x:.2f} {TOP} l-4 -4 v-7 h8 '
        f'v7 z" fill="{AMBER}" stroke="{INK}" stroke-width="0.6"/></g>'
    )


def _wave(
    source: Any,
    first: Fraction,
    length: Fraction,
    gain: float,
    box: tuple[float, float, float, float],
) -> str:
    """Draw the level of a stretch of sound: a dB scale, from -60 to 0 dBFS."""
    x, w, y, h = box
    if source is None or w < 4:
        return ""
    sound = np.abs(stereo(source, first, round(length * _FINE), rate=_FINE)).max(axis=1)
    if not len(sound):
        return ""
    columns = max(1, min(int(w / 2), len(sound) // 8))
    blocks = sound[: len(sound) // columns * columns].reshape(columns, -1)
    level = 20 * np.log10(np.maximum(blocks.max(axis=1), 1e-4)) + gain
    half = np.clip((level + 60) / 60, 0.02, 1) * (h - 2) / 2
    step, middle = w / columns, y + h / 2
    path = "".join(
        f"M{x + (i + 0.5) * step:.1f} {middle - r:.1f}v{2 * r:.1f}" for i, r in enumerate(half)
    )
    return f'<path d="{path}" stroke="{PAPER}" stroke-width="{step * 0.6:.2f}" opacity="0.55"/>'


def _finding(finding: Any, scale: Fraction) -> str:
    x = float(finding.frame * scale)
    return (
        f'<g><title>{escape(finding.sentence)}</title><path d="M{x:.2f} {TOP + 9} l-5 -8 l10 0 z" '
        f'fill="{PAPER}" stroke="{INK}" stroke-width="0.6"/></g>'
    )


def _ruler(cut: Cut, scale: Fraction, width: int) -> str:
    seconds = max(1, round(cut.duration / 8))
    step = next((s for s in (1, 2, 5, 10, 15, 30, 60, 120, 300, 600) if s >= seconds), 600)
    parts, at = [], 0
    while at <= cut.duration:
        x = float(round(at * cut.rate) * scale)
        if x < width - 50 or at == 0:
            parts.append(
                f'<path d="M{x:.2f} {TOP - 6} v6" stroke="{GREY}"/><text x="{x + 3:.2f}" '
                f'y="{TOP - 5}" font-size="9" fill="{GREY}">'
                f"{timecode(round(at * cut.rate), cut.rate)}</text>"
            )
        at += step
    end = _foot(cut)
    return "".join(parts) + f'<path d="M0 {end} h{width}" stroke="{AMBER}" stroke-width="1.5"/>'


def cut_html(cut: Cut) -> str:
    """Return an edit's whole display."""
    if not cut.frames:
        return html.card(html.heading(cut.title, "no shots yet"), f"Edit: {cut.title}, empty")
    said = f"{counted(len(cut), 'shot')}, {timecode(cut.frames, cut.rate)}"
    found: list[Finding] = []
    try:
        picture, found = timeline_svg(cut), cut.check(sound=False)
    except KuleshovError as error:  # rushes aren't given, or one is gone: the list can be shown
        picture = f'<p style="font-size:12px">{escape(str(error))}</p>'
    body = html.heading(cut.title, said) + picture
    if cut.said:
        body += f'<p style="font-size:12px;margin:8px 0 0">{escape(cut.said)}</p>'
    items = "".join(
        f"<li>{_code(span.start, shot_line(span.shot, cut.rate), cut.rate)}</li>"
        for span in cut.edit.picture()
    )
    lanes = "".join(
        f"<p>Lane {escape(lane.name)}:</p><ul style='margin:6px 0'>"
        + "".join(
            f"<li>{_code(one.at, sound_line(one, cut.rate, at=False), cut.rate)}</li>"
            for one in lane.sounds
        )
        + "</ul>"
        for lane in cut.lanes
    )
    findings = "".join(f"<li>{escape(f.sentence)}</li>" for f in found)
    body += (
        '<details style="margin-top:8px;font-size:12px"><summary style="cursor:pointer">'
        f"The same as a list</summary><ol style='margin:6px 0'>{items}</ol>{lanes}"
        + (f"<p>To look at:</p><ul style='margin:6px 0'>{findings}</ul>" if findings else "")
        + "</details>"
    )
    return html.card(body, f"Edit: {cut.title}, {said}")


def _code(at: int, words: str, rate: Fraction) -> str:
    return (
        f"<code style='color:{PAPER};background:none'>"
        f"{timecode(at, rate)} &nbsp;{escape(words)}</code>"
    )


def cut_bundle(cut: Cut, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for a cut."""
    return {"text/html": cut_html(cut), "text/plain": f"{cut!r}\n{cut.to_text()}"}


def edit_view(cut: Cut, path: Any = None) -> View:
    """Return an edit as a picture and as words; write the picture where a path is given.

    Raises
    ------
    EditError
        Where there is nothing to be seen yet, or the path is no ``.svg``.
    MediaError
        Where it can't be written there.
    """
    if not cut.frames:
        raise EditError("There is nothing to show: the edit has no shots yet.")
    if path is not None:
        if Path(path).suffix.lower() != ".svg":
            raise EditError(f"A timeline is written as .svg, not as {Path(path).name}.")
        picture = timeline_svg(cut).replace("<svg ", _ALONE, 1).replace('style="', _INK, 1)
        with disk(Path(path)):
            write_whole(Path(path), picture)
    words = [
        f"{n}. {timecode(span.start, cut.rate)} {shot_line(span.shot, cut.rate)}"
        for n, span in enumerate(cut.edit.picture(), 1)
    ]
    words += [
        f"Lane {lane.name}, {timecode(one.at, cut.rate)} {sound_line(one, cut.rate, at=False)}"
        for lane in cut.lanes
        for one in lane.sounds
    ]
    head = f"{cut.title}: {counted(len(cut), 'shot')}, {timecode(cut.frames, cut.rate)}"
    return View(cut_html(cut), "\n".join([head, *words]))
