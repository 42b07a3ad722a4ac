"""When two sides are called apart: every one of three conditions is needed."""

from math import comb

import numpy as np
import pytest

from kuleshov.comparison import Differences
from kuleshov.comparison.differences import (
    Difference,
    cliffs_delta,
    holm,
    of_films,
    of_groups,
    permutation,
)
from kuleshov.metrics.formulas.intervals import bootstrap
from kuleshov.metrics.measures import Measure


def difference(interval=(0.5, 1.5), value=1.0, delta=0.6, adjusted=0.01, **more):
    return Difference("x", "X", "s", (2.0, 1.0), value, interval, delta, 0.001, adjusted, **more)


@pytest.mark.parametrize(
    ("what", "apart"),
    [
        ({}, True),
        ({"interval": None}, False),
        ({"interval": (-0.1, 1.5)}, False),
        ({"interval": (0.0, 1.5)}, False),
        ({"interval": (-1.5, 0.0)}, False),
        ({"interval": (-1.5, -0.5), "value": -1.0, "delta": -0.6}, True),
        ({"delta": -0.6}, False),
        ({"delta": 0.0}, False),
        ({"adjusted": 0.049}, True),
        ({"adjusted": 0.05}, False),
        ({"adjusted": float("nan")}, False),
    ],
)
def test_apart_needs_an_interval_without_zero_one_direction_and_little_chance(what, apart):
    assert difference(**what).is_apart is apart


def test_those_apart_come_with_the_largest_effect_first_whatever_its_direction():
    rows = [
        difference(delta=0.3),
        difference(interval=(-2, -1), value=-1.0, delta=-0.9),
        difference(adjusted=0.2),
        difference(delta=0.5),
    ]
    assert [one.delta for one in Differences(("a", "b"), "shots", tuple(rows)).apart] == [
        -0.9,
        0.5,
        0.3,
    ]


def test_a_difference_is_said_with_its_interval_effect_and_chance():
    rows = Differences(("mine", "theirs"), "shots", (difference(counts=(9, 9)),))
    assert rows.sentence(rows[0]) == (
        "X: 2.00 and 1.00 s, difference 1.00 [0.50, 1.50], delta +0.60, p 0.001, 0.01 among all."
    )
    assert rows.title == (
        "In 1 of 1 measures mine and theirs lie further apart than their shots dealt at random."
    )
    none = Difference("y", "Y", "", (float("nan"), 1.0), float("nan"), reason="no sound.")
    both = Differences(("mine", "theirs"), "shots", (rows[0], none))
    assert str(both).endswith("Not measured in both: Y.") and "Y:" not in str(both)
    bare = Difference("y", "Y", "", (3.0, 1.0), 2.0, reason="too few shots.")
    assert rows.sentence(bare) == "Y: 3.00 and 1.00; too few shots."


def test_rows_are_had_by_name_by_number_and_in_order():
    rows = Differences(("a", "b"), "shots", (difference(), difference(delta=0.1)))
    assert rows["x"] is rows[0] and len(rows) == 2 and list(rows) == list(rows.found)
    assert rows[0:1] == (rows[0],)
    table = rows.to_frame()
    assert list(table.columns[:5]) == ["id", "name", "unit", "a", "b"]
    assert (table.a[0], table.b[0], table.difference[0]) == (2.0, 1.0, 1.0)
    assert np.isnan(Differences(("a", "b"), "shots", (difference(None),)).to_frame().low[0])


@pytest.mark.parametrize(("shots", "reach"), [(3, False), (4, True)])
def test_three_and_three_can_never_be_told_from_chance_and_four_and_four_can(shots, reach):
    # The two of all deals in which all lie apart: 2 of 20, and 2 of 70.
    rows = Differences(("a", "b"), "shots", (difference(counts=(shots, shots)),))
    assert rows.out_of_reach is not reach
    assert ("it takes 4 on each side" in rows.title) is not reach


def test_with_many_shots_no_deal_is_rarer_than_one_of_those_that_are_tried():
    many = tuple(difference(counts=(500, 500)) for _ in range(250))
    assert Differences(("a", "b"), "shots", many).out_of_reach, "250 of 5000 are a twentieth"
    assert not Differences(("a", "b"), "shots", many[:249]).out_of_reach
    assert not Differences(("a", "b"), "shots", ()).out_of_reach


def test_delta_counts_every_pair():
    # By hand: of nine pairs 3 > 1, 3 > 2, 4 > ... eight are higher, 3 and 3 are alike.
    assert cliffs_delta([3, 4, 5], [1, 2, 3]) == pytest.approx(8 / 9)
    assert cliffs_delta([1], [1, 1, 2]) == pytest.approx(-1 / 3)
    assert cliffs_delta([[5, 5]], [1]) == 1


def test_a_deal_of_three_and_three_by_hand():
    # All 20 deals: only the one that was found and its mirror are as far apart.
    assert permutation(np.array([1.0, 2, 3]), np.array([4.0, 5, 6])) == pytest.approx(2 / 20)
    assert permutation(np.array([1.0, 1]), np.array([1.0, 1])) == 1


def test_many_shots_are_dealt_at_random_and_the_same_way_each_time():
    random = np.random.default_rng(5)
    one, other = random.normal(0, 1, 30), random.normal(3, 1, 30)
    assert permutation(one, other) == pytest.approx(1 / 5000), "never none at all"
    near = random.normal(0.4, 1, 30)
    assert permutation(one, near) == permutation(one, near)


def test_holm_never_says_more_than_certainty_or_less_than_the_one_before():
    assert holm([0.5, 0.9, 0.6]) == [1, 1, 1]
    assert holm([]) == []


def measured(id, values, of="shots"):
    values = np.asarray(values, float)
    return Measure(
        id, id.upper(), float(values.mean()), "s", sample=bootstrap(values, np.mean, of=of)
    )


def test_two_films_are_asked_only_what_both_have():
    mixed = np.random.default_rng(2).permutation
    first = {"x": measured("x", mixed(18)), "y": measured("y", range(8))}
    second = {"x": measured("x", mixed(np.arange(30, 46))), "z": measured("z", range(8))}
    (row,) = of_films(first, second)
    assert (row.id, row.values, row.value) == ("x", (8.5, 37.5), -29.0)
    assert row.delta == -1 and row.counts == (18, 16) and row.of == "shots"
    blocks = row.deal.blocks  # of all deals, two go as far; few are counted, many drawn
    assert 1 / 5000 <= row.p <= max(2 / comb(sum(blocks), blocks[0]), 3 / 5000)
    assert row.adjusted == pytest.approx(row.p)
    assert row.interval[0] < -29 < row.interval[1] < 0


def test_a_short_shot_and_a_split_belong_to_their_share_or_do_not():
    lengths = {"short_share": [0.5, 0.9, 1.99, 2.0, 3.0, 4.0]}
    other = {"short_share": [2.0, 3, 4, 5, 6, 7]}
    a, b = ({id: measured(id, v) for id, v in one.items()} for one in (lengths, other))
    assert of_films(a, b)[0].delta == pytest.approx(0.5), (
        "three of six are shorter than two seconds"
    )


def films(*values):
    return [{"x": Measure("x", "X", value, "s")} for value in values]


def test_groups_need_four_films_on_each_side():
    few = of_groups(films(1, 2, 3), films(7, 8, 9, 10))[0]
    assert "needs 4 films on each side" in few.reason and few.interval is None
    assert few.delta == -1 and few.values == (2.0, 8.5) and few.value == -6.5
    enough = of_groups(films(1, 2, 3, 4), films(7, 8, 9, 10))[0]
    assert enough.p == pytest.approx(2 / 70) and enough.of == "films" and enough.counts == (4, 4)
    assert enough.interval[0] < -6 < enough.interval[1] < 0 and enough.is_apart
