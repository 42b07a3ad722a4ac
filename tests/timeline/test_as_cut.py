"""A film is held against its edit: in each shot it shows what the take does, or it is named."""

import numpy as np
import pytest
from made import make_take

from kuleshov.errors import EditError
from kuleshov.media import Clip, Writer
from kuleshov.timeline import Cut
from kuleshov.timeline.as_cut import shown_otherwise, to_look_at


@pytest.fixture(scope="module")
def takes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bin")
    return {n: Clip(make_take(folder / f"{n}.mp4", name=n, frames=240)) for n in ("1A-1", "4A-1")}


@pytest.fixture
def cut(takes):
    made = Cut("brief", rushes=takes).black("12f")
    for i in range(3):
        made.add("1A-1", f"{24 * i}f", f"{24 * i + 48}f")
        made.add("4A-1", f"{24 * i}f", f"{24 * i + 48}f", dissolve=6)
    return made


@pytest.mark.parametrize("size", [(640, 360), (160, 90), (180, 180), (320, 100)])
def test_a_film_of_any_size_shows_its_edit(cut, size, tmp_path):
    film = cut.render(tmp_path / "film.mp4", size=size, progress=False)
    assert shown_otherwise(cut, film) == {}
    other = cut.copy().slip(4, 30)
    assert list(shown_otherwise(other, film)) == [4]


def _spread(length):
    return np.linspace(0, length - 1, 180).astype(int)


def test_a_stretched_film_shows_something_else(cut, tmp_path):
    square = tmp_path / "square.mp4"
    with Writer(square, 24, (180, 180), sound_rate=None) as film:
        for picture in cut.render(tmp_path / "film.mp4", progress=False).images():
            film.write(picture[np.ix_(_spread(picture.shape[0]), _spread(picture.shape[1]))])
    assert len(shown_otherwise(cut, Clip(square))) == 6


def test_a_graded_shot_is_held_against_its_graded_take(cut, tmp_path):
    graded = cut.copy().grade(2, stops=-2)
    film = graded.render(tmp_path / "film.mp4", progress=False)
    assert shown_otherwise(graded, film) == {}
    assert list(shown_otherwise(cut, film)) == [2]


def test_takes_that_are_away_are_passed_over_only_where_they_are_named(cut, takes, tmp_path):
    film = cut.render(tmp_path / "film.mp4", progress=False)
    here = Cut.from_text(cut.copy().slip(3, 30).to_text(), {"1A-1": takes["1A-1"]})
    assert shown_otherwise(here, film, ["4A-1"]) == {}
    with pytest.raises(EditError, match="4A-1"):
        shown_otherwise(here, film)


def greyed(film, path, kept):
    """Write a film anew with a grey frame everywhere but at the frames that are kept."""
    with Writer(path, film.rate, (160, 90), sound_rate=None) as writer:
        for number, picture in enumerate(film.images()):
            writer.write(picture if kept(number) else np.full_like(picture, 120))
    return Clip(path)


def test_a_shot_is_right_in_its_middle_too(cut, tmp_path):
    film = cut.render(tmp_path / "film.mp4", size=(160, 90), progress=False)
    edges = {at for at, *_, end in filter(None, to_look_at(cut).values()) for at in (at, end)}
    edges |= {at + by for at in edges for by in (-1, 1)}
    bare = greyed(film, tmp_path / "bare.mp4", edges.__contains__)
    assert set(shown_otherwise(cut, bare)) == {span.number for span in cut.edit.picture()}


def test_what_a_fade_covers_is_looked_at_where_it_is_lightest(takes, tmp_path):
    cut = Cut("faded", rushes=takes).add("1A-1", "0f", "96f", fade_in=48, fade_out=48)
    assert to_look_at(cut) == {1: [47]}
    film = cut.render(tmp_path / "film.mp4", size=(160, 90), progress=False)
    assert shown_otherwise(cut, film) == {}
    assert shown_otherwise(cut, greyed(film, tmp_path / "grey.mp4", lambda _: False)) == {1: 47}
    half = cut.copy().fade(1, fade_in=96, fade_out=96)
    dim = half.render(tmp_path / "dim.mp4", size=(160, 90), progress=False)
    assert shown_otherwise(half, dim) == {} and list(shown_otherwise(cut, dim)) == [1]


def test_black_is_held_to_be_black_and_a_title_is_not_compared(takes, tmp_path):
    cut = Cut("cards", rushes=takes).black("24f").title_card("Night", "24f")
    cut.add("1A-1", "0f", "48f", dissolve=20).add("4A-1", "0f", "24f", dissolve=20)
    film = cut.render(tmp_path / "film.mp4", size=(160, 90), progress=False)
    assert shown_otherwise(cut, film) == {}
    other = greyed(film, tmp_path / "grey.mp4", lambda number: number >= 24)
    assert shown_otherwise(cut, other) == {1: 0}
    assert to_look_at(cut)[2] == []


def test_the_places_between_are_drawn_and_the_same_seed_draws_the_same(cut):
    drawn = [to_look_at(cut, seed=seed) for seed in ("a", "a", "b")]
    assert drawn[0] == drawn[1] != drawn[2]
    assert all(len(frames) == 3 for frames in drawn[0].values())
    spans = {span.number: span for span in cut.edit.picture()}
    assert all(
        spans[number].start <= frame < spans[number].stop
        for number, frames in drawn[2].items()
        for frame in frames
    )
