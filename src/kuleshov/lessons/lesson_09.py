"""Lesson 09, A fair comparison: what chance finds, and votes that can be defended."""

from __future__ import annotations

from ..comparison.preferences import Preferences
from ..show.feedback import Check

VIEWERS = 3
PAIRS = 3  # of six, for each viewer
MADE_UP = {"made1", "made2", "made3"}


def seen_by(votes: Preferences) -> dict[str, int]:
    """Return how many different pairs each viewer has judged."""
    pairs: dict[str, set[frozenset[str]]] = {}
    for one in votes.judgements:
        pairs.setdefault(one.viewer, set()).add(frozenset((one.first, one.second)))
    return {viewer: len(seen) for viewer, seen in pairs.items()}


CHECKS = {
    "perfect by chance": Check(
        (
            lambda f: f(4, 24) is not None,
            "Nothing came back: the last line begins with return.",
        ),
        (
            lambda f: abs(f(4, 24) - 2) < 1e-9,
            "For 4 films and 24 measures: 24 orders, 2 of them perfect.",
        ),
        (
            lambda f: abs(f(3, 9) - 3) < 1e-9,
            "Three films have 6 orders, and 2 of 6 is a third: of 9 measures that makes 3.",
        ),
        (lambda f: abs(f(4, 30) - 2.5) < 1e-9, "An average may be a fraction: don't round it."),
        (
            lambda f: abs(f(8, 20) - 40 / 40_320) < 1e-9,
            "Eight films have 40,320 orders: almost nothing is perfect by chance.",
        ),
        well="So with four films a perfect number is no news, and with eight it would be.",
    ),
    "votes": Check(
        (
            lambda votes: len(votes.viewers) >= VIEWERS,
            "Three viewers at least are asked for; the table above has fewer.",
        ),
        (
            lambda votes: not MADE_UP & set(votes.viewers),
            "These votes are the made-up ones. Call three people; each film wants votes.",
        ),
        (
            lambda votes: min(seen_by(votes).values()) >= PAIRS,
            "Each viewer should see three pairs or more, and one of yours has seen fewer.",
        ),
        (lambda votes: any(one.why for one in votes.judgements), "Ask at least one of them why."),
        well="Seen blind, by three or more, with a reason. We know less of the grid of 36.",
    ),
}
