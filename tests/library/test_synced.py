"""Takes of one's own on one clock: by timecode, by sound, and honest about the rest."""

from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import kuleshov as ku
from kuleshov.errors import EditError, LibraryError
from kuleshov.library.synced import synced
from kuleshov.media.same_sound import RATE
from kuleshov.timecode import StartTimecode


def clip(sound=None, timecode=None, seconds=10, rate=24):
    """A film that is nothing but its sound, its length and its timecode."""
    if sound is not None:
        seconds = len(sound) / RATE
    return SimpleNamespace(
        path=Path("own/film.mov"), name="film.mov", credit=None, rate=Fraction(rate),
        frames=round(seconds * rate), sound=None if sound is None else "a track",
        read_sound=lambda rate, mono: sound[:, None],
        start_timecode=None if timecode is None else StartTimecode.read(timecode, Fraction(rate)),
    )  # fmt: skip


def noise(seed, seconds=20):
    """Noise that swells and stops: no two seeds have anything in common."""
    rng = np.random.default_rng(seed)
    swell = np.repeat(rng.random(seconds * 4) ** 4, RATE // 4)
    return (0.001 + swell) * rng.standard_normal(seconds * RATE)


def test_timecode_counts_where_all_have_one():
    takes = synced({"B": clip(timecode="10:00:02:12"), "A": clip(timecode="10:00:00:00")})
    assert [(place.take, place.start, place.by) for place in takes.places] == [
        ("A", 0, "timecode"),
        ("B", Fraction(5, 2), "timecode"),
    ]
    assert takes["B"].at(scene=4.0) == 1.5 and takes["A"].scene(4.0) == 4.0
    assert repr(takes).splitlines() == [
        "synced: 2 of 2 takes on one clock",
        "take  begins at  by        how certain",
        "A     0.000 s    timecode  begins at 10:00:00:00",
        "B     2.500 s    timecode  begins at 10:00:02:12",
    ]


def test_timecode_of_two_rates_is_one_clock():
    """At 29.97 non-drop timecode shows 10 hours when 10 h 0 min 36 s have passed."""
    rate = Fraction(30000, 1001)
    takes = synced(
        {"A": clip(timecode="10:00:00:00", rate=rate), "B": clip(timecode="10:00:36:00")}
    )
    assert [place.start for place in takes.places] == [0, 0]


def test_timecode_passes_midnight_and_says_so():
    takes = synced({"A": clip(timecode="23:59:58:00"), "B": clip(timecode="00:00:01:00")})
    assert [(place.take, place.start) for place in takes.places] == [("A", 0), ("B", 3)]
    assert takes.left_out == [
        "The timecode passes midnight: what lies before noon is taken for the next day."
    ]


def test_timecode_that_is_nought_everywhere_is_none():
    a = noise(1)
    takes = synced({"A": clip(a, "00:00:00:00"), "B": clip(a[4 * RATE :], "00:00:00:00")})
    assert [(place.take, place.by) for place in takes.places] == [("A", "sound"), ("B", "sound")]


def test_by_sound_all_lie_on_the_clock_of_the_earliest():
    a = noise(2, 30)
    takes = synced(
        {"late": clip(a[12 * RATE :]), "mid": clip(a[5 * RATE : 25 * RATE]), "first": clip(a)}
    )
    assert list(takes) == ["late", "mid", "first"]
    assert {place.take: float(place.start) for place in takes.places} == pytest.approx(
        {"first": 0, "mid": 5, "late": 12}, abs=1e-3
    )
    assert all(
        place.chance < 1e-5 and "half seconds agree" in place.words for place in takes.places
    )
    assert takes["late"].at(scene=15) == pytest.approx(3.0, abs=1e-3)


def test_a_take_that_is_heard_by_one_other_only_is_placed_by_it():
    a = noise(3, 40)
    takes = synced(
        {"A": clip(a[: 20 * RATE]), "B": clip(a[10 * RATE : 30 * RATE]), "C": clip(a[22 * RATE :])}
    )
    assert [round(float(place.start), 3) for place in takes.places] == [0, 10, 22]


def test_who_has_no_place_is_named_and_has_no_clock():
    a = noise(4)
    takes = synced({"A": clip(a), "B": clip(a[RATE:]), "mute": clip(), "C": clip(noise(5))})
    assert takes.left_out == [
        "mute has no sound, so it has no place on the clock.",
        "C shares too little sound with the others to be placed for certain.",
    ]
    with pytest.raises(EditError, match=r"C has no place on a scene's clock: ku\.synced"):
        takes["C"].at(scene=1)


def test_a_second_group_is_told_to_have_a_clock_of_its_own():
    a, b = noise(6), noise(7)
    takes = synced(
        {"A": clip(a), "B": clip(a[RATE:]), "C": clip(a[2 * RATE :]), "X": clip(b), "Y": clip(b)}
    )
    assert [place.take for place in takes.places] == ["A", "B", "C"]
    assert takes.left_out[0] == "X is in sync with Y alone: call ku.synced for these by themselves."


def test_clocks_that_run_apart_are_said():
    a, ppm = noise(8, 240), 190e-6
    times = np.arange(round(len(a) * (1 - ppm))) * (1 + ppm)
    takes = synced({"A": clip(a), "B": clip(np.interp(times, np.arange(len(a)), a))})
    assert len(takes.places) == 2
    assert takes.left_out[0].startswith(
        "The clocks of A and B run apart by 1.1 frames over the 240 s"
    )


@pytest.mark.parametrize(
    ("rushes", "by", "said"),
    [
        ({"A": clip()}, None, "two or more"),
        ([clip(), clip()], None, "two or more"),
        ({"A": clip(), "hum": object()}, None, "hum can't be synced: only takes and clips"),
        ({"A": clip(), "B": clip()}, "ear", '"timecode" or by "sound"'),
        ({"A": clip(timecode="01:00:00:00"), "B": clip()}, "timecode", "B has no timecode"),
    ],
)
def test_what_cannot_be_synced_is_refused(rushes, by, said):
    with pytest.raises(LibraryError, match=said):
        synced(rushes, by)


def test_the_rushes_find_by_ear_what_their_makers_wrote_down():
    bin_ = ku.rushes("understudy")
    takes = synced({name: bin_[name].clip for name in ("8A-1", "2A-1", "KA-1", "5A-1", "1A-1")})
    assert takes.left_out == [
        "KA-1 shares too little sound with the others to be placed for certain."
    ]
    for name in ("1A-1", "2A-1", "5A-1", "8A-1"):
        own = bin_[name].at(scene=25.0)
        assert takes[name].at(scene=bin_["1A-1"].at(scene=25.0)) == pytest.approx(own, abs=0.001)
    cut = ku.Cut("own", rushes=takes).add("1A-1", "20.0", "26.0").angle("2.0", "5A-1")
    assert cut.scene("3.0") == pytest.approx(23.0, abs=1 / 24)
    assert bin_["5A-1"].scene_clock.performance == "scene"  # the bin itself stays as it was
