"""Cuts taken from the edit that a film was made from, and what rests on them."""

from types import SimpleNamespace

import pytest
from made import make_take

from kuleshov.errors import KuleshovError
from kuleshov.media import Clip
from kuleshov.metrics import find_cuts, measure
from kuleshov.metrics.shots.of_edit import of_edit
from kuleshov.timeline import Cut


@pytest.fixture(scope="module")
def takes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("takes")
    names = ("1A-1", "2A-1")
    return {n: Clip(make_take(folder / f"{n}.mp4", n, frames=96, barcode=False)) for n in names}


def test_a_cut_inside_one_set_up_is_a_cut_where_the_edit_says_so(takes, tmp_path):
    cut = Cut("like to like", rushes=takes)
    cut.add("1A-1", "24f", "48f").add("1A-1", "50f", "74f").add("2A-1", "24f", "72f")
    film = cut.render(tmp_path / "film.mp4")
    assert len(find_cuts(film)) == 1, "the made take hardly changes in two frames"
    assert measure(film, "shots").value == 2
    told = measure(film, edit=cut)
    assert told.shots.value == 3
    assert told.asl.value == pytest.approx(96 / 24 / 3)
    assert told.median.value == 1.0
    assert told.cuts.starts == [0, 24, 48]
    assert measure(film, "shots").value == 2, "nothing of it was kept"
    assert measure(film).shots.value == 2


def test_what_nobody_sees_is_no_cut(takes):
    cut = Cut("through", rushes=takes).add("1A-1", "24f", "48f").add("1A-1", "48f", "72f")
    cut.add("2A-1", "24f", "48f")
    assert of_edit(cut, silent(cut)).starts == [0, 48]


def test_dissolves_and_fades_are_what_they_are_in_the_edit(takes):
    cut = Cut("soft", rushes=takes).add("1A-1", "24f", "48f", fade_in=6)
    cut.add("2A-1", "24f", "48f", dissolve=5).add("1A-1", "60f", "84f", fade_in=4, fade_out=8)
    found = [tuple(one) for one in of_edit(cut, silent(cut))]
    # A dissolve of five frames has three before the cut, as pictures.py shows them, and two behind.
    assert found == [
        (0, "fade", 0, 6), (24, "dissolve", 21, 26), (48, "fade", 48, 52), (72, "fade", 64, 72),
    ]  # fmt: skip


def test_an_edit_of_another_length_is_no_edit_of_this_film(takes, tmp_path):
    cut = Cut("first", rushes=takes).add("1A-1", "24f", "48f").add("2A-1", "24f", "48f")
    film = cut.render(tmp_path / "first.mp4")
    cut.trim(2, out="60f")
    for id in (None, "asl"):
        with pytest.raises(KuleshovError, match=r"the film has 48 frames.*which is 60 frames"):
            measure(film, id, edit=cut)


def silent(cut):
    """Return as much of a film as its length is asked from."""
    return SimpleNamespace(
        name="film", frames=cut.frames, rate=cut.rate, duration=cut.duration,
        times=lambda: [n / 24 for n in range(cut.frames)],
    )  # fmt: skip
