"""What shots gain by those after them, and what chance gives the same shots."""

import numpy as np
import pytest

import kuleshov as ku
from kuleshov.errors import KuleshovError
from kuleshov.metrics.formulas.surprise import hindsight

FILM = ku.rushes("understudy").path / "editors-cut.mp4"


def test_it_is_the_measure_of_its_name_shot_by_shot():
    found, number = ku.hindsight(FILM), ku.measure(FILM, "hindsight")
    assert found.value == number.value
    assert found.to_frame().gain.tolist() == number.series[1].tolist()
    assert found.table()["shot"][0] == "1", "the moon, which comes back"


def test_chance_deals_the_same_shots_and_its_p_stands_beside_the_measure():
    found = ku.hindsight(FILM)
    others = found.by_chance(999)
    random = np.random.default_rng(1922)
    first = hindsight(found.pictures[random.permutation(len(found.shots))])[0]
    assert others[0] == pytest.approx(first)
    (beside,) = ku.measure(FILM, "hindsight").beside
    assert beside.value == (1 + sum(others >= found.value - 1e-12)) / 1000
    assert beside.value > 0.2, "it knows no order"


def test_it_takes_the_cuts_that_it_is_told():
    told = [2.0, 5.0, 9.0, 14.0, 20.0]
    found, number = ku.hindsight(FILM, edit=told), ku.measure(FILM, "hindsight", edit=told)
    assert found.starts.tolist() == [0, 48, 120, 216, 336, 480]
    assert found.value == number.value != ku.measure(FILM, "hindsight").value
    with pytest.raises(KuleshovError, match="was not made from this edit"):
        ku.hindsight(FILM, edit=ku.Cut("another", rushes=ku.rushes("understudy")).add("4A-1", 2, 4))


def test_a_film_of_few_shots_is_refused():
    with pytest.raises(
        KuleshovError, match="can't be measured, for it needs 5 shots; this film has"
    ):
        ku.hindsight(ku.rushes("understudy")["KA-1"])
