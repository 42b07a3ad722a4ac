"""Given a film whose edit is known, its numbers are the ones that a pencil would find."""

import json
import math

import numpy as np
import pytest
from made import make_take

from kuleshov.errors import KuleshovError
from kuleshov.metrics import REGISTRY, agrees, card, measure
from kuleshov.timeline import Cut


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    """Return six shots of 1, 2, 3, 1, 2, 3 seconds, from three takes."""
    folder = tmp_path_factory.mktemp("film")
    names = ("1A-1", "2A-1", "4A-1")
    takes = {n: make_take(folder / f"{n}.mp4", n, frames=96, barcode=False) for n in names}
    from kuleshov.media import Clip

    cut = Cut("six shots")
    for number in range(6):
        name = names[number % 3]
        cut.add(Clip(takes[name]), 0, f"{24 * (1 + number % 3)}f")
    return cut.render(folder / "film.mp4", progress=False)


def test_lengths_are_those_of_the_edit(film):
    numbers = measure(film)
    assert numbers.shots.value == 6
    assert numbers.asl.value == pytest.approx(2.0)
    assert numbers["median"].value == pytest.approx(2.0)
    assert numbers.short_share.value == pytest.approx(2 / 12)
    assert numbers.asl.interval is None  # six shots are too few
    assert sorted(numbers.asl.sample.units) == pytest.approx([1, 1, 2, 2, 3, 3])


def test_one_measure_is_the_same_as_in_the_table(film):
    assert list(measure(film)) == list(REGISTRY)
    assert measure(film, "asl").value == measure(film).asl.value
    one, all_ = measure(film, "asl").sample, measure(film)["asl"].sample
    assert (one.draws == all_.draws).all()


def test_table_and_json_hold_the_same_numbers(film):
    numbers = measure(film)
    table = numbers.to_frame()
    assert list(table.columns) == ["id", "name", "value", "unit", "low", "high", "reason"]
    said = {row["id"]: row for row in json.loads(numbers.to_json())["measures"]}
    assert said["asl"]["value"] == table.set_index("id").loc["asl", "value"] == numbers.asl.value
    assert "Average shot length" in str(numbers)
    assert "2.00 s" in str(numbers)


def test_what_was_measured_once_is_there_at_once(film, monkeypatch):
    first = measure(film)

    def decode(*_):
        raise AssertionError("the film was decoded again")

    monkeypatch.setattr("kuleshov.metrics.features.everyday.watch", decode)
    monkeypatch.setattr("kuleshov.metrics.closer_features.watch", decode)
    again = measure(film)
    assert all(str(first[id]) == str(again[id]) for id in first)
    assert (first.flicker.series[1] == again.flicker.series[1]).all()


def test_several_measures_may_be_asked_for(film):
    assert list(measure(film, ["flicker", "asl"])) == ["asl", "flicker"]
    assert set(measure(film, ["everyday"])) == {id for id, s in REGISTRY.items() if s.everyday}


def test_every_series_is_one_tidy_table(film):
    tidy = measure(film, ["asl", "flicker", "slope"]).over_time()
    assert list(tidy.columns) == ["id", "time", "value"]
    assert set(tidy.id) == {"asl", "flicker", "slope"}
    assert len(measure(film, "asl").over_time()) == 6


def test_takes_of_one_brief_are_measured_together(film, take):
    found = measure([film, take, film, take, film], "diversity")
    assert found.value > 1
    assert "five takes" in measure([film, take], "diversity").reason.replace("5", "five")


def test_what_a_film_cannot_be_told_is_named(film):
    with pytest.raises(KuleshovError, match="'mood' says nothing about a film"):
        measure(film, "asl", mood="sad")


def test_split_edits_of_an_edit_are_exact(film):
    cut = Cut("split").black("4.0").black("4.0").black("4.0").split(2, 10).split(3, -3)
    found = measure(film, "split_edits", edit=cut)
    assert found.value == pytest.approx(0.5)
    assert [one.value for one in found.beside] == [0.5, 0.0, 2.0]


def test_no_sound_is_cut_where_the_picture_alone_changes(film):
    cut = Cut("away").black("3.0").black("3.0").split(2, 10)
    cut.black("3.0", picture_only=True).black("3.0")
    found = measure(film, "split_edits", edit=cut)
    assert found.value == pytest.approx(0.5)
    assert found.beside[-1].value == 2, "of three cuts of the picture"


def test_lines_of_a_take_are_timed_against_what_is_known():
    import kuleshov as ku

    takes = ku.rushes("understudy")
    name = next(n for n in ("7A-1", "8A-1", "4A-2") if takes[n].problem() is None)
    truth = takes[name].truth
    found = measure(takes[name].path, "floor_transfer", lines=truth.lines)
    heard = measure(takes[name].path, "floor_transfer", stems=truth.stems)
    assert heard.value == pytest.approx(found.value, abs=20)


def test_an_edit_says_who_speaks_as_its_stems_do(tmp_path):
    import kuleshov as ku

    rushes = ku.rushes("understudy")
    cut = ku.Cut("the test", rushes=rushes).add("4A-1", 3, 6).add("5A-1", 5, 9)
    film = cut.render(tmp_path / "test.mp4", size=(160, 90), progress=False)
    told = measure(film, "floor_transfer", edit=cut)
    stems = {}
    for voice in ("filament", "diode"):  # the same edit, of one voice at a time
        alone = cut.copy(voice)
        for number in range(1, len(alone) + 1):
            alone.stem(number, voice)
        stems[voice] = alone.render(tmp_path / f"{voice}.mp4", size=(160, 90), progress=False).path
    heard = measure(film, "floor_transfer", stems=stems)
    assert told.beside[-1].value == heard.beside[-1].value >= 2
    assert told.value == pytest.approx(heard.value, abs=25)


def test_an_edit_whose_takes_say_nothing_is_asked_for_lines(film):
    cut = Cut("mute").black("3.0").black("3.0").black("3.0").black("3.0")
    assert "don't say who speaks" in measure(film, "floor_transfer", edit=cut).reason
    assert "give stems, lines or the edit" in measure(film, "floor_transfer", edit=[3.0]).reason


def test_an_unknown_measure_is_named_with_those_that_there_are(film):
    with pytest.raises(KuleshovError, match="no measure called 'story'; there are asl"):
        measure(film, "story")
    with pytest.raises(AttributeError, match="no measure called 'story'"):
        measure(film).story  # noqa: B018
    with pytest.raises(KuleshovError, match="no measure called"):
        card("story")


def test_a_misspelt_measure_is_asked_back(film):
    for ask in (lambda: measure(film, "flickr"), lambda: card("flickr")):
        with pytest.raises(KuleshovError, match=r"'flickr'\. Did you mean flicker\?"):
            ask()
    with pytest.raises(KeyError, match="no measure called 'flicker' here; there are asl"):
        measure(film, ["asl"])["flicker"]


@pytest.mark.parametrize("id", list(REGISTRY))
def test_no_card_lacks_a_part(id):
    made = card(id)
    for part in ("name", "range", "sentence", "formula", "how_to_read", "minimum", "source"):
        assert len(getattr(made, part)) > 2, part
    assert made.better in ("higher", "lower", "none")
    assert made.fooled_by
    assert made.says_nothing_about
    assert made.reference
    assert all(value and source for value, source in made.reference)
    assert made.sentence in str(made)
    assert all((made.disagree.clip, made.disagree.at.count(":") == 3, made.disagree.eye))
    assert len(made.disagree.number) > 10
    assert made.proof["passed"], f"{id} did not pass the gate"
    assert len(made.proof["doses"]) == 6
    assert len(made.proof["sources"]) >= 5


def test_a_citation_is_true_within_its_measures_tolerance():
    assert agrees("asl", 3.2, 3.24)
    assert not agrees("asl", 3.2, 3.5)
    assert not agrees("asl", 3.2, math.nan)
    assert agrees("shots", 7, 7.0)
    assert not agrees("shots", 7, 8.0)
    assert agrees("loudness", -23, -23.4)


def test_series_lie_on_the_films_clock(film):
    for number in measure(film).values():
        if number.series is not None:
            times, values = number.series
            assert len(times) == len(values)
            assert np.all((times >= 0) & (times <= film.duration + 0.5))
