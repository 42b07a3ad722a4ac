"""Votes held against numbers, and against chance."""

import warnings
from itertools import permutations
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr

from kuleshov.comparison.ranking import Standing
from kuleshov.comparison.vote_correlation import against, spearman
from kuleshov.errors import KuleshovError


def test_rank_correlation_is_pandas_with_ties_and_without():
    chance = np.random.default_rng(1)
    for _ in range(50):
        x, y = chance.integers(0, 5, 9), chance.normal(size=9)
        found = pd.DataFrame({"x": x, "y": y}).corr(method="spearman").loc["x", "y"]
        assert spearman(x, y) == pytest.approx(found, abs=1e-9)
    with warnings.catch_warnings(action="error"):
        assert np.isnan(spearman([1, 1, 1], [1, 2, 3])) and np.isnan(spearman([], []))
        assert np.isnan(spearman([1, np.nan, 2], [1, 2, 3]))


def standings(**shares):
    return [Standing(film, share, None, None, 1, 1.0) for film, share in shares.items()]


def numbers(**values):
    return {id: SimpleNamespace(name=id, value=value) for id, value in values.items()}


def test_a_number_that_goes_with_the_votes_is_first_and_its_p_counts_all_orders():
    measured = {
        "a": numbers(good=1.0, dull=5.0, gone=np.nan),
        "b": numbers(good=2.0, dull=5.0, gone=1.0),
        "c": numbers(good=3.0, dull=5.0, gone=2.0),
        "d": numbers(good=4.0, dull=5.0, gone=np.nan),
    }
    (one,) = against(standings(a=0.9, b=0.7, c=0.4, d=0.1), measured)
    assert (one.id, one.rho, one.films) == ("good", -1.0, 4)
    assert one.p == pytest.approx(2 / 24)  # of 24 orders of four films two go as far


def test_two_films_say_nothing():
    with pytest.raises(KuleshovError, match="there are 2"):
        against(standings(a=0.9, b=0.1), {"a": numbers(x=1), "b": numbers(x=2), "z": numbers(x=3)})


def test_many_films_draw_orders():
    films = {f"f{n}": n for n in range(9)}
    measured = {film: numbers(x=float(n)) for film, n in films.items()}
    (one,) = against(standings(**{f: n / 9 for f, n in films.items()}), measured)
    assert one.rho == 1 and one.p < 0.001


@pytest.mark.parametrize("films", [3, 7, 8, 9])
def test_of_up_to_seven_films_all_orders_are_tried_and_of_more_five_thousand(films):
    names = [f"f{n}" for n in range(films)]
    measured = {f: numbers(x=float(n)) for n, f in enumerate(names)}
    likes = {f: ((n * 5 + 1) % films) / films for n, f in enumerate(names)}
    (one,) = against(standings(**likes), measured)
    liked = np.array(list(likes.values()))
    rho = spearmanr(range(films), liked).statistic
    if films <= 7:
        orders = list(permutations(range(films)))
    else:  # and the one that was found
        chance = np.random.default_rng(1918)
        orders = [range(films), *(chance.permutation(films) for _ in range(5000))]
    # The likes are none alike, so that ranks go with them: Pearson's of ranks is the correlation.
    places = liked.argsort().argsort()
    far = [abs(np.corrcoef(np.take(np.arange(films), order), places)[0, 1]) for order in orders]
    assert one.rho == pytest.approx(rho) and one.films == films
    assert one.p == pytest.approx(np.mean(np.array(far) >= abs(rho) - 1e-6))


def test_numbers_that_too_few_films_have_or_that_are_alike_are_passed_over_the_strongest_first():
    measured = {
        "a": numbers(weak=1.0, two=1.0, none=np.nan, down=9.0, alike=2.0),
        "b": numbers(weak=3.0, two=2.0, none=np.nan, down=8.0, alike=2.0),
        "c": numbers(weak=2.0, two=np.nan, none=np.nan, down=7.0, alike=2.0),
        "unseen": numbers(weak=9.0, two=3.0, none=np.nan, down=99.0, alike=7.0),
    }
    found = against(standings(a=0.1, b=0.5, c=0.9, z=0.4), measured)
    assert [(one.id, one.name, one.rho, one.films) for one in found] == [
        ("down", "down", -1.0, 3), ("weak", "weak", 0.5, 3)]  # fmt: skip
    # Of six orders of three, two go as far as 1 and all as far as a half.
    assert [one.p for one in found] == pytest.approx([2 / 6, 1])
    assert not against(standings(a=0.5, b=0.5, c=0.5), measured)


def test_a_rank_correlation_is_given_to_twelve_places():
    # Two neighbours of seven changed places: 1 - 6 * 2 / (7 * 48).
    assert spearman(range(7), [1, 0, 2, 3, 4, 5, 6]) == 0.964285714286
    assert spearman([1, 1, 2, 2], [1, 2, 3, 4]) == round(2 / 5**0.5, 12)  # two values are enough
    assert spearman([1, 2, 3, 4], [5, 5, 5, 9]) == round(0.6**0.5, 12)
