"""A film as another student gets it to review: no name in its file, none beside it.

::

    lobakofidu/
        short.mp4       # the film, and nothing of what cameras and programs noted in it
        short.vtt       # its captions, written anew
        words.md        # what its author wrote, under the rubric's names

`credits.txt`, papers and consent name people, and stay behind. What the film itself shows and says,
such as end titles, nobody can take out.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ...criticism.review_begun import WORDS
from ...criticism.rubrics import Rubric
from ...criticism.screening.work import FILMS
from ...errors import KuleshovError, MediaError
from ...files import write_whole
from ...media import Captions
from ...media.traces import remove_traces
from ..engine.intake import Manifest, Submission, called

_LONGEST = 8_000  # letters of one answer: three pages of a book


def film_asked(manifest: Manifest) -> str:
    """Return the name of the film that an assignment asks for; "" where it asks for none.

    >>> film_asked(Manifest("a8-your-short.ipynb", ("short.mp4", "short.vtt")))
    'short.mp4'
    """
    return next((name for name in manifest.files if Path(name).suffix.lower() in FILMS), "")


def film_in(found: Submission, name: str) -> bytes:
    """Return the film that was handed in.

    Raises
    ------
    KuleshovError
        Where there is none that was taken; the sentence says why.
    """
    if name not in found.files:
        raise KuleshovError(said_of(found, name) or f"there is no {name} in what was handed in.")
    return found.files[name]


def said_of(found: Submission, name: str) -> str:
    """Return what intake says of a file that it didn't take as it was; "" where it says nothing."""
    return next((words for words in found.look if called(name).search(words)), "")


def captions_in(found: Submission, film: str) -> tuple[dict[str, Captions], list[str]]:
    """Return the captions that were handed in, and a sentence for those that can't be read.

    They are called by their files' names; those of the film's own name, without a language, come
    first.
    """
    plain = Path(film).with_suffix(".vtt").name
    like = called(f"{Path(film).stem}.*.vtt")
    names = sorted(one for one in found.files if one == plain or like.fullmatch(one))
    held: dict[str, Captions] = {}
    lacks: list[str] = []
    for name in sorted(names, key=lambda one: one != plain):
        try:
            held[name] = Captions.from_text(found.files[name].decode("utf-8-sig"), name)
        except UnicodeDecodeError:
            lacks.append(f"{name} is no text in UTF-8.")
        except MediaError as error:
            lacks.append(str(error))
    untaken = [
        said_of(found, one) for one in (plain, f"{Path(film).stem}.*.vtt") if one not in names
    ]
    return held, [*lacks, *filter(None, dict.fromkeys(untaken))]


def write_blind(
    folder: Path, film: str, found: Submission, words: Mapping[str, str], rubric: Rubric
) -> list[str]:
    """Write a film's folder for its reviewers.

    Parameters
    ----------
    folder : Path
        A new one, called by the author's pseudonym.
    film : str
        The film's name.
    found : Submission
        What was handed in.
    words : mapping of str to str
        What the author wrote, by the cell's name.
    rubric : Rubric
        The rows that peers level.

    Returns
    -------
    list of str
        What reviewers will lack, a sentence each.

    Raises
    ------
    KuleshovError
        Where there is no film, or names can't be taken out of it.
    """
    data = film_in(found, film)
    folder.mkdir(parents=True)
    named = folder / f"named{Path(film).suffix}"
    try:
        named.write_bytes(data)
        remove_traces(named, folder / film)
    except MediaError as error:
        raise KuleshovError(str(error).replace(named.name, film)) from None
    finally:
        named.unlink(missing_ok=True)
    held, lacks = captions_in(found, film)
    for name, captions in held.items():
        captions.save(folder / name)
    parts = [f"## {row.name}\n\n{inert(words.get(row.id, ''))}" for row in rubric.criteria]
    write_whole(folder / WORDS, "\n\n".join(parts) + "\n")
    return lacks


def inert(words: str) -> str:
    """Return somebody's words so that what would be HTML, a link or a picture shows as it was written.

    >>> inert("a <b> ![c](d)").replace("\u200b", "|")
    'a <|b> !|[c]|(d)'
    """
    words = words.strip()
    if len(words) > _LONGEST:
        more = len(words) - _LONGEST
        words = f"{words[:_LONGEST]}\n\n*{more:,} more letters stand in the notebook.*"
    calm = words.replace("<", "<\u200b").replace("](", "]\u200b(").replace("![", "!\u200b[")
    return calm or "*Nothing is written here.*"
