"""The student's own footage becomes plain course proxies, and keeps its time."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import find_clicks, make_take, read_barcode, take_id

import kuleshov as ku
from kuleshov.library import ledger
from kuleshov.library.credit import is_generated
from kuleshov.library.imports import nearest_frames
from kuleshov.timecode import StartTimecode


@pytest.fixture(autouse=True)
def in_a_home_of_its_own(home: Path) -> Path:
    return home


def imported(path: Path, **options: object) -> ku.Clip:
    (made,) = ku.import_footage(path, **options)  # type: ignore[arg-type]
    assert made.clip is not None, made.reason
    clip = made.clip
    assert (clip.width, clip.height, clip.rate, clip.variable_rate) == (640, 360, 24, False)
    assert (clip.codec, clip.pixel_format, clip.rotation) == ("h264", "yuv420p", 0)
    return clip


def test_a_phone_film_is_turned_upright_and_fitted(tmp_path: Path, home: Path) -> None:
    path = make_take(tmp_path / "IMG_0412.MOV", frames=30, size=(180, 320), rotation=90)
    clip = imported(path)
    assert clip.path == home / "studio" / "footage" / "IMG_0412.mp4"
    for number in (0, 7, 29):
        assert read_barcode(clip[number], fitted=(180, 320))[1] == number
    assert clip[7][:, :200].max() < 10  # black beside it, not stretched


def test_a_variable_rate_is_made_even_by_the_nearest_frame(tmp_path: Path) -> None:
    times = [0.0, 0.04, 0.08, 0.5, 0.54, 0.9, 1.0, 1.4]
    clip = imported(make_take(tmp_path / "phone.mp4", frames=8, times=times, sound=False))
    for number in range(clip.frames):
        shown = read_barcode(clip[number])[1]
        off = np.abs(np.array(times) - number / 24)
        assert off[shown] == pytest.approx(off.min(), abs=1e-3)


@pytest.mark.parametrize("rate", [8, Fraction(30000, 1001), 50])
def test_what_happens_at_a_second_still_happens_at_that_second(
    tmp_path: Path, rate: Fraction
) -> None:
    path = make_take(tmp_path / "a.mp4", frames=round(2.5 * rate), rate=rate, size=(160, 90))
    clip = imported(path)
    assert clip.duration == pytest.approx(2.5, abs=0.06)
    assert find_clicks(clip.read_sound())[-1] == pytest.approx(2, abs=0.001)
    assert abs(read_barcode(clip[2.0])[1] / float(rate) - 2) <= 0.5 / float(rate) + 1e-6


@pytest.mark.parametrize(
    ("options", "note"),
    [
        ({"codec": "libx265"}, None),
        ({"sound": False}, "no sound"),
        ({"channels": 6}, "5.1 sound mixed to stereo"),
        ({"start": 1.5}, None),
        ({"size": (321, 179), "pixel_format": "yuv444p"}, None),
        (
            {"codec": "libx265", "pixel_format": "yuv420p10le", "colour": (9, 18, 9)},
            "HDR brought down to SDR",
        ),
    ],
)
def test_all_that_a_phone_or_camera_writes(tmp_path: Path, options: dict, note: str | None) -> None:
    path = make_take(tmp_path / "a.mov", **{"frames": 30, "size": (160, 90), **options})
    (made,) = ku.import_footage(path)
    assert made.clip is not None, made.reason
    assert made.clip.frames == 30
    assert read_barcode(made.clip[29], options.get("size")) == (take_id("4A-1"), 29)
    assert not made.clip.colour.hdr
    assert (note or "") in str(made)
    assert (made.clip.sound is None) == (options.get("sound") is False)
    if made.clip.sound:
        assert made.clip.sound.channels == 2
        assert find_clicks(made.clip.read_sound())[-1] == pytest.approx(1, abs=0.001)


def test_what_a_model_made_still_says_so(tmp_path: Path) -> None:
    with ku.media.Writer(
        tmp_path / "dream.mp4", 24, (64, 36), None, metadata={"generated_by": "kuleshov dream"}
    ) as film:
        film.write(np.zeros((36, 64, 3), np.uint8))
    assert is_generated(imported(tmp_path / "dream.mp4"))


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = make_take(tmp_path / "good.mp4", frames=6)
    bad = tmp_path / "bad.mp4"
    bad.write_text("not a film at all")
    made = ku.import_footage(bad, tmp_path / "gone.mov", tmp_path, good)
    assert [bool(one.clip) for one in made] == [False, False, False, True]
    assert str(made[0]).startswith("bad.mp4: not imported. bad.mp4 is a text")
    assert "gone.mov was not found" in repr(made)
    assert repr(made).splitlines()[-1] == "good.mp4: good.mp4"


def test_each_proxy_has_its_entry_in_the_ledger(tmp_path: Path) -> None:
    path = make_take(tmp_path / "IMG 1.MOV", frames=6)
    clip = imported(path, made_by="Ada", consent="Ada, Ben")
    (entry,) = ledger.entries()
    assert (entry.made_by, entry.consent, entry.licence) == ("Ada", "Ada, Ben", "")
    assert entry.source.startswith("IMG 1.MOV (sha256 ")
    assert entry.sha256 == clip.sha256
    assert entry.path.endswith("IMG-1.mp4")


@pytest.mark.parametrize(
    ("rate", "words"), [(Fraction(30000, 1001), "01:00:00;02"), (Fraction(25), "10:11:12:13")]
)
def test_the_cameras_timecode_stays_known_at_the_cameras_rate(
    tmp_path: Path, rate: Fraction, words: str
) -> None:
    source = make_take(tmp_path / "A001.mp4", frames=6, rate=rate, timecode=words)
    clip = imported(source)
    assert clip.start_timecode == StartTimecode.read(words, rate) == ku.Clip(source).start_timecode
    (entry,) = ledger.entries()
    assert f"starts at timecode {words}, {float(rate):.6g} a second" in entry.notes


def test_the_same_file_again_is_not_made_again_and_another_keeps_its_name(tmp_path: Path) -> None:
    first = imported(make_take(tmp_path / "a.mp4", frames=6))
    made = first.path.stat().st_mtime_ns
    (again,) = ku.import_footage(tmp_path / "a.mp4")
    assert again.clip == first
    assert first.path.stat().st_mtime_ns == made
    (tmp_path / "other").mkdir()
    second = imported(make_take(tmp_path / "other" / "a.mp4", name="9B-2", frames=6))
    assert second.path.name == "a-2.mp4"
    assert read_barcode(first[0])[0] != read_barcode(second[0])[0]
    assert len(ledger.entries()) == 2


def test_progress_counts_frames_and_ctrl_c_leaves_nothing(tmp_path: Path, home: Path) -> None:
    path = make_take(tmp_path / "a.mp4", frames=20)
    seen: list[tuple[int, int]] = []
    imported(path, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (20, 20)

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    folder = home / "studio" / "stopped"
    interrupt: Callable[[int, int], None] = stop
    with pytest.raises(KeyboardInterrupt):
        ku.import_footage(path, into=folder, progress=interrupt)
    assert list(folder.iterdir()) == []


@given(
    gaps=st.lists(st.floats(0.005, 0.5), min_size=1, max_size=30),
    rate=st.sampled_from([Fraction(24), Fraction(30000, 1001), Fraction(60)]),
)
def test_no_other_frame_is_nearer(gaps: list[float], rate: Fraction) -> None:
    times = np.concatenate([[0.0], np.cumsum(gaps)])
    chosen = nearest_frames(times, rate, 40)
    off = np.abs(times[None, :] - (np.arange(40) / float(rate))[:, None])
    assert (np.diff(chosen) >= 0).all()
    assert np.allclose(off[np.arange(40), chosen], off.min(axis=1), atol=1e-6)
