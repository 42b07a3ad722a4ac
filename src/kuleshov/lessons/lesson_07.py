"""Lesson 07, The generator: what a model expects, what it draws, and whose answers are alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..comparison.crossed import distance, seen
from ..folders import course_root, made, studio
from ..generate.pictures import grey
from ..library.catalogue import catalog
from ..library.credit import Credit, signed
from ..library.fetching import Fetched, fetch
from ..media import Clip, Writer
from ..show import html
from ..show.feedback import Check
from ..show.style import AMBER_ON_INK, BLUE_ON_INK, GREY_ON_INK

if TYPE_CHECKING:
    import ipywidgets as widgets

    from ..library.takes import Rushes, Take

BRIEFS = {"shot, reverse": "srs", "cut in": "cutin", "cut out": "cutout", "other angle": "angle"}
MAKERS = {
    "ShotDirector": "shotdirector",
    "Phantom": "phantom",
    "StoryDiffusion": "storydiffusion",
    "SynCamMaster": "syncammaster",
    "Mask2DiT": "mask2dit",
}
"""Those of the nine whose answers to all four briefs can be had."""

# Lesson 01's sheets of stills, which stand in: whose rows they have, in their order, and how a row is
# laid out there (01-make.py).
ROWS = {
    "srs": "shotdirector wan22 hunyuan cinetrans phantom storydiffusion recammaster syncammaster mask2dit",
    "cutin": "shotdirector wan22 cinetrans phantom storydiffusion syncammaster mask2dit",
    "cutout": "shotdirector wan22 phantom storydiffusion recammaster syncammaster mask2dit",
    "angle": "shotdirector hunyuan phantom storydiffusion syncammaster mask2dit",
}
STILLS, WIDE, GAP, LABEL, UNDER = 8, 160, 4, 128, 22

ONE_SCENE = (12, 21)  # seconds of the scene that both takes of a lamp show
ONE_BEAT = (22, 28)
CLOSE_AND_WIDE = ("1A-1", "2A-1", "3A-1", "4A-1", "5A-1", "8A-1")
SMALL_PARCEL = 34  # x264's crf

P, TOSSES = 0.6, 100


def answers(fetched: Iterable[Fetched]) -> dict[str, dict[str, Clip]]:
    """Return five makers' answers to four briefs, by brief and maker.

    Parameters
    ----------
    fetched : iterable of Fetched
        What ``ku.fetch_lesson("lesson-07")`` gave. Eight stills stand in for a clip that isn't here,
        and that is said.
    """
    here = {one.id for one in fetched if one.path}
    films: dict[str, dict[str, Clip]] = {}
    missing = 0
    for brief, short in BRIEFS.items():
        films[brief] = {}
        for maker, id in MAKERS.items():
            name = f"g_sd_{short}_{id}"
            missing += name not in here
            films[brief][maker] = fetch(name) if name in here else stand_in(short, id)
    if missing:
        print(
            f"{missing} of {len(BRIEFS) * len(MAKERS)} clips aren't here. Eight stills of each stand in "
            "for it, from its first frame to its last."
        )
    return films


def stand_in(brief: str, maker: str) -> Clip:
    """Return a film of the eight stills that lesson 01 shows of a clip, a second each.

    Parameters
    ----------
    brief, maker : str
        As in the clip's id: ``"srs"``, ``"phantom"``.
    """
    from PIL import Image

    sheet = Image.open(course_root() / "course" / "images" / f"01-{brief}.jpg")
    known, top = catalog(), 0
    for id in ROWS[brief].split():
        entry = known[f"g_sd_{brief}_{id}"]
        tall = round(WIDE * float(entry.height) / float(entry.width))
        if id == maker:
            break
        top += tall + UNDER
    even = tall // 2 * 2
    path = made(studio() / "stand-ins") / f"{brief}-{maker}.mp4"
    with Writer(path, 1, (WIDE, even), sound_rate=None, crf=12, preset="ultrafast") as film:
        for n in range(STILLS):
            left = LABEL + n * (WIDE + GAP)
            film.write(np.asarray(sheet.crop((left, top, left + WIDE, top + even))))
    whose = Credit(
        title=f"{entry.title} (stills)", maker=entry.maker, licence=entry.licence,
        attribution=entry.attribution, kind="generated",
    )  # fmt: skip
    return signed(Clip(path), whose)


def yardsticks(rushes: Rushes) -> dict[str, list[float]]:
    """Return how far our own films lie apart, in levels: by set-up, by take and by parcel.

    Parameters
    ----------
    rushes : Rushes
        Of The Understudy.
    """

    def piece(name: str, span: tuple[int, int]) -> tuple[Take, float, float]:
        take = rushes[name]
        return take, take.at(scene=span[0]), take.at(scene=span[1])

    beat = [seen(piece(name, ONE_BEAT)) for name in CLOSE_AND_WIDE]
    return {
        "one beat, six set-ups of ours": [distance(a, b) for a, b in combinations(beat, 2)],
        "one lamp, two takes of ours": [
            distance(piece(f"{lamp}-1", ONE_SCENE), piece(f"{lamp}-2", ONE_SCENE))
            for lamp in ("4A", "5A")
        ],
        "one take, packed small": [
            distance(piece("4A-1", ONE_BEAT), _packed(*piece("4A-1", ONE_BEAT)))
        ],
    }


def _packed(take: Take, start: float, stop: float) -> Clip:
    """Return a piece of a take in a small parcel."""
    clip = take.clip
    path = made(studio() / "stand-ins") / f"{take.name}-small.mp4"
    first, last = (round(time * clip.edit_rate) for time in (start, stop))
    with Writer(path, clip.edit_rate, (clip.width, clip.height), None, crf=SMALL_PARCEL) as film:
        for picture in clip.images(first, last):
            film.write(picture)
    return Clip(path)


def small(take: Take, span: tuple[int, int]) -> NDArray[np.float64]:
    """Return frames of a take as small grey pictures, as the kit's forecasts see them.

    Parameters
    ----------
    take : Take
    span : (int, int)
        The first frame, and the one after the last.
    """
    return grey(take.clip, *span).astype(float)


def tempered(p: float, temperature: float) -> float:
    """Return the chance of heads at a temperature: both chances to the power 1/T, and their sum made 1.

    Parameters
    ----------
    p : float
        The coin's own, 0 to 1; what it has at temperature 1.
    temperature : float
        Above 0. Towards 0 the likelier side comes always, far above 1 both come alike.

    Examples
    --------
    >>> tempered(0.6, 1.0), round(tempered(0.6, 0.1), 3)
    (0.6, 0.983)
    """
    heads, tails = p ** (1 / temperature), (1 - p) ** (1 / temperature)
    return heads / (heads + tails)


def temperature(p: float = P, tosses: int = TOSSES) -> widgets.VBox:
    """Return a slider for the temperature at which a coin is tossed, and what is drawn there.

    Its ``heads`` is the chance of heads as the slider stands.
    """
    import ipywidgets as widgets

    slider = widgets.FloatSlider(
        1.0, min=0.05, max=2.0, step=0.05, description="temperature", continuous_update=False,
        layout=widgets.Layout(width="520px"),
    )  # fmt: skip
    page, box = widgets.HTML(), widgets.VBox()
    box.children = [slider, page]

    def draw(_: Any = None) -> None:
        box.heads = tempered(p, slider.value)
        drawn = np.random.default_rng(7).random((6, tosses)) < box.heads
        every = box.heads**tosses
        words = (
            f"At temperature {slider.value:g} heads has {box.heads:.3f}. Nothing but heads comes in "
            f"{_share(every)} of all draws of {tosses}."
        )
        rows = [
            f'<div style="font-family:monospace;font-size:12px;white-space:nowrap">{_row(row)} '
            f'<span style="color:{GREY_ON_INK}">{int(row.sum())} heads</span></div>'
            for row in drawn
        ]
        page.value = html.card(
            html.heading("Six draws (| heads, o tails)", words) + "".join(rows), words
        )

    slider.observe(draw, "value")
    draw()
    return box


def _share(chance: float) -> str:
    return f"{chance:.0%}" if chance >= 0.005 else f"{chance:.1e}"


def _row(row: NDArray[np.bool_]) -> str:
    sides = ((BLUE_ON_INK, "o"), (AMBER_ON_INK, "|"))
    return "".join(
        f'<span style="color:{sides[int(one)][0]}">{sides[int(one)][1]}</span>' for one in row
    )


# What the checks ask ----------------------------------------------------------------------------

STEPS = np.array([10.0, 13.0, 17.0, 17.0])[:, None, None] * np.ones((4, 2, 3))  # grows by 3, 4, 0
HALF = np.zeros((3, 1, 2))  # one of two pixels goes up by 10, then down again
HALF[1, 0, 0] = 10.0


def _at(function: Callable[..., Any], *given: Any) -> float:
    return float(function(*given))


def _about(found: float, truth: float) -> bool:
    return bool(abs(found - truth) < 0.005 * max(1.0, abs(truth)))


def _numbers(chosen: Mapping[Any, Any]) -> list[Any]:
    return list(chosen) if isinstance(chosen, Mapping) else []


def _bare(word: str) -> str:
    """Return a word without the article that one may write before it."""
    return word.strip(" .\"'").lower().removeprefix("the ").removeprefix("a ")


def _words(reason: Any) -> int:
    return len(str(reason).split())


CHECKS = {
    "nothing changes": Check(
        (
            lambda f: f(STEPS, 1) is not None,
            "Nothing came back: the last line begins with return.",
        ),
        (
            lambda f: np.ndim(f(STEPS, 1)) == 0,
            "One number is asked for, over all pictures and all pixels together: take the mean of "
            "everything before the root.",
        ),
        (
            lambda f: not _about(_at(f, HALF, 1), 0.0),
            "One pixel goes up by ten and comes down again, and yours says that nothing was wrong: "
            "an error below 0 must not make up for one above. Square first.",
        ),
        (
            lambda f: not _about(_at(f, HALF, 1), 50.0),
            "That is the mean of the squares, in levels squared. Its square root is in levels.",
        ),
        (
            lambda f: not _about(_at(f, HALF, 1), 5.0),
            "That is the mean of how far each pixel was off. Here larger errors count for more: "
            "square, take the mean, then the root.",
        ),
        (
            lambda f: _about(_at(f, HALF, 1), 50**0.5),
            "Half of the pixels change by 10 from each picture to the next: their squares have a mean "
            "of 50, and its root is 7.07. Is the root taken once, at the very end?",
        ),
        (
            lambda f: not _about(_at(f, STEPS, 2), 5.5),
            "You took the root of each picture by itself, and then their mean. Take the mean over all "
            "pictures first, and the root once, at the very end.",
        ),
        (
            lambda f: _about(_at(f, STEPS, 2), ((49 + 16) / 2) ** 0.5),
            "Four pictures, of 10, 13, 17 and 17 levels: two steps ahead the first is wrong by 7 and the "
            "second by 4. Yours says something else. Hold each picture against the one `ahead` later: "
            "pictures[ahead:] and pictures[:-ahead].",
        ),
        (
            lambda f: _about(_at(f, STEPS, 3), 7.0),
            "Three steps ahead only the first picture has a later one, and it is wrong by 7.",
        ),
        well="Whoever says that nothing changes is wrong by as much as changes.",
    ),
    "surprise": Check(
        (
            lambda f: f("HT", 0.6) is not None,
            "Nothing came back: the last line begins with return.",
        ),
        (
            lambda f: np.ndim(f("HT", 0.6)) == 0,
            "One number is asked for: add up the bits of all tosses.",
        ),
        (
            lambda f: _at(f, "H", 0.5) > 0,
            "Surprise is above 0: the logarithm of a chance is below, so turn its sign.",
        ),
        (
            lambda f: not _about(_at(f, "HH", 0.5), 0.25),
            "That is the chance of the whole sequence. How many bits is that? One for each halving: "
            "minus np.log2 of it.",
        ),
        (
            lambda f: not _about(_at(f, "H", 0.5), float(np.log(2))),
            "That is in the natural unit. Bits are counted by np.log2.",
        ),
        (
            lambda f: _about(_at(f, "H", 0.25), 2.0),
            "Heads with a chance of a quarter is 2 bits: two halvings.",
        ),
        (
            lambda f: _about(_at(f, "T", 0.25), 0.41504),
            "Tails has the rest of the chance: 1 - p_heads.",
        ),
        (
            lambda f: _about(_at(f, "HHHT", 0.5), 4.0),
            "A fair coin, tossed four times, is four bits, one for each toss: add them up. It is a sum, "
            "not a mean.",
        ),
        (
            lambda f: _about(_at(f, "H" * 2000, 0.5), 2000.0),
            "Two thousand tosses of a fair coin are 2000 bits. Multiplied first, so many chances are too "
            "small for a computer: add logarithms instead.",
        ),
        (
            lambda f: _about(_at(f, "HHT", 0.25), 4.41504),
            "Two heads of a quarter and one tails are 2 + 2 + 0.415 bits. Ask each toss of the sequence "
            "what it is, and not the whole sequence.",
        ),
        well="A bit for each halving, and the halvings of a sequence add up.",
    ),
    "chosen": Check(
        (
            lambda chosen, **_: isinstance(chosen, Mapping),
            'Write it as it stood: {2: "why", 4: "why", 6: "why"}, a take\'s number and its reason.',
        ),
        (
            lambda chosen, **_: len(chosen) == 3,
            lambda chosen, **_: f"Three takes are asked for; here are {len(chosen)}.",
        ),
        (
            lambda chosen, takes: all(number in takes for number in _numbers(chosen)),
            lambda chosen, takes: (
                f"The takes have the numbers {min(takes)} to {max(takes)}; "
                f"{next(n for n in chosen if n not in takes)!r} is none of them."
            ),
        ),
        (
            lambda chosen, **_: all(_words(reason) >= 4 for reason in chosen.values()),
            lambda chosen, **_: (
                f"Take {next(n for n in chosen if _words(chosen[n]) < 4)} has no reason yet, or a "
                "very short one. What did you see in it that the others lack?"
            ),
        ),
        (
            lambda chosen, **_: (
                len({str(reason).strip().lower() for reason in chosen.values()}) == 3
            ),
            "Two reasons are the same. Then why both takes?",
        ),
        well="Three of so many, and a reason for each: that was the directing.",
    ),
    "marked down least": Check(
        (
            lambda word: isinstance(word, str) and word.strip() != "",
            "Write its word between the quotes.",
        ),
        (
            lambda word: _bare(word) in ("mean", "likeliest", "draw"),
            "One of the three words that are in italics: mean, likeliest or draw.",
        ),
        (
            lambda word: _bare(word) != "draw",
            "A draw is a picture, and a usual one. It is also off by as much as the draws differ. Look "
            "at the table under the eight futures.",
        ),
        (
            lambda word: _bare(word) == "mean",
            "The likeliest one is right more often than any other, and where it is wrong it is wholly "
            "wrong. Squares count that dearly.",
        ),
        well="The mean is marked down least, and nobody would film it.",
    ),
}
