"""Cuts taken from the edit that a film was made from, and what rests on them."""

from types import SimpleNamespace

import numpy as np
import pytest
from made import make_take

from kuleshov.errors import KuleshovError
from kuleshov.media import Clip
from kuleshov.metrics import find_cuts, measure
from kuleshov.metrics.closer_features import both
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


def test_several_numbers_rest_on_what_is_told_and_none_of_it_is_kept(takes, tmp_path):
    cut = Cut("told", rushes=takes)
    for n in range(6):
        cut.add(f"{1 + n % 2}A-1", f"{10 * n}f", f"{10 * n + 24}f")
    film = cut.render(tmp_path / "told.mp4")
    alone = {id: measure(film, id) for id in ("shots", "surprise", "hindsight", "room_return")}
    kept = measure(film, list(alone))
    every = [0, 24, 48, 72, 96, 120]
    edits = [(cut, every), ([1.0, 1.5], [0, 24, 36]), ([(1.0, 0.5)], [0, 24])]
    for edit, starts in edits:
        told = measure(film, list(alone), edit=edit)
        assert told.cuts.starts == starts and told.shots.value == len(starts)
        for id in alone:
            assert told[id].beside == measure(film, id, edit=edit).beside
    assert measure(film, "shots", edit=of_edit(cut, film)).value == 6, "cuts may be told as Cuts"
    again = measure(film, list(alone))
    assert [again[id].as_dict() for id in alone] == [kept[id].as_dict() for id in alone]


def test_an_edit_without_a_cut_has_none_even_where_one_is_seen(takes, tmp_path):
    cut = Cut("two", rushes=takes).add("1A-1", "24f", "72f").add("2A-1", "24f", "72f")
    film = cut.render(tmp_path / "two.mp4")
    assert len(find_cuts(film)) == 1
    one = measure(film, ["shots", "warp", "surprise"], edit=[])
    assert one.shots.value == 1 and one.cuts.starts == [0]
    assert len(both(film, one.cuts)[1].warp_at) == 1 + len(both(film)[1].warp_at)
    assert measure(film, "split_edits", edit=[]).reason == "the edit has no cut."


def test_of_pairs_the_second_is_the_sound_and_of_times_there_is_none(takes, tmp_path):
    cut = Cut("two", rushes=takes).add("1A-1", "24f", "72f").add("2A-1", "24f", "72f")
    film = cut.render(tmp_path / "two.mp4")
    assert measure(film, "split_edits", edit=[(1.0, 0.5), (2.0, 0.0)]).value == 0.5
    assert "five cuts" in measure(film, "split_edits", edit=[1.0, 2.0]).reason.replace("5", "five")


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        ("mine.otio", "list of seconds.*'mine.otio'"),
        (7, "list of seconds.*This is int"),
        ({"a": 1}, "list of seconds.*dict"),
        ([(1, 2, 3)], "list of seconds"),
        (iter([1.0]), "list of seconds"),
        ([1.0, 9.0], r"a cut at 9 s; film goes from 0 to 2 s"),
        ([float("nan")], "a cut at nan s"),
        ([-0.5], "a cut at -0.5 s"),
    ],
)
def test_what_is_no_edit_is_refused_in_words(takes, edit, words):
    cut = Cut("two", rushes=takes).add("1A-1", "24f", "48f").add("2A-1", "24f", "48f")
    with pytest.raises(KuleshovError, match=words):
        of_edit(edit, silent(cut))


def test_a_clip_or_its_numbers_are_no_edit(takes, tmp_path):
    film = Cut("one", rushes=takes).add("1A-1", "24f", "48f").render(tmp_path / "one.mp4")
    for given in (film, measure(film)):
        with pytest.raises(KuleshovError, match=f"This is {type(given).__name__}"):
            measure(film, "shots", edit=given)


def test_a_time_is_a_cut_at_the_nearest_frame(takes):
    cut = Cut("two", rushes=takes).add("1A-1", "24f", "48f").add("2A-1", "24f", "48f")
    assert of_edit([1 - 1e-9, 1.0, 1.03], silent(cut)).starts == [0, 24, 25]


def test_what_nobody_sees_is_no_cut(takes):
    cut = Cut("through", rushes=takes).add("1A-1", "24f", "48f").add("1A-1", "48f", "72f")
    cut.add("2A-1", "24f", "48f")
    assert of_edit(cut, silent(cut)).starts == [0, 48]
    cut.black("12f").black("12f").title_card("Later", "24f").title_card("Later", "24f")
    cut.title_card("Much later", "24f")
    assert of_edit(cut, silent(cut)).starts == [0, 48, 72, 96, 144]


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
        times=lambda: np.arange(cut.frames) / 24,
    )  # fmt: skip
