"""How every assignment's checks ask: call what a student wrote, and say what came back in words."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Real
from typing import Any

PLAIN = (
    *("numpy", "bisect", "collections", "copy", "dataclasses", "fractions", "functools", "heapq"),
    *("itertools", "math", "operator", "random", "typing", "warnings"),
)
"""What a function of a student's own may import: no module that holds the answer."""


def own_work(student: Any, name: str, allowed: Sequence[str] = PLAIN) -> list[str]:
    """Say that a function leans on what it should have been written without.

    Parameters
    ----------
    student : Student
        :data:`kuleshov.grading.student`, which knows the cells.
    name : str
        The function's.
    allowed : sequence of str
        The modules that it may use.
    """
    for module, via in student.reaches(name).items():
        if module.partition(".")[0] not in allowed:
            way = "" if via == name else f", by way of `{via}`"
            return [
                f"`{name}` leans on {module}{way}. Write it yourself: {allowed[0]} is enough, and "
                "what you build here you will have to explain."
            ]
    return []


def called(name: str, function: Any, *arguments: Any) -> tuple[Any, list[str]]:
    """Return what a student's function returns, or a sentence about why it didn't."""
    if not callable(function):
        return None, [f"`{name}` is {kind_of(function)}; a function is asked for."]
    try:
        return function(*arguments), []
    except NotImplementedError:
        return None, [f"`{name}` is not written yet."]
    except Exception as problem:  # whatever a student's function does, it is told, not passed on
        kind = type(problem).__name__
        return None, [f"`{name}` breaks on these arguments ({kind}: {problem})."]


def is_number(value: Any) -> bool:
    """Say whether something is one real number, and not NaN."""
    return isinstance(value, Real) and not isinstance(value, bool) and value == value


def kind_of(value: Any) -> str:
    """Say in words what kind of thing a student returned."""
    return "nothing" if value is None else f"a {type(value).__name__}"
