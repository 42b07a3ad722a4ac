"""Films beside each other, and what viewers said of them.

:mod:`.compare` and :mod:`.groups` measure, :mod:`.differences` says what is more than chance;
:mod:`.crossed` lays films out by brief and maker and asks which of the two makes them alike;
votes, pairs, their order and their agreement have a module each. :mod:`.matched_sets` deals pieces
of films to two rooms, :mod:`.attention_log` keeps what was seen there and said of it, and
:mod:`.recognition` and :mod:`.remembered` say what was known again.
"""

from .compare import Comparison, compare
from .crossed import Crossed, crossed, distance
from .differences import Difference, Differences, cliffs_delta, holm
from .groups import Groups
from .matching import Matched, matched, shuffled
from .preferences import Judgement, Preferences, preferences
from .recognition import Recognition
from .remembered import Remembered, RememberedBy, remembered_by
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
    "Recognition",
    "Remembered",
    "RememberedBy",
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
    "remembered_by",
    "shuffled",
    "votes",
    "wilson",
]
