"""Pairs of films, seen blind: who preferred which, and why; kept as text that anybody can read.

One judgement a line: viewer, the two films, the reason::

    # Seen blind, sides drawn for each viewer.
    v1, mine > g_k5_piano10, it waits before the cut
    v2, mine = shuffled, could not tell

``>`` prefers the first film, ``<`` the second, ``=`` neither. A viewer is a pseudonym: the kit
asks for no names. The class's files are merged by :func:`preferences` over all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..errors import KuleshovError
from ..folders import studio
from .agreement import kendall_u
from .lines import read_text, told_lines
from .ranking import FEWEST, Standing, rank

if TYPE_CHECKING:
    import pandas

_PAIR = re.compile(r"^\s*(?P<one>[^<>=,]+?)\s*(?P<sign>[<>=])\s*(?P<other>[^<>=,]+?)\s*$")


@dataclass(frozen=True)
class Judgement:
    """One viewer on one pair; ``first`` and ``second`` are in the order in which they were written.

    Attributes
    ----------
    viewer : str
        A pseudonym.
    first, second : str
        The two films' names.
    choice : int
        1 where the first was preferred, -1 the second, 0 neither.
    why : str
        The reason, in the viewer's words; empty where none was given.
    """

    viewer: str
    first: str
    second: str
    choice: int
    why: str = ""

    def line(self) -> str:
        """Return the judgement as a line of a file.

        Returns
        -------
        str
            ``viewer, first > second, why`` without an end of line.
        """
        sign = {1: ">", 0: "=", -1: "<"}[self.choice]
        why = " ".join(self.why.split())
        return f"{self.viewer}, {self.first} {sign} {self.second}" + (f", {why}" if why else "")


@dataclass(frozen=True)
class Preferences:
    """Judgements of one or more viewers, as :func:`kuleshov.preferences` reads them.

    Attributes
    ----------
    judgements : tuple of Judgement

    Examples
    --------
    >>> seen = preferences("v1, mine > theirs, it waits\\nv2, mine < theirs\\nv3, mine > theirs")
    >>> seen.viewers, seen.films
    (['v1', 'v2', 'v3'], ['mine', 'theirs'])
    >>> seen.reasons("mine")
    [('v1', 'it waits')]
    >>> seen.choices.ravel().tolist()
    [1.0, -1.0, 1.0]
    """

    judgements: tuple[Judgement, ...]

    def __len__(self) -> int:
        return len(self.judgements)

    @property
    def viewers(self) -> list[str]:
        """Everybody who judged, by name."""
        return sorted({j.viewer for j in self.judgements})

    @property
    def films(self) -> list[str]:
        """Every film that was judged, by name."""
        return sorted({film for j in self.judgements for film in (j.first, j.second)})

    @cached_property
    def ranking(self) -> list[Standing]:
        """The films, the most preferred first, with intervals; see :func:`~.ranking.rank`."""
        place = {film: n for n, film in enumerate(self.films)}
        seat = {viewer: n for n, viewer in enumerate(self.viewers)}
        duels = np.array(
            [(seat[j.viewer], place[j.first], place[j.second], j.choice) for j in self.judgements],
            int,
        ).reshape(-1, 4)
        return rank(self.films, duels)

    @property
    def agreement(self) -> float:
        """How far viewers agree beyond dice (Kendall's u); NaN where no pair was seen twice."""
        return kendall_u(self.choices)

    @property
    def choices(self) -> NDArray[np.float64]:
        """Viewers by pairs: 1, 0 or -1, NaN where a viewer did not see a pair."""
        pairs = sorted({tuple(sorted((j.first, j.second))) for j in self.judgements})
        made = np.full((len(self.viewers), len(pairs)), np.nan)
        for j in self.judgements:
            pair = tuple(sorted((j.first, j.second)))
            choice = j.choice if j.first == pair[0] else -j.choice
            made[self.viewers.index(j.viewer), pairs.index(pair)] = choice
        return made

    def reasons(self, film: str) -> list[tuple[str, str]]:
        """Return (viewer, reason) of all who preferred a film and said why.

        Parameters
        ----------
        film : str
            By name; a film that nobody judged has no reasons.

        Returns
        -------
        list of (str, str)
            In the order in which they were read.
        """
        liked = [
            j
            for j in self.judgements
            if j.why and film in (j.first, j.second) and j.choice == (1 if j.first == film else -1)
        ]
        return [(j.viewer, j.why) for j in liked]

    def table(self) -> pandas.DataFrame:
        """Return what a notebook shows, as words.

        Returns
        -------
        pandas.DataFrame
            A row a film, the most preferred first: film, estimated (the share of pairs in which it
            would be preferred), its 95 % interval or why there is none, and what it won.
        """
        import pandas

        heads = ["film", "estimated", "95 %", "won"]
        return pandas.DataFrame([self.told(one) for one in self.ranking], columns=heads)

    def told(self, one: Standing) -> tuple[str, str, str, str]:
        """Say where a film stands in the cells of a table.

        Parameters
        ----------
        one : Standing
            Of :attr:`ranking`.

        Returns
        -------
        film, estimated, interval, won : str
        """
        if one.low is not None and one.high is not None:
            between = f"{one.low:.0%} to {one.high:.0%}"
        else:
            between = "too few viewers" if len(self.viewers) < FEWEST else "all judge alike"
        return one.film, f"{one.share:.0%}", between, f"{one.won:g} of {one.pairs}"

    def to_frame(self) -> pandas.DataFrame:
        """Return the ranking for pandas.

        Returns
        -------
        pandas.DataFrame
            A row a film, the most preferred first: film; share, low, high (0 to 1, NaN where there
            is no interval); won and pairs.
        """
        import pandas

        heads = ["film", "share", "low", "high", "won", "pairs"]
        made = pandas.DataFrame([vars(one) for one in self.ranking], columns=heads)
        return made.astype({"low": float, "high": float})

    def to_text(self) -> str:
        """Return the judgements as the text of a file.

        Returns
        -------
        str
            A line for each judgement, as :func:`kuleshov.preferences` reads it.
        """
        return "".join(f"{j.line()}\n" for j in self.judgements)

    def __str__(self) -> str:
        lines = [f"{len(self)} judgements by {len(self.viewers)} viewers"]
        for one in self.ranking:
            between = f" [{one.low:.0%}, {one.high:.0%}]" if one.low is not None else ""
            lines.append(
                f"  {one.film}: won {one.won:g} of {one.pairs}; estimated to be preferred in "
                f"{one.share:.0%} of pairs{between}"
            )
        if np.isfinite(self.agreement):
            lines.append(f"agreement (Kendall's u): {self.agreement:.2f}")
        return "\n".join(lines)


def preferences(*sources: str | Path | Iterable[Judgement]) -> Preferences:
    """Read judgements from files or text, and merge them.

    Parameters
    ----------
    *sources : Path, str or iterable of Judgement
        Files, folders of ``.txt`` files, text with a judgement in it, or judgements. Without any:
        what was voted on this machine, ``studio/preferences``.

    Returns
    -------
    Preferences
        Merged in the order given; empty where nothing was voted yet.

    Raises
    ------
    KuleshovError
        Naming the line that is no judgement, or both on which a viewer judged one pair; where a file is
        missing, is no text, or is over 2 MB.

    See Also
    --------
    kuleshov.screening_room : Where such judgements are made, blind.
    kuleshov.votes : One word about one film, instead of one film against another.

    Examples
    --------
    >>> print(preferences("v1, mine > theirs, it waits\\nv2, mine > theirs"))
    2 judgements by 2 viewers
      mine: won 2 of 2; estimated to be preferred in 88% of pairs
      theirs: won 0 of 2; estimated to be preferred in 12% of pairs
    agreement (Kendall's u): 1.00
    """
    if not sources:
        own = studio() / "preferences"
        sources = (own,) if own.is_dir() else ()
    known: dict[tuple[str, ...], str] = {}
    found = []
    for where, one in (each for source in sources for each in _from(source)):
        pair = (one.viewer, *sorted((one.first, one.second)))
        if pair in known:
            places = ", and ".join(filter(None, (known[pair], where)))
            raise KuleshovError(
                f"{one.viewer} has judged {one.first} against {one.second} twice"
                + (f": {places}. Delete one of the two lines." if places else ".")
            )
        known[pair] = where
        found.append(one)
    return Preferences(tuple(found))


def _from(source: str | Path | Iterable[Judgement]) -> list[tuple[str, Judgement]]:
    """Return judgements, each with where it stands: empty where it came as a judgement."""
    if isinstance(source, str) and any(sign in source for sign in "<>="):
        return _parsed(source, "")
    if isinstance(source, str) and not source.strip():
        return []
    if isinstance(source, str | Path):
        path = Path(source)
        if path.is_dir():
            return [one for file in sorted(path.glob("*.txt")) for one in _from(file)]
        return _parsed(read_text(path, "judgements"), path.name)
    return [("", one) for one in source]


def _parsed(text: str, file: str) -> list[tuple[str, Judgement]]:
    found = []
    for where, line in told_lines(text, file):
        viewer, _, rest = line.partition(",")
        pair, _, why = rest.partition(",")
        match = _PAIR.match(pair)
        if not viewer.strip() or match is None or match["one"] == match["other"]:
            raise KuleshovError(
                f"{where} is no judgement: write viewer, one film > another, reason."
            )
        choice = {">": 1, "=": 0, "<": -1}[match["sign"]]
        one = Judgement(viewer.strip(), match["one"], match["other"], choice, why.strip())
        found.append((where, one))
    return found
