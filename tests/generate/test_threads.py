"""One thread inside the block, as many as before behind it, whatever happens in it."""

from threading import Event, Thread

import numpy as np
import pytest

from kuleshov.generate import threads as module
from kuleshov.generate.threads import one_numpy_thread, threads


def test_numpy_s_own_library_is_found_where_it_is_openblas():
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]["name"]
    assert bool(threads()) == ("openblas" in blas)


def test_it_is_one_inside_and_as_many_as_before_behind_it():
    before = threads()
    with one_numpy_thread():
        assert threads() == min(1, before)
        with one_numpy_thread():
            assert threads() == min(1, before)
        assert threads() == min(1, before)
    assert threads() == before
    with pytest.raises(ZeroDivisionError), one_numpy_thread():
        _ = 1 / 0
    assert threads() == before


def test_two_at_once_leave_as_many_as_before():
    before, inside, leave = threads(), Event(), Event()

    def other():
        with one_numpy_thread():
            inside.set()
            leave.wait(10)

    running = Thread(target=other)
    with one_numpy_thread():
        running.start()
        assert inside.wait(10)
    assert threads() == min(1, before), "the other one is still inside"
    leave.set()
    running.join(10)
    assert threads() == before


def test_without_such_a_library_the_block_runs_all_the_same(monkeypatch):
    monkeypatch.setattr(module, "_openblas", lambda: None)
    with one_numpy_thread():
        assert threads() == 0
