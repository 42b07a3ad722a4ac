"""The trials: which defect each measure must notice, which it must not, and on what it is tried.

A module a kind of material; each registers its trials in `TRIALS`.
"""

from . import lengths, pictures, rooms, sequences, sound
from .registered import TRIALS

__all__ = ["TRIALS", "lengths", "pictures", "rooms", "sequences", "sound"]
