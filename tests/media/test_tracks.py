"""Which sound of a file is meant, how long it is, and what it is called."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from made import make_take
from made.odd import film, pictures, tone

from kuleshov.media import Clip, MediaError, sound


def memo(path: Path, codec: str, form: str, seconds: float = 2.0, **metadata: str) -> Path:
    """Write sound alone, so that its length is nowhere told: a pipe can't be wound back."""
    with path.open("wb") as file:
        pipe = Pipe(file)
        with av.open(pipe, "w", format=form) as out:
            track = out.add_stream(codec, rate=48000, layout="mono")
            track.metadata.update(metadata)
            samples = tone(seconds).astype(np.float32)
            kind = track.codec_context.format.name
            for first in range(0, len(samples), 960):
                piece = samples[None, first : first + 960]
                if kind.startswith("s"):
                    kept = np.int16 if "16" in kind else np.int32
                    piece = (piece * np.iinfo(kept).max).astype(kept)
                frame = av.AudioFrame.from_ndarray(
                    np.ascontiguousarray(piece), format=kind, layout="mono"
                )
                frame.sample_rate, frame.pts = 48000, first
                frame.time_base = Fraction(1, 48000)
                out.mux(track.encode(frame))
            out.mux(track.encode(None))
    return path


class Pipe:
    """Takes bytes in order, and can't go back to write down how many there were."""

    def __init__(self, file) -> None:
        self._file = file

    def write(self, data: bytes) -> int:
        return self._file.write(data)


def copy(source, out) -> None:
    """Carry over every track as it is."""
    copies = {t.index: out.add_stream_from_template(t) for t in source.streams}
    for packet in source.demux():
        if packet.dts is not None:
            packet.stream = copies[packet.stream.index]
            out.mux(packet)


@pytest.mark.parametrize(
    ("name", "codec", "form"),
    [
        ("memo.webm", "libopus", "webm"),
        ("memo.mka", "aac", "matroska"),
        ("memo.flac", "flac", "flac"),
        ("memo.ogg", "libopus", "ogg"),
        ("memo.aac", "aac", "adts"),
        ("memo.wav", "pcm_s16le", "wav"),
        ("memo.mp3", "libmp3lame", "mp3"),
        ("memo.ts", "aac", "mpegts"),
    ],
)
def test_sound_whose_length_is_not_told_is_as_long_as_it_is(
    tmp_path: Path, name: str, codec: str, form: str
) -> None:
    heard = sound(memo(tmp_path / name, codec, form))
    assert heard.duration == pytest.approx(2, abs=0.05)
    samples = heard.read()
    assert len(samples) == pytest.approx(96_000, abs=2400)
    assert np.sqrt((samples[4800:91_200] ** 2).mean()) == pytest.approx(0.0707, rel=0.05)


def test_a_film_whose_length_is_not_told_has_its_sound_and_its_frames(tmp_path: Path) -> None:
    whole = film(tmp_path / "a.mkv", pictures(24), [tone(1)])
    with (
        (tmp_path / "chrome.webm").open("wb") as file,
        av.open(str(whole)) as source,
        av.open(Pipe(file), "w", format="matroska") as out,
    ):
        copy(source, out)
    clip = Clip(tmp_path / "chrome.webm")
    assert (clip.frames, clip.duration) == (24, 1)
    assert clip.sound is not None
    assert clip.sound.duration == pytest.approx(1, abs=0.01)
    assert np.abs(clip.read_sound()).max() == pytest.approx(0.1, abs=0.01)


def test_sound_shorter_than_its_film_is_as_long_as_it_is(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mkv", pictures(48), [tone(0.5)])
    assert sound(path).duration == pytest.approx(0.5, abs=0.03)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two")
    return film(folder / "obs.mkv", pictures(12), [tone(0.5, 0.1), tone(0.5, 0.4)])


def marked(path: Path, target: Path, default: int, title: str = "") -> Path:
    """Write a film's copy in which one sound track is the default one, and the second is named."""
    with av.open(str(path)) as source, av.open(str(target), "w") as out:
        copies = {t.index: out.add_stream_from_template(t) for t in source.streams}
        for number, track in enumerate(out.streams.audio, 1):
            track.disposition = int(number == default)  # FFmpeg's flag for it is 1
        out.streams.audio[1].metadata["title"] = title
        for packet in source.demux():
            if packet.dts is not None:
                packet.stream = copies[packet.stream.index]
                out.mux(packet)
    return target


@pytest.mark.parametrize(("default", "level"), [(1, 0.1), (2, 0.4)])
def test_of_several_sound_tracks_the_default_one_is_taken_and_the_others_named(
    two: Path, tmp_path: Path, default: int, level: float
) -> None:
    clip = Clip(marked(two, tmp_path / "m.mkv", default, "Microphone"))
    assert clip.sound is not None
    assert clip.sound.track == default
    assert np.abs(clip.read_sound()).max() == pytest.approx(level, abs=0.01)
    assert f"sound pcm_f32le 48000 Hz mono, track {default} of 2)" in repr(clip)
    other = "2 (pcm_f32le mono, Microphone)" if default == 1 else "1 (pcm_f32le mono)"
    assert clip.sound.others == (other,)


def test_any_sound_track_can_be_asked_for(two: Path) -> None:
    assert [np.abs(sound(two, n).read()).max() for n in (1, 2)] == pytest.approx([0.1, 0.4])
    assert repr(sound(two, 2)) == "Sound('obs.mkv', 0.50 s, pcm_f32le 48000 Hz mono, track 2 of 2)"
    for number in (0, 3, -1):
        with pytest.raises(MediaError, match=rf"has no sound track {number}: it has 1 to 2"):
            sound(two, number)


@pytest.mark.parametrize("starts", [(7.5, 7207.5), (7207.5, 7.5)])
def test_sound_whose_clock_jumps_by_hours_is_refused_with_the_place(
    tmp_path: Path, starts: tuple[float, float]
) -> None:
    parts = [
        make_take(tmp_path / f"{start}.ts", frames=48, size=(64, 36), start=start)
        for start in starts
    ]
    joined = tmp_path / "joined.ts"
    joined.write_bytes(b"".join(part.read_bytes() for part in parts))
    with pytest.raises(MediaError, match=r"joined\.ts jumps by (2\.0|24\.5) hours after 2\.0 s"):
        sound(joined)
