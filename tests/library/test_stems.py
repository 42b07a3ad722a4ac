"""A take's stems: each voice as loud as the take has it, and what is left without them."""

from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest
from made.takes import write_wav

import kuleshov as ku
from kuleshov.errors import LibraryError
from kuleshov.library.stems import Stems

RATE = 48000


@pytest.fixture
def known(tmp_path):
    """A take of 30 s: two voices in turns at other levels than they were recorded, and a tone."""
    random = np.random.default_rng(3)
    voices = {}
    for place, name in enumerate(("ana", "ben")):
        turns = np.repeat(np.arange(10) % 2 == place, 3 * RATE)
        voices[name] = 0.1 * turns * random.standard_normal(30 * RATE)
    rest = 0.01 * np.sin(2 * np.pi * 100 * np.arange(30 * RATE) / RATE)
    whole = (0.5 * voices["ana"] + 0.25 * voices["ben"] + rest)[:, None].astype(np.float32)

    class Film:
        sound = SimpleNamespace(layout="mono", channels=1)
        duration = 30.0

        def read_sound(self, start, stop, rate=RATE):
            return whole[round(start * rate) : round(stop * rate)]

    files = {name: write_wav(tmp_path / f"{name}.wav", samples) for name, samples in voices.items()}
    return Stems(Film(), files), voices, rest


def test_a_voice_is_as_loud_as_the_take_has_it(known):
    stems, voices, _ = known
    for name, level in (("ana", 0.5), ("ben", 0.25)):
        heard = stems[name].read_sound(Fraction(1), Fraction(8))[:, 0]
        assert np.allclose(heard, level * voices[name][RATE : 8 * RATE], atol=3e-4)


def test_the_rest_has_none_of_the_voices(known):
    stems, _, rest = known
    for start, stop in ((0, 5), (7, 30)):
        heard = stems["rest"].read_sound(Fraction(start), Fraction(stop))[:, 0]
        assert np.abs(heard - rest[start * RATE : stop * RATE]).max() < 1e-3
    assert list(stems) == ["ana", "ben", "rest"] and "ana" in stems and "eve" not in stems


def test_the_stems_of_the_rushes_add_up_to_the_take():
    take = ku.rushes("understudy")["4A-1"]
    span = Fraction(1), Fraction(9)
    parts = [take.stem(name).read_sound(*span) for name in (*take.stems, "rest")]
    whole = take.clip.read_sound(*span)
    assert np.allclose(sum(parts), whole, atol=1e-6)
    line = next(one for one in take.truth.lines if one.speaker == "filament")
    there = Fraction(line.onset), Fraction(line.offset)
    rest = take.stem("rest").read_sound(*there)
    assert np.sqrt((rest**2).mean()) < 0.35 * np.sqrt((take.clip.read_sound(*there) ** 2).mean())


def test_a_stem_that_isn_t_there_is_named():
    rushes = ku.rushes("understudy")
    with pytest.raises(
        LibraryError, match=r"4A-1 has no stem 'moth'\. It has: filament, diode, rest\."
    ):
        rushes["4A-1"].stem("moth")
    with pytest.raises(LibraryError, match=r"KA-1 has no stem 'rest'\. It has: none\."):
        rushes["KA-1"].stem("rest")
