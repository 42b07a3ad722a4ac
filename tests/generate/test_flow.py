"""The flow: the network against PyTorch's own layers, the walk against flows that are known."""

import sys
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from kuleshov.generate import flow
from kuleshov.generate.flow import KEPT, OVERLAP, WINDOW, draw, network, shapes, walk

sys.path.insert(0, str(Path(__file__).parent))
import golden_flow


@pytest.fixture(scope="module")
def weights() -> dict[str, np.ndarray]:
    return golden_flow.known_weights(shapes(12, 7))


def test_numpy_gives_what_pytorchs_own_layers_gave(weights: dict[str, np.ndarray]) -> None:
    kept = np.load(golden_flow.KEEP)["answer"]
    found = network(weights, *golden_flow.asked().values())
    assert found.dtype == np.float32 and kept.std() > 0.3
    assert np.abs(found - kept).max() < 1e-4 * kept.std()


@pytest.mark.parametrize("name", list(shapes(12, 7)))
def test_every_weight_counts(weights: dict[str, np.ndarray], name: str) -> None:
    asked = golden_flow.asked().values()
    other = weights | {name: weights[name] * 1.5}
    off = np.abs(network(other, *asked) - network(weights, *asked)).max()
    assert off > 1e-4 or name.endswith(".has.b")  # a softmax doesn't see what all pictures share


@pytest.mark.parametrize("part", ["x", "t", "camera", "beat", "known", "given"])
def test_it_hears_all_that_it_is_told(weights: dict[str, np.ndarray], part: str) -> None:
    asked = golden_flow.asked()
    before = network(weights, *asked.values())
    asked[part] = asked[part][::-1].copy()
    assert np.abs(network(weights, *asked.values()) - before).max() > 1e-2


def test_what_is_not_known_is_not_looked_at(weights: dict[str, np.ndarray]) -> None:
    asked = golden_flow.asked()
    before = network(weights, *asked.values())
    asked["known"][0, 8:] = asked["known"][1] = 99
    assert np.array_equal(network(weights, *asked.values()), before)


def seen_by_one_who_knows(mean: float, spread: float):
    """Return the film to be expected in a mix, where films are normal: exact."""

    def guess(x: np.ndarray, t: float) -> np.ndarray:
        share = t * spread**2 / ((1 - t) ** 2 + t**2 * spread**2)
        return mean + share * (x - t * mean)

    return guess


@pytest.mark.parametrize(("mean", "spread"), [(3, 0.5), (0, 1), (-2, 2)])
def test_a_walk_that_sees_exactly_draws_the_distribution(mean: float, spread: float) -> None:
    noise = np.random.default_rng(1).standard_normal(4000)
    drawn = walk(seen_by_one_who_knows(mean, spread), noise, steps=400)
    assert stats.kstest(drawn, "norm", args=(mean, spread)).pvalue > 0.01
    assert np.allclose(drawn, mean + spread * noise, atol=0.02 * spread)  # the flow's own path


def test_a_walk_among_two_films_ends_at_either_and_never_between() -> None:
    def guess(x: np.ndarray, t: float) -> np.ndarray:  # the films are 1 and -1, as likely
        return np.tanh(t * x / max((1 - t) ** 2, 1e-9))

    drawn = walk(guess, np.random.default_rng(2).standard_normal(1000), steps=200)
    assert np.abs(np.abs(drawn) - 1).max() < 0.01
    assert 0.45 < (drawn > 0).mean() < 0.55


def test_more_steps_come_nearer() -> None:
    noise = np.linspace(-2, 2, 9)
    off = [
        np.abs(walk(seen_by_one_who_knows(1, 0.3), noise, steps) - (1 + 0.3 * noise)).max()
        for steps in (5, 20, 80)
    ]
    assert off[0] > 2 * off[1] > 4 * off[2]


def test_a_longer_film_begins_as_the_shorter_one(weights: dict[str, np.ndarray]) -> None:
    few = draw(weights, 3, 2, 5, np.random.default_rng(4))
    many = draw(weights, 3, 2, WINDOW + 3, np.random.default_rng(4))
    assert (few.shape, many.shape) == ((5, KEPT), (WINDOW + 3, KEPT))
    assert np.array_equal(many[:5], few)


def test_each_window_is_given_the_end_of_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def spy(weights, x, t, camera, beat, known, given, xp=np):
        seen.append((x.copy(), known.copy(), given.copy()))
        return np.full_like(x, len(seen))

    monkeypatch.setattr(flow, "network", spy)
    made = draw({}, 0, 0, 2 * WINDOW - OVERLAP, np.random.default_rng(0))
    x, known, given = seen[-1]
    assert given[0, :, 0].tolist() == [1] * OVERLAP + [0] * (WINDOW - OVERLAP)
    assert np.array_equal(known[0, :OVERLAP], made[WINDOW - OVERLAP : WINDOW])
    assert np.array_equal(x[0, :OVERLAP], known[0, :OVERLAP])  # held while the rest is drawn
    assert (made[:WINDOW] == flow.STEPS).all() and (made[WINDOW:] == 2 * flow.STEPS).all()
