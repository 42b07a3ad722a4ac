"""XMP (ISO 16684-1): a packet of XML that programs leave in pictures and films."""

from xml.parsers import expat

from .reading import Unreadable

_MOST = 1_000  # properties; Photoshop's history fills a few hundred
_DEEPEST = 64
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XML = "http://www.w3.org/XML/1998/namespace"
_LISTS = {"Seq", "Bag", "Alt", "li", "Description", "RDF"}
_PREFIXES = {
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://ns.adobe.com/xmp/1.0/DynamicMedia/": "xmpDM",
    "http://www.tc260.org.cn/ns/AIGC/1.0/": "TC260",
}


def properties(packet: bytes) -> list[tuple[str, str]]:
    """Return the properties of an XMP packet, as the file orders them.

    Parameters
    ----------
    packet : bytes

    Returns
    -------
    list of (str, str)
        Name with its usual prefix, such as ``"xmp:CreatorTool"``, and what it says; within another
        property both names stand, joined by a slash.

    Raises
    ------
    Unreadable
        Where it is no XML, or declares entities of its own.

    Examples
    --------
    >>> properties(b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description '
    ...            b'xmlns:x="http://ns.adobe.com/xap/1.0/" x:CreatorTool="Lampworks"/></r:RDF>')
    [('xmp:CreatorTool', 'Lampworks')]
    """
    packet = packet.strip(b"\0 \r\n\t")
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator="\n")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    parser.StartDoctypeDeclHandler = reader.refuse
    try:
        parser.Parse(packet, True)
    except expat.ExpatError:
        if not reader.found:
            raise Unreadable("Its XMP is no XML that can be read.") from None
    return reader.found


class _Reader:
    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []
        self.way: list[str] = []
        self.said: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.way.append(_short(name))
        if len(self.way) > _DEEPEST:
            raise Unreadable("Its XMP is nested deeper than any program writes.")
        self.said = []
        for key, value in attributes.items():
            space = key.partition("\n")[0]
            if space == _RDF and key.endswith("\nresource"):
                self.keep([], value)
            elif "\n" in key and space not in (_RDF, _XML):
                self.keep([_short(key)], value)

    def words(self, text: str) -> None:
        self.said.append(text)

    def end(self, _: str) -> None:
        words = "".join(self.said).strip()
        if words:
            self.keep([], words)
        self.said = []
        self.way.pop()

    def keep(self, more: list[str], words: str) -> None:
        name = "/".join(part for part in [*self.way, *more] if part)
        if len(self.found) >= _MOST:
            raise Unreadable(f"Its XMP holds over {_MOST:,} properties; the rest was not read.")
        if name:
            self.found.append((name, words.strip()))

    def refuse(self, *_: object) -> None:
        raise Unreadable("Its XMP declares a document type of its own, which XMP never does.")


def _short(name: str) -> str:
    """Return a name with its usual prefix; "" for what only holds others."""
    space, _, local = name.rpartition("\n")
    if (space == _RDF and local in _LISTS) or local == "xmpmeta":
        return ""
    return f"{_PREFIXES.get(space, space.rstrip('/#').rpartition('/')[2])}:{local}"
