"""A plot with its words: every picture of numbers can also be read."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from html import escape
from typing import Any


@dataclass(frozen=True)
class Plot:
    """A figure and the same in words.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
        To be changed or saved as any other.
    alt : str
        What the figure shows, for those who can't see it.
    """

    figure: Any
    alt: str

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
