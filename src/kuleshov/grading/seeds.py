"""Numbers that differ from class to class, so that an answer of last year's fits no more.

The text of an assignment asks for one by name, ``class_seed("pans")``, where an exercise or a
hidden test draws its data. When the assignment is built the call becomes a plain number, which is
derived from the class's secret and from the assignment's and the seed's names. In the public
edition the secret is the word "public", so that its files are the same bytes everywhere.
"""

from __future__ import annotations

import hashlib
import hmac
import re

from ..comparison.pseudonyms import spoken

PUBLIC = "public"
_CALL = re.compile(r"""class_seed\(\s*(?P<q>["'])(?P<name>[^"'\n]{1,60})(?P=q)\s*\)""")


def seed(secret: str, assignment: str, name: str) -> int:
    """Return a whole number below 2**32 for a seed of an assignment.

    Without the secret it can't be told from a random one (HMAC-SHA256).

    >>> seed("public", "a1-shot-list", "pans") == seed("public", "a1-shot-list", "pans")
    True
    >>> seed("public", "a1-shot-list", "pans") == seed("another", "a1-shot-list", "pans")
    False
    """
    said = f"{assignment}\0{name}".encode()
    return int.from_bytes(hmac.digest(secret.encode(), said, hashlib.sha256)[:4], "big")


def sown(text: str, secret: str, assignment: str) -> str:
    """Return a cell's source with every ``class_seed("name")`` replaced by its number."""
    return _CALL.sub(lambda call: str(seed(secret, assignment, call["name"])), text)


def pseudonym(secret: str, student: str) -> str:
    """Return the name under which a student is read and reviews: the same all through a class.

    >>> len(pseudonym("secret", "ada"))
    10
    """
    digest = hmac.digest(secret.encode(), f"viewer\0{student}".encode(), hashlib.sha256)
    return spoken(digest[:10])
