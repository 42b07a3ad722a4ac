"""Single frames by number, and how seldom a file is wound for them."""

import gc
from pathlib import Path

import av
import pytest
from made import make_take, read_barcode

from kuleshov.media import Clip
from kuleshov.media.picture import to_rgb
from kuleshov.media.reading import Decoder, Reader


@pytest.mark.parametrize("threads", [1, 2])
def test_frames_asked_for_in_order_are_decoded_in_one_run_across_keyframes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, threads: int
) -> None:
    clip = Clip(make_take(tmp_path / "a.mp4", frames=60, size=(160, 90)))
    assert len(clip.probe.keys) > 1
    begun: list[int] = []
    run = Decoder.run

    def noted(decoder: Decoder, first: int = 0):
        begun.append(first)
        return run(decoder, first)

    monkeypatch.setattr(Decoder, "run", noted)
    reader = Reader(clip.probe, threads)
    shown = [read_barcode(to_rgb(reader.frame(number)))[1] for number in range(60)]
    assert (shown, begun) == (list(range(60)), [0])
    assert read_barcode(to_rgb(reader.frame(1)))[1] == 1  # no longer kept
    assert read_barcode(to_rgb(reader.frame(30)))[1] == 30  # over a keyframe: wound forward
    assert begun == [0, 1, 30]
    reader.close()


def test_frames_that_were_looked_at_do_not_pile_up(tmp_path: Path) -> None:
    clip = Clip(make_take(tmp_path / "a.mp4", frames=240, size=(160, 90)))
    gc.collect()
    before = sum(isinstance(one, av.VideoFrame) for one in gc.get_objects())  # other tests'
    gc.disable()  # as where few objects are made: then nothing is collected unasked
    try:
        for _ in zip(range(200), clip.images(size=(64, 36)), strict=False):
            pass
        alive = sum(isinstance(one, av.VideoFrame) for one in gc.get_objects())
    finally:
        gc.enable()
    assert alive - before < 60


def test_reading_ends_quietly_when_python_has_taken_the_decoder_s_names_away(tmp_path, monkeypatch):
    """At its end Python empties modules; a film that is still being read then says nothing."""
    take = make_take(tmp_path / "take.mp4", frames=12)
    running = Decoder(Clip(take).probe).run()
    next(running)
    for name in ("MemoryError", "FFmpegError"):
        monkeypatch.setattr(av, name, None)
    running.close()
