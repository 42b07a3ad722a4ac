"""A class's films as one page to be watched: who is shown, in which order, and who is left out and why.

``sheet`` reads what the curator wrote, ``consent`` who agreed, ``papers_beside`` what a film owes, ``work``
one hand-in with all of it; ``programme`` puts them in order and ``site`` writes them. `show` draws
the page. `ballots` reads what its visitors voted.
"""

from .ballots import ProgrammeVotes, programme_votes
from .programme import Programme, programme

__all__ = ["Programme", "ProgrammeVotes", "programme", "programme_votes"]
