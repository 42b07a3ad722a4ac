"""A film's storyboard and its colour strip, as things that show themselves."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

from ..media.clip import FilmLike, clip_of
from . import html
from .pictures import jpeg, strip_of
from .player import facts
from .player import storyboard as storyboard_html


@dataclass(frozen=True)
class View:
    """A picture of a film: HTML for the eye, words for those who can't see it.

    Attributes
    ----------
    page : str
        HTML.
    words : str
    """

    page: str
    words: str

    def __repr__(self) -> str:
        return self.words

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.page, "text/plain": self.words}


def storyboard(film: FilmLike, count: int = 8) -> View:
    """Show a film as ``count`` stills spread over its length, each with its timecode.

    Parameters
    ----------
    film : Clip, Take or path
    count : int
        How many stills.

    Returns
    -------
    View
        Shows itself in a notebook.

    Examples
    --------
    >>> import kuleshov as ku
    >>> storyboard(ku.rushes("understudy")["KA-1"], 4)
    Storyboard of KA-1
    """
    clip = clip_of(film)
    body = html.heading(clip.name, facts(clip)) + storyboard_html(clip, count, 200)
    body += html.attribution(clip)
    return View(html.card(body, f"Storyboard of {clip.name}"), f"Storyboard of {clip.name}")


def strip(*films: FilmLike, width: int = 900) -> View:
    """Show films as strips of colour, one above the other, time running left to right.

    Every strip has the same width, whatever the film's length: its length stands beside it.

    Parameters
    ----------
    *films : Clip, Take or path
    width : int
        Pixels.

    Returns
    -------
    View
        Shows itself in a notebook.

    Examples
    --------
    >>> import kuleshov as ku
    >>> strip(ku.rushes("understudy")["KB-1"])
    Colour strips of KB-1
    """
    rows = []
    for film in films:
        clip = clip_of(film)
        picture = jpeg(strip_of(clip, columns=width, height=48), quality=90)
        alt = f"Colours of {clip.name} over its {clip.duration:.1f} seconds"
        rows.append(
            f'<div style="margin:4px 0 10px">{html.heading(clip.name, facts(clip))}'
            f'<img src="{picture}" alt="{escape(alt, quote=True)}" '
            f'style="width:100%;height:56px;display:block;border-radius:3px"></div>'
        )
    names = ", ".join(clip_of(film).name for film in films)
    return View(html.card("".join(rows), f"Colour strips of {names}"), f"Colour strips of {names}")
