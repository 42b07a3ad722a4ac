"""Which frames of a take are seen, and how a fade darkens them."""

from fractions import Fraction
from types import SimpleNamespace

import av
import numpy as np
import pytest
from av.video.reformatter import ColorRange, Colorspace

from kuleshov.media import Clip
from kuleshov.media.picture import tagged
from kuleshov.timeline import Cut
from kuleshov.timeline.edit import Edit, Shot
from kuleshov.timeline.pictures import (
    _faded,
    blend,
    pictures,
    pictures_at,
)


@pytest.mark.parametrize(
    ("film", "take", "shown"),
    [
        (24, 24, [0, 1, 2, 3, 4, 5]),
        (24, 12, [0, 0, 1, 1, 2, 2]),
        (24, 48, [1, 3, 5, 7, 9, 11]),
        (24, 16, [0, 1, 1, 2, 3, 3]),
        (25, 24, [0, 1, 2, 3, 4, 5]),
        (24, 1, [0, 0, 0, 0, 0, 0]),
    ],
)
def test_what_is_on_in_the_middle_of_a_film_frame_is_shown(film, take, shown):
    clip = SimpleNamespace(rate=Fraction(take), frames=20, variable_rate=False)
    assert Clip.on_screen(clip, range(6), Fraction(film)) == shown
    assert Clip.on_screen(clip, (-3, 500), Fraction(film)) == [0, 19]


def grey(luma, colour, width=64):
    """Return a frame of 32 lines; of 36 pixels a line is stored with padding behind it."""
    frame = av.VideoFrame(width, 32, "yuv420p")
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


def test_a_frame_outside_of_the_fades_is_handed_on_as_it_is():
    span = Edit("x", Fraction(24), (Shot("a", 0, 20, fade_in=4, fade_out=4),)).picture()[0]
    frame = grey(116, 228)
    assert [_faded(frame, span, at) is frame for at in (3, 4, 15, 16)] == [False, True, True, False]


def test_two_fades_over_each_other_are_as_dark_as_the_darker_one():
    assert shown(10, fade_in=20, fade_out=20) == shown(10, fade_out=20) != [116, 228]
    assert shown(3, fade_in=20, fade_out=20) == shown(3, fade_in=20)


def test_a_fade_out_that_a_dissolve_outlasts_stays_black():
    assert [shown(at, fade_out=4) for at in (20, 21, 30)] == [[16, 128]] * 3


def test_a_fade_takes_what_lies_outside_the_limits_towards_black_as_well():
    span = Edit("x", Fraction(24), (Shot("a", 0, 20, fade_in=2),)).picture()[0]
    # a quarter of the way from 16 to 255 is 75.75, from 128 to 255 it is 159.75, to 0 it is 96
    assert levels(_faded(grey(255, 255), span, 0)) == [76, 160, 160]
    assert levels(_faded(grey(0, 0), span, 0)) == [12, 96, 96]


class Counting:
    """A take whose frame n is a grey of ``level`` + n, and which keeps what was asked of it."""

    pixel_aspect, sound, variable_rate = Fraction(1), None, False
    on_screen = Clip.on_screen

    def __init__(self, name, level, frames=40, rate=24, width=64):
        self.name, self.level, self.frames, self.rate = name, level, frames, Fraction(rate)
        self.width, self.asked = width, []

    def raw(self, number):
        return tagged(grey(self.level + number, 128, self.width))

    def raw_frames(self, first, stop):
        self.asked.append((first, stop))
        yield from (tagged(grey(self.level + n, 128, self.width)) for n in range(first, stop))
        self.asked.append("all read")


def lumas(cut, size=(64, 32)):
    return [levels(frame)[0] for frame in pictures(cut, size)]


def test_every_frame_of_a_straight_cut_is_the_take_s_own():
    a, b = Counting("a", 40), Counting("b", 140)
    cut = Cut("straight").add(a, "3f", "7f").add(b, 0, "1f").add(a, "38f", "40f")
    assert lumas(cut) == [43, 44, 45, 46, 140, 78, 79]
    assert a.asked == [(3, 7), (38, 40)] and b.asked == [(0, 1)]
    assert lumas(Cut("empty")) == []


@pytest.mark.parametrize(("length", "before"), [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3)])
def test_a_dissolve_mixes_the_frames_around_its_cut_by_their_middles(length, before):
    """The larger half of an odd one lies before the cut, at frame 6."""
    a, b = Counting("a", 40), Counting("b", 140)
    cut = Cut("mixed").add(a, "4f", "10f").add(b, "10f", "18f", dissolve=length)
    wanted = []
    for frame in range(14):
        share = Fraction(2 * (frame - 6 + before) + 1, 2 * length)
        share = min(max(share, 0), 1)
        wanted.append(float((44 + frame) * (1 - share) + (150 + frame - 6) * share))
    assert lumas(cut) == pytest.approx(wanted, abs=0.75)
    assert a.asked == [(4, 10 + length - before)] and b.asked == [(10 - before, 18)]


def test_two_dissolves_one_after_the_other_each_mix_their_own_two_shots():
    takes = Counting("a", 40), Counting("b", 120), Counting("c", 180)
    cut = Cut("three")
    for take in takes:
        cut.add(take, "10f", "14f")
    cut.dissolve(2, 2).dissolve(3, 2)
    # A, A, A, A+B, B, ...: a quarter of the second, then three quarters
    a, b, c = (lambda n, level=take.level: level + 10 + n for take in takes)
    mixed = [
        a(0), a(1), a(2), 0.75 * a(3) + 0.25 * b(-1), 0.25 * a(4) + 0.75 * b(0), b(1), b(2),
        0.75 * b(3) + 0.25 * c(-1), 0.25 * b(4) + 0.75 * c(0), c(1), c(2), c(3),
    ]  # fmt: skip
    assert lumas(cut) == pytest.approx(mixed, abs=0.51)
    assert [take.asked[0] for take in takes] == [(10, 15), (9, 15), (9, 14)]


def test_frames_that_a_take_lacks_are_its_first_or_its_last():
    a, b = Counting("a", 40, frames=10), Counting("b", 140)
    cut = Cut("beyond").add(a, "8f", "10f").add(b, 0, "4f", dissolve=4)
    # frames 8, 9, 9, 9 of the first under 0, 0, 0, 1 of the second; 49 to 140 an eighth at a time
    wanted = [48 + 92 / 8, 49 + 3 * 91 / 8, 49 + 5 * 91 / 8, 49 + 7 * 92 / 8, 142, 143]
    assert lumas(cut) == pytest.approx(wanted, abs=0.51)
    assert a.asked == [(8, 10)] and b.asked[0] == (0, 4)


@pytest.mark.parametrize(
    ("rate", "wanted", "asked"),
    [(12, [42, 42, 43, 43], (2, 4)), (48, [49, 51, 53, 55], (9, 16)), (16, [43, 43, 44, 45], (3, 6))],
)  # fmt: skip
def test_a_take_of_another_rate_is_read_once_and_keeps_its_pace(rate, wanted, asked):
    take = Counting("a", 40, rate=rate)
    assert lumas(Cut("pace").add(take, "4f", "8f")) == wanted
    assert take.asked[0] == asked


def test_what_a_fade_darkens_in_the_film_lies_at_the_shot_s_own_ends():
    a, b = Counting("a", 116, frames=9), Counting("b", 116, frames=9)
    for take in (a, b):
        take.raw_frames = lambda first, stop: (tagged(grey(116, 128)) for _ in range(first, stop))
    cut = Cut("fades").add(a, 0, "4f", fade_in=2).add(b, "2f", "6f", dissolve=2, fade_out=2)
    # a quarter and three quarters of the hundred levels above black
    assert lumas(cut) == [41, 91, 116, 116, 116, 116, 91, 41]
    again = Cut("again").add(a, 0, "3f").add(b, "2f", "6f", fade_in=4)
    # an eighth of the way, three, five and seven
    assert lumas(again) == [116, 116, 116, 29, 54, 79, 104]
    both = Cut("both").add(a, 0, "4f").add(b, "2f", "6f", dissolve=4, fade_out=4)
    # already under the dissolve the second falls to 104 and 79: 3/8 * 116 + 5/8 * 104, and so on
    assert lumas(both) == [116, 116, 116, 116, 109, 84, 54, 29]
    late = Cut("late").add(a, 0, "4f", fade_out=2).add(b, "2f", "6f", dissolve=2)
    # the second at its own level over 41 and black: 0.75 * 41 + 0.25 * 116, 0.25 * 16 + 0.75 * 116
    assert lumas(late) == [116, 116, 91, 60, 91, 116, 116, 116]


def test_a_take_of_another_shape_gets_bars_and_wide_pixels_are_made_wide():
    square = Counting("a", 100, width=32)
    (frame,) = pictures(Cut("bars").add(square, 0, "1f"), (64, 32))
    assert frame.to_ndarray()[16, [0, 14, 18, 32, 46, 50, 63]].tolist() == [
        16,
        16,
        *[100] * 3,
        16,
        16,
    ]
    square.pixel_aspect = Fraction(2)
    (frame,) = pictures(Cut("wide").add(square, 0, "1f"), (64, 32))
    assert set(frame.to_ndarray()[:32].ravel().tolist()) == {100}


def test_cards_are_black_and_only_a_title_has_words():
    cut = (
        Cut("cards").title_card("Again", "2f").black("1f").add(Counting("a", 100), 0, "1f").lift(3)
    )
    title, same, black, gap = (frame.to_ndarray() for frame in pictures(cut, (64, 36)))
    assert np.array_equal(title, same) and title[:36].max() > 150
    for frame in (black, gap):
        assert set(frame[:36].ravel().tolist()) == {16}
        assert set(frame[36:].ravel().tolist()) == {128}


@pytest.mark.parametrize("share", [0, 0.001, 1 / 512, 0.002, 0.25, 1 / 3, 0.5, 0.999, 1])
def test_a_blend_is_the_rounded_mean_in_steps_of_a_256th(share):
    values = [0, 1, 16, 127, 128, 235, 254, 255]
    weight = Fraction(round(share * 256), 256)
    for x in values:
        for y in values:
            wanted = int(x * (1 - weight) + y * weight + Fraction(1, 2))
            assert levels(blend(grey(x, y), grey(y, x), share))[0] == wanted
    assert levels(blend(grey(16, 20), grey(16, 120), 0.5)) == [16, 70, 70]


def test_lines_with_padding_behind_them_are_mixed_and_darkened_in_place():
    a, b = grey(0, 0, 36), grey(0, 0, 36)
    assert a.planes[0].line_size > 36, "or there is nothing to see here"
    rows, columns = np.mgrid[0:48, 0:36]
    a, b = (
        av.VideoFrame.from_ndarray((values % 256).astype(np.uint8), format="yuv420p")
        for values in (rows * 7 + columns, rows + columns * 5)
    )
    half = (a.to_ndarray().astype(int) + b.to_ndarray() + 1) // 2
    assert np.array_equal(blend(a, b, 0.5).to_ndarray(), half)
    span = Edit("x", Fraction(24), (Shot("a", 0, 20, fade_in=1),)).picture()[0]
    black = np.where(rows < 32, 16, 128)
    dark = (a.to_ndarray().astype(int) + black + 1) // 2
    assert np.array_equal(_faded(a, span, 0).to_ndarray(), dark)


def test_a_mixed_frame_keeps_the_first_one_s_tags():
    a, b = tagged(grey(100, 128)), grey(50, 128)
    for made in (
        blend(a, b, 0.5),
        _faded(a, SimpleNamespace(shot=Shot("a", 0, 4, fade_in=4), start=0, stop=4), 0),
    ):
        assert (made.color_range, made.colorspace) == (ColorRange.MPEG, Colorspace.ITU709)
    assert blend(b, a, 0.5).colorspace != Colorspace.ITU709


def test_a_note_or_a_title_makes_no_other_edit_and_a_cut_is_no_other_thing():
    one = Cut("one").black("1.0")
    assert one == Cut("other").black("1.0").note(1, "slow") and one != Cut("one").black("2.0")
    assert one != "one" and one != one.edit


def test_single_frames_are_those_of_the_whole_film():
    a, b, c = Counting("a", 40), Counting("b", 100), Counting("c", 160, rate=12)
    cut = (
        Cut("all of it")
        .add(a, "4f", "10f")
        .add(b, "10f", "18f", dissolve=3)
        .add(c, "2f", "9f", dissolve=4)
    )
    cut.fade(1, fade_in=3).fade(3, fade_out=3).black("5f")
    whole = lumas(cut)
    for frame, luma in enumerate(whole):
        (drawn,) = pictures_at(cut, [frame], (64, 32))
        assert levels(drawn)[0] == luma, frame
    assert [levels(one)[0] for one in pictures_at(cut, [7, 0, 7], (64, 32))] == [
        whole[7], whole[0], whole[7],
    ]  # fmt: skip
    for frame in (-1, len(whole)):
        with pytest.raises(IndexError, match=f"frame {frame} is none of them"):
            list(pictures_at(cut, [frame], (64, 32)))
