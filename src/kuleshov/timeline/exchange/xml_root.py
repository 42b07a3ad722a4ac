"""The root of an XML file, whichever program has written it and however it is coded."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from ...errors import EditError
from .file_words import as_words


def parsed(data: bytes) -> ElementTree.Element:
    """Return an XML file's root, whatever its encoding.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    Element

    Raises
    ------
    EditError
        Where it is damaged, or declares entities of its own, by which a small file can fill the
        memory.

    Examples
    --------
    >>> parsed(b'<?xml version="1.0"?><xmeml version="4"/>').tag
    'xmeml'
    """
    words = _xml_words(data)
    if "<!ENTITY" in words:
        raise EditError("This XML declares entities of its own, which no editing program does.")
    try:
        return ElementTree.fromstring(words)
    except (ElementTree.ParseError, ValueError, RecursionError):
        raise EditError("This XML is damaged: it can't be read to its end.") from None


def _xml_words(data: bytes) -> str:
    """Return an XML's words without their declaration: as it says they are coded, else as seen."""
    declared = re.match(rb"[\xef\xbb\xbf\s]*<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)", data)
    try:
        try:
            words = data.decode(declared[1].decode()) if declared else as_words(data)
        except (LookupError, UnicodeError):
            words = as_words(data)
    except UnicodeError:
        raise EditError("This XML can't be read as text.") from None
    return re.sub(r"^[\ufeff\s]*<\?xml[^>]*\?>", "", words)
