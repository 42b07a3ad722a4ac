"""Whose a clip is, and how it was made: facts, any of which may be missing.

A fact that nobody stated stays empty. An empty fact is a gap, and a gap is named: the kit
never fills one in.
"""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from .facts import stated

AnyClip = TypeVar("AnyClip")

GENERATED_BY = "generated_by"
"""The note by which a file says that a model made it."""

CUT_HERE = "kuleshov edit "
"""What the comment of a film begins with that was rendered here: the number of its edit follows."""

CARDS = "title cards, and nothing else"
"""What stands for the source of a film that was cut from no clip."""

_GAPS = {
    "made_by": "nobody is named as its maker",
    "made_with": "what it was made with is not stated",
    "source": "where it comes from is not stated",
    "licence": "no licence is stated, so nobody but its maker may publish it",
    "consent": "whether those in it, or those it learned from, agreed is not stated",
}


@dataclass(frozen=True)
class Credit:
    """Who made a clip, with what, from what, under which licence, with whose consent.

    Attributes
    ----------
    title : str
        What the clip is called on screen.
    maker : str
        Person, group or studio.
    made_with : str
        Camera, program or model.
    source : str
        An address, or what it was made from.
    licence : str
        As its maker wrote it ("CC BY-SA 4.0", "all rights reserved").
    attribution : str
        The line that the licence asks for; empty where the facts above make one.
    consent : str
        Who agreed: the people filmed, or those whose work a model learned from.
    kind : str
        ``"generated"`` where a model made its pictures, ``"human"`` where people did; empty where
        nobody said.
    version, prompt, seed, rights : str
        Of a generated clip: which version of the tool, what was asked for, with which seed, and by
        what right the pictures that went in were used.
    made_on, likeness, edits : str
        When it was made, who can be recognised in it, what was done to it since.

    See Also
    --------
    kuleshov.papers : What is asked of a clip before it is published: more than a roll shows.

    Examples
    --------
    >>> moth = Credit("Moth", "Ana", "a phone", "her kitchen", "CC BY 4.0")
    >>> moth.line
    'Moth, by Ana, made with a phone, CC BY 4.0'
    >>> moth.gaps
    ['Moth: whether those in it, or those it learned from, agreed is not stated.']
    """

    title: str
    maker: str = ""
    made_with: str = ""
    source: str = ""
    licence: str = ""
    attribution: str = ""
    consent: str = ""
    kind: str = ""
    version: str = ""
    prompt: str = ""
    seed: str = ""
    made_on: str = ""
    rights: str = ""
    likeness: str = ""
    edits: str = ""

    @property
    def made_by(self) -> str:
        """Its maker, by the name that the ledger has for it."""
        return self.maker

    @property
    def gaps(self) -> list[str]:
        """One sentence for each fact of a roll that nobody stated; ``ku.papers`` asks for more."""
        return self.gaps_of(_GAPS)

    def gaps_of(self, facts: Collection[str]) -> list[str]:
        """Return the gaps among some facts only: of a film that was cut here, fewer are asked.

        Parameters
        ----------
        facts : collection of str

        Returns
        -------
        list of str

        Examples
        --------
        >>> Credit("Night", "Ana").gaps_of(["made_by", "licence"])
        ['Night: no licence is stated, so nobody but its maker may publish it.']
        """
        return [
            f"{self.title}: {sentence}."
            for name, sentence in _GAPS.items()
            if name in facts and not stated(getattr(self, name))
        ]

    @property
    def line(self) -> str:
        """The clip's line in a credit roll: its licence's own words first, then the facts."""
        parts = [self.title]
        if stated(self.attribution):
            parts.append(self.attribution)
        elif stated(self.maker):
            parts.append(f"by {self.maker}")
        told = " ".join(parts)
        if stated(self.made_with) and self.made_with.lower() not in told.lower():
            parts.append(f"made with {self.tool}")
        if stated(self.edits) and not self.edits.lower().startswith("none"):
            parts.append(f"changed: {self.edits}")
        if not _mentions(told, self.licence):
            parts.append(self.licence if stated(self.licence) else "licence not stated")
        return ", ".join(parts)

    @property
    def tool(self) -> str:
        """What it was made with, and in which version where that is known."""
        known = stated(self.version) and not _says_no(self.version)
        named = known and self.version.lower() not in self.made_with.lower()
        return f"{self.made_with} {self.version}" if named else self.made_with

    def completed(self, other: "Credit") -> "Credit":
        """Return the same credit, with what it lacks taken from another one.

        Parameters
        ----------
        other : Credit

        Returns
        -------
        Credit

        Examples
        --------
        >>> Credit("Moth", "Ana").completed(Credit("moth.mp4", "Ben", "a phone")).line
        'Moth, by Ana, made with a phone, licence not stated'
        """
        lacking = {
            name: text
            for name, text in other.to_dict().items()
            if stated(text) and not stated(getattr(self, name))
        }
        return replace(self, **lacking) if lacking else self

    def to_dict(self) -> dict[str, str]:
        """Return plain data, in the order above.

        Returns
        -------
        dict of str to str
        """
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def from_dict(cls, data: dict[str, str]) -> "Credit":
        """Read what :meth:`to_dict` wrote; names it does not know are left out.

        Parameters
        ----------
        data : dict of str to str
            With a title, at least.

        Returns
        -------
        Credit

        Raises
        ------
        TypeError
            Where there is no title.
        """
        known = {field.name for field in fields(cls)}
        return cls(**{name: str(text) for name, text in data.items() if name in known})


def signed(clip: AnyClip, credit: Credit) -> AnyClip:
    """Give a clip its credit, where those who show it or cut it look: ``clip.credit``.

    Parameters
    ----------
    clip : Clip
        Written to.
    credit : Credit

    Returns
    -------
    Clip
        The same one.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> signed(SimpleNamespace(), Credit("Moth", "Ana")).credit.line
    'Moth, by Ana, licence not stated'
    """
    carrier: Any = clip
    carrier.credit = credit
    return clip


def is_generated(clip: Any) -> bool:
    """Say whether a model made a clip's pictures, as its credit or the file itself states.

    Parameters
    ----------
    clip : Clip

    Returns
    -------
    bool
        False where nobody said.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> is_generated(SimpleNamespace(credit=Credit("Moth", kind="generated"), metadata={}))
    True
    >>> is_generated(SimpleNamespace(metadata={"title": "Moth"}))
    False
    """
    credit = getattr(clip, "credit", None)
    return getattr(credit, "kind", "") == "generated" or GENERATED_BY in clip.metadata


def says_cut_here(traces: Any) -> bool:
    """Say whether a file claims that it was rendered by Kuleshov.

    Parameters
    ----------
    traces : Traces or None

    Returns
    -------
    bool

    Examples
    --------
    >>> says_cut_here(None)
    False
    """
    return any(one.says.startswith(CUT_HERE) for one in traces or ())


def generated_note(clip: Any) -> dict[str, str]:
    """Return the note by which a film says that a model made it, for what is made from the film.

    Parameters
    ----------
    clip : Clip

    Returns
    -------
    dict of str to str
        For ``Writer(metadata=...)``; empty where the file says no such thing.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> generated_note(SimpleNamespace(metadata={"title": "Moth", "generated_by": "ku.dream"}))
    {'generated_by': 'ku.dream'}
    """
    return {key: words for key, words in clip.metadata.items() if key == GENERATED_BY}


def _mentions(text: str, licence: str) -> bool:
    plain = text.lower().replace("-", " ")
    return bool(licence) and licence.lower().replace("-", " ") in plain


def _says_no(answer: str) -> bool:
    """Say whether an answer says that there is none: "not shown by the tool", "none"."""
    return answer.strip().lower().startswith(("no ", "not ", "none"))
