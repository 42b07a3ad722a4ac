"""Pictures, tables and sliders of a market and of a ladder."""

import re

import pytest

import kuleshov as ku
from kuleshov.economy.answers import ANSWERS
from kuleshov.show.economy_sliders import OF_LADDER, OF_MARKET, SHOWN

SMALL = {"people": 200, "works": 400, "slots": 20}


@pytest.fixture(scope="module")
def small():
    return ku.market("mixed", years=2, **SMALL)


def test_a_market_draws_a_line_a_year_and_says_who_has_half(small):
    drawn = small.plot()
    axis = drawn.figure.axes[0]
    assert len(axis.lines) == 2 + 1
    half = axis.lines[-1].get_xdata()[1]
    assert half == pytest.approx(100 * small["half"]) and f"{small['half']:.1%}" in drawn.alt
    for line in axis.lines[:2]:
        assert line.get_ydata()[-1] == pytest.approx(100)


def test_markets_are_dots_a_year_each_and_the_title_names_the_outermost():
    both = ku.markets("monoculture", "niche feed", years=3)
    drawn = both.plot()
    assert [len(line.get_xdata()) for line in drawn.figure.axes[0].lines] == [3, 3]
    title = drawn.figure.axes[0].get_title(loc="left")
    assert title == "monoculture lies farthest to the right, niche feed highest"


def test_swings_lie_between_both_ends(small):
    found = small.swings("niches")
    axis = found.plot().figure.axes[0]
    assert axis.get_yticklabels()[0].get_text().startswith(found[0].rule)
    assert found[0].rule in found.plot().alt and found[-1].rule in found.plot().alt


def test_a_ladder_says_when_it_shows():
    found = ku.ladder(30, 2)
    assert f"from year {found.shows} on" in found.plot().alt
    assert str(found) in found.plot("").alt + "." and "year 30" in found.plot().alt


def test_sliders_on_a_market_begin_where_it_stands_and_keep_what_comes_out(small):
    box = small.sliders()
    *sliders, page = box.children
    assert [one.value for one in sliders] == [getattr(small.rules, name) for name in OF_MARKET]
    assert box.market.rules == small.rules
    sliders[0].value, sliders[1].value = 1.5, 0.0
    assert (box.market.rules.push, box.market.rules.match) == (1.5, 0.0)
    assert box.market.rules.works == 400  # what has no slider stays
    for name in SHOWN:
        assert ANSWERS[name].told(box.market[name]) in page.value
    assert 'role="status"' in page.value


def test_sliders_on_a_ladder_draw_it_anew():
    box = ku.ladder(20, 2).sliders()
    before = box.children[-1].value
    box.children[list(OF_LADDER).index("automated")].value = 0.0
    assert box.ladder.left[-1] == 100 and box.children[-1].value != before
    assert re.search(r"not missed for good within 20 years", box.children[-1].value)


def test_a_slider_says_its_rules_words_and_unit(small):
    first = small.sliders().children[0]
    assert (
        first.description.startswith("push: how strongly popularity")
        and "(power)" in first.description
    )
