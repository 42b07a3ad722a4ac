"""Content Credentials as they stand in a file: boxes of JUMBF (ISO 19566-5) with claims in CBOR.

Nothing is verified here. Whoever can write a file can write any of this into it.
"""

import json
from collections.abc import Iterator
from typing import Any

from . import cbor
from .boxes import Box, boxes
from .reading import Note, Source, Unreadable, source_of, text_of

_DEEPEST = 8
_LONGEST = 2**20  # bytes of one claim
# What says who, with what and from what; thumbnails and hashes don't.
_READ = ("c2pa.claim", "c2pa.signature", "c2pa.actions", "c2pa.ingredient", "stds.", "cawg.")
_CHAIN = ("33", "x5chain")  # where COSE keeps certificates (RFC 9360)
_ORGANISATION, _NAME = bytes.fromhex("55040a"), bytes.fromhex("550403")  # X.520's 2.5.4.10 and .3


def claim_notes(held: bytes, byte: int, complaints: list[str]) -> Iterator[Note]:
    """Yield what the Content Credentials of a file say, those of the file itself first.

    Parameters
    ----------
    held : bytes
        The store of manifests, as JUMBF.
    byte : int
        Where it begins in the file.
    complaints : list of str
        Where to say what can't be read.

    Yields
    ------
    Note
        Keys: claim generator, title, action, source type, AI tool, ingredient, signer, author.

    Raises
    ------
    Unreadable
        Where there is more than any film needs.

    Examples
    --------
    >>> list(claim_notes(b"", 0, []))
    []
    """
    parts = list(_parts(source_of(held, byte, complaints), 0, len(held), ()))
    # The last manifest is the file's own; those before it came with what it was made from.
    manifests = list(dict.fromkeys(way[1] for way, _, _ in parts))
    for manifest in reversed(manifests):
        own = manifest == manifests[-1]
        where = "Content Credentials" if own else "earlier Content Credentials"
        for way, thing, at in parts:
            if way[1] == manifest:
                label = way[-1].partition("__")[0]
                for key, words in _told(label, thing):
                    yield Note(f"{where}/{label}", key, words, at)


def _parts(
    source: Source, start: int, stop: int, way: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Any, int]]:
    """Yield the labels that lead to each leaf, what it holds, and where it lies in the file."""
    if len(way) > _DEEPEST:
        raise Unreadable(
            "Its Content Credentials are nested deeper than any; the rest was not read."
        )
    for box in boxes(source, start, stop):
        if box.kind == b"jumb":
            yield from _parts(source, box.start, box.stop, (*way, _label(source, box)))
        elif box.kind in _READERS and len(way) > 2 and way[-1].startswith(_READ):
            held = source.read(box.start, min(box.stop, box.start + _LONGEST))
            try:
                yield way, _READERS[box.kind](held), source.base + box.at
            except Unreadable as problem:
                source.complain(str(problem))


def _label(source: Source, outer: Box) -> str:
    """Return the name of a box of boxes, which its first one holds after a type and a flag."""
    for box in boxes(source, outer.start, outer.stop):
        if box.kind == b"jumd":
            return text_of(source.read(box.start + 17, box.stop).partition(b"\0")[0])
        break
    return "?"


def _json(held: bytes) -> Any:
    try:
        return json.loads(held)
    except (ValueError, RecursionError):
        raise Unreadable("A part of its Content Credentials is no JSON.") from None


_READERS = {b"cbor": cbor.loads, b"json": _json}


def _told(label: str, thing: Any) -> Iterator[tuple[str, str]]:
    """Yield what one assertion says, as names and words."""
    if label == "c2pa.signature":
        yield from _signer(thing)
    if not isinstance(thing, dict):
        return
    if label in ("c2pa.claim", "c2pa.claim.v2"):
        yield from _claim(thing)
    elif label.startswith("c2pa.actions"):
        for action in _listed(thing.get("actions")):
            yield from _action(action)
    elif label.startswith("c2pa.ingredient"):
        kind = str(thing.get("relationship", ""))
        yield "ingredient", _joined(thing.get("dc:title", thing.get("title")), kind)
    elif label.startswith("stds.schema-org.CreativeWork"):
        for person in _listed(thing.get("author")):
            yield "author", _joined(person.get("name"))
    else:
        yield from (
            (key, _plain(words))
            for key, words in thing.items()
            if "digitalsourcetype" in key.lower()
        )


def _claim(claim: dict[str, Any]) -> Iterator[tuple[str, str]]:
    info = claim.get("claim_generator_info")
    named = _listed(info) if isinstance(info, list) else _listed([info])
    for one in named:
        yield "claim generator", _joined(one.get("name"), one.get("version"))
    if not named and claim.get("claim_generator"):
        yield "claim generator", _plain(claim["claim_generator"])
    if claim.get("dc:title"):
        yield "title", _plain(claim["dc:title"])


def _action(action: dict[str, Any]) -> Iterator[tuple[str, str]]:
    agent = action.get("softwareAgent")
    tool = (
        _joined(agent.get("name"), agent.get("version"))
        if isinstance(agent, dict)
        else _plain(agent or "")
    )
    said = _plain(action.get("action", "?"))
    when = _plain(action.get("when") or "")
    yield "action", " ".join(filter(None, (said, tool and f"with {tool}", when)))
    if action.get("digitalSourceType"):
        yield "digitalSourceType", _plain(action["digitalSourceType"])


def _signer(thing: Any) -> Iterator[tuple[str, str]]:
    """Yield who the first certificate says it was made out to."""
    heads = thing[:2] if isinstance(thing, list) else []
    for head in heads:
        if isinstance(head, bytes) and head:
            try:
                head = cbor.loads(head)
            except Unreadable:
                continue
        if not isinstance(head, dict):
            continue
        for key in _CHAIN:
            chain = head.get(key)
            first = chain[0] if isinstance(chain, list) and chain else chain
            if isinstance(first, bytes):
                yield "signer", _subject(first) or "a certificate without a name"
                return


def _subject(certificate: bytes) -> str:
    """Return the name and the organisation that a certificate (X.509, in DER) is made out to."""
    body = _der(_der(certificate, 0)[1], 0)[1]
    at = 0
    fields: list[bytes] = []
    while at < len(body) and len(fields) < 8:
        tag, inner, at = _der(body, at)
        if tag != 0xA0:  # the version, which may be absent
            fields.append(inner)
    if len(fields) < 5:
        return ""
    found: dict[bytes, str] = {}
    at, subject = 0, fields[4]
    while at < len(subject):
        _, many, at = _der(subject, at)
        _, pair, _ = _der(many, 0)
        _, kind, after = _der(pair, 0)
        found.setdefault(bytes(kind), text_of(_der(pair, after)[1]))
    return ", ".join(dict.fromkeys(found[key] for key in (_NAME, _ORGANISATION) if found.get(key)))


def _der(held: bytes, at: int) -> tuple[int, bytes, int]:
    """Return the tag and the inside of a piece of DER (X.690), and where the next one begins."""
    if at + 2 > len(held):
        return 0, b"", len(held)
    tag, length, start = held[at], held[at + 1], at + 2
    if length & 0x80:
        many = length & 0x7F
        length, start = int.from_bytes(held[start : start + many], "big"), start + many
    return tag, held[start : start + length], start + length


def _listed(things: Any) -> list[dict[str, Any]]:
    return [one for one in things if isinstance(one, dict)] if isinstance(things, list) else []


def _joined(*words: Any) -> str:
    return " ".join(_plain(word) for word in words if word not in (None, ""))


def _plain(thing: Any) -> str:
    if isinstance(thing, str):
        return thing
    if isinstance(thing, bytes):
        return f"{len(thing)} bytes"
    return json.dumps(
        thing, default=lambda one: f"{len(one)} bytes" if isinstance(one, bytes) else str(one)
    )
