"""Films beside each other, and what viewers said of them.

:mod:`.compare` and :mod:`.groups` measure, :mod:`.differences` says what is more than chance;
:mod:`.crossed` lays films out by brief and maker and asks which of the two makes them alike;
votes, pairs, their order and their agreement have a module each.
"""

from .compare import Comparison, compare
from .crossed import Crossed, crossed, distance
from .differences import Difference, Differences, cliffs_delta, holm
from .groups import Groups
from .matching import Matched, matched, shuffled
from .preferences import Judgement, Preferences, preferences
from .vote_correlation import VoteCorrelation, VoteCorrelations, against
from .votes import Votes, votes, wilson

__all__ = [
    "Comparison",
    "Crossed",
    "Difference",
    "Differences",
    "Groups",
    "Judgement",
    "Matched",
    "Preferences",
    "VoteCorrelation",
    "VoteCorrelations",
    "Votes",
    "against",
    "cliffs_delta",
    "compare",
    "crossed",
    "distance",
    "holm",
    "matched",
    "preferences",
    "shuffled",
    "votes",
    "wilson",
]
