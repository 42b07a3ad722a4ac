"""Shares by hand, by definition over all pairs, and by distributions whose Gini is known."""

import numpy as np
import pytest
from scipy.special import ive

from kuleshov.economy.shares import gini, half_share, overlap, unpredictability
from kuleshov.errors import KuleshovError

CHANCE = np.random.default_rng(11)


def test_gini_is_half_the_mean_difference_of_two_works_as_a_share_of_the_mean():
    views = CHANCE.integers(0, 50, 40)
    by_pairs = np.abs(np.subtract.outer(views, views)).mean() / (2 * views.mean())
    assert gini(views) == pytest.approx(by_pairs)


@pytest.mark.parametrize("mean", [1.0, 5.0, 40.0])
def test_gini_of_a_poisson_is_the_known_one(mean):
    """exp(-2m) (I0(2m) + I1(2m)), from the Skellam distribution of the difference of two."""
    known = ive(0, 2 * mean) + ive(1, 2 * mean)
    assert gini(CHANCE.poisson(mean, 200_000)) == pytest.approx(known, rel=0.01)


def test_gini_of_an_exponential_is_a_half_and_of_a_pareto_one_over_its_exponent():
    assert gini(CHANCE.exponential(size=200_000)) == pytest.approx(0.5, rel=0.01)
    pareto = (1 - (np.arange(200_000) + 0.5) / 200_000) ** (-1 / 3)  # exponent 3, at its quantiles
    assert gini(pareto) == pytest.approx(1 / 5, rel=0.01)


def test_half_of_the_views_by_counting_from_the_top():
    views = CHANCE.pareto(1.2, 300).round()
    top, many = 0, 0
    for one in sorted(views, reverse=True):
        top, many = top + one, many + 1
        if 2 * top >= views.sum():
            break
    assert half_share(views) == many / 300
    assert half_share([3, 3]) == 0.5 and half_share([7]) == 1.0


def test_overlap_is_what_all_pairs_of_people_have_in_common():
    watched = CHANCE.random((30, 12)) < CHANCE.random(12)  # some works are for many, some for few
    common = sum((watched[a] & watched[b]).sum() for a in range(30) for b in range(30) if a != b)
    of = sum(watched[a].sum() for a in range(30)) * 29
    assert overlap(watched.sum(axis=0), 30) == pytest.approx(common / of)


def test_worlds_by_all_pairs():
    worlds = CHANCE.integers(1, 30, (4, 6)).astype(float)
    shares = worlds / worlds.sum(axis=1, keepdims=True)
    pairs = [np.abs(shares[a] - shares[b]).mean() for a in range(4) for b in range(a)]
    assert unpredictability(list(worlds)) == pytest.approx(6 * np.mean(pairs))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (lambda: gini([0, 0]), "Nobody has watched"),
        (lambda: gini([]), "a row of numbers"),
        (lambda: half_share([3, -1]), "none of them below 0"),
        (lambda: half_share([1, float("nan")]), "a row of numbers"),
        (lambda: gini([[1, 2], [3, 4]]), "a row of numbers"),
        (lambda: overlap([2, 1], 1), "two people"),
        (lambda: overlap([9, 1], 5), "nobody watches a work twice"),
        (lambda: unpredictability([[1, 2]]), "Two worlds"),
        (lambda: unpredictability([[1, 2], [1, 2, 3]]), "same works"),
    ],
)
def test_what_is_no_row_of_views_is_said(asked, said):
    with pytest.raises(KuleshovError, match=said):
        asked()
