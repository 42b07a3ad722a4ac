"""A conversation as a picture: who speaks when, who is seen meanwhile, and the gaps between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import Refused
from ..timecode import timecode
from ..timeline.cut import need_cut
from ..timeline.gaps import gaps as gaps_of
from ..timeline.spoken import faces
from . import html
from .plot import Plot, subplots
from .style import AMBER, AMBER_PALE, GREY, GREY_ON_PAPER, INK, plot_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..timeline import Cut
    from ..timeline.gaps import Gap, Gaps
    from ..timeline.spoken import SpokenLine

HIGH = 0.62  # of a row: how high a line is drawn
ACROSS = 0.045  # of the film: a gap that is shorter has its number upright


def conversation(cut: Cut, title: str = "") -> Plot:
    """Draw who speaks when, a row each, over whose face is seen; the gaps are numbered in seconds.

    The ground of a row is tinted while its speaker's face is seen. A line is dark; one that begins
    over the other's face, and not its speaker's, is amber and has a ring at its beginning.

    Parameters
    ----------
    cut : Cut
        Its takes must be at hand, and know their lines.
    title : str
        What is found; how many lines there are and their median gap where it is left out.

    Returns
    -------
    Plot

    Raises
    ------
    EditError
        Where it is no Cut, or a take is in none of its bins.
    Refused
        Where no line is heard.

    See Also
    --------
    kuleshov.Cut.gaps : the numbers

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("x", rushes=ku.rushes("understudy")).add("4A-1", "12.0", "14.0")
    >>> print(conversation(cut).alt)
    2 lines; the median gap is 0.46 s. 00:00:00:02 Filament: No.; 00:00:01:02 Diode: No., after 0.46 s, over another's face
    """
    need_cut(cut)
    lines = cut.lines()
    gaps = gaps_of(lines)
    if not lines:
        raise Refused(f"In {cut.title} no line is heard, or its takes don't say who speaks.")
    who = list(dict.fromkeys(line.speaker for line in lines))
    said = title or _found(lines, gaps)
    with plot_style():
        figure, axis = subplots(figsize=(9.0, 1.1 + 0.75 * len(who)), layout="constrained")
        for row, speaker in enumerate(reversed(who)):
            axis.broken_barh(
                _seen(cut, speaker), (row - 0.5, 1), color=AMBER_PALE, lw=0, alpha=0.45
            )
            axis.axhline(row - 0.5, color=GREY, lw=0.6)
            for line in lines:
                if line.speaker == speaker:
                    _line(axis, line, row)
        for gap in gaps:
            _gap(axis, gap, len(who) - 0.42, upright=abs(gap.seconds) < ACROSS * cut.duration)
        axis.set_ylim(-0.5, len(who) + 0.25)
        axis.set_yticks(range(len(who)), [name.title() for name in reversed(who)])
        axis.tick_params(axis="y", length=0)
        axis.set_xlim(0, cut.duration)
        axis.xaxis.set_major_formatter(lambda at, _: timecode(round(at * cut.rate), cut.rate))
        axis.set_xlabel(
            "time (hours:minutes:seconds:frames); a row is tinted while its face is seen"
        )
        axis.set_title(said, pad=12)
    after = {id(gap.after): gap.seconds for gap in gaps}
    told = "; ".join(_told(line, after) for line in lines)
    return Plot(figure, f"{said}. {told}")


def _found(lines: list[SpokenLine], gaps: Gaps) -> str:
    count = f"{len(lines)} lines" if len(lines) > 1 else "1 line"
    if not gaps:
        return f"{count}, and nobody answers"
    return f"{count}; the median gap is {gaps.median:.2f} s"


def _told(line: SpokenLine, after: dict[int, float]) -> str:
    said = f"{line.timecode} {line.speaker.title()}: {line.text}"
    if id(line) in after:
        said += f", after {after[id(line)]:.2f} s"
    return f"{said}, over another's face" if line.over_another else said


def _seen(cut: Cut, speaker: str) -> list[tuple[float, float]]:
    """Return when a speaker's face is seen: seconds, and for how long."""
    rate, spans, start = float(cut.rate), [], None
    for frame in range(cut.frames + 1):
        there = frame < cut.frames and speaker in faces(cut, frame)
        if there and start is None:
            start = frame
        elif not there and start is not None:
            spans.append((start / rate, (frame - start) / rate))
            start = None
    return spans


def _line(axis: Axes, line: SpokenLine, row: int) -> None:
    colour = AMBER if line.over_another else INK
    box = (row - HIGH / 2, HIGH)
    axis.broken_barh([(line.start, line.stop - line.start)], box, color=colour, lw=0)
    if line.over_another:
        axis.plot([line.start], [row], "o", ms=6, mfc="white", mec=colour, mew=1.5, zorder=4)


def _gap(axis: Axes, gap: Gap, above: float, *, upright: bool) -> None:
    """Number a gap over the rows, between its two lines."""
    start, stop = gap.before.stop, gap.after.start
    axis.plot([start, stop], [above, above], color=GREY, lw=1.4, solid_capstyle="butt")
    axis.annotate(
        f"{gap.seconds:.2f}", ((start + stop) / 2, above), xytext=(0, 4),
        textcoords="offset points", ha="center", va="bottom", fontsize=8, color=GREY_ON_PAPER,
        rotation=90 if upright else 0,
    )  # fmt: skip


def gaps_bundle(gaps: Gaps, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for the gaps of a cut."""
    words = repr(gaps)
    if not gaps:
        return {"text/html": html.card(html.heading("Gaps", words), words), "text/plain": words}
    said = (
        f"{len(gaps)}: median {gaps.median:.2f} s, mean {gaps.mean:.2f} s, longest "
        f"{gaps.longest.seconds:.2f} s"
    )
    body = html.heading("Gaps between speakers", said)
    body += html.frame(gaps.table(), "From the end of a line to the beginning of the other's next.")
    return {"text/html": html.card(body, f"Gaps between speakers, {said}"), "text/plain": words}
