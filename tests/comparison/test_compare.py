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


@pytest.mark.parametrize("size", [(64, 48), (54, 36), (48, 32)])
def test_wide_films_beside_each_other_get_small_bars(studio, size):
    given = {"wide": film(studio, (64, 36)), "other": film(studio, size)}
    made, changed = in_form(given, True)
    assert made["wide"].width == made["other"].width and len(changed) >= 1


@pytest.mark.parametrize("size", [(36, 36), (36, 64)])
def test_a_square_or_upright_film_beside_a_wide_one_is_refused_unless_wanted(studio, size):
    given = {"wide": film(studio, (64, 36)), "other": film(studio, size)}
    with pytest.raises(KuleshovError, match=rf"other is {size[0]} by {size[1]} pixels and wide 64"):
        in_form(given, True)
    assert in_form(given, False) == (given, [])


def test_a_shape_once_and_a_half_as_wide_is_just_let_in(studio):
    given = {"square": film(studio, (48, 48)), "other": film(studio, (72, 48))}
    assert len(in_form(given, True)[0]) == 2
    given["other"] = film(studio, (76, 48))
    with pytest.raises(KuleshovError, match="black bars"):
        in_form(given, True)


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
        ({"width": 66}, 1),
        ({"height": 38}, 1),
        ({"rate": Fraction("24.5")}, 0),
        ({"rate": Fraction(25)}, 1),
        ({"rate": Fraction(23)}, 1),
        ({"duration": 20.0}, 0),
        ({"duration": 20.1}, 1),
        ({"duration": 4.9}, 1),
        ({"sound": object()}, 1),
        ({"sound": object(), "width": 66}, 2),
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
