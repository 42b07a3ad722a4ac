"""What is asked of a clip: thirteen facts, what each means, and of which kinds of clip it is asked.

An answer is whatever somebody said: "none", "not kept" and "not shown by the tool" are answers, and
stand as such. Nothing, "unknown" and "?" are gaps, in whatever language and with whatever dots around
them. Whether an answer is true, and says enough, only a reader can judge.
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

KINDS = ("generated", "human")
"""What may be said of a clip: a model made its pictures, or people did."""

FILM = "film"
"""What is asked of a film that was cut here; its clips answer the rest."""

TABLE = "table"
"""What is asked of numbers, in which nobody is seen."""

_TABLES = (".csv", ".tsv", ".json", ".parquet", ".xlsx", ".ods")

_UNSTATED = frozenset(
    """
unknown; not stated; not known; none stated; n a; null; undefined; unspecified; not specified; tbd; tba;
to be determined; to be announced; not known yet; not yet known; still unknown; yet unknown; todo; to do; unsure; not sure; no idea; dunno; idk; who knows;
nobody knows; don t know; dont know; do not know; i don t know; i dont know; i do not know;
unbekannt; nicht bekannt; keine angabe; k a; weiss nicht; weiss ich nicht; ich weiss nicht; ich weiss es nicht;
keine ahnung; inconnu; inconnue; non connu; non precise; je ne sais pas; sais pas; aucune idee;
desconocido; desconocida; se desconoce; no se; no lo se; no se sabe; desconhecido; nao sei;
sconosciuto; non so; неизвестно; не известно; неизвестен; неизвестна; не знаю; нет данных; не указано;
未知; 不知道; 不知; 不详; 不詳; 不明; 未注明; 不清楚; 不明です; わからない
""".replace("\n", " ")
    .strip()
    .split("; ")
)  # as plain() spells them


@lru_cache(maxsize=1024)  # the papers of one film ask twenty thousand times, of a few dozen texts
def plain(text: str) -> str:
    """Return words as they are compared: small letters, without marks, dots and what can't be seen.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        Letters and digits, with single blanks between them; "" where there are none.

    Examples
    --------
    >>> plain(" (N/A) "), plain("Je ne sais pas..."), plain("\\u200b"), plain("não sei")
    ('n a', 'je ne sais pas', '', 'nao sei')
    """
    seen = "".join(
        c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) != "Cf"
    )
    letters = (c if c.isalnum() else " " for c in seen.casefold() if not _accent(c))
    return " ".join("".join(letters).split())


def _accent(letter: str) -> bool:
    """Say whether a mark only stands on a Latin, Greek or Cyrillic letter: others shape the word."""
    return "\u0300" <= letter <= "\u036f"


def stated(text: str | None) -> bool:
    """Say whether somebody answered: "unknown" and the like are no answers, nor are dots.

    Parameters
    ----------
    text : str or None

    Returns
    -------
    bool

    Examples
    --------
    >>> stated("CC BY 4.0"), stated("not kept"), stated("Unknown."), stated("...")
    (True, True, False, False)
    >>> stated("not known, asked in March")
    True
    """
    words = plain(text or "")
    return bool(words) and words not in _UNSTATED


def is_table(path: Path | None) -> bool:
    """Say whether a file's name is that of a table: of no film, whatever its entry says.

    Parameters
    ----------
    path : Path or None

    Returns
    -------
    bool
        True where no file is known.

    Examples
    --------
    >>> is_table(Path("cutting.csv")), is_table(Path("moth.mp4"))
    (True, False)
    """
    return path is None or path.suffix.lower() in _TABLES


def is_answer(text: str | None) -> bool:
    """Say whether somebody answered a claim: in two words at least.

    Parameters
    ----------
    text : str or None

    Returns
    -------
    bool

    Examples
    --------
    >>> is_answer("I wrote it in"), is_answer("."), is_answer("no")
    (True, False, False)
    """
    return stated(text) and len(re.findall(r"\w+", text or "")) > 1


class Fact(NamedTuple):
    """One thing that is asked of a clip.

    Attributes
    ----------
    name : str
        As ``ku.ledger.fill`` takes it.
    label : str
        As a table and the form name it.
    means : str
        What is meant, in a sentence.
    example : str
        An answer as somebody might give it.
    lacks : str
        What nobody has said, where it is a gap.
    of : tuple of str
        The kinds of clip that are asked; "" stands for a clip whose kind nobody stated.
    """

    name: str
    label: str
    means: str
    example: str
    lacks: str
    of: tuple[str, ...]

    def asked_of(self, kind: str) -> bool:
        """Say whether it is asked of such a clip.

        Parameters
        ----------
        kind : str
            ``"generated"``, ``"human"``, ``"film"``, ``"table"``, or "" where nobody said.

        Returns
        -------
        bool

        Examples
        --------
        >>> seed = next(fact for fact in FACTS if fact.name == "seed")
        >>> seed.asked_of("generated"), seed.asked_of("human")
        (True, False)
        """
        return kind in self.of


_CLIPS = ("", "human", "generated")
_MODELS = ("generated",)
_ALL = (*_CLIPS, FILM, TABLE)

FACTS = (
    Fact(
        "kind",
        "kind",
        "Did a model make its pictures, or did people film, draw or animate them?",
        "generated",
        "whether a model made its pictures or people did",
        _CLIPS,
    ),
    Fact(
        "made_by",
        "made by",
        "Who made it: a person, a group, or a name of your own.",
        "Ada",
        "who made it",
        _ALL,
    ),
    Fact(
        "made_with",
        "made with",
        "The camera, the program or the model that made its pictures.",
        "Kling",
        "what it was made with",
        (*_CLIPS, FILM),
    ),
    Fact(
        "version",
        "version",
        "Which version of that model: the same words give another film a month later.",
        "1.6",
        "which version of the tool it was",
        _MODELS,
    ),
    Fact(
        "prompt",
        "prompt",
        "What was asked for, word for word.",
        "a kitchen at night",
        "what was asked for",
        _MODELS,
    ),
    Fact(
        "seed",
        "seed",
        "The number that chance began with, if the tool shows one.",
        "not shown by the tool",
        "with which seed chance began",
        _MODELS,
    ),
    Fact(
        "made_on",
        "date",
        "The day or the year when it was made.",
        "2026-11-20",
        "when it was made",
        _ALL,
    ),
    Fact(
        "source",
        "made from",
        "What went in: where it was filmed, or which pictures a model was given.",
        "a photograph of my own kitchen",
        "what it was made from",
        (*_CLIPS, TABLE),
    ),
    Fact(
        "rights",
        "rights in that",
        "Whose the pictures are that went in, and why you may use them.",
        "the photograph is mine",
        "by what right the pictures that went in were used",
        _MODELS,
    ),
    Fact(
        "likeness",
        "likeness",
        "Who can be recognised in it, by face, body or voice.",
        "nobody can be recognised",
        "who can be recognised in it",
        _CLIPS,
    ),
    Fact(
        "consent",
        "consent",
        "Who agreed to what: those in it, and those whose work a model learnt from, as far as you know.",
        "my sister agreed on 2026-11-19 that her hands are shown",
        "whether those in it, or those it learnt from, agreed",
        (*_CLIPS, TABLE),
    ),
    Fact(
        "licence",
        "licence",
        "Under what terms it may be used: yours, or what the tool's terms leave you.",
        "CC BY 4.0",
        "under what terms it may be used",
        _ALL,
    ),
    Fact(
        "edits",
        "edits since",
        "What was done to it after it came out of the camera or the tool.",
        "cropped, slowed to half",
        "what was done to it since",
        _CLIPS,
    ),
)
"""Everything that is asked, in the order in which it is asked."""

BY_NAME = {fact.name: fact for fact in FACTS}
