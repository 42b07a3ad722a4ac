"""What a year of a market is asked: the questions that the essay's table answers without numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..errors import KuleshovError
from ..words import meant
from .rules import MarketRules
from .shares import gini, half_share, overlap
from .years import Year


@dataclass(frozen=True)
class Answer:
    """A question, what finds its answer, and how it is said.

    Attributes
    ----------
    name : str
    says : str
        The question in words.
    unit : str
        ``"%"`` where it is a share, 0 to 1, that is told in hundredths.
    comes_out : bool
        False where rules alone decide it, so that it is an input in other words.
    of : callable
        From the rules and a year to a number.
    digits : int
    """

    name: str
    says: str
    unit: str
    comes_out: bool
    of: Callable[[MarketRules, Year], float]
    digits: int = 0

    def told(self, value: float, spread: float | None = None) -> str:
        """Return a number with its spread over the years, where there are several, and its unit."""
        many = 100 if self.unit == "%" else 1
        spans = f" ± {many * spread:.{self.digits}f}" if spread is not None else ""
        return f"{many * value:.{self.digits}f}{spans} {self.unit}".rstrip()


ANSWERS = {
    one.name: one
    for one in (
        Answer(
            "first", "people who saw the most-seen work", "%", True,
            lambda rules, year: float(year.views.max()) / rules.people,
        ),
        Answer(
            "overlap", "of what one saw, another saw too", "%", True,
            lambda rules, year: overlap(year.views, rules.people), 1,
        ),
        Answer(
            "home", "views in one's own niche", "%", True, lambda rules, year: year.home, 1,
        ),
        Answer(
            "half", "works that have half of all views", "%", True,
            lambda rules, year: half_share(year.views), 1,
        ),
        Answer("gini", "Gini of views", "", True, lambda rules, year: gini(year.views), 2),
        Answer("worth", "a slot is worth", "appeals", True, lambda rules, year: year.worth, 2),
        Answer(
            "paid", "works that earn what they cost", "%", True,
            lambda rules, year: float((year.views * rules.price >= rules.cost * rules.people).mean()),
        ),
        Answer(
            "cost", "a work costs, for each of the people", "$", False,
            lambda rules, year: rules.cost, 2,
        ),
        Answer(
            "money", "a person pays in a year", "$", False,
            lambda rules, year: float(year.views.sum()) * rules.price / rules.people, 0,
        ),
    )
}  # fmt: skip
"""By name. Money is price times slots: what comes out there was put in."""


def answer(name: str) -> Answer:
    """Return an answer by its name.

    Raises
    ------
    KuleshovError
        Where there is none of that name.

    Examples
    --------
    >>> answer("overlap").says
    'of what one saw, another saw too'
    """
    if name not in ANSWERS:
        hint = meant(str(name), ANSWERS) or f" There are: {', '.join(ANSWERS)}."
        raise KuleshovError(f"A market has no answer called {name!r}.{hint}")
    return ANSWERS[name]
