"""The cache of what was seen in films keeps to its size, and keeps what was used last."""

import os

import numpy as np
import pytest

from kuleshov.metrics.features.everyday import make_room, read_cached, write_cached

MEGA = 2**20


def entry(folder, name, size, age):
    """Make an entry that was used so long ago; it takes no room on the disk."""
    path = folder / f"{name}.npz"
    path.touch()
    os.truncate(path, size)
    os.utime(path, (1e9 - age, 1e9 - age))
    return path


def left(folder):
    return sorted(path.stem for path in folder.glob("*.npz"))


@pytest.mark.parametrize(("limit", "kept"), [(30, "abc"), (29, "ab"), (20, "ab"), (19, "a")])
def test_what_was_used_longest_ago_goes_until_the_rest_fits(tmp_path, limit, kept):
    for age, name in enumerate("abc"):
        entry(tmp_path, name, 10, age)
    make_room(tmp_path, limit)
    assert left(tmp_path) == list(kept)


def test_the_entry_that_was_just_written_stays_however_large_it_is(tmp_path):
    for age, name in enumerate("ab"):
        entry(tmp_path, name, 10, age)
    make_room(tmp_path, 0)
    assert left(tmp_path) == ["a"]


@pytest.mark.parametrize(("sizes", "kept"), [((250, 250), "ab"), ((300, 300), "a")])
def test_writing_an_entry_makes_room_above_half_a_gigabyte(tmp_path, sizes, kept):
    for age, (name, size) in enumerate(zip("ab", sizes, strict=True)):
        entry(tmp_path, name, size * MEGA, age)
    write_cached(tmp_path / "new.npz", {"x": np.arange(3)})
    assert left(tmp_path) == [*kept, "new"]


def test_reading_an_entry_counts_as_using_it(tmp_path):
    write_cached(tmp_path / "old.npz", {"x": np.arange(3)})
    os.utime(tmp_path / "old.npz", (1, 1))
    entry(tmp_path, "other", 1000, 10)
    assert read_cached(tmp_path / "old.npz")["x"].tolist() == [0, 1, 2]
    make_room(tmp_path, 1000)
    assert left(tmp_path) == ["old"]


def test_other_files_of_the_folder_are_let_be(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    entry(tmp_path, "a", 10, 1)
    entry(tmp_path, "b", 10, 0)
    make_room(tmp_path, 10)
    assert left(tmp_path) == ["b"] and (tmp_path / "notes.txt").exists()
