"""A film is held against its edit: in each shot it shows what the take does, or it is named."""

import numpy as np
import pytest
from made import make_take

from kuleshov.errors import EditError
from kuleshov.media import Clip, Writer
from kuleshov.timeline import Cut
from kuleshov.timeline.as_cut import shown_otherwise


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
