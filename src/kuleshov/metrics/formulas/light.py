"""Measures of light: how bright a picture is, in stops, and how that jumps across a cut."""

import numpy as np

from ...media.grade import linear_light

DARKEST = 2.0**-10  # of white; what is darker counts as this, for black has no logarithm
GREY = 0.18  # of white: the middle of an exposure


def linear(code: np.ndarray) -> np.ndarray:
    """Return linear light from brightness as coded in video.

    The inverse of the transfer of ITU-R BT.709 is only half of the story: pictures are graded on
    displays that follow ITU-R BT.1886, so its power of 2.4 is used.

    Parameters
    ----------
    code : ndarray (...)
        Coded brightness: 16 is black, 235 is white; what lies outside is clipped.

    Returns
    -------
    ndarray of float64 (...)
        Light, 0 (black) to 1 (white).

    See Also
    --------
    stops : the same on the scale of exposure
    kuleshov.metrics.formulas.texture.rgb : coded red, green and blue

    Examples
    --------
    >>> linear(np.array([16, 235])).tolist()
    [0.0, 1.0]
    >>> linear(np.array([125.5])).round(2).tolist()  # half-way in code is a fifth of the light
    [0.19]
    """
    return np.clip((np.asarray(code, float) - 16) / 219, 0, 1) ** 2.4


def stops(histogram: np.ndarray) -> np.ndarray:
    """Return how bright each frame's median pixel is, in stops against an 18 % grey.

    ``log2(median Y / 0.18)``: one stop is twice the light.

    Parameters
    ----------
    histogram : ndarray (frames, 256)
        How many pixels of each frame have each brightness, 16 black to 235 white.

    Returns
    -------
    ndarray of float64 (frames,)
        From -7.5 (black) to 2.5 (white).

    See Also
    --------
    mean_light : the mean instead of the median, without a logarithm
    jumps : what it does at cuts
    kuleshov.metrics.drifts.drift : what it does inside a shot

    Examples
    --------
    >>> counts = np.zeros((2, 256), int)
    >>> counts[0, 124], counts[1, 160] = 100, 100  # frames of one tone each
    >>> stops(counts).round(1).tolist()
    [0.0, 1.0]
    """
    counts = np.asarray(histogram, np.int64)
    rising = counts.cumsum(axis=1)
    half = rising[:, -1:] / 2
    above = (rising >= half).argmax(axis=1)
    rows = np.arange(len(counts))
    own = counts[rows, above]
    below = rising[rows, above] - own
    inside = (half[:, 0] - below) / np.maximum(own, 1)
    return np.log2(np.maximum(linear(above - 0.5 + inside), DARKEST) / GREY)


def mean_light(histogram: np.ndarray) -> np.ndarray:
    """Return the mean linear light of each frame.

    Parameters
    ----------
    histogram : ndarray (frames, 256)
        How many pixels of each frame have each brightness, 16 black to 235 white.

    Returns
    -------
    ndarray of float64 (frames,)
        0.001 (black) to 1 (white).

    See Also
    --------
    stops : of the median pixel
    kuleshov.metrics.formulas.stability.flicker : how it trembles

    Examples
    --------
    >>> counts = np.zeros((1, 256))
    >>> counts[0, [16, 235]] = 75, 25  # a quarter of the picture is white
    >>> mean_light(counts).tolist()
    [0.25]
    """
    counts = np.asarray(histogram, float)
    mean = counts @ linear(np.arange(256)) / np.maximum(counts.sum(axis=1), 1)
    return np.asarray(np.maximum(mean, DARKEST))


def jumps(stops: np.ndarray, cuts: np.ndarray, reach: int) -> np.ndarray:
    """Return by how many stops the picture gets brighter (+) or darker (-) at each cut.

    The median over ``reach`` frames after the cut minus that before it, neither reaching over
    another cut.

    Parameters
    ----------
    stops : ndarray (frames,)
        How bright each frame is, from :func:`stops`.
    cuts : ndarray of int (cuts, 2)
        The frame after the old shot's last whole frame, and the new shot's first whole one.
    reach : int
        Frames, 1 or more.

    Returns
    -------
    ndarray of float64 (cuts,)
        Stops, + brighter, - darker.

    See Also
    --------
    kuleshov.metrics.drifts.drift : inside a shot

    Examples
    --------
    >>> bright = np.array([-2.0, -2.0, -2.0, 0.5, 0.5, -1.0, -1.0])
    >>> jumps(bright, np.array([[3, 3], [5, 5]]), 2).tolist()
    [2.5, -1.5]
    """
    before, after = sides(stops, cuts, reach).T
    return np.asarray(after - before)


def sides(stops: np.ndarray, cuts: np.ndarray, reach: int) -> np.ndarray:
    """Return how bright the picture is before and after each cut.

    Parameters
    ----------
    stops : ndarray (frames,)
        How bright each frame is, from :func:`stops`.
    cuts : ndarray of int (cuts, 2)
        The frame after the old shot's last whole frame, and the new shot's first whole one.
    reach : int
        Frames, 1 or more, whose median counts; they don't reach over another cut.

    Returns
    -------
    ndarray of float64 (cuts, 2)
        Before and after, in the unit of ``stops``.

    See Also
    --------
    jumps : their difference

    Examples
    --------
    >>> sides(np.array([-2.0, -2.0, 0.5, 0.5]), np.array([[2, 2]]), 2).tolist()
    [[-2.0, 0.5]]
    """
    found = np.empty((len(cuts), 2))
    for at, (end, start) in enumerate(cuts):
        first = max(end - reach, cuts[at - 1][1] if at else 0)
        last = min(start + reach, cuts[at + 1][0] if at + 1 < len(cuts) else len(stops))
        found[at] = (
            np.median(stops[min(first, end - 1) : end]),
            np.median(stops[start : max(last, start + 1)]),
        )
    return found


def white(y: float, u: float, v: float) -> np.ndarray:
    """Return a coded colour's balance: its hue once its light is brought to an 18 % grey.

    So a picture that is only darker has the same balance, and one that is warmer has another.

    Parameters
    ----------
    y, u, v : float
        As coded, such as the medians of a frame (ITU-R BT.709): 16 to 235 bright, 128 grey.

    Returns
    -------
    ndarray of float64 (3,)
        CIE L*a*b* for the white of D65: L* (49.5 always), a* (red above 0, green below), b* (yellow
        above 0, blue below).

    See Also
    --------
    colour_difference : how different two balances look

    Examples
    --------
    >>> apart = white(120, 128, 128) - white(60, 128, 128)  # grey, and a darker grey
    >>> float(abs(apart).max().round(9))
    0.0
    >>> white(120, 118, 134).round(1).tolist()  # warmer
    [49.5, 1.3, 13.8]
    """
    from .texture import rgb

    coded = np.array([float(c) for c in rgb(np.array(y), np.array(u), np.array(v))]) / 255
    light = np.maximum(coded, 0.002) ** 2.4
    xyz = _TO_XYZ @ light
    f = np.cbrt(xyz * (GREY / xyz[1]) / _WHITE)  # no colour so bright reaches CIE's straight piece
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)  # fmt: skip
_WHITE = np.array([0.95047, 1.0, 1.08883])


def median_colour(picture: np.ndarray) -> np.ndarray:
    """Return a picture's median colour: of red, of green and of blue, each by itself.

    Codes are steps, and in the dark a step is wide: the median is read inside its step, as if the
    pixels of one code lay evenly across it. A grade keeps the order of codes, so it moves this
    colour as it moves the picture.

    Parameters
    ----------
    picture : ndarray of uint8 (height, width, 3)
        RGB, coded for an sRGB display.

    Returns
    -------
    ndarray of float64 (3,)
        As coded, 0 to 255.

    See Also
    --------
    luminance, lab : how bright it is, and which colour

    Examples
    --------
    >>> median_colour(np.full((2, 3, 3), 188, np.uint8)).tolist()
    [188.0, 188.0, 188.0]
    """
    return np.array([_median(picture[..., channel]) for channel in range(3)])


def _median(values: np.ndarray) -> float:
    counts = np.bincount(values.ravel(), minlength=256)
    rising = counts.cumsum()
    at = int((rising >= rising[-1] / 2).argmax())
    inside = (rising[-1] / 2 - (rising[at] - counts[at])) / counts[at]
    return float(np.clip(at - 0.5 + inside, 0, 255))


def luminance(colour: np.ndarray) -> np.ndarray:
    """Return how much light a display gives for a colour: the Y of ITU-R BT.709, by sRGB's curve.

    Parameters
    ----------
    colour : ndarray (..., 3)
        Red, green and blue as coded, 0 to 255.

    Returns
    -------
    ndarray of float64 (...)
        0 (black) to 1 (white).

    See Also
    --------
    median_colour : a picture's colour
    linear : the light of video's brightness, by the curve of films' displays

    Examples
    --------
    >>> luminance(np.array([[0, 0, 0], [188, 188, 188], [255, 255, 255]])).round(2).tolist()
    [0.0, 0.5, 1.0]
    """
    return np.asarray(linear_light(np.asarray(colour, float) / 255) @ _TO_XYZ[1])


def lab(colour: np.ndarray) -> np.ndarray:
    """Return a colour in CIE L*a*b*, for the white of D65.

    Parameters
    ----------
    colour : ndarray (3,)
        Red, green and blue as coded for an sRGB display, 0 to 255.

    Returns
    -------
    ndarray of float64 (3,)
        L* 0 to 100, a* (red above 0, green below), b* (yellow above 0, blue below).

    See Also
    --------
    colour_difference : how different two such colours look
    white : a picture's balance, whatever its light

    Examples
    --------
    >>> lab(np.array([255, 0, 0])).round(1).tolist()
    [53.2, 80.1, 67.2]
    """
    share = _TO_XYZ @ linear_light(np.asarray(colour, float) / 255) / _WHITE
    f = np.where(share > 216 / 24389, np.cbrt(share), (24389 / 27 * share + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def colour_difference(one: np.ndarray, other: np.ndarray) -> float:
    """Return how different two colours look, CIEDE2000 [1]_.

    Parameters
    ----------
    one, other : ndarray (3,)
        CIE L*a*b*, L* 0 to 100.

    Returns
    -------
    float
        0 and up; about 1 can just be seen.

    See Also
    --------
    white : a picture's balance as such a colour

    References
    ----------
    .. [1] G. Sharma, W. Wu and E. N. Dalal, "The CIEDE2000 color-difference formula", Color
       Research and Application 30(1), 2005.

    Examples
    --------
    >>> round(colour_difference(np.array([50, 2.6772, -79.7751]), np.array([50, 0, -82.7485])), 4)
    2.0425
    """
    (l1, a1, b1), (l2, a2, b2) = (tuple(map(float, colour)) for colour in (one, other))
    mean = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    stretch = 1 + 0.5 * (1 - np.sqrt(mean**7 / (mean**7 + 25.0**7)))
    a1, a2 = a1 * stretch, a2 * stretch
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = (np.degrees(np.arctan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = h2 - h1 - 360 * round((h2 - h1) / 360)
    hue = (h1 + turn / 2) % 360  # it does not count where one of them is grey
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1 - 0.17 * _cos(hue - 30) + 0.24 * _cos(2 * hue)
        + 0.32 * _cos(3 * hue + 6) - 0.20 * _cos(4 * hue - 63)
    )  # fmt: skip
    sl = 1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2)
    sc, sh = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    spin = 60 * np.exp(-(((hue - 275) / 25) ** 2))
    cross = -2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7)) * np.sin(np.radians(spin))
    dl, dc = (l2 - l1) / sl, (c2 - c1) / sc
    dh = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2)) / sh
    return float(np.sqrt(dl**2 + dc**2 + dh**2 + cross * dc * dh))


def _cos(degrees: float) -> float:
    return float(np.cos(np.radians(degrees)))
