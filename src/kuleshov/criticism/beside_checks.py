"""What is looked at beside a film: its captions, its papers, and its authors' consent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..errors import KuleshovError, MediaError
from ..library.papers import papers
from ..media import Caption, Captions, Clip
from ..media.captions import captions_beside
from ..words import counted, few
from .brief import Brief, Check, checked
from .screening.consent import NAME as CONSENT
from .screening.consent import consent_of, is_nowhere, without_consent
from .screening.papers_beside import PAGE, ROLL, owed_by


def captions_of(clip: Clip) -> tuple[Check, dict[str, Captions]]:
    """Look for captions beside a film, in any language, and for what a reader would stumble over.

    Parameters
    ----------
    clip : Clip

    Returns
    -------
    Check
    dict of str to Captions
        Those that can be read, by language; "" for those of the film's own name.
    """
    path = Path(clip.path)
    asked = "captions beside the film, that can be read in time"
    do = "Time them by ear: ku.captions(film). Where nobody speaks, caption the noises."
    there = captions_beside(path)
    if not there:
        found = f"no {path.stem}.vtt"
        return checked("captions", asked, found, False, do), {}
    held: dict[str, Captions] = {}
    told: list[str] = []
    stumbles: list[str] = []
    for language, file in there.items():
        try:
            read = Captions.load(file)
        except MediaError as problem:
            found = f"{file.name} can't be read"
            return checked("captions", asked, found, False, str(problem)), held
        held[language] = read
        told.append(counted(len(read), "caption") + (f" in {language}" if language else ""))
        stumbles += [*map(_says_nothing, filter(_is_bare, read)), *read.check(clip.duration)]
    found = ", ".join(told) + (f", {len(stumbles)} to mend" if stumbles else "")
    holds = all(map(len, held.values())) and not stumbles
    return checked(
        "captions", asked, found, holds, " ".join(few(stumbles, "{} more.", 3)) or do
    ), held


def _is_bare(one: Caption) -> bool:
    """Say whether a caption holds no word, no number and no note of music."""
    return not any(sign.isalnum() or sign in "♩♪♫♬" for sign in one.text)


def _says_nothing(one: Caption) -> str:
    return (
        f"The caption at {one.start:.2f} s, {one.text[:20]!r}, says nothing. Write what is heard."
    )


def papers_of(clip: Clip) -> Check:
    """Look at a film's papers: those beside it, as ``ku.publish`` leaves them, else this studio's ledger.

    Parameters
    ----------
    clip : Clip

    Returns
    -------
    Check
        It says which were read.
    """
    asked = "papers without gaps or conflicts"
    if _published(clip):
        try:
            owed_by(Path(clip.path))
        except KuleshovError as problem:
            found = f"{ROLL} and {PAGE} beside the film: not complete"
            return checked("papers", asked, found, False, _sentence(problem))
        found = f"complete, as {ROLL} and {PAGE} beside the film have them"
        return checked("papers", asked, found, True, "")
    try:
        ours = papers(clip)
    except KuleshovError as problem:
        return checked("papers", asked, "can't be read", False, str(problem))
    lacks = [*ours.conflicts, *ours.gaps]
    do = " ".join(few([str(one) for one in lacks], "{} more: ku.papers(film) names them.", 3))
    found = "complete, as this studio's ledger has them"
    if lacks:
        found = (
            f"{len(lacks)} open in this studio's ledger, and no {ROLL} and {PAGE} beside the film"
        )
    return checked("papers", asked, found, ours.complete, do)


def consent_to(clip: Clip, brief: Brief) -> Iterator[Check]:
    """Look whether everybody who made a film agreed to be shown, as a programme's page does.

    Parameters
    ----------
    clip : Clip
    brief : Brief

    Yields
    ------
    Check
        One, where the brief names a programme or a consent lies beside the film.
    """
    path = Path(clip.path).parent / CONSENT
    if not brief.programme and not path.exists() and not path.is_symlink():
        return
    shown = f" in {brief.programme!r}" if brief.programme else ""
    asked = f"{CONSENT}: all who made it agree to be shown{shown}"
    try:
        if not brief.programme and is_nowhere(path):
            yield checked("consent", asked, "its authors want it shown nowhere", True, "")
            return
        agreed = consent_of(path, brief.programme)
        maker = owed_by(Path(clip.path)).maker
    except KuleshovError as problem:
        yield checked("consent", asked, "not complete", False, _sentence(problem))
        return
    left = without_consent(maker, agreed)
    do = (
        f"The papers say that {maker!r} made it: {left!r} has to agree as well. Each signs as the "
        "papers spell the name; between two names there, write 'and'."
    )
    if not maker:
        do = "Say in its papers who made it: ku.ledger.fill(film, made_by=...)."
    yield checked("consent", asked, f"{', '.join(agreed)} agreed", bool(maker) and not left, do)


def _published(clip: Clip) -> bool:
    folder = Path(clip.path).parent
    return any((folder / name).exists() for name in (ROLL, PAGE))


def _sentence(problem: KuleshovError) -> str:
    words = str(problem)
    return words[:1].upper() + words[1:]
