"""What the rooms' player shows and sounds, read from its pixels and samples, not from clocks."""

import numpy as np
import pytest
from browser import room_stage as on

import kuleshov as ku
from kuleshov.timeline.mix import mix

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    names = on.NAMES[:4]
    return on.make_bin(tmp_path_factory.mktemp("few") / "bin", (192, 108), names)


@pytest.fixture(scope="module")
def rushes(folder):
    return ku.rushes(folder)


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    return on.make_bin(tmp_path_factory.mktemp("full") / "bin")


def test_every_seek_shows_its_frame_and_every_cut_its_first(page, folder, rushes):
    cut = on.long_edit(rushes, 5)
    with on.stage(page, folder):
        assert on.seeks(page, cut, 30)["wrong"] == 0
        played = on.play(page, cut)
        assert played["cuts"] == 5 and played["median, ms late"] < 1000 / on.RATE


def test_sound_is_mixed_to_the_sample_as_python_mixes_it(page, folder, rushes):
    cut = on.split_edit(rushes)
    with on.stage(page, folder):
        heard = on.mixed(page, cut)
    wanted = mix(cut, 0, on.samples(cut))
    assert heard.shape == wanted.shape
    assert on.shift(heard, wanted) == 0
    assert np.abs(heard - wanted).max() < 0.002
    for span in cut.edit.sound()[1:]:  # each sound cut by itself
        at = round(span.start * 48000 / on.RATE)
        near = slice(at - 3000, at + 3000)
        assert on.shift(heard[near], wanted[near]) == 0, f"the sound cut into shot {span.number}"


def test_lanes_faders_fades_and_the_film_s_level_are_mixed_as_python_mixes_them(
    page, folder, rushes
):
    cut = on.split_edit(rushes).fade(1, fade_in=12)
    first, second = on.NAMES[:2]
    cut.lane("tone").lay(first, "1.0", "5.0", at="0.5", gain=-4, fade_in=20, fade_out=9).fader(-3)
    cut.lane("tone").lay(second, "2.0", "3.0", at="4.5")
    cut.lane("over").lay(second, "3.0", "5.0", at="1.0", gain=2)
    cut.lane("off").lay(first, "0.0", "5.0").mute()
    cut.master(-2)
    with on.stage(page, folder):
        heard = on.mixed(page, cut)
    wanted = mix(cut, 0, on.samples(cut))
    assert on.shift(heard, wanted) == 0
    assert np.abs(heard - wanted).max() < 0.002


def test_a_grade_is_played_as_it_is_rendered(page, folder, rushes):
    """Given one picture with and without a grade, the browser's is the one that Python makes."""
    first, second = on.NAMES[:2]
    plain = ku.Cut("plain", rushes=rushes).add(first, "1.0", "2.0").add(second, "1.0", "2.0")
    with on.stage(page, folder):
        bare = on.shown(page, plain, 12)
        for grade in ({"stops": -1.45, "warmth": 0.1, "tint": -0.1}, {"stops": 1.0}):
            seen = on.shown(page, plain.copy().grade(1, grade), 12)
            wanted = ku.media.Grade(**grade).apply(bare)
            assert np.abs(seen.astype(int) - wanted).max() <= 2
            assert np.abs(wanted.astype(int) - bare).mean() > 10, "or there is nothing to see here"
        assert np.array_equal(on.shown(page, plain.copy().grade(2, stops=-1), 12), bare)


@pytest.mark.proof
def test_two_hundred_cuts_without_a_gap(page, full):
    with on.stage(page, full):
        played = on.play(page, on.long_edit(ku.rushes(full), 200))
    print(played)
    assert played["over one frame late"] == 0 and played["wrong first frame"] == 0


@pytest.mark.proof
def test_two_hundred_seeks_of_two_hundred(page, full):
    with on.stage(page, full):
        found = on.seeks(page, on.long_edit(ku.rushes(full), 200), 200)
    print(found)
    assert found["wrong"] == 0
