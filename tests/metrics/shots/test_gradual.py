"""Given a film with known fades and dissolves, where do they begin and end, and what is none."""

import numpy as np
import pytest

from kuleshov.metrics.shots import gradual
from kuleshov.metrics.shots.frames import Frames
from kuleshov.metrics.shots.transition import Transition


def texture(seed, size=5):
    """Return a picture of grey blocks, mean about 120."""
    random = np.random.default_rng(seed)
    return np.kron(random.integers(40, 200, (45 // size, 80 // size)), np.ones((size, size)))


ONE, OTHER, THIRD = texture(1), texture(2), texture(3)
BLACK = np.full((45, 80), 16.0)


def film(*pictures, rate=24.0):
    luma = np.stack([np.clip(np.round(p), 0, 255).astype(np.uint8) for p in pictures])
    return Frames(luma, np.full((len(luma), 2, 9, 16), 128, np.uint8), rate)


def mixed(before, after, frames):
    """Return the frames of a dissolve that are neither picture, each a step further."""
    return [before + (after - before) * (k + 0.5) / frames for k in range(frames)]


def span(found):
    return [(t.frame, t.kind, t.start, t.end) for t in found]


@pytest.mark.parametrize("frames", [6, 12, 24, 48])
def test_a_fade_out_lasts_until_the_film_ends(frames):
    made = film(*[ONE] * 20, *mixed(ONE, BLACK, frames), *[BLACK] * 6)
    assert span(gradual.fades(made)) == [(len(made), "fade", 20, len(made))]


@pytest.mark.parametrize("frames", [6, 12, 24, 48])
def test_a_fade_in_lasts_from_the_film_s_beginning(frames):
    made = film(*[BLACK] * 6, *mixed(BLACK, ONE, frames), *[ONE] * 20)
    assert span(gradual.fades(made)) == [(0, "fade", 6, 6 + frames)]


@pytest.mark.parametrize(("out", "dark", "back"), [(12, 10, 12), (12, 2, 20), (8, 0, 8)])
def test_through_black_the_new_shot_begins_where_it_comes_out_of_the_dark(out, dark, back):
    made = film(
        *[ONE] * 20, *mixed(ONE, BLACK, out), *[BLACK] * dark, *mixed(BLACK, OTHER, back),
        *[OTHER] * 20,
    )  # fmt: skip
    found = span(gradual.fades(made))
    first = 20 + out + dark
    assert found == [(first, "fade", 20, first + back)]


def test_a_fade_to_black_before_a_cut_ends_where_the_next_shot_begins():
    made = film(*[ONE] * 20, *mixed(ONE, BLACK, 10), *[BLACK] * 6, *[OTHER] * 20)
    assert span(gradual.fades(made)) == [(36, "fade", 20, 36)]


def test_a_cut_to_black_before_a_fade_in_begins_with_the_black():
    made = film(*[ONE] * 20, *[BLACK] * 6, *mixed(BLACK, OTHER, 10), *[OTHER] * 20)
    assert span(gradual.fades(made)) == [(26, "fade", 20, 36)]


def test_black_between_two_cuts_is_no_fade_and_nothing_but_black_neither():
    assert gradual.fades(film(*[ONE] * 20, *[BLACK] * 6, *[OTHER] * 20)) == []
    assert gradual.fades(film(*[BLACK] * 30)) == []
    assert gradual.fades(film(*[ONE] * 30)) == []


def test_two_fades_are_found_in_their_order():
    one_way = [*[ONE] * 20, *mixed(ONE, BLACK, 10), *[BLACK] * 6, *mixed(BLACK, ONE, 10)]
    made = film(*one_way, *one_way, *[ONE] * 20)
    assert span(gradual.fades(made)) == [(36, "fade", 20, 46), (82, "fade", 66, 92)]


@pytest.mark.parametrize(("frames", "found"), [(0, 0), (1, 0), (2, 1), (4, 1)])
def test_black_that_is_reached_over_one_frame_is_cut_to(frames, found):
    made = film(*[ONE] * 20, *mixed(ONE, BLACK, frames), *[BLACK] * 6)
    assert len(gradual.fades(made)) == found


def test_one_step_that_does_most_of_it_is_a_cut_out_of_a_slow_dark():
    """The picture creeps up to a third of itself and then is there at once."""
    creep = [BLACK + (ONE - BLACK) * share for share in (0.1, 0.2, 0.3)]
    made = film(*[BLACK] * 6, *creep, *[ONE] * 20)
    assert gradual.fades(made) == []


@pytest.mark.parametrize(
    ("level", "spread", "black"),
    [(4.7, 0, True), (4.9, 0, False), (0, 4.8, True), (0, 5.0, False), (4.7, 4.8, True)],
)
def test_a_frame_is_black_under_about_five_levels(level, spread, black):
    found = gradual.is_black(np.full(9, float(level)), np.full(9, float(spread)), 24)
    assert found.tolist() == [black] * 9


@pytest.mark.parametrize(("away", "black"), [(18, True), (19, False)])
def test_beside_a_bright_picture_a_little_more_is_black(away, black):
    """Three quarters of a second at 24 frames a second are 18 frames."""
    level, spread = np.full(60, 8.0), np.zeros(60)
    level[30 + away] = 100
    assert gradual.is_black(level, spread, 24)[30] == black
    level[30 + away], level[30 - away] = 8, 100
    assert gradual.is_black(level, spread, 24)[30] == black
    assert gradual.is_black(spread, level, 24)[30] == black


@pytest.mark.parametrize(("beside", "level", "spread"), [(100, 10.4, 12.4), (200, 16.4, 20.4)])
def test_how_much_more_grows_with_what_is_beside_it(beside, level, spread):
    for most, above in ((level, spread), (level + 0.2, spread), (level, spread + 0.2)):
        levels, spreads = np.full(9, most), np.full(9, above)
        levels[4] = spreads[4] = beside
        expected = (most, above) == (level, spread)
        assert gradual.is_black(levels, spreads, 24)[0] == expected


@pytest.mark.parametrize("length", [4, 7, 12, 24, 47, 60])
def test_a_dissolve_is_found_with_its_ends(length):
    made = film(*[ONE] * 30, *mixed(ONE, OTHER, length), *[OTHER] * 30)
    middle = 30 + length - length // 2
    assert span(gradual.dissolves(made, [], [])) == [(middle, "dissolve", 30, 30 + length)]


def test_three_frames_are_too_few_for_a_dissolve():
    made = film(*[ONE] * 30, *mixed(ONE, OTHER, 3), *[OTHER] * 30)
    assert gradual.dissolves(made, [], []) == []


@pytest.mark.parametrize(("length", "found"), [(70, (50, 120)), (72, (50, 122)), (75, None)])
def test_three_seconds_are_the_longest(length, found):
    made = film(*[ONE] * 50, *mixed(ONE, OTHER, length), *[OTHER] * 50)
    assert gradual.measure(made, 50 + length // 2, 42) == found


def test_at_half_the_rate_half_as_many_frames_are_too_many():
    pictures = [*[ONE] * 30, *mixed(ONE, OTHER, 40), *[OTHER] * 30]
    assert len(gradual.dissolves(film(*pictures, rate=24), [], [])) == 1
    assert gradual.dissolves(film(*pictures, rate=12), [], []) == []


def test_two_dissolves_are_found_in_their_order_and_none_over_another():
    pictures = [*[ONE] * 20, *mixed(ONE, OTHER, 10), *[OTHER] * 20, *mixed(OTHER, THIRD, 24)]
    made = film(*pictures, *[THIRD] * 20)
    expected = [(35, "dissolve", 30 - 10, 30), (62, "dissolve", 50, 74)]
    assert [(s, e) for _, _, s, e in span(gradual.dissolves(made, [], []))] == [
        (s, e) for _, _, s, e in expected
    ]


@pytest.mark.parametrize(("cut", "found"), [(15, 1), (19, 1), (25, 0), (30, 0), (34, 1), (40, 1)])
def test_a_dissolve_holds_no_cut(cut, found):
    """One from frame 20 to 32."""
    made = film(*[ONE] * 20, *mixed(ONE, OTHER, 12), *[OTHER] * 20)
    assert len(gradual.dissolves(made, [cut], [])) == found


@pytest.mark.parametrize(("taken", "found"), [((2, 20), 1), ((2, 23), 0), ((32, 50), 1)])
def test_and_nothing_of_a_fade(taken, found):
    made = film(*[ONE] * 20, *mixed(ONE, OTHER, 12), *[OTHER] * 20)
    assert len(gradual.dissolves(made, [], [taken])) == found


@pytest.mark.parametrize(("change", "found"), [(0.15, 0), (1.0, 1)])
def test_two_pictures_that_hardly_differ_do_not_dissolve(change, found):
    near = ONE + change * (OTHER - ONE)
    made = film(*[ONE] * 20, *mixed(ONE, near, 12), *[near] * 20)
    assert len(gradual.dissolves(made, [], [])) == found


def test_a_title_that_comes_slowly_is_no_dissolve():
    """It covers two fifths of the picture; three fifths of another picture are one."""
    for columns, found in ((30, 0), (80, 1)):
        other = ONE.copy()
        other[:, :columns] = OTHER[:, :columns]
        made = film(*[ONE] * 20, *mixed(ONE, other, 12), *[other] * 20)
        assert len(gradual.dissolves(made, [], [])) == found


def test_a_lamp_that_comes_up_slowly_is_no_dissolve():
    made = film(*[ONE] * 20, *mixed(ONE, ONE + 40, 12), *[ONE + 40] * 20)
    assert gradual.dissolves(made, [], []) == []


def test_frames_off_the_line_between_two_pictures_are_no_dissolve():
    """Half-way lies a third picture: two slow changes too near for one."""
    detour = [*mixed(ONE, THIRD, 6), *mixed(THIRD, OTHER, 6)]
    made = film(*[ONE] * 20, *detour, *[OTHER] * 20)
    assert not any(t.start < 24 and t.end > 28 for t in gradual.dissolves(made, [], []))


@pytest.mark.parametrize(("bend", "found"), [(0.0, True), (0.08, True), (0.3, False)])
def test_a_dissolve_goes_evenly(bend, found):
    """The share of the second picture swings away from the line and back."""
    at = (np.arange(16) + 0.5) / 16
    shares = at + bend * np.sin(2 * np.pi * at)
    made = film(*[ONE] * 20, *[ONE + (OTHER - ONE) * s for s in shares], *[OTHER] * 20)
    assert (gradual.measure(made, 28, 11) is not None) == found


def test_what_is_measured_from_pictures_inside_it_still_has_its_ends():
    made = film(*[ONE] * 30, *mixed(ONE, OTHER, 20), *[OTHER] * 30)
    assert {gradual.measure(made, 40, half) for half in (11, 15, 20)} == {(30, 50)}
    assert gradual.measure(made, 20, 8) is None, "the first picture and nothing else"


def test_transitions_are_what_they_say():
    assert Transition(30, "dissolve", 24, 36) in gradual.dissolves(
        film(*[ONE] * 24, *mixed(ONE, OTHER, 12), *[OTHER] * 24), [], []
    )


@pytest.mark.parametrize("early", [0.2, 0.5, 0.8])
def test_the_first_mixed_frame_may_hold_little_or_much_of_the_second_picture(early):
    shares = (np.arange(16) + early) / 16
    made = film(*[ONE] * 20, *[ONE + (OTHER - ONE) * s for s in shares], *[OTHER] * 20)
    assert gradual.measure(made, 28, 11) == (20, 36)


def test_a_fade_is_followed_from_black_both_ways_to_the_frame():
    out = film(*[ONE] * 20, *mixed(ONE, BLACK, 12), *[BLACK] * 6)
    assert gradual.ramp(out, out.moments[0] - 16, 32, -1) == (20, 32)
    back = film(*[BLACK] * 6, *mixed(BLACK, ONE, 12), *[ONE] * 20)
    assert gradual.ramp(back, back.moments[0] - 16, 5, 1) == (18, 6)


def with_shares(*inner):
    return film(*[ONE] * 10, *[ONE + (OTHER - ONE) * s for s in inner], *[OTHER] * 10)


@pytest.mark.parametrize(
    ("shares", "found"),
    [
        ((0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8), True),
        ((0.2, 0.35, 0.45, 0.4, 0.55, 0.7, 0.8), True),
        ((0.2, 0.35, 0.5, 0.36, 0.55, 0.7, 0.8), False),
        ((0.18, 0.5, 0.5, 0.5, 0.5, 0.5, 0.82), False),
        ((0.2, 0.4, 0.6, 0.8), True),
        ((0.25, 0.7), False),
    ],
)
def test_a_dissolve_neither_turns_back_nor_leaps(shares, found):
    half = 6
    assert (gradual.measure(with_shares(*shares), 10 + len(shares) // 2, half) is not None) == found


@pytest.mark.parametrize(("much", "found"), [(0.2, True), (0.5, False)])
def test_a_little_of_something_else_may_be_mixed_in(much, found):
    """As a share of how far the two pictures lie apart."""
    else_ = THIRD - THIRD.mean()
    else_ *= much * np.abs(OTHER - ONE).mean() / np.abs(else_).mean()
    frames = [one + else_ for one in mixed(ONE, OTHER, 12)]
    made = film(*[ONE] * 20, *frames, *[OTHER] * 20)
    assert (gradual.measure(made, 26, 8) is not None) == found


@pytest.mark.parametrize(("columns", "found"), [(25, False), (50, True)])
def test_two_pictures_differ_in_most_places_or_are_one(columns, found):
    """Faint grain is new everywhere, a strong change only in so many of 80 columns."""
    a, b = (120 + (texture(seed, 1) - 120) / 20 for seed in (1, 2))
    b[:, :columns] += texture(3, 1)[:, :columns] - 80
    assert gradual._differs_all_over(film(a, b), 0, 1) == found


def test_what_comes_long_after_a_dissolve_does_not_count():
    made = film(*[ONE] * 20, *mixed(ONE, OTHER, 12), *[OTHER] * 20, *[ONE] * 10)
    assert (20, 32) in [(t.start, t.end) for t in gradual.dissolves(made, [52], [])]
