"""FCPXML as other programs write it, from its storyline: for tests of what is read of it."""

from kuleshov.timeline.exchange import read_fcpxml
from kuleshov.timeline.exchange.from_otio import from_otio

FORMAT = '<format id="r1" frameDuration="100/2400s" width="1920" height="1080"/>'
# A and B have sound, C has none, M is music; B's camera began at one hour.
ASSETS = "".join(
    f'<asset id="{key.lower()}" name="{key}" start="{start}s" duration="40s" {kinds} format="r1">'
    f'<media-rep kind="original-media" src="file:///Volumes/x/{key}.mov"/></asset>'
    for key, start, kinds in (
        ("A", 0, 'hasVideo="1" hasAudio="1"'),
        ("B", 3600, 'hasVideo="1" hasAudio="1"'),
        ("C", 0, 'hasVideo="1"'),
        ("M", 0, 'hasAudio="1"'),
    )
)
EFFECTS = '<effect id="t" name="Basic Title" uid="x"/><effect id="g" name="Clouds" uid="y"/>'
RESOURCES = FORMAT + ASSETS + EFFECTS
PLACES = "<library><event name='E'><project name='P'>{}</project></event></library>"


def sequence(spine, more='format="r1"'):
    """Return a sequence with one storyline."""
    return f"<sequence {more}><spine>{spine}</spine></sequence>"


def document(held, resources=RESOURCES, version="1.11"):
    """Return a whole file."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n\n<fcpxml version="{version}">'
        f"<resources>{resources}</resources>{held}</fcpxml>"
    )


def project(spine, more='format="r1"', resources=RESOURCES):
    """Return a file with one project, whose first storyline is given."""
    return document(PLACES.format(sequence(spine, more)), resources)


def clip(take, at, start, length, inside="", **more):
    """Return an asset-clip of seconds, which may be written as fractions."""
    attributes = "".join(f' {key}="{value}"' for key, value in more.items())
    return (
        f'<asset-clip ref="{take.lower()}" name="{take}" offset="{at}s" start="{start}s" '
        f'duration="{length}s"{attributes}>{inside}</asset-clip>'
    )


def opened(folder, words, **options):
    """Return the edit that a file of these words holds, and what was said of it."""
    path = folder / "theirs.fcpxml"
    path.write_text(words, encoding="utf-8")
    timeline, said = read_fcpxml.read(path, **options)
    read = from_otio(timeline)
    return read.edit, [*said, *read.said]


def shots(edit):
    """Return takes with their points, and what else is said of them, if anything."""
    names = ("split", "dissolve", "fade_in", "fade_out", "gain", "text", "note")
    return [
        (s.take, s.in_, s.out, *({n: getattr(s, n) for n in names if getattr(s, n)},) * bool(
            any(getattr(s, n) for n in names)))
        for s in edit.shots
    ]  # fmt: skip
