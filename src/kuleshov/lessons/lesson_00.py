"""Lesson 00, A film in ten minutes: an edit that is a film of one's own."""

from __future__ import annotations

from ..show.feedback import Check
from ..timeline import Cut
from ..timeline.checks import is_flash, unbroken

FEWEST = 5  # shots
SHORTEST, LONGEST = 15, 30  # s


def shots(cut: Cut) -> int:
    """Count the shots of an edit that somebody sees: black, titles, gaps and flashes are none."""
    return sum(not is_flash(shot) for shot in unbroken(cut.edit))


CHECKS = {
    "first cut": Check(
        (
            lambda cut: shots(cut) >= FEWEST,
            lambda cut: f"At least {FEWEST} shots are asked for; your cut has {shots(cut)}.",
        ),
        (
            lambda cut: SHORTEST <= cut.duration <= LONGEST,
            lambda cut: (
                f"Your film lasts {cut.duration:.1f} s; aim at about 20, between {SHORTEST} and "
                f"{LONGEST}."
            ),
        ),
        (
            lambda cut: "somebody" not in cut.title.casefold(),
            "The film still has Somebody's name on it. Put yours in the first line of the edit, "
            "and run the cells from there.",
        ),
        well="A film of your own, cut, rendered and measured.",
    )
}
