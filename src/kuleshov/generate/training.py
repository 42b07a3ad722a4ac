"""Train the generator anew: ``python -m kuleshov.generate.training``.

It wants PyTorch (``pip install torch``), which nothing else in the kit does, and about 20 minutes
of one core. It can be stopped: the same command goes on where it was. The network is
:func:`kuleshov.generate.flow.network`, as NumPy runs it; PyTorch finds its slopes.

The same command trains the same model; on another machine, or with another PyTorch, sums are
rounded in another order, so its weights differ, and its samples measure the same.
"""

import json
import math
import platform
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray

from .. import library
from ..errors import KuleshovError
from ..files import whole
from .flow import KEPT, WINDOW, Floats, network, shapes
from .latents import learn_codes, pictures_of

if TYPE_CHECKING:
    from ..library.takes import Rushes

WEIGHTS = Path(__file__).parent / "understudy.npz"

CAMERAS = {
    "1A": ("1A-1",),
    "2A": ("2A-1",),
    "3A": ("3A-1", "3B-1"),
    "4A": ("4A-1", "4B-1"),
    "5A": ("5A-1", "5B-1"),
    "6A": ("6A-1",),
    "6B": ("6B-1",),
    "6C": ("6C-1",),
    "6D": ("6D-1",),
    "6E": ("6E-1",),
    "7A": ("7A-1",),
    "8A": ("8A-1",),
}
"""What is learnt from, by camera. The second takes, 4A-2 and 5A-2, are held back to measure with."""

STEP = 2  # pictures of a take from one picture of a window to the next: 12 a second
BATCH = 64
FASTEST = 1e-3  # the rate of learning, after a warm-up; it falls along a cosine
FORGETS = 0.2  # share of the windows that are not told their beat
CONTINUES = 0.7  # share of the windows whose beginning is known
AVERAGED = 0.998  # of the weights, from step to step: what is kept is a mean over the last 500


@dataclass(frozen=True)
class Lessons:
    """What the model is taught: windows of codes, with their camera and beat.

    Attributes
    ----------
    codes : dict of str to ndarray of float32, shape (frames, n)
        By camera, as :func:`kuleshov.generate.latents.learn_codes` gives them.
    spread : dict of str to ndarray of float32, shape (n,)
        What each camera's codes are divided by.
    scaled : ndarray of float32, shape (all frames, 64)
        All codes, divided, those of one camera after those of another.
    camera, beat : ndarray of int, shape (all frames,)
    starts : ndarray of int, shape (windows,)
        The frame with which each window begins.
    chance : ndarray of float64, shape (windows,)
        How often it is drawn: long takes less often than their length asks for.
    """

    codes: dict[str, Floats]
    spread: dict[str, Floats]
    scaled: Floats
    camera: NDArray[np.int64]
    beat: NDArray[np.int64]
    starts: NDArray[np.int64]
    chance: NDArray[np.float64]


def lessons_of(
    rushes: "Rushes", cameras: Mapping[str, Sequence[str]], beats: Sequence[str]
) -> Lessons:
    """Read takes, and cut them into windows.

    Parameters
    ----------
    rushes : Rushes
    cameras : mapping of str to sequence of str
        The takes of each camera.
    beats : sequence of str
        The names of the scene's beats.

    Returns
    -------
    Lessons

    Raises
    ------
    LibraryError, MediaError
        Where a take is missing or can't be read.
    """
    codes, spread, scaled, camera, beat, starts, chance = {}, {}, [], [], [], [], []
    for number, (name, takes) in enumerate(cameras.items()):
        codes[name] = learn_codes(np.concatenate([pictures_of(rushes[take]) for take in takes]))
        spread[name] = _spread(codes[name])
        wide = np.zeros((len(codes[name]), KEPT), np.float32)
        wide[:, : codes[name].shape[1]] = codes[name] / spread[name]
        at = sum(map(len, scaled))
        scaled.append(wide)
        for take in takes:
            frames = rushes[take].last - rushes[take].first
            fit = max(0, frames - STEP * (WINDOW - 1))
            starts.append(np.arange(at, at + fit))
            chance.append(np.full(fit, 1 / math.sqrt(max(fit, 1))))
            beat.append(_beats(rushes, take, beats))
            camera.append(np.full(frames, number))
            at += frames
    drawn = np.concatenate(chance)
    return Lessons(
        codes,
        spread,
        np.concatenate(scaled),
        np.concatenate(camera),
        np.concatenate(beat),
        np.concatenate(starts),
        drawn / drawn.sum(),
    )


def _spread(codes: Floats) -> Floats:
    """Return what codes are divided by: small components stay smaller, and are settled later."""
    varies = codes.std(axis=0)
    return np.asarray(np.sqrt(np.maximum(varies, 1e-3) * max(varies[0], 1)), np.float32)


def _beats(rushes: "Rushes", take: str, beats: Sequence[str]) -> NDArray[np.int64]:
    """Return the number of the beat that each frame of a take lies in."""
    told = rushes[take].truth
    assert told is not None and told.performance is not None
    frames = np.arange(told.last_frame - told.first_frame)
    seconds = told.performance[0] + frames / float(told.rate)
    acted = told.clock.beats
    at = np.searchsorted([one.start for one in acted], seconds, "right") - 1
    return np.array([beats.index(acted[max(0, one)].name) for one in at])


def begin(cameras: int, beats: int, rng: np.random.Generator) -> dict[str, Floats]:
    """Return weights to begin with: small chance, and layers that change nothing yet.

    Parameters
    ----------
    cameras, beats : int
    rng : numpy.random.Generator

    Returns
    -------
    dict of str to ndarray of float32

    Examples
    --------
    >>> weights = begin(12, 7, np.random.default_rng(1))
    >>> weights["beat"].shape, float(np.abs(weights["0.look.w"]).max())
    ((8, 192), 0.0)
    """
    weights = {}
    for name, shape in shapes(cameras, beats).items():
        if name.endswith(("look.w", "think.down.w", ".b")):
            weights[name] = np.zeros(shape, np.float32)
        else:
            small = 0.02 if name in ("place", "camera", "beat") else 1 / math.sqrt(3 * shape[0])
            weights[name] = (small * rng.standard_normal(shape)).astype(np.float32)
    return weights


@dataclass(frozen=True)
class Batch:
    """One step's windows, noise and all: the same for the same seed and step."""

    film: Floats
    noise: Floats
    t: Floats
    camera: NDArray[np.int64]
    beat: NDArray[np.int64]
    given: Floats


def batch_of(lessons: Lessons, beats: int, seed: int, step: int) -> Batch:
    """Draw what is learnt from in one step.

    Parameters
    ----------
    lessons : Lessons
    beats : int
        How many there are; one more says: none in particular.
    seed, step : int

    Returns
    -------
    Batch
    """
    rng = np.random.default_rng([seed, step])
    begins = rng.choice(lessons.starts, BATCH, p=lessons.chance)
    film = lessons.scaled[begins[:, None] + STEP * np.arange(WINDOW)]
    untold = rng.random(BATCH) < FORGETS
    known = np.where(rng.random(BATCH) < CONTINUES, rng.integers(1, WINDOW - 5, BATCH), 0)
    given = (np.arange(WINDOW) < known[:, None])[..., None].astype(np.float32)
    return Batch(
        film=film,
        noise=rng.standard_normal(film.shape, np.float32),
        t=(1 / (1 + np.exp(-rng.standard_normal(BATCH)))).astype(np.float32),
        camera=lessons.camera[begins],
        beat=np.where(untold, beats, lessons.beat[begins + STEP * WINDOW // 2]),
        given=given,
    )


def train(
    rushes: "Rushes",
    steps: int,
    seed: int,
    to: Path,
    resume: Path,
    cameras: Mapping[str, Sequence[str]] = CAMERAS,
) -> dict[str, Any]:
    """Train the generator, and write its weights.

    Parameters
    ----------
    rushes : Rushes
    steps : int
        How many batches of 64 windows are learnt from.
    seed : int
    to : Path
        The file of weights (.npz) to write.
    resume : Path
        Where the state is kept every minute; it is gone when the training has ended.
    cameras : mapping of str to sequence of str
        The takes of each camera.

    Returns
    -------
    dict of str to Any
        What is said of the training in the model's card.

    Raises
    ------
    KuleshovError
        Where PyTorch is missing.
    LibraryError, MediaError
        Where a take is missing or can't be read.
    """
    torch = _torch()
    assert rushes.truth is not None
    beats = [beat.name for beat in rushes.truth.beats]
    lessons = lessons_of(rushes, cameras, beats)
    first = begin(len(cameras), len(beats), np.random.default_rng(seed))
    weights = {name: torch.tensor(one, requires_grad=True) for name, one in first.items()}
    mean = {name: one.detach().clone() for name, one in weights.items()}
    learner = torch.optim.AdamW(list(weights.values()), FASTEST, weight_decay=0.02)
    state: dict[str, Any] = {"step": 0, "seconds": 0.0, "loss": 0.0}
    if resume.is_file():
        state = _restore(torch, resume, weights, mean, learner)
    began, kept = time.process_time() - state["seconds"], time.monotonic()
    for step in range(state["step"], steps):
        learner.param_groups[0]["lr"] = _rate(step, steps)
        loss = _learn(torch, weights, learner, batch_of(lessons, len(beats), seed, step))
        share = min(AVERAGED, (step + 1) / (step + 21))
        with torch.no_grad():
            for name, one in weights.items():
                mean[name].lerp_(one, 1 - share)
        state["loss"] += (loss - state["loss"]) * (1 - min(0.99, step / (step + 1)))
        if time.monotonic() - kept > 60:
            state |= {"step": step + 1, "seconds": time.process_time() - began}
            _keep(torch, resume, state, weights, mean, learner)
            kept = time.monotonic()
            print(f"step {step + 1} of {steps}, {state['seconds']:.0f} s, loss {state['loss']:.4f}")
    told = {
        "cameras": {name: list(takes) for name, takes in cameras.items()},
        "beats": beats,
        "takes": {take: rushes[take].truth.sha256 for each in cameras.values() for take in each},  # type: ignore[union-attr]
        "windows": len(lessons.starts),
        "parameters": int(sum(one.size for one in first.values())),
        "seed": seed,
        "steps": steps,
        "seconds": round(time.process_time() - began),
        "loss": round(state["loss"], 4),
        "torch": str(torch.__version__).partition("+")[0],
        "python": platform.python_version(),
    }
    save(to, {name: one.numpy() for name, one in mean.items()}, lessons, told)
    resume.unlink(missing_ok=True)
    return told


def _torch() -> Any:
    try:
        import torch
    except ImportError:
        raise KuleshovError(
            "Training wants PyTorch, which is not here. Install it with `pip install torch` (the "
            "build for processors is enough); films are drawn without it."
        ) from None
    torch.set_num_threads(1)
    return torch


def _rate(step: int, steps: int) -> float:
    """Return the rate of learning: quickly up, and along a cosine down to a hundredth."""
    return FASTEST * min(1, (step + 1) / 200) * (0.505 + 0.495 * math.cos(math.pi * step / steps))


def _learn(torch: Any, weights: Mapping[str, Any], learner: Any, batch: Batch) -> float:
    """Take one step towards seeing the film in the mix; return how far off it was."""
    film, noise, t, camera, beat, given = map(torch.from_numpy, vars(batch).values())
    share = t[:, None, None]
    mix = torch.where(given > 0, film, (1 - share) * noise + share * film)
    seen = network(weights, mix, t, camera, beat, film, given, torch)
    off = ((seen - film) ** 2 * (1 - given) / (1 - share).clamp(0.1)).mean()
    learner.zero_grad()
    off.backward()
    torch.nn.utils.clip_grad_norm_(list(weights.values()), 1.0)
    learner.step()
    return float(off.detach())


def _keep(torch: Any, to: Path, state: dict[str, Any], *parts: Any) -> None:
    weights, mean, learner = parts
    plain = {name: one.detach() for name, one in weights.items()}
    with whole(to, lasting=False) as draft:
        torch.save({**state, "weights": plain, "mean": mean, "learner": learner.state_dict()}, draft)


def _restore(torch: Any, path: Path, *parts: Any) -> dict[str, Any]:
    weights, mean, learner = parts
    kept = torch.load(path)
    with torch.no_grad():
        for name, one in weights.items():
            one.copy_(kept["weights"][name])
            mean[name].copy_(kept["mean"][name])
    learner.load_state_dict(kept["learner"])
    return {name: kept[name] for name in ("step", "seconds", "loss")}


def save(
    to: Path, weights: Mapping[str, Floats], lessons: Lessons, told: Mapping[str, Any]
) -> None:
    """Write a model's file: weights, codes and what is said of them.

    Parameters
    ----------
    to : Path
        Ending with ``.npz``.
    weights : mapping of str to ndarray
        Kept as float16, as codes are.
    lessons : Lessons
    told : mapping of str to Any
        Kept as JSON.
    """
    arrays = {f"weights/{name}": one.astype(np.float16) for name, one in weights.items()}
    arrays |= {f"codes/{name}": one.astype(np.float16) for name, one in lessons.codes.items()}
    arrays |= {f"spread/{name}": one for name, one in lessons.spread.items()}
    said = json.dumps(told, ensure_ascii=False)
    with whole(to) as draft:
        np.savez_compressed(draft, told=np.array(said), **arrays)


def main(
    steps: Annotated[int, typer.Option(help="Batches of 64 windows to learn from.")] = 3000,
    seed: Annotated[int, typer.Option(help="Its chance.")] = 1925,
    to: Annotated[Path, typer.Option(help="The file of weights to write.")] = WEIGHTS,
) -> None:
    """Train the generator on The Understudy; stopped, the same command goes on where it was."""
    told = train(library.rushes("understudy"), steps, seed, to, to.with_suffix(".resume"))
    print(json.dumps(told, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    typer.run(main)
