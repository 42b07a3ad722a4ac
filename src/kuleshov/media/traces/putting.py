"""Traces put into a copy of a film, and taken out of one: both are easy, and that is the lesson."""

import json
import shutil
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import quoteattr

from ...errors import MediaError
from ...files import whole
from ..clip import FilmLike
from ..writing import disk, remux
from .boxes import DEEPEST, FIRST_BOXES, INSIDE, XMP, Box, boxes, coder_of
from .found import traces
from .meaning import SOURCE_TYPES
from .reading import Source, Unreadable

_VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_EMPTIED = {b"udta", b"meta", b"XMP_", b"jumb", b"loci"}
_TIMES = {b"mvhd", b"tkhd", b"mdhd"}
_PIECE = 2**20


def leave_traces(
    film: FilmLike,
    to: str | Path,
    *,
    source_type: str = "",
    tool: str = "",
    aigc: Mapping[str, str] | None = None,
    notes: Mapping[str, str] | None = None,
    replace: bool = False,
) -> Path:
    """Write a copy of a film with traces of your choice in it, true or forged.

    Parameters
    ----------
    film : Clip, Take, str or Path
        Its pictures and sound are copied as they are.
    to : str or Path
        Where to; an .mp4, and another file than the film.
    source_type : str
        One of IPTC's digital source types, such as ``"trainedAlgorithmicMedia"``; into XMP.
    tool : str
        The program that the film is to have come from; into XMP.
    aigc : mapping of str to str, optional
        The label that Chinese law asks for, such as ``{"Label": "1", "ContentProducer": "..."}``.
    notes : mapping of str to str, optional
        Any other notes by their names, such as ``{"comment": "made with ..."}``.
    replace : bool
        Whether to write over a file that is there already; never over the film.

    Returns
    -------
    Path
        The copy.

    Raises
    ------
    MediaError
        Where the film can't be read, the copy can't be written or would replace a file, IPTC knows no
        such source type, or what is to be said is no text.

    See Also
    --------
    remove_traces : Take them out again.
    sign : Sign what you say.

    Examples
    --------
    >>> import tempfile
    >>> import kuleshov as ku
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     forged = ku.leave_traces(ku.rushes("understudy")["C1a"], Path(folder) / "forged.mp4",
    ...                              source_type="trainedAlgorithmicMedia", tool="Dream-o-matic")
    ...     ku.traces(forged).of("source type"), ku.traces(forged).says_generated
    (['trainedAlgorithmicMedia'], True)
    """
    tool = text_for("tool", tool)
    address, label = source_type_address(source_type), _texts_for("aigc", aigc)
    said = {**({"AIGC": json.dumps(label, ensure_ascii=False)} if label else {})}
    said |= _texts_for("notes", notes)
    source = traces(film).path
    target = target_of(to, source, replace)
    with disk(target), whole(target) as draft:
        remux(source, draft, said)
        packet = _packet(address, tool)
        if packet:
            with draft.open("ab") as file:  # a box at the end moves no other
                file.write((len(packet) + 24).to_bytes(4, "big") + b"uuid" + XMP + packet)
    return target


def remove_traces(film: FilmLike, to: str | Path, *, replace: bool = False) -> Path:
    """Write a copy of a film that says nothing of who made it.

    Every box that :func:`traces` reads is made one of empty space of the same length, so pictures
    and sound stay where they are, byte for byte.

    Parameters
    ----------
    film : Clip, Take, str or Path
        An MP4 or MOV.
    to : str or Path
        Where to; another file than the film.
    replace : bool
        Whether to write over a file that is there already; never over the film.

    Returns
    -------
    Path
        The copy.

    Raises
    ------
    MediaError
        Where the film is no MP4 or MOV, or damaged, or the copy can't be written or would replace a
        file.

    Notes
    -----
    What lies in the pictures stays: a watermark, seen or unseen, and the settings that some coders
    write between them.

    See Also
    --------
    leave_traces : Write some.

    Examples
    --------
    >>> import tempfile
    >>> import kuleshov as ku
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     ku.traces(ku.remove_traces(ku.rushes("understudy")["C1a"], Path(folder) / "bare.mp4"))
    bare.mp4 says nothing of who made it.
    """
    found = traces(film)
    with found.path.open("rb") as head:
        if head.read(8)[4:] not in FIRST_BOXES:
            raise MediaError(f"{found.path.name} is no MP4 or MOV: make one of it first.")
    target = target_of(to, found.path, replace)
    with disk(target), whole(target) as draft:
        shutil.copyfile(found.path, draft)
        with draft.open("r+b") as file:
            source = Source(file, found.path.stat().st_size)
            try:
                for start, stop, kind in list(_blanks(source, 0, source.size, 0)):
                    _blank(file, start, stop, kind)
            except Unreadable as problem:
                raise MediaError(f"{found.path.name} is damaged. {problem}") from None
        if left := traces(draft).found:
            raise MediaError(
                f"{found.path.name} can't be emptied: {left[0].what} in {left[0].where} would stay."
            )
    return target


def target_of(to: str | Path, film: Path, replace: bool) -> Path:
    """Return where to write a copy of a film, if that takes nothing from anybody.

    Parameters
    ----------
    to : str or Path
    film : Path
        What is copied.
    replace : bool
        Whether another file may be written over.

    Returns
    -------
    Path

    Raises
    ------
    MediaError
        Where its name says that it is no MP4 or MOV, it is the film, or it is there already.

    Examples
    --------
    >>> target_of("forged.mp4", Path("moth.mp4"), replace=False).name
    'forged.mp4'
    """
    if not isinstance(to, str | Path) or "\0" in str(to):
        raise MediaError("Name the file for the copy: to=, a name that ends in .mp4.")
    target = Path(to)
    if target.suffix.lower() not in (".mp4", ".mov", ".m4v"):
        raise MediaError(f"{target.name} should end in .mp4: traces are written into that.")
    if target.exists() and target.samefile(film):
        raise MediaError(f"{target.name} is the film itself. Name another file for the copy.")
    return free(target, replace)


def free(target: Path, replace: bool) -> Path:
    """Return a file's name if nothing is lost by writing there.

    Parameters
    ----------
    target : Path
    replace : bool
        Whether what is there may be written over.

    Returns
    -------
    Path

    Raises
    ------
    MediaError
        Where something is there and nobody asked to replace it, or its folder is not.

    Examples
    --------
    >>> free(Path("forged.mp4"), replace=False).name
    'forged.mp4'
    """
    if target.is_dir():
        raise MediaError(f"{target.name} is a folder. Name a file in it.")
    if target.exists() and not replace:
        raise MediaError(
            f"{target.name} is there already. Give another name, or replace=True to write over it."
        )
    if not target.parent.is_dir():
        raise MediaError(f"{target.name} can't be written: there is no folder {target.parent}.")
    return target


def text_for(name: str, said: object) -> str:
    """Return a text that can be written into a file.

    Parameters
    ----------
    name : str
        The argument that it was given as.
    said : object

    Returns
    -------
    str

    Raises
    ------
    MediaError
        Where it is no text, or holds what no text in a film can.

    Examples
    --------
    >>> text_for("tool", "Dream-o-matic")
    'Dream-o-matic'
    """
    if not isinstance(said, str):
        raise MediaError(f"{name}= takes a text, and {said!r} is none: put it in quotes.")
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in said if letter not in "\n\t"):
        raise MediaError(
            f"{name}= holds a letter that can't be printed, such as a null; leave it out."
        )
    return said


def _texts_for(name: str, said: object) -> dict[str, str]:
    if said is None:
        return {}
    if not isinstance(said, Mapping):
        raise MediaError(f'{name}= takes names and what they say: {name}={{"Label": "1"}}.')
    return {
        text_for(f"A name in {name}", key): text_for(f"{name}[{key!r}]", words)
        for key, words in said.items()
    }


def source_type_address(source_type: str) -> str:
    """Return a digital source type as files hold it, an address; "" of "".

    Parameters
    ----------
    source_type : str

    Returns
    -------
    str

    Raises
    ------
    MediaError
        Where IPTC knows none of that name.

    Examples
    --------
    >>> source_type_address("digitalCapture")
    'http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture'
    """
    if not isinstance(source_type, str) or (source_type and source_type not in SOURCE_TYPES):
        known = ", ".join(SOURCE_TYPES)
        raise MediaError(f"IPTC has no source type {source_type!r}; this kit knows {known}.")
    return source_type and f"{_VOCABULARY}{source_type}"


def _packet(address: str, tool: str) -> bytes:
    """Return an XMP packet as programs write it; empty where there is nothing to say."""
    said = []
    if tool:
        said.append(f"xmp:CreatorTool={quoteattr(tool)}")
    if address:
        said.append(f'Iptc4xmpExt:DigitalSourceType="{address}"')
    if not said:
        return b""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
        'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
        f'{" ".join(said)}/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def _blanks(source: Source, start: int, stop: int, depth: int) -> Iterator[tuple[int, int, int]]:
    """Yield what to empty: from where, to where, and at which byte four letters become "free"."""
    for box in boxes(source, start, stop):
        if box.kind in _EMPTIED or _is_trace(source, box):
            yield box.start, box.stop, box.at + 4
        elif box.kind in INSIDE and depth <= DEEPEST:
            yield from _blanks(source, box.start, box.stop, depth + 1)
        elif box.kind in _TIMES:
            wide = source.read(box.start, box.start + 1) == b"\1"
            yield box.start + 4, min(box.stop, box.start + (20 if wide else 12)), 0
        elif box.kind == b"hdlr":
            yield min(box.stop, box.start + 24), box.stop, 0
        elif box.kind == b"stsd":
            for entry in boxes(source, box.start + 8, box.stop):
                if coder_of(source, entry):
                    yield entry.start + 42, entry.start + 74, 0


def _is_trace(source: Source, box: Box) -> bool:
    """Say whether a box is one of words: by its name, or by 16 bytes that name it."""
    return box.kind == b"uuid" or box.kind[:1] == b"\xa9" or box.kind.upper() == b"AIGC"


def _blank(file: BinaryIO, start: int, stop: int, kind: int) -> None:
    if kind:
        file.seek(kind)
        file.write(b"free")
    file.seek(start)
    while start < stop:
        count = min(_PIECE, stop - start)
        file.write(bytes(count))
        start += count
