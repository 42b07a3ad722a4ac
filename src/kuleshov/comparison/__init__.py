"""Films beside each other, and what viewers said of them."""

from .against import Going, against
from .beside import Comparison, compare
from .matching import Matched, matched, shuffled
from .preferences import Judgement, Preferences, preferences
from .votes import Votes, votes

__all__ = [
    "Comparison",
    "Going",
    "Judgement",
    "Matched",
    "Preferences",
    "Votes",
    "against",
    "compare",
    "matched",
    "preferences",
    "shuffled",
    "votes",
]
