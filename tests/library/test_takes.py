"""A bin of takes: in slate order, with its handles, and honest about what is missing."""

import re
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from made import NAMES, make_rushes, make_take, read_barcode, take_id
from PIL import Image

import kuleshov as ku
from kuleshov.errors import KuleshovError, LibraryError
from kuleshov.library.ledger import add
from kuleshov.library.takes import rushes
from kuleshov.show.bins import rushes_html, rushes_text


@pytest.fixture(scope="session")
def shot_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stand-in takes are slow to write; every test gets a copy of these."""
    return make_rushes(tmp_path_factory.mktemp("rushes"))


@pytest.fixture
def bin_(home: Path, shot_once: Path) -> Path:
    """The course's own bin, of stand-ins."""
    return shutil.copytree(shot_once, home / "datasets" / "rushes" / "understudy")


def test_a_bin_is_a_mapping_in_slate_order(bin_: Path) -> None:
    takes = ku.rushes("understudy")
    assert list(takes) == list(NAMES)
    assert len(takes) == 4 and "4A-1" in takes and "9Z-9" not in takes
    assert [take.name for take in takes.values()] == list(takes)


def test_a_take_knows_its_slate_and_handles(bin_: Path) -> None:
    take = rushes("understudy")["4A-1"]
    assert (take.rate, take.frames, take.first, take.last) == (Fraction(24), 96, 36, 84)
    assert (take.setup, take.quality) == ("4", "animatic")
    assert take.description == "A circle wanders, take 4A-1."
    assert take.truth is not None and take.truth.slate == 23
    assert repr(take) == "Take('4A-1', 00:00:02:00 of 00:00:04:00)"


def test_a_take_opens_as_a_clip_with_its_credit(bin_: Path) -> None:
    take = rushes("understudy")["4A-1"]
    assert take.clip is take.clip
    assert read_barcode(take.clip[17]) == (take_id("4A-1"), 17)
    assert take.clip.credit == take.credit
    assert take.credit.licence == "CC BY 4.0" and take.credit.gaps == []


def test_captions_are_found_where_there_are_any(bin_: Path) -> None:
    takes = rushes("understudy")
    assert takes["4A-1"].captions == bin_ / "4A-1.vtt"
    assert takes["1A-1"].captions is None
    assert takes["1A-1"].stems == {}


def test_a_bin_shows_itself_as_a_list(bin_: Path) -> None:
    lines = repr(rushes("understudy")).splitlines()
    assert lines[0] == "understudy: 4 takes"
    assert lines[1] == "1A-1  00:00:02:00 of 00:00:04:00  A circle wanders, take 1A-1."


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("4A", r"no take '4A' in understudy\. Did you mean 4A-1 or 4A-2\?"),
        ("4a-1", "Did you mean 4A-1"),
        ("1A-2", "Did you mean .*1A-1"),
        ("moth", "It holds 1A-1, 4A-1, 4A-2, C10a"),
    ],
)
def test_an_unknown_take_is_answered_with_near_names(bin_: Path, asked: str, answer: str) -> None:
    with pytest.raises(LibraryError, match=answer):
        rushes("understudy")[asked]


def test_a_missing_file_is_named_with_the_way_to_mend_it(bin_: Path) -> None:
    (bin_ / "4A-1.mp4").unlink()
    takes = rushes("understudy")
    assert takes["4A-1"].frames == 96
    with pytest.raises(LibraryError, match=r"4A-1 is missing: .*git checkout -- .*4A-1\.mp4"):
        _ = takes["4A-1"].clip
    assert len(takes.problems()) == 1


def test_a_file_that_was_changed_is_not_taken_for_the_take(bin_: Path) -> None:
    make_take(bin_ / "4A-1.mp4", name="4A-2", frames=96, size=(160, 90))
    with pytest.raises(LibraryError, match="not take 4A-1 as it was shot"):
        _ = rushes("understudy")["4A-1"].clip


@pytest.mark.parametrize("text", ["{", "[]", '{"format": "kuleshov truth 1"}'])
def test_a_damaged_truth_is_named(bin_: Path, text: str) -> None:
    (bin_ / "truth.json").write_text(text)
    with pytest.raises(KuleshovError, match=r"truth"):
        rushes("understudy")


def test_a_folder_of_your_own_films_is_a_bin_too(home: Path) -> None:
    folder = home / "studio" / "footage"
    folder.mkdir()
    for name in ("take 10", "take 2"):
        make_take(folder / f"{name}.mp4", name=name, frames=24, size=(160, 90))
    (folder / "notes.txt").write_text("not a film")
    (folder / ".hidden.mp4").write_text("not a film")
    add(folder / "take 2.mp4", "Ana", "a phone", "her kitchen", "own work", "Ana")
    takes = rushes(folder)
    assert list(takes) == ["take 2", "take 10"]
    take = takes["take 2"]
    assert (take.first, take.last, take.frames, take.rate) == (0, 24, 24, Fraction(24))
    assert take.truth is None and take.description == "" and take.quality == ""
    assert take.credit.maker == "Ana"
    assert takes["take 10"].credit.gaps != []


def test_two_films_of_one_name_stay_two_takes(home: Path) -> None:
    for name in ("moth.mp4", "moth.mov"):
        (home / name).write_bytes(b"film")
    assert set(rushes(home)) == {"moth.mp4", "moth.mov"}


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("understudi", r"There is no bin 'understudi'\. The course has understudy"),
        ("no/such/folder", "There is no folder no/such/folder"),
    ],
)
def test_a_bin_that_is_not_there_is_named(bin_: Path, asked: str, answer: str) -> None:
    with pytest.raises(LibraryError, match=answer):
        rushes(asked)


def test_the_folder_of_ones_own_footage_is_named_as_seen_from_here(
    bin_: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = bin_.parents[2]
    (home / "studio" / "footage").mkdir(parents=True)
    (home / "course").mkdir(exist_ok=True)
    make_take(home / "studio" / "footage" / "mine.mp4", frames=24)
    monkeypatch.setenv("KULESHOV_STUDIO", str(home / "studio"))
    monkeypatch.chdir(home / "course")
    with pytest.raises(LibraryError) as said:
        rushes("undestudy")
    advised = re.search(r"ku\.rushes\('(.*)'\)", str(said.value))
    assert advised and list(rushes(advised[1])) == ["mine"]


def test_a_film_is_no_bin_and_neither_is_an_empty_folder(bin_: Path, tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="is a film, not a folder"):
        rushes(bin_ / "4A-1.mp4")
    (tmp_path / "empty").mkdir()
    with pytest.raises(LibraryError, match="There is no film in"):
        rushes(tmp_path / "empty")


def test_films_of_one_name_are_told_apart(tmp_path):
    for name in ("IMG_1.MOV", "IMG_1.mp4", "IMG_1.mp4.mov", "a.mp4", "title.mp4", "gap.MOV"):
        (tmp_path / name).write_bytes(b"x")
    found = rushes(tmp_path)
    assert sorted(found) == ["IMG_1.MOV", "IMG_1.mp4", "IMG_1.mp4.mov", "a", "gap.MOV", "title.mp4"]
    assert all(found[name].path.name in (name, f"{name}.mp4") for name in found)


def test_a_folder_s_spelling_of_accents_and_the_keyboard_s_are_one_name(tmp_path):
    (tmp_path / "cafe\u0301.mp4").write_bytes(b"x")
    (tmp_path / "กิน.mp4").write_bytes(b"x")
    found = rushes(tmp_path)
    assert list(found) == ["caf\u00e9", "กิน"]
    assert found["cafe\u0301"] is found["caf\u00e9"] and "cafe\u0301" in found and 3 not in found
    (tmp_path / "caf\u00e9.mp4").write_bytes(b"y")
    both = rushes(tmp_path)
    assert len(both) == 3 and len({take.path for take in both.takes}) == 3


def test_one_film_that_can_not_be_read_spoils_no_bin(tmp_path: Path) -> None:
    make_take(tmp_path / "a.mp4", frames=6)
    (tmp_path / "b.mp4").write_bytes(b"no film at all")
    bin_ = rushes(tmp_path)
    assert "\na  00:00:00:06\nb  can't be read: " in repr(bin_)
    assert repr(bin_["b"]).startswith("Take('b', can't be read: ")


def test_an_uneven_film_is_as_long_in_its_bin_as_it_lasts(tmp_path: Path) -> None:
    times = [n / 30 for n in range(60)] + [2 + n / 10 for n in range(40)]
    make_take(tmp_path / "phone.mp4", frames=100, times=times, sound=False)
    take = rushes(tmp_path)["phone"]
    assert repr(take) == "Take('phone', 00:00:05:28)"  # its last picture stands short


def test_a_folder_says_what_in_it_is_no_take_and_how_to_bring_it_in(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    make_take(tmp_path / "4A-1.mp4", frames=24, size=(64, 36))
    for name in (
        "a.JPG",
        "b.jpg",
        "c.png",
        "d.tif",
        "memo.m4a",
        "tape.vob",
        ".hidden.webp",
        "4A-1.vtt",
    ):
        (tmp_path / name).write_bytes(b"x")
    grey, white = Image.new("RGB", (64, 36), "grey"), Image.new("RGB", (64, 36), "white")
    grey.save("moth.webp", save_all=True, append_images=[white], duration=250)
    (tmp_path / "DCIM" / "100APPLE").mkdir(parents=True)
    (tmp_path / "DCIM" / "100APPLE" / "IMG_1.MOV").write_bytes(b"x")
    (tmp_path / "notes").mkdir()
    said = [
        "moth.webp is an animation, which is no film yet: ku.import_footage('moth.webp') makes one of "
        "it.",
        "tape.vob may be a film: try ku.import_footage('tape.vob').",
        "DCIM, a folder inside, holds films too: ku.rushes('DCIM/100APPLE') opens them.",
        "memo.m4a is sound: ku.sound('memo.m4a') reads it.",
        "a.JPG, b.jpg and 2 more are still pictures: no take.",
    ]
    found = rushes(tmp_path)
    assert found.left_out == said
    assert repr(found).splitlines() == [f"{tmp_path.name}: 1 take", "4A-1  00:00:01:00", *said]
    assert rushes_text(found).splitlines()[-5:] == said
    assert "ku.rushes(&#x27;DCIM/100APPLE&#x27;)" in rushes_html(found)
    (tmp_path / "4A-1.mp4").unlink()
    with pytest.raises(LibraryError, match=r"There is no film in .* moth\.webp is an animation"):
        rushes(tmp_path)


def test_a_course_s_own_bin_says_nothing_of_what_lies_beside_its_takes(bin_: Path) -> None:
    (bin_ / "still.jpg").write_bytes(b"x")
    assert rushes(bin_).left_out == []
