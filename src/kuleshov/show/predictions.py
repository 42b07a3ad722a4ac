"""Predict first: what a student expects is kept, and meets the measurement later."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from html import escape
from math import isfinite
from numbers import Integral, Real
from pathlib import Path
from typing import Any

from ..errors import KuleshovError
from ..files import write_whole
from ..folders import studio
from ..metrics.measures import brief
from .style import AMBER, BLUE, INK, PAPER


@dataclass(frozen=True)
class Prediction:
    """What was expected, and when. ``.compare(measured)`` shows both.

    Attributes
    ----------
    about : str
    value : float, str or list
    unit : str
        Of the number; empty where it has none.
    when : str
        In UTC, ISO 8601.
    """

    about: str
    value: Any
    unit: str
    when: str

    def compare(self, measured: Any, share: bool = True) -> MetPrediction:
        """Lay the prediction beside what was measured.

        Parameters
        ----------
        measured : float or str
            In the prediction's unit.
        share : bool
            False says by how much it is off, in the unit, and not by which share: of a moment in a
            film a share says nothing, nor of a whole number without a unit, a year or a place.

        Returns
        -------
        MetPrediction
            Shows itself in a notebook.
        """
        return MetPrediction(self, measured, share)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        words = f"You expect: {self.about}, {_with_unit(self.value, self.unit)}."
        return {"text/html": _box(f"{escape(words)} Kept."), "text/plain": f"{words} Kept."}


_FIELDS = {field.name for field in fields(Prediction)}


@dataclass(frozen=True)
class MetPrediction:
    """A prediction beside its measurement.

    Attributes
    ----------
    prediction : Prediction
    measured : float or str
    share : bool
        As in :meth:`Prediction.compare`.

    Examples
    --------
    >>> guess = Prediction("average shot length", 5.0, "s", "2026-01-12T09:00:00+00:00")
    >>> print(guess.compare(4.1))
    average shot length: you expected 5 s; it is 4.1 s. You were 22% too high.
    """

    prediction: Prediction
    measured: Any
    share: bool = True

    def __str__(self) -> str:
        p = self.prediction
        guess, found = _with_unit(p.value, p.unit), _with_unit(self.measured, p.unit)
        words = f"{p.about}: you expected {guess}; it is {found}."
        if not (_is_number(p.value) and _is_number(self.measured)):
            return words
        off = float(p.value) - float(self.measured)
        side = "high" if off > 0 else "low"
        if not self.share or (_is_whole(p.value) and _is_whole(self.measured) and not p.unit):
            by = _with_unit(int(abs(off)) if float(off).is_integer() else abs(off), p.unit)
            return f"{words} You were {by} too {side}." if off else words
        share = abs(off) / abs(float(self.measured)) if self.measured else 0.0
        return f"{words} You were {share:.0%} too {side}." if share >= 0.01 else words

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        p = self.prediction
        bars = _bars(p.value, self.measured, p.unit)
        return {"text/html": _box(escape(str(self)) + bars), "text/plain": str(self)}


def _bars(expected: Any, measured: Any, unit: str) -> str:
    """Return two bars, one above the other, where both are numbers."""
    if not (_is_number(expected) and _is_number(measured)):
        return ""
    most = max(abs(float(expected)), abs(float(measured)), 1e-9)
    rows = (("you expected", expected, AMBER), ("measured", measured, BLUE))
    return "".join(
        '<div style="display:flex;align-items:center;gap:8px;font-size:12px;margin-top:4px">'
        f'<span style="width:92px">{word}</span>'
        f'<span style="height:12px;background:{colour};'
        f'width:{max(2, abs(float(value)) / most * 260):.0f}px"></span>'
        f"{escape(_with_unit(value, unit))}</div>"
        for word, value, colour in rows
    )


def predict(about: str, value: Any = None, unit: str = "") -> Prediction:
    """Keep what you expect before you measure; without a value, return what you expected.

    Parameters
    ----------
    about : str
        What the prediction is about; the same words find it again.
    value : number, str or list of them, optional
        What you expect; it takes the place of an earlier prediction.
    unit : str
        The number's unit.

    Returns
    -------
    Prediction
        Kept in ``studio/predictions.json``.

    Raises
    ------
    KuleshovError
        Where nothing was predicted about this yet, the value is neither a number, a word nor a list
        of them, or the studio lets nothing be written.

    Examples
    --------
    >>> ku.predict("average shot length", 5.0, unit="s")  # doctest: +SKIP
    >>> print(ku.predict("average shot length").compare(4.1))  # doctest: +SKIP
    average shot length: you expected 5 s; it is 4.1 s. You were 22% too high.
    """
    kept = _read()
    if value is None:
        about = str(about)
        if about not in kept:
            raise KuleshovError(
                f"You have not predicted anything about {about!r} yet: "
                f"ku.predict({about!r}, your number)."
            )
        return Prediction(**kept[about])
    value = _plain(value)
    about = str(about)
    made = Prediction(about, value, unit, datetime.now(UTC).isoformat(timespec="seconds"))
    _write({**kept, about: asdict(made)})
    return made


def _plain(value: Any) -> Any:
    """Return a prediction as JSON can hold it: numpy's numbers become plain ones."""
    if isinstance(value, (bool, str)):
        return value
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return float(value)
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    raise KuleshovError("A prediction is a number, a word or a list of them.")


def _file() -> Path:
    return studio() / "predictions.json"


def _read() -> dict[str, Any]:
    path = _file()
    if not path.is_file():
        return {}
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {about: p for about, p in kept.items() if set(p) == _FIELDS}
    except (ValueError, TypeError, AttributeError, OSError):
        aside = path.with_suffix(".damaged.json")
        path.replace(aside)
        return {}


def _write(kept: dict[str, Any]) -> None:
    from ..media.writing import disk

    with disk(_file()):
        write_whole(_file(), json.dumps(kept, indent=1, ensure_ascii=False))


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool) and isfinite(value)


def _is_whole(value: Any) -> bool:
    return isinstance(value, Integral)


def _with_unit(value: Any, unit: str) -> str:
    whole = isinstance(value, Integral) or not isinstance(value, Real)
    words = str(value) if whole else brief(float(value)) if isfinite(value) else str(value)
    return f"{words} {unit}".strip()


def _box(body: str) -> str:
    return (
        '<div style="font-family:system-ui,sans-serif;font-size:14px;padding:8px 12px;'
        f'background:{PAPER};color:{INK};border-left:5px solid {AMBER};max-width:760px">'
        f"{body}</div>"
    )
