"""The ledger by hand: a form that asks for a clip's papers, says what lacks, and writes when it is told to."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any

from ..errors import KuleshovError
from ..library.facts import BY_NAME, FACTS, FILM, KINDS, TABLE, Fact
from ..library.ledger_writing import fill, need_file
from ..library.papers import Paper, papers
from ..media import MediaError, traces
from ..words import counted
from . import html
from .style import AMBER_ON_INK, BLUE_ON_INK, GREY_ON_INK, RED_ON_INK

if TYPE_CHECKING:
    from pathlib import Path

    import ipywidgets as widgets

    from ..media import Traces

_CLAIMS = {
    "kind": ("source type", "AIGC label"),
    "made_by": ("person",),
    "made_with": ("tool", "camera", "credentials"),
    "made_on": ("date",),
    "licence": ("rights",),
}
"""What a file may say of a fact. A place is shown nowhere."""

_UNSAID = ("nobody has said", "")
_LONG = 90  # letters of a claim beside its field


def ledger_form(clip: Any) -> widgets.VBox:
    """Show a form for a clip's papers.

    Parameters
    ----------
    clip : Clip, Take, path or str
        Whose file is there.

    Returns
    -------
    ipywidgets.VBox
        Its ``fields`` are the fields by the facts' names, its ``save`` the button, its ``said`` what
        it says under it.

    Raises
    ------
    LibraryError
        Where the file isn't there, or ``ledger.json`` is damaged.

    See Also
    --------
    kuleshov.ledger : ``fill``, the same in code.

    Examples
    --------
    >>> import kuleshov as ku
    >>> form = ku.ledger.form(ku.rushes("understudy")["KA-1"])
    >>> form.fields["licence"].value
    'CC BY 4.0'
    """
    import ipywidgets as widgets

    path = need_file(clip)
    known = _own(clip)
    there = _traces(path)
    claims = _claims(there) if there else {}
    fields = {fact.name: _field(fact, known) for fact in FACTS}
    if known.claims or claims:
        fields["answer"] = _text("your answer", known.answer)
    rows = {name: _row(name, field, claims.get(name, "")) for name, field in fields.items()}
    save = widgets.Button(description="Save", layout=widgets.Layout(width="120px"))
    lacks, said = widgets.HTML(), widgets.HTML()
    box = widgets.VBox(
        [_head(known, there.words if there else ""), *rows.values(), lacks, save, said]
    )
    box.fields, box.save, box.said, box.lacks = fields, save, said, lacks
    box.add_class("ku-form")

    def look(_: Any = None) -> None:
        now = _as_typed(known, fields)
        for name, row in rows.items():
            asked = name == "answer" or BY_NAME[name].asked_of(now.kind)
            row.layout.display = None if asked else "none"
        lacks.value = _lacks(now)

    shown = {name: field.value for name, field in fields.items()}

    def write(_: Any = None) -> None:
        nonlocal known, shown
        said.value, known = _save(clip, known, fields, shown)
        shown = {name: field.value for name, field in fields.items()}

    for field in fields.values():
        field.observe(look, "value")
    save.on_click(write)
    look()
    return box


def _own(clip: Any) -> Paper:
    """Return the papers of the clip itself, not of what it was cut from."""
    return papers(clip)[0]


def _field(fact: Fact, known: Paper) -> Any:
    import ipywidgets as widgets

    words = _value(fact.name, known)
    if fact.name == "kind":
        choices = [_UNSAID, *((kind, kind) for kind in KINDS)]
        return widgets.Dropdown(options=choices, value=words, **_look(fact.label))
    if fact.name == "prompt":
        return widgets.Textarea(
            words, placeholder=f"for example: {fact.example}", **_look(fact.label)
        )
    return _text(fact.label, words, f"for example: {fact.example}")


def _value(name: str, known: Paper) -> str:
    """Return what a field shows: a kind that is none of two is shown as nothing, and left alone."""
    words = known.answer if name == "answer" else getattr(known.credit, name)
    return words if name != "kind" or words in KINDS else ""


def _text(label: str, words: str, placeholder: str = "") -> widgets.Text:
    import ipywidgets as widgets

    return widgets.Text(words, placeholder=placeholder, **_look(label))


def _look(label: str) -> dict[str, Any]:
    import ipywidgets as widgets

    return {
        "description": label,
        "style": {"description_width": "110px"},
        "layout": widgets.Layout(width="520px"),
    }


def _row(name: str, field: Any, claim: str) -> widgets.VBox:
    """Return a field with its sentence under it and, beside it, what the file claims."""
    import ipywidgets as widgets

    means = BY_NAME[name].means if name in BY_NAME else _ANSWER
    under = widgets.HTML(f'<div style="margin-left:118px;font-size:12px">{escape(means)}</div>')
    if not claim:
        return widgets.VBox([field, under])
    told = (
        f'<div style="border-left:3px solid {BLUE_ON_INK};padding-left:8px;font-size:12px">'
        f"The file claims: <bdi>{escape(claim)}</bdi></div>"
    )
    return widgets.VBox([widgets.HBox([field, widgets.HTML(told)]), under])


_ANSWER = (
    "If the file's own claim is wrong: what you know. Leave it empty where the claim is right."
)


def _traces(path: Path) -> Traces | None:
    """Read what the file says; None of a kind that is not read."""
    try:
        return traces(path)
    except MediaError:
        return None


def _claims(found: Traces) -> dict[str, str]:
    """Return what the file says that could be held for an answer; the place is left out."""
    return {name: told for name, kinds in _CLAIMS.items() if (told := _told(found, kinds))}


def _told(found: Traces, kinds: tuple[str, ...]) -> str:
    words = "; ".join(one for kind in kinds for one in found.safe(kind))
    return words if len(words) <= _LONG else words[: _LONG - 3].rstrip() + "..."


def _head(known: Paper, own: str) -> widgets.HTML:
    """Say what saving does; of a proxy, which claims nothing itself, what its source claimed."""
    import ipywidgets as widgets

    words = "What you save is added to the ledger; what stood before stays there too."
    if known.claims and known.claims != own:
        words += f" The file that it was made from claimed: {known.claims}."
    return widgets.HTML(html.card(html.heading(known.credit.title, words), f"Papers: {words}"))


def _as_typed(known: Paper, fields: dict[str, Any]) -> Paper:
    """Return the papers as they would be if the fields were saved now."""
    typed = {name: str(field.value) for name, field in fields.items() if name in BY_NAME}
    typed["maker"] = typed.pop("made_by")
    kind = known.kind if known.kind in (FILM, TABLE) else typed["kind"]
    return replace(known, credit=replace(known.credit, **typed), kind=kind)


def _lacks(now: Paper) -> str:
    labels = [fact.label for fact in now.lacking]
    if not labels:
        words = "Nothing lacks any more."
    else:
        words = f"○ {counted(len(labels), 'gap')}: {', '.join(labels)}."
    body = f'<span style="color:{AMBER_ON_INK if labels else BLUE_ON_INK}">{escape(words)}</span>'
    hint = (
        f'<div style="color:{GREY_ON_INK};font-size:12px">"not kept", "none" and "not shown by the '
        'tool" are answers. "unknown" is a gap.</div>'
        if labels
        else ""
    )
    return f'<div aria-live="polite">{html.card(body + hint, words)}</div>'


def _save(
    clip: Any, known: Paper, fields: dict[str, Any], shown: dict[str, str]
) -> tuple[str, Paper]:
    """Write what was typed here, show what stands now, and say what can't be right.

    What somebody saved meanwhile, in another form or in code, is left as it is: only a field that
    differs from what it showed is written.
    """
    changed = {
        name: field.value.strip()
        for name, field in fields.items()
        if field.value.strip() != shown[name].strip()
    }
    if not changed:
        return _note("Nothing was changed, so nothing was written."), known
    try:
        fill(clip, **changed)
    except KuleshovError as problem:
        return _note(f"Not saved. {problem}", RED_ON_INK), known
    now = _own(clip)
    for name, field in fields.items():
        field.value = _value(name, now)
    labels = [BY_NAME[name].label if name in BY_NAME else "your answer" for name in changed]
    wrong = "".join(_note(f"✕ {one.sentence}", RED_ON_INK) for one in now.conflicts)
    return _note(f"Saved in the ledger: {', '.join(labels)}.") + wrong, now


def _note(words: str, colour: str = BLUE_ON_INK) -> str:
    body = f'<span style="color:{colour}"><bdi>{escape(words)}</bdi></span>'
    return f'<div role="status">{html.card(body, words)}</div>'
