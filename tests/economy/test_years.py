"""A year at its limits, where what must come out is known; and what published experiments found."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

import kuleshov as ku
from kuleshov.economy import MARKETS, MarketRules
from kuleshov.economy.shares import gini, overlap
from kuleshov.economy.years import year

BY_CHANCE = MarketRules(
    people=1000, works=2000, slots=10, push=0.0, match=0.0, luck=0.0, fit=0.0, offers=4
)
ONE_BY_ONE = replace(BY_CHANCE, push=1.0, slots=1, at_once=1, offers=1)


@pytest.mark.parametrize("name", MARKETS)
@pytest.mark.parametrize("curated", [0.0, 0.7])
def test_no_view_is_lost_or_made_and_nobody_watches_twice(name, curated):
    rules = replace(MARKETS[name], people=150, curated=curated)
    found = year(rules, 3)
    assert found.views.sum() + found.lost == rules.people * rules.slots
    assert 0 <= found.home <= 1
    assert found.views.max() <= rules.people


def test_where_all_slots_are_filled_with_all_works_everybody_saw_everything():
    rules = MarketRules(people=20, works=6, slots=6, offers=200, glance=0.0)
    found = year(rules, 0)
    assert found.lost == 0 and (found.views == 20).all()
    assert overlap(found.views, 20) == 1.0


@pytest.mark.parametrize("glance", [0.0, 2.0])
def test_where_nothing_but_chance_decides_views_are_binomial(glance):
    rules = replace(BY_CHANCE, glance=glance)
    views = year(rules, 5).views
    share = rules.slots / rules.works
    spread = ((views - views.mean()) ** 2).sum() / (rules.people * share * (1 - share))
    assert abs(stats.norm.ppf(stats.chi2.cdf(spread, rules.works - 1))) < 3.5
    counts = [(views == n).sum() for n in range(12)]
    known = rules.works * stats.binom.pmf(range(12), rules.people, share)
    assert stats.chi2.sf((((counts - known) ** 2) / known).sum(), 11) > 1e-3
    assert gini(views) == pytest.approx(0.25, abs=0.01)  # a Poisson's of mean 5: 0.2489
    assert overlap(views, rules.people) == pytest.approx(share, rel=0.02)


def test_where_a_view_is_worth_a_chance_it_is_polyas_urn():
    """200 people, 10 works: every way to share out the views is as likely as any other."""
    rules = replace(ONE_BY_ONE, people=200, works=10)
    views = np.concatenate([year(rules, seed).views for seed in range(80)])
    known = stats.betabinom(200, 1, 9)
    edges = known.ppf(np.linspace(0, 1, 9)[1:-1])
    counts = np.bincount(np.searchsorted(edges, views), minlength=8)
    expected = 800 * np.diff([0, *known.cdf(edges), 1])
    assert stats.chi2.sf(((counts - expected) ** 2 / expected).sum(), 7) > 1e-3
    assert views.var() == pytest.approx(known.var(), rel=0.25)


def test_where_works_open_all_year_as_well_the_tail_is_paretos():
    """Simon's process, which gives the Yule-Simon distribution: its variance is infinite here.

    De Vany and Walls (1999) found box-office revenues to be "asymptotically Pareto-distributed" with
    "infinite variance"; an exponent below 2 is that.
    """
    rules = replace(ONE_BY_ONE, people=10_000, works=1000, opening=1.0)
    views = np.concatenate([year(rules, seed).views for seed in range(3)])
    exponent = 1 + rules.works / rules.people
    known = stats.yulesimon(exponent)
    assert exponent < 2
    for least in (1, 2, 5, 10, 30, 100):
        share = known.sf(least)  # of works with `least` views and more: they weigh one more
        assert (views >= least).mean() == pytest.approx(share, abs=4 * (share / 3000) ** 0.5)


def test_without_popularity_there_is_no_such_tail():
    rules = replace(ONE_BY_ONE, people=10_000, works=1000, opening=1.0, push=0.0, at_once=100)
    assert year(rules, 0).views.max() < 200  # by popularity it is thousands


def test_where_everybody_wants_the_same_and_sees_it_at_a_glance_the_best_have_all():
    rules = MarketRules(people=50, works=10, slots=3, offers=200, fit=0.0, glance=0.0, push=0.0)
    found = year(rules, 1)
    best = np.argsort(-found.appeal)[:3]
    assert (found.views[best] == 50).all() and found.views.sum() == 150
    assert found.worth == pytest.approx(found.appeal[best].mean())


@pytest.mark.parametrize("niches", [4, 50])
@pytest.mark.parametrize("match", [0.0, 0.3, 1.0])
def test_of_all_views_as_many_lie_at_home_as_the_feed_knows_and_chance_adds(niches, match):
    """match + (1 - match) / niches, where works aren't told apart and one is offered at a time."""
    rules = replace(BY_CHANCE, works=20_000, niches=niches, match=match, offers=1)
    found = year(rules, 2)
    by_hand = match + (1 - match) / niches
    spread = (by_hand * (1 - by_hand) / found.views.sum()) ** 0.5
    assert found.home == pytest.approx(by_hand, abs=4 * spread + 0.003)  # a few meet a work twice
    if match == 1:
        assert found.home == 1.0


def test_home_is_counted_view_by_view():
    """Whoever is near to works takes them; in two niches those are the two halves of the circle."""
    rules = MarketRules(people=300, works=300, slots=3, niches=2, luck=0.0, glance=0.0, fit=2.0,
                        offers=200, push=0.0)  # fmt: skip
    assert 0.9 < year(rules, 1).home < 1.0  # but for those who live at an edge


def test_a_curator_who_reads_all_and_never_slips_lists_the_best():
    rules = MarketRules(
        people=60,
        works=40,
        slots=2,
        offers=50,
        fit=0.0,
        curated=1.0,
        reads=40,
        slip=0.0,
        glance=0.0,
    )
    found = year(rules, 4)
    assert set(np.flatnonzero(found.views)) == set(np.argsort(-found.appeal)[:2])


def test_a_curator_who_slips_is_worth_less():
    rules = replace(MARKETS["niche feed"], works=2000, curated=1.0)
    worths = [year(replace(rules, slip=slip), 0).worth for slip in (0.0, 1.0, 8.0)]
    assert worths == sorted(worths, reverse=True)


def test_influence_raises_inequality_and_unpredictability():
    """Salganik, Dodds and Watts (2006): 48 songs, the same in eight worlds, 14,341 people."""
    worlds = [
        ku.market(
            people=700, works=48, slots=4, at_once=10, push=push, fit=0.0, years=8, same_works=True
        )
        for push in (0.0, 0.5, 1.0)
    ]
    inequality = [each["gini"] for each in worlds]
    unforeseen = [each.unpredictability for each in worlds]
    assert inequality == sorted(inequality) and unforeseen == sorted(unforeseen)
    assert unforeseen[2] > 1.5 * unforeseen[0]


def test_the_best_rarely_do_poorly_and_the_worst_rarely_well():
    """The same abstract. "But any other result was possible": appeal doesn't decide alone."""
    strong = ku.market(
        people=700, works=48, slots=4, at_once=10, push=1.0, fit=0.0, years=8, same_works=True
    )
    order = np.argsort(strong.years[0].appeal)
    places = [np.argsort(np.argsort(one.views))[order] for one in strong.years]
    best, worst = np.mean([p[-8:].mean() for p in places]), np.mean([p[:8].mean() for p in places])
    assert best > 32 and worst < 16
    assert max(one.views.max() for one in strong.years) < 700  # no two are level at the top
    first = {int(one.views.argmax()) for one in strong.years}
    assert len(first) > 1  # another hit in another world


def test_worlds_with_the_same_works_differ_in_chance_alone():
    one, other = (year(MarketRules(), seed, same_works=9) for seed in (1, 2))
    assert (one.appeal == other.appeal).all() and (one.views != other.views).any()
    assert (year(MarketRules(), 1).views == year(MarketRules(), 1).views).all()
    assert (year(MarketRules(), 1).appeal != year(MarketRules(), 2).appeal).any()
