"""What generators, cameras and programs leave in a file about who made it, as found, never as proof.

======================  ==================================================================
:func:`traces`          what a film or a picture says of itself, and whether that holds
======================  ==================================================================
"""

from .found import Trace as Trace
from .found import Traces as Traces
from .found import traces as traces

__all__ = ["Trace", "Traces", "traces"]
