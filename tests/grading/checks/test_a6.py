"""Assignment a6: what is drawn for a class is what it is said to be, and right answers pass in any form."""

import math

import numpy as np
import pytest

import kuleshov as ku
from kuleshov.generate import errors_ahead, fit
from kuleshov.generate.pictures import grey
from kuleshov.grading.checks import a6_chance, a6_generator
from kuleshov.media.clip import usable

CHANCES = [*range(40), *(pytest.param(n, marks=pytest.mark.proof) for n in range(40, 1000))]


@pytest.fixture(scope="module")
def rushes():
    return ku.rushes("understudy")


def solve(states):
    return np.linalg.lstsq(states[:-1], states[1:], rcond=None)[0].T


def sample(A, Q, start, steps, seed):
    rng = np.random.default_rng(seed)
    root, path = np.linalg.cholesky(Q), [start]
    for _ in range(steps):
        path.append(A @ path[-1] + root @ rng.standard_normal(len(A)))
    return np.array(path[1:])


@pytest.mark.parametrize("seed", CHANCES)
def test_a_right_sample_passes_whatever_the_seed(seed):
    """Another way to draw than the solution's: no right one may fall to chance."""
    assert a6_generator.wrong_sample(sample, seed) == []
    assert a6_generator.wrong_chance(sample, seed) == []


def by_steps(step):
    """Make a sampler of a function that draws a step: of the root of Q, the number, and the generator."""

    def sampled(A, Q, start, steps, seed):
        rng, root, path = np.random.default_rng(seed), np.linalg.cholesky(Q), [start]
        for number in range(steps):
            path.append(A @ path[-1] + step(root, number, rng))
        return np.array(path[1:])

    return sampled


def remembering(A, Q, start, steps, seed):
    rng, root, path = np.random.default_rng(seed), np.linalg.cholesky(Q), [start]
    drawn = [root @ rng.standard_normal(len(A)) for _ in range(steps)]
    for number in range(steps):
        again = number % 4 > 1  # each is used twice, two steps apart
        path.append(A @ path[-1] + drawn[number - 2 if again else number])
    return np.array(path[1:])


def anew(A, Q, start, steps, seed):
    path = [start]
    for number in range(steps):
        rng = np.random.default_rng(seed + number)
        path.append(A @ path[-1] + rng.multivariate_normal(np.zeros(len(A)), Q))
    return np.array(path[1:])


WRONG = {
    "too wide": (by_steps(lambda root, n, rng: 1.15 * root @ rng.standard_normal(len(root))), "not what `Q`"),
    "uniform": (by_steps(lambda root, n, rng: root @ rng.uniform(-(3**0.5), 3**0.5, len(root))), "normal"),
    "coins": (by_steps(lambda root, n, rng: root @ rng.choice((-1, 1), len(root))), "normal"),
    "heavy": (by_steps(lambda root, n, rng: root @ rng.standard_t(5, len(root)) * 0.6**0.5), ""),
    "not at first": (by_steps(lambda root, n, rng: (n > 0) * root @ rng.standard_normal(len(root))), "no draw"),
    "every other": (
        by_steps(lambda root, n, rng: 2**0.5 * (n % 2) * root @ rng.standard_normal(len(root))), "no draw",
    ),
    "leaning": (by_steps(lambda root, n, rng: root @ rng.normal(0.2, 1, len(root))), "one side"),
    "twice": (remembering, "2 steps before"),
    "a seed a step": (anew, "share their draws"),
    "two seeds": (lambda A, Q, start, steps, seed: sample(A, Q, start, steps, seed % 2), "not all of it"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_sampler_is_told_whatever_the_seed(name):
    sampler, said = WRONG[name]
    for seed in range(8):
        found = a6_generator.wrong_sample(sampler, seed) or a6_generator.wrong_chance(sampler, seed)
        assert found and said in found[0], (seed, found)


def test_a_sample_that_forgets_its_start_is_told():
    def forgets(A, Q, start, steps, seed):
        return sample(A, Q, np.zeros(len(A)), steps, seed)

    assert "doesn't come from `start`" in a6_generator.wrong_sample(forgets, 3)[0]


def test_the_errors_are_the_kits_own(rushes):
    """Of states in full, they are those of the pictures themselves, which another function measures."""
    clip, first, _ = usable(rushes["1A-1"])
    pictures = grey(clip, first + 144, first + 144 + 192)[:, ::6, ::6]
    model = fit(pictures[:96], 95)
    numbers = model.states_of(pictures[96:]) / np.sqrt(pictures[0].size)
    kits = errors_ahead(model, pictures[96:], [12])
    ours = a6_generator._errors(model.transition, numbers, 12)
    outside = pictures[96:].reshape(96, -1) - model.pictures(
        model.states_of(pictures[96:])
    ).reshape(96, -1)
    lost = np.sqrt(np.mean(outside[12:] ** 2))
    for mine, way in zip(ours, ("model", "persistence", "mean"), strict=True):
        assert abs(mine - kits[way][0]) <= lost * 1.5 + 0.1, way


def test_every_way_is_nearest_somewhere_in_the_places_of_a_class(rushes):
    ways = set()
    for take, *when in a6_generator.PLACES:
        learnt, unseen = a6_generator.states(rushes[take], *when)
        off = {h: a6_generator._errors(solve(learnt), unseen, h) for h in a6_generator.HORIZONS}
        ways |= {("model", "same", "mean")[int(np.argmin(one))] for one in off.values()}
        right = {h: ("model", "same", "mean")[int(np.argmin(one))] for h, one in off.items()}
        assert a6_generator.wrong_nearest(right, learnt, unseen) == []
        for constant in ("model", "mean"):
            always = dict.fromkeys(right, constant)
            assert a6_generator.wrong_nearest(always, learnt, unseen), (take, constant)
    assert ways == {"model", "same", "mean"}


def test_states_are_the_patterns_of_what_is_learnt(rushes):
    learnt, unseen = a6_generator.states(rushes["4A-2"], 0, 5)
    assert learnt.shape == unseen.shape == (120, a6_generator.COUNT)
    assert np.abs(learnt.mean(axis=0)).max() < 1e-3
    together = learnt.T @ learnt
    assert np.abs(together - np.diag(np.diag(together))).max() < 1e-2 * together[0, 0]


def test_a_coins_two_surprises_are_what_throwing_it_says():
    for seed in range(60):
        p, count = a6_chance.some_coin(seed)
        chance = np.random.default_rng(seed)
        heads = chance.binomial(count, p, 20000)
        thrown = np.mean(-heads * np.log2(p) - (count - heads) * np.log2(1 - p))
        right = {"most likely": -count * math.log2(p), "typical": float(thrown)}
        assert a6_chance.wrong_coin(right, seed) == []
        assert a6_chance.wrong_coin(right | {"typical": float(count)}, seed), "a fair coin's"
        for name, other in (("most likely", "typical"), ("typical", "most likely")):
            assert a6_chance.wrong_coin(right | {name: right[other]}, seed), (seed, name)


def test_other_forms_of_right_answers_are_taken():
    path = a6_generator.some_path(3)
    assert a6_generator.wrong_fit(lambda s: solve(s).tolist(), path) == []
    assert a6_generator.wrong_fit(lambda s: solve(s).astype(np.float32), path) == []
    rest = path[1:] - path[:-1] @ solve(path).T
    assert a6_generator.wrong_left_over(lambda *_: np.cov(rest.T), path) == []
    matrix = a6_generator.some_system(1)[0]
    right = a6_generator._errors(matrix, path, 4)
    for form in (tuple, list, np.array):
        assert a6_generator.wrong_errors(lambda *_, form=form: form(right), matrix, path, 4) == []
    assert "three numbers" in a6_generator.wrong_errors(lambda *_: right[:2], matrix, path, 4)[0]
    films = a6_chance.some_films(1, 5)
    assert "one number" in a6_chance.wrong_diversity(lambda films: films, films)[0]
    assert "one number" in a6_chance.wrong_surprise(lambda *_: None, "HT", 0.6)[0]
    assert a6_generator.no_nearest({1: "Model ", 24: "SAME", 48: "mean"}) == []
    assert "'perhaps' is none of" in a6_generator.no_nearest({1: "perhaps"})[0]
    assert "write it as" in a6_generator.no_nearest(["same"])[0]
    assert "is missing" in a6_chance.no_coin({"typical": 3})[0]
    assert "a number of bits" in a6_chance.no_coin({"most likely": "3", "typical": 3})[0]
