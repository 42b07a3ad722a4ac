"""Measures of texture: how a picture is drawn at the scale of its pixels.

People who say that generated pictures have a "sheen" point at skin without pores, light without
noise and colours without dirt. These numbers describe such things one at a time. All of them feel
the codec that carried the picture at least as much as the hand that made it.

A picture is its brightness, uint8 or float (height, width) in coded levels, 16 black to 235
white; films are brought to 480 lines for it. Grain takes two pictures that follow each other.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

LINES = 480
COARSEST, FINE, FINEST = 0.05, 0.25, 0.45  # cycles a pixel
BLACK, WHITE = 16, 235
BLOCK = 16
QUANTISED = 1 / 6  # levels squared: rounding adds 1/12 to each of two pictures
FLOOR = 0.35  # levels; below this rounding and the codec are all that is left


class Spectrum(NamedTuple):
    """The fall of a picture's power towards fine detail.

    Attributes
    ----------
    slope : float
        Of log power on log frequency, 0.05 to 0.25 cycles a pixel.
    residual : float
        By how many dB the power from 0.25 to 0.45 lies above the line's continuation.
    """

    slope: float
    residual: float


def spectrum(picture: np.ndarray) -> Spectrum:
    """Return the slope of the radial power spectrum, and what lies off it in the finest detail.

    The picture is windowed (Hann), its power averaged over rings of equal frequency, and a line
    laid through log power against log frequency [1]_. Natural scenes fall with about -2, blur
    makes the slope steeper, noise and sharpening flatter.

    Parameters
    ----------
    picture : ndarray (height, width)
        Brightness, coded levels; its middle 512 by 512 pixels are looked at, or what there is.

    Returns
    -------
    Spectrum
        Slope, without a unit, and what lies off it (dB); NaN where the picture is one even tone or
        too small for four rings of low frequency.

    See Also
    --------
    mscn : detail against its surroundings
    grain : noise that is new in each frame

    References
    ----------
    .. [1] D. J. Field, "Relations between the statistics of natural images and the response
       properties of cortical cells", Journal of the Optical Society of America A 4(12), 1987.

    Examples
    --------
    >>> noise = np.random.default_rng(1).normal(100, 9, (256, 256))
    >>> round(spectrum(noise).slope, 1)  # white noise has no slope
    0.0
    >>> soft = (noise + np.roll(noise, 1, 0) + np.roll(noise, 1, 1) + np.roll(noise, 1, (0, 1))) / 4
    >>> round(spectrum(soft).slope, 1)  # blur takes the fine detail
    -0.3
    """
    from scipy import fft

    height, width, window, ring, frequency = _rings(picture.shape)
    top, left = (picture.shape[0] - height) // 2, (picture.shape[1] - width) // 2
    piece = picture[top : top + height, left : left + width].astype(np.float32)
    power = np.abs(fft.rfft2((piece - piece.mean()) * window)) ** 2
    counts = np.bincount(ring.ravel())
    mean = np.bincount(ring.ravel(), power.ravel()) / np.maximum(counts, 1)
    known = (frequency >= COARSEST) & (frequency < FINEST) & (mean > 0)
    x, y = np.log10(frequency[known]), np.log10(mean[known])
    low = x < np.log10(FINE)
    if low.sum() < 4:
        return Spectrum(float("nan"), float("nan"))
    slope, start = np.polyfit(x[low], y[low], 1)
    off = 10 * (y[~low] - (start + slope * x[~low]))
    return Spectrum(float(slope), float(off.mean()))


@lru_cache(maxsize=2)
def _rings(shape: tuple[int, int]) -> tuple[int, int, np.ndarray, np.ndarray, np.ndarray]:
    """Return the size of the middle that is looked at, its window, and each bin's ring."""
    height, width = (min(512, side // 2 * 2) for side in shape)
    window = np.outer(np.hanning(height), np.hanning(width)).astype(np.float32)
    down, across = np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width)[None]
    ring = np.round(np.hypot(down, across) * 256).astype(np.int32)
    return height, width, window, ring, np.arange(ring.max() + 1) / 256


def mscn(picture: np.ndarray) -> np.ndarray:
    """Return mean-subtracted, contrast-normalised values of a picture.

    ``(I - mean) / (sd + 1)`` with mean and standard deviation in a Gaussian window of 7 pixels
    (sigma 7/6), as in BRISQUE [1]_.

    Parameters
    ----------
    picture : ndarray (height, width)
        Brightness, coded levels.

    Returns
    -------
    ndarray of float32 (height, width)
        In local standard deviations; 0 on an even tone.

    See Also
    --------
    shape : what their distribution looks like
    spectrum : the same detail, by frequency

    References
    ----------
    .. [1] A. Mittal, A. K. Moorthy and A. C. Bovik, "No-reference image quality assessment in the
       spatial domain", IEEE Transactions on Image Processing 21(12), 2012.

    Examples
    --------
    >>> edge = np.repeat([[20.0] * 8 + [200.0] * 8], 16, axis=0)
    >>> mscn(edge)[8, 4:12].astype(float).round(1).tolist()  # only by the edge is there something
    [0.0, -0.1, -0.3, -0.7, 0.7, 0.3, 0.1, 0.0]
    """
    import cv2

    values = picture.astype(np.float32)
    size, sigma = (7, 7), 7 / 6
    mean = cv2.GaussianBlur(values, size, sigma)
    spread = cv2.GaussianBlur(values * values, size, sigma) - mean * mean
    return np.asarray((values - mean) / (np.sqrt(np.maximum(spread, 0)) + 1))


def shape(values: np.ndarray) -> float:
    """Return the shape alpha of the generalised Gaussian that fits values best.

    2 is a Gaussian, 1 a Laplacian; noise moves a picture's :func:`mscn` towards 2, flat regions
    and hard edges below it. Moments are matched: ``E|x|^2 / E[x^2]`` fixes alpha [1]_.

    Parameters
    ----------
    values : ndarray (...)
        Around 0, in any unit, such as a picture's :func:`mscn`.

    Returns
    -------
    float
        0.2 to 10, where the search ends; NaN where all are 0 or there are none.

    See Also
    --------
    mscn : the values that it is for

    References
    ----------
    .. [1] K. Sharifi and A. Leon-Garcia, "Estimation of shape parameter for generalized Gaussian
       distributions in subband decompositions of video", IEEE TCSVT 5(1), 1995.

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> round(shape(random.normal(size=100_000)), 1), round(shape(random.laplace(size=100_000)), 1)
    (2.0, 1.0)
    """
    size = float(np.mean(np.square(values)))
    if size <= 1e-8:
        return float("nan")
    alphas, ratios = _shapes()
    return float(np.interp(float(np.mean(np.abs(values))) ** 2 / size, ratios, alphas))


@lru_cache(maxsize=1)
def _shapes() -> tuple[np.ndarray, np.ndarray]:
    from scipy.special import gammaln

    alphas = np.arange(0.2, 10, 0.005)
    ratios = np.exp(2 * gammaln(2 / alphas) - gammaln(1 / alphas) - gammaln(3 / alphas))
    return alphas, ratios


def sharpness(picture: np.ndarray) -> float:
    """Return how much a picture changes from one pixel to the next: the variance of its Laplacian.

    Each pixel is held against its four neighbours: their sum less four times itself. Where edges
    are hard this swings, where they are soft it hardly does, so that the number serves to bring a
    lens into focus [1]_. It has no scale of its own: hold it against that of a picture of the same
    thing and the same size. Noise counts as sharpness.

    Parameters
    ----------
    picture : ndarray (height, width)
        Brightness, coded levels.

    Returns
    -------
    float
        Levels squared, 0 and up; 0 on an even tone and on an even slope (but for its edges).

    See Also
    --------
    spectrum : the same detail, by frequency
    grain : noise, which is no detail

    References
    ----------
    .. [1] J. L. Pech-Pacheco, G. Cristobal, J. Chamorro-Martinez and J. Fernandez-Valdivia, "Diatom
       autofocusing in brightfield microscopy: a comparative study", ICPR 2000.

    Examples
    --------
    White noise has 20 times its own variance, once for each neighbour and 16 for itself; the mean of
    four such pictures has a quarter of that:

    >>> noise = np.random.default_rng(1).normal(110, 3, (4, 400, 400))
    >>> round(sharpness(noise[0]) / 9), round(sharpness(noise.mean(axis=0)) / 9)
    (20, 5)
    """
    import cv2

    values = np.asarray(
        picture, np.float32
    )  # of whole numbers OpenCV would cut off what is below 0
    return float(np.var(cv2.Laplacian(values, cv2.CV_32F), dtype=np.float64))


def grain(first: np.ndarray, second: np.ndarray) -> float:
    """Return the strength of what is new in every frame: standard deviation, 8-bit levels.

    In blocks of 16 by 16 pixels that are even and don't move, the difference of two frames that
    follow each other is noise alone: ``sigma^2 = (var(difference) - 1/6) / 2``, where 1/6 is what
    rounding both frames to whole levels adds. The median over the calmer half of such blocks (20 at
    least) resolves a tenth of a level, which a median of 8-bit differences can't. It is this kit's
    own after A. Amer and E. Dubois [1]_.

    Parameters
    ----------
    first, second : ndarray (height, width)
        Brightness of two frames that follow each other in one shot, coded levels, of one size.

    Returns
    -------
    float
        Levels, 0 and up: 0 where nothing is above rounding; NaN where fewer than 20 blocks are
        even, still, and neither near black nor near white.

    See Also
    --------
    clipping : the blacks and whites that are left out here
    spectrum : detail, whether new in each frame or not

    References
    ----------
    .. [1] A. Amer and E. Dubois, "Fast and reliable structure-oriented video noise estimation",
       IEEE TCSVT 15(1), 2005: noise from the most homogeneous blocks.

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> one, other = (np.round(random.normal(110, 2, (480, 640))) for _ in range(2))
    >>> round(grain(one, other), 1)  # of 2: the calmer half lies a little low
    1.9
    >>> grain(one, one)  # the same frame again
    0.0
    """
    a, b = _blocks(first), _blocks(second)
    mean = a.mean(axis=1)
    change = b - a
    variance = change.var(axis=1, ddof=1)
    lit = (mean > BLACK + 8) & (mean < WHITE - 15)
    if lit.sum() < 20:
        return float("nan")
    smooth = _smooth_variance(a)
    even = lit & (smooth <= np.quantile(smooth[lit], 0.5))
    drift = np.abs(change.mean(axis=1)) > 1.0 + 3 * np.sqrt(variance) / BLOCK
    still = even & ~drift
    if still.sum() < 20:
        return float("nan")
    calm = np.sort(variance[still])[: max(20, still.sum() // 2)]
    return float(np.sqrt(max(0.0, float(np.median(calm)) - QUANTISED) / 2))


def _blocks(picture: np.ndarray) -> np.ndarray:
    height, width = (side // BLOCK * BLOCK for side in picture.shape)
    cut = picture[:height, :width].astype(np.float32)
    cut = cut.reshape(height // BLOCK, BLOCK, width // BLOCK, BLOCK)
    return np.ascontiguousarray(cut.swapaxes(1, 2)).reshape(-1, BLOCK * BLOCK)


def _smooth_variance(blocks: np.ndarray) -> np.ndarray:
    """Return the variance of each block's 16 quarters' quarters: structure, not noise."""
    small = blocks.reshape(-1, 4, BLOCK // 4, 4, BLOCK // 4).mean(axis=(2, 4))
    return np.asarray(small.reshape(len(blocks), -1).var(axis=1))


def clipping(histogram: np.ndarray) -> np.ndarray:
    """Return which share of each frame lies at the ends of the scale.

    Black at or below code 16, white at or above 235: there light and shade are gone for good.

    Parameters
    ----------
    histogram : ndarray (frames, 256)
        How many pixels of each frame have each coded brightness.

    Returns
    -------
    ndarray of float64 (frames,)
        0 to 1; 0 where a frame has no pixels.

    See Also
    --------
    kuleshov.metrics.formulas.light.stops : how bright the rest is

    Examples
    --------
    >>> counts = np.zeros((1, 256))
    >>> counts[0, [16, 100, 235]] = [10, 70, 20]
    >>> clipping(counts).tolist()
    [0.3]
    """
    counts = np.asarray(histogram, float)
    outside = counts[:, : BLACK + 1].sum(axis=1) + counts[:, WHITE:].sum(axis=1)
    return np.asarray(outside / np.maximum(counts.sum(axis=1), 1))


def colourfulness(y: np.ndarray, u: np.ndarray, v: np.ndarray) -> float:
    """Return how colourful people find a picture, after Hasler and Suesstrunk [1]_.

    ``sqrt(var rg + var yb) + 0.3 sqrt(mean rg^2 + mean yb^2)`` with rg = R - G and
    yb = (R + G) / 2 - B. 0 is grey, 15 slightly, 45 quite, 82 highly, 109 extremely colourful.

    Parameters
    ----------
    y, u, v : ndarray (height, width)
        Brightness and two colour differences as coded (ITU-R BT.709), 0 to 255, all of one size.

    Returns
    -------
    float
        0 and up, in levels of 255.

    See Also
    --------
    rgb : how red, green and blue come about
    kuleshov.metrics.formulas.light.white : one colour's balance

    References
    ----------
    .. [1] D. Hasler and S. Suesstrunk, "Measuring colourfulness in natural images", Proceedings
       of SPIE 5007, 2003.

    Examples
    --------
    >>> grey, half = np.full((4, 4), 128.0), np.repeat([[80.0, 176.0]], 4, axis=0).repeat(2, axis=1)
    >>> colourfulness(grey, grey, grey), round(colourfulness(grey, grey, half))
    (0.0, 116)
    """
    red, green, blue = rgb(y, u, v)
    rg, yb = red - green, (red + green) / 2 - blue
    spread = np.sqrt(rg.var() + yb.var())
    return float(spread + 0.3 * np.sqrt(rg.mean() ** 2 + yb.mean() ** 2))


def rgb(y: np.ndarray, u: np.ndarray, v: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return red, green and blue, 0 to 255, from coded brightness and colour (ITU-R BT.709).

    Parameters
    ----------
    y : ndarray (...)
        Brightness as coded, 16 black to 235 white.
    u, v : ndarray (...)
        Blue and red difference as coded, 128 grey.

    Returns
    -------
    red, green, blue : ndarray of float32 (...)
        0 to 255, still gamma-coded; what lies outside is clipped.

    See Also
    --------
    colourfulness : what is computed from them
    kuleshov.metrics.formulas.light.linear : light from coded brightness

    Examples
    --------
    >>> [float(one) for one in rgb(np.array(235), np.array(128), np.array(128))]  # white
    [255.0, 255.0, 255.0]
    >>> [round(float(one)) for one in rgb(np.array(63), np.array(102), np.array(240))]  # red
    [255, 1, 0]
    """
    bright = 255 / 219 * (np.asarray(y, np.float32) - 16)
    cb = 255 / 224 * (np.asarray(u, np.float32) - 128)
    cr = 255 / 224 * (np.asarray(v, np.float32) - 128)
    red, blue = bright + 1.5748 * cr, bright + 1.8556 * cb
    green = bright - 0.1873 * cb - 0.4681 * cr
    return np.clip(red, 0, 255), np.clip(green, 0, 255), np.clip(blue, 0, 255)
