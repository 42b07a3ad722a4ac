"""A clip shows itself: a player, and behind it a storyboard for print and for screen readers."""

from __future__ import annotations

import base64
import os
import shutil
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..errors import KuleshovError
from ..files import whole
from ..folders import course_root, made, studio
from . import html
from .pictures import jpeg, spread, stills

if TYPE_CHECKING:
    from ..media import Clip


def address(path: Path) -> str:
    """Return a file's address as a notebook in the working directory reaches it.

    The server gives out only what lies in the course's folder; a film from elsewhere is linked
    (or copied, where links aren't possible) into ``studio/shown``.
    """
    path = path.resolve()
    if not _is_given_out(path):
        path = _shown(path)
    return quote(Path(os.path.relpath(path, Path.cwd())).as_posix())


def _is_given_out(path: Path) -> bool:
    """Say whether the server gives a file out: from the course's folder on, nothing is hidden."""
    try:
        root, is_known = course_root().resolve(), True
    except KuleshovError:
        root, is_known = Path.cwd(), False
    if not path.is_relative_to(root):
        return not is_known
    return not any(part.startswith(".") for part in path.relative_to(root).parts)


def _shown(path: Path) -> Path:
    from ..media.writing import disk

    info = path.stat()
    twin = made(studio() / "shown") / f"{info.st_size:x}-{int(info.st_mtime):x}-{path.name}"
    if not twin.exists():
        try:
            twin.hardlink_to(path)
        except OSError:
            with disk(twin), whole(twin, lasting=False) as draft:
                shutil.copyfile(path, draft)
    return twin


def player(clip: Clip, width: int = 480, wide: bool = False, poster: int | None = None) -> str:
    """Return a clip's player; where film can't play, a still stands in its place.

    ``wide`` gives every clip the same 16:9 frame, so that players stand level side by side. Before
    it plays it shows the frame ``poster``, one from the middle where it is left out. An animated
    picture plays by itself.
    """
    size = "width:100%;aspect-ratio:16/9;object-fit:contain" if wide else f"width:{width}px"
    style = f"{size};max-width:100%;display:block;border-radius:3px;background:#000"
    if clip.codec == "gif":
        alt = escape(f"{clip.name}: an animated picture of {clip.frames} frames", quote=True)
        return f'<img src="{address(clip.path)}" alt="{alt}" style="{style}">'
    first = jpeg(clip.frame(spread(clip, 1)[0] if poster is None else poster), width)
    label = escape(f"{clip.name}, {html.length(clip.duration)}", quote=True)
    return (
        f'<video src="{address(clip.path)}" controls playsinline '
        f'preload="metadata" poster="{first}" aria-label="{label}" style="{style}">'
        f'{_captions(clip)}<img src="{first}" alt="{label}"></video>'
    )


def _captions(clip: Clip) -> str:
    """Return the captions that lie beside a film, as data: a file beside it may not be given out."""
    from ..media import Captions, MediaError

    path = clip.path.with_suffix(".vtt")
    try:
        words = Captions.load(path).text if path.is_file() else ""
    except MediaError:  # what can't be read is said where it is opened to be mended
        return ""
    if not words:
        return ""
    data = base64.b64encode(words.encode()).decode()
    return f'<track kind="captions" label="captions" default src="data:text/vtt;base64,{data}">'


def facts(clip: Clip) -> str:
    """Return what a clip is, in one line."""
    rate = f"{float(clip.rate):.5g} fps{' (varying)' if clip.variable_rate else ''}"
    sound = "with sound" if clip.sound else "no sound"
    return f"{html.length(clip.duration)}, {clip.width}x{clip.height}, {rate}, {sound}"


def storyboard(clip: Clip, count: int = 6, width: int = 150) -> str:
    """Return stills over a clip's length, each with its timecode."""
    name = clip.name
    pictures = [
        html.still(data, at, f"{name} at {at}", width) for at, data in stills(clip, count, width)
    ]
    return html.row(pictures)


def clip_html(clip: Clip) -> str:
    """Return a clip's whole display."""
    described = getattr(clip, "description", "") or ""
    body = html.heading(clip.name, facts(clip)) + player(clip)
    if described:
        body += f'<p style="font-size:12px;margin:8px 0 0">{escape(described)}</p>'
    body += html.attribution(clip)
    body += (
        '<details style="margin-top:8px;font-size:12px"><summary style="cursor:pointer">'
        f"Storyboard: six stills</summary><div style='margin-top:8px'>{storyboard(clip)}</div>"
        "</details>"
    )
    return html.card(body, f"Film: {clip.name}, {facts(clip)}")


def clip_bundle(clip: Clip, **_: Any) -> dict[str, str]:
    """Return what Jupyter shows for a clip."""
    return {"text/html": clip_html(clip), "text/plain": repr(clip)}
