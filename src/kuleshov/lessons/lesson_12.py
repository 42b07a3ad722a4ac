"""Lesson 12, Critique and programme: four critiques of one film, and ten films in one evening."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

import numpy as np

from ..criticism import Programme, Review, critique, programme, review
from ..criticism.anchors import Anchor, lesson_anchors
from ..criticism.citations import Citation, Critique
from ..criticism.reviewing import read_reviews
from ..criticism.rubrics import Rubric, find
from ..errors import KuleshovError
from ..files import write_whole
from ..folders import course_root, made, studio
from ..media import Clip
from ..metrics import find_cuts, measure
from ..show import html
from ..show.feedback import Check
from ..show.pictures import jpeg
from ..show.prose import prose
from ..timecode import timecode
from ..timeline import Cut
from ..words import either, meant
from .ten_films import SIZE, shorts
from .ten_films import made as plan_of_the_ten

if TYPE_CHECKING:
    import pandas

HINGE = "lamp"
"""The film in which nothing happens."""

Evidence = Callable[[Critique], Any]
"""What the reader writes: how many different citations of a critique hold."""

BLACK = 12  # frames between two films of an evening
_ROWS = ("critique_claim", "critique_evidence")
_SHOWN = "ABCD"  # the four of the lesson, in an order that gives no level away
_BEST, _SEED = "B", 4


@dataclass(frozen=True)
class Ten(Mapping[str, Clip]):
    """Ten small films by the names of their folders, and where they lie.

    Attributes
    ----------
    folder : Path
        As a class hands films in: what ``ku.programme`` takes.
    """

    folder: Path

    def __getitem__(self, name: str) -> Clip:
        if name not in self._plan["films"]:
            raise KeyError(f"There is no film {name!r}.{meant(name, self)}")
        path = self.folder / name / "short.mp4"
        if not path.is_file():
            raise KuleshovError(
                f"The film {name} is gone from {path.parent}. Delete that folder and run the first cell "
                "again: it makes the film anew."
            )
        return Clip(path)

    def __iter__(self) -> Iterator[str]:
        return iter(self._plan["films"])

    def __len__(self) -> int:
        return len(self._plan["films"])

    def title(self, name: str) -> str:
        """Return a film's title."""
        return str(self._plan["films"][name]["title"])

    def words(self, name: str) -> str:
        """Return what its author says of it."""
        return str(self._plan["films"][name]["statement"]).strip()

    @property
    def evenings(self) -> dict[str, dict[str, Any]]:
        """The three orders, by name, each with curator, note and films."""
        return dict(self._plan["orders"])

    @cached_property
    def _plan(self) -> dict[str, Any]:
        return plan_of_the_ten()

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        """Show them as posters with titles and authors."""
        films = self._plan["films"]
        cells = [
            _still(self[name], f"{name}: {film['title']}, {film['author']}", 0.5)
            for name, film in films.items()
        ]
        told = "\n".join(
            f"{name}: {film['title']}, {film['author']}" for name, film in films.items()
        )
        page = html.card(html.heading("Ten small films") + html.grid(cells, 150), "Ten small films")
        return {"text/html": page, "text/plain": told}


def ten() -> Ten:
    """Make the ten films, or find them where they were made before, in ``studio/ten-small-films``."""
    return Ten(shorts(studio() / "ten-small-films"))


def citable(film: Clip) -> list[str]:
    """Return the names of the measures that have a value for a film.

    Parameters
    ----------
    film : Clip
    """
    return [name for name, one in measure(film).items() if not math.isnan(one.value)]


# The evenings ----------------------------------------------------------------------------------------


def evening(films: Ten, name: str = "") -> Clip:
    """Return one of the three evenings as one film, and say where the lamp begins.

    Parameters
    ----------
    films : Ten
    name : str, optional
        Which; the one that a coin chose for you, once, where it is left out.
    """
    name = name or _dealt(films)
    if name not in films.evenings:
        raise KuleshovError(
            f"There is no evening {name!r}; there are {either(list(films.evenings))}."
        )
    order = films.evenings[name]["films"]
    place = order.index(HINGE)
    cut = _in_a_row(films, order, f"evening-{list(films.evenings).index(name) + 1}", BLACK)
    at = timecode(cut.edit.picture()[2 * place].start, cut.rate)  # black stands between
    print(f"The film with the one lamp is number {place + 1} of {len(order)}. It begins at {at}.")
    return _rendered(cut)


def _dealt(films: Ten) -> str:
    """Return the evening that a coin chose, the same whenever it is asked."""
    kept = made(studio()) / "evening.txt"
    name = kept.read_text("utf-8").strip() if kept.is_file() else ""
    if name not in films.evenings:
        name = random.SystemRandom().choice(list(films.evenings))
        write_whole(kept, name + "\n")
    return name


def _in_a_row(films: Ten, names: Sequence[str], title: str, black: int = 0) -> Cut:
    cut = Cut(title, rushes=films)
    for place, name in enumerate(names):
        if place and black:
            cut.black(f"{black}f")
        cut.add(name)
    return cut


def _rendered(cut: Cut) -> Clip:
    """Render an evening, once: it is the same whenever it is asked for."""
    path = made(studio()) / f"{cut.title}.mp4"
    if path.is_file():
        there = Clip(path)
        if there.frames == cut.frames:
            return there
    return cut.render(path, size=SIZE)


def evenings(films: Ten, word: str) -> Evenings:
    """Return what stood around the lamp on each of the three evenings, with the reader's word."""
    return Evenings(films, _dealt(films), word)


@dataclass(frozen=True)
class Evenings:
    """The lamp and its neighbours, a row an evening; shows itself in a notebook.

    Attributes
    ----------
    films : Ten
    dealt : str
        The reader's evening.
    word : str
    """

    films: Ten
    dealt: str
    word: str

    def neighbours(self, name: str) -> tuple[str, str]:
        """Return which films stand before and after the lamp; "" for none."""
        order = ["", *self.films.evenings[name]["films"], ""]
        at = order.index(HINGE)
        return order[at - 1], order[at + 1]

    def __repr__(self) -> str:
        lines = []
        for name, told in self.films.evenings.items():
            before, after = (self._called(one) for one in self.neighbours(name))
            lines.append(
                f"{name} ({told['curator']}): before it {before}, after it {after}{self._yours(name)}"
            )
        return "\n".join(lines)

    def _called(self, name: str) -> str:
        return self.films.title(name) if name else "nothing"

    def _yours(self, name: str) -> str:
        if name != self.dealt:
            return ""
        said = (
            "you haven't written a word"
            if self.word in ("", "unasked")
            else f"your word: {self.word}"
        )
        return f" (your evening; {said})"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": "".join(map(self._row, self.films.evenings)), "text/plain": repr(self)}

    def _row(self, name: str) -> str:
        told = self.films.evenings[name]
        before, after = self.neighbours(name)
        cells = [self._cell(before, 0.75), self._cell(HINGE, 0.5), self._cell(after, 0.25)]
        note = f'<div style="font-size:12px;margin:8px 0 0">{prose(told["note"].strip())}</div>'
        head = html.heading(name, f"{told['curator']}{self._yours(name)}")
        return html.card(head + html.row(cells) + note, f"Evening: {name}") + "<br>"

    def _cell(self, name: str, share: float) -> str:
        if name:
            return _still(self.films[name], self.films.title(name), share, 220)
        return '<div style="width:220px;font-size:12px">The evening ends here.</div>'


def _still(clip: Clip, caption: str, share: float, width: int = 150) -> str:
    """Return a frame from about there: the one with most light near it, for a fade is no picture."""
    near = [
        min(clip.frames - 1, int(clip.frames * (share + step)))
        for step in (-0.15, -0.05, 0.05, 0.15)
    ]
    frame = max((clip.frame(number) for number in near), key=lambda one: float(np.mean(one)))
    return html.still(jpeg(frame, width), caption, caption, width)


def in_order(films: Ten, names: Sequence[str] = ()) -> Cut:
    """Return the ten as shots of one cut.

    Parameters
    ----------
    films : Ten
    names : sequence of str, optional
        Their order; as they come where it is left out.

    Raises
    ------
    KuleshovError
        Where a name is none of the ten, or stands there twice.
    """
    wanted = list(names) or list(films)
    if wrong := next((one for one in wanted if one not in films), ""):
        raise KuleshovError(f"None of the ten is called {wrong!r}.{meant(wrong, films)}")
    if twice := next((one for one in wanted if wanted.count(one) > 1), ""):
        raise KuleshovError(f"{twice} stands there twice. An evening shows a film once.")
    return _in_a_row(films, wanted, "my evening")


def page(
    films: Ten, cut: Cut, note: str, title: str = "Ten small films", curator: str = ""
) -> Programme:
    """Make the site of an evening.

    Parameters
    ----------
    films : Ten
    cut : Cut
        Whose shots say the order; a film that isn't in it comes last, and that is said.
    note : str
        To whoever comes in.
    title : str
        As the films' authors agreed to it.
    curator : str
        Your name.

    Returns
    -------
    Programme
        Blind: a visitor votes before there are names.
    """
    order = list(dict.fromkeys(shot.take for shot in cut if shot.take in films))
    listed = "\n".join(f"{place}. {name}" for place, name in enumerate(order, 1))
    words = f"# {title}\nCurator: {curator}\n\n{note.strip()}\n\n## Order\n{listed}\n"
    write_whole(films.folder / "mine.md", words)
    return programme(films.folder, studio() / "my-evening-site", order="mine.md", blind=True)


# The critiques ---------------------------------------------------------------------------------------


def readings(film: Clip) -> dict[str, Review]:
    """Return the four critiques as works to be levelled: their claims and their evidence."""
    rows = _some_rows("critique", *_ROWS)
    return {
        name: review(film, rows, words=_argued(one), name=f"critique {name}")
        for name, one in _critiques().items()
    }


def row_of_a_film() -> Rubric:
    """Return the row by which a class reads each other's films."""
    return _some_rows("short", "short_film")


def _some_rows(name: str, *ids: str) -> Rubric:
    whole = find(name, course_root() / "grading" / "rubrics")
    return Rubric(whole.name, whole.assignments, tuple(whole[id] for id in ids))


def _critiques() -> dict[str, Anchor]:
    return dict(zip("ABCD", lesson_anchors(), strict=True))


def _argued(one: Anchor) -> str:
    """Return a critique's claim and its evidence: what is levelled here."""
    return "\n\n".join(one.parts[id].strip() for id in _ROWS)


def counted(
    evidence: Evidence, read: Mapping[str, Review], order: Sequence[str]
) -> pandas.DataFrame:
    """Return the four by what holds, beside the reader's levels and those that were meant.

    Parameters
    ----------
    evidence : function
        The reader's; until it is right, ours counts.
    read : mapping of str to Review
        What :func:`readings` gave.
    order : sequence of str
        The reader's.
    """
    import pandas

    places = list(order) if isinstance(order, str | list | tuple) else []
    rows = []
    for name, one in _critiques().items():
        said = read[name].said
        yours = [said[id].level if id in said and said[id].level else "no level" for id in _ROWS]
        ours = [one.levels[id].level.name for id in _ROWS]
        place = places.index(name) + 1 if name in places else "–"
        rows.append((name, _held(evidence, read[name]), place, *yours, *ours))
    columns = [
        *("", "hold", "your place", "your claim", "your evidence"),
        *("meant: claim", "meant: evidence"),
    ]
    table = pandas.DataFrame(rows, columns=columns).set_index("")
    return table.sort_values("hold", ascending=False, kind="stable")


def _held(evidence: Evidence, read: Review) -> int:
    assert read.film is not None
    return holding(evidence, read.words, read.film)


def holding(evidence: Evidence, text: str, film: Clip) -> int:
    """Return how many different citations of a text hold, by the reader's function once it is right.

    Parameters
    ----------
    evidence : function
    text : str
    film : Clip
    """
    found = critique(text, film)
    if CHECKS["evidence"].of(evidence).kind == "correct":
        return int(evidence(found))
    return len({one.text for one in found.citations if one.holds})  # ours, until theirs is right


def why_meant(*names: str) -> None:
    """Print which levels these critiques were meant to have, and why."""
    for name in names:
        for id in _ROWS:
            judged = _critiques()[name].levels[id]
            print(fill(f"{name}, {_LABELS[id]}: {judged.level.name}. {judged.why}", 92))


_LABELS = {"critique_claim": "claim", "critique_evidence": "evidence"}


def shuffled(read: Mapping[str, Review]) -> tuple[str, str]:
    """Return the best of the four as it was written, and with its sentences in another order."""
    best = read[_BEST]
    assert best.film is not None
    sentences = [sentence for sentence, _ in critique(best.words, best.film).sentences]
    mixed = random.Random(_SEED).sample(sentences, len(sentences))
    return fill(" ".join(sentences), 92), fill(" ".join(mixed), 92)


def received() -> Review:
    """Return what a made-up reader says of one of the ten, The Last of It."""
    (one,), _ = read_reviews(_RECEIVED, row_of_a_film())
    return one


_RECEIVED = """
## Review of The Last of It

**The film**

level: told
why: The second time I saw the moth I looked for it before I knew that I did [film@00:00:04:12]. At the end
it is cold [film@00:00:09:12], and then gone before I had looked enough. But the bulb's pop pushes me there
[film@00:00:06:09]. I'd have gone alone.
"""


# What is checked -------------------------------------------------------------------------------------


def _moment(text: str, holds: bool) -> Citation:
    return Citation(text, "film", "moment" if "@" in text else "measure", holds, "")


def _cited(*said: tuple[str, bool]) -> Critique:
    return Critique("made", {}, tuple((text, (_moment(text, holds),)) for text, holds in said))


_ONE, _TWO, _THREE = "[film@00:00:01:00]", "[film@00:00:02:00]", "{film.asl = 2 s}"
MADE = _cited(
    (_ONE, True),
    (_THREE, True),
    (_ONE, True),
    (_TWO, False),
    ("{film.shots = 9}", True),
    (_ONE, True),
)
"""Six citations, of which five hold, and three different ones."""
REPEATED = _cited((_ONE, True), (_ONE, True))
NOTHING = Critique("made", {}, (("It is a film.", ()),))


def _is(count: int, of: Critique) -> Callable[[Callable[[Critique], Any]], bool]:
    return lambda f: float(f(of)) == count


def _isnt(count: float, of: Critique) -> Callable[[Callable[[Critique], Any]], bool]:
    return lambda f: abs(float(f(of)) - count) > 1e-9


_OURS = "it mourns the lamp"


def _in_two_shots(found: Critique) -> bool:
    """Say whether moments from two shots are cited, where a film that is cited has a cut."""
    shots, has_cut = set(), False
    for one in found.moments:
        if one.holds and one.frame is not None:
            starts = find_cuts(found.films[one.film]).starts
            has_cut |= len(starts) > 1
            shots.add((one.film, max(start for start in starts if start <= one.frame)))
    return len(shots) >= 2 or not has_cut


CHECKS = {
    "one word": Check(
        (lambda word: isinstance(word, str), 'One word, between quotes: word = "...".'),
        (
            lambda word: word.strip().lower() not in ("", "unasked"),
            "Your word isn't there yet. Write it before you go on: later you'll know too much.",
        ),
        (
            lambda word: len(word.split()) == 1,
            "One word is asked for. Which of these would you keep?",
        ),
        well="It's kept for later.",
    ),
    "your order": Check(
        (
            lambda order: isinstance(order, str | list | tuple) and sorted(order) == list(_SHOWN),
            "Each of the four has one place: A, B, C and D, once each.",
        ),
        well="Now see what a machine says that can't read.",
    ),
    "evidence": Check(
        (lambda f: f(MADE) is not None, "Nothing came back: the last line begins with return."),
        (
            lambda f: np.ndim(f(MADE)) == 0 and not isinstance(f(MADE), (set, str, dict)),
            "A number is asked for: how many they are. len(...) counts.",
        ),
        (_isnt(6, MADE), "You count all citations. Some of them don't hold: ask each by .holds."),
        (
            _isnt(5, MADE),
            "One that is written three times counts three times in yours. set(...) keeps one of each.",
        ),
        (_isnt(4, MADE), "You count those that don't hold as well: ask each by .holds."),
        (_isnt(1, MADE), "Measures count, too, and moments as well: .citations holds both."),
        (_isnt(2, MADE), "Moments count, too, and measures as well: .citations holds both."),
        (
            _is(3, MADE),
            "Of six citations, one doesn't hold, and one stands there three times: three are left.",
        ),
        (_is(1, REPEATED), "Two that are written alike are one."),
        (_is(0, NOTHING), "Who cites nothing has shown nothing: 0."),
        well="That's all that a machine can see of an argument.",
    ),
    "critique": Check(
        (
            lambda found: isinstance(found, Critique),
            "Hand over what looked it up: written = ku.critique(words, mine).",
        ),
        (
            lambda found: _OURS not in " ".join(found.text.split()),
            "These are our words about it. Write yours, about this film or another of the ten.",
        ),
        (
            lambda found: len(found.sentences) >= 3,
            lambda found: f"Three sentences are asked for; {len(found.sentences)} stand here.",
        ),
        (
            lambda found: all(one.holds for one in found.citations) and not found.unread,
            lambda found: (
                "Not all of it holds. "
                + next(
                    (f"{one.text}: {one.sentence}" for one in found.citations if not one.holds),
                    " ".join(found.advice),
                )
            ),
        ),
        (
            lambda found: len({one.text for one in found.moments}) >= 2,
            "Two moments are asked for. The film's player shows where you are; [film@00:00:01:00] is how "
            "one is written.",
        ),
        (
            _in_two_shots,
            "Both moments lie in one shot. Take one from another: ku.find_cuts(mine) says where it begins.",
        ),
        (
            lambda found: len(found.measures) >= 1,
            "One measure is asked for: {film.asl = 2.0 s} is how one is written, and ku.measure(mine) has "
            "all of them.",
        ),
        well="What is cited holds. Whether it matters is for whoever reads it.",
    ),
}
