"""The smallest model that makes films: what it learns, and that it never runs away."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuleshov.errors import Refused
from kuleshov.generate.dynamics import LARGEST_RADIUS, fit, sample, sample_states


def a_known_film(frames: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Simulate a turning, fading system of two states seen through 40 pixels."""
    rng = np.random.default_rng(seed)
    turn = 0.97 * np.array([[np.cos(0.3), -np.sin(0.3)], [np.sin(0.3), np.cos(0.3)]])
    patterns = np.linalg.qr(rng.standard_normal((40, 2)))[0]
    state, pictures = np.zeros(2), []
    for _ in range(frames):
        state = turn @ state + rng.standard_normal(2)
        pictures.append(100 + patterns @ state)
    return np.array(pictures), turn


def test_a_known_system_is_recovered() -> None:
    pictures, turn = a_known_film(4000)
    model = fit(pictures, states=2)
    found = np.sort_complex(np.linalg.eigvals(model.transition))
    assert np.allclose(found, np.sort_complex(np.linalg.eigvals(turn)), atol=0.03)
    assert np.allclose(model.noise @ model.noise.T, np.eye(2), atol=0.1)
    assert model.explained == pytest.approx(1, abs=1e-4)
    assert not model.was_held


def test_what_it_makes_up_varies_as_much_as_what_it_saw() -> None:
    pictures, _ = a_known_film(4000)
    made = sample(fit(pictures, states=2), 4000, np.random.default_rng(5))
    assert made.shape == pictures.shape
    assert made.std(axis=0) == pytest.approx(pictures.std(axis=0), rel=0.25)
    assert made.mean() == pytest.approx(100, abs=0.5)


def test_patterns_are_orthonormal_and_rebuild_what_was_seen() -> None:
    pictures, _ = a_known_film(200)
    model = fit(pictures, states=2)
    assert np.allclose(model.patterns.T @ model.patterns, np.eye(2), atol=1e-4)
    assert np.allclose(model.pictures([model.last]), pictures[-1:], atol=0.01)


def test_a_still_take_stays_still() -> None:
    still = np.broadcast_to(np.arange(60, dtype=np.uint8).reshape(1, 6, 10), (30, 6, 10))
    model = fit(still)
    made = sample(model, 50, np.random.default_rng(1))
    assert model.states == 0
    assert np.array_equal(made, np.broadcast_to(still[0], made.shape))


def test_the_same_seed_gives_the_same_film() -> None:
    model = fit(a_known_film(100)[0])
    first, again, other = (sample(model, 20, np.random.default_rng(seed)) for seed in (3, 3, 4))
    assert np.array_equal(first, again)
    assert not np.allclose(first, other)


def test_a_take_that_grows_is_held_and_says_so() -> None:
    growing = 1.05 ** np.arange(80)[:, None] * np.array([[1.0, 2.0, 3.0]])
    model = fit(growing, states=1)
    assert model.fitted_radius > 1
    assert model.was_held and "held" in repr(model)
    assert model.radius == pytest.approx(LARGEST_RADIUS)
    assert np.abs(sample_states(model, 5000, np.random.default_rng(0))).max() < 1e6


def test_a_memory_is_told_in_seconds() -> None:
    turn = np.linspace(0, 20, 200)
    model = fit(np.stack([np.cos(turn), np.sin(turn)], axis=1), states=2)
    assert model.memory(24) == pytest.approx(-1 / (24 * np.log(model.radius)))
    assert fit(np.ones((9, 4))).memory(24) == 0


@settings(max_examples=30)
@given(
    frames=st.integers(3, 40),
    values=st.integers(1, 30),
    states=st.integers(1, 50),
    scale=st.sampled_from([0.0, 1e-3, 1.0, 200.0]),
    seed=st.integers(0, 2**16),
)
def test_whatever_it_sees_it_stays_finite(
    frames: int, values: int, states: int, scale: float, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    pictures = scale * rng.standard_normal((frames, values)).cumsum(axis=0)
    model = fit(pictures, states)
    made = sample(model, 2000, rng)
    assert model.states <= min(states, frames - 1)
    assert model.radius < 1
    assert np.isfinite(made).all()


def test_bytes_need_not_become_floats_first() -> None:
    pictures = np.random.default_rng(0).integers(0, 256, (12, 8, 10, 3), np.uint8)
    from_bytes, from_floats = fit(pictures, 4), fit(pictures.astype(np.float64), 4)
    assert np.allclose(from_bytes.transition, from_floats.transition, atol=1e-4)
    assert from_bytes.shape == (8, 10, 3)


@pytest.mark.parametrize(("frames", "states"), [(2, 5), (0, 5), (10, 0)])
def test_too_little_is_refused_in_words(frames: int, states: int) -> None:
    with pytest.raises(Refused, match="A model needs at least"):
        fit(np.zeros((frames, 4)), states)


def test_it_says_what_it_cannot_do() -> None:
    assert "Can't: cut" in fit(np.zeros((3, 1))).card
