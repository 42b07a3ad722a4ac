"""Sample k lies at start + k / rate, whatever the file does to hide it."""

from fractions import Fraction
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import find_clicks, make_take, surround
from made.odd import film, pictures

from kuleshov.media import Clip, MediaError, downmix, opening, sound
from kuleshov.media import clip as clip_module
from kuleshov.media.channels import as_mono
from kuleshov.media.sound import SoundReader

sound_module = import_module("kuleshov.media.sound")  # the function has its name


@pytest.fixture(scope="module")
def clip(take: Path) -> Clip:
    return Clip(take)


@pytest.mark.parametrize("suffix", [".mp4", ".mov", ".mkv", ".ts"])
@pytest.mark.parametrize("channels", [1, 2, 6])
def test_a_click_at_each_second_is_heard_at_each_second(
    tmp_path: Path, suffix: str, channels: int
) -> None:
    path = make_take(
        tmp_path / f"a{suffix}", frames=72, size=(64, 36), barcode=False, channels=channels
    )
    heard = find_clicks(Clip(path).read_sound())
    assert heard == pytest.approx([0, 1, 2], abs=0.0005)


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_a_file_that_starts_late_starts_at_zero_here(tmp_path: Path, suffix: str) -> None:
    clip = Clip(make_take(tmp_path / f"a{suffix}", frames=72, size=(64, 36), start=1.5))
    assert clip.start == Fraction(3, 2)
    # The mp4's edit list counts in whole milliseconds: that much the file itself is off.
    assert find_clicks(clip.read_sound())[-1] == pytest.approx(2, abs=0.001)


@settings(max_examples=25)
@given(start=st.integers(0, 239_000), length=st.integers(1, 30_000))
def test_a_stretch_is_the_same_read_alone_or_from_the_whole(
    clip: Clip, start: int, length: int
) -> None:
    whole = clip.read_sound(0.0, 6.0)
    alone = clip.read_sound(Fraction(start, 48000), Fraction(start + length, 48000))
    assert np.abs(whole[start : start + length] - alone[: len(whole) - start]).max() < 1e-4


@pytest.mark.parametrize("rate", [44100, 22050, 96000])
def test_resampled_clicks_stay_in_place_wherever_reading_begins(clip: Clip, rate: int) -> None:
    whole = clip.read_sound(rate=rate, mono=True)
    assert whole.shape == (5 * rate, 1)
    assert find_clicks(clip.read_sound(0.0, 5.0, 48000))[2] == pytest.approx(2, abs=1e-4)
    alone = clip.read_sound(Fraction(2), Fraction(3), rate, mono=True)
    assert np.abs(whole[2 * rate : 3 * rate] - alone).max() < 1e-4


def test_beyond_the_sound_there_is_silence(clip: Clip) -> None:
    heard = clip.read_sound(4.5, 7.0)
    assert heard.shape == (120_000, 2)
    assert heard[:24_000].std() > 0.01
    assert not heard[24_000:].any()


def test_whole_numbers_are_seconds_as_everywhere(clip: Clip) -> None:
    assert len(clip.read_sound(0, "12f")) == 24_000
    assert len(clip.read_sound(0, 12)) == len(clip.read_sound(0, np.int32(12))) == 576_000


def test_a_film_without_sound_says_so(tmp_path: Path) -> None:
    path = make_take(tmp_path / "silent.mp4", frames=3, sound=False)
    assert Clip(path).sound is None
    with pytest.raises(MediaError, match=r"silent\.mp4 has no sound track\."):
        Clip(path).read_sound()
    with pytest.raises(MediaError, match=r"silent\.mp4 has no sound in it\."):
        sound(path)


def test_a_sound_file_is_read_as_sound(take: Path, tmp_path: Path) -> None:
    import av

    memo = tmp_path / "memo.wav"
    samples = Clip(take).read_sound()
    with av.open(str(memo), "w") as out:
        track = out.add_stream("pcm_s16le", rate=48000)
        track.codec_context.layout = "stereo"
        frame = av.AudioFrame.from_ndarray(
            (samples * 32767).astype(np.int16).reshape(1, -1), format="s16", layout="stereo"
        )
        frame.sample_rate = 48000
        out.mux(track.encode(frame))
        out.mux(track.encode(None))
    heard = sound(memo)
    assert repr(heard) == "Sound('memo.wav', 5.00 s, pcm_s16le 48000 Hz stereo)"
    assert np.abs(heard.read(1, 2) - samples[48000:96000]).max() < 1e-3
    with pytest.raises(
        MediaError,
        match=r"memo\.wav has no picture track, only sound \(PCM_S16LE, "
        r"0:05\)\. Is it a voice memo\? To use it as sound: ku\.sound\(",
    ):
        Clip(memo)


def test_six_channels_come_down_to_two_without_clipping() -> None:
    loud = np.ones((10, 6), np.float32)
    assert downmix(loud, "5.1").max() <= 1.00001
    left_only = np.zeros((10, 6), np.float32)
    left_only[:, 0] = 1
    mixed = downmix(left_only, "5.1")
    assert mixed[0, 0] > 0.3
    assert mixed[0, 1] == 0


@pytest.mark.parametrize("layout", ["5.1", "6 channels", "no such layout", "7.1"])
def test_six_channels_of_any_name_come_down_to_one(layout: str) -> None:
    loud = np.ones((10, 6), np.float32)
    assert as_mono(loud, layout).shape == (10, 1)
    assert as_mono(loud, layout).max() == pytest.approx(1)


def test_mono_is_the_mix_not_the_average_with_its_rumble(tmp_path: Path) -> None:
    clip = Clip(surround(tmp_path / "six.mkv", centre=0.25, rumble=0.5))
    assert clip.sound is not None
    for rate in (48000, 8000):
        mono, every = clip.read_sound(0.2, 0.8, rate, mono=True), clip.read_sound(0.2, 0.8, rate)
        wanted = downmix(every, clip.sound.layout).mean(axis=1, keepdims=True)
        np.testing.assert_allclose(mono, wanted, atol=1e-5)
        assert np.sqrt((mono**2).mean()) == pytest.approx(0.25 * 0.2929 / np.sqrt(2), rel=0.01)


def test_a_stretch_that_cannot_be_meant_is_refused(clip: Clip) -> None:
    for start, stop, rate in ((3.0, 2.0, 48000), (0.0, 1e6, 48000), (0.0, 1.0, 3)):
        with pytest.raises(MediaError):
            clip.read_sound(start, stop, rate)
    with pytest.raises(MediaError):
        clip.read_sound(float("nan"))


def test_sound_in_pieces_is_the_whole_in_stereo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clip_module, "_AT_ONCE", Fraction(1, 2))
    clip = Clip(surround(tmp_path / "six.mkv", centre=0.25, rumble=0.5))
    assert clip.sound is not None
    pieces = list(clip.sound_pieces(Fraction(5, 4)))
    assert [len(piece) for piece in pieces] == [24000, 24000, 12000]
    whole = downmix(clip.read_sound(0, Fraction(5, 4)), clip.sound.layout)
    np.testing.assert_allclose(np.concatenate(pieces), whole, atol=1e-6)
    mono = np.concatenate(list(clip.sound_pieces(mono=True)))
    np.testing.assert_allclose(mono, clip.read_sound(mono=True), atol=1e-6)


@pytest.mark.parametrize(
    ("seconds", "spans"),
    [(Fraction(1, 2), [(0, 0.5)]), (Fraction(30), [(0, 30)]), (Fraction(60), [(0, 30), (30, 60)]),
     (Fraction(61), [(0, 30), (30, 60), (60, 61)])],
)  # fmt: skip
def test_sound_is_held_half_a_minute_at_a_time(
    clip: Clip, monkeypatch: pytest.MonkeyPatch, seconds: Fraction, spans: list
) -> None:
    asked = []

    def read(self: SoundReader, first: Fraction, last: Fraction, mono: bool) -> np.ndarray:
        asked.append((first, last))
        return np.zeros((4, 2), np.float32)

    monkeypatch.setattr(SoundReader, "read", read)
    assert len(list(clip.sound_pieces(seconds))) == len(spans) and asked == spans


def test_a_silent_film_has_no_pieces_of_sound(tmp_path: Path) -> None:
    silent = Clip(make_take(tmp_path / "silent.mp4", frames=6, sound=False))
    with pytest.raises(MediaError, match=r"silent\.mp4 has no sound track"):
        list(silent.sound_pieces())


@pytest.mark.parametrize("rate", [48000, 44100])
def test_stretches_that_follow_each_other_are_read_in_one_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rate: int
) -> None:
    heard = np.random.default_rng(1).normal(0, 0.1, 4 * 48000)
    clip = Clip(film(tmp_path / "obs.mkv", pictures(96), [heard]))
    assert clip.sound is not None
    whole = clip.read_sound(0.0, 4.0, rate)
    opened: list[Path] = []
    real = opening.opened
    monkeypatch.setattr(sound_module, "opened", lambda path: opened.append(path) or real(path))
    with SoundReader(clip.path, clip.sound, clip.start) as reader:
        ends = [Fraction(n, 3) for n in range(13)]
        parts = [reader.read(a, b, rate) for a, b in pairwise(ends)]
        assert np.allclose(np.concatenate(parts), whole, atol=1e-6)
        assert len(opened) == 1
        again = reader.read(Fraction(1), Fraction(2), rate)  # back: read from the beginning
        assert np.allclose(again, whole[rate : 2 * rate], atol=1e-6)
        assert len(opened) == 2
