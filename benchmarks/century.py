"""A century of films as numbers, and how many shots a test of order needs: what the kit carries.

    python -m benchmarks.century

Reads the shot lengths of 134 Hollywood films (``ku.table("cutting")``, fetched where they are not
there), and writes two tables into ``src/kuleshov/library``. ``century.csv``: each film's measures of
length, and lag1 with its p. ``order_power.csv``: windows of 8 to 400 shots are cut out of the films
at random places, and lag1 is put to the test in each; then the same windows are shuffled first, when
no more than a twentieth should be rejected. Takes about five minutes.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from kuleshov.library import numbers
from kuleshov.metrics.formulas import shot_lengths, shot_order
from kuleshov.metrics.formulas import shuffles as orders

COMMAND = "python -m benchmarks.century"
HERE = Path(numbers.__file__).parent
SIZES = (8, 12, 16, 24, 32, 48, 60, 80, 100, 150, 200, 300, 400)
WINDOWS, SHUFFLES, LEVEL = 1000, 199, 0.05


def of_film(seconds: np.ndarray) -> dict[str, float]:
    """Return a film's row: its measures of length, and lag1 with its p."""
    lag1 = tested(seconds, orders.SHUFFLES)
    return {
        "shots": len(seconds),
        "asl": shot_lengths.asl(seconds),
        "median": shot_lengths.median(seconds),
        "log_sd": shot_lengths.log_sd(seconds),
        "short_share": shot_lengths.short_share(seconds),
        "lag1": lag1.value,
        "p": lag1.p,
    }


def tested(seconds: np.ndarray, shuffles: int) -> orders.Ordered:
    """Put lag1 to the test as the measure does."""
    return orders.shuffled(
        shot_order.ranks(seconds), shot_order._lag1_of_ranks, two_sided=True, shuffles=shuffles
    )


def rejected(films: list[np.ndarray], shots: int, windows: int, is_shuffled: bool) -> float:
    """Return the share of windows whose lag1 is called no chance at 5 %."""
    random = np.random.default_rng([SIZES[0], shots])
    long = [film for film in films if len(film) >= shots]
    found = 0
    for _ in range(windows):
        film = long[random.integers(len(long))]
        start = random.integers(len(film) - shots + 1)
        window = film[start : start + shots]
        if is_shuffled:
            window = random.permutation(window)
        found += np.ptp(window) > 0 and tested(window, SHUFFLES).p <= LEVEL
    return found / windows


def main() -> None:
    cutting, genres = numbers.table("cutting"), numbers.table("film_genre")
    if cutting.attrs.get("stand_in"):
        raise SystemExit("These are not the films: fetch the table first.")
    rows, films = [], []
    for (film, year), shots in cutting.groupby(["film", "year"], sort=False):
        films.append(shots.seconds.to_numpy())
        rows.append({"film": film, "year": year, **of_film(films[-1])})
    table = pd.DataFrame(rows).merge(genres, on="film", validate="one_to_one")
    assert len(table) == len(rows), "a film has no genre"
    table.insert(2, "genre", table.pop("genre"))
    table.round(4).to_csv(HERE / "century.csv", index=False)
    power = [
        {
            "shots": shots,
            "rejected": rejected(films, shots, WINDOWS, False),
            "shuffled": rejected(films, shots, WINDOWS, True),
            "windows": WINDOWS,
        }
        for shots in SIZES
    ]
    pd.DataFrame(power).round(3).to_csv(HERE / "order_power.csv", index=False)


if __name__ == "__main__":
    main()
