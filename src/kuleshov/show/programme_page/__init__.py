"""The page of a programme: plain HTML, its style and its script in it, nothing asked of any host.

A pure function from a programme to a page. All that comes from a student is escaped, and the page's
own policy lets no script run but the one that lies here.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from ...words import counted
from ..html import length
from ..prose import prose
from ..style import BLUE_ON_INK, GREY_ON_INK, css_on_paper

if TYPE_CHECKING:
    from ...criticism.screening import Programme
    from ...criticism.screening.work import Work
    from ...media import Captions

_MOMENT = re.compile(r"\[\w+\s*@\s*(?P<h>\d{1,2}):(?P<m>\d\d):(?P<s>\d\d)(?::\d\d)?\]")
_HERE = Path(__file__).parent
SCRIPT = (_HERE / "page.js").read_text(encoding="utf-8")
_DARK = (
    f"@media screen and (prefers-color-scheme: dark) {{ :root {{ --grey: {GREY_ON_INK}; "
    f"--blue: {BLUE_ON_INK}; }} }}\n"
)
STYLE = css_on_paper(":root") + (_HERE / "page.css").read_text(encoding="utf-8") + _DARK
_HASH = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
# A page that was opened from a folder is of no host: there "file:" says what 'self' says elsewhere.
POLICY = (
    "default-src 'none'; img-src 'self' file: data:; media-src 'self' file: data:; "
    f"style-src 'unsafe-inline'; script-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"
)
QUESTION = "How much did it stay with you?"
LEVELS = {1: "not at all", 2: "a little", 3: "some of it", 4: "a lot", 5: "I see it still"}


_MEANT = (
    '<p class="quiet">They say how often the picture is cut and how loud the film is, not whether it should be. '
    "Cuts are found by a program; it can miss a soft one.</p>"
)


def programme_page(made: Programme) -> str:
    """Return a programme as a page.

    Parameters
    ----------
    made : Programme

    Returns
    -------
    str
        HTML.
    """
    works = "\n".join(_work(one, at, made.blind) for at, one in enumerate(made.works, 1))
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">
<title>{escape(made.sheet.title)}</title><link rel="icon" href="data:,">
<style>{STYLE}</style></head>
<body>
{_head(made)}
<main>
{works}
{_hand_in() if made.blind else ""}
</main>
<footer><p>This page remembers no one and asks no other host for anything. Each film is shown with its
authors' consent.</p></footer>
<script type="application/json" id="programme">{_data(made)}</script>
<script>{SCRIPT}</script>
</body></html>
"""


def _head(made: Programme) -> str:
    sheet = made.sheet
    curator = f'<p class="by">Chosen by {_safe(sheet.curator)}</p>' if sheet.curator else ""
    blind = (
        '<p class="until screen">Watch in this order and vote under each film. Who made them is shown '
        "after your votes.</p><noscript><p>The names are shown by a script, and this browser runs none."
        "</p></noscript>"
        if made.blind
        else ""
    )
    rows = "".join(
        f'<li><a href="#work-{at}"><span class="at">{at}</span><span class="name">{_safe(one.title)}</span>'
        f'<span class="at">{length(one.length)}</span></a></li>'
        for at, one in enumerate(made.works, 1)
    )
    return (
        f"<header><h1>{_safe(sheet.title)}</h1>{curator}"
        f'<p class="quiet">{counted(len(made.works), "film")}, {length(made.length)}</p>'
        f'<div class="note">{prose(sheet.note)}</div>{blind}'
        f'<nav aria-label="The programme"><ol class="order">{rows}</ol></nav></header>'
    )


def _work(one: Work, at: int, is_blind: bool) -> str:
    told = _told(one)
    shut = f'{_vote(at)}<template class="sealed">{told}</template>' if is_blind else told
    label = escape(f"{at}. {one.title}, {length(one.length)}", quote=True)
    return f"""<article id="work-{at}" aria-labelledby="title-{at}" data-film="{one.id}" data-title="{escape(one.title, quote=True)}">
<span class="place">{at}</span><h2 id="title-{at}">{_safe(one.title)}</h2>
<video controls playsinline preload="none" width="{one.size[0]}" height="{one.size[1]}" style="aspect-ratio:{one.size[0]}/{one.size[1]};height:auto" poster="{one.poster_address}" src="{one.address}" aria-label="{label}">{_tracks(one)}</video>
<img class="printed" src="{one.poster_address}" alt="A still of {escape(one.title, quote=True)}">
{shut}
{_measures(one)}
</article>"""


def _told(one: Work) -> str:
    """Return what names somebody: who made it, what they say, what it owes."""
    by = f'<p class="by">by {_safe(", ".join(one.authors))}</p>'
    said = 2 if one.owed.roll[1:2] and one.owed.roll[1].startswith("by ") else 1  # title and maker
    roll = "".join(f'<li dir="auto">{escape(line)}</li>' for line in one.owed.roll[said:] if line)
    facts = "".join(
        f"<h3>{_safe(title)}</h3><dl>"
        + "".join(f"<dt>{escape(label)}</dt><dd>{_safe(value)}</dd>" for label, value in rows)
        + "</dl>"
        for title, rows in one.owed.facts
    )
    return (
        f'{by}<div class="statement">{_MOMENT.sub(_as_time, prose(one.statement))}</div>'
        f'<h3>Credits</h3><ul class="roll">{roll}</ul>'
        f"<details><summary>The papers of everything in it</summary>{facts}</details>"
    )


def _as_time(found: re.Match[str]) -> str:
    """Show a moment that a statement cites as visitors know it: minutes and seconds."""
    return f"{int(found['h']) * 60 + int(found['m'])}:{found['s']}"


def _vote(at: int) -> str:
    marks = "".join(
        f'<label title="{words}"><input type="radio" autocomplete="off" name="vote-{at}" value="{mark}" '
        f'aria-label="{mark}: {words}">{mark}</label>'
        for mark, words in LEVELS.items()
    )
    return (
        f'<fieldset><legend>{QUESTION}</legend><div class="scale">{marks}</div>'
        f'<span class="quiet">1: {LEVELS[1]}, 5: {LEVELS[5]}</span></fieldset>'
    )


def _hand_in() -> str:
    return (
        '<section class="hand-in screen" aria-label="Your votes"><h2>Your votes</h2>'
        '<p class="until">They are in this page alone: close it, and they are gone. Save them as a file and '
        "hand that in.</p>"
        '<div class="until"><button type="button" id="save">Save my votes and show the names</button>'
        '<button type="button" class="plain" id="skip">Show the names without a vote</button></div>'
        '<p id="said" role="status" tabindex="-1"></p></section>'
    )


def _measures(one: Work) -> str:
    rows = "".join(
        f"<dt>{escape(each.name)}</dt><dd>{escape(_measured(each.words, each.aside, each.reason))}</dd>"
        for each in one.measures
    )
    return f"<details><summary>Some numbers</summary><dl>{rows}</dl>{_MEANT}</details>"


def _measured(words: str, aside: str, reason: str) -> str:
    if reason:
        return f"not measured, for {reason}"
    return f"{words} ({aside})" if aside else words


def _tracks(one: Work) -> str:
    """Return captions in the page itself: beside a page in a folder, a file of them gives no words."""
    return "".join(
        f'<track kind="captions" label="{_language(name, at)}" src="{_address(each)}"'
        + (f' srclang="{name}"' if name else "")
        + (" default" if at == 0 else "")
        + ">"
        for at, (name, each) in enumerate(one.captions)
    )


def _language(name: str, at: int) -> str:
    return f"Captions ({name})" if name else "Captions" if at == 0 else f"Captions {at + 1}"


def _address(captions: Captions) -> str:
    return "data:text/vtt;base64," + base64.b64encode(captions.text.encode()).decode()


def _data(made: Programme) -> str:
    """Return what a file of votes says of the programme; no word in it can end the script."""
    words = json.dumps({"title": made.sheet.title, "order": [one.id for one in made.works]})
    return words.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _safe(words: str) -> str:
    """Escape words from outside, and keep their direction of writing to themselves."""
    return f"<bdi>{escape(words)}</bdi>"
