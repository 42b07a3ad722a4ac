"""Tables of numbers: what is fetched, what the kit carries, and what stands in where you are offline.

==============  =====================================================  =========================
id              a row is                                               columns
==============  =====================================================  =========================
``cutting``     a shot of one of 134 Hollywood films, 1935 to 2005     film, year, shot, seconds
``film_genre``  a film                                                 film, genre
``century``     a film, measured by this kit                           film, year, genre, shots,
                                                                       asl, median, log_sd,
                                                                       short_share, lag1, p
``power``       a length of window cut out of these films              shots, rejected, shuffled,
                                                                       windows
``clips``       a clip of the catalogue, measured by this kit          film, made_by, a column a
                                                                       measure
==============  =====================================================  =========================

The first two are fetched; the shots were first published by J. E. Cutting, J. E. DeLong and C. E.
Nothelfer (2010), the tables by N. Redfern, Journal of Data Science 21(1), 2023, under the MIT
licence. ``century`` and ``power`` are what ``python -m benchmarks.century`` computed of them; the kit
carries them under the same licence. ``clips`` is what ``python -m benchmarks.real_clips`` measured.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..errors import LibraryError
from ..words import meant
from .catalogue import catalog
from .fetching import fetch_file
from .progress import Report

if TYPE_CHECKING:
    import pandas as pd

CARRIED = {"century": "century.csv", "power": "order_power.csv", "clips": "clips.csv"}
SEED = 1935
SHORTEST = 0.1  # s; the published lengths are rounded to it


def table(id: str, *, progress: bool | Report | None = None) -> pd.DataFrame:
    """Get a table of numbers as a data frame.

    Parameters
    ----------
    id : str
        ``"cutting"``: each shot of 134 Hollywood films, its film, year, place and length in
        seconds. ``"film_genre"``: each film's genre. ``"century"``: these films as numbers, a row a
        film. ``"power"``: how often a test of order rejects in windows cut out of them. ``"clips"``:
        the catalogue's clips as numbers, a row a clip, NaN where a measure refuses. Or another
        table of the catalogue, as it is.
    progress : bool or callable, optional
        As for :func:`kuleshov.fetch`.

    Returns
    -------
    pandas.DataFrame
        Where ``"cutting"`` can't be had now, a stand-in: as many shots, and the median, spread and
        likeness of neighbours of each film; each single length is invented. It is said in print,
        and ``attrs["stand_in"]`` is True.

    Raises
    ------
    LibraryError
        Where there is no such table; or where it can't be had now and nothing stands in.

    See Also
    --------
    kuleshov.fetch : the same for films

    Examples
    --------
    >>> century = table("century")
    >>> century.groupby("year")["median"].median().loc[[1935, 2005]].round(2).tolist()
    [4.75, 2.8]
    >>> table("g_k5_piano10")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    kuleshov.errors.LibraryError: g_k5_piano10 is a film, not a table of numbers. ...
    """
    import pandas as pd

    if isinstance(id, str) and id in CARRIED:
        return pd.read_csv(Path(__file__).with_name(CARRIED[id]))
    try:
        entry = catalog()[id]
    except LibraryError as unknown:
        tables = [*CARRIED, *(one.id for one in catalog().values() if one.kind == "table")]
        near = meant(str(id), tables) or f" There are {', '.join(tables)}."
        raise LibraryError(f"There is no table {id!r}.{near}") from unknown
    if entry.kind != "table":
        raise LibraryError(f"{id} is a film, not a table of numbers. To get it: ku.fetch({id!r}).")
    try:
        path = fetch_file(entry, progress)
    except LibraryError as problem:
        if id not in ("cutting", "film_genre"):
            raise
        return _instead(id, str(problem))
    read = pd.read_csv(path)
    if id == "cutting":
        return one_row_a_shot(read)
    if id == "film_genre":
        read = read.rename(columns={"title": "film"})
        read["film"] = [" ".join(title.split()) for title in read["film"]]
    return read


def one_row_a_shot(wide: pd.DataFrame) -> pd.DataFrame:
    """Return the published table, a column a film, with a row for each shot.

    Parameters
    ----------
    wide : DataFrame
        Columns "Title (year)", some with two spaces before the year; seconds, NaN below the last.

    Returns
    -------
    DataFrame
        film, year, shot (from 1), seconds.

    Examples
    --------
    >>> import pandas as pd
    >>> wide = pd.DataFrame({"Fantasia  (1940)": [6.0, 2.5], "Top Hat (1935)": [3.0, None]})
    >>> one_row_a_shot(wide).values.tolist()
    [['Fantasia', 1940, 1, 6.0], ['Fantasia', 1940, 2, 2.5], ['Top Hat', 1935, 1, 3.0]]
    """
    import pandas as pd

    films = []
    for header in wide.columns:
        title, _, year = header.strip().removesuffix(")").rpartition("(")
        seconds = wide[header].dropna().to_numpy()
        films.append(_film(" ".join(title.split()), int(year), seconds))
    return pd.concat(films, ignore_index=True)


def _film(title: str, year: int, seconds: np.ndarray) -> pd.DataFrame:
    import pandas as pd

    shots = np.arange(1, len(seconds) + 1)
    return pd.DataFrame({"film": title, "year": year, "shot": shots, "seconds": seconds})


def _instead(id: str, problem: str) -> pd.DataFrame:
    """Return what stands in for a table that can't be had, and say so."""
    films = table("century")
    if id == "film_genre":  # nothing is invented: the kit carries the genres
        return films[["film", "genre"]].copy()
    print(
        f"{problem}\nA stand-in of our own making: of each film the number of shots is true, and "
        "median, spread and likeness of neighbours nearly so; each single length is invented."
    )
    return stand_in(films)


def stand_in(films: pd.DataFrame) -> pd.DataFrame:
    """Invent the shots of films of which a few numbers are known.

    The logarithms of the lengths follow each other as a first-order autoregression: normal, with
    the film's median and spread, and so much memory that neighbours' ranks correlate as the
    film's do (for normal values a rank correlation ``s`` belongs to ``2 sin(pi s / 6)``).
    So scenes, acts and single long takes are missing, and where a film is not lognormal its
    average differs.

    Parameters
    ----------
    films : DataFrame
        As ``table("century")`` has it.

    Returns
    -------
    DataFrame
        As ``table("cutting")``; ``attrs["stand_in"]`` is True. The same each time.

    Examples
    --------
    >>> made = stand_in(table("century"))
    >>> made.attrs, len(made) == int(table("century").shots.sum())
    ({'stand_in': True}, True)
    """
    import pandas as pd

    random = np.random.default_rng(SEED)
    made = []
    for one in films.to_dict("records"):
        memory = 2 * np.sin(np.pi * one["lag1"] / 6)
        normal = random.standard_normal(int(one["shots"]))
        for at in range(1, len(normal)):
            normal[at] = memory * normal[at - 1] + np.sqrt(1 - memory**2) * normal[at]
        seconds = np.round(one["median"] * np.exp(one["log_sd"] * normal), 1)
        made.append(_film(str(one["film"]), int(one["year"]), np.maximum(SHORTEST, seconds)))
    whole = pd.concat(made, ignore_index=True)
    whole.attrs["stand_in"] = True
    return whole
