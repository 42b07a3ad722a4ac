"""The ledger remembers whose a clip is, and never invents an answer."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from kuleshov.errors import LibraryError
from kuleshov.files import sha256
from kuleshov.library import ledger as ledger_of_the_studio
from kuleshov.library.credit import Credit
from kuleshov.library.ledger import add, entries, fill, for_film, ledger
from kuleshov.library.ledger_file import place_of, where
from kuleshov.library.papers import papers

pytestmark = pytest.mark.usefixtures("home")

MOTH = Credit("Moth", "Ana", "a phone", "her kitchen", "CC BY 4.0", consent="Nobody was filmed.")


@dataclass
class FilmOnDisk:
    """What the ledger needs of a clip: a place and a credit."""

    path: Path
    credit: Credit | None = None


@pytest.fixture
def film(home: Path) -> Path:
    path = home / "studio" / "moth.mp4"
    path.write_bytes(b"a moth")
    return path


def test_what_is_written_down_is_read_back(film: Path) -> None:
    written = add(film, "Ana", "a phone", "her kitchen", "CC BY 4.0", "Ana, her own hand")
    assert entries() == [written]
    assert written.path == "moth.mp4"
    assert written.sha256 == sha256(film)
    assert written.gaps == []


def test_the_name_of_the_package_is_the_function_that_shows_the_table(film: Path) -> None:
    add(film, "Ana", "a phone", "her kitchen", "CC BY 4.0", "")
    shown = repr(ledger_of_the_studio())
    assert "Ana" in shown and "CC BY 4.0" in shown
    assert "Gaps (1):" in shown and "agreed is not stated" in shown


def test_the_same_name_writes_and_lists(film: Path) -> None:
    entry = ledger_of_the_studio.add(film, "Ana", "a phone", "", "", "")
    assert ledger_of_the_studio.entries() == list(ledger_of_the_studio()) == [entry]
    assert repr(ledger_of_the_studio) == repr(ledger_of_the_studio())


def test_an_empty_ledger_says_so() -> None:
    assert "empty" in repr(ledger())


@pytest.mark.parametrize("answer", ["", "unknown", "Not stated", " ? "])
def test_what_nobody_stated_is_a_gap_and_stays_one(film: Path, answer: str) -> None:
    entry = add(film, "Ana", "a phone", "her kitchen", answer, "yes")
    assert len(entry.gaps) == 1
    assert "no licence is stated" in entry.gaps[0]
    assert entries()[0].licence == answer.strip()


def test_entries_are_added_and_none_is_lost(film: Path) -> None:
    add(film, "", "", "", "", "")
    add(film, "Ana", "a phone", "her kitchen", "CC BY 4.0", "yes")
    assert [entry.made_by for entry in entries()] == ["", "Ana"]
    assert [entry.made_by for entry in ledger().latest()] == ["Ana"]
    assert ledger().gaps == []


def test_saying_the_same_again_writes_nothing(film: Path) -> None:
    first = add(film, "Ana", "a phone", "her kitchen", "CC BY 4.0", "yes")
    again = add(film, "Ana", "a phone", "her kitchen", "CC BY 4.0", "yes")
    assert again == first
    assert len(entries()) == 1


def test_many_writers_at_once_lose_no_entry(home: Path) -> None:
    def write(number: int) -> None:
        add(home / f"{number}.mp4", f"maker {number}", "", "", "", "")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(24)))
    assert {entry.made_by for entry in entries()} == {f"maker {n}" for n in range(24)}


def test_a_ledger_is_text_that_a_person_can_read(home: Path, film: Path) -> None:
    add(film, "Żaneta", "", "", "", "")
    text = (home / "studio" / "ledger.json").read_text(encoding="utf-8")
    assert "Żaneta" in text
    assert json.loads(text)["entries"][0]["consent"] == ""


@pytest.mark.parametrize(
    "damage",
    [
        "{",
        "[]",
        '{"entries": [3]}',
        '{"entries": [{"path": 1}, {}]}',
        '{"entries": [{"path": "a", "parts": 3}]}',
    ],
)
def test_a_damaged_ledger_is_named_and_left_alone(home: Path, film: Path, damage: str) -> None:
    place = home / "studio" / "ledger.json"
    place.write_text(damage)
    with pytest.raises(LibraryError, match="It is yours"):
        add(film, "Ana", "", "", "", "")
    assert place.read_text() == damage


def test_nothing_is_left_beside_the_ledger(home: Path, film: Path) -> None:
    add(film, "Ana", "", "", "", "")
    assert {path.name for path in (home / "studio").iterdir() if path.suffix != ".lock"} == {
        "ledger.json",
        "moth.mp4",
    }


def test_places_mean_the_same_on_another_machine(home: Path) -> None:
    assert add(home / "studio" / "a" / "b.mp4", "", "", "", "", "").path == "a/b.mp4"
    assert add(home / "cache" / "clips" / "b.mp4", "", "", "", "", "").path == "cache:clips/b.mp4"
    assert add(home / "datasets" / "b.mp4", "", "", "", "", "").path == "course:datasets/b.mp4"


def test_a_film_gives_each_clip_credit_once_and_in_order(film: Path) -> None:
    lamp = Credit("Lamp", "Ben", "Blender", "a script", "CC0", consent="Nobody was filmed.")
    assert for_film([lamp, FilmOnDisk(film, MOTH), lamp]) == [lamp, MOTH]


def test_a_clip_that_enters_a_film_enters_the_ledger(film: Path) -> None:
    for_film([FilmOnDisk(film, MOTH)])
    for_film([FilmOnDisk(film, MOTH)])
    assert [entry.credit for entry in entries()] == [MOTH]


def test_a_renamed_clip_is_known_by_its_bytes(home: Path, film: Path) -> None:
    add(film, "Ana", "a phone", "her kitchen", "CC BY 4.0", "yes", title="Moth")
    elsewhere = film.rename(home / "renamed.mp4")
    assert for_film([FilmOnDisk(elsewhere)])[0].maker == "Ana"


def test_a_clip_that_nobody_wrote_down_has_a_credit_of_gaps(film: Path) -> None:
    (credit,) = for_film([film])
    assert credit.title == "moth"
    assert len(credit.gaps) == 5


def test_a_clip_that_nobody_wrote_down_has_a_name_once_a_film_was_cut_from_it(film: Path) -> None:
    cut = film.with_name("cut.mp4")
    cut.write_bytes(b"another film")
    ledger_of_the_studio.film_made(cut, "Night", [film])
    assert ledger().of(path=film) is not None
    (part,) = papers(cut).clips
    assert part.credit.title == film.stem and "made_by" in [fact.name for fact in part.lacking]
    ledger_of_the_studio.film_made(cut, "Night", [film])
    assert len([one for one in ledger() if one.title == film.stem]) == 1


def test_what_is_no_clip_is_refused() -> None:
    with pytest.raises(LibraryError, match="A int has no credits"):
        for_film([3])


OLD = """{
 "version": 1,
 "entries": [
  {"path": "moth.mp4", "made_by": "Ana", "made_with": "a phone", "source": "her kitchen",
   "licence": "CC BY 4.0", "consent": "yes", "sha256": "%s", "added": "2026-02-16 10:00:00"},
  {"path": "gone.mp4", "made_by": "", "made_with": "", "source": "", "licence": "", "consent": ""}
 ]
}
"""
"""A ledger as it was written before it asked for a prompt, a seed, a likeness."""

NEWER = """{
 "version": 7,
 "about": "the class of 2031",
 "entries": [
  {"path": "moth.mp4", "made_by": "Ana", "made_with": "", "source": "", "licence": "", "consent": "",
   "sha256": "%s", "weather": {"rain": true}, "lens": ["50 mm"], "filled": ["lens"]}
 ]
}
"""
"""A ledger of a kit that we don't know yet."""


def test_an_old_ledger_is_read_and_goes_on(home: Path, film: Path) -> None:
    place = home / "studio" / "ledger.json"
    place.write_text(OLD % sha256(film), "utf-8")
    before = json.loads(place.read_text("utf-8"))["entries"]
    assert [entry.made_by for entry in entries()] == ["Ana", ""]
    assert entries()[0].seed == entries()[0].likeness == ""
    entry = fill(film, seed="42", kind="generated")
    assert (entry.made_by, entry.seed, entry.added > "2026-11") == ("Ana", "42", True)
    after = json.loads(place.read_text("utf-8"))["entries"]
    assert after[:2] == before and len(after) == 3


def test_what_a_newer_kit_wrote_is_kept_as_it_was(home: Path, film: Path) -> None:
    place = home / "studio" / "ledger.json"
    place.write_text(NEWER % sha256(film), "utf-8")
    before = json.loads(place.read_text("utf-8"))
    fill(film, licence="CC0")
    add(home / "studio" / "other.mp4", "Ben", "", "", "", "")
    after = json.loads(place.read_text("utf-8"))
    assert {**after, "entries": after["entries"][:1]} == before
    filled = after["entries"][1]
    assert (filled["weather"], filled["lens"], filled["licence"]) == (
        {"rain": True},
        ["50 mm"],
        "CC0",
    )
    assert filled["filled"] == ["licence"]
    assert "weather" not in after["entries"][2]
    assert "more" not in ledger().to_frame().columns


def test_a_number_that_somebody_wrote_by_hand_is_read_as_words(home: Path, film: Path) -> None:
    text = '{"entries": [{"path": "moth.mp4", "seed": 42, "made_on": 2026}]}'
    (home / "studio" / "ledger.json").write_text(text)
    assert (entries()[0].seed, entries()[0].made_on) == ("42", "2026")


def test_saying_the_same_again_by_filling_in_writes_nothing(film: Path) -> None:
    assert fill(film, seed=42) == fill(film, seed="42")
    assert len(entries()) == 1


def test_many_who_fill_in_at_once_lose_nothing(home: Path, film: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: fill(film, notes=str(number)), range(24)))
    assert {entry.notes for entry in entries()} >= {str(n) for n in range(24)}


def test_a_place_in_the_ledger_is_found_again(home: Path) -> None:
    for folder in ("studio/a", "cache/clips", "datasets"):
        path = (home / folder / "b.mp4").resolve()
        assert where(place_of(path)) == path
    assert where("/elsewhere/b.mp4") == Path("/elsewhere/b.mp4")
