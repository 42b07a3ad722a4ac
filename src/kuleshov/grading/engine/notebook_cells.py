"""From a handed-in file's bytes to cells: what is used of them, and none of the rest.

Outputs and widget state are dropped before anything is weighed. Each cell that is too long, and
each picture that can't be carried, is said. Pictures have plain names from here on, whatever they
were called, and those that Colab writes into the text itself are pictures like all others.
"""

from __future__ import annotations

import base64
import binascii
import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from ...errors import KuleshovError

MAX_CELLS = 1000
MAX_SOURCE = 200_000
MAX_PICTURE = 3_000_000
"""Bytes of one picture that was pasted into a written answer."""

_PICTURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff", "image/gif": b"GIF8"}
_MOST_PICTURES = 100
# Each length has a bound: what a student writes shall not make a pattern slow.
_REFERENCE = re.compile(
    r"!\[[^\[\]]{0,300}\]\(\s{0,9}<?attachment:([^)>\s]{1,300})(?=[)>\s])>?[^()]{0,300}\)"
)
_LEFT = re.compile(r"attachment\\{0,9}:([^\s)>\]\"']{0,300})")
_IN_TEXT = re.compile(r"data:image/([a-z+.-]{1,20});base64,([A-Za-z0-9+/=]+)")
_TAG = re.compile(r"<img\b[^<>]{0,600}>", re.I)
_SHOWN = re.compile(r"\bsrc\s{0,9}=\s{0,9}[\"']?(attachment:[\w.-]{1,300})", re.I)
_WHOSE = (
    (b"PK\3\4", "a zip; hand in what is in it"),
    (b"\x1f\x8b", "packed by gzip; hand in what is in it"),
    (b"Rar!", "a RAR archive; hand in what is in it"),
    (b"7z\xbc\xaf", "a 7z archive; hand in what is in it"),
    (b"%PDF", "a PDF; hand in the notebook itself"),
    (b"<", "a web page; hand in the notebook itself"),
    (b"[InternetShortcut]", "a link to one; hand in the notebook itself"),
    (b"L\0\0\0", "a link to one; hand in the notebook itself"),
    (b"version https://git-lfs", "Git LFS's pointer to one; hand in the notebook itself"),
)
"""What a file that is no notebook begins with, and what it is."""


class Unreadable(KuleshovError):
    """A submission that is no notebook, and why."""


@dataclass(frozen=True)
class Cell:
    """A cell as data.

    Attributes
    ----------
    kind : str
        "code", "markdown" or "raw".
    source : str
    id, name : str
        The notebook's own id; nbgrader's name. "" where there is none.
    pictures : dict
        What was pasted into it: by name, the kind and the base64 text.
    """

    kind: str
    source: str
    id: str = ""
    name: str = ""
    pictures: dict[str, dict[str, str]] = field(default_factory=dict, hash=False)


def read_cells(data: bytes, said: list[str] | None = None) -> list[Cell]:
    """Make cells of a notebook's bytes.

    Parameters
    ----------
    data : bytes
    said : list of str, optional
        Gets a sentence for all that was shortened or left out.

    Raises
    ------
    Unreadable
        Where it is no notebook, in words for the student.
    """
    said = [] if said is None else said
    found = _json(data, said)
    if not isinstance(found, dict):
        raise Unreadable("The notebook is damaged: it is JSON, and no notebook.")
    cells = found.get("cells")
    if cells is None and found.get("worksheets"):
        cells = [c for sheet in _dicts(found["worksheets"]) for c in _dicts(sheet.get("cells"))]
    if not isinstance(cells, list):
        raise Unreadable("The notebook holds no cells.")
    if len(cells) > MAX_CELLS:
        raise Unreadable(f"The notebook has {len(cells)} cells; at most {MAX_CELLS} are taken.")
    return list(_cells(cells, said))


def written(cells: list[Cell]) -> bytes:
    """Return cells as a notebook of sources, names and pictures alone.

    >>> read_cells(written([Cell("code", "x = 1", name="start")]))
    [Cell(kind='code', source='x = 1', id='', name='start', pictures={})]
    """
    made = [
        {
            "cell_type": one.kind,
            "id": one.id,
            "source": one.source,
            "metadata": {"nbgrader": {"grade_id": one.name}} if one.name else {},
            **({"attachments": one.pictures} if one.pictures else {}),
        }
        for one in cells
    ]
    return json.dumps({"cells": made}, ensure_ascii=False).encode()


def missing_pictures(source: str, pictures: Mapping[str, Any]) -> tuple[str, list[str]]:
    """Return a text in which each pasted picture that isn't there is named, and these names.

    A reference to nothing would end the making of feedback for a whole class, however it is written.

    >>> missing_pictures("Look: ![still](attachment:a.png)", {})
    ('Look: [picture a.png was not handed in]', ['a.png'])
    """
    lost: list[str] = []

    def put(found: re.Match[str]) -> str:
        if found[1] in pictures:
            return found[0]
        lost.append(found[1])
        return f"[picture {found[1]} was not handed in]"

    def undo(found: re.Match[str]) -> str:
        if found[1] in pictures and "\\" not in found[0]:
            return found[0]
        lost.extend([found[1]] if found[1] else [])
        return found[0].replace(":", " :", 1)

    return _LEFT.sub(undo, _REFERENCE.sub(put, source)), lost


def picture(kind: str, text: Any) -> tuple[dict[str, str], str]:
    """Return a picture by its real kind, as an attachment has it, or why it can't be carried.

    >>> picture("image/svg+xml", "PHN2Zz4=")
    ({}, 'is image/svg+xml; PNG, JPEG and GIF are taken.')
    """
    if kind not in (*_PICTURES, "image/jpg"):
        return {}, f"is {str(kind)[:40]}; PNG, JPEG and GIF are taken."
    try:
        text = "".join("".join(text).split()) if isinstance(text, str | list) else ""
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError, TypeError):
        return {}, "is damaged."
    if len(data) > MAX_PICTURE:
        size = f"{len(data) / 1e6:.1f} MB"
        return {}, f"has {size}; at most {MAX_PICTURE / 1e6:.0f} are taken."
    real = next((one for one, start in _PICTURES.items() if data.startswith(start)), "")
    return ({real: text}, "") if real else ({}, f"is no {kind[6:].upper()}.")


def _json(data: bytes, said: list[str]) -> Any:
    """Return what the JSON in a file says, whatever stands behind it."""
    try:
        text = data.decode(json.detect_encoding(data), "surrogatepass")
    except ValueError:
        text = data.decode("cp1252", "replace")
        said.append("The notebook is not written in UTF-8; some letters may be wrong.")
    text = text.lstrip("\ufeff \t\r\n")
    try:
        found, end = json.JSONDecoder().raw_decode(text)
    except RecursionError:
        raise Unreadable("The notebook is nested too deep to be read.") from None
    except ValueError:
        raise Unreadable(_damage(data, text)) from None
    if text[end:].strip("\0\x1a \t\r\n"):
        if not isinstance(found, dict):
            raise Unreadable(_damage(data, text))
        said.append("The notebook's file goes on behind its end; what stands there was not read.")
    return found


def _damage(data: bytes, text: str) -> str:
    """Say what a file is that is no JSON."""
    if not data.strip(b"\0\x1a \t\r\n"):
        return "The notebook's file is empty: it is no JSON."
    for start, what in _WHOSE:
        if data.lstrip().startswith(start):
            return f"This is no notebook but {what}."
    if "\n<<<<<<< " in text:
        return "The notebook is damaged: the marks of a merge conflict stand in it."
    if text.startswith("{") and not text.rstrip().endswith("}"):
        return "The notebook is damaged: its end is missing."
    return "The notebook is damaged: it is no JSON."


def _cells(cells: list[Any], said: list[str]) -> Iterator[Cell]:
    for number, cell in enumerate(_dicts(cells), 1):
        metadata = cell.get("metadata")
        graded = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        name = graded.get("grade_id") if isinstance(graded, dict) else None
        kind = cell.get("cell_type")
        source = cell.get("source", cell.get("input", ""))
        if isinstance(source, list):
            source = "".join(part for part in source if isinstance(part, str))
        if not isinstance(source, str):
            source = ""
        source = _whole(source).replace("\r\n", "\n").replace("\r", "\n")
        attached = cell.get("attachments")
        attached = attached if isinstance(attached, dict) else {}
        attached = {_whole(name): kinds for name, kinds in attached.items()}
        if kind != "code":
            source, pasted = _out_of_text(source, number)
            attached |= pasted
        source, pictures = _plainly_named(source, _pictures(attached, number, said))
        if len(source) > MAX_SOURCE:
            said.append(
                f"Cell {number} has {len(source):,} characters; of these the first {MAX_SOURCE:,} "
                "were taken."
            )
        yield Cell(
            kind if kind in ("code", "markdown", "raw") else "raw",
            source[:MAX_SOURCE],
            _whole(cell["id"]) if isinstance(cell.get("id"), str) else "",
            _whole(name) if isinstance(name, str) else "",
            pictures,
        )


def _whole(text: str) -> str:
    """Return a text without half signs (lone surrogates), which no file can hold."""
    return text.encode("utf-8", "replace").decode()


def _pictures(found: Mapping[Any, Any], number: int, said: list[str]) -> dict[str, dict[str, str]]:
    """Return the pictures that were pasted into a cell, each looked at: small, and a picture."""
    kept: dict[str, dict[str, str]] = {}
    if len(found) > _MOST_PICTURES:
        said.append(f"Cell {number} has {len(found)} pictures; {_MOST_PICTURES} were taken.")
    for name, kinds in list(found.items())[:_MOST_PICTURES]:
        tried = kinds.items() if isinstance(kinds, dict) else ()
        looked_at = [picture(kind, text) for kind, text in tried]
        good = next((made for made, wrong in looked_at if not wrong), None)
        if good:
            kept[name] = good
        elif looked_at:
            said.append(f"The picture {name[:60]} of cell {number} {looked_at[0][1]}")
    return kept


def _out_of_text(source: str, number: int) -> tuple[str, dict[str, dict[str, str]]]:
    """Return a text whose pictures are attachments, and those that stood in it, as Colab has them."""
    found: dict[str, dict[str, str]] = {}

    def put(match: re.Match[str]) -> str:
        name = f"pasted-{number}-{len(found) + 1}.{match[1]}"
        found[name] = {f"image/{match[1]}": match[2]}
        return f"attachment:{name}"

    return _IN_TEXT.sub(put, source), found


def _plainly_named(
    source: str, pictures: dict[str, dict[str, str]]
) -> tuple[str, dict[str, dict[str, str]]]:
    """Return a text and its pictures under names that every reader of markdown understands.

    A name with a space, an umlaut or a bracket is one that nbconvert doesn't find.
    """
    kept: dict[str, dict[str, str]] = {}
    spelt: dict[str, str] = {}
    for name, kinds in pictures.items():
        plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name)
        while plain in kept:
            plain = f"{len(kept)}-{plain}"
        kept[plain] = kinds
        for one in (name, quote(name), name.replace(" ", "%20"), html.escape(name)):
            spelt.setdefault(one, plain)
    if spelt:
        known = "|".join(re.escape(one) for one in sorted(spelt, key=len, reverse=True))
        source = re.sub(
            f"attachment:({known})", lambda found: f"attachment:{spelt[found[1]]}", source
        )
    return _TAG.sub(_as_markdown, source), kept


def _as_markdown(tag: re.Match[str]) -> str:
    """Return a picture that stands there as HTML as Markdown has it: nbconvert finds none in HTML."""
    shown = _SHOWN.search(tag[0])
    return f"![picture]({shown[1]})" if shown else tag[0]


def _dicts(found: Any) -> list[dict[str, Any]]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
