"""What in a clip's papers can't be right together: with each other, with its bytes, with its file's words.

A file's own words are a claim and no proof. They are held against the papers all the same: whoever
knows better says so in ``answer``, and the claim and the answer then stand side by side.

Of likeness and consent only the plainest answers are judged here, whole: "nobody", "refused", "not
asked". Whether other words say that somebody agreed takes a reader.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..files import is_file, sha256
from ..media.traces.meaning import CAPTURED, GENERATED
from .credit import CARDS, CUT_HERE, Credit, says_cut_here
from .facts import is_answer, plain, stated
from .licences import YOURS, FilmLicence, film_licence, fits, terms
from .statements import Conflict, Statements, contradictions

if TYPE_CHECKING:
    from ..media import Traces

_NOBODY = re.compile(
    r"no|none|(nobody|no ?one|no (people|person|body|face|faces))( at all)?"
    r"( (is|are|was|can be|could be)( (seen|shown|heard|filmed|in it|there|visible|recorded|recogni[sz]ed"
    r"|recogni[sz]able))?)?( in (it|the (picture|pictures|film|clip|shot)))?"
)
_REFUSED = re.compile(
    r"no|none|nein|non|нет|nobody|no ?one|no consent|none given|without consent|not agreed|not given|denied"
    r"|((nobody|no ?one) (has |was |had )?(agreed|asked|consented))"
    r"|((i|we|he|she|they|you) )?((was|were|has|have|had|did) )?((been) )?"
    r"((not|never) (been )?(asked|agree|agreed|consent|consented)|refused|declined|said no)"
    r"|(i|we) (did not|didn t|never) ask( them| her| him)?|not asked yet"
)
_CODERS = ("lav", "x264", "x265", "libx", "ffmpeg", "handbrake", "kuleshov", "videohandler",
           "soundhandler", "core media", "isom", "gpac", "avc coding", "aac")  # fmt: skip
_GENERATORS = ("sora", "veo", "kling", "firefly", "runway", "pika", "luma", "seedance", "capcut",
               "hailuo", "hunyuan", "ltx", "comfyui", "midjourney", "stable diffusion", "wan2")  # fmt: skip
_SAYS_GENERATED = (*GENERATED, "AIGC label")


def conflicts(found: Statements) -> Iterator[Conflict]:
    """Yield what contradicts what in the papers of one clip.

    Parameters
    ----------
    found : Statements

    Yields
    ------
    Conflict
    """
    yield from contradictions(found)
    yield from _other_bytes(found)
    yield from _likeness(found)
    yield from _clips_not_known(found)
    yield from _claimed(found)


def _other_bytes(found: Statements) -> Iterator[Conflict]:
    """Say where the file isn't the one that was written down."""
    last = found.last
    if last is None or not last.sha256 or found.path is None or not is_file(found.path):
        return
    if sha256(found.path) != last.sha256 and found.path.name:
        yield Conflict(
            "",
            f"{found.credit.title}: {found.path.name} is not the file that was written down (its hash "
            "is another). Bring that file back, or say what was done to this one: "
            'ku.ledger.fill(clip, edits="...").',
        )


def _clips_not_known(found: Statements) -> Iterator[Conflict]:
    """Say where a file says that it was cut here, and the ledger doesn't know from what."""
    answered = found.last is not None and is_answer(found.last.answer)
    if found.parts or found.known or answered or any(one.source == CARDS for one in found.entries):
        return
    kept = found.last.claims if found.last else ""
    if says_cut_here(found.traces()) or CUT_HERE in kept:
        yield Conflict(
            "",
            f"{found.credit.title}: the file says that it was cut with Kuleshov, and what it was cut from "
            "is not known here. Render its edit again, write down the clips' hashes "
            "(ku.ledger.add(film, ..., parts=[...])), or say in words what was in it: "
            'ku.ledger.fill(film, answer="...").',
        )


def _likeness(found: Statements) -> Iterator[Conflict]:
    seen, agreed = found.credit.likeness, found.credit.consent
    if shows_somebody(seen) and stated(agreed) and _REFUSED.fullmatch(plain(agreed)):
        yield Conflict(
            "consent",
            f"{found.credit.title}: it shows somebody ({seen}), and consent says {agreed!r}. Ask them, "
            'and write down what they said: ku.ledger.fill(clip, consent="...").',
        )


def shows_somebody(likeness: str) -> bool:
    """Say whether an answer to "who can be recognised?" names anybody.

    Parameters
    ----------
    likeness : str

    Returns
    -------
    bool
        False where nobody answered. What stands behind a colon explains it.

    Examples
    --------
    >>> shows_somebody("my sister's hands"), shows_somebody("nobody can be recognised")
    (True, False)
    >>> shows_somebody("Nobody but my sister"), shows_somebody("nobody: two lamps")
    (True, False)
    """
    said = plain(likeness.partition(":")[0])
    return stated(likeness) and not _NOBODY.fullmatch(said)


def _claimed(found: Statements) -> Iterator[Conflict]:
    """Hold the file's own words against the papers, unless somebody answered them."""
    last = found.last
    if last is not None and is_answer(last.answer):
        return
    there, kept = found.traces(), last.claims or _kept_in(last.notes) if last else ""
    generated = bool(there and there.says_generated) or any(
        word in kept for word in _SAYS_GENERATED
    )
    if generated and found.credit.kind == "human":
        yield _against(found, "kind", "people made it", "that a model did", "generated")
    elif not generated and found.credit.kind == "generated" and _says_filmed(there, kept):
        yield _against(found, "kind", "a model made it", "that it was recorded", "human")
    tools = list(_tools(there, kept))
    named = tools if generated else [one for one in tools if _has(one, _GENERATORS)]
    with_ = found.credit.tool
    if named and stated(with_) and not any(_shares_a_word(one, with_) for one in named):
        yield _against(found, "made_with", f"it was made with {with_}", repr(named[0]), "...")


def _against(found: Statements, fact: str, said: str, claims: str, instead: str) -> Conflict:
    """Return the conflict between the ledger and a file's own words."""
    return Conflict(
        fact,
        f"{found.credit.title}: the ledger says that {said}, and the file itself claims {claims}. "
        f'Correct it (ku.ledger.fill(clip, {fact}="{instead}")), or answer the claim: '
        'ku.ledger.fill(clip, answer="...").',
    )


def _says_filmed(there: "Traces | None", kept: str) -> bool:
    """Say whether a file claims to be a recording: by IPTC's source type, or by naming a camera."""
    told = there.of("source type") if there else []
    told += re.findall(r"source type ([^|;]+)", kept)
    camera = bool(there and there.of("camera")) or re.search(r"(?:^|\| )camera \S", kept)
    return bool(camera) or any(one.strip() in CAPTURED for one in told)


def _kept_in(notes: str) -> str:
    """Return the claims that an older ledger kept among its notes."""
    return notes.partition("the file itself claimed:")[2]


def _tools(there: "Traces | None", kept: str) -> Iterator[str]:
    """Yield the programs and models that a file names, those aside that only wrote it."""
    told = there.of("tool") if there else []
    told += (
        re.split(r"; ", found[1]) if (found := re.search(r"(?:^|\| )tool ([^|]+)", kept)) else []
    )
    for words in told:
        if not _has(words, _CODERS):
            yield words.strip()


def _has(words: str, names: Iterable[str]) -> bool:
    small = words.casefold()
    return any(re.search(rf"(?<![a-z]){re.escape(name)}", small) for name in names)


def _shares_a_word(one: str, other: str) -> bool:
    first, second = (set(re.findall(r"\w{3,}", words.casefold())) for words in (one, other))
    return bool(first & second)


def clip_alone(credit: Credit) -> Iterator[Conflict]:
    """Yield why a clip that was not cut here can't be shown by itself.

    Parameters
    ----------
    credit : Credit

    Yields
    ------
    Conflict
        None where nobody stated a licence: that is a gap already. A clip that may not be cut into
        another film (ND) may be shown whole.

    Examples
    --------
    >>> [one.fact for one in clip_alone(Credit("Moth", licence="all rights reserved"))]
    ['licence']
    """
    asks = terms(credit.licence)
    if not stated(credit.licence):
        return
    if credit.licence == YOURS:
        yield Conflict("licence", _yours(credit.title, "CC BY 4.0"))
    elif not asks.known or asks.reserved:
        why = film_licence([credit]).reason
        yield Conflict("licence", f"{credit.title}: no licence is possible for it. {why}")


def _yours(title: str, may: str) -> str:
    return (
        f"{title}: its licence is yours to choose, and nobody has chosen. For example: "
        f'ku.ledger.fill(film, licence="{may}").'
    )


def film_conflicts(title: str, film: Credit | None, clips: Iterable[Credit]) -> Iterator[Conflict]:
    """Yield why a film can't have the licence that it says, or none at all.

    Parameters
    ----------
    title : str
    film : Credit or None
        The film's own; None where the clips are no film yet.
    clips : iterable of Credit
        What it was cut from: films that were cut here before it, and clips.

    Yields
    ------
    Conflict
        What nobody stated is a gap already, and not told again.
    """
    known = [clip for clip in clips if stated(clip.licence) and clip.licence != YOURS]
    answer: FilmLicence = film_licence(known)
    may = "CC BY 4.0" if answer.licence == YOURS else answer.licence
    do = f'ku.ledger.fill(film, licence="{may}").'
    if not answer.licence:
        words = f"{title}: no licence is possible for it. {answer.reason}"
    elif film is None or not stated(film.licence):
        return
    elif film.licence == YOURS:
        words = _yours(title, may)
    elif why := fits(film.licence, known):
        words = f"{title}: {why} Choose another: {do}"
    else:
        return
    yield Conflict("licence", words)
