"""Numbers about films.

===================  ==================================================================
:func:`find_cuts`    cuts, dissolves and fades, to the frame
:func:`measure`      every number that applies to a film, and why the others don't
:func:`surprises`    the moments at which a film surprises, at its cuts and inside its shots
:func:`hindsight`    what each shot gains by the shots after it, and what chance would give
:func:`apart`        how far two pictures are from each other, in light and colour
:func:`drift`        how the light of one shot changes over its time
:func:`order_test`   whether another order of the same shots would have done
:func:`room`         one room from marks in three shots or more, and what was moved in it
:func:`sides`        whether left stays left across a cut, from marks
:func:`card`         what a number says, and what it doesn't
:func:`agrees`       whether a cited number is true
:func:`explored`     what was tried and is not shipped, with its figures
===================  ==================================================================

Underneath, each room importing those before it, lie :mod:`.formulas` (pure functions over arrays, a
module a subject), :mod:`.features` (the one decode), :mod:`.shots` (cuts, dissolves, fades) and
:mod:`.families` (from a film to what was found); whether a measure measures what it says is put to
the test in :mod:`.validation`.
"""

from importlib import import_module
from types import ModuleType

from .cards import Card as Card
from .cards import card as card
from .cards import explored as explored
from .drifts import Drift as Drift
from .drifts import drift as drift
from .looking_back import Hindsight as Hindsight
from .looking_back import hindsight as hindsight
from .marked_room import MarkedRoom as MarkedRoom
from .marked_room import room as room
from .marked_room import sides as sides
from .matching import Apart as Apart
from .matching import apart as apart
from .measures import Measure as Measure
from .measures import Measures as Measures
from .measures import measure as measure
from .order_tests import OrderTest as OrderTest
from .order_tests import order_test as order_test
from .peaks import Peak as Peak
from .peaks import Surprises as Surprises
from .peaks import surprises as surprises
from .registry import REGISTRY as REGISTRY
from .registry import Spec as Spec
from .registry import agrees as agrees
from .shots.cuts import Cuts as Cuts
from .shots.cuts import Score as Score
from .shots.cuts import find_cuts as find_cuts
from .shots.cuts import frame_differences as frame_differences
from .shots.cuts import score as score
from .shots.transition import Transition as Transition

__all__ = [
    "REGISTRY",
    "Apart",
    "Card",
    "Cuts",
    "Drift",
    "Hindsight",
    "MarkedRoom",
    "Measure",
    "Measures",
    "OrderTest",
    "Peak",
    "Score",
    "Spec",
    "Surprises",
    "Transition",
    "agrees",
    "apart",
    "card",
    "drift",
    "explored",
    "find_cuts",
    "frame_differences",
    "hindsight",
    "measure",
    "order_test",
    "room",
    "score",
    "sides",
    "surprises",
]

_TESTED_BY = ("proof", "learned")


def __getattr__(name: str) -> ModuleType:
    # By these names notebooks ask for the gate, which needs films and takes long.
    if name not in _TESTED_BY:
        raise AttributeError(f"kuleshov.metrics has no name {name!r}")
    return import_module(f"{__name__}.validation.{name}")
