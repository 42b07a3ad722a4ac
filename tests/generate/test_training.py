"""What the generator is taught, and that its training can be had again."""

import sys
from pathlib import Path

import numpy as np
import pytest
from lacking import lacking

import kuleshov as ku
from kuleshov.errors import KuleshovError
from kuleshov.generate import training
from kuleshov.generate.flow import OVERLAP, WINDOW, network, shapes
from kuleshov.generate.generator import load
from kuleshov.generate.training import begin, train
from kuleshov.generate.windows import (
    BATCH,
    CAMERAS,
    CONTINUES,
    FORGETS,
    STEP,
    Windows,
    batch_of,
    windows_of,
)

sys.path.insert(0, str(Path(__file__).parent))
import golden_flow

FEW = {"3A": ("3B-1",), "6A": ("6A-1",), "6D": ("6D-1",)}


@pytest.fixture(scope="module")
def beats() -> list[str]:
    return [beat.name for beat in ku.rushes("understudy").truth.beats]


@pytest.fixture(scope="module")
def windows(beats: list[str]) -> Windows:
    return windows_of(ku.rushes("understudy"), FEW, beats)


def test_windows_lie_within_their_takes(windows: Windows) -> None:
    lengths = [192, 60, 78]  # of the takes, slates and handles left out
    ends = np.cumsum(lengths)
    last = windows.starts + STEP * (WINDOW - 1)
    assert (
        np.searchsorted(ends, windows.starts, "right") == np.searchsorted(ends, last, "right")
    ).all()
    assert len(windows.starts) == sum(length - STEP * (WINDOW - 1) for length in lengths)


def test_codes_are_of_a_size_that_the_network_likes(windows: Windows) -> None:
    assert windows.scaled[windows.camera == 0].std(axis=0)[0] == pytest.approx(1, abs=0.01)
    assert (np.diff(windows.scaled[windows.camera == 0].std(axis=0)[:20]) <= 1e-6).all()


def test_each_frame_is_told_the_beat_that_it_lies_in(windows: Windows, beats: list[str]) -> None:
    told = [beats[one] for one in windows.beat]
    assert set(told[:192]) == {"the choice"} and set(told[192:252]) == {"the copy"}
    assert set(told[252:]) == {"the shadow"}


def test_a_beat_changes_where_the_scene_says_so(beats: list[str]) -> None:
    found = windows_of(ku.rushes("understudy"), {"2A": ("2A-1",)}, beats).beat
    changes = np.flatnonzero(np.diff(found)) + 1
    assert changes.tolist() == [6 * 24, 16 * 24]  # 2A-1 begins at second 6; beats at 12 and 22
    assert [beats[found[at]] for at in (0, *changes)] == ["the copy", "the test", "the flicker"]


def test_long_takes_are_drawn_less_often_than_their_length_asks(windows: Windows) -> None:
    long, short = windows.starts < 192, windows.starts >= 252
    assert windows.chance.sum() == pytest.approx(1)
    share = windows.chance[long].sum() / windows.chance[short].sum()
    assert share == pytest.approx(np.sqrt(long.sum() / short.sum()))


def test_a_step_is_the_same_for_the_same_seed(windows: Windows) -> None:
    one, same, next_ = (batch_of(windows, 7, 1, step) for step in (5, 5, 6))
    for name, part in vars(one).items():
        assert np.array_equal(part, getattr(same, name)) and part.shape[0] == BATCH
    assert not np.array_equal(one.noise, next_.noise)


def test_a_step_holds_whole_windows_some_untold_some_begun(windows: Windows) -> None:
    batches = [batch_of(windows, 7, 1, step) for step in range(40)]
    begins = {windows.scaled[at].tobytes() for at in windows.starts}
    assert all(film[0].tobytes() in begins for film in batches[0].film)
    known = np.concatenate([one.given[..., 0].sum(axis=1) for one in batches])
    assert np.mean(known > 0) == pytest.approx(CONTINUES, abs=0.03)
    assert known.max() < WINDOW - 1 and OVERLAP in known
    untold = np.concatenate([one.beat for one in batches]) == 7
    assert untold.mean() == pytest.approx(FORGETS, abs=0.03)
    t = np.concatenate([one.t for one in batches])
    assert t.min() > 0 and t.max() < 1 and np.median(t) == pytest.approx(0.5, abs=0.03)


def test_it_begins_by_changing_nothing() -> None:
    """Blocks add nothing yet, so what a picture is told of others can't matter."""
    asked = golden_flow.asked()
    weights = begin(12, 7, np.random.default_rng(1))
    before = network(weights, *asked.values())
    asked["x"][:, 20] = 9
    after = network(weights, *asked.values())
    assert np.array_equal(before[:, :20], after[:, :20]) and (before[:, 20] != after[:, 20]).any()


def test_the_weights_that_are_shipped_are_of_these_takes_and_shapes() -> None:
    model = load()
    assert model.told["cameras"] == {name: list(takes) for name, takes in CAMERAS.items()}
    assert {name: one.shape for name, one in model.weights.items()} == shapes(len(CAMERAS), 7)
    assert all(np.isfinite(one).all() for one in model.weights.values())
    rushes = ku.rushes("understudy")
    for name, takes in CAMERAS.items():
        frames = sum(rushes[take].last - rushes[take].first for take in takes)
        assert len(model.codes[name]) == frames
    assert training.WEIGHTS.stat().st_size < 5e6


def test_without_pytorch_training_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(KuleshovError, match="pip install torch"):
        train(ku.rushes("understudy"), 1, 1, tmp_path / "w.npz", tmp_path / "w.resume")
    assert not list(tmp_path.iterdir())


@pytest.fixture(scope="session")
def torch():
    try:
        import torch
    except ImportError:
        lacking("PyTorch is not installed")
    torch.set_num_threads(1)
    return torch


@pytest.mark.proof
def test_the_answers_that_are_kept_are_pytorchs(torch) -> None:
    found = golden_flow.answer(golden_flow.known_weights(shapes(12, 7)), golden_flow.asked())
    assert np.abs(found - np.load(golden_flow.KEEP)["answer"]).max() < 1e-5


@pytest.mark.proof
def test_a_training_that_was_stopped_ends_as_one_that_was_not(
    torch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rushes = ku.rushes("understudy")

    def run(name: str) -> dict[str, np.ndarray]:
        to = tmp_path / f"{name}.npz"
        told = train(rushes, 30, 1, to, tmp_path / f"{name}.resume", FEW)
        assert told["steps"] == 30
        with np.load(to) as kept:
            return {each: kept[each] for each in kept.files if each != "told"}

    whole = run("whole")
    monkeypatch.setattr(training, "KEEP_EVERY", 0)
    learn = training._Run.learn

    def stop(self, batch):
        if self.step == 12:
            raise KeyboardInterrupt
        learn(self, batch)

    with monkeypatch.context() as patched:
        patched.setattr(training._Run, "learn", stop)
        with pytest.raises(KeyboardInterrupt):
            run("stopped")
    with pytest.raises(KuleshovError, match="of another training: 30 steps, seed 1"):
        train(rushes, 30, 2, tmp_path / "other.npz", tmp_path / "stopped.resume", FEW)
    again = run("stopped")
    assert all(np.array_equal(whole[name], again[name]) for name in whole)
    assert not (tmp_path / "stopped.resume").exists()


@pytest.mark.proof
def test_training_teaches(torch, tmp_path: Path) -> None:
    """After two minutes it sees films of three cameras better than their mean."""
    to = tmp_path / "w.npz"
    early = train(ku.rushes("understudy"), 20, 1, to, tmp_path / "w.resume", FEW)["loss"]
    late = train(ku.rushes("understudy"), 200, 1, to, tmp_path / "w.resume", FEW)["loss"]
    assert late < 0.6 * early
