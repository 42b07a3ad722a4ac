"""Any film back to an edit: the cuts that were made are the cuts that are found."""

from kuleshov.library import rushes
from kuleshov.timeline import Cut


def test_the_editors_cut_comes_back_exactly_as_it_was_cut():
    takes = rushes("understudy")
    cut = Cut.load(takes.path / "editors-cut.edit", takes)
    film = cut.render("editors-cut.mp4", progress=False)
    again = Cut.from_film(film)
    assert again.cuts == cut.cuts
    assert again.frames == cut.frames
    assert again.shots[0].take == "editors-cut", "its one take is the film itself"


def test_a_film_without_a_cut_is_one_shot():
    take = rushes("understudy")["6E-1"]
    whole = Cut("moon").add(take, take.first, take.last).render("moon.mp4", progress=False)
    assert len(Cut.from_film(whole)) == 1
