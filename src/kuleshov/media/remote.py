"""A film by its address: downloaded once, into the cache."""

from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from ..errors import MediaError
from ..folders import cache


def download(url: str) -> Path:
    """Fetch a file over http(s) unless it lies in the cache already, and return its path.

    Parameters
    ----------
    url : str
        An http(s) address; it is what the copy in the cache is known by.

    Returns
    -------
    Path
        In the cache, under the name that the address ends in.

    Raises
    ------
    MediaError
        Where nothing answers at the address, or it gives no file out.

    See Also
    --------
    kuleshov.fetch : A clip of the catalogue, checked by its fingerprint.

    Examples
    --------
    >>> download("https://example.org/film.mp4").parts[-3:]  # doctest: +SKIP
    ('addresses', 'ec87c276564c', 'film.mp4')
    """
    import hashlib
    import logging

    import pooch
    import requests

    pooch.get_logger().setLevel(logging.WARNING)
    name = PurePosixPath(unquote(urlsplit(url).path)).name or "film"
    known = hashlib.sha256(url.encode()).hexdigest()[:12]
    folder = cache() / "addresses" / known
    try:
        made = pooch.retrieve(url, known_hash=None, fname=name, path=folder)
    except requests.HTTPError as problem:
        code = problem.response.status_code if problem.response is not None else "no"
        raise MediaError(f"{url} gave no film (answer {code}). Is the address right?") from None
    except (requests.RequestException, ValueError, OSError) as problem:
        reason = str(problem).split("(Caused", maxsplit=1)[0][:100]
        raise MediaError(f"{url} can't be reached from here ({reason}). Are you online?") from None
    return Path(made)
