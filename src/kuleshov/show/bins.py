"""Bins show themselves: rushes as a contact sheet, the catalogue as pictures with credits."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from ..errors import KuleshovError
from ..words import counted
from . import html
from .pictures import jpeg
from .style import GREY, PAPER

if TYPE_CHECKING:
    from ..library import Catalogue, Rushes, Synced, Take

THUMB = 170  # pixels: a column is never narrower
PICTURE = 230  # pixels of a still, which fills its column
SETS = {"K": "The Kuleshov set", "C": "The clinic, pairs with an error planted or none"}


def take_html(take: Take) -> str:
    """Return one take of a contact sheet: its middle, its name, its usable length, its words."""
    usable = ""
    try:
        first, last = take.first, take.last
        usable = f"{float(first / take.rate):.1f} to {float(last / take.rate):.1f} s"
        data = jpeg(take.clip.frame((first + last) // 2), PICTURE)
        picture = (
            f'<img src="{data}" alt="{escape(take.description or take.name, quote=True)}" '
            f'style="width:100%;display:block;border-radius:3px">'
        )
    except KuleshovError as error:
        picture = f'<div style="font-size:11px">{escape(str(error))}</div>'
    return (
        f'<figure style="margin:0">{picture}<figcaption style="font-size:12px;'
        f'color:{PAPER};padding:4px 0 6px"><b>{escape(take.name)}</b> '
        f'<span style="color:{GREY};font-variant-numeric:tabular-nums">{usable}</span><br>'
        f'<span style="font-size:11px;color:{GREY}">{escape(_short(take.description))}</span>'
        "</figcaption></figure>"
    )


def rushes_html(rushes: Rushes) -> str:
    """Return a bin as a contact sheet, in the order of the slates; special sets stay folded."""
    body = html.heading(rushes.name, counted(len(rushes), "take"))
    for name, takes in _sets(rushes).items():
        sheet = html.grid([take_html(take) for take in takes], THUMB)
        if name:
            summary = (
                f'<summary style="cursor:pointer;font-size:12px">{escape(name)}: {len(takes)} takes'
            )
            sheet = f'<details style="margin:6px 0">{summary}</summary>{sheet}</details>'
        body += sheet
    small = f"font-size:11px;color:{GREY};margin-top:6px"
    body += "".join(f'<div style="{small}">{escape(each)}</div>' for each in rushes.left_out)
    line = rushes.credit.line
    body += f'<div style="{small}">{escape(line)}</div>'
    return html.card(body, f"Contact sheet of {rushes.name}: {counted(len(rushes), 'take')}")


def _sets(rushes: Rushes) -> dict[str, list[Take]]:
    """Sort takes by what their slates begin with: numbers are the scene, letters are sets."""
    if rushes.truth is None:
        return {"": rushes.takes}
    sets: dict[str, list[Take]] = {}
    for take in rushes.takes:
        letter = take.name[0]
        name = "" if letter.isdigit() else SETS.get(letter, f"Set {letter}")
        sets.setdefault(name, []).append(take)
    return sets


def rushes_text(rushes: Rushes) -> str:
    """Return a bin as a list for those who can't see the sheet."""
    lines = [f"{rushes.name}: {counted(len(rushes), 'take')}"]
    lines += [f"  {take.name}: {take.description}" for take in rushes.takes]
    return "\n".join([*lines, *rushes.left_out])


def catalogue_html(catalogue: Catalogue) -> str:
    """Return the catalogue: a picture where a clip has been fetched, else its facts."""
    from ..media import Clip

    cards = []
    for entry in catalogue.values():
        picture = (
            f'<div style="height:90px;border:1px dashed {GREY};border-radius:3px;'
            f'font-size:11px;color:{GREY};padding:6px;box-sizing:border-box">not fetched yet</div>'
        )
        if entry.path is not None and entry.path.suffix != ".csv":
            try:
                clip = Clip(entry.path)
                data = jpeg(clip.frame(clip.frames // 2), PICTURE)
                picture = (
                    f'<img src="{data}" alt="{escape(entry.title, quote=True)}" style="width:100%">'
                )
            except KuleshovError as error:
                picture = f'<div style="font-size:11px">{escape(str(error))}</div>'
        colour = html.colour_of(entry.kind == "generated")
        cards.append(
            f'<figure style="margin:0">{picture}<figcaption style="font-size:11px;'
            f'padding:4px 0 6px"><code style="color:{colour};background:none">{escape(entry.id)}'
            f"</code><br>{escape(entry.title)}<br>"
            f'<span style="color:{GREY}">{escape(entry.kind)}, {escape(entry.model)}, '
            f"{escape(entry.licence)}</span></figcaption></figure>"
        )
    body = html.heading("Catalogue", f"{len(catalogue)} clips") + html.grid(cards, THUMB)
    return html.card(body, f"Catalogue of {len(catalogue)} clips")


def _short(words: str, letters: int = 90) -> str:
    if len(words) <= letters:
        return words
    return words[:letters].rsplit(" ", 1)[0].rstrip(",;.") + " …"


def rushes_bundle(rushes: Rushes, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for a bin."""
    return {"text/html": rushes_html(rushes), "text/plain": rushes_text(rushes)}


def synced_bundle(bin_: Synced, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for takes on one clock: where each lies, and how that is known."""
    shown = bin_.table()
    rows = [[escape(cell) for cell in row] for row in shown.to_numpy().tolist()]
    head = html.heading(bin_.name, f"{len(rows)} of {counted(len(bin_), 'take')} on one clock")
    table = html.table(list(shown.columns), rows, " ".join(bin_.left_out))
    return {
        "text/html": html.card(head + table, f"Takes of {bin_.name} in sync"),
        "text/plain": repr(bin_),
    }


def catalogue_bundle(catalogue: Catalogue, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for the catalogue."""
    return {"text/html": catalogue_html(catalogue), "text/plain": repr(catalogue)}


def take_bundle(take: Take, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for a take: its clip with its description."""
    from .player import clip_html

    clip = take.clip
    clip.description = take.description
    return {"text/html": clip_html(clip), "text/plain": f"{take!r}: {take.description}"}
