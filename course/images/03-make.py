"""Make lesson 03's opening picture: one film and two shuffles of it, as barcodes of their cuts.

    python course/images/03-make.py

Needs ``ku.table("cutting")``, which is fetched where it is not there.
"""

from pathlib import Path

import numpy as np

import kuleshov as ku
from kuleshov import plots

HERE = Path(__file__).resolve().parent
FILM, ROW, SEED = "Annie Get Your Gun", "B", 3


def main() -> None:
    shots = ku.table("cutting")
    if shots.attrs.get("stand_in"):
        raise SystemExit("These are not the films: fetch the table first.")
    lengths = shots[shots.film == FILM].seconds.to_numpy()
    chance = np.random.default_rng(SEED)
    rows = {name: lengths if name == ROW else chance.permutation(lengths) for name in "ABC"}
    plots.barcodes(rows, "One of these is a film").savefig(HERE / "03-orders.png", dpi=160)


if __name__ == "__main__":
    main()
