"""Small pieces of HTML that every display is made of."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from .style import AMBER_ON_INK, BLUE_ON_INK, GREY, INK, PAPER

if TYPE_CHECKING:
    import pandas

    from ..media import Clip

FONT = "font-family:system-ui,-apple-system,'Segoe UI',sans-serif"
CARD = f"{FONT};background:{INK};color:{PAPER};border-radius:6px;padding:12px;max-width:960px"


def colour_of(generated: bool) -> str:
    """Return blue for what was generated, amber for what people made."""
    return BLUE_ON_INK if generated else AMBER_ON_INK


def still(address: str, caption: str, alt: str, width: int = 192, least: int = 0) -> str:
    """Return one picture on ink with its timecode under it; down to ``least`` px wide in a row."""
    wide = f"flex:1 1 {least}px;max-width:{width}px" if least else f"width:{width}px"
    return (
        f'<figure style="margin:0;{wide}">'
        f'<img src="{address}" alt="{escape(alt, quote=True)}" '
        f'style="width:100%;display:block;border-radius:3px">'
        f'<figcaption style="font-size:11px;color:{GREY};font-variant-numeric:tabular-nums;'
        f'padding-top:3px">{escape(caption)}</figcaption></figure>'
    )


def row(parts: Iterable[str], gap: int = 8) -> str:
    """Lay pieces side by side, wrapping where they don't fit."""
    return f'<div style="display:flex;flex-wrap:wrap;gap:{gap}px">{"".join(parts)}</div>'


def grid(parts: Iterable[str], least: int, gap: int = 10) -> str:
    """Lay pieces in columns of one width, as many as fit: together they fill the row."""
    columns = f"repeat(auto-fill,minmax({least}px,1fr))"
    return (
        f'<div style="display:grid;grid-template-columns:{columns};gap:{gap}px;align-items:start">'
        f"{''.join(parts)}</div>"
    )


def card(body: str, label: str) -> str:
    """Return a dark card that names itself to a screen reader."""
    return f'<div role="group" aria-label="{escape(label, quote=True)}" style="{CARD}">{body}</div>'


def heading(title: str, under: str = "", colour: str = PAPER) -> str:
    """Return a card's heading: what it is, and in grey what there is to say about it."""
    small = f'<span style="color:{GREY};font-weight:400"> &nbsp;{escape(under)}</span>'
    return (
        f'<div style="font-weight:600;font-size:14px;margin-bottom:8px;color:{colour}">'
        f"{escape(title)}{small if under else ''}</div>"
    )


def table(head: list[str], rows: Iterable[Iterable[str]], note: str = "") -> str:
    """Return a quiet table. Cells are HTML already: escape what comes from outside.

    Every cell says its own colours, for a notebook brings a style sheet with others.
    """
    cell = "padding:4px 14px 4px 0;text-align:left;vertical-align:top"
    top = "".join(
        f'<th scope="col" style="{cell};color:{GREY};font-weight:400">{h}</th>' for h in head
    )
    body = "".join(
        '<tr style="background:none">'
        + "".join(f'<td style="{cell};color:{PAPER}">{c}</td>' for c in cells)
        + "</tr>"
        for cells in rows
    )
    small = f'<div style="color:{GREY};font-size:11px;margin-top:6px">{escape(note)}</div>'
    return (
        f'<table style="border-collapse:collapse;font-size:13px;margin:0;background:{INK}">'
        f'<thead style="border:none"><tr style="background:none">{top}</tr></thead>'
        f"<tbody>{body}</tbody></table>{small if note else ''}"
    )


def frame(words: pandas.DataFrame, note: str = "", quiet: str = "") -> str:
    """Return a result's ``table()`` as a table; a cell that says what ``quiet`` says is grey."""
    grey = f'<span style="color:{GREY}">{escape(quiet)}</span>'
    rows = [
        [grey if quiet and cell == quiet else escape(str(cell)) for cell in cells]
        for cells in words.itertuples(index=False)
    ]
    return table([escape(str(head)) for head in words.columns], rows, note)


def attribution(clip: Clip) -> str:
    """Return a clip's credit line with its licence, where it has one."""
    credit = getattr(clip, "credit", None)
    line = credit.line if credit else ""
    return (
        f'<div style="font-size:11px;color:{GREY};margin-top:6px">{escape(line)}</div>'
        if line
        else ""
    )


def length(seconds: float) -> str:
    """Write a length as people say it: 4.1 s, 1:02."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    return f"{int(seconds // 60)}:{int(seconds % 60):02d}"
