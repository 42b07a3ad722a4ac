"""Lesson 05, Light and texture: what drifts, what jumps, and what the parcel does to a picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..errors import KuleshovError
from ..folders import course_root, studio
from ..library.credit import Credit, signed
from ..library.numbers import table
from ..library.takes import rushes
from ..media import Clip, Grade, Writer, graded
from ..metrics import Apart, apart, measure
from ..show import SideBySide
from ..show.feedback import Check

if TYPE_CHECKING:
    import pandas as pd

    from ..library.takes import Take

SECONDS, COLUMNS, RATE = 20, 5, 24  # of a cabin's sheet of stills: one for each second
LETTERS = {
    "A": "g_ct_green_eyes",
    "B": "h_mdn_rabbit",
    "C": "g_k5_piano10",
    "D": "4A-1",
    "E": "h_nasa",
    "F": "g_sd_srs_phantom",
    "G": "g_ct_pepper",
    "H": "h_bbb_480p",
}
"""The eight stills of course/images/05-eight.jpg, as 05-make.py takes them."""

TEXTURE = ["slope", "grain", "second_order"]
SPOILT = Grade(stops=0.6, warmth=-0.7, tint=0.2)  # what strange() does
NEAR, LIKE = 0.15, 1.5  # stops and dE: what a hand on sliders is given


def stand_in(name: str) -> Clip:
    """Return a film of one still a second, for a cabin that can't be fetched; say that it is one.

    Parameters
    ----------
    name : {"short", "long"}
        Which of the two.
    """
    from PIL import Image

    sheet = np.array(Image.open(course_root() / "course" / "images" / f"05-{name}.jpg"))
    rows = np.split(sheet, SECONDS // COLUMNS)
    stills = [still.astype(float) for row in rows for still in np.split(row, COLUMNS, axis=1)]
    high, wide = stills[0].shape[:2]
    path = studio() / f"cabin-{name}-stills.mp4"
    with Writer(path, RATE, (wide, high), sound_rate=None, crf=16, preset="ultrafast") as film:
        for frame in range(SECONDS * RATE):
            place = np.clip(frame / RATE - 0.5, 0, SECONDS - 1)  # each still in its second's middle
            before = min(int(place), SECONDS - 2)
            mixed = stills[before] + (place - before) * (stills[before + 1] - stills[before])
            film.write((mixed + 0.5).astype(np.uint8))
    print(
        f"The {name} one isn't here. Twenty of its stills stand in for it, one a second, each "
        "dissolving into the next."
    )
    maker = "NVIDIA and the LongLive authors"
    whose = Credit(title=f"Woman on a porch, {name} window (stills)", maker=maker, licence="Apache-2.0")  # fmt: skip
    return signed(Clip(path), whose)


def first_frames(films: dict[str, Clip]) -> SideBySide:
    """Show films that nobody has seen yet next to each other."""
    return SideBySide(films, unseen=True)


def unveiled(ranked: Sequence[str]) -> pd.DataFrame:
    """Return the eight stills in a reader's order: what they are, who made them, three numbers.

    Parameters
    ----------
    ranked : str or sequence of str
        The letters A to H, each once, most sheen first.
    """
    import pandas as pd

    letters = [letter for letter in "".join(ranked).upper() if letter.isalpha()]
    if sorted(letters) != list(LETTERS):
        raise KuleshovError('Write the letters A to H, each of them once, such as "HGFEDCBA".')
    known = table("clips").set_index("film")
    mine = ours()
    rows = [
        {"still": letter, "film": LETTERS[letter], "made by": "people"} | mine
        if LETTERS[letter] not in known.index
        else {"still": letter, "film": LETTERS[letter], "made by": known.made_by[LETTERS[letter]]}
        | {id: known[id][LETTERS[letter]] for id in TEXTURE}
        for letter in letters
    ]
    return pd.DataFrame(rows, index=pd.RangeIndex(1, 9, name="your place")).round(2)


def ours() -> dict[str, float]:
    """Return the three numbers of take 4A-1, as it lies in the rushes."""
    numbers = measure(rushes("understudy")["4A-1"], TEXTURE)
    return {id: float(numbers[id].value) for id in TEXTURE}


def parcels(take: Take, start: int, stop: int, crfs: Sequence[int]) -> pd.DataFrame:
    """Encode a piece of a take at several settings of the encoder, and measure each.

    Parameters
    ----------
    take : Take
    start, stop : int
        Frames of the take.
    crfs : sequence of int
        x264's constant rate factor: the higher, the smaller the file.

    Returns
    -------
    DataFrame
        A row a setting: the file's size (kB), slope, grain, second_order; NaN where one refuses.
    """
    import pandas as pd

    clip, rows = take.clip, []
    for crf in crfs:
        path = studio() / f"parcel-{crf}.mp4"
        with Writer(path, clip.edit_rate, (clip.width, clip.height), sound_rate=None, crf=crf) as film:  # fmt: skip
            for picture in clip.images(start, stop):
                film.write(picture)
        numbers = measure(path, TEXTURE)
        rows.append({"kB": path.stat().st_size / 1000} | {id: numbers[id].value for id in TEXTURE})
    return pd.DataFrame(rows, index=pd.Index(crfs, name="crf")).round(2)


def strange(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a picture under a grade that somebody has to find."""
    return SPOILT.apply(picture)


def _left(grade: Grade | dict[str, float], **given: Any) -> Apart:
    """Return how far the strange picture still is from the original under a reader's grade."""
    gains = grade if isinstance(grade, dict) else vars(grade)
    moved = {name: gains.get(name, 0.0) for name in ("stops", "warmth", "tint")}
    return apart(graded(given["strange"], **moved), given["original"])


def _moved(grade: Grade | dict[str, float]) -> bool:
    gains = grade if isinstance(grade, dict) else vars(grade)
    return any(gains.get(name) for name in ("stops", "warmth", "tint"))


def _at(function: Callable[..., Any], *given: Any) -> float:
    return float(function(*given))


def _flat(code: int) -> NDArray[np.uint8]:
    return np.full((4, 6, 3), code, np.uint8)


QUARTER = np.concatenate([*[_flat(0)] * 3, _flat(188)], axis=1)  # three quarters are black
STEPS = np.concatenate([_flat(20), _flat(20), _flat(200)], axis=1)
LIGHTER = 2.2  # stops between codes 188 and 94, by a display's curve


CHECKS = {
    "stops between": Check(
        (
            lambda f: f(_flat(188), _flat(94)) is not None,
            "Nothing came back: the last line begins with return.",
        ),
        (
            lambda f: np.ndim(f(_flat(188), _flat(94))) == 0,
            "One number is asked for: take the mean over the whole picture before the logarithm.",
        ),
        (
            lambda f: abs(_at(f, _flat(188), _flat(94)) - 1) > 0.05,
            "You divide codes. Code 188 has more than four times the light of code 94: bring both "
            "pictures to light first.",
        ),
        (
            lambda f: abs(_at(f, _flat(188), _flat(94)) + LIGHTER) > 0.15,
            "The sign: where the first picture is the brighter one, the number is above 0.",
        ),
        (
            lambda f: abs(_at(f, _flat(188), _flat(94)) - 2.0**LIGHTER) > 0.4,
            "That is how many times the light. A stop is a doubling: np.log2 counts them.",
        ),
        (
            lambda f: abs(_at(f, _flat(188), _flat(94)) - LIGHTER) < 0.15,
            "Codes 188 and 94 are about 2.2 stops apart: the logarithm is np.log2, and it is taken "
            "of a ratio, not of a difference.",
        ),
        (
            lambda f: abs(_at(f, _flat(188), QUARTER) - 2) < 0.05,
            "A picture that is black but for a quarter has a quarter of the light: two stops. The mean "
            "comes first, the logarithm after it; and it is the mean, not the median.",
        ),
        (
            lambda f: abs(_at(f, STEPS, _flat(200)) + 1.58) < 0.1,
            "A third of the picture is bright here, so it has about a third of the light: the mean "
            "is taken of the light, not of the codes.",
        ),
        well="A stop is a doubling of light, so it is a ratio and never a difference.",
    ),
    "undone": Check(
        (
            lambda grade, **_: _moved(grade),
            "No slider has been moved yet; or this cell hasn't run since: run it again.",
        ),
        (
            lambda grade, **given: abs(_left(grade, **given).stops) <= NEAR,
            lambda grade, **given: (
                f"Yours is {_left(grade, **given).stops:+.2f} stops away; {NEAR} is near enough. "
                "Below 0 it is too dark. Move the light first, the colours after it."
            ),
        ),
        (
            lambda grade, **given: _left(grade, **given).dE <= LIKE,
            lambda grade, **given: (
                f"The light is right, the colours are {_left(grade, **given).dE:.2f} dE away; "
                f"{LIKE} is near enough. Warmth is blue against amber, tint is pink against green. Go "
                "round all three once more: each moves the others."
            ),
        ),
        well="Undone, to within what an eye forgives. The two pictures were one.",
    ),
    "is gone": Check(
        (
            lambda name: isinstance(name, str) and name.strip() != "",
            "Write its name between the quotes.",
        ),
        (
            lambda name: name.strip().lower() in TEXTURE,
            "One of the three columns beside the size: slope, grain or second_order.",
        ),
        (
            lambda name: name.strip().lower() == "grain",
            "That one can still be measured in the smallest parcel. Look for NaN in the table.",
        ),
        well="Grain is new in every frame, so it is what costs a codec most, and it goes first.",
    ),
}
