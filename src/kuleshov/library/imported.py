"""What became of the files of one import: a clip each, or the reason why there is none."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ..words import counted
from .credit import GENERATED_BY

if TYPE_CHECKING:
    from ..media import Clip, Traces

HERE = "was here already"
"""The note of a file that was imported before."""


@dataclass(frozen=True)
class Imported:
    """What became of one file: a clip, or the reason why there is none.

    Attributes
    ----------
    source : Path
        The file as it was given.
    clip : Clip or None
        The course proxy.
    reason : str
        Why there is none; empty where there is one.
    notes : tuple of str
        What was changed on the way.
    traces : Traces or None
        What the file says of who made it, read before the proxy was made: that keeps none of it.
        None where the file is of a kind whose traces are not read.
    """

    source: Path
    clip: "Clip | None" = None
    reason: str = ""
    notes: tuple[str, ...] = field(default=())
    traces: "Traces | None" = None

    def __str__(self) -> str:
        if self.clip is None:
            return f"{self.source.name}: not imported. {self.reason}"
        changed = f" ({', '.join(self.notes)})" if self.notes else ""
        return "\n".join([f"{self.source.name}: {self.clip.path.name}{changed}", *self._told()])

    def _told(self) -> Iterator[str]:
        """Say what the file itself said; where it was filmed is told apart."""
        if HERE in self.notes:
            return
        if self.traces is None:
            yield "  What it says of who made it was not looked for: its kind is not read here."
        else:
            yield from _said(self.traces)

    __repr__ = __str__


def _said(found: "Traces") -> Iterator[str]:
    """Say what a file said of itself, what of it is kept, and what could not be read of it."""
    if not found and not found.complaints:
        yield "  It says nothing of who made it."
        return
    if found.words:
        yield f"  It claims: {found.words}"
        model = any(trace.where.endswith(f"/{GENERATED_BY}") for trace in found)
        kept = "only that a model made it" if model else "none of that"
        yield f"  The proxy keeps {kept}; the ledger keeps this line."
    if more := sum(trace.what in ("words", "other") for trace in found):
        yield f"  It holds {counted(more, 'other note')}, kept nowhere; ku.traces shows them."
    if found.place:
        yield (
            "  It holds the place where it was filmed. Neither the proxy nor the ledger keeps it; "
            "whoever gets the file itself has it."
        )
    told = found.sentences if found.holds != "no credentials" else found.complaints
    yield from (f"  {sentence}" for sentence in told)


class ImportedFiles(list[Imported]):
    """The files of one import; shown as one line each."""

    def __repr__(self) -> str:
        return "\n".join(map(str, self)) or "Nothing was given to import."
