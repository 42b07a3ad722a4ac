"""A card for each measure: what it says, how to read it, what fools it.

The words lie beside the code, in ``cards/<id>.yaml``.
"""

import json
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np

from ..errors import KuleshovError
from .registry import REGISTRY, unknown


@dataclass(frozen=True)
class Disagreement:
    """A clip where eye and number disagree.

    Attributes
    ----------
    clip : str
        Of the catalogue, or of the rushes.
    at : str
        Timecode.
    eye, number : str
        What one sees there, and what the measure makes of it.
    """

    clip: str
    at: str
    eye: str
    number: str


@dataclass(frozen=True)
class Card:
    """What there is to know about a measure.

    Attributes
    ----------
    id, name, unit : str
        As in the registry.
    range : str
        Which values it can take.
    sentence : str
        What it is, in one sentence.
    formula : str
        How it is computed, for a reader with a pencil.
    better : {"higher", "lower", "none"}
        Which way is better; "none" for almost all.
    how_to_read : str
        What a high and a low value look like.
    reference : tuple of (str, str)
        Published or measured values to hold a number against, each with its source.
    minimum : str
        What a film must have for it.
    fooled_by, says_nothing_about : str
        What moves it that should not; what it must not be cited for.
    source : str
        Who proposed it, and where.
    disagree : Disagreement
        A moment where the eye and the number disagree.
    proof : dict
        Its dose-response, as :class:`~kuleshov.metrics.validation.proof.Proof` has it.
    """

    id: str
    name: str
    unit: str
    range: str
    sentence: str
    formula: str
    better: str
    how_to_read: str
    reference: tuple[tuple[str, str], ...]
    minimum: str
    fooled_by: str
    says_nothing_about: str
    source: str
    disagree: Disagreement
    proof: dict[str, Any]

    def __str__(self) -> str:
        unit = self.unit or "a plain number"
        lines = [
            f"{self.name} ({self.id}): {unit}, {self.range}, better: {self.better}",
            self.sentence,
            f"Formula: {self.formula}",
            f"How to read it: {self.how_to_read}",
            *(f"For comparison: {value} ({source})" for value, source in self.reference),
            f"Needs: {self.minimum}",
            f"Fooled by: {self.fooled_by}",
            f"Says nothing about: {self.says_nothing_about}",
            f"Source: {self.source}",
            f"Where you and it disagree: {self.disagree.clip} at {self.disagree.at}. "
            f"{self.disagree.eye} The number: {self.disagree.number}",
            self.tried,
            f"Another size or codec of the same film: {self.moves}",
        ]
        return "\n".join(lines)

    @property
    def moves(self) -> str:
        """By how much another size or codec of the same film moves it, in words."""
        return parcels().get(self.id, {}).get("words", "not among what was compared.")

    @property
    def tried(self) -> str:
        """How it stood the test, in words."""
        p = self.proof
        return (
            f"Tried on {len(p['sources'])} sources: {p['defect']} moves it by "
            f"{abs(p['effect']):.1f} of its own spreads (rho {p['rho']:.2f}), "
            f"{p['control']} by {abs(p['control_effect']):.1f}."
        )


@lru_cache
def proofs() -> dict[str, dict[str, Any]]:
    """Return the dose-response of every measure, as `make proof` found it.

    Returns
    -------
    dict of str to dict
        By id, each as :class:`~kuleshov.metrics.validation.proof.Proof` has it.

    See Also
    --------
    card : where it is told in words
    kuleshov.metrics.validation.proof.dose_response : finds it anew

    Examples
    --------
    >>> found = proofs()["asl"]
    >>> found["defect"], found["rho"]
    ('shots cut in two', -1.0)
    """
    text = resources.files(__package__).joinpath("cards", "proof.json").read_text("utf-8")
    return {row["id"]: row for row in json.loads(text)["proofs"]}


def spread_of(values: Any) -> float:
    """Return how far the sources of a measure's trial lie apart in it, at one dose.

    Parameters
    ----------
    values : array_like (sources, doses)
        As a row of :func:`proofs` has them.

    Returns
    -------
    float
        In the measure's own unit, above 0: the standard deviation over the sources, its square
        averaged over the doses; at least a hundredth of all values' range; 1 for a single source.

    Examples
    --------
    >>> round(spread_of([[1.0, 2.0], [3.0, 4.0]]), 3)
    1.414
    """
    own = np.array(values, float)
    if len(own) < 2:
        return 1.0
    return max(float(np.sqrt(own.var(axis=0, ddof=1).mean())), 0.01 * float(np.ptp(own)), 1e-9)


@lru_cache(maxsize=1)
def spreads() -> dict[str, float]:
    """Return how far ordinary films lie apart in each measure, in its own unit.

    Returns
    -------
    dict of str to float
        By id: over the catalogue's clips (a 1.349th of the range of their middle half, which is the
        standard deviation of what is normally distributed) where 20 of them have the measure and
        don't mostly agree; else over the sources of its trial.

    See Also
    --------
    spread_of : The same for a trial.

    Examples
    --------
    >>> round(spreads()["slope"], 2)
    0.6
    """
    text = resources.files(__package__).joinpath("cards", "spreads.json").read_text("utf-8")
    trials = {id: spread_of(proof["values"]) for id, proof in proofs().items()}
    return {**trials, **json.loads(text)["spreads"]}


@lru_cache
def parcels() -> dict[str, dict[str, Any]]:
    """Return how every measure held when the same film came in another size or codec.

    Returns
    -------
    dict of str to dict
        By id, with ``words`` for its card; empty where it was never tried.

    See Also
    --------
    Card.moves : the same in words

    Examples
    --------
    >>> print(parcels()["shots"]["words"])
    within its interval or its tolerance in 9 of 9 comparisons; it does not move at all.
    """
    import json

    place = resources.files(__package__).joinpath("cards", "invariance.json")
    if not place.is_file():
        return {}
    return dict(json.loads(place.read_text("utf-8"))["measures"])


@lru_cache
def explored() -> list[dict[str, Any]]:
    """Return what was tried and is not shipped.

    Returns
    -------
    list of dict
        ``id``, ``name``, ``where`` it is, what was ``tried``, and ``why`` it is not shipped.

    See Also
    --------
    kuleshov.metrics.validation.proof : the gate that it did not pass

    Examples
    --------
    >>> explored()[0]["name"]
    'Shape of local contrast (MSCN, as in BRISQUE and NIQE)'
    """
    import yaml

    text = resources.files(__package__).joinpath("explored.yaml").read_text("utf-8")
    return list(yaml.safe_load(text))


@lru_cache
def card(id: str) -> Card:
    """Return the card of a measure.

    Parameters
    ----------
    id : str
        The measure's, as in the registry.

    Returns
    -------
    Card
        Print it to read it.

    Raises
    ------
    KuleshovError
        Where there is no measure of that id.

    See Also
    --------
    kuleshov.metrics.measures.measure : the number that it is about
    explored : what has no card

    Examples
    --------
    >>> found = card("asl")
    >>> found.unit, found.better
    ('s', 'none')
    >>> print(found.sentence)
    How long a shot lasts, on average.
    """
    import yaml

    if id not in REGISTRY:
        raise KuleshovError(unknown(id))
    spec = REGISTRY[id]
    text = resources.files(__package__).joinpath("cards", f"{id}.yaml").read_text("utf-8")
    words = yaml.safe_load(text)
    known = {"id": id, "name": spec.name, "unit": spec.unit, "minimum": spec.minimum}
    apart = {*known, "reference", "disagree", "proof"}
    given = {f.name: words[f.name] for f in fields(Card) if f.name not in apart}
    reference = tuple((str(row["value"]), str(row["source"])) for row in words["reference"])
    told = {name: str(said).strip() for name, said in words["disagree"].items()}
    return Card(
        **known,
        reference=reference,
        disagree=Disagreement(**told),
        proof=proofs()[id],
        **{name: str(said).strip() for name, said in given.items()},
    )
