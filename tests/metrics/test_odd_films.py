"""Given any film that can be opened, each measure is a number or a reason, and all is quiet."""

import math
import warnings
from itertools import pairwise

import numpy as np
import pytest
from made.odd import HOPELESS, ODD, SIZE, film, pictures

import kuleshov as ku
from kuleshov.errors import KuleshovError
from kuleshov.media import MediaError
from kuleshov.metrics import REGISTRY, measure


@pytest.fixture(autouse=True)
def quiet(capfd):
    """Let no warning pass, and nothing be printed."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
    said = capfd.readouterr()
    assert (said.out, said.err) == ("", "")


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """Return a function that makes an odd film once."""
    made = {}

    def make(name):
        if name not in made:
            made[name] = ODD[name](tmp_path_factory.mktemp("odd"))
        return made[name]

    return make


def is_sentence(text):
    """Say whether this is what an editor would say, and not what a library did."""
    raw = ("nan", "inf", "Error", "Traceback", "array", "None", "0x", "\n", "  ")
    return text.endswith((".", "?", ").")) and not any(word in text for word in raw)


@pytest.mark.parametrize("name", ODD)
def test_every_measure_of_an_odd_film_is_a_number_or_a_reason(odd, name):
    numbers = measure(odd(name))
    assert list(numbers) == list(REGISTRY)
    for id, found in numbers.items():
        if found.reason:
            assert math.isnan(found.value), id
            assert is_sentence(found.reason), f"{id}: {found.reason}"
            continue
        least, most = REGISTRY[id].range
        assert least <= found.value <= most, f"{id} is {found.value}"
        if found.interval is not None:
            low, high = found.interval
            assert math.isfinite(low) and math.isfinite(high), id
            assert low <= high, id
        if found.series is not None:
            times, values = found.series
            assert len(times) == len(values), id
            assert np.isfinite(times).all(), id
            assert all(a <= b for a, b in pairwise(times)), id
    assert numbers.film.name in str(numbers)
    assert len(numbers.to_frame()) == len(REGISTRY)
    assert "NaN" not in numbers.to_json()
    assert numbers.cuts.frames == numbers.film.frames
    again = measure(odd(name))  # from the cache
    assert [str(one) for one in again.values()] == [str(one) for one in numbers.values()]


@pytest.mark.parametrize("name", HOPELESS)
def test_what_holds_no_film_is_said_in_one_sentence(tmp_path, name):
    path = HOPELESS[name](tmp_path)
    for ask in (measure, lambda p: measure(p, "loudness"), lambda p: ku.compare(a=p, b=p)):
        with pytest.raises(MediaError) as caught:
            ask(path)
        assert is_sentence(str(caught.value))
        assert path.name in str(caught.value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("one frame and a long sound", "120 frames a second"),
        ("1 by 1", "4000 by 20"),
        ("black and loud", "a GIF"),
        ("HDR", "a picture that grows"),
        ("broken samples", "one frame a second"),
    ],
)
def test_two_odd_films_beside_each_other_are_told_apart_in_words(odd, one, other):
    try:
        said = str(ku.compare(mine=odd(one), theirs=odd(other)))
    except KuleshovError as refused:
        assert is_sentence(str(refused))
        return
    assert "mine" in said and "theirs" in said
    assert "Traceback" not in said and " nan" not in said


def test_what_a_player_shows_alike_is_measured_alike(tmp_path):
    """Range, bits, pixels' shape, tracks and containers are not the film."""
    drawn = pictures(48)
    plain = measure(film(tmp_path / "plain.mkv", drawn))
    others = {
        "full range": film(tmp_path / "full.mkv", drawn, full=True),
        "ten bits": film(tmp_path / "ten.mkv", drawn, form="yuv420p10le"),
        "4:4:4": film(tmp_path / "444.mkv", drawn, form="yuv444p"),
        "two tracks": film(tmp_path / "two.mp4", drawn, twins=2),
    }
    for name, path in others.items():
        found = measure(path)
        for id in ("asl", "shots", "activity", "clipping", "colourfulness", "surprise"):
            close = pytest.approx(plain[id].value, rel=0.12, abs=0.02)
            assert found[id].value == close, f"{name}: {id}"
    assert (plain.film.width, plain.film.height) == SIZE
