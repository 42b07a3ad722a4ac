"""One year of a market, person by person and slot by slot; NumPy, seeded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .rules import MarketRules

Floats = NDArray[np.float64]
Whole = NDArray[np.intp]

NOTHING = -np.inf  # how a work looks that one has watched already


@dataclass(frozen=True, eq=False)
class Year:
    """What came of one year.

    Attributes
    ----------
    views : ndarray of float (works,)
        How many people watched each work.
    appeal : ndarray of float (works,)
    home : float
        The share of all views, 0 to 1, that lie in the viewer's own niche.
    worth : float
        What a slot was worth to who filled it, on average, in appeals: 0 is a work of average appeal
        that is neither near to one's taste nor far from it.
    lost : int
        Slots in which nothing was offered that the person hadn't watched.
    """

    views: Floats = field(repr=False)
    appeal: Floats = field(repr=False)
    home: float
    worth: float
    lost: int


class Town:
    """The works and people of a year, works in the order of their places on the circle of taste."""

    def __init__(self, rules: MarketRules, made: np.random.Generator, chance: np.random.Generator):
        self.rules, self.chance = rules, chance
        self.place = np.sort(made.random(rules.works))
        self.appeal = rules.luck * made.standard_normal(rules.works)
        self.taste = made.random(rules.people)
        self.niche = (self.place * rules.niches).astype(int)
        self.own = (self.taste * rules.niches).astype(int)
        self.starts = np.searchsorted(self.niche, np.arange(rules.niches + 1))
        self.follows = made.random(rules.people) < rules.curated
        self.opens = made.permutation(rules.works)  # the order in which they open
        self.views = np.zeros(rules.works)
        self.watched = np.zeros((rules.people, rules.works), bool)
        self.lists = curators(self) if rules.curated else None

    def worth(self, person: Whole, work: Whole) -> Floats:
        """Return what works are worth to people, in appeals."""
        away = 2 * np.pi * (self.taste[person] - self.place[work])
        return np.asarray(self.appeal[work] + self.rules.fit * np.cos(away))

    def offers(self, person: Whole, done: float) -> Whole:
        """Return what each of these people is offered, a row a person.

        Every work has a chance that goes with its views. They lie in the order of their places, so a
        niche is a stretch of them, and drawing within it is drawing from that stretch.
        """
        rules = self.rules
        weight = (self.views + 1) ** rules.push
        if rules.opening:
            there = min(1.0, done / rules.opening)
            weight[self.opens >= max(1, round(there * rules.works))] = 0
        until = np.concatenate([[0.0], np.cumsum(weight)])
        low, high = np.zeros((len(person), 1)), np.full((len(person), 1), until[-1])
        if rules.match:
            own = self.own[person]
            first, last = until[self.starts[own]], until[self.starts[own + 1]]
            knows = (self.chance.random((len(person), rules.offers)) < rules.match) & (
                last > first
            )[:, None]
            low, high = np.where(knows, first[:, None], low), np.where(knows, last[:, None], high)
        at = low + self.chance.random((len(person), rules.offers)) * (high - low)
        drawn = np.minimum(_below(until, at), rules.works - 1)
        if self.lists is not None:
            listed = self.lists[self.own[person][:, None], self._rows(len(person))]
            drawn = np.where(self.follows[person][:, None], listed, drawn)
        return np.asarray(drawn)

    def _rows(self, people: int) -> Whole:
        assert self.lists is not None
        return self.chance.integers(0, self.lists.shape[1], (people, self.rules.offers))


def _below(until: Floats, at: Floats) -> Whole:
    """Return into which stretch each number falls; asked in their order it takes half the time."""
    order = np.argsort(at, axis=None)
    found = np.empty(at.size, np.intp)
    found[order] = np.searchsorted(until, at.ravel()[order], side="right") - 1
    return found.reshape(at.shape)


def year(rules: MarketRules, seed: int, same_works: int | None = None) -> Year:
    """Let everybody fill the slots of a year.

    Parameters
    ----------
    rules : MarketRules
    seed : int
        The year's chance.
    same_works : int, optional
        A seed of its own for works and people: years that share it differ in nothing but chance.

    Returns
    -------
    Year
    """
    made = np.random.default_rng([1, seed if same_works is None else same_works])
    town = Town(rules, made, np.random.default_rng([2, seed]))
    worth, filled, home = 0.0, 0, 0
    for person, done in _turns(town):
        offered = town.offers(person, done)
        looks = town.worth(person[:, None], offered)
        looks += rules.glance * town.chance.standard_normal(offered.shape)
        looks[town.watched[person[:, None], offered]] = NOTHING
        best = looks.argmax(axis=1)
        new = looks[np.arange(len(person)), best] > NOTHING
        who, what = person[new], offered[np.arange(len(person)), best][new]
        town.watched[who, what] = True
        town.views += np.bincount(what, minlength=rules.works)
        worth, filled = worth + float(town.worth(who, what).sum()), filled + len(who)
        home += int((town.own[who] == town.niche[what]).sum())
    lost = rules.people * rules.slots - filled
    each = max(filled, 1)
    return Year(town.views, town.appeal, home / each, worth / each, lost)


def _turns(town: Town) -> Iterator[tuple[Whole, float]]:
    """Yield who chooses next, in an order that chance makes anew for each slot, and how much is over."""
    rules, step = town.rules, min(town.rules.at_once, town.rules.people)
    turns = rules.people * rules.slots
    for slot in range(rules.slots):
        order = town.chance.permutation(rules.people)
        for first in range(0, rules.people, step):
            yield order[first : first + step], (slot * rules.people + first) / turns


def curators(town: Town) -> Whole:
    """Return a list for each niche: works that its curator has watched, the best by her judgement.

    She watches what lies nearest to the middle of her niche, as much as she can, and lists twice what
    a person has time for, but never more than half of what she has watched. All lists are as long as
    the longest: a shorter one begins again.
    """
    rules = town.rules
    middle = (np.arange(rules.niches) + 0.5) / rules.niches
    lists = []
    for place in middle:
        away = np.abs(town.place - place)
        near = np.argsort(np.minimum(away, 1 - away), kind="stable")
        read = near[: rules.reads]
        judged = town.appeal[read] + rules.slip * town.chance.standard_normal(len(read))
        keep = max(1, min(2 * rules.slots, len(read) // 2))
        lists.append(read[np.argsort(-judged)[:keep]])
    longest = max(map(len, lists))
    return np.array([np.resize(one, longest) for one in lists])
