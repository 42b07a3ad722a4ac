"""The sound: two voices apart, the lamps' noises, a room, and how each microphone heard it.

Voices are espeak-ng's, worked over in numpy: Filament's is low, with the mains trembling in it;
Diode's goes through a vocoder onto one steady note. Levels are a set's, not a mix's: speech
peaks near -12 dBFS close by, the room murmurs near -60 dBFS. Nothing here is random: noise comes
from numbered generators.

Arrays are mono, float, 48,000 samples a second; a performance's sound begins half a second (one
handle) before its clock.
"""

import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import signal
from scipy.io import wavfile

from .performance import RATE, Performance, state
from .takes import FLASH, HANDLE, SLATE_FRAMES, Take

SOUND_RATE = 48_000
LEAD = HANDLE / RATE  # seconds of sound before a performance's clock
PER_FRAME = SOUND_RATE // RATE
EDGE = 0.02  # of a line's peak: where its sound is said to begin and end

Sound = NDArray[np.float64]


@dataclass(frozen=True)
class Line:
    """A line as it was spoken; seconds on the performance's clock."""

    speaker: str
    text: str
    onset: float
    offset: float


@dataclass(frozen=True)
class Microphone:
    """How a set-up hears: gain of what is near, share of the room's echo, level of its murmur."""

    gain: float
    echo: float
    tone: float  # dBFS


NEAR = Microphone(1.0, 0.10, -61.0)
MIDDLE = Microphone(0.70, 0.22, -59.5)
FAR = Microphone(0.45, 0.42, -58.0)
MICROPHONES = {
    "master": FAR,
    "high": FAR,
    "clinic wide": FAR,
    "door": FAR,
    "over diode": MIDDLE,
    "over filament": MIDDLE,
    "reverse": MIDDLE,
    "shadow": MIDDLE,
}


def decibels(level: float) -> float:
    """Return the factor of a level in dB."""
    return 10 ** (level / 20)


def _spoken(text: str, voice: str, pitch: int, speed: int) -> Sound:
    """Have espeak-ng say a text; peak 1."""
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        command = ["espeak-ng", "-v", voice, "-p", str(pitch), "-s", str(speed), "-w", file.name]
        subprocess.run([*command, text], check=True)
        rate, samples = wavfile.read(file.name)
    said = signal.resample_poly(samples / 32768.0, SOUND_RATE, rate)
    return said / np.abs(said).max()


def _band(sound: Sound, low: float, high: float, order: int = 2) -> Sound:
    sections = signal.butter(order, [low, high], "bandpass", fs=SOUND_RATE, output="sos")
    return signal.sosfilt(sections, sound)


def _noise(samples: int, seed: int) -> Sound:
    return np.random.default_rng(seed).standard_normal(samples)


def _time(samples: int) -> Sound:
    return np.arange(samples) / SOUND_RATE


def filament_says(text: str) -> Sound:
    """A low, worn voice; twice the mains frequency trembles in it."""
    said = _spoken(text, "en-gb", 12, 118)
    said = signal.resample_poly(said, 108, 100)  # a bigger chest
    t = _time(len(said))
    said = np.tanh(2.2 * said * (1 + 0.32 * np.sin(2 * np.pi * 100 * t)))
    return _band(said, 90, 3800)


def diode_says(text: str) -> Sound:
    """A vocoder: the shape of speech on a steady fifth."""
    said = _spoken(text, "en-us+f3", 60, 132)
    n = len(said)
    t = _time(n)
    carrier = signal.sawtooth(2 * np.pi * 176 * t) + 0.6 * signal.sawtooth(2 * np.pi * 264 * t)
    carrier = carrier + 0.25 * _noise(n, 1)
    edges = np.geomspace(110, 7600, 23)
    out = np.zeros(n)
    smooth = signal.butter(2, 45, fs=SOUND_RATE, output="sos")
    for low, high in pairwise(edges):
        level = signal.sosfiltfilt(smooth, np.abs(_band(said, low, high)))
        out += _band(carrier, low, high) * np.maximum(level, 0)
    return out


@cache
def voice(speaker: str, text: str) -> Sound:
    """Return a line, trimmed to where it sounds, peak at -12 dBFS."""
    said = {"filament": filament_says, "diode": diode_says}[speaker](text)
    said = said / np.abs(said).max()
    loud = np.flatnonzero(np.abs(said) > EDGE)
    said = said[loud[0] : loud[-1] + 1].copy()
    fade = 96  # 2 ms, so that the cut doesn't click
    said[:fade] *= np.linspace(0.3, 1, fade)
    said[-fade:] *= np.linspace(1, 0, fade)
    return said * decibels(-12 if speaker == "filament" else -13)


def lines(play: Performance) -> list[Line]:
    """Return a performance's lines with their measured ends."""
    return [
        Line(
            one.speaker,
            one.text,
            one.onset,
            round(one.onset + len(voice(one.speaker, one.text)) / SOUND_RATE, 3),
        )
        for one in play.lines
    ]


# --- noises --------------------------------------------------------------------------------


def _ring(frequencies: tuple[float, ...], fade: float, length: float) -> Sound:
    t = _time(int(length * SOUND_RATE))
    return sum(np.sin(2 * np.pi * f * t) for f in frequencies) * np.exp(-t / fade)


def click() -> Sound:
    """A touch switch with a relay behind it."""
    out = np.zeros(int(0.09 * SOUND_RATE))
    first = _ring((2350, 3900, 5200), 0.0035, 0.03) * 0.5
    second = _ring((820, 1650), 0.006, 0.04)
    out[: len(first)] += first
    out[960 : 960 + len(second)] += second * 0.6
    return out * decibels(-17)


def creak(length: float, seed: int) -> Sound:
    """Springs: stick and slip, in pulses that come faster in the middle of a move."""
    n = int(length * SOUND_RATE)
    t = np.linspace(0, 1, n)
    speed = np.sin(np.pi * t) ** 1.5
    phase = np.cumsum(24 + 70 * speed) / SOUND_RATE
    pulses = np.diff(np.floor(phase), prepend=0)
    chance = np.random.default_rng(seed)
    pulses = pulses * chance.uniform(0.4, 1.0, n)
    tones = 780 + 90 * (seed % 5)
    body = signal.fftconvolve(pulses, _ring((tones, tones * 1.83, tones * 2.71), 0.011, 0.07))[:n]
    return body * speed * decibels(-33)


def pop() -> Sound:
    """A filament parts: a tink of glass and a small thump."""
    out = _ring((3120, 4870, 6710), 0.05, 0.35) * decibels(-27)
    thump = _ring((95,), 0.03, 0.12) * decibels(-20)
    out[: len(thump)] += thump
    return out


def tap() -> Sound:
    """Film that is touched: a dry rustle."""
    n = int(0.22 * SOUND_RATE)
    grain = _band(_noise(n, 5), 2200, 9000) * np.exp(-_time(n) / 0.06)
    return grain * np.abs(np.sin(2 * np.pi * 17 * _time(n))) * decibels(-34)


def latch() -> Sound:
    """A door: the latch, then the hinge."""
    out = np.zeros(int(2.0 * SOUND_RATE))
    metal = _ring((410, 1180, 2020), 0.02, 0.12) * decibels(-22)
    hinge = creak(1.5, 8) * 1.4
    out[: len(metal)] += metal
    out[6000 : 6000 + len(hinge)] += hinge
    return out


NOISES = {"click": click, "pop": pop, "tap": tap, "door": latch, "creak": lambda: creak(0.5, 3)}


def _levels(play: Performance, channel: str, samples: int) -> Sound:
    """Return a light's level, sample by sample."""
    at = (np.arange(samples) / SOUND_RATE - LEAD) * RATE
    values = np.array([state(play, f).get(channel, 0.0) for f in range(play.frames)])
    return values[np.clip(at.astype(int), 0, play.frames - 1)]


def _add(track: Sound, sound: Sound, start: float) -> None:
    """Lay a sound into a track at a second of the performance's own beginning."""
    at = round((start + LEAD) * SOUND_RATE)
    if at < 0:
        sound, at = sound[-at:], 0
    end = min(at + len(sound), len(track))
    if end > at:
        track[at:end] += sound[: end - at]


def length(play: Performance) -> int:
    """Return the samples of a performance's sound: its clock, and a handle on either side."""
    return round((play.length + 2 * LEAD) * SOUND_RATE)


def stems(play: Performance) -> dict[str, Sound]:
    """Return each lamp's voice alone; true silence between its lines."""
    tracks = {lamp: np.zeros(length(play)) for lamp in ("filament", "diode")}
    for one in play.lines:
        _add(tracks[one.speaker], voice(one.speaker, one.text), one.onset - play.start)
    return tracks


def effects(play: Performance, early: int = 0) -> Sound:
    """Return the lamps' noises: creaks with every sprung move, hum, buzz, clicks.

    `early` frames is what the clinic does to one of them.
    """
    track = np.zeros(length(play))
    for i, move in enumerate(play.moves["filament"]):
        _add(track, creak(move.length, i), move.start - play.start)
    for noise in play.noises:
        if noise.kind in NOISES:
            sound = NOISES[noise.kind]() * noise.gain
            _add(track, sound, noise.onset - play.start - early / RATE)
    return track + _hum(play)


def _hum(play: Performance) -> Sound:
    """The bulb hums with the mains while it burns, and buzzes where it fails."""
    n = length(play)
    t = _time(n)
    power = np.minimum(_levels(play, "filament.power", n), 1.0)
    smooth = np.ones(480) / 480
    level = np.convolve(power, smooth, "same")
    hum = np.sin(2 * np.pi * 100 * t) + 0.4 * np.sin(2 * np.pi * 200 * t + 1)
    failing = level * (1 - level) * 4  # strongest half lit
    arc = signal.sawtooth(2 * np.pi * 100 * t) * _band(_noise(n, 9), 900, 7000)
    return hum * level * decibels(-58) + arc * failing * decibels(-43)


@cache
def _echo() -> Sound:
    """A small room: decaying noise, a third of a second."""
    n = int(0.34 * SOUND_RATE)
    tail = _band(_noise(n, 21), 140, 5200) * np.exp(-_time(n) / 0.075)
    tail[:380] = 0
    return tail / np.sqrt((tail**2).sum())


def room_tone(samples: int, level: float, seed: int) -> Sound:
    """A night: brown noise, a breath of wind in it, a trace of mains."""
    white = _noise(samples + SOUND_RATE, seed)
    low = signal.lfilter([1], [1, -0.985], white)[SOUND_RATE:]
    low = _band(low, 45, 1800) + 0.02 * white[SOUND_RATE:]
    t = _time(samples)
    breath = 1 + 0.18 * np.sin(2 * np.pi * t / 9.7 + seed) + 0.1 * np.sin(2 * np.pi * t / 4.1)
    tone = low / low.std() * breath + 0.12 * np.sin(2 * np.pi * 50 * t)
    return tone * decibels(level)


def recorded(take: Take) -> tuple[Sound, dict[str, Sound]]:
    """Return a take's mix and its stems, as long as its pictures, the slate's beep in the mix."""
    play = take.performance
    voices = stems(play)
    heard = MICROPHONES.get(take.camera, NEAR)
    dry = sum(voices.values()) + effects(play, take.sound_early)
    wet = signal.fftconvolve(dry, _echo())[: len(dry)]
    mix = _cut(take, heard.gain * (dry + heard.echo * wet))
    seed = sum(map(ord, take.name))
    mix += room_tone(len(mix), heard.tone, seed)
    mix[: SLATE_FRAMES * PER_FRAME] = 0
    mix[FLASH * PER_FRAME : (FLASH + 1) * PER_FRAME] = beep()
    return np.clip(mix, -1, 1), {lamp: _cut(take, sound) for lamp, sound in voices.items()}


def beep() -> Sound:
    """One frame of 1 kHz at -12 dBFS."""
    tone = np.sin(2 * np.pi * 1000 * _time(PER_FRAME)) * decibels(-12)
    ramp = np.minimum(1, np.minimum(np.arange(PER_FRAME), np.arange(PER_FRAME)[::-1]) / 24)
    return tone * ramp


def _cut(take: Take, sound: Sound) -> Sound:
    """Cut a performance's sound to a take, with silence under the slate."""
    out = np.zeros(take.frames * PER_FRAME)
    start = round((take.begin - take.performance.start) * RATE) * PER_FRAME
    picture = SLATE_FRAMES * PER_FRAME
    piece = sound[start : start + len(out) - picture]
    out[picture : picture + len(piece)] = piece
    return out
