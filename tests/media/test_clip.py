"""A clip gives exactly the frame and the sample that it is asked for."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from standins import read_barcode, take_id

from kuleshov.media import Clip

_QUICK = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def clip(take: Path) -> Clip:
    return Clip(take)


def test_a_clip_says_what_it_is(clip: Clip) -> None:
    assert repr(clip) == (
        "Clip('4A-1.mp4', 00:00:05:00 at 24 fps, 320x180, h264, sound aac 48000 Hz stereo)"
    )
    assert (clip.frames, clip.rate, clip.duration, clip.start) == (120, 24, 5.0, 0)
    assert (clip.width, clip.height, clip.rotation) == (320, 180, 0)
    assert clip.colour.matrix == "bt709"
    assert not clip.colour.hdr
    assert not clip.variable_rate
    assert len(clip.sha256) == 64


@_QUICK
@given(order=st.lists(st.integers(0, 119), min_size=1, max_size=8))
def test_any_frame_in_any_order_is_that_frame(clip: Clip, order: list[int]) -> None:
    for number in order:
        assert read_barcode(clip[number]) == (take_id("4A-1"), number)
