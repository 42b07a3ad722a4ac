"""Given two frames of which is known what happened between them, how unlike they are."""

import numpy as np
import pytest

from kuleshov.metrics.shots import frame_difference as fd


def texture(seed, size=5, low=40, high=200):
    random = np.random.default_rng(seed)
    return np.kron(random.integers(low, high, (45 // size, 80 // size)), np.ones((size, size)))


def frame(values):
    return np.clip(np.round(values), 0, 255).astype(np.uint8)


def flat(level=100):
    return np.full((45, 80), level, np.uint8)


def checks(height):
    """Return a chessboard of single pixels, so many levels above and below 100."""
    return frame(100 + height * (2 * (np.indices((45, 80)).sum(axis=0) % 2) - 1))


ONE, OTHER = frame(texture(1)), frame(texture(2))


def test_a_frame_is_like_itself():
    for found in (fd.unlike(ONE, ONE), fd.in_place(ONE, ONE)):
        assert found == pytest.approx((0, 0, 1), abs=1e-3)


def test_two_pictures_are_unlike_in_all_three_ways():
    found = fd.unlike(ONE, OTHER)
    assert found.residual > 0.3 and found.structure > 0.5 and found.kept < 0.3
    assert fd.in_place(ONE, OTHER).structure >= found.structure


def test_a_pan_is_put_back_in_its_place():
    wide = texture(3)
    panned = frame(np.roll(wide, 3, axis=1))
    still, moved = fd.in_place(frame(wide), panned), fd.unlike(frame(wide), panned)
    assert moved.structure < 0.7 * still.structure and moved.residual < 0.7 * still.residual
    assert moved.kept > still.kept


@pytest.mark.parametrize(("gain", "offset"), [(1, 30), (0.5, 0), (0.6, 60)])
def test_brighter_or_flatter_it_keeps_its_structure(gain, offset):
    found = fd.in_place(ONE, frame(ONE * gain + offset))
    assert found.structure < 0.02 and found.kept > 0.95 and found.residual > 0.2


def test_the_residual_is_the_change_as_a_share_of_the_contrast():
    """Both frames swing by 30 about their mean; one is 17 levels brighter: 17 / (30 + 4)."""
    a = checks(30)
    assert fd.in_place(a, a + np.uint8(17)).residual == pytest.approx(0.5, abs=0.001)
    assert fd.in_place(checks(20), checks(40)).residual == pytest.approx(20 / 34, abs=0.001)


def test_the_negative_has_nothing_in_common():
    assert fd.in_place(ONE, frame(240 - ONE.astype(float))).structure == 1
    half = np.random.default_rng(1).normal(0, 20, (2, 45, 80))
    mixed = frame(120 + 0.6 * half[0] + 0.8 * half[1])
    assert fd.in_place(frame(120 + half[0]), mixed).structure == pytest.approx(0.8, abs=0.02)


@pytest.mark.parametrize(("shown", "structure"), [(3, 0), (4, 1), (30, 1)])
def test_a_picture_beside_nothing_is_something_else_from_four_levels_on(shown, structure):
    for pair in ((flat(), checks(shown)), (checks(shown), flat())):
        found = fd.in_place(*pair)
        assert (found.structure, found.kept) == (structure, 1 - structure)


@pytest.mark.parametrize(("height", "seen"), [(1, False), (2, True)])
def test_what_varies_by_less_than_two_levels_shows_nothing(height, seen):
    """Two negatives of each other: unlike, if there is anything to be seen."""
    a = checks(height)
    assert (fd.in_place(a, np.roll(a, 1, axis=1)).structure == 1) == seen


def test_the_better_direction_counts(monkeypatch):
    ways = {True: fd.Unlike(0.5, 0.3, 0.2), False: fd.Unlike(0.4, 0.6, 0.1)}
    monkeypatch.setattr(fd, "_one_way", lambda a, b, kept: ways[a is ONE])
    assert fd.unlike(ONE, OTHER) == (0.4, 0.3, 0.2)
    assert fd.unlike(OTHER, ONE) == (0.4, 0.3, 0.2)


@pytest.mark.parametrize(
    ("structure", "limit", "asked"),
    [
        (0.05, 1.0, 1),
        (0.06, 1.0, 2),
        (0.07, 1.0, 2),
        (0.3, 0.4, 2),
        (0.4, 0.4, 2),
        (0.5, 0.4, 1),
        (1.0, 1.0, 2),
    ],
)
def test_one_direction_is_enough_where_frames_are_alike_or_unlike_enough(
    monkeypatch, structure, limit, asked
):
    calls = []
    monkeypatch.setattr(
        fd, "_one_way", lambda a, b, kept: calls.append(kept) or fd.Unlike(0.2, structure, 0.5)
    )
    fd.unlike(ONE, OTHER, False, limit)
    assert calls == [False] * asked


def test_the_third_part_is_left_out_where_it_is_not_wanted():
    assert fd.unlike(ONE, OTHER, kept=False).kept == fd.in_place(ONE, OTHER, kept=False).kept == 1
    assert fd.unlike(ONE, OTHER).kept < 1 and fd.in_place(ONE, OTHER).kept < 1


def test_edges_stay_when_a_lamp_is_switched_on():
    assert fd.same_edges(ONE, ONE) == pytest.approx(1)
    lit = frame(ONE * np.linspace(0.5, 1.2, 80))
    assert fd.same_edges(ONE, lit) > 0.9
    assert abs(fd.same_edges(ONE, OTHER)) < 0.25
    assert fd.same_edges(checks(20), np.roll(checks(20), 1, axis=1)) == pytest.approx(-1, abs=0.01)
    assert fd.same_edges(flat(), ONE) == fd.same_edges(ONE, flat()) == 0


@pytest.mark.parametrize("columns", [0, 20, 40, 60, 80])
def test_the_places_that_are_kept_are_those_that_were_left_alone(columns):
    after = ONE.copy()
    after[:, :columns] = OTHER[:, :columns]
    assert fd.kept_places(ONE, after) == pytest.approx(1 - columns / 80, abs=0.12)


def test_two_pictures_without_detail_kept_all_and_one_alone_kept_none():
    assert fd.kept_places(flat(), flat(160)) == 1
    assert fd.kept_places(flat(), ONE) == fd.kept_places(ONE, flat()) == 0
    small = flat().copy()
    small[:1, :3] = 180  # a speck at the edge is no detail
    assert fd.kept_places(flat(), small) == fd.kept_places(small, flat()) == 1


@pytest.mark.parametrize(("share", "kept"), [(0.8, True), (0.6, False)])
def test_a_place_is_kept_where_three_quarters_of_its_detail_agree(share, kept):
    random = np.random.default_rng(4)
    one, other = random.normal(0, 25, (2, 45, 80))
    mixed = share * one + (1 - share**2) ** 0.5 * other
    found = fd.kept_places(frame(120 + one), frame(120 + mixed))
    assert found > 0.75 if kept else found < 0.15


@pytest.mark.parametrize(("height", "clear"), [(1, False), (3, True)])
def test_grain_of_a_level_is_no_detail(height, clear):
    """(h / (h + 2)) squared is 0.11 for one level and 0.36 for three; 0.3 is asked."""
    a = checks(height)
    assert fd.kept_places(a, np.roll(a, 1, axis=1)) == (0 if clear else 1)


@pytest.mark.parametrize("height", [60, 1])
def test_detail_is_what_differs_from_nine_by_nine_pixels_in_their_spreads(height):
    picture = frame(100 + np.random.default_rng(5).integers(0, height + 1, (45, 80)))
    found = fd._details(picture)
    for row, column in ((4, 4), (20, 33), (40, 75)):
        around = picture[row - 4 : row + 5, column - 4 : column + 5].astype(float)
        own = (float(picture[row, column]) - around.mean()) / (around.std() + 2)
        assert found[row, column] == pytest.approx(own, abs=2e-3)


def test_the_faintest_detail_is_like_itself():
    speck = flat()
    speck[20, 40] += 1
    assert fd.same_edges(speck, speck) == pytest.approx(1)


def told(monkeypatch, one, other):
    """Return the share that is kept where two frames' details are as given."""
    both = iter(np.asarray(v, np.float32) for v in (one, other))
    monkeypatch.setattr(fd, "_details", lambda _: next(both))
    return fd.kept_places(one, other)


@pytest.mark.parametrize(
    ("one", "other", "kept"),
    [(0.31, 0.31, 1), (0.29, 0.31, 0), (0.31, 0.29, 0), (0.29, 0.29, 1)],
)
def test_detail_has_a_strength_of_three_tenths(monkeypatch, one, other, kept):
    a, b = (np.full((45, 80), strength**0.5) for strength in (one, other))
    assert told(monkeypatch, a, b) == kept
    assert told(monkeypatch, a, -b) == (kept if one == 0.29 == other else 0)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("rows", "signs", "kept"),
    [
        (5, (1, 1), 1), (5, (1, -1), 0), (4, (1, -1), 1), (5, (1, 0), 0), (4, (1, 0), 1),
        (5, (0, 1), 0), (4, (0, 1), 1), (40, (1, -1), 0), (40, (1, 1), 1),
    ],
)  # fmt: skip
def test_a_fiftieth_of_the_picture_must_have_detail(monkeypatch, turned, rows, signs, kept):
    """Of 450 rows, with two more on each side for which three of nine have it."""
    stripe = np.zeros((450, 30))
    stripe[200 : 200 + rows] = 1
    stripe = stripe.T if turned else stripe
    assert told(monkeypatch, *(sign * stripe for sign in signs)) == kept


@pytest.mark.parametrize(("faint", "kept"), [(0.05, 0), (0.08, 1)])
def test_what_agrees_by_three_quarters_is_kept(monkeypatch, faint, kept):
    """Of even detail every second pixel is nearly gone; 0.74 to 0.75, and 0.76."""
    every = np.ones((45, 80))
    second = np.where(np.indices((45, 80)).sum(axis=0) % 2, 1, faint)
    assert told(monkeypatch, every, second) == kept


def test_what_varies_by_half_of_that_and_what_by_twice_may_both_show_nothing():
    """From four levels on a picture shows something; under two it shows nothing."""
    half = np.where(np.arange(80) % 4 == 0, 110, 100) * np.ones((45, 1))  # by 4.33
    assert fd.in_place(flat(), frame(half))[1:] == (1, 0)
    faint = np.where(np.arange(80) % 4 == 0, 109, 100) * np.ones((45, 1))  # by 3.9
    assert fd.in_place(flat(), frame(faint))[1:] == (0, 1)
    barely = np.where(np.arange(80) % 4 == 0, 104, 100) * np.ones((45, 1))  # by 1.73
    assert fd.in_place(frame(barely), frame(half))[1:] == (1, 0)
    assert fd.in_place(frame(half), frame(barely))[1:] == (1, 0)


def test_contrast_is_the_mean_of_both_frames_and_not_of_what_was_moved(monkeypatch):
    """The first swings by 30, the second by 10, what it was moved to by 50: 20 / (20 + 4)."""
    found = fd._compared(checks(30), checks(10), checks(50), False)
    assert found.residual == pytest.approx(20 / 24, abs=0.001)
    assert found.structure == pytest.approx(0, abs=0.01) and found.kept == 1


@pytest.mark.parametrize("share", [0.0, 0.28, 0.6, 0.96])
def test_structure_is_what_correlation_leaves(share):
    """The root of one less its square; what is turned round is no likeness at all."""
    random = np.random.default_rng(8)
    one, other = random.normal(0, 30, (2, 45, 80))
    mixed = frame(120 + share * one + (1 - share**2) ** 0.5 * other)
    one = frame(120 + one)
    seen = max(0, np.corrcoef(one.ravel(), mixed.ravel())[0, 1])
    for turned, likeness in ((mixed, seen), (frame(240 - mixed.astype(float)), 0)):
        found = fd.in_place(one, turned, False).structure
        assert found == pytest.approx((1 - likeness**2) ** 0.5, abs=0.03 if share == 0 else 2e-3)
