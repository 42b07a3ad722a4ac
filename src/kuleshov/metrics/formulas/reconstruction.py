"""One room? Whether marks made in several shots could be pictures of one rigid place.

You point at the same things in three or more shots. If all of them photographed one room, there
are places for the things and for the cameras that explain every mark but for the unsteadiness of
your hand. This module looks for them (bundle adjustment [1]_) and says how far off the best
answer is, in pixels, and which thing spoils it.

.. [1] B. Triggs, P. McLauchlan, R. Hartley and A. Fitzgibbon, "Bundle adjustment: a modern
   synthesis", Vision Algorithms: Theory and Practice, 2000.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from ...errors import Refused
from .bundle import Guesses, adjust, misfit, turned
from .marks import MarkedPicture

FEWEST = 8  # things that pictures must share
FOCALS = (0.8, 1.2, 1.8, 2.8)  # of the picture's width, where the search begins
_PAIRS = 4  # of pictures, from which it begins
_SURE = (
    0.9  # that a pair's pose is not led astray though half of the things are: 46 trials, of which
)
# with one thing moved a third are clean
_ROUNDS = (25, 200)  # of all guesses, and of the best three
_ARTICLES = {"the", "a", "an"}


@dataclass(frozen=True)
class Room:
    """The one room that explains marks best.

    Attributes
    ----------
    residual : float
        Pixels in a picture 640 wide: root of the squared misfit over the degrees of freedom.
    names : tuple of str
        The things.
    points : ndarray (things, 3)
        Where they are: x right, y down, z ahead of the first camera, which is at 0; the cameras'
        mean distance from each other is 1, for pictures can't tell a room from its model.
    cameras : ndarray (pictures, 3)
        Where each camera stood.
    turns : ndarray (pictures, 3, 3)
        How it was turned: from the room's axes to the camera's.
    focals : ndarray (pictures,)
        Focal lengths in picture widths.
    misfit : ndarray (pictures, things)
        How far each mark lies off, pixels in a picture 640 wide; NaN where it was not marked.
    freedom : int
        Numbers marked less numbers fitted.
    """

    residual: float
    names: tuple[str, ...]
    points: np.ndarray
    cameras: np.ndarray
    turns: np.ndarray
    focals: np.ndarray
    misfit: np.ndarray
    freedom: int

    def plan(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the room from above.

        People tip a camera down or up and seldom roll it: so down is what lies most nearly at a
        right angle to every camera's own right, and, where they all look the same way, down as the
        cameras have it in the mean.

        Returns
        -------
        things : ndarray (things, 2)
            To the right of the first camera, and ahead of it; the unit is the room's.
        cameras : ndarray (pictures, 2)
            The same of the cameras.
        looks : ndarray (pictures, 2)
            Where they look, as seen from above; of length 1 for a level camera.

        See Also
        --------
        solve : makes the room
        """
        axes = self.axes()
        return self.points @ axes, self.cameras @ axes, self.turns[:, 2] @ axes

    def axes(self) -> np.ndarray:
        """Return what is right and what is ahead on the plan.

        Returns
        -------
        ndarray (3, 2)
            Two directions in the room, each of length 1: of the first camera, made level.

        See Also
        --------
        Room.plan : the room along them
        """
        down = _down(self.turns)
        ahead = self.turns[0, 2] - down * (self.turns[0, 2] @ down)
        ahead = ahead / np.linalg.norm(ahead)
        return np.stack([np.cross(down, ahead), ahead], axis=1)


_LEVEL = 0.02  # how much the cameras' mean down counts beside their rights


def _down(turns: np.ndarray) -> np.ndarray:
    """Return which way is down for cameras that are not rolled, length 1."""
    rights, mean = turns[:, 0], turns[:, 1].mean(axis=0)
    mean = mean / np.linalg.norm(mean)
    against = rights.T @ rights + _LEVEL * (np.eye(3) - np.outer(mean, mean))
    down = np.linalg.eigh(against)[1][:, 0]
    return np.asarray(down if down @ mean > 0 else -down)


@dataclass(frozen=True)
class Moved:
    """A thing without which the rest is a better room.

    Attributes
    ----------
    thing : str
        The word with which its marks' names begin.
    rest : Room
        The room without it.
    p : float
        How likely so large a gain is when nothing moved, for all the things that were tried
        (F test, Bonferroni); 0 to 1.
    """

    thing: str
    rest: Room
    p: float

    @property
    def residual(self) -> float:
        """Of the room without it, pixels."""
        return self.rest.residual


def shared(pictures: Sequence[MarkedPicture]) -> list[str]:
    """Return the things that are marked in two pictures or more, in alphabetical order.

    Parameters
    ----------
    pictures : sequence of MarkedPicture
        Marked frames.

    Returns
    -------
    list of str
        Their names, as marked.

    See Also
    --------
    solve : the room that they are marks of

    Examples
    --------
    >>> one = MarkedPicture("1A-1", "00:00:01:00", (640, 360), {"cup": (10, 20), "lamp": (90, 40)})
    >>> other = MarkedPicture("2A-1", "00:00:01:00", (640, 360), {"cup": (300, 25)})
    >>> shared([one, other])
    ['cup']
    """
    names = [name for picture in pictures for name in picture.points]
    return sorted({name for name in names if names.count(name) > 1})


def solve(pictures: Sequence[MarkedPicture], without: Sequence[str] = ()) -> Room:
    """Look for the one room that explains the marks of three or more pictures.

    Parameters
    ----------
    pictures : sequence of MarkedPicture
        Marked frames of three shots or more, which share eight things or more.
    without : sequence of str
        Things to leave out, by their names.

    Returns
    -------
    Room
        The best answer found. Whether it is good is its ``residual``: one room, marked with a hand
        of a pixel's unsteadiness, leaves about a pixel.

    Raises
    ------
    Refused
        Where the pictures share too little to tell: a finding of its own.

    See Also
    --------
    moved : which thing spoils the room
    kuleshov.metrics.formulas.geometry.rigid : the same thought about points that are followed

    Examples
    --------
    >>> solve([MarkedPicture("1A-1", "00:00:01:00", (640, 360))])
    Traceback (most recent call last):
        ...
    kuleshov.errors.Refused: a room needs marks in three shots.

    Three shots of one room, marked by a hand that is 1.5 pixels unsteady:

    >>> from kuleshov.library.truth import load_truth  # doctest: +SKIP
    >>> from kuleshov.metrics.formulas.marks import from_truth  # doctest: +SKIP
    >>> takes = load_truth("datasets/rushes/understudy").takes  # doctest: +SKIP
    >>> marked = [from_truth(takes[n], 34, 1.5) for n in ("1A-1", "7A-1", "C8a")]  # doctest: +SKIP
    >>> round(solve(marked).residual, 1)  # doctest: +SKIP
    1.3
    """
    names = tuple(name for name in shared(pictures) if name not in set(without))
    seen = _observed(pictures, names)
    _check(seen, names)
    return _best(seen, names, _starts(seen), [()])[0]


def moved(pictures: Sequence[MarkedPicture], room: Room | None = None) -> list[Moved]:
    """Leave each thing out in turn and see without which the rest fits best, best first.

    Marks whose names begin with the same word ("cup rim", "cup foot") are one thing.

    Parameters
    ----------
    pictures : sequence of MarkedPicture
        As for :func:`solve`.
    room : Room, optional
        What :func:`solve` made of them, where it is known already; else it is solved first.

    Returns
    -------
    list of Moved
        One for each thing without which the rest can still be solved, by p, then by residual.

    Raises
    ------
    Refused
        Where the pictures share too little to tell, and no room is given.

    See Also
    --------
    solve : the room with everything in it
    things : which marks are one thing

    Examples
    --------
    In the clinic's first pair the cup was moved between two shots:

    >>> from kuleshov.library.truth import load_truth  # doctest: +SKIP
    >>> from kuleshov.metrics.formulas.marks import from_truth  # doctest: +SKIP
    >>> takes = load_truth("datasets/rushes/understudy").takes  # doctest: +SKIP
    >>> names = ("C1a", "C1c", "C1b")  # doctest: +SKIP
    >>> moved([from_truth(takes[n], 34, error=1.5) for n in names])[0].thing  # doctest: +SKIP
    'cup'
    """
    whole = room or solve(pictures)
    seen = _observed(pictures, whole.names)
    groups = things(whole.names)
    left_out = [
        names for names in groups.values() if not _trouble(*_without(seen, whole.names, names))
    ]
    if not left_out:
        return []
    starts = _joined([_from_room(whole), _starts(seen)])
    rooms = _best(seen, whole.names, starts, left_out)
    found = [
        Moved(thing, rest, _p_of_gain(whole, rest, len(groups)))
        for thing, rest in zip((t for t, n in groups.items() if n in left_out), rooms, strict=True)
    ]
    return sorted(found, key=lambda one: (one.p, one.residual))


def things(names: Sequence[str]) -> dict[str, list[str]]:
    """Group names of marks into things by their first word, articles left out.

    Parameters
    ----------
    names : sequence of str
        Names of marks.

    Returns
    -------
    dict of str to list of str
        Each thing's marks, in the order in which they come.

    See Also
    --------
    moved : leaves out a thing with all its marks

    Examples
    --------
    >>> things(["cup rim", "cup foot", "the window"])
    {'cup': ['cup rim', 'cup foot'], 'window': ['the window']}
    """
    groups: dict[str, list[str]] = {}
    for name in names:
        words = [word for word in name.split() if word.lower() not in _ARTICLES] or [name]
        groups.setdefault(words[0], []).append(name)
    return groups


def _p_of_gain(whole: Room, rest: Room, tried: int) -> float:
    """Return the p of an F test: is the part left out worse than the rest is?

    The weak belief about each lens is no measurement: counted as one, it would name a thing in one
    of thirty rooms in which nothing moved.
    """
    from scipy.special import fdtrc

    extra, free = whole.freedom - rest.freedom, rest.freedom - len(rest.cameras)
    if extra <= 0 or free <= 0:
        return 1.0
    squares = [float(np.nansum(np.square(room.misfit))) for room in (whole, rest)]
    noise = max(squares[1] / free, 0.05**2)
    ratio = max((squares[0] - squares[1]) / extra / noise, 0.0)
    return float(min(1.0, tried * fdtrc(extra, free, ratio)))


def _observed(pictures: Sequence[MarkedPicture], names: Sequence[str]) -> np.ndarray:
    """Return marks from the pictures' centres in picture widths, NaN where there is none."""
    seen = np.full((len(pictures), len(names), 2), np.nan)
    for row, picture in enumerate(pictures):
        width, height = picture.size
        for column, name in enumerate(names):
            if name in picture.points:
                x, y = picture.points[name]
                seen[row, column] = ((x + 0.5) / width - 0.5, ((y + 0.5) - height / 2) / width)
    return seen


def _check(seen: np.ndarray, names: Sequence[str]) -> None:
    if trouble := _trouble(seen, names):
        raise Refused(trouble)


def _trouble(seen: np.ndarray, names: Sequence[str]) -> str:
    """Say why marks can't tell of a room; nothing where they can."""
    known = np.isfinite(seen[..., 0])
    if len(seen) < 3:
        return "a room needs marks in three shots."
    if len(names) < FEWEST:
        return (
            f"these shots share {len(names)} marks, and it needs {FEWEST}: by these marks nobody can "
            "tell whether they show one room."
        )
    if (known.sum(axis=1) < 6).any():
        return "each picture needs six things that another picture shows too."
    if _freedom(known) < 4:
        return "the marks are too few to contradict each other: mark more things."
    return ""


def _freedom(known: np.ndarray) -> int:
    pictures, things_ = known.shape
    return int(2 * known.sum() - (7 * pictures - 7 + 3 * things_) + pictures)


def _without(
    seen: np.ndarray, names: tuple[str, ...], left_out: Sequence[str]
) -> tuple[np.ndarray, tuple[str, ...]]:
    keep = [n for n, name in enumerate(names) if name not in left_out]
    return seen[:, keep], tuple(names[n] for n in keep)


def _best(
    seen: np.ndarray, names: tuple[str, ...], starts: Guesses, left_out: Sequence[Sequence[str]]
) -> list[Room]:
    """Return the best room without each of some things; all are looked for at once.

    Everything begins from the same starts, for a thing more or less hardly turns a camera there.
    """
    known = np.isfinite(seen[..., 0])
    many = len(starts)
    kept = np.array([[name not in gone for name in names] for gone in left_out])
    counts = np.repeat(known[None] & kept[:, None], many, axis=0)
    guesses, costs = adjust(
        starts.chosen(np.tile(np.arange(many), len(kept))), seen, counts, _ROUNDS[0]
    )
    order = np.argsort(costs.reshape(-1, many), axis=1)[:, :3]
    rows = (order + many * np.arange(len(kept))[:, None]).ravel()
    guesses, costs = adjust(guesses.chosen(rows), seen, counts[rows], _ROUNDS[1])
    width = order.shape[1]
    first = np.argmin(costs.reshape(-1, width), axis=1) + width * np.arange(len(kept))
    return [
        _room(seen, names, gone, guesses.chosen([row]), float(costs[row]))
        for row, gone in zip(first, left_out, strict=True)
    ]


def _starts(seen: np.ndarray) -> Guesses:
    """Return where to begin: two pictures' relative pose, the rest by resection."""
    known = np.isfinite(seen[..., 0])
    pairs = sorted(
        combinations(range(len(seen)), 2), key=lambda p: -int((known[p[0]] & known[p[1]]).sum())
    )
    made = [_from_pair(seen, pair, focal) for pair in pairs[:_PAIRS] for focal in FOCALS]
    found = [one for one in made if one is not None]
    if not found:
        raise Refused("no two of the pictures show enough of the same things to begin from.")
    return _joined(found)


def _joined(guesses: Sequence[Guesses]) -> Guesses:
    names = ("turns", "steps", "lenses", "points")
    return Guesses(*(np.concatenate([getattr(one, name) for one in guesses]) for name in names))


def _from_pair(seen: np.ndarray, pair: tuple[int, int], focal: float) -> Guesses | None:
    import cv2

    known = np.isfinite(seen[..., 0])
    both = known[pair[0]] & known[pair[1]]
    if both.sum() < 6:
        return None
    a, b = seen[pair[0]][both] / focal, seen[pair[1]][both] / focal
    cv2.setRNGSeed(1)
    eye = np.eye(3)
    matrix, _ = cv2.findEssentialMat(a, b, eye, cv2.LMEDS, _SURE, 0.01)
    if matrix is None or matrix.shape != (3, 3):
        return None
    _, turn, step, _ = cv2.recoverPose(matrix, a, b, eye)
    placed = cv2.triangulatePoints(np.eye(3, 4), np.hstack([turn, step]), a.T, b.T)
    with np.errstate(divide="ignore", invalid="ignore"):
        xyz = (placed[:3] / placed[3]).T
    points = np.full((seen.shape[1], 3), np.nan)
    points[both] = np.where(np.isfinite(xyz) & (np.abs(xyz) < 1e3), xyz, 1.0)
    poses = {pair[0]: np.zeros(6), pair[1]: np.r_[cv2.Rodrigues(turn)[0].ravel(), step.ravel()]}
    return _grown(seen, points, poses, focal)


def _grown(
    seen: np.ndarray, points: np.ndarray, poses: dict[int, np.ndarray], focal: float
) -> Guesses:
    """Add the other cameras by resection, and the other things where two rays meet."""
    known = np.isfinite(seen[..., 0])
    for picture in range(len(seen)):
        if picture in poses:
            continue
        usable = known[picture] & np.isfinite(points[:, 0])
        pose = np.r_[np.zeros(3), 0, 0, 1.0]
        if usable.sum() >= 6:
            pose = _placed(points[usable], seen[picture][usable] / focal, pose)
        poses[picture] = pose
    middle = np.nanmedian(points, axis=0)
    points = np.where(np.isfinite(points), points, middle)
    ordered = np.array([poses[picture] for picture in range(len(seen))])
    lenses = np.full(len(seen), np.log(focal))
    return Guesses(turned(ordered[:, :3])[None], ordered[None, :, 3:], lenses[None], points[None])


def _placed(points: np.ndarray, marks: np.ndarray, otherwise: np.ndarray) -> np.ndarray:
    """Return the pose of a camera that sees points at marks; another one where there is none."""
    import cv2

    try:
        done, turn, step = cv2.solvePnP(points, marks, np.eye(3), None, flags=cv2.SOLVEPNP_SQPNP)
    except cv2.error:  # all at one place, or on one line
        return otherwise
    return np.r_[turn.ravel(), step.ravel()] if done and np.isfinite(step).all() else otherwise


def _from_room(room: Room) -> Guesses:
    steps = -np.einsum("pij,pj->pi", room.turns, room.cameras)
    return Guesses(room.turns[None], steps[None], np.log(room.focals)[None], room.points[None])


def _room(
    seen: np.ndarray, names: tuple[str, ...], gone: Sequence[str], guess: Guesses, cost: float
) -> Room:
    seen, kept = _without(seen, names, gone)
    turns, steps, points = guess.turns[0], guess.steps[0], guess.points[0]
    points = points[[n for n, name in enumerate(names) if name not in gone]]
    freedom = _freedom(np.isfinite(seen[..., 0]))
    only = Guesses(guess.turns, guess.steps, guess.lenses, points[None])
    off = np.linalg.norm(misfit(only, seen)[0], axis=2)
    centres = -np.einsum("pji,pj->pi", turns, steps)
    apart = [np.linalg.norm(a - b) for a, b in combinations(centres, 2)]
    size = max(float(np.mean(apart)), 1e-9)
    first, origin = turns[0], centres[0]  # the room is told as the first camera sees it
    return Room(
        float(np.sqrt(cost / freedom)), kept, (points - origin) @ first.T / size,
        (centres - origin) @ first.T / size, turns @ first.T, np.exp(guess.lenses[0]), off, freedom,
    )  # fmt: skip
