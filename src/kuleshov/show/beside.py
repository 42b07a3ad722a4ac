"""Films side by side, comparisons, votes, critiques: how they are shown."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from . import html
from .pictures import jpeg, strip_of
from .player import facts, player
from .style import AMBER, BLUE, GREY, PAPER, RED

if TYPE_CHECKING:
    from ..comparison import Comparison, Votes
    from ..criticism import Citation, Critique
    from ..media import Clip


class SideBySide:
    """Films next to each other, each with its strip of colours and its credit."""

    def __init__(self, films: dict[str, Clip]) -> None:
        self.films = films

    def __repr__(self) -> str:
        return "\n".join(f"{name}: {facts(clip)}" for name, clip in self.films.items())

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        parts = [film_column(name, clip) for name, clip in self.films.items()]
        page = html.card(html.row(parts, gap=16), f"Side by side: {', '.join(self.films)}")
        return {"text/html": page, "text/plain": repr(self)}


def side_by_side(**films: Any) -> SideBySide:
    """Show films next to each other under the names that you give them; None is left out."""
    from ..metrics.cuts import clip_of

    return SideBySide({n: clip_of(f) for n, f in films.items() if f is not None})


def film_column(name: str, clip: Clip, width: int = 460) -> str:
    """Return one film of several: name, player, strip, facts, credit."""
    made = "generated" if _is_generated(clip) else "made"
    colour = html.colour_of(made)
    strip = jpeg(strip_of(clip, columns=width, height=28))
    return (
        f'<div style="flex:1 1 300px;max-width:{width}px">'
        f"{html.heading(name, facts(clip), colour)}{player(clip, width, wide=True)}"
        f'<img src="{strip}" alt="Colours of {escape(name, quote=True)} over time, left to right" '
        f'style="width:100%;height:28px;margin-top:4px;border-bottom:3px solid {colour}">'
        f"{html.attribution(clip)}</div>"
    )


def _is_generated(clip: Clip) -> bool:
    credit = getattr(clip, "credit", None)
    return getattr(credit, "generated", False) or "generated" in str(clip.metadata).lower()


def comparison_html(comparison: Comparison) -> str:
    """Return a comparison: the films, then the table, then what stands in its way."""
    columns = [film_column(name, clip) for name, clip in comparison.films.items()]
    rows = [
        [escape(label), *(escape(value) for value in values)]
        for _id, label, values in comparison.rows()
    ]
    body = html.row(columns, gap=16)
    body += '<div style="height:12px"></div>'
    body += html.table(["", *map(escape, comparison.films)], rows, "– : it can't be measured here")
    if comparison.caveats:
        said = "".join(f"<li>{escape(words)}</li>" for words in comparison.caveats)
        body += (
            f'<p style="font-size:12px;color:{GREY};margin:10px 0 2px">Before you read the table:</p>'
            f'<ul style="font-size:12px;margin:0">{said}</ul>'
        )
    return html.card(body, f"Comparison of {', '.join(comparison.films)}")


def votes_html(votes: Votes) -> str:
    """Return votes as one row of marks a film."""
    words = votes.words
    rows = []
    for film in votes.films:
        cells = [f"<b>{escape(film)}</b>"]
        for word in words:
            n = votes.count(film, word)
            cells.append(f'<span style="color:{AMBER}">{"●" * n}</span> {n or ""}')
        rows.append(cells)
    note = f"{len(votes)} votes"
    return html.card(html.table(["film", *map(escape, words)], rows, note), note)


def critique_html(critique: Critique, width: int = 200) -> str:
    """Return a critique with what it cites beside each sentence."""
    parts = []
    for sentence, cited in critique.sentences:
        pictures = "".join(_cited(critique, citation, width) for citation in cited)
        parts.append(
            '<div style="display:flex;gap:16px;flex-wrap:wrap;padding:8px 0;'
            f'border-top:1px solid #333"><p style="flex:1 1 320px;margin:0;font-size:14px;'
            f'line-height:1.5">{escape(sentence)}</p><div style="flex:1 1 {width}px">{pictures}</div>'
            "</div>"
        )
    held = sum(c.holds for c in critique.citations)
    under = f"{len(critique.citations)} citations, {held} hold"
    return html.card(html.heading("Your words", under) + "".join(parts), f"Critique, {under}")


def _cited(critique: Critique, citation: Citation, width: int) -> str:
    colour = BLUE if citation.holds else RED
    mark = "✓" if citation.holds else "✗"
    words = (
        f'<div style="font-size:12px;margin:2px 0 8px;color:{PAPER}">'
        f'<span style="color:{colour}">{mark}</span> {escape(citation.text)}: '
        f"{escape(citation.sentence)}</div>"
    )
    if citation.kind == "moment" and citation.holds:
        data = jpeg(critique.picture(citation), width)
        at = citation.text.strip("[]")
        return html.still(data, at, f"The film at {at}", width) + words
    return words


def comparison_bundle(comparison: Comparison, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for a comparison."""
    return {"text/html": comparison_html(comparison), "text/plain": str(comparison)}


def votes_bundle(votes: Votes, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for votes."""
    return {"text/html": votes_html(votes), "text/plain": str(votes)}


def critique_bundle(critique: Critique, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for a critique."""
    return {"text/html": critique_html(critique), "text/plain": str(critique)}
