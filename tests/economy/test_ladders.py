"""The ladder at its limits, by hand."""

import numpy as np
import pytest

import kuleshov as ku
from kuleshov.economy import LadderRules
from kuleshov.economy.careers import SETTLING, able, jobs_in
from kuleshov.errors import KuleshovError, Refused

PAID = LadderRules(jobs=100_000, automated=0.0)


@pytest.mark.parametrize(("practice", "leave", "retire"), [(8, 0.08, 0.04), (3, 0.2, 0.1)])
def test_with_work_for_all_those_able_are_entrants_times_survival(practice, leave, retire):
    rules = LadderRules(
        jobs=100_000, automated=0.0, practice=float(practice), leave=leave, retire=retire
    )
    counts = np.array([able(rules, 30, seed) for seed in range(12)])
    by_hand = rules.entrants * (1 - leave) ** practice / retire
    independent = 12 * 30 * retire / 2  # years resemble each other for as long as people stay
    assert counts.mean() == pytest.approx(by_hand, abs=4 * (by_hand / independent) ** 0.5)


def test_without_work_savings_or_films_of_ones_own_nobody_comes_up():
    none = LadderRules(jobs=0, own=0.0, runway=0.0)
    assert able(none, 20, 0).tolist() == [0.0] * 20


def test_who_needs_no_job_misses_none():
    free = LadderRules(jobs=0, own=0.0, runway=50.0, unpaid=1.0, leave=0.0, practice=5.0)
    paid = LadderRules(jobs=100_000, automated=0.0, own=0.0, leave=0.0, practice=5.0)
    assert able(free, 5, 1).tolist() == able(paid, 5, 1).tolist()


def test_jobs_go_evenly_and_then_stay_gone():
    rules = LadderRules(jobs=100, automated=0.5, drift=5.0)
    assert [jobs_in(rules, at) for at in (-1, 0, 1, 4, 9)] == [100, 90, 80, 50, 50]
    assert jobs_in(LadderRules(jobs=100, automated=1.0, drift=0.0), 0) == 0


def test_without_machines_nothing_is_missed():
    same = ku.ladder(20, 2, automated=0.0)
    assert (same.able == same.without).all() and same.shows is None and same.halved is None
    assert same.left == pytest.approx(100, abs=6) and "not missing" in str(same)


def test_those_who_come_in_the_last_years_are_the_first_to_be_missed():
    """Nobody needs fewer years than `practice`: until then only fewer could have been in training."""
    found = ku.ladder(30, 3, automated=1.0, drift=0.0, own=0.0, unpaid=0.0, runway=0.0)
    assert (found.able[:, found.years < 0] == found.without[:, found.years < 0]).all()
    after = found.able[:, found.years >= 0]
    assert (np.diff(after[:, 8:], axis=1) <= 0).all()  # nobody comes up any more, and some retire


def test_when_it_shows_is_the_first_year_that_stays_below():
    found = ku.ladder(40, 3)
    assert found.at(found.shows) < 90 <= found.at(found.shows - 1)
    assert found.at(found.halved) < 50 <= found.at(found.halved - 1)
    assert found.shows < found.halved


def test_people_are_counted_against_those_of_the_ten_years_before():
    found = ku.ladder(20, 3)
    before = np.mean([able(found.rules, 1, seed, before=10)[:10].mean() for seed in range(3)])
    assert found.today == pytest.approx(before)
    after = found.able[:, found.years == 20].mean()
    assert found.at(20) == pytest.approx(100 * after / before)


def test_what_is_changed_holds_from_the_machines_on_and_leaves_today_as_it_was():
    town = ku.ladder(20, 2)
    other = town.change(jobs=50, own=0.4)
    assert other.today == town.today and other.before == town.rules
    assert (other.without == town.without).all()
    assert other.at(20) < 80  # to end the trade is no mend
    for nothing in (town.change(), town.change(runway=1.0)):
        assert (nothing.able == town.able).all()
    with pytest.raises(KuleshovError, match="Did you mean runway"):
        town.change(runwy=2.0)


def test_a_town_without_anybody_to_lose_is_refused():
    assert np.isfinite(ku.ladder(20, 2, jobs=50).left).all()
    with pytest.raises(Refused, match="nobody is able to lead a film when the machines come"):
        ku.ladder(20, 2, jobs=0)
    assert np.isfinite(ku.ladder(20, 2).change(jobs=0, own=0.0, runway=0.0).left).all()


def test_more_small_jobs_than_people_soften_it():
    assert ku.ladder(20, 3, jobs=3000).at(20) > ku.ladder(20, 3).at(20) + 5


def test_years_before_settle():
    """As many come as go when the machines arrive: the ten years before have no trend."""
    rules = LadderRules(automated=0.0)
    early, late = (
        np.mean([able(rules, 1, seed, before=SETTLING)[part].mean() for seed in range(8)])
        for part in (slice(60, 100), slice(100, 140))
    )
    assert late == pytest.approx(early, rel=0.04)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (lambda: ku.ladder(automatd=0.5), "Did you mean automated"),
        (lambda: ku.ladder(automated=1.5), "lies between 0 and 1"),
        (lambda: ku.ladder(jobs=2.5), "jobs is a whole number"),
        (lambda: ku.ladder(jobs="many"), "jobs is a whole number"),
        (lambda: ku.ladder(own=None), "own is a number"),
        (lambda: ku.ladder(0), "years is a whole number from 1 to 100"),
        (lambda: ku.ladder(10, 1000), "runs is a whole number"),
        (lambda: ku.ladder(10, 1).at(11), "followed from year -10 to 10"),
        (lambda: ku.ladder(10, 1).swings(0), "year is a whole number"),
    ],
)
def test_what_is_no_rule_is_said(asked, said):
    with pytest.raises(KuleshovError, match=said):
        asked()
