"""Pieces of films whose every picture is known, dealt to two rooms: matched, told apart, by coin."""

from collections import Counter

import numpy as np
import pytest
from made import place, view, write
from made.odd import phone_times, pictures, timed

import kuleshov as ku
from kuleshov.comparison import matched_sets as module
from kuleshov.comparison.matched_sets import LEAST_APART, matched_sets
from kuleshov.errors import KuleshovError, Refused

RATE = 24


@pytest.fixture(scope="module")
def films(tmp_path_factory):
    """Ten films of two places each, five seconds in either."""
    folder = tmp_path_factory.mktemp("films")
    made = []
    for n in range(10):
        frames = [view(place(2 * n + k), 0.5, 0.5, 1.0).astype(np.uint8) for k in (0, 1)]
        made.append(write(folder / f"film{n}.mp4", [frames[0]] * 120 + [frames[1]] * 120))
    return [ku.Clip(path) for path in made]


@pytest.fixture(scope="module", autouse=True)
def _cache(tmp_path_factory):
    with pytest.MonkeyPatch.context() as own:
        own.setenv("KULESHOV_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


def pieces(sets):
    return [p for one in (*sets.feed, *sets.dark) for p in (one.shown, one.lure)]


def far(one, other):
    """Return how near two pieces come, by ku.distance's own small pictures, all against all."""
    a, b = one.looks[:, None].astype(float), other.looks[None].astype(float)
    return float(np.sqrt(((a - b) ** 2).mean(axis=(2, 3, 4))).min())


def test_nothing_shown_in_one_room_is_shown_in_the_other_nor_asked_for_as_new(films):
    sets = matched_sets(films, 7, pieces=10)
    every = pieces(sets)
    assert len(sets) == 10 and len(sets.feed) == len(sets.dark) == 5 and len(every) == 20
    for n, one in enumerate(every):
        for other in every[:n]:
            apart = one.clip != other.clip or one.stop <= other.first or other.stop <= one.first
            assert apart, (one, other)
            assert far(one, other) >= LEAST_APART


def test_a_lure_is_of_the_same_film_where_it_has_another_place(films):
    sets = matched_sets(films, 7, pieces=10)
    assert all(one.shown.clip == one.lure.clip for one in (*sets.feed, *sets.dark))


def test_a_lure_is_of_the_same_brief_where_a_clip_has_one_place_only(tmp_path):
    """Clips are known by their names in the catalogue: maker, brief, then the clip itself."""
    makers = ("wan22", "phantom", "cinetrans", "shotdirector")
    briefs = ("srs", "cutin", "cutout", "angle")
    ids = [f"g_sd_{brief}_{maker}" for brief in briefs for maker in makers]
    stills = [view(place(n), 0.5, 0.5, 1).astype(np.uint8) for n in range(len(ids))]
    films = [ku.Clip(write(tmp_path / f"{i}.mp4", [s] * 100)) for i, s in zip(ids, stills, strict=True)]  # fmt: skip
    sets = matched_sets(dict(zip(ids, films, strict=True)), 2, pieces=8)
    for one in (*sets.feed, *sets.dark):
        assert one.shown.origin[:2] == one.lure.origin[:2] and one.shown.name != one.lure.name
        assert one.shown.origin[1] in briefs
    for room in (sets.feed, sets.dark):  # as many of each brief in either room
        assert sorted(one.shown.origin[1] for one in room) == sorted(briefs)


def test_a_held_take_gives_one_piece_and_no_lure_of_its_own(tmp_path):
    """Ten seconds without a movement: its other seconds are the same picture, and no lure."""
    films = [
        ku.Clip(write(tmp_path / f"{n}.mp4", [view(place(n), 0.5, 0.5, 1).astype(np.uint8)] * 240))
        for n in range(16)
    ]
    sets = matched_sets(films, 1, pieces=8)
    used = Counter(piece.clip for piece in pieces(sets))
    assert set(used.values()) == {1}
    with pytest.raises(Refused, match="wants 8 or more"):
        matched_sets(films[:15], 1, pieces=8)


def test_each_seed_tosses_its_own_coins_on_the_same_pieces(films):
    dealt = [matched_sets(films, seed, pieces=10) for seed in range(60)]
    assert len({frozenset(map(repr, pieces(sets))) for sets in dealt}) == 1
    assert repr(dealt[3]) == repr(matched_sets(films, 3, pieces=10))
    first = sum(sets.feed_first for sets in dealt)
    assert 18 <= first <= 42  # of 60 tosses; outside once in 600
    name = repr(pieces(dealt[0])[0])
    shown = sum(name in [repr(one.shown) for one in (*s.feed, *s.dark)] for s in dealt)
    assert 18 <= shown <= 42
    in_feed = sum(any(name in (repr(one.shown), repr(one.lure)) for one in s.feed) for s in dealt)
    assert 18 <= in_feed <= 42


def test_a_lure_belongs_to_the_room_of_its_piece(films):
    sets = matched_sets(films, 7, pieces=10)
    for room in ("feed", "dark"):
        for one in getattr(sets, room):
            assert sets.room(one.number) == sets.room(one.number + 1) == room
            assert sets.item(one.number + 1) is one
    assert sorted(sets.asked) == list(range(20))


def test_pieces_end_where_their_films_end_and_lie_a_second_apart(tmp_path):
    """Nine seconds hold two pieces of four; a frame less holds one; under two seconds none."""
    lengths = {"nine": 216, "less": 215, "four": 96, "three": 72, "two": 48, "short": 47}
    for n, (name, frames) in enumerate(lengths.items()):
        still = view(place(n), 0.5, 0.5, 1).astype(np.uint8)
        write(tmp_path / f"{name}.mp4", [still] * frames)
    cut = {}
    for name in lengths:
        film = module._film(ku.Clip(tmp_path / f"{name}.mp4"), {})
        cut[name] = [(piece.first, piece.stop) for piece in film.cut(4.0)]
        assert len(film.looks) == -(-film.stop // 6)  # four pictures a second
    assert cut == {
        "nine": [(0, 96), (120, 216)], "less": [(0, 96)], "four": [(0, 96)],
        "three": [(0, 72)], "two": [(0, 48)], "short": [],
    }  # fmt: skip


def test_the_picture_asked_for_was_on_screen_within_the_first_two_seconds(films):
    for piece in pieces(matched_sets(films, 7, pieces=10)):
        assert piece.first < piece.asked <= piece.first + 2 * RATE
        assert piece.first <= piece.asked < piece.stop


def test_a_piece_looks_as_distance_sees_it(films):
    piece = pieces(matched_sets(films, 7, pieces=10))[0]
    whole = ku.distance((piece.clip, f"{piece.first}f", f"{piece.stop}f"), piece.looks[:8])
    assert whole < 1.0  # a held picture, whichever moments are taken


def test_films_are_read_once(films, monkeypatch, tmp_path):
    monkeypatch.setenv("KULESHOV_CACHE", str(tmp_path))
    before = matched_sets(films, 7, pieces=10)
    monkeypatch.setattr(module, "small", lambda *_: pytest.fail("read again"))
    assert repr(matched_sets(films, 7, pieces=10)) == repr(before)


def test_a_film_of_uneven_times_is_cut_as_a_player_shows_it(films, tmp_path):
    times = phone_times()
    uneven = ku.Clip(timed(tmp_path / "uneven.mp4", pictures(len(times)), times))
    assert uneven.variable_rate
    matched_sets([*films, uneven], 7, pieces=10)


def test_what_can_t_be_meant_is_said(films):
    for count in (7, 49):
        with pytest.raises(KuleshovError, match="8 to 48 pieces"):
            matched_sets(films, 1, pieces=count)
    for seconds in (1.9, 7):
        with pytest.raises(KuleshovError, match="2 to 6 s"):
            matched_sets(films, 1, seconds=seconds)
    for seconds in (2, 6):
        with pytest.raises(Refused):
            matched_sets(films[:2], 1, seconds=seconds)
    for seed in (-1, 1.5, True, "7"):
        with pytest.raises(KuleshovError, match="whole number, 0 or more"):
            matched_sets(films, seed)
    with pytest.raises(Refused, match="0 pieces with a lure"):
        matched_sets([], 1)
    with pytest.raises(KuleshovError, match="no picture 99"):
        matched_sets(films, 1, pieces=8).item(99)
