"""Films beside each other, and what viewers said of them."""

from .beside import Comparison, compare
from .votes import Votes, votes

__all__ = ["Comparison", "Votes", "compare", "votes"]
