"""Given a truth file, its takes answer in an editor's terms."""

import json
import math
from fractions import Fraction
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from kuleshov.errors import EditError, MediaError
from kuleshov.library.truth import Truth, load_truth

SCHEMA = Path(__file__).parents[2] / "datasets/rushes/understudy/truth.schema.json"
LOOKING_ALONG_Y = [[1, 0, 0, 0], [0, 0, -1, 0.2], [0, 1, 0, 2.0]]


def sample() -> dict:
    """One lamp that turns its head for a second, in one take of the scene and one outside it."""
    take = {
        "setup": "1",
        "description": "Wide: a lamp on a bench turns its head.",
        "frames": 72,
        "slate": {"frames": 24, "flash": 12},
        "usable": [36, 60],
        "clock": {"performance": "scene", "in": 10, "out": 11},
        "camera": {
            "K": [[800, 0, 319.5], [0, 800, 179.5], [0, 0, 1]],
            "poses": [LOOKING_ALONG_Y],
            "lens": {"focal": 45, "f_stop": 4, "focus": 2},
        },
        "side": "near",
        "grain": 2.2,
        "visible": {"cup": [24, 40], "filament": [24, 6, 6, 36]},
        "quality": "animatic",
        "file": "1A-1.mp4",
        "sha256": "0" * 64,
        "stems": {"filament": "stems/1A-1.filament.m4a"},
        "captions": "captions/1A-1.vtt",
    }
    elsewhere = {
        **take,
        "clock": {"performance": "aside", "in": 0, "out": 1},
        "moved": {"cup": [0.1, 0, 0.2]},
        "pair": "C1",
        "planted": {"kind": "moved", "what": "cup", "vector": [0.1, 0, 0], "unit": "m"},
    }
    state = {
        "filament.yaw": [float(i) for i in range(24)],
        "filament.head": [[0.01 * i, 0, 0.2] for i in range(24)],
        "filament.beam": [[0, 0, -1]],
        "filament.power": [1.0] * 12 + [0.0] * 12,
    }
    beats = [{"name": "turn", "start": 10.5, "end": 20.0, "what": "It turns."}]
    lines = [
        {"speaker": "filament", "text": "Look.", "onset": 10.25, "offset": 10.6},
        {"speaker": "filament", "text": "Later.", "onset": 14.0, "offset": 14.5},
    ]
    return {
        "format": "kuleshov truth 1",
        "title": "A sample",
        "licence": "CC BY 4.0",
        "rate": [24, 1],
        "size": [640, 360],
        "lamps": ["filament"],
        "joints": ["yaw"],
        "scene": "scene",
        "line_of_action": [[-1, 0, 0], [1, 0, 0]],
        "points": {"cup": [0, 0, 0.2], "behind": [0, -5, 0]},
        "lights": {
            "key": {
                "kind": "spot",
                "colour": [1, 0.5, 0.2],
                "power": 8,
                "rides": "filament",
                "ahead": 0.03,
                "drive": "filament.power",
            },
            "moon": {
                "kind": "sun",
                "colour": [0.3, 0.5, 1],
                "power": 3,
                "xyz": [0, 1, 1],
                "aim": [0, -0.7071, -0.7071],
            },
        },
        "performances": {
            "scene": {
                "story": True,
                "start": 10,
                "frames": 24,
                "beats": beats,
                "lines": lines,
                "state": state,
            },
            "aside": {
                "story": False,
                "start": 0,
                "frames": 24,
                "beats": [],
                "lines": [],
                "state": state,
            },
        },
        "takes": {"1A-1": take, "C1b": elsewhere},
    }


@pytest.fixture
def truth(tmp_path: Path) -> Truth:
    (tmp_path / "truth.json").write_text(json.dumps(sample()))
    return load_truth(tmp_path)


def test_the_sample_is_of_the_schema() -> None:
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text())).validate(sample())


def test_a_second_of_the_scene_has_its_frame(truth: Truth) -> None:
    take = truth.takes["1A-1"]
    assert take.rate == Fraction(24)
    assert take.performance == (10.0, 11.0)
    assert take.frame_at(10.0) == take.first_frame == 36
    assert take.frame_at(10.5) == 48
    assert take.frame_at(9.5) == 24  # in the handle
    with pytest.raises(EditError, match="seconds 10 to 11"):
        take.frame_at(30)


def test_a_take_outside_the_scene_says_so(truth: Truth) -> None:
    take = truth.takes["C1b"]
    assert take.performance is None
    assert take.pair == "C1"
    with pytest.raises(EditError, match="no part of the scene"):
        take.frame_at(0.5)


def test_points_are_projected_and_hidden_where_the_runs_say(truth: Truth) -> None:
    take = truth.takes["1A-1"]
    cup = take.points(40)["cup"]
    assert (cup.u, cup.v) == pytest.approx((319.5, 179.5))
    assert cup.seen
    assert not take.points(10)["cup"].seen  # under the slate
    assert not take.points(70)["cup"].seen  # after its run
    behind = take.points(40)["behind"]
    assert math.isnan(behind.u)
    assert not behind.seen


def test_heads_joints_and_lights_follow_the_clock(truth: Truth) -> None:
    take = truth.takes["1A-1"]
    assert take.joints(36)["filament"]["yaw"] == 0
    assert take.joints(46)["filament"]["yaw"] == 10
    assert take.joints(71)["filament"]["yaw"] == 23  # the clock's end holds
    head = take.heads(46)["filament"]
    assert head.xyz == pytest.approx((0.1, 0, 0.2))
    assert head.u == pytest.approx(319.5 + 800 * 0.1 / 2)
    assert [take.heads(f)["filament"].seen for f in (23, 24, 30, 36)] == [False, True, False, True]
    assert take.lights(36)["key"].power == 8
    assert take.lights(59)["key"].power == 0
    assert take.lights(36)["key"].xyz == pytest.approx((0, 0, 0.17))
    assert take.lights(36)["moon"].kind == "sun"


def test_lines_and_beats_are_in_the_takes_own_time(truth: Truth) -> None:
    take = truth.takes["1A-1"]
    assert [(x.text, x.onset, x.offset) for x in take.lines] == [
        ("Look.", pytest.approx(1.75), pytest.approx(2.1))
    ]
    (beat,) = take.beats
    assert (beat.start, beat.end) == (2.0, 2.5)
    assert truth.lines[0].onset == 10.25  # the scene's own clock


def test_what_was_planted_is_known(truth: Truth) -> None:
    planted = truth.takes["C1b"].planted
    assert planted is not None
    assert planted.vector == (0.1, 0, 0)
    assert truth.takes["C1b"].static["cup"] == (0.1, 0, 0.2)
    assert truth.takes["1A-1"].planted is None


def test_a_channel_is_an_array_over_the_clock(truth: Truth) -> None:
    scene = truth.performances["scene"]
    assert scene.channel("filament.yaw").shape == (24,)
    assert scene.channel("filament.beam").shape == (24, 3)
    assert np.all(scene.channel("filament.beam")[:, 2] == -1)


def test_a_frame_outside_the_take_is_refused(truth: Truth) -> None:
    with pytest.raises(EditError, match="frames 0 to 71"):
        truth.takes["1A-1"].joints(72)


@pytest.mark.parametrize("text", ["not json", "[]", '{"format": "something else"}'])
def test_a_damaged_file_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "truth.json").write_text(text)
    with pytest.raises(MediaError):
        load_truth(tmp_path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="no truth"):
        load_truth(tmp_path / "nowhere")
