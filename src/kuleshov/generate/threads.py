"""Products of small matrices on one thread.

NumPy's linear algebra shares each product out to all cores, and its threads wait for each other by
running in circles. What is computed here are many products, none of them large: on a quiet machine
two threads gain little and cost more, and where others compute as well a dream of 10 s takes about 11
CPU-s with two and about 3 with one (a loaded machine of two cores; `benchmarks.bench_lessons 07` shows
the whole lesson).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import CDLL
from functools import lru_cache
from pathlib import Path
from threading import Lock

import numpy as np

_PLACES = ("../numpy.libs", ".dylibs")  # where NumPy's wheels keep it, beside or in the package
_NAMES = "*openblas*"
_LOCK, _INSIDE, _BEFORE = Lock(), list[int](), list[int]()
_SET, _GET = "scipy_openblas_set_num_threads64_", "scipy_openblas_get_num_threads64_"


@contextmanager
def one_numpy_thread() -> Iterator[None]:
    """Have NumPy's matrix products run on one thread inside the block.

    Where NumPy brings another library than OpenBLAS, nothing is changed.

    Examples
    --------
    >>> with one_numpy_thread():
    ...     float((np.ones((2, 3)) @ np.ones(3)).sum())
    6.0
    """
    library = _openblas()
    if library is None:
        yield
        return
    with _LOCK:
        if not _INSIDE:
            _BEFORE[:] = [threads()]
            getattr(library, _SET)(1)
        _INSIDE.append(1)
    try:
        yield
    finally:
        with _LOCK:
            _INSIDE.pop()
            if not _INSIDE:  # the last one out, where several run at once
                getattr(library, _SET)(_BEFORE[0])


def threads() -> int:
    """Return on how many threads NumPy's matrix products run; 0 where that can't be known."""
    library = _openblas()
    return int(getattr(library, _GET)()) if library else 0


@lru_cache(maxsize=1)
def _openblas() -> CDLL | None:
    """Return the library that NumPy has loaded, or None."""
    package = Path(np.__file__).parent
    for place in _PLACES:
        for path in sorted((package / place).glob(_NAMES)):
            try:
                library = CDLL(str(path.resolve()))
            except OSError:
                continue
            if hasattr(library, _SET) and hasattr(library, _GET):
                return library
    return None
