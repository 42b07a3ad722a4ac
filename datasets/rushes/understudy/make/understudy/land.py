"""Take what is rendered into the repository: encode, record, check, write down.

A take that is landed as final is never rendered again; its truth is.
"""

from pathlib import Path

from . import encode, sound, truth
from .frames import Cache, Picture, Quality, pictures
from .takes import TAKES, Take, in_order

HERE = Path(__file__).resolve().parents[2]  # datasets/rushes/understudy
CACHE = Path.home() / ".cache" / "kuleshov-understudy"


def landed(quality: str) -> set[str]:
    """Return the names of the takes that lie in the repository in this quality."""
    known = truth.load(HERE / "truth.json")["takes"]
    return {
        name
        for name, entry in known.items()
        if entry["quality"] == quality and (HERE / entry["file"]).exists()
    }


def wanted(quality: Quality, names: list[str]) -> list[Picture]:
    """Return the pictures that takes still need, in order; none for those that are final."""
    done = landed("final")
    takes = [TAKES[name] for name in names] if names else in_order()
    return pictures([take for take in takes if take.name not in done], quality)


def ready(quality: Quality) -> list[Take]:
    """Return the takes that are rendered whole in this quality and not yet final here."""
    cache, done = Cache(CACHE, quality), landed("final")
    return [take for take in in_order() if take.name not in done and _whole(take, cache, quality)]


def _whole(take: Take, cache: Cache, quality: Quality) -> bool:
    """Say whether a take can be encoded; a stand-in may lack every other picture."""
    needed = pictures([take], quality)
    missing = len(cache.missing(needed))
    return missing == 0 or (quality.name == "animatic" and missing <= 0.55 * len(needed))


def land(takes: list[Take], quality: Quality, say=print) -> None:
    """Encode takes, write stems and captions, and bring truth.json up to them."""
    from .stage import Stage  # truth's rays need the room
    from .visible import visibility

    stage = Stage()
    cache = Cache(CACHE, quality)
    for folder in ("stems", "captions"):
        (HERE / folder).mkdir(exist_ok=True)
    for take in takes:
        put(take, cache, quality)
        record = truth.load(HERE / "truth.json")
        entry = truth.take_entry(take, visibility(stage, take), quality.name, HERE)
        record["takes"][take.name] = entry
        record["takes"] = {name: record["takes"][name] for name in TAKES if name in record["takes"]}
        truth.save(HERE / "truth.json", record)
        size = (HERE / entry["file"]).stat().st_size / 1e6
        say(f"{take.name}: {take.frames} frames, {size:.2f} MB, {quality.name}")


def put(take: Take, cache: Cache, quality: Quality) -> None:
    """Write a take's film, stems and captions."""
    mix, voices = sound.recorded(take)
    frames = encode.finished(take, cache, quality)
    encode.film(HERE / f"{take.name}.mp4", frames, mix, quality.crf)
    spoken = [
        one
        for one in sound.lines(take.performance)
        if one.offset > take.begin - sound.LEAD and one.onset < take.end + sound.LEAD
    ]
    for lamp, voice in voices.items():
        file = HERE / f"stems/{take.name}.{lamp}.flac"
        if spoken:
            encode.flac(file, voice)
        else:
            file.unlink(missing_ok=True)
    write_captions(take)


def write_captions(take: Take) -> None:
    """Write a take's captions, where something is said or heard in it."""
    place = HERE / f"captions/{take.name}.vtt"
    text = encode.captions(take, sound.lines(take.performance))
    if "-->" in text:
        place.write_text(text, encoding="utf-8")
    else:
        place.unlink(missing_ok=True)
