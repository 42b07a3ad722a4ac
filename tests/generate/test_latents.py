"""Codes and patterns: principal components, and their way back on another machine."""

import numpy as np
import pytest

import kuleshov as ku
from kuleshov.errors import Refused
from kuleshov.generate.latents import KEPT, flat, latents_of, learn_codes, pictures_of
from kuleshov.generate.principal import mixed, principal


@pytest.fixture(scope="module")
def switch() -> np.ndarray:
    """The insert of the switch: 60 pictures."""
    return pictures_of(ku.rushes("understudy")["6A-1"])


def centred(pictures: np.ndarray) -> np.ndarray:
    rows = flat(pictures).astype(float)
    return rows - rows.mean(axis=0)


@pytest.mark.parametrize("shape", [(30, 400), (300, 40)])
def test_components_are_numpys(shape: tuple[int, int]) -> None:
    rows = np.random.default_rng(3).normal(size=shape) * np.linspace(5, 1, shape[1])
    mean = rows.mean(axis=0).astype(np.float32)
    u, size, v = np.linalg.svd(rows - rows.mean(axis=0), full_matrices=False)
    variances, along = principal(rows, mean)
    assert np.sqrt(variances[:20]) == pytest.approx(size[:20], rel=1e-4)
    assert np.abs((along[:, :20] * u[:, :20]).sum(axis=0)) == pytest.approx(1, abs=1e-3)
    weights = (along[:, :20] / np.sqrt(variances[:20])).astype(np.float32)
    turned = mixed(rows, mean, weights).T
    assert np.abs((turned * v[:20]).sum(axis=1)) == pytest.approx(1, abs=1e-3)


def test_codes_lose_no_more_than_the_components_that_are_left_out(switch: np.ndarray) -> None:
    codes = learn_codes(switch, 8)
    size = np.linalg.svd(centred(switch), compute_uv=False)
    rebuilt = latents_of(switch, codes).mean + codes @ latents_of(switch, codes).patterns.T
    lost = np.sqrt(np.mean((rebuilt - flat(switch)) ** 2))
    assert lost == pytest.approx(np.sqrt((size[8:] ** 2).sum() / switch.size), rel=1e-3)


def test_signs_are_fixed(switch: np.ndarray) -> None:
    codes = learn_codes(switch, 8)
    assert (codes[np.abs(codes).argmax(axis=0), np.arange(8)] > 0).all()


def test_a_take_has_fewer_codes_than_pictures(switch: np.ndarray) -> None:
    assert learn_codes(switch).shape == (60, 59) and KEPT == 64


def test_patterns_come_back_from_codes_at_half_precision(switch: np.ndarray) -> None:
    codes = learn_codes(switch, 20)
    whole, half = latents_of(switch, codes), latents_of(switch, codes.astype(np.float16))
    off = whole.decode(codes).astype(int) - half.decode(codes)
    assert np.abs(off).max() <= 1
    assert np.allclose(half.patterns.T @ half.patterns, np.eye(20), atol=0.01)
    assert np.abs(half.encode(switch) - codes).max() < 0.3 * np.sqrt(43200)  # 0.3 grey levels


def test_equal_components_come_back_as_they_were_learnt() -> None:
    """Two lamps that vary alike are one circle of components: fitting anew may give any of them."""
    pictures = np.full((8, 90, 160, 3), 100, np.uint8)
    pictures[::2, :, :40] += 50  # as often, as wide, as bright
    pictures[1::4, :, 80:120] += 50
    pictures[2::4, :, 80:120] += 50
    codes = learn_codes(pictures, 2)
    turn = np.array([[0.6, -0.8], [0.8, 0.6]], np.float32)
    turned = latents_of(pictures, codes @ turn)
    assert (turned.decode(codes @ turn) == pictures).all()
    assert np.allclose(turned.patterns, latents_of(pictures, codes).patterns @ turn, atol=1e-4)


def test_another_decoders_rounding_moves_pictures_by_less_than_itself(switch: np.ndarray) -> None:
    codes = learn_codes(switch).astype(np.float16)
    chance = np.random.default_rng(5).random(switch.shape) < 0.1
    other = np.where(chance & (switch < 255), switch + 1, switch).astype(np.uint8)
    told = codes.astype(np.float32)
    off = latents_of(switch, codes).decode(told).astype(float) - latents_of(other, codes).decode(
        told
    )
    assert np.sqrt(np.mean(off**2)) < np.sqrt(np.mean((switch.astype(float) - other) ** 2)) + 0.2


@pytest.mark.parametrize("wrong", ["other pictures", "other order"])
def test_codes_of_other_pictures_are_refused(switch: np.ndarray, wrong: str) -> None:
    codes = learn_codes(switch)
    other = switch[::-1] if wrong == "other order" else np.roll(switch, 7, axis=0) // 2
    with pytest.raises(Refused, match=r"not those that the generator's codes .*git checkout"):
        latents_of(np.ascontiguousarray(other), codes)


def test_each_picture_needs_its_code(switch: np.ndarray) -> None:
    with pytest.raises(Refused, match="59 codes for 60 pictures"):
        latents_of(switch, learn_codes(switch, 8)[:59])
