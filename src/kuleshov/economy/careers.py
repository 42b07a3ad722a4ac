"""People who learn to make films, year by year: who is paid, who practises, who goes away."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .rules import LadderRules

Floats = NDArray[np.float64]

SETTLING = 150
"""Years before the machines come, so that as many go as come when they do."""

LUCK = 2.0  # years of practice that chance may be worth when people are hired


def able(
    rules: LadderRules, years: int, seed: int, before: int = 0, until: LadderRules | None = None
) -> Floats:
    """Count those who are able to lead a film, at the end of each year.

    Parameters
    ----------
    rules : LadderRules
    years : int
        From the one in which machines begin to take jobs.
    seed : int
    before : int
        How many of the years before that one are counted too.
    until : LadderRules, optional
        The rules of the years before; ``rules`` as well where it is left out.

    Returns
    -------
    ndarray of float (before + years,)
    """
    chance, since = np.random.default_rng(seed), rules
    skill, left = np.zeros(0), np.zeros(0)  # years of practice; years one can still go without pay
    counted = []
    for at in range(-SETTLING, years):
        rules = since if at >= 0 else until or since
        skill = np.append(skill, np.zeros(rules.entrants))
        left = np.append(left, np.full(rules.entrants, rules.runway))
        lead = skill >= rules.practice
        paid = lead | _hired(skill, lead, jobs_in(rules, at), chance)
        paid |= chance.random(len(skill)) < rules.own
        skill = skill + np.where(paid, 1.0, rules.unpaid)
        left = np.where(paid, np.minimum(rules.runway, left + 0.5), left - 1)
        goes = chance.random(len(skill)) < np.where(lead, rules.retire, rules.leave)
        stays = ~goes & (left >= 0)
        skill, left = skill[stays], left[stays]
        counted.append(float((skill >= rules.practice).sum()))
    return np.array(counted[SETTLING - before :])


def jobs_in(rules: LadderRules, at: int) -> int:
    """Return how many small jobs are left in a year; year 0 is the first in which some are gone.

    >>> jobs_in(LadderRules(jobs=100, automated=0.9, drift=9), 4)
    50
    """
    gone = min(1.0, (at + 1) / rules.drift) if rules.drift else 1.0
    return round(rules.jobs * (1 - rules.automated * (gone if at >= 0 else 0.0)))


def _hired(
    skill: Floats, lead: NDArray[np.bool_], jobs: int, chance: np.random.Generator
) -> NDArray[np.bool_]:
    """Return who gets a small job: of those who learn, rather who has practised more, not only."""
    learners = np.flatnonzero(~lead)
    told = skill[learners] + LUCK * chance.random(len(learners))
    hired = np.zeros(len(skill), bool)
    hired[learners[np.argsort(-told)[:jobs]]] = True
    return hired
