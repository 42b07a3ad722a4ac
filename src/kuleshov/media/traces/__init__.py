"""What generators, cameras and programs leave in a file about who made it, as found, never as proof.

======================  ==================================================================
:func:`traces`          what a film or a picture says of itself, and whether that holds
:func:`leave_traces`    a copy of a film with traces of your choice in it
:func:`remove_traces`   a copy that says nothing
:func:`sign`            a copy with Content Credentials that you sign yourself
======================  ==================================================================
"""

from .found import Trace as Trace
from .found import Traces as Traces
from .found import traces as traces
from .putting import leave_traces as leave_traces
from .putting import remove_traces as remove_traces
from .signing import sign as sign

__all__ = ["Trace", "Traces", "leave_traces", "remove_traces", "sign", "traces"]
