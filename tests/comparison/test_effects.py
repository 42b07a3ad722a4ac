"""Differences between numbers that are known, with no film: what is said, and when."""

from itertools import product

import numpy as np
import pytest
from scipy.stats import mannwhitneyu

from kuleshov.comparison.dealing import DEALS, cliffs_delta, holm, least, permutation
from kuleshov.comparison.differences import (
    _HAS,
    Difference,
    Differences,
    _between,
    _drawn,
    _enough,
    of_films,
    of_groups,
)
from kuleshov.metrics.formulas.intervals import bootstrap
from kuleshov.metrics.measures import Measure


def of_shots(values, id="asl", of="shots"):
    values = np.asarray(values, float)
    made = bootstrap(values, np.mean, resamples=300, of=of)
    return Measure(id, "Some measure", float(values.mean()), "s", sample=made)


NEAR, FAR = [1.0, 2, 3, 4, 5, 6], [11.0, 12, 13, 14, 15, 16]
LOW = [6.0, 11, 1, 9, 4, 13, 3, 16, 8, 2, 15, 5, 12, 7, 14, 10]  # in no order: single shots
HIGH = [value + 20 for value in LOW]


def of_two(one, other):
    (found,) = of_films({one.id: one}, {other.id: other})
    return found


def test_two_films_wholly_apart():
    found = of_two(of_shots(HIGH), of_shots(LOW))
    assert (found.value, found.delta, found.counts, found.of) == (20, 1, (16, 16), "shots")
    assert found.deal.length == 1 and (found.p, found.adjusted) == (1 / 5000, 1 / 5000)
    low, high = found.interval
    assert 14 < low < 20 < high < 26 and found.is_apart and found.reason == ""


def test_only_measures_that_both_films_have_are_compared_and_each_counts_among_all():
    one = {"asl": of_shots(HIGH), "light": of_shots(LOW, "light"), "own": of_shots(LOW, "own")}
    other = {"light": of_shots(LOW, "light"), "asl": of_shots(LOW)}
    found = of_films(one, other)
    assert [each.id for each in found] == ["asl", "light"]
    assert found[0].adjusted == 2 / 5000 and found[1].adjusted == 1


def test_a_measure_that_one_film_lacks_says_why():
    lacks = Measure("asl", "Some measure", float("nan"), "s", reason="it has no cut.")
    for pair in ((lacks, of_shots(NEAR)), (of_shots(NEAR), lacks)):
        found = of_two(*pair)
        assert found.reason == "it has no cut." and not found.is_measured and np.isnan(found.p)


def test_stretches_of_time_are_not_dealt():
    found = of_two(of_shots(HIGH, of="stretches"), of_shots(LOW))
    assert found.of == "stretches, or shots" and found.delta == 1 and found.interval is None
    assert np.isnan(found.p) and found.reason.startswith("stretches of time stand in")
    assert np.isnan(of_two(of_shots(HIGH), of_shots(LOW, of="stretches")).p)


def test_uneven_lengths_lie_far_from_their_own_middle_whatever_the_tempo():
    even, uneven = [4.0, 4.4, 4, 3.6, 4.2, 3.8], [0.5, 8, 1, 4, 0.25, 16]
    for factor in (1, 10):
        slow = of_shots(np.array(even) * factor, "log_sd")
        assert of_two(of_shots(uneven, "log_sd"), slow).delta > 0.9
    assert of_two(
        of_shots(even, "log_sd"), of_shots(np.array(even) * 7, "log_sd")
    ).delta == pytest.approx(0, abs=0.1)


def test_for_a_share_a_shot_belongs_to_it_or_not():
    long = of_shots([9.0, 8, 7, 6, 9, 30], "short_share")
    short = of_shots([0.1, 0.2, 0.3, 9, 9, 9], "short_share")
    assert of_two(short, long).delta == 0.5
    split, straight = [0, 0, 0, 3.0, -3, 3], [0.0] * 6
    assert of_two(of_shots(split, "split_edits"), of_shots(straight, "split_edits")).delta == 0.5


def group(*values, reason=""):
    return [{"asl": Measure("asl", "Some measure", float(v), "s", reason=reason)} for v in values]


@pytest.mark.parametrize(("films", "tested"), [(3, False), (4, True)])
def test_groups_of_four_are_tested(films, tested):
    for ours, theirs in ((films, 6), (6, films)):
        (found,) = of_groups(group(*FAR[:ours]), group(*NEAR[:theirs]))
        assert (found.interval is not None) == np.isfinite(found.p) == tested
        assert found.delta == 1 and found.counts == (ours, theirs) and found.of == "films"
        assert found.value == np.mean(FAR[:ours]) - np.mean(NEAR[:theirs])


def test_films_that_lack_a_measure_are_left_out_of_their_group():
    nan = float("nan")
    (found,) = of_groups(group(*FAR[:4], nan, nan), group(*NEAR[:5]))
    assert found.counts == (4, 5) and found.values == (12.5, 3)
    for sides in ((group(nan, nan, reason="it is mute."), group(*NEAR)),
                  (group(*NEAR), group(nan, nan, reason="it is mute."))):  # fmt: skip
        (found,) = of_groups(*sides)
        assert found.reason == "no film of one side has it: it is mute." and np.isnan(found.delta)


def test_delta_takes_a_number_or_more_on_each_side_and_no_nan():
    for a, b in (([], [1]), ([1], []), ([1, np.nan], [1]), ([1], [2, np.nan])):
        with pytest.raises(ValueError, match="a number or more on each side"):
            cliffs_delta(a, b)
    assert cliffs_delta([2], [1]) == 1 and cliffs_delta([1], [1]) == 0


def test_deals_as_far_apart_as_what_was_found_count():
    assert permutation(np.array([1.0, 1, 1]), np.array([1.0, 1])) == 1
    assert permutation(np.array([3.0, 4]), np.array([1.0, 2])) == pytest.approx(2 / 6)
    assert permutation(np.array([2.0, 4]), np.array([1.0, 3])) == pytest.approx(4 / 6)


def test_a_share_of_drawn_deals_is_never_nothing():
    far = np.arange(30.0)
    assert permutation(far + 100, far) == 1 / (DEALS + 1)
    assert permutation(np.ones(30), np.ones(30)) == 1


def test_holm_never_passes_one():
    assert holm([0.5, 0.6, 0.9]) == [1, 1, 1] and holm([]) == []


def apart(id="asl", delta=0.6, **more):
    options = {"value": 1.5, "interval": (0.4, 2.7), "p": 0.001, "adjusted": 0.02, **more}
    value = options.pop("value")
    return Difference(id, id.upper(), "s", (5.0, 5.0 - value), value, delta=delta, **options)


@pytest.mark.parametrize(
    ("more", "is_apart"),
    [({}, True), ({"adjusted": 0.05}, False), ({"adjusted": 0.049}, True), ({"delta": -0.6}, False),
     ({"interval": (0.0, 2.7)}, False), ({"interval": (-2.7, 0.0)}, False), ({"interval": None}, False),
     ({"interval": (-2.7, -0.4), "value": -1.5, "delta": -0.6}, True), ({"delta": 0.0}, False)],
)  # fmt: skip
def test_apart_is_what_interval_direction_and_chance_agree_on(more, is_apart):
    assert apart(**more).is_apart is is_apart


def test_the_largest_effect_comes_first_whichever_side_it_favours():
    back = {"interval": (-2.7, -0.4), "value": -1.5}
    found = (apart("a", 0.3), apart("b", -0.9, **back), apart("c", 0.5), apart("d", adjusted=0.5))
    both = Differences(("mine", "theirs"), "shots", found)
    assert [one.id for one in both.apart] == ["b", "c", "a"]
    assert len(both) == 4 and both[1].id == "b" and [one.id for one in both[2:]] == ["c", "d"]
    with pytest.raises(KeyError, match="no measure called 'x'; there are a, b, c, d"):
        both["x"]


@pytest.mark.parametrize(("measures", "reach"), [(1, True), (2, False)])
def test_few_films_are_too_few_for_many_measures(measures, reach):
    """Of 70 deals of four and four two lie wholly apart: 0.0286, and twice that is over 0.05."""
    found = tuple(apart(str(k), counts=(4, 4)) for k in range(measures))
    both = Differences(("mine", "theirs"), "films", found)
    assert both.out_of_reach is not reach
    assert ("too few films for 2 measures at once: it takes 5" in both.title) is not reach


def test_a_difference_in_words():
    both = Differences(("mine", "theirs"), "shots", (apart(),))
    assert both.sentence(apart()) == (
        "ASL: 5.00 and 3.50 s, difference 1.50 [0.40, 2.70], delta +0.60, p 0.001, 0.02 among all."
    )
    bare = apart(delta=np.nan, interval=None, p=np.nan, reason="why.")
    assert both.sentence(bare) == "ASL: 5.00 and 3.50 s; why."


def test_a_frame_names_a_side_apart_from_its_columns():
    both = Differences(("low", "theirs"), "shots", (apart(counts=(7, 8)),))
    row = both.to_frame().iloc[0]
    assert (row["low value"], row["theirs"], row["low"], row["high"]) == (5.0, 3.5, 0.4, 2.7)
    assert (row["low count"], row["theirs count"], row["difference"]) == (7, 8, 1.5)
    assert list(both.to_frame())[3:5] == ["low value", "theirs"]


def test_what_a_shot_has_of_a_measure_that_was_drawn_from_something_else():
    # The middle one of 1, 2 and 8 s is 2 s; a short shot is under 2 s, a split over 0.25 s long.
    assert np.exp(_HAS["log_sd"](np.array([1.0, 2, 8]))) == pytest.approx([2, 1, 4])
    assert _HAS["short_share"](np.array([1.99, 2.0, 2.01])).tolist() == [1, 0, 0]
    assert _HAS["split_edits"](np.array([-0.26, -0.25, 0, 0.25, 0.26])).tolist() == [1, 0, 0, 0, 1]
    assert set(_HAS) == {"log_sd", "short_share", "split_edits"}


@pytest.mark.parametrize(("first", "second"), [(6, 6), (4, 7), (2, 3), (3, 20), (12, 3)])
def test_all_deals_are_the_rank_sum_test(first, second):
    random = np.random.default_rng(first)
    for _ in range(3):
        a, b = random.normal(0, 1, first), random.normal(0.8, 1, second)
        assert permutation(a, b) == pytest.approx(mannwhitneyu(a, b, method="exact").pvalue)


def test_drawn_deals_are_seeded_and_come_near_the_rank_sum_test():
    random = np.random.default_rng(4)
    a, b = random.normal(0, 1, 30), random.normal(0.5, 1, 40)
    share = permutation(a, b)
    assert (
        share == permutation(a, b) == permutation(a, b, seed=1918) != permutation(a, b, seed=1919)
    )
    assert share == pytest.approx(mannwhitneyu(a, b, method="exact").pvalue, abs=0.015)
    assert share == permutation(np.exp(a), np.exp(b)), "only the order counts"


def test_the_fewest_that_can_tell_so_many_measures_apart():
    # Of all deals of n and n two lie wholly apart: 2/6, 2/20, 2/70, 2/252, 2/924, 2/3432.
    fewest = [least(n, n) for n in range(1, 8)]
    assert fewest == pytest.approx([1, 2 / 6, 2 / 20, 2 / 70, 2 / 252, 2 / 924, 2 / 3432])
    assert least(2, 5) == least(5, 2) == 2 / 21
    assert least(8, 8) == least(400, 500) == 1 / 5000, "of 4,999 dealt, none may go as far"
    enough = {1: 4, 2: 5, 6: 5, 7: 6, 23: 6, 24: 7, 85: 7, 86: 8, 249: 8}
    assert {asked: _enough(asked) for asked in enough} == enough
    assert _enough(250) == 98, "no number would do"


def test_the_title_counts_what_was_asked_and_not_what_is_there():
    enough = {"counts": (6, 6)}
    asked = apart("a", **enough), apart("b", adjusted=0.9, **enough)
    not_asked = apart("c", adjusted=np.nan, p=np.nan)
    both = Differences(("ours", "theirs"), "films", (*asked, not_asked))
    assert both.title == (
        "In 1 of 2 measures ours and theirs lie further apart than their films dealt at random."
    )
    none = Differences(("ours", "theirs"), "films", (apart(p=np.nan),))
    assert none.title == "ours and theirs have too few films to tell any difference from chance."
    assert not none.out_of_reach


def test_one_measure_with_enough_of_them_is_in_reach_of_chance():
    few, many = apart("a", counts=(3, 3)), apart("b", counts=(9, 9))
    assert Differences(("a", "b"), "films", (few,)).out_of_reach
    assert not Differences(("a", "b"), "films", (few, many)).out_of_reach


def test_drawing_films_again_gives_every_mean_as_often_as_it_should():
    values = np.array([1.0, 2, 4, 9])
    found = _drawn(values)
    every = [np.mean(four) for four in product(values, repeat=4)]
    assert len(found) == 1000 and set(found) <= set(every)
    assert np.quantile(found, [0.025, 0.5, 0.975]) == pytest.approx(
        np.quantile(every, [0.025, 0.5, 0.975]), abs=0.6
    )
    assert found.mean() == pytest.approx(4, abs=0.2) and found.std() == pytest.approx(
        np.std(every), rel=0.1
    )


def test_the_interval_of_a_difference_pairs_the_draws_anew():
    assert _between(np.full(9, 5.0), np.full(9, 2.0)) == (3, 3)
    even = np.linspace(0, 1, 1000)
    assert _between(even + 3, np.ones(1000)) == pytest.approx((2.025, 2.975), abs=0.02)
    # Of two drawn evenly the difference goes from -1 to 1, most often 0: 2.5 % lie under -0.776.
    assert _between(even, even) == pytest.approx((-0.776, 0.776), abs=0.05)


def test_what_is_nearer_than_a_trillionth_to_the_border_lies_on_it():
    assert holm([0.05 - 4e-13]) == [0.05] and holm([0.05 - 4e-12]) != [0.05]


def test_holm_keeps_the_order_and_passes_over_what_was_not_asked():
    # By hand: 0.004 x 3; 0.02 x 2; 0.03 x 1 is raised to the one before.
    found = holm([0.03, float("nan"), 0.004, 0.02])
    assert [found[k] for k in (0, 2, 3)] == [0.04, 0.012, 0.04] and np.isnan(found[1])
    assert holm([0.02, 0.02, 0.02]) == [0.06] * 3 and holm([0.3]) == [0.3]


def test_only_measures_that_all_films_have_are_compared():
    one, other = group(*FAR[:2]), group(*NEAR[:2])
    for films in (one, other):
        films[0]["light"] = films[1]["light"] = of_shots(NEAR, "light")
    assert [row.id for row in of_groups(one, other)] == ["asl", "light"]
    del other[1]["light"]
    assert [row.id for row in of_groups(one, other)] == ["asl"]
    assert [row.id for row in of_groups(other, one)] == ["asl"]


def test_the_first_film_without_a_number_says_why():
    nan = float("nan")
    mute = group(nan, reason="it is mute.") + group(nan, reason="it is short.")
    (found,) = of_groups(mute, group(*NEAR, reason="it is not asked."))
    assert found.reason == "no film of one side has it: it is mute."
    assert found.counts == (0, 6) and np.isnan(found.values[0]) and found.values[1] == 3.5


def test_differences_show_themselves_by_their_words_and_a_picture(monkeypatch):
    drawn = lambda name: lambda *these, **options: (name, *these, options)  # noqa: E731
    monkeypatch.setattr("kuleshov.comparison.differences.view", drawn)
    both = Differences(("mine", "theirs"), "shots", (apart(),))
    assert both.plot(width=5) == ("forest", both, {"width": 5})
    assert repr(both) == str(both) == f"{both.title}\n{both.sentence(apart())}"


def test_a_bare_difference_was_counted_from_nothing():
    bare = Difference("a", "A", "", (1.0, 2.0), -1.0)
    assert (bare.counts, bare.of, bare.interval) == ((0, 0), "shots", None)
    assert np.isnan([bare.delta, bare.p, bare.adjusted]).all() and not bare.is_apart
    assert bare.is_measured and not Difference("a", "A", "", (1.0, np.nan), np.nan).is_measured
