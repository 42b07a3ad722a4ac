"""Make golden_flow.npz: what PyTorch's own layers give for known weights and mixes.

    python tests/generate/golden_flow.py

It wants PyTorch, which the tests' environment has not; so its answers are kept beside it. The
network is written here a second time, from PyTorch's own parts, and shares no line with the kit's.
"""

from pathlib import Path

import numpy as np

KEPT, WINDOW, WIDTH, BLOCKS, HEADS = 64, 24, 192, 4, 4
KEEP = Path(__file__).with_suffix(".npz")


def waves(shape: tuple[int, ...], size: float, turn: float) -> np.ndarray:
    """Return numbers that look like chance and are the same on every machine."""
    steps = np.arange(np.prod(shape), dtype=np.float64)
    return (size * np.sin(turn + 12.9898 * steps + 0.37 * steps**1.5)).reshape(shape).astype("f4")


def known_weights(shapes: dict[str, tuple[int, ...]]) -> dict[str, np.ndarray]:
    """Return weights of these shapes, none of them nought, large enough that all of them count."""
    size = {
        name: 1.5 / np.sqrt(shape[0]) if len(shape) > 1 else 0.1 for name, shape in shapes.items()
    }
    return {
        name: waves(shape, size[name], number)
        for number, (name, shape) in enumerate(shapes.items())
    }


def asked() -> dict[str, np.ndarray]:
    """Return two mixes: one continues a film and is nearly done, the other is all noise."""
    given = np.zeros((2, WINDOW, 1), np.float32)
    given[0, :8] = 1
    return {
        "x": waves((2, WINDOW, KEPT), 1.4, 0.5),
        "t": np.array([0.875, 0], np.float32),
        "camera": np.array([3, 0]),
        "beat": np.array([2, 7]),
        "known": waves((2, WINDOW, KEPT), 1, 2.5),
        "given": given,
    }


def answer(weights: dict[str, np.ndarray], given: dict[str, np.ndarray]) -> np.ndarray:
    """Run the network with PyTorch's own layers."""
    import torch
    import torch.nn.functional as F  # noqa: N812

    w = {name: torch.from_numpy(one) for name, one in weights.items()}
    x, t, camera, beat, known, mask = map(torch.from_numpy, given.values())

    def layer(name, h):
        return F.linear(h, w[f"{name}.w"].T, w[f"{name}.b"])

    angles = t[:, None] * torch.exp(torch.linspace(0, 6, 32))
    told = layer("time.down", F.silu(layer("time.up", torch.cat([angles.sin(), angles.cos()], 1))))
    told = told + F.embedding(camera, w["camera"]) + F.embedding(beat, w["beat"])
    h = layer("in", torch.cat([x, known * mask, mask], -1)) + w["place"]
    for block in range(BLOCKS):
        scale, shift, scale_2, shift_2 = layer(f"{block}.told", told)[:, None].chunk(4, -1)
        even = F.layer_norm(h, (WIDTH,)) * (1 + scale) + shift
        heads = [
            layer(f"{block}.{part}", even).unflatten(-1, (HEADS, -1)).transpose(1, 2)
            for part in ("asks", "has", "gives")
        ]
        mixed = F.scaled_dot_product_attention(*heads).transpose(1, 2).flatten(2)
        h = h + layer(f"{block}.look", mixed)
        even = F.layer_norm(h, (WIDTH,)) * (1 + scale_2) + shift_2
        h = h + layer(f"{block}.think.down", F.silu(layer(f"{block}.think.up", even)))
    return layer("out", h).numpy()


if __name__ == "__main__":
    from kuleshov.generate.flow import shapes

    np.savez(KEEP, answer=answer(known_weights(shapes(12, 7)), asked()))
