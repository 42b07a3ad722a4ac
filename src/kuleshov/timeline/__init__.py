"""The edit: shots from takes, the checks of craft, exchange with other programs, rendering."""

from .cut import Cut
from .edit import Edit, Shot, Span

__all__ = ["Cut", "Edit", "Shot", "Span"]
