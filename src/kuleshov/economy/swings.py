"""One rule at a time, low and high: which of them moves an answer most?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from ..views import view
from .rules import Rules, about, changed, spans

if TYPE_CHECKING:
    import pandas


class Swing(NamedTuple):
    """What an answer is where one rule stands low, and where it stands high; all others stay.

    Attributes
    ----------
    rule, unit : str
    low, high : float
        The two values of the rule.
    at_low, at_high : float
        The answer there.
    """

    rule: str
    unit: str
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        """How far the answer moves."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True, eq=False)
class Swings(Sequence[Swing]):
    """How far each rule by itself moves an answer, the widest first.

    Attributes
    ----------
    of : str
        The answer.
    now : float
        It, with the rules as they stand.
    found : tuple of Swing
    """

    of: str
    now: float
    found: tuple[Swing, ...]

    def __getitem__(self, at: Any) -> Any:
        return self.found[at]

    def __len__(self) -> int:
        return len(self.found)

    def table(self) -> pandas.DataFrame:
        """Return what a notebook shows, as words: a row a rule."""
        import pandas

        rows = [
            (
                one.rule,
                one.unit,
                f"{one.low:g} to {one.high:g}",
                f"{one.at_low:.3g} to {one.at_high:.3g}",
            )
            for one in self
        ]
        return pandas.DataFrame(rows, columns=["rule", "unit", "from, to", self.of])

    def to_frame(self) -> pandas.DataFrame:
        """Return the numbers for pandas: a row a rule."""
        import pandas

        return pandas.DataFrame([one._asdict() for one in self])

    def plot(self) -> Any:
        """Draw them as bars, the widest on top.

        Returns
        -------
        Plot
        """
        return view("swings")(self)

    def __repr__(self) -> str:
        first = ", ".join(one.rule for one in self[:3])
        return f"{self.of}: {self.now:.3g} as it stands; moved most by {first}."


def swings(
    rules: Rules, found: Callable[[Rules], float], of: str, many: float = 1, least: float = 1e-9
) -> Swings:
    """Try each rule low and high.

    Parameters
    ----------
    rules : MarketRules or LadderRules
    found : callable
        From rules to an answer.
    of : str
        What the answer is, with its unit.
    many : float
        What to multiply answers by: 100 for per cent.
    least : float
        Rules that move the answer by less are left out.

    Returns
    -------
    Swings
    """
    rows = []
    for name, (low, high) in spans(rules).items():
        ends = [many * found(changed(rules, {name: value})) for value in (low, high)]
        rows.append(Swing(name, about(rules, name)["unit"], low, high, ends[0], ends[1]))
    rows = sorted((one for one in rows if one.width > least), key=lambda one: -one.width)
    return Swings(of, many * found(rules), tuple(rows))
