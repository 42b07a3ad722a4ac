"""Who grades: sandboxes that are warm, broken or gone, and a cluster, played by the test."""

import sys
import threading
from types import SimpleNamespace

import pytest

from kuleshov.errors import KuleshovError
from kuleshov.grading.engine import workers
from kuleshov.grading.engine.grade import Release
from kuleshov.grading.engine.intake import Submission
from kuleshov.grading.engine.sandbox import NoSandbox
from kuleshov.grading.engine.workers import Task, close_kept, cluster, grade_here, local

MADE = Release("a1", b"{}", b"{}")


class Warm:
    """Stands in for a sandbox; all of them are listed."""

    made: list

    def __init__(self, confine=True):
        if Warm.broken:
            raise NoSandbox("no user namespaces")
        self.confined, self.alive, self.closed = confine, True, 0
        Warm.made.append(self)

    def close(self):
        self.alive = False
        self.closed += 1


@pytest.fixture(autouse=True)
def played(monkeypatch):
    """No real sandbox, no real grading: a submission's first word says what becomes of it."""
    Warm.made, Warm.broken, graded = [], False, []

    def grade(release, submission, sandbox):
        graded.append((submission.said[0], sandbox))
        assert threading.current_thread() is threading.main_thread() or (
            threading.current_thread().daemon
        ), "a worker that hangs holds up nobody who wants to leave"
        what = submission.said.pop(0) if len(submission.said) > 1 else submission.said[0]
        if what == "dies":
            sandbox.alive = False
            raise NoSandbox("it fell")
        if what == "full":
            raise OSError("disk full")
        if what == "wrong":
            raise ZeroDivisionError("a mistake of the kit's")
        return what

    monkeypatch.setattr(workers, "Sandbox", Warm)
    monkeypatch.setattr(workers, "grade", grade)
    monkeypatch.setattr(workers, "given_up", lambda release, submission, why: why)
    monkeypatch.setattr(workers, "_kept", {})
    monkeypatch.setattr(workers, "_here", threading.local())
    monkeypatch.setattr(workers.atexit, "register", lambda what: Warm.made.append(what))
    return graded


def tasks(*said):
    return [Task(f"s{n}", f"k{n}", Submission(said=list(one))) for n, one in enumerate(said)]


def test_every_task_is_graded_and_all_sandboxes_are_ended(played):
    given = tasks(["a"], ["b"], ["c"])
    found = dict(zip("abc", [None] * 3, strict=True))
    for task, result in local(MADE, iter(given), 2, confine=False):
        assert task.submission.said == [result]
        found[result] = task.student
    assert found == {"a": "s0", "b": "s1", "c": "s2"}
    assert 1 <= len(Warm.made) <= 2 and {one.confined for one in Warm.made} == {False}
    assert all(one.closed for one in Warm.made)
    list(local(MADE, tasks(["a"]), 9))
    assert Warm.made[-1].confined, "isolation is usual"


@pytest.mark.parametrize(("jobs", "count", "boxes"), [(1, 3, 1), (2, 3, 2), (9, 3, 3), (0, 3, 1), (-1, 1, 1)])  # fmt: skip
def test_there_are_as_many_workers_as_wanted_and_never_more_than_tasks(
    monkeypatch, jobs, count, boxes
):
    made, usual = [], workers._Box
    monkeypatch.setattr(workers, "_Box", lambda confine: made.append(usual(confine)) or made[-1])
    assert len(list(local(MADE, tasks(*["a"] * count), jobs))) == count
    assert len(made) == boxes and all(one.closed for one in made)


def test_without_tasks_no_sandbox_is_started():
    assert list(local(MADE, [], 2)) == [] == Warm.made


def test_a_machine_that_can_not_isolate_says_so_before_anything_is_graded(played):
    Warm.broken = True
    with pytest.raises(NoSandbox, match="no user namespaces"):
        next(local(MADE, tasks(["a"]), 1))
    assert played == []


@pytest.mark.parametrize(
    ("said", "result", "made"),
    [(["dies", "a"], "a", 2), (["dies", "full", "a"], "a", 2), (["full", "dies", "a"], "a", 2),
     (["dies", "dies", "dies", "a"], "Its worker died 3 times: it fell", 4),
     (["dies", "dies", "full"], "Its worker died 3 times: disk full", 3)],
)  # fmt: skip
def test_a_worker_that_dies_is_made_again_three_times(played, said, result, made):
    found = list(local(MADE, tasks(said, ["b"]), 1))
    assert [one for _, one in found] == [result, "b"]
    assert len(Warm.made) == made
    assert all(one.closed for one in Warm.made)


def test_a_mistake_of_the_kits_own_ends_the_run(played):
    with pytest.raises(ZeroDivisionError, match="the kit's"):
        list(local(MADE, tasks(["wrong"], ["b"]), 1))
    assert Warm.made[0].closed and len(played) == 1


def test_a_run_that_is_left_early_stops(played):
    running = local(MADE, tasks(*["a"] * 50), 1)
    next(running)
    running.close()
    assert Warm.made[0].closed
    assert not any("_work" in one.name for one in threading.enumerate())


def test_kept_sandboxes_stay_warm_for_the_next_call(played):
    for _ in range(3):
        assert [one for _, one in local(MADE, tasks(["a"]), 1, keep=True)] == ["a"]
    first, registered = sorted(Warm.made, key=callable)
    assert registered is close_kept and not first.closed
    list(local(MADE, tasks(["a"]), 1, confine=False, keep=True))
    boxes = [one for one in Warm.made if isinstance(one, Warm)]
    assert [one.confined for one in boxes] == [True, False] and Warm.made.count(close_kept) == 1
    first.alive = False
    list(local(MADE, tasks(["a"]), 1, keep=True))
    assert first.closed == 1 and len(Warm.made) == 4, "a broken one is made again in its place"
    close_kept()
    assert [one.alive for one in Warm.made if isinstance(one, Warm)] == [False] * 3
    assert workers._kept == {True: [], False: []}
    list(local(MADE, tasks(["a"]), 1, keep=True))
    assert Warm.made.count(close_kept) == 2


def test_more_boxes_are_made_where_the_kept_ones_do_not_suffice():
    one = workers._warm_boxes(1, True)
    three = workers._warm_boxes(3, True)
    assert len(one) == 1 and len(three) == 3 and three[0] is one[0]
    assert workers._warm_boxes(2, True) == three[:2]
    three[0].close()
    assert workers._warm_boxes(3, True)[:2] == three[1:]
    with pytest.raises(NoSandbox, match="The run was stopped"):
        three[0].get()
    assert three[0].closed and not three[1].closed


def test_a_kept_run_that_is_left_early_keeps_nothing(played):
    running = local(MADE, tasks(*["a"] * 500), 1, keep=True)
    next(running)
    running.close()
    assert all(box.closed for box in workers._kept[True]) or len(played) == 500


def test_a_cluster_s_worker_has_one_sandbox_of_its_own(played):
    for _ in range(2):
        assert grade_here(MADE, Submission(said=["a"]), False) == "a"
    assert [one.confined for one in Warm.made] == [False]
    assert {sandbox for _, sandbox in played} == {Warm.made[0]}


class Future:
    def __init__(self, key, work):
        self.key, self.work = key, work

    def result(self):
        return self.work()


class Client:
    """Stands in for Dask's: does what is asked when its result is wanted."""

    threads = {"one": 1}  # noqa: RUF012 - set by tests
    asked: list

    def __init__(self, address, **how):
        if "nowhere" in address:
            raise OSError("refused")
        Client.asked = [(address, how)]
        self.loop, self.waiting = "loop", []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        Client.asked.append("closed")

    def scatter(self, release, broadcast=False):
        Client.asked.append(("scatter", release, broadcast))
        return release

    def nthreads(self):
        return self.threads

    def submit(self, work, release, submission, confine, **options):
        Client.asked.append((submission.said[0], confine, options))
        return Future(options["key"], lambda: work(release, submission, confine))


class Completed:
    def __init__(self, first, loop):
        assert loop == "loop"
        self.waiting, self.most = list(first), len(first)

    def __iter__(self):
        while self.waiting:
            yield self.waiting.pop(0)

    def add(self, future):
        self.waiting.append(future)
        self.most = max(self.most, len(self.waiting))


@pytest.fixture
def dask(monkeypatch):
    runs = []

    def as_completed(first, loop):
        runs.append(Completed(first, loop))
        return runs[-1]

    monkeypatch.setitem(sys.modules, "distributed", SimpleNamespace(Client=Client, as_completed=as_completed))  # fmt: skip
    return runs


def test_a_cluster_grades_every_task_and_says_which_died(dask):
    given = tasks(["a"], ["wrong"], ["c"])
    found = list(cluster(MADE, given, "tcp://x:1"))
    why = "Its worker died 3 times (ZeroDivisionError: a mistake of the kit's)"
    assert found == list(zip(given, ["a", why, "c"], strict=True))
    (opened, scattered, *sent, closed) = Client.asked
    assert opened == ("tcp://x:1", {"timeout": 5, "set_as_default": False})
    assert scattered == ("scatter", MADE, True) and closed == "closed"
    assert [(said, confine) for said, confine, _ in sent] == [
        ("a", True),
        ("wrong", True),
        ("c", True),
    ]
    keys = [options.pop("key") for *_, options in sent]
    assert len(set(keys)) == 3 and keys[0].startswith("kuleshov-s0-k0-") and len(keys[0]) == 23
    assert [options for *_, options in sent] == [{"retries": 2, "pure": False}] * 3
    list(cluster(MADE, tasks(["a"]), "tcp://x:1", confine=False))
    assert Client.asked[2][1] is False


@pytest.mark.parametrize(("threads", "room"), [({}, 4), ({"one": 1}, 4), ({"one": 1, "two": 2}, 12)])  # fmt: skip
def test_a_cluster_has_four_tasks_waiting_for_each_thread(dask, monkeypatch, threads, room):
    monkeypatch.setattr(Client, "threads", threads)
    given = tasks(*["a"] * 20)
    assert [task for task, _ in cluster(MADE, given, "tcp://x:1")] == given
    assert len(Client.asked) == 23 and dask[0].most == room


def test_a_long_reason_is_cut(dask, monkeypatch):
    def work(*_):
        raise RuntimeError("x" * 900)

    monkeypatch.setattr(workers, "grade_here", work)
    ((_, why),) = cluster(MADE, tasks(["a"]), "tcp://x:1")
    assert len(why) == 500


def test_where_there_is_no_dask_or_no_scheduler_it_is_said(dask, monkeypatch):
    with pytest.raises(KuleshovError, match="No Dask scheduler answers at tcp://nowhere: refused"):
        next(cluster(MADE, [], "tcp://nowhere"))
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(KuleshovError, match=r"A cluster needs Dask: .*make_env"):
        next(cluster(MADE, [], "tcp://x:1"))
