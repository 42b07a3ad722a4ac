"""What depends on the order of shots, on a few shots whose order is plain."""

from itertools import pairwise

import numpy as np
import pytest

from kuleshov.metrics.formulas import shot_order, shuffles
from kuleshov.metrics.validation.coverage import shot_row


def product(values):
    return float(values[:-1] @ values[1:])


@pytest.mark.parametrize("sign", [1, -1])
def test_a_shuffle_is_counted_where_it_reaches_as_far(sign):
    values = np.random.default_rng(1).integers(0, 4, 9).astype(float)
    statistic = lambda v: sign * product(v)  # noqa: E731
    random = np.random.default_rng(1922)
    others = [statistic(random.permutation(values)) for _ in range(60)]
    seen, middle = statistic(values), sum(others) / 60
    one = 1 + sum(other >= seen for other in others)
    two = 1 + sum(abs(other - middle) >= abs(seen - middle) for other in others)
    assert shuffles.shuffled(values, statistic, shuffles=60) == (seen, one / 61)
    assert shuffles.shuffled(values, statistic, True, 60) == (seen, two / 61)
    assert one != two


def test_what_no_order_changes_every_shuffle_reaches_and_there_are_999():
    values = np.arange(5.0)
    assert shuffles.shuffled(values, np.mean).p == 1
    assert shuffles.shuffled(values, np.mean, two_sided=True).p == 1
    risen = shuffles.shuffled(np.arange(40.0), lambda v: float(v @ np.arange(40)))
    assert risen.p == pytest.approx(1 / 1000)
    fallen = shuffles.shuffled(np.arange(40.0), lambda v: float(v @ -np.arange(40)))
    assert fallen.p == 1, "one-sided: only as large counts"


def test_shots_that_are_all_alike_have_no_order():
    for values in ([], [4.0], [2.0, 2.0, 2.0]):
        assert np.isnan(shot_order.order(values)) and np.isnan(shot_order.lag1(values))
    assert shot_order.lag1([1, 2]) == pytest.approx(-0.5)  # -1/2 times 1/2, over twice 1/4
    assert shot_order.order([1, 2]) == 1
    assert shot_order.order([1, 4, 2, 3, 2.5]) == pytest.approx(2 / 3)  # -2, 0, -1, 0, 0 of 3


@pytest.mark.parametrize(
    ("name", "rising", "peak", "trough"),
    [
        ("length", -0.8301, -0.6632, -0.9023), ("motion", 0.8301, 0.6632, 0.9023),
        ("light", -0.7121, -0.9773, -0.3758), ("loudness", 0.9053, 0.7444, 0.8030),
    ],
)  # fmt: skip
def test_arcs_are_those_that_were_seen_in_popular_films(name, rising, peak, trough):
    """How three plain shapes follow them: ever more, most at two thirds, least at a third."""
    bins = np.arange(20.0)
    for series, expected in (
        (bins, rising), (-np.abs(bins - 13.3), peak), (np.abs(bins - 6.2), trough)
    ):  # fmt: skip
        assert shot_order.acts({name: series})[0] == pytest.approx(expected, abs=1e-4)


def test_an_arc_needs_five_bins_that_differ():
    arc = shot_order.ARCS["length"]
    known = np.full(20, np.nan)
    known[:4] = arc[:4]
    assert np.isnan(shot_order.acts({"length": known})[0])
    known[4] = arc[4]
    assert shot_order.acts({"length": known})[0] == pytest.approx(1)
    assert np.isnan(shot_order.acts({"length": np.ones(20)})[1]["length"])
    known[:5] = 1, 2, 3, 4, 5
    assert np.isnan(shot_order.acts({"light": known})[0]), "there its arc is level"
    value, parts = shot_order.acts({"light": known, "length": known})
    assert value == parts["length"] == pytest.approx(1), "the mean of those that are known"
    assert np.isnan(shot_order.acts({})[0])


@pytest.mark.parametrize(("first", "share"), [(0.9, 0), (1.1, 1), (2.9, 1), (3.1, 2), (25.1, 13)])
def test_shots_fill_fiftieths_of_a_part_by_their_middles(first, share):
    """The middles of a fifty parts of a film of 100 s lie at 1, 3, 5 s and so on."""
    found = shot_order.binned(np.array([1.0, 0.0]), np.array([first, 100 - first]), bins=1)
    assert found.tolist() == [pytest.approx(share / 50)]


def test_bins_are_means_over_the_time_that_is_known():
    assert len(shot_order.binned(np.ones(3), np.ones(3))) == 20
    found = shot_order.binned(np.array([np.nan, 5.0, 1.0]), np.array([49.0, 1.0, 50.0]), bins=2)
    assert found.tolist() == [5, 1]
    assert np.isnan(shot_order.binned(np.array([np.nan, 5.0]), np.ones(2), bins=2)).tolist() == [
        True,
        False,
    ]
    values, lengths = np.random.default_rng(2).uniform(0, 9, (2, 7))
    edges = np.r_[0, np.cumsum(lengths)] / lengths.sum() * 4
    overlap = [[max(0, min(b, k + 1) - max(a, k)) for a, b in pairwise(edges)]
               for k in range(4)]  # fmt: skip
    assert shot_order.binned(values, lengths, bins=4) == pytest.approx(overlap @ values, abs=0.35)


def places(*at):
    """Return one even picture a shot, of colours that lie so far along one line."""
    made = np.full((len(at), 3, 2, 2), 128.0)
    made[:, 1:] += 10 * np.array(at)[:, None, None, None]
    return made


@pytest.mark.parametrize(
    ("at", "back"),
    [
        ((0, 10, 3.3), [-1, -1, 0]),  # 0.4 of three quarters of the way, of 6.7 and 10: 3.34
        ((0, 10, 3.4), [-1, -1, -1]),
        ((10, 0, 0.5), [-1, -1, -1]),  # it goes on from the one before
        ((0, 10, 0, 10.5, 30), [-1, -1, 0, 1, -1]),
        ((0, 0), [-1, -1]),
    ],
)
def test_a_shot_comes_back_where_it_lies_near_an_earlier_one(at, back):
    assert shot_order.returns(places(*at)).tolist() == back
    share = np.mean(np.array(back[2:]) >= 0) if len(at) > 2 else np.nan
    assert shot_order.return_rate(places(*at)) == pytest.approx(share, nan_ok=True)


def test_patterns_are_in_spreads_and_in_tens_of_levels():
    made = np.full((2, 3, 2, 2), 138.0)
    made[0, 0], made[1, 0] = [[98, 98], [102, 102]], [[90, 90], [110, 110]]
    made[1, 2] = 118
    found = shot_order.patterns(made)
    assert found[0, 0].tolist() == [[pytest.approx(-2 / 3)] * 2, [pytest.approx(2 / 3)] * 2]
    assert found[1, 0].tolist() == [[-1, -1], [1, 1]]
    assert found[:, 1:, 0, 0].tolist() == [[1, 1], [1, -1]]
    assert made[0, 0, 0, 0] == 98, "what was given is left as it was"


@pytest.mark.parametrize(("kind", "least", "most"), [("alone", 0, 0.1), ("AR .6", 0.3, 0.6)])
def test_neighbours_that_are_alike_give_a_small_p_without_any_shape(kind, least, most):
    """A shuffle asks whether the shots could have come in any order, not whether they rise."""
    random = np.random.default_rng(30)
    p = [
        shuffles.shuffled(
            shot_order.ranks(shot_row(kind, 30, random)), shot_order._order_of_ranks, shuffles=99
        ).p
        for _ in range(150)
    ]
    assert least < np.mean(np.array(p) <= 0.05) + 1e-9 < most
