"""What was foretold beside what came: curves of error, and one moment's many futures."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from . import html
from .pictures import jpeg
from .plot import Plot, subplots
from .style import BLUE, GREY_ON_PAPER, INK, plot_style

if TYPE_CHECKING:
    from ..generate import Forecast, Futures
    from ..generate.futures import Moment

LINES = {
    "model": ("the model", BLUE, "-"),
    "persistence": ("nothing changes", INK, "--"),
    "mean": ("the mean picture", GREY_ON_PAPER, "-."),
}
WIDE = 190  # pixels of a still: four fit into a row
BLACK, WHITE = 16, 235


def curves(found: Forecast, title: str = "") -> Plot:
    """Draw the error of a model and of two that know nothing, by how far ahead.

    Parameters
    ----------
    found : Forecast
    title : str
        What is found; which is nearest up to when, where it is left out.
    """
    said = title or str(found).rstrip(".")
    with plot_style():
        figure, axis = subplots(figsize=(9.0, 3.0), layout="constrained")
        ends = _apart([float(found.errors[way][-1]) for way in LINES], found)
        for (way, (words, colour, line)), end in zip(LINES.items(), ends, strict=True):
            axis.plot(found.seconds, found.errors[way], line, marker=".", color=colour, lw=1.5)
            axis.annotate(words, (found.seconds[-1], end), xytext=(7, 0), color=colour,
                          textcoords="offset points", va="center", annotation_clip=False)  # fmt: skip
        axis.set_xlim(0, found.seconds[-1])
        axis.set_ylim(bottom=0)
        axis.set_xlabel("how far ahead (s)")
        axis.set_ylabel("error (levels)")
        axis.set_title(said)
    told = "; ".join(
        f"{words} {', '.join(f'{error:.1f}' for error in found.errors[way])}"
        for way, (words, *_) in LINES.items()
    )
    times = ", ".join(f"{second:.2f}" for second in found.seconds)
    return Plot(figure, f"{said}. Error in levels at {times} s ahead: {told}.")


def _apart(ends: list[float], found: Forecast) -> list[float]:
    """Return the heights of labels, moved so that none lies over another."""
    room = 0.09 * max(float(errors.max()) for errors in found.errors.values())
    heights = np.array(ends)
    order = np.argsort(heights)
    for low, high in pairwise(order):
        heights[high] = max(heights[high], heights[low] + room)
    return list(heights - (heights.mean() - np.mean(ends)))


def forecast_bundle(found: Forecast, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for a forecast: its curves, and the numbers under them."""
    drawn = curves(found)._repr_mimebundle_()["text/html"]
    note = (
        "Error: root mean square over all pixels, in levels of brightness (16 is black, 235 white). "
        "Errors within 2 % of each other count as level, and the simpler way is named."
    )
    return {
        "text/html": drawn + html.card(html.frame(found.table(), note), str(found)),
        "text/plain": repr(found),
    }


class Moments:
    """One moment, what it became, the mean of its futures, and the futures themselves."""

    def __init__(self, found: Futures, moment: Moment) -> None:
        self.found, self.moment = found, moment

    def __repr__(self) -> str:
        code = self.found.film.timecode
        return (
            f"{self.found.new} at {code(self.moment.frame)}, what it is at "
            f"{code(self.moment.frame + self.found.ahead)}, and {self.found.said['mean']} of "
            f"{self.found.learnt}."
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": html.card(self.page(), repr(self)), "text/plain": repr(self)}

    def page(self) -> str:
        """Return the pictures as HTML: now, came and the mean in a row, then the futures."""
        moment, found = self.moment, self.found
        code = found.film.timecode
        first = [
            _still(moment.now, f"{found.new} {code(moment.frame)}: now"),
            _still(moment.came, f"{found.new} {code(moment.frame + found.ahead)}: what came"),
            _still(moment.mean, found.said["mean"]),
        ]
        under = [
            _still(picture, f"a future: {found.learnt} {code(frame)}")
            for picture, frame in zip(moment.futures, moment.from_frames, strict=True)
        ]
        return html.heading("Futures", repr(self)) + html.row(first) + "<br>" + html.row(under)


def moment(found: Futures, one: Moment) -> Moments:
    """Show one moment of what was foretold.

    Parameters
    ----------
    found : Futures
    one : Moment
    """
    return Moments(found, one)


def _still(picture: NDArray[Any], caption: str) -> str:
    """Return a grey picture in coded levels as a still, as bright as a display would show it."""
    shown = (picture.astype(np.float32) - BLACK) * (255 / (WHITE - BLACK))
    rgb = np.repeat(np.clip(np.rint(shown), 0, 255).astype(np.uint8)[..., None], 3, axis=2)
    return html.still(jpeg(rgb), caption, caption, WIDE)


def futures_bundle(found: Futures, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for futures: the moment that blurs most, and the numbers under it."""
    note = (
        "Error: root mean square over all moments and pixels, in levels of brightness. Sharpness: "
        "the variance of the Laplacian, as a share of that of what came."
    )
    body = Moments(found, found.blurred).page() + "<br>" + html.frame(found.table(), note)
    return {"text/html": html.card(body, repr(found)), "text/plain": repr(found)}
