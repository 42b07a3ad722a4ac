"""A generated film: the same for the same seed, marked in three places, refused in a sentence."""

from pathlib import Path

import numpy as np
import pytest

import kuleshov as ku
from kuleshov.errors import LibraryError, Refused
from kuleshov.generate import generated, generator
from kuleshov.library.credit import is_generated
from kuleshov.library.ledger import entries


@pytest.fixture(autouse=True)
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A studio of its own for each test."""
    place = tmp_path / "studio"
    monkeypatch.setenv("KULESHOV_STUDIO", str(place))
    return place


def test_it_is_a_silent_clip_of_the_length_that_was_asked(studio: Path) -> None:
    film = ku.generate("6A", "the copy", seconds=1.5, seed=1)
    assert (film.frames, film.rate, film.width, film.height) == (18, 12, 160, 90)
    assert film.sound is None
    assert film.path == studio / "generated" / "6A-the_copy-1.5s-1.mp4"


def test_the_same_seed_gives_the_same_film_and_another_another(studio: Path) -> None:
    one = ku.generate("6A", "the copy", seconds=1, seed=1)
    first = one.path.read_bytes()
    one.path.unlink()
    assert ku.generate("6A", "the copy", seconds=1, seed=1).path.read_bytes() == first
    other = ku.generate("6A", "the copy", seconds=1, seed=2)
    assert np.abs(other[11].astype(float) - one[11]).max() > 8


def test_a_film_that_is_there_is_not_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    film = ku.generate("6A", seconds=1, seed=1)
    kept = entries()
    monkeypatch.setattr(generated, "learnt", None)
    again = ku.generate("6A", seconds=1, seed=1)
    assert (again.path, again.credit, again.description) == (
        film.path, film.credit, film.description,
    )  # fmt: skip
    assert entries() == kept


def test_set_ups_of_one_camera_and_takes_name_the_same_film() -> None:
    films = {ku.generate(name, seconds=1, seed=3).path for name in ("4A", "4B", "4a", "4A-2")}
    assert len(films) == 1


def test_it_is_marked_in_the_file_the_credit_and_the_ledger() -> None:
    film = ku.generate("6A", "the copy", seconds=1, seed=4)
    notes = ku.Clip(film.path).metadata
    assert is_generated(ku.Clip(film.path)) and notes["setup"] == "6A"
    assert notes["comment"].startswith("Generated. Nobody filmed this.")
    for said in (
        'ku.generate("6A", "the copy", seconds=1, seed=4)',
        "15 takes",
        "CC BY 4.0",
        "seed 1925",
    ):
        assert said in notes["comment"]
    assert (film.credit.kind, film.credit.licence, film.credit.gaps) == (
        "generated", "CC BY 4.0", [],
    )  # fmt: skip
    (entry,) = entries()
    assert entry.credit == film.credit and entry.notes == film.description


def test_its_description_says_how_near_it_lies() -> None:
    film = ku.generate("6A", "the copy", seconds=1, seed=4)
    assert film.description.endswith(ku.nearest(film).finding)


def test_what_was_never_shot_is_made_and_said_to_be() -> None:
    told = "No take of 6A shows the shadow: this is made up of what it shows instead."
    assert told in ku.generate("6A", "the shadow", seconds=1).description
    assert "No take" not in ku.generate("6A", "the copy", seconds=1).description


def test_a_picture_is_what_the_codes_paint_and_nothing_else() -> None:
    model = generator.load()
    codes = model.draw("6A", "the copy", 12, 5)
    painted = generator.learnt(model, "6A").latents.decode(codes)
    film = np.stack(list(ku.generate("6A", "the copy", seconds=1, seed=5)))
    off = np.sqrt(np.mean((film.astype(float) - painted) ** 2))
    assert off < 4  # what coding costs; two pictures of other moments lie further apart
    assert np.sqrt(np.mean((film.astype(float) - painted[::-1]) ** 2)) > off


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"setup": "9Z"}, r"never saw set-up '9Z'\. It knows 1A, 2A, 3A, 3B, 4A, 4B"),
        ({"setup": "6"}, "never saw set-up '6'"),
        ({"setup": "KA-1"}, "never saw set-up 'KA-1'"),
        ({"beat": "flicker"}, r"no beat 'flicker'\. Did you mean the flicker\?"),
        ({"beat": "a moth"}, r"no beat 'a moth'\. It has rehearsal, the copy, .* or the shadow\."),
        ({"seconds": 0}, "a number above 0, not 0"),
        ({"seed": -1}, "seed is a whole number, 0 or more, not -1"),
        ({"seed": 1.5}, "seed is a whole number, 0 or more, not 1.5"),
        ({"seconds": 61}, "between one frame and 60 s"),
        ({"seconds": float("nan")}, "a number above 0, not nan"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(wanted: dict, words: str, studio: Path) -> None:
    with pytest.raises(Refused, match=words):
        ku.generate(**({"setup": "4A", "beat": "the test"} | wanted))
    assert not list(studio.rglob("*.mp4"))


def test_weights_that_cannot_be_read_say_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "half.npz").write_bytes(b"PK\x03\x04")
    for name in ("half.npz", "none.npz"):
        with pytest.raises(
            LibraryError, match=rf"weights .*{name} can't be read .*docs/generator.md"
        ):
            generator.load(tmp_path / name)


def test_other_takes_than_it_learnt_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    model = generator.load()
    generator.learnt.cache_clear()
    monkeypatch.setitem(model.told["takes"], "6B-1", "another")
    with pytest.raises(Refused, match="6B-1 is not the take that the generator learnt from"):
        generator.learnt(model, "6B")


def test_the_second_takes_were_held_back() -> None:
    told = generator.load().told
    story = {name for name in ku.rushes("understudy") if name[0] not in "CK"}
    assert story - set(told["takes"]) == {"4A-2", "5A-2"}
