"""How far ahead a model sees, held against what a known system's errors must be."""

from types import SimpleNamespace

import numpy as np
import pytest
from made import make_take
from made.odd import phone_times, pictures, timed

import kuleshov as ku
from kuleshov.errors import Refused
from kuleshov.generate.dynamics import LARGEST_RADIUS, fit
from kuleshov.generate.forecasts import Forecast, errors_ahead, forecast_error
from kuleshov.generate.pictures import grey

RATE = SimpleNamespace(edit_rate=24, name="4A-1")


@pytest.fixture(scope="module")
def circle(tmp_path_factory):
    """Four seconds of a circle that wanders."""
    place = tmp_path_factory.mktemp("takes") / "circle.mp4"
    return make_take(place, frames=96, size=(160, 90), sound=False, barcode=False)


def wandering(frames, keep, seed=0):
    """Simulate x' = keep x + noise of variance 1, seen through two pixels."""
    random = np.random.default_rng(seed)
    values = [0.0]
    for noise in random.standard_normal(frames - 1):
        values.append(keep * values[-1] + noise)
    return np.outer(values, [0.6, 0.8]) + 100


def test_errors_are_those_that_theory_gives_for_a_known_system():
    keep, steps = 0.9, np.array([1, 5, 20])
    pictures = wandering(60_000, keep)
    found = errors_ahead(fit(pictures[:30_000], 1), pictures[30_000:], steps)
    whole = 1 / (1 - keep**2)
    pixels = 2**0.5  # the values' one dimension is spread over two pixels
    truth = {
        "model": np.sqrt(whole * (1 - keep ** (2 * steps))),
        "persistence": np.sqrt(2 * whole * (1 - keep**steps)),
        "mean": np.sqrt(np.full(3, whole)),
    }
    for way, errors in truth.items():
        assert found[way] * pixels == pytest.approx(errors, rel=0.03), way


def test_what_turns_is_foretold_and_every_horizon_is_tried_from_the_same_pictures():
    turn = np.linspace(0, 20 * np.pi, 241)[:-1]
    circle = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    found = errors_ahead(fit(circle[:120], 2), circle[120:], [1, 12, 24])
    faded = 1 - LARGEST_RADIUS ** np.array([1, 12, 24])  # it may remember for 20 s, not for ever
    assert found["model"] * 2**0.5 == pytest.approx(faded, abs=1e-4)
    assert found["persistence"] * 2**0.5 == pytest.approx([2 * np.sin(np.pi / 24), 2, 0], abs=1e-3)
    jump = np.zeros((30, 1))
    jump[-1] = 9.0  # only the farthest horizon's last start reaches it
    rest = errors_ahead(fit(circle[:50, :1] * 0 + 3.0, 1), jump, [1, 29])
    assert rest["persistence"].tolist() == [0.0, 9.0]


def test_the_states_of_pictures_are_those_that_made_them():
    pictures = wandering(400, 0.9)
    model = fit(pictures, 1)
    states = model.states_of(pictures)
    assert model.pictures(states) == pytest.approx(pictures, abs=1e-3)
    assert states[-1] == pytest.approx(model.last, abs=1e-3)
    once, thrice = model.ahead(states, 1), model.ahead(states, 3)
    assert model.ahead(model.ahead(once, 1), 1) == pytest.approx(thrice)
    assert model.ahead(states, 0) == pytest.approx(states)


def test_half_is_learnt_and_the_rest_foretold_unless_it_is_said_otherwise(circle):
    whole = forecast_error(circle)
    assert (whole.learnt, whole.tested) == ((0, 48), (48, 96))
    assert whole.horizons == (1, 2, 3, 6, 12, 24, 36)
    part = forecast_error(circle, learn=1, test=2, start=0.5, horizons=[6, 3, 6])
    assert (part.learnt, part.tested, part.horizons) == ((12, 36), (36, 84), (3, 6))
    assert part.seconds.tolist() == [0.125, 0.25]


def test_an_uneven_film_is_foretold_at_the_rate_at_which_a_player_shows_it(tmp_path):
    times = phone_times(
        fast=36, slow=8
    )  # 2 s, of which the second part shows each frame three times
    film = timed(tmp_path / "phone.mp4", pictures(44, (64, 36)), times)
    found = forecast_error(film, learn=1, test=0.9, horizons=[1, 2])
    assert (found.learnt, found.tested) == ((0, 30), (30, 57))
    assert found.seconds.tolist() == [1 / 30, 2 / 30]
    seen = grey(ku.Clip(film), 0, 60)
    same = (np.diff(seen.astype(int), axis=0).reshape(59, -1) == 0).all(axis=1)
    assert len(seen) == 60 and not same[:36].any()
    assert same[36:42].tolist() == [True, True, False] * 2


def test_of_a_take_of_the_course_the_slate_is_left_out():
    take = ku.rushes("understudy")["6B-1"]
    found = forecast_error(take, horizons=[3])
    assert found.learnt[0] == take.first and found.tested[1] == take.last
    assert found.name == "6B-1" and found.nearest == [
        "persistence"
    ]  # the lamp flickers as it likes


def test_the_wide_take_is_foretold_for_a_while_and_the_close_one_is_not():
    rushes = ku.rushes("understudy")
    wide = forecast_error(rushes["1A-1"], learn=20, test=10)
    assert [one.way for one in wide.spells] == ["persistence", "model"]
    close = forecast_error(rushes["4A-1"], learn=10, test=10)
    assert [one.way for one in close.spells] == ["persistence", "mean"]


def made(**errors):
    count = len(errors["mean"])
    every = {way: np.array(values, float) for way, values in errors.items()}
    return Forecast(
        RATE, "4A-1", (0, 48), (48, 96), tuple(range(12, 12 * count + 1, 12)), every, None
    )


def test_spells_say_where_the_ways_cross():
    found = made(mean=[9, 9, 9, 9], persistence=[3, 5, 9, 12], model=[5, 4, 4, 10])
    assert found.nearest == ["persistence", "model", "model", "mean"]
    assert found.spells == [
        ("persistence", 0.5, 0.5),
        ("model", 1.0, 1.5),
        ("mean", 2.0, 2.0),
    ]
    assert str(found) == (
        "Nearest for 4A-1: nothing changes at 0.50 s, the model from 1.00 to 1.50 s, the mean "
        "picture at 2.00 s."
    )


def test_where_two_are_level_the_simpler_is_named():
    assert made(mean=[10.1], persistence=[12], model=[10]).nearest == ["mean"]
    assert made(mean=[10.3], persistence=[12], model=[10]).nearest == ["model"]
    assert made(mean=[10.3], persistence=[10.1], model=[10]).nearest == ["persistence"]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"learn": 3, "test": 2}, "has 4.0 s to learn from and to foretell; 5.0 s were asked for"),
        ({"learn": 0.2}, "It takes 12 frames to learn from"),
        ({"learn": 3.5}, "more than 12 to be foretold; circle has 84 and 12"),
        ({"learn": -1}, "learn counts seconds"),
        ({"test": float("nan")}, "test counts seconds"),
        ({"start": 3.9}, "It takes 12 frames|start lies behind"),
        ({"start": 30}, "start lies behind that"),
        ({"learn": float("inf")}, "learn counts seconds"),
        ({"horizons": [37]}, "reaches 36 frames ahead"),
        ({"horizons": [60]}, "reaches 36 frames ahead"),
        ({"horizons": [0]}, "1 or more"),
        ({"horizons": []}, "is a list of frames"),
        ({"horizons": [1.5]}, "1 or more"),
        ({"states": 0}, "states is a whole number, 1 or more"),
    ],
)
def test_what_can_t_be_foretold_is_said(circle, asked, words):
    with pytest.raises(Refused, match=words):
        forecast_error(circle, **asked)


def test_the_farthest_horizon_leaves_a_dozen_frames_to_be_tried_from(circle):
    assert forecast_error(circle, horizons=[36]).horizons == (36,)


def test_a_table_names_the_three_as_a_reader_does_and_the_words_say_what_was_learnt():
    found = made(mean=[9, 9], persistence=[3, 10], model=[5, 4])
    assert found.table().to_numpy().tolist() == [
        ["0.50 s", "5.0", "3.0", "9.0", "nothing changes"],
        ["1.00 s", "4.0", "10.0", "9.0", "the model"],
    ]
    assert list(found.table()) == [
        "ahead", "the model", "nothing changes", "the mean picture", "nearest",
    ]  # fmt: skip
    assert repr(found).endswith(
        "(Learnt 00:00:00:00 to 00:00:02:00, foretold 00:00:02:00 to 00:00:04:00.)"
    )


def test_too_few_pictures_for_the_farthest_horizon_are_refused():
    with pytest.raises(Refused, match="5 pictures can't be foretold 5 steps ahead"):
        errors_ahead(fit(wandering(20, 0.5), 1), wandering(5, 0.5), [1, 5])
