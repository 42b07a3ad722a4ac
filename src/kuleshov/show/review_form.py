"""A review by hand, in the reviewer's own notebook: the work, and a rubric's rows to fill in."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any

from ..criticism.citations import CITATION, critique
from ..errors import KuleshovError
from ..words import counted
from . import html
from .player import player
from .prose import prose
from .side_by_side import critique_html
from .style import AMBER_ON_INK, GREY, GREY_ON_INK, PAPER, RED_ON_INK

if TYPE_CHECKING:
    import ipywidgets as widgets

    from ..criticism import Review
    from ..criticism.rubrics import Criterion

_WIDE = 480  # pixels of the film


def review_form(review: Review) -> widgets.VBox:
    """Show a form for a review; what is chosen and written is saved at once.

    Parameters
    ----------
    review : Review

    Returns
    -------
    ipywidgets.VBox
        Its ``levels`` and ``whys`` are the fields by the criteria's ids, ``said`` what it says.

    See Also
    --------
    kuleshov.review : The same in code.

    Examples
    --------
    >>> import kuleshov as ku
    >>> form = ku.review(None, "critique", words="The lamp waits.", name="k3f9").form()
    >>> form.levels["critique_claim"].options
    ('at risk', 'a claim', 'a topic', 'missing')
    """
    import ipywidgets as widgets

    said = widgets.HTML(_told(review))
    levels, whys, rows = {}, {}, []
    for one in review.rubric.criteria:
        levels[one.id], whys[one.id] = _level(review, one), _why(review, one)
        rows.append(widgets.VBox([widgets.HTML(_row(one)), levels[one.id], whys[one.id]]))
    box = widgets.VBox([*rows, said])
    box.levels, box.whys, box.said = levels, whys, said
    box.add_class("ku-form")

    refused: set[Any] = set()  # fields whose words aren't saved: they stay as they were typed
    showing = False

    def keep(field: Any, save: Callable[[], Any]) -> None:
        nonlocal showing
        if showing:
            return
        try:
            save()
        except (KuleshovError, OSError) as problem:
            refused.add(field)
            said.value = _line(f"Not saved. {problem}", RED_ON_INK)
            return
        refused.discard(field)
        said.value, showing = _told(review), True
        for id, known in review.said.items():  # what another form has saved meanwhile is shown here
            for other, value in ((levels[id], known.level or None), (whys[id], known.why)):
                if other not in refused:
                    other.value = value
        showing = False

    def follow(id: str) -> None:
        level, why = levels[id], whys[id]
        level.observe(lambda _: keep(level, lambda: review.level(id, level.value or "")), "value")
        why.observe(lambda _: keep(why, lambda: review.because(id, why.value)), "value")

    for one in review.rubric.criteria:
        follow(one.id)
    return box


def _level(review: Review, one: Criterion) -> Any:
    import ipywidgets as widgets

    known = review.said.get(one.id)
    names = [level.name for level in one.levels]
    return widgets.ToggleButtons(
        options=names, value=(known.level if known else "") or None, description="level",
        tooltips=[level.anchor for level in one.levels],
        style={"description_width": "46px", "button_width": "auto"},
    )  # fmt: skip


def _why(review: Review, one: Criterion) -> Any:
    import ipywidgets as widgets

    known = review.said.get(one.id)
    return widgets.Textarea(
        known.why if known else "", description="why", continuous_update=False, rows=2,
        placeholder="a moment, and what it does",
        style={"description_width": "46px"}, layout=widgets.Layout(width="98%", max_width="760px"),
    )  # fmt: skip


def _row(one: Criterion) -> str:
    """Return a row's name, and what each of its levels looks like."""
    looks = "".join(
        f'<div style="margin:2px 0"><b>{escape(level.name)}</b> '
        f'<span style="color:{GREY}">({level.points:g})</span> {escape(level.anchor)}</div>'
        for level in one.levels
    )
    return html.card(
        html.heading(one.name) + f'<div style="font-size:12px">{looks}</div>', one.name
    )


def _told(review: Review) -> str:
    if not review.missing:
        return _line("Saved, and complete: print(review) is what you hand in.", AMBER_ON_INK)
    left = counted(len(review.missing), "row")
    return _line(f"{left} to go. Each answer is saved at once.", GREY_ON_INK)


def _line(words: str, colour: str) -> str:
    return html.card(f'<span style="color:{colour}">{escape(words)}</span>', "Review")


def review_bundle(review: Review, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows of a review: the work, and what is said of it so far."""
    begun = _so_far(review) if review.said or review.answer else ""
    return {"text/html": _work(review) + begun, "text/plain": repr(review)}


def _work(review: Review) -> str:
    """Show the film, and the author's words: with their frames where they cite any."""
    if review.film is None and not review.words:
        return ""
    if review.film is not None and CITATION.search(review.words):
        return critique_html(critique(review.words, review.film), heading=review.name, tally=False)
    body = html.heading(review.name, "the work")
    if review.film is not None:
        body += player(review.film, _WIDE)
    if review.words:
        words = prose(review.words)
        body += f'<div style="font-size:13px;max-width:640px;color:{PAPER}">{words}</div>'
    return html.card(body, review.name)


def _so_far(review: Review) -> str:
    rows = []
    for one in review.rubric.criteria:
        said = review.said.get(one.id)
        cells = (one.name, said.level if said else "", said.why if said else "")
        rows.append([escape(cell) for cell in cells])
    lacks = len(review.missing)
    note = " ".join(review.missing) if 0 < lacks < len(rows) else ""
    body = html.heading("Your review", f"rubric: {review.rubric.name}")
    body += html.table(["", "level", "why"], rows, note)
    if review.answer:
        body += f'<div style="font-size:13px;margin-top:8px">Reply: {escape(review.answer)}</div>'
    return html.card(body, f"Review of {review.name}")
