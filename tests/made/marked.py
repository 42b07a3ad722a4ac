"""Files marked by hand in each way that generators, cameras and programs are known to mark them.

Each is written by FFmpeg, by Pillow or byte by byte, never by the kit's own writer of traces.
"""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
from PIL import Image, PngImagePlugin

AIGC = '{"Label": "1", "ContentProducer": "Lampworks", "ProduceID": "moth-7"}'
MADE_BY_MODEL = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
XMP_NAME = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")


def xmp(inside: str) -> bytes:
    """Return an XMP packet around attributes of a description."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
        ' xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"'
        f" {inside}/></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
    ).encode()


SOURCE_TYPE = xmp(f'Iptc4xmpExt:DigitalSourceType="{MADE_BY_MODEL}" xmp:CreatorTool="Firefly"')


def film(path: Path, notes: dict[str, str], keys: bool = False, form: str = "mp4") -> Path:
    """Write four grey frames with notes, as FFmpeg writes them."""
    options = {"movflags": "use_metadata_tags"} if keys else {}
    with av.open(str(path), "w", format=form, options=options) as out:
        track = out.add_stream("libx264" if form != "webm" else "libvpx", rate=24)
        track.width, track.height, track.pix_fmt = 64, 48, "yuv420p"
        out.metadata.update(notes)
        for grey in (40, 80, 120, 160):
            frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), grey, np.uint8), format="rgb24")
            out.mux(track.encode(frame))
        out.mux(track.encode())
    return path


def box(kind: bytes, held: bytes) -> bytes:
    """Return a box of MP4 around bytes."""
    return struct.pack(">I4s", 8 + len(held), kind) + held


def in_moov(path: Path, part: bytes) -> Path:
    """Put a box at the end of a film's moov, which must be the last box of the file."""
    held = film(path, {}).read_bytes()
    at = held.rindex(b"moov") - 4
    length = struct.unpack(">I", held[at : at + 4])[0]
    assert at + length == len(held)
    path.write_bytes(held[:at] + struct.pack(">I", length + len(part)) + held[at + 4 :] + part)
    return path


def at_end(path: Path, part: bytes) -> Path:
    """Put a box at the end of a film."""
    path.write_bytes(film(path, {}).read_bytes() + part)
    return path


def apple(name: bytes, words: str) -> bytes:
    """Return QuickTime's text in a box: a length, a language, the words."""
    said = words.encode()
    return box(name, struct.pack(">HH", len(said), 0x15C7) + said)


def freeform(name: bytes, words: bytes) -> bytes:
    """Return iTunes' own kind of note, with a name as long as one likes."""
    inside = box(b"mean", bytes(4) + b"com.apple.iTunes") + box(b"name", bytes(4) + name)
    item = box(b"----", inside + box(b"data", b"\0\0\0\1" + bytes(4) + words))
    handler = box(b"hdlr", bytes(8) + b"mdirappl" + bytes(9))
    return box(b"udta", box(b"meta", bytes(4) + handler + box(b"ilst", item)))


def apples_keys(notes: dict[str, str]) -> bytes:
    """Return notes as an iPhone writes them: beside ``udta``, in a box that has no version."""
    names = b"".join(box(b"mdta", name.encode()) for name in notes)
    values = b"".join(
        box(struct.pack(">I", n), box(b"data", b"\0\0\0\1" + bytes(4) + words.encode()))
        for n, words in enumerate(notes.values(), 1)
    )
    handler = box(b"hdlr", bytes(8) + b"mdta" + bytes(13))
    keys = box(b"keys", struct.pack(">II", 0, len(notes)) + names)
    return box(b"meta", handler + keys + box(b"ilst", values))


def loci(north: float, east: float) -> bytes:
    """Return where it was filmed as 3GPP's phones write it."""
    place = struct.pack(">iii", round(east * 65536), round(north * 65536), 0)
    return box(b"udta", box(b"loci", bytes(4) + b"\x15\xc7" + b"Berlin\0\0" + place + b"earth\0\0"))


def png(path: Path, kind: str, name: str, words: str) -> Path:
    """Write a grey PNG with one text, plain, packed or in UTF-8."""
    said = PngImagePlugin.PngInfo()
    if kind == "iTXt":
        said.add_itxt(name, words)
    else:
        said.add_text(name, words, zip=kind == "zTXt")
    Image.new("RGB", (8, 6), "grey").save(path, pnginfo=said)
    return path


def exif() -> Image.Exif:
    """Return what a phone writes: who made it, and where it was."""
    made = Image.Exif()
    made[0x010F], made[0x0110], made[0x0131], made[0x013B] = "Lamp & Co", "Moth 3", "11.2", "Ana"
    made[0x8825] = {1: "S", 2: (33.0, 51.0, 24.0), 3: "E", 4: (151.0, 12.0, 36.0)}
    return made


def jpeg(path: Path, part: bytes = b"", marker: int = 0xE1) -> Path:
    """Write a grey JPEG with one segment of our own after its head."""
    Image.new("RGB", (8, 6), "grey").save(path)
    held = path.read_bytes()
    segment = struct.pack(">BBH", 0xFF, marker, len(part) + 2) + part
    path.write_bytes(held[:2] + segment + held[2:])
    return path


def gif(path: Path, part: bytes) -> Path:
    """Write a grey GIF with one block of our own before its end."""
    Image.new("P", (8, 6)).save(path)
    held = path.read_bytes()
    path.write_bytes(held[:-1] + part + held[-1:])
    return path


def gif_xmp(packet: bytes) -> bytes:
    """Return XMP in a GIF: as it is, then bytes that bring every reader out of it."""
    return b"!\xff\x0bXMP DataXMP" + packet + b"\1" + bytes(range(255, -1, -1)) + b"\0"


def saved(path: Path, **notes: object) -> Path:
    """Write a grey picture as Pillow does, with notes."""
    Image.new("RGB", (8, 6), "grey").save(path, **notes)
    return path


def packed_exif(path: Path) -> Path:
    """Write a PNG with Exif in a chunk of its own."""
    held = saved(path).read_bytes()
    said = b"eXIf" + exif().tobytes().removeprefix(b"Exif\0\0")
    chunk = struct.pack(">I", len(said) - 4) + said + struct.pack(">I", zlib.crc32(said))
    path.write_bytes(held[:-12] + chunk + held[-12:])
    return path


PHONE = {
    "com.apple.quicktime.make": "Apple", "com.apple.quicktime.model": "iPhone 15",
    "com.apple.quicktime.software": "17.4", "com.apple.quicktime.creationdate": "2026-02-16T10:24:00+0100",
    "com.apple.quicktime.location.ISO6709": "+52.5200+013.4050+034.000/",
}  # fmt: skip

# How: what is made, and what must be found in it.
MARKED: dict[str, tuple[Callable[[Path], Path], list[tuple[str, str]]]] = {
    "comment.mp4": (lambda p: film(p, {"comment": "Made with Kling 2"}), [("words", "Made with Kling 2")]),
    "artist.mp4": (lambda p: film(p, {"artist": "Ana Lima", "title": "Moth"}), [("person", "Ana Lima"), ("words", "Moth")]),
    "keys.mp4": (lambda p: film(p, {"comment": "a café", "workflow": '{"nodes": 3}'}, True), [("words", "a café"), ("words", '{"nodes": 3}')]),
    "aigc.mp4": (lambda p: film(p, {"AIGC": AIGC}, True), [("AIGC label", "Label 1, ContentProducer Lampworks, ProduceID moth-7")]),
    "phone.mov": (lambda p: film(p, PHONE, True, "mov"), [("camera", "Apple"), ("camera", "iPhone 15"), ("tool", "17.4"), ("date", "2026-02-16T10:24:00+0100"), ("place", "52.5200° N, 13.4050° E")]),
    "apple.mov": (lambda p: in_moov(p, apples_keys(PHONE)), [("camera", "Apple"), ("camera", "iPhone 15"), ("tool", "17.4"), ("place", "52.5200° N, 13.4050° E")]),
    "android.mp4": (lambda p: in_moov(p, box(b"udta", apple(b"\xa9xyz", "-33.8600+151.2100/"))), [("place", "33.8600° S, 151.2100° E")]),
    "camera.mp4": (lambda p: in_moov(p, box(b"udta", apple(b"\xa9mak", "Lamp & Co") + apple(b"\xa9mod", "Moth 3") + apple(b"\xa9swr", "11.2"))), [("camera", "Lamp & Co"), ("camera", "Moth 3"), ("tool", "11.2")]),
    "loci.mp4": (lambda p: in_moov(p, loci(52.52, -13.405)), [("place", "52.5200° N, 13.4050° W")]),
    "freeform.mp4": (lambda p: in_moov(p, freeform(b"generator", b"Dream-o-matic")), [("tool", "Dream-o-matic")]),
    "xmp.mp4": (lambda p: at_end(p, box(b"uuid", XMP_NAME + SOURCE_TYPE)), [("source type", "trainedAlgorithmicMedia"), ("tool", "Firefly")]),
    "tc260.mp4": (lambda p: at_end(p, box(b"uuid", XMP_NAME + xmp(f"TC260:AIGC='{AIGC}'"))), [("AIGC label", "Label 1, ContentProducer Lampworks, ProduceID moth-7")]),
    "xmp.mov": (lambda p: in_moov(p, box(b"udta", box(b"XMP_", SOURCE_TYPE))), [("source type", "trainedAlgorithmicMedia"), ("tool", "Firefly")]),
    "tags.mkv": (lambda p: film(p, {"comment": "Made with Kling 2", "title": "Moth"}, form="matroska"), [("words", "Made with Kling 2"), ("words", "Moth")]),
    "tags.webm": (lambda p: film(p, {"artist": "Ana Lima"}, form="webm"), [("person", "Ana Lima")]),
    "parameters.png": (lambda p: png(p, "tEXt", "parameters", "a moth\nSteps: 20, Seed: 7"), [("words", "a moth\nSteps: 20, Seed: 7")]),
    "packed.png": (lambda p: png(p, "zTXt", "prompt", '{"3": {"seed": 7}}' * 40), [("words", '{"3": {"seed": 7}}' * 40)]),
    "workflow.png": (lambda p: png(p, "iTXt", "workflow", "en mal vid en glödlampa"), [("words", "en mal vid en glödlampa")]),
    "xmp.png": (lambda p: png(p, "iTXt", "XML:com.adobe.xmp", SOURCE_TYPE.decode()), [("source type", "trainedAlgorithmicMedia")]),
    "exif.png": (packed_exif, [("camera", "Moth 3"), ("place", "33.8567° S, 151.2100° E")]),
    "exif.jpg": (lambda p: saved(p, exif=exif()), [("camera", "Lamp & Co"), ("tool", "11.2"), ("person", "Ana"), ("place", "33.8567° S, 151.2100° E")]),
    "xmp.jpg": (lambda p: jpeg(p, b"http://ns.adobe.com/xap/1.0/\0" + SOURCE_TYPE), [("source type", "trainedAlgorithmicMedia"), ("tool", "Firefly")]),
    "comment.jpg": (lambda p: jpeg(p, b"Made with Kling 2", 0xFE), [("words", "Made with Kling 2")]),
    "both.webp": (lambda p: saved(p, exif=exif(), xmp=SOURCE_TYPE), [("source type", "trainedAlgorithmicMedia"), ("camera", "Moth 3")]),
    "comment.gif": (lambda p: gif(p, b"!\xfe\x11Made with Kling 2\0"), [("words", "Made with Kling 2")]),
    "xmp.gif": (lambda p: gif(p, gif_xmp(SOURCE_TYPE)), [("source type", "trainedAlgorithmicMedia")]),
}  # fmt: skip
