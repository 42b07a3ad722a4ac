"""Somebody's Markdown as HTML: what is said survives, what a page could obey doesn't."""

import html
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kuleshov.show.prose import prose

ALLOWED = {"p", "ul", "ol", "li", "strong", "em", "code", "a", "blockquote"}


class Read(HTMLParser):
    """Tags, attributes and words of some HTML."""

    def __init__(self, words):
        super().__init__()
        self.open, self.tags, self.attrs, self.words = [], [], [], ""
        self.feed(words)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.tags.append(tag)
        self.attrs += attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, "tags that cross each other"

    def handle_data(self, data):
        self.words += data


def test_what_markdown_says_is_shown():
    told = prose(
        "# A head\n\nOne *two* **three** `four <b>` [five](https://x.org/a_b_c?d=1&e=2).\n\n"
        "- a\n- b\n  goes on\n\n1. c\n2. d\n\n> said\n> twice"
    )
    assert told.split("\n\n") == [told]
    assert Read(told).tags == [
        "p", "strong", "p", "em", "strong", "code", "a", "ul", "li", "li", "ol", "li", "li", "blockquote",
    ]  # fmt: skip
    assert '<a href="https://x.org/a_b_c?d=1&amp;e=2" rel="noopener noreferrer">five</a>' in told
    assert "<code>four &lt;b&gt;</code>" in told and "b\ngoes on</li>" in told


@pytest.mark.parametrize(
    "plain", ["2 * 3 * 4", "snake_case_name", "** not bold **", "a*", "", "\n\n", "#tag"]
)
def test_signs_that_mean_themselves_stay(plain):
    assert html.unescape(Read(prose(plain)).words).strip() == plain.strip()
    assert not {"em", "strong"} & set(Read(prose(plain)).tags)


HOSTILE = st.text() | st.lists(
    st.sampled_from([
        "<script>", "</p>", "<img src=x onerror=y>", "[a](javascript:x)", "![a](https://x/y.png)", "`", "**", "*", "_",
        "[", "](", "https://x.org/", ")", '"', "'", "\0", "0", "\0 0\0", "\n", "- ", "1. ", "> ", "# ", "&lt;", "\u202e",
        '[a](https://x.org/"onclick="y)', "[`c`](https://x.org/`d`)", "\u2028", "\x0b", "a", " ", "_a **b_ c**",
    ])
).map("".join)  # fmt: skip


@given(HOSTILE)
@example("_a **b_ c**")
@example("**a _b** c_")
def test_nothing_but_the_few_tags_comes_out_and_they_nest(words):
    read = Read(prose(words))
    assert set(read.tags) <= ALLOWED and read.open == []
    for name, value in read.attrs:
        assert (name, value) in {("dir", "auto"), ("rel", "noopener noreferrer")} or (
            name == "href" and value.startswith(("https://", "http://"))
        )
