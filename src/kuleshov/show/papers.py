"""A film's papers as they are looked at: a table in a notebook, and a page of their own that prints."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from ..library.papers import CONFLICT, GAP, NOT_ASKED
from ..library.roll import roll_of
from ..words import counted
from . import html
from .style import AMBER_ON_INK, GREY, GREY_ON_INK, GREY_ON_PAPER, INK, PAPER, RED, RED_ON_INK

if TYPE_CHECKING:
    from ..library import Papers
    from ..library.facts import Fact
    from ..library.papers import Paper

_ACROSS = 4  # clips beside each other
_LONGEST = 60  # letters of an answer in a table; the whole is in its title and on the page
_MOST = 12  # sentences under a table

_PAGE = f"""
body {{ font: 16px/1.5 system-ui, sans-serif; color: {INK}; background: {PAPER}; margin: 2rem auto;
  max-width: 46rem; padding: 0 1rem; overflow-wrap: anywhere }}
h1 {{ margin-bottom: 0 }}
h2 {{ margin: 2rem 0 .3rem; border-top: 1px solid {GREY}; padding-top: .8rem }}
dl {{ display: grid; grid-template-columns: 8rem 1fr; gap: .2rem 1rem; margin: 0 }}
dt {{ color: {GREY_ON_PAPER} }} dd {{ margin: 0 }}
.gap {{ border: 1.5px dashed {INK}; padding: 0 .4rem }}
.conflict {{ border: 1.5px solid {RED}; padding: 0 .4rem; color: {RED} }}
.quiet {{ color: {GREY_ON_PAPER} }}
@media print {{ body {{ margin: 0; max-width: none; font-size: 11pt; background: none }}
  section {{ break-inside: avoid }} }}
"""


def papers_bundle(found: Papers, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for a film's papers: a row a fact, a column a clip."""
    body = html.heading(found.title, "its papers") + _table(found) + _sum(found)
    return {"text/html": html.card(body, f"Papers of {found.title}"), "text/plain": repr(found)}


def _table(found: Papers) -> str:
    """Return a row a fact and a column a clip, a few clips at a time: nothing to scroll sideways."""
    clips = list(found)
    return "".join(
        _some_clips(found, clips[at : at + _ACROSS]) for at in range(0, len(clips), _ACROSS)
    )


def _some_clips(found: Papers, clips: list[Paper]) -> str:
    cell = "padding:4px 10px 4px 0;text-align:left;vertical-align:top;overflow-wrap:anywhere"
    top = "".join(
        f'<th scope="col" style="{cell};color:{PAPER}"><bdi>{escape(one.title)}</bdi></th>'
        for one in clips
    )
    body = "".join(
        f'<tr style="background:none"><th scope="row" style="{cell};color:{GREY};font-weight:400;'
        f'width:7.5em">{escape(fact.label)}</th>'
        + "".join(f'<td style="{cell};color:{PAPER}">{_cell(one, fact)}</td>' for one in clips)
        + "</tr>"
        for fact in found.facts
    )
    empty = f'<td style="{cell};width:7.5em"></td>'
    return (
        f'<table style="border-collapse:collapse;table-layout:fixed;width:100%;font-size:13px;'
        f'margin:0 0 12px;background:{INK}"><thead style="border:none"><tr style="background:none">{empty}'
        f"{top}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(one: Paper, fact: Fact) -> str:
    """Return a cell: what lacks is a dashed box and a word, what contradicts a full one."""
    told = one.cell(fact)
    if told == NOT_ASKED:
        return f'<span style="color:{GREY}" title="not asked of this clip">{NOT_ASKED}</span>'
    if told == GAP:
        return _box(GAP, f"1px dashed {AMBER_ON_INK}", AMBER_ON_INK)
    mark, words = "", told
    if told.startswith(CONFLICT):
        words = told.removeprefix(CONFLICT).strip()
        mark = _box(CONFLICT, f"1px solid {RED_ON_INK}", RED_ON_INK) + " "
    short = words if len(words) <= _LONGEST else words[: _LONGEST - 3].rstrip() + "..."
    return f'<div title="{escape(words, quote=True)}">{mark}<bdi>{escape(short)}</bdi></div>'


def _box(words: str, edge: str, colour: str) -> str:
    return f'<span style="border:{edge};color:{colour};padding:0 3px;white-space:nowrap">{words}</span>'


def _sum(found: Papers) -> str:
    """Return what lacks, a sentence each; or that nothing does."""
    head, *rest = found.sum
    more = len(rest) - _MOST
    lines = [line.removeprefix("- ") for line in rest[:_MOST]]
    if more > 0:
        lines.append(f"{more} more: print(ku.papers(...)) has all of them.")
    items = "".join(f"<li><bdi>{escape(line)}</bdi></li>" for line in lines)
    told = f'<ul style="margin:4px 0 0;padding-left:18px">{items}</ul>' if items else ""
    fixed = "".join(
        f'<div style="color:{GREY_ON_INK}">Corrected. <bdi>{escape(one)}</bdi></div>'
        for one in found.corrected
    )
    return f'<div style="font-size:13px;margin-top:8px">{escape(head)}{told}{fixed}</div>'


def papers_page(found: Papers) -> str:
    """Return the papers as a page: everything escaped, nothing asked of any host.

    Parameters
    ----------
    found : Papers

    Returns
    -------
    str
        HTML.
    """
    roll = roll_of(found)
    licence = roll.licence or "not for publication"
    parts = [
        f"<h1>{_safe(found.title)}</h1>",
        '<p class="quiet">Its papers: what is known of everything in it, and what is not.</p>',
        f"<p>Licence: {_safe(licence)}. {_safe(roll.reason)}</p>",
        _whole(found),
        *(_section(one) for one in found),
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(found.title)}: papers</title><style>{_PAGE}</style></head>\n"
        f"<body><main>\n{chr(10).join(parts)}\n</main></body></html>\n"
    )


def _whole(found: Papers) -> str:
    if found.complete:
        return f"<p>Every fact that is asked has an answer ({counted(len(found), 'row')}).</p>"
    return _list("What lacks", found.sum[1:])


def _section(one: Paper) -> str:
    """Return one clip's facts, what was corrected, and what its file claims."""
    rows = "".join(
        f"<dt>{escape(fact.label)}</dt><dd>{_answer(one, fact)}</dd>" for fact in one.asked
    )
    if one.claims:
        rows += f'<dt>file claims</dt><dd class="quiet">{_safe(one.claims)} (no proof)</dd>'
    if one.answer:
        rows += f"<dt>answer to that</dt><dd>{_safe(one.answer)}</dd>"
    if one.credit.attribution:
        rows += f"<dt>named as</dt><dd>{_safe(one.credit.attribution)}</dd>"
    if one.files:
        rows += f'<dt>files</dt><dd class="quiet">{_safe(", ".join(one.files))}</dd>'
    fixed = _list("Corrected", one.corrected, "h3") if one.corrected else ""
    return f"<section><h2>{_safe(one.credit.title)}</h2><dl>{rows}</dl>{fixed}</section>"


def _answer(one: Paper, fact: Fact) -> str:
    told = one.cell(fact)
    if told == GAP:
        return f'<span class="gap">{GAP}: nobody said</span>'
    if told.startswith(CONFLICT):
        words = told.removeprefix(CONFLICT).strip()
        return f'<span class="conflict">{CONFLICT}</span> {_safe(words)}'
    return _safe(told)


def _list(head: str, lines: list[str] | tuple[str, ...], level: str = "h2") -> str:
    items = "".join(f"<li>{_safe(line.removeprefix('- '))}</li>" for line in lines)
    return f"<{level}>{head}</{level}><ul>{items}</ul>"


def _safe(words: str) -> str:
    """Escape words from outside, and keep their direction of writing to themselves."""
    return f"<bdi>{escape(words)}</bdi>"
