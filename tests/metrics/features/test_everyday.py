"""Given a cache that is damaged, full or none, features are made again or the reason is said."""

import os
import warnings

import numpy as np
import pytest
from made import make_take

from kuleshov.errors import KuleshovError
from kuleshov.media import Clip
from kuleshov.metrics import measure
from kuleshov.metrics.features.everyday import features, make_room


@pytest.fixture(autouse=True)
def no_warnings():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def test_a_damaged_cache_entry_is_made_again(tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_CACHE", str(tmp_path / "cache"))
    take = make_take(tmp_path / "take.mp4", frames=48)
    first = measure(take)
    for entry in (tmp_path / "cache" / "features").glob("*.npz"):
        entry.write_bytes(entry.read_bytes()[: entry.stat().st_size // 2])
    again = measure(take)
    assert again.activity.value == first.activity.value
    assert again.loudness.value == first.loudness.value
    assert again.cuts == first.cuts


def test_an_entry_of_another_film_is_not_believed(tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_CACHE", str(tmp_path / "cache"))
    clip = Clip(make_take(tmp_path / "take.mp4", frames=30))
    place = tmp_path / "cache" / "features"
    made = features(clip)
    entry = next(path for path in place.glob("*.npz"))
    np.savez(entry, luma=made.luma[:4], times=made.times)
    assert features(clip).luma.shape == made.luma.shape


def test_the_cache_keeps_within_its_limit(tmp_path):
    for age in range(4):
        path = tmp_path / f"{age}.npz"
        path.write_bytes(bytes(1000))
        os.utime(path, (age, age))
    make_room(tmp_path, limit=2500)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2.npz", "3.npz"]


def test_a_cache_that_is_a_file_is_named(tmp_path, monkeypatch):
    (tmp_path / "cache").write_text("not a folder")
    monkeypatch.setenv("KULESHOV_CACHE", str(tmp_path / "cache"))
    with pytest.raises(KuleshovError, match=r"cache can't be made: .*KULESHOV_CACHE"):
        measure(make_take(tmp_path / "take.mp4", frames=24))
