"""Notes at moments of films, kept as the citations of a critique::

[mine@00:00:12:08] It waits a second longer than I could bear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from ...errors import KuleshovError
from ...folders import studio
from ...timecode import timecode, to_frame

_LINE = re.compile(r"^\[(?P<film>\w+)@(?P<at>[\d:]+)\]\s?(?P<words>.*)$")
_NO_WORD = re.compile(r"\W+")


@dataclass(frozen=True)
class Note:
    """What somebody saw at a frame of a film. `fresh` notes were made in this sitting."""

    film: str
    frame: int
    words: str
    fresh: bool = field(default=False, compare=False)

    def cited(self, rate: Fraction) -> str:
        """Return the note as a sentence with its citation."""
        words = " ".join(self.words.split())
        return f"[{self.film}@{timecode(self.frame, rate)}] {words}".rstrip()


class Notes:
    """The notes of one pair of films, and the text file in which they lie.

    Parameters
    ----------
    path : Path
    rates : mapping of str to Fraction
        Frames a second of each film, by its name.
    """

    def __init__(self, path: Path, rates: Mapping[str, Fraction]) -> None:
        self.path, self.rates = path, dict(rates)
        self._notes = self._read()

    @classmethod
    def of(cls, clips: Mapping[str, Any]) -> Notes:
        """Return the notes of two films; they are found again by the films' names."""
        name = "-".join(_NO_WORD.sub("_", one) for one in sorted(clips))
        path = studio() / "notes" / f"{name[:80]}.txt"
        return cls(path, {film: clip.rate for film, clip in clips.items()})

    def __iter__(self) -> Iterator[Note]:
        return iter(self._notes)

    def __len__(self) -> int:
        return len(self._notes)

    def __str__(self) -> str:
        return "\n".join(note.cited(self.rates[note.film]) for note in self._notes)

    __repr__ = __str__

    def add(self, note: Note) -> None:
        """Keep a note.

        Raises
        ------
        KuleshovError
            Where it has no words, or the studio can't be written.
        """
        if not note.words.strip():
            raise KuleshovError("A note wants a few words.")
        if note not in self._notes:
            self._write(sorted([*self._notes, note], key=lambda n: (n.film, n.frame)))

    def remove(self, note: Note) -> None:
        """Take a note away."""
        self._write([one for one in self._notes if one != note])

    def _write(self, notes: list[Note]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_name(f".{self.path.name}.new")
        lines = [note.cited(self.rates[note.film]) for note in notes]
        draft.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        draft.replace(self.path)
        self._notes = notes

    def _read(self) -> list[Note]:
        if not self.path.exists():
            return []
        found = []
        for line in self.path.read_text(encoding="utf-8", errors="replace").splitlines():
            match = _LINE.match(line)
            if match and match["film"] in self.rates:
                try:
                    frame = to_frame(match["at"], self.rates[match["film"]])
                except KuleshovError:
                    continue
                found.append(Note(match["film"], frame, match["words"]))
        return found
