"""Sound of any count of channels, any format and any change on the way comes out as numbers."""

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from made import write_sound

import kuleshov as ku
from kuleshov.media import Clip, MediaError
from kuleshov.media.channels import as_mono, downmix
from kuleshov.media.samples import Samples


def frame_of(channels: int, form: str = "fltp", samples: int = 256, rate: int = 48000):
    """Return a frame whose channel k is at the level (k + 1) / 100, laid out as decoders do."""
    packed = {"fltp": "flt", "dblp": "dbl", "s16p": "s16", "s32p": "s32"}.get(form, form)
    kind = {"flt": np.float32, "dbl": np.float64, "s16": np.int16, "s32": np.int32}[packed]
    full = 1 if packed in ("flt", "dbl") else 2 ** (8 * np.dtype(kind).itemsize - 1)
    levels = np.tile((np.arange(channels) + 1) / 100, samples) * full
    frame = av.AudioFrame.from_ndarray(
        levels.astype(kind)[None], format=packed, layout=f"{channels} channels"
    )
    frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
    if form == packed:
        return frame
    (laid_out,) = av.AudioResampler(format=form).resample(frame)
    return laid_out


def read(*frames, rate: int = 48000, channels: int) -> np.ndarray:
    samples = Samples(rate, channels)
    return np.concatenate([piece for frame in (*frames, None) for piece in samples.of(frame)])


@pytest.mark.parametrize("form", ["fltp", "s16p", "s32p", "dblp", "flt", "s16"])
@pytest.mark.parametrize("channels", [1, 7, 8, 9, 16, 64])
def test_every_channel_comes_out_at_its_level(channels: int, form: str) -> None:
    found = read(frame_of(channels, form), frame_of(channels, form), channels=channels)
    assert found.shape == (512, channels)
    np.testing.assert_allclose(found, np.tile((np.arange(channels) + 1) / 100, (512, 1)), atol=1e-4)


def test_more_channels_than_can_be_taken_apart_are_refused_in_a_sentence() -> None:
    many = av.AudioFrame("fltp", "65 channels", 256)
    many.sample_rate = 48000
    with pytest.raises(MediaError, match="Sound of 65 channels can't be taken apart here"):
        read(many, channels=65)


def test_sound_that_changes_its_layout_or_rate_goes_on_as_announced() -> None:
    wide, narrow = frame_of(8), frame_of(2)
    found = read(narrow, wide, narrow, channels=2)
    assert found.shape == (768, 2)
    np.testing.assert_allclose(found[512:], found[:256])
    assert found[256:512].min() > 0
    slow = [frame_of(2, samples=2400, rate=24000) for _ in range(3)]
    found = read(frame_of(2, samples=480), *slow, frame_of(2, samples=480), channels=2)
    assert len(found) == pytest.approx(480 + 3 * 4800 + 480, abs=4)
    np.testing.assert_allclose(found[1000:14_000], [[0.01, 0.02]] * 13_000, atol=1e-3)


# A layout's names for left, right and both; what is heard of each on the left and the right.
@pytest.mark.parametrize("layout", ["7.1", "7.1(wide)", "5.1.4", "hexadecagonal", "22.2"])
def test_each_channel_of_a_large_layout_is_heard_on_its_side(layout: str) -> None:
    names = [channel.name for channel in av.AudioLayout(layout).channels]
    for channel, name in enumerate(names):
        alone = np.zeros((1, len(names)), np.float32)
        alone[0, channel] = 1
        ((left, right),) = downmix(alone, layout)
        if name.startswith("LFE"):
            assert left == right == 0
        elif name[-1] == "C" and name[-2:] not in ("LC", "RC"):
            assert left == right > 0
        else:
            assert (left > 0, right > 0) == ("L" in name, "R" in name)
    assert np.abs(downmix(np.ones((1, len(names)), np.float32), layout)).max() <= 1.00001


def test_an_ambisonic_sound_is_heard_from_all_around() -> None:
    everywhere, left, front = np.eye(4, dtype=np.float32)[[0, 1, 3]]
    ((a, b),) = downmix((everywhere + left)[None], "ambisonic 1")  # a source to the left
    assert a > 0.9 and b == pytest.approx(0)
    ((a, b),) = downmix((everywhere + front)[None], "ambisonic 1")
    assert a == b == pytest.approx(0.5)
    assert as_mono(everywhere[None], "ambisonic 1").item() == pytest.approx(0.5)


def test_nothing_of_a_film_in_seven_one_ends_the_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run in a process of its own: what went wrong here could not be caught."""
    sound = np.tile(0.2 * np.sin(np.arange(24_000) / 10)[:, None], (1, 8))
    path = write_sound(tmp_path / "s71.mkv", sound)
    with av.open(str(tmp_path / "planar.mka"), "w") as out:
        track = out.add_stream("aac", rate=48000, layout="7.1")
        packed = av.AudioFrame.from_ndarray(
            sound.astype(np.float32).reshape(1, -1), format="flt", layout="7.1"
        )
        packed.sample_rate = 48000
        resampler = av.AudioResampler(format="fltp", frame_size=1024)
        for frame in [*resampler.resample(packed), *resampler.resample(None)]:
            out.mux(track.encode(frame))
        out.mux(track.encode(None))
    script = f"""
import sys
import kuleshov as ku
heard = ku.sound({str(tmp_path / "planar.mka")!r})
assert heard.channels == 8 and abs(heard.read()[2000:20000].std() - 0.1414) < 0.02
clip = ku.Clip({str(path)!r})
assert clip.read_sound().shape == (24000, 8)
(made,) = ku.import_footage({str(path)!r}, progress=False)
assert made.clip and made.clip.read_sound().std() > 0.01, made.reason
ku.measure({str(path)!r}, "loudness")
film = ku.Cut("c", rushes={{"s": clip}}).add("s", 0, 0.5)
assert film.render({str(tmp_path / "out.mp4")!r}, progress=False).sound
assert film.to_moviepy().audio.get_frame(0.1).shape == (2,)
print("alive")
"""
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    monkeypatch.setenv("KULESHOV_CACHE", str(tmp_path / "cache"))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr[-2000:]


def test_seven_one_of_a_film_keeps_its_levels(tmp_path: Path) -> None:
    levels = np.arange(1, 9) / 20
    path = write_sound(tmp_path / "s.mkv", np.tile(levels, (24_000, 1)))
    clip = Clip(path)
    assert clip.sound is not None and clip.sound.layout == "7.1"
    np.testing.assert_allclose(clip.read_sound()[100:20_000], [levels] * 19_900, atol=1e-4)
    assert ku.sound(path).channels == 8
