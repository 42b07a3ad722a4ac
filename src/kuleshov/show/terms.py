"""The words of the trade, each in half a line and with a picture: ``ku.term("J-cut")``.

They are those that lessons explain, and those of the cutting room; ``terms.yaml`` holds them, and ``make build`` makes
course/glossary.md of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from importlib import resources
from typing import Any

import numpy as np

from ..errors import KuleshovError
from ..words import either, near_names
from . import html
from .style import AMBER, AMBER_PALE, GREY, GREY_ON_PAPER, INK, PAPER

WIDTH, LEFT, RIGHT, LANE = 460, 62, 14, 34
SECONDS = 9  # of a drawn stretch of film
STILL = 200  # pixels
_FILLS = (AMBER, AMBER_PALE)  # one shot and the next, by whoever made them


@dataclass(frozen=True)
class Term:
    """A word of the trade.

    Attributes
    ----------
    name : str
    words : str
        What it means, in half a line.
    lesson : str
        The number of the lesson that first uses it; empty for a word of the cutting room alone.
    also : list of str
        What lessons call it as well.
    stills : list of (str, float)
        Takes of the Understudy and seconds from their beginning; empty where it is drawn.
    lanes, curve, dots : dict
        What is drawn, where something is.
    """

    name: str
    words: str
    lesson: str
    also: list[str] = field(default_factory=list)
    stills: list[tuple[str, float]] = field(default_factory=list, repr=False)
    lanes: dict[str, Any] = field(default_factory=dict, repr=False)
    curve: dict[str, Any] = field(default_factory=dict, repr=False)
    dots: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def where(self) -> str:
        """Where it is met."""
        return f"first met in lesson {self.lesson}" if self.lesson else "met in the cutting room"

    @property
    def anchor(self) -> str:
        """The end of its address in the glossary."""
        return self.name.lower().replace(" ", "-")

    def drawing(self) -> str:
        """Return its picture as SVG; "" where it has stills."""
        body, height = "", 0
        if self.lanes:
            body, height = _lanes(**self.lanes)
        elif self.curve:
            body, height = _curve(**self.curve)
        elif self.dots:
            body, height = _dots(**self.dots)
        if not body:
            return ""
        said = escape(f"{self.name}: {self.words}", quote=True)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
            f'width="{WIDTH}" height="{height}" font-family="sans-serif" font-size="12" role="img" '
            f'aria-label="{said}"><rect width="{WIDTH}" height="{height}" rx="6" fill="{PAPER}"/>'
            f"{body}</svg>\n"
        )

    def pictures(self) -> list[np.ndarray]:
        """Return its stills, RGB; none where it is drawn."""
        from ..library import rushes

        takes = rushes("understudy") if self.stills else {}
        frames = []
        for name, seconds in self.stills:
            clip = takes[name].clip
            frames.append(clip.frame(min(round(seconds * clip.rate), clip.frames - 1)))
        return frames

    def __str__(self) -> str:
        place = f"lesson {self.lesson}" if self.lesson else "cutting room"
        return f"{self.name}: {self.words} ({place})"

    __repr__ = __str__

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        from .pictures import jpeg

        shown = self.drawing() or html.row(
            f'<img src="{jpeg(picture, STILL)}" alt="{escape(f"{name} at {at} s", quote=True)}" '
            f'style="width:{STILL}px;border-radius:3px">'
            for (name, at), picture in zip(self.stills, self.pictures(), strict=True)
        )
        words = f'<p style="margin:8px 0 0;font-size:14px">{escape(self.words)}</p>'
        body = html.heading(self.name, self.where) + shown + words
        return {"text/html": html.card(body, self.name), "text/plain": str(self)}


def term(name: str) -> Term:
    """Say what a word of the trade means, with a picture.

    Parameters
    ----------
    name : str
        As lessons write it; capitals don't matter.

    Returns
    -------
    Term
        Shows itself in a notebook.

    Raises
    ------
    KuleshovError
        Where no lesson uses the word; those that look like it are named.

    Examples
    --------
    >>> import kuleshov as ku
    >>> ku.term("j-cut")
    J-cut: A split edit in which the sound of the new shot comes before its picture. (lesson 02)
    """
    known = {called.lower(): one for one in terms() for called in (one.name, *one.also)}
    asked = str(name).strip().lower()
    if asked not in known:
        near = list(dict.fromkeys(known[each].name for each in near_names(asked, known)))
        there = ", ".join(one.name for one in terms())
        instead = f"Did you mean {either(near)}?" if near else f"There is: {there}."
        raise KuleshovError(f"No lesson explains {str(name)!r}. {instead}")
    return known[asked]


@lru_cache(maxsize=1)
def terms() -> tuple[Term, ...]:
    """Return all terms, in the order in which lessons use them."""
    import yaml

    text = resources.files(__package__).joinpath("terms.yaml").read_text("utf-8")
    return tuple(
        Term(**{**row, "stills": [tuple(still) for still in row.get("stills", [])]})
        for row in yaml.safe_load(text)
    )


def _x(seconds: float) -> float:
    return round(LEFT + seconds * (WIDTH - LEFT - RIGHT) / SECONDS, 1)


def _lanes(
    picture: list[list[Any]],
    sound: list[list[Any]] | None = None,
    lane: list[list[Any]] | None = None,
    marks: list[list[Any]] | None = None,
    dissolve: list[float] | None = None,
    called: dict[str, str] | None = None,
) -> tuple[str, int]:
    """Draw pieces of picture, of its sound, and of sound in a lane on a line of time.

    Where they are something else, ``called`` says by which name.
    """
    parts, top = [], 26 if marks else 12
    for name, row in (("picture", picture), ("sound", sound), ("lane", lane)):
        if not row:
            continue
        parts.append(
            f'<text x="{LEFT - 10}" y="{top + 21}" text-anchor="end" fill="{GREY_ON_PAPER}">'
            f"{escape((called or {}).get(name, name))}</text>"
        )
        for n, (label, start, stop) in enumerate(row):
            parts.append(
                f'<rect x="{_x(start)}" y="{top}" width="{round(_x(stop) - _x(start) - 1.5, 1)}" '
                f'height="{LANE - 4}" rx="3" fill="{_FILLS[n % 2]}"/>'
                f'<text x="{_x(start) + 7}" y="{top + 20}" fill="{INK}">{escape(label)}</text>'
            )
        top += LANE
    if dissolve:
        a, b, y = _x(dissolve[0]), _x(dissolve[1]), top - LANE
        parts.append(
            f'<path d="M{a} {y} L{b} {y + LANE - 4} M{a} {y + LANE - 4} L{b} {y}" stroke="{INK}" stroke-width="1.5"/>'
            f'<rect x="{a}" y="{y}" width="{round(b - a, 1)}" height="{LANE - 4}" fill="none" stroke="{INK}"/>'
        )
    for at, label in marks or []:
        side = "end" if at > 7 else "middle" if at > 0.5 else "start"
        parts.append(
            f'<path d="M{_x(at)} 20 V{top}" stroke="{INK}" stroke-dasharray="3 2"/>'
            f'<text x="{_x(at)}" y="15" text-anchor="{side}" fill="{INK}">{escape(label)}</text>'
        )
    return "".join(parts), top + 10


def _curve(values: list[float], line: float) -> tuple[str, int]:
    """Draw bars, and a line above which they count."""
    high, base = 70 / max(values), 92
    step = (WIDTH - LEFT - RIGHT) / len(values)
    parts = [
        f'<rect x="{round(LEFT + n * step, 1)}" y="{round(base - value * high, 1)}" '
        f'width="{round(step - 6, 1)}" height="{round(value * high, 1)}" '
        f'fill="{AMBER if value > line else GREY}"/>'
        for n, value in enumerate(values)
    ]
    at = round(base - line * high, 1)
    parts.append(
        f'<path d="M{LEFT - 6} {at} H{WIDTH - RIGHT}" stroke="{INK}" stroke-dasharray="5 3"/>'
        f'<text x="{LEFT - 10}" y="{at + 4}" text-anchor="end" fill="{INK}">the line</text>'
    )
    return "".join(parts), 104


def _dots(found: list[int], missed: int) -> tuple[str, int]:
    """Draw answers: full where right, empty where wrong, dashed where missed."""
    parts, x = [], 40
    for right in found:
        fill = AMBER if right else "none"
        parts.append(
            f'<circle cx="{x}" cy="30" r="12" fill="{fill}" stroke="{AMBER}" stroke-width="2"/>'
        )
        x += 36
    for _ in range(missed):
        parts.append(
            f'<circle cx="{x}" cy="30" r="12" fill="none" stroke="{GREY}" stroke-width="2" stroke-dasharray="3 3"/>'
        )
        x += 36
    right, asked = sum(found), len(found) + missed
    parts.append(f'<text x="{x + 4}" y="35" fill="{INK}" font-size="14">{right} of {asked}</text>')
    return "".join(parts), 60
