"""Generative models that are small enough to train in class, each with its card.

A linear dynamical system (:func:`dream`, :func:`fit`, :func:`sample`) learns from one take how
its pictures follow each other, and goes on where the take stops; :func:`forecast_error` says how far
ahead it sees. :func:`futures` foretells without a model, by what came next when it looked like this.
A flow (:func:`generate`) was trained on all of The Understudy and makes films of it from noise;
:func:`nearest` says how near they lie to what it learnt.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
