"""The look: two lights on a dark bench.

Amber is always what was made, by you or another person; blue is what was generated. Red is for
errors only. Shape or a label says it a second time, for colour-blind readers and for print.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

INK = "#1B1D23"
PAPER = "#FAF7F1"
AMBER = "#D9772B"
BLUE = "#3E7CB1"
GREY = "#8A93A0"
RED = "#B3362B"

STYLE = Path(__file__).parent / "kuleshov.mplstyle"


@contextmanager
def plot_style() -> Iterator[None]:
    """Draw the plots inside the block in the kit's style, and leave the student's own alone."""
    import matplotlib.pyplot as plt

    with plt.style.context(str(STYLE)):
        yield
