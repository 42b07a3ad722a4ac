"""Given ffmpeg's own filters, our numbers are theirs, frame for frame and on the same clock."""

import shutil
import subprocess
from itertools import pairwise

import numpy as np
import pytest
from made import make_film, make_take, place, view, write, write_sound
from scipy import integrate, ndimage, stats

import kuleshov as ku
from kuleshov.media import Clip, Writer
from kuleshov.metrics import find_cuts, measure
from kuleshov.metrics.features.everyday import compute
from kuleshov.metrics.film import Film
from kuleshov.metrics.formulas import motion, rhythm, stability, texture


@pytest.fixture(scope="module")
def ffmpeg():
    """Return a function that runs a film through filters and returns what they say of each frame.

    Its answer holds an array for each name ("YAVG"), NaN where a frame is not told about, and the
    frames' times (s) under "time".
    """
    program = pytest.importorskip("imageio_ffmpeg").get_ffmpeg_exe()

    def say(path, filters, sound=False):
        way = ["-filter_complex"] if "[" in filters else ["-af" if sound else "-vf"]
        printed = f"{filters},{'a' if sound else ''}metadata=print:file=-"
        said = subprocess.run(
            [program, "-hide_banner", "-nostdin", "-loglevel", "error", "-threads", "2", "-i", path,
             *way, printed, "-fps_mode", "passthrough", "-f", "null", "-"],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        rows: list[dict[str, float]] = []
        for line in said.splitlines():
            if line.startswith("frame:"):
                rows.append({"time": float(line.rpartition("pts_time:")[2])})
            else:
                name, _, value = line.partition("=")
                rows[-1][name.rpartition("lavfi.")[2].removeprefix("signalstats.")] = float(value)
        names = {name for row in rows for name in row}
        return {name: np.array([row.get(name, np.nan) for row in rows]) for name in names}

    return say


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    """Return a film of the analysis size: cuts, a pan, a whip, flicker, a lamp, black and fades."""
    return make_film(tmp_path_factory.mktemp("film") / "film.mp4", seed=5, shots=8)


@pytest.fixture(scope="module")
def planes(film):
    """Return the film's planes: uint8 (frames, 180, 320) and twice (frames, 90, 160)."""
    every = list(Clip(film.path).planes(None))
    return tuple(np.stack([p[at] for p in every]) for at in (1, 2, 3))


@pytest.fixture(scope="module")
def take(tmp_path_factory):
    """Return a copy of a take of the course, which nobody renders anew meanwhile."""
    takes = ku.rushes("understudy")
    whole = next(take for take in takes.values() if take.problem() is None)
    return shutil.copy(whole.path, tmp_path_factory.mktemp("take") / "take.mp4")


@pytest.fixture(scope="module")
def heard(tmp_path_factory):
    """Return a film with 12 s of noise that swells and dies away, in two unlike channels."""
    path = tmp_path_factory.mktemp("heard") / "heard.mkv"
    return write_sound(path, swelling(2))


def swelling(channels, seconds=12):
    random = np.random.default_rng(4)
    loud = random.normal(0, 0.05, (48000 * seconds, channels))
    loud *= np.linspace(1, 0.3, channels)
    points = np.linspace(0, len(loud), 6)
    return loud * np.interp(np.arange(len(loud)), points, [0.1, 2.0, 0.0, 0.3, 1.5, 0.02])[:, None]


def mean_of(histogram):
    """Return the mean level of each frame."""
    return histogram @ np.arange(256) / histogram.sum(axis=1)


# The pictures that everything starts from


def test_brightness_colour_and_change_are_signalstats(film, planes, ffmpeg):
    theirs, ours = ffmpeg(film.path, "signalstats,entropy"), compute(Clip(film.path))
    _, u, v = (plane.astype(float) for plane in planes)
    assert ours.times == pytest.approx(theirs["time"], abs=1e-5)
    assert mean_of(ours.histogram) == pytest.approx(theirs["YAVG"], abs=1e-3)
    for at, (name, plane) in enumerate((("UAVG", u), ("VAVG", v))):
        assert plane.mean(axis=(1, 2)) == pytest.approx(theirs[name], abs=1e-3)
        assert ours.colour[:, at].mean(axis=(1, 2)) == pytest.approx(theirs[name], abs=0.6)
    saturation = np.hypot(u - 128, v - 128).mean(axis=(1, 2))
    assert saturation == pytest.approx(theirs["SATAVG"], abs=0.6)  # theirs in whole levels
    assert ours.change[1:] == pytest.approx(theirs["YDIF"][1:], abs=1e-3)
    rising = ours.histogram.cumsum(axis=1)
    for share, name in ((0.1, "YLOW"), (0.9, "YHIGH")):
        level = (rising >= share * rising[:, -1:]).argmax(axis=1)
        assert level == pytest.approx(theirs[name], abs=1)


def test_the_histogram_holds_the_entropy_that_ffmpeg_finds(film, ffmpeg):
    theirs = ffmpeg(film.path, "entropy")["entropy.entropy.normal.Y"]
    share = compute(Clip(film.path)).histogram / (320 * 180)
    ours = -np.sum(share * np.log2(np.where(share > 0, share, 1)), axis=1)
    assert ours == pytest.approx(theirs, abs=1e-4)


@pytest.mark.parametrize("full", [False, True])
def test_spatial_and_temporal_information_are_sitis(tmp_path, ffmpeg, full):
    """ITU-T P.910 on our planes; siti spreads limited range itself, and takes full as it is."""
    frames = [view(place(3), 0.4 + 0.01 * n, 0.5, 1.2).astype(np.uint8) for n in range(8)]
    path = write_ranged(tmp_path / "film.mkv", frames, full)
    theirs = ffmpeg(path, "siti")
    luma = [(planes.y.astype(float) - 16) * 255 / 219 for planes in Clip(path).planes(None)]
    inside = (slice(1, -1), slice(1, -1))
    spatial = [np.hypot(*(ndimage.sobel(y, axis)[inside] for axis in (0, 1))).std() for y in luma]
    temporal = [(b - a).std() for a, b in pairwise(luma)]
    assert spatial == pytest.approx(theirs["siti.si"], rel=0.01)
    assert temporal == pytest.approx(theirs["siti.ti"][1:], rel=0.01)


def write_ranged(path, frames, full):
    """Write frames without loss, in full or in limited range."""
    import av

    with av.open(str(path), "w") as out:
        video = out.add_stream("ffv1", rate=24)
        video.width, video.height = frames[0].shape[1::-1]
        video.pix_fmt = "yuv420p"
        video.codec_context.color_range = 2 if full else 1
        for number, rgb in enumerate(frames):
            frame = av.VideoFrame.from_ndarray(rgb, format="rgb24").reformat(
                format=video.pix_fmt, dst_color_range=2 if full else 1, dst_colorspace=1
            )
            frame.pts = number
            out.mux(video.encode(frame))
        out.mux(video.encode(None))
    return path


def test_a_take_of_the_course_is_as_bright_as_ffmpeg_says(take, ffmpeg):
    agree_on_brightness(take, ffmpeg)


@pytest.mark.data
@pytest.mark.parametrize("name", ["g_ct_leaf", "h_bbb_vp8"])
def test_a_real_clip_is_as_bright_as_ffmpeg_says(test_data, ffmpeg, name):
    agree_on_brightness(next((test_data / "clips" / "files").glob(f"{name}.*")), ffmpeg)


def agree_on_brightness(path, ffmpeg):
    """Hold a large film's small arrays against ffmpeg's whole pictures, and its own small ones."""
    ours = compute(Clip(path))
    theirs = ffmpeg(path, "trim=end_frame=48,signalstats")
    small = ffmpeg(path, "trim=end_frame=48,scale=320:180:flags=area,signalstats")
    count = len(theirs["time"])
    assert mean_of(ours.histogram)[:count] == pytest.approx(theirs["YAVG"], abs=0.3)
    for at, name in enumerate(("UAVG", "VAVG")):
        colour = ours.colour[:count, at].mean(axis=(1, 2))
        assert colour == pytest.approx(theirs[name], abs=0.6)
    assert ours.change[1:count] == pytest.approx(small["YDIF"][1:], rel=0.1, abs=0.1)


# What is computed from them


def test_activity_is_one_minus_the_correlation_that_ffmpeg_finds(film, planes, ffmpeg):
    both = "[b]trim=start_frame=2,setpts=PTS-STARTPTS[c];[a][c]corr"
    luma = planes[0]
    lit = (luma[:-2].std(axis=(1, 2)) > 2) & (luma[2:].std(axis=(1, 2)) > 2)
    theirs = ffmpeg(film.path, f"[0]split[a][b];{both}")["corr.corr.Y"][: len(lit)]
    assert motion.correlations(luma, 2)[lit] == pytest.approx(theirs[lit], abs=3e-4)
    small = ffmpeg(film.path, f"[0]scale=80:45:flags=area,split[a][b];{both}")["corr.corr.Y"]
    found = measure(film.path, "activity")
    inside = np.isfinite(found.series[1]) & lit
    expected = 1 - small[: len(lit)][inside]
    assert found.series[1][inside] == pytest.approx(expected, abs=1e-3, rel=0.05)
    assert found.value == pytest.approx(np.median(expected), rel=0.05)


def test_vbenchs_flicker_is_the_difference_that_ffmpeg_finds(film, ffmpeg):
    both = (
        "[0]scale=in_color_matrix=bt709,format=gbrp,split[a][b];"
        "[b]trim=start_frame=1,setpts=PTS-STARTPTS[c];[a][c]msad=shortest=1"
    )
    theirs = 1 - ffmpeg(film.path, both)["msad.msad_avg"]
    assert stability.vbench_flicker(Clip(film.path).images()) == pytest.approx(
        theirs.mean(), abs=1e-3
    )


def test_a_spectrum_falls_faster_where_ffmpeg_sees_more_blur(tmp_path, ffmpeg):
    frames = [
        ndimage.gaussian_filter(view(place(at), 0.5, 0.5, 1.4), (s, s, 0)).astype(np.uint8)
        for at in (1, 2, 3)
        for s in (0.0, 0.4, 0.8, 1.2, 1.6, 2.0)  # more leaves little but rounding
    ]
    path = write(tmp_path / "blurred.mp4", frames, crf=10)
    theirs = ffmpeg(path, "blurdetect")["blur"].reshape(3, 6)
    ours = np.array([texture.spectrum(p.y).slope for p in Clip(path).planes(None)]).reshape(3, 6)
    for slopes, blurs in zip(ours, theirs, strict=True):
        assert stats.spearmanr(slopes, blurs).statistic < -0.9


@pytest.mark.parametrize("preset", ["medium", "ultrafast"])
@pytest.mark.parametrize(
    ("shown", "kept"), [("1", 1.0), ("2", 1 / 2), ("3", 1 / 3), ("12", 2 / 3), ("1112", 4 / 5)]
)
def test_frames_shown_again_are_those_that_ffmpeg_would_drop(tmp_path, ffmpeg, preset, shown, kept):
    times = [int(shown[n % len(shown)]) for n in range(24)]
    path = tmp_path / "film.mp4"
    with Writer(path, 24, (160, 90), sound_rate=None, crf=20, preset=preset) as out:
        for n, many in enumerate(times):
            drawn = view(place(7), 0.4 + 0.012 * n, 0.5, 1.2)[::2, ::2].astype(np.uint8)
            for _ in range(many):
                out.write(drawn)
    fresh = Film(Clip(path)).fresh
    true = np.concatenate([[True] + [False] * (many - 1) for many in times])
    assert fresh.mean() == pytest.approx(kept, abs=0.03)
    assert fresh[1:].tolist() == true[1:].tolist()
    if preset == "medium":  # in the other ffmpeg's filter keeps what was only coded anew
        theirs = (ffmpeg(path, "mpdecimate,siti")["time"] * 24).round().astype(int)
        assert np.flatnonzero(fresh).tolist() == theirs.tolist()


def test_a_film_on_twos_shakes_no_more_than_the_film_it_was(tmp_path):
    drawn = [view(place(7), 0.35 + 0.006 * n, 0.5, 1.2).astype(np.uint8) for n in range(36)]
    ones = measure(write(tmp_path / "ones.mp4", drawn, rate=12), ["jitter", "second_order"])
    again = write(tmp_path / "twos.mp4", [f for f in drawn for _ in "ab"], rate=24)
    twos = measure(again, ["jitter", "second_order"])
    for id in ("jitter", "second_order"):
        assert twos[id].value == pytest.approx(ones[id].value, rel=0.5), id


# Cuts and fades on one clock


def test_hard_cuts_lie_where_scdet_finds_them(tmp_path, ffmpeg):
    film = make_film(tmp_path / "cuts.mp4", 21, 9, troubles=("none",), meetings=("elsewhere",))
    theirs = ffmpeg(film.path, "scdet=threshold=8")["scd.time"]
    found = find_cuts(film.path)
    assert [cut.frame for cut in found] == film.cuts
    assert found.times == pytest.approx(theirs[np.isfinite(theirs)], abs=1e-3)
    scenes = ffmpeg(film.path, "select='gt(scene,0.2)'")["time"]
    assert found.times == pytest.approx(scenes, abs=1e-3)


def test_black_lies_inside_our_fades_and_nowhere_else(tmp_path, ffmpeg):
    film = make_film(
        tmp_path / "fades.mp4", 22, 6, ("none",), ("through black", "elsewhere", "through black")
    )
    theirs = ffmpeg(film.path, "blackdetect=d=0.1:pix_th=0.06")
    starts, ends = (
        (times[np.isfinite(times)] * 24).round().astype(int)
        for times in (theirs["black_start"], theirs["black_end"])
    )
    fades = [t for t in find_cuts(film.path) if t.kind == "fade"]
    assert len(fades) == len(starts) == sum(t.kind == "fade" for t in film.truth) > 1
    for fade, first, last in zip(fades, starts, ends, strict=True):
        assert fade.start < first < last < fade.end
        assert first < fade.frame <= last


# Sound


def test_momentary_loudness_is_ebur128s_over_time(heard, ffmpeg):
    theirs = ffmpeg(heard, "aformat=sample_rates=48000,ebur128=metadata=1", sound=True)
    found = measure(heard, "loudness")
    times, ours = found.series
    momentary = theirs["r128.M"][3 : 3 + len(ours)]  # it speaks after each tenth of a second
    assert times == pytest.approx(theirs["time"][3 : 3 + len(ours)] + 0.1, abs=1e-3)
    loud = momentary > -60
    assert loud.sum() > 80
    assert ours[loud] == pytest.approx(momentary[loud], abs=0.1)
    assert found.value == pytest.approx(theirs["r128.I"][-1], abs=0.1)


def test_six_channels_weigh_as_ebur128_weighs_them(tmp_path, ffmpeg):
    path = write_sound(tmp_path / "six.mkv", swelling(6, 4)[:, [0, 1, 5, 2, 3, 4]])
    theirs = ffmpeg(path, "ebur128=metadata=1", sound=True)["r128.I"][-1]
    assert measure(path, "loudness").value == pytest.approx(theirs, abs=0.1)


def test_samples_are_as_large_as_astats_says(heard, ffmpeg):
    theirs = ffmpeg(heard, "aformat=sample_fmts=flt,astats=metadata=1:reset=0", sound=True)
    samples = Clip(heard).read_sound().astype(float)
    for at in (0, 1):
        peak = 20 * np.log10(np.abs(samples[:, at]).max())
        rms = 20 * np.log10(np.sqrt((samples[:, at] ** 2).mean()))
        assert peak == pytest.approx(theirs[f"astats.{at + 1}.Peak_level"][-1], abs=0.01)
        assert rms == pytest.approx(theirs[f"astats.{at + 1}.RMS_level"][-1], abs=0.02)
    peak = next(b for b in measure(heard, "loudness").beside if b.name == "true peak")
    assert 0 <= peak.value - theirs["astats.Overall.Peak_level"][-1] < 1.5


def test_a_takes_loudness_is_what_ffmpeg_hears_in_its_file(tmp_path, ffmpeg):
    path = make_take(tmp_path / "take.mp4", frames=144)
    theirs = ffmpeg(path, "ebur128=metadata=1", sound=True)["r128.I"][-1]
    assert measure(path, "loudness").value == pytest.approx(theirs, abs=0.1)


# Cuts as a process: ffmpeg has no filter for it, but time itself has a test


def rate_at(t, cuts, fit):
    """Return the process's rate of cuts at a time, by its definition."""
    since = t - cuts[cuts < t]
    return fit.background + fit.branching * fit.decay * np.exp(-fit.decay * since).sum()


@pytest.mark.parametrize("branching", [0.3, 0.7])
def test_a_fitted_process_tells_its_own_time(branching):
    """Between cuts the integral of the rate is exponential with mean 1, if the fit is right."""
    cuts = rhythm.simulate(branching, 0.25 * (1 - branching), 0.2, 1600, seed=6)
    fit = rhythm.hawkes(cuts, 1600)
    grown = [
        integrate.quad(rate_at, a, b, args=(cuts, fit), limit=60)[0]
        for a, b in pairwise([0.0, *cuts])
    ]
    assert stats.kstest(grown, "expon").pvalue > 0.05
    chance = np.diff(cuts, prepend=0) * len(cuts) / 1600  # a clock that takes cuts for chance
    assert stats.kstest(chance, "expon").pvalue < 0.01 or branching < 0.5


def test_no_process_nearby_is_likelier_than_the_fitted_one():
    cuts = rhythm.simulate(0.5, 0.1, 0.2, 500, seed=8)
    fit = rhythm.hawkes(cuts, 500)

    def likelihood(fit):
        rates = [rate_at(cut, cuts, fit) for cut in cuts]
        spans = pairwise([0.0, *cuts, 500.0])
        return np.log(rates).sum() - sum(
            integrate.quad(rate_at, a, b, args=(cuts, fit))[0] for a, b in spans
        )

    best = likelihood(fit)
    for name in ("branching", "background", "decay"):
        for share in (0.95, 1.05):
            assert likelihood(fit._replace(**{name: getattr(fit, name) * share})) < best
