"""docs/measures.md, from the registry, the cards and the gate's table; and a picture a measure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..metrics.cards import Card, card, explored
from ..metrics.registry import REGISTRY, Spec
from ..metrics.validation import proof
from ..show.doses import dose_svg

PAGE = Path("docs") / "measures.md"
PICTURES = Path("docs") / "images" / "doses"

_HEAD = """\
<!-- Made by `make build` from src/kuleshov/metrics; change what is there, not this page. -->
# The measures

The kit has {count} measures of a film. Each is a number with a unit, from a formula that you can
read, change and break in a notebook. No number here says "human", "generated" or "good". Where a
card says "better", it means less of the defect that the measure was tried on, which a film may
want. [What they say about real clips](clips.md) is a page of its own.

There is no score that adds them up. A fit always finds weights. EvalCrafter fitted its scores for
generated video to people's opinions, and all three weights of its motion score came out negative:
it is highest where no action and no motion is found ([its script][weights], [its makers'
answer][makers]).

[weights]: https://github.com/evalcrafter/EvalCrafter/blob/master/eval_from_metrics.py
[makers]: https://github.com/evalcrafter/EvalCrafter/issues/9

## The gate

{passed} measures pass. Read a row so: six doses of the measure's own defect go into each source, *rho*
says how steadily the value follows them (Spearman's, the mean over the sources; *least* is the
source that follows worst), and *effect* how far it has gone at the last, in spreads, the standard
deviation among the sources at one dose (100 at most: then the sources are alike). To pass takes {sources} sources, a rho of {rho} up or down, no source that goes the other way, and a control,
which is another defect, that moves the value by less than {control} of the effect.

{table}

One command makes this table again: `python -m benchmarks.dose_response`, or with ids behind it for
some of the rows; then `make build` makes this page. `make proof` runs the gate as tests.
`KULESHOV_TEST_DATA` names a folder with real clips in `clips/files` and the shot lengths of a
century of films in `data/cutting.csv`; [the catalogue](../datasets/catalog.csv) says where each
comes from. Without it the command tries pictures on six takes of The
Understudy and lengths on drawn ones, and the figures are others; `make proof` skips the gate and
says so.

## Break one

In a notebook, put a function of your own in a measure's place and see whether it passes. This is
*Flicker* without its middle, which takes slow changes away (`kuleshov.metrics.formulas.stability` has it whole):

```python
import numpy as np
from kuleshov.metrics import proof
from kuleshov.metrics.formulas import light


def flicker(film):
    values = np.log(light.mean_light(film.features.histogram))
    return 100 * values.std()


print(proof.dose_response("flicker"))  # the kit's: passes, in some seconds
print(proof.dose_response("flicker", flicker))  # yours: light that drifts moves it more
```

Your function gets what the measure's trial gives it: a film for measures of pictures, with its small
arrays (`film.features`, `film.looks`), a list of shot lengths for measures of edits, as in
`proof.dose_response("asl", max)`. `help(proof)` says the rest.

## The cards

In a notebook: `ku.card("asl")`. "Another size or codec" is the same stretch of film at 480 lines
and at 1080, compressed more, and as VP9 (`python -m benchmarks.invariance`), and what is said is
whether the number stayed in its interval or, where it has none, within what a citation may be off.

"""


def measures_page(root: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield the page and its pictures with the bytes that they should hold.

    Parameters
    ----------
    root : Path
        The course's folder. The gate's rows of what is not shipped come from its benchmarks/.
    """
    cards = [card(id) for id in REGISTRY]
    specs = list(REGISTRY.values())
    told = coverage(root) + orders(root) + false_alarms(root)
    yield root / PAGE, page(cards, specs, _unshipped(root), told).encode()
    for one in cards:
        yield root / PICTURES / f"{one.id}.svg", dose_svg(one).encode()


def page(
    cards: list[Card], specs: list[Spec], unshipped: dict[str, dict[str, Any]], between: str = ""
) -> str:
    """Return the page as Markdown: the gate's table, a card each, and what is not shipped."""
    passed = sum(one.proof["passed"] for one in cards)
    head = _HEAD.format(
        count=len(cards),
        passed=f"All {passed}" if passed == len(cards) else f"{passed} of {len(cards)}",
        sources=proof.LEAST_SOURCES,
        rho=proof.RHO,
        control=proof.CONTROL,
        table=gate_table(cards, specs),
    )
    told = "\n".join(_card(one, spec) for one, spec in zip(cards, specs, strict=True))
    left = "\n".join(_explored(row, unshipped.get(row["id"])) for row in explored())
    return f"{head}{told}\n{between}## Explored, not shipped\n\n{left}"


_SURE = """## How sure one number is

Beside a number stands its 95 % interval: did the film go on without an end, with the
same kind of shots, between which values would the number settle? (Another film of as few shots can lie
further off: it has a chance of its own.) It is found by drawing the film's shots again, and set
apart for how few there are and for how much they hang together
(`kuleshov.metrics.formulas.intervals`). Under twelve shots, cuts or gaps, and where one shot is all there is, no
interval is given: so few don't show how they hang together. Below, the truth is known: {films} made
films a row, of lognormal shots. Of 100 intervals so many hold it. `{command}` counts them.

| the films' shots | shots a film | {names} |
|---|--:|{ruler}|
{rows}

*AR*: each shot follows the one before, with this autocorrelation. *icc*: the share of their variance
that a scene's shots have in common. Where a film holds one or two long scenes, nothing in it says
what a third would be like: its intervals are too narrow, and none that is found in the film could be wide enough.

"""


def coverage(root: Path) -> str:
    """Return how often intervals hold the truth, as a section of the page."""
    results = root / "benchmarks" / "results" / "coverage.json"
    if not results.is_file():
        return ""  # a copy of the course without its benchmarks
    kept = json.loads(results.read_text("utf-8"))
    names = [name for name in kept["rows"][0] if name not in ("null", "shots")]
    rows = [
        f"| {row['null']} | {row['shots']} | {' | '.join(f'{row[n] * 100:.0f}' for n in names)} |"
        for row in kept["rows"]
    ]
    return _SURE.format(
        films=kept["films"], command=kept["command"], rows="\n".join(rows),
        names=" | ".join(REGISTRY[n].name if n in REGISTRY else n for n in names),
        ruler="|".join(["--:"] * len(names)),
    )  # fmt: skip


_BETWEEN = """## Between two films

`ku.compare(...).differences()` says which measures of two films lie further apart than chance. Shots
of one scene hang together, so runs of shots are dealt, as long as the films' own numbers ask for;
and where fewer than five runs a side are left, no *p* is given. Below, nothing differs: {pairs} pairs
of made films a row, twelve measures each, lognormal. Of 100 measures so many had a *p* under .05, or
a "95 %" interval that left out 0; of 100 pairs so many had a row of the twelve called further apart
(after Holm). The last column counts only what was dealt: of 100 such measures so many had a *p* under
.05. `{command}` counts them.

| the films' shots | shots a film | p < .05 | interval without 0 | any row of twelve | dealt at all | p < .05, of those dealt |
|---|--:|--:|--:|--:|--:|--:|
{rows}

*AR*: each shot follows the one before, with this autocorrelation. *icc*: the share of their variance
that a scene's shots have in common. Where scenes are long, little is dealt: too few of them are left,
and that is the truth about such a film. What is dealt all the same looks by luck as if it
hung together less, and there the last column is far above 5: of films whose scenes you know to be
long, a *p* is worth little even where there is one. What does differ is found: {found}.

"""


def false_alarms(root: Path) -> str:
    """Return what is known of two films between which nothing differs, as a section of the page."""
    results = root / "benchmarks" / "results" / "false_alarms.json"
    if not results.is_file():
        return ""  # a copy of the course without its benchmarks
    kept = json.loads(results.read_text("utf-8"))
    null = [row for row in kept["rows"] if not row["shift"]]
    heads = ("p", "interval", "any row", "dealt")
    rows = [
        f"| {row['null']} | {row['shots']} | {' | '.join(f'{row[h] * 100:.1f}' for h in heads)} "
        f"| {_of_dealt(row)} |"
        for row in null
    ]
    found = [
        f"{row['p']:.0%} of measures that lie {row['shift']:g} of their shots' standard deviations "
        f"apart, with {row['shots']} shots a film ({row['null']})"
        for row in kept["rows"] if row["shift"]
    ]  # fmt: skip
    return _BETWEEN.format(
        pairs=kept["pairs"], command=kept["command"], rows="\n".join(rows), found="; ".join(found)
    )


def _of_dealt(row: dict[str, float]) -> str:
    """Return of 100 measures that were dealt how many had a p under .05.

    Examples
    --------
    >>> _of_dealt({"p": 0.01, "dealt": 0.05}), _of_dealt({"p": 0.0, "dealt": 0.0})
    ('20', '–')
    """
    return f"{row['p'] / row['dealt'] * 100:.0f}" if row["dealt"] else "–"


def gate_table(cards: list[Card], specs: list[Spec]) -> str:
    """Return the gate's table: a row a measure, by family."""
    head = "| measure | its own defect | rho | least | effect | control | its effect | sources | passed |"
    rows = [head, "|---|---|--:|--:|--:|---|--:|--:|---|"]
    for one, spec in zip(cards, specs, strict=True):
        name = f"[{one.name}](#{one.id})<br><sub>{_family(spec)}</sub>"
        rows.append(f"| {' | '.join([name, *_gate_cells(one.proof)])} |")
    return "\n".join(rows)


def _gate_cells(row: dict[str, Any]) -> list[str]:
    return [
        f"{plain(row['defect'])}<br><sub>{_small(_doses(row))}</sub>",
        _signed(row["rho"]),
        _signed(row["rho_least"]),
        _signed(row["effect"]),
        plain(row["control"]),
        _signed(row["control_effect"]),
        str(len(row["sources"])),
        "yes" if row["passed"] else f"no: {plain(row['why'])}",
    ]


def _doses(row: dict[str, Any]) -> str:
    return f"{row['unit']}, {row['doses'][0]:g} to {row['doses'][-1]:g}"


def _small(words: str) -> str:
    """Return words of which the doses stay on one line."""
    return re.sub(r"(\S+) to (\S+)$", r"\1&nbsp;to&nbsp;\2", plain(words))


def _signed(value: float) -> str:
    """Return a number of two places; what rounds to nothing has no sign.

    Examples
    --------
    >>> _signed(-0.98765), _signed(-0.001)
    ('-0.99', '0.00')
    """
    return f"{round(value, 2) + 0.0:.2f}"


def _family(spec: Spec) -> str:
    return f"[{spec.family}](../src/kuleshov/metrics/formulas/{spec.family}.py)"


def _card(one: Card, spec: Spec) -> str:
    better = "" if one.better == "none" else f" · better: {one.better}"
    lines = [
        f'<a id="{one.id}"></a>\n\n### {plain(one.name)}\n',
        f"**{plain(one.sentence)}**\n",
        f"`{one.id}` · {one.unit or 'a plain number'} · {plain(one.range)}{better} · {_family(spec)}\n",
        f"![{_alt(one)}]({PICTURES.relative_to('docs').as_posix()}/{one.id}.svg)\n",
        *(f"- **{name}.** {words}" for name, words in _parts(one)),
    ]
    return "\n".join(lines) + "\n"


def _parts(one: Card) -> list[tuple[str, str]]:
    told = one.disagree
    reference = " ".join(f"{_sentence(plain(v))} *{_sentence(plain(s))}*" for v, s in one.reference)
    names = ", ".join(plain(" ".join(name.split())) for name in one.proof["sources"])
    return [
        ("How to read it", plain(one.how_to_read)),
        ("Formula", f"`{one.formula}`"),
        ("To hold it against", reference),
        ("Needs", _sentence(plain(one.minimum))),
        ("Fooled by", _sentence(plain(one.fooled_by))),
        ("Says nothing about", _sentence(plain(one.says_nothing_about))),
        ("Where you and it disagree",
         f"`{told.clip}` at {told.at}. {plain(told.eye)} *The number:* {plain(told.number)}"),
        ("Another size or codec", _sentence(plain(one.moves))),
        ("The gate's sources", _sentence(names)),
        ("Source", _sentence(plain(one.source))),
    ]  # fmt: skip


_ORDERS = """## Any order, and one tempo

The *p* beside [{order}](#order), [{lag1}](#lag1) and [{acts}](#acts) is the
share that reaches as far when the same shots come in any order. It is no test of shape. Below, no
film has one: {films} made films a row, {few} in the last column. Of 100 so many had a *p* of .05 or
less.

| how much of a shot is left in the next | shots a film | {order} | {lag1} | {acts} |
|--:|--:|--:|--:|--:|
{rows}

[{hawkes}](#hawkes) is no test of bursts either. Below, no cut has anything to do with another:
{bunched} made films a row, which cut by chance, so many seconds a shot in the first half of their time
and so many in the second.

| first half, s a shot | second half, s a shot | middle value | intervals above 0, of 100 |
|--:|--:|--:|--:|
{tempi}

`{command}` counts them.

"""


def orders(root: Path) -> str:
    """Return what films without a shape and without bursts give, as a section of the page."""
    results = root / "benchmarks" / "results" / "orders.json"
    if not results.is_file():
        return ""  # a copy of the course without its benchmarks
    kept = json.loads(results.read_text("utf-8"))
    rows = [
        f"| {row['memory']:g} | {row['shots']} | "
        + " | ".join(f"{100 * row[id]:.0f}" for id in ("order", "lag1", "acts")) + " |"
        for row in kept["order"]
    ]  # fmt: skip
    tempi = [
        f"| {row['first']:g} | {row['second']:g} | {row['branching']:.2f} | "
        f"{100 * row['above 0']:.0f} |"
        for row in kept["bunching"]
    ]
    names = {id: REGISTRY[id].name for id in ("order", "lag1", "acts", "hawkes")}
    return _ORDERS.format(
        rows="\n".join(rows), tempi="\n".join(tempi), command=kept["command"],
        films=kept["films"]["order"], few=kept["films"]["acts"], bunched=kept["bunched"], **names,
    )  # fmt: skip


def _explored(row: dict[str, Any], trial: dict[str, Any] | None) -> str:
    lines = [
        f'<a id="{row["id"]}"></a>\n\n### {plain(row["name"])}\n',
        f"`{row['id']}` · {plain(row['where'])}\n",
        f"- **Tried.** {_sentence(plain(row['tried']))}",
        f"- **Why not.** {_sentence(plain(row['why']))}",
    ]
    if trial:
        lines.append(f"- **In the gate, when it last ran.** {_sentence(_trial(trial))}")
    return "\n".join(lines) + "\n"


def _trial(row: dict[str, Any]) -> str:
    return (
        f"{row['defect']} ({_doses(row)}): rho "
        f"{_signed(row['rho'])}, least {_signed(row['rho_least'])}, effect {_signed(row['effect'])} "
        f"spreads; {row['control']}: {_signed(row['control_effect'])} spreads; "
        f"{len(row['sources'])} sources"
    )


def _unshipped(root: Path) -> dict[str, dict[str, Any]]:
    """Return the gate's rows of what is not shipped, by id; none where there is no table."""
    table = root / "benchmarks" / "results" / "dose_response.json"
    if not table.is_file():
        return {}
    rows = json.loads(table.read_text(encoding="utf-8"))["proofs"]
    return {row["id"]: row for row in rows if row["id"] not in REGISTRY}


def _alt(one: Card) -> str:
    words = f"{one.name}, as its own defect grows and as another does. {one.tried}"
    return plain(words).replace("`", "")


def _sentence(words: str) -> str:
    """Return words with a capital letter before and a full stop behind.

    Examples
    --------
    >>> _sentence("three shots"), _sentence("`h_nasa`, black.")
    ('Three shots.', '`h_nasa`, black.')
    """
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?")) else ".")


def plain(words: str) -> str:
    r"""Return words that Markdown leaves as they are; names of clips and of code stand out.

    Examples
    --------
    >>> plain("h_nasa, 2 * 3 < 7 | a")
    '`h_nasa`, 2 \\* 3 &lt; 7 \\| a'
    """
    safe = re.sub(r"([*|\[\]~\\])", r"\\\1", words).replace("<", "&lt;")
    return re.sub(r"\b(?:kuleshov(?:\.\w+)+|[a-z]+(?:_[a-z0-9]+)+)\b", r"`\g<0>`", safe)
