"""Writing about films with evidence that can be looked at, and showing them in an order that was chosen.

What it finds is shown by `show`, of which it knows nothing.
"""

from .citations import Citation, Critique, critique
from .delivery import Brief, Delivery, delivery
from .review_begun import review
from .reviewing import Review
from .screening import Programme, ProgrammeVotes, programme, programme_votes

__all__ = [
    "Brief",
    "Citation",
    "Critique",
    "Delivery",
    "Programme",
    "ProgrammeVotes",
    "Review",
    "critique",
    "delivery",
    "programme",
    "programme_votes",
    "review",
]
