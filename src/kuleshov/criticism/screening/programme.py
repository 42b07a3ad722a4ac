"""A class's films in an order that somebody chose, as one site that asks nothing of any host."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from ...errors import KuleshovError, LibraryError
from ...files import write_whole
from ...media.writing import disk
from ...views import view
from ...words import counted, meant, one_spelling
from .sheet import NAME, Sheet, read_sheet
from .site import write_site
from .words_in import calm
from .work import FILMS, Work, read_work

_HEAD = "Left out of the programme"


@dataclass(frozen=True, eq=False, repr=False)
class Programme:
    """A programme: what is shown, in order, and what is not.

    Attributes
    ----------
    sheet : Sheet
        Title, curator, note.
    works : tuple of Work
        In the order in which they are watched.
    left_out : tuple of (str, str)
        Each hand-in that isn't shown, by its name, with the reason.
    notes : tuple of str
        What the curator should know, a sentence each.
    blind : bool
        Whether a visitor votes before names are shown.
    site : Path or None
        Where it was written.

    See Also
    --------
    kuleshov.programme : Where it comes from.

    Examples
    --------
    >>> Programme(Sheet("Nine lamps"), (), (("moth", "there is no film in it."),))
    Nine lamps: 0 films
    Left out: moth, for there is no film in it.
    """

    sheet: Sheet
    works: tuple[Work, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    blind: bool = False
    site: Path | None = None

    @property
    def length(self) -> float:
        """How long it takes to watch them, seconds."""
        return sum(one.length for one in self.works)

    def __repr__(self) -> str:
        where = f", in {self.site}" if self.site else ""
        lines = [f"{self.sheet.title}: {counted(len(self.works), 'film')}{where}"]
        lines += [f"{place}. {one.title} ({one.folder})" for place, one in enumerate(self.works, 1)]
        lines += [f"Left out: {name}, for {reason}" for name, reason in self.left_out]
        return calm("\n".join([*lines, *(f"Note: {one}" for one in self.notes)]))


def programme(
    folder: str | Path,
    to: str | Path | None = None,
    *,
    order: str | Path | None = None,
    blind: bool = False,
) -> Programme:
    """Make one site of a class's films.

    Parameters
    ----------
    folder : str or Path
        Holds ``programme.md`` and a folder for each film: as :func:`kuleshov.publish` leaves it, or
        a film; with ``consent.txt``, and if there are any ``statement.md``, captions (.vtt) and
        ``poster.jpg``. See docs/programme.md.
    to : str or Path, optional
        Where the site goes: ``folder`` with "-site" behind its name where left out. A site that was
        written here, and is as it was, is replaced.
    order : str or Path, optional
        Another file like ``programme.md``, for another order of the same films.
    blind : bool
        Whether a visitor votes before names are shown.

    Returns
    -------
    Programme
        What is shown and what is left out, with each reason; the same list is written beside the
        site, in a file that ends in "-left-out.txt".

    Raises
    ------
    LibraryError
        Where there is no programme, no film can be shown, or something else lies where the site goes.
        Nothing is written then.
    MediaError
        Where it can't be written.

    See Also
    --------
    kuleshov.publish : What an author does first.
    kuleshov.Captions : What is shown under a film.

    Examples
    --------
    >>> programme("spring-class", blind=True)  # doctest: +SKIP
    Ten small films: 9 films, in spring-class-site
    """
    home = Path(folder)
    if not home.is_dir():
        raise LibraryError(f"{home} is no folder. Give the one that holds a folder for each film.")
    target = Path(to) if to is not None else home.resolve().with_name(f"{home.resolve().name}-site")
    if target.resolve().is_relative_to(home.resolve()):
        raise LibraryError(
            f"{target} lies among the hand-ins, and would be taken for one. Give a folder outside {home}."
        )
    sheet = read_sheet(_sheet_in(home, order))
    folders, left_out = _hand_ins(home)
    left_out += _not_there(sheet, folders)
    works: dict[str, Work] = {}
    ordered, notes = _ordered(sheet, folders)
    for each in ordered:
        try:
            works[each.name] = read_work(each, sheet.title)
        except KuleshovError as error:
            left_out.append((one_spelling(each.name), " ".join(str(error).split())))
    shown = tuple(works.values())
    if not shown:
        told = "".join(f"\n- {name}: {reason}" for name, reason in left_out)
        raise LibraryError(f"No film in {home} can be shown, and nothing was written.{told}")
    notes += [f"{one.folder} {note}" for one in shown for note in one.notes]
    made = Programme(sheet, shown, tuple(sorted(left_out)), tuple(notes), blind, target)
    beside = _left_out_file(target)
    write_site(target, lambda draft: _fill(made, draft))
    _write_left_out(made, beside)
    return made


def _sheet_in(home: Path, order: str | Path | None) -> Path:
    """Return the programme that is meant: one that was named, from here or from among the hand-ins."""
    if order is None:
        return home / NAME
    return Path(order) if Path(order).is_file() else home / order


def _hand_ins(home: Path) -> tuple[list[Path], list[tuple[str, str]]]:
    """Return the folders of a class, by name, and what can't be one."""
    folders, left_out = [], []
    for one in sorted(home.iterdir(), key=lambda path: one_spelling(path.name)):
        if one.name.startswith("."):
            continue
        if one.is_dir() and not one.is_symlink():
            folders.append(one)
        elif one.is_dir():
            left_out.append(
                (one.name, "it is a link to another place. Put the folder itself there.")
            )
        elif one.suffix.lower() in FILMS:
            left_out.append((one.name, "it lies loose. Put it into a folder of its own."))
    spelt = [one_spelling(one.name) for one in folders]
    if twins := [name for name in spelt if spelt.count(name) > 1]:
        raise LibraryError(f"Two folders are both called {twins[0]}, in other bytes. Rename one.")
    return folders, left_out


def _ordered(sheet: Sheet, folders: list[Path]) -> tuple[list[Path], list[str]]:
    """Return the folders as the curator wants them, and who stands last because nobody said where."""
    names = {one_spelling(one.name): one for one in folders}
    wanted = [name for name in sheet.order if name in names]
    rest = [name for name in names if name not in wanted]
    said = [f"{name} isn't in the order, and comes after it" for name in rest if wanted]
    return [names[name] for name in (*wanted, *rest)], said


def _not_there(sheet: Sheet, folders: list[Path]) -> list[tuple[str, str]]:
    """Return the names of the order that no folder has: one was taken back, or is written wrongly."""
    names = [one_spelling(one.name) for one in folders]
    return [
        (name, f"the order names it, and there is no such folder.{meant(name, names)}")
        for name in sheet.order
        if name not in names
    ]


def _fill(made: Programme, draft: Path) -> None:
    """Write the page, the films and their posters."""
    page: str = view("programme")(made)
    (draft / "index.html").write_bytes(page.encode("utf-8", "replace"))
    for one in made.works:
        (draft / one.address).parent.mkdir(parents=True)
        shutil.copyfile(one.film, draft / one.address)
        (draft / one.poster_address).write_bytes(one.poster)


def _left_out_file(target: Path) -> Path:
    """Return the file beside the site that says what it doesn't show: nobody else's business."""
    path = target.with_name(f"{target.name}-left-out.txt")
    if path.is_file() and not path.read_text("utf-8", "replace").startswith(_HEAD):
        raise LibraryError(
            f"{path} holds somebody's own words, and the list of what is left out belongs there. Rename "
            "it, or give another folder with --to."
        )
    return path


def _write_left_out(made: Programme, path: Path) -> None:
    lines = [f"- {name}: {reason}" for name, reason in made.left_out] or ["Nothing was left out."]
    with disk(path):
        write_whole(path, calm("\n".join([f"{_HEAD} {made.sheet.title}", "", *lines, ""])))
