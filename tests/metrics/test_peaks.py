"""The moments at which a film surprises: where they lie, and what is left without the cuts."""

from types import SimpleNamespace

import numpy as np
import pytest
from made import shot, write

import kuleshov as ku
from kuleshov.errors import KuleshovError
from kuleshov.metrics.families.foresight import AT_CUTS
from kuleshov.metrics.peaks import Surprises

RUSHES = ku.rushes("understudy")
RATE = 24


@pytest.fixture(scope="module")
def edited():
    """Return two dark takes of the scene with a cut at 2 s and a light that comes on inside."""
    cut = ku.Cut("surprised", rushes=RUSHES)
    take = RUSHES["6A-1"]
    cut.add("1A-1", 35.0, 37.0).add(take, take.at(scene=6.0), take.at(scene=8.0))
    return cut, cut.render("surprised.mp4", size=(320, 180), progress=False)


@pytest.fixture(autouse=True, scope="module")
def own_studio(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KULESHOV_STUDIO", str(tmp_path_factory.mktemp("studio")))
        yield


def test_a_cut_is_told_from_what_happens_inside_a_shot(edited):
    cut, film = edited
    found = ku.surprises(film, edit=cut)
    first, second = sorted(found[:2], key=lambda peak: peak.time)
    assert (first.place, second.place) == ("at a cut", "inside a shot")
    assert abs(first.frame - 48) <= 2, "the cut lies at two seconds, a moment is two frames long"
    assert second.scene == pytest.approx(6.0 + second.time - 2.0)
    assert {peak.rank for peak in found[:1]} == {1} and found[0].of == len(found.times)


def test_without_its_cuts_nothing_near_one_is_left_and_the_rest_stays(edited):
    cut, film = edited
    found = ku.surprises(film, edit=cut)
    left = found.without_cuts()
    near = np.abs(found.times - 2.0) <= 0.25 + 1e-9
    assert np.isnan(left.bits[near]).all() and (left.bits[~near] == found.bits[~near]).all()
    assert found.share_at_cuts == pytest.approx(found.bits[near].sum() / found.bits.sum())
    assert found.time_at_cuts == pytest.approx(near.mean())
    assert not any(peak.is_at_cut for peak in left) and left.share_at_cuts == 0
    with pytest.raises(KuleshovError, match=r"Nothing is left within 0\.1 s of 00:00:02:00"):
        left.at(2.0, within=0.1)


def test_a_moments_place_is_counted_among_all(edited):
    cut, film = edited
    found = ku.surprises(film, edit=cut)
    dull = found.at("00:00:01:00", within=0.01)
    assert dull.time == 1.0 and dull.rank == 1 + sum(found.bits > found.bits[12])
    assert f"number {dull.rank} of {dull.of}" in str(dull)


def test_the_share_at_cuts_stands_beside_the_measure_by_the_edit_or_by_what_is_seen(edited):
    cut, film = edited
    of_edit = {one.name: one.value for one in ku.measure(film, "surprise", edit=cut).beside}
    assert of_edit[AT_CUTS] == pytest.approx(ku.surprises(film, edit=cut).share_at_cuts)
    elsewhere = {one.name: one.value for one in ku.measure(film, "surprise", edit=[1.0]).beside}
    assert elsewhere[AT_CUTS] == pytest.approx(ku.surprises(film, edit=[1.0]).share_at_cuts)
    assert ku.surprises(film).cuts.tolist() == ku.find_cuts(film).times
    pairs = ku.measure(film, "surprise", edit=[(1.0, 0.5)])
    assert {one.name: one.value for one in pairs.beside} == elsewhere


def test_a_film_of_one_shot_has_no_share_at_cuts():
    take = RUSHES["KA-1"]
    beside = ku.measure(take, "surprise", edit=[]).beside
    assert AT_CUTS not in [one.name for one in beside]


def test_a_takes_slate_is_left_out_and_its_clock_is_known():
    take = RUSHES["6B-1"]
    found = ku.surprises(take)
    assert found.times.min() >= take.first / RATE and found.times.max() < take.last / RATE
    assert found[0].scene == pytest.approx(take.scene(found[0].time))
    lit = [take.clip.frame(found[0].frame - n).mean() for n in (2, 0)]
    assert abs(lit[1] - lit[0]) > 20, "the bulb fails there"


def test_another_films_edit_is_refused(edited):
    cut, film = edited
    longer = cut.copy("longer").add("1A-1", 40.0, 41.0)
    with pytest.raises(KuleshovError, match=r"the film has 96 frames.*which is 120 frames"):
        ku.surprises(film, edit=longer)


def test_a_fade_at_either_end_is_no_cut(edited):
    cut, _ = edited
    faded = cut.copy("faded").fade(1, 6, 0).fade(2, 0, 6)
    film = faded.render("faded.mp4", size=(320, 180), progress=False)
    found = ku.surprises(film, edit=faded)
    assert found.cuts.tolist() == [2.0]
    beside = {one.name: one.value for one in ku.measure(film, "surprise", edit=faded).beside}
    assert beside[AT_CUTS] == pytest.approx(found.share_at_cuts)


def test_a_film_that_is_too_short_says_so(tmp_path):
    short = write(tmp_path / "short.mp4", list(shot(1, 12, "pan", 1)))
    with pytest.raises(KuleshovError, match="can't be measured, for it needs a second"):
        ku.surprises(short)


def test_a_scene_has_no_second_where_a_card_is_seen(edited):
    cut, _ = edited
    carded = cut.copy("carded").black(2.0, before=1)
    found = ku.surprises(carded.render("carded.mp4", size=(320, 180), progress=False), edit=carded)
    assert found.at(1.0).scene is None
    assert found.to_frame().scene.dtype == float


def test_where_nothing_changes_nothing_surprises():
    still = SimpleNamespace(name="still", frame_at=lambda s: round(s * RATE), edit_rate=RATE)
    found = Surprises(still, np.arange(5) / 4, np.zeros(5), np.array([]))
    assert len(found) == 0 and found.finding == "nothing in it surprises"
    assert found.share_at_cuts == found.time_at_cuts == 0


def test_where_cuts_are_everywhere_nothing_is_left():
    still = SimpleNamespace(name="all cuts", frame_at=lambda s: round(s * RATE), edit_rate=RATE)
    left = Surprises(still, np.arange(5) / 4, np.ones(5), np.arange(5) / 4).without_cuts()
    assert len(left) == 0 and left.share_at_cuts == left.time_at_cuts == 0
