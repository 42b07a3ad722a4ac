"""The measures' page: nothing left out, figures as the gate found them, fresh on any machine."""

import json
import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import numpy as np
import pytest

from kuleshov.authoring import Stale, build, check
from kuleshov.authoring.measures_page import PAGE, PICTURES, measures_page, page, plain
from kuleshov.metrics.cards import card, explored
from kuleshov.metrics.registry import REGISTRY
from kuleshov.show.doses import dose_svg

HERE = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def made():
    return {path.relative_to(HERE): data for path, data in measures_page(HERE)}


@pytest.fixture(scope="module")
def text(made):
    return made[PAGE].decode()


def row_of(text, id):
    return next(line for line in text.splitlines() if line.startswith("|") and f"(#{id})" in line)


@pytest.mark.parametrize("id", list(REGISTRY))
def test_each_measure_has_its_row_its_card_and_its_picture(made, text, id):
    row = [cell.strip() for cell in row_of(text, id).split("|")[1:-1]]
    proof = card(id).proof
    assert proof["defect"] in row[1] and row[5] == proof["control"]
    found = [float(row[at]) for at in (2, 3, 4, 6)]
    kept = [proof[name] for name in ("rho", "rho_least", "effect", "control_effect")]
    assert np.allclose(found, kept, atol=0.0051)
    assert row[7] == str(len(proof["sources"]))
    told = text.split(f'<a id="{id}"></a>')[1].split("<a id=")[0]
    for part in ("how_to_read", "fooled_by", "source"):
        assert plain(getattr(card(id), part)).rstrip(".")[1:] in told
    assert f"`{card(id).formula}`" in told
    assert card(id).disagree.at in told and f"{id}.svg" in told
    assert PICTURES / f"{id}.svg" in made


def test_intervals_are_counted_under_the_measures_names(text):
    head = next(line for line in text.splitlines() if line.startswith("| the films' shots | shots"))
    named = [REGISTRY[id].name for id in ("asl", "median", "log_sd", "short_share")]
    assert [cell.strip() for cell in head.split("|")[3:7]] == named


def test_every_link_leads_somewhere(made, text):
    anchors = set(re.findall(r'<a id="(\w+)">', text))
    for target in re.findall(r"\]\(([^)#]*#?[^)]*)\)", text):
        if target.startswith("#"):
            assert target[1:] in anchors
        elif target != "clips.md":  # written by hand, beside it
            file = (HERE / "docs" / target).resolve()
            assert file.relative_to(HERE) in made or file.is_file(), target


def test_what_was_tried_and_not_shipped_is_told_with_its_figures(text):
    left = text.split("## Explored, not shipped")[1]
    for tried in explored():
        assert f"### {plain(tried['name'])}" in left
    assert re.search(r"Noise \(levels, 0 to 6\): rho 0\.\d\d", left)


def test_the_function_to_try_in_a_measures_place_runs(text):
    code = re.search(r"```python\n(.*?)```", text, re.DOTALL).group(1)
    until = code.index("print(")  # what follows takes a minute
    kept = {}
    exec(code[:until], kept)
    even = SimpleNamespace(features=SimpleNamespace(histogram=np.ones((5, 256))))
    assert kept["flicker"](even) == 0 and callable(kept["proof"].dose_response)


def test_what_a_small_p_and_bunching_do_not_say_stands_with_its_figures(text):
    """The cards and the page say what benchmarks.orders counted, and neither says more."""
    kept = json.loads((HERE / "benchmarks" / "results" / "orders.json").read_text("utf-8"))
    by = {row["memory"]: row for row in kept["order"]}
    assert all(row["shots"] == 30 for row in kept["order"])
    for id, memories in (("order", (0.0, 0.3, 0.6)), ("acts", (0.0, 0.6))):
        assert "films of 30 shots" in card(id).how_to_read
        for memory in memories:
            assert f"in {100 * by[memory][id]:.0f}" in card(id).how_to_read
    one, two = kept["bunching"]
    told = card("hawkes").how_to_read
    assert f"{kept['bunched']} made films" in told and "a change of tempo gives the same" in told
    for row in (one, two):
        assert f"{row['branching']:.2f}" in told and f"{100 * row['above 0']:.0f} of 100" in told
        assert f"| {row['first']:g} | {row['second']:g} | {row['branching']:.2f} |" in text
    assert two["above 0"] > 0.9 and by[0.6]["order"] > 0.3


def test_a_measure_that_fails_is_said_to_fail():
    good, bad = card("asl"), card("flicker")
    failed = {**bad.proof, "passed": False, "why": "rho is 0.41"}
    specs = [REGISTRY[good.id], REGISTRY[bad.id]]
    text = page([good, replace(bad, proof=failed)], specs, {})
    assert "1 of 2 measures pass." in text
    assert row_of(text, "flicker").endswith("| no: rho is 0.41 |")


def test_a_cards_words_can_neither_open_a_column_nor_a_tag():
    assert plain("p(a|b) <b> * x") == "p(a\\|b) &lt;b> \\* x"
    assert (
        plain("in h_nasa, see kuleshov.metrics.validation.proof.")
        == "in `h_nasa`, see `kuleshov.metrics.validation.proof`."
    )


@pytest.mark.parametrize("id", list(REGISTRY))
def test_a_picture_is_small_and_does_not_hang_on_a_sums_last_bit(made, id):
    drawn = made[PICTURES / f"{id}.svg"]
    assert len(drawn) < 6000
    root = ElementTree.fromstring(drawn)
    lines = root.findall(".//{http://www.w3.org/2000/svg}polyline")
    assert len(lines) == 2 * len(card(id).proof["sources"])
    a_hair = {name: (np.array(card(id).proof[name]) * (1 + 1e-14)).tolist() for name in
              ("values", "control_values")}  # fmt: skip
    assert dose_svg(replace(card(id), proof={**card(id).proof, **a_hair})).encode() == drawn


@pytest.fixture
def course(tmp_path):
    for name in ("pyproject.toml", "uv.lock", "README.md", "LICENSE"):
        (tmp_path / name).write_bytes((HERE / name).read_bytes())
    build(tmp_path)
    check(tmp_path)
    return tmp_path


def test_a_page_or_a_picture_changed_by_hand_is_refused(course):
    written = course / PAGE
    written.write_text(written.read_text().replace("| yes |", "| no |", 1))
    (course / PICTURES / "asl.svg").unlink()
    (course / PICTURES / "story.svg").write_text("<svg/>")
    with pytest.raises(Stale) as refused:
        check(course)
    assert "docs/measures.md is not what its source makes" in str(refused.value)
    assert "asl.svg is not what its source makes" in str(refused.value)
    assert "story.svg has no source" in str(refused.value)
