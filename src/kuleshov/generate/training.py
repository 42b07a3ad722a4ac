"""Train the generator anew: ``python -m kuleshov.generate.training``.

It wants PyTorch (``pip install torch``), which nothing else in the kit does, and about 15 minutes
of one core. It can be stopped: the same command goes on where it was. The network is
:func:`kuleshov.generate.flow.network`, as NumPy runs it; PyTorch finds its slopes.

The same command trains the same model; on another machine, or with another PyTorch, sums are
rounded in another order, so its weights differ, and its samples measure the same.
"""

import json
import math
import platform
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
import typer

from .. import library
from ..errors import KuleshovError
from ..files import whole
from .flow import Floats, network, shapes
from .generator import WEIGHTS
from .windows import CAMERAS, Batch, Windows, batch_of, windows_of

if TYPE_CHECKING:
    from ..library.takes import Rushes

FASTEST = 1e-3  # the rate of learning, after a warm-up; it falls along a cosine
AVERAGED = 0.998  # of the weights, from step to step: what is kept is a mean over the last 500
KEEP_EVERY = 60  # s between two states that are kept


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
        Where PyTorch is missing, or what was kept is of another training.
    LibraryError, MediaError
        Where a take is missing or can't be read.
    """
    torch = _torch()
    assert rushes.truth is not None
    beats = [beat.name for beat in rushes.truth.beats]
    windows = windows_of(rushes, cameras, beats)
    run = _Run(torch, begin(len(cameras), len(beats), np.random.default_rng(seed)), steps, seed)
    run.go_on_from(resume)
    kept = time.monotonic()
    while run.step < steps:
        run.learn(batch_of(windows, len(beats), seed, run.step))
        if time.monotonic() - kept > KEEP_EVERY:
            run.keep(resume)
            kept = time.monotonic()
    told = {
        "cameras": {name: list(takes) for name, takes in cameras.items()},
        "beats": beats,
        "takes": {name: _digest(rushes, name) for each in cameras.values() for name in each},
        "windows": len(windows.starts),
        **run.told(),
    }
    save(to, run.kept_weights(), windows, told)
    resume.unlink(missing_ok=True)
    return told


def _digest(rushes: "Rushes", name: str) -> str:
    told = rushes[name].truth
    assert told is not None
    return told.sha256


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


class _Run:
    """A training under way: the weights, their mean over the last steps, and the learner."""

    def __init__(self, torch: Any, first: Mapping[str, Floats], steps: int, seed: int) -> None:
        self.torch, self.steps, self.seed = torch, steps, seed
        self.weights = {name: torch.tensor(one, requires_grad=True) for name, one in first.items()}
        self.mean = {name: torch.tensor(one) for name, one in first.items()}
        self.learner = torch.optim.AdamW(list(self.weights.values()), FASTEST, weight_decay=0.02)
        self.step, self.loss, self._before = 0, 0.0, -time.process_time()

    @property
    def seconds(self) -> float:
        """Processor seconds so far, over all sittings."""
        return self._before + time.process_time()

    def learn(self, batch: Batch) -> None:
        """Take one step towards seeing the film in the mix."""
        film, noise, t, camera, beat, given = map(self.torch.from_numpy, vars(batch).values())
        share = t[:, None, None]
        mix = self.torch.where(given > 0, film, (1 - share) * noise + share * film)
        seen = network(self.weights, mix, t, camera, beat, film, given, self.torch)
        off = ((seen - film) ** 2 * (1 - given) / (1 - share).clamp(0.1)).mean()
        self.learner.param_groups[0]["lr"] = _rate(self.step, self.steps)
        self.learner.zero_grad()
        off.backward()
        self.torch.nn.utils.clip_grad_norm_(list(self.weights.values()), 1.0)
        self.learner.step()
        self._average()
        self.loss += (float(off.detach()) - self.loss) / min(self.step + 1, 100)
        self.step += 1

    def _average(self) -> None:
        share = max(1 - AVERAGED, 20 / (self.step + 21))  # the first steps are soon forgotten
        with self.torch.no_grad():
            for name, one in self.weights.items():
                self.mean[name].lerp_(one, share)

    def kept_weights(self) -> dict[str, Floats]:
        return {name: one.numpy() for name, one in self.mean.items()}

    def told(self) -> dict[str, Any]:
        return {
            "parameters": sum(one.numel() for one in self.weights.values()),
            "seed": self.seed,
            "steps": self.steps,
            "seconds": round(self.seconds),
            "loss": round(self.loss, 4),
            "torch": str(self.torch.__version__).partition("+")[0],
            "python": platform.python_version(),
        }

    def keep(self, to: Path) -> None:
        """Write down all that the rest of the training depends on."""
        state = {name: getattr(self, name) for name in ("steps", "seed", "step", "loss", "seconds")}
        state |= {"mean": self.mean, "learner": self.learner.state_dict()}
        state["weights"] = {name: one.detach() for name, one in self.weights.items()}
        with whole(to, lasting=False) as draft:
            self.torch.save(state, draft)
        print(f"step {self.step} of {self.steps}, {self.seconds:.0f} s, loss {self.loss:.4f}")

    def go_on_from(self, path: Path) -> None:
        """Go on from what was kept, where there is something."""
        if not path.is_file():
            return
        kept = self.torch.load(path)
        if (kept["steps"], kept["seed"]) != (self.steps, self.seed):
            raise KuleshovError(
                f"{path} is of another training: {kept['steps']} steps, seed {kept['seed']}. End that "
                "one by its own command, or remove the file."
            )
        with self.torch.no_grad():
            for name, one in self.weights.items():
                one.copy_(kept["weights"][name])
                self.mean[name].copy_(kept["mean"][name])
        self.learner.load_state_dict(kept["learner"])
        self.step, self.loss = kept["step"], kept["loss"]
        self._before = kept["seconds"] - time.process_time()


def _rate(step: int, steps: int) -> float:
    """Return the rate of learning: quickly up, and along a cosine down to a hundredth."""
    return FASTEST * min(1, (step + 1) / 200) * (0.505 + 0.495 * math.cos(math.pi * step / steps))


def save(
    to: Path, weights: Mapping[str, Floats], windows: Windows, told: Mapping[str, Any]
) -> None:
    """Write a model's file: weights, codes and what is said of them.

    Parameters
    ----------
    to : Path
        Ending with ``.npz``.
    weights : mapping of str to ndarray
        Kept as float16, as codes are.
    windows : Windows
    told : mapping of str to Any
        Kept as JSON.
    """
    arrays: dict[str, Any] = {
        f"weights/{name}": one.astype(np.float16) for name, one in weights.items()
    }
    arrays |= {f"codes/{name}": one.astype(np.float16) for name, one in windows.codes.items()}
    arrays |= {f"spread/{name}": one for name, one in windows.spread.items()}
    said = json.dumps(told, ensure_ascii=False)
    with whole(to) as draft:
        np.savez_compressed(draft, told=np.array(said), **arrays)


def main(
    steps: Annotated[int, typer.Option(help="Batches of 64 windows to learn from.")] = 3500,
    seed: Annotated[int, typer.Option(help="Its chance.")] = 1925,
    to: Annotated[Path, typer.Option(help="The file of weights to write.")] = WEIGHTS,
) -> None:
    """Train the generator on The Understudy; stopped, the same command goes on where it was."""
    told = train(library.rushes("understudy"), steps, seed, to, to.with_suffix(".resume"))
    print(json.dumps(told, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    try:
        typer.run(main)
    except KuleshovError as problem:
        sys.exit(f"kuleshov: {problem}")
