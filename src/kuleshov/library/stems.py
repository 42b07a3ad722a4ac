"""A take's stems: each voice by itself, and the rest of the take without them."""

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..media.channels import downmix
from ..media.sound import Sound, SoundInfo, sound

if TYPE_CHECKING:
    from ..media import Clip

REST = "rest"
"""The stem that is the take without its voices."""

_SECONDS = 20  # read at once


class Voice:
    """One voice of a take, as loud as the take has it.

    Attributes
    ----------
    sound : SoundInfo
        Rate, channels and layout of the recording.
    level : float
        By what the recording is multiplied: a far camera hears the voice softer.
    """

    def __init__(self, recording: Sound, level: float) -> None:
        self._recording = recording
        self.level = level

    @property
    def sound(self) -> SoundInfo:
        """Rate, channels and layout of the recording."""
        return self._recording.info

    @property
    def duration(self) -> float:
        """How long the recording lasts, in seconds."""
        return float(self._recording.duration)

    def read_sound(
        self, start: float | Fraction, stop: float | Fraction, rate: int = 48000
    ) -> NDArray[np.float32]:
        """Return samples, counted from the take's first frame.

        Returns
        -------
        ndarray of float32 (samples, channels)
        """
        heard = self._recording.read(start, stop, rate) * np.float32(self.level)
        return heard.astype(np.float32)


class Rest:
    """A take without its voices: its effects and its room tone.

    What the room sends back of a voice stays in it: a far camera's rest has a trace of each line.
    """

    def __init__(self, clip: "Clip", voices: list[Voice]) -> None:
        self._clip = clip
        self._voices = voices

    @property
    def duration(self) -> float:
        """How long the take lasts, in seconds."""
        return float(self._clip.duration)

    @property
    def sound(self) -> SoundInfo | None:
        """Rate, channels and layout of the take's sound."""
        return self._clip.sound

    def read_sound(
        self, start: float | Fraction, stop: float | Fraction, rate: int = 48000
    ) -> NDArray[np.float32]:
        """Return samples, counted from the take's first frame.

        Returns
        -------
        ndarray of float32 (samples, channels)
        """
        heard = np.array(self._clip.read_sound(start, stop, rate=rate), np.float32)
        for voice in self._voices:
            said = voice.read_sound(start, stop, rate).mean(axis=1, keepdims=True)
            length = min(len(said), len(heard))
            heard[:length] -= said[:length]
        return heard


class Stems:
    """The stems of one take.

    Attributes
    ----------
    files : dict of str to Path
        Each voice's recording, on the take's own time.

    Notes
    -----
    A voice is recorded close, the take from where its camera stands. How loud the take has each
    voice is found by least squares over the whole take, so that what is taken away in the rest is
    what is there.
    """

    def __init__(self, clip: "Clip", files: dict[str, Path]) -> None:
        self._clip = clip
        self.files = files

    @cached_property
    def _voices(self) -> dict[str, Voice]:
        recordings = {name: sound(path) for name, path in self.files.items()}
        levels = _levels(self._clip, list(recordings.values()))
        return {
            name: Voice(recording, level)
            for (name, recording), level in zip(recordings.items(), levels, strict=True)
        }

    def __getitem__(self, name: str) -> Voice | Rest:
        if name == REST:
            return Rest(self._clip, list(self._voices.values()))
        return self._voices[name]

    def __iter__(self) -> Iterator[str]:
        return iter([*self.files, REST] if self.files else [])

    def __contains__(self, name: object) -> bool:
        return name in list(self)


def _levels(clip: "Clip", recordings: list[Sound]) -> list[float]:
    """Return how loud a take has each recorded voice; 0 for one that it doesn't have."""
    count = len(recordings)
    inner, outer = np.zeros((count, count)), np.zeros(count)
    for first in range(0, int(np.ceil(clip.duration)), _SECONDS):
        span = Fraction(first), Fraction(first + _SECONDS)
        whole = np.asarray(clip.read_sound(*span), np.float32)
        take = downmix(whole, clip.sound.layout).mean(axis=1) if clip.sound else whole[:, 0]
        voices = np.zeros((len(take), count))
        for i, recording in enumerate(recordings):
            heard = recording.read(*span).mean(axis=1)[: len(take)]
            voices[: len(heard), i] = heard
        inner += voices.T @ voices
        outer += voices.T @ take
    spoken = np.diag(inner) > 0
    levels = np.zeros(count)
    if spoken.any():
        levels[spoken] = np.linalg.lstsq(inner[np.ix_(spoken, spoken)], outer[spoken])[0]
    return [float(level) for level in levels]
