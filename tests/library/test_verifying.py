"""One command looks at every clip that the course shows, and at all that the ledger names."""

import shutil
from pathlib import Path

import pytest

from kuleshov.files import sha256
from kuleshov.library.catalogue import catalog
from kuleshov.library.ledger import add
from kuleshov.library.lessons import ASSIGNMENTS, LESSONS
from kuleshov.library.shipped import FILMS, RUSHES, rushes_files, shipped
from kuleshov.library.verifying import verify

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def course(home: Path) -> Path:
    """The course's catalogue and rushes in a home of their own, so that they can be spoilt."""
    shutil.copy(ROOT / "datasets" / "catalog.csv", home / "datasets")
    rushes = ROOT / "datasets" / "rushes" / "understudy"
    target = home / "datasets" / "rushes" / "understudy"
    target.mkdir()
    for path in (*rushes.glob("*.mp4"), rushes / "truth.json"):
        shutil.copy(path, target)
    return home


def test_every_clip_of_the_course_has_its_entry_and_its_bytes(course: Path) -> None:
    found = verify()
    ids = {id for ids in (*LESSONS.values(), *ASSIGNMENTS.values()) for id in ids}
    assert found.wrong == ()
    assert (found.shown, found.entries, found.read) == (len(ids) + 39, 0, 39)
    clips = [catalog()[id] for id in ids]
    silent = [one for one in clips if one.kind == "human" and not (one.consent and one.year)]
    assert found.lacking == len(silent) + sum(1 for one in clips if one.kind == "generated")
    assert str(found).endswith(f"0 wrong, {found.lacking} with gaps.")
    assert all("consent" in gap for gap in found.gaps)


@pytest.mark.parametrize("name", ["4A-1.mp4", "editors-cut.mp4"])
@pytest.mark.parametrize("how", ["a byte", "gone"])
def test_a_spoilt_film_of_the_course_is_named(course: Path, name: str, how: str) -> None:
    path = course / "datasets" / "rushes" / "understudy" / name
    if how == "gone":
        path.unlink()
    else:
        spoil(path)
    (wrong,) = verify().wrong
    assert wrong.startswith(name) and "git checkout" in wrong


def spoil(path: Path) -> None:
    """Change one byte in the middle."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_a_changed_byte_in_the_cache_is_named(course: Path) -> None:
    entry = catalog()["g_k5_piano10"]
    (course / "cache" / "clips").mkdir()
    place = course / "cache" / "clips" / entry.filename
    place.write_bytes(b"another film")
    (wrong,) = verify().wrong
    assert "kuleshov fetch g_k5_piano10" in wrong


@pytest.mark.parametrize("fact", ["maker", "licence", "url"])
def test_a_clip_without_maker_licence_or_source_is_wrong(course: Path, fact: str) -> None:
    place = course / "datasets" / "catalog.csv"
    entry = catalog()["g_k5_piano10"]
    lines = place.read_text("utf-8").splitlines(keepends=True)
    changed = [
        line.replace(getattr(entry, fact), "", 1) if line.startswith("g_k5_piano10") else line
        for line in lines
    ]
    place.write_text("".join(changed), "utf-8")
    assert any(one.startswith("g_k5_piano10: nobody has said") for one in verify().wrong)


def test_a_lesson_that_shows_what_the_catalogue_lacks_is_named(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LESSONS, "lesson-02", ("g_nowhere",))
    assert verify().wrong == (
        "g_nowhere: a lesson shows it, and the catalogue has no entry for it.",
    )


def test_the_ledgers_own_files_are_there_as_they_were_written_down(course: Path) -> None:
    studio = course / "studio"
    for name in ("whole", "changed", "gone"):
        (studio / f"{name}.mp4").write_bytes(name.encode())
        add(studio / f"{name}.mp4", "Ada", "a phone", "", "", "")
    (studio / "changed.mp4").write_bytes(b"another")
    (studio / "gone.mp4").unlink()
    found = verify()
    assert found.entries == 3
    assert [one.split(" ")[0].strip(":") for one in found.wrong] == ["changed.mp4", "gone.mp4"]


def test_the_course_knows_its_own_by_their_bytes(course: Path) -> None:
    files = rushes_files()
    assert len(files) == 39
    assert {path.name for path in files} >= set(FILMS["understudy"])
    for path, (digest, credit) in files.items():
        assert sha256(path) == digest and credit == RUSHES["understudy"]
    assert shipped(sha256(ROOT / "datasets/rushes/understudy/4A-1.mp4")) == RUSHES["understudy"]
    assert shipped(catalog()["h_nasa"].sha256) == catalog()["h_nasa"].credit
    assert shipped("0" * 64) is None
