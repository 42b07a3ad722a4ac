"""Numbers about films.

===================  ==================================================================
:func:`find_cuts`    cuts, dissolves and fades, to the frame
:func:`measure`      every number that applies to a film, and why the others don't
:func:`card`         what a number says, and what it doesn't
:func:`agrees`       whether a cited number is true
:func:`explored`     what was tried and is not shipped, with its figures
===================  ==================================================================

Underneath lie small functions over arrays, one module a family: :mod:`.edit` (shot lengths),
:mod:`.rhythm` (bursts of cuts), :mod:`.spine` (order), :mod:`.texture`, :mod:`.motion` and
:mod:`.stability`, :mod:`.geometry`, :mod:`.rooms` and :mod:`.marks`, :mod:`.direction`,
:mod:`.light`, :mod:`.sound`, :mod:`.talk`, :mod:`.splits`, :mod:`.variety`, :mod:`.surprise`.
Whether a measure measures what it says is put to the test in :mod:`.proof`.
"""

from .cards import Card as Card
from .cards import card as card
from .cards import explored as explored
from .measures import Measure as Measure
from .measures import Measures as Measures
from .measures import measure as measure
from .registry import REGISTRY as REGISTRY
from .registry import Spec as Spec
from .registry import agrees as agrees
from .shots.cuts import Cuts as Cuts
from .shots.cuts import Score as Score
from .shots.cuts import Transition as Transition
from .shots.cuts import find_cuts as find_cuts
from .shots.cuts import frame_differences as frame_differences
from .shots.cuts import score as score

__all__ = [
    "REGISTRY",
    "Card",
    "Cuts",
    "Measure",
    "Measures",
    "Score",
    "Spec",
    "Transition",
    "agrees",
    "card",
    "explored",
    "find_cuts",
    "frame_differences",
    "measure",
    "score",
]
