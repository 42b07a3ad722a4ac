"""A script supervisor's sheet: for each shot of a film who is where, what stands where, what is lit.

It is filled in by hand while watching. A picture that changes is a film; a state that changes between
two shots, and that nobody changed, is a break. So the end of each shot is held against the beginning of
the next. The sheet is data: a file of comma-separated values in ``studio/continuity``, which other
programs read and which is handed in with a film.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import EditError
from ..files import one_writer, write_whole
from ..folders import made, studio
from ..library.imports import file_name
from ..timecode import timecode
from ..views import view
from ..words import either, meant
from .continuity_notes import Note, SheetShot
from .continuity_truth import Judged, judged
from .edit import EditWithTakes

if TYPE_CHECKING:
    import numpy as np
    import pandas
    from numpy.typing import NDArray

    from ..media import FilmLike

FACTS = {
    "seen": ("yes", "no"),
    "side": ("left", "middle", "right"),
    "looks": ("left", "right", "towards us", "away"),
    "lit": ("yes", "no"),
    "stands": (),
    "wears": (),
}
"""What is asked of whoever or whatever is in a picture, and what may be answered; words where nothing
stands. Sides are the picture's: left is left on the screen."""

_SENTENCES = {
    "side": "is on the {a} of the picture, then on the {b}. Did it move, or was the line crossed?",
    "looks": "looks {a}, then {b}. Did it turn, or was the line crossed?",
    "lit": "is lit: {a}, then: {b}. Is it seen or heard to change?",
    "stands": "stands {a}, then {b}. Who moved it?",
    "wears": "wears {a}, then {b}. Who changed it?",
}
ENDS = ("begins", "ends")
_COLUMNS = ("take", "in", "out", "subject", "fact", *ENDS, "answer")
_MOST = 20_000  # rows of one sheet
_LONGEST = 400  # letters of an answer


@dataclass(frozen=True)
class Break:
    """A state that changes between two shots.

    Attributes
    ----------
    before, after : int
        Numbers of the two shots.
    subject, fact : str
    was, becomes : str
        How it was at the end of the one, and how it is at the beginning of the other.
    timecode : str
        Where in the film.
    answer : str
        Why that is meant; empty where nobody has answered.
    """

    before: int
    after: int
    subject: str
    fact: str
    was: str
    becomes: str
    timecode: str
    answer: str = ""

    def __str__(self) -> str:
        told = _SENTENCES[self.fact].format(a=self.was, b=self.becomes)
        head = f"At {self.timecode}, shots {self.before} and {self.after}: {self.subject} {told}"
        return f"{head} Your answer: {self.answer}" if self.answer else head


class Breaks(list[Break]):
    """What changes between shots; shown as one line each."""

    @property
    def open(self) -> Breaks:
        """Those that nobody has answered."""
        return Breaks(one for one in self if not one.answer)

    def __repr__(self) -> str:
        return "\n".join(map(str, self)) or "Nothing that was noted changes between two shots."


class Continuity(Sequence[SheetShot]):
    """A continuity sheet; made by :func:`continuity`.

    Attributes
    ----------
    title : str
    path : Path
        Where it lies in the studio; each note is saved there at once.
    lost : tuple of Note
        Notes of shots that the film has no more. They stay in the file.
    """

    def __init__(
        self,
        title: str,
        shots: Sequence[SheetShot],
        path: Path,
        film: EditWithTakes | FilmLike,
    ) -> None:
        self.title, self.path = title, path
        self._shots, self._film = tuple(shots), film
        self._notes: dict[tuple[int, str, str], Note] = {}
        self._lost: list[dict[str, str]] = []
        self._load()

    def __getitem__(self, index: Any) -> Any:
        return self._shots[index]

    def __len__(self) -> int:
        return len(self._shots)

    @property
    def notes(self) -> list[Note]:
        """All notes, by shot, in the order in which things were first noted."""
        return sorted(self._notes.values(), key=lambda one: one.shot)

    @property
    def subjects(self) -> list[str]:
        """Who and what was noted, in the order in which that was done."""
        return list(dict.fromkeys(subject for _, subject, _ in self._notes))

    @property
    def lost(self) -> tuple[str, ...]:
        """A sentence for each shot that the film has no more, whose notes are still in the file."""
        shots = dict.fromkeys(
            f"{row['take']} {row['in']} to {row['out']}: its notes are kept, and it isn't in the film."
            for row in self._lost
        )
        return tuple(shots)

    def note(self, shot: int, subject: str, at: str = "", **facts: str) -> Continuity:
        """Write down what is seen of one thing in one shot.

        Parameters
        ----------
        shot : int
            Its number, from 1.
        subject : str
            Who or what.
        at : str
            ``"begins"`` or ``"ends"``, where it changes within the shot; both if left out.
        **facts : str
            ``seen``, ``side``, ``looks``, ``lit``, ``stands`` or ``wears``; "" takes a note back.

        Returns
        -------
        Continuity
            The same, so that notes can follow each other.

        Raises
        ------
        EditError
            Where there is no such shot, nothing like it is asked, or an answer is none of those that
            may be given.

        Examples
        --------
        >>> import kuleshov as ku
        >>> cut = ku.Cut("x", rushes=ku.rushes("understudy")).add("4A-1", 12, 13).add("5A-1", 13, 14)
        >>> sheet = ku.continuity(cut).note(1, "the cup", stands="before the window")
        >>> sheet.note(2, "the cup", stands="on the sheet").check()
        At 00:00:01:00, shots 1 and 2: the cup stands before the window, then on the sheet. Who moved it?
        """
        name = self._subject(subject)
        self._number(shot)
        if at not in ("", *ENDS):
            raise EditError('at= is "begins" or "ends"; leave it out for both.')
        said = {fact: _allowed(fact, words) for fact, words in facts.items()}
        for fact, words in said.items():
            key = (shot, name, fact)
            was = self._notes.get(key) or Note(*key)
            self._notes[key] = replace(
                was,
                begins=words if at in ("", "begins") else was.begins,
                ends=words if at in ("", "ends") else was.ends,
            )
            if not (self._notes[key].begins or self._notes[key].ends):
                del self._notes[key]
        self._save()
        return self

    def answer(self, shot: int, subject: str, fact: str, why: str) -> Continuity:
        """Say why a thing may be another in the next shot.

        Parameters
        ----------
        shot : int
            The earlier of the two.
        subject, fact : str
            As it was noted.
        why : str

        Returns
        -------
        Continuity

        Raises
        ------
        EditError
            Where that was not noted.
        """
        key = (shot, self._subject(subject), fact)
        if key not in self._notes:
            raise EditError(f"Shot {shot} has no note of {subject}, {fact}: note it first.")
        self._notes[key] = replace(self._notes[key], answer=_line(why))
        self._save()
        return self

    def check(self) -> Breaks:
        """Hold the end of each shot against the beginning of the next.

        A thing that is not noted in one of the two, or not seen there, says nothing, and the shot
        after is held against the last in which it was seen.

        Returns
        -------
        Breaks
        """
        found: list[Break] = []
        for subject in self.subjects:
            for fact in _SENTENCES:
                found += self._breaks(subject, fact)
        return Breaks(sorted(found, key=lambda one: (one.after, one.subject)))

    def _breaks(self, subject: str, fact: str) -> Iterator[Break]:
        noted = [
            self._notes[key]
            for n in range(1, len(self) + 1)
            if (key := (n, subject, fact)) in self._notes
        ]
        for one, other in pairwise(noted):
            if one.ends and other.begins and one.ends.casefold() != other.begins.casefold():
                at = self._shots[other.shot - 1].timecode
                yield Break(
                    one.shot, other.shot, subject, fact, one.ends, other.begins, at, one.answer
                )

    def judged(self) -> Judged:
        """Hold the notes against what is known of the takes.

        Returns
        -------
        Judged
            Only of the lamps of the rushes it is known; what is noted of anything else is not judged.

        Raises
        ------
        EditError
            Where nothing is known of the film's takes.
        """
        if not _is_edit(self._film):
            raise EditError(
                f"Of {self.title} nothing is known but what you see. An edit of the rushes can be judged."
            )
        return judged(self.notes, self, self._film)  # type: ignore[arg-type]

    def still(self, shot: int, at: str = "begins") -> NDArray[np.uint8]:
        """Return the first or the last frame of a shot.

        Parameters
        ----------
        shot : int
            Its number, from 1.
        at : str
            ``"begins"`` or ``"ends"``.

        Returns
        -------
        ndarray of uint8, shape (height, width, 3)
            RGB.

        Raises
        ------
        EditError
            Where there is no such shot.
        """
        from ..media.clip import clip_of

        one = self._shots[self._number(shot) - 1]
        film = self._film.take(one.take) if _is_edit(self._film) else self._film  # type: ignore[union-attr]
        return clip_of(film).frame(one.in_ if at == "begins" else one.out - 1)  # type: ignore[arg-type]

    def form(self) -> Any:
        """Fill the sheet in by hand: a shot's first and last frame, and fields for what is seen.

        Returns
        -------
        ipywidgets.VBox
            Each answer is saved at once.
        """
        return view("continuity form")(self)

    def _number(self, shot: int) -> int:
        if not 1 <= shot <= len(self):
            raise EditError(f"There is no shot {shot}: {self.title} has shots 1 to {len(self)}.")
        return shot

    def table(self) -> pandas.DataFrame:
        """Return what a notebook shows, as words.

        Returns
        -------
        pandas.DataFrame
            A row for each thing and fact, a column a shot; "a > b" where it changes within the shot.
        """
        import pandas

        rows = dict.fromkeys((subject, fact) for _, subject, fact in self._notes)
        cells = [[_cell(self._notes.get((shot.number, *row))) for shot in self] for row in rows]
        heads = [f"{shot.number} {shot.take}" for shot in self]
        index = pandas.Index([f"{subject}, {fact}" for subject, fact in rows], name="")
        return pandas.DataFrame(cells, index=index, columns=heads)

    def __repr__(self) -> str:
        told = self.table().to_string() if self._notes else "Nothing is noted yet."
        return "\n".join(
            [f"{self.title}: {len(self)} shots, in {self.path.name}", told, *self.lost]
        )

    def _subject(self, subject: str) -> str:
        """Return a name as it was first written: "diode" and "Diode" are one."""
        name = _line(subject)
        if not name:
            raise EditError('Say who or what it is about, such as "the cup".')
        return next((one for one in self.subjects if one.casefold() == name.casefold()), name)

    def _load(self) -> None:
        if not self.path.is_file():
            return
        for row in _rows(self.path):
            number = self._number_of(row)
            if number is None:
                self._lost.append(row)
            else:
                note = Note(
                    number, row["subject"], row["fact"], row["begins"], row["ends"], row["answer"]
                )
                self._notes[number, note.subject, note.fact] = note

    def _number_of(self, row: dict[str, str]) -> int | None:
        """Return the shot that a row is about: of the same take, the one that shares most with it."""
        first, last = int(row["in"]), int(row["out"])
        shared = [
            (min(shot.out, last) - max(shot.in_, first), -shot.number)
            for shot in self
            if shot.take == row["take"]
        ]
        most, number = max(shared, default=(0, 0))
        return -number if most > 0 else None

    def _save(self) -> None:
        rows = [*self._lost]
        for note in self.notes:
            shot = self._shots[note.shot - 1]
            rows.append(
                {"take": shot.take, "in": str(shot.in_), "out": str(shot.out), "subject": note.subject,
                 "fact": note.fact, "begins": note.begins, "ends": note.ends, "answer": note.answer}
            )  # fmt: skip
        out = io.StringIO()
        writer = csv.DictWriter(out, _COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        from ..media.writing import disk

        made(self.path.parent)
        with disk(self.path), one_writer(self.path):
            write_whole(self.path, out.getvalue())


def continuity(film: EditWithTakes | FilmLike, name: str = "") -> Continuity:
    """Open the continuity sheet of an edit or a film.

    Parameters
    ----------
    film : Cut, Clip, Take, str or Path
        The shots of an edit are known; in a film they are found by its cuts.
    name : str, optional
        What the sheet is called; the film's title if left out.

    Returns
    -------
    Continuity
        With what was noted before: notes follow their shots when the film is cut again.

    Raises
    ------
    EditError
        Where the edit has no shots, or the sheet in the studio can't be read.
    MediaError
        Where the film can't be read.

    See Also
    --------
    kuleshov.Cut.check : What can be found without anybody's eyes.

    Examples
    --------
    >>> import kuleshov as ku
    >>> cut = ku.Cut("y", rushes=ku.rushes("understudy")).add("4A-1", 12, 13).add("5A-1", 13, 14)
    >>> len(ku.continuity(cut)), ku.continuity(cut)[1].timecode
    (2, '00:00:01:00')
    """
    title, shots = _of_edit(film) if _is_edit(film) else _of_film(film)  # type: ignore[arg-type]
    if not shots:
        raise EditError(f"{title} has no shots yet: add some, then note what is in them.")
    path = studio() / "continuity" / f"{file_name(name or title)}.csv"
    return Continuity(name or title, shots, path, film)


def _is_edit(film: Any) -> bool:
    return hasattr(film, "edit") and callable(getattr(film, "take", None))


def _of_edit(cut: EditWithTakes) -> tuple[str, list[SheetShot]]:
    return cut.title, [
        SheetShot(
            number, span.shot.take, span.offset, span.offset + span.stop - span.start, span.start,
            timecode(span.start, cut.rate),
        )
        for number, span in enumerate(
            (one for one in cut.edit.picture() if not one.shot.is_card), 1
        )
    ]  # fmt: skip


def _of_film(film: FilmLike) -> tuple[str, list[SheetShot]]:
    from ..media.clip import clip_of
    from ..metrics import find_cuts

    clip = clip_of(film)
    ends = [0, *(one.frame for one in find_cuts(clip) if 0 < one.frame < clip.frames), clip.frames]
    return clip.name, [
        SheetShot(number, clip.name, start, stop, start, timecode(start, clip.edit_rate))
        for number, (start, stop) in enumerate(pairwise(ends), 1)
    ]


def _allowed(fact: str, words: str) -> str:
    if fact not in FACTS:
        raise EditError(
            f"{fact!r} is not asked.{meant(fact, FACTS)} There is {either(list(FACTS))}."
        )
    said, choices = _line(words), FACTS[fact]
    if said and choices and said.lower() not in choices:
        raise EditError(f"{fact} is {either(choices)}, and not {said!r}.")
    return said.lower() if choices else said


def _line(words: str) -> str:
    """Return words as one line that nobody has to scroll."""
    if not isinstance(words, str):
        raise EditError(f"A note is words, not {words!r}.")
    line = " ".join("".join(a if a.isprintable() else " " for a in words).split())
    if len(line) > _LONGEST:
        raise EditError(f"A note has {_LONGEST} letters at most; this one has {len(line)}.")
    return line


def _cell(note: Note | None) -> str:
    if note is None:
        return ""
    return note.begins if note.begins == note.ends else f"{note.begins or '?'} > {note.ends or '?'}"


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [
                {name: _line(row.get(name) or "") for name in _COLUMNS}
                for row, _ in zip(csv.DictReader(file), range(_MOST), strict=False)
            ]
        for row in rows:
            int(row["in"]), int(row["out"])
            _allowed(row["fact"], "")
    except (OSError, ValueError, csv.Error, EditError) as problem:
        raise EditError(
            f"The sheet {path} can't be read ({problem}). It is yours: mend that row, or move the file "
            "away to begin a new one. Nothing was written to it."
        ) from None
    return rows
