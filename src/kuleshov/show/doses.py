"""A measure's dose-response as a picture: its own defect beside another one, on one scale."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from ..metrics.cards import spread_of
from .style import AMBER, GREY, GREY_ON_PAPER, INK, PAPER

if TYPE_CHECKING:
    from ..metrics.cards import Card

WIDTH, HEIGHT = 380, 190
LEFT, TOP, RIGHT, BOTTOM = 44, 30, 14, 34
MARGIN = 12
_CAPTION = "Up and down: the change of the value, in spreads. A line is a source."


@dataclass(frozen=True)
class _Ground:
    """The colours of what is drawn on ink, or on paper."""

    words: str
    faint: str
    zero: str


ON_INK = _Ground(words=PAPER, faint=GREY, zero=GREY)
ON_PAPER = _Ground(words=INK, faint=GREY_ON_PAPER, zero=GREY)


def dose_picture(card: Card) -> str:
    """Return what a measure did when it was given its own defect, and another, as HTML.

    Each line is one source; both pictures have one scale, the measure's own spreads.
    """
    pictures = "".join(
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">{panel}</svg>'
        for panel in _panels(card.proof, ON_INK)
    )
    words = escape(card.tried, quote=True)
    return (
        f'<div role="img" aria-label="{words}" style="display:flex;flex-wrap:wrap;gap:12px;'
        f'margin-top:10px">{pictures}</div>'
        f'<div style="color:{GREY};font-size:11px">{escape(card.tried)} {_CAPTION}</div>'
    )


def dose_svg(card: Card) -> str:
    """Return the same picture as a file of its own, on paper: the same bytes on any machine."""
    own, other = _panels(card.proof, ON_PAPER)
    width, height = 2 * WIDTH + 3 * MARGIN, HEIGHT + 2 * MARGIN + 14
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" font-family="system-ui,sans-serif">\n'
        f"<title>{escape(card.name)}: {escape(card.tried)}</title>\n"
        f'<rect width="{width}" height="{height}" rx="6" fill="{PAPER}"/>\n'
        f'<g transform="translate({MARGIN} {MARGIN})">{own}</g>\n'
        f'<g transform="translate({WIDTH + 2 * MARGIN} {MARGIN})">{other}</g>\n'
        f'<text x="{MARGIN + LEFT - 30}" y="{height - MARGIN}" fill="{ON_PAPER.faint}" '
        f'font-size="11">{_CAPTION}</text>\n</svg>\n'
    )


def _panels(proof: dict[str, Any], ground: _Ground) -> tuple[str, str]:
    own, control = (_moves(proof, name) for name in ("values", "control_values"))
    low = min(float(own.min()), float(control.min()), 0.0)
    high = max(float(own.max()), float(control.max()), 0.0)
    its_own = (f"Its own defect: {proof['defect']}", proof["unit"])
    other = (f"Another defect: {proof['control']}", proof["control_unit"])
    mine = f'stroke="{AMBER}"'
    theirs = f'stroke="{ground.words}" stroke-dasharray="4 3"'
    return (
        _panel(own, proof["doses"], its_own, (low, high), mine, ground),
        _panel(control, proof["control_doses"], other, (low, high), theirs, ground),
    )


def _moves(proof: dict[str, Any], name: str) -> np.ndarray:
    """Return each source's change from its first dose, in spreads, (sources, doses)."""
    values = np.array(proof[name], float)
    return np.asarray((values - values[:, :1]) / spread_of(proof["values"]))


def _panel(
    moves: np.ndarray,
    doses: list[float],
    said: tuple[str, str],
    scale: tuple[float, float],
    stroke: str,
    ground: _Ground,
) -> str:
    low, high = scale
    room = max(high - low, 1e-9)
    steps = np.linspace(LEFT, WIDTH - RIGHT, len(doses))

    def up(value: float) -> str:
        # A hair off, so that the last bit of a sum doesn't decide which way a half is rounded.
        return f"{TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / room + 1e-7:.1f}"

    def height(value: float, word: str) -> str:
        return f'<text x="{LEFT - 8}" y="{up(value)}" dy="4" text-anchor="end">{word}</text>'

    lines = "".join(
        f'<polyline points="{" ".join(f"{x:.1f},{up(y)}" for x, y in zip(steps, row, strict=True))}"/>'
        for row in moves
    )
    marks = "".join(
        f'<text x="{x:.1f}" y="{HEIGHT - 18}" text-anchor="middle">{dose:g}</text>'
        for x, dose in zip(steps, doses, strict=True)
    )
    apart = min(abs(low), abs(high)) > 0.12 * room
    ends = (low, high) if apart else (max(low, high, key=abs),)
    heights = "".join(height(value, f"{value + 1e-7:+.1f}") for value in ends)
    title, unit = (escape(word) for word in said)
    return (
        f'<text x="{LEFT - 30}" y="15" fill="{ground.words}" font-size="12">{title}</text>'
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{up(0)}" y2="{up(0)}" stroke="{ground.zero}" '
        f'stroke-width="0.6"/><g fill="{ground.faint}" font-size="11">{height(0, "0")}{heights}{marks}'
        f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 4}" text-anchor="end">{unit}</text></g>'
        f'<g fill="none" stroke-width="1.3" opacity="0.8" {stroke}>{lines}</g>'
    )
