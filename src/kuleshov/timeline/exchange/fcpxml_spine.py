"""The storylines of an FCPXML, walked: what is seen and heard from when to when, in exact time.

FCPXML hangs clips on clips. A clip stands in its parent at ``offset``, counted in the parent's own
time, which begins at the parent's ``start``; it lasts ``duration``, counted in the time of the
sequence around it; a clip that is conformed to another rate, or retimed, has time of another pace
within. :class:`Walk` follows all this down to stretches of files, titles and black on the film's
clock, each with the lanes that it lies on. What is seen where they overlap is
:mod:`kuleshov.timeline.exchange.fcpxml_row`'s to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from fractions import Fraction
from xml.etree.ElementTree import Element

from ...errors import EditError
from ..edit import MAX_SHOTS
from .fcpxml_pieces import Asset, Change, Mark, Piece, Place
from .fcpxml_time import ZERO, Clock, conformed, format_rate, inner_clock, seconds

NAMED_BLACK = "Black"
"""A gap of this name is wanted black, not a hole: so the kit writes it."""

_VOLUME = re.compile(r"\s*([-+]?\d{1,4}(?:\.\d{1,6})?)\s*dB\s*$")
_CLIPS = ("asset-clip", "clip", "ref-clip", "sync-clip", "mc-clip", "video", "audio", "title")
_ITEMS = (*_CLIPS, "gap", "audition")
_HOLDERS = ("clip", "sync-clip")
_MARKERS = ("marker", "chapter-marker")
_MOST_STEPS = 4 * MAX_SHOTS
_DEEPEST = 24
_FINE = {  # adjustments that change nothing as long as they say this
    "adjust-transform": {"position": "0 0", "scale": "1 1", "rotation": "0", "anchor": "0 0"},
    "adjust-blend": {"amount": "1", "mode": "0"},
    "adjust-panner": {"amount": "0"},
    "adjust-crop": {"mode": "none"},
}
_NEVER_SAID = ("adjust-colorConform", "adjust-conform", "adjust-volume")


@dataclass
class Walk:
    """The pieces of picture and sound of one sequence, and what was left out.

    Attributes
    ----------
    resources : dict of str to Element
        By id.
    assets : dict of str to Asset
        By id.
    pictures, sounds : list of Piece
    changes : list of Change
    marks : list of Mark
    left : dict of str to list of str
        A sentence with ``{}`` in it, and the names that belong there.
    """

    resources: dict[str, Element]
    assets: dict[str, Asset]
    pictures: list[Piece] = field(default_factory=list)
    sounds: list[Piece] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    left: dict[str, list[str]] = field(default_factory=dict)
    steps: int = 0

    def say(self, sentence: str, name: str = "") -> None:
        """Keep a sentence about what was left out, and a name that belongs into it.

        Parameters
        ----------
        sentence : str
            With ``{}`` where the names go.
        name : str
        """
        names = self.left.setdefault(sentence, [])
        if name not in names:
            names.append(name)

    def sequence(self, sequence: Element, clock: Clock, place: Place) -> Fraction:
        """Walk a sequence's first storyline.

        Parameters
        ----------
        sequence : Element
        clock : Clock
        place : Place

        Returns
        -------
        Fraction
            The second of film at which it ends.
        """
        spine = sequence.find("spine")
        return clock.at if spine is None else self.spine(spine, clock, _first_time(sequence), place)

    def spine(self, spine: Element, clock: Clock, first: Fraction, place: Place) -> Fraction:
        """Walk a storyline.

        Parameters
        ----------
        spine : Element
        clock : Clock
            Of the time in which its clips are placed.
        first : Fraction
            Where in that time its first clip stands.
        place : Place

        Returns
        -------
        Fraction
            The second of film at which it ends.
        """
        items = [child for child in spine if child.tag in _ITEMS]
        stated = [seconds(child.get("offset")) for child in items if child.get("offset")]
        if stated and max(stated) < first:  # counted from 0 in spite of the timecode
            clock = clock._replace(zero=clock.zero - first)
            first = ZERO
        here = first
        for child in spine:
            if child.tag == "transition":
                self._change(child, clock, here, place)
            elif child.tag in _ITEMS:
                here = seconds(child.get("offset"), here)
                self.item(child, clock.film(here), place)
                here += max(self._length(child), ZERO)
            elif child.tag not in ("note", "metadata"):
                self.say("What the kit does not know in FCPXML was left out: {}.", child.tag)
        return clock.film(here)

    def item(self, element: Element, at: Fraction, place: Place) -> None:
        """Walk a clip and all that hangs on it.

        Parameters
        ----------
        element : Element
        at : Fraction
            The second of film at which it begins.
        place : Place

        Raises
        ------
        EditError
            Where clips are nested too deeply, or in themselves.
        """
        self.steps += 1
        if self.steps > _MOST_STEPS or len(place.origins) + len(place.lanes) > _DEEPEST:
            raise EditError(
                "This FCPXML is nested too deeply, or holds too many clips, to be read."
            )
        if element.tag == "audition":
            chosen = next((child for child in element if child.tag in _CLIPS), None)
            if chosen is not None:
                others = sum(child.tag in _CLIPS for child in element) - 1
                if others:
                    self.say("Of an audition only the pick was read: {}.", _name_of(chosen))
                self.item(chosen, at, place)
            return
        length = self._length(element) * place.pace
        pace = place.pace * conformed(element, place.rate)
        local = Clock(self._start(element), at, pace)
        if length <= 0:
            self.say("Without a length, so left out: {}.", _name_of(element))
        elif element.get("enabled", "1") in ("0", "false"):
            self.say("Switched off in the file, so left out: {}.", _name_of(element))
        else:
            self._contents(element, local, length, self._inside(element, local, length, place))
        self._anchored(element, local, place)
        self._note(element, local)

    def _inside(self, element: Element, local: Clock, length: Fraction, place: Place) -> Place:
        """Return what an element says about its contents."""
        self._effects(element)
        stop = local.at + length
        heard = (local.at, stop)
        if element.get("audioStart") or element.get("audioDuration"):
            begins = local.film(seconds(element.get("audioStart"), local.zero))
            lasts = seconds(element.get("audioDuration"), length / place.pace) * place.pace
            heard = (begins, begins + lasts)
        shown = element.get("srcEnable", "all")
        off, off_beside = (_roles_off(element, one) for one in ("storyline", "connected"))
        return replace(
            place,
            seen=(max(place.seen[0], local.at), min(place.seen[1], stop)),
            heard=(max(place.heard[0], heard[0]), min(place.heard[1], heard[1])),
            gain=place.gain + self._gain(element),
            fade_in=_fade_of(element, "fadeIn", local.at, place.pace) or place.fade_in,
            fade_out=_fade_of(element, "fadeOut", stop, place.pace) or place.fade_out,
            picture=place.picture and shown in ("all", "video"),
            sound=place.sound and shown in ("all", "audio") and not _channels_off(element),
            muted=place.muted | off | _roles_off(element),
            muted_beside=place.muted_beside | off_beside | _roles_off(element),
            origins=(*place.origins, element),
        )

    def _contents(self, element: Element, local: Clock, length: Fraction, place: Place) -> None:
        inner, speed = inner_clock(element, local, length)
        if element.tag in ("asset-clip", "video", "audio"):
            self._media(element, inner, speed, place)
            return
        if speed <= 0:
            self.say("Backwards or frozen in the file, forwards here: {}.", _name_of(element))
        inside = replace(place, pace=inner.pace)
        if element.tag == "title":
            self._picture(Piece("title", _name_of(element), text=_words_of(element)), place)
        elif element.tag == "gap" and element.get("name") == NAMED_BLACK:
            self._picture(Piece("black", ""), place)
        elif element.tag == "ref-clip":
            self._compound(element, inner, inside)
        elif element.tag == "mc-clip":
            self._angles(element, inner, inside)
        elif element.tag in _HOLDERS:
            self._held(element, inner, inside)

    def _held(self, element: Element, inner: Clock, place: Place) -> None:
        """Walk what a clip or a synchronized clip holds; what hangs on it is another matter."""
        for child in element:
            if child.tag == "spine" and child.get("lane") is None:
                self.spine(child, inner, ZERO, place)
            elif _is_content(child):
                self.item(child, inner.film(seconds(child.get("offset"), inner.zero)), place)

    def _media(self, element: Element, inner: Clock, speed: Fraction, place: Place) -> None:
        """Place a clip of one file; a generator where an effect makes it."""
        ref = element.get("ref", "")
        asset = self.assets.get(ref)
        if asset is None:
            resource = self.resources.get(ref)
            if resource is not None and resource.tag == "effect":
                self.say("Generators are black here: {}.", _name_of(element))
                self._picture(Piece("generator", _name_of(element)), place)
            else:
                self.say(
                    "Clips whose file this FCPXML does not name were left out: {}.",
                    _name_of(element),
                )
            return
        source = inner.zero - asset.start
        if source < 0 and 0 <= inner.zero < asset.length:
            source = inner.zero  # counted from the file's first frame in spite of its timecode
        if asset.length == 0:
            source = ZERO  # a still has one frame
        holder = next((one for one in reversed(place.origins) if one.get("name")), element)
        name = holder.get("name") or asset.name or "unnamed"
        whole = Piece("take", name, inner.at, inner.at, asset=asset, source=source, speed=speed)
        if element.tag != "audio" and asset.picture:
            self._picture(whole, place)
        hers = _roles_of(element)
        if element.tag != "video" and asset.sound and not (hers and hers <= place.muted):
            self._sound(whole, place)

    def _picture(self, whole: Piece, place: Place) -> None:
        if place.picture and place.seen[0] < place.seen[1]:
            piece = _window(whole, place, place.seen)
            fade_in = place.fade_in[1] if place.fade_in[0] == piece.start else ZERO
            fade_out = place.fade_out[1] if place.fade_out[0] == piece.stop else ZERO
            self.pictures.append(replace(piece, fade_in=fade_in, fade_out=fade_out))

    def _sound(self, whole: Piece, place: Place) -> None:
        if place.sound and place.heard[0] < place.heard[1]:
            self.sounds.append(replace(_window(whole, place, place.heard), gain=place.gain))

    def _compound(self, element: Element, inner: Clock, place: Place) -> None:
        media = self.resources.get(element.get("ref", ""))
        sequence = media.find("sequence") if media is not None else None
        if sequence is None:
            self.say(
                "Compound clips that this FCPXML does not hold were left out: {}.",
                _name_of(element),
            )
            return
        if any(origin.get("ref") == element.get("ref") for origin in place.origins[:-1]):
            raise EditError(f"The compound clip {_name_of(element)!r} holds itself.")
        self.sequence(sequence, inner, replace(place, rate=self.rate(sequence) or place.rate))

    def _angles(self, element: Element, inner: Clock, place: Place) -> None:
        """Walk the angles of a multicam clip that are switched on."""
        media = self.resources.get(element.get("ref", ""))
        multicam = media.find("multicam") if media is not None else None
        angles = multicam.findall("mc-angle") if multicam is not None else []
        if multicam is None or not angles:
            self.say(
                "Multicam clips that this FCPXML does not hold were left out: {}.",
                _name_of(element),
            )
            return
        place = replace(place, rate=self.rate(multicam) or place.rate)
        by_id = {angle.get("angleID"): angle for angle in angles}
        first = Element("mc-source", angleID=angles[0].get("angleID", ""))
        for source in element.findall("mc-source") or [first]:
            angle = by_id.get(source.get("angleID"))
            if angle is None:
                self.say(
                    "Angles that a multicam clip does not hold were left out: {}.",
                    _name_of(element),
                )
                continue
            self._effects(source, _name_of(element))
            shown = source.get("srcEnable", "all")
            here = replace(
                place,
                picture=place.picture and shown in ("all", "video"),
                sound=place.sound and shown in ("all", "audio"),
                muted=place.muted | _roles_off(source),
                gain=place.gain + self._gain(source, _name_of(element)),
            )
            self.spine(angle, inner, _first_time(multicam), here)

    def rate(self, holder: Element) -> Fraction | None:
        """Return the frame rate that the format of a sequence, a file or a clip states.

        Parameters
        ----------
        holder : Element

        Returns
        -------
        Fraction or None
            None where it states none.
        """
        return format_rate(self.resources.get(holder.get("format", "")))

    def _anchored(self, element: Element, local: Clock, place: Place) -> None:
        """Walk what hangs on a clip: connected clips and secondary storylines."""
        for child in element:
            if child.tag == "caption":
                self.say("Captions were left out.")
            elif child.tag not in (*_ITEMS, "spine") and child.get("lane") is not None:
                self.say("What the kit does not know in FCPXML was left out: {}.", child.tag)
            if child.tag not in (*_ITEMS, "spine") or (
                element.tag in _HOLDERS and (child.get("lane") is None or _is_content(child))
            ):
                continue
            at = local.film(seconds(child.get("offset"), local.zero))
            lane = _lane_of(child)
            there = replace(
                place,
                lanes=(*place.lanes, lane) if lane else place.lanes,
                muted=place.muted_beside,
            )
            if child.tag == "spine":
                self.spine(child, Clock(ZERO, at, place.pace), ZERO, there)
            else:
                self.item(child, at, there)

    def _change(self, element: Element, clock: Clock, here: Fraction, place: Place) -> None:
        start = clock.film(seconds(element.get("offset"), here))
        stop = start + seconds(element.get("duration")) * place.pace
        self.changes.append(Change(_name_of(element), start, stop, place.lanes))
        for mark in element:
            if mark.tag in _MARKERS:
                self.marks.append(Mark(start, mark.get("value", ""), None))

    def _note(self, element: Element, local: Clock) -> None:
        for child in element:
            if child.tag in _MARKERS:
                words = ": ".join(filter(None, (child.get("value"), child.get("note"))))
                time = local.film(seconds(child.get("start"), local.zero))
                self.marks.append(Mark(time, words, element))
            elif child.tag == "note" and (child.text or "").strip():
                self.marks.append(Mark(local.at, child.text or "", element))
            elif child.tag in ("keyword", "rating"):
                self.say("Keywords and ratings were left out.")

    def _start(self, element: Element) -> Fraction:
        """Return where a clip's own time begins."""
        stated = element.get("start")
        if stated is not None:
            return seconds(stated)
        ref = element.get("ref", "")
        media = self.resources.get(ref)
        if ref in self.assets:
            return self.assets[ref].start
        if media is not None and media.tag == "media" and len(media):
            return _first_time(media[0])
        held = [seconds(one.get("offset")) for one in element if _is_content(one)]
        # A clip without a start whose contents stand at their timecode begins with them.
        late = bool(held) and min(held) >= self._length(element) and element.tag in _HOLDERS
        return min(held) if late else ZERO

    def _length(self, element: Element) -> Fraction:
        """Return how long a clip lasts, in the time of the sequence around it."""
        if element.tag == "audition":
            element = next((child for child in element if child.tag in _CLIPS), element)
        stated = element.get("duration")
        if stated is not None:
            return seconds(stated)
        ref = element.get("ref", "")
        media = self.resources.get(ref)
        if ref in self.assets:
            return self.assets[ref].length
        if media is not None and media.tag == "media" and len(media):
            return seconds(media[0].get("duration"))
        return ZERO

    def _effects(self, element: Element, name: str = "") -> None:
        name = name or _name_of(element)
        for child in element:
            if child.get("enabled", "1") == "0":
                continue
            if child.tag.startswith("filter-"):
                effect = child.get("name") or "an effect"
                self.say("Effects were left out: {}.", f"{effect} on {name}")
            elif child.tag.startswith("adjust-") and not _changes_nothing(child):
                effect = child.tag.removeprefix("adjust-")
                self.say("Adjustments were left out: {}.", f"{effect} on {name}")

    def _gain(self, element: Element, name: str = "") -> float:
        volume = element.find("adjust-volume")
        if volume is None or volume.get("enabled", "1") == "0":
            return 0.0
        if (
            volume.find(".//keyframe") is not None
            or volume.find("param/fadeIn") is not None
            or volume.find("param/fadeOut") is not None
        ):
            self.say(
                "Levels that rise or fall within a clip are steady here: {}.",
                name or _name_of(element),
            )
        stated = volume.get("amount")
        if stated is None:
            param = volume.find("param[@name='amount']")
            stated = param.get("value") if param is not None else None
        found = _VOLUME.match(stated or "")
        return float(found[1]) if found else 0.0


def _window(whole: Piece, place: Place, window: tuple[Fraction, Fraction | float]) -> Piece:
    """Return the part of a clip that lies in a stretch of film."""
    start, stop = window[0], Fraction(window[1])
    late = (stop if whole.speed < 0 else start) - whole.start
    return replace(
        whole,
        start=start,
        stop=stop,
        source=whole.source + late * whole.speed,
        lanes=place.lanes,
        origins=place.origins,
    )


def _first_time(holder: Element) -> Fraction:
    """Return the timecode at which a sequence or a multicam begins."""
    return seconds(holder.get("tcStart"))


def _name_of(element: Element) -> str:
    return element.get("name") or element.tag


def _words_of(title: Element) -> str:
    return " ".join(" ".join(" ".join(text.itertext()) for text in title.findall("text")).split())


def _lane_of(child: Element) -> int:
    try:
        return max(-999, min(999, int(child.get("lane", "-1" if child.tag == "audio" else "1"))))
    except ValueError:
        raise EditError(f"{child.get('lane')!r} is not a lane of FCPXML; 1 and -2 are.") from None


def _is_content(child: Element) -> bool:
    """Say whether a clip holds a child, rather than carrying it on a lane."""
    return child.tag in _ITEMS and (child.get("lane") is None or child.tag == "audio")


def _fade_of(
    element: Element, way: str, at: Fraction, pace: Fraction
) -> tuple[Fraction, Fraction] | None:
    """Return the fade from or to black by which a clip's opacity begins or ends, and where."""
    fade = element.find(f"adjust-blend/param/{way}")
    return (at, seconds(fade.get("duration")) * pace) if fade is not None else None


def _changes_nothing(adjustment: Element) -> bool:
    if adjustment.tag in _NEVER_SAID:
        return True
    fine = _FINE.get(adjustment.tag)
    if fine is None or adjustment.find(".//keyframe") is not None:
        return False
    said = {key: adjustment.get(key, value) for key, value in fine.items()}
    return all(_same(said[key], value) for key, value in fine.items())


def _same(one: str, other: str) -> bool:
    try:
        return [float(word) for word in one.split()] == [float(word) for word in other.split()]
    except ValueError:
        return one == other


def _roles_of(element: Element) -> frozenset[str]:
    named = [source.get("role") for source in element.findall("audio-channel-source")]
    roles = [role for role in named if role] or [
        element.get("audioRole") or element.get("role") or ""
    ]
    return frozenset(_subrole(role) for role in roles if role)


def _subrole(role: str) -> str:
    """Return a role with its subrole, which is its own name and a 1 where none is said."""
    return role if "." in role else f"{role}.{role}-1"


def _roles_off(holder: Element, source: str | None = None) -> frozenset[str]:
    """Return the audio roles that a holder switches off; of one source of a synchronized clip."""
    inner = holder.findall(f"sync-source[@sourceID='{source}']") if source else [holder]
    found = (role for one in inner for role in one.findall("audio-role-source"))
    return frozenset(_subrole(r.get("role", "")) for r in found if r.get("active") == "0")


def _channels_off(element: Element) -> bool:
    channels = element.findall("audio-channel-source")
    return bool(channels) and all("0" in (c.get("enabled"), c.get("active")) for c in channels)
