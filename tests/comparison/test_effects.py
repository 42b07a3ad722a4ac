"""Differences between numbers that are known, with no film: what is said, and when."""

import numpy as np
import pytest

from kuleshov.comparison.differences import (
    DEALS,
    Difference,
    Differences,
    _of_two,
    cliffs_delta,
    holm,
    of_films,
    of_groups,
    permutation,
)
from kuleshov.metrics.formulas.intervals import bootstrap
from kuleshov.metrics.measures import Measure


def of_shots(values, id="asl", of="shots"):
    values = np.asarray(values, float)
    made = bootstrap(values, np.mean, resamples=300, of=of)
    return Measure(id, "Some measure", float(values.mean()), "s", interval=made)


NEAR, FAR = [1.0, 2, 3, 4, 5, 6], [11.0, 12, 13, 14, 15, 16]


def test_two_films_wholly_apart():
    (found,) = of_films({"asl": of_shots(FAR)}, {"asl": of_shots(NEAR)})
    assert (found.value, found.delta, found.counts, found.of) == (10, 1, (6, 6), "shots")
    assert (found.p, found.adjusted) == pytest.approx((2 / 924, 2 / 924))
    low, high = found.interval
    assert 7 < low < 10 < high < 13 and found.is_apart and found.reason == ""


def test_only_measures_that_both_films_have_are_compared_and_each_counts_among_all():
    one = {"asl": of_shots(FAR), "light": of_shots(NEAR, "light"), "own": of_shots(NEAR, "own")}
    other = {"light": of_shots(NEAR, "light"), "asl": of_shots(NEAR)}
    found = of_films(one, other)
    assert [each.id for each in found] == ["asl", "light"]
    assert found[0].adjusted == pytest.approx(4 / 924) and found[1].adjusted == 1


def test_a_measure_that_one_film_lacks_says_why():
    lacks = Measure("asl", "Some measure", float("nan"), "s", reason="it has no cut.")
    for pair in ((lacks, of_shots(NEAR)), (of_shots(NEAR), lacks)):
        found = _of_two(*pair)
        assert found.reason == "it has no cut." and not found.is_measured and np.isnan(found.p)


def test_stretches_of_time_are_not_dealt():
    found = _of_two(of_shots(FAR, of="stretches"), of_shots(NEAR))
    assert found.of == "stretches, or shots" and found.delta == 1 and found.interval is not None
    assert np.isnan(found.p) and found.reason.startswith("stretches of time stand in")
    assert np.isnan(_of_two(of_shots(FAR), of_shots(NEAR, of="stretches")).p)


def test_uneven_lengths_lie_far_from_their_own_middle_whatever_the_tempo():
    even, uneven = [4.0, 4.4, 4, 3.6, 4.2, 3.8], [0.5, 8, 1, 4, 0.25, 16]
    for factor in (1, 10):
        slow = of_shots(np.array(even) * factor, "log_sd")
        assert _of_two(of_shots(uneven, "log_sd"), slow).delta > 0.9
    assert _of_two(
        of_shots(even, "log_sd"), of_shots(np.array(even) * 7, "log_sd")
    ).delta == pytest.approx(0, abs=0.1)


def test_for_a_share_a_shot_belongs_to_it_or_not():
    long = of_shots([9.0, 8, 7, 6, 9, 30], "short_share")
    short = of_shots([0.1, 0.2, 0.3, 9, 9, 9], "short_share")
    assert _of_two(short, long).delta == 0.5
    split, straight = [0, 0, 0, 3.0, -3, 3], [0.0] * 6
    assert _of_two(of_shots(split, "split_edits"), of_shots(straight, "split_edits")).delta == 0.5


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
    with pytest.raises(KeyError, match="no measure called 'x' here; there are a, b, c, d"):
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


def test_a_table_names_a_side_apart_from_its_columns():
    both = Differences(("low", "theirs"), "shots", (apart(counts=(7, 8)),))
    row = both.table().iloc[0]
    assert (row["low value"], row["theirs"], row["low"], row["high"]) == (5.0, 3.5, 0.4, 2.7)
    assert (row["low count"], row["theirs count"], row["difference"]) == (7, 8, 1.5)
    assert list(both.table())[3:5] == ["low value", "theirs"]
