"""Given a film with known fades and dissolves, where do they begin and end, and what is none."""

import numpy as np
import pytest

from kuleshov.metrics.shots import gradual
from kuleshov.metrics.shots.frame_difference import Unlike
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


@pytest.mark.parametrize("frames", [3, 6, 12, 24, 48])
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


@pytest.mark.parametrize(
    ("cut", "found"), [(15, 1), (19, 1), (25, 0), (30, 0), (32, 0), (33, 1), (40, 1)]
)
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


@pytest.mark.parametrize(("early", "long"), [(0.2, 12), (0.5, 12), (0.8, 12.4)])
def test_the_first_frame_of_a_fade_may_be_a_little_lit_or_much(early, long):
    shares = (np.arange(12) + early) / long
    lit = [BLACK + (ONE - BLACK) * share for share in shares]
    back = film(*[BLACK] * 6, *lit, *[ONE] * 20)
    assert gradual.ramp(back, back.moments[0] - 16, 5, 1) == (18, 6)
    out = film(*[ONE] * 20, *lit[::-1], *[BLACK] * 6)
    assert gradual.ramp(out, out.moments[0] - 16, 32, -1) == (20, 32)


def test_a_film_may_begin_or_end_in_the_middle_of_a_fade():
    """What is there of it counts: the last frame is as whole as the picture gets."""
    back = film(*[BLACK] * 6, *mixed(BLACK, ONE, 12)[:8])
    assert gradual.ramp(back, back.moments[0] - 16, 5, 1) == (13, 6)
    out = film(*mixed(ONE, BLACK, 12)[4:], *[BLACK] * 6)
    assert gradual.ramp(out, out.moments[0] - 16, 8, -1) == (1, 8)


EVEN = 16 + 4 * np.kron(np.random.default_rng(6).integers(5, 55, (9, 16)), np.ones((5, 5)))


def lit(shares, level=None, black=4, rate=24.0):
    """Follow a picture out of black over frames in which so much of it is there.

    The mean level is said apart: ten levels a frame, or as given.
    """
    before = [0.0] * black
    made = film(*[16 + (EVEN - 16) * share for share in [*before, *shares, 1.0]], rate=rate)
    said = 10.0 * np.arange(len(shares) + 1) if level is None else np.array([*level, level[-1]])
    return gradual.ramp(made, np.concatenate([np.zeros(black), said]), black, 1)


def test_shares_are_those_of_the_picture_that_comes():
    assert lit([0, 0.25, 0.5, 0.75]) == (4 + 4, 4), "from 0 to 1 in four frames"


@pytest.mark.parametrize(
    ("shares", "found"),
    [
        ((0, 0.5, 0.75), True),
        ((0, 0.52, 0.75), False),  # the first step does most of it
        ((0, 0.25, 0.48), False),  # and the last
        ((0.0, 0.08, 0.3, 0.7), True),
        ((0.0, 0.05, 0.5, 0.95), False),  # one frame alone between dark and whole
    ],
)
def test_no_step_of_a_fade_does_more_than_half_of_it(shares, found):
    assert (lit(shares) is not None) == found


def test_the_ends_of_a_fade_come_from_what_lies_between_a_tenth_and_nine_tenths():
    slow = [0.0, 0.06, 0.07, 0.08, 0.09]
    core = [0.11, 0.12, *np.arange(0.25, 0.8, 0.08), 0.88, 0.89]
    quick = [0.96, 0.97, 0.98, 0.99]
    found = lit([*slow, *core, *quick])
    slope, offset = np.linalg.lstsq(
        np.stack([np.arange(5, 5 + len(core)), np.ones(len(core))], 1), np.array(core), rcond=None
    )[0]
    assert found == (round(4.5 + (1 - offset) / slope), round(4.5 - offset / slope))


def test_a_ramp_that_hardly_rises_is_not_followed_far_back():
    nearly = [0.0, 0.4, 0.8, *np.arange(0.81, 0.885, 0.005), 0.95]
    whole, dark = lit(nearly, black=50)
    assert dark == 50 - 30 and whole > 60
    assert lit(nearly, black=10)[1] == 0


@pytest.mark.parametrize(
    ("steps", "frames"),
    [
        ([10] * 12 + [2.6] * 8, 20),
        ([10] * 12 + [2.4] * 8, 12),  # under a quarter of what it rose by until then
        ([0.5] * 12 + [0.16] * 8, 20),
        ([0.5] * 12 + [0.14] * 8, 12),  # or under 0.15 levels
        ([10] * 20, 20),
        ([10, 2, 10, 10, 10, 10], None),
        ([10, 2.6, 10, 10, 10, 10], 6),
    ],
)
def test_a_fade_is_followed_as_long_as_it_rises_at_its_pace(steps, frames):
    level = np.cumsum([0.0, *steps])
    found = lit(np.arange(len(level)) / len(level), level)
    assert (found and found[0] - 4) == pytest.approx(frames, abs=1)


def test_a_fade_is_followed_for_three_seconds():
    assert lit(np.arange(40) / 40, rate=4)[0] - 4 == pytest.approx(12, abs=1)
    assert lit(np.arange(40) / 40, rate=10)[0] - 4 == pytest.approx(30, abs=1)


@pytest.mark.parametrize(("rises", "found"), [(4.4, False), (4.5, True), (4.6, True)])
def test_a_fade_rises_by_as_much_as_black_may_measure(rises, found):
    """Three levels were there before."""
    level = 3 + rises * np.array([0, 0.25, 0.5, 0.75, 1])
    assert (lit((0, 0.25, 0.5, 0.75, 1), level) is not None) == found


def test_three_frames_are_the_fewest_of_a_fade():
    assert lit((0.15, 0.5), (0, 30, 60)) is None
    assert lit((0.15, 0.4, 0.7), (0, 30, 60, 90)) is not None


def flats(*levels, rate=24.0):
    return film(*[np.full((45, 80), level) for level in levels], rate=rate)


def halves(found):
    assert {middle for _, middle, _ in found} <= {6}
    return sorted(half for _, _, half in found)


STEP = [100] * 6 + [110] + [120] * 6


def test_what_lies_half_way_between_two_pictures_may_be_the_middle_of_a_dissolve():
    """Of 112 between 100 and 120, a tenth lies off the line: 20 levels less twice a tenth."""
    assert gradual._mixtures(flats(*[100] * 3, 112, *[120] * 3), []) == [(16.0, 3, 3)]
    for between, found in ((113, 1), (114, 0), (107, 1), (106, 0)):
        assert len(gradual._mixtures(flats(*[100] * 3, between, *[120] * 3), [])) == found
    for above, found in ((12, 0), (13, 1)):
        film_ = flats(*[100] * 3, 100 + above // 2, *[100 + above] * 3)
        assert len(gradual._mixtures(film_, [])) == found
    assert gradual._mixtures(flats(*[100] * 3, *[120] * 3), []) == []
    nearer = gradual._mixtures(flats(*[100] * 6, 111, *[130] * 6), [])
    assert nearer == sorted(nearer, reverse=True)


def test_fine_stripes_are_not_seen_there():
    stripes = np.full((45, 80), 110) + 30 * (np.arange(80) % 2 * 2 - 1)
    pictures = [np.full((45, 80), 100)] * 3 + [stripes] + [np.full((45, 80), 120)] * 3
    assert gradual._mixtures(film(*pictures), []) == [(20.0, 3, 3)]
    pictures[3] = np.full((45, 80), 110) + 30 * (np.arange(45)[:, None] % 2 * 2 - 1)
    [(merit, middle, half)] = gradual._mixtures(film(*pictures), [])
    assert (middle, half) == (3, 3) and merit == pytest.approx(20, abs=2)  # 45 rows in 22


@pytest.mark.parametrize(("rate", "tried"), [(24, [3, 4, 6]), (2.5, [3]), (2, [3]), (1.9, [])])
def test_no_more_than_three_seconds_are_tried(rate, tried):
    assert halves(gradual._mixtures(flats(*STEP, rate=rate), [])) == tried


def test_the_lengths_that_are_tried_are_those_of_the_recipe():
    """The cache counts on it: with others the recipe's number must be raised."""
    found = gradual._mixtures(flats(*[100] * 50, 110, *[120] * 50, rate=30), [])
    assert sorted(half for _, _, half in found) == [3, 4, 6, 8, 11, 15, 20, 26, 33, 42]


@pytest.mark.parametrize(
    ("wall", "tried"),
    [
        ((-1, 1), [3, 4, 6]), ((0, 2), [3, 4]), ((1, 3), [3, 4]), ((2, 4), [3]), ((3, 5), []),
        ((8, 10), []), ((9, 11), [3]), ((10, 12), [3, 4]), ((11, 13), [3, 4]),
        ((12, 14), [3, 4, 6]), ((0, 5), []), ((9, 12), [3]), ((8, 8), []), ((10, 30), [3, 4]),
    ],
)  # fmt: skip
def test_nothing_is_tried_across_a_wall(wall, tried):
    """A cut stands between the frames it lies between; of 13, half 3 is frames 3 to 9."""
    assert halves(gradual._mixtures(flats(*STEP), [wall])) == tried


@pytest.mark.parametrize(
    ("shares", "found"),
    [
        ((0.2, 0.4, 0.6, 0.8), True),
        ((0.2, 0.3, 0.69, 0.8), True),
        ((0.2, 0.29, 0.7, 0.8), False),  # over 0.4 in a step
        ((0.2, 0.28, 0.45, 0.36, 0.5, 0.6, 0.7, 0.8), True),
        ((0.2, 0.28, 0.46, 0.35, 0.5, 0.6, 0.7, 0.8), False),  # over 0.1 back
        ((0.1, 0.5, 0.9), False),  # one frame alone between the two pictures
        ((0.1, 0.4, 0.6, 0.9), True),
        ((0.2, 0.36, 0.48, 0.47, 0.6, 0.7, 0.8), True),
        ((0.2, 0.2, 0.2, 0.5, 0.8, 0.8, 0.8), False),  # over 0.12 off the line through them
    ],
)
def test_the_share_of_the_second_picture_goes_up_without_leaps(shares, found):
    """All other conditions are those of a whole dissolve."""
    pictures = [EVEN + (EVEN_TOO - EVEN) * share for share in shares]
    made = film(*[EVEN] * 10, *pictures, *[EVEN_TOO] * 10)
    assert (gradual.measure(made, 10 + len(shares) // 2, 5) is not None) == found


EVEN_TOO = 16 + 4 * np.kron(np.random.default_rng(7).integers(5, 55, (9, 16)), np.ones((5, 5)))


def test_the_ends_of_a_dissolve_come_from_what_is_neither_picture():
    """Between 0.15 and 0.85; what lies outside, off the line here, is not asked."""
    outside = [0.02, 0.04, 0.06, 0.1, 0.12]
    core = [0.17, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.83]
    shares = [*outside, *core, *(1 - np.array(outside[::-1]))]
    pictures = [EVEN + (EVEN_TOO - EVEN) * share for share in shares]
    made = film(*[EVEN] * 20, *pictures, *[EVEN_TOO] * 20)
    slope, offset = np.linalg.lstsq(
        np.stack([np.arange(25, 25 + len(core)), np.ones(len(core))], 1), np.array(core), rcond=None
    )[0]
    ends = (round(0.5 - offset / slope), round(0.5 + (1 - offset) / slope))
    assert gradual.measure(made, 29, 12) == ends


@pytest.mark.parametrize(("much", "found"), [(0.25, True), (0.28, False)])
def test_a_quarter_of_something_else_may_be_mixed_in(much, found):
    """As a share of how far the pictures lie apart: signs of its own, at right angles to them."""
    line = EVEN_TOO - EVEN
    signs = np.where(np.indices((45, 80))[0] % 2, 1, -1) * np.abs(line).mean()
    pictures = [one + much * signs for one in mixed(EVEN, EVEN_TOO, 12)]
    made = film(*[EVEN] * 20, *pictures, *[EVEN_TOO] * 20)
    assert (gradual.measure(made, 26, 8) is not None) == found


def test_a_dissolve_reaches_no_further_than_its_film():
    pictures = mixed(EVEN, EVEN_TOO, 16)
    begun = film(EVEN, *pictures[2:], *[EVEN_TOO] * 10)
    assert gradual.measure(begun, 7, 7) == (0, 15), "it would have begun before the film"
    cut_short = film(*[EVEN] * 10, *pictures[:14])
    assert gradual.measure(cut_short, 16, 7) == (10, 24)


def blocks(changed, by):
    """Return a frame beside one of 120 in which so many of 144 blocks of 5 by 5 change by so much.

    Pixels take turns, so that no detail is kept.
    """
    signs = np.where(np.indices((45, 80)).sum(axis=0) % 2, 1, -1)
    where = np.kron(np.arange(144).reshape(9, 16) < changed, np.ones((5, 5)))
    return [120 + 4 * signs, 120 + 4 * signs - by * signs * where]


@pytest.mark.parametrize(
    ("changed", "by", "found"), [(144, 6, False), (144, 7, True), (65, 60, True), (64, 60, False)]
)
def test_most_places_are_nearly_half_of_them_and_six_levels_are_none(
    changed, by, found, monkeypatch
):
    monkeypatch.setattr(gradual, "kept_places", lambda a, b: 0.16)
    assert gradual._differs_all_over(film(*blocks(changed, by)), 0, 1) == found
    monkeypatch.setattr(gradual, "kept_places", lambda a, b: 0.17)
    assert not gradual._differs_all_over(film(*blocks(changed, by)), 0, 1)


@pytest.mark.parametrize(
    ("residual", "structure", "found"),
    [(0.25, 0.45, True), (0.24, 0.45, False), (0.25, 0.44, False), (9, 9, True)],
)
def test_two_pictures_are_unlike_once_motion_is_put_back(residual, structure, found):
    made = film(EVEN, EVEN_TOO)
    made._unlike[0, 1] = Unlike(residual, structure, 0.0)
    assert gradual._two_pictures(made, 0, 1) == found
    same = film(EVEN, EVEN)
    same._unlike[0, 1] = Unlike(9, 9, 0.0)
    assert not gradual._two_pictures(same, 0, 1)


def test_the_pictures_on_both_sides_of_a_dissolve_are_held_against_each_other(monkeypatch):
    asked = []
    monkeypatch.setattr(gradual, "_two_pictures", lambda film, *pair: asked.append(pair) or True)
    pictures = mixed(EVEN, EVEN_TOO, 16)
    whole = film(*[EVEN] * 20, *pictures, *[EVEN_TOO] * 20)
    assert gradual.measure(whole, 28, 11) == (20, 36)
    assert gradual.measure(film(EVEN, *pictures[2:], *[EVEN_TOO] * 10), 7, 7) == (0, 15)
    assert gradual.measure(film(*[EVEN] * 10, *pictures[:14]), 16, 7) == (10, 24)
    assert asked == [(19, 36), (0, 15), (9, 23)]
    monkeypatch.setattr(gradual, "_two_pictures", lambda film, *pair: False)
    assert gradual.measure(whole, 28, 11) is None


def told(monkeypatch, mixtures, spans, cuts=(), taken=()):
    """Return from where to where dissolves go where such middles measure as such spans."""
    asked = []
    measured = lambda film, middle, half: asked.append((middle, half)) or spans[middle]  # noqa: E731
    monkeypatch.setattr(gradual, "_mixtures", lambda film, walls: mixtures)
    monkeypatch.setattr(gradual, "measure", measured)
    found = gradual.dissolves(film(EVEN), list(cuts), list(taken))
    return [(t.start, t.end) for t in found], asked


def test_of_two_that_overlap_the_clearer_dissolve_is_one(monkeypatch):
    mixtures = [(9.0, 50, 6), (8.0, 30, 6), (7.0, 70, 6), (6.0, 20, 6), (5.0, 90, 6)]
    spans = {50: (40, 60), 30: (20, 41), 70: (60, 80), 20: (12, 40), 90: None}
    found, asked = told(monkeypatch, mixtures, spans)
    assert found == [(12, 40), (40, 60), (60, 80)], "one may end where another begins"
    assert asked == [(50, 6), (30, 6), (70, 6), (20, 6), (90, 6)]


def test_what_lies_in_a_dissolve_or_was_tried_is_not_measured_again(monkeypatch):
    spans = dict.fromkeys(range(100)) | {50: (40, 60)}
    near = [(1.0, middle, 6) for middle in (50, 39, 60, 38, 61)]
    assert told(monkeypatch, near, spans)[1] == [(50, 6), (38, 6), (61, 6)]
    thirds = [(1.0, 9, 6), (1.0, 11, 6), (1.0, 12, 6), (1.0, 11, 8)]
    assert told(monkeypatch, thirds, spans)[1] == [(9, 6), (12, 6), (11, 8)], "three frames are one"


@pytest.mark.parametrize(
    ("cuts", "taken", "found"),
    [
        ((39,), (), 1), ((40,), (), 0), ((60,), (), 0), ((61,), (), 1), ((), ((20, 40),), 1),
        ((), ((20, 41),), 0), ((), ((59, 80),), 0), ((), ((60, 80),), 1),
    ],
)  # fmt: skip
def test_a_dissolve_and_what_is_taken_share_no_frame(monkeypatch, cuts, taken, found):
    assert len(told(monkeypatch, [(9.0, 50, 6)], {50: (40, 60)}, cuts, taken)[0]) == found
