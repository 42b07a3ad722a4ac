"""Which frames of a take are seen, and how a fade darkens them."""

from fractions import Fraction

import av
import numpy as np
import pytest

from kuleshov.timeline import Cut
from kuleshov.timeline.edit import Edit, Shot
from kuleshov.timeline.pictures import _faded, _frame_in_take


@pytest.mark.parametrize(
    ("film", "take", "shown"),
    [
        (24, 24, [0, 1, 2, 3, 4, 5]),
        (24, 12, [0, 0, 1, 1, 2, 2]),
        (24, 48, [1, 3, 5, 7, 9, 11]),
        (24, 16, [0, 1, 1, 2, 3, 3]),
        (25, 24, [0, 1, 2, 3, 4, 5]),
    ],
)
def test_what_is_on_in_the_middle_of_a_film_frame_is_shown(film, take, shown):
    assert [_frame_in_take(n, Fraction(film), Fraction(take)) for n in range(6)] == shown


def grey(luma, colour):
    frame = av.VideoFrame(64, 32, "yuv420p")
    for plane, value in zip(frame.planes, (luma, *[colour] * 2), strict=True):
        plane.update(bytes([value]) * plane.buffer_size)
    return frame


def levels(frame):
    return [int(np.frombuffer(memoryview(plane), np.uint8)[0]) for plane in frame.planes]


def shown(at, **fades):
    span = Edit("x", Fraction(24), (Shot("a", 0, 20, **fades),)).picture()[0]
    return levels(_faded(grey(116, 228), span, at))[:2]


def test_a_fade_in_grows_from_black_and_reaches_the_picture():
    steps = [shown(at, fade_in=4) for at in range(5)]
    assert steps == [[29, 141], [54, 166], [79, 191], [104, 216], [116, 228]]


def test_a_fade_out_goes_the_other_way():
    steps = [shown(at, fade_out=4) for at in range(15, 20)]
    assert steps == [[116, 228], [104, 216], [79, 191], [54, 166], [29, 141]]


def test_two_fades_over_each_other_are_as_dark_as_the_darker_one():
    assert shown(10, fade_in=20, fade_out=20) == shown(10, fade_out=20) != [116, 228]
    assert shown(3, fade_in=20, fade_out=20) == shown(3, fade_in=20)


def test_a_note_or_a_title_makes_no_other_edit_and_a_cut_is_no_other_thing():
    one = Cut("one").black("1.0")
    assert one == Cut("other").black("1.0").note(1, "slow") and one != Cut("one").black("2.0")
    assert one != "one" and one != one.edit
