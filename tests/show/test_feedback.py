"""Boxes, predictions: what is missing is said, what was expected is kept."""

import numpy as np
import pytest

from kuleshov.errors import KuleshovError
from kuleshov.metrics import Measure
from kuleshov.show.feedback import Check
from kuleshov.show.predictions import predict
from kuleshov.show.tables import measure_bundle

RULES = ((lambda n: n >= 8, "At least 8."), (lambda n: n % 2 == 0, "An even number."))


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (None, "still missing", "Nothing is written"),
        (..., "still missing", "Nothing is written"),
        (7, "keep working", "At least 8."),
        (9, "keep working", "An even number."),
        ("nine", "keep working", "At least 8."),
        (10, "correct", "Well cut."),
    ],
)
def test_the_first_rule_that_does_not_hold_is_said(answer, kind, words):
    box = Check(*RULES, well="Well cut.").of(answer)
    assert box.kind == kind
    assert words in box.sentence


def test_an_unwritten_exercise_is_still_missing():
    def unwritten(n):
        raise NotImplementedError

    assert Check((lambda f: f(1) == 2, "Twice."), well="").of(unwritten).kind == "still missing"


def test_a_box_says_its_kind_in_words_too():
    shown = Check(*RULES, well="").of(7)._repr_mimebundle_()
    assert shown["text/plain"].startswith("Keep working.")
    assert 'role="status"' in shown["text/html"]


@pytest.fixture(autouse=True)
def own_studio(tmp_path, monkeypatch):
    monkeypatch.setenv("KULESHOV_STUDIO", str(tmp_path))


def test_a_prediction_is_kept_and_meets_the_measurement():
    predict("average shot length", 5.0, unit="s")
    again = predict("average shot length").compare(4.0)
    assert str(again) == (
        "average shot length: you expected 5 s; it is 4 s. You were 25% too high."
    )


def test_large_numbers_are_written_out():
    predict("gap", 1234.0, unit="ms")
    assert "you expected 1234 ms; it is 1500.5 ms" in str(predict("gap").compare(1500.5))
    found = Measure("floor_transfer", "Gap", 1234.0, "ms", (1050.25, 2000.0))
    assert "1050.2 to 2000<" in measure_bundle(found)["text/html"]


def test_what_was_never_predicted_gets_a_sentence():
    with pytest.raises(KuleshovError, match="not predicted anything about 'rhythm'"):
        predict("rhythm")


def test_a_damaged_file_of_predictions_is_put_aside_not_lost(tmp_path):
    (tmp_path / "predictions.json").write_text("{half")
    predict("x", 1)
    assert predict("x").value == 1
    assert (tmp_path / "predictions.damaged.json").read_text() == "{half"


def test_words_from_outside_are_escaped():
    shown = predict("<script>alert(1)</script>", "<b>").compare("<i>")._repr_mimebundle_()
    assert "<script>" not in shown["text/html"] and "<b>" not in shown["text/html"]


def test_numpys_numbers_are_predicted_and_measured():
    expected = predict("cuts", np.int64(3), unit="a minute")
    assert str(expected.compare(np.int64(6))).endswith("You were 50% too low.")
    assert str(expected.compare(np.float64(3))).endswith("it is 3 a minute.")
    assert predict(5, (1, 2.5)).value == predict(5).value == [1, 2.5]


def test_of_a_year_or_a_place_the_difference_is_told_and_no_share():
    year = predict("the slowest year", 1960)
    assert str(year.compare(1945)).endswith("it is 1945. You were 15 too high.")
    assert str(year.compare(np.int64(2005))).endswith("You were 45 too low.")
    assert str(year.compare(1960)).endswith("it is 1960.")
    assert str(predict("place", 0).compare(326)).endswith("You were 326 too low.")
    moment = predict("a moment", 28.0, unit="s").compare(30.25, share=False)
    assert str(moment).endswith("it is 30.2 s. You were 2.25 s too low.")


@pytest.mark.parametrize("value", [[object()], {"a": 1}])
def test_what_is_no_prediction_is_refused_and_leaves_nothing(tmp_path, value):
    with pytest.raises(KuleshovError, match="a number, a word or a list"):
        predict("x", value)
    predict("\ud800", 1)
    assert [file.name for file in tmp_path.iterdir()] == ["predictions.json"]


@pytest.mark.parametrize("kept", ['{"x": 5}', '{"x": {"a": 1}}', "[1]"])
def test_predictions_changed_by_hand_do_not_stop_a_lesson(tmp_path, kept):
    (tmp_path / "predictions.json").write_text(kept)
    with pytest.raises(KuleshovError, match="not predicted anything"):
        predict("x")
