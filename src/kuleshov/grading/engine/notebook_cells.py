"""From a handed-in file's bytes to cells: what is used of them, and none of the rest.

Outputs and widget state are dropped before anything is weighed. Each cell that is too long, and
each picture that can't be carried, is said.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ...errors import KuleshovError

MAX_CELLS = 1000
MAX_SOURCE = 200_000
MAX_PICTURE = 3_000_000
"""Bytes of one picture that was pasted into a written answer."""

_PICTURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff", "image/gif": b"GIF8"}
_REFERENCE = re.compile(r"!\[([^\]]*)\]\(attachment:([^)\s]+)[^)]*\)")


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
    try:
        found = json.loads(data)
    except RecursionError:
        raise Unreadable("The notebook is nested too deep to be read.") from None
    except ValueError:
        raise Unreadable("The notebook is damaged: it is no JSON.") from None
    if not isinstance(found, dict):
        raise Unreadable("The notebook is damaged: it is JSON, and no notebook.")
    cells = found.get("cells")
    if cells is None and found.get("worksheets"):
        cells = [c for sheet in _dicts(found["worksheets"]) for c in _dicts(sheet.get("cells"))]
    if not isinstance(cells, list):
        raise Unreadable("The notebook holds no cells.")
    if len(cells) > MAX_CELLS:
        raise Unreadable(f"The notebook has {len(cells)} cells; at most {MAX_CELLS} are taken.")
    return list(_cells(cells, said if said is not None else []))


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

    A reference to nothing would end the making of feedback for a whole class.

    >>> missing_pictures("Look: ![still](attachment:a.png)", {})
    ('Look: [picture a.png was not handed in]', ['a.png'])
    """
    lost: list[str] = []

    def put(found: re.Match[str]) -> str:
        if found[2] in pictures:
            return found[0]
        lost.append(found[2])
        return f"[picture {found[2]} was not handed in]"

    return _REFERENCE.sub(put, source), lost


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
        source = source.encode("utf-8", "replace").decode()  # lone surrogates
        if len(source) > MAX_SOURCE:
            said.append(
                f"Cell {number} has {len(source):,} characters; of these the first {MAX_SOURCE:,} "
                "were taken."
            )
        yield Cell(
            kind if kind in ("code", "markdown", "raw") else "raw",
            source[:MAX_SOURCE],
            cell["id"] if isinstance(cell.get("id"), str) else "",
            name if isinstance(name, str) else "",
            _pictures(cell.get("attachments"), number, said),
        )


def _pictures(found: Any, number: int, said: list[str]) -> dict[str, dict[str, str]]:
    """Return the pictures that were pasted into a cell, each looked at: small, and a picture."""
    kept: dict[str, dict[str, str]] = {}
    for name, kinds in found.items() if isinstance(found, dict) else ():
        for kind, text in kinds.items() if isinstance(kinds, dict) else ():
            wrong = _no_picture(kind, text)
            if not wrong:
                kept[name] = {kind: text}
                break
            said.append(f"The picture {name[:60]} of cell {number} {wrong}")
    return kept


def _no_picture(kind: str, text: Any) -> str:
    """Say why a pasted picture can't be carried; "" where it can."""
    if kind not in _PICTURES:
        return f"is {str(kind)[:40]}; PNG, JPEG and GIF are taken."
    try:
        data = base64.b64decode(text if isinstance(text, str) else "", validate=True)
    except (binascii.Error, ValueError):
        return "is damaged."
    if len(data) > MAX_PICTURE:
        return f"has {len(data) / 1e6:.1f} MB; at most {MAX_PICTURE / 1e6:.0f} are taken."
    return "" if data.startswith(_PICTURES[kind]) else f"is no {kind[6:].upper()}."


def _dicts(found: Any) -> list[dict[str, Any]]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
