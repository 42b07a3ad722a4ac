"""Does a measure measure what it says? Give it its own defect in doses, and another one beside it.

A measure is shipped only if six doses of its own defect move it steadily (Spearman's rho of 0.9
and more in the mean over at least five sources, and no source the other way), and its negative
control, another defect, moves it less than half as much. Both moves are told in units of the
measure's own spread over the sources.

In a notebook::

    from kuleshov.metrics import proof
    print(proof.dose_response("grain"))
    print(proof.dose_response("grain", lambda film: film.looks.slope.mean()))  # does yours hold?
    print(proof.dose_response("asl", max))  # of shot lengths, the longest: it fails
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from ...errors import KuleshovError
from ..cards import spread_of
from .trial import Trial

RHO = 0.9
CONTROL = 0.5
LEAST_SOURCES = 5


@dataclass(frozen=True)
class Proof:
    """What became of a trial.

    Attributes
    ----------
    id, defect, unit, control, control_unit : str
        As the trial has them.
    doses, control_doses : list of float
        As the trial has them.
    values, control_values : list of list of float
        What the measure gave: a row a source, a column a dose.
    sources : list of str
        Those that gave a number at every dose.
    rho, rho_least : float
        Mean and least |Spearman| over the sources, with the sign of most.
    effect, control_effect : float
        In spreads: the mean move from the first dose to the last; and how far the control moves it
        from its first dose at most, in the mean, with the sign of the last.
    passed : bool
        Whether nothing failed.
    why : str
        What failed.
    """

    id: str
    defect: str
    unit: str
    doses: list[float]
    control: str
    control_unit: str
    control_doses: list[float]
    sources: list[str]
    values: list[list[float]]
    control_values: list[list[float]]
    rho: float
    rho_least: float
    effect: float
    control_effect: float
    passed: bool
    why: str

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data.

        Returns
        -------
        dict
            By the names of its attributes.
        """
        return asdict(self)

    def __str__(self) -> str:
        verdict = "passes" if self.passed else f"fails: {self.why}"
        middle = np.nanmean(np.array(self.values, float), axis=0)
        said = ", ".join(f"{d:g}: {v:.3g}" for d, v in zip(self.doses, middle, strict=True))
        return (
            f"{self.id} {verdict}\n"
            f"  {self.defect} ({self.unit}) moves it to {said}\n"
            f"  rho {self.rho:.2f} (least {self.rho_least:.2f}) over {len(self.sources)} sources, "
            f"effect {self.effect:+.1f} spreads\n"
            f"  control, {self.control} to {self.control_doses[-1]:g} {self.control_unit}: "
            f"{self.control_effect:+.1f} spreads"
        )


def dose_response(
    id: str, function: Callable[[Any], float] | None = None, sources: int | None = None
) -> Proof:
    """Put a measure to the test.

    Parameters
    ----------
    id : str
        The measure's; ``mscn`` and ``room_learned``, which are not shipped, have trials too.
    function : callable, optional
        In the measure's place, your own: from what the measure's trial gives it (a Film for
        measures of pictures, a list of shot lengths for measures of edits, ...) to a number.
    sources : int, optional
        So many only, for a quick look.

    Returns
    -------
    Proof
        Print it to read it.

    Raises
    ------
    KuleshovError
        Where there is no trial of that id, or where the function gives no number at all.
    """
    from .trials import TRIALS

    if id not in TRIALS:
        raise KuleshovError(f"There is no trial of {id!r}; there are {', '.join(TRIALS)}.")
    return run(TRIALS[id](function), sources)


def run(trial: Trial, most: int | None = None) -> Proof:
    """Run a trial over its sources.

    Parameters
    ----------
    trial : Trial
        Ready to be run.
    most : int, optional
        So many sources only; all where left out.

    Returns
    -------
    Proof
        Of the sources that gave a number at every dose.

    Raises
    ------
    KuleshovError
        Where no source did.
    """
    named = dict(list(trial.sources().items())[:most])
    own = _table(trial, named, "own", trial.doses)
    control = _table(trial, named, "control", trial.control_doses)
    complete = np.isfinite(own).all(axis=1) & np.isfinite(control).all(axis=1)
    if not complete.any():
        raise KuleshovError(
            f"{trial.id} gave no number for any of {len(named)} sources. {_reason(trial, named)}"
        )
    return judged(
        trial,
        [n for n, ok in zip(named, complete, strict=True) if ok],
        own[complete],
        control[complete],
    )


def judged(trial: Trial, names: list[str], own: np.ndarray, control: np.ndarray) -> Proof:
    """Hold a trial's tables against the rule.

    Parameters
    ----------
    trial : Trial
        What was done.
    names : list of str
        The sources.
    own, control : ndarray (sources, doses)
        What the measure gave at each dose of either defect.

    Returns
    -------
    Proof
        With its verdict.
    """
    rhos = np.array([_rho(trial.doses, row) for row in own])
    sign = 1.0 if not len(rhos) or np.nansum(rhos) >= 0 else -1.0
    spread = spread_of(own)
    effect = float((own[:, -1] - own[:, 0]).mean() / spread) if len(own) else float("nan")
    beside = float((control[:, -1] - control[:, 0]).mean() / spread) if len(own) else float("nan")
    moved = (
        float(np.abs(control - control[:, :1]).mean(axis=0).max() / spread) if len(own) else np.nan
    )
    mean = float((sign * rhos).mean()) if len(rhos) else float("nan")
    least = float((sign * rhos).min()) if len(rhos) else float("nan")
    why = []
    if len(own) < LEAST_SOURCES:
        why.append(f"only {len(own)} sources could be measured")
    if not mean >= RHO:
        why.append(f"rho is {mean:.2f}")
    if not least > 0:
        why.append("one source moves the other way")
    if not moved < CONTROL * abs(effect):
        why.append(f"the control moves it {moved / max(abs(effect), 1e-9):.2f} as much")
    return Proof(
        trial.id, trial.defect, trial.unit, list(trial.doses), trial.control, trial.control_unit,
        list(trial.control_doses), names, own.tolist(), control.tolist(), sign * mean, sign * least,
        effect, float(np.copysign(moved, beside)), not why, "; ".join(why),
    )  # fmt: skip


def _table(trial: Trial, named: dict[str, Any], which: str, doses: Sequence[float]) -> np.ndarray:
    rows = []
    for source in named.values():
        row = []
        for dose in doses:
            try:
                row.append(float(trial.value(source, which, dose)))
            except ValueError:  # refused, or nothing there to be measured
                row.append(float("nan"))
        rows.append(row)
    return np.array(rows, float).reshape(len(named), len(doses))


def _reason(trial: Trial, named: dict[str, Any]) -> str:
    """Say in the function's own words why it gave no number."""
    for source in named.values():
        try:
            found = trial.value(source, "own", trial.doses[0])
        except ValueError as error:
            return f"It said: {error}"
        return f"It gave {found}."
    return "Ask for one source at least."


def _rho(doses: Sequence[float], row: np.ndarray) -> float:
    from scipy.stats import spearmanr

    return 0.0 if np.ptp(row) == 0 else float(spearmanr(doses, row).statistic)
