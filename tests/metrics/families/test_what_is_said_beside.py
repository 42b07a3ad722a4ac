"""What stands beside a number is called what it is, and claims no more."""

from types import SimpleNamespace

import numpy as np

from kuleshov.metrics.families import lengths, spine


def edit(shots):
    """Return as much of a film as its shot lengths (s) tell."""
    begins = np.concatenate([[0.0], np.cumsum(shots[:-1])])
    cuts = SimpleNamespace(start_times=begins.tolist())
    return SimpleNamespace(lengths=np.array(shots, float), cuts=cuts)


def test_a_p_of_order_says_that_any_order_is_what_it_tests():
    (p,) = spine.lag1(edit(np.arange(1, 31))).beside
    assert p.name == "p if the shots came in any order" and p.value == 0.001


def test_bunching_claims_no_cut_that_called_for_another():
    random = np.random.default_rng(1)
    found = lengths.hawkes(edit([*random.exponential(8, 40), *random.exponential(2, 160)]))
    assert found.value > 0.6 and found.interval[0] > 0  # there are two tempi, and no burst
    said = [(one.name, one.unit) for one in found.beside]
    assert said == [
        ("cuts that no earlier one explains", "a minute"),
        ("an earlier cut counts for", "s"),
    ]
    assert not any("call" in name for name, _ in said)
