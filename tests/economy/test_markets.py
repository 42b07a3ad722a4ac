"""Markets by name, their answers, what moves them, and rules that are none."""

from dataclasses import fields

import numpy as np
import pytest

import kuleshov as ku
from kuleshov.economy import MARKETS, LadderRules, MarketRules
from kuleshov.economy.answers import ANSWERS
from kuleshov.economy.rules import OURS, spans
from kuleshov.errors import KuleshovError

SMALL = {"people": 200, "works": 400, "slots": 20}


@pytest.fixture(scope="module")
def four():
    return ku.markets(years=2)


def test_the_essays_two_columns_and_the_one_it_leaves_out(four):
    """What the lesson says of the four holds by a wide margin, and in each year."""
    mono, niche, mixed, popular = (four[name] for name in MARKETS)
    assert mono.each("overlap").min() > 10 * niche.each("overlap").max()
    assert popular.each("overlap").min() > 10 * niche.each("overlap").max()
    assert max(mono.each("home").max(), popular.each("home").max()) < 0.05 < 0.85 < niche["home"]
    assert mono.each("overlap").max() > popular.each("overlap").min()  # they tie
    assert popular.each("overlap").max() > mono.each("overlap").min()
    assert niche["half"] > mixed["half"] > popular["half"]
    assert popular.each("first").min() > 0.9 > 0.1 > niche.each("first").max()


def test_money_is_price_times_slots_and_said_to_be_put_in(four):
    for each in four.values():
        expected = each.rules.price * each.rules.slots * (1 - each.lost)
        assert each["money"] == pytest.approx(expected)
    kinds = four.table().iloc[:, -1].tolist()
    assert [kind == "put in" for kind in kinds] == [not one.comes_out for one in ANSWERS.values()]
    assert not ANSWERS["money"].comes_out and not ANSWERS["cost"].comes_out


def test_swings_are_the_answers_at_both_ends_widest_first():
    small = ku.market(years=1, **SMALL)
    found = small.swings("overlap")
    widths = [one.width for one in found]
    assert widths == sorted(widths, reverse=True)
    (push,) = [one for one in found if one.rule == "push"]
    low = ku.market(years=1, **SMALL, push=push.low)["overlap"]
    assert push.at_low == pytest.approx(100 * low)
    assert found.now == pytest.approx(100 * small["overlap"])
    assert "cost" not in {one.rule for one in found} and "slip" not in {one.rule for one in found}


def test_a_spread_is_that_of_the_years():
    found = ku.market(years=4, **SMALL)
    told = found.table().set_index("answer").iloc[:, 1]["overlap"]
    values = 100 * found.each("overlap")
    assert told == f"{values.mean():.1f} ± {np.std(values, ddof=1):.1f} %"
    alone = ku.market(years=1, **SMALL).table().set_index("answer").iloc[:, 1]["overlap"]
    assert "±" not in alone  # one year has no spread


@pytest.mark.parametrize("kind", [MarketRules, LadderRules])
def test_every_rule_says_its_unit_and_whose_it_is(kind):
    table = kind().table()
    assert table.rule.tolist() == [one.name for one in fields(kind)]
    assert table.map(len).to_numpy().all()
    assert all(OURS in whose or "essay" in whose for whose in table.whose)
    for name in table.rule:
        assert f"\n    {name} : " in kind.__doc__, f"the docstring doesn't tell {name}"


@pytest.mark.parametrize("rules", [*MARKETS.values(), MarketRules(works=13), LadderRules()])
def test_every_span_can_be_tried(rules):
    for name, ends in spans(rules).items():
        for value in ends:
            assert type(rules)(**{**vars(rules), name: value})


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (lambda: ku.market("monocultur"), "Did you mean monoculture"),
        (lambda: ku.market("tv"), "There are: monoculture, niche feed"),
        (lambda: ku.market(pusch=1), "Did you mean push"),
        (lambda: ku.market(push=-1), "push lies between 0 and 4"),
        (lambda: ku.market(push="strong"), "push is a number"),
        (lambda: ku.market(push=float("nan")), "push lies between"),
        (lambda: ku.market(works=5), "can't fill 12 slots"),
        (lambda: ku.market(works=1e6), "works is a whole number"),
        (lambda: ku.market(curated=True), "curated is a number"),
        (lambda: ku.market(years=0), "years is a whole number from 1 to 100"),
        (lambda: ku.market(years=1)["hits"], "no answer called 'hits'"),
        (lambda: ku.market(years=2).unpredictability, "same_works=True"),
        (lambda: ku.markets("mixed", years=1)["niche feed"], "No market here"),
    ],
)
def test_what_is_no_market_or_rule_is_said(asked, said):
    with pytest.raises(KuleshovError, match=said):
        asked()
