"""Pictures of a film, each above the nearest one that a generator learnt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..library.takes import rushes
from ..timecode import timecode
from . import html
from .film_views import View
from .pictures import jpeg

if TYPE_CHECKING:
    from ..generate import Nearest

_WIDE = 140  # pixels: six fit into a notebook


def pairs(found: Nearest, count: int = 6) -> View:
    """Show pictures spread over a film, each above the learnt one that is nearest to it.

    Parameters
    ----------
    found : Nearest
    count : int
        How many.

    Returns
    -------
    View
        Shows itself in a notebook.

    Examples
    --------
    >>> import kuleshov as ku
    >>> pairs(ku.nearest(ku.rushes("understudy")["4A-2"]), 2)
    4A-2, and what lies nearest: 00:00:04:00, 2.2 from 4A-1 at 00:00:05:13; 00:00:09:00, 5.5 from 4A-1 at 00:00:12:03
    """
    count = max(1, min(count, len(found)))
    at = [int((k + 0.5) * len(found) / count) for k in range(count)]
    columns, words = [], []
    takes = rushes("understudy")
    for one in at:
        when = timecode(found.first + one, found.film.edit_rate)
        words.append(f"{when}, {found.levels[one]:.1f} from {found.place(one)}")
        learnt = takes[found.takes[one]].clip[int(found.frames[one])]
        columns.append(
            "<div>"
            + _still(found.film[found.first + one], when, f"{found.film.name} at {when}")
            + '<div style="height:4px"></div>'
            + _still(learnt, f"{found.place(one)}, {found.levels[one]:.1f}", found.place(one))
            + "</div>"
        )
    said = f"{found.film.name}, and what lies nearest"
    note = (
        "above the film, below the nearest picture that was learnt, and its distance in grey levels"
    )
    body = html.heading(found.film.name, note) + html.row(columns) + html.attribution(found.film)
    return View(html.card(body, said), f"{said}: {'; '.join(words)}")


def _still(picture: np.ndarray, caption: str, alt: str) -> str:
    return html.still(jpeg(picture, 2 * _WIDE), caption, alt, _WIDE)
