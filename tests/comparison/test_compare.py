"""What stands in the way of a fair comparison is said from some size on, and not before."""

from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest

from kuleshov.comparison.compare import caveats, in_form, thinner
from kuleshov.errors import KuleshovError
from kuleshov.media import Clip, Writer


def film(folder, size, rate=24, name=None):
    path = folder / f"{name or 'x'.join(map(str, (*size, rate)))}.mp4"
    with Writer(path, rate, size, None) as made:
        for n in range(rate):
            made.write(np.full((size[1], size[0], 3), 40 + n, np.uint8))
    return Clip(path)


@pytest.fixture
def studio(tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    return tmp_path


@pytest.mark.parametrize("size", [(64, 48), (54, 36), (36, 36)])
def test_films_of_any_shape_are_measured_in_their_own_frames(studio, size):
    given = {"wide": film(studio, (64, 36)), "other": film(studio, size)}
    made, changed = in_form(given, True)
    shape = size[0] / size[1]
    assert made["other"].width / made["other"].height == pytest.approx(shape, rel=0.05)
    assert len(changed) == 2 and in_form(made, True) == (made, [])
    said = [words for words in caveats(given) if "times as wide as high" in words]
    assert len(said) == 1 and f"wide is 1.78 times as wide as high, other {shape:.2f}" in said[0]


def test_an_upright_film_has_as_many_pixels_as_the_same_film_lying(studio):
    given = {"wide": film(studio, (64, 36)), "tall": film(studio, (36, 64))}
    assert in_form(given, True) == (given, [])
    assert len(caveats(given)) == 1 and "tall 0.56 times" in caveats(given)[0]


def test_shapes_are_said_from_a_tenth_on():
    class Film:
        rate, duration, sound, pixel_aspect = 24, 1, None, 1

        def __init__(self, width, height, pixel_aspect=1):
            self.width, self.height, self.pixel_aspect = width, height, pixel_aspect

    assert caveats({"a": Film(100, 100), "b": Film(105, 96)}) == []  # 1.09 times as wide
    assert len(caveats({"a": Film(100, 100), "b": Film(106, 96)})) == 1  # 1.104 times
    assert len(caveats({"a": Film(100, 100), "b": Film(100, 100, 1.2)})) == 1


@pytest.mark.parametrize(("slow", "fast", "let_in"), [(4, 12, False), (5, 12, True), (4, 11, True)])
def test_a_row_of_stills_is_not_compared_with_a_film(studio, slow, fast, let_in):
    given = {"slow": film(studio, (64, 36), slow), "fast": film(studio, (64, 36), fast)}
    if let_in:
        assert {clip.rate for clip in in_form(given, True)[0].values()} == {slow}
    else:
        with pytest.raises(KuleshovError, match="slow has 4 frames a second and fast 12"):
            in_form(given, True)


def clip(**facts):
    usual = {"width": 64, "height": 36, "rate": Fraction(24), "duration": 10.0, "sound": None}
    return SimpleNamespace(**{**usual, "frames": 100, "pixel_aspect": 1, **facts})


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, 0),
        ({"width": 70}, 0),  # 1.09 times as many pixels, as wide
        ({"width": 71}, 2),  # 1.11 times
        ({"width": 68, "height": 38}, 1),
        ({"rate": Fraction("24.5")}, 0),
        ({"rate": Fraction(25)}, 1),
        ({"rate": Fraction(23)}, 1),
        ({"duration": 20.0}, 0),
        ({"duration": 20.1}, 1),
        ({"duration": 4.9}, 1),
        ({"sound": object()}, 1),
        ({"sound": object(), "width": 68, "height": 38}, 2),
    ],
)
def test_what_differs_before_anybody_made_anything_is_said(facts, said):
    assert len(caveats({"a": clip(), "b": clip(**facts)})) == said
    assert len(caveats({"b": clip(**facts), "a": clip()})) == said


def test_it_is_said_who_has_sound():
    assert caveats({"a": clip(), "b": clip(sound=object())}) == ["b has sound, a has none."]
    assert caveats({"a": clip(sound=object()), "b": clip(sound=object())}) == []


@pytest.mark.parametrize(("times", "said"), [(4, False), (4.1, True), (1, False)])
def test_a_film_of_far_fewer_bits_is_named(tmp_path, times, said):
    rich, thin = tmp_path / "rich.mp4", tmp_path / "thin.mp4"
    thin.write_bytes(bytes(57600))
    rich.write_bytes(bytes(round(57600 * times)))
    pair = {"thin": clip(path=thin), "rich": clip(path=rich)}
    words = thinner(pair)
    assert bool(words) is said
    if said:
        assert words[0].startswith("thin came with 2 bits a pixel, rich with 8.2")
