"""A clip gives exactly the frame and the sample that it is asked for."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import make_take, read_barcode, take_id, take_picture
from made.odd import phone_times, pictures, timed
from PIL import Image

from kuleshov.media import Clip, MediaError
from kuleshov.media.clip import clip_of
from kuleshov.media.reading import Decoder

_QUICK = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


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


def test_a_bare_name_that_is_not_here_is_looked_for_in_the_studio(
    take: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio, here = tmp_path / "studio", tmp_path / "course"
    studio.mkdir()
    here.mkdir()
    (studio / "first-cut.mp4").symlink_to(take)
    monkeypatch.setenv("KULESHOV_STUDIO", str(studio))
    monkeypatch.chdir(here)
    assert Clip("first-cut.mp4").path == studio / "first-cut.mp4"
    assert clip_of("first-cut.mp4").path == studio / "first-cut.mp4"
    with pytest.raises(MediaError, match="was not found in"):
        Clip("./first-cut.mp4")
    with pytest.raises(MediaError, match=r"other\.mp4 was not found in .*course"):
        Clip("other.mp4")
    (here / "first-cut.mp4").write_text("not a film")
    with pytest.raises(MediaError, match=r"first-cut\.mp4 is a text"):
        Clip("first-cut.mp4")  # what lies here comes first


@_QUICK
@given(order=st.lists(st.integers(0, 119), min_size=1, max_size=8))
def test_any_frame_in_any_order_is_that_frame(clip: Clip, order: list[int]) -> None:
    for number in order:
        assert read_barcode(clip[number]) == (take_id("4A-1"), number)


@pytest.mark.parametrize(
    ("suffix", "options"),
    [
        (".mp4", {"codec": "libx265"}),
        (".ts", {"codec": "libx265"}),
        (".mkv", {"keyframes": 50, "options": {"x264-params": "open-gop=1:bframes=5"}}),
        (".mp4", {"keyframes": 30, "options": {"x264-params": "open-gop=1:bframes=5"}}),
        (".mov", {"start": 1.5, "sound": False}),
        (".mov", {"start": 1.5, "keyframes": 20, "options": {"x264-params": "bframes=3"}}),
        (".mp4", {"size": (321, 179), "pixel_format": "yuv444p"}),
        (".mp4", {"pixel_format": "yuv420p10le", "codec": "libx265"}),
        (".avi", {"codec": "mpeg4", "sound_codec": "mp3"}),
        (".h264", {"sound": False}),
    ],
)
def test_frames_are_exact_in_every_kind_of_file(tmp_path: Path, suffix: str, options: dict) -> None:
    clip = Clip(
        make_take(tmp_path / f"take{suffix}", **{"frames": 100, "size": (160, 90), **options})
    )
    assert clip.frames == 100
    for number in (99, 0, 57, 56, 55, 23, 24, 98, 3, 49, 50):
        assert read_barcode(clip[number])[1] == number


@pytest.mark.parametrize("suffix", [".mp4", ".mov", ".mkv"])
def test_decoding_begins_at_the_keyframe_that_was_asked_for(tmp_path: Path, suffix: str) -> None:
    """A keyframe earlier is right as well, and costs three times as much for each picture."""
    options = {"x264-params": "bframes=3"}
    path = make_take(tmp_path / f"take{suffix}", frames=100, keyframes=20, options=options)
    probe = Clip(path).probe
    assert len(probe.keys) >= 5
    for key in probe.keys.tolist():
        decoder = Decoder(probe)
        number, _ = next(iter(decoder._from(key)))
        decoder.close()
        assert number == key


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_phone_held_upright_gives_an_upright_picture(tmp_path: Path, rotation: int) -> None:
    clip = Clip(make_take(tmp_path / "phone.mp4", frames=6, size=(180, 320), rotation=rotation))
    assert (clip.width, clip.height, clip.rotation) == (180, 320, rotation)
    assert read_barcode(clip[5])[1] == 5
    planes = next(clip.planes(size=(90, 160)))
    assert planes.y.shape == (160, 90)
    assert planes.u.shape == (80, 45)


def test_a_variable_rate_is_noticed_and_each_frame_has_its_time(tmp_path: Path) -> None:
    times = [0.0, 0.04, 0.08, 0.5, 0.54, 1.2, 1.24, 1.3]
    clip = Clip(make_take(tmp_path / "phone.mp4", frames=8, times=times))
    assert clip.variable_rate
    assert np.allclose(clip.times(), times, atol=1e-4)
    assert read_barcode(clip[0.52])[1] == 3  # nearer to 0.50 than to 0.54 by rounding of halves
    assert read_barcode(clip[1.21])[1] == 5


@pytest.mark.parametrize(
    ("spacing", "rate"),
    [
        ([1 / 30] * 20 + [1 / 10] * 10, Fraction(30)),
        ([1 / 60] * 5 + [1001 / 30000] * 20, Fraction(30000, 1001)),
        ([0.1, 0.2] * 6 + [0.1], Fraction(10)),
    ],
)
def test_uneven_frames_are_cut_at_their_usual_pace_and_timecode_stays_true(
    tmp_path: Path, spacing: list[float], rate: Fraction
) -> None:
    times = [0.0, *np.cumsum(spacing)]
    clip = Clip(timed(tmp_path / "phone.mp4", pictures(len(times), (64, 36)), times))
    assert clip.variable_rate
    assert clip.edit_rate == rate
    for frame, time in enumerate(times):
        hours, minutes, seconds, frames = map(int, clip.timecode(frame).split(":"))
        assert hours == minutes == 0
        assert (seconds * round(rate) + frames) / rate == pytest.approx(time, abs=0.51 / rate)
        assert clip.frame_number(float(time) + 1e-4) == frame
    with pytest.raises(MediaError, match="ends at"):
        clip.frame_number(float(clip.duration) + 0.2)
    assert len(list(clip.images(0, float(clip.duration)))) == len(times)
    assert clip.timecode(clip.frames) in repr(clip)


@pytest.mark.parametrize("rate", [12, 15, 24, 30])
def test_a_gif_that_counts_in_hundredths_has_the_rate_that_was_meant(
    tmp_path: Path, rate: int
) -> None:
    path = make_take(
        tmp_path / "a.gif", codec="gif", pixel_format="rgb8", frames=rate, rate=rate,
        sound=False, size=(64, 36), barcode=False,
    )  # fmt: skip
    clip = Clip(path)
    assert (clip.rate, clip.frames, clip.variable_rate) == (rate, rate, False)


@pytest.mark.parametrize("rate", [Fraction(24), Fraction(30000, 1001)])
def test_a_first_frame_half_a_frame_early_does_not_change_the_rate(
    tmp_path: Path, rate: Fraction
) -> None:
    times = [0.0, *((n + 0.5) / float(rate) for n in range(1, 48))]
    clip = Clip(timed(tmp_path / "piped.mp4", pictures(48, (64, 36)), times))
    assert (clip.rate, clip.variable_rate) == (rate, False)


@pytest.mark.parametrize("ending", ["gif", "png"])
def test_a_last_picture_that_stands_for_long_stands_for_long(tmp_path: Path, ending: str) -> None:
    first, *rest = (Image.fromarray(picture) for picture in pictures(5, (64, 36)))
    path = tmp_path / f"a.{ending}"
    first.save(path, save_all=True, append_images=rest, duration=[100] * 4 + [2000])
    clip = Clip(path)
    assert (clip.frames, clip.duration) == (5, pytest.approx(2.4))
    assert clip.on_screen([0, 23], Fraction(10)) == [0, 4]


def test_a_clock_that_jumps_by_hours_is_refused_with_the_place(tmp_path: Path) -> None:
    times = [n / 24 for n in range(12)] + [7200 + n / 24 for n in range(12)]
    path = timed(tmp_path / "joined.mkv", pictures(24, (64, 36)), times)
    with pytest.raises(MediaError, match=r"joined\.mkv jumps by 2\.0 hours after 0\.5 s"):
        Clip(path)


def test_what_is_on_screen_is_the_last_frame_that_has_begun(tmp_path: Path) -> None:
    times = phone_times()
    clip = Clip(timed(tmp_path / "phone.mp4", pictures(len(times), (64, 36)), times))
    for rate in (Fraction(24), Fraction(30000, 1001), Fraction(60)):
        ticks = range(-2, int(2.8 * rate))
        wanted = [max([n for n, t in enumerate(times) if t <= (k + 0.5) / rate], default=0)
                  for k in ticks]  # fmt: skip
        assert clip.on_screen(ticks, rate) == wanted


@pytest.mark.parametrize("rate", [Fraction(24000, 1001), Fraction(30000, 1001), Fraction(25)])
@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_the_rate_is_the_exact_fraction(tmp_path: Path, rate: Fraction, suffix: str) -> None:
    clip = Clip(make_take(tmp_path / f"a{suffix}", frames=60, rate=rate, size=(64, 36)))
    assert clip.rate == rate
    assert not clip.variable_rate


def test_times_are_frames_seconds_or_timecode(clip: Clip) -> None:
    for time in (48, np.int64(48), 2.0, "2.0", "02:00", "00:00:02:00", Fraction(2)):
        assert read_barcode(clip[time])[1] == 48


def test_beyond_the_end_an_editor_would_say_where_it_is(clip: Clip) -> None:
    with pytest.raises(MediaError) as caught:
        clip[300]
    assert str(caught.value) == ("4A-1 ends at 00:00:05:00 (120 frames); frame 300 was asked for.")
    with pytest.raises(MediaError, match=r"4A-1 begins at 00:00:00:00 \(frame 0\)"):
        clip[-1]
    for wrong in ("soon", None, slice(0, 3), "00:00:99:00"):
        with pytest.raises(MediaError):
            clip[wrong]  # type: ignore[index]


def test_images_come_in_order_from_any_start_with_any_step(clip: Clip) -> None:
    assert [read_barcode(p)[1] for p in clip.images(30, 34)] == [30, 31, 32, 33]
    assert [read_barcode(p)[1] for p in clip.images(5, None, 37)] == [5, 42, 79, 116]
    assert [read_barcode(p)[1] for p in clip.images(1.0, 2.0, 12, size=(160, 90))] == [24, 36]
    assert next(clip.images(size=(160, 90))).shape == (90, 160, 3)
    assert list(clip.images(7, 7)) == []


def test_planes_come_once_each_and_match_the_pictures(clip: Clip) -> None:
    seen = list(clip.planes(size=(160, 90)))
    assert [planes.frame for planes in seen] == list(range(120))
    assert seen[3].y.shape == (90, 160)
    assert seen[3].u.shape == seen[3].v.shape == (45, 80)
    full = next(clip.planes(size=None, start=40))
    assert full.frame == 40
    assert full.y.shape == (180, 320)
    grey = clip[40] @ np.array([0.2126, 0.7152, 0.0722])
    assert abs((full.y.astype(float) - 16) * 255 / 219 - grey).mean() < 1.5


def test_full_range_and_rgb_files_come_down_to_the_same_planes(tmp_path: Path) -> None:
    plain = Clip(make_take(tmp_path / "a.mp4", frames=2, sound=False, crf=5))
    gif = Clip(
        make_take(
            tmp_path / "a.gif", frames=2, sound=False, codec="gif", pixel_format="rgb8", rate=10
        )
    )
    a, b = (next(clip.planes(size=(80, 46))).y.astype(float) for clip in (plain, gif))
    assert gif.frames == 2
    assert abs(a.mean() - b.mean()) < 4
    assert b.min() >= 14 and b.max() <= 236


def test_colours_survive_whichever_matrix_the_file_was_written_with(tmp_path: Path) -> None:
    clip = Clip(make_take(tmp_path / "a.mp4", frames=1, hue=0.0, sound=False, crf=5))
    off = np.abs(clip[0].astype(int) - take_picture(0, hue=0.0)).mean()
    assert off < 2.5


def test_hdr_is_told_apart_and_brought_down_to_sdr(tmp_path: Path) -> None:
    for transfer in (16, 18):
        path = make_take(
            tmp_path / f"{transfer}.mp4",
            frames=12,
            sound=False,
            codec="libx265",
            pixel_format="yuv420p10le",
            colour=(9, transfer, 9),
        )
        clip = Clip(path)
        assert clip.colour.hdr
        assert "HDR" in repr(clip)
        assert clip[0].dtype == np.uint8
        assert read_barcode(clip[1])[1] == 1
        assert next(clip.planes()).y.max() <= 235


def test_many_clips_open_at_once_do_not_use_up_the_file_handles(take: Path) -> None:
    clips = [Clip(take) for _ in range(40)]
    for clip in clips:
        clip[5]
    handles = [f for f in Path("/proc/self/fd").iterdir() if f.exists() and f.resolve() == take]
    assert len(handles) <= 13
    assert read_barcode(clips[0][6])[1] == 6


def test_clips_are_equal_when_the_file_is_the_same(take: Path, tmp_path: Path) -> None:
    import pickle

    assert Clip(take) == Clip(str(take)) != Clip(make_take(tmp_path / "b.mp4", frames=2))
    assert len({Clip(take), Clip(take)}) == 1
    assert pickle.loads(pickle.dumps(Clip(take))) == Clip(take)


def test_two_threads_may_read_one_clip(clip: Clip) -> None:
    from concurrent.futures import ThreadPoolExecutor

    numbers = [90, 3, 60, 61, 2, 119, 44, 10] * 3
    with ThreadPoolExecutor(2) as pool:
        seen = list(pool.map(lambda n: read_barcode(clip[n])[1], numbers))
    assert seen == numbers
