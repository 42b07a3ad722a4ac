"""The page on which a critique is read: the words, the moments that they name, the rubric.

Pure functions from data to HTML. All that comes from a student is escaped, and the page's own
policy lets no script run but the one of :data:`SCRIPT`.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from ...criticism.anchors import Anchor
from ...criticism.citations import CITATION, Citation, Critique
from ...criticism.rubrics import Criterion, Level
from ...show.style import css_on_paper
from ...timecode import to_frame
from ...words import counted
from .marking import GivenGrade

if TYPE_CHECKING:
    from ...media import Clip

_ASSETS = Path(__file__).parent / "page"
SCRIPT = (_ASSETS / "reading.js").read_text(encoding="utf-8")
STYLE = css_on_paper(":root") + (_ASSETS / "reading.css").read_text(encoding="utf-8")
_HASH = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
POLICY = (
    "default-src 'none'; img-src 'self' data:; media-src 'self'; connect-src 'self'; "
    f"style-src 'unsafe-inline'; script-src 'sha256-{_HASH}'"
)


@dataclass(frozen=True)
class Part:
    """One written cell: its criterion, the words looked up, the grade so far, the anchors."""

    criterion: Criterion
    critique: Critique | None
    grade: GivenGrade
    anchors: Sequence[Anchor] = ()


@dataclass(frozen=True)
class Sheet:
    """All that one page shows."""

    assignment: str
    reader_sees: str
    parts: Sequence[Part]
    film: Clip | None
    film_address: str = ""
    captions_address: str = ""
    edit: str = ""
    notes: Sequence[str] = ()
    before: str = ""
    after: str = ""
    stills: Mapping[int, str] = field(default_factory=dict)


def sheet_page(sheet: Sheet) -> str:
    """Return the page of one submission."""
    parts = "".join(_part(part, sheet, number) for number, part in enumerate(sheet.parts, 1))
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in sheet.notes)
    body = f"""
<header><a href="./">{escape(sheet.assignment)}</a><h1>{escape(sheet.reader_sees)}</h1>
<nav>{_step(sheet.before, "Before", "b")}{_step(sheet.after, "Next", "n")}</nav></header>
<main><section class="film" aria-label="The film">{_film(sheet)}{notes}</section>
<section class="words" aria-label="What is written">{parts}</section></main>
<div id="said" role="status" aria-live="polite"></div>"""
    return _page(f"{sheet.reader_sees}, {sheet.assignment}", body)


def index_page(assignment: str, rows: Sequence[tuple[str, str, float, float, int]]) -> str:
    """Return the list of submissions.

    Parameters
    ----------
    assignment : str
    rows : sequence of (address, name, points, most, waiting)
        One for each submission; how many cells still wait for a person.
    """
    left = sum(row[4] > 0 for row in rows)
    lines = "".join(
        f'<li class="{"waits" if waiting else "done"}"><a href="{escape(address, quote=True)}">'
        f"<b>{escape(name)}</b><span>{points:g} of {most:g} points by hand</span>"
        f"<em>{_waits(waiting)}</em></a></li>"
        for address, name, points, most, waiting in rows
    )
    body = f"""
<header><h1>{escape(assignment)}</h1><p>{len(rows)} submissions, {left} of them wait for you.</p>
</header><main><ol class="list">{lines}</ol></main>"""
    return _page(assignment, body)


def _page(title: str, body: str) -> str:
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>
<link rel="icon" href="data:,"><meta http-equiv="Content-Security-Policy" content="{POLICY}"><style>{STYLE}</style></head>
<body>{body}<script>{SCRIPT}</script></body></html>"""


def _waits(cells: int) -> str:
    return f"{cells} to read" if cells else "read"


def _step(address: str, word: str, key: str) -> str:
    if not address:
        return f'<span class="off">{word}</span>'
    return f'<a href="{escape(address, quote=True)}" accesskey="{key}">{word}</a>'


def _film(sheet: Sheet) -> str:
    if sheet.film is None and not sheet.film_address:
        return '<p class="note">There is no film to show.</p>'
    edit = ""
    if sheet.edit:
        text = escape(sheet.edit)
        edit = f"<details><summary>The edit as text</summary><pre>{text}</pre></details>"
    rate = f' data-rate="{float(sheet.film.edit_rate)}"' if sheet.film else ""
    track = ""
    if sheet.captions_address:
        track = (
            f'<track kind="captions" default src="{escape(sheet.captions_address, quote=True)}">'
        )
    address = escape(sheet.film_address, quote=True)
    return f'<video controls preload="metadata" src="{address}"{rate}>{track}</video>{edit}'


def _part(part: Part, sheet: Sheet, number: int) -> str:
    name = escape(part.criterion.id, quote=True)
    levels = "".join(_level(part, level) + _anchors(part, level) for level in part.criterion.levels)
    state = "waits" if part.grade.waits else "done"
    return f"""<article class="{state}" data-cell="{name}">
<h2>{number} {escape(part.criterion.name)}</h2>
<div class="text">{_words(part.critique, sheet, own=part.criterion.peers)}</div>
<fieldset><legend>Level</legend>{levels}{_between(part)}</fieldset>
<label class="comment">A sentence for the student
<textarea rows="2" maxlength="4000">{escape(part.grade.comment)}</textarea></label></article>"""


def _between(part: Part) -> str:
    """Say which points a cell holds that are no level's, as a class's readers give them."""
    points = part.grade.points
    if points is None or points in [level.points for level in part.criterion.levels]:
        return ""
    return f'<p class="note">It holds {points:g} points, which is no level. Choose one to change that.</p>'


def _level(part: Part, level: Level) -> str:
    checked = " checked" if part.grade.points == level.points else ""
    return (
        f'<label class="level"><input type="radio" name="{escape(part.criterion.id, quote=True)}" '
        f'value="{level.points:g}"{checked}><b>{level.points:g}</b><span><strong>'
        f"{escape(level.name)}</strong> {escape(level.anchor)}</span></label>"
    )


def _anchors(part: Part, level: Level) -> str:
    """Return the texts that stand for a level, folded away until a reader asks for them."""
    id = part.criterion.id
    here = [anchor for anchor in part.anchors if anchor.levels[id].level == level]
    if not here:
        return ""
    texts = "".join(
        f"<blockquote>{_paragraphs(anchor.parts[id])}</blockquote>"
        f'<p class="why">{escape(anchor.levels[id].why)} <small>{escape(anchor.name)}</small></p>'
        for anchor in here
    )
    said = f"{counted(len(here), 'anchor')}: {escape(level.name)}"
    return f'<details class="anchors"><summary>{said}</summary>{texts}</details>'


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(one)}</p>" for one in text.split("\n\n") if one.strip())


def _words(critique: Critique | None, sheet: Sheet, own: bool) -> str:
    """Return a cell's words; the moments of a text about others' films lead into none of this page."""
    if critique is None:
        return '<p class="note">Nothing is written here.</p>'
    out, paragraph = [], []
    for sentence, cited in critique.sentences:
        paragraph.append(_marked(sentence, cited) if cited else _by_clock(sentence, sheet, own))
        if shown := "".join(_moment(citation, sheet) for citation in cited):
            out.append(f'<p>{" ".join(paragraph)}</p><div class="stills">{shown}</div>')
            paragraph = []
    if paragraph:
        out.append(f"<p>{' '.join(paragraph)}</p>")
    return "".join(out)


def _marked(sentence: str, cited: Sequence[Citation]) -> str:
    """Return a sentence with its citations marked as holding or not."""
    out, at = [], 0
    for match, citation in zip(CITATION.finditer(sentence), cited, strict=True):
        out.append(escape(sentence[at : match.start()]))
        kind = "holds" if citation.holds else "fails"
        sign = "" if citation.holds else "✗ "
        out.append(
            f'<mark class="{kind}" title="{escape(citation.sentence, quote=True)}">'
            f"{sign}{escape(match[0])}</mark>"
        )
        at = match.end()
    return "".join([*out, escape(sentence[at:])])


def _by_clock(sentence: str, sheet: Sheet, own: bool) -> str:
    """Return a sentence of which nothing was looked up: a moment leads to its second in a film that is played."""
    out, at = [], 0
    for match in (
        CITATION.finditer(sentence) if own and sheet.film_address and not sheet.film else ()
    ):
        clock = (match["at"] or "").split(":")[:3]
        if len(clock) < 3 or not all(part.isdecimal() and len(part) < 4 for part in clock):
            continue
        hours, minutes, seconds = map(int, clock)
        out.append(escape(sentence[at : match.start()]))
        out.append(
            f'<button class="at" data-second="{hours * 3600 + minutes * 60 + seconds}" '
            f'title="Show it in the film">{escape(match[0])}</button>'
        )
        at = match.end()
    return "".join([*out, escape(sentence[at:])])


def _moment(citation: Citation, sheet: Sheet) -> str:
    said = escape(citation.sentence)
    still = sheet.stills.get(citation.frame) if citation.frame is not None else None
    if citation.kind == "moment" and citation.holds and still and sheet.film is not None:
        address = escape(still, quote=True)
        # The page reckons its time by an even rate, whatever the film's frames do.
        tick = to_frame(sheet.film.timecode(citation.frame or 0), sheet.film.edit_rate)
        return (
            f'<button class="still" data-frame="{tick}" title="Show it in the film">'
            f'<img src="{address}" alt="Frame {citation.frame}" loading="lazy">'
            f"<span>{escape(citation.text)}</span></button>"
        )
    kind = "number" if citation.holds else "number fails"
    return f'<div class="{kind}"><b>{escape(citation.text)}</b><span>{said}</span></div>'
