"""Words on black: how large they are, where they stand, and how they are broken into lines."""

import numpy as np
import pytest

from kuleshov.timeline.titles import title_card


def lit(words, width=640, height=360):
    """Return where a card is lit, bool (height, width)."""
    return title_card(words, width, height).max(axis=2) > 128


def edges(lit, axis):
    """Return the first and the last row (axis 0) or column (axis 1) that is lit."""
    at = np.flatnonzero(lit.any(axis=1 - axis))
    return int(at[0]), int(at[-1])


def bands(lit):
    """Return the first lit row of every line of words."""
    rows = np.r_[False, lit.any(axis=1)].astype(int)
    return np.flatnonzero(np.diff(rows) == 1).tolist()


@pytest.mark.parametrize(
    ("height", "capital"),
    [(720, 39.4), (360, 19.7), (180, 9.8), (90, 9.1)],  # 9 points are the least: 12.5 pixels
)
def test_words_are_a_thirteenth_of_the_picture_high_and_never_too_small_to_read(height, capital):
    """A capital of DejaVu Serif is 0.729 of its size, which is 0.075 of the height."""
    first, last = edges(lit("H", height * 16 // 9, height), 0)
    assert last - first + 1 == pytest.approx(capital, abs=1.1)
    # twelve of them in the typeface's own outlines are 10.35 times its size wide
    left, right = edges(lit("H" * 12, height * 16 // 9, height), 1)
    assert right - left + 1 == pytest.approx(10.35 * max(12.5, 0.075 * height), rel=0.008, abs=3)


def test_words_stand_in_the_middle_in_serifs_and_in_the_colour_of_paper():
    card = lit("HIH")
    for axis, middle in ((0, 179.5), (1, 319.5)):
        assert sum(edges(card, axis)) / 2 == pytest.approx(middle, abs=0.6)
    picture = title_card("HIH", 640, 360)
    assert picture.shape == (360, 640, 3) and picture.dtype == np.uint8
    assert picture.reshape(-1, 3).max(axis=0).tolist() == [250, 247, 241]
    assert picture[[0, 0, -1, -1], [0, -1, 0, -1]].max() == 0
    letter = lit("I")
    top, foot = edges(letter, 0)
    assert letter[top].sum() > 1.5 * letter[(top + foot) // 2].sum(), "an I without serifs is a bar"


def test_lines_are_one_and_a_half_apart_and_each_is_centred():
    card = lit("HHHHHHHHHHHHHHHHHHHH HHHHHHHHHH")
    first, second = bands(card)
    assert second - first == pytest.approx(40, abs=3)  # 27 pixels and half as much again
    long, short = (edges(card[at : at + 10], 1) for at in (first, second))
    assert sum(long) == pytest.approx(sum(short), abs=4)
    assert long[1] - long[0] > 1.5 * (short[1] - short[0])


@pytest.mark.parametrize(
    ("width", "height", "most"), [(640, 360, 30), (360, 360, 17), (90, 360, 12), (320, 160, 34)]
)
def test_lines_hold_seventeen_letters_for_each_height_of_the_width_and_twelve_at_least(
    width, height, most
):
    words = f"{'n' * (most - 5)} nnnn"
    assert len(bands(lit(words, width, height))) == 1
    assert len(bands(lit(words + "n", width, height))) == 2


def test_eight_lines_are_shown_and_three_dots_where_more_is_left_out():
    line = "n" * 25
    for count, shown in ((7, 7), (8, 8), (9, 8)):
        assert len(bands(lit(" ".join([line] * count)))) == shown
    whole, cut = (lit(" ".join([line] * count)) for count in (8, 9))
    last = bands(cut)[-1]
    wide = [edges(card[last:], 1)[1] for card in (whole, cut)]
    assert wide[1] > wide[0], "the dots stand behind the last word"


def test_no_words_are_black_and_dollars_are_dollars():
    assert not lit("").any()
    plain, dollars = (edges(lit(words), 1) for words in ("n", "$n$"))
    assert dollars[1] - dollars[0] > plain[1] - plain[0] + 20


def test_a_card_is_kept_and_can_not_be_written_into():
    card = title_card("Once", 64, 36)
    assert title_card("Once", 64, 36) is card
    assert not card.flags.writeable
