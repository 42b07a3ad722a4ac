"""Whether a world keeps its shape: in a shot, when the film returns, and by marks."""

import numpy as np

from ...errors import KuleshovError, Refused
from ...folders import studio
from .. import marked_room
from ..film import Film, over_shots
from ..formulas import geometry
from ..formulas.marks import Marks, frame_of, marks_of
from ..found import Companion, Found


def epipolar(film: Film) -> Found:
    """Share of followed points that one rigid motion explains."""
    film.need_picture()
    rows = film.looks.tracks
    enough = rows[rows[:, 2] >= geometry.FEWEST]
    if not len(enough):
        raise Refused(f"in no second without a cut could {geometry.FEWEST} points be followed.")
    share = enough[:, 3] / enough[:, 2]
    value, sample = over_shots(share, of="stretches")
    return Found(value, sample, (film.features.times[enough[:, 0]], share))


def room_return(film: Film) -> Found:
    """Share of the details that are in place when the film comes back to a set-up."""
    film.need_picture()
    rows = film.looks.returns
    if len(film.lengths) < 3 or not len(rows):
        raise Refused("the film does not come back to a set-up that it has left.")
    enough = rows[rows[:, 2] >= LEAST_RETURN]
    if not len(enough):
        raise Refused(
            f"where the film comes back, fewer than {LEAST_RETURN} details are found again."
        )
    share = np.clip((enough[:, 3] - enough[:, 4]) / (enough[:, 2] - enough[:, 4]), 0, 1)
    value, sample = over_shots(share, of="returns")
    times = np.array([film.cuts.start_times[int(n)] for n in enough[:, 0]])
    found = Companion("details found again", float(enough[:, 2].mean()))
    return Found(value, sample, (times, share), (found,))


LEAST_RETURN = 30


def room_marks(film: Film) -> Found:
    """Whether one rigid room explains the marks."""
    room = marked_room.room(_marks(film))
    beside = [Companion("things marked", float(len(room.whole.names)))]
    if room.moved:
        beside.append(Companion(f"without {room.moved.thing}", room.moved.residual, "px"))
    return Found(room.residual, None, None, tuple(beside))


def screen_direction(film: Film) -> Found:
    """Whether subjects keep their sides across cuts."""
    kept = np.array(marked_room.sides(_marks(film)))
    seen = np.isfinite(kept)
    value, sample = over_shots(kept[seen], of="cuts")
    crossed = Companion("cuts where sides change", float((kept[seen] < 0).sum()))
    return Found(value, sample, _times(film, seen, kept), (crossed,))


def _times(film: Film, seen: np.ndarray, kept: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    pictures = list(_marks(film))[1:]
    if len({picture.film for picture in pictures}) > 1 or film.clip.name != pictures[0].film:
        return None
    times = np.array(
        [frame_of(p, film.clip.edit_rate) / float(film.clip.edit_rate) for p in pictures]
    )
    return times[seen], kept[seen]


def _marks(film: Film) -> Marks:
    given = film.given.get("marks")
    if given is not None:
        return marks_of(given)
    try:
        place = studio() / "marks" / f"{film.clip.name}.txt"
    except KuleshovError:
        place = None
    if place is None or not place.is_file():
        raise Refused(
            "nothing is marked in it: it needs marks (see kuleshov.metrics.formulas.marks)."
        )
    return Marks.load(place)
