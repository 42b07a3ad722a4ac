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
    """Interrupt what runs within, after so many seconds and then every second."""

    def ring(*_: Any) -> None:
        raise Overtime(f"This ran for more than {seconds:g} seconds and was stopped.")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def cpu_seconds() -> float:
    """Return the CPU time that this process has used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
