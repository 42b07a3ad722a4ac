"""Files that are not what they say: each gets one sentence, and none takes the kernel along."""

import os
import random
import shutil
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from made import make_take

import kuleshov as ku
from kuleshov.media import Clip, MediaError, probe


def said(path: Path | str) -> str:
    """Return the sentence with which a clip of this file is refused."""
    with pytest.raises(MediaError) as caught:
        Clip(path)
    words = str(caught.value)
    assert words.endswith((".", "?")), words
    assert "\n" not in words
    assert "Errno" not in words
    assert caught.value.__cause__ is None
    return words


def test_what_is_missing_is_named_with_where_it_was_looked_for(tmp_path: Path) -> None:
    assert said(tmp_path / "film.mp4").startswith(f"film.mp4 was not found in {tmp_path}.")
    (tmp_path / "Film.MOV").write_bytes(b"x")
    assert said(tmp_path / "film.mp4").endswith("Did you mean Film.MOV?")
    assert "there is no folder" in said(tmp_path / "nowhere" / "film.mp4")
    assert "is a folder" in said(tmp_path)
    assert "can't" in said("nul\0byte.mp4")
    assert "name" in said(tmp_path / ("long" * 100 + ".mp4"))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty: it holds 0 bytes"),
        (b"INT. KITCHEN - NIGHT\nA lamp waits.\n" * 20, "is a text, whatever its name says"),
        (b"<!DOCTYPE html><title>404</title>", "is a web page, not a film"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "is a still picture (PNG), not a film"),
        (b"#EXTM3U\n#EXTINF:1,\n/etc/passwd\n", "is a playlist, which only names other files"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "is a playlist"),
        (b"version https://git-lfs.github.com/spec/v1\n", "a pointer to a file kept elsewhere"),
        (random.Random(1).randbytes(5000), "is no film that the decoder knows, or is damaged"),
        (b"\0" * 5000, "is no film that the decoder knows, or is damaged"),
    ],
)
def test_no_film_whatever_its_name_says(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(content)
    assert sentence in said(path)


def test_a_playlist_under_a_good_name_opens_no_other_file(tmp_path: Path, take: Path) -> None:
    shutil.copy(take, tmp_path / "take.mp4")
    for text in ("ffconcat version 1.0\nfile take.mp4\n", "#EXTM3U\n#EXTINF:5,\ntake.mp4\n"):
        for name in ("list.mp4", "list.m3u8", "list.ffconcat"):
            (tmp_path / name).write_text(text)
            assert "playlist" in said(tmp_path / name)


def test_names_that_look_like_addresses_are_names(tmp_path: Path, take: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("concat:a.mp4", "pipe:0", "ünïcode & #? 100%.mp4", "-y.mp4", "subfile,,x:.mp4"):
        shutil.copy(take, tmp_path / name)
        assert Clip(name).frames == 120
    assert "was not found" in said("tcp:127.0.0.1")


@pytest.mark.parametrize("share", [0.01, 0.3, 0.7, 0.95])
@pytest.mark.parametrize("faststart", [True, False])
def test_a_film_cut_off_in_copying(tmp_path: Path, share: float, faststart: bool) -> None:
    whole = make_take(tmp_path / "whole.mp4", sound=False)
    if faststart:
        ku.Clip(ku.media.remux(whole))
    data = whole.read_bytes()
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(data[: int(len(data) * share)])
    words = said(cut)
    assert "cut off" in words or "damaged" in words
    if faststart and share == 0.7:
        assert "its index promises 120 frames, and only" in words


def test_damage_in_the_middle_is_found_or_survived_but_never_raw(
    tmp_path: Path, take: Path
) -> None:
    dice = random.Random(5)
    data = take.read_bytes()
    for _ in range(25):
        broken = bytearray(data)
        for _ in range(dice.choice((1, 30, 400))):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        path = tmp_path / "broken.mp4"
        path.write_bytes(broken)
        try:
            clip = Clip(path)
            for _ in clip.planes():
                pass
            clip[clip.frames // 2]
            if clip.sound:
                clip.read_sound()
        except MediaError as problem:
            assert str(problem).startswith("broken")


def test_only_sound_asks_whether_it_is_a_voice_memo(tmp_path: Path, take: Path) -> None:
    import av

    memo = tmp_path / "IMG_0412.MOV"
    with av.open(str(take)) as source, av.open(str(memo), "w", format="mov") as out:
        track = out.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(source.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = track
                out.mux(packet)
    assert said(memo) == (
        "IMG_0412.MOV has no picture track, only sound (AAC, 0:05). Is it a voice memo? "
        'To use it as sound: ku.sound("IMG_0412.MOV").'
    )
    assert ku.sound(memo).duration == pytest.approx(5, abs=0.05)


def test_of_several_picture_tracks_the_largest_counts(tmp_path: Path) -> None:
    import av

    path = tmp_path / "two.mp4"
    with av.open(str(path), "w") as out:
        for size, rate in (((64, 36), 25), ((128, 72), 24)):
            track = out.add_stream("libx264", rate=rate)
            track.width, track.height = size
            track.pix_fmt = "yuv420p"
        for track in out.streams.video:
            for n in range(12):
                picture = np.full((track.height, track.width, 3), n, np.uint8)
                frame = av.VideoFrame.from_ndarray(picture)
                frame.pts = n
                out.mux(track.encode(frame))
            out.mux(track.encode(None))
    clip = Clip(path)
    assert (clip.width, clip.height, clip.frames, clip.rate) == (128, 72, 12, 24)


def test_an_enormous_picture_is_refused_before_memory_is_asked_for(tmp_path: Path) -> None:
    gif = tmp_path / "bomb.gif"
    gif.write_bytes(
        b"GIF89a" + (65000).to_bytes(2, "little") * 2 + b"\x80\0\0\0\0\0\xff\xff\xff"
        b"\x2c\0\0\0\0" + (65000).to_bytes(2, "little") * 2 + b"\0\x02\x02\x44\x01\0\x3b"
    )
    words = said(gif)
    assert "too large" in words or "damaged" in words


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    assert "is a device or a pipe" in said(tmp_path / "pipe.mp4")
    assert said("/dev/zero")


def test_a_film_that_vanishes_after_it_was_opened(tmp_path: Path, take: Path) -> None:
    shutil.copy(take, tmp_path / "a.mp4")
    clip = Clip(tmp_path / "a.mp4")
    clip.path.unlink()
    with pytest.raises(MediaError, match="was not found"):
        clip[3]


def test_nothing_is_written_to_standard_error(tmp_path: Path, take: Path, capfd) -> None:
    broken = bytearray(take.read_bytes())
    broken[3000:3400] = b"\0" * 400
    (tmp_path / "b.mp4").write_bytes(broken)
    with suppress(MediaError):
        list(Clip(tmp_path / "b.mp4").planes())
    assert capfd.readouterr().err == ""


@pytest.mark.data
def test_every_real_clip_is_decoded_as_it_was_probed(test_data: Path) -> None:
    files = sorted((test_data / "clips" / "files").iterdir())
    assert len(files) > 50
    for path in files:
        found = probe(path)
        if found.frames > 100:
            continue  # the long ones are only probed here; the benchmark decodes them
        assert [planes.frame for planes in Clip(path).planes((32, 18))] == list(range(found.frames))
