"""Given points that moved in a known way, how many of them moved as one rigid world."""

import warnings

import cv2
import numpy as np
import pytest

from kuleshov.metrics.formulas import geometry

_TURNS = np.random.default_rng(5).uniform(0, 2 * np.pi, 20)
ANYWHERE = np.column_stack([np.cos(_TURNS), np.sin(_TURNS)])  # a step of one pixel each


def seen(count=80, seed=1, aside=1.0):
    """Return points of a world as two cameras see them, the second so far aside."""
    random = np.random.default_rng(seed)
    space = random.uniform([-1, -1, 4], [1, 1, 8], (count, 3))
    look = lambda at: 320 + 500 * (space - at)[:, :2] / (space - at)[:, 2:]  # noqa: E731
    return look([0, 0, 0]), look([aside, 0.2, 0])


def wall(seed=1, contrast=255):
    random = np.random.default_rng(seed)
    grey = 128 + (random.integers(0, 255, (15, 20)) - 127) * contrast / 255
    return grey.astype(np.uint8).repeat(8, axis=0).repeat(8, axis=1)


def test_eight_points_are_the_fewest():
    here, there = seen(8)
    assert geometry.rigid(here[:7], there[:7]) == (7, 0)
    assert geometry.rigid(here, there).shared == 8 and geometry.rigid(here, there).rigid >= 7


@pytest.mark.parametrize("count", [20, 80])
def test_a_camera_that_stands_still_leaves_every_point_in_place(count):
    here, _ = seen(count)
    assert geometry.rigid(here, here + np.array([3, -2])) == (count, count)


@pytest.mark.parametrize(("off", "counted"), [(1.5, 80), (4.5, 60)])
def test_under_a_turn_a_point_may_lie_off_by_two_pixels(off, counted):
    here, _ = seen(80)
    there = here + np.array([12, 5])
    there[:20] += off * ANYWHERE
    assert geometry.rigid(here, there).rigid == pytest.approx(counted, abs=7)


@pytest.mark.parametrize(("threshold", "counted"), [(1.0, 60), (3.0, 80)])
def test_whoever_allows_more_counts_more(threshold, counted):
    here, _ = seen(80)
    there = here + np.array([12, 5])
    there[:20] += 4 * ANYWHERE
    assert geometry.rigid(here, there, threshold).rigid == pytest.approx(counted, abs=7)


@pytest.mark.parametrize(("off", "counted"), [(0.4, 80), (12.0, 60)])
def test_with_parallax_a_point_lies_near_its_line_or_does_not_count(off, counted):
    here, there = seen(80)
    there[:20, 1] += off  # the lines run nearly level
    assert geometry.rigid(here, there).rigid == pytest.approx(counted, abs=4)


def test_points_on_one_spot_or_on_a_line_are_no_world():
    spot = np.full((20, 2), 100.0)
    assert geometry.rigid(spot, spot).shared == 20
    random = np.random.default_rng(3)
    assert geometry.rigid(random.uniform(0, 600, (40, 2)), np.full((40, 2), 50.0)).rigid <= 40


def test_where_nothing_is_fitted_nothing_agrees(monkeypatch):
    monkeypatch.setattr(geometry, "_fitted", lambda *_: None)
    assert geometry.rigid(*seen(20)) == (20, 0)


@pytest.mark.parametrize(("share", "told"), [(0.08, "flat"), (0.1, "flat"), (0.12, "deep")])
def test_a_few_points_of_parallax_are_no_depth(monkeypatch, share, told):
    """From a tenth of the points on the line through each point is believed, not before."""
    count = 100
    here = np.random.default_rng(2).uniform(0, 600, (count, 2))
    there = here.copy()
    there[: round(share * count), 0] += 50  # along their lines, far off their places
    level = np.array([[0.0, 0, 0], [0, 0, -1], [0, 1, 0]])
    kinds = {cv2.findHomography: np.eye(3), cv2.findFundamentalMat: level}
    monkeypatch.setattr(geometry, "_fitted", lambda fit, *_: kinds[fit])
    expected = count if told == "deep" else count - round(share * count)
    assert geometry.rigid(here, there).rigid == expected


def test_sampson_is_symmetric_and_grows_with_the_distance():
    level = np.array([[0.0, 0, 0], [0, 0, -1], [0, 1, 0]])
    a = np.array([[10.0, 20], [40, 60], [40, 60]])
    b = np.array([[90.0, 20], [10, 63], [10, 57]])
    assert geometry.sampson(level, a, b) == pytest.approx([0, 3 / 2**0.5, 3 / 2**0.5])
    assert geometry.sampson(level.T, b, a) == pytest.approx(geometry.sampson(level, a, b))
    assert geometry.sampson(7 * level, a, b) == pytest.approx(geometry.sampson(level, a, b))
    assert geometry.sampson(np.zeros((3, 3)), a, b).tolist() == [0, 0, 0]
    nowhere = np.diag([0.0, 0, 1])  # it allows no points at all: as far off as can be
    assert geometry.sampson(nowhere, a, b) == pytest.approx([1e6] * 3)


def test_a_point_that_goes_to_infinity_lies_infinitely_far_off():
    plane = np.array([[1.0, 0, 0], [0, 1, 0], [1, 0, 0]])
    a, b = np.array([[0.0, 5], [2, 4]]), np.array([[0.0, 5], [1, 5]])
    with warnings.catch_warnings(action="error"):
        assert geometry._transfer(plane, a, b).tolist() == [np.inf, 3]


def test_chance_is_the_mean_over_its_draws_and_the_same_each_time():
    here, there = seen(60)
    one, three = (geometry.chance(here, there, draws) for draws in (1, 3))
    assert one == geometry.chance(here, there, 1) and one == int(one)
    assert three == geometry.chance(here, there) == pytest.approx(round(3 * three) / 3)
    assert 0 < three < 25
    random = np.random.default_rng(1)
    paired = [geometry.rigid(here, there[random.permutation(60)]).rigid for _ in range(3)]
    assert three == pytest.approx(sum(paired) / 3)


def test_points_are_followed_through_every_frame():
    frames = [np.roll(wall(), (k, 2 * k), axis=(0, 1)) for k in range(4)]
    first, last = geometry.tracks(frames)
    assert len(first) > geometry.FEWEST
    assert np.median(last - first, axis=0) == pytest.approx([6, 3], abs=0.1)
    assert len(geometry.tracks(frames, most=12)[0]) <= 12


def test_points_that_are_covered_on_the_way_do_not_count():
    covered = wall().copy()
    covered[:, 80:] = wall(seed=9)[:, 80:]
    first, _ = geometry.tracks([wall(), covered, wall()])
    left, right = (first[:, 0] < 74).sum(), (first[:, 0] > 90).sum()
    assert left > 40 and right < 0.35 * left


def test_a_bare_wall_has_no_points():
    bare = np.full((60, 80), 128, np.uint8)
    nothing = [(0, 2), (0, 2)]
    assert [one.shape for one in geometry.tracks([bare, bare])] == nothing
    assert [one.shape for one in geometry.matches(bare, wall())] == nothing
    assert [one.shape for one in geometry.matches(wall(), bare)] == nothing
    assert [one.shape for one in geometry.details(bare)] == [(0, 2), (0, 128)]


def test_no_more_than_so_many_points_are_kept_and_corners_lie_apart():
    busy = np.random.default_rng(1).integers(0, 255, (60, 80), np.uint8).repeat(5, 0).repeat(5, 1)
    first, last = geometry.tracks([busy, busy])
    assert first.shape == (300, 2) and first == pytest.approx(last, abs=0.01)
    apart = np.linalg.norm(first[:, None] - first[None], axis=2)[np.triu_indices(300, 1)]
    assert 7 <= apart.min() < 8
    assert len(geometry.details(busy)[0]) == 600
    assert len(geometry.details(busy, most=20)[0]) == 20


@pytest.mark.parametrize(("faint", "seen"), [(17, True), (12, False)])
def test_a_corner_is_seen_from_a_two_hundredth_of_the_clearest(faint, seen):
    """A corner's strength goes with the square of its contrast: 0.0072 and 0.0036 of 200 levels."""
    picture = np.full((90, 160), 20, np.uint8)
    picture[30:60, 30:60], picture[30:60, 100:130] = 220, 20 + faint
    first, _ = geometry.tracks([picture, picture])
    assert ((first[:, 0] > 80).sum() >= 4) == seen and (first[:, 0] < 80).sum() >= 4


def followed(monkeypatch, off, found=1, again=1):
    """Say whether a corner is followed that comes home so far off, or is lost on the way."""
    ways = iter([(np.array([2.0, 1.0]), found), (np.array([off - 2.0, -1.0]), again)] * 2)

    def follow(one, other, at, nothing, winSize):
        moved, seen = next(ways)
        return at + moved.astype(np.float32), np.full((len(at), 1), seen, np.uint8), None

    monkeypatch.setattr(cv2, "calcOpticalFlowPyrLK", follow)
    first, last = geometry.tracks([wall()] * 3)
    assert len(first) == 0 or last - first == pytest.approx(np.array([[4.0, 2.0]] * len(first)))
    return len(first) > 0


@pytest.mark.parametrize(
    ("off", "found", "again", "kept"),
    [(0.48, 1, 1, True), (0.52, 1, 1, False), (0, 0, 1, False), (0, 1, 0, False)],
)
def test_a_point_comes_home_within_half_a_pixel(monkeypatch, off, found, again, kept):
    assert followed(monkeypatch, off, found, again) == kept


@pytest.mark.parametrize(
    ("flat", "deep", "threshold", "counted"),
    [
        ((1.9, 9), (9, 9), 1.0, 10),  # of twenty, half lie so far from their places and lines
        ((2.1, 9), (9, 9), 1.0, 0),
        ((9, 9), (0.9, 9), 1.0, 10),
        ((9, 9), (1.1, 9), 1.0, 0),
        ((2.9, 9), (9, 9), 1.5, 10),
        ((3.1, 9), (1.4, 9), 1.5, 10),
        ((1, 1), (0.5, 9), 1.0, 20),
        ((1, 9), (0.5, 0.5), 1.0, 20),
    ],
)
def test_a_point_is_rigid_within_a_pixel_of_its_line_or_two_of_its_place(
    monkeypatch, flat, deep, threshold, counted
):
    half = lambda both: np.repeat(np.array(both, float), 10)  # noqa: E731
    allowed = {}
    fitted = lambda fit, a, b, way, off, *rest: allowed.update({fit: off}) or np.eye(3)  # noqa: E731
    monkeypatch.setattr(geometry, "_fitted", fitted)
    monkeypatch.setattr(geometry, "_transfer", lambda *_: half(flat))
    monkeypatch.setattr(geometry, "sampson", lambda *_: half(deep))
    points = np.zeros((20, 2))
    assert geometry.rigid(points, points, threshold) == (20, counted)
    assert allowed == {cv2.findHomography: 2 * threshold, cv2.findFundamentalMat: threshold}
    if threshold == 1:
        assert geometry.rigid(points, points) == (20, counted)


def test_what_opencv_cannot_fit_or_fits_to_nothing_is_none():
    def broken(*_):
        raise cv2.error

    for fit in (
        broken, lambda: (None, None), lambda: (np.ones((9, 3)), None),
        lambda: (np.full((3, 3), np.nan), None), lambda: (np.diag([1, 1, np.inf]), None),
    ):  # fmt: skip
        assert geometry._fitted(fit) is None
    assert geometry._fitted(lambda a, b: (a + b, None), np.eye(3), np.eye(3)).trace() == 6


def test_a_picture_shares_every_clear_detail_with_itself():
    here, there = geometry.matches(wall(), wall())
    assert len(here) > 100 and (here == there).all()


@pytest.mark.parametrize(("contrast", "found"), [(100, True), (25, True), (12, False)])
def test_faint_detail_counts_and_noise_does_not(contrast, found):
    assert (len(geometry.details(wall(contrast=contrast))[0]) > 40) == found


def descriptions(*values):
    rows = np.zeros((len(values), 128), np.float32)
    rows[:, 0] = values
    return np.array([(k, 10 * k) for k in range(len(values))], np.float32), rows


@pytest.mark.parametrize(("second", "clear"), [(126, True), (124, False)])
def test_the_nearest_must_be_much_nearer_than_the_second(second, clear):
    """The nearest lies 100 off: 0.8 of the second's distance, and a little more or less."""
    here, there = geometry.match(descriptions(0, 1000), descriptions(100, -second, 1001))
    pairs = {(int(a[0]), int(b[0])) for a, b in zip(here, there, strict=True)}
    assert ((0, 0) in pairs) == clear and (1, 2) in pairs


def test_both_must_choose_each_other():
    here, _ = geometry.match(descriptions(0, 30, 1000), descriptions(29, 999))
    assert here[:, 0].tolist() == [1, 2], "the first is not what the other picture's detail chose"


def test_where_nothing_is_clear_nothing_matches():
    here, there = geometry.match(descriptions(0, 1), descriptions(500, 501))
    assert here.shape == there.shape == (0, 2)


def test_one_detail_alone_has_no_second():
    assert len(geometry.match(descriptions(0), descriptions(0, 100))[0]) == 0
    assert len(geometry.match(descriptions(0, 100), descriptions(0))[0]) == 0
    assert len(geometry.match(descriptions(0, 100), descriptions(0, 100))[0]) == 2
