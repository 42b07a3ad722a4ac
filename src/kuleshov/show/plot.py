"""A plot with its words: every picture of numbers can also be read."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING, Any

from ..timecode import timecode

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Plot:
    """A figure and the same in words.

    It shows itself. A figure that pyplot made is closed for it, or Jupyter would show it once more
    under the cell and keep it for ever; the kit's own come from :func:`subplots`.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
        To be changed or saved as any other.
    alt : str
        What the figure shows, for those who can't see it.
    """

    figure: Any
    alt: str

    def __post_init__(self) -> None:
        import matplotlib.pyplot as plt

        plt.close(self.figure)

    def savefig(self, path: Any, **options: Any) -> None:
        """Save the figure; see :meth:`matplotlib.figure.Figure.savefig`.

        Parameters
        ----------
        path : str or Path
            Its ending says the format.
        **options
            Handed on to matplotlib, such as ``dpi``.
        """
        self.figure.savefig(path, **options)

    def __repr__(self) -> str:
        return self.alt

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        data = io.BytesIO()
        self.figure.savefig(data, format="png", dpi=2 * self.figure.dpi)
        address = "data:image/png;base64," + base64.b64encode(data.getvalue()).decode()
        width = round(self.figure.get_figwidth() * self.figure.dpi)
        page = (
            f'<img src="{address}" alt="{escape(self.alt, quote=True)}" '
            f'style="width:{width}px;max-width:100%">'
        )
        return {"text/html": page, "text/plain": self.alt}


def subplots(rows: int = 1, columns: int = 1, **options: Any) -> tuple[Any, Any]:
    """Make a figure and its axes as pyplot does, and keep it from pyplot.

    Pyplot holds a figure until it is closed: where drawing breaks off, Jupyter would show half a
    plot under the error, and the next test would find it open.

    Parameters
    ----------
    rows, columns : int
    **options
        ``figsize`` and ``layout`` are the figure's; all others are handed on to
        :meth:`matplotlib.figure.Figure.subplots`.

    Returns
    -------
    matplotlib Figure, and one Axes or an array of them
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(
        **{name: options.pop(name) for name in ("figsize", "layout") if name in options}
    )
    FigureCanvasAgg(figure)
    return figure, figure.subplots(rows, columns, **options)


def clock(axis: Axes, seconds: float, rate: Fraction) -> None:
    """Label an axis in timecode, left to right, for a film of any length.

    Parameters
    ----------
    axis : matplotlib Axes
        Its x counts seconds.
    seconds : float
        How long the film lasts.
    rate : Fraction
        Its frames a second.
    """
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis.set_xlim(0, seconds)
    axis.xaxis.set_major_locator(MaxNLocator(8, integer=True))
    axis.xaxis.set_major_formatter(FuncFormatter(lambda at, _: timecode(round(at * rate), rate)))
