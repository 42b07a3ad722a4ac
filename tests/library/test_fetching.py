"""Fetching from a real server on this machine, which misbehaves in every way that they do."""

import errno
import os
import socket
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest
from server import FileServer, serve

from kuleshov.errors import LibraryError
from kuleshov.files import sha256
from kuleshov.library import fetching
from kuleshov.library.catalogue import CatalogueEntry, catalog
from kuleshov.library.fetching import fetch, fetch_file, fetch_lesson
from kuleshov.library.lessons import LESSONS, ids_of
from kuleshov.library.numbers import table

HEADER = (
    "id,kind,title,maker,model,brief,asked,year,url,sha256,bytes,width,height,fps,duration_s,"
    "codec,has_audio,shots,licence,licence_evidence,attribution,consent,notes"
)
BYTES = bytes(range(256)) * 1200  # 307 kB: several chunks


@pytest.fixture
def upstream(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FileServer]:
    """A server with one film and one table, and a catalogue that knows them."""
    folder = home / "upstream"
    folder.mkdir()
    (folder / "moth.mp4").write_bytes(BYTES)
    (folder / "lengths.csv").write_text("Top Hat (1935)\n12.5\n3.25\n")
    monkeypatch.setenv("KULESHOV_RETRY_PAUSE", "0.01")
    monkeypatch.setenv("KULESHOV_PATIENCE", "0.2")
    with serve(folder) as server:
        rows = [_row("moth", ".mp4", "generated", folder), _row("lengths", ".csv", "table", folder)]
        (home / "datasets" / "catalog.csv").write_text("\n".join([HEADER, *rows]) + "\n")
        monkeypatch.setenv("KULESHOV_MIRROR", server.url)
        yield server


def _row(id: str, suffix: str, kind: str, folder: Path) -> str:
    path = folder / f"{id}{suffix}"
    facts = dict.fromkeys(HEADER.split(","), "")
    facts |= {"id": id, "kind": kind, "title": id.title(), "licence": "CC BY 4.0"}
    facts |= {"url": f"https://example.org/pinned/{path.name}", "attribution": "Ana"}
    facts |= {"sha256": sha256(path), "bytes": str(path.stat().st_size), "has_audio": "no"}
    return ",".join(facts.values())


def moth() -> CatalogueEntry:
    return catalog()["moth"]


def test_a_file_is_fetched_once_and_then_at_hand(upstream: FileServer, home: Path) -> None:
    assert moth().path is None
    path = fetch_file(moth())
    assert path == home / "cache" / "clips" / "moth.mp4" == moth().path
    assert path.read_bytes() == BYTES
    fetch_file(moth())
    assert upstream.asked == [("moth.mp4", "")]


def test_nothing_is_left_beside_what_was_fetched(upstream: FileServer) -> None:
    folder = fetch_file(moth()).parent
    assert [path.name for path in folder.iterdir()] == ["moth.mp4"]


def test_nothing_is_said_to_a_machine(upstream: FileServer, capfd: pytest.CaptureFixture) -> None:
    fetch_file(moth())
    assert capfd.readouterr() == ("", "")


def test_progress_goes_up_to_the_whole(upstream: FileServer) -> None:
    told: list[tuple[int, int]] = []
    fetch_file(moth(), lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len(told) > 2 and told[-1] == (len(BYTES), len(BYTES))


def test_a_file_that_was_damaged_in_the_cache_is_fetched_again(upstream: FileServer) -> None:
    fetch_file(moth()).write_bytes(b"not a film any more")
    assert fetch_file(moth()).read_bytes() == BYTES


@pytest.mark.parametrize("offline", [False, True])
def test_a_changed_byte_in_the_cache_reaches_no_lesson(
    upstream: FileServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture,
    offline: bool,
) -> None:
    """By none of the ways from the cache: a clip, a lesson's clips, the catalogue, its pictures."""
    place = fetch_file(moth())
    assert moth().path == place
    spoilt = bytearray(BYTES)
    spoilt[len(BYTES) // 2] ^= 1
    place.write_bytes(spoilt)
    assert moth().path is None
    assert "here" not in repr(catalog(kind="generated"))
    if offline:
        monkeypatch.setenv("KULESHOV_MIRROR", "http://127.0.0.1:9")
        assert fetch("moth", or_else=None) is None
        assert (
            "not the file that the course describes, so it is not shown" in capsys.readouterr().out
        )
        (outcome,) = fetch_lesson("moth")
        assert outcome.path is None
        assert moth().path is None
    else:
        assert fetch_file(moth()).read_bytes() == BYTES
        assert moth().path == place


def test_a_file_that_was_changed_and_given_its_old_time_is_still_refused(
    upstream: FileServer,
) -> None:
    """The catalogue may be misled for a moment; what fetches reads the bytes each time."""
    place = fetch_file(moth())
    assert moth().path == place
    before = place.stat()
    place.write_bytes(BYTES[:-1] + b"x")
    os.utime(place, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert fetch_file(moth()).read_bytes() == BYTES


def test_a_line_that_breaks_goes_on_where_it_stopped(upstream: FileServer) -> None:
    upstream.mishap("moth.mp4", "break", times=2)
    assert fetch_file(moth()).read_bytes() == BYTES
    offsets = [_offset(asked) for _, asked in upstream.asked]
    assert offsets[0] == 0 and len(BYTES) // 3 < offsets[1] < offsets[2] < len(BYTES)


def test_another_day_goes_on_where_this_one_stopped(upstream: FileServer) -> None:
    upstream.mishap("moth.mp4", "break", times=1)
    upstream.mishap("moth.mp4", "busy")
    with pytest.raises(LibraryError, match="won't give out moth"):
        fetch_file(moth())
    upstream.mend("moth.mp4")
    upstream.asked.clear()
    assert fetch_file(moth()).read_bytes() == BYTES
    assert len(upstream.asked) == 1
    assert _offset(upstream.asked[0][1]) > len(BYTES) // 3


def _offset(asked: str) -> int:
    return int(asked.removeprefix("bytes=").rstrip("-") or 0)


def test_a_line_that_only_breaks_is_given_up_in_words(upstream: FileServer) -> None:
    upstream.mishap("moth.mp4", "break")
    with pytest.raises(LibraryError, match=r"broke off: 0\.3 of 0\.3 MB arrived\. Run this again"):
        fetch_file(moth())


def test_a_server_without_ranges_is_asked_for_the_whole_again(upstream: FileServer) -> None:
    upstream.mishap("moth.mp4", "break", times=1)
    upstream.mishap("moth.mp4", "no range", times=1)
    assert fetch_file(moth()).read_bytes() == BYTES


def test_what_lay_half_fetched_from_another_file_does_no_harm(upstream: FileServer) -> None:
    upstream.mishap("moth.mp4", "break", times=1)
    upstream.mishap("moth.mp4", "busy")
    with pytest.raises(LibraryError):
        fetch_file(moth())
    (part,) = (moth_folder := fetching.clips_folder()).glob(".*.part")
    part.write_bytes(b"x" * part.stat().st_size)
    upstream.mend("moth.mp4")
    assert fetch_file(moth()).read_bytes() == BYTES
    assert [path.name for path in moth_folder.iterdir()] == ["moth.mp4"]


def test_a_slow_line_is_waited_for(upstream: FileServer) -> None:
    upstream.mishap("moth.mp4", "slow", times=1)
    assert fetch_file(moth()).read_bytes() == BYTES


def test_a_busy_server_is_asked_again(upstream: FileServer) -> None:
    upstream.mishap("moth.mp4", "busy", times=2)
    assert fetch_file(moth()).read_bytes() == BYTES
    assert len(upstream.asked) == 3


@pytest.mark.parametrize(
    ("mishap", "words"),
    [
        ("wrong", "moth was changed at its address: its bytes are others"),
        ("short", "moth was changed at its address: 102400 bytes arrived instead of 307200"),
        ("long", "moth was changed at its address: it is larger than 307200 bytes"),
        ("gone", "moth is gone from its address"),
        ("refused", r"won't give out moth \(status 403\)"),
        ("busy", r"won't give out moth \(it is busy, status 503\)"),
        ("silent", "Are you offline"),
    ],
)
def test_each_mishap_has_its_own_words_and_keeps_nothing(
    upstream: FileServer, home: Path, mishap: str, words: str
) -> None:
    upstream.mishap("moth.mp4", mishap)
    with pytest.raises(LibraryError, match=words):
        fetch_file(moth())
    assert moth().path is None
    assert not [p for p in fetching.clips_folder().glob(".*.part") if not p.stat().st_size]


def test_offline_a_clip_is_named_with_the_host(
    upstream: FileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("KULESHOV_MIRROR", f"http://127.0.0.1:{port}")
    with pytest.raises(LibraryError, match=f"127.0.0.1:{port} can't be reached. Are you offline"):
        fetch_file(moth())


def test_a_lesson_goes_on_without_its_clip(
    upstream: FileServer, capsys: pytest.CaptureFixture
) -> None:
    upstream.mishap("moth.mp4", "gone")
    assert fetch("moth", or_else=None) is None
    assert fetch("moth", or_else="a still") == "a still"
    assert capsys.readouterr().out.count("moth is gone from its address") == 2


def test_a_name_that_the_catalogue_lacks_is_an_error_in_any_case(upstream: FileServer) -> None:
    with pytest.raises(LibraryError, match=r"no 'mth'\. Did you mean moth"):
        fetch("mth", or_else=None)


def test_a_disk_without_room_is_said_before_the_download(upstream: FileServer) -> None:
    with pytest.raises(LibraryError, match="There is no room for moth"):
        fetch_file(replace(moth(), bytes=10**15))
    assert upstream.asked == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="not run: there is no /dev/full here")
def test_a_disk_that_fills_up_on_the_way_is_named(upstream: FileServer) -> None:
    entry = moth()
    part = fetching.clips_folder() / f".{entry.sha256[:16]}-moth.mp4.part"
    part.symlink_to("/dev/full")
    with pytest.raises(LibraryError, match="The disk is full: moth"):
        fetch_file(entry)


def test_a_folder_that_is_not_ours_is_named() -> None:
    words = fetching._disk_words(_entry_of_size(5), PermissionError(errno.EACCES, "no entry"))
    assert "could not be kept" in words and "KULESHOV_CACHE" in words


def _entry_of_size(size: int) -> CatalogueEntry:
    facts = dict.fromkeys(HEADER.split(","), "")
    return CatalogueEntry(**facts | {"id": "moth", "bytes": size})  # type: ignore[arg-type]


def _fetch_in_a_process(environment: dict[str, str]) -> str:
    os.environ.update(environment)
    return sha256(fetch_file(catalog()["moth"]))


def test_two_processes_that_fetch_at_once_get_the_same_film(upstream: FileServer) -> None:
    upstream.mishap("moth.mp4", "slow", times=2)
    environment = {name: value for name, value in os.environ.items() if "KULESHOV" in name}
    with get_context("spawn").Pool(2) as pool:
        hashes = pool.map(_fetch_in_a_process, [environment] * 2)
    assert hashes == [moth().sha256] * 2
    assert [path.name for path in fetching.clips_folder().iterdir()] == ["moth.mp4"]


def test_another_table_of_the_catalogue_comes_as_it_is(upstream: FileServer) -> None:
    assert list(table("lengths")["Top Hat (1935)"]) == [12.5, 3.25]
    with pytest.raises(LibraryError, match=r"ku\.table"):
        fetch("lengths")
    with pytest.raises(LibraryError, match="To get it"):
        table("moth")


def test_all_that_can_be_had_is_had_and_the_rest_named(
    upstream: FileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LESSONS, "lesson-00", ("moth", "lengths"))
    upstream.mishap("moth.mp4", "gone")
    first, second = fetch_lesson("lesson-00")
    assert first.path is None and "gone" in first.problem
    assert second.path is not None and second.problem == ""
    assert "gone" in str(first) and str(second) == "lengths: Lengths, Ana, CC BY 4.0"


def test_offline_a_lesson_is_not_tried_clip_by_clip(
    upstream: FileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LESSONS, "lesson-00", ("moth", "lengths"))
    upstream.mishap("moth.mp4", "silent")
    first, second = fetch_lesson("00")
    assert first.problem.startswith("moth has not been fetched yet, and ")
    assert second.problem == first.problem.replace("moth", "lengths")
    assert {name for name, _ in upstream.asked} == {"moth.mp4"}


def test_a_host_that_did_not_answer_is_not_waited_for_again(
    upstream: FileServer,
) -> None:
    upstream.mishap("moth.mp4", "silent", times=4)
    with pytest.raises(LibraryError, match="Are you offline"):
        fetch_file(moth())
    assert len(upstream.asked) == 4
    assert fetch_file(moth()).read_bytes() == BYTES
    assert len(upstream.asked) == 5


def test_a_lesson_is_named_in_several_ways(upstream: FileServer) -> None:
    known = catalog()
    assert ids_of("lesson-00", known) == ids_of("0", known) == ids_of("00", known)
    assert ids_of("all", known) == ("moth", "lengths")
    assert ids_of("moth", known) == ("moth",)
    with pytest.raises(LibraryError, match="no lesson and no clip 'lesson-99'"):
        ids_of("lesson-99", known)


def test_only_lessons_that_are_there_are_offered(upstream: FileServer, home: Path) -> None:
    for name in ("00-a-film.ipynb", "09-fair.ipynb", "notes.ipynb"):
        (home / "course" / name).write_text("{}")
    with pytest.raises(LibraryError, match=r"'lesson-99'\. There are lesson-00, lesson-09\.$"):
        ids_of("lesson-99", catalog())
    with pytest.raises(LibraryError, match=r"no clip 'mth'\. Did you mean moth\?"):
        ids_of("mth", catalog())
