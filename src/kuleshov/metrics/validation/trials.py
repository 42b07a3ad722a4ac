"""The trials: which defect each measure must notice, which it must not, and on what it is tried."""

import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from ...errors import Refused
from ...media import Clip
from ..formulas import (
    direction,
    geometry,
    reconstruction,
    rhythm,
    shot_lengths,
    shot_order,
    splits,
    texture,
    turn_taking,
    variety,
)
from ..formulas import surprise as model
from ..formulas.marks import MarkedPicture, from_truth
from ..registry import REGISTRY
from . import learned
from .defects import DEFECTS, Reel
from .trial import LooseFilm, Trial, reels

Function = Callable[[Any], float] | None
MOVING = {"warp", "jitter", "epipolar"}
TRIALS: dict[str, Callable[[Function], Trial]] = {}


def _trial(id: str) -> Callable[[Callable[[Function], Trial]], Callable[[Function], Trial]]:
    def keep(make: Callable[[Function], Trial]) -> Callable[[Function], Trial]:
        TRIALS[id] = make
        return make

    return keep


# Pictures: a stretch of film, a defect in its frames


def _of_pictures(
    id: str,
    own: str,
    doses: Sequence[float],
    control: str,
    control_doses: Sequence[float],
    starts: Sequence[int] = (),
    measure: Callable[[LooseFilm], float] | None = None,
) -> None:
    def make(function: Function) -> Trial:
        measured = function or measure or (lambda film: REGISTRY[id].function(film).value)

        def value(reel: Reel, which: str, dose: float) -> float:
            defect, _ = DEFECTS[own if which == "own" else control]
            return measured(LooseFilm(reel.with_(defect, dose), starts, moving=id in MOVING))

        return Trial(
            id, own.replace("_half", ""), DEFECTS[own][1], tuple(doses), control.replace("_half", ""),
            DEFECTS[control][1], tuple(control_doses), reels, value,
        )  # fmt: skip

    TRIALS[id] = make


_STOPS = (0, 0.2, 0.4, 0.6, 0.8, 1.0)
_of_pictures("activity", "pan", (0, 1, 2, 4, 8, 16), "drift", _STOPS)
_of_pictures("slope", "blur", (0, 0.5, 0.8, 1.2, 1.6, 2.4), "drift", _STOPS)
_of_pictures("grain", "noise", (0.5, 1, 1.5, 2, 3, 4), "drift", _STOPS)
_of_pictures(
    "clipping", "brighten", (0, 0.5, 1, 1.5, 2, 2.5), "saturate", (0, 0.2, 0.4, 0.6, 0.8, 1)
)
_of_pictures("colourfulness", "saturate", (0, 0.2, 0.4, 0.6, 0.8, 1), "noise", (0, 1, 2, 3, 4, 5))
_of_pictures("flicker", "flicker", (0, 1, 2, 4, 6, 8), "drift", _STOPS)
_of_pictures("vbench_flicker", "flicker", (0, 2, 4, 8, 12, 16), "drift", _STOPS)
_of_pictures("warp", "boil", (0, 2, 4, 6, 8, 12), "pan", (0, 1, 2, 4, 6, 8))
_of_pictures("second_order", "flicker", (0, 2, 4, 8, 12, 16), "pan", (0, 1, 2, 4, 6, 8))
_of_pictures("jitter", "shake", (0, 1, 2, 4, 6, 8), "pan", (0, 1, 2, 4, 6, 8))
_of_pictures("epipolar", "melt", (0, 2, 4, 7, 11, 16), "drift", _STOPS)
_of_pictures("surprise", "appear", (0, 20, 40, 60, 80, 100), "drift", _STOPS)
_of_pictures(
    "exposure", "expose_half", (0, 0.3, 0.6, 0.9, 1.2, 1.5), "warm_half", (0, 2, 4, 6, 8, 10), (24,)
)


def _shape(film: LooseFilm) -> float:
    stills = [film.reel._frames[at][0] for at in (8, 24, 40)]
    return float(np.mean([texture.shape(texture.mscn(still)) for still in stills]))


# Tried, and not shipped: see explored.yaml
_of_pictures("mscn", "noise", (0, 1, 2, 3, 4, 6), "drift", _STOPS, (), _shape)


# Edits: lists of shot lengths, from a century of films where they are here, and from the rushes


@lru_cache(maxsize=1)
def _edits() -> dict[str, np.ndarray]:
    """Return shot lengths (s): eight Hollywood films where they are here, else drawn ones."""
    made: dict[str, np.ndarray] = {}
    place = Path(os.environ.get("KULESHOV_TEST_DATA", "")) / "data" / "cutting.csv"
    if place.is_file():
        import pandas

        table = pandas.read_csv(place)
        for name in table.columns[::17]:
            made[str(name).strip()] = table[name].dropna().to_numpy(float)
    for seed in range(8 - len(made)):
        random = np.random.default_rng(seed)
        made[f"drawn {seed}"] = random.lognormal(np.log(3 + seed), 0.8, 400 + 50 * seed)
    return {name: np.maximum(lengths, 0.1) for name, lengths in made.items()}


def _of_edits(
    id: str,
    defect: str,
    unit: str,
    doses: Sequence[float],
    dosed: Callable[[np.ndarray, float], Any],
    control: tuple[str, str, Sequence[float], Callable[[np.ndarray, float], Any]],
    measure: Callable[[Any], float],
) -> None:
    def make(function: Function) -> Trial:
        measured = function or measure

        def value(lengths: np.ndarray, which: str, dose: float) -> float:
            return measured((dosed if which == "own" else control[3])(lengths, dose))

        return Trial(id, defect, unit, tuple(doses), *control[:2], tuple(control[2]), _edits, value)

    TRIALS[id] = make


def _halved(lengths: np.ndarray, share: float) -> np.ndarray:
    """Cut this share of the shots in two at a third of their length."""
    random = np.random.default_rng(7)
    cut = random.random(len(lengths)) < share
    parts = [[x / 3, 2 * x / 3] if c else [x] for x, c in zip(lengths, cut, strict=True)]
    return np.concatenate([np.array(part) for part in parts])


def _unequal(lengths: np.ndarray, dose: float) -> np.ndarray:
    """Make long shots longer and short ones shorter, the total kept."""
    made = lengths ** (1 + dose)
    return made * lengths.sum() / made.sum()


def _shaken(lengths: np.ndarray, dose: float) -> np.ndarray:
    """Move every cut a little: each length by so much of itself, at most."""
    random = np.random.default_rng(8)
    return lengths * (1 + dose * random.uniform(-1, 1, len(lengths)))


def _faster(lengths: np.ndarray, dose: float) -> np.ndarray:
    return lengths / (1 + dose)


_SHARES = (0, 0.2, 0.4, 0.6, 0.8, 1.0)
_MOVED = ("cuts moved", "share of the length", (0, 0.04, 0.08, 0.12, 0.16, 0.2), _shaken)
_TEMPO = ("tempo", "share", _SHARES, _faster)
_of_edits("asl", "shots cut in two", "share of shots", _SHARES, _halved, _MOVED, shot_lengths.asl)
_of_edits(
    "median", "shots cut in two", "share of shots", _SHARES, _halved, _MOVED, shot_lengths.median
)
_of_edits(
    "shots", "shots cut in two", "share of shots", _SHARES, _halved, _MOVED, lambda x: float(len(x))
)
_of_edits(
    "short_share",
    "shots cut in two",
    "share of shots",
    _SHARES,
    _halved,
    _MOVED,
    shot_lengths.short_share,
)
_of_edits(
    "log_sd",
    "lengths made unequal",
    "exponent",
    (0, 0.1, 0.2, 0.3, 0.4, 0.5),
    _unequal,
    _TEMPO,
    shot_lengths.log_sd,
)


def _clustered(lengths: np.ndarray, branching: float) -> np.ndarray:
    """Return shots of the same tempo and number, from a process with this branching."""
    seed = int(lengths.sum() * 10) % 2**31
    rate, duration = len(lengths) / lengths.sum(), float(lengths.sum())
    cuts = rhythm.simulate(branching, rate * (1 - branching), rate / 4, duration, seed)
    return np.diff(np.concatenate([[0], cuts, [duration]]))


def _branching(lengths: np.ndarray) -> float:
    times = np.cumsum(lengths)
    return rhythm.hawkes(times[:-1], float(times[-1])).branching


def _chance_faster(lengths: np.ndarray, dose: float) -> np.ndarray:
    return _faster(_clustered(lengths, 0.4), dose)


_of_edits(
    "hawkes", "cuts that call for cuts", "branching", (0, 0.15, 0.3, 0.45, 0.6, 0.75), _clustered,
    ("tempo", "share", _SHARES, _chance_faster), _branching,
)  # fmt: skip


def _persistent(lengths: np.ndarray, dose: float) -> np.ndarray:
    """Deal the same shots so that neighbours are alike: an order with this memory."""
    random = np.random.default_rng(len(lengths))
    wave = np.zeros(len(lengths))
    for at in range(1, len(wave)):
        wave[at] = dose * wave[at - 1] + np.sqrt(1 - dose**2) * random.normal()
    return np.sort(lengths)[np.argsort(np.argsort(wave))]


def _ramped(lengths: np.ndarray, dose: float) -> np.ndarray:
    """Deal the same shots so that they rise over the film, more or less."""
    random = np.random.default_rng(len(lengths))
    rise = dose * np.linspace(-1.7, 1.7, len(lengths)) + (1 - dose) * random.normal(
        size=len(lengths)
    )
    return np.sort(lengths)[np.argsort(np.argsort(rise))]


def _dealt_and_shaken(lengths: np.ndarray, dose: float) -> np.ndarray:
    return _shaken(_ramped(lengths, 0.3), dose)


_MEMORY = (0, 0.15, 0.3, 0.45, 0.6, 0.75)
_of_edits("lag1", "neighbours alike", "memory", _MEMORY, _persistent, _MOVED, shot_order.lag1)
_of_edits(
    "order", "busy shots gathered at the end", "share", (0, 0.15, 0.3, 0.45, 0.6, 0.75), _ramped,
    ("activity of shots misread", "share", (0, 0.04, 0.08, 0.12, 0.16, 0.2), _dealt_and_shaken),
    shot_order.order,
)  # fmt: skip


def _arced(lengths: np.ndarray, dose: float) -> dict[str, np.ndarray]:
    random = np.random.default_rng(len(lengths))
    return {
        name: dose * (arc - arc.mean()) / arc.std()
        + (1 - dose) * random.normal(size=shot_order.BINS)
        for name, arc in shot_order.ARCS.items()
    }


def _arc_lifted(lengths: np.ndarray, dose: float) -> dict[str, np.ndarray]:
    random = np.random.default_rng(1)
    lifted = _arced(lengths, 0.5)
    return {n: v + dose * random.uniform(-1, 1, len(v)) for n, v in lifted.items()}


_of_edits(
    "acts", "bent towards the arc", "share", (0, 0.2, 0.4, 0.6, 0.8, 1.0), _arced,
    ("bins misread", "spreads", (0, 0.04, 0.08, 0.12, 0.16, 0.2), _arc_lifted),
    lambda laid: shot_order.acts(laid)[0],
)  # fmt: skip


# Sequences of set-ups: small pictures of shots


@lru_cache(maxsize=1)
def _setups() -> dict[str, np.ndarray]:
    """Return six films of set-ups: layouts of stretches and of the takes, in orders of chance."""
    from ...library import rushes

    pool = [variety.layout(*_middle(reel)) for reel in reels().values()]
    for take in list(rushes("understudy").values())[:21]:
        reel = Reel.of(Clip(take.path), max(36, take.frames // 2), 2, 180)
        pool.append(variety.layout(*_middle(reel)))
    return {f"film {seed + 1}": _unlike(pool, seed) for seed in range(6)}


def _unlike(pool: list[np.ndarray], seed: int, count: int = 16) -> np.ndarray:
    """Choose set-ups of which no two are alike; mirrored ones fill up what the pool lacks."""
    random = np.random.default_rng(seed)
    every = [*pool, *(picture[..., ::-1] for picture in pool)]
    usual = float(np.median(shot_order.distances(np.array(every))))
    chosen: list[np.ndarray] = []
    for at in random.permutation(len(every)):
        if all(np.abs(every[at] - one).mean() > 0.6 * usual for one in chosen):
            chosen.append(every[at])
    return np.array(chosen[:count])


def _middle(reel: Reel) -> tuple[np.ndarray, np.ndarray]:
    from ..features.everyday import compute

    found = compute(Reel(reel._frames[:2], reel.rate))
    return found.luma[0], found.colour[0]


def _returning(pictures: np.ndarray, share: float) -> np.ndarray:
    """Let this share of a film's second half come back to set-ups of its first."""
    random = np.random.default_rng(3)
    made = pictures.copy()
    half = len(made) // 2
    back = random.permutation(half)[: round(share * half)]
    made[half + back] = made[random.permutation(half)[: len(back)]]
    return made + random.normal(0, 1.5, made.shape)


def _dimmed(pictures: np.ndarray, dose: float) -> np.ndarray:
    """Let the light of a film with some returns go down by so many levels."""
    made = _returning(pictures, 0.4)
    made[:, 0] -= np.linspace(0, dose, len(made))[:, None, None]
    return made


def _of_setups(id: str, measure: Callable[[np.ndarray], float]) -> None:
    def make(function: Function) -> Trial:
        measured = function or measure

        def value(pictures: np.ndarray, which: str, dose: float) -> float:
            return measured((_returning if which == "own" else _dimmed)(pictures, dose))

        return Trial(
            id, "set-ups that come back", "share of the second half", _SHARES, "light goes down",
            "levels", (0, 2, 4, 6, 8, 10), _setups, value,
        )  # fmt: skip

    TRIALS[id] = make


_of_setups("return_rate", shot_order.return_rate)
_of_setups("hindsight", lambda pictures: model.hindsight(pictures)[0])


@_trial("diversity")
def _diversity(function: Function) -> Trial:
    measured = function or (lambda takes: variety.diversity(takes)[0])

    def value(takes: np.ndarray, which: str, dose: float) -> float:
        if which == "own":
            return measured(takes + dose * (takes.mean(axis=0) - takes))
        lit = takes.copy()
        lit[:, 0] -= dose
        return measured(lit)

    return Trial(
        "diversity", "takes drawn towards their mean", "share", (0, 0.15, 0.3, 0.45, 0.6, 0.75),
        "all takes darker", "levels", (0, 2, 4, 6, 8, 10), _setups, value,
    )  # fmt: skip


# Rooms and sides, from what is known about the rushes


@lru_cache(maxsize=1)
def _truth() -> Any:
    from ...library import rushes

    return {name: take.truth for name, take in rushes("understudy").items()}


_TRIPLES = (
    ("1A-1", "7A-1", "C8a"), ("C1a", "C1c", "C8a"), ("1A-1", "7A-1", "C2b"),
    ("C2a", "7A-1", "C4a"), ("1A-1", "C1c", "C6a"), ("7A-1", "C7a", "C1a"),
)  # fmt: skip


def _triples() -> dict[str, tuple[str, ...]]:
    made: dict[str, tuple[str, ...]] = {}
    for names in _TRIPLES:
        pictures = [from_truth(_truth()[n], _truth()[n].first_frame + 5) for n in names]
        held = reconstruction.shared(pictures)
        if len(held) >= 12 and all(len(set(p.points) & set(held)) >= 6 for p in pictures):
            made[" ".join(names)] = names
    return made


@_trial("room_marks")
def _room_marks(function: Function) -> Trial:
    measured = function or (lambda pictures: reconstruction.solve(pictures).residual)

    def value(names: tuple[str, ...], which: str, dose: float) -> float:
        pictures = []
        for number, name in enumerate(names):
            truth = _truth()[name]
            frame = truth.first_frame + 5
            picture = from_truth(truth, frame, 1.0, seed=number)
            if number == 1:
                picture = _changed(truth, frame, picture, which, dose)
            pictures.append(picture)
        return measured(pictures)

    return Trial(
        "room_marks", "one thing moved in one shot", "cm", (0, 4, 8, 12, 16, 20),
        "camera moved back in that shot", "cm", (0, 4, 8, 12, 16, 20), _triples, value,
    )  # fmt: skip


def _changed(
    truth: Any, frame: int, picture: MarkedPicture, which: str, dose: float
) -> MarkedPicture:
    """Move the cup in a picture, or the camera, by so many centimetres."""
    places = truth.points(frame)
    points = dict(picture.points)
    for name in points:
        here = np.array(places[name].xyz)
        moved = here.copy()
        if which == "own" and name.startswith("cup"):
            moved += np.array([0.8, -0.6, 0.0]) * dose / 100
        elif which != "own":
            moved += truth.pose(frame)[2, :3] * dose / 100  # as seen from further back
        step = truth.project(np.array([moved, here]), frame)
        x, y = np.array(points[name]) + step[0] - step[1]
        points[name] = (float(x), float(y))
    return MarkedPicture(picture.film, picture.at, picture.size, points, picture.subjects)


@_trial("screen_direction")
def _screen_direction(function: Function) -> Trial:
    def mean(pictures: list[dict[str, float]]) -> float:
        return float(np.nanmean(direction.across(pictures)))

    measured = function or mean

    def value(names: list[tuple[str, float]], which: str, dose: float) -> float:
        random = np.random.default_rng(5)
        sides = [_sides(name, frame) for name, frame in names]
        if which == "own":  # cross the line for good at so many places
            order = random.permutation(np.arange(1, len(sides)))[: round(dose * (len(sides) - 1))]
            turned = np.cumsum(np.isin(np.arange(len(sides)), order)) % 2
            sides = [
                {n: 1 - x if t else x for n, x in side.items()}
                for side, t in zip(sides, turned, strict=True)
            ]
        else:
            sides = [
                {n: 0.5 + (x - 0.5) / (1 + dose) + dose / 10 for n, x in s.items()} for s in sides
            ]
        return measured(sides)

    return Trial(
        "screen_direction", "line crossed", "share of cuts", _SHARES, "reframed wider and aside",
        "share", (0, 0.1, 0.2, 0.3, 0.4, 0.5), _dialogues, value,
    )  # fmt: skip


def _dialogues() -> dict[str, list[tuple[str, float]]]:
    names = ["1A-1", "2A-1", "3A-1", "7A-1"]
    made: dict[str, list[tuple[str, float]]] = {}
    for seed in range(6):
        random = np.random.default_rng(seed)
        second = 10 + np.arange(11) * 0.8
        made[f"dialogue {seed + 1}"] = [(str(random.choice(names)), float(t)) for t in second]
    return made


def _sides(name: str, second: float) -> dict[str, float]:
    truth = _truth()[name]
    heads = truth.heads(truth.frame_at(second))
    return {who: point.u / 640 for who, point in heads.items()}


@_trial("room_return")
def _room_return(function: Function) -> Trial:
    def in_place(pair: tuple[np.ndarray, np.ndarray]) -> float:
        a, b = geometry.matches(*pair)
        found, chance = geometry.rigid(a, b), geometry.chance(a, b)
        if found.shared < 12:
            return float("nan")
        return max(0.0, (found.rigid - chance) / (found.shared - chance))

    measured = function or in_place

    def value(reel: Reel, which: str, dose: float) -> float:
        left, back = reel._frames[0], reel._frames[6]
        defect = DEFECTS["melt" if which == "own" else "drift"][0]
        changed = defect([back, back], dose, 1)[1]
        return measured((left[0], changed[0]))

    return Trial(
        "room_return", "the place has melted", "px", (0, 2, 4, 7, 11, 16), "the light is lower",
        "stops", _STOPS, reels, value,
    )  # fmt: skip


@_trial("room_learned")
def _room_learned(function: Function) -> Trial:
    def share(pair: tuple[np.ndarray, np.ndarray]) -> float:
        a, b = learned.matched(*pair)
        found = geometry.rigid(a, b, learned.THRESHOLD)
        return found.rigid / found.shared if found.shared >= learned.FEWEST else float("nan")

    measured = function or share

    def value(names: tuple[str, str], which: str, dose: float) -> float:
        if not learned.installed():
            raise Refused("the matcher is not installed.")
        a, b = (Clip(_truth()[name].file).frame(60) for name in names)
        defect = DEFECTS["melt" if which == "own" else "drift"][0]
        changed = [defect([(c, c[::2, ::2], c[::2, ::2])] * 2, dose, 1)[1][0] for c in _channels(b)]
        return measured((a, np.stack(changed, axis=-1)))

    def pairs() -> dict[str, tuple[str, str]]:
        return {" ".join(pair): pair for pair in _PAIRS}

    return Trial(
        "room_learned", "the place has melted", "px", (0, 3, 6, 9, 12, 16), "the light is lower",
        "stops", _STOPS, pairs, value,
    )  # fmt: skip


_PAIRS = (
    ("1A-1", "7A-1"), ("C1a", "C1c"), ("1A-1", "C8a"), ("C2a", "C4a"), ("1A-1", "C1b"), ("7A-1", "C1b"),
)  # fmt: skip


def _channels(picture: np.ndarray) -> list[np.ndarray]:
    return [np.ascontiguousarray(picture[..., channel]) for channel in range(3)]


# Sound


@lru_cache(maxsize=1)
def _voices() -> dict[str, tuple[dict[str, np.ndarray], int]]:
    from ...library import rushes
    from ..film import read_stems

    made = {}
    for name, take in rushes("understudy").items():
        if take.truth is not None and len(take.truth.stems) > 1:
            made[name] = read_stems(take.truth.stems)
    return dict(list(made.items())[:7])


@_trial("floor_transfer")
def _floor_transfer(function: Function) -> Trial:
    def gap(given: tuple[dict[str, np.ndarray], int]) -> float:
        return turn_taking.floor_transfer(turn_taking.lines(*given)).median

    measured = function or gap

    def value(given: tuple[dict[str, np.ndarray], int], which: str, dose: float) -> float:
        stems, rate = given
        if which == "control":
            return measured(({who: s * 10 ** (-dose / 20) for who, s in stems.items()}, rate))
        return measured((_delayed(stems, rate, dose / 1000), rate))

    return Trial(
        "floor_transfer", "answers come later", "ms", (0, 100, 200, 300, 400, 500), "voices softer",
        "dB", (0, 4, 8, 12, 16, 20), _voices, value,
    )  # fmt: skip


def _delayed(stems: dict[str, np.ndarray], rate: int, delay: float) -> dict[str, np.ndarray]:
    """Say every line that answers another voice later, and all that follows it."""
    said = turn_taking.lines(stems, rate)
    long = max(len(s) for s in stems.values()) + round(delay * rate * (len(said) + 1))
    made = {who: np.zeros(long) for who in stems}
    late = 0.0
    for at, line in enumerate(said):
        late += delay if at and said[at - 1].speaker != line.speaker else 0.0
        a, b = round((line.onset - 0.02) * rate), round((line.offset + 0.05) * rate)
        piece = stems[line.speaker][max(a, 0) : b]
        start = max(a, 0) + round(late * rate)
        made[line.speaker][start : start + len(piece)] += piece
    return made


@lru_cache(maxsize=1)
def _tracks() -> dict[str, np.ndarray]:
    """Return sounds at 48 kHz, (samples, 1): the rushes', and made ones."""
    from ...library import rushes

    made: dict[str, np.ndarray] = {}
    for name, take in rushes("understudy").items():
        if len(made) < 5 and take.truth is not None and take.truth.stems:
            made[name] = Clip(take.path).read_sound(1.5, 11.5, mono=True)
    t = np.arange(480000) / 48000
    made["tone"] = 0.1 * np.sin(2 * np.pi * 997 * t)[:, None]
    return made


@_trial("loudness")
def _loudness(function: Function) -> Trial:
    from ..formulas import loudness

    def level(samples: np.ndarray) -> float:
        return loudness.integrated(loudness.tenths(samples).sum(axis=1))

    measured = function or level

    def value(samples: np.ndarray, which: str, dose: float) -> float:
        if which == "own":
            return measured(samples * 10 ** (dose / 20))
        silent = np.zeros((round(dose * 48000), 1))
        return measured(np.concatenate([samples, silent]))

    return Trial(
        "loudness", "turned up", "dB", (0, 2, 4, 6, 8, 10), "silence at the end", "s",
        (0, 1, 2, 3, 4, 5), _tracks, value,
    )  # fmt: skip


@_trial("split_edits")
def _split_edits(function: Function) -> Trial:
    measured = function or (lambda offsets: splits.split_edits(offsets).share)

    def edits() -> dict[str, int]:
        return {f"edit {seed + 1}": 20 + 4 * seed for seed in range(6)}

    def value(cuts: int, which: str, dose: float) -> float:
        random = np.random.default_rng(cuts)
        split = random.permutation(cuts) < dose * cuts
        offsets = np.where(split, random.choice([-1, 1], cuts) * random.uniform(0.3, 1, cuts), 0.0)
        if which == "control":
            offsets = random.uniform(-1, 1, cuts) * dose
        return measured(offsets)

    return Trial(
        "split_edits", "sound cut elsewhere", "share of cuts", _SHARES, "sound cut a little off",
        "s, at most", (0, 0.05, 0.1, 0.15, 0.2, 0.24), edits, value,
    )  # fmt: skip
