"""Bundle adjustment of many guesses at once: cameras and things that explain marks best.

A search for a room begins in a dozen places, and once more for each thing that may have been moved.
All of them are improved together, each by Levenberg and Marquardt's method, with the things taken
out of the equations first (the Schur complement), so that what is solved has seven numbers a
camera and none a thing.
"""

from dataclasses import dataclass

import numpy as np

WIDTH = 640.0  # px; residuals are given as in a picture this wide
FOCAL_SD = 0.5  # of the logarithm; a weak belief that a lens is not extreme
USUAL_FOCAL = 1.4
_LEAST = 1e-3  # of a diagonal, where damping is to hold a number that no mark speaks of
_PATIENCE = 10  # steps in a row that make it worse
_POSE = 6


@dataclass
class Guesses:
    """Some guesses at one room.

    Attributes
    ----------
    turns : ndarray (guesses, pictures, 3, 3)
        From the room's axes to each camera's.
    steps : ndarray (guesses, pictures, 3)
        What is added after the turn.
    lenses : ndarray (guesses, pictures)
        Logarithms of focal lengths in picture widths.
    points : ndarray (guesses, things, 3)
        Where the things are.

    Examples
    --------
    >>> one = Guesses(np.eye(3)[None, None], np.zeros((1, 1, 3)), np.zeros((1, 1)), np.ones((1, 4, 3)))
    >>> len(one), len(one.chosen([0, 0]))
    (1, 2)
    """

    turns: np.ndarray
    steps: np.ndarray
    lenses: np.ndarray
    points: np.ndarray

    def __len__(self) -> int:
        return len(self.turns)

    def chosen(self, which: object) -> "Guesses":
        """Return some of the guesses.

        Parameters
        ----------
        which : sequence of int, or ndarray of bool (guesses,)

        Returns
        -------
        Guesses
            Copies.
        """
        rows = np.asarray(which)
        return Guesses(self.turns[rows], self.steps[rows], self.lenses[rows], self.points[rows])

    def put(self, rows: np.ndarray, others: "Guesses") -> None:
        """Put other guesses in the place of some.

        Parameters
        ----------
        rows : ndarray of int (others,)
        others : Guesses
        """
        for name in ("turns", "steps", "lenses", "points"):
            getattr(self, name)[rows] = getattr(others, name)

    def stepped(self, poses: np.ndarray, points: np.ndarray) -> "Guesses":
        """Return the guesses moved by a step of the search.

        Parameters
        ----------
        poses : ndarray (guesses, pictures, 7)
            A turn, a step, and a lens's logarithm for each camera.
        points : ndarray (guesses, things, 3)

        Returns
        -------
        Guesses
        """
        return Guesses(
            turned(poses[..., :3]) @ self.turns,
            self.steps + poses[..., 3:_POSE],
            np.clip(self.lenses + poses[..., _POSE], np.log(0.2), np.log(20)),
            self.points + points,
        )


def turned(vectors: np.ndarray) -> np.ndarray:
    """Return rotation matrices from rotation vectors, by Rodrigues' formula.

    Parameters
    ----------
    vectors : ndarray (..., 3)
        Axes, as long as the angle in radians.

    Returns
    -------
    ndarray (..., 3, 3)

    See Also
    --------
    adjust : turns cameras by it

    Examples
    --------
    >>> turned(np.array([0, 0, np.pi / 2])).round(6) @ [1, 0, 0]
    array([0., 1., 0.])
    """
    angle = np.linalg.norm(vectors, axis=-1)[..., None, None]
    x, y, z = np.moveaxis(vectors / np.maximum(angle[..., 0], 1e-12), -1, 0)
    o = np.zeros_like(x)
    cross = np.stack([o, -z, y, z, o, -x, -y, x, o], axis=-1).reshape(*x.shape, 3, 3)
    return np.asarray(np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * (cross @ cross))


def misfit(guesses: Guesses, seen: np.ndarray) -> np.ndarray:
    """Return by how much each mark is missed.

    Parameters
    ----------
    guesses : Guesses
    seen : ndarray (pictures, things, 2)
        Marks from the pictures' centres in picture widths; NaN where there is none.

    Returns
    -------
    ndarray (guesses, pictures, things, 2)
        Pixels in a picture 640 wide, to the right and down; NaN where there is no mark.

    See Also
    --------
    cost : the sum of their squares

    Examples
    --------
    >>> ahead = Guesses(
    ...     np.eye(3)[None, None], np.zeros((1, 1, 3)), np.zeros((1, 1)), np.array([[[0, 0, 2.0]]])
    ... )
    >>> misfit(ahead, np.array([[[0.01, 0.0]]]))[0, 0, 0].round(1).tolist()
    [-6.4, 0.0]
    """
    return _seen_by(guesses, seen)[0]


def _seen_by(guesses: Guesses, seen: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return what is off, places before the cameras, and the same before the step."""
    turned_ = guesses.points[:, None] @ np.swapaxes(guesses.turns, 2, 3)
    placed = turned_ + guesses.steps[:, :, None]
    placed[..., 2] = np.maximum(placed[..., 2], 1e-3)
    focal = np.exp(guesses.lenses)[..., None, None]
    return WIDTH * (focal * placed[..., :2] / placed[..., 2:] - seen), placed, turned_


def cost(guesses: Guesses, seen: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return what a search makes small: squared misfit, and a weak belief about lenses.

    Parameters
    ----------
    guesses : Guesses
    seen : ndarray (pictures, things, 2)
    counts : ndarray of bool (guesses, pictures, things)
        Which marks count for which guess.

    Returns
    -------
    ndarray (guesses,)
        Square pixels.

    See Also
    --------
    adjust : makes it small

    Examples
    --------
    >>> usual = np.full((1, 1), np.log(USUAL_FOCAL))
    >>> ahead = Guesses(
    ...     np.eye(3)[None, None], np.zeros((1, 1, 3)), usual, np.array([[[0, 0, 2.0]]])
    ... )
    >>> cost(ahead, np.array([[[0.01, 0.0]]]), np.ones((1, 1, 1), bool)).round(2).tolist()
    [40.96]
    """
    return _cost(misfit(guesses, seen), guesses, counts)


def _cost(off: np.ndarray, guesses: Guesses, counts: np.ndarray) -> np.ndarray:
    squares = np.where(counts[..., None], np.square(off), 0)
    return np.asarray(squares.sum(axis=(1, 2, 3)) + np.square(_belief(guesses)).sum(axis=1))


def _belief(guesses: Guesses) -> np.ndarray:
    return np.asarray((guesses.lenses - np.log(USUAL_FOCAL)) / FOCAL_SD)


def adjust(
    guesses: Guesses, seen: np.ndarray, counts: np.ndarray, rounds: int
) -> tuple[Guesses, np.ndarray]:
    """Improve guesses by Levenberg and Marquardt's method; the first camera stays where it is.

    Parameters
    ----------
    guesses : Guesses
    seen : ndarray (pictures, things, 2)
        Marks from the pictures' centres in picture widths; NaN where there is none.
    counts : ndarray of bool (guesses, pictures, things)
        Which marks count for which guess: a thing that is left out counts in none.
    rounds : int
        At most.

    Returns
    -------
    guesses : Guesses
        No worse than they were.
    costs : ndarray (guesses,)
        As by :func:`cost`.

    See Also
    --------
    kuleshov.metrics.formulas.reconstruction.solve : where guesses come from

    Examples
    --------
    Two marks in one picture are explained by a thing that moves there:

    >>> usual = np.full((1, 1), np.log(USUAL_FOCAL))
    >>> off = Guesses(np.eye(3)[None, None], np.zeros((1, 1, 3)), usual, np.ones((1, 2, 3)))
    >>> there = np.array([[[0.1, 0.0], [-0.2, 0.1]]])
    >>> adjust(off, there, np.ones((1, 1, 2), bool), 30)[1].round(3).tolist()
    [0.0]
    """
    best = guesses.chosen(np.arange(len(guesses)))
    costs = cost(best, seen, counts)
    damping, refused = np.full(len(best), 1e-2), np.zeros(len(best), int)
    active = np.arange(len(best))
    for _ in range(rounds):
        if not len(active):
            break
        here = best.chosen(active)
        trial = here.stepped(*_step(here, seen, counts[active], damping[active]))
        tried = cost(trial, seen, counts[active])
        before = costs[active]
        is_better = tried < before
        rows = active[is_better]
        best.put(rows, trial.chosen(is_better))
        costs[rows] = tried[is_better]
        damping[active] = np.where(
            is_better, np.maximum(damping[active] / 5, 1e-9), damping[active] * 4
        )
        refused[active] = np.where(is_better, 0, refused[active] + 1)
        done = is_better & (before - tried < 1e-7 * before + 1e-9)
        active = active[~done & (refused[active] < _PATIENCE)]
    return best, costs


def _step(
    guesses: Guesses, seen: np.ndarray, counts: np.ndarray, damping: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the step of each guess: of its cameras (b, p, 7) and of its things (b, n, 3)."""
    off, by_pose, by_point = _slopes(guesses, seen, counts)
    many, pictures, things = counts.shape
    size = pictures * (_POSE + 1)
    flat_off = off.reshape(many, pictures, -1, 1)
    flat_pose = by_pose.reshape(many, pictures, -1, _POSE + 1)
    cameras = np.swapaxes(flat_pose, 2, 3) @ flat_pose
    pull_cameras = (np.swapaxes(flat_pose, 2, 3) @ flat_off)[..., 0]
    cameras[..., _POSE, _POSE] += 1 / FOCAL_SD**2
    pull_cameras[..., _POSE] += _belief(guesses) / FOCAL_SD
    by_thing = np.moveaxis(by_point, 2, 1).reshape(many, things, -1, 3)
    off_thing = np.moveaxis(off, 2, 1).reshape(many, things, -1, 1)
    places = np.swapaxes(by_thing, 2, 3) @ by_thing
    pull_places = (np.swapaxes(by_thing, 2, 3) @ off_thing)[..., 0]
    _firm(cameras, damping)
    _firm(places, damping)
    both = np.swapaxes(by_pose, 3, 4) @ by_point  # (b, p, n, 7, 3)
    tie = both.transpose(0, 1, 3, 2, 4).reshape(many, size, things, 3)
    solved = np.einsum("bsni,bnij->bsnj", tie, np.linalg.inv(places))
    square = -solved.reshape(many, size, -1) @ np.swapaxes(tie.reshape(many, size, -1), 1, 2)
    blocks = square.reshape(many, pictures, _POSE + 1, pictures, _POSE + 1)
    own = np.arange(pictures)
    blocks[:, own, :, own] += np.moveaxis(cameras, 1, 0)
    pull = pull_cameras.reshape(many, size) - np.einsum("bsnj,bnj->bs", solved, pull_places)
    poses = -np.linalg.solve(square, pull[..., None])[..., 0]
    rest = -pull_places - np.einsum("bsni,bs->bni", tie, poses)
    points = np.linalg.solve(places, rest[..., None])[..., 0]
    return poses.reshape(many, pictures, _POSE + 1), points


def _firm(square: np.ndarray, damping: np.ndarray) -> None:
    """Add damping to diagonals (b, k, m, m), in place."""
    which = np.arange(square.shape[-1])
    held = np.maximum(square[..., which, which], _LEAST)
    square[..., which, which] += damping[:, None, None] * held


def _slopes(
    guesses: Guesses, seen: np.ndarray, counts: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return what is off (b, p, n, 2), how a camera changes it (.., 7), and how a thing (.., 3)."""
    off, placed, turned_ = _seen_by(guesses, seen)
    focal = WIDTH * np.exp(guesses.lenses)[..., None]
    x, y, z = np.moveaxis(placed, -1, 0)
    a, b, c = np.moveaxis(turned_, -1, 0)
    o = np.zeros_like(x)
    lens = np.stack([focal / z, o, -focal * x / z**2, o, focal / z, -focal * y / z**2], axis=-1).reshape(*x.shape, 2, 3)  # fmt: skip
    cross = np.stack([o, c, -b, -c, o, a, b, -a, o], axis=-1).reshape(*x.shape, 3, 3)
    by_lens = (focal[..., None] * placed[..., :2] / z[..., None])[..., None]
    by_pose = np.concatenate([lens @ cross, lens, by_lens], axis=-1)
    by_pose[:, 0, ..., :_POSE] = 0
    by_point = lens @ guesses.turns[:, :, None]
    silent = ~counts
    off[silent], by_pose[silent], by_point[silent] = 0, 0, 0
    return off, by_pose, by_point
