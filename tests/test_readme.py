"""The README's card: what it shows runs as it stands, and nothing in it is pointed at."""

import re
from pathlib import Path

CARD = re.search(
    r"```python\n(.*?)```", (Path(__file__).parents[1] / "README.md").read_text(), re.DOTALL
)[1]


def test_the_card_runs_as_it_stands_but_for_what_wants_a_network(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lines = CARD.splitlines()
    fetched = [line for line in lines if "ku.fetch(" in line or line.startswith("both.")]
    assert len(fetched) == 3 and len(lines) > 10
    names: dict = {}
    exec("\n".join(line for line in lines if line not in fetched), names)
    assert [finding.sentence for finding in names["cut"].check()] == []
    assert all(line.whole for line in names["cut"].lines()) and len(names["cut"]) >= 3
    assert names["film"].frames == names["cut"].frames
