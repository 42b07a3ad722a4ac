"""Films as large as may be handed in: through intake, both ways of grading, and not all at once in memory."""

import os
import shutil

import pytest
from grading.course import scores
from grading.made_films import FULL, SHORT, course_of_films

from kuleshov.grading.gradebook.results import Results
from kuleshov.grading.run import _sorted_out, grade_class

MOST = 99_000_000


@pytest.fixture(scope="module")
def large(isolation, tmp_path_factory):
    """A course in which two students handed in films of 99 MB: right ones, with padding at the end."""
    home = tmp_path_factory.mktemp("large")
    course, notebook, right = course_of_films(home)
    film = right / "short.mp4"
    size = MOST - film.stat().st_size
    with film.open("ab") as file:  # a box that players pass over
        file.write(size.to_bytes(4, "big") + b"free" + os.urandom(size - 8))
    for who in ("ana", "ben"):
        folder = notebook.hand_in(who, notebook.right())
        shutil.copytree(right, folder / "short")
    shutil.make_archive(str(folder / "my work"), "zip", folder, "short")
    shutil.rmtree(folder / "short")
    return course


def test_films_wait_on_the_disk(large):
    results = Results(large.results, SHORT, large.directory.db_url)
    release = large.release(SHORT)
    tasks, _ = _sorted_out(large, release, ["ana", "ben"], results, again=True)
    assert [task.submission for task in tasks] == [None, None]
    read = tasks[1].with_submission(release)
    assert read.key == tasks[1].key and len(read.submission.files["short/short.mp4"]) == MOST
    assert tasks[0].key == tasks[1].key, "the same work, once in a zip"
    place = large.folder("submitted", "ana", SHORT) / "short" / "consent.txt"
    kept = place.read_bytes()
    place.write_bytes(kept + b"\n")
    try:
        assert tasks[0].with_submission(release).key != tasks[0].key, (
            "what is graded has its own key"
        )
    finally:
        place.write_bytes(kept)


def test_a_class_of_large_films_is_graded(large):
    report = grade_class(large, SHORT, jobs=2, again=True)
    assert report.graded == 2
    assert report.human == ["ana, ben: the same film was handed in, byte for byte."]
    for who in ("ana", "ben"):
        assert scores(large, who, SHORT) == FULL


def test_a_cluster_carries_large_films(large, tmp_path, recwarn):
    distributed = pytest.importorskip("distributed")
    options = {"n_workers": 1, "threads_per_worker": 1, "processes": True}
    options |= {"dashboard_address": None, "local_directory": str(tmp_path)}
    with distributed.LocalCluster(**options) as cluster:
        report = grade_class(large, SHORT, scheduler=cluster.scheduler_address, again=True)
    assert report.graded == 2
    assert report.human == ["ana, ben: the same film was handed in, byte for byte."]
    assert scores(large, "ben", SHORT) == FULL
    assert not [one for one in recwarn if "large graph" in str(one.message)], "it is meant to be"
