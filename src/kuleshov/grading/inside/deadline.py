"""How long code may run in a side: an alarm that no ``except Exception`` holds."""

from __future__ import annotations

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Overtime(BaseException):
    """Code that ran too long; no ``except Exception`` holds it."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Interrupt what runs within, after so many seconds and then again and again.

    An interruption may be lost: Python swallows what is raised while something is taken down.
    """

    def ring(*_: Any) -> None:
        raise Overtime(f"This ran for more than {seconds:g} seconds and was stopped.")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, min(1.0, max(seconds, 0.2)))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def cpu_seconds() -> float:
    """Return the CPU time that this process has used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
