"""A continuity sheet filled in by hand: a shot's first and last frame, and what is seen in them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from ..errors import KuleshovError
from ..timeline.continuity import ENDS, FACTS
from ..words import counted
from . import html
from .pictures import jpeg
from .style import AMBER_ON_INK, BLUE_ON_INK, GREY_ON_INK, RED_ON_INK

if TYPE_CHECKING:
    import ipywidgets as widgets

    from ..timeline.continuity import Break, Continuity

_WIDE = 350  # pixels: two stand beside each other in a notebook
_WHEN = {"in the whole shot": "", "when it begins": "begins", "when it ends": "ends"}
_SEVERAL = "two answers: see when it begins, and when it ends"


def continuity_form(sheet: Continuity) -> widgets.VBox:
    """Show a form for a continuity sheet; what is noted is saved at once.

    Parameters
    ----------
    sheet : Continuity

    Returns
    -------
    ipywidgets.VBox
        Its ``shot`` and ``when`` choose what is noted, its ``fields`` are the fields by subject and
        fact, its ``new`` names somebody or something new, ``add`` takes it up.

    See Also
    --------
    kuleshov.continuity : The same in code.

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("f", rushes=ku.rushes("understudy")).add("4A-1", 12, 13).add("5A-1", 13, 14)
    >>> form = ku.continuity(cut).form()
    >>> [label for label, _ in form.shot.options]
    ['1  4A-1', '2  5A-1']
    """
    return _Form(sheet).box


class _Form:
    """What the form shows, and what it does."""

    def __init__(self, sheet: Continuity) -> None:
        import ipywidgets as widgets

        self.sheet, self.known = sheet, list(sheet.subjects)
        self.shot = widgets.Dropdown(
            options=[(f"{one.number}  {one.take}", one.number) for one in sheet],
            description="shot", layout=widgets.Layout(width="300px"),
        )  # fmt: skip
        self.when = widgets.ToggleButtons(options=list(_WHEN), description="how it is")
        self.stills, self.rows = widgets.HTML(), widgets.VBox()
        self.new = widgets.Text(
            description="who or what", placeholder="for example: the cup",
            layout=widgets.Layout(width="300px"),
        )  # fmt: skip
        self.add = widgets.Button(description="Note it", layout=widgets.Layout(width="120px"))
        self.said, self.found = widgets.HTML(), widgets.HTML()
        self.box = widgets.VBox(
            [self.shot, self.stills, self.when, self.rows,
             widgets.HBox([self.new, self.add]), self.said, self.found]
        )  # fmt: skip
        self.box.shot, self.box.when, self.box.new, self.box.add = (
            self.shot, self.when, self.new, self.add,
        )  # fmt: skip
        self.box.said, self.box.found = self.said, self.found
        self.box.add_class("ku-form")
        self.shot.observe(lambda _: self._turn(), "value")
        self.when.observe(lambda _: self._fill(), "value")
        self.add.on_click(lambda _: self._take_up())
        self._turn()
        self._look()

    def _turn(self) -> None:
        self.stills.value = _stills(self.sheet, self.shot.value)
        self._fill()

    def _fill(self) -> None:
        """Show what is noted of this shot, a row for each thing."""
        import ipywidgets as widgets

        self.box.fields = {}
        rows = []
        for subject in self.known:
            fields = [self._field(subject, fact) for fact in FACTS]
            name = widgets.HTML(
                f'<div style="font-weight:600;width:120px;overflow-wrap:anywhere">{escape(subject)}</div>'
            )
            rows.append(widgets.HBox([name, *fields], layout=widgets.Layout(flex_flow="row wrap")))
        self.rows.children = rows

    def _field(self, subject: str, fact: str) -> Any:
        import ipywidgets as widgets

        said, several = self._said(subject, fact)
        look = {
            "description": fact,
            "tooltip": f"{fact} of {subject}",
            "style": {"description_width": "46px"},
            "layout": widgets.Layout(width="210px" if not FACTS[fact] else "160px"),
        }
        field: Any
        if FACTS[fact]:
            blank = (_SEVERAL, "") if several else ("", "")
            field = widgets.Dropdown(
                options=[blank, *((one, one) for one in FACTS[fact])], value=said, **look
            )
        else:
            field = widgets.Text(
                said, placeholder=_SEVERAL if several else "", continuous_update=False, **look
            )
        field.observe(lambda change: self._note(subject, fact, change["new"]), "value")
        self.box.fields[subject, fact] = field
        return field

    def _said(self, subject: str, fact: str) -> tuple[str, bool]:
        """Return what is noted, and whether it is two answers where one is shown."""
        key = (self.shot.value, subject, fact)
        note = next((n for n in self.sheet.notes if (n.shot, n.subject, n.fact) == key), None)
        if note is None:
            return "", False
        at = _WHEN[self.when.value]
        if at:
            return getattr(note, at), False
        return (note.begins, False) if note.begins == note.ends else ("", True)

    def _note(self, subject: str, fact: str, words: str) -> None:
        try:
            self.sheet.note(self.shot.value, subject, at=_WHEN[self.when.value], **{fact: words})
        except KuleshovError as problem:
            self.said.value = _told(f"Not noted. {problem}", RED_ON_INK)
            return
        told = f"{fact}: {words}" if words else f"{fact} taken back"
        where = f"shot {self.shot.value}, {self.when.value}"
        self.said.value = _told(f"Saved. {subject}, {told} ({where}).")
        self._look()

    def _take_up(self) -> None:
        name = " ".join(self.new.value.split())
        if not name:
            self.said.value = _told("Say who or what it is about first.", RED_ON_INK)
            return
        if name.casefold() not in [one.casefold() for one in self.known]:
            self.known.append(name)
        self.new.value = ""
        self._fill()
        self.said.value = _told(f"{name} has a row now. Nothing is noted of it yet.")

    def _look(self) -> None:
        self.found.value = _breaks(self.sheet)


def _stills(sheet: Continuity, number: int) -> str:
    """Return a shot's first and last frame beside each other."""
    shot = sheet[number - 1]
    pictures = []
    for at, words in zip(ENDS, ("as it begins", "as it ends"), strict=True):
        picture = sheet.still(number, at)
        told = f"shot {number}, {shot.take}, {words}"
        pictures.append(html.still(jpeg(picture, 2 * _WIDE), told, told, _WIDE))
    head = html.heading(f"Shot {number}", f"{shot.take}, at {shot.timecode}")
    return html.card(head + html.row(pictures), f"Shot {number} of {len(sheet)}")


def _breaks(sheet: Continuity) -> str:
    """Return what changes between shots, an entry each."""
    found = sheet.check()
    if not found:
        words = "Nothing that was noted changes between two shots."
        return f'<div aria-live="polite">{html.card(escape(words), words)}</div>'
    items = "".join(_item(one) for one in found)
    head = html.heading(f"{counted(len(found), 'change')} between shots", sheet.path.name)
    return f'<div aria-live="polite">{html.card(head + f"<ul>{items}</ul>", "Changes")}</div>'


def _item(one: Break) -> str:
    colour = GREY_ON_INK if one.answer else AMBER_ON_INK
    return f'<li style="color:{colour}"><bdi>{escape(str(one))}</bdi></li>'


def _told(words: str, colour: str = BLUE_ON_INK) -> str:
    body = f'<span style="color:{colour}"><bdi>{escape(words)}</bdi></span>'
    return f'<div role="status">{html.card(body, words)}</div>'
