"""Every class has numbers of its own, and the instructor's solution passes with all of them."""

import itertools
from functools import cache

import numpy as np
import pytest

import kuleshov as ku
from kuleshov.grading import seeds
from kuleshov.grading.checks import a1_shot_list as shot_list


def test_a_seed_is_the_classs_the_assignments_and_its_names_own():
    drawn = {
        seeds.seed(secret, assignment, name)
        for secret in ("public", "another")
        for assignment in ("a1", "a2")
        for name in ("pans", "films")
    }
    assert len(drawn) == 8 and all(0 <= one < 2**32 for one in drawn)


def test_a_call_becomes_a_number_and_nothing_else_does():
    sown = seeds.sown("rng(class_seed('pans')); a_class_seedling(1)", "public", "a1")
    assert sown == f"rng({seeds.seed('public', 'a1', 'pans')}); a_class_seedling(1)"


def test_pseudonyms_hold_and_hide():
    names = {seeds.pseudonym("s", f"student-{n}") for n in range(3000)}
    assert len(names) == 3000
    assert seeds.pseudonym("s", "ada") == seeds.pseudonym("s", "ada") != seeds.pseudonym("t", "ada")


@pytest.mark.parametrize(
    "classes", [range(6), pytest.param(range(6, 40), marks=pytest.mark.proof)], ids=["few", "many"]
)
def test_the_unseen_films_of_a1_can_be_solved_whatever_the_seed(classes):
    rushes = ku.rushes("understudy")

    @cache
    def small(name):
        return np.stack([planes.y.copy() for planes in rushes[name].clip.planes((64, 36))])

    def film(shots):
        parts = [small(name)[first : first + frames] for name, first, frames in shots]
        return np.concatenate(parts), np.cumsum([len(part) for part in parts])[:-1].tolist()

    def find_cuts(pictures):  # the idea of the solution: a step against its neighbours
        steps = np.array(
            [np.abs(b - a).mean() for a, b in itertools.pairwise(pictures.astype(float))]
        )
        around = [np.r_[steps[max(0, i - 6) : i], steps[i + 1 : i + 7]] for i in range(len(steps))]
        return [
            i + 1
            for i, step in enumerate(steps)
            if step > 2 * around[i].max(initial=0) + 0.1 * pictures[i : i + 2].std()
        ]

    for one in classes:
        chance = np.random.default_rng(one)
        shots = [shot_list.some_shots(chance, rushes) for _ in range(3)]
        assert not shot_list.wrong_cuts(find_cuts, [film(each) for each in shots], least=0.85)
