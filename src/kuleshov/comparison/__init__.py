"""Films beside each other, and what viewers said of them."""

from .compare import Comparison, compare
from .differences import Difference, Differences, cliffs_delta, holm
from .groups import Groups
from .matching import Matched, matched, shuffled
from .preferences import Judgement, Preferences, preferences
from .vote_correlation import Going, against
from .votes import Votes, votes

__all__ = [
    "Comparison",
    "Difference",
    "Differences",
    "Going",
    "Groups",
    "Judgement",
    "Matched",
    "Preferences",
    "Votes",
    "against",
    "cliffs_delta",
    "compare",
    "holm",
    "matched",
    "preferences",
    "shuffled",
    "votes",
]
