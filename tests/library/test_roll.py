"""The credit roll is written from the ledger, and leaves its gaps open."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from kuleshov.errors import LibraryError
from kuleshov.library import credits
from kuleshov.library.credit import Credit
from kuleshov.library.ledger import add, add_credit, entries, film_made
from kuleshov.timeline import Edit, Shot
from kuleshov.timeline.lanes import LaidSound, Lane

pytestmark = pytest.mark.usefixtures("home")

LAMP = Credit("Lamp", "Ben", "Blender", "a script", "CC BY 4.0", "", "Nobody was filmed.")
SHIP = Credit(
    "Ship", "A lab", "A model", "https://example.org", "CC BY-SA 4.0", "A lab, CC BY-SA 4.0"
)


@dataclass
class FilmOnDisk:
    path: Path
    credit: Credit | None = None
    title: str = ""


@dataclass
class CutOf:
    """As much of a cut as the roll asks for."""

    edit: Edit
    bin: dict[str, FilmOnDisk] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return self.edit.title

    def take(self, name: str) -> FilmOnDisk:
        return self.bin[name]


def a_file(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(name.encode())
    return path


def test_a_list_of_clips_becomes_a_roll(tmp_path: Path) -> None:
    roll = credits([LAMP, SHIP, LAMP], title="Night")
    assert roll.lines[0] == "Night"
    assert roll.credits == (LAMP, SHIP)
    assert "Lamp, by Ben, made with Blender, CC BY 4.0" in roll.lines
    assert roll.licence == "CC BY-SA 4.0"
    assert roll.text.endswith(
        "This film: not for publication yet"
    )  # nobody was asked about the ship
    known = {"made_on": "2026", "likeness": "nobody", "edits": "none", "kind": "human"}
    asked = replace(SHIP, consent="nobody was filmed", **known)
    assert credits([LAMP, asked]).text.endswith("This film: not for publication yet")
    assert credits([replace(LAMP, **known), asked]).text.endswith("This film: CC BY-SA 4.0")


def test_gaps_are_shown_on_the_roll_and_not_filled() -> None:
    roll = credits([SHIP])
    assert len(roll.gaps) == 1
    assert roll.lines[roll.lines.index("Not known:") + 1].startswith("Ship: whether")


def test_an_edit_gives_its_takes_in_order_without_its_cards(tmp_path: Path) -> None:
    bin_ = {
        "1A-1": FilmOnDisk(a_file(tmp_path, "1A-1.mp4"), LAMP),
        "g": FilmOnDisk(a_file(tmp_path, "g.mp4"), SHIP),
    }
    shots = (Shot("title", 0, 9), Shot("g", 0, 9), Shot("1A-1", 0, 9), Shot("g", 5, 9))
    roll = credits(CutOf(Edit("Night", shots=shots), bin_))
    assert roll.title == "Night"
    assert roll.credits == (SHIP, LAMP)
    heard = Lane("music", (LaidSound("1A-1", 0, 9, at=0),))
    assert credits(CutOf(Edit(shots=shots[1:2], lanes=(heard,)), bin_)).credits == (SHIP, LAMP)


def test_a_film_made_here_is_traced_to_its_clips(home: Path) -> None:
    lamp = add_credit(a_file(home, "lamp.mp4"), LAMP)
    ship = add_credit(a_file(home, "ship.mp4"), SHIP)
    first = a_file(home / "studio", "first.mp4")
    reel = add(first, "Ana", "Kuleshov", "", "", "", parts=[lamp.sha256, ship.sha256])
    second = a_file(home / "studio", "second.mp4")
    add(second, "Ana", "Kuleshov", "", "", "", parts=[reel.sha256])
    assert credits(second).credits == (reel.credit, LAMP, SHIP)
    assert credits(str(second)).title == "second"


def test_a_film_that_was_cut_here_enters_the_ledger_with_its_clips(home: Path) -> None:
    clips = [
        FilmOnDisk(a_file(home, "ship.mp4"), SHIP),
        FilmOnDisk(a_file(home, "lamp.mp4"), LAMP),
    ]
    film = a_file(home / "studio", "night.mp4")
    credit = film_made(film, "Night", clips)
    assert (credit.title, credit.licence) == ("Night", "CC BY-SA 4.0")
    assert [gap.split(": ")[1][:22] for gap in credit.gaps] == [
        "nobody is named as its",
        "whether those in it, o",
    ]
    assert [entry.credit.title for entry in entries()] == ["Ship", "Lamp", "Night"]
    assert credits(film).credits == (SHIP, LAMP)
    assert credits(film).title == "Night"


def test_a_part_that_nobody_wrote_down_is_a_gap(home: Path) -> None:
    film = a_file(home / "studio", "first.mp4")
    add(film, "Ana", "Kuleshov", "", "", "", parts=["0" * 64])
    roll = credits(FilmOnDisk(film))
    assert "not in the ledger (00000000)" in roll.text
    assert roll.licence == "" and "not for publication" in roll.text


def test_a_film_that_claims_to_be_made_of_itself_ends(home: Path) -> None:
    film = a_file(home / "studio", "first.mp4")
    other = add(film.with_name("x.mp4"), "Ana", "", "", "", "", sha256="a" * 64, parts=["b" * 64])
    add(film.with_name("y.mp4"), "Ana", "", "", "", "", sha256="b" * 64, parts=["a" * 64])
    add(film, "Ana", "Kuleshov", "", "", "", parts=[other.sha256])
    assert [credit.title for credit in credits(film).credits] == ["x", "y"]


def test_what_is_no_film_is_refused() -> None:
    with pytest.raises(LibraryError, match="A float has no credits"):
        credits(3.5)
