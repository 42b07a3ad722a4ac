"""The studio goes into one zip and comes out again; a zip from elsewhere can do no harm."""

import stat
import zipfile
from pathlib import Path

import pytest

from kuleshov.errors import LibraryError
from kuleshov.library.pack import pack, unpack


@pytest.fixture
def studio(tmp_path: Path) -> Path:
    """A studio with a film, an edit and a note."""
    place = tmp_path / "studio"
    (place / "films").mkdir(parents=True)
    (place / "films" / "first cut.mp4").write_bytes(bytes(range(256)) * 40)
    (place / "night.otio").write_text('{"shots": []}')
    (place / "notes.md").write_text("The lamp wants something. Żółw.", encoding="utf-8")
    return place


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def a_zip(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        for name, data in members:
            made.writestr(name, data)
    return path


def test_what_is_packed_comes_out_the_same(studio: Path, tmp_path: Path) -> None:
    packed = pack(studio, tmp_path / "home.zip")
    assert packed.files == ("films/first cut.mp4", "night.otio", "notes.md")
    unpack(packed.path, tmp_path / "elsewhere")
    assert contents(tmp_path / "elsewhere") == contents(studio)


def test_the_same_studio_gives_the_same_bytes(studio: Path, tmp_path: Path) -> None:
    first = pack(studio, tmp_path / "a.zip").path.read_bytes()
    (studio / "notes.md").touch()
    assert pack(studio, tmp_path / "b.zip").path.read_bytes() == first


def test_a_pack_may_lie_in_the_studio_itself(studio: Path) -> None:
    packed = pack(studio, studio / "home.zip")
    assert "home.zip" not in packed.files
    assert [path for path in studio.iterdir() if path.name.startswith(".")] == []


def test_links_and_hidden_files_stay_and_are_named(studio: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("not yours")
    (studio / "secret.txt").symlink_to(tmp_path / "secret.txt")
    (studio / "folder").symlink_to(tmp_path)
    (studio / ".ledger.json.lock").touch()
    packed = pack(studio, tmp_path / "home.zip")
    assert len(packed.files) == 3
    assert len(packed.left_out) == 3
    assert "secret.txt: it is a link to" in str(packed)


def test_packing_overwrites_nothing(studio: Path, tmp_path: Path) -> None:
    (tmp_path / "home.zip").write_text("mine")
    with pytest.raises(LibraryError, match="is there already"):
        pack(studio, tmp_path / "home.zip")
    assert (tmp_path / "home.zip").read_text() == "mine"


def test_there_must_be_something_to_pack(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(LibraryError, match="nothing in"):
        pack(tmp_path / "empty", tmp_path / "home.zip")
    with pytest.raises(LibraryError, match="no folder"):
        pack(tmp_path / "lost", tmp_path / "home.zip")
    with pytest.raises(LibraryError, match="to put the pack into"):
        pack(tmp_path / "empty", tmp_path / "lost" / "home.zip")


def test_unpacking_overwrites_nothing_and_brings_nothing(studio: Path, tmp_path: Path) -> None:
    packed = pack(studio, tmp_path / "home.zip").path
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "notes.md").write_text("mine")
    with pytest.raises(LibraryError, match=r"already notes\.md\. Nothing was overwritten"):
        unpack(packed, mine)
    assert contents(mine) == {"notes.md": b"mine"}


def test_unpacking_beside_other_files_leaves_them(studio: Path, tmp_path: Path) -> None:
    packed = pack(studio, tmp_path / "home.zip").path
    mine = tmp_path / "mine"
    (mine / "films").mkdir(parents=True)
    (mine / "films" / "other.mp4").write_text("mine")
    unpack(packed, mine)
    assert set(contents(mine)) == {*contents(studio), "films/other.mp4"}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../outside.txt", "would leave the folder"),
        ("films/../../outside.txt", "would leave the folder"),
        ("/etc/outside.txt", "would leave the folder"),
        ("C:/outside.txt", "would leave the folder"),
        ("..\\outside.txt", "would leave the folder"),
        ("films//film.mp4", "is no name"),
        ("./film.mp4", "is no name"),
        ("films/a\nb.mp4", "is no name"),
        ("films/aux.mp4", "every system"),
        ("films/film.mp4.", "every system"),
        ("a" * 201, "too long"),
    ],
)
def test_a_name_that_could_do_harm_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    bad = a_zip(tmp_path / "bad.zip", ("good.txt", b"good"), (name, b"bad"))
    with pytest.raises(LibraryError, match=reason):
        unpack(bad, tmp_path / "into")
    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == {"bad.zip"}


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_are_refused(tmp_path: Path, kind: int) -> None:
    link = zipfile.ZipInfo("film.mp4")
    link.external_attr = (kind | 0o777) << 16
    bad = a_zip(tmp_path / "bad.zip", (link, b"/etc/passwd"))
    with pytest.raises(LibraryError, match="not a plain file"):
        unpack(bad, tmp_path / "into")


def test_a_link_that_lies_in_wait_is_not_followed(tmp_path: Path) -> None:
    outside, into = tmp_path / "outside", tmp_path / "into"
    outside.mkdir()
    into.mkdir()
    (into / "films").symlink_to(outside)
    bad = a_zip(tmp_path / "bad.zip", ("films/film.mp4", b"film"))
    with pytest.raises(LibraryError, match="behind a link"):
        unpack(bad, into)
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("names", [("a.txt", "A.TXT"), ("a", "a/b.txt")])
def test_two_files_in_one_place_are_refused(tmp_path: Path, names: tuple[str, str]) -> None:
    bad = a_zip(tmp_path / "bad.zip", *((name, b"x") for name in names))
    with pytest.raises(LibraryError, match=r"twice|inside a file"):
        unpack(bad, tmp_path / "into")


def test_a_bomb_is_refused_before_it_goes_off(tmp_path: Path) -> None:
    bad = a_zip(tmp_path / "bad.zip", ("zeros", b"0" * 100))
    data = bad.read_bytes()
    size = (100).to_bytes(4, "little")
    bad.write_bytes(data.replace(size, (2**32 - 2).to_bytes(4, "little"))[: len(data)])
    with pytest.raises(LibraryError, match="Nothing was unpacked"):
        unpack(bad, tmp_path / "into")


@pytest.mark.parametrize("at", [0.0, 0.2, 0.5, 0.95])
def test_a_damaged_pack_leaves_nothing_behind(studio: Path, tmp_path: Path, at: float) -> None:
    good = pack(studio, tmp_path / "home.zip").path
    data = bytearray(good.read_bytes())
    place = int(len(data) * at)
    data[place : place + 60] = bytes(60)
    good.write_bytes(data if at else data[: len(data) // 2])
    with pytest.raises(LibraryError):
        unpack(good, tmp_path / "into")
    assert not (tmp_path / "into").exists() or contents(tmp_path / "into") == {}


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_pack_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "home.zip"
    path.write_bytes(data)
    with pytest.raises(LibraryError, match=r"home\.zip"):
        unpack(path, tmp_path / "into")
    with pytest.raises(LibraryError, match="no pack"):
        unpack(tmp_path / "lost.zip", tmp_path / "into")


def test_a_locked_pack_is_named(tmp_path: Path) -> None:
    path = a_zip(tmp_path / "home.zip", ("film.mp4", b"film"))
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(LibraryError, match="password"):
        unpack(path, tmp_path / "into")
