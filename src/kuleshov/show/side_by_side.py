"""Films side by side, comparisons, votes, critiques: how they are shown."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from ..library.credit import is_generated
from . import html
from .pictures import jpeg, strip_of
from .player import facts, player
from .style import AMBER_ON_INK, BLUE_ON_INK, GREY, PAPER, RED_ON_INK

if TYPE_CHECKING:
    from ..comparison import Comparison, Preferences, Votes
    from ..comparison.ranking import Standing
    from ..criticism import Citation, Critique
    from ..media import Clip, FilmLike


class SideBySide:
    """Films next to each other, each with its strip of colours and its credit.

    Attributes
    ----------
    films : dict of str to Clip
    unseen : bool
        Nobody has seen them yet: each shows its first frame, and no strip tells how it goes on.
    """

    def __init__(self, films: dict[str, Clip], unseen: bool = False) -> None:
        self.films, self.unseen = films, unseen

    def __repr__(self) -> str:
        return "\n".join(f"{name}: {facts(clip)}" for name, clip in self.films.items())

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        parts = [film_column(name, clip, unseen=self.unseen) for name, clip in self.films.items()]
        page = html.card(html.row(parts, gap=16), f"Side by side: {', '.join(self.films)}")
        return {"text/html": page, "text/plain": repr(self)}


def side_by_side(**films: FilmLike | None) -> SideBySide:
    """Show films next to each other under the names that you give them.

    Parameters
    ----------
    **films : Clip, Take or path
        None is left out, so that a clip that could not be fetched doesn't stop a lesson.

    Returns
    -------
    SideBySide
        Shows itself in a notebook.

    Raises
    ------
    MediaError, LibraryError
        Where a film is missing or can't be read.

    See Also
    --------
    kuleshov.compare : Their numbers.
    kuleshov.screening_room : Two films in step, with notes and votes.

    Examples
    --------
    >>> import kuleshov as ku
    >>> rushes = ku.rushes("understudy")
    >>> ku.side_by_side(face=rushes["KA-1"], moth=rushes["KB-1"], other=None)
    face: 6.5 s, 640x360, 24 fps, with sound
    moth: 6.0 s, 640x360, 24 fps, with sound
    """
    from ..media.clip import clip_of

    return SideBySide({n: clip_of(f) for n, f in films.items() if f is not None})


def film_column(name: str, clip: Clip, width: int = 460, unseen: bool = False) -> str:
    """Return one film of several: name, player, strip, facts, credit."""
    colour = html.colour_of(is_generated(clip))
    shown = player(clip, width, wide=True, poster=0 if unseen else None)
    return (
        f'<div style="flex:1 1 300px;max-width:{width}px">'
        f"{html.heading(name, facts(clip), colour)}{shown}"
        f"{'' if unseen else _strip(name, clip, width, colour)}{html.attribution(clip)}</div>"
    )


def _strip(name: str, clip: Clip, width: int, colour: str) -> str:
    strip = jpeg(strip_of(clip, columns=width, height=28))
    return (
        f'<img src="{strip}" alt="Colours of {escape(name, quote=True)} over time, left to right" '
        f'style="width:100%;height:28px;margin-top:4px;border-bottom:3px solid {colour}">'
    )


def comparison_html(comparison: Comparison) -> str:
    """Return a comparison: the films, then the table, then what stands in its way."""
    columns = [film_column(name, clip) for name, clip in comparison.films.items()]
    body = html.row(columns, gap=16)
    body += '<div style="height:12px"></div>'
    body += html.frame(comparison.table(), "– : it can't be measured here")
    body += _listed("Before you read the table:", comparison.caveats)
    body += _listed("Brought to one form first:", comparison.changed)
    body += _listed("What that alone changed, whoever made the film:", comparison.price())
    return html.card(body, f"Comparison of {', '.join(comparison.films)}")


def _listed(head: str, said: list[str]) -> str:
    """Return a small list under a line of its own, or nothing."""
    if not said:
        return ""
    items = "".join(f"<li>{escape(words)}</li>" for words in said)
    return (
        f'<p style="font-size:12px;color:{GREY};margin:10px 0 2px">{escape(head)}</p>'
        f'<ul style="font-size:12px;margin:0">{items}</ul>'
    )


def votes_html(votes: Votes) -> str:
    """Return votes as one row of marks a film."""
    words = votes.words
    rows = []
    for film in votes.films:
        cells = [f"<b>{escape(film)}</b>"]
        for word in words:
            n = votes.count(film, word)
            cells.append(f'<span style="color:{AMBER_ON_INK}">{"●" * n}</span> {n or ""}')
        rows.append(cells)
    note = f"{len(votes)} votes"
    return html.card(html.table(["film", *map(escape, words)], rows, note), note)


def critique_html(
    critique: Critique, width: int = 200, heading: str = "Your words", tally: bool = True
) -> str:
    """Return a critique with what it cites beside each sentence, and how many citations hold."""
    parts = []
    for sentence, cited in critique.sentences:
        pictures = "".join(_cited(critique, citation, width) for citation in cited)
        parts.append(
            '<div style="display:flex;gap:16px;flex-wrap:wrap;padding:8px 0;'
            f'border-top:1px solid #333"><p style="flex:1 1 320px;margin:0;font-size:14px;'
            f'line-height:1.5">{escape(sentence)}</p><div style="flex:1 1 {width}px;display:flex;'
            f'flex-wrap:wrap;gap:0 12px">{pictures}</div>'
            "</div>"
        )
    held = sum(c.holds for c in critique.citations)
    under = f"{len(critique.citations)} citations, {held} hold"
    parts += [
        f'<p style="font-size:12px;margin:8px 0 0;color:{PAPER}">'
        f'<span style="color:{RED_ON_INK}">✗</span> {escape(said)}</p>'
        for said in critique.advice
    ]
    return html.card(
        html.heading(heading, under if tally else "") + "".join(parts), f"Critique, {under}"
    )


def _cited(critique: Critique, citation: Citation, width: int) -> str:
    colour = BLUE_ON_INK if citation.holds else RED_ON_INK
    mark = "✓" if citation.holds else "✗"
    words = (
        f'<div style="font-size:12px;width:{width}px;margin:2px 0 8px;color:{PAPER}">'
        f'<span style="color:{colour}">{mark}</span> {escape(citation.text)}: '
        f"{escape(citation.sentence)}</div>"
    )
    if citation.kind == "moment" and citation.holds:
        data = jpeg(critique.picture(citation), width)
        at = citation.text.strip("[]")
        return f"<div>{html.still(data, at, f'The film at {at}', width)}{words}</div>"
    return words


def comparison_bundle(comparison: Comparison, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for a comparison."""
    return {"text/html": comparison_html(comparison), "text/plain": str(comparison)}


def votes_bundle(votes: Votes, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for votes."""
    return {"text/html": votes_html(votes), "text/plain": str(votes)}


def preferences_bundle(judged: Preferences, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for judgements of pairs."""
    return {"text/html": preferences_html(judged), "text/plain": str(judged)}


def preferences_html(judged: Preferences) -> str:
    """Return films in the order in which they were preferred, each with its interval as a bar."""
    rows = []
    for one in judged.ranking:
        film, *cells = map(escape, judged.told(one))
        rows.append([film, _bar(one), *cells])
    u = judged.agreement
    agreed = "no pair was decided by two viewers" if u != u else f"{u:.2f} (Kendall's u)"
    note = (
        "Estimated: the share of pairs in which a film would be preferred, the mean over the other "
        "films (Bradley-Terry), with 95 % over viewers. Every film begins with half a win and half a "
        f"loss, so that few votes don't say 0 or 100 %. Agreement between viewers: {agreed}."
    )
    head = ["film", "", "estimated", "95 %", "won"]
    said = f"{len(judged)} judgements by {len(judged.viewers)} viewers"
    return html.card(html.heading("Seen in pairs", said) + html.table(head, rows, note), said)


def _bar(one: Standing) -> str:
    width = 220
    low, high = (one.low, one.high) if one.low is not None else (one.share, one.share)
    return (
        f'<svg width="{width}" height="14" aria-hidden="true">'
        f'<line x1="0" x2="{width}" y1="7" y2="7" stroke="{GREY}" stroke-opacity="0.4"/>'
        f'<line x1="{low * width:.1f}" x2="{(high or 0) * width:.1f}" y1="7" y2="7" '
        f'stroke="{PAPER}" stroke-width="2"/>'
        f'<circle cx="{one.share * width:.1f}" cy="7" r="4.5" fill="{PAPER}"/></svg>'
    )


def critique_bundle(critique: Critique, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for a critique."""
    return {"text/html": critique_html(critique), "text/plain": str(critique)}
