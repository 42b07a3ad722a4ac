"""Decoding picture: forward from any frame, and single frames by number."""

import gc
import threading
import weakref
from collections import OrderedDict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..errors import MediaError
from ..timecode import timecode
from .opening import careful, decoding, open_media, skip_others, track_at
from .probe import Probe

if TYPE_CHECKING:
    from av import VideoFrame

_KEPT_FRAMES = 24
_KEPT_BYTES = 48 * 2**20
_MOST_OPEN = 12
# A frame that was asked how it lies refers to itself, and only the collector frees it. That counts
# objects and not megabytes: left alone it lets hundreds of decoded pictures pile up.
SWEEP = 16  # frames
LARGE = 1280 * 720  # pixels; a picture that two threads decode at little more than one's cost
_readers: "OrderedDict[int, weakref.ref[Reader]]" = OrderedDict()
_readers_lock = threading.Lock()


class Decoder:
    """One open file and its decoder; :meth:`run` begins at any frame.

    Parameters
    ----------
    probe : Probe
    threads : int
        For the decoder, 1 where it is left out.

    Examples
    --------
    Decoding begins at the keyframe before the frame that is wanted:

    >>> import kuleshov as ku
    >>> decoder = Decoder(ku.rushes("understudy")["C1a"].clip.probe)
    >>> [number for number, frame in decoder.run(26) if number < 28]
    [24, 25, 26, 27]
    >>> decoder.close()
    """

    def __init__(self, probe: Probe, threads: int = 1) -> None:
        self.probe = probe
        self._threads = threads
        self._container: Any = None
        self._used = False

    def run(self, first: int = 0) -> "Iterator[tuple[int, VideoFrame]]":
        """Decode from the keyframe before ``first``: every frame in order, none left out.

        Parameters
        ----------
        first : int
            The frame that is wanted, from 0.

        Yields
        ------
        number : int
            Of the frame; the first ones may lie before ``first``.
        frame : av.VideoFrame

        Raises
        ------
        MediaError
            Where the file can't be opened any more, or a frame that it lists can't be decoded.
        """
        key = wanted = self.probe.key_before(first)
        while True:
            expected = None
            with decoding(self.probe.path):
                for number, frame in self._from(key):
                    if expected is None and number > key > 0:
                        break  # the container was sent too far: begin one keyframe earlier
                    expected = wanted if expected is None else expected
                    if number < expected:
                        continue
                    if number > expected and number > first:
                        raise self._damaged(max(expected, first))
                    expected = number + 1
                    if not number % SWEEP:
                        gc.collect(0)
                    yield number, frame
                else:
                    if expected is None or expected < self.probe.frames:
                        raise self._damaged(first if expected is None else expected)
                    return
            key = self.probe.key_before(key - 1)

    def close(self) -> None:
        """Close the file; the next run opens it again."""
        if self._container is not None:
            self._container.close()
            self._container = None

    def _from(self, key: int) -> "Iterator[tuple[int, VideoFrame]]":
        counted = not len(self.probe.pts)
        if counted and self._used:
            self.close()
        track = self._open()
        if not counted and (key or self._used):
            self._container.seek(self.probe.seek_for(key), stream=track)
        self._used = True
        if counted:
            yield from enumerate(self._container.decode(track))
            return
        pts = self.probe.pts
        place = key
        for frame in self._container.decode(track):
            if frame.pts is None:
                continue
            if place >= len(pts) or pts[place] != frame.pts:
                place = int(pts.searchsorted(frame.pts))
                if place >= len(pts) or pts[place] != frame.pts:
                    continue  # a picture that an edit list hides
            yield place, frame
            place += 1

    def _open(self) -> Any:
        if self._container is None:
            self._container = open_media(self.probe.path)
            self._used = False
            skip_others(self._container, self.probe.stream)
            track = track_at(self._container, self.probe.stream, self.probe.path)
            careful(track.codec_context, self._threads)
        return self._container.streams[self.probe.stream]

    def _damaged(self, frame: int) -> MediaError:
        where = timecode(frame, self.probe.rate)
        return MediaError(
            f"{self.probe.path.name} is damaged at {where}: frame {frame} can't be decoded. "
            "Copy the file again from where it came."
        )


class Reader:
    """Single frames by number, with the decoder kept open and the last frames kept.

    At most a dozen files stay open in all readers together; an older one is closed and opens
    again by itself when it is asked.

    Parameters
    ----------
    probe : Probe
    threads : int
        For the decoder, 1 where it is left out. A second one decodes ahead while the caller works,
        and makes single frames here and there a little slower.

    Examples
    --------
    >>> import kuleshov as ku
    >>> reader = Reader(ku.rushes("understudy")["C1a"].clip.probe)
    >>> reader.frame(36) is reader.frame(36)
    True
    >>> reader.close_if_idle()
    True
    """

    def __init__(self, probe: Probe, threads: int = 1) -> None:
        self._decoder = Decoder(probe, threads)
        self._run: Iterator[tuple[int, Any]] | None = None
        self._at = -1
        self._kept: OrderedDict[int, Any] = OrderedDict()
        self._lock = threading.RLock()
        weakref.finalize(self, self._decoder.close)

    def frame(self, number: int) -> "VideoFrame":
        """Return one decoded frame, which the caller must not change.

        Parameters
        ----------
        number : int
            From 0.

        Returns
        -------
        av.VideoFrame

        Raises
        ------
        MediaError
            Where the frame can't be decoded.
        """
        with self._lock:
            if number in self._kept:
                self._kept.move_to_end(number)
                return self._kept[number]
            behind = number <= self._at
            skips = (
                self._decoder.probe.key_before(number) > self._at + 1
            )  # the next key comes anyway
            if self._run is None or behind or skips:
                _make_room(self)
                self._run = self._decoder.run(number)
            try:
                for at, frame in self._run:
                    self._at = at
                    self._keep(at, frame)
                    if at == number:
                        return frame
            except BaseException:
                self._run = None
                raise
            self._run = None
            raise self._decoder._damaged(number)

    def close(self) -> None:
        """Close the file and drop the kept frames."""
        with self._lock:
            self._run, self._at = None, -1
            self._kept.clear()
            self._decoder.close()

    def close_if_idle(self) -> bool:
        """Close unless another thread reads just now; say whether it was closed.

        Returns
        -------
        bool
        """
        if not self._lock.acquire(blocking=False):
            return False
        try:
            self.close()
            return True
        finally:
            self._lock.release()

    def _keep(self, number: int, frame: Any) -> None:
        self._kept[number] = frame
        bytes_each = max(1, sum(plane.buffer_size for plane in frame.planes))
        most = max(1, min(_KEPT_FRAMES, _KEPT_BYTES // bytes_each))
        while len(self._kept) > most:
            self._kept.popitem(last=False)


def _make_room(reader: Reader) -> None:
    with _readers_lock:
        _readers.pop(id(reader), None)
        for key, held in list(_readers.items()):
            other = held()
            if other is None or (len(_readers) >= _MOST_OPEN and other.close_if_idle()):
                del _readers[key]
        _readers[id(reader)] = weakref.ref(reader)


def threads(pixels: int = LARGE) -> int:
    """Return how many threads one pass over a film of pictures of this size may use.

    Two at most, and one where pictures are small: at 480 lines a second thread takes 40 % more
    CPU time and saves 13 % of the waiting.

    Parameters
    ----------
    pixels : int
        Width times height; 1280 by 720 where it is left out.

    Returns
    -------
    int
        1 or 2.

    Examples
    --------
    >>> threads(640 * 360)
    1
    """
    import os

    return min(2, os.cpu_count() or 1) if pixels >= LARGE else 1
