"""The look: two lights on a dark bench. Every colour that carries a meaning stands here, once.

Amber and blue tell two things apart. Where films are shown by who made them, amber is what people
made and blue what was generated. Where two stand against each other, amber is the first, or yours,
and blue the second, whoever made it; of what was checked, blue holds. Amber alone is the kit's own
light: what is chosen, active or under way. Red is for what is wrong. Shape or a label says it a
second time, for colour-blind readers and for print. Plots, the rooms in the browser and the reading
page take theirs from here; greys of edges and tints of paper stand in the sheets that use them.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

INK = "#1B1D23"
PAPER = "#FAF7F1"
AMBER = "#D9772B"
BLUE = "#3E7CB1"
GREY = "#8A93A0"
RED = "#B3362B"

# Words in these colours are read at 4.5 to 1 at least: paler ones on ink, a darker grey on paper.
AMBER_ON_INK = "#E58A3F"
BLUE_ON_INK = "#7FB3DD"
GREY_ON_INK = "#A3ABB8"
RED_ON_INK = "#FF8A7D"
GREY_ON_PAPER = "#5A626E"

# Amber as the ground of an edit: each shot and the next, what is seen and what is heard of it.
SEEN, SEEN_NEXT = "#4A3522", "#3A2A1C"
HEARD, HEARD_NEXT = "#83501F", "#6B3F1B"
CARD = "#20242C"  # the sound of a title or of black: there is none
AMBER_PALE = "#E9B588"  # on paper, beside amber: the next shot
BLUE_PALE = "#B9CFE2"  # on paper, beside blue: of the same kind, and not counted

STYLE = Path(__file__).parent / "kuleshov.mplstyle"  # sizes, letters, what is left out


@contextmanager
def plot_style() -> Iterator[None]:
    """Draw the plots inside the block in the kit's style, and leave the student's own alone."""
    import matplotlib.pyplot as plt

    with plt.style.context([str(STYLE), _plot_colours()]):
        yield


def _plot_colours() -> dict[str, Any]:
    from cycler import cycler

    paper = ("figure.facecolor", "savefig.facecolor", "axes.facecolor")
    words = ("axes.labelcolor", "axes.titlecolor", "text.color")
    return {
        **dict.fromkeys(paper, PAPER),
        **dict.fromkeys(words, INK),
        **dict.fromkeys(("xtick.color", "ytick.color"), GREY_ON_PAPER),
        "axes.edgecolor": GREY,
        "axes.prop_cycle": cycler("color", [AMBER, BLUE, INK, GREY]),
    }


def css_on_ink(selector: str) -> str:
    """Return a style sheet's rule that names the colours for words and lines on ink, and an edit's.

    >>> css_on_ink(".ku-room")[:40]
    '.ku-room { --ink: #1B1D23; --paper: #FAF'
    """
    edit = {
        "seen": SEEN, "seen-next": SEEN_NEXT, "heard": HEARD, "heard-next": HEARD_NEXT, "card": CARD,
    }  # fmt: skip
    return _rule(selector, AMBER_ON_INK, BLUE_ON_INK, GREY_ON_INK, RED_ON_INK, edit)


def css_on_paper(selector: str) -> str:
    """Return a style sheet's rule that names the colours for words and lines on paper."""
    return _rule(selector, AMBER, BLUE, GREY_ON_PAPER, RED, {})


def _rule(
    selector: str, amber: str, blue: str, grey: str, red: str, more: Mapping[str, str]
) -> str:
    named = {
        "ink": INK, "paper": PAPER, "amber": amber, "blue": blue, "grey": grey, "red": red,
        "filament": AMBER, "moon": GREY, **more,
    }  # fmt: skip
    said = " ".join(f"--{name}: {colour};" for name, colour in named.items())
    return f"{selector} {{ {said} }}\n"
