"""Films beside each other, and what viewers said of them."""

from .beside import Comparison, compare
from .matching import Matched, matched, shuffled
from .preferences import Judgement, Preferences, preferences
from .votes import Votes, votes

__all__ = [
    "Comparison",
    "Judgement",
    "Matched",
    "Preferences",
    "Votes",
    "compare",
    "matched",
    "preferences",
    "shuffled",
    "votes",
]
