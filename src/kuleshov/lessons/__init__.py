"""What lessons ask of their readers' answers: a module a lesson, a name for each check.

Rules and their sentences stand here and not in the reader's cell, where they would give the answer
away. A module ``lesson_NN`` holds its lesson's checks in ``CHECKS``, by what follows the number in
their names; it may import whatever a lesson shows.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from ..errors import KuleshovError
from ..show.feedback import Box, Check
from ..words import meant

__all__ = ["Check", "check", "names"]

_PREFIX = "lesson_"


def check(which: str | Check, answer: Any, **given: Any) -> Box:
    """Hold an answer against a lesson's check; say the first thing that isn't there yet.

    Parameters
    ----------
    which : str or Check
        A check's name, the lesson's number first, such as "09 perfect by chance"; or one of your
        own, for a lesson of your own.
    answer : object
        A function, an edit, a list: what was asked for. None and ``...`` count as not yet written,
        and so does a function that raises NotImplementedError.
    **given : object
        What this check needs beside the answer; a lesson's cell names it.

    Returns
    -------
    Box
        Shows itself in a notebook.

    Raises
    ------
    KuleshovError
        Where no check has that name; the sentence names those that may have been meant.

    See Also
    --------
    kuleshov.Cut.check : What a colleague would point at in an edit.

    Examples
    --------
    >>> import kuleshov as ku
    >>> def perfect_by_chance(films, measures):
    ...     return 2
    >>> print(ku.check("09 perfect by chance", perfect_by_chance))
    Keep working. Three films have 6 orders, and 2 of 6 is a third: of 9 measures that makes 3.

    A check of your own is made of rules and their sentences:

    >>> from kuleshov.lessons import Check
    >>> eight = Check((lambda cut: len(cut) >= 8, "At least 8 shots are asked for."), well="Good.")
    >>> print(ku.check(eight, ku.Cut("nothing yet")))
    Keep working. At least 8 shots are asked for.
    """
    return (which if isinstance(which, Check) else _named(which)).of(answer, **given)


def names() -> list[str]:
    """Return the names of all lessons' checks, in the order of the lessons.

    >>> names()[0]
    '00 first cut'
    """
    return [f"{number} {name}" for number in _numbers() for name in _of_lesson(number)]


def _named(which: Any) -> Check:
    number, _, name = str(which).partition(" ")
    if number in _numbers() and name in _of_lesson(number):
        return _of_lesson(number)[name]
    hint = meant(str(which), names()) or f" There are: {', '.join(names())}."
    raise KuleshovError(
        f"No lesson has a check named {which!r}.{hint} "
        'The name comes first, then your answer: ku.check("00 first cut", cut).'
    )


def _numbers() -> list[str]:
    found = Path(__file__).parent.glob(f"{_PREFIX}*.py")
    return sorted(path.stem.removeprefix(_PREFIX) for path in found)


def _of_lesson(number: str) -> dict[str, Check]:
    found: dict[str, Check] = import_module(f"{__name__}.{_PREFIX}{number}").CHECKS
    return found
