"""The tool that changes lines on purpose finds places, skips words, and sees what tests miss."""

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"
SUMS = '''"""Sums: 1 < 2."""


def near(a: int, b: int = 3) -> bool:
    """Whether a and b lie near."""
    if a > 100 - b:
        raise ValueError(f"{a + 1} is too large" + str(a + 2))
    return abs(a - b) < 5
'''
TESTS = """from toy.sums import near

def test_near():
    assert near(1) and near(3, 7) and not near(3, 8)
"""


def tool(name):
    """Load one of the tools by its name."""
    spec = importlib.util.spec_from_file_location(name, TOOLS / f"{name}.py")
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[name] = loaded
    spec.loader.exec_module(loaded)
    return loaded


mutation = tool("mutation")


def said(text):
    """Return every change to a text as "old -> new"."""
    return [f"{one.old} -> {one.new}" for one in mutation.changes(text)]


def test_words_types_and_errors_are_left_alone():
    assert said(SUMS) == [
        "3 -> 4", "> -> >=", "100 -> 101", "- -> +",
        "return abs(a - b) < 5 -> return None", "- -> +", "< -> <=", "5 -> 6",
    ]  # fmt: skip
    assert (
        said('__all__ = ["a"][:1]\nif TYPE_CHECKING:\n    x = 1\n@made(frozen=True)\nclass A: pass')
        == []
    )
    assert said('x: dict[str, int | None] = y["a" + "b"]') == []


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("a == b", ["== -> !="]),
        ("a is not b", ["is not -> is"]),
        ("(a) not in (b)", ["not in -> in"]),
        ("a < b <= c", ["< -> <=", "<= -> <"]),
        ("a and b or c", ["and -> or", "or -> and"]),
        ("not a", ["not a -> a"]),
        ("-a", ["-a -> a"]),
        ("x += 'a' if b else c", ["+= -> -=", "b -> (not b)"]),
        ("x = 0.5", ["0.5 -> 0.25", "0.5 -> 1.0"]),
        ("f(a, axis=True)", ["axis=True -> ", "True -> False"]),
        ("np.minimum(a, b)", ["minimum -> maximum"]),
        ("'é' < b", ["< -> <="]),
        ("'a' + b", []),
    ],
)
def test_each_kind_of_change(text, changes):
    assert said(text) == changes
    assert all(mutation.is_python(one.of(text)) for one in mutation.changes(text))


@pytest.fixture
def tree(tmp_path):
    """A small project: a module, and a test that misses some of it."""
    (tmp_path / "src" / "toy").mkdir(parents=True)
    (tmp_path / "src" / "toy" / "__init__.py").touch()
    (tmp_path / "src" / "toy" / "sums.py").write_text(SUMS)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_sums.py").write_text(TESTS)
    (tmp_path / "pyproject.toml").write_text("[tool.pytest.ini_options]\nmarkers = ['proof']\n")
    return tmp_path


def mutants(tree, *options):
    """Run the tool on a small project, without importing what only ours needs."""
    (tree / "tools").mkdir(exist_ok=True)
    for name in ("mutants", "mutation"):
        shutil.copy(TOOLS / f"{name}.py", tree / "tools")
    script = tree / "tools" / "mutants.py"
    text = script.read_text().replace("PATIENCE = 10.0", "PATIENCE = 2.0")
    script.write_text(
        text[: text.index("WARM = (")] + "WARM = ()" + text[text.index("\nNOTHING_") :]
    )
    ran = [sys.executable, str(script), "--draw", "8", *options, "src/toy"]
    return subprocess.run(ran, capture_output=True, text=True, cwd=tree)


def test_what_no_test_notices_is_printed_and_what_one_notices_is_not(tree):
    done = mutants(tree)
    assert "src/toy/sums.py:6  > -> >=" in done.stdout
    assert "8 drawn of 8, 4 noticed, 4 survived: 50.0% (21.5% to 78.5%, 95 %)" in done.stdout
    assert "< -> <=" not in done.stdout
    assert (tree / "src" / "toy" / "sums.py").read_text() == SUMS


def test_a_second_run_knows_the_first_and_tries_survivors_again_after_a_new_test(tree):
    first = mutants(tree)
    journal = tree / ".mutants.json"
    kept = json.loads(journal.read_text())
    assert mutants(tree).stdout.splitlines()[-1] == first.stdout.splitlines()[-1]
    assert json.loads(journal.read_text()) == kept
    more = "\n\ndef test_large():\n    assert not near(97)\n"
    (tree / "tests" / "test_sums.py").write_text(TESTS + more)
    assert "6 noticed, 2 survived" in mutants(tree).stdout


def test_a_change_that_never_ends_is_noticed_and_figures_are_kept(tree):
    (tree / "src" / "toy" / "sums.py").write_text(
        "def count(n):\n    while n > 0:\n        n -= 1\n"
    )
    (tree / "tests" / "test_sums.py").write_text(
        "from toy.sums import count\n\ndef test_it():\n    count(3)\n"
    )
    (tree / "benchmarks" / "results").mkdir(parents=True)
    script = mutants(tree, "--keep")
    kept = json.loads((tree / "benchmarks" / "results" / "mutants.json").read_text())
    assert kept["hung"] == 1, script.stderr
    assert kept["command"] == "python tools/mutants.py --draw 8 --seed 1 --longest 20 src/toy"


def test_tests_that_fail_unchanged_are_named(tree):
    (tree / "tests" / "test_sums.py").write_text("def test_it():\n    assert 1 == 2\n")
    done = mutants(tree)
    assert done.returncode == 1
    assert "tests/test_sums.py fails while nothing is changed" in done.stderr
