"""The gaps between speakers in an edit: from the end of one's line to the beginning of the next one's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import TYPE_CHECKING

from ..errors import Refused
from ..metrics.formulas.turn_taking import Line, changes
from .spoken import SpokenLine

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Gap:
    """How long nobody speaks between one speaker's line and the next one's.

    Attributes
    ----------
    seconds : float
        From the end of the one to the beginning of the other; below 0 they overlap.
    before, after : SpokenLine
        The two lines.
    """

    seconds: float
    before: SpokenLine
    after: SpokenLine

    @property
    def timecode(self) -> str:
        """Where the second line begins."""
        return self.after.timecode

    def __str__(self) -> str:
        one, other = (
            f"{line.speaker.title()}'s “{line.text}”" for line in (self.before, self.after)
        )
        if self.seconds < 0:
            return f"{self.timecode} {other} {-self.seconds:.2f} s before {one} has ended"
        return f"{self.timecode} {other} {self.seconds:.2f} s after {one}"


class Gaps(list[Gap]):
    """The gaps between speakers, in the order of the film; shown as a line each.

    Examples
    --------
    >>> said = [("a", 0.0, 1.0), ("b", 1.5, 2.0), ("a", 1.9, 3.0), ("b", 7.0, 8.0)]
    >>> lines = [SpokenLine(who, "No.", "", on, off, 1.0, "", None) for who, on, off in said]
    >>> found = gaps(lines)
    >>> [round(one.seconds, 2) for one in found], len(found.overlaps)
    ([0.5, -0.1, 4.0], 1)
    >>> found.median, round(found.mean, 2), found.longest.seconds
    (0.5, 1.47, 4.0)
    """

    @property
    def seconds(self) -> list[float]:
        """Each of them, in seconds."""
        return [gap.seconds for gap in self]

    @property
    def median(self) -> float:
        """The gap (s) that half of them don't reach."""
        return median(self._there())

    @property
    def mean(self) -> float:
        """Their mean (s)."""
        return fmean(self._there())

    @property
    def longest(self) -> Gap:
        """The longest of them."""
        self._there()
        return max(self, key=lambda gap: gap.seconds)

    @property
    def overlaps(self) -> Gaps:
        """Those in which the second doesn't wait until the first has ended."""
        return Gaps(gap for gap in self if gap.seconds < 0)

    def outside(self, shortest: float, longest: float) -> Gaps:
        """Return those that are shorter or longer than a brief allows.

        Parameters
        ----------
        shortest, longest : float
            Seconds; what is exactly as long is allowed.

        Returns
        -------
        Gaps
            None where all are allowed.
        """
        return Gaps(gap for gap in self if not shortest <= gap.seconds <= longest)

    def table(self) -> pd.DataFrame:
        """Return them as they are shown, in words.

        Returns
        -------
        DataFrame
            A row a gap.
        """
        import pandas as pd

        rows = [
            {
                "at": gap.timecode,
                "gap": f"{gap.seconds:.2f} s",
                "from": f"{gap.before.speaker.title()}: {gap.before.text}",
                "to": f"{gap.after.speaker.title()}: {gap.after.text}",
            }
            for gap in self
        ]
        return pd.DataFrame(rows, columns=["at", "gap", "from", "to"])

    def to_frame(self) -> pd.DataFrame:
        """Return the numbers behind them.

        Returns
        -------
        DataFrame
            A row a gap: ``at`` (s of the film at which the second line begins), ``seconds``, and
            ``from`` and ``to`` whom the floor passes.
        """
        import pandas as pd

        rows = [
            {
                "at": gap.after.start,
                "seconds": gap.seconds,
                "from": gap.before.speaker,
                "to": gap.after.speaker,
            }
            for gap in self
        ]
        return pd.DataFrame(rows, columns=["at", "seconds", "from", "to"])

    def __repr__(self) -> str:
        return "\n".join(map(str, self)) or "Nobody answers anybody: the speaker never changes."

    def _there(self) -> list[float]:
        if not self:
            raise Refused("Nobody answers anybody here: the speaker never changes.")
        return self.seconds


def gaps(lines: Iterable[SpokenLine]) -> Gaps:
    """Return the gaps between speakers.

    Parameters
    ----------
    lines : iterable of SpokenLine
        In any order, such as :meth:`kuleshov.Cut.lines` gives.

    Returns
    -------
    Gaps
        One for each change of speaker, lines taken by when they begin to be heard.

    See Also
    --------
    kuleshov.metrics.formulas.turn_taking.changes : the rule

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("x", rushes=ku.rushes("understudy")).add("4A-1", "12.0", "14.0")
    >>> print(*gaps(cut.lines()))
    00:00:01:02 Diode's “No.” 0.46 s after Filament's “No.”
    """
    said: Sequence[SpokenLine] = list(lines)
    found = changes([Line(line.speaker, line.start, line.stop) for line in said])
    return Gaps(Gap(one.gap, said[one.before], said[one.after]) for one in found)
