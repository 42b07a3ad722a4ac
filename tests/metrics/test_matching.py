"""How far apart two pictures are: held to another implementation, to grades of known size, to black."""

import numpy as np
import pytest

import kuleshov as ku
from kuleshov.errors import KuleshovError, Refused
from kuleshov.media.still import part_of
from kuleshov.metrics.formulas import light

RUSHES = ku.rushes("understudy")


def noisy(colour, seed=1, size=(90, 161)):
    """Return a picture whose codes lie evenly about a colour."""
    spread = np.random.default_rng(seed).normal(0, 6, (*size, 3))
    return np.clip(np.array(colour) + spread, 0, 255).round().astype(np.uint8)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((120, 80, 60), (90, 90, 110)),
        ((30, 34, 52), (64, 74, 88)),
        ((200, 180, 40), (210, 185, 60)),
    ],
)
def test_both_numbers_are_those_of_another_implementation(one, other):
    from skimage.color import deltaE_ciede2000, rgb2lab, rgb2xyz

    found = ku.apart(noisy(one), noisy(other, seed=2))
    medians = [
        np.median(noisy(c, s).reshape(-1, 3), axis=0) / 255 for c, s in ((one, 1), (other, 2))
    ]
    brightness = [rgb2xyz(m)[1] for m in medians]
    # Their medians are whole codes, ours are read between two: half a code at most lies between.
    assert found.stops == pytest.approx(np.log2(brightness[0] / brightness[1]), abs=0.06)
    assert found.dE == pytest.approx(deltaE_ciede2000(*map(rgb2lab, medians)), abs=0.6)
    for coded, median in zip(found.colours, medians, strict=True):
        assert coded == pytest.approx(median * 255, abs=0.5)


@pytest.mark.parametrize(
    "coded", [(0, 0, 0), (3, 5, 2), (255, 255, 255), (12, 200, 90), (250, 3, 8)]
)
def test_a_colour_is_where_another_implementation_puts_it(coded):
    from skimage.color import rgb2lab, rgb2xyz

    assert light.lab(np.array(coded)) == pytest.approx(rgb2lab(np.array(coded) / 255), abs=0.02)
    assert light.luminance(np.array(coded)) == pytest.approx(
        rgb2xyz(np.array(coded) / 255)[1], abs=1e-5
    )


def test_the_median_is_read_inside_its_step():
    picture = np.zeros((1, 100, 3), np.uint8)
    picture[0, 50:, 0] = 20  # half of the red is at 0, half at 20
    picture[0, :, 1] = [*[50] * 20, *[150] * 40, *[200] * 40]  # 30 of the 40 of 150 lie below
    picture[0, :, 2] = 255
    assert light.median_colour(picture).tolist() == [0.5, 149.5 + 30 / 40, 255.0]


@pytest.mark.parametrize("stops", [-1.5, -0.5, 0.25, 1.0])
def test_a_grade_of_so_many_stops_is_so_far_away(stops):
    picture = RUSHES["4A-1"].frame(scene=16)
    assert ku.apart(ku.graded(picture, stops=stops), picture).stops == pytest.approx(
        stops, abs=0.04
    )
    assert ku.apart(picture, ku.graded(picture, stops=stops)).stops == pytest.approx(
        -stops, abs=0.04
    )


def test_a_picture_is_nowhere_from_itself_and_warmth_is_a_colour():
    picture = RUSHES["4A-1"].frame(scene=16)
    same = ku.apart(picture, picture)
    assert (same.stops, same.dE) == (0, 0)
    warm = ku.apart(ku.graded(picture, warmth=0.5), picture)
    assert abs(warm.stops) < 0.15 and warm.dE > 3


def test_a_film_and_a_second_are_a_picture():
    take = RUSHES["4A-1"]
    by_time = ku.apart((take, take.at(scene=16)), (RUSHES["2A-1"], RUSHES["2A-1"].at(scene=16)))
    by_frame = ku.apart(take.frame(scene=16), RUSHES["2A-1"].frame(scene=16))
    assert (by_time.stops, by_time.dE) == (by_frame.stops, by_frame.dE)


def test_a_region_is_the_same_share_of_pictures_of_any_size():
    small, large = np.zeros((50, 100, 3), np.uint8), np.zeros((200, 300, 3), np.uint8)
    small[:25, 50:], large[:100, 150:] = 60, 100
    expected = np.log2(light.luminance([60, 60, 60]) / light.luminance([100, 100, 100]))
    assert ku.apart(small, large, region=(0.5, 0, 0.5, 0.5)).stops == pytest.approx(expected)
    assert part_of(large, (0.999, 0.999, 0.001, 0.001)).shape == (1, 1, 3), "a pixel at least"
    assert part_of(large, (0, 0, 1, 1)).shape == large.shape


@pytest.mark.parametrize(
    "region",
    [(0, 0, 640, 360), (0.5, 0.5, 0.6, 0.1), (-0.1, 0, 1, 1), (0, 0, 0, 1), (0.1, 0.2), "all"],
)
def test_what_is_no_region_is_said_with_one_that_is(region):
    picture = np.full((90, 160, 3), 90, np.uint8)
    with pytest.raises(
        KuleshovError, match=r"in shares of the picture, such as \(0.5, 0, 0.5, 1\)"
    ):
        ku.apart(picture, picture, region=region)


def test_a_thing_is_held_against_itself_where_it_lies_elsewhere():
    one, other = noisy((120, 80, 60)), noisy((20, 20, 20), size=(180, 320))
    one[:30, :40] = other[60:100, 100:180] = (200, 190, 180)
    found = ku.apart(one, other, region=(0, 0, 0.2, 0.3), against=(0.35, 0.4, 0.15, 0.1))
    assert (found.stops, found.dE) == (0, 0) and "a part of each" in repr(found)
    assert ku.apart(one, other, region=(0, 0, 0.2, 0.3)).dE > 10, "the same part of both"
    assert ku.apart(one, other, against=(0.35, 0.4, 0.15, 0.1)).dE > 10, "the whole of the first"
    other[60:100, 100:180] = 0
    with pytest.raises(Refused, match="second picture can't be compared: more than half of that"):
        ku.apart(one, other, region=(0, 0, 0.2, 0.3), against=(0.35, 0.4, 0.15, 0.1))


def test_black_is_refused_and_a_part_with_light_is_not():
    picture = np.zeros((90, 160, 3), np.uint8)
    picture[:30, :60] = 120
    lit = np.full((90, 160, 3), 60, np.uint8)
    for pair, which in (
        ((picture, lit), "first"),
        ((lit, picture), "second"),
        ((picture, picture), "first"),
    ):
        with pytest.raises(Refused, match=f"The {which} picture .* more than half of it is black"):
            ku.apart(*pair)
    with pytest.raises(Refused, match="more than half of that region is black"):
        ku.apart(picture, lit, region=(0.5, 0.5, 0.5, 0.5))
    assert ku.apart(picture, lit, region=(0, 0, 0.3, 0.3)).stops == pytest.approx(
        np.log2(light.luminance([120, 120, 120]) / light.luminance([60, 60, 60]))
    )


@pytest.mark.parametrize(
    "thing", [np.zeros((4, 4)), np.zeros((4, 4, 3)), "4A-1", None, 3, np.zeros((0, 0, 3), np.uint8)]
)
def test_what_is_no_picture_is_said(thing):
    with pytest.raises(KuleshovError, match="A picture is an array of RGB values"):
        ku.apart(thing, np.full((4, 4, 3), 90, np.uint8))


def test_it_can_be_had_as_numbers():
    frame = ku.apart(np.full((4, 4, 3), 188, np.uint8), np.full((4, 4, 3), 94, np.uint8)).to_frame()
    assert frame.loc["first", "stops"] == pytest.approx(-1, abs=0.02)
    assert frame.loc["second", ["red", "green", "blue"]].tolist() == [94, 94, 94]
