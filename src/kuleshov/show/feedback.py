"""One small set of boxes, used everywhere: correct, keep working, still missing.

A check never gives the answer away: it says what is not there yet, in a sentence, and the
commonest slip has a sentence of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from inspect import signature
from typing import Any

from ..errors import KuleshovError
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


Rule = tuple[Callable[..., Any], "str | Callable[..., str]"]


class Check:
    """What must hold of an answer, rule by rule; the first that doesn't is said.

    Parameters
    ----------
    *rules : (function, str or function)
        A function of the answer that says whether it holds, and the sentence for when it doesn't;
        where the sentence depends on the answer, a function that returns it. A rule that raises
        counts as one that doesn't hold; where it raises NotImplementedError, as not yet written.
    well : str
        What to say when all of them hold.

    See Also
    --------
    kuleshov.check : Holds an answer against a lesson's check, or against one of your own.

    Examples
    --------
    >>> eight = Check((lambda n: n >= 8, lambda n: f"{n} shots; 8 are asked for."), well="Good.")
    >>> print(eight.of(7))
    Keep working. 7 shots; 8 are asked for.
    >>> print(eight.of(8))
    Correct. Good.
    """

    def __init__(self, *rules: Rule, well: str) -> None:
        self.rules, self.well = rules, well

    def of(self, answer: Any, **given: Any) -> Box:
        """Look at an answer.

        Parameters
        ----------
        answer : object
            None and ``...`` count as not yet written.
        **given : object
            What the rules need beside the answer, by name; each rule gets all of it.

        Returns
        -------
        Box
            Shows itself in a notebook.

        Raises
        ------
        KuleshovError
            Where something is missing beside the answer, or given that no rule asks for.
        """
        if answer is None or answer is ...:
            return still_missing("Nothing is written here yet.")
        for holds, sentence in self.rules:
            _refuse_what_it_does_not_take(holds, answer, given)
            try:
                if not holds(answer, **given):
                    return keep_working(_said(sentence, answer, given))
            except NotImplementedError:
                return still_missing("Nothing is written here yet.")
            except Exception as error:  # whatever an answer makes a rule do, it is feedback
                said = _said(sentence, answer, given)
                return keep_working(f"{said} (It could not be looked at: {error})")
        return correct(self.well)


def _refuse_what_it_does_not_take(
    rule: Callable[..., Any], answer: Any, given: dict[str, Any]
) -> None:
    try:
        signature(rule).bind(answer, **given)
    except TypeError as error:
        raise KuleshovError(
            f"This check wants something else beside the answer: {error}. The lesson's own cell "
            "hands it over."
        ) from None
    except ValueError:  # a built-in function that doesn't tell what it takes
        return


def _said(sentence: str | Callable[..., str], answer: Any, given: dict[str, Any]) -> str:
    if isinstance(sentence, str):
        return sentence
    try:
        return sentence(answer, **given)
    except Exception:  # it counts or names things in an answer that is nothing of the kind
        return f"A {type(answer).__name__} is no answer here. Look again at what is asked for."
