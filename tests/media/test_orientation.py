"""A picture stands as players show it: each of the eight ways to turn and mirror one."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from made.odd import film, turned

import kuleshov as ku
from kuleshov.media import Clip, Writer

MATRICES = [
    (x, 0, 0, y) if straight else (0, x, y, 0)
    for straight, x, y in product((True, False), (1, -1), (1, -1))
]
QUARTERS = np.zeros((36, 64, 3), np.uint8)
QUARTERS[:18, :32], QUARTERS[:18, 32:] = (200, 40, 40), (40, 200, 40)
QUARTERS[18:, :32], QUARTERS[18:, 32:] = (40, 40, 200), (210, 210, 210)


def shown(picture: np.ndarray, matrix: tuple[int, int, int, int]) -> np.ndarray:
    """Move each pixel where the matrix says, one by one."""
    a, b, c, d = matrix
    places = {(a * x + c * y, b * x + d * y): (x, y) for y, x in np.ndindex(picture.shape[:2])}
    left, top = (min(place[axis] for place in places) for axis in (0, 1))
    width, height = (1 + max(p[axis] for p in places) - (left, top)[axis] for axis in (0, 1))
    made = np.zeros((height, width, 3), np.uint8)
    for (x, y), (from_x, from_y) in places.items():
        made[y - top, x - left] = picture[from_y, from_x]
    return made


def off(one: np.ndarray, other: np.ndarray) -> float:
    assert one.shape == other.shape
    return float(np.abs(one.astype(int) - other).mean())


@pytest.mark.parametrize("matrix", MATRICES)
def test_every_way_of_reading_shows_what_the_matrix_says(
    tmp_path: Path, matrix: tuple[int, int, int, int]
) -> None:
    path = turned(film(tmp_path / "a.mp4", [QUARTERS] * 2), matrix)
    clip, wanted = Clip(path), shown(QUARTERS, matrix)
    assert (clip.height, clip.width) == wanted.shape[:2]
    assert clip.mirrored == (matrix[0] * matrix[3] - matrix[1] * matrix[2] < 0)
    assert off(clip[0], wanted) < 8
    assert off(next(clip.images(size=wanted.shape[1::-1])), wanted) < 8
    (planes, _) = clip.planes(None)
    grey = np.where(wanted.sum(axis=2) > 500, 190, np.where(wanted[..., 1] > 100, 125, 0))
    assert (np.abs(planes.y.astype(int) - grey)[grey > 0] < 30).mean() > 0.9
    with Writer(tmp_path / "again.mp4", size=(clip.width, clip.height), sound_rate=None) as out:
        out.write(clip.raw(0))
    assert off(Clip(tmp_path / "again.mp4")[0], wanted) < 8


def test_a_mirrored_picture_stays_so_in_import_edit_and_moviepy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    front = turned(film(tmp_path / "front.mp4", [QUARTERS] * 4), (-1, 0, 0, 1))
    (made,) = ku.import_footage(front, size=(64, 36), progress=False)
    assert made.clip is not None
    assert "mirrored, as its file asks" in made.notes
    cut = ku.Cut("mirror", rushes={"front": Clip(front)}).add("front", 0, "4f")
    rendered = cut.render(tmp_path / "out.mp4", size=(64, 36), progress=False)
    for picture in (made.clip[1], rendered[1], cut.to_moviepy().get_frame(1 / 24)):
        assert off(picture, QUARTERS[:, ::-1]) < 12


@pytest.mark.parametrize(
    ("matrix", "nearest"),
    [
        ((0.985, 0.174, -0.174, 0.985), (1, 0, 0, 1)),  # ten degrees
        ((1, 0, 0.3, 1), (1, 0, 0, 1)),  # a shear
        ((0.1, 0.9, -1, 0.2), (0, 1, -1, 0)),
    ],
)
def test_a_slant_is_left_out_and_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    matrix: tuple[float, float, float, float],
    nearest: tuple[int, int, int, int],
) -> None:
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "studio"))
    path = turned(film(tmp_path / "a.mp4", [QUARTERS]), matrix)
    assert off(Clip(path)[0], shown(QUARTERS, nearest)) < 8
    (made,) = ku.import_footage(path, size=(64, 36), progress=False)
    assert "shown straight, though its file asks for a slant or a stretch" in made.notes
