"""Many films: a folder measured on all cores or on a cluster, that can be stopped and goes on.

Each film that is done is a line in a journal beside the table, written at once. Started again, the
same command reads the journal and measures what is new or changed. A film that can't be read is a
row with the reason in it; a film that kills its worker is tried once more, alone, and then named.
"""

from __future__ import annotations

import json
import os
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from ..errors import KuleshovError
from ..files import whole
from ..library.left_out import FILMS
from ..words import WITH_CLUSTER, counted
from .registry import REGISTRY

COLUMNS = ["film", "id", "name", "value", "unit", "low", "high", "reason"]
KILLED = "Measuring it killed the process, twice; it may be damaged or need more memory."

Rows = list[dict[str, Any]]
Report = Callable[[int, int], None]
Work = Callable[[str], Rows]


@dataclass(frozen=True)
class Outcome:
    """What came of a folder.

    Attributes
    ----------
    table : Path
        Where it was written.
    films : int
        All that were found.
    measured : int
        Those that were looked at now; the others were in a stopped run's journal already.
    broken : dict of str to str
        Films that can't be measured, by their path in the folder, and why.
    """

    table: Path
    films: int
    measured: int
    broken: dict[str, str]

    def __str__(self) -> str:
        words = f"{self.table}: {counted(self.films, 'film')}"
        if before := self.films - self.measured:
            words += f", {before} of them already measured when this run began"
        if self.broken:
            words += f", {len(self.broken)} that can't be measured"
        return f"{words}."


def measure_folder(
    folder: Path,
    table: Path,
    jobs: int | None = None,
    scheduler: str = "",
    report: Report | None = None,
) -> Outcome:
    """Measure every film in a folder and below it, and write one tidy table.

    Parameters
    ----------
    folder : Path
        Where the films lie; folders in it count too.
    table : Path
        ``.csv`` or ``.parquet`` (which needs pyarrow). The journal lies beside it.
    jobs : int, optional
        Processes; one for each core where left out.
    scheduler : str, optional
        The address of a Dask scheduler whose workers see the films under the same paths.
    report : callable, optional
        Told how many are done, of how many.

    Returns
    -------
    Outcome
        What came of it; a film that can't be measured is told there, and raises nothing.

    Raises
    ------
    KuleshovError
        Where there is no such folder or no film in it, where the table's kind is another, or where
        pyarrow, Dask or its scheduler is asked for and is not there.

    See Also
    --------
    rows_of : one film
    kuleshov.metrics.measures.measure : the same in a notebook

    Examples
    --------
    >>> done = measure_folder(Path("films"), Path("films.csv"), jobs=2)  # doctest: +SKIP
    >>> done.films, done.measured, list(done.broken)  # doctest: +SKIP
    (3, 3, ['torn.mp4'])
    >>> measure_folder(Path("nowhere"), Path("films.csv"))
    Traceback (most recent call last):
        ...
    kuleshov.errors.KuleshovError: There is no folder nowhere.
    """
    films = _films(folder)
    _check(table)
    journal = table.with_name(f".{table.name}.journal")
    done = _known(journal, films)
    left = [film for film in films if str(film) not in done]
    tell = report or (lambda finished, total: None)
    tell(len(done), len(films))
    work = _on_cluster(left, scheduler) if scheduler else _on_cores(left, jobs)
    journal.parent.mkdir(parents=True, exist_ok=True)
    with journal.open("a", encoding="utf-8") as file:
        for film, rows in work:
            done[str(film)] = rows
            _note(file, film, rows)
            tell(len(done), len(films))
    _write(table, [row for film in films for row in _named(film, folder, done[str(film)])])
    broken = {
        str(film.relative_to(folder.resolve())): rows[0]["reason"]
        for film in films
        if len(rows := done[str(film)]) == 1 and not rows[0]["id"]
    }
    journal.unlink()
    return Outcome(table, len(films), len(left), broken)


def rows_of(path: str) -> Rows:
    """Measure one film, and return a row for each measure.

    Parameters
    ----------
    path : str
        The film's.

    Returns
    -------
    list of dict
        ``id``, ``name``, ``value``, ``unit``, ``low``, ``high``, ``reason`` and ``beside``; one row
        with an empty id, and the reason, where nothing can be measured.

    See Also
    --------
    measure_folder : all films of a folder

    Examples
    --------
    >>> rows = rows_of("no/such/film.mp4")
    >>> len(rows), rows[0]["id"], rows[0]["value"]
    (1, '', None)
    >>> "film.mp4" in rows[0]["reason"]
    True
    """
    from .measures import measure

    try:
        found = measure(Path(path))
    except KuleshovError as error:
        return [_failed(str(error))]
    except (OSError, MemoryError) as error:
        return [_failed(f"It can't be read: {error or type(error).__name__}.")]
    return [one.as_dict() for one in found.values()]


def _failed(reason: str) -> dict[str, Any]:
    nothing = dict.fromkeys(["value", "low", "high"])
    return {"id": "", "name": "", "unit": "", **nothing, "reason": reason}


def _films(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise KuleshovError(f"There is no folder {folder}.")
    found = sorted(p for p in folder.rglob("*") if p.suffix.lower() in FILMS and p.is_file())
    if not found:
        raise KuleshovError(f"There is no film in {folder}.")
    return [path.resolve() for path in found]


def _check(table: Path) -> None:
    if table.suffix not in (".csv", ".parquet"):
        raise KuleshovError(f"A table is written as .csv or .parquet, not as {table.name}.")
    if table.suffix == ".parquet":
        try:
            import pyarrow  # noqa: F401
        except ImportError:
            raise KuleshovError(
                f"Parquet needs pyarrow: {WITH_CLUSTER}; or write a .csv."
            ) from None


# Where the work is done


def _on_cores(
    films: list[Path], jobs: int | None, work: Work | None = None
) -> Iterator[tuple[Path, Rows]]:
    """Measure on this machine; what was at work when a process died is measured again, alone."""
    jobs = max(1, min(jobs or os.cpu_count() or 1, len(films) or 1))
    waiting, suspects = list(films), []
    while waiting:
        lost: list[Path] = []
        for film, rows in _pool(waiting, jobs, work or rows_of):
            if rows is None:
                lost.append(film)
            else:
                yield film, rows
        suspects += lost[: 2 * jobs]
        waiting = lost[2 * jobs :]
    for film in suspects:
        ((_, rows),) = _pool([film], 1, work or rows_of)
        yield film, rows or [_failed(KILLED)]


def _pool(films: list[Path], jobs: int, work: Work) -> Iterator[tuple[Path, Rows | None]]:
    """Yield films with their rows as they are done; None for all that a dead process took along.

    Of those, the first 2 x jobs had been handed out.
    """
    import multiprocessing

    todo = deque(films)
    running: dict[Future[Rows], Path] = {}
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, initializer=_one_thread) as pool:
        try:
            while todo or running:
                while todo and len(running) < 2 * jobs:
                    running[pool.submit(work, str(todo[0]))] = todo[0]
                    todo.popleft()
                yield from _finished(running)
        except BrokenProcessPool:
            yield from ((film, None) for film in [*running.values(), *todo])
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _finished(running: dict[Future[Rows], Path]) -> Iterator[tuple[Path, Rows | None]]:
    for future in wait(running, return_when=FIRST_COMPLETED).done:
        rows = future.result()  # raises BrokenProcessPool with the film still in `running`
        yield running.pop(future), rows


def _one_thread() -> None:
    """Let each process use one core, and leave Ctrl-C to the one that waits for them."""
    import signal

    import cv2

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    cv2.setNumThreads(1)


def _on_cluster(films: list[Path], address: str) -> Iterator[tuple[Path, Rows]]:
    """Measure on a Dask cluster; a worker that dies is replaced by another, twice at most."""
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise KuleshovError(f"A cluster needs Dask: {WITH_CLUSTER}.") from None
    try:
        client = Client(address, timeout="10s")
    except (OSError, ValueError):
        raise KuleshovError(f"No Dask scheduler answers at {address}.") from None
    with client:
        futures = {
            client.submit(rows_of, str(film), key=f"measure-{film}", retries=1, pure=True): film
            for film in films
        }
        for future in as_completed(futures):
            if future.status == "finished":
                yield futures[future], future.result()
            else:
                yield futures[future], [_failed(KILLED)]


# The journal and the table


def _stamp(film: Path) -> list[Any]:
    try:
        info = film.stat()
    except OSError:  # gone while the others were measured: never the same again
        return []
    return [info.st_size, info.st_mtime_ns, zlib.crc32(" ".join(REGISTRY).encode())]


def _note(file: TextIO, film: Path, rows: Rows) -> None:
    file.write(json.dumps([str(film), _stamp(film), rows]) + "\n")
    file.flush()


def _known(journal: Path, films: Iterable[Path]) -> dict[str, Rows]:
    """Read the journal; a line that is cut off, or of a film that changed since, is as none."""
    if not journal.exists():
        return {}
    stamps = {str(film): _stamp(film) for film in films}
    known: dict[str, Rows] = {}
    for line in journal.read_text(encoding="utf-8").splitlines():
        try:
            film, stamp, rows = json.loads(line)
        except ValueError:
            continue
        if stamps.get(film) == stamp:
            known[film] = rows
    return known


def _named(film: Path, folder: Path, rows: Rows) -> Rows:
    return [{"film": film.relative_to(folder.resolve()).as_posix(), **row} for row in rows]


def _write(table: Path, rows: Rows) -> None:
    import pandas

    made = pandas.DataFrame(rows, columns=COLUMNS)
    numbers = ["value", "low", "high"]
    made[numbers] = made[numbers].astype(float)
    with whole(table) as draft:
        if table.suffix == ".csv":
            made.to_csv(draft, index=False)
        else:
            made.to_parquet(draft, index=False)
