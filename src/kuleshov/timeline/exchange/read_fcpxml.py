"""FCPXML, as Final Cut Pro and others write it, read as an OpenTimelineIO timeline.

The kit reads it itself: the adapter that OpenTimelineIO offers knows no library, takes 1001/24000
for 23 frames a second, begins at the timecode instead of at the first frame, and drops transitions
and titles. Three steps lead from the file to the timeline: :mod:`fcpxml_spine` follows the
storylines in exact time, :mod:`fcpxml_row` says what is seen and heard, and :func:`read` finds the
project and names the takes. :mod:`write_fcpxml` is the way back.
"""

from __future__ import annotations

import zipfile
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import Element

from ...errors import EditError
from ...words import some
from ..take_names import SOUND_ENDINGS, file_name
from .fcpxml_pieces import Asset, Place
from .fcpxml_row import Row, names_of, row_of
from .fcpxml_spine import Walk
from .fcpxml_time import ZERO, Clock, format_rate, seconds
from .xml_root import parsed

_CLIPS = ("asset-clip", "clip", "ref-clip", "sync-clip", "mc-clip")
_BUNDLED = "info.fcpxml"
_MAX_BYTES = 50_000_000
_NAMED = 12


def read(
    source: Path, timeline: str | None = None, rate: Fraction | None = None
) -> tuple[Any, list[str]]:
    """Read the project of an FCPXML.

    Parameters
    ----------
    source : Path
        A ``.fcpxml``, a ``.fcpxmld`` bundle, or such a bundle zipped.
    timeline : str, optional
        Which project, where the file holds several.
    rate : Fraction, optional
        Frames a second, for a file that doesn't say it.

    Returns
    -------
    timeline : otio.schema.Timeline
        One picture track and one sound track, at the sequence's rate.
    said : list of str
        What was left out or changed.

    Raises
    ------
    EditError
        Where the file is damaged or no FCPXML, holds no project, several, or none of that name.

    See Also
    --------
    kuleshov.timeline.exchange.write_fcpxml.write : The way back.

    Examples
    --------
    >>> import tempfile
    >>> words = '''<fcpxml version="1.9"><resources><format id="r1" frameDuration="1001/24000s"/>
    ... </resources><project name="P"><sequence format="r1"><spine><title name="Basic Title"
    ... duration="24024/24000s"><text>Again</text></title></spine></sequence></project></fcpxml>'''
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     source = Path(folder) / "first.fcpxml"
    ...     _ = source.write_text(words)
    ...     held, said = read(source)
    >>> held.name, [(clip.name, clip.duration().value) for clip in held.tracks[0]], said
    ('P', [('Again', 24.0)], [])
    """
    root = _root(source)
    try:
        return _read(root, source.name, timeline, rate)
    except RecursionError:
        raise EditError(f"{source.name} is nested too deeply to be read.") from None


def _read(
    root: Element, file: str, wanted: str | None, rate: Fraction | None
) -> tuple[Any, list[str]]:
    resources = {one.get("id", ""): one for one in root.findall("resources/*")}
    assets = {key: _asset(one, resources) for key, one in resources.items() if one.tag == "asset"}
    walk = Walk(resources, assets)
    chosen = _choose(root, wanted, file)
    title = chosen.get("name") or "untitled"
    holder = chosen.find("sequence") if chosen.tag == "project" else chosen
    if holder is None:
        raise EditError(f"The project {title!r} of {file} is empty.")
    rate = _own_rate(walk, holder) or _likely_rate(walk, holder, rate, file)
    if chosen.tag == "project" and (holder.findtext("note") or "").strip():
        walk.say("The note on the project was left out: {}.", holder.findtext("note", "").strip())
    place = Place(rate)
    if chosen.tag == "project":
        end = walk.sequence(holder, Clock(seconds(holder.get("tcStart")), ZERO, Fraction(1)), place)
    else:
        walk.item(chosen, ZERO, place)
        end = ZERO
    row = row_of(walk, rate, end, title)
    return _timeline(row), row.said


def _root(source: Path) -> Element:
    """Return the document's root, or say in one sentence what is wrong with the file."""
    root = parsed(_document(source))
    if root.tag != "fcpxml":
        hint = " Give the file the ending .xml." if root.tag == "xmeml" else ""
        raise EditError(f"{source.name} is not FCPXML: it begins with <{root.tag[:30]}>.{hint}")
    return root


def _document(source: Path) -> bytes:
    try:
        if source.is_dir():
            source = _inside(source)
            _check_size(source.name, source.stat().st_size)
        if zipfile.is_zipfile(source):
            return _unzipped(source)
        return source.read_bytes()
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        raise EditError(f"{source.name} can't be opened.") from None


def _check_size(name: str, size: int) -> None:
    if size > _MAX_BYTES:
        raise EditError(f"{name} holds over 50 MB of text: it is not an edit.")


def _inside(bundle: Path) -> Path:
    files = sorted(path for path in bundle.iterdir() if path.suffix.lower() == ".fcpxml")
    named = [path for path in files if path.name.lower() == _BUNDLED]
    if not files:
        raise EditError(f"{bundle.name} is a bundle without an Info.fcpxml in it.")
    return (named or files)[0]


def _unzipped(source: Path) -> bytes:
    with zipfile.ZipFile(source) as bundle:
        for one in bundle.infolist():
            # macOS puts shadows of files beside them, ._Info.fcpxml
            name = one.filename.rpartition("/")[2].lower()
            if name.endswith(".fcpxml") and not name.startswith("._"):
                _check_size(source.name, one.file_size)
                return bundle.read(one)
    raise EditError(f"{source.name} is a bundle without an Info.fcpxml in it.")


def _asset(element: Element, resources: dict[str, Element]) -> Asset:
    originals = element.findall("media-rep[@kind='original-media']") + element.findall("media-rep")
    url = originals[0].get("src", "") if originals else element.get("src", "")
    stated = "hasVideo" in element.attrib or "hasAudio" in element.attrib
    sound_only = file_name(url).rpartition(".")[2].lower() in SOUND_ENDINGS
    return Asset(
        element.get("name", ""),
        url,
        seconds(element.get("start")),
        seconds(element.get("duration")),
        format_rate(resources.get(element.get("format", ""))),
        element.get("hasVideo") == "1" or not (stated or sound_only),
        element.get("hasAudio") == "1" or not stated,
    )


def _choose(root: Element, wanted: str | None, file: str) -> Element:
    """Return the one project, the one that is asked for, or the one clip where there is none."""
    found: dict[str, Element] = {}
    parents = {child: parent for parent in root.iter() for child in parent}
    projects = list(root.iter("project"))
    loose = [
        one for holder in (root, *root.iter("event")) for one in holder if one.tag in _CLIPS
    ]  # fmt: skip
    for one in projects or loose:
        name = one.get("name") or "untitled"
        event = parents[one].get("name", "")
        found[name if name not in found else f"{event}/{name}"] = one
    if not found:
        raise EditError(f"{file} holds no project. Export the project, not its library or media.")
    named = some([repr(name) for name in found], _NAMED)
    if wanted is not None:
        if wanted not in found:
            raise EditError(f"{file} holds no timeline {wanted!r}; it holds {named}.")
        return found[wanted]
    if len(found) > 1:
        kind = "timelines" if projects else "clips and no project"
        raise EditError(
            f"{file} holds {len(found)} {kind}: {named}. "
            f"Choose one: ku.Cut.load(..., timeline={next(iter(found))!r})."
        )
    return next(iter(found.values()))


def _own_rate(walk: Walk, holder: Element) -> Fraction | None:
    """Return the rate that a sequence states, or what a clip alone is of: a file, a sequence."""
    ref = holder.get("ref", "")
    media = walk.resources.get(ref)
    stated = walk.rate(holder)
    if stated is None and ref in walk.assets:
        return walk.assets[ref].rate
    if stated is None and media is not None and media.tag == "media" and len(media):
        return walk.rate(media[0])
    return stated


def _likely_rate(walk: Walk, holder: Element, rate: Fraction | None, file: str) -> Fraction:
    """Return a rate for a sequence whose format states none: as asked for, or its clips' own."""
    if rate is not None:
        return rate
    refs = [one.get("ref", "") for one in holder.iter() if one.get("ref") in walk.assets]
    rates = [own for ref in refs if (own := walk.assets[ref].rate) is not None]
    if not rates:
        raise EditError(
            f"{file} does not say its frames a second. Give them: ku.Cut.load(..., rate=24)."
        )
    likely = max(rates, key=rates.count)
    walk.say(
        "The sequence does not say its rate; it was read at {} frames a second, as its clips are.",
        str(likely),
    )
    return likely


def _timeline(row: Row) -> Any:
    """Return the row as a timeline whose clips are named as the other program named them."""
    import opentimelineio as otio

    from .to_otio import KEY, to_otio

    media = {key: clip.asset.url if clip.asset else "" for key, clip in row.takes.items()}
    lengths = {
        key: int((clip.asset.length * row.edit.rate).__floor__()) if clip.asset else 0
        for key, clip in row.takes.items()
    }
    timeline = to_otio(row.edit, media, cut=SimpleNamespace(take_frames=lengths.__getitem__))
    for clip in timeline.find_clips():
        held = row.takes.get(clip.metadata[KEY]["take"])
        if held is None:
            continue
        names = names_of(held)
        del clip.metadata[KEY]["take"]
        clip.name = names[0]
        if isinstance(clip.media_reference, otio.schema.ExternalReference):
            clip.media_reference.name = held.name
    return timeline
