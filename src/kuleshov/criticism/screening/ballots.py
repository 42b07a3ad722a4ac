"""What visitors of a blind programme voted, read from the files that they handed in.

A file comes from whoever sends one: it is read as data, held against the site, and left out by name
where it can't be what the page saved.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING, Any

from ...errors import LibraryError
from ...files import sha256, write_whole
from ...media.writing import disk
from ...words import counted, no_formula, on_one_line
from .words_in import same, words_of

if TYPE_CHECKING:
    import pandas

LOWEST, HIGHEST = 1, 5
_MOST = 2**20  # bytes of a file: a programme of a thousand films
_MANY = 20_000  # files


@dataclass(frozen=True)
class Ballot:
    """One visitor's votes.

    Attributes
    ----------
    name : str
        The file's.
    order : tuple of str
        The films in the order in which this visitor saw them.
    votes : dict of str to int
        1 to 5 by the film; films without a vote aren't in it.
    """

    name: str
    order: tuple[str, ...]
    votes: Mapping[str, int]

    def place(self, film: str) -> int:
        """Return at which place a film stood, counted from 1."""
        return self.order.index(film) + 1


@dataclass(frozen=True)
class ProgrammeVotes:
    """The votes of a programme; made by :func:`programme_votes`.

    Attributes
    ----------
    title : str
        The programme's.
    films : dict of str to str
        Each film's title by the name that the site knows it by, in the site's order.
    ballots : tuple of Ballot
    left_out : tuple of str
        What wasn't counted and why, a sentence each.
    """

    title: str
    films: Mapping[str, str]
    ballots: tuple[Ballot, ...]
    left_out: tuple[str, ...] = ()

    @property
    def orders(self) -> int:
        """How many orders were voted in."""
        return len({one.order for one in self.ballots})

    def each(self) -> pandas.DataFrame:
        """Return every vote by itself.

        Returns
        -------
        pandas.DataFrame
            A row a vote: the ballot's number from 1, the film, its title, the place at which it stood
            for this visitor, and the vote, 1 to 5.
        """
        import pandas

        rows = [
            (number, film, self.films[film], one.place(film), vote)
            for number, one in enumerate(self.ballots, 1)
            for film, vote in one.votes.items()
        ]
        return pandas.DataFrame(rows, columns=["ballot", "film", "title", "place", "vote"])

    def to_frame(self) -> pandas.DataFrame:
        """Return the numbers behind the table.

        Returns
        -------
        pandas.DataFrame
            A row a film, in the site's order: film, title, votes, their median, and the mean place at
            which those who voted saw it; NaN where nobody voted.
        """
        import pandas

        rows = []
        for film, title in self.films.items():
            cast = [(one.votes[film], one.place(film)) for one in self.ballots if film in one.votes]
            middle = float(median(vote for vote, _ in cast)) if cast else float("nan")
            place = float(mean(at for _, at in cast)) if cast else float("nan")
            rows.append((film, title, len(cast), middle, place))
        return pandas.DataFrame(rows, columns=["film", "title", "votes", "median", "place"])

    def table(self) -> pandas.DataFrame:
        """Return what is shown.

        Returns
        -------
        pandas.DataFrame
            A row a film, in words: title, votes, median, mean place.
        """
        import pandas

        rows = [
            (row.title, f"{row.votes}", *(("-", "-") if not row.votes else (f"{row.median:g}", f"{row.place:.1f}")))
            for row in self.to_frame().itertuples()
        ]  # fmt: skip
        return pandas.DataFrame(rows, columns=["title", "votes", "median", "mean place"])

    def save(self, path: str | Path) -> Path:
        """Write every vote as a table, whole or not at all.

        Parameters
        ----------
        path : str or Path
            A .csv; what lies there is replaced.

        Returns
        -------
        Path

        Raises
        ------
        MediaError
            Where it can't be written.
        """
        target, rows = Path(path), self.each()
        rows["title"] = [no_formula(one) for one in rows["title"]]
        with disk(target):
            write_whole(target, rows.to_csv(index=False, lineterminator="\n"))
        return target

    def __repr__(self) -> str:
        count = f"{counted(len(self.ballots), 'visitor')}, {counted(self.orders, 'order')}"
        lines = [f"{self.title}: {count}"]
        if self.ballots:
            lines.append(self.table().to_string(index=False))
        if self.orders == 1:
            lines.append(
                "All saw one order. Whoever stands first or last gains or loses by it: show another order "
                "to other visitors."
            )
        return "\n".join([*lines, *(f"Left out: {one}" for one in self.left_out)])


def programme_votes(votes: str | Path, site: str | Path) -> ProgrammeVotes:
    """Bring together the votes that visitors of a blind programme handed in.

    Parameters
    ----------
    votes : str or Path
        A folder of the files that visitors saved (``votes.json``, under whatever names).
    site : str or Path
        The site's folder; where the same films were shown in several orders, any of them.

    Returns
    -------
    ProgrammeVotes

    Raises
    ------
    LibraryError
        Where there is no such folder, or the site is none that :func:`kuleshov.programme` wrote.

    See Also
    --------
    kuleshov.programme : Makes the page on which they voted.

    Examples
    --------
    >>> programme_votes("votes", "spring-class-site")  # doctest: +SKIP
    Ten small films: 12 visitors, 2 orders
    """
    folder = Path(votes)
    if not folder.is_dir():
        raise LibraryError(
            f"{folder} is no folder. Put the files that visitors handed in into one."
        )
    title, films = _shown(Path(site))
    ballots, left_out = [], []
    seen: dict[str, str] = {}
    for number, path in enumerate(sorted(folder.rglob("*.json"))):
        name = on_one_line(path.relative_to(folder).as_posix())
        if number >= _MANY:
            left_out.append(f"{name} and all after it: more than {_MANY:,} files are not read.")
            break
        try:
            told = _told(path, title)
            of = str(told.get("ballot") or sha256(path))[:64]
            if of in seen:
                raise LibraryError(f"it is the same visitor's file as {seen[of]}, and counts once.")
            ballot, unknown = _ballot(name, told, films)
        except LibraryError as error:
            left_out.append(f"{name}: {error}")
            continue
        seen[of] = name
        ballots.append(ballot)
        if unknown:
            gone = counted(unknown, "vote is for a film", "votes are for films")
            left_out.append(f"{name}: {gone} that this site doesn't show; the others count.")
    left_out += [
        f"{on_one_line(one.name)}: it doesn't end in .json."
        for one in sorted(folder.rglob("[!.]*"))
        if one.suffix != ".json" and not one.is_dir()
    ]
    return ProgrammeVotes(title, films, tuple(ballots), tuple(left_out))


def _told(path: Path, title: str) -> dict[str, Any]:
    """Read a file as data: one of this programme."""
    try:
        told = json.loads(words_of(path, _MOST))
    except (ValueError, RecursionError) as error:
        if isinstance(error, LibraryError):
            raise
        raise LibraryError("it isn't JSON, as the page saves it.") from None
    if not isinstance(told, dict) or not isinstance(told.get("programme"), str):
        raise LibraryError("it names no programme; the page's own file does.")
    if not same(told["programme"], title):
        raise LibraryError(f"it is of the programme {told['programme'][:60]!r}.")
    return told


def _ballot(name: str, told: Mapping[str, Any], films: Mapping[str, str]) -> tuple[Ballot, int]:
    """Return a visitor's votes, and how many of them are for films that aren't shown here."""
    order, rows = told.get("order"), told.get("votes")
    if not isinstance(order, list) or not all(isinstance(one, str) for one in order):
        raise LibraryError("it doesn't say in which order the films stood.")
    if len(set(order)) < len(order):
        raise LibraryError("its order names a film twice.")
    if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
        raise LibraryError("it holds no list of votes.")
    if [one.get("film") for one in rows] != order:
        raise LibraryError("its votes don't follow its order, so it was changed by hand.")
    cast = {}
    for one in rows:
        vote = one.get("vote")
        if vote is None:
            continue
        if isinstance(vote, bool) or not isinstance(vote, int) or not LOWEST <= vote <= HIGHEST:
            raise LibraryError(f"a vote is {LOWEST} to {HIGHEST}, and not {str(vote)[:40]!r}.")
        cast[one["film"]] = vote
    known = {film: vote for film, vote in cast.items() if film in films}
    if not known:
        raise LibraryError(f"it holds no vote for any of the {counted(len(films), 'film')} shown.")
    return Ballot(name, tuple(order), known), len(cast) - len(known)


def _shown(site: Path) -> tuple[str, dict[str, str]]:
    """Return a site's title, and the titles of its films by their names there."""
    page = site / "index.html"
    read = _Page()
    try:
        read.feed(page.read_text("utf-8", "replace"))
        read.close()
        title = json.loads(read.data)["title"]
    except (OSError, ValueError, KeyError, TypeError):
        title = None
    if not isinstance(title, str) or not read.films:
        raise LibraryError(f"{site} is no site of a programme: kuleshov programme makes one.")
    return title, read.films


class _Page(HTMLParser):
    """The films of a programme's page, and the data that it holds of itself."""

    def __init__(self) -> None:
        super().__init__()
        self.films: dict[str, str] = {}
        self.data, self._in = "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a film's names; begin to read the data."""
        held = dict(attrs)
        self._in = tag == "script" and held.get("id") == "programme"
        if tag == "article" and held.get("data-film"):
            self.films[str(held["data-film"])] = on_one_line(held.get("data-title") or "")

    def handle_data(self, data: str) -> None:
        """Keep the data."""
        if self._in:
            self.data += data

    def handle_endtag(self, tag: str) -> None:
        """End the data."""
        self._in = False
