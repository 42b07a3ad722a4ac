"""A dream is a film like any other, and says in three places that nobody filmed it."""

import dataclasses
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from made import make_take
from made.odd import phone_times, pictures, timed

import kuleshov as ku
from kuleshov.errors import Refused
from kuleshov.generate import dreams
from kuleshov.generate.dreams import dream
from kuleshov.generate.dynamics import LARGEST_RADIUS, fit
from kuleshov.library.credit import Credit
from kuleshov.library.ledger import entries
from kuleshov.media import Clip

LAMP = Credit("The lamp", "Ana", "a camera", "her desk", "CC BY-SA 4.0", consent="Nobody.")


@pytest.fixture(autouse=True)
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A studio of its own for each test."""
    place = tmp_path / "studio"
    monkeypatch.setenv("KULESHOV_STUDIO", str(place))
    return place


@pytest.fixture(scope="session")
def circle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds of a circle that wanders."""
    place = tmp_path_factory.mktemp("takes") / "4A-1.mp4"
    return make_take(place, frames=48, size=(160, 90), sound=False, barcode=False)


def test_a_dream_is_a_clip_of_the_length_that_was_asked(circle: Path, studio: Path) -> None:
    film = dream(circle, seconds=1.5, states=5)
    assert (film.frames, film.rate, film.width, film.height) == (36, 24, 160, 90)
    assert film.sound is None
    assert film.path.parent == studio / "dreams"


def test_it_looks_like_what_it_was_learned_from(circle: Path) -> None:
    seen, dreamt = ku.Clip(circle), dream(circle, seconds=1, states=20)
    last, first = (picture.astype(float) for picture in (seen[47], dreamt[0]))
    assert np.abs(last - first).mean() < 6
    assert np.abs(first - dreamt[23].astype(float)).max() > 30  # and it moves


def test_the_same_seed_dreams_the_same(circle: Path) -> None:
    one = dream(circle, seconds=0.5, states=5, seed=1)[11]
    assert np.array_equal(one, dream(circle, seconds=0.5, states=5, seed=1)[11])
    assert not np.array_equal(one, dream(circle, seconds=0.5, states=5, seed=2)[11])


def test_a_dream_that_is_there_is_not_dreamt_again(
    circle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = ku.Clip(circle)
    clip.credit = LAMP
    film = dream(clip, seconds=0.5, states=5)
    kept = entries()
    fitted = []
    monkeypatch.setattr(dreams, "fit", lambda *given: fitted.append(1) or fit(*given))
    again = dream(clip, seconds=0.5, states=5)
    assert (again.path, again.sha256, again.credit) == (film.path, film.sha256, film.credit)
    assert fitted == [] and entries() == kept
    dream(clip, seconds=0.5, states=4)
    dream(clip, seconds=0.5, states=5, start="8f")
    assert len(fitted) == 2
    clip.credit = dataclasses.replace(LAMP, maker="Bo")  # said better since
    assert dream(clip, seconds=0.5, states=5).credit.maker == "a model, after Bo"
    assert len(fitted) == 3


@pytest.mark.parametrize("spoil", ["another film", "no film", "a byte", "no line in the ledger"])
def test_a_dream_of_which_something_is_gone_is_dreamt_anew(
    circle: Path, studio: Path, spoil: str
) -> None:
    film = dream(circle, seconds=0.5, states=5)
    if spoil == "another film":
        film.path.write_bytes(circle.read_bytes())
    elif spoil == "a byte":
        film.path.write_bytes(film.path.read_bytes() + b"\0")
    elif spoil == "no film":
        film.path.write_bytes(b"nothing")
    else:
        (studio / "ledger.json").unlink()
    again = dream(circle, seconds=0.5, states=5)
    assert again.sha256 == film.sha256 and again.credit.kind == "generated"
    assert entries()[-1].sha256 == film.sha256


def test_it_is_marked_as_generated_in_the_file_the_credit_and_the_ledger(circle: Path) -> None:
    clip = ku.Clip(circle)
    clip.credit = LAMP
    film = dream(clip, seconds=0.5, states=5)
    assert ku.Clip(film.path).metadata["comment"].startswith("Generated.")
    assert "linear dynamical system of 5 states" in film.credit.made_with
    assert (film.credit.maker, film.credit.licence) == ("a model, after Ana", "CC BY-SA 4.0")
    (entry,) = entries()
    assert entry.credit == film.credit
    assert "fitted to 4A-1" in entry.notes and "seed 0" in entry.notes


def test_what_nobody_stated_about_the_take_stays_a_gap_of_the_dream(circle: Path) -> None:
    assert len(dream(circle, seconds=0.5, states=5).credit.gaps) >= 2


def test_slate_and_handles_are_not_learned_from(circle: Path) -> None:
    class Take:
        name, clip, first, last, credit = "4A-1", ku.Clip(circle), 20, 40, LAMP

    film = dream(Take(), seconds=0.5, states=5)
    assert "from 00:00:00:20 to 00:00:01:16" in ku.Clip(film.path).metadata["comment"]


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"seconds": 0}, "seconds counts seconds, a number above 0"),
        ({"seconds": float("nan")}, "a number above 0, not nan"),
        ({"seconds": 0.001}, "between one frame and 120 s"),
        ({"seconds": 1e9}, "between one frame and 120 s"),
        ({"states": 0}, "states is a whole number, 1 or more, not 0"),
        ({"seed": -1}, "seed is a whole number, 0 or more"),
        ({"states": 2.5}, "states is a whole number"),
        ({"start": "40f"}, "4A-1 gives 8"),
        ({"start": "00:01:00:00"}, "4A-1 gives 0"),
    ],
)
def test_a_dream_that_cannot_be_is_refused_in_words(circle: Path, wanted: dict, words: str) -> None:
    with pytest.raises(Refused, match=words):
        dream(circle, **wanted)


def test_an_uneven_film_is_learned_from_as_a_player_shows_it(tmp_path: Path) -> None:
    times = phone_times(fast=12, slow=6)  # 1 s
    clip = Clip(timed(tmp_path / "phone.mp4", pictures(18, (64, 36)), times))
    made = dream(clip, 1, 4)
    assert (made.rate, made.frames) == (30, 30)
    learned = dreams._read(clip, 0, 30, (64, 36))
    assert (np.diff(learned.astype(int), axis=0).reshape(29, -1).any(axis=1)).sum() == 17
    assert (learned[12] == learned[14]).all() and (learned[14] != learned[15]).any()


def test_a_large_take_is_dreamt_small(tmp_path: Path) -> None:
    tall = make_take(tmp_path / "tall.mp4", frames=12, size=(406, 720), sound=False)
    film = dream(tall, seconds=0.25, states=2)
    assert film.height == 360 and film.width % 2 == 0 and 200 <= film.width <= 206


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, r"short has 8, slate and handles left out\. Give a longer take\.$"),
        ({"stop": "5f"}, r"short gives 5 between start and stop\. Let them lie further apart\.$"),
        ({"start": 5}, r'frame 5 is written "5f"\.$'),
    ],
)
def test_too_short_a_stretch_says_what_to_do(tmp_path: Path, given: dict, words: str) -> None:
    short = make_take(tmp_path / "short.mp4", frames=8, size=(64, 36), sound=False)
    with pytest.raises(Refused, match=words):
        dream(short, **given)


@pytest.mark.parametrize(
    ("radius", "ends"),
    [
        (0.997, "lasts 13.9 s."),
        (0.999, "lasts 20.8 s. Its slowest pattern was held back to that."),
        (1.0, "lasts 20.8 s. Its slowest pattern was held back to that."),
        (1.001, "lasts 20.8 s. It would have grown without end and was held back."),
    ],
)
def test_only_what_grows_is_said_to_grow(radius: float, ends: str) -> None:
    model = dataclasses.replace(
        fit(np.random.default_rng(1).normal(size=(40, 2)), states=1),
        transition=np.array([[min(radius, LARGEST_RADIUS)]]),
        fitted_radius=radius,
    )
    assert dreams._told(model, "moth", 0, 40, Fraction(24), 0).endswith(ends)
