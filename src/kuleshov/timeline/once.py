"""What is found out about a take once, however often an edit of it is looked at."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

_T = TypeVar("_T")


def once_a_take(work: Callable[[Any], _T]) -> Callable[[Any], _T]:
    """Let a function of a take answer again what it has answered, for as long as the take lives.

    Parameters
    ----------
    work : callable
        From a take, whose file doesn't change, to what is known of it.

    Returns
    -------
    callable
        The same. A take that can't be remembered, as a plain stand-in can't, is asked each time.

    Examples
    --------
    >>> class Take:
    ...     name = "4A-1"
    >>> asked = []
    >>> letters = once_a_take(lambda take: asked.append(take) or len(take.name))
    >>> take = Take()
    >>> letters(take), letters(take), len(asked)
    (4, 4, 1)
    """
    known: WeakKeyDictionary[Any, _T] = WeakKeyDictionary()

    @wraps(work)
    def remembering(take: Any) -> _T:
        try:
            return known[take]
        except KeyError:
            pass
        except TypeError:  # neither hashed nor held weakly
            return work(take)
        known[take] = answer = work(take)
        return answer

    return remembering
