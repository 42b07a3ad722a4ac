"""What lesson 11 says of its model in words holds, whichever way the numbers fall by chance."""

import numpy as np
import pytest

import kuleshov as ku
from kuleshov.economy.ladders import ladder_of
from kuleshov.economy.rules import LadderRules, changed
from kuleshov.lessons import lesson_11
from kuleshov.library.fetching import Fetched
from kuleshov.show.economy_sliders import HIGHEST, OF_LADDER


def test_without_clips_the_rushes_stand_in_and_that_is_said(capsys):
    films = lesson_11.films([Fetched("g_ct_leaf", None)])
    assert len(films) >= 24 and films[0].name == "1A-1"
    assert "stand in" in capsys.readouterr().out


def test_the_worth_of_a_slot_is_that_of_the_markets():
    table = lesson_11.curation([500], [2.0])
    (row,) = table.to_numpy().tolist()
    assert row[:2] == ["2", "500"]
    crowd = ku.market("popularity feed", years=2, works=500, glance=2.0)["worth"]
    assert row[2] == f"{crowd:.2f}"


def test_the_crowd_wins_where_works_can_be_judged_and_the_curator_where_they_can_not():
    def gain(glance):
        with_, without = (
            ku.market("popularity feed", years=4, works=20_000, glance=glance, curated=share).each(
                "worth"
            )
            for share in (1.0, 0.0)
        )
        return with_ - without

    assert gain(1.0).max() < -0.5 and gain(3.0).min() > 0.05


def test_a_curator_is_worth_no_more_among_ten_times_as_many_works():
    worths = [
        ku.market("niche feed", years=3, works=works, curated=1.0).each("worth")
        for works in (2000, 20_000)
    ]
    assert abs(worths[1].mean() - worths[0].mean()) < 0.05


def test_hits_come_from_the_very_best_and_which_it_is_chance_decides():
    worlds = ku.market("mixed", same_works=True)
    table = lesson_11.hits(worlds)
    places = [int(place.split()[0]) for place in table["by appeal"]]
    assert max(places) <= 20 and len(set(table["most seen"])) > 1
    for one in worlds.years:
        assert (one.views == one.views.max()).sum() == 1  # no two are level


def test_gini_and_sharing_rise_together_among_the_three_feeds():
    feeds = [ku.market(name, years=3) for name in ("niche feed", "mixed", "popularity feed")]
    for answer in ("gini", "overlap"):
        values = [each[answer] for each in feeds]
        assert values == sorted(values)


def test_half_of_the_views_can_go_no_lower_than_the_slots_let_them():
    extreme = ku.market("popularity feed", years=1, push=2.0, fit=0.0)
    floor = 0.005 * (1 - extreme.lost)  # 50 of 10,000 works hold half of what 100 slots can see
    assert floor <= extreme["half"] < 1.3 * floor


@pytest.mark.parametrize("name", [one for one in OF_LADDER if one != "automated"])
def test_no_slider_of_the_ladder_mends_it_alone(name):
    highest = HIGHEST.get(name, 1.0)
    town = ladder_of(changed(LadderRules(), {name: highest}), 20, 2)
    assert town.at(20) < 80


def test_the_loss_is_seen_by_nobody_for_years():
    """Fewer come up, and it takes seven years until the count is lower than chance alone would move it."""
    found = ku.ladder(40, 10)
    usual = found.without.std()
    unlike = [year for year in found.years if year >= 0 and found.at(year) < 100 - 2 * usual / 10.8]
    assert 6 <= unlike[0] <= 12 and 8 <= found.shows <= 11
    assert np.all(found.left[(found.years >= 0) & (found.years < 5)] > 98)
