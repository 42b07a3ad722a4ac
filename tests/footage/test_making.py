"""The pure parts of the make scripts, and one small picture where Blender is at hand."""

import json
import shutil
import subprocess

import numpy as np
import pytest
from footage.footage_files import MAKE
from hypothesis import given
from hypothesis import strategies as st
from lacking import lacking
from PIL import Image
from understudy import cut, frames, kinematics, performance, post, takes, truth
from understudy.cameras import CAMERAS
from understudy.encode import captions
from understudy.sound import Line

FINAL = frames.QUALITIES["final"]


def test_a_held_pose_is_one_picture() -> None:
    assert len(set(frames.keys(takes.TAKES["KA-1"], FINAL))) == 1


def test_a_key_changes_with_what_decides_the_picture() -> None:
    take = takes.TAKES["4A-1"]
    one = frames.key(take, 40, FINAL)
    assert one == frames.key(take, 40, FINAL)
    assert one != frames.key(take, 100, FINAL)
    assert one != frames.key(takes.TAKES["5A-1"], 40, FINAL)
    assert one != frames.key(take, 40, frames.QUALITIES["animatic"])


def test_takes_of_one_moment_share_nothing_but_the_moment() -> None:
    one, other = takes.TAKES["4A-1"], takes.TAKES["5A-1"]
    assert one.clock_frame(one.first_frame) == other.clock_frame(other.first_frame) == 240


def test_takes_begin_and_end_on_a_frame() -> None:
    for take in takes.TAKES.values():
        for second in (take.begin, take.end):
            assert float(second * performance.RATE).is_integer(), take.name


def test_shared_pictures_are_counted_once() -> None:
    pair = [takes.TAKES[name] for name in ("C3a", "C5a")]
    assert len(frames.pictures(pair, FINAL)) == len(frames.pictures(pair[:1], FINAL))


@given(st.floats(0, 1))
def test_every_manner_begins_and_ends_on_its_pose(u: float) -> None:
    for manner in performance.MANNERS.values():
        assert abs(manner(0.0)) < 1e-9
        assert abs(manner(1.0) - 1) < 1e-9
        assert -0.1 < manner(u) < 1.1


def test_stillness_is_exact() -> None:
    dark = {repr(performance.state(performance.SCENE, f)) for f in range(800, 910)}
    assert len(dark) == 1


def test_diode_mirrors_filament_half_a_second_late() -> None:
    """At rest both hold the same pose, mirrored."""
    now = performance.state(performance.SCENE, round(15.5 * 24))
    assert now["diode.yaw"] == pytest.approx(180 - now["filament.yaw"])
    assert now["diode.tilt"] == pytest.approx(-now["filament.tilt"])
    for joint in ("lower", "upper", "pitch"):
        assert now[f"diode.{joint}"] == pytest.approx(now[f"filament.{joint}"])


def test_a_straight_lamp_is_as_high_as_its_parts() -> None:
    pose = dict.fromkeys(kinematics.JOINTS, 0.0)
    centre, beam = kinematics.head("filament", pose)
    assert centre == pytest.approx([-0.38, 0.03, 0.074 + 0.2 + 0.2 - 0.012 - 0.09])
    assert beam == pytest.approx([0, 0, -1])


def test_cameras_are_rigid_and_upright() -> None:
    for name, camera in CAMERAS.items():
        rotation = camera.rotation()
        assert rotation @ rotation.T == pytest.approx(np.eye(3)), name
        assert np.linalg.det(rotation) == pytest.approx(1)
        assert rotation[0, 2] == pytest.approx(0)  # the horizon is level
        u, v, w = camera.matrix() @ camera.pose() @ [*camera.look_at, 1.0]
        assert (u / w, v / w) == pytest.approx((319.5, 179.5))


@given(st.lists(st.booleans(), min_size=1, max_size=60))
def test_runs_say_what_was_seen(seen: list[bool]) -> None:
    lengths = truth.runs(seen)
    assert [i % 2 == 1 for i, n in enumerate(lengths) for _ in range(n)] == seen


def test_truth_written_and_read_is_the_same(tmp_path) -> None:
    if shutil.which("espeak-ng") is None:
        lacking("espeak-ng, which speaks the lamps' lines, is not on the PATH")
    header = truth.header() | {"takes": {}}
    truth.save(tmp_path / "truth.json", header)
    assert json.loads((tmp_path / "truth.json").read_text()) == json.loads(json.dumps(header))


def test_grain_has_the_strength_that_is_asked_for() -> None:
    flat = np.full((180, 320, 3), 110, dtype=np.uint8)
    held = [post.finish(flat, seed, 0.0).astype(float) for seed in (1, 2)]
    assert np.array_equal(*held)  # no grain, no flicker
    grained = [post.finish(flat, seed, 2.2).astype(float) @ post.LUMA for seed in (1, 2)]
    spread = np.std(grained[0] - grained[1]) / 2**0.5
    luma = held[0].mean() / 255
    expected = 2.2 * 0.97 * float(post.strength(np.float32(luma)))
    assert spread == pytest.approx(expected, rel=0.08)
    assert np.array_equal(post.finish(flat, 1, 2.2), post.finish(flat, 1, 2.2))


def test_captions_are_webvtt() -> None:
    take = takes.TAKES["4A-1"]
    text = captions(take, [Line("filament", "Again.", 10.65, 11.3)])
    assert text.startswith("WEBVTT\n\n")
    assert "00:00:02.150 --> 00:00:02.800\n<v Filament>Again." in text


def test_a_small_picture_is_the_same_bits_twice(tmp_path) -> None:
    python = MAKE / ".venv/bin/python"
    if not python.exists():
        pytest.skip("not run: the make project's environment (with bpy) isn't built here")
    script = (
        "import sys; from pathlib import Path; from understudy import stage, takes, performance;"
        "from understudy.cameras import CAMERAS; s = stage.Stage(); stage.settings(1, (96, 54), 1);"
        "t = takes.TAKES['1A-1']; s.set(performance.state(t.performance, 0), t.art);"
        "s.aim(CAMERAS[t.camera]);"
        "[s.photograph(Path(sys.argv[1]) / f'{n}.png') for n in 'ab']"
    )
    command = [str(python), "-c", script, str(tmp_path)]
    subprocess.run(command, cwd=MAKE, check=True, capture_output=True, timeout=200)
    a, b = (np.asarray(Image.open(tmp_path / f"{n}.png")) for n in "ab")
    assert a.shape == (54, 96, 3)
    assert np.array_equal(a, b)


def test_split_edits_move_the_sound_and_not_the_picture() -> None:
    shots = [cut.Shot("a", 0, 48), cut.Shot("b", 0, 48, -8), cut.Shot("c", 0, 24, 5)]
    assert cut.joints(shots) == [0, 40, 96, 120]
    late = [cut.Shot("a", 0, 48, 6), cut.Shot("b", 0, 48)]
    assert cut.joints(late) == [0, 54, 96]


def test_a_cut_list_is_read(tmp_path) -> None:
    text = "# kuleshov edit 1\ntitle: Test\nrate: 24\n4A-1 01:00 04:12 J8\n1A-1 02:00 03:00\n"
    (tmp_path / "a.edit").write_text(text)
    assert cut.read(tmp_path / "a.edit") == [
        cut.Shot("4A-1", 24, 108, -8),
        cut.Shot("1A-1", 48, 72),
    ]
