"""How the light of one shot changes: films whose light is known, because it was made."""

import numpy as np
import pytest
from made import make_take
from made.films import HEIGHT, WIDTH, write

import kuleshov as ku
from kuleshov.errors import KuleshovError, Refused

RATE = 24
RUSHES = ku.rushes("understudy")


def film_of(path, stops, base=0.05):
    """Write a film of even pictures whose light is ``base`` times two to the power of ``stops``."""
    light = base * 2.0 ** np.asarray(stops)
    coded = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    noise = np.random.default_rng(1).normal(0, 3, (HEIGHT, WIDTH, 1))  # an even tone is no picture
    pictures = [
        np.broadcast_to(np.clip(255 * c + noise, 0, 255), (HEIGHT, WIDTH, 3)) for c in coded
    ]
    return write(path, [p.round().astype(np.uint8) for p in pictures], crf=10)


def test_a_ramp_is_found_as_it_was_made(tmp_path):
    ramp = np.linspace(0, 2, 5 * RATE)
    found = ku.drift(film_of(tmp_path / "ramp.mp4", ramp))
    # A second counts as its middle: from 0.5 s to 4.5 s of 5.
    assert found.net == pytest.approx(2 * 4 / 5, abs=0.06)
    assert found.range == pytest.approx(found.net, abs=0.02)
    assert np.diff(found.seconds) == pytest.approx(np.full(4, 0.4), abs=0.05)
    assert found.stops[[0, -1]] == pytest.approx([-0.2, 1.8], abs=0.08)


def test_light_that_goes_and_comes_back_has_a_range_and_no_net(tmp_path):
    dip = np.r_[np.zeros(2 * RATE), np.full(2 * RATE, -1.0), np.zeros(2 * RATE)]
    found = ku.drift(film_of(tmp_path / "dip.mp4", dip), shot=1, edit=[])
    assert found.net == pytest.approx(0, abs=0.03)
    assert found.range == pytest.approx(1, abs=0.05)


def test_darker_is_below_nothing(tmp_path):
    found = ku.drift(film_of(tmp_path / "fall.mp4", np.linspace(0, -1, 4 * RATE)))
    assert found.net == pytest.approx(-0.75, abs=0.05) and found.range == pytest.approx(
        0.75, abs=0.05
    )


def test_a_blink_moves_neither_number(tmp_path):
    level = np.zeros(4 * RATE)
    level[30:33] = 2.0
    found = ku.drift(film_of(tmp_path / "blink.mp4", level), shot=1, edit=[])
    assert abs(found.net) < 0.02 and found.range < 0.02
    assert found.stops.max() == pytest.approx(2, abs=0.1), "the curve has it"


def test_a_shot_of_no_whole_number_of_seconds_is_compared_with_its_own_end(tmp_path):
    level = np.r_[np.zeros(2 * RATE), np.linspace(0, 1, RATE // 2), np.ones(RATE)]  # 3.5 s
    found = ku.drift(film_of(tmp_path / "odd.mp4", level), shot=1, edit=[])
    assert len(found.seconds) == 4 and found.net == pytest.approx(1, abs=0.05)


def test_no_frame_of_a_shot_lies_in_no_second(tmp_path):
    level = np.zeros(3 * RATE + RATE // 2)
    level[2 * RATE : 2 * RATE + 13] = 2.0  # half a second, between the second second and the last
    found = ku.drift(film_of(tmp_path / "lit.mp4", level), shot=1, edit=[])
    assert np.any(found.windows, axis=0).all()
    assert found.range == pytest.approx(2, abs=0.1) and abs(found.net) < 0.05


def test_of_several_shots_one_is_named(tmp_path):
    level = np.r_[np.zeros(3 * RATE), np.linspace(1, 2, 4 * RATE)]
    path = film_of(tmp_path / "two.mp4", level)
    with pytest.raises(KuleshovError, match="has 2 shots: say which, as in shot=1"):
        ku.drift(path, edit=[3.0])
    assert abs(ku.drift(path, shot=1, edit=[3.0]).net) < 0.02
    assert ku.drift(path, shot=2, edit=[3.0]).net == pytest.approx(0.75, abs=0.05)
    for wrong in (0, 3, 1.5, "first"):
        with pytest.raises(KuleshovError, match="they count from 1"):
            ku.drift(path, shot=wrong, edit=[3.0])


def test_of_a_take_the_slate_and_the_handles_are_left_out(tmp_path):
    make_take(tmp_path / "4A-1.mp4", name="4A-1")
    take = RUSHES["6E-1"]
    found = ku.drift(take)
    assert (found.start, found.stop) == (take.first, take.last)
    assert len(found.times) == take.last - take.first and found.times[0] == take.first / RATE
    with pytest.raises(KuleshovError, match="a take is one shot"):
        ku.drift(take, shot=2)


def test_a_colour_that_turns_is_no_stop_and_another_look(tmp_path):
    take = RUSHES["KA-1"]
    picture = take.clip.frame(40)
    frames = [ku.graded(picture, warmth=n / (4 * RATE)) for n in range(4 * RATE)]
    from kuleshov.media import Writer

    with Writer(tmp_path / "warm.mp4", RATE, (640, 360), sound_rate=None, crf=14) as out:
        for frame in frames:
            out.write(frame)
    found = ku.drift(tmp_path / "warm.mp4")
    there = ku.apart(frames[-12], frames[11])
    assert found.dE == pytest.approx(there.dE, abs=0.8) and found.dE > 3
    assert found.net == pytest.approx(there.stops, abs=0.05)


def test_what_cannot_be_compared_is_said(tmp_path):
    with pytest.raises(Refused, match=r"lasts 1.5 s: under two seconds"):
        ku.drift(film_of(tmp_path / "short.mp4", np.zeros(36)))
    fade = np.r_[np.zeros(3 * RATE), np.full(2 * RATE, -12.0)]
    with pytest.raises(Refused, match=r"Second 4 of the shot .* more than half of it is black"):
        ku.drift(film_of(tmp_path / "fade.mp4", fade, base=0.2), shot=1, edit=[])


def test_a_region_is_followed_by_itself(tmp_path):
    frames = []
    for n in range(3 * RATE):
        picture = np.full((HEIGHT, WIDTH, 3), 90, np.uint8)
        picture[:, : WIDTH // 2] = 90 + n // 2
        frames.append(picture)
    path = write(tmp_path / "half.mp4", frames, crf=10)
    assert abs(ku.drift(path, region=(0.55, 0, 0.4, 1)).net) < 0.03
    assert ku.drift(path, region=(0.05, 0, 0.4, 1)).net > 0.5


def test_it_can_be_had_as_numbers_and_as_a_picture():
    found = ku.drift(RUSHES["6E-1"])
    frame = found.to_frame()
    assert len(frame) == len(found.times) and frame.stops.tolist() == found.stops.tolist()
    assert "net" in found.table().columns and "stops" in found.plot().alt
