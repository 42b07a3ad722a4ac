"""Who grades: threads with a sandbox each on this machine, or a Dask cluster.

Both take tasks and yield results as they come; neither holds anything but a warm sandbox, which
any worker can make again. A worker that is lost has its submission graded by another; a submission
that loses three is reported and stops nobody.
"""

from __future__ import annotations

import atexit
import os
import queue
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from ...errors import KuleshovError
from ...words import WITH_CLUSTER
from .grade import Release, given_up, grade, key
from .intake import Submission
from .result import SubmissionResult
from .sandbox import NoSandbox, Sandbox

TRIES = 3
LARGE = 2**20
"""Bytes of files beside a notebook, from which on they wait on the disk and not in memory."""


@dataclass(frozen=True)
class Task:
    """A submission to grade.

    Attributes
    ----------
    student : str
        Whose it is.
    key : str
        Its result's.
    submission : Submission or None
        None where it holds films: a class of them at once is more than a machine can hold.
    read : function, optional
        Reads it, where it isn't here.
    """

    student: str
    key: str
    submission: Submission | None
    read: Callable[[], Submission] | None = None

    def with_submission(self, release: Release) -> Task:
        """Return the task with its submission at hand, and the key of what was read."""
        if self.submission is not None or self.read is None:
            return self
        found = self.read()
        return replace(self, submission=found, key=key(release, found))

    def without_films(self) -> Task:
        """Return the task as it is kept while it waits."""
        held = self.submission
        large = held is not None and sum(map(len, held.files.values())) > LARGE
        return replace(self, submission=None) if large and self.read is not None else self


Done = tuple[Task, SubmissionResult]


def local(
    release: Release, tasks: Iterable[Task], jobs: int, confine: bool = True, keep: bool = False
) -> Iterator[Done]:
    """Grade on this machine, ``jobs`` at a time.

    With ``keep`` the sandboxes stay warm for the next call, until the process ends: for a server
    that grades one submission at a time.

    Raises
    ------
    NoSandbox
        Where this machine can't isolate at all.
    """
    waiting: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
    done: queue.SimpleQueue[Done | BaseException] = queue.SimpleQueue()
    stop = threading.Event()
    count = 0
    for task in tasks:
        waiting.put(task)
        count += 1
    jobs = max(1, min(jobs, count))
    boxes = _warm_boxes(jobs, confine) if keep else [_Box(confine) for _ in range(jobs)]
    if count:
        boxes[0].get()  # a machine that can't isolate says so before anything else happens
    threads = [
        threading.Thread(target=_work, args=(release, box, waiting, done, stop), daemon=True)
        for box in boxes
    ]
    for thread in threads:
        waiting.put(None)
        thread.start()
    try:
        for _ in range(count):
            found = done.get()
            if isinstance(found, BaseException):
                raise found
            yield found
    finally:
        stop.set()
        for box in () if keep and waiting.empty() else boxes:
            box.close()
        for thread in threads:
            thread.join(5)


_kept: dict[bool, list[_Box]] = {}


def _warm_boxes(jobs: int, confine: bool) -> list[_Box]:
    """Return boxes of earlier calls, and new ones where those don't suffice."""
    kept = _kept.setdefault(confine, [])
    if not _kept.get(not confine) and len(kept) == 0:
        atexit.register(close_kept)
    kept[:] = [box for box in kept if not box.closed]
    kept += [_Box(confine) for _ in range(jobs - len(kept))]
    return kept[:jobs]


def close_kept() -> None:
    """End the sandboxes that were kept warm."""
    for boxes in _kept.values():
        for box in boxes:
            box.close()
        boxes.clear()


class _Box:
    """A sandbox that is made when it is needed, and made again when it broke."""

    def __init__(self, confine: bool) -> None:
        self._confine = confine
        self._lock = threading.Lock()
        self._sandbox: Sandbox | None = None
        self._closed = False

    def get(self) -> Sandbox:
        with self._lock:
            if self._closed:
                raise NoSandbox("The run was stopped.")
            if self._sandbox is None or not self._sandbox.alive:
                if self._sandbox is not None:
                    self._sandbox.close()
                self._sandbox = None
                self._sandbox = Sandbox(self._confine)
            return self._sandbox

    @property
    def closed(self) -> bool:
        return self._closed

    def close(self) -> None:
        with self._lock:
            self._closed = True
            if self._sandbox is not None:
                self._sandbox.close()


def _work(
    release: Release,
    box: _Box,
    waiting: queue.SimpleQueue[Task | None],
    done: queue.SimpleQueue[Done | BaseException],
    stop: threading.Event,
) -> None:
    while not stop.is_set():
        task = waiting.get()
        if task is None:
            return
        try:
            task = task.with_submission(release)
            done.put((task.without_films(), _tried(release, task, box)))
        except BaseException as problem:
            done.put(problem)
            return


def _tried(release: Release, task: Task, box: _Box) -> SubmissionResult:
    said, submission = "", task.submission or Submission()
    for _ in range(TRIES):
        try:
            return grade(release, submission, box.get())
        except (NoSandbox, OSError) as problem:
            said = str(problem)
    return given_up(release, submission, f"Its worker died {TRIES} times: {said}")


# A cluster --------------------------------------------------------------------------------------

_here = threading.local()


def grade_here(release: Release, submission: Submission, confine: bool) -> SubmissionResult:
    """Grade one submission in this thread's sandbox, which is made once: what a worker runs."""
    box = getattr(_here, "box", None)
    if box is None:
        box = _here.box = _Box(confine)
    return grade(release, submission, box.get())


def cluster(
    release: Release, tasks: Iterable[Task], address: str, confine: bool = True
) -> Iterator[Done]:
    """Grade on a Dask cluster.

    Parameters
    ----------
    address : str
        The scheduler's, ``tcp://host:8786``. Workers need the kit, bubblewrap and the course's
        films; submissions and releases travel as data.

    Raises
    ------
    KuleshovError
        Where there is no Dask here or no scheduler there.
    """
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise KuleshovError(f"A cluster needs Dask: {WITH_CLUSTER}.") from None
    try:
        client = Client(address, timeout=5, set_as_default=False)
    except OSError as problem:
        raise KuleshovError(f"No Dask scheduler answers at {address}: {problem}.") from None
    with client:
        shared = client.scatter(release, broadcast=True)
        owners: dict[str, Task] = {}

        def submit(task: Task) -> Any:
            task = task.with_submission(release)
            name = f"kuleshov-{task.student}-{task.key}-{os.urandom(4).hex()}"
            owners[name] = task.without_films()
            options = {"key": name, "retries": TRIES - 1, "pure": False}
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", message="Sending large graph")  # a film is
                return client.submit(grade_here, shared, task.submission, confine, **options)

        tasks = list(tasks)
        ahead = 1 if any(task.submission is None for task in tasks) else 4  # films are large
        todo = iter(tasks)
        room = ahead * max(1, sum(client.nthreads().values()))
        first = [submit(task) for task in islice(todo, room)]
        running = as_completed(first, loop=client.loop)
        for future in running:
            task = owners.pop(future.key)
            try:
                result = future.result()
            except Exception as problem:  # whatever a cluster can do to a task
                why = f"Its worker died {TRIES} times ({type(problem).__name__}: {problem})"
                held = task.with_submission(release).submission
                result = given_up(release, held or Submission(), why[:500])
            yield task, result
            if (following := next(todo, None)) is not None:
                running.add(submit(following))
