"""A table of films as pictures, and how far any two of them lie apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from ..words import counted
from . import html
from .pictures import jpeg, spread
from .plot import Plot, subplots
from .style import AMBER, BLUE, GREY, GREY_ON_INK, INK, plot_style

if TYPE_CHECKING:
    from ..comparison.crossed import Crossed
    from ..media import Clip

SHOWN = 2  # moments of each film: one on each side of its middle
WIDE = 110  # pixels of a still


def crossed_bundle(found: Crossed, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for a table of films: the films, and the kinds of pairs under them."""
    note = (
        "Apart: root mean square over eight moments of pictures of 32 by 18 pixels, in levels (0 to "
        "255). Ratio: as a share of pairs that have neither in common. By chance: where the films are "
        f"dealt anew to the {found.names[0]}s or the {found.names[1]}s, 999 times; p counts those deals "
        "that are as low."
    )
    body = html.heading("Crossed", repr(found)) + _films(found) + html.frame(found.table(), note)
    return {
        "text/html": html.card(body + _credits(found), repr(found)),
        "text/plain": repr(found),
    }


def _credits(found: Crossed) -> str:
    """Return whose the films are, each line once: what a licence asks for, or else the credit's line."""
    credits = [getattr(clip, "credit", None) for row in found.films for clip in row]
    lines = dict.fromkeys(one.attribution or one.line for one in credits if one)
    said = "; ".join(lines)
    return f'<div style="font-size:11px;color:{GREY};margin-top:6px">{escape(said)}</div>'


def _films(found: Crossed) -> str:
    """Return the films in rows and columns, two stills each."""
    small = f'<div style="font-size:11px;color:{GREY_ON_INK};align-self:center">'
    parts = [small + "</div>", *(f"{small}{escape(name)}</div>" for name in found.columns)]
    for row, clips in zip(found.rows, found.films, strict=True):
        parts.append(f"{small}{escape(row)}</div>")
        parts += [
            _cell(clip, f"{row}, {column}")
            for clip, column in zip(clips, found.columns, strict=True)
        ]
    columns = f"90px repeat({len(found.columns)},minmax(0,1fr))"
    return (
        f'<div style="display:grid;grid-template-columns:{columns};gap:6px;margin-bottom:10px">'
        f"{''.join(parts)}</div>"
    )


def _cell(clip: Clip, name: str) -> str:
    stills = [
        f'<img src="{jpeg(clip.frame(frame), 2 * WIDE)}" style="width:50%;display:block" '
        f'alt="{escape(f"{name}, {clip.timecode(frame)}", quote=True)}">'
        for frame in spread(clip, SHOWN)
    ]
    return f'<div style="display:flex;align-items:center">{"".join(stills)}</div>'


def pairs_plot(found: Crossed, beside: Mapping[str, Sequence[float]], title: str = "") -> Plot:
    """Draw the distance of every pair of films, a row for each kind of pair.

    Parameters
    ----------
    found : Crossed
    beside : mapping of str to sequence of float
        Other distances by name, in levels.
    title : str
        What is found; the ratio of the rows where it is left out.
    """
    rows = {found.said[kind]: values for kind, values in found.pairs.items()}
    rows |= {name: np.asarray(values, float) for name, values in beside.items()}
    said = title or _title(found)
    chance = np.random.default_rng(0)
    with plot_style():
        figure, axis = subplots(figsize=(9.0, 0.5 * len(rows) + 1.0), layout="constrained")
        for height, (name, values) in enumerate(rows.items()):
            colour, shape = (AMBER, "s") if name in beside else (BLUE, "o")
            lifts = chance.uniform(-0.22, 0.22, len(values)) if len(values) > 6 else 0
            axis.plot(values, -height + np.zeros(len(values)) + lifts, shape, ms=4, color=colour,
                      alpha=0.5)  # fmt: skip
            mean = float(np.mean(values))
            axis.plot([mean, mean], [-height - 0.33, -height + 0.33], color=INK, lw=2)
            axis.annotate(f"{mean:.0f}", (mean, -height + 0.33), xytext=(0, 1), fontsize=8, color=INK,
                          textcoords="offset points", ha="center")  # fmt: skip
        axis.set_yticks([-n for n in range(len(rows))], list(rows))
        axis.tick_params(axis="y", length=0)
        axis.spines["left"].set_visible(False)
        axis.spines["bottom"].set_color(GREY)
        axis.set_ylim(-len(rows) + 0.4, 0.75)
        axis.set_xlim(left=0)
        axis.set_xlabel("how far apart two films are (levels); the lines are means")
        axis.set_title(said)
    told = "; ".join(
        f"{name}: {counted(len(values), 'pair')}, {min(values):.0f} to {max(values):.0f}, mean {np.mean(values):.0f}"
        for name, values in rows.items()
    )
    return Plot(figure, f"{said}. Distance in levels. {told}.")


def _title(found: Crossed) -> str:
    row, _ = found.names
    return f"Films of one {row} lie {found.ratios['row']:.2f} times as far apart as films that share neither"
