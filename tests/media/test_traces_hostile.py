"""Files made to hurt whoever reads them: each is read to an end, and what is wrong is a sentence."""

import random
import re
import struct
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from made.marked import MADE_BY_MODEL, MARKED, XMP_NAME, at_end, box, film, in_moov, jpeg, png, xmp

import kuleshov as ku
from kuleshov.media import MediaError
from kuleshov.media.traces import Traces, cbor
from kuleshov.media.traces.reading import Unreadable

C2PA_NAME = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")


def packed(thing: Any) -> bytes:
    """Return a thing in CBOR: enough of RFC 8949 to write a claim by hand."""

    def head(major: int, count: int) -> bytes:
        short, size = next(
            (n, w)
            for n, w in ((24, 0), (24, 1), (25, 2), (26, 4))
            if count < (24 if not w else 256**w)
        )
        return bytes([major << 5 | count]) if not size else bytes([major << 5 | short]) + count.to_bytes(size, "big")  # fmt: skip

    if isinstance(thing, bool):
        return b"\xf5" if thing else b"\xf4"
    if isinstance(thing, int):
        return head(0, thing)
    if isinstance(thing, bytes):
        return head(2, len(thing)) + thing
    if isinstance(thing, str):
        return head(3, len(thing.encode())) + thing.encode()
    if isinstance(thing, list):
        return head(4, len(thing)) + b"".join(map(packed, thing))
    return head(5, len(thing)) + b"".join(packed(k) + packed(v) for k, v in thing.items())


def jumbf(label: str, *inside: bytes) -> bytes:
    """Return a box of boxes with a label."""
    return box(b"jumb", box(b"jumd", bytes(16) + b"\3" + label.encode() + b"\0") + b"".join(inside))


def store(actions: bytes, claim: bytes = packed({"claim_generator": "by hand"})) -> bytes:
    """Return Content Credentials that nobody signed."""
    action = jumbf("c2pa.assertions", jumbf("c2pa.actions.v2", box(b"cbor", actions)))
    return jumbf("c2pa", jumbf("urn:c2pa:1", action, jumbf("c2pa.claim.v2", box(b"cbor", claim))))


def claimed(path: Path, held: bytes) -> Path:
    """Write a film with Content Credentials as given."""
    return at_end(path, box(b"uuid", C2PA_NAME + bytes(4) + b"manifest\0" + bytes(8) + held))


def read(path: Path) -> Traces:
    """Read a file; whatever it holds, no sentence is a program's and none is long."""
    found = ku.traces(path)
    for words in found.complaints:
        assert re.fullmatch(r"[A-Z][^\n]{10,160}\.", words), words
    repr(found)
    return found


ACTIONS = packed({"actions": [{"action": "c2pa.created", "digitalSourceType": MADE_BY_MODEL}]})


def test_a_claim_written_by_hand_is_read_like_any_other(tmp_path: Path) -> None:
    found = read(claimed(tmp_path / "forged.mp4", store(ACTIONS)))
    assert found.says_generated and found.complaints == ()
    assert "claim generator: by hand" in found.of("credentials")
    assert found.holds in ("not looked at", "changed", "damaged")


@pytest.mark.parametrize("name", [*MARKED, "claim.mp4"])
def test_cut_off_or_scribbled_over_it_is_read_as_far_as_it_goes(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    whole = (
        claimed(path, store(ACTIONS)) if name == "claim.mp4" else MARKED[name][0](path)
    ).read_bytes()
    dice = random.Random(name)
    for _ in range(40):
        held = bytearray(whole[: dice.randrange(16, len(whole) + 1)])
        for _ in range(dice.randrange(8)):
            held[dice.randrange(12, len(held))] = dice.choice((0, 1, 255, dice.randrange(256)))
        path.write_bytes(held)
        read(path)


def nested(kind: bytes, inside: bytes, times: int) -> bytes:
    for _ in range(times):
        inside = box(kind, inside)
    return inside


def bomb_png(path: Path) -> Path:
    """A text of a thousand million letters, packed to a million bytes."""
    held = png(path, "tEXt", "a", "b").read_bytes()
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(2**20)) for _ in range(256)) + packer.flush()
    said = b"zTXtprompt\0\0" + packed
    chunk = struct.pack(">I", len(said) - 4) + said + struct.pack(">I", zlib.crc32(said))
    path.write_bytes(held[:-12] + chunk + held[-12:])
    return path


LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "'
    + b"&a;" * 99
    + b'"><!ENTITY c "'
    + b"&b;" * 99
    + b'">]><x>&c;</x>'
)
LOOP = b"II*\0" + struct.pack("<I", 8) + struct.pack("<HHHII", 65535, 0x8769, 4, 1, 8)

BOMBS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "boxes in boxes.mp4": (lambda p: at_end(p, nested(b"udta", b"", 3000)), "deeper in each other"),
    "a million boxes.mp4": (lambda p: at_end(p, box(b"free", b"") * 2**20), "more than 50,000 parts"),
    "a long note.mp4": (lambda p: at_end(p, box(b"uuid", XMP_NAME + bytes(9 * 2**20))), "longer than 8 MiB"),
    "many long notes.mp4": (lambda p: at_end(p, box(b"uuid", XMP_NAME + bytes(7 * 2**20)) * 6), "more than 32 MiB"),
    "length of 2.mp4": (lambda p: at_end(p, b"\0\0\0\2udta"), "a length makes no sense"),
    "length past the end.mp4": (lambda p: at_end(p, b"\xff\xff\xff\xffuuid"), "longer than what holds it"),
    "claims in claims.mp4": (lambda p: claimed(p, nested(b"jumb", b"", 3000)), "nested deeper"),
    "a list of lists.mp4": (lambda p: claimed(p, store(b"\x81" * 10**6)), "more than any claim needs"),
    "a list of 2**60.mp4": (lambda p: claimed(p, store(b"\x9b\x10" + bytes(7))), "breaks off"),
    "a list of 20,000.mp4": (lambda p: claimed(p, store(packed([0] * 20_000))), "more than any claim needs"),
    "a text of 2**60.mp4": (lambda p: claimed(p, store(b"\x7b\x10" + bytes(7))), "breaks off"),
    "no claim.mp4": (lambda p: claimed(p, store(b"\x1c")), "no CBOR"),
    "laughs.mp4": (lambda p: at_end(p, box(b"uuid", XMP_NAME + LAUGHS)), "declares a document type"),
    "no xml.mp4": (lambda p: at_end(p, box(b"uuid", XMP_NAME + b"a lamp")), "no XML"),
    "deep xml.mp4": (lambda p: at_end(p, box(b"uuid", XMP_NAME + b"<a>" * 10**5)), "nested deeper"),
    "much xml.jpg": (lambda p: jpeg(p, b"http://ns.adobe.com/xap/1.0/\0" + xmp(" ".join(f'dc:a{n}="b"' for n in range(2000)))), "over 1,000 properties"),
    "bomb.png": (bomb_png, ""),
    "exif in circles.jpg": (lambda p: jpeg(p, b"Exif\0\0" + LOOP), ""),
    "many notes.mp4": (lambda p: in_moov(p, box(b"udta", b"".join(box(b"\xa9cmt", struct.pack(">HH", 5, 0) + b"%05d" % n) for n in range(9000)))), "over 2,000 notes"),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_what_promises_too_much_is_not_believed(name: str, tmp_path: Path) -> None:
    make, sentence = BOMBS[name]
    path = make(tmp_path / name)
    tracemalloc.start()
    try:
        found = read(path)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 64 * 2**20
    assert not sentence or any(sentence in words for words in found.complaints), found.complaints


def test_one_damaged_part_does_not_hide_the_others(tmp_path: Path) -> None:
    path = at_end(
        tmp_path / "film.mp4", box(b"uuid", XMP_NAME + b"a lamp") + box(b"AIGC", b'{"Label": "1"}')
    )
    found = read(path)
    assert found.of("AIGC label") == ["Label 1"] and len(found.complaints) == 1


# RFC 8949, appendix A.
@pytest.mark.parametrize(
    ("held", "thing"),
    [
        ("00", 0), ("1818", 24), ("1903e8", 1000), ("1a000f4240", 10**6), ("20", -1), ("3863", -100),
        ("f90000", 0.0), ("f93e00", 1.5), ("fb3ff199999999999a", 1.1), ("f4", False), ("f5", True),
        ("f6", None), ("4401020304", b"\1\2\3\4"), ("6449455446", "IETF"), ("62c3bc", "ü"),
        ("8301820203820405", [1, [2, 3], [4, 5]]), ("a26161016162820203", {"a": 1, "b": [2, 3]}),
        ("c074323031332d30332d32315432303a30343a30305a", "2013-03-21T20:04:00Z"),
        ("5f42010243030405ff", b"\1\2\3\4\5"), ("7f657374726561646d696e67ff", "streaming"),
        ("9f018202039f0405ffff", [1, [2, 3], [4, 5]]), ("bf61610161629f0203ffff", {"a": 1, "b": [2, 3]}),
    ],
)  # fmt: skip
def test_cbor_is_read_as_its_standard_shows_it(held: str, thing: object) -> None:
    assert cbor.loads(bytes.fromhex(held)) == thing


@pytest.mark.parametrize("held", ["", "18", "61", "81", "1c", "9f", "5f01", "a1", "fb00"])
def test_cbor_that_breaks_off_is_refused(held: str) -> None:
    with pytest.raises(Unreadable):
        cbor.loads(bytes.fromhex(held))


def test_a_claim_in_several_segments_of_a_jpeg_is_put_together(tmp_path: Path) -> None:
    """A segment holds 64 KiB, a claim with a picture in it more; each repeats the box's head."""
    action = {"action": "c2pa.created", "digitalSourceType": MADE_BY_MODEL}
    held = store(packed({"actions": [action], "padding": bytes(100_000)}))
    pieces = [held[:50_000], held[50_000:100_000], held[100_000:]]
    path = jpeg(tmp_path / "still.jpg", b"")
    whole = path.read_bytes()
    segments = b""
    for n, piece in enumerate(pieces, 1):
        repeated = b"" if n == 1 else held[:8]
        part = b"JP\0\1" + n.to_bytes(4, "big") + repeated + piece
        segments += b"\xff\xeb" + (len(part) + 2).to_bytes(2, "big") + part
    path.write_bytes(whole[:2] + segments + whole[2:])
    found = read(path)
    assert found.says_generated and found.complaints == ()
    assert "claim generator: by hand" in found.of("credentials")


HIDDEN: dict[str, Callable[[Path], Path]] = {
    "garbage.mp4": lambda p: at_end(p, box(b"uuid", C2PA_NAME + b"\xff" * 40)),
    "empty.mp4": lambda p: at_end(p, box(b"uuid", C2PA_NAME)),
    "renamed.mp4": lambda p: claimed(p, store(ACTIONS).replace(b"jumb", b"jumc", 1)),
    "behind 2,001 labels.mp4": lambda p: at_end(p, b"".join(box(b"AIGC", b'{"Label": "%d"}' % n) for n in range(2001)) + claimed(p, store(ACTIONS)).read_bytes()),
}  # fmt: skip


@pytest.mark.parametrize("name", HIDDEN)
def test_credentials_that_can_not_be_read_are_not_called_absent(name: str, tmp_path: Path) -> None:
    found = read(HIDDEN[name](tmp_path / name))
    assert found.holds in ("damaged", "changed", "not looked at")
    assert found.complaints


def test_a_mere_note_of_that_name_is_no_credential(tmp_path: Path) -> None:
    path = film(tmp_path / "film.mp4", {"Content Credentials": "Adobe says so"}, True)
    found = read(path)
    assert found.of("other") == ["Content Credentials: Adobe says so"]
    assert found.holds == found.signer == "no credentials"


def test_a_jpegs_filling_is_passed_over_and_what_is_no_part_is_told(tmp_path: Path) -> None:
    path = jpeg(tmp_path / "still.jpg", b"Made with Kling 2", 0xFE)
    held = path.read_bytes()
    path.write_bytes(held[:2] + b"\xff" * 300 + held[2:])
    found = read(path)
    assert found.of("words") == ["Made with Kling 2"] and found.complaints == ()
    path.write_bytes(held[:23] + b"\0" + held[23:])
    assert "no part begins where one must" in read(path).complaints[0]
    jpeg(path, b"http://ns.adobe.com/xmp/extension/\0" + bytes(40))
    assert read(path).complaints == ("Its XMP goes on in a second part, which is not read.",)


@pytest.mark.parametrize(("order", "code"), [("<", "utf-16-le"), (">", "utf-16-be")])
def test_a_comment_in_exif_is_read_in_the_files_order_of_bytes(
    order: str, code: str, tmp_path: Path
) -> None:
    said = b"UNICODE\0" + "en lampa på ön".encode(code)
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    first = struct.pack(order + "HHHIII", 1, 0x8769, 4, 1, 26, 0)
    second = struct.pack(order + "HHHIII", 1, 0x9286, 7, len(said), 44, 0)
    found = read(jpeg(tmp_path / "still.jpg", b"Exif\0\0" + head + first + second + said))
    assert found.of("words") == ["en lampa på ön"]


@pytest.mark.parametrize("brand", [b"heim", b"heis", b"crx ", b"mif2"])
def test_a_still_picture_of_boxes_is_refused_like_a_heic(brand: bytes, tmp_path: Path) -> None:
    path = tmp_path / "still.mp4"
    path.write_bytes(box(b"ftyp", brand + bytes(8)) + box(b"meta", bytes(60)))
    with pytest.raises(MediaError, match="of no kind whose traces are read here"):
        ku.traces(path)


@pytest.mark.parametrize("end", [b"\0\0\0\2udta", b"\xff\xff\xff\xffuuid"])
def test_where_reading_breaks_off_nothing_is_said_of_what_may_stand_behind(
    end: bytes, tmp_path: Path
) -> None:
    """Credentials may follow: "it has none" would be a guess."""
    whole = read(film(tmp_path / "whole.mp4", {}))
    assert (whole.holds, whole.signer) == ("no credentials", "no credentials")
    broken = read(at_end(film(tmp_path / "broken.mp4", {}), end))
    assert (broken.holds, broken.signer) == ("not looked at", "not looked at")
    assert any("could not be read to its end" in one for one in broken.sentences)
    assert not any("no Content Credentials" in one for one in broken.sentences)
