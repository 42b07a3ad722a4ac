"""Given the committed takes, truth.json holds: files, streams, sync, places, speech."""

import hashlib
import json
from itertools import pairwise

import av
import jsonschema
import numpy as np
import pytest
from footage.footage_files import RUSHES, pictures, sound

from kuleshov.library.truth import TakeTruth, Truth

LIMIT = 60e6
EXPECTED = 38


def test_all_takes_are_there(truth: Truth) -> None:
    assert len(truth.takes) == EXPECTED
    assert {t.quality for t in truth.takes.values()} == {"final"}
    for take in truth.takes.values():
        assert take.file.exists()
        for stem in take.stems.values():
            assert stem.exists()
        if take.lines:
            assert set(take.stems) == {"filament", "diode"}
            assert take.captions is not None
            assert take.captions.exists()


def test_truth_is_of_its_schema() -> None:
    schema = json.loads((RUSHES / "truth.schema.json").read_text())
    data = json.loads((RUSHES / "truth.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(data)


def test_files_are_those_that_truth_speaks_of(truth: Truth) -> None:
    changed = [
        take.name
        for take in truth.takes.values()
        if hashlib.sha256(take.file.read_bytes()).hexdigest() != take.sha256
    ]
    assert changed == []


def test_the_footage_fits_its_budget() -> None:
    kinds = ("*.mp4", "stems/*", "captions/*", "depth/*", "truth.json")
    total = sum(file.stat().st_size for kind in kinds for file in RUSHES.glob(kind))
    assert total < LIMIT


def test_streams_are_what_the_course_expects(truth: Truth) -> None:
    for take in truth.takes.values():
        with av.open(str(take.file)) as file:
            video, audio = file.streams.video[0], file.streams.audio[0]
            assert video.codec_context.name == "h264", take.name
            assert (video.width, video.height) == (640, 360)
            assert video.average_rate == 24
            assert video.frames == take.frames
            assert video.codec_context.pix_fmt == "yuv420p"
            assert video.codec_context.colorspace == 1  # BT.709
            assert audio.codec_context.name == "aac"
            assert audio.rate == 48_000
        head = take.file.read_bytes()[:64_000]
        assert b"moov" in head, f"{take.name} doesn't start at once"


def test_a_keyframe_comes_every_second(truth: Truth) -> None:
    for take in truth.takes.values():
        with av.open(str(take.file)) as file:
            stream = file.streams.video[0]
            keys = [
                round(p.pts * stream.time_base * 24)
                for p in file.demux(stream)
                if p.pts is not None and p.is_keyframe
            ]
        assert max(np.diff([*keys, take.frames])) <= 24, take.name


def test_flash_and_beep_share_a_frame(truth: Truth) -> None:
    for take in truth.takes.values():
        bright = [image.mean() for _, image in pictures(take, set(range(24)))]
        assert int(np.argmax(bright)) == take.slate, take.name
        assert sorted(bright)[-2] < 0.5 * max(bright)
        heard = np.abs(sound(take.file, 1.0)[: 24 * 2000]).reshape(24, 2000).max(axis=1)
        assert int(np.argmax(heard)) == take.slate, take.name
        loud = np.flatnonzero(np.abs(sound(take.file, 1.0)[:48_000]) > 0.05)
        assert loud[0] / 2000 == pytest.approx(take.slate, abs=0.05)


def _spoken(take: TakeTruth) -> list[tuple[str, float, float]]:
    return [(one.speaker, one.onset, one.offset) for one in take.lines]


def test_stems_speak_where_truth_says_and_nowhere_else(truth: Truth) -> None:
    for take in truth.takes.values():
        for lamp, path in take.stems.items():
            voice = np.abs(sound(path))
            assert len(voice) == take.frames * 2000, take.name
            silent = np.ones(len(voice), dtype=bool)
            for speaker, onset, offset in _spoken(take):
                if speaker != lamp:
                    continue
                a, b = round(onset * 48_000), round(offset * 48_000)
                assert voice[a : a + 960].max() > 0.002, (take.name, lamp, onset)
                assert voice[b - 960 : b].max() > 0.001, (take.name, lamp, offset)
                silent[max(a - 48, 0) : b + 48] = False
            assert voice[silent].max(initial=0) == 0, (take.name, lamp)


def test_the_mix_speaks_there_too(truth: Truth) -> None:
    take = truth.takes["4A-1"]
    mix = sound(take.file)
    for _, onset, offset in _spoken(take):
        said = mix[round(onset * 48_000) : round(offset * 48_000)]
        assert 20 * np.log10(said.std()) > -35
    dark = mix[round(take.time_at(33.0) * 48_000) : round(take.time_at(34.0) * 48_000)]
    assert -70 < 20 * np.log10(dark.std()) < -50  # the room, and nothing else


def test_five_seconds_of_dark_are_five_seconds_of_nothing(truth: Truth) -> None:
    take = truth.takes["1A-1"]
    a, b = take.frame_at(33.1), take.frame_at(38.0)
    assert {repr(take.joints(f)) for f in range(a, b)} == {repr(take.joints(a))}
    assert all(light.power == 0 for n, light in take.lights(a).items() if "diode" in n)
    assert take.lights(a)["filament"].power == 0
    assert not [x for x in take.lines if take.time_at(33) < x.onset < take.time_at(38)]


def test_a_held_pose_holds(truth: Truth) -> None:
    """The neutral close-up does nothing: only grain differs from frame to frame."""
    take = truth.takes["KA-1"]
    frames = [image for _, image in pictures(take, {60, 61, 100})]
    limit = 4.0 if take.quality == "final" else 0.6
    assert np.abs(frames[0] - frames[1]).mean() < limit
    assert np.abs(frames[0] - frames[2]).mean() < limit


def test_grain_is_as_strong_as_truth_says(truth: Truth) -> None:
    """Grain lives between frames of a held pose; compression takes a part of it."""
    take = truth.takes["KA-1"]
    frames = [image.mean(axis=2) for _, image in pictures(take, {60, 64, 70, 90, 110})]
    spread = np.mean([np.std(a - b) for a, b in pairwise(frames)]) / 2**0.5
    assert 0.25 * take.grain < spread < 1.1 * take.grain


CLEAR = ("1A-1", "7A-1", "C1c")


def test_the_sheets_corners_are_where_truth_projects_them(truth: Truth) -> None:
    """Towards the middle of the sheet it is bright; beyond the corner it isn't."""
    checked = 0
    for name in CLEAR:
        take = truth.takes[name]
        frame = take.first_frame + 30
        ((_, image),) = pictures(take, {frame})
        luma = image @ [0.2126, 0.7152, 0.0722]
        corners = {k: p for k, p in take.points(frame).items() if k.startswith("sheet")}
        middle = np.mean([(p.u, p.v) for p in corners.values()], axis=0)
        for point in corners.values():
            if not point.seen:
                continue
            at = np.array([point.u, point.v])
            way = (middle - at) / np.linalg.norm(middle - at)
            inside, outside = (_patch(luma, at + s * 9 * way) for s in (1, -1))
            assert inside > outside + 8, (name, point)
            checked += 1
    assert checked >= 9


def _patch(luma: np.ndarray, at: np.ndarray, r: int = 2) -> float:
    x, y = (round(float(v)) for v in at)
    return float(luma[max(y - r, 0) : y + r + 1, max(x - r, 0) : x + r + 1].mean())


@pytest.mark.parametrize("name", ["1A-1", "6E-1"])
def test_the_windows_cross_is_where_truth_projects_it(truth: Truth, name: str) -> None:
    """On the cross there is wood; in each quarter round it there is sky."""
    take = truth.takes[name]
    frame = take.frame_at(34.0)
    cross = take.points(frame)["window cross"]
    assert cross.seen
    ((_, image),) = pictures(take, {frame})
    at = np.array([cross.u, cross.v])
    reach = 0.03 * take.K[0, 0] / np.linalg.norm(np.subtract(cross.xyz, _place(take)))
    sky = [_patch(image[..., 2], at + reach * np.array([x, y])) for x in (-1, 1) for y in (-1, 1)]
    assert min(sky) > _patch(image[..., 2], at, 1) + 10


def _place(take: TakeTruth) -> np.ndarray:
    """Return where the camera stands, metres."""
    pose = take.pose(take.first_frame)
    return -pose[:, :3].T @ pose[:, 3]


@pytest.mark.parametrize("name", ["1A-1", "2A-1", "4A-1", "7A-1"])
def test_filaments_lit_head_is_warm_where_truth_projects_it(truth: Truth, name: str) -> None:
    take = truth.takes[name]
    frame = take.frame_at(19.0 - 1.0 / 6)
    head = take.heads(frame)["filament"]
    assert head.seen
    ((_, image),) = pictures(take, {frame})
    x, y = round(head.u), round(head.v)
    near = image[y - 6 : y + 7, x - 6 : x + 7].mean(axis=(0, 1))
    # Red over blue, enamel or tungsten: by levels where it is bright, by share where it is dark.
    assert near[0] > min(near[2] + 15, 1.5 * near[2]), near


@pytest.mark.parametrize("name", ["3A-1", "5A-1"])
def test_diodes_ring_is_round_its_head(truth: Truth, name: str) -> None:
    take = truth.takes[name]
    frame = take.frame_at(19.0 - 1.0 / 6)
    head = take.heads(frame)["diode"]
    assert head.seen
    ((_, image),) = pictures(take, {frame})
    bright = np.argwhere(image.min(axis=2) > 200)
    v, u = np.median(bright, axis=0)
    assert np.hypot(u - head.u, v - head.v) < 25


def test_the_reverse_is_on_the_far_side(truth: Truth) -> None:
    far = {take.name for take in truth.takes.values() if take.side == "far"}
    assert {"8A-1", "C5b"} <= far <= {"8A-1", "C5b", "KD-1"}
    near, across = truth.takes["1A-1"], truth.takes["8A-1"]

    def left_to_right(take: TakeTruth) -> bool:
        heads = take.heads(take.frame_at(25.0))
        return heads["filament"].u < heads["diode"].u

    assert left_to_right(near) != left_to_right(across)


def test_the_clinic_holds_seven_errors_and_one_clean_pair(truth: Truth) -> None:
    planted = {t.pair: t.planted.kind for t in truth.takes.values() if t.planted}
    assert planted == {
        "C1": "moved",
        "C2": "light side",
        "C3": "white balance",
        "C4": "exposure",
        "C5": "crossed line",
        "C6": "pose",
        "C7": "sync",
        "C8": "none",
    }
    cup = [truth.takes[name].static["cup foot"] for name in ("C1a", "C1b", "C1c")]
    assert cup[0] == cup[2] != cup[1]


def test_the_clinics_click_comes_four_frames_early(truth: Truth) -> None:
    take = truth.takes["C7b"]
    mix = np.abs(sound(take.file))[48_000:]
    click = int(np.argmax(mix > 0.5 * mix.max())) / 2000 + 24
    powers = [take.lights(f)["diode ring"].power for f in range(24, take.frames)]
    lit = 24 + int(np.argmax(np.array(powers) > 0))
    assert click - lit == pytest.approx(-4, abs=0.6)


def test_the_editors_cut_can_be_made_from_the_takes(truth: Truth) -> None:
    from understudy.cut import joints, read

    shots = read(RUSHES / "editors-cut.edit")
    for shot in shots:
        assert 24 <= shot.begin < shot.end <= truth.takes[shot.take].frames
    total = sum(shot.end - shot.begin for shot in shots)
    assert 40 * 24 < total <= 60 * 24
    assert joints(shots)[-1] == total


def test_a_noise_that_tells_something_is_captioned(truth: Truth) -> None:
    """Nobody speaks in the insert of the bulb; who can't hear it reads that it pops."""
    bulb = truth.takes["6B-1"]
    assert bulb.captions is not None and "[the bulb pops]" in bulb.captions.read_text("utf-8")
    assert truth.takes["KA-1"].captions is None, "a close-up in which nothing sounds"
