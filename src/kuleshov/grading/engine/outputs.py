"""A cell's outputs, made harmless: of known kinds, capped, without anything that a browser runs."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

MOST = 200
TEXT = 2 * 2**20
PICTURE = 8 * 2**20
_PICTURES = ("image/png", "image/jpeg", "image/gif")
_TEXTS = ("text/plain", "text/latex", "text/markdown")
_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "center", "code", "col", "colgroup", "dd",
    "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
    "i", "img", "li", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "sup", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "*": {"class", "title", "alt", "colspan", "rowspan", "align", "border", "width", "height"},
    "a": {"href"},
    "img": {"src"},
}
_PICTURE_ADDRESS = re.compile(rf"data:(?:{'|'.join(_PICTURES)});base64,[A-Za-z0-9+/=\s]*", re.I)
# Markdown is no HTML: nh3 would write "1 < 2" and "> a quotation" as entities, which code and
# formulas show as they are, take "<https://..." away, and not see [a link](javascript:...) at all.
_SCRIPTED = [  # with a space in it a link leads nowhere
    (re.compile(r"&(?=#|colon)", re.I), "& "),  # letters and colons written as entities
    (re.compile(r"(javascript|vbscript)(?=[\s\\]*:)", re.I), r"\1 "),
    (re.compile(r"\\(?=href\b)"), r"\\ "),  # a link inside a formula
]
_PLAIN_TAG = re.compile(
    r"</?(?:b|i|u|s|em|strong|sub|sup|br|hr|p|code|pre|ul|ol|li|table|thead|tbody|tr|td|th|"
    r"blockquote|h[1-6])\s*/?>",
    re.I,
)


def clean(outputs: Any) -> list[dict[str, Any]]:
    """Return outputs that a process of a student's sent, as a notebook may hold them.

    >>> clean([{"output_type": "display_data", "data": {"text/html": "<script>x</script><b>y</b>"}}])
    [{'output_type': 'display_data', 'data': {'text/html': '<b>y</b>'}, 'metadata': {}}]
    """
    if not isinstance(outputs, list):
        return []
    made = (_one(output) for output in outputs[:MOST] if isinstance(output, dict))
    return [output for output in made if output]


def _one(output: dict[str, Any]) -> dict[str, Any] | None:
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return {"output_type": "stream", "name": name, "text": _text(output.get("text"))}
    if kind == "error":
        lines = output.get("traceback")
        lines = lines[:200] if isinstance(lines, list) else []
        return {
            "output_type": "error",
            "ename": _text(output.get("ename"))[:200],
            "evalue": _text(output.get("evalue"))[:10_000],
            "traceback": [_text(line)[:20_000] for line in lines],
        }
    if kind in ("display_data", "execute_result") and isinstance(output.get("data"), dict):
        made: dict[str, Any] = {"output_type": kind, "data": _data(output["data"]), "metadata": {}}
        if kind == "execute_result":
            count = output.get("execution_count")
            made["execution_count"] = count if isinstance(count, int) else None
        return made if made["data"] else None
    return None


def _data(data: dict[str, Any]) -> dict[str, str]:
    made = {}
    for kind, value in data.items():
        if isinstance(value, list):
            value = "".join(part for part in value if isinstance(part, str))
        if not isinstance(value, str):
            continue
        if kind in _TEXTS:
            made[kind] = _text(value) if kind == "text/plain" else words(_text(value))
        elif kind == "text/html":
            made[kind] = html(_text(value))
        elif kind in _PICTURES and len(value) <= PICTURE and _is_base64(value):
            made[kind] = value
    return made


def html(text: str) -> str:
    """Return HTML without scripts, handlers, frames, forms, styles and addresses elsewhere.

    Of addresses, a link keeps one in the same page, and a picture one that holds it.

    >>> html("<a href='#cell'>here</a> <a href='https://else.where'>there</a>")
    '<a href="#cell">here</a> <a>there</a>'
    """
    import nh3

    return nh3.clean(
        text,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_kept,
        url_schemes={"data"},
        clean_content_tags={"script", "style"},
        link_rel=None,
    )


def _kept(tag: str, name: str, value: str) -> str | None:
    """Return an attribute as it may stay, or None."""
    if name == "href":
        return value if value.startswith("#") else None
    if name == "src":
        return value if _PICTURE_ADDRESS.fullmatch(value) else None
    return value


def words(text: str) -> str:
    """Return markdown in which only plain tags are tags, and no link runs a script.

    Every other ``<`` shows itself.

    >>> words("1 < 2 <b>and</b> <script>x</script>")
    '1 < 2 <b>and</b> &lt;script>x&lt;/script>'
    >>> words("[the film](javascript:mark())")
    '[the film](javascript :mark())'
    """
    for found_as, dead in _SCRIPTED:
        text = found_as.sub(dead, text)
    made, at = [], 0
    for found in re.finditer(r"<(?=[A-Za-z/!?])", text):
        made.append(text[at : found.start()])
        made.append("<" if _PLAIN_TAG.match(text, found.start()) else "&lt;")
        at = found.end()
    return "".join([*made, text[at:]])


def _is_base64(text: str) -> bool:
    try:
        base64.b64decode(text.replace("\n", ""), validate=True)
    except (binascii.Error, ValueError):
        return False
    return True


def _text(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    value = value[:TEXT]
    return value if value.isascii() else value.encode("utf-8", "replace").decode()
