"""Pieces of the rushes themselves: two dozen can be had, and slates are never among them."""

import kuleshov as ku
from kuleshov.comparison.matched_sets import matched_sets


def test_neighbours_in_origin_go_to_different_rooms():
    rushes = ku.rushes("understudy")
    takes = [rushes[n] for n in ("1A-1", "2A-1", "3A-1", "4A-1", "5A-1", "7A-1", "8A-1")]
    sets = matched_sets(takes, 5, pieces=12, seconds=2.5)
    rooms = {one.number: room for room in ("feed", "dark") for one in getattr(sets, room)}
    for at in range(0, len(rooms), 2):
        assert {rooms[2 * at], rooms[2 * at + 2]} == {"feed", "dark"}
    assert sets.room(sets.feed[0].number + 1) == "feed"  # its lure belongs to it


def test_lures_of_the_same_film_are_dealt_evenly():
    rushes = ku.rushes("understudy")
    seeds = [matched_sets(rushes, seed, pieces=24) for seed in range(6)]
    for sets in seeds:
        of = [
            sum(one.shown.name == one.lure.name for one in room) for room in (sets.feed, sets.dark)
        ]
        assert of == [sets.moments("feed"), sets.moments("dark")]
        assert abs(of[0] - of[1]) <= 1 and 0 < sum(of) < 24


def test_the_slate_is_never_shown():
    takes = ku.rushes("understudy")
    sets = matched_sets(takes, 7)
    assert len(sets) == 24  # two dozen, of the rushes alone
    for piece in [p for one in (*sets.feed, *sets.dark) for p in (one.shown, one.lure)]:
        take = takes[piece.name]
        assert take.first <= piece.first and piece.stop <= take.last
