"""A class's films gathered into a folder that ``kuleshov programme`` makes a page of.

::

    spring/
        programme.md      # begun here once, and from then on the curator's
        lobakofidu/       # each film under its author's pseudonym, as it was handed in
            short.mp4  short.vtt  credits.txt  papers.html  consent.txt  statement.md

It can be done again at any time: what an author changed is brought up to date, whoever took the
consent back is gone, and what the curator wrote or changed stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from ...criticism.screening.consent import NAME as CONSENT
from ...criticism.screening.consent import programme_of
from ...criticism.screening.sheet import NAME as SHEET
from ...criticism.screening.sheet import read_sheet
from ...criticism.screening.words_in import calm, plain, same
from ...criticism.screening.work import kept_out
from ...errors import KuleshovError, LibraryError
from ...files import sha256, write_whole
from ...library.publishing import POSTER, STATEMENT
from ...words import counted
from ..gradebook.hand_ins import HandIns
from ..seeds import pseudonym
from .blind_works import film_asked, film_in, said_of
from .kept_files import Kept
from .reading import answers

_ABOUT, _MORE = "_film", "_statement"  # how the names of the cells end that are shown
_TITLE = re.compile(r"^[\s>*_#-]*title[\s*_]*:[\s*_]*(.*?)[\s*_]*$", re.IGNORECASE)
_HEAD = re.compile(r"^#{1,6}\s+(.+?)[\s#]*$")
_LOGLINE = re.compile(r"^[\s>*_#-]*logline[\s*_]*:[\s*_]*", re.IGNORECASE)


@dataclass
class Gathered:
    """What was gathered.

    Attributes
    ----------
    title : str
        The programme's.
    folders : dict of str to str
        Student to the folder in which the film lies now.
    left_out : dict of str to str
        Student to the reason.
    said : list of str
        What else the curator should know, a sentence each.
    """

    title: str
    folders: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)


def gather(hand_ins: HandIns, cells: list[str], to: Path, secret: str, title: str = "") -> Gathered:
    """Gather a class's films for a programme.

    Parameters
    ----------
    hand_ins : HandIns
    cells : list of str
        The names of the written cells; those that end in "film" and "statement" are shown.
    to : Path
        A new folder, an empty one, or one that was gathered from this class before.
    secret : str
        Of the class, for pseudonyms.
    title : str
        The programme's; where it is left out that of ``to/programme.md``, else what most consents say.

    Returns
    -------
    Gathered

    Raises
    ------
    KuleshovError
        Where the assignment asks for no film, ``to`` holds something else or a programme of another
        title, or no title is known. Nothing is written then.
    """
    film = film_asked(hand_ins.manifest)
    if not film:
        raise KuleshovError(f"{hand_ins.assignment} asks for no film, so there is nothing to show.")
    kept = Kept(to, pseudonym(secret, f"programme of {hand_ins.assignment}"))
    names = {student: pseudonym(secret, student) for student in hand_ins.students}
    with TemporaryDirectory(prefix=".gathering-", dir=hand_ins.folder) as beside:
        drafts = Path(beside)
        left_out, said = _drafts(hand_ins, cells, film, {s: drafts / n for s, n in names.items()})
        there = {s: drafts / n for s, n in names.items() if s not in left_out}
        found = Gathered(_title(to, title, there.values(), left_out), left_out=left_out, said=said)
        films: dict[str, str] = {}
        for student, draft in there.items():
            reasons = kept_out(draft, found.title)
            first = student if reasons else films.setdefault(sha256(draft / film), student)
            if first != student:
                reasons = [f"it is the same film as {first}'s, which is shown"]
            if reasons:
                left_out[student] = " / ".join(one.rstrip(".") for one in reasons) + "."
            else:
                found.said += kept.put(names[student], draft)
                found.folders[student] = names[student]
    found.said += _gone(kept, names, found)
    _sheet(to, found)
    return found


def _drafts(
    hand_ins: HandIns, cells: list[str], film: str, places: Mapping[str, Path]
) -> tuple[dict[str, str], list[str]]:
    """Lay out each hand-in as it would be shown; return who has none and why, and what wasn't taken."""
    left_out: dict[str, str] = {}
    said: list[str] = []
    asked = replace(hand_ins.manifest, files=(*hand_ins.manifest.files, POSTER))
    with_poster = replace(hand_ins, manifest=asked)
    for student, place in places.items():
        found = with_poster.files(student)
        try:
            film_in(found, film)
        except KuleshovError as error:
            left_out[student] = str(error)
            continue
        place.mkdir()
        for name, data in found.files.items():
            (place / name).write_bytes(data)
        wrong = dict.fromkeys(said_of(found, name) for name in asked.files)
        said += [f"{student}: {one}" for one in wrong if one]
        if words := statement(_words(hand_ins, student, cells)):
            write_whole(place / STATEMENT, f"{words}\n")
    return left_out, said


def _words(hand_ins: HandIns, student: str, cells: list[str]) -> Mapping[str, str]:
    """Return what a student wrote; nothing where no notebook can be read: a film is shown without."""
    notebook = hand_ins.notebook(student)
    try:
        return answers(notebook, hand_ins.given, cells).words if notebook else {}
    except KuleshovError:
        return {}


def statement(words: Mapping[str, str]) -> str:
    """Return a film's statement as its page shows it, from the written cells of its notebook.

    Parameters
    ----------
    words : mapping of str to str
        What is written, by the cell's name.

    Returns
    -------
    str
        Markdown; the title, where there is one, as its first line.

    Examples
    --------
    >>> cells = {"short_film": "Title: **Moth**\\n\\nLogline: It wants the bulb.", "short_statement": "Look."}
    >>> print(statement(cells))
    # Moth
    <BLANKLINE>
    It wants the bulb.
    <BLANKLINE>
    Look.
    """
    about = next((said for name, said in words.items() if name.endswith(_ABOUT)), "")
    more = next((said for name, said in words.items() if name.endswith(_MORE)), "")
    lines = [_LOGLINE.sub("", line) for line in about.splitlines()]
    title = ""
    for form in (_TITLE, _HEAD):  # a heading is one where nothing is called so
        found = next(filter(None, map(form.match, lines)), None)
        if found and not title:
            title = found[1].strip()
            lines.remove(found[0])
    parts = [f"# {title}" if title else "", "\n".join(lines).strip(), more.strip()]
    return "\n\n".join(filter(None, parts))


def _title(to: Path, asked: str, drafts: Iterable[Path], left_out: Mapping[str, str]) -> str:
    """Return the programme's title: the curator's, the one that was given, or what most agreed to."""
    written = read_sheet(to / SHEET).title if (to / SHEET).exists() else ""
    if written and asked and not same(written, asked):
        raise KuleshovError(
            f"{to / SHEET} calls the programme {written!r}. Leave --title out, or change the title there."
        )
    said: list[str] = []
    for draft in drafts:
        try:
            said += filter(None, [programme_of(draft / CONSENT)])
        except LibraryError:  # said when the film itself is judged
            continue
    most = Counter(map(plain, said)).most_common(1)
    common = next((one for one in said if most and plain(one) == most[0][0]), "")
    title = " ".join(calm(written or asked or common).split())
    if not title:
        told = "".join(f"\n- {student}: {reason}" for student, reason in left_out.items())
        raise KuleshovError(
            f"Nobody's {CONSENT} names a programme. Give its title: --title 'Ten small films'.{told}"
        )
    if said and not any(same(one, title) for one in said):  # or all that was gathered would go
        raise KuleshovError(
            f"Nobody agreed to be shown in {title!r}; most agreed to {common!r}. Call the programme so, or ask "
            "its authors. Nothing was changed."
        )
    return title


def _gone(kept: Kept, names: Mapping[str, str], found: Gathered) -> list[str]:
    """Take away whoever isn't shown any more."""
    students = {name: student for student, name in names.items()}
    said = []
    for name in [one for one in kept.folders if one not in found.folders.values()]:
        left = kept.take_away(name)
        who = students.get(name, "somebody who has handed in nothing now")
        said.append(f"{name} ({who}) was shown before and is gone.")
        if left:
            said.append(f"{name} still holds {left[0]}, which somebody put there.")
    return said


def _sheet(to: Path, found: Gathered) -> None:
    """Begin the programme where there is none; say what stands in one that no longer fits."""
    shown = sorted(found.folders.values())
    if not (to / SHEET).exists():
        if shown:
            order = [f"{at}. {name}" for at, name in enumerate(shown, 1)]
            words = [f"# {found.title}", "Curator: ", "", "", "", "## Order", *order, ""]
            write_whole(to / SHEET, "\n".join(words))
            found.said.append(
                f"{to / SHEET} is begun: put your name behind 'Curator:', a note under it, and the "
                f"{counted(len(shown), 'film')} in an order. This one is by chance."
            )
        return
    for path in sorted(to.glob("*.md")):
        try:
            order_of = read_sheet(path).order
        except LibraryError:  # a curator's own notes
            continue
        found.said += [
            f"{path.name} still names {name}, which isn't there: take that line out."
            for name in order_of
            if not (to / name).is_dir()
        ]
