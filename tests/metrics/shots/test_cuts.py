"""Given a film whose transitions are known, they are found, and nothing else is."""

from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
from made import Film, join, make_film, make_take, place, shot, view, write

from kuleshov.errors import KuleshovError
from kuleshov.media import Clip
from kuleshov.metrics import find_cuts, frame_differences, score
from kuleshov.metrics.features.everyday import compute
from kuleshov.metrics.shots import cuts, detect, frames
from kuleshov.metrics.shots.transition import Transition
from kuleshov.timeline import Cut


def test_hard_cuts_are_found_to_the_frame(tmp_path):
    film = make_film(
        tmp_path / "film.mp4",
        seed=41,
        shots=7,
        troubles=("none", "pan", "shake"),
        meetings=("elsewhere", "nearby"),
    )
    assert [t.frame for t in find_cuts(film.path)] == film.cuts
    assert all(t.kind == "cut" and t.start == t.end == t.frame for t in find_cuts(film.path))


@pytest.mark.parametrize("trouble", ["whip", "rush", "flash", "flicker", "lamp", "shake"])
def test_what_is_no_cut_is_not_taken_for_one(tmp_path, trouble):
    path = write(tmp_path / "shot.mp4", list(shot(7, 48, trouble, seed=5)))
    assert list(find_cuts(path)) == []


def test_a_quick_move_on_twos_is_no_cut(tmp_path):
    wall = cv2.GaussianBlur(view(place(9), 0.5, 0.5, 1.2), (0, 0), 6)
    drawn = []
    for angle in np.cumsum(20 * np.exp(-((np.arange(24) - 12.0) ** 2))):  # an arm swings round
        picture, turn = wall.copy(), np.radians(angle - 130)
        elbow = np.array([160, 150]) + 70 * np.array([np.cos(turn), np.sin(turn)])
        bent = turn + 1.2 + np.radians(angle - 40)
        hand = elbow + 50 * np.array([np.cos(bent), np.sin(bent)])
        joints = np.array([(160, 150), elbow, hand]).astype(int)
        cv2.polylines(picture, [joints], False, (200, 190, 180), 9)
        for size, grey in (((34, 22), 245), ((18, 10), 25)):
            cv2.ellipse(picture, joints[2].tolist(), size, 2 * angle - 80, 0, 360, [grey] * 3, -1)
        drawn.append(picture.astype(np.uint8))
    assert list(find_cuts(write(tmp_path / "twos.mp4", [f for f in drawn for _ in "ab"]))) == []


@pytest.mark.proof
def test_a_take_of_the_course_is_one_shot_behind_its_slate():
    import kuleshov as ku

    for name, take in ku.rushes("understudy").items():
        if take.problem() is None:
            assert [c.frame for c in find_cuts(take.path) if c.kind == "cut"] in ([24], []), name


def test_a_jump_cut_keeps_the_place_and_is_still_found(tmp_path):
    frames = [*shot(7, 30, "none", 1, (0.5, 0.5, 1.2)), *shot(7, 30, "none", 2, (0.53, 0.51, 1.27))]
    assert [t.frame for t in find_cuts(write(tmp_path / "jump.mp4", frames))] == [30]


@pytest.mark.parametrize(
    ("meeting", "kind"), [("dissolve", "dissolve"), ("fade", "fade"), ("through black", "fade")]
)
def test_gradual_transitions_have_their_kind_and_their_ends(tmp_path, meeting, kind):
    film, frames = Film(tmp_path / "film.mp4"), []
    for number in range(3):
        join(
            film, frames, shot(20 + number, 44, "none", number), meeting if number else "first", 14
        )
    film.truth = [t for t in film.truth if t.kind == kind]
    found = list(find_cuts(write(film.path, frames)))
    assert [t.kind for t in found] == [kind, kind]
    for ours, true in zip(found, film.truth, strict=True):
        assert abs(ours.frame - true.frame) <= 2
        assert abs(ours.start - true.start) <= 3
        assert abs(ours.end - true.end) <= 3


def test_fades_at_the_ends_of_a_film_begin_no_shot(tmp_path):
    frames = shot(3, 60, "none", 1)
    for k in range(12):
        frames[k] = frames[k] * ((k + 0.5) / 12)
        frames[59 - k] = frames[59 - k] * ((k + 0.5) / 12)
    found = find_cuts(write(tmp_path / "film.mp4", list(frames)))
    assert [(t.kind, t.frame) for t in found] == [("fade", 0), ("fade", 60)]
    assert found.starts == [0]
    assert found.shot_lengths == [pytest.approx(2.5)]


def test_an_edit_comes_back_from_its_film(tmp_path):
    takes = [
        Clip(make_take(tmp_path / f"{n}.mp4", n, frames=60, barcode=False))
        for n in ("1A-1", "2A-1")
    ]
    cut = Cut("edit").add(takes[0], 0, "30f").add(takes[1], 0, "25f").add(takes[0], "20f", "60f")
    film = cut.render(tmp_path / "film.mp4", progress=False)
    assert [t.frame for t in find_cuts(film)] == cut.cuts
    assert find_cuts(film).times == [pytest.approx(f / 24) for f in cut.cuts]


def test_differences_peak_before_the_first_frame_of_a_new_shot(tmp_path):
    frames = [*shot(1, 10, "none", 1), *shot(2, 10, "none", 2)]
    differences = frame_differences(write(tmp_path / "two.mp4", frames))
    assert differences.dtype == np.float32
    assert differences.shape == (19,)
    assert differences.argmax() + 1 == 10


def test_a_detector_of_one_line_can_be_scored(tmp_path):
    film = make_film(
        tmp_path / "film.mp4", seed=42, shots=5, troubles=("none",), meetings=("elsewhere",)
    )
    mine = np.flatnonzero(frame_differences(film.path) > 15) + 1
    assert score(mine, film.cuts).f1 == 1


WAYS = [
    Transition(0, "fade", 0, 6), Transition(30, "cut", 30, 30), Transition(30, "dissolve", 24, 36),
    Transition(40, "cut", 40, 40), Transition(60, "fade", 50, 60),
]  # fmt: skip


def made(ways=WAYS, frames=60):
    """Return transitions of a film whose frames last longer in its second half."""
    clock = np.concatenate([np.arange(30) / 24, 1.25 + np.arange(frames - 30) / 12])
    return cuts.as_cuts(ways, Fraction(24), clock, 3.75)


def even(ways=WAYS, frames=60):
    """Return transitions of a film whose frames all last a 24th of a second."""
    return cuts.as_cuts(ways, Fraction(24), np.arange(frames) / 24, frames / 24)


def test_found_cuts_have_the_clock_of_their_film():
    found = made(WAYS[::-1])
    assert list(found) == [WAYS[n] for n in (0, 2, 1, 3, 4)], "by frame, then by where they begin"
    assert found.times == pytest.approx([0, 1.25, 1.25, 1.25 + 10 / 12, 3.75])
    assert made([Transition(99, "fade", 50, 99)]).times == [3.75], "past the end is the end"
    assert found.starts == [0, 30, 40], "fades at the ends begin no shot"
    assert found.shot_lengths == pytest.approx([1.25, 10 / 12, 20 / 12])
    assert len(found) == 5 and found[1] == WAYS[2] and found[-1] == WAYS[4]
    assert found[1:3] == [WAYS[2], WAYS[1]] and (found.frames, found.rate) == (60, 24)
    first, last = (Transition(n, "cut", n, n) for n in (1, 59))
    assert made([first, last]).starts == [0, 1, 59]
    assert made([]).starts == [0] and made([]).shot_lengths == [3.75]


def test_found_cuts_are_the_same_where_film_and_transitions_are():
    assert made() == made(WAYS[::-1]) and made() == [WAYS[n] for n in (0, 2, 1, 3, 4)]
    assert made() != made(WAYS[1:]) and made() != made(frames=61) and made() != WAYS[1:]
    assert repr(even([])) == "Cuts(none in 00:00:02:12)"
    assert repr(even(WAYS[2:4])).splitlines() == [
        "00:00:01:06  dissolve  12 frames", "00:00:01:16  cut"
    ]  # fmt: skip
    one = even([Transition(30, "dissolve", 29, 30)])
    assert repr(one) == "00:00:01:06  dissolve  1 frames"


def test_where_frames_lie_unevenly_seconds_are_said():
    assert made().is_uneven and not even().is_uneven
    assert repr(made(WAYS[2:4])) == "1.25 s  dissolve  12 frames\n2.08 s  cut"
    assert made(WAYS[2:4]).table()["new shot at"].tolist() == ["1.25 s", "2.08 s"]
    assert repr(made([])) == "Cuts(none in 3.75 s)"


def test_cuts_come_from_the_cache_and_from_the_film_where_that_is_damaged(monkeypatch):
    from types import SimpleNamespace

    clip = SimpleNamespace(rate=Fraction(24), times=lambda: np.arange(60) / 24, duration=2.5)
    seen = []
    monkeypatch.setattr(detect, "run", lambda known: seen.append(known) or WAYS)
    monkeypatch.setattr(cuts, "features", lambda clip: "computed")
    kept = {}
    monkeypatch.setattr(cuts, "cached", lambda clip, name, found: kept if kept else found())
    assert list(cuts.cuts_of(clip, "known")) == list(made()) == list(cuts.cuts_of(clip))
    assert seen == ["known", "computed"]
    kept["cuts"] = np.array([[30, 1, 24, 36], [40, 0, 40, 40]])
    assert list(cuts.cuts_of(clip)) == WAYS[2:4] and len(seen) == 2
    for damaged in (np.zeros((2, 3), int), np.zeros(4, int)):
        kept["cuts"] = damaged
        assert len(cuts.cuts_of(clip)) == 5
    del kept["cuts"]
    kept["other"] = np.ones(1)
    assert list(cuts.cuts_of(clip)) == []


@pytest.mark.parametrize(
    ("found", "truth", "given", "matched", "missed", "false"),
    [
        ([11, 9], [10], {}, [(9, 10)], [], [11]),
        ([11], [10, 12], {}, [(11, 10)], [12], []),
        ([10, 11], [11, 12], {}, [(11, 11)], [12], [10]),  # the nearest first
        ([10, 20], [11, 22], {}, [(10, 11)], [22], [20]),
        ([10, 20], [11, 22], {"within": 2}, [(10, 11), (20, 22)], [], []),
        ([10, 20], [11, 20], {"within": 0}, [(20, 20)], [11], [10]),
        ([WAYS[3], 5], [40, Transition(6, "cut", 6, 6)], {}, [(5, 6), (40, 40)], [], []),
    ],
)
def test_found_and_true_are_matched_once_the_nearest_first(
    found, truth, given, matched, missed, false
):
    held = score(found, truth, **given)
    assert (held.matched, held.missed, held.false) == (matched, missed, false)
    assert held.precision == len(matched) / len(found) and held.recall == len(matched) / len(truth)
    assert held.f1 == pytest.approx(2 / (1 / held.precision + 1 / held.recall))


def test_nothing_found_and_nothing_to_find_are_no_number():
    assert np.isnan(score([], [3]).precision) and score([], [3]).recall == score([], [3]).f1 == 0
    assert np.isnan(score([3], []).recall) and score([3], []).precision == score([3], []).f1 == 0
    assert np.isnan(score([], []).recall) and score([], []).f1 == 1


def test_score_counts_every_true_cut_once():
    result = score([10, 11, 30], [10, 50], within=1)
    assert (len(result.matched), result.missed, result.false) == (1, [50], [11, 30])
    assert result.precision == pytest.approx(1 / 3)
    assert result.recall == pytest.approx(1 / 2)
    assert np.isnan(score([], [1]).precision)
    assert score([], []).f1 == 1


def test_the_same_answer_comes_every_time(tmp_path):
    film = make_film(tmp_path / "film.mp4", seed=43, shots=5)
    features = compute(Clip(film.path))
    assert detect.run(features) == detect.run(features) == list(find_cuts(film.path))


def test_what_is_no_film_is_named():
    for given in ([1, 2, 3], 3, None):
        words = f"^What was given is of type {type(given).__name__} and no film: give a clip"
        with pytest.raises(KuleshovError, match=words):
            find_cuts(given)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(50, 62))
def test_many_made_films(tmp_path, seed):
    film = make_film(tmp_path / "film.mp4", seed, 14)
    found = find_cuts(film.path)
    hard = [t.frame for t in found if t.kind == "cut"]
    result = score(hard, film.cuts)
    assert len(result.missed) + len(result.false) <= 1, f"{result}: {result.missed} {result.false}"


@pytest.mark.data
def test_real_clips_hold_no_cut_but_those_seen_by_eye(test_data):
    import csv
    from collections import defaultdict

    labels = Path(__file__).parents[3] / "datasets" / "labels" / "cuts.csv"
    rows = defaultdict(list)
    for row in csv.DictReader(labels.open(encoding="utf-8")):
        rows[row["clip"]].append(row)
    some = [
        "g_sd_cutin_mask2dit",
        "g_sd_cutin_wan22",
        "g_ct_leaf",
        "g_sd_srs_mask2dit",
        "g_ad_zoom_in",
    ]
    for clip in some:
        path = next((test_data / "clips" / "files").glob(f"{clip}.*"))
        true = [int(row["frame"]) for row in rows[clip] if row["kind"] == "cut"]
        assert score(find_cuts(path), true).f1 == 1, clip


def test_a_picture_that_comes_back_at_once_was_a_flash():
    """Given four frames of another place inside a still shot, neither end of them is a cut."""
    random = np.random.default_rng(4)
    here, there = (
        np.kron(random.integers(30, 220, (9, 16)), np.ones((5, 5))).astype(np.uint8)
        for _ in range(2)
    )
    colour = np.full((2, 9, 16), 128, np.uint8)

    def found(pictures):
        luma = np.stack(pictures)
        film = frames.Frames(luma, np.stack([colour] * len(luma)), 24.0)
        return detect.hard_cuts(film)

    assert found([here] * 12 + [there] * 12) == [12], "the other place is another place"
    assert found([here] * 12 + [there] * 4 + [here] * 12) == []
