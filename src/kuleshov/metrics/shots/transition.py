"""One way from a shot to the next: what cuts, dissolves and fades have in common."""

from typing import NamedTuple

KINDS = ("cut", "dissolve", "fade")


class Transition(NamedTuple):
    """One way from a shot to the next.

    Attributes
    ----------
    frame : int
        The first frame of the new shot; the middle of a dissolve.
    kind : {"cut", "dissolve", "fade"}
        How the one gives way to the other.
    start, end : int
        The first frame that is mixed or darkened, and the first that is whole again; for a cut
        both are ``frame``.
    """

    frame: int
    kind: str
    start: int
    end: int
