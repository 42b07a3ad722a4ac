"""A small video model, whole: the network in NumPy's words, and how a film is drawn from it.

The model has learnt to walk from noise to film. Give it a mix of the two, ``x = (1 - t) noise + t
film``, and how far along it is, ``t``; it says what film it sees in there. From that guess follows
in which direction to go on, and :func:`walk` goes there in small steps (flow matching [1]_). Its
film is a window of 24 pictures, each 64 numbers (:mod:`kuleshov.generate.latents`); a longer one is
made window by window, each beginning with the last pictures of the one before.

:func:`network` is written once. NumPy runs it to draw films, PyTorch runs the same lines to train
it (:mod:`kuleshov.generate.training`): both know the words that are used here.

References
----------
.. [1] Y. Lipman, R. T. Q. Chen, H. Ben-Hamu, M. Nickel, M. Le (2023). Flow Matching for Generative
   Modeling. International Conference on Learning Representations.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

KEPT = 64  # numbers that stand for a picture
WINDOW = 24  # pictures that the model sees at once: 2 s
WIDTH = 192  # numbers that stand for a picture inside the network
BLOCKS = 4
HEADS = 4
OVERLAP = 8  # pictures of a window that the window before has made
STEPS = 24  # from noise to film

_RATES = np.exp(np.linspace(0, 6, 32)).astype(np.float32)


def network(
    weights: Mapping[str, Any],
    x: Any,
    t: Any,
    camera: Any,
    beat: Any,
    known: Any,
    given: Any,
    xp: Any = np,
) -> Any:
    """Say which film is seen in a mix of film and noise.

    Parameters
    ----------
    weights : mapping of str to array
        As :func:`shapes` names them.
    x : array, shape (n, 24, 64)
        The mixes: numbers of one picture, picture after picture.
    t : array, shape (n,)
        How much of each is film, 0 to 1.
    camera, beat : array of int, shape (n,)
        What was asked for.
    known : array, shape (n, 24, 64)
        Pictures that are known already, clean.
    given : array, shape (n, 24, 1)
        1 where a picture is known, else 0.
    xp : module
        ``numpy``, or ``torch`` where it is trained.

    Returns
    -------
    array, shape (n, 24, 64)
        The film.

    Examples
    --------
    >>> weights = {name: np.zeros(shape, np.float32) for name, shape in shapes(2, 3).items()}
    >>> nothing, one = np.zeros((1, WINDOW, KEPT), np.float32), np.zeros(1, int)
    >>> network(weights, nothing, np.zeros(1), one, one, nothing, nothing[..., :1]).shape
    (1, 24, 64)
    """
    angles = t[:, None] * xp.asarray(_RATES)
    told = _two_layers(weights, "time", xp.concatenate([xp.sin(angles), xp.cos(angles)], -1), xp)
    told = told + weights["camera"][camera] + weights["beat"][beat]
    h = _layer(weights, "in", xp.concatenate([x, known * given, given], -1)) + weights["place"]
    for block in range(BLOCKS):
        h = _block(weights, f"{block}.", h, told[:, None], xp)
    return _layer(weights, "out", h)


def _block(weights: Mapping[str, Any], name: str, h: Any, told: Any, xp: Any) -> Any:
    """Let the pictures look at each other, then each think by itself; both as they are told."""
    tuned = _layer(weights, name + "told", told)
    scale, shift, scale_too, shift_too = (
        tuned[..., part * WIDTH : (part + 1) * WIDTH] for part in range(4)
    )
    h = h + _attention(weights, name, _even(h, xp) * (1 + scale) + shift, xp)
    return h + _two_layers(weights, name + "think", _even(h, xp) * (1 + scale_too) + shift_too, xp)


def _attention(weights: Mapping[str, Any], name: str, h: Any, xp: Any) -> Any:
    """Mix into each picture what it asks for of the others."""
    asks, has, gives = (
        xp.swapaxes(_layer(weights, name + part, h).reshape(*h.shape[:2], HEADS, -1), 1, 2)
        for part in ("asks", "has", "gives")
    )
    fit = asks @ xp.swapaxes(has, 2, 3) / (WIDTH // HEADS) ** 0.5
    share = xp.exp(fit - xp.amax(fit, -1, keepdims=True))
    share = share / share.sum(-1, keepdims=True)
    return _layer(weights, name + "look", xp.swapaxes(share @ gives, 1, 2).reshape(*h.shape))


def _layer(weights: Mapping[str, Any], name: str, h: Any) -> Any:
    return h @ weights[name + ".w"] + weights[name + ".b"]


def _two_layers(weights: Mapping[str, Any], name: str, h: Any, xp: Any) -> Any:
    h = _layer(weights, name + ".up", h)
    return _layer(weights, name + ".down", h * (0.5 + 0.5 * xp.tanh(0.5 * h)))  # SiLU


def _even(h: Any, xp: Any) -> Any:
    """Bring each picture's numbers to mean 0 and variance 1."""
    h = h - h.mean(-1, keepdims=True)
    return h / xp.sqrt((h * h).mean(-1, keepdims=True) + 1e-5)


def shapes(cameras: int, beats: int) -> dict[str, tuple[int, ...]]:
    """Return the name and shape of every weight.

    Parameters
    ----------
    cameras, beats : int
        How many there are to be told apart. One more beat is learnt: none in particular, the last.

    Returns
    -------
    dict of str to tuple of int

    Examples
    --------
    >>> sum(int(np.prod(shape)) for shape in shapes(12, 7).values())
    2168896
    """
    named: dict[str, tuple[int, ...]] = {
        "place": (WINDOW, WIDTH),
        "camera": (cameras, WIDTH),
        "beat": (beats + 1, WIDTH),
    }
    layers = {
        "in": (2 * KEPT + 1, WIDTH),
        "out": (WIDTH, KEPT),
        "time.up": (2 * len(_RATES), WIDTH),
        "time.down": (WIDTH, WIDTH),
    }
    for block in range(BLOCKS):
        layers[f"{block}.told"] = (WIDTH, 4 * WIDTH)
        for part in ("asks", "has", "gives", "look"):
            layers[f"{block}.{part}"] = (WIDTH, WIDTH)
        layers[f"{block}.think.up"] = (WIDTH, 3 * WIDTH)
        layers[f"{block}.think.down"] = (3 * WIDTH, WIDTH)
    for name, (incoming, outgoing) in layers.items():
        named |= {name + ".w": (incoming, outgoing), name + ".b": (outgoing,)}
    return named


def walk(guess: Callable[[Any, float], Any], noise: Any, steps: int = STEPS) -> Any:
    """Go from noise to film in equal steps, each towards what is seen in the mix.

    Parameters
    ----------
    guess : callable
        From the mix ``x`` and how much of it is film, ``t`` (0 to 1), to the film that is seen.
    noise : ndarray of float32
        Where to begin, at ``t = 0``: standard normal.
    steps : int
        How many; more come nearer to the flow's true end.

    Returns
    -------
    ndarray of float32
        The film, at ``t = 1``.

    Examples
    --------
    Whoever always sees the same film ends there:

    >>> walk(lambda x, t: np.full_like(x, 3), np.zeros(2, np.float32), steps=5)
    array([3., 3.], dtype=float32)
    """
    x = noise
    for step in range(steps):
        t = step / steps
        x = x + (guess(x, t) - x) / (steps - step)  # the rest of the way, by the steps left
    return x


def draw(
    weights: Mapping[str, Floats],
    camera: int,
    beat: int,
    pictures: int,
    rng: np.random.Generator,
) -> Floats:
    """Draw the numbers of a film's pictures.

    Parameters
    ----------
    weights : mapping of str to ndarray
    camera, beat : int
    pictures : int
        How many.
    rng : numpy.random.Generator
        Its chance: the same seed draws the same film.

    Returns
    -------
    ndarray of float32, shape (pictures, 64)

    Examples
    --------
    >>> weights = {name: np.zeros(shape, np.float32) for name, shape in shapes(2, 3).items()}
    >>> draw(weights, 0, 3, 30, np.random.default_rng(1)).shape
    (30, 64)
    """
    film = np.empty((0, KEPT), np.float32)
    while len(film) < pictures:
        before = film[-OVERLAP:]
        film = np.concatenate([film, _window(weights, camera, beat, before, rng)[len(before) :]])
    return film[:pictures]


def _window(
    weights: Mapping[str, Floats],
    camera: int,
    beat: int,
    before: Floats,
    rng: np.random.Generator,
) -> Floats:
    known = np.zeros((1, WINDOW, KEPT), np.float32)
    given = np.zeros((1, WINDOW, 1), np.float32)
    known[0, : len(before)], given[0, : len(before)] = before, 1
    told = np.array([camera]), np.array([beat])

    def guess(x: Floats, t: float) -> Floats:
        x = np.where(given > 0, known, x)
        seen = network(weights, x, np.array([t], np.float32), *told, known, given)
        return np.where(given > 0, known, seen)

    return walk(guess, rng.standard_normal(known.shape, np.float32))[0]
