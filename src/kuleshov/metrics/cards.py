"""A card for each measure: what it says, how to read it, what fools it.

The words lie beside the code, in ``cards/<id>.yaml``.
"""

from dataclasses import dataclass, fields
from functools import lru_cache
from importlib import resources

from ..errors import KuleshovError
from .registry import REGISTRY


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
    better : {"higher", "lower", "none"}
        Which way is better; "none" for almost all.
    how_to_read : str
    reference : tuple of (str, str)
        Published or measured values to hold a number against, each with its source.
    minimum : str
        What a film must have for it.
    fooled_by, says_nothing_about : str
    source : str
        Who proposed it, and where.
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
        ]
        return "\n".join(lines)


@lru_cache
def card(id: str) -> Card:
    """Return the card of a measure.

    Raises
    ------
    KuleshovError
        Where there is no measure of that id.

    Examples
    --------
    >>> card("asl").unit
    's'
    """
    import yaml

    if id not in REGISTRY:
        raise KuleshovError(f"There is no measure called {id!r}; there are {', '.join(REGISTRY)}.")
    spec = REGISTRY[id]
    text = resources.files(__package__).joinpath("cards", f"{id}.yaml").read_text("utf-8")
    words = yaml.safe_load(text)
    known = {"id": id, "name": spec.name, "unit": spec.unit, "minimum": spec.minimum}
    given = {f.name: words[f.name] for f in fields(Card) if f.name not in {*known, "reference"}}
    reference = tuple((str(row["value"]), str(row["source"])) for row in words["reference"])
    return Card(**known, reference=reference, **{k: str(v).strip() for k, v in given.items()})
