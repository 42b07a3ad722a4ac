"""One place for the colours: all that is drawn takes them from there, and words can be read."""

import re
from pathlib import Path

import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex, to_rgb

import kuleshov
from kuleshov.grading.review.reading_page import STYLE as READING
from kuleshov.show import style
from kuleshov.show.rooms.linker import stylesheet

SOURCES = Path(kuleshov.__file__).parent
MEANING = {
    name: getattr(style, name).lower()
    for name in dir(style)
    if re.match("AMBER|BLUE|RED|SEEN|HEARD|CARD", name)
}


def contrast(one: str, other: str) -> float:
    """Return how far apart two colours are by WCAG 2.2, 1 to 21."""

    def luminance(colour: str) -> float:
        linear = (
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)
        )
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_as_wcag_counts_it():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)  # their known example


@pytest.mark.parametrize("name", [n for n in dir(style) if n.endswith(("_ON_INK", "_ON_PAPER"))])
def test_words_can_be_read_on_their_ground(name):
    ground = style.INK if name.endswith("INK") else style.PAPER
    assert contrast(getattr(style, name), ground) >= 4.5


def test_plots_have_the_colours_and_give_back_the_students_own():
    before = dict(plt.rcParams)
    with plot_colours() as (first, second, paper, words):
        assert (first, second) == (style.AMBER.lower(), style.BLUE.lower())
        assert (paper, words) == (style.PAPER.lower(), style.INK.lower())
    assert dict(plt.rcParams) == before


def plot_colours():
    """Return the block in which plots are drawn; it gives the colours that a plot would have."""
    from contextlib import contextmanager

    @contextmanager
    def block():
        with style.plot_style():
            lines = [each["color"] for each in plt.rcParams["axes.prop_cycle"]][:2]
            named = (*lines, plt.rcParams["axes.facecolor"], plt.rcParams["axes.labelcolor"])
            yield [to_hex(colour) for colour in named]

    return block()


def test_rooms_and_the_reading_page_are_given_the_colours():
    room = stylesheet("room.css", "screening.css")
    assert f"--blue: {style.BLUE_ON_INK};" in room and "--second: var(--blue)" in room
    assert f"--blue: {style.BLUE};" in READING
    for sheet in (room, READING):
        named = set(re.findall(r"var\((--[a-z]+)\)", sheet))
        assert {"--amber", "--ink", "--paper"} <= named


def test_what_the_rooms_modules_ask_of_their_sheet_is_named_there():
    room = stylesheet("room.css")
    source = (SOURCES / "show/rooms/static/timeline-view.js").read_text(encoding="utf-8")
    asked = re.findall(r'"([a-z-]+)"', re.search(r"const LIGHTS = \[(.+)\]", source)[1])
    marks = (SOURCES / "show/rooms/static/marking-points.js").read_text(encoding="utf-8")
    asked += re.findall(r"var\(--([a-z-]+)\)", marks)
    assert {"seen", "heard-next", "card", "amber"} <= set(asked)
    assert [name for name in asked if f"--{name}: " not in room] == []
    assert f"--seen: {style.SEEN};" in room and f"--card: {style.CARD};" in room


@pytest.mark.parametrize("ending", ["css", "js", "py", "mplstyle"])
def test_no_colour_with_a_meaning_is_written_down_twice(ending):
    files = set(SOURCES.rglob(f"*.{ending}")) - {SOURCES / "show" / "style.py"}
    assert files
    for file in files:
        said = file.read_text(encoding="utf-8").lower()
        twice = [name for name, colour in MEANING.items() if colour in said]
        assert not twice, f"{file.name} writes down {twice}: take them from show/style.py"
