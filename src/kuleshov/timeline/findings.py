"""What was found in an edit, what each kind of it is, and what the editor answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from ..errors import EditError
from ..timecode import timecode
from .lanes import Marker

NEAR = 12
"""A marker answers the nearest finding of its kind, within so many frames: cuts are moved."""

KINDS = {
    "no take": "A shot or a sound from a take that isn't there. Nothing else is looked for until it is.",
    "gap": "A hole in the picture. Black on purpose is put in as black.",
    "beyond take": "A shot, a split or a dissolve wants frames that the take doesn't have.",
    "slate": "The board with the take's name can be seen. It is hardly ever meant.",
    "flash shot": "A shot of fewer than 4 frames. It may be a choice: a flash is felt, not seen.",
    "jump cut": "Two stretches of one set-up, joined. It may be a choice: time is left out, and shown.",
    "through edit": "A cut where nothing changes. Nobody sees it; it may be one that you forgot.",
    "crossed line": "Two shots from opposite sides of the action line: left and right change places. "
    "It may be a choice, where one should lose one's bearings.",
    "line cut off": "A spoken line that is heard, and not whole. It may be a choice: somebody is "
    "interrupted.",
    "line doubled": "One spoken line heard twice. It may be a choice, as an echo is.",
    "sound cut into": "A sound that is cut while it is loud: a word may have lost its head or tail. It "
    "may be a choice, where the cut should hurt.",
    "no sound": "A take without sound between takes that have it: the room falls dead. It may be a "
    "choice; silence of the room's own is softer.",
    "unheard sound": "A sound in a lane that lies behind the last picture, all of it or its end. Nobody "
    "hears what lies there.",
    "level jump": "The background is suddenly louder or softer. It may be a choice, where a door opens.",
}
"""The kinds of findings, each with a sentence that says what it is."""


@dataclass(frozen=True)
class Finding:
    """Something to look at in an edit.

    Attributes
    ----------
    kind : str
        One of :data:`KINDS`.
    frame : int
        Where in the film, in frames.
    timecode : str
        The same as hh:mm:ss:ff.
    shots : tuple of int
        Numbers of the shots it is about, counted from 1.
    sentence : str
        What is there.
    answer : str
        Why it stays, in the editor's words; empty where nobody has answered.
    answered_at : int or None
        The frame of the marker that holds the answer.
    """

    kind: str
    frame: int
    timecode: str
    shots: tuple[int, ...]
    sentence: str
    answer: str = ""
    answered_at: int | None = None

    def __str__(self) -> str:
        return f"{self.sentence} Your answer: {self.answer}" if self.answer else self.sentence


class Findings(list[Finding]):
    """What was found in a cut; shown as one line each."""

    @property
    def open(self) -> Findings:
        """Those that nobody has answered."""
        return Findings(finding for finding in self if not finding.answer)

    def __repr__(self) -> str:
        return "\n".join(map(str, self)) or "Nothing to point at."


class Statement(list[str]):
    """Lines for a statement, each with its citation; shown as they are pasted."""

    def __repr__(self) -> str:
        return "\n".join(self) or (
            "No finding is answered yet. Write why one stays: in the cutting room at its mark, or "
            'cut.answer(cut.check()[0], "...").'
        )


def found(
    kind: str, frame: int, rate: Fraction, shots: Iterable[int], sentence: str, by: str = "At"
) -> Finding:
    """Return a finding whose sentence begins with its timecode.

    Parameters
    ----------
    kind : str
    frame : int
        Of the film.
    rate : Fraction
        Frames a second.
    shots : iterable of int
    sentence : str
        Without its beginning.
    by : str
        The word before the timecode.

    Returns
    -------
    Finding

    Examples
    --------
    >>> print(found("gap", 48, Fraction(24), [2], "there is a gap."))
    At 00:00:02:00 there is a gap.
    """
    at = timecode(frame, rate)
    return Finding(kind, frame, at, tuple(shots), f"{by} {at} {sentence}")


def answered(findings: Sequence[Finding], markers: Iterable[Marker]) -> Findings:
    """Give findings the answers that the editor wrote.

    Parameters
    ----------
    findings : sequence of Finding
    markers : iterable of Marker
        Each answers the nearest finding of its kind, within :data:`NEAR` frames, and with it all
        others of that kind at the same frame.

    Returns
    -------
    Findings
        In the order of the film.

    Examples
    --------
    >>> jump = Finding("jump cut", 48, "00:00:02:00", (1, 2), "At 00:00:02:00 the picture jumps.")
    >>> print(*answered([jump], [Marker(50, "He has made up his mind.", answers="jump cut")]))
    At 00:00:02:00 the picture jumps. Your answer: He has made up his mind.
    """
    left = sorted(findings, key=lambda finding: (finding.frame, finding.kind))
    for marker in markers:
        waiting = [
            i
            for i, finding in enumerate(left)
            if finding.kind == marker.answers and not finding.answer
            and abs(finding.frame - marker.at) <= NEAR
        ]  # fmt: skip
        frames = sorted({left[i].frame for i in waiting}, key=lambda one: abs(one - marker.at))
        for i in waiting:
            if left[i].frame == frames[0]:  # two lines cut off at once have one answer
                left[i] = replace(left[i], answer=marker.text, answered_at=marker.at)
    return Findings(left)


def statement(findings: Iterable[Finding], film: str = "film") -> Statement:
    """Return the answers as lines to paste, each with a citation that can be checked.

    Parameters
    ----------
    findings : iterable of Finding
    film : str
        What the text calls the film.

    Returns
    -------
    Statement
        A line for each answer.

    Raises
    ------
    EditError
        Where the film's name is none that a citation can hold.

    See Also
    --------
    kuleshov.critique : Looks the citations up.

    Examples
    --------
    >>> statement([Finding("gap", 0, "00:00:00:00", (1,), "...", answer="Nothing is there yet.")])
    [film@00:00:00:00] Nothing is there yet.
    """
    if not re.fullmatch(r"\w+", film):
        raise EditError(
            f"A citation calls the film by one word, as [film@00:00:12:08], not {film!r}."
        )
    lines = (f"[{film}@{each.timecode}] {each.answer}" for each in findings if each.answer)
    return Statement(dict.fromkeys(lines))
