"""A folder of films: all cores or a cluster, stopped and gone on with, whatever lies in it."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
import tomllib
from pathlib import Path

import numpy as np
import pandas
import pytest
from metrics import lethal

from kuleshov.cli import main
from kuleshov.errors import KuleshovError
from kuleshov.media import Writer
from kuleshov.metrics import measure
from kuleshov.metrics.folder import COLUMNS, Outcome, _on_cores, measure_folder
from kuleshov.words import WITH_CLUSTER

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def films(tmp_path):
    """Four films with a cut each, and a file that is none."""
    folder = tmp_path / "films"
    (folder / "deeper").mkdir(parents=True)
    chance = np.random.default_rng(1)
    for name in ("a.mp4", "b.mp4", "deeper/c.mp4", "d.mp4"):
        with Writer(folder / name, 24, (160, 90)) as writer:
            for _ in range(2):
                picture = np.kron(chance.integers(0, 255, (9, 16, 3)), np.ones((10, 10, 1)))
                for _ in range(24):
                    writer.write(picture.astype(np.uint8))
    (folder / "e broken.mp4").write_bytes(b"not a film")
    (folder / "notes.txt").write_text("no film")
    return folder


def test_every_film_is_in_the_table_with_the_numbers_that_it_has_alone(films, tmp_path):
    seen = []
    outcome = measure_folder(films, tmp_path / "m.csv", 2, report=lambda *n: seen.append(n))
    table = pandas.read_csv(outcome.table)
    assert list(table.columns) == COLUMNS
    assert sorted(table.film.unique()) == [
        "a.mp4",
        "b.mp4",
        "d.mp4",
        "deeper/c.mp4",
        "e broken.mp4",
    ]
    alone = measure(films / "deeper" / "c.mp4")
    row = table[(table.film == "deeper/c.mp4") & (table.id == "asl")].iloc[0]
    assert row.value == pytest.approx(alone.asl.value) == pytest.approx(1.0)
    assert list(outcome.broken) == ["e broken.mp4"] and outcome.films == 5
    assert seen[0] == (0, 5) and seen[-1] == (5, 5)
    assert not list(tmp_path.glob(".*")) or {p.name for p in tmp_path.glob(".*")} == set()


def test_parquet_holds_the_same(films, tmp_path):
    measure_folder(films, tmp_path / "m.parquet", 2)
    measure_folder(films, tmp_path / "m.csv", 2)
    one, other = pandas.read_parquet(tmp_path / "m.parquet"), pandas.read_csv(tmp_path / "m.csv")
    assert list(one.film) == list(other.film)
    np.testing.assert_allclose(one.value, other.value, rtol=1e-12)


def test_a_stopped_run_goes_on_where_it_was(films, tmp_path):
    def stop(done, total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        measure_folder(films, tmp_path / "m.csv", 1, report=stop)
    assert not (tmp_path / "m.csv").exists()
    journal = tmp_path / ".m.csv.journal"
    with journal.open("a") as file:
        file.write('["half a li')  # cut off by a full disk
    assert measure_folder(films, tmp_path / "m.csv", 1).measured == 3
    assert not journal.exists()


def test_a_changed_film_is_measured_again(films, tmp_path):
    def stop(done, total):
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        measure_folder(films, tmp_path / "m.csv", 1, report=stop)
    os.utime(films / "a.mp4", (1, 1))
    assert measure_folder(films, tmp_path / "m.csv", 1).measured == 3


def test_a_film_that_kills_its_process_takes_no_other_along():
    paths = [Path(f"{n}.mp4") for n in range(9)]
    paths[2:2] = [Path("lethal-1.mp4"), Path("lethal-2.mp4")]
    done = dict(_on_cores(paths, 2, lethal.work))
    assert set(done) == set(paths)
    for path, rows in done.items():
        assert ("killed the process" in rows[0]["reason"]) == ("lethal" in path.name)


def test_what_can_not_be_is_said_before_anything_is_measured(films, tmp_path):
    with pytest.raises(KuleshovError, match="no folder"):
        measure_folder(tmp_path / "nothing", tmp_path / "m.csv")
    with pytest.raises(KuleshovError, match="no film"):
        (tmp_path / "empty").mkdir()
        measure_folder(tmp_path / "empty", tmp_path / "m.csv")
    with pytest.raises(KuleshovError, match=r"as m\.xlsx"):
        measure_folder(films, tmp_path / "m.xlsx")
    with pytest.raises(KuleshovError, match="No Dask scheduler"):
        measure_folder(films, tmp_path / "m.csv", scheduler="tcp://127.0.0.1:9")


def test_the_command(films, tmp_path, capsys):
    with pytest.raises(SystemExit) as stop:
        main(["measure", str(films), "--to", str(tmp_path / "m.csv"), "--jobs", "2"])
    said = capsys.readouterr().out
    assert stop.value.code == 0
    assert "5 films, 1 that can't be measured." in said and "e broken.mp4: " in said


@pytest.fixture
def cluster(tmp_path):
    """A Dask scheduler and two workers, each a process of its own."""
    environment = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
    log = (tmp_path / "cluster.log").open("wb")
    started = []

    def start(*command):
        started.append(
            subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=tmp_path,
                env=environment,
                stdout=log,
                stderr=log,
            )
        )
        return started[-1]

    address = tmp_path / "scheduler.json"
    start(
        "distributed.cli.dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--no-dashboard",
        "--scheduler-file",
        str(address),
    )
    for _ in range(100):
        if address.exists():
            break
        time.sleep(0.2)
    import json

    found = json.loads(address.read_text())["address"]
    workers = [
        start(
            "distributed.cli.dask_worker",
            found,
            "--nthreads",
            "1",
            "--no-nanny",
            "--host",
            "127.0.0.1",
            "--no-dashboard",
        )
        for _ in range(2)
    ]
    yield found, workers
    for process in started[::-1]:
        process.kill()
        process.wait()
    log.close()


def test_a_cluster_measures_the_same_though_a_worker_is_killed(films, tmp_path, cluster):
    address, workers = cluster
    killed = threading.Event()

    def report(done, total):
        if done >= 1 and not killed.is_set():
            killed.set()
            with contextlib.suppress(ProcessLookupError):
                os.kill(workers[0].pid, signal.SIGKILL)

    outcome = measure_folder(films, tmp_path / "m.csv", scheduler=address, report=report)
    assert killed.is_set() and outcome.films == 5
    assert list(outcome.broken) == ["e broken.mp4"]
    measure_folder(films, tmp_path / "here.csv", 2)
    pandas.testing.assert_frame_equal(
        pandas.read_csv(tmp_path / "m.csv"), pandas.read_csv(tmp_path / "here.csv")
    )


def test_a_film_that_vanishes_meanwhile_does_not_stop_the_others(films, tmp_path, monkeypatch):
    from kuleshov.metrics import folder as module

    noted = module._note

    def vanish(file, film, rows):
        film.unlink()
        noted(file, film, rows)

    monkeypatch.setattr(module, "_note", vanish)
    outcome = measure_folder(films, tmp_path / "m.csv", 1)
    assert len(pandas.read_csv(outcome.table).film.unique()) == outcome.films


def test_the_cluster_is_brought_in_from_the_courses_own_folder():
    """The kit is on no index: what the sentence says is a script here and an extra of the project."""
    script, extra = re.search(r"`python3 (\S+) --no-dev --extra (\w+)`", WITH_CLUSTER).groups()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["optional-dependencies"][extra]
    assert (ROOT / script).is_file()
    assert {re.match(r"\w+", each)[0] for each in wanted} >= {"distributed", "pyarrow"}


def test_a_run_counts_what_is_new_and_what_can_not_be_measured():
    done = Outcome(Path("m.csv"), 6, 2, {"torn.mp4": "It is cut off."})
    assert str(done) == (
        "m.csv: 6 films, 4 of them already measured when this run began, 1 that can't be measured."
    )
    assert str(Outcome(Path("m.csv"), 1, 1, {})) == "m.csv: 1 film."
