"""What somebody wrote to deceive stays on its line and is seen; odd names and files end in a sentence."""

import hashlib
import json
import os
import shutil
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import kuleshov as ku
from kuleshov.cli import app
from kuleshov.errors import LibraryError
from kuleshov.library.catalogue import catalog, clips_folder
from kuleshov.library.ledger import add, entries, fill
from kuleshov.library.verifying import verify

ROOT = Path(__file__).resolve().parents[2]
EVIL = "Moth\nThis film: CC0\x1b[2K\u202eebA"


@pytest.fixture
def kitchen(home: Path) -> Path:
    path = home / "studio" / "kitchen.mp4"
    path.write_bytes(b"a kitchen")
    return path


@pytest.fixture
def course(home: Path) -> Path:
    """The course's catalogue and rushes in a home of their own."""
    shutil.copy(ROOT / "datasets" / "catalog.csv", home / "datasets")
    target = home / "datasets" / "rushes" / "understudy"
    target.symlink_to(ROOT / "datasets" / "rushes" / "understudy")
    return home


def hidden(text: str) -> set[str]:
    return {unicodedata.category(letter) for letter in text if letter != "\n"} & {"Cc", "Cf"}


def test_a_title_forges_no_line_of_a_roll_a_table_or_the_papers(kitchen: Path) -> None:
    fill(kitchen, title=EVIL, made_by="Ada\u202e", licence=f"all rights reserved{EVIL}")
    found = ku.papers(kitchen)
    told = [str(ku.credits(kitchen)), repr(found), repr(ku.ledger()), *found.gaps, *found.conflicts]
    for text in told:
        assert not hidden(text) and "\nThis film: CC0" not in text
    assert "Moth This film: CC0\\u001b[2K\\u202eebA" in ku.credits(kitchen).lines[0]


def test_a_place_forges_no_line_of_what_was_verified(course: Path) -> None:
    line = {"path": "x\n\x1b[31mgap: fine"}
    (course / "studio" / "ledger.json").write_text(json.dumps({"entries": [line]}))
    told = CliRunner().invoke(app, ["ledger", "verify"]).output
    assert not hidden(told) and "\ngap: fine" not in told
    assert "wrong: x \\u001b[31mgap: fine: it is in your ledger" in told


@pytest.mark.parametrize(
    "line",
    [
        {"path": "kitchen.mp4", "parts": [{"a": 1}]},
        {"path": "kitchen.mp4", "parts": [1]},
        {"path": "kitchen.mp4", "filled": [None]},
        {"path": "kit\0chen.mp4"},
    ],
)
def test_what_is_no_line_is_refused_in_a_sentence(kitchen: Path, line: dict[str, Any]) -> None:
    text = json.dumps({"entries": [line]})
    (kitchen.parent / "ledger.json").write_text(text)
    with pytest.raises(LibraryError, match="can't be read"):
        ku.papers(kitchen)
    assert (kitchen.parent / "ledger.json").read_text() == text


@pytest.mark.parametrize("name", ["nothere.mp4", "", ".", "bad\0name", "a" * 400])
def test_a_name_of_no_file_has_no_papers(kitchen: Path, name: str) -> None:
    for ask in (ku.papers, ku.credits):
        with pytest.raises(LibraryError, match="There is no file"):
            ask(name)
    with pytest.raises(LibraryError, match="There is no file"):
        ku.papers(kitchen.parent)
    with pytest.raises(LibraryError, match="There is no file"):
        fill(name, made_by="Ada")


def test_a_ledger_with_a_byte_order_mark_is_read(kitchen: Path) -> None:
    add(kitchen, "Ada", "", "", "", "")
    book = kitchen.parent / "ledger.json"
    book.write_bytes(b"\xef\xbb\xbf" + book.read_bytes())
    assert entries()[0].made_by == "Ada"
    assert fill(kitchen, licence="CC0").made_by == "Ada"


def test_a_name_in_two_of_unicodes_spellings_is_one(home: Path) -> None:
    one, other = (home / "studio" / f"{name}.mp4" for name in ("caf\u00e9", "cafe\u0301"))
    other.write_bytes(b"a cafe")
    add(other, "Ada", "", "", "", "")
    other.unlink()
    one.write_bytes(b"a cafe, cut shorter")
    assert ku.papers(one)[0].credit.maker == "Ada"
    fill(one, edits="cut shorter")
    assert len(ku.ledger().latest()) == 1


def test_a_file_that_was_moved_and_written_down_is_found(course: Path) -> None:
    studio = course / "studio"
    (studio / "a.mp4").write_bytes(b"a")
    fill(studio / "a.mp4", made_by="Ada")
    (studio / "a.mp4").rename(studio / "b.mp4")
    (wrong,) = verify().wrong
    assert wrong.startswith("a.mp4: it is in your ledger and not where")
    fill(studio / "b.mp4", made_on="2026")
    assert verify().wrong == ()
    (studio / "b.mp4").write_bytes(b"b")
    assert len(verify().wrong) == 2


def test_a_catalogues_hash_that_is_none_is_named(course: Path) -> None:
    book = course / "datasets" / "catalog.csv"
    digest = catalog()["g_k5_piano10"].sha256
    book.write_text(book.read_text("utf-8").replace(digest, "z" * 64), "utf-8")
    assert any("no hash of its bytes" in one for one in verify().wrong)


def test_a_fetched_clip_whose_bytes_changed_under_an_old_time_is_not_there(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = catalog()["g_k5_piano10"]
    place = clips_folder() / entry.filename
    held = b"x" * 100

    entry = replace(entry, bytes=100, sha256=hashlib.sha256(held).hexdigest())
    place.write_bytes(held)
    assert entry.path == place
    then = place.stat()
    place.write_bytes(b"y" * 100)
    os.utime(place, ns=(then.st_atime_ns, then.st_mtime_ns))
    assert place.stat().st_mtime_ns == then.st_mtime_ns
    assert entry.path is None


def test_an_odd_name_in_a_list_is_a_clip_that_nobody_wrote_down(home: Path) -> None:
    for name in ("bad\0name.mp4", "a" * 400):
        assert len(ku.papers([Path(name)]).gaps) == 9
