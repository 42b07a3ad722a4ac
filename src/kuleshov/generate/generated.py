"""A film of the generator: drawn, painted, marked as generated, and in the ledger."""

from pathlib import Path

from .. import library
from ..errors import Refused
from ..library.credit import GENERATED_BY, Credit, signed
from ..library.ledger_writing import add_credit, read
from ..media import Clip, Writer
from .asked import count_of, seconds_of
from .generator import RATE, Camera, Generator, learnt, load
from .kept import key_of, made_before, place, today
from .latents import SIZE
from .nearness import SETUP, nearest
from .threads import one_numpy_thread

RECIPE = 1
"""Raised whenever the same call would give other pictures than before."""

LONGEST = 60.0
_CRF = 10  # so small a picture shows its coding early


@one_numpy_thread()
def generate(setup: str, beat: str | None = None, seconds: float = 6, seed: int = 0) -> Clip:
    """Let a model that learnt The Understudy make a film of it.

    Parameters
    ----------
    setup : str
        From where it is seen, as a slate has it: ``"4A"`` is close on Filament.
    beat : str, optional
        What happens: ``"the flicker"``. Whatever it likes where left out.
    seconds : float
        How long, up to 60 s.
    seed : int
        Its chance. The same seed gives the same film; where its file is still there, at once.

    Returns
    -------
    Clip
        Silent, 160x90, 12 frames a second, in ``studio/generated``; as the model made it, marked as
        generated in its metadata, in its credit and in the ledger. Its description says how near
        its pictures lie to those that the model learnt from.

    Raises
    ------
    Refused
        Where the model never saw that set-up or beat, the film would be empty or too long, or the
        seed can't be one.
    LibraryError, MediaError
        Where the takes that it learnt from are missing or can't be read, or the film can't be
        written.

    See Also
    --------
    kuleshov.nearest : For each of its pictures the nearest that was learnt.

    Notes
    -----
    See :class:`kuleshov.generate.Generator` for the model's card, and docs/generator.md. A set-up
    may be asked for in a beat in which it was never shot: the description then says so.

    Examples
    --------
    >>> import kuleshov as ku
    >>> ku.generate("4A", "the flicker", seconds=6, seed=1)  # doctest: +SKIP
    Clip('4A-the_flicker-6s-1.mp4', 00:00:06:00 at 12 fps, 160x90, h264, no sound)
    """
    seed = count_of(seed, "seed", 0)
    frames = round(seconds * RATE) if seconds_of(seconds, "seconds") <= LONGEST else 0
    if frames < 1:
        raise Refused(
            f"A generated film lasts between one frame and {LONGEST:g} s; {seconds} was asked for."
        )
    model = load()
    name = model.camera(setup)
    model.beat(beat)  # refuses what the scene has not
    path = place("generated", f"{name}-{beat or 'any beat'}-{seconds:g}s-{seed}")
    key = key_of("generated", RECIPE, model.sha256, name, beat, frames, seed)
    if there := made_before(path, key):
        entry = read().of(path=path)
        there.description = entry.notes if entry else ""
        day = entry.added[:10] if entry else ""
        known = _credit(model, name, beat, seed, day)  # an older ledger may lack some of it
        return signed(there, there.credit.completed(known))
    camera = learnt(model, name)
    told = _told(model, camera, beat, seconds, seed)
    film = _film(model, camera, beat, frames, seed, path, f"Generated. {told} {key}")
    credit = _credit(model, name, beat, seed, today())
    film.description = f"{told} {nearest(film).finding}"
    add_credit(path, credit, notes=film.description)
    return signed(film, credit)


def _film(
    model: Generator,
    camera: Camera,
    beat: str | None,
    frames: int,
    seed: int,
    path: Path,
    comment: str,
) -> Clip:
    about = {
        "title": path.stem,
        "comment": comment,
        GENERATED_BY: "kuleshov generate",
        SETUP: camera.name,
    }
    pictures = camera.latents.decode(model.draw(camera.name, beat, frames, seed))
    with Writer(path, rate=RATE, size=SIZE, sound_rate=None, crf=_CRF, metadata=about) as film:
        for picture in pictures:
            film.write(picture)
    return Clip(path)


def _told(model: Generator, camera: Camera, beat: str | None, seconds: float, seed: int) -> str:
    """Say in words which model made it, from what, and with which command."""
    told = model.told
    asked = (
        f'"{camera.name}", ' + (f'"{beat}", ' if beat else "") + f"seconds={seconds:g}, seed={seed}"
    )
    return (
        f"Nobody filmed this. Made by the generator of The Understudy "
        f"({told['parameters'] / 1e6:.1f} million weights, trained for "
        f"{told['seconds'] / 60:.0f} minutes of one core on {len(told['takes'])} takes, seed "
        f"{told['seed']}) with ku.generate({asked}).{_unshot(camera, beat)} CC BY 4.0."
    )


def _unshot(camera: Camera, beat: str | None) -> str:
    """Say so where no take shows what was asked for."""
    shot = {one.name for take in camera.takes if take.truth for one in take.truth.beats}
    if beat is None or beat in shot:
        return ""
    return f" No take of {camera.name} shows {beat}: this is made up of what it shows instead."


def _credit(model: Generator, camera: str, beat: str | None, seed: int, day: str) -> Credit:
    rushes = library.rushes("understudy")
    return Credit(
        title=f"{camera}, {beat or 'any beat'}",
        maker=f"a model, after {rushes.credit.maker}",
        made_with="the generator of The Understudy, a flow-matching transformer",
        source=f"{', '.join(model.takes(camera))} and the other takes it learnt: {rushes.credit.title}",
        licence=rushes.credit.licence,
        attribution=f"generated from {rushes.credit.line}",
        consent=rushes.credit.consent,
        kind="generated",
        version=f"weights {model.sha256[:12]}",
        prompt=f"set-up {camera}, " + (f"beat {beat}" if beat else "any beat"),
        seed=str(seed),
        made_on=day,
        rights=f"{rushes.credit.title} may be used under {rushes.credit.licence}",
        likeness=rushes.credit.likeness,
        edits="none",
    )
