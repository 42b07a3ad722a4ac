"""A film's numbers, kept: what was measured once is there at once, until the measures change."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from ...media import Clip
from ..formulas.intervals import Interval
from .everyday import kept_at, read_cached, write_cached


@lru_cache(maxsize=1)
def recipe() -> str:
    """Return a mark of the code that measures: other code keeps other numbers.

    Returns
    -------
    str
        Twelve hexadecimal figures, from every file of this package.

    Examples
    --------
    >>> len(recipe())
    12
    """
    code = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        code.update(path.read_bytes())
    return code.hexdigest()[:12]


def read(clip: Clip, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return what is kept of a film's measures.

    Parameters
    ----------
    clip : Clip
        A film.
    ids : sequence of str
        The measures that are wanted.

    Returns
    -------
    dict of str to dict
        By id, of those that are kept, what :meth:`Measure.as_dict` gives, with their series,
        interval and ``aside``; nothing of what is damaged.

    See Also
    --------
    keep : puts it there

    Examples
    --------
    >>> read(Clip("film.mp4"), ["asl", "median"])["asl"]["value"]  # doctest: +SKIP
    4.07
    """
    kept = read_cached(_place(clip))
    if kept is None:
        return {}
    try:
        rows = json.loads(str(kept["rows"]))
    except (KeyError, ValueError):
        return {}
    found = {}
    for id in ids:
        if id in rows and (rows[id]["has_series"] <= (f"{id}.times" in kept)):
            times = kept.get(f"{id}.times")
            series = None if times is None else (times, kept[f"{id}.values"])
            found[id] = {**rows[id], "series": series, "interval": _interval(id, rows[id], kept)}
    return found


def keep(clip: Clip, fresh: Mapping[str, tuple[dict[str, Any], Any]]) -> None:
    """Add measures to what is kept of a film.

    Parameters
    ----------
    clip : Clip
        A film.
    fresh : mapping of str to (dict, Measure)
        By id: the measure as a dict, and itself.

    See Also
    --------
    read : reads it again

    Examples
    --------
    >>> from kuleshov.metrics.measures import measure  # doctest: +SKIP
    >>> asl = measure("film.mp4", "asl")  # doctest: +SKIP
    >>> keep(Clip("film.mp4"), {"asl": (asl.as_dict(), asl)})  # doctest: +SKIP
    """
    place = _place(clip)
    arrays = dict(read_cached(place) or {})
    try:
        rows = json.loads(str(arrays.pop("rows", "{}")))
    except ValueError:
        rows, arrays = {}, {}
    for id, (told, measure) in fresh.items():
        aside = [
            [one.name, one.value if np.isfinite(one.value) else None, one.unit]
            for one in measure.beside
        ]
        series = measure.series
        rows[id] = {**told, "beside": None, "aside": aside, "has_series": series is not None}
        if series is not None:
            arrays[f"{id}.times"], arrays[f"{id}.values"] = map(np.asarray, series)
        if isinstance(measure.interval, Interval):
            rows[id]["of"] = measure.interval.of
            arrays[f"{id}.units"] = measure.interval.units
            arrays[f"{id}.draws"] = measure.interval.draws.astype(np.float32)
    write_cached(place, {**arrays, "rows": np.array(json.dumps(rows))})


def _interval(
    id: str, row: dict[str, Any], kept: Mapping[str, np.ndarray]
) -> tuple[float, float] | None:
    if row["low"] is None:
        return None
    ends = (float(row["low"]), float(row["high"]))
    if "of" not in row or not {f"{id}.draws", f"{id}.units"} <= set(kept):
        return ends
    return Interval(ends, kept[f"{id}.units"], kept[f"{id}.draws"], row["of"])


def _place(clip: Clip) -> Path:
    return kept_at(clip, f"numbers-{recipe()}")
