"""Votes: what viewers said, kept as a text file that anybody can read.

One vote a line, ``viewer, film, word``::

    # Which feeling? Each viewer saw one film.
    v1, A, hunger
    v2, B, grief

A viewer is a pseudonym: the kit asks for no names.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import KuleshovError
from .lines import read_text, told_lines

if TYPE_CHECKING:
    import pandas

Z95 = 1.959964


@dataclass(frozen=True)
class Votes:
    """Votes as they were cast, as :func:`kuleshov.votes` reads them.

    Attributes
    ----------
    cast : tuple of (str, str, str)
        Viewer, film and word of each.

    Examples
    --------
    Two of three say much less than two thirds:

    >>> seen = votes("v1, A, hunger\\nv2, A, grief\\nv3, A, hunger")
    >>> seen.films, seen.words, seen.count("A", "hunger")
    (['A'], ['hunger', 'grief'], 2)
    >>> [round(x, 2) for x in seen.share("A", "hunger")]
    [0.67, 0.21, 0.94]
    """

    cast: tuple[tuple[str, str, str], ...]

    def __len__(self) -> int:
        return len(self.cast)

    @property
    def films(self) -> list[str]:
        """The films that somebody voted on, in order of their names."""
        return sorted({film for _, film, _ in self.cast})

    @property
    def words(self) -> list[str]:
        """The words that were used, the commonest first."""
        return [word for word, _ in Counter(word for *_, word in self.cast).most_common()]

    def count(self, film: str, word: str) -> int:
        """Return how many viewers chose a word for a film.

        Parameters
        ----------
        film, word : str
            A word as it is kept, in lower case.

        Returns
        -------
        int
            0 for a film or a word that nobody named.
        """
        return sum(f == film and w == word for _, f, w in self.cast)

    def share(self, film: str, word: str) -> tuple[float, float, float]:
        """Return the share of a film's votes that chose a word, with its 95 % interval.

        Parameters
        ----------
        film, word : str
            A word as it is kept, in lower case.

        Returns
        -------
        share, low, high : float
            0 to 1. The interval is Wilson's score interval [1]_, which stays sensible for the
            handful of votes that a class has.

        Raises
        ------
        KuleshovError
            Where nobody has voted on that film.

        References
        ----------
        .. [1] E. B. Wilson, "Probable inference, the law of succession, and statistical
           inference", J. Am. Stat. Assoc. 22 (1927) 209-212.
        """
        n = sum(f == film for _, f, _ in self.cast)
        if not n:
            raise KuleshovError(f"Nobody has voted on {film!r}.")
        return wilson(self.count(film, word), n)

    def table(self) -> pandas.DataFrame:
        """Return what a notebook shows: how often each word was chosen.

        Returns
        -------
        pandas.DataFrame
            A row a film: its name, and a column for each word, the commonest first.
        """
        import pandas

        rows = [(film, *(self.count(film, word) for word in self.words)) for film in self.films]
        return pandas.DataFrame(rows, columns=["film", *self.words])

    def to_frame(self) -> pandas.DataFrame:
        """Return the shares for pandas.

        Returns
        -------
        pandas.DataFrame
            A row a film and word: film, word, votes, of (how many voted on the film), share, low,
            high (0 to 1, as :meth:`share` has them).
        """
        import pandas

        rows = [
            (film, word, self.count(film, word), len(cast), *self.share(film, word))
            for film in self.films
            for cast in [[w for _, f, w in self.cast if f == film]]
            for word in self.words
        ]
        heads = ["film", "word", "votes", "of", "share", "low", "high"]
        return pandas.DataFrame(rows, columns=heads)

    def __str__(self) -> str:
        lines = [f"{len(self)} votes"]
        for film in self.films:
            said = [f"{word} {n}" for word in self.words if (n := self.count(film, word))]
            lines.append(f"  {film}: {', '.join(said)}")
        return "\n".join(lines)


def wilson(hits: int, n: int, z: float = Z95) -> tuple[float, float, float]:
    """Return hits / n and Wilson's score interval around it.

    Parameters
    ----------
    hits : int
        How often it was so, 0 to ``n``.
    n : int
        Of how many, 1 or more.
    z : float
        How wide, in standard deviations: 1.96 for 95 %.

    Returns
    -------
    share, low, high : float
        0 to 1.

    Raises
    ------
    KuleshovError
        Where ``n`` is under 1, or ``hits`` is not among 0 to ``n``.

    Examples
    --------
    >>> [round(x, 3) for x in wilson(2, 3)]
    [0.667, 0.208, 0.939]
    """
    if n < 1 or not 0 <= hits <= n:
        raise KuleshovError(f"{hits} of {n} is no share: count 0 to n of 1 or more.")
    share = hits / n
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    # Rounding must not put the share outside its own interval.
    return share, max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


def votes(source: str | Path) -> Votes:
    """Read votes from a text file, or from text with a vote in it.

    Parameters
    ----------
    source : str or Path
        A Path is a file; a str is a file's name unless it holds a comma or a line break. A vote is
        ``viewer, film, word`` on a line; words are kept in lower case, and a line after ``#`` is
        passed over.

    Returns
    -------
    Votes

    Raises
    ------
    KuleshovError
        Naming the line that is no vote, or both on which a viewer voted on one film; or where the
        file is missing, is no text, or is over 2 MB.

    See Also
    --------
    kuleshov.preferences : One film against another, instead of a word about each.

    Examples
    --------
    >>> print(votes("v1, A, Hunger\\nv2, B, grief\\nv3, A, hunger"))
    3 votes
      A: hunger 2
      B: grief 1
    """
    text, file = str(source), ""
    if isinstance(source, Path) or ("\n" not in text and "," not in text):
        path = Path(text)
        text, file = read_text(path, "votes"), path.name
    cast: dict[tuple[str, str], tuple[str, str]] = {}
    for where, line in told_lines(text, file):
        parts = [part.strip() for part in line.split(",")]
        if len(parts) != 3 or not all(parts):
            raise KuleshovError(f"{where} is no vote: write viewer, film, word.")
        viewer, film, word = parts
        if (viewer, film) in cast:
            first, _ = cast[viewer, film]
            raise KuleshovError(
                f"{where}: {viewer} has voted on {film} already ({first}). Delete one of the two "
                "lines."
            )
        cast[viewer, film] = (where, word.lower())
    return Votes(tuple((viewer, film, word) for (viewer, film), (_, word) in cast.items()))
