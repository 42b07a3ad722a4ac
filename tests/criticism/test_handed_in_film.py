"""A film that somebody handed in: its papers, consent and captions lie beside it, its takes may not be here."""

import os
import resource
import shutil
import socket
import struct
import threading
import time
from importlib import import_module

import pytest
from made.short import black, grows, huge, make_short

import kuleshov as ku
from kuleshov.criticism.delivery import Brief, delivery
from kuleshov.criticism.edit_checks import NONE_HELD
from kuleshov.criticism.screening.consent import without_consent
from kuleshov.media import Captions

module = import_module("kuleshov.criticism.delivery")  # in the package it is the function
RUSHES = ku.rushes("understudy")
SHORT = Brief(seconds=(3.0, 10.0))


def found(report, name):
    return next(one for one in report if one.name == name)


@pytest.fixture(scope="module")
def handed(tmp_path_factory):
    """A short as its author publishes it, with own footage in it, and its edit without that footage."""
    folder, text = make_short(tmp_path_factory.mktemp("author"))
    return folder, ku.Cut.from_text(text, RUSHES)


@pytest.fixture
def short(handed, tmp_path, monkeypatch):
    """It lies on a grader's machine, whose ledger knows nothing."""
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path / "grader"))
    folder = tmp_path / "short"
    shutil.copytree(handed[0], folder)
    return folder / "short.mp4", handed[1]


def test_what_lies_beside_it_counts_and_no_ledger_is_asked(short):
    film, cut = short
    report = delivery(film, cut, SHORT)
    assert report.complete, repr(report)
    assert found(report, "papers").found == (
        "complete, as credits.txt and papers.html beside the film have them"
    )
    assert found(report, "consent").found == "Ana Lund, Ben Oke agreed"
    for name in ("credits.txt", "papers.html"):
        (film.parent / name).unlink()
    bare = found(delivery(film, cut, SHORT), "papers")
    assert not bare.holds and "open in this studio's ledger, and no credits.txt" in bare.found


def test_shots_whose_takes_are_away_are_said_not_to_have_been_looked_at(short):
    film, cut = short
    report = delivery(film, cut, SHORT)
    away = "; 1 shot of takes that aren't here not looked at"
    assert found(report, "the edit").found == "1 of 1 shot as in the takes" + away
    assert found(report, "slates").found == "0 seen" + away
    assert found(report, "lines").found.endswith(away)
    slated = ku.Cut.from_text(cut.to_text().replace("12:00 16:00", "00:00 04:00"), RUSHES)
    report = delivery(film, slated, SHORT)
    assert found(report, "slates").found == "1 seen" + away
    assert "at 00:00:00:12 shot 2" in found(report, "the edit").do


def test_a_shot_under_dissolves_is_said_not_to_have_been_looked_at(short):
    film, _ = short
    under = (
        ku.Cut("x", rushes=RUSHES).add("4A-1", "2.0", "6.0").add("KB-1", "2.0", "4.0", dissolve=48)
    )
    under.add("4A-1", "6.0", "9.0")
    path = film.with_name("x.mp4")
    under.render(path, progress=False)
    told = found(delivery(path, under, SHORT), "the edit").found
    assert told == "2 of 2 shots as in the takes; 1 shot under dissolves or fades not looked at"


def test_a_film_that_is_not_the_edit_is_found_out(short):
    film, cut = short
    longer = ku.Cut.from_text(cut.to_text() + "\nblack 01:00", RUSHES)
    assert (
        "it lasts 7.00 s, the edit 8.00 s" in found(delivery(film, longer, SHORT), "the edit").found
    )
    slipped = ku.Cut.from_text(cut.to_text().replace("12:00 16:00", "10:00 14:00"), RUSHES)
    report = delivery(film, slipped, SHORT)
    assert [one.name for one in report.open if one.name != "lines"] == ["the edit"]
    assert "shot 2. Render the edit again" in found(report, "the edit").do


@pytest.mark.parametrize(
    ("words", "programme", "sentence"),
    [
        (None, "Ten small films", "There is no consent.txt"),
        ("Programme: Ten small films\nI agree: Ana Lund, 2026-11-28", "", "'ben oke' has to agree"),
        ("Programme: Ten\nI agree: Ana Lund, 2026-11-28", "Ten small films", "is about 'Ten'"),
        ("Programme: Ten\nI agree: Ana Lund", "", "a line that isn't 'I agree: '"),
        ("I agree: Ana Lund, 2026-11-28", "", "names no programme"),
        ("Programme: Ten\n", "Ten", "nobody's 'I agree: '"),
        ("Programme: \nI agree: Ana Lund, 2026-11-28", "", "names no programme"),
        ("Programme: Ten\nI agree: Ana Lund, 0001-01-01", "", "nobody can have signed it"),
        ("Programme: Ten\nI agree: Ana Lund, 2999-01-01", "", "nobody can have signed it"),
        ("Programme: Ten\nI agree: Ana, 2026-11-28", "", "between two names there, write 'and'"),
    ],
)
def test_a_consent_that_is_not_whole_says_what_to_write(short, words, programme, sentence):
    film, _ = short
    path = film.parent / "consent.txt"
    path.unlink()
    if words is not None:
        path.write_text(words)
    asked = Brief(seconds=(3.0, 10.0), programme=programme)
    one = found(delivery(film, brief=asked), "consent")
    assert not one.holds and sentence in one.do
    assert programme in one.asked


@pytest.mark.parametrize("under", ["", "I agree: Ana Lund, 2026-11-28\n"])
def test_a_film_that_is_to_be_shown_nowhere_needs_nobodys_name(short, under):
    film, _ = short
    (film.parent / "consent.txt").write_text(f"Programme: none\n{under}")
    one = found(delivery(film, brief=SHORT), "consent")
    assert one.holds and one.found == "its authors want it shown nowhere"
    asked = Brief(seconds=(3.0, 10.0), programme="Ten")
    assert not found(delivery(film, brief=asked), "consent").holds


@pytest.mark.parametrize(
    ("maker", "authors", "left"),
    [
        ("李雷、韩梅梅", ["韩梅梅", "李雷"], ""),
        ("Ana Lund ja Ben Oke", ["Ana Lund", "Ben Oke"], ""),
        ("Ana Lund ve Ben Oke", ["Ben Oke", "Ana Lund"], ""),
        ("Siân O’Neil", ["Siân O'Neil"], ""),
        ("Ana Lund", ["Lund, Ana"], ""),
        ("Ana Lund and Ben Oke", ["Lund, Ana"], "ben oke"),
        ("Ana Lund", ["Lund Ana"], "ana lund"),
    ],
)
def test_names_are_the_same_however_they_are_set(maker, authors, left):
    assert without_consent(maker, authors) == left


def test_captions_that_say_nothing_are_none(short):
    film, cut = short
    path = film.with_suffix(".vtt")
    drafted = list(Captions.load(path))
    Captions().add(0.6, 1.6, ".").add(2.0, 3.0, "♪").save(path)
    one = found(delivery(film, cut, SHORT), "captions")
    assert not one.holds and one.found == "2 captions, 1 to mend" and "says nothing" in one.do

    def spoken(language, text):
        for old in film.parent.glob("*.vtt"):
            old.unlink()
        made = Captions()
        for one in drafted:
            made = made.add(one.start, one.stop, text(one.text))
        made.save(film.with_name(f"short{language}.vtt"))
        return found(delivery(film, cut, SHORT), "lines")

    assert spoken("", str).holds and spoken(".en", str.upper).holds
    for words in ("blah", "[no]", "[a click]"):
        said = spoken("", lambda _, words=words: words)
        assert not said.holds and "the line's own words" in said.do and "short.de.vtt" in said.do
    german = spoken(".de", lambda _: "Nein.")
    assert german.holds and "the words in de were not compared" in german.found
    assert not spoken(".de", lambda _: "[ein Klick]").holds


def test_a_film_of_which_no_shot_can_be_held_says_so(short):
    film, cut = short
    away = ku.Cut.from_text(cut.to_text().replace("4A-1", "hall"), RUSHES)
    assert found(delivery(film, away, SHORT), "the edit").found.startswith(NONE_HELD)


def test_a_consent_is_asked_for_only_where_there_is_a_programme(short):
    film, _ = short
    (film.parent / "consent.txt").unlink()
    assert "consent" not in [one.name for one in delivery(film, brief=SHORT)]


def test_papers_of_another_film_or_half_of_them_are_said(short):
    film, _ = short
    other = film.with_name("other.mp4")
    film.rename(other)
    assert "not about other.mp4" in found(delivery(other, brief=SHORT), "papers").do
    (film.parent / "papers.html").unlink()
    assert "papers.html isn't" in found(delivery(other, brief=SHORT), "papers").do


def test_captions_in_other_languages_count_and_each_is_read(short):
    film, cut = short
    plain = film.with_suffix(".vtt")
    plain.rename(film.with_name("short.en.vtt"))
    report = delivery(film, cut, SHORT)
    assert found(report, "captions").found.endswith(" captions in en") and report.complete
    Captions().add(0.6, 0.9, "Nein.").save(film.with_name("short.de.vtt"))
    report = delivery(film, cut, SHORT)
    assert "1 caption in de" in found(report, "captions").found
    assert "are the least" in found(report, "captions").do
    assert found(report, "lines").holds, "the English ones leave out none"


# What is too large, and what isn't what it says --------------------------------------------------


def refused(path, edit=None):
    """Return the sentence, and hold time and memory to what a probe takes."""
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    with pytest.raises(ku.MediaError) as problem:
        delivery(path, edit, SHORT)
    assert time.monotonic() - started < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000, "300 MB"
    said = str(problem.value)
    assert "\n" not in said and said.endswith(".")
    return said


def test_a_film_of_many_megabytes_is_not_opened(short, monkeypatch):
    film, _ = short
    os.truncate(film, 3 * 10**9)  # sparse
    monkeypatch.setattr(module, "opened", None)
    assert refused(film) == (
        "short.mp4 has 3000 MB; 100 MB are the most that is looked at. "
        "Render it smaller: cut.render(size=...)."
    )


def test_a_film_over_ten_minutes_is_not_decoded(tmp_path, monkeypatch):
    long = black(tmp_path / "long.mp4", frames=12 * 60 * 2, size=(64, 36), rate=2)
    monkeypatch.setattr(module, "of_the_film", None)
    assert "lasts 12 minutes; 10 are the most" in refused(long)
    data = bytearray(long.read_bytes())
    for box, at in ((b"mvhd", 20), (b"tkhd", 24), (b"mdhd", 20)):  # where they keep how long it is
        place = data.index(box) + at
        data[place : place + 4] = struct.pack("!I", struct.unpack_from("!I", data, place)[0] // 8)
    long.write_bytes(data)
    with ku.media.opening.opened(long) as container:
        assert container.duration < 100e6, "it says a minute and a half"
    assert "lasts 12 minutes" in refused(long)


def test_pictures_of_4096_pixels_are_looked_at_and_larger_ones_are_not(tmp_path):
    wide = black(tmp_path / "wide.mp4", frames=2, size=(4200, 16))
    assert "pictures of 4200 x 16 pixels; 4096 are the most" in refused(wide)
    assert delivery(black(tmp_path / "just.mp4", frames=2, size=(4096, 16)), brief=SHORT)


@pytest.mark.parametrize(
    ("side", "words"),
    [
        (12_000, "has pictures of 12000 x 12000 pixels; 4096 are the most that is looked at."),
        (30_000, "is damaged: not one of its pictures can be decoded"),  # too large for any decoder
    ],
)
def test_a_picture_that_says_it_is_enormous_is_refused(tmp_path, side, words):
    assert refused(huge(tmp_path / "huge.mp4", side)).startswith(f"huge.mp4 {words}")


def test_a_film_whose_pictures_grow_is_stopped(tmp_path):
    """The container and its first picture say 640 x 360; the stream goes on with 9000 x 9000."""
    said = refused(grows(tmp_path / "grows.h264"))
    assert "damaged" in said or "more memory" in said, said


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{film}\n#EXT-X-ENDLIST\n", "playlist"),
        (b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{url}\n#EXT-X-ENDLIST\n", "playlist"),
        (b"ffconcat version 1.0\nfile '{film}'\n", "playlist"),
        (b"<?xml version='1.0'?><MPD xmlns='urn:mpeg:dash:schema:mpd:2011'>{url}</MPD>", "short"),
        (b"{url}", "text"),
        (b"", "empty"),
    ],
)
def test_a_file_that_names_others_opens_none(short, tmp_path, words, name, refusing_server):
    film, _ = short
    address, knocks = refusing_server
    path = tmp_path / "short.mp4"
    path.write_bytes(words.replace(b"{film}", bytes(film)).replace(b"{url}", address.encode()))
    assert name in refused(path)
    assert knocks == []


@pytest.fixture
def refusing_server():
    """An address, and a list of all who knocked."""
    knocks = []
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.1)
    stop = threading.Event()

    def listen():
        while not stop.is_set():
            try:
                knocks.append(server.accept()[1])
            except TimeoutError:
                continue

    thread = threading.Thread(target=listen)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}/film.mp4", knocks
    stop.set()
    thread.join()
    server.close()


def pointing_at(outside, path):
    """Write an MP4 without frames of its own: its index says that they lie in another file."""
    data = outside.read_bytes()
    place = data.index(b"dref") - 4
    (size,) = struct.unpack_from("!I", data, place)
    target = bytes(outside)
    target += b"\0" * (len(target) % 2)
    alias = bytes(10) + bytes(28) + bytes(12) + bytes(64) + bytes(16) + bytes(4) + bytes(16)
    alias += struct.pack("!HH", 2, len(target)) + target + struct.pack("!HH", 0xFFFF, 0)
    entry = struct.pack("!I4sI", 12 + len(alias), b"alis", 0) + alias
    dref = struct.pack("!I4sII", 16 + len(entry), b"dref", 0, 1) + entry
    grown = bytearray(data[:place] + dref + data[place + size :])
    for box in (b"moov", b"trak", b"mdia", b"minf", b"dinf"):
        at = grown.index(box) - 4
        (before,) = struct.unpack_from("!I", grown, at)
        struct.pack_into("!I", grown, at, before + len(dref) - size)
    index = grown.index(b"moov") - 4
    (whole,) = struct.unpack_from("!I", grown, index)
    (head,) = struct.unpack_from("!I", grown, 0)
    path.write_bytes(bytes(grown[:head]) + bytes(grown[index : index + whole]))
    return path


def test_a_film_whose_frames_lie_in_another_file_shows_none_of_them(tmp_path):
    """An MP4 may say that its frames lie in a file elsewhere: that one is never opened."""
    import av

    outside = black(tmp_path / "outside.mp4")
    pointing = pointing_at(outside, tmp_path / "short.mp4")
    allowed = {"enable_drefs": "1", "use_absolute_path": "1"}
    with av.open(str(pointing), container_options=allowed) as film:
        assert sum(1 for _ in film.decode(video=0)) == 48, "a decoder that may, does"
    said = refused(pointing)
    outside.unlink()
    assert refused(pointing) == said


def test_a_film_without_a_frame_says_so(tmp_path):
    none = tmp_path / "none.mp4"
    data = bytearray(black(tmp_path / "some.mp4").read_bytes())
    for box, at in ((b"stsz", 12), (b"stts", 8), (b"stsc", 8), (b"stco", 8)):
        struct.pack_into("!I", data, data.index(box) + at, 0)
    none.write_bytes(data)
    assert "frame" in refused(none) or "picture" in refused(none)


@pytest.mark.parametrize("keep", [0.02, 0.5, 0.97])
def test_a_film_that_is_cut_off_is_said_to_be(short, keep):
    film, _ = short
    os.truncate(film, int(film.stat().st_size * keep))
    refused(film)
