"""Light, as a picture: two stills and how far they are apart, and curves over time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..metrics.matching import signed
from . import html
from .pictures import jpeg
from .plot import Plot, subplots
from .style import AMBER, AMBER_ON_INK, BLUE, GREY, GREY_ON_PAPER, INK, plot_style

if TYPE_CHECKING:
    from ..media import Region
    from ..metrics import Apart, Drift

WIDE = 400  # pixels of a still: two fit into a notebook
STYLES = ((BLUE, "-"), (INK, "--"), (GREY_ON_PAPER, "-."), (BLUE, ":"))  # amber is yours


def apart_bundle(found: Apart, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for two pictures that were compared."""
    words = repr(found)
    note = "dE is CIEDE2000: about 1 can just be seen. Both look at the median colour alone."
    body = html.heading("Apart", words) + pair(found, ("first", "second"))
    body += html.frame(found.table(), note)
    return {"text/html": html.card(body, f"Apart: {words}"), "text/plain": words}


def pair(found: Apart, names: tuple[str, str]) -> str:
    """Return two stills, each over a band of its median colour, what was compared framed."""
    sides = zip(found.pictures, found.colours, (found.region, found.against), names, strict=True)
    stills = [
        html.still(
            jpeg(_over_median(picture, colour, part), WIDE),
            f"{name}; the band is its median colour",
            name,
            WIDE,
        )
        for picture, colour, part, name in sides
    ]
    return html.row(stills)


def _over_median(
    picture: NDArray[np.uint8], colour: NDArray[np.float64], region: Region | None
) -> NDArray[np.uint8]:
    import cv2

    high, wide = picture.shape[:2]
    band = np.broadcast_to(np.round(colour).astype(np.uint8), (max(1, high // 12), wide, 3))
    if region is not None:
        left, top, width, height = region
        (x, right), (y, bottom) = (
            (round(begin * (side - 1)), round((begin + long) * (side - 1)))
            for begin, long, side in ((left, width, wide), (top, height, high))
        )
        line = [int(AMBER_ON_INK[at : at + 2], 16) for at in (1, 3, 5)]
        drawn: Any = cv2.rectangle(picture.copy(), (x, y), (right, bottom), line, 1 + wide // 300)
        picture = drawn
    return np.vstack([picture, band])


def light(curves: Mapping[str, Drift], title: str = "") -> Plot:
    """Draw how the light of shots changes over their time, each against its own first second.

    Parameters
    ----------
    curves : mapping of str to Drift
        By name; one called "yours" is amber.
    title : str
        What is found; each shot's net and range where it is left out.
    """
    said = title or "; ".join(
        f"{name}: net {signed(one.net, 1)} stops, range {one.range:.1f}"
        for name, one in curves.items()
    )
    longest = max(one.length for one in curves.values())
    with plot_style():
        figure, axis = subplots(figsize=(9.0, 3.0), layout="constrained")
        axis.axhline(0, color=GREY, lw=0.8)
        for place, (name, one) in enumerate(curves.items()):
            colour, line = (AMBER, "-") if name == "yours" else STYLES[place % len(STYLES)]
            axis.plot(one.times - one.times[0], one.stops, line, color=colour, lw=1.4)
            axis.annotate(f"{name}, {signed(one.net, 1)}", (one.length, one.net), xytext=(5, 0),
                          textcoords="offset points", color=colour, va="center",
                          annotation_clip=False)  # fmt: skip
        axis.set_xlim(0, longest)
        axis.set_xlabel("time in the shot (s)")
        axis.set_ylabel("light against the\nfirst second (stops)")
        axis.set_title(said)
    told = "; ".join(
        f"{name}, a second each: {', '.join(map(signed, one.seconds))}"
        for name, one in curves.items()
    )
    return Plot(figure, f"{said}. {told}.")


def drift_bundle(found: Drift, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for the drift of a shot: its curve, and the numbers under it."""
    drawn = light({found.film.name: found})._repr_mimebundle_()["text/html"]
    note = "Of each second the median frame counts. .plot() draws the curve by itself."
    return {
        "text/html": drawn + html.card(html.frame(found.table(), note), str(found)),
        "text/plain": repr(found),
    }
