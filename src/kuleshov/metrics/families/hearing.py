"""What is heard: loudness, talk, and where sound is cut."""

import numpy as np

from ...errors import Refused
from ..film import Film
from ..formulas import splits, turn_taking
from ..formulas.intervals import bootstrap
from ..formulas.loudness import integrated, loudness_range, momentary
from ..found import Companion, Found

FEWEST_SPLITS = 5  # cuts whose sound cut is found in a film


def loudness(film: Film) -> Found:
    """Integrated loudness, with momentary loudness as its series."""
    energy, peak, _ = film.heard
    if len(energy) < 4:
        raise Refused("it needs 0.4 s of sound.")
    value = integrated(energy)
    if not np.isfinite(value):
        raise Refused("the sound track is silent.")
    level = momentary(energy)
    reach = loudness_range(energy)
    beside = [Companion("true peak", peak, "dBTP")]
    if np.isfinite(reach):
        beside.insert(0, Companion("range", reach, "LU"))
    series = ((np.arange(len(level)) + 4) / 10, np.maximum(level, -70.0))
    return Found(value, None, series, tuple(beside))


def floor_transfer(film: Film) -> Found:
    """Gap between one speaker and the next."""
    lines = sorted(film.lines, key=lambda line: line.onset)
    if len({line.speaker for line in lines}) < 2:
        raise Refused("the speaker never changes.")
    floor = turn_taking.floor_transfer(lines)
    beside = (
        Companion("lower quartile", floor.low, "ms"),
        Companion("upper quartile", floor.high, "ms"),
        Companion("share of overlaps", floor.overlaps),
        Companion("changes of speaker", float(len(floor.gaps))),
    )
    sample = bootstrap(floor.gaps, lambda gaps: float(np.median(gaps)), of="gaps")
    return Found(floor.median, sample, (floor.times, floor.gaps), beside)


def split_edits(film: Film) -> Found:
    """Share of cuts whose sound is cut elsewhere."""
    told = film.told_splits
    times, offsets = _of_file(film) if told is None else told
    if not len(offsets):
        raise Refused("the edit has no cut.")
    found = splits.split_edits(offsets)
    known = np.isfinite(offsets)
    sample = bootstrap(offsets[known], _long_share, of="cuts")
    beside = (
        Companion("sound first (J)", found.j),
        Companion("picture first (L)", found.l),
        Companion("cuts whose sound is known", float(known.sum())),
    )
    return Found(found.share, sample, (times[known], offsets[known]), beside)


def _long_share(offsets: np.ndarray) -> float:
    return float((np.abs(offsets) > splits.LONG).mean())


def _of_file(film: Film) -> tuple[np.ndarray, np.ndarray]:
    _ = film.heard  # refuses where there is no sound
    times = np.array(film.cuts.start_times[1:])
    if len(times) < FEWEST_SPLITS:
        raise Refused(f"to hear where sound is cut it needs {FEWEST_SPLITS} cuts, or the edit.")
    offsets = splits.estimate(film.heard.change, times.tolist())
    if np.isfinite(offsets).sum() < FEWEST_SPLITS:
        raise Refused(
            "the sound changes at too few of the cuts to hear where it is cut: give the edit."
        )
    return times, offsets
