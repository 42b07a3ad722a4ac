"""Other people's words as HTML: a few signs of Markdown, and nothing that a page could obey.

Everything is escaped first; what is put back is paragraphs, lists, headings, quotations, bold,
italics, code, and links to web pages. No picture, no HTML, no other address: a page that remembers
no one can't hold what another host is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

_BULLET = re.compile(r"\s{0,3}[-*+]\s+(.*)")
_NUMBER = re.compile(r"\s{0,3}\d{1,3}[.)]\s+(.*)")
_HEAD = re.compile(r"#{1,6}\s+(.*?)\s*#*$")
_QUOTE = re.compile(r"\s{0,3}>\s?(.*)")
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]{1,300})\]\((https?://[^\s()<>\"]{1,2000})\)")
_BOLD = re.compile(r"\*\*(?=\S)([^*\n]{1,500}?)(?<=\S)\*\*")
_SLANT = re.compile(r"(?<![\w*])[*_](?=\S)([^*_<>\n]{1,500}?)(?<=\S)[*_](?![\w*])")


def prose(words: str) -> str:
    """Return somebody's Markdown as HTML.

    Parameters
    ----------
    words : str

    Returns
    -------
    str
        Each block says its own direction of writing; headings are bold lines, for the page has its
        own.

    Examples
    --------
    >>> prose("A *lamp*.<script>")
    '<p dir="auto">A <em>lamp</em>.&lt;script&gt;</p>'
    >>> prose("![a](https://x.org/a.png) [b](javascript:c)")
    '<p dir="auto">![a](https://x.org/a.png) [b](javascript:c)</p>'
    """
    return "\n".join(
        _drawn(kind, lines) for kind, lines in _blocks(words.replace("\0", "").splitlines())
    )


def _blocks(lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield each block with what it is: lines that belong together."""
    kind = ""
    held: list[str] = []
    for line in lines:
        now, text = _kind(line)
        if now == "p" and kind in ("ul", "ol", "blockquote"):
            held[-1] += f"\n{text}"  # a line that goes on
            continue
        if now != kind or now == "h":
            if held:
                yield kind, held
            kind, held = now, []
        if now:
            held.append(text)
    if held:
        yield kind, held


def _kind(line: str) -> tuple[str, str]:
    if not line.strip():
        return "", ""
    for kind, form in (("h", _HEAD), ("ul", _BULLET), ("ol", _NUMBER), ("blockquote", _QUOTE)):
        if found := form.match(line):
            return kind, found[1]
    return "p", line.strip()


def _drawn(kind: str, lines: list[str]) -> str:
    if kind in ("ul", "ol"):
        items = "".join(f'<li dir="auto">{_line(one)}</li>' for one in lines)
        return f"<{kind}>{items}</{kind}>"
    told = _line("\n".join(lines))
    if kind == "h":
        return f'<p dir="auto"><strong>{told}</strong></p>'
    if kind == "blockquote":
        return f'<blockquote dir="auto">{told}</blockquote>'
    return f'<p dir="auto">{told}</p>'


def _line(text: str) -> str:
    """Return the words of a block; what stands in backticks and in links is not read again."""
    kept: list[str] = []

    def keep(html: str) -> str:
        kept.append(html)
        return f"\0{len(kept) - 1}\0"

    text = _CODE.sub(lambda found: keep(f"<code>{escape(found[1])}</code>"), text)
    text = _LINK.sub(lambda found: keep(_link(found[1], found[2])), text)
    text = escape(text)
    # Words are escaped by now: where "<" stands a tag was put in, and no other may cross it.
    text = _BOLD.sub(r"<strong>\1</strong>", text)
    text = _SLANT.sub(r"<em>\1</em>", text)
    while "\0" in text:  # a link's words may hold code
        text = re.sub(r"\0(\d+)\0", lambda found: kept[int(found[1])], text)
    return text


def _link(words: str, address: str) -> str:
    safe = escape(address, quote=True)
    return f'<a href="{safe}" rel="noopener noreferrer">{escape(words)}</a>'
