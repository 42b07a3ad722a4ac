"""The order of films by pairs, held against another way to compute it."""

import numpy as np
import pytest
from scipy.optimize import minimize

from kuleshov.comparison.ranking import rank, strengths


def most_likely(wins, prior):
    """Return log strengths that make the judgements most likely, found by a general optimizer."""

    def unlikely(logs):
        pairs = np.logaddexp(0, logs[None, :] - logs[:, None])
        against = np.logaddexp(0, -logs) + np.logaddexp(0, logs)  # a film of average strength
        return (wins * pairs).sum() + prior * against.sum()

    found = minimize(unlikely, np.zeros(len(wins)), tol=1e-12).x
    return found - found.mean()


@pytest.mark.parametrize("prior", [0.5, 2.0])
@pytest.mark.parametrize("seed", range(3))
def test_strengths_are_the_most_likely_ones_with_a_win_and_a_loss_beforehand(prior, seed):
    wins = np.random.default_rng(seed).integers(0, 9, (4, 4)).astype(float)
    np.fill_diagonal(wins, 0)
    found = strengths(wins, prior)
    assert found == pytest.approx(most_likely(wins, prior), abs=1e-3)
    assert found.mean() == pytest.approx(0)


def test_without_being_told_half_a_win_and_half_a_loss_are_given():
    wins = np.array([[0.0, 3], [0, 0]])
    assert strengths(wins) == pytest.approx(most_likely(wins, 0.5), abs=1e-3)


def test_a_film_that_was_never_seen_is_average():
    wins = np.zeros((3, 3))
    wins[0, 1] = 4
    high, low, unseen = strengths(wins)
    assert high > unseen > low and unseen == pytest.approx(0, abs=1e-3)


def duels(*rows):
    return np.array(rows, int)


def test_a_tie_is_half_a_win_for_each():
    ties = rank(["a", "b"], duels((0, 0, 1, 0), (1, 0, 1, 0)))
    assert [one.share for one in ties] == pytest.approx([0.5, 0.5])
    assert [one.film for one in ties] == ["a", "b"], "equal films keep their order"
    one_each = rank(["a", "b"], duels((0, 0, 1, 1), (1, 1, 0, 1)))
    assert [one.share for one in one_each] == pytest.approx([0.5, 0.5])
    against = rank(["a", "b"], duels((0, 0, 1, -1), (1, 0, 1, 0)))
    assert against[0].film == "b" and against[0].share > 0.55


def test_a_share_is_the_mean_over_the_other_films():
    rows = [(v, 0, 1, 1) for v in range(3)] + [(v, 0, 2, 1) for v in range(3)]
    found = {one.film: one for one in rank(list("abc"), duels(*rows))}
    wins = np.array([[0.0, 3, 3], [0, 0, 0], [0, 0, 0]])
    logs = most_likely(wins, 0.5)
    assert found["a"].share == pytest.approx(1 / (1 + np.exp(logs[1] - logs[0])), abs=1e-3)
    assert sum(one.share for one in found.values()) == pytest.approx(1.5)
    assert [found[film].pairs for film in "abc"] == [6, 3, 3]


def test_four_viewers_carry_no_interval_and_five_do():
    rows = [(v, 0, 1, 1 if v % 3 else -1) for v in range(5)]
    few, enough = (rank(["a", "b"], duels(*rows[:n]), resamples=40)[0] for n in (4, 5))
    assert few.low is None and few.high is None
    assert 0 < enough.low < enough.share < enough.high < 1
    assert rank(["a", "b"], duels(*rows), resamples=40)[0] == enough, "the draws are seeded"


def test_viewers_are_drawn_whole():
    """Nine judgements of one viewer are not nine viewers: the interval stays wide."""
    many = [(v, 0, 1, 1 if v < 3 else -1) for v in range(6) for _ in range(9)]
    alone = [(v, 0, 1, 1 if v < 27 else -1) for v in range(54)]
    wide, narrow = (rank(["a", "b"], duels(*rows), resamples=200)[0] for rows in (many, alone))
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)


def test_nobody_judged_and_one_film_alone():
    assert rank(["a", "b"], np.zeros((0, 4), int)) == []
