"""Given a film that is hardly one, measures refuse with a reason."""

import math
import warnings

import numpy as np
import pytest
from made import make_take

from kuleshov.errors import KuleshovError, MediaError
from kuleshov.media import Clip, Writer
from kuleshov.metrics import find_cuts, measure


def write(path, frames, rate=24, sound=None):
    with Writer(path, rate, (64, 36), sound_rate=48000 if sound is not None else None) as film:
        for frame in frames:
            film.write(frame)
        if sound is not None:
            film.write_sound(sound)
    return path


def even(level, count):
    return [np.full((36, 64, 3), level, np.uint8)] * count


def refused(numbers):
    return {id for id, number in numbers.items() if number.reason}


@pytest.fixture(autouse=True)
def no_warnings():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@pytest.mark.parametrize("level", [0, 128, 255])
def test_a_film_of_one_tone_shows_no_shot(tmp_path, level):
    numbers = measure(write(tmp_path / "even.mp4", even(level, 48)))
    assert refused(numbers) == set(numbers)
    assert "one even tone" in numbers.asl.reason
    assert list(numbers.cuts) == []


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_film_of_a_few_frames_is_refused_in_words(tmp_path, count):
    frames = list(np.random.default_rng(1).integers(0, 255, (count, 36, 64, 3), np.uint8))
    numbers = measure(write(tmp_path / "short.mp4", frames))
    assert math.isnan(numbers.activity.value)
    assert numbers.short_share.reason
    if count == 1:
        assert numbers.asl.reason == "one frame is a picture, not a film."


def test_noise_is_one_shot(tmp_path):
    frames = list(np.random.default_rng(1).integers(0, 255, (60, 36, 64, 3), np.uint8))
    assert len(find_cuts(write(tmp_path / "noise.mp4", frames))) == 0


def test_a_silent_film_has_no_loudness(tmp_path):
    take = make_take(tmp_path / "mute.mp4", sound=False)
    assert measure(take, "loudness").reason == "the film has no sound."
    silent = write(tmp_path / "silent.mp4", even(90, 24), sound=np.zeros((48000, 2), np.float32))
    assert measure(silent, "loudness").reason == "the sound track is silent."


def test_activity_is_refused_at_eight_frames_a_second(tmp_path):
    take = make_take(tmp_path / "slow.mp4", rate=8, frames=24, sound=False, barcode=False)
    assert "at 8 frames a second" in measure(take, "activity").reason
    assert measure(take, "asl").value == pytest.approx(3.0)


def test_what_can_not_be_read_is_said_in_one_sentence(tmp_path):
    empty = tmp_path / "empty.mp4"
    empty.write_bytes(b"")
    with pytest.raises(MediaError):
        measure(empty)


def test_a_film_that_is_gone_is_named(tmp_path):
    film = Clip(write(tmp_path / "film.mp4", even(100, 24)))
    film.path.unlink()
    with pytest.raises(KuleshovError, match=r"film was here and can't be read any more"):
        measure(film)


def test_a_list_of_films_has_one_measure(tmp_path):
    films = [write(tmp_path / f"{n}.mp4", even(100 + n, 24)) for n in range(2)]
    with pytest.raises(KuleshovError, match="A list of films has one measure, 'diversity'"):
        measure(films)
