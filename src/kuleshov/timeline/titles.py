"""Words on black: title cards, set once and kept as pictures."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

PAPER = "#FAF7F1"
INK = "#000000"


@lru_cache(maxsize=32)
def title_card(words: str, width: int, height: int) -> NDArray[np.uint8]:
    """Return a picture of words, centred on black, broken into lines where they are long.

    Parameters
    ----------
    words : str
        At most eight lines of them are shown; where more is left out, "…" says so.
    width, height : int
        Pixels.

    Returns
    -------
    ndarray of uint8, shape (height, width, 3)
        RGB. The array is shared between calls: don't write into it.

    Examples
    --------
    >>> card = title_card("The Understudy", 160, 90)
    >>> card.shape, card[0, 0].tolist(), int(card.max()) > 200
    ((90, 160, 3), [0, 0, 0], True)
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    scale = 2
    figure = Figure(figsize=(width / 100, height / 100), dpi=100 * scale, facecolor=INK)
    canvas = FigureCanvasAgg(figure)
    size = max(9.0, height / 100 * 72 * 0.075)
    lines = _wrap(words, max(12, round(width / height * 17)))
    # Plain words: a dollar sign is money, not mathematics.
    figure.text(
        0.5, 0.5, lines, color=PAPER, fontsize=size, ha="center", va="center",
        family="DejaVu Serif", linespacing=1.5, parse_math=False,
    )  # fmt: skip
    canvas.draw()
    large = np.asarray(canvas.buffer_rgba())[..., :3]
    large = large[: height * scale, : width * scale].astype(np.uint16)
    small = large.reshape(height, scale, width, scale, 3).sum(axis=(1, 3)) // scale**2
    picture = small.astype(np.uint8)
    picture.setflags(write=False)
    return picture


def _wrap(words: str, columns: int) -> str:
    import textwrap

    return "\n".join(textwrap.wrap(words, columns, max_lines=8, placeholder=" …"))
