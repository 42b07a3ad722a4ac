"""The edit: shots from takes, the checks of craft, exchange with other programs, rendering.

:mod:`.edit` is plain data, :mod:`.operations` pure functions on it, :mod:`.cut` the edit as a
student holds it; the other modules need an edit's shape (:class:`.edit.EditWithTakes`) and never
the class.
"""

from .continuity import continuity
from .cut import Cut
from .edit import Edit, Shot, Span
from .tempo import at_tempo

__all__ = ["Cut", "Edit", "Shot", "Span", "at_tempo", "continuity"]
