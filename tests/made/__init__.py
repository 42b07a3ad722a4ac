"""Films that the tests make, so that none of them needs a file that somebody must hand out.

``from made import ...``: stand-in takes (:mod:`made.takes`), a bin of them (:mod:`made.rushes`),
and films whose every cut is known (:mod:`made.films`). Films that are hardly films are in
:mod:`made.odd`, edits as Final Cut writes them in :mod:`made.fcpxml`.
"""

from .films import Film, Truth, join, make_film, place, shot, view, write
from .rushes import NAMES, make_rushes
from .takes import (
    find_clicks,
    make_take,
    read_barcode,
    surround,
    take_id,
    take_picture,
    take_sound,
    write_sound,
)

__all__ = [
    "NAMES",
    "Film",
    "Truth",
    "find_clicks",
    "join",
    "make_film",
    "make_rushes",
    "make_take",
    "place",
    "read_barcode",
    "shot",
    "surround",
    "take_id",
    "take_picture",
    "take_sound",
    "view",
    "write",
    "write_sound",
]
