"""A conversation as a picture: its lines and gaps drawn where they are, and told in words."""

import matplotlib.colors
import pytest

import kuleshov as ku
from kuleshov import plots
from kuleshov.errors import EditError, Refused
from kuleshov.show.style import AMBER, INK

RUSHES = ku.rushes("understudy")


def bars(plot, colour):
    """Return from when to when bars of a colour are drawn, by their rows."""
    wanted = matplotlib.colors.to_rgba(colour)
    found = []
    for drawn in plot.figure.axes[0].collections:
        if tuple(drawn.get_facecolor()[0]) == wanted:
            for path in drawn.get_paths():
                (a, low), (b, high) = path.get_extents().min, path.get_extents().max
                found.append((round((low + high) / 2), a, b))
    return sorted(found)


def test_each_line_stands_in_its_speakers_row_from_when_to_when_it_is_heard():
    cut = ku.Cut("said", rushes=RUSHES).add("4A-1", 11.5, 12.5).add("5A-1", 12.5, 14)
    plot = plots.conversation(cut)
    first, second = cut.lines()
    assert bars(plot, INK) == [
        (0, pytest.approx(second.start), pytest.approx(second.stop)),
        (1, pytest.approx(first.start), pytest.approx(first.stop)),
    ]
    assert bars(plot, AMBER) == [] and "over another's face" not in plot.alt
    assert [text.get_text() for text in plot.figure.axes[0].texts] == ["0.46"]
    assert "Diode: No., after 0.46 s" in plot.alt


def test_a_line_over_the_other_is_amber_and_said_to_be():
    cut = ku.Cut("over", rushes=RUSHES).add("4A-1", 11.5, 14)
    plot = plots.conversation(cut, "One lamp is seen")
    assert [row for row, *_ in bars(plot, AMBER)] == [0] and len(bars(plot, INK)) == 1
    assert plot.alt.startswith("One lamp is seen. ") and plot.alt.endswith("over another's face")


def test_what_is_no_conversation_is_refused():
    with pytest.raises(Refused, match="no line is heard"):
        plots.conversation(ku.Cut("black").black(2))
    with pytest.raises(EditError, match="takes a Cut"):
        plots.conversation("film.mp4")


def test_one_voice_is_drawn_and_not_answered():
    plot = plots.conversation(ku.Cut("alone", rushes=RUSHES).add("4A-1", 11.5, 12.5))
    assert plot.alt.startswith("1 line, and nobody answers.")
