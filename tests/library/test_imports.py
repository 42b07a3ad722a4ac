"""The student's own footage becomes plain course proxies, and keeps its time."""

import re
import unicodedata
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import find_clicks, make_take, read_barcode, take_id
from made.odd import SIZE, film, pictures, tone
from PIL import Image

import kuleshov as ku
from kuleshov.library import ledger
from kuleshov.library.credit import is_generated
from kuleshov.library.imports import file_name, nearest_frames
from kuleshov.media import remux
from kuleshov.media.animation import film_of_animation
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


def test_a_variable_rate_is_made_even_by_what_shows_then(tmp_path: Path) -> None:
    times = [0.0, 0.04, 0.08, 0.5, 0.54, 0.9, 1.0, 1.4]
    clip = imported(make_take(tmp_path / "phone.mp4", frames=8, times=times, sound=False))
    for number in range(clip.frames):
        shown = read_barcode(clip[number])[1]
        begun = [time for time in times if time <= (number + 0.5) / 24]
        assert times[shown] == min(begun, key=lambda time: abs(time - number / 24))


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
    assert "\ngood.mp4: good.mp4\n" in repr(made)


def test_each_proxy_has_its_entry_in_the_ledger(tmp_path: Path) -> None:
    path = make_take(tmp_path / "IMG 1.MOV", frames=6)
    clip = imported(path, made_by="Ada", consent="Ada, Ben")
    (entry,) = ledger.entries()
    assert (entry.made_by, entry.consent, entry.licence) == ("Ada", "Ada, Ben", "")
    assert entry.notes.startswith("course proxy of IMG 1.MOV (sha256 ")
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


@pytest.mark.parametrize("ending", ["webp", "avif"])
def test_an_animated_picture_becomes_a_film_at_its_own_pace(
    tmp_path: Path, home: Path, ending: str
) -> None:
    greys = [Image.new("RGB", (64, 36), (level,) * 3) for level in (40, 90, 140, 190)]
    path = tmp_path / f"ComfyUI_0001.{ending}"
    lasting = [250, 500, 250, 1000]  # ms
    greys[0].save(path, save_all=True, append_images=greys[1:], duration=lasting, quality=100)
    clip = imported(path, made_with="ComfyUI")
    assert clip.path == home / "studio" / "footage" / "ComfyUI_0001.mp4"
    assert clip.duration == pytest.approx(2.0)
    for second, level in ((0.1, 40), (0.3, 90), (0.72, 90), (0.9, 140), (1.1, 190), (1.9, 190)):
        assert clip[second][180, 320].mean() == pytest.approx(level, abs=6)
    (again,) = ku.import_footage(path)
    assert "was here already" in again.notes
    with pytest.raises(ku.MediaError, match=rf'ku.import_footage\("{path.name}"\) makes one'):
        ku.Clip(path)
    with pytest.raises(ku.MediaError, match="makes one"):
        ku.measure(path)


def test_an_animation_that_is_given_no_time_runs_as_in_a_browser(tmp_path: Path) -> None:
    greys = [Image.new("RGB", (64, 36), (level,) * 3) for level in (40, 90, 140)]
    for name in ("a.webp", "a.avif"):
        greys[0].save(tmp_path / name, save_all=True, append_images=greys[1:], duration=0)
        assert imported(tmp_path / name).duration == pytest.approx(0.3, abs=0.03)


@pytest.mark.parametrize("ending", ["webp", "avif"])
def test_one_picture_without_a_time_among_others_stands_as_in_a_browser(
    tmp_path: Path, ending: str
) -> None:
    greys = [Image.new("RGB", (64, 36), (level,) * 3) for level in (40, 90, 140, 190)]
    path = tmp_path / f"a.{ending}"
    greys[0].save(path, save_all=True, append_images=greys[1:], duration=[10, 500, 5, 200])
    clip = ku.Clip(film_of_animation(path, tmp_path / "a.mov"))
    assert clip.times() == pytest.approx([0, 0.1, 0.6, 0.7])
    assert clip.duration == pytest.approx(0.9)


def test_a_still_and_a_damaged_animation_are_named(tmp_path: Path) -> None:
    grey = Image.new("RGB", (64, 36), "grey")
    grey.save(tmp_path / "still.webp")
    grey.save(tmp_path / "still.avif")
    noise = [Image.effect_noise((64, 36), 90 + n).convert("RGB") for n in range(4)]
    noise[0].save(tmp_path / "half.webp", save_all=True, append_images=noise[1:])
    whole = (tmp_path / "half.webp").read_bytes()
    (tmp_path / "half.webp").write_bytes(whole[: len(whole) // 2])
    noise[0].save(tmp_path / "bad.avif", save_all=True, append_images=noise[1:])
    whole = bytearray((tmp_path / "bad.avif").read_bytes())
    whole[whole.index(b"mdat") + 4 :] = b"\xff" * (len(whole) - whole.index(b"mdat") - 4)
    (tmp_path / "bad.avif").write_bytes(whole)
    names = ("still.webp", "still.avif", "half.webp", "bad.avif")
    made = ku.import_footage([tmp_path / name for name in names])
    assert "still.webp is a still picture (WebP)" in made[0].reason
    assert "still.avif is a still picture (AVIF)" in made[1].reason
    assert "half.webp is damaged" in made[2].reason
    assert "bad.avif is damaged" in made[3].reason


PHONE = {
    "com.apple.quicktime.make": "Apple", "com.apple.quicktime.model": "iPhone 15",
    "location": "+52.5200+013.4050/", "comment": "at the lake",
}  # fmt: skip


def test_what_a_file_claims_is_shown_and_kept_in_the_ledger_but_for_the_place(
    tmp_path: Path,
) -> None:
    path = remux(make_take(tmp_path / "IMG_0412.mp4", frames=6), metadata=PHONE)
    (made,) = ku.import_footage(path)
    assert made.clip is not None and made.traces is not None
    assert made.traces.path == path and made.traces.place == "52.5200° N, 13.4050° E"
    told = str(made).splitlines()
    assert told[0].startswith("IMG_0412.mp4: IMG_0412.mp4")
    assert told[1].startswith("  It claims: ") and "camera Apple; iPhone 15" in told[1]
    assert told[2] == "  The proxy keeps none of that; the ledger keeps this line."
    assert "other note" in told[3] and "at the lake" not in str(made)
    assert "holds the place where it was filmed. Neither" in told[4] and "52.5" not in str(made)
    (entry,) = ledger.entries()
    assert entry.made_with == entry.kind == entry.source == "", "what a file claims answers nothing"
    assert "camera Apple; iPhone 15" in entry.claims and "at the lake" not in entry.claims
    assert "52.5" not in str(entry)
    kept = ku.traces(made.clip)
    assert not kept.place and not kept.of("camera") and "at the lake" not in kept.words
    (again,) = ku.import_footage(path)
    assert len(str(again).splitlines()) == 1


def test_what_the_proxy_keeps_is_said(tmp_path: Path) -> None:
    path = remux(make_take(tmp_path / "dream.mp4", frames=6), metadata={"generated_by": "ku.dream"})
    (made,) = ku.import_footage(path)
    assert "The proxy keeps only that a model made it; the ledger keeps this line." in str(made)
    assert made.clip is not None and ku.traces(made.clip).says_generated


def test_a_file_that_claims_nothing_or_can_not_be_asked_says_so(tmp_path: Path) -> None:
    bare = ku.remove_traces(make_take(tmp_path / "a.mp4", frames=6), tmp_path / "bare.mp4")
    (made,) = ku.import_footage(bare)
    assert str(made).splitlines()[1:] == ["  It says nothing of who made it."]
    (old,) = ku.import_footage(film(tmp_path / "old.avi", pictures(12)))
    assert old.clip is not None and old.traces is None
    assert "was not looked for: its kind is not read here" in str(old)


def test_of_two_sound_tracks_one_is_taken_and_the_other_named(tmp_path: Path) -> None:
    path = film(tmp_path / "obs.mkv", pictures(24), [tone(1, 0.1), tone(1, 0.4)])
    (made,) = ku.import_footage(path)
    assert made.clip is not None
    assert "sound track 1 taken; sound_track= takes another: 2 (pcm_f32le mono)" in made.notes
    (second,) = ku.import_footage(path, sound_track=2)
    assert second.clip is not None
    assert second.clip.path.name == "obs-2.mp4"
    levels = [float(np.abs(one.clip.read_sound()).max()) for one in (made, second) if one.clip]
    assert levels == pytest.approx([0.1, 0.4], abs=0.03)
    (none,) = ku.import_footage(path, sound_track=3)
    assert none.reason == "obs.mkv has no sound track 3: it has 1 to 2."


def test_sound_that_the_picture_does_not_cover_is_said(tmp_path: Path) -> None:
    (made,) = ku.import_footage(film(tmp_path / "long.mkv", pictures(12), [tone(2)]))
    assert "1.50 s of sound after the last picture left out" in made.notes
    (made,) = ku.import_footage(make_take(tmp_path / "short.mp4", frames=24, size=SIZE))
    assert made.notes == ()


def test_names_of_every_script_stay_and_none_is_written_over(tmp_path: Path, home: Path) -> None:
    names = ["IMG_0001.MOV", "IMG_0001.mp4", "img_0001.mkv", "สวัสดี.mp4", "हिन्दी.mp4", "عَرَبِيّ.mp4",
             "Cafe\u0301.mp4", "x" * 240 + ".mp4"]  # fmt: skip
    paths = [
        film(tmp_path / f"{n}.mp4", [picture]).rename(tmp_path / name)
        for n, (name, picture) in enumerate(zip(names, pictures(len(names)), strict=True))
    ]
    made = ku.import_footage(paths)
    stems = [one.clip.name for one in made if one.clip]
    assert stems == ["IMG_0001", "IMG_0001-2", "img_0001-3", "สวัสดี", "हिन्दी", "عَرَبِيّ", "Café",
                     "x" * 200]  # fmt: skip
    assert len({str(one.clip.path).casefold() for one in made if one.clip}) == len(names)
    composed = tmp_path / "elsewhere" / "Caf\u00e9.mp4"
    composed.parent.mkdir()
    (again,) = ku.import_footage(paths[6].rename(composed))
    assert again.notes == ("was here already",)  # a Mac's name for it and everybody else's


@given(name=st.text(min_size=1, max_size=300))
def test_a_file_name_is_one_in_any_file_system(name: str) -> None:
    made = file_name(name)
    assert 1 <= len(made.encode()) <= 200
    assert not set(made) & set('/\\:*?"<>|\0 ')
    assert made[0] not in ".-"
    assert file_name(made) == made == unicodedata.normalize("NFC", made)


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
def test_no_other_frame_that_has_begun_is_nearer(gaps: list[float], rate: Fraction) -> None:
    times = np.concatenate([[0.0], np.cumsum(gaps)])
    chosen = nearest_frames(times, rate, 40)
    off = np.abs(times[None, :] - (np.arange(40) / float(rate))[:, None])
    middle = ((np.arange(40) + 0.5) / float(rate))[:, None]
    off = np.where(times[None, :] <= middle + 1e-9, off, np.inf)
    assert (np.diff(chosen) >= 0).all()
    assert np.allclose(off[np.arange(40), chosen], off.min(axis=1), atol=1e-6)


def test_two_imports_at_once_take_two_names(tmp_path: Path) -> None:
    one = make_take(tmp_path / "a.mp4", frames=6)
    (tmp_path / "other").mkdir()
    two = make_take(tmp_path / "other" / "a.mp4", name="9B-2", frames=6)
    inside: list[ku.Clip] = []

    def meanwhile(done: int, total: int) -> None:
        if not inside:
            inside.append(imported(two))

    outside = imported(one, progress=meanwhile)
    assert [inside[0].path.name, outside.path.name] == ["a.mp4", "a-2.mp4"]
    assert read_barcode(inside[0][0])[0] == take_id("9B-2") != read_barcode(outside[0])[0]
    assert sorted(each.name for each in outside.path.parent.iterdir()) == ["a-2.mp4", "a.mp4"]


def test_the_same_film_imported_twice_at_once_is_one(tmp_path: Path) -> None:
    path = make_take(tmp_path / "a.mp4", frames=6)
    inside: list[ku.Clip] = []

    def meanwhile(done: int, total: int) -> None:
        if not inside:
            inside.append(imported(path))

    assert imported(path, progress=meanwhile) == inside[0]
    assert [each.name for each in inside[0].path.parent.iterdir()] == ["a.mp4"]


def test_a_proxy_is_not_made_into_a_proxy_again(tmp_path: Path) -> None:
    first = imported(make_take(tmp_path / "a.mp4", frames=6))
    (again,) = ku.import_footage(first.path)
    assert again.clip == first
    assert again.notes == ("was here already",)
    (other,) = ku.import_footage(first.path, rate=25)
    assert other.clip is not None and other.clip.path.name == "a-2.mp4"


@pytest.mark.parametrize(
    ("size", "note"),
    [((180, 320), "black at its sides"), ((180, 180), "black at its sides"), ((640, 360), None),
     ((640, 346), None), ((640, 272), "black above and below it")],
)  # fmt: skip
def test_much_black_beside_a_picture_is_said(
    tmp_path: Path, size: tuple[int, int], note: str | None
) -> None:
    (made,) = ku.import_footage(make_take(tmp_path / "a.mp4", frames=3, size=size))
    assert [each for each in made.notes if "black" in each] == ([note] if note else [])


@pytest.mark.parametrize("name", ["a\0b.mov", "x" * 300 + ".mov"])
def test_a_name_that_no_file_can_have_is_named(tmp_path: Path, name: str) -> None:
    (made,) = ku.import_footage(tmp_path / name)
    assert made.clip is None and re.search(r"can't be (opened|the name)", made.reason)
