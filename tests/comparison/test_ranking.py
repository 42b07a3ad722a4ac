"""The order of films by pairs, held against another way to compute it."""

from itertools import combinations

import numpy as np
import pytest
from scipy.optimize import minimize

from kuleshov.comparison import ranking
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


@pytest.mark.proof
@pytest.mark.parametrize(("viewers", "least"), [(5, 0.84), (12, 0.90)])
def test_the_interval_of_few_viewers_holds_the_share(viewers, least):
    """Of few viewers the middle of the draws alone holds it in 82 of 100, and in 89."""
    random = np.random.default_rng(8)
    logs = np.array([0.8, 0.3, -0.3, -0.8])
    chance = 1 / (1 + np.exp(logs[None, :] - logs[:, None]))
    truth = (chance.sum(axis=1) - 0.5) / 3
    pairs = list(combinations(range(4), 2))
    held = []
    for _ in range(60):
        rows = [
            (v, i, j, 1 if random.random() < chance[i, j] else -1)
            for v in range(viewers)
            for i, j in pairs
        ]
        found = rank(list("0123"), duels(*rows), resamples=100)
        held += [one.low <= truth[int(one.film)] <= one.high for one in found]
    assert np.mean(held) >= least


def test_viewers_are_drawn_whole(monkeypatch):
    """Nine judgements of one viewer are not nine viewers: the interval stays wide."""
    monkeypatch.setattr(ranking, "_STILL", 1e-3)
    many = [(v, 0, 1, 1 if v < 3 else -1) for v in range(6) for _ in range(9)]
    alone = [(v, 0, 1, 1 if v < 27 else -1) for v in range(54)]
    wide, narrow = (rank(["a", "b"], duels(*rows), resamples=200)[0] for rows in (many, alone))
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)


def test_nobody_judged_and_one_film_alone():
    assert rank(["a", "b"], np.zeros((0, 4), int)) == []
    (alone,) = rank(["a"], duels((0, 0, 0, 0)))
    assert alone.share == 0 and alone.pairs == 2


def test_a_film_that_nobody_judged_has_its_place_and_no_pairs():
    found = rank(list("abc"), duels((0, 0, 1, 1)))
    assert [(one.film, one.pairs) for one in found] == [("a", 1), ("c", 0), ("b", 1)]


def test_without_anything_beforehand_a_film_that_lost_everything_is_as_weak_as_can_be():
    high, low = strengths(np.array([[0.0, 3], [0, 0]]), prior=0)
    assert high == -low and high - low > 600
    two = np.zeros((4, 4))
    two[0, 1], two[1, 0], two[:2, 2:] = 3, 1, 2
    first, second, *lost = strengths(two, prior=0)
    assert first - second == pytest.approx(np.log(3), abs=1e-4)
    assert lost[0] == lost[1] < second - 600
    level = strengths(np.array([[0.0, 2, 0], [2, 0, 0], [0, 0, 0]]), prior=0)
    assert level[0] == level[1] and np.isfinite(level).all()
    halves = [np.log(3) / 2, -np.log(3) / 2]
    won = np.array([[0.0, 3], [1, 0]])
    assert strengths(won, prior=0) == pytest.approx(halves, abs=1e-4)
    many = strengths(np.stack([won, won.T, won]), prior=0)  # each table for itself
    assert many == pytest.approx(np.array([halves, halves[::-1], halves]), abs=1e-4)


def test_the_interval_is_the_middle_of_what_drawn_viewers_say_and_wider(monkeypatch):
    drawn = []

    def shares(wins):
        """Give the share first, then draws whose log odds go evenly from -1 to 1."""
        if wins.ndim == 2:
            drawn.append(wins.tolist())
            return np.array([0.75, 0])
        drawn.extend(wins.tolist())
        draws = 1 / (1 + np.exp(-np.linspace(-1, 1, len(wins))))
        return np.stack([draws, np.zeros(len(wins))], axis=1)

    monkeypatch.setattr(ranking, "_shares", shares)
    rows = [(10 * v, 0, 1, 1) for v in range(5) for _ in range(10**v)]
    found = {one.film: one for one in rank(["a", "b"], duels(*rows), 1001)}
    assert found["a"].share == 0.75 and found["b"].low is None
    # Student's t of four degrees of freedom, and five viewers of whom four are free.
    apart = 0.95 * 2.776 / 1.960 * np.sqrt(5 / 4)
    odds = [end / (1 - end) for end in (found["a"].low, found["a"].high)]
    assert odds == pytest.approx([3 * np.exp(-apart), 3 * np.exp(apart)], rel=1e-3)
    # Of each drawn viewer all judgements count: the n-th has 10 to the n.
    first = sum(10.0**v for v in np.random.default_rng(1918).integers(5, size=5))
    assert drawn[:2] == [[[0, 11111], [0, 0]], [[0, first], [0, 0]]]
    del drawn[:]
    rank(["a", "b"], duels(*rows[:6], *rows[-3:]))
    assert drawn and len(drawn) == 1, "three viewers carry no interval"
    rank(["a", "b"], duels(*[(v, 0, 1, 1) for v in range(5)]))
    assert len(drawn) == 1 + 401, "viewers are drawn four hundred times"
