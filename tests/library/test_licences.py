"""A film's licence follows from its clips', and the reason is said in words."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuleshov.library.credit import Credit
from kuleshov.library.licences import film_licence, fits, terms

ASKED = {
    "CC0 1.0": "yours to choose",
    "public domain (US Government work)": "yours to choose",
    "own work": "yours to choose",
    "MIT": "CC BY 4.0",
    "Apache-2.0": "CC BY 4.0",
    "CC BY 3.0": "CC BY 4.0",
    "CC-BY-4.0": "CC BY 4.0",
    "CC BY-SA 4.0": "CC BY-SA 4.0",
    "CC BY-NC 4.0": "CC BY-NC 4.0",
    "CC BY-NC-SA 4.0": "CC BY-NC-SA 4.0",
    "CC BY-ND 4.0": "",
    "CC BY-NC-ND 4.0": "",
    "all rights reserved": "",
    "unknown": "",
    "Mit Genehmigung": "",
    "MIT-ish": "",
    "CC BY 4.0 ND": "",
    "CC BY NoDerivatives": "",
    "CC BY\u2011ND 4.0": "",
    "CC0 no wait, ask me first": "",
    "CC0 (ask me first)": "",
    "CC BY 4.0 (but not for you)": "",
    "Apache License, Version 2.0": "CC BY 4.0",
    "BSD 3-Clause": "CC BY 4.0",
    "Creative Commons Attribution-ShareAlike 4.0 International": "CC BY-SA 4.0",
    "CC BY\u2011NC\u2011SA 3.0 DE": "CC BY-NC-SA 4.0",
    "a licence that I made up": "",
}


def clips(*licences: str) -> list[Credit]:
    return [Credit(f"clip {n}", licence=licence) for n, licence in enumerate(licences)]


@pytest.mark.parametrize(("licence", "film"), ASKED.items())
def test_one_clip_decides_alone(licence: str, film: str) -> None:
    answer = film_licence(clips(licence))
    assert answer.licence == film
    assert answer.reason.endswith(".")


@pytest.mark.parametrize(
    ("licences", "film"),
    [
        (("CC BY 4.0", "CC BY-SA 3.0"), "CC BY-SA 4.0"),
        (("CC0", "MIT", "CC BY-SA 4.0"), "CC BY-SA 4.0"),
        (("CC BY 4.0", "CC BY-NC 4.0"), "CC BY-NC 4.0"),
        (("CC BY-NC 4.0", "CC BY-NC-SA 4.0"), "CC BY-NC-SA 4.0"),
        (("CC BY-SA 4.0", "CC BY-NC 4.0"), ""),
        (("CC BY-SA 4.0", "CC BY-NC-SA 4.0"), ""),
        (("CC0", "CC BY-ND 4.0"), ""),
        (("CC BY 4.0", ""), ""),
        (("CC BY 4.0", "all rights reserved"), ""),
    ],
)
def test_clips_together_ask_what_each_asks(licences: tuple[str, ...], film: str) -> None:
    for order in itertools.permutations(licences):
        assert film_licence(clips(*order)).licence == film


def test_the_reason_names_the_clip_that_decides() -> None:
    answer = film_licence([Credit("Sea", licence="CC0"), Credit("Ship", licence="CC BY-ND 4.0")])
    assert "Ship" in answer.reason and "Sea" not in answer.reason


def test_a_contradiction_names_both_sides() -> None:
    answer = film_licence(clips("CC BY-SA 4.0", "CC BY-NC 4.0"))
    assert "clip 0 wants" in answer.reason and "clip 1 forbids" in answer.reason


def test_a_long_list_is_counted() -> None:
    assert "and 33 more are share-alike" in film_licence(clips(*["CC BY-SA 4.0"] * 36)).reason


def test_a_film_of_nothing_is_free() -> None:
    assert film_licence([]).licence == "yours to choose"


@pytest.mark.parametrize(
    ("film", "clip", "possible"),
    [
        ("CC BY-SA 2.0", "CC BY-SA 4.0", False),
        ("CC BY-SA 3.0", "CC BY-SA 4.0", False),
        ("CC BY-SA 4.0", "CC BY-SA 4.0", True),
        ("CC BY-SA 4.0", "CC BY-SA 2.0", True),
        ("CC BY-NC-SA 3.0", "CC BY-NC-SA 4.0", False),
        ("CC BY 2.0", "CC BY 4.0", True),
    ],
)
def test_share_alike_asks_for_the_same_version_or_a_later_one(
    film: str, clip: str, possible: bool
) -> None:
    """As Creative Commons' chart for adapters has it; BY alone binds no version."""
    why = fits(film, clips(clip))
    assert ("older" in why) != possible and bool(why) != possible


@given(st.lists(st.sampled_from(list(ASKED)), min_size=1, max_size=5), st.sampled_from(list(ASKED)))
def test_one_more_clip_never_frees_a_film(licences: list[str], more: str) -> None:
    order = ["yours to choose", "CC BY 4.0", "CC BY-NC 4.0", "CC BY-SA 4.0", "CC BY-NC-SA 4.0", ""]
    before, after = film_licence(clips(*licences)), film_licence(clips(*licences, more))
    assert order.index(after.licence) >= order.index(before.licence)


@given(st.text(max_size=40))
def test_no_name_of_a_licence_breaks_the_reader(licence: str) -> None:
    terms(licence)
    film_licence(clips(licence))
