"""What a file says of itself is held against its papers, as a claim that somebody may answer."""

from pathlib import Path

import pytest
from made.marked import film

import kuleshov as ku
from kuleshov.library import papers
from kuleshov.library.ledger import add, entries, fill

pytestmark = pytest.mark.usefixtures("home")

HUMAN = {
    "kind": "human", "made_by": "Ada", "made_with": "a phone", "made_on": "2026-11-20",
    "source": "my kitchen", "likeness": "nobody", "consent": "nobody to ask",
    "licence": "CC BY 4.0", "edits": "none",
}  # fmt: skip
MODEL = {
    "kind": "generated", "made_with": "Kling", "version": "1.6", "prompt": "a kitchen",
    "seed": "not kept", "rights": "none went in",
}  # fmt: skip


@pytest.fixture
def marked(home: Path):
    """Return a function that leaves a film with traces of one's choice in the studio."""
    plain = film(home / "plain.mp4", {})
    count = iter(range(99))

    def leave(**traces: object) -> Path:
        target = home / "studio" / f"kitchen-{next(count)}.mp4"
        ku.leave_traces(plain, target, **traces)
        return target

    return leave


def of_facts(path: Path) -> list[str]:
    return [one.fact for one in papers(path)[0].conflicts]


def test_a_file_without_claims_contradicts_nothing(marked) -> None:
    for facts in (HUMAN, {**HUMAN, **MODEL}):
        path = marked(notes={"comment": "a kitchen"})
        fill(path, **facts)
        assert papers(path).complete


def test_a_film_said_to_be_filmed_that_claims_a_model_is_a_conflict(marked) -> None:
    path = marked(source_type="trainedAlgorithmicMedia")
    fill(path, **HUMAN)
    assert of_facts(path) == ["kind"]
    assert "the file itself claims that a model did" in papers(path).conflicts[0]
    fill(path, **MODEL)
    assert papers(path).complete


def test_the_label_of_chinese_law_is_such_a_claim_too(marked) -> None:
    path = marked(aigc={"Label": "1", "ContentProducer": "a tool"})
    fill(path, **HUMAN)
    assert of_facts(path) == ["kind"]


def test_a_film_said_to_be_generated_that_claims_a_camera_is_a_conflict(marked) -> None:
    path = marked(source_type="digitalCapture")
    fill(path, **{**HUMAN, **MODEL})
    assert of_facts(path) == ["kind"]


@pytest.mark.parametrize(
    ("said", "tool", "conflict"),
    [
        ("Kling", "Sora 2", True),
        ("Kling", "Kling AI video 1.6", False),
        ("kling ai", "KLING 1.6", False),
        ("Kling", "Lavf62.3.100", False),
    ],
)
def test_another_tool_than_the_file_names_is_a_conflict(
    marked, said: str, tool: str, conflict: bool
) -> None:
    path = marked(source_type="trainedAlgorithmicMedia", tool=tool)
    fill(path, **{**HUMAN, **MODEL, "made_with": said})
    assert of_facts(path) == ["made_with"] * conflict


def test_a_generators_name_is_a_claim_without_a_source_type(marked) -> None:
    path = marked(tool="Sora 2")
    fill(path, **HUMAN)
    assert of_facts(path) == ["made_with"]
    other = marked(tool="HandBrake 1.9.0")
    fill(other, **HUMAN)
    assert papers(other).complete


def test_a_claim_that_somebody_answers_is_no_conflict_and_both_are_kept(marked, home: Path) -> None:
    path = marked(source_type="trainedAlgorithmicMedia", tool="Sora 2")
    fill(path, **HUMAN, answer="I wrote both marks into it myself, in lesson 10.")
    found = papers(path)
    assert found.complete
    assert found[0].answer.startswith("I wrote both")
    page = found.page(home / "page.html").read_text("utf-8")
    assert "trainedAlgorithmicMedia" in page and "I wrote both marks" in page


def test_what_an_imported_file_claimed_is_kept_and_counts_though_the_proxy_says_nothing(
    marked,
) -> None:
    (done,) = ku.import_footage(
        marked(source_type="trainedAlgorithmicMedia", tool="Sora 2"), progress=False
    )
    assert entries()[-1].claims.startswith("source type trainedAlgorithmicMedia | tool ")
    assert entries()[-1].kind == "", "a kind is asked, and never taken from a claim"
    fill(done.clip, **HUMAN)
    assert of_facts(done.clip.path) == ["kind", "made_with"]


def test_an_older_ledgers_note_of_a_claim_counts_as_well(home: Path) -> None:
    path = film(home / "studio" / "old.mp4", {})
    notes = (
        "course proxy; the file itself claimed: source type trainedAlgorithmicMedia | tool Sora 2"
    )
    add(path, "Ada", "a phone", "my kitchen", "CC0", "nobody to ask", notes=notes, kind="human")
    assert of_facts(path) == ["kind", "made_with"]
