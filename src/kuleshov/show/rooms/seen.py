"""The pieces of a memory test on one numbered sheet, each to be taken as a film of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from ...comparison.matched_sets import Piece
from ...errors import KuleshovError
from ...media import Clip
from ...words import counted
from .. import html
from ..pictures import jpeg
from .piece_films import credits_of, film_of, picture_of

_WIDTH = 130  # pixels


class Seen(Mapping[int, Clip]):
    """Pieces by their numbers on a sheet, from 1; made by :meth:`.attention.Attention.seen`.

    Parameters
    ----------
    pieces : sequence of Piece
    said : str
        Which they are.

    Attributes
    ----------
    pieces : tuple of Piece
    """

    def __init__(self, pieces: Sequence[Piece], said: str) -> None:
        self.pieces, self.said = tuple(pieces), said

    def __getitem__(self, number: int) -> Clip:
        if number not in range(1, len(self) + 1):
            raise KuleshovError(
                f"The sheet has numbers from 1 to {len(self)}; {number!r} is none of them."
            )
        return film_of(self.pieces[number - 1])

    def __iter__(self) -> Iterator[int]:
        return iter(range(1, len(self) + 1))

    def __len__(self) -> int:
        return len(self.pieces)

    def __repr__(self) -> str:
        return f"{counted(len(self), 'piece')}: {self.said}."

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        stills = [
            html.still(jpeg(picture_of(one), _WIDTH), str(n), f"Piece {n}, a second in", _WIDTH)
            for n, one in enumerate(self.pieces, 1)
        ]
        lines = "".join(f"<p>{escape(line)}</p>" for line in credits_of(self.pieces))
        whose = (
            '<details style="font-size:12px;margin-top:8px"><summary style="cursor:pointer">'
            f"Whose the films are</summary>{lines}</details>"
        )
        head = html.heading(counted(len(self), "piece"), self.said)
        page = head + html.row(stills) + (whose if lines else "")
        return {"text/html": html.card(page, repr(self)), "text/plain": repr(self)}
