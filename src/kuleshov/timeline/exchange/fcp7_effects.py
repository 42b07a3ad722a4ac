"""Effects, generators and titles of Final Cut Pro 7 XML."""

from __future__ import annotations

from math import log10
from typing import Any
from xml.etree import ElementTree

import opentimelineio as otio

# What Premiere writes for every clip, and the values at which it changes nothing.
_AT_REST = {
    "scale": 100.0, "rotation": 0.0, "center": 0.0, "centeroffset": 0.0, "antiflicker": 0.0,
    "opacity": 100.0, "level": 1.0, "pan": 0.0, "left": 0.0, "right": 0.0, "top": 0.0,
    "bottom": 0.0, "edgefeather": 0.0, "leftcrop": 0.0, "rightcrop": 0.0, "topcrop": 0.0,
    "bottomcrop": 0.0, "aspect": 0.0, "ulcorner": 0.0, "volumeadjust": 0.0,
}  # fmt: skip
QUIETEST = -96.0  # dB
_WORDS = ("str", "text", "title", "part")


def of(element: ElementTree.Element) -> list[Any]:
    """Return what changes a clip: its filters, its mode of blending, a still.

    Parameters
    ----------
    element : Element
        A ``<clipitem>`` or ``<generatoritem>``.

    Returns
    -------
    list of otio.schema.Effect
        Filters that are switched off, or at rest, are none.

    Examples
    --------
    >>> clip = "<clipitem><filter><effect><name>Sepia</name></effect></filter></clipitem>"
    >>> [effect.effect_name or effect.name for effect in of(ElementTree.fromstring(clip))]
    ['Sepia']
    """
    found = []
    for each in element.findall("filter"):
        effect = each.find("effect")
        if effect is None or _is_off(each):
            continue
        if (effect.findtext("effectid") or "").strip().lower() == "timeremap":
            found += _speed(effect)
        elif _level(effect) is not None:
            continue  # see `level`
        elif (effect.findtext("effectid") or "") != "GraphicAndType" and not _is_at_rest(effect):
            found.append(otio.schema.Effect(name_of(effect)))
    mode = (element.findtext("compositemode") or "normal").strip()
    if mode.lower() != "normal":
        found.append(otio.schema.Effect(f"blending mode {mode}"))
    if (element.findtext("stillframe") or "").strip().upper() == "TRUE":
        found.append(otio.schema.FreezeFrame())
    return found


def level(element: ElementTree.Element) -> float:
    """Return a clip's level of sound, where it is one all through.

    Parameters
    ----------
    element : Element
        A ``<clipitem>`` of a sound track.

    Returns
    -------
    float
        dB from -96 to 24; 0 where nothing is said of it.

    Examples
    --------
    >>> words = "<effect><effectid>audiolevels</effectid><parameter><parameterid>level</parameterid>"
    >>> words = f"<clipitem><filter>{words}<value>0.5</value></parameter></effect></filter></clipitem>"
    >>> level(ElementTree.fromstring(words))
    -6.02
    """
    filters = [each for each in element.findall("filter") if not _is_off(each)]
    effects = (each.find("effect") for each in filters)
    gains = [gain for each in effects if each is not None and (gain := _level(each)) is not None]
    return round(min(24.0, max(QUIETEST, sum(gains))), 2)


def _level(effect: ElementTree.Element) -> float | None:
    """Return what an effect adds to the level in dB, None where it does more, or something else."""
    if (effect.findtext("effectid") or "").strip().lower() != "audiolevels":
        return None
    parameters = effect.findall("parameter")
    values = [each.text or "" for parameter in parameters for each in parameter.iter("value")]
    factors = {float(each) if _is_number(each) else -1.0 for each in values}
    if len(parameters) != 1 or len(factors) != 1 or not 0 <= (factor := factors.pop()) < 100:
        return None  # it rises and falls, or is none
    return 20 * log10(factor) if factor > 0 else QUIETEST


def _is_off(filter_: ElementTree.Element) -> bool:
    return (filter_.findtext("enabled") or "").strip().upper() == "FALSE"


def name_of(effect: ElementTree.Element | None) -> str:
    """Return what an effect is called.

    Parameters
    ----------
    effect : Element or None

    Returns
    -------
    str
        "" where it has no name.

    Examples
    --------
    >>> name_of(ElementTree.fromstring("<effect><name>Clock Wipe</name></effect>")), name_of(None)
    ('Clock Wipe', '')
    """
    if effect is None:
        return ""
    return (effect.findtext("name") or effect.findtext("effectid") or "").strip()


def is_dissolve(name: str) -> bool:
    """Say whether a transition's name is that of a plain dissolve, or of a crossfade of sound.

    Parameters
    ----------
    name : str

    Returns
    -------
    bool

    Examples
    --------
    >>> is_dissolve("Cross Dissolve"), is_dissolve("Clock Wipe")
    (True, False)
    """
    plain = name.lower()
    fades = ("cross dissolve", "cross fade", "crossfade", "constant gain", "constant power")
    return not name or any(fade in plain for fade in (*fades, "exponential fade", "film dissolve"))


def generator(element: ElementTree.Element) -> Any:
    """Return a ``<generatoritem>`` as a reference: black, a title with its words, or another.

    Parameters
    ----------
    element : Element

    Returns
    -------
    otio.schema.GeneratorReference

    Examples
    --------
    >>> slug = "<generatoritem><name>Slug</name></generatoritem>"
    >>> generator(ElementTree.fromstring(slug)).generator_kind
    'Slug'
    """
    effect = element.find("effect")
    name = name_of(effect) or (element.findtext("name") or "").strip()
    category = (effect.findtext("effectcategory") or "") if effect is not None else ""
    words = _words(effect)
    if words or "text" in category.lower() or "title" in category.lower():
        return otio.schema.GeneratorReference(name, "title", parameters={"text": words})
    return otio.schema.GeneratorReference(name, name)


def made_by(source: str, element: ElementTree.Element) -> Any:
    """Return what Premiere makes itself: a clip whose file has a ``<mediaSource>`` and no path.

    Parameters
    ----------
    source : str
        "Slug" is black, "GraphicAndType" a title, whose effect is called by its words.
    element : Element
        The ``<clipitem>``.

    Returns
    -------
    otio.schema.GeneratorReference

    Examples
    --------
    >>> made_by("Slug", ElementTree.fromstring("<clipitem/>")).generator_kind
    'Slug'
    """
    if source.strip() != "GraphicAndType":
        return otio.schema.GeneratorReference(source.strip(), source.strip())
    words = [
        name_of(effect)
        for effect in element.findall("filter/effect")
        if (effect.findtext("effectid") or "").strip() == "GraphicAndType"
    ]
    return otio.schema.GeneratorReference(source, "title", parameters={"text": " ".join(words)})


def _words(effect: ElementTree.Element | None) -> str:
    found = []
    for parameter in effect.findall("parameter") if effect is not None else ():
        key = (parameter.findtext("parameterid") or "").strip().lower()
        value = (parameter.findtext("value") or "").strip()
        words = key == "str" or (key.startswith(_WORDS) and not _is_number(value))
        if value and words and "style" not in key:
            found.append(value)
    return " ".join(" ".join(found).split())


def _speed(effect: ElementTree.Element) -> list[Any]:
    """Return a change of speed: a constant one, or that it varies."""
    values = {
        (each.findtext("parameterid") or "").strip().lower(): (each.findtext("value") or "").strip()
        for each in effect.findall("parameter")
    }
    if values.get("variablespeed", "0").upper() in ("1", "TRUE"):
        return [otio.schema.Effect("variable speed")]
    speed = float(values["speed"]) if _is_number(values.get("speed", "")) else 100.0
    if values.get("reverse", "").upper() == "TRUE":
        speed = -abs(speed)
    return [] if speed == 100 else [otio.schema.LinearTimeWarp(time_scalar=speed / 100)]


def _is_at_rest(effect: ElementTree.Element) -> bool:
    parameters = effect.findall("parameter")
    return bool(parameters) and all(map(_rests, parameters))


def _rests(parameter: ElementTree.Element) -> bool:
    key = (parameter.findtext("parameterid") or "").strip().lower()
    if key not in _AT_REST:
        return False
    values = [value.text or "" for value in parameter.iter("value")]  # those of keyframes too
    parts = [each.text or "" for each in parameter.findall("value/*")]
    numbers = [each.strip() for each in parts or values]
    return all(_is_number(each) and float(each) == _AT_REST[key] for each in numbers)


def _is_number(words: str) -> bool:
    try:
        float(words)
    except ValueError:
        return False
    return True
