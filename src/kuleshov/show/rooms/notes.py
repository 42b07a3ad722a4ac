"""Notes at moments of films, kept as the citations of a critique::

[mine@00:00:12:08] It waits a second longer than I could bear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from ...errors import KuleshovError
from ...files import whole
from ...folders import studio
from ...timecode import timecode, to_frame

_LINE = re.compile(r"^\[(?P<film>\w+)@(?P<at>[\d:]+)\]\s?(?P<words>.*)$")
_NO_WORD = re.compile(r"\W+")


@dataclass(frozen=True)
class Note:
    """What somebody saw at a frame of a film.

    Attributes
    ----------
    film : str
    frame : int
    words : str
    fresh : bool
        Whether it was made since films were veiled.
    """

    film: str
    frame: int
    words: str
    fresh: bool = field(default=False, compare=False)

    def cited(self, rate: Fraction) -> str:
        """Return the note as a sentence with its citation.

        Parameters
        ----------
        rate : Fraction
            The film's frames a second.

        Returns
        -------
        str
            As :func:`kuleshov.critique` reads it.
        """
        words = " ".join(self.words.split())
        return f"[{self.film}@{timecode(self.frame, rate)}] {words}".rstrip()


class Notes:
    """The notes of a room's films, and the text file in which they lie.

    Parameters
    ----------
    path : Path
    rates : mapping of str to Fraction
        Frames a second of each film, by its name.

    Attributes
    ----------
    masks : dict of str to str
        What the two films on the screens are called while they are seen blind.
    """

    def __init__(self, path: Path, rates: Mapping[str, Fraction]) -> None:
        self.path, self.rates = path, dict(rates)
        self.masks: dict[str, str] = {}
        self._notes, self._others = self._read()

    @classmethod
    def of(cls, clips: Mapping[str, Any]) -> Notes:
        """Return the notes of some films; they are found again by the films' names.

        Parameters
        ----------
        clips : mapping of str to Clip

        Returns
        -------
        Notes
            In ``studio/notes``.
        """
        name = "-".join(_NO_WORD.sub("_", one) for one in sorted(clips))
        path = studio() / "notes" / f"{name[:80]}.txt"
        return cls(path, {film: clip.edit_rate for film, clip in clips.items()})

    def __iter__(self) -> Iterator[Note]:
        return (replace(note, film=self.masks.get(note.film, note.film)) for note in self.told())

    def __len__(self) -> int:
        return len(self.told())

    def __str__(self) -> str:
        names = {self.masks.get(film, film): rate for film, rate in self.rates.items()}
        return "\n".join(note.cited(names[note.film]) for note in self)

    __repr__ = __str__

    def veil(self, masks: Mapping[str, str]) -> None:
        """Call films by other names from here on, and tell what is noted from here on alone.

        An older note would say which film is which, also one on the pair that was seen before.

        Parameters
        ----------
        masks : mapping of str to str
            What each film on the screens is called. Empty: by their own names, and all is told.
        """
        self.masks = dict(masks)
        self._notes = [replace(note, fresh=False) for note in self._notes]

    def told(self) -> list[Note]:
        """Return the notes that may be told now, under the films' own names.

        Returns
        -------
        list of Note
            In the file's order.
        """
        return [note for note in self._notes if note.fresh or not self.masks]

    def add(self, note: Note) -> None:
        """Keep a note.

        Parameters
        ----------
        note : Note

        Raises
        ------
        KuleshovError
            Where it has no words, or the studio can't be written.
        """
        if not note.words.strip():
            raise KuleshovError("A note wants a few words.")
        note = replace(note, words=" ".join(note.words.split()))
        rest = [one for one in self._now() if one != note]
        self._write(sorted([*rest, note], key=lambda n: (n.film, n.frame)))

    def remove(self, note: Note) -> None:
        """Take a note away; nothing happens where it is not there.

        Parameters
        ----------
        note : Note
        """
        note = replace(note, words=" ".join(note.words.split()))
        self._write([one for one in self._now() if one != note])

    def _now(self) -> list[Note]:
        """Return what the file holds now: another room on these films may have written to it."""
        fresh = {one for one in self._notes if one.fresh}
        found, self._others = self._read()
        return [replace(one, fresh=one in fresh) for one in found]

    def _write(self, notes: list[Note]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        lines = [note.cited(self.rates[note.film]) for note in notes]
        words = "".join(f"{line}\n" for line in [*lines, *self._others])
        with whole(self.path) as draft:
            draft.write_text(words, encoding="utf-8", errors="surrogateescape")
        self._notes = notes

    def _read(self) -> tuple[list[Note], list[str]]:
        """Return the file's notes, and its other lines, which are somebody's too."""
        if not self.path.exists():
            return [], []
        found, others = [], []
        text = self.path.read_text(encoding="utf-8-sig", errors="surrogateescape")
        for line in text.splitlines():
            note = self._note(line)
            if note is None:
                others.append(line)
            else:
                found.append(note)
        return found, others

    def _note(self, line: str) -> Note | None:
        match = _LINE.match(line)
        if match is None or match["film"] not in self.rates:
            return None
        try:
            line.encode("utf-8")
            frame = to_frame(match["at"], self.rates[match["film"]])
        except (KuleshovError, UnicodeEncodeError):
            return None
        return Note(match["film"], frame, " ".join(match["words"].split()))
