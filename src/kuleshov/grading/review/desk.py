"""The grader's desk: critiques read and marked in a browser, on this machine alone.

``kuleshov class read a2-first-cut`` serves one page for each submission on the loopback address,
behind a path that can't be guessed. A level chosen there goes into nbgrader's gradebook at once.
Students are shown by a pseudonym unless names are asked for.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import RLock, Thread
from typing import Any
from urllib.parse import unquote

from ...criticism.anchors import Anchor
from ...criticism.citations import Critique, critique
from ...criticism.rubrics import Rubric
from ...errors import KuleshovError
from ...files import whole
from ..gradebook.database import opened
from ..gradebook.hand_ins import HandIns
from ..seeds import pseudonym
from .blind_works import captions_in, film_asked, film_in
from .marking import GivenGrade, give, given
from .reading import EDITORS_CUT, Reading, cut_of, film_of, read_submission
from .reading_page import POLICY, Part, Sheet, index_page, sheet_page

_MOST_BYTES = 20_000
_SENT = {".mp4": "video/mp4", ".vtt": "text/vtt; charset=utf-8"}
STILL_WIDTH = 368


@dataclass
class Desk:
    """What there is to read of one assignment.

    Parameters
    ----------
    assignment : str
    rubric : Rubric
    graded : Path
        nbgrader's folder of graded submissions.
    folder : Path
        Where films are kept between readings.
    db : str
        The gradebook's address.
    secret : str
        Of the class, for pseudonyms.
    names : bool
        Whether students are shown by their names.
    anchors : sequence of Anchor
        Texts that stand for the rubric's levels, offered beside them.
    hand_ins : HandIns, optional
        Where films lie that were handed in. Such a film is played by the browser alone: nothing here
        opens it.
    """

    assignment: str
    rubric: Rubric
    graded: Path
    folder: Path
    db: str = ""
    secret: str = "public"
    names: bool = False
    anchors: Sequence[Anchor] = ()
    hand_ins: HandIns | None = None
    _lock: RLock = field(default_factory=RLock)

    @cached_property
    def students(self) -> dict[str, str]:
        """The name by which each student is shown, to the student."""
        found = sorted(
            p.parent.name for p in self.graded.glob(f"*/{self.assignment}") if p.is_dir()
        )
        shown = {one if self.names else pseudonym(self.secret, one): one for one in found}
        return dict(sorted(shown.items()))

    def index(self) -> str:
        """Return the page that lists the submissions."""
        rows = []
        with opened(self.db) as book:
            for shown, student in self.students.items():
                grades = [self._grade(book, student, c.id) for c in self.rubric.criteria]
                points = sum(grade.points or 0.0 for grade in grades)
                waiting = sum(grade.waits for grade in grades)
                rows.append((shown, shown, points, self.rubric.points, waiting))
        return index_page(self.assignment, rows)

    def page(self, shown: str) -> str:
        """Return a submission's page."""
        student = self._student(shown)
        cells = [criterion.id for criterion in self.rubric.criteria]
        notes: list[str] = []
        try:
            reading = read_submission(self._notebook(student), cells)
        except KuleshovError as error:
            reading = Reading(dict.fromkeys(cells, ""), "")
            notes.append(str(error))
        played, captions = self._handed_in(student, notes)
        film = None if played else self._film(reading, notes)
        with opened(self.db) as book:
            grades = {cell: self._grade(book, student, cell) for cell in cells}
        parts = [
            Part(c, _looked_up(reading.words[c.id], film), grades[c.id], self.anchors)
            for c in self.rubric.criteria
        ]
        moments = [m.frame for part in parts if part.critique for m in part.critique.moments]
        order = list(self.students)
        place = order.index(shown)
        sheet = Sheet(
            assignment=self.assignment,
            reader_sees=shown,
            parts=parts,
            film=film,
            film_address=f"film/{film.path.name}" if film else played,
            captions_address=captions,
            edit=reading.edit,
            notes=notes,
            before=order[place - 1] if place else "",
            after=order[place + 1] if place + 1 < len(order) else "",
            stills=_stills(film, [n for n in moments if n is not None]),
        )
        return sheet_page(sheet)

    def grade(self, shown: str, cell: str, level: str, comment: str) -> str:
        """Write a grade; return a sentence that says so."""
        student = self._student(shown)
        criterion = self.rubric[cell]
        with self._lock, opened(self.db) as book:
            points = give(book, self.assignment, student, criterion, level, comment[:4000])
        return f"Saved: {criterion.name}, {points:g} of {criterion.points:g}."

    def film_file(self, name: str) -> Path:
        """Return a film, or its captions, that lie there for a page."""
        if name == EDITORS_CUT:
            return _editors_cut()
        path = self.folder / Path(name).name
        if path.suffix not in _SENT or not path.is_file():
            raise KuleshovError("There is no such film.")
        return path

    def _student(self, shown: str) -> str:
        try:
            return self.students[shown]
        except KeyError:
            raise KuleshovError("There is no such submission.") from None

    def _notebook(self, student: str) -> Path:
        return self.graded / student / self.assignment / f"{self.assignment}.ipynb"

    def _grade(self, book: Any, student: str, cell: str) -> GivenGrade:
        try:
            return given(book, self.assignment, student, cell)
        except KuleshovError:
            return GivenGrade(None, "")

    def _handed_in(self, student: str, notes: list[str]) -> tuple[str, str]:
        """Lay out a film that was handed in and its captions; return their addresses, "" for none."""
        name = film_asked(self.hand_ins.manifest) if self.hand_ins else ""
        if not self.hand_ins or not name:
            return "", ""
        found = self.hand_ins.files(student)
        try:
            film = self._kept(film_in(found, name), ".mp4")
        except KuleshovError as error:
            notes.append(str(error))
            return "", ""
        captions, lacks = captions_in(found, name)
        notes += lacks
        if len(captions) > 1:
            shown, *others = captions
            notes.append(f"{shown} is shown; {', '.join(others)} was handed in as well.")
        first = next(iter(captions.values()), None)
        return film, self._kept(first.text.encode(), ".vtt") if first is not None else ""

    def _kept(self, data: bytes, ending: str) -> str:
        """Keep a file by what it holds, so that an unchanged one is found again; return its address."""
        path = self.folder / f"{hashlib.sha256(data).hexdigest()[:16]}{ending}"
        with self._lock:
            self.folder.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                with whole(path, lasting=False) as draft:
                    draft.write_bytes(data)
        return f"film/{path.name}"

    def _film(self, reading: Reading, notes: list[str]) -> Any:
        if not reading.edit and not reading.editors_cut:
            return None
        from ...library import rushes
        from ...media import Clip

        try:
            if not reading.edit:
                return Clip(_editors_cut())
            with self._lock:
                return film_of(cut_of(reading.edit, rushes("understudy")), self.folder)
        except KuleshovError as error:
            notes.append(f"The edit makes no film: {error}" if reading.edit else str(error))
            return None


def _editors_cut() -> Path:
    from ...library import rushes

    return rushes("understudy").path / EDITORS_CUT


def _looked_up(words: str, film: Any) -> Critique | None:
    if not words.strip():
        return None
    if film is None:
        return Critique(words, {}, ((words.strip(), ()),))
    try:
        return critique(words, film)
    except KuleshovError:
        return Critique(words, {}, ((words.strip(), ()),))


def _stills(film: Any, frames: list[int]) -> dict[int, str]:
    from ...show.pictures import jpeg

    return {n: jpeg(film.frame(n), STILL_WIDTH) for n in sorted(set(frames))[:40]}


@contextmanager
def serving(desk: Desk, port: int = 0) -> Iterator[str]:
    """Serve a desk on the loopback address while the block runs; the address is given."""
    token = secrets.token_urlsafe(18)
    handler = type("Handler", (_Handler,), {"desk": desk, "token": token})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/{token}/"
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    desk: Desk
    token: str
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answered(self._get)

    def do_POST(self) -> None:
        self._answered(self._post)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the command's own lines are read by a person."""

    def _answered(self, answer: Any) -> None:
        try:
            host = self.headers.get("Host", "").rsplit(":", 1)[0]
            parts = [unquote(part) for part in self.path.split("?")[0].split("/")]
            if host not in ("127.0.0.1", "localhost") or len(parts) < 3 or parts[1] != self.token:
                self._send(404, b"Nothing here.", "text/plain")
                return
            answer(parts[2:])
        except KuleshovError as error:
            self._send(400, str(error).encode(), "text/plain; charset=utf-8")
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _get(self, parts: list[str]) -> None:
        if parts[0] == "film" and len(parts) == 2:
            self._film(self.desk.film_file(parts[1]))
            return
        page = self.desk.page(parts[0]) if parts[0] else self.desk.index()
        self._send(200, page.encode(), "text/html; charset=utf-8")

    def _post(self, parts: list[str]) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > _MOST_BYTES:
            self.close_connection = True
            raise KuleshovError("That is too long for a grade.")
        try:
            said = json.loads(self.rfile.read(int(length)))
            cell, level, comment = (str(said[key]) for key in ("cell", "level", "comment"))
        except (ValueError, KeyError, TypeError, RecursionError):
            raise KuleshovError("A grade is a cell, a level and a comment.") from None
        self._send(200, self.desk.grade(parts[0], cell, level, comment).encode(), "text/plain")

    def _film(self, path: Path) -> None:
        """Send a film, or the part of it that the browser asks for."""
        length = path.stat().st_size
        start, stop = 0, length - 1
        asked = self.headers.get("Range", "")
        if asked.startswith("bytes=") and "," not in asked:
            first, _, last = asked.removeprefix("bytes=").partition("-")
            if first.isdigit():
                start = min(int(first), length - 1)
                stop = min(int(last), stop) if last.isdigit() else stop
        with path.open("rb") as file:
            file.seek(start)
            part = file.read(stop - start + 1)
        extra = {"Accept-Ranges": "bytes"}
        if asked:
            extra["Content-Range"] = f"bytes {start}-{stop}/{length}"
        self._send(206 if asked else 200, part, _SENT[path.suffix], extra)

    def _send(
        self, status: int, body: bytes, kind: str, extra: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        headers = {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
            **(extra or {}),
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
