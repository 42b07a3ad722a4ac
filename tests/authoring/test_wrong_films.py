"""A film with one thing wrong keeps all that is right: picture by packet, sound but for what was asked."""

import av
import numpy as np
import pytest

import kuleshov as ku
from kuleshov.authoring.wrong_films import spoil


@pytest.fixture
def film(tmp_path):
    cut = ku.Cut("x", rushes=ku.rushes("understudy")).add("4A-1", "12.0", "14.0")
    return cut.render(tmp_path / "x.mp4", size=(64, 36)).path


def packets(path):
    with av.open(str(path)) as file:
        return [bytes(one) for one in file.demux(video=0) if one.size]


def level(path):
    heard = ku.Clip(path).read_sound(0.2, 1.8)
    return 10 * np.log10(np.mean(heard**2))


def test_the_picture_is_copied_packet_by_packet(film):
    before = packets(film)
    spoil(film, gain=6)
    assert packets(film) == before and ku.Clip(film).frames == 48


@pytest.mark.parametrize("gain", [-12, -3, 3])
def test_the_sound_is_louder_by_what_was_asked(film, gain):
    before = level(film)
    assert level(spoil(film, gain=gain)) - before == pytest.approx(gain, abs=0.2)


def test_a_hum_lies_where_there_was_silence(tmp_path):
    path = ku.Cut("x").title_card("Night", "2.0").render(tmp_path / "x.mp4", size=(64, 36)).path
    assert level(spoil(path, hum=-30)) == pytest.approx(-33, abs=0.5)  # the mean square of a sine


def test_it_ends_where_it_was_told_to(film):
    spoil(film, seconds=1.5)
    clip = ku.Clip(film)
    assert clip.frames == 36 and clip.sound.duration == pytest.approx(1.5, abs=0.05)


@pytest.mark.parametrize(("channels", "found"), [(2, 2), (1, 1), (0, None)])
def test_it_has_as_many_channels_as_asked(film, channels, found):
    track = ku.Clip(spoil(film, channels=channels)).sound
    assert (track.channels if track else None) == found
