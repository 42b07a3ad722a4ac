"""Two recordings of one event are put in sync, and two events never are."""

from itertools import combinations

import numpy as np
import pytest
from scipy import signal

import kuleshov as ku
from kuleshov.media.same_sound import CERTAIN, RATE, Heard, agreement


def event(seed, seconds=30.0):
    """Bursts of coloured noise with pauses between them, as speech has."""
    rng = np.random.default_rng(seed)
    sound = 0.002 * rng.standard_normal(round(seconds * RATE))
    at = 0.0
    while at < seconds - 1:
        length = round(rng.uniform(0.1, 0.6) * RATE)
        low = rng.uniform(100, 600)
        burst = signal.lfilter(
            *signal.butter(2, [low, 4 * low], "band", fs=RATE), rng.standard_normal(length)
        )
        start = round(at * RATE)
        sound[start : start + length] += (burst * np.hanning(length))[: len(sound) - start]
        at += length / RATE + rng.uniform(0.1, 0.8)
    return sound


def recorded(sound, seed, noise=0.0, gain=1.0, band=None):
    """The same event by another microphone."""
    rng = np.random.default_rng(seed)
    heard = signal.lfilter(*signal.butter(2, band, "band", fs=RATE), sound) if band else sound
    return gain * (heard + noise * heard.std() * rng.standard_normal(len(heard)))


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"gain": 0.01},
        {"band": (300, 3000)},
        {"noise": 0.5},
        {"band": (150, 1800), "noise": 0.3, "gain": 4.0},
    ],
    ids=str,
)
@pytest.mark.parametrize("begins", [0, 3 * RATE, 3 * RATE + 137], ids=["level", "later", "odd"])
def test_the_offset_is_found_to_a_part_of_a_frame(begins, other):
    sound = event(1)
    a = recorded(sound, 2, noise=0.1)
    b = recorded(sound[begins : begins + 20 * RATE], 3, **other)
    found = agreement(Heard(a), Heard(b))
    assert found.certain
    assert found.offset == pytest.approx(begins / RATE, abs=0.004)
    back = agreement(Heard(b), Heard(a))
    assert back.certain and back.offset == pytest.approx(-begins / RATE, abs=0.004)


def test_a_drifting_clock_is_measured_and_the_middle_is_right():
    sound, ppm = event(4, 60.0), 120e-6
    times = np.arange(round(len(sound) * (1 - ppm))) * (1 + ppm)
    found = agreement(Heard(sound), Heard(np.interp(times, np.arange(len(sound)), sound)))
    assert found.certain and found.drift == pytest.approx(ppm, rel=0.1)
    assert found.offset == pytest.approx(ppm * 30, abs=0.001)


def test_different_events_are_not_in_sync():
    heard = [Heard(event(seed, 15.0)) for seed in range(10, 16)]
    for a, b in combinations(heard, 2):
        found = agreement(a, b)
        assert found is None or found.chance > 100 * CERTAIN


def test_what_comes_round_each_bar_proves_nothing():
    """A loop agrees with itself at each of its bars: none is the right one."""
    loop = np.tile(event(20, 2.0), 8)
    found = agreement(Heard(recorded(loop, 1, 0.05)), Heard(recorded(loop[4 * RATE :], 2, 0.05)))
    assert not found.certain


def test_one_clap_alone_is_not_enough():
    """All slates sound alike: one sound in common does not make one event."""
    clap = event(30, 0.4)
    a, b = event(31, 12.0), event(32, 12.0)
    a[RATE : RATE + len(clap)] += 20 * clap
    b[2 * RATE : 2 * RATE + len(clap)] += 20 * clap
    found = agreement(Heard(a), Heard(b))
    assert found is None or not found.certain


@pytest.mark.parametrize(
    "sound",
    [np.zeros(0), np.zeros(5 * RATE), event(5, 1.0)[: RATE // 2]],
    ids=["none", "silent", "short"],
)
def test_silence_and_snippets_are_not_compared(sound):
    assert agreement(Heard(sound), Heard(event(1, 10.0))) is None


def test_a_long_take_has_its_place_in_the_middle_of_another():
    sound = event(40, 150.0)
    found = agreement(Heard(sound), Heard(sound[100 * RATE : 110 * RATE]))
    assert found.certain and found.offset == pytest.approx(100.0, abs=0.001)


def melody(seed, seconds=20):
    """Notes of one scale at one tempo, as a synthesiser plays them."""
    rng, sound, at = np.random.default_rng(seed), np.zeros(seconds * RATE), 0.0
    while at < seconds - 1:
        pitch, length = (
            220 * 2 ** (rng.choice([0, 2, 4, 5, 7, 9, 11, 12]) / 12),
            0.5 * rng.choice([0.5, 1, 2]),
        )
        t = np.arange(round(length * RATE)) / RATE
        note = sum(np.sin(2 * np.pi * pitch * h * t) / h for h in (1, 2, 3, 4)) * np.exp(-3 * t)
        start = round(at * RATE)
        sound[start : start + len(note)] += note
        at += length
    return sound


def hum(seed):
    rng, t = np.random.default_rng(seed), np.arange(20 * RATE) / RATE
    tones = sum(np.sin(2 * np.pi * 50 * h * t + rng.uniform(0, 6)) for h in (1, 2, 3, 5))
    return tones + 0.02 * rng.standard_normal(len(t))


@pytest.mark.proof
def test_how_often_unrelated_sounds_are_called_in_sync(capsys):
    """The rate that CERTAIN's docstring states: of recordings none, of synthetic melodies few."""
    bin_ = ku.rushes("understudy")
    takes = {name: take.clip.read_sound(rate=RATE, mono=True)[:, 0] for name, take in bin_.items()}
    chances = []
    for a, b in combinations(takes, 2):
        if _apart(bin_[a], bin_[b]):  # their room tone is one from the first frame on: shift it
            found = agreement(Heard(takes[a][RATE // 2 :]), Heard(takes[b]))
            if found is None or abs(found.offset + 0.5) > 0.1:
                chances.append(found.chance if found else 1.0)
    noises = [Heard(np.random.default_rng(seed).standard_normal(20 * RATE)) for seed in range(16)]
    hums = [Heard(hum(seed)) for seed in range(16)]
    events = [Heard(event(seed)) for seed in range(30)]
    for kind in (noises, hums, events):
        found = [agreement(a, b) for a, b in combinations(kind, 2)]
        chances += [each.chance if each else 1.0 for each in found]
    tunes = [Heard(melody(seed)) for seed in range(24)]
    played = sorted(agreement(a, b).chance for a, b in combinations(tunes, 2))
    with capsys.disabled():
        print(
            f"\n{len(chances)} pairs, lowest {min(chances):.1e}; {len(played)} of melodies, {played[:4]}"
        )
    assert len(chances) > 1000 and min(chances) > 100 * CERTAIN
    assert sum(chance < CERTAIN for chance in played) <= 0.02 * len(played)


def _apart(one, other):
    """Whether two takes were not shot together."""
    a, b = one.scene_clock, other.scene_clock
    if a is None or b is None:
        return one.truth.clock.name != other.truth.clock.name
    early, late = sorted((a, b), key=lambda clock: clock.start)
    return a.performance != b.performance or early.start + early.end < late.start
