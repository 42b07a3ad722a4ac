"""What exposure makes of cuts between pictures that are mostly black."""

import numpy as np
import pytest
from made.films import HEIGHT, WIDTH, write

import kuleshov as ku

BRIGHT, BLACK = (90, 140), (0, 120)  # the code that fills the picture, and that of a corner


def film_of(path, shots):
    frames = []
    for most, corner in shots:
        picture = np.full((HEIGHT, WIDTH, 3), most, np.uint8)
        picture[:60, :90] = corner
        frames += [picture] * 24
    return write(path, frames, crf=10)


def exposure(path, shots):
    cuts = [float(n) for n in range(1, len(shots))]
    return ku.measure(film_of(path, shots), ["exposure"], edit=cuts).exposure


def test_a_cut_between_two_black_medians_is_no_perfect_match(tmp_path):
    found = exposure(tmp_path / "black.mp4", [BLACK, (0, 200)])
    assert np.isnan(found.value)
    assert "black on both sides" in found.reason and "region=" in found.reason


def test_such_a_cut_is_left_out_and_the_others_count(tmp_path):
    dim = (60, 140)
    alone = exposure(tmp_path / "two.mp4", [BRIGHT, dim])
    mixed = exposure(tmp_path / "four.mp4", [BRIGHT, dim, BLACK, (0, 200)])
    assert alone.value > 0.5 and not [one for one in alone.beside if "black" in one.name]
    beside = {one.name: one.value for one in mixed.beside}
    assert beside["cuts left out, black"] == 1 and beside["cuts with black on one side"] == 1
    to_black = exposure(tmp_path / "to.mp4", [dim, BLACK])
    assert mixed.value == pytest.approx((alone.value + to_black.value) / 2, abs=0.02)


def test_a_film_of_one_shot_is_told_what_follows_light_inside_it(tmp_path):
    found = exposure(tmp_path / "one.mp4", [BRIGHT])
    assert "ku.drift(film)" in found.reason
