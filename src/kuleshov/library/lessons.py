"""Which clips each lesson shows. A lesson never depends on them: a still stands in."""

from ..errors import LibraryError
from ..folders import course_root
from ..words import meant
from .catalogue import Catalogue

_GENERATORS = (
    "shotdirector",
    "wan22",
    "hunyuan",
    "cinetrans",
    "phantom",
    "storydiffusion",
    "recammaster",
    "syncammaster",
    "mask2dit",
)


def _brief(name: str) -> tuple[str, ...]:
    return tuple(f"g_sd_{name}_{generator}" for generator in _GENERATORS)


_GRID = tuple(clip for brief in ("srs", "cutin", "cutout", "angle") for clip in _brief(brief))
_ALL_FOUR = tuple(  # the makers whose answers to all four briefs can be had
    f"g_sd_{brief}_{maker}"
    for brief in ("srs", "cutin", "cutout", "angle")
    for maker in ("shotdirector", "phantom", "storydiffusion", "syncammaster", "mask2dit")
)

_MANY_PLACES = (  # each with another of its maker's to be mistaken for
    *(
        f"g_ct_{name}"
        for name in (
            "green_eyes", "pepper", "yoga", "candle_woman", "leaf", "city_night", "plant", "kitchen",
        )
    ),
    "g_ll_recache", "g_ll_nocache", "g_ll_cabin_w21", "g_cog_ship", "g_cog_suv", "h_bbb_stretch", "h_nasa",
)  # fmt: skip

LESSONS: dict[str, tuple[str, ...]] = {
    "lesson-00": ("g_k5_piano10",),
    "lesson-01": (*_GRID, "g_ll_nocache"),
    "lesson-02": (),
    "lesson-03": ("cutting", "film_genre"),
    "lesson-04": ("g_ct_kitchen", "g_ct_plant", "g_sd_angle_syncammaster", "g_sd_srs_shotdirector"),
    "lesson-05": ("g_ll_cabin_w9", "g_ll_cabin_w21"),
    "lesson-06": (),
    "lesson-07": _ALL_FOUR,
    "lesson-08": (),
    "lesson-09": _GRID,
    "lesson-10": ("g_ad_tilt_down", "g_ad_zoom_pan_left"),
    "lesson-11": (*_MANY_PLACES, *_ALL_FOUR),
    "lesson-12": (),
}
"""Lesson to the ids of the clips and tables that it fetches."""

ASSIGNMENTS: dict[str, tuple[str, ...]] = {
    "a4-space-and-light": ("g_sd_srs_shotdirector", "g_sd_angle_syncammaster")
}
"""Assignment to the ids of the clips that it shows, or whose stills it gives out."""


def ids_of(name: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the ids that a name stands for: a lesson, ``"all"``, or one id.

    Parameters
    ----------
    name : str
        ``"lesson-00"`` (or ``"00"``, ``"0"``), ``"all"``, or an id of the catalogue.
    catalogue : Catalogue
        Where ids are looked up.

    Raises
    ------
    LibraryError
        Where the name is none of these.
    """
    asked = name.strip().lower()
    if asked == "all":
        return tuple(catalogue)
    lesson = f"lesson-{int(asked):02d}" if asked.isascii() and asked.isdigit() else asked
    if lesson in LESSONS:
        return LESSONS[lesson]
    if name in catalogue:
        return (name,)
    raise LibraryError(f"There is no lesson and no clip {name!r}.{_instead(asked, catalogue)}")


def _instead(asked: str, catalogue: Catalogue) -> str:
    """Say what there is in place of a name that is none: only lessons that the course has."""
    books = (course_root() / "course").glob("[0-9][0-9]-*.ipynb")
    there = sorted(f"lesson-{book.name[:2]}" for book in books)
    if asked.startswith("lesson") and there:
        return f" There are {', '.join(there)}."
    return meant(asked, [*there, *catalogue]) or " `ku.catalog()` shows what there is."
