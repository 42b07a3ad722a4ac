"""Animated WebP and AVIF: what generators write, and what has to be made a film first.

The decoder of films reads none of an animated WebP and one picture of an animated AVIF; Pillow reads
both, with the time that each picture stands.
"""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import MediaError

if TYPE_CHECKING:
    from PIL import Image

_TICK = Fraction(1, 1000)  # both formats count in milliseconds
_NO_TIME, _USUAL = 10, 100  # ms; what is given no more than the first stands as long as the second
_STILLS = {b"avif": "AVIF", b"heic": "HEIC", b"heix": "HEIC", b"mif1": "HEIF"}


def kind_of_picture(path: Path) -> tuple[str, bool] | None:
    """Say whether a file is a picture of a kind that may be animated, by its first bytes.

    Parameters
    ----------
    path : Path

    Returns
    -------
    (str, bool) or None
        ``"WebP"``, ``"AVIF"`` or ``"HEIC"``, and whether it is animated; None for everything else,
        also for a file that can't be read.

    Examples
    --------
    >>> kind_of_picture(Path("film.mp4")) is None
    True
    """
    try:
        with path.open("rb") as file:
            head = file.read(64)
    except (OSError, ValueError):  # a name with a null byte is no file's either
        return None
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP", head[12:16] == b"VP8X" and bool(head[20] & 2)
    if head[4:8] == b"ftyp":
        brands = head[8 : int.from_bytes(head[:4], "big")]
        if b"avis" in (brands[n : n + 4] for n in range(0, len(brands), 4)):
            return "AVIF", True
        if brands[:4] in _STILLS:
            return _STILLS[brands[:4]], False
    return None


def film_of_animation(path: Path, target: Path) -> Path:
    """Write an animated WebP or AVIF as a film, each picture at its own time, nothing lost.

    Parameters
    ----------
    path : Path
    target : Path
        Where to, a .mov: it keeps how long the last picture stands.

    Returns
    -------
    Path
        The target.

    Raises
    ------
    MediaError
        Where the pictures can't be read.

    Examples
    --------
    >>> import tempfile
    >>> from PIL import Image
    >>> grey, white = Image.new("RGB", (64, 36), "grey"), Image.new("RGB", (64, 36), "white")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "moth.webp"
    ...     grey.save(path, save_all=True, append_images=[white], duration=[250, 500])
    ...     film = film_of_animation(path, Path(folder) / "moth.mov")
    ...     import kuleshov as ku
    ...     ku.Clip(film).times().tolist(), ku.Clip(film).duration
    ([0.0, 0.25], 0.75)
    """
    import av

    with av.open(str(target), "w", format="mov") as out:
        track: Any = None
        at = 0
        for picture, begins, lasts in _pictures(path):
            if track is None:
                track = out.add_stream("png", rate=1000)
                track.width, track.height, track.pix_fmt = *picture.size, "rgb24"
                track.codec_context.time_base = _TICK
                track.codec_context.thread_type = "NONE"  # each picture comes out at once
            frame = av.VideoFrame.from_image(picture)
            at = begins if begins is not None else at
            frame.pts, frame.time_base = at, _TICK
            for packet in track.encode(frame):
                packet.duration = lasts  # the encoder takes it for one tick
                out.mux(packet)
            at += lasts
        if track is not None:
            out.mux(track.encode(None))
    return target


def _pictures(path: Path) -> "Iterator[tuple[Image.Image, int | None, int]]":
    """Yield each picture on black, when it begins (None: when the last one ends), how long it stands.

    In milliseconds. Lengths are rounded each by itself, and would add up to another pace than the
    times at which pictures begin.
    """
    from PIL import Image, ImageSequence

    late, before = 0, -1  # by how much pictures without a time of their own put off the others
    try:
        with Image.open(path) as animation:
            for picture in ImageSequence.Iterator(animation):
                shown = picture.convert("RGBA")
                black = Image.new("RGBA", shown.size, "black")
                begins, lasts = (
                    round(float(picture.info.get(key) or 0)) for key in ("timestamp", "duration")
                )
                known, before = begins > before, max(begins, before)
                at = begins + late if known else None
                if lasts <= _NO_TIME:  # so do browsers
                    late, lasts = late + _USUAL - lasts, _USUAL
                yield Image.alpha_composite(black, shown).convert("RGB"), at, lasts
    except Image.DecompressionBombError:
        raise MediaError(f"The pictures of {path.name} are too large to be decoded here.") from None
    except Exception as problem:  # each of Pillow's readers has its own: even a division by zero
        raise MediaError(
            f"{path.name} is damaged: its pictures can't be read ({problem}). "
            "Copy it again from where it came."
        ) from None
