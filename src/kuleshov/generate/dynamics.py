r"""A linear dynamical system: the smallest model that can make a film.

Each picture :math:`y_t` is a mean plus a few patterns, weighted by a state :math:`x_t`; each
state follows from the one before by a matrix, and a little chance:

.. math::

    x_{t+1} = A x_t + B v_t, \qquad y_t = \bar y + C x_t, \qquad v_t \sim N(0, I)

The patterns are the leading singular vectors of the pictures, the matrix is the least-squares
fit of each state to the next, and the noise has the covariance of what that fit leaves over
[1]_. A fitted matrix may remember for minutes or grow without end; its eigenvalues are then drawn
back to :data:`LARGEST_RADIUS`, and the model says so.

References
----------
.. [1] G. Doretto, A. Chiuso, Y. N. Wu, S. Soatto (2003). Dynamic Textures. International Journal
   of Computer Vision 51(2), 91-109.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import Refused
from .principal import Floats, mixed, principal

LARGEST_RADIUS = 0.998
"""The largest eigenvalue that a model may keep: a memory of about 20 s at 24 fps."""


@dataclass(frozen=True)
class LDS:
    """A fitted linear dynamical system.

    Attributes
    ----------
    mean : ndarray of float32, shape (values,)
        The mean picture, flattened.
    patterns : ndarray of float32, shape (values, states)
        The matrix C: orthonormal columns.
    transition : ndarray of float64, shape (states, states)
        The matrix A.
    noise : ndarray of float64, shape (states, states)
        The matrix B.
    last : ndarray of float64, shape (states,)
        The state of the last picture seen, where :func:`sample` goes on.
    shape : tuple of int
        The shape of one picture.
    explained : float
        The share of the pictures' variance that the patterns hold, 0 to 1.
    fitted_radius : float
        The largest eigenvalue of A before it was held; above 1 the film would explode.
    """

    mean: Floats
    patterns: Floats
    transition: NDArray[np.float64]
    noise: NDArray[np.float64]
    last: NDArray[np.float64]
    shape: tuple[int, ...]
    explained: float
    fitted_radius: float

    card: ClassVar[str] = (
        "**Linear dynamical system** `ku.dream`\n"
        "Learns one take: a mean picture, a few patterns, and how their weights follow each "
        "other. Then it goes on by itself, with a little chance.\n"
        "Good at: water, leaves, smoke, flicker, what sways and comes back.\n"
        "Can't: cut, move a thing across the picture, keep an edge sharp while it moves, show "
        "what the take did not show, remember longer than its slowest pattern. Everything in it "
        "is a sum of the take's own pictures, so what moved becomes a ghost.\n"
        "Learnt from: the one take that you gave it, and nothing else. Its licence is the "
        "take's.\n"
        "Source: Doretto, Chiuso, Wu, Soatto (2003), Dynamic Textures."
    )

    @property
    def states(self) -> int:
        """How many patterns it has."""
        return self.transition.shape[0]

    @property
    def radius(self) -> float:
        """The largest eigenvalue of A as it is used, below 1."""
        return _radius(self.transition)

    @property
    def was_held(self) -> bool:
        """Whether the fit would have remembered for longer than it may, and was drawn back.

        Only where ``fitted_radius`` is above 1 would it have grown without end.
        """
        return self.fitted_radius > LARGEST_RADIUS

    def memory(self, rate: float) -> float:
        """Return the seconds in which the slowest pattern fades to 37 % (1/e), at a frame rate."""
        radius = self.radius
        return 0.0 if radius <= 0 else -1 / (np.log(radius) * rate)

    def pictures(self, states: ArrayLike) -> Floats:
        """Return the pictures of states, shape (n, states), as float32, shape (n, ...).

        They are in the units of the pictures fitted. A few at a time are quickest: the patterns
        are large, and are read once for all of them.
        """
        weights = np.asarray(states, np.float32)
        values = self.mean + weights @ self.patterns.T
        return values.reshape(len(weights), *self.shape)

    def states_of(self, pictures: NDArray[np.generic]) -> NDArray[np.float64]:
        """Return the state in which each picture is, as nearly as the patterns can say it.

        Parameters
        ----------
        pictures : ndarray, shape (n, ...)
            Of the shape of those that were fitted; seen before or not.

        Returns
        -------
        ndarray of float64, shape (n, states)
        """
        flat = np.asarray(pictures).reshape(len(pictures), -1).astype(np.float32)
        return ((flat - self.mean) @ self.patterns).astype(np.float64)

    def ahead(self, states: ArrayLike, steps: int) -> NDArray[np.float64]:
        """Return the states to be expected so many steps after others: chance left out.

        Parameters
        ----------
        states : array_like, shape (n, states)
        steps : int
            0 or more.

        Returns
        -------
        ndarray of float64, shape (n, states)
        """
        onward = np.linalg.matrix_power(self.transition, steps)
        return np.asarray(np.asarray(states, np.float64) @ onward.T)

    def __repr__(self) -> str:
        held = f", held at {LARGEST_RADIUS}" if self.was_held else ""
        return (
            f"LDS({self.states} states, {self.explained:.0%} of the variance, radius "
            f"{self.fitted_radius:.3f}{held})"
        )


def fit(pictures: NDArray[np.generic], states: int = 20) -> LDS:
    """Fit a linear dynamical system to pictures that follow each other.

    Parameters
    ----------
    pictures : ndarray, shape (frames, ...)
        At least three, all of one shape; any type of number. They are read in pieces, so that
        bytes may stay bytes.
    states : int
        How many patterns to keep; fewer where the pictures hold fewer.

    Returns
    -------
    LDS

    Raises
    ------
    Refused
        Where there are fewer than three pictures, or no state is asked for.

    Examples
    --------
    A dot that goes round and round is two patterns and one rotation:

    >>> turn = np.linspace(0, 40 * np.pi, 400)
    >>> model = fit(np.stack([np.cos(turn), np.sin(turn), 0 * turn], axis=1), states=2)
    >>> model.states, round(model.explained, 3)
    (2, 1.0)
    """
    if len(pictures) < 3:
        raise Refused(f"A model needs at least 3 pictures in a row; here are {len(pictures)}.")
    if states < 1:
        raise Refused(f"A model needs at least 1 state; {states} were asked for.")
    flat = pictures.reshape(len(pictures), -1)
    mean = flat.mean(axis=0, dtype=np.float64).astype(np.float32)
    values, vectors = principal(flat, mean)
    kept = min(
        states, len(flat) - 1, int(np.sum(values > values[0] * 1e-7)) if values[0] > 0 else 0
    )
    size, along = np.sqrt(values[:kept]), vectors[:, :kept]
    path = along * size
    transition, fitted_radius = _hold(_least_squares(path))
    return LDS(
        mean=mean,
        patterns=mixed(flat, mean, (along / size).astype(np.float32)),
        transition=transition,
        noise=_noise(path, transition),
        last=path[-1].copy(),
        shape=pictures.shape[1:],
        explained=float(values[:kept].sum() / values.sum()) if kept else 1.0,
        fitted_radius=fitted_radius,
    )


def sample_states(
    model: LDS, n: int, rng: np.random.Generator, start: ArrayLike | None = None
) -> NDArray[np.float64]:
    """Let a model's state run on.

    Parameters
    ----------
    model : LDS
    n : int
        How many steps.
    rng : numpy.random.Generator
        Its chance; the same seed gives the same path.
    start : array_like, shape (states,), optional
        The state before the first step; by default the last one that the model saw.

    Returns
    -------
    ndarray of float64, shape (n, states)
    """
    state = np.asarray(model.last if start is None else start, np.float64)
    chance = rng.standard_normal((n, model.states)) @ model.noise.T
    path = np.empty((n, model.states))
    for step in range(n):
        state = model.transition @ state + chance[step]
        path[step] = state
    return path


def sample(model: LDS, n: int, rng: np.random.Generator) -> Floats:
    """Return ``n`` pictures that a model makes up, after the last one it saw.

    Returns
    -------
    ndarray of float32, shape (n, ...)
        In the units of the pictures fitted; not clipped.

    Examples
    --------
    >>> still = fit(np.full((5, 2, 2), 7.0))
    >>> float(sample(still, 3, np.random.default_rng(0)).max())
    7.0
    """
    return model.pictures(sample_states(model, n, rng))


def _least_squares(path: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the matrix that best takes each state to the next."""
    return np.asarray(np.linalg.lstsq(path[:-1], path[1:], rcond=None)[0].T, np.float64)


def _hold(matrix: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """Draw eigenvalues beyond the limit back to it; return the matrix and its radius before."""
    radius = _radius(matrix)
    if radius <= LARGEST_RADIUS:
        return matrix, radius
    values, vectors = np.linalg.eig(matrix)
    if np.linalg.cond(vectors) > 1e8:  # eigenvectors that nearly coincide can't be put together
        return matrix * (LARGEST_RADIUS / radius), radius
    held = values * np.minimum(1, LARGEST_RADIUS / np.maximum(np.abs(values), 1e-12))
    return np.real(vectors @ np.diag(held) @ np.linalg.inv(vectors)), radius


def _noise(path: NDArray[np.float64], transition: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a square root of the covariance of what the fit leaves over."""
    left = path[1:] - path[:-1] @ transition.T
    values, vectors = np.linalg.eigh(left.T @ left / len(left))
    return vectors * np.sqrt(np.maximum(values, 0))


def _radius(matrix: NDArray[np.float64]) -> float:
    return float(np.abs(np.linalg.eigvals(matrix)).max(initial=0.0))
