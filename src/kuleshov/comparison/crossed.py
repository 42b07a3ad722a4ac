"""Several makers' answers to several briefs: is it the brief that makes two films alike, or the maker?

The films stand in a table, a brief a row, a maker a column, one in each cell. How far any two lie
apart is one number, and the table's rows and columns share out what there is of it [1]_. With one
film in a cell nothing can be said of a maker who does well with one brief alone, and a maker who is
not in the table is not spoken of.

References
----------
.. [1] M. J. Anderson, "A new method for non-parametric multivariate analysis of variance", Austral
   Ecology 26(1), 2001.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..errors import KuleshovError
from ..media.clip import Clip, FilmLike, clip_of, usable
from ..timecode import Time, timecode, to_frame
from ..views import view

if TYPE_CHECKING:
    import pandas

PieceLike: TypeAlias = FilmLike | tuple[FilmLike, Time, Time]
"""A film, or a piece of one: ``(film, start, stop)``."""

Floats = NDArray[np.float64]
Seen = NDArray[np.float32]

MOMENTS = 8
SIZE = (32, 18)  # pixels: where things stand and how light they are, and no faces
ORDERS = 999  # deals of the films to other rows or columns
KINDS = ("row", "column", "neither")


@dataclass(frozen=True, eq=False)
class Crossed:
    """Films in a table of rows and columns, and how far they lie apart; made by :func:`crossed`.

    Attributes
    ----------
    rows, columns : tuple of str
        The names of the briefs, and of the makers, or whatever crosses here.
    films : tuple of tuple of Clip
        By row and column.
    distances : ndarray (films, films)
        Between any two, row by row, in levels (see :func:`distance`).
    names : (str, str)
        What a row is, and what a column: ``("brief", "maker")``.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    films: tuple[tuple[Clip, ...], ...]
    distances: Floats
    names: tuple[str, str] = ("brief", "maker")

    @cached_property
    def pairs(self) -> dict[str, Floats]:
        """The distances of all pairs in levels: of one "row", of one "column", and of "neither"."""
        kinds = _kinds(len(self.rows), len(self.columns))
        upper = self.distances[np.triu_indices(len(self.distances), 1)]
        return {kind: upper[kinds == n] for n, kind in enumerate(KINDS)}

    @property
    def means(self) -> dict[str, float]:
        """The mean of each kind of pair, in levels."""
        return {kind: float(pairs.mean()) for kind, pairs in self.pairs.items()}

    @property
    def ratios(self) -> dict[str, float]:
        """How far apart pairs of one row lie, as a share of pairs that have neither in common.

        Under "column" the same for pairs of one column; 1 where it makes no difference.
        """
        return _ratios(self.distances, len(self.rows), len(self.columns))

    @cached_property
    def null(self) -> dict[str, Floats]:
        """The same ratios where chance has dealt the films: ndarray (999,) each.

        For "row" each column's films are dealt anew to the rows, so that what belongs to a column
        stays; for "column" each row's to the columns.
        """
        shape = len(self.rows), len(self.columns)
        chance = np.random.default_rng(0)
        places = np.arange(len(self.distances)).reshape(shape)
        found: dict[str, list[float]] = {"row": [], "column": []}
        for axis, kind in enumerate(found):
            for _ in range(ORDERS):
                dealt = chance.permuted(places, axis=axis).ravel()
                found[kind].append(_ratios(self.distances[np.ix_(dealt, dealt)], *shape)[kind])
        return {kind: np.array(values) for kind, values in found.items()}

    @property
    def p(self) -> dict[str, float]:
        """The share of deals, this one among them, whose ratio is as low, for "row" and "column"."""
        return {
            kind: float((1 + np.sum(dealt <= self.ratios[kind] + 1e-9)) / (1 + ORDERS))
            for kind, dealt in self.null.items()
        }

    @property
    def shares(self) -> dict[str, float]:
        """Of all squared distance the share of the rows, of the columns, and the "rest": 0 to 1."""
        rows, columns = len(self.rows), len(self.columns)
        squares = self.distances.reshape(rows, columns, rows, columns) ** 2
        whole = squares.sum() / (2 * rows * columns)
        within = {
            "row": sum(squares[n, :, n].sum() for n in range(rows)) / (2 * columns),
            "column": sum(squares[:, n, :, n].sum() for n in range(columns)) / (2 * rows),
        }
        found = {kind: float(1 - inside / whole) for kind, inside in within.items()}
        return {**found, "rest": 1 - sum(found.values())}

    @cached_property
    def without_one(self) -> dict[str, tuple[float, float]]:
        """From where to where each ratio goes when any one row or column is left out."""
        places = np.arange(len(self.distances)).reshape(len(self.rows), len(self.columns))
        found = []
        for axis, count in enumerate(places.shape):
            for n in range(count if count > 2 else 0):
                left = np.delete(places, n, axis)
                inside = left.ravel()
                found.append(_ratios(self.distances[np.ix_(inside, inside)], *left.shape))
        found = found or [self.ratios]
        return {
            kind: (min(one[kind] for one in found), max(one[kind] for one in found))
            for kind in ("row", "column")
        }

    @property
    def said(self) -> dict[str, str]:
        """What a reader is told of each kind of pair."""
        row, column = self.names
        return {
            "row": f"same {row}, other {column}",
            "column": f"same {column}, other {row}",
            "neither": f"other {row}, other {column}",
        }

    def table(self) -> pandas.DataFrame:
        """Return what a notebook shows, as words.

        Returns
        -------
        pandas.DataFrame
            A row for each kind of pair: how many, how far apart on average (levels), as a share of
            those that have neither in common, what chance gives, p, and the share of all difference.
        """
        import pandas

        rows = []
        for kind in KINDS:
            mean, count = self.means[kind], len(self.pairs[kind])
            told = [self.said[kind], str(count), f"{mean:.1f} levels"]
            if kind == "neither":
                told += ["1.00", "", "", f"rest {self.shares['rest']:.0%}"]
            else:
                low, high = np.quantile(self.null[kind], [0.025, 0.975])
                name = self.names[KINDS.index(kind)]
                told += [
                    f"{self.ratios[kind]:.2f}", f"{low:.2f} to {high:.2f}",
                    f"{self.p[kind]:.3f}", f"{name} {self.shares[kind]:.0%}",
                ]  # fmt: skip
            rows.append(told)
        head = ["pairs", "how many", "apart", "ratio", "by chance (95 %)", "p", "of all difference"]
        return pandas.DataFrame(rows, columns=head)

    def to_frame(self) -> pandas.DataFrame:
        """Return all pairs for pandas.

        Returns
        -------
        pandas.DataFrame
            A row a pair: row and column of the one and of the other, kind ("row" where they share
            it, "column", "neither"), distance (levels).
        """
        import pandas

        cells = [(row, column) for row in self.rows for column in self.columns]
        kinds = _kinds(len(self.rows), len(self.columns))
        rows = [
            (*cells[a], *cells[b], KINDS[kinds[n]], self.distances[a, b])
            for n, (a, b) in enumerate(combinations(range(len(cells)), 2))
        ]
        head = ["row", "column", "other row", "other column", "kind", "distance"]
        return pandas.DataFrame(rows, columns=head)

    def plot(self, beside: Mapping[str, Sequence[float]] | None = None, title: str = "") -> Any:
        """Draw the distance of every pair, a row for each kind.

        Parameters
        ----------
        beside : mapping of str to sequence of float, optional
            Other distances to hold them against, by name (levels).
        title : str
            What is found; the ratio of the rows where it is left out.

        Returns
        -------
        Plot
        """
        return view("crossed")(self, beside or {}, title)

    def __str__(self) -> str:
        row, column = self.names
        low, high = self.without_one["row"]
        return (
            f"Two films of one {row} by different {column}s lie {self.ratios['row']:.2f} times as far "
            f"apart as two that share neither (p {self.p['row']:.3f}; {low:.2f} to {high:.2f} when any "
            f"one {row} or {column} is left out)."
        )

    def __repr__(self) -> str:
        return f"{len(self.rows)} {self.names[0]}s by {len(self.columns)} {self.names[1]}s. {self}"


def distance(one: PieceLike | Seen, other: PieceLike | Seen) -> float:
    """Return how far two films lie apart, as small pictures.

    Each film is looked at in eight moments, the middles of as many equal parts of its length, as
    pictures of 32 by 18 pixels. Moment is held against moment, pixel against pixel.

    Parameters
    ----------
    one, other : Clip, Take, str, Path, (film, start, stop), or ndarray
        A piece's start and stop as in :meth:`kuleshov.Cut.add`, counted from the file's first frame;
        an array is what :func:`seen` has made of a film that is held against many.

    Returns
    -------
    float
        Root mean square over moments, pixels and colours, in levels (0 to 255): 0 where they are the
        same.

    Raises
    ------
    KuleshovError
        Where a piece has no length.
    MediaError
        Where a film can't be read.

    See Also
    --------
    crossed : All pairs of a table of films.
    kuleshov.apart : Two pictures, by light and colour alone.

    Notes
    -----
    It sees place and framing: where the light and the dark lie. A garden is like a garden of the same
    framing, whoever stands in it. What a film is about it doesn't know.

    Examples
    --------
    >>> import kuleshov as ku
    >>> rushes = ku.rushes("understudy")
    >>> distance(rushes["C1a"], rushes["C1a"])
    0.0
    """
    pictures = [film if isinstance(film, np.ndarray) else seen(film) for film in (one, other)]
    return _far(*pictures)


def seen(piece: PieceLike) -> Seen:
    """Return a film as eight small pictures, as :func:`distance` looks at it.

    Parameters
    ----------
    piece : Clip, Take, str, Path, or (film, start, stop)
        Of a take the slate and the handles are left out.

    Returns
    -------
    ndarray of float32 (8, 18, 32, 3)
        Red, green and blue, 0 to 255.

    Raises
    ------
    KuleshovError
        Where a piece has no length.
    MediaError
        Where the film can't be read.

    Examples
    --------
    >>> import kuleshov as ku
    >>> seen(ku.rushes("understudy")["C1a"]).shape
    (8, 18, 32, 3)
    """
    clip, first, stop = _piece(piece)
    middles = [int(first + (n + 0.5) * (stop - first) / MOMENTS) for n in range(MOMENTS)]
    return small(clip, clip.on_screen(middles, clip.edit_rate))


def small(clip: Clip, frames: Sequence[int]) -> Seen:
    """Return frames of a clip as small pictures: where things stand, and how light they are.

    Parameters
    ----------
    clip : Clip
    frames : sequence of int
        One or more of its own frames.

    Returns
    -------
    ndarray of float32 (frames, 18, 32, 3)
        Red, green and blue, 0 to 255.

    See Also
    --------
    seen : Of a whole piece, in eight moments.

    Examples
    --------
    >>> import kuleshov as ku
    >>> small(ku.rushes("understudy")["C1a"].clip, [40, 50]).shape
    (2, 18, 32, 3)
    """
    import cv2

    pictures = [cv2.resize(clip.frame(f), SIZE, interpolation=cv2.INTER_AREA) for f in frames]
    return np.stack(pictures).astype(np.float32)


def crossed(
    films: Mapping[str, Mapping[str, PieceLike]], names: tuple[str, str] = ("brief", "maker")
) -> Crossed:
    """Lay films out in rows and columns, and ask which of the two makes them alike.

    Parameters
    ----------
    films : mapping of str to mapping of str to film
        By row, then by column: ``{"shot, reverse": {"Wan2.2": clip, ...}, ...}``. Each cell is
        filled.
    names : (str, str)
        What a row is, and what a column.

    Returns
    -------
    Crossed
        Shows the films in their table, and under it the three kinds of pairs; ``.plot()`` draws
        every pair.

    Raises
    ------
    KuleshovError
        Where there are fewer than two rows or columns, or a row lacks a film that another has.
    MediaError
        Where a film can't be read.

    See Also
    --------
    distance : What is measured between two films.
    kuleshov.compare : Many measures, a column a film.

    Examples
    --------
    Two set-ups of the rushes in two stretches: it is the set-up that makes pictures alike.

    >>> import kuleshov as ku
    >>> rushes = ku.rushes("understudy")
    >>> grid = crossed({setup: {part: (rushes[setup], at, at + 2) for part, at in
    ...     {"early": 4, "late": 8}.items()} for setup in ("1A-1", "4A-1")}, ("set-up", "stretch"))
    >>> grid.shares["row"] > grid.shares["column"]
    True
    """
    rows, columns = tuple(films), tuple(next(iter(films.values()), {}))
    if len(rows) < 2 or len(columns) < 2:
        raise KuleshovError(
            f"A table has two {names[0]}s and two {names[1]}s or more; this one is {len(rows)} by "
            f"{len(columns)}."
        )
    for row, cells in films.items():
        if set(cells) != set(columns):
            odd = ", ".join(sorted(set(cells) ^ set(columns)))
            raise KuleshovError(
                f"Each {names[0]} wants a film of each {names[1]}; {row!r} and {rows[0]!r} differ in: "
                f"{odd}. Leave out the {names[1]}s that lack one."
            )
    pieces = [[films[row][column] for column in columns] for row in rows]
    small = [seen(piece) for cells in pieces for piece in cells]
    apart = np.array([[_far(one, other) for other in small] for one in small])
    if not _means_of(len(rows), len(columns))[2] @ apart.ravel() > 0:
        raise KuleshovError(
            f"All that share neither {names[0]} nor {names[1]} are one and the same picture: there is "
            "nothing to hold the others against. Is one film in the table several times?"
        )
    clips = tuple(tuple(_piece(piece)[0] for piece in cells) for cells in pieces)
    return Crossed(rows, columns, clips, apart, names)


def _piece(piece: PieceLike) -> tuple[Clip, int, int]:
    """Return a film's clip and its first frame and the one after its last, at its edit_rate."""
    if not isinstance(piece, tuple):
        return usable(piece)
    if len(piece) != 3:
        raise KuleshovError("A piece of a film is three things: (film, start, stop).")
    film, start, stop = piece
    clip, _, frames = usable(clip_of(film))  # a take's slate may be asked for by its time
    first, last = (to_frame(time, clip.edit_rate) for time in (start, stop))
    if not 0 <= first < last:
        raise KuleshovError(f"A piece of {clip.name} from {start} to {stop} has no length.")
    if last > frames:
        raise KuleshovError(
            f"{clip.name} ends at {timecode(frames, clip.edit_rate)}; a piece of it to {stop} was asked "
            "for."
        )
    return clip, first, last


def _far(one: Seen, other: Seen) -> float:
    return float(np.sqrt(np.mean((one - other) ** 2, dtype=np.float64)))


def _kinds(rows: int, columns: int) -> NDArray[np.int64]:
    """Return, for each pair of a table's cells, which of KINDS it is: (pairs,)."""
    row, column = np.divmod(np.arange(rows * columns), columns)
    a, b = np.triu_indices(rows * columns, 1)
    return np.where(row[a] == row[b], 0, np.where(column[a] == column[b], 1, 2))


def _ratios(distances: Floats, rows: int, columns: int) -> dict[str, float]:
    """Return the mean distance of pairs of one row, and of one column, by that of all other pairs."""
    row, column, neither = _means_of(rows, columns) @ distances.ravel()
    return {"row": float(row / neither), "column": float(column / neither)}


@lru_cache(maxsize=32)
def _means_of(rows: int, columns: int) -> Floats:
    """Return what turns a table's distances into the means of its kinds of pairs: (3, films^2)."""
    kinds, films = _kinds(rows, columns), rows * columns
    found = np.zeros((3, films, films))
    a, b = np.triu_indices(films, 1)
    for n in range(3):
        found[n, a, b] = (kinds == n) / np.sum(kinds == n)
    return found.reshape(3, -1)
