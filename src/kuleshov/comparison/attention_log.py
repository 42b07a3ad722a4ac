"""What was on a viewer's screen and what was said of it, as a text file that anybody can read::

    # What was on the screen, and what you said of it. It is yours: nothing is sent.
    viewer, befodaki
    seed, 7
    pieces, 12
    first, dark
    on, feed, 12, 4.3
    over, feed, 90.0, time is up
    filler, 60.0
    recalled, a lamp that looks at the moon
    said, 12, feed, old, new, 1.4
    done

``on`` has the room, the piece's number and the seconds for which it was on screen; ``said`` the
picture's number, the room in whose set it is, what it was, what it was taken for, and how many
seconds that took.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import KuleshovError
from ..files import one_writer, write_whole
from .lines import read_text, told_lines

ROOMS = ("feed", "dark")
ENDINGS = ("all seen", "time is up", "left")
HEAD = "# What was on the screen, and what you said of it. It is yours: nothing is sent."


@dataclass(frozen=True)
class Said:
    """An answer to one picture.

    Attributes
    ----------
    picture : int
    room : str
        In whose set it is: ``"feed"`` or ``"dark"``.
    old : bool
        Whether its piece was shown.
    called_old : bool
        Whether the viewer took it for shown.
    seconds : float
        How long that took.
    """

    picture: int
    room: str
    old: bool
    called_old: bool
    seconds: float


@dataclass
class AttentionLog:
    """One viewer's file, as far as it goes.

    Attributes
    ----------
    viewer : str
        A pseudonym.
    seed : int
        By which the sets were dealt; -1 where none is noted.
    pieces : int
        How many pieces each room has.
    first : str
        Which room came first.
    on : list of (str, int, float)
        Room, piece and seconds on screen, as it went.
    over : dict of str to (float, str)
        Of each room that is over: after how many seconds, and why.
    filler : float or None
        How long the pause before the test was, s; None while there was none.
    recalled : str or None
        What came to mind before any picture was shown again.
    said : list of Said
    done : bool
        Whether all pictures have an answer.
    """

    viewer: str = ""
    seed: int = -1
    pieces: int = 0
    first: str = ""
    on: list[tuple[str, int, float]] = field(default_factory=list)
    over: dict[str, tuple[float, str]] = field(default_factory=dict)
    filler: float | None = None
    recalled: str | None = None
    said: list[Said] = field(default_factory=list)
    done: bool = False

    def seconds(self, room: str) -> Counter[int]:
        """Return for how long each piece was on screen in a room.

        Parameters
        ----------
        room : str

        Returns
        -------
        Counter of int to float
            Seconds by the piece's number.
        """
        found: Counter[int] = Counter()
        for where, piece, seconds in self.on:
            if where == room:
                found[piece] += seconds  # type: ignore[assignment]
        return found

    def take_in(self, line: str) -> None:
        """Add what a line of the file says.

        Parameters
        ----------
        line : str

        Raises
        ------
        KuleshovError
            Where it is no such line.

        Examples
        --------
        >>> log = AttentionLog()
        >>> log.take_in("on, feed, 12, 4.3")
        >>> log.on
        [('feed', 12, 4.3)]
        """
        what, _, rest = line.partition(",")
        read = _READERS.get(what.strip())
        try:
            if read is None:
                raise ValueError
            read(self, rest.strip())
        except ValueError:
            raise KuleshovError(
                f"{line[:60]!r} is no line of a test: it would be such as on, feed, 12, 4.3."
            ) from None


def read_log(path: Path) -> AttentionLog:
    """Read a viewer's file.

    Parameters
    ----------
    path : Path

    Returns
    -------
    AttentionLog

    Raises
    ------
    KuleshovError
        Naming the line that is none; or where there is no such file, or it is no text.

    Examples
    --------
    >>> read_log(Path("nowhere.txt"))
    Traceback (most recent call last):
        ...
    kuleshov.errors.KuleshovError: There is no file of a memory test at nowhere.txt.
    """
    log = AttentionLog()
    for where, line in told_lines(read_text(path, "a memory test"), path.name):
        try:
            log.take_in(line)
        except KuleshovError as problem:
            raise KuleshovError(f"{where}: {problem}") from None
    return log


def write_lines(path: Path, *lines: str) -> None:
    """Put lines at the end of a viewer's file, all or none; a new one gets its heading.

    Parameters
    ----------
    path : Path
        Its folder is there.
    *lines : str

    Raises
    ------
    KuleshovError
        Where one of them is no line of such a file.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "mine.txt"
    ...     write_lines(file, "on, feed, 12, 4.3", "over, feed, 4.3, left")
    ...     read_log(file).over
    {'feed': (4.3, 'left')}
    """
    probe = AttentionLog()
    for line in lines:
        probe.take_in(line)
    with one_writer(path):
        before = path.read_text(encoding="utf-8") if path.exists() else f"{HEAD}\n"
        write_whole(path, before + "".join(f"{line}\n" for line in lines))


def _room(word: str) -> str:
    if word not in ROOMS:
        raise ValueError
    return word


def _seconds(word: str) -> float:
    seconds = float(word)
    if not 0 <= seconds < 100_000:  # and no NaN
        raise ValueError
    return seconds


def _one_of(word: str, words: tuple[str, str]) -> bool:
    if word not in words:
        raise ValueError
    return word == words[0]


def _whole(word: str) -> int:
    if not word.isascii() or not word.isdigit():
        raise ValueError
    return int(word)


def _on(log: AttentionLog, rest: str) -> None:
    room, piece, seconds = (word.strip() for word in rest.split(","))
    log.on.append((_room(room), _whole(piece), _seconds(seconds)))


def _over(log: AttentionLog, rest: str) -> None:
    room, seconds, why = (word.strip() for word in rest.split(","))
    if why not in ENDINGS:
        raise ValueError
    log.over[_room(room)] = (_seconds(seconds), why)


def _said(log: AttentionLog, rest: str) -> None:
    picture, room, was, called, seconds = (word.strip() for word in rest.split(","))
    kinds = ("old", "new")
    answer = Said(
        _whole(picture), _room(room), _one_of(was, kinds), _one_of(called, kinds), _seconds(seconds)
    )
    if any(one.picture == answer.picture for one in log.said):
        raise ValueError
    log.said.append(answer)


def _done(log: AttentionLog, rest: str) -> None:
    if rest:
        raise ValueError
    log.done = True


def _kept(name: str, kind: Callable[[str], object]) -> Callable[[AttentionLog, str], None]:
    return lambda log, rest: setattr(log, name, kind(rest))


_READERS: dict[str, Callable[[AttentionLog, str], None]] = {
    "viewer": _kept("viewer", str),
    "seed": _kept("seed", _whole),
    "pieces": _kept("pieces", _whole),
    "first": _kept("first", _room),
    "on": _on,
    "over": _over,
    "filler": _kept("filler", _seconds),
    "recalled": _kept("recalled", str),
    "said": _said,
    "done": _done,
}
