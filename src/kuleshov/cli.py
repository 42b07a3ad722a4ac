"""The command line: ``kuleshov lab | fetch | import | measure | build | doctor | pack | ledger | ...``.

Each command is a thin door: what it does lives in the package that it names. A KuleshovError
ends a command with its sentence and exit code 1, never with a traceback.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from .class_commands import commands as class_commands
from .class_commands import gate_command
from .errors import KuleshovError
from .folders import course_root, studio
from .grading.command import grade_command
from .words import counted

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="A film school in notebooks.",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(class_commands, name="class")
ledger_commands = typer.Typer()
app.add_typer(ledger_commands, name="ledger")
_out = Console(soft_wrap=True)


@app.command()
def lab(
    lesson: Annotated[str, typer.Argument(help="Which lesson to open, by its number.")] = "00",
    browser: Annotated[bool, typer.Option(help="Open a browser window.")] = True,
    port: Annotated[int, typer.Option(help="The port to serve on.")] = 8888,
) -> None:
    """Open the course in JupyterLab."""
    from .lab import serve

    serve(course_root(), lesson, browser=browser, port=port)


@app.command()
def fetch(
    what: Annotated[list[str], typer.Argument(help="Ids of the catalogue, or lesson-00.")],
    go_on: Annotated[
        bool, typer.Option("--go-on", help="Say which clips can't be had, and end well.")
    ] = False,
) -> None:
    """Download clips of the catalogue once; lessons then work offline."""
    from .library import fetch_lesson

    missing = there = 0
    for name in what:
        fetched = fetch_lesson(name)
        for one in fetched:
            _out.print(str(one), markup=False)
        if not fetched:
            typer.echo(f"{name} shows no clips of the catalogue: there is nothing to fetch.")
        there += len(fetched)
        missing += sum(one.path is None for one in fetched)
    if missing:
        words = f"{missing} of {counted(there, 'clip')} could not be had."
        if not go_on:
            raise KuleshovError(words)
        typer.echo(f"{words} The lessons show a still instead.", err=True)


@app.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(help="Films from a phone, camera or generator.")],
    sound_track: Annotated[
        int | None, typer.Option(help="Which sound track of several, counted from 1.")
    ] = None,
) -> None:
    """Bring your own footage into the studio as course proxies, with a ledger entry each."""
    from .library import import_footage

    results = import_footage(*files, sound_track=sound_track)
    for result in results:
        _out.print(str(result), markup=False)
    if not any(result.clip for result in results):
        raise typer.Exit(1)


@app.command()
def measure(
    film: Annotated[Path, typer.Argument(help="A film, or a folder of films.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    to: Annotated[Path, typer.Option(help="A folder's table: .csv or .parquet.")] = Path(
        "measures.csv"
    ),
    jobs: Annotated[int, typer.Option(help="Processes; 0 is one for each core.")] = 0,
    scheduler: Annotated[str, typer.Option(help="A Dask scheduler's address.")] = "",
) -> None:
    """Measure a film, or every film in a folder: shot lengths, activity, loudness and the rest.

    A folder can be stopped; the same command goes on where it was.
    """
    from .library.progress import bar
    from .media import Clip
    from .metrics import measure as measure_film
    from .metrics.folder import measure_folder

    if not film.is_dir():
        measures = measure_film(Clip(film))
        typer.echo(measures.to_json() if as_json else str(measures))
        return
    try:
        with bar("measuring", unit="films") as report:
            outcome = measure_folder(film, to, jobs or None, scheduler, report)
    except KeyboardInterrupt:
        typer.echo("kuleshov: stopped; the same command goes on where it was.", err=True)
        raise typer.Exit(130) from None
    typer.echo(str(outcome))
    for name, reason in outcome.broken.items():
        typer.echo(f"{name}: {reason}")


@app.command()
def build(
    check: Annotated[bool, typer.Option("--check", help="Only say what is stale.")] = False,
) -> None:
    """Make notebooks, environment.yml and docs/measures.md from their sources."""
    from . import authoring

    root = course_root()
    if check:
        authoring.check(root)
        typer.echo("Built files are what their sources make.")
        return
    for path in authoring.build(root):
        here = path.relative_to(root)
        typer.echo(f"{'kept' if here.parts[0] == 'studio' else 'built'} {here}")


@app.command()
def pack(
    to: Annotated[Path, typer.Argument(help="The zip to write.")] = Path("studio.zip"),
) -> None:
    """Put everything that you made into one zip to take home: studio/, and notebooks that you ran."""
    from .authoring.worked_in import keep_all
    from .library.pack import pack as pack_folder

    for copy in keep_all(course_root(), studio()):
        typer.echo(f"kept {copy}")
    typer.echo(f"Packed {studio()} into {pack_folder(studio(), to)}")


@app.command()
def unpack(
    archive: Annotated[Path, typer.Argument(help="A zip made by `kuleshov pack`.")],
) -> None:
    """Bring a packed studio back. Nothing that is there already is overwritten."""
    from .library.pack import unpack as unpack_zip

    for path in unpack_zip(archive, studio()):
        typer.echo(f"restored {path}")


@ledger_commands.callback(invoke_without_command=True)
def ledger(context: typer.Context) -> None:
    """Show your ledger: who made each clip of your films, with what, under which licence."""
    from .library import ledger as book

    if context.invoked_subcommand is None:
        typer.echo(str(book()))


@ledger_commands.command("verify")
def ledger_verify(
    strict: Annotated[bool, typer.Option("--strict", help="Count gaps as wrong, too.")] = False,
) -> None:
    """Look at every clip that the course shows and every file of your ledger: papers and bytes."""
    from .library.verifying import verify

    found = verify()
    typer.echo(str(found))
    if found.wrong or (strict and found.gaps):
        raise typer.Exit(1)


@ledger_commands.command("page")
def ledger_page(
    film: Annotated[
        Path | None, typer.Argument(help="A film; all of the ledger if left out.")
    ] = None,
    to: Annotated[Path, typer.Option(help="The page to write.")] = Path("papers.html"),
) -> None:
    """Write the papers of a film, or of all that is in your ledger, as a page that prints."""
    from .library import ledger as book
    from .library import papers
    from .library.ledger_file import where

    if film is not None:
        found = papers(film)
    else:
        found = papers([where(entry.path) for entry in book().latest()], "The ledger")
    typer.echo(f"Wrote {found.page(to)}.")


@app.command("programme")
def programme_(
    folder: Annotated[Path, typer.Argument(help="programme.md, and a folder for each film.")],
    to: Annotated[
        Path | None, typer.Option(help="The site's folder; FOLDER-site where left out.")
    ] = None,
    order: Annotated[
        Path | None, typer.Option(help="Another file like programme.md: another order.")
    ] = None,
    blind: Annotated[
        bool, typer.Option("--blind", help="Visitors vote before names are shown.")
    ] = False,
) -> None:
    """Make one site of a class's films, from a folder or any web server; say who is left out and why."""
    from .criticism import programme

    typer.echo(str(programme(folder, to, order=order, blind=blind)))


@app.command("votes")
def votes_(
    folder: Annotated[Path, typer.Argument(help="Holds the files that visitors saved.")],
    site: Annotated[Path, typer.Argument(help="The site that they saw.")],
    to: Annotated[
        Path | None, typer.Option(help="A table to write, .csv: a row for each vote.")
    ] = None,
) -> None:
    """Bring together what visitors of a blind programme voted."""
    from .criticism import programme_votes

    found = programme_votes(folder, site)
    typer.echo(str(found))
    if to is not None:
        typer.echo(f"Wrote {found.save(to)}.")


@app.command()
def doctor() -> None:
    """Say what works on this machine: decoding, playing, fonts, memory, sandbox, disk."""
    from .doctor import examine

    marks = {"good": "[green]good[/]", "lacks": "[yellow]lacks[/]", "bad": "[red]bad[/]"}
    findings = examine()
    for finding in findings:
        _out.print(
            f"{marks[finding.state]:>20}  {finding.what}: {finding.sentence}", highlight=False
        )
    if any(finding.state == "bad" for finding in findings):
        raise typer.Exit(1)


app.command("grade")(grade_command)
app.command("gate")(gate_command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; say a KuleshovError in its one sentence."""
    try:
        app(args=list(arguments) if arguments is not None else None)
    except KuleshovError as error:
        typer.echo(f"kuleshov: {error}", err=True)
        sys.exit(1)
    except OSError as error:  # a full disk, a folder that may not be written
        where = f"{error.filename}: " if error.filename else ""
        typer.echo(f"kuleshov: {where}{error.strerror or error}.", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        typer.echo("kuleshov: stopped.", err=True)
        sys.exit(130)
