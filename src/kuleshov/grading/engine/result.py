"""What grading one submission came to: plain data, the same here and from a cluster's worker."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class SubmissionResult:
    """The result of one submission.

    Attributes
    ----------
    scores, most : dict of str to float
        Points for each test, and the points that can be had.
    said : dict of str to str
        The sentence of each test that failed.
    mended : list of str
        What intake said: what was put right before anything ran.
    look : list of str
        Why a person should look; empty where nobody needs to.
    notebook : dict
        As executed; as given out where none was handed in.
    isolated : bool
        Whether it ran in a sandbox.
    empty : bool
        Whether nothing was handed in that could be graded.
    handed_in : str
        When, as the submission's timestamp says; empty where it says nothing.
    seconds, cpu, own_cpu : float
        By the clock; CPU seconds of all of it, and of the student's own cells.
    peak : float
        The most memory (bytes) that a side held.
    """

    most: dict[str, float]
    scores: dict[str, float] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    mended: list[str] = field(default_factory=list)
    look: list[str] = field(default_factory=list)
    notebook: dict[str, Any] = field(default_factory=dict)
    isolated: bool = True
    empty: bool = False
    handed_in: str = ""
    seconds: float = 0.0
    cpu: float = 0.0
    own_cpu: float = 0.0
    peak: float = 0.0

    def __post_init__(self) -> None:
        self.scores = dict.fromkeys(self.most, 0.0) | self.scores

    @property
    def human(self) -> str:
        """Why a person should look, in one line; "" where nobody needs to."""
        return " ".join(dict.fromkeys(self.look))

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data, for JSON."""
        return dict(vars(self))
