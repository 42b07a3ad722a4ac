"""Pictures, tables and sliders of a market and of a ladder."""

import re

import pytest

import kuleshov as ku
from kuleshov.economy.answers import ANSWERS
from kuleshov.show.economy import rules_bundle
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
    assert title == "Farthest to the right: monoculture; highest: niche feed"


def test_markets_that_chance_may_put_first_are_told_as_a_tie_and_their_names_stand_apart():
    drawn = ku.markets("niche feed", "monoculture", "popularity feed", years=3).plot()
    axis = drawn.figure.axes[0]
    title = axis.get_title(loc="left")
    assert title.startswith("Farthest to the right: monoculture and popularity feed (a tie);")
    drawn.figure.canvas.draw()
    boxes = [one.get_window_extent() for one in axis.texts]
    assert len(boxes) == 3
    assert not any(a.overlaps(b) for n, a in enumerate(boxes) for b in boxes[:n])


def test_rules_that_the_lesson_moves_are_shown_and_all_others_folded(small):
    page = rules_bundle(small.rules)["text/html"]
    first, folded = page.split("<details")
    moved = [*OF_MARKET, "works", "slots"]
    assert all(f">{name}<" in first for name in moved) and ">offers<" not in first
    assert "The 10 others" in folded and ">offers<" in folded


def test_swings_lie_between_both_ends(small):
    found = small.swings("home")
    axis = found.plot().figure.axes[0]
    assert axis.get_yticklabels()[0].get_text().startswith(found[0].rule)
    assert found[0].rule in found.plot().alt and found[-1].rule in found.plot().alt


def test_a_ladder_says_when_it_shows():
    found = ku.ladder(30, 2)
    assert f"One in ten is missing from year {found.shows} on; after 30 years" in found.plot().alt
    assert f"{found.at(30):.0f} % of today's" in found.plot().alt


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
    assert box.ladder.at(20) > 94 and box.children[-1].value != before
    assert re.search(r"not missing for good within 20 years", box.children[-1].value)
    assert "after 20 years" in box.children[-1].value


def test_the_sliders_of_a_ladder_leave_today_as_it_was_and_jobs_above_nothing():
    box = ku.ladder(20, 2).sliders()
    today, jobs = box.ladder.today, box.children[list(OF_LADDER).index("jobs")]
    assert jobs.min > 0
    jobs.value = jobs.min
    assert box.ladder.rules.jobs == jobs.min and box.ladder.today == today


def test_a_slider_says_its_rules_words_and_unit(small):
    first = small.sliders().children[0]
    assert (
        first.description.startswith("push: how strongly popularity")
        and "(power)" in first.description
    )
