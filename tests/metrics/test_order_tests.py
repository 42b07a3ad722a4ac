"""A number of an order among those of other orders of the same shots."""

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import kuleshov as ku
from kuleshov.errors import KuleshovError
from kuleshov.metrics.order_tests import STATISTICS, trend

LENGTHS = [1.5, 0.5, 2.0, 4.0, 1.0]


def steps(lengths):
    return float(np.abs(np.diff(lengths)).mean())


@pytest.mark.parametrize("two_sided", [True, False])
def test_p_is_what_all_orders_give(two_sided):
    """With five shots there are 120 orders: count them all."""
    every = np.array([steps(np.array(one)) for one in permutations(LENGTHS)])
    seen = steps(LENGTHS)
    if two_sided:
        share = (np.abs(every - every.mean()) >= abs(seen - every.mean()) - 1e-9).mean()
    else:
        share = (every >= seen - 1e-9).mean()
    found = ku.order_test(LENGTHS, steps, two_sided=two_sided, shuffles=3999)
    assert found.p == pytest.approx(share, abs=0.03)
    assert (found.name, found.shots, len(found.shuffled)) == ("steps", 5, 3999)
    assert found.value == seen


def test_the_own_order_counts_among_the_others():
    rising = ku.order_test(range(1, 31), "trend", shuffles=199)
    assert rising.p == 1 / 200 and rising.reached == 0


@pytest.mark.parametrize("id", ["asl", "median", "log_sd", "short_share"])
def test_a_number_of_length_knows_no_order(id):
    found = ku.order_test(LENGTHS, id, shuffles=99)
    assert found.p == 1 and not found.knows_order
    assert "knows no order" in str(found)


def test_trend_is_spearmans():
    lengths = np.random.default_rng(1).integers(1, 6, 30) / 2
    expected = stats.spearmanr(lengths, np.arange(30)).statistic
    assert trend(lengths) == pytest.approx(expected)


def test_a_cut_and_its_list_are_one():
    rushes = ku.rushes("understudy")
    cut = ku.Cut("five", rushes=rushes)
    for n, seconds in enumerate(LENGTHS):
        cut.add("1A-1", 2.0 + 5 * n, 2.0 + 5 * n + seconds)
    ours, theirs = ku.order_test(cut), ku.order_test(cut.shot_lengths)
    assert (ours.value, ours.p) == (theirs.value, theirs.p)


def test_lag1_of_a_film_is_that_of_its_list():
    """Times of cuts, taken from each other, differ in their last digits: ties stay ties."""
    frames = np.random.default_rng(3).integers(6, 12, 40)
    clock = np.cumsum(frames) / 24
    lengths = np.diff(clock, prepend=0)
    assert len(set(lengths)) > len(set(frames)), "the last digits differ"
    rank = stats.rankdata(frames) - (len(frames) + 1) / 2
    by_hand = (rank[:-1] * rank[1:]).sum() / (rank**2).sum()
    assert STATISTICS["lag1"](lengths) == pytest.approx(by_hand, abs=1e-12)


@pytest.mark.parametrize(
    ("film", "statistic", "words"),
    [
        ("a film", "lag1", "one number for each shot"),
        ([[1, 2], [3, 4], [5, 6]], "lag1", "one number for each shot"),
        ([1, 2], "lag1", "give 3 or more"),
        ([1, 2, float("nan")], "lag1", r"Shot 3 has no number \(nan\)"),
        ([1, float("inf"), 2], "lag1", r"Shot 2 has no number \(inf\)"),
        ("1234", "lag1", "one number for each shot"),
        (["1", "2", "3"], "lag1", "one number for each shot"),
        ({3.0, 1.0, 2.0}, "lag1", "one number for each shot.*This is set"),
        ({1: 2, 3: 4, 5: 6}, "lag1", "one number for each shot.*This is dict"),
        (pd.DataFrame(np.eye(4)), "lag1", "one number for each shot.*This is DataFrame"),
        ([10**400, 1, 2], "lag1", "one number for each shot"),
        (ku.rushes("understudy")["KA-1"], "lag1", "ku.find_cuts"),
        (LENGTHS, ["lag1"], r"no statistic \['lag1'\]"),
        (LENGTHS, lambda some: "3", "yours gives '3'.*One number is asked for"),
        ([1, 0, 2], "asl", "lengths are seconds above 0"),
        (LENGTHS, "lag2", "lag1"),
        ([2, 2, 2], "lag1", "all shots are alike"),
        (LENGTHS, lambda some: some, "One number is asked for"),
        (LENGTHS, lambda some: None, "One number is asked for"),
        (7, "lag1", "one number for each shot"),
    ],
)
def test_what_has_no_order_is_refused_in_words(film, statistic, words):
    with pytest.raises(KuleshovError, match=words):
        ku.order_test(film, statistic)


def test_a_column_is_a_list_and_a_function_that_sorts_in_place_spoils_nothing():
    column = pd.DataFrame({"seconds": LENGTHS}).seconds
    assert ku.order_test(column, steps).p == ku.order_test(LENGTHS, steps).p

    def longest(lengths):
        first = lengths[0]
        lengths.sort()
        return lengths[-1] - first

    kept = ku.order_test(LENGTHS, longest, shuffles=99)
    assert (
        kept.shuffled == ku.order_test(LENGTHS, lambda s: s.max() - s[0], shuffles=99).shuffled
    ).all()


@pytest.mark.parametrize(
    "deals", [{"shuffles": 99.5}, {"shuffles": "99"}, {"seed": -1}, {"seed": "a"}]
)
def test_deals_are_counted_in_whole_numbers(deals):
    with pytest.raises(KuleshovError, match="is a whole number from 0 on"):
        ku.order_test(LENGTHS, **deals)


def test_few_shuffles_are_refused():
    with pytest.raises(KuleshovError, match="Take 99 or more"):
        ku.order_test(LENGTHS, shuffles=9)
