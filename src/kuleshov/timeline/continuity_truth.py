"""What is known of the lamps in a shot of the rushes, held against what somebody noted of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import EditError
from .continuity_notes import Note, SheetShot
from .edit import EditWithTakes

if TYPE_CHECKING:
    import pandas

    from ..library.truth import TakeTruth

MIDDLE = (0.42, 0.58)  # of the picture's width: where left ends and right begins
_UNSURE = 0.06  # of the width: so near to an edge of the middle, either word is right
_FLAT, _STEEP = (
    0.35,
    0.8,
)  # cosines: under the first nobody looks at us, over the second nobody aside


@dataclass(frozen=True)
class Verdict:
    """One note, and what is known.

    Attributes
    ----------
    shot : int
    at : str
        "begins" or "ends".
    subject, fact, noted : str
    known : tuple of str
        The answers that are right: two where it lies between them.
    """

    shot: int
    at: str
    subject: str
    fact: str
    noted: str
    known: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether the note is one of the right answers."""
        return self.noted in self.known

    def __str__(self) -> str:
        known = " or ".join(self.known)
        return (
            f"Shot {self.shot} {self.at}: you noted {self.subject}, {self.fact}: {self.noted}; it is "
            f"{known}."
        )


class Judged(Sequence[Verdict]):
    """All notes that could be judged; shown as those that differ."""

    def __init__(self, verdicts: Sequence[Verdict]) -> None:
        self._all = tuple(verdicts)

    def __getitem__(self, index: Any) -> Any:
        return self._all[index]

    def __len__(self) -> int:
        return len(self._all)

    @property
    def right(self) -> int:
        """How many notes agree with what is known."""
        return sum(one.agrees for one in self)

    def table(self) -> pandas.DataFrame:
        """Return all verdicts.

        Returns
        -------
        pandas.DataFrame
            Shot, at, subject, fact, noted, known, agrees.
        """
        import pandas

        rows = [
            (one.shot, one.at, one.subject, one.fact, one.noted, " or ".join(one.known), one.agrees)
            for one in self
        ]
        heads = ["shot", "at", "subject", "fact", "noted", "known", "agrees"]
        return pandas.DataFrame(rows, columns=heads)

    def __repr__(self) -> str:
        if not self._all:
            return "Nothing that is noted is known: name the lamps, Filament and Diode."
        head = f"{self.right} of {len(self)} notes are as it is known."
        return "\n".join([head, *(str(one) for one in self if not one.agrees)])


def known(truth: TakeTruth, frame: int, lamp: str) -> dict[str, tuple[str, ...]]:
    """Return what is known of a lamp in one frame.

    Parameters
    ----------
    truth : TakeTruth
    frame : int
        Of the take.
    lamp : str
        "filament" or "diode".

    Returns
    -------
    dict of str to tuple of str
        For each fact that is known the right answers. A head out of the picture has no side.

    Examples
    --------
    >>> import kuleshov as ku
    >>> take = ku.rushes("understudy")["1A-1"].truth
    >>> known(take, take.frame_at(13), "filament")
    {'lit': ('yes',), 'seen': ('yes',), 'side': ('left', 'middle'), 'looks': ('right',)}
    """
    head = truth.heads(frame)[lamp]
    lights = [one for name, one in truth.lights(frame).items() if name.split()[0] == lamp]
    found: dict[str, tuple[str, ...]] = {
        "lit": ("yes",) if any(one.power > 0 for one in lights) else ("no",),
        "seen": ("yes",) if head.seen else ("no",),
    }
    if head.seen:
        found["side"] = _side(head.u / (2 * truth.K[0, 2] + 1))
        found["looks"] = _looks(truth, frame, np.array(head.xyz), np.array(lights[0].aim))
    return found


def _side(share: float) -> tuple[str, ...]:
    words = ("left", "middle", "right")
    near = {words[int(np.digitize(share + off, MIDDLE))] for off in (-_UNSURE, 0, _UNSURE)}
    return tuple(word for word in words if word in near)


def _looks(truth: TakeTruth, frame: int, head: np.ndarray, aim: np.ndarray) -> tuple[str, ...]:
    """Say where a lamp looks on the screen, by the direction of its beam seen from the camera."""
    pose = truth.pose(frame)
    turned = pose[:, :3] @ aim  # right, down, away from us
    sight = pose[:, :3] @ (head - truth.camera(frame))
    towards = -float(turned @ sight) / float(np.linalg.norm(sight))
    aside = "right" if turned[0] > 0 else "left"
    depth = "towards us" if towards > 0 else "away"
    if abs(towards) < _FLAT:
        return (aside,)
    return (depth,) if abs(towards) > _STEEP else (aside, depth)


def judged(notes: Sequence[Note], shots: Sequence[SheetShot], cut: EditWithTakes) -> Judged:
    """Hold every note about a lamp against what is known of it.

    Parameters
    ----------
    notes : sequence of Note
    shots : sequence of SheetShot
        Those of the sheet, in order.
    cut : Cut
        Whose sheet it is.

    Returns
    -------
    Judged

    Raises
    ------
    EditError
        Where nothing is known of any of its takes.

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("z", rushes=ku.rushes("understudy")).add("1A-1", 13, 14)
    >>> sheet = ku.continuity(cut).note(1, "Filament", side="right", lit="yes")
    >>> judged(sheet.notes, sheet, cut)
    2 of 4 notes are as it is known.
    Shot 1 begins: you noted Filament, side: right; it is left or middle.
    Shot 1 ends: you noted Filament, side: right; it is left or middle.
    """
    truths = {
        shot.take: truth
        for shot in shots
        if (truth := getattr(cut.take(shot.take), "truth", None)) is not None
    }
    if not truths:
        raise EditError(f"Of the takes in {cut.title} nothing is known but what you see.")
    verdicts = []
    for note in notes:
        shot = shots[note.shot - 1]
        truth, lamp = truths.get(shot.take), note.subject.casefold()
        if truth is None or lamp not in truth.heads(shot.in_):
            continue
        for at, frame, noted in (
            ("begins", shot.in_, note.begins), ("ends", shot.out - 1, note.ends),
        ):  # fmt: skip
            right = known(truth, frame, lamp).get(note.fact)
            if noted and right:
                verdicts.append(Verdict(note.shot, at, note.subject, note.fact, noted, right))
    return Judged(verdicts)
