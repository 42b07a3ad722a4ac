"""How far apart two pictures are in light and colour, as somebody who grades would ask it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..errors import Refused
from ..media.still import Region, StillLike, part_of, still_of
from .formulas import light

if TYPE_CHECKING:
    import pandas

BLACK = light.DARKEST  # of white; below it a step of the code is a stop or so, and no light is told


@dataclass(frozen=True, eq=False)
class Apart:
    """How far one picture is from another; made by :func:`apart`, and shows both.

    Attributes
    ----------
    stops : float
        How much brighter the first one's median colour is: 1 is twice the light, below 0 is darker.
    dE : float
        How different the two median colours look, CIEDE2000: about 1 can just be seen.
    colours : (ndarray, ndarray)
        Red, green and blue of both median colours, as coded, 0 to 255.
    pictures : (ndarray, ndarray)
        What was compared, RGB.
    region, against : (float, float, float, float) or None
        Which part of the first, and of the second.
    """

    stops: float
    dE: float  # noqa: N815  as it is written
    colours: tuple[NDArray[np.float64], NDArray[np.float64]]
    pictures: tuple[NDArray[np.uint8], NDArray[np.uint8]]
    region: Region | None = None
    against: Region | None = None

    def __str__(self) -> str:
        return f"{signed(self.stops)} stops, {self.dE:.1f} dE"

    def __repr__(self) -> str:
        parts = self.region or self.against
        return f"{self}, by the medians of {'a part of each' if parts else 'the whole pictures'}"

    def table(self) -> pandas.DataFrame:
        """Return what a notebook shows, as words.

        Returns
        -------
        pandas.DataFrame
            A row a picture: how many stops its median colour lies under white, and that colour.
        """
        frame = self.to_frame()
        words = frame.map("{:.0f}".format)
        words["stops"] = frame["stops"].map("{:+.2f} stops".format)
        return words.rename(columns={"stops": "against white"}).reset_index(names="picture")

    def to_frame(self) -> pandas.DataFrame:
        """Return the numbers for pandas.

        Returns
        -------
        pandas.DataFrame
            A row a picture: stops against white, and red, green and blue as coded, 0 to 255.
        """
        import pandas

        rows = [(float(np.log2(light.luminance(one))), *one.tolist()) for one in self.colours]
        columns = ["stops", "red", "green", "blue"]
        return pandas.DataFrame(rows, columns=columns, index=["first", "second"])


def apart(
    a: StillLike, b: StillLike, region: Region | None = None, against: Region | None = None
) -> Apart:
    """Return how far one picture is from another in light and in colour.

    Both numbers look at one colour a picture: its median, of red, green and blue each by itself. So
    they follow what fills the picture, and know nothing of what is in it.

    Parameters
    ----------
    a, b : ndarray of uint8 (height, width, 3), or (film, time)
        The one and the other; they need not be of one size.
    region : (float, float, float, float), optional
        Left, top, width, height of a part of both, each a share of the picture, 0 to 1.
    against : (float, float, float, float), optional
        The part of the second one, where the same thing lies elsewhere in it.

    Returns
    -------
    Apart
        Shows itself as both pictures; ``.stops`` and ``.dE`` are the numbers.

    Raises
    ------
    Refused
        Where a median is black: how far something is from nothing has no number.
    KuleshovError
        Where one is no picture, or has no such part.
    MediaError
        Where a film has no such frame, or can't be read.

    See Also
    --------
    kuleshov.graded : Bring one to the other.
    kuleshov.drift : The same inside one shot, over its time.
    kuleshov.measure : ``exposure`` follows light over all cuts of a film.

    Notes
    -----
    Light is by the curve of sRGB, as in :func:`kuleshov.graded`: a grade of one stop is one stop
    here. ``exposure`` reads codes by ITU-R BT.1886, the curve of films' displays, which is steeper
    in the dark. CIEDE2000 was made for small differences; over 10 or so it says no more than "far".

    Examples
    --------
    >>> import kuleshov as ku
    >>> picture = ku.rushes("understudy")["4A-1"].frame(scene=16)
    >>> found = ku.apart(ku.graded(picture, stops=0.5), picture)
    >>> round(found.stops, 1), found.dE > 2
    (0.5, True)
    """
    pictures = (still_of(a), still_of(b))
    against = region if against is None else against
    parts = (region, against)
    colours = [
        light.median_colour(part_of(picture, part))
        for picture, part in zip(pictures, parts, strict=True)
    ]
    bright = [float(light.luminance(one)) for one in colours]
    for which, one, part in zip(("first", "second"), bright, parts, strict=True):
        if one < BLACK:
            raise Refused(f"The {which} picture can't be compared: {in_black(part)}")
    return Apart(
        float(np.log2(bright[0] / bright[1])),
        light.colour_difference(light.lab(colours[0]), light.lab(colours[1])),
        (colours[0], colours[1]),
        pictures,
        region,
        against,
    )


def signed(stops: float, places: int = 2) -> str:
    """Write stops with their sign; what is rounded to nothing has a plus.

    Parameters
    ----------
    stops : float
    places : int
        Digits after the point.

    Returns
    -------
    str

    Examples
    --------
    >>> signed(0.5), signed(-0.001), signed(-1.25, 1)
    ('+0.50', '+0.00', '-1.2')
    """
    return f"{round(stops, places) + 0.0:+.{places}f}"


def in_black(region: Region | None) -> str:
    """Say why a picture has no median to speak of, and what to do.

    Parameters
    ----------
    region : (float, float, float, float) or None
        Which part of it was looked at.

    Returns
    -------
    str

    Examples
    --------
    >>> in_black(None)
    'more than half of it is black, and so is its median. Look at a part with light in it: region=(left, top, width, height), in shares of the picture.'
    """
    if region is None:
        return (
            "more than half of it is black, and so is its median. Look at a part with light in "
            "it: region=(left, top, width, height), in shares of the picture."
        )
    return "more than half of that region is black. Choose one with light in it."
