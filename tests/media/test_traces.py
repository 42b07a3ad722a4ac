"""What is left in a file is found, wherever it lies, as another reader finds it; nothing is trusted."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lacking import lacking
from made.marked import (
    AIGC,
    MADE_BY_MODEL,
    MARKED,
    SOURCE_TYPE,
    XMP_NAME,
    apple,
    at_end,
    box,
    exif,
    film,
    in_moov,
    saved,
    xmp,
)

import kuleshov as ku
from kuleshov.errors import KuleshovError
from kuleshov.media import MediaError, Traces

# Where exiftool finds what somebody left, and not what the format itself needs.
LEFT = re.compile(
    r"Keys|ItemList|UserData|iTunes|XMP-(?!x$).*|PNG|IFD0|ExifIFD|GPS|Matroska|GIF|File"
)
NAMED = {
    "CompressorName", "HandlerDescription", "CreateDate", "MuxingApp", "WritingApp", "Title",
    "Artist", "Comment",
}  # fmt: skip
FORMAT = {
    "ImageWidth", "ImageHeight", "BitDepth", "ColorType", "Compression", "Filter", "Interlace",
    "ResolutionUnit", "XResolution", "YResolution", "YCbCrPositioning", "GPSVersionID",
    "TagName", "ExifByteOrder", "HandlerType", "HandlerVendorID",
}  # fmt: skip
PLAIN = {"VideoHandler", "VideoHandle", "SoundHandler", "SubtitleHandler", "DataHandler"}


@pytest.fixture(scope="module")
def exiftool() -> str:
    found = shutil.which("exiftool")
    if found is None:
        lacking("exiftool was not found on the PATH")
    return str(found)


def exiftool_says(program: str, *files: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each file's name and what exiftool finds left in it."""
    command = [
        program,
        "-G1",
        "-a",
        "-s",
        "-n",
        "-ee",
        "-j",
        "-struct",
        "-c",
        "%+.6f",
        *map(str, files),
    ]
    held = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    for one in json.loads(held):
        left = {}
        for key, value in one.items():
            group, _, name = key.rpartition(":")
            own = LEFT.fullmatch(group) and group not in ("File", "Matroska", "GIF")
            if (own or name in NAMED) and name not in FORMAT and str(value) not in PLAIN:
                left[key] = str(value)
        yield Path(one["SourceFile"]).name, left


def plain(words: str) -> str:
    """Return words without what the two readers write differently: blanks, signs, case, a date's T."""
    return re.sub(r"(?<=\d)t(?=\d)", "", re.sub(r"[\W_]+", "", words.lower()))


def mean_the_same(found: Traces, name: str, value: str) -> bool:
    """Say whether we found what exiftool found: as a text, a label of JSON, or numbers of a place."""
    own = [plain(trace.says) for trace in found]
    if "GPS" in name or "Location" in name or "ISO6709" in name:
        degrees = [
            float(number)
            for trace in found.of("place")
            for number in re.findall(r"\d+\.\d+", trace)
        ]
        wanted = [abs(float(number)) for number in re.findall(r"\d+\.\d+", value)[:2]]
        return all(any(abs(want - have) < 1e-3 for have in degrees) for want in wanted)
    if value.startswith("{") and "Label" in value:
        return all(plain(str(part)) in "".join(own) for part in json.loads(value).values())
    value = value.removeprefix("http://cv.iptc.org/newscodes/digitalsourcetype/")
    return not value.strip("0: ") or any(plain(value) in one for one in own)


@pytest.mark.parametrize("name", MARKED)
def test_what_was_put_in_is_found(name: str, tmp_path: Path) -> None:
    make, wanted = MARKED[name]
    found = ku.traces(make(tmp_path / name))
    said = [trace[:2] for trace in found]
    assert [one for one in wanted if one not in said] == []
    assert found.complaints == ()
    assert found.holds == found.signer == "no credentials"


def test_exiftool_finds_in_each_marked_file_what_we_find(exiftool: str, tmp_path: Path) -> None:
    files = [make(tmp_path / name) for name, (make, _) in MARKED.items()]
    told = dict(exiftool_says(exiftool, *files))
    assert len(told) == len(MARKED) >= 20
    for path in files:
        found, left = ku.traces(path), told[path.name]
        assert left, f"exiftool finds nothing in {path.name}"
        for name, value in left.items():
            assert mean_the_same(found, name, value), (path.name, name, value, found)
        everything = plain("".join(left.values()))
        for what, says in MARKED[path.name][1]:
            if what not in ("place", "AIGC label"):
                assert plain(says) in everything, (path.name, says, left)


@pytest.mark.data
def test_exiftool_finds_in_every_clip_of_the_catalogue_what_we_find(
    exiftool: str, test_data: Path
) -> None:
    files = sorted((test_data / "clips" / "files").iterdir())
    told = dict(exiftool_says(exiftool, *files))
    assert len(told) == len(files) >= 57
    for path in files:
        found, left = ku.traces(path), told[path.name]
        for name, value in left.items():
            assert mean_the_same(found, name, value), (path.name, name, value, found)
        everything = plain("".join(left.values()))
        assert [t for t in found if plain(t.says) not in everything] == [], (path.name, left)


@pytest.mark.data
def test_no_clip_of_the_catalogue_says_that_a_model_made_it(test_data: Path) -> None:
    for path in sorted((test_data / "clips" / "files").iterdir()):
        found = ku.traces(path)
        assert not found.says_generated
        assert {trace.what for trace in found} <= {"tool", "date"}, found
        assert all(re.search("Lavf|Lavc|Apple|Mainconcept", says) for says in found.of("tool"))


def test_what_is_generated_says_so_in_one_of_three_ways(tmp_path: Path) -> None:
    assert ku.traces(MARKED["xmp.mp4"][0](tmp_path / "a.mp4")).says_generated
    assert ku.traces(MARKED["tc260.mp4"][0](tmp_path / "b.mp4")).says_generated
    assert ku.traces(film(tmp_path / "c.mp4", {"generated_by": "ku.dream"}, True)).says_generated
    assert not ku.traces(film(tmp_path / "d.mp4", {"comment": "Sora"}, True)).says_generated


def test_a_result_can_be_asked_and_is_a_table(tmp_path: Path) -> None:
    found = ku.traces(MARKED["apple.mov"][0](tmp_path / "phone.mov"))
    assert found.of("camera") == ["Apple", "iPhone 15"]
    assert found.place == "52.5200° N, 13.4050° E"
    assert "iPhone 15" in found.words and "52.52" not in found.words
    table, frame = found.table(), found.to_frame()
    assert list(table.columns) == ["what", "says", "where in the file"]
    held = (tmp_path / "phone.mov").read_bytes()
    assert all(0 < byte < len(held) for byte in frame["byte"])
    assert "moov/meta/com.apple.quicktime.make" in set(table["where in the file"])
    with pytest.raises(MediaError, match="No trace is about 'colour'; there are source type, "):
        found.of("colour")


def test_where_a_trace_lies_is_where_its_box_begins(tmp_path: Path) -> None:
    path = MARKED["xmp.mp4"][0](tmp_path / "film.mp4")
    (byte,) = {trace.byte for trace in ku.traces(path) if trace.what == "source type"}
    assert path.read_bytes()[byte + 4 : byte + 8] == b"uuid"


def test_a_kind_that_is_not_read_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("INT. KITCHEN")
    with pytest.raises(MediaError, match=r"note.txt is of no kind whose traces are read here: MP4"):
        ku.traces(tmp_path / "note.txt")
    with pytest.raises(MediaError, match="was not found"):
        ku.traces(tmp_path / "gone.mp4")
    with pytest.raises(KuleshovError, match="of type int and no film"):
        ku.traces(3)


def test_what_is_left_and_forged_is_found_by_exiftool_too(exiftool: str, tmp_path: Path) -> None:
    bare = film(tmp_path / "bare.mp4", {})
    label = json.loads(AIGC)
    forged = ku.leave_traces(
        bare, tmp_path / "forged.mp4", source_type="trainedAlgorithmicMedia", tool='"Sora" <2>',
        aigc=label, notes={"comment": "a & b", "com.apple.quicktime.model": "iPhone 15"},
    )  # fmt: skip
    found = ku.traces(forged)
    assert found.says_generated
    assert '"Sora" <2>' in found.of("tool") and found.of("camera") == ["iPhone 15"]
    ((_, left),) = exiftool_says(exiftool, forged)
    assert left["XMP-xmp:CreatorTool"] == '"Sora" <2>'
    assert left["XMP-iptcExt:DigitalSourceType"].endswith("/trainedAlgorithmicMedia")
    assert json.loads(left["Keys:AIGC"]) == label
    assert left["Keys:Comment"] == "a & b" and left["Keys:Model"] == "iPhone 15"


@pytest.mark.parametrize("name", [name for name in MARKED if name.endswith((".mp4", ".mov"))])
def test_what_is_removed_is_gone_for_exiftool_too_and_the_film_is_the_same(
    name: str, exiftool: str, tmp_path: Path
) -> None:
    marked = MARKED[name][0](tmp_path / name)
    bare = ku.remove_traces(marked, tmp_path / "bare.mp4")
    assert len(ku.traces(bare)) == 0
    ((_, left),) = exiftool_says(exiftool, bare)
    assert not {key: value for key, value in left.items() if value.strip("0: ")}
    one, other = ku.Clip(marked), ku.Clip(bare)
    assert len(one) == len(other) and all((one[n] == other[n]).all() for n in range(len(one)))
    assert marked.stat().st_size == bare.stat().st_size


def test_a_copy_of_packets_loses_most_of_it_by_itself(tmp_path: Path) -> None:
    """What sending a film through another program does, with no wish to hide anything."""
    import av

    marked = ku.leave_traces(
        film(tmp_path / "film.mp4", {}), tmp_path / "marked.mp4", tool="Firefly",
        source_type="trainedAlgorithmicMedia", aigc=json.loads(AIGC),
    )  # fmt: skip
    with av.open(str(marked)) as source, av.open(str(tmp_path / "sent.mp4"), "w") as out:
        out.metadata.update(source.metadata)
        track = out.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = track
                out.mux(packet)
    assert not ku.traces(tmp_path / "sent.mp4").says_generated


def test_traces_are_left_and_removed_only_where_that_can_be_done(tmp_path: Path) -> None:
    bare = film(tmp_path / "bare.mp4", {})
    with pytest.raises(MediaError, match="IPTC has no source type 'magic'; this kit knows digital"):
        ku.leave_traces(bare, tmp_path / "x.mp4", source_type="magic")
    with pytest.raises(MediaError, match=r"x.png should end in .mp4"):
        ku.leave_traces(bare, tmp_path / "x.png")
    with pytest.raises(MediaError, match=r"bare.mp4 is the film itself"):
        ku.remove_traces(bare, bare)
    picture = MARKED["comment.jpg"][0](tmp_path / "still.jpg")
    with pytest.raises(MediaError, match=r"still.jpg is no MP4 or MOV"):
        ku.remove_traces(picture, tmp_path / "x.mp4")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bare.mp4", "still.jpg"]


def test_a_file_of_two_gigabytes_is_read_to_its_end_without_what_lies_between(
    tmp_path: Path,
) -> None:
    path = tmp_path / "long.mp4"
    with film(path, {"comment": "at the start"}).open("r+b") as file:
        file.seek(0, 2)
        length = 2 * 2**30
        file.write((length + 16).to_bytes(4, "big") + b"free")
        file.seek(length, 1)
        file.write(bytes(8))
        packet = bytes.fromhex("be7acfcb97a942e89c71999491e3afac") + SOURCE_TYPE
        file.write((len(packet) + 8).to_bytes(4, "big") + b"uuid" + packet)
    found = ku.traces(path)
    assert found.says_generated and "at the start" in found.of("words")
    assert found.complaints == ()


def test_a_long_gif_is_read_to_its_end(tmp_path: Path) -> None:
    """Its pictures come in blocks of at most 255 bytes: tens of thousands of them."""
    path = MARKED["comment.gif"][0](tmp_path / "film.gif")
    held = path.read_bytes()
    picture = b",\0\0\0\0\1\0\1\0\0\2" + b"\1\0" * 300_000 + b"\0"
    assert held[13 + 3 * 2 ** ((held[10] & 7) + 1)] in b",!"
    at = held.index(b"!\xfe\x11")
    path.write_bytes(held[:at] + picture * 3 + held[at:])
    found = ku.traces(path)
    assert found.of("words") == ["Made with Kling 2"] and found.complaints == ()


def test_the_notes_of_an_avif_are_not_called_none_where_they_are_not_read(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match=r"still.avif is of no kind whose traces are read here"):
        ku.traces(saved(tmp_path / "still.avif", exif=exif()))


def test_a_webps_part_of_odd_length_is_followed_by_a_blank(tmp_path: Path) -> None:
    path = saved(tmp_path / "still.webp")
    held = path.read_bytes() + b"ODD \1\0\0\0x\0" + b"XMP " + len(SOURCE_TYPE).to_bytes(4, "little")
    path.write_bytes(held + SOURCE_TYPE)
    assert ku.traces(path).of("source type") == ["trainedAlgorithmicMedia"]


def test_a_cover_picture_is_no_trace(tmp_path: Path) -> None:
    cover = box(b"covr", box(b"data", b"\0\0\0\x0d" + bytes(4) + b"\xff\xd8\xff picture"))
    handler = box(b"hdlr", bytes(8) + b"mdirappl" + bytes(9))
    part = box(b"udta", box(b"meta", bytes(4) + handler + box(b"ilst", cover)))
    bare = ku.traces(film(tmp_path / "bare.mp4", {}))
    assert [t.says for t in ku.traces(in_moov(tmp_path / "a.mp4", part))] == [t.says for t in bare]


def test_a_date_in_eight_bytes_is_found_and_removed(tmp_path: Path) -> None:
    """Of 2026-02-16 10:24:00, in seconds since 1904, once made and once changed."""
    when = (2_082_844_800 + 1_771_237_440).to_bytes(8, "big")
    path = in_moov(tmp_path / "film.mp4", box(b"mvhd", b"\1\0\0\0" + when + when + bytes(92)))
    assert ku.traces(path).of("date") == ["2026-02-16 10:24:00"]
    bare = ku.remove_traces(path, tmp_path / "bare.mp4").read_bytes()
    assert when in path.read_bytes() and when not in bare and when[4:] not in bare


def test_a_live_recording_of_unknown_length_is_read(tmp_path: Path) -> None:
    """A segment that says no length, as a stream through a pipe has it."""
    info = bytes.fromhex("1549a966 88 5741 85") + b"Piper"
    segment = bytes.fromhex("18538067 01ffffffffffffff") + info
    (tmp_path / "live.mkv").write_bytes(bytes.fromhex("1a45dfa3 84 42f28104") + segment)
    assert ku.traces(tmp_path / "live.mkv").of("tool") == ["Piper"]


@pytest.mark.parametrize(
    "said",
    [
        "trainedAlgorithmicMedia", "digsrctype:trainedAlgorithmicMedia", MADE_BY_MODEL + "/",
        MADE_BY_MODEL.upper(), MADE_BY_MODEL.replace("http:", "https:"),
    ],
)  # fmt: skip
def test_a_source_type_is_known_however_it_is_spelt(said: str, tmp_path: Path) -> None:
    packet = xmp(f'Iptc4xmpExt:DigitalSourceType="{said}"')
    found = ku.traces(at_end(tmp_path / "film.mp4", box(b"uuid", XMP_NAME + packet)))
    assert found.of("source type") == ["trainedAlgorithmicMedia"] and found.says_generated


def test_a_source_type_in_free_words_is_words(tmp_path: Path) -> None:
    found = ku.traces(film(tmp_path / "film.mp4", {"comment": f"not {MADE_BY_MODEL}"}))
    assert found.of("source type") == [] and not found.says_generated
    assert f"not {MADE_BY_MODEL}" in found.of("words")


@pytest.mark.parametrize("name", ["RECORDING_LOCATION", "location-eng", "com.apple.quicktime.location.name"])  # fmt: skip
def test_a_place_is_known_by_other_names_too(name: str, tmp_path: Path) -> None:
    form = "matroska" if name.isupper() else "mp4"
    path = film(tmp_path / "film", {name: "at the lake"}, form == "mp4", form)
    assert ku.traces(path).of("place") == ["at the lake"]


@pytest.mark.parametrize("write", [ku.leave_traces, ku.remove_traces])
def test_a_copy_is_written_over_nothing_that_was_not_given_up(write: Any, tmp_path: Path) -> None:
    bare = film(tmp_path / "bare.mp4", {})
    (tmp_path / "also.mp4").hardlink_to(bare)
    before = bare.read_bytes()
    for same in ("bare.mp4", "also.mp4"):
        with pytest.raises(MediaError, match=f"{same} is the film itself. Name another"):
            write(bare, tmp_path / same, replace=True)
    there = film(tmp_path / "there.mp4", {"comment": "mine"})
    with pytest.raises(MediaError, match=r"there.mp4 is there already. .* replace=True"):
        write(bare, there)
    assert "mine" in ku.traces(there).of("words") and bare.read_bytes() == before
    write(bare, there, replace=True)
    assert "mine" not in ku.traces(there).of("words")
    with pytest.raises(MediaError, match=r"no.mp4 can't be written: there is no folder"):
        write(bare, tmp_path / "gone" / "no.mp4")
    with pytest.raises(MediaError, match="Name the file for the copy"):
        write(bare, 5)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"tool": 5}, "tool= takes a text, and 5 is none"),
        ({"tool": "a\0b"}, "tool= holds a letter that can't be printed"),
        ({"aigc": "x"}, "aigc= takes names and what they say"),
        ({"aigc": {"Label": 1}}, r"aigc\['Label'\]= takes a text, and 1 is none"),
        ({"notes": {"c": 5}}, r"notes\['c'\]= takes a text, and 5 is none"),
        ({"notes": {"c": "a\0"}}, r"notes\['c'\]= holds a letter that can't be printed"),
        ({"notes": {5: "a"}}, "A name in notes= takes a text, and 5 is none"),
        ({"source_type": 5}, "IPTC has no source type 5"),
        ({"source_type": ["digitalCapture"]}, "IPTC has no source type"),
    ],
)
def test_what_no_film_can_say_is_refused_in_a_sentence(
    wrong: dict[str, Any], sentence: str, tmp_path: Path
) -> None:
    bare = film(tmp_path / "bare.mp4", {})
    with pytest.raises(MediaError, match=sentence):
        ku.leave_traces(bare, tmp_path / "x.mp4", **wrong)
    assert not (tmp_path / "x.mp4").exists()


def test_letters_that_turn_or_hide_others_are_spelt_out(tmp_path: Path) -> None:
    found = ku.traces(
        film(tmp_path / "film.mp4", {"comment": "a\x1b[2Jb\u202ec", "artist": "नी\u200d"})
    )
    assert found.of("words") == ["a\x1b[2Jb\u202ec"]
    for shown in (repr(found), str(found.table()["says"].tolist())):
        assert "\x1b" not in shown and "\u202e" not in shown
    assert r"a\u001b[2Jb\u202ec" in repr(found) and "नी\u200d" in repr(found)


PLACE = apple(b"\xa9xyz", "-33.8600+151.2100/")
DEEP = box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", box(b"trak", box(b"mdia", box(b"minf", box(b"udta", PLACE))))))))  # fmt: skip


@pytest.mark.parametrize(
    "part",
    [
        PLACE,
        DEEP,
        box(b"Aigc", AIGC.encode()),
        box(b"uuid", b"JpgTiffExif->JP2" + exif().tobytes()),
    ],
)
def test_nothing_is_left_wherever_it_lay(part: bytes, tmp_path: Path) -> None:
    bare = ku.remove_traces(in_moov(tmp_path / "film.mp4", part), tmp_path / "bare.mp4")
    assert len(ku.traces(bare)) == 0
    for words in (b"-33.86", b"Lampworks", b"Lamp & Co"):
        assert words not in bare.read_bytes()
