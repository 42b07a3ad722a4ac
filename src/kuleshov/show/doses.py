"""A measure's dose-response as a picture: its own defect beside another one, on one scale."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from .style import AMBER, GREY, PAPER

if TYPE_CHECKING:
    from ..metrics.cards import Card

WIDTH, HEIGHT = 380, 190
LEFT, TOP, RIGHT, BOTTOM = 44, 30, 14, 34


def dose_picture(card: Card) -> str:
    """Return what a measure did when it was given its own defect, and another, as HTML.

    Each line is one source; both pictures have one scale, the measure's own spreads.
    """
    proof = card.proof
    own, control = (_moves(proof, name) for name in ("values", "control_values"))
    low = min(float(own.min()), float(control.min()), 0.0)
    high = max(float(own.max()), float(control.max()), 0.0)
    pictures = [
        _panel(own, proof["doses"], proof["defect"], proof["unit"], (low, high), AMBER, ""),
        _panel(control, proof["control_doses"], proof["control"], proof["control_unit"],
               (low, high), PAPER, "4 3"),
    ]  # fmt: skip
    words = escape(card.tried, quote=True)
    return (
        f'<div role="img" aria-label="{words}" style="display:flex;flex-wrap:wrap;gap:12px;'
        f'margin-top:10px">{"".join(pictures)}</div>'
        f'<div style="color:{GREY};font-size:11px">{escape(card.tried)} Change of the value in '
        "spreads, a line a source: its own defect (amber), another one (dashed).</div>"
    )


def _moves(proof: dict[str, Any], name: str) -> np.ndarray:
    """Return each source's change from its first dose, in spreads, (sources, doses)."""
    own = np.array(proof["values"], float)
    spread = max(float(np.sqrt(own.var(axis=0, ddof=1).mean())), 0.01 * float(np.ptp(own)), 1e-9)
    values = np.array(proof[name], float)
    return np.asarray((values - values[:, :1]) / spread)


def _panel(
    moves: np.ndarray,
    doses: list[float],
    title: str,
    unit: str,
    scale: tuple[float, float],
    colour: str,
    dash: str,
) -> str:
    low, high = scale
    room = max(high - low, 1e-9)
    steps = np.linspace(LEFT, WIDTH - RIGHT, len(doses))

    def up(value: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / room

    lines = "".join(
        f'<polyline fill="none" stroke="{colour}" stroke-width="1.3" stroke-dasharray="{dash}" '
        f'opacity="0.8" points="{" ".join(f"{x:.1f},{up(y):.1f}" for x, y in zip(steps, row, strict=True))}"/>'
        for row in moves
    )
    text = f'fill="{GREY}" font-size="11"'
    marks = "".join(
        f'<text x="{x:.1f}" y="{HEIGHT - 18}" text-anchor="middle" {text}>{dose:g}</text>'
        for x, dose in zip(steps, doses, strict=True)
    )
    heights = "".join(
        f'<text x="{LEFT - 8}" y="{up(value) + 4:.1f}" text-anchor="end" {text}>{value:+.1f}</text>'
        for value in ((low, high) if min(abs(low), abs(high)) > 0.12 * room else (low + high,))
    )
    zero = f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{up(0):.1f}" y2="{up(0):.1f}" stroke="{GREY}" stroke-width="0.6"/>'
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f'<text x="{LEFT - 30}" y="15" fill="{PAPER}" font-size="12">{escape(title)}</text>'
        f'{zero}<text x="{LEFT - 8}" y="{up(0) + 4:.1f}" text-anchor="end" {text}>0</text>'
        f"{heights}{lines}{marks}"
        f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 4}" text-anchor="end" {text}>{escape(unit)}</text></svg>'
    )
