"""Ten small films of a class that does not exist, and three orders of them, for lesson 12."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from ..errors import LibraryError
from ..files import write_whole
from ..folders import studio_at
from ..library import ledger, publish, rushes
from ..library.progress import Report, bar
from ..media import Captions
from ..media.writing import disk
from ..timeline import Cut

MADE = Path(__file__).with_name("ten_films.yaml")
"""The ten films as edits, with what their made-up authors say of them, and the three orders."""

SIZE = 480, 270  # pixels: ten films are made while somebody waits
MADE_WITH = "Kuleshov, for lesson 12 of the course; the maker's name is made up"


def shorts(folder: str | Path) -> Path:
    """Make ten small films of a class that doesn't exist, and three programmes of them.

    Parameters
    ----------
    folder : str or Path
        Gets a folder for each film, as people hand them in: ``short.mp4`` (9 to 18 s, 480 x 270
        pixels), ``short.vtt``, ``credits.txt``, ``papers.html``, ``statement.md``, ``consent.txt``;
        beside them ``bright-to-dark.md``, ``by-pairs.md`` and ``as-a-story.md``, and a
        ``programme.md`` in which nobody has chosen an order yet. What is there already stays as it
        is: delete a film's folder to have that film made anew.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    LibraryError
        Where the rushes of The Understudy aren't there, or ``folder`` is a file.
    MediaError
        Where the folder can't be written.

    See Also
    --------
    kuleshov.programme : Makes one page of them, in the order of one of the programmes.

    Notes
    -----
    Their papers are written in a ledger of their own, which is gone afterwards: yours knows nothing
    of them.

    Examples
    --------
    >>> import kuleshov as ku
    >>> ku.programme(shorts("class"), order="by-pairs.md")  # doctest: +SKIP
    Ten small films: 10 films, in class-site
    """
    home, plan = Path(folder), made()
    if home.exists() and not home.is_dir():
        raise LibraryError(
            f"{home} is a file. Give the name of a folder, a new one or an earlier one."
        )
    missing = [name for name in plan["films"] if not (home / name).exists()]
    with disk(home):
        home.mkdir(parents=True, exist_ok=True)
        with bar("Making the films of a class", unit="films") as report:
            _make([(home / name, plan["films"][name]) for name in missing], plan, report)
        for name, words in programmes(plan).items():
            if not (home / name).exists():
                write_whole(home / name, words)
    return home


def made() -> dict[str, Any]:
    """Read the ten films and the three orders as they are written down.

    Returns
    -------
    dict
        ``title`` and ``day``; ``films``, by name, each with title, author, statement, edit and
        noises; ``orders``, by name, each with curator, note and films; for the notes of all of them
        ``made_up``, and ``unchosen`` where there is no curator.
    """
    found: dict[str, Any] = yaml.safe_load(MADE.read_text("utf-8"))
    return found


def cut_of(film: Mapping[str, Any]) -> Cut:
    """Return one of the ten films as an edit.

    Parameters
    ----------
    film : mapping
        As :func:`made` gives it.

    Returns
    -------
    Cut

    Examples
    --------
    >>> cut_of(made()["films"]["lamp"]).duration
    9.0
    """
    words = f"title: {film['title']}\n{film['edit']}"
    return Cut.from_text(words, rushes=rushes("understudy"))


def captions_of(film: Mapping[str, Any]) -> Captions:
    """Return the captions of one of the ten films: the lines that its edit tells, and its noises.

    Parameters
    ----------
    film : mapping
        As :func:`made` gives it.

    Returns
    -------
    Captions

    Examples
    --------
    >>> captions_of(made()["films"]["lamp"])
    00:00:00.500 to 00:00:03.000 [a quiet room]
    """
    captions = cut_of(film).captions()
    for start, stop, noise in film["noises"]:
        captions = captions.add(start, stop, f"[{noise}]")
    return captions


def programmes(plan: Mapping[str, Any]) -> dict[str, str]:
    """Return the programmes as files: each name with its words.

    Parameters
    ----------
    plan : mapping
        As :func:`made` gives it.

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> print(programmes(made())["by-pairs.md"][:36])
    # Ten small films
    Curator: Selma Ayd
    """
    title = plan["title"]
    chosen = {
        f"{name}.md": _programme(
            title, one["curator"], f"{one['note']}\n{plan['made_up']}", one["films"]
        )
        for name, one in plan["orders"].items()
    }
    return {
        "programme.md": _programme(title, "", plan["unchosen"], sorted(plan["films"])),
        **chosen,
    }


def _programme(title: str, curator: str, note: str, films: Sequence[str]) -> str:
    listed = [f"{place}. {name}" for place, name in enumerate(films, 1)]
    return "\n".join(
        [f"# {title}", f"Curator: {curator}", "", note.strip(), "", "## Order", *listed, ""]
    )


def _make(
    wanted: Sequence[tuple[Path, Mapping[str, Any]]], plan: Mapping[str, Any], report: Report
) -> None:
    """Make films two at a time: FFmpeg lets other threads run, and two cores are what people have."""
    with ThreadPoolExecutor(2) as pool:
        films = [pool.submit(_hand_in, target, film, plan) for target, film in wanted]
        try:
            for done, film in enumerate(as_completed(films), 1):
                film.result()
                report(done, len(films))
        finally:  # where one can't be made, or somebody stops it
            pool.shutdown(cancel_futures=True)


def _hand_in(target: Path, film: Mapping[str, Any], plan: Mapping[str, Any]) -> None:
    """Make a film's folder; it is there as a whole or not at all."""
    with TemporaryDirectory(prefix=".making-", dir=target.parent) as beside:
        with studio_at(Path(beside) / "studio"):
            folder = _published(film, Path(beside))
        captions_of(film).save(folder / "short.vtt")
        write_whole(folder / "statement.md", f"# {film['title']}\n\n{film['statement']}")
        agreed = f"Programme: {plan['title']}\nI agree: {film['author']}, {plan['day']}\n"
        write_whole(folder / "consent.txt", agreed)
        if not target.exists():  # another notebook may have made it meanwhile
            folder.rename(target)


def _published(film: Mapping[str, Any], beside: Path) -> Path:
    short = cut_of(film).render(beside / "short.mp4", size=SIZE, progress=False)
    ledger.fill(short, title=film["title"], made_by=film["author"], made_with=MADE_WITH)
    return publish(short, beside / "published", film["title"]).folder
