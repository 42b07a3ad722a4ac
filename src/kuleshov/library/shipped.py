"""The papers that come with the course: what it says itself of its rushes and of the catalogue's clips.

They are known by a clip's bytes, so that an old ledger's line and a clip under another name have
them too.
"""

import json
from functools import lru_cache
from pathlib import Path

from ..errors import LibraryError
from ..folders import course_root
from .catalogue import catalog
from .credit import Credit

RUSHES = {
    "understudy": Credit(
        title="The Understudy (rushes)",
        maker="The Kuleshov authors",
        made_with="Blender and Python",
        source="datasets/rushes/understudy, rendered from the scripts beside it",
        licence="CC BY 4.0",
        consent="Nobody was filmed or recorded: two lamps with synthetic voices.",
        kind="human",
        made_on="2026-11",
        likeness="nobody: two lamps with synthetic voices",
        edits="none since it was rendered, slate and handles included",
    )
}
"""A folder of the course's own rushes to their credit."""

FILMS = {
    "understudy": {
        "editors-cut.mp4": "8c87f7c6736671c7d22d4ff5265cc82bedeb1a70ba9b6487a83efda4f4155ed7",
    }
}
"""A folder of rushes to the finished films that lie beside them, with the hash of each."""


def shipped(digest: str) -> Credit | None:
    """Return what the course says of a clip with these bytes; None of one that it doesn't carry.

    Parameters
    ----------
    digest : str
        The SHA-256 of its bytes, in lower-case hexadecimal.

    Returns
    -------
    Credit or None

    Examples
    --------
    >>> shipped("f6454710d41f66c45b8dd9f455f40a93b644ab931ff934882d53ec6a367e203c").title
    'The Understudy (rushes)'
    """
    try:
        root = course_root()
    except LibraryError:
        return None
    found = _rushes_by_digest(root).get(digest)
    if found is not None:
        return found[1]
    if not (root / "datasets" / "catalog.csv").is_file():
        return None
    return next((e.credit for e in catalog().values() if e.sha256 == digest), None)


def rushes_files() -> dict[Path, tuple[str, Credit]]:
    """Return every film of the course's own rushes, with the hash that it must have.

    Returns
    -------
    dict of Path to (str, Credit)

    Raises
    ------
    LibraryError
        Where the course's folders can't be found, or what is known of the rushes can't be read.

    Examples
    --------
    >>> len(rushes_files())
    39
    """
    found = _rushes_by_digest(course_root())
    return {path: (digest, credit) for digest, (path, credit) in found.items()}


@lru_cache(maxsize=4)
def _rushes_by_digest(root: Path) -> dict[str, tuple[Path, Credit]]:
    found = {}
    for name, credit in RUSHES.items():
        folder = root / "datasets" / "rushes" / name
        if not (folder / "truth.json").is_file():
            continue
        try:
            takes = json.loads((folder / "truth.json").read_text("utf-8"))["takes"].values()
            files = {take["file"]: take["sha256"] for take in takes}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
            raise LibraryError(
                f"{folder / 'truth.json'} is damaged ({problem!r}). Bring it back with "
                f"`git checkout -- {folder / 'truth.json'}`."
            ) from None
        for file, digest in {**files, **FILMS.get(name, {})}.items():
            found[digest] = (folder / file, credit)
    return found
