"""Any film back to an edit: the cuts that were made are the cuts that are found."""

from fractions import Fraction
from types import SimpleNamespace

import pytest
from made import make_take

from kuleshov.errors import KuleshovError
from kuleshov.library import rushes
from kuleshov.timeline import Cut, from_film


@pytest.mark.parametrize(
    ("found", "shots"),
    [
        ([], [(0, 40)]),
        ([12], [(0, 12), (12, 40)]),
        ([1, 39], [(0, 1), (1, 39), (39, 40)]),
        ([30, 5, 5, 12], [(0, 5), (5, 12), (12, 30), (30, 40)]),
        ([-3, 0, 7, 40, 41], [(0, 7), (7, 40)]),
    ],
)
def test_shots_lie_between_the_cuts_inside_of_a_film(monkeypatch, found, shots):
    rate = Fraction(25)
    film = SimpleNamespace(name="film", frames=40, rate=rate, edit_rate=rate, variable_rate=False)
    cuts = [SimpleNamespace(frame=frame) for frame in found]
    monkeypatch.setattr(from_film, "clip_of", lambda given: given)
    monkeypatch.setattr(from_film, "find_cuts", lambda clip: cuts if clip is film else None)
    assert from_film.shots_of(film) == (film, shots)
    cut = Cut.from_film(film)
    assert [(shot.take, shot.in_, shot.out) for shot in cut] == [("film", *shot) for shot in shots]
    assert (cut.title, cut.rate) == ("film", 25) and Cut.from_film(film, "other").title == "other"


def test_a_film_may_be_named_by_its_path(tmp_path):
    path = make_take(tmp_path / "one.mp4", frames=12, size=(64, 36), barcode=False, sound=False)
    for where in (path, str(path)):
        clip, shots = from_film.shots_of(where)
        assert (clip.path, clip.frames, shots) == (path, 12, [(0, 12)])


def test_a_take_is_taken_as_its_clip_and_what_is_no_film_is_named():
    take = rushes("understudy")["C1a"]
    assert from_film.shots_of(take)[0] is take.clip
    with pytest.raises(KuleshovError, match="of type int and no film"):
        from_film.shots_of(3)


def test_the_editors_cut_comes_back_exactly_as_it_was_cut():
    takes = rushes("understudy")
    cut = Cut.load(takes.path / "editors-cut.edit", takes)
    film = cut.render("editors-cut.mp4", size=(320, 180), progress=False)
    again = Cut.from_film(film)
    assert again.cuts == cut.cuts
    assert again.frames == cut.frames
    assert again.shots[0].take == "editors-cut", "its one take is the film itself"


def test_a_film_without_a_cut_is_one_shot():
    take = rushes("understudy")["6E-1"]
    whole = (
        Cut("moon").add(take, f"{take.first}f", f"{take.last}f").render("moon.mp4", progress=False)
    )
    assert len(Cut.from_film(whole)) == 1
