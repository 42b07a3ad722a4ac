"""Lesson 10, Who made this?: letters on a rock, marks in a file, and a roll with its gaps."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import KuleshovError, MediaError
from ..folders import course_root, studio
from ..generate import nearest
from ..library.catalogue import catalog
from ..library.credit import signed
from ..library.fetching import Fetched, fetch
from ..library.takes import rushes
from ..media import Clip, Traces, Writer, sign, traces
from ..media.clip import FilmLike, clip_of
from ..media.traces.meaning import KINDS
from ..show import html
from ..show.feedback import Check
from ..show.film_views import View
from ..show.pictures import jpeg
from ..words import WITH_CREDENTIALS

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

COASTS = {"tilt down": "g_ad_tilt_down", "zoom and pan": "g_ad_zoom_pan_left"}
MOMENTS = (0, 5, 10, 15)  # of sixteen frames: the stills in course/images/10-stills.jpg
ROCKS = 0.6  # where to look: from this share of the height down
ENLARGED = 3
FFMPEG = ("Lavf", "Lavc")  # how its two parts sign
LONG = 34  # letters of a trace that fit into a column

READ = Path(__file__).with_name("lesson_10.csv")
"""What every file of the catalogue said of who made it, when all of them were read."""

STATEMENTS = {
    "learnt": "The model was shown pictures with lettering laid over them.",
    "stamped": "Somebody laid the lettering over the finished clip.",
    "copied": "This coast is a copy of one picture that somebody took.",
    "whose": "The letters tell whose pictures the model learnt from.",
    "clean": "A clip without letters comes from a model that learnt from nobody's pictures.",
}
OURS = {
    "learnt": (
        "may be",
        "From the pictures it is only the likeliest: a prompt may ask for letters. People settle it: of the "
        "next version its makers wrote that a part of it learns to take up faults such as "
        '"watermarks" that are "in the training dataset".',
    ),
    "stamped": (
        "may be",
        "Titles can be made to travel with a rock, more or less as these do. Those of the first clip turn "
        "into other letters on the way, and that takes work, and a reason.",
    ),
    "copied": (
        "may be",
        "Even if it saw many such pictures: whether one of them shows this coast, no letter says. You would "
        "have to look through what it learnt.",
    ),
    "whose": (
        "may be",
        "We read nearly all letters of a picture agency's name. That is a good reason to ask. But an "
        "agency is not whoever stood on the rock with a camera, and what was agreed with either stands in "
        "no pixel.",
    ),
    "clean": (
        "no",
        "Letters are what was left over. Whoever's pictures a model learnt from: where none has letters, it "
        "has none to learn.",
    ),
}


def coasts(fetched: Iterable[Fetched]) -> dict[str, Clip]:
    """Return two clips of one coast by one generator; stills stand in, and that is said.

    Parameters
    ----------
    fetched : iterable of Fetched
        What ``ku.fetch_lesson("lesson-10")`` gave.
    """
    here = {one.id for one in fetched if one.path}
    missing = [name for name, id in COASTS.items() if id not in here]
    if missing:
        print(
            f"{' and '.join(missing)}: not here. {len(MOMENTS)} of its 16 frames stand in for each, "
            "half a second of each."
        )
    return {name: _still_film(name) if name in missing else fetch(COASTS[name]) for name in COASTS}


def _still_film(name: str) -> Clip:
    path = studio() / f"coast-{name.replace(' ', '-')}-stills.mp4"
    stills = _stills(name)
    size = stills[0].shape[1], stills[0].shape[0]
    with Writer(path, 24, size, sound_rate=None, crf=16, preset="ultrafast") as film:
        for still in stills:
            for _ in range(12):
                film.write(still)
    whose = catalog()[COASTS[name]].credit
    changed = f"{len(MOMENTS)} of its 16 frames, each held for half a second"
    return signed(Clip(path), replace(whose, edits=changed))


def _stills(name: str) -> list[NDArray[np.uint8]]:
    from PIL import Image

    sheet = np.array(Image.open(course_root() / "course" / "images" / "10-stills.jpg"))
    row = np.split(sheet, len(COASTS))[list(COASTS).index(name)]
    return [np.ascontiguousarray(still) for still in np.split(row, len(MOMENTS), axis=1)]


def rocks() -> View:
    """Show the rocks of both clips at four moments, large."""
    rows, told = [], []
    for name in COASTS:
        stills = zip(_stills(name), MOMENTS, strict=True)
        cells = [_rock(still, f"{name}, frame {frame} of 16") for still, frame in stills]
        rows.append(html.row(cells))
        told.append(f"{name}, frames {', '.join(map(str, MOMENTS))}")
    said = "The lower part of both clips, enlarged"
    body = html.heading(said, "four moments of each") + "<br>".join(rows)
    return View(html.card(body, said), f"{said}: {'; '.join(told)}")


def _rock(still: NDArray[np.uint8], caption: str) -> str:
    from PIL import Image

    part = still[int(ROCKS * len(still)) :]
    size = part.shape[1] * ENLARGED, part.shape[0] * ENLARGED
    large = np.asarray(Image.fromarray(part).resize(size, Image.Resampling.LANCZOS))
    return html.still(jpeg(large, quality=85), caption, caption, 380)


def conclusions(mine: Mapping[str, str]) -> View:
    """Lay a reader's conclusions beside ours, with our reasons.

    Parameters
    ----------
    mine : mapping of str to str
        For each of :data:`STATEMENTS`, "follows", "may be" or "no".
    """
    rows = [
        (said, mine.get(name, "").strip() or "nothing yet", *OURS[name])
        for name, said in STATEMENTS.items()
    ]
    said = "What follows"
    page = html.table(["", "you", "we", "because"], [map(escape, row) for row in rows])
    told = "\n".join(f"{what} You: {yours}. We: {ours}. {why}" for what, yours, ours, why in rows)
    return View(html.card(page, said), told)


def what_files_say() -> pd.DataFrame:
    """Return how many files of the catalogue say what of who made them.

    The table comes from :data:`READ`, in which a row is a trace as ``ku.traces`` found it.
    """
    import pandas as pd

    with READ.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = {}
    for kind, head in (("generated", "made by a model"), ("human", "made by people")):
        files: dict[str, set[str]] = {}
        for row in rows:
            if row["kind"] == kind:
                found = files.setdefault(row["id"], set())
                found.add(row["what"])
                found |= {"FFmpeg"} if row["says"].startswith(FFMPEG) else set()
        columns[f"{head} ({len(files)})"] = {
            said: sum(holds(found) for found in files.values()) for said, holds in SAID.items()
        }
    return pd.DataFrame(columns)


SAID: dict[str, Callable[[set[str]], bool]] = {
    "that a model made it": lambda found: bool(
        found & {"source type", "AIGC label", "credentials"}
    ),
    "which program packed it": lambda found: "tool" in found,
    "that FFmpeg packed it": lambda found: "FFmpeg" in found,
    "on which day": lambda found: "date" in found,
    "nothing at all": lambda found: found == {""},
}
"""What a file may say, by the kinds of traces that were found in it."""


def plain_copy(film: FilmLike, to: str | Path) -> Path:
    """Copy pictures and sound into another file and nothing else, as many a program does.

    Parameters
    ----------
    film : Clip, Take, str or Path
    to : str or Path
        An .mp4.
    """
    import av

    target = Path(to)
    with av.open(str(clip_of(film).path)) as source, av.open(str(target), "w") as copy:
        tracks = {track.index: copy.add_stream_from_template(track) for track in source.streams}
        for packet in source.demux():
            if packet.dts is not None:
                packet.stream = tracks[packet.stream.index]
                copy.mux(packet)
    return target


def what_each_says(files: Mapping[str, FilmLike]) -> pd.DataFrame:
    """Lay what several files say beside each other, a row for each kind of trace."""
    import pandas as pd

    found = {name: traces(file) for name, file in files.items()}
    kinds = [kind for kind in KINDS if any(one.of(kind) for one in found.values())]
    return pd.DataFrame(
        {
            name: ["; ".join(_brief(says) for says in one.of(kind)) for kind in kinds]
            for name, one in found.items()
        },
        index=kinds,
    )


def _brief(says: str) -> str:
    return says if len(says) <= LONG else f"{says[: LONG - 3]}..."


def signed_and_changed(film: FilmLike, name: str) -> View:
    """Sign a film as filmed by a camera, change one byte of a copy, and lay three answers side by side.

    Parameters
    ----------
    film : Clip, Take, str or Path
        One that says nothing of a model.
    name : str
        Whose name to sign with.

    Returns
    -------
    View
        Claim, hold and signer of both; what would stand there where C2PA's library isn't installed.
    """
    beside = clip_of(film).path
    try:
        signed = sign(
            film, beside.with_name("signed.mp4"), name, source_type="digitalCapture", replace=True
        )
    except MediaError as problem:
        if WITH_CREDENTIALS not in str(problem):
            raise
        note = (
            "C2PA's library isn't installed here, so nothing was signed. Where it is, this is read:"
        )
        return _answers(note, NOT_SIGNED, name)
    changed = beside.with_name("changed.mp4")
    changed.write_bytes(one_byte_changed(signed.read_bytes()))
    return _answers("", {"signed": traces(signed), "one byte changed": traces(changed)}, name)


def one_byte_changed(held: bytes) -> bytes:
    """Return a film's bytes with one of the middle changed, in its pictures."""
    middle = len(held) // 2
    return held[:middle] + bytes([held[middle] ^ 1]) + held[middle + 1 :]


NOT_SIGNED = {
    "signed": Traces(Path("signed.mp4"), holds="intact", signer="not known"),
    "one byte changed": Traces(Path("changed.mp4"), holds="changed", signer="not known"),
}
"""What was read on a machine that has the library."""


def _answers(note: str, files: Mapping[str, Traces], name: str) -> View:
    claim = f"filmed by a camera (digitalCapture), says {name}"
    rows = [("claim", *[claim] * len(files))]
    rows += [("hold", *(one.holds for one in files.values()))]
    rows += [("signer", *(one.signer for one in files.values()))]
    page = html.table(["", *files], [map(escape, row) for row in rows], note)
    told = "\n".join([note, *(": ".join((row[0], " | ".join(row[1:]))) for row in rows)]).strip()
    return View(html.card(page, "Three answers"), told)


def yardsticks(film: Clip, other: Clip) -> pd.DataFrame:
    """Say how near a generated film, a second take and another film lie to what was learnt.

    Parameters
    ----------
    film : Clip
        Of the generator, set-up 4A.
    other : Clip
        Of something else.

    Returns
    -------
    DataFrame
        A row each: within how many grey levels of ours half of its pictures lie, nine in ten, and all.
    """
    import pandas as pd

    held = {
        "the generated film": nearest(film),
        "a second take, 4A-2": nearest(rushes("understudy")["4A-2"]),
        "a stranger, the coast": nearest(other, "4A"),
    }
    rows = [
        (one.median, float(np.quantile(one.levels, 0.9)), float(one.levels.max()))
        for one in held.values()
    ]
    heads = ["half lie nearer than", "nine in ten nearer than", "the furthest"]
    return pd.DataFrame(rows, index=pd.Index(held), columns=heads).round(1)


# What the checks ask ----------------------------------------------------------------------------


class Endless(KuleshovError):
    """A search that finds one place for ever."""


class Held(bytes):
    """The bytes of a file, in which nobody searches one place for ever."""

    at, often = -2, 0

    def find(self, word: Any, start: Any = 0, *more: Any) -> int:
        """Find as bytes do; refuse to find the same place again and again."""
        at = super().find(word, start, *more)
        self.often = self.often + 1 if at == self.at else 0
        self.at = at
        if self.often > ENOUGH:
            raise Endless(
                f"Yours has found place {at} {ENOUGH} times and would go on for ever. {ONWARD}"
            )
        return at


ENOUGH = 100  # times
ONWARD = "Look on from behind it: at + 1."


def _twice() -> Held:
    return Held(b"\x00maker\x00a maker\x00")


def _ends(function: Callable[..., Any]) -> bool:
    try:
        function(_twice(), b"maker")
    except Endless:
        return False
    return True


def held(film: FilmLike) -> Held:
    """Return the bytes of a film's file."""
    return Held(clip_of(film).path.read_bytes())


def _list(function: Callable[..., Any], *given: Any) -> list[Any]:
    return list(function(*given))


CHECKS = {
    "where it says": Check(
        (
            lambda f: _ends(f),
            f"Yours finds the first place again and again, and would go on for ever. {ONWARD}",
        ),
        (
            lambda f: f(_twice(), b"maker") is not None,
            "Nothing came back: the last line begins with return.",
        ),
        (
            lambda f: not isinstance(f(_twice(), b"maker"), bool),
            "That says whether the word is there. Where is asked: a list of places.",
        ),
        (
            lambda f: np.ndim(f(_twice(), b"maker")) == 1,
            "A list is asked for, even where there is one place only, such as [1].",
        ),
        (
            lambda f: -1 not in _list(f, _twice(), b"taker"),
            "`find` answers -1 where there is nothing more to find. That is no place: leave it out.",
        ),
        (
            lambda f: len(_list(f, _twice(), b"maker")) != 1,
            "Yours stops at the first place. In a file a word may stand twice: go on behind it.",
        ),
        (
            lambda f: _list(f, _twice(), b"taker") == [],
            "Where the word isn't, the list is empty: [].",
        ),
        (
            lambda f: _list(f, _twice(), b"maker") == [1, 9],
            lambda f: (
                "In the bytes 0, m, a, k, e, r, 0, a, space, m, ... the word begins at 1 and at 9, "
                f"counted from 0. Yours says {_list(f, _twice(), b'maker')}."
            ),
        ),
        (
            lambda f: _list(f, Held(b"m.m.m"), b"m") == [0, 2, 4],
            'In "m.m.m" the letter m stands at 0, at 2 and, at the very end, at 4. Yours finds other places.',
        ),
        (
            lambda f: _list(f, Held(b"Mark, mark"), b"mark") == [6],
            "Small letters and capitals are other bytes: Mark isn't mark.",
        ),
        (
            lambda f: _list(f, Held(b"\xffmark"), b"mark") == [1],
            "Not every byte of a film is a letter. Search in the bytes as they are, and don't turn them "
            "into text first: that moves the places.",
        ),
        well="A mark is a few letters among hundreds of thousands of bytes. Whoever can write there can write it.",
    ),
}
