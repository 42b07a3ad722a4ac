"""Opening a file with the decoder, and saying in an editor's words why it can't be done."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import MediaError
from .animation import kind_of_picture

if TYPE_CHECKING:
    from av.container import InputContainer

# Only containers that hold one film each. Playlists and scripts (HLS, DASH, concat) are left out
# on purpose: a file of that kind handed in by a stranger would have the decoder open others.
FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,flv,asf,gif,ogg,mxf,dv,ivf,"
    "wav,w64,aiff,flac,mp3,aac,ac3,amr,caf,h264,hevc,m4v,mjpeg,apng,y4m,yuv4mpegpipe"
)
MAX_PIXELS = 8192 * 8192
"""Of one picture: what is larger isn't decoded."""

_STARTS = {
    b"\x89PNG": "a still picture (PNG)",
    b"\xff\xd8\xff": "a still picture (JPEG)",
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip archive or a document",
    b"<!DO": "a web page",
    b"<htm": "a web page",
    b"#EXT": "a playlist, which only names other files",
    b"ffco": "a playlist, which only names other files",
    b"vers": "a pointer to a file kept elsewhere (Git LFS)",
}


def check_file(path: Path) -> None:
    """Refuse what can't be a film before a decoder sees it.

    Parameters
    ----------
    path : Path

    Raises
    ------
    MediaError
        Where there is no file, or it is a folder, a device, empty, or not readable by this user.

    Examples
    --------
    >>> check_file(Path(__file__))
    >>> check_file(Path(__file__).parent)
    Traceback (most recent call last):
        ...
    kuleshov.errors.MediaError: media is a folder, not a film. Name a file in it.
    """
    try:
        if "\0" in str(path):
            raise MediaError(f"{str(path)[:80]!r} can't be the name of a file.")
        if path.is_dir():
            raise MediaError(f"{path.name or path} is a folder, not a film. Name a file in it.")
        if not path.exists():
            raise MediaError(_not_there(path))
        if not path.is_file():
            raise MediaError(f"{path.name} is a device or a pipe, not a film file.")
        if path.stat().st_size == 0:
            raise MediaError(f"{path.name} is empty: it holds 0 bytes. Copy it again.")
        with path.open("rb"):
            pass
    except PermissionError:
        raise MediaError(f"{path.name} may not be read: you lack the permission for it.") from None
    except (OSError, ValueError) as problem:
        if isinstance(problem, MediaError):
            raise
        words = getattr(problem, "strerror", None) or "that can't be the name of a file"
        raise MediaError(f"{str(path)[:80]!r} can't be opened: {words}.") from None


@contextmanager
def opened(path: Path) -> "Iterator[InputContainer]":
    """Open a media file for the length of a block.

    Parameters
    ----------
    path : Path

    Yields
    ------
    av.container.InputContainer
        Closed when the block ends.

    Raises
    ------
    MediaError
        Where :func:`check_file` refuses it or the decoder can't find its way in it, and where
        the decoder stumbles inside the block.

    See Also
    --------
    open_media : The same for as long as the caller wants.

    Examples
    --------
    >>> import kuleshov as ku
    >>> with opened(ku.rushes("understudy")["C1a"].clip.path) as container:
    ...     [track.type for track in container.streams]
    ['video', 'audio']
    """
    container = open_media(path)
    try:
        with decoding(path):
            yield container
    finally:
        container.close()


def open_media(path: Path) -> "InputContainer":
    """Open a media file; whoever asks closes it.

    Parameters
    ----------
    path : Path

    Returns
    -------
    av.container.InputContainer
        Of one of the containers that hold one film each: playlists are refused.

    Raises
    ------
    MediaError
        Where :func:`check_file` refuses it or the decoder can't find its way in it.

    See Also
    --------
    opened : The same for the length of a block.

    Examples
    --------
    >>> import kuleshov as ku
    >>> container = open_media(ku.rushes("understudy")["C1a"].clip.path)
    >>> container.duration  # microseconds
    4000000
    >>> container.close()
    """
    import av

    check_file(path)
    _refuse_picture(path)
    options = {"format_whitelist": FORMATS, "protocol_whitelist": "file"}
    try:
        # The prefix keeps a name such as "concat:a" or "http:b" a name.
        return av.open(f"file:{path}", container_options=options, metadata_errors="replace")
    except (av.FFmpegError, UnicodeError, ValueError) as problem:
        raise MediaError(_not_film(path, problem)) from None


@contextmanager
def decoding(path: Path) -> Iterator[None]:
    """Turn a decoder's own errors inside the block into one sentence.

    Parameters
    ----------
    path : Path
        Named in the sentence.

    Yields
    ------
    None

    Raises
    ------
    MediaError
        Where the decoder stumbles inside the block, or memory runs out.

    Examples
    --------
    >>> with decoding(Path("4A-1.mp4")):  # doctest: +ELLIPSIS
    ...     raise IndexError("no such track")
    Traceback (most recent call last):
        ...
    kuleshov.errors.MediaError: 4A-1.mp4 is damaged: ...
    """
    import av

    no_memory, failed = av.MemoryError, av.FFmpegError  # when Python ends, av may be gone before us
    try:
        yield
    except no_memory:
        raise MediaError(f"{path.name} needs more memory than there is.") from None
    except (failed, IndexError) as problem:
        # PyAV meets a track that the file's index does not list with an IndexError.
        raise MediaError(
            f"{path.name} is damaged: the decoder gave up ({_reason(problem)}). "
            "Copy it again from where it came."
        ) from None


def skip_others(container: "InputContainer", keep: int) -> None:
    """Have the file's other tracks passed over unread, but for what was read ahead on opening.

    Parameters
    ----------
    container : av.container.InputContainer
    keep : int
        The number of the track that is wanted.

    Examples
    --------
    >>> import kuleshov as ku
    >>> with opened(ku.rushes("understudy")["C1a"].clip.path) as container:
    ...     skip_others(container, keep=0)
    ...     sum(packet.stream.type == "audio" for packet in container.demux() if packet.size)
    1
    """
    from av.stream import Discard

    for track in container.streams:
        if track.index != keep:
            track.discard = Discard.all


def careful(context: Any, threads: int = 1) -> None:
    """Set a picture track's decoder up before its first frame: how many threads, how large a picture.

    A stream may go on with larger pictures than it began with; its decoder gives up at them.

    Parameters
    ----------
    context : av.VideoCodecContext
    threads : int

    Examples
    --------
    >>> import kuleshov as ku
    >>> with opened(ku.rushes("understudy")["C1a"].clip.path) as container:
    ...     careful(container.streams[0].codec_context)
    ...     next(container.decode(video=0)).width
    640
    """
    context.thread_count = threads
    context.thread_type = "AUTO" if threads > 1 else "NONE"
    context.options = {**context.options, "max_pixels": str(MAX_PIXELS)}


def track_at(container: "InputContainer", index: int, path: Path) -> Any:
    """Return a track by its number, or say that the file no longer has it.

    Parameters
    ----------
    container : av.container.InputContainer
    index : int
        From 0.
    path : Path
        Named in the sentence.

    Returns
    -------
    av.stream.Stream

    Raises
    ------
    MediaError
        Where there is no such track, or none that can be decoded.

    Examples
    --------
    >>> import kuleshov as ku
    >>> path = ku.rushes("understudy")["C1a"].clip.path
    >>> with opened(path) as container:
    ...     track_at(container, 1, path).type
    'audio'
    """
    if index >= len(container.streams) or container.streams[index].codec_context is None:
        raise MediaError(f"{path.name} is damaged, or has changed since it was opened.")
    return container.streams[index]


def _not_there(path: Path) -> str:
    folder = path.parent
    if not folder.is_dir():
        return f"{path.name} was not found: there is no folder {folder}."
    like = [p.name for p in sorted(folder.iterdir()) if p.stem.lower() == path.stem.lower()]
    hint = f" Did you mean {like[0]}?" if like else ""
    return f"{path.name} was not found in {folder.resolve()}.{hint}"


def _refuse_picture(path: Path) -> None:
    """Refuse still pictures, and animated ones of which the decoder would show one picture."""
    kind, animated = kind_of_picture(path) or ("", False)
    if animated:
        raise MediaError(
            f"{path.name} is an animated {kind}, which is no film yet. "
            f'ku.import_footage("{path.name}") makes one of it.'
        )
    if kind:
        raise MediaError(f"{path.name} is a still picture ({kind}), not a film.")


def _not_film(path: Path, problem: Exception) -> str:
    with path.open("rb") as file:
        head = file.read(64)
    for start, words in _STARTS.items():
        if head.lower().startswith(start.lower()):
            return f"{path.name} is {words}, not a film."
    if head[4:8] in (b"ftyp", b"wide", b"mdat", b"moov"):
        return (
            f"{path.name} is cut off or damaged: the index that says where its frames lie is "
            "missing. Copy it again; if the recording broke off, the index was never written."
        )
    if head and all(32 <= byte < 127 or byte in b"\t\r\n" for byte in head):
        return f"{path.name} is a text, whatever its name says, not a film."
    return f"{path.name} is no film that the decoder knows, or is damaged ({_reason(problem)})."


def _reason(problem: Exception) -> str:
    words: Any = getattr(problem, "strerror", None) or str(problem)
    return str(words).strip().rstrip(".")[:120]
