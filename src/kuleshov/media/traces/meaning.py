"""What a note in a file is about, by the name that it has there."""

import json
import re
from collections.abc import Iterator

from .reading import Note
from .xmp import properties

KINDS = (
    "source type", "AIGC label", "credentials", "tool", "camera", "place", "date", "person", "rights",
    "words", "other",
)  # fmt: skip
"""What a trace can be about, in the order in which traces are shown."""

SOURCE_TYPES = (
    "digitalCapture", "computationalCapture", "negativeFilm", "positiveFilm", "humanEdits",
    "digitalCreation", "algorithmicMedia", "trainedAlgorithmicMedia",
    "compositeWithTrainedAlgorithmicMedia", "compositeSynthetic", "compositeCapture", "screenCapture",
)  # fmt: skip
"""IPTC's digital source types that a film may have, by the names that files hold."""

GENERATED = (
    "trainedAlgorithmicMedia",
    "compositeWithTrainedAlgorithmicMedia",
    "compositeSynthetic",
)
"""IPTC's digital source types by which a file says that a model made it, or a part of it."""

CAPTURED = (
    "digitalCapture", "computationalCapture", "negativeFilm", "positiveFilm", "compositeCapture",
    "screenCapture",
)  # fmt: skip
"""IPTC's digital source types by which a file says that it was recorded, and no model made it."""

_SPELT = {name.lower(): name for name in SOURCE_TYPES}
_NAMES = {
    "tool": "©too ©swr ©enc ©prd encoder encoder_options software creatortool writingapp writing_app "
    "muxingapp compressor handler encoding_tool producer generator generated_by claim_generator "
    "softwareagent historysoftwareagent com.android.version com.apple.quicktime.software sprd",
    "camera": "©mak ©mod make model manufacturer lensmodel lens camera",
    "place": "©xyz loci gps location gpslatitude gpslongitude gpscoordinates city country "
    "iso6709 recording_location location.iso6709 com.apple.quicktime.location.iso6709",
    "date": "©day mvhd creationdate creation_time createdate modifydate metadatadate date "
    "datetimeoriginal datecreated year",
    "person": "©art ©aut ©dir ©wrt art artist author creator auth credit owner publisher perf albumartist",
    "rights": "©cpy copyright cprt rights license licence usageterms",
    "words": "©cmt ©des ©inf ©nam ©gen ©lyr comment description desc ldes dscp title titl caption "
    "synopsis parameters prompt workflow keywords usercomment imagedescription subject headline",
}  # fmt: skip
_KIND_OF = {name: kind for kind, names in _NAMES.items() for name in names.split()}


def xmp_notes(note: Note) -> Iterator[Note]:
    """Yield the properties of an XMP packet as notes of their own.

    Parameters
    ----------
    note : Note
        With the packet's bytes.

    Yields
    ------
    Note

    Raises
    ------
    Unreadable
        Where the packet can't be read.

    Examples
    --------
    >>> list(xmp_notes(Note("uuid", "XMP", b"<x/>", 40)))
    []
    """
    where = f"XMP in {note.where}" if note.where != "XMP" else "XMP"
    for name, words in properties(note.value):
        yield Note(where, name, words, note.byte)


def meaning(note: Note) -> tuple[str, str]:
    """Return what a note is about, and what it says of it.

    Parameters
    ----------
    note : Note

    Returns
    -------
    (str, str)
        One of :data:`KINDS`, and words.

    Examples
    --------
    >>> meaning(Note("moov/udta", "©too", "Lavf62.3.100", 1204))
    ('tool', 'Lavf62.3.100')
    >>> address = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    >>> meaning(Note("XMP", "Iptc4xmpExt:DigitalSourceType", address, 1204))
    ('source type', 'trainedAlgorithmicMedia')
    """
    words = str(note.value)
    parts = re.split(r"[:/.]", note.key.lower())
    if "digitalsourcetype" in parts:
        return "source type", _source_type(words)
    if label := _aigc(note.key, words):
        return "AIGC label", label
    if note.where.startswith(("Content Credentials", "earlier Content Credentials")):
        told = words if note.key in words else f"{note.key}: {words}"
        return "credentials", told
    last = note.key.lower().rpartition(":")[2]
    for name in (note.key.lower(), last, last.rpartition(".")[2], last.rpartition("/")[2]):
        if name in _KIND_OF:
            return _KIND_OF[name], _in_place(_KIND_OF[name], words)
    if any(part.startswith("location") for part in parts):  # Android's location-eng, Apple's parts
        return "place", _in_place("place", words)
    return "other", f"{note.key}: {words}"


def _source_type(words: str) -> str:
    """Return a source type by its own name, whether it stands as that, an address or a QCode."""
    last = re.split(r"[/:#]", words.strip().rstrip("/"))[-1]
    return _SPELT.get(last.lower(), last or words)


def _aigc(key: str, words: str) -> str:
    """Return the label that Chinese law asks for (GB 45438-2025), as it stands in JSON."""
    named = "aigc" in key.lower()
    if not named and '"AIGC"' not in words:
        return ""
    try:
        held = json.loads(words)
    except (ValueError, RecursionError):
        return words if named else ""
    held = held.get("AIGC", held) if isinstance(held, dict) else held
    if not isinstance(held, dict):
        return words
    return ", ".join(f"{name} {what}" for name, what in held.items() if what not in ("", None))


def _in_place(kind: str, words: str) -> str:
    """Say a place so that everybody knows it for one: degrees north and east."""
    found = re.match(r"([+-]\d+\.?\d*)([+-]\d+\.?\d*)", words) if kind == "place" else None
    if not found:
        return words
    north, east = map(float, found.groups())
    if abs(north) > 90 or abs(east) > 180:
        return words
    return f"{abs(north):.4f}° {'N' if north >= 0 else 'S'}, {abs(east):.4f}° {'E' if east >= 0 else 'W'}"
