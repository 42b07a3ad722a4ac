"""One small set of boxes, used everywhere: correct, keep working, still missing.

A check never gives the answer away: it says what is not there yet, in a sentence, and the
commonest slip has a sentence of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

from .style import AMBER, BLUE, GREY, INK, PAPER

_KINDS = {
    "correct": (BLUE, "✓", "Correct"),
    "keep working": (AMBER, "→", "Keep working"),
    "still missing": (GREY, "…", "Still missing"),
}


@dataclass(frozen=True)
class Box:
    """A word of feedback; shows itself in a notebook.

    Attributes
    ----------
    kind : str
        "correct", "keep working" or "still missing".
    sentence : str
    """

    kind: str
    sentence: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        colour, mark, word = _KINDS[self.kind]
        page = (
            f'<div role="status" style="font-family:system-ui,sans-serif;font-size:14px;'
            f"border-left:5px solid {colour};background:{PAPER};color:{INK};padding:8px 12px;"
            f'max-width:760px"><b>{mark} {word}.</b> {escape(self.sentence)}</div>'
        )
        return {"text/html": page, "text/plain": str(self)}

    def __str__(self) -> str:
        return f"{_KINDS[self.kind][2]}. {self.sentence}"


def correct(sentence: str) -> Box:
    """Say what is right, so that it can be done again.

    Parameters
    ----------
    sentence : str

    Returns
    -------
    Box

    Examples
    --------
    >>> print(correct("The cut falls on the look."))
    Correct. The cut falls on the look.
    """
    return Box("correct", sentence)


def keep_working(sentence: str) -> Box:
    """Say what is not right yet, and where to look.

    Parameters
    ----------
    sentence : str

    Returns
    -------
    Box

    Examples
    --------
    >>> print(keep_working("Your cut has 7 shots; 8 are asked for."))
    Keep working. Your cut has 7 shots; 8 are asked for.
    """
    return Box("keep working", sentence)


def still_missing(sentence: str) -> Box:
    """Say what has not been written yet.

    Parameters
    ----------
    sentence : str

    Returns
    -------
    Box

    Examples
    --------
    >>> print(still_missing("Nothing is written here yet."))
    Still missing. Nothing is written here yet.
    """
    return Box("still missing", sentence)


Rule = tuple[Callable[[Any], bool], str]


def check(answer: Any, *rules: Rule, well: str) -> Box:
    """Look at an answer, rule by rule; the first that doesn't hold is said.

    Parameters
    ----------
    answer : object
        A student's answer. None and ``...`` count as not yet written.
    *rules : (function, str)
        What must hold, and the sentence for when it doesn't. A rule that raises counts as one that
        doesn't hold; where it raises NotImplementedError, as not yet written.
    well : str
        What to say when all of them hold.

    Returns
    -------
    Box
        Shows itself in a notebook.

    See Also
    --------
    kuleshov.Cut.check : What a colleague would point at in an edit.

    Examples
    --------
    >>> print(check(7, (lambda n: n >= 8, "Your cut has 7 shots; 8 are asked for."), well="Good."))
    Keep working. Your cut has 7 shots; 8 are asked for.
    """
    if answer is None or answer is ...:
        return still_missing("Nothing is written here yet.")
    for holds, sentence in rules:
        try:
            if not holds(answer):
                return keep_working(sentence)
        except NotImplementedError:
            return still_missing("Nothing is written here yet.")
        except Exception as error:  # whatever a student's answer makes a rule do, it is feedback
            return keep_working(f"{sentence} (It could not be looked at: {error})")
    return correct(well)
