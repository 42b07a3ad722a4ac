"""Sliders that teach: the tempo of a cut, the match of two shots, the moment of an answer.

Each is a pure function with a slider on it: :func:`kuleshov.at_tempo`, :func:`kuleshov.graded` and
``cut.lane(name).move(number, at)`` can be called in a cell of one's own.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import KuleshovError, Refused
from ..media.grade import graded
from ..media.still import Region, StillLike, part_of, still_of
from ..metrics.matching import apart
from ..timeline.cut import need_cut
from ..timeline.tempo import at_tempo
from ..words import counted
from . import html
from .edit_picture import timeline_svg
from .glance import half_and_longest
from .hearing import MOST as LONGEST_HEARD
from .hearing import audio, of_mix
from .light import pair
from .style import GREY_ON_INK

if TYPE_CHECKING:
    import ipywidgets as widgets

    from ..timeline import Cut


def tempo(cut: Cut) -> widgets.VBox:
    """Show a slider that re-cuts an edit at another tempo.

    Parameters
    ----------
    cut : Cut
        Stays as it is.

    Returns
    -------
    ipywidgets.VBox
        Its ``cut`` is the edit as it stands under the slider.

    Raises
    ------
    KuleshovError
        Where the edit has no shots, or is no Cut.

    See Also
    --------
    kuleshov.at_tempo : The same without a slider.

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("first", rushes=ku.rushes("understudy")).add("KA-1", 1, 3)
    >>> box = ku.tempo(cut)
    >>> box.children[0].value = 2.0  # as if it were moved
    >>> box.cut.shot_lengths
    [1.0]
    """
    import ipywidgets as widgets

    need_cut(cut)
    if not len(cut):
        raise KuleshovError(f"{cut.title} has no shots yet: add some, then change their tempo.")

    slider = widgets.FloatLogSlider(
        1.0, base=2, min=-2, max=2, step=0.1, description="tempo", continuous_update=False,
        readout_format=".2f", layout=widgets.Layout(width="640px"),
    )  # fmt: skip
    page, box = widgets.HTML(), widgets.VBox()
    box.children = [slider, page]
    spoken = sum(line.whole for line in cut.lines())

    def draw(_: Any = None) -> None:
        box.cut = at_tempo(cut, float(np.clip(slider.value, 0.25, 4)))
        lengths = box.cut.shot_lengths
        words = f"{counted(len(lengths), 'shot')} in {box.cut.duration:.1f} s: {half_and_longest(lengths)}"
        words += _whole(box.cut, spoken)
        body = html.heading(box.cut.title, words) + timeline_svg(box.cut, thumbs=False)
        page.value = html.card(body + _note(box.cut.said), f"{words} {box.cut.said}".strip())

    slider.observe(draw, "value")
    draw()
    return box


def _whole(cut: Cut, spoken: int) -> str:
    """Say how many of so many lines are whole; nothing where nobody spoke."""
    if not spoken:
        return ""
    return f"; {sum(line.whole for line in cut.lines())} of {counted(spoken, 'line')} whole"


def _note(said: str) -> str:
    return (
        f'<p style="font-size:12px;margin:6px 0 0;color:{GREY_ON_INK}">{escape(said)}</p>'
        if said
        else ""
    )


def answering(cut: Cut, lane: str, number: int = 1) -> widgets.VBox:
    """Show a slider that lets a sound of a lane come earlier or later, to be set by the ear.

    It shows no number: what was set is asked of its ``cut`` afterwards, ``box.cut.gaps()``.

    Parameters
    ----------
    cut : Cut
        Stays as it is. A minute long at most.
    lane : str
    number : int
        Which of the lane's sounds, from 1.

    Returns
    -------
    ipywidgets.VBox
        Its ``cut`` is the edit as it stands under the slider; it is heard each time that it moves.

    Raises
    ------
    KuleshovError
        Where it is no Cut, there is no such sound, or the film is too long to be heard in a page.

    See Also
    --------
    kuleshov.Cut.lane : the same without a slider
    kuleshov.Cut.gaps : the numbers

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("No.", rushes=ku.rushes("understudy")).add("4A-1", "11:12", "15:00").stem(1, "rest")
    >>> filament = cut.lane("filament").lay("4A-1", "12:00", "13:00", at="00:12", stem="filament")
    >>> diode = cut.lane("diode").lay("4A-1", "13:00", "14:00", at="01:12", stem="diode")
    >>> box = ku.answering(cut, "diode")
    >>> box.children[0].value = -12  # as if it were moved: half a second earlier
    >>> round(box.cut.gaps()[0].seconds, 2)
    -0.04
    """
    import ipywidgets as widgets

    need_cut(cut)
    old = cut.lane(lane).lane.sound(number)
    if cut.duration > LONGEST_HEARD:
        raise KuleshovError(
            f"{cut.title} lasts {cut.duration:.0f} s; to be heard at each move of a slider it may last "
            f"{LONGEST_HEARD}. Take out what isn't needed: cut.extract_range(...)."
        )
    slider = widgets.IntSlider(
        0, min=-old.at, max=max(0, cut.frames - old.stop), description="earlier, or later", readout=False,
        continuous_update=False, layout=widgets.Layout(width="640px"),
        style={"description_width": "initial"},
    )  # fmt: skip
    page, box = widgets.HTML(), widgets.VBox()
    box.children = [slider, page]

    def draw(moved: Any = None) -> None:
        box.cut = cut.copy()
        if slider.value:
            box.cut.lane(lane).move(number, f"{old.at + slider.value}f")
        words = "Play it. Then move the slider: it plays again."
        player = audio(of_mix(box.cut), f"{cut.title}, as the slider stands", at_once=bool(moved))
        page.value = html.card(html.heading(cut.title, words) + player, words)

    slider.observe(draw, "value")
    draw()
    return box


def match_grade(shot: StillLike, target: StillLike, region: Region | None = None) -> widgets.VBox:
    """Show sliders that grade one frame to match another.

    Parameters
    ----------
    shot, target : ndarray of uint8 (height, width, 3), or (clip, time)
        The frame to be graded and the frame to be matched.
    region : (float, float, float, float), optional
        Left, top, width, height of the part whose medians are held against each other, each a share
        of the picture, 0 to 1. The whole picture is graded.

    Returns
    -------
    ipywidgets.VBox
        Its ``grade`` holds stops (-3 to 3), warmth (-2 to 2) and tint (-1 to 1) as they stand.

    Raises
    ------
    KuleshovError
        Where one is no picture.
    MediaError
        Where a clip has no such frame, or can't be read.

    See Also
    --------
    kuleshov.graded : The grade itself, as a function.
    kuleshov.apart : The numbers, of any two pictures.

    Examples
    --------
    >>> import kuleshov as ku
    >>> rushes = ku.rushes("understudy")
    >>> ku.match_grade((rushes["KA-1"], 1.5), (rushes["KB-1"], 1.5)).grade
    {'stops': 0.0, 'warmth': 0.0, 'tint': 0.0}
    """
    import ipywidgets as widgets

    picture, wanted = still_of(shot), still_of(target)
    part_of(wanted, region)  # what is no region is said before there are sliders
    sliders = {
        name: widgets.FloatSlider(
            0.0, min=-low, max=low, step=0.05, description=name, continuous_update=False,
            layout=widgets.Layout(width="520px"),
        )
        for name, low in (("stops", 3.0), ("warmth", 2.0), ("tint", 1.0))
    }  # fmt: skip
    page, box = widgets.HTML(), widgets.VBox()
    box.children = [*sliders.values(), page]

    def draw(_: Any = None) -> None:
        box.grade = {name: slider.value for name, slider in sliders.items()}
        now = graded(picture, **box.grade)
        try:
            found = apart(now, wanted, region)
        except Refused as problem:  # a slider can make a picture black
            page.value = html.card(html.heading("Match", str(problem)), str(problem))
            return
        words = f"{found!r}"
        body = html.heading("Match", words) + pair(found, ("yours", "to match"))
        page.value = html.card(body, words)

    for slider in sliders.values():
        slider.observe(draw, "value")
    draw()
    return box
