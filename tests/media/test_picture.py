"""Colours of video that doesn't say how it was coded, as players assume."""

import av
import pytest

from kuleshov.media.picture import matrix_of

HD, SD = 1, 5  # ITU-T H.273: BT.709 and BT.601


@pytest.mark.parametrize(
    ("size", "matrix"),
    [
        ((1280, 720), HD),
        ((720, 1280), HD),
        ((1920, 1080), HD),
        ((1280, 704), HD),  # what generators make of 720 lines, in blocks of 64
        ((1280, 702), SD),
        ((720, 576), SD),
        ((640, 360), SD),
        ((1920, 400), SD),
    ],
)
def test_untagged_pictures_are_709_from_720_lines_upwards_and_601_below(size, matrix):
    assert matrix_of(av.VideoFrame(*size, "yuv420p")) == matrix


@pytest.mark.parametrize(("said", "matrix"), [(1, 1), (5, 5), (6, 5)])
def test_what_a_file_says_holds_whatever_its_size(said, matrix):
    for size in ((1280, 720), (320, 180)):
        frame = av.VideoFrame(*size, "yuv420p")
        frame.colorspace = said
        assert matrix_of(frame) == matrix
