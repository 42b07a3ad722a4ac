"""d' and its interval against scipy's normal curve, a published program, and all that can happen."""

import numpy as np
import pytest
from scipy.stats import binom, norm

from kuleshov.comparison.recognition import Recognition, difference
from kuleshov.errors import KuleshovError


def test_of_very_many_answers_it_is_what_others_publish():
    """|STAT, G. Perlman's package of 1985: its manual page gives 0.78 for .70 and .40."""
    many = Recognition(700_000, 10**6, 400_000, 10**6)
    assert many.d_prime == pytest.approx(0.78, abs=0.005)
    assert many.interval() == (pytest.approx(0.774, abs=0.001), pytest.approx(0.781, abs=0.001))


@pytest.mark.parametrize(("hits", "alarms"), [(0, 0), (3, 1), (12, 0), (12, 12), (7, 9)])
def test_it_is_scipys_with_half_an_answer_added(hits, alarms):
    one = Recognition(hits, 12, alarms, 20)
    rates = (hits + 0.5) / 13, (alarms + 0.5) / 21
    wanted = norm.ppf(rates[0]) - norm.ppf(rates[1])
    assert one.d_prime == pytest.approx(wanted)
    spread = sum(r * (1 - r) / n / norm.pdf(norm.ppf(r)) ** 2 for r, n in zip(rates, (12, 20), strict=True))  # fmt: skip
    assert one.variance == pytest.approx(spread)
    low, high = one.interval()
    assert (low + high) / 2 == pytest.approx(one.d_prime)
    assert high - low == pytest.approx(2 * 1.959964 * np.sqrt(spread))


def test_who_says_old_to_all_and_who_guesses_know_nothing():
    assert Recognition(12, 12, 12, 12).d_prime == 0
    assert Recognition(6, 12, 6, 12).d_prime == 0
    assert Recognition(2, 12, 10, 12).d_prime < -1, "and one who says the contrary knows something"


def coverage(count, true, bias):
    """Return how often the interval holds the truth, over all that can happen, each by its chance."""
    hit, alarm = norm.cdf(true / 2 - bias), norm.cdf(-true / 2 - bias)
    held = 0.0
    for hits in range(count + 1):
        for alarms in range(count + 1):
            low, high = Recognition(hits, count, alarms, count).interval()
            chance = binom.pmf(hits, count, hit) * binom.pmf(alarms, count, alarm)
            held += chance * (low <= true <= high)
    return held


@pytest.mark.parametrize("count", [10, 12, 24])
@pytest.mark.parametrize("true", [0.0, 1.0, 2.0, 3.0])
@pytest.mark.parametrize("bias", [0.0, 0.4])
def test_the_interval_holds_the_truth_as_often_as_its_page_says(count, true, bias):
    assert 0.950 <= coverage(count, true, bias) <= 0.985


def test_of_two_d_primes_the_variances_add():
    one, other = Recognition(10, 12, 2, 12), Recognition(8, 12, 3, 12)
    found, low, high = difference(one, other)
    assert found == pytest.approx(one.d_prime - other.d_prime)
    assert (high - low) / 2 == pytest.approx(1.959964 * np.hypot(one.variance**0.5, other.variance**0.5))  # fmt: skip
    assert difference(other, one)[0] == -found


def test_without_pictures_of_a_kind_there_is_no_number():
    for none in (Recognition(0, 0, 2, 12), Recognition(3, 12, 0, 0)):
        assert not none.is_enough
        assert np.isnan([none.d_prime, none.variance, *none.interval()]).all()


@pytest.mark.parametrize("counts", [(13, 12, 0, 12), (-1, 12, 0, 12), (3, 12, 13, 12)])
def test_more_than_there_were_is_refused(counts):
    with pytest.raises(KuleshovError, match="can't be: count 0 to all of each"):
        Recognition(*counts)
