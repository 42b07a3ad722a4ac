"""Numbers, cards, cuts, ledgers and credits: tables that can be read."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from ..library.ledger_entries import NOT_STATED
from ..words import counted
from . import html
from .doses import dose_picture
from .style import AMBER_ON_INK, GREY

if TYPE_CHECKING:
    from ..comparison import VoteCorrelations
    from ..generate import Nearest
    from ..library import CreditRoll
    from ..library.ledger_entries import Ledger
    from ..media import Traces
    from ..metrics.cards import Card
    from ..metrics.measures import Measure, Measures
    from ..metrics.shots.cuts import Cuts


def measures_bundle(measures: Measures, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for a film's numbers."""
    found = [measure for measure in measures.values() if not measure.reason]
    rows = [_row(measure) for measure in found]
    note = (
        "In brackets 95 % intervals, most by drawing the shots again; that takes twelve. "
        "ku.card(id) says what a number means."
    )
    body = html.heading(measures.film.name, "in numbers")
    body += html.table(["measure", "id", "value", ""], rows, note)
    body += _refusals([measure for measure in measures.values() if measure.reason])
    page = html.card(body, f"Measures of {measures.film.name}")
    return {"text/html": page, "text/plain": str(measures)}


def _refusals(refused: list[Measure]) -> str:
    """Return what was not measured, and why, folded away."""
    if not refused:
        return ""
    rows = [
        [
            escape(m.name),
            f'<code style="color:{GREY};background:none">{m.id}</code>',
            escape(m.reason),
        ]
        for m in refused
    ]
    head = f"{len(refused)} not measured, and why"
    return (
        f'<details style="margin-top:6px"><summary style="cursor:pointer;color:{GREY}">{head}'
        f"</summary>{html.table(['measure', 'id', 'reason'], rows)}</details>"
    )


def _row(measure: Measure) -> list[str]:
    grey = f'<span style="color:{GREY}">{{}}</span>'
    name, id, words, beside = map(escape, measure.told)
    value = f'<b style="font-variant-numeric:tabular-nums">{words}</b>'
    code = f'<code style="color:{GREY};background:none">{id}</code>'
    return [name, code, value, grey.format(beside)]


def measure_bundle(measure: Measure, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for one number."""
    table = html.table(["measure", "id", "value", ""], [_row(measure)], "")
    return {"text/html": html.card(table, str(measure)), "text/plain": str(measure)}


def card_bundle(card: Card, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for a measure's card."""
    reference = "<br>".join(
        f'{escape(value)} <span style="color:{GREY}">{escape(source)}</span>'
        for value, source in card.reference
    )
    first = [
        ("how to read it", escape(card.how_to_read)),
        ("needs", escape(card.minimum)),
        ("fooled by", escape(card.fooled_by)),
        ("says nothing about", escape(card.says_nothing_about)),
    ]
    more = [
        ("formula", f'<code style="background:none;color:inherit">{escape(card.formula)}</code>'),
        ("range", escape(f"{card.range}; better: {card.better}")),
        ("to hold it against", reference),
        ("source", escape(card.source)),
        ("another size or codec", escape(card.moves)),
        ("where you and it disagree", _disagreement(card)),
    ]
    unit = card.unit or "a plain number"
    body = html.heading(card.name, f"{card.id}, {unit}", AMBER_ON_INK)
    body += f'<p style="font-size:14px;margin:0 0 8px">{escape(card.sentence)}</p>'
    body += _card_rows(first)
    body += (
        f'<details style="margin-top:6px"><summary style="cursor:pointer;color:{GREY}">formula, what '
        "to hold it against, a place where you and it disagree, how it was tried</summary>"
        f"{_card_rows(more)}{dose_picture(card)}</details>"
    )
    return {"text/html": html.card(body, f"Card: {card.name}"), "text/plain": str(card)}


def _card_rows(lines: list[tuple[str, str]]) -> str:
    rows = [
        [f'<span style="color:{GREY};white-space:nowrap">{name}</span>', words]
        for name, words in lines
        if words
    ]
    return f'<div style="max-width:820px">{html.table([], rows)}</div>'


def _disagreement(card: Card) -> str:
    told = card.disagree
    return (
        f"<b>{escape(told.clip)}</b> at {escape(told.at)}. {escape(told.eye)}"
        f'<br><span style="color:{GREY}">The number:</span> {escape(told.number)}'
    )


def cuts_bundle(cuts: Cuts, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for the transitions of a film."""
    body = html.heading("Transitions", f"{len(cuts)} in {counted(len(cuts.starts), 'shot')}")
    body += html.frame(cuts.table()) if cuts else "<p>No cut was found.</p>"
    return {"text/html": html.card(body, f"{len(cuts)} transitions"), "text/plain": repr(cuts)}


def correlations_bundle(going: VoteCorrelations, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for measures held against the votes."""
    said = f"{counted(len(going), 'measure')}, the strongest first"
    note = (
        "rho: Spearman's rank correlation with the votes, -1 to 1. p: the share of all orders of so "
        "many films that go as far in either direction, for this one measure alone."
    )
    body = html.heading("With the votes", said)
    body += html.frame(going.table(), note) if going else f"<p>{escape(str(going))}</p>"
    return {"text/html": html.card(body, f"With the votes: {said}"), "text/plain": str(going)}


def nearest_bundle(found: Nearest, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for a film held against what a generator learnt."""
    note = (
        f"{found.finding} Grey levels: the root of the mean squared difference of all values at 160 "
        "by 90 pixels, 0 to 255. Twelve pictures of the film, spread over it."
    )
    said = f"nearest learnt pictures, set-up {found.setup}"
    body = html.heading(found.film.name, said) + html.frame(found.table(), note)
    page = html.card(body, f"{found.film.name}: {said}")
    return {"text/html": page, "text/plain": str(found)}


def credits_bundle(roll: CreditRoll, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for a credit roll: white on black, with its gaps."""
    lines = "".join(f"<div>{escape(line) or '&nbsp;'}</div>" for line in str(roll).splitlines())
    body = f'<div style="text-align:center;line-height:1.8;font-size:13px">{lines}</div>'
    return {"text/html": html.card(body, "Credits"), "text/plain": str(roll)}


def traces_bundle(found: Traces, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows of what a file says of itself."""
    heading = html.heading(found.path.name, "as found in the file, never as proof")
    rows = html.frame(found.table()) if len(found) else ""
    said = found.sentences if len(found) else repr(found).splitlines()
    under = "".join(
        f'<div style="margin-top:6px;font-size:13px">{escape(one)}</div>' for one in said
    )
    page = html.card(heading + rows + under, f"Traces in {found.path.name}")
    return {"text/html": page, "text/plain": repr(found)}


def ledger_bundle(ledger: Ledger, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for the ledger."""
    shown = ledger.table()
    body = html.heading("Ledger", counted(len(shown), "clip")) + html.frame(shown, quiet=NOT_STATED)
    return {"text/html": html.card(body, "Ledger"), "text/plain": repr(ledger)}
