"""How what a course works with crosses the wire: tables, edits, shots, takes, measures, films.

A test reads as an instructor would write it: ``cut.duration`` and ``brief.holes(cut)`` ask a real
:class:`~kuleshov.timeline.Cut`, made again on the test's side from plain data, with the takes of
the test's own rushes. Nothing is imported before an object of its type crosses.

A film doesn't cross: it stays where its file is, and its frames are decoded there, in the sandbox.
What crosses are its numbers and small arrays (see :mod:`kuleshov.grading.wire.proxies`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from importlib import import_module
from typing import Any

import numpy as np

from ...errors import KuleshovError
from .values import WireError, register

_DTYPE = re.compile(
    r"(category|string|boolean|[UI]nt(8|16|32|64)|Float(32|64)|str|datetime64\[ns, [\w/+:-]+\])"
)


def _text(value: Any, most: int = 100_000) -> str:
    if type(value) is not str or len(value) > most:
        raise WireError("Words were expected here.")
    return value


def _kind(value: Any, *kinds: type) -> Any:
    if type(value) not in kinds:
        raise WireError(f"A {type(value).__name__} arrived where it can't be used.")
    return value


# Tables -----------------------------------------------------------------------------------------


def _from_values(values: Any) -> Any:
    """Return a column as an array where numpy can hold it, else as its dtype and a list."""
    if isinstance(values.dtype, np.dtype) and values.dtype.kind in "biufcmM":
        return values.to_numpy()
    return [str(values.dtype), values.tolist()]


def _to_values(data: Any) -> Any:
    import pandas as pd

    if type(data) is np.ndarray:
        return data
    dtype, items = _kind(data, list)
    _kind(items, list)
    if _text(dtype) == "object" or not _DTYPE.fullmatch(dtype):
        made = np.empty(len(items), object)
        made[:] = items if not any(isinstance(i, list | tuple | np.ndarray) for i in items) else 0
        for at, item in enumerate(items):
            made[at] = item
        return made
    return pd.array(items, dtype=dtype)


def _from_index(index: Any) -> Any:
    kind = type(index).__name__
    if kind == "RangeIndex":
        return ["range", index.start, index.stop, index.step, index.name]
    if kind == "MultiIndex":
        return ["many", list(index), list(index.names)]
    return ["one", _from_values(index), index.name]


def _to_index(data: Any) -> Any:
    import pandas as pd

    kind, *rest = _kind(data, list)
    if kind == "range":
        start, stop, step, name = rest
        return pd.RangeIndex(start, stop, step, name=name)
    if kind == "many":
        return pd.MultiIndex.from_tuples(rest[0], names=rest[1])
    return pd.Index(_to_values(rest[0]), name=rest[1])


def _from_series(series: Any) -> Any:
    return [_from_values(series), _from_index(series.index), series.name]


def _to_series(data: Any) -> Any:
    import pandas as pd

    values, index, name = _kind(data, list)
    return pd.Series(_to_values(values), index=_to_index(index), name=name)


def _from_frame(frame: Any) -> Any:
    columns = [_from_values(frame.iloc[:, at]) for at in range(frame.shape[1])]
    return [columns, _from_index(frame.index), _from_index(frame.columns)]


def _to_frame(data: Any) -> Any:
    import pandas as pd

    columns, index, names = _kind(data, list)
    rows = _to_index(index)
    made = pd.DataFrame(
        {at: _to_values(c) for at, c in enumerate(_kind(columns, list))}, index=rows
    )
    made.columns = _to_index(names)
    return made


def _to_timestamp(text: Any) -> Any:
    import pandas as pd

    return pd.Timestamp(_text(text))


def _to_timedelta(nanoseconds: Any) -> Any:
    import pandas as pd

    return pd.Timedelta(_kind(nanoseconds, int), "ns")


def _missing(name: str) -> Callable[[Any], Any]:
    def make(_: Any) -> Any:
        import pandas as pd

        return getattr(pd, name)

    return make


def _register_tables() -> None:
    base = "pandas.core"
    register("frame", f"{base}.frame.DataFrame", _from_frame, _to_frame)
    register("series", f"{base}.series.Series", _from_series, _to_series)
    register("frame", "pandas.DataFrame", _from_frame, _to_frame)
    register("series", "pandas.Series", _from_series, _to_series)
    for place in (
        "base.Index",
        "range.RangeIndex",
        "multi.MultiIndex",
        "datetimes.DatetimeIndex",
        "timedeltas.TimedeltaIndex",
        "category.CategoricalIndex",
    ):
        register("index", f"{base}.indexes.{place}", _from_index, _to_index)
        register("index", f"pandas.{place.split('.')[1]}", _from_index, _to_index)
    stamps = "pandas._libs.tslibs"
    for kind in (f"{stamps}.timestamps.Timestamp", "pandas.Timestamp"):
        register("stamp", kind, lambda v: v.isoformat(), _to_timestamp)
    for kind in (f"{stamps}.timedeltas.Timedelta", "pandas.Timedelta"):
        register("delta", kind, lambda v: int(v.value), _to_timedelta)
    for kind in (f"{stamps}.nattype.NaTType", "pandas.api.typing.NaTType"):
        register("nat", kind, lambda _: 0, _missing("NaT"))
    for kind in ("pandas._libs.missing.NAType", "pandas.api.typing.NAType"):
        register("na", kind, lambda _: 0, _missing("NA"))


# The course's own -------------------------------------------------------------------------------


def _from_edit(edit: Any) -> Any:
    return [
        edit.title,
        edit.rate,
        list(edit.shots),
        list(edit.lanes),
        list(edit.markers),
        edit.level,
    ]


def _to_edit(data: Any) -> Any:
    from ...timeline.edit import Edit

    title, rate, shots, lanes, markers, level = _kind(data, list)
    return Edit(
        _text(title),
        rate,
        tuple(_kind(shots, list)),
        tuple(_kind(lanes, list)),
        tuple(_kind(markers, list)),
        level,
    )


def _from_cut(cut: Any) -> Any:
    held = [getattr(bin_, "held", bin_) for bin_ in cut._bins]  # of a bin with takes away: its own
    bins = [bin_ for bin_ in held if type(bin_).__name__ == "Rushes"]
    used = set(cut.edit.takes())
    takes = {
        name: take
        for name, take in cut._takes.items()
        if name in used and not _in_bins(take, bins) and not getattr(take, "away", False)
    }
    return [_from_edit(cut.edit), bins, takes, cut.said]


def by_name(edit: Any) -> Any:
    """Return an edit whose takes are known by their names alone, so that it may go anywhere.

    Films that lie on a student's side stay there: where the edit arrives, they aren't at hand.

    Raises
    ------
    KuleshovError
        Where it is something else than a Cut, or None.
    """
    from ...timeline import Cut

    if edit is None:
        return None
    if not isinstance(edit, Cut):
        kind = type(edit).__name__
        raise KuleshovError(f"What was given as edit is of type {kind} and no edit: give a Cut.")
    made = Cut.from_edit(edit.edit)
    made._bins, made.said = edit._bins, edit.said
    made._takes = {n: take for n, take in edit._takes.items() if type(take).__name__ == "Take"}
    return made


def _in_bins(take: Any, bins: list[Any]) -> bool:
    return any(getattr(take, "name", None) in bin_ for bin_ in bins)


def _to_cut(data: Any) -> Any:
    from ...timeline import Cut

    edit, bins, takes, said = _kind(data, list)
    cut = Cut.from_edit(_to_edit(edit))
    cut._bins = [bin_ for bin_ in _kind(bins, list) if type(bin_).__name__ == "Rushes"]
    cut._takes = {_text(name): take for name, take in _kind(takes, dict).items()}
    cut.said = _text(said)
    return cut


def _from_rushes(bin_: Any) -> Any:
    return bin_.path.name


def _to_rushes(name: Any) -> Any:
    from ...library import rushes

    if not re.fullmatch(r"[\w-]{1,60}", _text(name)):
        raise WireError("Rushes of a name that is none.")
    return rushes(name)


def _from_take(take: Any) -> Any:
    return [take.path.parent.name, take.name]


def _to_take(data: Any) -> Any:
    folder, name = _kind(data, list)
    return _to_rushes(folder)[_text(name)]


def _checked_measure(made: Any) -> Any:
    """Return a measure whose words are words and whose numbers are numbers."""
    for words in (made.id, made.name, made.unit, made.reason):
        _text(words)
    for one in _kind(made.beside, tuple):
        if type(one).__name__ != "Companion":
            raise WireError("What is read beside a measure is a Companion.")
        _text(one.name), _text(one.unit), _kind(one.value, float, int)
    if made.sample is not None and type(made.sample).__name__ != "Sample":
        raise WireError("What a measure was found from is a Sample.")
    return replace(made, value=float(_kind(made.value, float, int)))


def _checked_sample(made: Any) -> Any:
    """Return a sample whose numbers are rows of numbers, and whose name is words."""
    _text(made.of)
    if made.units.ndim != 1 or made.draws.ndim != 1:
        raise WireError("A sample holds rows of numbers.")
    return made


def _from_measures(measures: Any) -> Any:
    return [measures.film.name, measures.cuts, dict(measures.found)]


def _to_measures(data: Any) -> Any:
    from types import SimpleNamespace

    from ...metrics.measures import Measures

    name, cuts, found = _kind(data, list)
    film: Any = SimpleNamespace(name=_text(name))
    return Measures(film, cuts, {_text(k): v for k, v in _kind(found, dict).items()})


def _checked_check(made: Any) -> Any:
    """Return a check of a delivery that is words, and a yes or no."""
    for words in (made.name, made.asked, made.found, made.do):
        _text(words, 10_000)
    _kind(made.holds, bool)
    return made


def _checked_delivery(made: Any) -> Any:
    """Return a delivery that holds checks and a brief, and nothing else."""
    _text(made.title, 1000)
    kinds = [type(one).__name__ for one in _kind(made.checks, tuple)]
    if len(kinds) > 100 or {*kinds} - {"Check"} or type(made.brief).__name__ != "Brief":
        raise WireError("A delivery holds checks, and the brief that was asked.")
    return made


def _checked_brief(made: Any) -> Any:
    """Return a brief whose numbers are numbers."""
    numbers = [*made.seconds, *made.rates, *made.size, *made.shape, *made.loudness]
    _kind(made.pictures, int)
    for number in (*numbers, made.peak, made.black):
        _kind(number, int, float, Fraction)
    _text(made.programme, 1000)
    return made


def _plain(tag: str, place: str, checked: Callable[[Any], Any] = lambda made: made) -> None:
    """Register a class that is nothing but its fields: a dataclass or a named tuple.

    Which fields it has is asked of the class, so that none is forgotten when one is added.
    """

    def write(value: Any) -> list[Any]:
        return [getattr(value, name) for name in _names(type(value))]

    def make(data: Any) -> Any:
        module, _, name = place.rpartition(".")
        kind = getattr(import_module(module), name)
        parts, names = _kind(data, list), _names(kind)
        if len(parts) != len(names):
            raise WireError(f"A {name} with too few or too many parts.")
        return checked(kind(**dict(zip(names, parts, strict=True))))

    register(tag, place, write, make)


def _names(kind: Any) -> tuple[str, ...]:
    """Return the names of what a class is made from, in order."""
    if is_dataclass(kind):
        return tuple(field.name for field in fields(kind) if field.init)
    return tuple(kind._fields)


def _register_course() -> None:
    edit, metrics = "kuleshov.timeline.edit", "kuleshov.metrics"
    lanes = "kuleshov.timeline.lanes"
    register("edit", f"{edit}.Edit", _from_edit, _to_edit)
    register("cut", "kuleshov.timeline.cut.Cut", _from_cut, _to_cut)
    register("rushes", "kuleshov.library.takes.Rushes", _from_rushes, _to_rushes)
    register("take", "kuleshov.library.takes.Take", _from_take, _to_take)
    register("measures", f"{metrics}.measures.Measures", _from_measures, _to_measures)
    _plain("shot", f"{edit}.Shot")
    _plain("Span", f"{edit}.Span")
    for name in ("LaidSound", "Lane", "Marker"):
        _plain(name, f"{lanes}.{name}")
    _plain("Finding", "kuleshov.timeline.findings.Finding")
    asked = "kuleshov.criticism.brief"
    _plain("Check", f"{asked}.Check", _checked_check)
    _plain("Brief", f"{asked}.Brief", _checked_brief)
    _plain("Delivery", f"{asked}.Delivery", _checked_delivery)
    _plain("Planes", "kuleshov.media.picture.Planes")
    _plain("measure", f"{metrics}.measures.Measure", _checked_measure)
    _plain("Companion", f"{metrics}.found.Companion")
    _plain("Sample", f"{metrics}.formulas.intervals.Sample", _checked_sample)
    _plain("Transition", f"{metrics}.shots.transition.Transition")
    _plain("Cuts", f"{metrics}.shots.cuts.Cuts")


_register_tables()
_register_course()
