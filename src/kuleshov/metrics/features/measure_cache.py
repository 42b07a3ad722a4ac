"""What was found in a film, kept: what was measured once is there at once, until measures change."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from ...media import Clip
from ..formulas.intervals import Sample
from ..found import Companion, Found
from .everyday import kept_at, read_cached, write_cached

DECIDES = (
    "metrics/formulas",
    "metrics/features",
    "metrics/shots",
    "metrics/families",
    "metrics/film.py",
    "metrics/marked_room.py",
    "metrics/room_plan.py",
    "metrics/closer_features.py",
    "metrics/registry.py",
    "media",
)
"""The code that a number depends on. A test holds it to what the measures import."""


@lru_cache(maxsize=1)
def recipe() -> str:
    """Return a hash of the code that measures: other code keeps other numbers.

    Returns
    -------
    str
        Twelve hexadecimal figures, from the files of :data:`DECIDES`.

    Examples
    --------
    >>> len(recipe())
    12
    """
    package = Path(__file__).resolve().parents[2]
    code = hashlib.sha256()
    for place in DECIDES:
        found = sorted((package / place).rglob("*.py")) or [package / place]
        for path in found:
            code.update(path.read_bytes())
    return code.hexdigest()[:12]


def read(clip: Clip, ids: Sequence[str]) -> dict[str, Found | str]:
    """Return what is kept of a film's measures.

    Parameters
    ----------
    clip : Clip
    ids : sequence of str
        The measures that are wanted.

    Returns
    -------
    dict of str to Found or str
        By id, of those that are kept: what was found, or why it was refused. Nothing of what is
        damaged.

    See Also
    --------
    keep : puts it there
    """
    kept = read_cached(_place(clip))
    if kept is None:
        return {}
    try:
        rows = json.loads(str(kept["rows"]))
        return {id: _found(id, rows[id], kept) for id in ids if id in rows}
    except (KeyError, ValueError, TypeError):
        return {}


def keep(clip: Clip, fresh: Mapping[str, Found | str]) -> None:
    """Add what was found to what is kept of a film.

    Parameters
    ----------
    clip : Clip
    fresh : mapping of str to Found or str
        By id: what was found, or why it was refused.

    See Also
    --------
    read : reads it again
    """
    place = _place(clip)
    arrays = dict(read_cached(place) or {})
    try:
        rows = json.loads(str(arrays.pop("rows", "{}")))
    except ValueError:
        rows, arrays = {}, {}
    for id, found in fresh.items():
        rows[id] = found if isinstance(found, str) else _row(id, found, arrays)
    write_cached(place, {**arrays, "rows": np.array(json.dumps(rows))})


def _row(id: str, found: Found, arrays: dict[str, np.ndarray]) -> dict[str, Any]:
    """Return a number as plain data, and put its arrays among the others."""
    if found.series is not None:
        arrays[f"{id}.times"], arrays[f"{id}.values"] = map(np.asarray, found.series)
    of = None
    if found.sample is not None:
        of = found.sample.of
        arrays[f"{id}.units"] = found.sample.units
        arrays[f"{id}.draws"] = found.sample.draws
    return {
        "value": found.value,
        "ends": found.interval and [float(end) for end in found.interval],
        "of": of,
        "has_series": found.series is not None,
        "beside": [[one.name, one.value, one.unit] for one in found.beside],
    }


def _found(id: str, row: Any, kept: Mapping[str, np.ndarray]) -> Found | str:
    if isinstance(row, str):
        return row
    series = (kept[f"{id}.times"], kept[f"{id}.values"]) if row["has_series"] else None
    beside = tuple(Companion(name, float(value), unit) for name, value, unit in row["beside"])
    sample = row["of"] and Sample(kept[f"{id}.units"], kept[f"{id}.draws"], row["of"])
    interval = row["ends"] and (float(row["ends"][0]), float(row["ends"][1]))
    return Found(float(row["value"]), sample or None, series, beside, interval or None)


def _place(clip: Clip) -> Path:
    return kept_at(clip, f"numbers-{recipe()}")
