"""The command: python -m understudy make | land | sheet | status | cut."""

import argparse
import sys
from pathlib import Path

from . import land as landing
from .frames import QUALITIES, Cache, pictures
from .render import render
from .sheets import sheet
from .takes import TAKES, in_order


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and do it."""
    parser = argparse.ArgumentParser(prog="understudy", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, what in (
        ("make", "render what is missing, then land it"),
        ("render", "render what is missing, and stop there; may be killed and begun again"),
        ("land", "encode, record and write down every take that is rendered whole"),
        ("sheet", "draw contact sheets into work/"),
        ("status", "say what is landed and what is left"),
    ):
        command = commands.add_parser(name, help=what)
        command.add_argument("takes", nargs="*", metavar="TAKE")
        command.add_argument("--quality", choices=list(QUALITIES), default="final")
        command.add_argument("--threads", type=int, default=2)
        command.add_argument(
            "--every", type=int, default=12, help="frames between cells of a sheet"
        )
        command.add_argument("--part", default="1/1", help="render the i-th of n parts: 1/2")
    cut = commands.add_parser("cut", help="render the editor's cut from the landed takes")
    cut.set_defaults(takes=[])
    deep = commands.add_parser("depth", help="render depth for a frame of each set-up")
    deep.set_defaults(takes=[])
    asked = parser.parse_args(arguments)
    unknown = [name for name in asked.takes if name not in TAKES]
    if unknown:
        parser.error(f"there is no take {', '.join(unknown)}; there are {', '.join(TAKES)}")
    return {
        "make": make,
        "render": only_render,
        "land": only_land,
        "sheet": sheets,
        "status": status,
        "cut": editors_cut,
        "depth": depths,
    }[asked.command](asked)


def make(asked: argparse.Namespace) -> int:
    """Render and land take by take, so that each is there as soon as it can be."""
    for name in asked.takes or [take.name for take in in_order()]:
        only_render(argparse.Namespace(**vars(asked) | {"takes": [name]}))
        only_land(argparse.Namespace(**vars(asked) | {"takes": [name]}))
    return 0


def only_render(asked: argparse.Namespace) -> int:
    """Render what is missing."""
    quality = QUALITIES[asked.quality]
    cache = Cache(landing.CACHE, quality)
    missing = cache.missing(landing.wanted(quality, asked.takes))
    part, parts = (int(x) for x in asked.part.split("/"))
    render(
        missing[part - 1 :: parts],
        cache,
        quality,
        asked.threads,
        lambda text: print(text, flush=True),
    )
    return 0


def only_land(asked: argparse.Namespace) -> int:
    """Land what is whole."""
    quality = QUALITIES[asked.quality]
    takes = [take for take in landing.ready(quality) if not asked.takes or take.name in asked.takes]
    if takes:
        landing.land(takes, quality)
    else:
        print("No take is rendered whole that isn't final already.")
    return 0


def sheets(asked: argparse.Namespace) -> int:
    """Draw contact sheets."""
    cache = Cache(landing.CACHE, QUALITIES[asked.quality])
    folder = Path(__file__).resolve().parents[1] / "work"
    folder.mkdir(exist_ok=True)
    for name in asked.takes or list(TAKES):
        sheet(TAKES[name], cache, folder / f"{name}.png", asked.every)
        print(folder / f"{name}.png")
    return 0


def status(asked: argparse.Namespace) -> int:
    """Say what is landed and what is left."""
    quality = QUALITIES[asked.quality]
    cache = Cache(landing.CACHE, quality)
    final, animatic = landing.landed("final"), landing.landed("animatic")
    counted: set[str] = set()
    for take in in_order():
        mine = pictures([take], quality)
        missing = cache.missing(mine)
        new = {one.key for one in missing} - counted
        here = "final" if take.name in final else "animatic" if take.name in animatic else "-"
        if take.name not in final:
            counted |= new
        left = 0 if take.name in final else len(new)
        print(f"{take.name:5} landed: {here:9} pictures: {len(mine):4}  left to render: {left:4}")
    print(f"{len(counted)} pictures of quality {quality.name} left to render")
    return 0


def editors_cut(_: argparse.Namespace) -> int:
    """Render the editor's cut."""
    from .cut import render_cut

    render_cut(landing.HERE / "editors-cut.edit", landing.HERE / "editors-cut.mp4")
    return 0


def depths(_: argparse.Namespace) -> int:
    """Render depths, and say in truth where they are."""
    from . import depth, truth

    made = depth.all_depths(landing.HERE / "depth")
    file = landing.HERE / "truth.json"
    record = truth.load(file)
    for name, entry in record["takes"].items():
        entry |= truth.extras(TAKES[name], landing.HERE)
    truth.save(file, record)
    print(f"{len(made)} depths made")
    return 0


if __name__ == "__main__":
    sys.exit(main())
