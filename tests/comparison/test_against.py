"""Votes held against numbers, and against chance."""

import warnings
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

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
    return [Standing(film, share, None, None, 1) for film, share in shares.items()]


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
