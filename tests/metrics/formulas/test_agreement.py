"""Given somebody else's formula, or numbers known beforehand, ours agree with them."""

import subprocess
from itertools import pairwise

import cv2
import numpy as np
import pytest
from skimage.color import deltaE_ciede2000, rgb2lab
from skimage.measure import ransac
from skimage.transform import FundamentalMatrixTransform

from kuleshov.metrics.formulas import (
    direction,
    geometry,
    light,
    loudness,
    rhythm,
    shot_order,
    shuffles,
    splits,
    stability,
    surprise,
    texture,
    turn_taking,
    variety,
)

RANDOM = np.random.default_rng(11)


def picture(seed=1, size=(360, 640)):
    """Draw something with detail at every scale, uint8."""
    random = np.random.default_rng(seed)
    made = np.full(size, 110, np.float32)
    for octave in (4, 8, 16, 32, 64, 128):
        grain = random.normal(0, 1, (octave, octave * 2)).astype(np.float32)
        made += 24 / octave**0.4 * cv2.resize(grain, size[::-1], interpolation=cv2.INTER_CUBIC)
    return np.clip(made, 17, 234).astype(np.uint8)


# Rhythm and order


@pytest.mark.parametrize("branching", [0.0, 0.3, 0.6, 0.8])
def test_the_branching_of_simulated_cuts_is_found(branching):
    fits = []
    for seed in range(4):
        cuts = rhythm.simulate(branching, 0.25 * (1 - branching), 0.1, 4000, seed)
        fits.append(rhythm.hawkes(cuts, 4000))
    assert np.mean([fit.branching for fit in fits]) == pytest.approx(branching, abs=0.08)
    assert sum(fit.low - 0.02 <= branching <= fit.high + 0.02 for fit in fits) >= 3


def test_the_excitement_of_each_cut_is_the_sum_it_stands_for():
    times = np.sort(RANDOM.uniform(0, 60, 40))
    plain = [sum(np.exp(-0.3 * (t - u)) for u in times if u < t) for t in times]
    assert rhythm.excitement(times, 0.3) == pytest.approx(plain)


PUBLISHED = [  # background (1/s), branching, decay (1/s): N. Redfern's supplement, 2023
    ("Harvey  (1950)", 0.0342, 0.2378, 0.0528),  # the least
    ("Detour  (1945)", 0.0392, 0.2931, 0.0032),  # the slowest decay
    ("In Pursuit to Algiers  (1945)", 0.0628, 0.2627, 0.0881),  # the fastest
    ("Blood on the Sun  (1945)", 0.0329, 0.5309, 0.0095),
    ("Dinosaur  (2000)", 0.1907, 0.3248, 0.0203),  # the most that nothing called for
    ("Ghost  (1990)", 0.0269, 0.8605, 0.0203),  # the most
]


@pytest.mark.proof
def test_a_century_of_films_has_the_published_branching(cutting):
    found, as_measured = {}, {}
    for name in cutting:
        ends = np.cumsum(cutting[name].dropna().to_numpy(float))  # the end counted, as published
        duration = float(ends[-1])
        found[name.strip()] = rhythm.hawkes(ends, duration, longest=duration / 10)
        as_measured[name.strip()] = rhythm.hawkes(ends, duration)
    order = sorted(found, key=lambda name: found[name].branching)
    assert (order[0], order[-1]) == ("Harvey  (1950)", "Ghost  (1990)")
    for name, *published in PUBLISHED:
        fit = found[name]
        ours = (fit.background, fit.branching, fit.decay)
        assert ours == pytest.approx(published, abs=1e-4), name
    moved = {name: abs(as_measured[name].branching - found[name].branching) for name in found}
    assert [name for name in moved if moved[name] > 0.005] == ["Detour  (1945)"]
    assert as_measured["Detour  (1945)"].branching == pytest.approx(0.16, abs=0.005)
    year = np.array([int(name[-5:-1]) for name in found])
    background = np.array([fit.background for fit in found.values()])
    assert np.corrcoef(shot_order.ranks(year), shot_order.ranks(background))[0, 1] > 0.4, "it rises"


@pytest.fixture(scope="session")
def cutting(test_data):
    """Return the shots of 134 films."""
    import pandas

    return pandas.read_csv(test_data / "data" / "cutting.csv")


def test_lag_one_agrees_with_a_plain_correlation_in_a_long_film():
    lengths = np.exp(np.convolve(RANDOM.normal(size=2001), [1, 0.7], "valid"))
    rank = shot_order.ranks(lengths)
    assert shot_order.lag1(lengths) == pytest.approx(
        np.corrcoef(rank[:-1], rank[1:])[0, 1], abs=0.01
    )


def test_shuffles_reach_what_chance_reaches():
    p = [shuffles.shuffled(RANDOM.random(30), shot_order.order, shuffles=99).p for _ in range(40)]
    assert 0.3 < np.mean(p) < 0.7
    assert shuffles.shuffled(np.arange(30.0), shot_order.order, shuffles=99).p == pytest.approx(
        0.01
    )


def test_what_comes_back_is_named():
    new = RANDOM.uniform(20, 230, (5, 3, 9, 16))
    film = np.concatenate([new[:3], new[[0]], new[3:], new[[1]]]) + RANDOM.normal(
        0, 1, (7, 3, 9, 16)
    )
    assert shot_order.returns(film).tolist() == [-1, -1, -1, 0, -1, -1, 1]


# Texture


def test_a_spectrum_that_was_made_has_the_slope_it_was_made_with():
    down, across = np.fft.fftfreq(512)[:, None], np.fft.rfftfreq(512)[None]
    frequency = np.maximum(np.hypot(down, across), 1e-4)
    for slope in (-1.0, -2.0, -3.0):
        phases = np.fft.rfft2(RANDOM.normal(size=(512, 512)))
        made = np.fft.irfft2(phases * frequency ** (slope / 2))
        found = texture.spectrum(100 + 20 * made / made.std())
        assert found.slope == pytest.approx(slope, abs=0.15)
        assert abs(found.residual) < 1.0


@pytest.mark.parametrize("sigma", [1.0, 2.0, 4.0, 6.0])
def test_grain_that_was_added_is_measured_within_a_tenth(sigma):
    still = cv2.GaussianBlur(picture(), (0, 0), 3).astype(float)
    two = [np.clip(np.round(still + RANDOM.normal(0, sigma, still.shape)), 0, 255) for _ in "ab"]
    assert texture.grain(*two) == pytest.approx(sigma, rel=0.1)


def test_the_shape_of_known_distributions_is_found():
    assert texture.shape(RANDOM.normal(size=200_000)) == pytest.approx(2, abs=0.03)
    assert texture.shape(RANDOM.laplace(size=200_000)) == pytest.approx(1, abs=0.03)


def test_colourfulness_is_hasler_and_suesstrunks():
    rgb = np.clip(picture(3)[..., None] + RANDOM.normal(0, 30, (360, 640, 3)), 0, 255).round()
    r, g, b = np.moveaxis(rgb, 2, 0)
    theirs = np.hypot((r - g).std(), ((r + g) / 2 - b).std()) + 0.3 * np.hypot(
        (r - g).mean(), ((r + g) / 2 - b).mean()
    )
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    coded = (
        16 + 219 / 255 * y,
        128 + 224 / 255 * (b - y) / 1.8556,
        128 + 224 / 255 * (r - y) / 1.5748,
    )
    assert texture.colourfulness(*coded) == pytest.approx(theirs, rel=0.01)


# Stability


def test_vbench_comes_out_number_for_number():
    frames = [RANDOM.integers(0, 255, (48, 64, 3), np.uint8) for _ in range(5)]
    pairs = pairwise(frames)
    each = [np.mean(cv2.absdiff(a.astype(np.float32), b.astype(np.float32))) for a, b in pairs]
    theirs = (255.0 - np.mean(np.array(each)).item()) / 255.0
    assert stability.vbench_flicker(frames) == pytest.approx(theirs, abs=1e-7)


def test_flicker_leaves_slow_light_alone():
    t = np.arange(72) / 24
    slow = 0.2 * (1 + 0.3 * np.sin(2 * np.pi * 0.7 * t))
    quick = slow * (1 + 0.03 * np.sin(2 * np.pi * 9 * t))
    assert stability.flicker(slow, 24) < 0.5
    assert stability.flicker(quick, 24) == pytest.approx(3 / np.sqrt(2), rel=0.15)


def test_a_camera_that_was_moved_is_followed():
    wide = picture(4)
    matrix = cv2.getRotationMatrix2D((320, 180), 0.6, 1.01)
    matrix[:, 2] += (3.2, -1.6)
    moved = cv2.warpAffine(wide, matrix, (640, 360), borderMode=cv2.BORDER_REFLECT)
    a, b = (cv2.resize(x, (160, 90), interpolation=cv2.INTER_AREA) for x in (wide, moved))
    shift = stability.global_motion([stability.flow(a, b)])[0]
    expected = [3.2 / 640, -1.6 / 640, 0.01, -np.radians(0.6)]
    assert shift == pytest.approx(expected, abs=1.5e-3)


def test_what_only_moves_has_no_warping_error():
    a = cv2.resize(picture(5), (160, 90), interpolation=cv2.INTER_AREA)
    b = np.roll(a, 2, axis=1)
    noisy = np.clip(b + RANDOM.normal(0, 6, b.shape), 0, 255).astype(np.uint8)

    def error(other):
        return stability.warping_error(a, other, stability.flow(a, other), stability.flow(other, a))

    assert error(b) < 1.5
    assert error(noisy) == pytest.approx(36, rel=0.35)


# Geometry


def two_views(melted=0.0, count=200):
    """Project points of a room into two cameras; a share of them wanders."""
    points = RANDOM.uniform([-2, -1.5, 4], [2, 1.5, 9], (count, 3))
    turn = cv2.Rodrigues(np.array([0.02, -0.12, 0.01]))[0]
    later = points @ turn.T + [0.5, 0.05, 0.1]
    a, b = (500 * p[:, :2] / p[:, 2:] + [320, 180] for p in (points, later))
    wander = RANDOM.random(count) < melted
    b[wander] += RANDOM.uniform(15, 40, (int(wander.sum()), 2))
    return a + RANDOM.normal(0, 0.2, a.shape), b + RANDOM.normal(0, 0.2, b.shape)


@pytest.mark.parametrize("melted", [0.0, 0.2, 0.4])
def test_rigid_points_are_those_that_scikit_image_finds(melted):
    a, b = two_views(melted)
    ours = geometry.rigid(a, b)
    _, theirs = ransac(
        (a, b), FundamentalMatrixTransform, min_samples=8, residual_threshold=1.0,
        max_trials=2000, rng=1,
    )  # fmt: skip
    assert ours.rigid == pytest.approx(theirs.sum(), abs=0.05 * len(a))
    assert ours.rigid / ours.shared == pytest.approx(1 - melted, abs=0.08)


def test_sampsons_distance_is_scikit_images():
    a, b = two_views()
    matrix = RANDOM.normal(size=(3, 3))
    model = FundamentalMatrixTransform(matrix)
    assert geometry.sampson(matrix, a, b) == pytest.approx(model.residuals(a, b))


def test_corners_are_followed_home():
    still = picture(6)
    frames = [np.roll(still, 3 * n, axis=1) for n in range(5)]
    first, last = geometry.tracks(frames)
    assert len(first) > 80
    assert np.median(last - first, axis=0) == pytest.approx([12, 0], abs=0.1)


# Light


def test_colour_differences_and_white_are_scikit_images():
    for _ in range(50):
        one, other = RANDOM.uniform([10, -80, -80], [95, 80, 80], (2, 3))
        assert light.colour_difference(one, other) == pytest.approx(
            float(deltaE_ciede2000(one, other)), abs=1e-6
        )
    grey = light.white(126, 128, 128)
    assert grey == pytest.approx([49.5, 0, 0], abs=0.1)
    lab = rgb2lab(np.array([[[0.461, 0.461, 0.461]]]))[0, 0]
    assert lab[0] == pytest.approx(49.5, abs=0.3)


def test_a_darker_picture_has_the_same_white():
    bright, dark = light.white(160, 120, 140), light.white(16 + 144 / 2, 124, 134)
    assert light.colour_difference(bright, dark) < 1.5
    assert light.colour_difference(bright, light.white(160, 110, 150)) > 5


# Sound


def tone(dbfs, seconds, hz=1000):
    t = np.arange(round(seconds * 48000)) / 48000
    return np.repeat(10 ** (dbfs / 20) * np.sin(2 * np.pi * hz * t)[:, None], 2, axis=1)


def energies(samples):
    return loudness.tenths(samples).sum(axis=1)


def test_the_tones_of_ebu_tech_3341_measure_what_they_must():
    assert loudness.integrated(energies(tone(-23, 20))) == pytest.approx(-23, abs=0.1)  # case 1
    assert loudness.integrated(energies(tone(-33, 20))) == pytest.approx(-33, abs=0.1)  # case 2
    steps = [(-36, 10), (-23, 60), (-36, 10)]  # case 3
    both = np.concatenate([tone(level, seconds) for level, seconds in steps])
    assert loudness.integrated(energies(both)) == pytest.approx(-23, abs=0.1)
    steps = [(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)]  # case 4
    both = np.concatenate([tone(level, seconds) for level, seconds in steps])
    assert loudness.integrated(energies(both)) == pytest.approx(-23, abs=0.1)


def test_the_ranges_of_ebu_tech_3342_measure_what_they_must():
    for steps, expected in (((-20, -30), 10), ((-20, -15), 5), ((-40, -20), 20)):
        both = np.concatenate([tone(level, 20) for level in steps])
        assert loudness.loudness_range(energies(both)) == pytest.approx(expected, abs=1)


def test_a_peak_between_samples_is_found():
    t = np.arange(48000)
    between = 0.5 * np.sin(np.pi / 2 * t + np.pi / 4) * np.hanning(48000)  # samples miss it
    peak = loudness.true_peak(between[:, None])
    assert 20 * np.log10(np.abs(between).max()) < -8.9
    assert peak == pytest.approx(-6.0, abs=0.3)  # Tech 3341 allows +0.2 and -0.4


def test_loudness_range_and_peak_agree_with_ffmpeg(tmp_path):
    ffmpeg = pytest.importorskip("imageio_ffmpeg").get_ffmpeg_exe()
    loud = RANDOM.normal(0, 0.05, (48000 * 12, 2))
    loud *= np.interp(np.arange(len(loud)), [0, 3e5, 5.7e5], [0.2, 2.0, 0.3])[:, None]
    raw = tmp_path / "sound.f32"
    raw.write_bytes(loud.astype("<f4").tobytes())
    said = subprocess.run(
        [ffmpeg, "-hide_banner", "-f", "f32le", "-ar", "48000", "-ac", "2", "-i", raw,
         "-af", "ebur128=peak=true", "-f", "null", "-"], capture_output=True, text=True, check=True,
    ).stderr  # fmt: skip
    summary = said[said.rindex("Summary") :].split()
    theirs = {name: float(summary[summary.index(name) + 1]) for name in ("I:", "LRA:", "Peak:")}
    energy = energies(loud)
    assert loudness.integrated(energy) == pytest.approx(theirs["I:"], abs=0.1)
    assert loudness.loudness_range(energy) == pytest.approx(theirs["LRA:"], abs=0.6)
    assert loudness.true_peak(loud) == pytest.approx(theirs["Peak:"], abs=0.2)


def test_made_talk_is_timed_within_twenty_milliseconds():
    rate, said = 48000, [("a", 1.0, 2.2), ("b", 2.41, 3.0), ("a", 2.9, 4.1), ("b", 4.6, 5.0)]
    stems = {who: RANDOM.normal(0, 1e-4, 6 * rate) for who in "ab"}
    for who, onset, offset in said:
        count = round((offset - onset) * rate)
        t = np.arange(count) / rate
        voice = np.sin(2 * np.pi * 140 * t) * (0.6 + 0.4 * np.sin(2 * np.pi * 4 * t))
        edge = np.minimum(1, np.minimum(t, t[::-1]) / 0.015)
        stems[who][round(onset * rate) : round(onset * rate) + count] += 0.3 * voice * edge
    found = turn_taking.lines(stems, rate)
    assert [line.speaker for line in found] == ["a", "b", "a", "b"]
    for line, (_, onset, offset) in zip(found, said, strict=True):
        assert line.onset == pytest.approx(onset, abs=0.02)
        assert line.offset == pytest.approx(offset, abs=0.02)
    assert turn_taking.floor_transfer(found).gaps == pytest.approx([210, -100, 500], abs=25)


def test_sound_cuts_are_heard_where_each_shot_sounds_its_own_way():
    rate, cuts = 16000, np.arange(3.0, 33.0, 3.0)
    offsets = RANDOM.choice([0.0, 0.4, -0.5, 0.8], len(cuts))
    edges = np.round(np.concatenate([[0], cuts - offsets, [33]]) * rate).astype(int)
    heard = np.empty(33 * rate)
    for first, last in pairwise(edges):
        colour = np.fft.rfft(RANDOM.normal(size=last - first))
        colour *= np.interp(
            np.linspace(0, 1, len(colour)), np.linspace(0, 1, 6), RANDOM.uniform(0.05, 1, 6)
        )
        heard[first:last] = 0.05 * np.fft.irfft(colour, last - first)
    found = splits.estimate(splits.novelty(splits.spectra(heard, rate)), cuts.tolist())
    off = np.abs(found - offsets)
    assert (off < 0.1).mean() >= 0.9


# Foresight


def test_surprise_is_the_integral_that_it_stands_for():
    from scipy.integrate import quad
    from scipy.stats import gamma

    new, old = gamma(7.0, scale=1 / 2.5), gamma(4.0, scale=1 / 1.5)
    integral = quad(lambda x: new.pdf(x) * (new.logpdf(x) - old.logpdf(x)), 1e-6, 40)[0]
    ours = surprise.gamma_divergence(*(np.array(v) for v in (7.0, 2.5, 4.0, 1.5)))
    assert float(ours) == pytest.approx(integral, rel=1e-4)


def test_a_code_is_never_shorter_than_what_it_must_tell():
    pictures = RANDOM.integers(0, 255, (6, 144))
    nothing = np.zeros((6, 6), bool)
    told = surprise.bits(pictures, nothing)
    levels = np.round(pictures / surprise.QUANTUM)
    entropy = [
        -sum(p * np.log2(p) for p in np.unique(row, return_counts=True)[1] / len(row)) * len(row)
        for row in levels
    ]
    assert (told > 0.9 * np.array(entropy)).all()


def test_a_two_way_table_is_taken_apart_as_it_was_made():
    briefs, makers = RANDOM.normal(0, 3, (4, 1, 20)), RANDOM.normal(0, 1, (1, 9, 20))
    shares = variety.two_way(briefs + makers + RANDOM.normal(0, 1, (4, 9, 20)), 199)
    assert shares.rows > 0.6 > shares.columns
    assert shares.p_rows <= 0.01
    assert shares.rows + shares.columns + shares.rest == pytest.approx(1)
    chance = variety.two_way(RANDOM.normal(size=(4, 9, 20)), 199)
    assert chance.p_rows > 0.01


def test_a_mirror_image_is_told_from_the_picture():
    shot = picture(8)
    assert direction.mirrored(shot, shot) > 0.5
    assert direction.mirrored(shot, np.fliplr(shot)) < -0.5
