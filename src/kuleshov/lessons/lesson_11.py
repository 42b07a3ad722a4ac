"""Lesson 11, The economy of attention: a feed and a dark room, then a market and a ladder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ..economy import Ladder, LadderRules, Market, market
from ..library.fetching import Fetched, fetch
from ..library.takes import Take, rushes
from ..show.feedback import Check

if TYPE_CHECKING:
    import pandas

    from ..media import Clip

FEWEST = 12  # clips below which the rushes stand in: a feed needs more than a handful of places
ANSWERED_IN = 3  # years of each market; all ways get the same works, so chance moves them together


def films(fetched: Iterable[Fetched]) -> list[Clip] | list[Take]:
    """Return the films whose pieces are shown: the catalogue's clips, or the takes of our rushes.

    Parameters
    ----------
    fetched : iterable of Fetched
        What ``ku.fetch_lesson("lesson-11")`` gave. Where fewer than twelve clips are here, the takes
        stand in for all of them, and that is said.
    """
    here = [one.id for one in fetched if one.path]
    if len(here) >= FEWEST:
        return [fetch(id) for id in here]
    print(
        "The catalogue's clips aren't here. Pieces of the rushes of The Understudy stand in for them: "
        "two lamps in one room, so they are harder to tell apart."
    )
    return list(rushes("understudy").takes)


def hits(worlds: Market) -> pandas.DataFrame:
    """Return the most-seen work of each world and its place by appeal, a row a world.

    Parameters
    ----------
    worlds : Market
        With ``same_works=True``.
    """
    import pandas

    rows = []
    for number, one in enumerate(worlds.years, 1):
        first = int(one.views.argmax())
        place = int((one.appeal > one.appeal[first]).sum()) + 1
        seen = f"{one.views[first]:.0f} of {worlds.rules.people}"
        rows.append((number, f"number {first}", f"{place} of {len(one.appeal)}", seen))
    return pandas.DataFrame(rows, columns=["world", "most seen", "by appeal", "people who saw it"])


def curation(
    works: Sequence[int], glances: Sequence[float] = (1,), slips: Sequence[float] = (0.5,)
) -> pandas.DataFrame:
    """Return what a slot is worth by popularity and by curators.

    Parameters
    ----------
    works : sequence of int
        How many there are a year.
    glances : sequence of float
        How far people are off about a work that they haven't seen, in appeals.
    slips : sequence of float
        How far a curator is off about a work that she has watched, in appeals: a column each.

    Returns
    -------
    pandas.DataFrame
        A row a glance and a number of works; worth as words, in appeals, with its standard deviation
        over the years, and how many slots stay empty, where it is one in a hundred or more.

    Examples
    --------
    >>> curation([2000]).shape
    (1, 4)
    """
    import pandas

    ways: dict[str, tuple[str, dict[str, Any]]] = {"by popularity": ("popularity feed", {})}
    for slip in slips:
        rules = {"curated": 1.0, "slip": float(slip)}
        ways[f"by a curator, slip {slip:g}"] = ("niche feed", rules)
    rows = [
        (f"{glance:g}", f"{many:,}", *(_worth(*way, many, glance) for way in ways.values()))
        for glance in glances
        for many in works
    ]
    return pandas.DataFrame(rows, columns=["glance", "works", *ways])


def _worth(name: str, rules: Mapping[str, Any], works: int, glance: float) -> str:
    found = market(name, years=ANSWERED_IN, works=works, glance=glance, **rules)
    spread = float(found.each("worth").std(ddof=1))
    empty = f", {found.lost:.0%} empty" if found.lost >= 0.01 else ""
    return f"{found['worth']:.2f} ± {spread:.2f}{empty}"


# What the checks ask ----------------------------------------------------------------------------

LITTLE, MUCH = 0.05, 0.4  # shared by two people, as the lesson words it
HOME = 0.3  # of all views, in the viewer's own niche
LEFT, AFTER = 80.0, (20, 40)


def _words(line: Any) -> int:
    return len(str(line).split())


def _at(function: Callable[..., Any], *given: Any) -> float:
    return float(function(*given))


def _about(found: float, truth: float) -> bool:
    return bool(abs(found - truth) < 1e-6)


def _lines(lines: Any) -> list[str]:
    return [str(line).strip() for line in lines if str(line).strip()]


def _is_market(found: Any) -> bool:
    return isinstance(found, Market)


def _of_nothing(function: Callable[..., Any]) -> bool:
    """Say whether who saw nothing shares nothing."""
    try:
        return _about(_at(function, [], ["moth"]), 0.0)
    except ZeroDivisionError:
        return False


MINE, THEIRS = ["moth", "lamp", "tide", "room"], ["lamp", "fog"]
_TODAY = LadderRules()


def _lasts(year: int) -> tuple[Callable[[Ladder], bool], Callable[[Ladder], str]]:
    """Return what asks whether enough people are left after so many years, and what is said if not."""
    return (
        lambda town: town.at(year) >= LEFT,
        lambda town: (
            f"After {year} years the number able to lead is {town.at(year):.1f} % of today's; {LEFT:.0f} % "
            "are asked for. Who has no job must be able to stay, to learn meanwhile, and to earn at times: "
            "each has a slider."
        ),
    )


CHECKS = {
    "confounds": Check(
        (
            lambda lines: isinstance(lines, (list, tuple)),
            'Write it as it stood: ["...", "...", "..."], one difference between each pair of quotes.',
        ),
        (
            lambda lines: len(_lines(lines)) >= 3,
            lambda lines: (
                f"Three are asked for; {len(_lines(lines))} stand here. Go through both rooms once more, "
                "from the door on."
            ),
        ),
        (
            lambda lines: all(_words(line) >= 2 for line in _lines(lines)),
            lambda lines: (
                f"{next(line for line in _lines(lines) if _words(line) < 2)!r} is one word. Which size, "
                "whose choice, what time? Two words may do."
            ),
        ),
        (
            lambda lines: len({line.lower() for line in _lines(lines)}) == len(_lines(lines)),
            "Two of them are the same line.",
        ),
        well="Each of them could make the difference by itself. Now look at ours, and then take the test.",
    ),
    "overlap": Check(
        (
            lambda f: f(MINE, THEIRS) is not None,
            "Nothing came back: the last line begins with return.",
        ),
        (
            lambda f: np.ndim(f(MINE, THEIRS)) == 0 and not isinstance(f(MINE, THEIRS), (set, str)),
            "One number is asked for: how many works both have seen, as a share.",
        ),
        (
            lambda f: not _about(_at(f, MINE, THEIRS), 1.0),
            "One work in common is counted, and no share of anything: divide by what the first one saw.",
        ),
        (
            lambda f: not _about(_at(f, MINE, THEIRS), 25.0),
            "That is in hundredths. A share goes from 0 to 1.",
        ),
        (
            lambda f: not _about(_at(f, MINE, THEIRS), 0.2),
            "You divide by all works that either has seen. Here only what the first one saw counts.",
        ),
        (
            lambda f: not _about(_at(f, MINE, THEIRS), 0.5),
            "You divide by what the second one saw. Asked is the share of what the first one saw.",
        ),
        (
            lambda f: not _about(_at(f, MINE, THEIRS), 0.75),
            "Those are the works that the second one did not see.",
        ),
        (
            lambda f: _about(_at(f, MINE, THEIRS), 0.25),
            "The first one saw four works and the second saw one of them: that is a quarter.",
        ),
        (
            lambda f: _about(_at(f, THEIRS, MINE), 0.5),
            "The other way round it is one of two: a half. Whose list do you divide by?",
        ),
        (
            lambda f: _about(_at(f, ["a", "b"], ["b", "a", "c"]), 1.0),
            "Whoever saw all that the first one saw shares all of it, in any order.",
        ),
        (
            _of_nothing,
            "Who saw nothing shares nothing: 0, and no division by nothing.",
        ),
        well="It isn't the same from both sides: who saw little may share all of it.",
    ),
    "two markets": Check(
        (
            lambda found: isinstance(found, Mapping) and {"right", "wrong"} <= set(found),
            'Both are asked for: {"right": right, "wrong": wrong}.',
        ),
        (
            lambda found: _is_market(found["right"]) and _is_market(found["wrong"]),
            "A market is what stands under the sliders: desk.market. Or make one: "
            'ku.market("mixed", push=..., match=...).',
        ),
        (
            lambda found: found["right"]["overlap"] < LITTLE,
            lambda found: (
                f"In the first, two people share {found['right']['overlap']:.1%}; less than {LITTLE:.0%} "
                "is asked for. Does the feed know enough of them, or do all go where all go?"
            ),
        ),
        (
            lambda found: found["wrong"].rules.works >= 1000,
            "The second has as few works as a monoculture. A feed is asked for: begin with the mixed "
            "market.",
        ),
        (
            lambda found: found["wrong"]["overlap"] >= MUCH,
            lambda found: (
                f"In the second, two people share {found['wrong']['overlap']:.1%}; {MUCH:.0%} and more is "
                "asked for. What brings people to the same works?"
            ),
        ),
        (
            lambda found: found["wrong"]["home"] >= HOME,
            lambda found: (
                f"In the second, {found['wrong']['home']:.1%} of all views lie in the viewer's own niche; "
                f"{HOME:.0%} are asked for. What does the feed have to know of her?"
            ),
        ),
        well="Both are the same feed under other rules. The table was a choice of rules.",
    ),
    "mended": Check(
        (
            lambda town: isinstance(town, Ladder),
            "A ladder is what stands under the sliders: town.ladder. Or make one: "
            "ladder.change(runway=...).",
        ),
        (
            lambda town: town.before == _TODAY,
            "This is another town from the start. Begin with today's, and change what comes after: "
            "ladder.sliders(), or ladder.change(runway=...).",
        ),
        (
            lambda town: _about(town.rules.automated, _TODAY.automated),
            lambda town: (
                f"Machines take {town.rules.automated:.0%} of the jobs in this town. Leave automated at "
                f"{_TODAY.automated:g}: mend the ladder, not the machines."
            ),
        ),
        (
            lambda town: _about(town.rules.drift, _TODAY.drift),
            lambda town: (
                f"The machines need {town.rules.drift:g} years in this town. Leave drift at "
                f"{_TODAY.drift:g}: later is not mended."
            ),
        ),
        (
            lambda town: set(AFTER) <= set(town.years.tolist()),
            f"This ladder ends before year {AFTER[-1]}. Follow it for longer.",
        ),
        *(_lasts(year) for year in AFTER),
        well="Now say what these sliders would be called outside the model, and who pays.",
    ),
}
