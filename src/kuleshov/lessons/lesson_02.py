"""Lesson 02, The cut: what viewers said, and a scene whose clock runs on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..show.feedback import Check
from ..timecode import timecode
from ..timeline import Cut
from ..timeline.checks import unbroken
from ..timeline.edit import Span

FEWEST = 6  # shots
SPLIT = 4  # frames
JUMP = 0.5  # s by which the scene's clock may be off at a cut: an action that overlaps, or is eased

# What the check of an edit finds that makes a shot no shot.
NO_SHOT = ("slate", "flash shot", "through edit", "gap")


def shots(cut: Cut) -> list[Any]:
    """Return the shots that come from takes; black and titles are no shots."""
    return [shot for shot in cut if not shot.is_card]


def found(cut: Cut, *kinds: str) -> str:
    """Return the first finding of these kinds in a cut, in words; nothing where there is none."""
    return next((f.sentence for f in cut.check(sound=False) if f.kind in kinds), "")


def is_spoken_in(cut: Cut) -> bool:
    """Say whether a line of dialogue is spoken in any shot of a cut."""
    rate = float(cut.rate)
    return any(
        line.onset < shot.out / rate and shot.in_ / rate < line.offset
        for shot in shots(cut)
        for line in getattr(getattr(cut.take(shot.take), "truth", None), "lines", ())
    )


def strangers(cut: Cut) -> str:
    """Name a shot whose take has no place in the scene's time, in words; nothing else."""
    for span in _spans(cut):
        if _second(cut, span) is None:
            return (
                f"Shot {span.number} ({span.shot.take}) is no part of the performance. The takes "
                "of the scene have names that begin with 1 to 8."
            )
    return ""


def clock_jump(cut: Cut) -> str:
    """Say where the scene's clock runs back or leaps, in words; nothing where it runs on.

    Every take of the scene knows which second of it each frame shows. Where a scene runs on, the
    film's clock and the scene's go equally fast across every cut.
    """
    before: tuple[Span, float] | None = None
    for span in _spans(cut):
        second = _second(cut, span)
        if second is None:
            continue
        ahead = second - float(span.start / cut.rate)
        if before is not None and abs(ahead - before[1]) > JUMP + 1e-6:
            return _jumped(cut, before[0], span, ahead - before[1])
        before = span, ahead
    return ""


def _jumped(cut: Cut, before: Span, span: Span, by: float) -> str:
    what = "runs back by" if by < 0 else "leaps by"
    return (
        f"At {timecode(span.start, cut.rate)} the clock of the scene {what} {abs(by):.1f} s, from "
        f"shot {before.number} ({before.shot.take}) to shot {span.number} ({span.shot.take}). Up "
        f"to {JUMP:g} s passes for one moment; begin the second shot "
        f"{abs(by):.1f} s {'later' if by < 0 else 'earlier'} in its take."
    )


def _spans(cut: Cut) -> Iterator[Span]:
    return (span for span in cut.edit.picture() if not span.shot.is_card)


def _second(cut: Cut, span: Span) -> float | None:
    """Return the second of the scene at which a shot begins; None where its take has no such."""
    truth = getattr(cut.take(span.shot.take), "truth", None)
    if truth is None or truth.performance is None:
        return None
    return float(span.shot.in_ / cut.rate) - float(truth.time_at(0))


CHECKS = {
    "three viewers": Check(
        (
            lambda votes: "unasked" not in votes.words,
            "Replace the words with what people said.",
        ),
        (
            lambda votes: len({viewer for viewer, _, _ in votes.cast}) >= 3,
            "Three different people are asked for, each with a pseudonym of their own.",
        ),
        (
            lambda votes: {film.upper() for film in votes.films} == {"A", "B", "C"},
            "The films are A, B and C, and each of the three wants a viewer.",
        ),
        (
            lambda votes: len(votes) == len({viewer for viewer, _, _ in votes.cast}),
            "One film for each person: whoever sees a second knows what you are after.",
        ),
        well="Kept as text, one vote a line: a pseudonym, a film, a word.",
    ),
    "a scene in continuity": Check(
        (
            lambda cut: len(shots(cut)) >= FEWEST,
            lambda cut: f"At least {FEWEST} shots are asked for; your scene has {len(shots(cut))}.",
        ),
        (lambda cut: not found(cut, *NO_SHOT), lambda cut: found(cut, *NO_SHOT)),
        (
            lambda cut: len(unbroken(cut.edit)) >= FEWEST,
            "Where a piece goes on in its take nobody sees a cut, whatever the sound does: such "
            f"pieces are one shot. At least {FEWEST} shots are asked for.",
        ),
        (lambda cut: not strangers(cut), strangers),
        (
            lambda cut: any(abs(shot.split) >= SPLIT for shot in cut),
            f"No split of {SPLIT} frames or more: add one, J8 or L8 at the end of a line of the "
            "text.",
        ),
        (is_spoken_in, "Nobody speaks in your scene. Take a part with lines in it."),
        (
            lambda cut: not found(cut, "line cut off"),
            "A line is cut off before its end. `mine.check()` says which.",
        ),
        (lambda cut: not clock_jump(cut), clock_jump),
        well="Six shots or more, no slate, a split, every line whole, and the clock runs on. Who "
        "is listening, only you can see.",
    ),
}
