"""What is left of a feed and of a dark room: one viewer's memory test, and a whole class's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import nan, sqrt
from pathlib import Path
from statistics import NormalDist, mean, stdev
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import KuleshovError, Refused
from ..views import view
from ..words import counted
from .attention_log import ROOMS, AttentionLog, read_log
from .matched_sets import SHORTEST
from .recognition import Recognition, difference

if TYPE_CHECKING:
    import pandas

NAMES = {"feed": "the feed", "dark": "the dark room"}
_NOTHING = Recognition(0, 0, 0, 0)
_NORMAL = NormalDist()
_SEED = 1918
_NONE = "–"


@dataclass(frozen=True)
class Remembered:
    """What one viewer knew again from the feed and from the dark room.

    Shows itself as a table; :meth:`plot` draws it as two bars. It is false where there is nothing
    to score yet: ``trial.result or trial.simulated()``.

    Attributes
    ----------
    feed, dark : Recognition
        Hits and false alarms, of pieces that were on screen for 2 s or longer.
    seconds : dict of str to float
        How long pieces were on screen in all, by room. Empty where nobody watched.
    short : dict of str to int
        Pieces that were on screen for less than 2 s, or never: they are not scored.
    first : str
        Which room came first: ``"feed"`` or ``"dark"``.
    filler : float or None
        Seconds between the last piece and the first question.
    recalled : str
        What came to mind before any picture was shown again.
    viewer : str
        A pseudonym.
    simulated : bool
        Whether chance answered, and nobody watched.
    why : str
        Why there is nothing to score; else empty.
    """

    feed: Recognition = _NOTHING
    dark: Recognition = _NOTHING
    seconds: dict[str, float] = field(default_factory=dict)
    short: dict[str, int] = field(default_factory=dict)
    first: str = ""
    filler: float | None = None
    recalled: str = ""
    viewer: str = ""
    simulated: bool = False
    why: str = ""

    def __bool__(self) -> bool:
        return not self.why

    @property
    def difference(self) -> tuple[float, float, float]:
        """By how much d' is larger in the dark, and between which values that lies at 95 %."""
        return difference(self.dark, self.feed)

    @property
    def finding(self) -> str:
        """What was found, in a few sentences; or why there is nothing."""
        if self.why:
            return self.why
        more, low, high = self.difference
        who = "A simulated viewer" if self.simulated else "You"
        known = (
            f"{who} knew {self.feed.hits} of {self.feed.old} pieces of the feed and "
            f"{self.dark.hits} of {self.dark.old} of the dark room, and took "
            f"{self.feed.false_alarms} and {self.dark.false_alarms} lures for known."
        )
        known += self._left_out
        apart = f"d' is {abs(more):.2f} {'higher' if more >= 0 else 'lower'} in the dark ({low:.2f} to {high:.2f})"
        if low <= 0 <= high:
            return f"{known} {apart}: so few pieces can't tell that from nothing."
        return f"{known} {apart}: more than chance, for one viewer on one day."

    @property
    def _left_out(self) -> str:
        short = [f"{self.short[r]} of {NAMES[r]}" for r in ROOMS if self.short.get(r)]
        said = f"Not scored, for they were on screen for less than {SHORTEST:g} s or never"
        return f" {said}: {' and '.join(short)}." if short else ""

    def plot(self) -> Any:
        """Draw d' of the feed and of the dark room as two bars with their intervals.

        Returns
        -------
        Plot
            With the same in words.

        Raises
        ------
        Refused
            Where there is nothing to score yet.
        """
        if self.why:
            raise Refused(self.why)
        return view("remembered")(self)

    def table(self) -> pandas.DataFrame:
        """Return what a notebook shows, as words.

        Returns
        -------
        pandas.DataFrame
            A row a room: known, lures taken for known, d', its interval, on screen, not scored.
        """
        import pandas

        rows = []
        for room in ROOMS:
            one: Recognition = getattr(self, room)
            low, high = one.interval()
            on = f"{self.seconds[room]:.1f} s" if room in self.seconds else _NONE
            rows.append(
                (
                    NAMES[room],
                    f"{one.hits} of {one.old}",
                    f"{one.false_alarms} of {one.new}",
                    f"{one.d_prime:.2f}" if one.is_enough else _NONE,
                    f"{low:.2f} to {high:.2f}" if one.is_enough else _NONE,
                    on,
                    str(self.short.get(room, _NONE)),
                )
            )
        heads = ["room", "known", "lures taken for known", "d'", "95 %", "on screen", "not scored"]
        return pandas.DataFrame(rows, columns=heads)

    def to_frame(self) -> pandas.DataFrame:
        """Return the numbers for pandas.

        Returns
        -------
        pandas.DataFrame
            A row a room: room, hits, old, false_alarms, new, d_prime, low, high, seconds, short.
        """
        import pandas

        rows = []
        for room in ROOMS:
            one: Recognition = getattr(self, room)
            counts = (one.hits, one.old, one.false_alarms, one.new)
            seconds, short = (held.get(room, nan) for held in (self.seconds, self.short))
            rows.append((room, *counts, one.d_prime, *one.interval(), seconds, short))
        heads = ["room", "hits", "old", "false_alarms", "new", "d_prime", "low", "high", "seconds", "short"]  # fmt: skip
        return pandas.DataFrame(rows, columns=heads)

    def __str__(self) -> str:
        if self.why:
            return self.why
        lines = [f"{NAMES[room]}: {getattr(self, room)}" for room in ROOMS]
        return "\n".join([self.finding, *(f"  {line}" for line in lines)])

    __repr__ = __str__


def score(log: AttentionLog) -> Remembered:
    """Count what a viewer's file says.

    Parameters
    ----------
    log : AttentionLog

    Returns
    -------
    Remembered
        False, with the reason in ``why``, where the test isn't done.

    Examples
    --------
    >>> print(score(AttentionLog()))
    Nothing was tested yet: watch the feed and the dark room first, in the order that they say; then comes the test.
    """
    if not log.done:
        left = [NAMES[room] for room in ROOMS if room not in log.over]
        todo = (
            f"watch {' and '.join(left)} first, in the order that they say; then comes the test"
            if left
            else f"{counted(len(log.said), 'picture')} of the test have an answer; go on there"
        )
        return Remembered(why=f"Nothing was tested yet: {todo}.", viewer=log.viewer)
    found = {room: _counted(log, room) for room in ROOMS}
    why = ""
    if not all(one.is_enough for one in found.values()):
        why = (
            f"There is nothing to score: no piece was on screen for {SHORTEST:g} s in "
            f"{' and '.join(NAMES[r] for r in ROOMS if not found[r].is_enough)}."
        )
    return Remembered(
        found["feed"],
        found["dark"],
        seconds={room: round(float(sum(log.seconds(room).values())), 1) for room in ROOMS},
        short={room: log.pieces - found[room].old for room in ROOMS},
        first=log.first,
        filler=log.filler,
        recalled=log.recalled or "",
        viewer=log.viewer,
        why=why,
    )


def _counted(log: AttentionLog, room: str) -> Recognition:
    seconds = log.seconds(room)
    answers = [one for one in log.said if one.room == room]
    old = [one for one in answers if one.old and seconds[one.picture] >= SHORTEST - 1e-9]
    new = [one for one in answers if not one.old]
    return Recognition(
        sum(one.called_old for one in old),
        len(old),
        sum(one.called_old for one in new),
        len(new),
    )


def simulated(
    pieces: int = 12, feed: float = 1.0, dark: float = 1.6, seed: int = 1, bias: float = 0.0
) -> Remembered:
    """Let chance answer a memory test, with a memory that is known.

    Parameters
    ----------
    pieces : int
        How many each room shows, 1 or more, and as many lures.
    feed, dark : float
        The true d' of each room.
    seed : int
        Of the answers.
    bias : float
        By how many standard deviations the viewer hesitates to say old; 0 is without bias.

    Returns
    -------
    Remembered
        It says that it is simulated.

    Raises
    ------
    KuleshovError
        Where there is no piece.

    Examples
    --------
    >>> found = simulated(seed=3)
    >>> found.simulated, found.feed.old, found.dark.new
    (True, 12, 12)
    """
    if pieces < 1:
        raise KuleshovError(f"{pieces} pieces are none to remember: 1 or more.")
    chance = np.random.default_rng([_SEED, seed])
    found = {}
    for room, true in (("feed", feed), ("dark", dark)):
        hit, alarm = (_NORMAL.cdf(side * true / 2 - bias) for side in (1, -1))
        found[room] = Recognition(
            int(chance.binomial(pieces, hit)), pieces, int(chance.binomial(pieces, alarm)), pieces
        )
    return Remembered(found["feed"], found["dark"], simulated=True)


@dataclass(frozen=True)
class RememberedBy:
    """Memory tests of several viewers, made by :func:`remembered_by`.

    Attributes
    ----------
    viewers : tuple of Remembered
    left_out : int
        Files in which nothing could be scored.
    """

    viewers: tuple[Remembered, ...]
    left_out: int = 0

    def __len__(self) -> int:
        return len(self.viewers)

    @property
    def simulated(self) -> bool:
        """Whether chance has answered for one of them or more."""
        return any(one.simulated for one in self.viewers)

    @property
    def who(self) -> str:
        """How many viewers, and whether they are simulated, in words."""
        return counted(len(self), "simulated viewer" if self.simulated else "viewer")

    @property
    def differences(self) -> tuple[float, ...]:
        """By how much d' is larger in the dark, for each viewer."""
        return tuple(one.difference[0] for one in self.viewers)

    @property
    def difference(self) -> tuple[float, float, float]:
        """The mean of the differences and its 95 % interval, by Student's t; NaN of one viewer."""
        from scipy.stats import t

        found = mean(self.differences)
        if len(self) < 2:
            return found, float("nan"), float("nan")
        half = float(t.ppf(0.975, len(self) - 1)) * stdev(self.differences) / sqrt(len(self))
        return found, found - half, found + half

    @property
    def finding(self) -> str:
        """What was found, in a sentence or two."""
        more, low, high = self.difference
        higher = sum(one > 0 for one in self.differences)
        many = f"{higher} of {self.who} remembered the dark room better."
        if len(self) < 2:
            return f"{many} One is an anecdote: pool the files of a class."
        verdict = "that may be nothing" if low <= 0 <= high else "more than chance"
        return f"{many} In the mean d' differs by {more:.2f} ({low:.2f} to {high:.2f}): {verdict}."

    def plot(self) -> Any:
        """Draw each viewer's two d' joined by a line, and their means.

        Returns
        -------
        Plot
            With the same in words.
        """
        return view("remembered by")(self)

    def table(self) -> pandas.DataFrame:
        """Return what a notebook shows, as words.

        Returns
        -------
        pandas.DataFrame
            A row a viewer: pseudonym, d' of the feed, of the dark room, and the difference.
        """
        import pandas

        rows = [
            (one.viewer, f"{one.feed.d_prime:.2f}", f"{one.dark.d_prime:.2f}", f"{one.difference[0]:+.2f}")
            for one in self.viewers
        ]  # fmt: skip
        return pandas.DataFrame(rows, columns=["viewer", "feed, d'", "dark room, d'", "difference"])

    def to_frame(self) -> pandas.DataFrame:
        """Return the numbers for pandas.

        Returns
        -------
        pandas.DataFrame
            Two rows a viewer, as :meth:`Remembered.to_frame` has them, after the pseudonym and which
            room came first.
        """
        import pandas

        frames = []
        for one in self.viewers:
            rows = one.to_frame()
            rows.insert(0, "viewer", one.viewer)
            rows.insert(1, "first", one.first)
            frames.append(rows)
        return pandas.concat(frames, ignore_index=True)

    def __str__(self) -> str:
        return self.finding

    __repr__ = __str__


def remembered_by(files: str | Path | Iterable[str | Path | Remembered]) -> RememberedBy:
    """Pool the memory tests of a class: files that viewers have handed over themselves.

    Parameters
    ----------
    files : str, Path, or iterable of str, Path or Remembered
        A folder, one file, or several; a result is taken as it is.

    Returns
    -------
    RememberedBy

    Raises
    ------
    KuleshovError
        Where there is no file, one can't be read, or one viewer comes twice.
    Refused
        Where nothing can be scored in any of them.

    See Also
    --------
    kuleshov.attention : Makes such a file, in ``studio/attention``.

    Examples
    --------
    Twenty viewers by chance, whose memory of the dark is better by half a standard deviation:

    >>> print(remembered_by(simulated(12, 1.0, 1.5, seed=n) for n in range(20)))
    14 of 20 simulated viewers remembered the dark room better. In the mean d' differs by 0.38 (0.05 to 0.70): more than chance.
    """
    found: list[Remembered] = []
    for one in _each(files):
        result = one if isinstance(one, Remembered) else score(read_log(Path(one)))
        if result.viewer and result.viewer in {other.viewer for other in found}:
            raise KuleshovError(
                f"{result.viewer} comes twice: a viewer counts once. Take one of the two files out."
            )
        found.append(result)
    usable = tuple(one for one in found if one)
    if not usable:
        raise Refused(found[0].why if found else "There is no file of a memory test to read.")
    return RememberedBy(usable, len(found) - len(usable))


def _each(
    files: str | Path | Iterable[str | Path | Remembered],
) -> Iterable[str | Path | Remembered]:
    if not isinstance(files, (str, Path)):
        return files
    path = Path(files)
    return sorted(path.glob("*.txt")) if path.is_dir() else [path]
