"""Films beside each other, and what viewers said of them."""

from .beside import Comparison, compare
from .preferences import Judgement, Preferences, preferences
from .votes import Votes, votes

__all__ = [
    "Comparison",
    "Judgement",
    "Preferences",
    "Votes",
    "compare",
    "preferences",
    "votes",
]
