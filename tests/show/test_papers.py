"""Papers are looked at: gaps are seen by shape and word, and what is hostile stays words."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kuleshov.library.credit import Credit
from kuleshov.library.facts import FACTS
from kuleshov.library.papers import Paper, Papers
from kuleshov.library.statements import Conflict
from kuleshov.show.papers import papers_bundle, papers_page

HOSTILE = '<script src="https://example.org/x.js"></script><img src=x onerror=alert(1)> "&\' \u202egnp.exe'
PLAIN = Credit(
    "A kitchen", "Ada", "Kling", "my kitchen", "CC BY 4.0", kind="generated", prompt="a kitchen"
)


class Tags(HTMLParser):
    """Collects which elements a page has, and their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs


def hostile() -> Papers:
    facts = {fact.name: HOSTILE for fact in FACTS if fact.name not in ("kind", "made_by")}
    credit = Credit(HOSTILE, HOSTILE, kind="generated", attribution=HOSTILE, **facts)
    paper = Paper(
        credit, "generated", (HOSTILE,), (Conflict("seed", HOSTILE),), (HOSTILE,), HOSTILE, HOSTILE
    )
    return Papers(HOSTILE, (paper,), Path(HOSTILE))


@pytest.mark.parametrize("shown", [papers_page, lambda one: papers_bundle(one)["text/html"]])
def test_hostile_words_stay_words(shown) -> None:
    page = shown(hostile())
    found = Tags(page)
    assert not {"script", "img", "iframe", "link", "a", "video", "form"} & set(found.tags)
    assert not [
        name for name, _ in found.attributes if name.startswith("on") or name in ("src", "href")
    ]
    assert "&lt;script" in page


def test_a_page_asks_nothing_of_any_host_and_says_so_to_the_browser() -> None:
    page = papers_page(hostile())
    assert "default-src 'none'" in page and "url(" not in page and "@import" not in page
    assert not re.search(r"<[^>]*https?:", page)


def test_what_turns_letters_round_is_kept_to_itself() -> None:
    page = papers_page(hostile())
    assert page.count("<bdi>") == page.count("</bdi>")
    for at in (m.start() for m in re.finditer("\u202e", page.split("</title>")[1])):
        before = page.split("</title>")[1][:at]
        assert before.count("<bdi>") > before.count("</bdi>")


def test_gaps_and_conflicts_are_words_and_shapes_not_only_colours() -> None:
    found = Papers(
        "Night", (Paper(PLAIN, "generated", ("a.mp4",), (Conflict("licence", "It can't be."),)),)
    )
    page = papers_bundle(found)["text/html"]
    assert page.count("○ gap") == len(found.gaps) == 7
    assert page.count("✕ conflict") == 1
    assert page.count("1px dashed") == 7 and page.count("1px solid") == 1
    assert papers_page(found).count("○ gap: nobody said") == 7
    assert "<th scope" in page
    assert repr(found) == papers_bundle(found)["text/plain"]


def test_an_answer_that_is_cut_short_in_the_table_is_whole_on_the_page() -> None:
    long = "a kitchen at night, " * 9
    found = Papers("Night", (Paper(Credit("K", prompt=long, kind="generated"), "generated"),))
    assert f">{long.strip()}<" not in papers_bundle(found)["text/html"]
    assert long.strip() in papers_bundle(found)["text/html"], "in its title"
    assert f"<bdi>{long}</bdi>" in papers_page(found)


def test_many_sentences_are_counted() -> None:
    rows = tuple(Paper(Credit(f"Clip {n}")) for n in range(5))
    page = papers_bundle(Papers("Night", rows))["text/html"]
    assert "33 more: print(ku.papers(...)) has all of them." in page
    assert len(Papers("Night", rows).gaps) == 45


def test_complete_papers_say_so(tmp_path: Path) -> None:
    facts = {fact.name: "none" for fact in FACTS if fact.name not in ("kind", "made_by")}
    found = Papers("Night", (Paper(Credit("K", "Ada", kind="generated", **facts), "generated"),))
    assert "The papers are complete." in papers_bundle(found)["text/html"]
    path = found.page(tmp_path / "page")
    assert path.name == "page.html"
    assert "Every fact that is asked has an answer" in path.read_text("utf-8")
