"""What is asked of a film's file, and what was found of it, thing by thing: plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Brief:
    """What is asked of a film's file.

    Attributes
    ----------
    seconds : (float, float)
        How long at least and at most.
    rates : tuple of Fraction
        Frames a second; any of these.
    size : (int, int)
        Pixels, wide and high, at least.
    shape : (float, float)
        Width by height, from and to: 16:9 is 1.78.
    loudness : (float, float)
        Integrated loudness in LUFS, and by how much it may be missed. EBU R 128 asks for -23.
    peak : float
        The highest true peak, dBTP. EBU R 128 allows -1.
    black : float
        Seconds of black and silence at either end, at least.
    pictures : int
        How many of 24 frames, spread over the film, have to differ from each other, at least. A still
        is one.
    programme : str
        The title of the programme in which it is to be shown: its authors' consent to that is asked
        for. Where it is "", only a consent that lies beside the film is read.
    """

    seconds: tuple[float, float] = (60.0, 120.0)
    rates: tuple[Fraction, ...] = (Fraction(24), Fraction(25), Fraction(30))
    size: tuple[int, int] = (640, 360)
    shape: tuple[float, float] = (1.7, 1.86)
    loudness: tuple[float, float] = (-23.0, 0.5)
    peak: float = -1.0
    black: float = 0.5
    pictures: int = 3
    programme: str = ""


@dataclass(frozen=True)
class Check:
    """One thing that is asked.

    Attributes
    ----------
    name : str
    asked, found : str
        In words, with units.
    holds : bool
    do : str
        What to do about it; empty where it holds.
    """

    name: str
    asked: str
    found: str
    holds: bool
    do: str = ""

    def __str__(self) -> str:
        told = f"{self.name}: {self.found}"
        return told if self.holds else f"{told}; {self.asked} is asked. {self.do}"


@dataclass(frozen=True)
class Delivery(Sequence[Check]):
    """What was found of a film's file; made by :func:`delivery`.

    Attributes
    ----------
    title : str
    checks : tuple of Check
    brief : Brief
    """

    title: str
    checks: tuple[Check, ...]
    brief: Brief = field(default_factory=Brief)

    def __getitem__(self, index: Any) -> Any:
        return self.checks[index]

    def __len__(self) -> int:
        return len(self.checks)

    @property
    def open(self) -> list[Check]:
        """The checks that don't hold yet."""
        return [one for one in self.checks if not one.holds]

    @property
    def complete(self) -> bool:
        """Whether all of them hold."""
        return not self.open

    def table(self) -> pandas.DataFrame:
        """Return all checks.

        Returns
        -------
        pandas.DataFrame
            Check, asked, found, holds ("yes" or "not yet"), and what to do.
        """
        import pandas

        rows = [
            (one.name, one.asked, one.found, "yes" if one.holds else "not yet", one.do)
            for one in self.checks
        ]
        return pandas.DataFrame(rows, columns=["check", "asked", "found", "holds", "to do"])

    def __repr__(self) -> str:
        done = len(self.checks) - len(self.open)
        head = f"{self.title}: {done} of {len(self.checks)} checks hold."
        return "\n".join([head, *(f"- {one}" for one in self.open)])


def checked(name: str, asked: str, found: str, holds: bool, do: str) -> Check:
    """Return a check; what to do is left out where it holds.

    Parameters
    ----------
    name, asked, found : str
    holds : bool
    do : str

    Returns
    -------
    Check

    Examples
    --------
    >>> print(checked("length", "60 to 120 s", "61.00 s", True, "Cut it."))
    length: 61.00 s
    """
    return Check(name, asked, found, bool(holds), "" if holds else do)
