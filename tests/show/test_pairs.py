"""A film's pictures stand above the learnt ones that are nearest to them."""

import base64
import re
from html import unescape

import cv2
import numpy as np
import pytest

import kuleshov as ku


def pictures(page: str) -> list[np.ndarray]:
    """Return the pictures of a page, RGB."""
    found = re.findall(r"base64,([^\"]+)", page)
    return [
        cv2.imdecode(np.frombuffer(base64.b64decode(one), np.uint8), 1)[..., ::-1] for one in found
    ]


@pytest.fixture(scope="module")
def found():
    return ku.nearest(ku.rushes("understudy")["4A-2"])


def test_each_picture_stands_above_its_nearest_with_place_and_distance(found) -> None:
    shown = found.pairs(3)
    at = [40, 120, 200]  # the middles of three thirds
    page = unescape(shown.page)
    for one in at:
        assert f"{found.place(one)}, {found.levels[one]:.1f}" in page
        assert f"{found.levels[one]:.1f} from {found.place(one)}" in repr(shown)
    above, below = pictures(page)[::2], pictures(page)[1::2]
    assert len(above) == len(below) == 3
    take, learnt = found.film, ku.rushes("understudy")
    for one, upper, lower in zip(at, above, below, strict=True):
        nearest = learnt[found.takes[one]].clip[int(found.frames[one])]
        for still, whole in ((upper, take[found.first + one]), (lower, nearest)):
            small = cv2.resize(whole, still.shape[1::-1], interpolation=cv2.INTER_AREA)
            assert np.abs(still.astype(float) - small).mean() < 4  # what JPEG costs


def test_its_credit_stands_under_it(found) -> None:
    assert "The Understudy (rushes)" in found.pairs(1).page


def test_no_more_pairs_than_pictures(found) -> None:
    assert repr(found.pairs(1000)).count(" from ") == len(found)
    assert repr(found.pairs(0)).count(" from ") == 1
